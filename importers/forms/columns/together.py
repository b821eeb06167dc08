"""Columns of indicators that mean something only beside the others: which holds the names, the levels, the values."""

from __future__ import annotations

from collections.abc import Sequence

from importers.forms.columns.drawn_heads import Column
from importers.forms.columns.planned import planned, year_of
from importers.words.heads_and_labels import KINDS
from importers.words.indicator_heads import outdone
from importers.words.listed import words
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word

_LEVELS = frozenset({*LEVEL_PATHS, NAME_PATH})
_TARGET = "indicator.target"
SIGNS = (f"{_TARGET}.comparison", "indicator.nature")
_UNSURE = ("?", "indicator.description")
_SAID = ("indicator.description", "indicator.remark")


def understood(columns: list[Column], year: int = 0) -> list[Column]:
    """The columns, with those that mean something only beside the others; ``year`` is the form's, where it says one."""
    for look in (*_BY_LEVELS, *_BY_VALUES):
        columns = look(columns)
    return _aimed_by_year(columns, year)


def _beside(columns: list[Column]) -> list[Column]:
    """绩效内容 | 一级指标 | 二级指标 | 三级指标: what would hold names left of the levels only labels the rows."""
    paths = [column.path for column in columns]
    level = min((paths.index(path) for path in LEVEL_PATHS if path in paths), default=0)
    if NAME_PATH not in paths[level:]:
        return columns
    return [*(_labelling(column) for column in columns[:level]), *columns[level:]]


def _labelling(column: Column) -> Column:
    """A column left of the levels, as the label of the rows where it would hold names or is called like a goal."""
    head = column.head
    of_goal = column.path == "?" and any((head.field(kind) or "").endswith(".statement") for kind in KINDS)
    return column._replace(path="goal.label") if column.path == NAME_PATH or of_goal else column


def _deepest(columns: list[Column]) -> list[Column]:
    """三级指标 | 四级指标: the last holds the names; what stands before it is a level that no form has."""
    names = [n for n, column in enumerate(columns) if column.path == NAME_PATH]
    above = [n for n in names if n + 1 in names]
    level = LEVEL_PATHS[1] if all(column.path != LEVEL_PATHS[1] for column in columns) else "?"
    return [column._replace(path=level) if n in above else column for n, column in enumerate(columns)]


def _named(columns: list[Column]) -> list[Column]:
    """Where no column holds names, 指标内容 does (beside 三级指标 it would explain them), else 绩效指标."""
    if not columns or any(column.path == NAME_PATH for column in columns):
        return columns
    last = max((n for n, column in enumerate(columns) if column.head.any_level), default=0)
    names = [n for n, column in enumerate(columns) if column.head.names and n > last]
    if names:
        return [column._replace(path=NAME_PATH) if n in names else column for n, column in enumerate(columns)]
    last = last or _behind_levels(columns)
    if not last and (not columns[0].head.any_level or any(column.path in LEVEL_PATHS for column in columns)):
        return columns
    named = [column._replace(path=NAME_PATH) if n == last else column for n, column in enumerate(columns)]
    return _sorted_by_kind(named, last)


def _of_others(columns: list[Column]) -> list[Column]:
    """What is explained left of the levels and the names is no indicator."""
    first = min((n for n, column in enumerate(columns) if column.path in _LEVELS), default=0)
    return [one._replace(path="?") if n < first and one.path in _SAID else one for n, one in enumerate(columns)]


def _behind_levels(columns: Sequence[Column]) -> int:
    """The number of the column between the levels and the values, under words for indicators, what explains them or
    goals (绩效目标内容); 0 where there is none."""
    levels = [n for n, column in enumerate(columns) if column.path in LEVEL_PATHS]
    behind = levels[-1] + 1 if len(levels) == len(LEVEL_PATHS) else 0
    if not 0 < behind < len(columns) - 1 or not _holds_values(columns[behind + 1]):
        return 0
    column = columns[behind]
    return behind if column.head.aims or column.path in ("indicator.description", "goal.label") else 0


def _sorted_by_kind(columns: list[Column], name: int) -> list[Column]:
    """指标类型 before the names, where no column holds levels, is what the level is called there."""
    if any(column.path in LEVEL_PATHS for column in columns):
        return columns
    kinds = [n for n in range(name) if columns[n].path == "indicator.nature"]
    return [column._replace(path=LEVEL_PATHS[0]) if n in kinds[:1] else column for n, column in enumerate(columns)]


def _two_levels(columns: list[Column]) -> list[Column]:
    """指标 | 指标内容 without other levels: the first is the level, the second holds the names."""
    paths = [column.path for column in columns]
    names = [n for n, column in enumerate(columns) if column.head.names]
    if paths.count(NAME_PATH) != 1 or not names or not set(LEVEL_PATHS).isdisjoint(paths):
        return columns
    first, second = paths.index(NAME_PATH), names[0]
    if second != first + 1 or not columns[first].head.any_level:
        return columns
    meant = {first: LEVEL_PATHS[0], second: NAME_PATH}
    return [column._replace(path=meant.get(n, column.path)) for n, column in enumerate(columns)]


