"""``templates``: which layouts there are."""

from __future__ import annotations

import argparse

from commands.console import OK, UNUSABLE, answer, tell
from models.folders import template_folders
from models.templates.shelf import load_templates


def run(options: argparse.Namespace) -> int:
    """Lists the usable ones, and tells what is wrong with the others."""
    templates, problems = load_templates(template_folders())
    rows = [
        {"id": t.id, "name": t.name, "kind": t.kind, "region": t.region, "year": t.year} for t in templates.values()
    ]
    for problem in problems:
        tell(problem.message)
    answer(rows, [f"{row['id']:<26} {row['year']} {row['region']} {row['name']}" for row in rows], as_json=options.json)
    return UNUSABLE if problems else OK
