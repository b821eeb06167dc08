"""Every measurement beside its floor.

python -m benchmarks                          all of them, a line each
python -m benchmarks --quick                  fewer rounds: a look, not figures to write down
python -m benchmarks paper window             only these
python -m benchmarks --json FILE              also as JSON
python -m benchmarks --write                  also into docs/performance.md
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import bringing_in, crowd, judging, paper, starting, window
from benchmarks.measured import Result, Rounds

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
MARK = "<!-- 以下由 python -m benchmarks --write 写成 -->\n"
HEAD = "| 项目 | 本程序 | 下限或对手 | 比值（最低–最高） | CPU 比 | 次数 | 目标 |\n|---|---|---|---|---|---|---|\n"
Part = Callable[[Rounds], Iterator[Result]]
PARTS: dict[str, tuple[str, Part]] = {
    "paper": ("出表", paper.results),
    "judging": ("审核", judging.results),
    "reading": ("打开、保存、读入", lambda rounds: bringing_in.results(rounds, _real_forms())),
    "crowd": ("成批", crowd.results),
    "starting": ("启动", starting.results),
    "window": ("窗口", window.results),
}


def main(given: Sequence[str] | None = None) -> None:
    """Measures, prints, and writes what was asked for."""
    asked = _asked(given)
    rounds, found = Rounds(asked.quick), dict[str, list[Result]]()
    start = time.monotonic()
    for part in asked.parts or PARTS:
        found[part] = []
        for result in PARTS[part][1](rounds):
            found[part].append(result)
            print(_line(result), flush=True)
    if asked.json:
        listed = [result.data() for results in found.values() for result in results]
        asked.json.write_text(json.dumps(listed, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if asked.write:
        _write(found, time.monotonic() - start)


def _asked(given: Sequence[str] | None) -> argparse.Namespace:
    usage, _, examples = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser("benchmarks", description=usage, epilog=examples, allow_abbrev=False)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("parts", nargs="*", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args(given)
    if unknown := [part for part in asked.parts if part not in PARTS]:
        parser.error(f"no part is called {unknown[0]}; there are {', '.join(PARTS)}")
    if asked.quick and asked.write:
        parser.error("figures of a quick run are not written down")
    return asked


def _real_forms() -> Path | None:
    """Real texts, where this machine has them."""
    folder = Path(os.environ.get("JX_SHARED", PAGE.parents[2] / "shared")) / "forms"
    return folder if folder.is_dir() else None


def _line(result: Result) -> str:
    ratio = "—"
    if result.ratio is not None:
        ratio = f"{result.ratio:.2f}（{result.low:.2f}–{result.high:.2f}）"
    elif result.low is not None:
        ratio = f"{_shown(result.low, result.unit)}–{_shown(result.high or 0, result.unit)}"
    floor = "—" if result.floor is None else _shown(result.floor, result.unit)
    cpu = "—" if result.cpu is None else f"{result.cpu:.2f}"
    cells = (result.what, _shown(result.ours, result.unit), floor, ratio, cpu, str(result.samples), result.goal)
    return f"| {' | '.join(cells)} |"


def _shown(value: float, unit: str) -> str:
    if unit != "s":
        return f"{value:.1f} {unit}"
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"


def _write(found: dict[str, list[Result]], seconds: float) -> None:
    """Replaces the figures of the page; its words before them are a person's."""
    before = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    tables = [f"## {PARTS[part][0]}\n\n{HEAD}" + "\n".join(map(_line, results)) for part, results in found.items()]
    machine = f"Python {platform.python_version()}，{platform.system()} {platform.machine()}，{os.cpu_count()} 核"
    tail = f"{machine}；全部测完用了 {seconds / 60:.0f} 分钟。"
    PAGE.write_text(f"{before}{MARK}\n" + "\n\n".join([*tables, tail]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
