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
        ("示例县水利\n河道\n3", "示例县水利", ["河道", "3"]),  # may be a label that nobody knows, and its value
        ("示例县水利河道\n项目级次\n二级", "示例县水利河道", ["项目级次", "二级"]),
        ("示例县水利\n单位：万元", "示例县水利", ["单位：万元"]),
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
        ("产出指标\n数量指标\n巡查\n次数\n逐步提高水平线", ["产出指标", "数量指标", "巡查次数", "逐步提高水平线"]),
        ("产出指标\n数量指标\n巡查\n次数\n逐步提高水平并长期保持下去", None),  # too long to be a value in words
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


def test_letters_one_below_the_other_are_one_label() -> None:
    body = "\n".join("绩效指标产出指标") + "\n数量指标\n巡查次数\n≥120次\n" + "\n".join("效益指标")
    assert rows(HEAD + body + "\n生态效益指标\n河岸完好率\n≥95%\n")[1:] == [
        ["产出指标", "数量指标", "巡查次数", "≥120次"],
        ["效益指标", "生态效益指标", "河岸完好率", "≥95%"],
    ]


def test_blank_units_and_points_leave_the_rows_apart() -> None:
    head = "一级指标\n二级指标\n三级指标\n符号\n指标值\n计量单位\n权重\n"
    body = "产出指标\n数量指标\n巡查次数\n≥\n120\n次\n20\n巡查河\n段\n≥\n30\n公里\n20\n质量指标\n水质类别\n=\nⅢ类\n10\n"
    assert rows(head + body)[1:] == [
        ["产出指标", "数量指标", "巡查次数", "≥", "120", "次", "20"],
        ["巡查河段", "≥", "30", "公里", "20"],
        ["质量指标", "水质类别", "=", "Ⅲ类", "10"],
    ]


def test_words_behind_the_values_may_be_blank() -> None:
    head = "一级指标\n二级指标\n三级指标\n指标值\n备注\n"
    body = (
        "产出指标\n数量指标\n巡查次数\n≥120次\n编印手册\n≥300册\n含补印\n质量指标\n问题处置率\n≥95%\n备注\n一式两份\n"
    )
    assert rows(head + body)[1:] == [
        ["产出指标", "数量指标", "巡查次数", "≥120次"],
        ["编印手册", "≥300册", "含补印"],
        ["质量指标", "问题处置率", "≥95%"],
        ["备注"],
        ["一式两份"],
    ]


def test_rows_that_begin_with_their_number_and_columns_nobody_knows() -> None:
    head = "序号\n一级指标\n二级指标\n三级指标\n指标值\n完成时限\n"
    body = "1\n产出指标\n数量指标\n巡查次数\n≥120次\n12月\n2\n产出指标\n质量指标\n问题处置率\n≥95%\n12月\n"
    assert rows(head + body) == [
        ["序号", "一级指标", "二级指标", "三级指标", "指标值", "完成时限"],
        ["1", "产出指标", "数量指标", "巡查次数", "≥120次", "12月"],
        ["2", "产出指标", "质量指标", "问题处置率", "≥95%", "12月"],
    ]


def test_two_forms_one_below_the_other() -> None:
    second = ABOVE.replace("河道巡查经\n费", "堤防养护") + HEAD + "产出指标\n数量指标\n养护堤防\n≥9公里\n"
    found = rows(ABOVE + HEAD + BODY + second)
    assert [row[1] for row in found if row[0] == "项目名称"] == ["河道巡查经费", "堤防养护"]
    assert found[-1] == ["产出指标", "数量指标", "养护堤防", "≥9公里"]


def test_lists_within_a_cell_stay_together() -> None:
    body = "产出指标\n数量指标\n1.巡查河道\n2.编印手册\n1.≥120次\n2.≥300册\n质量指标\n问题处置率\n≥95%\n"
    assert rows(HEAD + body)[1:] == [
        ["产出指标", "数量指标", "1.巡查河道2.编印手册", "1.≥120次2.≥300册"],
        ["质量指标", "问题处置率", "≥95%"],
    ]


def test_a_level_that_nobody_knows_below_the_first_one() -> None:
    body = "产出指标\n重点工作完成\n巡查次数\n≥120次\n满意度\n村民满意度\n沿岸村民满意度\n≥90%\n"
    assert rows(HEAD + body)[1:] == [
        ["产出指标", "重点工作完成", "巡查次数", "≥120次"],
        ["满意度", "村民满意度", "沿岸村民满意度", "≥90%"],
    ]


def test_a_divided_head_has_its_second_row() -> None:
    head = "一级指标\n二级指标\n三级指标\n指标值\n半年值\n全年值\n"
    assert rows(head + "产出指标\n数量指标\n巡查次数\n≥50次\n≥120次\n") == [
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["半年值", "全年值"],
        ["产出指标", "数量指标", "巡查次数", "≥50次", "≥120次"],
    ]


def test_the_text_of_a_goal_ends_where_the_table_begins() -> None:
    above = ABOVE + "三、项目绩效指标\n"
    found = rows(above + HEAD + BODY)
    assert ["年度绩效目标", "全年巡查河道不少于一百二十次。"] in found
    assert ["三、项目绩效指标"] in found


def test_amounts_are_not_put_together() -> None:
    above = "项目名称\n河道巡查\n年度预算\n30.5\n其中：项目支出\n12\n"
    assert rows(above + HEAD + BODY)[1:3] == [["年度预算", "30.5"], ["其中：项目支出", "12"]]
    beside = "项目名称\n河道巡查\n财政拨款\n其他资金\n30.5\n12\n"
    assert rows(beside + HEAD + BODY)[1] == ["财政拨款", "30.5", "其他资金", "12"]
    more = "项目名称\n河道巡查\n财政拨款\n其他资金\n42.5\n30.5\n12\n"
    assert rows(more + HEAD + BODY)[1:3] == [["财政拨款", "其他资金"], ["42.5", "30.5", "12"]]


def test_a_remark_below_the_last_head_is_its_own() -> None:
    text = (
        ABOVE
        + HEAD
        + "分值权重\n（90）\n"
        + BODY.replace("≥120次\n", "≥120次\n30\n").replace("≥300册\n", "≥300册\n20\n")
    )
    text = text.replace("≥95%\n", "≥95%\n30\n").replace("≥90%\n", "≥90%\n10\n")
    table = next(part for part in parse_text(text) if isinstance(part, Table) and part.column_count > 4)
    texts = [cell.text for cell in table.cells]
    assert "分值权重（90）" in texts
    assert texts[-3:] == ["沿岸居民满意度", "≥90%", "10"]
