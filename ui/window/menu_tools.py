"""Menus 工具 and 帮助."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from models.folders import user_folder
from ui.program.about import show_about, show_keys
from ui.program.settings_dialog import SettingsDialog

if TYPE_CHECKING:
    from ui.window.window import MainWindow


class ToolCommands:
    """What the menu 工具 does in one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def check(self) -> None:
        """Lets the rules look again and shows the findings."""
        if self._window.session:
            self._window.session.check_soon()
            self._window.set_findings_shown()

    def next_finding(self) -> None:
        """Goes to the next finding."""
        self._window.findings.step(1)

    def previous_finding(self) -> None:
        """Goes to the finding before."""
        self._window.findings.step(-1)

    def templates(self) -> None:
        """Opens the folder of the user's own templates."""
        folder = user_folder() / "templates"
        folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def settings(self) -> None:
        """Opens the settings."""
        dialog = SettingsDialog(self._window.settings, self._window.program.templates, self._window)
        dialog.open()


class HelpCommands:
    """What the menu 帮助 does in one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def manual(self) -> None:
        """Opens the manual at what the person is at work on."""
        from ui.program.manual import ManualWindow, manual_text, section_for

        section = section_for(QApplication.focusWidget())
        shown = self._window.findChild(ManualWindow)
        try:
            manual = shown or ManualWindow(manual_text(), self._window)
        except OSError as problem:
            self._window.messages.say(f"使用手册打不开（{problem.strerror}），请重新安装本程序。", "warning")
            return
        manual.show()
        manual.raise_()
        manual.activateWindow()
        manual.show_section(section)

    def keys(self) -> None:
        """Lists the keys."""
        show_keys(self._window)

    def about(self) -> None:
        """Says what this program is."""
        show_about(self._window)