def _by_standard(columns: list[Column]) -> list[Column]:
    """绩效标准 beside another column of values is what they rest on."""
    standards = [n for n, column in enumerate(columns) if column.head.is_standard and column.path == _TARGET]
    paths = [column.path for column in columns]
    if len(standards) != 1 or paths.count(_TARGET) < 2 or "indicator.basis" in paths:
        return columns
    return [column._replace(path="indicator.basis") if n in standards else column for n, column in enumerate(columns)]


def _staged(columns: list[Column]) -> list[Column]:
    """Of several columns of values that of the last stage counts."""
    others = outdone([column.head for column in columns])
    return [one._replace(path="?") if n in others and one.path == _TARGET else one for n, one in enumerate(columns)]


def _weighed(columns: list[Column]) -> list[Column]:
    """Points right behind a level are the level's; the indicator's own ones count."""
    paths = [column.path for column in columns]
    of_level = {n for n in range(1, len(paths)) if paths[n] == "indicator.weight" and paths[n - 1] in LEVEL_PATHS}
    return [column._replace(path="?") if n in of_level else column for n, column in enumerate(columns)]


def _levelled(columns: list[Column]) -> list[Column]:
    """Where no column holds levels, the one headed 绩效指标 beside the names does, or the two left of the names."""
    paths = [column.path for column in columns]
    before = paths[: paths.index(NAME_PATH)] if NAME_PATH in paths else []
    if any(path in LEVEL_PATHS for path in paths) or "indicator.nature" in before:  # 指标类型: what it holds tells
        return columns
    if paths[:2] == ["goal.label", "goal.label"] and NAME_PATH in paths:
        first, second, *others = columns
        return [first._replace(path=LEVEL_PATHS[0]), second._replace(path=LEVEL_PATHS[1]), *others]
    return [
        column._replace(path=LEVEL_PATHS[0]) if column.path == "goal.label" and column.head.ends_as_level else column
        for column in columns
    ]


def _aimed(columns: list[Column]) -> list[Column]:
    """Where no column holds values, the one between their signs and units does, whatever it is called; else 绩效目标
    behind the names, or one that ends as such heads do (批复指标值)."""
    return _aimed_by_ending(_aimed_by_goal(_amid_parts(columns)))


def _aimed_by_year(columns: list[Column], own: int) -> list[Column]:
    """Where no column holds values but those of years do: the form's year, later ones are nobody's; else the last."""
    years = {n: year for n, one in enumerate(columns) if (year := year_of(one.path)) and not _was_reached(one.head)}
    if not years or any(map(_holds_values, columns)):
        return columns
    year = own if own in years.values() else max(years.values())
    meant = {n: _TARGET if one == year else "?" for n, one in years.items() if one >= year}
    return [column._replace(path=meant.get(n, column.path)) for n, column in enumerate(columns)]


def _was_reached(head: Word) -> bool:
    """Headed as what a year has reached, not as what it aims at: 2025年完成值."""
    reached = any(word in head.norm for word in words("reached"))
    return reached and not any(word in head.norm for word in words("plans"))


def _amid_parts(columns: list[Column]) -> list[Column]:
    """运算符号 | 内容 | 度量单位: the number stands between the two."""
    paths = [column.path for column in columns]
    signs = [n for n, path in enumerate(paths) if path in SIGNS]
    amid = [n + 1 for n in signs if paths[n + 2 : n + 3] == [f"{_TARGET}.unit"] and _is_unsure(columns[n + 1])]
    if any(map(_holds_values, columns)) or len(amid) != 1:
        return columns
    return [column._replace(path=_TARGET) if n in amid else column for n, column in enumerate(columns)]


def _is_unsure(column: Column) -> bool:
    """A word that may head values; one that nobody knows is told by what stands below it (``held``)."""
    return column.path in _UNSURE and column.head.column is not None


def _aimed_by_ending(columns: list[Column]) -> list[Column]:
    if any(map(_holds_values, columns)):
        return columns
    ending = [n for n, column in enumerate(columns) if column.path == "?" and _says_values(column)]
    return [column._replace(path=_TARGET) if n in ending[:1] else column for n, column in enumerate(columns)]


def _says_values(column: Column) -> bool:
    """Ends as heads of values do, or tells a part of them: 本年目标, 合计."""
    return column.head.ends_as_value or column.head.divided_value == _TARGET


def _holds_values(column: Column) -> bool:
    """A column of values, not only of their signs or units."""
    return column.path.startswith(_TARGET) and column.path not in (f"{_TARGET}.comparison", f"{_TARGET}.unit")


def _aimed_by_goal(columns: list[Column]) -> list[Column]:
    paths = [column.path for column in columns]
    held = any(_holds_values(column) and not column.head.is_standard for column in columns)
    if NAME_PATH not in paths or held:
        return columns
    behind = [n for n in range(paths.index(NAME_PATH), len(paths)) if columns[n].head.aims]
    return [column._replace(path="indicator.target") if n in behind[:1] else column for n, column in enumerate(columns)]


_BY_LEVELS = (_beside, _deepest, _two_levels, _named, _of_others, _levelled)
_BY_VALUES = (planned, _aimed, _by_standard, _staged, _weighed)
