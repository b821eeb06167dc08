"""Files that systems write in one piece: Word's XML, flat sheets, workbooks as web archives, texts without a mark."""

from __future__ import annotations

import pytest

from importers.readers.any_file import read_bytes
from importers.readers.source import SourceError
from models.table import Paragraph, Table
from tests.importers.readers.office import PACKAGE, RELATIONS, WORD_NS, cell, document, paragraph, row, table, zipped

Said = str | list[list[str]]
OLD_WORD = "http://schemas.microsoft.com/office/word/2003/wordml"


def parts(data: bytes, name: str) -> list[Said]:
    return [part.text if isinstance(part, Paragraph) else part.texts() for part in read_bytes(data, name).document]


# --- Word ---


def flat_word(body: str) -> bytes:
    relation = f'<Relationship Id="a" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
    related = f'<Relationships xmlns="{PACKAGE}">{relation}</Relationships>'
    held = f'<w:document xmlns:w="{WORD_NS}"><w:body>{body}</w:body></w:document>'
    made = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{xml}</pkg:xmlData></pkg:part>'
        for name, xml in (("_rels/.rels", related), ("word/document.xml", held))
    )
    return (
        f'<?xml version="1.0"?><pkg:package xmlns:pkg="pkg">{made}<pkg:part pkg:name="/a.png"/></pkg:package>'.encode()
    )


def old_word(body: str, encoding: str = "UTF-8", written: str = "utf-8") -> bytes:
    head = f'<?xml version="1.0" encoding="{encoding}"?><?mso-application progid="Word.Document"?>'
    names = f'xmlns:w="{OLD_WORD}" xmlns:wx="wx" xmlns:aml="aml"'
    return f"{head}<w:wordDocument {names}><w:body>{body}</w:body></w:wordDocument>".encode(written)


def test_parts_of_a_word_file_in_one_xml() -> None:
    body = paragraph("表名") + table(row(cell("甲"), cell("乙")))
    assert parts(flat_word(body), "导出.doc") == ["表名", [["甲", "乙"]]]


MERGED = table(
    row(cell("产出", properties='<w:vmerge w:val="restart"/>'), cell("一")),
    row(cell(properties="<w:vmerge/>"), cell("二")),
)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (f"<wx:sect>{paragraph('表名')}<wx:sub-section>{MERGED}</wx:sub-section></wx:sect>", ["表名", [*"产"]]),
        (
            '<aml:annotation aml:type="Word.Insertion"><aml:content>{甲}</aml:content></aml:annotation>{乙}',
            ["甲", "乙"],
        ),
        ('<aml:annotation aml:type="Word.Deletion"><aml:content>{甲}</aml:content></aml:annotation>{乙}', ["乙"]),
        ('<aml:annotation aml:type="Word.Bookmark.Start"/>{乙}', ["乙"]),
    ],
)
def test_groups_and_changes_of_old_word(body: str, said: list[Said]) -> None:
    for text in "甲乙":
        body = body.replace(f"{{{text}}}", paragraph(text))
    found = parts(old_word(body), "导出.doc")
    assert found[0] == said[0]
    assert found[1:] == ([[["产出", "一"], ["", "二"]]] if said[0] == "表名" else said[1:])


def test_merges_and_numbers_of_old_word() -> None:
    numbered = paragraph("完成巡查", properties='<w:listPr><wx:t wx:val="一、"/></w:listPr>')
    dotted = paragraph("要点", properties='<w:listPr><wx:t wx:val="·"/></w:listPr>')
    reading = read_bytes(old_word(numbered + dotted + MERGED), "导出.doc")
    assert [part.text for part in reading.document if isinstance(part, Paragraph)] == ["一、完成巡查", "要点"]
    (found,) = [part for part in reading.document if isinstance(part, Table)]
    assert [(one.text, one.row_span) for one in found.cells] == [("产出", 2), ("一", 1), ("二", 1)]


@pytest.mark.parametrize(("encoding", "written"), [("GB2312", "gb18030"), ("UTF-8", "gb18030"), ("UTF-16", "utf-16")])
def test_old_word_in_whatever_encoding(encoding: str, written: str) -> None:
    assert parts(old_word(paragraph("昇平镇"), encoding, written), "导出.doc") == ["昇平镇"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (old_word("")[:-20], "不完整"),
        (old_word("").replace(b"<w:wordDocument", b'<!DOCTYPE a [<!ENTITY x "y">]><w:wordDocument'), "实体"),
        (old_word("").replace(b"w:body", b"w:other"), "不完整"),
        (old_word(""), "没有文字"),
        (flat_word("")[:-3], "不完整"),
    ],
)
def test_word_in_xml_that_cannot_be_read(data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read_bytes(data, "导出.doc")


def test_a_web_page_within_a_word_file() -> None:
    page = "<meta charset=utf-8><p>表名</p><table><tr><td>甲</td><td>乙</td></tr></table>"
    relation = f'<Relationship Id="p" Type="{RELATIONS}/aFChunk" Target="/word/a.html"/>'
    data = document('<w:altChunk r:id="p" xmlns:r="r"/><w:altChunk r:id="q" xmlns:r="r"/>' + paragraph("后"))
    more = {
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relation}</Relationships>',
        "word/a.html": page,
    }
    assert parts(with_more(data, more), "网.docx") == ["表名", [["甲", "乙"]], "后"]


