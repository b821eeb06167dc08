"""X: what is said twice is said alike: in statements and indicators, in forms, in names, of unit and year."""

from __future__ import annotations

from typing import Any

import pytest

from models.forms import DepartmentForm, ProjectForm
from models.rules import examples as ex
from models.rules.checks import consistency
from models.rules.wording.quantities import quantities, stem
from models.rules.wording.similar import key_of, slip, slips
from models.target import Target
from tests.models.rules.spoken import findings, fixed, project_with, told, two_forms

# --- quantities in a statement ---


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("举办培训12场，培训人数不少于300人次。", [("12", "场"), ("300", "人次")]),
        ("考核合格率达到95%以上", [("95", "%")]),
        ("2026年1月至12月，保证3个月内办结", []),
        ("接待游客6万人", [("60000", "人")]),
        ("投入3.5万元，购置设备1,200台", [("3.5", "万元"), ("1200", "台")]),
        ("聘请两名律师", [("2", "人")]),
        ("满意度由85%提高到95%", [("95", "%")]),
        ("办结率、满意率分别达到95%、90%", [("95", "%"), ("90", "%")]),
        ("根据〔2018〕12号文件，落实第3次会议", []),
        ("力争七个坚决不发生、一次性办结", []),
    ],
)
def test_quantities_are_read(text: str, found: list[tuple[str, str]]) -> None:
    assert [(f"{one.number:f}", one.unit) for one in quantities(text)] == found


def test_a_stem_is_what_a_statement_would_say() -> None:
    assert [stem(name) for name in ("网上办理占比率", "培训人数（人）", "群众满意度", "率")] == [
        "网上办理占比",
        "培训",
        "群众满意",
        "率",
    ]


# --- X001, X008: statements and indicators ---


def said(
    form: ProjectForm | DepartmentForm, *more: ProjectForm | DepartmentForm, **fields: Any
) -> list[tuple[str, str]]:
    return [(code, severity) for code, severity in told(form, *more, **fields) if code[0] in "XH"]


@pytest.mark.parametrize(
    ("statement", "row", "expected"),
    [
        ("初次来访一次性办结率达到95%，调查群众满意率达到90%。", ("初次来访一次性办结率", "≥95%"), []),
        ("实现网上办理占比达到50%。", ("网上办理占比率", "≥70%"), [("X001", "error")]),
        ("实现网上办理占比达到70%。", ("网上办理占比率", "≥70%"), []),
        ("网上办理占比由50%提高到70%。", ("网上办理占比率", "≥70%"), []),
        ("网上办理占比比上年提高5个百分点。", ("网上办理占比率", "≥70%"), []),
        ("网上办理占比2025年为60%，2026年达到70%。", ("网上办理占比率", "≥70%"), []),
        ("窗口办结率达到90%。", ("窗口按期办结率", "≥95%"), []),  # not surely the same thing
        ("办结率达到90%。", ("各类来信来访按期办结率", "≥95%"), []),
        ("主要领导阅批来信不低于50件。", ("主要领导阅批来信件数", "≥50件"), []),
        ("主要领导阅批来信不低于50件。", ("主要领导阅批来信件数", "≥60件"), [("X001", "error")]),
        ("举办12场业务培训。", ("业务培训场次", "≥10场"), [("X001", "warning")]),
        ("举办12场次业务培训。", ("业务培训场次", "≥12场"), []),
        ("举办业务培训，参训200人次。", ("业务培训场次", "≥10场"), []),
        ("接待游客6万人。", ("接待游客人数", "≥60000人"), []),
        ("上访人数较上年下降60%。", ("上访人数较上年下降率", "≥60%"), []),
        ("上访人数较上年下降50%。", ("上访人数较上年下降率", "≥60%"), [("X001", "error")]),
    ],
)
def test_numbers_of_the_statement(statement: str, row: tuple[str, str], expected: list[tuple[str, str]]) -> None:
    assert [one for one in said(project_with(statement, row)) if one[0] == "X001"] == expected


def test_the_indicator_that_has_the_number_is_the_one_meant() -> None:
    form = project_with("来访事项及时办理率达到95%。", ("来访事项及时受理率", "=100%"), ("来访事项按期办理率", "≥95%"))
    assert said(form) == []


