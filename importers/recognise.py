"""From a document to forms: which rows are one form, which template it is, and what no form has a place for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from importers.finding.lines import Line, lines_of
from importers.finding.patterns import labels_of, patterns_of
from importers.finding.segments import TITLE_REACH, Segment, segments_of
from importers.forms.heads import Vocabulary
from importers.forms.narrative import NarrativeReader, is_narrative, looks_narrative
from importers.forms.rows import AnyForm, FormReader
from importers.words import BASES, CATEGORIES, norm, without_number
from models.forms import DepartmentForm, ProjectForm
from models.goals import Indicator, Period
from models.paths import write
from models.table import Document, Table
from models.templates.grid import parse_text
from models.templates.summaries import NATIONAL
from models.templates.template import Block, FormTemplate, walk
from models.values import MoneyLine

_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_NUMBER_OF_YEAR = r"(?:(?:19|20)\d\d|二[〇零○][〇零○一二三四五六七八九]{2})"
_YEAR = re.compile(rf"(?<!\d)({_NUMBER_OF_YEAR})年")
_YEAR_LINE = re.compile(
    rf"^(?:(?:预算|项目|所属|申报)?年度:{_NUMBER_OF_YEAR}(?:年度?)?|\(?{_NUMBER_OF_YEAR}年度?(?:预算)?\)?)$"
)
_HEADLINE = re.compile(r"年度?[^。；]{0,30}(?:预算|绩效)")
_HEADLINE_LENGTH = 60  # characters; a longer line is prose
_ALIKE = 0.7
_DEPARTMENT_WORDS = frozenset({"部门(单位)名称", "部门职能概述", "年度履职目标", "部门名称", "年度主要任务"})
_GAP = re.compile(r"[ \u3000\t]{2,}")
_PERIODS: tuple[Period, Period] = ("long_term", "annual")
_RELATIVE = {"year-1": 1, "year-2": 2}


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A text of the source that no field holds; row and column as a person counts them in the source, from 1."""

    text: str
    row: int
    column: int


@dataclass(slots=True)
class Recognised:
    """One form found in a source. ``year`` is None where the source says none.

    ``notices`` are Chinese sentences on what was not taken as it stands in the source.
    """

    form: AnyForm
    template: FormTemplate
    title: str
    year: int | None
    notices: list[str] = field(default_factory=list)
    line: int = 0  # where the form begins in the source

    @property
    def indicators(self) -> int:
        """How many indicators it has, empty rows too."""
        return sum(1 for _ in self.form.indicators())


Heed = Callable[[], object]


def no_heed() -> None:
    """Nobody wants to break off."""


def recognise(  # noqa: PLR0913 (the last is for those whose work can be stopped)
    document: Document,
    templates: Mapping[str, FormTemplate],
    *,
    template_id: str = "",
    year: int | None = None,
    skip: Iterable[tuple[int, int, int]] = (),
    heed: Heed = no_heed,
) -> tuple[list[Recognised], list[Unplaced]]:
    """Every form of a document, and every cell of its tables that is in none.

    ``template_id`` forces a template for the forms of its kind, ``year`` is theirs where they say none. ``skip`` are
    cells (table number in the document, row, column) that were read otherwise, such as the budget's. ``heed`` is called
    before every form, and may raise to break off.
    """
    lines = lines_of(document)
    found: list[Recognised] = []
    for segment in segments_of(lines, templates):
        heed()
        found += _forms_of(segment, templates, template_id)
    _date(found, _headline_year(lines), year)
    return found, _unplaced(lines, set(skip))


def recognise_table(table: Table, template: FormTemplate) -> AnyForm:
    """The form that a table in a known template holds."""
    found, _ = recognise((table,), {template.id: template}, template_id=template.id)
    return found[0].form if found else _new_form(template)


# --- which template ---------------------------------------------------------------------------------------------------


def _forms_of(segment: Segment, templates: Mapping[str, FormTemplate], template_id: str) -> Iterator[Recognised]:
    template = _choose(segment, templates, template_id)
    if template is None:
        return
    form = _new_form(template)
    years = {year for title in segment.titles for year in years_in(title)} or _subtitle_years(segment)
    notices: list[str] = []
    if is_narrative(template):
        NarrativeReader(form, template).read(_narrative_lines(segment.lines, template))
    else:
        reader = FormReader(
            form,
            template,
            [t for t in templates.values() if t.kind == template.kind and t is not template],
            vocabulary(templates, template),
        )
        reader.read([*_title_lines(segment), *segment.lines])
        years = years or reader.years or set(years_in(getattr(form, "project_year", "")))
        notices += [f"金额以{unit}为单位，已换算成{template.money_unit}" for unit in sorted(reader.converted)]
        notices += [*reader.notices, *_gaps(form, segment)]
    form.unit_name = form.unit_name or segment.unit
    title = segment.titles[-1] if segment.titles else template.name
    start = next((line.place for line in segment.lines if line.is_row), 0)
    yield Recognised(form, template, title, max(years, default=None), notices, start)


