"""What is left of a dossier that was closed."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.dossier import Unit
from models.making import new_dossier
from ui.ground.settings import Settings
from ui.session.session import Session


@pytest.mark.usefixtures("qapp")
def test_no_step_is_left_that_qt_and_python_would_both_delete(tmp_path: Path) -> None:
    """Deleted twice, it is a crash at some later moment, most often at the end of the program."""
    session = Session(new_dossier(Unit(), 2026, []), {}, Settings(tmp_path / "settings.ini"))
    session.set_value("unit.name", "示例局")
    session.set_value("unit.phone", "027-1", typing=False)
    assert session.history.stack.count() == 2
    told: list[None] = []
    session.state_changed.connect(lambda: told.append(None))
    session.close()
    assert session.history.stack.count() == 0
    assert not told
