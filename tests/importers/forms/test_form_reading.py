"""One form read line by line: the lines around its tables, its goals, its lists, its check boxes, where tables end."""

from __future__ import annotations

from typing import Any

import pytest

from exporters.layout import layout
from importers.placed import Place
from importers.readers.text import parse_text
from importers.recognise import Recognised, recognise
from models.folders import RESOURCES
from models.goals import Goal
from models.table import Paragraph
from models.templates.shelf import load_templates

TEMPLATES, _ = load_templates([RESOURCES / "templates"])
HEAD = "一级指标→二级指标→三级指标→指标值→权重"
ROWS = """产出指标→数量指标→巡护河段→≥30处→50
效益指标→社会效益指标→受益村庄→≥9个→40"""


def taken(text: str, template: str = "") -> tuple[Recognised, list[str]]:
    """The one form of a pasted text, in which → stands for a tab, and what is left."""
    (found,), unplaced = recognise(parse_text(text.replace("→", "\t")), TEMPLATES, template_id=template)
    return found, [one.text for one in unplaced]


def form_of(text: str, template: str = "") -> Any:
    return taken(text, template)[0].form


def rows(goal: Goal) -> list[str]:
    return [f"{d.name}/{c.name}/{i.name} {i.target}".rstrip() for d, c, i in goal.rows()]


# --- lines around the tables ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["2026.1.28", "王小二 2026.1.28.", "2026-1-28"])
def test_a_line_that_is_nothing_but_a_date_is_the_date_of_a_form_that_prints_it_bare(line: str) -> None:
    table = f"项目名称→江堤养护→→→→→→\n→{HEAD.replace('权重', '度量单位')}\n"
    form = form_of(f"2026年项目支出绩效目标表\n{line}\n填报单位（盖章）：江堤所\n{table}", "lukou-project-2026")
    assert form.date.replace("-", ".") == "2026.1.28"
    assert form.filler == ("王小二" if "王小二" in line else "")


@pytest.mark.parametrize("number", ["", "附件3-1"])
def test_the_number_over_a_title_is_of_the_form_below_it(number: str) -> None:
    """It is printed only where there is one; the form before it has nothing of it."""
    goal = "年度履职目标→堤防安全度汛。→→→→→→"
    head = "一级指标→二级指标→三级指标→指标值类型→指标值→度量单位→指标值说明（指标解释）→备注"
    whole = (
        f"2026年部门整体支出绩效目标表\n填报单位（盖章）：江堤所\n{goal}\n{head}\n产出指标→数量指标→巡堤→≥→30→次→→\n"
    )
    template = TEMPLATES["lukou-department-2026"]
    text = f"{whole}\n{number}\n{whole}".replace("→", "\t")
    found, unplaced = recognise(parse_text(text), TEMPLATES, template_id=template.id)
    assert [one.form.extra.get("附件号", "") for one in found] == ["", number.removeprefix("附件")]
    assert not unplaced
    firsts = [layout(one.form, template, 2026).cells[0].text for one in found]
    assert firsts == ["2026年部门整体支出绩效目标表", number or "2026年部门整体支出绩效目标表"]


def test_lines_above_the_table_say_what_the_form_is_of() -> None:
    form = form_of(
        f"项目支出绩效目标表\n项目名称：江堤养护\n主管部门：水务局    实施单位：江堤管理站\n{HEAD}\n{ROWS}\n"
    )
    assert (form.name, form.supervising_unit, form.executing_unit) == ("江堤养护", "水务局", "江堤管理站")


def test_a_long_sentence_above_the_table_is_no_label_and_value() -> None:
    sentence = f"项目名称：本表所列项目由水务局组织实施，{'按年度计划安排资金并接受监督，' * 4}特此说明"
    assert form_of(f"项目支出绩效目标表\n{sentence}\n{HEAD}\n{ROWS}\n").name == ""


def test_a_cell_of_the_table_knows_better_than_a_line_above_it() -> None:
    text = f"部门整体绩效目标表\n填报单位：水务\n部门名称→云原县水务局\n{HEAD}\n{ROWS}\n"
    assert form_of(text).unit_name in ("云原县水务局", "水务")
    for template in ("jianghan-department-2024", "ezhou-department-2026", "national-department-2021"):
        form = form_of(f"部门整体绩效目标表\n{HEAD}\n{ROWS}\n填报人：河清→→→→\n", template)
        assert form.filler in ("河清", "")


def test_lines_below_the_table_do_not_change_what_it_says() -> None:
    text = f"项目支出绩效目标表\n项目名称→江堤养护→联系电话→5551234→\n{HEAD}\n{ROWS}\n\n联系电话：5559999\n"
    assert form_of(text).phone == "5551234"


