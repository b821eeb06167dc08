"""PDF files that are filled in on the screen: what stands in their fields, and what was typed onto the page."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfWriter
from pypdf.annotations import FreeText, Highlight
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from tests.importers.readers.pdf.drawn_paper import Paper, outside, tables

ROWS = [["项目名称", "", "金额", ""], ["是否延续", "", "联系人", ""]]


def filled(*, drawn: bool = True) -> bytes:
    """A table whose values are fields; ``drawn`` by what filled them, or left to the reader."""
    paper = Paper()
    paper.rows(ROWS)
    form = paper.form
    for name, x, y in (("name", 141, 760), ("amount", 321, 760), ("person", 321, 738)):
        form.textfield(name=name, value="", x=x, y=y, width=86, height=18, fontSize=9, borderWidth=1)
    form.checkbox(name="yes", x=145, y=740, size=12, checked=True)
    form.checkbox(name="no", x=185, y=740, size=12, checked=False)
    writer = PdfWriter(clone_from=BytesIO(paper.data()))
    values = {"name": "patrol", "amount": "12.50", "person": "nobody"}
    if drawn:
        writer.update_page_form_field_values(writer.pages[0], values, auto_regenerate=False)
    else:
        writer.set_need_appearances_writer(True)
        for one in writer.pages[0].annotations or ():
            field = one.get_object()
            if value := values.get(field["/T"]):
                field[NameObject("/V")] = TextStringObject(value)
                del field["/AP"]
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def look(text: str) -> StreamObject:
    """How a reader draws what it lets a person type onto a page."""
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    named = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    made = StreamObject()
    made.set_data(f"BT /F1 9 Tf 2 4 Td ({text}) Tj ET".encode())
    made[NameObject("/Type")], made[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    made[NameObject("/BBox")] = ArrayObject(map(FloatObject, (0, 0, 82, 16)))
    fonts = DictionaryObject({NameObject("/F1"): named})
    made[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    return made


@pytest.mark.parametrize("drawn", [True, False])
def test_what_stands_in_the_fields_is_read(drawn: bool) -> None:
    (table,) = tables(filled(drawn=drawn))
    texts = table.texts()
    assert texts[0] == ["项目名称", "patrol", "金额", "12.50"]
    assert texts[1] == ["是否延续", "☑ □", "联系人", "nobody"]


def test_the_fields_borders_are_no_lines_of_the_table() -> None:
    (table,) = tables(filled())
    assert (len(table.cells), table.row_count, len(table.widths)) == (8, 2, 4)


def test_what_was_typed_onto_the_page_is_read_and_marks_are_not() -> None:
    paper = Paper()
    paper.rows([["项目名称", ""], ["金额", "12"]])
    writer = PdfWriter(clone_from=BytesIO(paper.data()))
    typed = FreeText(text="typed", rect=(144, 764, 226, 780), border_color=None)
    typed[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(look("typed"))})
    corners = ArrayObject(map(FloatObject, (50, 757, 230, 757, 50, 740, 230, 740)))
    writer.add_annotation(0, Highlight(rect=(50, 740, 230, 757), quad_points=corners))
    writer.add_annotation(0, typed)
    made = BytesIO()
    writer.write(made)
    data = made.getvalue()
    (table,) = tables(data)
    assert table.texts() == [["项目名称", "typed"], ["金额", "12"]]
    assert not outside(data)


def test_a_field_that_is_hidden_is_not_read() -> None:
    paper = Paper()
    paper.rows(ROWS)
    paper.form.textfield(name="x", value="unseen", x=141, y=760, width=86, height=18, annotationFlags="hidden")
    (table,) = tables(paper.data())
    assert table.texts() == ROWS
