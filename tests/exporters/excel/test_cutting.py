"""Texts longer than what is left of a page: pages are filled, and page edges fall between two lines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import pairwise

import pytest
from openpyxl import load_workbook

from exporters.excel.cutting import flow_of
from exporters.excel.placing import arrange
from exporters.excel.setting import set_out
from exporters.excel.write import excel_bytes
from exporters.export import tables_of
from exporters.fonts import Fonts, load_fonts
from exporters.pages.paginate import paginate
from models import folders
from models.files.jxmb import load
from models.table import Cell, Role, Table
from tests.exporters.excel.excel_tables import STATEMENT, narrative
from tests.papers import TEMPLATES, with_long_texts

SAMPLES = sorted(path.stem for path in folders.SAMPLES.glob("*.jxmb"))


@cache
def fonts() -> Fonts:
    return load_fonts()


def long_tables(sample: str, characters: int) -> Iterator[Table]:
    dossier = with_long_texts(load(folders.SAMPLES / f"{sample}.jxmb"), characters)
    return (table for _, table in tables_of(dossier, TEMPLATES))


@pytest.mark.parametrize("characters", [1000, 3000, 5000])
@pytest.mark.parametrize("sample", SAMPLES)
def test_pages_are_filled_however_long_the_texts(sample: str, characters: int) -> None:
    for table in long_tables(sample, characters):
        layout, pages = set_out(table, table.cells)
        edges = (0, *pages.edges)
        full = [layout.height(rows) / layout.page_height for rows in pairwise(edges)]
        assert min(full, default=1) > 0.6
        assert sum(full) >= 0.75 * len(full)
        assert len(edges) <= len(paginate(table, fonts(), tighten=True))


@pytest.mark.parametrize("characters", [1000, 3000, 5000])
@pytest.mark.parametrize("sample", SAMPLES)
def test_no_page_edge_goes_through_a_line_of_long_text(sample: str, characters: int) -> None:
    cut = 0
    for table in long_tables(sample, characters):
        layout, pages = set_out(table, table.cells)
        for cell in table.cells:
            flow = flow_of(cell, layout.width(cell), table.page.font_size)
            start, stop = layout.rows_of(cell)
            for edge in pages.edges:
                if start < edge < stop and flow:
                    assert flow.between_lines(layout.height((start, edge)))
                    cut += 1
    assert cut or characters < 3000 or not sample.startswith("江汉")


def test_a_row_is_parted_only_where_a_page_ends() -> None:
    for table in long_tables("江汉版式（多个目标、支出明细、勾选框）", 3000):
        layout, pages = set_out(table, table.cells)
        begins = {layout.first[row] for row in range(table.row_count)}
        for row in range(len(layout.heights)):
            joined = layout.heights[row - 1] + layout.heights[row] if row else 0.0
            assert row in begins or row in pages.edges or joined > 409.5
        assert max(layout.heights) <= 409.5


def test_an_edge_falls_where_five_lines_end() -> None:
    cells = (Cell(0, 0, "年度目标", role=Role.LABEL), Cell(0, 1, "\n".join("字" * 40), role=Role.TEXT))
    heights = arrange(Table((20.0, 160.0), 1, cells), cells).heights
    assert len(heights) == 8
    assert heights[0] - 1.25 == pytest.approx(5 * 14.5, abs=0.5)
    assert all(height == pytest.approx(5 * 14.5, abs=0.5) for height in heights[1:-1])
    assert heights[-1] >= 3 * 14.5


def test_the_texts_side_by_side_are_cut_between_lines_of_both() -> None:
    text = STATEMENT * 15
    cells = (Cell(0, 0, text, role=Role.TEXT), Cell(0, 1, text[:-90], role=Role.TEXT))
    layout, pages = set_out(Table((90.0, 90.0), 1, cells), cells)
    assert pages.edges
    for cell in cells:
        flow = flow_of(cell, layout.width(cell), 10)
        assert flow
        assert all(flow.between_lines(layout.height((0, edge))) for edge in pages.edges)


def test_the_rows_beside_one_long_text_end_where_its_lines_do() -> None:
    text = Cell(0, 0, STATEMENT * 10, row_span=12, role=Role.TEXT)
    cells = (text, *(Cell(row, 1, "值", role=Role.VALUE) for row in range(12)))
    layout = arrange(Table((60.0, 120.0), 12, cells), cells)
    flow = flow_of(text, layout.width(text), 10)
    assert flow
    assert all(flow.between_lines(layout.height((0, row))) for row in range(1, 12))


def test_text_without_lines_goes_on_in_cells_that_libreoffice_prints() -> None:
    """It leaves out a page on which there is nothing but what goes on of a merged cell without border."""
    sheet = load_workbook(BytesIO(excel_bytes([narrative(20)]))).worksheets[0]
    torn = next(one for one in sheet.merged_cells.ranges if one.max_row > one.min_row)
    for row in range(torn.min_row, torn.max_row + 1):
        side = sheet.cell(row, 1).border.left
        assert (side.style, side.color.rgb) == ("thin", "FFFFFFFF")


def test_one_column_is_printed_as_wide_as_the_paper() -> None:
    """LibreOffice fits a sheet of one column to no width, so its scale is told."""
    short = Table((180.0,), 1, (Cell(0, 0, STATEMENT, role=Role.PARAGRAPH),))
    for table, scale in ((short, 100), (narrative(20), 80)):
        sheet = load_workbook(BytesIO(excel_bytes([table]))).worksheets[0]
        assert not (sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage)
        assert sheet.page_setup.scale == scale
        wide = sheet.column_dimensions["A"].width * 8 * scale / 100 / (180 / 25.4 * 96)
        assert 0.96 < wide <= 8 / 8.16, "in LibreOffice a column is a little wider"
