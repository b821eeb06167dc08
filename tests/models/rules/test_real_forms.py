"""The real forms: every defect found by reading is found at its place, and nothing is said where nothing is wrong.

The rules C, S and V here. What is named below is what a person found with the paper in hand; each warning of these
rules on these forms is listed, so that a new one is looked at before it is believed.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from importers.readers import text
from importers.recognise import recognise
from models.dossier import Dossier
from models.rules.engine import check
from models.rules.finding import Finding
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate

PROJECT = Path(__file__).resolve().parents[3]
FILES = ("ezhou-2026", "jianghan-2024", "julu", "korla-2023", "lukou-2026")
JIANGHAN_RATES = (
    *("复查复核参与率",) * 3,
    *("信访事项录入率",) * 3,
    *("信访案件办结率",) * 3,
    *("网上信访占比",) * 4,
    "宣传到位率",
    "上访劝返率",
)
KORLA_CUT_OFF = ("信访大楼水、", "提升信访干部和上访群众", "聘请法律顾问合格", "提高我局职工法律", "促进我市赴京上访")
KORLA_VAGUE = (
    "促进我市信访工作",
    "提升信访干部",
    "增强信访公信力",
    "提高我局职工法律",
    "促进我市赴京上访",
    "规范群众上访程序",
)
DEFECTS: dict[str, list[tuple[str, str]]] = {
    "ezhou-2026": [
        ("C006", "长期目标"),
        ("C010", "年度目标 · 科技支撑 · 第 2 行"),
        ("V010", "服务体制改革成效"),
        ("V010", "行政管理体制改革成效"),
        ("S004", "服务体制改革成效 · 指标值确定依据"),
        ("S004", "服务体制改革成效 · 指标分类"),
        ("S004", "行政管理体制改革成效 · 指标值确定依据"),
        ("S004", "行政管理体制改革成效 · 指标分类"),
        ("S004", "经济效益 · 营商环境投诉量产上年下降 · 指标分类"),
        ("S004", "社会效益 · 全市信访量 · 指标分类"),
        ("S004", "生态效益 · 生态环境相关信访量较上年下降 · 指标分类"),
        ("S005", "长期目标 · 数量指标 · 信访件及时受理率"),
        ("S005", "长期目标 · 数量指标 · 信访件按期办结率"),
        ("S005", "年度目标 · 数量指标 · 信访件及时受理率"),
        ("S005", "年度目标 · 数量指标 · 信访件按期办结率"),
        ("V007", "体制机制改革 · 行政管理体制改革成效"),
        *(("V007", "接访工作合规性"),) * 2,
        *(("V007", "帮扶对象乡村治理水平"),) * 2,
        ("V014", "受理营商环境投诉"),
        ("V014", "对生态建设工作产生良好的社会影响"),
        ("C015", "营商环境投诉量产上年下降"),
        ("V007", "营商环境投诉量产上年下降"),
        ("V007", "服务体制改革成效"),
        ("V018", "生态环境相关信访量较上年下降"),
        *(("V007", "全市信访工作调研质量"),) * 2,
        *(("V007", "绩效目标1 · 社会效益指标 · 全市信访量"),) * 2,
        ("V010", "提供法律服务及时性"),
    ],
    "jianghan-2024": [
        *(("S005", name) for name in JIANGHAN_RATES),
        ("V001", "案件按期办结率"),
        *(("S005", "成本指标 · 预算执行率"),) * 2,
        *(("C004", "年度绩效目标1"),) * 3,
        *(("C013", "项目代码"),) * 3,
        ("C012", "群众满意度 · 指标值"),
        *(("V007", "信访事项三级终结程序"),) * 3,
        ("S005", "案件按期办结及时率"),
        ("S005", "社会效益指标 · 接访劝返及时率"),
        *(("S005", "社会效益指标 · 接访劝返及时性"),) * 2,
        *(("S005", "政策、法律宣传形式"),) * 3,
        *(("V018", "事件下降率"),) * 2,
        *(("C017", "数量"),) * 3,
        ("C015", "长期绩效目标1"),
    ],
    "julu": [
        ("S005", "社会效益指标 · 群众满意率"),
        ("V001", "接待信访群众及时性"),
        ("V001", "人均财政投入水平"),
        ("V004", "群众来访接待率"),
        ("V005", "年度服务部门数量"),
        *(("V014", "社会稳定水平"),) * 2,
        ("V014", "社会影响力"),
        ("V013", "维护社会稳定"),
        ("V013", "保持网上信访形势总体平稳可控"),
        ("V007", "控制信访专线运行成本"),
        *(("C011", "时效指标 · 完成率"),) * 3,
        ("V018", "将排查出的信访隐患"),
        ("V005", "接待来访群众批次"),
        ("V019", "接待信访群众完成情况"),
        ("V019", "接待信访群众及时性"),
        ("V019", "符合条件申报对象覆盖率"),
        *(("C016", "绩效目标"),) * 3,
    ],
    "korla-2023": [
        ("C007", "总体目标"),
        *(("C011", name) for name in KORLA_CUT_OFF),
        *(("C012", "总体目标"),) * 3,
        ("S005", "时效指标 · 资金拨付及时率"),
        *(("V007", name) for name in KORLA_VAGUE),
        ("V009", "聘请法律顾问人数"),
        ("V009", "长期驻京驻乌人数"),
        ("V020", "业务开展及时率"),
    ],
    "lukou-2026": [
        *(("S005", f"生态效益 · {name}程度") for name in ("信访法治化建设", "信访秩序影响", "驻京维稳秩序影响")),
        *(("V014", f"{name}程度") for name in ("信访法治化建设", "信访秩序影响", "驻京维稳秩序影响")),
        ("V014", "促进社会和谐稳定"),
        ("V014", "优化营商环境"),
        *(("C011", f"质量指标 · {name}率") for name in ("稳控", "协调处理")),
    ],
}


@lru_cache
def templates() -> dict[str, FormTemplate]:
    found, problems = load_templates([PROJECT / "resources" / "templates"])
    assert not problems
    return found


@lru_cache
def dossier_of(source: Path) -> Dossier:
    forms, _ = recognise(text.read(source.read_bytes(), source.name).document, templates())
    year = source.stem.rpartition("-")[2]
    return Dossier(year=int(year) if year.isdigit() else 2024, forms=[one.form for one in forms])


def found_in(folder: Path, name: str) -> list[Finding]:
    return [one for one in check(dossier_of(folder / f"{name}.txt"), templates()) if one.code[0] in "CSVT"]


@pytest.mark.parametrize("name", FILES)
def test_exactly_the_defects_are_found(shared_forms: Path, name: str) -> None:
    left = [finding for finding in found_in(shared_forms, name) if finding.severity != "info"]
    told: list[Finding] = []
    for code, place in DEFECTS[name]:
        hits = [one for one in left if one.code == code and place in one.message.partition("：")[0]]
        hit = next((one for one in hits if one not in told), next(iter(hits), None))
        assert hit is not None, f"{code} {place} is not found"
        told.append(hit)  # one finding may tell of several places
    unlooked = [(one.code, one.message) for one in left if one not in told]
    assert not unlooked, unlooked


@pytest.mark.parametrize("name", FILES)
def test_only_columns_that_slid_are_errors(shared_forms: Path, name: str) -> None:
    assert {one.code for one in found_in(shared_forms, name) if one.severity == "error"} <= {"S004"}


def test_empty_levels_of_the_official_table_are_only_hints(shared_forms: Path) -> None:
    told = [one for one in found_in(shared_forms, "lukou-2026") if one.code == "S002"]
    department = dossier_of(shared_forms / "lukou-2026.txt").forms[0].id
    spots = [spot for one in told if one.form == department for spot in one.spot.split("；")]
    places = [spot.split(" · ")[-1] for spot in spots]
    assert places == ["经济效益", "社会成本指标", "生态环境成本指标"]
    assert {one.severity for one in told} == {"info"}


def test_signs_that_a_whole_form_does_without_are_said_once_a_goal(shared_forms: Path) -> None:
    told = Counter(one.where for one in found_in(shared_forms, "ezhou-2026") if one.code == "V001")
    assert len(told) == 2


@pytest.mark.parametrize("name", FILES)
def test_hints_are_few(shared_forms: Path, name: str) -> None:
    dossier = dossier_of(shared_forms / f"{name}.txt")
    hints = [one for one in found_in(shared_forms, name) if one.severity == "info"]
    assert len(hints) * 3 <= len(list(dossier.indicators()))
