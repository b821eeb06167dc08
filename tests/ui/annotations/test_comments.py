"""Comments by key, by right click and in their list: written, seen at the value, gone to, settled, undone, kept."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.dossier import Comment, Dossier, Unit
from models.edits import Remove
from models.files.jxmb import dumps, load, loads
from models.folders import recovery_folder
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.target import Target
from tests.ui.answers import choose_in_menu
from tests.ui.conftest import by_name, click, come_back, dossier_of, every, field, settle
from tests.ui.keys import CONTROL, SHIFT, Key, press, project_of, put
from ui.comments.panel import CommentPanel
from ui.form.table_view import ValueView
from ui.ground.theme import colours
from ui.indicators.model import GoalModel
from ui.indicators.roles import SAID_ROLE
from ui.indicators.tree import IndicatorTree
from ui.preview.editor import CellEditor
from ui.session.recovery import SUFFIX
from ui.session.writing import comment_place, take_in
from ui.window.window import MainWindow

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def office(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window with a project of two indicators, nothing said of it."""
    rows = [Indicator(name=name, target=Target.parse("≥30亩"), weight=Decimal(45)) for name in ("植树面积", "抚育面积")]
    levels = [Dimension(name="产出指标", categories=[Category(name="数量指标", indicators=rows)])]
    goal = Goal(period="annual", statement="造林", dimensions=levels)
    form = ProjectForm(template="national-project-2021", name="造林", amount=Decimal(15), goals=[goal])
    window.settings["comment_author"] = "王芳"
    window.files.create(Dossier(year=2026, unit=Unit(name="示例局"), forms=[form]))
    window.set_docks(outline=True, findings=False)
    press(window, Key.Key_3, CONTROL)
    come_back(window, qtbot)
    return window


def panel(window: MainWindow) -> CommentPanel:
    return every(window, CommentPanel)[0]


def tree(window: MainWindow) -> IndicatorTree:
    return next(one for one in every(window, IndicatorTree) if one.isVisibleTo(window))


def row(window: MainWindow, number: int = 0) -> Indicator:
    return list(project_of(window).indicators())[number]


def at(window: MainWindow, number: int = 0, column: int = 1) -> None:
    """The tree has the keyboard, in that cell."""
    tree(window).setFocus()
    tree(window).select([row(window, number).id], column)


def cell(window: MainWindow, role: int, number: int = 0, column: int = 1) -> object:
    model = tree(window).model()
    assert isinstance(model, GoalModel)
    return model.data(model.index_of(row(window, number).id).siblingAtColumn(column), role)


def say(window: MainWindow, text: str = "偏高") -> None:
    """Writes a comment at the value at hand, all by key."""
    press(window, Key.Key_F2, SHIFT)
    put(text)
    press(window, Key.Key_Return, CONTROL)
    settle()


def said(window: MainWindow) -> list[tuple[str, str, str]]:
    return [(one.where, one.text, one.state) for one in dossier_of(window).comments]


def listed(window: MainWindow) -> list[str]:
    view = panel(window).list
    return [str(view.item(n).data(Qt.ItemDataRole.AccessibleTextRole)) for n in range(view.count())]


def test_a_comment_is_written_at_a_cell_and_the_keyboard_comes_back(office: MainWindow) -> None:
    assert panel(office).isHidden() or not panel(office).isVisible(), "without any it takes no room"
    at(office)
    say(office)
    (one,) = dossier_of(office).comments
    assert (one.where, one.text, one.author, one.state) == (f"{row(office).id}.target", "偏高", "王芳", "open")
    assert len(one.written) == len("2026-11-29 14:05")
    assert cell(office, SAID_ROLE) == "open"
    assert not cell(office, SAID_ROLE, column=2)
    assert f"批注（王芳 {one.written[5:]}）：偏高" in str(cell(office, Qt.ItemDataRole.ToolTipRole))
    assert str(cell(office, Qt.ItemDataRole.AccessibleTextRole)).endswith("，有批注")
    assert panel(office).isVisible()
    assert [words.split("，")[0] for words in listed(office)] == ["造林　年度目标 · 数量指标 · 植树面积 · 指标值"]
    assert QApplication.focusWidget() is tree(office)


