"""Forms that go on on the next page: headings, heads and rows. All is invented."""

from __future__ import annotations

import pytest

from tests.importers.test_recognise import forms_in, left, only_form, read, rows

TEXT = """
项目支出绩效目标表
（2026年度）
项目名称→码头维修→→→
年度目标→维修码头。→→→
一级指标→二级指标→三级指标→指标值→分值权重
产出指标→数量指标→维修浮桥→≥3座→20
→→更换码头系→≥1200.5→20
- 2 -
项目支出绩效目标表{mark}
一级指标→二级指标→三级指标→指标值→分值权重
{rest}
→质量指标→验收合格率→=100%→30
满意度指标→服务对象满意度指标→渔民满意度→≥90%→10
"""


@pytest.mark.parametrize("mark", ["（续）", "(续)", " （续）"])
def test_a_heading_that_is_repeated_begins_no_form(mark: str) -> None:
    form = only_form(TEXT.format(mark=mark, rest="→→新设护栏→≥60米→10"))
    assert [one.name for one in form.indicators()] == ["维修浮桥", "更换码头系", "新设护栏", "验收合格率", "渔民满意度"]


def test_a_row_that_a_page_cut_is_one_and_told() -> None:
    text = TEXT.format(mark="（续）", rest="→→缆绳长度→米→")
    (found,), unplaced = read(text)
    assert rows(found.form.goals[0])[1] == "产出指标/数量指标/更换码头系缆绳长度 ≥1200.5米"
    assert len(list(found.form.indicators())) == 4
    assert any("第 12 行" in notice for notice in found.notices)
    assert unplaced == []


@pytest.mark.parametrize("row", ["→→新设护栏→有所增加→", "→→新设护栏→≥60米→", "→时效指标→新设护栏→米→"])
def test_a_row_of_its_own_stays_one(row: str) -> None:
    form = only_form(TEXT.format(mark="（续）", rest=row))
    assert len(list(form.indicators())) == 5


def test_the_same_heading_without_a_mark_is_another_form() -> None:
    text = TEXT.format(mark="", rest="产出指标→数量指标→新设护栏→≥60米→10")
    assert len(forms_in(text)) == 2
    assert left(text) == []
