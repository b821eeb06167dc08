"""Sources become one dossier: every form of every source, the unit, the year, and what found no place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from importers.around_forms import prose_of
from importers.attached import attached_to, part_twins
from importers.kept import KeptLayout, corrected_before
from importers.placed import Placed
from importers.readers.sheet import NO_RESULT
from importers.readers.source import SourceError
from importers.recognise import Recognised, Unplaced
from importers.understanding import Taken, Wanted, read_source, take
from models.comparing.carried import Paper
from models.dossier import Budget, Dossier, Prose, Unit
from models.forms import DepartmentForm
from models.heed import Heed, no_heed
from models.python import collector_paused
from models.table import Document, Table
from models.templates.summaries import NATIONAL
from models.templates.template import FormTemplate


class Seat(NamedTuple):
    """A cell of a source as a person finds it: sheet and page where there are such, row and column from 1."""

    sheet: str
    page: int
    row: int
    column: int


@dataclass(slots=True)
class Assembled:
    """A dossier made of sources; ``notices`` are Chinese sentences on what a person should look at.

    ``placed`` says for every source which value of the dossier took which cell, ``unplaced`` what no value took.
    ``carried``: the sources are PDFs of this program, and the dossier is what they carry. ``documents`` are the
    sources as they were read. ``unreckoned``: one of them has formulas without results.
    """

    dossier: Dossier
    forms: list[Recognised] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    carried: bool = False
    documents: list[Document] = field(default_factory=list)
    unreckoned: bool = False

    def seats(self) -> dict[str, Seat]:
        """Where in the sources each value stood, by its stable path; the first cell where it stood in several."""
        found: dict[str, Seat] = {}
        for document, placed in zip(self.documents, self.placed, strict=True):
            for place, path in sorted(placed.items()):
                part = document[place.part]
                row = part.place(place.row) if isinstance(part, Table) else part.source_row
                found.setdefault(path, Seat(part.source_sheet, part.source_page, row, place.column + 1))
        return found

    def paper(self, templates: Mapping[str, FormTemplate]) -> Paper | None:
        """How the dossier is to be compared: None where it is whole, not read from what is printed."""
        if self.carried:
            return None
        origins = {one.form.id: one.origin.form for one in self.forms if one.origin}
        dated = any(one.year for one in self.forms)
        return Paper(templates, dated, origins, self.unreckoned)


@collector_paused()
def assemble(  # noqa: PLR0913 (what a person may say of the sources)
    sources: Iterable[Path],
    templates: Mapping[str, FormTemplate],
    *,
    template_id: str = "",
    year: int | None = None,
    usual: int | None = None,
    by_table: bool = False,
    kept: Sequence[KeptLayout] = (),
    heed: Heed = no_heed,
) -> Assembled:
    """Reads every source and makes one dossier of their forms.

    ``template_id`` forces a template on the forms of its kind, ``year`` is the dossier's where given, ``usual`` where
    no source says one (None: the year that is filled in now). A PDF that carries its dossier gives that, unless it is
    to be read ``by_table`` or in a forced template. ``kept`` are corrections for files of some layouts. Raises
    SourceError with a Chinese sentence when a source cannot be read, holds no form, or none of the forced kind.
    ``heed`` is called now and then, and may raise to break off.
    """
    budget, wanted = Budget(), Wanted(templates, template_id, year)
    wanted = replace(wanted, usual=usual) if usual else wanted
    taken = []
    for path in sources:
        attached = None if by_table or template_id else attached_to(path, templates)
        source, said = corrected_before(kept, attached or read_source(path, heed))
        taken.append(take(source, wanted, budget, said, heed))
        if problem := taken[-1].problem:
            raise problem
    return assembled(taken, budget, wanted)


def assembled(taken: Sequence[Taken], budget: Budget, wanted: Wanted) -> Assembled:
    """One dossier of what the sources gave. Raises SourceError where none of the forms took the template wanted."""
    part_twins([form for one in taken for form in one.forms])
    forms = [form for one in taken for form in one.forms]
    forced = wanted.templates.get(wanted.template_id)
    notices = _template_notices(forms, forced) if forced else []
    whole = [one.source.dossier for one in taken if one.source.dossier]
    unit = whole[0].unit if whole else _unit(forms)
    dossier = _dossier(forms, _with_attached(budget, whole), wanted.year, wanted.usual, unit)
    undated = [one.source.name for one in taken if one.forms and all(form.year is None for form in one.forms)]
    notices += _year_notices(forms, undated, dossier.year, given=wanted.year is not None)
    notices += [f"“{one.source.name}”：{words}" for one in taken for words in one.notices]
    notices += [f"{named(one)}：{words}" for one in forms for words in one.notices]
    dossier.prose = _prose(taken)
    placed = [_as_units(one.placed, dossier) for one in taken]
    documents = [one.source.document for one in taken]
    unreckoned = any(notice.code == NO_RESULT for one in taken for notice in one.source.notices)
    carried = len(whole) == len(taken)
    return Assembled(dossier, forms, _unplaced(taken), notices, placed, carried, documents, unreckoned)


def _prose(taken: Sequence[Taken]) -> list[Prose]:
    """What the sources say around their forms, each paragraph once."""
    found = {
        prose.id: prose
        for one in taken
        for prose in prose_of(one.source.name, one.source.document, [form.form for form in one.forms])
    }
    return list(found.values())


def _with_attached(budget: Budget, whole: Sequence[Dossier]) -> Budget:
    """What was read of the budget, else what the dossiers that were attached have of it."""
    return next((one.budget for one in whole if budget == Budget() != one.budget), budget)


def _unplaced(taken: Sequence[Taken]) -> list[Unplaced]:
    """All that is left over, with its file where there are several."""
    names = [one.source.name for one in taken] if len(taken) > 1 else [""]
    return [
        replace(left, file=name, source=number)
        for number, (one, name) in enumerate(zip(taken, names, strict=False))
        for left in one.unplaced
    ]


KINDS = {"department": "部门整体", "project": "项目支出"}


def named(one: Recognised) -> str:
    """A form as sentences name it."""
    return f"“{one.form.name or one.title}”"


def _template_notices(forms: Sequence[Recognised], forced: FormTemplate) -> list[str]:
    """Which forms another template was used for than the one asked for. Raises SourceError when none took it."""
    others = [one for one in forms if one.template.id != forced.id]
    if len(others) == len(forms):
        kinds = "、".join(sorted({KINDS[one.form.kind] for one in forms}))
        raise SourceError(
            f"版式 {forced.id} 是{KINDS[forced.kind]}绩效目标表的，来源里只有{kinds}的表，用不上这个版式",
            "请换一个版式，或不指定版式由程序认。",
        )
    return [f"{named(one)}不是版式 {forced.id} 那一种表，改用认出的版式 {one.template.id}" for one in others]


def _year_notices(forms: Sequence[Recognised], undated: Sequence[str], year: int, *, given: bool) -> list[str]:
    """What a person should know of the dossier's year."""
    notices = [] if given else [f"“{name}”没有写明年度，暂按现在填报的 {year} 年，请核对年度" for name in undated]
    said = sorted({one.year for one in forms if one.year} - {year})
    if said:
        notices.append(f"有的表写的是 {'、'.join(map(str, said))} 年，套表的年度是 {year} 年，请核对年度")
    return notices


