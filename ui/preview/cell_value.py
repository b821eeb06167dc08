"""One value of a cell: what a person sees of it to edit, and how what is typed goes to the dossier."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.edits import Batch, Change, Insert, Remove, SetValue, copied
from models.entry import NOT_A_NUMBER, meant, part_of_target, shown, typed
from models.fields import field_word, part_word
from models.goals import Goal, Indicator
from models.making import numbered_anew
from models.step_words import word_of
from models.table import Slot
from models.target import WHOLE
from models.templates.template import FormTemplate
from models.values import Part
from ui.preview.blank_rows import labelled
from ui.preview.cells import FormCells, Stop
from ui.session.session import Session
from ui.session.writing import path_of_unit_name, write_typed

WHOLE_TARGET = "indicator.target"


class CellValue:
    """The value of a slot in a session, from the first key to the last."""

    def __init__(self, session: Session, stop: Stop, cells: FormCells, template: FormTemplate | None) -> None:
        self.session, self.slot = session, stop.slot
        self._blanks, self._needs, self._template = cells.blanks, cells.needs(stop), template
        self._parts = template.target_parts if template else WHOLE
        self._path = self.slot.path
        if self._is_unit_name():
            self._path = path_of_unit_name(session, self._form_id())
        self._before = self._raw()
        self._inserted = False
        self.draft = session.drafts.get(stop.slot.path)
        self.rebase()

    def rebase(self) -> None:
        """What is typed is measured by the node as it is now: a half-typed part must not forget the others."""
        node = self._node()
        self._base = copied(node) if isinstance(node, Indicator) else None
        self._seen = self._raw()

    def _node(self) -> Part | None:
        return self.session.editor.node(self.slot.node) if self.slot.node in self.session.editor else None

    @property
    def is_blank_row(self) -> bool:
        """The dossier has no such node yet."""
        return self.slot.node not in self.session.editor and self.slot.node in self._blanks

    @property
    def part(self) -> str:
        """Which part of a target, empty for any other value."""
        return part_of_target(self.slot.name)

    def text(self) -> str:
        """What the editor shows: the value without the form's words around it."""
        node = self._node()
        return shown(node, self.slot.name, self._parts) or self._stand_in() if node is not None else ""

    def _stand_in(self) -> str:
        """What the form prints where its own field is blank."""
        if self.slot.node not in self.session.editor:
            return ""
        if self._is_unit_name():
            return self.session.dossier.unit.name
        node = self.session.editor.node(self.slot.node)
        return node.statement if isinstance(node, Goal) and self.slot.name == "summary" else ""

    def _is_unit_name(self) -> bool:
        return self.slot.node in self.session.editor and self.slot.path == f"{self._form_id()}.unit_name"

    def word(self) -> str:
        """What the field is called."""
        if self.slot.node not in self.session.editor:
            return ""
        return field_word(type(self.session.editor.node(self.slot.node)), self.slot.name)

    def write(self, text: str) -> str:
        """Takes what was typed so far; returns why it cannot be taken, empty when it was."""
        try:
            changes = self._changes(text)
        except ValueError as problem:
            return self._keep_back(text, NOT_A_NUMBER if self.slot.kind == "amount" else str(problem))
        self.session.drafts.drop(self.slot.path)
        if text == self.text() and not self.part:
            return ""
        if not self._make_room():
            return "这里现在不能填写"
        return "" if write_typed(self.session, changes) else "这个内容不能填在这里"

    def _keep_back(self, text: str, why: str) -> str:
        """What is typed is no value: it stays in the editor, and the value is as it was before the first key."""
        if self._make_room():
            self._restore(self._seen)
            self.session.drafts.keep(self.slot.path, text, why)
        return why

    def _changes(self, text: str) -> Sequence[SetValue]:
        """What typing this text does. Raises ValueError with the reason why it cannot stand here."""
        if self.part:
            base = self._base or Indicator(id=self.slot.node)
            return typed(base, {self.slot.name: text}, self._parts)
        value = meant(self.slot.kind, text)
        stands_in = self._path == self.slot.path and isinstance(value, str) and value == self._stand_in()
        return (SetValue(self._path, "" if stands_in else value),)

    def _make_room(self) -> bool:
        """Puts the blank row into the dossier, a step of its own."""
        if self._needs in self.session.editor or self._needs not in self._blanks:
            return self.slot.node in self.session.editor
        inserts = self._blanks.inserts(self._needs, self.length_in(self.session), self._template)
        word = f"添加{part_word(inserts[-1].node)}"
        self._inserted = self.session.apply(Batch(tuple(inserts), word))
        self._before = self._raw()
        self.rebase()
        return self._inserted

    @staticmethod
    def length_in(session: Session) -> Callable[[str, str], int | None]:
        """Tells how long a list of a node is, None for a node that is not in the dossier."""

        def length(parent: str, name: str) -> int | None:
            if parent not in session.editor:
                return None
            return len(getattr(session.editor.node(parent), name)) if name else 0

        return length

    def cancel(self) -> None:
        """Everything as it was before the first key."""
        session = self.session
        session.drafts.put_back(self.slot.path, self.draft)
        if self.slot.node not in session.editor:
            return
        session.history.take_back([change.path for change in self._before])
        # where other steps came between, it becomes one more of them
        self._restore([change for change in self._before if session.value(change.path) != change.value])
        session.seal()
        if self._inserted and session.history.stack.undoText().startswith("添加"):
            session.history.drop()
        self._inserted = False

    def _raw(self) -> list[SetValue]:
        """The changes that bring back what typing here can change."""
        if self.slot.node not in self.session.editor:
            return []
        paths = [f"{self.slot.node}.target", f"{self.slot.node}.nature"] if self.part else [self._path]
        return [SetValue(path, self.session.value(path)) for path in paths]

    def _restore(self, changes: Sequence[SetValue]) -> None:
        write_typed(self.session, [change for change in changes if self.slot.node in self.session.editor])

    def _form_id(self) -> str:
        return self.session.editor.form_of(self.slot.node)


