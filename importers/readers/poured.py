"""Tables whose cells came one a line with nothing between them, as the text of a PDF is copied: by the words known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from importers.words.vocabulary import KINDS, LEVEL_PATHS, NAME_PATH, Word, word_of

_CHOICE = "expenditure"  # 特定目标类 is what stands beside 项目类别
_MOST_LINES = 4  # over which one label may be broken
_SHORT = 6  # letters of a value in words, such as 合理 or 逐步提高
_APART = re.compile(r"\s{2,}|(?<=\d)\s+(?=[\u3400-\u9fff]{3})")
_ENDS = ("。", "；", ";")
_REMARK = re.compile(r"[(（][^()（）]{1,16}[)）]$")
_DATE = re.compile(r"(?:19|20)\d\d[-./年]")
Row = tuple[int, str]
"""The number of the line in which a row begins, from 0, and its cells with tabs between."""


class _Cell(NamedTuple):
    line: int
    word: Word

    @property
    def is_label(self) -> bool:
        return any((self.word.field(kind) or _CHOICE).partition(".")[0] != _CHOICE for kind in KINDS)


def poured_rows(lines: Sequence[str]) -> list[Row]:
    """The rows put together; none for a text that is no such table, or whose rows cannot be told for sure."""
    if any("\t" in line or "|" in line for line in lines):
        return []
    cells = [*_pieces(lines)]
    head = _head(cells)
    if head is None:
        return []
    start, stop = head
    width = stop - next(n for n in range(start, stop) if cells[n].word.column == NAME_PATH)
    body = list(_indicators(_levels_joined(cells[stop:]), width))
    if not body or not all(body):
        return []
    rows = [row for row in (*_labelled(cells[:start]), cells[start:stop], *body) if row]
    first = next(number for number, row in enumerate(rows) if len(row) > 1)
    return [
        (row[0].line, "\t".join(cell.word.text for cell in row) + "\t" * (len(row) == 1 and number > first))
        for number, row in enumerate(rows)
    ]


def _pieces(lines: Sequence[str]) -> Iterator[_Cell]:
    """Every line, or its parts where it holds two cells."""
    for number, line in enumerate(lines):
        for piece in _APART.split(line.strip()):
            if piece:
                yield _Cell(number, word_of(piece))


def _head(cells: Sequence[_Cell]) -> tuple[int, int] | None:
    """Where the head of the indicators stands: levels, the name, and the columns behind it, one after the other."""
    columns = [cell.word.column for cell in cells]
    for start, column in enumerate(columns):
        if column == LEVEL_PATHS[0]:
            stop = next(
                (n for n in range(start, len(columns)) if columns[n] is None and not cells[n].word.ends_as_value), start
            )
            while stop > start and cells[stop - 1].word.stands_beside:  # 绩效指标 beside the rows comes behind the head
                stop -= 1
            found = columns[start:stop]
            if NAME_PATH in found[:-1] and len(set(found)) == len(found):
                return start, stop
    return None


# --- below the head ---------------------------------------------------------------------------------------------------


def _is_level(word: Word) -> bool:
    return word.is_usual_level or word.ends_as_level


def _levels_joined(cells: Sequence[_Cell]) -> list[_Cell]:
    """The cells with levels that were broken over lines whole again, and without the label beside the table."""
    found: list[_Cell] = []
    at = 0
    while at < len(cells):
        count = next((n for n in range(_MOST_LINES, 1, -1) if _joins_to_level(cells[at : at + n], n)), 1)
        joined = _joined(*cells[at : at + count])
        if not joined.word.stands_beside:
            found.append(joined)
        at += count
    return found


def _joins_to_level(cells: Sequence[_Cell], count: int) -> bool:
    words = [cell.word for cell in cells]
    if len(words) < count or any(_is_level(word) for word in words[1:] if not word.is_level_tail):
        return False
    joined = word_of("".join(word.text for word in words))
    whole = not words[0].is_usual_level or (count == 2 and words[1].is_level_tail)
    return (joined.is_usual_level and whole) or joined.stands_beside


def _indicators(cells: Sequence[_Cell], width: int) -> Iterator[list[_Cell]]:
    """Levels and the cells behind them as rows; an empty row where it cannot be told which is which."""
    levels: list[_Cell] = []
    rest: list[_Cell] = []
    for cell in cells:
        if _is_level(cell.word):
            yield from _behind(levels, rest, width) if rest else ()
            levels, rest = ([] if rest else levels), []
            levels.append(cell)
        else:
            rest.append(cell)
    yield from _behind(levels, rest, width)


def _behind(levels: list[_Cell], rest: list[_Cell], width: int) -> Iterator[list[_Cell]]:
    if len(rest) % width == 0:
        chunks = [rest[at : at + width] for at in range(0, len(rest), width)]
    elif width == 2:
        chunks = list(_closed_by_values(rest))
    else:
        chunks = [[]]
    for number, chunk in enumerate(chunks):
        yield [*([] if number else levels), *chunk] if chunk else []


def _closed_by_values(rest: Sequence[_Cell]) -> Iterator[list[_Cell]]:
    """Names of several lines, each closed by its value; nothing where no value closes the last one."""
    name: list[_Cell] = []
    for number, cell in enumerate(rest):
        last = number == len(rest) - 1 and len(cell.word.norm) <= _SHORT
        closes = name and (cell.word.quantity or cell.word.nature or last)
        if closes:
            yield [_joined(*name), cell]
            name = []
        else:
            name.append(cell)
    if name:
        yield []


# --- above the head ---------------------------------------------------------------------------------------------------


def _labelled(cells: Sequence[_Cell]) -> Iterator[list[_Cell]]:
    """Labels with their values; labels that follow each other have their values behind the last one, in their order."""
    labels: list[_Cell] = []
    values: list[_Cell] = []
    for cell in _labels_joined(cells):
        if cell.is_label:
            if values:
                yield from _paired(labels, values)
                labels, values = [], []
            labels.append(cell)
        elif labels and not values and _REMARK.match(cell.word.text):
            labels[-1] = _joined(labels[-1], cell)
        elif labels:
            values.append(cell)
        else:
            yield [cell]
    yield from _paired(labels, values)


def _labels_joined(cells: Sequence[_Cell]) -> Iterator[_Cell]:
    at = 0
    while at < len(cells):
        count = next((n for n in range(_MOST_LINES, 1, -1) if _joins_to_label(cells[at : at + n], n)), 1)
        yield _joined(*cells[at : at + count])
        at += count


def _joins_to_label(cells: Sequence[_Cell], count: int) -> bool:
    if len(cells) < count or any(cell.is_label for cell in cells):
        return False
    joined = word_of("".join(cell.word.text for cell in cells))
    return any(joined.field(kind) for kind in KINDS)


def _paired(labels: list[_Cell], values: list[_Cell]) -> Iterator[list[_Cell]]:
    """Every label with its value; the first one may be a label beside all the others."""
    if not labels:
        return
    own, groups, rest = labels, list(_sentences(values)), []
    if len(groups) != len(own) or own[0].word.stands_beside:
        own = labels[1:] if len(labels) > 1 else labels
    if len(own) == 1:
        count = len(values) if own[0].word.names_goals else _wrapped(values)
        groups, rest = _whole(values[:count]), values[count:]
    beside = labels[: len(labels) - len(own)]
    if len(groups) == len(own):
        for number, (label, group) in enumerate(zip(own, groups, strict=True)):
            yield [*(() if number else beside), label, group]
        yield rest
    else:
        yield labels
        yield values


def _wrapped(values: Sequence[_Cell]) -> int:
    """How many lines are one value: the first is full, so that none of the others is longer, nor a number or a date."""
    count = min(1, len(values))
    while count < len(values) and len(values[count].word.text) <= len(values[count - 1].word.text):
        if any(cell.word.like_number or _DATE.match(cell.word.norm) for cell in values[count - 1 : count + 1]):
            break
        if values[count].word.ends_as_label:
            break
        count += 1
    return count


def _whole(values: Sequence[_Cell]) -> list[_Cell]:
    """A value that was broken over lines."""
    return [_joined(*values)] if values else []


def _joined(*cells: _Cell) -> _Cell:
    return _Cell(cells[0].line, word_of("".join(cell.word.text for cell in cells)))


def _sentences(values: Sequence[_Cell]) -> Iterator[_Cell]:
    begun: list[_Cell] = []
    for cell in values:
        begun.append(cell)
        if cell.word.text.endswith(_ENDS):
            yield from _whole(begun)
            begun = []
    yield from _whole(begun)
