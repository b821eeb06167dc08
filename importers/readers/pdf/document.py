"""PDF files with text: paragraphs, and tables by their ruled lines, over pages too; without lines they are guessed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from threading import Lock

import pypdfium2 as pdfium

from importers.readers.pdf.centred import rows_of
from importers.readers.pdf.drawn import UNKNOWN, Drawn
from importers.readers.pdf.filled import Filled
from importers.readers.pdf.guessed import guessed_parts
from importers.readers.pdf.joined import PageParts, joined_pages, without_furniture
from importers.readers.pdf.lines_of_text import TextLine, lines_of
from importers.readers.pdf.paragraphs import paragraphs
from importers.readers.pdf.ruled import PageTable, tables_on
from importers.readers.pdf.unpacked import holds_too_much
from importers.readers.source import Notice, Reading, SourceError, clean_text
from models.heed import Heed, no_heed
from models.table import Cell, Paragraph, Table

MOST_PAGES = 600
_ONE_AT_A_TIME = Lock()  # PDFium is not made for threads


def read(data: bytes, name: str, heed: Heed = no_heed) -> Reading:
    """The paragraphs and tables of a PDF. Raises SourceError, also where there are only pictures."""
    if holds_too_much(data):
        what, todo = "PDF 解开后太大，不像是绩效目标表", "请只保留绩效目标表的几页，另存后再导入。"
        raise SourceError(what, todo, name, opens="other")
    with _ONE_AT_A_TIME:
        pages = _pages(data, name, heed)
    if not any(page.glyphs for page in pages):
        raise _without_text(name, pages)
    if 2 * sum(map(_unknown, pages)) > sum(len(page.glyphs) for page in pages):
        what, todo = (
            "PDF 里的字体没有带文字对照，读出来是乱码",
            "请换用原来的 Word、Excel 文件导入，或先用识别（OCR）软件转成文字。",
        )
        raise SourceError(what, todo, name, opens="no-text")
    numbered = list(enumerate(pages, 1))
    seen = [_parts(page, number, heed) for number, page in numbered]
    without_furniture(seen)
    for one in seen:
        one.parts = list(paragraphs(one.parts))
    parts = joined_pages(seen)
    document = tuple(part for one in parts for part in _documented(one))
    return Reading(document, tuple(_notices(numbered, parts)))


def _pages(data: bytes, name: str, heed: Heed) -> list[Drawn]:
    try:
        with pdfium.PdfDocument(data) as document:
            if len(document) > MOST_PAGES:
                what = f"PDF 有 {len(document)} 页，最多读 {MOST_PAGES} 页"
                raise SourceError(what, "请只保留绩效目标表的几页，另存后再导入。", name, opens="other")
            with closing(Filled(document, data)) as pages:
                return [_page(pages, number, heed) for number in range(len(document))]
    except SourceError as problem:
        raise problem.within(name) from problem
    except pdfium.PdfiumError as problem:
        if "password" in str(problem).lower():
            raise SourceError("文件加了密码", "请打开它，去掉密码另存后再导入。", name, opens="password") from problem
        raise SourceError("PDF 不完整或已损坏", "请重新下载，或请对方重发。", name) from problem


def _unknown(page: Drawn) -> int:
    return sum(glyph.text == UNKNOWN for glyph in page.glyphs)


def _page(pages: Filled, number: int, heed: Heed) -> Drawn:
    heed()
    return pages.page(number)


def _without_text(name: str, pages: list[Drawn]) -> SourceError:
    if any(page.pictures for page in pages):
        return SourceError(
            "里面是扫描的图片，没有文字", "请先用识别（OCR）软件转成文字或表格，再导入。", name, opens="no-text"
        )
    return SourceError("PDF 里没有文字", "请检查文件，或换用原来的 Word、Excel 文件导入。", name, opens="no-text")


def _parts(page: Drawn, number: int, heed: Heed) -> PageParts:
    heed()
    tables, around = tables_on(page, number)
    parts: list[TextLine | PageTable] = list(tables)
    pending: list[TextLine] = []
    for line in rows_of(lines_of(around)):
        if pending and any(pending[-1].bottom <= table.top + 1 and table.top <= line.top for table in tables):
            parts += guessed_parts(pending, number)
            pending = []
        pending.append(line)
    parts += guessed_parts(pending, number) if pending else ()
    return PageParts(number, page.height, sorted(parts, key=lambda one: one.top))


def _documented(part: TextLine | PageTable) -> Iterator[Paragraph | Table]:
    if isinstance(part, TextLine):
        text = clean_text(part.text)
        if text:
            yield Paragraph(text)
        return
    cells = tuple(
        Cell(row, column, piece.text, piece.rows, piece.columns) for (row, column), piece in sorted(part.cells.items())
    )
    widths = tuple(round((right - left) * 25.4 / 72, 1) for left, right in zip(part.xs, part.xs[1:], strict=False))
    yield Table(widths, part.row_count, cells, source_page=part.page)
    for one in part.inner:
        yield from _documented(one)


def _notices(pages: list[tuple[int, Drawn]], parts: list[TextLine | PageTable]) -> Iterator[Notice]:
    guessed = sorted({part.page for part in parts if isinstance(part, PageTable) and part.guessed})
    if guessed:
        yield Notice(
            "guessed-table", f"第 {_listed(guessed)} 页的表没有表格线，列是按空白猜的，请核对", _listed(guessed)
        )
    pictures = [number for number, page in pages if page.pictures and not page.glyphs]
    if pictures:
        yield Notice("picture-only", f"第 {_listed(pictures)} 页只有图片，没有读入", f"page {_listed(pictures)}")
    recognised = [number for number, page in pages if page.invisible]
    if recognised:
        words = f"第 {_listed(recognised)} 页的文字是识别图片得来的，可能有错字，请核对"
        yield Notice("recognised-text", words, _listed(recognised))
    unknown = [number for number, page in pages if _unknown(page)]
    if unknown:
        words = f"第 {_listed(unknown)} 页有的字认不出来（字体没有带文字对照），用“{UNKNOWN}”代替，请对照原件改"
        yield Notice("unknown-letters", words, _listed(unknown))
    unseen = sum(page.unseen for _, page in pages)
    if unseen:
        words = f"PDF 里有 {unseen} 处白色的、看不见的文字，照样读入了，请核对"
        yield Notice("unseen-text", words, str(unseen))
    if any(page.left_out for _, page in pages):
        yield Notice("slanted-text", "斜着的文字（水印）没有读入")


def _listed(numbers: list[int]) -> str:
    return "、".join(map(str, numbers[:8])) + (f" 等 {len(numbers)}" if len(numbers) > 8 else "")
