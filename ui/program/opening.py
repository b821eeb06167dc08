"""Dossiers come into windows here: from a file, from an order on the start page, from what a crash has left."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from models.dossier import Dossier, Unit
from models.edits import EditError
from models.files.enclosed import carried_by
from models.files.jxmb import FileProblem
from models.folders import recovery_folder
from models.making import new_dossier
from ui.session.recovery import Recovery
from ui.session.session import Session
from ui.window.start import Order

if TYPE_CHECKING:
    from ui.controls.messages import Choice
    from ui.window.protocol import Program, Window


class Opening:
    """Makes the sessions of all windows. The program loads it when the first dossier is wanted."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def open(self, path: Path, near: Window | None) -> Window:
        """Opens a file that no window has. What is wrong with it is told in the window."""
        program = self._program
        try:
            carried = carried_by(path)
            if carried is not None:
                return self._show_carried(carried, path, near)
            session = self._opened(path)
        except (FileProblem, EditError) as problem:
            window = near or next(iter(program.windows), None) or program.new_window()
            window.messages.say(str(problem), "error", _ways_back(window, path))
            return window
        window = self._show(session, near)
        program.settings.add_recent(path)
        return window

    def _show_carried(self, dossier: Dossier, path: Path, near: Window | None) -> Window:
        """Shows the dossier of a PDF as one that has no file yet: the PDF is nothing that could be saved over."""
        window = self.create(dossier, near)
        window.messages.say(f"这是“{path.name}”里附带的套表，还没有保存成文件；PDF 没有动。", "info")
        return window

    def reopen(self, window: Window) -> bool:
        """Shows what is in the file of a window now. False where it cannot be read; that is told."""
        before = window.session
        if before is None or before.path is None:
            return False
        page = window.page
        try:
            session = self._opened(before.path)
        except (FileProblem, EditError) as problem:
            window.messages.say(str(problem), "error")
            return False
        window.show_session(session)
        window.show_page(page if page in ("unit", "budget") or session.form(page) else window.page)
        return True

    def create(self, dossier: Dossier, near: Window | None) -> Window:
        """Shows a dossier that has no file yet. It is kept at once: what was imported is work too."""
        program = self._program
        session = Session(dossier, program.templates, program.settings, recovery=_recovery())
        shown = self._show(session, near)
        session.keep()
        return shown

    def create_ordered(self, order: Order, near: Window) -> None:
        """Shows a blank dossier as ordered, with what the settings know of the unit."""
        settings, templates = self._program.settings, self._program.templates
        if not all(wanted in templates for wanted in order.templates):  # its file turned out to be broken
            self._program.tell_problems()
            return
        settings["region"] = order.region
        settings["unit_name"] = order.unit_name or settings["unit_name"]
        unit = Unit(
            name=order.unit_name,
            code=settings["unit_code"],
            region=order.region,
            head=settings["unit_head"],
            filler=settings["unit_filler"],
            phone=settings["unit_phone"],
        )
        self.create(new_dossier(unit, order.year, [templates[wanted] for wanted in order.templates]), near)

    def _opened(self, path: Path) -> Session:
        """Raises FileProblem and EditError; then nothing is left in the recovery folder."""
        recovery = _recovery()
        try:
            return Session.open(path, self._program.templates, self._program.settings, recovery)
        except BaseException:
            recovery.close()
            raise

    def _show(self, session: Session, near: Window | None) -> Window:
        """In ``near`` if it is free, else in a new window, which is seen only when all is in it."""
        window = near if near is not None and near.session is None else self._program.empty_window()
        window.show_session(session)
        window.appear()
        return window


def _recovery() -> Recovery:
    return Recovery(recovery_folder())


def _ways_back(window: Window, path: Path) -> list[Choice]:
    """To the earlier states of a file that cannot be opened, where there are any."""
    from models.files.versions import versions  # only here: what opens needs none of it

    return [("以前的版本…", partial(window.list_versions, path))] if versions(path) else []
