"""What stands beside or under each other begins at one line, and has the room that there is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.conftest import dossier_of, every, find_something, settle
from ui.controls.focus_frame import paint_frame
from ui.controls.labels import whole_part
from ui.form.fields import FieldsArea
from ui.form.goals import GoalsArea
from ui.form.page_head import quiet
from ui.form.table_view import ValueView
from ui.ground.theme import apply_theme, colours
from ui.indicators.tree import IndicatorTree
from ui.program.app import dress
from ui.program.settings_dialog import SettingsDialog
from ui.window.findings_list import FIX, FindingsList, Group
from ui.window.window import MainWindow


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    dress(qapp)
    apply_theme(qapp, "light")


def _line(text: str) -> QWidget:
    return QLineEdit(text)


def _list(text: str) -> QWidget:
    box = QComboBox()
    box.addItem(text)
    return box


def _number(text: str) -> QWidget:
    box = QSpinBox()
    box.setSpecialValueText(text)
    return box


FIELDS: dict[str, Callable[[str], QWidget]] = {
    "line": _line,
    "list": _list,
    "number": _number,
    "lines": QPlainTextEdit,
}


def picture(qtbot: QtBot, widget: QWidget, width: int = 160, height: int = 30) -> QImage:
    qtbot.addWidget(widget)
    widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a caret is no letter
    widget.resize(width, height)
    widget.show()
    settle()
    return widget.grab().toImage()


def first_ink(image: QImage) -> int:
    """The first column of letters; the edge of a field is no letter."""
    inside = QRect(2, 4, image.width() - 4, image.height() - 8)
    dark = (x for x in range(inside.left(), inside.right()) if _darkest(image, x, inside) < 110)
    return next(dark)


def _darkest(image: QImage, x: int, inside: QRect) -> int:
    return min(image.pixelColor(x, y).lightness() for y in range(inside.top(), inside.bottom()))


def test_letters_of_all_kinds_of_fields_begin_below_each_other(qtbot: QtBot) -> None:
    begin = {name: first_ink(picture(qtbot, make("国国"))) for name, make in FIELDS.items()}
    assert max(begin.values()) - min(begin.values()) <= 1, begin


def test_the_edges_of_all_kinds_of_fields_are_alike(qtbot: QtBot) -> None:
    edges = {name: picture(qtbot, make("")).pixelColor(80, 0).name() for name, make in FIELDS.items()}
    assert len(set(edges.values())) == 1, edges
    corners = {name: picture(qtbot, make("")).pixelColor(0, 0).name() for name, make in FIELDS.items()}
    assert len(set(corners.values())) == 1, "the corners are as round"
    assert corners["line"] != edges["line"]


def test_the_words_of_a_button_do_not_touch_its_edge(qtbot: QtBot) -> None:
    button = QPushButton("只选当前这张表和它后面的")
    qtbot.addWidget(button)
    wide = button.fontMetrics().horizontalAdvance(button.text())
    assert button.sizeHint().width() >= wide + 20


def test_the_frame_of_the_keyboard_is_around_the_tab_at_hand(qtbot: QtBot) -> None:
    tabs = _Framed()
    for words in ("目标与指标", "测算"):
        tabs.addTab(words)
    tabs.setCurrentIndex(1)
    framed = picture(qtbot, tabs, 400, 40)
    accent = colours().accent.name()
    seen = [x for x in range(framed.width()) if framed.pixelColor(x, framed.height() // 2).name() == accent]
    assert seen
    assert tabs.tabRect(1).left() <= min(seen) <= max(seen) <= tabs.tabRect(1).right()


class _Framed(QTabBar):
    """Tabs that have the keyboard."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_frame(self)


def test_the_arrows_of_too_many_tabs_are_no_boxes(qtbot: QtBot) -> None:
    tabs = QTabBar()
    for number in range(9):
        tabs.addTab(f"年度绩效目标{number}")
    picture(qtbot, tabs, 200, 40)
    arrows = [one for one in every(tabs, QToolButton) if one.isVisible()]
    assert arrows
    assert all(arrow.autoRaise() for arrow in arrows)


def test_the_fields_of_all_settings_begin_below_each_other(window: MainWindow, qtbot: QtBot) -> None:
    dialog = SettingsDialog(window.settings, window.program.templates, window)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    forms: list[QFormLayout] = dialog.findChildren(QFormLayout)  # type: ignore[assignment]
    fields = {
        field.mapTo(dialog, QPoint(0, 0)).x()
        for rows in forms
        for row in range(rows.rowCount())
        if (field := rows.itemAt(row, QFormLayout.ItemRole.FieldRole).widget()) and not isinstance(field, QCheckBox)
    }
    assert len(fields) == 1


def open_name(window: MainWindow) -> tuple[IndicatorTree, QWidget]:
    """The tree of the last form, and the editor over the name of its first indicator."""
    form = dossier_of(window).forms[-1]
    window.show_page(form.id)
    window.actions_by_id["indicators"].trigger()
    settle()
    tree = next(one for one in every(window, IndicatorTree) if one.isVisible())
    tree.open_editor(next(form.indicators()).id, 0)
    settle()
    return tree, next(one for one in every(tree.viewport(), QWidget) if one.property("path"))


def test_what_is_chosen_among_indicators_and_letters_in_an_open_cell_are_as_elsewhere(sample: MainWindow) -> None:
    tree, editor = open_name(sample)
    highlight = QPalette.ColorRole.Highlight
    assert tree.palette().color(highlight) == colours().selected
    assert editor.palette().color(highlight) == QApplication.palette().color(highlight)


