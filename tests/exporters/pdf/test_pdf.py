"""What must hold of the PDF: it opens everywhere, says what the form says, and replaces a file whole or not at all."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont as ToolsFont
from PIL import Image
from pypdf import PdfReader

from exporters.fonts import SONG, Face, FontError, load_fonts
from exporters.pages.paginate import Pages, paginate
from exporters.pdf.font import subset, to_unicode
from exporters.pdf.write import Cancelled, PdfInfo, write_pdf
from models.files.whole import SaveError
from models.table import Cell, Role, Table
from tests.exporters.made_up import department_form, project_form

FONTS = load_fonts()
PROJECT = Path(__file__).resolve().parents[3]


def pdf(*forms: Table | Pages, info: PdfInfo | None = None) -> bytes:
    stream = BytesIO()
    write_pdf(forms, stream, FONTS, info)
    return stream.getvalue()


def inked(text: str) -> str:
    return "".join(text.split())


def by_pypdf(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]


def by_pdfium(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


READERS = pytest.mark.parametrize("read", [by_pypdf, by_pdfium])
Reader = Callable[[bytes], list[str]]


def picture(data: bytes, page: int = 0, scale: float = 1.5) -> Image.Image:
    """A page as pdfium paints it, in grey."""
    document = pypdfium2.PdfDocument(data)
    try:
        image: Image.Image = document[page].render(scale=scale).to_pil().convert("L")
        return image
    finally:
        document.close()


@READERS
def test_the_text_of_every_cell_is_found_and_stands_in_reading_order(read: Reader) -> None:
    form = department_form(statements=2)
    pages = paginate(form, FONTS)
    for page, text in zip(pages.pages, read(pdf(form)), strict=True):
        assert inked(text) == inked("".join(run.actual for run in page.texts))


@READERS
def test_a_cell_with_marks_rare_characters_and_markup_reads_as_it_was_typed(read: Reader) -> None:
    (text,) = read(pdf(project_form()))
    for cell in project_form().cells:
        assert inked(cell.text) in inked(text)


@READERS
def test_a_character_no_face_has_can_still_be_searched_and_its_neighbours_too(read: Reader) -> None:
    (text,) = read(pdf(Table((180.0,), 1, (Cell(0, 0, "王\U0001f600明\ue000𠮷𪚥"),))))
    assert "王\U0001f600明\ue000𠮷𪚥" in text


def test_characters_beyond_the_first_plane_are_written_as_two_halves() -> None:
    entries = to_unicode(["", "档", "𠮷"])
    assert "<0001> <6863>" in entries
    assert "<0002> <D842DFB7>" in entries
    many = to_unicode([chr(0x4E00 + code) for code in range(250)])
    assert [line.split()[0] for line in many.splitlines() if line.endswith("beginbfchar")] == ["100", "100", "50"]


def _fonts(data: bytes) -> Iterator[Any]:
    for page in PdfReader(BytesIO(data)).pages:
        yield from (font.get_object() for font in page["/Resources"]["/Font"].get_object().values())  # type: ignore[index]


def test_all_fonts_are_embedded_subsets_of_the_bundled_faces() -> None:
    names = set()
    for font in _fonts(pdf(project_form())):
        descendant = font["/DescendantFonts"][0].get_object()
        embedded = descendant["/FontDescriptor"]["/FontFile2"].get_data()
        faces = ToolsFont(BytesIO(embedded))
        assert faces["maxp"].numGlyphs < 300
        assert faces["glyf"].keys()
        names.add(str(font["/BaseFont"]).partition("+")[2])
    assert names == {"JxSong", "JxHei", "JxSongRare"}
    assert b"Helvetica" not in pdf(project_form())


def test_a_composed_glyph_keeps_its_parts_in_the_subset() -> None:
    face = Face("Small", _font_with_a_composed_glyph())
    small = ToolsFont(BytesIO(subset(face, [0, 3])))
    glyphs = small["glyf"]
    composed = glyphs[small.getGlyphName(1)]
    assert composed.isComposite()
    parts = [glyphs[part.glyphName] for part in composed.components]
    assert [(part.xMin, part.xMax) for part in parts] == [(0, 100), (0, 300)]
    assert small["hmtx"][small.getGlyphName(1)] == (700, 0)


def _font_with_a_composed_glyph() -> bytes:
    """Squares A (100 wide) and B (300 wide), and C made of both."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "A", "B", "C"])
    builder.setupCharacterMap({ord("A"): "A", ord("B"): "B", 0x1F600: "C"})
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    for name, side in (("A", 100), ("B", 300)):
        pen = TTGlyphPen(None)
        pen.moveTo((0, 0))
        for corner in ((0, side), (side, side), (side, 0)):
            pen.lineTo(corner)
        pen.closePath()
        glyphs[name] = pen.glyph()
    pen = TTGlyphPen(glyphs)
    pen.addComponent("A", (1, 0, 0, 1, 0, 0))
    pen.addComponent("B", (0.5, 0, 0, 0.5, 300, 20))
    glyphs["C"] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({".notdef": (500, 0), "A": (200, 0), "B": (400, 0), "C": (700, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2()
    builder.setupPost()
    stream = BytesIO()
    builder.save(stream)
    return stream.getvalue()


def test_widths_in_the_file_are_the_widths_the_pages_were_measured_with() -> None:
    text = "≥2380.4平方米 Abc，“三公”"
    page = paginate(Table((180.0,), 1, (Cell(0, 0, text, role=Role.TEXT),)), FONTS).pages[0]
    document = pypdfium2.PdfDocument(pdf(Table((180.0,), 1, (Cell(0, 0, text, role=Role.TEXT),))))
    try:
        letters = document[0].get_textpage()
        left, bottom, _, _ = letters.get_charbox(0, loose=True)
        right = letters.get_charbox(len(text) - 1, loose=True)[2]
    finally:
        document.close()
    assert right - left == pytest.approx(page.texts[0].width, abs=0.5)
    assert page.height - bottom == pytest.approx(page.texts[0].y, abs=4)


def test_equal_forms_give_equal_bytes_in_any_process() -> None:
    first = pdf(department_form(), project_form())
    assert pdf(department_form(), project_form()) == first
    program = (
        "import sys; from io import BytesIO; from exporters.pdf.write import write_pdf; "
        "from tests.exporters.made_up import department_form, project_form; b = BytesIO(); "
        "write_pdf([department_form(), project_form()], b); sys.stdout.buffer.write(b.getvalue())"
    )
    for seed in ("1", "2"):
        assert _output(program, PYTHONHASHSEED=seed) == first


def _output(program: str, **environment: str) -> bytes:
    return subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, cwd=PROJECT, env=os.environ | environment
    ).stdout


def test_several_forms_have_a_bookmark_each_and_their_own_page_numbers() -> None:
    data = pdf(department_form(), project_form())
    reader = PdfReader(BytesIO(data))
    count = len(reader.pages)
    marks = [(str(mark.title), reader.get_destination_page_number(mark)) for mark in reader.outline]  # type: ignore[union-attr, arg-type]
    assert marks == [("部门整体绩效目标表", 0), ("项目支出绩效目标表", count - 1)]
    feet = [inked(text.splitlines()[-1]) for text in by_pypdf(data)]
    assert feet == [f"第{page}页共{count - 1}页" for page in range(1, count)] + ["第1页共1页"]


def test_the_file_says_what_it_is_and_whose() -> None:
    info = PdfReader(BytesIO(pdf(project_form(), info=PdfInfo(author="示例市档案馆")))).metadata
    assert info is not None
    assert (info.title, info.author) == ("项目支出绩效目标表", "示例市档案馆")
    info = PdfReader(BytesIO(pdf(project_form(), info=PdfInfo(title="全部表（2026）")))).metadata
    assert info is not None
    assert info.title == "全部表（2026）"


def test_the_report_counts_pages_and_names_missing_characters() -> None:
    odd = Table((50.0,), 1, (Cell(0, 0, "王\U0001f600", binding="unit.head"),))
    report = write_pdf([department_form(), odd], BytesIO(), FONTS)
    assert report.pages == (len(paginate(department_form(), FONTS)), 1)
    assert [[missing.binding for missing in form] for form in report.missing] == [[], ["unit.head"]]


def test_landscape_forms_lie_and_margins_stay_white() -> None:
    data = pdf(department_form(landscape=True))
    image = picture(data)
    assert image.width > image.height
    dark = image.point(lambda value: 255 * (value < 128)).getbbox()
    assert dark is not None
    edge = 15 * 72 / 25.4 * 1.5 - 3
    assert dark[0] >= edge
    assert dark[2] <= image.width - edge


def test_rules_ticks_and_letters_leave_ink_where_they_stand() -> None:
    form = Table((60.0, 120.0), 1, (Cell(0, 0, "□", role=Role.CHOICE), Cell(0, 1, "☑", role=Role.CHOICE)))
    plain, ticked = paginate(form, FONTS).pages[0].texts[:2]
    image = picture(pdf(form), scale=4)
    inner = [_ink(image, text.x + 2, text.y - 6, 6, 4) for text in (plain, ticked)]
    assert inner[0] == 0
    assert inner[1] > 0
    box = paginate(form, FONTS).pages[0].boxes[0]
    assert _ink(image, box.x - 0.5, box.y + 2, 1, box.height - 4) > 0
    assert _ink(image, box.x + 1, box.y - 0.5, box.width - 2, 1) > 0


def _ink(image: Image.Image, x: float, y: float, width: float, height: float) -> int:
    """Dark points in a rectangle given in points."""
    part = image.crop((round(x * 4), round(y * 4), round((x + width) * 4), round((y + height) * 4)))
    return sum(part.histogram()[:128])


def test_one_form_is_small() -> None:
    assert len(pdf(department_form(statements=4))) < 130_000
    assert len(pdf(project_form())) < 60_000


# Into a file


def test_the_new_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "目标表.pdf"
    target.write_bytes(b"old")
    write_pdf([project_form()], target, FONTS)
    assert target.read_bytes() == pdf(project_form())
    write_pdf([project_form()], str(target), FONTS)
    assert list(tmp_path.iterdir()) == [target]


def test_whoever_stops_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "目标表.pdf"
    target.write_bytes(b"old")
    seen: list[int] = []

    def stop_at_two(done: int) -> bool:
        seen.append(done)
        return done < 2

    with pytest.raises(Cancelled):
        write_pdf([project_form()] * 5, target, FONTS, progress=stop_at_two)
    assert seen == [1, 2]
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_target_that_cannot_be_written_is_named_and_nothing_is_left_behind(tmp_path: Path) -> None:
    folder = tmp_path / "表.pdf"
    folder.mkdir()
    for target, word in ((tmp_path / "没有" / "表.pdf", "文件夹不存在"), (folder, "同名的是一个文件夹")):
        with pytest.raises(SaveError, match=word) as caught:
            write_pdf([project_form()], target, FONTS)
        assert str(target) in str(caught.value)
    assert list(tmp_path.iterdir()) == [folder]


def test_a_failure_while_writing_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "表.pdf"
    target.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SaveError, match="磁盘空间不足"):
        write_pdf([project_form()], target, FONTS)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_nothing_to_export_is_said(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="没有要导出的表"):
        write_pdf([], tmp_path / "表.pdf", FONTS)
    assert not list(tmp_path.iterdir())


# Speed and memory


def test_forms_are_taken_one_at_a_time() -> None:
    taken: list[int] = []

    def forms() -> Iterator[Table]:
        for number in range(3):
            assert len(taken) == number
            yield project_form()

    def note(done: int) -> bool:
        taken.append(done)
        return True

    write_pdf(forms(), BytesIO(), FONTS, progress=note)


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak from /proc")
def test_a_hundred_forms_need_less_than_a_hundred_megabytes() -> None:
    program = (
        "from io import BytesIO; from exporters.pdf.write import write_pdf; "
        "from tests.exporters.made_up import department_form; "
        "write_pdf((department_form(seed, 3) for seed in range(100)), BytesIO()); "
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    assert int(_output(program)) < 100_000


def test_a_broken_face_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(FontError, match=r"缺少字体文件 JxSong\.ttf"):
        load_fonts(tmp_path).face(SONG)
    (tmp_path / "JxSong.ttf").write_bytes(struct.pack(">I", 0x00010000) * 8)
    with pytest.raises(FontError, match="已损坏"):
        load_fonts(tmp_path).face(SONG)


def test_a_pdf_tells_no_date_of_its_making(tmp_path: Path) -> None:
    write_pdf([Table((100.0,), 1, (Cell(0, 0, "字"),))], tmp_path / "表.pdf")
    assert set(PdfReader(tmp_path / "表.pdf").metadata or ()) == {
        "/Title",
        "/Author",
        "/Subject",
        "/Creator",
        "/Producer",
    }
