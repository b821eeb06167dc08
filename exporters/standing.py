"""What is still open in the forms that are written: errors and warnings of the rules, told and never asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from models.dossier import Dossier
from models.rules.engine import check
from models.rules.finding import SEVERITIES
from models.templates.template import FormTemplate

_TOLD = ("error", "warning")

Standing = Mapping[str, Counter[str]]
"""Id of a form → how many findings of each severity are open in it."""


def standing(dossier: Dossier, templates: Mapping[str, FormTemplate]) -> Standing:
    """The open findings of every form that has some."""
    found: dict[str, Counter[str]] = {}
    for finding in check(dossier, templates):
        if finding.form and finding.severity in _TOLD:
            found.setdefault(finding.form, Counter())[finding.severity] += 1
    return found


def has_errors(open_findings: Standing, form: str) -> bool:
    """The form is not ready to be handed in."""
    return open_findings.get(form, Counter())["error"] > 0


def in_words(counts: Counter[str]) -> str:
    """2 处错误、1 处提醒."""
    return "、".join(f"{counts[level]} 处{word}" for level, word in SEVERITIES.items() if counts[level])