def test_a_promise_without_an_indicator() -> None:
    rows = ("举办培训场次", "≥12场")
    assert said(project_with("举办培训12场，编印手册3000册，发放宣传品500份。", rows)) == [("X008", "warning")]
    assert said(project_with("举办培训12场。", rows)) == []
    assert said(project_with("落实四个方面18项任务中的5个方面。", rows)) == [("X008", "info")]
    assert said(project_with("实现5个100%、3个确保。", rows)) == []


# --- X009, X004: two statements ---


def test_a_summary_with_a_slip_takes_the_goals_statement() -> None:
    form = project_with(
        "建设信息化系统，提高办理效率，方便群众办事。", summary="建设信息系统，提高办理效率，方便群众办事。"
    )
    assert said(form) == [("X009", "warning")]
    whole = ex.good_dossier(form)
    assert fixed(whole, "X009") == []
    assert whole.forms[0].goals[0].summary == ""


def test_a_summary_in_its_own_words_is_left_alone() -> None:
    assert said(project_with("建设信息化系统，提高办理效率，方便群众办事。", summary="让群众少跑路。")) == []


def with_long(annual: tuple[str, str], long: tuple[str, str]) -> ProjectForm:
    form = project_with("全年做好业务培训。", annual)
    goal = project_with("三年建成培训体系。", long).goals[0]
    goal.period = "long_term"
    form.goals.append(goal)
    return form


@pytest.mark.parametrize(
    ("annual", "long", "expected"),
    [
        ("≥95%", "≥98%", []),
        ("≥95%", "≥95%", []),
        ("≥95%", "≥90%", [("X004", "warning")]),
        ("≥12场", "≥10场", [("X004", "warning")]),
        ("≥12场", "≥36场", []),
        ("≤20万元", "≤60万元", []),
        ("≤3%", "≤5%", [("X004", "warning")]),
        ("=5人", "=3人", [("X004", "warning")]),
        ("≥95%", "≥3次", [("X005", "warning")]),
    ],
)
def test_the_long_term_is_no_weaker(annual: str, long: str, expected: list[tuple[str, str]]) -> None:
    assert said(with_long(("业务培训完成情况", annual), ("业务培训完成情况", long))) == expected


# --- X003, X005: the same indicator in two places ---


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("重点案件办结率", "≥95%"), ("重点案件办结率", "≥95%"), []),
        (("重点案件办结率", "≥95%"), ("重点案件办结率", "≥90%"), [("X003", "warning")]),
        (("网上办理占比率", "≥70%"), ("网上办理占比", "≥50%"), [("X003", "warning")]),
        (("办事群众满意度", "≥95%"), ("办事群众满意度", "≥90%"), [("X003", "info")]),
        (("任务完成率", "=100%"), ("任务完成率", "≥95%"), []),  # every project has its own
        (("项目总成本", "≤100万元"), ("项目总成本", "≤20万元"), []),
        (("举办业务培训场次", "≥30场"), ("举办业务培训场次", "≥12场"), []),  # one project's part
        (("举办业务培训场次", "≥10场"), ("举办业务培训场次", "≥12场"), [("X003", "warning")]),
        (("重要节点值班次数", "≥20次"), ("重要节点值班次数", "≥20批次"), [("X005", "warning")]),
        (("服务人数", "≥20人"), ("服务人数", "≥20名"), []),
        (("服务人数", "≥20人"), ("服务人数", "≥20人次"), [("X005", "info")]),
        (("重点案件受理及时率", "≥95%"), ("重点案件及时受理率", "≥95%"), [("X002", "warning")]),
    ],
)
def test_one_indicator_in_two_forms(
    first: tuple[str, str], second: tuple[str, str], expected: list[tuple[str, str]]
) -> None:
    assert said(*two_forms(first, second)) == expected