def test_undo_takes_it_away_and_with_the_last_one_the_list_goes(office: MainWindow) -> None:
    before = dumps(dossier_of(office))
    at(office)
    say(office)
    press(office, Key.Key_Z, CONTROL)
    settle()
    assert dumps(dossier_of(office)) == before
    assert not cell(office, SAID_ROLE)
    assert not panel(office).isVisible()
    press(office, Key.Key_Y, CONTROL)
    assert cell(office, SAID_ROLE) == "open"


def test_escape_gives_it_up(office: MainWindow) -> None:
    at(office)
    press(office, Key.Key_M, CONTROL | ALT)
    put("写错了")
    press(office, Key.Key_Escape)
    settle()
    assert said(office) == []
    assert not panel(office).isVisible()
    assert QApplication.focusWidget() is tree(office)
    say(office, "重写")
    assert [text for _, text, _ in said(office)] == ["重写"]


def test_what_was_begun_is_kept_when_another_one_is_changed(office: MainWindow) -> None:
    at(office)
    say(office)
    at(office, 1)
    press(office, Key.Key_F2, SHIFT)
    put("写了一半")
    panel(office).list.setCurrentRow(0)
    click(by_name(office, "批注：修改"))
    assert sorted(text for _, text, _ in said(office)) == ["偏高", "写了一半"]


def test_nothing_written_is_no_comment(office: MainWindow) -> None:
    at(office)
    say(office, "  ")
    assert said(office) == []


def test_the_right_button_asks_for_one_everywhere(office: MainWindow, qtbot: QtBot) -> None:
    name = field(office, f"{project_of(office).id}.leader")
    choose_in_menu("批注")
    QApplication.sendEvent(
        name, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), name.mapToGlobal(QPoint(5, 5)))
    )
    qtbot.waitUntil(lambda: panel(office).writing)
    come_back(office, qtbot)
    put("换人了")
    click(next(one for one in every(panel(office), QPushButton) if one.text() == "写好"))
    settle()
    assert said(office) == [(f"{project_of(office).id}.leader", "换人了", "open")]
    assert "换人了" in name.toolTip()
    assert "换人了" in name.accessibleDescription()
    choose_in_menu("批注")
    at(office)
    tree(office).customContextMenuRequested.emit(QPoint(5, 5))
    qtbot.waitUntil(lambda: panel(office).writing)


def test_a_line_of_the_list_leads_there_and_can_be_settled_changed_and_removed(office: MainWindow) -> None:
    at(office)
    say(office)
    at(office, 1, 2)
    say(office, "权重对吗")
    view = panel(office).list
    item = next(view.item(n) for n in range(view.count()) if "偏高" in listed(office)[n])
    click(view.viewport(), view.visualItemRect(item).center())
    settle()
    assert office.session is not None
    assert office.session.focus_path == f"{row(office).id}.target"
    click(by_name(office, "批注：标为已处理"))
    assert cell(office, SAID_ROLE) == "done"
    assert "已处理" in str(cell(office, Qt.ItemDataRole.ToolTipRole))
    click(by_name(office, "只看未处理的批注"))
    assert len(listed(office)) == 1
    click(by_name(office, "只看未处理的批注"))
    view.setCurrentRow(0)
    click(by_name(office, "批注：修改"))
    put("x")
    press(office, Key.Key_Return, CONTROL)
    assert [text for _, text, _ in said(office)] == ["偏高x", "权重对吗"]
    click(by_name(office, "批注：删除"))
    assert len(said(office)) == 1
    for _ in range(3):
        press(office, Key.Key_Z, CONTROL)
    assert [(text, state) for _, text, state in said(office)] == [("偏高", "open"), ("权重对吗", "open")]


def test_going_to_a_value_shows_what_is_said_of_it(office: MainWindow) -> None:
    for number, text in enumerate(("第一行", "第二行")):
        at(office, number)
        say(office, text)
    for number, text in enumerate(("第一行", "第二行")):
        at(office, number)
        line = panel(office).list.line()
        assert line is not None
        assert line.text == text


def test_a_removed_row_takes_it_along_and_brings_it_back(office: MainWindow) -> None:
    at(office)
    say(office)
    at(office, 0, 0)
    press(office, Key.Key_Delete)
    settle()
    assert said(office) == []
    assert not panel(office).isVisible()
    press(office, Key.Key_Z, CONTROL)
    settle()
    assert [text for _, text, _ in said(office)] == ["偏高"]
    assert cell(office, SAID_ROLE) == "open"


