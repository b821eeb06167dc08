"""Which lines of a document are one form: parted at headings, at labels that begin another form, by projects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from importers.amounts import is_amount, unit_in
from importers.finding.level_names import names_of_levels
from importers.finding.lines import Line, Spot
from importers.finding.one_project import (
    AIM,
    OF_ONE,
    Listed,
    UnitOver,
    goes_on,
    heads_projects,
    is_over_projects,
    name_column,
    names_only,
    of_indicators,
    side_by_side,
    slid_by,
    unit_of,
    with_unit,
)
from importers.finding.patterns import labels_of, matches_label, over_titles
from importers.placed import HEAD, TITLE
from importers.words.heads_and_labels import KINDS
from importers.words.vocabulary import Word, word_of
from models.python import regex
from models.templates.template import FormTemplate

TITLE_REACH = 6  # paragraphs that may stand between a heading and its table
_NARRATIVE = regex(r"^\s*绩效(?:目标|指标)[：:]")
_HEAD_ROWS = 2  # at most, below the first of a list of projects
_OVER_TITLE = 3  # lines: the number of an annex, the first lines of a title
_PROSE = 40  # characters; a shorter paragraph may be a caption
_CAPTION = 60  # characters; a longer line is prose
_IDENTITY = ("name", "unit_name", "code")


@dataclass(slots=True)
class Segment:
    """The lines of one form, and the headings over them."""

    titles: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    gap: int = 0
    unit: str = ""  # the unit that a row over its projects names
    units: list[tuple[Line, int]] = field(default_factory=list)  # where it stands
    heads: list[Line] = field(default_factory=list)  # the lines that head its parts, its pages, its list of projects
    template: str = ""  # the id of the template that a person chose
    notices: list[str] = field(default_factory=list)

    rows: int = 0
    chapters: int = 0
    prose: int = 0

    def add(self, line: Line) -> None:
        """One more line."""
        self.lines.append(line)
        self.rows += line.is_row
        self.chapters += bool(_NARRATIVE.match(line.paragraph))
        self.prose += len(line.paragraph) > _PROSE

    def give_up(self, is_own: Callable[[Line], bool]) -> list[Line]:
        """The last lines, from one on that is the next form's own; they, and blank rows before, are not this one's."""
        at = next((n for n in range(len(self.lines))[-_OVER_TITLE:] if is_own(self.lines[n])), len(self.lines))
        own, self.lines = self.lines[at:], self.lines[:at]
        self.rows -= sum(line.is_row for line in own)
        while self.lines and self.lines[-1].parts_forms:
            self.rows -= self.lines.pop().is_row
        return own

    @property
    def headings(self) -> list[str]:
        """The texts of its headings."""
        return [line.texts[0] for line in self.titles]

    @property
    def sheet(self) -> str:
        """The sheet that it stands on, where its source has such."""
        return next((line.sheet for line in self.lines if line.sheet), "")

    @property
    def start(self) -> Line | None:
        """The line by which the form is known: its first row that is no head, else its first line."""
        rows = (line for line in self.lines if line.filled and not line.heads_indicators)
        return next(rows, next(iter(self.lines), None))

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
    known = names_of_levels(*templates.values()).drawn
    return _as_told([part for segment in found for part in listed_projects(segment, known)])


def _as_told(parts: Sequence[Segment]) -> list[Segment]:
    """The forms joined and cut as a person said."""
    joined: list[Segment] = []
    for part in parts:
        if joined and part.start is not None and part.start.begins is False:
            own = [line for line in part.titles if line not in joined[-1].titles]
            joined[-1].heads += [*own, *part.heads]
            joined[-1].lines += part.lines
        else:
            joined.append(part)
    return [piece for part in joined for piece in _cut(part)]


def _cut(part: Segment) -> list[Segment]:
    """The pieces of a form in which others begin; a lone text that begins one is its heading."""
    at = [number for number, line in enumerate(part.lines) if line.begins and number]
    if not at:
        return [part]
    first, *others = pairwise([0, *at, len(part.lines)])
    pieces = [_piece(part.lines[start:stop]) for start, stop in others]
    part.lines = part.lines[slice(*first)]
    return [part, *pieces]


def _piece(lines: Sequence[Line]) -> Segment:
    titles = [lines[0]] if lines[0].alone and len(lines) > 1 else []
    for line in titles:
        line.place_all(TITLE)
    return Segment(titles, list(lines[len(titles) :]))


def _titled(lines: Sequence[Line], templates: Mapping[str, FormTemplate]) -> list[Segment]:
    """Splits at headings of forms; closes at headings of other tables."""
    labels = labels_of(*templates.values())
    names = {word_of(template.name).norm for template in templates.values()}
    over = over_titles(*templates.values())
    segments: list[Segment] = []
    current: Segment | None = None

    def is_over_title(line: Line) -> bool:
        return line.alone is not None and any(matches_label(slot, line.alone) for slot in over)

    for line in lines:
        word = line.alone
        heading = word is not None and word.text != "" and word.norm not in labels
        if word and heading and current is not None and (_repeats(current, word) or _parts(current, word)):
            if any((word.field(kind) or "").endswith(".statement") for kind in KINDS):
                current.add(line)  # its text stands below
                continue
            current.heads.append(line)
            line.place_all(TITLE)
        elif word and heading and (word.is_title or word.norm in names):
            own = current.give_up(is_over_title) if current else []
            if current is None or current.lines_matter:
                current = Segment()
                segments.append(current)
            for one in own:
                current.add(one)
            current.rows = 0
            current.titles.append(line)
            line.place_all(TITLE)
            current.gap = 0
        elif word and heading and not line.is_row and word.is_other_title:
            current = None
        else:
            current = _continue(segments, current, line)
    return [segment for segment in segments if segment.lines]


def _repeats(segment: Segment, word: Word) -> bool:
    """True for a heading of the form that a new page repeats with （续）."""
    whole = word.uncontinued
    return whole is not word and any(word_of(title).bare == whole.bare for title in segment.headings)


def _parts(segment: Segment, word: Word) -> bool:
    """True for the heading of a section within a form: one that has said what it is of, but no indicators yet."""
    if not word.heads_section or any(line.heads_indicators for line in segment.lines):
        return False
    return any(line.is_row and _begins_form(line) for line in segment.lines)


def _continue(segments: list[Segment], current: Segment | None, line: Line) -> Segment | None:
    """Adds a line to the form it belongs to; a table of indicators needs no heading to be one."""
    if current is not None and not line.is_row and not current.rows and not _says_field(line):
        current.gap += 1
    if current is not None and line.is_row and not current.rows and current.gap > TITLE_REACH and not current.narrative:
        current = None
    if current is None:
        current = Segment()
        segments.append(current)
    current.add(line)
    return current


def _says_field(line: Line) -> bool:
    """A paragraph with a label of the form and its value: it is no gap between a heading and what it heads."""
    return any(line.words[0].inline(kind) for kind in KINDS)


# --- tables without headings ------------------------------------------------------------------------------------------


def _untitled(segment: Segment) -> list[Segment]:
    """Forms pasted one after the other without headings: each begins with its name, or with its indicators anew."""
    parts = [Segment(segment.titles, heads=segment.heads)]
    headed: int | None = None
    begun = next((n for n, line in enumerate(segment.lines) if _begins_form(line) or line.heads_indicators), 0)
    units = [*_units_of_money(segment.lines[:begun])]
    for number, line in enumerate(segment.lines):
        again = line.heads_indicators and headed is not None and _begins_again(segment.lines, number, headed)
        if headed is not None and (again or _begins_form(line)):
            parts.append(_next_part(parts[-1]))
            parts[-1].lines[:0] = units
            headed = None
        parts[-1].lines.append(line)
        headed = number if line.heads_indicators else headed
    return parts


def _units_of_money(above: Sequence[Line]) -> Iterator[Line]:
    """The captions over all forms of a table that say what their amounts are in, for each of the later ones."""
    for line in above:
        said = tuple(spot for spot in line.filled if unit_in(spot.word, label=False))
        if said or (not line.is_row and unit_in(line.words[0], label=False)):
            yield _copied(line, said) if line.is_row else line


def _next_part(before: Segment) -> Segment:
    """The next form; paragraphs right above it are its own."""
    own: list[Line] = []
    while before.lines and not before.lines[-1].filled:
        own.insert(0, before.lines.pop())
    return Segment(before.titles, own)


def _begins_form(line: Line) -> bool:
    """True for a line that says what a form is of: 项目名称, 单位名称."""
    if not line.is_row:
        return len(line.paragraph) <= _CAPTION and _names(line.words[0], with_value_only=True)
    if line.said_alone == "name" and not line.filled[0].column:
        return True
    if not line.filled or line.filled[0].column or (len(line.filled) > 1 and line.filled[1].word.column):
        return False
    if not line.heads_indicators and any(one.word.field("project") == "name" for one in line.filled[1:-1]):
        return True
    return _names(line.filled[0].word, with_value_only=len(line.filled) < 2)


def _names(word: Word, *, with_value_only: bool) -> bool:
    for kind in KINDS:
        found = word.inline(kind)
        if (found and found[0] == "name") or (not with_value_only and word.field(kind) in _IDENTITY):
            return True
    return False


def _begins_again(lines: Sequence[Line], number: int, headed: int) -> bool:
    """True when a head repeats and the rows under it begin with the first level of all again: not a new page."""
    head, before = lines[number], lines[headed]
    if head.turned or head.inner or head.table == before.table:
        return False
    if [word.norm for word in head.words] != [word.norm for word in before.words]:
        return False
    first, again = _first_text(lines, headed + 1), _first_text(lines, number + 1)
    return bool(first) and first == again and head.words[0].column != "goal.label"


def _first_text(lines: Sequence[Line], number: int) -> str:
    filled = lines[number].filled if number < len(lines) else ()
    return filled[0].word.norm if filled and not filled[0].column else ""


# --- one table of many projects ---------------------------------------------------------------------------------------


def listed_projects(segment: Segment, known_levels: AbstractSet[str]) -> list[Segment]:
    """One segment a project, where the table of indicators has a column of projects' names; else the segment."""
    at = next((n for n, line in enumerate(segment.lines) if line.heads_indicators), -1)
    head = _whole_head(segment.lines, at) if at >= 0 else None
    column = name_column(head) if head else None
    if head is None or column is None:
        return [segment]
    own = at if head is segment.lines[at] else at - 1  # where the head begins
    before = [line for line in segment.lines[:own] if line.free or not line.is_row]
    counts = [line for line in segment.lines[at + 1 :] if line.counts_columns]
    for line in counts:
        line.place_all(HEAD)
    rows = [line for line in segment.lines[at + 1 :] if line not in counts]
    end = next((n for n in range(len(rows), 0, -1) if not _is_around(rows[n - 1])), 0)
    heads = [head, *_heads_below(rows[:end], column)]
    parts = _by_project(segment, rows[len(heads) - 1 : end], heads, column, known_levels)
    for number, part in enumerate(parts):
        part.lines[:0] = before if number == 0 else list(_of_all(before))
        part.lines += [_copy(line) if number and line.is_row else line for line in rows[end:]]
    if parts:
        parts[0].heads += [*segment.lines[max(at - 1, 0) : at + 1], *counts]
    return parts or [segment]


