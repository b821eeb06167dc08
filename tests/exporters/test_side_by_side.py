"""Two goals' indicators in one table: shared levels stand together, the rest row by row, and all of it comes back."""

from __future__ import annotations

import pytest

from exporters.layout import Around, Blanks, layout
from exporters.side_by_side import Levels
from importers.readers.text import parse_text
from importers.recognise import recognise, recognise_table
from models.folders import ROOT
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator, Period
from models.target import Target
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate
from tests.printable import table_to_tsv, without_ids

TEMPLATES, _ = load_templates([ROOT / "resources" / "templates"])
ANNEX = TEMPLATES["national-project-2015"]
TWO_VALUES = FormTemplate.model_validate(
    {
        "id": "two-values",
        "name": "项目支出绩效目标申报表",
        "kind": "project",
        "region": "示例市",
        "year": 2026,
        "columns": [20, 30, 40, 30, 30],
        "goals": {"long_term": {"label": "实施期目标"}, "annual": {"label": "年度目标"}},
        "block": [
            {"kind": "title", "text": "项目支出绩效目标申报表"},
            {"kind": "fields", "rows": "| 项目名称 | {name} | < | < | < |"},
            {
                "kind": "indicator_pairs",
                "head": "| 一级指标 | 二级指标 | 三级指标 | 实施期指标值 | 年度指标值 |",
                "row": "| {dimension.name} | {category.name} | {indicator.name} "
                "| {long_indicator.target} | {annual_indicator.target} |",
            },
        ],
    }
)
Rows = dict[tuple[str, str], list[tuple[str, str]]]


def goal(period: Period, label: str, rows: Rows) -> Goal:
    """A goal with these indicators: 一级, 二级 → 三级 and value."""
    made = Goal(period=period, label=label, statement=f"{label}：治理河道")
    for (dimension, category), indicators in rows.items():
        if not made.dimensions or made.dimensions[-1].name != dimension:
            made.dimensions.append(Dimension(name=dimension))
        own = [Indicator(name=name, target=Target.parse(value)) for name, value in indicators]
        made.dimensions[-1].categories.append(Category(name=category, indicators=own))
    return made


LONG = {
    ("产出指标", "数量指标"): [("治理河段", "≥30公里"), ("新建泵站", "≥3座"), ("改造闸门", "≥9座")],
    ("效益指标", "社会效益指标"): [("受益村庄", "≥60个")],
}
ANNUAL = {
    ("产出指标", "数量指标"): [("治理河段", "≥10公里")],
    ("产出指标", "时效指标"): [("完工时限", "12月底前")],
    ("满意度指标", "服务对象满意度指标"): [("群众满意度", "≥90%")],
}

# a shared level whose first rows are of one side only
EARLY = {("产出指标", "数量指标"): [("清淤", "≥5万方"), ("护坡", "≥2公里"), ("治理河段", "≥10公里")]}
LATE = {("产出指标", "数量指标"): [("治理河段", "≥30公里")], ("产出指标", "质量指标"): [("验收合格率", "≥98%")]}


def form(template: FormTemplate, long: Rows, annual: Rows) -> ProjectForm:
    labels = template.goals["long_term"].label, template.goals["annual"].label
    goals = [goal("long_term", labels[0], long), goal("annual", labels[1], annual)]
    if not template.prints("long_goal.statement"):
        for one in goals:
            one.statement = ""
    return ProjectForm(template=template.id, name="河道治理", goals=goals)


def test_each_side_goes_on_by_itself_and_the_shorter_is_blank() -> None:
    texts = [row for row in layout(form(ANNEX, LONG, ANNUAL), ANNEX, 2026).texts() if any(row)]
    assert [row[1:] for row in texts[-5:]] == [
        ["产出指标", "数量指标", "治理河段", "≥30公里", "数量指标", "治理河段", "", "≥10公里"],
        ["", "", "新建泵站", "≥3座", "时效指标", "完工时限", "", "12月底前"],
        ["", "", "改造闸门", "≥9座", "", "", "", ""],
        ["效益指标", "社会效益指标", "受益村庄", "≥60个", "", "", "", ""],
        ["满意度指标", "", "", "", "服务对象满意度指标", "群众满意度", "", "≥90%"],
    ]


def test_indicators_of_the_same_name_are_one_row_with_two_values() -> None:
    long = {("产出指标", "数量指标"): [("治理河段", "≥30公里"), ("新建泵站", "≥3座")]}
    annual = {("产出指标", "数量指标"): [("治理河段", "≥10公里"), ("清淤", "≥5万方")]}
    texts = layout(form(TWO_VALUES, long, annual), TWO_VALUES, 2026).texts()
    assert [row[2:] for row in texts[-3:]] == [
        ["治理河段", "≥30公里", "≥10公里"],
        ["新建泵站", "≥3座", ""],
        ["清淤", "", "≥5万方"],
    ]


