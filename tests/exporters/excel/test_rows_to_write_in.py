"""Blank rows in an exported Excel, to be written in: they are there where they are asked for, and mean nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from exporters.batch import write_all
from exporters.export import ExportPlan
from tests.importers.round_trips import SAMPLES, TEMPLATES, faults, read

MORE = 3


def exported(name: str, folder: Path, kind: str, rows: int) -> Path:
    plan = ExportPlan(folder / f"{rows}", (kind,), together=True, attached=False, blank_rows=rows)
    outcome = write_all(SAMPLES[name], TEMPLATES, plan)
    assert not outcome.problems
    return outcome.written[0].path


def lengths(path: Path) -> list[int]:
    return [sheet.max_row for sheet in load_workbook(path)]


@pytest.mark.parametrize("name", SAMPLES)
def test_blank_rows_are_there_and_import_leaves_them(name: str, tmp_path: Path) -> None:
    path = exported(name, tmp_path, "xlsx", MORE)
    assert faults(name, read(path)) == faults(name, read(exported(name, tmp_path, "xlsx", 0)))


@pytest.mark.parametrize("name", [name for name in SAMPLES if "库尔勒" in name or "全国" in name])
def test_every_list_and_every_goal_has_so_many_more(name: str, tmp_path: Path) -> None:
    plain, more = (lengths(exported(name, tmp_path, "xlsx", rows)) for rows in (0, MORE))
    assert all(longer >= short + MORE for short, longer in zip(plain, more, strict=True))


def test_what_is_printed_has_none(tmp_path: Path) -> None:
    name = next(iter(SAMPLES))
    assert exported(name, tmp_path, "pdf", MORE).read_bytes() == exported(name, tmp_path, "pdf", 0).read_bytes()
