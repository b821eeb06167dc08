"""平衡权重: weights that add up to what the template wants, changed as little as that allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import NamedTuple

STEPS = (Decimal(1), Decimal("0.5"), Decimal("0.1"), Decimal("0.01"))
"""Weights are rounded to the coarsest of these that the form's own weights are multiples of."""


class Bounds(NamedTuple):
    """The least and the most that something may weigh; None where nobody has said."""

    least: Decimal | None = None
    most: Decimal | None = None

    @property
    def free(self) -> bool:
        """Anything will do."""
        return self.least is None and self.most is None

    def hold(self, weight: Decimal) -> bool:
        """True when the weight lies within."""
        return (self.least is None or weight >= self.least) and (self.most is None or weight <= self.most)

    def __str__(self) -> str:
        if self.least == self.most and self.least is not None:
            return f"{self.least}"
        if self.least is None:
            return f"不超过 {self.most}"
        return f"不低于 {self.least}" if self.most is None else f"{self.least}～{self.most}"


FREE = Bounds()


@dataclass
class Leaf:
    """An indicator: its id and what it weighs now."""

    key: str
    weight: Decimal | None


@dataclass
class Part:
    """A 一级 or 二级 with its bounds, made of further parts or of indicators."""

    bounds: Bounds = FREE
    parts: list[Part] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)

    def all(self) -> list[Leaf]:
        """The indicators under it."""
        return [*self.leaves, *(leaf for part in self.parts for leaf in part.all())]


def balanced(whole: Part, total: Decimal) -> dict[str, Decimal] | None:
    """New weights by key: every indicator more than nothing, all bounds kept, the sum exactly ``total``.

    What an indicator weighs against its neighbours stays as it is, as far as rounding allows. A blank weight takes what
    is missing, or the mean of the others. None where the bounds cannot be met.
    """
    leaves = whole.all()
    guesses = _guesses(leaves, total)
    for step in _steps(leaves):
        found: dict[str, Decimal] = {}
        if _share(whole, total, step, guesses, found):
            return found
    return None


def one_slip(groups: Sequence[Sequence[Leaf]], off: Decimal) -> tuple[str, Decimal] | None:
    """The one indicator that weighs ``off`` more or less than its neighbours, which weigh alike: mending it is enough.

    ``groups`` are the indicators by 一级指标; None where there is no such indicator, or more than one.
    """
    found = [
        (leaf.key, usual)
        for leaves in groups
        for leaf, usual in _beside_others(leaves)
        if leaf.weight is not None and usual is not None and leaf.weight + off == usual
    ]
    return found[0] if len(found) == 1 else None


def _beside_others(leaves: Sequence[Leaf]) -> Iterator[tuple[Leaf, Decimal | None]]:
    """Each indicator with what the others weigh, where they are two at least and all weigh the same."""
    counts = Counter(leaf.weight for leaf in leaves)
    if len(leaves) < 3 or len(counts) > 2:
        return
    for leaf in leaves:
        others = [weight for weight, number in counts.items() if weight != leaf.weight or number > 1]
        if len(others) == 1:
            yield leaf, others[0]


def _steps(leaves: Sequence[Leaf]) -> Sequence[Decimal]:
    """The steps that are no coarser than the weights that are there."""
    known = {leaf.weight for leaf in leaves if leaf.weight is not None}
    return [step for step in STEPS if not any(weight % step for weight in known)] or STEPS[-1:]


def _guesses(leaves: Sequence[Leaf], total: Decimal) -> dict[str, Decimal]:
    """What every indicator would weigh if nothing had to add up."""
    known = {leaf.key: leaf.weight for leaf in leaves if leaf.weight is not None and leaf.weight > 0}
    blank = len(leaves) - len(known)
    rest = total - sum(known.values(), Decimal(0))
    if not known or not blank:
        guess = Decimal(1)
    elif rest > 0:
        guess = rest / blank
    else:
        guess = sum(known.values(), Decimal(0)) / len(known)
    return {leaf.key: known.get(leaf.key, guess) for leaf in leaves}


