"""The Qt model shows the dossier as it is, whatever is done to it; and all that was done can be undone."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from models.dossier import Dossier
from models.edits import Batch, Change, Editor, Insert, Move, Remove, copied, duplicate
from models.files.jxmb import dumps
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.paths import nodes
from models.sheets import Sheet
from models.target import Target
from models.templates.unprinted import NOT_PRINTED
from models.values import Node
from tests.effort import examples
from tests.strategies import changes, lists_in, parts
from tests.ui.indicators.conftest import KORLA, dossier_of, goal_of, templates
from ui.ground.settings import Settings
from ui.indicators import pasting, transfer
from ui.indicators import row_changes as verbs
from ui.indicators.model import GoalModel
from ui.indicators.row_changes import Refusal
from ui.session.session import Session

pytestmark = pytest.mark.usefixtures("qapp")


TEXTS = ["≥95%", "12", "历史标准", "", "优", "\n换行"]
TABLES = ["甲\t≥1件\n乙\t≥2件\n", "产出指标\t数量指标\t甲\t≥1件\n\t质量指标\t乙\t≥95%", "丙"]


def picture_of_model(model: GoalModel, parent: QModelIndex | None = None) -> list[Any]:
    """What the model shows, as nested lists."""
    parent = parent or QModelIndex()
    rows = []
    for row in range(model.rowCount(parent)):
        cells = [model.index(row, column, parent) for column in range(model.columnCount(parent))]
        texts = [index.data(Qt.ItemDataRole.EditRole) for index in cells]
        rows.append([model.node_id(cells[0]), texts, picture_of_model(model, cells[0])])
    return rows


def as_qt(text: str) -> str:
    """Qt takes a byte order mark at the beginning of a text for what it is."""
    return text.removeprefix("\ufeff")


def picture_of_goal(model: GoalModel, goal: Goal | None) -> list[Any]:
    """What it should show."""
    blanks = [""] * (len(model.columns) - 1)
    return [
        [
            one.id,
            [as_qt(one.name), *blanks],
            [
                [
                    two.id,
                    [as_qt(two.name), *blanks],
                    [
                        [three.id, [as_qt(column.text(three)) for column in model.columns], []]
                        for three in two.indicators
                    ],
                ]
                for two in one.categories
            ],
        ]
        for one in (goal.dimensions if goal else [])
    ]


def totals_are_right(model: GoalModel, parent: QModelIndex) -> None:
    weight = model.column_of("weight")
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        node = model.node(index)
        assert node is not None
        if not isinstance(node, Indicator):
            known = [one.weight for one in nodes(node) if isinstance(one, Indicator) and one.weight is not None]
            shown = model.index(row, weight, parent).data()
            assert shown.startswith("小计 ") == bool(known)
            assert not known or Decimal(shown.removeprefix("小计 ")) == sum(known)
        totals_are_right(model, index)


@st.composite
def reshapings(draw: st.DrawFn, editor: Editor) -> list[Change]:
    """Rows that move, go and come in one step, each fitting what those before it leave."""
    twin = Editor(copied(editor.dossier))
    made: list[Change] = []
    for _ in range(draw(st.integers(2, 6))):
        rows = [node for node in nodes(twin.dossier) if isinstance(node, Dimension | Category | Indicator)]
        if not rows:
            break
        row = draw(st.sampled_from(rows))
        made.append(draw(_reshaping(twin, row)))
        twin.apply(made[-1])
    return made


@st.composite
def _reshaping(draw: st.DrawFn, editor: Editor, row: Node) -> Change:
    kind = draw(st.sampled_from(["move", "move", "remove", "insert"]))
    places = [place for place in lists_in(editor) if type(row) in place[3]]
    owner, field, entries, _ = draw(st.sampled_from(places))
    if kind == "remove":
        return Remove(row.id)
    if kind == "insert":
        return Insert(owner, field, draw(st.integers(0, len(entries))), duplicate(row))
    return Move(row.id, owner, field, draw(st.integers(0, len(entries) - any(row is entry for entry in entries))))


class EditorMachine(RuleBasedStateMachine):
    """Any change that fits, verbs of the tree, paste, undo and redo, over one session and its model."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()

    @initialize(goal=parts(Goal, 3) | st.builds(goal_of))
    def begin(self, goal: Goal) -> None:
        form = ProjectForm(id="f1", template=KORLA, goals=[goal, goal_of(prefix="x")])
        self.session = Session(
            Dossier(year=2026, forms=[form]), templates(), Settings(Path(self.folder.name) / "settings.ini")
        )
        self.first = dumps(self.session.dossier)
        self.model = GoalModel(self.session, Sheet("f1"))
        self.tester = QAbstractItemModelTester(self.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        self.model.show_goal(goal.id)

    def rows(self, kinds: tuple[type, ...] = (Dimension, Category, Indicator)) -> list[str]:
        goal = self.model.goal
        return [node.id for node in nodes(goal) if isinstance(node, kinds)] if goal else []

    @rule(data=st.data())
    def change(self, data: st.DataObject) -> None:
        self.session.apply(data.draw(changes(self.session.editor)))

    @rule(data=st.data())
    def reshape(self, data: st.DataObject) -> None:
        """Rows, mostly of this form's trees, go here and there in one step."""
        self.session.apply(Batch(tuple(data.draw(reshapings(self.session.editor))), "整理"))

    @rule(
        data=st.data(), column=st.integers(0, 20), text=st.sampled_from(["≥95%", "12", "历史标准", "", "优", "\n换行"])
    )
    def edit(self, data: st.DataObject, column: int, text: str) -> None:
        chosen = self.rows((Indicator,))
        if chosen:
            node = self.session.editor.node(data.draw(st.sampled_from(chosen)))
            assert isinstance(node, Indicator)
            try:
                change = self.model.columns[column % len(self.model.columns)].change(node, text)
            except ValueError:
                return
            self.session.apply(change)

    @rule(data=st.data(), word=st.sampled_from(["dimension", "category", "indicator", "delete", "up", "down"]))
    def verb(self, data: st.DataObject, word: str) -> None:
        goal = self.model.goal
        if goal is None:
            return
        rows = self.rows()
        chosen = data.draw(st.lists(st.sampled_from(rows), max_size=4)) if rows else []
        at, editor = (chosen[0] if chosen else ""), self.session.editor
        calls = {
            "dimension": lambda: verbs.with_dimension(editor, goal, at),
            "category": lambda: verbs.with_category(editor, goal, at),
            "indicator": lambda: verbs.with_indicator(editor, goal, at),
            "delete": lambda: verbs.removed(editor, chosen),
            "up": lambda: verbs.shifted(editor, goal, chosen, -1),
            "down": lambda: verbs.shifted(editor, goal, chosen, 1),
        }
        try:
            outcome = calls[word]()
        except Refusal:
            return
        assert self.session.apply(outcome.change), word

    @rule(data=st.data(), row=st.integers(-1, 5))
    def drag(self, data: st.DataObject, row: int) -> None:
        rows, goal = self.rows(), self.model.goal
        if not rows or goal is None:
            return
        chosen = data.draw(st.lists(st.sampled_from(rows), min_size=1, max_size=4))
        target = data.draw(st.sampled_from([goal.id, *rows]))
        try:
            outcome = verbs.moved(self.session.editor, chosen, target, row)
        except Refusal:
            return
        assert self.session.apply(outcome.change)

    @rule(data=st.data())
    def copy_and_paste(self, data: st.DataObject) -> None:
        rows, goal = self.rows(), self.model.goal
        if not rows or goal is None:
            return
        chosen = verbs.tops(self.session.editor, data.draw(st.lists(st.sampled_from(rows), min_size=1, max_size=3)))
        packet = transfer.unpacked(transfer.packed(self.session, chosen))
        assert packet is not None
        at = data.draw(st.sampled_from(["", *rows]))
        try:
            outcome = verbs.brought(self.session.editor, goal, at, packet.parcels)
        except Refusal:  # an empty level that is there already
            return
        assert self.session.apply(outcome.change)

    @rule(data=st.data(), column=st.integers(0, 20))
    def paste_a_table(self, data: st.DataObject, column: int) -> None:
        goal = self.model.goal
        if goal is None:
            return
        at = data.draw(st.sampled_from(["", *self.rows()]))
        place = pasting.Place(goal, at, column % len(self.model.columns), self.model.columns)
        text = data.draw(st.sampled_from(TABLES))
        try:
            found = pasting.pasted(self.session.editor, place, text, self.session.template_of(Sheet("f1")))
        except Refusal:
            return
        assert self.session.apply(found.outcome.change)

    @rule(data=st.data(), typed=st.booleans())
    def offer_a_row(self, data: st.DataObject, typed: bool) -> None:
        if chosen := self.rows((Category,)):
            row = self.model.offer(data.draw(st.sampled_from(chosen)), 0)
            if typed:
                self.session.apply(Insert(self.model.place_of_offer()[0], "indicators", 0, Indicator(id=row)))
            self.model.withdraw()

    @precondition(lambda self: self.session.history.stack.canUndo())
    @rule()
    def undo(self) -> None:
        self.session.undo()

    @precondition(lambda self: self.session.history.stack.canRedo())
    @rule()
    def redo(self) -> None:
        self.session.redo()

    @rule()
    def check(self) -> None:
        self.session.check()

    @invariant()
    def model_is_the_dossier(self) -> None:
        if hasattr(self, "model"):
            assert picture_of_model(self.model) == picture_of_goal(self.model, self.model.goal)
            if self.model.column_of("weight"):
                totals_are_right(self.model, QModelIndex())

    def teardown(self) -> None:
        if hasattr(self, "session"):
            while self.session.history.stack.canUndo():
                self.session.undo()
            assert dumps(self.session.dossier) == self.first
            self.model_is_the_dossier()
            self.session.close()
            self.session.history.stack.blockSignals(True)
        self.folder.cleanup()


EditorMachine.TestCase.settings = settings(
    max_examples=examples(25),
    stateful_step_count=15,
    phases=(Phase.generate,),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.usefixtures("qapp")
class TestEditor(EditorMachine.TestCase):  # type: ignore[misc,valid-type]
    """Undo of everything gives the first file back byte for byte."""


def watched(make_session: Any, *goals: Goal, template: str = KORLA) -> tuple[Session, GoalModel]:
    session = make_session(dossier_of(*goals, template=template))
    model = GoalModel(session, Sheet("f1"))
    model.show_goal(goals[0].id)
    return session, model


def test_typing_is_told_cell_by_cell(make_session: Any) -> None:
    session, model = watched(make_session, goal_of())
    told: list[tuple[str, str]] = []
    resets: list[int] = []
    model.dataChanged.connect(lambda a, _b: told.append((model.node_id(a), model.columns[a.column()].field)))
    model.modelReset.connect(lambda: resets.append(1))
    session.set_value("i1.target", Target.parse("≥5件"))
    assert told == [("i1", "target")]
    told.clear()
    session.set_value("i1.weight", 5)
    assert set(told) == {("i1", "weight"), ("c1", "weight"), ("d1", "weight")}
    assert not resets


def test_a_move_is_told_as_a_move(make_session: Any) -> None:
    session, model = watched(make_session, goal_of())
    moves: list[tuple[int, int]] = []
    removed: list[int] = []
    model.rowsMoved.connect(lambda _p, start, _e, _t, row: moves.append((start, row)))
    model.rowsRemoved.connect(lambda *_: removed.append(1))
    session.apply(Move("d1", "g", "dimensions", 3))
    session.apply(Move("i1", "c5", "indicators", 0))
    assert moves == [(0, 4), (0, 0)]
    assert not removed


def test_a_thousand_rows_come_in_one_go(make_session: Any) -> None:
    session, model = watched(make_session, goal_of())
    told: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _p, first, last: told.append((first, last)))
    place = pasting.Place(model.goal, "c1", 0, model.columns)  # type: ignore[arg-type]
    text = "\n".join(f"指标{number}\t≥{number}件" for number in range(1000))
    session.apply(pasting.pasted(session.editor, place, text, session.template_of(Sheet("f1"))).outcome.change)
    assert told == [(2, 1001)]


def test_what_moves_into_a_new_level_is_shown_once(make_session: Any) -> None:
    session, model = watched(make_session, goal_of())
    new = Dimension(id="new", name="新")
    session.apply(Batch((Insert("g", "dimensions", 0, new), Move("c1", "new", "categories", 0)), "整理"))
    assert picture_of_model(model) == picture_of_goal(model, model.goal)
    session.undo()
    assert picture_of_model(model) == picture_of_goal(model, model.goal)


def _gone_with_its_rows() -> Batch:
    return Batch((Move("i1", "c5", "indicators", 0), Remove("c1")), "整理")


def _left_and_its_new_home_left_too() -> Batch:
    return Batch((Move("i1", "c2", "indicators", 0), Move("c2", "xd1", "categories", 0)), "整理")


def _into_a_row_that_moves_under_a_new_one() -> Batch:
    new = Dimension(id="new", name="新")
    moves = Move("i1", "c3", "indicators", 0), Move("c3", "new", "categories", 0), Remove("d2")
    return Batch((Insert("g", "dimensions", 1, new), *moves), "整理")


def _all_to_a_new_row_the_old_ones_gone() -> Batch:
    new = Category(id="new", name="新")
    moves = [Move(f"i{number}", "new", "indicators", 0) for number in (1, 3, 4)]
    return Batch((Insert("d4", "categories", 1, new), *moves, Remove("d1"), Remove("d2")), "整理")


def _out_of_a_row_that_goes_after_its_home_moved() -> Batch:
    return Batch((Move("c2", "d4", "categories", 0), Move("i1", "c2", "indicators", 1), Remove("d1")), "整理")


def _round_about() -> Batch:
    swaps = Move("c1", "d4", "categories", 0), Move("c5", "d1", "categories", 0), Move("d4", "g", "dimensions", 0)
    return Batch((*swaps, Move("i1", "c5", "indicators", 1), Remove("c2"), Move("i2", "xc1", "indicators", 0)), "整理")


TANGLED = (
    _gone_with_its_rows,
    _left_and_its_new_home_left_too,
    _into_a_row_that_moves_under_a_new_one,
    _all_to_a_new_row_the_old_ones_gone,
    _out_of_a_row_that_goes_after_its_home_moved,
    _round_about,
)


@pytest.mark.parametrize("batch", TANGLED)
def test_rows_that_go_in_one_step_with_what_held_them(make_session: Any, batch: Callable[[], Batch]) -> None:
    """Taken back and done again it stays what the dossier is, and Qt's own tester sees no sign out of turn."""
    session = make_session(dossier_of(goal_of(), goal_of(prefix="x")))
    model = GoalModel(session, Sheet("f1"))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_goal("g")
    before = dumps(session.dossier)
    session.apply(batch())
    for step in (session.undo, session.redo, session.undo):
        assert picture_of_model(model) == picture_of_goal(model, model.goal)
        totals_are_right(model, QModelIndex())
        step()
    assert picture_of_model(model) == picture_of_goal(model, model.goal)
    assert dumps(session.dossier) == before
    tester.deleteLater()


def test_the_goal_goes_and_comes_back(make_session: Any) -> None:
    session, model = watched(make_session, goal_of())
    session.apply(Remove("g"))
    assert model.rowCount() == 0
    session.undo()
    assert model.rowCount() == 4


@pytest.mark.parametrize("template", sorted(templates()))
def test_columns_are_those_of_every_template(make_session: Any, template: str) -> None:
    _, model = watched(make_session, goal_of(), template=template)
    assert model.columns[0].kind == "name"
    for column in model.columns:
        assert column.head
        assert not any("a" <= sign <= "z" for sign in column.head)
    printed = {
        path.removeprefix("indicator.") for path in templates()[template].printed if path.startswith("indicator")
    }
    beside = {column.field for column in model.columns if NOT_PRINTED in column.tip}
    unseen = {"target", "weight"} - {path.partition(".")[0] for path in printed}
    assert beside == unseen, "it is in the goal, and must be seen"
    own = {column.field.replace("2025", "year-1").replace("2024", "year-2") for column in model.columns}
    assert own - beside <= printed


def test_signs_numbers_and_units_in_columns_of_their_own(make_session: Any) -> None:
    session, model = watched(make_session, goal_of(), template="lukou-department-2026")
    by_kind = {column.kind: column for column in model.columns}
    session.apply(Insert("c1", "indicators", 0, Indicator(id="new")))

    def put(kind: Any, text: str) -> str:
        node = session.editor.node("new")
        assert isinstance(node, Indicator)
        session.apply(by_kind[kind].change(node, text))
        assert by_kind[kind].text(node) == text
        return node.target.text

    assert put("comparison", "≥") == "≥"
    assert put("unit", "%") == "≥%"
    assert put("number", "95") == "≥95%"
    assert put("comparison", "定性") == "95%"
    assert session.value("new.nature") == "qualitative"
    assert put("comparison", "≤") == "≤95%"
    assert session.value("new.nature") == ""


def test_marks_have_shape_and_word(make_session: Any) -> None:
    session, model = watched(make_session, goal_of((("产出指标", "数量指标", "甲", "", ""),)))
    session.check()
    index = model.index_of("i1")
    assert not index.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert any(word in index.data(Qt.ItemDataRole.AccessibleTextRole) for word in ("错误", "提醒", "提示"))
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert "三级指标" in index.data(Qt.ItemDataRole.AccessibleTextRole)
