"""Tables of one cell a line that no word parts: dealt out to their columns by what all rows of the table look like."""

from __future__ import annotations

from time import process_time

import pytest

from tests.importers.readers.test_poured import rows

RESULTS = ["一级指标", "二级指标", "三级指标", "年度", "指标值", "实际", "完成值", "分值", "得分"]
BODY = [
    "产出指标（50分）",
    "数量指标",
    "修补渔网",
    "≥60张",
    "58",
    "20",
    "19",
    "质量指标",
    "渔网检验合格率",
    "≥95百分比",
    "96",
    "10",
    "10",
    "缆绳更换规范性",
    "按操作规程更换",
    "已按规程",
    "10",
    "10",
    "时效指标",
    "成本指标",
    "每张渔网成本",
    "≤300元",
    "280",
    "10",
    "10",
    "效益指标（30分）",
    "经济效益",
    "指标",
    "减少渔获损失",
    "≥5万元",
    "6",
    "30",
    "30",
    "满意度指标（10分）",
    "服务对象",
    "满意度指标",
    "船主满意度",
    "≥90%",
    "92",
    "10",
    "10",
]


def test_results_and_points_in_words_and_numbers_are_told_apart_by_all_rows() -> None:
    assert rows("\n".join([*RESULTS, *BODY])) == [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标（50分）", "数量指标", "修补渔网", "≥60张", "58", "20", "19"],
        ["质量指标", "渔网检验合格率", "≥95百分比", "96", "10", "10"],
        ["缆绳更换规范性", "按操作规程更换", "已按规程", "10", "10"],
        ["时效指标"],
        ["成本指标", "每张渔网成本", "≤300元", "280", "10", "10"],
        ["效益指标（30分）", "经济效益指标", "减少渔获损失", "≥5万元", "6", "30", "30"],
        ["满意度指标（10分）", "服务对象满意度指标", "船主满意度", "≥90%", "92", "10", "10"],
    ]


def test_a_level_that_was_not_filled_in_opens_no_other_level() -> None:
    head = ["一级指标", "二级指标", "三级指标", "指标值", "分值", "指标解释"]
    body = "成本指标(0-20)分 经济成本指标 每张成本 ≤300元 20 反映投入 社会成本指标 生态环境成本指标 产出指标 (40-50)分"
    body += " 数量指标 修补渔网 60张 25 修补缆绳 12根 25 满意度指标 服务对象满意度指标 船主满意度 ≥90% 10"
    got = rows("\n".join([*head, *body.split()]))
    assert [row[:3] for row in got[2:5]] == [
        ["社会成本指标"],
        ["生态环境成本指标"],
        ["产出指标(40-50)分", "数量指标", "修补渔网"],
    ]


HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
IN_THE_MIDDLE = """修补渔网
≥60张
数量指标
修补缆绳
12根
更换浮标
≥8个
产出指标
质量指标
渔网检验合格率
100%
时效指标
修补期限
4月底前
社会效益指标
港区事故
0起
效益指标
可持续影响指标
渔网使用年限
≥5年
满意度指标
服务对象满意度指标
船主满意度
≥90%"""
EACH = [
    ["产出指标", "数量指标", "修补渔网", "≥60张"],
    ["修补缆绳", "12根"],
    ["更换浮标", "≥8个"],
    ["质量指标", "渔网检验合格率", "100%"],
    ["时效指标", "修补期限", "4月底前"],
    ["效益指标", "社会效益指标", "港区事故", "0起"],
    ["可持续影响指标", "渔网使用年限", "≥5年"],
    ["满意度指标", "服务对象满意度指标", "船主满意度", "≥90%"],
]
PAGE = "- 1 -\n一级指标\n二级指标\n三级指标\n指标值\n时效指标"


@pytest.mark.parametrize(
    "body",
    [
        IN_THE_MIDDLE,
        IN_THE_MIDDLE.replace("质量指标", "绩效指标\n质量指标"),  # beside all rows, in the middle too
        IN_THE_MIDDLE.replace("质量指标", "部门整体支出绩\n效指标\n质量指标"),
        IN_THE_MIDDLE.replace("时效指标", PAGE),  # the head again on the next page
    ],
)
def test_levels_in_the_middle_of_their_rows_come_to_the_first_of_them(body: str) -> None:
    assert rows("\n".join([*HEAD, body])) == [HEAD, *EACH]


