"""A pasted table as rows of the tree: by its heads or the names of levels in it, else cell by cell. No Qt.

What is nowhere to be put is told, cell by cell; nothing is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from importers.readers.source import SourceError
from importers.readers.text import parse_text
from importers.recognise import Recognised, Unplaced, recognise
from importers.words.indicator_heads import is_indicator_head
from importers.words.vocabulary import word_of
from models.edits import NOTHING, Batch, Change, Editor, Insert, SetValue
from models.entry import NOT_A_NUMBER, put, typed_where_it_fits
from models.forms import AnyForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator, Period
from models.paths import nodes
from models.rules.wording.kinds import level_name
from models.table import Cell, Document, Table
from models.target import WHOLE, TargetParts
from models.templates.template import FormTemplate
from ui.controls.clipboard import split_block, tables_block
from ui.indicators.columns import NUMBERS, Column
from ui.indicators.entries import CATEGORY, DIMENSION, INDICATOR, LEVEL_WORDS, LISTS
from ui.indicators.row_changes import Outcome, Refusal, ancestor, level_of, merge

Block = list[list[str]]


@dataclass(slots=True)
class Pasted:
    """What pasting does, and the texts that found no place."""

    outcome: Outcome
    unplaced: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the person is: the goal, the row and the column; how many rows are selected does not matter.

    ``down`` are the 三级指标 in sight from that row on: values without names go on into those, as in a spreadsheet.
    """

    goal: Goal
    at: str
    column: int
    columns: Sequence[Column]
    down: Iterable[str] = ()


def pasted(editor: Editor, place: Place, source: str | Sequence[Table], template: FormTemplate | None) -> Pasted:
    """What pasting a text, or tables whose merged cells are known, does. Raises Refusal."""
    block = _block(source)
    if not block:
        raise Refusal("剪贴板里没有文字")
    if template is not None and (how := _levels_said(block, template)):
        return _as_tree(editor, place, _document(source), template, headed=how == "heads")
    return _as_cells(editor, place, block, template.target_parts if template else WHOLE)


def says_levels(source: str | Sequence[Table], template: FormTemplate) -> bool:
    """The rows say under which 一级 and 二级 they belong."""
    block = _block(source)
    return bool(block and _levels_said(block, template))


def _block(source: str | Sequence[Table]) -> Block:
    """The rows in which something stands."""
    cells = split_block(source) if isinstance(source, str) else tables_block(source)
    return [row for row in cells if any(cell.strip() for cell in row)]


def _levels_said(block: Block, template: FormTemplate) -> str:
    """By their ``heads``, by the ``names`` of levels, or not at all."""
    if len(block[0]) < 2:
        return ""
    if any(is_indicator_head([word_of(text) for text in row]) for row in block):
        return "heads"
    return "names" if _names_levels(block, _known_names(template)) else ""


def _document(source: str | Sequence[Table]) -> Document:
    """What is pasted, as an importer has it before it is recognised. Raises Refusal."""
    if not isinstance(source, str):
        return tuple(source)
    try:
        return parse_text(source)
    except SourceError as problem:
        raise Refusal(str(problem)) from problem


def _known_names(template: FormTemplate) -> frozenset[str]:
    """The names of 一级 and 二级 that the template knows."""
    names = [name for spec in template.dimension for name in (spec.name, *spec.aliases)]
    names += [one.name for spec in template.dimension for one in spec.categories]
    return frozenset(level_name(name) for name in names)


def _names_levels(block: Block, known: frozenset[str]) -> bool:
    """True when the first row begins with names of levels, so that the rows say where they belong."""
    return any(cell.strip() and level_name(cell) in known for cell in block[0][:2])


# --- by levels --------------------------------------------------------------------------------------------------------


def _as_tree(editor: Editor, place: Place, document: Document, template: FormTemplate, *, headed: bool) -> Pasted:
    """The table read as an importer reads it, its trees put under the levels of the same name."""
    if not headed:
        heads = [*LEVEL_WORDS, *(column.head for column in place.columns[1:])]
        document = tuple(_headed(part, heads) if isinstance(part, Table) else part for part in document)
    found, left = recognise(document, _alone(template), template_id=template.id)
    goals, others = _of_period([goal for one in found for goal in one.form.goals], place.goal.period)
    dimensions = [dimension for goal in goals for dimension in goal.dimensions]
    if not any(isinstance(node, Indicator) for dimension in dimensions for node in nodes(dimension)):
        raise Refusal("没有在粘贴的内容里认出指标，请带上“一级指标、二级指标、三级指标”的表头再复制")
    dimensions = _belong(editor, place, dimensions)
    changes, chosen = merge(place.goal, dimensions)
    rows = sum(len(category.indicators) for dimension in dimensions for category in dimension.categories)
    cells, left = _no_numbers(found, left, place.columns)
    words = Outcome(Batch(tuple(changes), f"粘贴 {rows} 个三级指标"), tuple(chosen), f"已放入 {rows} 个三级指标", cells)
    beside = [text for one in found for text in _beside(one.form)]
    beside += [indicator.name for goal in others for indicator in goal.indicators() if not indicator.blank]
    return Pasted(words, [*beside, *(one.text for one in left)])


