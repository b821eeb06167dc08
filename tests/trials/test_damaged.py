"""Damaged dossiers, 250 here, 2,000 in ``.ci/run``: refused with a sentence, or opened, judged, compared, printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import damaged
from tests.importers.test_placed import taken
from tests.trials import damaged_texts
from tests.trials.collector import only_what_is_new


def test_no_damage_brings_the_program_down() -> None:
    made = damaged.run(250, seed=2, exported=0.1)
    assert made.faults == []
    assert made.count["refused"] > 125
    assert made.count["opened"] > 40
    assert made.count["exported"] > 5


def test_no_damage_brings_the_window_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)
    for name in ("HOME", "XDG_DATA_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr(damaged, "SECONDS", 60.0)  # .ci/run has a process of its own for them, and looks at the time
    with only_what_is_new(monkeypatch):
        made = damaged.run(16, seed=5, exported=0, shown=1)
    assert made.faults == []
    assert made.count["opened"] > 1
    assert made.count["shown"] == 16


def test_of_damaged_texts_every_cell_is_read_or_listed() -> None:
    made = damaged_texts.run(80, seed=3)
    assert made.faults == []
    assert made.count["read"] > 45


def test_of_damaged_texts_every_cell_that_was_read_is_seen_in_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)
    for name in ("HOME", "XDG_DATA_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    with only_what_is_new(monkeypatch):
        made = damaged_texts.run(20, seed=3, seen=0)
    assert made.faults == []
    assert len(made.looked_at) > 16


def test_a_cell_that_is_lost_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    real = taken

    def forgetful(text: str, folder: Path) -> Any:
        result = real(text, folder)
        result.unplaced.clear()
        return result

    monkeypatch.setattr(damaged_texts, "taken", forgetful)
    assert damaged_texts.run(20, seed=3).faults


def test_what_goes_wrong_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The run itself can fail: by an exception, by its time, by an endless message."""

    def broken(*_: Any) -> Any:
        raise KeyError("slip")

    with monkeypatch.context() as patch:
        patch.setattr(damaged, "check", broken)
        assert any("KeyError" in fault for fault in damaged.run(20, exported=0).faults)
    with monkeypatch.context() as patch:
        patch.setattr(damaged, "SECONDS", 0.0)
        assert damaged.run(3, exported=0).faults
    monkeypatch.setattr(damaged, "_LONGEST_MESSAGE", 5)
    assert damaged.run(20, exported=0).faults
