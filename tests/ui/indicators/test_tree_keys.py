"""The tree by keys: arrows, Home and End, folding, selecting several rows, and what stays selected."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from models.dossier import Dossier
from models.files.jxmb import dumps
from models.goals import Category, Dimension, Goal, Indicator
from models.target import Target
from tests.ui.conftest import every, settle
from tests.ui.indicators.conftest import ROWS, dossier_of, goal_of
from tests.ui.indicators.test_editing import Key, Korla, commit, focus, place, press, stand
from ui.controls.dialogs import Listing
from ui.indicators.panel import IndicatorPanel
from ui.session.session import Session

Make = Callable[[Dossier], tuple[Session, IndicatorPanel]]
SHIFT, CONTROL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


def columns(panel: IndicatorPanel) -> list[str]:
    return [column.field for column in panel.model.columns]


def test_arrows_go_along_a_row_and_stop_at_its_ends(korla: Korla) -> None:
    _, panel = korla
    fields = columns(panel)
    stand(panel, "i1")
    for field in [*fields[1:], fields[-1]]:
        press(Key.Key_Right)
        assert place(panel) == ("i1", field)
    for field in fields[-2::-1]:
        press(Key.Key_Left)
        assert place(panel) == ("i1", field)
    press(Key.Key_Left)
    assert place(panel) == ("c1", "name"), "from the first cell up to the level over it"


def test_left_folds_and_right_unfolds(korla: Korla) -> None:
    _, panel = korla
    stand(panel, "c1")
    index = panel.model.index_of("c1")
    press(Key.Key_Left)
    assert not panel.tree.isExpanded(index)
    assert place(panel) == ("c1", "name")
    press(Key.Key_Left)
    assert place(panel) == ("d1", "name")
    stand(panel, "c1")
    press(Key.Key_Right)
    assert panel.tree.isExpanded(index)
    press(Key.Key_Right)
    assert place(panel) == ("c1", "name"), "a level has no cells beside its name"
    stand(panel, "d1")
    press(Key.Key_Left)
    press(Key.Key_Left)
    assert place(panel) == ("d1", "name"), "there is nothing over it"


def test_home_and_end_go_to_the_ends_of_the_row(korla: Korla) -> None:
    _, panel = korla
    stand(panel, "i2", "weight")
    press(Key.Key_End)
    assert place(panel) == ("i2", columns(panel)[-1])
    press(Key.Key_Home)
    assert place(panel) == ("i2", "name")
    stand(panel, "c1")
    press(Key.Key_End)
    assert place(panel) == ("c1", "name")


def test_enter_in_a_cell_goes_down_its_column_over_the_levels(korla: Korla) -> None:
    _, panel = korla
    stand(panel, "i1", "weight")
    for row in ("i2", "i3", "i4", "i5", "i6"):
        press(Key.Key_Return)
        assert place(panel) == (row, "weight")
    press(Key.Key_Return)
    assert place(panel) == (panel.model.offered, "weight")
    stand(panel, "d1")
    press(Key.Key_Return)
    assert place(panel) == ("c1", "name")


def test_tab_goes_cell_by_cell_through_rows_and_past_the_levels(korla: Korla) -> None:
    """Typing goes on where Tab leads: a level's name would be overwritten there."""
    _, panel = korla
    stand(panel, "c2")
    press(Key.Key_Tab)
    assert place(panel) == ("i3", "name")
    press(Key.Key_Backtab, SHIFT)
    assert place(panel) == ("i2", columns(panel)[-1])


def test_tab_leaves_behind_the_last_cell_and_before_the_first(korla: Korla) -> None:
    _, panel = korla
    stand(panel, "i6", columns(panel)[-1])
    press(Key.Key_Tab)
    press(Key.Key_Tab)  # past the row that is offered there
    assert focus() is not panel.tree
    panel.tree.setFocus()
    stand(panel, "d1")
    press(Key.Key_Backtab, SHIFT)
    assert focus() is not panel.tree


