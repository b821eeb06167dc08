"""Writing many files beside the window's thread, one after the other, until all are done or the person stops it."""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, Signal

from exporters.export import ExportError, ExportPlan, Written, export, table_of, title_of
from exporters.fonts import FontError
from exporters.names import safe_file_name
from models.dossier import Dossier
from models.edits import copied
from models.template import FormTemplate


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an export ended: the files written, sentences about those that could not be, and whether it was stopped."""

    written: tuple[Written, ...]
    problems: tuple[str, ...]
    stopped: bool


def names_of(dossier: Dossier, templates: Mapping[str, FormTemplate], plan: ExportPlan) -> list[str]:
    """The names of the files that a plan writes. Raises ExportError."""
    numbers = plan.forms or tuple(range(1, len(dossier.forms) + 1))
    stems: list[str] = []
    if plan.together:
        stems = [safe_file_name(f"{dossier.unit.name}{dossier.year}年绩效目标表")]
    else:
        for number in numbers:
            form = dossier.forms[number - 1]
            stems.append(safe_file_name(title_of(form, table_of(form, dossier, templates)), stems))
    return [f"{stem}.{kind}" for stem in stems for kind in plan.formats]


def pieces(plan: ExportPlan) -> Iterator[tuple[ExportPlan, bool]]:
    """The plan cut into single files, so that one that fails stops no other; True where the next name begins."""
    forms: list[tuple[int, ...]] = [plan.forms] if plan.together else [(number,) for number in plan.forms]
    for numbers in forms:
        for kind in plan.formats:
            yield replace(plan, forms=numbers, formats=(kind,)), kind == plan.formats[-1]


def write_all(
    dossier: Dossier,
    templates: Mapping[str, FormTemplate],
    plan: ExportPlan,
    tell: Callable[[int, int, str], object],
    stopped: Callable[[], bool],
) -> Outcome:
    """Writes every file of the plan; ``tell(done, of, what)`` before each."""
    problem = folder_problem(plan.folder)
    if problem:
        return Outcome((), (problem,), stopped=False)
    parts = list(pieces(plan))
    written: list[Written] = []
    problems: list[str] = []
    taken: set[str] = set()
    for number, (piece, is_last) in enumerate(parts):
        if stopped():
            return Outcome(tuple(written), tuple(problems), stopped=True)
        names = [dossier.forms[one - 1].name or "未命名" for one in piece.forms]
        tell(number, len(parts), names[0] if len(names) == 1 else f"{len(names)} 张表")
        used = set(taken)
        try:
            written += export(dossier, templates, piece, used)
        except (ExportError, FontError) as refused:
            problems.append(str(refused))
        except OSError as failed:
            problems.append(sentence(failed, plan.folder))
        if is_last:
            taken = used
    return Outcome(tuple(written), tuple(dict.fromkeys(problems)), stopped=False)


def folder_problem(folder: Path) -> str:
    """Why a folder cannot be written into, empty when it can; it is made where it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / f".{threading.get_ident():x}.tmp"
        trial.touch()
        trial.unlink()
    except OSError as failed:
        return sentence(failed, folder)
    return ""


def sentence(failed: OSError, folder: Path) -> str:
    """What went wrong with a file or folder, and what to do, for a person."""
    if failed.errno is None:
        return str(failed)  # exporters' own, a sentence already
    if failed.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"磁盘空间不足，“{folder}”里写不下。请腾出空间，或换一个文件夹。"
    if failed.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"没有权限写入文件夹“{folder}”。请换一个文件夹，例如“文档”。"
    if failed.errno in (errno.ENOTDIR, errno.EEXIST):
        return f"“{folder}”不是文件夹。请换一个文件夹。"
    if failed.errno == errno.ENOENT:
        return f"没有“{folder}”这个文件夹。请换一个文件夹。"
    return f"文件夹“{folder}”用不了（{failed.strerror or failed}）。请换一个文件夹。"


class ExportJob(QObject):
    """An export under way."""

    progressed = Signal(int, int, str)
    finished = Signal(object)

    def __init__(
        self, dossier: Dossier, templates: Mapping[str, FormTemplate], plan: ExportPlan, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._dossier, self._templates, self._plan = copied(dossier), dict(templates), plan
        self._stop = threading.Event()

    def start(self) -> None:
        """Begins in another thread."""
        QThreadPool.globalInstance().start(self._run)

    def stop(self) -> None:
        """Ends it after the file that is being written."""
        self._stop.set()

    def _run(self) -> None:
        try:
            outcome = write_all(self._dossier, self._templates, self._plan, self.progressed.emit, self._stop.is_set)
        except Exception as slip:  # noqa: BLE001 (a slip must be told in the dialog, not lost in a thread)
            outcome = Outcome(
                (), (f"程序在这里出了错（{type(slip).__name__}：{slip}），套表没有改动。",), stopped=False
            )
        self.finished.emit(outcome)
