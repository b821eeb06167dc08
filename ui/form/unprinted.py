"""What a form holds and its template prints nowhere: it came with an import or another template, and stays in sight."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from models.fields import LISTS, LONG_TEXTS, entries, field_word, new_entry
from models.forms import AnyForm
from models.paths import field_kind, printed, read
from models.templates.block import walk
from models.templates.template import FormTemplate
from models.templates.unprinted import NOT_PRINTED, paths_of, unprinted
from ui.controls.editors import LineField, TextField
from ui.controls.plain import PlainLabel
from ui.form.drawing import unprinted_columns
from ui.form.group import FieldGroup
from ui.form.table_panel import ValueTablePanel
from ui.form.tables import ListRows, ValueTable
from ui.session.session import Session

LONG = 60  # characters from which a text has room to grow


class UnprintedFields(QWidget):
    """Fields and lists below those of the paper; hidden while there are none. ``refresh`` when the form has changed."""

    def __init__(self, session: Session, form: str, template: FormTemplate, group: FieldGroup, parent: QWidget) -> None:
        super().__init__(parent)  # shown before it is in a layout, it would come up as a window and take the keyboard
        self._session, self._form, self._group = session, form, group
        self._paths = paths_of(template, session.dossier.year)
        self._lists = {block.of for block in walk(template.block)}
        self._shown: set[str] = set()
        self.tables: list[ValueTablePanel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        note = PlainLabel(f"{NOT_PRINTED}的内容：仍在套表里，换成有这些栏目的版式就会印出来。")
        note.setWordWrap(True)
        self._column.addWidget(note)
        self._rows = QFormLayout()
        self._column.addLayout(self._rows)
        self.refresh()

    def refresh(self) -> None:
        """Shows what has come in; what was taken out keeps its place until the page is made anew."""
        form = self._session.form(self._form)
        if form is None:
            return
        for path in unprinted(self._paths, [form]):
            if path not in self._shown and not self._is_the_units(form, path):
                self._add_field(form, path)
        for of in self._held_lists(form):
            if of not in self._shown:
                self._add_table(form, of)
        self.setVisible(bool(self._shown))

    def _is_the_units(self, form: AnyForm, path: str) -> bool:
        """Who signs is written into every form, whether it prints that or not."""
        return bool(getattr(self._session.dossier.unit, path, None) == read(form, path))

    def _held_lists(self, form: AnyForm) -> list[str]:
        own = dict.fromkeys(f"extra.{row.of}" for row in form.own_rows)
        return [of for of in (*LISTS, *own) if of not in self._lists and entries(form, of)]

    def _add_field(self, form: AnyForm, path: str) -> None:
        self._shown.add(path)
        text, name, whole = printed(read(form, path)), field_word(type(form), path), f"{self._form}.{path}"
        field: LineField | TextField
        if path in LONG_TEXTS or len(text) > LONG or "\n" in text:
            field = TextField(self._session, whole, name, 0)
        else:
            field = LineField(self._session, whole, field_kind(type(form), path) or "text", name)
        self._group.add(field)
        self._rows.addRow(PlainLabel(name), field)

    def _add_table(self, form: AnyForm, of: str) -> None:
        self._shown.add(of)
        rows = ListRows(self._session, self._form, of, partial(new_entry, of))
        table = ValueTable(self._session, unprinted_columns(entries(form, of)), rows)
        name = field_word(type(form), of)
        panel = ValueTablePanel(table, name)
        table.setParent(panel)
        self.tables.append(panel)
        self._column.addWidget(PlainLabel(name))
        self._column.addWidget(panel)
