"""The words of a text that a sentence quotes, selected in the text: one sees which of its sentences is meant."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.python import regex

_QUOTED = regex(r"“(?P<words>[^”]{2,})”")
_LEFT_OUT = regex(r"…+")
_LONGEST_GAP = 60
"""Characters of the text for which a quotation may put …."""


def quoted_span(text: str, sentence: str) -> tuple[int, int] | None:
    """Where the first words that the sentence quotes stand in the text, whatever the width of their signs."""
    plain, places = _plain(text)
    for quotation in _QUOTED.finditer(sentence):
        parts = [re.escape(part) for one in _LEFT_OUT.split(quotation["words"]) if (part := _plain(one)[0])]
        found = re.search(rf".{{0,{_LONGEST_GAP}}}?".join(parts), plain) if parts else None
        if found and found.end() > found.start():
            return places[found.start()], places[found.end() - 1] + 1
    return None


def _plain(text: str) -> tuple[str, list[int]]:
    """The text without blanks and width variants, and where each of its characters stood."""
    kept = [
        (one, place)
        for place, char in enumerate(text)
        for one in unicodedata.normalize("NFKC", char)
        if not one.isspace()
    ]
    return "".join(one for one, _ in kept), [place for _, place in kept]


def select_quoted(widget: QWidget | None, sentence: str) -> bool:
    """Selects the quoted words in a field of long text and brings them into sight."""
    if not isinstance(widget, QPlainTextEdit):
        return False
    text = widget.toPlainText()
    span = quoted_span(text, sentence)
    if span is None:
        return False
    start, end = (len(text[:place].encode("utf-16-le")) // 2 for place in span)  # Qt counts UTF-16
    cursor = widget.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    widget.setTextCursor(cursor)
    widget.ensureCursorVisible()
    return True
