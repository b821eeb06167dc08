"""The Checker: what it remembers is what a fresh look would find, and an edit costs only what it touches."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from itertools import count, islice
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.dossier import Dossier
from models.edits import Editor, Insert, Move, Remove, SetValue
from models.goals import Category, Dimension, Goal, Indicator
from models.rules import examples as ex
from models.rules import registry
from models.rules.engine import Checker, check, report
from models.rules.finding import Remark, Report
from models.rules.registry import rule
from models.rules.view import DossierView, FormView, GoalView, Row
from models.target import Target
from tests.effort import examples
from tests.models.rules.random_dossiers import dossiers, targets

TEMPLATES = ex.good_form().templates()


def ids(dossier: Dossier, kind: type[Any]) -> list[str]:
    found: list[str] = []
    for form in dossier.forms:
        for goal in form.goals:
            found += [goal.id] if kind is Goal else [indicator.id for indicator in goal.indicators()]
    return found


def random_edit(data: st.DataObject, editor: Editor) -> None:
    """One edit of some kind at some place."""
    dossier = editor.dossier
    rows, goals = ids(dossier, Indicator), ids(dossier, Goal)
    kind = data.draw(
        st.sampled_from(["target", "name", "basis", "remove", "insert", "move", "goal", "form", "dossier", "history"])
    )
    categories = [
        entry.id
        for form in dossier.forms
        for goal in form.goals
        for dimension in goal.dimensions
        for entry in dimension.categories
    ]
    if kind == "dossier":
        editor.apply(SetValue("unit.name", data.draw(st.sampled_from(["某局", "另一局"]))))
    elif kind == "form":
        editor.apply(SetValue(f"{dossier.forms[0].id}.leader", data.draw(st.sampled_from(["", "张三"]))))
    elif kind == "insert" and categories:
        editor.apply(
            Insert(
                data.draw(st.sampled_from(categories)),
                "indicators",
                0,
                Indicator(name="新指标", target=Target.parse("≥5场")),
            )
        )
    elif kind == "goal" and goals:
        editor.apply(SetValue(f"{data.draw(st.sampled_from(goals))}.label", data.draw(st.sampled_from(["甲", "乙"]))))
    elif rows:
        row_edit(data, editor, data.draw(st.sampled_from(rows)), kind, categories)


def row_edit(data: st.DataObject, editor: Editor, row: str, kind: str, categories: list[str]) -> None:
    if kind == "remove":
        editor.apply(Remove(row))
    elif kind == "move":
        editor.apply(Move(row, data.draw(st.sampled_from(categories)), "indicators", 0))
    elif kind == "target":
        editor.apply(SetValue(f"{row}.target", Target.parse(data.draw(targets()))))
    elif kind == "history":
        editor.apply(SetValue(f"{row}.history.2025", data.draw(st.sampled_from(["", "5场"]))))
    else:
        editor.apply(
            SetValue(
                f"{row}.{kind if kind in ('name', 'basis') else 'remark'}",
                data.draw(st.sampled_from(["", "完成", "合格率"])),
            )
        )


@settings(max_examples=examples(80))
@given(dossiers(), st.data())
def test_what_is_remembered_is_what_a_fresh_look_finds(dossier: Dossier, data: st.DataObject) -> None:
    editor, checker = Editor(dossier), Checker(TEMPLATES)
    for _ in range(6):
        assert checker.findings(dossier, editor.revision_of) == check(dossier, TEMPLATES)
        random_edit(data, editor)
    assert checker.findings(dossier, editor.revision_of) == check(dossier, TEMPLATES)


def look(data: st.DataObject, checker: Checker, editor: Editor) -> Report | None:
    """A look in steps: all of them, or only so many."""
    steps = checker.steps(editor.dossier, editor.revision_of)
    patience = data.draw(st.none() | st.integers(0, 120))
    try:
        for _ in count() if patience is None else range(patience):
            next(steps)
    except StopIteration as end:
        return cast("Report", end.value)
    return None


@settings(max_examples=examples(80))
@given(dossiers(), st.data())
def test_looks_in_steps_broken_off_by_edits_find_what_a_fresh_look_finds(dossier: Dossier, data: st.DataObject) -> None:
    editor, checker = Editor(dossier), Checker(TEMPLATES)
    for _ in range(8):
        found = look(data, checker, editor)
        assert found in (None, report(dossier, TEMPLATES))
        random_edit(data, editor)
    assert checker.report(dossier, editor.revision_of) == report(dossier, TEMPLATES)


def test_a_look_that_is_broken_off_leaves_nothing_half_known() -> None:
    dossier = ex.good_dossier(ex.good_project("p1"), ex.good_project("p2"))
    dossier.forms[1].name = ""
    editor, whole = Editor(dossier), report(dossier, TEMPLATES)
    for length in count():
        checker = Checker(TEMPLATES)
        steps = checker.steps(dossier, editor.revision_of)
        done = sum(1 for _ in islice(steps, length))
        steps.close()
        assert checker.report(dossier, editor.revision_of) == whole
        if done < length:
            break
    assert length > 100


class Counting:
    """Rules that find nothing and count how often they are asked."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        about: dict[str, Any] = {"title": "题", "severity": "info", "why": "因", "basis": "填报实务：例"}
        about |= {"good": ex.good_form(), "bad": ex.good_form()}

        def row_rule(row: Row) -> Iterator[Remark]:
            """Counts rows."""
            self.asked[f"row {row.name}"] += 1
            yield from ()

        def goal_rule(view: GoalView) -> Iterator[Remark]:
            """Counts goals."""
            self.asked[f"goal {view.goal.id}"] += 1
            yield from ()

        def form_rule(view: FormView) -> Iterator[Remark]:
            """Counts forms."""
            self.asked[f"form {view.form.id}"] += 1
            yield from ()

        def dossier_rule(view: DossierView) -> Iterator[Remark]:
            """Counts looks at the whole, and what is taken from each form."""
            self.asked["dossier"] += 1
            list(view.facts(self.fact))
            yield from ()

        rule("V901", **about)(row_rule)
        rule("V902", **about)(goal_rule)
        rule("V903", **about)(form_rule)
        rule("V904", **about)(dossier_rule)

    def fact(self, view: FormView) -> str:
        self.asked[f"fact {view.form.id}"] += 1
        return view.form.name


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    monkeypatch.setattr(registry, "_RULES", {})
    return Counting()


