"""What a table prints of its place in the set: its number, and what stands above the first of its template."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters.export import ExportPlan, export, table_of, tables_of
from importers.assemble import assemble
from models import folders
from models.dossier import Dossier
from models.files.jxmb import load
from models.forms import ProjectForm
from tests.papers import TEMPLATES

SAMPLE = "巨鹿版式（文字式整体目标和项目）"


def sample() -> Dossier:
    return load(folders.SAMPLES / f"{SAMPLE}.jxmb")


def test_every_table_has_its_number_and_the_first_what_stands_above() -> None:
    dossier = sample()
    first, second = [printed.table for printed in tables_of(dossier, TEMPLATES)][1:3]
    name, other = (form.name for form in dossier.forms[1:3])
    assert first.texts()[0][0].replace("\n", "") == "第二部分预算项目绩效目标"
    assert first.texts()[1][0] == first.title == f"1.{name}绩效目标表"
    assert second.texts()[0][0] == second.title == f"2.{other}绩效目标表"


def test_a_table_has_the_number_it_has_in_the_set_when_it_is_chosen_alone() -> None:
    dossier = sample()
    (printed,) = tables_of(dossier, TEMPLATES, [3])
    assert printed.table.title.startswith("2.")
    assert table_of(dossier.forms[2], dossier, TEMPLATES) == printed.table


def test_forms_of_other_templates_do_not_count() -> None:
    dossier = sample()
    dossier.forms.insert(1, ProjectForm(template="jianghan-project-2024", name="别的"))
    assert tables_of(dossier, TEMPLATES, [3])[0].table.title.startswith("1.")


@pytest.mark.parametrize("suffix", ["xlsx", "docx", "html", "pdf"])
def test_the_number_is_nobodys_value_when_the_file_is_read_back(tmp_path: Path, suffix: str) -> None:
    dossier = sample()
    plan = ExportPlan(tmp_path, (suffix,), together=True, attached=False)
    (written,) = list(export(dossier, TEMPLATES, plan))
    back = assemble([written.path], TEMPLATES).dossier
    assert [form.name for form in back.forms] == [form.name for form in dossier.forms]
    assert [form.kind for form in back.forms] == [form.kind for form in dossier.forms]
    assert [goal.statement for form in back.forms for goal in form.goals] == [
        goal.statement for form in dossier.forms for goal in form.goals
    ]
