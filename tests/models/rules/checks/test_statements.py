"""X: what a statement promises against the indicators under it, condition by condition."""

from __future__ import annotations

from typing import Any

import pytest

from models.forms import ProjectForm
from models.goals import Goal, Indicator
from models.rules import examples as ex
from models.rules.engine import check
from models.target import Target
from tests.models.rules.spoken import after, places, said

STATEMENT = "project-goal.statement"


def form(statement: str, *rows: tuple[str, str], **fields: Any) -> ProjectForm:
    """A project of one goal with this statement and these rows."""
    goal = Goal(id="project-goal", label="年度目标1", statement=statement, **fields)
    indicators = [Indicator(id=f"r{n}", name=name, target=target) for n, (name, target) in enumerate(rows)]
    ex.category_of(goal, "产出指标", "数量指标").indicators = indicators
    return ex.good_project(goals=[goal])


def severities(code: str, *args: Any, **fields: Any) -> list[str]:
    """How grave a rule's findings at the statement are."""
    found = places(code, form(*args, **fields))
    assert all(where == STATEMENT for where, _ in found)
    return [severity for _, severity in found]


@pytest.mark.parametrize(
    ("statement", "rows", "expected"),
    [
        ("培训考核合格率达到90%。", [("培训考核合格率", "≥95%")], ["error"]),
        ("培训考核合格率达到95%。", [("培训考核合格率", "≥95%")], []),
        ("培训考核合格率达到90%。", [("培训考核合格率", "较高")], []),
        ("培训考核合格率达到90%。", [("培训考核合格率", "≥95人")], []),  # another unit
        ("培训考核合格率达到90%。", [("", "≥95%")], []),
        ("达到90%。", [("合格率", "≥95%")], []),  # nobody says what
        ("2025年培训考核合格率达到90%。", [("培训考核合格率", "≥95%")], []),
        ("2026年培训考核合格率达到90%。", [("培训考核合格率", "≥95%")], ["warning"]),
        ("全年培训考核合格率达到90%。", [("培训考核合格率", "≥95%")], ["error"]),
        ("重点项目培训考核合格率达到90%。", [("培训考核合格率", "≥95%")], ["warning"]),  # perhaps of something else
        ("开展宣传、培训考核合格率达到90%。", [("培训考核合格率", "≥95%")], ["error"]),
        ("合格率达到90%。", [("合格率", "≥95%")], ["warning"]),  # a short name, but all of it
        ("考核合格率达到90%。", [("考核合格率", "≥95%")], ["warning"]),
        ("培训考核合格率达到90%，复核后培训考核合格率达到80%。", [("培训考核合格率", "≥95%")], ["error"]),  # told once
        ("培训考核合格率达到90%；培训考核合格率达到95%。", [("培训考核合格率", "≥95%")], []),  # told right as well
        ("培训考核合格率提高5%。", [("培训考核合格率", "≥95%")], []),
        ("上访人数下降5%。", [("上访人数下降率", "≥6%")], ["error"]),
        ("业务收入增长5%。", [("业务收入增长率", "≥6%")], ["error"]),
        ("组织编印宣传手册300册。", [("编印宣传手册数量", "≥400册")], ["warning"]),
        ("组织编印各类精美宣传手册300册。", [("编印宣传手册数量", "≥400册")], ["warning"]),
        ("窗口办件及时办结率达到90%。", [("窗口办件按期办结率", "≥95%")], []),
        ("窗口受理来电300件。", [("窗口受理来访件数", "≥400件")], []),  # a short name, and not all of it
        ("全年对外窗口受理群众办件率90%。", [("对外窗口受理群众来访办件率", "≥95%")], []),
        ("全年对外窗口受理群众办件300件。", [("对外窗口受理群众来访办件数量", "≥400件")], ["warning"]),
        ("全年举办业务培训班12期。", [("举办业务培训班", "≥10期"), ("举办业务培训期数", "≥9期")], ["error"]),
        ("举办业务培训12期。", [("举办业务培训", "≥10期"), ("举办业务培训场", "≥9期")], ["error"]),
    ],
)
def test_a_number_of_the_statement(statement: str, rows: list[tuple[str, str]], expected: list[str]) -> None:
    assert severities("X001", statement, *rows) == expected


