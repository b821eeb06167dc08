"""A document as lines: labels that a new page repeats, numbers of pages, lone cells, two trees beside each other."""

from __future__ import annotations

from typing import Any

import pytest

from importers.finding.lines import lines_of
from importers.placed import Place
from importers.readers.text import parse_text
from importers.recognise import Recognised, Unplaced, recognise
from models.folders import RESOURCES
from models.goals import Goal
from models.table import Cell, Paragraph, Table
from models.templates.shelf import load_templates

TEMPLATES, _ = load_templates([RESOURCES / "templates"])
HEAD = "一级指标→二级指标→三级指标→指标值→权重"


def taken(text: str) -> tuple[list[Recognised], list[Unplaced]]:
    return recognise(parse_text(text.replace("→", "\t")), TEMPLATES)


def rows(goal: Goal) -> list[str]:
    return [f"{d.name}/{c.name}/{i.name} {i.target}".rstrip() for d, c, i in goal.rows()]


@pytest.mark.parametrize("mark", ["（续）", "(续)", " （续） "])
@pytest.mark.parametrize("spans_known", [True, False])
def test_a_label_that_a_new_page_repeats_is_the_one_above(mark: str, *, spans_known: bool) -> None:
    texts = [
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "巡护河段", "≥30处"],
        [f"产出指标{mark}", f"数量指标{mark}", "修补护坡", "≥3公里"],
        ["效益指标", "社会效益指标", "受益村庄（续）", "≥9个"],
    ]
    cells = tuple(Cell(r, c, text) for r, row in enumerate(texts) for c, text in enumerate(row))
    (found,), unplaced = recognise((Table((1.0,) * 4, 4, cells, spans_known=spans_known),), TEMPLATES)
    assert rows(found.form.goals[0]) == [
        "产出指标/数量指标/巡护河段 ≥30处",
        "产出指标/数量指标/修补护坡 ≥3公里",
        "效益指标/社会效益指标/受益村庄（续） ≥9个",
    ]
    assert unplaced == []
    assert [found.placed[Place(0, 2, column)] for column in (0, 1)] == [
        found.placed[Place(0, 1, column)] for column in (0, 1)
    ]
    assert len(found.placed) == len(cells)


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        ("- 12 -", True),
        ("12", True),
        ("第 3 页", True),
        ("第3页 共20页", True),
        ("3/20", True),
        ("共 20 页", True),
        ("（续上表）", True),
        ("12345", False),
        ("第三页", False),
        ("12人", False),
    ],
)
def test_the_number_of_a_page_is_no_line(text: str, *, is_number: bool) -> None:
    document = (Paragraph("甲", 1), Paragraph(text, 2), Paragraph("乙", 3))
    lines = lines_of(document)
    assert [line.paragraph for line in lines] == (["甲", "乙"] if is_number else ["甲", text, "乙"])
    assert lines[-1].turned is is_number
    assert not lines[0].turned


def test_what_a_line_knows_of_its_place() -> None:
    table = Table(
        (1.0,) * 2, 2, (Cell(0, 1, "甲"), Cell(1, 0, " "), Cell(1, 1, "乙")), source_rows=(4, 9), source_page=2
    )
    words, first, second = lines_of((Paragraph("字", 1, source_sheet="附表"), table))
    assert (words.place, words.sheet, words.at(0)) == (1, "附表", (0, 0, 0))
    assert (first.place, first.page, first.at(0), first.last_of_table) == (4, 2, (1, 0, 1), False)
    assert (second.texts, sorted(second.anchors)) == (["乙"], [0, 1])
    assert (second.at(0), second.last_of_table) == (Place(1, 1, 1), True)


def test_two_trees_beside_each_other_open_levels_for_both() -> None:
    text = """项目支出绩效目标表
项目名称→江堤养护→→→→→
长期目标→三年达标。→→→→→
年度目标→堤防安全度汛。→→→→→
绩效指标→一级指标→二级指标→三级指标→指标值→二级指标→三级指标→指标值
→产出指标→数量指标→巡护河段→≥90处→数量指标→巡护河段→≥30处
→→质量指标→完好率→≥98%→→→
→效益指标→→→→社会效益指标→受益村庄→≥9个
"""
    (found,), unplaced = taken(text)
    assert [(goal.period, rows(goal)) for goal in found.form.goals] == [
        ("long_term", ["产出指标/数量指标/巡护河段 ≥90处", "产出指标/质量指标/完好率 ≥98%"]),
        ("annual", ["产出指标/数量指标/巡护河段 ≥30处", "效益指标/社会效益指标/受益村庄 ≥9个"]),
    ]
    assert unplaced == []


def test_a_line_that_begins_a_label_is_no_cell_of_the_table() -> None:
    text = f"项目支出绩效目标表\n\n{HEAD}\n产出指标→数量指标→巡护河段→≥30处→50\n备注：另有支渠\n→→渠道清淤→≥9公里→5\n"
    found, _ = taken(text)
    forms: list[Any] = [one.form for one in found]
    assert [[one.name for one in form.indicators()] for form in forms] == [["巡护河段"]]


def test_heads_of_three_rows_are_one() -> None:
    text = """项目支出绩效目标表
项目名称→江堤养护→→→→→
一级指标→二级指标→三级指标→近两年指标值→→指标值→权重
→→→2023年→2024年→→
产出指标→数量指标→巡护河段→28处→29处→≥30处→50
产出指标→数量指标→修补护坡→2公里→3公里→≥3公里→40
"""
    (found,), unplaced = taken(text)
    one: Any = next(found.form.indicators())
    assert (one.history, str(one.target), one.weight) == ({"2023": "28处", "2024": "29处"}, "≥30处", 50)
    assert unplaced == []


def test_a_value_head_over_its_parts() -> None:
    text = """项目支出绩效目标表
项目名称→江堤养护→→→→
一级指标→二级指标→三级指标→指标值→→→权重
→→→符号→数值→度量单位→
产出指标→数量指标→巡护河段→≥→30→处→50
产出指标→数量指标→修补护坡→≥→3→公里→40
"""
    (found,), unplaced = taken(text)
    assert [str(one.target) for one in found.form.indicators()] == ["≥30处", "≥3公里"]
    assert [one.weight for one in found.form.indicators()] == [50, 40]
    assert unplaced == []
