"""A clerk whose computer dies: ``python -m tests.killed [--count N] [--seed S] [--workers W]``.

One process has the window open with everything in it. For each kill it forks a clerk, who types somewhere, in some
clerks' case saves, and is killed (SIGKILL) at a random moment. The file must be whole, and what was typed more than
two seconds before the kill must be in the file or in the recovery file.
"""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import signal
import struct
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from models.dossier import Dossier
from models.edits import Editor
from models.files.jxmb import load, save
from models.folders import recovery_folder
from models.paths import printed
from tests.trials.editors import KINDS, NEW_ROW, OFFICIAL, Kind, dossier
from tests.ui.conftest import compose, settle, wait_for, write
from ui.controls.composing import place_of
from ui.ground.settings import Settings
from ui.preview.editor import CellEditor
from ui.program.app import start
from ui.program.windows import ProgramWindows
from ui.session import recovery
from ui.session.recovery import SUFFIX, Recovery
from ui.window.window import MainWindow

PROMISED = 2.0  # seconds of typing that may be missing
TICK = 0.02  # seconds between looks at what is to be done
LONGEST = 3.0  # seconds of a clerk's life
SAVING = 0.12  # seconds within which a clerk who saves is killed
SHARE_SAVING = 0.35
IN_MEMORY = Path("/dev/shm")
ALONE = 3  # times that who lost too much may try again, at the same moments, with no other clerk beside
STARTING = 20.0  # seconds until a clerk must have begun
TYPED, SLEPT, DIED = b"t", b"s", b"d"
_RECORD = struct.Struct("=cd")


# --- a clerk ----------------------------------------------------------------------------------------------------------


@dataclass
class Clerk:
    """One forked process, and what it has told so far."""

    process: int
    pipe: int
    home: Path
    name: str
    life: float
    dies: float = 0.0
    stamps: list[float] = field(default_factory=list)
    slept: Counter[int] = field(default_factory=Counter)
    """Seconds without a processor, by how many signs were typed then."""
    died: float = 0.0
    born: float = field(default_factory=time.monotonic)
    told: bytes = b""

    def is_due(self) -> bool:
        """Its time is over; one that never began to type has waited long enough."""
        return bool(self.died) or time.monotonic() > (self.dies or self.born + STARTING)

    def slept_since(self, sign: int) -> float:
        """For how long the computer was busy with others since that sign was typed."""
        return sum(late for typed, late in self.slept.items() if typed > sign)

    def hear(self) -> None:
        """Takes in what it has told until now."""
        with suppress(BlockingIOError):
            while piece := os.read(self.pipe, 4096):
                self.told += piece
        read = list(_RECORD.iter_unpack(self.told))
        for kind, value in read:
            if kind == TYPED:
                self.stamps.append(value)
            elif kind == DIED:
                self.died = value
            else:
                self.slept[len(self.stamps)] += value
        self.told = b""
        self.dies = self.dies or (time.monotonic() + self.life if read else 0.0)


def file_of(home: Path) -> Path:
    """The file of the clerk who lives there."""
    return home / "套表.jxmb"


def live(window: MainWindow, kind: Kind, home: Path, random: Random, pipe: int) -> None:
    """Types until death comes from outside, or with the saving."""
    os.environ.update(dict.fromkeys(("HOME", "XDG_DATA_HOME", "APPDATA"), str(home)))
    session = window.session
    assert session is not None
    session.path, session._recovery = file_of(home), Recovery(recovery_folder())
    if kind.open in OFFICIAL:  # the table has the keyboard before it is at the cell
        kind.open(window, kind.place)
    QTimer.singleShot(0, lambda: _work(window, kind, random, pipe))  # also where a dialog waits for its answer
    if kind.open not in OFFICIAL:
        kind.open(window, kind.place)
    QApplication.exec()


def _work(window: MainWindow, kind: Kind, random: Random, pipe: int) -> None:
    wait_for(lambda: _ready(kind))
    begun = time.monotonic()
    moments = sorted(random.uniform(0, LONGEST * 0.9) for _ in kind.signs)
    may_save = kind.saves and not kind.composed  # saving asks the input method to commit: here is none that could
    saving = random.randrange(len(moments)) if may_save and random.random() < SHARE_SAVING else len(moments)
    os.write(pipe, _RECORD.pack(SLEPT, 0.0))
    for number, moment in enumerate(moments):
        _wait(begun + moment, pipe)
        if number == saving:
            threading.Timer(random.uniform(0, SAVING), _die, [pipe]).start()
            window.files.save()
            break
        _type(kind, number)
        os.write(pipe, _RECORD.pack(TYPED, time.monotonic()))
    while True:
        _wait(time.monotonic() + 1, pipe)


