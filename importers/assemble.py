"""Sources become one dossier: every form of every source, the unit, the year, and what found no place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from importers.budget.read import read_budget
from importers.forms.narrative import is_narrative
from importers.placed import Placed
from importers.readers.any_file import bytes_of, read_bytes
from importers.readers.source import SourceError
from importers.recognise import Heed, Recognised, Unplaced, no_heed, recognise
from models.carried import Paper
from models.collector import collector_paused
from models.dossier import Budget, Dossier, Unit
from models.edits import duplicate
from models.files.enclosed import dossier_in
from models.files.jxmb import FileProblem
from models.forms import DepartmentForm
from models.origin import origin_of
from models.paths import nodes
from models.table import Document, Table
from models.templates.summaries import NATIONAL
from models.templates.template import FormTemplate

MOST_CELLS = 150
"""Cells in a row; the widest tables of budgets have about a hundred."""


@dataclass(slots=True)
class Assembled:
    """A dossier made of sources; ``notices`` are Chinese sentences on what a person should look at.

    ``placed`` says for every source which value of the dossier took which cell, ``unplaced`` what no value took.
    ``carried``: the sources are PDFs of this program, and the dossier is what they carry.
    """

    dossier: Dossier
    forms: list[Recognised] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    carried: bool = False

    def paper(self, templates: Mapping[str, FormTemplate]) -> Paper | None:
        """How the dossier is to be compared: None where it is whole, not read from what is printed."""
        if self.carried:
            return None
        origins = {one.form.id: one.origin.form for one in self.forms if one.origin}
        return Paper(templates, dated=any(one.year for one in self.forms), origins=origins)


@collector_paused()
def assemble(  # noqa: PLR0913 (what a person may say of the sources)
    sources: Iterable[Path],
    templates: Mapping[str, FormTemplate],
    *,
    template_id: str = "",
    year: int | None = None,
    by_table: bool = False,
    heed: Heed = no_heed,
) -> Assembled:
    """Reads every source and makes one dossier of their forms.

    ``template_id`` forces a template on the forms of its kind, ``year`` is the dossier's where given. A PDF that
    carries its dossier gives that, unless it is to be read ``by_table`` or in a forced template. Raises SourceError
    with a Chinese sentence when a source cannot be read, holds no form, or none of the forced kind. ``heed`` is called
    before every source and every form, and may raise to break off.
    """
    budget = Budget()
    taken = []
    for source in sources:
        heed()
        carried = None if by_table or template_id else _carried(source, templates, budget)
        taken.append(carried or _taken(source, templates, template_id, year, budget, heed))
    forms = [form for one in taken for form in one.forms]
    notices = _template_notices(forms, templates[template_id]) if template_id else []
    _part_twins(forms)
    unit = next((one.unit for one in taken if one.unit), None)
    dossier = _dossier(forms, budget, year, unit)
    undated = [one.name for one in taken if all(form.year is None for form in one.forms)]
    notices += _year_notices(forms, undated, dossier.year, given=year is not None)
    notices += [f"“{one.name}”：{words}" for one in taken for words in one.notices]
    notices += [f"{_named(one)}：{words}" for one in forms for words in one.notices]
    unplaced = [left for one in taken for left in one.unplaced]
    placed = [_as_units(one.placed, dossier) for one in taken]
    return Assembled(dossier, forms, unplaced, notices, placed, carried=all(one.unit for one in taken))


@dataclass(frozen=True, slots=True)
class _Taken:
    """What one source gave."""

    name: str
    forms: list[Recognised]
    unplaced: list[Unplaced]
    placed: Placed
    notices: list[str]
    unit: Unit | None = None  # of a whole dossier


def _carried(source: Path, templates: Mapping[str, FormTemplate], budget: Budget) -> _Taken | None:
    """The dossier that a PDF carries; None where there is none that can be used here."""
    name = source.name
    try:
        dossier = dossier_in(bytes_of(source), name)
    except FileProblem:
        return None
    if dossier is None or not dossier.forms or any(form.template not in templates for form in dossier.forms):
        return None
    if budget == Budget():
        for field_name in Budget.model_fields:
            setattr(budget, field_name, getattr(dossier.budget, field_name))
    forms = [
        Recognised(form, templates[form.template], form.spoken_name, dossier.year, origin=origin_of(form))
        for form in dossier.forms
    ]
    return _Taken(name, forms, [], {}, ["取的是这份 PDF 里附带的套表，没有按表格读"], dossier.unit)


def _part_twins(forms: Sequence[Recognised]) -> None:
    """A form that comes twice is two: no two nodes of a dossier have one id."""
    seen: set[str] = set()
    for one in forms:
        ids = {node.id for node in nodes(one.form)}
        if ids & seen:
            one.form = duplicate(one.form)
        seen |= ids


def _taken(  # noqa: PLR0913, PLR0917  (what every source of one dossier shares)
    source: Path, templates: Mapping[str, FormTemplate], template_id: str, year: int | None, budget: Budget, heed: Heed
) -> _Taken:
    """Reads a source; what it says of the budget goes into ``budget`` beside what is there. Raises SourceError."""
    reading = read_bytes(bytes_of(source), source.name)
    document = reading.document
    _refuse_too_wide(document, source.name)
    placed = read_budget(document, budget)
    found, left = recognise(
        document,
        templates,
        template_id=template_id,
        year=year,
        skip=placed.keys(),
        origins=reading.origins,
        heed=heed,
    )
    if not found:
        raise _no_form(document, source.name)
    if not any(one.indicators or is_narrative(one.template) for one in found):
        todo = "请确认复制了整张表，再导入。"
        raise SourceError("绩效目标表只有表头，没有指标", todo, source.name, found[0].line)
    for one in found:
        placed.update(one.placed)
    return _Taken(source.name, found, left, placed, [notice.words for notice in reading.notices])


KINDS = {"department": "部门整体", "project": "项目支出"}


def _named(one: Recognised) -> str:
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
    return [f"{_named(one)}不是版式 {forced.id} 那一种表，改用认出的版式 {one.template.id}" for one in others]


def _year_notices(forms: Sequence[Recognised], undated: Sequence[str], year: int, *, given: bool) -> list[str]:
    """What a person should know of the dossier's year."""
    notices = [] if given else [f"“{name}”没有写明年度，暂按 {year} 年，请核对年度" for name in undated]
    said = sorted({one.year for one in forms if one.year} - {year})
    if said:
        notices.append(f"有的表写的是 {'、'.join(map(str, said))} 年，套表的年度是 {year} 年，请核对年度")
    return notices


