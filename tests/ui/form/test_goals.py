"""Goals of a form: added behind those of their period, copied, moved by dragging their tabs, and taken away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTabBar
from pytestqt.qtbot import QtBot

from models.dossier import Dossier, Unit
from models.files.jxmb import dumps
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.templates.template import FormTemplate
from tests.ui.answers import choose_in_menu
from tests.ui.conftest import by_name, click, come_back, dossier_of, every, field
from tests.ui.keys import Key, press, put
from ui.indicators.tree import IndicatorTree
from ui.window.window import MainWindow

ONE_PERIOD, TWO_PERIODS = "korla-project-2023", "national-project-2021"


def goal(period: str, label: str) -> Goal:
    levels = [
        Dimension(
            name="产出指标", categories=[Category(name="数量指标", indicators=[Indicator(name=f"{label}的指标")])]
        )
    ]
    return Goal.model_validate({"period": period, "label": label, "statement": f"{label}说明", "dimensions": levels})


def open_goals(window: MainWindow, qtbot: QtBot, template: str, *goals: Goal) -> QTabBar:
    form = ProjectForm(template=template, name="甲项目", goals=list(goals))
    window.files.create(Dossier(year=2026, unit=Unit(name="示例局"), forms=[form]))
    window.actions_by_id["indicators"].trigger()
    come_back(window, qtbot)
    tabs = by_name(window, "绩效目标")
    assert isinstance(tabs, QTabBar)
    return tabs


def two_of_each(window: MainWindow, qtbot: QtBot, template: str) -> QTabBar:
    goals = [goal(period, label) for period, label in (("long_term", "长一"), ("annual", "年一"), ("annual", "年二"))]
    return open_goals(window, qtbot, template, *goals)


def goals_of(window: MainWindow) -> list[Goal]:
    return list(dossier_of(window).forms[0].goals)


def titles(tabs: QTabBar) -> list[str]:
    return [tabs.tabText(place) for place in range(tabs.count())]


def tree_texts(window: MainWindow) -> list[str]:
    tree = next(one for one in every(window, IndicatorTree) if one.isVisibleTo(window))
    model, found = tree.model(), []
    queue = [model.index(row, 0) for row in range(model.rowCount())]
    while queue:
        index = queue.pop(0)
        found.append(str(index.data()))
        queue = [model.index(row, 0, index) for row in range(model.rowCount(index))] + queue
    return found


@pytest.mark.parametrize(
    ("word", "place", "period"), [("添加年度目标", 3, "annual"), ("长期", 1, "long_term")], ids=["annual", "long"]
)
def test_a_goal_comes_behind_those_of_its_period(
    window: MainWindow, qtbot: QtBot, word: str, place: int, period: str
) -> None:
    tabs = two_of_each(window, qtbot, TWO_PERIODS)
    before = [one.id for one in goals_of(window)]
    offered = choose_in_menu(word)
    click(by_name(window, "添加目标"))
    assert len(offered) == 2
    made = goals_of(window)[place]
    assert [one.id for one in goals_of(window) if one is not made] == before
    assert made.id not in before
    assert made.period == period
    assert tabs.currentIndex() == place, "it is shown"
    assert field(window, f"{made.id}.statement").isVisible()
    window.actions_by_id["undo"].trigger()
    assert [one.id for one in goals_of(window)] == before


@pytest.mark.parametrize(("word", "place"), [("年度", 1), ("长期", 0)])
def test_the_first_of_a_period_stands_where_the_paper_has_it(
    window: MainWindow, qtbot: QtBot, word: str, place: int
) -> None:
    there = goal("long_term" if word == "年度" else "annual", "目标")
    open_goals(window, qtbot, TWO_PERIODS, there)
    choose_in_menu(word)
    click(by_name(window, "添加目标"))
    assert [one.id == there.id for one in goals_of(window)].index(False) == place


def test_where_a_form_has_one_period_nothing_is_asked(window: MainWindow, qtbot: QtBot) -> None:
    tabs = open_goals(window, qtbot, ONE_PERIOD, goal("annual", "年一"))
    click(by_name(window, "添加目标"))
    assert [one.period for one in goals_of(window)] == ["annual", "annual"]
    assert tabs.currentIndex() == 1


def test_the_first_goal_of_a_form(window: MainWindow, qtbot: QtBot) -> None:
    tabs = open_goals(window, qtbot, ONE_PERIOD)
    assert tabs.count() == 0
    click(by_name(window, "添加目标"))
    assert tabs.count() == len(goals_of(window)) == 1
    made = goals_of(window)[0]
    field(window, f"{made.id}.statement").setFocus()
    put("完成任务")
    assert made.statement == "完成任务"


def drag(tabs: QTabBar, source: int, target: int) -> None:
    """Drags a tab past the middle of another."""
    start, stop = tabs.tabRect(source).center(), tabs.tabRect(target).center()
    beyond = QPoint(tabs.tabRect(target).width() // 3 * (1 if target > source else -1), 0)
    QTest.mousePress(tabs, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 11):
        QTest.mouseMove(tabs, start + QPoint((stop + beyond - start).x() * step // 10, 0))
    QTest.mouseRelease(tabs, Qt.MouseButton.LeftButton, pos=stop + beyond)


@pytest.mark.parametrize(("source", "target", "order"), [(0, 2, "乙丙甲"), (2, 0, "丙甲乙"), (0, 1, "乙甲丙")])
def test_goals_are_moved_by_dragging_their_tabs(
    window: MainWindow, qtbot: QtBot, source: int, target: int, order: str
) -> None:
    tabs = open_goals(window, qtbot, ONE_PERIOD, *(goal("annual", label) for label in "甲乙丙"))
    before = dumps(dossier_of(window))
    drag(tabs, source, target)
    assert [one.label for one in goals_of(window)] == list(order)
    qtbot.waitUntil(lambda: titles(tabs) == list(order))
    moved = "甲乙丙"[source]
    assert tabs.tabText(tabs.currentIndex()) == moved
    assert tree_texts(window)[-1] == f"{moved}的指标"
    for place, label in enumerate(order):
        tabs.setCurrentIndex(place)
        assert tree_texts(window)[-1] == f"{label}的指标"
    while window.actions_by_id["undo"].isEnabled():
        window.actions_by_id["undo"].trigger()
    assert dumps(dossier_of(window)) == before
    assert titles(tabs) == list("甲乙丙")


def test_goals_without_a_name_are_numbered_where_they_stand(window: MainWindow, qtbot: QtBot) -> None:
    tabs = open_goals(window, qtbot, "jianghan-project-2024", *(goal("annual", "") for _ in range(3)))
    numbered = titles(tabs)
    assert len(set(numbered)) == 3
    first = goals_of(window)[0].id
    drag(tabs, 0, 2)
    assert goals_of(window)[2].id == first
    assert titles(tabs) == numbered


def test_a_copy_stands_behind_its_goal_with_all_it_has(window: MainWindow, qtbot: QtBot) -> None:
    tabs = open_goals(window, qtbot, ONE_PERIOD, *(goal("annual", label) for label in "甲乙"))
    click(by_name(window, "复制目标"))
    first, copy, last = goals_of(window)
    assert (first.label, last.label) == ("甲", "乙")
    assert copy.statement == first.statement
    assert [one.name for one in copy.indicators()] == ["甲的指标"]
    assert {one.id for one in copy.indicators()}.isdisjoint(one.id for one in first.indicators())
    assert tabs.currentIndex() == 1


def test_a_copy_is_numbered_among_the_goals_of_its_period(window: MainWindow, qtbot: QtBot) -> None:
    """Where the paper numbers its goals: 年度目标1, 年度目标2, …"""
    goals = [goal(period, label) for period, label in (("long_term", "长一"), ("annual", "年一"), ("annual", "年二"))]
    tabs = open_goals(window, qtbot, "jianghan-project-2024", *goals)
    tabs.setCurrentIndex(2)
    click(by_name(window, "复制目标"))
    assert [one.label for one in goals_of(window)] == ["长一", "年一", "年二", "年度绩效目标3"]
    tabs.setCurrentIndex(0)
    click(by_name(window, "复制目标"))
    assert goals_of(window)[1].label.endswith("2")


NUMBERED = "jianghan-project-2024"


def numbered(count: int) -> list[Goal]:
    """Annual goals that bear the names that the paper gives them."""
    return [goal("annual", f"年度绩效目标{number}") for number in range(1, count + 1)]


def test_who_adds_a_goal_writes_what_it_is_to_reach(window: MainWindow, qtbot: QtBot) -> None:
    """Not over a name in the tree, where the keyboard was before."""
    open_goals(window, qtbot, ONE_PERIOD, goal("annual", "年一"))
    next(one for one in every(window, IndicatorTree) if one.isVisibleTo(window)).setFocus()
    for word in ("添加目标", "复制目标"):
        click(by_name(window, word))
        put("完成任务")
        assert goals_of(window)[-1].statement.startswith("完成任务")
    assert {one.name for made in goals_of(window) for one in made.dimensions} >= {"产出指标"}


def test_the_keyboard_is_not_lost_with_the_goal_it_was_in(window: MainWindow, qtbot: QtBot) -> None:
    open_goals(window, qtbot, ONE_PERIOD, goal("annual", "年一"), goal("annual", "年二"))
    field(window, f"{goals_of(window)[0].id}.statement").setFocus()
    click(by_name(window, "删除目标"))
    assert QApplication.focusWidget() is field(window, f"{goals_of(window)[0].id}.statement")
    click(by_name(window, "删除目标"))
    assert isinstance(QApplication.focusWidget(), IndicatorTree)
    window.actions_by_id["undo"].trigger()
    assert QApplication.focusWidget() is not None


def test_goals_are_numbered_anew_when_one_before_them_goes(window: MainWindow, qtbot: QtBot) -> None:
    tabs = open_goals(
        window, qtbot, NUMBERED, *numbered(2), goal("annual", "自己起的名"), goal("annual", "年度绩效目标4")
    )
    before = dumps(dossier_of(window))
    click(by_name(window, "删除目标"))
    assert titles(tabs) == ["年度绩效目标1", "自己起的名", "年度绩效目标3"]
    assert "删除" in window.actions_by_id["undo"].text()
    window.actions_by_id["undo"].trigger()
    assert dumps(dossier_of(window)) == before


def test_no_two_goals_get_one_number(window: MainWindow, qtbot: QtBot) -> None:
    tabs = open_goals(window, qtbot, NUMBERED, *numbered(3))
    click(by_name(window, "删除目标"))
    choose_in_menu("年度")
    click(by_name(window, "添加目标"))
    tabs.setCurrentIndex(0)
    click(by_name(window, "复制目标"))
    assert titles(tabs) == [f"年度绩效目标{number}" for number in (1, 2, 3, 4)]


def test_goals_that_are_moved_are_numbered_in_their_new_order(window: MainWindow, qtbot: QtBot) -> None:
    tabs = open_goals(window, qtbot, NUMBERED, *numbered(3))
    before = dumps(dossier_of(window))
    first = goals_of(window)[0].id
    drag(tabs, 0, 2)
    assert goals_of(window)[2].id == first
    assert titles(tabs) == ["年度绩效目标1", "年度绩效目标2", "年度绩效目标3"]
    while window.actions_by_id["undo"].isEnabled():
        window.actions_by_id["undo"].trigger()
    assert dumps(dossier_of(window)) == before


def test_where_a_goal_was_taken_away_its_neighbour_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    tabs = open_goals(window, qtbot, ONE_PERIOD, *(goal("annual", label) for label in "甲乙丙"))
    tabs.setCurrentIndex(1)
    for left, shown in (("甲丙", "丙"), ("甲", "甲")):
        click(by_name(window, "删除目标"))
        assert [one.label for one in goals_of(window)] == list(left) == titles(tabs)
        assert tabs.tabText(tabs.currentIndex()) == shown
        assert tree_texts(window)[-1] == f"{shown}的指标"
    click(by_name(window, "删除目标"))
    assert tree_texts(window) == []
    window.actions_by_id["undo"].trigger()
    assert tree_texts(window)[-1] == "甲的指标"


def test_a_tab_is_called_as_its_goal(window: MainWindow, qtbot: QtBot, templates: dict[str, FormTemplate]) -> None:
    names = [name for name, one in templates.items() if one.kind == "project" and "goal.label" in one.printed]
    tabs = open_goals(window, qtbot, names[0], goal("annual", "甲"))
    line = field(window, f"{goals_of(window)[0].id}.label")
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    put("新名称")
    assert titles(tabs) == ["新名称"]
    line.selectAll()
    press(window, Key.Key_Delete)
    assert titles(tabs) != [""], "without a name it is called after its period"
    assert goals_of(window)[0].label == ""


def test_turning_the_tab_turns_tree_and_fields(window: MainWindow, qtbot: QtBot) -> None:
    tabs = open_goals(window, qtbot, ONE_PERIOD, *(goal("annual", label) for label in "甲乙"))
    first, second = goals_of(window)
    click(tabs, tabs.tabRect(1).center())
    assert tree_texts(window)[-1] == "乙的指标"
    field(window, f"{second.id}.statement").setFocus()
    put("。")
    assert (first.statement, second.statement) == ("甲说明", "。乙说明")


def test_a_goal_shows_its_findings_when_its_tab_comes(window: MainWindow, qtbot: QtBot) -> None:
    blank = [goal(period, "") for period in ("long_term", "annual")]
    for one in blank:
        one.statement = ""
    tabs = open_goals(window, qtbot, TWO_PERIODS, *blank)

    def said() -> str:
        return field(window, f"{goals_of(window)[tabs.currentIndex()].id}.statement").toolTip()

    qtbot.waitUntil(lambda: "没有目标说明" in said())
    tabs.setCurrentIndex(1)
    assert "没有目标说明" in said()


def test_the_weight_of_a_goal_is_asked_where_the_paper_has_it(window: MainWindow, qtbot: QtBot) -> None:
    tabs = open_goals(window, qtbot, "jianghan-project-2024", goal("long_term", "长一"), goal("annual", "年一"))

    def asked() -> list[str]:
        shown = (line for line in every(window, QLineEdit) if line.isVisibleTo(window))
        return [line.accessibleName() for line in shown if "权重" in line.accessibleName()]

    assert asked() == []
    tabs.setCurrentIndex(1)
    assert asked() == ["指标权重比例（%）"]
