"""Which cell of a row is meant for which place of a pattern, in order, when merged cells were lost or shifted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

IMPOSSIBLE = float("-inf")


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs (cell index, slot index) and how well they fit."""

    score: float
    pairs: tuple[tuple[int, int], ...]


def align(
    cells: int, slots: int, fit: Callable[[int, int], float], skip_cell: float, skip_slot: Sequence[float]
) -> Alignment:
    """The best way to give ``cells`` to ``slots`` without changing their order.

    ``fit(cell, slot)`` is the gain of a pair (IMPOSSIBLE forbids it), ``skip_cell`` and ``skip_slot[slot]`` the
    (negative) cost of leaving one out. O(cells × slots).
    """
    best = [[0.0] * (slots + 1) for _ in range(cells + 1)]
    for slot in range(slots):
        best[0][slot + 1] = best[0][slot] + skip_slot[slot]
    gains = [[fit(cell, slot) for slot in range(slots)] for cell in range(cells)]
    for cell in range(cells):
        best[cell + 1][0] = best[cell][0] + skip_cell
        for slot in range(slots):
            best[cell + 1][slot + 1] = max(
                best[cell][slot] + gains[cell][slot],
                best[cell + 1][slot] + skip_slot[slot],
                best[cell][slot + 1] + skip_cell,
            )
    return Alignment(best[cells][slots], _trace(best, gains, skip_slot))


def _trace(
    best: list[list[float]], gains: list[list[float]], skip_slot: Sequence[float]
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
