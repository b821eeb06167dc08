"""Rows that the end of a page cut in two: the rest of them stands under the head that the next page repeats."""

from __future__ import annotations

from collections.abc import Sequence

from importers.finding.lines import Line, Spot
from importers.placed import LABEL
from importers.words.heads_and_labels import KINDS
from importers.words.vocabulary import LEVEL_PATHS, Word, word_of

_UNIT = 3  # characters; the end of a value is no longer


def with_rows_rejoined(lines: Sequence[Line], notices: list[str]) -> list[Line]:
    """The lines with the rest of every cut row put behind its beginning, which is told."""
    rest: set[int] = set()
    heads: list[Line] = []
    for number in range(1, len(lines) - 1):
        upper, head, lower = lines[number - 1 : number + 2]
        again = _is_again(upper, head, heads) and lower.is_row and _is_rest_below(upper, head, lower)
        heads += [head] if head.heads_indicators else []
        if again or (_is_new_page(upper, head) and lower.is_row and _is_rest(upper, lower)):
            upper.extend(lower)
            lower.place_all(LABEL)
            rest.add(number + 1)
            notices.append(f"第 {lower.place} 行是上一页最后一行断开的部分，已接在一起，请核对")
    for number in range(1, len(lines)):
        upper, lower = lines[number - 1 : number + 1]
        torn, tail = _is_torn_level(upper, lower), _is_tail(upper, lower)
        if torn or tail:
            (upper.extend(lower) if torn else upper.lengthen(lower.texts[0]))
            lower.place_all(LABEL)
            rest.add(number)
    return [line for number, line in enumerate(lines) if number not in rest]


def _is_torn_level(upper: Line, lower: Line) -> bool:
    """True for two rows of a table with nothing but the name of a level between them: 满意 | 度指标."""
    if upper.table != lower.table or len(upper.filled) != 1 or len(lower.filled) != 1:
        return False
    above, below = upper.filled[0], lower.filled[0]
    whole = word_of(above.text + below.text).is_usual_level
    return whole and above.column == below.column and not (above.word.is_usual_level or below.word.is_usual_level)


def _is_tail(upper: Line, lower: Line) -> bool:
    """True for 指标 alone below a row that a word for a level ends: 绩效指标 | 项目完成."""
    if upper.table != lower.table or len(lower.filled) != 1 or not lower.words[0].is_level_tail or not upper.filled:
        return False
    last = upper.words[-1]
    open_end = not (last.ends_as_level or last.quantity or last.column is not None)
    return open_end and all(word.stands_beside for word in upper.words[:-1])


def _is_new_page(upper: Line, head: Line) -> bool:
    """True for a head in a table of its own right after a row of indicators, which no label begins."""
    if not head.heads_indicators or not upper.filled or head.table == upper.table:
        return False
    return not any(word.field(kind) for word in upper.words for kind in KINDS)


def _is_again(upper: Line, head: Line, heads: Sequence[Line]) -> bool:
    """True for the head of the table once more within it, right after a row of indicators."""
    before = heads[-1] if heads else None
    repeats = before is not None and before.table == head.table == upper.table and upper is not before
    return repeats and before is not None and [w.norm for w in before.words] == [w.norm for w in head.words]


def _is_rest_below(upper: Line, head: Line, lower: Line) -> bool:
    """True for pieces of texts that go on from the row above: no level, no number and nothing under the head of values,
    where the row above has a value."""
    under = {spot.column: spot.word.column for spot in head.filled}
    above = {spot.column for spot in upper.filled}
    values = {column for column, path in under.items() if (path or "").startswith("indicator.target")}
    levels = {column for column, path in under.items() if path in LEVEL_PATHS}
    pieces = {spot.column for spot in lower.filled}
    if not pieces or not values or not values <= above or not pieces <= above or pieces & (values | levels):
        return False
    return not any(_begins_row(word) or word.quantity or word.like_number for word in lower.words)


def _is_rest(upper: Line, lower: Line) -> bool:
    """True when no row of its own can be meant: a piece of a name alone, or with the unit of a number above it."""
    above = {spot.column: spot for spot in upper.filled}
    pieces = lower.filled
    if not pieces or not pieces[0].column or any(spot.column not in above for spot in pieces):
        return False
    if any(_begins_row(spot.word) or spot.word.quantity for spot in pieces):
        return False
    return len(pieces) <= 2 and all(_ends(above[spot.column], spot) for spot in pieces[1:])


def _begins_row(word: Word) -> bool:
    """A label, a head, or the name of a level, be it with its points."""
    return word.begins_row or word_of(word.level_name).ends_as_level


def _ends(above: Spot, below: Spot) -> bool:
    """True for the unit of a number that stands above without one."""
    return above.text[-1:].isdigit() and len(word_of(below.text).norm) <= _UNIT
