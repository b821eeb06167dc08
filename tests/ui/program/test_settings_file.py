"""Whatever lies where the settings are kept: the program starts, and says what it could not use."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from models.folders import user_folder
from tests.ui.conftest import NATIONAL_SAMPLE, sample_of, settle
from ui.ground import settings as module
from ui.ground.settings import SETTINGS, Settings
from ui.program.windows import ProgramWindows

KEYS = ("geometry", "docks", "part", "split", "side", "outline", "export_folder", "columns/tree")


@pytest.fixture
def file() -> Path:
    """Where the settings lie."""
    path = user_folder() / "settings.ini"
    path.parent.mkdir(parents=True)
    return path


def sparse(path: Path) -> None:
    """Two gigabytes that take no room."""
    with path.open("wb") as made:
        made.truncate(2 << 30)


def pipe(path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system knows no pipes")
    os.mkfifo(path)


@pytest.mark.parametrize("put", [sparse, pipe, Path.mkdir])
def test_what_is_no_settings_file_is_set_aside_and_told(
    file: Path, put: Callable[[Path], None], make_program: Callable[..., ProgramWindows]
) -> None:
    put(file)
    program = make_program()
    program.windows[0].recovery.begin()
    assert "设置文件不能用" in program.windows[0].messages.text
    assert [one.suffix for one in file.parent.glob("settings.ini.*")] == [".aside"]
    program.settings["theme"] = "dark"
    program.settings.sync()
    assert Settings(file)["theme"] == "dark"


def test_where_it_cannot_be_moved_it_is_left_alone(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.mkdir()

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", refused)
    settings = Settings(file)
    assert "移不开" in settings.problem
    settings["theme"] = "dark"
    assert settings["theme"] == "dark"
    assert list(file.iterdir()) == []


GARBAGE = (
    *(b"", b"\0" * 5000, bytes(range(256)) * 50, b"[" * 100_000, b"=\n=\n", b"[user]\nfont_size=" + b"9" * 6000),
    *(b"[user]\ntheme=@Variant(\\0\\0\\0\\x7f)\nfont_size=@Invalid()\nregion=a, b, c\nunit_name=@Point(1 2)",),
    *(b"[window]\ngeometry=@ByteArray(\\x1\\xd9)\ndocks=5\nsplit=0." + b"1" * 9000 + b"\nside=x\npart=@Rect(0 0 1 1)",),
    *(b"[General]\nrecent=" + b"x" * 5000 + b', "a\\0b", @Size(1 1), /\n',),
    *(b"[General]\nrecent=@Variant(\\0\\0\\0\\t)",),
    *(b"[window]\ncolumns\\tree=" + b"9" * 400 + b".00 1.00",),
)


@pytest.mark.qt_log_ignore("QVariant::load")
@pytest.mark.parametrize("garbage", GARBAGE)
def test_garbage_is_as_if_nothing_were_stored(file: Path, garbage: bytes) -> None:
    file.write_bytes(garbage)
    settings = Settings(file)
    kinds = {"switch": bool, "number": int}
    for one in SETTINGS:
        assert isinstance(settings[one.key], kinds.get(one.kind, str)), one.key
        assert len(str(settings[one.key])) <= module.LONGEST
    assert settings.recent == []
    assert all(isinstance(settings.state(key), str | QByteArray | list | type(None)) for key in KEYS)


@pytest.mark.qt_log_ignore("QVariant::load")
def test_a_window_opens_whatever_is_stored_of_its_looks(
    file: Path, make_program: Callable[..., ProgramWindows]
) -> None:
    file.write_bytes(b"\n".join(one for one in GARBAGE if one.startswith(b"[")))
    window = make_program().windows[0]
    window.files.open_sample(sample_of(NATIONAL_SAMPLE))
    settle()
    assert window.session is not None


def test_a_recent_file_that_may_not_be_looked_at_is_left_out(file: Path, tmp_path: Path) -> None:
    (tmp_path / "a.jxmb").touch()
    stored = QSettings(str(file), QSettings.Format.IniFormat)
    stored.setValue("recent", ["y" * 400, str(tmp_path / "a.jxmb"), str(tmp_path / "a.jxmb" / "b")])
    stored.sync()
    assert Settings(file).recent == [tmp_path / "a.jxmb"]
