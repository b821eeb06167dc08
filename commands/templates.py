"""``templates``: which layouts there are; with ``--try`` whether one of them prints and comes back as it should."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from commands.console import FOUND, OK, UNUSABLE, UnusableError, answer, tell
from models.folders import template_folders
from models.templates.shelf import load_templates, read_template
from models.templates.summaries import head_of
from selftest.trial import Trial, told, try_template, verdict


def run(options: argparse.Namespace) -> int:
    """Lists the usable ones, and tells what is wrong with the others; or tries one."""
    return _tried(options.file, as_json=options.json) if options.file else _listed(as_json=options.json)


def _listed(*, as_json: bool) -> int:
    templates, problems = load_templates(template_folders())
    rows = [head_of(template)._asdict() for template in templates.values()]
    for problem in problems:
        tell(problem.message)
    answer(rows, [line for row in rows for line in _lines(row)], as_json=as_json)
    return UNUSABLE if problems else OK


def _lines(row: dict[str, Any]) -> Iterator[str]:
    yield f"{row['id']:<26} {row['year']} {row['region']} {row['name']}"
    if row["source"]:
        yield f"  {row['source']}"


def _tried(file: Path, *, as_json: bool) -> int:
    """Draws a template with a sample, writes it out, reads it back, and tells what stands elsewhere after that."""
    try:
        template = read_template(file)
    except ValueError as problem:
        raise UnusableError(str(problem)) from problem
    trials = list(try_template(template))
    good = all(trial.passed for trial in trials)
    report = {"template": template.id, "ok": good, "ways": [_entry(trial) for trial in trials]}
    last = verdict(trials) + ("" if good else "，写法见 docs/templates.md")
    answer(report, [*told(trials), last], as_json=as_json)
    return OK if good else FOUND


def _entry(trial: Trial) -> dict[str, Any]:
    entry = {"way": trial.way, "ok": trial.passed, "shifts": [shift._asdict() for shift in trial.shifts]}
    return entry | ({"fault": trial.fault} if trial.fault else {})