def _no_numbers(
    found: Sequence[Recognised], left: Sequence[Unplaced], columns: Sequence[Column]
) -> tuple[dict[str, tuple[str, str] | None], list[Unplaced]]:
    """What stands in a column of numbers and is none, by the path it would have; and what is left besides."""
    numbers = {column.field for column in columns if column.kind in NUMBERS}
    placed = [(at, *path.partition(".")[::2]) for one in found for at, path in one.placed.items() if "." in path]
    rows = {(at.part, at.row): node for at, node, field in placed if field == "name"}
    fields = {(at.part, at.column): field for at, _, field in placed if field in numbers}
    cells: dict[str, tuple[str, str] | None] = {}
    rest = []
    for one in left:
        node, field = rows.get((one.at.part, one.at.row)), fields.get((one.at.part, one.at.column))
        if node and field:
            cells[f"{node}.{field}"] = (one.text, NOT_A_NUMBER)
        else:
            rest.append(one)
    return cells, rest


def _belong(editor: Editor, place: Place, dimensions: Sequence[Dimension]) -> list[Dimension]:
    """Rows that name no level belong under those at the place; rows without any content are none."""
    own = _name_at(editor, place, DIMENSION)
    named = [part for one in dimensions for part in ([one] if one.name.strip() else _shared_out(one, place.goal, own))]
    for dimension in named:
        here = level_name(dimension.name) == level_name(own)
        for category in dimension.categories:
            if here and not category.name.strip():
                category.name = _name_at(editor, place, CATEGORY)
            category.indicators = [one for one in category.indicators if not one.blank]
    return named


def _shared_out(unnamed: Dimension, goal: Goal, own: str) -> list[Dimension]:
    """Its 二级 under the 一级 at the place, but for those that stand in one other alone: they belong there."""
    homes: dict[str, list[str]] = {}
    for dimension in goal.dimensions:
        for category in dimension.categories:
            homes.setdefault(level_name(category.name), []).append(dimension.name)
    here, parts = unnamed.categories, {own: unnamed}
    unnamed.name, unnamed.categories = own, []
    for category in here:
        found = homes.get(level_name(category.name), []) if category.name.strip() else []
        name = found[0] if len(found) == 1 else own
        if name not in parts:
            parts[name] = Dimension(name=name)
        parts[name].categories.append(category)
    return [part for part in parts.values() if part.categories]


def _name_at(editor: Editor, place: Place, level: int) -> str:
    """The name of the level over the place; of the last one where the person is at none."""
    found = ancestor(editor, place.at, level)
    if not found and place.goal.dimensions:
        last = place.goal.dimensions[-1]
        found = last.id if level == DIMENSION else last.categories[-1].id if last.categories else ""
    return str(getattr(editor.node(found), "name", "")) if found else ""


def _of_period(goals: Sequence[Goal], period: Period) -> tuple[list[Goal], list[Goal]]:
    """The goals that belong in a tree of that period, and the others; all belong where none is of it."""
    own = [goal for goal in goals if goal.period == period and any(not one.blank for one in goal.indicators())]
    return (own, [goal for goal in goals if goal not in own]) if own else (list(goals), [])


def _alone(template: FormTemplate) -> Mapping[str, FormTemplate]:
    return {template.id: template}


def _headed(table: Table, heads: Sequence[str]) -> Table:
    """The table with a row of heads over it."""
    width = max(len(heads), table.column_count)
    first = [Cell(0, number, head) for number, head in enumerate(heads)]
    rest = [replace(cell, row=cell.row + 1) for cell in table.cells]
    return Table((1.0,) * width, table.row_count + 1, (*first, *rest), spans_known=table.spans_known)


def _beside(form: AnyForm) -> list[str]:
    """Texts that the importer took for the form's own; here only the indicators are taken."""
    goals = [text for goal in form.goals for text in (goal.statement, goal.summary) if text]
    own = [form.name if isinstance(form, ProjectForm) else "", form.unit_name, form.filler, form.phone, form.date]
    return [*goals, *(text for text in own if text)]


# --- cell by cell -----------------------------------------------------------------------------------------------------


