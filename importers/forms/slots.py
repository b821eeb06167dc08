"""The cells of a row that follows a pattern, put where the pattern's places say."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import cast

from importers.finding.lines import Line
from importers.finding.patterns import MARKED, Pattern, Slot
from importers.forms.draft import Draft
from importers.forms.goals import STATEMENTS, Goals
from importers.forms.matching import Match
from importers.placed import LABEL
from importers.words.vocabulary import Word, word_of
from models.fields import entries, list_kind, list_place, new_entry
from models.goals import Goal
from models.paths import split_scope
from models.python import regex
from models.templates.asked import TICKS
from models.templates.grid import Place
from models.values import Node

_YEAR = regex(r"((?:19|20)\d\d)年?")
Nodes = dict[str, Node | None]
"""Scope of a drawing → the node that this row's values of it belong to."""


class SlotWriter:
    """Fills the form from rows whose pattern is known. ``list_rows`` counts the rows of the list being read."""

    def __init__(self, draft: Draft, goals: Goals) -> None:
        self.draft = draft
        self.goals = goals
        self.list_rows = 0

    def take(self, line: Line, match: Match) -> None:
        """Every cell of the row to its place; one that finds none is left."""
        pattern, nodes = match.pattern, Nodes()
        taken = {slot for _, slot in match.alignment.pairs}
        told = self._told_otherwise(line, match)
        for cell, number in match.alignment.pairs:
            slot, word = pattern.slots[number], line.filled[cell].word
            if not slot.anchored and (cell in told or _lacks_label(pattern, number, taken)):
                continue
            where = self._notice(slot, word) if slot.fixed else self._fill(pattern, slot, word.text, nodes)
            if where:
                line.placed[cell] = where
            if pattern.block.kind == "title":
                self.draft.surmised.update(place.path for place in slot.places)
        if pattern.kind == "goal_fixed" and pattern.parent is not None:
            self._goal_of(pattern, nodes)

    def _told_otherwise(self, line: Line, match: Match) -> set[int]:
        """The cells right behind a label of goals that the pattern does not draw: 绩效目标 | 三年目标 | …."""
        drawn, kind = {cell for cell, _ in match.alignment.pairs}, self.draft.form.kind
        return {n + 1 for n, word in enumerate(line.words) if n not in drawn and word.field(kind) in STATEMENTS}

    def take_around(self, pattern: Pattern, slot: Slot, text: str) -> str:
        """A paragraph fills only what the table itself left blank."""
        form = self.draft.form
        if any(getattr(form, place.path, None) for place in slot.places if "." not in place.path):
            return ""
        where = self._fill(pattern, slot, text, {})
        self.draft.surmised.update(place.path for place in slot.places)
        return where

    def _notice(self, slot: Slot, word: Word) -> str:
        """Fixed words say years, and which goals' indicators come next."""
        self.goals.hint(word)
        year = _YEAR.fullmatch(word.norm)
        if year and len(slot.regex.groupindex) == 1 and slot.regex.fullmatch(word.text):
            self.draft.years.add(int(year[1]) + slot.years_before)
        return LABEL

    def _fill(self, pattern: Pattern, slot: Slot, text: str, nodes: Nodes) -> str:
        """Where the text went: the first of its places that holds something; empty unless all of it found one."""
        found = slot.regex.fullmatch(text.strip())
        if slot.boxes:
            return self._choose(pattern, slot, text, found, nodes)
        if found is None:
            return self._store(pattern, slot.places[0], text, nodes) if len(slot.places) == 1 else ""
        went = [self._said(pattern, place, value, nodes) for place, value in slot.said(found)]
        values = [where for where in went if where != LABEL]
        return next(iter(values), LABEL) if all(went) else ""

    def _said(self, pattern: Pattern, place: Place, text: str, nodes: Nodes) -> str:
        """Puts what a field of a cell says, unless two boxes are ticked where one may be."""
        two = place.choice and TICKS in text and self.draft.template.rule_of(place.path).type != "ticks"
        return "" if two else self._store(pattern, place, text, nodes)

    def _choose(self, pattern: Pattern, slot: Slot, text: str, found: re.Match[str] | None, nodes: Nodes) -> str:
        """Check boxes: the ticked one; or the words of one alone."""
        norm = word_of(text).norm
        chosen = [place.choice for place in slot.places if word_of(place.choice).norm == norm]
        if found:
            marks = [found[name] for name in slot.groups]
            chosen = [p.choice for p, mark in zip(slot.places, marks, strict=True) if mark and mark in MARKED]
            if not chosen:
                return LABEL
        several = self.draft.template.rule_of(slot.places[0].path).type == "ticks"
        if len(chosen) > 1 and not several:
            return ""
        return self._store(pattern, slot.places[0], TICKS.join(chosen) or text, nodes)

    def _store(self, pattern: Pattern, place: Place, text: str, nodes: Nodes) -> str:
        rule = self.draft.template.rule_of(place.path)
        if not text or (rule.hint and word_of(rule.hint).norm == word_of(text).norm):
            return LABEL
        scope, field = split_scope(place.path)
        node = self._node(scope, pattern, nodes)
        if node is None:
            return ""
        if isinstance(node, Goal) and field == "label" and not pattern.block.period and word_of(text).long_term:
            node.period = "long_term"
        return self._put(node, field, text)

    def _put(self, node: Node, field: str, text: str) -> str:
        return (
            self.draft.put_in_form(field, text) if node is self.draft.form else self.draft.put_once(node, field, text)
        )

    # --- the nodes values belong to -----------------------------------------------------------------------------------

    def _node(self, scope: str, pattern: Pattern, nodes: Nodes) -> Node | None:
        if scope == "form":
            return self.draft.form
        if scope not in nodes:
            nodes[scope] = self._new_node(scope, pattern, nodes)
        return nodes[scope]

    def _new_node(self, scope: str, pattern: Pattern, nodes: Nodes) -> Node | None:
        if scope == "goal":
            return self._goal_of(pattern, nodes)
        if scope in ("long_goal", "annual_goal"):
            return self.goals.nth("long_term" if scope == "long_goal" else "annual", self.list_rows)
        of = pattern.block.of
        if list_kind(of) is None or not hasattr(self.draft.form, list_place(of)):
            return None
        if not pattern.first and (begun := entries(self.draft.form, of)):
            return cast(Node, begun[-1])
        entry = new_entry(of)
        getattr(self.draft.form, list_place(of)).append(entry)
        return entry

    def _goal_of(self, pattern: Pattern, nodes: Nodes) -> Goal:
        held = nodes.get("goal")
        goal = held if isinstance(held, Goal) else self._next_goal(pattern)
        nodes["goal"] = goal
        return goal

    def _next_goal(self, pattern: Pattern) -> Goal:
        if pattern.parent is not None and pattern.kind == "goal_fixed":
            return self.goals.begin(pattern.parent.period or "annual")
        if not pattern.first and self.goals.current is not None:
            return self.goals.current
        if pattern.block.of == "goals":
            return self.goals.add(pattern.block.period or "annual")
        return self.goals.turn_to(self.goals.nth("annual", 0))


def _lacks_label(pattern: Pattern, number: int, taken: Collection[int]) -> bool:
    """True when the words before a value are not in the row: what stands there is something else."""
    label = pattern.label_before[number]
    return label is not None and label not in taken and not any(label < slot < number for slot in taken)