def _die(pipe: int) -> None:
    os.write(pipe, _RECORD.pack(DIED, time.monotonic()))
    os.kill(os.getpid(), signal.SIGKILL)


def _ready(kind: Kind) -> bool:
    focus = QApplication.focusWidget()
    dialog = QApplication.activeModalWidget()
    if kind.open in OFFICIAL:
        return isinstance(focus, CellEditor)
    return focus is not None and (dialog is not None if kind.place == "reason" else place_of(focus) == kind.place)


def _wait(until: float, pipe: int) -> None:
    """Lets the window do its work meanwhile; tells for how long the computer was busy with others."""
    while (now := time.monotonic()) < until:
        worked, queued, pause = time.process_time(), _queued(), min(TICK, until - now)
        QApplication.processEvents()
        time.sleep(pause)
        late = time.monotonic() - now - pause - (time.process_time() - worked)
        os.write(pipe, _RECORD.pack(SLEPT, max(late, _queued() - queued, 0.0)))


def _queued() -> float:
    """Seconds in which a thread of this process could have worked, and no processor was free; 0 but on Linux.

    Who writes the backup works beside the window, and may wait while the window has all the time it needs.
    """
    nanoseconds = 0
    for one in Path("/proc/self/task").glob("*/schedstat"):
        with suppress(OSError):  # a thread may have come to its end
            nanoseconds += int(one.read_text(encoding="ascii").split()[1])
    return nanoseconds / 1e9


def _type(kind: Kind, number: int) -> None:
    widget: QWidget | None = QApplication.focusWidget()
    assert widget is not None
    if kind.composed:
        compose(widget, kind.signs[: number + 1])
    else:
        write(widget, kind.signs[number])


# --- after its death --------------------------------------------------------------------------------------------------


def text_at(found: Dossier, opened: dict[str, str], place: str) -> str:
    """What a dossier, with what stood in open cells, says at a place."""
    if place in opened:
        return opened[place]
    if place == NEW_ROW:
        return found.budget.functions[1].name if len(found.budget.functions) > 1 else ""
    try:
        return printed(Editor(found).value(place))
    except (LookupError, ValueError):
        return ""


@dataclass
class Run:
    """What came of it."""

    kills: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    late: dict[Path, str] = field(default_factory=dict)
    """Who lost too much, by their folder: it may be the fault of a busy computer, and is tried again alone."""
    alone: int = 0
    saved: int = 0
    kept: int = 0
    longest: float = 0.0


def judge(made: Run, clerk: Clerk, killed: float) -> None:
    """Looks at what a dead clerk has left."""
    kind = KINDS[clerk.name]
    made.kills[clerk.name] += 1
    try:
        there = load(file_of(clerk.home))
        left = [recovery._read(one) for one in recovery_folder_of(clerk.home)]
    except ValueError as problem:
        made.faults.append(f"{clerk.name}: {problem}")
        return
    made.kept += len(left)
    texts = [text_at(there, {}, kind.place), *(text_at(one.dossier, dict(one.open), kind.place) for one in left)]
    made.saved += bool(texts[0])
    safe = max(len(one) for one in texts)
    wrong = [one for one in texts if not kind.signs.startswith(one)]
    missing = [killed - stamp for stamp in clerk.stamps[safe:]]
    lost, slept = max(missing, default=0.0), clerk.slept_since(safe)
    if wrong:
        made.faults.append(f"{clerk.name}: {texts}")
    elif lost > PROMISED + slept:
        seconds = f"{lost:.2f} s missing, {slept:.2f} s without a processor"
        made.late[clerk.home] = f"{clerk.name}: {texts} of {len(clerk.stamps)} signs; {seconds}"
    else:
        made.longest = max(made.longest, lost - slept)


def recovery_folder_of(home: Path) -> list[Path]:
    """The recovery files of a clerk."""
    return sorted(home.glob(f"*/recovery/*{SUFFIX}"))


# --- all of it --------------------------------------------------------------------------------------------------------


