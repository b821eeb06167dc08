"""Money of several years side by side, each under its year: the last one is the form's, the others are left over."""

from __future__ import annotations

from collections.abc import Collection

from importers.amounts import is_amount
from importers.finding.lines import Line
from importers.forms.labelled import Label, LabelledRows
from importers.placed import LABEL, SUM
from importers.words.heads_and_labels import GROUP
from importers.words.vocabulary import Word

_LEAST = 2
_MONEY = ("amount", "total_amount", "fund.")
_OF_WHOLE = {"amount": "total_amount"}


class YearMoney:
    """Reads the rows below a row that heads columns with years."""

    def __init__(self, labelled: LabelledRows) -> None:
        self._labelled = labelled
        self._table = -1
        self._columns: dict[int, int] = {}  # column → year
        self._whole: int | None = None  # the column of all of them, before them

    def takes(self, line: Line, below: Line | None, *, drawn: bool) -> bool:
        """True for a head that the form's template does not draw, and for every row of money below it."""
        years = {spot.column: year for spot in line.filled if (year := spot.word.money_turn)}
        whole = next((spot.column for spot in line.filled if _is_whole(spot.word)), None) if years else None
        if (
            not drawn
            and len(set(years.values())) >= _LEAST
            and self._heads(line)
            and below is not None
            and self._is_money(below, min(years))
            and (whole is not None or _slid(below, years) or not _said_before(below, min(years)))
        ):
            self._table, self._columns, self._whole = line.table, years, whole
            if whole is not None:
                self._labelled.totals = [Label("total_amount", whole), Label("amount", self._own)]
            for index, spot in enumerate(line.filled):
                if spot.column in (*years, whole) or self._path(line, index) is not None:
                    line.placed[index] = LABEL
            return True
        if line.table != self._table or not self._row(line):
            self._table = -1
            return False
        return True

    def _heads(self, line: Line) -> bool:
        """Nothing but years, and words of money before them."""
        first = min(index for index, spot in enumerate(line.filled) if spot.word.money_turn)
        paths = (self._labelled.field(spot.word) for spot in line.filled[:first])
        return all(path in (None, GROUP) or path.startswith(_MONEY) for path in paths)

    def _is_money(self, line: Line, first: int) -> bool:
        """A row of money, by the words before its amounts."""
        return any(self._path(line, n) for n, spot in enumerate(line.filled) if spot.column < first)

    def _row(self, line: Line) -> bool:
        named = [n for n, spot in enumerate(line.filled) if spot.column < min(self._columns) and self._path(line, n)]
        amounts = (n for n, spot in enumerate(line.filled) if is_amount(spot.text))
        first = next(amounts, len(line.filled))
        labels = [n for n in named if n < first]
        if not labels:
            return False
        path = self._path(line, labels[-1]) or ""
        line.placed.update(dict.fromkeys(labels, LABEL if path != SUM else SUM))
        path = "amount" if path in (SUM, *_MONEY) else path
        own = {self._own: path} | ({} if self._whole is None else {self._whole: _OF_WHOLE.get(path, path)})
        slid = _slid(line, [*self._columns, *([] if self._whole is None else [self._whole])])
        for value, spot in enumerate(line.filled):
            if spot.column + slid in own:
                self._labelled.put_at(line, value, Label(own[spot.column + slid], spot.column))
        return True

    @property
    def _own(self) -> int:
        """The column of the form's own year: that over the form, else the first of a plan, else the last."""
        headed = self._labelled.draft.headed
        year = headed if headed in self._columns.values() else None
        chosen = max if self._whole is None else min
        return next((column for column, one in self._columns.items() if one == year), None) or chosen(
            self._columns, key=lambda column: self._columns[column]
        )

    def _path(self, line: Line, index: int) -> str | None:
        word = line.filled[index].word
        if word.begins_sum:
            return SUM
        path = self._labelled.field(word)
        return path if path and (path == GROUP or path.startswith(_MONEY)) else None


def _is_whole(word: Word) -> bool:
    """The head over the money of all years: 三年合计, 总计."""
    return word.begins_sum or (word.long_term and not word.money_year and not is_amount(word.text))


def _slid(line: Line, columns: Collection[int]) -> int:
    """By how many columns a row slid to the left that has all its amounts, but lost the blank cells before them."""
    packed = not line.spans_known and line.filled[-1].column == len(line.filled) - 1
    amounts = sum(is_amount(spot.text) for spot in line.filled)
    return max(columns) - line.filled[-1].column if packed and amounts == len(columns) else 0


def _said_before(below: Line | None, column: int) -> bool:
    """The year's own amounts stand in front of the earlier ones."""
    return below is None or any(spot.column < column and is_amount(spot.text) for spot in below.filled)
