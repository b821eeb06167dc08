"""Lines around the tables of a form: 填报单位, year, the project's name in the heading; a goal that lost its label."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby

from importers.amounts import is_unit_caption
from importers.finding.lines import Line
from importers.finding.patterns import Pattern, Slot, once, patterns_of
from importers.forms.labelled import Label, LabelledRows
from importers.forms.slots import SlotWriter
from importers.placed import LABEL
from importers.words.vocabulary import Word, word_of
from importers.years import says_year
from models.python import regex
from models.templates.template import FormTemplate

_WIDE_GAP = regex(r"[ \u3000\t]{2,}")
_NEXT_LABEL = regex(r"\s+(?=[^\s\d：:，。；]{2,10}[：:])")
_CAPTION = 60  # characters; a longer line is prose
_LONGEST_ROW = 300  # characters of a row whose cells ran together
_BETWEEN = r"(?:\s+|(?<=\s)|$|(?=\S{2,12}[：:]))"
"""A blank, or the next label right behind a value where two lines ran together."""
_DATED = regex(r"(?P<name>\S{2,4}\s+)?(?P<date>20\d\d(?:\.|-|/|年)\d{1,2}(?:\.|-|/|月)\d{1,2}日?)\.?")
"""A line that is nothing but the date of a form that prints it without a label; who filled in may stand before it."""
_KINDS = ("title", "caption", "subtitle", "signature", "note")
_GOAL_LABELS = [Label("long_goal.statement", 0), Label("annual_goal.statement", 1)]


class LinesAround:
    """Reads the paragraphs of a form."""

    def __init__(self, template: FormTemplate, writer: SlotWriter, labelled: LabelledRows) -> None:
        kinds = _around(template)
        self.dates = [(p, s) for p in kinds for s in p.slots if not s.anchored and _is_date(s)]
        self.slots = [(p, slot) for p in kinds for slot in p.slots if slot.places and slot.anchored]
        self.rows = _joined_rows(template)
        self.writer = writer
        self.labelled = labelled

    def read(self, line: Line, *, before_indicators: bool, below_pairs: bool) -> None:
        """Takes a paragraph, or a cell that is a row by itself and holds several captions; ``below_pairs``: under the
        heads of both goals, whose cells may have come apart."""
        word = word_of(line.words[0].text.strip())
        if before_indicators and (self.labelled.expect(word) or self._answers(word, below_pairs=below_pairs)):
            return
        if where := self._as_joined(word.text):
            line.placed.setdefault(0, where)
            return
        pieces = [word_of(text) for wide in _WIDE_GAP.split(word.text) for text in _captions(wide)]
        went = [self._piece(piece) for piece in pieces]
        known = (where or is_unit_caption(piece) or says_year(piece) for where, piece in zip(went, pieces, strict=True))
        if any(went) and (not line.is_row or all(known)):
            line.placed.setdefault(0, next(filter(None, went)))

    def holds_captions(self, line: Line) -> bool:
        """True for a row that is one cell with several captions in it, wide gaps between them."""
        word = line.alone
        if word is None or not line.is_row or len(word.text) > _LONGEST_ROW:
            return False
        pieces = _WIDE_GAP.split(word.text.strip())
        return len(pieces) > 1 and sum("：" in piece or ":" in piece for piece in pieces) > 1

    def _piece(self, word: Word) -> str:
        """A part of a paragraph that stands by itself: where it went, or nothing."""
        if self.dates and (found := _DATED.fullmatch(word.text)):
            signed = found["name"] if len(self.dates[0][1].places) > 1 else ""
            return self.writer.take_around(*self.dates[0], f"{signed or ''}{found['date']}")
        drawn = self._as_drawn(word)
        return drawn if drawn is not None else self.labelled.read_paragraph(word) if len(word.text) <= _CAPTION else ""

    def _answers(self, word: Word, *, below_pairs: bool) -> bool:
        """A line that lost the cells beside it: the goal that the labels above it ask for, or more of one."""
        if self.labelled.is_label(word_of(word.text.partition("：")[0])) or "单位：" in word.text or word.is_title:
            return False
        if below_pairs:
            self.labelled.waiting = list(_GOAL_LABELS)
        return self.labelled.answer(word.text) or bool(self.labelled.goes_on(word.text))

    def _as_joined(self, text: str) -> str:
        """A row of captions or signatures whose cells ran together into one line: where the first of them went."""
        for pattern, whole in self.rows if len(text) <= _LONGEST_ROW else ():
            found = whole.fullmatch(text)
            slots = [
                (slot, found[f"slot{number}"]) for number, slot in enumerate(pattern.slots) if found and slot.places
            ]
            if found and not any(_WIDE_GAP.search(own.strip()) for _, own in slots):  # else another caption is in it
                went = [self.writer.take_around(pattern, slot, own) for slot, own in slots]
                return next((where for where in went if where != LABEL), LABEL) if all(went) else ""
        return ""

    def _as_drawn(self, word: Word) -> str | None:
        """A caption, a heading or a line of signatures as the template prints it: where it went. None for others."""
        for pattern, slot in self.slots:
            text = next((text for text in (word.text, word.unnumbered) if slot.regex.fullmatch(text)), None)
            if text is not None:
                return self.writer.take_around(pattern, slot, text)
        return None


def _captions(text: str) -> list[str]:
    """Labels with their values and a blank between them (单位名称：某局 预算年度：2026), apart; other texts whole."""
    pieces = _NEXT_LABEL.split(text) if len(text) <= _LONGEST_ROW else []
    return pieces if all("：" in piece or ":" in piece for piece in pieces) and pieces else [text]


def _is_date(slot: Slot) -> bool:
    """A date without a label, or who filled in and the date."""
    return [place.path for place in slot.places] in (["date"], ["filler", "date"])


def _around(template: FormTemplate) -> list[Pattern]:
    return [pattern for pattern in patterns_of(template) if pattern.block.kind in _KINDS]


@once
def _joined_rows(template: FormTemplate) -> list[tuple[Pattern, re.Pattern[str]]]:
    """The rows around the tables, and whole blocks of them, with what they look like in one line."""
    kinds = _around(template)
    blocks = [list(rows) for _, rows in groupby(kinds, key=lambda pattern: id(pattern.block))]
    whole = [replace(rows[0], slots=tuple(slot for row in rows for slot in row.slots)) for rows in blocks]
    return [(p, _joined(p)) for p in [*whole, *kinds] if p.anchors and len(p.slots) > 1]


def _joined(pattern: Pattern) -> re.Pattern[str]:
    """The cells of a row in one line, with a blank between them."""
    lazy = (slot.regex.pattern.replace(".*)", ".*?)") for slot in pattern.slots)
    slots = (text.replace("(?P<", f"(?P<of{n}_") for n, text in enumerate(lazy))
    return re.compile(_BETWEEN.join(f"(?P<slot{n}>{slot})" for n, slot in enumerate(slots)), re.DOTALL)
