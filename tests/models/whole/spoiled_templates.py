"""Templates spoiled a little, as by the slip of somebody who draws one: in a number, a word, a cell, a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from models.folders import RESOURCES

TIMES = 20
"""How often each template is spoiled, each time in one other way."""
_NUMBER = re.compile(r"\b\d+(?:\.\d+)?\b")
_PLACE = re.compile(r"\{[^}]*\}")
_KEY = re.compile(r"^[a-z_]+(?= = )")
_TEXT = re.compile(r'"[^"]*"')
NUMBERS = ("0", "-1", "1", "3.5", "31", "400", "99999", "2101", '"十"', "[]", "true", "nan")
PLACES = (
    *("{name}", "{nmae}", "{indicator.name}", "{indicator.nam}", "{category.name}", "{item.content}", "{item.own:,}"),
    *("{goal.statement}", "{long_indicator.name}", "{annual_goal.statement}", "{indicator.单位}", "{项目名称}", "{n}"),
    *("{amount.history.year-1}", "{amount.year-9}", "{funding.fiscal.year-1}", "{leader.year+1}", "{sum.weight}"),
    *("{sum.name}", "{sum.costs.own}", "{sum.costs.nothing}", "{sum.nothing.own}", "{sum.extra.甲.乙}", "{extra.新栏}"),
    *("{", "{}", "{year}", "{income.fiscal.share}", "{expenditure.nobody}", "{name=是}", "{indicator.target.unit}"),
)
WORDS = (
    "text",
    "wide",
    "项目",
    "annual",
    "indicators",
    "goals",
    "list",
    "costs",
    "extra.甲",
    "A9",
    "☑",
    "元",
    "角",
    "",
)
KEYS = (
    "coluns",
    "rows",
    "head",
    "row",
    "text",
    "of",
    "least_columns",
    "required",
    "limit",
    "points",
    "many",
    "nothing",
)

Slip = Callable[[Random, list[str]], None]


class Spoiled(NamedTuple):
    """A template's file after that: its name, what was done, its text."""

    name: str
    way: str
    text: str


def _line(random: Random, lines: list[str], wanted: re.Pattern[str] | str) -> int:
    """One of the lines that have it; any where none has."""
    found = [at for at, line in enumerate(lines) if re.search(wanted, line)]
    return random.choice(found or range(len(lines)))


def _put(random: Random, lines: list[str], wanted: re.Pattern[str], others: tuple[str, ...]) -> None:
    """In the place of one that is found stands another."""
    at = _line(random, lines, wanted)
    if found := list(re.finditer(wanted, lines[at])):
        one = random.choice(found)
        lines[at] = lines[at][: one.start()] + random.choice(others) + lines[at][one.end() :]


def number(random: Random, lines: list[str]) -> None:
    """Another number."""
    _put(random, lines, _NUMBER, NUMBERS)


def place(random: Random, lines: list[str]) -> None:
    """Another field."""
    _put(random, lines, _PLACE, PLACES)


def key(random: Random, lines: list[str]) -> None:
    """Another word before the equals sign."""
    _put(random, lines, _KEY, KEYS)


def text(random: Random, lines: list[str]) -> None:
    """Another word between marks."""
    _put(random, lines, _TEXT, tuple(f'"{word}"' for word in WORDS))


def cell(random: Random, lines: list[str]) -> None:
    """A cell of a drawing goes on from its neighbours, is empty, is one too many, or is gone."""
    at = _line(random, lines, r"^\|")
    cells = lines[at].split("|")
    one = random.randrange(len(cells))
    cells[one : one + 1] = random.choice(([" < "], [" ^ "], ["  "], [" 甲 ", " 乙 "], [], [" {} "]))
    lines[at] = "|".join(cells)


def line_gone(random: Random, lines: list[str]) -> None:
    """A line is missing."""
    del lines[random.randrange(len(lines))]


def line_twice(random: Random, lines: list[str]) -> None:
    """A line stands there twice."""
    at = random.randrange(len(lines))
    lines.insert(at, lines[at])


def line_new(random: Random, lines: list[str]) -> None:
    """A setting more behind a heading, or at the top."""
    at = _line(random, lines, r"^\[")
    lines.insert(random.choice((at + 1, 0)), f"{random.choice(KEYS)} = {random.choice(NUMBERS)}")


def mark_gone(random: Random, lines: list[str]) -> None:
    """A mark of the file's own is missing."""
    at = _line(random, lines, r'["\[\]=]')
    marks = [n for n, sign in enumerate(lines[at]) if sign in '"[]=']
    if marks:
        one = random.choice(marks)
        lines[at] = lines[at][:one] + lines[at][one + 1 :]


SLIPS: tuple[Slip, ...] = (number, number, place, place, place, key, text, cell, cell, line_gone, line_twice)
MORE: tuple[Slip, ...] = (line_new, mark_gone)


def spoiled() -> Iterator[Spoiled]:
    """Every template of the program so many times."""
    for path in sorted((RESOURCES / "templates").glob("*.toml")):
        for at in range(TIMES):
            random = Random(f"{path.stem}-{at}")
            lines = path.read_text(encoding="utf-8").split("\n")
            way = random.choice((*SLIPS, *MORE))
            way(random, lines)
            yield Spoiled(f"{path.stem}-{at}", way.__name__, "\n".join(lines))
