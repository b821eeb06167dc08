"""Two processes on one file, in every order of open, edit, save, close and crash: no acknowledged save is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from models.files import saving
from models.files.jxmb import FileProblem, fingerprint, load, save
from models.files.lock import holder_of, lock_path
from models.files.saving import NotOursProblem, OnDisk, save_over
from models.files.versions import versions
from tests.models.files.faults import FAULTS, Faults, refusal_of
from tests.models.files.test_jxmb import sample

PROJECT = Path(__file__).resolve().parents[3]
STEPS = ("open", "edit", "save", "close")
pytestmark = [
    pytest.mark.usefixtures("_own_folder"),
    pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL"),
]


@pytest.fixture
def _own_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path_factory.mktemp("user")))


class Process:
    """A clerk's program, started anew after each crash."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        command = [sys.executable, "-m", "tests.models.files.clerk"]
        self.process = subprocess.Popen(
            command,
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        assert self._line() == "ready"

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def tell(self, line: str) -> None:
        assert self.process.stdin is not None
        print(line, file=self.process.stdin, flush=True)

    def does(self, line: str) -> str:
        self.tell(line)
        return self._line()

    def dies(self) -> list[str]:
        """Killed; returns what it had told until then, and nobody had heard."""
        assert self.process.stdout is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        told = self.process.stdout.read().splitlines()
        self.process.communicate()
        return told

    def end(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()


@pytest.fixture
def two() -> Iterator[tuple[Process, Process]]:
    clerks = Process(), Process()
    yield clerks
    for clerk in clerks:
        clerk.end()


def orders(first: tuple[str, ...], second: tuple[str, ...]) -> list[list[tuple[int, str]]]:
    """Every way in which the steps of two clerks can follow one another."""
    found = []
    for places in combinations(range(len(first) + len(second)), len(first)):
        steps = [iter(first), iter(second)]
        found.append(
            [(who, next(steps[who])) for at in range(len(first) + len(second)) for who in [int(at not in places)]]
        )
    return found


def words_in(path: Path) -> set[str]:
    return set(load(path).forms[0].extra)


def play(order: list[tuple[int, str]], two: tuple[Process, Process], path: Path) -> None:
    """Lets them do it; whose save is refused opens anew, as the window offers, and saves then."""
    save(sample(), path)
    own = words_in(path)
    for clerk in two:
        clerk.does(f"at {path}")
    saved: set[str] = set()
    for who, step in order:
        answer = two[who].does(f"edit w{who}" if step == "edit" else step)
        if step == "crash":
            two[who].does(f"at {path}")
        if answer == "refused":
            two[who].does("open")
            answer = two[who].does("save")
        if step == "save":
            assert answer == "saved", order
            saved.add(f"w{who}")
        assert words_in(path) >= saved, order
    assert words_in(path) == own | saved
    assert holder_of(path) is None, "who crashed or closed has it open no more"


@pytest.mark.parametrize("turn", range(5))
def test_in_every_order(turn: int, two: tuple[Process, Process], tmp_path: Path) -> None:
    for number, order in list(enumerate(orders(STEPS, STEPS)))[turn::5]:
        play(order, two, tmp_path / f"{number}.jxmb")


@pytest.mark.parametrize("crashing", [("open", "crash"), ("open", "edit", "crash"), ("open", "edit", "save", "crash")])
def test_in_every_order_where_one_of_them_crashes(
    crashing: tuple[str, ...], two: tuple[Process, Process], tmp_path: Path
) -> None:
    for number, order in enumerate(orders(crashing, STEPS)):
        play(order, two, tmp_path / f"{number}.jxmb")


def test_both_save_all_the_time_and_one_is_killed_again_and_again(two: tuple[Process, Process], tmp_path: Path) -> None:
    """Every word that was told as saved is in the file in the end, whenever the other was killed."""
    path = tmp_path / "套表.jxmb"
    save(sample(), path)
    random, saved = Random(5), set()
    for turn in range(8):
        for who, clerk in enumerate(two):
            assert clerk.does(f"at {path}") == "there"
            clerk.does("open")
            for number in range(8):
                clerk.tell(f"stubborn t{turn}w{who}n{number}")
        told = [two[1]._line() for _ in range(turn % 4)]  # however slow the machine is, some of them come to save
        time.sleep(random.uniform(0.0, 0.02))  # the moment of the kill is what is tried
        told += two[1].dies()
        told += [two[0]._line() for _ in range(8)]
        saved |= {line.partition(" ")[2] for line in told if line.startswith("saved")}
        two[0].does("close")
        two[1]._start()
        assert words_in(path) >= saved
    assert len(saved) > 8 * 8


# --- one after the other, seen from one of them -----------------------------------------------------------------------


def test_a_file_changed_by_another_hand_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "套表.jxmb"
    known = save(sample("旧"), path)
    save(sample("同事的"), path)
    with pytest.raises(NotOursProblem, match=r"别人.*另存") as caught:
        save_over(sample("我的"), path, known)
    assert caught.value.state is OnDisk.CHANGED
    assert load(path) == sample("同事的")
    assert save_over(sample("我的"), path, known, anyway=True).fingerprint == fingerprint(path)
    assert load(path) == sample("我的")
    assert [one.dossier() for one in versions(path)] == [sample("我的"), sample("同事的")], "nothing is lost for good"


def test_a_vanished_file_is_not_silently_made_again(tmp_path: Path) -> None:
    path = tmp_path / "套表.jxmb"
    known = save(sample("旧"), path)
    path.unlink()
    with pytest.raises(NotOursProblem, match="没有重新建立") as caught:
        save_over(sample("新"), path, known)
    assert caught.value.state is OnDisk.GONE
    assert not path.exists()


def test_a_file_that_cannot_be_read_is_not_taken_for_unchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "套表.jxmb"
    known = save(sample("旧"), path)

    def unreadable(_: Path) -> bytes:
        raise FileProblem(path.name, "读不出来")

    with monkeypatch.context() as patch:
        patch.setattr(saving, "read_file", unreadable)
        with pytest.raises(NotOursProblem, match="不知道") as caught:
            save_over(sample("新"), path, known)
    assert caught.value.state is OnDisk.UNREADABLE
    assert load(path) == sample("旧")


def test_a_new_file_is_made_and_an_old_one_of_that_name_is_not_taken_for_it(tmp_path: Path) -> None:
    path = tmp_path / "套表.jxmb"
    first = save_over(sample("一"), path, "")
    assert not first.notices
    with pytest.raises(NotOursProblem):
        save_over(sample("二"), path, "")
    save_over(sample("二"), path, first.fingerprint)
    assert load(path) == sample("二")


def test_a_version_that_cannot_be_kept_is_told_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    for name in ("XDG_DATA_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "file"))
    path = tmp_path / "套表.jxmb"
    saved = save_over(sample(), path, "")
    assert load(path) == sample()
    (notice,) = saved.notices
    assert "没有给“套表.jxmb”留下旧版本" in notice


@pytest.mark.parametrize("number", FAULTS)
def test_whichever_call_fails_the_file_is_the_old_or_the_new(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "套表.jxmb"
    known = save(sample("旧"), path)
    before = path.read_bytes()
    calls = Faults.calls(monkeypatch, lambda: save_over(sample("旧"), path, known))
    for turn, (call, count) in enumerate(calls):
        new = sample(f"新{turn}")
        with Faults(monkeypatch, number) as faults:
            faults.at(call, count)
            problem = refusal_of(lambda new=new: save_over(new, path, known))  # type: ignore[misc]
        assert (path.read_bytes() == before) == bool(problem), (call, count)
        assert len(problem) < 400
        path.write_bytes(before)
    assert json.loads(before)["format"] == "jxmb"
    assert not lock_path(path).exists()
