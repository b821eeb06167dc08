"""Starts the window and wires everything: fonts, language, settings, templates, windows, files from outside."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QLibraryInfo, QObject
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from models.folders import real, user_folder
from models.program import FOLDER_NAME, NAME
from models.python import collector_paused
from ui.controls.composing import Composing
from ui.controls.focus import EnterPresses, ListsChoose
from ui.controls.focus_frame import FocusMark
from ui.ground.icons import program_icon
from ui.ground.settings import Settings
from ui.ground.style import FlatStyle
from ui.ground.theme import load_fonts
from ui.program.collecting import Collecting
from ui.program.errors import Errors
from ui.program.file_dialogs import ReadableNames
from ui.program.language import read_system_as_chinese, speak_chinese
from ui.program.single_instance import SingleInstance, hand_over, starting_alone
from ui.program.warmup import Warmup
from ui.program.windows import ProgramWindows


def run(arguments: Sequence[str]) -> int:
    """Opens the window with these files and returns the exit code when the last window is closed."""
    files = [real(argument) for argument in arguments]
    gc.disable()  # until the window collects in its own thread
    read_system_as_chinese()
    choose_input_method()
    application = QApplication.instance() or QApplication([sys.argv[0]])
    assert isinstance(application, QApplication)
    with starting_alone(), collector_paused():
        if hand_over(files):
            return 0
        errors = Errors(user_folder() / "log")
        program = start(application, files, errors.begin())
        errors.serve(program)
    gc.freeze()  # all this stays to the end: the collector need walk it neither while a person types nor at the end
    program.settled.connect(gc.freeze)
    code = application.exec()
    program.settings.sync()
    errors.end()
    return code


def start(application: QApplication, files: Sequence[Path], news: Sequence[str] = ()) -> ProgramWindows:
    """Everything but the event loop. ``news``: sentences on how the last time ended."""
    dress(application)
    program = ProgramWindows(application, Settings(user_folder() / "settings.ini"), load_fonts())
    program.news.extend([*news, *filter(None, [program.settings.problem and f"{program.settings.problem}。"])])
    if sys.platform == "darwin":  # the only system that hands files over by an event; the filter sees every other too
        application.installEventFilter(_Opener(program))
    FocusMark(program)
    ReadableNames(program)
    Composing(program)
    EnterPresses(program)
    ListsChoose(program)
    instance = SingleInstance(program)
    instance.asked.connect(lambda paths: _open_for_another(program, [Path(path) for path in paths]))
    instance.open()
    program.open_all(files)
    Collecting(program)
    Warmup(program).begin()
    return program


def dress(application: QApplication) -> None:
    """Names, style and language of the program."""
    application.setApplicationName(FOLDER_NAME)
    application.setApplicationDisplayName(NAME)
    application.setDesktopFileName(FOLDER_NAME)
    if not isinstance(application.style(), FlatStyle):
        application.setStyle(FlatStyle())
    application.setWindowIcon(program_icon())
    speak_chinese(application)


def choose_input_method() -> None:
    """On Linux fcitx5 serves the clients of IBus; Qt's wheels have only a plugin for that one, the .deb both."""
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    wanted = os.environ.get("QT_IM_MODULE", "")
    if sys.platform.startswith("linux") and wanted.startswith("fcitx") and not list(plugins.glob("*fcitx*")):
        os.environ["QT_IM_MODULE"] = "ibus"


def _open_for_another(program: ProgramWindows, paths: list[Path]) -> None:
    """A second start of the program: its files are opened here, or a window comes to the front."""
    if not paths:
        program.raise_window(program.new_window())
    for path in paths:
        program.raise_window(program.open(path, next((one for one in program.windows if one.session is None), None)))


class _Opener(QObject):
    """Opens files that the system hands over while the program runs."""

    def __init__(self, program: ProgramWindows) -> None:
        super().__init__(program)
        self._program = program

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            _open_for_another(self._program, [Path(event.file())])
            return True
        return super().eventFilter(watched, event)
