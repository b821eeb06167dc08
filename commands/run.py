"""Carries a command out and says how it ended."""

from __future__ import annotations

import gc
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from types import FrameType

from commands.console import STOPPED, UNUSABLE, UnusableError, tell, use_utf8
from commands.parser import COMMANDS, parse
from models.python import collector_paused


def run(given: Sequence[str]) -> int:
    """Runs what is written on the command line. Returns the exit code."""
    use_utf8()
    with collector_paused(), _watched() as stopped:  # a command is short and leaves no cycles worth looking for
        try:
            return _run(given)
        except UnusableError as problem:
            tell(str(problem))
            return UNUSABLE
        except BaseException as slip:
            if not isinstance(slip, KeyboardInterrupt) and not stopped():
                raise
            tell("已中止。中止前写好的文件都是完整的，留在原处")
            return STOPPED
        finally:
            gc.freeze()  # nor when the process ends


@contextmanager
def _watched() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed: a library that is interrupted may make another error of it."""
    pressed: list[int] = []

    def press(number: int, _frame: FrameType | None) -> None:
        pressed.append(number)
        raise KeyboardInterrupt

    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:  # a job ignores it
        yield lambda: bool(pressed)
        return
    signal.signal(signal.SIGINT, press)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _run(given: Sequence[str]) -> int:
    options = parse(given)
    command = import_module(f"commands.{COMMANDS[options.command].module}")  # loads what this one needs, no more
    code: int = command.run(options)
    return code
