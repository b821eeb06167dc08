"""Which cell of a row is meant for which place of a pattern, in order, when merged cells were lost or shifted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

IMPOSSIBLE = float("-inf")


class Alignment(NamedTuple):
    """Pairs (cell index, slot index) and how well they fit."""

    score: float
    pairs: tuple[tuple[int, int], ...]


def align(gains: Sequence[Sequence[float]], skip_cell: float, skip_slot: Sequence[float]) -> Alignment:
    """The best way to give cells to slots without changing their order.

    ``gains[cell][slot]`` is the gain of a pair (IMPOSSIBLE forbids it), ``skip_cell`` and ``skip_slot[slot]`` the
    (negative) cost of leaving one out. O(cells × slots).
    """
    best = [[*accumulate(skip_slot, initial=0.0)]]
    for row in gains:
        above, last = best[-1], best[-1][0] + skip_cell
        here = [last]
        for slot, gain in enumerate(row):
            paired, over = above[slot] + gain, above[slot + 1] + skip_cell
            last = max(paired, last + skip_slot[slot], over)
            here.append(last)
        best.append(here)
    return Alignment(best[-1][-1], _trace(best, gains, skip_slot))


def _trace(
    best: list[list[float]], gains: Sequence[Sequence[float]], skip_slot: Sequence[float]
) -> tuple[tuple[int, int], ...]:
    pairs = []
    cell, slot = len(best) - 1, len(best[0]) - 1
    while cell and slot:
        here = best[cell][slot]
        if gains[cell - 1][slot - 1] != IMPOSSIBLE and here == best[cell - 1][slot - 1] + gains[cell - 1][slot - 1]:
            cell, slot = cell - 1, slot - 1
            pairs.append((cell, slot))
        elif here == best[cell][slot - 1] + skip_slot[slot - 1]:
            slot -= 1
        else:
            cell -= 1
    return tuple(reversed(pairs))
