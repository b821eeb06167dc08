"""The page of the rules is made from the registry."""

from __future__ import annotations

import os
import subprocess
import sys

from models.rules.catalogue import all_rules
from models.rules.docs import PAGE, page


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m models.rules.docs"


def test_every_rule_is_on_the_page() -> None:
    text = page()
    for code, rule in all_rules().items():
        assert f"{code} {rule.title}" in text


def test_the_order_of_findings_does_not_hang_on_chance() -> None:
    """The same page from processes that hash differently."""
    command = [sys.executable, "-c", "from models.rules.docs import page; print(page())"]
    pages = [
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2", "3")
    ]
    assert pages[0] == pages[1] == pages[2]
