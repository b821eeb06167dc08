"""The unit's budget out of its disclosed tables: 收支预算总表, 支出预算总表, 项目支出预算表. By what heads say.

What is read is told cell by cell, so that the rest can be listed as having found no place: amounts, codes and names
that are in the budget now, the heads and labels that gave them their meaning, and cells that repeat what has been read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from importers.budget.tables import Place, Sheet, number_in, sheets_of
from importers.words import norm
from models.dossier import Budget, BudgetProject, FunctionLine
from models.table import Document
from models.values import ExpenditureKind, FundingSource, MoneyLine

_SOURCES: tuple[tuple[FundingSource, re.Pattern[str]], ...] = tuple(
    (source, re.compile(pattern))
    for source, pattern in (
        (FundingSource.CARRYOVER, r"^(?:上年|年初)结转|^上年结余"),
        (FundingSource.GENERAL, r"^一般公共预算"),
        (FundingSource.GOVERNMENT_FUND, r"^政府性基金"),
        (FundingSource.STATE_CAPITAL, r"^国有资本经营"),
        (FundingSource.SPECIAL_ACCOUNT, r"财政专户"),
        (FundingSource.OPERATING, r"经营收入"),
        (FundingSource.BUSINESS, r"^事业(?:预算)?收入"),
        (FundingSource.SUPERIOR, r"^上级(?:补助|财政补助|转移支付)"),
        (FundingSource.AFFILIATED, r"^附属单位"),
        (FundingSource.UNIT, r"^单位资金"),
        (FundingSource.FISCAL, r"^财政拨款(?:收入|资金)?$"),
        (FundingSource.OTHER, r"^其他(?:收入|资金)"),
    )
)
_KINDS = {
    "基本支出": ExpenditureKind.BASIC,
    "项目支出": ExpenditureKind.PROJECT,
    "人员经费": ExpenditureKind.PERSONNEL,
    "人员支出": ExpenditureKind.PERSONNEL,
    "公用经费": ExpenditureKind.OPERATION,
    "公用支出": ExpenditureKind.OPERATION,
}
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十廿]+[、.]|\([一二三四五六七八九十廿]+\)|\d+[、.])")
_INCOME_TOTAL = re.compile(r"^收入(?:总计|合计)$")
_EXPENDITURE_TOTAL = re.compile(r"^支出(?:总计|合计)$")
_THIS_YEAR = re.compile(r"^本年(?:收入|支出)(?:合计|小计)$")
_CARRIED_ON = re.compile(r"^(?:年终|年末|结转下年)")
_CLASS = re.compile(r"(?:支出|预备费)$")
_OTHER_YEAR = re.compile(r"上年|去年|增减|比较|变动")
_PART_ONLY = re.compile(r"财政拨款|一般公共预算|政府性基金|国有资本|三公|基本支出表|经济分类|分单位")
_FISCAL_LINE = re.compile(r"^一、本年(?:收入|支出)$")
_FORM = re.compile(r"^(?:一级指标|三级指标)$")
_OTHER_LIST = re.compile(r"绩效|采购|购买服务")

_FUNCTION_HEADS = {
    name: re.compile(pattern)
    for name, pattern in {
        "code": r"科目(?:编码|代码|编号)$|^编码$",
        "class": r"^类$",
        "section": r"^款$",
        "item": r"^项$",
        "name": r"科目名称$|^名称$",
        "amount": r"^(?:合计|总计|预算数|金额|本年支出合计|支出合计)$",
        "basic": r"^基本支出$",
        "project": r"^项目支出$",
        "personnel": r"^人员(?:经费|支出)$",
        "operation": r"^公用(?:经费|支出)$",
    }.items()
}
_PROJECT_HEADS = {
    name: re.compile(pattern)
    for name, pattern in {
        "name": r"^项目名称$",
        "code": r"^项目(?:编码|代码|编号)$",
        "unit": r"^(?:项目单位|单位名称|实施单位|预算单位)$",
        "amount": r"^(?:合计|总计|预算数|预算金额|金额|本年预算数?|总金额)$",
    }.items()
}
_TOTAL_NAME = re.compile(r"^(?:合计|总计|小计)$")
_CODE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")
_GROUP_NAME = re.compile(
    r"(?:本级|局|委员会|办公室|厅|中心|机关|部门|单位|学校|站|所|类|类项目|本级支出项目|支出项目)$"
)
_HEAD_REACH = 6


@dataclass(slots=True)
class _Reading:
    """What has been read so far, and the places it came from."""

    budget: Budget = field(default_factory=Budget)
    used: set[Place] = field(default_factory=set)

    def income(self, source: FundingSource, amount: Decimal) -> bool:
        """Keeps an income line; False when it is there with another amount."""
        return self._keep(self.budget.income.setdefault(source, MoneyLine()), amount)

    def spending(self, kind: ExpenditureKind, amount: Decimal) -> bool:
        """Keeps an expenditure line; False when it is there with another amount."""
        return self._keep(self.budget.expenditure.setdefault(kind, MoneyLine()), amount)

    @staticmethod
    def _keep(line: MoneyLine, amount: Decimal) -> bool:
        if line.amount is None:
            line.amount = amount
        return line.amount == amount

    @property
    def total(self) -> Decimal | None:
        """The whole expenditure, as far as it is known."""
        line = self.budget.expenditure.get(ExpenditureKind.TOTAL)
        return line.amount if line is not None else None


def read_budget(document: Document) -> tuple[Budget, frozenset[Place]]:
    """The budget in a document's tables, in 万元, and the cells it was read from: (part of the document, row, column).

    An empty budget and no cells where the document has no such tables.
    """
    reading = _Reading()
    sheets = list(sheets_of(document))
    by_function = [(sheet, heads) for sheet in sheets if (heads := _function_heads(sheet))]
    for sheet, heads in by_function:
        if not _PART_ONLY.search(sheet.caption):
            _read_functions(sheet, heads, reading)
    for sheet in sheets:
        if _is_overview(sheet):
            _read_overview(sheet, reading)
    for sheet, heads in by_function:
        if _PART_ONLY.search(sheet.caption):
            _read_repeated(sheet, heads, reading)
    for sheet in sheets:
        if columns := _project_heads(sheet):
            _read_projects(sheet, columns, reading)
    return reading.budget, frozenset(reading.used) if reading.budget != Budget() else frozenset()


# --- 收支预算总表 ------------------------------------------------------------------------------------


def _is_overview(sheet: Sheet) -> bool:
    """Income on one side, expenditure on the other, all of it and not only 财政拨款."""
    if re.search(r"财政拨款(?!收入)", sheet.caption) or sheet.holds(_FISCAL_LINE) or sheet.holds(_FORM):
        return False
    return sheet.holds(_INCOME_TOTAL) and sheet.holds(_EXPENDITURE_TOTAL)


def _read_overview(sheet: Sheet, reading: _Reading) -> None:
    middle = min(
        column
        for row in sheet.rows
        for column, text in row.items()
        if _EXPENDITURE_TOTAL.match(norm(text)) or norm(text) == "本年支出合计"
    )
    for row, column, label in sorted(_labels(sheet), key=lambda found: bool(_THIS_YEAR.match(found[2]))):
        place = _value_column(sheet, row, column)
        amount = sheet.amount(row, place)
        side = _income_line if column < middle else _spending_line
        known = side(reading, label, amount)
        if known is None:
            continue
        reading.used.add(sheet.place(row, column))
        if known and place is not None:
            reading.used.add(sheet.place(row, place))


def _labels(sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    """Every cell with words, its words without running number."""
    for number, row in enumerate(sheet.rows):
        for column, text in row.items():
            if number_in(text) is None:
                yield number, column, _NUMBERING.sub("", norm(text))


def _value_column(sheet: Sheet, row: int, label: int) -> int | None:
    """Where the amount of a label stands: right of it, before the next label; this year's where there are several."""
    found: list[int] = []
    for column in sorted(column for column in sheet.rows[row] if column > label):
        if number_in(sheet.rows[row][column]) is None:
            break
        found.append(column)
    this_year = [column for column in found if not _OTHER_YEAR.search(_head_over(sheet, row, column))]
    return next(iter(this_year or found), None)


