"""The panel around the pages: zoom, page through, marks of findings, big forms, hidden panels."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from weakref import ref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QGuiApplication, QHelpEvent, QPaintEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QSpinBox, QToolTip, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from models.edits import Move, Remove, SetValue
from models.forms import ProjectForm
from models.goals import Indicator
from models.sheets import Sheet
from tests.ui.conftest import every, settle
from tests.ui.preview.office import JULU, Hand, project, rows_of, session_of
from ui.preview.canvas import PageCanvas
from ui.preview.marks import COLOURS
from ui.preview.panel import OfficialTable


@pytest.fixture
def form() -> ProjectForm:
    return project(count=60)


def shown_text(hand: Hand) -> str:
    return "".join(text.actual for page in hand.table.canvas.pages for text in page.texts)


def test_typing_elsewhere_refreshes_the_pages(hand: Hand, form: ProjectForm) -> None:
    hand.session.set_value(f"{form.id}.name", "另一个项目")
    assert "另一个项目" not in shown_text(hand)
    hand.settle()
    assert "另一个项目" in shown_text(hand)


def test_the_unit_s_name_is_on_the_form_too(hand: Hand) -> None:
    hand.session.apply(SetValue("unit.name", "示例市档案馆"))
    hand.settle()
    assert "示例市档案馆" in shown_text(hand)


def test_zoom_by_wheel_buttons_and_width(hand: Hand) -> None:
    canvas, table = hand.table.canvas, hand.table
    assert canvas.fits_width
    assert table.fit.isChecked()
    before = canvas.zoom
    wheel = QWheelEvent(
        QPointF(300, 300),
        QPointF(300, 300),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    under = canvas.at(QPointF(300, 300))
    QCoreApplication.sendEvent(canvas.viewport(), wheel)
    assert canvas.zoom > before
    assert not table.fit.isChecked()
    after = canvas.at(QPointF(300, 300))
    assert under is not None
    assert after is not None
    assert abs(under[2] - after[2]) < 2, "the place under the mouse stays there"
    QTest.mouseClick(table.smaller, Qt.MouseButton.LeftButton)
    assert table.zoom_label.text() == f"{round(canvas.zoom * 100)}%"
    QTest.mouseClick(table.fit, Qt.MouseButton.LeftButton)
    assert canvas.zoom == pytest.approx(before, abs=0.01)
    hand.table.resize(700, 600)
    hand.bot.waitUntil(lambda: canvas.zoom < before * 0.9)
    assert canvas.sheet(0).width() <= canvas.viewport().width()


def test_page_through(hand: Hand) -> None:
    canvas, table = hand.table.canvas, hand.table
    count = len(canvas.pages)
    assert count > 2
    hand.editor.setFocus()
    hand.key(Qt.Key.Key_PageDown)
    assert canvas.page == 1
    assert table.page_box.value() == 2
    hand.key(Qt.Key.Key_PageUp)
    assert canvas.page == 0
    table.page_box.setFocus()
    table.page_box.selectAll()
    QTest.keyClicks(table.page_box, "3")
    QTest.keyClick(table.page_box, Qt.Key.Key_Return)
    assert canvas.page == 2
    QTest.mouseClick(table.previous, Qt.MouseButton.LeftButton)
    assert canvas.page == 1
    assert table.page_count.text() == f"/ {count} 页"
    assert (table.previous.isEnabled(), table.next.isEnabled()) == (True, True)
    table.page_box.setValue(count)
    assert (table.previous.isEnabled(), table.next.isEnabled()) == (True, False)
    table.page_box.setValue(1)
    assert (table.previous.isEnabled(), table.next.isEnabled()) == (False, True)


def test_go_to_scrolls_and_frames(hand: Hand, form: ProjectForm) -> None:
    last = rows_of(form)[-1]
    hand.table.go_to(f"{last.id}.target")
    area = hand.table.caret._area()
    assert area is not None
    assert hand.table.canvas.viewport().rect().contains(area)
    image = hand.table.canvas.viewport().grab().toImage()
    corner = image.pixelColor(area.topLeft() + QPoint(1, 1))
    assert corner == QColor("#2b63c6")


def test_go_to_before_the_pages_are_there(qtbot: QtBot, tmp_path: Path, form: ProjectForm) -> None:
    table = OfficialTable(session_of(tmp_path, form), Sheet(form.id))
    qtbot.addWidget(table)
    path = f"{rows_of(form)[-1].id}.target"
    table.go_to(path)
    table.show()
    qtbot.waitUntil(lambda: table.caret.current is not None)
    assert table.caret.current is not None
    assert table.caret.current.slot.path == path


def test_findings_are_marked_in_colour_shape_and_words(hand: Hand, form: ProjectForm) -> None:
    hand.session.apply(SetValue(f"{form.id}.amount", None))
    hand.session.check()
    hand.settle()
    finding = next(one for one in hand.session.findings if one.where == f"{form.id}.amount")
    place = hand.place(finding.where)
    box = hand.table.canvas.box_at(place)
    assert box is not None
    assert finding.message in hand.table._tip(box)
    area = hand.table.canvas.area(0, box)
    image = hand.table.canvas.viewport().grab().toImage()
    colours = {
        image.pixelColor(round(area.right()) - dx, round(area.top()) + dy).name()
        for dx in range(2, 13)
        for dy in range(2, 13)
    }
    assert COLOURS[finding.severity].name() in colours
    hand.click(finding.where)
    assert finding.message in hand.editor.accessibleDescription()
    hand.type("5")
    hand.key(Qt.Key.Key_Return)
    hand.session.check()
    assert not [one for one in hand.session.findings if one.where == finding.where and one.code == finding.code]


def test_the_tool_tip_is_shown(hand: Hand, form: ProjectForm) -> None:
    hand.session.apply(SetValue(f"{form.id}.amount", None))
    hand.session.check()
    hand.settle()
    place = hand.place(f"{form.id}.amount").toPoint()
    viewport = hand.table.canvas.viewport()

    QCoreApplication.sendEvent(viewport, QHelpEvent(QEvent.Type.ToolTip, place, viewport.mapToGlobal(place)))
    assert "错误" in QToolTip.text()
    QToolTip.hideText()


def test_a_character_that_no_face_has_is_told(hand: Hand, form: ProjectForm) -> None:
    hand.session.apply(SetValue(f"{form.id}.name", "专项\U000e0fff\u1b80"))
    hand.settle()
    box = hand.table.canvas.box_at(hand.place(f"{form.id}.name"))
    assert box is not None
    assert "字库里没有" in hand.table._tip(box)


def test_a_big_form_is_laid_out_beside_the_window_s_thread(qtbot: QtBot, tmp_path: Path) -> None:
    form = project(count=400)
    hand = Hand(qtbot, session_of(tmp_path, form), form)
    first = rows_of(form)[0]
    for number in range(6):
        hand.session.set_value(f"{first.id}.name", f"改了{number}次")
        qtbot.waitUntil(lambda: hand.table._composer._running)
    hand.settle()
    assert "改了5次" in shown_text(hand)
    assert "改了4次" not in shown_text(hand)
    hand.table.close()


def test_short_words_for_the_cell_at_hand_are_shown_too(hand: Hand, form: ProjectForm) -> None:
    row = rows_of(form)[0]
    for field, words in (("weight", "指标分值权重：10"), ("target", "指标值：≥95%")):
        hand.click(f"{row.id}.{field}")
        assert hand.table.where.text() == words


def test_a_hidden_panel_does_no_work(hand: Hand, form: ProjectForm) -> None:
    hand.table.hide()
    hand.session.set_value(f"{form.id}.name", "隐藏时改的")
    assert not hand.table._composer.busy
    hand.table.show()
    hand.settle()
    assert "隐藏时改的" in shown_text(hand)


def test_a_form_without_template_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    form = project()
    form.template = "不在本机的版式"
    table = OfficialTable(session_of(tmp_path, form), Sheet(form.id))
    qtbot.addWidget(table)
    table.show()
    assert "不在本机" in table.messages.text


def test_the_menu_offers_what_can_be_done(hand: Hand, form: ProjectForm) -> None:
    asked: list[str] = []
    hand.table.edit_requested.connect(asked.append)
    first = rows_of(form)[0]
    hand.click(f"{first.id}.name")
    menu = hand.table._made_menu()
    actions = {action.text().partition("\t")[0]: action for action in menu.actions()}
    actions["到“填写”里修改"].trigger()
    assert asked == [f"{first.id}.name"]
    actions["删除这一行"].trigger()
    assert rows_of(form)[0].id != first.id
    hand.session.undo()
    assert rows_of(form)[0].id == first.id


def test_the_menu_cuts_copies_and_pastes(hand: Hand, form: ProjectForm) -> None:
    first, second = rows_of(form)[:2]
    name = first.name
    for path, word in ((first.id, "复制"), (second.id, "粘贴"), (first.id, "剪切")):
        hand.click(f"{path}.name")
        actions = {action.text().partition("\t")[0]: action for action in hand.table._made_menu().actions()}
        actions[word].trigger()
    assert (rows_of(form)[0].name, rows_of(form)[1].name) == ("", name)
    assert QGuiApplication.clipboard().text() == name
    hand.session.undo()
    assert rows_of(form)[0].name == name


def test_the_names_offered_for_a_level_are_those_under_its_own(hand: Hand, form: ProjectForm) -> None:
    dimension = form.goals[0].dimensions[0]
    category = dimension.categories[0]
    for name, offered in (("产出指标", "质量指标"), ("效益指标", "社会效益指标")):
        hand.session.set_value(f"{dimension.id}.name", name)
        hand.settle()
        hand.click(f"{category.id}.name")
        others = {"质量指标", "社会效益指标"} - {offered}
        assert offered in hand.table.caret.choices()
        assert not others & set(hand.table.caret.choices())


def test_every_control_has_a_name(hand: Hand) -> None:
    controls: list[QWidget] = [*hand.table.findChildren(QAbstractButton), *hand.table.findChildren(QSpinBox)]
    nameless = [one for one in controls if one.isVisibleTo(hand.table) and not one.accessibleName()]
    assert nameless == []


@pytest.mark.walks_through_all
@pytest.mark.parametrize("composing", [False, True], ids=["at rest", "while its pages are made"])
def test_nothing_is_kept_of_a_closed_panel(qtbot: QtBot, tmp_path: Path, *, composing: bool) -> None:
    """It is gone, hears of no change any more, and lays out no pages."""
    form, usual = project(count=400), sys.getswitchinterval()
    session = session_of(tmp_path, form)
    holder = QWidget()
    qtbot.addWidget(holder)
    table = OfficialTable(session, Sheet(form.id), holder)
    holder.show()
    table.show()
    qtbot.waitUntil(lambda: bool(every(holder, PageCanvas)[0].pages), timeout=5000)
    if composing:
        session.set_value(f"{form.id}.amount", Decimal(2))
        qtbot.waitUntil(lambda: bool(laying_out()))
    gone = [ref(one) for one in (table, *every(table, QObject)) if type(one).__module__.startswith("ui.")]
    assert len(gone) > 5
    table.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(table)
    del table
    assert session.set_value(f"{form.id}.amount", Decimal(3))
    qtbot.waitUntil(lambda: not laying_out(), timeout=10_000)
    QCoreApplication.processEvents()
    gc.unfreeze()  # as when a dossier is closed
    gc.collect()
    assert [one() for one in gone if one() is not None] == []
    assert sys.getswitchinterval() == pytest.approx(usual)


def laying_out() -> list[str]:
    """The threads that make pages."""
    return [one.name for one in threading.enumerate() if one.name.startswith("pages")]


def test_an_indicator_moved_elsewhere_keeps_the_place(hand: Hand, form: ProjectForm) -> None:
    second: Indicator = rows_of(form)[1]
    hand.click(f"{second.id}.target")
    category = form.goals[0].dimensions[0].categories[0]

    hand.session.apply(Move(second.id, category.id, "indicators", 10))
    hand.settle()
    assert hand.current == f"{second.id}.target"


def test_the_number_in_the_set_follows_when_another_form_goes(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = (project(JULU, name=name) for name in ("修路", "修桥"))
    hand = Hand(qtbot, session_of(tmp_path, first, second), second)
    assert "2.修桥" in shown_text(hand)
    hand.session.apply(Remove(first.id))
    hand.settle()
    assert "1.修桥" in shown_text(hand)


class Paints(QObject):
    """Counts how often all of a widget is painted."""

    times = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        assert isinstance(watched, QWidget)
        if isinstance(event, QPaintEvent) and event.rect() == watched.rect():
            self.times += 1
        return False


def test_what_became_another_is_painted_anew(hand: Hand, form: ProjectForm) -> None:
    """Everything that changes a sign over the paper, or what of it is seen."""
    canvas, session, caret, first = hand.table.canvas, hand.session, hand.table.caret, rows_of(form)[0]
    paints = Paints()
    canvas.viewport().installEventFilter(paints)
    deeds: dict[str, Callable[[], object]] = {
        "scrolled": lambda: canvas.verticalScrollBar().setValue(30),
        "zoomed": lambda: canvas.set_zoom(2.0),
        "scrolled across": lambda: canvas.horizontalScrollBar().setValue(30),
        "the keyboard came": lambda: QApplication.sendEvent(canvas, QFocusEvent(QEvent.Type.FocusIn)),
        "the keyboard went": lambda: QApplication.sendEvent(canvas, QFocusEvent(QEvent.Type.FocusOut)),
        "a draft": lambda: session.drafts.keep(f"{first.id}.weight", "x", "不是数"),
        "said": lambda: session.apply(session.comments.writing(f"{first.id}.name", "请核对", "")),
        "as last year": lambda: session.since.counted.emit({form.id}),
        "found": session.findings_changed.emit,
        "offered": lambda: session.likeness.changed.emit(first.id),
        "chosen": lambda: caret.select(caret.find(f"{first.id}.weight")),
        "chosen as far": lambda: caret.extend(caret.find(f"{first.id}.basis")),
    }
    for name, do in deeds.items():
        settle()
        paints.times = 0
        do()
        settle()
        assert paints.times, name
