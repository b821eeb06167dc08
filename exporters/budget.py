"""The unit's budget as a table of the set: what the forms are checked against, printed before them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple, TypeVar

from exporters.row_by_row import Rows
from models.dossier import Budget, BudgetPurchase, Dossier, FunctionLine
from models.table import Role, Table
from models.values import (
    EXPENDITURE_WORDS,
    FUNDING_WORDS,
    OFFICIAL_WORDS,
    ExpenditureKind,
    FundingSource,
    MoneyLine,
    OfficialExpense,
    plain,
)

_WIDTHS = (30.0, 24.0, 20.0, 20.0, 24.0, 22.0, 20.0, 20.0)
_NUMBERS = "一二三四五六七"
_SUBJECTS = ("科目编码", "科目名称", "合计", "基本支出", "人员经费", "公用经费", "项目支出")
_PURCHASES = ("项目名称", "品目、内容", "数量", "计量单位", "单价", "金额")

_KeyT = TypeVar("_KeyT", FundingSource, ExpenditureKind, OfficialExpense)
_Cells = list[tuple[int, str, Role]]


class _Section(NamedTuple):
    title: str
    head: Sequence[tuple[int, str]]
    rows: list[_Cells]


def budget_table(dossier: Dossier) -> Table | None:
    """The budget in 万元, a section for each of its parts that is filled in; None where nothing is."""
    sections = [one for one in _sections(dossier.budget, dossier.year) if one.rows]
    if not sections:
        return None
    title = f"{dossier.year}年部门预算"
    page = Rows(_WIDTHS)
    page.line(title, Role.TITLE)
    page.row([(6, f"编报单位：{dossier.unit.name}", Role.CAPTION), (2, "单位：万元", Role.UNIT)])
    for number, section in zip(_NUMBERS, sections, strict=False):
        page.line(f"{number}、{section.title}", Role.LEVEL)
        page.under([(span, word, Role.HEADER) for span, word in section.head], section.rows)
    return page.table(title)


def _sections(budget: Budget, year: int) -> Iterator[_Section]:
    years = (f"{year}年", f"{year - 1}年")
    both = ((2, "收入项目"), (1, years[0]), (1, years[1]), (2, "支出项目"), (1, years[0]), (1, years[1]))
    yield _Section("收支总体情况", both, list(_beside(budget, year)))
    subjects = [(2 if word == "科目名称" else 1, word) for word in _SUBJECTS]
    yield _Section("支出，按功能分类科目", subjects, _subjects(budget.functions))
    yield _Section("支出，按经济分类科目", subjects, _subjects(budget.economy))
    official = ((4, "项目"), (2, years[0]), (2, years[1]))
    yield _Section(
        "“三公”经费", official, [_spread(line, (4, 2, 2)) for line in _lines(budget.official, OFFICIAL_WORDS, year)]
    )
    projects = ((1, "项目编码"), (3, "项目名称"), (2, "项目单位"), (1, "预算金额"), (1, "财政拨款"))
    yield _Section("项目支出预算", projects, list(_projects(budget)))
    bought = [(2 if place < 2 else 1, word) for place, word in enumerate(_PURCHASES)]
    yield _Section("政府采购预算", bought, _purchases(budget.purchases))
    yield _Section("政府购买服务预算", bought, _purchases(budget.services))


def _lines(lines: Mapping[_KeyT, MoneyLine], words: Mapping[_KeyT, str], year: int) -> list[tuple[str, ...]]:
    """Name, amount, last year's of every line that has one, the total last."""
    found = [
        (word, _money(line.amount), _money(line.history.get(str(year - 1))))
        for key, word in sorted(words.items(), key=lambda one: str(one[0]) == "total")
        if (line := lines.get(key)) is not None
    ]
    return [line for line in found if any(line[1:])]


def _beside(budget: Budget, year: int) -> Iterator[_Cells]:
    """Income at the left, spending at the right, the totals side by side at the end."""
    left, right = _lines(budget.income, FUNDING_WORDS, year), _lines(budget.expenditure, EXPENDITURE_WORDS, year)
    totals = [lines.pop() if lines and lines[-1][0] == "合计" else () for lines in (left, right)]
    pairs = [*zip_longest(left, right, fillvalue=()), *([tuple(totals)] if any(totals) else [])]
    for one, other in pairs:
        yield [*_spread(one or ("", "", ""), (2, 1, 1)), *_spread(other or ("", "", ""), (2, 1, 1))]


def _subjects(lines: Iterable[FunctionLine]) -> list[_Cells]:
    rows = []
    for line in lines:
        amounts = (line.amount, line.basic, line.personnel, line.operation, line.project)
        rows.append([(1, line.code, Role.VALUE), (2, line.name, Role.TEXT), *(_number(one) for one in amounts)])
    return rows


def _projects(budget: Budget) -> Iterator[_Cells]:
    for line in budget.projects:
        fiscal = line.funding.get(FundingSource.FISCAL)
        yield [
            (1, line.code, Role.VALUE),
            (3, line.name, Role.TEXT),
            (2, line.unit_name, Role.TEXT),
            _number(line.amount),
            _number(fiscal),
        ]


def _purchases(lines: Iterable[BudgetPurchase]) -> list[_Cells]:
    return [
        [
            (2, line.project, Role.TEXT),
            (2, line.item, Role.TEXT),
            (1, line.quantity, Role.NUMBER),
            (1, line.measure, Role.VALUE),
            _number(line.price),
            _number(line.amount),
        ]
        for line in lines
    ]


def _spread(texts: Sequence[str], spans: Sequence[int]) -> _Cells:
    """A name and amounts over so many columns each."""
    roles = (Role.TEXT, *(Role.NUMBER for _ in texts[1:]))
    return list(zip(spans, texts, roles, strict=True))


def _number(amount: Decimal | None) -> tuple[int, str, Role]:
    return 1, _money(amount), Role.NUMBER


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else plain(amount)
