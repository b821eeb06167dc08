"""The room that the findings take: one line where there is nothing to say, some lines of the form at hand otherwise."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from models.dossier import Silence
from models.edits import Insert
from models.files.jxmb import load
from tests.ui.conftest import by_name, click, come_back, dossier_of, every, sample_of, settle
from tests.ui.keys import CONTROL, Key, focus, press, project_of
from ui.controls.focus import focus_in
from ui.ground.settings import FOLDED
from ui.program.windows import ProgramWindows
from ui.session.checking import Checking
from ui.session.session import Session
from ui.window.findings import FindingsPanel
from ui.window.findings_list import _LineItem
from ui.window.window import MainWindow

_Role = Qt.ItemDataRole


@pytest.fixture
def clean(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window of 1366×768 with a sample in which the rules have found nothing."""
    window.files.open_sample(sample_of("库尔勒"))
    window.set_docks(outline=True, findings=True)
    window.show_page(project_of(window).id)
    come_back(window, qtbot)
    look(window)
    return window


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def look(window: MainWindow) -> None:
    session_of(window).check()
    settle()


def spoil(window: MainWindow, number: int = 0) -> None:
    """The names of a form's indicators go: there is something to say of each."""
    for row in list(dossier_of(window).forms[number].indicators())[:8]:
        session_of(window).set_value(f"{row.id}.name", "", typing=False)
    look(window)


def lines_in_sight(panel: FindingsPanel) -> list[str]:
    """The findings that are seen whole, by their words."""
    view = panel.list.viewport().rect()
    found = []
    place = QPoint(5, 1)
    while (item := panel.list.itemAt(place)) is not None:
        area = panel.list.visualItemRect(item)
        if isinstance(item, _LineItem) and view.contains(area.center()) and area.bottom() <= view.bottom():
            found.append(item.line.finding.form)
        place = QPoint(5, area.bottom() + 2)
    return found


def test_one_line_says_that_there_is_nothing(clean: MainWindow) -> None:
    panel = clean.findings
    assert panel.isVisible()
    assert panel.height() <= 2 * panel.fontMetrics().lineSpacing()
    assert [one.text() for one in every(panel, QLabel) if one.isVisible()] == ["没有发现问题"]
    assert not panel.list.isVisible()


def test_six_findings_are_in_sight_as_soon_as_there_are_so_many(clean: MainWindow) -> None:
    spoil(clean)
    assert len(lines_in_sight(clean.findings)) >= 6
    assert (clean.width(), clean.height()) == (1366, 768)
    session_of(clean).go_to_step(0)
    look(clean)
    assert clean.findings.height() <= 2 * clean.findings.fontMetrics().lineSpacing()


def test_the_height_that_a_person_gave_comes_back(clean: MainWindow) -> None:
    spoil(clean)
    clean.resizeDocks([clean.workplace.docks["findings"]], [300], Qt.Orientation.Vertical)
    settle()
    given = clean.findings.height()
    session_of(clean).go_to_step(0)
    look(clean)
    assert clean.findings.height() < given
    spoil(clean)
    assert clean.findings.height() == given


def test_a_list_has_its_room_though_the_last_window_closed_with_nothing_to_list(
    clean: MainWindow, make_program: Callable[..., ProgramWindows]
) -> None:
    faulty = load(sample_of("库尔勒"))
    for row in list(faulty.forms[0].indicators())[:8]:
        row.name = ""
    session_of(clean)._unsaved = False
    clean.close()
    settle()
    other = make_program().new_window()
    assert isinstance(other, MainWindow)
    other.resize(1366, 768)
    other.files.create(faulty)
    other.set_docks(outline=True, findings=True)
    look(other)
    assert len(lines_in_sight(other.findings)) >= 6


def test_what_is_being_worked_on_stays_in_sight_when_findings_come(clean: MainWindow) -> None:
    press(clean, Key.Key_2, CONTROL)
    rows = list(project_of(clean).indicators())
    tree = clean.pages.form_page()._goals.tree.tree  # type: ignore[union-attr]
    tree.setFocus()
    tree.select([rows[-1].id])
    spoil(clean)
    area = tree.visualRect(tree.currentIndex())
    assert tree.viewport().rect().contains(area), "the row at hand was at the foot of the page"


def test_the_keyboard_goes_back_to_the_work_when_the_findings_go(clean: MainWindow) -> None:
    spoil(clean)
    by_name(clean, "筛选审核发现").setFocus()
    session_of(clean).go_to_step(0)
    look(clean)
    assert focus_in(clean.pages) is focus()


def test_with_nothing_listed_the_keyboard_passes_by_the_findings(clean: MainWindow) -> None:
    clean.outline.tree.setFocus()
    press(clean, Key.Key_F6)
    assert focus_in(clean.pages)
    press(clean, Key.Key_F6)
    assert focus_in(clean.outline)


def test_what_was_left_with_a_reason_is_listed_when_asked_for(clean: MainWindow) -> None:
    row = next(project_of(clean).indicators())
    session_of(clean).set_value(f"{row.id}.name", "", typing=False)
    look(clean)
    for finding in session_of(clean).findings:
        entry = Silence(code=finding.code, where=finding.where, reason="已核对")
        session_of(clean).apply(Insert("dossier", "silenced", 0, entry))
    look(clean)
    assert not clean.findings.list.isVisible()
    (button,) = [one for one in every(clean.findings, QPushButton) if one.isVisible()]
    assert button.text() == f"已说明理由的 {len(dossier_of(clean).silenced)} 条"
    click(button)
    settle()
    assert len(lines_in_sight(clean.findings)) == len(dossier_of(clean).silenced)
    click(button)
    settle()
    assert not clean.findings.list.isVisible()


