"""What the findings about one place amount to: how grave they are, and in which words. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import NamedTuple, TypeVar

from models.rules.finding import SEVERITIES, Finding, Severity, at_every_place

_RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}


class Mark(NamedTuple):
    """The findings of one row, field or cell, the gravest first."""

    findings: tuple[Finding, ...]

    @property
    def severity(self) -> Severity:
        """The gravest level."""
        return self.findings[0].severity

    @property
    def word(self) -> str:
        """The level as a word, with the number of findings where there are several."""
        count = len(self.findings)
        return f"{SEVERITIES[self.severity]} {count}" if count > 1 else SEVERITIES[self.severity]

    @property
    def text(self) -> str:
        """All of it in lines, for a tool tip and for who listens."""
        return "\n".join(f"{SEVERITIES[one.severity]} {one.code}：{one.message}" for one in self.findings)

    def of_field(self, field: str) -> Severity | None:
        """The gravest level in one field of a node; None where it has no finding."""
        own = (one.severity for one in self.findings if one.where.partition(".")[2].partition(".")[0] == field)
        return next(own, None)


PlaceT = TypeVar("PlaceT", bound=Hashable)


def marks_by(
    findings: Iterable[Finding],
    place: Callable[[Finding], PlaceT | None],
    known: Mapping[PlaceT, Mark] | None = None,
) -> dict[PlaceT, Mark]:
    """The marks by the place that each finding is about (None: nowhere); those in ``known`` that hold are kept."""
    found: dict[PlaceT, list[Finding]] = {}
    for finding in at_every_place(findings):
        where = place(finding)
        if where is not None:
            found.setdefault(where, []).append(finding)
    old = known or {}
    return {where: mark_of(group, old.get(where)) for where, group in found.items()}


def mark_of(group: list[Finding], known: Mark | None = None) -> Mark:
    """The mark of findings about one place, the gravest first; the ``known`` one where it holds."""
    if len(group) > 1:
        group.sort(key=lambda one: _RANK[one.severity])
    found = tuple(group)
    return known if known is not None and known.findings == found else Mark(found)
