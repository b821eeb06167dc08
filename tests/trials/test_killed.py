"""Clerks killed while they type, in every kind of editor, and while they save: nothing whole is lost."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a fork and SIGKILL")
PROJECT = Path(__file__).resolve().parents[2]
KILLS = 54
"""Twice a kind of editor; ``.ci/run`` kills 324 more. At calls of the system: ``tests/models/files/test_killed.py``."""


def test_no_kill_loses_more_than_two_seconds_of_typing() -> None:
    """In a process of its own, whose Qt has no threads that a fork would miss."""
    pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)
    words = [sys.executable, "-m", "tests.killed", "--count", str(KILLS), "--workers", "27", "--seed", "2"]
    done = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    counts = re.search(rf"{KILLS} kills in (\d+) kinds of editors; (\d+) had saved, (\d+) left", done.stdout)
    assert counts is not None, done.stdout
    kinds, saved, left = map(int, counts.groups())
    assert kinds >= 27
    assert saved >= 2
    assert left >= KILLS // 3


def test_what_is_lost_is_found(tmp_path: Path) -> None:
    """The run itself can fail: by a torn file, by a backup that lacks something, by one that says something else."""
    pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)
    from models.files.jxmb import save
    from tests import killed
    from tests.trials import editors

    def faults() -> list[str]:
        made = killed.Run()
        clerk = killed.Clerk(0, 0, tmp_path, "line", 0.0, stamps=[1.0, 1.1, 5.0])
        killed.judge(made, clerk, 5.5)
        return [*made.faults, *made.late.values()]

    dossier = editors.dossier()
    for written, good in (("信访", True), ("信", False), ("", False), ("访", False)):
        dossier.forms[0].leader = written  # type: ignore[union-attr]
        save(dossier, killed.file_of(tmp_path))
        assert bool(faults()) is not good
    os.truncate(killed.file_of(tmp_path), 300)
    assert faults()
