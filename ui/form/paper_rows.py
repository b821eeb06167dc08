"""Rows that name their levels, pasted in the official table: they go where they would in the tree. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from models.goals import Goal
from models.sheets import Sheet
from models.table import Table
from ui.indicators.columns import columns_of
from ui.indicators.row_changes import Refusal
from ui.session.session import Session

_MOST_TOLD = 4


def paste_by_levels(session: Session, sheet: Sheet, at: str, source: str | Sequence[Table]) -> tuple[bool, str] | None:
    """Pastes them over ``at``: whether that could be done, and what to tell. None where they name no levels."""
    from ui.indicators.pasting import Place, pasted, says_levels  # with all that reads tables

    template, goal = session.template_of(sheet), _goal_over(session, at)
    if template is None or goal is None or not says_levels(source, template):
        return None
    form = session.editor.parent(goal.id)[0]
    own = session.form(form)
    number = [one.id for one in own.goals_of(goal.period)].index(goal.id) + 1 if own else 1
    columns = columns_of(template, goal.period, session.dossier.year, number)
    try:
        found = pasted(session.editor, Place(goal, at, 0, columns), source, template)
    except Refusal as refusal:
        return False, str(refusal)
    if not session.paste(found.outcome.change, found.outcome.cells):
        return False, ""
    return True, found.outcome.remark + _left(found.unplaced)


def _goal_over(session: Session, at: str) -> Goal | None:
    while at in session.editor:
        node = session.editor.node(at)
        if isinstance(node, Goal):
            return node
        at = session.editor.parent(at)[0]
    return None


def _left(texts: Sequence[str]) -> str:
    """What found no place."""
    if not texts:
        return ""
    shown = "、".join(f"“{text[:20]}”" for text in texts[:_MOST_TOLD]) + ("等" if len(texts) > _MOST_TOLD else "")
    return f"；{len(texts)} 处内容没有地方放：{shown}"
