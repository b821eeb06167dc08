"""What is closed is gone: no window, no widget and no timer stays behind."""

from __future__ import annotations

import gc
from collections.abc import Callable
from weakref import ref

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.folders import samples
from tests.ui.conftest import settle
from ui.program.windows import ProgramWindows
from ui.session.session import Session


def visit(program: ProgramWindows) -> ref[Session]:
    """Opens a sample in a window of its own, looks at all its pages, and closes it."""
    window = program.open(samples()[0])
    for form in list(window.session.dossier.forms) if window.session else []:
        window.show_page(form.id)
        for name in ("fields", "indicators", "both", "official", "side"):
            window.actions_by_id[name].trigger()
            settle()
    session = window.session
    assert session is not None
    window.close()
    return ref(session)


def clear_away() -> None:
    """All that is to be deleted is deleted: what one goes with another may only go by the next turn."""
    left = -1
    while left != (left := len(QApplication.allWidgets())):
        settle()
        gc.collect()


@pytest.mark.walks_through_all
def test_closed_windows_leave_nothing(make_program: Callable[..., ProgramWindows], qtbot: QtBot) -> None:
    program = make_program(samples()[1])
    with qtbot.waitSignal(program.settled, timeout=10_000):
        pass
    visit(program)  # the first one brings what is made once for the program
    clear_away()
    before = len(QApplication.allWidgets())
    sessions = [visit(program) for _ in range(3)]
    clear_away()
    qtbot.waitUntil(lambda: [one for one in sessions if one() is not None] == [])
    clear_away()
    assert len(QApplication.allWidgets()) == before
    assert len(program.windows) == 1
