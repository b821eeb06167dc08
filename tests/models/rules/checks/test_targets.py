"""V: every condition of the rules of 指标值, with a value that trips it and one beside it that does not."""

from __future__ import annotations

from typing import Any

import pytest

from models.dossier import Dossier
from models.edits import Editor
from models.goals import Indicator
from models.rules import examples as ex
from models.rules.finding import Finding
from models.target import Target
from tests.models.rules.spoken import found

TARGET = "project-goal-1.target"


def of_row(code: str, name: str, target: str, **fields: Any) -> list[tuple[str, str, str | None]]:
    """What a rule says of the first row: field, severity, and the value that its fix makes of it."""
    dossier = ex.row(name, target, **fields).build()
    return [(one.where.partition(".")[2], one.severity, made(dossier, one)) for one in found(dossier, code)]


def made(dossier: Dossier, finding: Finding) -> str | None:
    """What the place of a finding holds after its fix; None where none is offered."""
    if finding.fix is None:
        return None
    whole = dossier.model_copy(deep=True)
    Editor(whole).apply(finding.fix)
    node, _, field = finding.where.partition(".")
    return str(getattr(next(row for row in whole.indicators() if row.id == node), field))


def said(severity: str, fix: str | None = None, field: str = "target") -> list[tuple[str, str, str | None]]:
    return [(field, severity, fix)]


# --- V001 ---


def goal_of(*rows: tuple[str, str]) -> Dossier:
    form = ex.good_project()
    category = form.goals[0].dimensions[0].categories[0]
    form.goals[0].dimensions = form.goals[0].dimensions[:1]
    form.goals[0].dimensions[0].categories = [category]
    category.indicators = [
        Indicator(id=f"r{n}", name=name, target=Target.parse(target)) for n, (name, target) in enumerate(rows)
    ]
    return ex.good_dossier(form)


SIGNED, BARE = ("来访接待", "≥5件"), ("开展宣传", "6次")


