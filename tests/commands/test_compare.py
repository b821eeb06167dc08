"""``main.py compare`` as a script or a clerk calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from main import main
from models.files.jxmb import load, save
from models.target import Target
from tests.commands.calling import SOURCE


@pytest.fixture
def old(tmp_path: Path) -> Path:
    (tmp_path / "去年的表.txt").write_text(SOURCE, encoding="utf-8")
    assert main(["import", str(tmp_path / "去年的表.txt"), "-o", str(tmp_path / "旧.jxmb")]) == 0
    return tmp_path / "旧.jxmb"


def test_each_difference_is_one_line_and_one_entry(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dossier = load(old)
    indicator = next(dossier.forms[0].indicators())
    indicator.target = Target.parse("≥130次")
    new = old.with_name("新.jxmb")
    save(dossier, new)
    capsys.readouterr()
    assert main(["compare", str(old), str(new)]) == 0
    line, total = capsys.readouterr().out.splitlines()
    assert line.endswith("巡查河道次数 · 指标值：≥120次 → ≥130次")
    assert total == "共 1 处不同：1 个指标"
    assert main(["compare", str(old), str(new), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "form": "河道巡查专项",
            "where": f"{indicator.id}.target",
            "field": "指标值",
            "old": "≥120次",
            "new": "≥130次",
        }
    ]


def test_what_import_reads_is_compared_too(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited = old.with_name("改过的表.txt")
    edited.write_text(SOURCE.replace("120\t次", "150\t次"), encoding="utf-8")
    for source, expected in ((old.with_name("去年的表.txt"), []), (edited, ["≥150次"])):
        capsys.readouterr()
        assert main(["compare", str(old), str(source), "--json"]) == 0
        assert [entry["new"] for entry in json.loads(capsys.readouterr().out)] == expected


def test_nothing_is_said_to_be_nothing(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["compare", str(old), str(old)]) == 0
    assert capsys.readouterr().out == "没有不同\n"


@pytest.mark.parametrize("names", [("没有.jxmb", "旧.jxmb"), ("旧.jxmb", "没有.jxmb"), ("旧.jxmb", "没有.txt")])
def test_what_cannot_be_read_is_said(old: Path, names: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["compare", *(str(old.with_name(name)) for name in names)]) == 2
    said = capsys.readouterr()
    assert "找不到" in said.err
    assert not said.out
