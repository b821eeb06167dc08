"""What shows of the texts in a PDF that LibreOffice printed: what has no room is in it as a whole, but clipped."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_float

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

_NEAR = 1.0  # points that belong to no stroke of a letter
_DARK, _CLOSE = 160, 3  # grey, pixels
_TALL, _WHOLE = 20, 245  # of 255: ink of a line down the page, and of one across the table
_LEAST = 5.0  # points that a text is high; a comma alone tells nothing


def cut_texts(document: pdfium.PdfDocument) -> list[str]:
    """The texts of which the upper or the lower part shows, but not all."""
    return [text for page in document for text in _cut_on_page(page)]


def _cut_on_page(page: pdfium.PdfPage) -> Iterator[str]:
    texts = page.get_textpage()
    for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        left, bottom, right, top = found.get_bounds()
        low, high = _shown(found)
        shows = top > low + _NEAR and bottom < high - _NEAR and top - bottom >= _LEAST
        if shows and (bottom < low - _NEAR or top > high + _NEAR):
            yield texts.get_text_bounded(left, bottom, right, top)


def _shown(found: pdfium.PdfObject) -> tuple[float, float]:
    """From where to where an object shows, in points from the foot of the page."""
    clip = raw.FPDFPageObj_GetClipPath(found.raw)
    low, high = float("-inf"), float("inf")
    for number in range(max(raw.FPDFClipPath_CountPaths(clip), 0)):
        heights = [_height(clip, number, point) for point in range(raw.FPDFClipPath_CountPathSegments(clip, number))]
        low, high = max(low, min(heights, default=low)), min(high, max(heights, default=high))
    return low, high


def _height(clip: object, number: int, point: int) -> float:
    across, up = c_float(), c_float()
    raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, number, point), across, up)
    return up.value


def is_closed(page: pdfium.PdfPage) -> bool:
    """Does the outer frame on the page end above and below in a line from its left to its right?"""
    image = page.render(scale=2, grayscale=True).to_pil().convert("L").point(lambda grey: 255 * (grey < _DARK))
    down = [column for column, part in enumerate(_ink(image, (image.width, 1))) if part > _TALL]
    frame = image.crop((down[0], 0, down[-1] + 1, image.height))
    across = [row for row, part in enumerate(_ink(frame, (1, image.height))) if part > _WHOLE]
    left = [row for row, part in enumerate(_ink(frame.crop((0, 0, 1, image.height)), (1, image.height))) if part]
    return bool(across) and max(abs(across[0] - left[0]), abs(across[-1] - left[-1])) <= _CLOSE


def _ink(image: Image.Image, size: tuple[int, int]) -> bytes:
    """How dark each row or column is, of 255."""
    return image.resize(size, Image.Resampling.BOX).tobytes()
