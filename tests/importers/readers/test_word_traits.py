"""Each trait of a Word document by itself: signs of fonts, tables' spans and rows, lists, wrappers, hidden parts."""

from __future__ import annotations

import pytest

from importers.readers.any_file import read_bytes
from importers.readers.word.numbering import numeral
from models.table import Paragraph, Table
from tests.importers.readers.office import cell, document, paragraph, row, table


def parts(body: str, **more: str) -> list[str | list[list[str]]]:
    found = read_bytes(document(body, **more), "文.docx").document
    return [part.text if isinstance(part, Paragraph) else part.texts() for part in found]


def the_table(*rows: str) -> Table:
    (found,) = [one for one in read_bytes(document(table(*rows)), "文.docx").document if isinstance(one, Table)]
    return found


def spans(*rows: str) -> dict[str, tuple[int, int, int, int]]:
    """Text → row, column, rows and columns of its cell."""
    return {
        one.text: (one.row, one.column, one.row_span, one.column_span) for one in the_table(*rows).cells if one.text
    }


SIGNS = {
    "Wingdings": {"F0FE": "☑", "F0FD": "☒", "F0A8": "□", "F06F": "□", "F071": "□", "F0FC": "✓", "F0FB": "✗"}
    | {"F078": "☒", "F072": "□", "00FE": "☑"},
    "Wingdings 2": {"F052": "☑", "F053": "☒", "F054": "☒", "F051": "☒", "F0A3": "□", "F02A": "□", "F050": "✓"}
    | {"F04F": "✗", "F030": "□"},
    "Symbol": {"F0B3": "≥", "F0A3": "≤", "F0B1": "±", "F0B4": "×", "F0B8": "÷", "F0B9": "≠"},
    "Wingdings 3": {"F070": "□"},
    "宋体": {"2264": "≤", "F0FF": "□", "F000": "□", "F100": "\uf100", "0000": ""},
}


@pytest.mark.parametrize(("font", "code", "sign"), [(f, c, s) for f, signs in SIGNS.items() for c, s in signs.items()])
def test_signs_of_fonts(font: str, code: str, sign: str) -> None:
    sym = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    assert parts(paragraph("甲", sym, "乙")) == [f"甲{sign}乙" if sign != "\uf100" else "甲\uf100乙"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<w:ins>{甲}</w:ins>{乙}", ["甲", "乙"]),
        ("<w:moveTo>{甲}</w:moveTo>{乙}", ["甲", "乙"]),
        ("<w:del>{甲}</w:del>{乙}", ["乙"]),
        ("<w:moveFrom>{甲}</w:moveFrom>{乙}", ["乙"]),
        ("<w:customXml>{甲}</w:customXml>{乙}", ["甲", "乙"]),
        ("<w:sdt><w:sdtPr/><w:sdtContent>{甲}</w:sdtContent></w:sdt>{乙}", ["甲", "乙"]),
        (
            "<mc:AlternateContent><mc:Choice>{甲}</mc:Choice><mc:Fallback>{甲}</mc:Fallback></mc:AlternateContent>{乙}",
            ["甲", "乙"],
        ),
        ("<w:bookmarkStart/>{乙}", ["乙"]),
    ],
)
def test_what_stands_around_paragraphs(body: str, said: list[str]) -> None:
    assert parts(body.replace("{甲}", paragraph("甲")).replace("{乙}", paragraph("乙"))) == said


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ("<w:t>甲</w:t><w:br/><w:t>乙</w:t>", "甲|乙"),
        ("<w:t>甲</w:t><w:cr/><w:t>乙</w:t>", "甲|乙"),
        ("<w:t>甲</w:t><w:ptab/><w:t>乙</w:t>", "甲\t乙"),
        ("<w:t>甲</w:t><w:delText>乙</w:delText>", "甲"),
        ('<w:rPr><w:vanish w:val="0"/></w:rPr><w:t>甲</w:t>', "甲"),
        ('<w:rPr><w:vanish w:val="false"/></w:rPr><w:t>甲</w:t>', "甲"),
        ("<w:rPr><w:b/></w:rPr><w:t>甲</w:t>", "甲"),
        ('<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\u00b3 5</w:t>', "≥ 5"),
        ('<w:rPr><w:rFonts w:ascii="Wingdings 3"/></w:rPr><w:t>p</w:t>', "p"),
    ],
)
def test_runs(run: str, text: str) -> None:
    assert parts(paragraph(f"<w:r>{run}</w:r>")) == text.split("|")


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_fields_within_fields_show_their_results_alone() -> None:
    inner = field("begin") + "<w:r><w:t>码</w:t></w:r>" + field("separate") + "<w:r><w:t>里</w:t></w:r>" + field("end")
    body = field("begin") + "<w:r><w:t>码</w:t></w:r>" + inner.replace("里", "藏")
    body += field("separate") + "<w:r><w:t>外</w:t></w:r>" + field("end") + "<w:r><w:t>后</w:t></w:r>"
    assert parts(paragraph("前", body)) == ["前外后"], "the inner result belongs to the code of the outer field"
    assert parts(paragraph("前", field("separate"), field("end"), "后")) == ["前后"], "an end without a begin"


