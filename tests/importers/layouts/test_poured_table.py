"""Tables of one cell a line that no word parts: dealt out to their columns by what all rows of the table look like."""

from __future__ import annotations

from time import process_time

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