@pytest.mark.parametrize(
    ("rows", "template", "expected"),
    [
        ([SIGNED, SIGNED], {}, []),
        ([SIGNED, BARE], {}, [("r1.target", "info")]),
        ([BARE, BARE, BARE], {}, [("r0.target", "info"), ("r1.target", "info"), ("r2.target", "info")]),
        ([BARE] * 4, {}, [("r0.target", "info")]),  # told once
        ([BARE] * 4, {"rules": {"V001": {"listed": 4}}}, [(f"r{n}.target", "info") for n in range(4)]),
        ([SIGNED] * 6 + [BARE] * 4, {}, [(f"r{n}.target", "info") for n in range(6, 10)]),  # 60 % have one
        ([SIGNED] * 5 + [BARE] * 4, {}, [("r5.target", "info")]),
        ([SIGNED] * 3 + [("合格率", "95%"), BARE], {}, [("r3.target", "warning"), ("r4.target", "info")]),
        ([SIGNED, ("合格率", "95%")], {}, [("r1.target", "info")]),  # half of them are usual to nobody
        ([SIGNED, ("合格率", "95%")], {"rules": {"V001": {"share": 50}}}, [("r1.target", "warning")]),
        ([SIGNED] * 3 + [("投入经费", "5万元")], {}, [("r3.target", "warning")]),
        ([SIGNED] * 3 + [("补助标准", "5元/人")], {}, [("r3.target", "info")]),
        ([SIGNED] * 3 + [("事故率", "0%")], {}, [("r3.target", "info")]),  # 0 is meant exactly
        ([SIGNED, ("", "6次")], {}, []),
        ([SIGNED, ("开展宣传", "88")], {}, []),  # a placeholder: C006
        ([SIGNED, ("开展宣传", "良好")], {}, []),
    ],
)
def test_a_sign_that_is_missing(rows: Any, template: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    told = found(goal_of(*rows), "V001", **template)  # one finding may name several places
    assert sorted((where, one.severity) for one in told for where in (one.where, *one.places)) == expected


def test_many_without_a_sign_are_counted() -> None:
    (one,) = found(goal_of(*[BARE] * 5), "V001")
    assert "等 5 个指标" in one.message
    assert one.message.count("“开展宣传”") == 3


def test_a_column_for_the_sign_asks_for_one() -> None:
    head = "| 一级 | 二级 | 三级 | 符号 | 值 | 单位 | < | < |"
    row = "| {dimension.name} | {category.name} | {indicator.name} | {indicator.target.comparison} "
    row += "| {indicator.target.number} | {indicator.target.unit} | < | < |"
    block = [{"kind": "goals", "block": [{"kind": "indicators", "head": head, "row": row}]}]
    (one,) = found(goal_of(*[BARE] * 4), "V001", block=block)
    assert [one.where, *one.places, one.severity] == [*(f"r{n}.target" for n in range(4)), "warning"]


@pytest.mark.parametrize(
    ("name", "target", "fix"),
    [
        ("事故起数", "0起", "=0起"),
        ("合格率", "100%", "=100%"),
        ("办理件数", "100件", None),
        ("合格率", "99%", None),
        ("群众满意度", "90%", "≥90%"),
        ("项目经费", "5万元", "≤5万元"),
        ("项目经费", "5个", None),
        ("发放补助", "5万元", None),
    ],
)
def test_the_sign_that_keeps_the_meaning_is_offered(name: str, target: str, fix: str | None) -> None:
    (told,) = of_row("V001", name, target)
    assert told[2] == fix


# --- one row ---


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("举办培训", "≥12", said("warning")),
        ("举办培训", "≥12场", []),
        ("举办培训", "=0", said("info")),
        ("举办培训", "良好", []),
        ("举办培训", "88", []),  # a placeholder
        ("综合得分", "≥12", []),
        ("培训人数（人）", "≥12", []),
        ("合格率", "≥95", said("warning", "≥95%")),
        ("合格率", "≥100", said("warning", "=100%")),
        ("合格率", "≥101", said("warning")),
        ("合格率", "≥1", said("warning")),  # 1 % or all of it?
        ("合格率", "≥1.01", said("warning", "≥1.01%")),
        ("合格率", "95以上", said("warning")),
    ],
)
def test_a_unit_that_is_missing(name: str, target: str, expected: Any) -> None:
    assert of_row("V002", name, target) == expected


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("举办培训", "≥", True),
        ("举办培训", "≥ ", True),
        ("举办培训", ">=", True),
        ("举办培训", "≥场", True),
        ("举办培训", "≥%", True),
        ("举办培训", "—", True),
        ("举办培训", "定性", True),
        ("举办培训", "场", False),  # a unit alone may be a word
        ("举办培训", "≥标准", False),
        ("举办培训", "不低于", False),
        ("举办培训", "≥12场", False),
        ("举办培训", "", False),
        ("", "≥", False),
        ("举办培训", "良好", False),
    ],
)
def test_a_value_that_says_nothing(name: str, target: str, expected: bool) -> None:
    assert of_row("V003", name, target) == (said("error") if expected else [])


def test_the_words_that_say_nothing_are_the_templates() -> None:
    dossier = ex.row("举办培训", "待定").build()
    assert found(dossier, "V003") == []
    assert [one.where for one in found(dossier, "V003", rules={"V003": {"words": ["待定"]}})] == [TARGET]


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("接待率", "≥99%", []),
        ("接待率", ">99%", []),
        ("接待率", "=100%", []),
        ("接待率", "≤100%", []),
        ("接待率", "<101%", []),
        ("接待率", "≥100%", said("warning", "=100%")),
        ("接待率", "≥100％", said("warning", "=100％")),
        ("接待率", ">100%", said("error", "=100%")),
        ("接待率", "≥101%", said("error")),
        ("接待率", "=101%", said("error")),
        ("接待率", "101%", said("error")),
        ("接待率", "≤101%", []),
        ("接待量", ">100%", []),  # no rate
        ("接待率", ">100人", []),
        ("接待率", "较高", []),
        ("任务完成率", ">100%", []),
        ("成本节约率", ">100%", []),
    ],
)
def test_a_rate_over_a_hundred(name: str, target: str, expected: Any) -> None:
    assert of_row("V004", name, target) == expected


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("培训人数", "≥95%", True),
        ("培训人数", "≥95人", False),
        ("培训人数", "≥95", False),
        ("培训人数", "较多", False),
        ("上访人数下降数量", "≥5%", False),
        ("培训人数增长数量", "≥5%", False),
        ("合格率", "≥95人", True),
        ("合格率", "≥95‰", False),
        ("合格率", "≥95%", False),
        ("合格情况", "≥95人", False),
        ("补贴对象应补尽补", "=100%", False),  # all of them: a share
        ("组建应急队伍", "=98%", True),
        ("农户亩均增收", "≥120%", True),
        ("农户亩均增收率", "≥8%", False),
        ("库房达标率", "≥95分", True),
    ],
)
def test_a_unit_that_does_not_fit(name: str, target: str, expected: bool) -> None:
    assert of_row("V005", name, target) == (said("warning") if expected else [])


