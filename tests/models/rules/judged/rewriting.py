"""Correct forms as other hands might have written them: other signs and numerals, more said, more columns filled.

What is told of them is kept as that of ``spoiling`` is: it reaches the ways of writing that few forms have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from random import Random
from typing import Any

from models.dossier import Dossier, Prose
from models.forms import AnyForm, CostItem, DepartmentForm, ProjectForm, ProjectLine, Purchase, Task
from models.goals import Goal, Indicator
from models.target import Target
from models.values import ExpenditureKind, FundingSource, MoneyLine
from tests.models.rules.judged import forms, writing
from tests.models.rules.judged.spoiling import Spoiled, other_number

TIMES = 6
"""How often each form is written anew, each time in other ways."""
_NUMBER = re.compile(r"(?<![\d.])\d{1,2}(?![\d.%％])")
_SHARE = re.compile(r"(\d{1,2})%")
_TENS = "〇一二三四五六七八九"

Way = Callable[[Random, AnyForm, Dossier], None]


def _goal(random: Random, form: AnyForm) -> Goal:
    return random.choice(form.goals)


def _row(random: Random, form: AnyForm) -> Indicator:
    return random.choice([*form.indicators()] or [Indicator(id="no-row")])


def spelled(number: int) -> str:
    """A number below a hundred in words: 12 is 十二."""
    tens, ones = divmod(number, 10)
    before = "" if tens == 0 else "十" if tens == 1 else f"{_TENS[tens]}十"
    return before + (_TENS[ones] if ones or not tens else "")


def in_words(text: str) -> str:
    """The text with its numbers below a hundred and its shares in words."""
    text = _SHARE.sub(lambda found: f"百分之{spelled(int(found[1]))}", text)
    return _NUMBER.sub(lambda found: spelled(int(found[0])), text)


def otherwise(random: Random, text: str) -> str:
    """The text with other signs, other numerals, or other marks between its parts."""
    ways: list[Callable[[str], str]] = [
        in_words,
        *(lambda text, pair=pair: text.replace(*pair) for pair in writing.SIGNS),
    ]
    for way in random.sample(ways, 4):
        text = way(text)
    return text


def statement_otherwise(random: Random, form: AnyForm, _: Dossier) -> None:
    """The statement in other signs and marks."""
    goal = _goal(random, form)
    goal.statement = otherwise(random, goal.statement)


def statement_listed(random: Random, form: AnyForm, _: Dossier) -> None:
    """Its parts as a list, in another order."""
    goal = _goal(random, form)
    parts = [one for one in re.split("[，；。]", goal.statement) if one]
    random.shuffle(parts)
    goal.statement = random.choice(("；", "\n", "、", "。")).join(f"{n}.{one}" for n, one in enumerate(parts, 1))


def statement_goes_on(random: Random, form: AnyForm, _: Dossier) -> None:
    """More is promised: of any kind, or of what a row measures."""
    goal, row = _goal(random, form), _row(random, form)
    more = random.choice(writing.PROMISES).format(name=row.name, target=row.target.text, core=row.name[-6:-2])
    own = random.choice((more, other_number(random, more)))
    parts = [goal.statement.rstrip("。"), own]
    random.shuffle(parts)
    goal.statement = "，".join(parts) + "。"


def values_otherwise(random: Random, form: AnyForm, _: Dossier) -> None:
    """Half of the values in other signs and numerals."""
    for row in form.indicators():
        if random.random() < 0.5:
            row.target = Target.parse(otherwise(random, row.target.text))


def value_of_a_kind(random: Random, form: AnyForm, _: Dossier) -> None:
    """A row of another kind, name and value together."""
    row = _row(random, form)
    row.name, value = random.choice(writing.ROWS)
    row.target = Target.parse(random.choice((value, other_number(random, value))))


def columns(random: Random, form: AnyForm, _: Dossier) -> None:
    """What a column says, for all rows or some."""
    field, texts = random.choice(list(writing.COLUMNS.items()))
    for row in form.indicators():
        if random.random() < 0.7:
            text = random.choice(texts).format(name=row.name, target=row.target.text, weight=row.weight)
            setattr(row, field, text)


def years_before(random: Random, form: AnyForm, _: Dossier) -> None:
    """What was reached in the years before."""
    for row in form.indicators():
        told = (row.target.text, other_number(random, row.target.text), "—", "完成", "0", "90%", "120人次", "不适用")
        row.history = {year: random.choice(told) for year in ("2024", "2025") if random.random() < 0.8}


def texts(random: Random, form: AnyForm, dossier: Dossier) -> None:
    """Texts around the goals, with numbers and money in them."""
    for field in ("purpose", "basis", "plan", "budget_change", "last_evaluation", "duties", "annual_work"):
        if hasattr(form, field) and random.random() < 0.5:
            setattr(form, field, _text(random, form))
    if random.random() < 0.3:
        dossier.prose.append(Prose(id="prose", text=_text(random, form)))


def _text(random: Random, form: AnyForm) -> str:
    text = random.choice(writing.TEXTS).format(amount=form.amount, name=form.name, statement=form.goals[0].statement)
    return random.choice((text, text, other_number(random, text)))


def days(random: Random, form: AnyForm, _: Dossier) -> None:
    """Periods, dates and years."""
    form.date = random.choice(writing.DAYS)
    if isinstance(form, DepartmentForm):
        form.long_term_until = random.choice(("2028", "2026年", "2024", "2030年底", ""))
        return
    form.period = random.choice(writing.PERIODS)
    form.frequency = random.choice(("一次性", "常年", "延续性", "一年", ""))
    form.attribute = random.choice(("新增项目", "延续项目", ""))
    form.project_year = random.choice(("2026", "2025", "2025-2027", ""))


def money(random: Random, form: AnyForm, _: Dossier) -> None:
    """Amounts of several lines, that fit or not."""
    amount = form.amount or Decimal(100)

    def share() -> Decimal:
        return (amount * random.choice((1, 1, 2, 5, 8, 10)) / random.choice((10, 10, 2, 1))).quantize(Decimal("0.01"))

    if isinstance(form, DepartmentForm):
        form.expenditure = {kind: MoneyLine(amount=share()) for kind in random.sample(list(ExpenditureKind), 3)}
        form.income = {source: MoneyLine(amount=share()) for source in random.sample(list(FundingSource), 3)}
        lines = [(f"项目{number}", share()) for number in range(3)]
        form.projects = [ProjectLine(id=f"line-{name}", name=name, amount=one, total=one) for name, one in lines]
        form.tasks = [
            Task(id=f"task-{name}", name=name, amount=one, content=_text(random, form)) for name, one in lines
        ]
        return
    form.funding = {source: share() for source in random.sample(list(FundingSource), random.choice((1, 2, 3)))}
    form.total_amount = random.choice((None, amount, amount * 2, amount / 2))
    form.total_funding = {source: share() for source in random.sample(list(FundingSource), random.choice((0, 1, 2)))}
    given = [random.choice(writing.COSTS) for _ in range(3)]
    form.costs = [
        CostItem(id=f"cost-{n}", content=name, basis=basis, own=share()) for n, (name, basis) in enumerate(given)
    ]
    form.purchases = [Purchase(id="purchase", name=form.name, quantity=random.choice(("3台", "2", "")), amount=share())]
    form.spending_plan = dict(zip(("3月", "6月", "9月", "12月"), _steps(random), strict=True))


def _steps(random: Random) -> tuple[Any, ...]:
    steps = random.choice(
        (("25", "50", "75", "100"), ("30", "20", "75", "100"), ("25", "25", "25", "25"), ("0", "40", "80", "90"))
    )
    return tuple(map(Decimal, steps))


def another_goal(random: Random, form: AnyForm, _: Dossier) -> None:
    """A goal of the longer term that says the like."""
    goal = form.goals[-1].model_copy(deep=True)
    for node in (goal, *goal.dimensions, *goal.indicators()):
        node.id = f"{node.id}-other"
    goal.period = random.choice(("long_term", "long_term", "annual"))
    goal.label = random.choice(("长期目标1", "年度目标2", "实施期目标", ""))
    goal.weight = random.choice((None, Decimal(40), Decimal(100)))
    goal.statement = random.choice((goal.statement, "", "到2028年，" + other_number(random, goal.statement)))
    for row in goal.indicators():
        if random.random() < 0.4:
            row.target = Target.parse(other_number(random, row.target.text))
    if random.random() < 0.2:
        goal.dimensions = []
    form.goals.append(goal)


def levels(random: Random, form: AnyForm, _: Dossier) -> None:
    """Levels that are named otherwise, or hold nothing."""
    part = random.choice([part for goal in form.goals for part in goal.dimensions])
    part.name = random.choice((part.name.removesuffix("指标"), part.name + "情况", "管理指标", part.name, ""))
    if part.categories:
        below = random.choice(part.categories)
        below.name = random.choice((below.name.removesuffix("指标"), "数量指标", "经济成本指标", "社会效益指标", ""))
        below.indicators = random.choice((below.indicators, below.indicators, []))


def another_form(random: Random, form: AnyForm, dossier: Dossier) -> None:
    """A form like it, of another name, in which a few things differ."""
    other = form.model_copy(deep=True)
    for goal in other.goals:
        for node in (goal, *goal.dimensions, *(one for part in goal.dimensions for one in part.categories)):
            node.id = f"{node.id}-twin"
        goal.statement = random.choice((goal.statement, other_number(random, goal.statement), goal.statement[:20]))
    for row in other.indicators():
        row.id = f"{row.id}-twin"
        if random.random() < 0.3:
            row.target = Target.parse(other_number(random, row.target.text))
    other.id, other.name = f"{form.id}-twin", random.choice((form.name, f"{form.name}（二期）", "设备购置项目"))
    if isinstance(other, ProjectForm):
        other.code = random.choice((other.code, "660000000000000000001", ""))
    dossier.forms.append(other)


WAYS: tuple[Way, ...] = (
    *(statement_otherwise, statement_listed, statement_goes_on, statement_goes_on, statement_goes_on, values_otherwise),
    *(value_of_a_kind, value_of_a_kind, columns, columns, years_before, texts, days, money, another_goal, levels),
    another_form,
)


def rewritten(name: str) -> Iterator[Spoiled]:
    """The dossier of that name so many times, two to four things in it written otherwise."""
    for number in range(TIMES):
        random = Random(f"{name}~{number}")
        dossier = forms.dossier(name)
        form = dossier.forms[0]
        ways = [random.choice(WAYS) for _ in range(random.choice((2, 3, 4)))]
        for way in ways:
            way(random, form, dossier)
        yield Spoiled(f"{name}~{number}", "+".join(way.__name__ for way in ways), dossier)
