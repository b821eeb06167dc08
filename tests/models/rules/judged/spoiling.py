"""Correct forms and samples spoiled a little, each in several ways: slips of a clerk, not written down one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from random import Random
from typing import NamedTuple

from models.dossier import Dossier
from models.files.jxmb import load
from models.folders import samples
from models.forms import AnyForm
from models.goals import Category, Goal, Indicator
from models.paths import nodes
from models.target import Target
from tests.models.rules.judged import forms

TIMES = 8
"""How often each dossier is spoiled, each time in other ways."""
WORDS = (
    *(
        "显著提升",
        "≥",
        "若干",
        "良好",
        "100%",
        "≥95%",
        "=1",
        "≤3万元",
        "=12万元/处",
        "2027年6月底前",
        "2025年12月",
        "及时",
    ),
    *("0.96", "44561", "X场", "/", "满意", "有效保障", "≥≥90%", "12月底", "是", "≥30处", "=5.1E+19", "按规定"),
)
"""Values that stand where they do not belong."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")

Slip = Callable[[Random, Dossier], None]


class Spoiled(NamedTuple):
    """A dossier after that, with its name and what was done."""

    name: str
    ways: str
    dossier: Dossier


@lru_cache
def _others() -> list[Indicator]:
    return [one for name in forms.dossier_names()[:60] for one in forms.dossier(name).indicators()]


def _form(random: Random, dossier: Dossier) -> AnyForm:
    return random.choice(dossier.forms)


def _goal(random: Random, dossier: Dossier) -> Goal:
    return random.choice([goal for form in dossier.forms for goal in form.goals])


def _category(random: Random, dossier: Dossier) -> Category:
    categories = [
        one for form in dossier.forms for goal in form.goals for part in goal.dimensions for one in part.categories
    ]
    return random.choice([one for one in categories if one.indicators])


def _indicator(random: Random, dossier: Dossier) -> Indicator:
    return random.choice(_category(random, dossier).indicators)


def other_number(random: Random, text: str) -> str:
    """The text with one of its numbers another one."""
    found = list(_NUMBER.finditer(text))
    if not found:
        return text
    number = random.choice(found)
    value = Decimal(number[0])
    other = random.choice((value * 10, value / 10, value + 1, value * 2, max(value - 1, Decimal()), Decimal()))
    return f"{text[: number.start()]}{other.normalize():f}{text[number.end() :]}"


def value_of_another(random: Random, dossier: Dossier) -> None:
    """The value belongs to another indicator."""
    _indicator(random, dossier).target = random.choice(_others()).target


def name_of_another(random: Random, dossier: Dossier) -> None:
    """The name does."""
    _indicator(random, dossier).name = random.choice(_others()).name


def value_of_none(random: Random, dossier: Dossier) -> None:
    """The value is a word or a number that says little."""
    _indicator(random, dossier).target = Target.parse(random.choice(WORDS))


def number_in_value(random: Random, dossier: Dossier) -> None:
    """A slip in the number of a value."""
    row = _indicator(random, dossier)
    row.target = Target.parse(other_number(random, row.target.text))


def sign_in_value(random: Random, dossier: Dossier) -> None:
    """Another sign before it, or none."""
    row = _indicator(random, dossier)
    row.target = Target.parse(random.choice(("≥", "≤", "=", ">", "")) + row.target.text.lstrip("≥≤=＝><"))


def unit_in_value(random: Random, dossier: Dossier) -> None:
    """Another unit behind it."""
    row = _indicator(random, dossier)
    row.target = Target.parse(
        row.target.text.rstrip("%个次人户处元万亩场天") + random.choice(("%", "个", "万元", "公里", "天", ""))
    )


def number_in_statement(random: Random, dossier: Dossier) -> None:
    """A slip in a number of the goal."""
    goal = _goal(random, dossier)
    goal.statement = other_number(random, goal.statement)


def sentence_gone(random: Random, dossier: Dossier) -> None:
    """A part of the goal is missing."""
    goal = _goal(random, dossier)
    parts = goal.statement.split("，")
    del parts[random.randrange(len(parts))]
    goal.statement = "，".join(parts)


