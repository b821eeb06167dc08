"""What is drawn on one page of a PDF: glyphs and ruled lines, upright, in points from the top left."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import pypdfium2 as pdfium
from pypdfium2 import raw

from importers.readers.pdf.characters import character
from importers.readers.pdf.clipped import Box, Windows
from importers.readers.source import SourceError
from models.files.line_ends import meaning_of

MOST_STROKES, MOST_ON_PAGE = 2_000_000, 200_000
"""Pieces of paths in one file and on one page: a line has two, a rectangle five; a full page has thousands."""

THIN = 2.5
"""A filled rectangle no thicker than this many points is a drawn line."""

UNKNOWN = "〓"
"""Stands for a letter whose font does not say which it is, as printers mark a letter that they do not have."""

_WHITE = 250  # of 255: as light as paper
_WITHIN = 3.0  # points: so far within the edges of its cell is its place
_DEEPEST = 6  # forms within forms
_LONGEST_MARK = 32  # letters of the name of marked content


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character and its box; ``size`` is its height as set.

    ``spaced``: a blank was written before it. ``behind`` is what stands in the text between its line and the next,
    where the file tells.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    behind: str | None = None
    spaced: bool = False
    within: Box | None = None  # where alone it may be seen

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def home(self) -> tuple[float, float]:
        """A place in its cell, also where it runs over the edge of that."""
        x, y = self.middle
        if self.within is None:
            return x, y
        left, top, right, bottom = self.within
        inside = min(_WITHIN, (right - left) / 2, (bottom - top) / 2)
        return min(max(x, left + inside), right - inside), min(max(y, top + inside), bottom - inside)


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn line: where it lies (``at``), where it begins and ends. Horizontal: at = y; vertical: at = x.

    ``thickness`` is 0 where nothing says it.
    """

    at: float
    start: float
    end: float
    thickness: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page: what is written and ruled on it. ``pictures`` tells whether there are images; ``left_out`` what was
    drawn slanted or invisible and is not among the glyphs, ``unseen`` how many texts among them are white on nothing.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    horizontals: tuple[Line, ...]
    verticals: tuple[Line, ...]
    slanted: tuple[Line, ...]
    pictures: bool
    invisible: bool
    left_out: int
    unseen: int = 0