def _head_over(sheet: Sheet, row: int, column: int) -> str:
    """The words over a column of numbers."""
    over = (sheet.rows[above].get(column, "") for above in range(row - 1, -1, -1))
    return next((norm(text) for text in over if text and number_in(text) is None), "")


def _income_line(reading: _Reading, label: str, amount: Decimal | None) -> bool | None:
    """Takes a line of the income side. None: not known; True: its amount is in the budget now."""
    if _INCOME_TOTAL.match(label):
        return amount is not None and reading.income(FundingSource.TOTAL, amount)
    if _THIS_YEAR.match(label):
        return amount is not None and _repeats(amount, reading.budget.income.values())
    source = next((source for source, pattern in _SOURCES if pattern.search(label)), None)
    if source is None:
        return False if _is_head(label) else None
    return amount is not None and reading.income(source, amount)


def _spending_line(reading: _Reading, label: str, amount: Decimal | None) -> bool | None:
    """Takes a line of the expenditure side. None: not known; True: its amount is in the budget now."""
    if _EXPENDITURE_TOTAL.match(label):
        return amount is not None and reading.spending(ExpenditureKind.TOTAL, amount)
    if _THIS_YEAR.match(label):
        return amount is not None and _repeats(amount, reading.budget.expenditure.values())
    if _CARRIED_ON.match(label):
        return False
    if label in _KINDS:
        return amount is not None and reading.spending(_KINDS[label], amount)
    if not _CLASS.search(label):
        return False if _is_head(label) else None
    return amount is not None and _function_class(reading, label, amount)


