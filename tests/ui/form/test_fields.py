"""Fields of a form: what is typed, pasted and left in them, and what they say of it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from models.dossier import Dossier, Unit
from models.forms import ProjectForm
from models.goals import Goal
from tests.ui.conftest import come_back, compose, dossier_of, every, field, sample_of, write
from tests.ui.keys import CONTROL, Key, focus, press, project_of, put
from tests.ui.painting import painting
from ui.controls.editors import TextField
from ui.controls.plain import PlainLabel
from ui.controls.text_input import _without_undo
from ui.form.fields import FieldsArea
from ui.ground.cut_text import paint_beginning
from ui.window.window import MainWindow


@pytest.fixture
def filled(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window with one project, its fields in sight."""
    form = ProjectForm(id="f", template="korla-project-2023", name="信访专项", amount=Decimal("126.50"))
    form.goals = [Goal(id="g", statement="做好信访工作。")]
    window.files.create(Dossier(year=2026, unit=Unit(name="示例局"), forms=[form]))
    window.actions_by_id["both"].trigger()
    come_back(window, qtbot)
    return window


def line(window: MainWindow, path: str) -> QLineEdit:
    found = field(window, path)
    assert isinstance(found, QLineEdit)
    found.setFocus()
    found.selectAll()
    return found


def steps(window: MainWindow) -> int:
    assert window.session is not None
    return window.session.history.stack.count()


def test_what_is_typed_is_in_the_dossier_at_once_and_one_step(filled: MainWindow) -> None:
    line(filled, "f.leader")
    for typed in ("林", "一"):
        put(typed)
        assert project_of(filled).leader.endswith(typed)
    assert (project_of(filled).leader, steps(filled)) == ("林一", 1)


@pytest.mark.parametrize("path", ["f.leader", "g.statement"])
def test_signs_and_digits_are_as_they_are_meant_at_once(filled: MainWindow, path: str) -> None:
    found = field(filled, path)
    found.setFocus()
    for key, modifiers in ((Key.Key_A, CONTROL), (Key.Key_Delete, Qt.KeyboardModifier.NoModifier)):
        press(filled, key, modifiers)
    put("办结率>=")
    put("９５")
    assert filled.session is not None
    assert filled.session.value(path) == "办结率≥95"


def test_a_second_visit_is_a_second_step(filled: MainWindow) -> None:
    leader = line(filled, "f.leader")
    put("a")
    line(filled, "f.name")
    leader.setFocus()
    put("b")
    assert steps(filled) == 2
    press(filled, Key.Key_Z, CONTROL)
    assert (project_of(filled).leader, leader.text()) in [("a", "a"), ("", "")]
    assert project_of(filled).leader == "a"
    press(filled, Key.Key_Y, CONTROL)
    assert leader.text() == project_of(filled).leader != "a"


def test_enter_goes_on_to_the_next_field(filled: MainWindow) -> None:
    first = line(filled, "f.name")
    press(filled, Key.Key_Return)
    second = focus()
    assert second is not first
    press(filled, Key.Key_Backtab)
    assert focus() is first


def test_what_is_no_amount_is_told_and_stays_in_sight_until_it_is_fixed(filled: MainWindow) -> None:
    """Nothing typed is lost in silence."""
    amount = line(filled, "f.amount")
    put("12x")
    assert project_of(filled).amount == Decimal("126.50"), "half a number is none"
    assert "数字" in amount.toolTip()
    assert "数字" in amount.accessibleDescription()
    line(filled, "f.name")
    assert amount.text() == "12x"
    amount.setFocus()
    amount.selectAll()
    put("130.5")
    assert project_of(filled).amount == Decimal("130.5")
    assert "数字" not in amount.toolTip() + amount.accessibleDescription()


@pytest.mark.parametrize(
    ("typed", "amount"), [("1,250.50", "1250.50"), ("０.5", "0.5"), ("-3", "-3"), ("", None), ("5.", "5")]
)
def test_amounts_as_people_write_them(filled: MainWindow, typed: str, amount: str | None) -> None:
    box = line(filled, "f.amount")
    press(filled, Key.Key_Delete)
    QGuiApplication.clipboard().setText(typed)
    box.paste()
    held = project_of(filled).amount
    assert held == (None if amount is None else Decimal(amount))


def test_an_amount_is_shown_as_it_was_typed_while_one_is_in_it(filled: MainWindow) -> None:
    amount = line(filled, "f.amount")
    put("5.0")
    assert amount.text() == "5.0"
    line(filled, "f.name")
    assert project_of(filled).amount == 5
    assert Decimal(amount.text()) == 5


