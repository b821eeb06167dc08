"""The columns of the tree: what the template's drawing prints of an indicator, in its order and with its heads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from exporters.layout import target_column
from models.edits import Batch, Change, SetValue
from models.goals import Indicator, Period
from models.paths import NATURES, from_text, printed, read, write
from models.rules.places import Labels
from models.target import COMPARISONS, Target
from models.templates.grid import Grid
from models.templates.template import Block, FormTemplate

Kind = Literal["name", "target", "comparison", "number", "unit", "weight", "choice", "nature", "text"]

QUALITATIVE = "定性"
SIGNS = ("≥", "≤", "=", ">", "<", "±")
USUAL_UNITS = (
    *("%", "个", "人", "人次", "次", "件", "项", "份", "家", "户", "场", "天", "小时", "月", "年"),
    *("元", "万元", "平方米", "公里", "公斤", "吨", "台", "套", "批", "篇", "期"),
)
_PARTS = ("comparison", "number", "unit")
_PLAIN = ("target", "weight", "basis", "description", "remark")
_RELATIVE = {"year-1": 1, "year-2": 2}
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_SIGN_FIRST = re.compile(
    rf"\s*({'|'.join(map(re.escape, sorted(COMPARISONS, key=len, reverse=True)))})\s*([^\d０-９]*)"
)
_PREFIX = "indicator."


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``field`` is the indicator's (``target.unit`` for a part of it), ``words`` what it may offer."""

    head: str
    field: str
    kind: Kind
    words: tuple[str, ...] = ()
    tip: str = ""

    def path(self, indicator_id: str) -> str:
        """The stable path of this column's value."""
        return f"{indicator_id}.{self.field}"

    def concerns(self, field: str) -> bool:
        """True when a change of ``field`` may change what this column shows."""
        own = self.field.partition(".")[0]
        return field in (self.field, own) or (own in ("target", "nature") and field in ("target", "nature"))

    def text(self, indicator: Indicator) -> str:
        """What the column shows of an indicator."""
        if self.kind in _PARTS:
            return parts_of(indicator)[self.kind]
        if self.kind == "nature":
            return NATURES.get(indicator.nature, "")
        return printed(read(indicator, self.field))

    def change(self, indicator: Indicator, text: str) -> Change:
        """The change that makes the column show ``text``. Raises ValueError in Chinese where it cannot."""
        if self.kind == "comparison":
            return _with_sign(indicator, text)
        if self.kind in _PARTS:
            parts = parts_of(indicator) | {self.kind: text}
            sign = "" if parts["comparison"] == QUALITATIVE else parts["comparison"]
            return SetValue(f"{indicator.id}.target", Target.join(sign, parts["number"], parts["unit"]))
        return SetValue(self.path(indicator.id), self._value(text))

    def _value(self, text: str) -> object:
        match self.kind:
            case "target":
                return Target.parse(text)
            case "weight":
                return from_text("amount", text)
            case "nature":
                return from_text("nature", text)
        return text


def parts_of(indicator: Indicator) -> dict[str, str]:
    """Sign, number and unit as columns of their own, also while not all of them have been typed yet."""
    target = indicator.target
    half = _SIGN_FIRST.fullmatch(target.text) if target.kind == "qualitative" else None
    if half and len(half[2]) <= 4:
        return {"comparison": half[1], "number": "", "unit": half[2].strip()}
    if target.text in USUAL_UNITS:
        return {"comparison": "", "number": "", "unit": target.text}
    return {part: target_column(indicator, part) for part in _PARTS}


def _with_sign(indicator: Indicator, text: str) -> Change:
    """The sign of an indicator, or that it is 定性."""
    parts, sign = parts_of(indicator), text.strip()
    qualitative = sign.startswith(QUALITATIVE)
    target = Target.join("" if qualitative else sign, parts["number"], parts["unit"])
    nature = "qualitative" if qualitative and target.kind == "quantitative" else ""
    setting = SetValue(f"{indicator.id}.target", target)
    if nature == indicator.nature:
        return setting
    return Batch((setting, SetValue(f"{indicator.id}.nature", nature)), "修改指标值类型")