def test_levels_in_the_middle_of_their_rows_where_lines_are_rows() -> None:
    lines = """一级指标 二级指标 三级指标 指标值
修补渔网 ≥60张
数量指标 修补缆绳 12根
更换浮标 ≥8个
产出指标
质量指标 渔网检验合格率 100%
时效指标 修补期限 4月底前
社会效益指标 港区事故 0起
效益指标
可持续影响指标 渔网使用年限 ≥5年
满意度指标 服务对象满意度指标 船主满意度 ≥90%"""
    assert rows(lines) == [HEAD, *EACH]


def test_words_of_a_head_that_nobody_knows_are_of_it_though_no_level_comes_next() -> None:
    body = IN_THE_MIDDLE.replace("张", "张\n渔政").replace("根", "根\n渔政").replace("100%", "100%\n渔政")
    got = rows("\n".join([*HEAD, "牵头科室", body]))
    assert got[:3] == [[*HEAD, "牵头科室"], [*EACH[0], "渔政"], [*EACH[1], "渔政"]]


def test_heads_of_what_was_reached_are_of_the_head_too() -> None:
    body = IN_THE_MIDDLE.replace("张", "张\n58张").replace("根", "根\n9根").replace("100%", "100%\n98%")
    got = rows("\n".join([*HEAD, "1-7月执行情况", body]))
    assert got[:3] == [[*HEAD, "1-7月执行情况"], [*EACH[0], "58张"], [*EACH[1], "9根"]]


def test_a_page_that_begins_within_a_level_leaves_the_next_one_its_rows() -> None:
    body = "新设护栏\n≥3处\n质量指标\n验收合格率\n100%\n满意度指标\n服务对象满意度指标\n渔民满意度\n≥90%"
    got = rows("\n".join([*HEAD, body]))
    assert got[1:] == [
        ["新设护栏", "≥3处"],
        ["质量指标", "验收合格率", "100%"],
        ["满意度指标", "服务对象满意度指标", "渔民满意度", "≥90%"],
    ]


def test_sentences_over_several_lines_stay_whole_beside_short_names() -> None:
    body = """产出指标
数量指标
修补渔网
≥60张
当年修补并且验
收的渔网张数
修补缆绳
12根
当年更换破损缆
绳的总根数
质量指标
检验合格率
100%
合格的渔网占修
补渔网之比
满意度指标
服务对象满意度
指标
船主满意度
≥90%
问卷调查里满意
的船主占比"""
    assert [row[-1] for row in rows("\n".join([*HEAD, "指标解释", body]))[1:]] == [
        "当年修补并且验收的渔网张数",
        "当年更换破损缆绳的总根数",
        "合格的渔网占修补渔网之比",
        "问卷调查里满意的船主占比",
    ]


def test_a_word_of_a_head_that_a_row_says_does_not_end_the_rows() -> None:
    body = "产出指标 数量指标 修补渔网 ≥60张 上年完成情况 修补缆绳 12根 工作计划 质量指标 检验合格率 100% 行业标准"
    got = rows("\n".join([*HEAD, "指标值确定依据", *body.split()]))
    assert [row[-1] for row in got[1:]] == ["上年完成情况", "工作计划", "行业标准"]


def took(text: str) -> float:
    start = process_time()
    rows(text)
    return process_time() - start


def test_values_in_words_find_their_column_and_thousands_of_rows_take_no_longer_than_others() -> None:
    head = ["一级指标", "二级指标", "三级指标", "指标值", "备注"]
    body = "产出指标 数量指标 修补渔网 若干 修补缆绳 若干 质量指标 网眼均匀 均匀 缆绳结实 结实 按规程 "
    body += "效益指标 社会效益指标 港区秩序 井然 满意度指标 服务对象满意度指标 船主满意度 满意 "
    assert ["缆绳结实", "结实", "按规程"] in rows("\n".join([*head, *(body * 10).split()]))
    count = 6_000  # cells; dealing all of them out takes five times as long
    by_words = took("\n".join([*RESULTS, *(BODY * count)[:count]]))
    assert took("\n".join([*head, *(body * count).split()[:count]])) < 2 * by_words
