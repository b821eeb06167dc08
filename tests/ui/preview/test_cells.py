"""Every cell that shows a value knows it, blank rows too, and the table is the one that is printed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.layout import Around, layout
from models.dossier import Dossier
from models.edits import Batch, Editor, SetValue
from models.forms import AnyForm, DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.table import Table
from models.target import Target
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate
from tests.effort import examples
from tests.strategies import parts
from ui.preview.cells import FormCells, lay_out

TEMPLATES, _PROBLEMS = load_templates([Path(__file__).resolve().parents[3] / "resources" / "templates"])


def form_of(template: FormTemplate, goals: list[Goal] | None = None) -> AnyForm:
    """A blank form in a template."""
    model = ProjectForm if template.kind == "project" else DepartmentForm
    return model(template=template.id, goals=goals or [])


def cells_of(form: AnyForm, template: FormTemplate) -> FormCells:
    return lay_out([form], template, Around(2026, "示例市信访局"), {})


def plain(table: Table) -> Table:
    """The table without what its cells are bound to."""
    return table._replace(cells=tuple(replace(cell, binding="", slots=()) for cell in table.cells))


HALF_FILLED = {
    "blank": [],
    "long only": [Goal(period="long_term", statement="长期")],
    "annual only": [Goal(statement="年度")],
    "two goals": [Goal(period="long_term", statement="长期"), Goal(statement="年度", label="年度目标1")],
    "levels without rows": [
        Goal(dimensions=[Dimension(name="产出指标"), Dimension(categories=[Category(name="数量")])])
    ],
    "rows": [Goal(dimensions=[Dimension(categories=[Category(indicators=[Indicator(name="甲"), Indicator()])])])],
}


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
@pytest.mark.parametrize("goals", HALF_FILLED.values(), ids=HALF_FILLED)
def test_the_table_on_the_screen_is_the_one_on_paper(template: FormTemplate, goals: list[Goal]) -> None:
    form = form_of(template, [goal.model_copy(deep=True) for goal in goals])
    assert plain(cells_of(form, template).table) == plain(layout(form, template, 2026, "示例市信访局"))


@settings(max_examples=examples(60))
@given(st.data())
def test_the_table_is_the_same_whatever_is_filled_in(data: st.DataObject) -> None:
    template = data.draw(st.sampled_from(list(TEMPLATES.values())))
    form = data.draw(parts(ProjectForm if template.kind == "project" else DepartmentForm))
    assert plain(cells_of(form, template).table) == plain(layout(form, template, 2026, "示例市信访局"))


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_every_place_of_a_blank_form_can_be_filled_in(template: FormTemplate) -> None:
    """What is typed there, with the rows it needs, is then printed in that cell."""
    form = form_of(template)
    for stop in cells_of(form, template).stops:
        editor = Editor(Dossier(year=2026, forms=[form.model_copy(deep=True)]))
        fresh = editor.dossier.forms[0]
        cells = lay_out([fresh], template, Around(2026, ""), {})
        again = next(one for one in cells.stops if one.anchor == stop.anchor and one.slot.field == stop.slot.field)
        slot = again.slot

        def length(parent: str, name: str, editor: Editor = editor) -> int | None:
            return (len(getattr(editor.node(parent), name)) if name else 0) if parent in editor else None

        inserts = cells.blanks.inserts(cells.needs(again), length, template) if slot.node in cells.blanks else []
        value: object = {"amount": Decimal(7), "nature": "qualitative"}.get(slot.kind, "≥7次")
        path = slot.path
        if slot.kind == "target":
            value, path = Target.parse("≥7次"), f"{slot.node}.target"
        if slot.choice:
            value = slot.choice
        editor.apply(Batch((*inserts, SetValue(path, value)), "填写"))
        cell = lay_out([fresh], template, Around(2026, ""), {}).cells[stop.anchor]
        assert cell.text != cells.cells[stop.anchor].text, slot


def test_blank_rows_before_the_one_that_is_typed_in_stay_where_they_are() -> None:
    template = TEMPLATES["korla-project-2023"]
    block = next(block for block in template.block if block.kind == "indicators")
    three = block.model_copy(update={"least": 3})
    template = template.model_copy(update={"block": tuple(three if one is block else one for one in template.block)})
    form = form_of(template)
    cells = cells_of(form, template)
    names = [stop for stop in cells.stops if stop.slot.field == "indicator.name"]
    assert len(names) == 3
    inserts = cells.blanks.inserts(names[2].slot.node, lambda parent, _: 0 if parent == form.id else None, template)
    assert [insert.field for insert in inserts] == ["goals", *["dimensions"] * 3, "categories", "indicators"]


def test_enter_goes_down_the_column_and_tab_to_the_right() -> None:
    template = TEMPLATES["korla-project-2023"]
    rows = [Indicator(name="甲"), Indicator(name="乙")]
    goal = Goal(dimensions=[Dimension(name="产出指标", categories=[Category(name="数量指标", indicators=rows)])])
    cells = cells_of(form_of(template, [goal]), template)
    first = cells.by_path[f"{rows[0].id}.target"][0]
    below = cells.below(first)
    assert below is not None
    assert below.slot.path == f"{rows[1].id}.target"
    assert cells.is_last_row(below)
    assert not cells.is_last_row(first)
    right = cells.step(first, 1)
    assert right is not None
    assert right.slot.path == f"{rows[0].id}.basis"
    assert cells.label(first) == "指标值"


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_the_places_above_and_below_are_the_next_of_the_column(template: FormTemplate) -> None:
    cells = cells_of(form_of(template, [goal.model_copy(deep=True) for goal in HALF_FILLED["rows"]]), template)
    for stop in cells.stops:
        here = cells.cells[stop.anchor]
        others = [(cells.cells[one.anchor], one) for one in cells.stops]
        column = [(cell, one) for cell, one in others if not (cell.right <= here.column or here.right <= cell.column)]
        lower = [cell.row for cell, _ in column if cell.row >= here.bottom]
        upper = [cell.row for cell, _ in column if cell.bottom <= here.row]
        for found, row in ((cells.below(stop), min(lower, default=-1)), (cells.above(stop), max(upper, default=-1))):
            assert (found is None) == (row < 0)
            assert found is None or (found.anchor[0] == row and found in [one for _, one in column])