def with_more(data: bytes, more: dict[str, str]) -> bytes:
    import zipfile
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(data)) as package:
        return zipped({**{name: package.read(name) for name in package.namelist()}, **more})


# --- sheets ---


def flat_sheets(cells: str, shapes: str = "") -> bytes:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    rows = f'<t:table t:name="表">{shapes}<t:table-row>{cells}</t:table-row></t:table>'
    body = f"<o:body><o:spreadsheet>{rows}</o:spreadsheet></o:body>"
    names = 'xmlns:office="o" xmlns:o="o" xmlns:t="t" xmlns:x="x" xmlns:d="d"'
    return f'<?xml version="1.0"?><office:document {names} office:mimetype="{kind}">{body}</office:document>'.encode()


@pytest.mark.parametrize(
    ("cell_of", "text"),
    [
        ("<t:table-cell><x:p>甲</x:p></t:table-cell>", "甲"),
        ('<t:table-cell o:value-type="float" o:value="12.50"/>', "12.5"),
        ('<t:table-cell o:value-type="percentage" o:value="0.95"/>', "95.00%"),
        ('<t:table-cell o:value-type="date" o:date-value="2026-03-01"/>', "2026/3/1"),
        ('<t:table-cell o:value-type="date" o:date-value="三月"/>', ""),
        ('<t:table-cell o:value-type="float" o:value="十"/>', "十"),
        ('<t:table-cell o:value-type="boolean" o:boolean-value="true"/>', "TRUE"),
        ('<t:table-cell o:value-type="string" o:string-value="乙"/>', "乙"),
        ('<t:table-cell o:value-type="float" o:value="0.95"><x:p>95%</x:p></t:table-cell>', "95%"),
    ],
)
def test_a_cell_of_flat_sheets_shows(cell_of: str, text: str) -> None:
    (rows,) = parts(flat_sheets(f"<t:table-cell><x:p>首</x:p></t:table-cell>{cell_of}"), "表.fods")
    assert rows == [["首", text]] if text else [["首"]]


def test_text_boxes_over_a_sheet() -> None:
    box = "<t:shapes><d:frame><d:text-box><x:p>框内</x:p><x:p>二</x:p></d:text-box></d:frame></t:shapes>"
    assert parts(flat_sheets("<t:table-cell><x:p>甲</x:p></t:table-cell>", box), "表.fods") == [[["甲"]], "框内\n二"]


SHEET = "<x:ExcelWorksheet><x:Name>{0}</x:Name><x:WorksheetSource HRef='表.files/{1}.htm'/></x:ExcelWorksheet>"
FRAMES = "<html><xml>{}</xml><frameset><frame src=a></frameset><noframes>此页使用了框架</noframes></html>"


def archive(*pages: tuple[str, str]) -> bytes:
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    made = (
        f"--b\r\nContent-Location: file:///C:/{place}\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{page}\r\n"
        for place, page in pages
    )
    return (head + "".join(made) + "--b--").encode()


def test_the_sheets_of_a_workbook_saved_as_an_archive() -> None:
    frames = FRAMES.format(SHEET.format("整体&amp;项目", "s1") + SHEET.format("附表", "s2"))
    pages = [(f"表.files/{name}.htm", f"<table><tr><td>{text}</td></tr></table>") for name, text in SHEETS.items()]
    found = read_bytes(archive(("表.htm", frames), *pages), "表.xls").document
    assert [(part.source_sheet, part.texts()) for part in found if isinstance(part, Table)] == [
        ("整体&项目", [["甲"]]),
        ("附表", [["乙"]]),
    ], "the page of the tabs is no sheet"


SHEETS = {"tabstrip": "整体", "s1": "甲", "s2": "乙"}


def test_frames_whose_sheets_stand_in_a_folder_are_told() -> None:
    with pytest.raises(SourceError, match="文件夹里。请用 Excel 或 WPS 打开它，另存为") as refused:
        read_bytes(FRAMES.format("").encode(), "表.xls")
    assert refused.value.opens == "other"


# --- texts ---


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("指标\t指标值\r\n清淤\t≥5".encode("utf-16-le"), [[["指标", "指标值"], ["清淤", "≥5"]]]),
        ("指标\t指标值\r\n清淤\t5".encode("utf-16-be"), [[["指标", "指标值"], ["清淤", "5"]]]),
        (
            '<meta charset="gb2312"><table><tr><td>项目名称</td></tr></table>'.encode(),
            [[["项目名称"]]],
        ),
        (
            '<meta charset="gb2312"><table><tr><td>项目名称</td></tr></table>'.encode("gb18030"),
            [[["项目名称"]]],
        ),
    ],
)
def test_the_encoding_is_seen_whatever_is_said(data: bytes, said: list[Said]) -> None:
    assert parts(data, "表.xls") == said


def test_binary_data_is_no_text_without_a_mark() -> None:
    with pytest.raises(SourceError, match="二进制"):
        read_bytes(b"\x01\x02\0\x03" * 200, "表.txt")


def test_codes_that_keep_their_zeros_in_excel() -> None:
    assert parts('编码,名称\n="0012",甲\n= "1",乙'.encode(), "表.csv") == [
        [["编码", "名称"], ["0012", "甲"], ['= "1"', "乙"]]
    ]
