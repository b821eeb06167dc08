"""A cell of the official table knows every value in it, whoever lays it out."""

from __future__ import annotations

import pytest

from exporters.layout import Blanks, layout
from models.folders import template_folders
from models.forms import AnyForm, CostItem, DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator, Period
from models.paths import split_scope
from models.templates.block import walk
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate, places

TEMPLATES, _ = load_templates(template_folders())


def filled(template: FormTemplate) -> AnyForm:
    """A form with two goals of each period, each with a row."""
    goals = [
        Goal(period=period, dimensions=[Dimension(categories=[Category(indicators=[Indicator()])])])
        for period in ("long_term", "annual", "long_term", "annual")
    ]
    kind = ProjectForm if template.kind == "project" else DepartmentForm
    return kind(template=template.id, goals=goals)


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_every_value_that_the_drawing_shows_is_in_a_cell(template: FormTemplate) -> None:
    table = layout(filled(template), template, 2026)
    slots = [slot for cell in table.cells for slot in cell.slots]
    drawn = {
        place.path
        for block in walk(template.block)
        for drawing in (block.rows, block.head, block.row)
        for place in places(template.grid(drawing))
        if split_scope(place.path)[0] != "item"
    }
    assert drawn <= {slot.field for slot in slots}
    assert all(cell.binding == (cell.slots[0].path if cell.slots else "") for cell in table.cells)


def test_a_cell_of_check_boxes_and_one_of_two_amounts_have_all_of_theirs() -> None:
    template = TEMPLATES["jianghan-project-2024"]
    cells = [cell.slots for cell in layout(filled(template), template, 2026).cells if len(cell.slots) > 1]
    choices = next(slots for slots in cells if slots[0].field == "frequency")
    assert len({slot.path for slot in choices}) == 1
    assert [slot.choice for slot in choices] == ["一次性项目", "常年项目", "延续性项目"]
    assert all(slot.kind == "text" and slot.scope == "form" for slot in choices)


def test_the_words_before_a_value_lead_to_it() -> None:
    template = TEMPLATES["lukou-project-2026"]
    caption = next(
        cell for cell in layout(filled(template), template, 2026).cells if cell.binding.endswith("unit_name")
    )
    assert [(slot.name, slot.lead) for slot in caption.slots] == [("unit_name", "填报单位（盖章）：")]


class Asked(Blanks):
    """Which blank goals and entries are asked for, in order."""

    def __init__(self) -> None:
        self.of: list[tuple[str, int]] = []

    def goal(self, period: Period, number: int) -> None:
        self.of.append((period, number))

    def item(self, of: str, number: int) -> None:
        self.of.append((of, number))


def drawn_blank(block: dict[str, object], form: ProjectForm) -> list[tuple[str, int]]:
    """The blank goals and entries that a block asks for; the first is the goal around it, where there is none."""
    template = {"id": "made-up", "name": "绩效目标表", "region": "示例市", "year": 2026, "kind": "project"}
    asked = Asked()
    layout(form, FormTemplate.model_validate(template | {"columns": [40, 40], "block": [block]}), 2026, blanks=asked)
    return asked.of[not form.goals :]


def test_rows_that_are_printed_blank_are_those_after_the_last() -> None:
    costs = {"kind": "list", "of": "costs", "least": 3, "row": "| {item.content} | {item.own} |"}
    assert drawn_blank(costs, ProjectForm(costs=[CostItem()])) == [("costs", 2), ("costs", 3)]
    listed = {"kind": "list", "of": "goals", "least": 3, "row": "| {goal.label} | {goal.statement} |"}
    goals = [Goal(period="long_term"), Goal(), Goal()]
    assert drawn_blank(listed, ProjectForm()) == [("annual", 1), ("annual", 2), ("annual", 3)]
    assert drawn_blank(listed | {"period": "long_term"}, ProjectForm(goals=goals)) == [
        ("long_term", 2),
        ("long_term", 3),
    ]
    pairs = {"kind": "goal_pairs", "least": 2, "row": "| {long_goal.statement} | {annual_goal.statement} |"}
    assert drawn_blank(pairs, ProjectForm(goals=goals)) == [("long_term", 2)]
    assert drawn_blank(pairs, ProjectForm(goals=goals[1:2])) == [("long_term", 1), ("long_term", 2), ("annual", 2)]
    each = {"kind": "goals", "least": 2, "block": [{"kind": "fields", "rows": "| {goal.label} | {goal.statement} |"}]}
    assert drawn_blank(each, ProjectForm(goals=goals[1:2])) == [("annual", 2)]
