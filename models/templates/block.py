"""The parts of a template's drawing, from top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from pydantic import Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from models.table import Role
from models.templates.asked import MOST_ROWS, TemplatePart

BlockKind = Literal[
    "title",
    "subtitle",
    "caption",
    "fields",
    "list",
    "goals",
    "goal_pairs",
    "indicators",
    "indicator_pairs",
    "heading",
    "paragraph",
    "signature",
    "note",
]
INDICATOR_TABLES: tuple[BlockKind, ...] = ("indicators", "indicator_pairs")
"""Blocks whose rows are 三级指标."""
LIST_NAMES = r"^(?:costs|purchases|tasks|projects|measures|goals|extra\.[\w\u4e00-\u9fff-]+)?$"

_TEXTS = frozenset({"text", "rows", "role", "height", "optional", "first", "of_goals"})
_BODY = frozenset({"head", "row", "least", "optional", "role", "height"})
KEYS: dict[str, frozenset[str]] = {
    "list": _BODY | {"of", "period", "skip"},
    "goals": frozenset({"period", "skip", "least", "optional", "block"}),
    "goal_pairs": _BODY - {"optional"},
    "indicators": _BODY | {"period", "skip", "of_goals"},
    "indicator_pairs": _BODY,
}
"""Kind of block → the keys that mean something in it; the other kinds have ``_TEXTS``."""
_NEEDED: dict[str, tuple[str, ...]] = {
    "list": ("of", "row"),
    "goals": ("block",),
    "goal_pairs": ("row",),
    "indicators": ("row",),
    "indicator_pairs": ("row",),
}

Location = tuple[str | int, ...]
"""The way to a value: keys and positions."""
Fault = tuple[Location, str]
"""Where something is wrong, and what."""


class Block(TemplatePart):
    """A part of the form, from top to bottom."""

    kind: BlockKind
    text: str = ""
    rows: str = ""
    head: str = ""
    row: str = ""
    of: str = Field(default="", pattern=LIST_NAMES)
    period: Literal["", "annual", "long_term"] = ""
    least: int = Field(default=1, ge=0, le=MOST_ROWS)  # rows printed even when there is less to say
    skip: int = Field(default=0, ge=0, le=MOST_ROWS)  # goals left out at the beginning
    of_goals: str = Field(default="", pattern=r"^(?:[1-9]\d?(?:-(?:[1-9]\d?)?)?)?$")  # of a goals block: 1, 2-, 2-3
    height: float = Field(default=0, ge=0, le=200)  # mm that its rows have at least, the heads apart
    optional: bool = False  # left out when there is nothing to print
    first: bool = False  # only in the first form of its template in the set
    role: Role | None = None  # what all cells of this block are
    block: tuple[Block, ...] = ()

    @model_validator(mode="after")
    def _keys_mean_something(self) -> Block:
        """A key that this kind of block does not heed is a slip; a block without content is one as well."""
        known = KEYS.get(self.kind, _TEXTS)
        needed = _NEEDED.get(self.kind, ())
        faults: list[Fault] = [
            ((key,), f"{self.kind} 块里不用这一项") for key in sorted(self.model_fields_set - known - {"kind"})
        ]
        faults += [((), f"{self.kind} 块里缺少 {key}") for key in needed if not getattr(self, key)]
        if not needed and not self.text and not self.rows:
            faults.append(((), f"{self.kind} 块里要写 text 或 rows"))
        if any(inner.kind == "goals" for inner in self.block):
            faults.append(((), "goals 块里不能再放 goals 块"))
        refuse(faults)
        return self

    def is_of(self, number: int) -> bool:
        """Inside a ``goals`` block: whether it is drawn for the goal that has that number (from 1) there; 0 for any."""
        first, dash, last = self.of_goals.partition("-")
        return not first or not number or int(first) <= number <= int(last or (number if dash else first))


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, the nested ones after the one that holds them."""
    for block in blocks:
        yield block
        yield from walk(block.block)


def blocks_of(
    blocks: Iterable[Block], period: str, number: int = 0, unless: Callable[[Block], bool] = lambda _: False
) -> Iterator[tuple[Block, str]]:
    """The blocks in which the goals of a period are printed, each with the period it says; those of no period too.

    ``number``: of the goal with that number (from 1) in its period only; 0 for any. ``unless`` leaves blocks out, and
    what is in them.
    """
    yield from _blocks_of(blocks, period, number, unless, "")


def _blocks_of(
    blocks: Iterable[Block], period: str, number: int, unless: Callable[[Block], bool], around: str
) -> Iterator[tuple[Block, str]]:
    for block in blocks:
        own, inside = block.period or around, max(number - block.skip, 0)
        skipped = bool(number) and not inside
        if own not in ("", period) or skipped or unless(block) or not block.is_of(number):
            continue
        yield block, own
        yield from _blocks_of(block.block, period, inside, unless, own)


def located(blocks: Sequence[Block], where: Location = ()) -> Iterator[tuple[Location, Block]]:
    """Every block with the way to it."""
    for number, block in enumerate(blocks):
        yield (*where, "block", number), block
        yield from located(block.block, (*where, "block", number))


def refuse(faults: Sequence[Fault]) -> None:
    """Raises pydantic's error with the faults in it, when there are any."""
    errors = [
        InitErrorDetails(type=PydanticCustomError("template", "{words}", {"words": words}), loc=where, input=None)
        for where, words in faults
    ]
    if errors:
        raise ValidationError.from_exception_data("版式", errors)
