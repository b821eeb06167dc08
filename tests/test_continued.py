"""Labels that a new page repeats with （续）: read back, each is there once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from exporters.excel.read import read_excel
from exporters.excel.write import write_excel
from exporters.layout import layout
from importers.recognise import recognise_table
from models.folders import RESOURCES
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.table import Cell, Table
from models.target import Target
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate

TEMPLATES = load_templates([RESOURCES / "templates"])[0]
PROJECTS = [one for one in TEMPLATES.values() if one.kind == "project"]


def long_form(template: FormTemplate) -> ProjectForm:
    """A form over several pages, most of it under one 二级指标."""
    made = {
        ("产出指标", "数量指标"): [f"扫描第{number}批档案" for number in range(90)],
        ("产出指标", "质量指标"): ["扫描合格率"],
        ("效益指标", "社会效益指标"): ["查档更方便"],
    }
    goal = Goal(period="annual", statement="完成馆藏档案扫描。")
    for (dimension, category), names in made.items():
        indicators = [Indicator(name=name, target=Target.parse("≥12卷")) for name in names]
        if not goal.dimensions or goal.dimensions[-1].name != dimension:
            goal.dimensions.append(Dimension(name=dimension))
        goal.dimensions[-1].categories.append(Category(name=category, indicators=indicators))
    return ProjectForm(id="f", template=template.id, name="档案数字化", goals=[goal])


def levels(table: Table, template: FormTemplate) -> list[tuple[str, str, list[str]]]:
    """一级, 二级 and the names under them, as read from a table."""
    goal = next(goal for goal in recognise_table(table, template).goals if goal.dimensions)
    return [
        (dimension.name, category.name, [one.name for one in category.indicators])
        for dimension in goal.dimensions
        for category in dimension.categories
    ]


@pytest.mark.parametrize("template", PROJECTS, ids=lambda one: one.id)
def test_a_long_form_comes_back_from_its_excel(tmp_path: Path, template: FormTemplate) -> None:
    written = layout(long_form(template), template, 2026)
    write_excel([written], tmp_path / "长.xlsx")
    (table,) = read_excel(tmp_path / "长.xlsx")
    assert not any("（续）" in cell.text for cell in table.cells)
    assert levels(table, template) == levels(written, template)


@pytest.mark.parametrize("template", PROJECTS, ids=lambda one: one.id)
def test_labels_that_somebody_repeated_are_each_there_once(template: FormTemplate) -> None:
    """Tables on several pages that offices send, and Excel files of the program's first versions."""
    written = layout(long_form(template), template, 2026)
    cells = [part for cell in written.cells for part in in_two(cell)]
    table = written._replace(cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))
    assert len(table.cells) > len(written.cells)
    assert levels(table, template) == levels(written, template)


def in_two(cell: Cell) -> list[Cell]:
    """A label over many rows as two cells, the second with （续）."""
    if cell.row_span < 40 or not cell.text:
        return [cell]
    rest = replace(cell, row=cell.row + 30, row_span=cell.row_span - 30, text=f"{cell.text}\n（续）")
    return [replace(cell, row_span=30), rest]


@pytest.mark.parametrize("template", PROJECTS, ids=lambda one: one.id)
def test_a_pasted_table_without_spans_comes_back_too(tmp_path: Path, template: FormTemplate) -> None:
    write_excel([layout(long_form(template), template, 2026)], tmp_path / "长.xlsx")
    (table,) = read_excel(tmp_path / "长.xlsx")
    apart = tuple(replace(cell, row_span=1, column_span=1) for cell in table.cells)
    loose = table._replace(spans_known=False, cells=apart)
    found = levels(loose, template)
    assert [len(names) for _, _, names in found] == [90, 1, 1]
    assert [(dimension, category) for dimension, category, _ in found] == [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("效益指标", "社会效益指标"),
    ]
