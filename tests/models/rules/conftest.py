"""Registries for the tests of the framework: an empty one, one with a rule that has every kind of parameter."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from models.rules import registry
from models.rules.finding import Remark
from models.rules.registry import rule
from models.rules.view import Row
from tests.models.rules.spoken import ABOUT


@pytest.fixture
def empty_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """No rule registered, and nothing left behind."""
    monkeypatch.setattr(registry, "_RULES", {})


@pytest.fixture
def with_parameters(monkeypatch: pytest.MonkeyPatch) -> None:
    """One rule, with a parameter of every kind."""
    monkeypatch.setattr(registry, "_RULES", {})

    def rule_of_all(  # noqa: PLR0913  # one of each kind
        row: Row,
        *,
        flag: bool = False,
        number: int = 3,
        money: Decimal = Decimal(1),
        text: str = "甲",
        words: tuple[str, ...] = (),
    ) -> Iterator[Remark]:
        """Says what it was given."""
        yield Remark(row.at("target"), f"{flag} {number} {money} {text} {words}")

    rule("V901", **ABOUT)(rule_of_all)
