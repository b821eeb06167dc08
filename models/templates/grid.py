"""The drawing of a layout: rows of cells as they look on paper, with the places of the values in them.

A row is a line ``| 项目名称 | {name} | < | 负责人 | {leader} |``: ``<`` belongs to the cell at its left, ``^`` to the
cell above, ``{…}`` is a place for a value, ``\\n`` a line break. ``docs/templates.md`` explains it for people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from models.python import is_chinese, regex

LEFT, ABOVE = "<", "^"
YEARS_AGO = (
    {f"year-{ago}": ago for ago in range(5, 0, -1)} | {f"year+{on}": -on for on in range(5, 0, -1)} | {"year": 0}
)
"""Words for a year in drawings → how long before the dossier's; the longer stand before those they begin with."""
POINTS = "points"
"""The place for the points that the template asks of the row's 一级指标: 20, 40-50."""
NUMBER = "number"
"""The place for the number of the form among those of its template in the set: 1, 2, 3."""
CONTEXT = frozenset({*YEARS_AGO, "n", "money_unit", POINTS, NUMBER})
"""Places that come from around the form (year, running number), not from a field."""
SUM = "sum."
"""What a place begins with that shows the sum of a column; it is no field's value either."""

_PLACE = regex(r"\[(?P<before>[^\[\]{}]*)\{(?P<inner>[^{}]*)\}(?P<after>[^\[\]{}]*)\]|\{(?P<plain>[^{}]*)\}")
_PATH = regex(r"^[^\W\d][\w.+\-]*$")
SAME = {"indicator.target.value": "indicator.target.number"}
"""Other words for a place: the value's column, which has the sign where no column of its own has it."""
_WIDE = {"｛": "{", "｝": "}", "｜": "|"}
_WIDE_SIGNS = {"：": ":", "，": ",", "％": "%", "＝": "=", "．": ".", "。": ".", "－": "-", "＋": "+"}
"""The same slip inside a place."""


class Place(NamedTuple):
    """A place for a value: ``{path}``, ``{path:%}`` (with a percent sign), ``{path=值}`` (a check box for it).

    ``{sum.path}`` adds up a column; ``{path:,}`` groups its thousands; ``before`` and ``after`` are words that are
    printed only with the value: ``[{unit_code}-]``.
    """

    path: str
    percent: bool = False
    choice: str = ""
    thousands: bool = False
    before: str = ""
    after: str = ""

    @property
    def from_context(self) -> bool:
        """True for year, running number, money unit and sums: nothing of it can be typed or is read back."""
        return self.path in CONTEXT or self.sums

    @property
    def sums(self) -> bool:
        """True for the sum of a column."""
        return self.path.startswith(SUM)


Piece = str | Place


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a drawing: position and span in the drawing, and what it is made of.

    ``above`` is True for a cell that only continues the cell over the drawing's first row (``^`` at the top).
    ``places`` are the values it shows (without year and number).
    """

    row: int
    column: int
    row_span: int
    column_span: int
    pieces: tuple[Piece, ...]
    above: bool = False
    places: tuple[Place, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        found = (piece for piece in self.pieces if isinstance(piece, Place) and not piece.from_context)
        object.__setattr__(self, "places", tuple(found))

    @property
    def fixed(self) -> bool:
        """Only words of the form, no value."""
        return not self.places

    @property
    def sums(self) -> bool:
        """Nothing but the sum of a column."""
        return bool(self.pieces) and all(isinstance(piece, Place) and piece.sums for piece in self.pieces)


@dataclass(frozen=True)
class Grid:
    """A parsed drawing."""

    row_count: int
    column_count: int
    cells: tuple[GridCell, ...]

    def rows(self) -> list[list[GridCell]]:
        """The cells by the row of their anchor, left to right."""
        return self._rows

    @cached_property
    def _rows(self) -> list[list[GridCell]]:
        rows: list[list[GridCell]] = [[] for _ in range(self.row_count)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return rows


def parse_grid(drawing: str, columns: int) -> Grid:
    """A drawing as cells.

    Raises ValueError with a Chinese sentence naming the row when the drawing does not fit ``columns`` or a merged
    area is not a rectangle.
    """
    lines = [line.strip() for line in drawing.strip().splitlines() if line.strip()]
    rows = [_split(line) for line in lines]
    for number, line in enumerate(lines, 1):
        _refuse_wide(line, f"图中第 {number} 行的")
    for number, row in enumerate(rows, 1):
        if len(row) != columns:
            _refuse_bars(lines[number - 1], number)
            raise ValueError(f"图中第 {number} 行有 {len(row)} 格，版式是 {columns} 列：{lines[number - 1]}")
    cells = [_cell(rows, anchor, places) for anchor, places in sorted(_areas(rows).items())]
    return Grid(len(rows), columns, tuple(cells))


def _split(line: str) -> list[str]:
    body = line.removeprefix("|")
    if body.endswith("|") and not body.endswith("\\|"):
        body = body[:-1]
    return [part.strip().replace("\\|", "|").replace("\\n", "\n") for part in re.split(r"(?<!\\)\|", body)]


def _areas(rows: list[list[str]]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Anchor of every cell of the drawing → the places it covers, in reading order."""
    areas: dict[tuple[int, int], list[tuple[int, int]]] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text == LEFT and column:
                anchor = owner[row, column - 1]
            elif text == ABOVE and row:
                anchor = owner[row - 1, column]
            else:
                anchor = (row, column)
            owner[row, column] = anchor
            areas.setdefault(anchor, []).append((row, column))
    return areas


