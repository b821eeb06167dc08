"""What differs between two dossiers, in the words of the form: each difference with its place, one line each.

Ids may differ: what was read from an Excel sheet has new ones. See ``pairing`` for what belongs together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from dataclasses import field as held
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz

from models.annotations.naming import form_words, names_of, place_words
from models.comparing.carried import Carried, Paper, everything
from models.comparing.pairing import Pair, match, name_of, out_of_order
from models.comparing.taking import Placing, Removing, Setting, Step, Taking
from models.dossier import Attachment, Budget, Comment, Dossier, Unit
from models.fields import (
    AT_HOME,
    PART_WORDS,
    PERIOD_WORDS,
    STATE_WORDS,
    field_word,
    list_fields,
    part_word,
    single_values,
    value_fields,
)
from models.forms import BaseForm
from models.goals import Category, Dimension, Goal, Indicator
from models.paths import nodes, printed
from models.python import regex
from models.target import NATURES
from models.values import Node, Part

PLACE = "位置"
"""The field of a difference that says that something was moved."""

_COUNTED = ("张表", "个绩效目标", "个指标", "处金额", "处文字")
_LEVELS = (Dimension, Category)
_ALONE_COUNTS: dict[type[Node], str] = {BaseForm: "张表", Goal: "个绩效目标", Indicator: "个指标"}
_MOST_ROUNDS = 4  # what was moved may hold what was moved
_LINE_BREAK = regex(r"\s*\n\s*")
_SHOWN = 40  # characters of a value in a line
_ALIKE = 60  # of 100, for a node that was moved and renamed


@dataclass(frozen=True, slots=True)
class Difference:
    """One value, or a whole part, that is not the same in both.

    ``form`` is the form's name (empty: the dossier's own data), ``where`` the stable path, by the old dossier's ids
    where it is in there, ``field`` the Chinese word, ``old`` and ``new`` as the form prints them; None: not there at
    all. ``place`` are the names on the way to it; ``counts`` is what it counts as in a summary, and which one;
    ``step`` is what takes it over.
    """

    form: str
    where: str
    field: str
    old: str | None
    new: str | None
    place: tuple[str, ...] = ()
    counts: tuple[str, str] = ("", "")
    step: Step | None = held(default=None, compare=False, repr=False)

    @property
    def line(self) -> str:
        """The whole difference on one line."""
        return f"{' · '.join(_short(name) for name in (*self.place, self.field) if name)}：{self._change()}"

    def _change(self) -> str:
        if self.old is None:
            return f"增加“{_short(self.new or '')}”"
        if self.new is None:
            return f"删去“{_short(self.old)}”"
        old, new = _apart(self.old, self.new)
        return f"{old or '（空）'} → {new or '（空）'}"


def compare(old: Dossier, new: Dossier, paper: Paper | None = None) -> list[Difference]:
    """Every difference of two dossiers, in the order of the paper.

    ``paper``: ``new`` was read from what is printed; what its templates do not print is not compared then.
    """
    return compared(old, new, paper)[0]


def compared(old: Dossier, new: Dossier, paper: Paper | None = None) -> tuple[list[Difference], Taking]:
    """As ``compare``, with what turns chosen differences into changes of the old dossier."""
    comparison = _Comparison(old, new, paper)
    found = comparison.differences()
    return found, Taking(old, new, comparison.partners, [one.step for one in found if one.step])


def summary(differences: Iterable[Difference]) -> str:
    """How much differs: ``3 个指标、2 处金额``; empty where nothing does."""
    counted = Counter(word for word, _ in {one.counts for one in differences})
    return "、".join(f"{counted[word]} {word}" for word in _COUNTED if counted[word])


def _short(text: str) -> str:
    line = " ".join(text[: 2 * _SHOWN].split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _apart(old: str, new: str) -> tuple[str, str]:
    """Two texts as one line can show them: what is the same at the beginning of long ones is left out."""
    if max(len(old), len(new)) <= _SHOWN:
        return _short(old), _short(new)
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    start = max(0, (min(len(old), len(new)) if same is None else same) - _SHOWN // 4)
    mark = "…" if start else ""
    return mark + _short(old[start:]), mark + _short(new[start:])


def _word(value: Any, path: str) -> str:
    """A value as the form prints it."""
    words = {"nature": NATURES, "period": PERIOD_WORDS, "state": STATE_WORDS}.get(path, {})
    return words.get(value) or printed(value)


@dataclass(frozen=True, slots=True)
class _Around:
    """Where the comparison is: the form, the names on the way, what is carried there, indicator and forms around."""

    form: str = ""
    place: tuple[str, ...] = ()
    carried: Carried = everything
    indicator: str = ""
    forms: Pair | None = None

    def within(self, node: Node, number: int) -> _Around:
        """One step further down. A 二级指标 says enough without the 一级指标 over it."""
        word = part_word(node)
        name = name_of(node) or (word if isinstance(node, BaseForm | Goal) else f"第 {number} 个{word}")
        kept = self.place[:-1] if isinstance(node, Category) and name_of(node) else self.place
        form = name if isinstance(node, BaseForm) else self.form
        inside = node.id if isinstance(node, Indicator) else ""
        return replace(self, form=form, place=(*kept, name), indicator=inside)

    def counts(self, where: str, *values: Any) -> tuple[str, str]:
        """What a value that differs counts as."""
        if self.indicator:
            return "个指标", self.indicator
        return "处金额" if any(isinstance(value, Decimal) for value in values) else "处文字", where


@dataclass(slots=True)
class _Alone:
    """A node that is in one of the lists only; ``out`` takes what is told of it, where it stands."""

    node: Node
    around: _Around
    number: int
    old: bool
    out: list[Any]

    @property
    def spot(self) -> str:
        """Where it stands: 产出指标, 第 2 个."""
        return "，".join([*self.around.place[-1:], f"第 {self.number} 个"])


class _Comparison:
    """Goes through two dossiers side by side."""

    def __init__(self, old: Dossier, new: Dossier, paper: Paper | None = None) -> None:
        self._old, self._new, self._paper = old, new, paper
        self._out: list[Any] = []  # differences, and a list for each node that is alone, to be filled later
        self._alone: list[_Alone] = []
        self._joined: set[int] = set()  # by the objects' own identity: an id of a node is in both dossiers
        self._apart: set[int] = set()
        self.partners: dict[str, str] = {}
        """Id of a node of the new dossier → id of the same one in the old."""

    def differences(self) -> list[Difference]:
        """All of them."""
        around = _Around()
        self._dossier_values(around)
        self._lists(Pair(self._old, self._new), around, related=self._related())
        for _ in range(_MOST_ROUNDS):
            if not self._join_moved():
                break
        for one in self._alone:
            with self._telling_in(one.out):
                self._tell_alone(one)
        return list(_flattened(self._out))

    @contextmanager
    def _telling_in(self, out: list[Any]) -> Iterator[None]:
        before, self._out = self._out, out
        yield
        self._out = before

    def _related(self) -> bool:
        """The dossiers come from one: at least one form of the old one is in the new one."""
        return self._paper is None and bool(
            {form.id for form in self._old.forms} & {form.id for form in self._new.forms}
        )

    def _dossier_values(self, around: _Around) -> None:
        """What is in no form. A form on paper tells the unit itself, and no budget but its own."""
        old, new = self._old, self._new
        if self._paper is None or self._paper.dated:
            self._values("dossier", Pair(old, new), around)
        if self._paper is None:
            self._values("unit", Pair(old.unit, new.unit), replace(around, place=(PART_WORDS[Unit],)))
        if self._paper is None or new.budget != Budget():
            inside = replace(around, place=(PART_WORDS[Budget],))
            self._values("budget", Pair(old.budget, new.budget), inside)
            self._lists(Pair(old.budget, new.budget), inside, related=self._paper is None)

    # --- values -------------------------------------------------------------------------------------------------------

    def _values(self, owner: str, pair: Pair, around: _Around) -> None:
        """Every value of the part itself that is not the same; ``owner`` is the part's id."""
        kind: type[Part] = type(pair.old)
        fields = value_fields(kind)
        if all(pair.old.__dict__[name] == pair.new.__dict__[name] for name in fields):
            return
        old, new = (self._flat_of(part, dossier) for part, dossier in zip(pair, (self._old, self._new), strict=True))
        for path in dict.fromkeys([*old, *new]):
            one, other = old.get(path), new.get(path)
            words = _word(one, path), _word(other, path)
            if not self._same(one, other) and around.carried(kind, path, words[0]):
                where = f"{owner}.{path}"
                counts = around.counts(where, one, other)
                step = _setting(owner, path, other, pair)
                self._tell(around, where, field_word(kind, path), *words, counts, step)

    def _flat_of(self, part: Part, dossier: Dossier) -> dict[str, Any]:
        """The values of a part; a form on paper has its unit's name always."""
        values = dict(single_values(part, value_fields(type(part))))
        if self._paper and isinstance(part, BaseForm):
            values["unit_name"] = part.unit_name or dossier.unit.name
        if isinstance(part, Comment | Attachment) and dossier is self._new:
            node, dot, field = part.where.partition(".")
            values["where"] = self.partners.get(node, node) + dot + field
        return values

    def _same(self, one: Any, other: Any) -> bool:
        if isinstance(one, Decimal) and isinstance(other, Decimal):
            return one == other
        if isinstance(one, Decimal) and other is None and self._paper and self._paper.unreckoned:
            return True
        before, after = printed(one), printed(other)
        return before == after or (self._paper is not None and _on_paper(before) == _on_paper(after))

    def _tell(  # noqa: PLR0913, PLR0917 (what a difference is made of)
        self,
        around: _Around,
        where: str,
        field: str,
        old: str | None,
        new: str | None,
        counts: tuple[str, str],
        step: Step,
    ) -> None:
        self._out.append(Difference(around.form, where, field, old, new, around.place, counts, step))

    # --- lists of nodes -----------------------------------------------------------------------------------------------

    def _lists(self, pair: Pair, around: _Around, *, related: bool) -> None:
        kind: type[Part] = type(pair.old)
        for name in list_fields(kind):
            at_home = self._paper is not None and name in AT_HOME
            if around.carried(kind, name, "") and not at_home:
                self._list(getattr(pair.old, name), getattr(pair.new, name), around, related=related)

    def _list(self, olds: list[Any], news: list[Any], around: _Around, *, related: bool) -> None:
        found = match(olds, news, related=related, known=self._paper.origins if self._paper else {})
        numbers = {id(node): number for nodes_of in (olds, news) for number, node in enumerate(nodes_of, 1)}
        moved = set(out_of_order([numbers[id(pair.new)] for pair in found.pairs]))
        for position, pair in enumerate(found.pairs):
            here = self._around(pair, around, numbers[id(pair.old)])
            if position in moved:
                self._tell_moved(pair, here, *(f"第 {numbers[id(node)]} 个" for node in pair))
            self._node(pair, here)
        for alone, old in ((found.removed, True), (found.added, False)):
            for node in alone:
                self._keep_alone(_Alone(node, around, numbers[id(node)], old, []))

    def _around(self, pair: Pair, around: _Around, number: int) -> _Around:
        here = around.within(pair.old, number)
        if self._paper and isinstance(pair.old, BaseForm):
            return replace(here, carried=self._paper.carried(pair.old, pair.new, self._old.year), forms=pair)
        if self._paper and isinstance(pair.old, Goal) and here.forms:  # paper may have more columns for one period
            return replace(here, carried=self._paper.carried(*here.forms, self._old.year, pair.old))
        return here

    def _node(self, pair: Pair, around: _Around) -> None:
        self.partners[pair.new.id] = pair.old.id
        self._values(pair.old.id, pair, around)
        self._lists(pair, around, related=pair.old.id == pair.new.id)

    # --- what was moved from one list to another ---------------------------------------------------------------------

    def _keep_alone(self, one: _Alone) -> None:
        if self._paper and _blank(one.node, one.around.carried):
            return  # a frame of the paper
        self._out.append(one.out)
        self._alone.append(one)
        self._apart.add(id(one.node))
        self._joined -= {id(node) for node in nodes(one.node)}  # what it was in has its partner, but it has none

    def _join_moved(self) -> bool:
        """Pairs what left one list and came into another. False where there was nothing more to pair."""
        olds = self._by_key(old=True)
        joined = False
        for key, (came, new) in self._by_key(old=False).items():
            left, old = olds.get(key, (None, None))
            if left and old and not self._joined & {id(old), id(new)} and _may_be_moved(old, new):
                self._join(left, came, Pair(old, new))
                joined = True
        return joined

    def _by_key(self, *, old: bool) -> dict[tuple[str, ...], tuple[_Alone, Node]]:
        """What is alone, and what is under it, by id and (三级指标) by name where that says which one."""
        found: dict[tuple[str, ...], tuple[_Alone, Node]] = {}
        twice = set()
        for one in (alone for alone in self._alone if alone.old == old):
            for node in nodes(one.node):
                if id(node) not in self._joined:
                    found["id", type(node).__name__, node.id] = (one, node)
                    key = ("name", one.around.form, node.name if isinstance(node, Indicator) else "")
                    if key in found and found[key][1] is not node:
                        twice.add(key)
                    found[key] = (one, node)
        return {key: held for key, held in found.items() if key not in twice and key[-1]}

    def _join(self, left: _Alone, came: _Alone, pair: Pair) -> None:
        self._joined |= {id(node) for part in pair for node in nodes(part)}
        around = left.around.within(pair.old, left.number)
        with self._telling_in(came.out):
            self._tell_moved(pair, around, left.spot, came.spot)
            self._node(pair, around)

    def _tell_moved(self, pair: Pair, around: _Around, old: str, new: str) -> None:
        step = Placing(pair.new, pair.old.id)
        self._tell(around, pair.old.id, PLACE, old, new, around.counts(f"{pair.old.id}.{PLACE}"), step)

    # --- what is in one of them only ---------------------------------------------------------------------------------

    def _tell_alone(self, one: _Alone) -> None:
        """The node; of a level the indicators under it too, for they are what a person looks for."""
        if id(one.node) in self._joined:
            return
        self._tell_one(one, one.node, one.around)
        if isinstance(one.node, _LEVELS):
            around = one.around.within(one.node, one.number)
            for indicator in (node for node in nodes(one.node) if isinstance(node, Indicator)):
                settled = id(indicator) in self._joined or id(indicator) in self._apart
                if not settled and not indicator.blank:
                    self._tell_one(one, indicator, around)

    def _tell_one(self, one: _Alone, node: Node, around: _Around) -> None:
        name = name_of(node) or "（未写名称）"
        if isinstance(node, Comment | Attachment):
            around = self._about(node, self._old if one.old else self._new)
        form = name if isinstance(node, BaseForm) else around.form
        counts = next((word for kind, word in _ALONE_COUNTS.items() if isinstance(node, kind)), "处文字"), node.id
        old, new = (name, None) if one.old else (None, name)
        step = Removing(node) if one.old else Placing(node)
        self._tell(replace(around, form=form), node.id, part_word(node), old, new, counts, step)

    @staticmethod
    def _about(node: Comment | Attachment, dossier: Dossier) -> _Around:
        """What is said of a place is told at that place."""
        names = names_of(dossier)
        form = form_words(node.where, names)
        return _Around(form, tuple(dict.fromkeys((form, place_words(node.where, names)))))


