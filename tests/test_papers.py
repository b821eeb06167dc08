"""The paper that comes out: every form of the samples, and the real forms where they are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from exporters.excel.breaks import set_out
from exporters.excel.write import excel_bytes
from exporters.export import tables_of
from exporters.fonts import Fonts, load_fonts
from exporters.pages.paginate import paginate
from models.table import Table
from tests.papers import TEMPLATES, dossiers


@cache
def fonts() -> Fonts:
    return load_fonts()


@cache
def samples() -> dict[str, Table]:
    return dict(tables(None))


@pytest.fixture(scope="module")
def real(shared_forms: Path) -> dict[str, Table]:
    return {name: table for name, table in tables(shared_forms) if name not in samples()}


def tables(sources: Path | None) -> Iterator[tuple[str, Table]]:
    """The official table of every form, by the name of its dossier and its number."""
    for name, dossier in dossiers(sources):
        for number, (_, table) in enumerate(tables_of(dossier, TEMPLATES), 1):
            yield f"{name}-{number}", table


def more_in_excel(forms: dict[str, Table]) -> list[str]:
    """The forms that take more pages in Excel than in the PDF."""
    in_excel = {name: len(set_out(table, table.cells)[1].edges) + 1 for name, table in forms.items()}
    return [name for name, table in forms.items() if in_excel[name] > len(paginate(table, fonts(), tighten=True))]


def test_a_sheet_of_excel_takes_no_more_pages_than_the_pdf() -> None:
    assert len(samples()) > 15
    assert len(more_in_excel(samples())) <= 2


def test_nor_does_one_of_a_real_form(real: dict[str, Table]) -> None:
    assert len(real) == 20
    assert not more_in_excel(real)


def test_every_cell_of_a_form_is_one_cell_of_the_sheet(real: dict[str, Table]) -> None:
    """Whole merges, no text that is not the form's, one format for the amounts of a column."""
    for name, table in {**samples(), **real}.items():
        sheet = load_workbook(BytesIO(excel_bytes([table]))).worksheets[0]
        places = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert len(places) == sum(cell.text != "" for cell in table.cells), name
        assert not [cell.value for cell in places if "（续）" in str(cell.value)]
        assert len(sheet.merged_cells.ranges) >= sum(cell.row_span * cell.column_span > 1 for cell in table.cells)
        for column in sheet.columns:
            formats = {cell.number_format for cell in column if cell.data_type == "n" and cell.value is not None}
            assert len({one for one in formats if "%" not in one}) <= 1, name
            assert len({one for one in formats if "%" in one}) <= 1, name
