"""Menu 文件: new, open, save, import; what a window asks before a dossier is left."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox, QPushButton, QWidget

from exporters.names import safe_file_name
from models.dossier import Dossier
from models.files.jxmb import FileProblem, load
from models.files.saving import NotOursProblem, OnDisk
from models.files.whole import is_read_only
from models.folders import samples
from models.making import from_last_year
from models.program import SUFFIX
from ui.controls.file_names import with_suffix
from ui.controls.messages import Choice
from ui.controls.plain import all_plain, plain_words
from ui.controls.system import folder_for
from ui.session.evidence import following
from ui.session.session import Session
from ui.session.suggestions import learn_from
from ui.window.protocol import Program, Window

DOSSIERS = f"绩效套表 (*{SUFFIX})"
CARRIERS = "附有套表的 PDF (*.pdf)"
EVERY = "所有文件 (*)"
_DISK_WORDS = {
    OnDisk.CHANGED: "“{}”已被别人或别的程序改过，和这里的不一样了。",
    OnDisk.GONE: "“{}”已被移动、改名或删除，这里的内容还在；不会自动重新建立它。",
    OnDisk.UNREADABLE: "“{}”现在读不出来，请检查磁盘、U 盘或网络。",
}
_BESIDE_MENUS = QPoint(20, 60)  # under the bars of a window
TOLD = 3  # sentences on what should be looked at that a message has room for


class FileCommands:
    """What the menu 文件 does in one window."""

    def __init__(self, window: Window, program: Program) -> None:
        self._window, self._program = window, program
        self._saved_at: datetime | None = None
        self._may_only_read = False  # the file may be changed here, and not saved over

    # --- opening ------------------------------------------------------------------------------------------------------

    def new(self) -> None:
        """Shows the start page, in a window of its own when this one has a dossier."""
        self._program.blank_window(self._window).begin_new()

    def open(self) -> None:
        """Asks for files and opens them."""
        names, _ = QFileDialog.getOpenFileNames(
            self._window.widget, "打开套表", str(self._folder()), f"{DOSSIERS};;{CARRIERS};;{EVERY}"
        )
        for name in names:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> None:
        """Opens a file here if this window is free, else in another; the window that has it comes to the front."""
        self._program.open(path, self._window)

    def sample(self) -> None:
        """Asks which sample, and opens it as a dossier that has no file yet."""
        menu = QMenu(self._window.widget)
        for path in samples():
            menu.addAction(plain_words(path.stem), partial(self.open_sample, path))
        menu.exec(_below_button(self._window.widget, "sample"))
        menu.deleteLater()

    def open_sample(self, path: Path) -> None:
        """Opens a sample; it can be changed at will and is never written over."""
        try:
            self.create(load(path))
        except FileProblem as problem:
            self._window.messages.say(str(problem), "error")

    def create(self, dossier: Dossier) -> None:
        """Opens a dossier that has no file yet."""
        self._program.create(dossier, self._window)

    def next_year(self) -> None:
        """Asks for last year's dossier and carries it over."""
        name, _ = QFileDialog.getOpenFileName(
            self._window.widget, "选择上年的套表", str(self._folder()), f"{DOSSIERS};;{EVERY}"
        )
        if not name:
            return
        try:
            last = load(Path(name))
        except FileProblem as problem:
            self._window.messages.say(str(problem), "error")
            return
        window = self._program.create(from_last_year(last), self._window)
        window.messages.say(
            f"已沿用 {last.year} 年的表，请逐项改成 {last.year + 1} 年的。看过而不必改的，按 Ctrl+K 标为已核对。",
            "info",
        )

    # --- saving -------------------------------------------------------------------------------------------------------

    def save(self) -> bool:
        """Saves to the own file. False when it was not saved."""
        session = self._window.session
        if session is None:
            return False
        if session.path is None:
            return self.save_as()
        return self._write(session, session.path)

    def save_as(self) -> bool:
        """Asks for a name and saves there. False when it was not saved."""
        session = self._window.session
        if session is None:
            return False
        name = self.ask_name(session.dossier, self._name_to_propose(session))
        if name is None:
            return False
        other = self._program.window_with(name)
        if other is not None and other is not self._window:
            self._window.messages.say(f"“{name.name}”正开在另一个窗口里，请换一个名字。", "warning")
            return False
        return self._write(session, name, anyway=True)

    def _write(self, session: Session, path: Path, *, anyway: bool = False) -> bool:
        """Saves there, or says why not. The ways to the evidence stay right when that is another folder."""
        moved = following(session, path)
        if moved:
            session.history.do(moved)
        done = self._write_there(session, path, anyway=anyway)
        if moved and session.path != path:
            session.history.drop()
        elif moved and done:
            self._window.messages.say("已保存。佐证资料还在原来的文件夹里，路径已经跟着改好。", "info")
        return done

    def _write_there(self, session: Session, path: Path, *, anyway: bool) -> bool:
        """Saves there, or says why not and what else can be done. ``anyway``: the person knows what is there."""
        self._finish_typing()
        say, elsewhere = self._window.messages.say, ("另存为…", self.save_as)
        try:
            notices = session.save(path, anyway=anyway, waiting=partial(say, level="info"))
        except NotOursProblem as problem:
            say(str(problem), "warning", [*self._ways_out(session, problem.state), elsewhere])
            return False
        except FileProblem as problem:
            say(str(problem), "error", [elsewhere])
            return False
        except MemoryError:
            say("没有保存，原来的文件没有动：内存不够。请关掉几个别的程序，再保存一次。", "error", [elsewhere])
            return False
        self._done(path, (*notices, *learn_from(session)))
        return self._nothing_left(session)

    def _nothing_left(self, session: Session) -> bool:
        """False where what is typed somewhere is no value, and so in no file: it is told, and the person goes there."""
        drafts = session.drafts.all
        if drafts:
            self._window.go_to(drafts[0].path)
            self._window.messages.say(f"其余的都已保存。{session.words_of_all(drafts)}", "warning")
        return not drafts

    def _ways_out(self, session: Session, state: OnDisk) -> list[Choice]:
        """What can be done, besides saving elsewhere, where the file is not what was opened."""
        rewrite: Choice = ("重新写到原处", lambda: self._write_again(session))
        ways: dict[OnDisk, list[Choice]] = {
            OnDisk.CHANGED: [("比较", self._compare), ("重新载入", self.reload)],
            OnDisk.GONE: [rewrite],
            OnDisk.UNREADABLE: [("再试一次", self.save)],
        }
        return ways[state]

    def _write_again(self, session: Session) -> None:
        if session is self._window.session and session.path:
            self._write(session, session.path, anyway=True)

    # --- others at the same file --------------------------------------------------------------------------------------

    def take_on(self, session: Session) -> None:
        """The file of this dossier is ours now, or is said to be somebody else's; what happens to it is told."""
        session.disk_noticed.connect(self._tell_disk)
        session.freed.connect(self._tell_freed)
        session.lock_lost.connect(self._tell_lost)
        session.claim()
        self._look_at_file(session)
        if session.read_only:
            self.tell_read_only()
        elif self._may_only_read and session.path:
            words = f"“{session.path.name}”是只读的文件：可以看，也可以改，改了要另存为别的文件。"
            self._window.messages.say(words, "warning", [("另存为…", self.save_as)])
        elif session.lock_problem:
            self._window.messages.say(f"{session.lock_problem}。", "warning")

    def _look_at_file(self, session: Session) -> None:
        self._may_only_read = session.path is not None and is_read_only(session.path)
        self._window.show_state()

    def title_words(self) -> str:
        """What the title says besides the name."""
        if self._window.session and self._window.session.read_only:
            return "（只读）"
        return "（文件只读）" if self._may_only_read else ""

    def tell_read_only(self) -> None:
        """Says who has the file, and what can be done."""
        if self._window.session:
            self._window.messages.say(self._window.session.read_only, "warning", [("另存为…", self.save_as)])

    def _tell_disk(self, state: OnDisk | None) -> None:
        session, messages = self._window.session, self._window.messages
        if session is None or session.path is None:
            return
        if state is None:
            messages.say(f"“{session.path.name}”又和打开时一样了。", "info")
            return
        words = _DISK_WORDS[state].format(session.path.name)
        messages.say(words, "warning", [*self._ways_out(session, state), ("另存为…", self.save_as)])

    def _tell_freed(self) -> None:
        session = self._window.session
        if session and session.path:
            words = f"“{session.path.name}”现在没有别人打开了，可以接过来改。"
            self._window.messages.say(words, "info", [("接着编辑", self.reload)])

    def _tell_lost(self) -> None:
        session = self._window.session
        if session and session.path:
            words = f"这台电脑停了一阵，其间别人打开了“{session.path.name}”。保存时会先核对，不会盖掉别人的改动。"
            self._window.messages.say(words, "warning", [("比较", self._compare), ("另存为…", self.save_as)])

    def _compare(self) -> None:
        self._window.compare_with_file()

    def reload(self) -> None:
        """Shows what is in the file now; what was not saved lies among the versions then."""
        session = self._window.session
        if session is None or session.path is None:
            return
        session.settle()
        problem = session.keep_discarded() if session.dirty else ""
        if problem:
            self._window.messages.say(f"没有重新载入：{problem}。", "warning", [("另存为…", self.save_as)])
            return
        kept = "刚才没有保存的改动在“以前的版本”里。" if session.dirty else ""
        if self._program.reopen(self._window) and not (self._window.session and self._window.session.read_only):
            self._window.messages.say(f"已重新载入。{kept}", "info")

    def _name_to_propose(self, session: Session) -> Path | None:
        """Its own name; another one where nothing can be saved under that, and a folder that takes it."""
        path = session.path
        if path is None or not (session.read_only or self._may_only_read):
            return path
        folder = path.parent if os.access(path.parent, os.W_OK) else folder_for(self._window.settings["documents"])
        return folder / f"{path.stem}（副本）{path.suffix}"

    def ask_name(self, dossier: Dossier, file: Path | None) -> Path | None:
        """Asks where a dossier is to be saved; proposes its file, or a name made of unit and year."""
        unit, year = dossier.unit.name or "单位", dossier.year
        proposed = file or self._folder() / f"{safe_file_name(f'{unit}{year}年绩效目标')}{SUFFIX}"
        name, _ = QFileDialog.getSaveFileName(self._window.widget, "另存为", str(proposed), DOSSIERS)
        return with_suffix(self._window.widget, name, SUFFIX) if name else None

    def _done(self, path: Path, notices: Sequence[str]) -> None:
        self._saved_at = datetime.now().astimezone()
        self._window.settings.add_recent(path)
        self._window.messages.clear()
        self._may_only_read = False
        if notices:
            self._window.messages.say(f"已保存。{'。'.join(notices)}。", "warning")
        self._window.show_state()

    def _finish_typing(self) -> None:
        """What an input method is still composing is taken in first."""
        QApplication.inputMethod().commit()

    def saved_words(self) -> str:
        """What the status bar says of the file."""
        session = self._window.session
        if session is None:
            return ""
        if session.read_only:
            return "只读"
        if drafts := session.drafts.all:
            return f"有 {len(drafts)} 处写的不是数字，没有保存"
        if session.dirty:
            return "有改动未保存"
        return f"已保存 {self._saved_at:%H:%M}" if self._saved_at else "已保存"

    # --- leaving ------------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Closes the dossier; the window shows the start page."""
        if self.may_leave():
            self._window.show_session(None)

    def quit(self) -> None:
        """Closes all windows."""
        self._program.quit()

    def may_leave(self) -> bool:
        """Asks what happens to what is not saved. False when the person stays."""
        session = self._window.session
        if session is None:
            return True
        session.settle()
        if not session.dirty:
            return True
        box = QMessageBox(self._window.widget)
        box.setWindowTitle("保存改动")
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(f"“{session.title}”有改动还没有保存。")
        drafts = "".join(f"{session.words_of(one)}。\n" for one in session.drafts.all[:TOLD])
        kept = "不保存的话，改动不写进文件；一周之内还能在“以前的版本”里找到。"
        box.setInformativeText(drafts + kept)
        save = box.addButton("保存", QMessageBox.ButtonRole.AcceptRole)
        leave = box.addButton("不保存", QMessageBox.ButtonRole.DestructiveRole)
        box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        all_plain(box)
        box.exec()
        chosen = box.clickedButton()
        box.deleteLater()
        return self.save() if chosen is save else chosen is leave and self._kept(session)

    def _kept(self, session: Session) -> bool:
        """What is not to be saved lies among the versions; where it cannot, nothing is closed unasked."""
        problem = session.keep_discarded()
        if problem:
            words = f"没有关闭，因为这些改动一关就没有了：{problem}。"
            self._window.messages.say(words, "warning", [("仍然关闭", self._give_up), ("另存为…", self.save_as)])
        return not problem

    def _give_up(self) -> None:
        self._window.show_session(None)

    def _folder(self) -> Path:
        session = self._window.session
        own = session.path.parent if session and session.path else None
        return folder_for(own, self._window.settings["documents"])


def _below_button(window: QWidget, command: str) -> QPoint:
    """Where a list opens that asks: under the command's own button where it is in sight, else under the bars."""
    buttons: Iterable[QPushButton] = window.findChildren(QPushButton, command)
    button = next((one for one in buttons if one.isVisible()), None)
    return button.mapToGlobal(button.rect().bottomLeft()) if button else window.mapToGlobal(_BESIDE_MENUS)
