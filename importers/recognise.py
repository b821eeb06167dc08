"""From a document to forms: which rows are one form, which value took every cell, and what no form has a place for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from importers.choosing import choose
from importers.corrections import NONE, WHOLE_TABLE, Corrections, Scope
from importers.finding.by_place import of_the_whole
from importers.finding.crossed import turned_down
from importers.finding.graded_heads import with_grades
from importers.finding.headless import with_heads
from importers.finding.joined_paths import parted_paths
from importers.finding.left_lines import stray_numbers, were_cells
from importers.finding.level_names import names_of_levels
from importers.finding.lines import Line, Spot, lines_of
from importers.finding.poured_cells import poured_out
from importers.finding.segments import Segment, segments_of
from importers.finding.sentences import told_in_prose
from importers.finding.sideways import turned_upright
from importers.finding.taken_apart import taken_apart
from importers.finding.told import corrected
from importers.finding.unheaded import find_unknown_heads
from importers.forms.columns.known import known_of
from importers.forms.draft import Draft
from importers.forms.finish import finish
from importers.forms.narrative import NarrativeReader, is_narrative, looks_narrative, narrative_lines
from importers.forms.rows import FormReader
from importers.forms.told_fields import answer_told
from importers.placed import MADE_UP, NOWHERE, Place, Placed
from importers.years import headline_year, only_year, year_headed, year_named, years_over
from models.forms import AnyForm, DepartmentForm, ProjectForm
from models.goals import Indicator
from models.heed import Heed, no_heed
from models.origin import Origin
from models.table import Document, Table
from models.templates.template import FormTemplate


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A text of the source that no value took; row and column as a person counts them in the source, from 1.

    ``sheet`` and ``page`` are where the source has such, ``file`` where there are several sources; ``source`` is which
    of them, ``at`` the cell in its document.
    """

    text: str
    row: int
    column: int
    sheet: str = ""
    page: int = 0
    file: str = ""
    source: int = field(default=0, compare=False)
    at: Place = field(default=NOWHERE, compare=False)

    def report(self) -> dict[str, str | int]:
        """As ``import --json`` tells it: the sheet, the page or the file only where there is one."""
        told: dict[str, str | int] = {"text": self.text, "row": self.row, "column": self.column}
        where: dict[str, str | int] = {"sheet": self.sheet, "page": self.page, "file": self.file}
        return told | {name: value for name, value in where.items() if value}

    @property
    def where(self) -> str:
        """The place in words."""
        sheet, page = f"工作表“{self.sheet}”" if self.sheet else "", f"第 {self.page} 页" if self.page else ""
        file = f"“{self.file}”" if self.file else ""
        return f"{file}{sheet}{page}第 {self.row} 行第 {self.column} 列"


@dataclass(slots=True)
class Recognised:
    """One form found in a source. ``year`` is None where the source says none.

    ``placed`` says of the form's cells which value took them; ``notices`` are Chinese sentences on what was not taken
    as it stands in the source. ``start`` is the cell by which the form is known to corrections, ``sure`` that it has
    the words of its template, or that a person chose it. ``origin`` is the form that it was exported from, where its
    sheet still says so.
    """

    form: AnyForm
    template: FormTemplate
    title: str
    year: int | None
    notices: list[str] = field(default_factory=list)
    line: int = 0  # where the form begins in the source
    placed: Placed = field(default_factory=dict)
    start: Place = NOWHERE
    sure: bool = True
    origin: Origin | None = None
    named: int | None = None  # the only year that its texts name, where no heading says one

    @property
    def indicators(self) -> int:
        """How many indicators it has; empty rows are none."""
        return sum(not one.blank for one in self.form.indicators())


