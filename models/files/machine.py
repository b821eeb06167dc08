"""Who and where we are, and whether a process of this machine still is the one it was."""

from __future__ import annotations

import getpass
import os
import socket
import sys
import uuid
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any


@cache
def user() -> str:
    """The person at this computer."""
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return "未知用户"


@cache
def machine() -> tuple[str, str]:
    """This computer's name and number. Copied systems have one number, renamed ones another name: only both say it."""
    return socket.gethostname(), _number()


def _number() -> str:
    for path in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        with suppress(OSError):
            if text := Path(path).read_text(encoding="ascii", errors="ignore").strip()[:64]:
                return text
    return f"{uuid.getnode():012x}"


def birth(process: int) -> str | None:
    """When a process began, in the system's own words; empty where there is none, None where that cannot be told.

    A process number is used again: a process is the same only when it began at the same moment.
    """
    if sys.platform.startswith("linux"):
        return _birth_on_linux(process)
    return _birth_on_windows(process) if sys.platform == "win32" else _birth_elsewhere(process)


def _birth_on_linux(process: int) -> str | None:
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""
    except OSError:
        return None
    state, *rest = told.rpartition(")")[2].split()
    return "" if state in "ZX" else f"{boot}:{rest[18]}"  # the 22nd value: ticks since the system began


def _birth_on_windows(process: int) -> str | None:  # pragma: no cover (needs Windows)
    import ctypes

    kernel: Any = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    handle = kernel.OpenProcess(0x1000, False, process)  # PROCESS_QUERY_LIMITED_INFORMATION
    if not handle:
        return None if kernel.GetLastError() == 5 else ""
    try:
        times = [ctypes.c_ulonglong() for _ in range(4)]
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.GetProcessTimes(handle, *map(ctypes.byref, times))
        return str(times[0].value) if code.value == 259 else ""  # STILL_ACTIVE
    finally:
        kernel.CloseHandle(handle)


def _birth_elsewhere(process: int) -> str | None:  # pragma: no cover (needs macOS or BSD)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return ""
    except OSError:
        return None
    return None
