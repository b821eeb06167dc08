"""A finding that a person leaves: with a reason, in a group of its own, and back again; or not, after all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QTreeView
from pytestqt.qtbot import QtBot

from models.dossier import Dossier, Unit
from models.files.jxmb import dumps
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.target import Target
from tests.ui.answers import button_of, when_asked
from tests.ui.conftest import by_name, click, dossier_of, every, field
from ui.window.findings_list import FindingsList
from ui.window.window import MainWindow

REASON = "已与财政局核对"


def project() -> ProjectForm:
    """A project without code, with one name for two rows."""
    rows = [Indicator(name="走访慰问次数", target=Target.parse("≥2户")) for _ in range(2)]
    levels = [Dimension(name="产出指标", categories=[Category(name="数量指标", indicators=rows)])]
    return ProjectForm(template="korla-project-2023", name="甲项目", goals=[Goal(label="目标", dimensions=levels)])


@pytest.fixture
def faulty(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window with such a project; the rules have looked."""
    window.files.create(Dossier(year=2026, unit=Unit(name="示例局"), forms=[project()]))
    window.set_docks(outline=True, findings=True)
    qtbot.waitUntil(lambda: len(lines(window)) > 3)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def listing(window: MainWindow) -> FindingsList:
    return every(window, FindingsList)[0]


def heads(window: MainWindow) -> list[str]:
    model = listing(window).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def lines(window: MainWindow) -> list[tuple[str, str, str]]:
    """Level, code and words of every line in sight."""
    model = listing(window).model()
    tops = [model.index(row, 0) for row in range(model.rowCount())]
    found = [model.index(row, 0, top) for top in tops for row in range(model.rowCount(top))]
    return [(one.data(), one.siblingAtColumn(1).data(), one.siblingAtColumn(2).data()) for one in found]


def line(window: MainWindow, code: str, level: str = "") -> QModelIndex:
    """A line with that code (and level)."""
    model = listing(window).model()
    tops = [model.index(row, 0) for row in range(model.rowCount())]
    found = (model.index(row, 0, top) for top in tops for row in range(model.rowCount(top)))
    return next(one for one in found if one.siblingAtColumn(1).data() == code and level in one.data())


def choose(window: MainWindow, index: QModelIndex) -> None:
    view = listing(window)
    view.scrollTo(index)
    click(view.viewport(), view.visualRect(index.siblingAtColumn(2)).center())


def give_reason(dialog: QDialog, reason: str = REASON, word: str = "确定") -> None:
    """Writes the reason, sees what can be done before and after, and clicks."""
    ok = button_of(dialog, "确定")
    assert not ok.isEnabled(), "a reason is asked for"
    typed = by_name(dialog, "不再提示的理由")
    QTest.keyClicks(typed, "  ")
    assert not ok.isEnabled(), "blanks are no reason"
    assert isinstance(typed, QLineEdit)
    typed.setText(reason)
    assert ok.isEnabled()
    click(button_of(dialog, word))


def silence(window: MainWindow, code: str = "C001") -> str:
    """Leaves the finding with that code by click; its words."""
    index = line(window, code)
    words = str(index.siblingAtColumn(2).data())
    choose(window, index)
    when_asked(QDialog, give_reason)
    click(by_name(window, "不再提示…"))
    return words


def codes_told(window: MainWindow) -> list[str]:
    return [code for level, code, _ in lines(window) if level != "已说明"]


def test_a_finding_is_left_with_a_reason_in_a_group_of_its_own(faulty: MainWindow, qtbot: QtBot) -> None:
    told, before = codes_told(faulty), heads(faulty)
    count = len(told)
    assert before == [f"甲项目（{count}）"]
    words = silence(faulty)
    qtbot.waitUntil(lambda: len(heads(faulty)) == 2)
    told.remove("C001")
    assert codes_told(faulty) == told, "all others are told as before"
    assert heads(faulty) == [f"甲项目（{count - 1}）", "已说明理由、不再提示（1）"]
    assert lines(faulty)[-1] == ("已说明", "C001", f"{words}（理由：{REASON}）")
    assert [(one.code, one.reason) for one in dossier_of(faulty).silenced] == [("C001", REASON)]


def test_the_counts_and_the_badge_leave_it_out(faulty: MainWindow, qtbot: QtBot) -> None:
    level = line(faulty, "C001").data()
    count = sum(one[0] == level for one in lines(faulty))
    label = next(one for one in every(faulty, QLabel) if one.accessibleName() == "审核结果")
    assert f"{count} {level}" in label.text()
    silence(faulty)
    qtbot.waitUntil(lambda: len(heads(faulty)) == 2)
    assert f"{count - 1} {level}" in label.text() if count > 1 else level not in label.text()
    spoken = [one for one in accessible(faulty.outline.tree) if "甲项目" in one]
    assert (f"{count - 1} 个{level}" in spoken[0]) if count > 1 else level not in spoken[0]


def accessible(view: QTreeView) -> list[str]:
    """What the lines of the outline say to who listens."""
    model = view.model()
    tops = [model.index(row, 0) for row in range(model.rowCount())]
    every_line = [*tops, *(model.index(row, 0, top) for top in tops for row in range(model.rowCount(top)))]
    return [str(one.data(Qt.ItemDataRole.AccessibleTextRole) or one.data()) for one in every_line]


def test_it_comes_back_when_a_person_wants_it(faulty: MainWindow, qtbot: QtBot) -> None:
    before = lines(faulty)
    silence(faulty)
    qtbot.waitUntil(lambda: len(heads(faulty)) == 2)
    choose(faulty, line(faulty, "C001", "已说明"))
    button = by_name(faulty, "不再提示…")
    assert button.text() == "恢复提示"  # type: ignore[attr-defined]
    assert not by_name(faulty, "修复").isEnabled()
    click(button)
    qtbot.waitUntil(lambda: len(heads(faulty)) == 1)
    assert lines(faulty) == before
    assert dossier_of(faulty).silenced == []
    choose(faulty, line(faulty, "C001"))
    assert button.text() == "不再提示…"  # type: ignore[attr-defined]


