"""The automatic numbers of Word's paragraphs, counted as Word counts them: ``1.``, ``（一）``, ``①``, ``目标一：``."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from importers.readers.office.numerals import GREAT, circled, spelt
from importers.readers.office.zipped import attribute
from models.python import regex

_PLACE = regex(r"%([1-9])")


class Numbering:
    """Numbering and styles of a document, and where the count of each list stands."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._levels = _abstract_levels(numbering)
        self._lists = _lists(numbering)
        self._styles = _style_numbers(styles)
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, paragraph: Element) -> str:
        """The number that Word puts before a paragraph; empty where there is none, or only a bullet."""
        number, level = self._number_of(paragraph)
        abstract, starts = self._lists.get(number, ("", {}))
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(number if starts else abstract, {})
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        first = starts.get(level, levels[level].start)
        counts[level] = counts.get(level, first - 1) + 1
        return self._written(levels, level, counts)

    def _written(self, levels: dict[int, _Level], level: int, counts: dict[int, int]) -> str:
        here = levels[level]
        if here.kind in ("bullet", "none"):
            return ""

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            kind = levels[at].kind if at in levels and not here.in_digits else "decimal"
            return numeral(counts.get(at, levels[at].start if at in levels else 1), kind)

        return _PLACE.sub(shown, here.text) + here.gap

    def _number_of(self, paragraph: Element) -> tuple[str, int]:
        own = paragraph.find("pPr/numPr")
        style = paragraph.find("pPr/pStyle")
        number, level = self._styles.get(attribute(style, "val"), ("", 0)) if style is not None else ("", 0)
        return (
            (_value(own, "numId") or number, int(_value(own, "ilvl") or level)) if own is not None else (number, level)
        )


class _Level:
    """One level of a list: how it is written, where it starts."""

    def __init__(self, element: Element) -> None:
        self.start = int(_value(element, "start") or 1)
        self.kind = _value(element, "numFmt") or "decimal"
        self.text = _value(element, "lvlText")
        self.in_digits = element.find("isLgl") is not None  # the numbers above it too
        self.gap = " " if _value(element, "suff") == "space" else ""


def _abstract_levels(numbering: Element | None) -> dict[str, dict[int, _Level]]:
    found = numbering.iter("abstractNum") if numbering is not None else ()
    return {
        attribute(one, "abstractNumId"): {
            int(attribute(level, "ilvl", "0")): _Level(level) for level in one.iter("lvl")
        }
        for one in found
    }


def _lists(numbering: Element | None) -> dict[str, tuple[str, dict[int, int]]]:
    """Id of a list → its abstract list, and the levels that begin anew at a number of their own."""
    lists = {}
    for one in numbering.iter("num") if numbering is not None else ():
        starts = {
            int(attribute(over, "ilvl", "0")): int(_value(over, "startOverride"))
            for over in one.iter("lvlOverride")
            if _value(over, "startOverride").isdecimal()
        }
        lists[attribute(one, "numId")] = (_value(one, "abstractNumId"), starts)
    return lists


def _style_numbers(styles: Element | None) -> dict[str, tuple[str, int]]:
    found = {}
    for style in styles.iter("style") if styles is not None else ():
        number = style.find("pPr/numPr")
        if number is not None:
            found[attribute(style, "styleId")] = (_value(number, "numId"), int(_value(number, "ilvl") or 0))
    return found


def _value(element: Element, tag: str) -> str:
    found = element.find(tag)
    return attribute(found, "val") if found is not None else ""


# --- numerals ---------------------------------------------------------------------------------------------------------


def numeral(number: int, kind: str) -> str:
    """A number as a list writes it; kinds that are not known are written in digits."""
    return _NUMERALS.get(kind, str)(number)


def _counted(number: int) -> str:
    """As lists count: 十二, not 一十二."""
    return spelt(number).removeprefix("一") if 10 <= number < 20 else spelt(number)


def _letters(number: int) -> str:
    return chr(96 + (number - 1) % 26 + 1) * ((number - 1) // 26 + 1) if number > 0 else str(number)


def _roman(number: int) -> str:
    values = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
    written = ""
    for value, sign in (*values, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        written += sign * (number // value)
        number %= value
    return written


def _wide(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))


_NUMERALS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"), _counted),
    **dict.fromkeys(("taiwaneseCountingThousand", "ideographDigital", "koreanCounting"), _counted),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional"), lambda n: spelt(n, GREAT)),
    "ideographTraditional": lambda n: "甲乙丙丁戊己庚辛壬癸"[(n - 1) % 10],
    "ideographZodiac": lambda n: "子丑寅卯辰巳午未申酉戌亥"[(n - 1) % 12],
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperRoman": _roman,
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalZero": lambda n: f"{n:02}",
}
