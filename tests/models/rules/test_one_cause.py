"""One wrong value that several rules see is one finding, which tells what each of them says and holds every place."""

from __future__ import annotations

import pytest

from models.rules import examples as ex
from models.rules.engine import check
from models.rules.finding import Finding
from tests.models.rules.judged import forms
from tests.models.rules.judged.planted import Defect, plant, told_before


def loud(form: str, *changes: str) -> list[Finding]:
    """The errors and warnings that these changes bring into a correct form."""
    name = forms.described()[form].get("dossier", form)
    whole = forms.dossier(name)
    plant(whole, Defect("", form, changes, ()))
    found = check(whole, forms.templates())
    return [
        one for one in found if one.severity != "info" and (one.code, one.where, one.severity) not in told_before(name)
    ]


@pytest.mark.parametrize(
    ("form", "changes", "code", "words"),
    [
        ("招商", ["落户企业满意度 > 效益/社会效益"], "S005", ["请移过去", "“满意度指标”，现在没有"]),
        ("环保主", ["at expenditure.project.amount = 260"], "B004", ["450 + 项目支出 260", "120 + 160", "≤280万元"]),
        ("民政主", ["prose: 运转类60万元 => 运转类80万元"], "B025", ["部门表是 60", "420 + 80 + 1080 = 1580"]),
        ("文旅部门", ["long: 演出400场 => 演出100场"], "X001", ["≥400场", "长期反而少"]),
        ("义警", ["at costs.1.own = 54"], "B005", ["30 + 义警装备及激励 54 = 84", "测算为 45万元"]),
        ("双子甲", ["听众满意度 = ≥55%"], "X001", ["听众满意度……92%", "定得过低"]),
        ("供销", ["+产出/成本/资金支出进度/≥95%"], "S005", ["只说明花钱", "没有金额"]),
        ("双子甲", ["听众满意度 = ≥85%"], "X001", ["听众满意度……92%", "另一处是“≥92%”"]),
        ("环保主", ["at expenditure.total.amount = 750"], "B004", ["450 + 项目支出 280 = 730", "收支应当平衡"]),
    ],
)
def test_one_cause_is_one_finding(form: str, changes: list[str], code: str, words: list[str]) -> None:
    (one,) = loud(form, *changes)
    assert one.code == code
    assert all(word in one.message for word in words), one.message
    assert one.places
    problem = one.message.partition("；请")[0]
    assert "。同时，" in problem, "what is wrong comes first, then what to do"


def test_the_worse_severity_holds() -> None:
    (one,) = loud("招商", "落户企业满意度 > 效益/社会效益")
    assert one.severity == "error", "a level that must be there is empty"


def test_two_causes_are_two_findings() -> None:
    found = loud("环保主", "at expenditure.project.amount = 260", "信访投诉办结时限 = ≥15个工作日")
    assert {one.code for one in found} == {"B004", "V006"}


def test_a_level_that_nothing_was_moved_from_is_told_apart() -> None:
    found = loud("招商", "-落户企业满意度")
    assert [one.code for one in found if one.code == "C004"] == ["C004"]


@pytest.mark.parametrize(
    ("name", "target", "code"),
    [("桥梁安全责任事故", "≥0起", "V006"), ("水质改善", "≥0%", "V014"), ("举办培训场次", "≥0场", "V018")],
)
def test_what_asks_for_nothing_is_told_where_nothing_else_is_wrong_with_it(name: str, target: str, code: str) -> None:
    example = ex.row(name, target, "社会效益指标", "效益指标")
    found = check(example.build(), example.templates())
    assert [one.code for one in found if one.where.endswith(".target")] == [code]
