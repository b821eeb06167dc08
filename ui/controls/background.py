"""Long work off the window's thread: a quiet progress box with 取消 when it takes longer than a moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

Result = TypeVar("Result")
PATIENCE = 400  # ms before the progress box appears


class Job(QObject):
    """Work under way; a cancelled job tells nothing more."""

    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = threading.Event()

    @property
    def cancelled(self) -> bool:
        """The person does not want it any more."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Nobody waits for it any more."""
        self._stop.set()


def run(  # noqa: PLR0913 (two callbacks are what a thread needs)
    parent: QWidget,
    title: str,
    work: Callable[[], Result],
    done: Callable[[Result], object],
    failed: Callable[[Exception], object],
    *,
    expected: tuple[type[Exception], ...] = (),
) -> Job:
    """Does ``work`` in another thread and calls ``done`` with its result, or ``failed``, in this one.

    Failures of other kinds than ``expected`` are slips of the program; they are told with their own words.
    """
    job = Job(parent)
    box = _progress_box(parent, title, job)

    def finish(call: Callable[[Any], object], value: Any) -> None:
        box.blockSignals(True)  # closing it is not cancelling
        box.close()
        box.deleteLater()
        if not job.cancelled:
            call(value)
        job.deleteLater()

    job.finished.connect(lambda value: finish(done, value))
    job.failed.connect(lambda problem: finish(failed, problem))
    QThreadPool.globalInstance().start(lambda: _work(job, work, expected))
    return job


def _progress_box(parent: QWidget, title: str, job: Job) -> QProgressDialog:
    box = QProgressDialog(title + "……", "取消", 0, 1, parent)
    box.setWindowTitle(title)
    box.setAccessibleName(title)
    box.setValue(0)  # Qt minds the patience of a box only once it has a value, and else waits for four seconds
    box.setMinimumDuration(PATIENCE)
    box.setRange(0, 0)  # nobody knows how long it takes
    box.setAutoClose(False)
    box.setAutoReset(False)
    box.canceled.connect(job.cancel)
    return box


def _work(job: Job, work: Callable[[], Any], expected: tuple[type[Exception], ...]) -> None:
    try:
        value = work()
    except expected as problem:
        job.failed.emit(problem)
    except Exception as problem:  # noqa: BLE001 (a slip must be told in the window, not lost in a thread)
        job.failed.emit(RuntimeError(f"程序在这里出了错（{type(problem).__name__}：{problem}），内容没有改动。"))
    else:
        job.finished.emit(value)
