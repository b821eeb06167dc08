"""Texts as clerks paste them, further on: what stands around the forms. All units are invented."""

from __future__ import annotations

from decimal import Decimal

import pytest

from importers.readers.text import parse_text
from importers.recognise import recognise
from models.forms import ProjectForm
from tests.importers.test_recognise import CENTRAL, DAMAGED, TEMPLATES, forms_in, left, only_form, rows


def test_labels_and_values_in_one_cell_or_in_lines_above_the_table() -> None:
    text = """
附表3：项目支出绩效目标表
（2026年度）　　　　金额单位：元
项目名称：驿站补贴
主管部门：和平区民政局    实施单位：和平区养老中心
资金总额：1205000→其中：财政拨款：1205000→→→
项目概况→补贴驿站24家→→→
绩效目标
→补贴24家，覆盖全区。→→→
一级指标→二级指标→三级指标→指标值→权重
产出指标→数量指标→补贴驿站→24家→90
填报人：何一平→→联系电话：5551234→→
注：指标值应当量化。→→→→
"""
    form = only_form(text)
    assert (form.name, form.supervising_unit, form.executing_unit) == ("驿站补贴", "和平区民政局", "和平区养老中心")
    assert (form.amount, form.funding) == (Decimal("120.5"), {"fiscal": Decimal("120.5")})
    assert left(text) == ["项目概况", "补贴驿站24家", "注：指标值应当量化。"]
    assert form.goals[0].statement == "补贴24家，覆盖全区。"
    assert (form.filler, form.phone) == ("何一平", "5551234")
    assert len(list(form.indicators())) == 1


def test_rows_that_slid_to_the_left_find_their_columns() -> None:
    form = only_form(DAMAGED)
    assert form.template == "korla-project-2023"
    assert rows(form.goals[0]) == [
        "产出指标/数量指标/护林员人数 =350人",
        "产出指标/数量指标/巡护面积 ≥20万亩",
        "产出指标/质量指标/补助发放准确率 =100%",
        "产出指标/时效指标/补助发放及时率 有效提高",
        "成本指标/经济成本指标/人均标准 =500元/人/月",
    ]
    assert [i.history["2023"] for i in form.indicators()] == ["340人", "19万亩", "100%", "达成目标", "500元/人/月"]
    assert [i.weight for i in form.indicators()] == [10, 10, 20, 20, 30]
    assert left(DAMAGED) == []


def test_a_table_cut_off_in_the_middle_keeps_what_is_there() -> None:
    form = only_form(DAMAGED[: DAMAGED.index("→按照正常比例赋分→工作资料→→")])
    assert form.template == "korla-project-2023"
    assert [i.name for i in form.indicators()] == ["护林员人数", "巡护面积"]


def test_a_description_that_slid_with_its_row_is_no_unit() -> None:
    form = only_form(
        """
2026年部门整体支出绩效目标表
部门（单位）名称→湘滨区红十字会→→→→→→
年度履职目标→开展救护培训。→→→→→→
一级指标→二级指标→三级指标→指标值类型→指标值→度量单位→指标值说明（指标解释）→备注
产出指标→数量指标→救护员培训→≥→800→人→反映培训数量→
时效指标→完成时间→定性→12月底前→→反映进度→→
"""
    )
    late = list(form.indicators())[1]
    assert (str(late.target), late.description) == ("12月底前", "反映进度")


def test_names_like_those_of_levels_stay_indicators() -> None:
    form = only_form(
        """
项目支出绩效目标表
项目名称→质量提升→→
绩效目标→开展检验→→
一 级 指 标→二 级 指 标→三 级 指 标→目 标 值
产出指标→质量指标→质量指标合格率→≥98％
→时效指标→时效→及时
效益指标→社会效益指标→社会效益→明显
满意度指标→服务对象满意度指标→满意度→≥90%
"""
    )
    assert rows(form.goals[0])[1:] == [
        "产出指标/时效指标/时效 及时",
        "效益指标/社会效益指标/社会效益 明显",
        "满意度指标/服务对象满意度指标/满意度 ≥90%",
    ]


