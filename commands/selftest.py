"""``self-test``: whether the program works on this computer."""

from __future__ import annotations

import argparse
from typing import Any

from commands.console import OK, UNUSABLE, answer
from commands.loading import available_templates
from models.folders import samples, template_folders
from selftest.computer import computer_steps
from selftest.steps import Step, line, passed, steps


def run(options: argparse.Namespace) -> int:
    """Lists every step that was tried, and whether it went well."""
    of_computer = list(computer_steps(template_folders()))
    of_samples = list(steps(samples(), available_templates()))
    tried = [*of_computer, *of_samples]
    good = passed(of_computer) and passed(of_samples)
    report = {"ok": good, "steps": [_entry(step) for step in tried]}
    answer(report, [*map(line, tried), "自检通过" if good else "自检没有通过"], as_json=options.json)
    return OK if good else UNUSABLE


def _entry(step: Step) -> dict[str, Any]:
    entry = {"step": step.name, "what": step.what, "ok": not step.fault}
    return entry | ({"fault": step.fault} if step.fault else {})
