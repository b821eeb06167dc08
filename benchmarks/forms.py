"""Forms to measure with: invented, of the size that real ones have."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

from exporters.layout import layout
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.table import Table
from models.target import Target
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate

YEAR = 2026
STATEMENT = "全年完成河道日常巡查和岸线保洁，及时处置群众反映的问题，汛期安排专人值守，保障沿岸居民生产生活安全。"


@cache
def templates() -> dict[str, FormTemplate]:
    """The templates that come with the program."""
    found, _ = load_templates([Path(__file__).parents[1] / "resources" / "templates"])
    return found


def project(rows: int = 14) -> ProjectForm:
    """A project form of the 库尔勒 layout with that many indicators."""
    return ProjectForm(
        template="korla-project-2023",
        name="河道巡查和岸线保洁经费",
        amount=Decimal("126.50"),
        unit_name="示例市河道管理中心",
        leader="示例",
        goals=[Goal(label="项目总体目标", statement=STATEMENT * 3, dimensions=_dimensions(rows))],
    )


def _dimensions(rows: int) -> list[Dimension]:
    names = [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("成本指标", "经济成本指标"),
        ("效益指标", "社会效益指标"),
    ]
    share = [rows // 4 + (number < rows % 4) for number in range(4)]
    return [
        Dimension(
            name=dimension, categories=[Category(name=category, indicators=[_indicator(n) for n in range(count)])]
        )
        for (dimension, category), count in zip(names, share, strict=True)
    ]


def _indicator(number: int) -> Indicator:
    return Indicator(
        name=f"沿岸村庄河道巡查完成次数（第{number + 1}片区）",
        target=Target.parse(f"≥{120 + number}次"),
        weight=Decimal(5),
        basis="历史标准",
        scoring="按照正常比例赋分",
        evidence="工作资料, 原始凭证",
        history={"2025": f"{118 + number}次"},
    )


def table(rows: int = 14) -> Table:
    """The project form on its table."""
    return layout(project(rows), templates()["korla-project-2023"], YEAR)
