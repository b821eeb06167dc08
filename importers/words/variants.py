"""How a word of a source may be written beside the list of words: numbered, with remarks, behind 其中, after a year."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import takewhile

from models.python import is_chinese, regex

MARKS = "*※▲★☆"
NUMBERING = regex(
    r"^(?:附[件表][\d\-—一二三四五六七八九十]*[:、.]?|(?:预算|公开)?表[\d一二三四五六七八九十]+[:、.]?"
    r"|项目[一二三四五六七八九十\d]{1,3}[:、.]|[(]?[一二三四五六七八九十\d]+[)]?[、.．)]+|第[一二三四五六七八九十]+部分)\s*"
)
SPAN = regex(r"^[二三四五两]年(?=.)")
YEARLY = regex(r"^(?:本年度|年度|本年|当年|全年)(?=.)")
_REMARKS = regex(rf"\([^()]*\)|\[[^\[\]]*\]|[{MARKS}]")
_BLANKS = regex("[ \u3000\u00a0]+")
_COUNTED_GOAL = regex(r"(?<=.目标)[(]?[\d一二三四五][)]?$")
_AND, _MOST_BEFORE_AND = frozenset("及和与、"), 8
_PREFIX = regex(r"^(?:其中|其中包括|包括|按.{1,4}分)[:、,]?(?=.)")
_GRADE = regex(r"^(?:(?:省|市|县|区|州|本|地市|市州|旗县|乡镇)级|市州|地州|州市)")
_NUMBERED = regex(r"^(.*[^\d(第])[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)]?$")
_ORDINAL = regex(r"^第(?:\d{1,2}|[一二三四五六七八九十]{1,2})[项个条](.+)$")
_LONG_TERM = regex("长期|中期|实施期|总体期|三年|五年")
_OF_YEAR = regex("年度|[本当全]年")
_SPAN_OF_YEARS = regex(r"(?:19|20)\d\d年?[-—–~～至到]+(?:19|20)\d\d")
_OWN_YEAR = regex(r"^(?:19|20)\d\d年(?=.)")


def behind(begins: re.Pattern[str], text: str) -> str:
    """The text without what it begins with (a pattern from ``^`` on)."""
    found = begins.match(text)
    return text[found.end() :] if found else text


def on_one_line(text: str) -> str:
    """A short text that was broken over lines, put together again."""
    if "\n" not in text:
        return text.strip()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    parted = (number and _ascii_end(lines[number - 1]) and line[:1].isascii() for number, line in enumerate(lines))
    return "".join(f" {line}" if blank else line for line, blank in zip(lines, parted, strict=True))


def unspread(text: str) -> str:
    """Without the blanks that only spread a word (产 出 指 标): those with a Chinese sign on either side."""
    return _BLANKS.sub(_unless_spread, text)


def _unless_spread(blanks: re.Match[str]) -> str:
    text, start, end = blanks.string, blanks.start(), blanks.end()
    return "" if is_chinese(text[start - 1 : start]) and is_chinese(text[end : end + 1]) else blanks[0]


def _ascii_end(text: str) -> bool:
    return text[-1:].isascii() and text[-1:].isalnum()


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
    count = _COUNTED_GOAL.search(norm) if "目标" in norm else None
    uncounted = norm[: count.start()] if count and is_chinese(norm[count.start() - 3]) else norm
    return (*_without_year(norm), _behind_and(norm), uncounted)


def _behind_and(norm: str) -> str:
    """中长期目标和年度目标 as 年度目标: without the words before the last 和, and it; two at least, Chinese all."""
    if _AND.isdisjoint(norm[: _MOST_BEFORE_AND + 1]):
        return norm
    words = len(list(takewhile(is_chinese, norm[:_MOST_BEFORE_AND])))
    ends = next((end for end in range(words, 1, -1) if norm[end : end + 1] in _AND), None)
    return norm if ends is None else norm[ends + 1 :]


def _without_year(norm: str) -> list[str]:
    """2025年度目标 as 年度目标 and 目标; nothing for words that begin with no year."""
    own = behind(_OWN_YEAR, norm)
    return [own.removeprefix("度"), f"年{own}"] if own != norm else []


def without_number(norm: str) -> str:
    """Words without the number that tells them from their like: 指标名称1, 指标值（二）, 第一项指标."""
    found = _NUMBERED.match(norm) or _ORDINAL.match(norm)
    return found[1] if found else norm


def speaks_of_long_term(text: str) -> bool:
    """Speaks of more than the year."""
    return bool(_LONG_TERM.search(text))


def remark_of_long_term(norm: str) -> bool:
    """What stands in brackets behind words, neither of a year, is of the whole time: 总体目标（长期目标）."""
    before, bracket, remark = norm.partition("(")
    if _SPAN_OF_YEARS.search(remark):
        return not _OF_YEAR.search(before)
    yearly = _OF_YEAR.search(before) or _OF_YEAR.search(remark)
    return bool(bracket) and not yearly and speaks_of_long_term(remark)
