"""版式: a region's official form as data (``resources/templates/*.toml``). See ``docs/templates.md``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property, partial
from itertools import pairwise
from typing import Annotated, Any, Literal, Self, TypeVar, cast

from pydantic import Field, model_validator

from models.currency import POWERS
from models.fields import list_kind, list_place
from models.goals import Indicator
from models.paths import FORMS, LEVELS, SIDES, FieldKind, field_kind, level_path, side_of, split_scope
from models.table import PAPERS, PageSetup
from models.target import PARTS, USUAL_UNITS, TargetParts
from models.templates import totals
from models.templates.asked import (
    NO_RULE,
    DimensionSpec,
    FieldRule,
    GoalSpec,
    TemplatePart,
    WeightPolicy,
)
from models.templates.block import Block, Fault, Location, located, refuse, walk
from models.templates.grid import Grid, Piece, Place, parse_grid, parse_text
from models.templates.near import known_field

MOST_COLUMNS = 100
_LEAST_ROOM = 50.0  # mm between two margins
_MM = 72 / 25.4  # points
_KeptT = TypeVar("_KeptT")

_ROW_SCOPES: dict[str, frozenset[str]] = {
    "list": frozenset({"item"}),
    "goal_pairs": frozenset({"long_goal", "annual_goal"}),
    "indicators": frozenset(LEVELS),
    "indicator_pairs": frozenset({*LEVELS, *(f"{side}_{level}" for side in SIDES for level in LEVELS)}),
}
"""Scopes that mean something only in the ``row`` of such a block."""
_PLACES_OF = {
    scope: "、".join(kind for kind, scopes in _ROW_SCOPES.items() if scope in scopes)
    for scope in frozenset().union(*_ROW_SCOPES.values())
}
_AROUND = frozenset({"title", "subtitle", "caption", "heading", "paragraph", "signature", "note"})
_COMMON = frozenset({"unit_name", "unit_code", "filler", "phone", "head", "date"})
"""What is said once of a table of many projects, and how the blocks are called that may say it."""
_NO_DICTIONARY = frozenset({"id", "extra", "history", "target", "weight", "nature"})
_MARGINS = (("margin_left", "margin_right"), ("margin_top", "margin_bottom"))


class FormTemplate(TemplatePart):
    """One region's layout of one kind of form."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    name: str = Field(min_length=1)
    kind: Literal["department", "project"]
    region: str
    year: int = Field(ge=1990, le=2100)
    source: str = ""  # what it was drawn from, for people
    money_unit: str = "万元"
    many: bool = False  # all forms of a dossier in this template are one table
    ticks: str = Field(default="☑□", pattern=r"^[☑√✓✔■●][□☐○]?$")  # a box that is ticked, and one that is not
    columns: tuple[Annotated[float, Field(gt=0, le=2000)], ...] = Field(min_length=1, max_length=MOST_COLUMNS)
    least_columns: tuple[Annotated[float, Field(gt=0, le=2000)], ...] = ()  # as narrow as each may become
    page: PageSetup = PageSetup()
    block: tuple[Block, ...] = Field(min_length=1)
    goals: dict[Literal["annual", "long_term"], GoalSpec] = Field(default_factory=dict)
    dimension: tuple[DimensionSpec, ...] = ()
    weights: WeightPolicy = WeightPolicy()
    dictionaries: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    aliases: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # a label → other words for it in real forms
    fields: dict[str, FieldRule] = Field(default_factory=dict)
    rules: dict[str, dict[str, Any]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fits_together(self) -> FormTemplate:
        """Every drawing parses, every field that is named exists and can stand where it stands."""
        refuse(
            [
                *self._page_faults(),
                *self._name_faults(),
                *self._block_faults(),
                *self._above_faults(),
                *self._many_faults(),
            ]
        )
        return self

    def _page_faults(self) -> Iterator[Fault]:
        """The paper is known and leaves room for the columns."""
        if self.page.paper.upper() not in PAPERS:
            yield ("page", "paper"), f"只能写 {'、'.join(PAPERS)}"
        if not 5 <= self.page.font_size <= 30:
            yield ("page", "font_size"), "字号要在 5 到 30 磅之间"
        for length, names in zip(self.page.size, _MARGINS, strict=True):
            yield from self._margin_faults(length, *names)
        least, own = self.least_columns, self.columns
        if least and (len(least) != len(own) or any(one > width for one, width in zip(least, own, strict=False))):
            yield ("least_columns",), f"要写 {len(own)} 个，都不能比 columns 里的宽度大"
        room = self.page.size[0] - self.page.margin_left - self.page.margin_right
        for number, width in enumerate(self.columns):
            if 0 < width / sum(self.columns) * room * _MM < self.page.font_size <= 30:
                yield ("columns", number), "按纸宽折算后这一列放不下一个字，请加宽，或把别的列改窄"

    def _margin_faults(self, length: float, first: str, second: str) -> Iterator[Fault]:
        """Two margins that face each other, with room between them."""
        sizes = {name: getattr(self.page, name) for name in (first, second)}
        odd = [name for name, size in sizes.items() if not 0 <= size <= length]  # nan is odd as well
        for name in odd:
            yield ("page", name), f"页边距要在 0 到 {length:g} 毫米之间"
        left = length - sum(sizes.values())
        if not odd and left < _LEAST_ROOM:
            yield ("page", first), f"与 {second} 加起来，纸上只剩 {left:g} 毫米，至少要留 {_LEAST_ROOM:g} 毫米"

    def _name_faults(self) -> Iterator[Fault]:
        """Names of fields outside the drawings, and of the unit of money."""
        if self.money_unit not in POWERS:
            yield ("money_unit",), f"只能写 {'、'.join(POWERS)}"
        for path in self.fields:
            if split_scope(path)[0] != "form" or not any(field_kind(model, path) for model in FORMS.values()):
                yield from _fault(("fields", path), partial(known_field, self.kind, path))
            yield from _type_faults(path, self.fields[path])
        words = {"unit", *Indicator.model_fields} - _NO_DICTIONARY
        for name in self.dictionaries:
            if name not in words:
                yield ("dictionaries", name), f"没有这种词表，可写：{'、'.join(sorted(words))}"
        for period, spec in self.goals.items():
            if any(isinstance(piece, Place) and piece.path != "n" for piece in parse_text(spec.label)):
                yield ("goals", period, "label"), "这里只能用 {n}"

    def _block_faults(self) -> Iterator[Fault]:
        for number, block in enumerate(self.block):
            if block.of_goals:
                yield ("block", number, "of_goals"), "of_goals 只能写在 goals 块里面的块上：它说的是那里的第几个目标"
        for where, block in located(self.block):
            if block.of and list_place(block.of) not in FORMS[self.kind].model_fields:
                yield (*where, "of"), f"这一种表里没有 {block.of}"
                continue
            for name in ("rows", "head", "row", "text"):
                yield from _fault((*where, name), partial(self._check_part, block, name))
            yield from _fault((*where, "row"), partial(self._check_joint, block))
            yield from _fault((*where, "row"), partial(self._check_sides, block))

    def _many_faults(self) -> Iterator[Fault]:
        """A table of many projects has one list of their indicators; what is a project's own stands in its rows."""
        if not self.many:
            return
        if [block.kind for block in self.block if block.kind not in _AROUND] != ["indicators"]:
            yield ("many",), "几个项目合成一张表的，除标题、抬头、落款、说明外，要画而且只画一个 indicators 块"
        for where, block in located(self.block):
            for drawing in ("text", "rows", "head"):
                own = next((place.path for place in self._places_in(block, drawing) if place.path not in _COMMON), "")
                if own:
                    yield (*where, drawing), f"“{own}”各项目不同，几个项目合成一张表时只能写在 indicators 块的 row 里"

    def _places_in(self, block: Block, name: str) -> list[Place]:
        """The values that a part of a block shows; none where it cannot be read, which is told elsewhere."""
        with suppress(ValueError):
            if name == "text":
                return [one for one in parse_text(block.text) if isinstance(one, Place) and not one.from_context]
            return list(places(self.grid(getattr(block, name))))
        return []

    def _check_part(self, block: Block, name: str) -> None:
        """One drawing, or the text, of a block. Raises ValueError."""
        if name == "text":
            pieces: Sequence[Piece] = parse_text(block.text)
        else:
            pieces = [piece for cell in self.grid(getattr(block, name)).cells for piece in cell.pieces]
        for place in (piece for piece in pieces if isinstance(piece, Place)):
            if place.sums:
                self._check_sum(place.path)
            elif not place.from_context:
                self._check_place(block, name, place.path)
            choices = self.rule_of(place.path).choices
            if place.choice and choices and place.choice not in choices:
                raise ValueError(f"“{place.path}”的 choices 里没有“{place.choice}”，只有 {'、'.join(choices)}")

    def _check_sum(self, path: str) -> None:
        """What is added up is a number of the indicators, or of a list that forms of this kind have."""
        column = totals.known_column(self.kind, path)
        if self.field_kind(column.path) != "amount":
            raise ValueError(f"“{path}”不是数，不能合计；自设的栏目要在 [fields] 里写 type")

    def _check_joint(self, block: Block) -> None:
        """A cell of the row that goes on from the head (``^``) stands under one just as wide. Raises ValueError."""
        try:
            head, row = self.grid(block.head), self.grid(block.row)
        except ValueError:
            return  # told already
        over = {(cell.column, cell.column_span) for cell in head.cells if cell.row + cell.row_span == head.row_count}
        for cell in row.cells if over else ():
            if cell.above and (cell.column, cell.column_span) not in over:
                raise ValueError(f"图中第 {cell.column + 1} 列的 ^ 上面，head 里没有同样宽的格")

    def _above_faults(self) -> Iterator[Fault]:
        """What goes on from the block before (``^``) has that block above it in every form."""
        for where, blocks in [((), self.block), *((where, one.block) for where, one in located(self.block))]:
            for number, (before, block) in enumerate(pairwise(blocks), 1):
                name = next((one for one in ("head", "rows", "row") if getattr(block, one)), "")
                if (before.optional or before.first) and name and self._goes_on(getattr(block, name)):
                    words = "optional" if before.optional else "first"
                    yield (*where, "block", number, name), f"^ 接着上一块的格，可是那一块是 {words}，不是每次都印"

    def _goes_on(self, drawing: str) -> bool:
        with suppress(ValueError):  # told already
            return any(cell.above for cell in self.grid(drawing).cells)
        return False

    def _check_sides(self, block: Block) -> None:
        """A row of pairs has both goals, and what they share above what each has for itself. Raises ValueError."""
        if block.kind != "indicator_pairs":
            return
        try:
            found = [split_scope(place.path)[0] for place in places(self.grid(block.row))]
        except ValueError:
            return  # told already
        shared = shared_levels(found)
        for side in SIDES:
            if not any(scope.startswith(f"{side}_") for scope in found):
                raise ValueError(f"左右两边都要画：缺少 {{{side}_indicator.…}} 一边的栏目")
            wrong = next((scope for scope in found if scope in LEVELS and scope not in shared), "")
            if wrong:
                raise ValueError(f"“{wrong}.”的上一级已分左右，它也要分：写 long_{wrong}. 和 annual_{wrong}.")

    def _check_place(self, block: Block, name: str, path: str) -> None:
        known_field(self.kind, path)
        scope, field = split_scope(path)
        if scope not in _PLACES_OF:
            return
        if name != "row" or scope not in _ROW_SCOPES.get(block.kind, ()):
            alone = f"；不成对的，写在 goals 块里：{{goal.{field}}}" * scope.endswith("_goal")
            raise ValueError(f"“{path}”只能写在 {_PLACES_OF[scope]} 块的 row 里{alone}")
        kind = list_kind(block.of)
        if scope == "item" and (kind is None or field_kind(kind, field) is None):
            own = '；自设的栏目只能在自设的清单里，整张清单改成 of = "extra.名称"' * field.startswith("extra.")
            raise ValueError(f"{block.of} 的一行里没有“{path}”这个栏目{own}")

    def grid(self, drawing: str) -> Grid:
        """A drawing of this template as cells."""
        if drawing not in self._grids:
            self._grids[drawing] = parse_grid(drawing, len(self.columns))
        return self._grids[drawing]

    def kept(self, make: Callable[[], _KeptT]) -> _KeptT:
        """What somebody has worked out of the drawings, made once and kept for as long as the template lives."""
        if make not in self._kept:
            self._kept[make] = make()
        return cast(_KeptT, self._kept[make])

    def __copy__(self) -> Self:
        """A copy may be given another drawing: it works everything out by itself."""
        made = super().__copy__()
        made.__dict__ = {name: value for name, value in made.__dict__.items() if name in type(self).model_fields}
        return made

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        """No value in it can change: as deep as any."""
        return self.__copy__()

    @cached_property
    def _kept(self) -> dict[Callable[[], object], object]:
        return {}

    @cached_property
    def _grids(self) -> dict[str, Grid]:
        return {}

    @property
    def title(self) -> str:
        """The form's heading without year, as its name in lists."""
        return self.name

    def field_kind(self, path: str) -> FieldKind:
        """What kind of value a place of a drawing holds. Raises ValueError where there is no such field."""
        kind = known_field(self.kind, path)
        return "amount" if kind == "text" and self.rule_of(path).type in ("money", "number") else kind

    def rule_of(self, path: str) -> FieldRule:
        """What this template asks of a field, named as in its drawings; nothing where it says nothing of it."""
        return self.fields.get(path) or self.fields.get(level_path(path)) or NO_RULE

    def prints(self, path: str) -> bool:
        """True when some place of the form shows this field (as written in the drawing, e.g. ``indicator.weight``)."""
        return path in self.printed

    def repeats_goals(self, period: str) -> bool:
        """True when some block prints every goal of that period, however many there are."""
        return any(
            block.kind in ("goal_pairs", "indicator_pairs")
            or ((block.kind == "goals" or block.of == "goals") and block.period in ("", period))
            for block in walk(self.block)
        )

    @cached_property
    def printed(self) -> frozenset[str]:
        """All fields that the form shows, as written in the drawings; those of one side also without it."""
        found = {place.path for block in walk(self.block) for place in block_places(self, block)}
        return frozenset(found | {level_path(path) for path in found})

    @cached_property
    def target_parts(self) -> TargetParts:
        """The columns in which this template prints the parts of a 指标值, and the units it knows."""
        apart = frozenset(part for part in PARTS if self.prints(f"indicator.target.{part}"))
        units = tuple(dict.fromkeys([*self.dictionaries.get("unit", ()), *USUAL_UNITS]))
        return TargetParts(apart, units, self.prints("indicator.nature"))

    def choices(self, path: str) -> tuple[str, ...]:
        """What may be chosen for a field as drawn: the template's choices, signs and units, names, usual words."""
        scope, field = split_scope(level_path(path))
        if choices := self.rule_of(path).choices:
            return choices
        if scope == "indicator":
            return self.dictionaries.get(field, ()) or self.target_parts.choices(field.removeprefix("target."))
        return self._level_names.get(level_path(path), ())

    @cached_property
    def _level_names(self) -> dict[str, tuple[str, ...]]:
        categories = (one.name for spec in self.dimension for one in spec.categories)
        return {
            "dimension.name": tuple(dict.fromkeys(spec.name for spec in self.dimension)),
            "category.name": tuple(dict.fromkeys(categories)),
        }

    def dimension_spec(self, name: str) -> DimensionSpec | None:
        """The 一级指标 of this template with that name or alias."""
        return next((spec for spec in self.dimension if name == spec.name or name in spec.aliases), None)


def block_places(template: FormTemplate, block: Block) -> Iterator[Place]:
    """Every value that a block itself shows, in its drawings and its text."""
    for drawing in (block.rows, block.head, block.row):
        yield from places(template.grid(drawing))
    yield from (piece for piece in parse_text(block.text) if isinstance(piece, Place) and not piece.from_context)


def sided(places: Iterable[Place], period: str) -> Iterator[Place]:
    """The places of a row of pairs that are of one period's goals, as those of a goal by itself."""
    for place in places:
        side, path = side_of(place.path)
        if side in (None, period):
            yield place._replace(path=path)


def shared_levels(scopes: Collection[str]) -> tuple[str, ...]:
    """The levels that both goals of a row of pairs share, from the top, given the scopes in it."""
    apart = [number for number, level in enumerate(LEVELS) if any(f"{side}_{level}" in scopes for side in SIDES)]
    named = [number for number, level in enumerate(LEVELS) if level in scopes]
    top = min(apart, default=len(LEVELS)) if "indicator" not in scopes else len(LEVELS)
    return tuple(LEVELS)[: min(top, max(named, default=-1) + 1)]


def places(grid: Grid) -> Iterator[Place]:
    """Every value that a drawing shows."""
    return (place for cell in grid.cells for place in cell.places)


def _type_faults(path: str, rule: FieldRule) -> Iterator[Fault]:
    """A type is for fields of the template's own; where one chooses, there is something to choose from."""
    if rule.type != "text" and "extra" not in path.split("."):
        yield ("fields", path, "type"), "只有版式自己的栏目（extra）才写 type，别的栏目是什么，程序知道"
    if rule.type in ("choice", "ticks") and not rule.choices:
        yield ("fields", path, "choices"), "选择的栏目要写 choices：可选的词"


def _fault(where: Location, run: Callable[[], object]) -> Iterator[Fault]:
    """What ``run`` has to complain of."""
    try:
        run()
    except ValueError as problem:
        yield where, str(problem)
