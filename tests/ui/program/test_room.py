"""Window and dialogs on a small screen and with a large font."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from models.dossier import Comment
from models.edits import Insert
from models.folders import samples
from tests.ui.conftest import come_back, dossier_of, every, settle
from tests.ui.keys import CONTROL, DIALOGS, VIEWS, press
from ui.window.window import MainWindow

USUAL, SMALL = (1366, 768), (683, 384)  # the usual screen, and the same at 200 %


def too_large(window: MainWindow, room: tuple[int, int]) -> list[str]:
    """The pages and views for which a window of that size is too small."""
    found = []
    one_of_each = {form.template: form.id for form in dossier_of(window).forms}  # others of a template are as large
    for page in ("unit", "budget", *one_of_each.values()):
        window.show_page(page)
        for view, key in VIEWS.items():
            press(window, key, CONTROL)
            settle()
            least = window.minimumSizeHint()
            if least.width() > room[0] or least.height() > room[1]:
                found.append(f"{page} {view} {least.width()}×{least.height()}")
    return found


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem[:3])
def test_the_window_fits_a_small_screen(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    window.resize(*SMALL)
    window.files.open_sample(path)
    come_back(window, qtbot)
    assert (window.width(), window.height()) == SMALL
    assert not too_large(window, SMALL)


@pytest.mark.parametrize("name", DIALOGS)
def test_dialogs_fit_a_small_screen(sample: MainWindow, name: str) -> None:
    sample.actions_by_id[name].trigger()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    assert least.width() <= SMALL[0]
    assert least.height() <= SMALL[1]
    dialog.close()


@pytest.mark.parametrize("name", [*DIALOGS, "history", "overview"])
def test_the_buttons_of_a_dialog_stay_on_a_small_screen(sample: MainWindow, name: str) -> None:
    assert sample.session is not None
    said = Comment(where=f"{dossier_of(sample).forms[0].id}.name", text="请核对")
    sample.session.apply(Insert("dossier", "comments", 0, said))
    sample.actions_by_id[name].trigger()
    dialog = next(one for one in every(sample, QDialog) if one.isVisible())
    for box in every(dialog, QRadioButton):
        box.setChecked(True)  # the last of them offers most
    dialog.resize(*SMALL)
    settle()
    assert dialog.height() <= SMALL[1]
    ends = [one for one in every(dialog, QPushButton) if one.isVisible() and one.text() in {"关闭", "导出", "打印"}]
    assert ends
    assert all(dialog.rect().contains(QRect(one.mapTo(dialog, QPoint()), one.size())) for one in ends)
    dialog.close()


def test_the_largest_letters_fit_the_usual_screen(sample: MainWindow) -> None:
    sample.settings["font_size"] = 24
    assert not too_large(sample, USUAL)
