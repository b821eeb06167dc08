"""版式: a region's official form as data (``resources/templates/*.toml``). See ``docs/templates.md``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from models.grid import Grid, Place, parse_grid, parse_text
from models.paths import SCOPES, check_field
from models.table import PageSetup, Role

BlockKind = Literal[
    "title",
    "subtitle",
    "caption",
    "fields",
    "list",
    "goals",
    "goal_pairs",
    "indicators",
    "heading",
    "paragraph",
    "signature",
    "note",
]
LISTS = ("costs", "purchases", "tasks", "projects", "measures", "goals")


class TemplatePart(BaseModel):
    """Base of the template's parts: unknown keys are refused, so that a slip of the key is told."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldRule(TemplatePart):
    """What this template asks of one field."""

    required: bool = False
    limit: int | None = Field(default=None, gt=0)  # characters
    hint: str = ""  # printed where the field is blank
    choices: tuple[str, ...] = ()
    role: Role | None = None


class CategorySpec(TemplatePart):
    """A 二级指标 of the template."""

    name: str
    required: bool = False
    points: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None


class DimensionSpec(TemplatePart):
    """A 一级指标 of the template, with its points (fixed, or a range) and its 二级指标."""

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    points: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
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

    total: Decimal | None = None
    execution: Decimal | None = None  # points kept for 预算执行率, not among the indicators
    source: str = ""  # the regulation or practice


class GoalSpec(TemplatePart):
    """How goals of one period are called and how many this template prints."""

    label: str
    most: int | None = Field(default=None, gt=0)


class Block(TemplatePart):
    """A part of the form, from top to bottom."""

    kind: BlockKind
    text: str = ""
    rows: str = ""
    head: str = ""
    row: str = ""
    of: Literal["", "costs", "purchases", "tasks", "projects", "measures", "goals"] = ""
    period: Literal["", "annual", "long_term"] = ""
    least: int = Field(default=1, ge=0)  # rows printed even when there is less to say
    skip: int = Field(default=0, ge=0)  # goals left out at the beginning
    optional: bool = False  # left out when there is nothing to print
    role: Role | None = None  # what all cells of this block are
    block: tuple[Block, ...] = ()


class FormTemplate(TemplatePart):
    """One region's layout of one kind of form."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    name: str
    kind: Literal["department", "project"]
    region: str
    year: int = Field(ge=1990, le=2100)
    money_unit: str = "万元"
    columns: tuple[float, ...] = Field(min_length=1)
    page: PageSetup = PageSetup()
    block: tuple[Block, ...] = Field(min_length=1)
    goals: dict[Literal["annual", "long_term"], GoalSpec] = {}
    dimension: tuple[DimensionSpec, ...] = ()
    weights: WeightPolicy = WeightPolicy()
    dictionaries: dict[str, tuple[str, ...]] = {}
    aliases: dict[str, tuple[str, ...]] = {}  # a label of the form → other words for it in real forms
    fields: dict[str, FieldRule] = {}
    rules: dict[str, dict[str, Any]] = {}

    @model_validator(mode="after")
    def _drawings_fit(self) -> FormTemplate:
        """Every drawing parses, every place names a field of this kind of form."""
        for block in walk(self.block):
            for name in ("rows", "head", "row"):
                try:
                    for place in places(self.grid(getattr(block, name))):
                        check_field(self.kind, place.path)
                except ValueError as problem:
                    raise ValueError(f"{block.kind} 的 {name}：{problem}") from None
            for piece in parse_text(block.text):
                if isinstance(piece, Place) and not piece.from_context:
                    check_field(self.kind, piece.path)
        return self

    def grid(self, drawing: str) -> Grid:
        """A drawing of this template as cells."""
        return (
            self._grids[drawing]
            if drawing in self._grids
            else self._grids.setdefault(drawing, parse_grid(drawing, len(self.columns)))
        )

    @cached_property
    def _grids(self) -> dict[str, Grid]:
        return {}

    @property
    def title(self) -> str:
        """The form's heading without year, as its name in lists."""
        return self.name

    def prints(self, path: str) -> bool:
        """True when some place of the form shows this field (as written in the drawing, e.g. ``indicator.weight``)."""
        return path in self.printed

    @cached_property
    def printed(self) -> frozenset[str]:
        """All fields that the form shows, as written in the drawings."""
        return frozenset(place.path for block in walk(self.block) for place in _block_places(self, block))

    def dimension_spec(self, name: str) -> DimensionSpec | None:
        """The 一级指标 of this template with that name or alias."""
        return next((spec for spec in self.dimension if name == spec.name or name in spec.aliases), None)


def _block_places(template: FormTemplate, block: Block) -> Iterator[Place]:
    for drawing in (block.rows, block.head, block.row):
        yield from places(template.grid(drawing))
    yield from (piece for piece in parse_text(block.text) if isinstance(piece, Place))


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, the nested ones after the one that holds them."""
    for block in blocks:
        yield block
        yield from walk(block.block)


def places(grid: Grid) -> Iterator[Place]:
    """Every value that a drawing shows."""
    return (place for cell in grid.cells for place in cell.places)


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """A template file that cannot be used, and why, as a sentence for a person."""

    file: str
    message: str


def read_template(path: Path) -> FormTemplate:
    """The template in a file. Raises ValueError with a Chinese sentence: which file, where, what is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise ValueError(f"版式文件 {path.name} 读不出来：{problem}。请检查这一处的写法，或删去这个文件") from problem
    try:
        return FormTemplate.model_validate(data)
    except ValidationError as problem:
        first = problem.errors()[0]
        where = " → ".join(str(part) for part in first["loc"]) or "全文"
        raise ValueError(
            f"版式文件 {path.name} 不能用，{where}：{first['msg'].removeprefix('Value error, ')}"
        ) from problem


def load_templates(folders: Iterable[Path]) -> tuple[dict[str, FormTemplate], list[TemplateProblem]]:
    """Every template of the folders by id, and the files that cannot be used. A later folder wins over earlier ones."""
    templates: dict[str, FormTemplate] = {}
    problems: list[TemplateProblem] = []
    for folder in folders:
        for path in sorted(folder.glob("*.toml")):
            try:
                template = read_template(path)
            except ValueError as problem:
                problems.append(TemplateProblem(path.name, str(problem)))
            else:
                templates[template.id] = template
    return templates, problems


__all__ = ["SCOPES", "Block", "FormTemplate", "TemplateProblem", "load_templates", "places", "read_template", "walk"]
