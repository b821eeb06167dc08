"""Words that offices use for the columns of indicators; none of them was known before it was met somewhere."""

from __future__ import annotations

import pytest

from importers.words.vocabulary import word_of
from tests.importers.test_recognise import only_form, rows

WORDS = {
    "dimension.name": "一级指标 指标一级 一级类别 指标大类 指标维度 考核维度 评价维度 一级评价指标 一级绩效目标",
    "category.name": "二级指标 指标二级 二级类别 指标小类 指标子类 考核方面 二级评价指标 二级绩效目标",
    "indicator.name": "三级指标 指标三级 四级指标 具体指标 明细指标 指标明细 关键指标 考核指标 考核内容 指标项",
    "indicator.target": "目标值 计划值 期望值 达标值 达标要求 考核值 设定值 本年值 年初值 全年目标值 调整后 批复指标值",
    "indicator.target.comparison": "符号 关系 比较方式 指标运算符 考评符号 判定符号 逻辑关系 指标方向",
    "indicator.target.number": "数值 量值 目标数值",
    "indicator.target.unit": "计量单位 度量单位 量纲 计算单位 目标值单位",
    "indicator.weight": "权重 分值 标准分 权值 占比 比重 赋分 计分权重 指标权值 参考分值 满分 权重/分值 基准分",
    "indicator.basis": "参考依据 参考标准 衡量标准 设定依据 制定依据 文件依据 测算依据 指标值测算依据",
    "indicator.description": "指标解释 指标口径 统计口径 计算公式 计算方法 评价要点 指标内涵 指标说明",
    "indicator.scoring": "评分标准 评价标准 计分说明 得分标准 计分办法 赋分细则 扣分规则 考核办法 打分标准",
    "indicator.evidence": "佐证材料 数据来源 印证材料 支撑材料 备查资料 数据出处 数据获取方式",
    "indicator.remark": "备注 补充说明 备注/说明",
    "indicator.history.year-1": "上年完成值 上年水平 去年完成值 上年实绩 上一年度完成值 上年度",
    "indicator.history.year-2": "前年完成值 前年值",
}


@pytest.mark.parametrize(("head", "path"), [(head, path) for path, heads in WORDS.items() for head in heads.split()])
def test_the_head_of_a_column_is_recognised(head: str, path: str) -> None:
    assert word_of(head).column == path


def test_a_table_in_none_but_a_regions_own_words() -> None:
    form = only_form("""
项目绩效目标表（2026年度）
项目名称→塘坝清淤→→→→→→
指标大类→指标小类→关键指标→关系→量值→量纲→赋分→印证材料
产出指标→数量指标→清淤塘坝→≥→38→座→40→验收单
→时效指标→完工时间→＝→5→月底→20→日志
效益指标→生态效益指标→新增库容→≥→7.5→万立方米→40→测量报告
""")
    assert rows(form.goals[0])[0] == "产出指标/数量指标/清淤塘坝 ≥38座"
    assert [str(one.weight) for one in form.indicators()] == ["40", "20", "40"]
    assert [one.evidence for one in form.indicators()] == ["验收单", "日志", "测量报告"]
