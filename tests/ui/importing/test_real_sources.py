"""Real forms and cases after published ones through the dialog: each filled cell is explained, nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers.assemble import assemble
from models.templates.template import FormTemplate
from tests.ui.conftest import dossier_of
from tests.ui.importing.conftest import Import, agree
from ui.importing.dialog import ImportDialog
from ui.importing.laid_out import filled, grids_of
from ui.importing.outcome import Fates, Outcome
from ui.window.window import MainWindow


@pytest.fixture
def cases(shared_forms: Path) -> list[Path]:
    """Cases of several formats, of the readers that need no guessing."""
    folder = shared_forms.parent / "cases"
    found = [one for suffix in ("xlsx", "docx", "html") for one in sorted(folder.glob(f"*.{suffix}"))[:6]]
    if not found:
        pytest.skip("the cases are not here (folder cases in ../shared or in JX_SHARED)")
    return found


def unexplained(dialog: ImportDialog) -> list[str]:
    """Cells of tables that nothing became of, or that are listed and coloured otherwise."""
    state = dialog.work.state
    fates = Fates(state.result)
    listed = {(one.source, one.at) for one in state.result.unplaced}
    wrong = []
    for number, source in enumerate(state.sources):
        for grid in grids_of(source, number):
            for row, column in filled(grid):
                place = grid.place(row, column)
                fate = fates.of(number, place).outcome
                told = (number, place) in listed
                alone = fate is Outcome.AROUND and grid.cells[row, column].column_span == grid.columns
                if told is not (fate is Outcome.UNPLACED) or (fate is Outcome.AROUND and not alone):
                    wrong.append(f"{source.name}: {grid.text(row, column)} is {fate.word}")
    return wrong


def test_each_cell_of_the_cases_is_explained(window: MainWindow, opened: Import, cases: list[Path]) -> None:
    dialog = opened(window, *cases)
    assert len(dialog.work.state.sources) == len(cases)
    assert unexplained(dialog) == []
    dialog.reject()


@pytest.mark.parametrize("name", ["jianghan-2024", "korla-2023"])
def test_a_real_form_comes_in_as_the_command_reads_it(
    window: MainWindow, opened: Import, shared_forms: Path, name: str, templates: dict[str, FormTemplate]
) -> None:
    source = shared_forms / f"{name}.txt"
    dialog = opened(window, source)
    assert unexplained(dialog) == []
    agree(dialog)
    expected = assemble([source], templates).dossier
    come = dossier_of(window)
    assert [form.name for form in come.forms] == [form.name for form in expected.forms]
    assert [str(one.target) for one in come.indicators()] == [str(one.target) for one in expected.indicators()]
    assert come.budget.income == expected.budget.income
    assert come.year == expected.year
