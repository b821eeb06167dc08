"""``export``: the official tables of dossiers as files."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from commands.console import OK, UNUSABLE, UnusableError, answer, tell
from commands.loading import available_templates, open_all
from exporters.batch import folder_problem, write_all
from exporters.export import ExportPlan
from exporters.formats import FORMATS
from exporters.written import Written


def run(options: argparse.Namespace) -> int:
    """Writes the files, and tells those that could not be written."""
    plan = _plan(options)
    if problem := folder_problem(plan.folder):
        raise UnusableError(problem)
    opened = open_all(options.files)
    templates = available_templates({form.template for _, dossier in opened for form in dossier.forms})
    complete = len(opened) == len(options.files)
    taken: set[str] = set()
    written: list[Written] = []
    for file, dossier in opened:
        outcome = write_all(dossier, templates, plan, taken=taken)
        written += outcome.written
        complete = complete and not outcome.problems
        for problem in outcome.problems:
            tell(f"{file}：{problem}")
    _tell_unprinted(written)
    answer(_report(written), _lines(written, as_json=options.json), as_json=options.json)
    return OK if complete else UNUSABLE


def _plan(options: argparse.Namespace) -> ExportPlan:
    formats = tuple(dict.fromkeys(options.formats or FORMATS))
    forms = tuple(dict.fromkeys(options.forms or ()))
    return ExportPlan(options.output, formats, forms, options.together, attached=not options.no_attachment)


def _report(written: Iterable[Written]) -> list[dict[str, str | int]]:
    return [{"form": one.form, "format": one.format, "path": str(one.path), "pages": one.pages} for one in written]


def _tell_unprinted(written: Iterable[Written]) -> None:
    for goal in dict.fromkeys(goal for one in written for goal in one.unprinted):
        tell(f"注意：{goal}没有印全，这一版式没有它的位置；请合并到印得出的目标里，或换一个版式")
    for unkept in dict.fromkeys(one.unkept for one in written if one.unkept):
        tell(f"注意：{unkept}")


def _lines(written: Iterable[Written], *, as_json: bool) -> list[str]:
    """What was written, each with the characters that came out as boxes; beside JSON those are told on stderr."""
    lines: list[str] = []
    for one in written:
        lines.append(f"已写 {one.path}" + (f"（{one.pages} 页）" if FORMATS[one.format].paged else ""))
        notices = [f"  注意：{place} 没有字形，印成了方框" for place in one.missing]
        lines += notices
        if as_json:
            for notice in notices:
                tell(notice.strip())
    return lines
