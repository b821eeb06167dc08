"""Forms on their pages become one PDF: fonts embedded, text searchable, equal input giving equal bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path
from typing import IO, Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from exporters.fonts import HEI, Fonts, load_fonts
from exporters.on_paper import DRAFT
from exporters.pages.book import bound
from exporters.pages.paginate import Missing, Page, Pages, Rule, paginate
from exporters.pages.styles import PALE, mark_size
from exporters.pdf.attachment import attach
from exporters.pdf.font import PdfFont
from exporters.said import notes_page
from exporters.written import Job, Written
from models.files.line_ends import names_of
from models.files.whole import replace_file
from models.program import NAME as PROGRAM
from models.table import Table

_MIDDLE = 0.37
"""Half the height of a character above the baseline, in em."""

Progress = Callable[[int], bool]
"""Told after every form how many are done; answers False to stop."""


class Cancelled(Exception):  # noqa: N818  not an error: the person asked for it
    """The person stopped the export; nothing was written."""


@dataclass(frozen=True, slots=True)
class PdfInfo:
    """What the file says of itself, without a title that of its first form; and the dossier that goes along."""

    title: str = ""
    author: str = ""
    subject: str = ""
    dossier: bytes = b""


@dataclass(frozen=True, slots=True)
class PdfReport:
    """What was written: the number of pages of every form, and per form the characters that no face has."""

    pages: tuple[int, ...]
    missing: tuple[tuple[Missing, ...], ...]


def write_pdf(
    forms: Iterable[Table | Pages],
    target: Path | str | IO[bytes],
    fonts: Fonts | None = None,
    info: PdfInfo | None = None,
    progress: Progress | None = None,
) -> PdfReport:
    """One PDF of all forms, each with its bookmark and its own page numbers.

    ``forms`` may be a generator, so that one form at a time is in memory. A file is replaced at once or not at all.
    Raises SaveError when the target cannot be written, Cancelled when ``progress`` answers False, and ValueError where
    there is no form.
    """
    writer = _Writer(fonts or load_fonts(), info or PdfInfo())
    for form in forms:
        writer.add(form)
        if progress and not progress(len(writer.pages)):
            raise Cancelled
    if not writer.pages:
        raise ValueError("没有要导出的表。")
    data = writer.data()
    if isinstance(target, (str, Path)):
        replace_file(Path(target), data)
    else:
        target.write(data)
    return PdfReport(tuple(writer.pages), tuple(writer.missing))


def write_job(job: Job, path: Path) -> Written:
    """What the list of formats calls. Raises as ``write_pdf``."""
    fonts = _fonts()
    titles: list[str] = []

    def pages() -> Iterator[Pages]:
        for table, draft in _parts(job):
            titles.append(table.title)
            yield paginate(table, fonts, tighten=job.tighten, mark=DRAFT if draft else "")

    forms = bound(list(pages()), job.cover, fonts) if job.cover else pages()
    info = PdfInfo(job.title, job.author, dossier=job.dossier)
    report = write_pdf(forms, path, fonts, info)
    of_forms = report.missing[-len(titles) :]  # in a book cover and contents come first
    missing = tuple(
        f"{title} 第 {entry.row + 1} 行第 {entry.column + 1} 列的“{entry.char}”（U+{ord(entry.char):04X}）"
        for title, entries in zip(titles, of_forms, strict=True)
        for entry in entries
    )
    return Written(job.title, "pdf", path, sum(report.pages), missing, job.unprinted)


def _parts(job: Job) -> Iterator[tuple[Table, bool]]:
    """What stands in the file, and whether it bears the mark of a draft: the budget first, the comments at the end."""
    if job.budget:
        yield job.budget, False
    yield from zip(job.tables, job.drafts or (False,) * len(job.tables), strict=True)
    if notes := [note for own in job.notes for note in own]:
        yield notes_page(notes), False


@cache
def _fonts() -> Fonts:
    """The faces, read once for all files of a run."""
    return load_fonts()


class _Canvas(Canvas):
    """A canvas whose pages name no font of their own: reportlab's would name Helvetica, which is not embedded."""

    def _make_preamble(self) -> None:
        self._preamble = ""


class _Info(pdfdoc.PDFInfo):
    """What a document says of itself: no time, so that equal content gives equal bytes."""

    def format(self, document: Any) -> Any:
        said = {"Title": self.title, "Author": self.author, "Subject": self.subject}
        said |= {"Creator": self.creator, "Producer": self.producer}
        return pdfdoc.PDFDictionary({key: pdfdoc.PDFString(value) for key, value in said.items()}).format(document)


