"""Menu 文件, what a file was before: its versions, and how it differs from another dossier or an edited paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from importers.assemble import Assembled, assemble
from importers.readers.any_file import SUFFIXES
from importers.readers.source import SourceError
from models.comparing.carried import Paper
from models.comparing.compare import compare
from models.dossier import Dossier
from models.files.enclosed import beside
from models.files.jxmb import FileProblem, load
from models.files.versions import versions
from models.program import SUFFIX
from ui.controls.background import Job, run
from ui.controls.system import folder_for
from ui.session.discarded import discarded
from ui.session.restoring import restoring
from ui.session.session import TOLD, Session
from ui.session.writing import take_in
from ui.versions.differences import DifferencesDialog
from ui.versions.earlier import EarlierDialog, Entry
from ui.versions.taking_back import TakingBack
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
        self._list_entries(entries, session)

    def show_of(self, path: Path) -> None:
        """Lists the earlier states of a file that cannot be opened itself."""
        self._list_entries(_entries(path), None)

    def _list_entries(self, entries: Sequence[Entry], session: Session | None) -> None:
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
            told = self._put_back(window.session, entry)
            words = f"这是 {entry.name} 的副本，还没有保存成文件；原来的文件没有动。"
            window.messages.say(words + told, "warning" if told else "info")

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
            told = self._put_back(session, entry)
            words = f"已恢复成 {entry.name} 的样子。可以撤销；保存之前文件不变。"
            self._window.messages.tell_deed(words + told, "warning" if told else "info")

    def _put_back(self, session: Session | None, entry: Entry) -> str:
        """What was typed then and is no value stands in its place again; returns what has none, as a sentence."""
        lost = take_in(session, entry.version.texts()) if session else []
        return f"当时正在输入的“{'”“'.join(one[:TOLD] for one in lost)}”找不到原来的格。" if lost else ""

    def _dossier(self, entry: Entry) -> Dossier | None:
        try:
            return entry.version.dossier()
        except FileProblem as problem:
            self._window.messages.say(str(problem), "error")
            return None

    # --- comparing ----------------------------------------------------------------------------------------------------

    def compare(self) -> None:
        """Asks for another dossier, or a table of another program, and lists what differs."""
        session = self._window.session
        if session is None:
            return
        name = self._asked("与哪一份比较", session, (SUFFIX, *SUFFIXES))
        if name:
            self._compare_with(session, Path(name))

    def _asked(self, words: str, session: Session, suffixes: Sequence[str]) -> str:
        """The file that a person chooses; empty when none."""
        kinds = " ".join(f"*{suffix}" for suffix in suffixes)
        folder = folder_for(session.path.parent if session.path else None)
        kinds = f"套表和表格 ({kinds});;所有文件 (*)"
        return QFileDialog.getOpenFileName(self._window.widget, words, str(folder), kinds)[0]

    def take_back(self) -> None:
        """Asks for an exported file that was edited, and lists what can be taken over from it."""
        session = self._window.session
        if session is None:
            return
        name = self._asked("取回哪一份改过的表", session, SUFFIXES)
        if name:
            self.take_back_from(Path(name))

    def take_back_from(self, path: Path) -> None:
        """Lists what differs in an edited file, to be taken over."""
        session = self._window.session
        if session is None:
            return
        session.settle()
        read = partial(assemble, [path], self._program.templates, year=session.dossier.year)
        self._run("正在读取", lambda job: read(heed=job.heed), partial(self._list_to_take, session, path.name))

    def _list_to_take(self, session: Session, name: str, result: Assembled) -> None:
        if session is self._window.session:
            TakingBack(session, result, name, self._window.go_to, self._window.widget)

    def compare_with_file(self) -> None:
        """Lists how what is open differs from what is in its file now."""
        session = self._window.session
        if session and session.path:
            self._compare_with(session, session.path)

    def _compare_with(self, session: Session, path: Path) -> None:
        session.settle()
        self._run("正在比较", lambda job: self._read(session, path, job), partial(self._list, session, name=path.name))

    def _run(self, title: str, work: Callable[[Job], Any], done: Callable[[Any], object]) -> None:
        say, parent = self._window.messages.say, self._window.widget
        job = Job(work, parent, expected=(SourceError, FileProblem))
        run(job, title, parent, done, lambda problem: say(str(problem), "error"))

    def _read(self, session: Session, path: Path, job: Job) -> Read:
        """A dossier; what is none is imported, and compared by what is printed."""
        if path.suffix.lower() == SUFFIX:
            return load(path), None, []
        result = assemble([path], self._program.templates, heed=job.heed, usual=session.dossier.year)
        count = len(result.unplaced)
        notices = [f"那份里有 {count} 处文字没有认出放在哪一栏，没有比较。"] if count else []
        other = beside(result.dossier, session.dossier) if result.carried else result.dossier
        return other, result.paper(self._program.templates), notices

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
