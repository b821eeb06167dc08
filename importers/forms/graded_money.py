"""Parts of an amount by level of government (中央资金 | 省级资金 | 县级资金): which source of the form each of them
is."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from importers.words.grades import GRADE, grade_called
from models.forms import ProjectForm
from models.values import FundingSource, plain

_TOLD = "{}合计 {} 作上级资金，{}作本级财政的，请核对"
_OWN = FundingSource.FISCAL
_ABOVE = FundingSource.SUPERIOR
_NAME = GRADE.removeprefix("fund.")
_FIRST = f"{_NAME}0"


def settle_graded(form: ProjectForm, said: Mapping[str, Decimal]) -> tuple[dict[str, str], str]:
    """Gives the form the parts that were ``said`` (``funding.grade0`` → amount): where each of them went, nothing for
    one that has no place, and what is to be told.

    The lowest level is the form's own, those above it are 上级资金, where they are several and add up to the amount.
    """
    moved: dict[str, str] = {}
    sentence = ""
    for name, amount in (("funding", form.amount), ("total_funding", form.total_amount)):
        funding: dict[FundingSource, Decimal | None] = getattr(form, name)
        parts = {path.partition(".")[2]: part for path, part in said.items() if path.startswith(f"{name}.")}
        own = _sources(parts, funding, amount)
        sums = {source: sum(parts[one] for one in own if own[one] is source) for source in own.values()}
        setattr(form, name, sums | funding)
        moved |= {f"{form.id}.{name}.{grade}": _at(form, name, own.get(grade)) for grade in parts}
        sentence = _told(parts) if len(own) > 1 else sentence
    return moved, sentence


def _told(parts: Mapping[str, Decimal]) -> str:
    """Every part by name, for the sum alone is kept."""
    *above, lowest = sorted(parts)
    texts = {grade: f"{grade_called(int(grade.removeprefix(_NAME)))} {plain(parts[grade])}" for grade in parts}
    total = plain(sum((parts[grade] for grade in above), Decimal(0)))
    return _TOLD.format("、".join(texts[grade] for grade in above), total, texts[lowest])


def _at(form: ProjectForm, name: str, source: FundingSource | None) -> str:
    return f"{form.id}.{name}.{source}" if source else ""


def _sources(
    parts: Mapping[str, Decimal], funding: Mapping[FundingSource, Decimal | None], amount: Decimal | None
) -> dict[str, FundingSource]:
    """Which source every part is."""
    free = funding.get(_OWN) is None and funding.get(_ABOVE) is None
    others = sum((part for part in funding.values() if part is not None), Decimal(0))
    if len(parts) > 1 and free and amount in (None, sum(parts.values()) + others):
        lowest = max(parts)
        return {grade: _OWN if grade == lowest else _ABOVE for grade in parts}
    alone = {grade: _ABOVE if grade == _FIRST else _OWN for grade in parts if len(parts) == 1 or grade == _FIRST}
    return {grade: source for grade, source in alone.items() if funding.get(source) is None}
