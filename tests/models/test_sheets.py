"""A sheet is a form at a stage: what is shown, printed and judged is named by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters.export import ExportPlan, table_of
from models.dossier import Dossier
from models.files.jxmb import load
from models.folders import samples, template_folders
from models.forms import ProjectForm
from models.rules.engine import check
from models.rules.finding import Finding
from models.sheets import Sheet, Stage, template_at, template_id
from models.templates.shelf import load_templates

TEMPLATES, _ = load_templates(template_folders())


def test_a_sheet_is_named_by_form_and_stage() -> None:
    assert Sheet("f1") == Sheet("f1", Stage.DECLARATION)
    assert len({Sheet("f1"), Sheet("f1"), Sheet("f2")}) == 2


def test_a_finding_is_about_its_own_sheet_only() -> None:
    finding = Finding("A001", "error", "不对", "f1.name", form="f1")
    assert finding.sheet == Sheet("f1")
    assert finding.is_about(Sheet("f1"))
    assert not finding.is_about(Sheet("f2"))
    assert Finding("A001", "error", "不对", "unit.name").sheet is None


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem)
def test_every_finding_is_about_a_sheet_that_is_printed(path: Path) -> None:
    if path.suffix != ".jxmb":
        pytest.skip("a text, no dossier")
    dossier = load(path)
    sheets = {Sheet(form.id) for form in dossier.forms}
    assert all(finding.sheet in sheets for finding in check(dossier, TEMPLATES) if finding.form)
    for form in dossier.forms:
        template = template_at(form, TEMPLATES)
        assert template is not None
        assert template.id == template_id(form) == form.template
        widths = table_of(form, dossier, TEMPLATES, ExportPlan(path).stage).widths
        least = template.least_columns or template.columns
        assert sum(widths) == sum(template.columns)
        assert all(width >= low for width, low in zip(widths, least, strict=True))


def test_a_form_in_a_template_that_is_not_here_has_no_sheet_to_print() -> None:
    assert template_at(ProjectForm(template="nowhere"), TEMPLATES) is None
    dossier = Dossier(year=2026, forms=[ProjectForm(template="nowhere")])
    assert {finding.sheet for finding in check(dossier, {}) if finding.form} == {Sheet(dossier.forms[0].id)}
