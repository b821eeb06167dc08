"""Smaller controls by themselves: where they lie, what they show, what they take.

All of it is kept as lines in ``seen/``. Where it is meant to be otherwise: ``WRITE_READ=1 pytest`` this file, and read
what ``git diff`` says.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QBoxLayout,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QProgressDialog,
    QPushButton,
    QToolButton,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from models.files.jxmb import FileProblem
from tests.known import is_known
from tests.ui.conftest import every, settle, wait_for
from tests.ui.controls.whole.at_work import SEEN, area, strike
from tests.ui.form.parts import told
from tests.ui.looks.test_properties import made
from ui.controls import focus
from ui.controls.background import Job, run
from ui.controls.calendar import Calendar, is_for_list, offer_days
from ui.controls.clipboard import block_text, split_block
from ui.controls.clipboard_html import block_html, equal_runs
from ui.controls.column_widths import Widths
from ui.controls.dialogs import Listing, scrolled
from ui.controls.labels import FieldLabel, TitleLabel
from ui.controls.plain import menu_words, plain_tip, plain_title, plain_words, without_letter
from ui.controls.word_list import WordList
from ui.ground.settings import LAYOUT
from ui.window.window import MainWindow

pytestmark = pytest.mark.usefixtures("letters_of_its_own")
Lines = Iterator[str]


def same(name: str, lines: Lines) -> None:
    """They are those that are known."""
    is_known(SEEN / f"{name}.txt", map(str.rstrip, lines))


def _word_list(page: QWidget) -> Lines:
    words = WordList(page)
    yield from made(words)
    for texts in (["甲", "乙乙乙乙乙乙乙乙"], [f"第{number}个" for number in range(12)], []):
        for under in (QRect(10, 20, 120, 24), QRect(700, 560, 240, 24), QRect(-30, 280, 60, 24)):
            for bounds in (QRect(0, 0, 900, 600), QRect(0, 200, 300, 120)):
                words.offer(texts, "乙", under, bounds)
                yield f"{len(texts)} {area(under)} in {area(bounds)}→ {words.isVisible()} {area(words.geometry())}"
                yield f" at {words.currentRow()}"
    words.offer(["产出", "数量指标", "指标"], "", QRect(0, 0, 9, 9), page.rect())
    for text in ("指标", "数", "没有", "", "产"):
        words.mark(text)
        yield f"mark {text} {words.currentRow()}"
    yield " ".join(f"{words.step(by)} {words.currentRow()}" for by in (1, 1, 1, 1, -1, -1, -1, -1))


def _labels(page: QWidget) -> Lines:
    texts = ("金额", "项目", "年度资金总额（万元）", "单位名称（盖章）", "A", "项目负责人及联系电话、传真、电子邮箱")
    for kind in (FieldLabel, TitleLabel):
        for text in texts:
            label = kind(text, page)
            label.show()
            yield f"{kind.__name__} {text} least {label.minimumWidth()} line {label.line_width()}"
            for width in range(20, 260, 24):
                label.resize(width, 40)
                yield f" {width} {label.shown()} {label.heightForWidth(width)} {label.minimumSizeHint().width()}"


def _calendar(page: QWidget) -> Lines:
    for written, place in (("2026年3月5日", QRect(5, 5, 80, 20)), ("2024-2-29", QRect(880, 590, 80, 20))):
        taken: list[str] = []
        offer_days(written, place, page, taken.append)
        settle()
        calendar = next(one for one in every(page, Calendar) if one.isVisible())
        left = calendar.pos() - page.mapToGlobal(place.topLeft())
        yield from made(calendar)
        yield f"═ {written} {left.x()} {left.y() > 0} {[line.strip() for line in told(calendar)][:14]}"
        for button in every(calendar, QToolButton):
            if button.isVisible():
                button.click()
                yield f"{button.accessibleName()}→ {calendar.month.text()} {calendar.days.accessibleDescription()}"
        strike("Right Down Return")
        settle()
        yield f"taken {taken} {isValid(calendar)}"
    offer_days("没有", QRect(5, 5, 80, 20), page, print)
    strike("Escape")
    yield f"left {[one for one in every(page, Calendar) if one.isVisible()]}"


def _widths(page: QWidget, window: MainWindow) -> Lines:
    tree = QTreeWidget(page)
    tree.setColumnCount(3)
    tree.resize(400, 100)
    tree.show()
    refitted: list[int] = []
    head = tree.header()
    head.setStretchLastSection(False)
    head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    widths = Widths(head, window.settings, lambda: "一种表", lambda: refitted.append(1))
    settle()
    edge = QPoint(head.sectionPosition(1), 5)

    def kept() -> object:
        return window.settings.state("columns/一种表")

    yield f"nothing is remembered {widths.restore()} {kept()}"
    QTest.mousePress(head.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseRelease(head.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    yield f"pressed, not moved {kept()}"
    QTest.mousePress(head.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    head.resizeSection(0, 77)
    yield f"held {widths.restore()} {head.sectionSize(0)}"
    QTest.mouseRelease(head.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    yield f"moved {kept() is not None} {str(kept()).count(' ')}"
    head.resizeSection(0, 40)
    yield f"restored {widths.restore()} {head.sectionSize(0)}"
    for odd in ("", "x", "1.00 2.00", "1.00 2.00 3.00 4.00", "1.5 2.00 3.00", "1000.00 2.00 3.00", "2.00 3.00 4.00"):
        window.settings.set_state("columns/一种表", odd)
        yield f"“{odd}” {widths.restore()}"
    window.settings.changed.emit(LAYOUT)
    window.settings.changed.emit("else")
    yield f"refitted {refitted}"


def _clipboard() -> Lines:
    texts = ("a", "a\tb\r\nc\n", '"a\tb"\tc', '"a""b"', '"a"b\tc', '"a', '""', '"', "\n\n", "", '"a"\n"b"\n', 'a"b\t"c')
    for text in texts:
        yield f"{text!r} {split_block(text)}"
    blocks: list[list[list[str]]] = [[["a\tb", 'c"d', "e\nf"], ["", " x ", "=1"]], [[]]]
    for block in blocks:
        yield f"{block_text(block)!r} {block_html(block)}"
    rows = [["一", "甲", "1"], ["一", "甲", "2"], ["一", "乙", "3"], ["", "乙", "4"], ["", "", "5"]]
    yield f"{equal_runs(rows, 2)} {block_html(rows, equal_runs(rows, 2))}"


def _plain() -> Lines:
    for text in (
        "打开",
        "打开…",
        "a & b",
        "a && b",
        "<b>x</b>",
        "两\n行 <i>",
        "名[*]",
        "打开(&O)…",
        "打开 (&O)",
        "&&(&A)",
        "a&b",
    ):
        shown = plain_tip(text), plain_words(text), plain_title(text), menu_words(text, "O"), menu_words(text, "")
        yield f"{text!r} {shown} {without_letter(text)!r}"


def _keys(page: QWidget) -> Lines:
    for keys in ("Tab", "Shift+Tab", "Ctrl+Tab", "Ctrl+Shift+Tab", "Ctrl+A", "Alt+Down", "Down", "Alt+Up"):
        combined: Any = QKeySequence(keys)
        event = QKeyEvent(QEvent.Type.KeyPress, combined[0].key(), combined[0].keyboardModifiers())
        yield f"{keys} leaves {focus.leaving(event)} lists {is_for_list(event)}"
    row = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
    parts = [QLineEdit(), QPushButton("按"), QListWidget(), QToolButton(), QLineEdit()]
    for number, part in enumerate(parts):
        part.setObjectName(f"{number}")
        row.addWidget(part)
    parts[0].setEnabled(False)
    parts[1].hide()
    yield f"stops {[one.objectName() for one in focus.stops(page)]}"
    first = focus.first_control(page)
    yield f"first {first.objectName() if first else None}"
    parts[4].setFocus()
    inside = focus.focus_in(page), focus.focus_in(parts[4]), focus.focus_in(parts[2])
    yield f"in {[one.objectName() if one else None for one in inside]}"


def _dialogs(window: MainWindow) -> Lines:
    listing = Listing("改了这些", [f"第{number}处" for number in range(3)], window)
    listing.show()
    yield f"{area(QRect(QPoint(), listing.size()))} {listing.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)}"
    yield from (*told(listing), *made(listing))
    next(one for one in every(listing, QPushButton)).click()
    yield f"closed {listing.isHidden()}"
    content = QWidget()
    column = QVBoxLayout(content)
    shown = scrolled(content, "内容")
    before = shown.sizeHint().height()
    for _ in range(20):
        column.addWidget(QPushButton("一行"))
    yield f"wants all {shown.sizeHint().height() > before} {shown.sizeHint() == content.sizeHint()}"
    yield from (*told(shown), *made(shown))


def _background(page: QWidget) -> Lines:
    gate = threading.Event()
    heard: list[str] = []

    def waits(job: Job) -> bool:
        job.progressed.emit(1, 3, "第一张")
        return gate.wait(5)

    def heeds(job: Job) -> None:
        gate.wait(5)
        job.heed()

    works: dict[str, Callable[[Job], object]] = {
        "done": waits,
        "expected": lambda _job: gate.wait(5) and _raised(FileProblem("a.jxmb", "坏了")),
        "slip": lambda _job: gate.wait(5) and _raised(KeyError("x")),
        "stopped": heeds,
    }
    for name, work in works.items():
        gate.clear()
        job = Job(work, page, expected=(FileProblem,))
        run(job, "正在读取", page, lambda what: heard.append(f"done {what}"), lambda why: heard.append(f"failed {why}"))
        box = every(page, QProgressDialog)[-1]
        if name == "done":
            wait_for(partial(_says, box))
        yield f"═ {name} {box.windowTitle()} {box.accessibleName()} {box.minimumDuration()} {box.labelText()}"
        yield f"{box.minimum()}–{box.maximum()} {box.value()} {box.autoClose()} {box.autoReset()}"
        yield from made(box)
        if name == "stopped":
            box.canceled.emit()
        gate.set()
        wait_for(lambda: not every(page, QProgressDialog))
        yield f"heard {heard} {len(every(page, QProgressDialog))} left"
        heard.clear()


def _says(box: QProgressDialog) -> bool:
    return "第一张" in box.labelText()


def _raised(problem: Exception) -> object:
    raise problem


def test_smaller_ones(window: MainWindow, page: QWidget) -> None:
    def lines() -> Lines:
        for name, part in {
            "words": _word_list(page),
            "labels": _labels(page),
            "calendar": _calendar(page),
            "widths": _widths(page, window),
            "keys": _keys(page),
            "clipboard": _clipboard(),
            "plain": _plain(),
            "dialogs": _dialogs(window),
            "background": _background(page),
        }.items():
            yield f"═══ {name}"
            yield from part

    same("smaller", lines())
