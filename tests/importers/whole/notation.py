"""A made-up source and what is read of it, as text: so that both can be read side by side and compared line by line.

A table stands row by row, ``→`` between its columns. ``·`` is an empty cell, nothing is a place without one;
``⟪2×3⟫`` behind a text says how many rows and columns its cell has, ``⏎`` is a line break. A number before ``│`` is
where the row stood in the source. ``#3`` is the third node of what was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from importers.corrections import NONE, Corrections, Scope, Spoken
from importers.placed import Place, Placed
from models.dossier import Budget
from models.table import Cell, Document, Paragraph, Table

_SPAN = re.compile(r"⟪(\d+)×(\d+)⟫$")


@dataclass(frozen=True)
class Given:
    """A source with what is asked of it."""

    document: Document
    template: str = ""
    year: int | None = None
    said: Corrections = NONE


def written(given: Given) -> list[str]:
    """The lines of a source."""
    asked = [f"template {given.template}"] if given.template else []
    asked += [f"year {given.year}"] if given.year is not None else []
    asked += [f"said {spoken.scope} {'.'.join(map(str, spoken.place))} {means}" for spoken, means in given.said.said]
    return [*asked, *(line for part in given.document for line in _part(part))]


def _part(part: Paragraph | Table) -> Iterator[str]:
    where = f"{part.source_page}│{part.source_sheet}"
    if isinstance(part, Paragraph):
        yield f"¶ {where}│{part.source_row}│{_line(part.text)}"
        return
    yield f"▦ {where}│{part.column_count}{'' if part.spans_known else '?'}"
    for number, row in enumerate(part.rows()):
        places = {cell.column: _cell(cell) for cell in row}
        texts = (places.get(column, "") for column in range(max(places, default=-1) + 1))
        yield f"{part.place(number)}│{'→'.join(texts)}"


def _cell(cell: Cell) -> str:
    span = "" if (cell.row_span, cell.column_span) == (1, 1) else f"⟪{cell.row_span}×{cell.column_span}⟫"
    return (_line(cell.text) or "·") + span


def _line(text: str) -> str:
    return text.replace("\n", "⏎")


def source_in(lines: list[str]) -> Given:
    """The source that is written in lines."""
    template, year = "", None
    said: list[tuple[Spoken, str]] = []
    parts: list[Paragraph | Table] = []
    at = 0
    while at < len(lines):
        kind, _, rest = lines[at].partition(" ")
        at += 1
        match kind:
            case "template":
                template = rest
            case "year":
                year = int(rest)
            case "said":
                scope, place, means = rest.split(" ", 2)
                part, row, column = map(int, place.split("."))
                said.append((Spoken(Scope(scope), Place(part, row, column)), means))
            case "¶":
                page, sheet, number, text = rest.split("│", 3)
                parts.append(Paragraph(text.replace("⏎", "\n"), int(number), sheet, int(page)))
            case "▦":
                stop = next((n for n in range(at, len(lines)) if lines[n][0] in "¶▦"), len(lines))
                parts.append(_table(rest, lines[at:stop]))
                at = stop
    return Given(tuple(parts), template, year, Corrections(tuple(said)))


def _table(head: str, lines: list[str]) -> Table:
    page, sheet, columns = head.split("│")
    rows = [line.partition("│") for line in lines]
    cells = tuple(cell for number, (_, _, texts) in enumerate(rows) for cell in _cells(number, texts))
    return Table(
        (10.0,) * int(columns.rstrip("?")),
        len(rows),
        cells,
        source_rows=tuple(int(number) for number, _, _ in rows),
        spans_known=not columns.endswith("?"),
        source_sheet=sheet,
        source_page=int(page),
    )


def _cells(row: int, texts: str) -> Iterator[Cell]:
    for column, text in enumerate(texts.split("→") if texts else []):
        span = _SPAN.search(text)
        own = _SPAN.sub("", text).replace("⏎", "\n")
        if text:
            high, wide = (int(span[1]), int(span[2])) if span else (1, 1)
            yield Cell(row, column, "" if own == "·" else own, high, wide)


class Told:
    """What was read, in lines; ids, which are another every time, are numbers here."""

    def __init__(self) -> None:
        self._numbers: dict[str, str] = {}

    def nodes(self, value: Mapping[str, Any], name: str) -> list[str]:
        """A node and what is in it: a line each, with what is filled in."""
        if "id" in value:
            self._numbers[value["id"]] = f"#{len(self._numbers) + 1}"
        inner = [(key, one) for key, many in value.items() for one in _nodes(many)]
        own = [f"{key}={_line(str(one))}" for key, one in value.items() if key != "id" and not list(_nodes(one))]
        lines = [f"{self._numbers.get(value.get('id', ''), '')} {name}: {'  '.join(own)}".strip()]
        return [*lines, *(line for key, one in inner for line in self.nodes(one, key))]

    def places(self, placed: Placed, document: Document) -> list[str]:
        """What became of the cells, row by row."""
        rows: dict[tuple[int, int], list[str]] = {}
        for place, path in sorted(placed.items()):
            node, _, field = path.partition(".")
            meant = f"{self._numbers.get(node, node)}{'.' if field else ''}{field}"
            rows.setdefault(place[:2], []).append(f"{place.column} {meant}")
        return [f"{_number(document, *row)}│{'→'.join(cells)}" for row, cells in rows.items()]


def _number(document: Document, part: int, row: int) -> int:
    one = document[part]
    return one.place(row) if isinstance(one, Table) else one.source_row


def _nodes(value: object) -> Iterator[Mapping[str, Any]]:
    for one in value if isinstance(value, list | tuple) else [value]:
        if isinstance(one, Mapping) and one:
            yield one


def filled(model: Budget | Any) -> dict[str, Any]:
    """What is filled in of a model, ids too."""
    dumped: dict[str, Any] = model.model_dump(mode="json", exclude_defaults=True)
    return dumped
