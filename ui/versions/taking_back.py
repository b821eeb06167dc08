"""An exported file that somebody edited, beside the dossier in hand: what differs is listed and can be taken over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from models.comparing.compare import Difference, compared
from models.comparing.taking import Removing, Taking
from models.edits import EditError
from models.files.enclosed import beside
from models.forms import BaseForm
from ui.session.session import Session
from ui.versions.taking_list import TakingDialog

if TYPE_CHECKING:
    from importers.assemble import Assembled

TOLD = 3  # sentences of the import that the list has room for


class TakingBack(QObject):
    """Keeps the list as the dossier is now, whatever is taken over, undone or typed meanwhile."""

    def __init__(
        self, session: Session, result: Assembled, name: str, go_to: Callable[[str], object], parent: QWidget
    ) -> None:
        super().__init__()
        self._session, self._result = session, result
        self._paper = result.paper(session.templates)
        self._taking: Taking | None = None
        self.dialog = TakingDialog(name, list(_notices(session, result)), parent)
        self.setParent(self.dialog)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        self.dialog.wanted.connect(self._take)
        self.dialog.go_to.connect(go_to)
        session.changed.connect(self._look_soon)
        session.ended.connect(self.dialog.close)
        self._look()
        self.dialog.show()

    def _look_soon(self) -> None:
        self._timer.start(0)

    def _look(self) -> None:
        """Compares anew. A form that is not in the file is no form that was deleted."""
        own = self._session.dossier
        other = beside(self._result.dossier, own) if self._result.carried else self._result.dossier
        found, self._taking = compared(own, other, self._paper)
        self.dialog.show_differences([one for one in found if not _lacks_a_form(one)])

    def _take(self, chosen: list[Difference]) -> None:
        steps = [one.step for one in chosen if one.step]
        word = f"取回{chosen[0].field}" if len(chosen) == 1 else f"取回 {len(chosen)} 处改动"
        if self._taking is None:
            return
        try:
            change = self._taking.change(steps, word)
        except EditError as problem:
            self._session.refused.emit(str(problem))
            return
        self._session.apply(change)


def _lacks_a_form(one: Difference) -> bool:
    return isinstance(one.step, Removing) and isinstance(one.step.node, BaseForm)


def _notices(session: Session, result: Assembled) -> Iterator[str]:
    """What a person should know before taking anything."""
    own = {form.id: form for form in session.dossier.forms}
    origins = [one.origin for one in result.forms if one.origin]
    here = [origin for origin in origins if origin.form in own]
    if origins and not here:
        yield "这个文件是从另一份套表导出的，按表的名称对应，请核对。"
    elif not origins:
        yield "这个文件没有记着是从哪几张表导出的，按表的名称对应，请核对。"
    since = [own[one.form].spoken_name for one in here if not one.is_as_it_was(session.dossier)]
    if since:
        yield f"导出以后，{_quoted(since)}在这里也改过，那些不同也列在下面，请逐条看。"
    if result.unplaced:
        yield f"那份里有 {len(result.unplaced)} 处文字没有认出放在哪一栏，没有比较。"
    yield from (f"{notice}。" for notice in result.notices[:TOLD])


def _quoted(names: Sequence[str]) -> str:
    return "".join(f"“{name}”" for name in names[:TOLD]) + (f"等 {len(names)} 张表" if len(names) > TOLD else "")
