"""查找和替换 by keys and clicks: where one is, the next, the one before, one after the other or all at once."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.dossier import Dossier, Unit
from models.files.jxmb import dumps
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.target import Target
from tests.ui.conftest import by_name, click, come_back, dossier_of, every, settle
from tests.ui.keys import CONTROL, Key, press
from ui.window.window import MainWindow


def project(name: str, *rows: str) -> ProjectForm:
    indicators = [Indicator(id=f"{name}{n}", name=row, target=Target.parse("≥20户")) for n, row in enumerate(rows)]
    levels = [Dimension(id=f"{name}d", name="产出指标", categories=[Category(id=f"{name}c", indicators=indicators)])]
    goal = Goal(id=f"{name}g", statement="完成慰问。", dimensions=levels)
    return ProjectForm(id=name, template="korla-project-2023", name=f"{name}项目", goals=[goal])


@pytest.fixture
def opened(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """Two projects whose rows are called much alike; the bar for finding is open."""
    forms = [project("甲", "慰问户数", "培训人次"), project("乙", "慰问次数，慰问金额", "ABC慰问", "abc与ABC")]
    window.files.create(Dossier(year=2026, unit=Unit(name="示例局"), forms=forms))
    come_back(window, qtbot)
    press(window, Key.Key_H, CONTROL)
    assert by_name(window, "查找").hasFocus()
    return window


PLACES = ["甲g.statement", "甲0.name", "乙g.statement", "乙0.name", "乙1.name"]
"""Every text with 慰问, in the order of the paper."""


def look_for(window: MainWindow, text: str, by: str = "") -> None:
    for name, words in (("查找", text), ("替换为", by)):
        line = by_name(window, name)
        assert isinstance(line, QLineEdit)
        line.setText(words)
    by_name(window, "查找").setFocus()


def said(window: MainWindow) -> str:
    return next(one.text() for one in every(window, QLabel) if one.accessibleName() == "查找结果")


def at(window: MainWindow) -> str:
    """Where the person was brought."""
    assert window.session is not None
    return window.session.focus_path


def walk(window: MainWindow, button: str, steps: int) -> list[tuple[str, str]]:
    found = []
    for _ in range(steps):
        click(by_name(window, button))
        found.append((at(window), said(window)))
    return found


def test_how_many_there_are_is_told_while_typing(opened: MainWindow) -> None:
    line = by_name(opened, "查找")
    assert said(opened) == ""
    QTest.keyClicks(line, "abc")
    assert said(opened) == "2 处"
    QTest.keyClicks(line, "d")
    assert said(opened) == "没有找到"


def test_next_goes_through_all_in_the_order_of_the_paper_and_round(opened: MainWindow) -> None:
    look_for(opened, "慰问")
    assert said(opened) == "5 处"
    wanted = [(place, f"第 {number} / 5 处") for number, place in enumerate(PLACES, 1)]
    assert walk(opened, "下一处", 6) == [*wanted, wanted[0]]
    assert opened.pages.page == "甲"


def test_the_one_before_goes_back_and_round(opened: MainWindow) -> None:
    look_for(opened, "慰问")
    wanted = [(place, f"第 {number} / 5 处") for number, place in enumerate(PLACES, 1)]
    assert walk(opened, "上一处", 2) == [wanted[4], wanted[3]]
    assert opened.pages.page == "乙"
    assert walk(opened, "下一处", 2) == [wanted[4], wanted[0]]
    assert walk(opened, "上一处", 1) == [wanted[4]]


def test_enter_goes_on_and_leaves_the_keyboard_in_the_bar(opened: MainWindow) -> None:
    look_for(opened, "慰问")
    for place in PLACES[:3]:
        press(opened, Key.Key_Return)
        assert at(opened) == place
        assert by_name(opened, "查找").hasFocus()


def test_one_after_the_other_is_replaced(opened: MainWindow) -> None:
    session = opened.session
    assert session is not None
    look_for(opened, "慰问", "走访")
    click(by_name(opened, "替换"))
    assert at(opened) == PLACES[0], "at first the place is shown"
    assert not opened.actions_by_id["undo"].isEnabled()
    click(by_name(opened, "替换"))
    assert session.value("甲g.statement") == "完成走访。"
    assert session.value("甲0.name") == "慰问户数", "and nothing but that place"
    assert (at(opened), said(opened)) == ("甲0.name", "第 1 / 4 处")
    click(by_name(opened, "下一处"))
    click(by_name(opened, "下一处"))
    click(by_name(opened, "替换"))
    assert session.value("乙0.name") == "走访次数，走访金额"
    assert session.value("乙g.statement") == "完成慰问。", "what was stepped over stays"
    assert session.value("甲0.name") == "慰问户数"
    opened.actions_by_id["undo"].trigger()
    assert session.value("乙0.name") == "慰问次数，慰问金额"
    assert session.value("甲g.statement") == "完成走访。"


def test_all_at_once_is_one_step(opened: MainWindow) -> None:
    before = dumps(dossier_of(opened))
    look_for(opened, "慰问", "走访")
    click(by_name(opened, "全部替换"))
    assert said(opened) == "已替换 5 处"
    assert b"\xe6\x85\xb0\xe9\x97\xae" not in dumps(dossier_of(opened))
    assert dumps(dossier_of(opened)) == before.replace("慰问".encode(), "走访".encode())
    assert opened.actions_by_id["undo"].text().startswith("撤销 替换 5 处")
    opened.actions_by_id["undo"].trigger()
    assert dumps(dossier_of(opened)) == before
    assert not opened.actions_by_id["undo"].isEnabled()


def test_case_is_minded_where_it_is_asked_for(opened: MainWindow) -> None:
    exact = by_name(opened, "区分大小写")
    assert isinstance(exact, QCheckBox)
    session = opened.session
    assert session is not None
    look_for(opened, "abc", "x")
    assert said(opened) == "2 处"
    exact.click()
    assert said(opened) == "1 处"
    assert walk(opened, "下一处", 2) == [("乙2.name", "第 1 / 1 处")] * 2
    click(by_name(opened, "全部替换"))
    assert (session.value("乙1.name"), session.value("乙2.name")) == ("ABC慰问", "x与ABC")
    opened.actions_by_id["undo"].trigger()
    exact.click()
    click(by_name(opened, "全部替换"))
    assert (session.value("乙1.name"), session.value("乙2.name")) == ("x慰问", "x与x")


def test_a_value_is_replaced_in_its_parts(opened: MainWindow) -> None:
    session = opened.session
    assert session is not None
    look_for(opened, "20户", "35人")
    click(by_name(opened, "全部替换"))
    target = session.value("甲0.target")
    assert (target.text, target.comparison, str(target.number), target.unit) == ("≥35人", "≥", "35", "人")


def test_what_is_not_there_changes_nothing(opened: MainWindow) -> None:
    before = dumps(dossier_of(opened))
    look_for(opened, "没有的字", "走访")
    for button in ("下一处", "上一处", "替换", "全部替换"):
        click(by_name(opened, button))
        assert said(opened) in ("没有找到", "已替换 0 处")
    look_for(opened, "", "走访")
    for button in ("下一处", "替换", "全部替换"):
        click(by_name(opened, button))
    assert dumps(dossier_of(opened)) == before
    assert not opened.actions_by_id["undo"].isEnabled()


def test_ids_and_templates_are_no_texts(opened: MainWindow) -> None:
    look_for(opened, "korla")
    assert said(opened) == "没有找到"
    look_for(opened, "annual")
    assert said(opened) == "没有找到"


def test_esc_goes_back_to_the_place_that_was_found(opened: MainWindow) -> None:
    look_for(opened, "培训")
    press(opened, Key.Key_Return)
    press(opened, Key.Key_Escape)
    assert not by_name_or_none(opened, "查找")
    assert at(opened) == "甲1.name"
    focused = opened.focusWidget()
    assert focused is not None
    assert focused.property("path") == "甲1.name" or focused.accessibleName() == "绩效指标"


def by_name_or_none(window: MainWindow, name: str) -> QLineEdit | None:
    found = [one for one in every(window, QLineEdit) if one.accessibleName() == name and one.isVisibleTo(window)]
    return found[0] if found else None


def test_esc_without_a_find_goes_back_to_where_one_was(opened: MainWindow) -> None:
    press(opened, Key.Key_Escape)
    assert opened.pages.isAncestorOf(opened.focusWidget())
    before = opened.focusWidget()
    press(opened, Key.Key_F, CONTROL)
    press(opened, Key.Key_Escape)
    assert opened.focusWidget() is before


REPLACING = {"替换为", "替换", "全部替换", "区分大小写"}


def replacing(window: MainWindow) -> set[str]:
    """What of the line for replacing is in sight."""
    shown = [one for one in every(window, QWidget) if one.isVisible()]
    return REPLACING & {one.accessibleName() for one in shown}


def test_to_find_takes_one_line_and_to_replace_another(opened: MainWindow) -> None:
    assert replacing(opened) == REPLACING
    high = opened.finder.height()
    click(by_name(opened, "替换的一行"))
    settle()
    assert not replacing(opened)
    assert opened.finder.height() < high * 2 / 3
    press(opened, Key.Key_Escape)
    press(opened, Key.Key_F, CONTROL)
    assert not replacing(opened), "it is folded until it is asked for"
    press(opened, Key.Key_H, CONTROL)
    assert replacing(opened) == REPLACING
    assert by_name(opened, "查找").hasFocus()
    press(opened, Key.Key_F, CONTROL)
    assert replacing(opened) == REPLACING, "and not pulled away under the hand"


def test_a_folded_line_minds_no_case(opened: MainWindow) -> None:
    look_for(opened, "abc")
    click(by_name(opened, "区分大小写"))
    assert said(opened) == "1 处"
    click(by_name(opened, "替换的一行"))
    assert said(opened) == "2 处"


def test_another_dossier_begins_without_the_bar(opened: MainWindow) -> None:
    look_for(opened, "慰问")
    opened.show_session(None)
    opened.files.create(Dossier(year=2026, forms=[project("丙", "别的")]))
    assert by_name_or_none(opened, "查找") is None
    press(opened, Key.Key_F, CONTROL)
    assert said(opened) == "1 处", "the words stay, the places are those of this dossier"
