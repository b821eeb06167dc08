"""S 结构: every indicator stands where it belongs, once, with its values in their own columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from models.edits import Change
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal
from models.rules import examples as ex
from models.rules import fixes
from models.rules.finding import Remark
from models.rules.registry import rule
from models.rules.view import FormView, GoalView, Row
from models.rules.wording.kinds import level_name, plain_name
from models.templates.asked import DimensionSpec

_BASIS_WORDS = frozenset(
    [
        "计划标准",
        "历史标准",
        "行业标准",
        "国家标准",
        "地方标准",
        "企业标准",
        "国际标准",
        "经验标准",
        "预算支出标准",
        "财政支出标准",
        "其他标准",
        "行业或国家标准",
        "计划数据",
        "历史数据",
        "行业数据",
        "财政部和业务主管部门确认的其他数据或标准",
    ]
)
_CLASS_WORDS = frozenset(["绩效基本型", "绩效提升型", "绩效改进型", "基本型", "提升型"])
_RESULT_WORDS = frozenset(
    [
        "完成",
        "已完成",
        "基本完成",
        "明显",
        "显著",
        "提升",
        "提高",
        "增强",
        "改善",
        "持平",
        "下降",
        "减少",
        "合理",
        "规范",
        "健全",
        "科学",
        "及时",
        "达标",
        "合格",
        "优",
        "良",
        "优秀",
        "良好",
        "较好",
        "是",
        "否",
        "有",
        "有效",
        "完善",
        "完全相符",
        "完全合规",
        "平稳可控",
    ]
)
_KINDS = {"basis": "依据", "classification": "分类", "scoring": "赋分规则"}


@rule(
    "S001",
    title="二级指标放错了一级指标",
    severity="warning",
    why="二级指标不属于所在的一级指标，指标体系与本版式对不上，权重和汇总都会跟着错。",
    basis="财预〔2015〕88号：产出指标包括数量、质量、时效、成本指标等，效益指标包括经济、社会、生态效益和可持续影响指标等；"
    "各地版式另有规定的从其规定",
    good=ex.good_form(),
    bad=ex.rows(("产出指标", "社会效益指标", "服务企业数量", "≥80家")),
)
def category_misplaced(view: FormView) -> Iterator[Remark]:
    """A 二级指标 that the template puts under another 一级指标 (a warning), or does not know (info)."""
    if view.template is None or not view.fits_taxonomy:
        return
    owners = _owners(view.template.dimension)
    for goal in view.form.goals:
        for dimension in goal.dimensions:
            spec = view.dimension_spec(dimension.name)
            if spec is not None and spec.categories:
                yield from _strangers(goal, dimension, spec, owners)


def _owners(specs: tuple[DimensionSpec, ...]) -> dict[str, DimensionSpec]:
    return {level_name(category.name): spec for spec in specs for category in spec.categories}


def _strangers(
    goal: Goal, dimension: Dimension, spec: DimensionSpec, owners: dict[str, DimensionSpec]
) -> Iterator[Remark]:
    own = {level_name(category.name) for category in spec.categories}
    for category in dimension.categories:
        level = level_name(category.name)
        if not level or level in own or ("满意" in level and "满意" in dimension.name):
            continue
        right = owners.get(level)
        if right is not None:
            message = f"“{category.name}”在本版式里属于“{right.name}”；请移过去"
            empties = spec.required and not any(one.indicators for one in dimension.categories if one is not category)
            fix = None if empties else _merge_into(goal, category, right)
            yield Remark(f"{category.id}.name", message, fix)
        else:
            known = "、".join(entry.name for entry in spec.categories)
            yield Remark(
                f"{category.id}.name", f"本版式的“{spec.name}”下没有这个二级指标，可设：{known}", severity="info"
            )


def _merge_into(goal: Goal, category: Category, spec: DimensionSpec) -> Change | None:
    """Takes the 二级指标 over to its own 一级指标 where the goal has that; None where it has not."""
    names = {level_name(name) for name in (spec.name, *spec.aliases)}
    target = next((entry for entry in goal.dimensions if level_name(entry.name) in names), None)
    if target is None or _held_twice(category, target):
        return None
    return fixes.move_category(category.id, target)


def _held_twice(category: Category, dimension: Dimension) -> bool:
    """The 一级指标 has that 二级指标 already, and in it an indicator of the same name."""
    level = level_name(category.name)
    there = {
        one.name.strip() for own in dimension.categories if level_name(own.name) == level for one in own.indicators
    }
    return any(one.name.strip() in there for one in category.indicators)


@rule(
    "S002",
    title="二级指标下没有指标",
    severity="info",
    why="空的二级指标照样印在表上；确实不适用可以留空，漏设则要补。",
    basis="填报实务：官方表格常把全部二级指标印出，不适用的留空，所以只作提示",
    good=ex.good_form(),
    bad=ex.built("经济效益指标下没有三级指标", lambda: ex.good_dossier(_with_empty_category())),
)
def category_empty(view: GoalView) -> Iterator[Remark]:
    """A 二级指标 (or a 一级指标 without any) that holds no indicator, while the goal has others."""
    if all(row.indicator.blank for row in view.rows):
        return
    for dimension in view.goal.dimensions:
        if not dimension.categories:
            yield Remark(f"{dimension.id}.name", "这个一级指标下没有指标；不适用可以留空，否则请补设")
        for category in dimension.categories:
            if all(indicator.blank for indicator in category.indicators):
                advice = "这个二级指标下没有指标；不适用可以留空，否则请补设"
                yield Remark(f"{category.id}.name", advice, cause=advice)


def _with_empty_category() -> ProjectForm:
    form = ex.good_project()
    form.goals[0].dimensions[2].categories.append(Category(id="empty", name="经济效益指标"))
    return form


@rule(
    "S003",
    title="同一目标里指标重复",
    severity="warning",
    why="同一个指标列了两次，会重复计分。",
    basis="填报实务：审核人要求合并重复指标",
    good=ex.good_form(),
    bad=ex.rows(("产出指标", "数量指标", "举办培训场次", "≥12场"), ("产出指标", "数量指标", "举办培训场次", "≥10场")),
)
def indicator_twice(view: GoalView) -> Iterator[Remark]:
    """The same name twice in one goal; a warning within one 二级指标 or with one target, else info."""
    seen: dict[str, Row] = {}
    for row in view.rows:
        name = plain_name(row.name)
        if not name:
            continue
        first = seen.setdefault(name, row)
        if first is not row:
            close = (first.dimension, first.category) == (row.dimension, row.category) or first.target == row.target
            again = f"“{row.name}”在“{first.category or first.dimension}”下已经有了；请合并，或把名称写得能区分"
            yield Remark(row.at("name"), again, _drop_copy(first, row), severity=None if close else "info")


def _drop_copy(first: Row, row: Row) -> Change | None:
    """Takes the second out when it says nothing the first does not."""
    same = first.category == row.category and _content(first) == _content(row)
    return fixes.remove(row.indicator.id) if same else None


def _content(row: Row) -> dict[str, Any]:
    return {**row.indicator.__dict__, "id": ""}


@rule(
    "S004",
    title="填到了相邻的栏里",
    severity="error",
    why="依据栏里写了“完成”“明显”，或分类栏里写了“计划标准”，是整行错了位，几栏都要改。",
    basis="填报实务：审核人对照各栏的固定用语，错栏一律退回",
    good=ex.row("举办培训场次", "≥12场", basis="计划标准"),
    bad=ex.row("举办培训场次", "≥12场", basis="绩效基本型"),
)
def wrong_column(row: Row) -> Iterator[Remark]:
    """A basis, classification, scoring or target that holds the words of another column."""
    right = row.form.kept(_written_right)
    for field in ("basis", "classification", "scoring"):
        written = getattr(row.indicator, field)
        if not written or (field, written) in right:
            continue
        text, columns = plain_name(written), row.form.kept(_columns)
        if said := _foreign(field, text, columns) if text else "":
            slide = _slide_back(row, columns)
            message = f"“{text}”{said}；{_advice(slide)}"
            yield Remark(row.at(field), message, slide, cause=_SLID if slide else message)
        else:
            right.add((field, written))
    if row.number is not None:
        return
    text, columns = plain_name(row.target.text), row.form.kept(_columns)
    foreign = text in columns["basis"] or text in columns["classification"]
    if foreign and not _is_word(plain_name(row.indicator.basis), columns["basis"]):
        yield Remark(row.at("target"), f"“{text}”是相邻栏的用语，不是指标值；{_advice(None)}", severity="warning")


def _written_right(_: FormView) -> set[tuple[str, str]]:
    """Columns and what stands in them that were found right: many rows have the same."""
    return set()


def _columns(view: FormView) -> dict[str, frozenset[str]]:
    """The words of each column: those every region uses, and the template's own."""
    general = {"basis": _BASIS_WORDS, "classification": _CLASS_WORDS, "scoring": frozenset[str]()}
    return {field: words | view.words(field) for field, words in general.items()}


