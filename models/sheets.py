"""A sheet is a form at a stage: what pages show, files hold, and rules judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from models.forms import AnyForm


class Stage(StrEnum):
    """Where in the year a form stands."""

    DECLARATION = "declaration"  # 申报


@dataclass(frozen=True, slots=True)
class Sheet:
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
