"""Tables of indicators under heads that nobody knows: told by the levels, or signs with numbers, in the rows below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

from importers.finding.lines import Line
from importers.placed import HEAD, MADE_UP
from importers.words.heads_and_labels import GROUP, KINDS
from importers.words.vocabulary import NAME_PATH, Word
from models.target import COMPARISONS

_HEAD_BY_ROWS = "第 {} 行的表头没有见过，按下面各行的内容认出是指标，请核对各栏"
_NO_HEAD = "第 {} 行起的指标没有表头，按各行的内容认出各栏，请核对"
_POURED = "第 {} 行以下一格里列着几个指标，已经分开读，请核对"
_LEAST_COLUMNS = 3
_LEAST_ROWS = 3  # with values
_LOOKED_AT = 12  # rows below
_LONGEST_HEAD = 14  # characters


def find_unknown_heads(lines: Sequence[Line], levels: AbstractSet[str]) -> None:
    """Marks them as heads; ``levels`` are the names of 一级 and 二级指标 that templates know."""
    for _, group in groupby(lines, key=lambda line: line.table):
        rows = [line for line in group if line.is_row and line.filled]
        if not any(line.heads_indicators or line.kind == HEAD for line in rows):
            for head in _heads(rows, levels):
                said = [word.norm for word in head.words]
                for line in rows:  # the head of the next page, or of the next form
                    line.heads_indicators |= [word.norm for word in line.words] == said


def head_told(line: Line) -> str:
    """What is to be told of a head that its words do not make one; nothing where a person said that it is one."""
    if line.told:
        return line.told
    if any(spot.place.part == MADE_UP and spot.word.column == NAME_PATH for spot in line.filled):
        others = line.answered or any(spot.place.part != MADE_UP for spot in line.filled)
        return (_POURED if others else _NO_HEAD).format(line.place)
    known = line.kind == HEAD or any(word.column is not None for word in line.words)
    return "" if known else _HEAD_BY_ROWS.format(line.place)


def _heads(rows: Sequence[Line], levels: AbstractSet[str]) -> Iterator[Line]:
    """The first row that may be a head and has such rows below it."""
    for number, line in enumerate(rows[:-_LEAST_ROWS]):
        below = rows[number + 1 : number + 1 + _LOOKED_AT]
        if _may_head(line, levels) and any(
            (_levelled(below, levels), _valued(line, below), _begun(line, below), _aimed(line, below))
        ):
            yield line
            return


def _may_head(line: Line, levels: AbstractSet[str]) -> bool:
    """Short words in some columns, none of which is a value, a level or a field of the form."""
    words = line.words
    if len(words) < _LEAST_COLUMNS or any(word.in_list == "form.name" for word in words):
        return False
    return all(len(word.norm) <= _LONGEST_HEAD and _is_plain(word) and word.level_norm not in levels for word in words)


def _is_plain(word: Word) -> bool:
    said = word.sign or word.nature or any(map(str.isdigit, word.norm))
    fields = (path for kind in KINDS if (path := word.field(kind) or word.inline(kind)))
    return not said and all(path == GROUP for path in fields)


def _levelled(below: Sequence[Line], levels: AbstractSet[str]) -> bool:
    """A 一级 and a 二级指标 begin the first of the rows, and several rows have values."""
    begins = [word.level_norm in levels for word in below[0].words[:3]]
    return sum(begins) > 1 and sum(any(word.quantity for word in row.words) for row in below) >= _LEAST_ROWS


def _begun(head: Line, below: Sequence[Line]) -> bool:
    """Several columns are known, that of the values among them, and rows begin with levels: 类别 | 描述 | 计划值."""
    known = [word.column for word in head.words if word.column]
    begun = [row.words[0].is_usual_level for row in below]
    return (
        "indicator.target" in known and len(known) >= _LEAST_COLUMNS and sum(begun) >= max(_LEAST_ROWS, len(begun) / 2)
    )


def _aimed(head: Line, below: Sequence[Line]) -> bool:
    """One of the words heads values, and the rows are as full as the head, with quantities below that word."""
    places = [spot.column for spot in head.filled if spot.word.column == "indicator.target"]
    alike = [{spot.column: spot.word for spot in row.filled} for row in below if len(row.filled) >= _LEAST_COLUMNS]
    held = [row[places[0]] for row in alike if places[0] in row] if len(places) == 1 else []
    return len(held) >= _LEAST_ROWS and all(word.quantity for word in held)


def _valued(head: Line, below: Sequence[Line]) -> bool:
    """The rows are as full as the head, but for a cell that is merged over them; and one column holds nothing but signs
    with numbers, or nothing but signs."""
    lacking = 1 if head.spans_known else 0
    alike = [row for row in below[:_LEAST_ROWS] if 0 <= len(head.filled) - len(row.filled) <= lacking]
    signed = [{spot.column for spot in row.filled if _is_signed(spot.word) or spot.word.sign} for row in alike]
    return len(alike) == _LEAST_ROWS and bool(set.intersection(*signed))


def _is_signed(word: Word) -> bool:
    return word.quantity and word.norm.startswith(tuple(COMPARISONS))
