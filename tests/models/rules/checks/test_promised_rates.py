"""X008, C015, X002, B008, S005 and B020, the ways that were told last, condition by condition."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.forms import DepartmentForm, ProjectForm, ProjectLine
from models.goals import Goal, Indicator
from models.rules import examples as ex
from models.rules.engine import check
from models.rules.finding import Finding
from tests.models.rules.checks.test_statements import form, severities
from tests.models.rules.spoken import places, said, templates


@pytest.mark.parametrize(
    ("statement", "rows", "expected"),
    [
        ("种子质量合格率达到98%。", [("抽检种子样品", "≥420份")], ["warning"]),
        ("种子质量合格率达到98%。", [("种子质量合格率", "≥98%")], []),
        ("种子质量合格率达到98%。", [("抽检合格率", "≥98%")], []),  # that percentage, which nobody else tells
        ("种子质量合格率、检测报告准确率达到98%。", [("检测报告准确率", "≥98%")], []),
        ("种子质量合格率提高2%。", [("抽检种子样品", "≥420份")], []),  # a step
        ("降低10%。", [("抽检种子样品", "≥420份")], []),  # nobody says what
        ("迁移无主坟60座。", [("新建公墓", "≥5处")], ["warning"]),
        ("为新入学儿童60座。", [("新建公墓", "≥5处")], ["info"]),  # for whom
        ("安置120人，其中经营管理型60人。", [("安置人数", "≥120人")], ["info"]),
        ("六项联审通过率达到90%，六次协同。", [("六项联审通过率", "≥90%"), ("六次协同完成率", "≥90%")], []),
        ("设备全年巡检24次。", [("设备巡检次数达标率", "=100%")], ["info"]),
    ],
)
def test_what_is_promised_has_an_indicator(statement: str, rows: list[tuple[str, str]], expected: list[str]) -> None:
    assert severities("X008", statement, *rows) == expected


@pytest.mark.parametrize(
    ("statement", "row", "told"),
    [
        ("群众满意度八成以上。", ("群众满意度", "≥90%"), True),
        ("群众满意度九成以上。", ("群众满意度", "≥90%"), False),
        ("群众满意度九成五以上。", ("群众满意度", "≥95%"), False),
        ("群众满意度达到百分之八十五。", ("群众满意度", "≥90%"), True),
        ("群众满意度达到百分之九十。", ("群众满意度", "≥90%"), False),
        ("主体工程建成，以上内容均已公开。", ("群众满意度", "≥90%"), False),
        ("出厂水浊度不超过1NTU。", ("出厂水浊度", "≤0.5NTU"), True),
        ("出厂水浊度不超过0.5NTU。", ("出厂水浊度", "≤0.5NTU"), False),
        ("支持出口额1.8亿美元。", ("支持出口额", "≥18亿美元"), True),
        ("支持出口额18000万美元。", ("支持出口额", "≥1.8亿美元"), False),
        ("鲜果每亩产量达到540公斤。", ("鲜果亩产量", "≥450公斤/亩"), True),
        ("鲜果每亩产量达到450公斤。", ("鲜果亩产量", "≥450公斤/亩"), False),
        ("茶农每户多收5000元。", ("茶农户均增收", "≥3000元"), True),
        ("茶农每户多收3000元。", ("茶农户均增收", "≥3000元"), False),
    ],
)
def test_numbers_in_other_words_are_held_against_the_indicator(
    statement: str, row: tuple[str, str], told: bool
) -> None:
    assert bool(said("X001", form(statement, row))) is told


@pytest.mark.parametrize(
    ("statement", "name", "told"),
    [
        ("每座维护费用不超过8万元。", "每座泵站维护成本", True),
        ("每座维护费用不超过9万元。", "每座泵站维护成本", False),
        ("每座不超过8万元。", "每座泵站维护成本", True),
        ("每座电费不超过8万元。", "每座泵站维护成本", False),  # paid for something else
        ("每台维护费用不超过8万元。", "每座泵站维护成本", False),  # for another thing
    ],
)
def test_the_one_price_is_meant_by_what_it_is_for(statement: str, name: str, told: bool) -> None:
    goal = Goal(id="project-goal", label="年度目标1", statement=statement)
    ex.category_of(goal, "成本指标", "经济成本指标").indicators = [Indicator(id="r", name=name, target="≤9万元/座")]
    assert bool(said("X001", ex.good_project(goals=[goal]))) is told


def test_a_word_written_wrongly_is_told_with_the_right_one() -> None:
    wrong = ex.good_project(name="高龄津帖发放")
    (one,) = said_all(wrong, "C015")
    assert one.where == "project.name"
    assert "“津贴”" in one.message
    assert one.fix is not None
    assert not said_all(ex.good_project(name="高龄津贴发放"), "C015")


def said_all(one: ProjectForm, code: str) -> list[Finding]:
    return [finding for finding in check(ex.good_dossier(one), templates()) if finding.code == code]


def listing(*amounts: str | None, project: str = "20") -> DepartmentForm:
    lines = [
        ProjectLine(id=f"l{n}", name=f"{word}项目", amount=None if amount is None else Decimal(amount))
        for n, (word, amount) in enumerate(zip(("培训", "巡查", "宣传"), amounts, strict=False))
    ]
    return ex.good_department(projects=lines, expenditure={"project": {"amount": project}})


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        (("12", "8"), False),
        (("12", "7"), True),
        (("12", "9"), True),
        (("120000", "80000"), False),  # 元: B012
        (("12", None), False),  # nobody knows what the other is
        ((), False),
    ],
)
def test_the_list_of_projects_comes_to_the_money_for_projects(amounts: tuple[str | None, ...], told: bool) -> None:
    found = said("B008", listing(*amounts))
    assert bool(found) is told
    assert all({f"l{n}.amount" for n in range(len(amounts))} == set(one.places) for one in found)


@pytest.mark.parametrize(
    ("department", "project", "told"),
    [
        ("轮换救灾储备用品", "轮换救灾储备物品", True),
        ("轮换救灾储备用品", "轮换救灾储备用品", False),
        ("第12片区巡查次数", "第13片区巡查次数", False),
        ("上半年巡查批次数", "下半年巡查批次数", False),
    ],
)
def test_near_names_with_one_number_are_one_thing(department: str, project: str, told: bool) -> None:
    whole, own = ex.good_department(), ex.good_project()
    for one, name in ((whole, department), (own, project)):
        row = next(one.indicators())
        row.name, row.target = name, type(row.target).parse("≥3500件")
    assert bool(places("X002", whole, own)) is told


@pytest.mark.parametrize(
    ("statement", "row", "expected"),
    [
        ("建成学生营养监测平台。", ("供餐天数", "≥200天"), ["warning"]),
        ("建成学生营养监测平台。", ("平台上线时间", "2026年6月底前"), []),
        ("建成学生营养监测平台。", ("监测学生营养人数", "≥200人"), []),  # of what it is about
        ("编制储备粮应急预案。", ("轮换储备粮数量", "≥8600吨"), ["warning"]),
        ("全年建成营养监测平台并投入使用。", ("供餐天数", "≥200天"), ["warning"]),
        ("完成防治规划编制。", ("供餐天数", "≥200天"), ["warning"]),
        ("编制完成应急预案修订工作。", ("供餐天数", "≥200天"), ["warning"]),
        ("编制完成应急预案修订。", ("预案评审通过率", "≥95%"), []),
        ("建立视频巡查机制。", ("供餐天数", "≥200天"), ["info"]),
        ("建立视频巡查机制，建成监测平台。", ("供餐天数", "≥200天"), ["warning"]),
        ("建成营养监测平台2个。", ("营养监测平台数量", "≥2个"), []),  # counted
        ("依托营养监测平台开展工作。", ("供餐天数", "≥200天"), []),
        ("完成各类方案。", ("供餐天数", "≥200天"), []),
        ("建成平台。", ("供餐天数", "≥200天"), []),  # of which nobody knows what it is
    ],
)
def test_a_thing_that_is_to_be_made_has_an_indicator(statement: str, row: tuple[str, str], expected: list[str]) -> None:
    assert severities("X008", statement, row) == expected


def test_a_thing_of_the_long_term_is_not_asked_for() -> None:
    assert severities("X008", "建成学生营养监测平台。", ("供餐天数", "≥200天"), period="long_term") == []


def test_things_to_be_made_are_named() -> None:
    (one,) = said("X008", form("建立视频巡查机制，建成监测平台。", ("供餐天数", "≥200天")))
    assert "“建立视频巡查机制”、“建成监测平台”没有相应的指标" in one.message


def test_all_that_is_to_be_public_is() -> None:
    assert severities("X001", "均开展法律文书公开。", ("法律文书公开率", "≥70%")) == ["warning"]
    assert severities("X001", "均开展法律文书公开。", ("法律文书公开率", "=100%")) == []
    assert severities("X001", "均开展法律文书公开。", ("法律文书印制率", "≥70%")) == []


def test_a_phrase_begins_with_a_whole_word() -> None:
    (one,) = said("X001", form("举办业务讲座12场、举办安全培训讲座48场。", ("安全培训讲座场次", "≥40场")))
    assert "写“举办安全培训讲座……48场”" in one.message
    (other,) = said("X001", form("2026年至2028年全县组织强制免疫牲畜48场。", ("强制免疫牲畜场次", "≥40场")))
    assert "写“至2028年全县组织强制免疫牲畜……48场”" in other.message


@pytest.mark.parametrize(
    ("statement", "rows", "expected"),
    [
        ("受理仲裁案件420件，结案率达到90%。", [("仲裁案件结案率", "≥99%")], ["warning"]),
        ("受理仲裁案件420件，结案率达到90%。", [("仲裁案件结案率", "≥90%")], []),
        ("受理仲裁案件420件，结案率提高9%。", [("仲裁案件结案率", "≥99%")], []),  # a step
        ("受理仲裁案件420件，结案率达到90%。", [("仲裁案件结案率", "≥99%"), ("调解案件结案率", "≥98%")], []),
        ("受理仲裁案件420件，结案率达到90%。", [("仲裁案件结案率", "≥99%"), ("调解案件结案率", "≥90%")], []),
        ("受理仲裁案件420件，其中90%已结。", [("仲裁案件结案率", "≥99%")], []),
        ("受理仲裁案件420件，结案率达到90%。", [("仲裁案件按期结案率", "≥99%")], []),  # another rate
    ],
)
def test_a_rate_may_be_told_without_what_it_is_of(
    statement: str, rows: list[tuple[str, str]], expected: list[str]
) -> None:
    found = [one for one in said("X001", form(statement, *rows)) if "结案率" in one.message]
    assert [one.severity for one in found] == expected
