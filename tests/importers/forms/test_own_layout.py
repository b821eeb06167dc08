"""A layout with words that only it knows: its rows, lists and check boxes are read as it draws them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from importers.readers.text import parse_text
from importers.recognise import recognise
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate

OWN = """id = "own"
name = "项目支出绩效目标表"
kind = "project"
region = "示例县"
year = 2025
columns = [30, 30, 30, 30]

[aliases]
"经办科室" = ["承办科室"]

[[block]]
kind = "title"
text = "项目支出绩效目标表"

[[block]]
kind = "caption"
text = "值守单位（盖章）：{unit_name}"

[[block]]
kind = "fields"
rows = \"\"\"
| 立项名目 | {name} | < | < |
| 经办科室 | {leader} | 值班号码 | {phone} |
| 类别 | 常年{frequency=常年} 一次{frequency=一次} | 款额 | {amount} |
\"\"\"

[[block]]
kind = "list"
of = "costs"
head = "| 支出明细 | < | 本级 | 说明 |"
row = "| {item.content} | < | {item.own} | {item.basis} |"

[[block]]
kind = "indicators"
head = "| 一级指标 | 二级指标 | 三级指标 | 指标值 |"
row = "| {dimension.name} | {category.name} | {indicator.name} | {indicator.target} |"
"""
OWN_TABLE = "一级指标→二级指标→三级指标→指标值\n产出指标→数量指标→巡护河段→≥30处\n产出指标→数量指标→修补护坡→≥3公里\n"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> FormTemplate:
    folder = tmp_path_factory.mktemp("templates")
    (folder / "own.toml").write_text(OWN, encoding="utf-8")
    templates, problems = load_templates([folder])
    assert not problems, problems
    return templates["own"]


@pytest.mark.parametrize(
    ("row", "leader", "phone"),
    [
        ("经办科室→水利科→值班号码→5551234", "水利科", "5551234"),
        ("承办科室→水利科→值班号码→5551234", "水利科", "5551234"),
        ("经办科室→→→水利科", "水利科", ""),
        ("值班号码→→→5551234", "", "5551234"),
        ("→经办科室→水利科→值班号码→5551234", "水利科", "5551234"),
        ("经办科室→值班号码→5551234", "", "5551234"),
        ("经办科室→水利科→值班号码→", "水利科", ""),
        ("经 办 科 室→水利科→值班 号码：→5551234", "水利科", "5551234"),
    ],
)
def test_words_that_only_the_layout_knows_find_their_values(
    own: FormTemplate, row: str, leader: str, phone: str
) -> None:
    text = f"项目支出绩效目标表\n立项名目→江堤养护→→\n{row}\n{OWN_TABLE}".replace("→", "\t")
    (found,), unplaced = recognise(parse_text(text), {"own": own})
    form: Any = found.form
    assert (form.name, form.leader, form.phone, unplaced) == ("江堤养护", leader, phone, [])
    assert len(list(form.indicators())) == 2


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("值守单位（盖章）：云原县水务局", "云原县水务局"),
        ("值守单位：云原县水务局", "云原县水务局"),
        ("一、值守单位：云原县水务局", "云原县水务局"),
        ("值守单位（盖章）：云原县水务局    （2025年度）", "云原县水务局"),
        ("值守单位云原县水务局", ""),
    ],
)
def test_a_line_above_the_table_is_read_as_the_layout_prints_it(own: FormTemplate, line: str, unit: str) -> None:
    text = f"项目支出绩效目标表\n{line}\n立项名目→江堤养护→→\n{OWN_TABLE}".replace("→", "\t")
    (found,), _ = recognise(parse_text(text), {"own": own})
    assert found.form.unit_name == unit


def test_a_cell_of_the_table_knows_better_than_a_line_above_it(own: FormTemplate) -> None:
    text = f"项目支出绩效目标表\n值守单位：水务\n立项名目→江堤养护→→\n值守单位：云原县水务局→→→\n{OWN_TABLE}"
    (found,), unplaced = recognise(parse_text(text.replace("→", "\t")), {"own": own})
    assert (found.form.unit_name, unplaced) == ("云原县水务局", [])
    below = f"项目支出绩效目标表\n立项名目→江堤养护→→\n值守单位：水务局→→→\n{OWN_TABLE}\n值守单位：别处\n"
    (found,), _ = recognise(parse_text(below.replace("→", "\t")), {"own": own})
    assert found.form.unit_name == "水务局"


@pytest.mark.parametrize(
    ("boxes", "frequency", "left"),
    [
        ("常年☑ 一次□", "常年", []),
        ("常年□ 一次√", "一次", []),
        ("常年□ 一次□", "", []),
        ("常年☑ 一次☑", "", ["常年☑ 一次☑"]),
        ("一次", "一次", []),
        ("按需", "按需", []),
    ],
)
def test_check_boxes(own: FormTemplate, boxes: str, frequency: str, left: list[str]) -> None:
    text = f"项目支出绩效目标表\n立项名目→江堤养护→→\n类别→{boxes}→款额→20\n{OWN_TABLE}".replace("→", "\t")
    (found,), unplaced = recognise(parse_text(text), {"own": own})
    form: Any = found.form
    assert (form.frequency, form.amount, [one.text for one in unplaced]) == (frequency, 20, left)


def test_a_list_goes_on_until_other_labels_come(own: FormTemplate) -> None:
    rows = "支出明细→→本级→说明\n备件→→12→按市场价\n油料→→3→按台账\n款额→15→→\n"
    text = f"项目支出绩效目标表\n立项名目→江堤养护→→\n{rows}{OWN_TABLE}".replace("→", "\t")
    (found,), unplaced = recognise(parse_text(text), {"own": own})
    form: Any = found.form
    assert [(cost.content, cost.own, cost.basis) for cost in form.costs] == [
        ("备件", 12, "按市场价"),
        ("油料", 3, "按台账"),
    ]
    assert (form.amount, unplaced) == (15, [])


def test_a_row_of_a_list_may_lack_a_cell(own: FormTemplate) -> None:
    rows = "支出明细→→本级→说明\n备件→→→按市场价\n→→3→按台账\n"
    text = f"项目支出绩效目标表\n立项名目→江堤养护→→\n{rows}{OWN_TABLE}".replace("→", "\t")
    (found,), _ = recognise(parse_text(text), {"own": own})
    form: Any = found.form
    assert [(cost.content, cost.own, cost.basis) for cost in form.costs] == [
        ("备件", None, "按市场价"),
        ("", 3, "按台账"),
    ]


def test_what_only_another_layout_prints_has_no_place_here(own: FormTemplate, tmp_path: Path) -> None:
    other = OWN.replace('id = "own"', 'id = "other"').replace("{leader}", "{extra.科室}")
    (tmp_path / "other.toml").write_text(other, encoding="utf-8")
    templates = load_templates([tmp_path])[0] | {"own": own}
    text = f"项目支出绩效目标表\n立项名目→江堤养护→→\n经办科室→水利科→→\n{OWN_TABLE}".replace("→", "\t")
    (there,), _ = recognise(parse_text(text), templates, template_id="other")
    assert there.form.extra == {"科室": "水利科"}
    (here,), unplaced = recognise(parse_text(text), templates, template_id="own")
    form: Any = here.form
    assert (form.extra, form.leader, unplaced) == ({}, "水利科", [])


GOALS = """
[[block]]
kind = "goals"
period = "annual"

