"""All windows of the program: which file is open where, new windows, theme and font of all."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from models.folders import real, template_folders
from models.templates.summaries import TemplateHead, head_of, template_heads
from ui.ground.settings import Settings
from ui.ground.theme import DEFAULT_POINTS, apply_theme, interface_font, is_dark
from ui.window.window import MainWindow

if TYPE_CHECKING:
    from models.dossier import Dossier
    from models.templates.shelf import Shelf
    from ui.program.opening import Opening
    from ui.session.session import Session
    from ui.window.protocol import Window
    from ui.window.start import Order


STEPS = 20
"""Names of actions that are remembered for the log."""


class ProgramWindows(QObject):
    """Owns the windows. What only an open dossier needs is loaded when the first one is wanted (``opening``).

    ``settled`` when the start is over: all is loaded and built, and what was left to say is said. ``left`` when a
    window has let a dossier go.
    """

    settled = Signal()
    left = Signal(object)

    def __init__(self, application: QApplication, settings: Settings, bundled: list[str]) -> None:
        super().__init__()
        self.settings = settings
        self.windows: list[MainWindow] = []
        self.news: list[str] = []
        self.steps: deque[str] = deque(maxlen=STEPS)
        self._application, self._bundled = application, bundled
        self._dress()
        settings.changed.connect(self._on_setting)
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _: self._dress())

    @cached_property
    def opening(self) -> Opening:
        """What makes sessions of files and orders."""
        from ui.program.opening import Opening

        return Opening(self)

    # --- templates ----------------------------------------------------------------------------------------------------

    @cached_property
    def templates(self) -> Shelf:
        """All usable templates by id."""
        from models.templates.shelf import Shelf

        return Shelf(template_folders())

    @cached_property
    def heads(self) -> dict[str, TemplateHead]:
        """The templates as the start page offers them, before they are loaded."""
        return template_heads(template_folders())

    def tell_problems(self) -> None:
        """Says which template files cannot be used, and offers them no more; the program goes on without them.

        The office's own way of grading is told of in the same message, where it cannot be used.
        """
        from models.rules.review import standard_problem

        problems = self.templates.problems
        told = [*(problem.message for problem in problems[:3]), *filter(None, [standard_problem()])]
        if not told or not self.windows:
            return
        self.windows[0].messages.say("\n".join(told), "warning")
        self.heads = {template.id: head_of(template) for template in self.templates.values()}
        for window in self.windows:
            window.offer(self.heads)

    # --- looks --------------------------------------------------------------------------------------------------------

    def _on_setting(self, key: str) -> None:
        if key in ("theme", "font_size"):
            self._dress()

    def _dress(self) -> None:
        dark = is_dark()
        apply_theme(self._application, str(self.settings["theme"]))
        self._application.setFont(interface_font(self._bundled, int(self.settings["font_size"])))
        for window in self.windows:
            if is_dark() != dark:
                window.restyle()
            else:
                window.fit_icons()

    def change_font(self, by: int) -> None:
        """A larger or smaller font."""
        points = int(self.settings["font_size"]) or max(DEFAULT_POINTS, self._application.font().pointSize())
        self.settings["font_size"] = min(24, max(8, points + by))

    # --- windows ------------------------------------------------------------------------------------------------------

    def new_window(self) -> MainWindow:
        """A window with the start page."""
        window = self.empty_window()
        window.show_session(None)
        window.show()
        return window

    def blank_window(self, near: Window) -> Window:
        """A window that has no dossier: ``near`` if it is free, else a new one."""
        return near if near.session is None else self.new_window()

    def empty_window(self) -> MainWindow:
        """A window that shows nothing yet and is not seen yet."""
        window = MainWindow(self)
        self.windows.append(window)
        return window

    def window_with(self, path: Path) -> MainWindow | None:
        """The window that has this file."""
        wanted = real(path)
        for window in self.windows:
            if window.session and window.session.path and real(window.session.path) == wanted:
                return window
        return None

    def let_go(self, session: Session) -> None:
        """A window is done with a dossier."""
        session.close()
        session.deleteLater()
        self.left.emit(session)

    def forget(self, window: Window) -> None:
        """A window has closed."""
        self.windows = [one for one in self.windows if one is not window]

    def quit(self) -> None:
        """Closes the windows one by one, until one wants to stay."""
        for window in list(self.windows):
            if not window.close():
                return

    def raise_window(self, window: MainWindow) -> None:
        """Brings a window to the front."""
        if window.isMinimized():
            window.showNormal()
        window.raise_()
        window.activateWindow()

    # --- dossiers -----------------------------------------------------------------------------------------------------

    def open(self, path: Path, near: Window | None = None) -> MainWindow:
        """Opens a file, or raises the window that has it. What is wrong with it is told in the window."""
        held = self.window_with(path)
        if held is not None:
            self.raise_window(held)
            return held
        return self._own(self.opening.open(path, near))

    def reopen(self, window: Window) -> bool:
        """Shows what is in the file of a window now. False where it cannot be read; that is told."""
        return self.opening.reopen(window)

    def create(self, dossier: Dossier, near: Window | None = None) -> MainWindow:
        """Shows a dossier that has no file yet."""
        return self._own(self.opening.create(dossier, near))

    def _own(self, window: Window) -> MainWindow:
        return next(one for one in self.windows if one is window)

    def create_ordered(self, order: Order, near: Window) -> None:
        """Shows a blank dossier as it was ordered on a start page."""
        self.opening.create_ordered(order, near)

    def open_all(self, paths: Iterable[Path]) -> None:
        """Opens files; without any, or when none could be opened, there is at least the start page."""
        for path in paths:
            self.open(path, next((window for window in self.windows if window.session is None), None))
        if not self.windows:
            self.new_window()
