"""What a person said of a source, put on its lines before anything is recognised in them."""

from __future__ import annotations

from collections.abc import Sequence

from importers.corrections import APART, LEVELS, Corrections, Scope, of_part
from importers.finding.lines import FIELDS_ONLY, Line
from importers.placed import HEAD, SET_ASIDE, Place, Placed

_OF_ROWS = ("indicator.", "dimension.", "category.")


def corrected(lines: Sequence[Line], said: Corrections) -> tuple[list[Line], Placed]:
    """The lines as they are meant, and the cells that were said to be no content."""
    if not said:
        return list(lines), {}
    aside: Placed = {}
    rows, begins, columns = said.of(Scope.ROW), said.of(Scope.BEGINS), said.of(Scope.COLUMN)
    cells = said.of(Scope.CELL)
    for line in lines:
        if not line.texts or (line.is_row and not line.filled):
            continue
        start = line.at(0)._replace(column=0)
        if start in begins:
            line.begins = begins[start] == APART
        line.columns = of_part(columns.items(), line.part) if line.is_row else {}
        _as_row(line, rows.get(start, ""), aside)
        _tell_cells(line, cells, aside)
    _find_heads(lines)
    return [line for line in lines if line.kind != SET_ASIDE], aside


def _as_row(line: Line, kind: str, aside: Placed) -> None:
    if kind == SET_ASIDE:
        aside.update((line.at(index), SET_ASIDE) for index in range(len(line.texts)))
    if kind and (line.is_row or kind == SET_ASIDE):
        line.kind = kind
        line.heads_indicators = kind == HEAD


def _tell_cells(line: Line, cells: dict[Place, str], aside: Placed) -> None:
    """Cells of indicators stay in the row; those of the form are answered by themselves."""
    meant = {index: cells[line.at(index)] for index in range(len(line.texts)) if line.at(index) in cells}
    if not meant or line.kind == SET_ASIDE:
        return
    aside.update((line.at(index), SET_ASIDE) for index, means in meant.items() if means == SET_ASIDE)
    gone = [index for index, means in meant.items() if not means.startswith(_OF_ROWS)]
    line.fields = [(line.at(index), line.words[index], meant[index]) for index in gone if meant[index] != SET_ASIDE]
    line.meant = {line.at(index): means for index, means in meant.items() if index not in gone}
    if gone:
        line.without(gone)
        line.kind = line.kind or ("" if line.texts else FIELDS_ONLY)


def _find_heads(lines: Sequence[Line]) -> None:
    """Where columns of a table were named and no row heads them, the first of its fullest rows does."""
    for part in {line.part for line in lines if line.columns}:
        own = [line for line in lines if line.part == part and not line.kind]
        if own and not any(line.heads_indicators for line in lines if line.part == part):
            fullest = max(own, key=lambda line: len(line.filled))
            fullest.kind, fullest.heads_indicators = HEAD, True


def is_of_tree(line: Line) -> bool:
    """A row that was said to be a level or an indicator."""
    return line.kind in LEVELS