[[block.block]]
kind = "heading"
text = "年度目标{n}：{goal.statement}"

[[block.block]]
kind = "indicators"
head = "| 一级指标 | 二级指标 | 三级指标 | 指标值 |"
row = "| {dimension.name} | {category.name} | {indicator.name} | {indicator.target} |"
"""


def test_every_goal_has_the_indicators_below_it(tmp_path: Path) -> None:
    without = OWN.partition('[[block]]\nkind = "indicators"')[0]
    (tmp_path / "own.toml").write_text(without + GOALS, encoding="utf-8")
    templates, problems = load_templates([tmp_path])
    assert not problems, problems
    second = OWN_TABLE.replace("巡护河段", "清淤长度").replace("修补护坡", "疏浚闸前")
    goals = f"年度目标1：安全度汛。→→→\n{OWN_TABLE}年度目标2：渠道通畅。→→→\n{second}"
    text = f"项目支出绩效目标表\n立项名目→江堤养护→→\n{goals}"
    (found,), unplaced = recognise(parse_text(text.replace("→", "\t")), templates)
    assert [(goal.statement, [one.name for one in goal.indicators()]) for goal in found.form.goals] == [
        ("安全度汛。", ["巡护河段", "修补护坡"]),
        ("渠道通畅。", ["清淤长度", "疏浚闸前"]),
    ]
    assert unplaced == []


def test_a_table_of_several_goals_begins_a_goal_with_every_label(tmp_path: Path) -> None:
    table = '\n[[block]]\nkind = "indicators"\nperiod = "annual"\n'
    head = 'head = "| 目标名称 | 一级指标 | 三级指标 | 指标值 |"\n'
    row = 'row = "| {goal.label} | {dimension.name} | {indicator.name} | {indicator.target} |"\n'
    without = OWN.partition('[[block]]\nkind = "indicators"')[0]
    (tmp_path / "own.toml").write_text(without + table + head + row, encoding="utf-8")
    templates, problems = load_templates([tmp_path])
    assert not problems, problems
    rows = "年度目标1→产出指标→巡护河段→≥30处\n→产出指标→修补护坡→≥3公里\n年度目标2→产出指标→清淤长度→≥9公里\n"
    text = f"项目支出绩效目标表\n立项名目→江堤养护→→\n目标名称→一级指标→三级指标→指标值\n{rows}"
    (found,), _ = recognise(parse_text(text.replace("→", "\t")), templates)
    assert [[one.name for one in goal.indicators()] for goal in found.form.goals] == [
        ["巡护河段", "修补护坡"],
        ["清淤长度"],
    ]


@pytest.mark.parametrize(
    ("cell", "amount", "left"),
    [("共20万元", 20, []), ("共 20 万元", 20, []), ("共 20.00  万 元", 20, []), ("待定", None, ["待定"])],
)
def test_a_value_between_words_that_the_layout_prints_around_it(
    tmp_path: Path, cell: str, amount: int | None, left: list[str]
) -> None:
    (tmp_path / "own.toml").write_text(OWN.replace("| {amount} |", "| 共{amount}万元 |"), encoding="utf-8")
    templates, problems = load_templates([tmp_path])
    assert not problems, problems
    text = f"项目支出绩效目标表\n立项名目→江堤养护→→\n类别→常年→款额→{cell}\n{OWN_TABLE}".replace("→", "\t")
    (found,), unplaced = recognise(parse_text(text), templates)
    assert (found.form.amount, [one.text for one in unplaced]) == (amount, left)


@pytest.mark.parametrize("remark", ["（盖章）", "(盖章)", ""])
def test_a_remark_in_brackets_may_be_missing_but_not_the_words(own: FormTemplate, remark: str) -> None:
    text = f"项目支出绩效目标表\n{{}}：云原县水务局\n立项名目→江堤养护→→\n{OWN_TABLE}".replace("→", "\t")
    (found,), _ = recognise(parse_text(text.format(f"值守单位{remark}")), {"own": own})
    assert found.form.unit_name == "云原县水务局"
    (other,), _ = recognise(parse_text(text.format(f"某某{remark}")), {"own": own})
    assert other.form.unit_name == ""


def test_a_row_of_a_list_with_nothing_but_its_number_is_a_blank_one(tmp_path: Path) -> None:
    """2 is no amount, and 人员 经费 without boxes no label of the money for persons."""
    drawn = '''head = "| 支出明细 | < | 本级 | 说明 |"
row = "| {item.content} | < | {item.own} | {item.basis} |"'''
    numbered = '''head = "| 序号 | 支出内容 | 本级 | 方式 |"
row = "| {n} | {item.content} | {item.own} | 人员{item.basis=人员} 经费{item.basis=经费} |"'''
    (tmp_path / "own.toml").write_text(OWN.replace(drawn, numbered), encoding="utf-8")
    templates, problems = load_templates([tmp_path])
    assert not problems, problems
    rows = "序号→支出内容→本级→方式\n1→巡护→8→人员☑ 经费□\n2→→→人员□ 经费□\n3→→→人员 经费\n"
    text = f"项目支出绩效目标表\n立项名目→江堤养护→→\n{rows}{OWN_TABLE}"
    (found,), unplaced = recognise(parse_text(text.replace("→", "\t")), templates, template_id="own")
    costs: Any = found.form.model_dump()["costs"]
    assert [(item["content"], item["basis"], item["own"]) for item in costs] == [("巡护", "人员", 8)]
    assert not unplaced


def test_a_field_of_its_own_may_be_called_as_money_by_level_is_inside(tmp_path: Path) -> None:
    drawn = OWN.replace("{name} | < | < |", "{name} | 防汛等级 | {extra.grade} |")
    (tmp_path / "own.toml").write_text(drawn, encoding="utf-8")
    templates, problems = load_templates([tmp_path])
    assert not problems, problems
    text = f"项目支出绩效目标表\n立项名目→江堤养护→防汛等级→二级\n{OWN_TABLE}".replace("→", "\t")
    (found,), unplaced = recognise(parse_text(text), templates)
    assert (found.form.extra, [one.text for one in unplaced]) == ({"grade": "二级"}, [])
