"""The thirteen tables that a unit discloses, in every kind of source: each number in one place, or listed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from importers.budget.read import read_budget
from importers.readers.any_file import read_file
from importers.readers.html import read_html
from importers.readers.text import parse_text
from models.dossier import Budget, BudgetPurchase, FunctionLine
from models.table import Document, Table
from models.values import FundingSource, OfficialExpense

TABLES = {
    "2026年收支预算总表": """收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t900\t一、一般公共服务支出\t700
二、政府性基金预算拨款收入\t60\t二、城乡社区支出\t60
三、事业收入\t40\t三、住房保障支出\t240
收入总计\t1000\t支出总计\t1000""",
    "2026年收入预算总表": """单位编码\t单位名称\t合计\t本年收入\t\t\t\t上年结转结余
\t\t\t小计\t一般公共预算\t政府性基金预算\t事业收入\t小计
\t合计\t1000\t1000\t900\t60\t40\t
101\t示例市示例局\t1000\t1000\t900\t60\t40\t""",
    "2026年支出预算总表": """科目编码\t科目名称\t合计\t基本支出\t项目支出\t上缴上级支出
\t合计\t1000\t650\t350\t
201\t一般公共服务支出\t700\t410\t290\t
2010101\t行政运行\t410\t410\t\t
2010102\t一般行政管理事务\t290\t\t290\t
212\t城乡社区支出\t60\t\t60\t
2120801\t征地拆迁\t60\t\t60\t
221\t住房保障支出\t240\t240\t\t
2210201\t住房公积金\t240\t240\t\t""",
    "2026年财政拨款收支预算总表": """收入\t\t支出\t\t\t
项目\t预算数\t项目\t合计\t一般公共预算\t政府性基金预算
一、本年收入\t960\t一、本年支出\t960\t900\t60
（一）一般公共预算拨款\t900\t（一）一般公共服务支出\t660\t660\t
（二）政府性基金预算拨款\t60\t（二）城乡社区支出\t60\t\t60
二、上年结转\t\t（三）住房保障支出\t240\t240\t
收入总计\t960\t支出总计\t960\t900\t60""",
    "2026年一般公共预算支出表（分功能科目）": """科目编码\t科目名称\t合计\t基本支出\t\t\t项目支出
\t\t\t小计\t人员经费\t公用经费\t
\t合计\t900\t650\t580\t70\t250
201\t一般公共服务支出\t660\t410\t340\t70\t250
2010101\t行政运行\t410\t410\t340\t70\t
221\t住房保障支出\t240\t240\t240\t\t""",
    "2026年一般公共预算支出表（分单位）": """单位编码\t单位名称\t合计\t基本支出\t\t\t项目支出
\t\t\t小计\t人员经费\t公用经费\t
\t合计\t900\t650\t580\t70\t250
101\t示例市示例局\t900\t650\t580\t70\t250""",
    "2026年一般公共预算基本支出表": """部门预算支出经济分类科目\t\t本年一般公共预算基本支出\t\t
科目编码\t科目名称\t合计\t人员经费\t公用经费
\t合计\t650\t580\t70
301\t工资福利支出\t580\t580\t
30101\t基本工资\t580\t580\t
302\t商品和服务支出\t70\t\t70
30201\t办公费\t70\t\t70""",
    "2026年一般公共预算“三公”经费支出表": """“三公”经费合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费
\t\t小计\t公务用车购置费\t公务用车运行费\t
12.5\t\t9\t\t9\t3.5""",
    "2026年政府性基金预算支出表": """科目编码\t科目名称\t本年政府性基金预算支出\t\t
\t\t合计\t基本支出\t项目支出
\t合计\t60\t\t60
212\t城乡社区支出\t60\t\t60
2120801\t征地拆迁\t60\t\t60""",
    "2026年国有资本经营预算支出表": """科目编码\t科目名称\t国有资本经营预算支出\t\t