def test_several_rows_are_selected_with_shift_and_go_together(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i1")
    press(Key.Key_Down, SHIFT)
    assert panel.tree.selected_ids() == ["i1", "i2"]
    press(Key.Key_Delete)
    assert "i1" not in session.editor
    assert "i2" not in session.editor
    assert panel.tree.selected_ids() == ["c1"], "nothing is left beside them: the level over them"
    session.undo()
    assert "i2" in session.editor


@pytest.mark.parametrize(("gone", "next_one"), [("i1", "i2"), ("i2", "i1"), ("i3", "c2"), ("c1", "c2"), ("d4", "d3")])
def test_after_deleting_one_is_at_the_neighbour(korla: Korla, gone: str, next_one: str) -> None:
    _, panel = korla
    stand(panel, gone)
    press(Key.Key_Delete)
    assert place(panel)[0] == next_one
    assert panel.tree.selected_ids() == [next_one]


def test_moved_rows_stay_selected_and_in_sight(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i1")
    for category, row in (("c1", 1), ("c2", 0), ("c2", 1), ("c3", 0)):
        press(Key.Key_Down, ALT)
        assert session.editor.parent("i1")[::2] == (category, row)
        assert panel.tree.selected_ids() == ["i1"]
        area = panel.tree.visualRect(panel.tree.currentIndex())
        assert panel.tree.viewport().rect().intersects(area)
    for category, row in (("c2", 1), ("c2", 0), ("c1", 1), ("c1", 0)):
        press(Key.Key_Up, ALT)
        assert session.editor.parent("i1")[::2] == (category, row)
    press(Key.Key_Up, ALT)
    assert "最上面" in panel.messages.text


@pytest.mark.parametrize(
    ("row", "key", "words"),
    [("d1", Key.Key_Up, "最上面"), ("d4", Key.Key_Down, "最下面"), ("i6", Key.Key_Down, "最下面")],
)
def test_at_the_ends_a_row_stays_and_says_why(korla: Korla, row: str, key: Qt.Key, words: str) -> None:
    session, panel = korla
    before = dumps(session.dossier)
    stand(panel, row)
    press(key, ALT)
    assert words in panel.messages.text
    assert dumps(session.dossier) == before
    assert not session.history.stack.canUndo()


def test_f2_goes_on_with_the_text_and_a_letter_begins_anew(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i1")
    press(Key.Key_F2)
    commit("（一期）")
    press(Key.Key_Return)
    assert session.value("i1.name") == "赴省进京专班（一期）"
    stand(panel, "i1")
    commit("新名称")
    press(Key.Key_Return)
    assert session.value("i1.name") == "新名称"


@pytest.mark.parametrize(
    ("field", "text"), [("name", "新名称"), ("target", "≥5人次"), ("basis", "计划标准"), ("evidence", "台账")]
)
def test_what_is_committed_at_once_is_not_lost(korla: Korla, field: str, text: str) -> None:
    """Some input methods commit without composing first; a cell that is open takes it as it is."""
    session, panel = korla
    stand(panel, "i1", field)
    commit(text)
    assert panel.tree.cells.editor is not None
    commit("。")
    press(Key.Key_Return)
    assert str(session.value(f"i1.{field}")) == f"{text}。"
    assert session.history.stack.count() == 1


def test_typing_with_ctrl_or_alt_writes_nothing(korla: Korla) -> None:
    session, panel = korla
    before = dumps(session.dossier)
    stand(panel, "i1")
    for modifier in (CONTROL, ALT):
        QTest.keyClick(panel.tree, Key.Key_7, modifier)
    assert panel.tree.cells.editor is None
    assert dumps(session.dossier) == before


def test_a_weight_of_a_level_cannot_be_typed(korla: Korla) -> None:
    session, panel = korla
    before = dumps(session.dossier)
    stand(panel, "c1", "weight")
    QTest.keyClicks(panel.tree, "5")
    assert panel.tree.cells.editor is None
    assert dumps(session.dossier) == before


def test_an_empty_tree_says_how_to_begin(make_panel: Make) -> None:
    _, panel = make_panel(dossier_of(Goal(id="g")))
    blank = panel.tree.viewport().grab().toImage()
    panel.do("add_indicator")
    press(Key.Key_Return)
    settle()
    assert panel.tree.viewport().grab().toImage() != blank
    assert panel.tree.model().rowCount() == 1


# --- the weights under the tree ---------------------------------------------------------------------------------------


def bar(panel: IndicatorPanel) -> list[str]:
    settle()
    return [one.text() for one in every(panel.bar, QLabel) if one.isVisibleTo(panel.bar) and one.text()]


def goal_with(weights: list[str]) -> Goal:
    return goal_of(tuple((*row[:4], weight) for row, weight in zip(ROWS, weights, strict=True)))


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        (["10", "10", "20", "20", "20", "10"], "权重合计 90 / 90，正好"),
        (["10", "10", "20", "15", "20", "10"], "权重合计 85 / 90，还差 5"),
        (["10", "10", "20", "20", "20", "12.5"], "权重合计 92.5 / 90，多出 2.5"),
        (["10", "10", "20", "20", "20", ""], "权重合计 80 / 90，还差 10；1 个指标没有权重"),
        (["", "", "", "", "", ""], "权重合计 0 / 90，还差 90；6 个指标没有权重"),
    ],
)
def test_the_bar_says_where_the_weights_stand(make_panel: Make, weights: list[str], words: str) -> None:
    _, panel = make_panel(dossier_of(goal_with(weights)))
    said = bar(panel)[0]
    assert said == words or said.startswith(words + "；")


def test_the_bar_names_the_levels_that_do_not_fit(make_panel: Make) -> None:
    goal = goal_with(["10", "10", "20", "15", "20", "10"])
    session, panel = make_panel(dossier_of(goal, template="national-project-2021"))
    assert any("成本 15 / 20，还差 5" in one for one in bar(panel))
    session.set_value("i4.weight", Decimal(20), typing=False)
    assert any("成本 20 / 20 ✓" in one for one in bar(panel))
    session.set_value("i4.weight", Decimal(22), typing=False)
    assert any("成本 22 / 20，多出 2" in one for one in bar(panel))


def test_the_picture_shows_what_lacks_and_what_is_too_much(make_panel: Make) -> None:
    session, panel = make_panel(dossier_of(goal_with(["10", "10", "20", "15", "20", "10"])))

    def picture() -> object:
        settle()
        return panel.bar.grab().toImage()

    seen = [picture()]
    for weight in (20, 40, 0):
        session.set_value("i4.weight", Decimal(weight), typing=False)
        assert picture() not in seen
        seen.append(picture())


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ([], "已平衡全部指标的权重"),
        (["i4"], "已平衡全部指标的权重"),
        (["i1", "i2", "i4"], "已平衡选中的 3 个指标的权重"),
        (["d2", "d3"], "已平衡选中的 2 个指标的权重"),
    ],
)
def test_weights_are_balanced_over_what_is_chosen(make_panel: Make, chosen: list[str], words: str) -> None:
    session, panel = make_panel(dossier_of(goal_with(["10", "10", "20", "15", "20", "10"])))
    panel.tree.clearSelection()
    panel.tree.select(chosen)
    before = {one.id: one.weight for one in session.dossier.forms[0].indicators()}
    panel.do("balance")
    assert words in panel.messages.text
    now = {one.id: one.weight for one in session.dossier.forms[0].indicators()}
    assert sum(one or 0 for one in now.values()) == 90
    if len(chosen) > 1:
        under = {"d2": ["i4"], "d3": ["i5"]}
        free = {row for one in chosen for row in under.get(one, [one])}
        assert all(now[row] == before[row] for row in now if row not in free)
    assert session.history.stack.count() == 1
    panel.do("balance")
    assert "不用调整" in panel.messages.text or session.history.stack.count() == 2


