"""Room to sign in a sheet: where a name, a date or a seal is still to come, a line to write it on."""

from __future__ import annotations

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from exporters.excel.content import escaped
from exporters.excel.heights import room, text_width
from exporters.excel.styles import CHINESE, LOOKS
from exporters.pages.styles import RULE
from models.table import Cell, Role

_BLANK = "\u3000"


def with_line(cell: Cell, units: float, size: float) -> CellRichText | None:
    """The words of a cell ``units`` wide with underlined blanks behind, where somebody is to sign and there is room."""
    if cell.role is not Role.SIGNATURE or not cell.text.endswith("："):
        return None
    free = (room(units, size) - text_width(cell.text)) * size - RULE.gap
    if free < RULE.shortest:
        return None
    blanks = int(min(free, RULE.longest) / size)
    face = LOOKS[cell.role].face
    line = InlineFont(rFont=face, charset=CHINESE, sz=size, u="single")
    return CellRichText(escaped(cell.text), TextBlock(line, _BLANK * blanks))