@pytest.mark.parametrize(
    ("lines", "annual", "long_term"),
    [
        ("年度目标\n堤防安全度汛。", "堤防安全度汛。", ""),
        ("长期目标\n三年内全线达标。", "", "三年内全线达标。"),
        ("年度目标\n1.堤防安全度汛。\n2.修补护坡3公里。", "1.堤防安全度汛。\n2.修补护坡3公里。", ""),
        ("年度目标\n目标1：堤防安全度汛。\n目标2：修补护坡。", "目标1：堤防安全度汛。\n目标2：修补护坡。", ""),
    ],
)
def test_a_label_on_a_line_of_its_own_asks_for_what_follows(lines: str, annual: str, long_term: str) -> None:
    form = form_of(f"项目支出绩效目标表\n项目名称→江堤养护\n\n{lines}\n\n{HEAD}\n{ROWS}\n")
    said = {goal.period: goal.statement for goal in form.goals}
    assert (said.get("annual", ""), said.get("long_term", "")) == (annual, long_term)


def test_a_unit_caption_is_no_goal() -> None:
    form = form_of(f"项目支出绩效目标表\n项目名称→江堤养护\n\n年度目标\n单位：万元\n\n{HEAD}\n{ROWS}\n")
    assert [goal.statement for goal in form.goals] == [""]


def test_a_line_below_both_goals_labels_is_the_years_and_told() -> None:
    text = f"项目支出绩效目标表\n项目名称→江堤养护→\n长期目标→年度目标→\n堤防安全度汛。\n{HEAD}\n{ROWS}\n"
    found, left = taken(text)
    assert [(goal.period, goal.statement) for goal in found.form.goals] == [("annual", "堤防安全度汛。")]
    assert left == []
    assert [notice for notice in found.notices if "没有写明是哪个目标的" in notice]


# --- goals ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "period"),
    [
        ("年度绩效指标", "annual"),
        ("长期绩效指标", "long_term"),
        ("中期指标", "long_term"),
        ("实施期绩效指标", "long_term"),
        ("当年绩效指标", "annual"),
        ("绩效指标", "annual"),
    ],
)
def test_the_head_beside_the_levels_says_whose_indicators_they_are(label: str, period: str) -> None:
    body = "\n".join(f"→{row}" for row in ROWS.split("\n"))
    form = form_of(f"项目支出绩效目标表\n项目名称→江堤养护→→→→\n{label}→{HEAD}\n{body}\n")
    assert [(goal.period, len(rows(goal))) for goal in form.goals] == [(period, 2)]


def test_two_tables_belong_to_two_goals() -> None:
    body = "\n".join(f"→{row}" for row in ROWS.split("\n"))
    text = f"""项目支出绩效目标表
项目名称→江堤养护→→→→
长期目标→三年内全线达标。→→→→
年度目标→堤防安全度汛。→→→→
长期绩效指标→{HEAD}
{body}
年度绩效指标→{HEAD}
→产出指标→数量指标→修补护坡→≥3公里→90
"""
    assert [(goal.period, goal.statement, rows(goal)[0]) for goal in form_of(text).goals] == [
        ("long_term", "三年内全线达标。", "产出指标/数量指标/巡护河段 ≥30处"),
        ("annual", "堤防安全度汛。", "产出指标/数量指标/修补护坡 ≥3公里"),
    ]


def test_the_long_term_goal_stands_first() -> None:
    text = f"项目支出绩效目标表\n项目名称→江堤养护\n年度目标→堤防安全度汛。\n长期目标→三年达标。\n{HEAD}\n{ROWS}\n"
    goals = form_of(text).goals
    assert [(goal.period, goal.statement) for goal in goals] == [
        ("long_term", "三年达标。"),
        ("annual", "堤防安全度汛。"),
    ]


def test_goals_are_called_as_the_layout_calls_them() -> None:
    form = form_of(f"项目支出绩效目标表\n项目名称→江堤养护\n{HEAD}\n{ROWS}\n", "korla-project-2023")
    assert [goal.label for goal in form.goals] == ["项目总体目标"]


def test_a_statement_longer_than_a_cell_can_be_is_listed() -> None:
    more = "堤防安全度汛。" * 3000
    text = f"项目支出绩效目标表\n项目名称→江堤养护\n年度目标→{more}\n{'年度目标'}→{more[::-1]}\n{HEAD}\n{ROWS}\n"
    found, left = taken(text)
    assert found.form.goals[0].statement == more
    assert left == ["年度目标", more[::-1]] or left == [more[::-1]]


def test_the_same_statement_twice_is_said_once() -> None:
    text = f"项目支出绩效目标表\n项目名称→江堤养护\n年度目标→堤防安全度汛。\n绩效目标→堤防 安全度汛。\n{HEAD}\n{ROWS}\n"
    found, left = taken(text)
    assert ([goal.statement for goal in found.form.goals], left) == (["堤防安全度汛。"], [])


def test_a_second_statement_goes_on_with_the_first() -> None:
    text = f"项目支出绩效目标表\n项目名称→江堤养护\n年度目标→堤防安全度汛。\n绩效目标→护坡完好。\n{HEAD}\n{ROWS}\n"
    assert form_of(text).goals[0].statement == "堤防安全度汛。\n护坡完好。"


# --- where a table of indicators ends ---------------------------------------------------------------------------------


