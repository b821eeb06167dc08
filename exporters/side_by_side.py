"""The rows of two goals' indicators side by side: what they share stands together, below it row stands beside row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from models.goals import Goal
from models.paths import LEVELS
from models.values import Node, Part

LISTS = ("dimensions", "categories", "indicators")
Levels = dict[str, Part | None]
"""The nodes of a row of indicators, by level."""
Pair = tuple[Levels | None, Levels | None]
"""A row's nodes of the long-term goal and of the year's; None where that goal has nothing more to stand there."""


def rows_of(goal: Goal) -> Iterator[Levels]:
    """The rows of a goal's table; a level without anything under it still has its row."""
    yield from _rows_under(goal, {}, 0)


def _rows_under(node: Part | None, above: Levels, depth: int) -> Iterator[Levels]:
    """The rows under a node, which stands ``depth`` levels down; of a goal without levels none."""
    if depth == len(LISTS):
        yield above
        return
    below: Sequence[Node | None] = _children(node, depth) or ((None,) if depth else ())
    for child in below:
        yield from _rows_under(child, above | {tuple(LEVELS)[depth]: child}, depth + 1)


def _children(node: Part | None, depth: int) -> Sequence[Node]:
    return getattr(node, LISTS[depth]) if node is not None else ()


def paired_rows(long: Goal | None, annual: Goal | None, shared: int) -> Iterator[Pair]:
    """The rows of both goals, whose ``shared`` upper levels stand together where they have the same names."""
    yield from _pairs((long, annual), ({}, {}), 0, shared)


_Couple = tuple[Part | None, Part | None]


def _pairs(nodes: _Couple, above: tuple[Levels, Levels], depth: int, shared: int) -> Iterator[Pair]:
    if depth == shared:
        sides = [[*_rows_under(node, up, depth)] if node else [] for node, up in zip(nodes, above, strict=True)]
        ended = [_whole(node, up) for node, up in zip(nodes, above, strict=True)]
        for left, right in zip_longest(*sides):
            yield left or ended[0], right or ended[1]
        return
    level = tuple(LEVELS)[depth]
    couples = _matched(*(_children(node, depth) for node in nodes)) or ([(None, None)] if depth else [])
    for couple in couples:
        levels = tuple(up | {level: node} for up, node in zip(above, couple, strict=True))
        if any(couple):
            yield from _pairs(couple, (levels[0], levels[1]), depth + 1, shared)
        else:
            yield _whole(nodes[0], levels[0]), _whole(nodes[1], levels[1])


def _whole(node: Part | None, levels: Levels) -> Levels | None:
    return dict.fromkeys(LEVELS) | levels if node else None


def _matched(left: Sequence[Node], right: Sequence[Node]) -> list[tuple[Node | None, Node | None]]:
    """Both lists as one in which their order is kept: those of the same name together, as many as can be."""
    best = _common(left, right)
    found: list[tuple[Node | None, Node | None]] = []
    one = other = 0
    while one < len(left) or other < len(right):
        if one < len(left) and other < len(right) and _alike(left[one], right[other]):
            found.append((left[one], right[other]))
            one, other = one + 1, other + 1
        elif other == len(right) or (one < len(left) and best[one + 1][other] >= best[one][other + 1]):
            found.append((left[one], None))
            one += 1
        else:
            found.append((None, right[other]))
            other += 1
    return found


def _common(left: Sequence[Node], right: Sequence[Node]) -> list[list[int]]:
    """How many of the same name can stand together from every place of both lists on."""
    best = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for one in range(len(left) - 1, -1, -1):
        for other in range(len(right) - 1, -1, -1):
            same = best[one + 1][other + 1] + 1 if _alike(left[one], right[other]) else 0
            best[one][other] = max(same, best[one + 1][other], best[one][other + 1])
    return best


def _alike(one: Node, other: Node) -> bool:
    """They have the same name; one that has none yet shares the other's."""
    names = getattr(one, "name", ""), getattr(other, "name", "")
    return names[0] == names[1] or "" in names
