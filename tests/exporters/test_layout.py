"""A form in its layout: which texts stand where, what each cell is, and which value of the form it shows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from exporters.layout import layout
from models.forms import CostItem, DepartmentForm, Measure, ProjectForm, ProjectLine, Purchase, Task
from models.goals import Category, Dimension, Goal, Indicator
from models.table import Band, Role, Table
from models.target import Target
from models.templates.template import FormTemplate
from models.values import FundingSource, MoneyLine

HEAD: dict[str, Any] = {"id": "made-up", "name": "绩效目标表", "region": "示例市", "year": 2026}


def template(*blocks: dict[str, Any], kind: str = "project", columns: int = 4, **parts: Any) -> FormTemplate:
    """A template of these blocks."""
    return FormTemplate.model_validate({**HEAD, "kind": kind, "columns": [40] * columns, "block": blocks, **parts})


def fields(*rows: str, **parts: Any) -> dict[str, Any]:
    return {"kind": "fields", "rows": "\n".join(rows), **parts}


def texts(table: Table) -> list[str]:
    return [cell.text for cell in table.cells]


def cells(table: Table) -> list[tuple[int, int, str, Role, str]]:
    """Row, column, text, what it is, what it shows."""
    return [(cell.row, cell.column, cell.text, cell.role, cell.binding) for cell in table.cells]


def indicator(name: str, target: str = "", **parts: Any) -> Indicator:
    return Indicator(id=name, name=name, target=Target.parse(target), **parts)


def goal(id_: str, *rows: tuple[str, str, str], period: Any = "annual", **parts: Any) -> Goal:
    """A goal whose rows are given as 一级, 二级, 三级; an empty word ends the branch."""
    made = Goal(id=id_, period=period, statement=f"{id_}的说明", **parts)
    for dimension, category, name in rows:
        level = next((one for one in made.dimensions if one.name == dimension), None)
        if level is None:
            level = Dimension(id=f"{id_}{dimension}", name=dimension)
            made.dimensions.append(level)
        branch = next((one for one in level.categories if one.name == category), None)
        if branch is None and category:
            branch = Category(id=f"{id_}{category}", name=category)
            level.categories.append(branch)
        if branch is not None and name:
            branch.indicators.append(indicator(name))
    return made


# --- what a cell is ---------------------------------------------------------------------------------------------------

LISTS = {
    "costs": ("project", CostItem(id="x"), {"content": "text", "basis": "text", "own": "number", "other": "number"}),
    "purchases": ("project", Purchase(id="x"), {"name": "text", "quantity": "text", "amount": "number"}),
    "tasks": ("department", Task(id="x"), {"name": "text", "content": "text", "amount": "number", "fiscal": "number"}),
    "projects": (
        "department",
        ProjectLine(id="x"),
        {"name": "text", "category": "text", "total": "number", "use": "text"},
    ),
    "measures": ("department", Measure(id="x"), {"title": "text", "text": "text"}),
}


@pytest.mark.parametrize("of", LISTS)
def test_the_columns_of_a_list_are_texts_and_numbers_under_heads_beside_a_label(of: str) -> None:
    kind, item, columns = LISTS[of]
    head = f"| 清单 | {' | '.join(f'栏{name}' for name in columns)} |"
    row = f"| ^ | {' | '.join(f'{{item.{name}}}' for name in columns)} |"
    block = {"kind": "list", "of": of, "head": head, "row": row}
    form = (ProjectForm if kind == "project" else DepartmentForm)(id="f", **{of: [item, item.model_copy()]})
    table = layout(form, template(block, kind=kind, columns=len(columns) + 1), 2026)
    roles = {(cell.row, cell.column): cell.role for cell in table.cells}
    assert roles.pop((0, 0)) is Role.LABEL, "it runs down beside the rows: it names the whole"
    assert {roles.pop((0, column)) for column in range(1, len(columns) + 1)} == {Role.HEADER}
    expected = {(row, column): Role(role) for row in (1, 2) for column, role in enumerate(columns.values(), 1)}
    assert roles == expected
    assert table.cells[0].row_span == 3
    assert table.bands == (Band(0, 1, 1, 3),)


@pytest.mark.parametrize(
    ("field", "role"),
    [
        ("name", Role.TEXT),
        ("purpose", Role.TEXT),
        ("plan", Role.TEXT),
        ("basis", Role.TEXT),
        ("leader", Role.VALUE),
        ("date", Role.VALUE),
        ("amount", Role.NUMBER),
        ("funding.fiscal", Role.NUMBER),
        ("frequency=常年", Role.CHOICE),
        ("goal.statement", Role.TEXT),
        ("goal.summary", Role.TEXT),
        ("goal.label", Role.LEVEL),
        ("goal.weight", Role.NUMBER),
    ],
)
def test_a_field_is_what_its_kind_of_value_is(field: str, role: Role) -> None:
    table = layout(ProjectForm(goals=[Goal()]), template(fields(f"| 栏 | {{{field}}} | < | < |")), 2026)
    assert [cell.role for cell in table.cells] == [Role.LABEL, role]


@pytest.mark.parametrize(
    ("field", "role"),
    [
        ("dimension.name", Role.LEVEL),
        ("category.name", Role.LEVEL),
        ("indicator.name", Role.TEXT),
        ("indicator.target", Role.VALUE),
        ("indicator.target.number", Role.VALUE),
        ("indicator.nature", Role.VALUE),
        ("indicator.weight", Role.NUMBER),
        ("indicator.basis", Role.VALUE),
        ("indicator.description", Role.TEXT),
        ("indicator.scoring", Role.TEXT),
        ("indicator.remark", Role.TEXT),
        ("indicator.evidence", Role.VALUE),
        ("indicator.history.year-1", Role.VALUE),
    ],
)
def test_a_column_of_the_indicators_is_what_its_kind_of_value_is(field: str, role: Role) -> None:
    block = {"kind": "indicators", "head": "| 一级 | < | 栏 | < |", "row": f"| 定 | < | {{{field}}} | < |"}
    form = ProjectForm(goals=[goal("g", ("产出", "数量", "甲"))])
    table = layout(form, template(block), 2026)
    assert [cell.role for cell in table.cells] == [Role.HEADER, Role.HEADER, Role.LABEL, role]


def test_what_is_left_out_where_it_is_blank_prints_no_hint_either() -> None:
    drawn, rules = "| 单位 | [{unit_code}-]{unit_name} | 编码 | {unit_code} |", {"unit_code": {"hint": "（据实填）"}}
    table = layout(ProjectForm(unit_name="甲局"), template(fields(drawn), fields=rules), 2026)
    assert texts(table) == ["单位", "甲局", "编码", "（据实填）"]


def test_the_template_may_say_what_a_field_is() -> None:
    rules = {"leader": {"role": "number"}, "filler": {"hint": "（签字）"}}
    table = layout(ProjectForm(), template(fields("| 人 | {leader} | {filler} | 表 |"), fields=rules), 2026)
    assert [cell.role for cell in table.cells] == [Role.LABEL, Role.NUMBER, Role.VALUE, Role.LABEL]
    assert texts(table) == ["人", "", "（签字）", "表"], "a hint stands only where it was asked for"
    named = layout(
        ProjectForm(filler="王明"), template(fields("| 人 | {leader} | {filler} | 表 |"), fields=rules), 2026
    )
    assert texts(named)[2] == "王明"


def test_what_stands_around_the_table_is_told_from_it() -> None:
    around = [
        {"kind": "title", "text": "项目支出\n绩效目标表"},
        {"kind": "subtitle", "text": "（{year}年度）"},
        {"kind": "caption", "rows": "| 填报单位：{unit_name} | < | {date} | 单位：{money_unit} |"},
        {"kind": "heading", "text": "一、概述"},
        {"kind": "paragraph", "text": "{purpose}"},
        fields("| 名称 | {name} | < | < |"),
        fields("| 名称 | {name} | < | < |", role="note"),
        {"kind": "signature", "rows": "| 填报人： | {filler} | 电话： | {phone} |\n| 日期： | < | < | < |"},
        {"kind": "note", "text": "注：金额以{money_unit}计。"},
    ]
    form = ProjectForm(id="f", name="巡查", purpose="巡河", filler="王明", date="1月")
    table = layout(form, template(*around), 2026, "水务局")
    assert cells(table) == [
        (0, 0, "项目支出\n绩效目标表", Role.TITLE, ""),
        (1, 0, "（2026年度）", Role.SUBTITLE, ""),
        (2, 0, "填报单位：水务局", Role.CAPTION, "f.unit_name"),
        (2, 2, "1月", Role.SUBTITLE, "f.date"),
        (2, 3, "单位：万元", Role.UNIT, ""),
        (3, 0, "一、概述", Role.HEADING, ""),
        (4, 0, "巡河", Role.PARAGRAPH, "f.purpose"),
        (5, 0, "名称", Role.LABEL, ""),
        (5, 1, "巡查", Role.TEXT, "f.name"),
        (6, 0, "名称", Role.NOTE, ""),
        (6, 1, "巡查", Role.NOTE, "f.name"),
        (7, 0, "填报人：", Role.SIGNATURE, ""),
        (7, 1, "王明", Role.SIGNATURE, "f.filler"),
        (7, 2, "电话：", Role.SIGNATURE, ""),
        (7, 3, "", Role.SIGNATURE, "f.phone"),
        (8, 0, "日期：", Role.SIGNATURE, ""),
        (9, 0, "注：金额以万元计。", Role.NOTE, ""),
    ]
    assert table.title == "项目支出绩效目标表"
    assert table.together == ((7, 9),), "the rows of names stay on one page"
    assert (table.row_count, table.bands) == (10, ())
    assert {cell.column_span for cell in table.cells if cell.row in (0, 1, 3, 4, 9)} == {4}


def test_a_form_that_has_no_title_is_called_like_its_template() -> None:
    assert layout(ProjectForm(), template(fields("| 名 | {name} | < | < |")), 2026).title == "绩效目标表"


# --- what a cell shows ------------------------------------------------------------------------------------------------


def test_the_unit_of_the_form_goes_before_that_of_the_dossier() -> None:
    drawn = template(fields("| 单位 | {unit_name} | < | < |"))
    for own, shown in (("二中队", "二中队"), ("", "水务局")):
        assert texts(layout(ProjectForm(unit_name=own), drawn, 2026, "水务局")) == ["单位", shown]


def test_years_are_counted_from_that_of_the_dossier() -> None:
    income = {FundingSource.GENERAL: MoneyLine(amount=Decimal(3), history={"2024": Decimal(1), "2025": Decimal(2)})}
    form = DepartmentForm(id="f", income=income)
    money = "{income.general.history.year-2} | {income.general.history.year-1} | {income.general.amount}"
    table = layout(
        form, template(fields("| 年 | {year-2} | {year-1} | {year} |", f"| 钱 | {money} |"), kind="department"), 2026
    )
    assert texts(table) == ["年", "2024", "2025", "2026", "钱", "1", "2", "3"]
    assert [cell.binding for cell in table.cells][5:] == [
        "f.income.general.history.2024",
        "f.income.general.history.2025",
        "f.income.general.amount",
    ]


def test_boxes_are_ticked_where_the_value_is_the_choice_itself() -> None:
    drawn = template(fields("| 频度 | 一次性{frequency=一次性} 常年{frequency=常年} | < | < |"))
    table = layout(ProjectForm(id="f", frequency="常年"), drawn, 2026)
    assert cells(table)[1] == (0, 1, "一次性□ 常年☑", Role.CHOICE, "f.frequency")
    assert texts(layout(ProjectForm(frequency="常年性"), drawn, 2026))[1] == "一次性□ 常年□"
    beside_nothing = template(fields("| 频度 | 一次性{goal.label=一次性} | < | < |"))
    assert texts(layout(ProjectForm(), beside_nothing, 2026))[1] == "一次性□", "a box without a goal is a blank box"


def test_a_share_has_its_sign_and_a_blank_one_has_none() -> None:
    drawn = template(fields("| 占 | {income.general.share:%} | {income.other.share:%} | x |"), kind="department")
    form = DepartmentForm(income={FundingSource.GENERAL: MoneyLine(share=Decimal("12.50"))})
    assert texts(layout(form, drawn, 2026)) == ["占", "12.50%", "", "x"]


def test_the_first_annual_goal_speaks_for_the_form() -> None:
    drawn = template(fields("| 目标 | {goal.statement} | {goal.summary} | x |"))
    both = [goal("远", period="long_term"), goal("近"), goal("近二")]
    assert texts(layout(ProjectForm(goals=both), drawn, 2026))[1:3] == ["近的说明", "近的说明"]
    assert texts(layout(ProjectForm(goals=both[:1]), drawn, 2026))[1] == "远的说明"
    assert texts(layout(ProjectForm(goals=[goal("近", summary="总的")]), drawn, 2026))[1:3] == ["近的说明", "总的"]
    empty = layout(ProjectForm(), drawn, 2026)
    assert [(cell.text, cell.binding) for cell in empty.cells][1:3] == [("", ""), ("", "")]


@pytest.mark.parametrize(
    ("target", "nature", "shown"),
    [
        ("≥120次", "", ("≥", "120", "次")),
        ("≥ 120 次", "", ("≥", "120", "次")),
        ("120次", "", ("", "120", "次")),
        ("≥95%", "quantitative", ("≥", "95", "%")),
        ("≥120次", "qualitative", ("定性", "≥120次", "")),
        ("有所改善", "", ("定性", "有所改善", "")),
        ("有所改善", "quantitative", ("定性", "有所改善", "")),
        ("≥", "", ("≥", "", "")),
        (" ≥ ", "", ("≥", "", "")),
        ("", "", ("", "", "")),
        ("", "qualitative", ("定性", "", "")),
    ],
)
def test_sign_number_and_unit_stand_in_their_columns(target: str, nature: Any, shown: tuple[str, str, str]) -> None:
    parts = ("comparison", "number", "unit")
    row = f"| {{indicator.nature}} | {' | '.join(f'{{indicator.target.{part}}}' for part in parts)} |"
    made = goal("g", ("产出", "数量", ""))
    made.dimensions[0].categories[0].indicators.append(indicator("甲", target, nature=nature))
    table = layout(ProjectForm(goals=[made]), template({"kind": "indicators", "row": row}), 2026)
    assert tuple(texts(table)[1:]) == shown
    assert [cell.binding for cell in table.cells[1:]] == [f"甲.target.{part}" for part in parts]
    assert texts(table)[0] == {"qualitative": "定性", "quantitative": "定量", "": ""}[nature]


# --- rows -------------------------------------------------------------------------------------------------------------

LEVELS = "| {dimension.name} | {category.name} | {indicator.name} | {indicator.target} |"
COLUMNS = "| 一级 | 二级 | 三级 | 指标值 |"


def spans(table: Table) -> list[tuple[int, int, str]]:
    """The cells with a text: first row, how many rows, text."""
    return [(cell.row, cell.row_span, cell.text) for cell in table.cells if cell.text]


def test_levels_are_merged_over_their_indicators_and_branches_without_any_have_a_row() -> None:
    rows = [
        ("产出", "数量", "甲"),
        ("产出", "数量", "乙"),
        ("产出", "质量", ""),
        ("效益", "", ""),
        ("成本", "数量", "丙"),
    ]
    form = ProjectForm(goals=[goal("g", *rows)])
    table = layout(form, template({"kind": "indicators", "head": COLUMNS, "row": LEVELS}), 2026)
    assert spans(table)[4:] == [
        (1, 3, "产出"),
        (1, 2, "数量"),
        (1, 1, "甲"),
        (2, 1, "乙"),
        (3, 1, "质量"),
        (4, 1, "效益"),
        (5, 1, "成本"),
        (5, 1, "数量"),
        (5, 1, "丙"),
    ]
    assert table.bands == (Band(0, 1, 1, 6),)


def test_as_many_rows_as_the_template_wants_are_printed_at_least() -> None:
    for least, made, expected in ((3, 0, 3), (3, 2, 3), (2, 2, 2), (1, 2, 2), (0, 0, 0)):
        form = ProjectForm(goals=[goal("g", *[("产出", "数量", f"甲{n}") for n in range(made)])])
        table = layout(form, template({"kind": "indicators", "head": COLUMNS, "row": LEVELS, "least": least}), 2026)
        assert table.row_count == 1 + expected
        assert all(cell.binding == "" for cell in table.cells if cell.row > made), "a blank row shows no value"
        assert len(table.bands) == (expected > 0)
        costs = [CostItem(content=f"项{n}") for n in range(made)]
        block = {
            "kind": "list",
            "of": "costs",
            "head": COLUMNS,
            "row": "| {n} | {item.content} | < | < |",
            "least": least,
        }
        listed = layout(ProjectForm(costs=costs), template(block), 2026)
        assert listed.row_count == 1 + expected
        assert [cell.text for cell in listed.cells if cell.row and not cell.column] == [
            str(n + 1) for n in range(expected)
        ]


def test_what_is_optional_is_left_out_when_there_is_nothing_to_print() -> None:
    blocks: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = [
        (
            {"kind": "list", "of": "costs", "row": "| {item.content} | < | < | < |"},
            {},
            {"costs": [CostItem(content="x")]},
        ),
        ({"kind": "indicators", "row": LEVELS}, {"goals": [Goal()]}, {"goals": [goal("g", ("产出", "", ""))]}),
        (
            {"kind": "goals", "period": "annual", "block": [fields("| 目标 | {goal.statement} | < | < |")]},
            {"goals": [goal("远", period="long_term")]},
            {"goals": [goal("近")]},
        ),
    ]
    for block, nothing, something in blocks:
        assert layout(ProjectForm(**nothing), template({**block, "optional": True}), 2026).row_count == 0
        assert layout(ProjectForm(**something), template({**block, "optional": True}), 2026).row_count == 1
        assert layout(ProjectForm(**nothing), template(block), 2026).row_count == 1


def test_goals_are_repeated_with_their_number_and_blank_ones_added() -> None:
    inner = [fields("| 目标{n} | {goal.statement} | < | < |")]
    goals = [goal("近一"), goal("远一", period="long_term"), goal("近二")]

    def shown(**parts: Any) -> list[str]:
        table = layout(ProjectForm(goals=goals), template({"kind": "goals", "block": inner, **parts}), 2026)
        return ["".join(cell.text for cell in table.cells if cell.row == row) for row in range(table.row_count)]

    assert shown() == ["目标1近一的说明", "目标2远一的说明", "目标3近二的说明"]
    assert shown(period="annual", least=3) == ["目标1近一的说明", "目标2近二的说明", "目标3"]
    assert shown(period="annual", skip=1) == ["目标1近二的说明"]
    assert shown(period="long_term") == ["目标1远一的说明"]


def test_listed_goals_keep_the_number_they_have_in_their_period() -> None:
    goals = [goal("近一"), goal("远一", period="long_term"), goal("近二")]
    block = {"kind": "list", "of": "goals", "row": "| {n} | {goal.statement} | < | < |"}

    def shown(**parts: Any) -> list[str]:
        return texts(layout(ProjectForm(goals=goals), template({**block, **parts}), 2026))

    assert shown() == ["1", "近一的说明", "1", "远一的说明", "2", "近二的说明"]
    assert shown(period="annual", skip=1) == ["2", "近二的说明"]


def test_long_and_annual_goals_stand_side_by_side() -> None:
    block = {
        "kind": "goal_pairs",
        "head": "| 长期 | < | 年度 | < |",
        "row": "| {n} | {long_goal.statement} | {n} | {annual_goal.statement} |",
    }
    goals = [goal("近一"), goal("远一", period="long_term"), goal("近二")]
    table = layout(ProjectForm(goals=goals), template({**block, "least": 3}), 2026)
    body = [(cell.text, cell.binding) for cell in table.cells if cell.row and cell.column % 2]
    assert body == [
        ("远一的说明", "远一.statement"),
        ("近一的说明", "近一.statement"),
        ("", ""),
        ("近二的说明", "近二.statement"),
        ("", ""),
        ("", ""),
    ]
    assert [cell.text for cell in table.cells if cell.row and cell.column == 2] == ["1", "2", "3"]
    assert table.bands == (Band(0, 1, 1, 4),)
    assert layout(ProjectForm(goals=goals), template({**block, "least": 1}), 2026).row_count == 3
    longer = [goal("远一", period="long_term"), goal("远二", period="long_term"), goal("近")]
    assert layout(ProjectForm(goals=longer), template({**block, "least": 1}), 2026).row_count == 3


def test_indicators_of_all_goals_in_one_table_have_a_merged_cell_for_each_goal() -> None:
    block = {
        "kind": "indicators",
        "period": "annual",
        "head": "| 目标 | 序 | 一级 | 三级 |",
        "row": "| {goal.statement} | {n} | {dimension.name} | {indicator.name} |",
    }
    goals = [
        goal("近一", ("产出", "数量", "甲"), ("产出", "数量", "乙")),
        goal("远一", ("产出", "数量", "丁"), period="long_term"),
        goal("近二", ("产出", "数量", "丙")),
    ]
    table = layout(ProjectForm(goals=goals), template(block), 2026)
    assert spans(table)[4:] == [
        (1, 2, "近一的说明"),
        (1, 2, "1"),
        (1, 2, "产出"),
        (1, 1, "甲"),
        (2, 1, "乙"),
        (3, 1, "近二的说明"),
        (3, 1, "2"),
        (3, 1, "产出"),
        (3, 1, "丙"),
    ]


def test_a_cell_goes_on_from_the_block_above_only_where_it_is_as_wide() -> None:
    going_on = template(fields("| 预算 | {amount} | < | < |"), fields("| ^ | {total_amount} | < | < |"))
    table = layout(ProjectForm(), going_on, 2026)
    assert [(cell.row, cell.row_span, cell.text) for cell in table.cells if not cell.column] == [(0, 2, "预算")]
    for above in ("| 预算 | < | {amount} | < |", "| x | 预算 | < | {amount} |"):
        wider = template(fields(above), fields("| x | ^ | {total_amount} | < |"))
        with pytest.raises(ValueError, match="第 2 列"):
            layout(ProjectForm(), wider, 2026)
    with pytest.raises(ValueError, match=r"绩效目标表.*第 1 列"):
        layout(ProjectForm(), template(fields("| ^ | {total_amount} | < | < |")), 2026)


def test_rows_that_want_room_have_it_and_their_head_does_not() -> None:
    listed = {"kind": "list", "of": "tasks", "head": "| 任务 | 内容 |", "row": "| {item.name} | {item.content} |"}
    made = template({**listed, "height": 30, "least": 2}, kind="department", columns=2)
    assert layout(DepartmentForm(tasks=[Task(id="x", name="修路")]), made, 2026).least_heights == ((1, 30), (2, 30))