def test_the_summary_is_read_too() -> None:
    found = places("X001", form("做好培训。", ("培训考核合格率", "≥95%"), summary="培训考核合格率达到90%。"))
    assert found == [("project-goal.summary", "error")]


def test_statement_indicator_and_value_are_named() -> None:
    (one,) = said("X001", form("培训考核合格率达到90%。", ("培训考核合格率", "≥95%")))
    assert all(words in one.message for words in ("培训考核合格率……90%", "“培训考核合格率”", "“≥95%”"))
    (other,) = said("X001", form("12场业务培训讲座。", ("业务培训讲座场次", "≥10场")))
    assert "12场业务培训讲座" in other.message


@pytest.mark.parametrize(
    ("statement", "rows", "expected"),
    [
        ("编印宣传手册3000册。", [("举办培训", "≥12场")], True),
        ("编印宣传手册3000册。", [("举办培训", "≥3000场")], False),  # the number is there
        ("编印宣传手册3000册。", [("编印宣传手册数量", "≥12册")], False),  # the name is there
        ("编印宣传手册3000册。", [], False),
        ("编印宣传手册3000册。", [("", "≥12场")], False),
        ("编印宣传手册。", [("举办培训", "≥12场")], True),
        ("编印宣传手册达到90%。", [("举办培训", "≥12场")], False),  # a share
        ("聘请两名律师。", [("举办培训", "≥12场")], False),  # a figure of speech
        ("编印宣传手册增加3000册。", [("举办培训", "≥12场")], False),  # a step
        ("落实18项重点任务。", [("举办培训", "≥12场")], False),
        ("下设5个办事处。", [("举办培训", "≥12场")], False),
        ("接待来访3000天。", [("举办培训", "≥12场")], False),  # no unit of counting
        ("培训2万人。", [("举办活动", "≥20000次")], True),  # times are no people
        ("培训2万人。", [("参加活动", "≥20000人次")], False),
    ],
)
def test_a_promise_nobody_measures(statement: str, rows: list[tuple[str, str]], expected: bool) -> None:
    assert bool(severities("X008", statement, *rows)) is expected


def test_at_most_three_promises_are_named() -> None:
    things = ["手册300册", "报告5份", "画展7场", "设备9台"]
    (three,) = said("X008", form("；".join(things[:3]), ("举办培训", "≥12人")))
    assert three.message.count("“") == 3
    assert "等" not in three.message
    (four,) = said("X008", form("；".join(things), ("举办培训", "≥12人")))
    assert four.message.count("“") == 3
    assert "等 4 处" in four.message


LONG = "建设信息化系统，提高办理效率，方便群众办事。"


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        (LONG, False),
        (LONG.replace("，", ", "), False),  # the same but for marks
        (LONG.replace("信息化", "信息"), True),
        ("", False),
        ("让群众少跑路，多办事。", False),
    ],
)
def test_two_statements_of_one_goal(summary: str, expected: bool) -> None:
    found = places("X009", form(LONG, summary=summary))
    assert found == ([("project-goal.summary", "warning")] if expected else [])


def test_the_place_where_two_statements_part_is_shown() -> None:
    (one,) = said("X009", form(LONG, summary=LONG.replace("办理效率", "办事效率")))
    assert "提高办事效率" in one.message
    assert "提高办理效率" in one.message
    (marks,) = said("X009", form(LONG, summary=LONG.replace("系统，", "系统；").replace("办理效率", "办事效率")))
    assert "提高办事效率" in marks.message, "a mark alone is no difference worth showing"
    assert after("X009", form(LONG, summary=LONG.replace("信息化", "信息"))).forms[0].goals[0].summary == ""


def test_only_a_statement_beside_another_can_differ() -> None:
    assert places("X009", form("", summary=LONG)) == []


def with_long(annual: tuple[str, str], long: tuple[str, str], statement: str = "三年建成体系。") -> ProjectForm:
    made = form("全年做好业务培训和宣传工作。", annual)
    goal = form(statement, long).goals[0]
    goal.id, goal.period = "long", "long_term"
    for row in goal.indicators():
        row.id = f"long-{row.id}"
    made.goals.append(goal)
    return made


