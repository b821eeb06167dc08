"""Texts whose cells are parted by blanks or bars, as pages and messages show tables that were copied as words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from importers.readers.poured import poured_rows
from importers.readers.poured_heads import is_first, is_level, is_usual
from importers.readers.poured_pieces import is_page_number
from importers.words.heads_and_labels import KINDS
from importers.words.indicator_heads import is_indicator_head
from importers.words.listed import either, words
from importers.words.vocabulary import Word, word_of
from models.python import regex
from models.target import COMPARISONS, USUAL_UNITS

_BARS = "|｜│"
_BAR = regex(rf"[ \u3000]*[{_BARS}][ \u3000]?")
_GAP = regex(r"[ \u3000\u00a0]{2,}")
_GAPS = "  "
_LONGEST_REST = 6  # characters
_LONGEST_CELL = 20
_MANY = 3  # cells that are broken
_UNITS = "indicator.target.unit"
_DATED = regex(r"\d{4}年$")
_MONTH = regex(r"年\d{1,2}月$")
_UNIT = regex(rf"(?:[十百千万亿]*(?:{either(USUAL_UNITS)})|日|个|[\u4e00-\u9fff]{{1,2}}$)")
_OF_YEARS = ("年度", "年初")  # 20 年度计划 are points and what they rest on
_LEAST_COLUMNS = 4  # words of a head that stand on one line


def with_tabs(text: str) -> str:
    """The text with tabs between the cells, where a line heads a table of indicators with blanks or bars between its
    words; any other text as it is."""
    if "\t" in text:
        return text
    lines = text.split("\n")
    if any(bar in text for bar in _BARS):
        barred = any(_heads_with_bars(line) for line in lines)
        return "\n".join(_BAR.sub("\t", line) for line in lines) if barred else text
    gapped = next((number for number, line in enumerate(lines) if _heads_with_gaps(line)), None)
    if gapped is None:
        return _with_blanks(lines) or text
    other = any(word_of(line).is_other_title for line in lines)
    between = not other and _has_levels_between(map(_GAP.split, map(str.strip, lines[gapped + 1 :])))
    return text if between and poured_rows(lines) else "\n".join("\t".join(_apart(line)) for line in lines)


def _with_blanks(lines: list[str]) -> str:
    """The same for lines with single blanks between the cells; nothing where none of them is a head."""
    lines = ["" if is_page_number(line) else line for line in lines]
    start = next((number for number, line in enumerate(lines) if _heads(line)), None)
    if start is None:
        return ""
    wrapped = _wrapped(lines, start)
    if wrapped:
        return wrapped
    above = ("\t".join(_labelled(line.split())) for line in lines[:start])
    return "\n".join([*above, *("\t".join(line.split()) + "\t" * _is_cell(line) for line in lines[start:])])


def _is_cell(line: str) -> bool:
    """A few words alone on a line below a head: a row of one cell, and no line between two tables."""
    word = word_of(line.strip())
    other = word.is_title or word.is_other_title or word.begins_remark or any(map(word.inline, KINDS))
    return 0 < len(word.norm) <= _LONGEST_CELL and " " not in line.strip() and ":" not in word.norm and not other


def _wrapped(lines: list[str], start: int) -> str:
    """The text with wide gaps between its cells, where some of them are broken over lines, as copied from a PDF, and
    the cells can be put together by their words; as it stands where they cannot, though many are. Nothing for others.
    """
    broken = sum(len(row) == 1 and _is_rest(word_of(row[0])) for row in map(str.split, lines[start + 1 :]))
    if not broken and not _has_levels_between(map(str.split, lines[start + 1 :])):
        return ""
    divided = any((word_of(piece).column or "") == _UNITS for piece in lines[start].split())
    rows = [line.split() if divided else [*_whole(line.split())] for line in lines]
    for whole in (_rejoined(rows, start + 1), rows):
        texts = [_GAPS.join(row) for row in whole]
        if poured_rows(texts):
            return "\n".join(texts)
    return "\n".join(lines) if broken >= _MANY else ""


def _has_levels_between(lines: Iterable[list[str]]) -> bool:
    """Whether rows come before the levels that they are of, which a PDF prints in the middle of their rows."""
    rows = [[word_of(piece) for piece in line] for line in lines if line]
    if not any(is_usual(row[0]) for row in rows[1:]) or any(row[0].is_other_title for row in rows):
        return False
    first = rows[0][0]
    lower = is_usual(first) and not is_first(first) and any(is_first(row[0]) for row in rows[1:])
    return lower or not is_level(first) or len(rows[0]) == 1


def _rejoined(rows: list[list[str]], start: int) -> list[list[str]]:
    """The lines below a head, what is left of a cell for a line of its own behind the piece above it; of two such lines
    after each other the first may be a cell that goes on in the second, and stays."""
    found = [*rows[:start]]
    at = length = 0  # the row of the last piece above, and how long that is in its last line
    for number, row in enumerate(rows[start:], start):
        below = rows[number + 1] if number + 1 < len(rows) else []
        if at and len(row) == 1 and _is_more(found[at][-1], length, row[0], below):
            found[at] = [*found[at][:-1], found[at][-1] + row[0]]
            found.append([])
        else:
            found.append(row)
            at = number if row else 0
        length = len(row[-1]) if row else 0
    return found


def _is_more(last: str, length: int, piece: str, below: list[str]) -> bool:
    above, word, whole = word_of(last), word_of(piece), word_of(last + piece)
    if any(_has_number(one) or one.begins_remark for one in (above, word)):
        return False
    if word.column or whole.column:
        return whole.column is not None and above.column is None  # 上年完成 | 值
    two = below[0] if len(below) == 1 else ""
    if is_usual(word) and not is_usual(whole):
        return False
    if (is_level(whole) and not is_level(above)) or (two and is_usual(word_of(last + piece + two))):
        return True
    lone = len(below) == 1 and _is_rest(word_of(below[0])) and not _has_number(word_of(below[0]))
    return _is_rest(word) and not is_level(above) and len(piece) <= length and not lone


def _has_number(word: Word) -> bool:
    """A value, or its sign; the rest of a sentence (一分) is none."""
    return bool(word.sign) or any(map(str.isdigit, word.norm))


def _is_rest(word: Word) -> bool:
    """What is left of a cell for a line of its own, hardly a cell itself."""
    return len(word.norm) <= _LONGEST_REST and not (is_level(word) or word.stands_beside or word.begins_remark)


def _whole(pieces: list[str]) -> Iterator[str]:
    """The cells of a line: a number is one with its unit behind it and the words before it that compare it, which a PDF
    parts with blanks (不少于 8 场, 2023 年 11 月底)."""
    cell = ""
    for piece, after in zip(pieces, [*pieces[1:], ""][: len(pieces)], strict=True):
        if cell and not (_goes_on(cell, piece) or (_MONTH.search(cell) and f"{piece}{after}"[:3].find("日") > 0)):
            yield cell
            cell = ""
        cell += piece
    if cell:
        yield cell


def _goes_on(before: str, piece: str) -> bool:
    if piece[0].isdigit():
        return before in COMPARISONS or before in words("compares") or bool(_DATED.search(before))
    unit = before[-1].isdigit() and piece[0].isalpha() and not piece.startswith(_OF_YEARS)
    return unit and bool(_UNIT.match(piece))


def _heads_with_bars(line: str) -> bool:
    """A head with bars between its words, and none around them as in Markdown; its first cell may be blank."""
    pieces = _BAR.split(line)
    around = not pieces[0].strip() and not pieces[-1].strip()
    return len(pieces) > 1 and not around and is_indicator_head([word_of(one) for one in pieces if one.strip()])


def _heads_with_gaps(line: str) -> bool:
    """A head with wide gaps between all of its words."""
    words = [word_of(piece) for piece in _GAP.split(line.strip())]
    if len(words) < _LEAST_COLUMNS:
        return False
    several = (one for one in words if one.column is None and " " in one.text)
    parted = not any(is_indicator_head([word_of(piece) for piece in one.text.split()]) for one in several)
    return parted and (is_indicator_head(words) or all(map(_heads_list, words)))


def _heads_list(word: Word) -> bool:
    """A word over a column of a list of projects: its number, what is said of each, the levels of its indicators."""
    return bool(word.counts_rows or word.in_list or word.column or word.ends_as_level)


def _apart(line: str) -> Iterator[str]:
    """The cells of a line of such a text: between wide gaps; one without any may be a label and its value."""
    pieces = _GAP.split(line.strip())
    yield from pieces if len(pieces) > 1 else _labelled(line.split())


def _heads(line: str) -> bool:
    words = [word_of(piece) for piece in line.split()]
    return len(words) >= _LEAST_COLUMNS and is_indicator_head(words)


def _labelled(pieces: list[str]) -> Iterator[str]:
    """Labels and values in turn; a value may hold blanks, a bare number does not. A line that begins with no label is
    one text, unless pairs of others stand behind its own two words."""
    labelled = [number for number, piece in enumerate(pieces) if _is_label(word_of(piece))]
    if not labelled or (labelled[0] and (labelled[0] % 2 or len(pieces) % 2)):
        yield " ".join(pieces)
        return
    value: list[str] = []
    for number, piece in enumerate(pieces):
        if number in labelled or number == 0 or (len(value) == 1 and word_of(value[0]).like_number):
            yield from [" ".join(value)] * bool(value)
            value = []
            yield piece
        else:
            value.append(piece)
    yield from [" ".join(value)] * bool(value)


def _is_label(word: Word) -> bool:
    return any(word.field(kind) for kind in KINDS)
