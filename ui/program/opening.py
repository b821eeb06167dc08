"""Dossiers come into windows here: from a file, from an order on the start page, from what a crash has left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from models.dossier import Dossier, Unit
from models.edits import EditError
from models.files.jxmb import FileProblem
from models.folders import recovery_folder
from models.making import new_dossier
from ui.session.recovery import Recovery
from ui.session.session import Session
from ui.window.start import Order

if TYPE_CHECKING:
    from ui.program.windows import ProgramWindows
    from ui.window.window import MainWindow


class Opening:
    """Makes the sessions of all windows. The program loads it when the first dossier is wanted."""

    def __init__(self, program: ProgramWindows) -> None:
        self._program = program

    def open(self, path: Path, near: MainWindow | None) -> MainWindow:
        """Opens a file that no window has. What is wrong with it is told in the window."""
        program = self._program
        try:
            session = Session.open(path, program.templates, program.settings, _recovery())
        except (FileProblem, EditError) as problem:
            window = near or next(iter(program.windows), None) or program.new_window()
            window.messages.say(str(problem), "error")
            return window
        window = self._show(session, near)
        program.settings.add_recent(path)
        return window

    def create(self, dossier: Dossier, near: MainWindow | None) -> MainWindow:
        """Shows a dossier that has no file yet."""
        program = self._program
        return self._show(Session(dossier, program.templates, program.settings, recovery=_recovery()), near)

    def create_ordered(self, order: Order, near: MainWindow) -> None:
        """Shows a blank dossier as ordered, with what the settings know of the unit."""
        settings, templates = self._program.settings, self._program.templates
        if not all(wanted in templates for wanted in order.templates):  # its file turned out to be broken
            self._program.tell_problems()
            return
        unit = Unit(
            name=order.unit_name,
            code=settings["unit_code"],
            region=order.region,
            head=settings["unit_head"],
            filler=settings["unit_filler"],
            phone=settings["unit_phone"],
        )
        self.create(new_dossier(unit, order.year, [templates[wanted] for wanted in order.templates]), near)

    def _show(self, session: Session, near: MainWindow | None) -> MainWindow:
        """In ``near`` if it is free, else in a new window, which is seen only when all is in it."""
        window = near if near is not None and near.session is None else self._program.empty_window()
        window.show_session(session)
        if not window.isVisible():
            window.show()
            window.pages.take_focus()  # what cannot be seen cannot have the keyboard
        return window

    def offer_recovery(self) -> None:
        """Lists in the first window what a window that did not close well has left."""
        if self._program.windows:
            self._program.windows[0].recovery.offer()


def _recovery() -> Recovery:
    return Recovery(recovery_folder())
