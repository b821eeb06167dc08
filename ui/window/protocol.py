"""What the parts of a window may ask of it, and a window of the program around it: so that none imports the whole."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:  # the start page needs none of these loaded
    from models.dossier import Dossier
    from models.templates.summaries import TemplateHead
    from models.templates.template import FormTemplate
    from ui.controls.messages import MessageBar
    from ui.ground.settings import Settings
    from ui.session.session import Session
    from ui.window.start import Order


class Window(Protocol):
    """One window: what is open in it, where it says something, turning to a page."""

    settings: Settings
    messages: MessageBar
    session: Session | None

    @property
    def widget(self) -> QWidget:
        """The window itself, for dialogs to stand over."""

    @property
    def page(self) -> str:
        """The page in sight: ``unit``, ``budget``, the id of a form, or empty."""

    def show_session(self, session: Session | None) -> None:
        """Shows an open dossier, or the start page."""

    def show_page(self, page: str) -> None:
        """Turns to the unit, the budget or a form."""

    def show_state(self) -> None:
        """Shows anew whether all is saved, and what can be done now."""

    def go_to(self, path: str) -> None:
        """Turns to the page of a value and puts the cursor there."""

    def compare_with_file(self) -> None:
        """Lists how what is open differs from what is in its file now."""

    def list_versions(self, path: Path) -> None:
        """Lists the earlier states of a file that cannot be opened."""

    def begin_new(self) -> None:
        """Puts the keyboard where a new dossier begins."""

    def appear(self) -> None:
        """Is seen from now on, with the keyboard in its page."""


class Program(Protocol):
    """All windows of the program, and what they share."""

    settings: Settings

    news: list[str]
    """Sentences on the last time, to be told when the window is there."""
    steps: deque[str]
    """The names of the last actions, for the log."""

    @property
    def windows(self) -> Sequence[Window]:
        """Those that are open, the oldest first."""

    @property
    def templates(self) -> Mapping[str, FormTemplate]:
        """All usable templates by id."""

    @property
    def heads(self) -> Mapping[str, TemplateHead]:
        """The templates as the start page offers them, before they are loaded."""

    def tell_problems(self) -> None:
        """Says which template files cannot be used, and offers them no more."""

    def change_font(self, by: int) -> None:
        """A larger or smaller font."""

    def new_window(self) -> Window:
        """A window with the start page."""

    def blank_window(self, near: Window) -> Window:
        """A window that has no dossier: ``near`` if it is free, else a new one."""

    def empty_window(self) -> Window:
        """A window that shows nothing yet and is not seen yet."""

    def window_with(self, path: Path) -> Window | None:
        """The window that has this file."""

    def open(self, path: Path, near: Window | None = None) -> Window:
        """Opens a file, or raises the window that has it. What is wrong with it is told in the window."""

    def reopen(self, window: Window) -> bool:
        """Shows what is in the file of a window now. False where it cannot be read; that is told."""

    def create(self, dossier: Dossier, near: Window | None = None) -> Window:
        """Shows a dossier that has no file yet."""

    def create_ordered(self, order: Order, near: Window) -> None:
        """Shows a blank dossier as it was ordered on a start page."""

    def let_go(self, session: Session) -> None:
        """A window is done with a dossier."""

    def forget(self, window: Window) -> None:
        """A window has closed."""

    def quit(self) -> None:
        """Closes the windows one by one, until one wants to stay."""
