"""Thousands of characters in a narrow column of small letters: after a hundred lines edges still fall between two."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from exporters.excel.heights import lines_height, printed_line
from exporters.excel.write import excel_bytes
from tests.exporters.excel.printed import cut_texts
from tests.exporters.excel.test_cutting import long_tables
from tests.papers import printed_by_office

NARROW = "井研版式（一张平表，指标方向性）"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_no_line_of_a_narrow_column_is_cut(tmp_path: Path) -> None:
    made = tmp_path / "窄.xlsx"
    made.write_bytes(excel_bytes(list(long_tables(NARROW, 3000))))
    with pdfium.PdfDocument(printed_by_office([made], tmp_path)[made]) as document:
        assert len(document) > 10
        assert cut_texts(document) == []


@pytest.mark.parametrize("half_points", range(10, 40))
def test_a_row_is_as_high_as_its_lines_are_printed(half_points: int) -> None:
    size = half_points / 2
    assert all(lines_height(lines, size) >= lines * printed_line(size) + 2 for lines in (1, 10, 200))
    assert 1.42 < printed_line(size) / size < 1.475