def _cell(rows: list[list[str]], anchor: tuple[int, int], places: list[tuple[int, int]]) -> GridCell:
    row, column = anchor
    height = max(r for r, _ in places) - row + 1
    width = max(c for _, c in places) - column + 1
    text = rows[row][column]
    if len(places) != height * width:
        raise ValueError(f"图中第 {row + 1} 行第 {column + 1} 格“{text}”合并的区域不是长方形")
    if text == LEFT:
        raise ValueError(f"图中第 {row + 1} 行的第一格不能写 <")
    return GridCell(row, column, height, width, () if text == ABOVE else parse_text(text), text == ABOVE)


def parse_text(text: str) -> tuple[Piece, ...]:
    """A cell's text as fixed words and places, e.g. ``目标{n}：{goal.statement}``. Raises ValueError on a bad place."""
    _refuse_wide(text, "")
    pieces: list[Piece] = []
    end = 0
    for match in _PLACE.finditer(text):
        if match.start() > end:
            pieces.append(text[end : match.start()])
        pieces.append(_found(match))
        end = match.end()
    if end < len(text):
        pieces.append(text[end:])
    if any(isinstance(piece, str) and ("{" in piece or "}" in piece) for piece in pieces):
        raise ValueError(f"花括号不成对：{text}")
    return tuple(pieces)


def _refuse_wide(text: str, where: str) -> None:
    """Braces and bars that an input method made full-width look right and mean nothing. Raises ValueError."""
    for wide, narrow in _WIDE.items():
        if wide in text and (wide != "｜" or narrow not in text):
            raise ValueError(f"{where}“{wide}”是全角的，要用半角的“{narrow}”：{text}")


def _refuse_bars(line: str, number: int) -> None:
    """A line that lacks cells, and has full-width bars among the narrow ones. Raises ValueError."""
    if "｜" in line:
        raise ValueError(f"图中第 {number} 行的“｜”是全角的，要用半角的“|”：{line}")


def _found(match: re.Match[str]) -> Place:
    if match["plain"] is not None:
        return _place(match["plain"].strip())
    return _place(match["inner"].strip())._replace(before=match["before"], after=match["after"])


def _place(text: str) -> Place:
    path, _, choice = text.partition("=")
    path, colon, form = path.partition(":")
    if not _is_path(path) or form not in (("%", ",") if colon else ("",)):
        for wide, narrow in _WIDE_SIGNS.items():
            if wide in text:
                raise ValueError(f"“{wide}”是全角的，要用半角的“{narrow}”：{{{text}}}")
        hint = "，冒号后面只能写 % 或 ," if colon and _is_path(path) else ""
        raise ValueError(f"不认识的栏目写法：{{{text}}}{hint}")
    path = SAME.get(path, path)
    return Place(path, form == "%", choice.strip(), form == ",")


def _is_path(text: str) -> bool:
    return _PATH.match(text) is not None and (text[0].isascii() or is_chinese(text[0]))
