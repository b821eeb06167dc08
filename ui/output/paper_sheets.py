"""Pages on a printer: at their own size, or smaller where the printer's margins or paper would cut the table."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from exporters.pages.paginate import Page
from models.python import regex
from ui.preview.paint import Faces, paint_page

_POINTS = 72.0
_NEARLY = 3.0  # points by which two papers may differ and still be the same
_TO = regex(r"\s*(?:-|－|—|–|~|～|至|到)\s*")
_RANGE = regex(r"(\d+)(?:-(\d+))?")


@dataclass(frozen=True, slots=True)
class Fit:
    """How a page comes to the paper: made smaller by ``scale``, then moved (points)."""

    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0


def ink_of(page: Page) -> QRectF:
    """The part of a page that has something on it."""
    areas = [QRectF(text.x, text.y - text.size, text.width, 1.25 * text.size) for text in page.texts]
    for rule in page.rules:
        left, right = sorted((rule.x1, rule.x2))
        top, bottom = sorted((rule.y1, rule.y2))
        half = rule.thickness / 2
        areas.append(QRectF(left - half, top - half, right - left + 2 * half, bottom - top + 2 * half))
    united = QRectF()
    for area in areas:
        united = united.united(area)
    return united


def fit(page: Page, paper: QSizeF, margins: QMarginsF) -> Fit:
    """How a page must be placed on a paper whose printer cannot print nearer to the edge than ``margins`` (points)."""
    ink = ink_of(page)
    free = QRectF(
        margins.left(),
        margins.top(),
        paper.width() - margins.left() - margins.right(),
        paper.height() - margins.top() - margins.bottom(),
    )
    same = abs(paper.width() - page.width) < _NEARLY and abs(paper.height() - page.height) < _NEARLY
    if ink.isEmpty() or (same and free.contains(ink)):
        return Fit()
    scale = min(1.0, free.width() / ink.width(), free.height() / ink.height())
    if not same:
        scale = min(scale, paper.width() / page.width, paper.height() / page.height)
    return Fit(
        scale,
        _shift(ink.left() * scale, ink.right() * scale, free.left(), free.right(), paper.width() - page.width * scale),
        _shift(
            ink.top() * scale, ink.bottom() * scale, free.top(), free.bottom(), paper.height() - page.height * scale
        ),
    )


def _shift(start: float, stop: float, least: float, most: float, slack: float) -> float:
    """The move that centres the page, held so that its ink stays between ``least`` and ``most``."""
    return max(least - start, min(slack / 2, most - stop))


def layout_for(page: Page) -> QPageLayout:
    """The paper a page is made for."""
    short, long = sorted((page.width, page.height))
    size = QPageSize(QSizeF(short, long), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    landscape = page.width > page.height
    return QPageLayout(
        size,
        QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait,
        QMarginsF(0, 0, 0, 0),
        QPageLayout.Unit.Point,
    )


def turn_to(printer: QPrinter, page: Page) -> tuple[QSizeF, QMarginsF]:
    """Turns the printer to the page's paper; tells what paper it really has, and where it cannot print (points)."""
    wanted = layout_for(page)
    printer.setPageSize(wanted.pageSize())
    printer.setPageOrientation(wanted.orientation())
    printer.setFullPage(True)
    layout = printer.pageLayout()
    least = QPageLayout(layout)
    least.setUnits(QPageLayout.Unit.Point)
    full = least.fullRect(QPageLayout.Unit.Point)
    return full.size(), least.minimumMargins()


def smallest_scale(printer: QPrinter, pages: Sequence[Page]) -> float:
    """How small the printer's paper and margins make the pages."""
    papers: dict[tuple[float, float], tuple[QSizeF, QMarginsF]] = {}
    scale = 1.0
    for page in pages:
        size = (page.width, page.height)
        if size not in papers:
            papers[size] = turn_to(printer, page)
        scale = min(scale, fit(page, *papers[size]).scale)
    return scale


def print_steps(printer: QPrinter, pages: Sequence[Page], faces: Faces) -> Generator[int, None, None]:
    """Prints page by page, telling how many are done, so that a caller can show it and stop."""
    painter = QPainter()
    try:
        for number, page in enumerate(pages):
            placing = fit(page, *turn_to(printer, page))
            if number == 0:
                if not painter.begin(printer):
                    raise OSError(0, "打印机没有接受这次打印")
            elif not printer.newPage():
                raise OSError(0, "打印机没有接受下一页")
            unit = printer.resolution() / _POINTS
            painter.save()
            painter.translate(placing.x * unit, placing.y * unit)
            paint_page(painter, page, faces, unit * placing.scale)
            painter.restore()
            yield number + 1
    finally:
        if painter.isActive():
            painter.end()


def page_range(text: str, count: int) -> tuple[int, ...]:
    """The pages that ``1-3，5`` means, from 1; all for blank. Raises ValueError in Chinese."""
    if not text.strip():
        return tuple(range(1, count + 1))
    found: list[int] = []
    for part in re.split(r"[,，、;；\s]+", _TO.sub("-", text.strip())):
        match = _RANGE.fullmatch(part)
        if match is None:
            raise ValueError(f"看不懂页码“{part}”，请写成 1-3，5")
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= count:
            raise ValueError(f"页码“{part}”不在 1 到 {count} 之间")
        found += [number for number in range(first, last + 1) if number not in found]
    return tuple(found)