@pytest.mark.parametrize("row", ["年度目标→堤防安全度汛。→→→", "年度目标：堤防安全度汛。→→→→"])
def test_a_labelled_row_of_the_form_ends_the_table(row: str) -> None:
    found, left = taken(f"部门整体绩效目标表\n{HEAD}\n{ROWS}\n{row}\n")
    assert len(rows(next(goal for goal in found.form.goals if goal.dimensions))) == 2
    assert left == []


def test_an_indicator_called_like_a_label_is_an_indicator() -> None:
    text = f"项目支出绩效目标表\n项目名称→江堤养护→→→\n{HEAD}\n{ROWS}\n→→项目负责人→1名→5\n"
    assert rows(form_of(text).goals[0])[2:] == ["效益指标/社会效益指标/项目负责人 1名"]


def test_a_short_line_between_rows_is_a_cell_of_the_table() -> None:
    body = "产出指标→数量指标→巡护河段→≥30处→50\n满意度指标\n→满意度→村民满意度→≥90%→10"
    text = f"项目支出绩效目标表\n项目名称→江堤养护→→→\n{HEAD}\n{body}\n"
    found, left = taken(text)
    assert rows(found.form.goals[0])[-1] == "满意度指标/满意度/村民满意度 ≥90%"
    document = parse_text(text.replace("→", "\t"))
    (line,) = (n for n, part in enumerate(document) if isinstance(part, Paragraph) and part.text == "满意度指标")
    assert found.placed[Place(line, 0, 0)] == f"{found.form.goals[0].dimensions[-1].id}.name"
    assert left == []


def test_a_long_line_between_rows_ends_the_table() -> None:
    line = "本表由水务局填报，" * 8
    text = f"项目支出绩效目标表\n项目名称→江堤养护→→→\n{HEAD}\n{ROWS}\n{line}\n→→渠道清淤→≥9公里→5\n"
    assert len(rows(form_of(text).goals[0])) == 2


def test_an_empty_row_at_the_end_is_nothing_and_one_inside_is_a_row() -> None:
    body = "产出指标→数量指标→巡护河段→≥30处→50\n→→→→\n→→渠道清淤→≥9公里→5\n→→→→"
    assert rows(form_of(f"项目支出绩效目标表\n项目名称→江堤养护→→→\n{HEAD}\n{body}\n").goals[0]) == [
        "产出指标/数量指标/巡护河段 ≥30处",
        "产出指标/数量指标/",
        "产出指标/数量指标/渠道清淤 ≥9公里",
    ]


# --- rows of indicators -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "target", "nature", "left"),
    [
        ("≥→30→处", "≥30处", "", []),
        ("定量→30→处", "30处", "quantitative", []),
        ("定性→持续改善→", "持续改善", "qualitative", []),
        ("定性→30→处", "30处", "qualitative", []),
        ("≥→≥30→处", "≥30处", "", []),
        ("≥→30处→处", "≥30处", "", []),
        ("→30→处", "30处", "", []),
    ],
)
def test_the_parts_of_a_value_in_columns_of_their_own(parts: str, target: str, nature: str, left: list[str]) -> None:
    head = "一级指标→二级指标→三级指标→指标性质→指标值→度量单位→备注"
    row = f"产出指标→数量指标→巡护河段→{parts}→含支渠"
    found, over = taken(f"项目支出绩效目标表\n项目名称→江堤养护→→→→→\n{head}\n{row}\n{row}\n")
    one, _ = found.form.indicators()
    assert (str(one.target), one.nature, over) == (target, nature, left)


@pytest.mark.parametrize(
    ("label", "statement", "left"),
    [
        ("年度目标", "", []),
        ("年度目标1", "", []),
        ("年度目标：堤防安全度汛。", "堤防安全度汛。", []),
        ("堤防安全度汛，护坡完好。", "堤防安全度汛，护坡完好。", []),
    ],
)
def test_what_stands_beside_the_levels_is_the_label_or_the_goal(label: str, statement: str, left: list[str]) -> None:
    body = "\n".join(f"{label if number == 0 else ''}→{row}" for number, row in enumerate(ROWS.split("\n")))
    found, over = taken(f"项目支出绩效目标表\n项目名称→江堤养护→→→→\n年度目标→{HEAD}\n{body}\n")
    assert (found.form.goals[0].statement, over) == (statement, left)
    assert len(rows(found.form.goals[0])) == 2


def test_a_level_named_again_goes_on_and_one_named_anew_begins() -> None:
    body = """产出指标→数量指标→巡护河段→≥30处→50
产出指标→数量指标→修补护坡→≥3公里→20
产出指标→质量指标→合格率→≥95%→10
效益指标→质量指标→完好率→≥95%→10
→社会效益指标→受益村庄→≥9个→10"""
    goal = form_of(f"项目支出绩效目标表\n项目名称→江堤养护→→→\n{HEAD}\n{body}\n").goals[0]
    assert [(d.name, [(c.name, len(c.indicators)) for c in d.categories]) for d in goal.dimensions] == [
        ("产出指标", [("数量指标", 2), ("质量指标", 1)]),
        ("效益指标", [("质量指标", 1), ("社会效益指标", 1)]),
    ]
