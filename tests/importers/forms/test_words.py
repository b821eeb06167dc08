"""What each word of a form says, by all that is asked of words: a word that says something says nothing else."""

from __future__ import annotations

import pytest

from importers.words.vocabulary import word_of

ASKED = """
一级指标 二级指标 三级指标 四级指标 指标 指标内容 绩效指标 指标名称 绩效目标 年度目标 总体目标
实施期目标 指标值 绩效指标值 目标值 绩效标准 2025年指标值 2025年 2025年度预算 2025
实际完成值 全年实际完成情况 完成情况 指标性质 指标类型 计量单位 度量单位 符号 指标解释 指标说明
评分标准 评扣分标准 权重 分值 备注 序号 是否 数据来源 产出指标 数量指标 效益指标 社会效益指标
满意度指标 成本指标 质量类指标 产出指标（50分） 新型指标 项目名称 项目名称：堤防养护 单位名称
主管部门 项目编码 项目资金 资金总额 其中：财政拨款 财政拨款 年度资金总额 合计 小计 总计 合计（万元）
一、合计 注 注：本表须如实填写 备注：无 填表人 填报单位 联系电话 项目支出绩效目标表
部门整体支出绩效目标表（续） 绩效目标申报表 收入预算表 附件1 ≥ 大于等于 ≤ 定性 定量 正向指标
反向指标 ≥30处 30处 100% 30 3.5 优良 较好 三十 2026年6月底前 12月底 是 否 √
□是☑否 年度绩效目标 中长期目标 实施期绩效目标 产出 效益 （一） 1.巡护河段 （2）巡护河段 巡护河段
堤防安全度汛。 第1页 50分 绩效指标表 三级指标名称 单位：万元 当年 长期
"""
WORDS = ASKED.split()
"""Heads, labels, values and titles, as forms have them."""

TOLD = {
    "names": "指标内容",
    "names_goals": (
        "绩效目标 年度目标 总体目标 实施期目标 目标值 项目支出绩效目标表 部门整体支出绩效目标表（续） "
        "绩效目标申报表 年度绩效目标 中长期目标 实施期绩效目标"
    ),
    "counts_rows": "序号",
    "asks": "是否",
    "any_level": "指标 绩效指标",
    "is_standard": "绩效标准",
    "aims": "绩效目标 年度目标 总体目标 实施期目标 年度绩效目标 中长期目标 实施期绩效目标",
    "ends_as_value": "指标值 绩效指标值 目标值 2025年指标值",
    "stands_beside": "绩效指标 绩效目标 年度绩效目标",
    "ends_as_label": "指标名称 指标性质 指标类型 项目名称 单位名称 主管部门 项目编码 联系电话 三级指标名称",
    "is_level_tail": "指标",
    "speaks_of_indicators": "绩效指标 绩效指标值 项目支出绩效目标表 部门整体支出绩效目标表（续） 绩效指标表",
    "heads_level": "一级指标 二级指标 三级指标 四级指标 指标 指标名称 三级指标名称",
    "begins_row": (
        "一级指标 二级指标 三级指标 四级指标 指标 指标内容 绩效指标 指标名称 绩效目标 年度目标 总体目标 "
        "实施期目标 指标值 绩效指标值 目标值 绩效标准 2025年指标值 2025年 2025 全年实际完成情况 "
        "指标性质 指标类型 计量单位 度量单位 符号 指标解释 指标说明 评分标准 评扣分标准 权重 分值 备注 "
        "数据来源 产出指标 数量指标 效益指标 社会效益指标 满意度指标 成本指标 质量类指标 新型指标 项目名称 "
        "单位名称 主管部门 项目编码 项目资金 资金总额 其中：财政拨款 财政拨款 年度资金总额 填表人 填报单位 "
        "联系电话 正向指标 反向指标 年度绩效目标 中长期目标 实施期绩效目标 三级指标名称"
    ),
    "is_title": "项目支出绩效目标表 部门整体支出绩效目标表（续） 绩效目标申报表",
    "is_lower": "（一） （2）巡护河段",
    "heads_section": "一、合计 （一）",
    "is_other_title": "指标说明 收入预算表",
    "quantity": "2025年 2025 ≥30处 30处 100% 30 3.5 12月底 50分",
    "like_number": "2025 100% 30 3.5 三十 （一） 50分",
    "begins_sum": "合计 小计 总计 合计（万元）",
    "begins_remark": "备注 注 注：本表须如实填写 备注：无 填表人 附件1",
    "is_usual_level": "数量指标 社会效益指标 满意度指标 成本指标",
    "tells_result": "实际完成值 全年实际完成情况 完成情况",
    "ends_as_level": (
        "一级指标 二级指标 三级指标 四级指标 指标 绩效指标 产出指标 数量指标 效益指标 社会效益指标 满意度指标 "
        "成本指标 质量类指标 新型指标 正向指标 反向指标"
    ),
    "long_term": "实施期目标 中长期目标 实施期绩效目标 长期",
}
"""What is asked of a word → the words of which it is true, and of no other."""

