"""The framework: what may be registered, what templates choose, what becomes of a rule that raises or is silenced."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from models.dossier import Silence
from models.rules import examples as ex
from models.rules import registry
from models.rules.catalogue import all_rules
from models.rules.chosen import plan
from models.rules.engine import Checker, check, report
from models.rules.finding import Remark
from models.rules.registry import RegistryError, Rule, also, rule
from models.rules.view import DossierView, FormView, GoalView, Row
from models.templates.template import FormTemplate
from tests.models.rules.spoken import ABOUT, GOOD


def every_row(row: Row) -> Iterator[Remark]:
    """Something to say about every row."""
    yield Remark(row.at("target"), "看看")


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


# --- settings, value by value ---


def said_with(**choices: Any) -> tuple[list[str], list[str]]:
    """The problems of these choices, and what the rule was given."""
    (template, _) = template_with(V901=choices).values()
    made = plan(registry.registered(), template)
    view = FormView(GOOD.build().forms[0], template, 2026, ex.good_dossier().unit)
    given = [remark.message for bound in made.rules["indicator"] for remark in bound.run(view.goals[0].rows[0])]
    return made.problems, given


@pytest.mark.usefixtures("with_parameters")
@pytest.mark.parametrize(
    ("choices", "given"),
    [
        ({}, "False 3 1 甲 ()"),
        ({"flag": True}, "True 3 1 甲 ()"),
        ({"number": 5}, "False 5 1 甲 ()"),
        ({"money": "2.5"}, "False 3 2.5 甲 ()"),
        ({"money": 2}, "False 3 2 甲 ()"),
        ({"text": "乙"}, "False 3 1 乙 ()"),
        ({"words": ["丙"]}, "False 3 1 甲 ('丙',)"),
        ({"words": []}, "False 3 1 甲 ()"),
    ],
)
def test_a_choice_of_the_right_kind_is_taken(choices: dict[str, Any], given: str) -> None:
    assert said_with(**choices) == ([], [given])


@pytest.mark.usefixtures("empty_registry")
class TestSignature:
    def test_the_other_arguments_are_parameters_with_a_value(self) -> None:
        def by_place(row: Row, words: tuple[str, ...] = ()) -> Iterator[Remark]:
            """Not by keyword."""
            yield Remark(row.at("target"), str(words))

        def without(row: Row, *, words: tuple[str, ...]) -> Iterator[Remark]:
            """No value."""
            yield Remark(row.at("target"), str(words))

        for function in (by_place, without):
            with pytest.raises(RegistryError):
                rule("V901", **ABOUT)(function)

    @pytest.mark.parametrize(
        "wrong", [{"severity": "fatal"}, {"good": "甲"}, {"bad": "甲"}, {"title": ""}, {"why": ""}, {"basis": ""}]
    )
    def test_what_a_rule_says_of_itself(self, wrong: dict[str, Any]) -> None:
        with pytest.raises(RegistryError):
            rule("V901", **(ABOUT | wrong))(every_row)
        assert registry.registered() == {}

    def test_a_blank_docstring_is_none(self) -> None:
        def blank(row: Row) -> Iterator[Remark]:
            yield Remark(row.at("target"), "看看")

        def of_form(view: FormView) -> Iterator[Remark]:
            yield Remark(f"{view.form.id}.name", "看看")

        blank.__doc__ = "  "
        with pytest.raises(RegistryError):
            rule("V901", **ABOUT)(blank)
        rule("V901", **ABOUT)(every_row)
        for words in (None, "  "):
            of_form.__doc__ = words
            with pytest.raises(RegistryError):
                also("V901")(of_form)

    def test_rules_come_by_code(self) -> None:
        rule("V902", **ABOUT)(every_row)
        rule("V901", **ABOUT)(every_row)
        assert list(registry.registered()) == ["V901", "V902"]


# --- rules of the whole dossier ---


def two_kinds(**choices: Any) -> dict[str, FormTemplate]:
    """The project's template with choices, the department's as it is."""
    return ex.good_form().templates() | {ex.PROJECT_TEMPLATE: template_with(**choices)[ex.PROJECT_TEMPLATE]}


def whole_rule(view: DossierView, *, word: str = "甲") -> Iterator[Remark]:
    """Says something of every form, and of the unit."""
    yield Remark("unit.name", word)
    for one in view.forms:
        yield Remark(f"{one.form.id}.name", word, severity="info")


@pytest.mark.usefixtures("empty_registry")
class TestDossierRules:
    def found(self, used: dict[str, FormTemplate]) -> list[tuple[str, str, str, str]]:
        rule("V901", **ABOUT)(whole_rule)
        dossier = ex.good_dossier(ex.good_department(), ex.good_project())
        found = Checker(used, registry.registered()).findings(dossier, lambda _: 0)
        return [(one.where, one.form, one.severity, one.message) for one in found]

    def test_what_lies_in_a_form_is_named_as_there_and_the_rest_as_it_is(self) -> None:
        assert self.found(two_kinds()) == [
            ("unit.name", "", "warning", "甲"),
            ("department.name", "department", "info", "表名：甲"),
            ("project.name", "project", "info", "项目名称：甲"),
        ]

    def test_a_template_that_has_it_off_hears_nothing_in_its_forms(self) -> None:
        assert [one[0] for one in self.found(two_kinds(V901={"off": True}))] == ["unit.name", "department.name"]

    def test_where_all_have_it_off_it_is_not_asked(self) -> None:
        assert self.found(template_with(V901={"off": True})) == []

    def test_a_severity_is_chosen_form_by_form(self) -> None:
        found = self.found(two_kinds(V901={"severity": "error"}))
        assert [(one[0], one[2]) for one in found] == [
            ("unit.name", "warning"),
            ("department.name", "info"),
            ("project.name", "error"),
        ]

    def test_a_parameter_is_of_the_first_template_that_sets_it(self) -> None:
        assert {one[3][-1] for one in self.found(two_kinds(V901={"word": "乙"}))} == {"乙"}
        both = template_with(V901={"word": "丙"}) | {
            ex.PROJECT_TEMPLATE: template_with(V901={"word": "乙"})[ex.PROJECT_TEMPLATE]
        }
        registry._RULES.clear()
        assert {one[3][-1] for one in self.found(both)} == {"丙"}

    def test_without_any_known_template_the_rule_is_asked(self) -> None:
        assert [one[0] for one in self.found({})] == ["unit.name", "department.name", "project.name"]
