"""Values of an earlier year by equal names; what is only like, or has a value already, waits for a yes."""

from __future__ import annotations

import pytest

from models.comparing.last_year import last_year
from models.dossier import Dossier
from models.edits import Editor
from models.forms import AnyForm, DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.target import Target


def form(name: str, *named: tuple[str, str], kind: type[AnyForm] = ProjectForm) -> AnyForm:
    indicators = [Indicator(name=one, target=Target.parse(text)) for one, text in named]
    goal = Goal(period="annual", dimensions=[Dimension(categories=[Category(indicators=indicators)])])
    return kind(name=name, goals=[goal])


def dossier(*forms: AnyForm, year: int = 2026) -> Dossier:
    return Dossier(year=year, forms=list(forms))


def filled(own: Dossier, other: Dossier, *, agreed: bool = False) -> dict[str, dict[str, str]]:
    found = last_year(own, other, 2025)
    change = found.change(found.asked if agreed else ())
    if change is not None:
        Editor(own).apply(change)
    return {one.name: one.history for one in own.indicators()}


@pytest.mark.parametrize(
    ("mine", "theirs", "at_once", "after_yes"),
    [
        ("植树面积", "植树面积", True, True),
        ("植树 面积", "植树（面积）", True, True),
        ("植树面积", "新植树面积", False, True),
        ("植树面积", "培训人次", False, False),
    ],
)
def test_equal_names_are_filled_in_like_ones_are_asked(mine: str, theirs: str, at_once: bool, after_yes: bool) -> None:
    other = dossier(form("造林", (theirs, "≥30亩")), year=2025)
    assert filled(dossier(form("造林", (mine, "≥40亩"))), other) == {mine: {"2025": "≥30亩"} if at_once else {}}
    agreed = filled(dossier(form("造林", (mine, "≥40亩"))), other, agreed=True)
    assert agreed == {mine: {"2025": "≥30亩"} if after_yes else {}}


def test_nothing_is_overwritten_without_a_yes() -> None:
    own = dossier(form("造林", ("植树面积", "≥40亩")))
    next(own.indicators()).history = {"2025": "≥25亩", "2024": "≥20亩"}
    other = dossier(form("造林", ("植树面积", "≥30亩")))
    found = last_year(own, other, 2025)
    assert "≥25亩" in found.asked[0].words
    assert "≥30亩" in found.asked[0].words
    assert filled(own, other) == {"植树面积": {"2025": "≥25亩", "2024": "≥20亩"}}
    assert filled(own, other, agreed=True) == {"植树面积": {"2025": "≥30亩", "2024": "≥20亩"}}
    again = last_year(own, other, 2025)
    assert (again.there, again.sure, again.asked) == (1, [], [])


def test_forms_are_matched_by_name_and_department_forms_by_kind() -> None:
    own = dossier(form("整体", ("办结率", "≥90%"), kind=DepartmentForm), form("造林", ("植树面积", "≥40亩")))
    other = dossier(
        form("造林", ("植树面积", "≥30亩")), form("某局整体", ("办结率", "≥85%"), kind=DepartmentForm), form("修渠")
    )
    found = last_year(own, other, 2025)
    assert [one.text for one in found.sure] == ["≥30亩", "≥85%"]
    assert found.alone == ["“修渠”"]


def test_a_form_with_a_name_only_like_is_one_question() -> None:
    own = dossier(form("造林工程（2026）", ("植树面积", "≥40亩"), ("成活率", "≥90%")), form("修渠", ("渠长", "1")))
    other = dossier(form("造林工程（2025）", ("植树面积", "≥30亩"), ("成活率", "≥80%")))
    [question] = last_year(own, other, 2025).asked
    assert [one.text for one in question.values] == ["≥30亩", "≥80%"]
    assert "造林工程（2025）" in question.words


def test_what_has_no_partner_is_told_and_equal_names_go_in_order() -> None:
    own = dossier(form("造林", ("面积", "≥1亩"), ("面积", "≥2亩")))
    other = dossier(form("造林", ("面积", "≥8亩"), ("面积", "≥9亩"), ("宣传场次", "3场")))
    found = last_year(own, other, 2025)
    assert [one.text for one in found.sure] == ["≥8亩", "≥9亩"]
    assert found.alone == ["“造林”的“宣传场次”"]


@pytest.mark.parametrize(
    ("theirs", "held", "words"),
    [
        ("植树面积", "≥25亩", "“造林”的“植树面积”：2025 年已写“≥25亩”，换成来源的“≥30亩”吗？"),
        ("植树（面积）", "≥25亩", "“造林”的“植树面积”：2025 年已写“≥25亩”，换成来源的“≥30亩”吗？"),
        ("新植树面积", "≥25亩", "“造林”的“植树面积”，来源叫“新植树面积”：2025 年已写“≥25亩”，换成来源的“≥30亩”吗？"),
        ("新植树面积", "", "“造林”的“植树面积”，来源叫“新植树面积”，是同一个指标吗？是的话，2025 年填“≥30亩”"),
    ],
)
def test_what_is_asked_says_what_would_be_done(theirs: str, held: str, words: str) -> None:
    own = dossier(form("造林", ("植树面积", "≥40亩")))
    next(own.indicators()).history = {"2025": held}
    assert [one.words for one in last_year(own, dossier(form("造林", (theirs, "≥30亩"))), 2025).asked] == [words]


@pytest.mark.parametrize(
    ("mine", "theirs", "asked", "alone"),
    [
        (["植树面积"], ["新植树面积", "旧植树面积"], 1, 1),  # each is one other at most
        (["新植树面积", "旧植树面积"], ["植树面积"], 1, 0),
        (["植树面积"], ["植树面积数", "植树面积总数"], 1, 1),
        (["甲乙丙丁"], ["戊己庚辛"], 0, 1),  # nothing like it, though it is the only one
        (["植树面积", "甲乙丙丁"], ["植树面积", "植树面积数"], 0, 1),  # what has its equal is not asked about again
    ],
)
def test_each_has_one_partner_at_most(mine: list[str], theirs: list[str], asked: int, alone: int) -> None:
    own = dossier(form("造林", *((name, "≥40亩") for name in mine)))
    found = last_year(own, dossier(form("造林", *((name, "≥30亩") for name in theirs))), 2025)
    assert (len(found.asked), len(found.alone)) == (asked, alone)


def test_the_most_alike_is_taken() -> None:
    own = dossier(form("造林", ("植树总面积", "≥40亩")))
    found = last_year(own, dossier(form("造林", ("植树的面积", "≥1亩"), ("植树总面积数", "≥30亩"))), 2025)
    assert "植树总面积数" in found.asked[0].words
    assert found.alone == ["“造林”的“植树的面积”"]


def test_a_lone_form_stands_for_another_lone_one_whatever_their_names() -> None:
    other = dossier(form("河道巡查", ("植树面积", "≥30亩")))
    assert len(last_year(dossier(form("造林", ("植树面积", "≥40亩"))), other, 2025).asked) == 1
    two = dossier(form("造林", ("植树面积", "≥40亩")), form("水质检测", ("植树面积", "≥40亩")))
    assert last_year(two, other, 2025).asked == []
    department = dossier(form("造林", ("植树面积", "≥40亩"), kind=DepartmentForm))
    assert last_year(department, other, 2025).asked == [], "a department is no project"
