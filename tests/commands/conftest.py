"""A dossier, a broken one and a source for the tests of the commands."""

from __future__ import annotations

import gc
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

import main
from tests.commands.calling import SOURCE, Said, run


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "去年的表.txt"
    path.write_text(SOURCE, encoding="utf-8")
    return path


@pytest.fixture
def dossier(source: Path, tmp_path: Path) -> Path:
    made = run("import", source, "-o", tmp_path / "套表.jxmb", folder=tmp_path)
    assert made.returncode == 0, made.stderr
    return tmp_path / "套表.jxmb"


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "坏的.jxmb"
    path.write_text("不是套表", encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def nothing_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command freezes what it leaves, for its process ends; the one of the tests goes on."""
    monkeypatch.setattr(gc, "freeze", lambda: None)


@pytest.fixture
def loop(tmp_path: Path) -> Path:
    path = tmp_path / "绕圈.jxmb"
    try:
        path.symlink_to(path)
    except OSError:
        pytest.skip("this system lets nobody make links")
    return path


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Said:
    """Calls a command in an empty folder; gives its exit code, its answer, and what it tells."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main.main(list(arguments))
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """It is heard, also in a run in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
