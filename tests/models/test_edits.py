"""Every change can be taken back to the byte, found nodes are where they are said to be, refusals change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.dossier import Dossier, Silence
from models.edits import Batch, Change, EditError, Editor, Insert, Move, Remove, SetValue, duplicate, merge, word_of
from models.fields import PART_WORDS, field_word, list_fields
from models.forms import CostItem, DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.paths import nodes
from models.target import Target
from models.values import MoneyLine, Node, Part
from tests.effort import examples
from tests.strategies import changes, dossiers, sequences


def saved(dossier: Dossier) -> str:
    return dossier.model_dump_json(indent=1)


def small() -> Dossier:
    """A unit with a department form and a project: ids say what they are."""
    rows = [Indicator(id=f"row{n}", name=f"指标{n}", target=Target.parse("≥95%")) for n in range(3)]
    other = Category(id="quality", name="质量指标")
    outputs = Dimension(id="output", categories=[Category(id="count", name="数量指标", indicators=rows), other])
    goal = Goal(id="goal", dimensions=[outputs, Dimension(id="effect")])
    project = ProjectForm(id="project", name="信访专项", goals=[goal], costs=[CostItem(id="cost")])
    department = DepartmentForm.model_validate(
        {
            "id": "department",
            "income": {"fiscal": {"amount": "5"}, "unit": {"amount": "2"}},
            "extra": {"甲": "1", "乙": "2"},
        }
    )
    return Dossier(year=2026, forms=[department, project])


def agrees_with_a_fresh_walk(editor: Editor) -> None:
    found: set[str] = {"dossier", "unit", "budget"}

    def walk(part: Part, part_id: str, form: str) -> None:
        for field in list_fields(type(part)):
            entries: list[Node] = getattr(part, field)
            for position, node in enumerate(entries):
                home = node.id if field == "forms" else form
                assert editor.node(node.id) is node
                assert editor.parent(node.id) == (part_id, field, position)
                assert editor.form_of(node.id) == home
                found.add(node.id)
                walk(node, node.id, home)

    walk(editor.dossier, "dossier", "dossier")
    walk(editor.dossier.budget, "budget", "budget")
    assert {node.id for node in nodes(editor.dossier)} == found - {"dossier", "unit", "budget"}
    assert set(editor._parts) == found
    assert set(editor._places) == found - {"dossier", "unit", "budget"}


@settings(max_examples=examples(60))
@given(dossiers, st.data())
def test_undoing_everything_restores_the_file_to_the_byte_and_redoing_too(
    dossier: Dossier, data: st.DataObject
) -> None:
    editor = Editor(dossier)
    states, inverses = [saved(dossier)], []
    for _ in range(data.draw(st.integers(1, 8))):
        inverses.append(editor.apply(data.draw(changes(editor))))
        agrees_with_a_fresh_walk(editor)
        states.append(saved(dossier))
    redos = []
    for inverse, state in zip(reversed(inverses), reversed(states[:-1]), strict=True):
        redos.append(editor.apply(inverse))
        assert saved(dossier) == state
        agrees_with_a_fresh_walk(editor)
    for redo, state in zip(reversed(redos), states[1:], strict=True):
        editor.apply(redo)
        assert saved(dossier) == state
    agrees_with_a_fresh_walk(editor)


@settings(max_examples=examples(40))
@given(dossiers, st.data())
def test_a_batch_that_fails_in_the_middle_changes_nothing(dossier: Dossier, data: st.DataObject) -> None:
    editor = Editor(dossier)
    before, heard = saved(dossier), list[Change]()
    editor.listen(lambda change, _: heard.append(change))
    good = data.draw(sequences(editor))
    with pytest.raises(EditError):
        editor.apply(Batch((*good, SetValue("nobody.name", "x")), "批量"))
    assert saved(dossier) == before
    assert editor.revision == 0
    assert not heard
    agrees_with_a_fresh_walk(editor)


@settings(max_examples=examples(40))
@given(dossiers, st.data())
def test_a_saved_dossier_stays_valid_whatever_was_changed(dossier: Dossier, data: st.DataObject) -> None:
    editor = Editor(dossier)
    for _ in range(4):
        editor.apply(data.draw(changes(editor)))
    assert Dossier.model_validate_json(saved(dossier)) == dossier


REFUSED: dict[str, Change] = {
    "unknown node": SetValue("nobody.name", "x"),
    "no field": SetValue("row0", "x"),
    "unknown field": SetValue("row0.colour", "x"),
    "empty key": SetValue("department.extra.", "x"),
    "key below a text": SetValue("row0.name.first", "x"),
    "part of a target": SetValue("row0.target.number", "5"),
    "unknown source of money": SetValue("department.income.lottery.amount", Decimal(1)),
    "unknown field of a line": SetValue("department.income.fiscal.colour", Decimal(1)),
    "line where an amount belongs": SetValue("project.funding.fiscal.amount", Decimal(1)),
    "key too deep": SetValue("department.income.fiscal.history.2024.1", Decimal(1)),
    "text for an amount": SetValue("row0.weight", "十分"),
    "float for an amount": SetValue("row0.weight", 1.5),
    "number for a text": SetValue("row0.name", 5),
    "number for a target": SetValue("row0.target", 5),
    "no text": SetValue("row0.name", None),
    "unknown period": SetValue("goal.period", "weekly"),
    "year out of range": SetValue("dossier.year", 1066),
    "half a character": SetValue("row0.name", "半\ud83d"),
    "half a character in a key": SetValue("row0.history.\ud83d", "x"),
    "half a character in a target": SetValue("row0.target", Target.parse("\udfff")),
    "an id": SetValue("row0.id", "new"),
    "a kind": SetValue("project.kind", "department"),
    "a version": SetValue("dossier.version", 1),
    "a list": SetValue("goal.dimensions", []),
    "the unit as a whole": SetValue("dossier.unit", None),
    "insert into nobody": Insert("nobody", "goals", 0, Goal()),
    "insert into no list": Insert("project", "name", 0, Goal()),
    "insert into a value": Insert("row0", "indicators", 0, Indicator()),
    "insert the wrong kind": Insert("count", "indicators", 0, Goal()),
    "insert a base of the kind": Insert("dossier", "forms", 0, Node()),
    "insert behind the end": Insert("count", "indicators", 4, Indicator()),
    "insert before the start": Insert("count", "indicators", -1, Indicator()),
    "insert a known id": Insert("count", "indicators", 0, Indicator(id="cost")),
    "insert a reserved id": Insert("count", "indicators", 0, Indicator(id="unit")),
    "insert one id twice": Insert(
        "effect", "categories", 0, Category(indicators=[Indicator(id="same"), Indicator(id="same")])
    ),
    "insert half a character": Insert("count", "indicators", 0, Indicator(name="\udc00")),
    "remove nobody": Remove("nobody"),
    "remove the unit": Remove("unit"),
    "remove the dossier": Remove("dossier"),
    "move nobody": Move("nobody", "count", "indicators", 0),
    "move the budget": Move("budget", "dossier", "forms", 0),
    "move to nobody": Move("row0", "nobody", "indicators", 0),
    "move to another kind of list": Move("row0", "goal", "dimensions", 0),
    "move behind the end of its own list": Move("row0", "count", "indicators", 3),
    "move behind the end of another list": Move("row0", "quality", "indicators", 1),
    "move into itself": Move("goal", "goal", "dimensions", 0),
    "move under itself": Move("goal", "count", "indicators", 0),
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_done_is_refused_in_chinese_and_changes_nothing(change: Change) -> None:
    editor = Editor(small())
    before = saved(editor.dossier)
    for refused in (change, Batch((Remove("row1"), change), "批量")):
        with pytest.raises(EditError, match=r"[一-龥]{3}"):
            editor.apply(refused)
        assert saved(editor.dossier) == before
        assert editor.revision == 0
    agrees_with_a_fresh_walk(editor)


def test_moving_under_itself_is_said_so() -> None:
    with pytest.raises(EditError, match="不能移到它自己下面"):
        Editor(small()).apply(Move("output", "count", "indicators", 0))


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("row0.target", Target.parse("≤3次"), "≤3次"),
        ("row0.target", "≤3次", "≤3次"),
        ("row0.weight", Decimal("12.50"), "12.50"),
        ("row0.nature", "qualitative", "qualitative"),
        ("row0.history.2025", "90%", "90%"),
        ("goal.period", "long_term", "long_term"),
        ("unit.name", "示例市信访局", "示例市信访局"),
        ("dossier.year", 2027, "2027"),
        ("budget.income.fiscal.amount", Decimal("3"), "3"),
        ("department.income.fiscal.history.2025", Decimal("3.00"), "3.00"),
        ("project.funding.superior", Decimal("1"), "1"),
        ("project.spending_plan.3月", Decimal("25"), "25"),
    ],
)
def test_a_value_is_set_and_set_back_by_the_same_name(path: str, value: object, expected: str) -> None:
    editor = Editor(small())
    before = saved(editor.dossier)
    inverse = editor.apply(SetValue(path, value))
    assert str(editor.value(path)) == expected
    editor.apply(inverse)
    assert saved(editor.dossier) == before


@pytest.mark.parametrize(
    "change",
    [
        SetValue("department.extra.甲", ""),
        SetValue("department.extra.丙", "3"),
        SetValue("department.extra", {"丙": "3", "甲": "0"}),
        SetValue("department.income.fiscal", None),
        SetValue("department.income.fiscal.amount", None),
        SetValue("department.income.general.amount", Decimal("1.0")),
        SetValue("department.income", {"unit": MoneyLine(share=Decimal(40))}),
    ],
)
def test_the_order_of_keys_comes_back_too(change: SetValue) -> None:
    editor = Editor(small())
    before = saved(editor.dossier)
    inverse = editor.apply(change)
    after = saved(editor.dossier)
    assert after != before
    redo = editor.apply(inverse)
    assert saved(editor.dossier) == before
    editor.apply(redo)
    assert saved(editor.dossier) == after


def test_a_blank_for_a_line_that_is_not_there_makes_no_line() -> None:
    editor = Editor(small())
    editor.apply(SetValue("department.income.general.amount", None))
    assert "general" not in editor.node("department").income  # type: ignore[attr-defined]


def test_what_was_handed_in_can_be_changed_without_harm() -> None:
    editor = Editor(small())
    goal = Goal(id="second", dimensions=[Dimension(id="new")])
    line = {"fiscal": MoneyLine(amount=Decimal(1))}
    editor.apply(Insert("project", "goals", 1, goal))
    editor.apply(SetValue("department.income", line))
    before = saved(editor.dossier)
    goal.dimensions.clear()
    goal.label = "改"
    line["fiscal"].amount = Decimal(9)
    assert saved(editor.dossier) == before


def test_revisions_tell_which_forms_a_change_touched() -> None:
    editor = Editor(small())
    editor.apply(SetValue("row0.name", "甲"))
    assert (editor.revision, editor.revision_of("project"), editor.revision_of("department")) == (1, 1, 0)
    editor.apply(SetValue("unit.name", "乙"))
    assert (editor.revision_of("unit"), editor.revision_of("project")) == (2, 1)
    editor.apply(Insert("department", "goals", 0, Goal(id="there")))
    editor.apply(Move("effect", "there", "dimensions", 0))
    assert editor.revision_of("project") == editor.revision_of("department") == editor.revision == 4
    inverse = editor.apply(Remove("project"))
    assert editor.revision_of("dossier") == 5
    editor.apply(inverse)
    assert editor.revision_of("project") == 6


def test_listeners_hear_each_change_once_with_its_inverse_until_they_leave() -> None:
    editor = Editor(small())
    heard: list[tuple[Change, Change]] = []
    leave = editor.listen(lambda change, inverse: heard.append((change, inverse)))
    change = Batch((SetValue("row0.name", "甲"), Remove("row1")), "整理")
    inverse = editor.apply(change)
    assert heard == [(change, inverse)]
    leave()
    leave()
    editor.apply(inverse)
    assert len(heard) == 1


def test_a_listener_may_not_change_what_it_is_told_about() -> None:
    editor = Editor(small())

    def meddle(_: Change, inverse: Change) -> None:
        editor.apply(inverse)

    editor.listen(meddle)
    with pytest.raises(RuntimeError):
        editor.apply(SetValue("row0.name", "甲"))
    assert editor.value("row0.name") == "甲"


def test_an_id_that_is_there_twice_is_refused_at_the_door() -> None:
    with pytest.raises(EditError, match="same"):
        Editor(Dossier(year=2026, forms=[ProjectForm(id="same"), ProjectForm(id="same")]))


def test_a_duplicate_is_equal_but_for_its_ids() -> None:
    goal = Editor(small()).node("goal")
    assert isinstance(goal, Goal)
    twin = duplicate(goal)
    assert not {node.id for node in nodes(twin)} & {node.id for node in nodes(goal)}

    def plain(part: Part) -> Any:
        return part.model_dump(exclude={"id": True, "dimensions": {"__all__": {"id": True, "categories": True}}})

    assert plain(twin) == plain(goal)
    assert [row.name for row in twin.indicators()] == ["指标0", "指标1", "指标2"]
    twin.dimensions[0].categories[0].indicators[0].history["2025"] = "改"
    assert not next(goal.indicators()).history


def test_typing_in_one_place_is_one_change() -> None:
    first, second = SetValue("row0.name", "甲"), SetValue("row0.name", "甲乙")
    assert merge(first, second) == second
    assert merge(first, SetValue("row1.name", "甲乙")) is None
    assert merge(first, Remove("row0")) is None


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (SetValue("row0.target", Target()), "修改指标值"),
        (SetValue("row0.history.2025", "5"), "修改以前年度指标值·2025年"),
        (SetValue("department.income.fiscal.amount", None), "修改收入构成·财政拨款"),
        (SetValue("department.extra.甲", ""), "修改甲"),
        (SetValue("unit.name", ""), "修改单位名称"),
        (Remove("row0"), "删除三级指标"),
        (Move("count", "effect", "categories", 0), "移动二级指标"),
        (Insert("dossier", "forms", 0, ProjectForm()), "添加项目"),
        (Insert("project", "goals", 0, Goal(period="long_term")), "添加长期目标"),
        (Batch((), "平衡权重"), "平衡权重"),
        (Remove("gone"), "删除内容"),
    ],
)
def test_the_undo_menu_speaks_the_forms_words(change: Change, word: str) -> None:
    assert word_of(change, Editor(small())) == word


def test_every_field_has_a_short_word() -> None:
    for model in PART_WORDS:
        for name in model.model_fields:
            word = field_word(model, name)
            assert 2 <= len(word) <= 10, (model, name, word)
            assert not word.isascii()


def test_a_silenced_finding_is_a_change_like_any_other() -> None:
    editor = Editor(small())
    inverse = editor.apply(Insert("dossier", "silenced", 0, Silence(code="W001", where="row0.weight")))
    assert editor.form_of(editor.dossier.silenced[0].id) == "dossier"
    editor.apply(inverse)
    assert not editor.dossier.silenced


def test_a_change_in_a_big_dossier_costs_no_more_than_in_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    walked: list[Part] = []

    def counted(part: Part) -> Iterator[Node]:
        walked.append(part)
        return nodes(part)

    monkeypatch.setattr("models.edits.nodes", counted)
    editor = Editor(small())
    walked.clear()
    editor.apply(editor.apply(Remove("row0")))
    editor.apply(Move("row1", "quality", "indicators", 0))
    editor.apply(SetValue("row0.name", "甲"))
    assert all(isinstance(part, Indicator) for part in walked)
