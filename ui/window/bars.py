"""The bars of a window: menus and tools above, what is saved, counted and found below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QStatusBar, QToolBar, QToolButton, QWidget
from shiboken6 import isValid

from ui.controls.plain import PlainLabel, menu_words, plain_tip
from ui.ground.icons import icon_size, put_icon
from ui.ground.settings import Settings
from ui.window.actions import KNOWN_SIGNS, MENUS, MNEMONICS, PANEL, RECENT, SEPARATOR, TOOL_BAR

if TYPE_CHECKING:
    from models.forms import AnyForm
    from ui.session.session import Session

BESIDE_SIGN = 4  # pixels that Qt leaves between a sign and its words
COUNT_DELAY = 300  # ms of quiet before forms and indicators are counted


class ToolBar(QToolBar):
    """Tools with words beside their signs. Where there is no room for all words, the signs that everybody knows go on
    without: nothing is out of sight then.
    """

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.known: list[QAction] = []

    def fit(self) -> None:
        """With or without words, as wide as it is now."""
        style, words = Qt.ToolButtonStyle, self.fontMetrics().horizontalAdvance
        if self.toolButtonStyle() != style.ToolButtonTextBesideIcon:
            return
        found = ((action, self.widgetForAction(action)) for action in self.known)
        buttons = [(action, button) for action, button in found if isinstance(button, QToolButton)]
        bare = sum(words(one.iconText()) + BESIDE_SIGN for one, button in buttons if not _has_words(button))
        narrow = self.sizeHint().width() + bare > self.width()
        for _, button in buttons:
            button.setToolButtonStyle(style.ToolButtonIconOnly if narrow else style.ToolButtonTextBesideIcon)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


def _has_words(button: QToolButton) -> bool:
    return button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon


class Bars:
    """Menus and tool bar, with the places in them that are filled while the program runs."""

    def __init__(
        self,
        window: QMainWindow,
        actions: Mapping[str, QAction],
        settings: Settings,
        open_path: Callable[[Path], object],
    ) -> None:
        self._actions, self._settings, self._open_path = actions, settings, open_path
        self._tree_actions: list[QAction] = []
        self._fill_menus(window)
        self._tool_bar = ToolBar("工具栏", window)
        self._set_up_tool_bar()
        window.addToolBar(self._tool_bar)
        self._fill_tool_bar()

    # --- menus --------------------------------------------------------------------------------------------------------

    def _fill_menus(self, window: QMainWindow) -> None:
        for title, names in MENUS.items():
            menu = window.menuBar().addMenu(title)
            menu.setToolTipsVisible(True)
            for name in names:
                self._add_to_menu(menu, name)
            if names == (PANEL,):
                self._tree_menu = menu

    def _add_to_menu(self, menu: QMenu, name: str) -> None:
        if name == SEPARATOR:
            menu.addSeparator()
        elif name == RECENT:
            self._recent_menu = menu.addMenu(menu_words("最近打开", MNEMONICS[RECENT]))
            self._recent_menu.aboutToShow.connect(self._fill_recent)
        elif name in self._actions:
            menu.addAction(self._actions[name])

    def _fill_recent(self) -> None:
        self._recent_menu.clear()
        for number, path in enumerate(self._settings.recent, 1):
            words = f"&{number % 10}  {menu_words(path.stem, '')}"
            action = self._recent_menu.addAction(words, partial(self._open_path, path))
            action.setToolTip(plain_tip(str(path)))
        if self._recent_menu.isEmpty():
            self._recent_menu.addAction("（还没有）").setEnabled(False)

    # --- tools --------------------------------------------------------------------------------------------------------

    def _set_up_tool_bar(self) -> None:
        bar = self._tool_bar
        bar.setObjectName("toolBar")
        bar.setAccessibleName("工具栏")
        bar.setMovable(False)
        bar.setFloatable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        more = bar.findChild(QToolButton, "qt_toolbar_ext_button")
        if isinstance(more, QToolButton):  # Qt's own keeps the colour that it had at first
            put_icon(more, "chevron-right")
        self.fit_icons()
        self.show_tool_bar_text()

    def fit_icons(self) -> None:
        """Icons as large as the letters ask for."""
        self._tool_bar.setIconSize(icon_size(18))

    def _fill_tool_bar(self) -> None:
        for name in TOOL_BAR:
            if name == SEPARATOR:
                self._tool_bar.addSeparator()
            elif name == PANEL:
                self._panel_place = self._tool_bar.addSeparator()
            elif name in self._actions:
                self._tool_bar.addAction(self._actions[name])
        self._tool_bar.known = [self._actions[one] for one in KNOWN_SIGNS if one in self._actions]

    def show_tool_bar_text(self) -> None:
        """With words beside the icons, or without, as the settings say."""
        style = Qt.ToolButtonStyle
        shown = style.ToolButtonTextBesideIcon if self._settings["toolbar_text"] else style.ToolButtonIconOnly
        self._tool_bar.setToolButtonStyle(shown)
        self._tool_bar.fit()

    def show_tree_actions(self, actions: Sequence[QAction]) -> None:
        """Puts the actions of an indicator tree into the menu 指标 and the tool bar, in the place of those before."""
        for action in self._tree_actions:
            if isValid(action):  # a page that is gone took its own along
                self._tool_bar.removeAction(action)
                self._tree_menu.removeAction(action)  # (clear() would take the actions from the page that owns them)
        self._tree_actions = list(actions)
        self._tree_menu.addActions(self._tree_actions)
        self._tree_menu.menuAction().setEnabled(bool(actions))
        for action in actions:
            if action.property("toolbar"):
                self._tool_bar.insertAction(self._panel_place, action)
        self._tool_bar.fit()


class Status:
    """The line below: whether all is saved, how much there is, what the rules say."""

    def __init__(self, bar: QStatusBar) -> None:
        bar.setSizeGripEnabled(False)
        self._session: Session | None = None
        self._known: dict[str, tuple[int, int]] = {}  # form → its revision, and how many indicators it had then
        self._saved, self._counts, self._found = PlainLabel(), PlainLabel(), PlainLabel()
        for label, name in ((self._saved, "保存状态"), (self._counts, "数量"), (self._found, "审核结果")):
            label.setAccessibleName(name)
            label.setContentsMargins(8, 0, 8, 0)
            bar.addPermanentWidget(label)
        self._timer = QTimer(bar)
        self._timer.setSingleShot(True)
        self._timer.setInterval(COUNT_DELAY)
        self._timer.timeout.connect(self._show_counts)

    def show_session(self, session: Session | None) -> None:
        """Counts in another dossier, or in none."""
        self._session, self._known = session, {}
        if session:
            session.changed.connect(lambda _: self._timer.start())
        self._show_counts()

    def _show_counts(self) -> None:
        if self._session is None:
            self._counts.clear()
            return
        forms = self._session.dossier.forms
        projects = sum(form.kind == "project" for form in forms)
        indicators = sum(self._indicators_of(self._session, form) for form in forms)
        self._counts.setText(f"共 {projects} 个项目 {indicators} 个指标")

    def _indicators_of(self, session: Session, form: AnyForm) -> int:
        """Counted again where the form is another than it was: to count those of 200 forms keeps a key waiting."""
        revision = session.editor.revision_of(form.id)
        known = self._known.get(form.id)
        if known is None or known[0] != revision:
            known = self._known[form.id] = revision, sum(not one.blank for one in form.indicators())
        return known[1]

    def show_saved(self, words: str) -> None:
        """Whether all is saved, and since when."""
        self._saved.setText(words)

    def show_found(self, words: str) -> None:
        """How many findings there are."""
        self._found.setText(words)
