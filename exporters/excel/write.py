"""Tables into an Excel workbook: the official form, one sheet each, ready to print on A4.

A sheet is first of all worked in: every cell of the form is one cell of the sheet, and no text stands in it that is not
the form's. Excel can repeat the header rows of only one ``Band``: the one that is right on most of the pages, else the
longest. A sheet that takes a page less when it is printed a little smaller is set so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from exporters.clean import clean_text
from exporters.excel.breaks import Pages
from exporters.excel.content import escaped, looks_like_formula, number_of, pieces, text_format
from exporters.excel.edges import close_cut_cells
from exporters.excel.formulas import formulas
from exporters.excel.helping import Choices, keep_head_in_sight, offer_choices
from exporters.excel.notes import put_notes
from exporters.excel.numbers import number_formats
from exporters.excel.package import Reckoned, workbook_bytes
from exporters.excel.placing import Layout, Rows, height_in
from exporters.excel.setting import set_out
from exporters.excel.signing import with_line
from exporters.excel.sizes import scale_in
from exporters.excel.styles import StyleBook, StyleKey, halves, size_of
from exporters.flow import dressed, filled
from exporters.names import safe_sheet_name
from exporters.pages.styles import less_margin
from exporters.said import Note
from exporters.written import Job, Written
from models.files.whole import replace_file
from models.origin import Origin, properties
from models.program import NAME as PROGRAM
from models.python import collector_paused
from models.table import Cell, PageSetup, Role, Table

FOOTER = "第 &P 页 共 &N 页"
_PAPER_CODES = {"A4": 9, "A3": 8, "B5": 13}
_INDENT = "\u3000\u3000"


def write_excel(tables: Sequence[Table], target: Path, *, author: str = "") -> None:
    """Writes the tables to ``target`` (.xlsx), one sheet each; equal tables give equal bytes.

    Raises SaveError (an OSError with a Chinese message) when the file cannot be written, the old one then being
    untouched, and ValueError when there is no table or when cells of one overlap.
    """
    replace_file(target, excel_bytes(tables, author=author))


def write_job(job: Job, path: Path) -> Written:
    """What the list of formats calls. Raises as ``write_excel``."""
    replace_file(
        path, excel_bytes(job.tables, author=job.author, origins=job.origins, choices=job.choices, notes=job.notes)
    )
    return Written(job.title, "xlsx", path, len(job.tables), unprinted=job.unprinted)


def excel_bytes(
    tables: Sequence[Table],
    *,
    author: str = "",
    origins: Sequence[Sequence[Origin]] = (),
    choices: Sequence[Choices] = (),
    notes: Sequence[Sequence[Note]] = (),
) -> bytes:
    """The tables as an .xlsx file in memory, which says where they come from. Raises as ``build_workbook`` does."""
    with collector_paused():
        workbook = build_workbook(tables, author=author, choices=choices, notes=notes)
        held: Any = workbook  # the stubs do not know the properties of one's own
        for one in properties(origins, workbook.sheetnames) if origins else ():
            held.custom_doc_props.append(StringProperty(name=one.name, value=clean_text(one.text)))
        return workbook_bytes(workbook)


def build_workbook(
    tables: Sequence[Table], *, author: str = "", choices: Sequence[Choices] = (), notes: Sequence[Sequence[Note]] = ()
) -> Workbook:
    """The tables as a workbook, one sheet each. Raises ValueError when there is no table or cells overlap."""
    if not tables:
        raise ValueError("没有可以导出的表格。")
    workbook = Workbook()
    workbook.properties.title = clean_text(tables[0].title)
    workbook.properties.creator = clean_text(author) or PROGRAM
    workbook.calculation.fullCalcOnLoad = False
    sheet: Worksheet = workbook.worksheets[0]
    styles = StyleBook(workbook, sheet)
    names: set[str] = set()
    for number, table in enumerate(tables):
        sheet = workbook.create_sheet() if number else sheet
        sheet.title = safe_sheet_name(table.title, names)
        names.add(sheet.title)
        writer = SheetWriter(sheet, table, styles)
        writer.write(choices[number] if choices else None)
        put_notes(sheet, writer.cells, writer.layout, notes[number] if notes else ())
    return workbook


class SheetWriter:
    """Puts one table on one sheet."""

    def __init__(self, sheet: Worksheet, table: Table, styles: StyleBook) -> None:
        self.sheet = sheet
        self.styles = styles
        self.table = table
        self.page = table.page
        self.cells = [_prepared(cell) for cell in dressed(table, filled(table))]
        self.layout, self.pages = set_out(table, self.cells)
        self.formats = number_formats(self.cells, self.layout, self.page.font_size)
        self.formulas = formulas(self.cells, self.formats, self.layout)
        self.merges = _SortedRanges()

    def write(self, choices: Choices | None) -> None:
        """Fills the sheet; where the template's choices are known, they are offered."""
        for cell in self.cells:
            self._place(cell)
        self.sheet.merged_cells = self.merges
        keep_head_in_sight(self.sheet, self.table, self.layout)
        if choices is not None:
            offer_choices(self.sheet, self.cells, self.layout, choices)
        _set_sizes(self.sheet, self.layout)
        _set_print(self.sheet, self.page, self.layout, self.pages)
        close_cut_cells(self.sheet, self.cells, self.layout, self.pages)

    def _place(self, cell: Cell) -> None:
        rows = self.layout.rows_of(cell)
        texts = pieces(cell.text)
        if len(texts) == 1:
            self._put(cell, rows)
            return
        units, body = self.layout.width(cell), self.page.font_size
        heights = [height_in(cell, text, units, body) for text in texts]
        for text, part in zip(texts, _shared_out(rows, heights, self.layout), strict=True):
            self._put(replace(cell, text=text), part)

    def _put(self, cell: Cell, rows: Rows) -> None:
        """One sheet cell over the given rows, with a border on every place it covers."""
        value, key = self._content(cell, rows)
        style = self.styles[key]
        top, left = rows[0] + 1, cell.column + 1
        places = self.sheet._cells
        anchor: Any = SheetCell(self.sheet, row=top, column=left)
        anchor._style = style
        if value is not None:
            anchor._value = value
            anchor.data_type = "n" if isinstance(value, Decimal) else "s"
        if formula := self.formulas.get((cell.row, cell.column)):
            anchor = Reckoned(anchor, formula)
        places[top, left] = anchor
        if rows[1] == top and cell.column_span == 1:
            return
        self.merges.ranges.add(CellRange(min_row=top, min_col=left, max_row=rows[1], max_col=cell.right))
        if cell.role.bordered or key.from_top:
            self._cover(rows, cell, style)

    def _cover(self, rows: Rows, cell: Cell, style: StyleArray) -> None:
        places, sheet = self.sheet._cells, self.sheet
        for row in range(rows[0] + 1, rows[1] + 1):
            for column in range(cell.column + 1, cell.right + 1):
                if (row, column) not in places:
                    place: Any = MergedCell(sheet, row=row, column=column)
                    place._style = style
                    places[row, column] = place

    def _content(self, cell: Cell, rows: Rows) -> tuple[str | CellRichText | Decimal | None, StyleKey]:
        body = self.page.font_size
        torn = rows[1] - rows[0] > 1 and any(rows[0] < edge < rows[1] for edge in self.pages.edges)
        if (cell.row, cell.column) in self.formats:
            shown = self.formats[cell.row, cell.column]
            return number_of(cell.text), StyleKey(cell.role, body, shown, shrunk=True, from_top=torn)
        if cell.role is Role.NUMBER and not cell.text:
            return None, StyleKey(cell.role, body)
        formula, scale = looks_like_formula(cell.text), self._scale(cell)
        key = StyleKey(cell.role, body, text_format(cell.text), formula, from_top=torn, scale=scale)
        signed = with_line(cell, self.layout.width(cell), halves(size_of(cell.role, body) * scale))
        return signed or escaped(cell.text) or None, key

    def _scale(self, cell: Cell) -> float:
        return scale_in(cell, self.layout.width(cell), self.page.font_size)


