"""Word documents as Word shows them: merges of every kind, numbers, boxes, changes, nothing lost and nothing twice."""

from __future__ import annotations

import pytest

from importers.readers.any_file import read_bytes
from importers.readers.office.numerals import spelt
from importers.readers.source import SourceError
from importers.readers.word.numbering import numeral
from models.table import Table
from tests.importers.readers.office import cell, document, paragraph, row, table


def parts(body: str, **others: str) -> list[str | list[list[str]]]:
    """Paragraphs as texts, tables as rows of texts."""
    reading = read_bytes(document(body, **others), "文.docx")
    return [part.texts() if isinstance(part, Table) else part.text for part in reading.document]


def told(body: str, **others: str) -> list[str]:
    return [str(notice) for notice in read_bytes(document(body, **others), "文.docx").notices]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_paragraphs_and_tables_come_in_reading_order() -> None:
    body = paragraph("附件") + table(row(cell("指标"), cell("指标值"))) + paragraph("说明")
    assert parts(body) == ["附件", [["指标", "指标值"]], "说明"]


def test_cells_merged_downwards_and_across_are_one() -> None:
    body = table(
        row(cell("一级", properties='<w:vMerge w:val="restart"/>'), cell("甲", properties='<w:gridSpan w:val="2"/>')),
        row(cell(properties="<w:vMerge/>"), cell("乙"), cell("丙")),
        row(cell("末", properties='<w:hMerge w:val="restart"/>'), cell(properties="<w:hMerge/>"), cell("丁")),
    )
    (found,) = read_bytes(document(body), "文.docx").document
    assert isinstance(found, Table)
    spans = {one.text: (one.row, one.column, one.row_span, one.column_span) for one in found.cells}
    assert spans == {
        "一级": (0, 0, 2, 1),
        "甲": (0, 1, 1, 2),
        "乙": (1, 1, 1, 1),
        "丙": (1, 2, 1, 1),
        "末": (2, 0, 1, 2),
        "丁": (2, 2, 1, 1),
    }


def test_a_merge_that_continues_nothing_is_a_cell() -> None:
    assert parts(table(row(cell("甲")), row(cell("乙", properties="<w:vMerge/>")))) == [[["甲"], ["乙"]]]


def test_changes_count_as_accepted_and_are_told() -> None:
    changed = paragraph(
        "完成", f"<w:ins>{run('≥200')}</w:ins>", "<w:del><w:r><w:delText>100</w:delText></w:r></w:del>", "次"
    )
    deleted = row(cell("旧行"), properties="<w:del/>")
    body = table(row(cell(changed)), deleted, row(cell("新行"), properties="<w:ins/>"))
    assert parts(body) == [[["完成≥200次"], ["新行"]]]
    assert told(body) == ["tracked-changes"]


def test_a_deleted_mark_joins_two_paragraphs() -> None:
    body = paragraph("前", properties="<w:rPr><w:del/></w:rPr>") + paragraph("后") + paragraph("另")
    assert parts(body) == ["前后", "另"]


def test_comments_are_counted_and_told() -> None:
    assert told(paragraph("甲"), comments="<w:comment/><w:comment/>") == ["comments:2"]


def test_hidden_rows_are_left_out_and_told() -> None:
    body = table(row(cell("甲")), row(cell("藏"), properties="<w:hidden/>"), row(cell("乙")))
    assert parts(body) == [[["甲"], ["乙"]]]
    assert told(body) == ["hidden-rows:2"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("看") + run("藏", "<w:vanish/>"), "看"),
        (run("10") + run("4", '<w:vertAlign w:val="superscript"/>') + run("m"), "10⁴m"),
        (run("注") + run("甲", '<w:vertAlign w:val="superscript"/>'), "注甲"),
        (run("H") + run("2", '<w:vertAlign w:val="subscript"/>') + run("O"), "H2O"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t><w:softHyphen/></w:r>", "甲\t乙-丙"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=A1</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + run("120")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>元',
            "120",
        ),
        ('<w:fldSimple w:instr="PAGE">' + run("3") + "</w:fldSimple>", "3"),
        ("<w:hyperlink>" + run("链接") + "</w:hyperlink><w:smartTag>" + run("2025年") + "</w:smartTag>", "链接2025年"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>lǚ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>吕</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "吕",
        ),
        ("<m:oMath><m:r><m:t>≥95%</m:t></m:r></m:oMath>", "≥95%"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("是"), "☑是"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r>' + run("否"), "□否"),
        (run("R", '<w:rFonts w:ascii="Wingdings 2"/>') + run("是"), "☑是"),
        ("<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent>" + run("☒") + "</w:sdtContent></w:sdt>", "☒"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData>'
            '</w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("是"),
            "☑是",
        ),
    ],
)
def test_a_run_gives_what_is_seen_of_it(content: str, text: str) -> None:
    assert parts(paragraph(content)) == [text]


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('（公章）')}</w:txbxContent>"
    twice = f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
    twice += f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    assert parts(paragraph("意见", f"<w:r>{twice}</w:r>")) == ["意见", "（公章）"]
    assert parts(table(row(cell(paragraph("意见", f"<w:r>{twice}</w:r>"))))) == [[["意见\n（公章）"]]]