COST = {"category": "经济成本指标", "dimension": "成本指标"}


@pytest.mark.parametrize(
    ("name", "target", "fields", "expected"),
    [
        ("群众满意度", "≥90%", {}, []),
        ("群众满意度", ">90%", {}, []),
        ("群众满意度", "90%", {}, []),
        ("群众满意度", "±90%", {}, []),
        ("群众满意度", "≤90%", {}, said("error", "≥90%")),
        ("群众满意度", "<90%", {}, said("error", "≥90%")),
        ("群众满意度", "90%以下", {}, said("error")),  # no sign in front to change
        ("群众满意度", "≤90%以下", {}, said("error")),  # the words behind say it as well
        ("群众满意度", "=90%", {}, said("warning", "≥90%")),
        ("群众满意度", "=100%", {}, said("info")),
        ("群众满意度", "≤100%", {}, said("error", "=100%")),
        ("项目经费", "≥5万元", COST, said("error", "≤5万元")),
        ("项目经费", ">5万元", COST, said("error", "≤5万元")),
        ("项目经费", "=5万元", COST, []),
        ("项目经费", "≥5个", COST, []),
        ("项目经费", "≥5万元", {"category": "成本指标"}, said("error", "≤5万元")),
        ("项目经费", "≥5万元", {}, []),  # money as an output
        ("补助标准", "≥5万元", COST, []),
        ("事故发生率", "≥5%", {"category": "质量指标"}, said("error", "≤5%")),
        ("事故发生率", "≤5%", {"category": "质量指标"}, []),
        ("事故发生率", "≥5%", {}, said("error", "≤5%")),
        ("事故发生起数", "≥5起", {}, []),  # 数量指标: what is handled may be counted
        ("事故处理率", "≥95%", {"category": "质量指标"}, []),
    ],
)
def test_a_sign_the_wrong_way_round(name: str, target: str, fields: dict[str, Any], expected: Any) -> None:
    dossier = ex.row(name, target, **fields).build()
    told = [(one.where.partition(".")[2], one.severity, made(dossier, one)) for one in found(dossier, "V006")]
    assert told == expected


@pytest.mark.parametrize(
    ("target", "fields", "expected"),
    [
        ("显著提升", {}, True),
        ("有效", {}, True),
        ("提升", {}, True),
        ("较明显", {}, True),
        ("显著提升服务水平", {}, True),
        ("建成", {}, False),
        ("", {}, False),
        ("≥5场", {}, False),
        ("2026年", {}, False),
        ("显著提升", {"scoring": "分档评分"}, False),
        ("显著提升", {"description": "分为好、中、差"}, False),
        ("显著提升", {"remark": "由专家评定"}, False),
        ("显著提升", {"remark": "专家意见"}, True),
    ],
)
def test_a_vague_word(target: str, fields: dict[str, str], expected: bool) -> None:
    assert of_row("V007", "服务水平", target, **fields) == (said("warning") if expected else [])


@pytest.mark.parametrize(
    "state",
    ["权属清晰", "标识清楚", "摆放整齐", "设施完好", "道路畅通", "手续完备", "人员到位", "依法依规办理", "只减不增"],
)
def test_a_state_that_anybody_can_look_at_is_not_vague(state: str) -> None:
    assert of_row("V007", "服务水平", state) == []


def test_the_vague_words_are_the_templates_too() -> None:
    dossier = ex.row("服务水平", "上台阶").build()
    assert found(dossier, "V007") == []
    assert [one.where for one in found(dossier, "V007", rules={"V007": {"words": ["上台阶"]}})] == [TARGET]


