"""What tells one project from the next in a table of many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from importers.amounts import is_amount
from importers.finding.lines import Line, Spot
from importers.words.listed import words
from importers.words.vocabulary import LEVEL_PATHS, Word

OF_ONE = frozenset({"form.code", "form.amount"})
"""What a list of projects says of one alone, besides its name."""
AIM = "goal.statement"
_OF_WHOM = frozenset({"form.name", "form.unit_name"})
_MOST_UNKNOWN = 3  # one of so many heads, at most, may be one that nobody knows
_FEW = 3  # cells of a row over the projects of a unit
_TWICE = "表上有上下两行写着同一个项目名称，读成了一个项目；如果是两个项目，请分开，并核对指标"


def tells_one(spots: Sequence[Spot], *, kept: bool) -> int | None:
    """The column of a list that tells what a form is of: that of the projects' names; else that of units, where their
    goal or money stands beside it left of all levels, and places are ``kept``."""
    names = [spot.column for spot in spots if spot.word.in_list == "form.name"]
    levels = [spot.column for spot in spots if spot.word.heads_level]
    if names or not levels or not kept:
        return names[-1] if names else None
    said = {spot.word.in_list: spot.column for spot in spots if spot.column < min(levels)}
    return said.get("form.unit_name") if said.keys() & {AIM, "form.amount"} else None


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


def name_column(head: Line) -> int | None:
    levels = of_indicators(head)
    name = tells_one(head.filled, kept=head.spans_known)
    return name if name is not None and levels and name < min(levels) else None


def of_indicators(head: Line) -> list[int]:
    """The columns under words for levels; where none heads the 一级指标, those under a group of them as well."""
    levels = [spot.column for spot in head.filled if spot.word.heads_level]
    if any(spot.word.column == LEVEL_PATHS[0] for spot in head.filled):
        return levels
    return levels + [spot.column for spot in head.filled if spot.word.column == "" and spot.word.in_list is None]


def side_by_side(head: Line, above: Line) -> list[Spot]:
    """The heads of the indicators, where they belong below their group, between those of the row above."""
    levels = [spot for spot in head.filled if spot.word.heads_level]
    group = next((spot.column for spot in above.filled if spot.word.column == "goal.label"), None)
    names = [spot.column for spot in above.filled if spot.word.in_list in _OF_WHOM]
    slid = group - levels[0].column if group is not None and levels[0].column <= max(names) else 0
    start, stop = levels[0].column + slid, head.filled[-1].column + slid
    below = [spot.moved(spot.column + slid) for spot in head.filled]
    under = {spot.column for spot in below} if head.spans_known else set()
    beside = (spot for spot in above.filled if spot.column < start or spot.column > stop)
    return [*(spot for spot in beside if spot.column not in under), *below]


def heads_projects(line: Line) -> bool:
    """True for a row of words of columns, a project's or a unit's name among them, with hardly one nobody knows."""
    meanings = [word.in_list or word.column for word in line.words if not word.counts_rows]
    unknown = sum(meaning is None for meaning in meanings)
    return len(meanings) >= 2 and _MOST_UNKNOWN * unknown <= len(meanings) and not _OF_WHOM.isdisjoint(meanings)
