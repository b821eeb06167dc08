"""Last year's values for the indicators here, out of another dossier: by equal names; what is only like is asked."""

from __future__ import annotations

import unicodedata
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from rapidfuzz import fuzz

from models.dossier import Dossier
from models.edits import Batch, SetValue
from models.forms import AnyForm
from models.goals import Indicator
from models.python import regex
from models.values import Node

_ALIKE = 60
_SIGNS = regex(r"[\W_]+")
NodeT = TypeVar("NodeT", bound=Node)


@dataclass(frozen=True, slots=True)
class Value:
    """A value of that year for one indicator here: its id, whose form it is, and the indicator there."""

    indicator: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a person must say yes to before these values are filled in."""

    words: str
    values: tuple[Value, ...]


@dataclass(slots=True)
class LastYear:
    """What can be filled in: ``sure`` at once, ``asked`` after a yes. ``there``: so many have the value already;
    ``alone``: what the other dossier has and nobody here is called."""

    year: int
    sure: list[Value] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)
    there: int = 0
    alone: list[str] = field(default_factory=list)

    def change(self, agreed: Sequence[Question] = ()) -> Batch | None:
        """All that is sure and agreed to as one step; None where that is nothing."""
        values = {one.indicator: one.text for one in self.sure}
        values |= {one.indicator: one.text for question in agreed for one in question.values}
        changes = tuple(SetValue(f"{node}.history.{self.year}", text) for node, text in values.items())
        return Batch(changes, f"填入 {self.year} 年的指标值") if changes else None


def last_year(own: Dossier, other: Dossier, year: int) -> LastYear:
    """The values of ``other``, which is of that year, for the indicators of ``own``."""
    found = LastYear(year)
    pairs, alone = _partners(own.forms, other.forms, _form_name)
    found.alone += [f"“{form.spoken_name}”" for form in alone]
    for mine, theirs, alike in pairs:
        _compare(found, mine, theirs, alike=alike)
    return found


def _form_name(form: AnyForm) -> str:
    """Department forms have the name of the form; there is one in a dossier."""
    return form.kind if form.kind == "department" else _plain(form.name)


def _compare(found: LastYear, mine: AnyForm, theirs: AnyForm, *, alike: bool) -> None:
    """The indicators of two forms that are the same, or only ``alike``."""
    named = [one for one in theirs.indicators() if one.name]
    pairs, alone = _partners([one for one in mine.indicators() if one.name], named, lambda one: _plain(one.name))
    found.alone += [f"“{theirs.spoken_name}”的“{one.name}”" for one in alone if one.target]
    sure: list[Value] = []
    for own, other, near in pairs:
        held, text = own.history.get(str(found.year), ""), other.target.text.strip()
        if not text or held == text:
            found.there += bool(text)
        elif near or held:
            found.asked.append(Question(_words(mine, own, other, held, found.year), (Value(own.id, text),)))
        else:
            sure.append(Value(own.id, text))
    if alike and sure:
        words = f"来源的“{theirs.spoken_name}”就是这里的“{mine.spoken_name}”吗？是的话，填同名的 {len(sure)} 个指标"
        found.asked.insert(0, Question(words, tuple(sure)))
    else:
        found.sure += sure


def _words(form: AnyForm, own: Indicator, other: Indicator, held: str, year: int) -> str:
    where, text = f"“{form.spoken_name}”的“{own.name}”", other.target.text.strip()
    called = f"，来源叫“{other.name}”" if _plain(own.name) != _plain(other.name) else ""
    if held:
        return f"{where}{called}：{year} 年已写“{held}”，换成来源的“{text}”吗？"
    return f"{where}{called}，是同一个指标吗？是的话，{year} 年填“{text}”"


def _plain(name: str) -> str:
    """A name without blanks and signs, by which names are the same."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", name))


def _partners(
    own: Sequence[NodeT], others: Sequence[NodeT], name: Callable[[NodeT], str]
) -> tuple[list[tuple[NodeT, NodeT, bool]], list[NodeT]]:
    """Who is who: (own, other, only alike); and the others without a partner. Equal names in order, then likeness."""
    mine, theirs = [name(one) for one in own], [name(one) for one in others]
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for number, word in enumerate(mine):
        waiting[word].append(number)
    partner = {n: waiting[word].popleft() for n, word in enumerate(theirs) if word and waiting[word]}
    near = dict(_nearest(own, others, mine, theirs, partner))
    pairs = [(own[one], others[n], False) for n, one in partner.items()]
    pairs += [(own[one], others[n], True) for n, one in near.items()]
    return pairs, [other for n, other in enumerate(others) if n not in partner and n not in near]


def _nearest(
    own: Sequence[Node], others: Sequence[Node], mine: Sequence[str], theirs: Sequence[str], partner: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Of those without a partner, whose names are nearly the same, the most alike first: (other, own)."""
    taken = set(partner.values())
    free = [n for n in range(len(own)) if n not in taken]
    left = [n for n in range(len(others)) if n not in partner]
    only = len(free) == len(left) == 1 and not isinstance(own[free[0]], Indicator)
    scores = ((fuzz.ratio(mine[a], theirs[b]), a, b) for a in free for b in left if type(own[a]) is type(others[b]))
    done: set[int] = set()
    for score, a, b in sorted(scores, reverse=True):
        if (score >= _ALIKE or only) and a not in taken and b not in done:
            taken.add(a)
            done.add(b)
            yield b, a
