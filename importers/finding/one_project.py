"""What tells one project from the next in a table of many."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from importers.amounts import is_amount
from importers.finding.lines import Line, Spot
from importers.words.listed import words
from importers.words.vocabulary import Word

OF_ONE = frozenset({"form.code", "form.amount"})
"""What a list of projects says of one alone, besides its name."""
AIM = "goal.statement"
_FEW = 3  # cells of a row over the projects of a unit
_TWICE = "表上有上下两行写着同一个项目名称，读成了一个项目；如果是两个项目，请分开，并核对指标"


def goes_on(line: Line, slid: int) -> bool:
    """True for one more indicator of a project, where blank cells are lost: a name and its value come first."""
    second = line.words[1] if len(line.words) > 1 and not slid and not line.spans_known else None
    return second is not None and line.filled[1].column == 1 and second.quantity and not is_amount(second.text)


@dataclass(slots=True)
class Listed:
    """A project of the list: its name, what else is its alone, and how many rows since a page began have its name.

    ``goes_on``: rows without its name came after one with it.
    """

    name: str = ""
    marks: dict[str, str] = field(default_factory=dict)
    named: int = 0
    goes_on: bool = False

    def new_page(self) -> None:
        """The name may be said once more for the same project."""
        self.named, self.goes_on = 0, False

    def go_on(self) -> list[str]:
        """A row without its name; what is to be told where another row may have begun another project."""
        doubtful, self.named, self.goes_on = self.named > 1, 0, True
        return [_TWICE] if doubtful else []

    def ends(self, line: Line, name: str, marks: Mapping[str, str]) -> bool:
        """Another project begins in a line, be it of the same name: another code, amount or goal, or named anew.

        Named once more with less than it said at first, it goes on on the next page of its table.
        """
        asked = OF_ONE if self.named > 1 else {*OF_ONE, AIM}  # a name in every row says nothing of goals
        other = any(self.marks.get(mark, text) != text for mark, text in marks.items() if mark in asked)
        return name != self.name or other or (self.goes_on and not line.turned and marks.keys() >= self.marks.keys())


def slid_by(line: Line, levels: int, known_levels: AbstractSet[str]) -> int:
    """By how many columns a row slid to the left, judged by the first name of a level or sign in it."""
    of_indicators = (spot.column for spot in line.filled if _is_of_indicators(spot.word, known_levels))
    return max(levels - next(of_indicators, levels), 0)


def _is_of_indicators(word: Word, known_levels: AbstractSet[str]) -> bool:
    """Names of levels and signs stand left of the levels only where a row has slid."""
    return word.norm in known_levels or bool(word.sign)


@dataclass(slots=True)
class UnitOver:
    """A unit that a row over its projects names, and the cell, for the first of them."""

    name: str = ""
    cells: list[tuple[Line, int]] = field(default_factory=list)

    def once(self) -> list[tuple[Line, int]]:
        """The cells, not told again."""
        cells, self.cells = self.cells, []
        return cells


def names_only(line: Line, columns: AbstractSet[int]) -> bool:
    """A row of nothing but what stands in these columns, and amounts."""
    return any(spot.column in columns for spot in line.filled) and all(
        spot.column in columns or is_amount(spot.text) for spot in line.filled
    )


def is_over_projects(line: Line, below: Line | None, column: int) -> bool:
    """A row that names a unit, not a project: it says hardly more, or another name stands right below."""
    return len(line.filled) <= _FEW or (below is not None and any(spot.column == column for spot in below.filled))


def with_unit(line: Line, said: Spot | None) -> Line:
    """A row that begins a project below another of its unit, with the unit's cell, which is merged over both."""
    if said is None or not line.filled or line.filled[0].column <= said.column:
        return line
    return replace(line, filled=(said, *line.filled), anchors=line.anchors | {said.column}, placed={})


def unit_of(line: Line, columns: AbstractSet[int]) -> UnitOver | None:
    """The unit a row over its projects names; a row of totals names none."""
    for index, spot in enumerate(line.filled):
        if spot.column in columns and spot.word.norm not in words("total"):
            return UnitOver(spot.text, [(line, index)])
    return None
