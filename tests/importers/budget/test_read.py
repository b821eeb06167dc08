"""The unit's budget is read by what the heads say, to the digit, and every cell read is told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from importers.budget.read import read_budget
from importers.readers.text import parse_text, read_text
from models.dossier import Budget
from models.table import Document, Table
from models.values import ExpenditureKind, FundingSource

OVERVIEW = """2026年收支预算总表
单位：万元

收 入\t\t支 出\t
项 目\t预算数\t项 目\t预算数
一、一般公共预算拨款收入\t90.50\t一、一般公共服务支出\t80.50
二、政府性基金预算拨款收入\t\t二、公共安全支出\t
三、事业收入\t5\t三、住房保障支出\t15.00
本年收入合计\t95.50\t本年支出合计\t95.50
上年结转结余\t\t年终结转结余\t
收 入 总 计\t95.50\t支 出 总 计\t95.50
"""
FUNCTIONS = """2026年支出预算总表
单位：万元

科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t95.50\t75.50\t20.00
201\t一般公共服务支出\t80.50\t60.50\t20.00
20199\t其他一般公共服务支出\t80.50\t60.50\t20.00
2019999\t其他一般公共服务支出（项）\t80.50\t60.50\t20.00
221\t住房保障支出\t15.00\t15.00\t
"""
PROJECTS = """2026年项目支出预算表
单位：万元

项目编码\t项目名称\t项目单位\t合计\t一般公共预算
\t合计\t\t20.00\t20.00
101\t示例市示例局\t\t20.00\t20.00
\t培训专项经费\t示例市示例局本级\t12.00\t12.00
\t设备更新经费\t示例市示例局本级\t8.00\t8.00
"""


def budget_of(text: str) -> Budget:
    return read_budget(parse_text(text))[0]


def unread(document: Document) -> list[str]:
    """The texts of all cells that were not read."""
    _, used = read_budget(document)
    return [
        cell.text
        for number, part in enumerate(document)
        if isinstance(part, Table)
        for cell in part.cells
        if (number, cell.row, cell.column) not in used
    ]


def income(budget: Budget) -> dict[FundingSource, Decimal | None]:
    return {source: line.amount for source, line in budget.income.items()}


def spending(budget: Budget) -> dict[ExpenditureKind, Decimal | None]:
    return {kind: line.amount for kind, line in budget.expenditure.items()}


def test_the_overview_gives_income_by_source_and_the_totals() -> None:
    budget = budget_of(OVERVIEW)
    assert income(budget) == {
        FundingSource.GENERAL: Decimal("90.50"),
        FundingSource.BUSINESS: Decimal(5),
        FundingSource.TOTAL: Decimal("95.50"),
    }
    assert spending(budget) == {ExpenditureKind.TOTAL: Decimal("95.50")}
    assert str(budget.income[FundingSource.GENERAL].amount) == "90.50"
    assert unread(parse_text(OVERVIEW)) == []


def test_without_a_table_of_codes_the_overview_gives_the_functions() -> None:
    assert [(line.code, line.name, line.amount) for line in budget_of(OVERVIEW).functions] == [
        ("", "一般公共服务支出", Decimal("80.50")),
        ("", "住房保障支出", Decimal("15.00")),
    ]


def test_codes_with_their_money() -> None:
    budget = budget_of(FUNCTIONS)
    assert [line.code for line in budget.functions] == ["201", "20199", "2019999", "221"]
    assert budget.functions[2].name == "其他一般公共服务支出（项）"
    assert [budget.functions[3].basic, budget.functions[3].project] == [Decimal("15.00"), None]
    assert spending(budget) == {
        ExpenditureKind.TOTAL: Decimal("95.50"),
        ExpenditureKind.BASIC: Decimal("75.50"),
        ExpenditureKind.PROJECT: Decimal("20.00"),
    }
    assert unread(parse_text(FUNCTIONS)) == []


def test_rows_that_add_up_others_are_no_projects() -> None:
    budget = budget_of(PROJECTS)
    assert [(project.name, project.amount) for project in budget.projects] == [
        ("培训专项经费", Decimal("12.00")),
        ("设备更新经费", Decimal("8.00")),
    ]
    assert "101" in unread(parse_text(PROJECTS))


def test_a_project_may_be_one_of_buying() -> None:
    assert budget_of(PROJECTS.replace("设备更新经费", "设备采购项目")).projects[1].name == "设备采购项目"


def test_all_three_together_agree() -> None:
    budget = budget_of(f"{OVERVIEW}\n\n{FUNCTIONS}\n\n{PROJECTS}")
    assert len(budget.functions) == 4  # the overview's classes are among them
    assert unread(parse_text(f"{OVERVIEW}\n\n{FUNCTIONS}")) == []


@pytest.mark.parametrize("unit", ["单位：元", "单位:元", "金额单位：元"])
def test_yuan_become_ten_thousands(unit: str) -> None:
    budget = budget_of(FUNCTIONS.replace("单位：万元", unit).replace(".50", "0000.50").replace(".00", "0000.00"))
    assert spending(budget)[ExpenditureKind.TOTAL] == Decimal("95.00005")
    assert spending(budget)[ExpenditureKind.PROJECT] == Decimal("20")


def test_this_years_column_is_chosen() -> None:
    text = """部门收支总表

