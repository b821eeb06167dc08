"""Where 宋体 is missing, a sheet is printed as where it is there: as wide, as full, and broken at the same rows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from exporters.excel.write import excel_bytes
from tests.exporters.excel.test_cutting import long_tables
from tests.papers import printed_by_office

TOLD = "江汉版式（多个目标、支出明细、勾选框）"


def inked(page: pdfium.PdfPage) -> tuple[float, float, float]:
    """The left and right end and the foot of what is printed above the page's number, as parts of the page."""
    width, height = page.get_size()
    boxes = [found.get_bounds() for found in page.get_objects()]
    above = [(left, bottom, right) for left, bottom, right, _ in boxes if bottom > 50]
    lefts, bottoms, rights = zip(*above, strict=True)
    return min(lefts) / width, max(rights) / width, 1 - min(bottoms) / height


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_pages_are_as_wide_and_as_full_without_song(tmp_path: Path) -> None:
    """A goal of thousands of characters, by LibreOffice with a face of 宋体's width and with whatever stands in."""
    made = tmp_path / "目标.xlsx"
    made.write_bytes(excel_bytes(list(long_tables(TOLD, 2700))))
    seen = {}
    for like_song in (True, False):
        printed = printed_by_office([made], tmp_path / str(like_song), like_song=like_song)[made]
        with pdfium.PdfDocument(printed) as document:
            seen[like_song] = [inked(page) for page in document]
    assert len(seen[True]) == len(seen[False]) > 10
    for there, missing in zip(seen[True], seen[False], strict=True):
        assert missing == pytest.approx(there, abs=0.02)
