"""Words for places: where a stable path lies in a form, in the paper's words."""

from __future__ import annotations

from collections.abc import Iterator

from models.fields import LISTS
from models.forms import AnyForm
from models.goals import Category, Dimension, Goal, Indicator
from models.python import regex
from models.rules.view import FormView
from models.templates.printed import Labels
from models.values import EXPENDITURE_WORDS, FUNDING_WORDS, Node

_PERIOD_LABEL = regex(r"(?:长期|中期|实施期|年度)(?:绩效)?目标$")
_STRUCTURES = {"income": "收入", "expenditure": "支出"}
_LINES = {key.value: word for words in (FUNDING_WORDS, EXPENDITURE_WORDS) for key, word in words.items()}
_SELF = frozenset({"name", "dimensions"})
"""Fields that the names on the way already say."""


Trails = dict[str, tuple[tuple[str, ...], str]]
"""Node id → the names on the way to it, and its scope."""


def place(labels: Labels, trails: Trails, where: str, known: dict[str, str] | None = None) -> str:
    """Where a stable path lies in a form, in the paper's words: ``年度目标1 · 数量指标 · 办件数 · 指标值``.

    ``known`` keeps the names of columns of indicators for the next time.
    """
    node_id, _, field = where.partition(".")
    names, scope = trails.get(node_id, ((), "form"))
    column = known.get(field) if known is not None and scope == "indicator" else None
    if column is None:
        column = _column(labels, scope, field)
        if known is not None and scope == "indicator":
            known[field] = column
    told = (*names, column)
    apart = {*told}  # a goal may be called as its field
    return " · ".join(told if len(apart) == len(told) and "" not in apart else dict.fromkeys(filter(None, told)))


def _column(labels: Labels, scope: str, field: str) -> str:
    if not field or (field in _SELF and scope != "form"):
        return ""
    parts = field.split(".")
    if scope == "form":
        return _structure(labels, parts) if parts[0] in _STRUCTURES and len(parts) > 1 else labels.in_full(field)
    column = labels.of(f"item.{parts[0]}", scope) if scope in LISTS else labels.of(f"{scope}.{parts[0]}")
    if scope == "goal" and _PERIOD_LABEL.search(column):  # the form calls every statement by its own goal's name
        return ""
    return f"{parts[1]} 年的{column}" if parts[0] == "history" and len(parts) > 1 else column


def _structure(labels: Labels, parts: list[str]) -> str:
    """A line of 收入构成 or 支出构成: ``支出 · 合计 · 2025 年``."""
    line = labels.of(f"{parts[0]}.{parts[1]}.amount")
    if line == labels.of(parts[0]):  # not printed by that name
        line = _LINES.get(parts[1], line)
    column = f"{parts[3]} 年" if parts[2:3] == ["history"] and len(parts) > 3 else ""
    share = "占比" if parts[2:] == ["share"] else ""
    return " · ".join(word for word in (_STRUCTURES[parts[0]], line, column, share) if word)


def trails_of(view: FormView, *, rows: bool = True) -> Trails:
    """The way to every node of the form; the scope of a line is the list it stands in. ``rows`` False: without 三级."""
    trails: Trails = {view.form.id: ((), "form")}
    for goal in view.form.goals:
        label = goal_name(goal)
        trails.update((node.id, ((label, *names), scope)) for names, node, scope in _under(goal, rows=rows))
    trails.update((node.id, ((name,), items)) for items, name, node in _items(view.form))
    return trails


def goal_name(goal: Goal) -> str:
    """A goal's name on paper, or what its period is called."""
    return goal.label.strip() or ("长期目标" if goal.period == "long_term" else "年度目标")


def row_name(name: str, number: int) -> str:
    """An indicator's name, or which row of its 二级指标 it is."""
    return name.strip() or f"第 {number} 行"


def _under(goal: Goal, *, rows: bool) -> Iterator[tuple[tuple[str, ...], Goal | Dimension | Category | Indicator, str]]:
    yield (), goal, "goal"
    for dimension in goal.dimensions:
        yield (dimension.name,), dimension, "dimension"
        for category in dimension.categories:
            yield (dimension.name, category.name), category, "category"
            level = category.name or dimension.name
            for number, indicator in enumerate(category.indicators if rows else (), 1):
                yield (level, row_name(indicator.name, number)), indicator, "indicator"


_SPOKEN = {
    "tasks": ("任务", "name"),
    "projects": ("项目", "name"),
    "measures": ("措施", "title"),
    "costs": ("支出明细", "content"),
    "purchases": ("采购", "name"),
}
"""List → what people call its lines, and the field that tells them apart."""


def _items(form: AnyForm) -> Iterator[tuple[str, str, Node]]:
    """The lines of the form's lists: the list, what people call the line, the line."""
    for items, (word, name) in _SPOKEN.items():
        yield from ((items, f"{word}“{getattr(item, name)}”", item) for item in vars(form).get(items, ()))