def _is_head(label: str) -> bool:
    return label in ("收入", "支出", "项目", "预算数", "金额", "预算金额", "本年预算", "本年预算数", "行次", "栏次")


def _repeats(amount: Decimal, lines: Iterable[MoneyLine]) -> bool:
    """本年合计 is no line of the budget; it is in it all the same when it equals one."""
    return any(line.amount == amount for line in lines)


def _function_class(reading: _Reading, name: str, amount: Decimal) -> bool:
    """A 类 of the overview: already there from 支出预算总表, or a line without code."""
    same = [line for line in reading.budget.functions if norm(line.name) == name and len(line.code) in (0, 3)]
    if not same and not any(line.code for line in reading.budget.functions):
        reading.budget.functions = [*reading.budget.functions, FunctionLine(name=name, amount=amount)]
        return True
    return any(line.amount == amount for line in same)


# --- 支出预算总表 ------------------------------------------------------------------------------------

_Heads = dict[str, int]
"""Meaning of a column → the column. ``head`` is the number of rows that head the table."""


def _heads(sheet: Sheet, meanings: dict[str, re.Pattern[str]]) -> _Heads:
    """The columns whose heads mean something; the heads are the rows over the first number."""
    first = next(
        (row for row, cells in enumerate(sheet.rows) if any(number_in(text) is not None for text in cells.values())), 0
    )
    found: _Heads = {"head": first}
    for row in range(min(first, _HEAD_REACH)):
        for column, text in sheet.rows[row].items():
            words = norm(text)
            for name, pattern in meanings.items():
                if pattern.search(words):
                    found.setdefault(name, column)
    return found


def _function_heads(sheet: Sheet) -> _Heads:
    """The columns of a table by function code with 合计, 基本支出 and 项目支出; empty for any other table."""
    found = _heads(sheet, _FUNCTION_HEADS)
    wanted = {"name", "amount", "basic", "project"}
    return found if wanted <= found.keys() and found.keys() & {"code", "class"} and not sheet.holds(_FORM) else {}


def _code_at(sheet: Sheet, heads: _Heads, row: int) -> str:
    """The function code of a row: in one column, or 类, 款 and 项 in three."""
    apart = [heads[part] for part in ("class", "section", "item") if part in heads]
    columns = apart if "class" in heads else [heads["code"]]
    code = "".join(sheet.words(row, column) for column in columns)
    return code if _CODE.match(code) else ""


def _use(sheet: Sheet, reading: _Reading, row: int, columns: Iterable[int | None]) -> None:
    reading.used.update(
        sheet.place(row, column) for column in columns if column is not None and column in sheet.rows[row]
    )


def _use_heads(sheet: Sheet, heads: _Heads, reading: _Reading) -> None:
    for row in range(heads["head"]):
        _use(sheet, reading, row, sheet.rows[row])


def _read_functions(sheet: Sheet, heads: _Heads, reading: _Reading) -> None:
    """The codes with their money, and the total."""
    money = [heads[name] for name in ("amount", "basic", "project")]
    lines: list[FunctionLine] = []
    _use_heads(sheet, heads, reading)
    for row in range(heads["head"], len(sheet.rows)):
        code, name = _code_at(sheet, heads, row), sheet.text(row, heads["name"])
        amounts = [sheet.amount(row, column) for column in money]
        if code and amounts[0] is not None:
            lines.append(FunctionLine(code=code, name=name, amount=amounts[0], basic=amounts[1], project=amounts[2]))
            _use(
                sheet,
                reading,
                row,
                [*money, *(heads.get(part) for part in ("code", "class", "section", "item", "name"))],
            )
        elif _is_total(sheet, row):
            _total_row(sheet, reading, row, money)
    if not reading.budget.functions:
        reading.budget.functions = lines


def _is_total(sheet: Sheet, row: int) -> bool:
    return any(_TOTAL_NAME.match(norm(text)) for text in sheet.rows[row].values())


