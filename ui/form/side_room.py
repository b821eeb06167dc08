"""How the parts of a page share its room: the form and its official table the width, fields and goals the height."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QSplitter

from ui.controls.plain import PlainLabel
from ui.form.page_head import quiet
from ui.ground.settings import Settings
from ui.ground.style import INSET

ROOM_FOR_SIDE = 560  # pixels of width, for the form and the official table
LEAST_TABLE = 280  # pixels of width: the bar over the official table
MOST_OF_FORM = 0.64  # of the width
BETWEEN = 8  # pixels of the handle and of rounding


LEAST_BOTH, LEAST_NOTE = 16, 14  # lines of letters: for fields and goals one under the other; for a word on that
_NARROW = "窗口窄，先看一边；点“填写”“官方表格”看另一边，收起目录、批注也能腾出地方"
_LOW = "窗口矮，先看一部分；点“栏目”“目标和指标”看另一部分"


def room_note() -> PlainLabel:
    """Says that one of two parts is hidden; seen only where that is so."""
    note = quiet("")
    note.setContentsMargins(INSET, 4, INSET, 0)
    note.hide()
    return note


def tell_room(note: PlainLabel, lines: int, *, narrow: bool, low: bool) -> None:
    """Why a part is hidden and how it is seen, if one is; where there are few lines, a row says more than that."""
    note.setText(_NARROW if narrow else _LOW)
    note.setVisible(narrow or (low and lines >= LEAST_NOTE))


def room_for_side(tree_width: int) -> int:
    """The width from which nothing of the form, whose indicators need so much, is scrolled sideways."""
    return max(ROOM_FOR_SIDE, tree_width + BETWEEN + LEAST_TABLE, int((tree_width + BETWEEN) / MOST_OF_FORM))


def share_of_form(tree_width: int, width: int) -> float:
    """The share of the form: half, or what its indicators need."""
    return min(MOST_OF_FORM, max(0.5, (tree_width + BETWEEN) / max(1, width)))


def parted(whole: int, share: float) -> list[int]:
    """Both sizes, where the first has that share."""
    first = int(whole * share)
    return [first, whole - first]


def keep_share(settings: Settings, name: str, splitter: QSplitter) -> None:
    """Remembers the share that a person gave the first part of a splitter."""
    sizes = splitter.sizes()
    if all(sizes):
        settings.set_state(name, f"{sizes[0] / sum(sizes):.3f}")


def kept_share(settings: Settings, name: str) -> float:
    """The share that the first part of a splitter was given; 0 where none was."""
    stored = str(settings.state(name) or "")
    return float(stored) if re.fullmatch(r"0\.\d+", stored) else 0
