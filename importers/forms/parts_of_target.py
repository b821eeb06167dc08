"""A target whose sign, number and unit stand in columns of their own: put together."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from importers.placed import LABEL
from importers.words.listed import words
from importers.words.vocabulary import Word, word_of
from models.goals import Indicator
from models.python import regex
from models.target import Target

_PARTS = "indicator.target."
_COUNTING = regex(r"^[十百千万亿余多几左右约]+")
_MARKS = regex(r"[-—–－/／\\\\、.…*]+")
_NUMBERS = regex(r"[\d一二三四五六七八九十百千万两半几]")
SIGN, _NUMBER, _UNIT = (_PARTS + part for part in ("comparison", "number", "unit"))
Texts = Mapping[str, Word]
"""What a row says: path of a column → the first cell that says it."""


def parts_of(indicator: Indicator, said: Texts) -> dict[str, str]:
    """Where the parts of a target go that stand in columns of their own; 定性 is no sign but the nature, — nothing."""
    target, sign = f"{indicator.id}.target", said.get(SIGN)
    parts = {path: target for path in said if path.startswith(_PARTS)}
    if _UNIT in parts and _MARKS.fullmatch(said[_UNIT].norm):
        parts[_UNIT] = LABEL
    return parts | ({SIGN: f"{indicator.id}.nature"} if sign is not None and sign.nature else {})


def join_target(indicator: Indicator, said: Texts) -> set[str]:
    """Sign, number and unit of separate columns as one target; 定性 says that the text stands alone.

    Returns the columns that gave way: what they say is not in the target, such as a whole one that says another.
    """
    if not any(path.startswith(_PARTS) for path in said):
        return set()
    indicator.target = _joined(indicator, said)
    target = word_of(str(indicator.target)).norm
    columns = (path for path in said if path == "indicator.target" or path.startswith(_PARTS))
    return {path for path in columns if not (path == SIGN and said[path].nature) and not _is_in(said[path], target)}


def _is_in(word: Word, target: str) -> bool:
    """The target holds what a column says."""
    way = _direction(word)
    return target.startswith(way) if way else word.norm in target or bool(_MARKS.fullmatch(word.norm))


def _joined(indicator: Indicator, said: Texts) -> Target:
    number, unit = _line(said, _NUMBER) or _line(said, "indicator.target"), _line(said, _UNIT)
    sign, nature = _sign(said, number), said[SIGN].nature if SIGN in said else ""
    sign = "" if sign and number.startswith(sign) else sign
    if nature == "qualitative":
        target = Target.parse(number + unit)
        if target.kind == "quantitative" or target.blank:  # else 定性 is plain from the words
            indicator.nature = "qualitative"
        return target
    asked = said["indicator.nature"].nature if "indicator.nature" in said else ""
    if not nature and asked == "qualitative" and Target.parse(number).kind != "quantitative":
        return Target.parse(number)  # = before 明显提高, and 是/否 behind it, are no parts of it
    if nature == "quantitative":
        sign, indicator.nature = "", "quantitative"
    return Target.join(sign, number, "" if number.endswith(unit) or _stands_alone(number) else unit)


def _stands_alone(number: str) -> bool:
    """No number that waits for its unit: it has its own (20个工作日内; a mere 万 is none), is a time, or words."""
    target = Target.parse(number)
    if target.kind == "quantitative":
        return bool(_COUNTING.sub("", target.unit))
    if target.kind == "period":
        return any(map(str.isalpha, number))  # 2082.4 may be of a year and month, or a mere number
    return not (target.blank or _NUMBERS.search(number))


def has_direction(said: Texts, gone: Collection[str]) -> bool:
    """The sign of a target is none but its direction; ``gone`` are the columns that gave way."""
    return SIGN in said and SIGN not in gone and bool(_direction(said[SIGN]))


def _direction(word: Word) -> str:
    """≥ where more is better, ≤ where less is (正向, 反向指标); empty for other words."""
    return "≥" if word.norm in words("rising") else "≤" if word.norm in words("falling") else ""


def _sign(said: Texts, number: str) -> str:
    """What stands before the number; which way is better (正向, 反向) says at least or at most of a number alone."""
    way = _direction(said[SIGN]) if SIGN in said else ""
    if not way:
        return _line(said, SIGN)
    return way if number[:1].isdigit() else ""


def _line(said: Texts, path: str) -> str:
    """What the column says, but for what is no unit: a mark that stands for nothing (/, —), 定性."""
    text = said[path].one_line if path in said else ""
    none = bool(text) and path == _UNIT and (_MARKS.fullmatch(text) or said[path].nature)
    return "" if none else text
