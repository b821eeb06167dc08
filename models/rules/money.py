"""Money in a form: what is a total and what are its parts, when two amounts agree, how an amount is written.

Amounts agree when they agree to the cent of a 万元 that forms print. Where parts were rounded one by one, a sum may be
off by less than a cent for every number in it: that is worth a warning, more is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from models.currency import POWERS, converted
from models.forms import DepartmentForm, ProjectForm
from models.rules.finding import Severity
from models.target import Target
from models.values import EXPENDITURE_WORDS, FUNDING_WORDS, ExpenditureKind, FundingSource, MoneyLine, plain

CENT = Decimal("0.01")
AGREE = Decimal("0.005")
"""Amounts that differ by less print the same."""
TEN_THOUSAND = Decimal(10_000)
_MOST_SHOWN = 12

FISCAL_PARTS = (FundingSource.GENERAL, FundingSource.GOVERNMENT_FUND, FundingSource.STATE_CAPITAL)
UNIT_PARTS = (FundingSource.BUSINESS, FundingSource.OPERATING, FundingSource.AFFILIATED)

FACTORS = {unit: converted(Decimal(1), unit) for unit in POWERS if unit != "亿"}
"""Units of plain money (not 元/人) → what one of them is in 万元."""

Parts = list[tuple[str, Decimal]]
"""The parts of a sum: what each is called and how much it is."""


def written(number: Decimal) -> str:
    """An amount in a message: no exponent, two decimals at most, more only where two would say 0.00."""
    if places(number) <= 2:
        return plain(number)
    digits = 2 if abs(number) > AGREE else min(places(number), 1 - number.adjusted())
    return plain(number.quantize(Decimal(1).scaleb(-digits)))


def rounded(number: Decimal, digits: int) -> Decimal:
    """To so many decimals, half up (四舍五入); also what has more digits than a Decimal is usually counted with."""
    with localcontext() as room:
        room.prec = max(room.prec, number.adjusted() + digits + 2)
        return number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def total_of(parts: Iterable[tuple[str, Decimal]]) -> Decimal:
    """The sum."""
    return sum((amount for _, amount in parts), Decimal(0))


def agree(one: Decimal, other: Decimal) -> bool:
    """The same amount, as far as a form prints it."""
    return abs(one - other) < AGREE


def places(number: Decimal) -> int:
    """Decimals that were typed."""
    return max(0, -int(number.as_tuple().exponent))


def half_unit(number: Decimal) -> Decimal:
    """By how much a number may be off when it was rounded to its last decimal; a whole number is taken as it is."""
    typed = places(number)
    return Decimal(5).scaleb(-typed - 1) if typed else Decimal(0)


def disagreement(total: Decimal, amounts: Iterable[Decimal]) -> Severity | None:
    """None when the amounts add up to the total; a warning when rounding explains the difference; else an error."""
    numbers = list(amounts)
    difference = abs(sum(numbers, Decimal(0)) - total)
    if difference < AGREE:
        return None
    fine = [number for number in (*numbers, total) if places(number) >= 2]
    slack = sum((half_unit(number) for number in fine), Decimal(0))
    if places(total) == 1 and fine:
        slack += half_unit(total)
    return "warning" if difference <= slack else "error"


def mixed_up(one: Decimal, other: Decimal) -> bool:
    """The same money once in 元 and once in 万元, to the rounding of the smaller number (a tenth of it at most)."""
    small, large = sorted((abs(one), abs(other)))
    return bool(small) and abs(large / TEN_THOUSAND - small) <= min(max(half_unit(small), AGREE), small / 10)


def in_ten_thousands(target: Target) -> Decimal | None:
    """A target's money in 万元; None when it is no plain money (a rate, a price per head, a statement)."""
    factor = FACTORS.get(target.unit.removeprefix("人民币")) if target.number is not None else None
    return None if factor is None or target.number is None else target.number * factor


def filled(lines: Mapping[FundingSource, Decimal | None]) -> dict[FundingSource, Decimal]:
    """The lines that hold an amount."""
    return {source: amount for source, amount in lines.items() if amount is not None}


def amounts_of(lines: Mapping[FundingSource, MoneyLine], year: str = "") -> dict[FundingSource, Decimal]:
    """The income lines that hold an amount: this year's, or an earlier year's."""
    return filled({source: line.history.get(year) if year else line.amount for source, line in lines.items()})


def spending_of(lines: Mapping[ExpenditureKind, MoneyLine], year: str = "") -> dict[ExpenditureKind, Decimal]:
    """The expenditure lines that hold an amount: this year's, or an earlier year's."""
    found = {kind: line.history.get(year) if year else line.amount for kind, line in lines.items()}
    return {kind: amount for kind, amount in found.items() if amount is not None}


