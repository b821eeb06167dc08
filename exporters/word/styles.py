"""How each role looks in Word, written as WordprocessingML."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml.parser import parse_xml

from exporters.fonts import HEI
from exporters.pages.styles import LOOKS, Align
from models.table import Cell, PageSetup, Role

NAMESPACE = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_FACES = {HEI: "黑体"}
_SONG = "宋体"
_JUSTIFY = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_TWIPS = 1440 / 25.4
_SIDE = 60
"""Twips that a cell keeps free at either side."""
BESIDE = 2 * _SIDE / 20
"""The same for both sides, in points."""
_SIDES = ("top", "left", "bottom", "right")
_NO_LINES = "".join(f'<w:{side} w:val="nil"/>' for side in _SIDES)


def paragraph(text: str, role: Role, body: float, *, keep: bool = False, standing_alone: bool = False) -> str:
    """A paragraph in the look of a role; ``keep``: on the page of the next one."""
    justified = standing_alone and "\n" not in text  # Word would draw a line before a line end out to the margin
    before, after = _looks(role, body, keep, standing_alone, justified)
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    run = f"<w:r>{after}{lines}</w:r>" if text else ""
    return f"<w:p>{before}{run}</w:p>"


@lru_cache(maxsize=256)
def _looks(role: Role, body: float, keep: bool, standing_alone: bool, justified: bool) -> tuple[str, str]:
    """The properties of a role's paragraphs, and those of their runs."""
    look = LOOKS[role]
    above, below = (round(points * 20) if standing_alone else 0 for points in (look.above, look.below))
    keeps = keep or (standing_alone and look.heads)
    marks = "<w:keepNext/>" if keeps else ""
    indent = round(look.indent * body * look.scale * 20)
    line = round(20 * body * look.scale * look.leading)  # as in the PDF, whatever face stands in for 宋体
    marks += f'<w:spacing w:before="{above}" w:after="{below}" w:line="{line}" w:lineRule="exact"/>'
    marks += f'<w:ind w:firstLineChars="{round(look.indent * 100)}" w:firstLine="{indent}"/>' if look.indent else ""
    justify = "both" if look.justified and justified else _JUSTIFY[look.align]
    fonts = _run(_FACES.get(look.face, _SONG), body * look.scale)
    return f'<w:pPr>{marks}<w:jc w:val="{justify}"/>{fonts}</w:pPr>', fonts


def _run(face: str, size: float) -> str:
    half_points = max(round(size * 2), 2)
    fonts = "".join(f' w:{kind}="{face}"' for kind in ("ascii", "eastAsia", "hAnsi", "cs"))
    return f'<w:rPr><w:rFonts{fonts}/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'


def cell_properties(cell: Cell, row: int, width: int) -> str:
    """Width, spans, lines and place of the words of a cell, as it shows in a row."""
    span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
    merge = f'<w:vMerge w:val="{"restart" if row == cell.row else "continue"}"/>' if cell.row_span > 1 else ""
    lines = "" if cell.role.bordered else f"<w:tcBorders>{_NO_LINES}</w:tcBorders>"
    return f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{lines}<w:vAlign w:val="center"/></w:tcPr>'


def table_properties(widths: list[int]) -> str:
    """A table of fixed columns with a line around every cell."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in (*_SIDES, "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:top w:w="25" w:type="dxa"/><w:left w:w="{_SIDE}" w:type="dxa"/>'
        f'<w:bottom w:w="25" w:type="dxa"/><w:right w:w="{_SIDE}" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


def section_properties(page: PageSetup, footer_relation: str) -> str:
    """The paper, its margins, and page numbers that begin with every form."""
    width, height = (round(length * _TWIPS) for length in page.size)
    margins = {
        side: round(length * _TWIPS)
        for side, length in (
            ("top", page.margin_top),
            ("right", page.margin_right),
            ("bottom", page.margin_bottom),
            ("left", page.margin_left),
            ("header", page.margin_top / 2),
            ("footer", page.margin_bottom / 2),
        )
    }
    sides = "".join(f' w:{side}="{length}"' for side, length in margins.items())
    lying = ' w:orient="landscape"' if page.landscape else ""
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{footer_relation}"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{lying}/><w:pgMar{sides} w:gutter="0"/>'
        '<w:pgNumType w:start="1"/></w:sectPr>'
    )


def footer(document: Any, *, forms: int) -> str:
    """Makes the foot with the page's number within its form; returns what the sections name it by."""
    section = document.sections[0]
    section.footer.is_linked_to_previous = False
    foot: Any = section.footer._element
    for child in list(foot):
        foot.remove(child)
    fields = "".join(
        f'<w:r>{_run(_SONG, 9)}<w:t xml:space="preserve">{before}</w:t></w:r>'
        f'<w:fldSimple w:instr=" {field} "><w:r>{_run(_SONG, 9)}<w:t>1</w:t></w:r></w:fldSimple>'
        for before, field in (("第 ", "PAGE"), (" 页 共 ", "SECTIONPAGES" if forms > 1 else "NUMPAGES"))
    )
    end = f'<w:r>{_run(_SONG, 9)}<w:t xml:space="preserve"> 页</w:t></w:r>'
    foot.append(parse_xml(f'<w:p {NAMESPACE}><w:pPr><w:jc w:val="center"/></w:pPr>{fields}{end}</w:p>'))
    return _relation(section)


def _relation(section: Any) -> str:
    (reference,) = section._sectPr.xpath("w:footerReference")
    return str(reference.rId)


def set_normal_style(document: Any) -> None:
    """宋体 for all that says nothing of its own, no room between paragraphs."""
    style = document.styles["Normal"].element
    for old in style.xpath("w:rPr | w:pPr"):
        style.remove(old)
    style.append(parse_xml(f'<w:pPr {NAMESPACE}><w:spacing w:before="0" w:after="0"/></w:pPr>'))
    style.append(parse_xml(_run(_SONG, 10.5).replace("<w:rPr>", f"<w:rPr {NAMESPACE}>", 1)))
