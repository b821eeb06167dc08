"""Excel workbooks (.xlsx, .xlsm, Strict too): every sheet as a person sees it. Formulas give their kept results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from xml.etree.ElementTree import Element

from importers.readers.office.zipped import Package, attribute
from importers.readers.sheet import MOST_CELLS, Area, Grid, Place, too_large
from importers.readers.source import Notice, Reading, SourceError, clean_text, raised
from importers.readers.workbook.colours import unseen_styles
from importers.readers.workbook.overlaid import take_drawn
from importers.readers.workbook.shown import BUILT_IN, GENERAL, shown
from models.heed import Heed, no_heed
from models.origin import Origin, Property, origins_by_sheet
from models.python import regex
from models.table import Document

_REFERENCE = regex(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_ESCAPED = regex(r"_x([0-9A-Fa-f]{4})_")
_BOX = "☑"  # in place of the code of a format: true and false show as a box
_NOTHING = regex(r"0+(?:\.0*)?")
_TRUE = frozenset({"1", "true", "on"})


def read(data: bytes, name: str, heed: Heed = no_heed) -> Reading:
    """The sheets that are seen, each a table. Raises SourceError."""
    book = _Book(Package(data, name), name, heed)
    grids = list(book.grids())
    if sum(len(grid.cells) for grid in grids) > MOST_CELLS:
        raise too_large()
    parts = tuple(part for grid in grids for part in grid.parts())
    notices = (*book.notices(), *(notice for grid in grids for notice in grid.notices()))
    return Reading(_something(parts, notices, name), notices, book.origins([grid.name for grid in grids]))


def _something(parts: Document, notices: tuple[Notice, ...], name: str) -> Document:
    if not parts:
        hidden = next((notice.words + "。" for notice in notices), "")
        raise SourceError(
            f"工作簿里没有看得见的内容{'，' + hidden.rstrip('。') if hidden else ''}", "请检查文件。", name
        )
    return parts


class _Book:
    """A workbook: its sheets in order, the texts and formats that they share."""

    def __init__(self, package: Package, name: str, heed: Heed) -> None:
        self._package = package
        self._name = name
        self._heed = heed
        self._hidden: list[str] = []
        self._texts = [*self._shared_texts()]
        styles = next((one for one in package.parts() if one.lower().endswith("xl/styles.xml")), "")
        self._styles = package.tree(styles)
        self._codes = self._format_codes()
        self._unseen = unseen_styles(self._styles)
        self._date1904 = False

    def grids(self) -> Iterator[Grid]:
        """The sheets that are not hidden, in their order."""
        workbook = self._part_of("officeDocument", "", "xl/workbook.xml")
        root = self._package.tree(workbook)
        if root is None:
            raise self._package.damaged()
        self._date1904 = any(attribute(one, "date1904") in _TRUE for one in root.iter("workbookPr"))
        relations = self._package.relations(workbook)
        for sheet in root.iter("sheet"):
            kind, part = relations.get(attribute(sheet, "id"), ("", ""))
            if attribute(sheet, "state", "visible") != "visible":
                self._hidden.append(attribute(sheet, "name"))
            elif kind in ("worksheet", ""):
                yield self._grid(attribute(sheet, "name"), part)

    def notices(self) -> Iterator[Notice]:
        if self._hidden:
            names = "、".join(self._hidden)
            yield Notice("hidden-sheets", f"有隐藏的工作表（{names}），没有读入", ",".join(self._hidden))

    def origins(self, sheets: list[str]) -> dict[str, tuple[Origin, ...]]:
        """Which sheet is which form, as this program once wrote into the properties of the file."""
        root = self._package.tree(self._part_of("custom-properties", "", "docProps/custom.xml"))
        held = (Property(attribute(one, "name"), "".join(one.itertext())) for one in (root if root is not None else ()))
        return origins_by_sheet(held, sheets)

    def _part_of(self, kind: str, part: str, usual: str) -> str:
        found = next((target for one, target in self._package.relations(part).values() if one == kind), "")
        return found or usual

    def _shared_texts(self) -> Iterator[str]:
        part = next((one for one in self._package.parts() if one.lower().endswith("sharedstrings.xml")), "")
        for event, element in self._package.events(part):
            if event == "end" and element.tag == "si":
                yield _rich_text(element)
                element.clear()

    def _format_codes(self) -> list[str]:
        root = self._styles
        if root is None:
            return []
        own = {attribute(one, "numFmtId"): attribute(one, "formatCode") for one in root.iter("numFmt")}
        styles = root.find("cellXfs")

        def code(style: Element) -> str:
            if style.find("extLst") is not None and any(True for _ in style.iter("xfComplement")):
                return _BOX
            number = attribute(style, "numFmtId", "0")
            return own.get(number) or BUILT_IN.get(int(number) if number.isdecimal() else 0, GENERAL)

        return [code(one) for one in (styles if styles is not None else ())]

    def _grid(self, name: str, part: str) -> Grid:
        grid = Grid(name, self._heed)
        sheet = _Sheet(grid, self._texts, self._codes, self._unseen, date1904=self._date1904)
        sheet.take(self._package.events(part))
        take_drawn(self._package, part, grid, sheet.controls)
        for kind, target in self._package.relations(part).values():
            if kind in ("comments", "threadedComment"):
                root = self._package.tree(target)
                found = (place_of(attribute(one, "ref")) for one in (root.iter() if root is not None else ()))
                grid.notes += [place for place in found if place]
        return grid


class _Sheet:
    """One sheet being read, cell by cell."""

    def __init__(
        self, grid: Grid, texts: list[str], codes: list[str], unseen: frozenset[str], *, date1904: bool
    ) -> None:
        self._grid = grid
        self._texts = texts
        self._codes = codes
        self._unseen = unseen  # styles that write white on white
        self._date1904 = date1904
        self._row = -1
        self._column = -1
        self.controls: dict[str, str] = {}  # number of a shape → its relation

    def take(self, events: Iterator[tuple[str, Element]]) -> None:
        for event, element in events:
            if event == "start":
                if element.tag == "row":
                    self._begin_row(element)
            elif element.tag == "c":
                self._cell(element)
                element.clear()
            elif element.tag == "row":
                element.clear()
            elif element.tag == "mergeCell":
                self._grid.merges += [area for area in [area_of(attribute(element, "ref"))] if area]
            elif element.tag == "control":
                self.controls[attribute(element, "shapeId")] = attribute(element, "id")
            elif element.tag == "col" and _is_shut(element, "width"):
                first, last = (attribute(element, key) for key in ("min", "max"))
                if first.isdecimal() and last.isdecimal():
                    self._grid.hidden_columns.append((int(first) - 1, int(last) - 1))

    def _begin_row(self, row: Element) -> None:
        number = attribute(row, "r")
        self._row = int(number) - 1 if number.isdecimal() else self._row + 1
        self._column = -1
        if _is_shut(row, "ht"):
            self._grid.hidden_rows.append((self._row, self._row))

    def _cell(self, cell: Element) -> None:
        place = place_of(cell.get("r", "")) or (self._row, self._column + 1)
        self._column = place[1]
        value = cell.find("v")
        raw = (value.text or "") if value is not None else ""
        if not raw and cell.find("f") is not None and (value is None or cell.get("t") != "str"):  # ="" comes to nothing
            self._grid.uncalculated.append(place)
        if self._unseen and cell.get("s") in self._unseen:
            self._grid.unseen.append(place)
        self._grid.put(*place, clean_text(self._text(cell, raw)))

    def _text(self, cell: Element, raw: str) -> str:
        kind, code = cell.get("t", "n"), self._code(cell.get("s", "0"))
        if code == _BOX:
            if kind == "b" and raw:
                return "☑" if raw.strip() in _TRUE else "□"
            code = GENERAL
        if kind in ("inlineStr", "s", "str"):
            return shown(self._string(cell, kind, raw), code)
        if kind == "b" and raw:
            return shown(raw.strip() in _TRUE)
        return raw if kind == "e" or not raw else self._number(raw, code, dated=kind == "d")

    def _string(self, cell: Element, kind: str, raw: str) -> str:
        if kind == "inlineStr":
            item = cell.find("is")
            return _rich_text(item) if item is not None else ""
        return self._shared(raw) if kind == "s" else _unescaped(raw)

    def _number(self, raw: str, code: str, *, dated: bool) -> str:
        try:
            if dated:
                return shown(datetime.fromisoformat(raw), "yyyy/m/d" if code == GENERAL else code)
            return shown(Decimal(raw.strip()), code, date1904=self._date1904)
        except (ValueError, InvalidOperation):
            return raw

    def _shared(self, raw: str) -> str:
        number = int(raw) if raw.strip().isdecimal() else -1
        return self._texts[number] if 0 <= number < len(self._texts) else ""

    def _code(self, style: str) -> str:
        number = int(style) if style.isdecimal() else 0
        return self._codes[number] if number < len(self._codes) else GENERAL


def _is_shut(element: Element, size: str) -> bool:
    """A row or column that is hidden, or drawn together until nothing of it is left."""
    return attribute(element, "hidden") in _TRUE or bool(_NOTHING.fullmatch(attribute(element, size)))


def _rich_text(item: Element) -> str:
    """The text of a string item: all its runs, without the phonetic ones."""
    return _unescaped("".join(map(_run, item)))


def _run(run: Element) -> str:
    if run.tag != "r":
        return (run.text or "") if run.tag == "t" else ""
    text = "".join(one.text or "" for one in run.iter("t"))
    place = run.find("rPr/vertAlign")
    return raised(text) if place is not None and attribute(place, "val") == "superscript" else text


def _unescaped(text: str) -> str:
    """``_x000D_`` is a character that XML cannot hold; ``_x005F_`` an underscore that begins no such."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def place_of(reference: str) -> Place | None:
    """``B3`` → (2, 1)."""
    found = _REFERENCE.fullmatch(reference.strip())
    return (int(found[2]) - 1, _column(found[1])) if found else None


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    """``AA`` → 26."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column - 1


def area_of(reference: str) -> Area | None:
    """``A1:C2`` → (0, 0, 1, 2)."""
    first, _, last = reference.partition(":")
    top, bottom = place_of(first), place_of(last or first)
    return (*top, *bottom) if top and bottom else None
