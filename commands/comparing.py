"""``compare``: what differs between a dossier and another one, or the paper that it was printed on."""

from __future__ import annotations

import argparse
from pathlib import Path

from commands.console import OK, UnusableError, answer, tell
from commands.loading import available_templates
from importers.assemble import assemble
from importers.readers.source import SourceError
from models.comparing.carried import Paper
from models.comparing.compare import Difference, compare, summary
from models.dossier import Dossier
from models.files.enclosed import beside
from models.files.jxmb import FileProblem, load
from models.program import SUFFIX


def run(options: argparse.Namespace) -> int:
    """Lists every difference, one line each."""
    try:
        old = load(options.old)
        new, paper = _read(options.new, old)
    except (SourceError, FileProblem) as problem:
        raise UnusableError(str(problem)) from problem
    found = compare(old, new, paper)
    answer([_entry(one) for one in found], [*(one.line for one in found), _total(found)], as_json=options.json)
    return OK


def _read(path: Path, old: Dossier) -> tuple[Dossier, Paper | None]:
    """A dossier; what is none is imported, and compared by what is printed."""
    if path.suffix.lower() == SUFFIX:
        return load(path), None
    templates = available_templates()
    result = assemble([path], templates, usual=old.year)
    for notice in result.notices:
        tell(f"注意：{notice}")
    for left in result.unplaced:
        tell(f"注意：{path.name} 里有一处没有认出放在哪一栏，没有比较：{left.text[:60]}")
    return beside(result.dossier, old) if result.carried else result.dossier, result.paper(templates)


def _entry(one: Difference) -> dict[str, str | None]:
    return {"form": one.form, "where": one.where, "field": one.field, "old": one.old, "new": one.new}


def _total(found: list[Difference]) -> str:
    return f"共 {len(found)} 处不同：{summary(found)}" if found else "没有不同"