def funding_parts(amounts: Mapping[FundingSource, Decimal], nested: frozenset[FundingSource] = frozenset()) -> Parts:
    """The lines of an income or funding structure that add up to its total.

    一般公共预算, 政府性基金 and 国有资本经营 are parts of 财政拨款 where that line is filled, and not counted twice;
    ``nested`` are further lines that the form prints as part of another one (其中).
    """
    inner = set(nested)
    if FundingSource.FISCAL in amounts:
        inner.update(FISCAL_PARTS)
    return [
        (FUNDING_WORDS[source], amount)
        for source, amount in amounts.items()
        if source not in inner and source is not FundingSource.TOTAL
    ]


def lines_at(base: str, lines: Mapping[Any, Any], column: str = "") -> tuple[str, ...]:
    """The paths of the lines of a structure that hold an amount, without its total."""
    return tuple(f"{base}.{kind}{column}" for kind, one in lines.items() if one is not None and kind != "total")


def own_funds_once(parts: Parts) -> Parts:
    """The same lines, with 事业收入 and the like taken as parts of 单位资金."""
    names = {name for name, _ in parts}
    if FUNDING_WORDS[FundingSource.UNIT] not in names:
        return parts
    inner = {FUNDING_WORDS[source] for source in UNIT_PARTS}
    return [(name, amount) for name, amount in parts if name not in inner]


def spending_parts(amounts: Mapping[ExpenditureKind, Decimal]) -> Parts:
    """人员类, 运转类 and 特定目标类 (or 项目支出 in its place): the lines that add up to the expenditure."""
    kinds = [ExpenditureKind.PERSONNEL, ExpenditureKind.OPERATION]
    if not any(kind in amounts for kind in kinds):
        return []
    kinds.append(ExpenditureKind.SPECIFIC if ExpenditureKind.SPECIFIC in amounts else ExpenditureKind.PROJECT)
    return [(EXPENDITURE_WORDS[kind], amounts[kind]) for kind in kinds if kind in amounts]


def spending_total(form: DepartmentForm) -> Decimal | None:
    """The department's whole expenditure: its own line, or the form's amount where a template prints that there."""
    line = form.expenditure.get(ExpenditureKind.TOTAL)
    return line.amount if line is not None and line.amount is not None else form.amount


def spending_total_path(form: DepartmentForm) -> str:
    """Where the department's whole expenditure stands."""
    line = form.expenditure.get(ExpenditureKind.TOTAL)
    return (
        f"{form.id}.expenditure.total.amount" if line is not None and line.amount is not None else f"{form.id}.amount"
    )


def project_money(form: DepartmentForm) -> list[tuple[str, str, Decimal]]:
    """The department's money for projects, as its form names it: (path, name, amount)."""
    found = []
    for kind in (ExpenditureKind.SPECIFIC, ExpenditureKind.PROJECT):
        line = form.expenditure.get(kind)
        if line is not None and line.amount is not None:
            found.append((f"{form.id}.expenditure.{kind}.amount", EXPENDITURE_WORDS[kind], line.amount))
    return found


def is_running_cost(form: ProjectForm) -> bool:
    """The project is one of 运转类, so that its money is not among 特定目标类."""
    return "运转" in form.category


def numbers_text(amounts: Sequence[Decimal]) -> str:
    """``126.5 + 3 + 2``; the first of very many."""
    more = " + …" if len(amounts) > _MOST_SHOWN else ""
    return " + ".join(written(amount) for amount in amounts[:_MOST_SHOWN]) + more


def sum_text(parts: Parts) -> str:
    """``人员类 60 + 运转类 20 = 80``; the numbers without their names where there are many parts."""
    total = written(total_of(parts))
    if len(parts) > 4:
        return f"{len(parts)} 项相加（{numbers_text([amount for _, amount in parts])}）为 {total}"
    text = " + ".join(f"{name} {written(amount)}" for name, amount in parts)
    return text if len(parts) == 1 else f"{text} = {total}"


def earlier_totals(form: DepartmentForm) -> Iterator[tuple[str, str, Parts, Decimal | None]]:
    """The totals of earlier years with their parts: (``income`` or ``expenditure``, year, parts, total)."""
    for year in _years(form.income):
        income = amounts_of(form.income, year)
        yield "income", year, funding_parts(income), income.get(FundingSource.TOTAL)
    for year in _years(form.expenditure):
        spending = spending_of(form.expenditure, year)
        yield "expenditure", year, spending_parts(spending), spending.get(ExpenditureKind.TOTAL)


def _years(lines: Mapping[Any, MoneyLine]) -> list[str]:
    return sorted({year for line in lines.values() for year in line.history})
