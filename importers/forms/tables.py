"""Tables of indicators in a form: where they end, which goal they are of, and their rows as that goal's tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat

from importers.amounts import is_unit_caption
from importers.finding.lines import FIELDS_ONLY, Line
from importers.finding.segments import use_head
from importers.finding.told import is_of_tree
from importers.finding.unheaded import head_told
from importers.forms.columns.by_rows import with_content
from importers.forms.columns.drawn_heads import MOST_HEAD_ROWS, drawn_heads
from importers.forms.columns.ends import own_rows
from importers.forms.columns.fits import Fits, stairs
from importers.forms.columns.heads import HEAD_ROWS, Head, head_as_drawn, read_head, year_heads
from importers.forms.columns.held import Contents
from importers.forms.columns.known import Known
from importers.forms.columns.planned import year_taken, years_beside
from importers.forms.draft import Draft
from importers.forms.goals import Goals
from importers.forms.levels import TreeReader, is_remark, is_total
from importers.forms.matching import Matcher
from importers.forms.money_rows import takes_money
from importers.placed import HEAD, LABEL
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word, word_of
from models.goals import Goal
from models.templates.block import Block
from models.templates.template import FormTemplate

_LONE_CELLS = 3  # lines of one cell that may follow each other
_CAPTION = 60  # characters; a longer line is prose
_UNSURE = "第 {} 行只有一边有指标，而空格已经丢失，分不清是哪一边的，没有放进去，请核对"
_PLANNED = "表上并列着几年的指标值，取了 {} 年的，其余年份的没有放进去，请核对"
_YEARS_BEFORE = "表上并列着几年的指标值，取了 {} 年的，以前年份的作为历年的值，请核对"
_OWN_ROWS = ("name", "unit_name", "annual_goal.statement", "long_goal.statement")


class IndicatorTables:
    """Reads the tables of indicators of one form, one after the other."""

    def __init__(self, draft: Draft, goals: Goals, known: Known, matcher: Matcher) -> None:
        self.draft = draft
        self.goals = goals
        self.known = known
        self.matcher = matcher
        self.count = 0  # of them in the form
        self.last = -1  # the table of the source whose indicators were read last
        self._done: set[int] = set()

    def read(self, lines: Sequence[Line], start: int) -> int:
        """A table of indicators from its head at ``start`` on; how many lines it took."""
        drawn = drawn_heads(self.draft.template, lines[start : start + MOST_HEAD_ROWS])
        if drawn:
            head, taken = head_as_drawn(drawn[0], lines[start:]), drawn[0].rows
        else:
            above = lines[start - 1] if start else None
            if above and lines[start].inner and above.alone and above.alone.stands_beside:
                above.place_all(LABEL)
            head, taken = read_head(lines[start : start + HEAD_ROWS], self.known, above, self.draft.year)
        self._take_years(head)
        if not drawn and (told := head_told(lines[start])):
            self.draft.notices.append(told)
        self.last = lines[start].table
        block = self._block(head.label, [one.block for one in drawn])
        stop = start + taken
        while stop < len(lines) and not _ends_inner(lines[start], lines[stop]):
            if not self._in_body(lines[stop]) and not self._is_lone_cell(lines, stop):
                break
            stop += 1
        stop = self._own_stop(head, lines, start + taken, stop)
        body = [line for line in lines[start + taken : stop] if line.is_row]
        head = with_content(head, body, self.known)
        fits = Fits(head if drawn else self._by_contents(head, body), self.known)
        if start and lines[start - 1].is_row and lines[start - 1].free and self._is_banner(lines[start - 1], fits):
            body.insert(0, lines[start - 1])  # the level of all rows stands over their head
        fits.learn(body)
        years = bool(drawn) and any(block is one for one in self.draft.template.block)
        goals = self.goals.of_table(block, head.label, years=years)
        self._rows(body, fits, goals, several=bool(block and block.period))
        return stop - start

    def _own_stop(self, head: Head, lines: Sequence[Line], start: int, stop: int) -> int:
        """Where the rows end that are indicators, as all of them together look."""
        numbers = [number for number in range(start, stop) if lines[number].is_row]
        own = own_rows([lines[number] for number in numbers], head, self.known)
        return stop if own == len(numbers) else numbers[own]

    def _by_contents(self, head: Head, body: Sequence[Line]) -> Head:
        """The head with what its columns hold; what was decided by that is told."""
        contents = Contents(head, body, self.known)
        head = contents.understood()
        for one in contents.told:
            self.draft.tell(one)
        return head

    def _take_years(self, head: Head) -> None:
        """The form's year, as the heads of columns of several years tell it."""
        taken = year_taken(head.columns)
        if taken is None:
            self.draft.years.update(before + 1 for before in year_heads(head)[-1:])
            return
        self.draft.years.add(taken[0])
        if years_beside(head.columns):
            self.draft.tell(_YEARS_BEFORE.format(taken[0]))
        if taken[1]:
            self.draft.notices.append(_PLANNED.format(taken[0]))

    # --- its rows -----------------------------------------------------------------------------------------------------

    def _rows(self, body: Sequence[Line], fits: Fits, goals: Iterator[Goal], *, several: bool) -> None:
        """The rows of a table of indicators, which with ``several`` may hold goal after goal."""
        readers = self._readers(fits, goals)
        rows = [(line, self._assigned(line, fits)) for line in body if line.kind or not is_total(line)]
        steps = stairs(fits.steps(rows), lost=fits.blanks_lost)
        label = ""
        for number, (line, assigned) in enumerate(rows):
            self.draft.heed()
            if line.kind == FIELDS_ONLY:
                continue
            if not line.filled:
                self._blank_row(readers[0], line)
                continue
            if line.counts_columns:
                line.place_all(HEAD)
                continue
            if self._takes_alone(line, assigned, readers, fits) or (not line.kind and takes_money(self.draft, line)):
                continue
            if self._heads(line):  # 绩效指标 beside the rows, or the head once more, or more of it
                use_head(line)
                continue
            label, before = fits.goal_label(line, assigned) or label, label
            if several and readers[0].rows and label != before:
                readers = self._readers(fits, goals)
            if number in steps:
                for reader in readers:
                    reader.open(line, assigned)
            elif len(readers) == 1 and self._is_below(line, assigned, fits):
                readers[0].open_below(line, assigned)
            elif fits.blanks_lost and fits.head.halved and _one_sided(readers, line, assigned):
                self.draft.notices.append(_UNSURE.format(line.place))
            else:
                _take(readers, line, assigned)

    def _heads(self, line: Line) -> bool:
        """A row of nothing but heads, or but labels of the form."""
        if all(word.column is not None for word in line.words):
            return True
        kind = self.draft.form.kind
        return len(line.words) > 1 and all(word.column is not None or word.field(kind) for word in line.words)

    def _takes_alone(self, line: Line, assigned: dict[int, int], readers: Sequence[TreeReader], fits: Fits) -> bool:
        """True for a row that is what a person said, or a mere level over the rows below."""
        if line.alone and not line.kind and not line.alone.content.norm:
            line.place_all(LABEL)  # nothing but dots
            return True
        banner, told = self._is_banner(line, fits), is_of_tree(line)
        for reader in readers if banner or told else ():
            if told:
                reader.add_told(line, assigned)
            else:
                reader.begin(line)
        return banner or told

    def _is_banner(self, line: Line, fits: Fits) -> bool:
        """A row with nothing but a 一级指标 or 二级指标, or its points, in a table that has no column for them."""
        if LEVEL_PATHS[0] in fits.paths:
            return False
        word = line.alone or _with_points(line)
        if word is None:
            return False
        name, levels = word_of(word_of(word.unnumbered).level_norm), LEVEL_PATHS[1] in fits.paths
        if name.norm in self.known.dimensions:
            return levels or name.ends_as_level
        return not levels and name.ends_as_level and name.norm in self.known.categories

    def _is_below(self, line: Line, assigned: dict[int, int], fits: Fits) -> bool:
        """A row of nothing but levels, a 二级指标 where the names stand, in a table that has no column for it."""
        columns = fits.head.columns
        if LEVEL_PATHS[1] in fits.paths or line.kind:
            return False
        said = {columns[slot].path: line.filled[index].word for index, slot in assigned.items()}
        name = said.get(NAME_PATH)
        known = self.known
        alone = said.keys() <= {LEVEL_PATHS[0], NAME_PATH, "goal.label"} and len(said) == len(line.filled)
        return alone and name is not None and name.level_norm in known.categories and name.ends_as_level

    def _assigned(self, line: Line, fits: Fits) -> dict[int, int]:
        self.draft.heed()
        return fits.assign(line)

    def _readers(self, fits: Fits, goals: Iterator[Goal]) -> list[TreeReader]:
        """One reader a tree: mostly one; of two the first is the long-term goal's, the second the year's."""
        trees = fits.head.trees
        owners = [next(goals)] if len(trees) == 1 else self._sides(fits.head)
        return [TreeReader(self.draft, goal, fits, slots) for goal, slots in zip(owners, trees, strict=True)]

    def _sides(self, head: Head) -> list[Goal]:
        """The goals of two trees side by side: that of the long term and the year's, but where indicators of one stand
        in two columns and nothing speaks of the long term."""
        annual = self.goals.nth("annual", 0)
        plain = head.halved and not any(column.cell or column.head.long_term for column in head.columns)
        told = self.goals.tells_long or head.label.long_term or self.draft.form.goals_of("long_term")
        return [annual, annual] if plain and not told else [self.goals.nth("long_term", 0), annual]

    def _blank_row(self, reader: TreeReader, line: Line) -> None:
        """An empty row among others is an empty row of the official table; one at a pasted table's end is nothing."""
        if line.anchors or (reader.rows and not line.last_of_table):
            reader.add(line, {})

    # --- where it ends ------------------------------------------------------------------------------------------------

    def _in_body(self, line: Line) -> bool:
        """True while rows of indicators go on."""
        if not line.is_row or line.heads_indicators:
            return False
        return line.kind != "" or not line.filled or not self._leaves_body(line)

    def _is_lone_cell(self, lines: Sequence[Line], number: int) -> bool:
        """True (and the line is a row from now on) for a short line right between two rows."""
        line, above = lines[number], lines[number - 1]
        if line.is_row or not above.is_row or len(line.paragraph) > _CAPTION or not self._row_close_by(lines, number):
            return False
        if is_unit_caption(line.words[0]):  # repeated on a new page
            return True
        line.become_row(above)
        if self._leaves_body(line):
            line.become_paragraph()
        return line.is_row

    def _row_close_by(self, lines: Sequence[Line], number: int) -> bool:
        """True when rows of indicators go on after a line or a few, with no gap between them but the end of a page."""
        stop = min(number + _LONE_CELLS + 1, len(lines))
        after = next((n for n in range(number, stop) if lines[n].is_row), number)
        near = range(number, after + 1)
        close = all(lines[n].turned or lines[n].place - lines[n - 1].place <= 2 for n in near)
        return after > number and close and self._in_body(lines[after])

    def _leaves_body(self, line: Line) -> bool:
        """True when a row below the indicators is no indicator but a labelled row of the form."""
        if is_remark(line) or line.tells_goal or self._begins_with_field(line):
            return True
        return not self.known.is_level(line.filled[0].word) and self.matcher.opens(line)

    def _begins_with_field(self, line: Line) -> bool:
        """True for a labelled row of the form itself, such as the next one's name; 年度目标 before levels is none."""
        first, kind = line.filled[0], self.draft.form.kind
        inline = first.word.inline(kind)
        path = inline[0] if inline else first.word.field(kind)
        return first.column == 0 and path in _OWN_ROWS and not any(self._is_level(word) for word in line.words[1:])

    def _is_level(self, word: Word) -> bool:
        return self.known.is_level(word) or word.ends_as_level

    # --- which of the template's it is --------------------------------------------------------------------------------

    def _block(self, label: Word, drawn: Sequence[Block]) -> Block | None:
        """Which indicator table of the template this is: by its head if it has one of its own (``drawn`` has that
        head), by its label and what was read before, else the next one."""
        if len(drawn) == 1:
            self._done.add(id(drawn[0]))
            return drawn[0]
        period = self.goals.period(label) or self.goals.only_period(self.count)
        blocks = _indicator_blocks(self.draft.template)
        fitting = [block for block, usual in blocks if not period or (block.period or usual) == period]
        fresh = [block for block in fitting if id(block) not in self._done] or fitting
        self._done.update(id(block) for block in fresh[:1])
        return fresh[0] if fresh else None


