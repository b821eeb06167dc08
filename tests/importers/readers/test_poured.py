"""Tables copied out of a PDF one cell a line: put together by the words known, or left alone where that is not sure."""

from __future__ import annotations

import pytest

from importers.readers.text import parse_text
from models.table import Table

ABOVE = """项目支出绩效目标表
项目名称
河道巡查经
费
主管部门
示例县水利局
年度资金总额（元）
300,000.00
年度绩效目标
全年巡查河道不少于一百二
十次。
"""
HEAD = "一级指标\n二级指标\n三级指标\n指标值\n"
BODY = """绩效
指标
产出指标
数量指标
巡查河道次数
≥120次
编印巡查手
册
≥300册
质量指标
问题处置率
≥95%
满意度指标
服务对象满意度
指标
沿岸居民满意度
≥90%
"""


def rows(text: str) -> list[list[str]]:
    return [
        [cell for cell in row if cell] for part in parse_text(text) if isinstance(part, Table) for row in part.texts()
    ]


def test_labels_values_and_rows_are_put_together() -> None:
    assert rows(ABOVE + HEAD + BODY) == [
        ["项目名称", "河道巡查经费"],
        ["主管部门", "示例县水利局"],
        ["年度资金总额（元）", "300,000.00"],
        ["年度绩效目标", "全年巡查河道不少于一百二十次。"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "巡查河道次数", "≥120次"],
        ["编印巡查手册", "≥300册"],
        ["质量指标", "问题处置率", "≥95%"],
        ["满意度指标", "服务对象满意度指标", "沿岸居民满意度", "≥90%"],
    ]


def test_more_columns_behind_the_name_are_counted() -> None:
    body = "产出指标\n数量指标\n巡查次数\n≥\n120\n次\n10\n时效指标\n及时率\n≥\n95\n%\n20\n"
    head = "一级指标\n二级指标\n三级指标\n指标值类型\n指标值\n度量单位\n权重\n"
    assert rows(head + body)[1:] == [
        ["产出指标", "数量指标", "巡查次数", "≥", "120", "次", "10"],
        ["时效指标", "及时率", "≥", "95", "%", "20"],
    ]


def test_what_is_no_label_is_part_of_no_value() -> None:
    above = "项目名称\n河道巡查\n计划开始日期\n2024-01-01\n主管部门\n示例县水利局\n"
    assert rows(above + HEAD + BODY)[:3] == [
        ["项目名称", "河道巡查"],
        ["计划开始日期", "2024-01-01"],
        ["主管部门", "示例县水利局"],
    ]


@pytest.mark.parametrize(
    ("lines", "value", "left"),
    [
        ("示例县水利\n局", "示例县水利局", []),
        ("示例县水利\n河道管理\n局", "示例县水利河道管理局", []),
        ("示例县\n水利河道管理局", "示例县", ["水利河道管理局"]),  # a longer line was none of a wrapped value
        ("示例县水利\n河道\n3", "示例县水利河道", ["3"]),
        ("示例县水利河道管理总局\n2024年1月", "示例县水利河道管理总局", ["2024年1月"]),
        ("300000\n局", "300000", ["局"]),
    ],
)
def test_how_far_a_value_was_wrapped(lines: str, value: str, left: list[str]) -> None:
    found = rows(f"项目名称\n河道巡查\n主管部门\n{lines}\n" + HEAD + BODY)
    place = next(number for number, row in enumerate(found) if row[0] == "主管部门")
    assert found[place] == ["主管部门", value]
    assert found[place + 1] == (left or HEAD.split())


def test_labels_that_follow_each_other_have_their_values_behind_the_last() -> None:
    above = "项目名称\n主管部门\n全年巡查河道。\n按时编印手册。\n"
    assert rows(above + HEAD + BODY)[:2] == [["项目名称", "全年巡查河道。"], ["主管部门", "按时编印手册。"]]
    one_more = "项目名称\n主管部门\n全年巡查河道。\n"
    assert rows(one_more + HEAD + BODY)[:1] == [["项目名称", "主管部门", "全年巡查河道。"]]


@pytest.mark.parametrize(
    ("body", "row"),
    [
        ("产出指标\n数量指标\n巡查\n次数\n合理", ["产出指标", "数量指标", "巡查次数", "合理"]),
        ("产出指标\n数量指标\n巡查\n次数\n逐步提高水平", ["产出指标", "数量指标", "巡查次数", "逐步提高水平"]),
        ("产出指标\n数量指标\n巡查\n次数\n逐步提高水平线", None),  # too long to be a value in words
        ("产出指标\n数量指标\n巡查\n次数\n≥120次", ["产出指标", "数量指标", "巡查次数", "≥120次"]),
    ],
)
def test_a_name_of_several_lines_is_closed_by_its_value(body: str, row: list[str] | None) -> None:
    assert rows(HEAD + body)[1:] == ([row] if row else [])


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "产出指标\n数量指标\n巡查次数\n这里是说明的一句话\n这里还有一句话\n",
        HEAD.replace("三级指标\n", "") + BODY,
        "一级指标\n" + BODY,
        ABOVE,
    ],
)
def test_what_cannot_be_told_for_sure_is_no_table(text: str) -> None:
    assert rows(text) == []


def test_a_label_beside_the_rows_that_comes_behind_the_head_is_no_column() -> None:
    head = "一级指标\n二级指标\n三级指标\n单位\n指标值\n绩效指标\n"
    body = "产出指标\n数量指标\n巡查次数\n次\n≥120\n编印手册\n册\n≥300\n时效指标\n及时率\n%\n≥95\n"
    assert rows(ABOVE + head + body)[5:] == [
        ["产出指标", "数量指标", "巡查次数", "次", "≥120"],
        ["编印手册", "册", "≥300"],
        ["时效指标", "及时率", "%", "≥95"],
    ]


def test_what_looks_like_a_label_is_not_the_rest_of_a_value() -> None:
    above = "项目名称\n河道巡查奖励资金\n市级主管部门\n示例市水利局\n"
    assert rows(above + HEAD + BODY)[0] == ["项目名称", "河道巡查奖励资金"]
