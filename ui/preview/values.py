"""One value of a cell: what a person sees of it to edit, and how what is typed goes to the dossier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from exporters.layout import target_column
from models.edits import Batch, EditError, Insert, SetValue
from models.fields import field_word, part_word
from models.goals import Goal, Indicator
from models.paths import NATURES, TARGET_PARTS, from_text, printed
from models.target import COMPARISONS, Target
from models.templates.template import FormTemplate
from ui.preview.blank_rows import Ghosts, labelled
from ui.preview.cells import Slot
from ui.session.session import Session

NOT_A_NUMBER = "这里要写数字，例如 126.50"
QUALITATIVE = "定性"
SIGNS = ("≥", "≤", "=", ">", "<", QUALITATIVE)

Parts = dict[str, str]
"""The three columns of a target that a form keeps apart."""


@dataclass
class Memory:
    """What was typed into the columns of a target that is not whole yet (a unit without number): by indicator."""

    parts: dict[str, tuple[str, Parts]] = field(default_factory=dict)

    def read(self, indicator: Indicator) -> Parts:
        """The three columns as a person means them."""
        text, parts = self.parts.get(indicator.id, ("", {}))
        if parts and text == indicator.target.text:
            return dict(parts)
        if indicator.target.text.strip() in COMPARISONS:
            return {"comparison": indicator.target.text.strip(), "number": "", "unit": ""}
        return {part: target_column(indicator, part) for part in TARGET_PARTS}


class CellValue:
    """The value of a slot in a session, from the first key to the last."""

    def __init__(
        self, session: Session, slot: Slot, ghosts: Ghosts, memory: Memory, template: FormTemplate | None
    ) -> None:
        self.session, self.slot = session, slot
        self._ghosts, self._memory, self._template = ghosts, memory, template
        self._before = self._raw()
        self._inserted = False

    @property
    def is_ghost(self) -> bool:
        """The dossier has no such node yet."""
        return self.slot.node not in self.session.editor and self.slot.node in self._ghosts

    @property
    def part(self) -> str:
        """Which column of a target, empty for any other value."""
        head, _, part = self.slot.name.partition(".")
        return part if head == "target" and part in TARGET_PARTS else ""

    def text(self) -> str:
        """What the editor shows: the value without the form's words around it."""
        if self.slot.node not in self.session.editor:
            return ""
        if self.part:
            return self._memory.read(self._indicator())[self.part]
        value = self.session.value(self.slot.path)
        if self.slot.kind == "nature":
            return NATURES.get(value, "")
        return printed(value) or self._stand_in()

    def _stand_in(self) -> str:
        """What the form prints where its own field is blank."""
        if self.slot.path == f"{self._form_id()}.unit_name":
            return self.session.dossier.unit.name
        node = self.session.editor.node(self.slot.node)
        return node.statement if isinstance(node, Goal) and self.slot.name == "summary" else ""

    def word(self) -> str:
        """What the field is called."""
        if self.slot.node not in self.session.editor:
            return ""
        return field_word(type(self.session.editor.node(self.slot.node)), self.slot.name)

    def write(self, text: str) -> str:
        """Takes what was typed so far; returns why it cannot be taken, empty when it was."""
        try:
            if not self.part:
                from_text(self.slot.kind, text)
        except ValueError:
            return NOT_A_NUMBER
        if text == self.text():
            return ""
        if not self._make_room():
            return "这里现在不能填写"
        if self.part:
            return self._write_part(text)
        value = from_text(self.slot.kind, text)
        if isinstance(value, str) and value == self._stand_in():
            value = ""
        return "" if self.session.set_value(self.slot.path, value) else "这个内容不能填在这里"

    def _make_room(self) -> bool:
        """Puts the ghost into the dossier, a step of its own."""
        lowest = self.slot.needs if self.slot.scope == "goal" and self.slot.needs else self.slot.node
        if lowest in self.session.editor or lowest not in self._ghosts:
            return self.slot.node in self.session.editor
        inserts = self._ghosts.inserts(lowest, self.length_in(self.session), self._template)
        word = f"添加{part_word(inserts[-1].node)}"
        self._inserted = self.session.apply(Batch(tuple(inserts), word))
        self._before = self._raw()
        return self._inserted

    @staticmethod
    def length_in(session: Session) -> Callable[[str, str], int | None]:
        """Tells how long a list of a node is, None for a node that is not in the dossier."""

        def length(parent: str, name: str) -> int | None:
            if parent not in session.editor:
                return None
            return len(getattr(session.editor.node(parent), name)) if name else 0

        return length

    def _write_part(self, text: str) -> str:
        """Joins the three columns again; 定性 in the first is what the form says of the indicator's nature."""
        indicator = self._indicator()
        parts = self._memory.read(indicator) | {self.part: text.strip()}
        sign = parts["comparison"]
        if self.part == "comparison" and sign not in ("", QUALITATIVE) and sign not in COMPARISONS:
            return "这里写 ≥ ≤ = > < 或 定性"
        target = Target.join("" if sign == QUALITATIVE else sign, parts["number"], parts["unit"])
        nature = self._nature(indicator, target, sign)
        self._memory.parts[indicator.id] = (target.text, parts)
        set_target = SetValue(f"{indicator.id}.target", target)
        if nature == indicator.nature:
            self.session.set_value(set_target.path, target)
        else:
            self.session.apply(Batch((set_target, SetValue(f"{indicator.id}.nature", nature)), "修改指标值"))
        return ""

    def _nature(self, indicator: Indicator, target: Target, sign: str) -> str:
        if target.kind == "quantitative" and sign == QUALITATIVE:
            return "qualitative"
        if self.part == "comparison" and sign != QUALITATIVE and indicator.nature == "qualitative":
            return "" if not self._prints_nature() else "quantitative"
        return indicator.nature

    def _prints_nature(self) -> bool:
        return bool(self._template and self._template.prints("indicator.nature"))

    def cancel(self) -> None:
        """Everything as it was before the first key."""
        session = self.session
        if self.slot.node not in session.editor:
            return
        session.history.take_back([path for path, _ in self._before])
        for path, value in self._before:  # where other steps came between, it becomes one more of them
            if session.value(path) != value:
                session.set_value(path, value)
        session.seal()
        if self._inserted and session.history.stack.undoText().startswith("添加"):
            session.history.drop()
        self._inserted = False

    def _raw(self) -> list[tuple[str, Any]]:
        if self.slot.node not in self.session.editor:
            return []
        paths = [f"{self.slot.node}.target", f"{self.slot.node}.nature"] if self.part else [self.slot.path]
        return [(path, self.session.value(path)) for path in paths]

    def _indicator(self) -> Indicator:
        node = self.session.editor.node(self.slot.node)
        if not isinstance(node, Indicator):
            raise EditError("指标已被删除")
        return node

    def _form_id(self) -> str:
        return self.session.editor.form_of(self.slot.node)