def test_an_edit_costs_only_what_it_touches(counting: Counting) -> None:
    dossier = ex.good_dossier(ex.good_project("p1"), ex.good_project("p2"))
    editor, checker = Editor(dossier), Checker(TEMPLATES, registry.registered())
    checker.findings(dossier, editor.revision_of)
    counting.asked.clear()

    checker.findings(dossier, editor.revision_of)
    assert not counting.asked

    editor.apply(SetValue("p1-goal-1.target", Target.parse("≥13场")))
    checker.findings(dossier, editor.revision_of)
    assert counting.asked == Counter(
        {"row 举办培训场次": 1, "goal p1-goal": 1, "form p1": 1, "dossier": 1, "fact p1": 1}
    )


def test_what_a_broken_off_look_has_found_of_rows_is_not_asked_again(counting: Counting) -> None:
    dossier = ex.good_dossier(ex.good_project("p1"))
    editor, checker = Editor(dossier), Checker(TEMPLATES, registry.registered())
    steps = sum(1 for _ in dossier.indicators()) + sum(1 for _ in dossier.forms[0].goals) + len(dossier.forms)
    list(islice(checker.steps(dossier, editor.revision_of), steps))
    checker.report(dossier, editor.revision_of)
    assert {times for key, times in counting.asked.items() if key.startswith("row ")} == {1}
    assert counting.asked["form p1"] == 2


@pytest.mark.usefixtures("counting")
def test_a_rule_with_much_to_say_says_it_remark_by_remark() -> None:
    """The window looks at its events between two steps."""

    def talkative(view: GoalView) -> Iterator[Remark]:
        """Has fifty things to say."""
        yield from (Remark(view.at("statement"), f"话{number}") for number in range(50))

    dossier = ex.good_dossier(ex.good_project("p1"))
    editor = Editor(dossier)
    silent = sum(1 for _ in Checker(TEMPLATES, registry.registered()).steps(dossier, editor.revision_of))
    rule("V905", title="题", severity="info", why="因", basis="填报实务：例", good=ex.good_form(), bad=ex.good_form())(
        talkative
    )
    checker = Checker(TEMPLATES, registry.registered())
    assert sum(1 for _ in checker.steps(dossier, editor.revision_of)) == silent + 51
    assert len(checker.findings(dossier, editor.revision_of)) == 50


def test_looks_that_are_over_are_let_go() -> None:
    dossier = ex.good_dossier(ex.good_project("p1"))
    editor, checker = Editor(dossier), Checker(TEMPLATES)
    for row in ids(dossier, Indicator):
        editor.apply(SetValue(f"{row}.remark", "另有说明"))
        checker.report(dossier, editor.revision_of)
    gc.collect()
    assert sum(isinstance(one, FormView) and one.form is dossier.forms[0] for one in gc.get_objects()) == 1


def test_another_budget_asks_only_the_rules_of_the_whole(counting: Counting) -> None:
    dossier = ex.good_dossier()
    editor, checker = Editor(dossier), Checker(TEMPLATES, registry.registered())
    checker.findings(dossier, editor.revision_of)
    counting.asked.clear()
    editor.apply(SetValue("budget.expenditure.total.amount", "5"))
    checker.findings(dossier, editor.revision_of)
    assert counting.asked == Counter({"dossier": 1})


def test_another_year_asks_everything_again(counting: Counting) -> None:
    dossier = ex.good_dossier()
    editor, checker = Editor(dossier), Checker(TEMPLATES, registry.registered())
    checker.findings(dossier, editor.revision_of)
    counting.asked.clear()
    editor.apply(SetValue("dossier.year", 2027))
    checker.findings(dossier, editor.revision_of)
    assert counting.asked["form project"] == counting.asked["dossier"] == 1
    assert len(counting.asked) == 10


# --- kind by kind: what is remembered gives way to what was changed ---


