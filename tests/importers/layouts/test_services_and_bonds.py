"""Forms for services that are bought, bonds, whole periods, schools. All units and sentences are invented."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from importers.readers.any_file import read_file
from importers.recognise import recognise
from models.table import Cell, Table
from tests.importers.test_recognise import TEMPLATES, forms_in, left, only_form, rows

TOP = "项目支出绩效目标表\n（2027年度）\n"
BODY = "一级指标→二级指标→三级指标→指标值\n产出指标→数量指标→疏浚沟渠→≥12公里\n效益指标→社会效益指标→受益农户→≥300户\n"


@pytest.mark.parametrize(
    "label", ["购买服务项目名称", "政府购买服务名称", "专项债券项目名称", "工程名称", "科研课题名称"]
)
def test_what_the_money_is_for_has_a_name_in_many_words(label: str) -> None:
    text = f"{TOP}{label}→沟渠管护→→\n{BODY}"
    assert (only_form(text).name, left(text)) == ("沟渠管护", [])


def test_who_buys_and_how_long_are_fields() -> None:
    text = f"{TOP}项目名称→沟渠管护→→\n购买主体→怒原县水务局→服务期限→2027年全年\n{BODY}"
    form = only_form(text)
    assert (form.unit_name, form.period, left(text)) == ("怒原县水务局", "2027年全年", [])


def test_the_whole_money_beside_the_years_is_the_whole_projects() -> None:
    text = f"""{TOP}项目名称→沟渠疏浚→→→
项目资金→资金总额→860万元→当年资金总额：→320万元
→其中：财政拨款→800万元→其中：当年财政拨款→300万元
→其他资金→60万元→当年其他资金→20万元
{BODY}"""
    form = only_form(text)
    assert (form.amount, form.total_amount) == (320, 860)
    assert form.funding == {"fiscal": 300, "other": 20}
    assert form.total_funding == {"fiscal": 800, "other": 60}
    assert left(text) == []


@pytest.mark.parametrize(
    "row",
    [
        "批复金额→80→年度预算→75→",  # neither says the whole
        "项目资金→年度资金总额→80→其中：结转→5",
        "资金总额→80→预算总额→75→",  # neither says the year
    ],
)
def test_two_amounts_in_a_row_of_which_none_is_the_whole(row: str) -> None:
    form = only_form(f"{TOP}项目名称→沟渠疏浚→→→\n{row}\n{BODY}")
    assert (form.amount, form.total_amount) == (80, None)


def test_the_value_of_the_year_beside_that_of_the_whole_cycle() -> None:
    text = f"""{TOP}项目名称→文化培训
一级指标→二级指标→绩效指标→实施周期指标值→当年度指标值→上年度实际完成值
产出指标→数量→培训班→120期→40期→38期
→质量→结业率→≥88%→≥85%→86%
"""
    annual, whole = sorted(only_form(text).goals, key=lambda goal: goal.period)
    assert (annual.period, rows(annual)) == ("annual", ["产出指标/数量/培训班 40期", "产出指标/质量/结业率 ≥85%"])
    assert (whole.period, rows(whole)) == ("long_term", ["产出指标/数量/培训班 120期", "产出指标/质量/结业率 ≥88%"])


@pytest.mark.parametrize(
    ("value", "unit", "read_as", "rest"),
    [
        ("20个工作日内", "日", "20个工作日内", []),
        ("3次/年", "次", "3次/年", []),
        ("12月底前", "时间", "12月底前", ["时间"]),
        ("明显改善", "是/否", "明显改善", ["是/否"]),
        ("8.5万", "人次", "8.5万人次", []),
        ("三", "次", "三次", []),
        ("2082.4", "人次", "2082.4人次", []),
        ("40", "期", "40期", []),
    ],
)
def test_a_unit_is_put_behind_nothing_but_a_number_that_waits_for_it(
    value: str, unit: str, read_as: str, rest: list[str]
) -> None:
    text = f"""{TOP}项目名称→抽检公示
