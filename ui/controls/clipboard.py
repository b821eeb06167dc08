"""Rectangles of text on the clipboard, as Excel and WPS put them there and take them from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QMimeData

from models.table import Table
from ui.controls.clipboard_html import Block, Spans, block_html
from ui.controls.signs import pasted


def block_mime(block: Block, spans: Spans | None = None) -> QMimeData:
    """Cells for the clipboard, as a table and as text."""
    data = QMimeData()
    data.setText(block_text(block))
    data.setHtml(block_html(block, spans))
    return data


def read_block(data: QMimeData | None) -> list[list[str]]:
    """The cells on the clipboard; one cell for plain text, nothing where there is no text."""
    if data is None:
        return []
    tables = read_tables(data)
    if tables:
        return tables_block(tables)
    return split_block(read_text(data))


def read_text(data: QMimeData) -> str:
    """The text on the clipboard, as it is to be written."""
    return pasted(data.text()) if data.hasText() else ""


def read_tables(data: QMimeData) -> tuple[Table, ...]:
    """The tables on the clipboard with their merged cells; none where there is only text."""
    if not data.hasHtml():
        return ()
    from importers.readers.html import tables_in  # a start with a file need not wait for what reads pages

    return tuple(_as_meant(table) for table in tables_in(data.html()))


def _as_meant(table: Table) -> Table:
    return table._replace(cells=tuple(replace(cell, text=pasted(cell.text)) for cell in table.cells))


def tables_block(tables: Sequence[Table]) -> list[list[str]]:
    """The cells of tables, one below the other, as wide in every row."""
    rows = [row for table in tables for row in table.texts()]
    width = max((len(row) for row in rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def block_text(block: Block) -> str:
    """Cells as tab-separated text; what holds a tab, a quote or a line break is quoted as Excel does it."""
    return "\n".join("\t".join(_quoted(text) for text in row) for row in block)


def _quoted(text: str) -> str:
    if any(mark in text for mark in '\t\n"'):
        return '"' + text.replace('"', '""') + '"'
    return text


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
