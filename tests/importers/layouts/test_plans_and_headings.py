"""Money and goals of several years side by side, sums in the cell, projects under headings. All texts are invented."""

from __future__ import annotations

from typing import Any

import pytest

from tests.importers.test_recognise import forms_in, left, only_form, read, rows

BODY = "一级指标→二级指标→三级指标→指标值\n产出指标→数量指标→疏浚沟渠→≥12公里\n效益指标→社会效益指标→受益农户→≥300户\n"


def goals(form: Any) -> dict[str, str]:
    return {goal.period: goal.statement for goal in form.goals}


@pytest.mark.parametrize(
    ("whole", "year"), [("三年目标：", "2027年度目标："), ("长期目标", "年度目标"), ("实施期目标：", "当年目标：")]
)
def test_goals_with_labels_of_their_own_beside_one_for_all(whole: str, year: str) -> None:
    text = f"项目支出绩效目标表\n项目名称→道路养护→→\n绩效目标→{whole}→好路率九成。→\n→{year}→养护一百公里。→\n{BODY}"
    assert goals(only_form(text)) == {"long_term": "好路率九成。", "annual": "养护一百公里。"}
    assert left(text) == []


def test_the_first_year_of_a_plan_behind_what_was_reached_is_the_form_s() -> None:
    text = "提质培优项目任务指标表\n项目名称→实训基地→→→→\n"
    text += "一级指标→二级指标→三级指标→2023年完成值→2024年目标值→2025年目标值\n"
    text += "产出指标→数量指标→实训工位→120个→180个→240个\n→质量指标→获证率→82%→86%→90%\n"
    ((found,), unplaced) = read(text)
    assert (found.year, rows(found.form.goals[0])[0]) == (2024, "产出指标/数量指标/实训工位 180个")
    assert next(found.form.indicators()).history == {"2023": "120个"}
    assert [one.text for one in unplaced] == ["240个", "90%"]


def test_a_goal_right_behind_the_label_for_all_is_the_years() -> None:
    text = f"项目支出绩效目标表\n项目名称→道路养护→→\n绩效目标→养护一百公里。→→\n{BODY}"
    assert goals(only_form(text)) == {"annual": "养护一百公里。"}


PLAN = """项目支出绩效目标表
{over}项目名称→道路养护→→→→
项目资金（万元）→来源→{whole}→2027年→2028年→2029年
→合计→1290→400→430→460
→财政资金→1200→370→400→430
→自筹→90→30→30→30
"""


@pytest.mark.parametrize("whole", ["三年合计", "总计", "三年资金"])
@pytest.mark.parametrize(
    ("over", "amount", "fiscal", "unit"),
    [("", 400, 370, 30), ("（2028年度）→→→→→\n", 430, 400, 30), ("（2026年度）→→→→→\n", 400, 370, 30)],
)
def test_money_of_a_plan_is_that_of_its_year_and_the_whole(
    whole: str, over: str, amount: int, fiscal: int, unit: int
) -> None:
    form = only_form(PLAN.format(over=over, whole=whole) + BODY)
    assert (form.amount, form.total_amount) == (amount, 1290)
    assert form.funding == {"fiscal": fiscal, "unit": unit}
    assert form.total_funding == {"fiscal": 1200, "unit": 90}


def test_money_of_the_other_years_of_a_plan_is_listed() -> None:
    text = PLAN.format(over="", whole="三年合计") + BODY
    assert left(text) == ["来源", "430", "460", "400", "430", "30", "30"]


@pytest.mark.parametrize("said", ["总计：368.5", "合计: 368.5", "小计：368.5万元"])
def test_an_amount_behind_a_word_for_the_sum_in_its_cell(said: str) -> None:
    text = f"项目支出绩效目标表\n项目名称→实验室→→\n申请资金（万元）→{said}→其中：财政拨款→300\n{BODY}"
    form = only_form(text)
    assert (form.amount, form.funding, left(text)) == (368.5, {"fiscal": 300}, [])