def test_lines_pasted_into_a_line_become_one(filled: MainWindow) -> None:
    name = line(filled, "f.name")
    QGuiApplication.clipboard().setText("信访\n专项\t二期\n")
    name.paste()
    assert project_of(filled).name == name.text() == "信访 专项 二期"
    name.selectAll()
    QGuiApplication.clipboard().setText("两  格")
    name.paste()
    assert project_of(filled).name == "两  格", "blanks of ones own stay"


def test_what_is_composed_is_no_value_yet_and_survives_a_change(filled: MainWindow) -> None:
    assert filled.session is not None
    name = line(filled, "f.name")
    name.end(False)
    compose(name, "erqi")
    assert project_of(filled).name == "信访专项"
    filled.session.set_value("f.name", "别人改的", typing=False)
    write(name, "二期")
    assert "二期" in project_of(filled).name


def test_a_field_follows_while_it_is_not_typed_into(filled: MainWindow) -> None:
    assert filled.session is not None
    line(filled, "f.leader")
    name = field(filled, "f.name")
    assert isinstance(name, QLineEdit)
    filled.session.set_value("f.name", "别的", typing=False)
    assert name.text() == "别的"
    focused = focus()
    assert isinstance(focused, QLineEdit)
    filled.session.set_value("f.leader", "别人", typing=False)
    assert focused.text() == "别人"


@pytest.fixture
def text(filled: MainWindow) -> QPlainTextEdit:
    """The statement of the goal."""
    found = field(filled, "g.statement")
    assert isinstance(found, QPlainTextEdit)
    found.setFocus()
    return found


def test_a_long_text_keeps_its_lines(filled: MainWindow, text: QPlainTextEdit) -> None:
    press(filled, Key.Key_End, CONTROL)
    press(filled, Key.Key_Return)
    put("第二段")
    assert project_of(filled).goals[0].statement == "做好信访工作。\n第二段"
    assert text.toPlainText() == "做好信访工作。\n第二段"
    assert steps(filled) == 1


def test_tab_in_a_long_text_goes_on(filled: MainWindow, text: QPlainTextEdit) -> None:
    press(filled, Key.Key_Tab)
    assert focus() is not text
    assert project_of(filled).goals[0].statement == "做好信访工作。"


def test_undo_in_a_long_text_is_the_windows(filled: MainWindow, text: QPlainTextEdit) -> None:
    press(filled, Key.Key_End, CONTROL)
    put("ab")
    press(filled, Key.Key_Z, CONTROL)
    assert text.toPlainText() == project_of(filled).goals[0].statement == "做好信访工作。"
    press(filled, Key.Key_Y, CONTROL)
    assert text.toPlainText() == project_of(filled).goals[0].statement == "做好信访工作。ab"


def test_the_cursor_stays_where_it_is_when_another_hand_writes(filled: MainWindow, text: QPlainTextEdit) -> None:
    assert filled.session is not None
    cursor = text.textCursor()
    cursor.setPosition(3)
    text.setTextCursor(cursor)
    filled.session.set_value("g.statement", "做好全年信访工作。", typing=False)
    assert (text.toPlainText(), text.textCursor().position()) == ("做好全年信访工作。", 3)
    filled.session.set_value("g.statement", "短", typing=False)
    assert text.textCursor().position() == 1


def test_a_text_grows_and_shrinks_within_bounds(filled: MainWindow, text: QPlainTextEdit, qtbot: QtBot) -> None:
    low = text.height()
    text.setPlainText("做好信访工作。\n" * 4)
    qtbot.waitUntil(lambda: text.height() > low)
    four = text.height()
    text.setPlainText("做好信访工作。\n" * 200)
    qtbot.waitUntil(lambda: text.height() > four)
    highest = text.height()
    assert highest < filled.height()
    text.setPlainText("做好信访工作。\n" * 400)
    QApplication.processEvents()
    assert text.height() == highest
    text.setPlainText("短")
    qtbot.waitUntil(lambda: text.height() == low)


def test_a_composed_text_is_written_when_it_is_done(filled: MainWindow, text: QPlainTextEdit) -> None:
    press(filled, Key.Key_End, CONTROL)
    compose(text, "quannian")
    assert project_of(filled).goals[0].statement == "做好信访工作。"
    assert filled.session is not None
    filled.session.set_value("f.leader", "林一", typing=False)
    write(text, "全年")
    assert project_of(filled).goals[0].statement == "做好信访工作。全年"


