"""The framework: what may be registered, what templates choose, what becomes of a rule that raises or is silenced."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from models.dossier import Silence
from models.rules import examples as ex
from models.rules import registry
from models.rules.catalogue import all_rules
from models.rules.engine import Checker, check, report
from models.rules.finding import Remark
from models.rules.registry import RegistryError, Rule, also, rule
from models.rules.settings import plan
from models.rules.view import DossierView, FormView, GoalView, Row
from models.templates.template import FormTemplate

GOOD = ex.good_form()
ABOUT: dict[str, Any] = {
    "title": "题",
    "severity": "warning",
    "why": "因",
    "basis": "填报实务：例",
    "good": GOOD,
    "bad": GOOD,
}


def every_row(row: Row) -> Iterator[Remark]:
    """Something to say about every row."""
    yield Remark(row.at("target"), "看看")


@pytest.fixture
def empty_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """No rule registered, and nothing left behind."""
    monkeypatch.setattr(registry, "_RULES", {})


def template_with(**rules: dict[str, Any]) -> dict[str, FormTemplate]:
    return ex.Example("", ex.good_dossier, {"rules": rules}).templates()


def codes(dossier: Any, templates: dict[str, FormTemplate]) -> set[str]:
    return {finding.code for finding in check(dossier, templates)}


# --- the registry ---


@pytest.mark.usefixtures("empty_registry")
class TestRegistry:
    @pytest.mark.parametrize("missing", ["title", "why", "basis"])
    def test_a_rule_says_what_it_is_why_and_on_what_it_stands(self, missing: str) -> None:
        with pytest.raises(RegistryError):
            rule("V901", **(ABOUT | {missing: ""}))(every_row)

    @pytest.mark.parametrize("missing", ["good", "bad"])
    def test_a_rule_has_examples(self, missing: str) -> None:
        with pytest.raises(RegistryError):
            rule("V901", **(ABOUT | {missing: None}))(every_row)

    def test_a_rule_has_a_docstring(self) -> None:
        def silent(row: Row) -> Iterator[Remark]:
            yield Remark(row.at("target"), "看看")

        with pytest.raises(RegistryError):
            rule("V901", **ABOUT)(silent)

    def test_a_code_is_taken_once(self) -> None:
        rule("V901", **ABOUT)(every_row)
        with pytest.raises(RegistryError):
            rule("V901", **ABOUT)(every_row)

    def test_a_retired_code_never_comes_back(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(registry, "RETIRED", frozenset({"V901"}))
        with pytest.raises(RegistryError):
            rule("V901", **ABOUT)(every_row)

    @pytest.mark.parametrize("code", ["901", "v901", "V91", "V9012"])
    def test_a_code_is_a_letter_and_three_digits(self, code: str) -> None:
        with pytest.raises(RegistryError):
            rule(code, **ABOUT)(every_row)

    def test_what_a_rule_looks_at_must_be_known(self) -> None:
        def astray(text: str) -> Iterator[Remark]:
            """Looks at nothing the engine has."""
            yield Remark(text, "看看")

        with pytest.raises(RegistryError):
            rule("V901", **ABOUT)(astray)

    def test_a_second_function_needs_the_rule_and_another_level(self) -> None:
        with pytest.raises(RegistryError):
            also("V901")(every_row)
        rule("V901", **ABOUT)(every_row)
        with pytest.raises(RegistryError):
            also("V901")(every_row)


def test_the_fixed_codes_are_all_there() -> None:
    fixed = [f"C{n:03}" for n in range(1, 11)] + [f"S{n:03}" for n in range(1, 6)] + [f"V{n:03}" for n in range(1, 12)]
    assert set(fixed) <= all_rules().keys()


def test_a_regulation_is_named_by_its_number_or_it_is_practice() -> None:
    for one in all_rules().values():
        assert one.basis.startswith(("填报实务：", "财预〔", "《")), one.code


# --- what templates choose ---


def test_a_template_switches_a_rule_off() -> None:
    dossier = ex.row("培训考核合格率", ">100%", "质量指标").build()
    assert "V004" in codes(dossier, template_with())
    assert "V004" not in codes(dossier, template_with(V004={"off": True}))


def test_a_template_chooses_the_severity() -> None:
    dossier = ex.row("培训考核合格率", ">100%", "质量指标").build()
    found = check(dossier, template_with(V004={"severity": "info"}))
    assert [finding.severity for finding in found if finding.code == "V004"] == ["info"]


def test_a_template_sets_a_parameter() -> None:
    dossier = ex.row("群众来访接待率", ">100%", "质量指标").build()
    assert "V004" not in codes(dossier, template_with(V004={"exempt": ["接待"]}))


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"V999": {"off": True}}, "V999"),
        ({"V004": {"exempts": []}}, "exempts"),
        ({"V004": {"exempt": "接待"}}, "exempt"),
        ({"V004": {"severity": "fatal"}}, "severity"),
        ({"V004": {"off": 1}}, "off"),
        ({"C008": {"share": "多数"}}, "share"),
    ],
)
def test_a_choice_that_cannot_be_understood_is_told_and_the_rule_stays(choices: dict[str, Any], said: str) -> None:
    dossier = ex.row("培训考核合格率", ">100%", "质量指标").build()
    found = check(dossier, template_with(**choices))
    assert [finding for finding in found if finding.code == "T002" and said in finding.message]
    assert "V004" in {finding.code for finding in found}


def test_two_templates_in_one_dossier_choose_each_for_its_forms() -> None:
    project = ex.rows(("产出指标", "数量指标", "举办培训场次", ">=12场")).build().forms[0]
    dossier = ex.good_dossier(ex.good_department(), project)
    both = ex.good_form().templates()
    assert "V009" in codes(dossier, both)
    quiet = both | {ex.PROJECT_TEMPLATE: template_with(V009={"off": True})[ex.PROJECT_TEMPLATE]}
    assert "V009" not in codes(dossier, quiet)


def test_an_unknown_template_is_told_and_the_other_rules_go_on() -> None:
    dossier = ex.row("项目总成本", "≥20万元", "经济成本指标", "成本指标").build()
    assert codes(dossier, {}) >= {"T001", "V006"}


# --- a rule that raises ---


def broken_row(row: Row) -> Iterator[Remark]:
    """Raises at the second row."""
    if row.dimension == "效益指标":
        raise ZeroDivisionError("没有分母")
    yield Remark(row.at("target"), "看看")


def broken_goal(view: GoalView) -> Iterator[Remark]:
    """Raises."""
    raise KeyError(view.goal.id)
    yield


def broken_dossier(view: DossierView) -> Iterator[Remark]:
    """Raises."""
    raise IndexError(view.dossier.year)
    yield


@pytest.mark.usefixtures("empty_registry")
def test_a_rule_that_raises_is_one_finding_and_the_others_go_on() -> None:
    rule("V901", **(ABOUT | {"severity": "error"}))(broken_row)
    rule("V902", **ABOUT)(broken_goal)
    rule("V903", **ABOUT)(broken_dossier)
    rule("V904", **ABOUT)(every_row)
    found = Checker(GOOD.templates(), registry.registered()).findings(GOOD.build(), lambda _: 0)
    by_code = {
        code: [finding for finding in found if finding.code == code] for code in ("V901", "V902", "V903", "V904")
    }
    raised = [finding for finding in by_code["V901"] if "没能运行" in finding.message]
    assert [finding.severity for finding in raised] == ["warning"]
    assert "服务企业数量" in raised[0].message
    assert len(by_code["V901"]) == 6
    assert len(by_code["V902"]) == len(by_code["V903"]) == 1
    assert len(by_code["V904"]) == 6


# --- findings ---


def test_a_finding_names_goal_level_indicator_and_column_as_the_paper_does() -> None:
    finding = next(
        one for one in check(ex.row("合格率", ">100%", "质量指标").build(), GOOD.templates()) if one.code == "V004"
    )
    assert finding.message.startswith("年度目标1 · 质量指标 · 合格率 · 指标值：")
    assert finding.where == "project-goal-2.target"
    assert finding.form == "project"


def test_a_silenced_finding_is_kept_apart_with_its_reason() -> None:
    dossier = ex.row("合格率", ">100%", "质量指标").build()
    decision = Silence(code="V004", where="project-goal-2.target", reason="主管部门规定")
    dossier.silenced.append(decision)
    told = report(dossier, GOOD.templates())
    assert "V004" not in {finding.code for finding in told.findings}
    assert [(finding.code, silence.reason) for finding, silence in told.silenced] == [("V004", "主管部门规定")]


def test_good_forms_have_no_finding_at_all() -> None:
    dossier = ex.good_dossier(ex.good_department(), ex.good_project())
    dossier.forms[0].projects = []  # type: ignore[union-attr]
    assert check(dossier, GOOD.templates()) == []


def test_parameters_of_a_rule_are_its_keyword_arguments() -> None:
    made = plan(all_rules(), None)
    assert not made.problems
    assert all(isinstance(one, Rule) for one in all_rules().values())
    assert "exempt" in all_rules()["V004"].parameters


def test_form_view_knows_the_year_the_form_names() -> None:
    view = FormView(ex.good_project(project_year="2026年"), None, 2026, ex.good_dossier().unit)
    assert view.form_year == 2026
    assert FormView(ex.good_project(project_year="2025—2026"), None, 2026, ex.good_dossier().unit).form_year is None
