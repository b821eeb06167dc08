"""``self-test``: whether the program works on this computer."""

from __future__ import annotations

import argparse
from typing import Any

from commands.console import OK, UNUSABLE, answer
from commands.loading import available_templates
from models.folders import samples
from selftest.steps import Step, passed, steps


def run(options: argparse.Namespace) -> int:
    """Lists every step that was tried, and whether it went well."""
    tried = list(steps(samples(), available_templates()))
    good = passed(tried)
    report = {"ok": good, "steps": [_entry(step) for step in tried]}
    answer(report, [*map(_line, tried), "自检通过" if good else "自检没有通过"], as_json=options.json)
    return OK if good else UNUSABLE


def _entry(step: Step) -> dict[str, Any]:
    entry = {"step": step.name, "what": step.what, "ok": not step.fault}
    return entry | ({"fault": step.fault} if step.fault else {})


def _line(step: Step) -> str:
    return f"失败 {step.name} {step.what}：{step.fault}" if step.fault else f"通过 {step.name} {step.what}"