def test_what_is_being_written_is_saved_as_a_comment(
    office: MainWindow, tmp_path: Path, save_as: Callable[[Path], None]
) -> None:
    save_as(tmp_path / "甲.jxmb")
    at(office)
    press(office, Key.Key_F2, SHIFT)
    put("还没写完")
    press(office, Key.Key_S, CONTROL)
    settle()
    assert [one.text for one in load(tmp_path / "甲.jxmb").comments] == ["还没写完"]
    assert not panel(office).writing


def test_what_is_being_written_survives_a_crash(office: MainWindow, qtbot: QtBot) -> None:
    assert office.session is not None
    at(office)
    press(office, Key.Key_F2, SHIFT)
    office.session._keep_timer.setInterval(10)
    put("断电前")
    place = comment_place(f"{row(office).id}.target")

    def heads() -> list[bytes]:
        return [path.read_bytes().partition(b"\n")[0] for path in recovery_folder().glob(f"*{SUFFIX}")]

    qtbot.waitUntil(lambda: any("断电前" in head.decode() and place in head.decode() for head in heads()))
    press(office, Key.Key_Escape)
    settle()
    assert take_in(office.session, {place: "断电前", comment_place("gone.x"): "没有地方"}) == ["没有地方"]
    assert said(office) == [(f"{row(office).id}.target", "断电前", "open")]


def test_a_comment_that_was_being_changed_is_put_back_too(office: MainWindow) -> None:
    at(office)
    say(office)
    assert office.session is not None
    (one,) = dossier_of(office).comments
    assert take_in(office.session, {f"{one.id}.text": "改到一半"}) == []
    assert [text for _, text, _ in said(office)] == ["改到一半"]


def test_undo_while_writing_is_of_what_is_written(office: MainWindow) -> None:
    at(office)
    say(office)
    press(office, Key.Key_F2, SHIFT)
    put("ab")
    press(office, Key.Key_Z, CONTROL)
    assert [text for _, text, _ in said(office)] == ["偏高"]
    assert panel(office).text.toPlainText() != "ab"
    press(office, Key.Key_Y, CONTROL)
    assert panel(office).text.toPlainText() == "ab"


def test_a_row_that_is_renamed_is_named_anew(office: MainWindow, qtbot: QtBot) -> None:
    at(office)
    say(office)
    assert office.session is not None
    office.session.set_value(f"{row(office).id}.name", "绿化面积")
    qtbot.waitUntil(lambda: "绿化面积" in listed(office)[0])


def test_the_official_table_marks_the_cell_and_never_prints_it(office: MainWindow, qtbot: QtBot) -> None:
    at(office)
    say(office)
    press(office, Key.Key_4, CONTROL)
    page = office.pages.form_page()
    assert page is not None
    official = page._official
    assert official is not None
    qtbot.waitUntil(lambda: bool(official.canvas.pages))
    assert office.session is not None
    editor = every(official, CellEditor)[0]
    official.go_to(f"{row(office).id}.target")
    assert "批注（王芳" in editor.accessibleDescription()
    stop = official.caret.current
    assert stop is not None
    (number, box), *_ = official.canvas.boxes(*stop.anchor)
    assert "偏高" in official.canvas.tip(box)
    corner = official.canvas.area(number, box).bottomRight().toPoint() - QPoint(3, 4)
    official.take_focus()
    assert painted(official.canvas.viewport()).pixelColor(corner).name() == "#7a3fb0"
    press(office, Key.Key_F2, SHIFT)
    put("第二条")
    press(office, Key.Key_Return, CONTROL)
    settle()
    assert [where for where, _, _ in said(office)] == [f"{row(office).id}.target"] * 2
    assert "第二条" in official.canvas.tip(box)
    assert "偏高" not in "".join(text.actual for sheet in official.canvas.pages for text in sheet.texts)


def painted(widget: QWidget) -> QImage:
    image = widget.grab().toImage()
    image.setDevicePixelRatio(1)
    return image


def test_a_cell_of_a_list_can_be_spoken_of(office: MainWindow) -> None:
    office.show_page("budget")
    settle()
    view = next(one for one in every(office, ValueView) if one.isVisibleTo(office))
    view.setFocus()
    view.setCurrentIndex(view.table.index(0, 0))
    say(office, "与批复不符")
    ((where, _, _),) = said(office)
    assert where == view.table.path(0, 0)
    assert view.table.said(0, 0) == "open"
    assert "与批复不符" in str(view.table.index(0, 0).data(Qt.ItemDataRole.ToolTipRole))


