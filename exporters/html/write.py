"""Tables as one clean web page: a heading, a table with real spans, no styles, ready to be put on a site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from exporters.clean import clean_text
from exporters.flow import Rows, by_row, parts
from exporters.written import Job, Written
from models.files.whole import replace_file
from models.table import Cell, Role, Table

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}</title>
</head>
<body>
{body}
</body>
</html>
"""


def write_job(job: Job, path: Path) -> Written:
    """What the list of formats calls. Raises SaveError, and ValueError as ``html_text``."""
    replace_file(path, html_text(job.tables, job.title).encode("utf-8"))
    return Written(job.title, "html", path, len(job.tables), unprinted=job.unprinted)


def html_text(tables: Sequence[Table], title: str = "") -> str:
    """The page. Raises ValueError (Chinese) when there is no table or cells of one overlap."""
    if not tables:
        raise ValueError("没有可以导出的表格。")
    body = "\n".join(line for table in tables for line in _form(table))
    return _PAGE.format(title=_escaped(clean_text(title or tables[0].title)).replace("<br>", " "), body=body)


def _form(table: Table) -> Iterator[str]:
    """One form: its lines of text and its table."""
    rows = by_row(table)
    yield "<section>"
    found = list(parts(table, rows, heads_apart=False))
    if not any(isinstance(part, Rows) for part in found):
        yield from _narrative(found)
    for part in _one_table(found):
        yield from _table(rows[part.start : part.stop]) if isinstance(part, Rows) else _line(part)
    yield "</section>"


def _narrative(found: Sequence[Cell | Rows]) -> Iterator[str]:
    """A form of headings and paragraphs: its title, and a table of one column without lines."""
    lines = [part for part in found if isinstance(part, Cell)]
    titles = [line for line in lines if line.role is Role.TITLE]
    for title in titles:
        yield from _line(title)
    yield "<table>"
    yield "<tbody>"
    for line in lines:
        if line not in titles:
            yield f"<tr>{_cell(replace(line, column_span=1))}</tr>"
    yield "</tbody>"
    yield "</table>"


def _one_table(found: list[Cell | Rows]) -> Iterator[Cell | Rows]:
    """Lines between rows go into the table: one table a form."""
    places = [number for number, part in enumerate(found) if isinstance(part, Rows)]
    if not places:
        return
    first, last = places[0], places[-1]
    start, stop = found[first], found[last]
    assert isinstance(start, Rows)
    assert isinstance(stop, Rows)
    yield from (*found[:first], Rows(start.start, stop.stop), *found[last + 1 :])


def _line(cell: Cell) -> Iterator[str]:
    tag = "h1" if cell.role is Role.TITLE else "p"
    if cell.text:
        yield f"<{tag}>{_escaped(cell.text)}</{tag}>"


def _table(rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    yield '<table border="1">'
    yield "<tbody>"
    for row in rows:
        yield f"<tr>{''.join(map(_cell, row))}</tr>"
    yield "</tbody>"
    yield "</table>"


def _cell(cell: Cell) -> str:
    tag = "th" if cell.role in (Role.LABEL, Role.HEADER, Role.HEADING) and cell.text else "td"
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    return f"<{tag}{spans}>{_escaped(cell.text)}</{tag}>"


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br>")
