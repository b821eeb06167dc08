"""How Python is driven, whatever a dossier holds: its collector put aside, its regular expressions put off."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, AnyStr, Generic, cast


@contextmanager
def collector_paused() -> Iterator[None]:
    """Without the pause the collector walks ten thousand new rows again and again, and the cost is no longer linear."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def set_aside() -> None:
    """What was just made is much, lasts, and does not hold itself: the collector need not walk through it.

    Only in a program that collects by itself, since it has to take back what is set aside (``gc.unfreeze``) some day.
    """
    if not gc.isenabled():
        gc.freeze()


class Late(Generic[AnyStr]):
    """Stands for ``re.compile(pattern, flags)``: each method is taken over from it when it is first asked for."""

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self.pattern, self._flags), name)
        if not name.startswith("_"):
            setattr(self, name, value)
        return value


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As ``re.compile`` for a constant of a module: to compile them all takes longer than a form, and few are asked."""
    return cast("re.Pattern[AnyStr]", Late(pattern, flags))