def test_cells_merged_to_the_right() -> None:
    assert spans(
        row(cell("题", properties='<w:gridSpan w:val="2"/>'), cell("右")), row(cell("甲"), cell("乙"), cell("丙"))
    ) == {"题": (0, 0, 1, 2), "右": (0, 2, 1, 1), "甲": (1, 0, 1, 1), "乙": (1, 1, 1, 1), "丙": (1, 2, 1, 1)}
    old = row(cell("题", properties='<w:hMerge w:val="restart"/>'), cell(properties="<w:hMerge/>"), cell("右"))
    assert spans(old, row(cell("甲"), cell("乙"), cell("丙")))["题"] == (0, 0, 1, 2)
    first = row(cell("首", properties="<w:hMerge/>"), cell("右"))
    assert spans(first)["首"] == (0, 0, 1, 1), "nothing stands before it"


def test_cells_merged_downwards() -> None:
    begin, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [row(cell("甲", properties=begin), cell("一"))]
    rows += [row(cell(properties=goes_on), cell(text)) for text in ("二", "三")]
    rows += [row(cell("乙"), cell("四")), row(cell("丙", properties=goes_on), cell("五"))]
    assert spans(*rows) == {
        "甲": (0, 0, 3, 1),
        "一": (0, 1, 1, 1),
        "二": (1, 1, 1, 1),
        "三": (2, 1, 1, 1),
        "乙": (3, 0, 1, 1),
        "四": (3, 1, 1, 1),
        "丙": (4, 0, 1, 1),
        "五": (4, 1, 1, 1),
    }
    anew = [row(cell("甲", properties=begin)), row(cell("乙", properties=begin)), row(cell(properties=goes_on))]
    assert spans(*anew) == {"甲": (0, 0, 1, 1), "乙": (1, 0, 2, 1)}


def test_rows_that_leave_columns_out_in_front() -> None:
    rows = (row(cell("甲"), cell("乙")), row(cell("丙"), properties='<w:gridBefore w:val="1"/>'))
    assert spans(*rows)["丙"] == (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("properties", "there"),
    [
        ("<w:del/>", False),
        ("<w:moveFrom/>", False),
        ("<w:hidden/>", False),
        ('<w:hidden w:val="0"/>', True),
        ('<w:hidden w:val="off"/>', True),
        ("<w:cantSplit/>", True),
    ],
)
def test_rows_that_are_there(properties: str, there: bool) -> None:
    rows = (row(cell("甲")), row(cell("乙"), properties=properties), row(cell("丙")))
    assert [said[0] for said in the_table(*rows).texts()] == (["甲", "乙", "丙"] if there else ["甲", "丙"])


