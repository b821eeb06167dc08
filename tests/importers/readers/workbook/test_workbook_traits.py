"""Each trait of a workbook by itself: kinds of cells, shared texts, formats, hidden sheets, notes, old XML."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from importers.readers.any_file import read_bytes
from importers.readers.source import SourceError
from importers.readers.workbook.excel import area_of, place_of
from models.table import Table
from tests.importers.readers.office import PACKAGE, RELATIONS, SHEET_NS, text_cell, workbook, zipped
from tests.importers.readers.old_office import old_workbook

Rows = list[list[str]]


def rows(data: bytes, name: str = "表.xlsx") -> list[Rows]:
    return [part.texts() for part in read_bytes(data, name).document if isinstance(part, Table)]


def told(data: bytes, name: str = "表.xlsx") -> list[str]:
    return [str(notice) for notice in read_bytes(data, name).notices]


def one_row(cells: str, styles: str = "") -> list[str]:
    ((row,),) = rows(workbook(f"<sheetData><row>{cells}</row></sheetData>", styles=styles))
    return row


# --- cells of .xlsx ---


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="b"><v> true </v></c>', "TRUE"),
        ('<c t="b"><v>0</v></c>', "FALSE"),
        ('<c t="b"/>', ""),
        ('<c t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c t="str"><f>x</f><v>≥3_x0041_</v></c>', "≥3A"),
        ('<c t="str"><v>_x005F_x0041_</v></c>', "_x0041_"),
        ('<c t="str"><v>a_b</v></c>', "a_b"),
        ("<c><v>12.50</v></c>", "12.5"),
        ("<c><v> 7 </v></c>", "7"),
        ("<c><v>十</v></c>", "十"),  # no number, though it says so
        ('<c t="d"><v>2025-03-04</v></c>', "2025/3/4"),
        ('<c t="d" s="1"><v>2025-03-04</v></c>', "2025年3月4日"),
        ('<c t="d"><v>三月四日</v></c>', "三月四日"),
        ('<c s="1"><v>45720</v></c>', "2025年3月4日"),
        ('<c s="2"><v>0.5</v></c>', "50%"),
        ('<c s="3"><v>5</v></c>', "5期"),
        ('<c s="99"><v>0.5</v></c>', "0.5"),  # no such style
        ('<c s="x"><v>0.5</v></c>', "0.5"),
        ('<c s="4"><v>0.5</v></c>', "0.5"),  # a style whose format nobody knows
        ('<c t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r><rPh><t>jia</t></rPh></is></c>', "甲乙"),
        ('<c t="inlineStr"><is><t>甲</t></is></c>', "甲"),
        ('<c t="s"><v>0</v></c>', ""),  # no shared texts at all
    ],
)
def test_a_cell_shows(cell: str, text: str) -> None:
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="0&quot;期&quot;"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="31"/><xf numFmtId="9"/><xf numFmtId="170"/>'
        '<xf numFmtId="169"/></cellXfs>'
    )
    assert one_row(text_cell("A1", "首") + cell + text_cell("C1", "末"), styles) == ["首", text, "末"]


def test_true_and_false_show_as_boxes_where_their_style_says_so() -> None:
    box = '<xf numFmtId="0"><extLst><ext><xfComplement i="0"/></ext></extLst></xf>'
    cells = '<c s="1" t="b"><v>1</v></c><c s="1" t="b"><v>0</v></c><c s="1"><v>5</v></c><c s="0" t="b"><v>1</v></c>'
    assert one_row(cells, f'<cellXfs><xf numFmtId="0"/>{box}</cellXfs>') == ["☑", "□", "5", "TRUE"]


def package(sheets: str, relations: dict[str, tuple[str, str]], **parts: str) -> bytes:
    """An .xlsx part by part: the list of its sheets, what it refers to by id, its parts by their names."""
    head = f'xmlns="{SHEET_NS}" xmlns:r="{RELATIONS}"'
    related = "".join(
        f'<Relationship Id="{one}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for one, (kind, target) in relations.items()
    )
    made: dict[str, str | bytes] = {
        "xl/workbook.xml": f"<workbook {head}><sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>',
    }
    made |= {f"xl/{name}.xml": text.replace("HEAD", head) for name, text in parts.items()}
    return zipped(made)


@pytest.mark.parametrize(
    ("number", "text"), [("0", "甲"), (" 1 ", "乙丙"), ("2", ""), ("-1", ""), ("x", ""), ("9", "")]
)
def test_shared_texts_are_found_by_their_number(number: str, text: str) -> None:
    cells = f'{text_cell("A1", "首")}<c r="B1" t="s"><v>{number}</v></c>{text_cell("C1", "末")}'
    data = package(
        '<sheet name="表" r:id="r0"/>',
        {"r0": ("worksheet", "/xl/a.xml")},
        a=f"<worksheet HEAD><sheetData><row>{cells}</row></sheetData></worksheet>",
        sharedStrings="<sst HEAD><si><t>甲</t></si><si><r><t>乙</t></r><r><t>丙</t></r></si><si/></sst>",
    )
    assert rows(data) == [[["首", text, "末"]]]


def test_rows_and_cells_find_their_places() -> None:
    sheet = (
        f'<sheetData><row r="2">{text_cell("B2", "甲")}<c t="inlineStr"><is><t>乙</t></is></c></row>'
        f'<row><c t="inlineStr"><is><t>丙</t></is></c></row><row r="6">{text_cell("$c$6", "丁")}</row></sheetData>'
    )
    assert rows(workbook(sheet)) == [[["", "甲", "乙"], ["丙", "", ""], ["", "", ""], ["", "", ""], ["", "", "丁"]]]


@pytest.mark.parametrize(
    ("reference", "place"),
    [
        ("A1", (0, 0)),
        ("b3", (2, 1)),
        (" $AA$10 ", (9, 26)),
        ("XFD1048576", (1048575, 16383)),
        ("1A", None),
        ("", None),
        ("A", None),
    ],
)
def test_references(reference: str, place: tuple[int, int] | None) -> None:
    assert place_of(reference) == place


@pytest.mark.parametrize(
    ("reference", "area"),
    [("A1:C2", (0, 0, 1, 2)), ("B2", (1, 1, 1, 1)), ("A1:", (0, 0, 0, 0)), (":C2", None), ("x", None), ("A1:?", None)],
)
def test_references_of_areas(reference: str, area: tuple[int, int, int, int] | None) -> None:
    assert area_of(reference) == area


@pytest.mark.parametrize(("said", "hidden"), [("1", True), ("true", True), ("on", True), ("0", False), ("", False)])
def test_hidden_rows_and_columns(said: str, hidden: bool) -> None:
    sheet = (
        f'<cols><col min="2" max="3" hidden="{said}"/><col min="x" max="4" hidden="1"/></cols><sheetData>'
        f'<row r="1">{text_cell("A1", "甲")}{text_cell("B1", "乙")}{text_cell("D1", "丙")}</row>'
        f'<row r="2" hidden="{said}">{text_cell("A2", "藏")}</row><row r="3">{text_cell("A3", "丁")}</row></sheetData>'
    )
    shown_rows = (
        [["甲", "丙"], ["丁", ""]] if hidden else [["甲", "乙", "", "丙"], ["藏", "", "", ""], ["丁", "", "", ""]]
    )
    assert rows(workbook(sheet)) == [shown_rows]
    assert told(workbook(sheet)) == (["hidden-rows:2", "hidden-columns:B,C"] if hidden else [])


def test_rows_and_columns_that_are_drawn_together_are_hidden_too() -> None:
    sheet = (
        '<cols><col min="2" max="2" width="0" customWidth="1"/><col min="3" max="3" width="0.5"/></cols><sheetData>'
        f'<row r="1" ht="0.00">{text_cell("A1", "藏")}</row><row r="2" ht="10">{text_cell("A2", "甲")}'
        f"{text_cell('B2', '藏')}{text_cell('C2', '乙')}</row></sheetData>"
    )
    assert rows(workbook(sheet)) == [[["甲", "乙"]]]
    assert told(workbook(sheet)) == ["hidden-rows:1", "hidden-columns:B"]


def test_sheets_come_in_their_order_and_hidden_ones_are_named() -> None:
    sheets = [f"<sheetData><row>{text_cell('A1', text)}</row></sheetData>" for text in "甲乙丙丁"]
    data = workbook(*sheets, names=("一", "二", "三", "四"), states=("", "hidden", "visible", "veryHidden"))
    assert rows(data) == [[["甲"]], [["丙"]]]
    assert told(data) == ["hidden-sheets:二,四"]


def test_a_workbook_whose_sheets_are_all_hidden_says_so() -> None:
    data = workbook(f"<sheetData><row>{text_cell('A1', '甲')}</row></sheetData>", states=("hidden",))
    with pytest.raises(SourceError, match="没有看得见的内容，有隐藏的工作表（表），没有读入。"):
        read_bytes(data, "藏.xlsx")


def test_diagrams_are_no_sheets_and_notes_are_told() -> None:
    sheet = f"<worksheet HEAD><sheetData><row>{text_cell('A1', '甲')}</row></sheetData></worksheet>"
    notes = '<comments HEAD><commentList><comment ref="A1"/><comment ref="?"/></commentList></comments>'
    data = package(
        '<sheet name="表" r:id="r0"/><sheet name="图" r:id="r1"/>',
        {"r0": ("worksheet", "a.xml"), "r1": ("chartsheet", "a.xml")},
        a=sheet,
    )
    assert rows(data) == [[["甲"]]]
    relation = f'<Relationships xmlns="{PACKAGE}"><Relationship Id="c" Type="{RELATIONS}/comments" Target="n.xml"/>'
    parts = {"xl/_rels/a.xml.rels": relation + "</Relationships>", "xl/n.xml": notes.replace("HEAD", "")}
    assert told(with_parts(data, parts)) == ["note:A1"]


def with_parts(data: bytes, more: dict[str, str]) -> bytes:
    """A zip with further parts in it."""
    with zipfile.ZipFile(BytesIO(data)) as package_of:
        there: dict[str, str | bytes] = {name: package_of.read(name) for name in package_of.namelist()}
    return zipped({**there, **more})


# --- SpreadsheetML 2003 ---

OLD = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">'
    "<Styles>{styles}</Styles>{sheets}</Workbook>"
)


def old(table: str, styles: str = "", more: str = "", options: str = "") -> bytes:
    sheet = f'<Worksheet ss:Name="表"><Table>{table}</Table>{options}</Worksheet>'
    return OLD.format(styles=styles, sheets=sheet + more).encode()


def old_cell(text: str, kind: str = "String", **attributes: str) -> str:
    said = "".join(f' ss:{name}="{value}"' for name, value in attributes.items())
    return f'<Cell{said}><Data ss:Type="{kind}">{text}</Data></Cell>'


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (old_cell("12.50", "Number"), "12.5"),
        (old_cell(" 7 ", "Number"), "7"),
        (old_cell("十", "Number"), "十"),
        (old_cell("0.5", "Number", StyleID="half"), "50.00%"),
        (old_cell("0.5", "Number", StyleID="own"), "0.5期"),
        (old_cell("0.5", "Number", StyleID="child"), "0.5期"),
        (old_cell("0.5", "Number", StyleID="none"), "0.5"),
        (old_cell("2025-03-04T00:00:00.000", "DateTime"), "2025/3/4"),
        (old_cell("2025-03-04T00:00:00.000", "DateTime", StyleID="long"), "2025年3月4日"),
        (old_cell("某日", "DateTime"), "某日"),
        (old_cell("1", "Boolean"), "TRUE"),
        (old_cell("0", "Boolean"), "FALSE"),
        (old_cell("甲<B>乙</B>丙"), "甲乙丙"),
        ("<Cell/>", ""),
        (old_cell(""), ""),
    ],
)
def test_a_cell_of_old_xml_shows(cell: str, text: str) -> None:
    styles = (
        '<Style ss:ID="half"><NumberFormat ss:Format="Percent"/></Style>'
        '<Style ss:ID="own"><NumberFormat ss:Format="General&quot;期&quot;"/></Style>'
        '<Style ss:ID="child" ss:Parent="own"/><Style ss:ID="long"><NumberFormat ss:Format="Long Date"/></Style>'
    )
    assert rows(old(f"<Row>{cell}{old_cell('末')}</Row>", styles), "旧.xls") == [[[text, "末"]]] if text else True
    assert rows(old(f"<Row>{old_cell('首')}{cell}{old_cell('末')}</Row>", styles), "旧.xls") == [[["首", text, "末"]]]


def test_indexes_spans_and_merges_of_old_xml() -> None:
    table = (
        '<Column/><Column ss:Hidden="1" ss:Span="1"/><Column/>'
        f"<Row>{old_cell('题', MergeAcross='3')}{old_cell('右')}</Row>"
        f'<Row ss:Index="3" ss:StyleID="row">{old_cell("甲", MergeDown="1")}'
        f"{old_cell('乙', Index='4')}{old_cell('0.5', 'Number')}</Row>"
        f'<Row ss:Hidden="0">{old_cell("丙", Index="4")}</Row>'
        f'<Row ss:Hidden="1" ss:Span="1">{old_cell("藏")}</Row><Row>{old_cell("丁")}</Row>'
    )
    styles = '<Style ss:ID="row"><NumberFormat ss:Format="Percent"/></Style>'
    (found,) = [one for one in read_bytes(old(table, styles), "旧.xls").document if isinstance(one, Table)]
    assert found.texts() == [
        ["题", "", "右"],
        ["", "", ""],
        ["甲", "乙", "50.00%"],
        ["", "丙", ""],
        ["丁", "", ""],
    ]
    assert {
        cell.text: (cell.row_span, cell.column_span) for cell in found.cells if cell.text in ("题", "甲", "丁")
    } == {
        "题": (1, 2),
        "甲": (2, 1),
        "丁": (1, 1),
    }
    assert told(old(table, styles), "旧.xls") == ["hidden-rows:5,6", "hidden-columns:B,C"]


def test_hidden_sheets_and_notes_of_old_xml() -> None:
    unseen = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    seen = unseen.replace("SheetHidden", "SheetVisible")
    more = f'<Worksheet ss:Name="底稿"><Table><Row>{old_cell("藏")}</Row></Table>{unseen}</Worksheet>'
    noted = f"<Row>{old_cell('甲')}<Cell><Comment/></Cell></Row>"
    assert rows(old(noted, more=more, options=seen), "旧.xls") == [[["甲"]]]
    (table,) = read_bytes(old(noted), "旧.xls").document
    assert isinstance(table, Table)
    assert table.source_sheet == "表"
    assert told(old(noted, more=more, options=seen), "旧.xls") == ["hidden-sheets:底稿", "note:B1"]
    with pytest.raises(SourceError, match="没有看得见的内容"):
        read_bytes(old(noted, options=unseen), "旧.xls")


@pytest.mark.parametrize("broken", ["<!DOCTYPE a>", '<!ENTITY a "b">'])
def test_entities_in_old_xml_are_refused(broken: str) -> None:
    data = old(f"<Row>{old_cell('甲')}</Row>").replace(b"<Styles>", broken.encode() + b"<Styles>")
    with pytest.raises(SourceError, match="实体"):
        read_bytes(data, "旧.xls")
    with pytest.raises(SourceError, match="不完整"):
        read_bytes(old(f"<Row>{old_cell('甲')}</Row>")[:-20], "旧.xls")


# --- OpenDocument ---


def ods(table: str, **parts: str) -> bytes:
    body = f"<spreadsheet><table name='表'>{table}</table></spreadsheet>"
    content = f"<document xmlns:office='urn:oasis:names:tc:opendocument.spreadsheet'>{body}</document>"
    return zipped({"content.xml": content, **{f"META-INF/{name}.xml": text for name, text in parts.items()}})


def ods_cell(text: str, rows: int = 1, columns: int = 1, repeated: int = 1) -> str:
    counts = {"number-rows-spanned": rows, "number-columns-spanned": columns, "number-columns-repeated": repeated}
    said = "".join(f" {name}='{count}'" for name, count in counts.items() if count > 1)
    return f"<table-cell{said}><p>{text}</p></table-cell>"


def test_covered_cells_and_spans_of_an_ods() -> None:
    table = (
        f"<table-row>{ods_cell('题', columns=2)}"
        f"<covered-table-cell><p>藏</p></covered-table-cell>{ods_cell('右')}</table-row>"
        f"<table-row><table-cell number-columns-repeated='2'/>{ods_cell('下')}<other/></table-row>"
    )
    (found,) = [one for one in read_bytes(ods(table), "表.ods").document if isinstance(one, Table)]
    assert found.texts() == [["题", "", "右"], ["", "", "下"]]
    assert [(cell.row_span, cell.column_span) for cell in found.cells if cell.text == "题"] == [(1, 2)]


@pytest.mark.parametrize(("repeated", "rows_seen"), [("1", 2), ("3", 4), ("x", 2), ("0", 2)])
def test_blank_rows_of_an_ods_are_rows(repeated: str, rows_seen: int) -> None:
    table = (
        f"<table-row>{ods_cell('甲')}</table-row><table-row number-rows-repeated='{repeated}'><table-cell/></table-row>"
        f"<table-row visibility='collapse'>{ods_cell('藏')}</table-row><table-row>{ods_cell('乙')}</table-row>"
    )
    assert len(rows(ods(table), "表.ods")[0]) == rows_seen + 1
    assert told(ods(table), "表.ods") == [f"hidden-rows:{rows_seen + 1}"]


def test_a_row_that_fills_the_sheet_is_no_thousand_rows() -> None:
    table = f"<table-row number-rows-repeated='1048576'>{ods_cell('甲')}</table-row>"
    assert len(rows(ods(table), "表.ods")[0]) == 2000
    wide = f"<table-row>{ods_cell('甲', repeated=16384)}</table-row>"
    assert len(rows(ods(wide), "表.ods")[0][0]) == 2000


def test_hidden_sheets_of_an_ods_are_named() -> None:
    style = "<style name='unseen'><table-properties display='false'/></style><style name='seen'/>"
    sheets = "".join(
        f"<table name='{name}' style-name='{look}'><table-row>{ods_cell(name)}</table-row></table>"
        for name, look in (("一", "seen"), ("底稿", "unseen"), ("二", "other"), ("旧稿", "unseen"))
    )
    names = "xmlns:office='urn:oasis:names:tc:opendocument.spreadsheet'"
    data = zipped({"content.xml": f"<document {names}>{style}<spreadsheet>{sheets}</spreadsheet></document>"})
    assert rows(data, "表.ods") == [[["一"]], [["二"]]]
    assert told(data, "表.ods") == ["hidden-sheets:底稿,旧稿"]


def test_an_ods_with_a_password_is_told_apart() -> None:
    data = ods(f"<table-row>{ods_cell('甲')}</table-row>", manifest="<manifest><encryption-data/></manifest>")
    with pytest.raises(SourceError, match="密码") as refused:
        read_bytes(data, "表.ods")
    assert refused.value.opens == "password"
    fine = ods(f"<table-row>{ods_cell('甲')}</table-row>", manifest="<manifest><file-entry/></manifest>")
    assert rows(fine, "表.ods") == [[["甲"]]]


WHITE = (
    '<fonts><font/><font><color {colour}/></font></fonts><fills><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor {behind}/></patternFill></fill></fills>'
    '<cellXfs><xf/><xf fontId="1"/><xf fontId="1" fillId="1"/><xf fillId="1"/></cellXfs>'
)


@pytest.mark.parametrize(
    ("colour", "behind", "unseen"),
    [
        ('rgb="FFFFFFFF"', 'rgb="FFFFFFFF"', "B1,C1"),
        ('theme="0"', 'rgb="FF1F4E79"', "B1"),
        ('indexed="9"', 'theme="0" tint="-0.5"', "B1"),
        ('rgb="FF000000"', 'rgb="FFFFFFFF"', ""),
    ],
)
def test_white_text_on_nothing_is_read_and_told(colour: str, behind: str, unseen: str) -> None:
    cells = "".join(text_cell(f"{column}1", "字").replace("<c ", f'<c s="{n}" ') for n, column in enumerate("ABCD"))
    styles = WHITE.format(colour=colour, behind=behind)
    data = workbook(f'<sheetData><row r="1">{cells}<c r="E1" s="1"/></row></sheetData>', styles=styles)
    assert rows(data) == [[["字"] * 4]]
    assert told(data) == ([f"unseen-text:{unseen}"] if unseen else [])


@pytest.mark.parametrize(("colour", "unseen"), [(9, ["unseen-text:A1,C1"]), (8, [])])
def test_white_text_in_an_old_workbook_is_told_too(colour: int, unseen: list[str]) -> None:
    data = old_workbook([["产出", "", "指标"], ["", "", ""]], colour=colour)
    assert (rows(data, "老.xls"), told(data, "老.xls")) == ([[["产出", "", "指标"]]], unseen)
