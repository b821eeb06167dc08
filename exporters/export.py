"""The forms of a dossier as files: one a form in each format, or all forms together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, overload

from exporters.budget import budget_table
from exporters.formats import FORMATS, USUAL
from exporters.layout import Around, layout_in_set
from exporters.names import safe_file_name
from exporters.on_paper import AS_IT_IS, PaperChoice, on_paper
from exporters.said import notes_about
from exporters.widths import broken_numbers
from exporters.written import Cover, Job, Written
from models.dossier import Dossier
from models.fields import PERIOD_WORDS
from models.files.enclosed import enclosed
from models.files.reasons import folder_refusal
from models.files.versions import keep_replaced
from models.forms import AnyForm
from models.origin import origin_of
from models.sheets import Stage, place_of, tables_in, template_at, template_id
from models.table import Table
from models.templates.template import FormTemplate


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """What to write: which forms (all when empty), in which formats, where, each by itself or together.

    ``attached``: a file that can carries its dossier. ``comments``: what is said of the forms goes along.
    ``evidence``: so do the files that prove it, in a folder of their own.
    """

    folder: Path
    formats: tuple[str, ...] = USUAL
    forms: tuple[int, ...] = ()  # numbers from 1, as a person counts
    together: bool = False
    stage: Stage = Stage.DECLARATION
    paper: PaperChoice = AS_IT_IS
    drafts: frozenset[str] = frozenset()  # ids of the forms that are marked as drafts
    prefix: str = ""  # before every name, where the files of several dossiers go into one folder
    attached: bool = True
    comments: bool = False
    evidence: bool = False
    blank_rows: int = 0  # below those of every list and every goal's indicators, in files that are written in


class ExportError(ValueError):
    """The export cannot be done; the text says why and what to do."""


class Printed(NamedTuple):
    """A table, and the forms in it: one, or several where the template is for many."""

    forms: tuple[AnyForm, ...]
    table: Table


def tables_of(
    dossier: Dossier,
    templates: Mapping[str, FormTemplate],
    numbers: Sequence[int] = (),
    stage: Stage = Stage.DECLARATION,
) -> list[Printed]:
    """The forms as tables, in order. Raises ExportError for a form that does not exist or has no template."""
    return [
        Printed(forms, table_of_many(forms, dossier, templates, stage))
        for forms in _groups(dossier, templates, numbers, stage)
    ]


def _groups(
    dossier: Dossier, templates: Mapping[str, FormTemplate], numbers: Sequence[int], stage: Stage
) -> list[tuple[AnyForm, ...]]:
    """The forms of each table. Raises ExportError for a form that does not exist."""
    count = len(dossier.forms)
    for number in numbers:
        if not 1 <= number <= count:
            raise ExportError(f"没有第 {number} 张表，这份套表共有 {count} 张")
    chosen = [dossier.forms[number - 1] for number in numbers] if numbers else list(dossier.forms)
    return list(tables_in(chosen, templates, stage))


def table_of(
    form: AnyForm, dossier: Dossier, templates: Mapping[str, FormTemplate], stage: Stage = Stage.DECLARATION
) -> Table:
    """One form as its official table at a stage. Raises ExportError."""
    return table_of_many((form,), dossier, templates, stage)


def table_of_many(
    forms: Sequence[AnyForm],
    dossier: Dossier,
    templates: Mapping[str, FormTemplate],
    stage: Stage = Stage.DECLARATION,
    more: int = 0,
) -> Table:
    """Forms of one template, several where that is for many, as one official table. Raises ExportError.

    ``more``: so many blank rows below those of every list and of every goal's indicators.
    """
    form = forms[0]
    template = template_at(form, templates, stage)
    if template is None:
        raise ExportError(
            f"“{form.spoken_name}”用的版式 {template_id(form, stage) or '（空）'} 不在本机，"
            "请把这个版式文件放进版式文件夹，或换一个版式"
        )
    if template.kind != form.kind:
        raise ExportError(f"“{form.spoken_name}”与版式“{template.name}”种类不符，请换一个版式")
    try:
        place = place_of(form, dossier.forms, templates, stage)
        return layout_in_set(forms, template, Around(dossier.year, dossier.unit.name, place, more))
    except ValueError as problem:
        raise ExportError(str(problem)) from problem


def unprinted(form: AnyForm, table: Table) -> list[str]:
    """The goals whose statement, or whose indicators, the table does not show."""
    shown = {cell.binding for cell in table.cells}
    nodes = {binding.partition(".")[0] for binding in shown}
    return [
        f"{table.title}的“{goal.label or PERIOD_WORDS[goal.period]}”（{goal.statement[:20] or '无说明'}）"
        for goal in form.goals
        if (goal.statement and not shown & {f"{goal.id}.statement", f"{goal.id}.summary"})
        or not nodes.issuperset(indicator.id for indicator in goal.indicators() if not indicator.blank)
    ]


def title_of(printed: Printed) -> str:
    """How a file is called: the form's heading, and the project's name where the heading does not hold it."""
    heading, form = printed.table.title, printed.forms[0]
    if len(printed.forms) > 1:
        return heading
    return f"{heading}-{form.name}" if form.kind == "project" and form.name and form.name not in heading else heading


def _title_together(dossier: Dossier) -> str:
    return f"{dossier.unit.name}{dossier.year}年绩效目标表"


def file_names(dossier: Dossier, templates: Mapping[str, FormTemplate], plan: ExportPlan) -> list[str]:
    """The names of the files that a plan writes, before any is written. Raises ExportError."""
    stems: list[str] = []
    if plan.together:
        stems = [safe_file_name(plan.prefix + _title_together(dossier))]
    else:
        for printed in tables_of(dossier, templates, plan.forms):
            stems.append(safe_file_name(plan.prefix + title_of(printed), stems))
    return [f"{stem}.{kind}" for stem in stems for kind in plan.formats]


def export(
    dossier: Dossier, templates: Mapping[str, FormTemplate], plan: ExportPlan, taken: set[str] | None = None
) -> Iterator[Written]:
    """Writes file by file, so that a caller can show progress and stop between two. Raises ExportError, SaveError."""
    names = taken if taken is not None else set()
    groups = _groups(dossier, templates, plan.forms, plan.stage)
    if not groups:
        raise ExportError("这份套表里还没有表，没有可导出的内容")
    try:
        plan.folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ExportError(folder_refusal(problem, plan.folder)) from problem
    for job in _jobs(_Source(dossier, templates, plan), groups):
        stem = safe_file_name(plan.prefix + job.title, names)
        names.add(stem)
        for kind in plan.formats:
            yield _written(
                _to_write_in(job, plan) if FORMATS[kind].written_in else job, kind, plan.folder / f"{stem}.{kind}"
            )


def _to_write_in(job: Job, plan: ExportPlan) -> Job:
    """The job with the blank rows that are wanted."""
    tables = job.tables
    return replace(job, tables=tables.with_rows(plan.blank_rows)) if isinstance(tables, _Laid) else job


class _Source(NamedTuple):
    """What files are made of."""

    dossier: Dossier
    templates: Mapping[str, FormTemplate]
    plan: ExportPlan


class _Laid(Sequence[Table]):
    """The tables of one file, each laid out when it is asked for: of a hundred forms one at a time is in memory.

    ``together``: a table among others, which bears the name of its project. ``unprinted``: the goals that those laid
    out so far have no room for, each with its form. ``broken``: their cells whose number is broken over lines.
    """

    def __init__(self, source: _Source, groups: Sequence[tuple[AnyForm, ...]], *, together: bool) -> None:
        self._source, self._groups, self._together = source, groups, together
        self._more = 0
        self._last: tuple[int, Table] | None = None
        self._looked: set[int] = set()
        self.unprinted: list[str] = []
        self.broken: list[str] = []

    def with_rows(self, more: int) -> _Laid:
        """The same with so many blank rows to write in."""
        other = _Laid(self._source, self._groups, together=self._together)
        other._more, other._looked = more, self._looked
        other.unprinted, other.broken = self.unprinted, self.broken
        return other

    def __len__(self) -> int:
        return len(self._groups)

    @overload
    def __getitem__(self, place: int) -> Table: ...
    @overload
    def __getitem__(self, place: slice) -> list[Table]: ...
    def __getitem__(self, place: int | slice) -> Table | list[Table]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        if self._last is None or self._last[0] != place:
            self._last = place, self._made(place)
        return self._last[1]

    def _made(self, place: int) -> Table:
        """Raises ExportError."""
        (dossier, templates, plan), forms = self._source, self._groups[place]
        printed = Printed(forms, table_of_many(forms, dossier, templates, plan.stage, self._more))
        if self._together:
            printed = printed._replace(table=printed.table._replace(title=title_of(printed)))
        table = on_paper(printed.table, plan.paper)
        if place not in self._looked:
            self._looked.add(place)
            self.unprinted += [goal for form in forms for goal in unprinted(form, table)]
            self.broken += broken_numbers(table)
        return table


def _jobs(source: _Source, groups: Sequence[tuple[AnyForm, ...]]) -> Iterator[Job]:
    """The files, each under all its formats."""
    dossier = source.dossier
    if source.plan.together:
        laid = _Laid(source, groups, together=True)
        yield _job(_title_together(dossier), dossier.unit.name, source, groups, laid)
        return
    for forms in groups:
        laid = _Laid(source, [forms], together=False)
        title = title_of(Printed(forms, laid[0]))
        yield _job(title, dossier.unit_name_of(forms[0]), source, [forms], laid)


def _job(title: str, author: str, source: _Source, groups: Sequence[tuple[AnyForm, ...]], tables: _Laid) -> Job:
    dossier, templates, plan = source
    forms = [form for group in groups for form in group]
    found = [template_at(group[0], templates, plan.stage) for group in groups]
    carries = plan.attached and any(FORMATS[kind].carries for kind in plan.formats)
    return Job(
        title,
        tables,
        author,
        tables.unprinted,
        tuple(tuple(map(origin_of, group)) for group in groups),
        enclosed(dossier, {form.id for form in forms}) if carries else b"",
        tuple(any(form.id in plan.drafts for form in group) for group in groups),
        plan.paper.tighten,
        _cover(dossier, forms) if plan.paper.book and plan.together else None,
        tuple(template.choices for template in found if template),
        tuple(notes_about(dossier, group) for group in groups) if plan.comments else (),
        _budget(dossier, plan),
        tables.broken,
    )


def _budget(dossier: Dossier, plan: ExportPlan) -> Table | None:
    """The unit's budget, where it is wanted and there is one."""
    table = budget_table(dossier) if plan.paper.budget and plan.together else None
    return on_paper(table, plan.paper) if table else None


def _cover(dossier: Dossier, forms: Sequence[AnyForm]) -> Cover:
    """The date is that of the first form that has one."""
    date = next((form.date for form in forms if form.date), "")
    return Cover(dossier.unit.name, dossier.year, date)


def _written(job: Job, kind: str, path: Path) -> Written:
    """One file. What it replaces, which may be somebody's edited copy, stays among the versions."""
    unkept = keep_replaced(path)
    written = FORMATS[kind].write(job, path)
    return replace(written, unprinted=tuple(job.unprinted), unkept=unkept, broken=tuple(job.broken))
