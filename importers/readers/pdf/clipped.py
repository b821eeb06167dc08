"""Through which windows the texts of a page are seen: spreadsheets cut what they print off at the edges of its cell."""

from __future__ import annotations

import ctypes

import pypdfium2 as pdfium
from pypdfium2 import raw

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in the page's own coordinates."""

_MOST_WINDOWS, _MOST_POINTS = 16, 64  # within each other, and of one: a cell has five points


class Windows:
    """The windows of a page's own texts; those within forms have coordinates of their own and are left alone."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        objects = (raw.FPDFPage_GetObject(page, index) for index in range(raw.FPDFPage_CountObjects(page)))
        self._own = {ctypes.cast(one, ctypes.c_void_p).value for one in objects}

    def around(self, item: object, key: int) -> Box | None:
        """The window of an object, given with its address; None where it is seen wherever it stands."""
        path = raw.FPDFPageObj_GetClipPath(item) if key and key in self._own else None
        count = raw.FPDFClipPath_CountPaths(path) if path else 0
        found = (_box(path, number) for number in range(count if count <= _MOST_WINDOWS else 0))
        boxes = [box for box in found if box]
        if not boxes:
            return None
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        left, bottom, right, top = max(lefts), max(bottoms), min(rights), min(tops)
        return (left, bottom, right, top) if left < right and bottom < top else None


def _box(path: raw.FPDF_CLIPPATH, number: int) -> Box | None:
    count = raw.FPDFClipPath_CountPathSegments(path, number)
    if not 0 < count <= _MOST_POINTS:
        return None
    x, y = ctypes.c_float(), ctypes.c_float()
    xs, ys = [], []
    for index in range(count):
        raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(path, number, index), x, y)
        xs.append(x.value)
        ys.append(y.value)
    return min(xs), min(ys), max(xs), max(ys)
