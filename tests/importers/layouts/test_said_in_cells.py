"""Money that a cell says in words, goals beside what was reached, lists under one head of levels. All is made up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from importers.recognise import recognise
from tests.importers.layouts.test_votes_of_rows import merged
from tests.importers.test_recognise import TEMPLATES, left, only_form, read, rows

TABLE = """一级指标→二级指标→三级指标→指标值
产出指标→数量指标→看护灯塔→≥4座
效益指标→社会效益指标→保障船只→≥900艘
满意度指标→服务对象满意度指标→船主满意度→≥90%"""


def test_a_remark_behind_an_amount_is_told() -> None:
    text = f"项目支出绩效目标表（2026年度）\n项目名称→灯塔看护\n年度资金总额→85万（灯塔60万元，航标25万元）\n{TABLE}"
    assert only_form(text).amount == Decimal(85)
    assert any("85万（灯塔60万元" in one for one in read(text)[0][0].notices)


def test_an_amount_with_its_sources_in_one_cell() -> None:
    said = '"总额85.5万元\n财政拨款：80万元\n其他：5.5万元"'
    text = f"项目支出绩效目标表（2026年度）\n项目名称→灯塔看护\n资金总额及构成→{said}\n{TABLE}"
    form = only_form(text)
    assert form.amount == Decimal("85.5")
    assert form.funding == {"fiscal": Decimal(80), "other": Decimal("5.5")}
    assert not any("除了金额" in one for one in read(text)[0][0].notices)


@pytest.mark.parametrize("words", ["待定\n财政拨款：80万元", "见附件（80万元）", "约八十万"])
def test_words_without_a_sum_are_no_amount(words: str) -> None:
    text = f'项目支出绩效目标表（2026年度）\n项目名称→灯塔看护\n资金总额→"{words}"\n{TABLE}'
    assert only_form(text).amount is None
    assert any("待定" in one or "附件" in one or "约八十万" in one for one in left(text))


@pytest.mark.parametrize(("year", "total"), [("320", "860"), ("900", None)])
def test_a_sum_without_a_year_above_the_years_is_the_whole_projects(year: str, total: str | None) -> None:
    text = f"项目支出绩效目标表（2026年度）\n项目名称→灯塔看护\n资金总额→860\n当年资金总额→{year}\n{TABLE}"
    form = only_form(text)
    assert form.amount == Decimal(year if total else "860")
    assert form.total_amount == (Decimal(total) if total else None)


def test_the_unit_behind_a_label_over_money_counts() -> None:
    text = f"项目支出绩效目标表\n项目名称→灯塔看护\n项目资金申请情况（元）→申请总额→486,000.00\n{TABLE}"
    assert only_form(text).amount == Decimal("48.6")


def test_a_sum_right_before_its_amount_among_its_sources() -> None:
    text = f"项目支出绩效目标表\n项目名称→灯塔看护\n资金需求（万元）→合计→66.5→财政资金→60→自筹资金→6.5\n{TABLE}"
    assert only_form(text).amount == Decimal("66.5")


def test_what_labels_a_part_of_the_form_stands_beside_the_heads_of_goals() -> None:
    text = "项目支出绩效自评表（2026年度）\n项目名称→灯塔看护\n项目基本情况→项目年度目标→年度目标完成情况\n"
    text += f"→看护四座灯塔。→看护到位。\n{TABLE}"
    assert only_form(text).goals[0].statement == "看护四座灯塔。"
    assert "看护到位。" in left(text)


def test_years_that_are_no_money_are_listed() -> None:
    text = "项目绩效目标表\n项目名称→灯塔看护\n实施内容→开始时间→完成时间\n选址→2024→2025\n建塔→2026→2026\n" + TABLE
    assert {"2024", "2025", "2026", "选址", "建塔"} <= set(left(text))


def test_a_list_of_projects_with_one_head_over_both_levels() -> None:
    head = "序号 项目名称 年度预算（元） 绩效目标 绩效指标类别 - 绩效指标名称 比较 数值 计量单位 分值"
    body = [
        "1 灯塔看护 1,260,000 看护四座灯塔。 产出指标 数量 看护灯塔 ≥ 4 座 20",
        "- - - - 效益指标 社会效益 保障船只 ≥ 900 艘 40",
        "2 航标擦拭 350,000 擦拭全部航标。 产出指标 数量 擦拭航标 ≥ 120 座 30",
        "- - - - 产出指标 时效 擦拭时限 ≤ 24 小时 30",
    ]
    cut = [[text.strip("-") for text in row.split()] for row in (head, *body)]
    cells = [(n + 1, m, text, 1 + (text == "绩效指标类别")) for n, row in enumerate(cut) for m, text in enumerate(row)]
    cells = [(0, 0, "2026年部门项目绩效目标汇总表", 11), *(cell for cell in cells if cell[:2] != (1, 5))]
    first, second = (one.form for one in recognise((merged(*cells),), TEMPLATES)[0])
    assert [(form.name, form.amount) for form in (first, second)] == [("灯塔看护", 126), ("航标擦拭", 35)]
    assert rows(first.goals[0]) == ["产出指标/数量/看护灯塔 ≥4座", "效益指标/社会效益/保障船只 ≥900艘"]
    assert rows(second.goals[0]) == ["产出指标/数量/擦拭航标 ≥120座", "产出指标/时效/擦拭时限 ≤24小时"]


def test_the_end_of_a_level_on_a_line_of_its_own() -> None:
    text = (
        "项目支出绩效目标表\n项目名称→灯塔看护\n绩效指标→一级指标→二级指标→三级指标→指标值\n绩效指标→项目完成\n指标\n"
    )
    text += "数量指标→看护灯塔→4座\n项目效益\n指标\n社会效益指标→保障船只→900艘\n"
    assert rows(only_form(text.replace("→", " ")).goals[0]) == [
        "项目完成指标/数量指标/看护灯塔 4座",
        "项目效益指标/社会效益指标/保障船只 900艘",
    ]
