"""Tables of many projects whose cells came one a line: where every project begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from importers.readers.poured_heads import PouredCell, PouredHead, Rows, is_level, is_number

_SHORTEST_AIM = 10  # characters of what a project aims at
_NAME, _AIM = "form.name", "goal.statement"


def project_rows(cells: Sequence[PouredCell], head: PouredHead, below: Callable[[Sequence[PouredCell]], Rows]) -> Rows:
    """The rows of all projects, the first of each with what is said of it in front; no rows where it cannot be told.

    ``below`` makes the rows of one project.
    """
    starts = [*_starts(cells, head)] if head.levels else []
    if not starts:
        return []
    unit = [list(cells[: starts[0]])] if starts[0] else []
    rows: Rows = []
    for start, stop in pairwise([*starts, len(cells)]):
        said, own = list(cells[start : start + len(head.left)]), below(cells[start + len(head.left) : stop])
        if not _is_project(said, head.left) or not own or not all(own):
            return []
        rows += [[*said, *own[0]], *own[1:]]
    return [*unit, *rows]


def _starts(cells: Sequence[PouredCell], head: PouredHead) -> Iterator[int]:
    """Where what is said of a project stands before the level with which all of them begin; a unit's name may be in
    front of the first."""
    first = next((n for n, cell in enumerate(cells) if is_level(cell.word)), -1)
    if first - len(head.left) not in (0, 1):
        return
    level = cells[first].word.level_norm
    for n in range(first, len(cells)):
        if cells[n].word.level_norm == level and not is_level(cells[n - 1].word):
            yield n - len(head.left)


def _is_project(said: Sequence[PouredCell], columns: Sequence[str]) -> bool:
    """What is said fits its columns: a name of words, and an aim that is none, or a number beside it."""
    by_column = dict(zip(columns, said, strict=True))
    name, others = by_column[_NAME].word, [cell for column, cell in by_column.items() if column not in (_NAME, _AIM)]
    aim = by_column[_AIM].word.norm if _AIM in by_column else ""
    sure = len(aim) >= _SHORTEST_AIM or aim.endswith("。") or any(is_number(cell.word) for cell in others)
    return sure and not is_number(name) and not any(is_level(cell.word) for cell in said)
