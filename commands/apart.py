"""A work on many files in processes of their own: a module by itself, as it costs megabytes that one file spares."""

from __future__ import annotations

import gc
import signal
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from commands.console import UnusableError
from models.python import forget

ResultT = TypeVar("ResultT")
Done = Callable[[Path, Callable[[], bool]], ResultT]
"""What is done with one file; looks now and then whether it was stopped."""


def side_by_side(done: Done[ResultT], files: Sequence[Path], jobs: int) -> Generator[ResultT, None, None]:
    """What comes of the files, in their order, as it becomes ready. Raises UnusableError where a process was ended."""
    context = get_context()
    stop = context.Event()
    pool = ProcessPoolExecutor(jobs, context, _begin, (stop, done))
    try:
        waiting = deque(pool.submit(_done_apart, file) for file in files)
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise UnusableError("做到一半，一个进程被系统中止了，多半是内存不够；请用 --jobs 1 再试") from None
    finally:
        stop.set()  # what is being written is finished; nothing new is begun
        pool.shutdown(wait=True, cancel_futures=True)


class _Apart(NamedTuple):
    """What another process has to do, and how it hears that it should stop."""

    stop: Event
    done: Done[Any]


_apart: list[_Apart] = []


def _begin(stop: Event, done: Done[Any]) -> None:
    """Ctrl-C is for the first process, which then stops the others between two files."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    gc.freeze()
    _apart.append(_Apart(stop, done))


def _done_apart(file: Path) -> Any:
    outcome = _apart[0].done(file, _apart[0].stop.is_set)
    forget()
    gc.collect()
    return outcome
