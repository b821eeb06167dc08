"""The fields of a page by path: updates those that a change touched, marks those that have findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from models.rules import SEVERITIES, Finding
from ui.changes import Touched
from ui.editors import ChoiceField, ComboField, LineField, TextField

AnyField = LineField | TextField | ChoiceField | ComboField


class FieldGroup:
    """All fields of one page or part of a page."""

    def __init__(self) -> None:
        self._fields: defaultdict[str, list[AnyField]] = defaultdict(list)
        self._marked: set[str] = set()

    def add(self, field: AnyField) -> None:
        """Takes a field in."""
        self._fields[field.path()].append(field)

    def forget(self) -> None:
        """Lets all fields go, before they are taken away."""
        self._fields.clear()
        self._marked.clear()

    def __iter__(self) -> Iterable[AnyField]:
        return (field for fields in self._fields.values() for field in fields)

    def refresh(self, touched: Touched) -> None:
        """Updates the fields that a change touched."""
        for path, fields in self._fields.items():
            if touched.concerns(path):
                for field in fields:
                    field.refresh()

    def refresh_all(self) -> None:
        """Updates every field."""
        for fields in self._fields.values():
            for field in fields:
                field.refresh()

    def mark(self, findings: Iterable[Finding]) -> None:
        """Shows at each field the gravest finding that lies in it."""
        order = list(SEVERITIES)
        found: dict[str, Finding] = {}
        for finding in findings:
            held = found.get(finding.where)
            if finding.where in self._fields and (
                held is None or order.index(finding.severity) < order.index(held.severity)
            ):
                found[finding.where] = finding
        for path in self._marked - found.keys():
            for field in self._fields.get(path, ()):
                field.mark("", "")
        for path, finding in found.items():
            for field in self._fields[path]:
                field.mark(finding.severity, f"{SEVERITIES[finding.severity]} {finding.code}：{finding.message}")
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
