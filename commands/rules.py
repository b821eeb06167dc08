"""``rules``: what is checked, and on which basis."""

from __future__ import annotations

import argparse

from commands.console import OK, answer
from models.rules.catalogue import all_rules
from models.rules.finding import SEVERITIES


def run(options: argparse.Namespace) -> int:
    """Lists the rules by their codes."""
    rules = [rule for _, rule in sorted(all_rules().items())]
    rows = [{"code": rule.code, "severity": rule.severity, "title": rule.title, "basis": rule.basis} for rule in rules]
    lines = [f"{rule.code} {SEVERITIES[rule.severity]} {rule.title}（{rule.basis}）" for rule in rules]
    answer(rows, lines, as_json=options.json)
    return OK
