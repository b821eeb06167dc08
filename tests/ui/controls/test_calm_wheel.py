"""The wheel scrolls; it never sets another value in passing, whatever list or number it turns over."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import come_back, every, sample_of, settle
from ui.output.printing import PrintDialog
from ui.program.settings_dialog import SettingsDialog
from ui.window.window import MainWindow


def turn(box: QWidget, by: int) -> None:
    place = QPointF(box.rect().center())
    nothing, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(
        place, box.mapToGlobal(place), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton, nothing, phase, False
    )
    QApplication.sendEvent(box, event)


def values(under: QWidget) -> dict[str, str]:
    """What the lists and numbers in sight hold, by their names."""
    boxes = [one for one in every(under, QComboBox) if one.isVisibleTo(under) and one.count() > 1]
    numbers = [one for one in every(under, QSpinBox) if one.isVisibleTo(under)]
    texts = {one.accessibleName(): one.currentText() for one in boxes}
    return texts | {one.accessibleName(): one.text() for one in numbers}


def turn_all(under: QWidget) -> None:
    for one in [*every(under, QComboBox), *every(under, QSpinBox)]:
        for by in (-120, 120, 120):
            turn(one, by)


def test_at_the_start(window: MainWindow) -> None:
    before = values(window)
    assert {"地区", "年度"} <= before.keys()
    turn_all(window)
    assert values(window) == before


def test_over_the_findings(window: MainWindow, qtbot: QtBot) -> None:
    window.files.open_sample(sample_of("库尔勒"))
    come_back(window, qtbot)
    assert window.session
    first = next(iter(window.session.dossier.forms))
    window.session.set_value(f"{first.id}.name", "")
    window.session.check()
    window.set_docks(outline=True, findings=True)
    settle()
    before = values(window)
    assert {"只看级别", "只看方面"} <= before.keys()
    turn_all(window)
    assert values(window) == before


def test_while_printing(window: MainWindow, qtbot: QtBot) -> None:
    window.files.open_sample(sample_of("库尔勒"))
    come_back(window, qtbot)
    assert window.session
    dialog = PrintDialog(window.session, None, window)
    qtbot.addWidget(dialog)
    dialog.show()
    before = values(dialog)
    assert "份数" in before
    turn_all(dialog)
    assert values(dialog) == before


def test_in_the_settings(window: MainWindow, qtbot: QtBot) -> None:
    dialog = SettingsDialog(window.settings, window.program.templates, window)
    qtbot.addWidget(dialog)
    dialog.show()
    before = values(dialog)
    assert {"配色", "字号"} <= before.keys()
    turn_all(dialog)
    assert values(dialog) == before
