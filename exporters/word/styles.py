"""How each role looks in Word, written as WordprocessingML."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from docx.oxml.parser import parse_xml

from exporters.fonts import HEI
from exporters.pages.styles import LOOKS, RULE, Align, Look
from exporters.pages.wrapping import em_of
from exporters.word.fitting import SIDE, Fit, indents
from models.table import Cell, PageSetup, Role

NAMESPACE = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_FACES = {HEI: "黑体"}
_SONG = "宋体"
_JUSTIFY = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_TWIPS = 1440 / 25.4
_POINT = 20  # twips
BESIDE = 2 * SIDE
"""Points that a cell keeps free beside its words, both sides together."""
_UPRIGHT = 36
"""Twips that it keeps free above and below them."""
_LEAST_JUSTIFIED = 14
"""Em of a cell whose full lines reach its right side."""
_SIDES = ("top", "left", "bottom", "right")
_TAB = '<w:tabs><w:tab w:val="left" w:pos="{}"/></w:tabs>'
_UNDERLINED = '<w:u w:val="single"/></w:rPr>'
_TIGHT_LATIN = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
_NO_LINES = "".join(f'<w:{side} w:val="nil"/>' for side in _SIDES)


class _Setting(NamedTuple):
    """How a paragraph is set; ``keep``: on the page of the next one, ``left``, ``right``: points it is set in.

    ``ruled_to``: where a line to write on ends that begins behind its words, in points; 0 where there is none.
    """

    role: Role
    body: float
    keep: bool = False
    justified: bool = True
    standing_alone: bool = False
    left: float = 0.0
    right: float = 0.0
    ruled_to: float = 0.0


def paragraph(text: str, role: Role, body: float) -> str:
    """A text that stands outside all tables, in the look of a role; one that flows has a paragraph for every line."""
    look = LOOKS[role]
    setting = _Setting(role, body, keep=look.heads, standing_alone=True)
    return "".join(_paragraph(part, setting) for part in (text.split("\n") if look.flows else [text]))


def cell_paragraph(cell: Cell, size: float, width: float, fit: Fit, *, keep: bool) -> str:
    """The words of a cell that is ``width`` points wide; ``keep``: on the page of the row below."""
    look = LOOKS[cell.role]
    left, right = indents(look, fit.inset)
    wide = width - BESIDE >= _LEAST_JUSTIFIED * size
    setting = _Setting(cell.role, size, keep, wide, left=left, right=right, ruled_to=_ruled_to(cell, size, width))
    return "".join(
        _paragraph(part, setting) for part in (cell.text.split("\n") if look.flows and wide else [cell.text])
    )


def _ruled_to(cell: Cell, size: float, width: float) -> float:
    """Where the line for a name or a seal ends."""
    if cell.role is not Role.SIGNATURE or not cell.text.endswith("："):
        return 0.0
    begin = em_of(cell.text, stand_in=False) * size
    end = min(width - BESIDE - RULE.gap, begin + RULE.longest)
    return end if end - begin >= RULE.shortest else 0.0


def _paragraph(text: str, setting: _Setting) -> str:
    """One in which a line end is a line break; Word would draw such a line out to the margin if it were justified."""
    before, after = _looks(setting)
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    run = f"<w:r>{after}{lines}</w:r>" if text else ""
    rule = f"<w:r>{after.replace('</w:rPr>', _UNDERLINED)}<w:tab/></w:r>" if setting.ruled_to else ""
    return f"<w:p>{before}{run}{rule}</w:p>"


@lru_cache(maxsize=1024)
def _looks(setting: _Setting) -> tuple[str, str]:
    """The properties of such paragraphs, and those of their runs."""
    look = LOOKS[setting.role]
    size = setting.body * look.scale
    above, below = (
        round(points * _POINT) for points in ((look.above, look.below) if setting.standing_alone else (0, 0))
    )
    line = round(_POINT * size * look.leading)  # as in the PDF, whatever face stands in for 宋体
    marks = "<w:keepNext/>" if setting.keep else ""
    marks += _TAB.format(round(setting.ruled_to * _POINT)) if setting.ruled_to else ""
    marks += _TIGHT_LATIN
    marks += f'<w:spacing w:before="{above}" w:after="{below}" w:line="{line}" w:lineRule="exact"/>'
    marks += _indented(look, setting)
    justify = "both" if look.justified and setting.justified else _JUSTIFY[look.align]
    fonts = _run(_FACES.get(look.face, _SONG), size)
    return f'<w:pPr>{marks}<w:jc w:val="{justify}"/>{fonts}</w:pPr>', fonts


def _indented(look: Look, setting: _Setting) -> str:
    if look.indent:
        first = round(look.indent * setting.body * look.scale * _POINT)
        return f'<w:ind w:firstLineChars="{round(look.indent * 100)}" w:firstLine="{first}"/>'
    left, right = round(setting.left * _POINT), round(setting.right * _POINT)
    return f'<w:ind w:left="{left}" w:right="{right}"/>' if left or right else ""


def _run(face: str, size: float) -> str:
    half_points = max(round(size * 2), 2)
    fonts = "".join(f' w:{kind}="{face}"' for kind in ("ascii", "eastAsia", "hAnsi", "cs"))
    return f'<w:rPr><w:rFonts{fonts}/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'


def cell_properties(cell: Cell, row: int, width: int, side: float) -> str:
    """Width, spans, lines and place of the words of a cell, as it shows in a row; ``side``: points free beside them."""
    span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
    merge = f'<w:vMerge w:val="{"restart" if row == cell.row else "continue"}"/>' if cell.row_span > 1 else ""
    lines = "" if cell.role.bordered else f"<w:tcBorders>{_NO_LINES}</w:tcBorders>"
    close = "".join(f'<w:{place} w:w="{round(side * _POINT)}" w:type="dxa"/>' for place in ("left", "right"))
    beside = f"<w:tcMar>{close}</w:tcMar>" if side != SIDE else ""
    return f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{lines}{beside}<w:vAlign w:val="center"/></w:tcPr>'


def table_properties(widths: list[int]) -> str:
    """A table of fixed columns with a line around every cell."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in (*_SIDES, "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:top w:w="{_UPRIGHT}" w:type="dxa"/><w:left w:w="{round(SIDE * _POINT)}" w:type="dxa"/>'
        f'<w:bottom w:w="{_UPRIGHT}" w:type="dxa"/><w:right w:w="{round(SIDE * _POINT)}" w:type="dxa"/></w:tblCellMar>'
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
    """宋体 and Chinese for all that says nothing of its own; no room between paragraphs."""
    style = document.styles["Normal"].element
    for old in style.xpath("w:rPr | w:pPr"):
        style.remove(old)
    style.append(parse_xml(f'<w:pPr {NAMESPACE}><w:spacing w:before="0" w:after="0"/></w:pPr>'))
    words = _run(_SONG, 10.5).replace("<w:rPr>", f"<w:rPr {NAMESPACE}>", 1)
    style.append(parse_xml(words.replace("</w:rPr>", '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>')))