class _View:
    """From the page's own coordinates to what is seen: rotation, crop box, y downwards."""

    def __init__(self, page: pdfium.PdfPage, turned: int = 0) -> None:
        self.x0, self.y0, self.x1, self.y1 = page.get_cropbox()
        self.turns = (page.get_rotation() // 90 + turned) % 4
        sizes = (self.x1 - self.x0, self.y1 - self.y0)
        self.width, self.height = sizes if self.turns % 2 == 0 else sizes[::-1]

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turns == 0:
            return x - self.x0, self.y1 - y
        if self.turns == 1:
            return y - self.y0, x - self.x0
        if self.turns == 2:
            return self.x1 - x, y - self.y0
        return self.y1 - y, self.x1 - x

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        (ax, ay), (bx, by) = self.point(left, bottom), self.point(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


class Strokes:
    """Counts the pieces of paths that a file draws, and refuses more than any form has."""

    def __init__(self) -> None:
        self._left, self._left_on_page = MOST_STROKES, MOST_ON_PAGE

    def turn(self) -> None:
        """A new page begins."""
        self._left_on_page = MOST_ON_PAGE

    def take(self, count: int) -> None:
        """So many more. Raises SourceError where they are too many."""
        self._left -= count
        self._left_on_page -= count
        if min(self._left, self._left_on_page) < 0:
            what, todo = "PDF 里画的线太多，不像是绩效目标表", "请只保留绩效目标表的几页，另存后再导入。"
            raise SourceError(what, todo, opens="other")


def drawn(
    page: pdfium.PdfPage, strokes: Strokes, written: pdfium.PdfPage | None = None, ticks: Iterable[Letter] = ()
) -> Drawn:
    """The page as it is seen, with the letters of ``written`` (the page itself) and ``ticks`` beside them.

    Cost is linear in what is drawn. Raises SourceError where that is too much, with all that ``strokes`` has counted.
    """
    letters = [*_letters(written or page), *ticks]
    upright = [letter for letter in letters if letter.quarter is not None]
    turned = Counter((letter.quarter or 0) for letter in upright).most_common(1)
    view = _View(page, -(turned[0][0]) - page.get_rotation() // 90 if turned else 0)
    visible = [letter for letter in upright if letter.visible]
    invisible = bool(upright) and not visible
    glyphs = _once(_glyph(letter, view) for letter in (upright if invisible else visible))
    strokes.turn()
    white = [letter for letter in visible if letter.white]
    lines = _Lines(view, strokes, tinted=bool(white))
    pictures = lines.take(page)
    unseen = 0 if pictures else len({one.object for one in white if not lines.is_behind(_glyph(one, view))})
    horizontals, verticals = _merged(lines.horizontals), _merged(lines.verticals)
    left_out = len({letter.object for letter in letters if letter.quarter is None})
    return Drawn(
        view.width,
        view.height,
        glyphs,
        horizontals,
        verticals,
        tuple(lines.slanted),
        pictures,
        invisible,
        left_out,
        unseen,
    )


# --- what is written --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Letter:
    """One character where PDFium says that it stands, visible or not; ``object`` is what it was written with."""

    text: str
    box: Box  # left, bottom, right, top in the page's own coordinates
    size: float
    quarter: int | None  # how many quarters it is turned against the page; None where it stands slanted
    visible: bool
    object: int
    white: bool = False
    behind: str | None = None
    spaced: bool = False
    within: Box | None = None


def _letters(page: pdfium.PdfPage) -> Iterator[Letter]:
    textpage = page.get_textpage()
    windows = Windows(page)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    loose = raw.FS_RECTF()
    high, spaced = "", False
    modes: dict[int, tuple[bool, bool, str | None, Box | None]] = {}
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if raw.FPDFText_HasUnicodeMapError(textpage, index) == 1:
            code = ord(UNKNOWN)
        if raw.FPDFText_IsHyphen(textpage, index) == 1:  # at a line's end PDFium has no letter for it
            code = ord("-")
        if raw.FPDFText_IsGenerated(textpage, index) == 1 or code in (0, 0xFFFE, 0xFFFF):
            continue
        if 0xD800 <= code < 0xDC00:
            high = chr(code)
            continue
        text = character(high, code)
        high = ""
        if not text.strip():
            spaced = True
            continue
        raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
        box = (left.value, bottom.value, right.value, top.value)
        if raw.FPDFText_GetLooseCharBox(textpage, index, loose):
            box = (loose.left, loose.bottom, loose.right, loose.top)
        item = raw.FPDFText_GetTextObject(textpage, index)
        key = ctypes.cast(item, ctypes.c_void_p).value or 0
        if key not in modes:
            modes[key] = (*_look(textpage, index, item), meaning_of(_marks(item)), windows.around(item, key))
        size = max(raw.FPDFText_GetFontSize(textpage, index), 1.0)
        visible, white, behind, within = modes[key]
        quarter = _quarter(raw.FPDFText_GetCharAngle(textpage, index))
        yield Letter(text, box, size, quarter, visible, key, white, behind, spaced, within)
        spaced = False


def _quarter(angle: float) -> int | None:
    """Quarters of a turn, counter-clockwise; None for a slanted letter (a watermark)."""
    quarters = angle / (math.pi / 2)
    nearest = round(quarters)
    return nearest % 4 if abs(quarters - nearest) < 0.06 else None


def _look(textpage: pdfium.PdfTextPage, index: int, item: object) -> tuple[bool, bool]:
    """Whether a letter is visible, and whether it is white."""
    if item and raw.FPDFTextObj_GetTextRenderMode(item) in (
        raw.FPDF_TEXTRENDERMODE_INVISIBLE,
        raw.FPDF_TEXTRENDERMODE_CLIP,
    ):
        return False, False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if raw.FPDFText_GetFillColor(textpage, index, red, green, blue, alpha):
        return alpha.value > 100, _is_white(red, green, blue)
    return True, False


def _marks(item: object) -> Iterator[str]:
    """The names of the marked content in which a text stands."""
    for number in range(raw.FPDFPageObj_CountMarks(item) if item else 0):
        said = (raw.FPDF_WCHAR * _LONGEST_MARK)()
        raw.FPDFPageObjMark_GetName(
            raw.FPDFPageObj_GetMark(item, number), said, ctypes.sizeof(said), ctypes.byref(ctypes.c_ulong())
        )
        yield bytes(said).decode("utf-16-le", "replace").partition("\0")[0]


def _is_white(*parts: ctypes.c_uint) -> bool:
    return all(part.value >= _WHITE for part in parts)


def _glyph(letter: Letter, view: _View) -> Glyph:
    left, top, right, bottom = view.box(*letter.box)
    size = min(letter.size, max(bottom - top, 1.0) * 1.5)
    within = view.box(*letter.within) if letter.within else None
    return Glyph(letter.text, left, top, right, bottom, size, letter.behind, letter.spaced, within)


def _once(glyphs: Iterator[Glyph]) -> tuple[Glyph, ...]:
    """Bold that is drawn as the same letter twice is one letter."""
    seen: dict[tuple[str, int, int], Glyph] = {}
    kept = []
    for glyph in glyphs:
        x, y = round(glyph.left / 2), round(glyph.top / 2)
        near = [seen.get((glyph.text, x + dx, y + dy)) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        step = 0.25 * max(glyph.right - glyph.left, 1)
        if any(one and abs(one.left - glyph.left) < step and abs(one.top - glyph.top) < step for one in near):
            continue
        seen[glyph.text, x, y] = glyph
        kept.append(glyph)
    return tuple(kept)


# --- what is ruled ----------------------------------------------------------------------------------------------------

Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)


class _Lines:
    """Gathers the straight lines of a page's paths, strokes and thin fillings alike."""

    def __init__(self, view: _View, strokes: Strokes, *, tinted: bool = False) -> None:
        """``tinted``: somebody asks what is behind the letters."""
        self._tinted = tinted
        self._behind: list[tuple[float, float, float, float]] = []
        self._view = view
        self._all = strokes
        self.horizontals: list[Line] = []
        self.verticals: list[Line] = []
        self._pictures = False
        self.slanted: list[Line] = []  # short slanted strokes: the ticks of drawn check boxes

    def take(self, page: pdfium.PdfPage) -> bool:
        """Goes through the page; True where there are pictures on it."""
        for index in range(raw.FPDFPage_CountObjects(page)):
            self._object(raw.FPDFPage_GetObject(page, index), _PLAIN, 0)
        return self._pictures

    def _object(self, item: object, matrix: Matrix, depth: int) -> None:
        kind = raw.FPDFPageObj_GetType(item)
        own = _times(_matrix(item), matrix)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            self._pictures = True
        elif kind == raw.FPDF_PAGEOBJ_SHADING:
            self._behind.append((0, 0, self._view.width, self._view.height))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            for index in range(raw.FPDFFormObj_CountObjects(item)):
                self._object(raw.FPDFFormObj_GetObject(item, index), own, depth + 1)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(item, own)

    def _path(self, item: object, matrix: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        if not stroke.value and not fill.value:
            return
        count = raw.FPDFPath_CountSegments(item)
        self._all.take(count)
        thickness = _thickness(item, matrix)
        coloured = self._tinted and fill.value and _is_coloured(item)
        for points, curved in _figures(item, count):
            seen = [self._view.point(*_applied(matrix, point)) for point in points]
            if stroke.value and not curved:
                self._strokes(seen, thickness)
            elif fill.value and not curved:
                self._filling(seen)
            if coloured:
                self._behind.append(_around(seen))

    def is_behind(self, glyph: Glyph) -> bool:
        """Something that is not white lies behind the letter."""
        x, y = glyph.middle
        return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in self._behind)

    def _strokes(self, points: list[tuple[float, float]], thickness: float) -> None:
        for (ax, ay), (bx, by) in pairwise(points):
            if abs(ay - by) < 1 and abs(ax - bx) > 1:
                self.horizontals.append(Line((ay + by) / 2, min(ax, bx), max(ax, bx), thickness))
            elif abs(ax - bx) < 1 and abs(ay - by) > 1:
                self.verticals.append(Line((ax + bx) / 2, min(ay, by), max(ay, by), thickness))
            elif abs(ax - bx) < 25 and abs(ay - by) < 25:
                self.slanted.append(Line((ay + by) / 2, min(ax, bx), max(ax, bx)))

    def _filling(self, points: list[tuple[float, float]]) -> None:
        left, top, right, bottom = _around(points)
        if bottom - top <= THIN < right - left:
            self.horizontals.append(Line((top + bottom) / 2, left, right, bottom - top))
        elif right - left <= THIN < bottom - top:
            self.verticals.append(Line((left + right) / 2, top, bottom, right - left))


def _around(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _is_coloured(item: object) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    return bool(raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)) and not _is_white(red, green, blue)


def _thickness(item: object, matrix: Matrix) -> float:
    """Of the strokes of a path, as they are seen."""
    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(item, width)
    a, b, c, d, *_ = matrix
    return width.value * math.sqrt(abs(a * d - b * c))


def _figures(item: object, segments: int) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The figures of a path: their points in order (the first again where it is closed), and whether one curves."""
    points: list[tuple[float, float]] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(segments):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, curved
            points, curved = [], False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        points.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points, curved


def _matrix(item: object) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return _PLAIN
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _applied(matrix: Matrix, point: tuple[float, float]) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _merged(lines: list[Line]) -> tuple[Line, ...]:
    """Pieces of one line as one: at the same place within a point or so, touching or overlapping."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: one.at):
        if rows and line.at - rows[-1][0].at < 1.6:
            rows[-1].append(line)
        else:
            rows.append([line])
    return tuple(piece for row in rows for piece in _pieces(row))


def _pieces(row: list[Line]) -> Iterator[Line]:
    at = sum(line.at for line in row) / len(row)
    piece: Line | None = None
    for line in sorted(row, key=lambda one: one.start):
        if piece and line.start <= piece.end + 2:
            piece = Line(at, piece.start, max(piece.end, line.end), max(piece.thickness, line.thickness))
            continue
        if piece:
            yield piece
        piece = replace(line, at=at)
    if piece:
        yield piece