def recognise(  # noqa: PLR0913 (the last is for those whose work can be stopped)
    document: Document,
    templates: Mapping[str, FormTemplate],
    *,
    template_id: str = "",
    year: int | None = None,
    usual: int | None = None,
    skip: Collection[Place] = (),
    said: Corrections = NONE,
    origins: Mapping[str, tuple[Origin, ...]] = MappingProxyType({}),
    heed: Heed = no_heed,
) -> tuple[list[Recognised], list[Unplaced]]:
    """Every form of a document, and every cell of its tables that is in none.

    ``template_id`` forces a template for the forms of its kind, ``year`` is theirs where they say none, ``usual`` the
    one where neither they nor the document does (None: their template's). ``skip`` are cells that were read otherwise,
    such as the budget's, or are no content. ``said`` is what a person says of the source, ``origins`` which forms its
    sheets were exported from. ``heed`` is called now and then, and may raise to break off.
    """
    lines, aside = corrected(lines_of(document), said)
    named = names_of_levels(*templates.values())
    levels = named.either
    told = told_in_prose(lines, named)
    lines = lines if told is lines or _is_narrative(lines, templates) else told
    cells = [(line, line.filled) for line in lines if line.is_row]
    lines = poured_out(
        turned_upright(turned_down(of_the_whole(taken_apart(parted_paths(lines, named)), levels)), levels), levels
    )
    lines = with_grades(lines)
    find_unknown_heads(lines, levels)
    lines = with_heads(lines, levels)
    chosen = said.of(Scope.TEMPLATE)
    found: list[Recognised] = []
    by_sheet: dict[str, list[Recognised]] = {}
    for segment in segments_of(lines, templates):
        known = next((one.template for one in origins.get(segment.sheet, ())), "")
        segment.template = _chosen(chosen, _row(segment.start)) if chosen else ""
        forms = list(_forms_of(segment, templates, template_id or known, heed))
        by_sheet.setdefault(segment.sheet, []).extend(forms)
        found += forms
    _give_origins(by_sheet, origins)
    _date(found, headline_year(lines), year, usual)
    taken = set(skip).union(aside, *(one.placed for one in found))
    return found, [*_unplaced(lines, taken), *_fallen_out(cells, lines, taken), *_cells_once(document, lines, taken)]


def _is_narrative(lines: Sequence[Line], templates: Mapping[str, FormTemplate]) -> bool:
    """A form of chapters that a template knows."""
    return any(is_narrative(one) and looks_narrative(lines, one) for one in templates.values())


def _give_origins(by_sheet: Mapping[str, Sequence[Recognised]], origins: Mapping[str, Sequence[Origin]]) -> None:
    """The forms of a sheet are those that it was exported from, unless it holds more of them now, or less."""
    for sheet, forms in by_sheet.items():
        known = origins.get(sheet, ())
        for one, origin in zip(forms, known, strict=True) if len(forms) == len(known) else ():
            one.origin = origin


def recognise_table(table: Table, template: FormTemplate) -> AnyForm:
    """The form that a table in a known template holds."""
    found, _ = recognise((table,), {template.id: template}, template_id=template.id)
    return found[0].form if found else _new_form(template)


def _chosen(templates: Mapping[Place, str], start: Place) -> str:
    """The template that a person chose for the form that begins there, or for all of its table."""
    return templates.get(start) or templates.get(start._replace(row=WHOLE_TABLE), "")


def _row(line: Line | None) -> Place:
    """The first place of a line's row."""
    return line.at(0)._replace(column=0) if line is not None and (line.filled or not line.is_row) else NOWHERE


def _forms_of(
    segment: Segment, templates: Mapping[str, FormTemplate], template_id: str, heed: Heed
) -> Iterator[Recognised]:
    heed()
    template, sure = choose(segment, templates, template_id)
    if template is None:
        return
    draft = Draft(_new_form(template), template, heed, year_headed(segment))
    answer_told(draft, segment.lines)
    if is_narrative(template):
        NarrativeReader(draft).read(narrative_lines(segment.lines, template))
    else:
        _read_tables(draft, segment, templates)
    _name_unit(draft.form, segment)
    years = years_over(segment) or draft.years or year_named(getattr(draft.form, "project_year", ""))
    title = segment.headings[-1] if segment.headings else template.name
    start = next((line.place for line in segment.lines if line.is_row), 0)
    yield Recognised(
        draft.form,
        template,
        title,
        max(years, default=None),
        list(draft.told()),
        start,
        _placed(segment, draft.moved),
        _row(segment.start),
        sure,
        named=None if years else only_year(segment, draft.form),
    )


def _read_tables(draft: Draft, segment: Segment, templates: Mapping[str, FormTemplate]) -> None:
    """A form of tables, below its headings."""
    template = draft.template
    others = [one for one in templates.values() if one.kind == template.kind and one is not template]
    headings = [Line(0, paragraph=text) for text in segment.headings]
    FormReader(draft, others, known_of(templates, template)).read([*headings, *segment.lines])
    draft.settle()
    draft.notices += [*_gaps(draft.form, segment), *segment.notices]


def _name_unit(form: AnyForm, segment: Segment) -> None:
    """The unit that a row over the project named, where the form itself names none."""
    form.unit_name = form.unit_name or segment.unit
    for line, index in segment.units if form.unit_name == segment.unit else ():
        line.placed[index] = f"{form.id}.unit_name"


