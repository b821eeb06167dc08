"""Which rows and cells of the tree have findings, how grave they are, and in which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from models.rules import Finding

WORDS = {"error": "错误", "warning": "提醒", "info": "提示"}
_ORDER = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Mark:
    """The findings of one row: the gravest level, all messages, and what each field has."""

    severity: str
    messages: tuple[str, ...]
    fields: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def word(self) -> str:
        """The level as a word, with the number of findings where there are several."""
        count = len(self.messages)
        return f"{WORDS[self.severity]} {count}" if count > 1 else WORDS[self.severity]

    @property
    def text(self) -> str:
        """All of it, for a tool tip and for who listens."""
        return "\n".join(self.messages)


def marks_of(findings: Iterable[Finding], form_id: str) -> dict[str, Mark]:
    """Node id → its mark, for the nodes of one form."""
    by_node: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.form == form_id:
            by_node.setdefault(finding.where.partition(".")[0], []).append(finding)
    return {node: _mark(found) for node, found in by_node.items()}


def _mark(findings: list[Finding]) -> Mark:
    fields: dict[str, str] = {}
    for finding in findings:
        name = finding.where.partition(".")[2].partition(".")[0]
        fields[name] = worst([fields.get(name, ""), finding.severity])
    severity = worst([finding.severity for finding in findings])
    return Mark(severity, tuple(f"{WORDS[one.severity]}：{one.message}" for one in findings), fields)


def worst(severities: Iterable[str]) -> str:
    """The gravest of them, empty where there is none."""
    counted = Counter(severities)
    return next((severity for severity in _ORDER if counted[severity]), "")
