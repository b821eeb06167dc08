"""Menu 查看: which part of a form is in sight, the docks, the size of letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.form import FILL, OFFICIAL, SIDE

if TYPE_CHECKING:
    from ui.window import MainWindow

NARROW = 1400  # pixels from which the outline is shown at first
LOW = 720


class ViewCommands:
    """What the menu 查看 does in one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def outline(self) -> None:
        """Folds or unfolds the outline."""
        self._window.toggle("outline")

    def findings(self) -> None:
        """Folds or unfolds the findings."""
        self._window.toggle("findings")

    def show_docks(self, *, shown: bool) -> None:
        """Shows the docks as the person left them; none beside the start page."""
        state = self._window.settings.state
        outline = state("outline") not in (False, "false")
        findings = state("findings") not in (False, "false")
        self._window.set_docks(outline=shown and outline, findings=shown and findings)

    def remember_docks(self) -> None:
        """Remembers how the docks are."""
        if self._window.session is not None:
            for name in ("outline", "findings"):
                self._window.settings.set_state(name, self._window.actions_by_id[name].isChecked())

    def fields(self) -> None:
        """Gives the room to the fields."""
        self._part("fields")

    def indicators(self) -> None:
        """Gives the room to the goals and indicators."""
        self._part("goals")

    def both(self) -> None:
        """Shows fields and goals."""
        self._part("both")

    def _part(self, part: str) -> None:
        if page := self._window.pages.form_page():
            page.show_part(part)

    def official(self) -> None:
        """Turns between the official table and filling in."""
        if page := self._window.pages.form_page():
            page.show_view(FILL if page.view == OFFICIAL else OFFICIAL)

    def side(self) -> None:
        """Shows both beside each other."""
        if page := self._window.pages.form_page():
            page.show_view(FILL if page.view == SIDE else SIDE)

    def reset(self) -> None:
        """Widths of columns, sizes and folded parts as they were at first."""
        self._window.settings.forget_layout()
        self._window.messages.say("列宽和窗口布局已恢复原样。", "info")

    def larger(self) -> None:
        """Larger letters."""
        self._window.desk.change_font(1)

    def smaller(self) -> None:
        """Smaller letters."""
        self._window.desk.change_font(-1)

    def normal(self) -> None:
        """The system's size of letters."""
        self._window.settings["font_size"] = 0
