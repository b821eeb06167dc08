"""A form that is chapters of text: every paragraph is in it, under its heading, or listed."""

from __future__ import annotations

from typing import Any

import pytest

from exporters.layout import layout
from importers.placed import MARKERS
from importers.readers.text import parse_text
from importers.recognise import Recognised, Unplaced, recognise
from models.folders import RESOURCES
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate

TEMPLATES, _ = load_templates([RESOURCES / "templates"])
TEXT = """部门整体绩效目标
一、总体绩效目标
（一）总体绩效目标
堤防安全度汛。
护坡常年完好。
二、分项绩效目标
1、河道巡护
绩效目标：按月巡护河道。
兼顾支渠。
绩效指标：巡护河段不少于30处
绩效指标：巡护次数不少于12次
2、渠道清淤
绩效目标：清淤9公里。
绩效指标：清淤长度不少于9公里
三、工作保障措施
1、完善制度建设
建立巡护台账。
按季通报。
2、强化内部监督
"""


def taken(text: str) -> tuple[Recognised, list[Unplaced]]:
    (found,), unplaced = recognise(parse_text(text), TEMPLATES)
    assert found.template.id == "julu-department-2024"
    return found, unplaced


def measures(form: Any) -> list[tuple[str, str]]:
    return [(measure.title, measure.text) for measure in form.measures]


def test_every_chapter_comes_in() -> None:
    found, unplaced = taken(TEXT)
    form: Any = found.form
    assert [(goal.label, goal.statement) for goal in form.goals] == [
        ("总体绩效目标", "堤防安全度汛。\n护坡常年完好。"),
        ("河道巡护", "按月巡护河道。\n兼顾支渠。"),
        ("渠道清淤", "清淤9公里。"),
    ]
    assert [[one.name for one in goal.indicators()] for goal in form.goals] == [
        [],
        ["巡护河段不少于30处", "巡护次数不少于12次"],
        ["清淤长度不少于9公里"],
    ]
    assert measures(form) == [("完善制度建设", "建立巡护台账。\n按季通报。"), ("强化内部监督", "")]
    assert unplaced == []
    went = [path for place, path in found.placed.items() if path not in MARKERS]
    assert went.count(f"{form.goals[0].id}.statement") == 2
    assert went.count(f"{form.measures[0].id}.text") == 2
    assert f"{form.measures[1].id}.title" in went


@pytest.mark.parametrize("gone", ["1、完善制度建设\n", "二、分项绩效目标\n", "（一）总体绩效目标\n", "2、渠道清淤\n"])
def test_without_a_heading_no_paragraph_is_lost(gone: str) -> None:
    found, unplaced = taken(TEXT.replace(gone, ""))
    there = "\n".join([found.form.model_dump_json(), *(one.text for one in unplaced)])
    for words in (
        "堤防安全",
        "护坡常年",
        "按月巡护",
        "兼顾支渠",
        "巡护河段",
        "清淤9公里",
        "建立巡护",
        "按季通报",
        "内部监督",
    ):
        assert words in there, words


def test_text_without_its_title_is_a_measure_of_its_own() -> None:
    found, unplaced = taken(TEXT.replace("1、完善制度建设\n", ""))
    assert measures(found.form) == [("", "建立巡护台账。\n按季通报。"), ("强化内部监督", "")]
    assert unplaced == []


def test_paragraphs_that_a_stray_tab_made_one_cell_are_read_one_by_one() -> None:
    found, unplaced = taken(TEXT.replace("1、完善制度建设\n", "\t\n"))
    assert measures(found.form) == [("", "建立巡护台账。\n按季通报。"), ("强化内部监督", "")]
    assert unplaced == []


def test_a_paragraph_before_any_chapter_is_listed() -> None:
    found, unplaced = taken(
        TEXT.replace("堤防安全度汛。\n护坡常年完好。\n二、", "二、").replace(
            "1、河道巡护", "为此安排如下工作。\n1、河道巡护"
        )
    )
    assert [one.text for one in unplaced] == ["为此安排如下工作。"]
    assert unplaced[0].row == 5
    assert [goal.label for goal in found.form.goals] == ["河道巡护", "渠道清淤"]


