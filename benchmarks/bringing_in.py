"""Opening, saving and importing, beside what the libraries under them need for the same bytes."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook, load_workbook

from benchmarks.forms import TEMPLATE, YEAR, dossier, project, templates
from benchmarks.measured import Result, Rounds, alone, beside
from exporters.layout import layout
from importers.assemble import assemble
from models.files.jxmb import load, save
from models.table import Table

_MEGABYTE = 1_000_000


def results(rounds: Rounds, forms: Path | None = None) -> Iterator[Result]:
    """Every measurement; ``forms`` is a folder of real texts, where there is one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from _dossiers(rounds, folder)
        yield _text(rounds, folder)
        for path in sorted(forms.glob("*.txt")) if forms else ():
            yield _per_megabyte(f"读入真实文本 {path.stem}，每 MB 的 CPU", path, rounds.of(5))
        yield _excel(rounds, folder)


def _dossiers(rounds: Rounds, folder: Path) -> Iterator[Result]:
    whole, file, other = dossier(20, 50), folder / "套表.jxmb", folder / "另.jxmb"
    save(whole, file)
    data = json.loads(file.read_text(encoding="utf-8"))
    yield beside(
        "打开 20 张表 1,000 个指标的套表 ÷ json 读同一文件",
        lambda: load(file),
        lambda: json.loads(file.read_text(encoding="utf-8")),
        "—",
        rounds.of(21),
    )
    yield beside(
        "保存同一套表 ÷ json 写同样的内容",
        lambda: save(whole, file),
        lambda: other.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8"),
        "—",
        rounds.of(21),
    )


def _text(rounds: Rounds, folder: Path) -> Result:
    """One megabyte of pasted tables, no two alike."""
    path = folder / "粘贴.txt"
    parts: list[str] = []
    size = number = 0
    while size < _MEGABYTE:
        parts.append(_pasted(layout(project(14, number), templates()[TEMPLATE], YEAR)))
        size, number = size + len(parts[-1].encode()), number + 1
    path.write_text("\n\n".join(parts), encoding="utf-8")
    return _per_megabyte(f"读入 1 MB 粘贴文本（{number} 张表），每 MB 的 CPU", path, rounds.of(5))


def _pasted(table: Table) -> str:
    """As it comes from a spreadsheet: a value where its cell begins, nothing in the rest of a merged one."""
    rows = [[""] * len(table.widths) for _ in range(max(cell.bottom for cell in table.cells))]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text.replace("\n", "")
    return "\n".join("\t".join(row) for row in rows)


def _per_megabyte(what: str, path: Path, rounds: int) -> Result:
    size = path.stat().st_size / _MEGABYTE
    return alone(what, lambda: assemble([path], templates()), "≤ 0.5 s", rounds, size)


def _excel(rounds: Rounds, folder: Path) -> Result:
    """A table of 10,000 rows, as a list of a bureau."""
    path = folder / "一万行.xlsx"
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["一级指标", "二级指标", "三级指标", "指标值", "分值", "依据"])
    for one in project(10_000, 3).indicators():
        sheet.append(["产出指标", "数量指标", one.name, str(one.target), 5, one.basis])
    book.save(path)
    return beside(
        "读入 10,000 行的 Excel ÷ openpyxl 只读方式读同一文件",
        lambda: assemble([path], templates()),
        lambda: _bare(path),
        "≤ 3",
        rounds.of(3),
    )


def _bare(path: Path) -> None:
    book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True)
    for row in book.worksheets[0].iter_rows(values_only=True):
        assert row
