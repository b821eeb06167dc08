"""The main window: the start page or an open dossier, between its bars. What actions do is in ``menu_…``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from models.folders import samples
from models.program import NAME
from models.templates.summaries import TemplateHead
from ui.controls.messages import MessageBar
from ui.controls.plain import plain_title
from ui.ground.icons import redraw_icons
from ui.ground.painted import Painted
from ui.ground.settings import LAST_YEAR, LAYOUT
from ui.window import actions
from ui.window.bars import Bars, Status

if TYPE_CHECKING:
    from ui.session.session import Session
    from ui.window.find import FindBar
    from ui.window.findings import FindingsPanel
    from ui.window.menu_edit import EditCommands
    from ui.window.menu_files import FileCommands
    from ui.window.menu_import import ImportCommands
    from ui.window.menu_output import OutputCommands
    from ui.window.menu_recovery import RecoveryCommands
    from ui.window.menu_tools import CheckCommands, HelpCommands, ToolCommands
    from ui.window.menu_versions import VersionCommands
    from ui.window.menu_view import LookCommands, ViewCommands
    from ui.window.outline import OutlinePanel
    from ui.window.pages import Pages
    from ui.window.protocol import Program
    from ui.window.recovered import RecoveredList
    from ui.window.start import StartPage
    from ui.window.workplace import Workplace

REFUSAL_STAYS = 8000  # ms
LEAST = (560, 320)  # pixels: a screen of 1366×768 at 200 % has 683×384


class MainWindow(QMainWindow):
    """One window: the start page, or one open dossier."""

    def __init__(self, program: Program) -> None:
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
        self._center()
        self.actions_by_id = actions.make_actions(self, lambda name: partial(self._do, name))
        self._bars = Bars(self, self.actions_by_id, self.settings, self._open_path)
        self._status = Status(self.statusBar())
        self.settings.changed.connect(self._on_setting)
        self._restore()
        self._on_setting(LAST_YEAR)

    def _center(self) -> None:
        self._stack = QStackedWidget()
        center = QWidget()
        self._column = QVBoxLayout(center)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._stack, 1)
        self.setCentralWidget(center)
        self.messages = MessageBar(center)

    # --- parts that are loaded and built when first needed ------------------------------------------------------------

    @property
    def start(self) -> StartPage:
        """The page of a window without a dossier."""
        if self._start is None:
            from ui.window.start import StartPage

            self._start = StartPage(self.settings, self.program.heads)
            self._start.wanted.connect(lambda name: self.actions_by_id[name].trigger())
            self._start.opened.connect(lambda path: self._open_path(Path(path)))
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

            self._workplace = Workplace(self, self.add_center, self.settings)
            self._connect(self._workplace)
        return self._workplace

    def _connect(self, workplace: Workplace) -> None:
        """What a person does in the workplace reaches the rest of the window."""
        self.messages.refusals_outdated_by(workplace.pages.turned)
        workplace.pages.told.connect(self.messages.tell_deed)
        tree = workplace.outline.tree
        tree.chosen.connect(self.show_page)
        tree.menu_wanted.connect(self.edit.outline_menu)
        tree.asked.connect(lambda name: self.actions_by_id[name].trigger())
        tree.refused.connect(lambda text: self.statusBar().showMessage(text, REFUSAL_STAYS))
        for follow in (self.statusBar().clearMessage, self.show_tree_actions, self.show_state):
            workplace.pages.turned.connect(follow)
        workplace.pages.turned.connect(lambda: workplace.findings.show_form(workplace.pages.page))
        workplace.findings.go_to.connect(self.go_to)
        workplace.comments.go_to.connect(self.go_to)
        workplace.findings.counted.connect(self._status.show_found)
        workplace.finder.go_to.connect(self.go_to)
        for name, dock in workplace.docks.items():
            action = self.actions_by_id[name]
            dock.visibilityChanged.connect(lambda _, dock=dock, action=action: action.setChecked(not dock.isHidden()))

    def add_center(self, above: QWidget, page: QWidget) -> None:
        """Takes in a page beside the start page, and a bar that stands right over it."""
        self._column.insertWidget(self._column.indexOf(self._stack), above)
        self._stack.addWidget(page)

    @property
    def recovered(self) -> RecoveredList:
        """The list of what a crash has left; seen while there is something."""
        if self._recovered is None:
            from ui.window.recovered import RecoveredList

            self._recovered = RecoveredList(self._stack)
            self._column.insertWidget(0, self._recovered)
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

        return FileCommands(self, self.program)

    @cached_property
    def imports(self) -> ImportCommands:
        """Menu 文件, tables of other programs."""
        from ui.window.menu_import import ImportCommands

        return ImportCommands(self, self.program)

    @cached_property
    def edit(self) -> EditCommands:
        """Menu 编辑."""
        from ui.window.menu_edit import EditCommands

        return EditCommands(self, self.workplace, self.actions_by_id)

    @cached_property
    def view(self) -> ViewCommands:
        """Menu 查看."""
        from ui.window.menu_view import ViewCommands

        return ViewCommands(self, self.workplace, self.actions_by_id)

    @cached_property
    def looks(self) -> LookCommands:
        """Menu 查看, what holds for all windows."""
        from ui.window.menu_view import LookCommands

        return LookCommands(self, self.program)

    @cached_property
    def checks(self) -> CheckCommands:
        """Menu 工具, what is done with findings."""
        from ui.window.menu_tools import CheckCommands

        return CheckCommands(self, self.workplace)

    @cached_property
    def tools(self) -> ToolCommands:
        """Menu 工具."""
        from ui.window.menu_tools import ToolCommands

        return ToolCommands(self, self.program)

    @cached_property
    def help(self) -> HelpCommands:
        """Menu 帮助."""
        from ui.window.menu_tools import HelpCommands

        return HelpCommands(self, self.program)

    @cached_property
    def recovery(self) -> RecoveryCommands:
        """What is done with what a crash has left."""
        from ui.window.menu_recovery import RecoveryCommands

        return RecoveryCommands(self, self.program, self.recovered, self.files)

    @cached_property
    def versions(self) -> VersionCommands:
        """Menu 文件, what a file was before and how it differs from others."""
        from ui.window.menu_versions import VersionCommands

        return VersionCommands(self, self.program)

    def compare_with_file(self) -> None:
        """Lists how what is open differs from what is in its file now."""
        self.versions.compare_with_file()

    def list_versions(self, path: Path) -> None:
        """Lists the earlier states of a file that cannot be opened."""
        self.versions.show_of(path)

    @cached_property
    def output(self) -> OutputCommands:
        """Export and print."""
        from ui.window.menu_output import OutputCommands

        return OutputCommands(self)

    def _open_path(self, path: Path) -> None:
        self.files.open_path(path)

    # --- actions ------------------------------------------------------------------------------------------------------

    def _do(self, name: str) -> None:
        """Carries out ``<part of the window>.<method>``."""
        part, _, method = name.partition(".")
        self.program.steps.append(name)
        getattr(getattr(self, part), method)()

    def show_tree_actions(self) -> None:
        """Offers what can be done in the indicator tree of the page in sight."""
        page = self.pages.form_page() if self.session else None
        self._bars.show_tree_actions(page.tree_actions() if page else [])

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _on_setting(self, key: str) -> None:
        if key == LAST_YEAR:
            self.actions_by_id[LAST_YEAR].setChecked(bool(self.settings[LAST_YEAR]))
        elif key == "toolbar_text":
            self._bars.show_tool_bar_text()
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
            self.program.let_go(self.session)
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
            session.replayed.connect(self._follow)
            self.messages.deeds_undone_by(session.replayed)
            session.refused.connect(self._tell_refused)
            session.likeness.changed.connect(self.edit.tell_likeness)
            self.messages.refusals_outdated_by(session.changed)
            self.show_page(session.dossier.forms[0].id if session.dossier.forms else "unit")
            self.pages.take_focus()
            Painted(self, session.check_soon, session)
            self.files.take_on(session)
        self._status.show_session(session)
        self.show_state()
        self.show_tree_actions()

    def _tell_refused(self, text: str) -> None:
        if self.session and self.session.read_only:
            self.files.tell_read_only()
        else:
            self.messages.refuse(text)

    def offer(self, templates: Mapping[str, TemplateHead]) -> None:
        """Offers other templates on the start page."""
        if self._start:
            self._start.offer(templates)

    @property
    def widget(self) -> QWidget:
        """The window itself, for dialogs to stand over."""
        return self

    @property
    def page(self) -> str:
        """The page in sight."""
        return self._workplace.pages.page if self._workplace else ""

    def begin_new(self) -> None:
        """Puts the keyboard where a new dossier begins."""
        self.start.begin_new()

    def appear(self) -> None:
        """Is seen from now on, with the keyboard in its page: what cannot be seen cannot have it."""
        if not self.isVisible():
            self.show()
            self.pages.take_focus()

    def show_page(self, page: str) -> None:
        """Turns to the unit, the budget or a form."""
        if self.session is not None:
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

    def _follow(self, place: str) -> None:
        """After undo and redo what became another is in sight."""
        session = self.session
        if session is None or place.partition(".")[0] not in session.editor:
            return
        page = session.editor.form_of(place.partition(".")[0])
        if page == "dossier":
            return  # the year: every page shows it
        if page != self.page:
            self.show_page(page)
        self.pages.show_place(place)

    def show_state(self) -> None:
        """Title, saved mark, and which actions can be used now."""
        session = self.session
        title = f"{plain_title(session.title)}[*]{self.files.title_words()} — {NAME}" if session else NAME
        self.setWindowTitle(title)
        self.setWindowModified(bool(session and session.dirty))
        self.setWindowFilePath("")
        self._status.show_saved(self.files.saved_words() if session else "")
        self._allow_actions()
        actions.name_steps(self.actions_by_id, session.history.stack if session else None)

    def _allow_actions(self) -> None:
        session = self.session
        stack = session.history.stack if session else None
        states = {
            actions.ALWAYS: True,
            actions.OPEN: session is not None,
            actions.FORM: bool(session and session.form(self.page)),
            actions.DIRTY: bool(session and (session.dirty or session.path is None)),
            actions.UNDO: bool(session and session.can_undo),
            actions.REDO: bool(stack and stack.canRedo()),
        }
        for command in actions.COMMANDS:
            self.actions_by_id[command.id].setEnabled(states[command.when])
        self.actions_by_id["sample"].setEnabled(bool(samples()))

    def fit_icons(self) -> None:
        """Icons are as large as the letters ask for."""
        self._bars.fit_icons()
        redraw_icons(self)

    def restyle(self) -> None:
        """Takes on the colours of another theme."""
        actions.recolour(self.actions_by_id)
        self.fit_icons()
        for part in (self._workplace, self._recovered):
            if part:
                part.restyle()

    # --- the window itself --------------------------------------------------------------------------------------------

    def set_docks(self, *, outline: bool, findings: bool) -> None:
        """Shows or hides the docks."""
        self.workplace.set_docks(outline=outline, findings=findings)

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
        QTimer.singleShot(0, self, partial(self.imports.open_dropped, paths))