def words_in_statement(random: Random, dossier: Dossier) -> None:
    """The goal promises what is none of its indicators."""
    other = random.choice(_others())
    goal = _goal(random, dossier)
    goal.statement = f"{goal.statement.rstrip('。')}，{other.name}{other.target.text}。"


def amount(random: Random, dossier: Dossier) -> None:
    """A slip in the money of a form."""
    form = _form(random, dossier)
    if form.kind == "project" and form.amount is not None:
        form.amount = Decimal(other_number(random, f"{form.amount:f}"))


def weight(random: Random, dossier: Dossier) -> None:
    """A slip in a weight."""
    _indicator(random, dossier).weight = random.choice((None, Decimal(0), Decimal(5), Decimal("12.5"), Decimal(100)))


def gone(random: Random, dossier: Dossier) -> None:
    """An indicator is missing."""
    rows = _category(random, dossier).indicators
    del rows[random.randrange(len(rows))]


def elsewhere(random: Random, dossier: Dossier) -> None:
    """An indicator stands under another level."""
    rows = _category(random, dossier).indicators
    _category(random, dossier).indicators.append(rows.pop(random.randrange(len(rows))))


def twice(random: Random, dossier: Dossier) -> None:
    """An indicator stands there twice."""
    rows = _category(random, dossier).indicators
    row = random.choice(rows).model_copy(deep=True)
    row.id = f"{row.id}-again"
    rows.append(row)


def text_of_another(random: Random, dossier: Dossier) -> None:
    """A description, a basis or a way of scoring of something else, or none."""
    row, other = _indicator(random, dossier), random.choice(_others())
    field = random.choice(("description", "basis", "scoring", "evidence"))
    setattr(row, field, random.choice((getattr(other, field), other.name, other.target.text, "")))


def blank_in_name(random: Random, dossier: Dossier) -> None:
    """A blank, or a sign too many, in a name."""
    row = _indicator(random, dossier)
    at = random.randrange(len(row.name) + 1)
    row.name = row.name[:at] + random.choice((" ", "　", "X", "（", "》")) + row.name[at:]


def name_cut(random: Random, dossier: Dossier) -> None:
    """A name without its end."""
    row = _indicator(random, dossier)
    row.name = row.name[: random.randrange(len(row.name))] if row.name else row.name


def money(random: Random, dossier: Dossier) -> None:
    """A slip in an amount wherever one stands: in a budget, in the parts of an amount, in costs."""
    places = [
        (held, key)
        for node in (*nodes(dossier), dossier.budget)
        for held in (vars(node), *(one for one in vars(node).values() if isinstance(one, dict)))
        for key, value in held.items()
        if isinstance(value, Decimal)
    ]
    if places:
        held, key = random.choice(places)
        held[key] = Decimal(other_number(random, f"{held[key]:f}"))


SLIPS: tuple[Slip, ...] = (
    *(value_of_another, name_of_another, value_of_none, number_in_value, sign_in_value, unit_in_value),
    *(number_in_statement, sentence_gone, words_in_statement, amount, money, weight, gone, elsewhere, twice),
    *(text_of_another, blank_in_name, name_cut),
)


def names() -> list[str]:
    """The dossiers that are spoiled: those written as short lists, and the samples."""
    return [*forms.dossier_names(), *(path.stem for path in samples())]


def spoiled(name: str) -> Iterator[Spoiled]:
    """The dossier of that name so many times, one to three things done to it."""
    sample = next((path for path in samples() if path.stem == name), None)
    for number in range(3 * TIMES if sample else TIMES):
        random = Random(f"{name}-{number}")
        dossier = load(sample) if sample else forms.dossier(name)
        slips = [random.choice(SLIPS) for _ in range(random.choice((1, 1, 2, 3)))]
        done = []
        for slip in slips:
            if any(True for _ in dossier.indicators()):
                slip(random, dossier)
                done.append(slip.__name__)
        yield Spoiled(f"{name}-{number}", "+".join(done), dossier)
