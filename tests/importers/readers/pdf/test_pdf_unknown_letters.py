"""PDF files whose font does not say which letters it draws: what a person sees there cannot be read, and is told."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from importers.readers.any_file import read_bytes
from importers.readers.source import SourceError
from tests.importers.readers.pdf.drawn_paper import FACE, tables, told


def without_map(rows: Sequence[Sequence[str]]) -> bytes:
    """A table; its Chinese letters are of a font that does not say which they are."""
    pdfmetrics.registerFont(TTFont("Face", FACE))
    data = BytesIO()
    canvas = Canvas(data, pagesize=(595, 842))
    canvas.grid([50 + 120 * at for at in range(len(rows[0]) + 1)], [700 - 24 * at for at in range(len(rows) + 1)])
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            canvas.setFont("Helvetica" if text.isascii() else "Face", 10)
            canvas.drawString(54 + 120 * column, 684 - 24 * number, text)
    canvas.save()
    writer = PdfWriter(clone_from=BytesIO(data.getvalue()))
    for one in writer._objects:
        if isinstance(one, DictionaryObject) and one.get("/Type") == "/Font":
            one.pop("/ToUnicode", None)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def test_letters_that_cannot_be_told_are_marked_and_told() -> None:
    data = without_map([["Project", "河道"], ["Amount", "12.50"]])
    assert tables(data)[0].texts() == [["Project", "〓〓"], ["Amount", "12.50"]]
    assert told(data) == ["unknown-letters:1"]


def test_a_file_of_nothing_but_such_letters_is_refused() -> None:
    with pytest.raises(SourceError, match="没有带文字对照") as refused:
        read_bytes(without_map([["项目名称", "河道"], ["金额", "12"]]), "表.pdf")
    assert refused.value.opens == "no-text"
