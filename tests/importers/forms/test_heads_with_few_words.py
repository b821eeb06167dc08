"""Heads that say less than others: two levels, 本年目标, 合计, 指标类型 over two columns. All is invented."""

from __future__ import annotations

import pytest

from tests.importers.test_recognise import forms_in, left, only_form, rows


def _lost(text: str) -> str:
    return "\n".join("→".join(filter(None, line.split("→"))) for line in text.split("\n"))


TWO_LEVELS = """
某某镇2025年项目绩效目标表
项目名称→水库除险→
一级指标→二级指标→目标值
产出指标→除险座数→3座
→验收合格率→100%
效益指标→保护农田→≥900亩
"""


@pytest.mark.parametrize("text", [TWO_LEVELS, _lost(TWO_LEVELS)], ids=["columns kept", "blank cells lost"])
def test_names_stand_under_the_second_level_where_there_is_no_third(text: str) -> None:
    assert rows(only_form(text).goals[0]) == [
        "产出指标//除险座数 3座",
        "产出指标//验收合格率 100%",
        "效益指标//保护农田 ≥900亩",
    ]


def test_levels_of_the_second_kind_are_no_names() -> None:
    text = (
        TWO_LEVELS.replace("除险座数", "数量指标").replace("验收合格率", "质量指标").replace("保护农田", "社会效益指标")
    )
    assert rows(only_form(text).goals[0])[0] == "产出指标/数量指标/ 3座"


VALUES = """
部门预算项目绩效目标表（2026年）
项目名称→招商专项→→→→
一级指标→二级指标→三级指标→{first}→{second}→{third}
产出指标→数量指标→签约项目→20个→17个→3个
→质量指标→履约率→≥80%→76%→4%
"""


@pytest.mark.parametrize(
    ("heads", "told"),
    [(("本年目标", "上年实际", "增加"), {"增加"}), (("合计", "甲县", "乙区"), {"甲县", "乙区", "17个", "76%"})],
)
def test_a_part_of_the_values_is_all_of_them_where_no_others_are(heads: tuple[str, str, str], told: set[str]) -> None:
    text = VALUES.format(first=heads[0], second=heads[1], third=heads[2])
    assert [str(one.target) for one in only_form(text).indicators()] == ["20个", "≥80%"]
    assert told <= set(left(text))


KINDS = """
2026年专项资金绩效目标表
项目名称→→胸痛中心→→
指标类型→→指标名称→指标值→权重
产出指标→数量指标→购置设备→16台→20
→质量指标→验收合格率→100%→20
效益指标→社会效益指标→救治时间→≤90分钟→25
满意度指标→服务对象满意度指标→患者满意度→≥93%→15
"""


def test_kinds_of_indicators_over_two_columns_are_the_levels() -> None:
    assert rows(only_form(KINDS).goals[0]) == [
        "产出指标/数量指标/购置设备 16台",
        "产出指标/质量指标/验收合格率 100%",
        "效益指标/社会效益指标/救治时间 ≤90分钟",
        "满意度指标/服务对象满意度指标/患者满意度 ≥93%",
    ]
    assert left(KINDS) == []


def test_a_table_under_the_continued_heading_is_of_the_same_form() -> None:
    text = """
项目支出绩效目标表
项目名称→→矫正中心→
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→监管人数→≥320人

项目支出绩效目标表（续）

一级指标→二级指标→三级指标→指标值
产出指标→质量指标→建档率→100%
"""
    (form,) = forms_in(text)
    assert rows(form.goals[0]) == ["产出指标/数量指标/监管人数 ≥320人", "产出指标/质量指标/建档率 100%"]
