"""A path names one value; reading, writing and the check of a template's fields agree on which."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from models.dossier import Dossier
from models.forms import CostItem, DepartmentForm, ProjectForm
from models.goals import Goal, Indicator
from models.paths import (
    check_field,
    field_kind,
    from_text,
    holds_half_characters,
    nodes,
    printed,
    read,
    split_scope,
    write,
)
from models.target import Target
from models.values import FundingSource, MoneyLine, Part
from tests.strategies import dossiers


def department() -> DepartmentForm:
    return DepartmentForm.model_validate(
        {"income": {"fiscal": {"amount": "5", "history": {"2024": "3"}}}, "extra": {"甲": "1", "乙": "2"}}
    )


@pytest.mark.parametrize(
    ("path", "scope", "rest"),
    [
        ("indicator.target", "indicator", "target"),
        ("indicator.history.2025", "indicator", "history.2025"),
        ("name", "form", "name"),
        ("extra.说明", "form", "extra.说明"),
        ("goal", "form", "goal"),
    ],
)
def test_a_drawings_path_is_split_into_scope_and_field(path: str, scope: str, rest: str) -> None:
    assert split_scope(path) == (scope, rest)


@pytest.mark.parametrize(
    ("form", "path", "kind"),
    [
        ("project", "name", "text"),
        ("project", "amount", "amount"),
        ("project", "funding.fiscal", "amount"),
        ("project", "extra.说明", "text"),
        ("department", "income.fiscal.amount", "amount"),
        ("department", "income.fiscal.history.2024", "amount"),
        ("project", "indicator.target", "target"),
        ("project", "indicator.target.number", "target"),
        ("project", "indicator.nature", "nature"),
        ("project", "indicator.history.2025", "text"),
        ("project", "item.content", "text"),
        ("project", "item.quantity", "text"),
    ],
)
def test_a_field_is_known_with_its_kind(form: str, path: str, kind: str) -> None:
    assert check_field(form, path) == kind


@pytest.mark.parametrize(
    "path",
    [
        "",
        "colour",
        "id",
        "goals",
        "income",
        "income.lottery.amount",
        "income.fiscal",
        "income.fiscal.colour",
        "name.first",
        "indicator.target.colour",
        "indicator.colour",
        "indicator.history",
        "extra",
        "item.colour",
    ],
)
def test_an_unknown_field_is_refused_in_chinese(path: str) -> None:
    with pytest.raises(ValueError, match="没有"):
        check_field("department", path)


@pytest.mark.parametrize(
    ("part", "path", "value"),
    [
        (Indicator(), "name", "受理率"),
        (Indicator(), "target", Target.parse("≥95%")),
        (Indicator(), "weight", Decimal("10.0")),
        (Indicator(), "history.2025", "94%"),
        (department(), "income.fiscal.amount", Decimal("6")),
        (department(), "income.fiscal.history.2025", Decimal("6")),
        (department(), "income.other.share", Decimal("6")),
        (department(), "expenditure.basic.amount", Decimal("6")),
        (ProjectForm(), "funding.fiscal", Decimal("6")),
        (Dossier(year=2026), "unit.name", "示例市信访局"),
        (Dossier(year=2026), "budget.income.fiscal.amount", Decimal("6")),
    ],
)
def test_what_is_written_is_read(part: Part, path: str, value: object) -> None:
    write(part, path, value)
    assert read(part, path) == value
    assert type(part).model_validate_json(part.model_dump_json()) == part


def test_a_key_is_stored_as_the_model_knows_it() -> None:
    form = department()
    write(form, "income.other.amount", Decimal(1))
    assert list(form.income) == [FundingSource.FISCAL, FundingSource.OTHER]
    assert all(isinstance(key, FundingSource) for key in form.income)


@pytest.mark.parametrize("blank", [None, ""])
def test_a_blank_removes_its_key_and_makes_none(blank: object) -> None:
    form = department()
    write(form, "extra.甲", blank)
    write(form, "extra.丙", blank)
    write(form, "income.other.amount", blank)
    write(form, "income.fiscal.history.2024", blank)
    assert form.extra == {"乙": "2"}
    assert form.income == {FundingSource.FISCAL: MoneyLine(amount=Decimal(5))}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("colour", "红"),
        ("name.first", "x"),
        ("name", 5),
        ("amount", "十"),
        ("income.lottery.amount", Decimal(1)),
        ("income.fiscal.colour", Decimal(1)),
        ("income.fiscal.amount", "十"),
        ("income.fiscal.amount.more", Decimal(1)),
        ("income.fiscal.history.2024", "十"),
        ("extra.甲", 5),
        ("extra.甲.乙", "x"),
        ("extra.", "x"),
    ],
)
def test_what_cannot_be_written_changes_nothing(path: str, value: object) -> None:
    form = department()
    before = form.model_dump_json()
    with pytest.raises((KeyError, ValidationError)):
        write(form, path, value)
    assert form.model_dump_json() == before


def test_reading_an_unknown_field_is_an_error_and_a_missing_key_is_not() -> None:
    form = department()
    assert read(form, "income.other.amount") is None
    assert read(form, "extra.丙") is None
    for path in ("colour", "name.first", "income.fiscal.colour"):
        with pytest.raises(KeyError):
            read(form, path)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", " 甲 ", " 甲 "),
        ("amount", "1,000", Decimal(1000)),
        ("amount", " 40% ", Decimal(40)),
        ("amount", "40％", Decimal(40)),
        ("amount", "", None),
        ("target", "≥95%", Target.parse("≥95%")),
        ("nature", "定量", "quantitative"),
        ("nature", "别的", ""),
    ],
)
def test_typed_text_becomes_a_value(kind: Any, typed: str, value: object) -> None:
    assert from_text(kind, typed) == value


def test_values_are_printed_as_the_form_prints_them() -> None:
    assert [printed(value) for value in (None, Decimal("1E+2"), Decimal("1.50"), Target.parse("≥5次"), "甲")] == [
        "",
        "100",
        "1.50",
        "≥5次",
        "甲",
    ]


@given(dossiers)
def test_every_node_is_found_once_parents_first(dossier: Dossier) -> None:
    ids = [node.id for node in nodes(dossier)]
    assert len(ids) == len(set(ids))
    for form in dossier.forms:
        assert ids.index(form.id) < min(
            (ids.index(node.id) for node in nodes(form) if node is not form), default=len(ids)
        )


def test_half_characters_are_found_wherever_they_are() -> None:
    whole = ProjectForm(goals=[Goal(statement="𠮷龑")], costs=[CostItem(content="甲")], extra={"甲": "乙"})
    assert not holds_half_characters(whole)
    for broken in (
        "\ud83d",
        {"\udfff": ""},
        {"": "\udfff"},
        Indicator(target=Target.parse("\ud83d")),
        [CostItem(basis="\udc00")],
    ):
        assert holds_half_characters(broken)


def test_every_settable_field_has_a_kind() -> None:
    for model in (Indicator, CostItem, Goal):
        for name, field in model.model_fields.items():
            settable = name not in ("id", "history", "extra", "dimensions", "period")
            assert (field_kind(model, name) is not None) == settable, (model, name, field)
    assert field_kind(Indicator, "extra.指标方向性") == field_kind(Indicator, "history.2025") == "text"
