"""SpreadsheetML 2003, the XML that calls itself .xls: every worksheet as a person sees it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from importers.readers.office.plain_xml import root_of
from importers.readers.office.zipped import attribute
from importers.readers.sheet import Grid
from importers.readers.source import Notice, Reading, SourceError, clean_text
from importers.readers.workbook.shown import GENERAL, shown
from models.heed import Heed, no_heed

_NAMED = {
    "General Number": GENERAL,
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
    "Currency": "¥#,##0.00",
    "Short Date": "yyyy/m/d",
    "Medium Date": "d-mmm-yy",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "Short Time": "h:mm",
    "Long Time": "h:mm:ss",
    "General Date": "yyyy/m/d h:mm",
    "Yes/No": '"Yes";"Yes";"No"',
    "True/False": '"True";"True";"False"',
    "On/Off": '"On";"On";"Off"',
}
"""Names of number formats → their codes in zh-CN."""

_MOST_SPAN = 1 << 20


def read(data: bytes, name: str, heed: Heed = no_heed) -> Reading:
    """The worksheets that are seen, each a table. Raises SourceError."""
    root = root_of(data, name)
    codes = _codes(root)
    grids: list[Grid] = []
    hidden: list[str] = []
    for sheet in root.iter("Worksheet"):
        if any(one.text and one.text.strip() != "SheetVisible" for one in sheet.iter("Visible")):
            hidden.append(attribute(sheet, "Name"))
        else:
            grids.append(_grid(sheet, codes, heed))
    tables = tuple(table for grid in grids if (table := grid.table()))
    if not tables:
        raise SourceError("工作簿里没有看得见的内容", "请检查文件。", name)
    told = (
        [Notice("hidden-sheets", f"有隐藏的工作表（{'、'.join(hidden)}），没有读入", ",".join(hidden))]
        if hidden
        else []
    )
    return Reading(tables, (*told, *(notice for grid in grids for notice in grid.notices())))


def _codes(root: Element) -> dict[str, str]:
    codes: dict[str, str] = {}
    for style in root.iter("Style"):
        form = style.find("NumberFormat")
        code = attribute(form, "Format") if form is not None else ""
        codes[attribute(style, "ID")] = _NAMED.get(code, code or codes.get(attribute(style, "Parent"), GENERAL))
    return codes


def _grid(sheet: Element, codes: dict[str, str], heed: Heed) -> Grid:
    grid = Grid(attribute(sheet, "Name"), heed)
    table = sheet.find("Table")
    row_number = column_number = -1
    for child in table if table is not None else ():
        if child.tag == "Column":
            first, column_number = _next(child, column_number, "Span")
            if attribute(child, "Hidden") == "1":
                grid.hidden_columns.append((first, column_number))
        elif child.tag == "Row":
            first, row_number = _next(child, row_number, "Span")
            if attribute(child, "Hidden") == "1":
                grid.hidden_rows.append((first, row_number))
            _row(grid, child, first, codes)
    return grid


def _row(grid: Grid, row: Element, number: int, codes: dict[str, str]) -> None:
    column = -1
    for cell in row.iter("Cell"):
        first, column = _next(cell, column, "MergeAcross")
        bottom = number + _number(cell, "MergeDown")
        if bottom > number or column > first:
            grid.merges.append((number, first, bottom, column))
        if cell.find("Comment") is not None:
            grid.notes.append((number, first))
        code = codes.get(attribute(cell, "StyleID") or attribute(row, "StyleID"), GENERAL)
        grid.put(number, first, clean_text(_text(cell, code)))


def _next(element: Element, before: int, span: str) -> tuple[int, int]:
    """First and last number that an element stands for, after the one before it or where its index says."""
    index = attribute(element, "Index")
    first = int(index) - 1 if index.isdecimal() and int(index) > 0 else before + 1
    return first, first + _number(element, span)


def _number(element: Element, name: str) -> int:
    text = attribute(element, name)
    return min(int(text), _MOST_SPAN) if text.isdecimal() else 0


def _text(cell: Element, code: str) -> str:
    data = cell.find("Data")
    if data is None:
        return ""
    raw, kind = "".join(data.itertext()), attribute(data, "Type", "String")
    try:
        if kind == "Number":
            return shown(Decimal(raw.strip()), code)
        if kind == "DateTime":
            return shown(datetime.fromisoformat(raw.strip()), "yyyy/m/d" if code == GENERAL else code)
    except (ValueError, InvalidOperation):
        return raw
    return shown(raw.strip() == "1") if kind == "Boolean" else shown(raw, code) if raw else ""
