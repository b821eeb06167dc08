"""Which of the last rows below a head of indicators are none any more, by what all rows of the table look like.

Below a table stand conclusions, measures and opinions, a label and a text each. What tells them apart is not their
words: they come behind the sum of the whole table, or their cells are cut otherwise than those of all the other rows,
or they have no number where all the others have one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from importers.amounts import is_amount, unit_in
from importers.finding.lines import Line
from importers.forms.columns.heads import Head
from importers.forms.columns.known import Known
from importers.words.listed import words
from importers.words.vocabulary import LEVEL_PATHS

_MERGED = ("goal.label", *LEVEL_PATHS)  # over several rows, as they are meant
_LEAST_ROWS = 3  # that tell how the others look
_NEARLY_ALL = 0.9
_LONGEST_VALUE = 8  # characters of a value in words
_FEW = 2  # cells of a label and its text


def own_rows(body: Sequence[Line], head: Head, known: Known) -> int:
    """How many of the rows below a head are indicators; those behind them are something else of the form."""
    count = min(_summed_up(body, known), _before_costs(body))
    looks = _Looks(body[:count], head, known)
    others = [*takewhile(looks.is_other, reversed(body[:count]))]
    return count - len(others)


def _summed_up(body: Sequence[Line], known: Known) -> int:
    """Where the table is summed up, and no level comes behind that."""
    sums = [n for n, line in enumerate(body) if line.filled and line.words[0].norm in _whole_sums()]
    if not sums or not sums[-1]:
        return len(body)
    behind = body[sums[-1] + 1 :]
    told = any(line.kind or line.heads_indicators or any(map(known.is_level, line.words)) for line in behind)
    return len(body) if told else sums[-1] + 1


def _before_costs(body: Sequence[Line]) -> int:
    """Where another list begins, of what the money is spent on: a head with a unit of money over amounts, and what
    stands alone over that."""
    for number, (line, below) in enumerate(pairwise(body)):
        over = {spot.column for spot in line.filled if unit_in(spot.word, label=True)}
        heads = len(line.filled) > _FEW and not any(word.quantity or word.like_number for word in line.words)
        if over and heads and any(spot.column in over and is_amount(spot.text) for spot in below.filled):
            return number - len([*takewhile(lambda one: one.alone, reversed(body[:number]))])
    return len(body)


def _whole_sums() -> frozenset[str]:
    return words("total") - words("part_sums")


class _Looks:
    """What rows of a table look like: where their cells begin, and how many have a number behind their name."""

    def __init__(self, body: Sequence[Line], head: Head, known: Known) -> None:
        self.known = known
        rows = [line for line in body if len(line.filled) > _FEW and not line.kind]
        self.places = self._places(rows, head)
        self.levels = [column.position for column in head.columns if column.path in LEVEL_PATHS]
        self.beside = len(rows) >= _LEAST_ROWS and all(line.filled[0].column > 0 for line in rows[1:])
        numbered = sum(self._numbers(line) > 1 for line in rows)
        self.weighed = any(column.path == "indicator.weight" for column in head.columns)
        self.weighed &= len(rows) >= _LEAST_ROWS and numbered >= _NEARLY_ALL * len(rows)

    @staticmethod
    def _places(rows: Sequence[Line], head: Head) -> frozenset[int]:
        """The columns in which nearly all rows begin a cell; none where merged cells are lost."""
        if len(rows) < _LEAST_ROWS or not all(line.spans_known for line in rows):
            return frozenset()
        places = [column.position for column in head.columns if column.path not in _MERGED]
        return frozenset(
            place for place in places if sum(place in line.anchors for line in rows) >= _NEARLY_ALL * len(rows)
        )

    def is_other(self, line: Line) -> bool:
        """A row that is no indicator: a label that is no level, and its text over the places of several columns; or
        without a number in a table where all others have both a value and points."""
        if line.kind or not line.filled or any(map(self.known.is_level, line.words)) or line.words[0].ends_as_level:
            return False
        if line.spans_known and self._is_merged(line):
            return not line.words[0].counts_only
        if self.beside and not line.filled[0].column and len(line.filled) <= _FEW:
            return not any(word.quantity for word in line.words)  # a label where the one beside all the rows stands
        apart = not line.spans_known and not line.filled[0].column and self._is_sentence(line)
        return self.weighed and apart and len(line.filled) == _FEW and not self._numbers(line)

    def _is_merged(self, line: Line) -> bool:
        """A label over the places of levels or names, and few cells behind it."""
        few = len(self.places) > 1 and sum(place in line.anchors for place in self.places) <= len(self.places) / 2
        over_levels = [place in line.anchors for place in self.levels] == [True, False]
        return few and (over_levels or min(self.places) not in line.anchors)

    @staticmethod
    def _is_sentence(line: Line) -> bool:
        """The text is too long to be a value in words; where blank cells are kept the place of the label tells."""
        last = line.filled[-1]
        return last.column > 1 or len(last.word.norm) > _LONGEST_VALUE or last.text.endswith("。")

    @staticmethod
    def _numbers(line: Line) -> int:
        return sum(word.quantity or word.like_number for word in line.words)