def _placed(segment: Segment, moved: Mapping[str, str]) -> Placed:
    """Which value took every cell of a form; ``moved`` are paths of values that went elsewhere in the end."""
    lines = (*segment.titles, *segment.heads, *(line for line, _ in segment.units), *segment.lines)
    placed = {line.at(index): path for line in lines for index, path in line.placed.items()}
    placed |= {place: path for line in lines for place, path in line.answered.items()}
    if moved:
        placed = {place: moved.get(path, path) for place, path in placed.items()}
    repeated = ((place, spot) for line in lines for spot in line.filled if spot.again for place in spot.again)
    placed |= {place: placed[spot.place] for place, spot in repeated if spot.place in placed}
    return {place: path for place, path in placed.items() if path and place.part != MADE_UP}


def _unplaced(lines: Sequence[Line], taken: Collection[Place]) -> Iterator[Unplaced]:
    """Every cell that no value took, with its place in the source; and paragraphs that are a form's own text."""
    for line in lines:
        for index, word in enumerate(line.words if line.is_row or line.content else ()):
            place = line.filled[index].place if line.is_row else line.at(index)
            if place not in taken and word.text.strip() and place.part != MADE_UP:
                yield _left(line, place, word.text)
        repeated = ((place, spot) for spot in line.filled if spot.again for place in spot.again)
        yield from (
            _left(line, place, spot.text, place.row - spot.place.row) for place, spot in repeated if place not in taken
        )
        yield from (_left(line, place, word.text) for place, word, _ in line.fields if place not in taken)


def _fallen_out(
    cells: Sequence[tuple[Line, tuple[Spot, ...]]], lines: Sequence[Line], taken: Collection[Place]
) -> Iterator[Unplaced]:
    """Cells as they were read that stand in no line any more: tables were put upright without them."""
    kept = {spot.place for line in lines for spot in line.filled}
    for line, spots in cells:
        for spot in spots:
            if spot.place not in kept and spot.place not in taken and spot.text.strip():
                yield _left(line, spot.place, spot.text)


def _cells_once(document: Document, lines: Sequence[Line], taken: Collection[Place]) -> Iterator[Unplaced]:
    """Paragraphs that were cells of a table, and numbers of no page, of which nothing was read."""
    read = {place.part for place in taken}
    read |= {spot.place.part for line in lines for spot in line.filled}
    read |= {line.part for line in lines if line.content or (not line.is_row and line.words[0].is_title)}
    left = dict([*were_cells(document), *stray_numbers(document)])
    for number, part in sorted(left.items()):
        if number not in read:
            yield Unplaced(part.text, part.source_row, 1, part.source_sheet, part.source_page, at=Place(number, 0, 0))


def _left(line: Line, place: Place, text: str, below: int = 0) -> Unplaced:
    return Unplaced(text, line.place + below, place.column + 1, line.sheet, line.page, at=place)


def _date(found: Sequence[Recognised], headline: int | None, default: int | None, last: int | None) -> None:
    """Years become numbers: by the form itself, else as the caller says, as the document's heading or most forms do."""
    usual = Counter(one.year for one in found if one.year).most_common(1)
    for one in found:
        if one.year is None and headline is not None and default is None:
            one.year = headline
            one.notices.append(f"表上没有写年度，按文件的标题取 {headline} 年，请核对年度")
        elif one.year is None and one.named and default is None and not usual:
            one.year = one.named
            one.notices.append(f"表上没有写年度，按文字里提到的取 {one.named} 年，请核对年度")
        year = one.year or default or (usual[0][0] if usual else None) or last or one.template.year
        one.placed = finish(one.form, one.template, year, one.placed)


def _gaps(form: AnyForm, segment: Segment) -> Iterator[str]:
    """What makes a table look as if it had been copied only in part."""
    if any(sum(word.names_project for word in line.words) > 1 for line in segment.lines if line.filled):
        yield "两张表左右并排，没有分开读，请把它们分开，再分别导入"
    *others, last = [*form.indicators()] or [Indicator()]
    row = next((line.place for line in reversed(segment.lines) if line.filled), 0)
    if last.blank and not others:
        yield "没有读到指标，请核对表格是否复制完整"
        return
    bare = [one.name for one in (*others, last) if one.name and not one.target]
    if bare == [last.name] and others and not last.target:
        yield f"最后一个指标“{last.name}”没有指标值（表到第 {row} 行为止），请核对表格是否复制完整"
    elif bare and any(one.target for one in others):
        yield f"指标“{bare[0]}”{f'等 {len(bare)} 个' if len(bare) > 1 else ''}没有指标值，请核对"


def _new_form(template: FormTemplate) -> AnyForm:
    if template.kind == "department":
        return DepartmentForm(template=template.id, name=template.name)
    return ProjectForm(template=template.id)