def test_one_of_a_place_that_is_gone_is_listed_and_can_be_removed(office: MainWindow) -> None:
    lost = dossier_of(office).model_copy(deep=True)
    lost.comments = [Comment(where="gone.target", text="没有主")]
    office.show_session(None)
    office.files.create(loads(dumps(lost), "x"))
    settle()
    assert listed(office) == ["（所指的地方已经不在了），（未署名），没有主"]
    panel(office).list.setFocus()
    panel(office).list.setCurrentRow(0)
    QTest.keyClick(panel(office).list, Qt.Key.Key_Delete)
    assert said(office) == []


def test_the_name_is_kept_for_the_next_time(office: MainWindow) -> None:
    at(office)
    press(office, Key.Key_F2, SHIFT)
    line = by_name(panel(office), "署名")
    assert isinstance(line, QLineEdit)
    assert line.text() == "王芳"
    line.setText("张强")
    panel(office).text.insertPlainText("是")
    press(office, Key.Key_Return, CONTROL)
    settle()
    assert [one.author for one in dossier_of(office).comments] == ["张强"]
    assert office.settings["comment_author"] == "张强"


def test_another_dossier_brings_its_own_and_what_was_begun_is_no_longer_open(office: MainWindow, qtbot: QtBot) -> None:
    at(office)
    say(office)
    at(office, 1)
    press(office, Key.Key_F2, SHIFT)
    put("没有写完")
    assert panel(office).writing
    said = Comment(where="dossier", text="另一份的", author="李明", written="2026-03-01 12:34")
    office.show_session(None)
    assert (panel(office).writing, panel(office).count, listed(office)) == (False, 0, [])
    office.files.create(Dossier(year=2026, unit=Unit(name="别的局"), comments=[said]))
    come_back(office, qtbot)
    assert not panel(office).writing
    assert [text for text in listed(office) if "另一份的" in text] == listed(office) != []
    assert office.session is not None
    office.session.apply(Remove(said.id))
    assert listed(office) == [], "the list follows the dossier that is shown now"


def test_a_line_is_as_high_as_its_words_are_long_and_grows_where_the_list_is_narrow(office: MainWindow) -> None:
    at(office)
    say(office, "短")
    at(office, 1)
    say(office, "这句话很长" * 20)
    view = panel(office).list
    short, long = sorted(view.visualItemRect(view.item(row)).height() for row in range(2))
    line = view.fontMetrics().lineSpacing()
    assert short >= 3 * line, "who, what and where stand under each other"
    image, edge = view.viewport().grab().toImage(), view.visualItemRect(view.item(0)).bottom()
    assert image.pixelColor(image.width() // 2, edge) == colours().line, "a hairline parts them"
    room = view.viewport().width() // view.fontMetrics().horizontalAdvance("国")
    assert (long - short) // line == -(-100 // room) - 1
    panel(office).resize(panel(office).width() // 2, panel(office).height())
    view.resize(view.width() // 2, view.height())
    settle()
    assert max(view.visualItemRect(view.item(row)).height() for row in range(2)) > long


def test_folded_it_stays_folded_and_comes_to_write(office: MainWindow) -> None:
    at(office)
    say(office)
    office.actions_by_id["comments"].trigger()
    assert not panel(office).isVisible()
    at(office, 1)
    press(office, Key.Key_F2, SHIFT)
    assert panel(office).isVisible()
    put("第二")
    press(office, Key.Key_Return, CONTROL)
    settle()
    assert not panel(office).isVisible()
    office.actions_by_id["comments"].trigger()
    assert panel(office).isVisible()


def test_in_a_low_window_the_words_have_fewer_lines_and_do_not_run_into_the_buttons(office: MainWindow) -> None:
    office.resize(683, 384)
    at(office)
    say(office)
    press(office, Key.Key_F2, SHIFT)
    settle()
    words = panel(office).text
    done = next(one for one in every(panel(office), QPushButton) if one.text() == "写好")
    assert words.isVisible()
    assert words.geometry().bottom() < done.geometry().top()
    assert words.height() >= 2 * words.fontMetrics().lineSpacing()
