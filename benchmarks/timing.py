"""Timing beside a floor: both in turn, several rounds, the median of the ratios."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the report: what, its time, its floor's time (seconds), their ratio, what is aimed at."""

    name: str
    ours: float
    floor: float
    ratio: float
    goal: str


def beside(name: str, ours: Work, floor: Work, goal: str, rounds: int = 9) -> Result:
    """Runs both in turn and compares each pair."""
    ours(), floor()
    pairs = [(_time(ours), _time(floor)) for _ in range(rounds)]
    ratio = median(a / b for a, b in pairs)
    return Result(name, median(a for a, _ in pairs), median(b for _, b in pairs), ratio, goal)


def _time(work: Work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
