"""``check``: basis and mend beside each finding, and the opinion as a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from importers.readers.any_file import read_file
from models.dossier import Dossier
from models.files.jxmb import save
from models.rules import examples as ex
from models.table import Table
from tests.commands.calling import run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A dossier with a cost that has the wrong sign, and no leader."""
    whole: Dossier = ex.row("项目总成本", "≥20万元", "经济成本指标", "成本指标").build()
    for form in whole.forms:
        form.template = "korla-project-2023"
    save(whole, tmp_path / "套表.jxmb")
    return tmp_path / "套表.jxmb"


def test_basis_and_mend_are_printed(file: Path, tmp_path: Path) -> None:
    told = run("check", file, folder=tmp_path).stdout
    lines = told.splitlines()
    place = next(number for number, line in enumerate(lines) if " V006 " in line)
    assert lines[place + 1].strip().startswith("依据：")
    assert lines[place + 2].strip() == "可修复：把“项目总成本”的指标值由“≥20万元”改为“≤20万元”"
    assert all(heading in lines[-1] for heading in ("完整性", "相关性", "适当性", "可行性"))
    severities = [line[:2] for line in lines if line[:2] in ("错误", "提醒", "提示")]
    assert severities == sorted(severities, key=["错误", "提醒", "提示"].index), "worst first"


def test_the_mend_is_in_the_data(file: Path, tmp_path: Path) -> None:
    found = json.loads(run("check", file, "--json", folder=tmp_path).stdout)
    (one,) = [entry for entry in found if entry["code"] == "V006"]
    assert "≤20万元" in one["fix"]
    assert one["place"] == "年度目标1 · 经济成本指标 · 项目总成本 · 指标值"
    assert all(entry["place"] and entry["where"] for entry in found)


def test_a_source_is_checked_as_it_came_and_the_cell_is_named(file: Path, tmp_path: Path) -> None:
    assert run("export", file, "-o", tmp_path / "表", "--format", "xlsx", folder=tmp_path).returncode == 0
    (book,) = (tmp_path / "表").glob("*.xlsx")
    done = run("check", book, "--json", folder=tmp_path)
    (one,) = [entry for entry in json.loads(done.stdout) if entry["code"] == "V006"]
    (table,) = [
        part for part in read_file(book).document if isinstance(part, Table) and part.source_sheet == one["sheet"]
    ]
    texts = {(table.place(cell.row), cell.column + 1): cell.text for cell in table.cells}
    assert "20万元" in texts[one["row"], one["column"]]
    assert done.returncode == 1


def test_what_is_no_source_is_refused(tmp_path: Path) -> None:
    (tmp_path / "信.txt").write_text("没有表格的一封信", encoding="utf-8")
    done = run("check", "信.txt", folder=tmp_path)
    assert done.returncode == 2
    assert "信.txt" in done.stderr
    assert "没有认出绩效目标表" in done.stderr


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_the_opinion_is_written(file: Path, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"意见.{ending}"
    done = run("check", file, "--report", target, folder=tmp_path)
    assert done.returncode == 1, done.stderr
    assert "审核意见" in done.stderr
    cells = [cell.text for part in read_file(target).document if isinstance(part, Table) for cell in part.cells]
    text = "".join("".join(cell.split()) for cell in cells)
    assert all(word in text for word in ("完整性", "退回修改", "V006", "单位答复"))


def test_an_ending_nobody_writes_is_refused_with_those_that_are(file: Path, tmp_path: Path) -> None:
    done = run("check", file, "--report", tmp_path / "意见.txt", folder=tmp_path)
    assert done.returncode == 2
    assert ".pdf" in done.stderr
