"""A block of cells from Excel or WPS laid on the rows of a list: one change, rows added where there are too few."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.edits import Batch, Change, EditError, Insert, SetValue
from models.paths import TARGET_PARTS, from_text, write
from models.templates.template import FormTemplate
from models.values import Node
from ui.preview.cells import FormCells, Slot, Stop
from ui.preview.values import CellValue
from ui.session.session import Session

Block = Sequence[Sequence[str]]


def block_change(session: Session, cells: FormCells, stop: Stop, block: Block, template: FormTemplate | None) -> Batch:
    """What pasting ``block`` at ``stop`` is. Raises ValueError with a sentence where it does not fit there."""
    columns = _columns(cells, stop, max(len(row) for row in block))
    changes, parent, name, position = _row_of(session, cells, stop.slot, template)
    siblings = _siblings(session, parent, name, position) or [stop.slot.node]
    for index, row in enumerate(block):
        values = [
            (slot.name, _value(slot, text, index + 1))
            for slot, text in zip(columns, _padded(row, columns), strict=True)
        ]
        if index < len(siblings):
            changes += [SetValue(f"{siblings[index]}.{field}", value) for field, value in values]
        else:
            changes.append(Insert(parent, name, position + index, _filled(stop.slot, session, changes, values)))
    return Batch(tuple(changes), f"粘贴 {len(block)} 行")


def _columns(cells: FormCells, stop: Stop, count: int) -> list[Slot]:
    """The values at the right of the place in the same row of the list."""
    slots = [
        one.slot
        for one in cells.stops
        if one.anchor[0] == stop.anchor[0] and one.anchor[1] >= stop.anchor[1] and one.slot.node == stop.slot.node
    ]
    if not stop.slot.rows or stop.slot.scope not in ("indicator", "item"):
        raise ValueError("这里一次只能粘贴一格。多行多列请粘贴到指标或清单的行里。")
    if count > len(slots):
        raise ValueError(f"剪贴板里有 {count} 列，从这一格往右只有 {len(slots)} 列。请从更靠左的格粘贴，或少复制几列。")
    if any(slot.name.removeprefix("target.") in TARGET_PARTS for slot in slots[:count]):
        raise ValueError("指标值分栏的表里，请一格一格地粘贴指标值。")
    return slots[:count]


def _row_of(
    session: Session, cells: FormCells, slot: Slot, template: FormTemplate | None
) -> tuple[list[Change], str, str, int]:
    """What must come first, and where the first row stands: its parent, list and place."""
    if slot.node in session.editor:
        return [], *session.editor.parent(slot.node)
    inserts = cells.ghosts.inserts(slot.node, CellValue.length_in(session), template)
    last = inserts[-1]
    return list(inserts), last.parent, last.field, last.position


def _siblings(session: Session, parent: str, name: str, position: int) -> list[str]:
    if parent not in session.editor:
        return []
    return [node.id for node in getattr(session.editor.node(parent), name)[position:]]


def _padded(row: Sequence[str], columns: Sequence[Slot]) -> list[str]:
    return [*row, *[""] * (len(columns) - len(row))]


def _value(slot: Slot, text: str, number: int) -> Any:
    try:
        return from_text(slot.kind, text.strip() if slot.kind != "text" else text)
    except ValueError as problem:
        raise ValueError(f"第 {number} 行：{problem}。没有粘贴。") from None


def _filled(slot: Slot, session: Session, changes: Sequence[Change], values: Sequence[tuple[str, Any]]) -> Node:
    """A new node of the row's kind with these values."""
    if slot.node in session.editor:
        model: Any = type(session.editor.node(slot.node))
    else:
        model = next(type(one.node) for one in changes if isinstance(one, Insert) and one.node.id == slot.node)
    node: Node = model()
    for field, value in values:
        try:
            write(node, field, value)
        except (KeyError, ValueError) as problem:
            raise EditError(f"这一栏不能粘贴：{field}") from problem
    return node
