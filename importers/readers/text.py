"""Pasted text (.txt, .tsv, .md) as paragraphs and tables, cell by cell, nothing lost and nothing invented.

Three shapes, also mixed: rows of cells parted by tabs (Excel, WPS, Word); one cell a line, led by a tab, where a blank
line ends the row; Markdown. Text keeps no merged cells, so every table has ``spans_known=False``.

A *block* is a run of lines without a blank line among them. In a block of rows every line with a tab is a row and the
block is a table; in a block of one cell a line the whole block is one row, and blocks that follow after a single blank
line are the table's next rows. Lines before the first tab, and lines without a tab between rows, are paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from itertools import groupby, takewhile
from typing import NamedTuple

from importers.readers.gapped import gapped_rows
from importers.readers.markup import (
    QUOTED_BREAK,
    QUOTED_TAB,
    SOFT_BREAK,
    is_delimiter,
    is_fence,
    is_pipe_row,
    pipe_fields,
    plain,
    prose,
    without_bookmarks,
)
from importers.readers.poured import poured_rows
from importers.readers.separated import parts_of
from importers.readers.source import BLANKS, Notice, Reading, SourceError, decode_text, drop_unusable
from importers.readers.spaced import with_tabs
from importers.readers.stacked import stacked_rows
from importers.words.indicator_heads import is_indicator_head
from importers.words.vocabulary import word_of
from models.heed import Heed, no_heed
from models.python import regex
from models.table import Cell, Document, Paragraph, Table

POURED = Notice("guessed-rows", "文字里一格占一行，格与格之间没有空白，哪几格是一行是按词猜的，请逐行核对")
MAX_LINES = 1_000_000
MAX_COLUMNS = 16_384  # as many as Excel has
MAX_QUOTED = 32_767  # characters in a cell of Excel

_QUOTED = regex(r'(?<![^\t\n])"((?:[^"]++|"")*+)"(?=[\t\n]|\Z)')
_SOFT_BREAKS = "\x0b\u2028\u2029"


def read(data: bytes, name: str, heed: Heed = no_heed) -> Reading:
    """A text file called ``name`` as every reader gives it.

    Raises SourceError when it is too large, no text, in an unknown encoding, or holds nothing.
    """
    text = decode_text(data, name)
    try:
        reading = _read(text, heed)
    except SourceError as error:
        raise error.within(name) from error
    if not reading.document:
        raise SourceError("没有内容", "请确认复制了表格，或选择另一个文件。", name)
    return reading


def parse_text(text: str, heed: Heed = no_heed) -> Document:
    """The paragraphs and tables of a pasted text, in reading order; nothing for a blank one.

    Every table has ``spans_known=False``, widths of 1, the line of each row in ``source_rows`` and only the cells that
    hold something. Raises SourceError for a text no form can be: too many lines, or too many columns in a line.
    """
    return _read(text, heed).document


def _read(text: str, heed: Heed) -> Reading:
    if separated := parts_of(text, _is_head):
        return Reading(separated)
    lines, notices = _stacked(list(_lines(with_tabs(text), heed)))
    blocks = _blocks(lines)
    items: list[Paragraph | Table] = []
    pending: list[_Row] = []
    for block, mode in zip(blocks, _modes(blocks), strict=True):
        heed()
        if pending and (mode is not _Mode.CELLS or block.prose or block.gap > 1):
            items += _table(_mended(pending))
            pending = []
        items += _outside(block.prose)
        if mode is _Mode.CELLS:
            pending.append(_cell_row(block.body))
        elif mode is _Mode.ROWS:
            items += _inside(_rejoined(block.body))
    return Reading((*items, *_table(_mended(pending))), notices)


def _is_head(cells: list[str]) -> bool:
    return is_indicator_head([word_of(cell) for cell in cells])


# --- Lines and blocks -------------------------------------------------------------------------------------------------


class _Line(NamedTuple):
    """A line of the text and its number. A quoted cell of several lines is one line here."""

    number: int
    text: str

    @property
    def is_blank(self) -> bool:
        return "\t" not in self.text and (not self.text.strip(BLANKS) or is_fence(self.text))

    @property
    def is_led(self) -> bool:
        """True when nothing stands before the first tab."""
        return not self.text.partition("\t")[0].strip(BLANKS)

    @property
    def is_row(self) -> bool:
        """True when only a row of several cells looks like this: a tab with a text after it, beyond the leading one."""
        before, tab, rest = self.text.rstrip(BLANKS).partition("\t")
        return bool(tab) and (bool(before.strip(BLANKS)) or "\t" in rest)


class _Block(NamedTuple):
    """Lines without a blank line among them: those before the first tab, and the rest.

    ``gap`` counts the blank lines before, ``rows`` and ``led`` the lines of the rest that are rows and that are led.
    """

    gap: int
    prose: Sequence[_Line]
    body: Sequence[_Line]
    rows: int
    led: int


class _Mode(Enum):
    PROSE = auto()  # no table
    ROWS = auto()  # a line is a row
    CELLS = auto()  # a line is a cell


class _Row(NamedTuple):
    """A row before its markup is gone: the number of its line and its fields, blank ones included."""

    number: int
    fields: list[str]


def _lines(text: str, heed: Heed) -> Iterator[_Line]:
    text = drop_unusable(text).replace("\r\n", "\n").replace("\r", "\n")
    for sign in _SOFT_BREAKS:
        text = text.replace(sign, SOFT_BREAK)
    if text.count("\n") > MAX_LINES:
        raise SourceError(f"行数太多（最多 {MAX_LINES} 行）", "请只保留绩效目标表部分，再导入。")
    number = 1
    for line in _with_quotes_resolved(text).split("\n"):
        heed()
        if line.count("\t") >= MAX_COLUMNS:
            raise SourceError(
                f"这一行的列数太多（最多 {MAX_COLUMNS} 列）", "请检查复制的范围，删去多余的制表符。", line=number
            )
        kept = without_bookmarks(line)
        if kept == line or kept.strip(BLANKS):  # a line that held a bookmark alone was no line of the text
            yield _Line(number, kept)
        number += 1 + line.count(QUOTED_BREAK)


def _stacked(lines: list[_Line]) -> tuple[list[_Line], tuple[Notice, ...]]:
    """The lines, with the rows put together where every cell stands on a line of its own; where nothing but the words
    tell which are a row, that is told."""
    texts = [line.text for line in lines]
    rows = stacked_rows(texts) or gapped_rows(texts)
    poured = [] if rows else poured_rows(texts)
    found = [_Line(lines[number].number, text) for number, text in rows or poured] or lines
    return found, (POURED,) if poured else ()


def _with_quotes_resolved(text: str) -> str:
    """The text with every quoted cell unquoted, the line breaks and tabs inside it replaced by marks."""
    if '"' not in text:
        return text
    pieces, start, search_from = [], 0, 0
    while match := _QUOTED.search(text, search_from):
        if _is_cell(match, text):
            cell = match[1].replace('""', '"').replace("\n", QUOTED_BREAK).replace("\t", QUOTED_TAB)
            pieces += [text[start : match.start()], cell]
            start = search_from = match.end()
        else:
            search_from = match.start() + 1
    return "".join([*pieces, text[start:]])


def _is_cell(match: re.Match[str], text: str) -> bool:
    """False for two stray quotes that happen to stand where a quoted cell would begin and end.

    Between rows a cell of several lines may be all that is left of its own, when the blank ones beside it are lost.
    """
    content = match[1]
    beside_tab = text[match.end() : match.end() + 1] == "\t" or text[max(match.start() - 1, 0)] == "\t"
    alone = "\n" in content and _is_between_rows(match.start(), match.end(), text)
    return (beside_tab or alone) and len(content) <= MAX_QUOTED and not ("\n" in content and "\t" in content)


def _is_between_rows(start: int, end: int, text: str) -> bool:
    """True when the lines right above and below that stretch of the text are rows."""
    above = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : start]
    stop = text.find("\n", end + 1)
    return "\t" in above and "\t" in text[end : stop if stop >= 0 else len(text)]


def _blocks(lines: Iterable[_Line]) -> list[_Block]:
    blocks: list[_Block] = []
    gap = 0
    for blank, group in groupby(lines, key=lambda line: line.is_blank):
        run = list(group)
        if blank:
            gap = len(run)
            continue
        before = list(takewhile(lambda line: "\t" not in line.text, run))
        body = run[len(before) :]
        rows, led = sum(line.is_row for line in body), sum(line.is_led for line in body)
        blocks.append(_Block(gap, before, body, rows, led))
    return blocks


# --- What a tab means: the next cell of a row, or a cell on a line of its own -----------------------------------------


def _modes(blocks: Sequence[_Block]) -> list[_Mode]:
    modes: list[_Mode] = []
    for region in _regions(blocks):
        mostly_rows = sum(block.rows for block in region) * 10 >= sum(block.led for block in region)
        previous = _Mode.PROSE
        for block in region:
            lone_row_opens = len(region) == 1 and bool(block.body) and not block.body[0].is_led
            previous = _mode(block, mostly_rows or lone_row_opens, previous)
            modes.append(previous)
    return modes


def _regions(blocks: Sequence[_Block]) -> Iterator[list[_Block]]:
    """Blocks with tabs that no paragraph parts; a block without tabs by itself."""
    region: list[_Block] = []
    for block in blocks:
        if region and (block.prose or not region[-1].body):
            yield region
            region = []
        region.append(block)
    if region:
        yield region


def _mode(block: _Block, mostly_rows: bool, previous: _Mode) -> _Mode:
    if not block.body:
        return _Mode.PROSE
    first = block.body[0]
    if first.is_row and not first.is_led:
        return _Mode.ROWS
    if block.rows or previous is _Mode.ROWS or not first.is_led:
        return _Mode.ROWS if mostly_rows else _Mode.CELLS
    return _Mode.CELLS


# --- Rows of cells parted by tabs -------------------------------------------------------------------------------------


def _inside(lines: Sequence[_Line]) -> Iterator[Paragraph | Table]:
    """The tables of a block of rows and the paragraphs between them."""
    for tabbed, group in groupby(lines, key=lambda line: "\t" in line.text):
        run = list(group)
        if tabbed:
            yield from _table([_Row(line.number, line.text.split("\t")) for line in run])
        else:
            yield from _outside(run)


def _rejoined(lines: Sequence[_Line]) -> Sequence[_Line]:
    """The rows with those put together again whose cells were broken over lines without quotes, as Word copies them.

    Only when it is clear: every row then has the same number of tabs, three rows at least were whole already, and no
    line put behind another begins as a row of a form does.
    """
    tabs = Counter(line.text.count("\t") for line in lines if "\t" in line.text)
    usual = max((count for count, whole in tabs.items() if whole >= 3), default=0)
    if not usual or len(tabs) == 1:
        return lines
    rows: list[_Line] = []
    parts: list[_Line] = []
    found = 0
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        if parts and _begins_row(parts[-1], line):
            return lines
        if not parts and "\t" not in line.text and not (below and _is_broken_level(line, below)):
            rows.append(line)
            continue
        parts.append(line)
        found += line.text.count("\t")
        if found > usual:
            return lines
        if found == usual:
            rows.append(_Line(parts[0].number, QUOTED_BREAK.join(part.text for part in parts)))
            parts, found = [], 0
    return lines if parts else rows


def _begins_row(above: _Line, line: _Line) -> bool:
    """True for a line that begins a row, and not with the end of a level's name that was broken (满意度 / 指标)."""
    first = line.text.partition("\t")[0]
    if line.text.startswith("\t") or not word_of(first).begins_row:
        return line.text.startswith("\t")
    return not _is_broken_level(above, line)


