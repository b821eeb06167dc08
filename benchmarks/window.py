"""The window: how long its thread is busy with one edit, at the longest without a look at new events."""

from __future__ import annotations

import gc
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.at_work import Spent, Work
from benchmarks.forms import dossier
from benchmarks.measured import Result, Rounds, share
from benchmarks.processes import call, own


class Place(NamedTuple):
    """Where edits are made: so many forms of so many indicators, in this view, with this goal for p99 (ms)."""

    forms: int
    rows: int
    view: str
    goal: int
    edits: int = 200

    @property
    def name(self) -> str:
        """As it stands in the report."""
        forms = "一张表" if self.forms == 1 else f"{self.forms} 张表"
        return f"{self.forms * self.rows:,} 个指标（{forms}，{self.view}）"


PLACES = (
    Place(20, 50, "填写", 16),
    Place(20, 50, "并排", 16),
    Place(1, 1_000, "填写", 16),
    Place(1, 1_000, "并排", 16, 100),
    Place(200, 50, "填写", 16),
    Place(200, 50, "并排", 16, 100),
    Place(1, 10_000, "填写", 50, 100),
    Place(1, 10_000, "并排", 100, 100),
)


def results(rounds: Rounds) -> Iterator[Result]:
    """The longest turn of each kind of edit: p50, and p99 of at least 100."""
    for number, place in enumerate(PLACES[: 2 if rounds.quick else None]):
        with tempfile.TemporaryDirectory() as name:
            told = json.loads(call([sys.executable, "-m", "benchmarks.window", str(number)], Path(name)))
        for what, spent in told.items():
            yield from _result(what, [Spent(*one) for one in spent], place.goal)


def _result(what: str, spent: list[Spent], goal: int) -> Iterator[Result]:
    for words, part, aim in (("p50", 0.5, "—"), ("p99", 0.99, f"≤ {goal} ms")):
        cpu, wall = share([one.longest for one in spent], part), share([one.wall for one in spent], part)
        yield Result(f"{what}，最长一段 {words}（线程 CPU；时钟 {wall * 1000:.1f} ms）", cpu, aim, samples=len(spent))


def main(number: int) -> None:
    """The measured process: prints the seconds of every edit in that place."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ.update(own(Path(folder)))
        print(json.dumps(_measured(PLACES[number]), ensure_ascii=False))


def _measured(place: Place) -> dict[str, list[Spent]]:
    from PySide6.QtWidgets import QApplication

    from ui.program.app import start

    gc.disable()  # as the program does at its beginning
    application = QApplication([])
    program = start(application, [])
    settled: list[bool] = []
    program.settled.connect(lambda: settled.append(True))
    while not settled:  # what is measured comes after the start
        application.processEvents()
    window = program.windows[0]
    window.resize(1366, 768)
    gc.freeze()  # as the program does before its loop
    program.create(dossier(place.forms, place.rows), window)
    spent = Work(application, window, place.view, place.edits).all(place.name)
    window.show_session(None)
    window.close()
    return spent


if __name__ == "__main__":
    main(int(sys.argv[1]))
