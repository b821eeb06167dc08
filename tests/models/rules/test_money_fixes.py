"""Fixes of weights, money, names and years on random dossiers: each silences its rule, all together come to an end."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.dossier import Dossier
from models.edits import Editor
from models.forms import DepartmentForm, ProjectForm
from models.rules import examples as ex
from models.rules import fixes
from models.rules.engine import check
from models.rules.finding import Finding
from models.rules.promises import measure_of
from models.templates.shelf import load_templates
from tests.effort import examples
from tests.models.rules.spoken import goal

NATIONAL = "national-project-2021"
TEMPLATES = ex.good_form().templates() | load_templates([Path(__file__).parents[3] / "resources" / "templates"])[0]
LEVELS = [
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("成本指标", "经济成本指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
    ("其他指标", ""),
]
NAMES = ["临时人员培训经费", "临时培训人员经费", "设备更新经费", "设备更新费", "宣传活动费"]
STATEMENTS = ["建设信息化系统，提高办理效率，方便群众办事。", "建设信息系统，提高办理效率，方便群众办事。", ""]

amounts = st.none() | st.sampled_from(["0", "5", "20", "33.33", "60", "100", "200000"])
weights = st.none() | st.sampled_from(["-1", "0", "5", "10", "20", "33.333", "40", "90"])


def goals() -> st.SearchStrategy[Any]:
    row = st.builds(
        lambda level, name, weight: (*level, name, "≥12场", weight),
        st.sampled_from(LEVELS),
        st.sampled_from(["举办培训场次", "预算执行率", "服务企业数量", ""]),
        weights,
    )
    return st.builds(
        lambda rows, share, summary, period: goal(rows, weight=share, summary=summary, period=period),
        st.lists(row, max_size=6),
        st.none() | st.sampled_from(["40", "60", "100"]),
        st.sampled_from(STATEMENTS),
        st.sampled_from(["annual", "annual", "long_term"]),
    )


def projects(form_id: str) -> st.SearchStrategy[ProjectForm]:
    return st.builds(
        lambda **fields: ex.good_project(form_id, code=form_id, **fields),
        template=st.sampled_from([ex.PROJECT_TEMPLATE, NATIONAL]),
        name=st.sampled_from(NAMES),
        amount=amounts,
        funding=st.fixed_dictionaries({"fiscal": amounts, "other": amounts}),
        spending_plan=st.dictionaries(
            st.sampled_from(["3", "6", "12"]), st.sampled_from(["0", "50", "90", "100", "120"])
        ),
        unit_name=st.sampled_from(["", "示例市示范局", "示例市示例局本级"]),
        project_year=st.sampled_from(["", "2025", "2026年"]),
        goals=st.lists(goals(), max_size=3),
    )


def departments() -> st.SearchStrategy[DepartmentForm]:
    line = st.fixed_dictionaries(
        {"amount": amounts, "share": st.none() | st.sampled_from(["0", "20", "33.3", "60", "100"])}
    )
    listed = st.fixed_dictionaries({"name": st.sampled_from(NAMES), "amount": amounts})
    return st.builds(
        ex.good_department,
        amount=amounts,
        expenditure=st.fixed_dictionaries(
            {}, optional=dict.fromkeys(("personnel", "operation", "specific", "total"), line)
        ),
        projects=st.lists(listed, max_size=3),
    )


def dossiers() -> st.SearchStrategy[Dossier]:
    budget = st.lists(st.fixed_dictionaries({"name": st.sampled_from(NAMES), "amount": amounts}), max_size=2)
    return st.builds(
        lambda department, one, two, planned: ex.good_dossier(department, one, two, budget={"projects": planned}),
        departments(),
        projects("p1"),
        projects("p2"),
        budget,
    )


def fixable(whole: Dossier) -> list[Finding]:
    return [one for one in check(whole, TEMPLATES) if one.fix is not None and one.code[0] in "WBXH"]


@settings(max_examples=examples(150))
@given(dossiers())
def test_every_fix_leaves_its_rule_silent(whole: Dossier) -> None:
    editor = Editor(whole)
    for finding in fixable(whole):
        assert finding.fix is not None
        inverse = editor.apply(finding.fix)
        assert finding.key not in {after.key for after in fixable(whole)}, finding.message
        editor.apply(inverse)


@settings(max_examples=examples(150))
@given(dossiers())
def test_fixing_everything_ends_and_removes_all_fixable_findings(whole: Dossier) -> None:
    editor = Editor(whole)
    found = fixable(whole)
    allowed = 4 * len(found) + 8
    while found:
        assert allowed, f"fixes call for one another without end: {[(one.code, one.message) for one in found]}"
        allowed -= 1
        fix = found[0].fix
        assert fix is not None
        editor.apply(fix)
        found = fixable(whole)


@settings(max_examples=examples(100))
@given(dossiers())
def test_no_rule_breaks_and_none_says_a_thing_twice(whole: Dossier) -> None:
    found = check(whole, TEMPLATES)
    assert not [one.message for one in found if "没能运行" in one.message]
    said = [(one.key, one.message) for one in found]
    assert len(said) == len(set(said))


def test_balancing_is_one_change_for_the_whole_goal() -> None:
    rows = [(*LEVELS[0], "举办培训场次", "≥12场", "30"), (*LEVELS[3], "服务企业数量", "≥80家", None)]
    whole = ex.good_dossier(ex.good_project(goals=[goal(rows)]))
    finding = next(one for one in fixable(whole) if one.code == "W001")
    assert finding.fix is not None
    Editor(whole).apply(finding.fix)
    assert sum((one.weight or Decimal(0) for one in whole.indicators()), Decimal(0)) == 100


@pytest.mark.parametrize(
    ("name", "text", "meant"),
    [
        ("安全责任事故", "≥3起", "≤3起"),
        ("安全责任事故", "=3起", "=3起"),
        ("培训考核合格率", "≤95%", "≥95%"),
        ("培训考核合格率", "≥100%", "=100%"),
        ("举办培训场次", "≥12场", "≥12场"),
    ],
)
def test_a_value_is_written_with_the_sign_of_its_name(name: str, text: str, meant: str) -> None:
    assert fixes.settled(name, text).text == meant


@pytest.mark.parametrize(
    ("number", "unit", "measure"),
    [
        ("2", "万人次", ("20000", "人次")),
        ("2", "名", ("2", "人")),
        ("3", "小时", ("180", "分钟")),
        ("1.5", "亿元", ("15000", "万元")),
        ("800", "元/人/月", ("0.08", "万元/人×12")),
    ],
)
def test_a_number_as_it_compares(number: str, unit: str, measure: tuple[str, str]) -> None:
    assert measure_of(Decimal(number), unit) == (Decimal(measure[0]), measure[1])
