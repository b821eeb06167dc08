"""``tables``: what the readers see in a source before anything is understood, for support and tests."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from commands.console import OK, UNUSABLE, answer, tell
from importers.readers.any_file import read_file
from importers.readers.source import Reading, SourceError
from models.table import Cell, Paragraph, Table, covered

_PLACES = {"sheet": "工作表", "page": "第几页"}


def run(options: argparse.Namespace) -> int:
    """Shows the tables of a source; JSON also of one that is refused, with the word for why."""
    try:
        seen = {"file": options.source.name, "opens": "ok"} | _seen(read_file(options.source))
    except SourceError as refused:
        tell(str(refused))
        answer(_refused(options.source, refused), [], as_json=options.json)
        return UNUSABLE
    answer(seen, _lines(seen), as_json=options.json)
    return OK


def _refused(source: Path, refused: SourceError) -> dict[str, Any]:
    told = [str(refused)]
    return {"file": source.name, "opens": refused.opens, "tables": [], "outside": [], "warn": told, "told": told}


def _lines(seen: dict[str, Any]) -> list[str]:
    """The same for a person: a line for each table and its rows, then what must be told."""
    lines: list[str] = []
    for number, table in enumerate(seen["tables"], 1):
        place = "，".join(f"{_PLACES[key]} {value}" for key, value in table["place"].items())
        lines.append(f"表 {number}（{place + '，' if place else ''}{len(table['rows'])} 行 {table['columns']} 列）")
        lines += ["\t".join(_text_of(cell).replace("\n", " ") for cell in row) for row in table["rows"]]
    return [*lines, *(f"表外：{text}" for text in seen["outside"]), *(f"注意：{words}" for words in seen["told"])]


def _seen(reading: Reading) -> dict[str, Any]:
    parts = reading.document
    return {
        "tables": [_table(part) for part in parts if isinstance(part, Table)],
        "outside": [part.text for part in parts if isinstance(part, Paragraph)],
        "warn": [str(notice) for notice in reading.notices],
        "told": [notice.words for notice in reading.notices],
    }


def _table(table: Table) -> dict[str, Any]:
    place = ({"sheet": table.source_sheet} if table.source_sheet else {}) | (
        {"page": table.source_page} if table.source_page else {}
    )
    return {"place": place, "columns": table.column_count, "rows": _rows(table)}


def _rows(table: Table) -> list[list[Any]]:
    """HTML-like rows: a cell is a text, or with its spans; covered places are left out, blank ones are ``""``."""
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    for row, column, text in table.whole_texts:
        cells[row, column] = replace(cells.get((row, column), Cell(row, column)), text=text)
    hidden = {place for cell in table.cells for place in list(covered(cell))[1:]}
    return [
        [_cell(cells.get((row, column))) for column in range(table.column_count) if (row, column) not in hidden]
        for row in range(table.row_count)
    ]


def _cell(cell: Cell | None) -> Any:
    if cell is None:
        return ""
    spans = {"cs": cell.column_span} if cell.column_span > 1 else {}
    spans |= {"rs": cell.row_span} if cell.row_span > 1 else {}
    return {"t": cell.text} | spans if spans else cell.text


def _text_of(cell: Any) -> str:
    return cell if isinstance(cell, str) else str(cell["t"])
