"""Templates for the commands. What cannot be used is told on stderr and does not stop the others."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from commands.console import tell
from models.folders import template_folders
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate


def available_templates(wanted: Collection[str] | None = None) -> dict[str, FormTemplate]:
    """Every usable template by id (or those of ``wanted``)."""
    templates, problems = load_templates(template_folders(), wanted)
    for problem in problems:
        tell(problem.message)
    return templates


@cache
def templates_for(wanted: frozenset[str]) -> dict[str, FormTemplate]:
    """As ``available_templates``, read once for dossiers that use the same ones."""
    return available_templates(wanted)
