"""A dossier, a broken one and a source for the tests of the commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.calling import SOURCE, run


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


@pytest.fixture
def loop(tmp_path: Path) -> Path:
    path = tmp_path / "绕圈.jxmb"
    try:
        path.symlink_to(path)
    except OSError:
        pytest.skip("this system lets nobody make links")
    return path
