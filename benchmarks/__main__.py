"""``python -m benchmarks``: every measurement beside its floor; with ``--write`` into docs/performance.md."""

from __future__ import annotations

import platform
import sys
from itertools import chain
from pathlib import Path

from benchmarks import export, rules, window
from benchmarks.timing import Result

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
HEAD = """# 性能

由 `python -m benchmarks --write` 测得并写成：每一项与它的下限在同一次运行里轮流测，比值取中位数。
数字照实记录，换一台机器会不同。

| 项目 | 本程序 | 下限 | 比值 | 目标 |
|---|---|---|---|---|
"""

WINDOW = """
窗口，1,000 个指标：一次修改里界面线程不回头看新事件的最长一段（目标 p99 ≤ 16 ms），和全部加起来。
计的是线程自己的 CPU 时间；恢复文件由旁边的线程写到磁盘，不计。审核在停手 0.2 秒后分段进行，这段等待不计。

| 做什么 | 最长一段 p50 | 最长一段 p99 | 合计 p50 |
|---|---|---|---|
"""


def main() -> None:
    """Measures, prints, and writes the page when asked."""
    lines = []
    for result in chain(export.results(), rules.results(), window.results()):
        lines.append(_line(result))
        print(lines[-1], flush=True)
    rest = _edits() + _window() + _sizes()
    print(rest)
    page = HEAD + "\n".join(lines) + "\n" + rest
    if "--write" in sys.argv[1:]:
        PAGE.write_text(page, encoding="utf-8")


def _line(result: Result) -> str:
    ours, floor = f"{result.ours * 1000:.1f} ms", f"{result.floor * 1000:.1f} ms"
    return f"| {result.name} | {ours} | {floor} | {result.ratio:.2f} | {result.goal} |"


def _sizes() -> str:
    sizes = export.sizes()
    machine = f"Python {platform.python_version()}，{platform.system()} {platform.machine()}"
    return (
        "\n| 大小 | 测得 | 目标 |\n|---|---|---|\n"
        f"| 一张表的 Excel | {sizes['xlsx']:.1f} KB | ≤ 15 KB |\n"
        f"| 一张表的 PDF | {sizes['pdf']:.1f} KB | ≤ 130 KB |\n"
        f"| 100 张表写进一个 PDF 时整个进程的内存峰值 | {sizes['hundred']:.1f} MB | ≤ 100 MB |\n\n{machine}\n"
    )


def _edits() -> str:
    rows = [("1,000", "≤ 5 ms", rules.after_one_edit(20, 50)), ("10,000", "≤ 30 ms", rules.after_one_edit(200, 50))]
    lines = [
        f"| {count} 个指标，改一处之后审核发现更新 | {spent * 1000:.1f} ms | {goal} |" for count, goal, spent in rows
    ]
    return "\n| 一次修改 | 测得 | 目标 |\n|---|---|---|\n" + "\n".join(lines) + "\n"


def _window() -> str:
    lines = [
        f"| {name} | {middle * 1000:.1f} ms | {most * 1000:.1f} ms | {whole * 1000:.1f} ms |"
        for name, (middle, most, whole) in window.edits().items()
    ]
    return WINDOW + "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
