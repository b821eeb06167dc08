"""What was typed into a PDF's fields, or onto its pages with a reader's typewriter: none of it is drawn on the page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium
from pypdfium2 import raw

from importers.readers.pdf.drawn import Drawn, Letter, Strokes, drawn

_TYPED = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT)
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW


class Filled:
    """The pages of a document with what is typed on them; its lines stay those of the page, without the fields' own."""

    def __init__(self, document: pdfium.PdfDocument, data: bytes) -> None:
        self._document = document
        self._data = data
        self._flat: pdfium.PdfDocument | None = None
        self._strokes = Strokes()

    def page(self, number: int) -> Drawn:
        """One page, counted from 0."""
        page = self._document[number]
        try:
            if not any(_kind(one) in _TYPED for one in _annotations(page)):
                return drawn(page, self._strokes)
            return self._with_fields(page, number)
        finally:
            page.close()

    def close(self) -> None:
        if self._flat is not None:
            self._flat.close()

    def _with_fields(self, page: pdfium.PdfPage, number: int) -> Drawn:
        """A second reading of the file is written on: texts become part of its page, ticks are told by their state."""
        if self._flat is None:
            self._flat = pdfium.PdfDocument(self._data)
            self._flat.init_forms()  # draws the values that no program has drawn yet
        written = self._flat[number]
        ticks = tuple(_ticks(written))
        _leave_only_texts(written)
        raw.FPDFPage_Flatten(written, raw.FLAT_NORMALDISPLAY)
        written.close()
        written = self._flat[number]
        try:
            return drawn(page, self._strokes, written, ticks)
        finally:
            written.close()


def _ticks(page: pdfium.PdfPage) -> Iterator[Letter]:
    """☑ or □ where a check box or one of several choices is."""
    box = raw.FS_RECTF()
    for one in _annotations(page):
        state = _text(one, b"AS")
        if _kind(one) != raw.FPDF_ANNOT_WIDGET or not state or raw.FPDFAnnot_GetFlags(one) & _UNSEEN:
            continue
        raw.FPDFAnnot_GetRect(one, box)
        bottom, top = sorted((box.bottom, box.top))
        yield Letter("□" if state == "Off" else "☑", (box.left, bottom, box.right, top), top - bottom, 0, True, 0)


def _leave_only_texts(page: pdfium.PdfPage) -> None:
    """Notes, marks and stamps are no words of the page; boxes are told by ``_ticks``."""
    for index in reversed(range(raw.FPDFPage_GetAnnotCount(page))):
        with _annotation(page, index) as one:
            keeps = _kind(one) in _TYPED and not _text(one, b"AS")
        if not keeps:
            raw.FPDFPage_RemoveAnnot(page, index)


def _annotations(page: pdfium.PdfPage) -> Iterator[raw.FPDF_ANNOTATION]:
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        with _annotation(page, index) as one:
            yield one


@contextmanager
def _annotation(page: pdfium.PdfPage, index: int) -> Iterator[raw.FPDF_ANNOTATION]:
    one = raw.FPDFPage_GetAnnot(page, index)
    try:
        yield one
    finally:
        raw.FPDFPage_CloseAnnot(one)


def _kind(annotation: raw.FPDF_ANNOTATION) -> int:
    return int(raw.FPDFAnnot_GetSubtype(annotation))


def _text(annotation: raw.FPDF_ANNOTATION, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    held = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(held, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return held.raw[:size].decode("utf-16-le", "replace").rstrip("\0")
