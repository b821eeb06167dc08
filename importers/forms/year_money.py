"""Money of several years side by side, each under its year: the last one is the form's, the others are left over."""

from __future__ import annotations

from importers.amounts import is_amount
from importers.finding.lines import Line
from importers.forms.labelled import Label, LabelledRows
from importers.placed import LABEL, SUM
from importers.words.vocabulary import GROUP

_LEAST = 2
_MONEY = ("amount", "total_amount", "fund.")


class YearMoney:
    """Reads the rows below a row that heads columns with years."""

    def __init__(self, labelled: LabelledRows) -> None:
        self._labelled = labelled
        self._table = -1
        self._columns: dict[int, int] = {}  # column → year

    def takes(self, line: Line, below: Line | None, *, drawn: bool) -> bool:
        """True for a head that the form's template does not draw, and for every row of money below it."""
        years = {spot.column: year for spot in line.filled if (year := spot.word.money_year)}
        if (
            not drawn
            and len(set(years.values())) >= _LEAST
            and self._heads(line)
            and not _said_before(below, min(years))
        ):
            self._table, self._columns = line.table, years
            for index, spot in enumerate(line.filled):
                if spot.column in years or self._path(line, index) is not None:
                    line.placed[index] = LABEL
            return True
        if line.table != self._table or not self._row(line):
            self._table = -1
            return False
        return True

    def _heads(self, line: Line) -> bool:
        """Nothing but years, and words of money before them."""
        first = min(index for index, spot in enumerate(line.filled) if spot.word.money_year)
        paths = (self._labelled.field(spot.word) for spot in line.filled[:first])
        return all(path in (None, GROUP) or path.startswith(_MONEY) for path in paths)

    def _row(self, line: Line) -> bool:
        labels = [n for n, spot in enumerate(line.filled) if spot.column < min(self._columns) and self._path(line, n)]
        if not labels:
            return False
        path = self._path(line, labels[-1]) or ""
        line.placed.update(dict.fromkeys(labels, LABEL if path != SUM else SUM))
        own = max(self._columns, key=lambda column: self._columns[column])
        value = next((n for n, spot in enumerate(line.filled) if spot.column == own), None)
        if value is not None:
            self._labelled.put_at(line, value, Label("amount" if path in (SUM, *_MONEY) else path, own))
        return True

    def _path(self, line: Line, index: int) -> str | None:
        word = line.filled[index].word
        if word.begins_sum:
            return SUM
        path = self._labelled.field(word)
        return path if path and (path == GROUP or path.startswith(_MONEY)) else None


def _said_before(below: Line | None, column: int) -> bool:
    """The year's own amounts stand in front of the earlier ones."""
    return below is None or any(spot.column < column and is_amount(spot.text) for spot in below.filled)
