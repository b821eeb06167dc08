"""How Python is driven, whatever a dossier holds: its collector put aside, its expressions put off, answers kept."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, AnyStr, Generic, ParamSpec, TypeVar, cast

Asked = ParamSpec("Asked")
AnswerT = TypeVar("AnswerT")

_MOST_KEPT = 65536
"""Answers of one function: more than the texts of one dossier."""

_forgetting: list[Callable[[], None]] = []


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


class _Later(Late[str]):
    """The same of a pattern that is written only then."""

    def __init__(self, write: Callable[[], str], flags: int) -> None:
        self._write = write
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name != "pattern":
            return super().__getattr__(name)
        self.pattern = self._write()
        return self.pattern


def regex_of(write: Callable[[], str], flags: int = 0) -> re.Pattern[str]:
    """As ``regex`` of what ``write`` gives, which is called when the pattern is first asked for anything."""
    return cast("re.Pattern[str]", _Later(write, flags))


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As ``re.compile`` for a constant of a module: to compile them all takes longer than a form, and few are asked."""
    return cast("re.Pattern[AnyStr]", Late(pattern, flags))


def is_chinese(sign: str) -> bool:
    """One sign, and a Chinese one: to compile a class of all twenty thousand takes longer than to read a page."""
    return "\u4e00" <= sign <= "\u9fff"


def remembered(function: Callable[Asked, AnswerT]) -> Callable[Asked, AnswerT]:
    """A function of texts that is worked out once for each, as long as the dossier they stand in is at work."""
    kept = lru_cache(maxsize=_MOST_KEPT)(function)
    _forgetting.append(kept.cache_clear)
    return cast("Callable[Asked, AnswerT]", kept)


def forget() -> None:
    """A dossier is done with: what is ``remembered`` of its texts takes room, and the collector walks through it."""
    for clear in _forgetting:
        clear()
