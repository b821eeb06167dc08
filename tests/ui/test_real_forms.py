"""The real forms in the window: imported, looked at, changed, fixed, taken back, saved, opened again, exported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from models.files.jxmb import dumps
from models.goals import Indicator
from tests.ui.conftest import click, come_back, dossier_of, every, settle
from tests.ui.keys import CONTROL, Key, export_all, press, printed, put, replay, save_and_reopen
from ui.importing.dialog import ImportDialog
from ui.indicators.tree import IndicatorTree
from ui.preview.panel import OfficialTable
from ui.window.findings import FindingsPanel
from ui.window.window import MainWindow

_EXACT = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
NAMES = ("ezhou-2026", "jianghan-2024", "julu", "korla-2023", "lukou-2026")


def import_text(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, text: Path) -> None:
    """By the menu, the dialog answered with that file."""
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(text)], ""))
    window.actions_by_id["import"].trigger()
    dialog = every(window, ImportDialog)[0]
    qtbot.waitUntil(dialog.go.isEnabled, timeout=20_000)
    click(dialog.go)
    qtbot.waitUntil(lambda: window.session is not None, timeout=20_000)
    come_back(window, qtbot)


def visible_tree(window: MainWindow) -> IndicatorTree:
    """The indicator tree in sight."""
    return next(one for one in every(window, IndicatorTree) if one.isVisible())


def type_a_value(window: MainWindow, indicator: Indicator, text: str) -> None:
    """Into the cell of the indicator's value, by keys; into its name where the form has no values."""
    tree = visible_tree(window)
    model = tree.model()
    column: int = model.column_of("target.number") or model.column_of("target")  # type: ignore[attr-defined]
    found = model.match(model.index(0, 0), Qt.ItemDataRole.DisplayRole, indicator.name, -1, _EXACT)
    index = next(one for one in found if model.node_id(one) == indicator.id)  # type: ignore[attr-defined]
    tree.setFocus()
    tree.selectionModel().setCurrentIndex(
        index.siblingAtColumn(column), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    put(text)
    press(window, Key.Key_Return)


def work_through(window: MainWindow, qtbot: QtBot) -> None:
    """Every form: its fields, its indicators with one value typed anew, its official table."""
    for form in dossier_of(window).forms:
        window.show_page(form.id)
        press(window, Key.Key_2, CONTROL)
        come_back(window, qtbot)
        named = next((one for one in form.indicators() if one.name), None)
        if named is not None:
            window.go_to(f"{named.id}.name")
            press(window, Key.Key_Escape)
            type_a_value(window, named, "17")
            assert "17" in named.target.text + named.name  # a narrative form has no column of values
        window.actions_by_id["official"].trigger()
        come_back(window, qtbot)
        panel = next(one for one in every(window, OfficialTable) if one.isVisible())
        qtbot.waitUntil(lambda panel=panel: bool(panel.canvas.pages), timeout=10_000)  # type: ignore[misc]


def visit_findings(window: MainWindow, qtbot: QtBot) -> None:
    """Each finding leads to a page that exists, or to the one of the whole dossier."""
    session = window.session
    assert session is not None
    qtbot.waitUntil(lambda: bool(session.findings), timeout=10_000)
    panel = every(window, FindingsPanel)[0]
    for finding in list(session.findings)[:25]:
        panel.go_to.emit(finding.where)
        settle()
        assert window.pages.page in {"unit", "budget", *(form.id for form in dossier_of(window).forms)}


@pytest.mark.parametrize("name", NAMES)
def test_a_real_text_is_worked_on_like_any_other(  # noqa: PLR0913, PLR0917 (fixtures)
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    shared_forms: Path,
    tmp_path: Path,
    save_as: Callable[[Path], None],
    name: str,
) -> None:
    import_text(window, qtbot, monkeypatch, shared_forms / f"{name}.txt")
    imported = dumps(dossier_of(window))
    work_through(window, qtbot)
    visit_findings(window, qtbot)
    assert dumps(dossier_of(window)) != imported
    replay(window, imported)
    save_as(tmp_path / f"{name}.jxmb")
    save_and_reopen(window, qtbot, tmp_path / f"{name}.jxmb")
    export_all(window, qtbot)
    whole = {kind: "".join(printed(path) for path in tmp_path.glob(f"*.{kind}")) for kind in ("xlsx", "pdf")}
    texts = [one.name for form in dossier_of(window).forms for one in form.indicators()]
    assert texts
    for kind, text in whole.items():
        assert not [one for one in texts if "".join(one.split()) not in text], kind
