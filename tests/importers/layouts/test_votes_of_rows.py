"""What all rows of a table tell of one: where they end, what a blank level is, which level a column holds. Made up."""

from __future__ import annotations

import pytest

from importers.recognise import recognise
from models.table import Cell, Table
from tests.importers.test_recognise import TEMPLATES, left, only_form, rows

SCORED = """
项目支出绩效自评表（2026年度）
项目名称→灯塔看护
一级指标→二级指标→三级指标→指标值→完成值→权重→得分
产出指标→数量指标→看护灯塔→≥4座→4座→30→30
→质量指标→灯质合格率→≥98%→99%→20→20
效益指标→社会效益指标→保障船只→≥900艘→950艘→30→30
→→港区秩序→井然→井然→10→10
"""
BELOW = "总体结论→看护到位。\n薄弱环节→备件偏少。\n下一步打算→补足备件。\n"


@pytest.mark.parametrize("summed", ["合计→→→→→90→90\n", ""])
def test_a_label_and_its_text_below_the_rows_are_no_indicator(summed: str) -> None:
    text = f"{SCORED}{summed}{BELOW}"
    assert [one.name for one in only_form(text).indicators()] == ["看护灯塔", "灯质合格率", "保障船只", "港区秩序"]
    assert set(BELOW.replace("\n", "→").strip("→").split("→")) <= set(left(text))


def test_a_sum_of_a_part_ends_no_table() -> None:
    text = SCORED.replace("效益指标→社会", "小计→→→→→50→50\n效益指标→社会")
    assert len([*only_form(text).indicators()]) == 4


def merged(*texts_and_spans: tuple[int, int, str, int]) -> Table:
    cells = [Cell(row, column, text, column_span=span) for row, column, text, span in texts_and_spans]
    width = max(cell.column + cell.column_span for cell in cells)
    return Table((20.0,) * width, cells[-1].row + 1, tuple(cells))


def test_a_row_that_is_cut_otherwise_than_all_others_is_none_of_them() -> None:
    """措施 over the places of levels and names, its text over all the others."""
    head = ["一级指标", "二级指标", "三级指标", "指标值"]
    body = [["产出指标", "数量指标", "看护灯塔", "4座"], ["效益指标", "社会效益指标", "港区秩序", "井然"]]
    body += [["满意度指标", "满意度指标", "船主满意度", "满意"]]
    table = [(n + 1, m, text, 1) for n, row in enumerate([head, *body]) for m, text in enumerate(row)]
    parts = [(0, 0, "项目名称", 2), (0, 2, "灯塔看护", 2), *table, (5, 0, "实现目标的措施", 2), (5, 2, "轮流值守", 2)]
    (one,), unplaced = recognise((merged(*parts),), TEMPLATES)
    assert [indicator.name for indicator in one.form.indicators()] == ["看护灯塔", "港区秩序", "船主满意度"]
    assert {item.text for item in unplaced} == {"实现目标的措施", "轮流值守"}


def test_the_only_column_of_levels_holds_the_lower_ones_where_some_can_be_nothing_else() -> None:
    text = """
项目支出绩效目标表（2026年度）
项目名称→灯塔看护
绩效指标→一级指标→二级指标→绩效标准→当年预期实现值
→数量指标→看护灯塔→反映看护范围→≥4座
→质量指标→灯质合格率→反映灯质→≥98%
→成本指标→每座成本→不超预算→≤2万元
→满意度指标→船主满意度→反映满意程度→≥90%
"""
    assert rows(only_form(text).goals[0]) == [
        "/数量指标/看护灯塔 ≥4座",
        "/质量指标/灯质合格率 ≥98%",
        "/成本指标/每座成本 ≤2万元",
        "/满意度指标/船主满意度 ≥90%",
    ]


def test_a_blank_level_goes_on_where_nobody_merged_any_cell_of_its_column() -> None:
    head = "单位名称 项目名称 预算数 年度目标 一级指标 二级指标 三级指标 指标性质 指标值 度量单位 权重 指标方向性"
    body = [
        "港口局部门" + " -" * 11,
        "港口局 灯塔看护 8 看护四座灯塔。 产出指标 数量指标 看护灯塔 ≥ 4 座 20 正向指标",
        "- - - - - 质量指标 灯质合格率 ≥ 98 % 20 正向指标",
        "- - - - 效益指标 社会效益指标 保障船只 ≥ 900 艘 20 正向指标",
    ]
    title = [(0, 0, "部门预算项目绩效目标表（2026年度）", 12)]
    cut = [[text.strip("-") for text in row.split()] for row in (head, *body)]
    table = [(n + 1, m, text, 1) for n, row in enumerate(cut) for m, text in enumerate(row)]
    (one,), _ = recognise((merged(*title, *table),), TEMPLATES)
    assert rows(one.form.goals[0]) == [
        "产出指标/数量指标/看护灯塔 ≥4座",
        "产出指标/质量指标/灯质合格率 ≥98%",
        "效益指标/社会效益指标/保障船只 ≥900艘",
    ]


def test_however_many_columns_a_head_has_a_row_that_lost_its_blank_cells_is_read() -> None:
    """A sheet that drags a hundred unused columns along."""
    head = ["一级指标", "二级指标", "三级指标", "指标值", *(f"备用{n}" for n in range(100))]
    body = "产出指标→数量指标→看护灯塔→≥4座\n质量指标→灯质合格率→≥98%\n满意度指标→满意度指标→船主满意度→≥90%"
    form = only_form("项目支出绩效目标表（2026年度）\n项目名称→灯塔看护\n" + "→".join(head) + "\n" + body)
    assert rows(form.goals[0])[1:] == ["产出指标/质量指标/灯质合格率 ≥98%", "满意度指标/满意度指标/船主满意度 ≥90%"]