def test_what_is_said_twice_stands_twice() -> None:
    found, unplaced = taken(TEXT.replace("绩效目标：清淤9公里。", "绩效目标：清淤9公里。\n绩效目标：疏浚闸前。"))
    assert found.form.goals[2].statement == "清淤9公里。\n疏浚闸前。"
    again, _ = taken(TEXT.replace("二、分项", "一、总体绩效目标\n沿岸村庄受益。\n二、分项"))
    assert again.form.goals[0].statement == "堤防安全度汛。\n护坡常年完好。\n沿岸村庄受益。"
    assert unplaced == []


def test_a_long_paragraph_is_no_heading() -> None:
    long = "工作保障措施" + "由各科室分工落实" * 6
    found, unplaced = taken(TEXT.replace("兼顾支渠。", long))
    assert found.form.goals[1].statement == f"按月巡护河道。\n{long}"
    assert unplaced == []


@pytest.mark.parametrize(
    "text", ["部门整体绩效目标\n堤防安全度汛。\n", "部门整体绩效目标\n一、总体绩效目标\n堤防安全度汛。\n"]
)
def test_a_text_with_one_heading_is_no_such_form(text: str) -> None:
    assert recognise(parse_text(text), TEMPLATES)[0] == []


def test_a_head_that_the_form_has_twice_is_printed_twice() -> None:
    found, _ = taken(TEXT)
    texts = [cell.text for cell in layout(found.form, found.template, 2026).cells]
    assert texts[texts.index("一、总体绩效目标") + 1] == "（一）总体绩效目标"
    assert texts[texts.index("三、工作保障措施") + 1] == "工作保障措施"


def own_chapters(*blocks: dict[str, Any]) -> FormTemplate:
    made: dict[str, Any] = {
        "id": "own",
        "name": "项目支出绩效目标",
        "kind": "project",
        "region": "示例县",
        "year": 2026,
    }
    goal = [{"kind": "heading", "text": "二、年度绩效目标"}, {"kind": "paragraph", "text": "{goal.statement}"}]
    title = [{"kind": "title", "text": "项目支出绩效目标"}, {"kind": "heading", "text": "一、基本情况"}]
    named = {"kind": "paragraph", "text": "项目名称：{name}"}
    return FormTemplate.model_validate(made | {"columns": [180], "block": [*title, named, *goal, *blocks]})


OPENING = "项目支出绩效目标\n一、基本情况\n项目名称：江堤养护\n二、年度绩效目标\n安全度汛。\n"


def test_what_stands_before_a_colon_may_have_brackets() -> None:
    costs = {"kind": "list", "of": "costs", "role": "paragraph", "least": 0, "row": "{n}、{item.content}：{item.own}"}
    template = own_chapters({"kind": "heading", "text": "三、支出明细"}, costs)
    text = f"{OPENING}三、支出明细\n1、护坡（北段）修补：12.50\n2、巡护：3\n"
    (found,), _ = recognise(parse_text(text), {"own": template})
    form: Any = found.form
    assert [(item.content, str(item.own)) for item in form.costs] == [("护坡（北段）修补", "12.50"), ("巡护", "3")]


def test_a_row_without_its_second_level_is_not_of_the_next_one() -> None:
    row = {"kind": "indicators", "role": "paragraph", "row": "{dimension.name}—{category.name}：{indicator.name}"}
    rows = "产出指标—：巡护河段\n产出指标—质量指标：修补护坡\n产出指标—质量指标：清淤长度\n"
    (found,), _ = recognise(parse_text(OPENING + rows), {"own": own_chapters(row)})
    (level,) = found.form.goals[0].dimensions
    names = [(one.name, [row.name for row in one.indicators]) for one in level.categories]
    assert names == [("", ["巡护河段"]), ("质量指标", ["修补护坡", "清淤长度"])]
