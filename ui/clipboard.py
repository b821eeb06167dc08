"""Rectangles of text on the clipboard, as Excel and WPS put them there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData


def block_text(block: Sequence[Sequence[str]]) -> str:
    """Cells as tab-separated text; what holds a tab, a quote or a line break is quoted as Excel does it."""
    return "\n".join("\t".join(_quoted(text) for text in row) for row in block)


def _quoted(text: str) -> str:
    if any(mark in text for mark in '\t\n"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def read_block(data: QMimeData | None) -> list[list[str]]:
    """The cells on the clipboard; one cell for plain text, nothing where there is no text."""
    if data is None or not data.hasText():
        return []
    return split_block(data.text())


def split_block(text: str) -> list[list[str]]:
    """Tab-separated text as cells; quoted cells may hold tabs and line breaks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not text:
        return []
    rows: list[list[str]] = [[]]
    place = 0
    while place <= len(text):
        cell, place = _cell(text, place)
        rows[-1].append(cell)
        if place < len(text) and text[place] == "\n":
            rows.append([])
        place += 1
    return rows


def _cell(text: str, start: int) -> tuple[str, int]:
    """One cell from ``start`` on, and where it ended."""
    if text[start : start + 1] == '"':
        parts: list[str] = []
        place = start + 1
        while (quote := text.find('"', place)) >= 0:
            parts.append(text[place:quote])
            if text[quote + 1 : quote + 2] != '"':
                if text[quote + 1 : quote + 2] in ("\t", "\n", ""):
                    return "".join(parts), quote + 1
                break
            parts.append('"')
            place = quote + 2
    ends = [end for mark in "\t\n" if (end := text.find(mark, start)) >= 0]
    end = min(ends, default=len(text))
    return text[start:end], end
