"""The list of findings under a person's hands: going there, by mouse and by keys, and staying where one was."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from models.dossier import Dossier, Unit
from models.edits import Remove, SetValue
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.rules.catalogue import all_rules
from models.rules.engine import check
from models.rules.finding import SEVERITIES, Finding
from models.rules.review import Standard, standard, worst_first
from models.target import Target
from tests.ui.conftest import by_name, click, dossier_of, every, settle
from ui.indicators.tree import IndicatorTree
from ui.preview.canvas import PageCanvas
from ui.session.session import Session
from ui.window.findings import FindingsPanel
from ui.window.findings_list import Group, Line, _LineItem
from ui.window.window import MainWindow

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def project(name: str, rows: int = 6) -> ProjectForm:
    """A project full of faults: no code, no leader, money that does not add up, one name for all its rows."""
    indicators = [Indicator(name="走访慰问次数", target=Target.parse(f"≥{n // 2}户")) for n in range(rows)]
    levels = [Dimension(name="产出指标", categories=[Category(name="数量指标", indicators=indicators)])]
    goal = Goal(label="项目总体目标", statement="完成走访慰问。", dimensions=levels)
    return ProjectForm(template="korla-project-2023", name=name, goals=[goal])


@pytest.fixture
def faulty(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window with two such projects; the rules have looked."""
    window.files.create(Dossier(year=2026, unit=Unit(name="示例局"), forms=[project("甲项目"), project("乙项目")]))
    qtbot.waitUntil(lambda: bool(session_of(window).findings))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    settle()
    return window


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def lines(panel: FindingsPanel) -> list[QModelIndex]:
    """The lines of the list from top to bottom, without the heads of the groups."""
    model = panel.list.model()
    heads = [model.index(row, 0) for row in range(model.rowCount())]
    return [model.index(row, 0, head) for head in heads for row in range(model.rowCount(head))]


def words(index: QModelIndex) -> tuple[str, str]:
    """Code and words of a line."""
    return index.siblingAtColumn(1).data(), index.siblingAtColumn(2).data()


def shown(panel: FindingsPanel) -> list[tuple[str, str]]:
    return [words(line) for line in lines(panel)]


def wanted(window: MainWindow) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in in_order(window, session_of(window).findings)]


def in_order(window: MainWindow, findings: Sequence[Finding]) -> list[Finding]:
    """As the panel lists them: by form, the one at hand first, and the worst of each first."""
    forms = list(dict.fromkeys(one.form for one in findings))
    forms.sort(key=lambda form: form != window.workplace.pages.page)
    return [one for form in forms for one in worst_first(findings) if one.form == form]


def place(panel: FindingsPanel, line: QModelIndex) -> QPoint:
    panel.list.scrollTo(line)
    return panel.list.visualRect(line.siblingAtColumn(2)).center()


def line_of(panel: FindingsPanel, where: str) -> QModelIndex:
    """The first line about that value."""
    session = panel._session
    assert session is not None
    listed = sorted(session.findings, key=lambda one: [group.id for group in session.dossier.forms].index(one.form))
    return lines(panel)[next(row for row, one in enumerate(listed) if one.where == where)]


def there() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def path_there() -> object:
    """What is edited where the cursor is; a value with a sign of its own is written in a line within its editor."""
    within = there().parentWidget()
    return there().property("path") or (within and within.property("path"))


def double_click(window: MainWindow, widget: QWidget, spot: QPoint) -> None:
    """Two clicks at one place; all that comes of the first is done, and in sight, before the second."""
    click(widget, spot)
    for _ in range(3):
        QApplication.processEvents()
    at = widget.mapTo(window, spot)
    under = window.childAt(at)
    assert under is not None
    QTest.mouseDClick(under, LEFT, NONE, under.mapFrom(window, at))


def leave_for(window: MainWindow, page: str) -> None:
    """The person is elsewhere."""
    window.show_page(page)
    window.outline.tree.setFocus()
    settle()


