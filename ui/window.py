"""The main window: menus, tool bar, the docks around the pages. What actions do is in ``ui/commands``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QDockWidget,
    QLabel,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from models.folders import SAMPLES
from ui import actions
from ui.actions import LETTERS, MENUS, PANEL, RECENT, SEPARATOR, TOOL_BAR, menu_words
from ui.changes import Touched
from ui.commands.edit import EditCommands
from ui.commands.files import FileCommands
from ui.commands.output import OutputCommands
from ui.commands.recovery import RecoveryCommands
from ui.commands.tools import HelpCommands, ToolCommands
from ui.commands.view import ViewCommands
from ui.find import FindBar
from ui.findings import FindingsPanel
from ui.focus import stops, tab_through
from ui.icons import redraw_icons
from ui.messages import MessageBar
from ui.outline import OutlinePanel
from ui.pages import Pages
from ui.recovered import RecoveredList
from ui.session import Session
from ui.settings import LAYOUT
from ui.start import StartPage

if TYPE_CHECKING:
    from ui.desk import Desk

PROGRAM = "绩效目标表编辑器"
REFUSAL_STAYS = 8000  # ms
LEAST = (560, 320)  # pixels: a screen of 1366×768 at 200 % has 683×384


class MainWindow(QMainWindow):
    """One window: the start page, or one open dossier."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.settings = desk.settings
        self.session: Session | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.setMinimumSize(*LEAST)
        self.messages, self.finder, self.recovered = MessageBar(), FindBar(), RecoveredList()
        self.start = StartPage(desk.settings, desk.templates)
        self.pages = Pages()
        self._center()
        self.outline = OutlinePanel()
        self.findings = FindingsPanel()
        self._outline_dock = self._dock("目录", "outlineDock", self.outline, Qt.DockWidgetArea.LeftDockWidgetArea)
        self._findings_dock = self._dock("审核", "findingsDock", self.findings, Qt.DockWidgetArea.BottomDockWidgetArea)
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        self.files, self.edit, self.view = FileCommands(self), EditCommands(self), ViewCommands(self)
        self.tools, self.help, self.output = ToolCommands(self), HelpCommands(self), OutputCommands(self)
        self.recovery = RecoveryCommands(self)
        self.actions_by_id = actions.make_actions(self, self._slot)
        self._fill_menus()
        self._tool_bar = self._make_tool_bar()
        self._tree_actions: list[QAction] = []
        self._make_status_bar()
        self._connect()
        self._restore()
        self.show_session(None)

    def _center(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        self._stack.addWidget(self.pages)
        center = QWidget()
        column = QVBoxLayout(center)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self.recovered)
        column.addWidget(self.finder)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(center)

    def _dock(self, title: str, name: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setAccessibleName(title)
        dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        dock.setTitleBarWidget(QWidget(dock))
        dock.setWidget(widget)
        self.addDockWidget(area, dock)
        return dock

    # --- actions ------------------------------------------------------------------------------------------------------

    def _slot(self, name: str) -> Callable[[], object] | None:
        part, _, method = name.partition(".")
        call = getattr(getattr(self, part), method, None)
        return call if callable(call) else None

    def _fill_menus(self) -> None:
        for title, names in MENUS.items():
            menu = self.menuBar().addMenu(title)
            menu.setToolTipsVisible(True)
            for name in names:
                self._add_to_menu(menu, name)
            if names == (PANEL,):
                self._tree_menu = menu

    def _add_to_menu(self, menu: QMenu, name: str) -> None:
        if name == SEPARATOR:
            menu.addSeparator()
        elif name == RECENT:
            self._recent_menu = menu.addMenu(menu_words("最近打开", LETTERS[RECENT]))
            self._recent_menu.aboutToShow.connect(self._fill_recent)
        elif name in self.actions_by_id:
            menu.addAction(self.actions_by_id[name])

    def _fill_recent(self) -> None:
        self._recent_menu.clear()
        for number, path in enumerate(self.settings.recent, 1):
            words = f"&{number % 10}  {menu_words(path.stem, '')}"
            action = self._recent_menu.addAction(words, partial(self.files.open_path, path))
            action.setToolTip(str(path))
        if self._recent_menu.isEmpty():
            self._recent_menu.addAction("（还没有）").setEnabled(False)

    def _make_tool_bar(self) -> QToolBar:
        bar = QToolBar("工具栏", self)
        bar.setObjectName("toolBar")
        bar.setAccessibleName("工具栏")
        bar.setMovable(False)
        bar.setFloatable(False)
        bar.setIconSize(QSize(18, 18))
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.addToolBar(bar)
        for name in TOOL_BAR:
            if name == SEPARATOR:
                bar.addSeparator()
            elif name == PANEL:
                self._panel_place = bar.addSeparator()
            elif name in self.actions_by_id:
                bar.addAction(self.actions_by_id[name])
        self._show_tool_bar_text(bar)
        return bar

    def _show_tool_bar_text(self, bar: QToolBar) -> None:
        style = Qt.ToolButtonStyle
        shown = style.ToolButtonTextBesideIcon if self.settings["toolbar_text"] else style.ToolButtonIconOnly
        bar.setToolButtonStyle(shown)

    def show_tree_actions(self) -> None:
        """Puts the actions of the page's indicator tree into the menu 指标 and the tool bar."""
        for action in self._tree_actions:
            if isValid(action):  # a page that is gone took its own along
                self._tool_bar.removeAction(action)
        self._tree_menu.clear()
        page = self.pages.form_page()
        self._tree_actions = page.tree_actions() if page else []
        self._tree_menu.addActions(self._tree_actions)
        self._tree_menu.menuAction().setEnabled(bool(self._tree_actions))
        for action in self._tree_actions:
            if action.property("toolbar"):
                self._tool_bar.insertAction(self._panel_place, action)

    # --- status bar ---------------------------------------------------------------------------------------------------

    def _make_status_bar(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        self._saved, self._counts, self._found = QLabel(), QLabel(), QLabel()
        for label, name in ((self._saved, "保存状态"), (self._counts, "数量"), (self._found, "审核结果")):
            label.setAccessibleName(name)
            label.setContentsMargins(8, 0, 8, 0)
            bar.addPermanentWidget(label)
        self._count_timer = QTimer(self)
        self._count_timer.setSingleShot(True)
        self._count_timer.setInterval(300)
        self._count_timer.timeout.connect(self._show_counts)

    def _show_counts(self) -> None:
        if self.session is None:
            self._counts.clear()
            return
        forms = self.session.dossier.forms
        projects = sum(form.kind == "project" for form in forms)
        indicators = sum(not one.blank for form in forms for one in form.indicators())
        self._counts.setText(f"共 {projects} 个项目 {indicators} 个指标")

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.outline.tree.chosen.connect(self.show_page)
        self.pages.turned.connect(self._on_turned)
        self.outline.tree.menu_wanted.connect(self.edit.outline_menu)
        self.outline.tree.asked.connect(lambda name: self.actions_by_id[name].trigger())
        self.outline.tree.refused.connect(lambda text: self.statusBar().showMessage(text, REFUSAL_STAYS))
        self.findings.go_to.connect(self.go_to)
        self.finder.go_to.connect(self.go_to)
        self.findings.counted.connect(self._found.setText)
        self.settings.changed.connect(self._on_setting)
        self.start.wanted.connect(lambda name: self.actions_by_id[name].trigger())
        self.start.opened.connect(lambda path: self.files.open_path(Path(path)))
        self.start.created.connect(self.files.create)
        for dock, name in ((self._outline_dock, "outline"), (self._findings_dock, "findings")):
            action = self.actions_by_id[name]
            dock.visibilityChanged.connect(lambda _, dock=dock, action=action: action.setChecked(not dock.isHidden()))
        self.actions_by_id["redo"].setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])

    def _on_setting(self, key: str) -> None:
        if key == "toolbar_text":
            self._show_tool_bar_text(self._tool_bar)
        elif key == LAYOUT:
            if not self.isMaximized():
                self._resize_as_at_first()
            self.view.show_docks(shown=self.session is not None)
            self._resize_docks_as_at_first()

    def show_session(self, session: Session | None) -> None:
        """Shows an open dossier, or the start page."""
        if self.session is not None:
            self.session.close()
            self.session.deleteLater()
        self.session = session
        self.messages.clear()
        self.pages.show_session(session)
        self.outline.show_session(session)
        self.findings.show_session(session)
        self.finder.show_session(session)
        self._stack.setCurrentWidget(self.pages if session else self.start)
        self.view.show_docks(shown=session is not None)
        if session is None:
            self.start.refresh()
            self.start.begin_new()
        else:
            session.state_changed.connect(self.show_state)
            session.changed.connect(lambda _: self._count_timer.start())
            session.replayed.connect(self._follow)
            session.refused.connect(lambda text: self.messages.say(text, "warning"))
            self.show_page(session.dossier.forms[0].id if session.dossier.forms else "unit")
            self.pages.take_focus()
        self._show_counts()
        self.show_state()
        self.show_tree_actions()

    def show_page(self, page: str) -> None:
        """Turns to the unit, the budget or a form."""
        if self.session is None:
            return
        self.pages.show_page(page)

    def _on_turned(self) -> None:
        """Another page is in sight: the outline, the actions of its tree and what can be used now follow."""
        self.outline.tree.show_page(self.pages.page)
        tab_through([*stops(self.pages.currentWidget())[-1:], *stops(self.findings)])
        self.show_tree_actions()
        self.show_state()

    def go_to(self, path: str) -> None:
        """Turns to the page of a value and puts the cursor there."""
        if self.session is None:
            return
        node = path.partition(".")[0]
        if node not in self.session.editor:
            self.messages.say("这一处已经不在了。", "info")
            return
        page = self.session.editor.form_of(node)
        self.show_page("unit" if page == "dossier" else page)
        self.pages.go_to(path)

    def _follow(self, touched: Touched) -> None:
        """After undo and redo the page where something happened is shown."""
        if self.pages.page not in touched.forms:
            page = next((form for form in sorted(touched.forms) if form != "dossier"), "")
            if page:
                self.show_page(page)

    def show_state(self) -> None:
        """Title, saved mark, and which actions can be used now."""
        session = self.session
        self.setWindowTitle(f"{session.title}[*] — {PROGRAM}" if session else PROGRAM)
        self.setWindowModified(bool(session and session.dirty))
        self.setWindowFilePath("")
        self._saved.setText(self.files.saved_words())
        stack = session.history.stack if session else None
        states = {
            actions.ALWAYS: True,
            actions.OPEN: session is not None,
            actions.FORM: bool(session and session.form(self.pages.page)),
            actions.DIRTY: bool(session and (session.dirty or session.path is None)),
            actions.UNDO: bool(stack and stack.canUndo()),
            actions.REDO: bool(stack and stack.canRedo()),
        }
        for command in actions.COMMANDS:
            if command.id in self.actions_by_id:
                self.actions_by_id[command.id].setEnabled(states[command.when])
        steps = (stack.undoText(), stack.redoText()) if stack else ("", "")
        for name, word, step in zip(("undo", "redo"), ("撤销", "重做"), steps, strict=True):
            self.actions_by_id[name].setText(menu_words(f"{word} {step}".rstrip(), LETTERS[name]))
            self.actions_by_id[name].setIconText(word)
        if "sample" in self.actions_by_id:
            self.actions_by_id["sample"].setEnabled(any(SAMPLES.glob("*.jxmb")))

    def restyle(self) -> None:
        """Takes on the colours of another theme; pages are made anew, since much of them is painted."""
        actions.recolour(self.actions_by_id)
        redraw_icons(self)
        self.outline.tree.restyle()
        self.findings.restyle()
        self.recovered.restyle()
        if self.session is not None:
            page = self.pages.page
            self.pages.forget_pages()
            self.show_page(page)

    # --- the window itself --------------------------------------------------------------------------------------------

    def toggle(self, which: str) -> None:
        """Folds or unfolds the outline or the findings."""
        dock = self._outline_dock if which == "outline" else self._findings_dock
        dock.setVisible(dock.isHidden())

    def set_docks(self, *, outline: bool, findings: bool) -> None:
        """Shows or hides the docks."""
        self._outline_dock.setVisible(outline)
        self._findings_dock.setVisible(findings)

    def set_findings_shown(self) -> None:
        """Unfolds the findings."""
        self._findings_dock.show()

    def _restore(self) -> None:
        geometry = self.settings.state("geometry")
        if not isinstance(geometry, QByteArray) or not self.restoreGeometry(geometry):
            self._resize_as_at_first()
        docks = self.settings.state("docks")
        if not isinstance(docks, QByteArray) or not self.restoreState(docks):
            self._resize_docks_as_at_first()

    def _resize_as_at_first(self) -> None:
        room = self.screen().availableGeometry()
        self.resize(min(1360, room.width() - 40), min(860, room.height() - 60))

    def _resize_docks_as_at_first(self) -> None:
        self.resizeDocks([self._outline_dock], [220], Qt.Orientation.Horizontal)
        self.resizeDocks([self._findings_dock], [170], Qt.Orientation.Vertical)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_leave():
            event.ignore()
            return
        self.settings.set_state("geometry", self.saveGeometry())
        if self.session is not None:  # beside the start page they are hidden
            self.settings.set_state("docks", self.saveState())
        self.view.remember_docks()
        self.show_session(None)
        self.desk.forget(self)
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        QTimer.singleShot(0, self, partial(self.files.open_dropped, paths))
