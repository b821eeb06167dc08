"""One form, read line by line: as its template draws the row, as another does, or by its labels."""

from __future__ import annotations

from collections.abc import Sequence

from importers.finding.lines import Line
from importers.finding.patterns import Pattern, labels_of
from importers.finding.torn import with_rows_rejoined
from importers.forms.around import LinesAround
from importers.forms.columns.drawn_heads import mark_drawn
from importers.forms.columns.known import Known
from importers.forms.draft import Draft, notice_money
from importers.forms.goal_heads import GoalHeads
from importers.forms.goals import Goals
from importers.forms.labelled import LabelledRows
from importers.forms.matching import Match, Matcher
from importers.forms.money_rows import takes_allocation
from importers.forms.slots import SlotWriter
from importers.forms.tables import IndicatorTables
from importers.forms.year_money import YearMoney
from importers.placed import LABEL, MARKERS
from importers.words.vocabulary import Word
from models.templates.template import FormTemplate


class FormReader:
    """Reads the lines of one form into its draft. Cells that found no place stay free; nothing is dropped."""

    def __init__(self, draft: Draft, others: Sequence[FormTemplate], known: Known) -> None:
        self.draft = draft
        self.labels = labels_of(draft.template, *others)
        goals = Goals(draft.form)
        self.writer = SlotWriter(draft, goals)
        self.labelled = LabelledRows(draft, goals)
        self.year_money = YearMoney(self.labelled)
        self.goal_heads = GoalHeads(goals, self.labelled)
        self.matcher = Matcher(draft.template, others, self.labelled.field)
        self.tables = IndicatorTables(draft, goals, known, self.matcher)
        self.around = LinesAround(draft.template, self.writer, self.labelled)
        self._list: Pattern | None = None  # the row that repeats under the head read last

    def read(self, lines: Sequence[Line]) -> None:
        """Takes every line in."""
        lines = with_rows_rejoined(lines, self.draft.notices)
        mark_drawn(self.draft.template, lines)
        self.tables.count = sum(line.heads_indicators for line in lines)
        number = 0
        while number < len(lines):
            self.draft.heed()
            number += self._read(lines, number)
        self.labelled.settle_sum()
        for line in lines:
            self._notice_label_beside(line)

    def _notice_label_beside(self, line: Line) -> None:
        """Fixed words in front of a row whose values were read are the label of the rows, which a page began anew."""
        first = line.filled[0] if line.filled else None
        if first is None or first.column or 0 in line.placed:
            return
        if first.word.norm not in self.labels and not self.matcher.begins_rows(first.word):
            return
        if any(path not in MARKERS for path in line.placed.values()):
            line.placed[0] = LABEL

    def _read(self, lines: Sequence[Line], number: int) -> int:
        """Takes in the line of that number, or the table that begins there; how many lines it were."""
        line = lines[number]
        before_indicators = self.tables.last < 0
        if before_indicators or line.heads_indicators:
            notice_money(self.draft, line, self.labels)
        if line.heads_indicators or not line.is_row:
            self.goal_heads.close()
        if line.heads_indicators:
            self._list = None
            return self.tables.read(lines, number)
        if not line.is_row or self.around.holds_captions(line):
            below_pairs = self._list is not None and self._list.kind == "pair"
            self.around.read(line, before_indicators=before_indicators, below_pairs=below_pairs)
        elif line.filled:
            self._row(line, next(iter(lines[number + 1 : number + 2]), None))
        return 1

    def _row(self, line: Line, below: Line | None) -> None:
        if self.goal_heads.takes(line) or self.labelled.takes_change(line):
            return
        self.labelled.notice_totals(line)
        match = self.matcher.best(line)
        if self.year_money.takes(line, below, drawn=match is not None and match.complete):
            return
        drawn = match is not None and match.complete and len(match.alignment.pairs) == len(line.filled)
        if not drawn and self.goal_heads.opens(line):
            self._list = None
            return
        following = self._following(line)
        if following and (match is None or _is_rather(following, match, line)):
            match = following
        if match is None:
            self._foreign_row(line)
            return
        self.writer.take(line, match)
        self.labelled.notice_goal(line)
        self.matcher.notice(match.pattern)
        self._remember_list(line, match)
        if line.free and not (match.pattern.kind == "list" and 0 in line.placed):
            self.labelled.read(line)

    def _foreign_row(self, line: Line) -> None:
        """A row that the template does not draw: as another template draws it, else by its labels."""
        match = None if self.labelled.waiting else self.matcher.best_foreign(line)
        if match is not None:
            self.writer.take(line, match)
            self.labelled.notice_goal(line)
            self._remember_list(line, match)
        if match is None and takes_allocation(self.draft, line):
            return
        if line.free and self.labelled.read(line) and match is None:
            self._list = None

    def _following(self, line: Line) -> Match | None:
        """The row as the next one of a list, or as the values under the labels just read."""
        pattern = self._list or self.matcher.unlabelled_next()
        if pattern is None:
            return None
        if not pattern.anchors and self._is_label(line.filled[0].word):
            return self.matcher.in_list(line, pattern) if self._list is not None else None
        found = self.matcher.following(line, pattern)
        worded = [self.matcher.following(line, row) for row in self.matcher.worded_rows(pattern)]
        return max([found, *worded], key=lambda match: match.score if match else 0.0)  # the first line may be blank

    def _is_label(self, word: Word) -> bool:
        """True when a row names something else than what the labels above it announce."""
        return self.labelled.is_label(word) or word.norm in self.labels

    def _remember_list(self, line: Line, match: Match) -> None:
        """After the head of a list its rows come, until other labels appear."""
        pattern = match.pattern
        if pattern.kind == "list_head" and len(match.alignment.pairs) < len(line.filled):
            self._list = None  # other columns: what stands below them is not what the template has there
        elif pattern.kind in ("list_head", "pair_head"):
            goes_on = self._list is not None and self._list.block is pattern.block
            self.matcher.notice_head(line, match, goes_on=goes_on)
            self._list, self.writer.list_rows = self.matcher.rows_under(pattern), 0
        elif pattern.kind in ("list", "pair"):
            self._list = self.matcher.row_after(pattern)
            self.writer.list_rows += self._list is None or self._list.first
        else:
            self._list = None


def _is_rather(following: Match, match: Match, line: Line) -> bool:
    """The row is rather the next one of its list than one that the words in it are of: those may be its boxes'."""
    if match.anchored < following.pattern.anchors or following.score > match.score:
        return True
    pairs = following.alignment.pairs
    return (
        len(pairs) == len(line.filled) > len(match.alignment.pairs)
        and following.pattern.slots[pairs[0][1]].look == "count"
    )
