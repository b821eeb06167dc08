"""How these forms speak: each judgement of a name or a unit, with a name beside it that is judged otherwise."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.rules.wording import kinds


@pytest.mark.parametrize(
    ("judge", "yes", "no"),
    [
        (
            kinds.is_rate,
            "合格率 合格率（%） 完成比例 占比 群众满意度 知晓度",
            "合格数 合格率数量 办事效率 巡查频率",
        ),
        (kinds.is_count, "培训人数 培训人数（人） 办件数量 建筑面积", "培训人数占比 培训情况"),
        (kinds.is_satisfaction, "群众满意度 群众满意率（%） 满意程度", "满意度调查次数 群众不满意率 群众满意"),
        (kinds.may_exceed_hundred, "任务完成率 收入增长率 较上年比例 覆盖率", "合格率 接待率"),
        (kinds.is_lowering, "事故下降率 成本节约额", "事故率 成本"),
        (kinds.is_harm, "投诉率 事故发生率 违纪违规次数（次）", "事故下降率 投诉处理率 事故演练次数 办件率"),
        (kinds.is_cost, "项目成本 培训经费 水电费 购置金额（元）", "成本节约额 补助金额 产值总额 办件数"),
    ],
)
def test_a_name_is_judged(judge: Callable[[str], bool], yes: str, no: str) -> None:
    assert [name for name in yes.split() if not judge(name)] == []
    assert [name for name in no.split() if judge(name)] == []


@pytest.mark.parametrize(
    ("judge", "yes", "no"),
    [
        (kinds.is_percent, "% ％ 个百分点", "‰ 人"),
        (kinds.is_count_unit, "人 次 件 万元 平方米 课时", "% 元/人 人/次"),
        (kinds.is_money_unit, "元 万元 亿元 人民币元 元/人/天", "人 万人 次"),
    ],
)
def test_a_unit_is_judged(judge: Callable[[str], bool], yes: str, no: str) -> None:
    assert [unit for unit in yes.split() if not judge(unit)] == []
    assert [unit for unit in no.split() if judge(unit)] == []


@pytest.mark.parametrize(
    ("text", "plain", "head"),
    [
        ("培训 人数（人）", "培训人数(人)", "培训人数"),
        ("培训　人数；", "培训人数", "培训人数"),
        ("（人）", "(人)", "(人)"),  # there is nothing but the note
        ("培训（含线上）人数", "培训(含线上)人数", "培训(含线上)人数"),
        ("培训【新】", "培训【新】", "培训"),
    ],
)
def test_names_that_read_alike_are_equal(text: str, plain: str, head: str) -> None:
    assert (kinds.plain_name(text), kinds.head_of(text)) == (plain, head)


@pytest.mark.parametrize(
    ("name", "level"), [("社会效益指标", "社会效益"), ("社会效益", "社会效益"), ("可持续影响指标", "可持续"), ("", "")]
)
def test_a_levels_name(name: str, level: str) -> None:
    assert kinds.level_name(name) == level