def _dossier(forms: list[Recognised], budget: Budget, year: int | None, usual: int, unit: Unit) -> Dossier:
    years = Counter(one.year for one in forms if one.year)
    chosen = year or (years.most_common(1)[0][0] if years else usual)
    for one in forms:
        if one.form.unit_name == unit.name:
            one.form.unit_name = ""
    return Dossier(year=chosen, unit=unit, budget=budget, forms=[one.form for one in forms])


def _as_units(placed: Placed, dossier: Dossier) -> Placed:
    """The name of the dossier's unit is the unit's, no form's."""
    moved = {f"{form.id}.unit_name": "unit.name" for form in dossier.forms if not form.unit_name}
    return {place: moved.get(path, path) for place, path in placed.items()} if moved else placed


def _unit(forms: list[Recognised]) -> Unit:
    """The unit as the department form names it, else as most forms do."""
    names = Counter(one.form.unit_name for one in forms if one.form.unit_name)
    department = next((one.form for one in forms if isinstance(one.form, DepartmentForm) and one.form.unit_name), None)
    name = department.unit_name if department else (names.most_common(1)[0][0] if names else "")
    fillers = next((one.form for one in forms if one.form.filler), None)
    return Unit(
        name=name,
        code=next((one.form.unit_code for one in forms if one.form.unit_code), ""),
        region=next((one.template.region for one in forms if one.template.region != NATIONAL), ""),
        filler=fillers.filler if fillers else "",
        phone=fillers.phone if fillers else "",
    )
