"""A day at a window: what is done, by which hands; files are asked for and questions answered as it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QListWidget, QPushButton, QToolButton

from models.edits import Insert
from models.files.jxmb import load, save
from models.files.saving import OnDisk
from models.forms import ProjectForm
from models.making import from_last_year
from tests.ui.conftest import NATIONAL_SAMPLE, by_name, dossier_of, sample_of, settle, write
from tests.ui.walks.walking import small
from ui.window.window import MainWindow

Act = Callable[[], object]
Deed = tuple[str, Act, str, tuple[str, ...]]
"""Its name, what is done, the word of the button (or entry) that is chosen, the files that are given."""


Parts = Iterator[tuple[Any, ...]]


class Day:
    """The deeds, one after the other."""

    def __init__(self, window: MainWindow, home: Path) -> None:
        self.window, self.home = window, home

    def deeds(self) -> Iterator[Deed]:
        """From the first look to the last."""
        for part in (self.beginning, self.forms, self.finding, self.findings, self.looks, self.saving, self.leaving):
            for name, act, *more in part():
                words = [one for one in more if isinstance(one, str)]
                files = next((one for one in more if isinstance(one, tuple)), ())
                yield name, act, words[0] if words else "", files

    def do(self, name: str) -> Act:
        """An action of the window."""
        return self.window.actions_by_id[name].trigger

    def press(self, name: str) -> Act:
        """A button, a box."""

        def act() -> None:
            widget = by_name(self.window, name)
            assert isinstance(widget, QPushButton | QToolButton | QCheckBox)
            widget.click()

        return act

    def keys(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Act:
        """To what has the keyboard."""

        def act() -> None:
            for key in keys:
                QTest.keyClick(QApplication.focusWidget() or self.window, key, held)

        return act

    def words(self, name: str, text: str) -> Act:
        """A line holds this text now."""

        def act() -> None:
            line = by_name(self.window, name)
            assert isinstance(line, QLineEdit)
            line.clear()
            write(line, text)

        return act

    def form(self, number: int) -> Act:
        """Turns to a form."""
        return lambda: self.window.show_page(dossier_of(self.window).forms[number].id)

    # --- the parts of the day -----------------------------------------------------------------------------------------

    def beginning(self) -> Parts:
        """The start page, what is opened from it and what is not."""
        save(small(load(sample_of(NATIONAL_SAMPLE))), self.home / "去年.jxmb")
        save(from_last_year(small(load(sample_of(NATIONAL_SAMPLE)))), self.home / "今年.jxmb")
        (self.home / "坏的.jxmb").write_bytes(b"{")
        yield "at first", settle
        yield "no region", self.press("没有我的地区")
        yield "its answer again", self.press("没有我的地区")
        yield "open none", self.do("open"), ()
        yield "open a broken one", self.do("open"), (str(self.home / "坏的.jxmb"),)
        yield "next year of none", self.do("next_year"), ()
        yield "next year of a broken one", self.do("next_year"), (str(self.home / "坏的.jxmb"),)
        yield "samples", self.do("sample"), ""
        yield "versions of nothing", self.do("versions")
        yield "nothing to recover", self.do("recover")
        yield "import nothing", self.do("import"), ()
        yield "open", self.do("open"), (str(self.home / "今年.jxmb"),)
        yield "close", self.do("close")
        yield "a recent file", self._recent
        yield "next year", self.do("next_year"), (str(self.home / "去年.jxmb"),)

    def _recent(self) -> None:
        found = by_name(self.window, "最近打开")
        assert isinstance(found, QListWidget)
        found.itemActivated.emit(found.item(0))

    def forms(self) -> Parts:
        """Forms come, go, move and are renamed."""
        yield "the project", self.form(1)
        yield "up", self.do("form_up")
        yield "duplicate", self.do("duplicate_form")
        yield "up again", self.do("form_up")
        yield "down", self.do("form_down")
        yield "down at the end", self.do("form_down")
        yield "rename", self.do("rename_form")
        yield "to nothing", self.keys(Qt.Key.Key_Backspace, Qt.Key.Key_Return)
        yield "rename again", self.do("rename_form")
        yield "its name", lambda: write(QApplication.focusWidget() or self.window, "新名")
        yield "enter", self.keys(Qt.Key.Key_Return)
        yield "a menu at a line", self._outline_menu, ""
        yield "delete", self.do("delete_form")
        yield "take back", self.press("撤销")
        yield "a project", self.do("add_project"), "项目"
        yield "a department", self.do("add_department"), "部门"
        yield "no project", self.do("add_project"), ""
        yield "steps", self.do("history")
        yield "undo", self.do("undo")
        yield "redo", self.do("redo")
        yield "the unit", lambda: self.window.show_page("unit")
        yield "the budget", lambda: self.window.show_page("budget")
        yield "gone", lambda: self.window.go_to("gone.name")
        yield "moved beside itself", lambda: self._moved(1, 1)
        yield "moved to another kind", lambda: self._moved(1, 0)
        yield "moved behind", lambda: self._moved(1, 2)
        yield "undo the move", self.do("undo")

    def _moved(self, one: int, other: int) -> bool:
        forms = dossier_of(self.window).forms
        return self.window.outline.tree.move_form(forms[one].id, forms[other].id, below=True)

    def _outline_menu(self) -> None:
        tree = self.window.outline.tree
        tree.customContextMenuRequested.emit(tree.visualItemRect(tree.currentItem()).center())
        tree.customContextMenuRequested.emit(QPoint(5, 4000))

    def finding(self) -> Parts:
        """Looking for words and replacing them."""
        yield "find", self.do("find")
        yield "words", self.words("查找", "服务")
        yield "next", self.press("下一处")
        yield "next again", self.keys(Qt.Key.Key_Return)
        yield "the one before", self.press("上一处")
        yield "replacing", self.do("replace")
        yield "by", self.words("替换为", "事务")
        yield "replace", self.press("替换")
        yield "replace all", self.press("全部替换")
        yield "nothing left", self.press("下一处")
        yield "undo", self.do("undo")
        yield "other letters", self.words("查找", "a")
        yield "exact", self.press("区分大小写")
        yield "no words", self.words("查找", "")
        yield "replace nothing", self.press("全部替换")
        yield "leave", self.keys(Qt.Key.Key_Escape)
        yield "find once more", self.do("find")
        yield "close", self.press("关闭查找")

    def findings(self) -> Parts:
        """What the rules say."""
        yield "look", self.do("check")
        yield "next", self.do("next_finding")
        yield "next again", self.do("next_finding")
        yield "before", self.do("previous_finding")
        yield "why", self.press("依据")
        yield "no reason", self.press("不再提示…"), "取消"
        yield "search", self.words("筛选审核发现", "合计")
        yield "search nothing", self.words("筛选审核发现", "没有的字")
        yield "all", self.words("筛选审核发现", "")
        yield "the panel goes", self.do("findings")
        yield "and the outline", self.do("outline")
        yield "next without it", self.do("next_finding")
        yield "both come", lambda: self.window.set_docks(outline=True, findings=True)
        yield "comments", self.do("comments")
        yield "no comments", self.do("comments")
        yield "panes", self.do("next_pane")
        yield "on", self.do("next_pane")
        yield "back", self.do("previous_pane")
        yield "overview", self.do("overview")
        yield "opinion", self.do("opinion"), ()

    def looks(self) -> Parts:
        """How it looks, and what helps."""
        yield "larger", self.do("larger")
        yield "normal", self.do("normal")
        yield "last year's no more", self.do("last_year")
        yield "last year's", self.do("last_year")
        yield "small", lambda: self.window.resize(640, 360)
        yield "large", lambda: self.window.resize(1366, 768)
        yield "as at first", self.do("reset")
        for name in ("keys", "about", "diagnostics", "settings", "palette"):
            yield name, self.do(name)
        yield "no palette", self.keys(Qt.Key.Key_Escape)
        yield "signs alone", lambda: self.window.settings.__setitem__("toolbar_text", False)
        yield "words again", lambda: self.window.settings.__setitem__("toolbar_text", True)

    def saving(self) -> Parts:
        """To a file of its own, over another, over one that is open or was changed."""
        yield "save nowhere", self.do("save"), ()
        yield "save", self.do("save"), (str(self.home / "新套表"),)
        yield "over another", self.do("save_as"), "取消", (str(self.home / "今年"),)
        yield "over it after all", self.do("save_as"), "替换", (str(self.home / "今年"),)
        yield "save again", self.do("save")
        yield "another name", lambda: self._set("unit.name", "改过的馆")
        yield "evidence", self.do("evidence")
        yield "versions", self.do("versions")
        yield "compare with none", self.do("compare"), ()
        yield "take nothing back", self.do("take_back"), ()
        yield "reload", self.window.files.reload
        yield "a half number", self._half
        yield "save with it", self.do("save")
        for state in (*OnDisk, None):
            yield f"on the disk {state}", partial(self._told, "disk_noticed", state)
        yield "a colleague has gone", partial(self._told, "freed")
        yield "a colleague has come", partial(self._told, "lock_lost")
        yield "another hand", self._other_hand
        yield "not over that", self.window.files.save
        yield "what is there", self.press("重新载入")
        yield "gone", (self.home / "今年.jxmb").unlink
        yield "something to save", lambda: self._set("unit.phone", "7")
        yield "nothing to save over", self.do("save")
        yield "written there again", self.press("重新写到原处")

    def _told(self, signal: str, *what: object) -> None:
        assert self.window.session
        getattr(self.window.session, signal).emit(*what)

    def _set(self, path: str, value: object) -> None:
        if self.window.session:
            self.window.session.set_value(path, value, typing=False)

    def _half(self) -> None:
        assert self.window.session
        first = next(dossier_of(self.window).indicators())
        self.window.session.drafts.keep(f"{first.id}.weight", "十", "这里要填数。")

    def _other_hand(self) -> None:
        file = self.home / "今年.jxmb"
        file.write_bytes(file.read_bytes() + b"\n")

    def leaving(self) -> Parts:
        """What is asked, and what becomes of what is not saved."""
        yield "something is changed", lambda: self._set("unit.phone", "1")
        yield "stay", self.do("close"), "取消"
        yield "leave it", self.do("close"), "不保存"
        yield "open once more", self._recent
        yield "what was left", self.do("versions")
        yield "changed again", lambda: self._set("unit.phone", "2")
        yield "saved on leaving", self.do("close"), "保存"
        yield "a new one, blank", self._blank
        yield "leave that", self.do("close"), "不保存"
        yield "once more at the start", settle

    def _blank(self) -> None:
        self.window.files.create(load(sample_of("普陀")))
        session = self.window.session
        assert session
        session.apply(Insert("dossier", "forms", 0, ProjectForm(template="korla-project-2023", name="头一个")))
