"""From the dossier to pages, after a short quiet; big forms beside the window's thread.

Who types without a rest sees pages all the same: they are waited for no longer than ``MOST``, and those that come late
are shown where no row came or went meanwhile; else they are dropped.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice, zip_longest

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from exporters.fonts import FontError, Fonts
from exporters.layout import Around
from exporters.pages.paginate import Page, Pages, Pieces, paginating, pieces_of
from models.forms import AnyForm
from models.goals import Indicator
from models.python import set_aside
from models.sheets import Sheet, beside, place_of
from models.templates.template import FormTemplate
from models.touched import Touched
from ui.preview.blank_rows import BlankIds
from ui.preview.cells import FormCells, lay_out
from ui.preview.snapshot import Snapshots
from ui.session.session import Session

QUIET = 60  # ms without a change until the pages are made anew
MOST = 500  # ms that a change waits for that quiet
BIG = 100  # nodes from which on a form is laid out beside the window's thread
USUAL, BRISK = 0.005, 0.0005
"""Seconds until Python's other thread gets its turn: at the usual pace every event of the window waits that long."""


@dataclass(frozen=True)
class Composed:
    """A form as it was at one moment: its cells, its pages, and where the pieces of every cell are (page, box)."""

    cells: FormCells
    pages: Pages
    pieces: Pieces


Offered = tuple[str, Indicator]
"""A row that a person may fill and the dossier does not have: the 二级指标 at whose end it stands, and its node."""


@dataclass(frozen=True)
class Source:
    """What the pages are made from."""

    forms: tuple[AnyForm, ...]
    template: FormTemplate
    around: Around
    offered: Offered | None = None


Steps = Generator[Composed | None, None, None]
Token = tuple[int, int]
"""How many changes there had been when pages were begun, and how many of them were of the rows."""


def composing(source: Source, ids: BlankIds, fonts: Fonts, before: tuple[Page, ...] = ()) -> Steps:
    """Lays out, then breaks into pages, those as they were ``before`` the same ones; the last step brings them.

    After the first step nothing is asked of the forms any more. Raises ValueError in Chinese.
    """
    cells = lay_out(source.forms, source.template, source.around, ids, source.offered)
    cells.prepare()
    yield None
    pages = yield from paginating(cells.table, fonts, tighten=True)
    yield None
    same = tuple(old if old == new else new for old, new in zip_longest(before, pages.pages) if new is not None)
    yield Composed(cells, replace(pages, pages=same), pieces_of(same))


def compose(source: Source, ids: BlankIds, fonts: Fonts, before: tuple[Page, ...] = ()) -> Composed:
    """All steps of that at once. Raises ValueError in Chinese."""
    return next(filter(None, composing(source, ids, fonts, before)))


def _let_go(held: list[Composed | None]) -> None:
    """Takes apart what only ``held`` has yet, piece by piece: all at once the window would have to wait for the end."""
    composed = held.pop()
    if composed is None:
        return
    cells = composed.cells
    tables = (composed.pieces, cells.cells, cells.by_path, cells.by_whole, cells.by_node)
    pieces: list[object] = [*composed.pages.pages, *cells.table.cells, *cells.stops]
    pieces += [one for table in tables for one in table.items()]
    del composed, cells, tables
    while pieces:
        pieces.pop()


def _send_home(workers: list[ThreadPoolExecutor]) -> None:
    """Gives up what is under way: nobody looks at these pages any more."""
    for worker in workers:
        worker.shutdown(wait=False, cancel_futures=True)


class _Mail(QObject):
    """Carries a result from the worker's thread; lives as long as the worker needs it."""

    done = Signal(object, object)


