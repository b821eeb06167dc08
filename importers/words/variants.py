"""How a word of a source may be written beside the list of words: numbered, with remarks, behind 其中, after a year."""

from __future__ import annotations

import re
from collections.abc import Collection

from models.python import regex

MARKS = "*※▲★☆"
NUMBERING = regex(
    r"^(?:附[件表][\d\-—一二三四五六七八九十]*[:、.]?|(?:预算|公开)?表[\d一二三四五六七八九十]+[:、.]?"
    r"|项目[一二三四五六七八九十\d]{1,3}[:、.]|[(]?[一二三四五六七八九十\d]+[)]?[、.．)]+|第[一二三四五六七八九十]+部分)\s*"
)
SPAN = regex(r"^[二三四五两]年(?=.)")
YEARLY = regex(r"^(?:本年度|年度|本年|当年|全年)(?=.)")
_REMARKS = regex(rf"\([^()]*\)|\[[^\[\]]*\]|[{MARKS}]")
_COUNTED_GOAL = regex(r"(?<=[\u4e00-\u9fff]目标)[(]?[\d一二三四五][)]?$")
_AND_GOALS = regex(r"^[\u4e00-\u9fff]{2,8}[及和与、]")
_PREFIX = regex(r"^(?:其中|其中包括|包括|按.{1,4}分)[:、,]?(?=.)")
_GRADE = regex(r"^(?:(?:省|市|县|区|州|本|地市|市州|旗县|乡镇)级|市州|地州|州市)")
_OWN_YEAR = regex(r"^(?:19|20)\d\d年(?=.)")


def behind(begins: re.Pattern[str], text: str) -> str:
    """The text without what it begins with (a pattern from ``^`` on)."""
    found = begins.match(text)
    return text[found.end() :] if found else text


def without_remarks(norm: str) -> str:
    """Normalised words without what stands in brackets and without marks like *."""
    return norm if norm.isalnum() else _REMARKS.sub("", norm).rstrip(":")


def as_label(norm: str, unnumbered: str) -> Collection[str]:
    """Normalised words as a label may be listed: without number, without what a colon parts off, without 其中 before
    them, without remarks; the likeliest first."""
    forms, tail = {norm: None, unnumbered: None}, norm.rpartition(":")[2]
    if tail != norm:
        forms |= {tail: None, behind(NUMBERING, tail): None}
    shorts = dict.fromkeys(short for form in forms for short in (form, behind(_PREFIX, form), behind(_GRADE, form)))
    return dict.fromkeys(one for short in shorts for one in (short, without_remarks(short)))


def as_goal(norm: str) -> Collection[str]:
    """Normalised words as a label of a goal may be listed: without a year, other goals before them, a number."""
    uncounted = _COUNTED_GOAL.sub("", norm) if "目标" in norm else norm
    return (*_without_year(norm), behind(_AND_GOALS, norm), uncounted)


def _without_year(norm: str) -> list[str]:
    """2025年度目标 as 年度目标 and 目标; nothing for words that begin with no year."""
    own = behind(_OWN_YEAR, norm)
    return [own.removeprefix("度"), f"年{own}"] if own != norm else []