def words_for(slot: Slot, text: str, template: FormTemplate | None) -> tuple[str, ...]:
    """The usual words for a value that is ``text`` now."""
    if slot.field == WHOLE_TARGET:
        return (template.target_parts if template else WHOLE).variants(text)
    return template.choices(slot.field) if template else ()


def new_row(session: Session, slot: Slot, template: FormTemplate | None, *, above: bool) -> tuple[Insert, str] | None:
    """What a new row under this one (or over it) is, and the path of the same value in it; None where there is none."""
    if slot.node not in session.editor or slot.scope in ("form", "long_goal", "annual_goal"):
        return None
    node = session.editor.node(slot.node)
    if isinstance(node, Goal):
        return _new_goal(session, node, slot, template, above=above)
    parent, name, position = session.editor.parent(slot.node)
    fresh = type(node)()
    return Insert(parent, name, position + (not above), fresh), f"{fresh.id}.{slot.name}"  # type: ignore[arg-type, attr-defined]


def _new_goal(
    session: Session, goal: Goal, slot: Slot, template: FormTemplate | None, *, above: bool
) -> tuple[Insert, str] | None:
    if slot.rows != "goals":
        return None
    parent, name, position = session.editor.parent(goal.id)
    form = session.form(parent)
    count = len(form.goals_of(goal.period)) if form else 0
    spec = template.goals.get(goal.period) if template else None
    if spec and spec.most and count >= spec.most:
        return None
    fresh = labelled(Goal(period=goal.period), count + 1, template)
    return Insert(parent, name, position + (not above), fresh), f"{fresh.id}.{slot.name}"


def removal(session: Session, node_id: str, template: FormTemplate | None) -> Change:
    """What takes a row out of its list; the goals after one that goes are numbered anew."""
    change = Remove(node_id)
    form = session.form(session.editor.parent(node_id)[0]) if isinstance(session.editor.node(node_id), Goal) else None
    numbers = numbered_anew([one for one in form.goals if one.id != node_id], template) if form else ()
    return Batch((change, *numbers), word_of(change, session.editor)) if numbers else change


def is_day(slot: Slot, template: FormTemplate | None) -> bool:
    """The value is a day, and has no words of its own to choose from."""
    if slot.choice or template is None:
        return False
    return not template.choices(slot.field) and (slot.field == "date" or template.rule_of(slot.field).type == "date")
