"""What nobody foresaw: caught at the top, logged without a word of the forms, told once; the windows live on.

The log knows the program's version, the kind of the error, the places in the program's own code, and the names of the
last actions. The words of an error stay out of it: they may hold what a person typed.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

import PySide6
from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler, qVersion

from models.program import NAME, VERSION
from models.python import regex

if TYPE_CHECKING:
    from ui.window.protocol import Program, Window

CRASHED = "程序上次意外中断。没有保存的内容已另外保留，列在窗口上边。再发生时，请用“帮助”菜单的“复制诊断信息”报告。"
LARGEST, OLDER = 500_000, 2  # bytes of a log, logs before it
LINES = 40  # of the log in a diagnosis
DEEPEST = 12  # frames of an error in the log
MOST_KINDS = 200  # errors that are remembered as told
_QUOTED = regex(r"\"[^\"]*\"|'[^']*'|“[^”]*”|/\S+|[^\x00-\x7f]+")
"""What may come from a form or a path, in the words of Qt."""

Slip = tuple[type[BaseException], BaseException | None, TracebackType | None]


class Errors(QObject):
    """``begin`` before the windows are made, ``serve`` when they are there, ``end`` after the last one is closed."""

    happened = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._log = logging.getLogger(f"program.{id(self)}")
        self._log.propagate = False
        self._log.setLevel(logging.INFO)
        self._crash: IO[str] | None = None
        self._had_handler = False
        self._told: set[str] = set()
        self._program: Program | None = None
        self._before: tuple[Any, ...] = ()
        self._heard_before: Any = None
        self.happened.connect(self._tell)  # from whatever thread, in that of the windows

    def begin(self) -> list[str]:
        """Catches from now on. Returns sentences on how the last time ended."""
        with suppress(OSError):  # where nothing can be written, errors are told all the same
            self._folder.mkdir(parents=True, exist_ok=True)
            self._log.addHandler(_file_of(self._folder))
        news = self._news()
        self._catch_crashes()
        self._log.info("start %s", VERSION)
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = lambda *slip: self._caught("error", slip)
        threading.excepthook = lambda args: self._caught("thread", (args.exc_type, args.exc_value, args.exc_traceback))
        sys.unraisablehook = lambda args: self._caught(
            "unraisable", (args.exc_type, args.exc_value, args.exc_traceback)
        )
        self._heard_before = qInstallMessageHandler(self._hear_qt)
        return news

    def serve(self, program: Program) -> None:
        """These are the windows to tell it in."""
        self._program = program

    def end(self) -> None:
        """All is as it was before ``begin``."""
        if self._before:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            qInstallMessageHandler(self._heard_before)
        if self._crash is not None:
            faulthandler.disable()
            if self._had_handler and sys.__stderr__ is not None:
                faulthandler.enable(sys.__stderr__)
            self._crash.close()
            with suppress(OSError):
                _crash_file(self._folder).unlink(missing_ok=True)
        for handler in list(self._log.handlers):
            self._log.removeHandler(handler)
            handler.close()

    # --- native crashes -----------------------------------------------------------------------------------------------

    def _catch_crashes(self) -> None:
        self._had_handler = faulthandler.is_enabled()
        with suppress(OSError):
            self._crash = _crash_file(self._folder).open("w", encoding="utf-8")
            faulthandler.enable(self._crash)

    def _news(self) -> list[str]:
        """What the last time wrote down when it crashed; it goes into the log."""
        try:
            told = _crash_file(self._folder).read_text(encoding="utf-8", errors="replace").strip()
        except OSError:
            return []
        if not told:
            return []
        self._log.error("crash of the last time\n%s", told[:5000])
        return [CRASHED]

    # --- errors of the program ----------------------------------------------------------------------------------------

    def _caught(self, where: str, slip: Slip) -> None:
        """Nothing in here may fail: there is nobody left to catch it."""
        if issubclass(slip[0], KeyboardInterrupt):
            self._before[0](*slip)
            return
        with suppress(Exception):
            place = _place_of(slip[2])
            self._log.error("%s %s\n%s\nsteps: %s", where, _kind(slip), _frames(slip[2]), self._steps())
            self.happened.emit(f"{slip[0].__name__} {place}")

    def _steps(self) -> str:
        return " ".join(self._program.steps) if self._program else ""

    def _tell(self, what: str) -> None:
        """Says it once, after what is typed is safe; it must not fail in turn."""
        if self._program is None or what in self._told or len(self._told) > MOST_KINDS:
            return
        self._told.add(what)
        kept = self._keep_all()
        words = "没有保存的内容已另外留底。" if kept else ""
        words = (
            f"程序刚才出了一个没有料到的错误，刚做的那一步可能没有做成。{words}"
            "可以接着用；请保存一次，并用“帮助”菜单的“复制诊断信息”报告。"
        )
        for window in self._seen():
            window.messages.say(words, "error")

    def _seen(self) -> Sequence[Window]:
        """The window that a person is at, else the first."""
        windows = self._program.windows if self._program else []
        return [one for one in windows if one.widget.isActiveWindow()] or windows[:1]

    def _keep_all(self) -> bool:
        """Everything unsaved is in the recovery files. False where nothing is, or it cannot be kept."""
        assert self._program is not None
        try:
            unsaved = [one.session for one in self._program.windows if one.session and one.session.dirty]
            for session in unsaved:
                session.keep()
        except Exception as problem:  # noqa: BLE001 (whatever is broken, the windows are to live on)
            self._log.error("recovery %s", type(problem).__name__)
            return False
        return bool(unsaved)

    # --- Qt's own words -----------------------------------------------------------------------------------------------

    def _hear_qt(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        del context
        if kind != QtMsgType.QtDebugMsg:
            self._log.warning("%s %s", kind.name, _QUOTED.sub("…", message)[:300])


class _Handler(logging.FileHandler):
    """Begins a new file when this one is large. ``logging.handlers`` would do it, and bring pickle and sockets along.

    A full disk, or a folder that is gone, is told where it matters: not for each line of a log.
    """

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):
            if Path(self.baseFilename).stat().st_size > LARGEST:
                self._turn()
        super().emit(record)

    def _turn(self) -> None:
        self.close()
        names = [Path(self.baseFilename + ending) for ending in ("", *(f".{number + 1}" for number in range(OLDER)))]
        for older, newer in reversed(list(pairwise(names))):
            if older.exists():
                older.replace(newer)

    def handleError(self, record: logging.LogRecord) -> None:
        del record


def _file_of(folder: Path) -> logging.Handler:
    handler = _Handler(_log_file(folder), encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler


def _log_file(folder: Path) -> Path:
    return folder / "program.log"


def _crash_file(folder: Path) -> Path:
    return folder / "crash.txt"


def _kind(slip: Slip) -> str:
    number = f" {slip[1].errno}" if isinstance(slip[1], OSError) else ""
    return f"{slip[0].__name__}{number}"


def _frames(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)[-DEEPEST:]
    return "\n".join(f"  {_short(one.filename)}:{one.lineno} {one.name}" for one in frames)


def _place_of(trace: TracebackType | None) -> str:
    return _frames(trace).rpartition("\n")[2].strip()


def _short(file: str) -> str:
    """Without the folders above the program, which may hold a person's name."""
    return "/".join(Path(file).parts[-3:])


def diagnosis(folder: Path, templates: Sequence[str]) -> str:
    """What a report of a problem needs: versions, system, templates, the end of the log."""
    import platform  # only here: it is large

    lines: list[str] = []
    with suppress(OSError):
        lines = _log_file(folder).read_text(encoding="utf-8", errors="replace").splitlines()[-LINES:]
    return "\n".join(
        (
            f"{NAME} {VERSION}",
            f"系统：{platform.platform()}",
            f"Python {platform.python_version()}，Qt {qVersion()}，PySide {PySide6.__version__}",
            f"版式：{' '.join(templates)}",
            "日志：",
            *lines,
        )
    )