def _ends_inner(head: Line, line: Line) -> bool:
    """A table in a cell of another ends where the rows around it go on, and theirs where it begins."""
    return line.table != head.table and (line.inner or head.inner)


def _with_points(line: Line) -> Word | None:
    """The words of a row that has only points behind them."""
    words = line.words
    return words[0] if len(words) == 2 and words[1].like_number else None


def _one_sided(readers: Sequence[TreeReader], line: Line, assigned: dict[int, int]) -> bool:
    return sum(reader.has_row(line, assigned) for reader in readers) == 1


def _take(readers: Sequence[TreeReader], line: Line, assigned: dict[int, int]) -> None:
    """A row to the trees that have an indicator in it; to the last where only what they share is said."""
    if len(readers) == 1:
        readers[0].add(line, assigned)
        return
    taking = [one for one in readers if one.has_row(line, assigned)] or readers[-1:]
    for reader in readers:
        (reader.add if reader in taking else reader.pass_by)(line, assigned)


def _indicator_blocks(template: FormTemplate) -> Iterator[tuple[Block, str]]:
    """The indicator tables of a template, each with the period of its goals unless it says one itself."""
    for block in template.block:
        yield from ((one, "annual") for one in (block,) if one.kind == "indicators")
        inner = (one for one in block.block if one.kind == "indicators")
        yield from zip(inner, repeat(block.period or "annual"), strict=False)
