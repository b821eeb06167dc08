"""The law of both ends for files: every form that goes out as Excel, Word or a web page comes back as it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exporters.export import ExportPlan, export, tables_of
from exporters.formats import FORMATS
from exporters.layout import Around, layout_in_set
from importers.assemble import assemble
from models import folders
from models.dossier import Dossier
from models.files.jxmb import load
from models.sheets import place_of
from models.table import Table
from tests.papers import TEMPLATES, dossiers

READ_BACK = [one.suffix for one in FORMATS.values() if not one.paged]
SAMPLES = sorted(folders.SAMPLES.glob("*.jxmb"))


def check_it_comes_back(dossier: Dossier, kind: str, folder: Path) -> None:
    """Each table from a file of its own: what the official table says, and nothing left over."""
    numbers = {form.id: number for number, form in enumerate(dossier.forms, 1)}
    for forms, table in tables_of(dossier, TEMPLATES):
        own = tuple(numbers[form.id] for form in forms)
        plan = ExportPlan(folder / str(own[0]), (kind,), own)
        (written,) = export(dossier, TEMPLATES, plan)
        back = assemble([written.path], TEMPLATES, template_id=forms[0].template, year=dossier.year)
        around = Around(dossier.year, back.dossier.unit.name, place_of(forms[0], dossier.forms, TEMPLATES, plan.stage))
        again = layout_in_set(back.dossier.forms, TEMPLATES[forms[0].template], around)
        assert said(again) == said(table)
        assert not back.unplaced


def said(table: Table) -> list[str]:
    """What the official table says; the numbers of a column have as many decimals in Excel as the longest."""
    return [re.sub(r"(?<=\.)(\d*?)0+(?=%?$)", r"\1", cell.text).replace(".%", "%").rstrip(".") for cell in table.cells]


@pytest.mark.parametrize("kind", READ_BACK)
@pytest.mark.parametrize("sample", SAMPLES, ids=[file.stem for file in SAMPLES])
def test_a_sample_comes_back(sample: Path, kind: str, tmp_path: Path) -> None:
    check_it_comes_back(load(sample), kind, tmp_path)


@pytest.mark.parametrize("kind", READ_BACK)
def test_the_real_forms_come_back(shared_forms: Path, kind: str, tmp_path: Path) -> None:
    names = {file.stem for file in SAMPLES}
    real = [(name, dossier) for name, dossier in dossiers(shared_forms) if name not in names]
    assert len(real) == 5
    for name, dossier in real:
        check_it_comes_back(dossier, kind, tmp_path / name)


@pytest.mark.parametrize("kind", READ_BACK)
def test_all_forms_of_a_dossier_come_back_from_one_file(kind: str, tmp_path: Path) -> None:
    dossier = load(SAMPLES[0])
    (written,) = export(dossier, TEMPLATES, ExportPlan(tmp_path, (kind,), together=True))
    back = assemble([written.path], TEMPLATES, year=dossier.year)
    assert [one.name for one in back.dossier.forms] == [one.name for one in dossier.forms]
