"""Which lines of a document are one form: parted at headings, at labels that begin another form, by projects."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from importers.finding.lines import Line
from importers.finding.patterns import labels_of
from importers.forms.heads import use_head
from importers.labels import FormKind, field_of, with_value
from importers.words import column_meaning, is_other_title, is_title, norm, row_meaning
from models.table import Cell
from models.target import COMPARISONS
from models.templates.template import FormTemplate

TITLE_REACH = 6  # paragraphs that may stand between a heading and its table
_NARRATIVE = re.compile(r"^\s*绩效(?:目标|指标)[：:]")
_PROSE = 40  # characters; a shorter paragraph may be a caption
_CAPTION = 60  # characters; a longer line is prose
_KINDS: tuple[FormKind, ...] = ("project", "department")
_IDENTITY = ("name", "unit_name", "code")


@dataclass(slots=True)
class Segment:
    """The lines of one form, and the headings over them."""

    titles: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    gap: int = 0
    unit: str = ""  # the unit that a row over its projects names

    rows: int = 0
    chapters: int = 0
    prose: int = 0

    def add(self, line: Line) -> None:
        """One more line."""
        self.lines.append(line)
        self.rows += line.is_row
        self.chapters += bool(_NARRATIVE.match(line.paragraph))
        self.prose += len(line.paragraph) > _PROSE

    @property
    def lines_matter(self) -> bool:
        """True when something but captions stands under the headings, so that the next heading begins another form."""
        return bool(self.rows or self.prose)

    @property
    def narrative(self) -> bool:
        """True when the text under the headings looks like chapters of a narrative form."""
        return self.chapters >= 2


def segments_of(lines: Sequence[Line], templates: Mapping[str, FormTemplate]) -> list[Segment]:
    """The forms of a document: parted at their headings, at labels that begin another one, and project by project
    where one table lists many."""
    found = (part for whole in _titled(lines, templates) for part in _untitled(whole))
    specs = [spec for template in templates.values() for spec in template.dimension]
    known = {norm(word) for spec in specs for word in (spec.name, *spec.aliases, *(c.name for c in spec.categories))}
    return [part for segment in found for part in listed_projects(segment, known)]


def _titled(lines: Sequence[Line], templates: Mapping[str, FormTemplate]) -> list[Segment]:
    """Splits at headings of forms; closes at headings of other tables."""
    labels = frozenset().union(*(labels_of(template) for template in templates.values()))
    names = {norm(template.name) for template in templates.values()}
    segments: list[Segment] = []
    current: Segment | None = None
    for line in lines:
        text = line.alone
        if text and norm(text) not in labels and (is_title(text) or norm(text) in names):
            if current is None or current.lines_matter:
                current = Segment()
                segments.append(current)
            current.titles.append(text)
            line.use_all()
            current.gap = 0
        elif text and not line.is_row and norm(text) not in labels and is_other_title(text):
            current = None
        else:
            current = _continue(segments, current, line)
    return [segment for segment in segments if segment.lines]


def _continue(segments: list[Segment], current: Segment | None, line: Line) -> Segment | None:
    """Adds a line to the form it belongs to; a table of indicators needs no heading to be one."""
    if current is not None and not line.is_row and not current.rows:
        current.gap += 1
    if current is not None and line.is_row and not current.rows and current.gap > TITLE_REACH and not current.narrative:
        current = None
    if current is None:
        current = Segment()
        segments.append(current)
    current.add(line)
    return current


# --- tables without headings ------------------------------------------------------------------------------------------


def _untitled(segment: Segment) -> list[Segment]:
    """Forms pasted one after the other without headings: each begins with its name, or with its indicators anew."""
    parts = [Segment(segment.titles)]
    headed: int | None = None
    for number, line in enumerate(segment.lines):
        again = line.heads_indicators and headed is not None and _begins_again(segment.lines, number, headed)
        if headed is not None and (again or _begins_form(line)):
            parts.append(_next_part(parts[-1]))
            headed = None
        parts[-1].lines.append(line)
        headed = number if line.heads_indicators else headed
    return parts


def _next_part(before: Segment) -> Segment:
    """The next form; paragraphs right above it are its own."""
    own: list[Line] = []
    while before.lines and not before.lines[-1].filled:
        own.insert(0, before.lines.pop())
    return Segment(before.titles, own)


def _begins_form(line: Line) -> bool:
    """True for a line that says what a form is of: 项目名称, 单位名称."""
    if not line.is_row:
        return len(line.paragraph) <= _CAPTION and _names(line.paragraph, with_value_only=True)
    if not line.filled or line.filled[0].column or (len(line.filled) > 1 and column_meaning(line.filled[1].text)):
        return False
    return _names(line.filled[0].text, with_value_only=len(line.filled) < 2)


def _names(text: str, *, with_value_only: bool) -> bool:
    for kind in _KINDS:
        found = with_value(text, kind)
        if (found and found[0] == "name") or (not with_value_only and field_of(text, kind) in _IDENTITY):
            return True
    return False


def _begins_again(lines: Sequence[Line], number: int, headed: int) -> bool:
    """True when a head repeats and the rows under it begin with the first level of all again: not a new page."""
    head, before = lines[number], lines[headed]
    if head.turned or head.table == before.table:
        return False
    if [norm(text) for text in head.texts] != [norm(text) for text in before.texts]:
        return False
    first, again = _first_text(lines, headed + 1), _first_text(lines, number + 1)
    return bool(first) and first == again and column_meaning(head.texts[0]) != "goal.label"


def _first_text(lines: Sequence[Line], number: int) -> str:
    filled = lines[number].filled if number < len(lines) else ()
    return norm(filled[0].text) if filled and not filled[0].column else ""


# --- one table of many projects ---------------------------------------------------------------------------------------


def listed_projects(segment: Segment, known_levels: AbstractSet[str]) -> list[Segment]:
    """One segment a project, where the table of indicators has a column of projects' names; else the segment."""
    at = next((n for n, line in enumerate(segment.lines) if line.heads_indicators), -1)
    head = _whole_head(segment.lines, at) if at >= 0 else None
    column = _name_column(head) if head else None
    if head is None or column is None:
        return [segment]
    before = [line for line in segment.lines[:at] if len(line.used) < len(line.filled) or not line.is_row]
    parts = _by_project(segment, segment.lines[at + 1 :], head, column, known_levels)
    for number, part in enumerate(parts):
        part.lines[:0] = before if number == 0 else [line for line in before if not line.is_row]
    return parts or [segment]


