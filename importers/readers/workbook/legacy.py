"""Workbooks of Excel 97 and WPS (.xls, .et): every sheet as a person sees it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal

import xlrd
from xlrd.biffh import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR, XL_CELL_NUMBER, XLRDError, error_text_from_code
from xlrd.book import Book
from xlrd.sheet import Cell as OldCell
from xlrd.sheet import Sheet

from importers.readers.sheet import Grid
from importers.readers.source import Notice, Reading, SourceError, clean_text
from importers.readers.workbook.shown import BUILT_IN, GENERAL, shown
from models.heed import Heed, no_heed

_WHITE = (1, 9)  # of the palette, as it usually is


def read(data: bytes, name: str, heed: Heed = no_heed) -> Reading:
    """The sheets that are seen, each a table. Raises SourceError."""
    book = _opened(data, name)
    grids = [_grid(book, sheet, heed) for sheet in book.sheets() if sheet.visibility == 0]
    tables = tuple(table for grid in grids if (table := grid.table()))
    if not tables:
        raise SourceError("工作簿里没有看得见的内容", "请检查文件。", name)
    return Reading(tables, (*_hidden(book), *(notice for grid in grids for notice in grid.notices())))


def _opened(data: bytes, name: str) -> Book:
    try:
        return xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except XLRDError as problem:
        if "encrypt" in str(problem).lower() or "password" in str(problem).lower():
            raise SourceError("文件加了密码", "请打开它，去掉密码另存后再导入。", name, opens="password") from problem
        raise _damaged(name) from problem


def _damaged(name: str) -> SourceError:
    return SourceError("文件不完整或已损坏", "请用 WPS 或 Excel 打开，另存为 .xlsx 后再导入。", name)


def _hidden(book: Book) -> Iterator[Notice]:
    names = [sheet.name for sheet in book.sheets() if sheet.visibility]
    if names:
        yield Notice("hidden-sheets", f"有隐藏的工作表（{'、'.join(names)}），没有读入", ",".join(names))


def _grid(book: Book, sheet: Sheet, heed: Heed) -> Grid:
    grid = Grid(sheet.name, heed)
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            grid.put(row, column, clean_text(_text(book, cell)))
            if _is_unseen(book, cell):
                grid.unseen.append((row, column))
    grid.merges = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    grid.hidden_rows = [(row, row) for row, info in sheet.rowinfo_map.items() if info.hidden]
    grid.hidden_columns = [(column, column) for column, info in sheet.colinfo_map.items() if info.hidden]
    grid.notes = list(sheet.cell_note_map)
    return grid


def _is_unseen(book: Book, cell: OldCell) -> bool:
    """White on white, or on nothing."""
    if not cell.value or cell.xf_index is None:
        return False
    style = book.xf_list[cell.xf_index]
    if style.font_index >= len(book.font_list) or book.font_list[style.font_index].colour_index not in _WHITE:
        return False
    behind = style.background
    return behind is None or behind.fill_pattern == 0 or behind.pattern_colour_index in _WHITE


def _text(book: Book, cell: OldCell) -> str:
    if cell.ctype in (XL_CELL_NUMBER, XL_CELL_DATE):
        return shown(Decimal(repr(cell.value)), _code(book, cell), date1904=bool(book.datemode))
    if cell.ctype == XL_CELL_BOOLEAN:
        return shown(bool(cell.value))
    if cell.ctype == XL_CELL_ERROR:
        return str(error_text_from_code.get(int(cell.value), "#N/A"))
    return shown(str(cell.value), _code(book, cell)) if cell.value else ""


def _code(book: Book, cell: OldCell) -> str:
    """The number format of a cell; built-in ones as China's Excel has them."""
    key = book.xf_list[cell.xf_index].format_key if cell.xf_index is not None else 0
    found = book.format_map.get(key)
    own = found.format_str if found is not None and key >= 164 else ""
    return own or BUILT_IN.get(key, GENERAL)
