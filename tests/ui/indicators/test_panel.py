"""What the window may rely on: the contract, the filter, names for who listens, speed of a large tree."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from models.dossier import Dossier
from models.goals import Goal
from tests.ui.indicators.conftest import dossier_of, goal_of
from tests.ui.indicators.test_editing import Key, Korla, place, press, stand
from ui.ground.theme import apply_theme
from ui.indicators.panel import IndicatorPanel
from ui.session.session import Session

Make = Callable[[Dossier], tuple[Session, IndicatorPanel]]


def shown(panel: IndicatorPanel, parent: QModelIndex | None = None) -> list[str]:
    parent = parent or QModelIndex()
    found: list[str] = []
    for row in range(panel.model.rowCount(parent)):
        if not panel.tree.isRowHidden(row, parent):
            index = panel.model.index(row, 0, parent)
            found += [index.data(), *shown(panel, index)]
    return found


def test_go_to_opens_the_editor_in_another_goal(make_panel: Make) -> None:
    other = goal_of(prefix="x")
    session, panel = make_panel(dossier_of(goal_of(), other))
    turned: list[str] = []
    panel.goal_shown.connect(turned.append)
    panel.go_to("xi3.weight")
    assert turned == ["xg"]
    assert place(panel) == ("xi3", "weight")
    assert panel.tree.cells.path == "xi3.weight"
    panel.go_to("xd1.name")
    assert turned == ["xg"]
    assert panel.tree.cells.path == "xd1.name"
    panel.go_to("gone.name")
    assert session.focus_path == "xd1.name"


def test_another_goal_begins_at_its_first_row(make_panel: Make) -> None:
    """So that an arrow, or a key that adds a row, has a place to start from."""
    _, panel = make_panel(dossier_of(goal_of(), goal_of(prefix="x")))
    stand(panel, "i3", "weight")
    panel.show_goal("xg")
    assert panel.tree.current_id() == "xd1"
    press(Key.Key_Down)
    assert panel.tree.current_id() == "xc1"


def test_the_filter_says_what_it_is_for(korla: Korla) -> None:
    _, panel = korla
    assert panel._filter.placeholderText() == panel._filter.accessibleName() == "筛选指标"


def test_go_to_shows_what_is_folded_or_filtered(korla: Korla) -> None:
    _, panel = korla
    panel.do("collapse")
    panel._filter.setText("满意度")
    panel.go_to("i1.target")
    assert panel.tree.cells.path == "i1.target"
    assert "赴省进京专班" in shown(panel)


def test_go_to_a_part_of_a_target(make_panel: Make) -> None:
    _, panel = make_panel(dossier_of(goal_of(), template="lukou-department-2026"))
    panel.go_to("i1.target")
    assert place(panel) == ("i1", "target.comparison")
    panel.go_to("i1.target.unit")
    assert place(panel) == ("i1", "target.unit")


def test_focus_is_told(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i2", "weight")
    assert session.focus_path == "i2.weight"
    stand(panel, "c1", "weight")
    assert session.focus_path == "c1.name"


def test_focus_is_told_while_one_types_from_cell_to_cell(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i1", "name")
    press(Key.Key_F2)
    press(Key.Key_Tab)
    assert place(panel) == ("i1", "target")
    assert session.focus_path == "i1.target"


def test_filter_keeps_the_levels_over_what_fits(korla: Korla) -> None:
    _, panel = korla
    press(Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText("≥95%")
    assert shown(panel) == ["产出指标", "质量指标", "信访事项办结率"]
    field.setText("成本指标")
    assert shown(panel) == ["成本指标", "经济成本指标", "人均成本"]
    QTest.keyClick(field, Key.Key_Escape)
    assert len(shown(panel)) == 15
    assert QApplication.focusWidget() is panel.tree


def test_the_filter_by_keys(korla: Korla) -> None:
    _, panel = korla
    panel.do("filter")
    assert panel._filter.hasFocus()
    QTest.keyClicks(panel._filter, "abc")
    QTest.keyClick(panel._filter, Key.Key_Return)
    assert panel.tree.hasFocus()
    panel.do("filter")
    QTest.keyClicks(panel._filter, "d")
    assert panel._filter.text() == "d", "what is typed takes the place of the last search"
    QTest.keyClick(panel._filter, Key.Key_Escape)
    assert panel._filter.text() == ""
    assert panel.tree.hasFocus()


def test_filter_searches_in_what_stands_there_now(korla: Korla) -> None:
    session, panel = korla
    panel._filter.setText("民警")
    assert shown(panel) == []
    session.set_value("i1.name", "驻村民警走访", typing=False)
    for text, found in (("走访", ["产出指标", "数量指标", "驻村民警走访"]), ("专班", [])):
        panel._filter.setText(text)
        assert shown(panel) == found
    session.undo()
    panel._filter.setText("")
    panel._filter.setText("专班")
    assert shown(panel) == ["产出指标", "数量指标", "赴省进京专班"]


def test_filter_holds_after_rows_come_move_and_go(korla: Korla) -> None:
    session, panel = korla
    everything = shown(panel)
    panel._filter.setText("满意度")
    few = shown(panel)
    panel.go_to("i1.target")
    panel._filter.setText("满意度 ")
    assert shown(panel) == few, "what was shown for a moment is hidden again"
    panel.tree.close_cell()
    panel._filter.setText("专班")
    panel.tree.select(["i1"])
    panel.commands.move_down()
    session.undo()
    panel.show_goal("")
    panel.show_goal("g")
    assert "赴省进京专班" in shown(panel)
    assert shown(panel) != everything
    panel._filter.clear()
    assert shown(panel) == everything


def test_filter_unfolds_and_leaves_what_a_person_has_folded(make_panel: Make) -> None:
    _, panel = make_panel(dossier_of(goal_of(), goal_of(prefix="x")))
    panel.tree.collapse(panel.model.index_of("d1"))
    panel._filter.setText("专班")
    assert shown(panel) == ["产出指标", "数量指标", "赴省进京专班"]
    panel._filter.setText("")
    panel.show_goal("xg")
    panel.show_goal("g")
    assert not panel.tree.isExpanded(panel.model.index_of("d1"))


def test_folding_is_remembered_for_each_goal(make_panel: Make) -> None:
    _, panel = make_panel(dossier_of(goal_of(), goal_of(prefix="x")))
    panel.tree.collapse(panel.model.index_of("d1"))
    panel.show_goal("xg")
    assert panel.tree.isExpanded(panel.model.index_of("xd1"))
    panel.show_goal("g")
    assert not panel.tree.isExpanded(panel.model.index_of("d1"))


def test_every_control_has_a_name(korla: Korla) -> None:
    _, panel = korla
    for field in ("name", "target", "weight", "basis", "evidence"):
        stand(panel, "i1", field)
        press(Key.Key_F2)
        editor = panel.tree.cells.editor
        assert editor is not None
        assert editor.accessibleName()
        assert editor.property("path") == f"i1.{field}"
        press(Key.Key_Escape)
    controls: list[QWidget] = [*panel.findChildren(QAbstractButton), *panel.findChildren(QLineEdit), panel.tree]
    for control in controls:
        assert control.accessibleName(), control


def test_actions_are_as_the_window_wants_them(korla: Korla) -> None:
    _, panel = korla
    actions = [one for one in panel.actions() if not one.isSeparator()]
    assert [one.iconText() for one in actions if one.property("toolbar")] == ["一级", "二级", "三级", "平衡权重"]
    for one in actions:
        assert one.objectName()
        assert one.statusTip()
        assert not any("a" <= sign <= "z" for sign in one.text())
        assert one.shortcutContext() == Qt.ShortcutContext.WidgetWithChildrenShortcut
    keys = [key.toString() for one in actions for key in one.shortcuts()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_looks_in_both_themes(korla: Korla, qapp: QApplication, theme: str) -> None:
    _, panel = korla
    apply_theme(qapp, theme)
    try:
        qapp.processEvents()
        image = panel.grab().toImage()
        dark = image.pixelColor(panel.width() // 2, panel.height() - 80).lightness() < 128
        assert dark == (theme == "dark")
    finally:
        apply_theme(qapp, "light")


def test_nothing_is_shown_without_a_goal(make_panel: Make) -> None:
    dossier = dossier_of(Goal(id="g"))
    session, panel = make_panel(dossier)
    panel.show_goal("")
    panel.do("add_indicator")
    assert "请先添加一个绩效目标" in panel.messages.text
    assert not panel.bar.isVisible()
    assert not session.history.stack.canUndo()
