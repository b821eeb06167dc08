"""Words of a drawing that say what no one fills in: sums, points asked of a level, the height of rows."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from exporters.excel.write import excel_bytes
from exporters.fonts import load_fonts
from exporters.layout import layout
from exporters.pages.paginate import paginate
from importers.recognise import recognise
from models.forms import CostItem, OwnRow, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.table import Role, Table
from models.templates.template import FormTemplate

Block = dict[str, Any]
HEAD = {"id": "made", "name": "项目支出绩效目标表", "kind": "project", "region": "示例市", "year": 2026}
COSTS: Block = {
    "kind": "list",
    "of": "costs",
    "head": "| 内容 | 财政拨款 |",
    "row": "| {item.content} | {item.own:,} |",
}
ROWS: Block = {
    "kind": "indicators",
    "head": "| 三级指标 | 分值权重 |",
    "row": "| {indicator.name} | {indicator.weight} |",
}


def total(place: str) -> Block:
    return {"kind": "fields", "rows": f"| 合计 | {place} |"}


def made(*blocks: Block, **more: object) -> FormTemplate:
    return FormTemplate.model_validate(HEAD | {"columns": [60, 60], "block": list(blocks)} | more)


def a_form() -> ProjectForm:
    rows = [Indicator(name="巡查次数", weight=Decimal("12.5")), Indicator(name="培训场次", weight=Decimal(30))]
    levels = [Dimension(name="产出指标", categories=[Category(indicators=rows)]), Dimension(name="效益指标")]
    costs = [CostItem(content="租车", own=Decimal("1200.50")), CostItem(content="印刷", own=Decimal(34))]
    plan = [OwnRow(of="进度", extra={"资金": "12.5"}), OwnRow(of="进度", extra={"资金": "待定"}), OwnRow(of="别的")]
    return ProjectForm(template="made", name="巡查", costs=costs, own_rows=plan, goals=[Goal(dimensions=levels)])


def shown(template: FormTemplate, word: str = "合计") -> Table:
    table = layout(a_form(), template, 2026)
    assert any(cell.text == word for cell in table.cells)
    return table


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("{sum.weight}", "42.5"),
        ("{sum.indicator.weight:%}", "42.5%"),
        ("{sum.costs.own:,}", "1,234.50"),
        ("{sum.costs.superior}", ""),
        ("{sum.extra.进度.资金}", "12.5"),
    ],
)
def test_a_sum_is_added_up_and_belongs_to_nobody(place: str, text: str) -> None:
    template = made(COSTS, ROWS, total(place), fields={"item.extra.资金": {"type": "money"}})
    table = shown(template)
    cell = next(one for one in table.cells if one.row == table.row_count - 1 and one.column == 1)
    assert (cell.text, cell.role, cell.slots) == (text, Role.NUMBER, ())
    found, unplaced = recognise((table,), {"made": template}, template_id="made", year=2026)
    assert [item.own for item in found[0].form.costs] == [Decimal("1200.50"), Decimal(34)]  # type: ignore[union-attr]
    assert not unplaced


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("{sum.tasks.amount}", "没有 tasks"),
        ("{sum.costs.content}", "不是数"),
        ("{sum.wieght}", "没有“indicator.wieght”"),
    ],
)
def test_a_sum_of_what_is_no_number_is_refused(place: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        made(COSTS, ROWS, total(place))


def test_the_points_asked_of_a_level_stand_behind_its_name_and_are_none_of_it() -> None:
    rows: Block = {
        "kind": "indicators",
        "head": "| 一级指标 | 三级指标 |",
        "row": "| {dimension.name}[（{points}）分] | {indicator.name} |",
    }
    dimensions = [{"name": "产出指标", "least": 40, "most": 50}, {"name": "效益指标"}]
    template = made(rows, dimension=dimensions)
    table = layout(a_form(), template, 2026)
    assert [cell.text for cell in table.cells if cell.column == 0][1:] == ["产出指标（40-50）分", "效益指标"]
    (found,), _ = recognise((table,), {"made": template}, template_id="made", year=2026)
    assert [one.name for one in found.form.goals[0].dimensions] == ["产出指标", "效益指标"]
    assert not found.notices


def test_rows_are_as_high_as_the_drawing_asks_on_paper_and_in_excel() -> None:
    low, high = (made(ROWS, total("{extra.意见}") | {"height": height}) for height in (0, 30))
    (before, after) = (paginate(shown(one), load_fonts()).pages[0].boxes for one in (low, high))
    assert after[-1].height == pytest.approx(30 * 72 / 25.4)
    assert before[-1].height < after[-1].height / 3
    sheet = load_workbook(BytesIO(excel_bytes([shown(high)]))).worksheets[0]
    assert sheet.row_dimensions[sheet.max_row].height == pytest.approx(30 * 72 / 25.4, abs=1)


@pytest.mark.parametrize(("amount", "text"), [("0.00", "0.00"), ("0", "0"), ("12345.60", "12,345.60"), (None, "")])
def test_thousands_are_parted_and_nothing_is_nothing(amount: str | None, text: str) -> None:
    template = made({"kind": "fields", "rows": "| 年度预算总额 | {amount:,} |"})
    form = ProjectForm(template=template.id, amount=None if amount is None else Decimal(amount))
    assert [cell.text for cell in layout(form, template, 2026).cells if cell.slots] == [text]
