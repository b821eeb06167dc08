"""Web pages whose tables hold others: those that lay out the page, and tables of indicators in a cell of a form."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from importers.readers.any_file import read_bytes
from importers.readers.html import read_html
from importers.recognise import recognise
from models.table import Paragraph
from tests.importers.readers.office import cell, document, paragraph, row, table
from tests.importers.test_recognise import TEMPLATES, rows

HEAD = "<tr><td>一级指标<td>二级指标<td>三级指标<td>指标值</tr>"
LAYOUT = f"""
<table><tr><td>预算公开</td></tr>
<tr><td><p>项目支出绩效目标表</p><p>（2026年度）单位：元</p>
<table><tr><td>项目名称<td>路灯养护<td>资金总额<td>120000</tr>{HEAD}
<tr><td>产出指标<td>数量指标<td>检修路灯<td>≥320盏</tr></table><p>注：全区路灯。</p></td></tr>
<tr><td><p>部门整体支出绩效目标表</p><p>（2025年度）单位：万元</p>
<table><tr><td>部门名称<td>城管局<td>资金总额<td>800</tr>{HEAD}
<tr><td>产出指标<td>数量指标<td>养护绿地<td>≥3万平方米</tr></table></td></tr></table>
"""


def forms_of(page: str) -> tuple[list[Any], list[str]]:
    """The forms of a web page, and what found no place."""
    found, unplaced = recognise(read_html(page).document, TEMPLATES)
    return found, [one.text for one in unplaced]


def test_a_table_that_lays_out_the_page_is_what_stands_in_it() -> None:
    document = read_html(LAYOUT).document
    assert [part.text if isinstance(part, Paragraph) else part.cells[0].text for part in document] == [
        *("预算公开", "项目支出绩效目标表", "（2026年度）单位：元", "项目名称", "注：全区路灯。"),
        *("部门整体支出绩效目标表", "（2025年度）单位：万元", "部门名称"),
    ]
    assert all(part.depth == 0 for part in document if not isinstance(part, Paragraph))


def test_forms_on_such_a_page_have_what_stands_over_each() -> None:
    (project, department), unplaced = forms_of(LAYOUT)
    assert (project.form.amount, project.year, project.title) == (Decimal(12), 2026, "项目支出绩效目标表")
    assert (department.form.amount, department.year) == (Decimal(800), 2025)
    assert unplaced == []


def goal(number: int, text: str, name: str, value: str) -> str:
    inner = f"<table>{HEAD}<tr><td>产出指标<td>数量指标<td>{name}<td>{value}</tr></table>"
    return f"<tr><td>年度目标{number}<td colspan=3>{text}</tr><tr><td>绩效指标<td colspan=3>{inner}</tr>"


FORM = f"""
<p>项目支出绩效目标表</p><table><tr><td>项目名称<td>路灯养护<td>主管部门<td>城管局</tr>
{goal(1, "保障亮灯。", "检修路灯", "≥320盏")}{goal(2, "更换灯具。", "更换灯具", "≥20盏")}
<tr><td>项目负责人<td>王某<td>填报人<td>李某</tr></table>
"""


def test_each_table_in_a_cell_comes_below_its_row() -> None:
    (found,), unplaced = forms_of(FORM)
    assert [(one.statement, rows(one)) for one in found.form.goals] == [
        ("保障亮灯。", ["产出指标/数量指标/检修路灯 ≥320盏"]),
        ("更换灯具。", ["产出指标/数量指标/更换灯具 ≥20盏"]),
    ]
    assert (found.form.leader, found.form.filler) == ("王某", "李某")
    assert unplaced == []


def test_tables_within_tables_say_where_they_stood() -> None:
    page = read_html(FORM.replace("<td>≥20盏", "<td>≥20盏<table><tr><td>甲<td>乙</tr></table>")).document
    tables = [part for part in page if not isinstance(part, Paragraph)]
    assert [(one.depth, one.outer_row) for one in tables] == [(0, 0), (1, 2), (1, 4), (2, 1)]


def test_a_word_table_in_a_cell_comes_below_its_row() -> None:
    def grid(*texts: tuple[str, ...]) -> str:
        return table(*(row(*map(cell, line)) for line in texts))

    head = ("一级指标", "二级指标", "三级指标", "指标值")
    inner = [grid(head, ("产出指标", "数量指标", *one)) for one in (("检修路灯", "≥320盏"), ("更换灯具", "≥20盏"))]
    body = table(
        row(cell("项目名称"), cell("路灯养护")),
        *(row(cell("年度目标1"), cell("保障亮灯。")), row(cell("绩效指标"), cell(inner[0]))),
        *(row(cell("年度目标2"), cell("更换灯具。")), row(cell("绩效指标"), cell(inner[1]))),
    )
    reading = read_bytes(document(paragraph("项目支出绩效目标表") + body), "表.docx")
    (found,), unplaced = recognise(reading.document, TEMPLATES)
    assert [one.statement for one in found.form.goals] == ["保障亮灯。", "更换灯具。"]
    assert [rows(one) for one in found.form.goals] == [
        ["产出指标/数量指标/检修路灯 ≥320盏"],
        ["产出指标/数量指标/更换灯具 ≥20盏"],
    ]
    assert unplaced == []
