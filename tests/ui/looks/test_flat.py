"""Controls are flat, their signs of one set, and what is chosen in a list looks the same in all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QStringListModel, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPalette, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QListView,
    QListWidget,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QSpinBox,
    QStyle,
    QTabBar,
    QTableView,
    QToolBar,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.conftest import every, settle, wait_for
from ui.ground.icons import icon
from ui.ground.lined_table import LinedTable
from ui.ground.theme import apply_theme, colours

pytestmark = pytest.mark.usefixtures("theme")


def head() -> QTableView:
    view = QTableView()
    view.setModel(QStandardItemModel(1, 1, view))
    return view


FORMS: dict[str, Callable[[], QWidget]] = {
    "button": QPushButton,
    "list": QComboBox,
    "number": QSpinBox,
    "bar": QToolBar,
    "tabs": QTabBar,
    "head": head,
}


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(120, 40)
    widget.show()
    settle()
    return widget


def down_the_middle(widget: QWidget) -> set[str]:
    """The colours between the edges of a control, where nothing is written."""
    image = widget.grab().toImage()
    place = image.width() // 4
    return {image.pixelColor(place, y).name() for y in range(4, image.height() - 4)}


@pytest.mark.parametrize("name", FORMS)
def test_a_ground_has_no_shades(qtbot: QtBot, name: str) -> None:
    widget = shown(qtbot, FORMS[name]())
    if isinstance(widget, QTabBar):
        for _ in range(2):
            widget.addTab("")
        widget.setCurrentIndex(1)
        widget.resize(120, 40)
        settle()
    part = widget.horizontalHeader() if isinstance(widget, QTableView) else widget
    assert len(down_the_middle(part)) == 1


@pytest.mark.parametrize("kind", [QPushButton, QToolButton])
@pytest.mark.parametrize("checked", [False, True])
def test_nor_has_a_button_that_is_on(qtbot: QtBot, kind: type[QPushButton | QToolButton], *, checked: bool) -> None:
    button = shown(qtbot, kind())
    assert isinstance(button, QPushButton | QToolButton)
    button.setCheckable(True)
    button.setChecked(checked)
    found = down_the_middle(button)
    assert len(found) == 1
    assert (found == {colours().selected.name()}) == checked


def test_the_first_button_of_a_dialog_is_filled_with_the_accent(qtbot: QtBot) -> None:
    dialog = QDialog()
    column = QVBoxLayout(dialog)
    first, other = QPushButton(), QPushButton()
    first.setDefault(True)
    column.addWidget(first)
    column.addWidget(other)
    shown(qtbot, dialog)
    accent = dialog.palette().color(QPalette.ColorRole.Highlight).name()
    assert down_the_middle(first) == {accent}
    assert accent not in down_the_middle(other)


# --- signs ------------------------------------------------------------------------------------------------------------


def inks(icon: QIcon) -> set[str]:
    """The colours of what an icon has drawn wholly, but for what rounding makes of one."""
    image = icon.pixmap(32, 32).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    dots = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {coarse(dot) for dot in dots if dot.alpha() > 250}


def coarse(colour: QColor) -> str:
    return QColor(colour.red() & ~7, colour.green() & ~7, colour.blue() & ~7).name()


def icons_of(dialog: QWidget) -> Iterator[tuple[str, QIcon]]:
    for button in [*every(dialog, QToolButton), *every(dialog, QPushButton)]:
        yield button.objectName(), button.icon()
    for view in every(dialog, QAbstractItemView):
        model = view.model()
        for row in range(model.rowCount(view.rootIndex()) if model else 0):
            index = model.index(row, 0, view.rootIndex())
            icon = index.data(Qt.ItemDataRole.DecorationRole)
            if isinstance(icon, QIcon):
                yield str(index.data()), icon


def test_the_dialog_for_files_has_our_signs(qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.txt").write_text("")
    dialog = QFileDialog(None, "", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    shown(qtbot, dialog)
    wait_for(lambda: {"folder", "file.txt"} <= {name for name, _ in icons_of(dialog)})  # read beside the window
    found = [(name, icon) for name, icon in icons_of(dialog) if not icon.isNull()]
    assert {"folder", "file.txt", "toParentButton", "newFolderButton", "backButton"} <= {name for name, _ in found}
    ours = {coarse(qapp.palette().color(QPalette.ColorRole.ButtonText))}
    assert {name: inks(icon) for name, icon in found if not inks(icon) <= ours} == {}


@pytest.mark.parametrize("kind", [QMessageBox.Icon.Critical, QMessageBox.Icon.Warning, QMessageBox.Icon.Question])
def test_questions_and_errors_have_our_signs(qtbot: QtBot, kind: QMessageBox.Icon) -> None:
    box = QMessageBox(kind, "", "好不好")
    qtbot.addWidget(box)
    colour = {QMessageBox.Icon.Critical: "error", QMessageBox.Icon.Warning: "warning"}.get(kind, "info")
    assert inks(QIcon(box.iconPixmap())) == {coarse(getattr(colours(), colour))}


# --- what is chosen ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [QListView, QListWidget, QTreeView, QTableView])
def test_what_is_chosen_looks_the_same_in_every_list(qtbot: QtBot, kind: type[QAbstractItemView]) -> None:
    view = kind()
    shown(qtbot, view)
    assert view.palette().color(QPalette.ColorRole.Highlight) == colours().selected
    assert view.palette().color(QPalette.ColorRole.HighlightedText) == view.palette().color(QPalette.ColorRole.Text)


def test_the_list_of_a_box_to_choose_from_too(qtbot: QtBot) -> None:
    box = QComboBox()
    shown(qtbot, box)
    box.view().ensurePolished()
    assert box.view().palette().color(QPalette.ColorRole.Highlight) == colours().selected


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_letters_chosen_in_a_cell_are_those_of_every_field(qtbot: QtBot, kind: type[QWidget]) -> None:
    view = QListWidget()
    shown(qtbot, view)
    editor = kind(view.viewport())
    editor.show()
    alone = kind()
    qtbot.addWidget(alone)
    alone.ensurePolished()
    accent = QApplication.palette().color(QPalette.ColorRole.Highlight)
    for one in (editor, alone):
        assert one.palette().color(QPalette.ColorRole.Highlight) == accent


def test_a_tick_on_a_chosen_line_is_seen(qtbot: QtBot) -> None:
    """The palette of the list is soft; a box that is on is filled with the accent all the same."""
    view = QListWidget()
    view.addItem("一张表")
    item = view.item(0)
    item.setCheckState(Qt.CheckState.Checked)
    shown(qtbot, view)
    view.setCurrentRow(0)
    image = view.viewport().grab().toImage()
    seen = {image.pixelColor(x, y).name() for x in range(24) for y in range(24)}
    assert QApplication.palette().color(QPalette.ColorRole.Highlight).name() in seen


# --- scroll bars ------------------------------------------------------------------------------------------------------


def test_what_is_on_in_a_menu_is_seen_as_a_ticked_box_is(qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    for on in (True, False):
        action = menu.addAction(icon("panel-left"), "目录")
        action.setCheckable(True)
        action.setChecked(on)
    menu.resize(menu.sizeHint())
    image = menu.grab().toImage()
    accent = QApplication.palette().color(QPalette.ColorRole.Highlight).name()

    def filled(number: int) -> int:
        area = menu.actionGeometry(menu.actions()[number])
        places = [QPoint(x, y) for x in range(area.height()) for y in range(area.top(), area.bottom())]
        return sum(image.pixelColor(place).name() == accent for place in places)

    assert filled(0) > 40
    assert filled(1) == 0


@pytest.mark.parametrize("way", [Qt.Orientation.Horizontal, Qt.Orientation.Vertical])
def test_a_scroll_bar_has_no_arrows_and_is_all_way(qtbot: QtBot, way: Qt.Orientation) -> None:
    bar = QScrollBar(way)
    bar.setRange(0, 100)
    bar.setPageStep(25)
    upright = way == Qt.Orientation.Vertical
    shown(qtbot, bar)
    bar.resize(14, 200) if upright else bar.resize(200, 14)
    last = QPoint(7, 195) if upright else QPoint(195, 7)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=last)
    assert bar.value() == bar.pageStep(), "the way behind the bar turns a page"
    bar.setValue(0)
    begin, end = (QPoint(7, 10), QPoint(7, 300)) if upright else (QPoint(10, 7), QPoint(300, 7))
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(bar, end)
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=end)
    assert bar.value() == bar.maximum(), "it can be pulled to its end"
    bar.triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    assert bar.value() == 0


def test_the_style_is_fusion_s_but_for_what_it_paints(qapp: QApplication) -> None:
    """Sizes are Fusion's: nothing moves because it is painted otherwise."""
    style = qapp.style()
    fusion = style.baseStyle()  # type: ignore[attr-defined]
    for metric in (QStyle.PixelMetric.PM_ScrollBarExtent, QStyle.PixelMetric.PM_ButtonMargin):
        assert style.pixelMetric(metric) == fusion.pixelMetric(metric)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_lines_of_tables_are_hairlines_in_both_themes(qtbot: QtBot, qapp: QApplication, theme: str) -> None:
    """Also where the theme changes while the table is open."""
    before = qapp.palette()
    view = LinedTable()
    qtbot.addWidget(view)
    view.setModel(QStringListModel(["", "", ""], view))
    apply_theme(qapp, {"light": "dark", "dark": "light"}[theme])
    view.show()
    settle()
    apply_theme(qapp, theme)
    settle()
    picture = view.viewport().grab().toImage()
    line, ground = (QColor(picture.pixel(20, y)) for y in (view.rowHeight(0) - 1, view.rowHeight(0) // 2))
    assert abs(line.lightness() - colours().line.lightness()) <= 12
    assert line != ground
    qapp.setPalette(before)


def test_a_menu_has_hairlines_as_all_else(qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction("田")
    between = menu.addSeparator()
    menu.addAction("田")
    menu.popup(QPoint(0, 0))
    seen, line = menu.grab().toImage(), colours().line.name()
    part = menu.actionGeometry(between)
    column = {seen.pixelColor(part.center().x(), y).name() for y in range(part.top(), part.bottom() + 1)}
    assert column == {line, seen.pixelColor(part.center().x(), part.top() - 3).name()}
    edge = [seen.pixelColor(place).name() for place in (QPoint(0, 5), QPoint(seen.width() - 1, 5), QPoint(9, 0))]
    assert edge == [line] * 3
    menu.close()
