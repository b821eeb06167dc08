"""The parts of a template besides its drawing: what it asks of fields, its levels, goals and weights."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.table import Role

MOST_ROWS = 200
Points = Annotated[Decimal | None, Field(ge=0, le=10_000)]


class TemplatePart(BaseModel):
    """Base of the template's parts: unknown keys are refused, so that a slip of the key is told."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


TICKS = "、"
"""What stands between the choices of a field of which several are ticked."""
FieldType = Literal["text", "long", "money", "number", "date", "choice", "ticks"]


class FieldRule(TemplatePart):
    """What this template asks of one field."""

    required: bool = False
    limit: int | None = Field(default=None, gt=0, le=100_000)  # characters
    hint: str = ""  # printed where the field is blank
    choices: tuple[str, ...] = ()
    role: Role | None = None
    type: FieldType = "text"  # of a field that only this template has
    label: str = ""  # its name, where none stands beside or over it


NO_RULE = FieldRule()


class CategorySpec(TemplatePart):
    """A 二级指标 of the template."""

    name: str
    required: bool = False
    points: Points = None
    least: Points = None
    most: Points = None


class DimensionSpec(TemplatePart):
    """A 一级指标 of the template, with its points (fixed, or a range) and its 二级指标."""

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    points: Points = None
    least: Points = None
    most: Points = None
    categories: tuple[CategorySpec, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _names_alone(cls, data: Any) -> Any:
        """A 二级指标 may be given by its name alone."""
        if isinstance(data, dict) and isinstance(data.get("categories"), list):
            specs = [{"name": entry} if isinstance(entry, str) else entry for entry in data["categories"]]
            return data | {"categories": specs}
        return data


class WeightPolicy(TemplatePart):
    """What the weights of one goal's indicators must add up to; ``total`` None: this template has no weights."""

    total: Points = None
    execution: Points = None  # points kept for 预算执行率, not among the indicators
    source: str = ""  # the regulation or practice


class GoalSpec(TemplatePart):
    """How goals of one period are called and how many this template prints."""

    label: str
    most: int | None = Field(default=None, gt=0, le=MOST_ROWS)
