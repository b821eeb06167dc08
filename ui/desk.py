"""All windows of the program: which file is open where, new windows, theme and letters of all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from models.dossier import Dossier
from models.edits import EditError
from models.folders import recovery_folder
from models.storage import FileProblem
from models.template import FormTemplate, TemplateProblem
from ui.recovery import Recovery
from ui.session import Session
from ui.settings import Settings
from ui.theme import DEFAULT_POINTS, apply_theme, interface_font, is_dark
from ui.window import MainWindow


class Desk(QObject):
    """Owns the windows."""

    def __init__(
        self,
        application: QApplication,
        settings: Settings,
        templates: dict[str, FormTemplate],
        bundled: list[str],
    ) -> None:
        super().__init__()
        self.settings, self.templates = settings, templates
        self.windows: list[MainWindow] = []
        self._application, self._bundled = application, bundled
        self._dress()
        settings.changed.connect(self._on_setting)
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _: self._dress())

    # --- looks --------------------------------------------------------------------------------------------------------

    def _on_setting(self, key: str) -> None:
        if key in ("theme", "font_size"):
            self._dress()

    def _dress(self) -> None:
        dark = is_dark()
        apply_theme(self._application, str(self.settings["theme"]))
        self._application.setFont(interface_font(self._bundled, int(self.settings["font_size"])))
        if is_dark() != dark:
            for window in self.windows:
                window.restyle()

    def change_font(self, by: int) -> None:
        """Larger or smaller letters."""
        points = int(self.settings["font_size"]) or max(DEFAULT_POINTS, self._application.font().pointSize())
        self.settings["font_size"] = min(24, max(8, points + by))

    # --- windows ------------------------------------------------------------------------------------------------------

    def new_window(self) -> MainWindow:
        """A window with the start page."""
        window = MainWindow(self)
        self.windows.append(window)
        window.show()
        return window

    def blank_window(self, near: MainWindow | None = None) -> MainWindow:
        """A window that has no dossier: ``near`` if it is free, else a new one."""
        return near if near is not None and near.session is None else self.new_window()

    def window_with(self, path: Path) -> MainWindow | None:
        """The window that has this file."""
        wanted = path.resolve()
        for window in self.windows:
            if window.session and window.session.path and window.session.path.resolve() == wanted:
                return window
        return None

    def forget(self, window: MainWindow) -> None:
        """A window has closed."""
        if window in self.windows:
            self.windows.remove(window)

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

    def open(self, path: Path, near: MainWindow | None = None) -> MainWindow:
        """Opens a file, or raises the window that has it. What is wrong with it is told in the window."""
        held = self.window_with(path)
        if held is not None:
            self.raise_window(held)
            return held
        try:
            session = Session.open(path, self.templates, self.settings, self._recovery())
        except (FileProblem, EditError) as problem:
            window = near or next(iter(self.windows), None) or self.new_window()
            window.messages.say(str(problem), "error")
            return window
        window = self.blank_window(near)
        window.show_session(session)
        self.settings.add_recent(path)
        return window

    def create(self, dossier: Dossier, near: MainWindow | None = None) -> MainWindow:
        """Shows a dossier that has no file yet."""
        window = self.blank_window(near)
        window.show_session(Session(dossier, self.templates, self.settings, recovery=self._recovery()))
        return window

    def open_all(self, paths: Iterable[Path]) -> None:
        """Opens files; without any, or when none could be opened, there is at least the start page."""
        for path in paths:
            self.open(path, next((window for window in self.windows if window.session is None), None))
        if not self.windows:
            self.new_window()

    def _recovery(self) -> Recovery:
        return Recovery(recovery_folder())

    # --- what a crash has left ----------------------------------------------------------------------------------------

    def offer_recovery(self) -> None:
        """Lists in the first window what a window that did not close well has left."""
        if self.windows:
            self.windows[0].recovery.offer()

    def tell_problems(self, problems: list[TemplateProblem]) -> None:
        """Says which template files cannot be used; the program goes on without them."""
        if problems and self.windows:
            self.windows[0].messages.say("\n".join(problem.message for problem in problems[:3]), "warning")
