"""What is to be imported: its sources, what was said of them, what came of it. Read and understood off the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from importers.assemble import Assembled, assembled
from importers.attached import attached_to, whole_file
from importers.corrections import Corrections, Spoken
from importers.kept import KeptLayout, alike, corrected_before
from importers.readers.source import SourceError
from importers.understanding import Source, Taken, Wanted, read_copied, read_source, take, understand
from models.dossier import Budget, Dossier
from models.edits import copied
from models.files.jxmb import FileProblem
from models.program import SUFFIX
from models.python import collector_paused
from models.templates.template import FormTemplate
from ui.controls.background import Job

PASTED = "粘贴的内容"


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not be read, and why."""

    name: str
    why: str


@dataclass(slots=True)
class Understood:
    """What came of all sources. ``kept`` can be used again for those of which nothing else is said."""

    sources: list[Source] = field(default_factory=list)
    said: list[Corrections] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    budget: Budget = field(default_factory=Budget)
    refused: list[Refused] = field(default_factory=list)
    year: int | None = None
    result: Assembled = field(default_factory=lambda: Assembled(Dossier(year=2000)))

    @property
    def problems(self) -> list[str]:
        """Why sources gave nothing, in Chinese sentences."""
        unused = [str(one.problem) for one in self.taken if one.problem]
        return [one.why for one in self.refused] + unused


class _Said(NamedTuple):
    """One correction of a source."""

    source: int
    spoken: Spoken
    meaning: str


Read = tuple[list[Source], list[Refused]]
Reading = Callable[[Job], Read]


