"""Comments by the place that they are about, and what is done with them. No widgets."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from models.annotations.following import whole
from models.dossier import Comment
from models.edits import Batch, Change, Editor, Insert, Remove, SetValue
from models.touched import Touched

_LIST = ("dossier", "comments")
OPEN, DONE = "open", "done"


class Comments(QObject):
    """``changed`` (frozenset of places) when other things are said there; ``wanted`` (a place) asks to say one."""

    changed = Signal(object)
    wanted = Signal(str)

    def __init__(self, editor: Editor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._by_place: dict[str, list[Comment]] = {}
        self._gather()

    @property
    def all(self) -> list[Comment]:
        """All of the dossier, in the order in which they were written."""
        return self._editor.dossier.comments

    def at(self, path: str) -> list[Comment]:
        """What is said of a value or a row."""
        return self._by_place.get(whole(path), []) if self._by_place else []

    def state(self, path: str) -> str:
        """``open`` where something is said that is not settled, ``done`` where all is, empty where nothing is said."""
        found = self.at(path)
        return (OPEN if any(one.state == OPEN for one in found) else DONE) if found else ""

    def words(self, path: str) -> str:
        """What is said of a value, in lines; empty where nothing is."""
        return "\n".join(spoken(one) for one in self.at(path))

    # --- changes ------------------------------------------------------------------------------------------------------

    def writing(self, where: str, text: str, author: str) -> Change:
        """The change that says something of a place, now."""
        made = Comment(
            where=whole(where), text=text, author=author, written=f"{datetime.now().astimezone():%Y-%m-%d %H:%M}"
        )
        return Insert(*_LIST, len(self.all), made)

    @staticmethod
    def settling(comment: Comment) -> Change:
        """The change that says that it is settled, or that it is not."""
        done = comment.state == OPEN
        change = SetValue(f"{comment.id}.state", DONE if done else OPEN)
        return Batch((change,), "批注标为已处理" if done else "批注恢复为未处理")

    @staticmethod
    def removing(comment: Comment) -> Change:
        """The change that takes it away."""
        return Remove(comment.id)

    # --- hearing ------------------------------------------------------------------------------------------------------

    def hear(self, touched: Touched) -> None:
        """To be told of every change, before anybody who asks."""
        known = {one.id for one in self.all} if touched.paths and self.all else set()
        if _LIST not in touched.lists and not any(path.partition(".")[0] in known for path in touched.paths):
            return
        before = self._by_place.keys()
        self._gather()
        self.changed.emit(frozenset(before | self._by_place.keys()))

    def _gather(self) -> None:
        found: defaultdict[str, list[Comment]] = defaultdict(list)
        for one in self.all:
            found[one.where].append(one)
        self._by_place = dict(found)


def spoken(comment: Comment) -> str:
    """One in a line: ``批注（王芳 11-29 14:05，已处理）：请核对``."""
    said = " ".join(part for part in (comment.author, comment.written[5:]) if part)
    about = "，".join(part for part in (said, "已处理" if comment.state == DONE else "") if part)
    return f"批注（{about}）：{comment.text}" if about else f"批注：{comment.text}"
