"""The first minutes of a person who has never seen the program."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QLineEdit, QListWidget, QPushButton

from models.folders import samples
from tests.ui.conftest import by_name, click, every, settle
from ui.program.first_steps import STEPS, FirstSteps
from ui.window.start import StartPage
from ui.window.window import MainWindow


def page_of(window: MainWindow) -> StartPage:
    return next(page for page in every(window, StartPage) if page.isVisibleTo(window))


def combo(page: StartPage) -> QComboBox:
    return next(one for one in every(page, QComboBox) if one.accessibleName() == "地区")


def line(page: StartPage) -> QLineEdit:
    return next(one for one in every(page, QLineEdit) if one.accessibleName() == "单位名称")


def seen(window: MainWindow) -> str:
    labels: Any = page_of(window).findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(window))


def test_the_start_page_says_what_this_is_and_offers_every_way_in(window: MainWindow) -> None:
    assert "一个套表就是一个文件" in seen(window)
    buttons: Any = page_of(window).findChildren(QPushButton)
    words = " ".join(button.text() for button in buttons)
    assert all(way in words for way in ("新建", "以上年套表新建", "导入", "示例"))


@pytest.mark.parametrize("size", [(1366, 728), (910, 485), (683, 384)])
def test_the_first_thing_to_do_is_in_sight(window: MainWindow, size: tuple[int, int]) -> None:
    """On a screen of 1366×768 at 100 % and at 150 %, less the system's own bar, and at 200 %."""
    window.resize(*size)
    settle()
    page = page_of(window)
    button = by_name(page, "新建套表")
    assert isinstance(button, QPushButton)
    area = QRect(button.mapTo(page, QPoint()), button.size())
    assert page.viewport().geometry().contains(area)
    assert button.isDefault()


def test_the_tour_is_closed_once_and_for_all(window: MainWindow) -> None:
    assert all(step in seen(window) for step in STEPS)
    click(by_name(page_of(window), "不再显示头一次用的说明"))
    assert STEPS[0] not in seen(window)
    assert FirstSteps(window.settings).isHidden()


def test_who_does_not_find_the_region_is_told_a_way(window: MainWindow) -> None:
    ask = by_name(page_of(window), "没有我的地区")
    assert "全国通用" not in seen(window)
    click(ask)
    assert "选“全国通用”就能填写" in seen(window)
    click(ask)
    assert "选“全国通用”就能填写" not in seen(window)


def test_what_a_layout_was_drawn_from_is_said_before_it_is_taken(window: MainWindow) -> None:
    assert "没有与印出来的原件核对" not in seen(window)
    combo(page_of(window)).setCurrentText("江西省浮梁县")
    settle()
    assert "没有与印出来的原件核对" in seen(window)


def test_region_and_unit_are_remembered_without_the_settings(window: MainWindow) -> None:
    page = page_of(window)
    region = combo(page)
    chosen = region.itemText(region.count() - 1)
    region.setFocus()
    QTest.keyClick(region, Qt.Key.Key_End)
    line(page).insert("某某局")
    QTest.keyClick(line(page), Qt.Key.Key_Return)
    settle()
    assert window.session is not None
    again = StartPage(window.settings, window.program.heads)
    assert combo(again).currentText() == chosen
    assert line(again).text() == "某某局"


def test_the_self_test_of_the_menu_lists_every_step(window: MainWindow, qtbot: Any) -> None:
    """The same steps as the command, one line each, and a verdict."""
    window.actions_by_id["self_test"].trigger()
    qtbot.waitUntil(
        lambda: any(one.windowTitle() == "自检" and every(one, QListWidget) for one in every(window, QDialog)),
        timeout=60_000,
    )
    dialog = next(one for one in every(window, QDialog) if every(one, QListWidget))
    (lines,) = every(dialog, QListWidget)
    texts = [lines.item(row).text() for row in range(lines.count())]
    assert all(text.startswith("通过 ") for text in texts)
    assert {"字体", "版式", "保存", "恢复", "输入法", "打开", "审核", "读回"} == {text.split()[1] for text in texts}
    assert f"试了 {len(texts)} 步" in by_name(dialog, "自检结果").property("text")
    dialog.close()


@pytest.mark.parametrize("way", ["button", "menu"])
def test_the_samples_are_offered_at_their_button_wherever_the_mouse_is(window: MainWindow, way: str) -> None:
    QCursor.setPos(window.mapToGlobal(QPoint(700, 500)))
    button = by_name(page_of(window), "打开示例")
    below: list[int] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        assert menu is not None
        below.append(menu.y() - button.mapToGlobal(button.rect().bottomLeft()).y())
        QTest.keyClick(menu, Qt.Key.Key_Escape)

    QTimer.singleShot(0, look)
    if way == "button":
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
    else:
        window.actions_by_id["sample"].trigger()
    assert below == [0]


def test_in_a_window_with_a_dossier_they_are_offered_under_its_bars(window: MainWindow) -> None:
    window.files.open_sample(samples()[0])
    QCursor.setPos(window.mapToGlobal(QPoint(900, 600)))
    places: list[QPoint] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        assert menu is not None
        places.append(window.mapFromGlobal(menu.pos()))
        QTest.keyClick(menu, Qt.Key.Key_Escape)

    QTimer.singleShot(0, look)
    window.actions_by_id["sample"].trigger()
    assert QRect(0, 0, 200, 120).contains(places[0])
