"""Long work off the window's thread: it tells how far it is and can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from models.heed import StoppedError
from ui.controls.plain import all_plain

PATIENCE = 400  # ms before the progress box appears


class Job(QObject):
    """Work in another thread. ``progressed`` (done, of, what) by the way, at the end ``finished`` or ``failed``.

    The work is given the job: it tells its progress there, and looks whether it is ``stopped``, or lets ``heed`` break
    it off. Failures of other kinds than ``expected`` are slips of the program, told with their own words.
    """

    progressed = Signal(int, int, str)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(
        self, work: Callable[[Job], Any], parent: QObject, *, expected: tuple[type[Exception], ...] = ()
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._expected: tuple[type[Exception], ...] = (StoppedError, *expected)
        self._stop = threading.Event()
        self.destroyed.connect(self._stop.set)  # nobody is left who waits for it

    def start(self) -> None:
        """Begins in another thread."""
        QThreadPool.globalInstance().start(self._run)

    def stop(self) -> None:
        """Ends it at the next opportunity."""
        self._stop.set()

    def stopped(self) -> bool:
        """The person does not want it any more."""
        return self._stop.is_set()

    def heed(self) -> None:
        """Breaks the work off where it is not wanted any more. Raises StoppedError."""
        if self.stopped():
            raise StoppedError

    def _run(self) -> None:
        try:
            end, value = self.finished, self._work(self)
        except self._expected as problem:
            end, value = self.failed, problem
        except Exception as slip:  # noqa: BLE001 (a slip must be told in the window, not lost in a thread)
            words = f"程序在这里出了错（{type(slip).__name__}：{slip}），内容没有改动。"
            end, value = self.failed, RuntimeError(words)
        with suppress(RuntimeError):  # the window is gone, and the job with it
            end.emit(value)


def run(job: Job, title: str, parent: QWidget, done: Callable[[Any], object], failed: Callable[[Any], object]) -> None:
    """Starts a job. A box with 取消 comes when it takes longer than a moment; a stopped job tells nothing more."""
    box = _progress_box(parent, title, job)

    def finish(call: Callable[[Any], object], value: Any) -> None:
        box.blockSignals(True)  # closing it is not cancelling
        box.close()
        box.deleteLater()
        if not job.stopped():
            call(value)
        job.deleteLater()

    job.finished.connect(lambda value: finish(done, value))
    job.failed.connect(lambda problem: finish(failed, problem))
    job.start()


def _progress_box(parent: QWidget, title: str, job: Job) -> QProgressDialog:
    box = QProgressDialog(title + "……", "取消", 0, 1, parent)
    box.setWindowTitle(title)
    box.setAccessibleName(title)
    all_plain(box)
    box.setValue(0)  # Qt minds the patience of a box only once it has a value, and else waits for four seconds
    box.setMinimumDuration(PATIENCE)
    box.setRange(0, 0)  # nobody knows how long it takes
    box.setAutoClose(False)
    box.setAutoReset(False)
    box.canceled.connect(job.stop)
    job.progressed.connect(lambda _done, _of, what: box.setLabelText(f"{title}：{what}……"))
    return box
