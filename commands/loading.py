"""Dossiers and templates for the commands. What cannot be used is told on stderr and does not stop the others."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from commands.console import tell
from models.dossier import Dossier
from models.files.jxmb import FileProblem, load
from models.folders import template_folders
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate


def available_templates(wanted: Collection[str] | None = None) -> dict[str, FormTemplate]:
    """Every usable template by id (or those of ``wanted``)."""
    templates, problems = load_templates(template_folders(), wanted)
    for problem in problems:
        tell(problem.message)
    return templates


def open_all(files: Iterable[Path]) -> list[tuple[Path, Dossier]]:
    """The dossiers that can be opened."""
    opened: list[tuple[Path, Dossier]] = []
    for file in files:
        try:
            opened.append((file, load(file)))
        except FileProblem as problem:
            tell(str(problem))
    return opened