def words_for(slot: Slot, template: FormTemplate | None) -> tuple[str, ...]:
    """The usual words for a value: the template's choices or dictionary, its levels, the signs, the natures."""
    scope, _, name = slot.field.rpartition(".")
    if slot.kind == "nature":
        return tuple(NATURES.values())
    if slot.field == "indicator.target.comparison":
        return SIGNS
    if template is None:
        return ()
    rule = template.fields.get(slot.field)
    levels = {
        "dimension.name": [spec.name for spec in template.dimension],
        "category.name": [one.name for spec in template.dimension for one in spec.categories],
    }
    if rule and rule.choices:
        return rule.choices
    if slot.field in levels:
        return tuple(dict.fromkeys(levels[slot.field]))
    return template.dictionaries.get(name, ()) if scope in ("indicator", "indicator.target") else ()


def new_row(session: Session, slot: Slot, template: FormTemplate | None) -> tuple[Insert, str] | None:
    """What a new row under this one is, and the path of the same value in it; None where there is no such row."""
    if slot.node not in session.editor or slot.scope in ("form", "long_goal", "annual_goal"):
        return None
    node = session.editor.node(slot.node)
    if isinstance(node, Goal):
        return _new_goal(session, node, slot, template)
    parent, name, position = session.editor.parent(slot.node)
    fresh = type(node)()
    return Insert(parent, name, position + 1, fresh), f"{fresh.id}.{slot.name}"  # type: ignore[arg-type, attr-defined]


def _new_goal(session: Session, goal: Goal, slot: Slot, template: FormTemplate | None) -> tuple[Insert, str] | None:
    if slot.rows != "goals":
        return None
    parent, name, position = session.editor.parent(goal.id)
    form = session.form(parent)
    count = len(form.goals_of(goal.period)) if form else 0
    spec = template.goals.get(goal.period) if template else None
    if spec and spec.most and count >= spec.most:
        return None
    fresh = labelled(Goal(period=goal.period), count + 1, template)
    return Insert(parent, name, position + 1, fresh), f"{fresh.id}.{slot.name}"
