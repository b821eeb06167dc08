"""Which rows of words head a table of indicators."""

from __future__ import annotations

from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word

_MOST_UNKNOWN = 3  # one of so many words, at most, may be one that nobody knows
_LEAST_KNOWN = 2
_LEVELS = frozenset({*LEVEL_PATHS, NAME_PATH})


def is_indicator_head(row: list[Word]) -> bool:
    """True for a row that heads a table of indicators."""
    row = row[1:] if row and row[0].counts_rows else row
    meanings = {word.column for word in row}
    levels = meanings & _LEVELS
    if not levels and "indicator.target" not in meanings:
        return False
    named = any(word.any_level for word in (row if levels == set() else row[1:]))
    unknown = sum(word.column is None for word in row)
    if named and "indicator.target" in meanings and _MOST_UNKNOWN * unknown <= len(row):
        return len(row) - unknown > _LEAST_KNOWN
    if levels == {LEVEL_PATHS[0]} and not unknown and any(word.names for word in row[1:]):
        return "indicator.target" in meanings  # 指标类别 | 指标内容 | 目标值
    if NAME_PATH in meanings and any(word.names for word in row) and row[-1].aims:
        return True  # 指标 | 指标内容 | 绩效目标
    return len(levels) >= 2 or (NAME_PATH in meanings and bool(meanings & {"indicator.target", "indicator.weight"}))
