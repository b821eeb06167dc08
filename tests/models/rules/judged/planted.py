"""Defects planted into correct forms (``defects.txt``): how each changes its form, and where it must be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from models.dossier import Dossier
from models.forms import AnyForm
from models.goals import Goal, Indicator
from models.rules.engine import check
from models.rules.examples import category_of
from models.rules.finding import Finding
from models.target import Target
from models.values import Node
from tests.models.rules.judged import forms

FILE = Path(__file__).parent / "defects.txt"


@dataclass(frozen=True)
class Defect:
    """One planted defect as it is written."""

    kind: str
    form: str
    changes: tuple[str, ...]
    places: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.kind} {self.form} {' ; '.join(self.changes)}"


def defects() -> list[Defect]:
    """Every defect of the list."""
    lines = (line.strip() for line in FILE.read_text(encoding="utf-8").splitlines())
    return [_defect(line) for line in lines if line and not line.startswith("#")]


@lru_cache
def of_forms() -> dict[str, list[Defect]]:
    """The defects by the form they are planted into."""
    found: dict[str, list[Defect]] = {}
    for one in defects():
        found.setdefault(one.form, []).append(one)
    return found


def _defect(line: str) -> Defect:
    kind, form, changes, *places = (part.strip() for part in line.split(" | "))
    return Defect(kind, form, tuple(changes.split(" ; ")), tuple(places[0].split(";")) if places else ())


def missed(defect: Defect) -> list[Finding] | None:
    """None when an error or a warning tells of it at its place; else what is told elsewhere."""
    name = forms.described()[defect.form].get("dossier", defect.form)
    whole, before = forms.dossier(name), told_before(name)
    nodes = plant(whole, defect)
    new = [one for one in check(whole, forms.templates()) if (one.code, one.where, one.severity) not in before]
    loud = [one for one in new if one.severity != "info" and nodes & places_of(one)]
    return None if loud else new


@lru_cache
def told_before(name: str) -> set[tuple[str, str, str]]:
    """What is told of a dossier as it was written."""
    return {(one.code, one.where, one.severity) for one in check(forms.dossier(name), forms.templates())}


def places_of(finding: Finding) -> set[str]:
    """The nodes that a finding names."""
    return {where.partition(".")[0] for where in (finding.where, *getattr(finding, "places", ()))}


def plant(whole: Dossier, defect: Defect) -> set[str]:
    """Spoils the dossier; the nodes where that may be told."""
    form = next(one for one in whole.forms if one.id == defect.form)
    nodes = {node for change in defect.changes for node in _change(whole, form, change)}
    return nodes | {node for place in defect.places for node in _nodes(whole, form, place)}


def _nodes(whole: Dossier, form: AnyForm, place: str) -> Iterator[str]:
    if place in ("statement", "goal"):
        yield form.goals[-1].id
        if place == "goal":
            yield form.id
    elif any(one.id == place for one in whole.forms):
        yield place
        yield from (row.id for one in whole.forms if one.id == place for row in one.indicators())
    else:
        yield from (row.id for row in form.indicators() if row.name == place)


def _change(whole: Dossier, form: AnyForm, change: str) -> Iterator[str]:
    goal = form.goals[-1]
    if change.startswith(("statement: ", "long: ")):
        yield _reword(form.goals[0] if change.startswith("long") else goal, change.partition(": ")[2])
    elif change.startswith("at "):
        yield from _set_at(form, *change.removeprefix("at ").split(" = "))
    elif change.startswith("prose: "):
        yield _retell(whole, change.removeprefix("prose: "))
        yield from (one.id for one in whole.forms)
    elif change.startswith("form."):
        field, _, value = change.removeprefix("form.").partition(" =")
        setattr(form, field, value.strip())
        yield form.id
    elif change.startswith("+"):
        yield _add(goal, *change[1:].split("/", 3))
    elif change.startswith("-"):
        _take_out(goal, _row(form, change[1:]))
        yield goal.id
    elif " > " in change:
        yield _move(goal, *change.split(" > "))
    else:
        yield _set(form, change)


def _reword(goal: Goal, change: str) -> str:
    old, _, new = (part.strip() for part in change.partition("=>"))
    assert old in goal.statement, change
    goal.statement = goal.statement.replace(old, new)
    return goal.id


def _set_at(form: AnyForm, path: str, value: str) -> Iterator[str]:
    """A value that lies deeper: ``costs.0.basis``, ``expenditure.project.amount``, ``spending_plan.6``."""
    yield form.id
    *way, last = path.split(".")
    part: Any = form
    for step in way:
        part = part[int(step)] if isinstance(part, list) else _in(part, step)
        if isinstance(part, Node):
            yield part.id
    if isinstance(part, dict):
        part[last] = Decimal(value)
    else:
        setattr(part, last, value)


def _in(part: Any, step: str) -> Any:
    return part[step] if isinstance(part, dict) else getattr(part, step)


def _retell(whole: Dossier, change: str) -> str:
    """Another wording of the prose around the forms."""
    old, _, new = (text.strip() for text in change.partition("=>"))
    told = next(one for one in whole.prose if old in one.text)
    told.text = told.text.replace(old, new)
    return told.id


def _set(form: AnyForm, change: str) -> str:
    name, sign, value = change.partition(" ~ " if " ~ " in change else " = ")
    name, _, field = name.partition(".")
    row = _row(form, name)
    known: dict[str, Any] = {"name": value} if sign == " ~ " else {"target": Target.parse(value)}
    if field:
        year, _, told = value.partition(":")
        known = {"history": {year: told}} if field == "history" else {field: value}
    for key, entry in known.items():
        setattr(row, key, entry)
    return row.id


def _row(form: AnyForm, name: str) -> Indicator:
    return next(one for one in form.goals[-1].indicators() if one.name == name)


def _take_out(goal: Goal, row: Indicator) -> None:
    for dimension in goal.dimensions:
        for category in dimension.categories:
            category.indicators = [one for one in category.indicators if one is not row]
        dimension.categories = [one for one in dimension.categories if one.indicators]
    goal.dimensions = [one for one in goal.dimensions if one.categories]


def _levels(goal: Goal, dimension: str, category: str) -> tuple[str, str]:
    """The goal's own words for two levels."""
    above = next((one for one in goal.dimensions if one.name.startswith(dimension)), None)
    below = next((one.name for one in above.categories if one.name.startswith(category)), None) if above else None
    return (above.name if above else f"{dimension}指标"), below or f"{category}指标"


def _add(goal: Goal, dimension: str, category: str, name: str, target: str) -> str:
    like = next(goal.indicators())
    place = category_of(goal, *_levels(goal, dimension, category))
    row = like.model_copy(update={"id": f"{goal.id}-new-{name}", "name": name, "target": Target.parse(target)})
    place.indicators.append(row)
    return row.id


def _move(goal: Goal, name: str, level: str) -> str:
    row = next(one for one in goal.indicators() if one.name == name)
    place = category_of(goal, *_levels(goal, *level.split("/")))
    _take_out(goal, row)
    if place not in [one for dimension in goal.dimensions for one in dimension.categories]:
        place = category_of(goal, *_levels(goal, *level.split("/")))
    place.indicators.append(row)
    return row.id


def score() -> tuple[dict[str, tuple[int, int]], list[tuple[Defect, list[Finding]]]]:
    """By kind how many of how many are found, and those that are not."""
    counts: dict[str, tuple[int, int]] = {}
    left = []
    for defect in defects():
        found = missed(defect)
        hit, all_ = counts.get(defect.kind, (0, 0))
        counts[defect.kind] = (hit + (found is None), all_ + 1)
        if found is not None:
            left.append((defect, found))
    return counts, left
