"""The words that rules judge by and that are data: ``resources/wording.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import tomli

from models.folders import RESOURCES
from models.python import remembered

FILE = RESOURCES / "wording.toml"


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    return tomli.loads(FILE.read_text(encoding="utf-8"))


def words(section: str, key: str) -> tuple[str, ...]:
    """The list of that section and key."""
    return tuple(_file()[section][key])


def counted() -> dict[str, tuple[str, ...]]:
    """The words of counting at the end of a name, each with the units that go with it."""
    return {word: tuple(units) for word, units in _file()["counted"].items()}


def any_of(listed: Iterable[str]) -> str:
    """A pattern for one of the words, the longest first."""
    return "|".join(sorted(map(re.escape, listed), key=len, reverse=True))


_EVERYWHERE = frozenset(
    "数率量人次件起例处户条度比占值级面均平安全工作问题情况现象生信息资金经费完成水农上下大小中内地管门道改房访设建学校医院路桥河村社区站"
)
"""Characters that most names have, so that they tell nothing of what a name may hold."""


def marks_of(listed: Iterable[str]) -> str:
    """A pattern for one character: of each of these words it has one, so that a text without any holds none of them.

    It is looked for in a tenth of the time that the words take.
    """
    found: set[str] = set()
    for word in listed:
        if found.isdisjoint(word):
            found.add(next((char for char in word if char not in _EVERYWHERE), word[0]))
    return f"[{''.join(map(re.escape, sorted(found)))}]"


@lru_cache(maxsize=1)
def _ways() -> tuple[re.Pattern[str], dict[str, str]]:
    meant = {way: one for one, ways in _file()["same"].items() for way in ways}
    return re.compile(any_of(meant)), meant


@remembered
def one_way(name: str) -> str:
    """The name with each thing said in one way: 医保 is 医疗保险."""
    pattern, meant = _ways()
    return pattern.sub(lambda found: meant[found[0]], name)


@lru_cache(maxsize=1)
def _wrong() -> dict[str, str]:
    return {wrong: right for right, wrongs in _file()["slips"].items() for wrong in wrongs}


@lru_cache(maxsize=1)
def slips_of_the_pen() -> re.Pattern[str]:
    """A pattern for the words that are written wrongly: 津帖, 布署; some only where others stand beside them.

    Each of its ways begins with the word itself: only where one of their first characters stands are they tried.
    """
    there = _file()["slips_there"]
    beside = (f"{wrong}(?:{'|'.join(_beside(wrong, text) for text in texts)})" for wrong, texts in there.items())
    return re.compile("|".join([any_of(_wrong().keys() - there.keys()), *beside]))


_HAN = r"[\u4e00-\u9fff]"


def _beside(wrong: str, text: str) -> str:
    """A pattern for what is around the word, from behind it; ``|`` stands for a side where no character goes on."""
    before, _, after = text.partition(wrong)
    left = f"(?<!{_HAN}{wrong})" if before == "|" else f"(?<={before}{wrong})" if before else ""
    right = f"(?!{_HAN})" if after == "|" else f"(?={after})" if after else ""
    return left + right


def written_right(word: str) -> str:
    """The word that was meant: 津贴 for 津帖."""
    return _wrong()[word]


__all__ = ["FILE", "any_of", "counted", "marks_of", "one_way", "slips_of_the_pen", "words", "written_right"]