def _heads_below(rows: Sequence[Line], column: int) -> list[Line]:
    """The further rows of a head: what stands below it before the first project's name."""
    named = takewhile(lambda line: line.filled and not _is_of_project(line, column), rows)
    return list(named)[:_HEAD_ROWS]


def _is_of_project(line: Line, column: int) -> bool:
    """A row that names a project, or says an amount."""
    return any(spot.column == column or is_amount(spot.text) for spot in line.filled)


def _of_all(before: Sequence[Line]) -> Iterator[Line]:
    """Of what stands over the list what is said of every project: paragraphs, rows of one cell, captions with their
    labels in the same cell, the unit of money."""
    for line in before:
        said = tuple(s for s in line.filled if unit_in(s.word, label=False) or s.word.inline("project") is not None)
        if not line.is_row or line.alone:
            yield line
        elif said:
            yield _copied(line, said)


def _is_around(line: Line) -> bool:
    """No row of the list: a paragraph, or a line of signatures."""
    first = line.words[0] if line.is_row and line.filled else None
    return first is None or first.inline("project") is not None or _asks(first)


def _asks(word: Word) -> bool:
    """A label with its colon, and nothing behind it."""
    return word.text.rstrip().endswith((":", "：")) and word.field("project") is not None


def _by_project(
    segment: Segment, rows: Sequence[Line], heads: Sequence[Line], column: int, known_levels: AbstractSet[str]
) -> list[Segment]:
    head = heads[0]
    levels = min(of_indicators(head))
    goals = {spot.column for spot in head.filled if spot.word.in_list == "goal.statement"}
    marks = {
        spot.column: spot.word.in_list or ""
        for spot in head.filled
        if spot.column < levels and spot.word.in_list in {*OF_ONE, AIM}
    }
    at_unit = {spot.column for spot in head.filled if spot.word.in_list == "form.unit_name"}
    parts: list[Segment] = []
    current, unit, said_unit = Listed(), UnitOver(), None
    for line, below in zip(rows, [*rows[1:], None][: len(rows)], strict=True):
        if line.heads_indicators:  # the head of the next page
            use_head(line)
            current.new_page()
            if parts:
                parts[-1].heads.append(line)
            continue
        slid = slid_by(line, levels, known_levels)
        name = next((spot.word for spot in line.filled if spot.column == column - slid), None)
        named = name is not None and not name.ends_as_level and not goes_on(line, slid)
        unnamed = all(spot.column < levels and spot.column not in goals for spot in line.filled)
        if unnamed and (is_over_projects(line, below, column) if named else name is None and names_only(line, at_unit)):
            unit = unit_of(line, {column, *at_unit}) or unit
            continue
        if name is not None and named:
            said = ((marks.get(spot.column + slid), spot.word.norm) for spot in line.filled)
            own = {mark: text for mark, text in said if mark}
            said_unit = next((spot for spot in line.filled if spot.column in at_unit), None) or said_unit
            if current.ends(line, name.norm, own):
                parts.append(Segment(segment.titles, [*map(_copy, heads)], unit=unit.name, units=unit.once()))
                current = Listed(name.norm)
            current.marks |= own
            current.named += 1
        elif parts:
            parts[-1].notices += current.go_on()
        if parts:
            begins = len(parts[-1].lines) == len(heads)
            parts[-1].lines.append(with_unit(line, said_unit) if begins else line)
    return parts


def _copy(line: Line) -> Line:
    return _copied(line, line.filled)


def _copied(line: Line, spots: tuple[Spot, ...]) -> Line:
    return Line(
        line.place, line.part, line.width, spots, line.anchors, line.spans_known, table=line.table, columns=line.columns
    )


def _whole_head(lines: Sequence[Line], at: int) -> Line:
    """The head with the row above it, where that one holds the words of the columns left of the levels."""
    head, above = lines[at], lines[at - 1] if at else None
    if name_column(head) is not None:
        use_head(head)
        return head
    if above is None or above.table != head.table or not heads_projects(above):
        return head
    if not any(spot.word.heads_level for spot in head.filled):
        return head
    use_head(head)
    use_head(above)
    spots = tuple(sorted(side_by_side(head, above), key=lambda spot: spot.column))
    return _copied(head, spots)


def use_head(line: Line, known: Mapping[str, str] | None = None) -> None:
    """The words of a head are the form's; a head that says nothing known is left, as are the values under it."""
    for index, word in enumerate(line.words):
        if word.norm in (known or {}) or word.column is not None or word.in_list is not None:
            line.placed[index] = HEAD