def _is_broken_level(above: _Line, line: _Line) -> bool:
    """True when the end of one line and the beginning of the next are the name of a level."""
    return word_of(above.text.rpartition("\t")[2] + line.text.partition("\t")[0]).is_usual_level


# --- One cell a line --------------------------------------------------------------------------------------------------


def _cell_row(lines: Sequence[_Line]) -> _Row:
    """The one row of a block: a tab begins a cell, a line without a tab before it goes on with the last one.

    Tabs at the end of a line are nothing; a line of nothing but tabs is one blank cell.
    """
    text = "\n".join(line.text.rstrip(BLANKS) or "\t" for line in lines)
    before, *cells = text.split("\t")
    return _Row(lines[0].number, [before, *cells] if before.strip(BLANKS) else cells)


def _mended(rows: Sequence[_Row]) -> list[_Row]:
    """The rows with those put together again that a stray blank line had torn in two."""
    mended: list[_Row] = []
    position = 0
    while position < len(rows):
        row = rows[position]
        if _is_torn(mended[-2:], rows[position : position + 4]):
            row = _Row(row.number, row.fields + rows[position + 1].fields)
            position += 1
        mended.append(row)
        position += 1
    return mended


def _is_torn(before: Sequence[_Row], here: Sequence[_Row]) -> bool:
    """True when the first two rows of ``here`` are surely one.

    The first begins with a blank cell as the rows below a merged cell do, the second does not, and together they have
    as many cells as the rows on both sides (or the two above, at the end of the table).
    """
    if len(here) < 2:
        return False
    first, second = here[0].fields, here[1].fields
    around = [*before[-1:], here[2]] if len(here) > 2 else before
    joined = len(first) + len(second)
    same = len(around) == 2 and all(len(row.fields) == joined for row in around)
    return same and not first[0].strip(BLANKS) and bool(second[0].strip(BLANKS))


