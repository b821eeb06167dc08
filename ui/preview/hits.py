"""What of a cell lies under the mouse: which check box, which of several values."""

from __future__ import annotations

from collections.abc import Sequence

from exporters.fonts import Fonts
from exporters.pages.paginate import Box, Page, Text
from models.table import Slot

_BOXES = "□☑☒☐"


def texts_of(page: Page, box: Box) -> list[Text]:
    """The runs that stand in a cell, in reading order."""
    return [text for text in page.texts if text.binding == box.binding and box.contains(text.x, text.y)]


def words_before(page: Page, box: Box, x: float, y: float, fonts: Fonts) -> tuple[str, str]:
    """What the cell says before the point, and the character under it (empty beside the words)."""
    before = ""
    for text in texts_of(page, box):
        above, reached = text.y + 0.35 * text.size < y, text.y - 1.1 * text.size <= y
        if above or (reached and text.x + text.width <= x):
            before += text.actual
        elif reached and text.x <= x:
            inside, under = _inside(text, x, fonts)
            return before + inside, under
        else:
            break
    return before, ""


def _inside(text: Text, x: float, fonts: Fonts) -> tuple[str, str]:
    if text.text != text.actual:
        return "", text.actual
    place, widths = text.x, fonts.widths(text.face)
    for index, char in enumerate(text.text):
        place += widths[char] * text.size + text.spacing
        if x < place:
            return text.actual[:index], char
    return text.actual, ""


def slot_at(slots: Sequence[Slot], before: str, under: str) -> Slot:
    """The value meant by a click: a check box with its words, else the value whose words come last before it."""
    choices = [slot for slot in slots if slot.choice]
    if choices and len(choices) == len(slots):
        count = sum(char in _BOXES for char in before)
        words_first = bool(choices[0].lead.strip())
        index = count if words_first or (under and under in _BOXES) else count - 1
        return choices[min(max(index, 0), len(choices) - 1)]
    found, place, said = slots[0], 0, _bare(before + under)
    for slot in slots:
        lead = _bare(slot.lead)
        start = said.find(lead, place)
        if lead and start >= 0:
            found, place = slot, start + len(lead)
    return found


def _bare(text: str) -> str:
    return "".join(text.split())