def test_other_words_before_an_amount_in_its_cell_are_no_sum() -> None:
    text = f"项目支出绩效目标表\n项目名称→实验室→→\n申请资金（万元）→暂估：368.5→→\n{BODY}"
    assert (only_form(text).amount, left(text)) == (None, ["暂估：368.5"])


TOLD = """某局2027年项目支出绩效目标情况
纳入绩效目标管理的项目2个，具体如下：
{a}电梯检查经费
预算金额：58.5万元
绩效目标：消除隐患。
1.数量指标：检查电梯≥900台；
2.满意度指标：居民满意度≥90%。
{b}专利保护经费
预算金额：75万元
绩效目标：提升能力。
1.数量指标：培训企业≥120家；
2.时效指标：办结时限≤30天。
"""


@pytest.mark.parametrize(("a", "b"), [("（一）", "（二）"), ("一、", "二、"), ("1.", "2."), ("(1)", "(2)")])
def test_headings_alike_over_the_money_of_each_are_names_of_projects(a: str, b: str) -> None:
    found = forms_in(TOLD.format(a=a, b=b))
    assert [(form.name, form.amount) for form in found] == [("电梯检查经费", 58.5), ("专利保护经费", 75)]
    assert [len(rows(form.goals[0])) for form in found] == [2, 2]


def test_a_single_heading_of_a_section_names_no_project() -> None:
    text = TOLD.format(a="一、", b="二、").replace("二、专利保护经费\n预算金额：75万元\n", "二、主要做法\n").replace(
        "一、电梯检查经费", "项目名称：电梯检查经费\n一、项目安排"
    )  # fmt: skip
    assert [form.name for form in forms_in(text)] == ["电梯检查经费"]


@pytest.mark.parametrize("lone", ["时效指标", "效益指标"])
def test_a_level_on_a_line_of_its_own_ends_no_table(lone: str) -> None:
    text = f"""项目支出绩效目标表
项目名称→巡察经费
一级指标→二级指标→三级指标→指标值→说明
产出指标→数量指标→巡察单位→≥14个→含村
质量指标→通过率→≥95%
{lone}
成本指标→轮次经费→≤13万元
社会效益指标→整改率→≥90%
满意度指标→服务对象满意度指标→干部满意度→≥90%
"""
    found = rows(only_form(text).goals[0])
    assert [row.partition("/")[2] for row in found if row.rpartition("/")[2]] == [
        "数量指标/巡察单位 ≥14个",
        "质量指标/通过率 ≥95%",
        "成本指标/轮次经费 ≤13万元",
        "社会效益指标/整改率 ≥90%",
        "服务对象满意度指标/干部满意度 ≥90%",
    ]
    assert any(lone in row for row in found)
    assert left(text) == []


def test_a_table_poured_out_cell_by_cell_is_not_read_as_sentences() -> None:
    """Rather nothing, which is told, than names and values that are torn from each other."""
    cells = "一级指标 二级指标 三级指标 2026年目标值 2027年目标值 2028年目标值 产出 数量 发放人数 5100 5450 5800 质量"
    cells += (
        " 准确率 ≥99% ≥99% ≥99.5% 效益 社会效益 保障水平 提高 提高 进一步提高 满意度 受益对象 满意度 ≥93% ≥94% ≥95%"
    )
    assert forms_in("项目支出绩效目标表\n项目名称\n高龄津贴\n" + "\n".join(cells.split())) == []


def test_a_level_that_the_end_of_a_page_tore_is_whole() -> None:
    text = """项目支出绩效目标表
项目名称→公厕改造→→
一级指标→二级指标→三级指标→指标值
产出指标→→→
→数量指标→→
→→新建公厕→6座
满意→→→
度指标→→→
→服务对象满意度→→
→→市民满意度→≥90%
"""
    assert rows(only_form(text).goals[0])[-1] == "满意度指标/服务对象满意度/市民满意度 ≥90%"
