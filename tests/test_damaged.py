"""Two thousand damaged dossiers: each is refused with a sentence, or opened, checked, compared and printed."""

from __future__ import annotations

from typing import Any

import pytest

from tests import damaged


def test_no_damage_brings_the_program_down() -> None:
    made = damaged.run(2000, seed=2, exported=0.02)
    assert made.faults == []
    assert made.count["refused"] > 1000
    assert made.count["opened"] > 300
    assert made.count["exported"] > 10


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
