"""Forms to measure with: invented, of the size that real ones have, no text in them twice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import islice
from pathlib import Path

from benchmarks.invented import names, statement, targets
from exporters.layout import layout
from models.dossier import Dossier, Unit
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.table import Table
from models.target import Target
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate

YEAR = 2026
TEMPLATE = "korla-project-2023"
_LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("成本指标", "经济成本指标"),
    ("效益指标", "社会效益指标"),
)


@cache
def templates() -> dict[str, FormTemplate]:
    """The templates that come with the program."""
    found, _ = load_templates([Path(__file__).parents[1] / "resources" / "templates"])
    return found


def project(rows: int = 14, number: int = 0) -> ProjectForm:
    """The project form of that number in the 库尔勒 layout, with so many indicators; forms of two numbers differ."""
    rest = islice(indicators(), number * rows, (number + 1) * rows)
    return ProjectForm(
        template=TEMPLATE,
        name=f"河道巡查和岸线保洁经费（第{number + 1}标段）",
        amount=Decimal("126.50"),
        unit_name="示例市河道管理中心",
        leader="示例",
        goals=[Goal(label="项目总体目标", statement=statement(number), dimensions=_dimensions(list(rest)))],
    )


def indicators() -> Iterator[Indicator]:
    """Ever other ones."""
    for number, (name, target) in enumerate(zip(names(), targets(), strict=False)):
        yield Indicator(
            name=name,
            target=Target.parse(target),
            weight=Decimal(5),
            basis="历史标准",
            scoring="按照正常比例赋分",
            evidence="工作资料, 原始凭证",
            history={"2025": f"{110 + number}次"},
        )


def _dimensions(rows: list[Indicator]) -> list[Dimension]:
    quarter = -(-len(rows) // 4)
    parts = [rows[start : start + quarter] for start in range(0, 4 * quarter, quarter)]
    return [
        Dimension(name=dimension, categories=[Category(name=category, indicators=part)])
        for (dimension, category), part in zip(_LEVELS, parts, strict=True)
    ]


def dossier(forms: int, rows: int, first: int = 0) -> Dossier:
    """So many project forms of so many indicators each, beginning with that number."""
    made = [project(rows, number) for number in range(first, first + forms)]
    return Dossier(year=YEAR, unit=Unit(name="示例市河道管理中心"), forms=list(made))


def table(rows: int = 14, number: int = 0) -> Table:
    """A project form on its table."""
    return layout(project(rows, number), templates()[TEMPLATE], YEAR)
