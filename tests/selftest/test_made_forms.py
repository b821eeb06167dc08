"""The law for forms nobody has filled before, in templates nobody has drawn and in those of the program.

What a form says of what its template prints comes back: from the table, from text that lost its merged cells, and
from every kind of file.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from exporters.batch import write_all
from exporters.export import ExportPlan
from exporters.formats import FORMATS
from exporters.layout import layout_many
from importers.forms.narrative import is_narrative
from importers.readers.any_file import read_file
from importers.readers.text import parse_text
from importers.recognise import recognise
from models.dossier import Dossier
from models.folders import RESOURCES
from models.forms import AnyForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.table import Document
from models.target import Target
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate
from tests.effort import examples
from tests.printable import YEAR, printable_together, table_to_tsv, without_ids
from tests.selftest.made_templates import made_templates

SHIPPED = load_templates([RESOURCES / "templates"])[0]
KNOWN = SHIPPED | load_templates([Path(__file__).parent / "written"])[0]
made = settings(
    max_examples=examples(60),
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
templates = st.one_of(made_templates(), st.sampled_from([KNOWN[name] for name in sorted(KNOWN)]))


@made
@given(templates, st.data())
def test_whatever_stands_in_a_form_comes_back(template: FormTemplate, data: st.DataObject) -> None:
    """Blank fields and rows, long texts, any number, several projects in a table."""
    forms = data.draw(printable_together(template))
    table = layout_many(forms, template, YEAR)
    chapters = is_narrative(template)
    pasted = "\n".join(cell.text for cell in table.cells) if chapters else table_to_tsv(table)
    for document in ((table,), parse_text(pasted)):
        assert _read(document, template) == _filled(forms)


@pytest.mark.parametrize("suffix", FORMATS)
@settings(made, max_examples=examples(40))
@given(templates, st.data())
def test_and_so_it_does_from_a_file(suffix: str, template: FormTemplate, data: st.DataObject) -> None:
    """In a program's own rows and columns; lines of a PDF tell what stands behind them, outside tables too."""
    forms = data.draw(printable_together(template))
    with TemporaryDirectory() as folder:
        plan = ExportPlan(Path(folder), (suffix,), attached=False)
        outcome = write_all(Dossier(year=YEAR, forms=[*forms]), {template.id: template}, plan)
        assert not outcome.problems
        (written,) = outcome.written
        document = read_file(written.path).document
    assert _read(document, template) == _filled(forms)


def test_a_level_over_a_blank_row_is_no_rest_of_the_table_above(tmp_path: Path) -> None:
    """Its name stands alone in the first row under the head, with its points: no row that a page cut goes on so."""
    template = SHIPPED["fengjie-project-2023"]
    rows = [Indicator(), Indicator(name="巡护河段", target=Target.parse("≥30处"))]
    level = Dimension(name="成本指标", categories=[Category(indicators=rows)])
    form = ProjectForm(
        template=template.id, name="江堤养护", goals=[Goal(label="年度主要目标和成果", dimensions=[level])]
    )
    outcome = write_all(Dossier(year=YEAR, forms=[form]), {template.id: template}, ExportPlan(tmp_path, ("docx",)))
    assert _read(read_file(outcome.written[0].path).document, template) == _filled([form])


def _read(document: Document, template: FormTemplate) -> list[dict[str, Any]]:
    found, unplaced = recognise(document, {template.id: template}, template_id=template.id, year=YEAR)
    assert not unplaced
    return _filled([one.form for one in found])


def _filled(forms: Sequence[AnyForm]) -> list[dict[str, Any]]:
    """What stands in the forms; rows that are printed blank come back as such."""
    for form in forms:
        for goal in form.goals:
            for dimension in goal.dimensions:
                for category in dimension.categories:
                    category.indicators = [one for one in category.indicators if not one.blank]
                dimension.categories = [one for one in dimension.categories if one.indicators]
            goal.dimensions = [one for one in goal.dimensions if one.categories]
        form.own_rows = [row for row in form.own_rows if any(row.extra.values())]
    return [without_ids(form.model_dump()) for form in forms]
