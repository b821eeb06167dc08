"""Cells as HTML, as office programs take them from the clipboard. ``importers.readers.html`` reads such."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from models.python import regex

Block = Sequence[Sequence[str]]
Spans = dict[tuple[int, int], int]
"""(row, column) of a cell that covers those below it → how many rows it covers."""

_SPACES_IN_A_ROW = regex(r"^ | (?= )| $", re.MULTILINE)
_AS_TEXT = "mso-number-format:'\\@'"
"""Excel and WPS keep ``=100%`` and ``1-2`` as they are in such a cell; ``sdnum`` says the same to LibreOffice."""
_SAME_CELL = '<br style="mso-data-placement:same-cell">'
"""Excel begins a new row at a plain line break."""


def block_html(block: Block, spans: Spans | None = None) -> str:
    """The cells as a table, every one a text; ``spans`` merges cells with those below them."""
    tall = spans or {}
    covered = {(row + below, column) for (row, column), count in tall.items() for below in range(1, count)}
    lines = []
    for row, texts in enumerate(block):
        cells = [
            _cell(text, tall.get((row, column), 1)) for column, text in enumerate(texts) if (row, column) not in covered
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    table = f'<table border="1" style="border-collapse:collapse">{"".join(lines)}</table>'
    return f'<html><head><meta charset="utf-8"></head><body><!--StartFragment-->{table}<!--EndFragment--></body></html>'


def _cell(text: str, rows: int) -> str:
    shown = html.escape(_SPACES_IN_A_ROW.sub("\xa0", text.replace("\t", " ")), quote=False)
    shown = shown.replace("\xa0", "&nbsp;").replace("\n", _SAME_CELL)
    span = f' rowspan="{rows}"' if rows > 1 else ""
    return f'<td{span} style="{_AS_TEXT}" sdnum="2052;0;@">{shown}</td>'


def equal_runs(block: Block, columns: int) -> Spans:
    """Where the first ``columns`` say the same in rows that follow each other, so that the cells can be merged.

    A cell is merged only as far as the cells at its left are.
    """
    spans: Spans = {}
    starts = [0] * columns
    for row in range(len(block)):
        parted = row == 0
        for column in range(columns):
            parted = parted or block[row][column] != block[row - 1][column]
            if parted:
                starts[column] = row
            elif block[row][column]:
                spans[starts[column], column] = row - starts[column] + 1
    return spans
