"""What stands in the place of a value, and what typing there changes; amounts in other units of money."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from models.currency import POWERS, converted
from models.dossier import Unit
from models.edits import SetValue
from models.entry import meant, part_of_target, put, shown, typed, typed_where_it_fits
from models.forms import ProjectForm
from models.goals import Indicator
from models.target import Nature, Target, TargetParts

APART, WHOLE = TargetParts(), TargetParts(frozenset())


def indicator(nature: Nature = "") -> Indicator:
    return Indicator(
        id="i",
        name="合格率",
        target=Target.parse("≥95%"),
        nature=nature,
        weight=Decimal("10"),
        history={"2025": "≥90%"},
    )


@pytest.mark.parametrize(
    ("field", "part"),
    [
        ("target.unit", "unit"),
        ("target.number", "number"),
        ("target.comparison", "comparison"),
        ("target", ""),
        ("target.kind", ""),
        ("unit", ""),
        ("name", ""),
    ],
)
def test_the_parts_of_a_target_are_known_by_their_fields(field: str, part: str) -> None:
    assert part_of_target(field) == part


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", "合格率"),
        ("target", "≥95%"),
        ("target.comparison", "≥"),
        ("target.number", "95"),
        ("target.unit", "%"),
        ("nature", "定量"),
        ("weight", "10"),
        ("history.2025", "≥90%"),
        ("history.2024", ""),
        ("remark", ""),
    ],
)
def test_what_is_shown(field: str, text: str) -> None:
    assert shown(indicator(nature="quantitative"), field, APART) == text


def test_an_indicator_of_no_nature_shows_none() -> None:
    assert shown(indicator(), "nature", APART) == ""


@pytest.mark.parametrize(
    ("texts", "changes"),
    [
        ({"name": "达标率"}, [("i.name", "达标率")]),
        ({"weight": "１２．５"}, [("i.weight", Decimal("12.5"))]),
        ({"weight": ""}, [("i.weight", None)]),
        ({"history.2025": "≥91%"}, [("i.history.2025", "≥91%")]),
        ({"nature": "定性"}, [("i.nature", "qualitative")]),
        ({"nature": " "}, [("i.nature", "")]),
        ({"target.number": "96"}, [("i.target", Target.parse("≥96%")), ("i.nature", "")]),
        (
            {"target.number": "3", "name": "巡查次数", "target.unit": "次"},
            [("i.name", "巡查次数"), ("i.target", Target.parse("≥3次")), ("i.nature", "")],
        ),
    ],
)
def test_what_is_typed(texts: dict[str, str], changes: list[tuple[str, Any]]) -> None:
    assert list(typed(indicator(), texts, APART)) == [SetValue(path, value) for path, value in changes]


def test_unit_and_form_are_named_by_their_paths() -> None:
    assert typed(Unit(), {"name": "示例局"}, APART) == (SetValue("unit.name", "示例局"),)
    assert typed(ProjectForm(id="f"), {"amount": "3"}, APART) == (SetValue("f.amount", Decimal(3)),)
    assert typed(ProjectForm(id="f"), {"target.unit": "次"}, APART) == (), "a form has no target"


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"weight": "十分"}, "数字"),
        ({"nature": "定"}, "“定”不是指标性质，这里写 定量 或 定性"),
        ({"没有的": "甲"}, "没有“没有的”这个栏目"),
        ({"target.number": "3", "没有的": "甲"}, "没有“没有的”这个栏目"),
    ],
)
def test_what_cannot_be_typed(texts: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        typed(indicator(), texts, APART)


def test_a_word_means_a_value_of_its_kind() -> None:
    assert meant("amount", "1,200.50") == Decimal("1200.50")
    assert meant("nature", "定量") == "quantitative"
    assert meant("text", " 甲 ") in (" 甲 ", "甲")


def test_of_several_texts_those_that_fit_are_taken() -> None:
    texts = {"name": "合格率", "weight": "十分", "remark": "见附件", "target.number": "96", "target.unit": "次"}
    changes, refused = typed_where_it_fits(indicator(), texts, APART)
    assert changes == [SetValue("i.remark", "见附件"), SetValue("i.target", Target.parse("≥96次"))]
    assert list(refused) == ["weight"]
    assert "数字" in refused["weight"]


def test_parts_of_a_target_that_do_not_go_together_are_taken_one_by_one() -> None:
    texts = {"target.number": "96", "target.comparison": "约莫"}
    changes, refused = typed_where_it_fits(indicator(), texts, APART)
    assert changes == [SetValue("i.target", Target.parse("≥96%"))]
    assert list(refused) == ["target.comparison"]


def test_what_changes_nothing_is_no_change() -> None:
    assert typed_where_it_fits(indicator(), {"name": "合格率", "target.number": "95"}, APART) == ([], {})


def test_changes_are_put_into_a_node_that_is_nowhere_yet() -> None:
    one = indicator()
    put(one, [SetValue("i.name", "达标率"), SetValue("i.history.2024", "≥80%")])
    assert (one.name, one.history) == ("达标率", {"2025": "≥90%", "2024": "≥80%"})


# --- money ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "unit", "kept", "text"),
    [
        ("30", "万元", "万元", "30"),
        ("30.00", "万元", "万元", "30.00"),
        ("305000", "元", "万元", "30.5"),
        ("300000", "元", "万元", "30"),
        ("1.20", "亿元", "万元", "12000"),
        ("3", "亿", "万", "30000"),
        ("30.5", "万元", "元", "305000"),
        ("12", "千元", "万元", "1.2"),
        ("1", "百元", "元", "100"),
        ("1", "千万元", "百万元", "10"),
        ("1", "十万元", "万元", "10"),
        ("0", "元", "万元", "0"),
        ("1000000", "元", "万元", "100"),
    ],
)
def test_an_amount_in_another_unit(number: str, unit: str, kept: str, text: str) -> None:
    assert str(converted(Decimal(number), unit, kept)) == text


def test_amounts_are_kept_in_ten_thousands_and_long_spellings_are_looked_for_first() -> None:
    assert str(converted(Decimal(5), "元")) == "0.0005"
    units = list(POWERS)
    assert all(units.index(one) < units.index(part) for one in units for part in units if part != one and part in one)
