"""Which rows and cells of the tree have findings, how grave they are, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.rules.finding import Finding

WORDS = {"error": "错误", "warning": "提醒", "info": "提示"}
_RANK = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Mark:
    """The findings of one row, the gravest level among them."""

    findings: tuple[Finding, ...]
    severity: str

    @property
    def word(self) -> str:
        """The level as a word, with the number of findings where there are several."""
        count = len(self.findings)
        return f"{WORDS[self.severity]} {count}" if count > 1 else WORDS[self.severity]

    @property
    def text(self) -> str:
        """All of it, for a tool tip and for who listens."""
        return "\n".join(f"{WORDS[one.severity]}：{one.message}" for one in self.findings)

    def of_field(self, field: str) -> str:
        """The gravest level in one field; empty where it has no finding."""
        own = [one for one in self.findings if one.where.partition(".")[2].partition(".")[0] == field]
        return _worst(own) if own else ""


def marks_of(findings: Iterable[Finding], form_id: str, known: Mapping[str, Mark]) -> dict[str, Mark]:
    """Node id → its mark, for the nodes of one form; marks in ``known`` that still hold are taken over."""
    by_node: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.form == form_id:
            by_node.setdefault(finding.where.partition(".")[0], []).append(finding)
    return {node: _mark(tuple(found), known.get(node)) for node, found in by_node.items()}


def _mark(found: tuple[Finding, ...], known: Mark | None) -> Mark:
    return known if known is not None and known.findings == found else Mark(found, _worst(found))


def _worst(findings: Iterable[Finding]) -> str:
    return min((one.severity for one in findings), key=_RANK.__getitem__)