class ImportWork(QObject):
    """The state of an import. ``changed`` when it was understood anew, ``busy`` while that is under way.

    ``progressed`` (done, of, what) by the way, ``failed`` (a sentence) where the program slipped.
    """

    changed = Signal()
    busy = Signal(bool)
    progressed = Signal(int, int, str)
    failed = Signal(str)

    def __init__(
        self,
        templates: Mapping[str, FormTemplate],
        year: int | None,
        kept: Sequence[KeptLayout] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.templates = templates
        self.kept = kept
        self.state = Understood(year=year)
        self.steps: list[list[Corrections]] = []  # what was said before each correction
        self._job: Job | None = None
        self._spread: list[_Said] = []  # what is still to be said of other tables of the layout
        self._anew: set[int] = set()  # sources of which something else is said than when they were understood

    # --- what is asked for --------------------------------------------------------------------------------------------

    def add(self, paths: Sequence[Path]) -> None:
        """Reads files and understands all anew."""
        templates = dict(self.templates)
        self._start(lambda job: _read_all(paths, templates, job))

    def add_copied(self, text: str, *, html: bool) -> None:
        """Takes in what was copied elsewhere."""
        number = sum(one.name.startswith(PASTED) for one in self.state.sources) + 1
        name = f"{PASTED}{number}" if number > 1 else PASTED
        self._start(lambda job: _read_copied(text, name, html, job))

    def drop(self, index: int) -> None:
        """A source is wanted no more."""
        state = self.state
        sources = [one for number, one in enumerate(state.sources) if number != index]
        said = [one for number, one in enumerate(state.said) if number != index]
        self.steps.clear()
        self.state = replace(state, sources=sources, said=said, taken=[], refused=[])
        self._start(None)

    def for_year(self, year: int | None) -> None:
        """The year of forms that name none is that."""
        if year != self.state.year:
            self.state = replace(self.state, year=year, taken=[])
            self._start(None)

    def say(self, index: int, spoken: Spoken, meaning: str, *, everywhere: bool = False) -> None:
        """One correction, taken back where it means nothing; ``everywhere``: in all tables of that layout."""
        self.steps.append(self.state.said)
        said = self.state.said
        self._spread += [_Said(index, spoken, meaning)] if everywhere else []
        self._say([*said[:index], said[index].also(spoken.scope, spoken.place, meaning), *said[index + 1 :]])

    def unsay(self) -> None:
        """Takes the last correction back."""
        if self.steps:
            self._spread.clear()
            self._say(self.steps.pop())

    def _say(self, said: list[Corrections]) -> None:
        old = self.state
        self.state = replace(old, said=said)
        self._anew |= {n for n, (before, now) in enumerate(zip(old.said, said, strict=True)) if before != now}
        self._start(None)

    # --- doing it -----------------------------------------------------------------------------------------------------

    @property
    def is_busy(self) -> bool:
        """Something is under way."""
        return self._job is not None

    def stop(self) -> None:
        """What is under way is wanted no more; all stays as it was."""
        if self._job is not None:
            self._job.stop()
            self._job = None
            self.busy.emit(False)

    def _start(self, reading: Reading | None) -> None:
        """Begins in another thread; what was under way before gives way to it."""
        self.stop()
        task = _Task(self.state, dict(self.templates), tuple(self.kept), frozenset(self._anew), tuple(self._spread))
        job = Job(lambda job: _understood(reading, task, job), self)
        self._job = job
        job.progressed.connect(self.progressed)
        job.finished.connect(lambda made: self._end(job, made))
        job.failed.connect(lambda problem: self._end(job, problem))
        self.busy.emit(True)
        job.start()

    def _end(self, job: Job, made: object) -> None:
        job.deleteLater()
        if job is not self._job:
            return  # it was stopped, or another one has taken its place
        self._job = None
        if isinstance(made, Understood):
            self.state = made
            self._anew.clear()
            self._spread.clear()
            self.changed.emit()
        else:
            self.failed.emit(str(made))
        self.busy.emit(False)


def _read_all(
    paths: Sequence[Path], templates: Mapping[str, FormTemplate], job: Job
) -> tuple[list[Source], list[Refused]]:
    read, refused = [], []
    for number, path in enumerate(paths):
        job.heed()
        job.progressed.emit(number, len(paths), f"正在读 {path.name}")
        try:
            read.append(_read_file(path, templates, job))
        except (SourceError, FileProblem) as problem:
            refused.append(Refused(path.name, str(problem)))
    return read, refused


def _read_file(path: Path, templates: Mapping[str, FormTemplate], job: Job) -> Source:
    if path.suffix.lower() == SUFFIX:
        return whole_file(path, templates)
    return attached_to(path, templates) or read_source(path, job.heed)


def _read_copied(text: str, name: str, html: bool, job: Job) -> Read:
    try:
        return [read_copied(text, name, job.heed, html=html)], []
    except SourceError as problem:
        return [], [Refused(name, str(problem.within(name)))]


@dataclass(frozen=True, slots=True)
class _Task:
    """What is to be understood: ``anew`` are the sources of which something else is said now."""

    state: Understood
    templates: Mapping[str, FormTemplate]
    kept: Sequence[KeptLayout]
    anew: frozenset[int]
    spread: tuple[_Said, ...]


@collector_paused()
def _understood(reading: Reading | None, task: _Task, job: Job) -> Understood:
    """Everything that is new, or of which something else is said; the rest as it was."""
    state = task.state
    read, refused = reading(job) if reading else ([], [])
    known = [corrected_before(task.kept, source) for source in read]
    sources = [*state.sources, *(source for source, _ in known)]
    said = _spread(sources, [*state.said, *(said for _, said in known)], task.spread)
    anew = task.anew | {n for n, (before, now) in enumerate(zip(state.said, said, strict=False)) if before != now}
    wanted = Wanted(task.templates, year=state.year)
    budget = copied(state.budget) if state.taken else Budget()
    taken = list(state.taken)
    for number, source in enumerate(sources):
        if number < len(taken) and number not in anew:
            continue
        job.heed()
        job.progressed.emit(number, len(sources), f"正在认 {source.name}")
        if number < len(taken):
            taken[number] = understand(source, wanted, taken[number].of_budget, said[number], job.heed)
        else:
            taken.append(take(source, wanted, budget, said[number], job.heed))
    result = assembled([_fresh(one) for one in taken], copied(budget), wanted)
    return Understood(sources, said, taken, budget, [*state.refused, *refused], state.year, result)


def _spread(sources: Sequence[Source], said: list[Corrections], new: Sequence[_Said]) -> list[Corrections]:
    """What was said of one table, said of all of its layout."""
    for index, spoken, meaning in new:
        parts: dict[int, list[Spoken]] = {}
        for number, one in alike(sources, index, said[index], spoken, meaning):
            parts.setdefault(number, []).append(one)
        for number, its in parts.items():
            said[number] = said[number].also_all(its, meaning)
    return said


def _fresh(one: Taken) -> Taken:
    """A copy of what a source gave, which the dossier may change."""
    return replace(one, forms=[replace(form, form=copied(form.form)) for form in one.forms], placed=dict(one.placed))