def _date(found: Sequence[Recognised], headline: int | None, default: int | None) -> None:
    """Years become numbers: by the form itself, else as the caller says, as the document's heading or most forms do."""
    usual = Counter(one.year for one in found if one.year).most_common(1)
    for one in found:
        if one.year is None and headline is not None and default is None:
            one.year = headline
            one.notices.append(f"表上没有写年度，按文件的标题取 {headline} 年，请核对年度")
        _finish(one.form, one.template, one.year or default or (usual[0][0] if usual else None))


def _headline_year(lines: Sequence[Line]) -> int | None:
    """The year of a line such as 某局2026年部门预算 around the tables."""
    texts = (line.paragraph for line in lines if not line.is_row and len(line.paragraph) <= _HEADLINE_LENGTH)
    return next((years[0] for text in texts if _HEADLINE.search(norm(text)) and (years := years_in(text))), None)


def _gaps(form: AnyForm, segment: Segment) -> Iterator[str]:
    """What makes a table look as if it had been copied only in part."""
    *others, last = [*form.indicators()] or [Indicator()]
    row = next((line.place for line in reversed(segment.lines) if line.filled), 0)
    if last.blank and not others:
        yield "没有读到指标，请核对表格是否复制完整"
    elif last.name and not last.target and others and all(one.target or one.blank for one in others):
        yield f"最后一个指标“{last.name}”没有指标值（表到第 {row} 行为止），请核对表格是否复制完整"


def years_in(text: str) -> list[int]:
    """The years that a text names: 2026年, 2026 年度, 二〇二六年."""
    return [int(year.translate(_DIGITS)) for year in _YEAR.findall(norm(text))]


def _subtitle_years(segment: Segment) -> set[int]:
    """Years of lines such as （2023年） near the heading."""
    texts = [piece for line in segment.lines[: 2 * TITLE_REACH] for piece in _GAP.split(line.alone)]
    return {year for text in texts if _YEAR_LINE.match(norm(text)) for year in years_in(f"{text.rstrip()}年")}


def _title_lines(segment: Segment) -> list[Line]:
    return [Line(0, paragraph=title) for title in segment.titles]


def _narrative_lines(lines: list[Line], template: FormTemplate) -> list[Line]:
    """From the first heading that the template knows."""
    headings = {without_number(label) for p in patterns_of(template) for slot in p.slots for label in slot.labels}
    start = next((number for number, line in enumerate(lines) if without_number(line.alone) in headings), 0)
    return lines[start:]


def _choose(segment: Segment, templates: Mapping[str, FormTemplate], template_id: str) -> FormTemplate | None:
    """The template whose words the form has; None when it is no form at all."""
    if not any(line.heads_indicators for line in segment.lines):
        narrative = [
            template
            for template in templates.values()
            if is_narrative(template) and looks_narrative(segment.lines, template)
        ]
        return narrative[0] if narrative else None
    kind = _kind(segment)
    candidates = [t for t in templates.values() if not is_narrative(t) and (not kind or t.kind == kind)]
    forced = templates.get(template_id)
    if forced is not None and forced in candidates:
        return forced
    return _likeliest(segment, candidates)


def _likeliest(segment: Segment, candidates: Sequence[FormTemplate]) -> FormTemplate | None:
    """The template with most of its labels in the form; a general one when no region's layout is surely this one."""
    known = frozenset().union(*(labels_of(template) for template in candidates)) if candidates else frozenset()
    words = {norm(text) for line in segment.lines for text in line.texts} & known
    text = "".join(segment.titles) + "".join(t for line in segment.lines[:12] for t in line.texts)
    best = max(candidates, key=lambda template: _likeness(template, words, text), default=None)
    if best is None or best.region == NATIONAL or _surely(best, words):
        return best
    general = [template for template in candidates if template.region == NATIONAL]
    general = [template for template in general if template.kind == (_kind(segment) or "project")] or general
    return max(general, key=lambda template: _likeness(template, words, text), default=best)


def _surely(template: FormTemplate, words: set[str]) -> bool:
    """True when most labels of the template are in the form, or at least half of them and no others."""
    labels = labels_of(template)
    common = len(words & labels)
    precision, recall = common / (len(words) or 1), common / (len(labels) or 1)
    return 2 * common >= _ALIKE * (len(words) + len(labels)) or (precision > 0.95 and recall > 0.5)


def _kind(segment: Segment) -> str:
    """department or project, by the headings, the nearest first, else by the labels."""
    for title in reversed(segment.titles):
        if "整体" in title:
            return "department"
        if "项目" in title or "专项" in title:
            return "project"
    words = {norm(text) for line in segment.lines for text in line.texts}
    if words & {"项目名称", "项目负责人", "项目类别", "项目编码"} and not words & _DEPARTMENT_WORDS:
        return "project"
    return "department" if words & _DEPARTMENT_WORDS or any("部门" in title for title in segment.titles) else ""


