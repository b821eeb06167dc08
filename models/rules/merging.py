"""Said once: findings of one cause in a form become one finding with all its places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.rules import fixes
from models.rules.finding import Finding

_MOST_TOLD = 12
_WORD = "一并修改"


_COVERS = {
    "V017": frozenset({"V001", "V002", "V007", "C006"}),
    "C006": frozenset({"V001", "V007"}),
    "V013": frozenset({"V007"}),
    "V016": frozenset({"V012"}),
    "V012": frozenset({"V001"}),
    "X007": frozenset({"V016"}),
}
"""What is wrong with a value, and what follows from it at the same place: a spoilt value has no unit either."""


def once(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, those of one rule, severity and cause as one, at the place of the first; none that only follows."""
    covered = {(found.where, code) for found in findings for code in _COVERS.get(found.code, ())}
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for number, finding in enumerate(findings):
        if covered and (finding.where, finding.code) in covered:
            continue
        own = (finding.code, finding.severity, finding.cause) if finding.cause else (str(number),)
        groups.setdefault(own, []).append(finding)
    return [group[0] if len(group) == 1 else _merged(group) for group in groups.values()]


def _merged(group: Sequence[Finding]) -> Finding:
    first, told = group[0], group[:_MOST_TOLD]
    spots = "；".join(dict.fromkeys(one.spot for one in told))
    more = f"等 {len(group)} 处" if len(group) > len(told) else ""
    wheres = dict.fromkeys([*(one.where for one in group[1:]), *(place for one in group for place in one.places)])
    changes = list(dict.fromkeys(change for one in group if (change := one.fix) is not None))
    change = fixes.together(changes, _WORD) if changes and all(one.offer is not None for one in group) else None
    message = f"{spots}{more}：{first.cause}"
    return replace(first, message=message, offer=change, places=tuple(wheres), spot=spots)