@pytest.mark.parametrize(
    ("target", "nature", "fix"),
    [
        ("≥12场", "quantitative", ""),
        ("≥12场", "qualitative", "quantitative"),
        ("12场", "qualitative", "quantitative"),
        ("≥12", "qualitative", "quantitative"),
        ("12", "qualitative", ""),  # perhaps a grade
        ("≥12场", "", ""),
        ("良好", "qualitative", ""),
        ("良好", "quantitative", "qualitative"),
        ("良好", "", ""),
        ("", "quantitative", ""),
        ("完成三项", "quantitative", ""),
        ("完成2项工作", "quantitative", ""),
        ("2026年12月底前", "quantitative", ""),
    ],
)
def test_a_nature_that_does_not_fit(target: str, nature: str, fix: str) -> None:
    expected = said("warning", fix, "nature") if fix else []
    assert of_row("V008", "举办培训", target, nature=nature) == expected


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("服务体系", "服务体系", True),
        ("服务体系", "服务体系。", True),
        ("服务体系", "建成", False),
        ("服务体系", "", False),
        ("", "", False),
        ("12", "12", False),
    ],
)
def test_a_value_that_is_the_name(name: str, target: str, expected: bool) -> None:
    assert of_row("V010", name, target) == (said("warning") if expected else [])


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("举办培训", "≥12场", []),
        ("举办培训", "≥12场场", said("warning", "≥12场")),
        ("合格率", "≥95% %", []),
        ("培训经费", "≤5万元%", said("error", "≤5万元")),
        ("经费使用率", "≤5万元%", said("error")),  # which of them?
        ("培训经费", "≤5%万元", said("error")),
        ("培训经费", "≤5%人", said("error")),
        ("培训经费", "≤5万元人", said("error", "≤5万元")),
        ("培训人数（人）", "≥5人", said("info", "培训人数", "name")),
        ("培训人数（单位：人）", "≥5人", said("info", "培训人数", "name")),
        ("培训人数（人）", "≥5名", said("warning", None, "name")),
        ("培训人数（人）", "≥5", []),
        ("合格率（%）", "≥5%", said("info", "合格率", "name")),
        ("培训人数（线上）", "≥5人", []),
        ("培训人数（人）", "较多", []),
    ],
)
def test_a_unit_that_is_there_twice(name: str, target: str, expected: Any) -> None:
    assert of_row("V011", name, target) == expected


# --- V009: one spelling in the whole dossier ---


def spelled(*forms: tuple[str, ...]) -> Dossier:
    made_of = []
    for number, targets in enumerate(forms):
        form = goal_of(*((f"开展{n}", target) for n, target in enumerate(targets))).forms[0]
        form.id, form.name = f"f{number}", f"项目{number}"
        goal, (dimension,) = form.goals[0], form.goals[0].dimensions
        for node in (goal, dimension, *dimension.categories, *form.indicators()):
            node.id = f"f{number}-{node.id}"
        made_of.append(form)
    return ex.good_dossier(*made_of)


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ([("≥5件", "≥6件")], []),
        ([("≥5件", ">=6件")], ["f0-r1.target"]),
        ([("≥5件",), (">=6件",), (">=7件",)], ["f1-r0.target", "f2-r0.target"]),  # the standard sign holds
        ([(">=5件", ">=6件")], []),  # all alike
        ([("=5件", "＝6件")], ["f0-r1.target"]),  # as many: the plain sign
        ([("=5件", "＝6件", "＝7件")], ["f0-r0.target"]),  # the one most used
        ([("＝5件", "＝5件"), ("=6件",)], ["f1-r0.target"]),
        ([("≥5件", "不低于6件")], []),
        ([("≥5件", "≤6件")], []),
        ([("≥5件", "≥ 6件")], []),  # a blank is no spelling
    ],
)
def test_a_form_that_spells_a_sign_in_its_own_way(forms: list[tuple[str, ...]], expected: list[str]) -> None:
    assert [one.where for one in found(spelled(*forms), "V009")] == expected


def test_all_departures_of_a_form_are_fixed_at_once() -> None:
    dossier = spelled(("≥5件", "≤6件"), (">=7件", "<=8件", "＞＝9件"))
    (told,) = found(dossier, "V009")
    assert all(words in told.message for words in (">=（1 处）", "<=（1 处）", "＞＝（1 处）", "写作 ≥、≤；"))
    assert told.fix is not None
    Editor(dossier).apply(told.fix)
    assert [str(row.target) for row in dossier.forms[1].indicators()] == ["≥7件", "≤8件", "≥9件"]
    assert found(dossier, "V009") == []