def test_tables_in_content_controls_and_in_cells_are_found() -> None:
    inner = table(row(cell("内甲"), cell("内乙")))
    control = f"<w:sdt><w:sdtContent>{table(row(cell('外', inner)))}</w:sdtContent></w:sdt>"
    outer, nested = parts(control)
    assert outer == [["外\n内甲\t内乙"]]
    assert nested == [["内甲", "内乙"]]


NUMBERS = (
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="6"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
    "</w:lvlOverride></w:num>"
)  # fmt: skip


def numbered(text: str, level: int = 0, number: int = 5) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, properties=properties)


def test_automatic_numbers_are_counted_as_word_counts_them() -> None:
    body = numbered("甲") + numbered("子", 1) + numbered("丑", 1) + numbered("乙") + numbered("寅", 1)
    assert parts(body, numbering=NUMBERS) == ["（一）甲", "1.子", "2.丑", "（二）乙", "1.寅"]
    eleven = "".join(numbered(str(at)) for at in range(12))
    assert parts(eleven, numbering=NUMBERS)[-2:] == ["（十一）10", "（十二）11"]
    assert parts(numbered("另起", number=6), numbering=NUMBERS) == ["（七）另起"]


def test_a_document_without_text_is_told_apart() -> None:
    with pytest.raises(SourceError) as refused:
        read_bytes(document(paragraph()), "空.docx")
    assert refused.value.opens == "no-text"


@pytest.mark.parametrize(
    ("kind", "numbers", "text"),
    [
        ("decimal", (1, 12), ["1", "12"]),
        ("decimalZero", (3, 12), ["03", "12"]),
        ("chineseCounting", (1, 10, 11, 20, 21, 110), ["一", "十", "十一", "二十", "二十一", "一百一十"]),
        ("chineseLegalSimplified", (1, 10, 105), ["壹", "壹拾", "壹佰零伍"]),
        ("ideographTraditional", (1, 10, 11), ["甲", "癸", "甲"]),
        ("ideographZodiac", (1, 12, 13), ["子", "亥", "子"]),
        ("lowerLetter", (1, 26, 27), ["a", "z", "aa"]),
        ("upperLetter", (2, 28), ["B", "BB"]),
        ("lowerRoman", (1, 4, 9, 14), ["i", "iv", "ix", "xiv"]),
        ("upperRoman", (40, 45, 90, 99, 400, 1994), ["XL", "XLV", "XC", "XCIX", "CD", "MCMXCIV"]),
        ("decimalEnclosedCircle", (1, 20, 21), ["①", "⑳", "21"]),
        ("decimalEnclosedParen", (3,), ["(3)"]),
        ("decimalFullWidth", (12,), ["１２"]),
        ("never heard of", (7,), ["7"]),
    ],
)
def test_a_number_is_written_in_the_way_of_its_list(kind: str, numbers: tuple[int, ...], text: list[str]) -> None:
    assert [numeral(number, kind) for number in numbers] == text


SPELT = {0: "〇", 10: "一十", 10500: "一万〇五百", 100000: "一十万", 10**16: "一" + "〇" * 16}


@pytest.mark.parametrize(("number", "text"), SPELT.items())
def test_numbers_are_spelt_in_groups_of_four(number: int, text: str) -> None:
    assert spelt(number) == text


def test_text_boxes_of_old_documents_are_read_too() -> None:
    """Word 2003 drew with VML alone; a picture without words says nothing."""
    box = f"<w:pict><v:textbox><w:txbxContent>{paragraph('旧框')}</w:txbxContent></v:textbox></w:pict>"
    assert parts(paragraph("前", f"<w:r>{box}</w:r>")) == ["前", "旧框"]
    assert parts(paragraph("前", "<w:r><mc:AlternateContent/></w:r>")) == ["前"]
    only = f"<mc:AlternateContent><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert parts(paragraph("前", f"<w:r>{only}</w:r>")) == ["前", "旧框"]
    empty = f"<mc:Choice><w:drawing/></mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    empty = f"<mc:AlternateContent>{empty}</mc:AlternateContent>"
    assert parts(paragraph("前", f"<w:r>{empty}</w:r>")) == ["前", "旧框"]


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ('<w:rFonts w:ascii="Wingdings"/>', "☑"),
        ('<w:rFonts w:hAnsi="Wingdings"/>', "☑"),
        ('<w:rFonts w:ascii="宋体" w:hAnsi="Wingdings"/>', "☑"),
        ('<w:rFonts w:ascii="宋体"/>', "þ"),
        ("<w:b/>", "þ"),
    ],
)
def test_only_a_font_of_signs_makes_signs(properties: str, text: str) -> None:
    assert parts(paragraph(run("þ", properties))) == [text]


@pytest.mark.parametrize(
    ("box", "text"),
    [
        ('<w:default w:val="1"/>', "☑"),
        ('<w:default w:val="0"/>', "□"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "□"),
        ('<w:default w:val="0"/><w:checked/>', "☑"),
        ("", "□"),
    ],
)
def test_a_box_of_a_form_is_ticked_as_it_was_left(box: str, text: str) -> None:
    field = (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{box}</w:checkBox></w:ffData></w:fldChar></w:r>'
    )
    assert parts(paragraph(field, '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "是")) == [f"{text}是"]


def test_a_sign_without_a_known_font_is_a_box() -> None:
    signs = '<w:r><w:sym w:font="Webdings" w:char="F061"/><w:sym w:font="宋体" w:char="2265"/></w:r>'
    assert parts(paragraph(signs)) == ["□≥"]
