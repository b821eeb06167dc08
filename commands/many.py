"""Many dossiers, one at a time or on several cores; one that cannot be used is told and stops no other."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TypeVar

from commands.console import tell
from models.files.jxmb import FileProblem
from models.files.reasons import reason
from models.program import SUFFIX
from models.python import forget

ResultT = TypeVar("ResultT")
Stopped = Callable[[], bool]
Work = Callable[[Path, Stopped], ResultT]
"""What is done with one dossier; looks now and then whether it was stopped. Raises FileProblem."""

FEW = 8  # dossiers up to which starting further processes costs more than it gains


# --- which ------------------------------------------------------------------------------------------------------------


def dossiers_in(given: Iterable[Path]) -> list[Path]:
    """The files named, and those of the folders named, in order and each once. A folder without any is told."""
    found: dict[Path, None] = {}
    for path in given:
        if not path.is_dir():
            found[path] = None
            continue
        inside = sorted(_walked(path))
        found.update(dict.fromkeys(inside))
        if not inside:
            tell(f"文件夹“{path}”里没有套表（{SUFFIX}），请核对是不是这个文件夹")
    return list(found)


def _walked(folder: Path) -> Iterator[Path]:
    """All dossiers below a folder; links to other folders are not followed."""

    def unreadable(problem: OSError) -> None:
        tell(f"文件夹“{problem.filename}”打不开：{reason(problem)}。里面的套表没有算进来")

    for place, inner, names in os.walk(folder, onerror=unreadable):
        inner[:] = [name for name in inner if not name.startswith(".")]
        for name in names:
            if name.lower().endswith(SUFFIX) and not name.startswith("."):
                yield Path(place, name)


# --- one after the other ----------------------------------------------------------------------------------------------


class Batch:
    """Carries a work out on every dossier; ``problems`` are the sentences about those that could not be used."""

    def __init__(self, files: Sequence[Path], jobs: int | None = None) -> None:
        self.files = files
        self.jobs = min(jobs or _usual_jobs(len(files)), max(len(files), 1))
        self.problems: list[str] = []

    def each(self, work: Work[ResultT]) -> Iterator[tuple[Path, ResultT]]:
        """The dossiers that can be used with what was made of them, in their order, as they become ready."""
        with closing(self._in_turn(work) if self.jobs == 1 else self._side_by_side(work)) as outcomes:
            for number, file in enumerate(self.files, 1):
                with _progress(f"第 {number}/{len(self.files)} 份：{file.name}" if len(self.files) > 1 else ""):
                    outcome = next(outcomes)
                if isinstance(outcome, str):
                    self.problems.append(outcome)
                else:
                    yield file, outcome

    def tell_problems(self) -> None:
        """Lists at the end what could not be used."""
        for problem in self.problems:
            tell(problem)
        if self.problems and len(self.files) > 1:
            tell(f"共 {len(self.files)} 份套表，其中 {len(self.problems)} 份不能用，见上面所列")

    def _in_turn(self, work: Work[ResultT]) -> Generator[ResultT | str, None, None]:
        gc.freeze()  # what is loaded so far stays for ever, and need not be looked at again
        for file in self.files:
            yield _done(work, file, _never)
            forget()
            gc.collect()  # what one dossier leaves behind goes before the next one is opened

    def _side_by_side(self, work: Work[ResultT]) -> Generator[ResultT | str, None, None]:
        from commands.apart import side_by_side  # what further processes need, one dossier does not

        return side_by_side(partial(_done, work), self.files, self.jobs)


def _usual_jobs(files: int) -> int:
    if files <= FEW:
        return 1
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _done(work: Work[ResultT], file: Path, stopped: Stopped) -> ResultT | str:
    try:
        return work(file, stopped)
    except FileProblem as problem:
        return str(problem)


def _never() -> bool:
    return False


@contextmanager
def _progress(words: str) -> Iterator[None]:
    """One line on a terminal for as long as something is waited for."""
    line = sys.stderr if words and sys.stderr is not None and sys.stderr.isatty() else StringIO()
    line.write(f"{words}\r")
    line.flush()
    yield
    line.write("\x1b[K")
    line.flush()
