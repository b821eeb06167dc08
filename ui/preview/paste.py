"""A block of cells from Excel or WPS laid on the rows of a list: one change, rows added where there are too few."""

from __future__ import annotations

from collections.abc import Sequence

from models.edits import NOTHING, Batch, Change, Insert, SetValue
from models.entry import NOT_A_NUMBER, put, typed_where_it_fits
from models.goals import Goal
from models.table import Slot
from models.target import WHOLE, TargetParts
from models.templates.template import FormTemplate
from models.values import Node
from ui.preview.cell_value import CellValue
from ui.preview.cells import FormCells, Stop
from ui.session.session import Session

Block = Sequence[Sequence[str]]


Texts = dict[str, tuple[str, str] | None]
"""What is no value by its path, with why; None where there is one."""


def block_change(
    session: Session, cells: FormCells, stop: Stop, block: Block, template: FormTemplate | None
) -> tuple[Batch, Texts]:
    """What pasting ``block`` at ``stop`` is. Raises ValueError with a sentence where it does not fit there."""
    columns = _columns(cells, stop, max(len(row) for row in block))
    changes, parent, name, position = _row_of(session, cells, stop.slot, template)
    row = _node(stop.slot, session, changes)
    there = _siblings(session, parent, name, position) or [row]  # a blank row is put in already
    if not changes and (down := _rows_down(session, cells, stop)):
        there = down[: len(block)]
        parent, name, position = session.editor.parent(there[-1].id)
        position += 1 - len(there)
    parts = template.target_parts if template else WHOLE
    texts: Texts = {}
    for index, cells_of_row in enumerate(block):
        node = there[index] if index < len(there) else type(row)()
        made = _typed(node, columns, cells_of_row, parts, texts)
        if index < len(there):
            changes += made
        else:
            put(node, made)
            changes.append(Insert(parent, name, position + index, node))
    return Batch(tuple(changes), f"粘贴 {len(block)} 行") if changes else NOTHING, texts


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
    return slots[:count]


def _row_of(
    session: Session, cells: FormCells, slot: Slot, template: FormTemplate | None
) -> tuple[list[Change], str, str, int]:
    """What must come first, and where the first row stands: its parent, list and place."""
    if slot.node in session.editor:
        return [], *session.editor.parent(slot.node)
    inserts = cells.blanks.inserts(slot.node, CellValue.length_in(session), template)
    last = inserts[-1]
    return list(inserts), last.parent, last.field, last.position


def _siblings(session: Session, parent: str, name: str, position: int) -> list[Node]:
    """The rows of the list from the place on."""
    return list(getattr(session.editor.node(parent), name)[position:]) if parent in session.editor else []


def _rows_down(session: Session, cells: FormCells, stop: Stop) -> list[Node]:
    """The rows of the same goal from the place on, for values alone: they go down the column, as in a spreadsheet.

    None for what begins with names: that stays in its own list.
    """
    if stop.slot.scope != "indicator" or stop.slot.name == "name":
        return []
    goal = _goal_over(session, stop.slot.node)
    found: dict[str, None] = {}
    for one in cells.stops:
        alike = (one.slot.rows, one.slot.name, one.anchor[1]) == (stop.slot.rows, stop.slot.name, stop.anchor[1])
        if alike and one.anchor[0] >= stop.anchor[0] and goal and _goal_over(session, one.slot.node) == goal:
            found[one.slot.node] = None
    return [node for one in found if isinstance(node := session.editor.node(one), Node)]


def _goal_over(session: Session, node_id: str) -> str:
    """The id of the goal that an indicator stands under; empty for a blank row."""
    while node_id in session.editor and not isinstance(session.editor.node(node_id), Goal):
        node_id = session.editor.parent(node_id)[0]
    return node_id if node_id in session.editor else ""


def _node(slot: Slot, session: Session, changes: Sequence[Change]) -> Node:
    """The row at the place, in the dossier or about to be put in."""
    if slot.node in session.editor and isinstance(node := session.editor.node(slot.node), Node):
        return node
    return next(one.node for one in changes if isinstance(one, Insert) and one.node.id == slot.node)


def _typed(
    node: Node, columns: Sequence[Slot], row: Sequence[str], parts: TargetParts, texts: Texts
) -> Sequence[SetValue]:
    """What a row of cells changes; what of it is no value comes into ``texts``."""
    padded = [*row, *[""] * (len(columns) - len(row))]
    by_name = {
        slot.name: text if slot.kind == "text" else text.strip() for slot, text in zip(columns, padded, strict=True)
    }
    changes, refused = typed_where_it_fits(node, by_name, parts)
    amounts = {slot.name for slot in columns if slot.kind == "amount"}
    for name, text in by_name.items():
        why = NOT_A_NUMBER if name in amounts else refused.get(name, "")
        texts[f"{node.id}.{name}"] = (text, why) if name in refused else None
    return changes
