"""How a form and its official table share the width beside each other."""

from __future__ import annotations

from ui.controls.plain import PlainLabel
from ui.form.page_head import quiet

ROOM_FOR_SIDE = 560  # pixels of width, for the form and the official table
MOST_OF_FORM = 0.64  # of the width
BETWEEN = 8  # pixels of the handle and of rounding


def narrow_note() -> PlainLabel:
    """Says that one of the two is hidden; seen only where that is so."""
    note = quiet("窗口窄，先看一边；收起目录、批注就都看得到")
    note.setContentsMargins(16, 4, 16, 0)
    note.hide()
    return note


def room_for_side(tree_width: int) -> int:
    """The width from which nothing of the form, whose indicators need so much, is scrolled sideways."""
    return max(ROOM_FOR_SIDE, int((tree_width + BETWEEN) / MOST_OF_FORM))


def share_of_form(tree_width: int, width: int) -> float:
    """The share of the form: half, or what its indicators need."""
    return min(MOST_OF_FORM, max(0.5, (tree_width + BETWEEN) / max(1, width)))


def parted(whole: int, share: float) -> list[int]:
    """Both sizes, where the first has that share."""
    first = int(whole * share)
    return [first, whole - first]
