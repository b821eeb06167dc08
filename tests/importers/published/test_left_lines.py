"""A text with one cell a line of which no rows can be made: no line of it goes without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers.finding.left_lines import were_cells
from importers.readers.source import SourceError
from importers.readers.text import parse_text
from importers.understanding import Wanted, read_source, take
from models.dossier import Budget
from tests.importers.test_recognise import left, read

TOLD = """村道养护项目绩效目标表
项目名称：村道养护
数量指标：养护村道≥12公里
质量指标：验收合格率≥95%
"""
CELLS = ["备注栏", "860", "4300", "1", "东河县", "7", "≥98%", "改善", "11月底前"]


def test_cells_below_what_was_read_are_listed_each() -> None:
    """Bare numbers among them are no numbers of pages, and a bare value is no indicator."""
    assert left(TOLD + "\n".join(CELLS)) == CELLS


def test_where_no_form_is_found_it_is_said_what_to_bring_instead(tmp_path: Path) -> None:
    source = tmp_path / "抄来.txt"
    source.write_text("\n".join(["序号", "名称", *CELLS]), encoding="utf-8")
    taken = take(read_source(source), Wanted({}), Budget())
    assert taken.problem is not None
    assert str(taken.problem) == (
        "“抄来.txt”第 1 行：从这里开始一格占一行，没有认出哪几格是一行。"
        "请直接导入原来的 Excel、Word、PDF 或网页，或者在原来的表里选中整张表再复制。"
    )


def test_sentences_of_a_report_are_no_cells() -> None:
    report = ["全年养护村道12公里，资金全部到位。", "下一年继续做好养护工作；", "- 3 -", "第三部分 名词解释"]
    assert left(TOLD + "\n".join(report)) == []


@pytest.mark.parametrize(
    ("lines", "cells"),
    [
        (["甲", "12", "乙", "≥3"], 4),
        (["甲", "12", "乙"], 0),  # too few to be a table
        (["甲", "乙", "丙", "丁"], 0),  # no value: a list of headings
        (["甲", "12", "乙。", "≥3", "丙", "丁"], 0),  # a sentence parts them
        (["单位：万元", "甲", "12", "乙"], 0),
        (["甲" * 41, "甲", "12", "乙"], 0),
        (["甲" * 40, "甲", "12", "乙"], 4),
        (["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "12"], 10),
        (["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "12"], 0),
    ],
)
def test_several_short_lines_with_values_were_cells(lines: list[str], cells: int) -> None:
    assert len([*were_cells(parse_text("\n".join(lines)))]) == cells


ROWS = ["一级指标→二级指标→三级指标→指标值→权重", "产出指标→数量指标→修补围栏→≥6公里", "→质量指标→验收率→≥95%→70"]


@pytest.mark.parametrize(
    ("between", "rest"),
    [
        (["30", "", ""], ["30"]),  # the weight of a row that was torn
        (["3", "4", ""], []),  # pages
        (["3", "", "4"], []),
        (["4", "3", ""], ["4"]),
        (["", "", "3"], []),  # the number of the only page
        (["- 3 -", "", ""], []),
    ],
)
def test_a_number_that_numbers_no_page_is_listed(between: list[str], rest: list[str]) -> None:
    head, row, other = ROWS
    text = "\n".join(["项目支出绩效目标表", "项目名称→围栏", head, row, *between[:1], other, *between[1:]])
    assert left(text) == rest


def test_values_alone_are_no_project_told_in_sentences() -> None:
    text = "数量指标：养护村道\n≥98%\n≥90%\n质量指标：验收\n≥95%\n"
    try:
        found, _ = read(text)
    except SourceError:
        return
    assert not [one.name for form in found for one in form.form.indicators() if one.name.startswith("≥")]
