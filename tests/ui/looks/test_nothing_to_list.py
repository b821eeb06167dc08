"""Where there is nothing to list, words say so; no empty box stands in their place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QListWidget, QTreeWidget

from exporters.fonts import load_fonts
from exporters.pages.paginate import paginate
from models.comparing.compare import compare
from models.files.jxmb import load
from models.templates.shelf import read_template
from selftest.trial import sample_table
from tests.ui.conftest import NATIONAL_SAMPLE, every, sample_of, settle
from tests.ui.program.test_template_trial import GOOD
from ui.importing.kept_list import NOTHING, KeptDialog
from ui.program.template_trial import TrialDialog, Tried
from ui.versions.differences import DifferencesDialog
from ui.window.window import MainWindow


def test_no_difference_is_a_sentence(window: MainWindow) -> None:
    here = load(sample_of(NATIONAL_SAMPLE))
    there = here.model_copy(deep=True)
    there.unit.phone = "1"
    dialog = DifferencesDialog((), "那份", (), window)
    dialog.show()
    (listed,) = every(dialog, QTreeWidget)
    assert not listed.isVisible()
    low = dialog.height()
    dialog.show_differences(compare(here, there))
    assert listed.isVisible()
    assert dialog.height() > 2 * low
    dialog.resize(700, 400)
    dialog.show_differences(compare(here, there))
    assert dialog.height() == 400, "the height that a person gave stays"
    dialog.close()


def test_no_correction_is_told_in_the_list(window: MainWindow) -> None:
    dialog = KeptDialog(Path("更正"), (), window)
    assert dialog.list.words == NOTHING
    dialog.close()


def test_a_template_that_cannot_be_used_leaves_its_reason_alone(window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "坏.toml"
    file.write_text("[[nothing]]", encoding="utf-8")
    dialog = TrialDialog(file, window)
    dialog.show_tried(Tried(problem="不能用"))
    settle()
    assert dialog.verdict.isVisible()
    assert not dialog.canvas.isVisible()
    assert not any(one.isVisible() for one in every(dialog, QListWidget))
    low = dialog.height()
    dialog.show_tried(Tried(pages=paginate(sample_table(read_template(GOOD)), load_fonts()).pages))
    assert low < dialog.height() / 2
    dialog.close()
