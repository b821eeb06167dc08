"""Where the weights of a goal stand against what the template wants, in numbers and in words; and 平衡权重."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import NamedTuple

from models.dossier import Dossier
from models.edits import Batch, SetValue
from models.forms import AnyForm
from models.goals import Goal
from models.rules.balance import FREE, Bounds, Leaf, Part, balanced
from models.rules.view import FormView
from models.rules.weighing import Weighing, dimension_bounds, entries_of, is_execution, weighings, weight_fix
from models.templates.template import FormTemplate
from models.values import plain

WORD = "平衡权重"
_ZERO = Decimal(0)


class Share(NamedTuple):
    """What one 一级指标 weighs, and what it may."""

    name: str
    has: Decimal
    wants: Bounds

    @property
    def fits(self) -> bool:
        """It weighs what it may."""
        return self.wants.hold(self.has)

    @property
    def words(self) -> str:
        """``成本 15 / 20，还差 5``."""
        if self.wants.free:
            return f"{self.name} {short(self.has)}"
        text = f"{self.name} {short(self.has)} / {self.wants}"
        return f"{text} ✓" if self.fits else f"{text}，{_away(self.has, self.wants)}"


class Standing(NamedTuple):
    """The weights of a goal. ``together``: several goals share the total."""

    has: Decimal
    wants: Decimal
    shares: tuple[Share, ...]
    blanks: int = 0
    aside: Decimal | None = None
    together: bool = False

    @property
    def fits(self) -> bool:
        """Nothing is missing, nothing too much."""
        return self.has == self.wants and all(share.fits for share in self.shares)

    @property
    def words(self) -> str:
        """All of it in a sentence."""
        where = "（几个目标合计）" if self.together else ""
        state = "正好" if self.has == self.wants else _away(self.has, Bounds(self.wants, self.wants))
        parts = [f"权重合计 {short(self.has)} / {short(self.wants)}{where}，{state}"]
        if self.blanks:
            parts.append(f"{self.blanks} 个指标没有权重")
        if self.aside:
            parts.append(f"预算执行率 {short(self.aside)} 分另计")
        return "；".join(parts)

    @property
    def share_words(self) -> str:
        """What the template fixes for each 一级指标; empty where it fixes nothing."""
        return "；".join(share.words for share in self.shares if not share.wants.free)


def short(number: Decimal) -> str:
    """Without zeros that say nothing."""
    text = plain(number)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _away(has: Decimal, wants: Bounds) -> str:
    if wants.least is not None and has < wants.least:
        return f"还差 {short(wants.least - has)}"
    return f"多出 {short(has - (wants.most or _ZERO))}"


def _view(dossier: Dossier, form: AnyForm, template: FormTemplate) -> FormView:
    return FormView(form, template, dossier.year, dossier.unit)


def _weighing(view: FormView, template: FormTemplate, goal: Goal) -> Weighing:
    """What this goal's weights are added up with; all of its rows where none has a weight yet."""
    own = {indicator.id for indicator in goal.indicators()}
    for one in weighings(view):
        if any(entry.indicator.id in own for entry in one.entries):
            return one
    apart = template.weights.execution is not None
    entries = [entry for entry in entries_of(goal) if not (apart and is_execution(entry.indicator))]
    return Weighing(goal, entries, template.weights.total or _ZERO)


def standing_of(dossier: Dossier, form: AnyForm, template: FormTemplate, goal: Goal) -> Standing | None:
    """Where the weights stand; None where the template asks for no weights."""
    if template.weights.total is None:
        return None
    view = _view(dossier, form, template)
    one = _weighing(view, template, goal)
    together = not {entry.indicator.id for entry in one.entries} <= {i.id for i in goal.indicators()}
    shares = tuple(_shares(view, one))
    return Standing(one.sum, one.total, shares, one.blanks, template.weights.execution, together)


def _shares(view: FormView, one: Weighing) -> list[Share]:
    """What each 一级指标 weighs, without what is counted apart."""
    bounds = dimension_bounds(view, one)
    sums: dict[str, Decimal] = {}
    aside = one.aside
    for entry in one.entries:
        weight = entry.indicator.weight or _ZERO
        if aside and is_execution(entry.indicator) and weight == aside:
            weight = aside = _ZERO
        sums[entry.dimension] = sums.get(entry.dimension, _ZERO) + weight
    return [Share(name or "未命名", has, bounds.get(name, FREE)) for name, has in sums.items()]


def balance(dossier: Dossier, form: AnyForm, template: FormTemplate, goal: Goal, only: Collection[str]) -> Batch | None:
    """The change that makes the weights add up, by those of the indicators ``only`` (empty: all); None: it cannot.

    A Batch without changes says that there is nothing to do.
    """
    view = _view(dossier, form, template)
    one = _weighing(view, template, goal)
    if one.entries and not one.blanks and one.sum == one.total and (only or all(s.fits for s in _shares(view, one))):
        return Batch((), WORD)
    change = _over(one, only) if only else weight_fix(view, one)
    return change if change is None or isinstance(change, Batch) else Batch((change,), WORD)


def _over(one: Weighing, only: Collection[str]) -> Batch | None:
    """What is missing (or too much) goes to the chosen ones alone."""
    chosen = [entry.indicator for entry in one.entries if entry.indicator.id in only]
    if not chosen:
        return None
    rest = one.total - one.sum + sum((indicator.weight or _ZERO for indicator in chosen), _ZERO)
    found = balanced(Part(leaves=[Leaf(one.id, one.weight) for one in chosen]), rest) if rest > 0 else None
    if found is None:
        return None
    changes = [SetValue(f"{one.id}.weight", found[one.id]) for one in chosen if one.weight != found[one.id]]
    return Batch(tuple(changes), WORD)
