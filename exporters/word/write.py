"""Tables as a Word document: the official form with real merges, repeated head rows, and its page set-up, to be edited.

Word repeats the first rows of a table and no others: a head that is repeated begins a table of its own. Between two
tables of one form stands a paragraph that is hidden, so that they look like one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.parser import parse_xml

from exporters.clean import clean_text
from exporters.flow import Rows, by_row, parts
from exporters.pages.styles import LOOKS
from exporters.timeless import timeless
from exporters.widths import room_of, set_smaller
from exporters.word.fitting import fitted
from exporters.word.styles import (
    BESIDE,
    NAMESPACE,
    cell_paragraph,
    cell_properties,
    footer,
    paragraph,
    section_properties,
    set_normal_style,
    table_properties,
)
from exporters.written import Job, Written
from models.files.whole import replace_file
from models.program import NAME as PROGRAM
from models.python import collector_paused
from models.table import Cell, Role, Table

_LONG = 120
"""Characters of a cell whose row may go over a page edge."""
_AT_THE_END = frozenset({Role.SIGNATURE, Role.NOTE})
_HIDDEN = (
    '<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:vanish/><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)


def write_job(job: Job, path: Path) -> Written:
    """What the list of formats calls. Raises SaveError, and ValueError as ``word_bytes``."""
    replace_file(path, word_bytes(job.tables, job.title, job.author))
    return Written(job.title, "docx", path, len(job.tables), unprinted=job.unprinted)


def word_bytes(tables: Sequence[Table], title: str = "", author: str = "") -> bytes:
    """The tables as a .docx file, each a section of its own; equal tables give equal bytes.

    Raises ValueError (Chinese) when there is no table or cells of one overlap.
    """
    if not tables:
        raise ValueError("没有可以导出的表格。")
    with collector_paused():
        document = Document()
        _describe(document, title or tables[0].title, author)
        set_normal_style(document)
        body: Any = document.element.body
        last = body.sectPr
        relation = footer(document, forms=len(tables))
        xml = "".join(_sections(tables, relation))
        content = parse_xml(f"<w:body {NAMESPACE}>{xml}</w:body>")
        body.remove(last)
        body.extend(list(content))
        buffer = BytesIO()
        document.save(buffer)
    return timeless(buffer.getvalue())


def _describe(document: Any, title: str, author: str) -> None:
    properties = document.core_properties
    properties.title = clean_text(title)[:255]
    properties.author = clean_text(author)[:255] or PROGRAM
    properties.comments = ""
    properties.language = "zh-CN"


def _sections(tables: Sequence[Table], footer_relation: str) -> Iterator[str]:
    """The forms, every one on pages of its own; the last one's page is the document's."""
    for number, table in enumerate(tables, 1):
        yield from _form(table)
        section = section_properties(table.page, footer_relation)
        yield section if number == len(tables) else f"<w:p><w:pPr>{_SMALL}{section}</w:pPr></w:p>"


_SMALL = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'


def _form(table: Table) -> Iterator[str]:
    """One form: its lines of text and its rows."""
    rows = by_row(table)
    in_rows = False
    for part in parts(table, rows, heads_apart=True):
        if isinstance(part, Rows):
            yield _HIDDEN if in_rows else ""
            yield from _table(table, rows, part)
        else:
            yield paragraph(part.text, part.role, table.page.font_size)
        in_rows = isinstance(part, Rows)


def _table(table: Table, rows: Sequence[Sequence[Cell]], part: Rows) -> Iterator[str]:
    """Rows as a table of Word, with the places that merged cells cover."""
    widths = _twips(table)
    yield f"<w:tbl>{table_properties(widths)}"
    reaching: dict[int, Cell] = {}  # column → the cell over several rows that begins there
    least = dict(table.least_heights)
    kept = {row for start, stop in table.together for row in range(start, stop - 1)}
    kept |= {cell.row for cell in table.cells if cell.row_span > 1 and cell.role is Role.LEVEL}
    kept |= _kept_with_names(table.rows())
    for number in range(part.start, part.stop):
        here = {cell.column: cell for cell in rows[number]}
        reaching = {column: cell for column, cell in reaching.items() if cell.bottom > number}
        reaching |= {column: cell for column, cell in here.items() if cell.row_span > 1}
        cells = sorted({**reaching, **here}.items())
        is_head = number < part.start + part.heads
        yield f"<w:tr>{_row_properties(rows[number], least.get(number, 0), is_head=is_head)}"
        keep = is_head or number in kept
        for _, cell in cells:
            yield _cell(cell, number, widths, table, keep=keep)
        yield "</w:tr>"
    yield "</w:tbl>"


def _kept_with_names(rows: Sequence[Sequence[Cell]]) -> set[int]:
    """The rows of names and notes at the end but the last, and the two above them: no page has names alone."""
    start = len(rows)
    while start and all(cell.role in _AT_THE_END for cell in rows[start - 1]):
        start -= 1
    return set(range(max(start - 2, 0), len(rows) - 1)) if start < len(rows) else set()


def _cell(cell: Cell, row: int, widths: Sequence[int], table: Table, *, keep: bool) -> str:
    size = table.page.font_size * set_smaller(cell, room_of(cell, table, BESIDE))
    width = sum(widths[cell.column : cell.right])
    fit = fitted(cell.text, LOOKS[cell.role], width / 20, size)
    shown = cell if row == cell.row else replace(cell, text="")
    words = cell_paragraph(shown, size, width / 20, fit, keep=keep)
    return f"<w:tc>{cell_properties(cell, row, width, fit.side)}{words}</w:tc>"


def _row_properties(row: Sequence[Cell], least: float, *, is_head: bool) -> str:
    """What is said of a row, which is ``least`` mm high at least."""
    whole = all(len(cell.text) <= _LONG for cell in row)
    words = "<w:cantSplit/>" if whole else ""
    words += f'<w:trHeight w:val="{round(least * 1440 / 25.4)}" w:hRule="atLeast"/>' if least else ""
    words += "<w:tblHeader/>" if is_head else ""
    return f"<w:trPr>{words}</w:trPr>" if words else ""


def _twips(table: Table) -> list[int]:
    """The widths of the columns, which share what lies between the margins."""
    page = table.page
    room = (page.size[0] - page.margin_left - page.margin_right) * 1440 / 25.4
    total = sum(max(width, 0.0) for width in table.widths) or 1.0
    return [max(round(max(width, 0.0) / total * room), 1) for width in table.widths]
