"""One source at a time: what its reader saw, and which forms that is, as far as nobody says otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from importers.budget.read import read_budget
from importers.corrections import NONE, Corrections
from importers.finding.by_place import short_sum
from importers.finding.left_lines import were_cells
from importers.finding.lines import lines_of
from importers.finding.told import corrected
from importers.forms.narrative import is_narrative
from importers.placed import Placed
from importers.readers.any_file import read_bytes, read_file
from importers.readers.source import Notice, Reading, SourceError
from importers.recognise import Recognised, Unplaced, recognise
from models.dossier import Budget, Dossier
from models.heed import Heed, no_heed
from models.origin import Origin, origin_of
from models.table import Document, Table
from models.templates.template import FormTemplate
from models.templates.year_to_fill import year_to_fill

_WHOLE_FILE = "请直接导入原来的 Excel、Word、PDF 或网页，或者在原来的表里选中整张表再复制。"
_SHORT_SUM = "这一行合计的数比各地区的少，分不清每个数是哪个指标的，没有读"
_FILL_SUM = "请直接导入原来的 Excel、Word、PDF 或网页，或者把合计行空着的格填上“-”，再导入。"
MOST_CELLS = 150
"""Cells in a row; the widest tables of budgets have about a hundred."""


class Source(NamedTuple):
    """One source as its reader saw it; ``origins`` as in ``Reading``, ``dossier`` is the whole one that it carries."""

    name: str
    document: Document
    notices: tuple[Notice, ...] = ()
    origins: Mapping[str, tuple[Origin, ...]] = {}
    dossier: Dossier | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of all sources: a template for the forms of its kind, the dossier's ``year``, else the one that is
    ``usual`` for sources that say none."""

    templates: Mapping[str, FormTemplate]
    template_id: str = ""
    year: int | None = None
    usual: int = field(default_factory=lambda: year_to_fill(date.today()))  # noqa: DTZ011 (the clerk's own day)


@dataclass(slots=True)
class Taken:
    """What one source gave. ``problem`` is why it is no use, in which case there may be no forms.

    ``of_budget`` are the cells that were read for the unit's budget, ``placed`` all that went somewhere.
    """

    source: Source
    of_budget: Placed = field(default_factory=dict)
    forms: list[Recognised] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    placed: Placed = field(default_factory=dict)
    problem: SourceError | None = None

    @property
    def notices(self) -> list[str]:
        """What its reader found out, in Chinese sentences."""
        return [notice.words for notice in self.source.notices]


def read_source(path: Path, heed: Heed = no_heed) -> Source:
    """Reads a file. Raises SourceError."""
    heed()
    return _source(path.name, read_file(path, heed))


def read_copied(text: str, name: str, heed: Heed = no_heed, *, html: bool) -> Source:
    """The same of what was copied elsewhere: a text, or a page whatever character set it names. Raises SourceError."""
    if html:
        from importers.readers.html import read_html  # as with every other reader, where it is wanted

        return _source(name, read_html(text, heed))
    return _source(name, read_bytes(text.encode(), f"{name}.txt", heed))._replace(name=name)


def _source(name: str, reading: Reading) -> Source:
    _refuse_too_wide(reading.document, name)
    return Source(name, reading.document, reading.notices, reading.origins)


def take(source: Source, wanted: Wanted, budget: Budget, said: Corrections = NONE, heed: Heed = no_heed) -> Taken:
    """The forms of a source; what it says of the budget goes into ``budget`` beside what is there."""
    if source.dossier is not None:
        return Taken(source, forms=_carried(source.dossier, wanted.templates))
    return understand(source, wanted, read_budget(source.document, budget), said, heed)


def _carried(dossier: Dossier, templates: Mapping[str, FormTemplate]) -> list[Recognised]:
    """The forms of a dossier that a source carries whole."""
    return [
        Recognised(form, templates[form.template], form.spoken_name, dossier.year, origin=origin_of(form))
        for form in dossier.forms
    ]


def understand(
    source: Source, wanted: Wanted, of_budget: Placed, said: Corrections = NONE, heed: Heed = no_heed
) -> Taken:
    """The forms of a source whose budget has been read."""
    document, placed = source.document, dict(of_budget)
    found, left = recognise(
        document,
        wanted.templates,
        template_id=wanted.template_id,
        year=wanted.year,
        usual=wanted.usual,
        skip=placed.keys(),
        said=said,
        origins=source.origins,
        heed=heed,
    )
    for one in found:
        placed.update(one.placed)
    if said:
        placed |= corrected(lines_of(document), said)[1]
    return Taken(source, of_budget, found, left, placed, None if of_budget and not found else _problem(source, found))


def _problem(source: Source, found: list[Recognised]) -> SourceError | None:
    if not found:
        return _no_form(source.document, source.name)
    if any([*one.form.indicators()] or is_narrative(one.template) for one in found):
        return None
    return SourceError("绩效目标表只有表头，没有指标", "请确认复制了整张表，再导入。", source.name, found[0].line)


def _no_form(document: Document, name: str) -> SourceError:
    """The refusal of a source without a form; it names the first table, if there is one."""
    todo = "请确认复制了带“一级指标、二级指标、三级指标”表头的整张表，再导入。"
    table = next((part for part in document if isinstance(part, Table)), None)
    if table is None:
        cells = next(were_cells(document), None)
        if cells is not None:
            return SourceError("从这里开始一格占一行，没有认出哪几格是一行", _WHOLE_FILE, name, cells[1].source_row)
        return SourceError("里面没有表格，没有认出绩效目标表", todo, name)
    short = short_sum(lines_of(document))
    if short is not None:
        return SourceError(_SHORT_SUM, _FILL_SUM, name, short.place)
    return SourceError("从这里开始的表没有指标的表头，没有认出绩效目标表", todo, name, table.place(0))


def _refuse_too_wide(document: Document, name: str) -> None:
    """Raises SourceError for a row with more cells than any table of a budget has."""
    for table in (part for part in document if isinstance(part, Table) and part.column_count > MOST_CELLS):
        row, count = Counter(cell.row for cell in table.cells).most_common(1)[0]
        if count > MOST_CELLS:
            todo = "请检查复制的范围，只保留绩效目标表，再导入。"
            raise SourceError(f"这一行有 {count} 格，绩效目标表没有这么宽", todo, name, table.place(row))