def _likeness(template: FormTemplate, words: set[str], text: str) -> float:
    """Share of common labels (F1), with a small bonus for region and year."""
    labels = labels_of(template)
    score = 2 * len(words & labels) / (len(words) + len(labels) or 1)
    names = re.findall(r"[\u4e00-\u9fff]{2,4}?[省市县区]", template.region)
    score += 0.05 * any(name[:-1] in text for name in names)
    return score + 0.02 * (str(template.year) in text)


def _new_form(template: FormTemplate) -> AnyForm:
    if template.kind == "department":
        return DepartmentForm(template=template.id, name=template.name)
    return ProjectForm(template=template.id)


def vocabulary(templates: Mapping[str, FormTemplate], chosen: FormTemplate) -> Vocabulary:
    """The words all templates know, with the heads of the chosen one."""
    specs = [spec for template in templates.values() for spec in template.dimension]
    dimensions = {norm(word) for spec in specs for word in (spec.name, *spec.aliases)}
    categories = {norm(category.name) for spec in specs for category in spec.categories} | set(CATEGORIES)
    words = {
        norm(word) for template in templates.values() for entries in template.dictionaries.values() for word in entries
    }
    return Vocabulary(frozenset(dimensions), frozenset(categories), frozenset(words | set(BASES)), _heads(chosen))


def _heads(template: FormTemplate) -> dict[str, str]:
    """Words of the template's column heads → the path of the column under them."""
    heads: dict[str, str] = {}
    for block in walk(template.block):
        if block.kind == "indicators" and block.head:
            heads.update(_block_heads(template, block))
    for word, aliases in template.aliases.items():
        if norm(word) in heads:
            heads.update({norm(alias): heads[norm(word)] for alias in aliases})
    return heads


def _block_heads(template: FormTemplate, block: Block) -> dict[str, str]:
    head, row = template.grid(block.head), template.grid(block.row)
    paths = {cell.column: cell.places[0].path for cell in row.cells if cell.places}
    leaves = [
        cell
        for cell in head.cells
        if cell.row + cell.row_span == head.row_count and all(isinstance(p, str) for p in cell.pieces)
    ]
    return {
        norm("".join(str(p) for p in cell.pieces)): paths[cell.column]
        for cell in leaves
        if cell.column in paths and not paths[cell.column].startswith("goal.")
    }


# --- the last touches -------------------------------------------------------------------------------------------------


def _finish(form: AnyForm, template: FormTemplate, year: int | None) -> None:
    """Years become numbers, goals get the labels the form gives them without printing them as values."""
    _resolve_years(form, year or template.year)
    for period in _PERIODS:
        spec = template.goals.get(period)
        for number, goal in enumerate(form.goals_of(period), 1):
            if not goal.label and spec is not None:
                goal.label = _label(spec.label, number)
            if goal.summary == goal.statement:
                goal.summary = ""
    form.goals = [goal for goal in form.goals if goal.statement or goal.summary or goal.dimensions]
    if not any(block.of == "goals" for block in template.block):
        form.goals.sort(key=lambda goal: _PERIODS.index(goal.period))


def _label(pattern: str, number: int) -> str:
    return "".join(piece if isinstance(piece, str) else str(number) for piece in parse_text(pattern))


def _resolve_years(form: AnyForm, year: int) -> None:
    """year-1 and year-2 become the years they mean."""
    lines = [*form.income.values(), *form.expenditure.values()] if isinstance(form, DepartmentForm) else []
    holders: list[Indicator | MoneyLine] = [*form.indicators(), *lines]
    for part in holders:
        if any(key in _RELATIVE for key in part.history):
            write(part, "history", _dated(part.history, year))


def _dated(history: Mapping[str, object], year: int) -> dict[str, object]:
    """By the numbers of the years. Of two texts for one year (上年 beside 2025年) both stay, in one cell."""
    dated: dict[str, object] = {}
    for key, value in history.items():
        name = str(year - _RELATIVE[key]) if key in _RELATIVE else key
        held = dated.get(name, value)
        both = isinstance(held, str) and held != value
        dated[name] = f"{held}；{value}" if both else value
    return dated


def _unplaced(lines: Sequence[Line], skip: set[tuple[int, int, int]]) -> list[Unplaced]:
    """Every cell that found no place, with its place in the source."""
    rows: Counter[int] = Counter()
    left: list[Unplaced] = []
    for line in lines:
        if not line.is_row:
            continue
        row = rows[line.table]
        rows[line.table] += 1
        for index, cell in enumerate(line.filled):
            if index not in line.used and (line.table, row, cell.column) not in skip:
                left.append(Unplaced(cell.text, line.place, cell.column + 1))
    return left
