"""Answers of a word that are found once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

_Answer = TypeVar("_Answer")


class kept(Generic[_Answer]):  # noqa: N801  # used like property
    """An answer that is found when somebody asks first, and kept; without the lock of functools.cached_property."""

    def __init__(self, find: Callable[[Any], _Answer]) -> None:
        self.find = find
        self.__doc__ = find.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, word: Any, owner: type | None = None) -> _Answer:
        answer = self.find(word)
        word.__dict__[self.name] = answer
        return answer
