"""Layouts that no template draws: other head words, heads in two rows, levels in rows of their own. All invented."""

from __future__ import annotations

from decimal import Decimal

import pytest

from importers.readers.text import parse_text
from importers.recognise import Recognised, Unplaced, recognise
from models.folders import RESOURCES
from models.forms import ProjectForm
from models.templates.shelf import load_templates

TEMPLATES, _ = load_templates([RESOURCES / "templates"])
NAME = "项目支出绩效目标表（2026年度）\n项目名称\t供水管网改造\t\t\t\t\n"
ROWS = [
    ("产出指标", "数量指标", "改造管网长度", "≥12.5公里"),
    ("产出指标", "质量指标", "验收合格率", "=100%"),
    ("效益指标", "社会效益指标", "受益户数", "≥4600户"),
]


def read(text: str) -> tuple[Recognised, list[Unplaced]]:
    (found,), unplaced = recognise(parse_text(text), TEMPLATES)
    return found, unplaced


def rows_of(found: Recognised) -> list[tuple[str, str, str, str]]:
    return [
        (dimension.name, category.name, indicator.name, str(indicator.target))
        for goal in found.form.goals
        for dimension in goal.dimensions
        for category in dimension.categories
        for indicator in category.indicators
    ]


def table(head: str, *rows: str) -> str:
    return "\n".join((NAME + head, *rows)) + "\n"


def each(pattern: str) -> list[str]:
    """A row of the table for every indicator."""
    return [pattern.format(d=d, c=c, n=n, t=t) for d, c, n, t in ROWS]


LAYOUTS = {
    "half-years": table(
        "一级指标\t二级指标\t三级指标\t指标值\t\t备注\n\t\t\t上半年指标值\t全年指标值\t",
        *each("{d}\t{c}\t{n}\t过半\t{t}\t"),
    ),
    "towns": table(
        "一级指标\t二级指标\t三级指标\t全县指标值\t分乡镇\t\n\t\t\t\t东坝镇\t西河乡",
        *each("{d}\t{c}\t{n}\t{t}\t一点\t一点"),
    ),
    "points behind levels": table(
        "一级指标\t二级指标\t三级指标\t指标值",
        "产出指标（50分）\t数量指标（20分）\t改造管网长度\t≥12.5公里",
        "\t质量指标(30分)\t验收合格率\t=100%",
        "效益指标（权重：40%）\t社会效益指标\t受益户数\t≥4600户",
    ),
    "names under 绩效指标": table("一级指标\t二级指标\t绩效指标\t年初目标值", *each("{d}\t{c}\t{n}\t{t}")),
    "levels in rows of their own": table(
        "二级指标\t三级指标\t指标值",
        "一、产出指标\t\t",
        "数量指标\t改造管网长度\t≥12.5公里",
        "质量指标\t验收合格率\t=100%",
        "二、效益指标\t\t",
        "社会效益指标\t受益户数\t≥4600户",
    ),
    "from right to left": table("目标值\t三级指标\t二级指标\t一级指标", *each("{t}\t{n}\t{c}\t{d}")),
    "parts apart": table(
        "一级绩效指标\t二级绩效指标\t三级绩效指标\t运算符号\t指标值\t计量单位",
        "产出指标\t数量指标\t改造管网长度\t≥\t12.5\t公里",
        "\t质量指标\t验收合格率\t=\t100\t%",
        "效益指标\t社会效益指标\t受益户数\t≥\t4600\t户",
    ),
    "sums between": table(
        "一级指标\t二级指标\t三级指标\t指标值\t权重",
        "产出指标\t数量指标\t改造管网长度\t≥12.5公里\t20",
        "\t质量指标\t验收合格率\t=100%\t30",
        "\t小计\t\t\t50",
        "效益指标\t社会效益指标\t受益户数\t≥4600户\t40",
        "合计\t\t\t\t90",
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_row_has_its_levels_name_and_value(layout: str) -> None:
    found, _ = read(LAYOUTS[layout])
    assert rows_of(found) == ROWS
    assert found.form.name == "供水管网改造"
    assert found.year == 2026


def test_what_is_no_value_of_the_year_is_listed() -> None:
    _, unplaced = read(LAYOUTS["towns"])
    assert [one.text for one in unplaced].count("一点") == 6
    _, unplaced = read(LAYOUTS["half-years"])
    assert [one.text for one in unplaced].count("过半") == 3


def test_points_behind_levels_are_told() -> None:
    found, _ = read(LAYOUTS["points behind levels"])
    assert [one for one in found.notices if "分值" in one]


def test_a_table_with_one_level_keeps_it() -> None:
    found, _ = read(table("指标类型\t绩效指标\t目标值\t分值", *each("{d}\t{n}\t{t}\t10")))
    assert rows_of(found) == [(d, "", n, t) for d, _, n, t in ROWS]


def test_a_column_of_standards_is_what_the_values_rest_on_whatever_its_head() -> None:
    found, _ = read(table("一级指标\t二级指标\t三级指标\t指标值\t说不清的栏", *each("{d}\t{c}\t{n}\t{t}\t历史标准")))
    assert {one.basis for one in found.form.indicators()} == {"历史标准"}


YEARS = """项目资金（万元）\t资金来源\t2024年\t2025年\t2026年
\t合计\t320.5\t401\t486.2
\t财政拨款\t300\t380\t400
\t其他资金\t20.5\t21\t86.2
2026年度绩效目标\t降低漏损，保障用水。
"""


def test_of_money_under_several_years_the_last_is_the_forms() -> None:
    found, unplaced = read(
        NAME + YEARS + "一级指标\t二级指标\t三级指标\t指标值\n" + "\n".join(each("{d}\t{c}\t{n}\t{t}"))
    )
    assert isinstance(found.form, ProjectForm)
    assert found.form.amount == Decimal("486.2")
    assert {str(source): str(amount) for source, amount in found.form.funding.items()} == {
        "fiscal": "400",
        "other": "86.2",
    }
    assert {"320.5", "401", "300", "380", "20.5", "21"} <= {one.text for one in unplaced}
    assert found.form.goals[0].statement == "降低漏损，保障用水。"


@pytest.mark.parametrize("label", ["预算安排（千元）", "批复金额（千元）", "年度预算申请（千元）", "资金规模（千元）"])
def test_money_has_many_names(label: str) -> None:
    found, _ = read(table(f"{label}\t4,862.00\n一级指标\t二级指标\t三级指标\t指标值", *each("{d}\t{c}\t{n}\t{t}")))
    assert found.form.amount == Decimal("486.2")
