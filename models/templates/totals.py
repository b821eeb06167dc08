"""Sums in a drawing: ``{sum.weight}``, ``{sum.costs.own}``, ``{sum.extra.进度计划.资金}``: of what, and how much."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from decimal import Decimal
from typing import NamedTuple

from models.fields import entries, list_kind, list_place
from models.forms import BaseForm
from models.goals import Goal
from models.paths import FORMS, check_field, read
from models.templates.grid import SUM
from models.values import Part, plain, read_decimal


class Column(NamedTuple):
    """What is added up: the field of every entry of a list; of the goal's indicators where there is no list."""

    of: str
    field: str

    @property
    def path(self) -> str:
        """The field as drawings name it."""
        return f"{'item' if self.of else 'indicator'}.{self.field}"


def column(path: str) -> Column:
    """``sum.costs.own`` is of the list costs, ``sum.extra.甲.乙`` of the own list 甲, ``sum.weight`` of indicators."""
    head, _, rest = path.removeprefix(SUM).partition(".")
    if head == "extra":
        name, _, field = rest.partition(".")
        return Column(f"extra.{name}", f"extra.{field}")
    if rest and list_kind(head):
        return Column(head, rest)
    return Column("", rest if head == "indicator" else path.removeprefix(SUM))


def known_column(form_kind: str, path: str) -> Column:
    """The same. Raises ValueError (Chinese) where forms of that kind have no such list, or no such column."""
    found = column(path)
    if found.of and not is_listed(form_kind, found.of):
        raise ValueError(f"“{path}”：这一种表里没有 {found.of}")
    try:
        check_field(form_kind, found.path)
    except ValueError as problem:
        words = "清单的合计要写哪个清单的哪一栏，如 {sum.costs.own}、{sum.extra.清单.栏目}"
        raise ValueError(f"“{path}”：{problem}；{words}") from None
    return found


def is_listed(form_kind: str, of: str) -> bool:
    """A form of that kind has the list."""
    return list_place(of) in FORMS[form_kind].model_fields


def total(path: str, form: BaseForm, goal: Part | None) -> str:
    """The sum as it is printed; blank where nothing is filled in."""
    of, field = column(path)
    parts: Iterable[Part] = entries(form, of) if of else goal.indicators() if isinstance(goal, Goal) else ()
    numbers = [number for part in parts if (number := _number(part, field)) is not None]
    return plain(sum(numbers, Decimal(0))) if numbers else ""


def _number(part: Part, field: str) -> Decimal | None:
    value = read(part, field)
    with suppress(ValueError):
        return value if isinstance(value, Decimal) else read_decimal(str(value or ""))
    return None
