"""How well a cell that came on a line of its own is what a column holds; below 0 it is rather something else."""

from __future__ import annotations

from importers.readers.poured_heads import is_first, is_level, is_number, is_usual
from importers.words.listed import words
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word
from models.python import regex
from models.target import USUAL_UNITS

_LONG_LEVEL, _SHORTEST_NAME, _USUAL_NAME = 14, 2, 12
_LETTER = 0.04  # for a letter more of a name
_MIDST = ("的", "和", "及", "与", "、", "，", ")")  # no name begins with these
_LETTER_ALONE, _NO_LEVEL = -2.0, -4.5
_LONGEST_UNIT = 5
_SAYS = {"indicator.scoring": "says_scoring", "indicator.description": "begins_meaning"}
_BY_WORDS = 1.5  # what a sentence gains in the column that such sentences have
_SHORT, _LONG = 6, 12  # letters of a value in words
_LONGEST_POINTS = 6
_GRADE = regex(r"[IVX]+[类级]")
_TARGET = "indicator.target"
_SIGNS = (f"{_TARGET}.comparison", "indicator.nature")
_OTHERS = {
    f"{_TARGET}.unit": (-6.0, 2.0),
    **dict.fromkeys(("basis", "description", "scoring", "evidence", "remark", "classification"), (-3.0, 0.3)),
}
"""What a number gains in a column, and what other words do."""
_NO_TEXT = (".comparison", ".unit", ".number", "weight", "nature")


def is_text(path: str) -> bool:
    """Whether what the column holds may be broken over lines."""
    return path == "" or ("." in path and not path.endswith(_NO_TEXT))


def fit(path: str, word: Word) -> float:
    """How well a cell is what a column holds."""
    if path in ("serial", "points"):
        return 3.0 if word.like_number else -8.0
    if path in LEVEL_PATHS:
        return _level(path, word)
    if path == NAME_PATH:
        return _name(word)
    return -6.0 if is_usual(word) else _behind(path, word)


def _behind(path: str, word: Word) -> float:
    """How well a cell is what a column behind the names holds."""
    if path.endswith(".unit"):
        return _unit(word)
    own = _said_behind(path, word)
    letter = len(word.norm) < _SHORTEST_NAME and not is_number(word)
    if letter and word.norm not in words("best_grade") | words("answer"):
        return -6.0 if path.startswith("indicator.target") else own + _LETTER_ALONE
    return own + _BY_WORDS * (path in _SAYS and any(one in word.norm for one in words(_SAYS[path])))


def _unit(word: Word) -> float:
    if word.norm in USUAL_UNITS or word.norm in words("units"):
        return 4.0
    short = len(word.norm) <= _LONGEST_UNIT and not is_number(word)
    return (1.0 if "/" in word.norm else -1.0) if short else -6.0


def _level(path: str, word: Word) -> float:
    if is_number(word) or len(word.norm) > _LONG_LEVEL or word.norm in words("basis") | words("answer"):
        return -9.0
    if len(word.norm) < _SHORTEST_NAME:
        return _NO_LEVEL
    first, second = is_first(word), word.is_usual_level
    either = second and word.level_norm in words("either_level")
    own, other = (first, second) if path == LEVEL_PATHS[0] else (second, first)
    if own and (either or not other or path == LEVEL_PATHS[1]):
        return 6.0
    if other:
        return 4.0 if either else -4.0
    if path == LEVEL_PATHS[0]:
        return 0.5 if is_level(word) else -6.0
    return 0.5 if is_level(word) else 0.0 if word.norm.endswith(tuple(words("level_end"))) else -3.0


def _name(word: Word) -> float:
    if is_number(word) or len(word.norm) < _SHORTEST_NAME:
        return -7.0
    if word.norm.startswith(_MIDST):
        return -3.0
    if is_usual(word) or is_grade(word):
        return -2.5
    if word.norm in words("basis") | words("answer") or word.text.endswith("。"):
        return -4.0
    return -1.0 if is_level(word) else max(1.5 - _LETTER * max(len(word.norm) - _USUAL_NAME, 0), 0.4)


def _said_behind(column: str, word: Word) -> float:
    """How well a text fits a column; below 0 it is rather something else."""
    number = is_number(word)
    if column in (_TARGET, f"{_TARGET}.number", f"{_TARGET}.long_term"):
        return _value(word, number=number) - (number and word.like_number and column == _TARGET)
    if column in _SIGNS:
        return 6.0 if word.sign or word.nature else -6.0
    if column == "indicator.weight":
        said = word.norm.endswith("分") and not any(map(str.isdigit, word.norm))  # 一分 ends a sentence
        return 3.0 if word.like_number and len(word.norm) <= _LONGEST_POINTS and not said else -8.0
    if column == "indicator.basis" and not number:
        return 4.0 if word.norm in words("basis") else 0.5
    if column == f"{_TARGET}.unit" and len(word.norm) > _LONGEST_UNIT:
        return -6.0
    return _OTHERS.get(column.split(".")[-1] if column.count(".") == 1 else column, (1.0, 0.3))[not number]


def is_grade(word: Word) -> bool:
    """Ⅲ类, Ⅱ级."""
    return _GRADE.match(word.norm) is not None


def _value(word: Word, *, number: bool) -> float:
    if number:
        return 4.0 if word.quantity or word.sign else 3.0
    if word.norm in words("basis"):
        return -4.0
    if any(map(str.isdigit, word.norm)) or is_grade(word):
        return 2.0
    return -0.8 if len(word.norm) <= _SHORT else -1.5 if len(word.norm) <= _LONG else -3.0
