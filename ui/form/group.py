"""The fields of a page by path: updates those that a change touched, marks those that have findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from models.fields import SINCE
from models.rules.finding import Finding
from models.touched import Touched
from ui.controls.editors import ChoiceField, ComboField, LineField, TextField
from ui.controls.marks import marks_by

AnyField = LineField | TextField | ChoiceField | ComboField


class FieldGroup:
    """All fields of one page or part of a page."""

    def __init__(self) -> None:
        self._fields: defaultdict[str, list[AnyField]] = defaultdict(list)
        self._marked: set[str] = set()

    def add(self, field: AnyField) -> None:
        """Takes a field in."""
        self._fields[field.path()].append(field)
        field.show_notes()

    def fields(self) -> list[AnyField]:
        """All of them, as they were added."""
        return [field for fields in self._fields.values() for field in fields]

    def forget(self) -> None:
        """Lets all fields go, before they are taken away."""
        self._fields.clear()
        self._marked.clear()

    def refresh(self, touched: Touched) -> None:
        """Updates the fields that a change touched."""
        noted = "dossier" in touched.forms or any(path.split(".")[1] in SINCE for path in touched.paths)
        for path, fields in self._fields.items():
            concerned = touched.concerns(path)
            for field in fields if concerned or noted else ():
                if concerned:
                    field.refresh()
                field.show_notes()

    def show_notes(self) -> None:
        """Shows last year's texts, or hides them, and what is said."""
        for fields in self._fields.values():
            for field in fields:
                field.show_notes()

    def mark(self, findings: Iterable[Finding]) -> None:
        """Shows at each field the findings that lie in it."""
        fields = self._fields
        near = [one for one in findings if one.where in fields or not fields.keys().isdisjoint(one.places)]
        found = marks_by(near, lambda finding: finding.where if finding.where in fields else None)
        for path in self._marked - found.keys():
            for field in self._fields.get(path, ()):
                field.mark("", "")
        for path, mark in found.items():
            for field in self._fields[path]:
                field.mark(mark.severity, mark.text)
        self._marked = set(found)

    def find(self, path: str) -> QWidget | None:
        """The field of a value, or of one under or over it."""
        exact = self._fields.get(path)
        if exact:
            return exact[0]
        for other, fields in self._fields.items():
            if other.startswith(path + ".") or path.startswith(other + "."):
                return fields[0]
        return None
