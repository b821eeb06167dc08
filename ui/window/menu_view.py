"""Menu 查看: which part of a form is in sight, the docks, the size of the font."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ui.controls.focus import focus_in
from ui.form.page import FILL, OFFICIAL, SIDE, FormPage
from ui.ground.settings import FOLDED, LAST_YEAR
from ui.window.protocol import Program, Window
from ui.window.workplace import Workplace

DOCKS = ("outline", "findings")
PART_ACTIONS = {"fields": "fields", "indicators": "goals", "both": "both"}
VIEW_ACTIONS = {"official": OFFICIAL, "side": SIDE}
"""What each of these actions shows of a form, and how."""
NARROW, LOW = 900, 600  # pixels of a window that has room for the outline, for the findings, at first
ROOM_FOR_COMMENTS = 1000  # pixels of width


class _Sizes(QObject):
    """Tells of every new size of a window."""

    def __init__(self, window: QWidget, told: Callable[[], None]) -> None:
        super().__init__(window)
        self._told = told

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._told()
        return super().eventFilter(watched, event)


class ViewCommands:
    """What the menu 查看 does in one window."""

    def __init__(self, window: Window, workplace: Workplace, actions: Mapping[str, QAction]) -> None:
        self._window, self._workplace, self._actions = window, workplace, actions
        self._room = {dock: self._has_room(dock) for dock in DOCKS}
        window.widget.installEventFilter(_Sizes(window.widget, self._on_size))
        parts = QActionGroup(window.widget)
        parts.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        for name in PART_ACTIONS:
            parts.addAction(actions[name])
        menus = (one for one in actions["both"].associatedObjects() if isinstance(one, QMenu))
        for menu in menus:
            menu.aboutToShow.connect(self._mark)

    def outline(self) -> None:
        """Folds or unfolds the outline."""
        self._workplace.toggle("outline")

    def findings(self) -> None:
        """Folds or unfolds the findings."""
        self._workplace.toggle("findings")

    def comments(self) -> None:
        """Folds or unfolds the comments."""
        self._workplace.toggle_comments()

    def last_year(self) -> None:
        """Writes last year's texts under this year's, or no more."""
        settings = self._window.settings
        settings[LAST_YEAR] = not settings[LAST_YEAR]

    def show_docks(self, *, shown: bool) -> None:
        """Shows the docks as the person left them, at first where there is room; none beside the start page."""
        self._room = {dock: self._has_room(dock) for dock in DOCKS}  # its size may not have been told yet
        self._workplace.give_comments_room(room=self._window.widget.width() >= ROOM_FOR_COMMENTS)
        outline, findings = (shown and self._wanted(dock) for dock in DOCKS)
        self._workplace.set_docks(outline=outline, findings=findings)

    def _has_room(self, dock: str) -> bool:
        return self._window.widget.width() >= NARROW if dock == "outline" else self._window.widget.height() >= LOW

    def _on_size(self) -> None:
        """A window that became small folds what leaves no room for the work, one that grew shows it again."""
        self._workplace.give_comments_room(room=self._window.widget.width() >= ROOM_FOR_COMMENTS)
        shown = {dock: self._actions[dock].isChecked() for dock in DOCKS}
        changed = [dock for dock in DOCKS if self._has_room(dock) != self._room[dock]]
        for dock in changed:
            if self._window.session is not None:
                self._window.settings.set_state(self._key(dock), shown[dock])
            self._room[dock] = not self._room[dock]
            shown[dock] = self._wanted(dock)
        if changed and self._window.session is not None:
            self._workplace.set_docks(**shown)

    def _key(self, dock: str) -> str:
        """A small window has a memory of its own: what fits a large one would leave no room for the work in it."""
        return dock if self._room[dock] else f"{dock}_small"

    def _wanted(self, dock: str) -> bool:
        left = self._window.settings.state(self._key(dock))
        return self._room[dock] if left is None else left not in (False, "false")

    def remember_docks(self) -> None:
        """Remembers how the docks are."""
        if self._window.session is not None:
            for name in DOCKS:
                self._window.settings.set_state(self._key(name), self._actions[name].isChecked())
            self._window.settings.set_state(FOLDED, self._workplace.findings.is_folded)

    def fields(self) -> None:
        """Gives the room to the fields."""
        self._part(PART_ACTIONS["fields"])

    def indicators(self) -> None:
        """Gives the room to the goals and indicators."""
        self._part(PART_ACTIONS["indicators"])

    def both(self) -> None:
        """Shows fields and goals."""
        self._part(PART_ACTIONS["both"])

    def _mark(self) -> None:
        """The menu says what is in sight; where there is no form, or its official table alone, no part of it is."""
        page = self._workplace.pages.form_page()
        for name, part in PART_ACTIONS.items():
            self._actions[name].setChecked(page is not None and page.view != OFFICIAL and page.part == part)
        for name, view in VIEW_ACTIONS.items():
            self._actions[name].setChecked(page is not None and page.view == view)

    def _part(self, part: str) -> None:
        if page := self._workplace.pages.form_page():
            page.show_part(part)
            self._go_in(page)

    def official(self) -> None:
        """Turns between the official table and filling in."""
        if page := self._workplace.pages.form_page():
            page.show_view(FILL if page.view == OFFICIAL else OFFICIAL)
            self._go_in(page)

    def side(self) -> None:
        """Shows both beside each other."""
        if page := self._workplace.pages.form_page():
            page.show_view(FILL if page.view == SIDE else SIDE)
            self._go_in(page)

    def _go_in(self, page: FormPage) -> None:
        """Who turns by key goes on by key: the keyboard comes along into what is in sight, from the page's head too."""
        focused = focus_in(page)
        if focused is None or focused.parentWidget() is page:
            session = self._window.session
            page.take_focus(session.focus_path if session else "")

    def next_pane(self) -> None:
        """Takes the keyboard to the next part of the window: outline, form, comments, findings."""
        self._turn(1)

    def previous_pane(self) -> None:
        """Takes the keyboard to the part before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        place = self._workplace
        panes: list[tuple[QWidget, QWidget]] = [
            (place.outline, place.outline.tree),
            (place.pages, place.pages.focusWidget() or place.pages),
            (place.comments, place.comments.list),
            (place.findings, place.findings.list),
        ]
        shown = [(pane, control) for pane, control in panes if pane.isVisible() and not control.isHidden()]
        here = next((place for place, (pane, _) in enumerate(shown) if focus_in(pane)), -1 if by > 0 else 0)
        pane, control = shown[(here + by) % len(shown)]
        if pane is place.pages and not (control is not pane and control.isVisible()):
            place.pages.take_focus()
        else:
            control.setFocus(Qt.FocusReason.TabFocusReason)


class LookCommands:
    """What the menu 查看 does for all windows."""

    def __init__(self, window: Window, program: Program) -> None:
        self._window, self._program = window, program

    def reset(self) -> None:
        """Widths of columns, sizes and folded parts as they were at first."""
        self._window.settings.forget_layout()
        self._window.messages.say("列宽和窗口布局已恢复原样。", "info")

    def larger(self) -> None:
        """A larger font."""
        self._program.change_font(1)

    def smaller(self) -> None:
        """A smaller font."""
        self._program.change_font(-1)

    def normal(self) -> None:
        """The system's size of the font."""
        self._window.settings["font_size"] = 0
