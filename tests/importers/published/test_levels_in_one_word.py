"""Levels that stand with more in one cell, or below words that mean something else: paths, numbers, 指标类型."""

from __future__ import annotations

import pytest

from tests.importers.test_recognise import forms_in, left, only_form, rows

HEAD = "项目支出绩效目标表\n（2025年度）\n项目名称→河堤加固→→\n"
PATHS = (
    "绩效指标→指标值→权重\n{0}数量指标{1}加固堤段→≥9公里→40\n{0}质量指标{1}合格率→100%→30\n{0}时效指标{1}工期→60天→20\n"
)


@pytest.mark.parametrize("joint", ["-", "—", "/", "_", " ＞ ", "："])
def test_both_levels_and_the_name_in_one_cell(joint: str) -> None:
    form = only_form(HEAD + PATHS.format(f"产出指标{joint}", joint))
    assert rows(form.goals[0]) == [
        "产出指标/数量指标/加固堤段 ≥9公里",
        "产出指标/质量指标/合格率 100%",
        "产出指标/时效指标/工期 60天",
    ]
    assert [str(one.weight) for one in form.indicators()] == ["40", "30", "20"]
    assert left(HEAD + PATHS.format(f"产出指标{joint}", joint)) == []


def test_paths_beside_the_names_of_projects() -> None:
    listed = "项目名称→项目资金→绩效指标→指标值\n"
    for name, amount in (("河堤加固", "268"), ("闸门检修", "34.5")):
        listed += f"{name}→{amount}→产出指标-数量指标-{name}处数→≥9处\n→→产出指标-质量指标-合格率→100%\n"
    first, second = forms_in(f"单位项目绩效目标明细\n{listed}")
    assert [(one.name, str(one.amount)) for one in (first, second)] == [("河堤加固", "268"), ("闸门检修", "34.5")]
    assert rows(second.goals[0])[0] == "产出指标/数量指标/闸门检修处数 ≥9处"


def test_a_path_with_too_few_of_its_kind_is_a_name() -> None:
    text = HEAD + "三级指标→指标值\n产出指标-数量指标-加固堤段→≥9公里\n巡堤次数→≥12次\n"
    assert "产出指标-数量指标-加固堤段" in [one.name for one in only_form(text).indicators()]


def test_numbers_of_several_parts_before_levels_are_no_part_of_their_names() -> None:
    text = HEAD + "指标→指标名称→指标值\n1.产出指标→→\n1.1数量指标→加固堤段→≥9公里\n1.2质量指标→合格率→100%\n"
    text += "2.效益指标→→\n2.1社会效益指标→受益人口→≥3万人\n"
    assert rows(only_form(text).goals[0]) == [
        "产出指标/数量指标/加固堤段 ≥9公里",
        "产出指标/质量指标/合格率 100%",
        "效益指标/社会效益指标/受益人口 ≥3万人",
    ]


KINDS = (
    "指标类别→指标类型→指标名称→计划值→权重\n"
    + "产出→{}→加固堤段→≥9公里→50\n→{}→合格率→100%→20\n效益→{}→受益人口→≥3万人→20\n"
)


def test_kinds_behind_the_first_level_are_the_second_where_they_are_levels() -> None:
    second = rows(only_form(HEAD + KINDS.format("数量", "质量", "社会效益")).goals[0])
    assert second == ["产出/数量/加固堤段 ≥9公里", "产出/质量/合格率 100%", "效益/社会效益/受益人口 ≥3万人"]
    natures = only_form(HEAD + KINDS.format("定量", "定量", "定量"))
    assert {one.nature for one in natures.indicators()} == {"quantitative"}


def test_a_table_with_one_level_may_call_the_names_its_contents() -> None:
    text = (
        HEAD
        + "指标类别→指标内容→目标值→备注\n产出指标→加固堤段→≥9公里→分两批\n→合格率→100%→\n效益指标→受益人口→≥3万人→\n"
    )
    form = only_form(text)
    assert rows(form.goals[0]) == ["产出指标//加固堤段 ≥9公里", "产出指标//合格率 100%", "效益指标//受益人口 ≥3万人"]
    assert next(one.remark for one in form.indicators()) == "分两批"


def test_values_under_a_head_of_standards_are_values() -> None:
    text = HEAD + "一级指标→二级指标→三级指标→评价标准\n产出指标→数量指标→加固堤段→≥9公里\n→质量指标→合格率→≥98%\n"
    text += "→时效指标→工期→≤60天\n"
    assert rows(only_form(text).goals[0])[0] == "产出指标/数量指标/加固堤段 ≥9公里"


@pytest.mark.parametrize("mark", ["/", "—", "-", "、"])
def test_a_mark_in_the_column_of_units_is_no_unit(mark: str) -> None:
    text = HEAD + "一级指标→二级指标→三级指标→计算符号→目标值→计量单位\n产出指标→数量指标→加固堤段→≥→9→公里\n"
    text += f"→时效指标→完工→定性→六月底前→{mark}\n"
    assert rows(only_form(text).goals[0])[1] == "产出指标/时效指标/完工 六月底前"
    assert left(text) == []


def test_a_nature_in_the_column_of_units_is_listed() -> None:
    text = HEAD + "一级指标→二级指标→三级指标→计算符号→目标值→计量单位\n产出指标→数量指标→加固堤段→≥→9→公里\n"
    text += "→时效指标→完工→定性→六月底前→定性\n"
    assert rows(only_form(text).goals[0])[1] == "产出指标/时效指标/完工 六月底前"
    assert left(text) == ["定性"]


def test_a_running_label_between_levels_and_names_is_no_name() -> None:
    text = "项目绩效目标审核表\n项目名称→水库监测→→\n产出指标→数量指标→指标一→监测点→≥186处\n→→指标二→巡检次数→≥12次\n"
    text += "→质量指标→指标一→到报率→≥96%\n效果指标→社会效益→指标一→受益人口→≥9万人\n"
    assert [row.rpartition("/")[2] for row in rows(only_form(text).goals[0])] == [
        "监测点 ≥186处",
        "巡检次数 ≥12次",
        "到报率 ≥96%",
        "受益人口 ≥9万人",
    ]


def test_a_level_over_the_head_of_its_rows_is_theirs() -> None:
    part = "{}→→→\n指标→目标值→指标→目标值\n{}数→56间→{}率→≥95%\n"
    text = HEAD + part.format("产出指标", "教室", "验收") + part.format("效益指标", "学生", "使用")
    assert rows(only_form(text).goals[0]) == [
        "产出指标//教室数 56间",
        "产出指标//验收率 ≥95%",
        "效益指标//学生数 56间",
        "效益指标//使用率 ≥95%",
    ]
