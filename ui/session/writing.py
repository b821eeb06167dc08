"""Writing into the dossier what is being typed, key by key."""

from __future__ import annotations

from collections.abc import Sequence

from models.edits import Batch, SetValue
from ui.session.session import Session


def write_typed(session: Session, changes: Sequence[SetValue]) -> bool:
    """Makes those of the changes that change something; False where one of them is refused."""
    needed = [change for change in changes if session.value(change.path) != change.value]
    if len(needed) > 1:
        return session.apply(Batch(tuple(needed), "修改指标值"))
    return all(session.set_value(change.path, change.value) for change in needed)
