"""What the PDF draws is what stands on the pages: the same places, sizes, gaps and lines."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from exporters.fonts import HEI, SONG
from exporters.pages.parts import Page, Pages, Rule, Text
from exporters.pdf.write import Cancelled, PdfInfo, PdfReport, write_pdf
from models.table import Cell, Table
from tests.exporters.paper import FONTS


def text(x: float, y: float, word: str, face: str = SONG, **parts: float) -> Text:
    size = parts.get("size", 10.0)
    return Text(x, y, face, size, word, word, size * len(word), parts.get("spacing", 0.0))


def pages(*texts: Text, rules: tuple[Rule, ...] = (), title: str = "") -> Pages:
    return Pages(title, (Page(200, 100, texts, rules, ()),))


def drawn(form: Pages) -> list[str]:
    """The operators of the first page; what a text says is left out of its line."""
    target = BytesIO()
    write_pdf([form], target, FONTS)
    content = PdfReader(target).pages[0].get_contents()
    assert content is not None
    lines = content.get_data().decode("latin-1").splitlines()
    return [line.partition(" Tm ")[0] for line in lines if line.strip()]


def test_letters_stand_where_the_page_says_and_font_and_gap_are_told_when_they_change() -> None:
    form = pages(
        text(10, 20, "甲"),
        text(30.126, 40, "乙"),
        text(50, 20, "丙", spacing=0.5),
        text(70, 20, "丁", HEI, spacing=0.5),
        text(90, 20, "戊", HEI, size=12.25),
        text(110, 20, "己", HEI, size=12.25),
    )
    lines = drawn(form)
    assert lines[lines.index("BT") : lines.index("ET") + 1] == [
        "BT",
        "/F1 10 Tf",
        "1 0 0 1 10.00 80.00",
        "1 0 0 1 30.13 60.00",
        "0.5 Tc",
        "1 0 0 1 50.00 80.00",
        "/F2 10 Tf",
        "1 0 0 1 70.00 80.00",
        "/F2 12.25 Tf",
        "0 Tc",
        "1 0 0 1 90.00 80.00",
        "1 0 0 1 110.00 80.00",
        "ET",
    ]


def test_lines_of_one_thickness_are_one_stroke_with_square_ends() -> None:
    rules = (Rule(1, 2, 3, 4, 0.5), Rule(0, 0, 200, 0, 0.9), Rule(5, 6.789, 7, 8, 0.5))
    lines = drawn(pages(rules=rules))
    assert lines[lines.index("2 J") : lines.index("BT")] == [
        "2 J",
        "0.5 w",
        "1.00 98.00 m 3.00 96.00 l",
        "5.00 93.21 m 7.00 92.00 l",
        "S",
        "0.9 w",
        "0.00 100.00 m 200.00 100.00 l",
        "S",
    ]


def written(*forms: Pages | Table, info: PdfInfo | None = None) -> tuple[PdfReader, PdfReport]:
    target = BytesIO()
    report = write_pdf(forms, target, FONTS, info)
    return PdfReader(target), report


def test_the_sheet_is_as_large_as_the_page() -> None:
    reader, report = written(pages(text(1, 1, "甲")))
    assert [float(side) for side in reader.pages[0].mediabox] == [0, 0, 200, 100]
    assert report.pages == (1,)


def test_the_file_says_what_it_is_and_who_made_it() -> None:
    named, _ = written(pages(title="第一张"), info=PdfInfo("题", "局", "事"))
    assert named.metadata is not None
    assert (named.metadata.title, named.metadata.author, named.metadata.subject) == ("题", "局", "事")
    assert named.metadata.creator == named.metadata.producer == "绩效目标表编辑器"
    for titles, expected in ((("第一张", "第二张"), "第一张"), (("", "第二张"), "绩效目标表编辑器")):
        reader, _ = written(*(pages(title=title) for title in titles))
        assert reader.metadata is not None
        assert reader.metadata.title == expected
    assert named.trailer["/Root"]["/Lang"] == "zh-CN"  # type: ignore[index]


def test_every_form_has_a_bookmark_that_leads_to_its_first_page() -> None:
    two = Pages("甲表", pages().pages * 2)
    reader, report = written(two, pages(), pages(title="丙表"))
    entries = [(entry["/Title"], reader.get_destination_page_number(entry)) for entry in reader.outline]  # type: ignore[call-overload,arg-type]
    assert entries == [("甲表", 0), ("第 2 张表", 2), ("丙表", 3)]
    assert report.pages == (2, 1, 1)


def test_what_no_face_has_is_told_by_form() -> None:
    strange = Table((100.0,), 1, (Cell(0, 0, "\U0001f600"),), title="怪")
    _, report = written(pages(), strange)
    assert [len(missing) for missing in report.missing] == [0, 1]


def test_whoever_stops_is_heard_after_each_form() -> None:
    told: list[int] = []

    def progress(done: int) -> bool:
        told.append(done)
        return done < 2

    target = BytesIO()
    with pytest.raises(Cancelled):
        write_pdf([pages(), pages(), pages()], target, FONTS, progress=progress)
    assert told == [1, 2]
    assert target.getvalue() == b""


def test_the_content_is_packed_and_names_no_font_of_the_system() -> None:
    target = BytesIO()
    write_pdf([pages(*(text(10, 20, "绩效目标" * 20) for _ in range(50)))], target, FONTS)
    data = target.getvalue()
    assert b"Helvetica" not in data.partition(b"stream")[2]
    assert b"/ASCII85Decode" not in data
    content = PdfReader(BytesIO(data)).pages[0].get_contents()
    assert content is not None
    assert b"/FlateDecode" in data
