"""Tables of a form by keys, buttons and clipboard, as in Excel."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.dossier import Dossier, Unit
from models.files.jxmb import dumps
from models.forms import CostItem, ProjectForm
from tests.ui.conftest import by_name, click, come_back, dossier_of, every
from tests.ui.keys import ALT, CONTROL, SHIFT, Key, focus, put
from ui.form.table_view import ValueView
from ui.window.window import MainWindow


@pytest.fixture
def costs(window: MainWindow, qtbot: QtBot) -> ValueView:
    """A table of three costs, the cursor in its first cell."""
    form = ProjectForm(id="f", template="jianghan-project-2024", name="甲项目")
    form.costs = [
        CostItem(id=f"k{n}", content=name, own=Decimal(n)) for n, name in enumerate(("差旅费", "会议费", "印刷费"), 1)
    ]
    window.files.create(Dossier(year=2026, unit=Unit(name="示例局"), forms=[form]))
    window.actions_by_id["fields"].trigger()
    come_back(window, qtbot)
    view = next(one for one in every(window, ValueView) if "支出明细" in one.accessibleName())
    view.setFocus()
    view.setCurrentIndex(view.table.index(0, 0))
    return view


def rows(window: MainWindow) -> list[str]:
    form = dossier_of(window).forms[0]
    assert isinstance(form, ProjectForm)
    return [one.content for one in form.costs]


def amounts(window: MainWindow) -> list[str]:
    form = dossier_of(window).forms[0]
    assert isinstance(form, ProjectForm)
    return [str(one.own) for one in form.costs]


def at(view: ValueView) -> tuple[int, int]:
    return view.currentIndex().row(), view.currentIndex().column()


def column(view: ValueView, field: str) -> int:
    return next(n for n in range(view.table.columnCount()) if view.table.path(0, n).endswith(f".{field}"))


def key(struck: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), struck, modifier)


def mark(view: ValueView, top: int, left: int, bottom: int, right: int) -> None:
    """Selects a rectangle of cells by Shift and a click."""
    view.setCurrentIndex(view.table.index(top, left))
    chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect
    view.selectionModel().select(view.table.index(top, left), chosen)
    view.scrollTo(view.table.index(bottom, right))
    place = view.visualRect(view.table.index(bottom, right)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, SHIFT, place)


def test_enter_opens_a_cell_writes_it_and_goes_down(window: MainWindow, costs: ValueView) -> None:
    key(Key.Key_Return)
    put("交通费")
    key(Key.Key_Return)
    assert rows(window)[0] == "交通费"
    assert at(costs) == (1, 0)
    assert costs.isAncestorOf(focus()), "and types on there"


def test_a_column_is_typed_down_into_new_rows(window: MainWindow, costs: ValueView) -> None:
    """As in a spreadsheet: the next row is there, also behind the last."""
    costs.setCurrentIndex(costs.table.index(2, 0))
    put("甲")
    for word in ("乙", "丙"):
        key(Key.Key_Return)
        put(word)
    key(Key.Key_Return)
    assert rows(window)[2:] == ["甲", "乙", "丙"]


def test_rows_are_typed_across_by_tab_and_enter_begins_the_next(window: MainWindow, costs: ValueView) -> None:
    """As in a spreadsheet: Enter goes under the cell where Tab began."""
    costs.setCurrentIndex(costs.table.index(2, 0))
    for name in ("甲", "乙"):
        put(name)
        key(Key.Key_Tab)
        put("5")
        key(Key.Key_Return)
    assert rows(window)[2:] == ["甲", "乙"]
    assert at(costs) == (4, 0)
    key(Key.Key_Escape)
    costs.setCurrentIndex(costs.table.index(0, 1))
    key(Key.Key_Return)
    key(Key.Key_Return)
    assert at(costs) == (1, 1), "without Tab it is the same column"


def test_f2_goes_on_with_the_text_and_a_letter_begins_anew(window: MainWindow, costs: ValueView) -> None:
    key(Key.Key_F2)
    assert costs.isAncestorOf(focus())
    assert focus().property("plainText") == "差旅费"
    key(Key.Key_End)
    put("1")
    key(Key.Key_Return)
    assert rows(window)[0] == "差旅费1"
    costs.setCurrentIndex(costs.table.index(1, 0))
    costs.setFocus()
    put("2")
    key(Key.Key_Return)
    assert rows(window)[1] == "2"


def test_esc_leaves_the_cell_as_it_was(window: MainWindow, costs: ValueView) -> None:
    before = dumps(dossier_of(window))
    put("9")
    key(Key.Key_Escape)
    assert dumps(dossier_of(window)) == before
    assert focus() is costs
    assert not window.isWindowModified() or not window.actions_by_id["undo"].isEnabled()


@pytest.mark.parametrize("modifier", [ALT, SHIFT])
def test_a_text_may_have_lines(window: MainWindow, costs: ValueView, modifier: Qt.KeyboardModifier) -> None:
    key(Key.Key_F2)
    assert costs.isAncestorOf(focus())
    key(Key.Key_End)
    key(Key.Key_Return, modifier)
    put("b")
    key(Key.Key_Return)
    assert rows(window)[0] == "差旅费\nb"


def test_tab_goes_from_cell_to_cell_and_over_the_end_of_the_row(costs: ValueView) -> None:
    last = costs.table.columnCount() - 1
    wanted = [(row, col) for row in range(2) for col in range(last + 1)]
    for place in wanted[1:]:
        key(Key.Key_Tab)
        assert at(costs) == place
    key(Key.Key_Backtab, SHIFT)
    assert at(costs) == wanted[-2]


@pytest.mark.parametrize("struck", [Key.Key_Delete, Key.Key_Backspace])
def test_selected_cells_are_blanked_in_one_step(window: MainWindow, costs: ValueView, struck: Qt.Key) -> None:
    before = dumps(dossier_of(window))
    own = column(costs, "own")
    mark(costs, 0, 0, 1, own)
    key(struck)
    assert rows(window) == ["", "", "印刷费"]
    assert amounts(window) == ["None", "None", "3"]
    window.actions_by_id["undo"].trigger()
    assert dumps(dossier_of(window)) == before
    assert not window.actions_by_id["undo"].isEnabled()


def test_copied_cells_are_a_block_for_excel(costs: ValueView) -> None:
    own = column(costs, "own")
    mark(costs, 1, own, 2, own)
    key(Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text().splitlines() == ["2", "3"]


def test_cut_copies_and_blanks(window: MainWindow, costs: ValueView) -> None:
    key(Key.Key_X, CONTROL)
    assert QGuiApplication.clipboard().text().strip() == "差旅费"
    assert rows(window)[0] == ""
    costs.setCurrentIndex(costs.table.index(1, 0))
    key(Key.Key_V, CONTROL)
    assert rows(window) == ["", "差旅费", "印刷费"]


def test_a_block_pasted_over_the_end_makes_rows(window: MainWindow, costs: ValueView) -> None:
    QGuiApplication.clipboard().setText("甲\n乙\n丙\n")
    costs.setCurrentIndex(costs.table.index(2, 0))
    key(Key.Key_V, CONTROL)
    assert rows(window) == ["差旅费", "会议费", "甲", "乙", "丙"]
    window.actions_by_id["undo"].trigger()
    assert rows(window) == ["差旅费", "会议费", "印刷费"]


def test_what_is_no_number_is_told_with_its_place_and_the_rest_taken(window: MainWindow, costs: ValueView) -> None:
    QGuiApplication.clipboard().setText("5\n约十\n7\n")
    costs.setCurrentIndex(costs.table.index(0, column(costs, "own")))
    key(Key.Key_V, CONTROL)
    assert amounts(window) == ["5", "2", "7"]
    assert "第 2 行" in window.messages.text
    assert "约十" in window.messages.text


def test_blank_lines_make_no_rows(window: MainWindow, costs: ValueView) -> None:
    costs.setCurrentIndex(costs.table.index(3, 0))
    QGuiApplication.clipboard().setText("甲\n\n乙\n")
    key(Key.Key_V, CONTROL)
    assert rows(window) == ["差旅费", "会议费", "印刷费", "甲", "乙"]


def press(window: MainWindow, view: ValueView, word: str) -> None:
    click(by_name(window, f"{view.accessibleName()}：{word}"))


@pytest.mark.parametrize(("row", "order"), [(0, "差＋会印"), (1, "差会＋印"), (2, "差会印＋"), (3, "差会印＋")])
def test_a_row_is_added_behind_the_one_at_hand(window: MainWindow, costs: ValueView, row: int, order: str) -> None:
    costs.setCurrentIndex(costs.table.index(row, 1))
    press(window, costs, "添加行")
    assert "".join(one[:1] or "＋" for one in rows(window)) == order
    assert at(costs) == (order.index("＋"), 0)
    assert focus() is costs


MOVES = (
    (0, "下移", "会差印", 1),
    (1, "上移", "会差印", 0),
    (0, "上移", "差会印", 0),
    (2, "下移", "差会印", 2),
    (3, "上移", "差会印", 3),
)


@pytest.mark.parametrize("move", MOVES)
def test_rows_move_within_the_list(window: MainWindow, costs: ValueView, move: tuple[int, str, str, int]) -> None:
    row, word, order, place = move
    costs.setCurrentIndex(costs.table.index(row, 1))
    press(window, costs, word)
    assert "".join(one[0] for one in rows(window)) == order
    assert at(costs) == (place, 1)


def test_selected_rows_are_removed_in_one_step(window: MainWindow, costs: ValueView) -> None:
    mark(costs, 0, 0, 1, 0)
    press(window, costs, "删除行")
    assert rows(window) == ["印刷费"]
    window.actions_by_id["undo"].trigger()
    assert rows(window) == ["差旅费", "会议费", "印刷费"]
    costs.setCurrentIndex(costs.table.index(3, 0))
    press(window, costs, "删除行")
    assert rows(window) == ["差旅费", "会议费", "印刷费"], "the blank row is none"


def test_typing_into_the_blank_row_makes_one(window: MainWindow, costs: ValueView) -> None:
    costs.setCurrentIndex(costs.table.index(3, column(costs, "own")))
    put("8")
    key(Key.Key_Return)
    assert amounts(window) == ["1", "2", "3", "8"]
    costs.setCurrentIndex(costs.table.index(4, 0))
    key(Key.Key_F2)
    key(Key.Key_Return)
    assert len(rows(window)) == 4, "nothing typed, no row"


def test_where_one_is_is_told_to_the_session(window: MainWindow, costs: ValueView) -> None:
    assert window.session is not None
    costs.setCurrentIndex(costs.table.index(1, 0))
    assert window.session.focus_path == "k2.content"
    window.go_to("k3.own")
    assert at(costs) == (2, column(costs, "own"))
    assert QApplication.focusWidget() is costs


def test_cells_say_where_they_are_and_what_they_hold(costs: ValueView) -> None:
    said = [str(costs.table.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in (0, 3)]
    assert said[0].startswith("第 1 行 ")
    assert said[0].endswith("：差旅费")
    assert said[1].startswith("新的一行 ")
    assert said[1].endswith("：空")


def test_amounts_stand_at_the_right(costs: ValueView) -> None:
    def side(number: int) -> Qt.AlignmentFlag:
        return Qt.AlignmentFlag(costs.table.index(0, number).data(Qt.ItemDataRole.TextAlignmentRole))

    assert side(column(costs, "own")) & Qt.AlignmentFlag.AlignRight
    assert side(0) & Qt.AlignmentFlag.AlignLeft


def test_columns_share_the_width_and_none_is_cut(window: MainWindow, costs: ValueView) -> None:
    widths = [costs.columnWidth(n) for n in range(costs.table.columnCount())]
    assert sum(widths) <= costs.viewport().width() + 1
    assert min(widths) >= costs.fontMetrics().horizontalAdvance("00,000.00")
    window.resize(1000, 700)
    QApplication.processEvents()
    assert costs.height() > costs.horizontalHeader().height() + 3 * costs.rowHeight(0)
