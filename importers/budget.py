"""The unit's budget out of its disclosed tables: 收支预算总表, 支出预算总表, 项目支出预算表. By what heads say, not where they are.

What is read is told cell by cell, so that the rest can be listed as having found no place: amounts, codes and names that
are in the budget now, the heads and labels that gave them their meaning, and cells that repeat what has been read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from importers.budget_tables import Place, Sheet, norm, sheets_of
from models.dossier import Budget, BudgetProject, FunctionLine
from models.table import Document
from models.values import ExpenditureKind, FundingSource, MoneyLine

_SOURCES: tuple[tuple[FundingSource, str], ...] = (
    (FundingSource.GENERAL, r"一般公共预算"),
    (FundingSource.GOVERNMENT_FUND, r"政府性基金"),
    (FundingSource.STATE_CAPITAL, r"国有资本经营"),
    (FundingSource.SPECIAL_ACCOUNT, r"财政专户"),
    (FundingSource.OPERATING, r"事业单位经营收入|^经营收入"),
    (FundingSource.BUSINESS, r"^事业收入|事业预算收入"),
    (FundingSource.SUPERIOR, r"上级补助|上级转移支付|上级财政补助"),
    (FundingSource.AFFILIATED, r"附属单位"),
    (FundingSource.UNIT, r"^单位资金"),
    (FundingSource.FISCAL, r"^财政拨款(?:收入|资金)?$"),
    (FundingSource.OTHER, r"^其他(?:收入|资金)"),
    (FundingSource.CARRYOVER, r"上年结转|上年结余|年初结转|使用非财政拨款结余"),
)
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十廿]+、|[(（][一二三四五六七八九十]+[)）]|\d+[、.．])")
_CLASS_LABEL = re.compile(r"(?:支出|预备费|转移性支出|预算支出)$")
_INCOME_TOTAL = re.compile(r"^收入(?:总计|合计|预算总计)$|^总计$")
_EXPENDITURE_TOTAL = re.compile(r"^支出(?:总计|合计|预算总计)$|^总计$")
_YEAR_TOTAL = re.compile(r"^本年(?:收入|支出)(?:合计|小计)?$")
_HEAD_WORDS = re.compile(r"^(?:收入|支出|项目|预算数|预算金额|金额|本年预算数?|20\d\d年预算数?|按功能分类|功能分类|类别)$")
_FISCAL_ONLY = re.compile(r"财政拨款收支|财政拨款.{0,4}总表|一般公共预算.{0,4}收支")
_CARRIED = re.compile(r"结转|结余")
_TOTAL_NAME = re.compile(r"^(?:合计|总计|小计)$")
_CODE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")
_GROUP_NAME = re.compile(
    r"(?:本级|局|委员会|委|办公室|办|厅|中心|机关|部门|单位|院|学校|站|所|合计|小计|类|支出项目|项目支出|本级支出)$"
)


@dataclass(slots=True)
class Reading:
    """What has been read so far: the budget, and the places it came from."""

    budget: Budget = field(default_factory=Budget)
    used: set[Place] = field(default_factory=set)
    functions: dict[str, FunctionLine] = field(default_factory=dict)


def read_budget(document: Document) -> tuple[Budget, frozenset[Place]]:
    """The budget in a document's tables, in 万元, and the cells it was read from: (part of the document, row, column).

    An empty budget and no cells where the document has no such tables. Never raises.
    """
    sheets = list(sheets_of(document))
    reading = Reading()
    for sheet in sheets:
        if is_overview(sheet):
            _read_overview(sheet, reading)
    for sheet in sheets:
        if _function_columns(sheet):
            _read_functions(sheet, reading)
    for sheet in sheets:
        if project_columns(sheet):
            _read_projects(sheet, reading)
    return reading.budget, frozenset(reading.used)