def _total_row(sheet: Sheet, reading: _Reading, row: int, money: list[int]) -> None:
    kinds = (ExpenditureKind.TOTAL, ExpenditureKind.BASIC, ExpenditureKind.PROJECT)
    for kind, column in zip(kinds, money, strict=True):
        amount = sheet.amount(row, column)
        if amount is not None and reading.spending(kind, amount):
            _use(sheet, reading, row, [column])
    _use(sheet, reading, row, (column for column, text in sheet.rows[row].items() if _TOTAL_NAME.match(norm(text))))


def _read_repeated(sheet: Sheet, heads: _Heads, reading: _Reading) -> None:
    """一般公共预算支出表 and its like: what they repeat; 人员经费 and 公用经费 where they are the whole expenditure."""
    lines = {line.code: line for line in reading.budget.functions}
    for row in range(heads["head"], len(sheet.rows)):
        code = _code_at(sheet, heads, row)
        line = lines.get(code)
        if line is not None:
            known = {"amount": line.amount, "basic": line.basic, "project": line.project}
            same = [
                heads[name]
                for name, amount in known.items()
                if amount is not None and sheet.amount(row, heads[name]) == amount
            ]
            if heads["amount"] in same:
                _use(
                    sheet,
                    reading,
                    row,
                    [*same, *(heads.get(part) for part in ("code", "class", "section", "item", "name"))],
                )
        elif not code and _is_total(sheet, row) and sheet.amount(row, heads["amount"]) == reading.total is not None:
            _total_row(sheet, reading, row, [heads[name] for name in ("amount", "basic", "project")])
            _staff_and_office(sheet, heads, reading, row)
            _use_heads(sheet, heads, reading)


def _staff_and_office(sheet: Sheet, heads: _Heads, reading: _Reading, row: int) -> None:
    for name, kind in (("personnel", ExpenditureKind.PERSONNEL), ("operation", ExpenditureKind.OPERATION)):
        amount = sheet.amount(row, heads.get(name))
        if amount is not None and reading.spending(kind, amount):
            _use(sheet, reading, row, [heads[name]])


# --- 项目支出预算表 ----------------------------------------------------------------------------------


def _project_heads(sheet: Sheet) -> _Heads:
    """The columns of a list of projects with their money; empty for any other table."""
    found = _heads(sheet, _PROJECT_HEADS)
    heads = (norm(text) for row in sheet.rows[: found["head"]] for text in row.values())
    other = sheet.holds(_FORM) or any(_OTHER_LIST.search(words) for words in (sheet.caption, *heads))
    return found if {"name", "amount"} <= found.keys() and not other else {}


def _read_projects(sheet: Sheet, heads: _Heads, reading: _Reading) -> None:
    """The projects with their money. Rows that only add up others (the unit, a kind of projects) are no projects."""
    rows = [row for row in range(heads["head"], len(sheet.rows)) if sheet.amount(row, heads["amount"]) is not None]
    total = next((sheet.amount(row, heads["amount"]) for row in rows if _is_total(sheet, row)), None)
    rows = [row for row in rows if not _is_total(sheet, row)]
    own = _own_rows(sheet, heads, rows)
    known = {norm(project.name) for project in reading.budget.projects}
    if not own or (known and known >= {sheet.words(row, heads["name"]) for row in own}):
        return
    _use_heads(sheet, heads, reading)
    for row in own:
        amount = sheet.amount(row, heads["amount"])
        name, code = sheet.text(row, heads["name"]), sheet.words(row, heads["code"]) if "code" in heads else ""
        reading.budget.projects = [*reading.budget.projects, BudgetProject(code=code, name=name, amount=amount)]
        _use(sheet, reading, row, [heads["name"], heads.get("code")])
        _use(sheet, reading, row, (column for column in sheet.rows[row] if sheet.amount(row, column) == amount))
    for row in range(heads["head"], len(sheet.rows)):
        if _is_total(sheet, row) and total is not None and reading.spending(ExpenditureKind.PROJECT, total):
            same = (
                column
                for column in sheet.rows[row]
                if sheet.amount(row, column) == total or _TOTAL_NAME.match(sheet.words(row, column))
            )
            _use(sheet, reading, row, same)


def _own_rows(sheet: Sheet, heads: _Heads, rows: list[int]) -> list[int]:
    """The rows of single projects: those that name their unit where some do, else those not named like a unit."""
    named = [row for row in rows if sheet.words(row, heads["name"])]
    if "unit" in heads and heads["unit"] != heads["name"]:
        with_unit = [row for row in named if sheet.words(row, heads["unit"])]
        if with_unit and len(with_unit) < len(named):
            return with_unit
    return [row for row in named if not _GROUP_NAME.search(sheet.words(row, heads["name"]))]