\t\t合计\t基本支出\t项目支出""",
    "2026年项目支出预算表": """项目编码\t项目名称\t项目单位\t合计\t本年拨款\t\t\t单位资金
\t\t\t\t一般公共预算\t政府性基金预算\t国有资本经营预算\t
\t合计\t\t350\t250\t60\t\t40
\t法律服务经费\t示例市示例局本级\t290\t250\t\t\t40
\t场地平整经费\t示例市示例局本级\t60\t\t60\t\t""",
    "2026年政府采购预算表": """单位名称\t项目\t政府采购品目\t功能科目\t采购数量\t单价\t计量单位\t采购金额\t
\t\t\t\t\t\t\t采购金额合计\t其中面向中小企业
\t合计\t\t\t\t\t\t8\t6
示例市示例局本级\t法律服务经费\t[A]货物\t[2010102]一般行政管理事务\t10\t0.5\t台\t5\t3
示例市示例局本级\t法律服务经费\t[C]服务\t[2010102]一般行政管理事务\t1\t3\t项\t3\t3""",
    "2026年政府向社会力量购买服务预算表": """单位名称\t项目\t政府购买服务内容\t购买数量\t购买金额\t资金来源
\t合计\t\t\t3.25\t
示例市示例局本级\t法律服务经费\t印刷服务\t1\t3.25\t预算安排""",
}


def text(unit: str = "万元") -> str:
    return "\n\n".join(f"{title}\n单位：{unit}\n\n{rows}" for title, rows in TABLES.items())


def as_text(_folder: Path) -> Document:
    return parse_text(text())


def as_excel(folder: Path) -> Document:
    """A workbook with a sheet for each table, its title over it."""
    book = openpyxl.Workbook()
    for number, (title, rows) in enumerate(TABLES.items(), 1):
        sheet = book.create_sheet(f"表{number}")
        sheet.append([title])
        sheet.append(["单位：万元"])
        for row in rows.splitlines():
            sheet.append([float(cell) if cell.replace(".", "").isdigit() else cell or None for cell in row.split("\t")])
    del book["Sheet"]
    book.save(folder / "预算.xlsx")
    return read_file(folder / "预算.xlsx").document


def as_page(_folder: Path) -> Document:
    parts = []
    for title, rows in TABLES.items():
        cells = "".join(f"<tr><td>{row.replace(chr(9), '</td><td>')}</td></tr>" for row in rows.splitlines())
        parts.append(f"<h3>{title}</h3><p>单位：万元</p><table>{cells}</table>")
    return read_html("".join(parts)).document


every_kind = pytest.mark.parametrize("kind", [as_text, as_excel, as_page])


def unread(document: Document, budget: Budget) -> list[str]:
    used = read_budget(document, budget)
    return [
        cell.text
        for number, part in enumerate(document)
        if isinstance(part, Table)
        for cell in part.cells
        if cell.text.strip() and (number, cell.row, cell.column) not in used
    ]


def by_code(lines: list[FunctionLine]) -> dict[str, FunctionLine]:
    return {line.code: line for line in lines}


@every_kind
def test_no_number_of_the_thirteen_tables_is_left_over(kind: Callable[[Path], Document], tmp_path: Path) -> None:
    budget = Budget()
    left = unread(kind(tmp_path), budget)
    around = {"101", "示例市示例局", *TABLES, "单位：万元"}
    of_the_general_budget_alone = ["250"] * 3  # 项目支出, for which the whole budget has one number
    assert [one for one in left if one not in around] == of_the_general_budget_alone


def test_what_every_code_costs_and_who_pays_it() -> None:
    budget = Budget()
    read_budget(parse_text(text()), budget)
    lines = by_code(list(budget.functions))
    first, second = lines["201"], lines["2120801"]
    assert (first.amount, first.basic, first.project) == (700, 410, 290)
    assert first.funding == {FundingSource.FISCAL: 660, FundingSource.GENERAL: 660}
    assert second.funding == {FundingSource.GOVERNMENT_FUND: 60}
    assert {source.value: line.amount for source, line in budget.income.items()} == {
        "general": 900,
        "government_fund": 60,
        "business": 40,
        "total": 1000,
        "fiscal": 960,
    }


def test_economy_the_three_expenses_projects_and_purchases() -> None:
    budget = Budget()
    read_budget(parse_text(text()), budget)
    economy = {line.code: (line.basic, line.personnel, line.operation) for line in budget.economy}
    assert economy["30101"] == (580, 580, None)
    assert economy["302"] == (70, None, 70)
    assert {key: line.amount for key, line in budget.official.items()} == {
        OfficialExpense.TOTAL: Decimal("12.5"),
        OfficialExpense.VEHICLES: 9,
        OfficialExpense.VEHICLE_RUNNING: 9,
        OfficialExpense.RECEPTION: Decimal("3.5"),
    }
    assert budget.projects[0].funding == {FundingSource.GENERAL: 250, FundingSource.UNIT: 40}
    assert [_said(line) for line in budget.purchases] == [
        ("法律服务经费", "[A]货物", "10", "台", Decimal("0.5"), 5, 3),
        ("法律服务经费", "[C]服务", "1", "项", 3, 3, 3),
    ]
    assert [(line.item, line.amount, line.source) for line in budget.services] == [
        ("印刷服务", Decimal("3.25"), "预算安排")
    ]


def _said(line: BudgetPurchase) -> tuple[object, ...]:
    return line.project, line.item, line.quantity, line.measure, line.price, line.amount, line.smaller


@pytest.mark.parametrize(("unit", "total"), [("元", "0.1"), ("千元", "100"), ("亿元", "10000000")])
def test_every_table_is_converted(unit: str, total: str) -> None:
    budget, plain = Budget(), Budget()
    read_budget(parse_text(text(unit)), budget)
    read_budget(parse_text(text()), plain)
    factor = Decimal(total) / 1000
    assert [line.amount for line in budget.purchases] == [
        line.amount * factor for line in plain.purchases if line.amount
    ]
    assert budget.official[OfficialExpense.TOTAL].amount == Decimal("12.5") * factor
    assert [line.basic for line in budget.economy] == [line.basic * factor for line in plain.economy if line.basic]
    assert budget.projects[0].funding[FundingSource.UNIT] == 40 * factor


def test_expenses_below_each_other_with_last_year_beside() -> None:
    table = """2026年“三公”经费预算表
