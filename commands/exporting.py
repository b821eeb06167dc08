"""``export``: the official tables of dossiers as files."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from commands.console import OK, UNUSABLE, UnusableError, answer, tell
from commands.loading import templates_for
from commands.many import Batch, Stopped, dossiers_in
from exporters.batch import Outcome, folder_problem, with_evidence, write_all
from exporters.export import ExportPlan
from exporters.formats import FORMATS, USUAL
from exporters.names import safe_file_name
from exporters.on_paper import BINDING, PaperChoice
from exporters.written import Written
from models.files.jxmb import load


def run(options: argparse.Namespace) -> int:
    """Writes the files, and tells those that could not be written."""
    plan = _plan(options)
    if problem := folder_problem(plan.folder):
        raise UnusableError(problem)
    batch = Batch(dossiers_in(options.files), options.jobs)
    prefixes = _prefixes(batch.files)
    report: list[dict[str, str | int]] = []
    complete = bool(batch.files)
    for file, outcome in batch.each(partial(_export, plan, prefixes)):
        complete = complete and not outcome.problems
        _tell_troubles(file, outcome)
        report += _report(outcome.written)
        lines = _lines(outcome.written, as_json=options.json)
        if not options.json:
            answer(None, lines, as_json=False)
    if options.json:
        answer(report, [], as_json=True)
    batch.tell_problems()
    return OK if complete and not batch.problems else UNUSABLE


def _export(plan: ExportPlan, prefixes: Mapping[Path, str], file: Path, stopped: Stopped) -> Outcome:
    dossier = load(file)
    templates = templates_for(frozenset(form.template for form in dossier.forms))
    outcome = write_all(dossier, templates, replace(plan, prefix=prefixes[file]), stopped=stopped)
    return with_evidence(outcome, dossier, replace(plan, prefix=prefixes[file]), file.parent, stopped)


def _prefixes(files: Sequence[Path]) -> dict[Path, str]:
    """What stands before the names of a dossier's files: its own name, where several dossiers go into one folder."""
    if len(files) < 2:
        return dict.fromkeys(files, "")
    names: dict[Path, str] = {}
    for file in files:
        names[file] = safe_file_name(file.stem, names.values())
    return {file: f"{name}-" for file, name in names.items()}


def _plan(options: argparse.Namespace) -> ExportPlan:
    formats = tuple(dict.fromkeys(options.formats or USUAL))
    forms = tuple(dict.fromkeys(options.forms or ()))
    return ExportPlan(
        options.output,
        formats,
        forms,
        options.together or options.book or options.budget,
        paper=_paper(options),
        attached=not options.no_attachment,
        comments=options.comments,
        evidence=options.evidence,
        blank_rows=options.blank_rows,
    )


def _paper(options: argparse.Namespace) -> PaperChoice:
    return PaperChoice(
        options.official_margins,
        options.paper,
        options.landscape,
        options.font_size,
        next((side for side, word in BINDING.items() if word == options.binding), ""),
        tighten=not options.no_tighten,
        drafts=not options.no_draft,
        book=options.book,
        budget=options.budget,
    )


def _tell_troubles(file: Path, outcome: Outcome) -> None:
    for problem in outcome.problems:
        tell(f"{file}：{problem}")
    for still_open in (*outcome.standing, *outcome.notes, *outcome.uncopied):
        tell(f"注意：{still_open}")
    _tell_unprinted(outcome.written)


def _report(written: Iterable[Written]) -> list[dict[str, str | int]]:
    return [{"form": one.form, "format": one.format, "path": str(one.path), "pages": one.pages} for one in written]


def _tell_unprinted(written: Iterable[Written]) -> None:
    for goal in dict.fromkeys(goal for one in written for goal in one.unprinted):
        tell(f"注意：{goal}没有印全，这一版式没有它的位置；请合并到印得出的目标里，或换一个版式")
    for broken in dict.fromkeys(cell for one in written for cell in one.broken):
        tell(f"注意：{broken}里的数太长，一行放不下，印时断成几行；请换大一点的单位，或把这一栏放宽")
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
