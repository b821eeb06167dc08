"""``check``: what the rules say of dossiers."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from commands.console import FOUND, OK, UNUSABLE, answer
from commands.loading import available_templates
from commands.many import Batch, Stopped, dossiers_in
from models.dossier import Dossier
from models.files.jxmb import load
from models.rules.catalogue import all_rules
from models.rules.engine import check
from models.rules.finding import SEVERITIES, Finding
from models.templates.template import FormTemplate


class Checked(NamedTuple):
    """What is said of one dossier: its findings for programs, its lines for people."""

    entries: list[dict[str, str]]
    lines: list[str]


def run(options: argparse.Namespace) -> int:
    """Lists the findings of every file that can be opened."""
    templates = available_templates()
    batch = Batch(dossiers_in(options.files), options.jobs)
    report: list[dict[str, str]] = []
    for _, checked in batch.each(partial(_check, templates)):
        report += checked.entries
        if not options.json:
            answer(None, checked.lines, as_json=False)
    if options.json:
        answer(report, [], as_json=True)
    batch.tell_problems()
    if batch.problems or not batch.files:
        return UNUSABLE
    return FOUND if any(entry["severity"] == "error" for entry in report) else OK


def _check(templates: Mapping[str, FormTemplate], file: Path, _stopped: Stopped) -> Checked:
    dossier = load(file)
    findings = check(dossier, templates)
    names = {form.id: form.name for form in dossier.forms}
    return Checked([_entry(file, finding, names) for finding in findings], _lines(file, dossier, findings, names))


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