def _share(part: Part, total: Decimal, step: Decimal, guesses: dict[str, Decimal], found: dict[str, Decimal]) -> bool:
    """Shares ``total`` out among everything under ``part``; False where that cannot be."""
    if part.leaves:
        values = [guesses[leaf.key] for leaf in part.leaves]
        shares = share_out(total, values, [Bounds(step)] * len(values), step)
        found.update(zip((leaf.key for leaf in part.leaves), shares or (), strict=False))
        return shares is not None
    values = [sum((guesses[leaf.key] for leaf in inner.all()), Decimal(0)) for inner in part.parts]
    shares = share_out(total, values, [_room(inner, step) for inner in part.parts], step)
    pairs = zip(part.parts, shares or (), strict=False)
    return shares is not None and all(_share(inner, share, step, guesses, found) for inner, share in pairs)


def _room(part: Part, step: Decimal) -> Bounds:
    """The part's own bounds, and those that follow from what is under it."""
    rooms = [_room(inner, step) for inner in part.parts]
    least = sum((room.least or Decimal(0) for room in rooms), step * len(part.leaves))
    tops = [room.most for room in rooms if room.most is not None]
    most = sum(tops, Decimal(0)) if rooms and len(tops) == len(rooms) else None
    own = part.bounds
    if own.most is not None:
        most = own.most if most is None else min(most, own.most)
    return Bounds(max(least, own.least or least), most)


def share_out(
    total: Decimal, values: Sequence[Decimal], bounds: Sequence[Bounds], step: Decimal
) -> list[Decimal] | None:
    """``total`` in proportion to ``values``, in multiples of ``step``, within the bounds; None where that cannot be."""
    units = total / step
    if units != units.to_integral_value():
        return None
    lows = [((bound.least or Decimal(0)) / step).to_integral_value(ROUND_CEILING) for bound in bounds]
    highs = [units if bound.most is None else (bound.most / step).to_integral_value(ROUND_FLOOR) for bound in bounds]
    fits = all(low <= high for low, high in zip(lows, highs, strict=True))
    if not fits or not sum(lows) <= units <= sum(highs):
        return None
    return [count * step for count in _whole(units, _filled(units, values, lows, highs), lows, highs)]


def _filled(
    units: Decimal, values: Sequence[Decimal], lows: Sequence[Decimal], highs: Sequence[Decimal]
) -> list[Decimal]:
    """Proportional shares; what would leave its bounds is held there and the others share the rest."""
    held: dict[int, Decimal] = {}
    while True:
        free = [index for index in range(len(values)) if index not in held]
        rest = units - sum(held.values(), Decimal(0))
        weight = sum((values[index] for index in free), Decimal(0))
        shares = {index: rest * values[index] / weight if weight else rest / max(len(free), 1) for index in free}
        low = {index: lows[index] for index, share in shares.items() if share < lows[index]}
        high = {index: highs[index] for index, share in shares.items() if share > highs[index]}
        missing = sum((low[index] - shares[index] for index in low), Decimal(0))
        over = sum((shares[index] - high[index] for index in high), Decimal(0))
        if not low and not high:
            return [held.get(index, shares.get(index, Decimal(0))) for index in range(len(values))]
        held.update(low if missing >= over else high)


def _whole(
    units: Decimal, shares: Sequence[Decimal], lows: Sequence[Decimal], highs: Sequence[Decimal]
) -> list[Decimal]:
    """The shares as whole numbers with the same sum: the largest fractions are rounded up."""
    counts = [
        min(max(share.to_integral_value(ROUND_FLOOR), low), high)
        for share, low, high in zip(shares, lows, highs, strict=True)
    ]
    order = sorted(range(len(shares)), key=lambda index: counts[index] - shares[index])
    rest = int((units - sum(counts)).to_integral_value(ROUND_HALF_UP))
    while rest:
        step = 1 if rest > 0 else -1
        for index in order if rest > 0 else reversed(order):
            if rest and lows[index] <= counts[index] + step <= highs[index]:
                counts[index] += step
                rest -= step
    return counts
