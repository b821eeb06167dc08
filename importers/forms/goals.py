"""Which goal of a form a row or a table of indicators speaks of: by words, by what was read before, by the layout."""

from __future__ import annotations

from collections.abc import Iterator

from importers.words.vocabulary import Word
from models.forms import AnyForm
from models.goals import Goal, Period
from models.templates.block import Block

STATEMENTS: dict[str, Period] = {"annual_goal.statement": "annual", "long_goal.statement": "long_term"}
"""The fields that are the text of a goal → its period."""


class Goals:
    """The goals of the form that is being read, and the one that is spoken of."""

    def __init__(self, form: AnyForm) -> None:
        self.form = form
        self.current: Goal | None = None
        self.tells_long = False  # its words ask for what is aimed at in the long term, whether it is said or not
        self._hinted: Period | None = None
        self._behind: Goal | None = None
        self._begun: dict[Period, int] = {"annual": 0, "long_term": 0}

    def nth(self, period: Period, number: int) -> Goal:
        """The goal of that number, from 0; it and those before it are made where there are none yet."""
        while len(goals := self.form.goals_of(period)) <= number:
            self.form.goals.append(Goal(period=period))
        return goals[number]

    def begin(self, period: Period) -> Goal:
        """The next goal of a period, where every goal has a part of the form for itself."""
        self._begun[period] += 1
        return self.turn_to(self.nth(period, self._begun[period] - 1))

    def add(self, period: Period) -> Goal:
        """One more goal, of a list of them."""
        goal = Goal(period=period)
        self.form.goals.append(goal)
        return self.turn_to(goal)

    def add_behind(self, period: Period) -> Goal:
        """One more goal, told behind the indicators of another: the next table is its own."""
        self._behind = self.add(period)
        return self._behind

    def turn_to(self, goal: Goal) -> Goal:
        """The goal that is spoken of from here on."""
        self.current = goal
        return goal

    def hint(self, word: Word) -> None:
        """Fixed words say which goals' indicators come next."""
        self.tells_long |= word.long_term
        if word.speaks_of_indicators:
            self._hinted = "long_term" if word.long_term else "annual"

    def period(self, label: Word) -> Period | None:
        """annual or long_term where words say so."""
        if label.long_term:
            return "long_term"
        if "年度" in label.text or "当年" in label.text:
            return "annual"
        return self._hinted or (self.current.period if self.current else None)

    def only_period(self, tables: int) -> Period | None:
        """The period of the goals read so far, where all are of one; one table for goals of both is the year's."""
        periods = {goal.period for goal in self.form.goals}
        if len(periods) == 1:
            return periods.pop()
        return None if periods and tables > 1 else "annual"

    def of_table(self, block: Block | None, label: Word, *, years: bool) -> Iterator[Goal]:
        """The goals whose indicators a table holds: the current one, or those of the block's period one by one.

        ``years``: the template draws the table for the year's goal where no words say otherwise.
        """
        if years and self._hinted is None and not label.long_term:
            self._hinted = "annual"
        said = self._from_current(label)
        if block is not None and block.period and (self.current is None or self.current is not self._behind):
            said = self._all(block.period)
        self._hinted = None
        return said

    def _all(self, period: Period) -> Iterator[Goal]:
        number = 0
        while True:
            yield self.nth(period, number)
            number += 1

    def _from_current(self, label: Word) -> Iterator[Goal]:
        period = self.period(label) or "annual"
        current = self.current if self.current is not None and self.current.period == period else None
        return self._from(current, period)

    def _from(self, goal: Goal | None, period: Period) -> Iterator[Goal]:
        goal = goal or self.nth(period, 0)
        while True:
            yield goal
            goal = self.nth(period, len(self.form.goals_of(period)))
