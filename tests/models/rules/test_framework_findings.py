"""What the engine makes of rules: findings, their places, silences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from models.dossier import Silence
from models.rules import examples as ex
from models.rules import registry
from models.rules.engine import Checker, check, report
from models.rules.finding import Remark
from models.rules.registry import also, rule
from models.rules.view import FormView, Row
from tests.models.rules.spoken import ABOUT, GOOD
from tests.models.rules.test_framework import broken_dossier, broken_goal, said_with, template_with


@pytest.mark.usefixtures("with_parameters")
@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"flag": 1}, "true 或 false"),
        ({"number": True}, "整数"),
        ({"number": "5"}, "整数"),
        ({"money": True}, "数字"),
        ({"money": 2.5}, "数字"),
        ({"money": ""}, "数字"),
        ({"money": "多"}, "数字"),
        ({"text": 5}, "文本"),
        ({"words": "丙"}, "列表"),
        ({"words": [5]}, "列表"),
        ({"unknown": 5}, "flag、number、money、text、words"),
        ({"severity": "fatal"}, "error、warning、info"),
        ({"off": "yes"}, "true 或 false"),
    ],
)
def test_a_choice_of_the_wrong_kind_is_told_and_left_out(choices: dict[str, Any], words: str) -> None:
    (problem,), given = said_with(**choices)
    assert "V901" in problem
    assert next(iter(choices)) in problem
    assert words in problem or "不是数字" in problem
    assert given == ["False 3 1 甲 ()"]


@pytest.mark.usefixtures("with_parameters")
def test_a_rule_is_off_only_where_the_template_says_so() -> None:
    assert said_with(off=True) == ([], [])
    assert said_with(off=False)[1] != []


@pytest.mark.usefixtures("empty_registry")
def test_a_parameter_goes_to_the_part_that_has_it() -> None:
    def of_row(row: Row, *, near: int = 1) -> Iterator[Remark]:
        """Says its own."""
        yield Remark(row.at("target"), f"row {near}")

    def of_form(view: FormView, *, far: int = 2) -> Iterator[Remark]:
        """Says its own."""
        yield Remark(f"{view.form.id}.name", f"form {far}")

    rule("V901", **ABOUT)(of_row)
    also("V901")(of_form)
    used = template_with(V901={"near": 5, "far": 6})
    found = Checker(used, registry.registered()).findings(GOOD.build(), lambda _: 0)
    assert {one.message.partition("：")[2] for one in found} == {"row 5", "form 6"}


@pytest.mark.usefixtures("empty_registry")
def test_a_dossier_rule_that_raises_is_told_of_the_whole() -> None:
    rule("V901", **ABOUT)(broken_dossier)
    (found,) = Checker(GOOD.templates(), registry.registered()).findings(GOOD.build(), lambda _: 0)
    assert (found.where, found.form, found.severity) == ("dossier.forms", "", "warning")
    assert "IndexError：2026" in found.message


@pytest.mark.usefixtures("empty_registry")
def test_a_broken_rule_is_a_warning_whatever_the_template_chose() -> None:
    rule("V901", **(ABOUT | {"severity": "error"}))(broken_goal)
    used = template_with(V901={"severity": "error"})
    (found,) = Checker(used, registry.registered()).findings(GOOD.build(), lambda _: 0)
    assert (found.where, found.severity) == ("project-goal.statement", "warning")


def test_only_what_is_silenced_is_apart() -> None:
    dossier = ex.rows(("产出指标", "质量指标", "合格率", ">100%"), ("产出指标", "质量指标", "达标率", ">100%")).build()
    rates = [one.where for one in check(dossier, GOOD.templates()) if one.code == "V004"]
    assert len(rates) == 2
    dossier.silenced += [
        Silence(code="V004", where=rates[0], reason="甲"),
        Silence(code="V005", where=rates[1], reason="乙"),  # another rule
    ]
    told = report(dossier, GOOD.templates())
    assert [one.where for one in told.findings if one.code == "V004"] == rates[1:]
    assert [(one.where, silence.reason) for one, silence in told.silenced] == [(rates[0], "甲")]
    assert report(GOOD.build(), GOOD.templates()).silenced == ()