def test_two_clicks_on_any_line_go_into_its_field(faulty: MainWindow) -> None:
    panel = faulty.findings
    first, second = (form.id for form in dossier_of(faulty).forms)
    assert len(lines(panel)) > 12
    for finding in session_of(faulty).findings:
        leave_for(faulty, "unit")
        spot = place(panel, line_of(panel, finding.where))
        double_click(faulty, panel.list.viewport(), spot)
        assert faulty.pages.page in (first, second)
        assert faulty.pages.page == finding.form
        field, node = finding.where, finding.where.partition(".")[0]
        if field.endswith(".dimensions"):
            assert isinstance(there(), IndicatorTree), finding
        else:
            assert path_there() == field, finding
        assert there().isVisible()
        assert node in session_of(faulty).editor


def test_two_clicks_go_to_the_cell_of_the_official_table(faulty: MainWindow, qtbot: QtBot) -> None:
    form = dossier_of(faulty).forms[0].id
    faulty.show_page(form)
    page = faulty.pages.form_page()
    assert page is not None
    page.show_view("官方表格")
    panel = faulty.findings
    qtbot.waitUntil(lambda: bool(every(page, PageCanvas)[0].pages))
    faulty.outline.tree.setFocus()
    double_click(faulty, panel.list.viewport(), place(panel, line_of(panel, f"{form}.leader")))
    qtbot.waitUntil(lambda: there().property("path") == f"{form}.leader")
    assert page.view == "官方表格"


