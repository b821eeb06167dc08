"""Rows of a source seen as rows that a template draws: by the words that stand in them, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from importers.amounts import is_amount
from importers.finding.lines import Line
from importers.finding.patterns import Pattern, Slot, matches_label, once, patterns_of
from importers.forms.columns.align import IMPOSSIBLE, Alignment, align
from importers.words.vocabulary import Word, word_of
from models.python import regex
from models.templates.grid import Piece
from models.templates.template import FormTemplate

_BODIES = ("list", "pair")  # rows that only their heads give a meaning
_BY_WORDS, _ANY_VALUE, _NO_AMOUNT = 20.0, 4.0, -3.0
_AT_PLACE = 3.0
_COUNTED = 6.0  # at its place rather the number of a row than an amount
_WHOLES = ("amount", "item.amount")
_PARTS = frozenset({"fiscal", "other"})
_WORDS_OF_ENTRY = 2  # a name, and what it is about: an amount behind a label is the label's
_LABEL_AS_VALUE, _SOURCE_AS_VALUE = 40.0, 8.0  # 财政拨款 may be said of money; 联系电话 is no value
_YEAR = regex(r"(?:19|20)\d\d年?")
_DATE = regex(r"20\d\d\s*[-./年]\s*\d")
_SKIP_CELL, _SKIP_LABEL = -6.0, -4.0
_STEP, _BACK = 0.05, 1.0  # rows follow each other; one that goes back is unlikely
_AGAIN = 2.0  # and so is one that was read already: several rows may begin with 合计


class Match(NamedTuple):
    """A row seen as a pattern."""

    pattern: Pattern
    alignment: Alignment
    anchored: int
    score: float

    @property
    def complete(self) -> bool:
        """All words of the pattern are in the row."""
        return self.anchored == self.pattern.anchors


class Matcher:
    """Finds the pattern that a row follows. ``cursor`` is the place in the form of the row that was read last."""

    def __init__(
        self, template: FormTemplate, others: Sequence[FormTemplate], label_of: Callable[[Word], str | None]
    ) -> None:
        self.width = len(template.columns)
        self.patterns = patterns_of(template)
        self.foreign = _patterns_of_all(*others)
        self.cursor = -1
        self._read: set[int] = set()  # the places in the form of rows that stand in it once, and were read
        self._usual = _usual_rows(template)
        self._whole = _whole_rows(*others)
        self._openers = [p for p in self._usual.patterns if p.slots and p.slots[0].anchored]
        self._label_of = label_of
        self._head: tuple[int, dict[int, int]] = (-1, {})  # table of the list's head; template's column → its own

    def best(self, line: Line) -> Match | None:
        """The pattern of the template whose words stand in the row, half of them at least."""
        return self._best(line, self._usual, lambda pattern: (pattern.anchors + 1) // 2)

    def best_foreign(self, line: Line) -> Match | None:
        """The pattern of another template whose words stand in the row, all of them."""
        return self._best(line, self._whole, lambda pattern: pattern.anchors)

    def notice(self, pattern: Pattern) -> None:
        """A row was read as this one."""
        self.cursor = pattern.position
        if pattern.kind == "fixed":
            self._read.add(pattern.position)

    def notice_head(self, line: Line, match: Match, *, goes_on: bool) -> None:
        """The row is the head of a list, or ``goes_on`` with one: what stands below it is in these columns."""
        columns = {match.pattern.slots[slot].column: line.filled[cell].column for cell, slot in match.alignment.pairs}
        above = self._head[1] if goes_on and self._head[0] == line.table else {}
        self._head = (line.table, above | columns) if line.spans_known else (-1, {})

    def following(self, line: Line, pattern: Pattern) -> Match | None:
        """The row as one that has no words of its own, or need not have them."""
        told = self._under_head(line, pattern)
        alignment = told or self._align(line, pattern)
        if not alignment.pairs or alignment.score <= 0 or (not told and _mistakes_amounts(line, pattern, alignment)):
            return None
        anchored = _anchored(pattern, alignment)
        return Match(pattern, alignment, anchored, alignment.score) if anchored or not pattern.anchors else None

    def in_list(self, line: Line, pattern: Pattern) -> Match | None:
        """The row as an entry of a list whose first words are a label elsewhere (人员经费 as the name of a task): words
        and amounts both stand where the list has them."""
        table, columns = self._head
        slots = pattern.slots
        if table == line.table and all(slot.column in columns for slot in slots):
            at = {columns[slot.column]: number for number, slot in enumerate(slots)}
            pairs = [(index, at.get(spot.column, -1)) for index, spot in enumerate(line.filled)]
        else:
            pairs = [(index, index if len(line.filled) == len(slots) else -1) for index in range(len(line.filled))]
        fitting = all(n >= 0 and slots[n].amount == is_amount(line.filled[index].text) for index, n in pairs)
        if not fitting or sum(not slots[n].amount for _, n in pairs) < _WORDS_OF_ENTRY:
            return None
        return Match(pattern, Alignment(0.0, tuple(pairs)), 0, 0.0)

    def unlabelled_next(self) -> Pattern | None:
        """The next row of the form, where it holds nothing but values."""
        after = self.cursor + 1
        pattern = self.patterns[after] if 0 < after < len(self.patterns) else None
        return pattern if pattern and not pattern.anchors and pattern.kind in ("fixed", "goal_fixed") else None

    def opens(self, line: Line) -> bool:
        """True for a row that is wholly, from its first cell on, one that the template draws."""
        for pattern in self._openers:
            match = self._match(line, pattern) if matches_label(pattern.slots[0], line.filled[0].word) else None
            if match and match.complete and len(match.alignment.pairs) == len(line.filled):
                return True
        return False

    def begins_rows(self, word: Word) -> bool:
        """The words stand first in a row that the template draws."""
        return any(one.slots and one.slots[0].fixed and matches_label(one.slots[0], word) for one in self.patterns)

    def rows_under(self, pattern: Pattern) -> Pattern | None:
        """The row that a list repeats under its head."""
        pool = (*self.patterns, *self.foreign)
        return next((one for one in pool if one.block is pattern.block and one.kind in _BODIES), None)

    def row_after(self, pattern: Pattern) -> Pattern | None:
        """The next row of a list: of the same entry, or the first of the next."""
        rows = self._entry(pattern)
        after = rows.index(pattern) + 1 if pattern in rows else 0
        return rows[after % len(rows)] if rows else None

    def worded_rows(self, pattern: Pattern) -> list[Pattern]:
        """The other rows of a list's entry that are known by words of their own: 依据：…, 方式：自行□ 委托□."""
        rows = [one for one in self._entry(pattern) if one is not pattern]
        return [one for one in rows if all(any(map(_letters, slot.pieces)) for slot in one.slots)]

    def _entry(self, pattern: Pattern) -> list[Pattern]:
        """The rows of an entry of the list that a row is of."""
        pool = (*self.patterns, *self.foreign)
        return [one for one in pool if one.block is pattern.block and one.kind in _BODIES]

    def _best(self, line: Line, rows: _Rows, enough: Callable[[Pattern], int]) -> Match | None:
        matches = (self._match(line, pattern) for pattern in rows.sharing_words(line, enough))
        fitting = [match for match in matches if match and match.anchored >= enough(match.pattern)]
        return max(fitting, key=lambda match: match.score, default=None)

    def _match(self, line: Line, pattern: Pattern) -> Match | None:
        alignment = self._align(line, pattern)
        anchored = _anchored(pattern, alignment)
        if not anchored or (anchored < pattern.anchors and pattern.repeats):
            return None
        ahead = pattern.position - self.cursor
        order = -_STEP * ahead if ahead > 0 else -_BACK + _STEP * ahead
        order -= _AGAIN if pattern.position in self._read else 0.0
        return Match(pattern, alignment, anchored, alignment.score + order)

    def _label_as_value(self, word: Word) -> float:
        label = self._label_of(word)
        return 0.0 if label is None else _SOURCE_AS_VALUE if label.startswith("fund.") else _LABEL_AS_VALUE

    def _align(self, line: Line, pattern: Pattern) -> Alignment:
        """Cells to slots. Merged cells may have kept their columns or not: the reading that fits better counts."""
        gains = self._gains(line, pattern)
        columns = [spot.column for spot in line.filled]
        readings = [_align_by(columns, line, pattern, gains, pattern.orders)]
        if line.width == self.width:
            readings.append(_align_by(columns, line, pattern, gains, pattern.columns))
        elif line.spans_known and pattern.slots and len(line.anchors) == pattern.slots[0].beside:
            begins = sorted(line.anchors)  # as many cells begin in both, wherever columns are drawn
            ranks = [begins.index(column) for column in columns]
            readings.append(_align_by(ranks, line, pattern, gains, [slot.rank for slot in pattern.slots]))
        found = max(reversed(readings), key=lambda reading: reading.score)
        table, heads = self._head
        told = table == line.table and all(slot.column in heads for slot in pattern.slots if slot.amount)
        return found if told else _whole_first(found, line, pattern)

    def _under_head(self, line: Line, pattern: Pattern) -> Alignment | None:
        """Every cell in the column of its head; None where the source does not say what stands under what."""
        table, columns = self._head
        if table != line.table or any(slot.column not in columns for slot in pattern.slots):
            return None
        own = [spot.column for spot in line.filled]
        heads = [columns[slot.column] for slot in pattern.slots]
        found = _align_by(own, line, pattern, self._gains(line, pattern), heads)
        at_home = all(line.filled[cell].column == columns[pattern.slots[slot].column] for cell, slot in found.pairs)
        return found if at_home and len(found.pairs) == len(line.filled) else None

    def _gains(self, line: Line, pattern: Pattern) -> list[list[float]]:
        """How well every cell fits every slot by what it says."""
        return [self._fit_of(word, pattern.slots) for word in line.words]

    def _fit_of(self, word: Word, slots: Sequence[Slot]) -> list[float]:
        mislaid = self._label_as_value(word)
        return [_slot_fit(slot, word) - (mislaid if mislaid and not _is_own(slot, word) else 0.0) for slot in slots]