def _as_cells(editor: Editor, place: Place, block: Block, parts: TargetParts) -> Pasted:
    """Rows from the current cell on: into the rows that are there, then as new 三级指标.

    What begins with names stays in its 二级指标; values alone are for the rows that follow, whatever these are under.
    """
    if len(block) == 1 and len(block[0]) == 1 and place.column == 0 and level_of(editor, place.at) in (0, CATEGORY):
        return _renamed(place, block[0][0])
    category = _category_at(editor, place)
    row = _row_of(category, place.at)
    fills = len(block) == 1 or (row < len(category.indicators) and category.indicators[row].blank)
    there = category.indicators[row:] if fills or place.column else []
    if place.column and there:
        found = (editor.node(one) for one in islice(place.down, len(block)) if one in editor)
        there = [node for node in found if isinstance(node, Indicator)] or there
        category = _category_at(editor, replace(place, at=there[-1].id))
    filler = _Filler(place, parts, category, there, _row_of(category, (there[-1].id if there else place.at)) + 1)
    for cells in block:
        filler.take(cells)
    if not filler.changes and not filler.cells:
        left = "、".join(f"“{text}”" for text in filler.unplaced[:3])
        raise Refusal(f"粘贴的内容没有能放进去的：{left}" if left else "粘贴的内容和这里原来的一样")
    remark = "，".join(
        part
        for part in (
            f"已填入 {filler.filled} 行" if filler.filled else "",
            f"新增 {filler.made} 个三级指标" if filler.made else "",
        )
        if part
    )
    batch = Batch(tuple(filler.changes), f"粘贴 {len(block)} 行") if filler.changes else NOTHING
    outcome = Outcome(batch, tuple(filler.chosen), remark, filler.cells)
    return Pasted(outcome, filler.unplaced)


def _renamed(place: Place, text: str) -> Pasted:
    return Pasted(Outcome(SetValue(f"{place.at}.name", text.strip()), (place.at,)))


def _category_at(editor: Editor, place: Place) -> Category:
    found = ancestor(editor, place.at, CATEGORY)
    if found:
        node = editor.node(found)
        assert isinstance(node, Category)
        return node
    inside = [category for dimension in place.goal.dimensions for category in dimension.categories]
    own = ancestor(editor, place.at, 0)
    within = [one for one in inside if not own or editor.parent(one.id)[0] == own]
    if not within:
        raise Refusal("请先选中一个二级指标再粘贴，或复制时带上“一级指标、二级指标”两列")
    return within[-1]


def _row_of(category: Category, at: str) -> int:
    ids = [one.id for one in category.indicators]
    return ids.index(at) if at in ids else len(ids)


class _Filler:
    """Puts rows of cells into the indicators that are ``there``, then into new ones of a 二级指标, from ``row`` on."""

    def __init__(
        self, place: Place, parts: TargetParts, category: Category, there: Sequence[Indicator], row: int
    ) -> None:
        self._place, self._parts, self._category = place, parts, category
        self._there, self._row = iter(there), min(row, len(category.indicators))
        self.changes: list[Change] = []
        self.chosen: list[str] = []
        self.unplaced: list[str] = []
        self.cells: dict[str, tuple[str, str] | None] = {}
        self.filled = self.made = 0

    def take(self, cells: Sequence[str]) -> None:
        """One row of cells."""
        if indicator := next(self._there, None):
            self._fill(indicator, cells)
        else:
            self._add(cells)
            self._row += 1

    def _fill(self, indicator: Indicator, cells: Sequence[str]) -> None:
        changes = self._changes(indicator, self._texts(cells))
        if changes:
            self.changes += changes
            self.filled += 1
            self.chosen.append(indicator.id)

    def _add(self, cells: Sequence[str]) -> None:
        indicator = Indicator()
        put(indicator, self._changes(indicator, self._texts(cells)))
        if not indicator.blank or any(path.startswith(f"{indicator.id}.") for path in self.cells if self.cells[path]):
            self.changes.append(Insert(self._category.id, LISTS[INDICATOR], self._row, indicator))
            self.chosen.append(indicator.id)
            self.made += 1

    def _texts(self, cells: Sequence[str]) -> dict[str, str]:
        """The texts of a row by field."""
        own = self._place.columns[self._place.column :]
        self.unplaced += [text for text in cells[len(own) :] if text.strip()]
        return {column.field: text.strip() for column, text in zip(own, cells, strict=False)}

    def _changes(self, indicator: Indicator, texts: dict[str, str]) -> list[SetValue]:
        """What makes an indicator show these texts. What is no number stays in its cell; what else is wrong is told."""
        changes, refused = typed_where_it_fits(indicator, texts, self._parts)
        numbers = {column.field for column in self._place.columns if column.kind in NUMBERS}
        self.unplaced += [texts[field] for field in refused if field not in numbers]
        for one in numbers & texts.keys():
            self.cells[f"{indicator.id}.{one}"] = (texts[one], NOT_A_NUMBER) if one in refused else None
        return changes
