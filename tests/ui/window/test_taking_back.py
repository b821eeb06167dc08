"""An exported file that was edited elsewhere: what differs is listed, and comes over line by line or all at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QTreeWidget
from pytestqt.qtbot import QtBot

from exporters.batch import write_all
from exporters.export import ExportPlan
from models.edits import Remove
from models.files.jxmb import dumps, load
from models.folders import SAMPLES
from models.goals import Indicator
from models.target import Target
from models.templates.template import FormTemplate
from tests.ui.answers import button_of
from tests.ui.conftest import by_name, click, come_back, dossier_of, every, wait_for, windows_beside
from ui.controls.plain import PlainLabel
from ui.importing.dialog import ImportDialog
from ui.program.windows import ProgramWindows
from ui.versions.taking_back import _quoted
from ui.versions.taking_list import TakingDialog
from ui.window.window import MainWindow

SAMPLE = next(path for path in SAMPLES.glob("*.jxmb") if "库尔勒" in path.stem)
SOME, ALL = "取回选中的", "全部取回"


@pytest.fixture
def window(make_program: Callable[..., ProgramWindows], tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """A dossier that has a file."""
    path = tmp_path / "示例.jxmb"
    path.write_bytes(SAMPLE.read_bytes())
    first = make_program(path).windows[0]
    come_back(first, qtbot)
    return first


@pytest.fixture
def edited(tmp_path: Path, templates: dict[str, FormTemplate]) -> Path:
    """All forms in one workbook, in which somebody gave two indicators other names."""
    (written,) = write_all(load(SAMPLE), templates, ExportPlan(tmp_path, ("xlsx",), together=True)).written
    first, second = indicators()[:2]
    renamed = {first.name: "改了的名称", second.name: "也改了的名称"}
    book = load_workbook(written.path, data_only=True)
    for cell in (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row):
        if str(cell.value) in renamed:
            cell.value = renamed[str(cell.value)]
    book.save(written.path)
    return written.path


def indicators() -> list[Indicator]:
    return [one for one in load(SAMPLE).forms[0].indicators() if not one.blank]


def listed(window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch) -> TakingDialog:
    """The list, opened by its menu entry."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    window.actions_by_id["take_back"].trigger()
    wait_for(lambda: bool(every(window, TakingDialog)))
    return every(window, TakingDialog)[0]


def names(window: MainWindow) -> list[str]:
    return [one.name for one in dossier_of(window).forms[0].indicators() if not one.blank][:2]


def rows(view: QTreeWidget) -> list[tuple[str, str]]:
    items = [view.topLevelItem(row) for row in range(view.topLevelItemCount())]
    return [(item.text(2), item.text(3)) for item in items]


def undo_words(window: MainWindow) -> str:
    """What undo would take back, as the history names it."""
    assert window.session is not None
    return window.session.history.stack.undoText()


def test_a_value_that_somebody_wrote_again_is_not_written_over_by_an_old_list(
    window: MainWindow, edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = listed(window, edited, monkeypatch)
    assert window.session is not None
    form = dossier_of(window).forms[0]
    window.session.apply(Remove(form.id))
    click(button_of(dialog, ALL))
    assert form.id not in [one.id for one in dossier_of(window).forms]
    assert window.messages.text
    dialog.close()


@pytest.mark.parametrize(("count", "words"), [(1, "“甲1”"), (3, "“甲1”“甲2”“甲3”"), (4, "“甲1”“甲2”“甲3”等 4 张表")])
def test_of_many_forms_three_are_named_and_all_counted(count: int, words: str) -> None:
    assert _quoted([f"甲{number}" for number in range(1, count + 1)]) == words


def test_each_change_is_a_step_of_its_own(window: MainWindow, edited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (one.name for one in indicators()[:2])
    dialog = listed(window, edited, monkeypatch)
    assert rows(dialog.list) == [(first, "改了的名称"), (second, "也改了的名称")]
    click(button_of(dialog, SOME))
    assert names(window) == ["改了的名称", second]
    assert undo_words(window).startswith("取回三级指标"), undo_words(window)
    wait_for(lambda: rows(dialog.list) == [(second, "也改了的名称")])
    click(button_of(dialog, SOME))
    assert names(window) == ["改了的名称", "也改了的名称"]
    wait_for(lambda: rows(dialog.list) == [])
    assert not button_of(dialog, ALL).isEnabled()
    window.actions_by_id["undo"].trigger()
    assert names(window) == ["改了的名称", second]
    wait_for(lambda: rows(dialog.list) == [(second, "也改了的名称")])
    dialog.close()


def test_all_of_them_are_one_step(window: MainWindow, edited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dumps(dossier_of(window))
    dialog = listed(window, edited, monkeypatch)
    click(button_of(dialog, ALL))
    assert names(window) == ["改了的名称", "也改了的名称"]
    assert undo_words(window).startswith("取回 2 处改动"), undo_words(window)
    window.actions_by_id["undo"].trigger()
    assert dumps(dossier_of(window)) == before
    dialog.close()


def test_a_double_click_goes_there_and_takes_nothing(
    window: MainWindow, edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show_page("unit")
    dialog = listed(window, edited, monkeypatch)
    place = dialog.list.visualItemRect(dialog.list.topLevelItem(0)).center()
    click(dialog.list.viewport(), place)
    QTest.mouseDClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.page == dossier_of(window).forms[0].id
    assert names(window) == [one.name for one in indicators()[:2]]
    dialog.close()


def test_what_was_changed_here_since_is_said(window: MainWindow, edited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert window.session is not None
    window.session.set_value(f"{indicators()[1].id}.target", Target.parse("≥3"))
    dialog = listed(window, edited, monkeypatch)
    label = by_name(dialog, "比较结果")
    assert isinstance(label, PlainLabel)
    assert "在这里也改过" in label.text()
    assert len(rows(dialog.list)) == 3
    dialog.close()


def test_a_pdf_opens_as_the_dossier_that_it_carries(
    window: MainWindow, tmp_path: Path, templates: dict[str, FormTemplate]
) -> None:
    plan = ExportPlan(tmp_path, ("pdf",), together=True)
    (written,) = write_all(load(SAMPLE), templates, plan).written
    window.files.open_path(written.path)
    other = next(one for one in windows_beside(window) if one is not window)
    assert dossier_of(other).forms == load(SAMPLE).forms
    assert other.session is not None
    assert other.session.path is None, "the PDF is not what is saved over"
    assert "附带的套表" in other.messages.text


def test_a_pdf_comes_in_beside_its_own_dossier(
    window: MainWindow, tmp_path: Path, templates: dict[str, FormTemplate]
) -> None:
    (written, *_) = write_all(load(SAMPLE), templates, ExportPlan(tmp_path, ("pdf",))).written
    known = len(dossier_of(window).forms)
    window.imports.open_dropped([written.path])
    dialog = every(window, ImportDialog)[0]
    wait_for(dialog.go.isEnabled)
    click(dialog.go)
    wait_for(lambda: len(dossier_of(window).forms) == known + 1)
    ids = [form.id for form in dossier_of(window).forms]
    assert len(ids) == len(set(ids))
    assert "取回改过的表" in window.messages.text, "there is a better way back"
