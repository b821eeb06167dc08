"""A form that is no table but chapters of text: headings, goals with their indicators, measures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from importers.finding.lines import Line
from importers.finding.patterns import Pattern, Slot, body_rows, once, patterns_of
from importers.forms.draft import Draft
from importers.placed import LABEL, MARKERS
from importers.words.vocabulary import word_of
from models.fields import entries, list_place, new_entry
from models.goals import Category, Dimension, Goal, Indicator
from models.paths import printed, read, split_scope
from models.templates.block import walk
from models.templates.grid import Place
from models.templates.template import FormTemplate
from models.values import Node

_HEADING_LENGTH = 40


@once
def is_narrative(template: FormTemplate) -> bool:
    """True for a template of paragraphs only."""
    kinds = {"title", "subtitle", "heading", "paragraph", "goals", "list", "indicators", "note", "signature"}
    return all(
        block.kind in kinds and (block.kind not in ("list", "indicators") or block.role)
        for block in walk(template.block)
    )


class NarrativeReader:
    """Reads paragraphs one after the other; what no pattern knows goes on with the text before it."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.form = draft, draft.form
        self.patterns = [p for p in patterns_of(draft.template) if p.block.kind not in ("title", "subtitle")]
        self.rows = body_rows(draft.template)
        self.position = -1
        self.last: tuple[Node, str] | None = None
        self.waiting: Pattern | None = None

    def read(self, lines: Sequence[Line]) -> None:
        """Takes every line in."""
        for line in lines:
            line.content = True
            for index, text in enumerate(line.texts):
                pieces = text.splitlines() if line.is_row else [text]  # paragraphs that a stray tab made one cell
                went = [self._read(piece.strip()) for piece in pieces]
                if all(went):
                    line.placed[index] = next((where for where in reversed(went) if where not in MARKERS), LABEL)

    def _read(self, text: str) -> str:
        """Where a paragraph went; empty for one that found no place."""
        return (self._heading(text) or self._known(text) or self._go_on(text)) if text else LABEL

    def _heading(self, text: str) -> str:
        """A fixed heading; a second one of the same words (一、 and （一）) says nothing new."""
        words = word_of(text).unnumbered if len(text) <= _HEADING_LENGTH else None
        for number, pattern in enumerate(self.patterns if words is not None else ()):
            if words in _headings(pattern):
                twice = takewhile(
                    lambda one: words in _headings(one), self.patterns[number:]
                )  # 一、 and below it （一）
                self.position = [one.position for one in twice][-1]
                self.last = None
                self.waiting = next((p for p in self.patterns if p.position > self.position), None)
                return LABEL
        return ""

    def _known(self, text: str) -> str:
        for pattern in self._reachable():
            match = pattern.slots[0].regex.fullmatch(text)
            if match and _says_something(pattern.slots[0]):
                return self._take(pattern, match)
        return ""

    def _reachable(self) -> list[Pattern]:
        """Patterns of the chapter that is being read: those between its heading and the next fixed one; and those of
        the goal it is in, for another may follow."""
        chapter = [pattern for pattern in self.patterns if pattern.position > self.position]
        stop = next((pattern.position for pattern in chapter if pattern.slots[0].fixed), None)
        own = [pattern for pattern in chapter if stop is None or pattern.position < stop]
        around = next((pattern.parent for pattern in self.patterns if pattern.position == self.position), None)
        own += [pattern for pattern in self.patterns if around and pattern.parent is around and pattern not in own]
        after = len(self.patterns) + self.position if stop is None else stop
        return [*own, *(row for row in self.rows if self.position <= row.position < after)]

    def _take(self, pattern: Pattern, match: re.Match[str]) -> str:
        """Where the paragraph went: its last value, which more text goes on with."""
        where = ""
        parts: dict[str, Node] = {}
        (slot,) = pattern.slots
        for place, text in zip(slot.places, slot.values(match), strict=True):
            scope, field = split_scope(place.path)
            part = parts.get(scope) or parts.setdefault(scope, self._part(pattern, place, text))
            where = self._add(part, field, text) or where
            self.last = (part, field)
        self.waiting = next((p for p in self.patterns if p.position == pattern.position + 1 and _is_bare(p)), None)
        return where

    def _part(self, pattern: Pattern, place: Place, text: str) -> Node:
        """The node a place speaks of; a goal's label, or the first line of an entry, begins a new one."""
        scope, field = split_scope(place.path)
        if scope == "goal":
            if field == "label" or not self.form.goals:
                self.form.goals.append(Goal(label=""))
            return self.form.goals[-1]
        if scope == "item":
            return self._entry(pattern)
        if scope in ("dimension", "category"):
            return self._level(scope, text.strip())
        return self._indicator() if scope == "indicator" else self.form

    def _entry(self, pattern: Pattern) -> Node:
        """The entry of a list that a line of it is of."""
        of = pattern.block.of
        begun: list[Node] = list(entries(self.form, of))
        if pattern.first or not begun:
            begun.append(new_entry(of))
            getattr(self.form, list_place(of)).append(begun[-1])
        return begun[-1]

    def _level(self, scope: str, name: str) -> Node:
        """The 一级 or 二级指标 of that name that the rows go on with, or a new one."""
        dimensions = self._goal().dimensions
        if not dimensions or (scope == "dimension" and _is_another(dimensions[-1], name, dimensions[-1].categories)):
            dimensions.append(Dimension())
        if scope == "dimension":
            dimensions[-1].name = ""
            return dimensions[-1]
        categories = dimensions[-1].categories
        if not categories or _is_another(categories[-1], name, categories[-1].indicators):
            categories.append(Category())
        categories[-1].name = ""
        return categories[-1]

    def _goal(self) -> Goal:
        if not self.form.goals:
            self.form.goals.append(Goal())
        return self.form.goals[-1]

    def _indicator(self) -> Indicator:
        goal = self._goal()
        if not goal.dimensions:
            goal.dimensions.append(Dimension())
        categories = goal.dimensions[-1].categories
        if not categories:
            categories.append(Category())
        categories[-1].indicators.append(Indicator())
        return categories[-1].indicators[-1]

    def _go_on(self, text: str) -> str:
        """A paragraph by itself: the text a heading announced, or more of the text before; where, or nothing."""
        announced = self._announced()
        if announced is not None:
            place = announced.slots[0].places[0]
            self.last, self.waiting = (self._part(announced, place, text), split_scope(place.path)[1]), None
        return self._add(*self.last, text) if self.last is not None else ""

    def _add(self, part: Node, field: str, text: str) -> str:
        """Puts a text below what stands there; where, or nothing. A label with nothing behind it says nothing more."""
        if not text:
            return LABEL
        held = printed(read(part, field))
        return self.draft.put(part, field, f"{held}\n{text}" if held and text else held or text)

    def _announced(self) -> Pattern | None:
        """The text that comes next: right after its heading, or without the title it should have under one."""
        if self.waiting is None or _is_bare(self.waiting):
            return self.waiting
        same = (p for p in self.patterns if p.block is self.waiting.block and p.position > self.waiting.position)
        return next((p for p in same if _is_bare(p)), None) if self.last is None else None