class _Rows:
    """Rows that templates draw, found by the words that stand in them."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.patterns = patterns
        self._by_word: dict[str, list[int]] = {}
        self._by_look: list[tuple[Slot, int]] = []  # cells of words and values
        for number, pattern in enumerate(patterns):
            for slot in (slot for slot in pattern.slots if slot.anchored):
                for label in slot.labels:
                    self._by_word.setdefault(label, []).append(number)
                if not slot.labels:
                    self._by_look.append((slot, number))

    def sharing_words(self, line: Line, enough: Callable[[Pattern], int]) -> Iterator[Pattern]:
        """Those of which so many words may stand in a row of a source, in order."""
        norms, texts = {word.norm for word in line.words}, [word.text.strip() for word in line.words]
        some = {number for norm in norms for number in self._by_word.get(norm, ())}
        some |= {number for slot, number in self._by_look if number not in some and any(map(slot.takes, texts))}
        for pattern in map(self.patterns.__getitem__, sorted(some)):
            if pattern.known_in(norms, texts) >= max(enough(pattern), 1):
                yield pattern


@once
def _patterns_of_all(*templates: FormTemplate) -> list[Pattern]:
    return [pattern for template in templates for pattern in patterns_of(template)]


@once
def _usual_rows(template: FormTemplate) -> _Rows:
    """The rows of a form by which one of a source is known."""
    return _Rows([pattern for pattern in patterns_of(template) if pattern.kind != "indicator_head"])


@once
def _whole_rows(*templates: FormTemplate) -> _Rows:
    """The same of other templates: rows that need no head."""
    return _Rows([p for p in _patterns_of_all(*templates) if p.kind not in ("indicator_head", *_BODIES)])


def _align_by(
    columns: Sequence[int], line: Line, pattern: Pattern, gains: list[list[float]], expected: Sequence[int]
) -> Alignment:
    """Cells to slots, the rather where they are expected; ``columns`` are where the cells stand."""
    slots = pattern.slots
    shift = _shift(columns, line, pattern, expected)
    placed = [
        [gain + _AT_PLACE if column - shift == place else gain for gain, place in zip(row, expected, strict=True)]
        for column, row in zip(columns, gains, strict=True)
    ]
    skip = [_SKIP_LABEL if slot.anchored and slot.fixed else 0.0 for slot in slots]
    found = align(placed, _SKIP_CELL, skip)
    return Alignment(found.score, _right_behind(_beside_labels(found.pairs, pattern), slots, gains))


def _whole_first(found: Alignment, line: Line, pattern: Pattern) -> Alignment:
    """The only amount of a row is the whole, where the pattern has its parts behind it (总额 | 财政拨款 | 其他资金)."""
    money = [n for n, slot in enumerate(pattern.slots) if slot.amount and slot.places]
    paths = [pattern.slots[n].places[0].path for n in money]
    if not paths or paths[0] not in _WHOLES or any(_PARTS.isdisjoint(path.split(".")) for path in paths[1:]):
        return found
    if not line.spans_known or money != [*range(money[0], money[0] + len(money))]:
        return found
    own = [pair for pair in found.pairs if pair[1] in money]
    if len(own) != 1 or sum(map(is_amount, line.texts)) != 1:
        return found
    moved = [(cell, money[0]) if (cell, slot) == own[0] else (cell, slot) for cell, slot in found.pairs]
    return Alignment(found.score, tuple(moved))


def _letters(piece: Piece) -> bool:
    """Words of the form, not signs between values."""
    return isinstance(piece, str) and any(map(str.isalpha, piece))


def _anchored(pattern: Pattern, alignment: Alignment) -> int:
    return sum(pattern.slots[slot].anchored for _, slot in alignment.pairs)


def _beside_labels(pairs: Sequence[tuple[int, int]], pattern: Pattern) -> tuple[tuple[int, int], ...]:
    """A value right behind a label that was taken for the value of another, missing label goes to the label it has."""
    slots = pattern.slots
    mended: list[tuple[int, int]] = []
    for cell, slot in pairs:
        label = pattern.label_before[slot]
        last = mended[-1] if mended else (-2, -2)
        slid = label is not None and last[0] == cell - 1 and last[1] < label and slots[last[1]].fixed
        own = last[1] + 1
        mended.append((cell, own if slid and not slots[slot].anchored and not slots[own].anchored else slot))
    return tuple(mended)


def _mistakes_amounts(line: Line, pattern: Pattern, alignment: Alignment) -> bool:
    """True where an amount would be a text, and the row has amounts: its columns are others than the pattern's."""
    cells = ((pattern.slots[slot], line.filled[cell].word) for cell, slot in alignment.pairs)
    held = (word.text.strip() for slot, word in cells if not (slot.amount or slot.fixed or _is_shaped(slot, word)))
    amounts = (text for text in held if is_amount(text) and not _YEAR.fullmatch(text))
    return pattern.kind == "list" and any(slot.amount for slot in pattern.slots) and any(amounts)


