"""Menus 工具 and 帮助."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QMainWindow

from models.files.reasons import reason
from models.folders import user_folder
from ui.controls.system import open_path
from ui.program.about import show_about, show_keys
from ui.program.errors import diagnosis
from ui.program.settings_dialog import SettingsDialog
from ui.window.protocol import Program, Window
from ui.window.workplace import Workplace


class CheckCommands:
    """What the menu 工具 does with the findings of one window."""

    def __init__(self, window: Window, workplace: Workplace) -> None:
        self._window, self._workplace = window, workplace

    def check(self) -> None:
        """Lets the rules look again and shows the findings."""
        if self._window.session:
            self._window.session.check_soon()
            self._workplace.docks["findings"].show()

    def next_finding(self) -> None:
        """Goes to the next finding."""
        self._workplace.findings.step(1)

    def previous_finding(self) -> None:
        """Goes to the finding before."""
        self._workplace.findings.step(-1)

    def overview(self) -> None:
        """Shows the promises of the form at hand beside its indicators, and its costs beside the budget."""
        from ui.output.overview_dialog import OverviewDialog

        session, page = self._window.session, self._workplace.pages.page
        if session is None or not session.dossier.forms:
            return
        form = page if session.form(page) else session.dossier.forms[0].id
        dialog = OverviewDialog(session, form, self._window.widget)
        dialog.go_to.connect(self._workplace.findings.go_to)
        dialog.show()

    def opinion(self) -> None:
        """Writes the opinion on all forms into a file."""
        from ui.output.opinion_dialog import write_opinion

        if self._window.session:
            file, problem = write_opinion(self._window.session, self._window.widget)
            if file or problem:
                words = f"审核意见已写入“{file}”。" if file else problem
                self._window.messages.say(words, "info" if file else "error")


class ToolCommands:
    """What else the menu 工具 does."""

    def __init__(self, window: Window, program: Program) -> None:
        self._window, self._program = window, program

    def templates(self) -> None:
        """Opens the folder of the user's own templates."""
        folder = user_folder() / "templates"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            self._window.messages.say(f"放版式的文件夹“{folder}”建不起来（{reason(problem)}）。", "warning")
            return
        open_path(folder)

    def try_template(self) -> None:
        """Draws a template file with a sample and tells what does not come back where it was."""
        from ui.program.template_trial import choose_template

        choose_template(self._window.widget)

    def settings(self) -> None:
        """Opens the settings."""
        dialog = SettingsDialog(self._window.settings, self._program.templates, self._window.widget)
        dialog.open()


class HelpCommands:
    """What the menu 帮助 does in one window."""

    def __init__(self, window: Window, program: Program) -> None:
        self._window, self._program = window, program
        self._lately: list[str] = []  # the names of what was found and done

    def diagnostics(self) -> None:
        """Puts what a report of a problem needs on the clipboard; nothing of what the forms say."""
        QApplication.clipboard().setText(diagnosis(user_folder() / "log", list(self._program.templates)))
        self._window.messages.say("诊断信息已复制，可以粘贴到邮件里。里面没有表里的内容。", "info")

    def self_test(self) -> None:
        """Tries the whole way of a dossier on this computer, as the command of that name does."""
        from ui.program.self_test import run_self_test

        run_self_test(self._program.templates, self._window.widget)

    def palette(self) -> None:
        """Offers every action by name or pinyin."""
        from ui.controls.palette import Palette, entries

        window = self._window.widget
        if isinstance(window, QMainWindow):
            Palette(entries(window.menuBar()), window, self._lately)

    def manual(self) -> None:
        """Opens the manual at what the person is at work on."""
        from ui.program.manual import ManualWindow, manual_text, section_for

        section = section_for(QApplication.focusWidget())
        shown = self._window.widget.findChild(ManualWindow)
        try:
            manual = shown or ManualWindow(manual_text(), self._window.widget)
        except OSError as problem:
            self._window.messages.say(f"使用手册打不开（{reason(problem)}），请重新安装本程序。", "warning")
            return
        manual.show()
        manual.raise_()
        manual.activateWindow()
        manual.show_section(section)

    def keys(self) -> None:
        """Lists the keys."""
        show_keys(self._window.widget)

    def about(self) -> None:
        """Says what this program is."""
        show_about(self._window.widget)
