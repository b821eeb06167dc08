"""中期 ‖ 年度 in one row, blank cells lost: what stands on one side only is that side's, or told; never the other's."""

from __future__ import annotations

import pytest

from models.forms import AnyForm
from tests.importers.test_recognise import left, only_form

HEAD = """项目支出绩效目标表
（2026年度）
项目名称→球场翻新
总体目标→中期目标→年度目标
三年翻新全部球场→翻新四块球场
绩效指标
一级指标→二级指标→三级指标→指标值→二级指标→三级指标→指标值
产出指标→数量指标→翻新球场→12块→数量指标→当年翻新球场→4块
"""
END = "满意度指标→服务对象满意度指标→师生满意度→≥92%→服务对象满意度指标→学生满意度→≥95%\n"
LEVELS = [
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("产出指标", "成本指标"),
    ("效益指标", "社会效益指标"),
    ("效益指标", "可持续影响指标"),
]
VALUES = ["≥100%", "4", "不高于同类均价", "有所增加", "2026年8月底前"]
ROWS = {
    "年度": "{first}→{level}→{level}→看台验收→{value}",
    "年度, 一级 lost": "{level}→{level}→看台验收→{value}",
    "中期": "{first}→{level}→看台验收→{value}→{level}",
    "中期, 一级 lost": "{level}→看台验收→{value}→{level}",
    "年度, 二级 once": "产出指标→质量指标→质量指标→草皮达标率→100%\n{first}→{level}→看台验收→{value}",
}


def said(form: AnyForm, name: str) -> list[tuple[str, str]]:
    """The period and the value of every indicator of that name."""
    return [(goal.period, one.target.text) for goal in form.goals for one in goal.indicators() if one.name == name]


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("levels", LEVELS, ids="-".join)
@pytest.mark.parametrize("drawn", ROWS)
def test_a_row_of_one_side_is_never_the_other_sides(drawn: str, levels: tuple[str, str], value: str) -> None:
    first, level = levels
    text = HEAD + ROWS[drawn].format(first=first, level=level, value=value) + "\n" + END
    period = "annual" if drawn.startswith("年度") else "long_term"
    found = said(only_form(text), "看台验收")
    if not found:
        assert {"看台验收", value} <= set(left(text))
    else:
        assert found == [(period, value)]
