"""What a template prints nowhere is listed, unless no path leads to it."""

from __future__ import annotations

from decimal import Decimal

from models.forms import ProjectForm
from models.goals import Indicator
from models.templates.unprinted import unprinted
from models.values import FundingSource


def test_a_key_that_makes_no_path_is_not_listed() -> None:
    strange = {"": "一", ".（": "二", "2.5": "三", "2": "四", "（": "五"}
    found = unprinted(frozenset(), [Indicator(name="甲", history=strange, extra=strange), Indicator(name="乙")])
    assert [path for path in found if path.partition(".")[0] in ("history", "extra")] == [
        "history.2",
        "history.（",
        "extra.2",
        "extra.（",
    ]


def test_nothing_at_all_is_no_amount_but_zero_is_one() -> None:
    form = ProjectForm(amount=Decimal(0), funding={FundingSource.FISCAL: Decimal("0.00"), FundingSource.OTHER: None})
    assert {"amount", "funding.fiscal"} <= (found := set(unprinted(frozenset(), [form])))
    assert not {"funding.other", "leader", "total_amount"} & found