def _on_paper(text: str) -> list[str]:
    """A text as it can be told on paper, where a full line may hide that a new one was begun."""
    return _LINE_BREAK.sub("", text).split()


def _setting(owner: str, path: str, value: Any, pair: Pair) -> Setting:
    """What sets the value at that path of the old part."""
    name, _, key = path.partition(".")
    held = [part.__dict__[name] for part in pair]
    if any(isinstance(one, dict) and key in one for one in held):
        return Setting(f"{owner}.{name}", value, key)
    return Setting(f"{owner}.{path}", value)


def _flattened(out: list[Any]) -> Iterator[Difference]:
    for entry in out:
        yield from _flattened(entry) if isinstance(entry, list) else (entry,)


def _may_be_moved(old: Node, new: Node) -> bool:
    """Ids alone do not say it: another program may have numbered anew."""
    one, other = name_of(old), name_of(new)
    return one == other or fuzz.ratio(one[:200], other[:200]) >= _ALIKE


def _blank(node: Node, carried: Carried) -> bool:
    """Nothing stands in it that paper carries; a level with a name alone is part of the frame."""
    if isinstance(node, BaseForm):
        return False
    kind = type(node)
    values = single_values(node, value_fields(kind)) if not isinstance(node, _LEVELS) else ()
    if any(printed(value).strip() and carried(kind, path, "") for path, value in values):
        return False
    return all(_blank(entry, carried) for name in list_fields(kind) for entry in getattr(node, name))