MEANINGS: dict[str, dict[str, str | int]] = {
    "column": {
        "一级指标": "dimension.name",
        "二级指标": "category.name",
        "三级指标": "indicator.name",
        "四级指标": "indicator.name",
        "指标": "indicator.name",
        "指标内容": "indicator.description",
        "绩效指标": "goal.label",
        "指标名称": "indicator.name",
        "绩效目标": "goal.label",
        "年度目标": "goal.label",
        "指标值": "indicator.target",
        "绩效指标值": "indicator.target",
        "目标值": "indicator.target",
        "绩效标准": "indicator.target",
        "2025年指标值": "indicator.history.2025",
        "2025年": "indicator.history.2025",
        "2025": "indicator.history.2025",
        "指标性质": "indicator.nature",
        "指标类型": "indicator.nature",
        "计量单位": "indicator.target.unit",
        "度量单位": "indicator.target.unit",
        "符号": "indicator.target.comparison",
        "指标解释": "indicator.description",
        "指标说明": "indicator.description",
        "评分标准": "indicator.scoring",
        "评扣分标准": "indicator.scoring",
        "权重": "indicator.weight",
        "分值": "indicator.weight",
        "备注": "indicator.remark",
        "数据来源": "indicator.evidence",
        "年度绩效目标": "goal.label",
        "三级指标名称": "indicator.name",
    },
    "plan_year": {
        "2025年指标值": 2025,
        "2025年": 2025,
        "2025": 2025,
    },
    "divided_value": {
        "年度目标": "indicator.target",
        "总体目标": "indicator.target.long_term",
        "实施期目标": "indicator.target.long_term",
        "合计": "indicator.target",
        "总计": "indicator.target",
        "合计（万元）": "indicator.target",
        "当年": "indicator.target",
        "长期": "indicator.target.long_term",
    },
    "money_year": {
        "2025年": 2025,
        "2025年度预算": 2025,
        "2025": 2025,
    },
    "in_list": {
        "绩效目标": "goal.statement",
        "年度目标": "goal.statement",
        "总体目标": "goal.statement",
        "实施期目标": "goal.statement",
        "项目名称": "form.name",
        "单位名称": "form.unit_name",
        "主管部门": "form.supervising_unit",
        "项目编码": "form.code",
        "项目资金": "form.amount",
        "资金总额": "form.amount",
        "财政拨款": "form.funding.fiscal",
        "年度资金总额": "form.amount",
        "填表人": "form.filler",
        "填报单位": "form.unit_name",
        "联系电话": "form.phone",
        "年度绩效目标": "goal.statement",
        "实施期绩效目标": "goal.statement",
        "中长期目标": "goal.statement",
    },
    "sign": {
        "≥": "≥",
        "大于等于": "≥",
        "≤": "≤",
    },
    "nature": {
        "定性": "qualitative",
        "定量": "quantitative",
    },
}
"""What is asked of a word → the words that answer, and what."""


@pytest.mark.parametrize("asked", TOLD)
def test_what_words_tell_is_told_by_these_alone(asked: str) -> None:
    assert [word for word in WORDS if getattr(word_of(word), asked)] == TOLD[asked].split()


@pytest.mark.parametrize("asked", MEANINGS)
def test_what_words_mean_and_others_do_not(asked: str) -> None:
    answers = {word: getattr(word_of(word), asked) for word in WORDS}
    assert {word: answer for word, answer in answers.items() if answer not in (None, "")} == MEANINGS[asked]