# --- Outside the tables -----------------------------------------------------------------------------------------------


def _outside(lines: Sequence[_Line]) -> Iterator[Paragraph | Table]:
    """The paragraphs of lines without tabs, and Markdown's tables among them."""
    position = 0
    while position < len(lines):
        stop = _pipe_table_stop(lines, position)
        if stop > position:
            yield from _pipe_table(lines[position:stop])
        else:
            line = lines[position]
            yield from (Paragraph(text, line.number) for text in prose(line.text))
        position = max(stop, position + 1)


def _pipe_table_stop(lines: Sequence[_Line], start: int) -> int:
    """Where a Markdown table that begins at ``start`` ends; ``start`` itself when none begins there."""
    if start + 1 == len(lines):
        return start
    second = lines[start + 1].text
    if is_delimiter(second):
        rest = takewhile(lambda line: "|" in line.text, lines[start:])
    elif is_pipe_row(second):
        rest = takewhile(lambda line: is_pipe_row(line.text), lines[start:])
    else:
        return start
    return start + sum(1 for _ in rest)


def _pipe_table(lines: Sequence[_Line]) -> Iterator[Table]:
    rows = [
        _Row(line.number, pipe_fields(line.text))
        for index, line in enumerate(lines)
        if not is_delimiter(line.text, dashes=1 if index == 1 else 3)
    ]
    return iter(_table(rows))


# --- Tables -----------------------------------------------------------------------------------------------------------


def _table(rows: Sequence[_Row]) -> list[Table]:
    """The table of these rows; none when no cell holds anything."""
    widest = max(rows, key=lambda row: len(row.fields), default=_Row(0, []))
    if len(widest.fields) > MAX_COLUMNS:
        todo = "请检查复制的范围，删去多余的列。"
        raise SourceError(f"这一行的列数太多（最多 {MAX_COLUMNS} 列）", todo, line=widest.number)
    cells = tuple(
        Cell(row, column, text)
        for row, (_, fields) in enumerate(rows)
        for column, field in enumerate(fields)
        if field and (text := plain(field))
    )
    if not cells:
        return []
    widths = (1.0,) * len(widest.fields)
    return [Table(widths, len(rows), cells, source_rows=tuple(row.number for row in rows), spans_known=False)]
