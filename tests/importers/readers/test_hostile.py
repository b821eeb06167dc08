"""Files that were damaged at random: each is read or refused with a sentence; never a traceback."""

from __future__ import annotations

import time
import zlib
from typing import Any

import pytest

from importers.readers.any_file import read_bytes
from importers.readers.office import zipped
from importers.readers.pdf.unpacked import MOST_UNPACKED, holds_too_much
from importers.readers.source import SourceError
from importers.recognise import recognise
from tests.importers import damaged_sources
from tests.importers.damaged_sources import MAKERS, ROWS, TEMPLATES, run, run_apart
from tests.importers.readers.office import document, paragraph, text_cell, workbook

COUNT = 300
"""Of every format; more by ``python -m tests.importers.damaged_sources``."""


@pytest.mark.parametrize("name", MAKERS)
def test_the_good_file_is_read(name: str) -> None:
    (found,), _ = recognise(read_bytes(MAKERS[name](), name).document, TEMPLATES)
    assert [one.name for one in found.form.indicators()] == [row[2] for row in ROWS[2:]]


@pytest.mark.parametrize("name", MAKERS)
def test_a_damaged_file_is_read_or_refused_in_words(name: str) -> None:
    outcome = run_apart(name, COUNT)
    assert outcome.faults == []
    assert min(outcome.count["read"], outcome.count["refused"]) > COUNT // 50


def test_what_goes_wrong_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The run itself can fail: by an exception, by its time, by its memory."""

    def broken(*_: Any) -> Any:
        raise KeyError("slip")

    with monkeypatch.context() as patch:
        patch.setattr(damaged_sources, "recognise", broken)
        assert any("KeyError" in fault for fault in run("贴.txt", 20).faults)
    with monkeypatch.context() as patch:
        patch.setattr(damaged_sources, "MEGABYTES", 1)
        assert any("MB" in fault for fault in run_apart("贴.txt", 3).faults)
    monkeypatch.setattr(damaged_sources, "SECONDS", 0.0)
    assert run("贴.txt", 3).faults


MERGES = "".join(f'<mergeCell ref="A{row}:XFD{row + 3}"/>' for row in range(1, 2000, 4))
FAR = f'<row r="1">{text_cell("A1", "指标")}</row><row r="1048576">{text_cell("XFD1048576", "末")}</row>'


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("并.xlsx", workbook(f"<sheetData>{FAR}</sheetData><mergeCells>{MERGES}</mergeCells>")),
        ("宽.html", ("<table><tr>" + "<td>指标</td>" * 20_000 + "</tr></table>").encode()),
        ("跨.html", ("<table>" + "<tr><td colspan=1000 rowspan=60000>指标</td></tr>" * 2000 + "</table>").encode()),
    ],
)
def test_sheets_beyond_all_measure_are_refused_at_once(name: str, data: bytes) -> None:
    start = time.process_time()
    with pytest.raises(SourceError, match=r"太大|列数太多"):
        read_bytes(data, name)
    assert time.process_time() - start < damaged_sources.SECONDS


# --- what would fill the memory is refused before it does -------------------------------------------------------------


def test_more_tags_than_any_form_has_are_counted_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet of three million cells, a Word table of one million."""
    monkeypatch.setattr(zipped, "_LARGE", 1000)
    monkeypatch.setattr(zipped, "MOST_TAGS", 500)
    cells = f"<row>{text_cell('A1', '指标')}</row>" * 100
    package = zipped.Package(workbook(f"<sheetData>{cells}</sheetData>"), "多.xlsx")
    (sheet,) = (part for part in package.parts() if "sheet" in part)
    with pytest.raises(SourceError, match="太大"):
        package.tree(sheet)


def test_elements_without_end_inside_each_other_are_no_sheet() -> None:
    with pytest.raises(SourceError, match="已损坏"):
        read_bytes(workbook("<a>" * 50_000 + "</a>" * 50_000), "深.xlsx")


def _stream(about: str, size: int) -> bytes:
    packed = zlib.compress(b" " * size, 1)
    return f"4 0 obj\n<<{about}/Length {len(packed)}/Filter/FlateDecode>>\nstream\n".encode() + packed + b"\nendstream"