@pytest.mark.parametrize("template", [ANNEX, TWO_VALUES], ids=["apart", "two values"])
@pytest.mark.parametrize(("long", "annual"), [(LONG, ANNUAL), (ANNUAL, LONG), (LONG, {}), ({}, ANNUAL), (LATE, EARLY)])
def test_unequal_sides_come_back_as_they_were(template: FormTemplate, long: Rows, annual: Rows) -> None:
    made = form(template, long, annual)
    table = layout(made, template, 2026)
    found, unplaced = recognise(parse_text(table_to_tsv(table)), {template.id: template})
    backs = [recognise_table(table, template), found[0].form]
    wanted = [without_ids(one.model_dump()) for one in made.goals if one.statement or one.dimensions]
    assert [[without_ids(one.model_dump()) for one in back.goals] for back in backs] == [wanted] * 2
    assert not unplaced


def test_a_row_of_one_side_whose_blanks_are_lost_goes_to_neither() -> None:
    table = layout(form(ANNEX, LONG, ANNUAL), ANNEX, 2026)
    text = "\n".join("\t".join(cell.replace("\n", "") for cell in row if cell) for row in table.texts() if any(row))
    (found,), unplaced = recognise(parse_text(text), TEMPLATES, template_id=ANNEX.id)
    read = [[one.name for one in goal.indicators()] for goal in found.form.goals]
    assert read == [["治理河段", "新建泵站"], ["治理河段", "完工时限"]]
    assert {"改造闸门", "受益村庄", "群众满意度"} <= {one.text for one in unplaced}
    assert any("分不清是哪一边的" in notice for notice in found.notices)


def test_a_layout_with_the_middle_term_is_read_as_the_annex() -> None:
    table = layout(form(ANNEX, LONG, ANNUAL), ANNEX, 2026)
    text = table_to_tsv(table).replace("项目期", "项目起止年限").replace("主管部门及代码", "主管单位")
    (found,), _ = recognise(parse_text(text), TEMPLATES)
    assert found.template.id == ANNEX.id


def test_the_values_of_both_sides_are_bound_to_their_own_goal() -> None:
    made = form(ANNEX, LONG, ANNUAL)
    slots = [slot for cell in layout(made, ANNEX, 2026).cells for slot in cell.slots]
    for one in made.goals:
        for indicator in one.indicators():
            assert [slot.field for slot in slots if slot.path == f"{indicator.id}.target"] == [
                f"{'long' if one.period == 'long_term' else 'annual'}_indicator.target"
            ]


def test_the_blank_row_of_the_shorter_side_can_be_typed_into() -> None:
    pytest.importorskip("PySide6.QtCore", exc_type=ImportError)
    from ui.preview.cells import lay_out

    cells = lay_out([form(ANNEX, LONG, ANNUAL)], ANNEX, Around(2026, ""), {})
    blank = [stop.slot for stop in cells.stops if stop.slot.node in cells.blanks]
    assert [slot.field for slot in blank if slot.field.endswith("indicator.name")] == [
        "annual_indicator.name",
        "long_indicator.name",
    ]


class Asked(Blanks):
    """Remembers what blank goals and rows are asked for."""

    def __init__(self) -> None:
        self.goals: set[tuple[str, int]] = set()
        self.rows: list[tuple[Goal | None, Levels]] = []

    def goal(self, period: Period, number: int) -> Goal | None:
        self.goals.add((period, number))
        return None

    def levels(self, levels: Levels, home: Goal | None, number: int) -> Levels:  # noqa: ARG002
        self.rows.append((home, levels))
        return levels


def test_the_goal_that_lacks_beside_a_second_one_is_the_second_too() -> None:
    made = form(TWO_VALUES, LONG, ANNUAL)
    made.goals.append(goal("annual", "年度目标2", ANNUAL))
    asked = Asked()
    layout(made, TWO_VALUES, 2026, blanks=asked)
    assert asked.goals == {("long_term", 2)}


def test_a_blank_row_below_an_empty_level_is_of_the_level_of_its_own_goal() -> None:
    made = form(TWO_VALUES, {}, {})
    for one in made.goals:
        one.dimensions.append(Dimension(name="效益指标"))
    asked = Asked()
    layout(made, TWO_VALUES, 2026, blanks=asked)
    found = [(home, levels["dimension"]) for home, levels in asked.rows if home]
    assert len(found) == 2
    assert all(level is home.dimensions[0] for home, level in found)
