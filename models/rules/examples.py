"""Examples: small dossiers that show a rule at work. They run as tests and are printed in ``docs/rules.md``.

Every example starts from a good form (``good_project``, ``good_department``) and changes one thing in it, so that
a bad example shows exactly its rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from models.dossier import Budget, Dossier, Unit
from models.forms import DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.target import NATURES, Target
from models.templates.template import FormTemplate
from models.values import EXPENDITURE_WORDS, FUNDING_WORDS

YEAR = 2026
UNIT_NAME = "示例市示例局"
PROJECT_TEMPLATE, DEPARTMENT_TEMPLATE = "example-project", "example-department"

_PROJECT_ROWS = (
    ("产出指标", "数量指标", "举办培训场次", "≥12场", "10"),
    ("产出指标", "质量指标", "培训考核合格率", "≥95%", "20"),
    ("产出指标", "时效指标", "培训按期完成率", "=100%", "10"),
    ("成本指标", "经济成本指标", "项目总成本", "≤20万元", "20"),
    ("效益指标", "社会效益指标", "服务企业数量", "≥80家", "30"),
    ("满意度指标", "服务对象满意度指标", "参训人员满意度", "≥90%", "10"),
)
_DEPARTMENT_ROWS = (
    ("运行成本", "公用经费控制", "公用经费控制率", "≤100%", "20"),
    ("管理效率", "预算执行", "预算执行率", "≥95%", "20"),
    ("履职效能", "数量指标", "办理审批事项数量", "≥300件", "30"),
    ("社会效应", "社会效益", "受益居民人数", "≥2000人", "20"),
    ("满意度", "服务对象满意度", "办事群众满意度", "≥90%", "10"),
)
_COLUMNS = (1.0,) * 8
_GOALS: dict[str, Any] = {
    "kind": "goals",
    "block": [
        {"kind": "fields", "rows": "| {goal.label} | {goal.statement} | < | < | < | < | < | < |"},
        {
            "kind": "indicators",
            "head": "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值权重 | 指标值确定依据 | 指标分类 | 备注 |",
            "row": "| {dimension.name} | {category.name} | {indicator.name} | {indicator.target} | {indicator.weight} "
            "| {indicator.basis} | {indicator.classification} | {indicator.remark} |",
        },
    ],
}
_COMMON: dict[str, Any] = {
    "region": "示例",
    "year": YEAR,
    "columns": _COLUMNS,
    "weights": {"total": 100},
    "dictionaries": {"basis": ["计划标准", "历史标准", "行业标准"], "classification": ["绩效基本型", "绩效提升型"]},
}
_REQUIRED: dict[str, Any] = {"goal.statement": {"required": True}, "indicator.name": {"required": True, "limit": 40}}
_PROJECT: dict[str, Any] = {
    "id": PROJECT_TEMPLATE,
    "name": "项目支出绩效目标表",
    "kind": "project",
    "block": [
        {
            "kind": "fields",
            "rows": """
            | 项目名称 | {name} | < | 项目负责人 | {leader} | < | 项目编码 | {code} |
            | 年度预算 | {amount} | 财政拨款 | {funding.fiscal} | 其他资金 | {funding.other} | 资金用途 | {purpose} |
            """,
        },
        _GOALS,
        {"kind": "signature", "text": "填报人：{filler}　联系电话：{phone}　填报日期：{date}"},
    ],
    "fields": _REQUIRED | {"name": {"required": True}, "leader": {"required": True}},
    "dimension": [
        {
            "name": "产出指标",
            "required": True,
            "categories": [{"name": "数量指标", "required": True}, "质量指标", "时效指标"],
        },
        {"name": "成本指标", "categories": ["经济成本指标", "社会成本指标", "生态环境成本指标"]},
        {"name": "效益指标", "required": True, "categories": ["经济效益指标", "社会效益指标", "生态效益指标"]},
        {"name": "满意度指标", "aliases": ["满意度"], "required": True, "categories": ["服务对象满意度指标"]},
    ],
}
_DEPARTMENT: dict[str, Any] = {
    "id": DEPARTMENT_TEMPLATE,
    "name": "部门整体绩效目标表",
    "kind": "department",
    "block": [
        {
            "kind": "fields",
            "rows": """
            | 部门名称 | {unit_name} | < | < | 年度预算 | {amount} | < | < |
            | 人员类 | {expenditure.personnel.amount} | < | {expenditure.personnel.share} | < | < | < | < |
            | 运转类 | {expenditure.operation.amount} | < | {expenditure.operation.share} | < | < | < | < |
            | 特定目标类 | {expenditure.specific.amount} | < | {expenditure.specific.share} | < | < | < | < |
            | 合计 | {expenditure.total.amount} | < | {expenditure.total.share} | < | < | < | < |
            | 部门职能概述 | {duties} | < | < | < | < | < | < |
            | 长期目标（截止{long_term_until}年） | < | < | < | < | < | < | < |
            """,
        },
        _GOALS,
    ],
    "fields": _REQUIRED | {"duties": {"required": True}},
    "dimension": [
        {"name": "运行成本", "categories": ["公用经费控制", "在职人员控制"]},
        {"name": "管理效率", "categories": ["战略管理", "预算执行"]},
        {"name": "履职效能", "required": True, "categories": ["数量指标", "质量指标", "时效指标"]},
        {"name": "社会效应", "categories": ["经济效益", "社会效益", "生态效益"]},
        {"name": "满意度", "required": True, "categories": ["服务对象满意度"]},
    ],
}


@dataclass(frozen=True)
class Example:
    """An example: its words for the manual, how its dossier is made, and what its templates have changed."""

    text: str
    build: Callable[[], Dossier]
    template: Mapping[str, Any] = field(default_factory=dict)

    def templates(self) -> dict[str, FormTemplate]:
        """The templates the example is looked at with."""
        return {
            data["id"]: FormTemplate.model_validate(_COMMON | data | dict(self.template))
            for data in (_PROJECT, _DEPARTMENT)
        }


def _goal(goal_id: str, label: str, statement: str, rows: Iterable[tuple[str, str, str, str, str]]) -> Goal:
    goal = Goal(id=goal_id, label=label, statement=statement)
    for number, (dimension, category, name, target, weight) in enumerate(rows, 1):
        indicator = Indicator.model_validate(
            {
                "id": f"{goal_id}-{number}",
                "name": name,
                "target": target,
                "weight": weight,
                "basis": "计划标准",
                "classification": "绩效基本型",
            }
        )
        category_of(goal, dimension, category).indicators.append(indicator)
    return goal


def category_of(goal: Goal, dimension: str, category: str) -> Category:
    """The 二级指标 of that name in the goal, added where it is missing."""
    above = next((entry for entry in goal.dimensions if entry.name == dimension), None)
    if above is None:
        above = Dimension(id=f"{goal.id}-{dimension}", name=dimension)
        goal.dimensions.append(above)
    found = next((entry for entry in above.categories if entry.name == category), None)
    if found is None:
        found = Category(id=f"{goal.id}-{dimension}-{category}", name=category)
        above.categories.append(found)
    return found


def good_project(form_id: str = "project", **fields: Any) -> ProjectForm:
    """A project form of 20 万元 without a fault; ``fields`` replace its own."""
    form = {
        "id": form_id,
        "template": PROJECT_TEMPLATE,
        "name": "业务培训专项",
        "code": "P-001",
        "amount": "20",
        "funding": {"fiscal": "20", "other": "0"},
        "leader": "张三",
        "filler": "王五",
        "phone": "0000-0000000",
        "date": "2026年1月10日",
        "purpose": "用于举办业务培训",
        "goals": [_goal(f"{form_id}-goal", "年度目标1", "全年举办业务培训，提高办事人员业务水平。", _PROJECT_ROWS)],
    }
    return ProjectForm.model_validate(form | fields)


def good_department(form_id: str = "department", **fields: Any) -> DepartmentForm:
    """A department form of 100 万元 (60, 20, 20) without a fault; ``fields`` replace its own."""
    spending = {"personnel": ("60", "60"), "operation": ("20", "20"), "specific": ("20", "20"), "total": ("100", "100")}
    form = {
        "id": form_id,
        "template": DEPARTMENT_TEMPLATE,
        "name": "部门整体绩效目标表",
        "amount": "100",
        "duties": "负责本市企业登记和业务指导。",
        "long_term_until": "2028",
        "expenditure": {kind: {"amount": amount, "share": share} for kind, (amount, share) in spending.items()},
        "goals": [_goal(f"{form_id}-goal", "年度目标", "依法办理审批事项，优化办事服务。", _DEPARTMENT_ROWS)],
    }
    return DepartmentForm.model_validate(form | fields)


def good_dossier(*forms: DepartmentForm | ProjectForm, **fields: Any) -> Dossier:
    """A dossier of these forms (one good project form when there are none)."""
    unit = Unit(name=UNIT_NAME, code="001", head="李四", filler="王五", phone="0000-0000000")
    whole = {"year": YEAR, "unit": unit, "budget": Budget(), "forms": list(forms or [good_project()])}
    return Dossier.model_validate(whole | fields)


_KEYS: dict[str, str] = {
    **NATURES,
    **{source.value: word for source, word in FUNDING_WORDS.items()},
    **{kind.value: word for kind, word in EXPENDITURE_WORDS.items()},
    "amount": "金额",
    "share": "占比",
    "history": "以前年度",
}
"""Keys of structures and fixed values, in words."""


# What rules are written with: each gives an Example with its words.


def row(
    name: str,
    target: str,
    category: str = "数量指标",
    dimension: str = "产出指标",
    *,
    template: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Example:
    """The good project form with the row of that 二级指标 holding this name and target (and other fields)."""

    def build() -> Dossier:
        form = good_project()
        _put(form.goals[0], dimension, category, {"name": name, "target": Target.parse(target), **fields})
        return good_dossier(form)

    return Example(_row_text(dimension, category, name, target, fields), build, template or {})


def rows(*entries: tuple[str, str, str, str], template: Mapping[str, Any] | None = None, **fields: Any) -> Example:
    """The good project form with rows (一级, 二级, name, target) instead of its own; weights are shared out."""

    def build() -> Dossier:
        form = good_project()
        goal = form.goals[0]
        for number, (dimension, category, name, target) in enumerate(entries):
            _add(goal, number, entries, (dimension, category), {"name": name, "target": Target.parse(target), **fields})
        return good_dossier(form)

    return Example("；".join(_row_text(*entry, fields) for entry in entries), build, template or {})


def goal(*, template: Mapping[str, Any] | None = None, **fields: Any) -> Example:
    """The good project form with these fields of its goal."""

    def build() -> Dossier:
        form = good_project()
        for key, value in fields.items():
            setattr(form.goals[0], key, value)
        return good_dossier(form)

    return Example(_text(Goal, fields), build, template or {})


def project(*, template: Mapping[str, Any] | None = None, **fields: Any) -> Example:
    """The good project form with these fields."""
    return Example(_text(ProjectForm, fields), lambda: good_dossier(good_project(**fields)), template or {})


def department(*, template: Mapping[str, Any] | None = None, **fields: Any) -> Example:
    """The good department form with these fields."""
    return Example(_text(DepartmentForm, fields), lambda: good_dossier(good_department(**fields)), template or {})


def built(text: str, build: Callable[[], Dossier], *, template: Mapping[str, Any] | None = None) -> Example:
    """Any other dossier, with its words."""
    return Example(text, build, template or {})


def good_form() -> Example:
    """The good project form as it is."""
    return Example("各栏齐全、前后一致的项目表", good_dossier)


def _put(goal: Goal, dimension: str, category: str, fields: Mapping[str, Any]) -> None:
    """Writes the fields into the row of that 二级指标; where it is new, it takes the row of its 一级指标 over."""
    place = category_of(goal, dimension, category)
    if not place.indicators:
        siblings = next(entry for entry in goal.dimensions if place in entry.categories).categories
        donor = next((entry for entry in siblings if entry.indicators), None)
        place.indicators = (
            [donor.indicators[0]] if donor else [Indicator.model_validate({"id": f"{place.id}-1", "basis": "计划标准"})]
        )
        if donor:
            siblings.remove(donor)
    for key, value in fields.items():
        setattr(place.indicators[0], key, value)


def _add(
    goal: Goal,
    number: int,
    entries: tuple[tuple[str, str, str, str], ...],
    level: tuple[str, str],
    fields: Mapping[str, Any],
) -> None:
    same = [index for index, entry in enumerate(entries) if entry[:2] == level]
    if same[0] == number:
        _put(goal, *level, fields)
        return
    place = category_of(goal, *level)
    first = place.indicators[0]
    share = min(first.weight or Decimal(0), Decimal(2)) // 2
    first.weight = (first.weight or Decimal(0)) - share
    place.indicators.append(first.model_copy(update={"id": f"{first.id}-{number}", "weight": share, **fields}))


def _row_text(dimension: str, category: str, name: str, target: str, fields: Mapping[str, Any]) -> str:
    rest = f"，{_text(Indicator, fields)}" if fields else ""
    return f"{category or dimension}“{name}”，指标值“{target}”{rest}"


def _text(model: type[Any], fields: Mapping[str, Any]) -> str:
    return "；".join(f"{_field_name(model, key)}：{_value(value)}" for key, value in fields.items())


def _field_name(model: type[Any], key: str) -> str:
    return re.split(r"[，、；：。（(]", model.model_fields[key].description or key)[0]


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "，".join(f"{_KEYS.get(key, key)} {_value(entry)}" for key, entry in value.items())
    return _KEYS.get(str(value), str(value)) if value not in (None, "", []) else "（空）"