class _SortedRanges(MultiCellRange):
    """Merged ranges in reading order: openpyxl keeps them in a set, whose order is another each time."""

    def __iter__(self) -> Iterator[CellRange]:
        return iter(sorted(self.ranges, key=lambda place: (place.min_row, place.min_col)))


def _prepared(cell: Cell) -> Cell:
    """Every line of a paragraph is set in."""
    if cell.role is not Role.PARAGRAPH:
        return cell
    lines = cell.text.split("\n")
    return replace(cell, text="\n".join(line if line[:1].isspace() or not line else _INDENT + line for line in lines))


def _shared_out(rows: Rows, needs: Sequence[float], layout: Layout) -> Iterator[Rows]:
    """The rows of one cell given to the pieces of its text, each as many as it needs, the last one all the rest."""
    start, stop = rows
    for left, need in zip(range(len(needs) - 1, -1, -1), needs, strict=True):
        end = start + 1
        while end < stop - left and layout.height((start, end)) < need:
            end += 1
        yield (start, end if left else stop)
        start = end


def _set_sizes(sheet: Worksheet, layout: Layout) -> None:
    for number, width in enumerate(layout.widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number, height in enumerate(layout.heights, 1):
        sheet.row_dimensions[number].height = height


def _set_print(sheet: Worksheet, page: PageSetup, layout: Layout, pages: Pages) -> None:
    """Paper, margins, one page wide, header rows repeated, page breaks, page numbers at the foot."""
    page = less_margin(page) if pages.smaller else page
    setup = sheet.page_setup
    setup.paperSize = _PAPER_CODES.get(page.paper.upper(), 9)
    setup.orientation = "landscape" if page.landscape else "portrait"
    alone = len(layout.widths) == 1  # LibreOffice fits one column to no width
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=not alone)
    if alone:
        setup.scale = int(100 * layout.scale)
    else:
        setup.fitToWidth, setup.fitToHeight = 1, int(pages.on_one)
    margins = sheet.page_margins
    margins.left, margins.right = page.margin_left / 25.4, page.margin_right / 25.4
    margins.top, margins.bottom = page.margin_top / 25.4, page.margin_bottom / 25.4
    margins.header, margins.footer = margins.top / 2, margins.bottom / 2
    sheet.print_options.horizontalCentered = True
    sheet.sheet_view.showGridLines = False
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(FOOTER, size=9))
    if layout.heights and layout.widths:
        sheet.print_area = f"A1:{get_column_letter(len(layout.widths))}{len(layout.heights)}"
    if pages.repeated:
        sheet.print_title_rows = f"{pages.repeated[0] + 1}:{pages.repeated[1]}"
    for row in pages.breaks:
        sheet.row_breaks.append(Break(id=row))