# --- names ---


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("临时人员培训经费", "临时培训人员经费", True),
        ("设备更新经费", "设备更新费", True),
        ("社区矫正工作经费", "社区娇正工作经费", True),
        ("项目1：社区矫正工作经费", "社区矫正工作经费", False),  # the same name
        ("“社区矫正”工作经费", "社区矫正工作经费", False),
        ("培训一期", "培训二期", False),
        ("设备更新1", "设备更新2", False),
        ("驻京工作经费", "驻沪工作经费", False),
        ("上半年宣传活动费", "下半年宣传活动费", False),
        ("宣传经费", "培训经费", False),
        ("设备更新专项", "社区矫正专项", False),
    ],
)
def test_a_slip_is_no_other_name(one: str, other: str, expected: bool) -> None:
    assert slip(one, other) == expected
    assert slips([one], [other]) == ([(0, 0)] if expected else [])


def test_names_compare_without_numbers_and_marks() -> None:
    assert key_of("项目2: 社区（矫正）工作经费") == key_of("社区(矫正)工作经费")
    assert key_of("部门专项-聘请顾问经费") == key_of("聘请顾问经费")


def test_a_project_code_is_used_once() -> None:
    forms = [ex.good_project("p1"), ex.good_project("p2", name="设备更新专项", code="P-001")]
    assert said(forms[0], forms[1]) == [("X006", "error")]
    forms[1].code = ""
    assert said(forms[0], forms[1]) == []


def test_a_project_has_one_form() -> None:
    assert said(ex.good_project("p1"), ex.good_project("p2", code="P-002")) == [("X006", "warning")]


# --- unit and year ---


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", []),
        ("示例市示例局", []),
        ("示例市示例局本级", []),
        ("示例局", []),
        ("中共示例市示例局", []),
        ("示例市示范局", [("X007", "warning")]),
        ("示例市第一中学", [("X007", "info")]),  # perhaps a unit under it
    ],
)
def test_the_units_name(name: str, expected: list[tuple[str, str]]) -> None:
    assert said(ex.good_project(unit_name=name)) == expected


def test_a_slip_in_the_units_name_is_fixed() -> None:
    assert fixed(ex.good_dossier(ex.good_project(unit_name="示例市示范局")), "X007") == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"project_year": "2026"}, []),
        ({"project_year": "2025年"}, [("X007", "error")]),
        ({"period": "2026年"}, []),
        ({"period": "2025.07-2027.06"}, []),
        ({"period": "2024年1月至2025年12月"}, [("X007", "warning")]),
        ({"budget_change": "2025年20万元；2026年较上年持平。"}, []),
        ({"budget_change": "2024年20万元；2025年较上年持平。"}, [("X007", "warning")]),
    ],
)
def test_the_years_of_a_form(fields: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert said(ex.good_project(**fields)) == expected


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("2026年全年举办培训。", []),
        ("2025年全年举办培训。", [("X007", "warning")]),
        ("落实2025年全省工作会议精神。", []),
        ("巩固2025年全年培训成果，2026年继续举办。", []),
    ],
)
def test_a_statement_of_another_year(statement: str, expected: list[tuple[str, str]]) -> None:
    assert said(project_with(statement, ("举办培训情况", "完成"))) == expected


def test_a_long_dossier_is_compared_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the forms, twice the names looked at (all pairs would be four times); and what differs is found."""
    looked_at: list[int] = []
    for name in ("indicator_key", "key_of", "slips"):
        monkeypatch.setattr(consistency, name, counted(getattr(consistency, name), looked_at))
    totals = []
    for size in (40, 80):
        forms = long_dossier(size)
        looked_at.clear()
        assert findings(ex.good_dossier(*forms), letters="X") == []
        totals.append(sum(looked_at))
    assert 0 < totals[1] <= 2 * totals[0]
    forms[70].code = forms[3].code
    next(forms[60].indicators()).target = Target.parse("≥12次")
    found = findings(ex.good_dossier(*forms), letters="X")
    assert {(one.code, one.where) for one in found} == {("X005", "p60-goal-1.target"), ("X006", "p70.code")}


def long_dossier(size: int) -> list[ProjectForm]:
    names = [f"{'甲乙丙丁戊己庚辛'[n % 8]}项目{n}" for n in range(size)]
    return [ex.good_project(f"p{n}", name=name, code=f"P-{n:03}") for n, name in enumerate(names)]


def counted(function: Any, looked_at: list[int]) -> Any:
    """The function, noting how many names it is given."""

    def counting(*args: Any) -> Any:
        looked_at.append(sum(1 if isinstance(one, str) else len(one) for one in args))
        return function(*args)

    return counting
