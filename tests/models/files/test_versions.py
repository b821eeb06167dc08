"""The last states of a file: kept, listed, thinned, given back; a damaged one hides no other."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from models.files import room
from models.files import versions as shelf
from models.files.jxmb import FileProblem, dumps, save
from models.files.versions import MOST, Version, keep, keep_file, versions
from tests.models.files.faults import FAULTS, Faults
from tests.models.files.test_jxmb import sample

MINUTE = 60_000
pytestmark = pytest.mark.usefixtures("_own_folder")


@pytest.fixture
def _own_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path_factory.mktemp("user")))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "套表.jxmb"


def test_each_state_comes_back_as_it_was(file: Path) -> None:
    for name in ("一", "二", "三"):
        save(sample(name), file)
        assert keep_file(file) == ""
    found = versions(file)
    assert [one.dossier() for one in found] == [sample("三"), sample("二"), sample("一")]
    assert [one.size for one in found] == [len(dumps(sample(name))) for name in ("三", "二", "一")]
    assert {one.file for one in found} == {file}
    assert [one.when for one in found] == sorted((one.when for one in found), reverse=True)
    assert abs(found[0].when.timestamp() - time.time()) < 60


def test_the_same_state_is_kept_once(file: Path) -> None:
    for data in (b"a", b"a", b"b", b"a"):
        assert keep(file, data) == ""
    assert [one.read() for one in versions(file)] == [b"a", b"b", b"a"]


def test_a_link_and_its_file_have_the_same_states_and_other_files_have_others(file: Path, tmp_path: Path) -> None:
    file.touch()
    link = tmp_path / "链接.jxmb"
    link.symlink_to(file)
    keep(link, b"a")
    keep(tmp_path / "另一份.jxmb", b"b")
    assert [one.read() for one in versions(file)] == [b"a"]


def test_twenty_are_kept_the_older_the_sparser(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A year of work, a save every day: the last five, and something of each longer time before."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    start, hours = 1_700_000_000_000, 24 * 365
    for hour in range(0, hours, 24):
        monkeypatch.setattr(time, "time_ns", lambda hour=hour: (start + hour * 60 * MINUTE) * 1_000_000)
        assert keep(file, f"{hour}".encode()) == ""
    found = versions(file)
    assert len(found) == MOST
    ages = [(found[0].when - one.when).total_seconds() / 3600 for one in found]
    assert ages[:5] == [0, 24, 48, 72, 96]
    assert ages[-1] > hours * 0.9, "the first state is there still"
    gaps = [(older - younger) / older for younger, older in pairwise(ages[4:])]
    assert max(gaps) < 0.75, "no long time is without a state"


def test_a_clock_that_was_set_back_does_not_mix_up_the_order(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for moment, data in ((5_000_000, b"first"), (1_000_000, b"second")):
        monkeypatch.setattr(time, "time_ns", lambda moment=moment: moment * 1_000_000)
        keep(file, data)
    assert [one.read() for one in versions(file)] == [b"second", b"first"]


@pytest.mark.parametrize("damage", [b"", b"{}", b"\0" * 100, b'{"when": "x"}\n', b'{"file": 1, "when": 9e99}\n'])
def test_a_damaged_entry_is_set_aside_and_hides_no_other(file: Path, damage: bytes) -> None:
    for data in (b"a", b"b", b"c"):
        keep(file, data)
    versions(file)[1].source.write_bytes(damage)
    assert [one.read() for one in versions(file)] == [b"c", b"a"]
    assert len(list((shelf.folder() / "aside").iterdir())) == 1


def test_a_state_whose_bytes_are_damaged_is_said_and_set_aside(file: Path) -> None:
    keep(file, b"a" * 1000)
    keep(file, b"b")
    (_, damaged) = versions(file)
    data = bytearray(damaged.source.read_bytes())
    data[-3] ^= 1
    damaged.source.write_bytes(data)
    with pytest.raises(FileProblem, match="别的时间的版本"):
        damaged.read()
    assert [one.read() for one in versions(file)] == [b"b"]


def test_all_together_stay_within_bounds_and_every_file_keeps_its_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "ROOM", 20_000)
    for turn in range(8):
        for name in ("甲", "乙", "丙"):
            assert keep(tmp_path / name, os.urandom(2000) + bytes([turn])) == ""
    assert sum(one.stat().st_size for one in shelf.folder().glob("*/*.state")) <= 20_000
    for name in ("甲", "乙", "丙"):
        assert versions(tmp_path / name)[0].read()[-1] == 7


def at(monkeypatch: pytest.MonkeyPatch, moment: float) -> None:
    """The clock shows so many ms."""
    monkeypatch.setattr(time, "time_ns", lambda: int(moment) * 1_000_000)


def test_what_was_given_up_is_kept_for_a_week_however_much_comes_after(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = 1_700_000_000_000
    for turn in range(60):
        at(monkeypatch, start + turn * MINUTE)
        assert shelf.keep_given_up(file, f"{turn}".encode()) == ""
        assert keep(file, f"saved {turn}".encode()) == ""
    at(monkeypatch, start + 7 * 24 * 60 * MINUTE - MINUTE)
    assert [one.read() for one in shelf.given_up(file)] == [f"{turn}".encode() for turn in reversed(range(60))]
    assert len(versions(file)) == MOST
    at(monkeypatch, start + 7 * 24 * 60 * MINUTE + 30 * MINUTE + 1)
    assert len(shelf.given_up(file)) == 29, "those of the first half hour are over"
    keep(file.with_name("另一份"), b"x")
    assert len(list(shelf.folder().glob("*/*.given-up"))) == 29, "and are not left on the disk"
    at(monkeypatch, start + 9 * 24 * 60 * MINUTE)
    keep(file.with_name("另一份"), b"y")
    assert not list(shelf.folder().glob("*/*.given-up"))
    assert len(versions(file)) == MOST


def test_what_is_kept_for_a_time_goes_when_more_than_that_has_passed(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number:015d}-a" for number in (1000, 1001, 1500)]
    for path in paths:
        path.write_bytes(b"x")
    states = [room.State(path, 1, room.time_of(path.name)) for path in paths]
    room._bound(states, room.Room(".x", 100, 1000), 2001)
    assert [path.exists() for path in paths] == [False, True, True]


def test_what_was_given_up_is_bounded_by_its_bytes_and_the_last_always_kept(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "ROOM_FOR_GIVEN_UP", 20_000)
    monkeypatch.setattr(shelf, "ROOM", 1)
    for turn in range(20):
        assert shelf.keep_given_up(file, os.urandom(3000) + bytes([turn])) == ""
    assert [one.read()[-1] for one in shelf.given_up(file)] == [19, 18, 17, 16, 15, 14]
    monkeypatch.setattr(shelf, "ROOM_FOR_GIVEN_UP", 1)
    assert shelf.keep_given_up(file, b"last") == ""
    assert [one.read() for one in shelf.given_up(file)] == [b"last"]


def test_what_is_too_large_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "LARGEST", 10)
    file.write_bytes(b"x" * 11)
    assert "太大" in keep_file(file)
    assert keep_file(file.with_name("没有")) == ""


def test_to_keep_one_more_takes_no_longer_however_many_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def looks_at() -> int:
        calls = Faults.calls(monkeypatch, lambda: keep(tmp_path / "甲", os.urandom(50)))
        return len(list(calls))

    keep(tmp_path / "甲", b"first")
    few = looks_at()
    for number in range(40):
        keep(tmp_path / f"{number}", b"another")
    assert looks_at() == few


@pytest.mark.parametrize("noted", ["", "abc", "1", "9" * 99, "99999999999999 0"])
def test_where_it_is_not_known_when_somebody_looked_somebody_looks(
    file: Path, noted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = 1_700_000_000_000
    at(monkeypatch, start)
    shelf.keep_given_up(file, b"old")
    (shelf.folder() / "since").write_text(noted, encoding="ascii")
    at(monkeypatch, start + shelf.WEEK + MINUTE)
    assert keep(file, b"new") == ""
    assert not list(shelf.folder().glob("*/*.given-up"))


@pytest.mark.parametrize(("keep", "versions"), [(keep, versions), (shelf.keep_given_up, shelf.given_up)])
@pytest.mark.parametrize("number", FAULTS, ids=errno.errorcode.get)
def test_whichever_call_fails_is_told_and_costs_no_other_state(
    file: Path,
    number: int,
    monkeypatch: pytest.MonkeyPatch,
    keep: Callable[[Path, bytes], str],
    versions: Callable[[Path], list[Version]],
) -> None:
    turn = iter(range(10_000))

    def once() -> str:
        return keep(file, f"{next(turn)}".encode())

    once()
    said = 0
    for call, count in Faults.calls(monkeypatch, once):
        before = [one.read() for one in versions(file)][:4]
        with Faults(monkeypatch, number) as faults:
            faults.at(call, count)
            told = once()
        said += bool(told)
        assert not told or "没有给" in told
        after = [one.read() for one in versions(file)]
        assert after[: len(before)] == before or after[1 : len(before) + 1] == before
        assert all(one.suffix != ".tmp" for one in versions(file)[0].source.parent.iterdir()) or told
    assert said >= 3
