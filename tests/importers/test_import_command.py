"""The command import as a clerk calls it: what it tells, and what it refuses without writing anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.files.jxmb import load
from tests.commands.calling import run

GOOD = """项目支出绩效目标表
（2025年度）
项目名称\t路灯养护\t\t\t
资金总额（元）\t305000\t\t\t
一级指标\t二级指标\t三级指标\t指标值\t权重
产出指标\t数量指标\t检修路灯\t≥320盏\t20
\t时效指标\t报修响应\t≤24小时\t十二
"""
DEPARTMENT = """部门整体支出绩效目标表
（2025年度）
部门名称\t云原县城管局\t\t\t
一级指标\t二级指标\t三级指标\t指标值\t权重
产出指标\t数量指标\t养护路段\t≥30条\t90
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "路灯.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "整体.txt").write_text(DEPARTMENT, encoding="utf-8")
    (tmp_path / "没有年度.txt").write_text(GOOD.replace("（2025年度）", "（20 5年度）"), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("json_wanted", [True, False], ids=["json", "plain"])
def test_what_was_not_taken_as_it_stands_is_told(folder: Path, json_wanted: bool) -> None:
    done = run("import", "没有年度.txt", "-o", "a.jxmb", *(["--json"] if json_wanted else []), folder=folder)
    assert done.returncode == 0
    told = done.stderr if json_wanted else done.stdout
    assert "没有年度.txt" in told
    assert "年度" in told
    assert "换算" in told
    if json_wanted:
        report = json.loads(done.stdout)
        assert report["unplaced"] == [{"text": "十二", "row": 7, "column": 5}]
        assert len(report["notices"]) == 2


def test_a_text_that_leaves_nothing_open_brings_no_notice(folder: Path) -> None:
    done = run("import", "整体.txt", "-o", "a.jxmb", "--json", folder=folder)
    assert set(json.loads(done.stdout)) == {"forms", "unplaced"}
    assert done.stderr == ""


def test_a_year_given_needs_no_year_in_the_source(folder: Path) -> None:
    done = run("import", "没有年度.txt", "-o", "a.jxmb", "--year", "2024", "--json", folder=folder)
    assert load(folder / "a.jxmb").year == 2024
    assert not any("年度" in notice for notice in json.loads(done.stdout)["notices"])


def test_forms_of_another_year_are_told(folder: Path) -> None:
    done = run("import", "整体.txt", "-o", "a.jxmb", "--year", "2024", folder=folder)
    assert "2025" in done.stdout


@pytest.mark.parametrize("template", ["lukou-department-2026", "julu-department-2024"])
def test_a_template_of_another_kind_is_refused(folder: Path, template: str) -> None:
    done = run("import", "路灯.txt", "-o", "a.jxmb", "--template", template, folder=folder)
    assert done.returncode == 2
    assert template in done.stderr
    assert "请" in done.stderr
    assert not (folder / "a.jxmb").exists()


def test_a_template_of_the_kind_of_some_forms_is_used_for_those(folder: Path) -> None:
    done = run("import", "路灯.txt", "整体.txt", "-o", "a.jxmb", "--template", "lukou-project-2026", folder=folder)
    assert done.returncode == 0
    assert [form.template for form in load(folder / "a.jxmb").forms] == [
        "lukou-project-2026",
        "national-department-2021",
    ]
    assert "national-department-2021" in done.stdout


def _loop(folder: Path) -> str:
    (folder / "绕回.txt").symlink_to(folder / "绕回.txt")
    return "绕回.txt"


def _file_as_folder(folder: Path) -> str:
    assert (folder / "路灯.txt").is_file()
    return "路灯.txt/里面.txt"


def _head_alone(folder: Path) -> str:
    (folder / "半张.txt").write_text(GOOD.partition("产出指标")[0], encoding="utf-8")
    return "半张.txt"


def _two_hundred_columns(folder: Path) -> str:
    wide = "\t".join(f"列{number}" for number in range(200))
    (folder / "宽.txt").write_text(f"{GOOD}{wide}\n", encoding="utf-8")
    return "宽.txt"


@pytest.mark.parametrize("json_wanted", [True, False], ids=["json", "plain"])
@pytest.mark.parametrize(
    "make",
    [_loop, _file_as_folder, _head_alone, _two_hundred_columns, lambda _: "长" * 90 + ".txt"],
    ids=["loop", "file as folder", "head alone", "200 columns", "long name"],
)
def test_a_source_that_cannot_be_used_is_refused_in_chinese(folder: Path, make: object, json_wanted: bool) -> None:
    assert callable(make)
    name = make(folder)
    done = run("import", name, "-o", "a.jxmb", *(["--json"] if json_wanted else []), folder=folder)
    assert done.returncode == 2
    assert Path(name).name[:20] in done.stderr
    assert "请" in done.stderr
    assert not any(word in done.stderr for word in ("Traceback", "Error", "symbolic", "directory"))
    assert done.stdout == ""
    assert not (folder / "a.jxmb").exists()


def test_the_place_of_what_is_wrong_is_named(folder: Path) -> None:
    for make, line in ((_head_alone, 3), (_two_hundred_columns, 8)):
        assert f"第 {line} 行" in run("import", make(folder), "-o", "a.jxmb", folder=folder).stderr


@pytest.mark.parametrize("output", ["没有/a.jxmb", "夹.jxmb", "路灯.txt", "绕回.jxmb/a.jxmb"])
def test_an_output_that_cannot_be_written_is_refused(folder: Path, output: str) -> None:
    (folder / "夹.jxmb").mkdir()
    (folder / "绕回.jxmb").symlink_to(folder / "绕回.jxmb")
    done = run("import", "路灯.txt", "-o", output, folder=folder)
    assert done.returncode == 2
    assert "请" in done.stderr
    assert "Traceback" not in done.stderr
    assert (folder / "路灯.txt").read_text(encoding="utf-8") == GOOD


@pytest.mark.parametrize("json_wanted", [True, False], ids=["json", "plain"])
def test_of_several_sources_what_has_no_place_names_its_file(folder: Path, json_wanted: bool) -> None:
    options = ["--json"] if json_wanted else []
    done = run("import", "整体.txt", "路灯.txt", "-o", "a.jxmb", *options, folder=folder)
    if json_wanted:
        assert json.loads(done.stdout)["unplaced"] == [{"text": "十二", "row": 7, "column": 5, "file": "路灯.txt"}]
    else:
        assert "“路灯.txt”第 7 行第 5 列：十二" in done.stdout
