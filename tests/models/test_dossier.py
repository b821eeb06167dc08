"""What a dossier and its parts say of themselves."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.dossier import Dossier, Unit
from models.fields import field_word, item_types, list_fields, part_word
from models.forms import CostItem, DepartmentForm, Measure, OwnRow, ProjectForm, ProjectLine, Purchase, Task
from models.goals import Category, Dimension, Goal, Indicator
from models.target import Target
from models.values import Part


def test_a_form_prints_its_own_unit_or_that_of_the_dossier() -> None:
    dossier = Dossier(year=2026, unit=Unit(name="水务局"))
    assert dossier.unit_name_of(ProjectForm(unit_name="二中队")) == "二中队"
    assert dossier.unit_name_of(DepartmentForm()) == "水务局"


def test_every_indicator_is_listed_in_the_order_of_the_tables() -> None:
    def goal(*names: str) -> Goal:
        categories = [Category(indicators=[Indicator(name=name)]) for name in names]
        return Goal(dimensions=[Dimension(categories=categories), Dimension()])

    forms = [ProjectForm(goals=[goal("甲", "乙"), goal("丙")]), ProjectForm(), ProjectForm(goals=[goal("丁")])]
    assert [one.name for one in Dossier(year=2026, forms=forms).indicators()] == ["甲", "乙", "丙", "丁"]
    assert [one.name for one in forms[0].indicators()] == ["甲", "乙", "丙"]


def test_the_goals_of_a_period_are_those_in_order() -> None:
    goals = [Goal(id="a"), Goal(id="b", period="long_term"), Goal(id="c")]
    assert [goal.id for goal in ProjectForm(goals=goals).goals_of("annual")] == ["a", "c"]
    assert [goal.id for goal in ProjectForm(goals=goals).goals_of("long_term")] == ["b"]


@pytest.mark.parametrize(
    "filled",
    [
        {"name": "甲"},
        {"basis": "甲"},
        {"description": "甲"},
        {"scoring": "甲"},
        {"evidence": "甲"},
        {"classification": "甲"},
        {"remark": "甲"},
        {"target": Target.parse("≥1次")},
        {"weight": Decimal(0)},
        {"history": {"2025": "甲"}},
    ],
    ids=lambda filled: next(iter(filled)),
)
def test_a_row_with_anything_in_it_is_not_blank(filled: dict[str, object]) -> None:
    assert not Indicator.model_validate(filled).blank
    assert Indicator().blank
    assert Indicator(history={"2025": ""}).blank


def test_lists_of_parts_are_told_from_lists_of_anything_else() -> None:
    assert item_types(list[Goal]) == (Goal,)
    assert item_types(list[str]) == item_types(dict[str, Goal]) == item_types(str) == ()
    assert item_types(list[str | Goal]) == (Goal,)
    forms = list_fields(Dossier)["forms"]
    assert set(forms) == {DepartmentForm, ProjectForm}
    own = {"goals": (Goal,), "own_rows": (OwnRow,)}
    assert dict(list_fields(ProjectForm)) == own | {"costs": (CostItem,), "purchases": (Purchase,)}
    lists = own | {"tasks": (Task,), "projects": (ProjectLine,), "measures": (Measure,)}
    assert dict(list_fields(DepartmentForm)) == lists
    assert dict(list_fields(Indicator)) == {}


@pytest.mark.parametrize(
    ("model", "path", "word"),
    [
        (Indicator, "target", "指标值"),
        (Indicator, "history.2025", "以前年度指标值·2025年"),
        (Indicator, "nature", "指标性质"),
        (ProjectForm, "name", "项目名称"),
        (DepartmentForm, "name", "表名"),
        (ProjectForm, "funding.fiscal", "当年资金来源·财政拨款"),
        (ProjectForm, "spending_plan.3", "资金支出计划·3"),
        (DepartmentForm, "income.fiscal", "收入构成·财政拨款"),
        (DepartmentForm, "income.fiscal.amount", "收入构成·财政拨款"),
        (DepartmentForm, "income.fiscal.share", "收入构成·财政拨款·占比"),
        (DepartmentForm, "income.fiscal.history.2024", "收入构成·财政拨款·2024年"),
        (ProjectForm, "extra.绩效科室", "绩效科室"),
        (ProjectForm, "extra.a.b", "a.b"),
        (ProjectForm, "extra", "其他栏目"),
        (ProjectForm, "nothing", "nothing"),
    ],
)
def test_a_value_is_called_as_the_form_calls_it(model: type[Part], path: str, word: str) -> None:
    assert field_word(model, path) == word


def test_a_goal_is_called_by_its_period() -> None:
    assert part_word(Goal()) == "年度目标"
    assert part_word(Goal(period="long_term")) == "长期目标"
    assert part_word(Indicator()) == "三级指标"
