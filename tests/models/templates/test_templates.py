"""The templates that come with the program ask for the weights that their regions ask for."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from exporters.layout import layout
from models.folders import RESOURCES
from models.forms import ProjectForm
from models.goals import Goal
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate

TEMPLATES, PROBLEMS = load_templates([RESOURCES / "templates"])
WEIGHTED: dict[str, tuple[Any, Any]] = {
    "korla-project-2023": (90, 10),
    "jianghan-project-2024": (80, 20),
    "national-department-2021": (90, 10),
    "national-project-2021": (90, 10),
    "jingyan-project-2023": (90, 10),
    "fengjie-project-2023": (90, 10),
}
"""Points of the indicators together, and those that stand apart for the execution of the budget."""


def test_all_can_be_used_and_every_region_has_its_forms() -> None:
    assert not PROBLEMS
    kinds = {(template.region, template.kind) for template in TEMPLATES.values()}
    for region in ("鄂州", "江汉", "渌口", "巨鹿", "全国通用"):
        assert sum(region in one for one, _ in kinds) == 2, region
    assert [kind for region, kind in kinds if "库尔勒" in region] == ["project"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_weights_are_those_of_the_region(name: str) -> None:
    weights = TEMPLATES[name].weights
    assert (weights.total, weights.execution) == WEIGHTED.get(name, (None, None))


@pytest.mark.parametrize("name", ["national-department-2021", "national-project-2021"])
def test_the_national_layout_fixes_the_points_of_the_regulation(name: str) -> None:
    """财预〔2021〕101号"""
    points = {spec.name: spec.points for spec in TEMPLATES[name].dimension}
    assert points == {"成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10}


@pytest.mark.parametrize("deep", [False, True])
def test_a_copy_with_another_drawing_is_judged_by_its_own(deep: bool) -> None:
    template = TEMPLATES["julu-project-2024"]
    form = ProjectForm(template=template.id, name="信访专项", goals=[Goal(statement="做好信访工作。")])
    before = template.target_parts, template.printed, layout(form, template, 2026, "示例局")
    copy = template.model_copy(deep=deep, update={"block": template.block[:1]})
    alone = FormTemplate.model_validate(copy.model_dump(exclude_unset=True))
    assert (copy.target_parts, copy.printed) == (alone.target_parts, alone.printed)
    assert layout(form, copy, 2026, "示例局") == layout(form, alone, 2026, "示例局")
    assert before == (template.target_parts, template.printed, layout(form, template, 2026, "示例局"))


@pytest.mark.parametrize("least", [(10.0,), (10.0,) * 99, None])
def test_columns_that_may_become_narrower_are_as_many_and_no_wider(least: tuple[float, ...] | None) -> None:
    template = next(iter(TEMPLATES.values()))
    data = template.model_dump(exclude_unset=True)
    wider = tuple(width + 1 for width in template.columns)
    with pytest.raises(ValidationError, match="columns 里的宽度"):
        FormTemplate.model_validate(data | {"least_columns": least or wider})
    assert FormTemplate.model_validate(data | {"least_columns": template.columns}).least_columns == template.columns
