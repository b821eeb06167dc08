"""Texts of a dossier, file names and messages as they are: none of them is markup, a mark of a menu or of a title.

Qt takes a text that looks like HTML for HTML, and would open the files and addresses it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as Texts
from PySide6.QtWidgets import QLabel, QWidget


class PlainLabel(QLabel):
    """A label that shows its text as it is."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


def plain_tip(text: str) -> str:
    """A tool tip that shows this text; tips know no other way to be plain than markup that has none."""
    if not Texts.mightBeRichText(text):
        return text
    from html import escape  # only markup needs it, and it brings the names of two thousand characters

    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>")


def all_plain(dialog: QWidget) -> None:
    """The texts of a ready-made dialog are shown as they are."""
    labels: Iterable[QLabel] = dialog.findChildren(QLabel)
    for label in labels:
        label.setTextFormat(Qt.TextFormat.PlainText)


def plain_words(text: str) -> str:
    """For tabs, boxes and entries of menus, where a single & marks a letter."""
    return text.replace("&", "&&")


def plain_title(text: str) -> str:
    """For titles of windows, where [*] is the place of the mark of changes."""
    return text.replace("[*]", "[*][*]")


def menu_words(text: str, letter: str) -> str:
    """打开… with O: 打开(&O)…; a & of the words themselves is doubled, else it would be taken for a mark."""
    words = text.replace("&", "&&")
    return f"{words.removesuffix('…')}(&{letter}){'…' if text.endswith('…') else ''}" if letter else words


def without_letter(text: str) -> str:
    """打开(&O)… and 打开 (&O)…: 打开…; the words as a person reads them."""
    return re.sub(r"\s*\(&.\)", "", text).replace("&&", "\0").replace("&", "").replace("\0", "&")