@pytest.mark.parametrize(
    ("annual", "long", "expected"),
    [
        ("≥95%", "≥94%", True),
        ("≥95%", "≥95%", False),
        (">95%", ">94%", True),
        ("≤5%", "≤6%", True),
        ("<5%", "<6%", True),
        ("≤5％", "≤6％", True),
        ("≤5%", "≤5%", False),
        ("≤5%", "≤4%", False),
        ("≤5万元", "≤6万元", False),  # money adds up
        ("=5%", "=6%", False),
        ("=5%", "=4%", False),
        ("≥95%", ">94%", False),
        ("≥95%", "≥94人", False),
        ("较好", "≥94%", False),
        ("≥95%", "较好", False),
    ],
)
def test_a_long_term_value_that_is_weaker(annual: str, long: str, expected: bool) -> None:
    found = places("X004", with_long(("培训合格情况", annual), ("培训合格情况", long)))
    assert found == ([("long-r0.target", "warning")] if expected else [])


@pytest.mark.parametrize(
    ("annual", "long"), [(("培训合格情况", "≥95%"), ("培训情况", "≥94%")), (("", "≥95%"), ("", "≥94%"))]
)
def test_only_indicators_of_one_name_are_compared(annual: tuple[str, str], long: tuple[str, str]) -> None:
    assert places("X004", with_long(annual, long)) == []


def test_both_values_of_a_weaker_one_are_told() -> None:
    (one,) = said("X004", with_long(("培训合格情况", "≥95%"), ("培训合格情况", "≥94%")))
    assert "长期为“≥94%”" in one.message
    assert "年度为“≥95%”" in one.message


def test_a_copied_statement_is_told_at_the_long_term_goal() -> None:
    rows = (("培训", "≥5场"), ("宣传", "≥5场"))
    copied = with_long(*rows, statement="全年做好业务培训和宣传工作。")
    assert places("X004", copied) == [("long.statement", "warning")]
    assert places("X004", with_long(*rows, statement="三年做好业务培训和宣传工作。")) == []
    for goal in copied.goals:
        goal.statement = "做好培训宣传工作吧。"  # ten characters say little
    assert places("X004", copied) == []
    for goal in copied.goals:
        goal.statement = "做好培训、宣传工作吧。"
    assert places("X004", copied) == [("long.statement", "warning")]


def test_a_name_in_the_statement_without_a_number() -> None:
    made = ex.good_project()
    made.goals[0].statement = "提高节目收听人次，提高办事人员业务水平。"
    row = ex.category_of(made.goals[0], "产出指标", "数量指标").indicators[0]
    row.name, row.target = "节目收听人次", Target.parse("≥260万人次")
    assert "X001" not in {one.code for one in check(ex.good_dossier(made), ex.good_form().templates())}


@pytest.mark.parametrize(
    ("level", "name", "target", "statement"),
    [
        ("数量指标", "培训人数", "≤200人", "培训人数不少于200人。"),
        ("质量指标", "培训考核合格率", "≤95%", "培训考核合格率不低于95%。"),
        ("质量指标", "参训单位满意度", "≤50%", "参训单位满意度不低于50%。"),
    ],
)
def test_a_wrong_sign_is_told_by_the_sign_alone(level: str, name: str, target: str, statement: str) -> None:
    made = ex.good_project()
    made.goals[0].statement = statement
    row = ex.category_of(made.goals[0], "产出指标", level).indicators[0]
    row.name, row.target = name, Target.parse(target)
    found = check(ex.good_dossier(made), ex.good_form().templates())
    assert "V006" in {one.code for one in found}
    assert not any("方向相反" in one.message for one in found)


@pytest.mark.parametrize(("target", "told"), [("≤2026", False), ("≤30", True), ("≤1899", True)])
def test_a_year_needs_no_unit(target: str, told: bool) -> None:
    example = ex.row("教材编印时间", target, "时效指标")
    assert ("V002" in {one.code for one in check(example.build(), example.templates())}) is told


@pytest.mark.parametrize(
    ("period", "target", "told"),
    [
        ("2025年3月-2026年6月", "2026年2月底前", False),
        ("2026年3月-2026年6月", "2026年2月底前", True),
        ("2026年3月-2026年6月", "2026年8月底前", True),
    ],
)
def test_a_day_within_the_period(period: str, target: str, told: bool) -> None:
    made = ex.good_project(period=period)
    row = ex.category_of(made.goals[0], "产出指标", "时效指标").indicators[0]
    row.name, row.target = "教材编印完成时间", Target.parse(target)
    assert ("V016" in {one.code for one in check(ex.good_dossier(made), ex.good_form().templates())}) is told
