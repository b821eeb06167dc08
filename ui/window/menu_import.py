"""Menu 文件, importing: tables of other programs into this dossier, into a new one, or as last year's values."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from models.dossier import Budget, Dossier
from models.edits import Batch, Change, Insert, SetValue, duplicate
from models.fields import list_fields
from models.paths import nodes
from models.program import SUFFIX
from ui.session.session import Session
from ui.window.protocol import Program, Window

if TYPE_CHECKING:
    from importers.assemble import Assembled
    from models.comparing.last_year import LastYear, Question
    from ui.importing.destination import ImportOrder
    from ui.importing.dialog import ImportDialog

TOLD = 3  # sentences on what should be looked at that a message has room for


class ImportCommands:
    """What one window does with tables of other programs."""

    def __init__(self, window: Window, program: Program) -> None:
        self._window, self._program = window, program

    def import_tables(self) -> None:
        """Opens the dialog, and asks for files over it."""
        self._dialog().choose_files()

    def open_dropped(self, paths: Sequence[Path]) -> None:
        """Files dropped on the window: dossiers are opened, others come into the dialog."""
        for path in paths:
            if path.suffix.lower() == SUFFIX:
                self._program.open(path, self._window)
        others = [path for path in paths if path.suffix.lower() != SUFFIX]
        if others:
            self._dialog().take(others)

    def _dialog(self) -> ImportDialog:
        """The dialog, open over the window, for the dossier that is in it now."""
        from ui.importing.destination import Target
        from ui.importing.dialog import ImportDialog

        session = self._window.session
        target = Target(session.dossier.year, bool(session.dossier.forms), session.read_only) if session else Target()
        dialog = ImportDialog(self._program.templates, self._window.settings, target, self._window.widget)
        dialog.ordered.connect(partial(self._take_in, session))
        dialog.open()
        return dialog

    # --- taking in ----------------------------------------------------------------------------------------------------

    def _take_in(self, session: Session | None, order: ImportOrder) -> None:
        """Does what was ordered; a dossier that was closed meanwhile gets nothing."""
        from ui.importing.destination import Where

        if order.where is Where.NEW or session is None:
            self._as_new(order.result)
        elif session is not self._window.session:
            self._tell_too_late(order.result)
        elif order.where is Where.LAST_YEAR:
            self._fill_last_year(session, order)
        elif self._taken_in(order.result, session):
            self._tell(self._window, order.result)

    def _as_new(self, result: Assembled) -> None:
        self._tell(self._program.create(result.dossier, self._window), result)

    def _taken_in(self, result: Assembled, session: Session) -> bool:
        if _both_have_budgets(session.dossier, result.dossier):
            result.notices.append("本套表已有部门预算，来源里的部门预算没有写进来")
        session.settle()
        result.notices[:0] = _exported_from(session.dossier, result)
        _part_from(session.dossier, result.dossier)
        taken = session.apply(_taking_in(session.dossier, result.dossier))
        if taken and result.dossier.forms:
            self._window.show_page(result.dossier.forms[0].id)
        return taken

    def _fill_last_year(self, session: Session, order: ImportOrder) -> None:
        """Fills in the values of an earlier year; names that are only like are asked first."""
        from models.comparing.last_year import last_year
        from ui.importing.asking import LastYearDialog

        session.settle()
        found = last_year(session.dossier, order.result.dossier, order.year)
        if not found.asked:
            self._fill(session, found, [])
            return
        dialog = LastYearDialog(found, self._window.widget)
        dialog.agreed.connect(partial(self._fill, session, found))
        dialog.open()

    def _fill(self, session: Session, found: LastYear, agreed: Sequence[Question]) -> None:
        from ui.importing.asking import filled_words

        change = found.change(agreed)
        if change is None or session.apply(change):
            self._window.messages.tell_deed(filled_words(found, change), "warning" if found.alone else "info")

    def _tell(self, window: Window, result: Assembled) -> None:
        text = f"导入了 {len(result.forms)} 张表。" if result.forms else "导入了部门预算。"
        if result.unplaced:
            text += f"有 {len(result.unplaced)} 处文字没有认出放在哪一栏，请核对。"
        text += "".join(f"{notice}。" for notice in result.notices[:TOLD])
        if result.unplaced or result.notices:
            window.messages.tell_deed(text, "warning", [("看清单…", partial(_show_unplaced, window, result))])
        else:
            window.messages.tell_deed(text)

    def _tell_too_late(self, result: Assembled) -> None:
        words = f"开始导入时的那份套表已经关闭，读到的 {len(result.forms)} 张表没有放进现在这份。"
        self._window.messages.say(words, "warning", [("导入成新的套表", partial(self._as_new, result))])


def _show_unplaced(window: Window, result: Assembled) -> None:
    """Opens the list of what has no place beside the forms."""
    from ui.importing.unplaced import UnplacedDialog

    UnplacedDialog(result.unplaced, result.notices, window.widget).show()


def _both_have_budgets(own: Dossier, other: Dossier) -> bool:
    """Each has a budget of its own, and not the same."""
    return own.budget != other.budget and Budget() not in (own.budget, other.budget)


def _exported_from(own: Dossier, result: Assembled) -> list[str]:
    """Says of forms that were exported from this dossier that there is a better way back for them."""
    here = {form.id for form in own.forms}
    names = "".join(f"“{one.form.spoken_name}”" for one in result.forms if one.origin and one.origin.form in here)
    advice = "现在作为另外的表放在后面；只想取回改动，请撤销，再用“取回改过的表…”"
    return [f"{names}是从这份套表导出的，{advice}"] if names else []


def _part_from(own: Dossier, other: Dossier) -> None:
    """Forms that were exported from here, or are here already, come as others beside them."""
    taken = {node.id for node in nodes(own)}
    other.forms = [duplicate(form) if taken & {node.id for node in nodes(form)} else form for form in other.forms]


def _taking_in(own: Dossier, other: Dossier) -> Batch:
    """The forms of another dossier behind the own ones; its budget where there is none yet."""
    place = len(own.forms)
    changes: list[Change] = [Insert("dossier", "forms", place + n, form) for n, form in enumerate(other.forms)]
    if own.budget == Budget():
        lists = list_fields(Budget)
        for field in Budget.model_fields:
            held = getattr(other.budget, field)
            if field in lists:
                changes += [Insert("budget", field, n, entry) for n, entry in enumerate(held)]
            elif held:
                changes.append(SetValue(f"budget.{field}", held))
    return Batch(tuple(changes), f"导入 {len(other.forms)} 张表")
