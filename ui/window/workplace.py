"""What a window shows of an open dossier: outline, comments and findings around the pages, the bar to find."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTreeWidgetItem, QWidget

from ui.comments.panel import CommentPanel
from ui.controls.focus import stops, tab_through
from ui.ground.settings import FOLDED, Settings
from ui.session.session import Session
from ui.window.find import FindBar
from ui.window.findings import FindingsPanel
from ui.window.outline import BEFORE_LINE, PAGE_ROLE, OutlinePanel
from ui.window.pages import Pages

FINDINGS_SHARE = 0.24  # of the window's height, at most, for the findings at first
COMMENT = 18  # characters in a line of a comment
NAMES = 19  # characters in a line of the outline, badges and all


class Workplace:
    """Built into a window when that gets its first dossier, or a little before; nothing of it is seen until then."""

    def __init__(self, window: QMainWindow, add_center: Callable[[QWidget, QWidget], None], settings: Settings) -> None:
        """``add_center`` takes the bar that finds, and the pages under it."""
        self._window, self._settings = window, settings
        self.finder, self.pages = FindBar(), Pages()
        add_center(self.finder, self.pages)
        self.outline, self.findings, self.comments = OutlinePanel(), FindingsPanel(), CommentPanel()
        area = Qt.DockWidgetArea
        left, right, bottom = area.LeftDockWidgetArea, area.RightDockWidgetArea, area.BottomDockWidgetArea
        self.docks = {
            "outline": self._dock("目录", "outlineDock", self.outline, left),
            "findings": self._dock("审核", "findingsDock", self.findings, bottom),
            "comments": self._dock("批注", "commentsDock", self.comments, right),
        }
        window.setCorner(Qt.Corner.BottomLeftCorner, left)
        self._arrange_docks()
        self._session: Session | None = None
        self._height = 0  # of the findings before they were folded
        self._outline_width = self._names_width()  # before comments came
        self._has_comments_room = True
        self.pages.turned.connect(self._on_turned)
        self.outline.tree.itemActivated.connect(self._go_in)
        self.findings.folded.connect(self._on_folded)
        self.findings.limited.connect(lambda: QTimer.singleShot(0, self.findings, self._fit_line))
        self.findings.left.connect(self.pages.take_focus_back)
        self.comments.left.connect(self.pages.take_focus_back)
        self.comments.counted.connect(self._fit_comments)

    def _go_in(self, item: QTreeWidgetItem) -> None:
        """Enter, or a double click, on a line of the outline goes on to its page."""
        if item.data(0, PAGE_ROLE):
            self.pages.take_focus_back()

    def _arrange_docks(self) -> None:
        """As they were when a window with a dossier was last closed; unseen until there is one."""
        kept = self._settings.state("docks")
        if not isinstance(kept, QByteArray) or not self._window.restoreState(kept):
            self.size_docks_as_at_first()
        self.set_docks(outline=False, findings=False)

    def size_docks_as_at_first(self) -> None:
        """The usual width of the outline, for names and badges, and height of the findings."""
        self._window.resizeDocks([self.docks["outline"]], [self._names_width()], Qt.Orientation.Horizontal)
        self._window.resizeDocks([self.docks["comments"]], [self._comments_width()], Qt.Orientation.Horizontal)
        self._height = 0
        self._window.resizeDocks([self.docks["findings"]], [self._findings_height()], Qt.Orientation.Vertical)

    def _names_width(self) -> int:
        return self._window.fontMetrics().horizontalAdvance("国") * NAMES + BEFORE_LINE

    def _comments_width(self) -> int:
        return self._window.fontMetrics().horizontalAdvance("国") * COMMENT

    def _findings_height(self) -> int:
        """As a person left it, else for some findings, where the window has room for that."""
        usual = self.findings.usual_height(self._window.width() - self._names_width())
        return self._height or min(usual, int(self._window.height() * FINDINGS_SHARE))

    def _fit_line(self) -> None:
        """The dock of folded findings is as high as their line, whatever the font."""
        if self.findings.is_folded:
            height = self.findings.maximumHeight()
            self._window.resizeDocks([self.docks["findings"]], [height], Qt.Orientation.Vertical)

    def _on_folded(self, folded: bool) -> None:
        """The page has the room that the findings do not need; what is being worked on stays in sight."""
        dock = self.docks["findings"]
        if folded and dock.isVisible():
            self._height = dock.height()
        elif not folded:
            self._window.resizeDocks([dock], [self._findings_height()], Qt.Orientation.Vertical)
        QTimer.singleShot(0, self.pages, lambda: QTimer.singleShot(0, self.pages, self.pages.keep_in_sight))

    def _dock(self, title: str, name: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(name)
        dock.setAccessibleName(title)
        dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        dock.setTitleBarWidget(QWidget(dock))
        dock.setWidget(widget)
        dock.hide()
        self._window.addDockWidget(area, dock)
        return dock

    def show_session(self, session: Session | None) -> None:
        """Shows an open dossier, or nothing. Before the rules have looked, the findings say only that they do."""
        self._session = session
        for part in (self.pages, self.outline, self.finder, self.comments):
            part.show_session(session)
        if session:
            session.comments.wanted.connect(self.comment)
        self.findings.show_session(None)
        if session:
            self.findings.wait(folded=self._settings.state(FOLDED) in (True, "true"))
            once = Qt.ConnectionType.SingleShotConnection
            session.findings_changed.connect(lambda: self._show_findings(session), once)

    def _show_findings(self, session: Session) -> None:
        """The rules have looked. The height that was kept of a line that had nothing to say is none for a list."""
        self.findings.show_session(session)
        if not self.findings.is_folded and self._settings.state(FOLDED) in (True, "true"):
            self._settings.set_state(FOLDED, False)
            self._on_folded(False)

    def _on_turned(self) -> None:
        """Another page is in sight: the outline and the way of the keyboard follow."""
        self.outline.tree.show_page(self.pages.page)
        tab_through([*stops(self.pages.currentWidget())[-1:], *stops(self.comments), *stops(self.findings)])

    def restyle(self) -> None:
        """Takes on the colours of another theme; pages are made anew, since much of them is painted.

        Who was in one of their fields goes on in it, also once the settings over the window are closed.
        """
        self.outline.tree.restyle()
        self.findings.restyle()
        page, here = self.pages.page, self.pages.has_keyboard()
        self.pages.forget_pages()
        self.pages.show_page(page)
        if here:
            self.pages.take_focus_back()

    def toggle(self, which: str) -> None:
        """Folds or unfolds the outline or the findings."""
        dock = self.docks[which]
        dock.setVisible(dock.isHidden())

    # --- comments -----------------------------------------------------------------------------------------------------

    def comment(self, where: str) -> None:
        """Opens the place where something is said of a value or a row."""
        self.comments.begin(where)

    def toggle_comments(self) -> None:
        """Folds or unfolds the comments, now and where there are some later."""
        dock = self.docks["comments"]
        self._settings.set_state(self._comments_key(), dock.isHidden())
        dock.setVisible(dock.isHidden())

    def give_comments_room(self, *, room: bool) -> None:
        """In a narrow window they stay folded until they are asked for, or one is being written."""
        if room != self._has_comments_room:
            self._has_comments_room = room
            self._fit_comments()

    def _comments_key(self) -> str:
        """A narrow window has a memory of its own."""
        return "comments" if self._has_comments_room else "comments_small"

    def _fit_comments(self) -> None:
        """They have no room where there are none; what is being written is always in sight.

        The outline, which may have to give way, has its width again when they go.
        """
        left = self._settings.state(self._comments_key())
        folded = not self._has_comments_room if left is None else left in (False, "false")
        wanted = self._session is not None and (self.comments.writing or (self.comments.count > 0 and not folded))
        dock = self.docks["comments"]
        if wanted == dock.isHidden():
            outline = self.docks["outline"]
            if wanted:
                self._outline_width = outline.width() if outline.isVisible() else 0
            dock.setVisible(wanted)
            widths = {outline: self._outline_width, dock: self._comments_width() * wanted}
            known = {one: width for one, width in widths.items() if width}
            self._window.resizeDocks(list(known), list(known.values()), Qt.Orientation.Horizontal)

    def set_docks(self, *, outline: bool, findings: bool) -> None:
        """Shows or hides the docks."""
        self.docks["outline"].setVisible(outline)
        self.docks["findings"].setVisible(findings)