def test_nothing_of_the_cell_is_seen_round_the_corners_of_its_editor(sample: MainWindow) -> None:
    tree, editor = open_name(sample)
    seen, area = tree.viewport().grab().toImage(), editor.geometry()
    corners = area.topLeft(), area.topRight(), area.bottomLeft(), area.bottomRight()
    assert {seen.pixelColor(corner).name() for corner in corners} == {colours().selected.name()}


def test_the_pages_that_are_no_forms_begin_alike(sample: MainWindow) -> None:
    heads = []
    for page, title in (("unit", "单位信息"), ("budget", "部门预算（万元）")):
        sample.show_page(page)
        settle()
        label = next(one for one in every(sample, QLabel) if one.isVisible() and one.text() == title)
        heads.append((label.mapTo(sample, QPoint(0, 0)), label.font(), label.contentsMargins()))
    assert heads[0] == heads[1]


def left_of(window: MainWindow, widget: QWidget) -> int:
    return widget.mapTo(window, QPoint(0, 0)).x()


def test_what_stands_in_the_page_begins_at_one_line(sample: MainWindow) -> None:
    """Labels, the filter, the weights, the words on the current cell, the choices of the findings."""
    find_something(sample)
    sample.show_page(dossier_of(sample).forms[-1].id)
    sample.actions_by_id["side"].trigger()
    sample.actions_by_id["both"].trigger()
    settle()
    fields = next(one for one in every(sample, FieldsArea) if one.isVisible())
    goals = next(one for one in every(sample, GoalsArea) if one.isVisible())
    labels = [
        min(left_of(sample, one) for one in every(area, QLabel) if one.text() and one.isVisible())
        for area in (fields, goals)
    ]
    named = ("筛选指标", "只看某个级别")
    others = {
        left_of(sample, one) for one in every(sample, QWidget) if one.isVisible() and one.accessibleName() in named
    }
    assert others | set(labels) == {labels[0]}


def test_the_lines_of_the_outline_begin_below_the_name_of_the_unit(sample: MainWindow) -> None:
    panel = sample.outline
    seen = panel.grab().toImage()
    head = every(panel, QLabel)[0].geometry()
    row = panel.tree.visualRect(panel.tree.model().index(1, 0)).translated(panel.tree.pos())
    begin = [first_ink(seen.copy(area)) for area in (head, row.adjusted(-row.left(), 0, 0, 0))]
    assert abs(begin[0] - begin[1]) <= 2, begin


def test_heads_of_numbers_stand_over_them(sample: MainWindow) -> None:
    sample.show_page("budget")
    settle()
    model = next(one for one in every(sample, ValueView) if one.isVisible()).table
    role = Qt.ItemDataRole.TextAlignmentRole
    sides = [
        (model.headerData(column, Qt.Orientation.Horizontal, role), model.data(model.index(0, column), role))
        for column in range(model.columnCount())
    ]
    assert all(head == cell for head, cell in sides)
    assert sides[0][0] & Qt.AlignmentFlag.AlignRight


def test_the_columns_of_a_table_fill_it(sample: MainWindow) -> None:
    sample.show_page("budget")
    settle()
    tables = [one for one in every(sample, ValueView) if one.isVisible()]
    assert tables
    assert {table.viewport().width() - table.horizontalHeader().length() for table in tables if fits(table)} == {0}


def fits(table: ValueView) -> bool:
    return table.horizontalScrollBar().maximum() == 0


def test_a_list_of_findings_without_a_fix_gives_its_words_the_room(sample: MainWindow) -> None:
    found = next(iter(every(sample, FindingsList)))
    found.show_groups([Group("甲", "没有可修复的")])
    assert found.isColumnHidden(FIX)


@pytest.mark.parametrize(
    ("room", "shown"), [(30, "单击选格，直接输入；Tab 向右"), (12, "单击选格，直接输入"), (5, "单击选格"), (2, "")]
)
def test_of_a_sentence_whole_parts_are_shown(room: int, shown: str) -> None:
    assert whole_part("单击选格，直接输入；Tab 向右", lambda part: len(part) <= room) == shown


def test_words_of_less_weight_are_quieter_on_the_ground_of_fields_too(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.setBackgroundRole(QPalette.ColorRole.Base)
    holder.setAutoFillBackground(True)
    words = quiet("各张表没有另写单位名称时，都用这里的。")
    words.setParent(holder)
    image = picture(qtbot, holder, 400, 40)
    assert min(image.pixelColor(x, y).lightness() for x in range(400) for y in range(40)) >= colours().muted.lightness()


def test_no_line_is_drawn_under_the_menus(qtbot: QtBot) -> None:
    bar = QMenuBar()
    for word in ("文件", "编辑"):
        bar.addMenu(word)
    image = picture(qtbot, bar, 300, 26)
    ground = bar.palette().color(QPalette.ColorRole.Window).name()
    assert {image.pixelColor(x, bar.height() - 1).name() for x in range(300)} == {ground}


def test_a_text_of_several_lines_has_one_ground(qtbot: QtBot) -> None:
    box = QPlainTextEdit()
    box.setViewportMargins(0, 0, 0, 12)
    image = picture(qtbot, box, 160, 60)
    assert image.pixelColor(80, 20).name() == image.pixelColor(80, 52).name()
