"""What paper carries, and so can be compared with what was read from it: the fields that its template prints."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from models.comparing.carried import Carried, Paper, everything
from models.comparing.compare import compare
from models.dossier import Dossier, Unit
from models.forms import ProjectForm, Task
from models.goals import Dimension, Goal, Indicator
from models.templates.template import FormTemplate
from models.values import Part

FIELDS = """
| {name} | 一次性{frequency=一次性} 常年{frequency=常年} | 新增{attribute=新增} | {attribute} |
| {extra.备注} | {goal.statement} | < | < |
"""


def template(name: str, fields: str, row: str = "") -> FormTemplate:
    head = {"id": name, "name": "绩效目标表", "kind": "project", "region": "示例市", "year": 2026}
    blocks: list[dict[str, Any]] = [{"kind": "fields", "rows": fields}]
    blocks += [{"kind": "indicators", "head": "| 名称 | 上年 | < | < |", "row": row}] if row else []
    return FormTemplate.model_validate({**head, "columns": [40] * 4, "block": blocks})


TEMPLATES = {
    "all": template("all", FIELDS, "| {indicator.name} | {indicator.history.year-1} | < | < |"),
    "few": template("few", "| {name} | 常年{frequency=常年} | < | < |"),
}


def carried(old: str = "all", new: str = "all") -> Carried:
    return Paper(TEMPLATES, dated=True).carried(ProjectForm(template=old), ProjectForm(template=new), 2026)


@pytest.mark.parametrize(
    ("kind", "path", "is_carried"),
    [
        (ProjectForm, "name", True),
        (ProjectForm, "leader", False),
        (ProjectForm, "extra.备注", True),
        (ProjectForm, "extra", True),  # the beginning of a path
        (ProjectForm, "extra.别的", False),
        (ProjectForm, "goals", True),
        (Indicator, "name", True),
        (Indicator, "history.2025", True),
        (Indicator, "history.2024", False),
        (Indicator, "remark", False),
        (Goal, "statement", True),
        (Goal, "label", False),
        (Goal, "dimensions", True),
        (Dimension, "categories", True),
        (Dimension, "name", False),
        (Task, "name", False),
        (ProjectForm, "template", False),
        (Goal, "period", False),
    ],
)
def test_what_its_template_prints(kind: type[Part], path: str, is_carried: bool) -> None:
    assert carried()(kind, path, "") is is_carried
    assert everything(kind, path)


def test_both_templates_must_print_it() -> None:
    assert carried("few", "few")(ProjectForm, "name", "")
    for pair in (("all", "few"), ("few", "all")):
        assert carried(*pair)(ProjectForm, "name", "")
        assert not carried(*pair)(ProjectForm, "attribute", "")
    assert carried("few", "unknown")(ProjectForm, "name", ""), "of a template that is not there nothing is known"
    assert not carried("few", "unknown")(ProjectForm, "attribute", "")


@pytest.mark.parametrize(
    ("path", "text", "is_carried"),
    [
        ("frequency", "常年", True),
        ("frequency", "", True),
        ("frequency", "每季度", False),  # no box says that
        ("attribute", "新增", True),
        ("attribute", "延续", True),  # its text is printed beside the box
        ("name", "每季度", True),
        ("leader", "", False),
    ],
)
def test_a_text_without_a_box_is_not_on_the_paper(path: str, text: str, is_carried: bool) -> None:
    assert carried()(ProjectForm, path, text) is is_carried


def test_the_boxes_of_both_templates_count() -> None:
    assert carried()(ProjectForm, "frequency", "一次性")
    assert not carried("all", "few")(ProjectForm, "frequency", "一次性")
    assert not carried("few", "all")(ProjectForm, "frequency", "一次性")


def test_what_is_printed_of_one_period_only_is_carried_for_its_goals() -> None:
    """The table of the year has columns that the long one has not."""
    long, annual = "| {indicator.name} | < | < | < |", "| {goal.weight} | {indicator.name} | {indicator.weight} | < |"
    blocks = [
        {"kind": "indicators", "period": period, "head": "| 一 | 二 | 三 | 四 |", "row": row}
        for period, row in (("long_term", long), ("annual", annual))
    ]
    head = {"id": "two", "name": "绩效目标表", "kind": "project", "region": "示例市", "year": 2026}
    two = FormTemplate.model_validate({**head, "columns": [40] * 4, "block": blocks})
    goals = [
        Goal(period="long_term", statement="甲", weight=Decimal(100)),
        Goal(period="annual", statement="乙", weight=Decimal(100)),
    ]
    old = Dossier(year=2026, unit=Unit(name="示例局"), forms=[ProjectForm(template="two", name="甲项目", goals=goals)])
    new = old.model_copy(deep=True)
    for one in new.forms[0].goals:
        one.weight = None
    found = compare(old, new, Paper({"two": two}, dated=True))
    assert [one.where for one in found] == [f"{goals[1].id}.weight"]