@pytest.mark.parametrize(
    ("about", "size", "too_much"),
    [
        ("", MOST_UNPACKED + 1, True),
        ("", 1000, False),
        ("/Subtype/Image", MOST_UNPACKED + 1, False),
        ("/Length1 9", MOST_UNPACKED + 1, False),
    ],
    ids=["a bomb", "a page", "a picture", "a font"],
)
def test_a_page_of_a_pdf_that_unpacks_to_too_much_is_refused(about: str, size: int, too_much: bool) -> None:
    data = b"%PDF-1.4\n" + _stream("", 10) + b"\nendobj\n" + _stream(about, size)
    assert holds_too_much(data) is too_much
    if too_much:
        with pytest.raises(SourceError, match="PDF 解开后太大"):
            read_bytes(data, "大.pdf")


def _drawing(number: int, about: str, content: bytes) -> bytes:
    head = f"{number} 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 9 9]{about}/Length {len(content)}>>\nstream\n"
    return head.encode() + content + b"\nendstream\nendobj\n"


@pytest.mark.parametrize("packed", [False, True])
def test_drawings_that_call_one_another_for_ever_are_refused(packed: bool) -> None:
    """Eight lines of twenty calls each would be unfolded 25 billion times."""
    content = zlib.compress(b"/B Do " * 20) if packed else b"/B Do " * 20
    about = "/Filter/FlateDecode" * packed
    calls = [_drawing(n, f"{about}/Resources<</XObject<</B {n + 1} 0 R>>>>", content) for n in range(4, 12)]
    data = b"%PDF-1.4\n" + b"".join(calls) + _drawing(12, "", b"0 0 m 9 9 l S")
    assert holds_too_much(data)
    with pytest.raises(SourceError, match="PDF 解开后太大"):
        read_bytes(data, "画.pdf")


def test_many_drawings_beside_one_another_are_none_too_many() -> None:
    """As an office program writes its pictures: each drawing shows one picture a few times."""
    beside = [_drawing(n, "/Resources<</XObject<</I 900 0 R>>>>", b"/I Do " * 20) for n in range(4, 400)]
    around = _drawing(3, "/Resources<</XObject<<" + "".join(f"/D{n} {n} 0 R" for n in range(4, 60)) + ">>>>", b"/D4 Do")
    assert not holds_too_much(b"%PDF-1.4\n" + around + b"".join(beside))


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "et", "ods", "docx", "pdf"])
def test_a_file_of_a_program_that_is_none_is_not_sent_to_notepad(suffix: str) -> None:
    nonsense = bytes(range(128, 256)) * 20
    with pytest.raises(SourceError, match="不是它的名字所说的那种文件") as told:
        read_bytes(nonsense, f"表.{suffix}")
    assert "记事本" not in str(told.value)
    with pytest.raises(SourceError, match="文字编码无法识别"):
        read_bytes(nonsense, "表.txt")


CODE = "<w:r><w:instrText>eq \\o (</w:instrText></w:r>"
MANY_CODES = f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{CODE * 20_000}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
HIDDEN = "".join(f'<row r="{at}" hidden="1">{text_cell(f"A{at}", "藏")}</row>' for at in range(1, 4000))
OVER_HIDDEN = "".join(f'<mergeCell ref="A{at}:B4000"/>' for at in range(1, 4000))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("码.docx", document(paragraph("甲", MANY_CODES, "乙"))),
        ("藏.xlsx", workbook(f"<sheetData>{HIDDEN}</sheetData><mergeCells>{OVER_HIDDEN}</mergeCells>")),
        ("类.html", ("<style>" + ".a{display:none}" * 40_000 + "</style><p class=a>藏</p><p>甲").encode()),
        ("注.html", ("<style>" + "/*" * 300_000 + "</style><p>甲").encode()),
    ],
)
def test_much_of_the_same_costs_no_more_than_its_length(name: str, data: bytes) -> None:
    began = time.process_time()
    assert read_bytes(data, name).document
    assert time.process_time() - began < 3
