"""What a new form, a new dossier and the next year begin with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.dossier import Budget, Dossier, Silence, Unit
from models.forms import DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.making import (
    frame_names,
    from_last_year,
    goal_label,
    new_dossier,
    new_form,
    new_goal,
    unsigned,
)
from models.target import Target
from models.templates.asked import CategorySpec
from models.templates.template import FormTemplate
from models.templates.year_to_fill import year_to_fill
from models.values import ExpenditureKind, FundingSource, MoneyLine

UNIT = Unit(name="示例市水务局", head="李局", filler="王明", phone="123")


def template(kind: str = "project", drawing: str = "| {name} | {filler} |", **parts: Any) -> FormTemplate:
    head = {"id": "made-up", "name": "绩效目标表", "kind": kind, "region": "示例市", "year": 2026, "columns": [40, 40]}
    return FormTemplate.model_validate({**head, "block": [{"kind": "fields", "rows": drawing}], **parts})


BOTH = {"annual": {"label": "年度目标{n}"}, "long_term": {"label": "长期目标{n}"}}


def test_a_new_form_has_a_goal_of_each_period_that_its_template_knows() -> None:
    form = new_form(template(goals=BOTH))
    assert [(goal.period, goal.label) for goal in form.goals] == [("long_term", "长期目标1"), ("annual", "年度目标1")]
    only = new_form(template(goals={"long_term": {"label": "长期目标"}}))
    assert [(goal.period, goal.label) for goal in only.goals] == [("long_term", "长期目标")]
    assert [(goal.period, goal.label) for goal in new_form(template()).goals] == [("annual", "")]


def test_a_new_form_is_of_its_templates_kind_and_named() -> None:
    for kind, made, unnamed in (("department", DepartmentForm, "绩效目标表"), ("project", ProjectForm, "")):
        assert type(new_form(template(kind))) is made
        assert new_form(template(kind)).template == "made-up"
        assert new_form(template(kind)).name == unnamed
        assert new_form(template(kind), "巡查").name == "巡查"


def test_a_new_goal_has_the_levels_of_its_template() -> None:
    dimension = [
        {"name": "产出指标", "categories": ["数量指标", "质量指标"]},
        {"name": "满意度指标", "categories": ["满意度指标", "服务对象满意度指标"]},
        {"name": "成本指标"},
    ]
    goal = new_goal(template(dimension=dimension, goals=BOTH), "annual", 3)
    assert [(one.name, [two.name for two in one.categories]) for one in goal.dimensions] == [
        ("产出指标", ["数量指标", "质量指标"]),
        ("满意度指标", ["满意度指标"]),
        ("成本指标", []),
    ]
    assert (goal.period, goal.label) == ("annual", "年度目标3")
    assert goal_label(template(goals=BOTH), "long_term", 2) == "长期目标2"
    assert goal_label(template(), "annual", 2) == goal_label(None, "annual", 2) == ""


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (["满意度指标", "服务对象满意度指标"], ["满意度指标"]),
        (["服务对象满意度指标", "满意度指标"], ["服务对象满意度指标"]),
        (["服务对象满意度", "满意度指标"], ["服务对象满意度"]),
        (["数量指标", "质量指标"], ["数量指标", "质量指标"]),
    ],
)
def test_of_names_that_say_the_same_the_first_is_kept(names: list[str], kept: list[str]) -> None:
    assert frame_names([CategorySpec(name=name) for name in names]) == kept


def test_who_signs_is_taken_from_the_unit_where_the_form_prints_it_and_is_blank() -> None:
    drawn = template(drawing="| {filler} | {phone} |")
    form = new_form(drawn, unit=UNIT)
    assert (form.filler, form.phone, form.head) == ("王明", "123", ""), "nobody sees a head that is not printed"
    assert new_form(drawn).filler == ""
    assert unsigned(ProjectForm(filler="另一人"), drawn, UNIT) == {"phone": "123"}
    assert unsigned(ProjectForm(), drawn, Unit(filler="王明")) == {"filler": "王明"}


def test_a_new_dossier_has_a_blank_form_of_each_template() -> None:
    made = new_dossier(UNIT, 2027, [template("department"), template()])
    assert (made.year, made.unit) == (2027, UNIT)
    assert [(form.kind, form.filler) for form in made.forms] == [("department", "王明"), ("project", "王明")]


def last_year() -> Dossier:
    """A dossier of 2026 with all that grows old."""

    def line() -> MoneyLine:
        return MoneyLine(amount=Decimal(5), history={"2024": Decimal(3), "2025": Decimal(4)})

    rows = [
        Indicator(name="新的", target=Target.parse("≥120次"), weight=Decimal(10)),
        Indicator(name="旧的", target=Target.parse("≥9次"), history={"2024": "7次", "2025": "8次"}),
        Indicator(name="完成过", target=Target.parse("≥9次"), history={"2026": "实际10次"}),
        Indicator(name="空的", history={"2023": "1", "2024": "2", "2025": "3"}),
    ]
    goal = Goal(statement="巡河", dimensions=[Dimension(categories=[Category(indicators=rows)])])
    income, expenditure = {FundingSource.GENERAL: line()}, {ExpenditureKind.BASIC: line()}
    return Dossier(
        year=2026,
        unit=UNIT,
        budget=Budget(income=income, expenditure=expenditure),
        forms=[
            DepartmentForm(date="1月5日", income=income, expenditure=expenditure),
            ProjectForm(name="巡查", date="1月5日", amount=Decimal(30), goals=[goal]),
        ],
        silenced=[Silence(code="W001", where="f.amount")],
    )


def test_what_was_aimed_at_last_year_is_history_this_year() -> None:
    made = from_last_year(last_year())
    assert made.year == 2027
    assert {one.name: one.history for one in made.indicators()} == {
        "新的": {"2026": "≥120次"},
        "旧的": {"2025": "8次", "2026": "≥9次"},
        "完成过": {"2026": "实际10次"},
        "空的": {"2024": "2", "2025": "3"},
    }
    assert [one.target.text for one in made.indicators()] == ["≥120次", "≥9次", "≥9次", ""], (
        "to be thought over, not typed"
    )


def test_money_of_last_year_is_history_in_the_budget_and_in_the_forms() -> None:
    made = from_last_year(last_year())
    form = made.forms[0]
    assert isinstance(form, DepartmentForm)
    for lines in (made.budget.income, made.budget.expenditure, form.income, form.expenditure):
        (aged,) = lines.values()
        assert aged.history == {"2025": Decimal(4), "2026": Decimal(5)}
    blank = Dossier(year=2026, budget=Budget(income={FundingSource.GENERAL: MoneyLine(share=Decimal(1))}))
    assert from_last_year(blank).budget.income[FundingSource.GENERAL].history == {}


def test_texts_stay_and_what_was_of_that_year_alone_is_gone() -> None:
    before = last_year()
    made = from_last_year(before)
    assert [form.date for form in made.forms] == ["", ""]
    assert made.silenced == []
    assert made.forms[1].goals[0].statement == "巡河"
    assert not {form.id for form in made.forms} & {form.id for form in before.forms}
    assert (before.year, before.forms[1].date) == (2026, "1月5日"), "last year's own dossier is left as it was"
    assert next(before.indicators()).history == {}


@pytest.mark.parametrize(
    ("day", "year"), [((2026, 1, 1), 2026), ((2026, 7, 31), 2026), ((2026, 8, 1), 2027), ((2026, 12, 31), 2027)]
)
def test_the_year_to_fill_is_the_coming_one_from_august_on(day: tuple[int, int, int], year: int) -> None:
    assert year_to_fill(date(*day)) == year
