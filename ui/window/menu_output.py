"""Export and print: their dialogs live in ``ui/output``."""

from __future__ import annotations

from models.sheets import Sheet
from ui.session.session import Session
from ui.window.protocol import Window


class OutputCommands:
    """Opens the dialogs for the dossier of a window, at the form in sight. They are loaded when first opened."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def export(self) -> None:
        """As Excel and PDF files."""
        from ui.output.export import export_forms

        if session := self._session():
            export_forms(session, self._sheet(session), self._window.widget)

    def print(self) -> None:
        """On paper."""
        from ui.output.printing import print_forms

        if session := self._session():
            print_forms(session, self._sheet(session), self._window.widget)

    def preview(self) -> None:
        """The sheets as they will come out."""
        from ui.output.printing import preview_forms

        if session := self._session():
            preview_forms(session, self._sheet(session), self._window.widget)

    def _session(self) -> Session | None:
        """The open dossier, with all that is being typed."""
        session = self._window.session
        if session:
            session.settle()
        return session

    def _sheet(self, session: Session) -> Sheet | None:
        """The sheet in sight, None on another page."""
        form = session.form(self._window.page)
        return Sheet(form.id) if form else None
