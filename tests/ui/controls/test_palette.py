"""找命令: every action by name or pinyin, by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget

from tests.ui.conftest import every, settle
from ui.controls.palette import Palette
from ui.window.actions import COMMANDS
from ui.window.window import MainWindow


def asked(window: MainWindow) -> Palette:
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    [palette] = every(window, Palette)
    return palette


def names(found: QListWidget) -> list[str]:
    return [found.item(row).text() for row in range(found.count())]


def test_it_offers_every_action_of_the_menus_with_its_key(sample: MainWindow) -> None:
    palette = asked(sample)
    offered = names(palette.list)
    assert {command.text for command in COMMANDS} <= set(offered)
    assert palette.list.viewport().height() >= 10 * palette.list.sizeHintForRow(0)
    assert palette.rect().contains(palette.list.geometry())
    assert {"添加三级指标", "平衡权重"} <= set(offered)  # what the page at hand brings along
    assert not [name for name in offered if "&" in name or "(" in name]
    palette.close()


def test_initials_and_enter_do_it(office: MainWindow) -> None:
    before = len(office.session.dossier.forms) if office.session else 0
    palette = asked(office)
    QTest.keyClicks(palette.field, "tjxm")
    assert names(palette.list)[0] == "添加项目…"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert office.session is not None
    assert len(office.session.dossier.forms) == before + 1
    settle()
    assert not every(office, Palette)


def test_a_name_comes_before_the_step_that_tells_of_it(sample: MainWindow) -> None:
    session = sample.session
    assert session is not None
    sample.actions_by_id["add_project"].trigger()
    project = session.dossier.forms[-1].id
    sample.show_page(project)
    settle()
    palette = asked(sample)
    QTest.keyClicks(palette.field, "tjxm")
    found = names(palette.list)
    assert found[0] == "添加项目…"
    assert any(name.startswith("撤销 ") for name in found[1:])
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert session.history.stack.index() == 1


def test_what_was_done_last_from_here_stands_first_the_next_time(sample: MainWindow) -> None:
    palette = asked(sample)
    QTest.keyClicks(palette.field, "qbzd")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    settle()
    palette = asked(sample)
    assert names(palette.list)[:2] == ["全部折叠", "新建套表…"]
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)


def test_the_arrows_choose_and_escape_does_nothing(office: MainWindow) -> None:
    palette = asked(office)
    palette.field.insert("表")
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 1
    assert palette.field.hasFocus() or QApplication.focusWidget() is palette.field
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    settle()
    assert not every(office, Palette)
    assert not office.session or not office.session.history.stack.count()


def test_what_cannot_be_done_now_stands_at_the_end_and_is_not_done(window: MainWindow) -> None:
    palette = asked(window)
    enabled = [bool(palette.list.item(row).flags() & Qt.ItemFlag.ItemIsEnabled) for row in range(palette.list.count())]
    assert enabled == sorted(enabled, reverse=True)
    assert not all(enabled)
    palette.field.insert("另存为")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.close()


def test_nothing_found_is_said(window: MainWindow) -> None:
    palette = asked(window)
    palette.field.insert("没有这个")
    assert palette.nothing.isVisible()
    assert not palette.list.isVisible()
    palette.close()


@pytest.mark.parametrize("leave", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_it_is_done_where_the_keyboard_was(sample: MainWindow, leave: Qt.Key) -> None:
    assert sample.session is not None
    form = sample.session.dossier.forms[0]
    sample.go_to(f"{form.id}.name")
    holder = QApplication.focusWidget()
    assert isinstance(holder, QLineEdit)
    holder.selectAll()
    QApplication.clipboard().setText("")
    palette = asked(sample)
    QTest.keyClicks(palette.field, "fuzhi")
    assert names(palette.list)[0] == "复制"
    QTest.keyClick(palette.field, leave)
    assert QApplication.focusWidget() is holder
    assert QApplication.clipboard().text() == (holder.text() if leave == Qt.Key.Key_Return else "")


def test_a_click_elsewhere_closes_it(sample: MainWindow) -> None:
    asked(sample)
    sample.workplace.outline.tree.setFocus()
    settle()
    assert not every(sample, Palette)


def test_it_ends_within_a_low_window(sample: MainWindow) -> None:
    sample.resize(683, 384)
    settle()
    sample.actions_by_id["palette"].trigger()
    (palette,) = every(sample, Palette)
    settle()
    assert sample.rect().contains(palette.geometry())
    assert palette.list.height() > 3 * palette.list.sizeHintForRow(0)
    palette.close()