class _Writer:
    """One document under way."""

    def __init__(self, fonts: Fonts, info: PdfInfo) -> None:
        self._fonts = fonts
        self._info = info
        self._embedded: dict[str, PdfFont] = {}
        self._canvas = _Canvas("", invariant=1, pageCompression=0, lang="zh-CN")
        self._document: Any = self._canvas._doc  # type: ignore[attr-defined]
        self._document.info = _Info()
        self._document.defaultStreamFilters = [pdfdoc.PDFZCompress]  # its own page compression adds ASCII85
        self.pages: list[int] = []
        self.missing: list[tuple[Missing, ...]] = []

    def add(self, form: Table | Pages) -> None:
        """The pages of one form, under its bookmark."""
        pages = paginate(form, self._fonts) if isinstance(form, Table) else form
        key = f"form{len(self.pages)}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(pages.title or f"第 {len(self.pages) + 1} 张表", key)
        for page in pages.pages:
            self._page(page)
        self._describe(pages.title)
        self.pages.append(len(pages))
        self.missing.append(pages.missing)

    def data(self) -> bytes:
        """The finished file."""
        resources = self._document.idToObject[pdfdoc.BasicFonts].dict
        for font in self._embedded.values():
            resources[font.name] = font.add_to(self._document)
        if self._info.dossier:
            attach(self._document, self._info.dossier)
        canvas: Any = self._canvas
        data: bytes = canvas.getpdfdata()
        return data

    def _describe(self, first_title: str) -> None:
        """Name the document, after its first form when it has no name of its own."""
        if self.pages:
            return
        canvas, info = self._canvas, self._info
        canvas.setTitle(info.title or first_title or PROGRAM)
        canvas.setAuthor(info.author)
        canvas.setSubject(info.subject)
        canvas.setCreator(PROGRAM)
        canvas.setProducer(PROGRAM)

    def _page(self, page: Page) -> None:
        self._canvas.setPageSize((page.width, page.height))
        self._canvas.addLiteral("\n".join([*self._mark(page), *_rules(page), "BT", *self._texts(page), "ET"]))
        self._canvas.showPage()
        page_made = self._document.Pages.pages[-1]
        page_made.Contents, page_made.stream = _packed(page_made.stream), None  # else all are kept as they were written

    def _mark(self, page: Page) -> Iterator[str]:
        """The operators that show the mark, pale and across the sheet."""
        if page.mark:
            size, turn = mark_size(page), sqrt(0.5)
            start = size * len(page.mark) / 2
            x = page.width / 2 - (start - size * _MIDDLE) * turn
            y = page.height / 2 - (start + size * _MIDDLE) * turn
            font = self._embed(HEI)
            place = f"{turn:.4f} {turn:.4f} {-turn:.4f} {turn:.4f} {x:.2f} {y:.2f} Tm"
            shown = font.encode(page.mark, page.mark)
            yield f"q {PALE:.2f} g BT /{font.name} {size:.5g} Tf {place} {shown} Tj ET Q"

    def _texts(self, page: Page) -> Iterator[str]:
        """The operators that show the texts, in reading order."""
        last, spacing, height = ("", 0.0), 0.0, page.height
        for text in page.texts:
            font = self._embed(text.face)
            if (text.face, text.size) != last:
                last = (text.face, text.size)
                yield f"/{font.name} {text.size:.5g} Tf"
            if text.spacing != spacing:
                spacing = text.spacing
                yield f"{spacing:.4g} Tc"
            shown = f"1 0 0 1 {text.x:.2f} {height - text.y:.2f} Tm {font.encode(text.text, text.actual)} Tj"
            yield shown if text.behind is None else _marked(shown, text.behind)

    def _embed(self, face: str) -> PdfFont:
        if face not in self._embedded:
            self._embedded[face] = PdfFont(self._fonts.face(face), f"F{len(self._embedded) + 1}")
        return self._embedded[face]


def _marked(shown: str, behind: str) -> str:
    """Operators within marks that tell what stands behind a line."""
    names = names_of(behind)
    return " ".join([*(f"/{name} BMC" for name in names), shown, *("EMC" for _ in names)])


def _packed(operators: str) -> Any:
    """A page's operators as the stream that stands in the file."""
    stream = pdfdoc.PDFStream(content=pdfdoc.PDFZCompress.encode(operators))
    stream.dictionary["Filter"] = pdfdoc.PDFArray([pdfdoc.PDFName(pdfdoc.PDFZCompress.pdfname)])
    return stream


def _rules(page: Page) -> Iterator[str]:
    """The operators that draw the rules, each thickness in one stroke."""
    by_thickness: dict[float, list[Rule]] = defaultdict(list)
    for rule in page.rules:
        by_thickness[rule.thickness].append(rule)
    yield "2 J"
    for thickness, rules in by_thickness.items():
        yield f"{thickness:.5g} w"
        for rule in rules:
            yield f"{rule.x1:.2f} {page.height - rule.y1:.2f} m {rule.x2:.2f} {page.height - rule.y2:.2f} l"
        yield "S"
