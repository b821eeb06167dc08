"""Which rows of words head a table of indicators."""

from __future__ import annotations

from collections.abc import Sequence

from importers.words.listed import words
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word

_MOST_UNKNOWN = 3  # one of so many words, at most, may be one that nobody knows
_LEAST_KNOWN = 2
_TARGET = "indicator.target"
_LEVELS = frozenset({*LEVEL_PATHS, NAME_PATH})


def outdone(heads: Sequence[Word]) -> frozenset[int]:
    """Which of several heads of values give way to that of the last stage: 申报指标值 to 审核指标值, 年初目标值 to
    调整后目标值."""
    own = [n for n, word in enumerate(heads) if word.column == _TARGET]
    last = [n for n in own if any(stage in heads[n].norm for stage in words("last_stage"))]
    return frozenset(own).difference(last) if len(last) == 1 else frozenset()


def is_indicator_head(row: list[Word]) -> bool:
    """True for a row that heads a table of indicators."""
    row = row[1:] if row and row[0].counts_rows else row
    meanings = {word.column for word in row} | {_TARGET for word in row if word.plan_year and word.ends_as_value}
    levels = meanings & _LEVELS
    if not levels and _TARGET not in meanings:
        return False
    named = any(word.any_level for word in (row if levels == set() else row[1:]))
    unknown = sum(word.column is None for word in row)
    if named and _TARGET in meanings and _MOST_UNKNOWN * unknown <= len(row):
        return len(row) - unknown > _LEAST_KNOWN
    if levels == {LEVEL_PATHS[0]} and not unknown and any(word.names for word in row[1:]):
        return _TARGET in meanings  # 指标类别 | 指标内容 | 目标值
    if not levels and not unknown and any(word.names for word in row[1:]):
        return {_TARGET, "goal.label"} <= meanings  # 绩效目标 | 指标内容 | 指标值
    if NAME_PATH in meanings and any(word.names for word in row) and row[-1].aims:
        return True  # 指标 | 指标内容 | 绩效目标
    return len(levels) >= 2 or (NAME_PATH in meanings and bool(meanings & {_TARGET, "indicator.weight"}))
