"""Word tables within a cell of another: what stands in them is read once, and does not go on with the table around."""

from __future__ import annotations

from typing import Any

from importers.readers.any_file import read_bytes
from importers.recognise import recognise
from tests.importers.readers.office import cell, document, paragraph, row, table
from tests.importers.test_recognise import TEMPLATES, rows

NAME = row(cell("项目名称"), cell("路灯养护"))
HEAD = ("一级指标", "二级指标", "三级指标", "指标值")
FIRST = ("产出指标", "数量指标", "检修路灯", "≥320盏")


def grid(*texts: tuple[str, ...]) -> str:
    return table(*(row(*map(cell, line)) for line in texts))


def read(body: str) -> tuple[Any, list[str]]:
    """The only form of a document, and what found no place."""
    reading = read_bytes(document(paragraph("项目支出绩效目标表") + body), "表.docx")
    (found,), left = recognise(reading.document, TEMPLATES)
    return found.form, [one.text for one in left]


def test_a_table_of_indicators_is_read_as_one_and_stands_in_no_cell() -> None:
    form, left = read(table(NAME, row(cell("指标体系"), cell(grid(HEAD, FIRST)))))
    assert (form.name, rows(form.goals[0])) == ("路灯养护", ["产出指标/数量指标/检修路灯 ≥320盏"])
    assert left == ["指标体系"]


def test_words_around_it_stay_in_the_cell() -> None:
    _, left = read(table(NAME, row(cell("指标体系"), cell("如下：", grid(HEAD, FIRST)))))
    assert left == ["指标体系", "如下："]


def test_another_table_is_the_text_of_its_cell_and_no_more_indicators() -> None:
    plan = grid(("工作", "时间"), ("招标", "3月"))
    body = table(NAME, row(cell("实施计划"), cell(plan)), *(row(*map(cell, line)) for line in (HEAD, FIRST)))
    form, left = read(body)
    assert form.plan == "工作\t时间\n招标\t3月"
    assert rows(form.goals[0]) == ["产出指标/数量指标/检修路灯 ≥320盏"]
    assert left == []


def test_a_table_behind_another_is_none_of_its_cells() -> None:
    form, left = read(grid(("项目名称", "路灯养护")) + grid(HEAD, FIRST) + grid(("检修路灯", "另一处")))
    assert rows(form.goals[0])[0] == "产出指标/数量指标/检修路灯 ≥320盏"
    assert "另一处" in "".join([*left, *(one.name + str(one.target) for one in form.indicators())])


def test_a_table_within_such_a_table_is_its_text_too() -> None:
    deep = grid(("甲项", "乙项"))
    plan = table(row(cell("工作"), cell(deep)), row(cell("招标"), cell("3月")))
    form, left = read(table(NAME, row(cell("实施计划"), cell(plan)), *(row(*map(cell, one)) for one in (HEAD, FIRST))))
    assert form.plan.split() == ["工作", "甲项", "乙项", "招标", "3月"]
    assert (rows(form.goals[0]), left) == (["产出指标/数量指标/检修路灯 ≥320盏"], [])
