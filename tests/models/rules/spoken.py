"""What the tests of the rules W, B, X and H are written with: a dossier's findings of some letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from models.dossier import Dossier
from models.edits import Editor
from models.forms import DepartmentForm, ProjectForm
from models.goals import Goal, Indicator
from models.rules import examples as ex
from models.rules.engine import check
from models.rules.finding import Finding
from models.templates.template import FormTemplate

LETTERS = "WBXH"


def templates(**changes: Any) -> dict[str, FormTemplate]:
    """The templates of the examples, with changes."""
    return ex.Example("", ex.good_dossier, changes).templates()


def findings(whole: Dossier, used: dict[str, FormTemplate] | None = None, letters: str = LETTERS) -> list[Finding]:
    return [one for one in check(whole, used or templates()) if one.code[0] in letters]


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