def put(indicator: Indicator, change: Change) -> None:
    """Makes a column's change in an indicator that is in no dossier yet."""
    for one in change.changes if isinstance(change, Batch) else (change,):
        if isinstance(one, SetValue):
            write(indicator, one.path.partition(".")[2], one.value)


NAME = Column("指标", "name", "name")


def columns_of(template: FormTemplate | None, period: Period, year: int) -> tuple[Column, ...]:
    """The columns for goals of that period: the name first, then what the template prints, in its order."""
    if template is None:
        return (NAME, *(_plain(field) for field in _PLAIN))
    blocks = list(_blocks(template.block, ""))
    own = [block for block, its in blocks if its in (period, "")] or [block for block, _ in blocks]
    found: dict[str, Column] = {}
    for block in own[:1]:
        for path, column in _places(template.grid(block.row)):
            field = _resolved(path.removeprefix(_PREFIX), year)
            if path.startswith(_PREFIX) and field != "name":
                found.setdefault(field, _column(template, block, field, column, year))
    return (NAME, *found.values())


def _plain(field: str) -> Column:
    label = Labels(None).of(_PREFIX + field)
    return Column(label, field, _kind(field, ()))


def _blocks(blocks: Iterable[Block], period: str) -> Iterable[tuple[Block, str]]:
    """The blocks of indicators, each with the period of the goals it prints."""
    for block in blocks:
        own = block.period or period
        if block.kind == "indicators":
            yield block, own
        yield from _blocks(block.block, own)


def _places(row: Grid) -> Iterable[tuple[str, int]]:
    return ((place.path, cell.column) for cell in row.cells for place in cell.places)


def _resolved(field: str, year: int) -> str:
    name, _, key = field.partition(".")
    return f"{name}.{year - _RELATIVE[key]}" if key in _RELATIVE else field


def _column(template: FormTemplate, block: Block, field: str, place: int, year: int) -> Column:
    heads = _heads(template.grid(block.head), place, year) if block.head else []
    head = heads[-1] if heads else Labels(template).of(_PREFIX + field)
    if len(heads) > 1 and _YEAR.fullmatch(head):
        head += "指标值"
    words = template.dictionaries.get(field) or _choices(template, field)
    kind = _kind(field, words)
    return Column(head, field, kind, words or _usual(kind), " · ".join(heads))


def _heads(grid: Grid, place: int, year: int) -> list[str]:
    """The words of the heads over a column, the highest first."""
    years = {"year": str(year)} | {key: str(year - ago) for key, ago in _RELATIVE.items()}
    over = [cell for cell in grid.cells if cell.column <= place < cell.column + cell.column_span]
    texts = [
        "".join(piece if isinstance(piece, str) else years.get(piece.path, "") for piece in cell.pieces)
        for cell in over
    ]
    return [words for text in texts if (words := re.sub(r"\s+", "", text))]


def _choices(template: FormTemplate, field: str) -> tuple[str, ...]:
    rule = template.fields.get(_PREFIX + field)
    return rule.choices if rule else ()


def _kind(field: str, words: tuple[str, ...]) -> Kind:
    name, _, part = field.partition(".")
    if name == "target":
        return part if part in _PARTS else "target"  # type: ignore[return-value]
    if name in ("weight", "nature"):
        return name  # type: ignore[return-value]
    return "choice" if words else "text"


def _usual(kind: Kind) -> tuple[str, ...]:
    return {
        "comparison": (*SIGNS, QUALITATIVE),
        "unit": USUAL_UNITS,
        "nature": tuple(NATURES.values()),
    }.get(kind, ())


def units_of(template: FormTemplate | None) -> tuple[str, ...]:
    """The units that a target may be given in, the template's own first."""
    own = template.dictionaries.get("unit", ()) if template else ()
    return tuple(dict.fromkeys([*own, *USUAL_UNITS]))
