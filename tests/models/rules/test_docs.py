"""The page of the rules is made from the registry."""

from __future__ import annotations

from models.rules import all_rules
from models.rules.docs import PAGE, page


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m models.rules.docs"


def test_every_rule_is_on_the_page() -> None:
    text = page()
    for code, rule in all_rules().items():
        assert f"{code} {rule.title}" in text
