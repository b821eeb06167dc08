"""Menu 文件, what a file was before: its versions, and how it differs from another dossier or an edited paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from models.comparing.carried import Paper
from models.comparing.compare import compare
from models.dossier import Dossier
from models.files.jxmb import FileProblem, load
from models.files.versions import versions
from models.program import SUFFIX
from ui.controls.background import Job, run
from ui.controls.system import documents_folder
from ui.session.discarded import discarded
from ui.session.restoring import restoring
from ui.session.session import Session
from ui.versions.differences import DifferencesDialog
from ui.versions.earlier import EarlierDialog, Entry
from ui.window.protocol import Program, Window

Read = tuple[Dossier, Paper | None, list[str]]
"""A dossier to compare with, how it was read where it is paper, and sentences on what was not compared."""


class VersionCommands:
    """What one window does with earlier states of its file, and with other files beside it."""

    def __init__(self, window: Window, program: Program) -> None:
        self._window, self._program = window, program

    # --- versions -----------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Lists the earlier states of the file; without a dossier those of what was never saved."""
        session = self._window.session
        entries = _entries(session.path if session else None)
        if not entries:
            self._window.messages.say(_nothing(session), "info")
            return
        dialog = EarlierDialog(entries, session.dossier if session else None, self._window.widget)
        dialog.copy_wanted.connect(self._open_copy)
        if session is not None:
            dialog.compare_wanted.connect(partial(self._compare_entry, session))
            dialog.restore_wanted.connect(partial(self._restore, session))
            session.ended.connect(dialog.close)
        dialog.show()

    def _open_copy(self, entry: Entry) -> None:
        dossier = self._dossier(entry)
        if dossier is not None:
            window = self._program.create(dossier, self._window)
            window.messages.say(f"这是 {entry.name} 的副本，还没有保存成文件；原来的文件没有动。", "info")

    def _compare_entry(self, session: Session, entry: Entry) -> None:
        dossier = self._dossier(entry)
        if dossier is not None:
            self._list(session, (dossier, None, []), entry.name)

    def _restore(self, session: Session, entry: Entry) -> None:
        dossier = self._dossier(entry)
        if dossier is None:
            return
        session.settle()
        change = restoring(session.dossier, dossier, f"恢复 {entry.name} 的版本")
        if session.apply(change):
            self._window.show_page(_page(session, self._window.page))
            self._window.messages.say(f"已恢复成 {entry.name} 的样子。可以撤销；保存之前文件不变。", "info")

    def _dossier(self, entry: Entry) -> Dossier | None:
        try:
            return entry.version.dossier()
        except FileProblem as problem:
            self._window.messages.say(str(problem), "error")
            return None

    # --- comparing ----------------------------------------------------------------------------------------------------

    def compare(self) -> None:
        """Asks for another dossier, or a table of another program, and lists what differs."""
        from importers.readers.any_file import SUFFIXES

        session = self._window.session
        if session is None:
            return
        kinds = " ".join(f"*{suffix}" for suffix in (SUFFIX, *SUFFIXES))
        folder = session.path.parent if session.path else documents_folder()
        name, _ = QFileDialog.getOpenFileName(
            self._window.widget, "与哪一份比较", str(folder), f"套表和表格 ({kinds});;所有文件 (*)"
        )
        if name:
            self._compare_with(session, Path(name))

    def compare_with_file(self) -> None:
        """Lists how what is open differs from what is in its file now."""
        session = self._window.session
        if session and session.path:
            self._compare_with(session, session.path)

    def _compare_with(self, session: Session, path: Path) -> None:
        from importers.readers.source import SourceError

        session.settle()
        say, parent = self._window.messages.say, self._window.widget
        job = Job(lambda job: self._read(path, job), parent, expected=(SourceError, FileProblem))
        done = partial(self._list, session, name=path.name)
        run(job, "正在比较", parent, done, lambda problem: say(str(problem), "error"))

    def _read(self, path: Path, job: Job) -> Read:
        """A dossier; what is none is imported, and compared by what is printed."""
        from importers.assemble import assemble

        if path.suffix.lower() == SUFFIX:
            return load(path), None, []
        result = assemble([path], self._program.templates, heed=job.heed)
        count = len(result.unplaced)
        notices = [f"那份里有 {count} 处文字没有认出放在哪一栏，没有比较。"] if count else []
        return result.dossier, result.paper(self._program.templates), notices

    def _list(self, session: Session, read: Read, name: str) -> None:
        if session is not self._window.session:
            return  # it was closed meanwhile
        dossier, paper, notices = read
        dialog = DifferencesDialog(compare(session.dossier, dossier, paper), name, notices, self._window.widget)
        dialog.go_to.connect(self._window.go_to)
        session.ended.connect(dialog.close)
        dialog.show()


def _entries(path: Path | None) -> Sequence[Entry]:
    """All states, the youngest first."""
    kept = [Entry(one, saved=True) for one in versions(path)] if path else []
    given_up = [Entry(one, saved=False) for one in discarded(path)]
    return sorted([*kept, *given_up], key=lambda one: one.version.when, reverse=True)


def _nothing(session: Session | None) -> str:
    if session is None:
        return "没有以前的版本。先打开一份套表，就能看它以前保存的样子。"
    return "这份套表还没有以前的版本，保存之后才有。"


def _page(session: Session, before: str) -> str:
    if before in ("unit", "budget") or session.form(before):
        return before
    return session.dossier.forms[0].id if session.dossier.forms else "unit"
