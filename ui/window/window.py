"""The main window: menus, tool bar, the docks around the pages. What actions do is in ``ui/commands``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu, QStackedWidget, QToolBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from models.folders import SAMPLES
from models.templates.summaries import TemplateHead
from ui.controls.messages import MessageBar
from ui.program.icons import redraw_icons
from ui.program.painted import Painted
from ui.program.settings import LAYOUT
from ui.window import actions
from ui.window.actions import LETTERS, MENUS, PANEL, RECENT, SEPARATOR, TOOL_BAR, menu_words

if TYPE_CHECKING:
    from models.touched import Touched
    from ui.program.windows import ProgramWindows
    from ui.session.session import Session
    from ui.window.find import FindBar
    from ui.window.findings import FindingsPanel
    from ui.window.menu_edit import EditCommands
    from ui.window.menu_files import FileCommands
    from ui.window.menu_output import OutputCommands
    from ui.window.menu_recovery import RecoveryCommands
    from ui.window.menu_tools import HelpCommands, ToolCommands
    from ui.window.menu_view import ViewCommands
    from ui.window.outline import OutlinePanel
    from ui.window.pages import Pages
    from ui.window.recovered import RecoveredList
    from ui.window.start import StartPage
    from ui.window.workplace import Workplace

PROGRAM = "绩效目标表编辑器"
LEAST = (560, 320)  # pixels: a screen of 1366×768 at 200 % has 683×384


class MainWindow(QMainWindow):
    """One window: the start page, or one open dossier."""

    def __init__(self, program: ProgramWindows) -> None:
        super().__init__()
        self.program = program
        self.settings = program.settings
        self.session: Session | None = None
        self._start: StartPage | None = None
        self._workplace: Workplace | None = None
        self._recovered: RecoveredList | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.setMinimumSize(*LEAST)
        self.messages = MessageBar()
        self._center()
        self.actions_by_id = actions.make_actions(self, lambda name: partial(self._do, name))
        self._fill_menus()
        self._tool_bar = self._make_tool_bar()
        self._tree_actions: list[QAction] = []
        self._make_status_bar()
        self.settings.changed.connect(self._on_setting)
        self._restore()

    def _center(self) -> None:
        self._stack = QStackedWidget()
        center = QWidget()
        self._column = QVBoxLayout(center)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.messages)
        self._column.addWidget(self._stack, 1)
        self.setCentralWidget(center)

    # --- parts that are loaded and built when first needed ------------------------------------------------------------

    @property
    def start(self) -> StartPage:
        """The page of a window without a dossier."""
        if self._start is None:
            from ui.window.start import StartPage

            self._start = StartPage(self.settings, self.program.heads)
            self._start.wanted.connect(lambda name: self.actions_by_id[name].trigger())
            self._start.opened.connect(lambda path: self.files.open_path(Path(path)))
            self._start.ordered.connect(lambda order: self.program.create_ordered(order, self))
            self._stack.addWidget(self._start)
        return self._start

    @property
    def workplace(self) -> Workplace:
        """Outline, pages, findings and finder."""
        return self._workplace or self.prepare()

    def prepare(self) -> Workplace:
        """Builds what an open dossier needs, unless it is there."""
        if self._workplace is None:
            from ui.window.workplace import Workplace

            self._workplace = Workplace(self)
        return self._workplace

    def add_center(self, above: QWidget, page: QWidget) -> None:
        """Takes in a page beside the start page, and a bar that stands right over it."""
        self._column.insertWidget(self._column.count() - 1, above)
        self._stack.addWidget(page)

    @property
    def recovered(self) -> RecoveredList:
        """The list of what a crash has left; seen while there is something."""
        if self._recovered is None:
            from ui.window.recovered import RecoveredList

            self._recovered = RecoveredList()
            self._column.insertWidget(1, self._recovered)
        return self._recovered

    @property
    def outline(self) -> OutlinePanel:
        """What the dossier holds."""
        return self.workplace.outline

    @property
    def pages(self) -> Pages:
        """The pages of the dossier."""
        return self.workplace.pages

    @property
    def findings(self) -> FindingsPanel:
        """What the rules say."""
        return self.workplace.findings

    @property
    def finder(self) -> FindBar:
        """The bar for finding and replacing."""
        return self.workplace.finder

    @cached_property
    def files(self) -> FileCommands:
        """Menu 文件."""
        from ui.window.menu_files import FileCommands

        return FileCommands(self)

    @cached_property
    def edit(self) -> EditCommands:
        """Menu 编辑."""
        from ui.window.menu_edit import EditCommands

        return EditCommands(self)

    @cached_property
    def view(self) -> ViewCommands:
        """Menu 查看."""
        from ui.window.menu_view import ViewCommands

        return ViewCommands(self)

    @cached_property
    def tools(self) -> ToolCommands:
        """Menu 工具."""
        from ui.window.menu_tools import ToolCommands

        return ToolCommands(self)

    @cached_property
    def help(self) -> HelpCommands:
        """Menu 帮助."""
        from ui.window.menu_tools import HelpCommands

        return HelpCommands(self)

    @cached_property
    def recovery(self) -> RecoveryCommands:
        """What is done with what a crash has left."""
        from ui.window.menu_recovery import RecoveryCommands

        return RecoveryCommands(self)

    @cached_property
    def output(self) -> OutputCommands:
        """Export and print."""
        from ui.window.menu_output import OutputCommands

        return OutputCommands(self)

    # --- actions ------------------------------------------------------------------------------------------------------

    def _do(self, name: str) -> None:
        """Carries out ``<part of the window>.<method>``."""
        part, _, method = name.partition(".")
        getattr(getattr(self, part), method)()

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
                self._tree_menu.removeAction(action)  # (clear() would take the actions from the page that owns them)
        page = self.pages.form_page() if self.session else None
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

    def show_found(self, words: str) -> None:
        """How many findings there are."""
        self._found.setText(words)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _on_setting(self, key: str) -> None:
        if key == "toolbar_text":
            self._show_tool_bar_text(self._tool_bar)
        elif key == LAYOUT:
            if not self.isMaximized():
                self._resize_as_at_first()
            if self._workplace:
                self._workplace.set_docks(outline=True, findings=True)  # hidden ones take no size
                self._workplace.size_docks_as_at_first()
                self.view.show_docks(shown=self.session is not None)

    def show_session(self, session: Session | None) -> None:
        """Shows an open dossier, or the start page."""
        if self.session is not None:
            self.session.close()
            self.session.deleteLater()
        self.session = session
        self.messages.clear()
        if session or self._workplace:
            self.workplace.show_session(session)
        self._stack.setCurrentWidget(self.pages if session else self.start)
        if session or self._workplace:  # after the page, which takes the keyboard over from the one before
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
            Painted(self, session.check_soon, session)
        self._show_counts()
        self.show_state()
        self.show_tree_actions()

    def offer(self, templates: Mapping[str, TemplateHead]) -> None:
        """Offers other templates on the start page."""
        if self._start:
            self._start.offer(templates)

    def show_page(self, page: str) -> None:
        """Turns to the unit, the budget or a form."""
        if self.session is None:
            return
        self.pages.show_page(page)

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
        self._saved.setText(self.files.saved_words() if session else "")
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
        """Takes on the colours of another theme."""
        actions.recolour(self.actions_by_id)
        redraw_icons(self)
        for part in (self._workplace, self._recovered):
            if part:
                part.restyle()

    # --- the window itself --------------------------------------------------------------------------------------------

    def toggle(self, which: str) -> None:
        """Folds or unfolds the outline or the findings."""
        self.workplace.toggle(which)

    def set_docks(self, *, outline: bool, findings: bool) -> None:
        """Shows or hides the docks."""
        self.workplace.set_docks(outline=outline, findings=findings)

    def set_findings_shown(self) -> None:
        """Unfolds the findings."""
        self.workplace.docks["findings"].show()

    def _restore(self) -> None:
        geometry = self.settings.state("geometry")
        if not isinstance(geometry, QByteArray) or not self.restoreGeometry(geometry):
            self._resize_as_at_first()

    def _resize_as_at_first(self) -> None:
        room = self.screen().availableGeometry()
        self.resize(min(1360, room.width() - 40), min(860, room.height() - 60))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.session and not self.files.may_leave():
            event.ignore()
            return
        self.settings.set_state("geometry", self.saveGeometry())
        if self.session:
            self.settings.set_state("docks", self.saveState())  # beside the start page they are hidden
            self.view.remember_docks()
            self.show_session(None)
        self.program.forget(self)
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        QTimer.singleShot(0, self, partial(self.files.open_dropped, paths))
