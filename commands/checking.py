"""``check``: what the rules say of dossiers."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from commands.console import FOUND, OK, UNUSABLE, answer
from commands.loading import available_templates, open_all
from models.dossier import Dossier
from models.rules.catalogue import all_rules
from models.rules.engine import check
from models.rules.finding import SEVERITIES, Finding


def run(options: argparse.Namespace) -> int:
    """Lists the findings of every file that can be opened."""
    templates = available_templates()
    report: list[dict[str, str]] = []
    lines: list[str] = []
    opened = open_all(options.files)
    for file, dossier in opened:
        findings = check(dossier, templates)
        names = {form.id: form.name for form in dossier.forms}
        report += [_entry(file, finding, names) for finding in findings]
        lines += _lines(file, dossier, findings, names)
    answer(report, lines, as_json=options.json)
    if len(opened) < len(options.files):
        return UNUSABLE
    return FOUND if any(entry["severity"] == "error" for entry in report) else OK


def _entry(file: Path, finding: Finding, names: Mapping[str, str]) -> dict[str, str]:
    rule = all_rules().get(finding.code)
    return {
        "file": str(file),
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "form": names.get(finding.form, ""),
        "where": finding.where,
        "basis": rule.basis if rule else "",
    }


def _lines(file: Path, dossier: Dossier, findings: Sequence[Finding], names: Mapping[str, str]) -> list[str]:
    lines = []
    for finding in findings:
        name = names.get(finding.form) or dossier.unit.name
        lines.append(f"{SEVERITIES[finding.severity]} {finding.code} {name}：{finding.message}")
    counts = "、".join(f"{word} {sum(f.severity == level for f in findings)}" for level, word in SEVERITIES.items())
    return [*lines, f"{file}：{counts}"]
