"""What lies over the cells of an Excel sheet: text boxes, and boxes to tick."""

from __future__ import annotations

import zipfile
from io import BytesIO

from importers.readers.any_file import read_bytes
from models.table import Paragraph, Table
from tests.importers.readers.office import PACKAGE, RELATIONS, text_cell, workbook, zipped

DRAWN = 'xmlns:xdr="xdr" xmlns:a="a" xmlns:mc="mc"'


def sheet_with(drawing: str, controls: dict[str, str] | None = None, listed: str = "") -> bytes:
    """A sheet of two cells under a drawing; ``controls``: relation → its properties."""
    filled = ("A1", "项目属性"), ("A2", "金额")
    cells = "".join(f"<row>{text_cell(*one)}</row>" for one in filled)
    parts: dict[str, str | bytes] = {}
    with zipfile.ZipFile(BytesIO(workbook(f"<sheetData>{cells}</sheetData>{listed}"))) as package:
        parts.update((name, package.read(name)) for name in package.namelist())
    properties = (controls or {}).items()
    related = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONS}/ctrlProp" Target="../ctrlProps/{name}.xml"/>'
        for name, _ in properties
    )
    parts["xl/worksheets/_rels/sheet0.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="d" Type="{RELATIONS}/drawing" '
        f'Target="../drawings/drawing1.xml"/>{related}</Relationships>'
    )
    parts["xl/drawings/drawing1.xml"] = f"<xdr:wsDr {DRAWN}>{drawing}</xdr:wsDr>"
    parts |= {f"xl/ctrlProps/{name}.xml": f"<formControlPr {content}/>" for name, content in properties}
    return zipped(parts)


def shape(text: str, *, number: int = 2, place: tuple[int, int] = (0, 1), hidden: bool = False) -> str:
    row, column = place
    said = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n"))
    seen = ' hidden="1"' * hidden
    return (
        f"<xdr:twoCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:row>{row}</xdr:row></xdr:from>"
        f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="{number}" name="x"{seen}/></xdr:nvSpPr>'
        f"<xdr:txBody>{said}</xdr:txBody></xdr:sp></xdr:twoCellAnchor>"
    )


def control(number: int, relation: str) -> str:
    return f'<control xmlns:r="{RELATIONS}" shapeId="{number}" r:id="{relation}" name="x"/>'


def rows(data: bytes) -> list[list[str]]:
    (table,) = (part for part in read_bytes(data, "表.xlsx").document if isinstance(part, Table))
    return table.texts()


def beside(data: bytes) -> list[tuple[str, str]]:
    parts = read_bytes(data, "表.xlsx").document
    return [(part.source_sheet, part.text) for part in parts if isinstance(part, Paragraph)]


def test_a_text_box_stands_beside_the_table() -> None:
    data = sheet_with(shape("填表说明：\n按实际填写") + shape("", number=3) + shape("藏", number=4, hidden=True))
    assert rows(data) == [["项目属性"], ["金额"]]
    assert beside(data) == [("表", "填表说明：\n按实际填写")]


def test_what_is_drawn_in_two_ways_is_read_once() -> None:
    ways = "".join(f"<mc:{way}>{shape('说明')}</mc:{way}>" for way in ("Choice", "Fallback"))
    drawing = f"<mc:AlternateContent>{ways}</mc:AlternateContent>"
    assert beside(sheet_with(drawing)) == [("表", "说明")]


def test_boxes_to_tick_stand_in_the_cell_they_lie_in() -> None:
    boxes = {
        "c1": 'objectType="CheckBox" checked="Checked"',
        "c2": 'objectType="CheckBox"',
        "c3": 'objectType="Radio" checked="Checked"',
    }
    words = {"c1": "新增", "c2": "延续", "c3": "一次性"}
    drawing = "".join(shape(words[one], number=at, hidden=True) for at, one in enumerate(words, 7))
    listed = "".join(control(at, one) for at, one in enumerate(words, 7))
    data = sheet_with(drawing, boxes, f"<controls>{listed}</controls>")
    assert rows(data) == [["项目属性", "☑新增 □延续 ☑一次性"], ["金额", ""]]
    assert not beside(data)


def test_a_button_is_no_word_of_the_form() -> None:
    data = sheet_with(
        shape("打印", number=7), {"c1": 'objectType="Button"'}, f"<controls>{control(7, 'c1')}</controls>"
    )
    assert rows(data) == [["项目属性"], ["金额"]]
    assert not beside(data)


def test_a_drawing_that_is_damaged_costs_no_cell() -> None:
    odd = "<xdr:twoCellAnchor><xdr:from><xdr:col>x</xdr:col></xdr:from><xdr:sp/></xdr:twoCellAnchor>"
    assert rows(sheet_with(odd)) == [["项目属性"], ["金额"]]


def test_what_stands_above_the_line_in_a_cell_stays_there() -> None:
    raised = "<rPr><vertAlign val='superscript'/></rPr>"
    cell = f'<c r="A1" t="inlineStr"><is><r><t>10</t></r><r>{raised}<t>4</t></r><r>{raised}<t>注</t></r></is></c>'
    assert rows(workbook(f"<sheetData><row>{cell}</row></sheetData>")) == [["10⁴注"]]