@pytest.mark.parametrize("wrapper", ["sdt", "customXml", "smartTag", "ins", "moveTo"])
def test_rows_and_cells_inside_wrappers(wrapper: str) -> None:
    wrapped = f"<w:{wrapper}>{row(cell('甲'), cell('乙'))}</w:{wrapper}>"
    assert parts(table(wrapped, row(cell("丙"), f"<w:{wrapper}>{cell('丁')}</w:{wrapper}>"))) == [
        [["甲", "乙"], ["丙", "丁"]]
    ]


@pytest.mark.parametrize(
    ("kind", "number", "text"),
    [
        ("lowerLetter", 0, "0"),
        ("lowerLetter", 52, "zz"),
        ("lowerLetter", 53, "aaa"),
        ("lowerRoman", 0, ""),
        ("upperRoman", 1949, "MCMXLIX"),
        ("upperRoman", 888, "DCCCLXXXVIII"),
        ("decimalEnclosedCircleChinese", 0, "0"),
        ("decimalEnclosedCircleChinese", 2, "②"),
        ("chineseCounting", 9, "九"),
        ("chineseCountingThousand", 19, "十九"),
        ("japaneseCounting", 30, "三十"),
        ("taiwaneseCounting", 100, "一百"),
        ("taiwaneseCountingThousand", 12, "十二"),
        ("ideographDigital", 3, "三"),
        ("koreanCounting", 4, "四"),
        ("ideographLegalTraditional", 6, "陆"),
        ("decimalFullWidth2", 90, "９０"),
        ("decimalZero", 10, "10"),
    ],
)
def test_numbers_of_lists(kind: str, number: int, text: str) -> None:
    assert numeral(number, kind) == text


LEVELS = (
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:lvlText w:val="%1"/><w:suff w:val="space"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="*"/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:numFmt w:val="none"/><w:lvlText w:val="x"/></w:lvl>'
    '<w:lvl w:ilvl="4"><w:lvlText w:val="%5-%9"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="7"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/>'
    "</w:lvlOverride></w:num>"
)
STYLES = (
    '<w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="b"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="c"/>'
)


def numbered(text: str, properties: str) -> str:
    return paragraph(text, properties=properties)


