"""OpenDocument sheets (.ods): the text of every cell is kept as it is seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from importers.readers.office.plain_xml import root_of
from importers.readers.office.zipped import Package, attribute
from importers.readers.sheet import Grid
from importers.readers.source import Notice, Reading, SourceError, clean_text
from importers.readers.workbook.colours import unseen_open_styles
from importers.readers.workbook.shown import GENERAL, shown
from models.heed import Heed, no_heed
from models.origin import Property, origins_by_sheet

_UNSEEN = frozenset({"annotation", "note", "ruby-text", "tracked-changes", "shapes", "change-start", "forms"})
_WRAPPERS = frozenset({"table-header-rows", "table-row-group", "table-rows"})
_COLUMN_WRAPPERS = frozenset({"table-header-columns", "table-column-group", "table-columns"})
_MOST_REPEATS = 2000
"""A row or column that holds a text and is repeated more often than this is filling to the sheet's end."""


def read(data: bytes, name: str, heed: Heed = no_heed) -> Reading:
    """The sheets that are seen, each a table. Raises SourceError."""
    root, styles, meta = _parts(data, name)
    unseen = _unseen_styles(root)
    sheets = [table for body in root.iter("spreadsheet") for table in body if table.tag == "table"]
    hidden = [attribute(sheet, "name") for sheet in sheets if attribute(sheet, "style-name") in unseen]
    white = unseen_open_styles(root, styles)
    grids = [_Sheet(sheet, white, heed).grid for sheet in sheets if attribute(sheet, "style-name") not in unseen]
    parts = tuple(part for grid in grids for part in grid.parts())
    if not parts:
        raise SourceError("表格文件里没有看得见的内容", "请检查文件。", name)
    told = (
        [Notice("hidden-sheets", f"有隐藏的工作表（{'、'.join(hidden)}），没有读入", ",".join(hidden))]
        if hidden
        else []
    )
    notices = (*told, *(notice for grid in grids for notice in grid.notices()))
    return Reading(parts, notices, origins_by_sheet(_properties(meta), [grid.name for grid in grids]))


def _parts(data: bytes, name: str) -> tuple[Element, Element | None, Element | None]:
    """Content, styles and properties; all are one where the file is no zip (.fods)."""
    if not data.startswith(b"PK"):
        root = root_of(data, name)
        return root, root, root
    package = Package(data, name)
    manifest = package.tree("META-INF/manifest.xml")
    if manifest is not None and any(True for _ in manifest.iter("encryption-data")):
        raise SourceError("文件加了密码", "请打开它，去掉密码另存后再导入。", name, opens="password")
    content = package.tree("content.xml")
    if content is None:
        raise package.damaged()
    return content, package.tree("styles.xml"), package.tree("meta.xml")


def _properties(root: Element | None) -> list[Property]:
    found = root.iter("user-defined") if root is not None else ()
    return [Property(attribute(one, "name"), "".join(one.itertext())) for one in found]


def _unseen_styles(root: Element) -> set[str]:
    return {
        attribute(style, "name")
        for style in root.iter("style")
        if any(attribute(one, "display") == "false" for one in style.iter("table-properties"))
    }


class _Sheet:
    """One sheet, row by row."""

    def __init__(self, sheet: Element, white: frozenset[str], heed: Heed) -> None:
        self.grid = Grid(attribute(sheet, "name"), heed)
        self._white = white  # styles that nobody can read
        self._usual: set[int] = set()  # columns of such a style
        self._row = 0
        self._columns(sheet)
        self._rows(sheet)
        for shapes in sheet.findall("shapes"):
            texts = ("\n".join(map(_said, box.iter("p"))) for box in shapes.iter("text-box"))
            self.grid.beside += [text for text in map(clean_text, texts) if text]

    def _columns(self, sheet: Element) -> None:
        column = 0
        for one in _inside(sheet, "table-column", _COLUMN_WRAPPERS):
            repeated = _count(one, "number-columns-repeated")
            if attribute(one, "visibility", "visible") != "visible":
                self.grid.hidden_columns.append((column, column + repeated - 1))
            if attribute(one, "default-cell-style-name") in self._white:
                self._usual.update(range(column, column + min(repeated, _MOST_REPEATS)))
            column += repeated

    def _rows(self, sheet: Element) -> None:
        for row in _inside(sheet, "table-row", _WRAPPERS):
            repeated = _count(row, "number-rows-repeated")
            if attribute(row, "visibility", "visible") != "visible":
                self.grid.hidden_rows.append((self._row, self._row + repeated - 1))
            for number in range(min(repeated, _MOST_REPEATS)):
                if not self._cells(row, self._row + number):
                    break
            self._row += repeated

    def _cells(self, row: Element, number: int) -> bool:
        """Takes the cells of a row; True where one of them holds a text."""
        column, filled = 0, False
        for cell in row:
            if cell.tag not in ("table-cell", "covered-table-cell"):
                continue
            repeated = _count(cell, "number-columns-repeated")
            text = clean_text(_text(cell)) if cell.tag == "table-cell" else ""
            for place in range(column, column + min(repeated, _MOST_REPEATS) if text else column):
                self.grid.put(number, place, text)
                filled = True
                if self._is_unseen(cell, row, place):
                    self.grid.unseen.append((number, place))
            self._spans(cell, number, column)
            column += repeated
        return filled

    def _is_unseen(self, cell: Element, row: Element, column: int) -> bool:
        """White on white, by the cell's own style, or else its row's or its column's."""
        style = attribute(cell, "style-name") or attribute(row, "default-cell-style-name")
        return style in self._white if style else column in self._usual

    def _spans(self, cell: Element, row: int, column: int) -> None:
        rows, columns = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if rows > 1 or columns > 1:
            self.grid.merges.append((row, column, row + rows - 1, column + columns - 1))
        if cell.find("annotation") is not None:
            self.grid.notes.append((row, column))


def _inside(element: Element, tag: str, wrappers: frozenset[str]) -> Iterator[Element]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in wrappers:
            yield from _inside(child, tag, wrappers)


def _count(element: Element, name: str) -> int:
    text = attribute(element, name)
    return max(int(text), 1) if text.isdecimal() and len(text) < 9 else 1


def _text(cell: Element) -> str:
    lines = [_said(one) for one in cell if one.tag in ("p", "h")]
    return "\n".join(lines) if lines else _value(cell)


def _said(paragraph: Element) -> str:
    return "".join(_pieces(paragraph))


def _value(cell: Element) -> str:
    """What a cell shows that only has a value, as some programs write them."""
    kind, value = attribute(cell, "value-type"), attribute(cell, "value")
    try:
        if kind == "date":
            return shown(datetime.fromisoformat(attribute(cell, "date-value")), "yyyy/m/d")
        if kind in ("float", "currency", "percentage"):
            return shown(Decimal(value), "0.00%" if kind == "percentage" else GENERAL)
    except (ValueError, InvalidOperation):
        return value
    if kind == "boolean":
        return shown(attribute(cell, "boolean-value") == "true")
    return attribute(cell, "string-value")


def _pieces(element: Element) -> Iterator[str]:
    """The text of a paragraph as it is seen: blanks, tabs and breaks that have elements of their own."""
    yield element.text or ""
    for child in element:
        if child.tag == "s":
            yield " " * _count(child, "c")
        elif child.tag in ("tab", "line-break"):
            yield "\t" if child.tag == "tab" else "\n"
        elif child.tag not in _UNSEEN:
            yield from _pieces(child)
        yield child.tail or ""
