"""An open dossier: the gate, undo, the file it belongs to, its recovery file and its findings. No widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from models.dossier import Dossier
from models.edits import NOTHING, Change, EditError, Editor, SetValue
from models.fields import field_word
from models.files.jxmb import FileProblem, dumps, fingerprint_of, loads, read_file
from models.files.lock import Holder
from models.files.saving import save_over
from models.files.whole import Waiting
from models.folders import real
from models.forms import AnyForm
from models.rules.finding import Finding, Report
from models.sheets import Sheet, template_at
from models.templates.template import FormTemplate
from models.touched import Touched, touched
from ui.ground.settings import Settings
from ui.session.checking import Checking
from ui.session.comments import Comments
from ui.session.discarded import keep_discarded
from ui.session.drafts import Draft, Drafts
from ui.session.file_lock import FileLock, other_holder
from ui.session.likeness import Likeness
from ui.session.recovery import Left, Recovery
from ui.session.restoring import restoring
from ui.session.since_last_year import SinceLastYear
from ui.session.undo import History
from ui.session.watching import Watch

TOLD = 20  # characters of what was typed that a message repeats
KEEP_DELAY = 800  # ms until what was typed is in the recovery file


class Session(QObject):
    """One open dossier.

    ``changed`` (Touched) comes after every change, ``findings_changed`` when the rules have looked again,
    ``state_changed`` when file, dirty mark or undo steps may be others, ``replayed`` (where to look) after undo and
    redo, ``refused`` (a sentence) when a change cannot be made, ``settling`` when what is typed in an open cell is to
    be written, ``ended`` when it is closed. Slots of ``changed`` may not change the dossier.
    Of its file: ``disk_noticed`` (OnDisk, None: as before again) when another hand was at it, ``freed`` when the one
    who had it open has closed it, ``lock_lost`` when another one has opened it while we were silent.
    """

    changed = Signal(object)
    replayed = Signal(str)
    findings_changed = Signal()
    state_changed = Signal()
    refused = Signal(str)
    settling = Signal()
    focus_changed = Signal(str)
    ended = Signal()
    disk_noticed = Signal(object)
    freed = Signal()
    lock_lost = Signal()

    def __init__(  # noqa: PLR0913 (what a session is made of; the class methods below are the usual ways)
        self,
        dossier: Dossier,
        templates: Mapping[str, FormTemplate],
        settings: Settings,
        *,
        path: Path | None = None,
        recovery: Recovery | None = None,
        known: str = "",
    ) -> None:
        super().__init__()
        self.editor = Editor(dossier)
        self.templates = templates
        self.settings = settings
        self.path = path
        self.focus_path = ""
        self.history = History(self.editor, self)
        self.since = SinceLastYear(self.editor, self)
        self.comments = Comments(self.editor, self)
        self.likeness = Likeness(self, self.changed, self.focus_changed)
        self.drafts = Drafts(lambda node: node in self.editor, self)
        self._fingerprint = known
        self._recovery = recovery
        self._checking = Checking(self.editor, self.templates, self)
        self._last = Touched(frozenset(), frozenset(), frozenset())
        self._unsaved = path is None and bool(dossier.forms)
        self._lock, self._watch = FileLock(self), Watch(self)
        self._lock.freed.connect(self.freed)
        self._lock.lost.connect(self.lock_lost)
        self._watch.noticed.connect(self.disk_noticed)
        self._told_unkept = False
        self._open: dict[str, str] = {}  # what stands in open cells and is not in the dossier, by its place
        self._jotted: dict[str, str] = {}  # what is composed, or written in answer to a question, and in no value yet
        self._pasted: tuple[int, tuple[str, ...]] = (0, ())
        self._stop_listening = self.editor.listen(self._on_change)
        self._keep_timer = QTimer(self)
        self._keep_timer.setSingleShot(True)
        self._keep_timer.setInterval(KEEP_DELAY)
        self._keep_timer.timeout.connect(self.keep)
        if recovery:
            recovery.setParent(self)
            recovery.unkept.connect(self._tell_unkept)
        self.history.stack.indexChanged.connect(self._tell_state)
        self.history.stack.cleanChanged.connect(self._tell_state)
        self.history.replayed.connect(self.replayed)
        self._checking.changed.connect(self.findings_changed)
        self.drafts.changed.connect(self._on_draft)

    @classmethod
    def open(
        cls, path: Path, templates: Mapping[str, FormTemplate], settings: Settings, recovery: Recovery | None = None
    ) -> Session:
        """The dossier of a file. Raises FileProblem."""
        data = read_file(path)
        dossier, known = loads(data, path.name), fingerprint_of(data)
        return cls(dossier, templates, settings, path=path, recovery=recovery, known=known)

    @classmethod
    def recovered(
        cls, left: Left, templates: Mapping[str, FormTemplate], settings: Settings, recovery: Recovery
    ) -> Session:
        """What a window that did not close well has left: what it has more than its file is one step, to be undone.

        A file that somebody has open now is not its file any more.
        """
        path = None if left.file and other_holder(left.file) else left.file
        own = left.saved() if path else None
        change = restoring(own, left.dossier, "找回没有保存的内容") if own else NOTHING
        session = cls(own or left.dossier, templates, settings, path=path, recovery=recovery, known=left.fingerprint)
        if change.changes:
            session.history.do(change)
        if not change.changes or dumps(session.dossier) != dumps(left.dossier):
            session = cls(left.dossier, templates, settings, path=path, recovery=recovery, known=left.fingerprint)
            session._unsaved = True
        session.keep()
        return session

    # --- what is open ------------------------------------------------------------------------------------------------

    @property
    def dossier(self) -> Dossier:
        """The dossier; to be read only."""
        return self.editor.dossier

    def form(self, form_id: str) -> AnyForm | None:
        """The form with that id, None when it is gone."""
        return next((form for form in self.dossier.forms if form.id == form_id), None)

    def template_of(self, sheet: Sheet) -> FormTemplate | None:
        """The template of a sheet, None where it is not on this computer."""
        form = self.form(sheet.form)
        template = template_at(form, self.templates, sheet.stage) if form else None
        return template if template and form and template.kind == form.kind else None

    def value(self, path: str) -> Any:
        """The value at a path, None where there is none (any more)."""
        with suppress(EditError):
            return self.editor.value(path)
        return None

    def focus(self, path: str) -> None:
        """The person is at this value now."""
        if path != self.focus_path:
            self.focus_path = path
            self.focus_changed.emit(path)

    @property
    def title(self) -> str:
        """What the window calls it."""
        if self.path:
            return self.path.stem
        return f"{self.dossier.unit.name or '未命名单位'}{self.dossier.year}年（未保存）"

    # --- changing it --------------------------------------------------------------------------------------------------

    def apply(self, change: Change) -> bool:
        """Makes a change as one undo step. False, and ``refused`` told, when it cannot be made."""
        return self._do(change, typing=False)

    def set_value(self, path: str, value: Any, *, typing: bool = True) -> bool:
        """Sets one value. While typing goes on, it is one undo step until ``seal``."""
        return self._do(SetValue(path, value), typing=typing)

    def _do(self, change: Change, *, typing: bool) -> bool:
        if self._refused():
            QTimer.singleShot(0, self, partial(self._show_again, change))
            return False
        try:
            self.history.do(change, typing=typing)
        except EditError as problem:
            self.refused.emit(str(problem))
            return False
        return True

    def _refused(self) -> bool:
        """Nothing may be changed; that is told."""
        if self.read_only:
            self.refused.emit(self.read_only)
        return bool(self.read_only)

    def _show_again(self, change: Change) -> None:
        """What was typed and not taken is seen no more: the parts show the dossier's value again."""
        self.changed.emit(touched(change, change, self.editor))

    def seal(self) -> None:
        """Editing of the field in hand has ended: what comes next is an undo step of its own."""
        self.history.seal()

    def hold(self, place: str, text: str | None) -> None:
        """An open cell holds what is not in the dossier yet (None: no more): until then it is unsaved."""
        was = bool(self._open)
        if text is None:
            self._open.pop(place, None)
        elif self._open.get(place) != text:
            self._open[place] = text
            self._keep_soon()
        if bool(self._open) != was:
            self._tell_state()

    def jot(self, place: str, text: str) -> None:
        """Something is being composed there, or written in answer to a question; empty: no more."""
        if self._jotted.get(place, "") != text:
            self._jotted.pop(place, None)
            if text:
                self._jotted[place] = text
            self._keep_soon()

    def settle(self) -> None:
        """What is typed in an open cell is written now."""
        self.settling.emit()
        for place in list(self._open):
            self.hold(place, None)

    def paste(self, change: Change, cells: Mapping[str, tuple[str, str] | None], told: str = "") -> bool:
        """Many values at once. ``cells``: texts that are no value, with why; they stay in their cells, and are told.

        None for a cell that has a value again; ``told``: better words. False, and told, when the change cannot be made.
        """
        if self._refused() or (change != NOTHING and not self.apply(change)):
            return False
        self._pasted = self.history.stack.index(), tuple(cells)
        for path, text in cells.items():
            self.drafts.put_back(path, Draft(path, *text) if text else None)
        if kept := [one for one in self.drafts.all if cells.get(one.path)]:
            self.refused.emit(told or self.words_of_all(kept))
        return True

    def words_of_all(self, drafts: Sequence[Draft]) -> str:
        """The first of some in a sentence, and how many others there are."""
        others = f"另有 {len(drafts) - 1} 处也是这样。" if len(drafts) > 1 else ""
        return f"{self.words_of(drafts[0])}。{others}"

    def words_of(self, draft: Draft) -> str:
        """What is typed and is no value, in a sentence."""
        node_id, _, field = draft.path.partition(".")
        word = field_word(type(self.editor.node(node_id)), field) if node_id in self.editor else ""
        return f"“{word}”里写的“{draft.text.strip()[:TOLD]}”没有存进去，原来的值还在。{draft.why}"

    def tell_draft(self, path: str) -> None:
        """Says that what is typed there is not taken."""
        if draft := self.drafts.get(path):
            self.refused.emit(self.words_of(draft))

    @property
    def can_undo(self) -> bool:
        """There is something to take back: a step, or what is typed and in no step yet."""
        return self.history.stack.canUndo() or bool(self._open or self.drafts.all)

    def undo(self) -> None:
        """Takes the last step back; what is typed here and is no value comes before it, elsewhere after all steps."""
        known = self.drafts.all
        drafts = [one for one in known if one.path == self.focus_path]
        if not drafts:
            self.settle()
            drafts = [one for one in self.drafts.all if one not in known]
        if not drafts and not self.history.stack.canUndo():
            drafts = self.drafts.all
        if drafts:
            self.drafts.drop(drafts[-1].path)
        elif not self._refused():
            self._take_back_pasted()
            self.history.undo()

    def _take_back_pasted(self) -> None:
        """What was pasted goes with its step, also what is no value of it."""
        step, paths = self._pasted
        for path in paths if step == self.history.stack.index() else ():
            self.drafts.drop(path)

    def redo(self) -> None:
        """Does again what was taken back last."""
        self.settle()
        if not self._refused():
            self.history.redo()

    def go_to_step(self, step: int) -> None:
        """Undoes or redoes until this many steps are done."""
        self.settle()
        if not self._refused():
            self.history.go_to(step)

    def _on_change(self, change: Change, inverse: Change) -> None:
        self._last = touched(change, inverse, self.editor)
        self.drafts.drop_set(self._last.paths)
        self.since.hear(self._last)
        self.comments.hear(self._last)
        self.changed.emit(self._last)
        self._checking.soon()
        self._keep_soon()

    def _on_draft(self, _path: str) -> None:
        self._keep_soon()
        self._tell_state()

    def _keep_soon(self) -> None:
        if self._recovery and not self._keep_timer.isActive():
            self._keep_timer.start()

    def _tell_state(self) -> None:
        self.state_changed.emit()

    # --- findings -----------------------------------------------------------------------------------------------------

    @property
    def report(self) -> Report:
        """What the rules say, as of their last whole look; the silenced findings apart."""
        return self._checking.report

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules say, as of their last whole look."""
        return self.report.findings

    @property
    def checked(self) -> bool:
        """The findings are those of the dossier as it is now, not as it was before the last change."""
        return self._checking.done

    def check(self) -> None:
        """Lets the rules look now; only what changed is looked at again."""
        self._checking.now()

    def check_soon(self) -> None:
        """Lets the rules look as soon as the window is idle, without anybody waiting for it."""
        self._checking.soon(0)

    # --- the file -----------------------------------------------------------------------------------------------------

    @property
    def dirty(self) -> bool:
        """Something is not in the file yet."""
        return self._unsaved or bool(self._open or self.drafts.all) or not self.history.stack.isClean()

    @property
    def holder(self) -> Holder | None:
        """Who else has the file open; then nothing may be changed here."""
        return self._lock.holder

    @property
    def read_only(self) -> str:
        """Why nothing may be changed, as a sentence; empty where all may."""
        return f"只能看，不能改：{self.holder.sentence}。要改请另存为别的名字。" if self.holder else ""

    @property
    def lock_problem(self) -> str:
        """Why others will not see that we have the file open, as a sentence."""
        return self._lock.problem

    def claim(self) -> None:
        """Says that we have the file open, or finds that another has; from now on it is watched."""
        if self.path is None:
            return
        self._lock.take(self.path)
        self._watch.follow(self.path, self._fingerprint)
        self.state_changed.emit()

    def release(self) -> None:
        """Lets the file go: another session is to have it."""
        self._lock.release()
        self._watch.stop()

    def save(
        self, path: Path | None = None, *, anyway: bool = False, waiting: Waiting | None = None
    ) -> tuple[str, ...]:
        """Saves to ``path`` or the own file; returns what a person should know of it.

        Raises NotOursProblem where another hand was at the file, unless ``anyway``, and FileProblem.
        """
        target = path or self.path
        if target is None:
            raise ValueError("a dossier without a file needs a path")
        own = self.path is not None and real(target) == real(self.path)
        if holder := self.holder if own else other_holder(target):
            raise FileProblem(target.name, f"没有保存：{holder.sentence}", advice="请另存为别的名字")
        self.settle()
        saved = save_over(self.dossier, target, self._fingerprint, anyway=anyway or not own, waiting=waiting)
        self._fingerprint, self.path = saved.fingerprint, target
        self._unsaved = False
        self.seal()
        self.history.stack.setClean()
        if self._recovery:
            self._keep_timer.stop()
            self.keep()
        if own:
            self._watch.follow(target, self._fingerprint)
        else:
            self.claim()
        self.state_changed.emit()
        return saved.notices

    def keep_discarded(self) -> str:
        """Keeps what is not saved among the versions. Returns why that was not possible; empty when it was."""
        return keep_discarded(self.dossier, self.path, self._texts())

    def _texts(self) -> dict[str, str]:
        """What is typed and in no value, by its place."""
        return {one.path: one.text for one in self.drafts.all} | self._open | self._jotted

    def keep(self) -> None:
        """Writes the recovery file, or removes it when all is saved."""
        if not self._recovery:
            return
        if self.dirty or self._jotted:
            self._recovery.write(self.dossier, self.path, self._fingerprint, self._texts(), self.editor)
        else:
            self._recovery.clear()

    def _tell_unkept(self, why: str) -> None:
        if self._recovery and not self._told_unkept:
            self._told_unkept = True
            folder = self._recovery.path.parent
            words = f"“{folder}”写不进去（{why}），断电或死机时没有备份可以找回；请常按保存，并清理磁盘或检查权限"
            self.refused.emit(words)

    def close(self) -> None:
        """Ends it cleanly; what is not saved is given up."""
        self.ended.emit()
        self._checking.stop()
        self._keep_timer.stop()
        self.release()
        self._stop_listening()
        self.history.end()
        if self._recovery:
            self._recovery.close()
            self._recovery = None
