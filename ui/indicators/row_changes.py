"""What can be done to the rows of a tree, as changes: adding, removing, moving, copying. No Qt.

Each verb looks at the dossier and answers with an ``Outcome`` (the change, and where the person goes next), or raises
``Refusal`` with a sentence that says why not and what to do instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from models.edits import Batch, Change, Editor, Insert, Move, Remove, duplicate
from models.goals import Category, Dimension, Goal, Indicator
from models.rules.wording.kinds import level_name
from models.templates.template import FormTemplate
from ui.indicators.entries import (
    CATEGORY,
    DIMENSION,
    INDICATOR,
    LEVEL_WORDS,
    LISTS,
    Level,
    children_of,
    indicators_under,
)
from ui.indicators.transfer import Parcel

_LEVELS: tuple[type[Level], ...] = (Dimension, Category, Indicator)
SAME_PLACE = "已经在这里了"
_PLACES = ("两个一级指标之间", "一级指标下面", "二级指标下面")


class Refusal(Exception):  # noqa: N818 (the word of our world)
    """It cannot be done; the text says why and what to do instead."""


class Outcome(NamedTuple):
    """A change, the rows to select afterwards (the first becomes the current one) and a remark for the person.

    ``cells``: texts in cells that are no value, with why; None where there is a value again.
    """

    change: Change
    select: tuple[str, ...] = ()
    remark: str = ""
    cells: Mapping[str, tuple[str, str] | None] = {}


def level_of(editor: Editor, node_id: str) -> int:
    """0 for 一级, 1 for 二级, 2 for 三级, -1 for anything else."""
    if node_id not in editor:
        return -1
    node = editor.node(node_id)
    return next((level for level, kind in enumerate(_LEVELS) if isinstance(node, kind)), -1)


def ancestor(editor: Editor, node_id: str, level: int) -> str:
    """The node of that level at or over a node; empty where there is none."""
    found = node_id
    while level_of(editor, found) > level:
        found = editor.parent(found)[0]
    return found if level_of(editor, found) == level else ""


def tops(editor: Editor, ids: Iterable[str]) -> list[str]:
    """Those of the ids that stand under no other of them, from top to bottom."""
    chosen = {one for one in ids if level_of(editor, one) >= 0}
    free = [one for one in chosen if not _over(editor, one) & chosen]
    return sorted(free, key=lambda one: _way(editor, one))


def _over(editor: Editor, node_id: str) -> set[str]:
    level = level_of(editor, node_id)
    return {ancestor(editor, node_id, above) for above in range(level)}


def _way(editor: Editor, node_id: str) -> tuple[int, ...]:
    """The places on the way to a node, to sort by."""
    way: list[int] = []
    while level_of(editor, node_id) >= 0:
        node_id, _, position = editor.parent(node_id)
        way.insert(0, position)
    return tuple(way)


# --- adding -----------------------------------------------------------------------------------------------------------


def with_dimension(editor: Editor, goal: Goal, at: str, name: str = "") -> Outcome:
    """A new 一级指标 after the one at hand."""
    return _beside(editor, goal.id, ancestor(editor, at, DIMENSION), Dimension(name=name))


def with_category(editor: Editor, goal: Goal, at: str, name: str = "") -> Outcome:
    """A new 二级指标 after the one at hand, or at the end of the 一级指标 at hand."""
    dimension = ancestor(editor, at, DIMENSION) or (goal.dimensions[-1].id if goal.dimensions else "")
    if not dimension:
        raise Refusal("还没有一级指标，请先添加一级指标")
    return _beside(editor, dimension, ancestor(editor, at, CATEGORY), Category(name=name))


def with_indicator(editor: Editor, goal: Goal, at: str) -> Outcome:
    """A new 三级指标 after the one at hand; the levels over it are made where there are none."""
    new = Indicator()
    category = ancestor(editor, at, CATEGORY) or _last_category(editor, goal, at)
    if category:
        return _beside(editor, category, ancestor(editor, at, INDICATOR), new)
    inner = Category(indicators=[new])
    dimension = ancestor(editor, at, DIMENSION) or (goal.dimensions[-1].id if goal.dimensions else "")
    whole = inner if dimension else Dimension(categories=[inner])
    made = _beside(editor, dimension or goal.id, "", whole)
    return Outcome(Batch((made.change,), "添加三级指标"), (new.id,))


def _last_category(editor: Editor, goal: Goal, at: str) -> str:
    dimension = ancestor(editor, at, DIMENSION)
    groups = [one for one in goal.dimensions if not dimension or one.id == dimension]
    categories = groups[-1].categories if groups else []
    return categories[-1].id if categories else ""


def _beside(editor: Editor, parent: str, sibling: str, node: Level) -> Outcome:
    """Puts a node after a sibling, or at the end of the list where there is none at hand."""
    level = level_of(editor, parent) + 1
    own = sibling and editor.parent(sibling)[0] == parent
    place = editor.parent(sibling)[2] + 1 if own else len(getattr(editor.node(parent), LISTS[level]))
    return Outcome(Insert(parent, LISTS[level], place, node), (node.id,))


def framed(goal: Goal, template: FormTemplate | None) -> Outcome:
    """All 一级 and 二级指标 of the template that are not there yet."""
    changes: list[Change] = []
    count = len(goal.dimensions)
    for spec in template.dimension if template else ():
        own = next((one for one in goal.dimensions if level_name(one.name) == level_name(spec.name)), None)
        if own is None:
            new = Dimension(name=spec.name, categories=[Category(name=one.name) for one in spec.categories])
            changes.append(Insert(goal.id, LISTS[0], count, new))
            count += 1
            continue
        there = {level_name(one.name) for one in own.categories}
        lacking = [one.name for one in spec.categories if level_name(one.name) not in there]
        start = len(own.categories)
        changes += [Insert(own.id, LISTS[1], start + n, Category(name=name)) for n, name in enumerate(lacking)]
    if not changes:
        known = template is not None and template.dimension
        raise Refusal("一级、二级指标已经齐全" if known else "本版式没有规定一级、二级指标")
    return Outcome(Batch(tuple(changes), "补齐一级、二级指标"))


# --- removing and moving ----------------------------------------------------------------------------------------------


def removed(editor: Editor, ids: Iterable[str], verb: str = "删除") -> Outcome:
    """Takes rows out, with all that is under them."""
    chosen = tops(editor, ids)
    if not chosen:
        raise Refusal(f"请先选中要{verb}的行")
    follower = _follower(editor, chosen)
    change = Batch(tuple(Remove(one) for one in chosen), f"{verb}{_counted(editor, chosen)}")
    return Outcome(change, follower, f"已{verb}{_called(editor, chosen)}，可以撤销")


def _called(editor: Editor, ids: Sequence[str]) -> str:
    """What these rows are, the first by its name, with the number of indicators that go with a level."""
    nodes = [editor.node(one) for one in ids]
    under = sum(not one.blank for node in nodes if isinstance(node, Level) for one in indicators_under(node))
    name = str(getattr(nodes[0], "name", ""))[:20]
    levels = any(level_of(editor, one) < INDICATOR for one in ids)
    with_it = f"（{under} 个指标）" if levels and under else ""
    return f"{_counted(editor, ids)}“{name}”{'等' * (len(ids) > 1)}{with_it}"


def _counted(editor: Editor, ids: Sequence[str]) -> str:
    """``三级指标`` for one, ``3 个三级指标`` for several."""
    levels = {level_of(editor, one) for one in ids}
    word = LEVEL_WORDS[levels.pop()] if len(levels) == 1 else "指标"
    return word if len(ids) == 1 else f" {len(ids)} 个{word}"


def _follower(editor: Editor, gone: Sequence[str]) -> tuple[str, ...]:
    """Where the person is after these are gone: the next sibling, the one before, the parent."""
    parent, field, place = editor.parent(gone[-1])
    siblings = [node.id for node in getattr(editor.node(parent), field)]
    left = [one for one in siblings[place + 1 :] + siblings[:place][::-1] if one not in gone]
    return tuple(left[:1]) or ((parent,) if level_of(editor, parent) >= 0 else ())


def moved(editor: Editor, ids: Iterable[str], parent: str, row: int) -> Outcome:
    """Rows to a place of the list under ``parent``: before the ``row`` there is now, at the end for -1."""
    chosen = tops(editor, ids)
    level = _one_level(editor, chosen)
    parent, row = _behind_last(editor, level, parent, row)
    field = fitting_list(editor, level, parent)
    lists: dict[str, list[str]] = {parent: _ids(editor, parent)}
    behind = [one for one in (lists[parent][row:] if row >= 0 else []) if one not in chosen]
    changes: list[Change] = []
    for one in chosen:
        source = editor.parent(one)[0]
        lists.setdefault(source, _ids(editor, source)).remove(one)
        target = lists[parent]
        place = target.index(behind[0]) if behind else len(target)
        target.insert(place, one)
        changes.append(Move(one, parent, field, place))
    if all(lists[one] == _ids(editor, one) for one in lists):
        raise Refusal(SAME_PLACE)
    return Outcome(Batch(tuple(changes), f"移动{_counted(editor, chosen)}"), tuple(chosen))


def _behind_last(editor: Editor, level: int, parent: str, row: int) -> tuple[str, int]:
    """Between two rows of a higher level is behind the last row under the upper one of them."""
    rows = _ids(editor, parent)
    while rows and row > 0 and level_of(editor, parent) + 1 < level:
        parent = rows[min(row, len(rows)) - 1]
        rows = _ids(editor, parent)
        row = len(rows)
    return parent, row


def _ids(editor: Editor, parent: str) -> list[str]:
    node = editor.node(parent)
    return [one.id for one in children_of(node)] if isinstance(node, Goal | Dimension | Category) else []


def _one_level(editor: Editor, ids: Sequence[str]) -> int:
    levels = {level_of(editor, one) for one in ids}
    if not levels:
        raise Refusal("这些行已经不在了")
    if len(levels) > 1:
        raise Refusal("选中的行不是同一级，请只选一级、只选二级或只选三级指标")
    return levels.pop()


def fitting_list(editor: Editor, level: int, parent: str) -> str:
    """The list of ``parent`` in which rows of that level may stand."""
    if level_of(editor, parent) + 1 != level:
        raise Refusal(f"{LEVEL_WORDS[level]}只能放在{_PLACES[level]}")
    return LISTS[level]


def shifted(editor: Editor, goal: Goal, ids: Iterable[str], step: int) -> Outcome:
    """Rows one place up (-1) or down (1); at the edge of a list into the next list of its kind."""
    chosen = tops(editor, ids)
    _one_level(editor, chosen)
    parents = {editor.parent(one)[0] for one in chosen}
    if len(parents) > 1:
        raise Refusal("选中的行分在几处，请只选同一个上级指标下的行")
    parent = parents.pop()
    edge = editor.parent(chosen[0 if step < 0 else -1])[2]
    if 0 <= edge + step < len(_ids(editor, parent)):
        return moved(editor, chosen, parent, edge + step + (step > 0))
    neighbours = _lists_like(goal, level_of(editor, parent))
    place = neighbours.index(parent) + step
    if not 0 <= place < len(neighbours):
        raise Refusal("已经在最上面" if step < 0 else "已经在最下面")
    return moved(editor, chosen, neighbours[place], -1 if step < 0 else 0)


def _lists_like(goal: Goal, level: int) -> list[str]:
    """The nodes of that level in order: those whose lists hold the same kind."""
    if level < DIMENSION:
        return [goal.id]
    if level == DIMENSION:
        return [one.id for one in goal.dimensions]
    return [two.id for one in goal.dimensions for two in one.categories]


# --- bringing in ------------------------------------------------------------------------------------------------------


def brought(editor: Editor, goal: Goal, at: str, parcels: Sequence[Parcel], word: str = "粘贴") -> Outcome:
    """Copies of nodes after the row at hand; where that is no place for them, under the levels they came from."""
    changes: list[Change] = []
    chosen: list[str] = []
    places: dict[str, int] = {}
    rest: list[Dimension] = []
    for parcel in parcels:
        node = duplicate(parcel.node)
        parent = _home(editor, goal, at, node)
        if not parent:
            rest.append(_wrapped(parcel, node))
            continue
        places[parent] = places.get(parent, _after(editor, at, parent))
        level = level_of(editor, parent) + 1
        changes.append(Insert(parent, LISTS[level], places[parent], node))
        places[parent] += 1
        chosen.append(node.id)
    merged, found = merge(goal, rest)
    changes, chosen = [*changes, *merged], [*chosen, *found]
    if not changes:
        raise Refusal("没有可以放进来的指标")
    return Outcome(Batch(tuple(changes), f"{word} {len(parcels)} 行"), tuple(chosen))


def placed(editor: Editor, nodes: Sequence[Level], parent: str, row: int) -> Outcome:
    """Copies of nodes into the list under ``parent``, before its ``row``, at the end for -1."""
    levels = {next(level for level, kind in enumerate(_LEVELS) if isinstance(node, kind)) for node in nodes}
    if len(levels) != 1:
        raise Refusal("拖来的行不是同一级，请只选一级、只选二级或只选三级指标")
    level = levels.pop()
    parent, row = _behind_last(editor, level, parent, row)
    field = fitting_list(editor, level, parent)
    start = row if row >= 0 else len(_ids(editor, parent))
    copies = [duplicate(node) for node in nodes]
    changes = tuple(Insert(parent, field, start + number, node) for number, node in enumerate(copies))
    return Outcome(Batch(changes, f"复制 {len(nodes)} 行"), tuple(node.id for node in copies))


def _home(editor: Editor, goal: Goal, at: str, node: Level) -> str:
    """The list at hand for a node of that kind."""
    if isinstance(node, Dimension):
        return goal.id
    return ancestor(editor, at, DIMENSION if isinstance(node, Category) else CATEGORY)


def _after(editor: Editor, at: str, parent: str) -> int:
    own = ancestor(editor, at, level_of(editor, parent) + 1)
    return editor.parent(own)[2] + 1 if own else len(_ids(editor, parent))


def _wrapped(parcel: Parcel, node: Level) -> Dimension:
    """A node under levels of the names it came from."""
    if isinstance(node, Indicator):
        node = Category(name=parcel.category, indicators=[node])
    return Dimension(name=parcel.dimension, categories=[node]) if isinstance(node, Category) else node


def merge(goal: Goal, dimensions: Iterable[Dimension]) -> tuple[list[Change], list[str]]:
    """Changes that put whole trees into a goal, level by level under those of the same name; the ids to select.

    Empty rows of a 二级指标 that gets indicators are taken out.
    """
    plan = _Merge(goal)
    for dimension in dimensions:
        plan.add_dimension(dimension)
    return plan.changes(), plan.chosen


class _Merge:
    """Gathers what goes where before it is said in changes, so that what comes twice lands in one place."""

    def __init__(self, goal: Goal) -> None:
        self._goal = goal
        self._new: list[Dimension] = []
        self._categories: dict[str, list[Category]] = {}
        self._indicators: dict[str, list[Indicator]] = {}
        self.chosen: list[str] = []

    def add_dimension(self, dimension: Dimension) -> None:
        """One 一级指标 with all under it."""
        own = _named([*self._goal.dimensions, *self._new], dimension.name)
        if own is None:
            own = Dimension(id=dimension.id, name=dimension.name)
            self._new.append(own)
            self.chosen.append(own.id)
        for category in dimension.categories:
            self._add_category(own, category)

    def _add_category(self, dimension: Dimension, category: Category) -> None:
        fresh = dimension in self._new
        coming = dimension.categories if fresh else self._categories.setdefault(dimension.id, [])
        own = _named(dimension.categories if fresh else [*dimension.categories, *coming], category.name)
        if own is None:
            coming.append(category)
            self.chosen.append(category.id)
        elif fresh or own in coming:
            own.indicators.extend(category.indicators)
        else:
            self._indicators.setdefault(own.id, []).extend(category.indicators)
        self.chosen += [indicator.id for indicator in category.indicators]

    def changes(self) -> list[Change]:
        """All of it: the empty rows out, the new nodes at the ends."""
        made: list[Change] = []
        for dimension in self._goal.dimensions:
            for category in dimension.categories:
                made += _appended(category, self._indicators.get(category.id, []))
            coming, start = self._categories.get(dimension.id, []), len(dimension.categories)
            made += [Insert(dimension.id, LISTS[1], start + n, one) for n, one in enumerate(coming)]
        start = len(self._goal.dimensions)
        return [*made, *(Insert(self._goal.id, LISTS[0], start + n, one) for n, one in enumerate(self._new))]


def _appended(category: Category, coming: Sequence[Indicator]) -> list[Change]:
    empty = [one for one in category.indicators if one.blank] if coming else []
    start = len(category.indicators) - len(empty)
    gone: list[Change] = [Remove(one.id) for one in empty]
    return [*gone, *(Insert(category.id, LISTS[2], start + n, one) for n, one in enumerate(coming))]


_NamedT = TypeVar("_NamedT", Dimension, Category)


def _named(nodes: Sequence[_NamedT], name: str) -> _NamedT | None:
    wanted = level_name(name)
    return next((node for node in nodes if level_name(node.name) == wanted), None)
