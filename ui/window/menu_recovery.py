"""What windows that did not close well have left: opened, saved elsewhere, or moved aside. Never deleted unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from models.edits import copied
from models.files.journal import mend
from models.files.jxmb import FileProblem
from models.folders import recovery_folder
from ui.controls.system import open_path
from ui.session.recovery import ASIDE, Left, Recovery, State, left_behind, set_aside
from ui.session.session import Session
from ui.session.writing import take_in
from ui.window.menu_files import FileCommands
from ui.window.protocol import Program, Window
from ui.window.recovered import RecoveredList

NOTHING = "没有可以找回的内容，上次打开的套表都正常关闭了。"
TOLD = 4  # sentences, or texts, that a message has room for
TOLD_OF_TEXT = 40  # characters


class RecoveryCommands:
    """What the list of recoverable dossiers does in one window."""

    def __init__(self, window: Window, program: Program, listed: RecoveredList, files: FileCommands) -> None:
        self._window, self._program, self._list, self._files = window, program, listed, files
        listed.open_wanted.connect(self.take)
        listed.save_wanted.connect(self.save)
        listed.drop_wanted.connect(self.drop)

    def begin(self) -> None:
        """At the start: ends what was cut short, lists what there is, and tells how the last time ended."""
        news = [*self._program.news, *(f"{one.sentence}。" for one in mend()), *self.offer()]
        if news:
            self._window.messages.say("\n".join(news[:TOLD]), "warning")
        if self._window.session is None and not self._list.isHidden():
            self._list.take_focus()

    def offer(self) -> list[str]:
        """Lists what there is. Returns sentences on what cannot be offered."""
        found = left_behind(recovery_folder())
        self._list.show_left(found.left)
        return found.sentences

    def show(self) -> None:
        """Lists what there is, or says that there is nothing."""
        sentences = self.offer()
        if self._list.isHidden():
            sentences.insert(0, NOTHING)
        if sentences:
            self._window.messages.say("\n".join(sentences[:TOLD]), "info" if len(sentences) == 1 else "warning")

    def take(self, chosen: Sequence[Left]) -> None:
        """Opens them, each in its window."""
        for left in chosen:
            self._take(left)
        self.offer()

    def _take(self, left: Left) -> None:
        program = self._program
        held = program.window_with(left.file) if left.file else None
        busy = held is not None and held.session is not None and held.session.dirty
        near = held if held is not None and not busy else self._free()
        if held is not None and not busy and held.session is not None:
            held.session.release()
        recovery = Recovery(recovery_folder())
        known = replace(left, file=None) if busy else left
        session = Session.recovered(known, program.templates, program.settings, recovery)
        lost = take_in(session, left.open)
        session.keep()
        near.show_session(session)
        if recovery.holds():
            set_aside(left.source) if lost else left.remove()
        taken = left.file is not None and session.path is None
        good = left.state is State.FITS and not taken and not lost
        near.messages.say(_advice(left, busy=taken) + _without_place(lost), "info" if good else "warning")

    def _free(self) -> Window:
        """A window without a dossier: this one if it has none."""
        windows = [self._window, *self._program.windows]
        return next((one for one in windows if one.session is None), None) or self._program.new_window()

    def save(self, chosen: Sequence[Left]) -> None:
        """Saves one under a name that is asked for, without opening it."""
        for left in chosen[:1]:
            name = self._files.ask_name(left.dossier, left.file)
            if name is not None and self._saved(left, name):
                self.offer()

    def _saved(self, left: Left, name: Path) -> bool:
        """What stood in open cells goes along; what is no value is in no file, and so its backup stays."""
        if self._program.window_with(name) is not None:
            self._window.messages.say(f"“{name.name}”正开在一个窗口里，请换一个名字。", "warning")
            return False
        session = Session(copied(left.dossier), self._program.templates, self._program.settings)
        apart = [*take_in(session, left.open), *(one.text for one in session.drafts.all)]
        try:
            notices = session.save(name)
        except FileProblem as problem:
            self._window.messages.say(str(problem), "error")
            return False
        finally:
            session.close()
        self._window.settings.add_recent(name)
        self._tell_saved(left, name, apart, notices)
        return True

    def _tell_saved(self, left: Left, name: Path, apart: Sequence[str], notices: Sequence[str]) -> None:
        words = "".join(f"{one}。" for one in (f"已另存为“{name}”", *notices))
        if apart:
            words += f"有 {len(apart)} 处正在输入的内容没有存进去：{_quoted(apart)}；这份备份还留在单子里。"
        else:
            left.remove()
        opening = ("打开", partial(self._files.open_path, name))
        self._window.messages.say(words, "warning" if apart or notices else "info", [opening])

    def drop(self, chosen: Sequence[Left]) -> None:
        """Moves them aside, and says where."""
        stayed = [left for left in chosen if not set_aside(left.source)]
        self.offer()
        folder = recovery_folder() / ASIDE
        if stayed:
            words = f"有 {len(stayed)} 份移不到“{folder}”，仍留在单子里。请检查这个文件夹能不能写入。"
            self._window.messages.say(words, "warning")
            return
        words = f"已把 {len(chosen)} 份移到“{folder}”，没有删除，要用时还能找到。"
        self._window.messages.say(words, "info", [("打开文件夹", partial(open_path, folder))])


def _without_place(lost: Sequence[str]) -> str:
    if not lost:
        return ""
    return (
        f"有 {len(lost)} 处正在输入的内容找不到原来的格：{_quoted(lost)}；这份备份已移到“{recovery_folder() / ASIDE}”。"
    )


def _quoted(texts: Sequence[str]) -> str:
    return "、".join(f"“{' '.join(text.split())[:TOLD_OF_TEXT]}”" for text in texts[:TOLD])


def _advice(left: Left, *, busy: bool) -> str:
    if busy:
        return "已找回。原文件正开在别的窗口或别的电脑上，这里请另存为别的名字。"
    return {
        State.FITS: "已找回。请核对后保存。",
        State.NEVER_SAVED: "已找回。这份套表还没有保存成文件，请核对后保存。",
        State.CHANGED: "已找回。原文件后来被改过，为了不盖掉那些改动，请核对后另存为别的名字。",
        State.GONE: "已找回。原文件已不在原处，请另存到要放的地方。",
    }[left.state]
