"""What is typed to find a word: some of its characters, its pinyin, or the initials of that (导出: 导, daochu, dc)."""

from __future__ import annotations

import os
from functools import lru_cache

_LONGEST = 60  # characters of a text that are looked at as pinyin
Sounds = tuple[tuple[str, ...], ...]
"""For each character of a text the syllables it may be read as, another character as itself."""


def fits(typed: str, text: str) -> bool:
    """True when ``text`` has what was typed, as it stands or as pinyin, each syllable whole or begun; of both cases."""
    wanted = typed.casefold().replace(" ", "")
    if wanted in text.casefold().replace(" ", ""):
        return True
    if not (wanted.isascii() and wanted.isalnum()):
        return False
    sounds = _sounds(text[:_LONGEST].replace(" ", ""))
    starts = (at for at, options in enumerate(sounds) if any(one.startswith(wanted[0]) for one in options))
    return any(_spells(wanted, sounds[at:]) for at in starts)


def begins(typed: str, text: str) -> bool:
    """True when ``text`` fits from its first character on."""
    wanted = typed.casefold().replace(" ", "")
    if text.casefold().replace(" ", "").startswith(wanted):
        return True
    return wanted.isascii() and wanted.isalnum() and _spells(wanted, _sounds(text[:_LONGEST].replace(" ", "")))


def _spells(wanted: str, sounds: Sounds) -> bool:
    """The characters, each with at least its first letter, spell what is wanted."""
    reached = {0}
    for options in sounds:
        reached = {
            at + length
            for at in reached
            for option in options
            for length in range(1, len(option) + 1)
            if wanted.startswith(option[:length], at)
        }
        if len(wanted) in reached:
            return True
        if not reached:
            return False
    return False


@lru_cache(maxsize=20_000)
def _sounds(text: str) -> Sounds:
    return tuple(map(_sound, text))


@lru_cache(maxsize=10_000)
def _sound(char: str) -> tuple[str, ...]:
    if char < "㐀":
        return (char.casefold(),)
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")  # single characters do, and load in a tenth of the memory
    from pypinyin import Style, pinyin

    known = pinyin(char, heteronym=True, style=Style.NORMAL)
    return tuple(known[0]) if known else (char,)
