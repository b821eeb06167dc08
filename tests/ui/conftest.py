"""The real application with a user folder of its own, and hands to work with it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import (
    QAbstractEventDispatcher,
    QCoreApplication,
    QDeadlineTimer,
    QEvent,
    QEventLoop,
    QObject,
    QPoint,
    Qt,
)
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from models import values
from models.dossier import Dossier, Unit
from models.folders import RESOURCES, samples
from models.making import new_dossier
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate
from tests.trials.collector import only_what_is_new
from ui.ground.theme import apply_theme
from ui.program.app import dress, start
from ui.program.windows import ProgramWindows
from ui.session import comments
from ui.window.window import MainWindow

Child = TypeVar("Child", bound=QObject)
PATIENCE = 10_000  # ms until what is waited for is given up
NATIONAL = ("national-department-2021", "national-project-2021")
NATIONAL_SAMPLE = "全国通用版式（部门整体和项目）"


def sample_of(words: str) -> Path:
    """The one sample that has these words in its name."""
    (found,) = (path for path in samples() if words in path.stem)
    return found


@pytest.fixture(scope="session", autouse=True)
def clipboard_left_empty(qapp: QApplication) -> Iterator[None]:
    """The screenless platform's clipboard outlives Python, and what Python made on it crashes the end of the run."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user folder of its own for every test."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in ("HOME", "USERPROFILE", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(folder))
    return folder


@pytest.fixture(autouse=True)
def cleared_away(qapp: QApplication, collected_here: None) -> Iterator[None]:  # noqa: ARG001 (events are the application's)
    """What a test has closed is gone before the next one begins; by itself it would wait for a loop of events."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def collected_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The collector has its turns in the window's thread; where it is looked at it walks through all there is."""
    with only_what_is_new(monkeypatch, through_all=bool(request.node.get_closest_marker("walks_through_all"))):
        yield


@pytest.fixture
def ids_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids that are made are the same in every run: n1, n2 …"""
    numbers = count(1)
    fresh = SimpleNamespace(urandom=lambda _: SimpleNamespace(hex=lambda: f"n{next(numbers)}"))
    monkeypatch.setattr(values, "os", fresh)


@pytest.fixture
def one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """All comments are written in the same minute, of whatever day what is kept of them is looked at."""
    then = datetime(2026, 11, 30, 12, 34).astimezone()
    monkeypatch.setattr(comments, "datetime", SimpleNamespace(now=lambda: then))


@pytest.fixture
def make_program(qapp: QApplication) -> Iterator[Callable[..., ProgramWindows]]:
    """Starts the program with files; at the end no window may be left."""
    programs: list[ProgramWindows] = []

    def make(*files: Path) -> ProgramWindows:
        program = start(qapp, list(files))
        for window in program.windows:
            window.resize(1366, 768)
        programs.append(program)
        return program

    yield make
    for program in programs:
        for window in list(program.windows):
            window.show_session(None)
            window.close()
        program.deleteLater()
    settle()
    left = [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]
    assert not left, f"windows left open: {left}"


@pytest.fixture
def window(make_program: Callable[..., ProgramWindows], qtbot: QtBot) -> MainWindow:
    """The first window, with the start page."""
    first = make_program().windows[0]
    with qtbot.waitActive(first):
        first.activateWindow()
    return first


@pytest.fixture
def templates() -> dict[str, FormTemplate]:
    """The templates that come with the program."""
    return load_templates([RESOURCES / "templates"])[0]


@pytest.fixture
def office(window: MainWindow, templates: dict[str, FormTemplate]) -> MainWindow:
    """A window with a new dossier in the national layout."""
    dossier = new_dossier(Unit(name="示例局"), 2026, [templates[name] for name in NATIONAL])
    window.files.create(dossier)
    settle()
    return window


@pytest.fixture
def sample(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window with a rich sample, everything in sight."""
    window.files.open_sample(sample_of("江汉"))
    window.set_docks(outline=True, findings=True)
    come_back(window, qtbot)
    return window


@pytest.fixture
def save_as(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Answers the next questions for a file name."""

    def answer(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

    return answer


def every(under: QObject, kind: type[Child]) -> list[Child]:
    """All children of that kind, at any depth."""
    found: Any = under.findChildren(kind)
    return list(found)


def windows_beside(window: MainWindow) -> list[MainWindow]:
    """All windows of the program that a window belongs to."""
    return [one for one in window.program.windows if isinstance(one, MainWindow)]


def dossier_of(window: MainWindow) -> Dossier:
    """The dossier a window shows."""
    assert window.session is not None
    return window.session.dossier


def find_something(window: MainWindow) -> None:
    """A name is missing: with nothing to list the findings are one line, and passed by."""
    assert window.session is not None
    window.session.set_value(f"{next(dossier_of(window).indicators()).id}.name", "", typing=False)
    window.session.check()
    settle()


def field(window: MainWindow, path: str) -> QWidget:
    """The control in sight that shows a value."""
    found = every(window, QWidget)
    shown = [one for one in found if one.property("path") == path and one.isVisibleTo(window)]
    assert shown, f"no field for {path}"
    return next((one for one in shown if one.focusPolicy() != Qt.FocusPolicy.NoFocus), shown[0])


def write(widget: QWidget, text: str) -> None:
    """Types a text as an input method commits it, sign by sign for what needs none."""
    widget.setFocus()
    if text.isascii():
        QTest.keyClicks(widget, text)
        return
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def compose(widget: QWidget, text: str) -> None:
    """Leaves a text in the making in an input method."""
    QApplication.sendEvent(widget, QInputMethodEvent(text, []))


def click(widget: QWidget, place: QPoint | None = None) -> None:
    """A click of the left button."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place or QPoint())


def by_name(window: QWidget, name: str) -> QWidget:
    """The visible control with that accessible name."""
    found = every(window, QWidget)
    return next(one for one in found if one.accessibleName() == name and one.isVisibleTo(window))


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """For widgets without a window: our style in one theme after the other; what was there before comes back."""
    before = qapp.palette()
    dress(qapp)
    apply_theme(qapp, request.param)
    yield request.param
    qapp.setPalette(before)


@pytest.fixture
def letters_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """The room that words take is the same wherever the letters are."""
    monkeypatch.setattr("ui.ground.theme.PREFERRED", ())


def settle() -> None:
    """Events go by until none is left: what was asked for has its place, is painted, and idle moments are used."""
    dispatcher = QAbstractEventDispatcher.instance()
    assert dispatcher is not None
    end = time.thread_time() + PATIENCE / 1000  # of its own work: not what the machine or a check beside it does
    while dispatcher.processEvents(QEventLoop.ProcessEventsFlag.AllEvents):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert time.thread_time() < end, "the events find no end"


def wait_for(reached: Callable[[], bool], patience: int = PATIENCE) -> None:
    """Lets events run until it is so; fails where it never is."""
    end = QDeadlineTimer(patience)
    while not reached():
        assert not end.hasExpired(), "what was waited for did not come"
        QTest.qWait(1)


def come_back(window: MainWindow, qtbot: QtBot) -> None:
    """The window has the keyboard, and its page its parts."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    settle()
