"""X015, X016, V016, B020, B023, B024, B025: days and parts told twice, a year that is over, sums beside their lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from models.dossier import Prose
from models.forms import DepartmentForm, ProjectForm
from models.goals import Goal, Indicator
from models.rules import examples as ex
from models.target import Target
from tests.models.rules.spoken import lines, places, project, project_with, said

Rows = Sequence[tuple[str, str]]


# --- X015, X016: what a statement says of days and parts ---


@pytest.mark.parametrize(
    ("statement", "rows", "expected"),
    [
        ("10月底前完成教材编印。", [("教材编印完成时间", "2026年10月底前")], 0),
        ("10月31日前完成教材编印。", [("教材编印完成时间", "2026年10月底前")], 0),
        ("10月前完成教材编印。", [("教材编印完成时间", "2026年10月15日前")], 0),  # the day is left open
        ("年底前完成教材编印。", [("教材编印完成时间", "2026年12月31日前")], 0),
        ("年底前完成教材编印。", [("教材编印完成时间", "2026年12月15日前")], 1),
        ("10月底前完成教材编印。", [("教材编印完成时间", "2026年10月15日前")], 1),  # its last day
        ("年底前完成教材编印。", [("教材编印完成时间", "2026年10月底前")], 1),
        ("9月20日前完成教材编印。", [("教材编印完成时间", "9月30日前")], 1),
        ("教材于9月中旬编印。", [("教材编印时间", "9月下旬")], 1),
        ("6月底前完成教材采购。", [("教材编印完成时间", "10月底前")], 0),  # of something else
        ("3月至11月开展教材编印。", [("教材编印完成时间", "12月底前")], 0),  # a span
        ("6月底前编印初稿，10月底前编印成册。", [("教材编印完成时间", "10月底前")], 0),
        ("10月底前完成教材编印。", [("教材编印完成时间", "6月底前完成初稿，10月底前成册")], 0),
        ("10月底前完成教材编印。", [("教材编印完成时间", "12月底前"), ("手册编印完成时间", "10月底前")], 0),
        ("3个月内完成教材编印。", [("教材编印完成时间", "10月底前")], 0),
    ],
)
def test_a_day_is_told_alike_in_statement_and_table(statement: str, rows: Rows, expected: int) -> None:
    found = said("X015", project_with(statement, *rows))
    assert len(found) == expected
    assert all(one.severity == "warning" and one.places for one in found)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("培训学员300人，其中基层120人、机关180人。", 0),
        ("培训学员300人，其中基层120人、机关200人。", 1),
        ("培训学员300人，其中基层120人、机关170人。", 1),  # nearly all, and not quite
        ("培训学员300人（其中：基层120人、机关200人），举办12期。", 1),
        ("培训学员300人，其中基层320人。", 1),
        ("培训学员300人，其中基层120人，另培训村干部260人。", 0),
        ("培训学员300人，其中基层80人、机关90人。", 0),  # not all are told
        ("培训学员300人，其中基层班8期、机关班6期。", 0),
        ("合格率90%，其中基层95%。", 0),
        ("做好培训，其中基层120人、机关200人。", 0),
    ],
)
def test_parts_of_a_statement_make_their_whole(statement: str, expected: int) -> None:
    found = said("X016", project_with(statement, ("培训学员人数", "≥300人")))
    assert len(found) == expected


# --- V016: after the project's period; a long term that is over ---


@pytest.mark.parametrize(
    ("period", "target", "expected"),
    [
        ("2026年3月-2026年10月", "2026年10月底前", 0),
        ("2026年3月-2026年10月", "2026年11月底前", 1),
        ("2026年3月至2026年10月", "12月10日前", 1),
        ("2026年3月-2027年10月", "2026年11月底前", 0),
        ("2026年", "2026年11月底前", 0),
    ],
)
def test_what_is_to_be_done_lies_in_the_projects_period(period: str, target: str, expected: int) -> None:
    form = project(period=period)
    row = ex.category_of(form.goals[0], "产出指标", "时效指标").indicators[0]
    row.name, row.target = "教材编印完成时间", Target.parse(target)
    assert places("V016", form) == [(f"{row.id}.target", "warning")] * expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2026年3月-9月", 0),
        ("2026年9月-3月", 1),  # of one year
        ("2026年9月至9月", 0),
        ("2026年9月至2027年3月", 0),
        ("2025年9月-3月、2026年9月-3月", 0),  # two winters
        ("2026年9月至2026年3月", 1),
        ("2026年9月至2026年9月", 0),
        ("2027年-2026年", 1),
        ("2027年3月至2026年9月", 1),
        ("2026年", 0),
    ],
)
def test_a_period_ends_after_it_begins(period: str, expected: int) -> None:
    form = project(period=period)
    assert places("V016", form) == [(f"{form.id}.period", "error")] * expected


@pytest.mark.parametrize(("until", "expected"), [("2028", []), ("2026", []), ("2024", ["error"]), ("", [])])
def test_a_long_term_is_not_over_before_the_year(until: str, expected: list[str]) -> None:
    form = ex.good_department(long_term_until=until)
    assert [one.severity for one in said("V016", form) if one.where.endswith("long_term_until")] == expected


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        ("2026-01-01", "2026-12-31", []),
        ("2026-03-01", "2026-02-28", ["error"]),
        ("2026年3月1日", "2026年2月28日", ["error"]),
        ("2024-01-01", "2025-12-31", ["warning"]),  # over before the year
        ("2025-01-01", "2027-12-31", []),
        ("", "2025-12-31", []),
        ("2026-03-01", "年底", []),
    ],
)
def test_days_of_a_templates_own_stand_in_order(begins: str, ends: str, expected: list[str]) -> None:
    form = ex.good_project(extra={"计划开始日期": begins, "计划完成日期": ends, "完成开始说明": "2020-01-01"})
    assert places("V016", form) == [(f"{form.id}.extra.计划完成日期", severity) for severity in expected]


# --- B020, B024: costs beside the budget ---


def priced(*rows: tuple[str, str, str]) -> ProjectForm:
    """A project of 310 with these rows: (一级, name, target)."""
    goal = Goal(label="年度目标1", statement="做好保障。")
    for number, (level, name, target) in enumerate(rows):
        below = "经济成本指标" if level == "成本指标" else "数量指标"
        ex.category_of(goal, level, below).indicators.append(Indicator(id=f"r{number}", name=name, target=target))
    return ex.good_project(amount="310", goals=[goal])


PRICE, COUNT = ("成本指标", "巡逻车购置单价", "≤13万元/辆"), ("产出指标", "更新巡逻车", "=10辆")


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("派出所勤务运转费用", "≤180万元", []),
        ("派出所勤务运转费用", "≤280万元", ["warning"]),  # 130 + 280
        ("巡逻车购置费用", "≤280万元", []),  # made up of what is priced
        ("勤务保障项目经费", "≤280万元", []),
        ("派出所勤务运转费用", "≤400万元", []),  # too much by itself: B007
    ],
)
def test_what_is_priced_and_what_stands_beside_it_keep_to_the_budget(
    name: str, target: str, expected: list[str]
) -> None:
    found = said("B020", priced(PRICE, COUNT, ("成本指标", name, target)))
    assert [one.severity for one in found] == expected
    assert all({"r1.target", "r2.target"} <= set(one.places) for one in found)


FIELDS = (("产出指标", "新建运动场数量", "=5个"), ("成本指标", "运动场建设成本", "≤34万元/个"))
RACES = ("成本指标", "赛事支出总额", "≤60万元")


def goals_of(*goals: Sequence[tuple[str, str, str]]) -> ProjectForm:
    """A project of 310 with several annual goals of such rows."""
    forms = [priced(*rows) for rows in goals]
    for number, form in enumerate(forms):
        for row in form.indicators():
            row.id = f"g{number}{row.id}"
    return ex.good_project(amount="310", goals=[form.goals[0] for form in forms])


@pytest.mark.parametrize(
    ("goals", "expected"),
    [
        ([(RACES,)], ["warning"]),  # 60 of 310
        ([(RACES,), (("成本指标", "宣传费", "≤250万元"),)], []),  # parts of one budget
        ([(RACES,), (("成本指标", "宣传费", "≤90万元"),)], ["warning"]),
        ([(RACES,), (("成本指标", "宣传费", "≤200万元"),)], ["info"]),
        ([(("成本指标", "宣传费", "≤200万元"),), (("成本指标", "印刷费", "≤60万元"),)], ["info"]),
        ([(RACES,), FIELDS], ["warning"]),  # 60 and 170 are not nearly all
        ([(RACES,), (*FIELDS[:1], ("成本指标", "运动场建设成本", "≤48万元/个"))], []),
        ([(RACES,), (("成本指标", "宣传费", "≤400万元"),)], []),  # B007
        ([(("产出指标", "新建运动场数量", "=5个"),)], []),
    ],
)
def test_the_costs_of_all_goals_are_held_against_the_budget(
    goals: list[Sequence[tuple[str, str, str]]], expected: list[str]
) -> None:
    assert [one.severity for one in said("B006", goals_of(*goals))] == expected


WORK = ("成本指标", "单次作业成本", "≤4万元/次")


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ((("人工增雨作业次数", "≥60次"), ("防雹作业次数", "≥40次")), "≤4万元/次 × （≥60次 + ≥40次） = 400 万元"),
        ((("人工增雨作业次数", "≥40次"), ("防雹作业次数", "≥30次")), ""),  # 280
        ((("人工增雨作业次数", "≥60次"), ("防雹巡查次数", "≥40次")), ""),  # one of them is another thing
        ((("人工增雨作业次数", "≥60次"), ("重点人工增雨作业次数", "≥40次")), ""),  # a part of the other
        ((("人工增雨作业次数", "≥60次"), ("合格作业次数", "≥40次")), ""),
        ((("增雨作业次数", "≥70次"), ("春季作业次数", "≥40次"), ("秋季作业次数", "≥30次")), ""),
    ],
)
def test_what_is_priced_together_is_counted_together(rows: Rows, text: str) -> None:
    found = said("B020", priced(WORK, *(("产出指标", *row) for row in rows)))
    assert [text in one.message and one.severity == "warning" for one in found] == [True] * bool(text)
    assert all({"r1.target", "r2.target"} <= set(one.places) for one in found)


@pytest.mark.parametrize(
    ("price", "count", "expected"),
    [
        (("临时展览单个成本", "≤40万元/个"), ("举办临时展览场次", "≥8场"), 1),
        (("临时展览单个成本", "≤30万元/个"), ("举办临时展览场次", "≥8场"), 0),
        (("临时展览单个成本", "≤40万元/个"), ("举办招聘会场次", "≥8场"), 0),  # nothing says that it is of those
        (("临时展览单个成本", "≤40万元/个"), ("临时展览观众", "≥8万人"), 0),  # people are no things
        (("改造户均成本", "≤4万元/户"), ("改造受益人数", "≥400人"), 0),
    ],
)
def test_things_are_priced_in_another_word_for_them(
    price: tuple[str, str], count: tuple[str, str], expected: int
) -> None:
    assert len(said("B020", priced(("成本指标", *price), ("产出指标", *count)))) == expected


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("公用经费支出", "≤40万元", 0),
        ("公用经费支出", "≤45万元", 1),
        ("人员经费成本", "≤65万元", 1),
        ("人员及公用经费", "≤100万元", 0),
        ("基本支出", "≤120万元", 1),
        ("项目支出成本", "≤90万元", 1),
        ("公用经费压减额", "≤45万元", 0),
        ("公用经费控制率", "≤100%", 0),
        ("信息化运维经费", "≤300万元", 0),
    ],
)
def test_a_departments_cost_keeps_to_its_line(name: str, target: str, expected: int) -> None:
    spending = lines(personnel="60", operation="40", specific="80", total="180")
    form = DepartmentForm.model_validate(dict(ex.good_department(amount="180", expenditure=spending)))
    row = next(form.indicators())
    row.name, row.target = name, Target.parse(target)
    assert len(said("B024", form)) == expected


# --- B025, X014: the words around the forms ---


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("B025", "2026年部门预算支出总额100.00万元。", 0),
        ("B025", "2026年部门预算支出总额110.00万元。", 1),
        ("B025", "2025年部门预算支出总额110.00万元。", 0),
        ("B025", "2026年支出总计1000000万元。", 0),  # 元 for 万元: another rule's
        ("B025", "2026年项目支出110.00万元。", 0),
        ("B023", "2026年支出100万元，其中：基本支出60万元，项目支出40万元。", 0),
        ("B023", "2026年支出100万元，其中：本级预算60万元，下属单位预算20万元。", 1),  # these two are all there is
        ("B023", "2026年支出100万元，其中：基本支出60万元；项目支出20万元。", 1),
        ("B023", "2026年支出100万元，其中：教育支出60万元，住房支出20万元。", 0),  # there may be more
        ("B023", "2026年支出100万元，其中：基本支出60万元，项目支出20万元，上缴上级20万元。", 0),
        ("B023", "2026年政府采购60万元，其中：货物采购20万元、服务采购30万元、工程采购0万元。", 1),
        ("B023", "2026年支出100万元，其中：基本支出60万元，占60%；项目支出40万元，占40.0%。", 0),
        ("B023", "2026年支出100万元，其中：基本支出60万元，占总支出的66%；项目支出40万元，占34%。", 1),
        ("B023", "2026年支出100万元，其中：教育支出33.3万元，占本年支出合计的比重为33.4%。", 0),  # rounded
        ("X014", "示例市示例局2026年部门预算公开说明", 0),
        ("X014", "某省示例市示例局2026年部门预算公开说明", 0),
        ("X014", "示范市示例局2026年部门预算公开说明", 1),
    ],
)
def test_the_words_around_the_forms_agree(code: str, text: str, expected: int) -> None:
    fields: dict[str, Any] = {"prose": [Prose(id="p1", text=text)]}
    form = ex.good_department(amount="100", expenditure=lines(personnel="60", operation="40", total="100"))
    assert len(said(code, form, **fields)) == expected
