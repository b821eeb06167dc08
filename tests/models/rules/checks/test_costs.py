"""B: what a project costs: details, cost indicators, calculations and changes told in texts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from models.forms import CostItem, DepartmentForm, ProjectForm, ProjectLine, Task
from models.goals import Indicator
from models.rules import examples as ex
from models.target import Target
from tests.models.rules.spoken import of, only, places, project, said, templates, told


def costs(*amounts: str | None, basis: str = "") -> list[CostItem]:
    return [
        CostItem(content=f"明细{n}", basis=basis, own=None if amount is None else Decimal(amount))
        for n, amount in enumerate(amounts)
    ]


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (costs("12", "8"), []),
        (costs("12", "5"), [("B005", "error")]),
        (costs("12", None), [("B005", "warning")]),  # a line has no money yet
        (costs(None, None), []),
        ([*costs("12", "8"), CostItem(content="合计", own=Decimal(20))], []),
    ],
)
def test_cost_details_make_the_budget(items: list[CostItem], said: list[tuple[str, str]]) -> None:
    assert told(project(costs=items)) == said


def test_cost_details_may_be_those_of_the_whole_period() -> None:
    assert told(project(total_amount="60", costs=costs("40", "20"))) == []


def with_costs(*entries: tuple[str, str], category: str = "经济成本指标") -> ProjectForm:
    form = project()
    place = ex.category_of(form.goals[0], "成本指标", category)
    first = next(one for one in form.indicators() if "成本" in one.name)
    rows = [
        first.model_copy(update={"id": f"cost-{n}", "name": name, "target": Target.parse(target), "weight": None})
        for n, (name, target) in enumerate(entries)
    ]
    for row in rows:
        row.weight = Decimal(20 // len(rows))
    rows[0].weight = 20 - sum((row.weight or Decimal(0) for row in rows[1:]), Decimal(0))
    ex.category_of(form.goals[0], "成本指标", "经济成本指标").indicators = []
    place.indicators = rows
    return form


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([("水电费", "≤12万元"), ("物业费", "≤8万元")], []),
        ([("水电费", "≤12万元"), ("物业费", "≤80000元")], []),
        ([("项目总成本", "≤20万元"), ("水电费", "≤12万元")], []),  # the whole, and a part of it
        ([("项目总成本", "≤20万元"), ("水电费", "≤12万元"), ("物业费", "≤9万元")], [("B006", "error")]),
        ([("水电费", "≤12万元"), ("物业费", "≤9万元")], [("B006", "error")]),
        ([("水电费", "≤12万元"), ("物业费", "≤7万元")], [("B006", "info")]),
        ([("水电费", "≤25万元"), ("物业费", "≤7万元")], [("B007", "error")]),
        ([("项目总成本", "≤200000万元")], [("B012", "error")]),
        ([("人均培训费", "≤400元")], []),  # a price, no part of the whole
        ([("培训费标准", "≤400元/人/天")], []),
        ([("节约成本", "≥30万元")], []),
        ([("成本控制率", "≤100%")], []),
        ([("财政投入水平", "100%")], [("B015", "warning")]),
        ([("运行成本", "有效控制")], [("B015", "warning")]),
    ],
)
def test_cost_indicators_keep_to_the_budget(entries: list[tuple[str, str]], said: list[tuple[str, str]]) -> None:
    assert told(with_costs(*entries)) == said


def test_costs_to_society_are_not_the_budgets() -> None:
    assert told(with_costs(("占用耕地补偿", "≤300万元"), category="社会成本指标")) == []


def test_long_term_costs_are_compared_with_the_whole_period() -> None:
    form = with_costs(("项目总成本", "≤60万元"))
    form.goals[0].period = "long_term"
    assert told(form) == []
    form.total_amount = Decimal(50)
    assert told(form) == [("B007", "error")]


@pytest.mark.parametrize(
    ("basis", "amount", "said"),
    [
        ("2000元/人×100人=20万元", "20", []),
        ("2000元/人×100人=21万元", "20", [("B013", "error")]),
        ("2000元/人×50人=10万元", "20", [("B019", "warning")]),
        ("2000元/人×50人=10万元，印刷10万元", "20", []),
        ("按往年支出测算", "20", []),
    ],
)
def test_costing_texts(basis: str, amount: str, said: list[tuple[str, str]]) -> None:
    assert told(project(costs=costs(amount, basis=basis))) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024年年初预算20万元；2025年年初预算22万元，已执行18万元；2026年较上年压减预算2万元。", []),
        ("2025年年初预算22万元；2026年较上年压减预算5万元。", [("B014", "warning")]),
        ("2025年年初预算22万元，实际执行25万元；2026年较上年减少5万元。", []),  # against what was spent
        ("2026年预算20万元，比上年增加5万元，增长33.33%。", []),
        ("2026年预算20万元，比上年增加5万元，增长25%。", [("B014", "warning")]),
        ("与上年持平。", []),
    ],
)
def test_changes_told_in_texts(text: str, said: list[tuple[str, str]]) -> None:
    assert told(project(budget_change=text)) == said


# --- where it is told, condition by condition -------------------------------------------------------------------------


def item(number: int, content: str = "", **amounts: str) -> CostItem:
    return CostItem.model_validate({"id": f"cost-{number}", "content": content, **amounts})


HERE = [("project.costs", "error")]
TWO = [item(1, "场地", own="12"), item(2, "教材", own="5")]


@pytest.mark.parametrize(
    ("items", "fields", "expected"),
    [
        (TWO, {}, HERE),
        (TWO, {"amount": None}, []),
        (TWO, {"amount": "17.004"}, []),
        (TWO, {"total_amount": "17"}, []),  # those of the whole period
        (TWO, {"total_amount": "170000"}, []),  # 元: B012
        (TWO, {"amount": "170000"}, []),
        ([*TWO, item(3, "合 计", own="17")], {"amount": "17"}, []),
        ([*TWO, item(3, "合计：", own="17")], {"amount": "17"}, []),
        ([*TWO, item(3, "合计支出", own="17")], {"amount": "17"}, HERE),
        ([*TWO, item(3, "设备")], {}, [("project.costs", "warning")]),  # a line has no money yet
        ([*TWO, item(3, "", basis="每人一套")], {}, [("project.costs", "warning")]),
        ([*TWO, item(3)], {}, HERE),  # an empty line is none
        ([item(1, "场地", own="25"), item(2, "教材")], {}, HERE),  # more than the whole already
        ([item(1, "场地", own="12", superior="5", other="3")], {}, []),
        ([item(1, "场地", own="12", superior="5", other="2")], {}, HERE),
        ([item(1, "", own="12")], {}, HERE),
        ([item(1, "场地", own="12"), item(2, "", own="8")], {}, []),  # money without words counts too
        ([item(1, "场地", own="20.00"), item(2, "教材", own="0.01")], {}, [("project.costs", "warning")]),  # a cent
    ],
)
def test_cost_details_are_told_at_their_list(items: list[CostItem], fields: dict[str, Any], expected: Any) -> None:
    assert places("B005", project(costs=items, **fields)) == expected


def test_the_message_of_cost_details_gives_the_difference() -> None:
    (found,) = said("B005", project(costs=TWO))
    assert all(word in found.message for word in ("场地 12 + 教材 5 = 17", "项目当年预算 20", "相差 3；"))


@pytest.mark.parametrize(
    ("funding", "items", "expected"),
    [
        ({"fiscal": "15", "superior": "5"}, [item(1, "场地", own="15", superior="5")], []),
        (
            {"fiscal": "15", "superior": "5"},
            [item(1, "场地", own="14", superior="6")],
            [("project.funding.fiscal", "warning"), ("project.funding.superior", "warning")],
        ),
        (
            {"fiscal": "15", "superior": "5"},
            [item(1, "场地", own="15", other="5")],
            [],
        ),
        ({"fiscal": "15", "other": "5"}, [item(1, "场地", own="14", superior="6")], []),  # not told apart
        (
            {"fiscal": "15", "superior": "5"},
            [item(1, "场地", own="15", superior="5"), item(2, "合计", own="15", superior="5")],
            [],
        ),
    ],
)
def test_cost_details_by_where_the_money_comes_from(funding: Any, items: list[CostItem], expected: Any) -> None:
    assert places("B005", project(costs=items, funding=funding)) == expected


def level(dimension: str, category: str, name: str, target: str) -> ProjectForm:
    """A form of 20 万元 whose one cost indicator stands at that level."""
    form = project()
    ex.category_of(form.goals[0], "成本指标", "经济成本指标").indicators = []
    made = Indicator(id="one", name=name, target=Target.parse(target), weight=Decimal(20))
    ex.category_of(form.goals[0], dimension, category).indicators.append(made)
    return form


@pytest.mark.parametrize(
    ("dimension", "category", "expected"),
    [
        ("成本指标", "经济成本指标", [("one.target", "error")]),
        ("成本指标", "其他成本指标", [("one.target", "error")]),
        ("产出指标", "成本指标", [("one.target", "error")]),
        ("产出指标", "经济成本指标", [("one.target", "error")]),
        ("产出指标", "数量指标", []),
        ("成本指标", "社会成本指标", []),
        ("成本指标", "生态环境成本指标", []),
    ],
)
def test_what_is_a_cost(dimension: str, category: str, expected: list[tuple[str, str]]) -> None:
    assert places("B007", level(dimension, category, "场地费用", "≤25万元")) == expected


@pytest.mark.parametrize(
    ("name", "target", "code", "expected"),
    [
        ("场地费用", "≤20.005万元", "B007", "error"),
        ("场地费用", "≤20.004万元", "B007", ""),
        ("场地费用", "≤250000元", "B007", "error"),
        ("场地费用", "≤200000万元", "B007", ""),  # 元: B012
        ("场地费用", "≥25万元", "B007", ""),  # no upper limit; V006 tells it
        ("场地费用", ">25万元", "B007", ""),
        ("人均场地费用", "≤25万元", "B007", ""),
        ("场地费用节约额", "≤25万元", "B007", ""),
        ("场地费用", "≤25万元/年", "B007", ""),
        ("场地费用", "控制在预算内", "B007", ""),
        ("场地费用", "≤19万元", "B006", "info"),
        ("场地费用", "≤19.996万元", "B006", ""),
        ("项目总成本", "≤19万元", "B006", "info"),
    ],
)
def test_one_cost_against_the_budget(name: str, target: str, code: str, expected: str) -> None:
    form = level("成本指标", "经济成本指标", name, target)
    assert places(code, form) == ([("one.target", expected)] if expected else [])


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([("水电费", "≤12万元"), ("物业费", "≤8.005万元")], [("cost-0.target", "error")]),
        ([("水电费", "≤12万元"), ("物业费", "≤8.004万元")], []),
        ([("水电费", "≤12万元"), ("物业费", "≤7.99万元")], [("cost-0.target", "info")]),
        ([("水电费", "≤12万元"), ("项目总成本", "≤19万元")], []),  # together they are more: not sure what is missing
        ([("水电费", "≤5万元"), ("项目总成本", "≤12万元")], [("cost-1.target", "info")]),
        ([("项目总成本", "≤15万元"), ("水电费", "≤12万元"), ("物业费", "≤8万元")], []),
        ([("项目总成本", "≤15万元"), ("水电费", "≤12万元"), ("物业费", "≤9万元")], [("cost-1.target", "error")]),
        ([("水电费", "≤200000万元"), ("物业费", "≤7万元")], []),  # 元: B012
        ([("水电费", "≤25万元"), ("物业费", "≤7万元")], []),  # one alone is too much: B007
        ([("水电费", "有控制"), ("物业费", "节约")], []),
    ],
)
def test_costs_together_against_the_budget(entries: list[tuple[str, str]], expected: list[tuple[str, str]]) -> None:
    assert places("B006", with_costs(*entries)) == expected


def test_the_messages_of_costs_give_the_numbers() -> None:
    (over,) = said("B006", with_costs(("水电费", "≤12万元"), ("物业费", "≤9万元")))
    assert all(word in over.message for word in ("= 21 万元", "预算 20 万元", "多出 1；"))
    (short,) = said("B006", with_costs(("水电费", "≤12万元"), ("物业费", "≤7万元")))
    assert all(word in short.message for word in ("合计 19 万元", "预算 20 万元", "少 1；"))
    (one,) = said("B007", with_costs(("水电费", "≤25万元")))
    assert all(word in one.message for word in ("≤25万元", "预算 20 万元", "多出 5 万元"))


def test_costs_are_measured_in_the_forms_own_unit_of_money() -> None:
    form = project(amount="200000", funding={"fiscal": "200000"})
    cost = next(one for one in form.indicators() if "成本" in one.name)
    cost.target = Target.parse("≤21万元")
    assert [where for where, _ in places("B007", form, used=templates(money_unit="元"))] == [f"{cost.id}.target"]
    assert places("B007", form) == []


def test_costs_of_a_department_keep_to_its_expenditure() -> None:
    form = ex.good_department()
    row = next(form.indicators())
    row.name, row.target = "运行经费", Target.parse("≤101万元")
    form.goals[0].dimensions[0].name = "成本指标"
    assert places("B007", form) == [(f"{row.id}.target", "error")]
    row.target = Target.parse("≤100万元")
    assert places("B007", form) == []


def test_long_term_costs_without_a_whole_are_not_judged() -> None:
    form = with_costs(("项目总成本", "≤60万元"))
    form.goals[0].period = "long_term"
    assert places("B007", form) == places("B006", form) == []
    form.total_amount = Decimal(70)
    assert places("B006", form) == [("cost-0.target", "info")]
    department = ex.good_department()
    row = next(department.indicators())
    row.name, row.target = "运行经费", Target.parse("≤101万元")
    department.goals[0].dimensions[0].name = "成本指标"
    department.goals[0].period = "long_term"
    assert places("B007", department) == []


@pytest.mark.parametrize(
    ("dimension", "category", "name", "target", "expected"),
    [
        ("成本指标", "经济成本指标", "财政投入水平", "≤100%", "warning"),
        ("成本指标", "经济成本指标", "投入设备", "≤5", "warning"),
        ("成本指标", "经济成本指标", "财政投入水平", "合适", "info"),
        ("成本指标", "经济成本指标", "财政投入水平", "≤5万元", ""),
        ("成本指标", "经济成本指标", "财政投入水平", "合计5万元", ""),
        ("成本指标", "经济成本指标", "财政投入水平", "", ""),
        ("成本指标", "经济成本指标", "", "≤100%", ""),
        ("成本指标", "经济成本指标", "成本占比", "≤100%", ""),
        ("成本指标", "经济成本指标", "成本控制水平", "≤100%", ""),
        ("成本指标", "经济成本指标", "开支压减", "≥5次", ""),
        ("成本指标", "社会成本指标", "对社会的影响", "≤3次", ""),
        ("效益指标", "社会效益指标", "财政投入水平", "≤100%", ""),
    ],
)
def test_a_cost_without_money(dimension: str, category: str, name: str, target: str, expected: str) -> None:
    found = places("B015", level(dimension, category, name, target))
    assert found == ([("one.target", expected)] if expected else [])


def test_the_unit_that_is_no_money_is_named() -> None:
    assert "“%”" in said("B015", level("成本指标", "经济成本指标", "财政投入水平", "≤100%"))[0].message
    assert "没有单位" in said("B015", level("成本指标", "经济成本指标", "投入设备", "≤5"))[0].message


WRONG = "2000元/人×90人=20万元"
RIGHT = "2000元/人×100人=20万元"


@pytest.mark.parametrize(
    ("form", "where"),
    [
        (project(costs=[CostItem(id="c", content="培训", basis=WRONG, own=Decimal(20))]), "c.basis"),
        (project(costs=[CostItem(id="c", content=WRONG, own=Decimal(20))]), "c.content"),
        *((project(**{name: WRONG}), f"project.{name}") for name in ("purpose", "basis", "plan", "last_evaluation")),
        (project(budget_change=WRONG), "project.budget_change"),
        (project(extra={"note": WRONG}), "project.extra.note"),
        (ex.good_department(projects=[ProjectLine(id="l", use=WRONG)]), "l.use"),
        (ex.good_department(tasks=[Task(id="t", content=WRONG)]), "t.content"),
        (ex.good_department(duties=WRONG), "department.duties"),
        (ex.good_department(annual_work=WRONG), "department.annual_work"),
        (ex.good_department(extra={"note": WRONG}), "department.extra.note"),
    ],
)
def test_a_calculation_is_judged_in_every_text(form: ProjectForm | DepartmentForm, where: str) -> None:
    assert places("B013", form) == [(where, "error")]
    assert "应为 18万元" in said("B013", form)[0].message


@pytest.mark.parametrize("field", ["basis", "description", "remark"])
def test_a_calculation_is_judged_in_the_texts_of_an_indicator(field: str) -> None:
    here = [(f"project-goal-1.{field}", "error")]
    for text, expected in ((WRONG, here), (WRONG.replace("=", "＝"), here), (RIGHT, [])):
        assert of("B013", ex.row("举办培训场次", "≥12场", **only(field, text))) == expected


BEFORE = "2025年年初预算22万元；2026年"


@pytest.mark.parametrize(
    ("text", "amount", "expected"),
    [
        (f"{BEFORE}较上年压减预算2万元。", "20", False),
        (f"{BEFORE}较上年压减预算2.004万元。", "20", False),
        (f"{BEFORE}较上年压减预算2.01万元。", "20", True),
        (f"{BEFORE}较上年增加预算2万元。", "20", True),
        (f"{BEFORE}较上年增加预算2万元。", None, False),
        ("2024年预算22万元；2026年较上年压减预算5万元。", "20", False),  # last year is not told
        (f"{BEFORE}较上年压减预算5万元。2026年预算17万元。", "17", False),
        (f"{BEFORE}较上年压减预算5万元。2026年预算17万元。", "20", True),  # right in itself, and not the budget
        (f"{BEFORE}较上年压减预算5万元，较2023年压减3万元。", "20", True),
        (f"{BEFORE}较上年压减预算5万元，较上年压减3万元。", "20", False),  # which of them is meant?
        (f"{BEFORE}较2023年压减预算5万元。", "20", False),
        ("2025年年初预算22万元，较上年压减预算5万元。", "20", False),  # told of last year
        ("2025年预算22万元、执行25万元；2026年较上年压减预算5万元。", "20", False),  # against what was spent
        ("2025年预算22万元，2026年预算20万元，减少3万元。", "20", True),  # against the amounts before it
        ("2025年预算22万元，2026年预算20万元，减少2万元，因任务减少。", "20", False),
        ("2024年预算18万元，2025年预算22万元，增加4万元。", "20", False),  # of an earlier year
    ],
)
def test_a_change_told_against_two_years(text: str, amount: str | None, expected: bool) -> None:
    fields: dict[str, Any] = {"funding": {}} if amount is None else {}
    found = places("B014", project(amount=amount, budget_change=text, **fields))
    assert found == ([("project.budget_change", "warning")] if expected else [])


@pytest.mark.parametrize(
    ("change", "amount", "right"),
    [
        ("压减预算5万元", "20", "减少 2 万元"),
        ("压减预算5万元", "25", "增加 3 万元"),
        ("压减预算5万元", "22", "持平"),
    ],
)
def test_the_right_change_is_told(change: str, amount: str, right: str) -> None:
    (found,) = said("B014", project(amount=amount, budget_change=f"{BEFORE}较上年{change}。"))
    assert f"应是{right}" in found.message
    assert f"2025 年为 22 万元、2026 年预算为 {amount} 万元" in found.message


def test_a_percentage_is_judged_in_every_text_and_a_change_only_in_its_own() -> None:
    percent = "2026年预算20万元，比上年增加5万元，增长25%。"
    assert places("B014", project(purpose=percent)) == [("project.purpose", "warning")]
    assert places("B014", project(purpose=percent.replace("%", "％"))) == [("project.purpose", "warning")]
    assert "33.33%" in said("B014", project(purpose=percent))[0].message
    assert places("B014", project(purpose=f"{BEFORE}较上年压减预算5万元。")) == []
    assert places("B014", ex.good_department(duties=percent.replace("20", "100", 2))) != []


@pytest.mark.parametrize(
    ("basis", "amounts", "expected"),
    [
        (RIGHT, {"own": "20"}, False),
        (RIGHT, {"own": "20.004"}, False),
        (RIGHT, {"own": "20.01"}, True),
        (RIGHT, {"own": "12", "superior": "8"}, False),
        (RIGHT, {}, False),
        ("2000元/人×100人=200000元", {"own": "20"}, False),
        ("20千元×10=200千元", {"own": "20"}, False),
        (WRONG, {"own": "20"}, False),  # B013
        (f"{RIGHT}；{RIGHT}", {"own": "30"}, False),  # two of them: which is the line's?
        (f"{RIGHT}，印刷10万元", {"own": "30"}, False),  # more money beside it
        ("10次×1.5万元/次", {"own": "15"}, False),
        ("10次×1.5万元/次", {"own": "18"}, True),
        ("650人，每人200元", {"own": "13"}, False),
        ("650人，每人200元", {"own": "130"}, True),
        ("6个部门，每个5万元", {"own": "30"}, False),
        ("6个部门，每个5万元", {"own": "36"}, True),
        ("6个部门，每人5万元", {"own": "36"}, False),  # of how many?
        ("1.2万人，每人补助200元。", {"own": "240"}, False),
        ("约650人，每人200元", {"own": "130"}, False),
        ("650人，每人200元，印刷1万元", {"own": "14"}, False),
        ("2025年650人，每人200元", {"own": "130"}, False),  # more than two numbers
        ("10次×12天", {"own": "18"}, False),  # no money
    ],
)
def test_a_costing_and_the_money_of_its_line(basis: str, amounts: dict[str, str], expected: bool) -> None:
    items = [CostItem.model_validate({"id": "c", "content": "培训", "basis": basis, **amounts})]
    form = project(costs=items, amount=amounts.get("own"))  # else B005 tells it
    assert places("B019", form) == ([("c.basis", "warning")] if expected else [])


def test_the_money_of_a_calculation_without_its_result_is_told() -> None:
    item = CostItem(id="c", content="视察", basis="10次×1.5万元/次", own=Decimal(18))
    (one,) = said("B019", project(costs=[item], amount="18"))
    assert "测算为 15 万元，本行金额为 18 万元" in one.message
