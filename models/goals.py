"""绩效目标 and the tree under it: 一级指标 → 二级指标 → 三级指标."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from models.target import Nature, Target
from models.values import Amount, Node, OwnText

Period = Literal["annual", "long_term"]


class Indicator(Node):
    """三级指标. All of it may be blank: official tables print empty rows."""

    name: str = Field(default="", description="三级指标名称")
    target: Target = Field(default=Target(), description="指标值，原样保存；符号、数值、度量单位由它解析")
    nature: Nature = Field(default="", description="表中写明的指标性质：定量、定性；空为未写")
    weight: Amount = Field(default=None, description="分值权重")
    basis: str = Field(default="", description="指标值确定依据")
    description: str = Field(default="", description="指标解释、绩效指标描述")
    scoring: str = Field(default="", description="赋分规则、评分细则")
    evidence: str = Field(default="", description="佐证资料")
    classification: str = Field(default="", description="指标分类")
    remark: str = Field(default="", description="备注")
    history: dict[str, str] = Field(default_factory=dict, description="以前年度指标值：年度 → 原样文本")
    extra: dict[str, OwnText] = Field(default_factory=dict, description="只有某一版式才有的栏目：栏目名 → 文本")

    @property
    def blank(self) -> bool:
        """An empty row of the official table."""
        if self.name:
            return False
        texts = (self.basis, self.description, self.scoring, self.evidence, self.classification, self.remark)
        own = (*self.history.values(), *self.extra.values())
        return not (any(texts) or self.target or self.weight is not None or any(own))


class Category(Node):
    """二级指标."""

    name: str = Field(default="", description="二级指标名称")
    indicators: list[Indicator] = Field(default_factory=list, description="三级指标，按表中顺序")


class Dimension(Node):
    """一级指标."""

    name: str = Field(default="", description="一级指标名称")
    categories: list[Category] = Field(default_factory=list, description="二级指标，按表中顺序")


class Goal(Node):
    """绩效目标, 长期 or 年度, with the indicators that measure it."""

    period: Period = Field(default="annual", description="annual 年度；long_term 长期、中期、实施期")
    label: str = Field(default="", description="表中的目标名称，如 年度绩效目标1")
    statement: str = Field(default="", description="目标说明")
    summary: str = Field(default="", description="总目标栏的目标说明，与目标说明相同时为空")
    weight: Amount = Field(default=None, description="本目标的指标权重比例，%")
    dimensions: list[Dimension] = Field(default_factory=list, description="一级指标，按表中顺序")

    def rows(self) -> Iterator[tuple[Dimension, Category, Indicator]]:
        """Every indicator with the levels it stands under, in the table's order."""
        for dimension in self.dimensions:
            for category in dimension.categories:
                for indicator in category.indicators:
                    yield dimension, category, indicator

    def indicators(self) -> Iterator[Indicator]:
        """Every 三级指标 in the table's order, empty rows too."""
        return (indicator for _, _, indicator in self.rows())
