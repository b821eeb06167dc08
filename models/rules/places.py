"""Words for places: what the paper calls a column or a field, and where a stable path lies in a form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.forms import CostItem, DepartmentForm, Measure, ProjectForm, ProjectLine, Purchase, Task
from models.goals import Category, Dimension, Goal, Indicator
from models.paths import FORMS, SCOPES, split_scope
from models.rules.view import FormView
from models.templates.grid import Grid, GridCell
from models.templates.template import Block, FormTemplate, walk
from models.values import EXPENDITURE_WORDS, FUNDING_WORDS, Part

_STOP = re.compile(r"[，、；：。（(]")
_SPACE = re.compile(r"[\s：:]+")
_PERIOD_LABEL = re.compile(r"(?:长期|中期|实施期|年度)(?:绩效)?目标$")
_PLAIN = {(kind, "template"): "版式" for kind in ("", *FORMS)} | {("department", "name"): "表名"}
_STRUCTURES = {"income": "收入", "expenditure": "支出"}
_LINES = {key.value: word for words in (FUNDING_WORDS, EXPENDITURE_WORDS) for key, word in words.items()}
_SELF = frozenset({"name", "dimensions"})
"""Fields that the names on the way already say."""


class Labels:
    """The names of one template's fields, as its drawings print them; each is looked up once."""

    def __init__(self, template: FormTemplate | None) -> None:
        self._template = template
        self._known: dict[str, str] = {}

    def of(self, path: str) -> str:
        """The name of a field given as in drawings: ``indicator.basis``, ``leader``."""
        if path not in self._known:
            self._known[path] = self._printed(path) or _described(self._template.kind if self._template else "", path)
        return self._known[path]

    def _printed(self, path: str) -> str:
        template = self._template
        if template is None:
            return ""
        return next((name for block in walk(template.block) if (name := _name_in(template, block, path))), "")


def _name_in(template: FormTemplate, block: Block, path: str) -> str:
    for drawing in (block.row, block.rows):
        grid = template.grid(drawing)
        for cell in grid.cells:
            if any(place.path == path for place in cell.places):
                return _head(template.grid(block.head), cell) if drawing == block.row else _beside(grid, cell)
    return ""


def _head(grid: Grid, cell: GridCell) -> str:
    """The lowest head over the cell's column."""
    over = [head for head in grid.cells if _covers(head.column, head.column_span, cell.column)]
    return next((text for head in reversed(over) if (text := _words(head))), "")


def _beside(grid: Grid, cell: GridCell) -> str:
    """Its own words, else the label at the left in its row, else the one over it."""
    left = [
        other for other in grid.cells if other.column < cell.column and _covers(other.row, other.row_span, cell.row)
    ]
    over = [
        other for other in grid.cells if other.row < cell.row and _covers(other.column, other.column_span, cell.column)
    ]
    near = [cell, *reversed(left), *reversed(over)]
    return next((text for other in near if (other is cell or other.fixed) and (text := _words(other))), "")


def _covers(start: int, span: int, place: int) -> bool:
    return start <= place < start + span


def _words(cell: GridCell) -> str:
    return _SPACE.sub("", "".join(piece for piece in cell.pieces if isinstance(piece, str)))


def _described(kind: str, path: str) -> str:
    """The name from the model: the first words of the field's description."""
    if (kind, path) in _PLAIN:
        return _PLAIN[kind, path]
    scope, rest = split_scope(path)
    forms: tuple[type[Part], ...] = (FORMS[kind],) if kind else tuple(FORMS.values())
    models = forms if scope == "form" else SCOPES[scope]
    name = rest.split(".")[0]
    for model in models:
        field = model.model_fields.get(name)
        if field is not None:
            return _STOP.split(field.description or name)[0]
    return name


Trails = dict[str, tuple[tuple[str, ...], str]]
"""Node id → the names on the way to it, and its scope."""


def place(labels: Labels, trails: Trails, where: str) -> str:
    """Where a stable path lies in a form, in the paper's words: ``年度目标1 · 数量指标 · 办件数 · 指标值``."""
    node_id, _, field = where.partition(".")
    names, scope = trails.get(node_id, ((), "form"))
    words = dict.fromkeys(
        word for word in [*names, _column(labels, scope, field)] if word
    )  # a goal may be called as its field
    return " · ".join(words)


def _column(labels: Labels, scope: str, field: str) -> str:
    if not field or (field in _SELF and scope != "form"):
        return ""
    parts = field.split(".")
    if scope == "form":
        return _structure(labels, parts) if parts[0] in _STRUCTURES and len(parts) > 1 else labels.of(field)
    column = labels.of(f"{scope}.{parts[0]}")
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


def trails_of(view: FormView) -> Trails:
    """The way to every node of the form."""
    trails: Trails = {view.form.id: ((), "form")}
    for goal in view.form.goals:
        label = goal_name(goal)
        trails.update((node.id, ((label, *names), scope)) for names, node, scope in _under(goal))
    trails.update((node.id, ((name,), "item")) for name, node in _items(view.form))
    return trails


def goal_name(goal: Goal) -> str:
    """A goal's name on paper, or what its period is called."""
    return goal.label.strip() or ("长期目标" if goal.period == "long_term" else "年度目标")


def row_name(name: str, number: int) -> str:
    """An indicator's name, or which row of its 二级指标 it is."""
    return name.strip() or f"第 {number} 行"


def _under(goal: Goal) -> Iterator[tuple[tuple[str, ...], Goal | Dimension | Category | Indicator, str]]:
    yield (), goal, "goal"
    for dimension in goal.dimensions:
        yield (dimension.name,), dimension, "dimension"
        for category in dimension.categories:
            yield (dimension.name, category.name), category, "category"
            level = category.name or dimension.name
            for number, indicator in enumerate(category.indicators, 1):
                yield (level, row_name(indicator.name, number)), indicator, "indicator"


Item = Task | ProjectLine | Measure | CostItem | Purchase


def _items(form: DepartmentForm | ProjectForm) -> Iterator[tuple[str, Item]]:
    """The lines of the form's lists with a name for each."""
    if isinstance(form, DepartmentForm):
        yield from ((f"任务“{task.name}”", task) for task in form.tasks)
        yield from ((f"项目“{line.name}”", line) for line in form.projects)
        yield from ((f"措施“{measure.title}”", measure) for measure in form.measures)
    else:
        yield from ((f"支出明细“{item.content}”", item) for item in form.costs)
        yield from ((f"采购“{item.name}”", item) for item in form.purchases)
