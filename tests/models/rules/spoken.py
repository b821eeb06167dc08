"""What the tests of the rules are written with: forms to begin from, and what is said of them, where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from models.dossier import Budget, Dossier
from models.edits import Editor
from models.forms import DepartmentForm, ProjectForm
from models.goals import Goal, Indicator
from models.rules import examples as ex
from models.rules.engine import check
from models.rules.finding import Finding
from models.target import Target
from models.templates.template import FormTemplate

LETTERS = "WBXH"
COPIES = frozenset({"X010", "X011"})
"""What is told of forms that are copies of each other, as those of these tests are."""


def templates(**changes: Any) -> dict[str, FormTemplate]:
    """The templates of the examples, with changes."""
    return ex.Example("", ex.good_dossier, changes).templates()


def findings(whole: Dossier, used: dict[str, FormTemplate] | None = None, letters: str = LETTERS) -> list[Finding]:
    return [one for one in check(whole, used or templates()) if one.code[0] in letters and one.code not in COPIES]


def told(
    *forms: DepartmentForm | ProjectForm, used: dict[str, FormTemplate] | None = None, **fields: Any
) -> list[tuple[str, str]]:
    """Code and severity of everything that is said of these forms, in order."""
    return sorted((one.code, one.severity) for one in findings(ex.good_dossier(*forms, **fields), used))


def fixed(whole: Dossier, code: str, used: dict[str, FormTemplate] | None = None) -> list[Finding]:
    """What that rule still says after its first fix."""
    first = next(one for one in findings(whole, used) if one.code == code)
    assert first.fix is not None, first.message
    Editor(whole).apply(first.fix)
    return [one for one in findings(whole, used) if one.code == code]


def goal(rows: Sequence[tuple[str, str, str, str, str | None]], **fields: Any) -> Goal:
    """A goal of rows (一级, 二级, name, target, weight)."""
    made = Goal(label="年度目标", statement="全年举办业务培训。", **fields)
    for dimension, category, name, target, weight in rows:
        ex.category_of(made, dimension, category).indicators.append(
            Indicator.model_validate({"name": name, "target": target, "weight": weight, "basis": "计划标准"})
        )
    return made


def each(form: ProjectForm, change: Callable[[Indicator], None]) -> ProjectForm:
    """The form with every indicator changed."""
    for indicator in form.indicators():
        change(indicator)
    return form


def lines(**amounts: str | None) -> dict[str, Any]:
    """A structure of money: the amount of each line."""
    return {kind: {"amount": amount} for kind, amount in amounts.items()}


def project(form_id: str = "project", **fields: Any) -> ProjectForm:
    """The good project form with its cost indicator at the amount, so that only what is changed can be wrong."""
    form = ex.good_project(form_id, **fields)
    if form.amount is not None:
        cost = next((one for one in form.indicators() if "成本" in one.name), None)
        if cost is not None:
            cost.target = Target.parse(f"≤{form.amount}万元")
    return form


def places(
    code: str, *forms: DepartmentForm | ProjectForm, used: dict[str, FormTemplate] | None = None, **fields: Any
) -> list[tuple[str, str]]:
    """Where a rule finds something in these forms, and how grave it is."""
    return [(one.where, one.severity) for one in said(code, *forms, used=used, **fields)]


def said(
    code: str, *forms: DepartmentForm | ProjectForm, used: dict[str, FormTemplate] | None = None, **fields: Any
) -> list[Finding]:
    """All that a rule says of these forms."""
    return [
        one
        for one in check(ex.good_dossier(*forms, **fields), templates() if used is None else used)
        if one.code == code
    ]


def of(code: str, example: ex.Example) -> list[tuple[str, str]]:
    """Where a rule finds something in an example, and how grave it is."""
    found = check(example.build(), example.templates())
    return [(one.where, one.severity) for one in found if one.code == code]


def after(code: str, *forms: DepartmentForm | ProjectForm, used: dict[str, FormTemplate] | None = None) -> Dossier:
    """The dossier of these forms after the first fix of a rule, which leaves it silent at that place."""
    whole = ex.good_dossier(*forms)
    first = next(one for one in check(whole, used or templates()) if one.code == code and one.fix is not None)
    assert first.fix is not None
    Editor(whole).apply(first.fix)
    assert first.key not in {one.key for one in check(whole, used or templates())}, first.message
    return whole


def printing(template: str, *rows: str, whole: bool = False, **changes: Any) -> dict[str, FormTemplate]:
    """The templates with further rows of fields in one of them (``whole``: nothing else is printed there).

    A row is given by its label and its field: ``"合计|funding.total"``.
    """
    used = templates(**changes)
    data = used[template].model_dump(exclude_unset=True)
    more = [
        {"kind": "fields", "rows": f"| {label} | {{{path}}} |{' < |' * 6}"}
        for label, _, path in (row.partition("|") for row in rows)
    ]
    data["block"] = [*([] if whole else data["block"]), *more]
    used[template] = FormTemplate.model_validate(data)
    return used


def budget(**fields: Any) -> Budget:
    """The unit's budget."""
    return Budget.model_validate(fields)


def found(dossier: Dossier, code: str, **template: Any) -> list[Finding]:
    """All that a rule says of a dossier, with changes in the templates."""
    return [one for one in check(dossier, templates(**template)) if one.code == code]


def required(*paths: str) -> dict[str, dict[str, bool]]:
    """Fields that a template requires."""
    return {path: {"required": True} for path in paths}


def two_forms(first: tuple[str, str], second: tuple[str, str]) -> tuple[DepartmentForm, ProjectForm]:
    """A department form and a project form with one quantity indicator each: (name, target)."""
    department, project = ex.good_department(), ex.good_project()
    for form, level, (name, target) in (
        (department, ("履职效能", "数量指标"), first),
        (project, ("产出指标", "数量指标"), second),
    ):
        indicator = ex.category_of(form.goals[0], *level).indicators[0]
        indicator.name, indicator.target = name, Target.parse(target)
    return department, project


def project_with(statement: str, *rows: tuple[str, str], **fields: Any) -> ProjectForm:
    """A project of one goal with this statement and these rows."""
    goal = Goal(label="年度目标1", statement=statement, **fields)
    indicators = [Indicator.model_validate({"name": name, "target": target}) for name, target in rows]
    ex.category_of(goal, "产出指标", "数量指标").indicators = indicators
    return ex.good_project(goals=[goal])


def only(field: str, value: Any) -> dict[str, Any]:
    """One field of many, by name."""
    return {field: value}


GOOD = ex.good_form()
"""A form with nothing to say about."""
ABOUT: dict[str, Any] = {
    "title": "题",
    "severity": "warning",
    "why": "因",
    "basis": "填报实务：例",
    "good": GOOD,
    "bad": GOOD,
}
"""What a rule must say of itself."""
