"""Adding, moving, deleting, copying, dropping, balancing: by keys, menus and the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QModelIndex, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from models.dossier import Dossier
from models.files.jxmb import dumps
from models.goals import Goal
from tests.ui.conftest import settle
from tests.ui.indicators.conftest import dossier_of, goal_of
from tests.ui.indicators.test_editing import Key, Korla, commit, place, press, stand, strike
from ui.indicators import transfer
from ui.indicators.panel import IndicatorPanel
from ui.session.session import Session

Make = Callable[[Dossier], tuple[Session, IndicatorPanel]]
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
MOVE, COPY = Qt.DropAction.MoveAction, Qt.DropAction.CopyAction


@pytest.fixture(autouse=True)
def _empty_clipboard(qapp: QApplication) -> Iterator[None]:
    QGuiApplication.clipboard().clear()
    yield
    popup = qapp.activePopupWidget()
    if popup is not None:
        popup.close()


def names(session: Session, category: str) -> list[str]:
    return [one.name for one in session.value(f"{category}.indicators")]


def action(panel: IndicatorPanel, name: str) -> QAction:
    return next(one for one in panel.actions() if one.objectName() == name)


def answer(panel: IndicatorPanel, word: str) -> None:
    """Clicks that choice of the message."""
    buttons: Iterable[QPushButton] = panel.messages.findChildren(QPushButton)
    next(one for one in buttons if one.text() == word).click()


def choose(panel: IndicatorPanel, *ids: str) -> None:
    panel.tree.select(ids)


def menu_of_names() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


# --- adding -----------------------------------------------------------------------------------------------------------


def test_ctrl_enter_adds_a_sibling_and_its_name_can_be_typed(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i1", "target")
    press(Key.Key_Return, CTRL)
    commit("新的指标")
    press(Key.Key_Return, CTRL)
    commit("又一个")
    press(Key.Key_Escape)
    assert names(session, "c1")[:2] == ["赴省进京专班", "新的指标"]
    assert len(names(session, "c1")) == 3, "the one that Esc gave up is not there"


def test_names_come_from_the_template(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i1")
    press(Key.Key_2, ALT)
    menu = menu_of_names()
    assert [one.text() for one in menu.actions()] == ["时效指标", "自己写…"]
    QTest.keyClick(menu, Key.Key_Return)
    assert [one.name for one in session.value("d1.categories")] == ["数量指标", "时效指标", "质量指标"]
    assert session.history.stack.undoText() == "添加二级指标“时效指标”"


def test_a_free_name_is_typed_at_once(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i1")
    action(panel, "add_dimension").trigger()  # all four of the template are there: no list
    commit("管理指标")
    press(Key.Key_Return)
    assert [one.name for one in session.dossier.forms[0].goals[0].dimensions][1] == "管理指标"


def test_the_first_indicator_makes_its_levels(make_panel: Make) -> None:
    session, panel = make_panel(dossier_of(Goal(id="g")))
    action(panel, "add_indicator").trigger()
    commit("第一个")
    press(Key.Key_Return)
    assert [one.name for one in session.dossier.forms[0].goals[0].indicators()] == ["第一个"]
    session.undo()
    session.undo()
    assert session.dossier.forms[0].goals[0].dimensions == []


def test_the_frame_of_the_template(make_panel: Make) -> None:
    session, panel = make_panel(dossier_of(Goal(id="g")))
    action(panel, "fill_frame").trigger()
    assert [one.name for one in session.dossier.forms[0].goals[0].dimensions] == [
        "产出指标",
        "成本指标",
        "效益指标",
        "满意度指标",
    ]
    action(panel, "fill_frame").trigger()
    assert "已经齐全" in panel.messages.text


# --- deleting and moving ----------------------------------------------------------------------------------------------


def test_delete_takes_the_selection_in_one_step(korla: Korla) -> None:
    session, panel = korla
    before = dumps(session.dossier)
    choose(panel, "i1", "i3", "d2", "i4")
    press(Key.Key_Delete)
    assert [one.id for one in session.dossier.forms[0].goals[0].indicators()] == ["i2", "i5", "i6"]
    assert session.history.stack.count() == 1
    session.undo()
    assert dumps(session.dossier) == before


def test_alt_arrows_move_over_the_edges(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i2")
    press(Key.Key_Down, ALT)
    assert names(session, "c2") == ["接待来访群众", "信访事项办结率"]
    assert place(panel)[0] == "i2"
    press(Key.Key_Up, ALT)
    press(Key.Key_Up, ALT)
    assert names(session, "c1") == ["接待来访群众", "赴省进京专班"]
    press(Key.Key_Up, ALT)
    assert panel.messages.text == "已经在最上面"


def test_rows_of_several_levels_do_not_move_together(korla: Korla) -> None:
    session, panel = korla
    before = dumps(session.dossier)
    choose(panel, "i1", "c2")
    press(Key.Key_Down, ALT)
    assert "不是同一级" in panel.messages.text
    assert dumps(session.dossier) == before


# --- drops ------------------------------------------------------------------------------------------------------------


def dragged(session: Session, *ids: str) -> QMimeData:
    data = QMimeData()
    data.setData(transfer.MIME, QByteArray(transfer.packed(session, ids)))
    return data


def test_a_drop_moves_rows(korla: Korla) -> None:
    session, panel = korla
    data = panel.model.mimeData([panel.model.index_of("i1"), panel.model.index_of("i2")])
    target = panel.model.index_of("c3")
    assert panel.model.canDropMimeData(data, MOVE, -1, 0, target)
    assert panel.model.dropMimeData(data, MOVE, 0, 0, target) is False, "no view removes what has been moved"
    assert names(session, "c3") == ["赴省进京专班", "接待来访群众", "人均成本"]
    assert session.history.stack.count() == 1
    assert set(panel.tree.selected_ids()) == {"i1", "i2"}


@pytest.mark.parametrize(
    ("ids", "parent", "words"),
    [
        (("i1",), "d1", "三级指标只能放在二级指标下面"),
        (("i1",), "", "三级指标只能放在二级指标下面"),
        (("c1",), "c2", "二级指标只能放在一级指标下面"),
        (("d1",), "d2", "一级指标只能放在两个一级指标之间"),
        (("i1", "c2"), "c3", "不是同一级"),
        (("i2",), "c1", "已经在这里了"),
    ],
)
def test_refusals_are_spelled_out(korla: Korla, ids: tuple[str, ...], parent: str, words: str) -> None:
    session, panel = korla
    index = panel.model.index_of(parent) if parent else QModelIndex()
    assert words in panel.model.drop_problem(dragged(session, *ids), MOVE, -1, index)
    assert not panel.model.canDropMimeData(dragged(session, *ids), MOVE, -1, 0, index)


@pytest.mark.parametrize(
    ("drop", "where", "after"),
    [
        (("i3", "d1", 1), "c1", ["i1", "i2", "i3"]),  # between 数量指标 and 质量指标: behind the last under 数量指标
        (("i1", "", 1), "c2", ["i3", "i1"]),  # between 产出指标 and 成本指标
        (("i1", "d1", 1), "c1", ["i2", "i1"]),
    ],
)
@pytest.mark.parametrize("copied", [False, True])
def test_between_two_levels_is_behind_the_last_row_of_the_upper_one(
    korla: Korla, drop: tuple[str, str, int], where: str, after: list[str], copied: bool
) -> None:
    """The edge between a last row and the level below it is a pixel: a hand aims at the last row."""
    (session, panel), (one, parent, row) = korla, drop
    index = panel.model.index_of(parent) if parent else QModelIndex()
    called = [session.value(f"{node}.name") for node in after]
    here = list(names(session, where))
    action = COPY if copied else MOVE
    assert panel.model.canDropMimeData(dragged(session, one), action, row, 0, index)
    panel.model.dropMimeData(dragged(session, one), action, row, 0, index)
    assert names(session, where) == ([*here, session.value(f"{one}.name")] if copied else called)


def test_above_the_first_level_no_row_can_stand(korla: Korla) -> None:
    session, panel = korla
    for parent in (QModelIndex(), panel.model.index_of("d1")):
        assert panel.model.drop_problem(dragged(session, "i1"), MOVE, 0, parent) == "三级指标只能放在二级指标下面"


def test_foreign_drops_are_refused(korla: Korla) -> None:
    session, panel = korla
    text = QMimeData()
    text.setText("甲\t乙")
    assert "复制后粘贴" in panel.model.drop_problem(text, COPY, -1, QModelIndex())
    broken = QMimeData()
    broken.setData(transfer.MIME, QByteArray(b"{}"))
    assert "读不出来" in panel.model.drop_problem(broken, MOVE, -1, QModelIndex())
    assert panel.model.drop_problem(dragged(session, "i1"), Qt.DropAction.LinkAction, -1, QModelIndex())


def test_from_another_window_rows_are_copied(korla: Korla, make_session: Callable[[Dossier], Session]) -> None:
    session, panel = korla
    other = make_session(dossier_of(goal_of()))
    panel.model.dropMimeData(dragged(other, "i1", "i2"), MOVE, -1, 0, panel.model.index_of("c3"))
    assert names(session, "c3") == ["人均成本", "赴省进京专班", "接待来访群众"]
    assert names(session, "c1") == ["赴省进京专班", "接待来访群众"]


# --- clipboard --------------------------------------------------------------------------------------------------------


def test_copy_gives_text_and_a_table(korla: Korla) -> None:
    _, panel = korla
    choose(panel, "c1", "i3")
    press(Key.Key_C, CTRL)
    data = QGuiApplication.clipboard().mimeData()
    lines = [line.split("\t") for line in data.text().splitlines()]
    assert lines[0][:4] == ["一级指标", "二级指标", "三级指标", "指标值"]
    assert lines[1][:4] == ["产出指标", "数量指标", "赴省进京专班", "≥120人次"]
    assert [line[2] for line in lines[1:]] == ["赴省进京专班", "接待来访群众", "信访事项办结率"]
    assert data.html().count("<tr>") == 4


def test_paste_in_another_window(korla: Korla, make_panel: Make) -> None:
    _, panel = korla
    choose(panel, "c1")
    panel.do("copy")
    other, there = make_panel(dossier_of(goal_of()))
    there.tree.setCurrentIndex(there.model.index_of("i4"))
    there.do("paste")
    assert [one.name for one in other.value("d2.categories")] == ["经济成本指标", "数量指标"]
    ids = [one.id for one in other.dossier.forms[0].goals[0].indicators()]
    assert len(ids) == len(set(ids)) == 8


@pytest.mark.parametrize(("at", "copied", "places"), [("i1", "i2", 1), ("i2", "i1", 2), ("c1", "i1", -1)])
def test_copied_rows_come_after_the_row_at_hand(korla: Korla, at: str, copied: str, places: int) -> None:
    session, panel = korla
    choose(panel, copied)
    panel.do("copy")
    choose(panel, at)
    panel.do("paste")
    rows, name = names(session, "c1"), session.value(f"{copied}.name")
    assert rows.count(name) == 2
    assert rows[places] == name


def test_cut_and_paste_is_a_round_trip(korla: Korla) -> None:
    session, panel = korla
    before = [one.name for one in session.dossier.forms[0].goals[0].indicators()]
    choose(panel, "i2")
    press(Key.Key_X, CTRL)
    stand(panel, "i1")
    press(Key.Key_V, CTRL)
    assert [one.name for one in session.dossier.forms[0].goals[0].indicators()] == before


def test_text_copied_here_comes_back_whole(korla: Korla, make_panel: Make) -> None:
    """As if it had gone through Excel: the text alone, into an empty goal."""
    session, panel = korla
    panel.tree.selectAll()
    panel.do("copy")
    text = QGuiApplication.clipboard().text()
    other, there = make_panel(dossier_of(Goal(id="g")))
    there.commands.paste_text(text)

    def told(one: Session) -> list[tuple[str, str, str, str, Decimal | None]]:
        rows = one.dossier.forms[0].goals[0].rows()
        return [(a.name, b.name, c.name, str(c.target), c.weight) for a, b, c in rows]

    assert told(other) == told(session)
    assert other.history.stack.count() == 1


def test_a_table_lands_under_its_levels(korla: Korla) -> None:
    session, panel = korla
    QGuiApplication.clipboard().setText(
        "一级指标\t二级指标\t三级指标\t指标值\t分值\n产出指标\t数量指标\t回访群众\t≥50人次\t5\n\t时效指标\t按期办结率\t≥98%\t5\n"
    )
    stand(panel, "i6")
    press(Key.Key_V, CTRL)
    assert names(session, "c1") == ["赴省进京专班", "接待来访群众", "回访群众"]
    assert [one.name for one in session.value("d1.categories")] == ["数量指标", "质量指标", "时效指标"]
    assert session.history.stack.count() == 1


def test_a_table_without_heads_is_read_by_the_names_of_levels(korla: Korla) -> None:
    session, panel = korla
    panel.commands.paste_text("产出指标\t数量指标\t回访群众\t≥50人次\n产出指标\t质量指标\t回访满意率\t≥90%\n")
    assert names(session, "c1")[-1] == "回访群众"
    assert names(session, "c2")[-1] == "回访满意率"


@pytest.mark.parametrize(("at", "category"), [("d1", "c2"), ("d2", "c3"), ("c1", "c1"), ("i3", "c2")])
def test_rows_without_levels_go_into_the_level_at_hand(korla: Korla, at: str, category: str) -> None:
    session, panel = korla
    choose(panel, at)
    panel.commands.paste_text("回访群众\t≥50人次\n回访乡镇\t≥5个\n")
    assert names(session, category)[-2:] == ["回访群众", "回访乡镇"]


def test_cells_go_in_from_the_current_one_on(korla: Korla) -> None:
    """Over the rows that follow, whatever they are under, as in a spreadsheet."""
    session, panel = korla
    stand(panel, "i1", "target")
    panel.commands.paste_text("≥1件\t历史标准\n≥2件\t计划标准\n≥3件\t行业标准\n≥4件\t其他标准\n")
    assert [str(session.value(f"i{n}.target")) for n in (1, 2, 3, 4)] == ["≥1件", "≥2件", "≥3件", "≥4件"]
    assert session.value("i2.basis") == "计划标准"
    assert len(names(session, "c1")) == 2
    assert session.history.stack.count() == 1
    session.undo()
    assert str(session.value("i1.target")) == "≥120人次"


def test_more_values_than_rows_that_follow_make_rows_at_the_end(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i5", "weight")
    panel.commands.paste_text("1\n2\n3\n4\n")
    assert [session.value(f"i{n}.weight") for n in (5, 6)] == [1, 2]
    assert [one.weight for one in session.value("c5.indicators")] == [2, 3, 4]
    assert "新增 2 个三级指标" in panel.messages.text


def test_values_go_past_the_rows_that_a_filter_hides(korla: Korla, qtbot: QtBot) -> None:
    session, panel = korla
    panel._filter.setText("人")
    qtbot.waitUntil(lambda: panel.tree.isRowHidden(0, panel.model.index_of("c2")))
    stand(panel, "i1", "weight")
    panel.commands.paste_text("1\n2\n3\n")
    assert [session.value(f"i{n}.weight") for n in range(1, 7)] == [1, 2, 20, 3, 20, 10]


def test_what_finds_no_place_is_told_and_kept(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i1", "weight")
    panel.commands.paste_text("十分\t直接赋分\t工作资料\t多出来的\n")
    assert session.value("i1.weight") == 10
    assert session.value("i1.scoring") == "直接赋分"
    assert [one.text for one in session.drafts.all] == ["十分"], "what is no number stays in its cell"
    assert "“多出来的”" in panel.messages.text
    answer(panel, "复制这些内容")
    assert QGuiApplication.clipboard().text() == "多出来的"


# --- weights and the other goal ---------------------------------------------------------------------------------------


def total(session: Session) -> Decimal:
    return sum((one.weight or Decimal(0) for one in session.dossier.forms[0].goals[0].indicators()), Decimal(0))


def test_balance_over_all_is_exact_and_one_step(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i1")
    assert "权重合计 85 / 90，还差 5" in panel.bar.text
    press(Key.Key_Equal, ALT)
    assert total(session) == 90
    assert session.history.stack.undoText() == "平衡权重"
    session.undo()
    assert total(session) == 85


def test_balance_over_the_selection_leaves_the_others(korla: Korla) -> None:
    session, panel = korla
    choose(panel, "i1", "i2", "i3")
    press(Key.Key_Equal, ALT)
    assert total(session) == 90
    assert [session.value(f"i{n}.weight") for n in (4, 5, 6)] == [15, 20, 10]
    assert all(-int(session.value(f"i{n}.weight").as_tuple().exponent) <= 2 for n in (1, 2, 3))
    press(Key.Key_Equal, ALT)
    assert "已经正好" in panel.messages.text


def test_bar_speaks_per_level_where_the_template_fixes_points(make_panel: Make) -> None:
    session, panel = make_panel(dossier_of(goal_of(), template="national-project-2021"))
    assert "成本 15 / 20，还差 5" in panel.bar.text
    panel.do("balance")
    settle()
    assert "成本 20 / 20 ✓" in panel.bar.text
    assert session.value("i4.weight") == 20


def test_no_bar_without_weights(make_panel: Make) -> None:
    _, panel = make_panel(dossier_of(goal_of(), template="ezhou-project-2026"))
    assert not panel.bar.isVisible()


def test_the_bar_follows_typing(korla: Korla) -> None:
    _, panel = korla
    stand(panel, "i1", "weight")
    strike("15")
    settle()
    assert "权重合计 90 / 90，正好" in panel.bar.text


def test_copy_to_the_other_goal_asks_when_something_is_there(make_panel: Make) -> None:
    long_term = goal_of((("产出指标", "数量指标", "三年接待群众", "≥6000人次", ""),), "long_term", "l")
    session, panel = make_panel(dossier_of(goal_of(), long_term, template="national-project-2021"))
    action(panel, "copy_to_other").trigger()
    assert "已有 1 个指标" in panel.messages.text
    answer(panel, "追加在后面")
    goals = session.dossier.forms[0].goals
    assert len(list(goals[1].indicators())) == 7
    session.undo()
    action(panel, "copy_to_other").trigger()
    answer(panel, "替换原有指标")
    assert [one.name for one in goals[1].indicators()] == [one.name for one in goals[0].indicators()]
    assert session.history.stack.undoText() == "复制指标到长期目标"
    panel.show_goal(goals[1].id)
    session.set_value(f"{next(goals[1].indicators()).id}.name", "三年接待群众")
    settle()  # the choices of the message before go
    action(panel, "copy_to_other").trigger()
    answer(panel, "替换原有指标")
    assert [one.name for one in goals[0].indicators()] == [one.name for one in goals[1].indicators()]
    assert session.history.stack.undoText() == "复制指标到年度目标"
