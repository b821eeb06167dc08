"""Heads of goals side by side whose texts stand in the rows below: which goal every text is of, by the words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from importers.finding.lines import Line, Spot
from importers.forms.goals import Goals
from importers.forms.labelled import Label, LabelledRows
from importers.placed import LABEL
from importers.words.heads_and_labels import GROUP
from importers.words.vocabulary import Word
from models.goals import Period

_STATEMENTS = {"annual_goal.statement", "long_goal.statement"}
_PATHS = {
    "annual": ["annual_goal.statement"],
    "either": ["annual_goal.statement"],
    "long_term": ["long_goal.statement"],
    "result": [],
}
_SIDES = 2  # what was aimed at, and what was reached
_Kind = Literal["annual", "long_term", "either", "result"]


class _Head(NamedTuple):
    column: int
    kind: _Kind


def _kind(word: Word, kind: Literal["project", "department"]) -> _Kind | None:
    """What a head of goals asks for: whole words before the place they stand in; None for other words."""
    if word.tells_result:
        return "result"
    path = word.field(kind)
    if path not in _STATEMENTS:
        return None
    if path == "long_goal.statement" or word.long_term:
        return "long_term"
    return "annual" if "年" in word.bare else "either"


class GoalHeads:
    """Rows such as 总体目标 | 年度目标, 年初设定目标 | 全年实际完成情况, and the texts under them."""

    def __init__(self, goals: Goals, labelled: LabelledRows) -> None:
        self.goals = goals
        self.labelled = labelled
        self._heads: list[_Head] = []

    def opens(self, line: Line) -> bool:
        """True for a row of nothing but heads of goals, which is then taken as such."""
        kinds = [_kind(word, self.labelled.form.kind) for word in line.words]
        heads = [_Head(spot.column, kind) for spot, kind in zip(line.filled, kinds, strict=True) if kind]
        if len(heads) < _SIDES or all(head.kind == "result" for head in heads):
            return False
        beside = kinds[0] is None and len(heads) == len(kinds) - 1 and self._only_groups(line, heads)
        if len(heads) < len(kinds) and not beside:
            return False
        self._heads = heads
        self.goals.tells_long |= any(head.kind == "long_term" for head in heads)
        self.labelled.waiting = [Label(path, head.column) for head in heads[-2:] for path in _PATHS[head.kind]]
        line.place_all(LABEL)
        return True

    def _only_groups(self, line: Line, heads: Sequence[_Head]) -> bool:
        """What stands before the heads is the label of a whole part (项目基本情况), not what asks for a value."""
        word = line.words[0]
        own = word.field(self.labelled.form.kind)
        return own in (None, GROUP) and not word.quantity and any(head.kind == "result" for head in heads)

    def close(self) -> None:
        """Something else than a row of texts comes: nothing is asked for any more."""
        self._heads = []

    def takes(self, line: Line) -> bool:
        """Takes the row under the heads; True when it was one."""
        heads, self._heads = self._heads, []
        if not heads or any(self._is_label(word) for word in line.words):
            return False
        self.labelled.waiting = []
        done: set[Period] = set()
        for index, head in _under(heads, line.filled):
            period = _period(head, heads[1:] if head is not heads[0] else heads)
            if period is None or period in done:
                continue
            done.add(period)
            where = self.labelled.put_statement(period, line.filled[index].text)
            if where:
                line.placed[index] = where
        return True

    def _is_label(self, word: Word) -> bool:
        return self.labelled.is_label(word) or word.column is not None


def _period(head: _Head, beside: Sequence[_Head]) -> Period | None:
    """The goal that a head speaks of; words that may be either's mean the whole beside the year's."""
    if head.kind == "result":
        return None
    if head.kind != "either":
        return head.kind
    return "long_term" if any(one.kind == "annual" for one in beside) else "annual"


def _under(heads: Sequence[_Head], spots: Sequence[Spot]) -> list[tuple[int, _Head]]:
    """Every text with its head: by the columns where they agree, else in order. What has no head is left."""
    at = {head.column: head for head in heads}
    beside = heads[0].kind == "either" or (heads[0].kind == "result" and len(heads) > _SIDES)
    if beside and len(spots) < len(heads) and spots[0].column == heads[0].column:
        heads = heads[1:]  # 总体目标 heads the others, and the blank below it is lost
    elif all(spot.column in at for spot in spots):
        return [(index, at[spot.column]) for index, spot in enumerate(spots)]
    own = heads[-len(spots) :] if len(spots) < len(heads) else heads
    return list(zip(range(len(spots)), own, strict=False))