def everything() -> Dossier:
    """A department and a project with something to say of most parts of them."""
    project = ex.good_project("p1", leader="", unit_name="示例市示例局", project_year="2026")
    project.goals[0].dimensions.pop()
    project.goals[0].statement = "全年举办培训，培训考核合格率达到90%。"
    project.goals[0].dimensions[0].categories[0].indicators.append(Indicator(id="bare"))
    for row in list(project.indicators())[1:]:
        row.history = {"2025": "5"}
    department = ex.good_department("d1", projects=[{"id": "line", "name": "业务专项培训", "amount": "18"}])
    return ex.good_dossier(department, project)


CHANGES: list[Any] = [
    SetValue("p1.leader", "张三"),
    SetValue("p1.template", "no-such-form"),
    SetValue("p1.amount", "25"),
    SetValue("p1-goal.label", "目标甲"),
    SetValue("p1-goal.period", "long_term"),
    SetValue("p1-goal.statement", "全年举办培训，"),
    SetValue("p1-goal.summary", "全年举办培训，培训考核合格率达到91%。"),
    SetValue("p1-goal.weight", "50"),
    SetValue("p1-goal-产出指标.name", "效益指标"),
    SetValue("p1-goal-产出指标-数量指标.name", "质量指标"),
    SetValue("p1-goal-1.name", ""),
    SetValue("p1-goal-1.target", Target.parse("12场场")),
    SetValue("p1-goal-2.history.2025", "≥99%"),
    SetValue("p1-goal-2.weight", "15"),
    SetValue("bare.remark", "XX说明"),
    Remove("p1-goal-2"),
    Remove("p1-goal-产出指标-质量指标"),
    Insert("p1-goal-产出指标", "categories", 0, Category(id="empty", name="时效指标")),
    Insert("p1-goal", "dimensions", 0, Dimension(id="empty", name="其他指标")),
    Move("bare", "p1-goal-产出指标-数量指标", "indicators", 0),
    SetValue("line.name", "业务培训专项"),
    SetValue("line.amount", "20"),
    Remove("d1"),
    SetValue("unit.name", "另一局"),
    SetValue("dossier.year", 2027),
    SetValue("budget.expenditure.total.amount", "5"),
]


@pytest.mark.parametrize("change", CHANGES, ids=[str(n) for n in range(len(CHANGES))])
def test_a_change_is_seen_and_so_is_its_taking_back(change: Any) -> None:
    dossier = everything()
    editor, checker = Editor(dossier), Checker(TEMPLATES)
    before = checker.findings(dossier, editor.revision_of)
    assert before == check(dossier, TEMPLATES)
    inverse = editor.apply(change)
    after = checker.findings(dossier, editor.revision_of)
    assert after == check(dossier, TEMPLATES)
    assert after != before
    editor.apply(inverse)
    assert checker.findings(dossier, editor.revision_of) == before


def test_another_dossier_is_looked_at_anew() -> None:
    checker, one, other = Checker(TEMPLATES), ex.good_dossier(), everything()
    for dossier in (one, other, one):
        assert checker.findings(dossier, lambda _: 0) == check(dossier, TEMPLATES)


def test_a_form_put_in_place_of_another_is_looked_at_anew() -> None:
    dossier, checker = ex.good_dossier(), Checker(TEMPLATES)
    assert checker.findings(dossier, lambda _: 0) == []
    dossier.forms[0] = ex.good_project(leader="")
    assert [one.where for one in checker.findings(dossier, lambda _: 0)] == ["project.leader"]


def test_a_change_that_nobody_tells_of_is_not_looked_for() -> None:
    dossier, checker = ex.good_dossier(), Checker(TEMPLATES)
    checker.findings(dossier, lambda _: 0)
    dossier.forms[0].leader = ""  # type: ignore[union-attr]
    assert checker.findings(dossier, lambda _: 0) == []
    assert [one.where for one in checker.findings(dossier, lambda _: 1)] == ["project.leader"]


def test_a_blank_name_is_told_by_the_place_of_its_row() -> None:
    dossier = ex.good_dossier()
    category = dossier.forms[0].goals[0].dimensions[0].categories[0]
    category.indicators.append(Indicator(id="late", name=" ", target=Target.parse("12场场")))
    editor, checker = Editor(dossier), Checker(TEMPLATES)
    assert any("第 2 行" in one.message for one in checker.findings(dossier, editor.revision_of))
    editor.apply(Move("late", category.id, "indicators", 0))
    told = [one.message for one in checker.findings(dossier, editor.revision_of) if one.where.startswith("late.")]
    assert told
    assert all("第 1 行" in message for message in told)


def test_findings_come_in_the_order_of_the_paper() -> None:
    places = [one.where.partition(".")[0] for one in check(everything(), TEMPLATES)]
    whole = places[: places.index("p1")]
    assert "line" in whole
    inner = [place for place in places[places.index("p1") :] if place.startswith(("p1-goal-", "bare"))]
    rows = [row.id for row in everything().forms[1].indicators()]
    assert [place for place in dict.fromkeys(inner) if place in rows and place != "bare"] == [
        row for row in rows if row in inner and row != "bare"
    ]