def test_goals_named_beside_their_indicators() -> None:
    form = only_form(
        """
2025年度项目绩效目标表
项目名称→双目标→→→→
目标名称→一级指标→二级指标→三级指标→指标值→备注
年度目标1：完成改造→产出指标→数量指标→改造面积→≥500平方米→
→效益指标→社会效益指标→环境→改善→
年度目标2：完成绿化→产出指标→数量指标→绿化面积→≥200平方米→
"""
    )
    assert [(goal.statement, len(rows(goal))) for goal in form.goals] == [("完成改造", 2), ("完成绿化", 1)]


def test_other_tables_around_a_form_stay_outside_and_are_listed() -> None:
    text = """
一、收支总体情况表
项目→金额→项目→金额
一般公共预算→230.1→基本支出→200.1

附件1：
江口县审计局2025年部门整体支出绩效目标表
部门名称→江口县审计局→→→→
整体绩效目标→完成审计项目25个。→→→→
绩效指标→一级指标→二级指标→三级指标→指标值→备注
→产出指标→数量指标→审计项目→≥25个→

政府采购预算表
品目→数量→金额
计算机→3→1.8
"""
    form = only_form(text)
    assert (form.unit_name, form.income, len(list(form.indicators()))) == ("江口县审计局", {}, 1)
    assert left(text) == [
        *("项目", "金额", "项目", "金额", "一般公共预算", "230.1", "基本支出", "200.1"),
        *("品目", "数量", "金额", "计算机", "3", "1.8"),
    ]


@pytest.mark.parametrize("before", ["", "→→"], ids=["as it is", "two empty columns before"])
@pytest.mark.parametrize("after", ["", "→→→"], ids=["as it is", "three empty columns behind"])
def test_empty_columns_change_nothing(before: str, after: str) -> None:
    shifted = "\n".join(f"{before}{line}{after}" if "→" in line else line for line in CENTRAL.splitlines())
    form, plain = only_form(shifted), only_form(CENTRAL)
    assert [rows(goal) for goal in form.goals] == [rows(goal) for goal in plain.goals]
    assert (form.amount, form.funding) == (plain.amount, plain.funding)


def test_a_head_of_200_columns_does_no_harm() -> None:
    head = "→".join(["一级指标", "二级指标", "三级指标", "指标值", *(f"栏{n}" for n in range(196))])
    text = f"项目支出绩效目标表\n项目名称→乡村道路\n{head}\n产出指标→数量指标→修路→≥3公里→甲{'→' * 190}\n"
    assert rows(only_form(text).goals[0]) == ["产出指标/数量指标/修路 ≥3公里"]
    assert "甲" in left(text)


def test_a_text_without_indicators_is_no_form() -> None:
    text = "通讯录\n姓名→电话\n张三→5551234\n"
    assert forms_in(text) == []
    assert left(text) == ["姓名", "电话", "张三", "5551234"]


def test_ten_thousand_rows_are_read_in_one_go() -> None:
    body = "".join(f"→→监测点{n}→≥{n}次→\n" for n in range(10_000))
    form = only_form(f"项目支出绩效目标表\n项目名称→监测→→→\n一级指标→二级指标→三级指标→指标值→备注\n{body}")
    assert isinstance(form, ProjectForm)
    assert sum(1 for _ in form.indicators()) == 10_000


def test_a_column_of_contents_holds_the_names_where_no_other_does() -> None:
    """Some regions head the names with 指标内容."""
    text = (
        "2026年项目支出绩效目标表\n\n项目名称\t林区防火\t\t\n"
        "一级指标\t二级指标\t指标内容\t指标值\n产出指标\t数量指标\t巡护林区次数\t≥60次\n"
        "\t质量指标\t火情处置率\t≥98%\n"
    )
    found, unplaced = recognise(parse_text(text), TEMPLATES)
    assert [i.name for i in found[0].form.indicators()] == ["巡护林区次数", "火情处置率"]
    assert not unplaced