def test_what_balancing_changed_is_listed_until_something_else_is_done(make_panel: Make) -> None:
    goal = goal_with(["10", "10", "20", "15", "20", "10"])
    session, panel = make_panel(dossier_of(goal))
    before = {one.id: one.weight for one in goal.indicators()}
    panel.do("balance")
    changed = [one for one in goal.indicators() if one.weight != before[one.id]]
    assert changed
    for one in goal.indicators():
        line = f"“{one.name}” {before[one.id]} → {one.weight}"
        assert (line in panel.messages.text) == (one in changed), line
    assert f"改了 {len(changed)} 个" in panel.messages.text
    assert not panel.messages._timer.isActive(), "it takes its time to be read"
    panel.messages._fresh.stop()
    session.history.undo()
    assert panel.messages.text == "", "what it told is no longer so"
    assert {one.id: one.weight for one in goal.indicators()} == before, "one step"


def test_what_is_too_much_for_a_message_is_in_a_list(make_panel: Make) -> None:
    goal = Goal(id="g", dimensions=[Dimension(name="产出指标", categories=[Category(name="数量指标")])])
    goal.dimensions[0].categories[0].indicators = [
        Indicator(name=f"指标{n}", target=Target.parse("≥1次")) for n in range(20)
    ]
    session, panel = make_panel(dossier_of(goal))
    panel.do("balance")
    button = next(one for one in every(panel.messages, QPushButton) if one.text() == "列出全部")
    button.click()
    listing = every(panel.window(), Listing)[0]
    lines = [listing.list.item(row).text() for row in range(listing.list.count())]
    assert lines == [f"“指标{n}” 空 → {one.weight}" for n, one in enumerate(goal.indicators())]
    listing.close()
    assert session.history.stack.count() == 1


def test_where_balancing_cannot_be_it_says_why(make_panel: Make) -> None:
    session, panel = make_panel(dossier_of(Goal(id="g")))
    panel.do("balance")
    assert "还没有指标" in panel.messages.text
    assert not session.history.stack.canUndo()
    session, panel = make_panel(dossier_of(goal_with(["40", "40", "20", "20", "2", "1"])))
    panel.tree.select(["i5", "i6"])
    panel.do("balance")
    assert "凑不够" in panel.messages.text
    assert not session.history.stack.canUndo()