def _no_form(document: Document, name: str) -> SourceError:
    """The refusal of a source without a form; it names the first table, if there is one."""
    todo = "请确认复制了带“一级指标、二级指标、三级指标”表头的整张表，再导入。"
    table = next((part for part in document if isinstance(part, Table)), None)
    if table is None:
        return SourceError("里面没有表格，没有认出绩效目标表", todo, name)
    return SourceError("从这里开始的表没有指标的表头，没有认出绩效目标表", todo, name, table.place(0))


def _refuse_too_wide(document: Document, name: str) -> None:
    """Raises SourceError for a row with more cells than any table of a budget has."""
    for table in (part for part in document if isinstance(part, Table) and part.column_count > MOST_CELLS):
        row, count = Counter(cell.row for cell in table.cells).most_common(1)[0]
        if count > MOST_CELLS:
            todo = "请检查复制的范围，只保留绩效目标表，再导入。"
            raise SourceError(f"这一行有 {count} 格，绩效目标表没有这么宽", todo, name, table.place(row))


def _dossier(forms: list[Recognised], budget: Budget, year: int | None, unit: Unit | None) -> Dossier:
    years = Counter(one.year for one in forms if one.year)
    chosen = year or (years.most_common(1)[0][0] if years else max(one.template.year for one in forms))
    unit = unit or _unit(forms)
    for one in forms:
        if one.form.unit_name == unit.name:
            one.form.unit_name = ""
    return Dossier(year=chosen, unit=unit, budget=budget, forms=[one.form for one in forms])


def _as_units(placed: Placed, dossier: Dossier) -> Placed:
    """The name of the dossier's unit is the unit's, no form's."""
    moved = {f"{form.id}.unit_name": "unit.name" for form in dossier.forms if not form.unit_name}
    return {place: moved.get(path, path) for place, path in placed.items()}


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