def test_another_form_brings_its_own_findings_to_the_top(clean: MainWindow) -> None:
    spoil(clean, 0)
    spoil(clean, 1)
    other = dossier_of(clean).forms[1].id
    clean.findings.list.scrollToBottom()
    clean.show_page(other)
    settle()
    assert lines_in_sight(clean.findings)[0] == other
    clean.show_page(project_of(clean).id)
    settle()
    assert lines_in_sight(clean.findings)[0] == project_of(clean).id


def test_what_may_be_cut_is_told_whole_under_the_mouse(clean: MainWindow) -> None:
    spoil(clean)
    panel = clean.findings
    model = panel.list.model()
    head = model.index(0, 0)
    line = model.index(0, 2, head)
    assert head.data(_Role.ToolTipRole) == head.data()
    assert line.data() in line.data(_Role.ToolTipRole)
    panel.step(1)
    words = next(one for one in every(panel, QLabel) if one.accessibleName() == "所选发现的说明")
    assert words.text().split("\n")[0] in words.toolTip()
    level = by_name(clean, "只看级别")
    assert isinstance(level, QComboBox)
    level.setCurrentIndex(1)
    assert level.toolTip() == level.currentText()


def test_a_new_window_has_its_parts_as_wide_as_they_were_left(
    clean: MainWindow, make_program: Callable[..., ProgramWindows]
) -> None:
    usual = clean.workplace.docks["outline"].width()
    clean.resizeDocks([clean.workplace.docks["outline"]], [usual + 90], Qt.Orientation.Horizontal)
    settle()
    session_of(clean)._unsaved = False
    clean.close()
    settle()
    other = make_program().new_window()
    assert not any(one.isVisible() for one in other.workplace.docks.values()), "there is nothing to list yet"
    other.resize(1366, 768)
    other.files.open_sample(sample_of("库尔勒"))
    other.set_docks(outline=True, findings=True)
    settle()
    assert other.workplace.docks["outline"].width() > usual + 20, "Qt shares what the window grew by"


def test_the_first_window_has_room_for_names(clean: MainWindow) -> None:
    width = clean.workplace.docks["outline"].width()
    assert width == pytest.approx(clean.workplace._names_width(), abs=3)


@pytest.mark.parametrize("nothing_last_time", [False, True])
def test_until_the_rules_have_looked_it_says_that_they_do(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, *, nothing_last_time: bool
) -> None:
    monkeypatch.setattr(Checking, "soon", lambda *_: None)  # they would come whenever the machine has time
    window.settings.set_state(FOLDED, nothing_last_time)
    window.files.open_sample(sample_of("库尔勒"))
    window.set_docks(outline=True, findings=True)
    panel = window.findings
    assert not session_of(window).checked
    assert panel.is_folded is nothing_last_time
    line = panel._all_good.text() if nothing_last_time else panel.list.topLevelItem(0).text(0)
    assert line == "正在审核……"
    assert nothing_last_time or panel.list.topLevelItem(0).icon(0).isNull(), "no tick before it is known"
    look(window)
    assert panel._all_good.text() == "没有发现问题"


def test_in_a_narrow_panel_buttons_are_signs_and_no_word_is_cut(clean: MainWindow) -> None:
    spoil(clean)
    clean.resize(683, 600)
    clean.set_docks(outline=True, findings=True)
    settle()
    buttons = [one for one in every(clean.findings, QPushButton) if one.isVisible()]
    assert len(buttons) == 4
    assert all(not one.text() and one.toolTip() and not one.icon().isNull() for one in buttons)
    assert all(one.width() >= one.sizeHint().width() for one in buttons)
    choice = by_name(clean.findings, "只看级别")
    assert isinstance(choice, QComboBox)
    assert choice.width() >= choice.minimumSizeHint().width()
    clean.resize(1366, 768)
    settle()
    assert [one.text() for one in buttons] == ["去看", "修复", "依据", "不再提示…"]


@pytest.mark.parametrize("height", [330, 345, 360, 384, 420, 500])
def test_the_words_of_a_finding_are_not_cut_amid_a_line(clean: MainWindow, height: int) -> None:
    """As on a screen of 1366×768 at 200 %: fewer lines, but whole ones, and some of the list above them."""
    spoil(clean)
    clean.resize(683, height)
    clean.set_docks(outline=True, findings=True)
    settle()
    panel = clean.findings
    room, words = panel._room, panel._detail
    assert room.y() > panel.list.y(), "under the list"
    line = words.fontMetrics().lineSpacing()
    whole, cut = divmod(room.viewport().height() - words.contentsMargins().top(), line)
    assert whole in (1, 2)
    assert cut == 0


def test_a_low_panel_becomes_high_again_and_low(clean: MainWindow) -> None:
    spoil(clean)
    clean.resize(683, 768)
    clean.set_docks(outline=True, findings=True)
    settle()
    heights = []
    for height in (60, 400, 60):
        clean.resizeDocks([clean.workplace.docks["findings"]], [height], Qt.Orientation.Vertical)
        settle()
        heights.append(clean.findings._room.height())
    assert heights[0] == heights[2]
    assert heights[0] < heights[1], "a second line where there is room"