一级指标→二级指标→三级指标→指标值→度量单位
产出指标→数量指标→抽检批次→1200→批次
→时效指标→公示时限→{value}→{unit}
"""
    assert rows(only_form(text).goals[0])[1] == f"产出指标/时效指标/公示时限 {read_as}"
    assert left(text) == rest


def test_money_and_year_under_short_labels_beside_others() -> None:
    money = "项目名称→食堂设备→资金（元）→86000\n年度→2028年→预期绩效→就餐条件改善。\n"
    text = f"项目支出绩效目标表\n怒原小学\n{money}{BODY}"
    form = only_form(text)
    assert (form.amount, form.project_year) == (Decimal("8.6"), "2028年")
    assert form.goals[0].statement == "就餐条件改善。"
    assert left(text) == []


def test_short_labels_before_other_words_are_none() -> None:
    text = f"{TOP}项目名称→食堂设备→资金→自筹与捐赠\n年度→持续→→\n{BODY}"
    form = only_form(text)
    assert (form.amount, form.project_year) == (None, "")
    assert {"自筹与捐赠", "持续"} <= set(left(text))


SCHOOL = """
指标→指标内容→目标值→备注
数量指标→蒸饭柜→2台→
→消毒柜→3台→含安装
质量指标→合格率→100%→
时效指标→装完→8月25日前→
"""


@pytest.mark.parametrize("spans_known", [True, False], ids=["Word", "pasted text"])
def test_a_single_column_of_second_levels_leaves_names_and_values_where_they_are(spans_known: bool) -> None:
    grid = [line.split("→") for line in f"项目名称→食堂设备→→{SCHOOL}".strip().splitlines()]
    merged = {(2, 0): 2} if spans_known else {}
    cells = tuple(
        Cell(r, c, text, row_span=merged.get((r, c), 1))
        for r, line in enumerate(grid)
        for c, text in enumerate(line)
        if text or (spans_known and (r, c) != (3, 0))
    )
    (found,), _ = recognise((Table((1.0,) * 4, len(grid), cells, spans_known=spans_known),), TEMPLATES)
    told = [(c.name or d.name, i.name, str(i.target), i.remark) for d, c, i in found.form.goals[0].rows()]
    assert told == [
        ("数量指标", "蒸饭柜", "2台", ""),
        ("数量指标", "消毒柜", "3台", "含安装"),
        ("质量指标", "合格率", "100%", ""),
        ("时效指标", "装完", "8月25日前", ""),
    ]


@pytest.mark.parametrize("head", ["一级指标→权重→二级指标→分值", "一级指标→权重→二级指标→权重"])
def test_second_levels_that_repeat_the_first_in_their_names_stay_whole(head: str) -> None:
    text = f"""{TOP}项目名称→节能改造
{head}→三级指标→计量单位→目标值→分值
项目产出→50→产出数量→20→改造灯具→盏→5600→10
→→→→改造机组→组→18→10
→→产出质量→20→合格率→%→100→20
→→产出时效→10→按期率→%→100→10
"""
    assert rows(only_form(text).goals[0]) == [
        "项目产出/产出数量/改造灯具 5600盏",
        "项目产出/产出数量/改造机组 18组",
        "项目产出/产出质量/合格率 100%",
        "项目产出/产出时效/按期率 100%",
    ]


def test_a_blank_row_between_two_forms_of_a_sheet_is_no_indicator() -> None:
    one = "项目绩效目标表→→→\n项目名称→{name}→→\n" + BODY.strip()
    grid = [row.split("→") for row in f"{one.format(name='保洁')}\n→→→\n{one.format(name='供养')}".splitlines()]
    cells = tuple(
        Cell(r, c, text, column_span=4 if line[0].endswith("目标表") else 1)
        for r, line in enumerate(grid)
        for c, text in enumerate(line)
        if not (line[0].endswith("目标表") and c)
    )
    found, _ = recognise((Table((1.0,) * 4, len(grid), cells, spans_known=True),), TEMPLATES)
    assert [(form.form.name, form.indicators) for form in found] == [("保洁", 2), ("供养", 2)]


def test_a_page_that_tells_its_project_in_sentences_needs_no_table(tmp_path: Path) -> None:
    page = tmp_path / "公开.html"
    told = ["某局2027年重点项目绩效目标公开", "项目名称：农田管护", "绩效目标：沟渠畅通。", "（一）产出指标"]
    told += ["数量指标：管护面积≥3.2万亩。", "质量指标：完好率≥95%。", "（二）满意度指标：农户满意度≥90%。"]
    page.write_text("".join(f"<p>{one}</p>" for one in told), "utf-8")
    (found,), _ = recognise(read_file(page).document, TEMPLATES)
    assert (found.form.name, found.year, found.indicators) == ("农田管护", 2027, 3)


def test_several_forms_below_each_other_keep_their_own() -> None:
    one = "项目绩效目标表\n项目名称→{name}→预算金额→{money}万元\n指标类型→指标名称→绩效标准→指标值\n"
    one += "产出数量→人数→计划标准→{n}人\n产出时效→按月→计划标准→10日前\n效益→村容→计划标准→改善\n"
    found = forms_in(one.format(name="保洁", money=24, n=36) + one.format(name="供养", money=51, n=47))
    assert [(form.name, form.amount) for form in found] == [("保洁", 24), ("供养", 51)]
    assert rows(found[1].goals[0]) == ["产出/数量/人数 47人", "产出/时效/按月 10日前", "效益//村容 改善"]