def _is_another(level: Dimension | Category, name: str, inner: Sequence[Node]) -> bool:
    """A row's name is not that of the level; one without a name or anything in it is still to be named."""
    return level.name != name and bool(level.name or inner)


def _headings(pattern: Pattern) -> set[str]:
    """The fixed words of a row, without their numbers."""
    return {word_of(label).unnumbered for slot in pattern.slots for label in slot.labels}


def _is_bare(pattern: Pattern) -> bool:
    slot = pattern.slots[0]
    return len(slot.places) == 1 and not _says_something(slot)


def _says_something(slot: Slot) -> bool:
    """Fixed words or a running number stand beside the value."""
    return slot.regex.fullmatch("一句没有标记的话") is None


def looks_narrative(lines: Sequence[Line], template: FormTemplate) -> bool:
    """True when the paragraphs hold at least two of the template's headings, besides its title."""
    headings = (pattern for pattern in patterns_of(template) if pattern.block.kind == "heading")
    labels = {label for pattern in headings for label in _headings(pattern)}
    alone = (line.alone for line in lines)
    found = {word.unnumbered for word in alone if word and 0 < len(word.text) <= _HEADING_LENGTH}
    return len(labels & found) >= min(2, len(labels)) and bool(labels)


def narrative_lines(lines: Sequence[Line], template: FormTemplate) -> Sequence[Line]:
    """From the first heading that the template knows."""
    headings = {label for pattern in patterns_of(template) for label in _headings(pattern)}
    alone = ((number, line.alone) for number, line in enumerate(lines))
    start = next((number for number, word in alone if word and word.unnumbered in headings), 0)
    return lines[start:]
