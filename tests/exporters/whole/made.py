"""Made-up forms of every template, everything in them longer or shorter than a clerk would write it."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from random import Random
from typing import NamedTuple

from exporters.on_paper import BINDING, PaperChoice
from models.dossier import Dossier, Unit
from models.fields import list_fields, value_fields
from models.folders import RESOURCES
from models.forms import OwnRow
from models.goals import Category, Dimension, Goal, Indicator
from models.making import PERIODS, new_form, new_goal
from models.paths import field_kind, nodes, write
from models.target import Target
from models.templates.block import walk
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate
from models.values import Node, Part

TIMES = 3
"""Forms of each template."""
TEXTS = (
    *("巡查", "河道巡查次数", "是", "按计划标准", "2026年6月", "A-12号", "历史标准；行业标准", "1,234.50"),
    "☑ 延续项目　☐ 新增项目　☒ 一次性项目",
    "一、完成巡查三十次；\n二、培训（含线上）≥5场，合格率100%；\n\n三、其他。",
    "接待群众≥3200人次，推进《档案管理办法》落实，确保库房2380.4平方米安全运转（含恒温恒湿设备）。",
    "http://example.invalid/very/long/address/without/any/blank/in/it?number=1234567890123456789012345678901234567890",
    "=SUM(A1)",
    "龑𠮷ABC def，“引号”——破折号……",
)
TARGETS = (
    "≥95%",
    "30次",
    "完全相符",
    "≤12.5万元/人/年",
    "2026年12月底前",
    "≥123456789012345万元",
    "",
    "接近上年同期",
    "126.50",
    "30",
    "0012",
)
AMOUNTS = (*("0", "12.5", "126.50", "-3", "1234567.89", "100000000000000", "0.005"), None)


class Made(NamedTuple):
    """A dossier of one form, and how it is wanted on paper."""

    name: str
    dossier: Dossier
    paper: PaperChoice


@lru_cache
def templates() -> dict[str, FormTemplate]:
    """Those that come with the program."""
    return load_templates([RESOURCES / "templates"])[0]


def made(template: FormTemplate, number: int) -> Made:
    """One form of a template; the third of them has very long texts and many rows."""
    random = Random(f"{template.id}-{number}")
    longest = (1, 2, 12)[number]
    unit = Unit(name="示例市档案馆", code="123", head="甲", filler="乙", phone="0000-0000000")
    form = new_form(template, "河道巡查", unit)
    _fill(random, form, longest)
    form.extra = _own(random, template, "", longest)
    lists = sorted({block.of.removeprefix("extra.") for block in walk(template.block) if block.of.startswith("extra.")})
    form.own_rows = [
        OwnRow(of=name, extra=_own(random, template, "item.", longest))
        for name in lists
        for _ in range(random.randint(0, 2 + longest))
    ]
    form.goals = [_goal(random, template, at, longest) for at in range(random.randint(1, 3))]
    paper = PaperChoice(
        official=random.random() < 0.3,
        paper=random.choice(("", "", "A3", "B5")),
        landscape=random.choice((None, None, True, False)),
        font_size=random.choice((None, None, 8.0, 14.0)),
        binding=random.choice(("", *BINDING)),
        tighten=random.random() < 0.7,
    )
    for at, node in enumerate(nodes(form)):
        node.id = f"n{at}"
    return Made(f"{template.id}-{number}", Dossier(year=2026, unit=unit, forms=[form]), paper)


def _text(random: Random, longest: int) -> str:
    if random.random() < 0.2:
        return ""
    return random.choice(TEXTS) * random.choice((1, 1, random.randint(1, longest)))


def _fill(random: Random, part: Part, longest: int) -> None:
    for name in value_fields(type(part)):
        match field_kind(type(part), name):
            case "text" if name not in ("template", "of"):
                setattr(part, name, _text(random, longest))
            case "amount":
                amount = random.choice(AMOUNTS)
                setattr(part, name, None if amount is None else Decimal(amount))
            case "target":
                write(part, name, Target.parse(random.choice(TARGETS)))
            case "nature":
                setattr(part, name, random.choice(("", "quantitative", "qualitative")))
            case None:
                _fill_keys(random, part, name, longest)
    for name, kinds in list_fields(type(part)).items():
        if name not in ("goals", "dimensions", "categories", "indicators", "own_rows"):
            setattr(part, name, [_entry(random, kinds[0], longest) for _ in range(random.randint(0, 3 + longest))])


def _fill_keys(random: Random, part: Part, name: str, longest: int) -> None:
    """Some of the values of a dict, where it has such."""
    for key in ("2024", "2025", "fiscal", "total", "general", "personnel", "basic", "1月"):
        for path in (f"{name}.{key}", f"{name}.{key}.amount", f"{name}.{key}.history.2025"):
            kind = field_kind(type(part), path)
            if kind and name not in ("last_year", "looked_at") and random.random() < 0.6:
                amount = Decimal(random.choice(AMOUNTS[:-1]))
                write(part, path, amount if kind == "amount" else _text(random, longest))


def _entry(random: Random, kind: type[Node], longest: int) -> Node:
    found = kind.model_validate({})
    _fill(random, found, longest)
    return found


def _goal(random: Random, template: FormTemplate, number: int, longest: int) -> Goal:
    goal = new_goal(template, random.choice(PERIODS), number + 1)
    goal.statement, goal.summary = _text(random, longest), _text(random, longest)
    goal.weight = Decimal(50)
    if random.random() < 0.3:
        goal.dimensions.append(Dimension(name="自设的一级指标", categories=[Category(name="")]))
    for dimension in goal.dimensions:
        for category in dimension.categories:
            count = random.choice((0, 1, 1, 2, random.randint(1, 2 + longest)))
            for _ in range(count):
                row = Indicator()
                _fill(random, row, longest if random.random() < 0.2 else 1)
                row.extra = _own(random, template, "indicator.", 1)
                category.indicators.append(row)
    return goal


def _own(random: Random, template: FormTemplate, scope: str, longest: int) -> dict[str, str]:
    """Texts for what only that template has, of the form or of what a scope names."""
    start = f"{scope}extra."
    names = sorted(path.removeprefix(start) for path in template.printed if path.startswith(start))
    return {name: text for name in names if (text := _text(random, longest))}


def made_of(template: str) -> list[Made]:
    """Its forms."""
    return [made(templates()[template], number) for number in range(TIMES)]
