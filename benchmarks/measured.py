"""Measuring beside a floor: both in turn, several rounds; wall and CPU time, medians, ranges."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any, Literal

from models.python import collector_paused

if sys.platform != "win32":
    import resource

Work = Callable[[], object]
Unit = Literal["s", "MB", "KB"]


@dataclass(frozen=True, slots=True)
class Rounds:
    """How often everything is measured; ``quick`` for a look, not for figures to write down."""

    quick: bool = False

    def of(self, usual: int) -> int:
        """How many rounds of a thing that usually has so many."""
        return min(usual, 3) if self.quick else usual


@dataclass(frozen=True, slots=True)
class Result:
    """One line: what, ours, its floor (None where there is none), ratio with its range, what is aimed at.

    ``ours`` and ``floor`` are wall seconds (or megabytes, kilobytes), medians of ``samples`` alternating runs;
    ``cpu`` is the median ratio of the CPU times of the same runs. A peer is a floor that we want to be faster than: its
    ratio is peer ÷ ours.
    """

    what: str
    ours: float
    goal: str = "—"
    floor: float | None = None
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    cpu: float | None = None
    samples: int = 1
    unit: Unit = "s"

    def data(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of one run: by the clock, and of all cores together."""

    wall: float
    cpu: float


def spent(work: Work) -> Spent:
    """One run, the processes it waited for included."""
    wall, cpu = time.perf_counter(), _cpu()
    work()
    return Spent(time.perf_counter() - wall, _cpu() - cpu)


def _cpu() -> float:
    if sys.platform == "win32":  # no rusage there, and processes are not measured by their CPU
        return time.process_time()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def beside(what: str, ours: Work, floor: Work, goal: str, rounds: int, *, peer: bool = False) -> Result:  # noqa: PLR0913
    """Runs both in turn, after one run of each that does not count; ``peer``: how many times faster we are."""
    with collector_quiet():
        ours(), floor()
        pairs = [(spent(ours), spent(floor)) for _ in range(rounds)]
    ways = [(b, a) if peer else (a, b) for a, b in pairs]
    ratios = [a.wall / b.wall for a, b in ways]
    return Result(
        what,
        median(a.wall for a, _ in pairs),
        goal,
        median(b.wall for _, b in pairs),
        median(ratios),
        min(ratios),
        max(ratios),
        median(a.cpu / max(b.cpu, 1e-9) for a, b in ways),
        rounds,
    )


def alone(what: str, work: Work, goal: str, rounds: int, size: float = 1.0) -> Result:
    """Something without a floor: CPU seconds for each of ``size`` (1 for the whole)."""
    with collector_quiet():
        work()
        times = [spent(work).cpu / size for _ in range(rounds)]
    return Result(what, median(times), goal, low=min(times), high=max(times), samples=rounds)


@contextmanager
def collector_quiet() -> Iterator[None]:
    """The collector is off for both sides, as in a command; what was made before is swept away once."""
    gc.collect()
    with collector_paused():
        yield


def share(values: Sequence[float], part: float) -> float:
    """The value below which that part of them lies. Raises ValueError for a p99 of fewer than 100."""
    if part > 0.9 and len(values) < 100:
        raise ValueError(f"{len(values)} samples are too few for p{part * 100:.0f}")
    return sorted(values)[round(part * (len(values) - 1))]