def _by_project(
    segment: Segment, rows: Sequence[Line], head: Line, column: int, known_levels: AbstractSet[str]
) -> list[Segment]:
    levels = min(cell.column for cell in head.filled if _is_level(cell))
    beyond = known_levels | COMPARISONS.keys()  # these stand left of the levels only where a row has slid
    goals = {cell.column for cell in head.filled if row_meaning(cell.text) == "goal.statement"}
    parts: list[Segment] = []
    current, unit = "", ""
    for line in rows:
        if line.heads_indicators:  # the head of the next page
            use_head(line)
            continue
        name = next((cell.text for cell in line.filled if cell.column == column), "")
        slid = any(cell.column < levels and norm(cell.text) in beyond for cell in line.filled)
        named = bool(name) and not slid and not norm(name).endswith("指标")
        unnamed = all(cell.column < levels and cell.column not in goals for cell in line.filled)
        if named and unnamed and len(line.filled) <= 3:
            unit = _unit_of(line, column) or unit
            continue
        if named and norm(name) != current:
            current = norm(name)
            parts.append(Segment(segment.titles, [_copy(head)], unit=unit))
        if parts:
            parts[-1].lines.append(line)
    return parts


def _unit_of(line: Line, column: int) -> str:
    """The unit a row over its projects names; a row of totals names none."""
    for index, cell in enumerate(line.filled):
        if cell.column == column and norm(cell.text) not in ("合计", "总计", "小计"):
            line.used.add(index)
            return cell.text
    return ""


def _copy(line: Line) -> Line:
    return Line(line.place, line.width, line.filled, line.anchors, line.spans_known, table=line.table)


def _is_level(cell: Cell) -> bool:
    return column_meaning(cell.text) in ("dimension.name", "category.name", "indicator.name")


def _name_column(head: Line) -> int | None:
    levels = [cell.column for cell in head.filled if _is_level(cell)]
    names = [cell.column for cell in head.filled if row_meaning(cell.text) == "form.name"]
    return names[-1] if names and levels and names[-1] < min(levels) else None


def _whole_head(lines: Sequence[Line], at: int) -> Line:
    """The head with the row above it, where that one holds the words of the columns left of the levels."""
    head, above = lines[at], lines[at - 1] if at else None
    if _name_column(head) is not None:
        use_head(head)
        return head
    if above is None or above.table != head.table or not _heads_projects(above):
        return head
    levels = [cell for cell in head.filled if _is_level(cell)]
    group = next((cell.column for cell in above.filled if column_meaning(cell.text) == "goal.label"), None)
    names = [cell.column for cell in above.filled if row_meaning(cell.text) == "form.name"]
    slid = group - levels[0].column if group is not None and levels[0].column <= max(names) else 0
    start, stop = levels[0].column + slid, head.filled[-1].column + slid
    below = [Cell(cell.row, cell.column + slid, cell.text) for cell in head.filled]
    beside = [cell for cell in above.filled if cell.column < start or cell.column > stop]
    use_head(head)
    use_head(above)
    cells = tuple(sorted((*beside, *below), key=lambda cell: cell.column))
    return Line(head.place, head.width, cells, head.anchors, head.spans_known, table=head.table)


def _heads_projects(line: Line) -> bool:
    """True for a row of nothing but words of columns, a project's name among them."""
    meanings = [row_meaning(text) or column_meaning(text) for text in line.texts]
    return len(meanings) >= 2 and None not in meanings and "form.name" in meanings