def keys(window: MainWindow, *struck: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    for key in struck:
        QTest.keyClick(window.windowHandle(), key, modifier)


def test_the_list_by_keys_alone(faulty: MainWindow) -> None:
    panel, form = faulty.findings, dossier_of(faulty).forms[0].id
    leave_for(faulty, "unit")
    panel.list.setFocus()
    wanted_line = line_of(panel, f"{form}.leader")
    for _ in range(20):
        if panel.list.currentIndex().siblingAtColumn(0) == wanted_line:
            break
        keys(faulty, Qt.Key.Key_Down)
    assert "项目负责人" in panel._detail.text()
    keys(faulty, Qt.Key.Key_Return)
    assert there().property("path") == f"{form}.leader"


@pytest.mark.parametrize(
    ("key", "modifier"), [(Qt.Key.Key_Menu, NONE), (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)]
)
def test_the_menu_of_a_line_by_key(
    faulty: MainWindow, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    panel, session = faulty.findings, session_of(faulty)
    twice = next(one for one in session.findings if one.code == "S003" and one.fix)
    panel.list.setFocus()
    panel.list.setCurrentIndex(line_of(panel, twice.where))
    keys(faulty, key, modifier=modifier)
    menus = [menu for menu in every(panel, QMenu) if menu.isVisible()]
    assert [action.text() for menu in menus for action in menu.actions()] == ["去看", "修复", "依据", "不再提示…"]
    menu = menus[0]
    assert panel.list.rect().contains(panel.list.mapFromGlobal(menu.pos()))
    for struck in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):  # 去看, 修复
        QTest.keyClick(menu, struck)
    assert twice.where.partition(".")[0] not in session.editor
    qtbot.waitUntil(lambda: shown(panel) == wanted(faulty) and twice not in session.findings)
    assert panel.list.line() is not None  # the next one is at hand
    session.undo()
    assert twice.where.partition(".")[0] in session.editor


def test_lines_say_all_of_it_in_words(faulty: MainWindow) -> None:
    model = faulty.findings.list.model()
    for line, finding in zip(lines(faulty.findings), session_of(faulty).findings, strict=True):
        spoken = model.data(line, Qt.ItemDataRole.AccessibleTextRole)
        word = SEVERITIES[finding.severity]
        assert model.data(line) == word
        assert [word in spoken, finding.code in spoken, finding.message in spoken] == [True] * 3
        assert ("可修复" in spoken) == (finding.fix is not None)


def test_filter_by_level_words_and_code(faulty: MainWindow) -> None:
    panel, everything = faulty.findings, wanted(faulty)
    search = by_name(faulty, "筛选审核发现")
    search.setFocus()
    QTest.keyClicks(search, "c001")
    assert shown(panel)
    assert {code for code, _ in shown(panel)} == {"C001"}
    QTest.keyClicks(search, "zzz")
    assert not shown(panel)
    assert panel.list.model().index(0, 0).data() == "没有符合筛选条件的"
    keys(faulty, Qt.Key.Key_A, modifier=Qt.KeyboardModifier.ControlModifier)
    keys(faulty, Qt.Key.Key_Delete)
    assert shown(panel) == everything
    level = by_name(faulty, "只看级别")
    level.setFocus()
    keys(faulty, Qt.Key.Key_Down)
    assert shown(panel) == [(f.code, f.message) for f in session_of(faulty).findings if f.severity == "error"]


def test_the_basis_is_told_when_asked_for(faulty: MainWindow) -> None:
    panel = faulty.findings
    panel.step(1)
    finding = panel.current()
    assert finding is not None
    rule = all_rules()[finding.code]
    words = by_name(faulty, "所选发现的说明")
    assert isinstance(words, QLabel)
    assert rule.basis not in words.text()
    click(by_name(faulty, "依据"))
    assert rule.why in words.text()
    assert rule.basis in words.text()


def test_choice_and_place_stay_while_the_list_becomes_another(faulty: MainWindow, qtbot: QtBot) -> None:
    panel, session = faulty.findings, session_of(faulty)
    faulty.resize(1366, 500)
    form = dossier_of(faulty).forms[0].id
    before = lines(panel)
    panel.list.setCurrentIndex(before[-2])
    kept = panel.list.key()
    panel.list.scrollTo(before[-3], panel.list.ScrollHint.PositionAtTop)
    in_sight = panel.list.itemAt(QPoint(0, 0))
    assert in_sight is not None
    top = in_sight.text(2)
    session.set_value(f"{form}.leader", "林一")
    qtbot.waitUntil(lambda: shown(panel) == wanted(faulty) and len(lines(panel)) < len(before))
    assert panel.list.key() == kept
    in_sight = panel.list.itemAt(QPoint(0, 0))
    assert in_sight is not None
    assert in_sight.text(2) == top


def test_next_does_not_leap_over_the_line_that_moved_up(faulty: MainWindow, qtbot: QtBot) -> None:
    panel, session = faulty.findings, session_of(faulty)
    faulty.actions_by_id["next_finding"].trigger()
    first, second = session.findings[0], session.findings[1]
    assert panel.current() == first
    session.set_value(first.where, "示例")
    qtbot.waitUntil(lambda: first not in session.findings and shown(panel) == wanted(faulty))
    faulty.actions_by_id["next_finding"].trigger()
    assert panel.current() == second
    faulty.actions_by_id["next_finding"].trigger()
    assert panel.current() == session.findings[1]
    faulty.actions_by_id["previous_finding"].trigger()
    assert panel.current() == second


def test_a_fix_is_the_one_that_holds_now(faulty: MainWindow) -> None:
    """Between the last look and the click the rows changed: the fix must not do what was right before."""
    panel, session = faulty.findings, session_of(faulty)
    twice = next(one for one in session.findings if one.code == "S003" and one.fix)
    row = twice.where.partition(".")[0]
    panel.list.setCurrentIndex(line_of(panel, twice.where))
    session.set_value(f"{row}.remark", "这一行另有说明", typing=False)
    by_name(faulty, "修复").setFocus()
    keys(faulty, Qt.Key.Key_Space)
    assert row in session.editor


def test_edits_one_after_the_other_never_show_half_a_list(faulty: MainWindow, qtbot: QtBot) -> None:
    panel, session = faulty.findings, session_of(faulty)
    rows = [indicator.id for form in dossier_of(faulty).forms for indicator in form.indicators()]
    seen: list[bool] = []
    session.findings_changed.connect(lambda: seen.append(shown(panel) == wanted(faulty)))
    for row in rows:
        session.set_value(f"{row}.name", f"走访户数{row}", typing=False)
        settle()
        assert shown(panel) == wanted(faulty)
    session.apply(Remove(rows[0]))
    session.apply(SetValue(f"{rows[1]}.name", ""))
    fresh = [(one.code, one.message) for one in in_order(faulty, check(dossier_of(faulty), session.templates))]
    qtbot.waitUntil(lambda: shown(panel) == fresh)
    assert all(seen)


def test_the_form_at_hand_comes_first_and_groups_stay_folded(faulty: MainWindow, qtbot: QtBot) -> None:
    panel, session = faulty.findings, session_of(faulty)
    model, second = panel.list.model(), dossier_of(faulty).forms[1].id
    panel.list.collapse(model.index(0, 0))
    faulty.show_page(second)
    qtbot.waitUntil(lambda: [model.index(row, 0).data()[:3] for row in range(2)] == ["乙项目", "甲项目"])
    assert [panel.list.isExpanded(model.index(row, 0)) for row in range(2)] == [True, False]
    assert shown(panel) == wanted(faulty)
    session.apply(Remove(second))
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    assert shown(panel) == wanted(faulty)


def test_lines_that_are_gone_are_let_go(faulty: MainWindow) -> None:
    panel, session = faulty.findings, session_of(faulty)

    def kept() -> int:
        gc.collect()
        return sum(isinstance(one, _LineItem) for one in gc.get_objects())

    before = kept()
    for text in ("示例", "") * 3:
        session.set_value(f"{dossier_of(faulty).forms[0].id}.leader", text, typing=False)
        session.check()
        assert shown(panel) == wanted(faulty)
    assert kept() == before


def test_a_heading_shows_only_its_findings_with_their_number(faulty: MainWindow) -> None:
    panel = faulty.workplace.findings
    choice = by_name(faulty, "只看方面")
    assert isinstance(choice, QComboBox)
    by = standard()
    loud = [one for one in session_of(faulty).findings if one.severity != "info"]
    for row, heading in enumerate(by.heading, 1):
        own = [one for one in loud if by.heading_of(one.code) == heading.name]
        assert choice.itemText(row) == (f"{heading.name} {len(own)}" if own else heading.name)
        choice.setCurrentIndex(row)
        assert {by.heading_of(code) for code, _ in shown(panel)} <= {heading.name}


def test_a_mend_says_what_it_will_change_before_it_does(faulty: MainWindow) -> None:
    panel = faulty.workplace.findings
    for line in lines(panel):
        panel.list.setCurrentIndex(line)
        finding = panel.current()
        assert finding is not None
        told = by_name(faulty, "所选发现的说明")
        assert isinstance(told, QLabel)
        assert ("修复会：" in told.text()) == (finding.fix is not None)


def test_going_there_again_goes_to_the_next_place(faulty: MainWindow) -> None:
    panel, gone = faulty.workplace.findings, list[str]()
    panel.go_to.connect(gone.append)
    finding = session_of(faulty).findings[0]._replace(places=("other.name", "third.name"))
    panel.list.show_groups([Group("one", "一张表", (Line(finding),))])
    panel.list.setCurrentIndex(lines(panel)[0])
    for _ in range(4):
        click(by_name(faulty, "去看"))
    assert gone == [finding.where, "other.name", "third.name", finding.where]


def test_an_edit_lists_only_its_own_form_anew(faulty: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    """With hundreds of forms a key would be felt otherwise: the standard read once, the lines of one form made."""
    session, asked, made = session_of(faulty), Counter[str](), Counter[str]()

    def counted() -> Standard:
        asked["standard"] += 1
        return standard()

    def line(*given: Any) -> Line:
        made[given[0].form] += 1
        return Line(*given)

    monkeypatch.setattr("ui.window.findings_list.standard", counted)
    monkeypatch.setattr("ui.window.findings_list.Line", line)
    first, second = (form.id for form in dossier_of(faulty).forms)
    session.set_value(f"{next(dossier_of(faulty).forms[1].indicators()).id}.name", "走访户数甲", typing=False)
    session.check()
    assert shown(faulty.findings) == wanted(faulty)
    assert made[second] > 0
    assert made[first] == 0
    assert asked["standard"] == 1
