"""What an exported file says of itself: which form of a dossier each of its tables is, and how the form was then."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.dossier import Dossier
from models.forms import AnyForm

PROPERTY = "jixiao-form-"
"""The properties of a document that hold origins begin so, a number behind."""


class Origin(NamedTuple):
    """A form by its id, its template, and a hash of what was in it; ``sheet`` is the table's name in the file."""

    form: str
    template: str
    state: str
    sheet: str = ""

    @property
    def text(self) -> str:
        """As a property of a document holds it."""
        return json.dumps([self.form, self.template, self.state, self.sheet], ensure_ascii=False)

    def is_as_it_was(self, dossier: Dossier) -> bool:
        """The form is in that dossier as it was when the file was written."""
        return any(form.id == self.form and _state(form) == self.state for form in dossier.forms)


class Property(NamedTuple):
    """A property of a document."""

    name: str
    text: str


def origin_of(form: AnyForm) -> Origin:
    """The origin of a table of this form as it is now."""
    return Origin(form.id, form.template, _state(form))


def _state(form: AnyForm) -> str:
    return hashlib.sha256(form.model_dump_json().encode()).hexdigest()[:16]


def properties(origins: Iterable[Iterable[Origin]], sheets: Iterable[str]) -> list[Property]:
    """What a file of these tables is to say of itself, by the names that the tables have in it."""
    named = [one._replace(sheet=sheet) for own, sheet in zip(origins, sheets, strict=True) for one in own]
    return [Property(f"{PROPERTY}{number}", origin.text) for number, origin in enumerate(named, 1)]


def origins_by_sheet(held: Iterable[Property], sheets: Sequence[str]) -> dict[str, tuple[Origin, ...]]:
    """The origins of the sheets of a file. Sheets that got other names are known by their order, if none is missing."""
    by_name: dict[str, tuple[Origin, ...]] = {}
    for origin in filter(None, map(_read, held)):
        by_name[origin.sheet] = (*by_name.get(origin.sheet, ()), origin)
    if not by_name.keys() & set(sheets) and len(by_name) == len(sheets):
        return dict(zip(sheets, by_name.values(), strict=True))
    return {sheet: by_name[sheet] for sheet in sheets if sheet in by_name}


def _read(one: Property) -> Origin | None:
    if not one.name.startswith(PROPERTY):
        return None
    try:
        values = json.loads(one.text)
    except (ValueError, RecursionError):
        return None
    whole = isinstance(values, list) and len(values) == 4 and all(isinstance(value, str) for value in values)
    return Origin(*values) if whole else None
