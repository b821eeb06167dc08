"""A sheet under way: cells by place, merges, what is hidden; in the end the table a person sees, and what to tell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from importers.readers.source import Notice, SourceError
from models.heed import Heed, no_heed
from models.table import Cell, Paragraph, Table

MOST_CELLS = 200_000
"""Cells with a text in one sheet, or in all sheets of a workbook; more are no forms."""

NO_RESULT = "no-result"
"""Code of the notice of formulas whose results the file does not hold."""

_MOST_PLACES = 400_000
_MOST_MERGES = 100_000
_MOST_MERGED = 1_000_000  # places that all merged areas cover
_FAR = 100  # rows
_MOST_COLUMNS = 16_384  # as many as Excel has

Place = tuple[int, int]
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column (0-based, inclusive)."""


@dataclass(slots=True)
class Grid:
    """A sheet as its file has it, 0-based. ``hidden_rows`` and ``hidden_columns`` are ranges (first, last).

    ``heed`` may break off at every text.
    """

    name: str = ""
    heed: Heed = no_heed
    cells: dict[Place, str] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    notes: list[Place] = field(default_factory=list)
    uncalculated: list[Place] = field(default_factory=list)
    unseen: list[Place] = field(default_factory=list)  # texts in the colour of what is behind them
    beside: list[str] = field(default_factory=list)  # texts that lie over the cells
    size: Place = (0, 0)  # rows and columns that are there even where they are blank

    def put(self, row: int, column: int, text: str) -> None:
        """A text at its place; blank ones are not kept. Raises SourceError when there are absurdly many."""
        if text:
            self.heed()
            if len(self.cells) >= MOST_CELLS or column >= _MOST_COLUMNS:
                raise too_large()
            self.cells[row, column] = text

    def parts(self) -> Iterator[Table | Paragraph]:
        """The table, and what lies over it."""
        if table := self.table():
            yield table
        for text in self.beside:
            yield Paragraph(text, source_sheet=self.name)

    def columns_seen(self) -> list[int]:
        """The columns of its table."""
        return self._seen(1, (self._unseen(0, self.hidden_rows), self._unseen(1, self.hidden_columns)))

    def table(self) -> Table | None:
        """What is seen, up to the last row and column with a text; None when nothing is."""
        unseen = (self._unseen(0, self.hidden_rows), self._unseen(1, self.hidden_columns))
        rows, columns = self._seen(0, unseen), self._seen(1, unseen)
        if not rows or not columns:
            return None
        cells = tuple(self._cells(rows, columns))
        if not any(cell.text for cell in cells):
            return None
        numbers = tuple(row + 1 for row in rows)
        return Table((1.0,) * len(columns), len(rows), cells, source_rows=numbers, source_sheet=self.name)

    def notices(self) -> Iterator[Notice]:
        """What was hidden in the part that holds texts, what has notes, which formulas have no result."""
        if not self.cells:
            return
        where = f"工作表“{self.name}”" if self.name else "表格"
        rows = [str(row + 1) for row in _within(self.hidden_rows, self._last(0, self.hidden_rows))]
        hidden = _within(self.hidden_columns, self._last(1, self.hidden_columns))
        columns = [column_name(column) for column in hidden]
        if rows:
            yield Notice("hidden-rows", f"{where}里有隐藏的行（第 {_some(rows)} 行），没有读入", ",".join(rows))
        if columns:
            yield Notice("hidden-columns", f"{where}里有隐藏的列（{_some(columns)} 列），没有读入", ",".join(columns))
        yield from self._marked("note", self.notes, f"{where}里有批注（{{}}），批注没有读入")
        unseen = [place for place in self.unseen if place in self.cells]
        yield from self._marked(
            "unseen-text", unseen, f"{where}里有与底色相同、看不见的文字（{{}}），照样读入了，请核对"
        )
        words = f"{where}里有没算出结果的公式（{{}}），请打开重新计算、保存后再导入"
        yield from self._marked(NO_RESULT, self.uncalculated, words)

    def _last(self, axis: int, hidden: Collection[tuple[int, int]]) -> int:
        """The last row (or column) with a text; asked only where some are hidden."""
        return max(place[axis] for place in self.cells) if hidden else 0

    def _marked(self, code: str, places: Collection[Place], words: str) -> Iterator[Notice]:
        names = [f"{column_name(column)}{row + 1}" for row, column in sorted(set(places))]
        if names:
            yield Notice(code, words.format(_some(names)), ",".join(names))

    def _unseen(self, axis: int, hidden: list[tuple[int, int]]) -> set[int]:
        return set(_within(hidden, max(self._last(axis, hidden), self.size[axis]))) if hidden and self.cells else set()

    def _seen(self, axis: int, unseen: tuple[set[int], set[int]]) -> list[int]:
        """The rows (or columns) that are seen, from the first to the last one with a text that is."""
        filled = sorted({place[axis] for place in self._shown_places(*unseen)})
        if not filled:
            return []
        first, end = (0, self.size[axis]) if self.size[axis] else (filled[0], 0)
        seen = [one for one in range(first, max(filled[-1] + 1, end)) if one not in unseen[axis]]
        return seen if axis or len(seen) < _FAR else _near(seen, filled)

    def _shown_places(self, rows: set[int], columns: set[int]) -> Iterable[Place]:
        """Where a text is seen when these are hidden; that of a merged area where the first of it is."""
        if not rows and not columns:
            return self.cells
        shown = {place for place in self.cells if place[0] not in rows and place[1] not in columns}
        next_row, next_column = _next_shown(rows), _next_shown(columns)
        for top, left, bottom, right in self.merges:
            row, column = next_row.get(top, top), next_column.get(left, left)
            if (top, left) in self.cells and row <= bottom and column <= right:
                shown.add((row, column))
        return shown

    def _cells(self, rows: list[int], columns: list[int]) -> Iterator[Cell]:
        if len(self.merges) > _MOST_MERGES:
            raise too_large()
        row_at, column_at = ({one: at for at, one in enumerate(seen)} for seen in (rows, columns))
        merged = 0
        taken: set[Place] = set()
        found: dict[Place, Cell] = {}
        for area in self.merges:
            cell = self._merged(area, rows, columns, row_at, column_at)
            merged += cell.row_span * cell.column_span if cell else 0
            if merged > _MOST_MERGED:
                raise too_large()
            places = [] if cell is None else _places(cell)
            if cell is not None and not taken.intersection(places):
                taken.update(places)
                found[cell.row, cell.column] = cell
        for (row, column), text in self.cells.items():
            place = (row_at.get(row, -1), column_at.get(column, -1))
            if min(place) >= 0 and place not in taken:
                found[place] = Cell(*place, text)
        if len(rows) * len(columns) > _MOST_PLACES:
            yield from (found[place] for place in sorted(found))
            return
        for place in product(range(len(rows)), range(len(columns))):
            cell = found.get(place)
            if cell is not None:
                yield cell
            elif place not in taken:  # a blank place is a cell too: it is not part of a merged one
                yield Cell(*place)

    def _merged(
        self, area: Area, rows: list[int], columns: list[int], row_at: dict[int, int], column_at: dict[int, int]
    ) -> Cell | None:
        """What is seen of a merged area; None where nothing is, or where it is one place alone."""
        top, left, bottom, right = area
        inside_rows = _between(rows, top, bottom)
        inside_columns = _between(columns, left, right)
        if not inside_rows or not inside_columns or len(inside_rows) * len(inside_columns) < 2:
            text = self.cells.get((top, left), "")
            at = (inside_rows or [top])[0], (inside_columns or [left])[0]
            if text and at not in self.cells and at[0] in row_at and at[1] in column_at:
                return Cell(row_at[at[0]], column_at[at[1]], text)
            return None
        place = row_at[inside_rows[0]], column_at[inside_columns[0]]
        return Cell(*place, self.cells.get((top, left), ""), len(inside_rows), len(inside_columns))


