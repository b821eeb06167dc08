"""Formulas: where the form prints a total or a share of what stands on the same sheet, the sheet reckons it.

A formula is set only where what it reckons is, to the last digit, the number that the form holds; where a person's
total is not the sum of its parts, the total stands as it was written. Blank parts are among what is added up, so that
an amount filled in later counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from exporters.excel.content import decimals, number_of
from exporters.excel.placing import Layout
from models.rules.money import FISCAL_PARTS, UNIT_PARTS
from models.table import Cell, Role
from models.values import FundingSource

Formulas = dict[tuple[int, int], str]
"""Row and column of a cell → the formula in it."""

_STRUCTURES = ("funding", "total_funding", "income", "expenditure", "yearly")
_TOTAL = "total"
_WHOLE = {"amount": ("funding", ""), "total_amount": ("total_funding", "")}
"""Fields that are the total of a structure without a line for it."""
_SPENT = ("expenditure", "amount")
_INNER: tuple[frozenset[str], ...] = (
    frozenset(),
    frozenset(FISCAL_PARTS),
    frozenset(UNIT_PARTS),
    frozenset((*FISCAL_PARTS, *UNIT_PARTS)),
    frozenset({FundingSource.SUPERIOR}),
)
"""Lines that may be parts of another line (其中) and are then not counted twice."""


class _Group(NamedTuple):
    """The lines of a form that can be added up: of one structure and one column, ``income`` and ``amount``."""

    node: str
    structure: str
    column: str


class _Line(NamedTuple):
    """A line of a structure of money: ``income.fiscal.amount`` of a form."""

    group: _Group
    kind: str


@dataclass(frozen=True, slots=True)
class _Number:
    """A number, or room for one, on the sheet; ``value`` is None where the cell is blank."""

    cell: Cell
    value: Decimal | None
    place: str


_Lines = dict[str, _Number]
"""Kind of a line → its number."""


def formulas(cells: Iterable[Cell], held: Collection[tuple[int, int]], layout: Layout) -> Formulas:
    """The formulas of a sheet. ``held``: row and column of the cells that hold a number."""
    numbers = [
        _Number(cell, number_of(cell.text) if cell.text else None, _place(cell, layout))
        for cell in cells
        if (cell.row, cell.column) in held or (cell.role is Role.NUMBER and not cell.text)
    ]
    found = dict(_drawn(numbers))
    found.update(_totals(numbers))
    return found


def _place(cell: Cell, layout: Layout) -> str:
    return f"{get_column_letter(cell.column + 1)}{layout.first[cell.row] + 1}"


# --- what a template adds up ------------------------------------------------------------------------------------------


def _drawn(numbers: Iterable[_Number]) -> Iterator[tuple[tuple[int, int], str]]:
    """The sums that are no field's value: of what stands above them in their column, else of what stands below."""
    columns: dict[int, list[_Number]] = defaultdict(list)
    for number in numbers:
        columns[number.cell.column].append(number)
    for column in columns.values():
        for index, number in enumerate(column):
            if number.value is not None and not number.cell.slots:
                for beside in (column[:index][::-1], column[index + 1 :]):
                    if (parts := _run(beside)) and _adds_up(parts, number.value):
                        yield _at(number), _sum(sorted(parts, key=lambda part: part.cell.row))
                        break


def _run(numbers: Sequence[_Number]) -> list[_Number]:
    """The numbers of one field that stand next, up to the next sum."""
    fields = [number.cell.slots[0].field if number.cell.slots else "" for number in numbers]
    stop = next((index for index, field in enumerate(fields) if not field or field != fields[0]), len(fields))
    return list(numbers[:stop])


# --- what a form adds up ----------------------------------------------------------------------------------------------


def _totals(numbers: Sequence[_Number]) -> Iterator[tuple[tuple[int, int], str]]:
    """The totals of the structures of money that stand on the sheet with their lines, and the shares of the lines."""
    totals: dict[_Group, list[_Number]] = defaultdict(list)
    groups: dict[_Group, _Lines] = defaultdict(dict)
    for number in numbers:
        for line in _lines(number.cell):
            if line.kind == _TOTAL:
                totals[line.group].append(number)
            else:
                groups[line.group].setdefault(line.kind, number)
    for group, lines in groups.items():
        for total in totals[group]:
            if total.value is not None and (parts := _parts(lines, total.value)):
                yield _at(total), _sum(parts)
        if group.column == "share":
            amounts = group._replace(column="amount")
            for total in totals[amounts][:1]:
                yield from _shares(lines, groups.get(amounts, {}), total)


def _lines(cell: Cell) -> Iterator[_Line]:
    """What lines of money a cell shows; the form's own amount is the total where no line is."""
    if len(cell.slots) != 1:
        return
    slot = cell.slots[0]
    structure, _, rest = slot.name.partition(".")
    if structure in _STRUCTURES and rest:
        kind, _, column = rest.partition(".")
        yield _Line(_Group(slot.node, structure, column), kind)
    elif slot.name in _WHOLE:
        yield _Line(_Group(slot.node, *_WHOLE[slot.name]), _TOTAL)
        if slot.name == "amount":
            yield _Line(_Group(slot.node, *_SPENT), _TOTAL)


def _parts(lines: _Lines, total: Decimal) -> list[_Number]:
    """Those lines that add up to the total, as many as can be; none where no choice of them does."""
    for inner in _INNER:
        parts = [number for kind, number in lines.items() if kind not in inner]
        if parts and _adds_up(parts, total):
            return parts
    return []


def _shares(lines: _Lines, amounts: _Lines, total: _Number) -> Iterator[tuple[tuple[int, int], str]]:
    """Each line's amount in the total, rounded as the form shows it."""
    behind = max((decimals(share.cell.text) for share in lines.values() if share.cell.text), default=0) + 2
    for kind, share in lines.items():
        amount = amounts.get(kind)
        part = amount.value if amount else None
        if amount and part is not None and total.value and round(part / total.value, behind) == share.value:
            yield _at(share), f'=IF({total.place}=0,"",ROUND({amount.place}/{total.place},{behind}))'


# --- as Excel writes it -----------------------------------------------------------------------------------------------


def _adds_up(parts: Iterable[_Number], total: Decimal) -> bool:
    values = [part.value for part in parts if part.value is not None]
    return bool(values) and sum(values, Decimal(0)) == total


def _at(number: _Number) -> tuple[int, int]:
    return number.cell.row, number.cell.column


def _sum(parts: Sequence[_Number]) -> str:
    return f"=SUM({','.join(_ranges(parts))})"


def _ranges(parts: Sequence[_Number]) -> Iterator[str]:
    """The places, those right below one another as one range."""
    run: list[_Number] = []
    for part in parts:
        if run and not _follows(run[-1].cell, part.cell):
            yield _range(run)
            run = []
        run.append(part)
    yield _range(run)


def _follows(above: Cell, below: Cell) -> bool:
    return (above.column, above.bottom) == (below.column, below.row)


def _range(run: Sequence[_Number]) -> str:
    return run[0].place if len(run) == 1 else f"{run[0].place}:{run[-1].place}"