收入\t\t\t支出\t\t
项目\t上年预算数\t本年预算数\t项目\t上年预算数\t本年预算数
一般公共预算拨款收入\t80\t90\t一般公共服务支出\t80\t90
收入总计\t80\t90\t支出总计\t80\t90
"""
    budget = budget_of(text)
    assert income(budget)[FundingSource.TOTAL] == 90
    assert spending(budget)[ExpenditureKind.TOTAL] == 90
    assert unread(parse_text(text)).count("80") == 4


def test_class_section_and_item_in_columns_of_their_own() -> None:
    text = """部门支出总表

科目编码\t\t\t科目名称\t合计\t基本支出\t项目支出
类\t款\t项\t\t\t\t
201\t\t\t一般公共服务支出\t80\t60\t20
201\t99\t\t其他一般公共服务支出\t80\t60\t20
201\t99\t99\t其他支出\t80\t60\t20
"""
    assert [line.code for line in budget_of(text).functions] == ["201", "20199", "2019999"]


GENERAL = """2026年一般公共预算支出表
单位：万元

科目编码\t科目名称\t合计\t基本支出\t\t\t项目支出
\t\t\t小计\t人员经费\t公用经费\t
\t合计\t{total}\t75.50\t60.00\t15.50\t20.00
201\t一般公共服务支出\t80.50\t60.50\t50.00\t10.50\t20.00
"""


def test_staff_and_office_costs_only_where_they_are_the_whole() -> None:
    whole = budget_of(f"{FUNCTIONS}\n\n{GENERAL.format(total='95.50')}")
    assert spending(whole)[ExpenditureKind.PERSONNEL] == 60
    assert spending(whole)[ExpenditureKind.OPERATION] == Decimal("15.50")
    part = budget_of(f"{FUNCTIONS}\n\n{GENERAL.format(total='90.00')}")
    assert ExpenditureKind.PERSONNEL not in spending(part)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "没有表格的一段话",
        "项目名称\t培训经费\n项目预算\t20\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t场次\t12场",
        "2026年财政拨款收支预算总表\n\n收入\t\t支出\t\n一、本年收入\t90\t一、本年支出\t90\n收入总计\t90\t支出总计\t90",
        "2026年政府采购预算表\n\n项目名称\t品目\t采购金额\t合计\n培训\t[A]货物\t5\t5",
        "合计\n\t收入总计\t\t支出总计\n",
    ],
)
def test_other_tables_are_no_budget(text: str) -> None:
    budget, used = read_budget(parse_text(text))
    assert budget == Budget()
    assert used == {}


def test_the_real_budget(shared_forms: Path) -> None:
    document = read_text((shared_forms / "jianghan-2024.txt").read_bytes(), "jianghan-2024.txt")
    budget, used = read_budget(document)
    assert {source: str(line.amount) for source, line in budget.income.items()} == {
        "general": "825.16",
        "total": "825.16",
    }
    assert {kind: str(line.amount) for kind, line in budget.expenditure.items()} == {
        "total": "825.16",
        "basic": "482.97",
        "project": "342.19",
        "personnel": "438.22",
        "operation": "44.75",
    }
    assert len(budget.functions) == 18
    assert sum(line.amount or 0 for line in budget.functions if len(line.code) == 7) == Decimal("825.16")
    assert [(one.name, str(one.amount)) for one in budget.projects] == [
        ("复查复核委员会经费", "1.66"),
        ("临时人员工作经费", "29.57"),
        ("信访工作经费", "310.96"),
    ]
    texts = {
        (number, cell.row, cell.column)
        for number, part in enumerate(document)
        if isinstance(part, Table)
        for cell in part.cells
    }
    assert used.keys() <= texts


@pytest.mark.parametrize("name", ["ezhou-2026", "julu", "korla-2023", "lukou-2026"])
def test_forms_alone_are_no_budget(shared_forms: Path, name: str) -> None:
    document = read_text((shared_forms / f"{name}.txt").read_bytes(), name)
    assert read_budget(document) == (Budget(), {})