def _near(rows: Sequence[int], filled: Sequence[int]) -> list[int]:
    """The rows without those that stand far below a text and far above the next: somebody slipped there."""
    near: list[int] = []
    for row in rows:
        above = bisect_right(filled, row)
        below = filled[above] if above < len(filled) else row
        if above == 0 or row - filled[above - 1] < _FAR or below - row < _FAR:
            near.append(row)
    return near


def too_large() -> SourceError:
    """The refusal of a sheet that is larger than any form."""
    return SourceError("表格太大，不像是绩效目标表", "请只保留绩效目标表的部分，另存后再导入。")


def _within(ranges: Iterable[tuple[int, int]], last: int) -> list[int]:
    return sorted({one for first, end in ranges for one in range(first, min(end, last) + 1)})


def _next_shown(hidden: set[int]) -> dict[int, int]:
    """For every one that is hidden the next that is not."""
    found: dict[int, int] = {}
    for one in sorted(hidden, reverse=True):
        found[one] = found.get(one + 1, one + 1)
    return found


def _between(numbers: list[int], first: int, last: int) -> list[int]:
    return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]


def _places(cell: Cell) -> list[Place]:
    return [(row, column) for row in range(cell.row, cell.bottom) for column in range(cell.column, cell.right)]


def _some(names: list[str]) -> str:
    return "、".join(names[:5]) + (f" 等 {len(names)} 处" if len(names) > 5 else "")


def column_name(column: int) -> str:
    """0 → A, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name
