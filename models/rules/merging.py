"""Said once: findings of one cause become one finding with all its places, whichever rules told them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from models.python import regex
from models.rules import fixes
from models.rules.finding import SEVERITIES, Finding

_MOST_TOLD = 12
_WORD = "一并修改"


_COVERS = {
    "V017": frozenset({"V001", "V002", "V007", "C006"}),
    "C006": frozenset({"V001", "V007"}),
    "V013": frozenset({"V007"}),
    "V016": frozenset({"V012"}),
    "V012": frozenset({"V001"}),
    "X007": frozenset({"V016"}),
    "V005": frozenset({"V014"}),
    "V006": frozenset({"V018"}),
    "V014": frozenset({"V018"}),
}
"""What is wrong with a value, and what follows from it at the same place: a spoilt value has no unit either."""


def once(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, those of one rule, severity and cause as one, at the place of the first; none that only follows."""
    covered = {(found.where, code) for found in findings for code in _COVERS.get(found.code, ())}
    groups: dict[tuple[str, ...] | int, list[Finding]] = {}
    for number, finding in enumerate(findings):
        if covered and (finding.where, finding.code) in covered:
            continue
        own = (finding.code, finding.severity, finding.cause) if finding.cause else number
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
    return first._replace(message=message, offer=change, places=tuple(wheres), spot=spots)


_FOLLOWS = {
    "C004": ("S005",),  # the level is empty since its indicator stands elsewhere
    "B015": ("S005", "S007"),
    "X008": ("X011",),  # a copied statement promises what another table measures
    "X004": ("X001",),
    "X015": ("V016",),
    "V004": ("X001",),
    "V005": ("X001",),
    "V015": ("X001",),
    "V017": ("X001",),
    "H001": ("X001",),
    "X016": ("X001",),
    "X003": ("B020", "X001"),
    "S003": ("S005",),
    "X001": ("B020", "B021"),
    "C011": ("C007",),
    "C012": ("C007",),
    "B019": ("B005",),
    "X002": ("C015",),
    "B006": ("B024",),
    "B007": ("B011",),
    "B016": ("B004", "B002"),
    "B008": ("B004", "B002", "B001"),
    "B009": ("X006", "B001"),
    "B024": ("B004", "B008"),
    "B022": ("B025",),
    "B023": ("B025",),
    "B025": ("B002", "B004"),
}
"""Rules that tell of one wrong value each from their own side: a finding is joined to one of these at its place."""
_OF_A_ROW = frozenset({"B015"})
"""Rules whose findings follow from any other one of the same indicator."""
_LEVEL = regex(r"“([^”]+?)(?:指标)?”")
_WORST = tuple(SEVERITIES)


def joined(findings: Iterable[Finding]) -> list[Finding]:
    """The findings of a whole dossier, those of several rules about one value as one: the first tells the others."""
    kept = dict(enumerate(findings))
    numbers: dict[str, list[int]] = {}
    for number, one in kept.items():
        numbers.setdefault(one.code, []).append(number)
    for follower, heads in _FOLLOWS.items():
        if follower in numbers and not numbers.keys().isdisjoint(heads):
            _join(kept, follower, numbers)
    return list(kept.values())


def _join(kept: dict[int, Finding], follower: str, numbers: Mapping[str, Sequence[int]]) -> None:
    """Joins each finding of that rule to the first head that speaks of one of its places; looks at no others."""
    heads: dict[str, list[int]] = {}
    for number in sorted(chain.from_iterable(numbers.get(code, ()) for code in _FOLLOWS[follower])):
        for place in _places(kept[number], follower) if number in kept else ():
            heads.setdefault(place, []).append(number)
    for number in filter(kept.__contains__, numbers[follower]):
        other = kept[number]
        near = (head for place in _places(other, follower) for head in heads.get(place, ()))
        own = next((head for head in near if _explains(kept[head], other)), None)
        if own is not None:
            kept[own] = _with(kept[own], kept.pop(number))


def _places(finding: Finding, follower: str) -> tuple[str, ...]:
    """What a finding speaks of; its indicator too, where that is enough."""
    places = (finding.where, *finding.places)
    if follower in _OF_A_ROW:
        return (*places, finding.where.partition(".")[0])
    return places if "B001" in _FOLLOWS[follower] else tuple([one for one in places if not _BUDGET.search(one)])


_BUDGET = regex(r"^[^.]+\.amount$")
"""A form's money alone ties no two findings, since every sum is held against it: B001 alone says that it is wrong."""


def _explains(head: Finding, other: Finding) -> bool:
    """A level that is missing is explained by what ought to stand there, a sentence of the prose by itself alone."""
    if other.code in _OF_A_SENTENCE and head.code in _OF_A_SENTENCE:
        return _quoted(head) == _quoted(other)
    return other.code != "C004" or all(level in head.message for level in _LEVEL.findall(other.message))


_OF_A_SENTENCE = frozenset({"B022", "B023", "B025"})


def _quoted(finding: Finding) -> str:
    """The sentence that a finding about the prose begins with."""
    return finding.message.removeprefix(f"{finding.spot}：").partition("”")[0]


def _with(head: Finding, other: Finding) -> Finding:
    """One finding: what is wrong at both ends, then what to do."""
    problem, advice = _parted(head.message)
    further, more = _parted(other.message.removeprefix(f"{other.spot}："))
    advices = [advice] if advice.startswith(more) else [more] if more.startswith(advice) else [advice, more]
    message = "；".join(filter(None, (f"{problem}。同时，{further}", *advices)))
    places = dict.fromkeys(place for place in (*head.places, other.where, *other.places) if place != head.where)
    worst = min(head.severity, other.severity, key=_WORST.index)
    return head._replace(message=message, severity=worst, places=tuple(places))


def _parted(message: str) -> tuple[str, str]:
    """What is wrong, and from the first 请 on what to do."""
    problem, mark, advice = message.partition("；请")
    return problem, f"请{advice}" if mark else ""