def _foreign(field: str, text: str, columns: dict[str, frozenset[str]]) -> str:
    """What a text of a column is instead; nothing when it may be the column's own."""
    if _is_word(text, columns[field]):
        return ""
    owner = next((other for other in columns if other != field and text in columns[other]), "")
    if owner:
        return f"是{_KINDS[owner]}用语"
    return f"像是指标值，不是{_KINDS[field]}" if field != "scoring" and text in _RESULT_WORDS else ""


def _is_word(text: str, words: frozenset[str]) -> bool:
    """The column's own word, alone or followed by its source (计划标准：某办法)."""
    return text in words or any(text.startswith(word) for word in words)


def _slide_back(row: Row, columns: dict[str, frozenset[str]]) -> Change | None:
    """For a row whose target repeats the name: target, basis and classification moved back one column to the left."""
    basis, classification = row.indicator.basis.strip(), row.indicator.classification.strip()
    slid = plain_name(row.target.text) == plain_name(row.name) and plain_name(basis) in _RESULT_WORDS
    if not slid or plain_name(classification) not in columns["basis"]:
        return None
    changes = [
        fixes.set_target(row, basis),
        fixes.set_value(row.at("basis"), classification),
        fixes.set_value(row.at("classification"), ""),
    ]
    return fixes.together(changes, "把错位的一行移回原栏")


_SLID = "整行向右错了一栏，依据、分类里是相邻栏的内容；可一并移回"


def _advice(slide: Change | None) -> str:
    return "整行向右错了一栏，可一并移回" if slide else "请核对这一行是否错位"


@rule(
    "C010",
    title="指标没有名称",
    severity="warning",
    why="表中有一行没有指标名称：要么漏写了名称，要么是该删去的空行。",
    basis="填报实务：空行留在指标中间，审核人会问是不是漏报了指标",
    good=ex.good_form(),
    bad=ex.row("", "≥12场"),
)
def nameless(view: GoalView) -> Iterator[Remark]:
    """A row with content but no name, or an empty row beside filled ones of its 二级指标."""
    for dimension in view.goal.dimensions:
        for category in dimension.categories:
            named = any(indicator.name.strip() for indicator in category.indicators)
            for indicator in category.indicators:
                if not indicator.blank and not indicator.name.strip():
                    yield Remark(f"{indicator.id}.name", "这一行没有指标名称；请补写名称", severity="error")
                elif indicator.blank and named:
                    yield Remark(
                        f"{indicator.id}.name",
                        "同一二级指标下多出一个空行；请补写指标或删去",
                        fixes.remove(indicator.id),
                    )
