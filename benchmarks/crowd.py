"""Three hundred dossiers as a reviewer gets them: time and memory, with one process and with two."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.forms import dossier
from benchmarks.measured import Result, Rounds, Work, beside, spent
from benchmarks.processes import call, peak, program
from models.files.jxmb import save

_MANY, _FORMS, _ROWS = 300, 5, 14
_GOOD = (0, 1)  # findings of severity error are no failure


def results(rounds: Rounds) -> Iterator[Result]:
    """Every measurement, one after the other."""
    count = 20 if rounds.quick else _MANY
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "收到的"
        source.mkdir()
        for number in range(count):
            save(dossier(_FORMS, _ROWS, number * _FORMS), source / f"第{number + 1}局.jxmb")
        check, export = program("check", source, "--json"), program("export", source, "-o", folder / "出表", "--json")
        for what, command, goal in (("审核", check, "≤ 2.5 s"), ("导出两种格式", export, "≤ 22 s")):
            yield from _one(f"{what} {count} 份各 {_FORMS} 张表的套表", command, goal, folder, rounds.of(3))


def _one(what: str, command: list[str | Path], goal: str, folder: Path, rounds: int) -> Iterator[Result]:
    def with_jobs(jobs: int) -> Work:
        return lambda: call([*command, "--jobs", str(jobs)], folder, _GOOD)

    alone = [spent(with_jobs(1)).wall for _ in range(rounds)]
    yield Result(f"{what}，一个进程", sorted(alone)[rounds // 2], goal, low=min(alone), high=max(alone), samples=rounds)
    yield Result(f"{what}，一个进程时的内存峰值", peak([*command, "--jobs", "1"], folder, _GOOD), "≤ 80 MB", unit="MB")
    yield beside(f"{what}：一个进程 ÷ 两个进程", with_jobs(2), with_jobs(1), "≥ 1.8", rounds, peer=True)
