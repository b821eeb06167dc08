"""A full disk, a broken one, a closed one at every call of the system: a backup is whole, told of, and never lost."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from models.dossier import Dossier, Unit
from models.files.lock import lock_path
from models.folders import recovery_folder
from tests.models.files.faults import FAULTS, Faults
from tests.ui.conftest import settle
from ui.session import recovery
from ui.session.recovery import ASIDE, Recovery, left_behind, set_aside

pytestmark = pytest.mark.usefixtures("qapp")


def dossier(name: str) -> Dossier:
    return Dossier(year=2026, unit=Unit(name=name))


@pytest.fixture(params=FAULTS, ids=errno.errorcode.get)
def number(request: pytest.FixtureRequest) -> int:
    """What the system answers."""
    return int(request.param)


def write(kept: Recovery, name: str) -> None:
    kept.write(dossier(name), None, "", {"unit.phone": name})
    kept.wait()
    settle()


def test_a_backup_that_cannot_be_written_is_told_and_the_one_before_stays(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Recovery(recovery_folder())
    told: list[str] = []
    kept.unkept.connect(told.append)
    write(kept, "旧")
    failed = 0
    for turn, (call, count) in enumerate(Faults.calls(monkeypatch, lambda: write(kept, "旧"))):
        told.clear()
        with Faults(monkeypatch, number) as faults:
            faults.at(call, count)
            write(kept, f"新{turn}")
        found = recovery._read(kept.path)
        assert found.dossier == dossier(f"新{turn}" if not told else "旧"), (call, count)
        assert dict(found.open) == {"unit.phone": found.dossier.unit.name}
        failed += bool(told)
        write(kept, "旧")
    assert failed >= 3
    kept.close()
    assert list(recovery_folder().iterdir()) == []


def test_a_backup_that_cannot_be_begun_stops_nobody(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def begin() -> Recovery:
        kept = Recovery(recovery_folder())
        kept.close()
        return kept

    for call, count in Faults.calls(monkeypatch, begin):
        with Faults(monkeypatch, number) as faults:
            faults.at(call, count)
            begin()
    kept = Recovery(recovery_folder())
    write(kept, "新")
    assert recovery._read(kept.path).dossier == dossier("新")
    kept.close()


def left() -> list[Path]:
    """Two backups whose windows are gone."""
    made = []
    for name in ("甲", "乙"):
        kept = Recovery(recovery_folder())
        write(kept, name)
        data = kept.path.read_bytes()
        kept.close()
        made.append(kept.path)
        kept.path.write_bytes(data)
    return made


def test_looking_for_backups_loses_none(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made = left()
    for call, count in Faults.calls(monkeypatch, lambda: left_behind(recovery_folder())):
        with Faults(monkeypatch, number) as faults:
            faults.at(call, count)
            found = left_behind(recovery_folder())
        assert len(found.left) + len(found.sentences) <= 2
        assert sorted(one.dossier.unit.name for one in left_behind(recovery_folder()).left) == ["乙", "甲"], call
    assert all(one.is_file() for one in made)


def test_moving_one_aside_loses_nothing(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made = left()[0]
    content, there = made.read_bytes(), made

    def back() -> None:
        if not made.exists():
            (recovery_folder() / ASIDE / made.name).replace(made)

    def away() -> None:
        set_aside(made)
        back()

    for call, count in Faults.calls(monkeypatch, away):
        with Faults(monkeypatch, number) as faults:
            faults.at(call, count)
            moved = set_aside(made)
        there = recovery_folder() / ASIDE / made.name if moved else made
        assert there.read_bytes() == content, call
        back()


def test_forgetting_one_never_fails(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    left()
    for call, count in Faults.calls(monkeypatch, left_behind(recovery_folder()).left[0].remove):
        left()
        one = left_behind(recovery_folder()).left[0]
        with Faults(monkeypatch, number) as faults:
            faults.at(call, count)
            one.remove()
        one.remove()
        assert not one.source.exists()
        assert not lock_path(one.source).exists()
