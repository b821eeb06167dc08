"""How wide the columns of a tree are until a person makes them wider: what each needs, in a window of that width."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from ui.indicators.columns import Column

_CHARACTERS = {"name": 15, "target": 8, "comparison": 6, "number": 6, "unit": 5, "weight": 6, "choice": 9, "nature": 5}
_TEXT_CHARACTERS = 11
_FEW = {"name": 6, "target": 7, "number": 4, "unit": 3}
"""Signs that are still seen of what a column holds: a value is read whole, a name by its beginning."""
_FEW_OF_A_TEXT = 4
_FEWEST = {"name": 4, "target": 6}
_FEWEST_OF_ANY = 3
"""What is seen at the very least; where there is no room for that, the tree is scrolled sideways."""
LINES, MOST_LINES = 2, 3
"""Of a head, where the columns have not the room for one; where they are at their narrowest."""


Advance = Callable[[str], int]
"""The width of a text in pixels."""


def shares(columns: Sequence[Column], room: int, indent: int, advance: Advance, signs: Sequence[int] = ()) -> list[int]:
    """Shares ``room`` (pixels): free text, else the name and the last, has what is over; more where there is more
    text: ``signs`` are those of each column's longest.

    Where there is less, columns become narrower as far as their heads allow it; then heads take two lines, and texts
    show their beginning. ``indent`` is what stands before a name.
    """
    one = advance("国")
    usual = [_usual(column, indent, advance) for column in columns]
    rest = room - sum(usual)
    if rest >= 0:
        free = [number for number, column in enumerate(columns) if _is_free_text(column)]
        parts = {one: min(max(signs[one], 1), _TEXT_CHARACTERS * 3) if signs else 1 for one in free}
        parts = parts or dict.fromkeys((0, len(usual) - 1), 1)
        whole = sum(parts.values())
        return [width + rest * parts.get(number, 0) // whole for number, width in enumerate(usual)]
    few = [_few(column, indent, one) for column in columns]
    least = list(map(max, few, (_head(column, advance) for column in columns)))
    if sum(least) > room:
        least = list(map(max, few, (_head(column, advance, LINES) for column in columns)))
    if sum(least) > room:
        return _narrowed(least, _fewest(columns, indent, advance), sum(least) - room)
    return _narrowed(usual, least, -rest)


def least_width(columns: Sequence[Column], indent: int, advance: Advance) -> int:
    """The width in which nothing has to be scrolled for."""
    return sum(_fewest(columns, indent, advance))


def _fewest(columns: Sequence[Column], indent: int, advance: Advance) -> list[int]:
    one = advance("国")
    signs = (_FEWEST.get(column.kind, _FEWEST_OF_ANY) * one for column in columns)
    widths = [width + (indent if column.kind == "name" else 0) for width, column in zip(signs, columns, strict=True)]
    return list(map(max, widths, (_head(column, advance, MOST_LINES) for column in columns)))


def head_lines(columns: Sequence[Column], widths: Sequence[int], advance: Advance) -> int:
    """How many lines the heads need in columns of these widths."""
    pairs = list(zip(columns, widths, strict=False))
    enough = (one for one in (1, LINES) if all(width >= _head(column, advance, one) for column, width in pairs))
    return next(enough, MOST_LINES)


def _head(column: Column, advance: Advance, lines: int = 1) -> int:
    """The width of a head on so many lines."""
    return advance(column.head[: math.ceil(len(column.head) / lines)]) + advance("国")


def _usual(column: Column, indent: int, advance: Advance) -> int:
    """Room for what such a column usually holds, and for its head."""
    one = advance("国")
    text = _CHARACTERS.get(column.kind, _TEXT_CHARACTERS) * one + (indent if column.kind == "name" else 0)
    return max(text, advance(column.head) + 2 * one)


def _few(column: Column, indent: int, one: int) -> int:
    return _FEW.get(column.kind, _FEW_OF_A_TEXT) * one + (indent if column.kind == "name" else 0)


def _narrowed(widths: Sequence[int], least: Sequence[int], over: int) -> list[int]:
    """So many pixels less, from each by what it can spare."""
    spare = [max(0, width - low) for width, low in zip(widths, least, strict=True)]
    share = min(1.0, over / max(1, sum(spare)))
    return [width - math.ceil(share * one) for width, one in zip(widths, spare, strict=True)]


def _is_free_text(column: Column) -> bool:
    """Sentences, not what an earlier year's value was."""
    return column.kind == "text" and not column.field.startswith("history.")
