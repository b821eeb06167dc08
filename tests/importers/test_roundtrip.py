"""The law that holds both ends together: what a template prints comes back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from exporters.layout import layout
from importers.forms.finish import finish
from importers.readers.text import parse_text
from importers.recognise import recognise, recognise_table
from models.forms import DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.table import Table
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate
from tests.effort import examples
from tests.printable import YEAR, is_narrative, printable_forms, table_to_tsv, without_ids

TEMPLATES, _ = load_templates([Path(__file__).parents[2] / "resources" / "templates"])
every_template = pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES.keys())
relaxed = settings(
    max_examples=examples(25),
    phases=[Phase.explicit, Phase.generate],  # shrinking a whole form takes minutes and tells little
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


quick = settings(relaxed, max_examples=2, derandomize=True, database=None)


def text_of(table: Table, template: FormTemplate) -> str:
    """The table as it goes over the clipboard, where merged cells are lost; of chapters, the paragraphs."""
    return "\n".join(cell.text for cell in table.cells) if is_narrative(template) else table_to_tsv(table)


@every_template
@quick
@given(data=st.data())
def test_two_printed_forms_come_back_both_ways(template: FormTemplate, data: st.DataObject) -> None:
    """The law at a glance: what is told at once need not wait for many forms."""
    form = data.draw(printable_forms(template))
    table = layout(form, template, YEAR)
    (pasted,), unplaced = recognise(parse_text(text_of(table, template)), TEMPLATES, template_id=template.id)
    backs = [recognise_table(table, template), pasted.form]
    assert [without_ids(back.model_dump()) for back in backs] == [without_ids(form.model_dump())] * 2
    assert not unplaced


@every_template
@relaxed
@given(data=st.data())
def test_a_printed_form_comes_back(template: FormTemplate, data: st.DataObject) -> None:
    """recognise(layout(form)) == form, for every template."""
    form = data.draw(printable_forms(template))
    back = recognise_table(layout(form, template, YEAR), template)
    assert without_ids(back.model_dump()) == without_ids(form.model_dump())


@every_template
@relaxed
@given(data=st.data())
def test_a_printed_form_comes_back_from_pasted_text(template: FormTemplate, data: st.DataObject) -> None:
    """The same after the table went over the clipboard, where merged cells are lost."""
    form = data.draw(printable_forms(template))
    document = parse_text(text_of(layout(form, template, YEAR), template))
    found, unplaced = recognise(document, TEMPLATES, template_id=template.id)
    assert not unplaced
    assert [without_ids(one.form.model_dump()) for one in found] == [without_ids(form.model_dump())]


def test_a_value_that_is_only_said_to_be_qualitative_comes_back_so() -> None:
    """定性 stands in its column while the words are still missing."""
    row = Indicator(id="i", name="群众获得感", nature="qualitative")
    category = Category(id="c", name="社会效益指标", indicators=[row])
    goal = Goal(id="g", statement="示例", dimensions=[Dimension(id="d", name="效益指标", categories=[category])])
    form = ProjectForm(id="f", name="示例经费", template="lukou-project-2026", goals=[goal])
    template = TEMPLATES[form.template]
    back = recognise_table(layout(form, template, 2026), template)
    assert [(one.name, one.nature, str(one.target)) for one in back.indicators()] == [("群众获得感", "qualitative", "")]


def test_a_summary_that_is_the_statement_in_other_lines_says_nothing() -> None:
    goals = [Goal(statement="清淤\n三段", summary=text) for text in ("清淤三\n段", "清淤")]
    form = DepartmentForm(goals=goals)
    finish(form, TEMPLATES["jianghan-department-2024"], YEAR, {})
    assert [(goal.statement, goal.summary) for goal in form.goals] == [("清淤\n三段", ""), ("清淤\n三段", "清淤")]
