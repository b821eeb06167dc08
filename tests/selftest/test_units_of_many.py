"""Money in a table of many projects: a caption is of all of them, and a unit beside an amount goes before it."""

from __future__ import annotations

import tomllib

import pytest

from exporters.layout import layout_many
from importers.recognise import recognise
from models.templates.template import FormTemplate
from selftest.markers import marked_forms
from selftest.trial import try_template

DRAWN = '''
id = "many"
name = "项目支出绩效目标表"
kind = "project"
region = "示例市"
year = 2026
many = true
money_unit = "{kept}"
columns = [24, 40, 30, 24, 24, 40, 24]

[goals.annual]
label = "年度目标"
most = 1

[[block]]
kind = "title"
text = "{{year}}年项目支出绩效目标表"

[[block]]
kind = "caption"
rows = """
| 填报单位：示例局 | < | < | < | < | 单位：{caption} | < |
"""

[[block]]
kind = "indicators"
head = """
| 序号 | 项目名称 | {head} | 一级指标 | 二级指标 | 三级指标 | 指标值 |
"""
row = """
| {{n}} | {{name}} | {place} | {{dimension.name}} | {{category.name}} | {{indicator.name}} | {{indicator.target}} |
"""
'''


def template(kept: str, caption: str, head: str = "预算数", place: str = "{amount}") -> FormTemplate:
    drawn = DRAWN.format(kept=kept, caption=caption, head=head, place=place)
    return FormTemplate.model_validate(tomllib.loads(drawn))


@pytest.mark.parametrize(
    ("kept", "caption", "head", "place"),
    [
        ("元", "万元", "预算数", "{amount:,}元"),
        ("万元", "元", "预算数", "{amount}（万元）"),
        ("千元", "万元", "预算数", "{amount}{money_unit}"),
        ("元", "万元", "预算数（元）", "{amount}"),
        ("元", "元", "预算数", "{amount}"),
    ],
)
def test_the_unit_nearest_to_an_amount_counts(kept: str, caption: str, head: str, place: str) -> None:
    told = [line for trial in try_template(template(kept, caption, head, place)) for line in trial.lines]
    assert all(line.startswith("通过") for line in told), told


@pytest.mark.parametrize(("kept", "caption", "times"), [("元", "万元", 10_000), ("万元", "千元", "0.1")])
def test_the_unit_over_the_table_is_every_project_s(kept: str, caption: str, times: str | int) -> None:
    """It stands in a row of the table, as in every sheet of Excel, or is a paragraph over it."""
    own = template(kept, caption)
    forms = marked_forms(own, 2026)
    table = layout_many(forms, own, 2026)
    found, _ = recognise((table,), {own.id: own}, template_id=own.id)
    amounts = [one.form.amount for one in found]
    assert amounts == [form.amount * type(form.amount)(times) for form in forms if form.amount]
    assert len(amounts) == 2
