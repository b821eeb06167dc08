"""The memory of this process by the system's own account, in MB; 0 where it gives none (Linux does)."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def held() -> int:
    """What there is now."""
    return _told("VmRSS")


def peak() -> int:
    """The most there has been since the process began (unlike ``ru_maxrss``, which its parent's may be) or forgot."""
    return _told("VmHWM")


def forget_peak() -> int:
    """Lets the system measure anew; returns what there is now."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return held()


def _told(what: str) -> int:
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith(what):
                return int(line.split()[1]) >> 10
    return 0