def test_what_is_left_is_not_fixed(faulty: MainWindow, qtbot: QtBot) -> None:
    """Neither by the button nor by a click where another line has its fix; and the fix is there again with it."""
    code = next(code for level, code, _ in lines(faulty) if line(faulty, code).siblingAtColumn(3).data() == "可修复")
    choose(faulty, line(faulty, code))
    assert by_name(faulty, "修复").isEnabled()
    count = codes_told(faulty).count(code)
    silence(faulty, code)
    qtbot.waitUntil(lambda: len(heads(faulty)) == 2)
    before = dumps(dossier_of(faulty))
    silenced = line(faulty, code, "已说明")
    assert not silenced.siblingAtColumn(3).data()
    choose(faulty, silenced)
    assert not by_name(faulty, "修复").isEnabled()
    rows = listing(faulty)
    row = rows.visualRect(silenced.siblingAtColumn(2))
    click(rows.viewport(), QPoint(rows.viewport().width() - 20, row.center().y()))
    assert dumps(dossier_of(faulty)) == before
    click(by_name(faulty, "不再提示…"))
    qtbot.waitUntil(lambda: codes_told(faulty).count(code) == count)
    choose(faulty, line(faulty, code))
    assert by_name(faulty, "修复").isEnabled()


def test_only_the_chosen_one_of_two_comes_back(faulty: MainWindow, qtbot: QtBot) -> None:
    others = sorted({code for code in codes_told(faulty) if codes_told(faulty).count(code) == 1} - {"C001"})
    silence(faulty)
    qtbot.waitUntil(lambda: len(heads(faulty)) == 2)
    silence(faulty, others[0])
    qtbot.waitUntil(lambda: "（2）" in heads(faulty)[1])
    choose(faulty, line(faulty, "C001", "已说明"))
    click(by_name(faulty, "不再提示…"))
    qtbot.waitUntil(lambda: "（1）" in heads(faulty)[1])
    assert [one.code for one in dossier_of(faulty).silenced] == [others[0]]
    assert "C001" in codes_told(faulty)


def test_undo_takes_the_decision_back(faulty: MainWindow, qtbot: QtBot) -> None:
    before, first = lines(faulty), dumps(dossier_of(faulty))
    silence(faulty)
    qtbot.waitUntil(lambda: len(heads(faulty)) == 2)
    faulty.actions_by_id["undo"].trigger()
    assert dumps(dossier_of(faulty)) == first
    qtbot.waitUntil(lambda: lines(faulty) == before)


def test_who_thinks_better_of_it_has_all_as_before(faulty: MainWindow) -> None:
    before, first = lines(faulty), dumps(dossier_of(faulty))
    choose(faulty, line(faulty, "C001"))
    asked = when_asked(QDialog, lambda dialog: give_reason(dialog, word="取消"))
    click(by_name(faulty, "不再提示…"))
    assert asked == ["不再提示"]
    assert session_checked(faulty)
    assert lines(faulty) == before
    assert dumps(dossier_of(faulty)) == first
    assert not faulty.actions_by_id["undo"].isEnabled()


def session_checked(window: MainWindow) -> bool:
    """The rules have looked at what there is now."""
    assert window.session is not None
    window.session.check()
    return window.session.checked


def test_the_question_says_which_finding_it_is(faulty: MainWindow) -> None:
    words = line(faulty, "C001").siblingAtColumn(2).data()
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        seen.extend(label.text() for label in every(dialog, QLabel))
        dialog.reject()

    choose(faulty, line(faulty, "C001"))
    when_asked(QDialog, look)
    click(by_name(faulty, "不再提示…"))
    assert f"C001　{words}" in seen


def test_a_level_of_its_own_choice_shows_no_decisions(faulty: MainWindow, qtbot: QtBot) -> None:
    silence(faulty)
    qtbot.waitUntil(lambda: len(heads(faulty)) == 2)
    level = by_name(faulty, "只看级别")
    assert isinstance(level, QComboBox)
    for place in range(1, level.count()):
        level.setCurrentIndex(place)
        word = level.currentText().removeprefix("只看")
        assert {one[0] for one in lines(faulty)} <= {word}
        assert not any("不再提示" in head for head in heads(faulty))
    level.setCurrentIndex(0)
    assert heads(faulty)[-1] == "已说明理由、不再提示（1）"


def test_the_place_of_a_decision_can_be_looked_at(faulty: MainWindow, qtbot: QtBot) -> None:
    form = dossier_of(faulty).forms[0].id
    faulty.actions_by_id["both"].trigger()
    silence(faulty)
    qtbot.waitUntil(lambda: len(heads(faulty)) == 2)
    faulty.show_page("unit")
    choose(faulty, line(faulty, "C001", "已说明"))
    click(by_name(faulty, "去看"))
    assert faulty.pages.page == form
    assert faulty.focusWidget() is field(faulty, dossier_of(faulty).silenced[0].where)


def test_nothing_can_be_left_where_nothing_is_chosen(faulty: MainWindow) -> None:
    listing(faulty).setCurrentIndex(QModelIndex())
    for name in ("去看", "修复", "依据", "不再提示…"):
        assert not by_name(faulty, name).isEnabled(), name
    choose(faulty, line(faulty, "C001"))
    for name in ("去看", "依据", "不再提示…"):
        assert by_name(faulty, name).isEnabled(), name