def _post(mail: _Mail, token: Token, future: Future[Composed]) -> None:
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
        self._snapshots = Snapshots()
        self._last: Composed | None = None
        self._offered: Offered | None = None
        self._asked = self._shape = 0  # of the changes, and of those after which other rows stand in the table
        self._then: list[Callable[[], object]] = []
        self._running = False
        self._workers: list[ThreadPoolExecutor] = []  # none, or the one beside the window's thread
        self.destroyed.connect(partial(_send_home, self._workers))
        self._mail = _Mail()
        self._mail.done.connect(self._arrived, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET)
        self._timer.timeout.connect(self._start)
        self._waiting = QElapsedTimer()  # since the first change that no pages were begun for
        self._overdue = False  # it was no longer waited for a quiet
        self._steps: Steps | None = None  # of a small form, step after step between the events of the window
        self._firm: int | None = None  # what ``_shape`` must be for the steps to go on in spite of further changes
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._next_step)
        session.changed.connect(self._on_changed)

    def _on_changed(self, touched: Touched) -> None:
        self._snapshots.hear(touched)
        self._shape += bool(touched.lists)

    @property
    def busy(self) -> bool:
        """The pages are not those of the dossier as it is now."""
        return self._timer.isActive() or self._running or self._steps is not None

    def request(self) -> None:
        """The form has changed; pages are made when there was a short quiet."""
        self._asked += 1
        if self._firm != self._shape:
            self._steps = None
        self._wait()

    def _wait(self) -> None:
        """For a short quiet, and no longer than ``MOST`` altogether."""
        if not self._timer.isActive():
            self._waiting.start()
        if not self._timer.isActive() or self._waiting.elapsed() + QUIET < MOST:
            self._timer.start()
        else:
            self._overdue = True

    def offer(self, category: str, row: Indicator | None) -> None:
        """From the next pages on such a row stands at the end of that 二级指标; None: no more."""
        self._offered = (category, row) if row is not None else None
        self._shape += 1

    def now(self, then: Callable[[], object] = lambda: None) -> None:
        """Pages without waiting for a quiet moment; ``then`` what needs them (to go to a new row).

        Of a small form at once, of a big one when they have been made beside the window's thread.
        """
        self._then.append(then)
        self.start()

    def start(self) -> None:
        """Begins now, without waiting for a quiet moment."""
        self._timer.stop()
        self._asked += 1
        self._start(at_once=True)

    def _start(self, *, at_once: bool = False) -> None:
        self._steps = None
        self._firm, self._overdue = (self._shape if self._overdue else None), False
        if self._running:
            return  # its result is late already; the next run starts when it comes
        source = self._source()
        if source is None:
            self._go_on()
            return
        rows = chain.from_iterable(form.indicators() for form in source.forms)
        if next(islice(rows, BIG - 1, None), None) is None:
            self._steps = composing(source, self._ids, self._fonts, self._before())
            if at_once:
                self._tell(partial(next, filter(None, self._steps)))
            else:
                self._next_step()
            return
        self._running = True
        token, mail = (self._asked, self._shape), self._mail
        sys.setswitchinterval(BRISK)
        if not self._workers:
            self._workers.append(ThreadPoolExecutor(1, "pages"))
        snapshot = source if source.offered else replace(source, forms=tuple(map(self._snapshots.of, source.forms)))
        future = self._workers[0].submit(compose, snapshot, self._ids, self._fonts, self._before())
        future.add_done_callback(partial(_post, mail, token))

    def _arrived(self, token: Token, future: Future[Composed]) -> None:
        """Pages that were wanted meanwhile are made now."""
        self._running = False
        set_aside()
        asked, shape = token
        if asked == self._asked:
            self._tell(future.result)
            return
        if shape == self._shape and future.exception() is None:
            self._show(future.result())
        if self._then:
            self.start()
        elif not self._timer.isActive():
            self._wait()

    def _next_step(self) -> None:
        if self._steps is not None:
            self._tell(partial(next, self._steps))

    def _tell(self, make: Callable[[], Composed | None]) -> None:
        try:
            composed = make()
        except (ValueError, FontError) as problem:
            self._steps = None
            self.failed.emit(str(problem))
        else:
            if composed is None:
                self._turn.start(0)
                return
            self._steps = None
            self._show(composed)
        self._go_on()

    def _show(self, composed: Composed) -> None:
        """Those before are taken apart beside the window's thread: of a long form that is work too."""
        before, self._last = [self._last], composed
        self.composed.emit(composed)
        for worker in self._workers:
            worker.submit(_let_go, before)

    def _go_on(self) -> None:
        """What waited for the pages, whether there are any now or not."""
        waiting, self._then = self._then, []
        for then in waiting:
            then()

    def _before(self) -> tuple[Page, ...]:
        return self._last.pages.pages if self._last else ()

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
        place = place_of(form, dossier.forms, self._session.templates, self._sheet.stage)
        around, offered = Around(dossier.year, dossier.unit.name, place), self._offered
        if offered is None or offered[1].id in self._session.editor:
            return Source(forms, template, around)
        return Source(tuple(self._snapshots.of(one, offered) for one in forms), template, around, offered)