@pytest.mark.parametrize("committed", ["", "完成"])
@pytest.mark.parametrize("name", ["statement", "name"])
def test_what_was_undone_while_one_composed_stays_undone(filled: MainWindow, name: str, committed: str) -> None:
    """The button of undo takes no keyboard: what is composed goes on, and does not bring the old text back."""
    session, project = filled.session, project_of(filled)
    assert session is not None
    path = f"{project.goals[0].id if name == 'statement' else project.id}.{name}"
    box = field(filled, path)
    box.setFocus()
    before = session.value(path)
    put("xyz")
    compose(box, "wan")
    filled.actions_by_id["undo"].trigger()
    assert session.value(path) == before
    write(box, committed)
    assert str(session.value(path)).replace(committed, "", 1) == before
    assert committed in str(session.value(path))
    if not committed:
        assert filled.actions_by_id["redo"].isEnabled(), "nothing new was written"


def test_where_one_is_is_told_to_the_session(filled: MainWindow, text: QPlainTextEdit) -> None:
    assert filled.session is not None
    assert filled.session.focus_path == "g.statement"
    assert isinstance(text, QWidget)
    line(filled, "f.amount")
    assert filled.session.focus_path == "f.amount"


def test_amounts_stand_at_the_right_and_are_wide_enough(filled: MainWindow) -> None:
    amount, name = line(filled, "f.amount"), line(filled, "f.name")
    assert amount.alignment() & Qt.AlignmentFlag.AlignRight
    assert not name.alignment() & Qt.AlignmentFlag.AlignRight
    assert amount.minimumWidth() > amount.fontMetrics().horizontalAdvance("1234.56")


def test_the_mark_of_a_long_text_is_seen_at_once(filled: MainWindow) -> None:
    text = field(filled, "g.statement")
    assert isinstance(text, TextField)
    with painting(text.viewport()) as painted:
        text.mark("error", "没有目标说明")
    assert painted.covers(QRect(0, 10, 2, 2)), "the mark stands at the left edge"


def test_what_is_mended_to_the_old_number_is_kept_back_no_longer(filled: MainWindow) -> None:
    assert filled.session is not None
    amount = line(filled, "f.amount")
    write(amount, "126.50x")
    assert filled.session.drafts.all
    press(filled, Key.Key_Backspace)
    assert not filled.session.drafts.all
    assert (project_of(filled).amount, steps(filled)) == (Decimal("126.50"), 0)


def test_a_field_with_a_label_before_it_is_not_named_twice(window: MainWindow) -> None:
    """Only a field in the first line that has nothing before it is given its name."""
    form = ProjectForm(id="f", template="national-project-2021", name="信访专项")
    window.files.create(Dossier(year=2026, unit=Unit(name="示例局"), forms=[form]))
    window.actions_by_id["fields"].trigger()
    shown = ["".join(one.text().split()) for one in every(window, PlainLabel)]
    assert shown.count("项目名称") == 1


class _Shortened(QLineEdit):
    """A line that nobody writes in."""

    shortened = False

    def paintEvent(self, event: QPaintEvent) -> None:
        self.shortened = paint_beginning(self)
        if not self.shortened:
            super().paintEvent(event)


def test_a_text_too_long_for_its_line_ends_with_a_whole_sign_while_nobody_is_in_it(qtbot: QtBot) -> None:
    line = _Shortened("国" * 20)
    qtbot.addWidget(line)
    for width, side, cut in ((93, Qt.AlignmentFlag.AlignLeft, True), (900, Qt.AlignmentFlag.AlignLeft, False)):
        line.resize(width, 28)
        line.setAlignment(side)
        line.grab()
        assert line.shortened is cut
    line.resize(93, 28)
    line.setAlignment(Qt.AlignmentFlag.AlignRight)
    line.grab()
    assert not line.shortened, "an amount is never shortened"


@pytest.mark.parametrize(("sample", "said"), [("中期", False), ("江汉", True)])
def test_the_unit_of_money_stands_behind_a_field_where_no_label_says_it(
    window: MainWindow, qtbot: QtBot, sample: str, said: bool
) -> None:
    window.files.open_sample(sample_of(sample))
    form = next(one for one in dossier_of(window).forms if one.kind == "project")
    window.show_page(form.id)
    window.actions_by_id["fields"].trigger()
    come_back(window, qtbot)
    area = next(one for one in every(window.pages, FieldsArea) if one.isVisible())
    assert ("万元" in {label.text() for label in every(area, PlainLabel)}) is said


def test_what_can_be_done_in_a_field_is_told_with_our_signs(qtbot: QtBot) -> None:
    line = QLineEdit("甲")
    qtbot.addWidget(line)
    menu = _without_undo(line.createStandardContextMenu(), line)
    bare = [one.objectName() for one in menu.actions() if not one.isSeparator() and one.icon().isNull()]
    assert bare == ["select-all"]
    menu.deleteLater()
