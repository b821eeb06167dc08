"""What a person says of a source: this column is …, this row is …, this cell is …, here another form begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from importers.placed import HEAD, SET_ASIDE, Place
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH

LEVELS = (*LEVEL_PATHS, NAME_PATH)
ROWS = (HEAD, *LEVELS, SET_ASIDE)
"""What a whole row can be said to be."""


class Scope(StrEnum):
    """What of a table a correction speaks of."""

    COLUMN = "column"  # means a path of a column of indicators, or SET_ASIDE
    ROW = "row"  # means one of ROWS
    CELL = "cell"  # means a field of the form or of the row's indicator, or SET_ASIDE
    BEGINS = "begins"  # means APART: another form begins in this row; or JOINED: none begins there
    TEMPLATE = "template"  # means the id of the template of the form that begins in this row, or in row WHOLE_TABLE


APART, JOINED = "apart", "joined"
WHOLE_TABLE = -1
"""The row of what is said of every form that begins in a table."""


class Spoken(NamedTuple):
    """The part of a source that a correction speaks of: only the column of a COLUMN counts, only the row of a ROW."""

    scope: Scope
    place: Place

    @property
    def key(self) -> Spoken:
        """As it compares."""
        part, row, column = self.place
        where = {Scope.COLUMN: Place(part, 0, column), Scope.CELL: self.place}
        return Spoken(self.scope, where.get(self.scope, Place(part, row, 0)))

    @property
    def of_table(self) -> Spoken:
        """The same said of all forms of the table."""
        return Spoken(self.scope, self.place._replace(row=WHOLE_TABLE))


@dataclass(frozen=True)
class Corrections:
    """All that was said of one source: every part once, what was said last counts. Never changed, only replaced."""

    said: tuple[tuple[Spoken, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.said)

    def also(self, scope: Scope, place: Place, meaning: str) -> Corrections:
        """With one more; an empty meaning takes back what was said of that part."""
        spoken = Spoken(scope, place)
        whole = [spoken.of_table] if scope == Scope.TEMPLATE and not meaning else []
        return self.also_all([spoken, *whole], meaning)

    def also_all(self, parts: Iterable[Spoken], meaning: str) -> Corrections:
        """The same of many parts."""
        said = dict(self.said)
        for spoken in parts:
            said.pop(spoken.key, None)
            said |= {spoken.key: meaning} if meaning else {}
        return Corrections(tuple(said.items()))

    def over(self, others: Corrections) -> Corrections:
        """These, and of the others what speaks of other parts."""
        own = {spoken for spoken, _ in self.said}
        return Corrections((*((one, means) for one, means in others.said if one not in own), *self.said))

    def meaning(self, scope: Scope, place: Place) -> str:
        """What was said of that part; empty where nothing was."""
        spoken = Spoken(scope, place).key
        return next((means for one, means in self.said if one == spoken), "")

    def of(self, scope: Scope) -> dict[Place, str]:
        """All that was said of parts of that kind."""
        return {spoken.place: means for spoken, means in self.said if spoken.scope == scope}


NONE = Corrections()


def of_part(places: Iterable[tuple[Place, str]], part: int) -> dict[int, str]:
    """Column → meaning in one table."""
    return {place.column: means for place, means in places if place.part == part}
