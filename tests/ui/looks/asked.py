"""What a window asks for a moment: a reason, a day, a paper, what becomes of what is not saved; menus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from unittest.mock import patch

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMessageBox

from models.files.jxmb import load
from tests.ui.conftest import NATIONAL_SAMPLE, dossier_of, every, sample_of
from tests.ui.looks.further import pull_down
from tests.ui.looks.scenes import Scene
from ui.form.dates import DateField
from ui.output.export import ExportDialog
from ui.window.window import MainWindow


def asked(window: MainWindow) -> Iterator[Scene]:
    """The name of each, and what is done before it is looked at."""
    dossier = load(sample_of(NATIONAL_SAMPLE))
    next(dossier.forms[-1].indicators()).name = ""
    window.show_session(None)
    window.program.create(dossier, window)
    window.show_page(dossier.forms[-1].id)
    yield "day", partial(_day, window)
    yield "reason", partial(_left_open, partial(_silence, window))
    yield "not-saved", partial(_left_open, partial(_leave, window))
    yield "paper", partial(_paper, window)
    yield "menu-tools", partial(pull_down, window, "工具")
    yield "menu-help", partial(pull_down, window, "帮助")


def _left_open(act: Callable[[], object]) -> None:
    """What waits for an answer is shown, and stays."""
    shown = patch.object(QDialog, "exec", QDialog.show), patch.object(QMessageBox, "exec", QMessageBox.show)
    with shown[0], shown[1], patch.object(QDialog, "deleteLater"):
        act()


def _day(window: MainWindow) -> None:
    window.actions_by_id["fields"].trigger()
    QTest.qWait(100)
    next(one for one in every(window, DateField) if one.isVisible()).open_calendar()


def _silence(window: MainWindow) -> None:
    window.set_docks(outline=True, findings=True)
    assert window.session is not None
    window.session.check()
    QTest.qWait(100)
    window.actions_by_id["next_finding"].trigger()
    window.workplace.findings.silence()


def _leave(window: MainWindow) -> None:
    window.session.set_value(f"{dossier_of(window).forms[-1].id}.leader", "陈建")  # type: ignore[union-attr]
    window.actions_by_id["close"].trigger()


def _paper(window: MainWindow) -> None:
    window.actions_by_id["export"].trigger()
    dialog = next(one for one in every(window, ExportDialog) if one.isVisible())
    dialog.paper.more.click()
