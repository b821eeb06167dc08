"""A sheet is a form at a stage: what pages show, files hold, and rules judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeVar

from models.forms import AnyForm


class Stage(StrEnum):
    """Where in the year a form stands."""

    DECLARATION = "declaration"  # 申报


class Sheet(NamedTuple):
    """A form, by its id, at a stage."""

    form: str
    stage: Stage = Stage.DECLARATION


_FIELDS = {Stage.DECLARATION: "template"}
"""Stage → the field of a form that names the template of its sheet."""

_TemplateT = TypeVar("_TemplateT")


def template_id(form: AnyForm, stage: Stage = Stage.DECLARATION) -> str:
    """The id of the template in which a form is printed at a stage."""
    return str(getattr(form, _FIELDS[stage]))


def template_at(
    form: AnyForm, templates: Mapping[str, _TemplateT], stage: Stage = Stage.DECLARATION
) -> _TemplateT | None:
    """That template, None where it is not on this computer."""
    return templates.get(template_id(form, stage))


class ForMany(Protocol):
    """A template."""

    @property
    def kind(self) -> str:
        """``department`` or ``project``."""

    @property
    def many(self) -> bool:
        """The forms in it are one table."""


def tables_in(
    forms: Sequence[AnyForm], templates: Mapping[str, ForMany], stage: Stage = Stage.DECLARATION
) -> list[tuple[AnyForm, ...]]:
    """The forms as they are printed: each by itself, those of a template for many together where the first stands."""
    found: dict[str, list[AnyForm]] = {}
    for form in forms:
        template = template_at(form, templates, stage)
        shared = template is not None and template.many and template.kind == form.kind
        found.setdefault(f"many {template_id(form, stage)}" if shared else form.id, []).append(form)
    return [tuple(one) for one in found.values()]


def place_of(form: AnyForm, forms: Sequence[AnyForm], templates: Mapping[str, ForMany], stage: Stage) -> int:
    """Which of the tables in its template a form is in the set, counted from 1."""
    tables = tables_in([one for one in forms if template_id(one, stage) == template_id(form, stage)], templates, stage)
    return next((number for number, table in enumerate(tables, 1) if any(one.id == form.id for one in table)), 1)


def beside(sheet: Sheet, forms: Sequence[AnyForm], templates: Mapping[str, ForMany]) -> tuple[AnyForm, ...]:
    """The forms that stand in one table with that of a sheet, itself among them; none where it is gone."""
    tables = tables_in(forms, templates, sheet.stage)
    return next((one for one in tables if any(form.id == sheet.form for form in one)), ())


def tables_by_number(
    numbers: Sequence[int],
    forms: Sequence[AnyForm],
    templates: Mapping[str, ForMany],
    stage: Stage = Stage.DECLARATION,
) -> list[tuple[int, ...]]:
    """The chosen forms, by their numbers from 1, as ``tables_in`` puts them; a number that there is none of, alone."""
    known = {id(forms[number - 1]): number for number in numbers if 1 <= number <= len(forms)}
    tables = tables_in([forms[number - 1] for number in known.values()], templates, stage)
    found = [tuple(known[id(form)] for form in table) for table in tables]
    return [*found, *((number,) for number in numbers if number not in known.values())]
