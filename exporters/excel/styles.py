"""What each role looks like in Excel, and the few styles a workbook shares among all its cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.table import Role

SONG, HEI = "宋体", "黑体"
NORMAL, NORMAL_SIZE = "Arial", 11
"""Where 宋体 is missing its stand-in has wider digits, and columns that count in them become wider by a quarter; Arial
is everywhere, or a face with digits of the same width."""
CHINESE = 134  # GB 2312, so that a program without the face looks for a Chinese one

_LINE = Side(style="thin", color="FF000000")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WHITE = Side(style="thin", color="FFFFFFFF")
_UNSEEN = Border(left=_WHITE, right=_WHITE)
"""LibreOffice prints no page that holds only what goes on of a text without lines."""


@dataclass(frozen=True, slots=True)
class Look:
    """Face, size beyond the form's own, and alignment."""

    face: str = SONG
    larger: float = 0
    horizontal: str = "center"
    vertical: str = "center"


LOOKS = {
    Role.TITLE: Look(HEI, larger=8),
    Role.SUBTITLE: Look(),
    Role.CAPTION: Look(horizontal="left"),
    Role.UNIT: Look(horizontal="right"),
    Role.LABEL: Look(),
    Role.HEADER: Look(HEI),
    Role.LEVEL: Look(),
    Role.TEXT: Look(horizontal="left"),
    Role.VALUE: Look(),
    Role.NUMBER: Look(),
    Role.CHOICE: Look(horizontal="left"),
    Role.HEADING: Look(HEI, larger=1, horizontal="left"),
    Role.PARAGRAPH: Look(horizontal="left", vertical="top"),
    Role.SIGNATURE: Look(horizontal="left"),
    Role.NOTE: Look(larger=-1, horizontal="left", vertical="top"),
}


def size_of(role: Role, body: float) -> float:
    """Font size of a role in points, ``body`` being the form's."""
    return max(body + LOOKS[role].larger, 1)


class StyleKey(NamedTuple):
    """All that tells one style from another."""

    role: Role
    body: float
    number_format: str = "General"
    quoted: bool = False
    shrunk: bool = False
    from_top: bool = False
    scale: float = 1.0


class StyleBook:
    """The styles of one workbook, each made once: setting a style is most of what openpyxl takes time for."""

    def __init__(self, workbook: Workbook, sheet: Worksheet) -> None:
        self._scratch = sheet
        self._styles: dict[StyleKey, StyleArray] = {}
        _set_normal_font(workbook)

    def __getitem__(self, key: StyleKey) -> StyleArray:
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._made(key)
        return style

    def _made(self, key: StyleKey) -> StyleArray:
        look = LOOKS[key.role]
        cell: Any = SheetCell(self._scratch, row=1, column=1)
        cell.font = _font(look.face, halves(size_of(key.role, key.body) * key.scale))
        cell.alignment = Alignment(
            horizontal=look.horizontal,
            vertical="top" if key.from_top else look.vertical,
            wrap_text=not key.shrunk or None,
            shrink_to_fit=key.shrunk or None,
        )
        if key.role.bordered:
            cell.border = _FRAME
        elif key.from_top:
            cell.border = _UNSEEN
        cell.number_format = key.number_format
        cell.quotePrefix = key.quoted
        return StyleArray(cell._style)


def halves(size: float) -> float:
    """The size in half points, none larger than it."""
    return int(size * 2 + 1e-6) / 2


def _font(face: str, size: float) -> Font:
    return Font(name=face, size=size, charset=CHINESE)


def _set_normal_font(workbook: Any) -> None:
    """Sets the font of the Normal style, in whose digits the widths of columns count."""
    font = Font(name=NORMAL, size=NORMAL_SIZE)
    workbook._fonts = IndexedList([font])
    normal = workbook._named_styles["Normal"]
    normal.font = font
    normal.bind(workbook)