单位：元

项目\t2025年预算数\t2026年预算数
合计\t90000\t80000
因公出国（境）费用\t0\t0
公务接待费\t50000\t40000
公务用车购置及运行维护费\t40000\t40000
其中：公务用车购置费\t0\t0
公务用车运行维护费\t40000\t40000
"""
    budget = Budget()
    left = unread(parse_text(table), budget)
    assert budget.official[OfficialExpense.TOTAL].amount == 8
    assert budget.official[OfficialExpense.RECEPTION].amount == 4
    assert budget.official[OfficialExpense.ABROAD].amount == 0
    assert left.count("50000") == 1  # last year's are listed


def test_a_part_of_the_money_does_not_pass_for_the_whole() -> None:
    """基本支出 of the general budget is not all 基本支出, where other money pays some of it."""
    general = TABLES["2026年一般公共预算支出表（分功能科目）"].replace(
        "660\t410\t340\t70\t250", "660\t400\t330\t70\t260"
    )
    tables = TABLES | {"2026年一般公共预算支出表（分功能科目）": general}
    budget = Budget()
    source = "\n\n".join(f"{title}\n单位：万元\n\n{rows}" for title, rows in tables.items())
    left = unread(parse_text(source), budget)
    assert by_code(list(budget.functions))["201"].basic == 410
    assert {"400", "330", "260"} <= set(left)