def _is_shaped(slot: Slot, word: Word) -> bool:
    """The text has what the template draws around the values of the cell, as the number of a row before a name."""
    return slot.look == "shape" and _is_drawn(slot, word)


def _right_behind(
    pairs: Sequence[tuple[int, int]], slots: Sequence[Slot], gains: list[list[float]]
) -> tuple[tuple[int, int], ...]:
    """A label's value is the cell right behind it, where that one fits as well as one further on in the row."""
    cells = {slot: cell for cell, slot in pairs}
    mended = dict(pairs)
    for cell, slot in pairs:
        behind = cells.get(slot - 1, cell) + 1
        if slots[slot].anchored or behind >= cell or behind in mended or not slots[slot - 1].fixed:
            continue
        if gains[behind][slot] >= gains[cell][slot]:
            del mended[cell]
            mended[behind] = slot
    return tuple(sorted(mended.items()))


def _shift(columns: Sequence[int], line: Line, pattern: Pattern, expected: Sequence[int]) -> int:
    """By how many columns the row slid, judged by its first label."""
    for column, word in zip(columns, line.words, strict=True):
        for number, slot in pattern.fixed:
            if matches_label(slot, word):
                return column - expected[number]
    return 0


def _slot_fit(slot: Slot, word: Word) -> float:
    if slot.look == "words":
        return _BY_WORDS if matches_label(slot, word) else IMPOSSIBLE
    if slot.look == "amount":
        return _amount_fit(slot, word)
    if slot.look == "count":
        return _COUNTED if _is_drawn(slot, word) else 1.0
    if slot.look in ("boxes", "shape"):  # boxes, or a number or a word of its own
        return 2 * _ANY_VALUE if _is_drawn(slot, word) else 1.0
    return 2 * _ANY_VALUE if slot.look == "date" and _DATE.match(word.text.strip()) else _ANY_VALUE


def _is_own(slot: Slot, word: Word) -> bool:
    """The words are the cell's own, as those beside its boxes are."""
    return slot.anchored or (slot.look == "boxes" and _is_drawn(slot, word))


def _is_drawn(slot: Slot, word: Word) -> bool:
    """The text looks as the template draws the cell."""
    return slot.regex.fullmatch(word.text.strip()) is not None


def _amount_fit(slot: Slot, word: Word) -> float:
    """A number with a percent sign rather stands where one is printed."""
    if not is_amount(word.text, slot.places[0].path):
        return _NO_AMOUNT
    return 8.0 if slot.places[0].percent == word.text.rstrip().endswith(("%", "％")) else 7.0


def own_labels(template: FormTemplate) -> Iterator[tuple[str, str]]:
    """Words for the fields that only this template has: their own name, the label it gives them."""
    for path in template.printed:
        if path.startswith("extra."):
            yield word_of(path.removeprefix("extra.")).norm, path
            if label := template.rule_of(path).label:
                yield word_of(label).norm, path