def in_list(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


@pytest.mark.parametrize(
    ("wanted", "labels"),
    [
        ([in_list(5), in_list(5)], ["3 ", "4 "]),
        ([in_list(5), in_list(5, 1), in_list(5, 1), in_list(5), in_list(5, 1)], ["3 ", "3.a)", "3.b)", "4 ", "4.a)"]),
        ([in_list(5, 1)], ["3.a)"]),  # the level above has not begun: its first number stands for it
        ([in_list(5, 2), in_list(5, 3)], ["", ""]),
        ([in_list(5, 4)], ["1-1"]),
        ([in_list(5), in_list(6)], ["3 ", "4 "]),  # two lists of one kind count on
        ([in_list(5), in_list(7), in_list(7), in_list(5)], ["3 ", "9 ", "10 ", "4 "]),
        ([in_list(8)], [""]),
        ([in_list(5, 8)], [""]),
        (['<w:pStyle w:val="a"/>', '<w:pStyle w:val="b"/>', '<w:pStyle w:val="c"/>'], ["3 ", "3.a)", ""]),
        (['<w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="1"/></w:numPr>'], ["3.a)"]),
        (['<w:pStyle w:val="b"/><w:numPr><w:numId w:val="5"/></w:numPr>'], ["3.a)"]),
        (['<w:pStyle w:val="none"/>'], [""]),
    ],
)
def test_lists_count(wanted: list[str], labels: list[str]) -> None:
    body = "".join(numbered("甲", properties) for properties in wanted)
    assert parts(body, numbering=LEVELS, styles=STYLES) == [f"{label}甲" for label in labels]


def run_of(colour: str, more: str = "") -> str:
    return f'<w:r><w:rPr><w:color w:val="{colour}"/>{more}</w:rPr><w:t>藏</w:t></w:r>'


SHADE = '<w:shd w:fill="{}"/>'


@pytest.mark.parametrize(
    ("body", "unseen"),
    [
        (paragraph(run_of("FFFFFF")), 1),
        (table(row(cell(paragraph(run_of("ffffff"))), cell(paragraph(run_of("FFFFFF"))))), 2),
        (table(row(cell(paragraph(run_of("FFFFFF")), properties=SHADE.format("auto")))), 1),
        (table(row(cell(paragraph(run_of("FFFFFF")), properties=SHADE.format("1F4E79")))), 0),
        (paragraph(run_of("FFFFFF", SHADE.format("000000"))), 0),
        (paragraph(run_of("000000")), 0),
    ],
)
def test_white_text_on_nothing_is_read_and_told(body: str, unseen: int) -> None:
    reading = read_bytes(document(body), "文.docx")
    assert "藏" in str(parts(body))
    assert [str(one) for one in reading.notices] == ([f"unseen-text:{unseen}"] if unseen else [])


# --- fields, controls, changes ---


def whole_field(code: str, result: str = "", data: str = "") -> str:
    def mark(kind: str, inside: str = "") -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'

    said = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return mark("begin", data) + said + (mark("separate") + result if result else "") + mark("end")


CHOICE = '<w:ffData><w:ddList>{}<w:listEntry w:val="定量"/><w:listEntry w:val="定性"/></w:ddList></w:ffData>'


@pytest.mark.parametrize(
    ("run", "seen"),
    [
        (whole_field(" FORMDROPDOWN ", data=CHOICE.format('<w:result w:val="1"/>')), "定性"),
        (whole_field(" FORMDROPDOWN ", data=CHOICE.format("")), "定量"),
        (whole_field(" FORMDROPDOWN ", data=CHOICE.format('<w:result w:val="7"/>')), ""),
        (whole_field(r" eq \o\ac(○,3)"), "③"),
        (whole_field(r"EQ \o(□,√)"), "☑"),
        (whole_field(r" eq \o\ac(□，×) "), "☒"),
        (whole_field(r" eq \o\ac(○,甲)"), "甲"),
        (whole_field(r" eq \\o\\ac(○,3)", "<w:r><w:t>三</w:t></w:r>"), "三"),
        (whole_field(" REF a "), ""),
        (whole_field(f"IF {whole_field('x')} y", "<w:r><w:t>外</w:t></w:r>"), "外"),
        ("<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>", "1/2"),
        ("<m:sSup><m:e><m:r><m:t>m</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>", "m²"),
    ],
)
def test_fields_and_formulas_show(run: str, seen: str) -> None:
    assert parts(paragraph("甲", run, "乙")) == [f"甲{seen}乙"]


def test_what_a_control_asks_for_is_no_text() -> None:
    asked = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    prompt = asked.format("<w:showingPlcHdr/>", cell("单击此处输入文字"))
    filled = asked.format('<w:showingPlcHdr w:val="0"/>', cell("乙"))
    assert the_table(row(cell("甲"), prompt), row(cell("丙"), filled)).texts() == [["甲", ""], ["丙", "乙"]]


def test_a_column_that_is_deleted_by_tracked_changes_is_gone() -> None:
    gone = cell("旧", properties="<w:cellDel/>")
    assert the_table(row(cell("甲"), gone, cell("乙")), row(cell("丙"), gone, cell("丁"))).texts() == [
        ["甲", "乙"],
        ["丙", "丁"],
    ]


def test_a_table_in_a_text_box_is_a_table() -> None:
    content = paragraph("框内") + table(row(cell("甲"), cell("乙")))
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></w:pict></w:r>"
    assert parts(paragraph("前", box) + paragraph("后")) == ["前", "框内", [["甲", "乙"]], "后"]
