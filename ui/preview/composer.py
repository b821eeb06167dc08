"""From the dossier to pages, after a short quiet; big forms beside the window's thread, late results dropped."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from exporters.fonts import FontError, Fonts
from exporters.pages.paginate import Pages, paginate
from models.edits import copied
from models.forms import AnyForm
from models.sheets import Sheet, beside
from models.templates.template import FormTemplate
from ui.preview.blank_rows import BlankIds
from ui.preview.cells import FormCells, lay_out
from ui.session.session import Session

QUIET = 60  # ms without a change until the pages are made anew
BIG = 100  # nodes from which on a form is laid out beside the window's thread
USUAL, BRISK = 0.005, 0.0005
"""Seconds until Python's other thread gets its turn: at the usual pace every event of the window waits that long."""


@dataclass(frozen=True)
class Composed:
    """A form as it was at one moment: its cells and its pages."""

    cells: FormCells
    pages: Pages


@dataclass(frozen=True)
class Source:
    """What the pages are made from."""

    forms: tuple[AnyForm, ...]
    template: FormTemplate
    year: int
    unit_name: str


def compose(source: Source, ids: BlankIds, fonts: Fonts) -> Composed:
    """Lays out and breaks into pages. Raises ValueError in Chinese."""
    cells = lay_out(source.forms, source.template, source.year, source.unit_name, ids)
    cells.prepare()
    return Composed(cells, paginate(cells.table, fonts, tighten=True))


class _Mail(QObject):
    """Carries a result from the worker's thread; lives as long as the worker needs it."""

    done = Signal(int, object)


def _post(mail: _Mail, token: int, future: Future[Composed]) -> None:
    """The worker is done: the window has Python for itself again."""
    sys.setswitchinterval(USUAL)
    mail.done.emit(token, future)


class Composer(QObject):
    """Keeps the pages of one form, and of those in the same table, up to date.

    ``composed`` brings them, ``failed`` says why there are none.
    """

    composed = Signal(object)
    failed = Signal(str)

    def __init__(self, session: Session, sheet: Sheet, fonts: Fonts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._sheet, self._fonts = session, sheet, fonts
        self._ids: BlankIds = {}
        self._asked = 0
        self._running = False
        self._executor: ThreadPoolExecutor | None = None
        self._mail = _Mail()
        self._mail.done.connect(self._arrived, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET)
        self._timer.timeout.connect(self._start)

    @property
    def busy(self) -> bool:
        """The pages are not those of the dossier as it is now."""
        return self._timer.isActive() or self._running

    def request(self) -> None:
        """The form has changed; pages are made when there was a short quiet."""
        self._asked += 1
        self._timer.start()

    def now(self) -> None:
        """Pages at once, for a step that needs them (a new row)."""
        self._timer.stop()
        self._asked += 1
        source = self._source()
        if source:
            self._tell(partial(compose, source, self._ids, self._fonts))

    def start(self) -> None:
        """Begins now, without waiting for a quiet moment."""
        self._timer.stop()
        self._asked += 1
        self._start()

    def _start(self) -> None:
        if self._running:
            return  # its result is late already; the next run starts when it comes
        source = self._source()
        if source is None:
            return
        if sum(1 for form in source.forms for _ in form.indicators()) < BIG:
            self._tell(partial(compose, source, self._ids, self._fonts))
            return
        self._running = True
        token, mail = self._asked, self._mail
        sys.setswitchinterval(BRISK)
        self._executor = self._executor or ThreadPoolExecutor(1, "pages")
        snapshot = replace(source, forms=tuple(map(copied, source.forms)))
        future = self._executor.submit(compose, snapshot, self._ids, self._fonts)
        future.add_done_callback(partial(_post, mail, token))

    def _arrived(self, token: int, future: Future[Composed]) -> None:
        self._running = False
        if token == self._asked:
            self._tell(future.result)
        elif not self._timer.isActive():
            self._timer.start()

    def _tell(self, make: Callable[[], Composed]) -> None:
        try:
            composed = make()
        except (ValueError, FontError) as problem:
            self.failed.emit(str(problem))
        else:
            self.composed.emit(composed)

    def _source(self) -> Source | None:
        form, template = self._session.form(self._sheet.form), self._session.template_of(self._sheet)
        if form is None:
            return None
        if template is None:
            self.failed.emit(
                f"这张表的版式“{form.template or '（空）'}”不在本机，印不出官方表格。"
                "请换一个版式，或把版式文件放进版式文件夹。"
            )
            return None
        dossier = self._session.dossier
        forms = beside(self._sheet, dossier.forms, self._session.templates)
        return Source(forms, template, dossier.year, dossier.unit.name)

    def close(self) -> None:
        """Gives up what is under way."""
        self._timer.stop()
        self._asked += 1
        if self._executor:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None
