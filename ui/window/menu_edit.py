"""Menu 编辑: undo, the clipboard, and the forms of the dossier."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from models.edits import Insert, Move, Remove, duplicate
from models.forms import AnyForm
from models.making import new_form
from models.templates.summaries import templates_of
from models.templates.template import FormTemplate
from ui.controls.plain import plain_words
from ui.session.likeness import WORD
from ui.window.protocol import Window
from ui.window.workplace import Workplace


class EditCommands:
    """What the menu 编辑 does in one window."""

    def __init__(self, window: Window, workplace: Workplace, actions: Mapping[str, QAction]) -> None:
        self._window, self._workplace, self._actions = window, workplace, actions
        self._told = ""  # of the row at hand

    def undo(self) -> None:
        """Takes the last step back."""
        if self._window.session:
            self._window.session.undo()

    def redo(self) -> None:
        """Does the last step again."""
        if self._window.session:
            self._window.session.redo()

    def history(self) -> None:
        """Lists the steps that can be undone."""
        if self._window.session:
            from ui.window.undo_list import HistoryDialog

            HistoryDialog(self._window.session, self._window.widget).show()

    # --- clipboard ----------------------------------------------------------------------------------------------------

    def cut(self) -> None:
        """Cuts in the part that has the keyboard."""
        _call(QApplication.focusWidget(), "cut")

    def copy(self) -> None:
        """Copies in the part that has the keyboard."""
        _call(QApplication.focusWidget(), "copy")

    def paste(self) -> None:
        """Pastes in the part that has the keyboard."""
        _call(QApplication.focusWidget(), "paste")

    def find(self) -> None:
        """Shows the bar for finding."""
        self._workplace.finder.open()

    def replace(self) -> None:
        """Shows it with the line for replacing."""
        self._workplace.finder.open(replace=True)

    # --- last year's values -------------------------------------------------------------------------------------------

    def look_at(self) -> None:
        """What is at hand is as last year, and right."""
        if page := self._workplace.pages.form_page():
            self._look_at(page.at_hand())

    def look_at_form(self) -> None:
        """All of the form that is as last year is right."""
        if form := self._form():
            self._look_at([form.id])

    def _look_at(self, places: list[str]) -> None:
        session = self._window.session
        change = session.since.looking_at(places) if session else None
        if session and change:
            session.apply(change)
        else:
            self._window.messages.say("这里没有与上年相同而没有核对的内容。", "info")

    # --- what is like another row -------------------------------------------------------------------------------------

    def accept_likeness(self) -> None:
        """The other columns of the row at hand become what they are where its name stands already."""
        session = self._window.session
        if session and (change := session.likeness.accept()):
            session.settle()
            session.apply(change)
        else:
            self._window.messages.say(
                "这里没有灰字：打指标名称时选了列出的名称，这一行空着的各栏才用灰字列出来。", "info"
            )

    def tell_likeness(self) -> None:
        """Says what is offered for a row, and takes it back when it is offered no more."""
        session, messages = self._window.session, self._window.messages
        if session and session.likeness.row:
            self._told = session.likeness.words()
            messages.say(self._told, "info", [(WORD, self.accept_likeness)])
        elif self._told and messages.text == self._told:
            messages.clear()

    # --- comments -----------------------------------------------------------------------------------------------------

    def comment(self) -> None:
        """Something is to be said of the value at hand; of the form where there is none."""
        session = self._window.session
        if session is None:
            return
        places = (session.focus_path, self._window.page)
        where = next((one for one in places if one and one.partition(".")[0] in session.editor), "")
        if where:
            self._workplace.comment(where)

    def evidence(self) -> None:
        """Lists the files that prove what the forms say."""
        from ui.evidence.evidence_dialog import EvidenceDialog

        session, page = self._window.session, self._workplace.pages.form_page()
        if session is not None:
            here = [place.partition(".")[0] for place in page.at_hand()] if page else []
            EvidenceDialog(session, [*here[:1], self._window.page], self._window.widget).open()

    # --- forms --------------------------------------------------------------------------------------------------------

    def _form(self) -> AnyForm | None:
        session = self._window.session
        return session.form(self._window.page) if session else None

    def add_department(self) -> None:
        """Adds the department's form."""
        self._add("department")

    def add_project(self) -> None:
        """Adds a project."""
        self._add("project")

    def _add(self, kind: str) -> None:
        """Adds a form with the template that the others of its kind have, else with one that is asked for."""
        session = self._window.session
        if session is None:
            return
        used = [form.template for form in session.dossier.forms if form.kind == kind]
        template = session.templates.get(used[-1]) if used else None
        if template is not None:
            self._insert(template)
            return
        choices = self._choices(kind)
        if len(choices) == 1:
            self._insert(choices[0])
        else:
            self._ask_template(choices)

    def _choices(self, kind: str) -> list[FormTemplate]:
        """Templates of that kind: of the region in use if it has any, else all."""
        session = self._window.session
        assert session is not None
        regions = {one.region for form in session.dossier.forms if (one := session.templates.get(form.template))}
        own = [one for region in regions for one in templates_of(session.templates, region) if one.kind == kind]
        return own or [one for one in session.templates.values() if one.kind == kind]

    def _ask_template(self, choices: list[FormTemplate]) -> None:
        menu = QMenu(self._window.widget)
        for template in choices:
            menu.addAction(
                plain_words(f"{template.region}　{template.name}（{template.year}）"),
                lambda one=template: self._insert(one),
            )
        menu.exec(self._workplace.outline.mapToGlobal(QPoint(20, 60)))
        menu.deleteLater()

    def _insert(self, template: FormTemplate) -> None:
        session = self._window.session
        assert session is not None
        forms = session.dossier.forms
        place = len(forms) if template.kind == "project" else 0
        form = new_form(template, unit=session.dossier.unit)
        if session.apply(Insert("dossier", "forms", place, form)):
            self._window.show_page(form.id)
            if template.kind != "project" or not self._workplace.pages.go_to(f"{form.id}.name"):
                self._workplace.pages.take_focus()

    def duplicate_form(self) -> None:
        """Adds a copy of the form behind it."""
        form, session = self._form(), self._window.session
        if form is None or session is None:
            return
        copy = duplicate(form)
        copy.name = f"{form.name}（副本）" if form.name else ""
        place = [one.id for one in session.dossier.forms].index(form.id) + 1
        if session.apply(Insert("dossier", "forms", place, copy)):
            self._window.show_page(copy.id)

    def rename_form(self) -> None:
        """Opens the form's name in the outline."""
        self._workplace.outline.tree.rename()

    def form_up(self) -> None:
        """Moves the form before the one above it."""
        self._move(-1)

    def form_down(self) -> None:
        """Moves the form behind the one below it."""
        self._move(1)

    def _move(self, by: int) -> None:
        form, session = self._form(), self._window.session
        if form is None or session is None:
            return
        ids = [one.id for one in session.dossier.forms]
        kin = [one.id for one in session.dossier.forms if one.kind == form.kind]
        place = kin.index(form.id) + by
        if 0 <= place < len(kin):
            session.apply(Move(form.id, "dossier", "forms", ids.index(kin[place])))

    def delete_form(self) -> None:
        """Takes the form away; undo brings it back."""
        form, session = self._form(), self._window.session
        if form is None or session is None:
            return
        ids = [one.id for one in session.dossier.forms]
        place = ids.index(form.id)
        rest = ids[:place] + ids[place + 1 :]
        self._window.show_page(rest[min(place, len(rest) - 1)] if rest else "unit")
        if session.apply(Remove(form.id)):
            words = f"已删除“{form.spoken_name}”。"
            self._window.messages.tell_deed(words, "info", [("撤销", self.undo)])

    def outline_menu(self, point: QPoint) -> None:
        """The menu of a line of the outline."""
        menu = QMenu(self._window.widget)
        names = ("add_project", "add_department", "", "duplicate_form", "rename_form", "form_up", "form_down", "")
        for name in (*names, "delete_form"):
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()
        menu.exec(point)
        menu.deleteLater()


def _call(widget: Any, method: str) -> None:
    call = getattr(widget, method, None)
    if callable(call):
        call()
