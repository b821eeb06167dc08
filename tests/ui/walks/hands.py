"""The deeds of a walk, each a line of words: ``key Tab``, ``type 12``, ``press 添加行``, ``cell 指标 3 1`` …"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from tests.ui.conftest import every, settle, write
from tests.ui.walks.telling import Telling
from ui.preview.panel import OfficialTable
from ui.window.window import MainWindow

SOON = 2  # ms until a menu or a question is answered
QUIET = 1000  # ms: longer ones are no wait for a quiet moment
Hand = Callable[["Hands", str], None]
Shown = QAbstractButton | QAbstractItemView | QComboBox | QLineEdit | QPlainTextEdit | QTabBar


class NotThereError(Exception):
    """Nothing in sight has that name, or that row."""


class Hands:
    """Does what a line says; what comes up and would wait for an answer is told, and closed or chosen from."""

    def __init__(self, window: MainWindow, telling: Telling) -> None:
        self.window, self._telling = window, telling
        self._wanted = ""
        self._guard = QTimer(window)
        self._guard.setInterval(SOON)
        self._guard.timeout.connect(self._answer)

    def do(self, line: str) -> None:
        """One deed, to its end: with its pages made and its findings found."""
        deed, _, rest = line.partition(" → ")
        self._wanted = rest
        name, _, what = deed.partition(" ")
        self._guard.start()  # for one that holds up all until it is left
        try:
            HANDS[name](self, what)
        except NotThereError:
            self._telling.asked.append("not there")
        self.settle()
        self._guard.stop()
        if QApplication.activePopupWidget() or QApplication.activeModalWidget():  # one that does not hold up
            self._answer()
            self.settle()

    def settle(self) -> None:
        """All that follows has happened."""
        settle()
        for table in every(self.window, OfficialTable):
            if table.isVisible() and table._composer.busy:
                table._composer.now()
        if self.window.session:
            self.window.session.check()
        self._pass_pauses()
        settle()

    def _pass_pauses(self) -> None:
        """What waits for a quiet moment has it, and what goes by itself after seconds has them still before it."""
        found = [*every(self.window, QTimer), *(every(self.window.session, QTimer) if self.window.session else ())]
        for timer in found:
            pause = timer.interval()
            if timer.isActive() and timer.isSingleShot() and pause:
                timer.start(0 if pause <= QUIET else pause)
                timer.setProperty("pause", pause)
        settle()
        for timer in found:
            if pause := timer.property("pause"):
                timer.setInterval(int(pause))

    def _answer(self) -> None:
        """What waits for a person is told, and left again, or chosen from."""
        menu, dialog = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if isinstance(menu, QMenu):
            self._telling.asked.append("menu " + "｜".join(map(_entry, menu.actions())))
            chosen = next((one for one in menu.actions() if self._wanted and self._wanted in one.text()), None)
            menu.close()
            if chosen is not None:
                chosen.trigger()
        elif isinstance(dialog, QDialog):
            self._telling.asked.append(f"asks {dialog.windowTitle()}")
            dialog.reject()
        else:
            return
        self.window.activateWindow()  # no window system gives the keyboard back


def _entry(action: QAction) -> str:
    return action.text().replace("\t", " ") + ("" if action.isEnabled() else " off")


def shown(window: MainWindow) -> dict[str, QWidget]:
    """What can be reached by its name, in sight and in use; a second of a name has a number behind it."""
    found: dict[str, QWidget] = {}
    for widget in _reachable(window):
        name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        if name:
            same = sum(1 for known in found if known.partition("＃")[0] == name)
            found[f"{name}＃{same + 1}" if same else name] = widget
    return found


def _reachable(window: MainWindow) -> Iterator[QWidget]:
    work = window.workplace
    for part in (work.finder, work.pages.currentWidget(), window.messages, work.outline, work.findings, work.comments):
        for widget in every(part, QWidget):
            if isinstance(widget, Shown) and widget.isVisible() and widget.isEnabled():
                yield widget


def _named(hands: Hands, name: str) -> QWidget:
    found = shown(hands.window).get(name)
    if found is None:
        raise NotThereError
    return found


def row_at(model: QAbstractItemModel, place: str, column: int) -> QModelIndex:
    """A row by its way from the top, such as 0.1.2, in a column."""
    index = QModelIndex()
    steps = [int(step) for step in place.split(".")]
    for step in steps[:-1]:
        index = model.index(step, 0, index)
    return model.index(steps[-1], column, index)


def _keyboard() -> QWidget | None:
    return QApplication.focusWidget()


def _key(hands: Hands, what: str) -> None:
    for key in what.split():
        keys: Any = QKeySequence(key)
        pressed = keys[0]
        handle = hands.window.windowHandle()
        QTest.keyClick(handle, pressed.key(), pressed.keyboardModifiers())


def _type(hands: Hands, what: str) -> None:  # noqa: ARG001 (the shape of a Hand)
    if (widget := _keyboard()) is not None:
        for sign in what if what.isascii() else [what]:
            write(QApplication.focusWidget() or widget, sign)


def _compose(hands: Hands, what: str) -> None:  # noqa: ARG001
    if (widget := _keyboard()) is not None:
        QApplication.sendEvent(widget, QInputMethodEvent(what, []))


def _press(hands: Hands, what: str) -> None:
    widget = _named(hands, what)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())


def _tab(hands: Hands, what: str) -> None:
    name, _, number = what.rpartition(" ")
    bar = _named(hands, name)
    assert isinstance(bar, QTabBar)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(int(number)).center())


def _choice(hands: Hands, what: str) -> None:
    name, _, number = what.rpartition(" ")
    box = _named(hands, name)
    assert isinstance(box, QComboBox)
    box.setFocus()
    box.setCurrentIndex(int(number))


def _cell(hands: Hands, what: str) -> None:
    view, place = _spot(hands, what)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def _double(hands: Hands, what: str) -> None:
    view, place = _spot(hands, what)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def _far(hands: Hands, what: str) -> None:
    view, place = _spot(hands, what)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, place)


def _spot(hands: Hands, what: str) -> tuple[QAbstractItemView, QPoint]:
    name, row, column = what.rsplit(" ", 2)
    view = _named(hands, name)
    assert isinstance(view, QAbstractItemView)
    index = row_at(view.model(), row, int(column))
    view.scrollTo(index)
    return view, view.visualRect(index).center()


def _menu(hands: Hands, what: str) -> None:  # noqa: ARG001
    """The menu of what has the keyboard."""
    if (widget := _keyboard()) is not None:
        spot = widget.rect().center()
        part = widget
        if isinstance(widget, QAbstractItemView):
            part, spot = widget.viewport(), widget.visualRect(widget.currentIndex()).center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, part.mapToGlobal(spot))
        QApplication.sendEvent(part, event)


def _paper(hands: Hands, what: str) -> None:
    """A click on the value's cell of the official table."""
    table = next(one for one in every(hands.window, OfficialTable) if one.isVisible())
    stop = table.caret.find(what)
    if stop is not None:
        number, box = next(table.canvas.boxes(*stop.anchor))
        table.canvas.reveal(number, box)
        place = table.canvas.area(number, box).center().toPoint()
        QTest.mouseClick(table.canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)


def _set(hands: Hands, what: str) -> None:
    """A value becomes another from elsewhere."""
    path, _, text = what.partition(" ")
    assert hands.window.session is not None
    hands.window.session.set_value(path, text, typing=False)


def _paste(hands: Hands, what: str) -> None:
    """A block of cells comes from another program: ⇥ between cells, ⏎ between rows."""
    data = QMimeData()
    data.setText(what.replace("⇥", "\t").replace("⏎", "\n"))
    QGuiApplication.clipboard().setMimeData(data)
    _key(hands, "Ctrl+V")


def _size(hands: Hands, what: str) -> None:
    width, _, height = what.partition("×")
    hands.window.resize(int(width), int(height))


HANDS: dict[str, Hand] = {
    "key": _key,
    "type": _type,
    "compose": _compose,
    "press": _press,
    "tab": _tab,
    "choice": _choice,
    "cell": _cell,
    "double": _double,
    "far": _far,
    "menu": _menu,
    "paper": _paper,
    "set": _set,
    "paste": _paste,
    "size": _size,
    "go": lambda hands, what: hands.window.go_to(what),
    "page": lambda hands, what: hands.window.show_page(what),
    "do": lambda hands, what: hands.window.actions_by_id[what].trigger(),
}
