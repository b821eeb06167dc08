"""The unit's budget is read by what the heads say, to the digit, and every cell read is told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from importers.budget.read import read_budget
from importers.placed import Place, Placed
from importers.readers import text
from importers.readers.text import parse_text
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


def read_all(document: Document) -> tuple[Budget, Placed]:
    budget = Budget()
    return budget, read_budget(document, budget)


def budget_of(text: str) -> Budget:
    return read_all(parse_text(text))[0]


def unread(document: Document) -> list[str]:
    """The texts of all cells that were not read."""
    _, used = read_all(document)
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
    assert [project.unit_name for project in budget.projects] == ["示例市示例局本级"] * 2
    assert unread(parse_text(PROJECTS)) == ["101", "示例市示例局"]


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
        "2026年政府采购预算表\n\n项目名称\t采购金额\t合计\n培训\t5\t5",
        "合计\n\t收入总计\t\t支出总计\n",
    ],
)
def test_other_tables_are_no_budget(text: str) -> None:
    budget, used = read_all(parse_text(text))
    assert budget == Budget()
    assert used == {}


def test_the_real_budget(shared_forms: Path) -> None:
    document = text.read((shared_forms / "jianghan-2024.txt").read_bytes(), "jianghan-2024.txt").document
    budget, used = read_all(document)
    assert {source: str(line.amount) for source, line in budget.income.items()} == {
        "general": "825.16",
        "fiscal": "825.16",
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
    document = text.read((shared_forms / f"{name}.txt").read_bytes(), name).document
    assert read_all(document) == (Budget(), {})


# --- every cell by itself ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("strange", ["37,09O", "批复文号7788", "详见附件", "60.50%"])
@pytest.mark.parametrize("column", range(5))
def test_a_strange_cell_in_a_row_of_the_budget_is_left(strange: str, column: int) -> None:
    """The cells beside it are read; it is not called read because they are."""
    row = "201\t一般公共服务支出\t80.50\t60.50\t20.00"
    cells = row.split("\t")
    cells[column] = strange
    text = FUNCTIONS.replace(row, "\t".join(cells))
    assert strange in unread(parse_text(text)) or strange in [line.name for line in budget_of(text).functions]
    assert spending(budget_of(text))[ExpenditureKind.TOTAL] == Decimal("95.50")
    assert unread(parse_text(text)).count("20199") == 0


def test_what_stands_beside_the_columns_is_left() -> None:
    text = FUNCTIONS.replace("60.50\t20.00\n20199\t", "60.50\t20.00\t批复文号7788\n20199\t")
    assert unread(parse_text(text)) == ["批复文号7788"]


@pytest.mark.parametrize("text", [OVERVIEW, FUNCTIONS, PROJECTS], ids=["overview", "functions", "projects"])
def test_a_strange_word_among_the_heads_is_left(text: str) -> None:
    head = next(line for line in text.splitlines() if line.count("\t") and ("预算数" in line or "合计" in line))
    assert "批复文号7788" in unread(parse_text(text.replace(head, f"{head}\t批复文号7788")))


def test_cells_that_say_what_is_read_are_told_where_it_is() -> None:
    document = parse_text(FUNCTIONS)
    budget, placed = read_all(document)
    (number,) = (n for n, part in enumerate(document) if isinstance(part, Table))
    table = document[number]
    assert isinstance(table, Table)
    went = {(cell.row, cell.column): placed[Place(number, cell.row, cell.column)] for cell in table.cells}
    housing = budget.functions[3].id
    assert [went[0, column] for column in range(5)] == ["head"] * 5
    assert [went[1, column] for column in range(1, 5)] == [
        "sum",
        "budget.expenditure.total.amount",
        "budget.expenditure.basic.amount",
        "budget.expenditure.project.amount",
    ]
    assert [went[5, column] for column in range(4)] == [
        f"{housing}.{part}" for part in ("code", "name", "amount", "basic")
    ]


def test_the_overview_tells_where_its_amounts_are() -> None:
    document = parse_text(OVERVIEW)
    budget, placed = read_all(document)
    (number,) = (n for n, part in enumerate(document) if isinstance(part, Table))
    housing = budget.functions[1].id
    assert {placed[Place(number, 6, column)] for column in (0, 2)} == {"label"}
    assert placed[Place(number, 2, 1)] == "budget.income.general.amount"
    assert placed[Place(number, 5, 1)] == "budget.income.total.amount"  # 本年收入合计 equals the total
    assert (placed[Place(number, 4, 2)], placed[Place(number, 4, 3)]) == (f"{housing}.name", f"{housing}.amount")


def test_an_amount_that_contradicts_what_is_read_is_left() -> None:
    again = OVERVIEW.replace("收支预算总表", "收支总表").replace("90.50", "91.50")
    assert unread(parse_text(f"{OVERVIEW}\n\n{again}")) == ["91.50"]
    other = FUNCTIONS.replace("合计\t95.50", "合计\t96.50")
    assert unread(parse_text(f"{OVERVIEW}\n\n{other}")) == ["95.50", "95.50"]  # of the expenditure, the codes known


def test_a_second_table_of_codes_is_read_where_it_says_the_same() -> None:
    again = FUNCTIONS.replace("80.50\t60.50\t20.00\n20199\t", "80.50\t60.50\t21.00\n20199\t")
    assert unread(parse_text(f"{FUNCTIONS}\n\n{again}")) == ["21.00"]


@pytest.mark.parametrize("dash", ["-", "—", "——", "/"])
def test_a_dash_for_no_money_is_read(dash: str) -> None:
    text = FUNCTIONS.replace("221\t住房保障支出\t15.00\t15.00\t", f"221\t住房保障支出\t15.00\t15.00\t{dash}")
    assert budget_of(text).functions[3].project is None
    assert unread(parse_text(text)) == []


@pytest.mark.parametrize(
    ("unit", "total"),
    [
        ("单位：亿元", "955000"),
        ("金额单位：百万元", "9550"),
        ("单位：千万元", "95500"),
        ("（单位：千元）", "9.55"),
        ("单位：百元", "0.955"),
        ("单位万元", "95.50"),
        ("货币单位：人民币元", "0.00955"),
    ],
)
def test_every_unit_of_money_is_converted_exactly(unit: str, total: str) -> None:
    for pasted in (OVERVIEW, FUNCTIONS):
        assert spending(budget_of(pasted.replace("单位：万元", unit)))[ExpenditureKind.TOTAL] == Decimal(total)


def test_hundred_and_fifty_in_hundred_millions() -> None:
    text = (
        "收支预算总表\n单位：亿元\n\n收入\t\t支出\t\n一般公共预算\t150\t教育支出\t150\n收入总计\t150\t支出总计\t150\n"
    )
    budget = budget_of(text)
    assert str(budget.income[FundingSource.GENERAL].amount) == "1500000"
    assert [str(line.amount) for line in budget.functions] == ["1500000"]


def test_a_unit_in_brackets_in_a_head_counts_as_well() -> None:
    text = FUNCTIONS.replace("单位：万元\n", "").replace("基本支出\t项目支出", "基本支出\t项目支出\t备注（千元）")
    assert spending(budget_of(text))[ExpenditureKind.TOTAL] == Decimal("9.55")


@pytest.mark.parametrize(
    ("label", "source"),
    [
        ("上年结转", FundingSource.CARRYOVER),
        ("上年结余", FundingSource.CARRYOVER),
        ("二、政府性基金预算拨款", FundingSource.GOVERNMENT_FUND),
        ("国有资本经营预算", FundingSource.STATE_CAPITAL),
        ("纳入财政专户管理的收入", FundingSource.SPECIAL_ACCOUNT),
        ("事业单位经营收入", FundingSource.OPERATING),
        ("事业收入", FundingSource.BUSINESS),
        ("上级补助收入", FundingSource.SUPERIOR),
        ("附属单位上缴收入", FundingSource.AFFILIATED),
        ("单位资金", FundingSource.UNIT),
        ("财政拨款收入", FundingSource.FISCAL),
        ("（四）其他收入", FundingSource.OTHER),
    ],
)
def test_every_source_of_income_is_known_by_its_words(label: str, source: FundingSource) -> None:
    text = OVERVIEW.replace("三、住房", "九、住房").replace("三、事业收入\t5", f"{label}\t5")
    assert income(budget_of(text))[source] == 5


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("基本支出", ExpenditureKind.BASIC),
        ("一、项目支出", ExpenditureKind.PROJECT),
        ("人员经费", ExpenditureKind.PERSONNEL),
        ("公用支出", ExpenditureKind.OPERATION),
    ],
)
def test_kinds_of_expenditure_are_no_functions(label: str, kind: ExpenditureKind) -> None:
    budget = budget_of(OVERVIEW.replace("三、住房保障支出", label))
    assert spending(budget)[kind] == 15
    assert [line.name for line in budget.functions] == ["一般公共服务支出"]


def test_what_goes_on_to_the_next_year_is_no_expenditure() -> None:
    text = OVERVIEW.replace("年终结转结余\t", "年终结转支出\t7")
    assert unread(parse_text(text)) == ["7"]
    assert len(budget_of(text).functions) == 2


def test_a_total_of_projects_that_contradicts_is_left() -> None:
    other = PROJECTS.replace("合计\t\t20.00\t20.00", "合计\t\t21.00\t21.00")
    text = f"{FUNCTIONS}\n\n{other}"
    left = [word for word in unread(parse_text(text)) if word in ("合计", "21.00")]
    assert sorted(left) == ["21.00", "21.00", "合计"]
    assert spending(budget_of(text))[ExpenditureKind.PROJECT] == 20


def test_a_budget_may_come_in_parts() -> None:
    """Tables in files of their own: the second adds to the first, and what contradicts it is left."""
    budget = Budget()
    read_budget(parse_text(FUNCTIONS), budget)
    document = parse_text(OVERVIEW.replace("90.50", "90.40"))
    placed = read_budget(document, budget)
    assert len(budget.functions) == 4
    assert str(budget.income[FundingSource.GENERAL].amount) == "90.40"
    (table,) = (part for part in document if isinstance(part, Table))
    assert [cell.text for cell in table.cells if Place(2, cell.row, cell.column) not in placed] == []
    again = read_budget(parse_text(OVERVIEW), budget)
    assert len(again) == len(placed) - 1


def test_a_list_of_projects_tells_where_everything_went() -> None:
    document = parse_text(PROJECTS.replace("\t培训专项经费", "P-7\t培训专项经费"))
    budget, placed = read_all(document)
    (number,) = (n for n, part in enumerate(document) if isinstance(part, Table))
    first = budget.projects[0].id
    went = [placed.get(Place(number, 3, column), "") for column in range(5)]
    assert went == [f"{first}.{field}" for field in ("code", "name", "unit_name", "amount", "funding.general")]
    assert budget.projects[0].code == "P-7"
    total = [placed.get(Place(number, 1, column), "") for column in (1, 3, 4)]
    assert total == ["sum", *["budget.expenditure.project.amount"] * 2]


def test_the_same_list_of_projects_again_adds_nothing() -> None:
    assert len(budget_of(f"{PROJECTS}\n\n{PROJECTS}").projects) == 2
    other = PROJECTS.replace("培训专项经费", "会议专项经费")
    assert [one.name for one in budget_of(f"{PROJECTS}\n\n{other}").projects] == [
        "培训专项经费",
        "设备更新经费",
        "会议专项经费",
    ]
    changed = PROJECTS.replace("8.00\t8.00", "9.00\t9.00")
    assert "9.00" in unread(parse_text(f"{PROJECTS}\n\n{changed}"))


def test_words_of_a_sum_are_left_with_their_amounts() -> None:
    other = FUNCTIONS.replace("合计\t95.50\t75.50\t20.00", "合计\t95.60\t75.60\t20.10")
    assert unread(parse_text(f"{FUNCTIONS}\n\n{other}")) == ["合计", "95.60", "75.60", "20.10"]


def test_two_lines_of_purchases_that_say_the_same_are_two_but_the_same_table_again_adds_none() -> None:
    table = """2026年政府采购预算表
单位：万元

项目名称\t采购品目\t数量\t采购金额
合计\t\t\t3.00
办公设备\t台式电脑\t2台\t1.00
办公设备\t台式电脑\t2台\t1.00
办公设备\t打印机\t1台\t1.00
"""
    once = budget_of(table)
    assert [(line.item, line.amount) for line in once.purchases] == [("台式电脑", 1), ("台式电脑", 1), ("打印机", 1)]
    assert len(budget_of(f"{table}\n\n{table}").purchases) == 3
