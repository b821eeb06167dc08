"""Forms written as short lists (``correct_*.toml``) made into dossiers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from models.dossier import Dossier, Prose, Unit
from models.forms import AnyForm, DepartmentForm, ProjectForm
from models.goals import Goal, Indicator
from models.rules.examples import category_of
from models.rules.wording.kinds import level_name
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate

HERE = Path(__file__).parent
YEAR = 2026
COLUMNS = {
    "basis": "计划标准",
    "scoring": "按照正常比例赋分",
    "evidence": "工作资料",
    "description": "反映{name}的情况",
}
PRINTED = {
    "leader": "张三",
    "filler": "王五",
    "phone": "0000-0000000",
    "head": "李四",
    "date": "2026年1月10日",
    "duties": "负责本辖区相关工作。",
    "annual_work": "完成年度各项工作任务。",
    "frequency": "常年项目",
    "category": "特定目标类本级支出",
    "basis": "按照上级年度工作部署实施。",
    "plan": "按季度组织实施，年底前验收。",
    "last_evaluation": "上年评价结果为良，已按要求整改。",
    "purpose": "用于项目实施的各项支出",
}
_FIELDS = (
    "name",
    "amount",
    "total_amount",
    "period",
    "purpose",
    "category",
    "duties",
    "annual_work",
    "plan",
    "budget_change",
    "spending_plan",
)


@lru_cache
def templates() -> dict[str, FormTemplate]:
    """The templates that come with the program."""
    found, problems = load_templates([HERE.parents[3] / "resources" / "templates"])
    assert not problems
    return found


@lru_cache
def described() -> dict[str, dict[str, Any]]:
    """Every form by its key, as written."""
    files = sorted(HERE.glob("correct_*.toml"))
    written = [one for file in files for one in tomllib.loads(file.read_text(encoding="utf-8"))["form"]]
    return {one["key"]: one for one in written}


def dossier_names() -> list[str]:
    """The dossiers: forms that stand alone, and those that belong together."""
    return list(dict.fromkeys(one.get("dossier", key) for key, one in described().items()))


def dossier(name: str) -> Dossier:
    """The dossier of that name, made anew."""
    forms = {key: one for key, one in described().items() if one.get("dossier", key) == name}
    unit = next(iter(forms.values()))["unit"]
    prose = [Prose(text=text) for one in forms.values() for text in one.get("prose", ())]
    made = [_form(key, one) for key, one in forms.items()]
    return Dossier(year=YEAR, unit=Unit(name=unit), forms=made, prose=prose)


def _form(key: str, written: Mapping[str, Any]) -> AnyForm:
    template = templates()[written["template"]]
    fields: dict[str, Any] = {name: text for name, text in PRINTED.items() if template.prints(name)}
    fields |= {name: written[name] for name in _FIELDS if name in written}
    fields |= {"id": key, "template": template.id, "unit_name": written["unit"], "goals": list(_goals(key, written))}
    if template.kind == "department":
        return DepartmentForm.model_validate({"name": template.name} | fields | _department(written))
    if template.prints("funding.fiscal"):
        lines = ("total", "fiscal") if template.prints("funding.total") else ("fiscal",)
        fields["funding"] = dict.fromkeys(lines, written["amount"])
    fields["costs"] = [
        {"content": content, "basis": basis, "own": amount} for content, basis, amount in written.get("costs", ())
    ]
    return ProjectForm.model_validate(fields | {"code": f"66{abs(hash_of(key)):019d}"})


def hash_of(key: str) -> int:
    """A number of its own for every key, the same in every run."""
    return int.from_bytes(key.encode()) % 10**12


def _department(written: Mapping[str, Any]) -> dict[str, Any]:
    sides = {"income": written.get("income", {}), "expenditure": written.get("spending", {})}
    lines: dict[str, Any] = {
        side: {kind: {"amount": amount} for kind, amount in given.items()} for side, given in sides.items()
    }
    for side in lines:
        for kind, told in written.get(f"{side}_before", {}).items():
            lines[side][kind]["history"] = told
    lines["projects"] = [
        {"name": name, "amount": amount, "total": amount, "category": "特定目标类", "use": "用于项目实施"}
        for name, amount in written.get("listed", {}).items()
    ]
    lines["measures"] = [{"title": title, "text": text} for title, text in written.get("measures", {}).items()]
    return lines | ({"long_term_until": written["until"]} if "until" in written else {})


def _goals(key: str, written: Mapping[str, Any]) -> Iterator[Goal]:
    template = templates()[written["template"]]
    if "long_statement" in written:
        yield _goal(f"{key}-long", "long_term", written["long_statement"], written["long_rows"], template)
    yield _goal(f"{key}-goal", "annual", written["statement"], written["rows"], template)


def _goal(goal_id: str, period: str, statement: str, rows: str, template: FormTemplate) -> Goal:
    spec = template.goals.get(period)  # type: ignore[call-overload]
    label = spec.label.replace("{n}", "1") if spec else ""
    goal = Goal.model_validate({"id": goal_id, "period": period, "label": label, "statement": statement})
    lines = [[cell.strip() for cell in line.split("|")] for line in rows.strip().splitlines()]
    for number, (dimension, category, name, target, *more) in enumerate(lines, 1):
        place = category_of(goal, *_levels(template, dimension, category))
        row = _indicator(f"{goal_id}-{number}", name, target, template)
        row.weight = Decimal(more[0]) if more and more[0] else None
        row.history = dict(entry.split(":", 1) for entry in more[1].split("，")) if more[1:] else {}
        place.indicators.append(row)
    if not any(row.weight for row in goal.indicators()):
        _weigh(goal, template)
    return goal


def _levels(template: FormTemplate, dimension: str, category: str) -> tuple[str, str]:
    """The template's own names of two levels that are given short."""
    for spec in template.dimension:
        if level_name(spec.name) == level_name(dimension):
            names = [below.name for below in spec.categories if level_name(below.name) == level_name(category)]
            return spec.name, names[0] if names else category
    return dimension, category


def _indicator(node: str, name: str, target: str, template: FormTemplate) -> Indicator:
    texts = {field: text.format(name=name) for field, text in COLUMNS.items() if template.prints(f"indicator.{field}")}
    if template.prints("indicator.classification"):
        texts["classification"] = "绩效基本型"
    return Indicator.model_validate({"id": node, "name": name, "target": target, **texts})


def _weigh(goal: Goal, template: FormTemplate) -> None:
    """Weights of equal size where the template must have them."""
    total, rows = template.weights.total, list(goal.indicators())
    if total is None or not rows or template.rules.get("W001", {}).get("blank_allowed"):
        return
    share = int(total) // len(rows)
    for row in rows:
        row.weight = share  # type: ignore[assignment]
    rows[0].weight = int(total) - share * (len(rows) - 1)  # type: ignore[assignment]
