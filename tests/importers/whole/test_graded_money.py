"""Money of levels of government in every company: which source each becomes, and what is said of it."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from pathlib import Path

from importers.forms.graded_money import settle_graded
from models.forms import ProjectForm
from models.values import FundingSource
from tests.models.whole.tables import is_known

KNOWN = Path(__file__).parent / "tables"
PARTS = (
    {"grade0": 10},
    {"grade1": 10},
    {"grade0": 10, "grade1": 5},
    {"grade1": 5, "grade3": 2},
    {"grade0": 9, "grade1": 5, "grade2": 1},
)
SOURCES = (FundingSource.FISCAL, FundingSource.SUPERIOR, FundingSource.OTHER)


def test_every_part_beside_every_other_amount() -> None:
    lines = []
    for parts, amount, *held in product(PARTS, (None, 10, 15, 18), (None, 3), (None, 3), (None, 3)):
        form = ProjectForm(id="f", amount=None if amount is None else Decimal(amount))
        given = zip(SOURCES, held, strict=True)
        form.funding = {source: Decimal(part) for source, part in given if part is not None}
        before = f"{parts} {amount} {held}"
        places, words = settle_graded(form, {f"funding.{grade}": Decimal(part) for grade, part in parts.items()})
        funding = {str(source): str(part) for source, part in form.funding.items()}
        lines.append(f"{before}: {places} {funding} {words}")
    is_known("graded_money", lines, KNOWN)