class _Unpainted(QObject):
    """Nothing is painted: for that Qt starts threads, which a fork does not have and waits for all the same."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        return event.type() in (QEvent.Type.Paint, QEvent.Type.UpdateRequest)


def open_window(folder: Path) -> tuple[ProgramWindows, MainWindow]:
    """The window that every clerk sits at, with every page built."""
    os.environ.update(dict.fromkeys(("HOME", "XDG_DATA_HOME", "APPDATA"), str(folder)))
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.installEventFilter(_Unpainted(application))
    Settings(folder / "jixiao-editor" / "settings.ini").set_state("outline", True)
    save(dossier(), file_of(folder))
    program = start(application, [file_of(folder)])
    window = program.windows[0]
    window.resize(1366, 768)
    window.activateWindow()
    wait_for(window.isActiveWindow)
    for page in ("unit", "budget", "h", "f"):
        window.show_page(page)
        settle()
    for _ in range(2):
        window.actions_by_id["official"].trigger()
        settle()
    assert window.session is not None
    window.session.check()  # all that is loaded here need not be loaded by every clerk
    window.session.keep()
    return program, window


def _fork(window: MainWindow, name: str, home: Path, random: Random) -> Clerk:
    home.mkdir()
    save(dossier(), file_of(home))
    reads, writes = os.pipe()
    process = os.fork()
    if not process:
        try:
            live(window, KINDS[name], home, random, writes)
        except BaseException as problem:  # noqa: BLE001 (nothing of a fork may go on as its parent)
            print(f"{name}: {type(problem).__name__} {problem}", file=sys.stderr, flush=True)  # noqa: T201
        os._exit(3)
    os.close(writes)
    os.set_blocking(reads, False)
    return Clerk(process, reads, home, name, random.uniform(0.1, LONGEST))


def _end(made: Run, clerk: Clerk) -> None:
    killed = time.monotonic()
    os.kill(clerk.process, signal.SIGKILL)
    _, status = os.waitpid(clerk.process, 0)
    clerk.hear()
    os.close(clerk.pipe)
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL or not clerk.dies:
        made.faults.append(f"{clerk.name} did not come to type")
        return
    judge(made, clerk, clerk.died or killed)


def run(count: int, seed: int = 1, workers: int = 24) -> Run:
    """Kills so many clerks, some at a time."""
    made = Run()
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as folder:
        program, window = open_window(Path(folder))
        gc.freeze()
        kinds = list(KINDS)
        jobs = [(Path(folder) / str(number), kinds[number % len(kinds)]) for number in range(count)]
        _kill(made, window, jobs, seed, workers)
        made.alone = len(made.late)
        for _ in range(ALONE):
            again, made.late = made.late, {}
            for home in again:
                shutil.rmtree(home)
            _kill(made, window, [job for job in jobs if job[0] in again], seed, workers=1)
        made.faults += made.late.values()
        window.show_session(None)
        window.close()
        program.settings.sync()  # else it is written, and its folder made again, when all is over
    return made


def _kill(made: Run, window: MainWindow, jobs: Sequence[tuple[Path, str]], seed: int, workers: int) -> None:
    """Lets one clerk after the other work, so many at a time, until all are dead."""
    waiting, at_work = list(reversed(jobs)), list[Clerk]()
    while at_work or waiting:
        if waiting and len(at_work) < workers:
            home, name = waiting.pop()
            at_work.append(_fork(window, name, home, Random(f"{seed}-{home.name}")))
            continue
        time.sleep(0.002)
        for clerk in list(at_work):
            clerk.hear()
            if clerk.is_due():
                at_work.remove(clerk)
                _end(made, clerk)


def main() -> int:
    """Tells what came of it; 1 when something was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=24)
    options = parser.parse_args()
    made = run(options.count, options.seed, options.workers)
    for fault in made.faults:
        print(fault)  # noqa: T201
    kills = f"{sum(made.kills.values())} kills in {len(made.kills)} kinds of editors"
    left = f"{made.saved} had saved, {made.kept} left a recovery file"
    missing = f"at most {made.longest:.2f} s of typing missing"
    print(f"{kills}; {left}; {missing}; {made.alone} tried again alone; {len(made.faults)} faults")  # noqa: T201
    return 1 if made.faults else 0


if __name__ == "__main__":
    sys.exit(main())
