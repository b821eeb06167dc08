"""The cells of texts that have one a line, or a few with blanks between: put together again where lines broke them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from importers.readers.poured_heads import PouredCell, is_level, joined_cells
from importers.words.heads_and_labels import KINDS
from importers.words.listed import words
from importers.words.vocabulary import Word, word_of
from models.python import regex
from models.target import USUAL_UNITS

_LEAST_UPRIGHT, _MOST_UPRIGHT = 3, 8  # letters one below the other
_DOTS = "….。"  # of a row that stands for more of its kind
_APART = regex(r"\s{2,}|(?<=\d)(?<!^\d\.\d)\s+(?=[\u3400-\u9fff]{3})")
REMARK = regex(r"[(（][^()（）]{1,16}[)）]分?$")
_OPEN = regex(r"[(（][^()（）]*$")
_LONGEST_HEAD = 24  # characters with all of its remark
_ENDS_OPEN = regex(r"\d[\d.,]*[%‰]?(?P<unit>[^\W\d_]{0,4}[/]?)$")
_PAGE = regex(r"[-—–~]+\s*\d{1,3}\s*[-—–~]+|第\s*\d{1,3}\s*页(?:[\s，,/]*共\s*\d{1,3}\s*页)?")
_UNIT_PATH = "indicator.target.unit"
_HALF_HEAD = 3  # characters of what only goes before the words of a head
_REST = 5  # characters of a unit that are left for a line of their own


def pieces(lines: Sequence[str]) -> list[PouredCell]:
    """The cells of the lines, whole; where units have a column of their own they are no rest of a value."""
    cells = [*_joined(_joined(_joined(_pieces(lines), _is_remark), _closes), _heads_together)]
    divided = any((cell.word.column or "") == _UNIT_PATH for cell in cells)
    return cells if divided else [*_joined(cells, _is_rest_of_value)]


def _pieces(lines: Sequence[str]) -> Iterator[PouredCell]:
    """Every line, or its parts where it holds two cells; letters that stood one below the other are one word."""
    number = 0
    while number < len(lines):
        letters = _upright(lines, number)
        if letters:
            yield PouredCell(number, word_of("".join(line.strip() for line in lines[number : number + letters])))
            number += letters
            continue
        for piece in _APART.split(lines[number].strip()):
            if piece.strip(_DOTS) and not is_page_number(piece) and not word_of(piece).counts_indicators:
                yield PouredCell(number, word_of(piece))
        number += 1


def is_page_number(text: str) -> bool:
    """The foot of a page: - 3 -, 第3页 共5页."""
    return _PAGE.fullmatch(text.strip()) is not None


def _upright(lines: Sequence[str], start: int) -> int:
    """How many lines of one letter from there on are a level or a label in upright writing; 0 where they are none."""
    stop = start
    while stop < len(lines) and stop - start < _MOST_UPRIGHT and len(lines[stop].strip()) == 1:
        stop += 1
    ends = range(start + _LEAST_UPRIGHT, stop + 1)
    whole = (end for end in ends if _is_upright(word_of("".join(map(str.strip, lines[start:end])))))
    return next(whole, start) - start


def _is_upright(word: Word) -> bool:
    return is_level(word) or word.stands_beside or any(word.field(kind) for kind in KINDS)


# --- broken over lines ------------------------------------------------------------------------------------------------


def _joined(cells: Iterable[PouredCell], goes_on: Callable[[Word, Word], bool]) -> Iterator[PouredCell]:
    """The cells, each with those behind it that are more of it."""
    last: PouredCell | None = None
    for cell in cells:
        if last is not None and cell.line > last.line and goes_on(last.word, cell.word):
            last = joined_cells(last, cell)._replace(line=last.line)
            continue
        if last is not None:
            yield last
        last = cell
    if last is not None:
        yield last


def _is_remark(word: Word, below: Word) -> bool:
    """A remark on a line of its own with the head that it is of: 分值权重 | （90）."""
    return REMARK.fullmatch(below.norm) is not None and bool(word.column) and not is_level(word)


def _closes(word: Word, below: Word) -> bool:
    """The rest of a remark that a head begins: 指标值（包含 | 数字及文字描述）."""
    open_at = _OPEN.search(word.norm)
    headed = open_at is not None and word_of(word.norm[: open_at.start()]).column is not None
    return headed and len(word.norm) + len(below.norm) <= _LONGEST_HEAD


def _heads_together(word: Word, below: Word) -> bool:
    """The head of a column in two lines, the first of which is none: 年度 | 指标值."""
    if len(word.norm) > _HALF_HEAD or word.column is not None or not (below.column or below.tells_result):
        return False
    if below.stands_beside or is_level(word) or word.counts_rows or any(word.field(kind) for kind in KINDS):
        return False
    whole = word_of(word.norm + below.norm)
    return whole.column == below.column or (below.column is None and whole.tells_result)


def _is_rest_of_value(word: Word, below: Word) -> bool:
    """The rest of a unit below a number: ≥6820公 | 里, 10000 | 元/公里, 3.5万 | 元; or of a date: 2023年11月 | 底."""
    found = _ENDS_OPEN.search(word.norm)
    if found is None or len(below.norm) > _REST or not below.norm[:1].isalpha() or is_level(below):
        return False
    unit = found["unit"] + below.norm
    return unit in _UNITS or below.norm in words("value_rest") or (not found["unit"] and _of_units(below.norm))


def _of_units(text: str) -> bool:
    """元/公里, 万元."""
    return all(part in _UNITS for part in text.split("/"))


_MANY = ("", "十", "百", "千", "万", "十万", "百万", "千万", "亿")
_UNITS = frozenset(many + unit for many in _MANY for unit in (*USUAL_UNITS, *words("units")))
