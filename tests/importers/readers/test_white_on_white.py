"""Text in the colour of what is behind it, in every kind of file that knows colours: it is read, and told."""

from __future__ import annotations

import pytest

from importers.readers.any_file import read_bytes
from tests.importers.readers.office import zipped
from tests.importers.readers.pdf.drawn_paper import Paper, told

PAGE = "<html><style>.hid{{mso-x:y;color:white}} .dark{{background:#4472C4}}</style><body>{}</body></html>"
TABLE = "<table><tr><td>名称</td>{}</tr></table>"


@pytest.mark.parametrize(
    ("cell", "unseen"),
    [
        ("<td>藏</td>", 0),
        ('<td style="color:#FFFFFF">藏</td>', 1),
        ('<td style="font-weight:bold; COLOR: white">藏</td>', 1),
        ('<td><font color="#ffffff">藏</font></td>', 1),
        ('<td style="color:rgb(255, 255, 255)">藏</td>', 1),
        ('<td class="x hid">藏</td>', 1),
        ('<td class="hid dark">白字蓝底</td>', 0),
        ('<td bgcolor="#000080"><font color="white">白字蓝底</font></td>', 0),
        ('<td bgcolor="white"><font color="white">藏</font></td>', 1),
        ('<td style="background-color:#000"><p style="color:#fff">白字黑底</p></td>', 0),
        ('<td style="background:transparent;color:#fff">藏</td>', 1),
        ('<td style="color:#fff"><span style="color:#000">黑字</span></td>', 0),
        ('<td style="color:#fff"> </td>', 0),
        ('<td style="color:#fffff0">黄字</td>', 0),
        ('<td style="border-color:#fff">黑字</td>', 0),
        ('<td style="color:white">藏<td>黑字', 1),
        ('<td style="color:#fff">藏</td></tr><tr><td>黑字</td>', 1),
    ],
)
def test_on_web_pages(cell: str, unseen: int) -> None:
    reading = read_bytes(PAGE.format(TABLE.format(cell)).encode(), "页.html")
    assert [str(one) for one in reading.notices] == ([f"unseen-text:{unseen}"] if unseen else [])


NAMES = 'xmlns:o="o" xmlns:table="table" xmlns:style="style" xmlns:fo="fo" xmlns:text="text" xmlns:office="office"'


def sheet(styles: str, cell: str, column: str = "", row: str = "") -> bytes:
    body = (
        f'<table:table table:name="表"><table:table-column {column}/>'
        f"<table:table-row {row}><table:table-cell {cell}><text:p>字</text:p></table:table-cell></table:table-row>"
        "</table:table>"
    )
    content = (
        f"<o:content {NAMES}><o:automatic-styles>{styles}</o:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></o:content>"
    )
    parts: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content,
    }
    return zipped(parts)


def style(name: str, colour: str, behind: str = "", parent: str = "") -> str:
    back = f'<style:table-cell-properties fo:background-color="{behind}"/>' if behind else ""
    ink = f'<style:text-properties fo:color="{colour}"/>' if colour else ""
    own = f'style:name="{name}" style:family="table-cell" style:parent-style-name="{parent}"'
    return f"<style:style {own}>{back}{ink}</style:style>"


WHITE = style("w", "#FFFFFF")


@pytest.mark.parametrize(
    ("styles", "cell", "column", "row", "told_of"),
    [
        (WHITE, 'table:style-name="w"', "", "", True),
        (WHITE, "", 'table:default-cell-style-name="w"', "", True),
        (WHITE, "", "", 'table:default-cell-style-name="w"', True),
        (WHITE + style("b", "#000000"), 'table:style-name="b"', 'table:default-cell-style-name="w"', "", False),
        (style("w", "#ffffff", "#ffffff"), 'table:style-name="w"', "", "", True),
        (style("w", "#ffffff", "transparent"), 'table:style-name="w"', "", "", True),
        (style("w", "#ffffff", "#4472c4"), 'table:style-name="w"', "", "", False),
        (WHITE + style("c", "", "", "w"), 'table:style-name="c"', "", "", True),
        (WHITE + style("c", "", "#000000", "w"), 'table:style-name="c"', "", "", False),
        (style("c", "", "", "c"), 'table:style-name="c"', "", "", False),
        (style("w", "#000000"), 'table:style-name="w"', "", "", False),
    ],
)
def test_in_open_document_sheets(styles: str, cell: str, column: str, row: str, *, told_of: bool) -> None:
    reading = read_bytes(sheet(styles, cell, column, row), "表.ods")
    assert [str(one) for one in reading.notices] == (["unseen-text:A1"] if told_of else [])


def on_paper(*, bar: str = "", picture: bool = False, ink: str = "white") -> list[str]:
    paper = Paper()
    if bar:
        paper.colour(bar)
        paper.bar(40, 80, 200, 30)
    if picture:
        paper.picture()
    paper.colour("black")
    paper.text(60, 40, "黑字")
    paper.colour(ink)
    paper.text(60, 100, "白字")
    return [one for one in told(paper.data()) if one.startswith("unseen")]


def test_in_pdf() -> None:
    assert on_paper() == ["unseen-text:1"]
    assert on_paper(bar="white") == ["unseen-text:1"]
    assert on_paper(bar="navy") == []
    assert on_paper(picture=True) == []  # nobody knows what is on it
    assert on_paper(ink="lightgrey") == []
