"""Writing many files one after the other, so that one that fails stops no other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from exporters.evidence import gather
from exporters.export import ExportError, ExportPlan, export
from exporters.fonts import FontError
from exporters.formats import FORMATS
from exporters.names import safe_file_name
from exporters.on_paper import DRAFT
from exporters.standing import Standing, has_errors, in_words, standing
from exporters.written import Written
from models.dossier import Dossier
from models.files.disk import gone_if_stopped
from models.files.reasons import folder_refusal
from models.files.whole import SaveError
from models.sheets import tables_by_number
from models.templates.template import FormTemplate

Tell = Callable[[int, int, str], object]
"""Told before each file: how many are done, of how many, and what is next."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an export ended: the files written, sentences about those that could not be, and whether it was stopped.

    ``standing`` are sentences on what is still open in the forms, ``notes`` on the evidence that went along,
    ``uncopied`` on that which did not.
    """

    written: tuple[Written, ...]
    problems: tuple[str, ...]
    stopped: bool = False
    standing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    uncopied: tuple[str, ...] = ()


def pieces(plan: ExportPlan, tables: Sequence[tuple[int, ...]]) -> Iterator[tuple[ExportPlan, bool]]:
    """The plan cut into single files, so that one that fails stops no other; True where the next name begins.

    ``tables`` are the numbers of the forms in each table.
    """
    for numbers in [plan.forms] if plan.together else tables:
        for kind in plan.formats:
            yield replace(plan, forms=numbers, formats=(kind,)), kind == plan.formats[-1]


def write_all(
    dossier: Dossier,
    templates: Mapping[str, FormTemplate],
    plan: ExportPlan,
    tell: Tell = lambda _done, _of, _what: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Writes every file of the plan; tells what is next, and looks before each file whether to stop."""
    problem = folder_problem(plan.folder)
    if problem:
        return Outcome((), (problem,))
    if not dossier.forms:
        return Outcome((), ("这份套表里还没有表，没有可导出的内容",))
    names: set[str] = set()
    plan = replace(plan, forms=plan.forms or tuple(range(1, len(dossier.forms) + 1)))
    still_open = standing(dossier, templates)
    plan = replace(plan, drafts=_drafts(dossier, plan, still_open))
    parts = list(pieces(plan, tables_by_number(plan.forms, dossier.forms, templates, plan.stage)))
    written: list[Written] = []
    problems: list[str] = []
    for number, (piece, is_last) in enumerate(parts):
        if stopped():
            return Outcome(tuple(written), tuple(problems), stopped=True)
        tell(number, len(parts), _spoken(dossier, piece.forms))
        used = set(names)
        try:
            written += export(dossier, templates, piece, used)
        except (ExportError, FontError) as refused:
            problems.append(str(refused))
        except OSError as failed:
            own_words = isinstance(failed, SaveError) or not failed.errno
            problems.append(str(failed) if own_words else folder_refusal(failed, plan.folder))
        if is_last:
            names |= used
    told = tuple(_told(dossier, plan, still_open)) if written else ()
    return Outcome(tuple(written), tuple(dict.fromkeys(problems)), standing=told)


def with_evidence(
    outcome: Outcome, dossier: Dossier, plan: ExportPlan, home: Path | None, stopped: Callable[[], bool] = lambda: False
) -> Outcome:
    """The same after the evidence was copied too, where the plan says so; what is not there is told, and no failure."""
    if not plan.evidence or not dossier.attachments or outcome.stopped:
        return outcome
    target = plan.folder / safe_file_name(plan.prefix.rstrip("-")) if plan.prefix else plan.folder
    gathered = gather(dossier, home, target, stopped=stopped)
    return replace(outcome, notes=(gathered.words,), uncopied=gathered.problems)


def _drafts(dossier: Dossier, plan: ExportPlan, still_open: Standing) -> frozenset[str]:
    """The forms that bear the mark of a draft."""
    return frozenset(form.id for form in dossier.forms if plan.paper.drafts and has_errors(still_open, form.id))


def _told(dossier: Dossier, plan: ExportPlan, still_open: Standing) -> Iterator[str]:
    """A sentence on every form that was written and has open findings."""
    marked = any(FORMATS[kind].paged for kind in plan.formats)
    for number in plan.forms:
        form = dossier.forms[number - 1] if 1 <= number <= len(dossier.forms) else None
        if form is not None and form.id in still_open:
            draft = f"，PDF 上印有“{DRAFT}”" if marked and form.id in plan.drafts else ""
            yield f"“{form.spoken_name}”还有 {in_words(still_open[form.id])}没有处理{draft}"


def _spoken(dossier: Dossier, numbers: tuple[int, ...]) -> str:
    """What is being written, for a line of progress."""
    if len(numbers) != 1 or not 1 <= numbers[0] <= len(dossier.forms):
        return f"{len(numbers)} 张表"
    return dossier.forms[numbers[0] - 1].spoken_name


def folder_problem(folder: Path) -> str:
    """Why a folder cannot be written into, empty when it can; it is made where it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / f".{os.urandom(8).hex()}.tmp"
        with gone_if_stopped(trial):
            trial.touch()
            trial.unlink()
    except OSError as failed:
        return folder_refusal(failed, folder)
    return ""
