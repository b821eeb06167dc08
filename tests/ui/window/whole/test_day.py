"""A whole day at a window: after each deed all that is another than before is as it is known.

All of it is kept as lines in ``seen/``. Where it is meant to be otherwise: ``WRITE_READ=1 pytest`` this file, and read
what ``git diff`` says.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDockWidget,
    QFileDialog,
    QMenu,
    QMessageBox,
    QPushButton,
    QToolBar,
    QWidget,
)

from tests.known import is_known
from tests.ui.conftest import every, settle, windows_beside
from tests.ui.form.parts import told
from tests.ui.window.whole.day import Day
from ui.controls import messages
from ui.controls.messages import MessageBar
from ui.ground import theme
from ui.session.watching import Watch
from ui.window.window import MainWindow

SEEN = Path(__file__).parent / "seen" / "day.txt"
SOON = 2  # ms until a question is answered
LONGEST, MOST = 150, 14
LONG = 10**7  # ms
QUIET = 400  # ms: longer ones are no wait for a quiet moment
CLOCK = re.compile(r"\d\d\d\d-\d\d-\d\d \d\d:\d\d(:\d\d)?|\d\d:\d\d(:\d\d)?|\d+月\d+日|\d{8}-\d{6}")


class Teller:
    """Tells what is another after a deed, and all that was asked meanwhile."""

    def __init__(self, window: MainWindow, home: Path, patch: pytest.MonkeyPatch) -> None:
        self.window, self.home = window, home
        self.asked: list[str] = []
        self.before: dict[str, list[str]] = {}
        self.wanted = ""
        self.files: tuple[str, ...] = ()
        self._guard = QTimer(window)
        self._guard.setInterval(SOON)
        self._guard.timeout.connect(self._answer)
        for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName"):
            patch.setattr(QFileDialog, name, lambda *what, name=name: self._given(name, *what))

    def deed(self, name: str, act: Any, wanted: str, files: tuple[str, ...]) -> Iterator[str]:
        """What follows from a deed."""
        self.wanted, self.files = wanted, files
        for bar in every(self.window, MessageBar):  # what follows is of this deed, however long it takes
            bar._fresh.stop()
            bar._fresh.setInterval(LONG)
        self._guard.start()
        try:
            act()
        except StopIteration:
            self.asked.append("not there")
        self._pass()
        self._guard.stop()
        self._answer()
        self._pass()
        yield f"▶ {name}"
        yield from (f"  {self.plain(line)}" for line in self.asked)
        self.asked.clear()
        for part, now in self.parts().items():
            lines = [self.plain(line) for line in now]
            changed = list(unified_diff(self.before.get(part, []), lines, n=0, lineterm=""))[2:]
            shown = [f"{line[0]} {part} {line[1:]}" for line in changed if line[0] in "+-"]
            yield from (_short(line) for line in shown[:MOST])
            if len(shown) > MOST:
                yield f"… {part} {len(shown) - MOST} more {_sum(shown[MOST:])}"
            self.before[part] = lines
        self._close_others()

    def _close_others(self) -> None:
        """Windows that came beside this one have been told."""
        for other in windows_beside(self.window):
            if other is not self.window:
                other.show_session(None)
                other.close()
                self.window.activateWindow()
                settle()

    def _pass(self) -> None:
        """All that follows has happened."""
        settle()
        if QApplication.activeWindow() is None:  # no window system gives the keyboard back
            self.window.activateWindow()
            settle()
        for window in windows_beside(self.window):
            if window.session:
                window.session.check()
        settle()
        for timer in every(self.window, QTimer):
            if timer.isActive() and timer.isSingleShot() and 0 < timer.interval() <= QUIET:
                pause = timer.interval()
                timer.start(0)
                settle()
                timer.setInterval(pause)
        settle()

    def parts(self) -> dict[str, list[str]]:
        """All that shows."""
        window = self.window
        title = f"{window.windowTitle()} {window.isWindowModified()} {window.windowFilePath()} {window.page}"
        focus = QApplication.focusWidget()
        bar = next(iter(every(window, QToolBar)))
        work = window.workplace if window._workplace else None
        pages: list[QWidget] = [window.start] if window.session is None else []
        pages += [window.finder, window.outline, window.findings, work.comments] if work and window.session else []
        return {
            "window": [title, f"keyboard {type(focus).__name__} {focus.accessibleName() if focus else ''}"],
            "said": [window.messages.text, *(one.text() for one in every(window.messages, QPushButton))],
            "seen": [line for one in pages if one.isVisible() for line in told(one)],
            "status": list(told(window.statusBar())),
            "can": [_named(one, name) for name, one in window.actions_by_id.items() if one.isEnabled()],
            "menus": [line for one in window.menuBar().actions() for line in _menu(one)],
            "tools": [f"{one.iconText()} {one.isEnabled()}" for one in bar.actions()] + [bar.toolButtonStyle().name],
            "docks": [f"{one.objectName()} {one.isVisible()}" for one in every(window, QDockWidget)],
            "steps": self._steps(),
            "windows": [
                f"{one.windowTitle()} {one.messages.text}" for one in windows_beside(window) if one is not window
            ],
            "dialogs": [line for one in _dialogs() for line in told(one)],
            "files": sorted(_file(one) for one in self.home.iterdir()),
            "settings": [f"{path.name}" for path in window.settings.recent],
        }

    def _steps(self) -> list[str]:
        session = self.window.session
        if session is None:
            return []
        stack = session.history.stack
        forms = " ".join(f"{form.id}:{form.name}" for form in session.dossier.forms)
        return [f"{stack.index()}/{stack.count()} {stack.undoText()}", session.title, session.focus_path, forms]

    def plain(self, line: str) -> str:
        """Without what is another in every run."""
        line = line.replace(str(self.home.parent), "~").replace("\n", "⏎")
        return CLOCK.sub("THEN", line) if any(sign in line for sign in ":-月") else line

    def _given(self, name: str, *what: Any) -> tuple[object, str]:
        self.asked.append(f"{name} {' '.join(str(one) for one in what if not isinstance(one, QWidget))}")
        if name == "getOpenFileNames":
            return list(self.files), ""
        return (self.files[0] if self.files else ""), ""

    def _answer(self) -> None:
        """What waits is told, and answered as the deed says, or left."""
        menu, dialog = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if isinstance(menu, QMenu):
            self.asked += [f"menu {one.text()} {one.isEnabled()}" for one in menu.actions()]
            chosen = next((one for one in menu.actions() if self.wanted and self.wanted in one.text()), None)
            menu.close()
            if chosen is not None:
                chosen.trigger()
        elif isinstance(dialog, QDialog):
            self.asked += [f"asks {dialog.windowTitle()}", *told(dialog)]
            if isinstance(dialog, QMessageBox):
                default = dialog.defaultButton()
                self.asked.append(f"{dialog.informativeText()} {default.text() if default else None}")
            buttons = [one for one in every(dialog, QPushButton) if self.wanted and one.text() == self.wanted]
            buttons[0].click() if buttons else dialog.reject()
        else:
            return
        self.window.activateWindow()


def _dialogs() -> Iterator[QDialog]:
    """Those that lie beside the work; they are closed with that."""
    for one in QApplication.topLevelWidgets():
        if isinstance(one, QDialog) and one.isVisible():
            yield one
            one.close()


def _file(path: Path) -> str:
    """A dossier with its size; of a lock the size says nothing."""
    return f"{path.name} {path.stat().st_size}" if path.suffix == ".jxmb" else path.name


def _named(action: QAction, name: str) -> str:
    return f"{name} ✓" if action.isChecked() else name


def _menu(entry: QAction) -> Iterator[str]:
    """A menu with all that is in it."""
    menu: QMenu | None = QMenu.menuInAction(entry)
    if menu is None:
        return
    menu.aboutToShow.emit()
    yield f"{entry.text()} {entry.isEnabled()} {menu.toolTipsVisible()}"
    for one in menu.actions():
        keys = " ".join(key.toString() for key in one.shortcuts())
        tips = f"{one.iconText()} {one.toolTip()} {one.statusTip()} {one.menuRole().name} {one.isCheckable()}"
        yield f" {one.text()} {keys} {one.isEnabled()} {not one.icon().isNull()} {tips}"
        yield from (f" {line}" for line in _menu(one))


def _short(line: str) -> str:
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…{_sum([line])}"


def _sum(lines: list[str]) -> str:
    return f"{zlib.crc32(chr(10).join(lines).encode()):08x}"


@pytest.mark.usefixtures("ids_in_order")
def test_a_day_at_a_window(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme, "PREFERRED", ())
    monkeypatch.setattr(QDate, "currentDate", lambda: QDate(2026, 3, 1))
    monkeypatch.setattr(messages, "GOES_AFTER", LONG)  # however busy the machine is
    monkeypatch.setattr(Watch, "follow", lambda *_: None)  # the system tells of files when it has time
    office = tmp_path / "office"
    office.mkdir()
    window.show_session(None)
    window.prepare()
    window.setUpdatesEnabled(False)  # nobody looks at it
    teller = Teller(window, office, monkeypatch)
    is_known(SEEN, (line for deed in Day(window, office).deeds() for line in teller.deed(*deed)))
