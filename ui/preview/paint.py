"""Pages on a QPainter: the same glyphs at the same places as in the PDF, for the screen and for the printer."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGlyphRun,
    QPaintEngine,
    QPainter,
    QPen,
    QRawFont,
)

from exporters.fonts import HEI, Fonts
from exporters.pages.paginate import Page, Rule, Text
from exporters.pages.styles import PALE, mark_size
from ui.ground.theme import INK

_MOST_SIZES = 64
_LOAD_SIZE = 16.0


class Faces:
    """The bundled faces as Qt draws them. Only for the window's thread."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        self._loaded: dict[str, QRawFont] = {}
        self._sized: dict[tuple[str, float], QRawFont] = {}
        self._families: dict[str, str] = {}

    def raw(self, face: str, pixels: float) -> QRawFont:
        """A face in a size, without hinting, so that widths are those of the page."""
        key = (face, round(pixels, 3))
        if key not in self._sized:
            if len(self._sized) >= _MOST_SIZES:
                self._sized.clear()
            sized = QRawFont(self._raw(face))
            sized.setPixelSize(key[1])
            self._sized[key] = sized
        return self._sized[key]

    def _raw(self, face: str) -> QRawFont:
        if face not in self._loaded:
            path = str(self.fonts.path(face))
            self._loaded[face] = QRawFont(path, _LOAD_SIZE, QFont.HintingPreference.PreferNoHinting)
        return self._loaded[face]

    def font(self, face: str, pixels: float) -> QFont:
        """The face for devices that take text as text (printers, their PDF)."""
        font = QFont(self.family(face))
        font.setPixelSize(max(1, round(pixels)))
        font.setKerning(False)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def family(self, face: str) -> str:
        """The name by which Qt knows a face."""
        if face not in self._families:
            family = self._raw(face).familyName()
            if family not in QFontDatabase.families():
                QFontDatabase.addApplicationFont(str(self.fonts.path(face)))
            self._families[face] = family
        return self._families[face]

    def advances(self, text: Text, scale: float) -> Iterable[tuple[int, float]]:
        """Glyph and place (from the run's beginning) of every character of a run."""
        face, pixels, place = self.fonts.face(text.face), text.size * scale, 0.0
        for char in text.text:
            glyph = face.glyph(char)
            yield glyph, place
            place += face.advance(glyph) / face.units * pixels + text.spacing * scale


def paint_page(painter: QPainter, page: Page, faces: Faces, scale: float = 1.0, clip: QRectF | None = None) -> None:
    """Paints a page with its top left corner at the painter's origin; ``scale`` is device units a point.

    ``clip`` (in points) names the part that is wanted. On a screen rules fall on whole pixels and are never fainter
    than one; on a printer everything is where the page says.
    """
    on_screen = painter.paintEngine().type() == QPaintEngine.Type.Raster
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    _paint_mark(painter, page, faces, scale)
    for rule in page.rules:
        if clip is None or _rule_area(rule).intersects(clip):
            _paint_rule(painter, rule, scale, on_screen)
    painter.setPen(INK)
    for text in page.texts:
        if clip is None or _text_area(text).intersects(clip):
            (_paint_glyphs if on_screen else _paint_text)(painter, text, faces, scale)
    painter.restore()


def _paint_mark(painter: QPainter, page: Page, faces: Faces, scale: float) -> None:
    """The word across the sheet, pale and below all else."""
    if not page.mark:
        return
    painter.save()
    painter.setPen(QColor.fromRgbF(PALE, PALE, PALE))
    painter.setFont(faces.font(HEI, mark_size(page) * scale))
    area = painter.fontMetrics().boundingRect(page.mark)
    painter.translate(page.width * scale / 2, page.height * scale / 2)
    painter.rotate(-45)
    painter.drawText(QPointF(-area.width() / 2 - area.left(), -area.center().y()), page.mark)
    painter.restore()


def _rule_area(rule: Rule) -> QRectF:
    area = QRectF(QPointF(rule.x1, rule.y1), QPointF(rule.x2, rule.y2)).normalized()
    return area.adjusted(-1, -1, 1, 1)


def _text_area(text: Text) -> QRectF:
    return QRectF(text.x, text.y - 1.2 * text.size, text.width + text.size, 1.6 * text.size)


def _paint_rule(painter: QPainter, rule: Rule, scale: float, on_screen: bool) -> None:
    straight = rule.x1 == rule.x2 or rule.y1 == rule.y2
    if on_screen and straight:
        painter.fillRect(_pixels(rule, scale), INK)
        return
    painter.setPen(QPen(INK, rule.thickness * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
    painter.drawLine(QPointF(rule.x1 * scale, rule.y1 * scale), QPointF(rule.x2 * scale, rule.y2 * scale))


def _pixels(rule: Rule, scale: float) -> QRectF:
    """The whole pixels that a straight rule covers, its square ends included."""
    thick = max(1, round(rule.thickness * scale))
    left, right = sorted((rule.x1 * scale, rule.x2 * scale))
    top, bottom = sorted((rule.y1 * scale, rule.y2 * scale))
    x, y = round(left - thick / 2), round(top - thick / 2)
    return QRectF(x, y, max(thick, round(right + thick / 2) - x), max(thick, round(bottom + thick / 2) - y))


def _paint_glyphs(painter: QPainter, text: Text, faces: Faces, scale: float) -> None:
    glyphs = list(faces.advances(text, scale))
    run = QGlyphRun()
    run.setRawFont(faces.raw(text.face, text.size * scale))
    run.setGlyphIndexes([glyph for glyph, _ in glyphs])
    run.setPositions([QPointF(place, 0) for _, place in glyphs])
    painter.drawGlyphRun(QPointF(text.x * scale, text.y * scale), run)


def _paint_text(painter: QPainter, text: Text, faces: Faces, scale: float) -> None:
    """A run as text, so that a printed PDF can be searched; cut where the device's own steps would drift."""
    painter.setFont(faces.font(text.face, text.size * scale))
    width = painter.fontMetrics().horizontalAdvance(text.text)
    if not text.spacing and abs(width - text.width * scale) < 0.3 * scale:
        painter.drawText(QPointF(text.x * scale, text.y * scale), text.text)
        return
    for char, (_, place) in zip(text.text, faces.advances(text, scale), strict=True):
        painter.drawText(QPointF(text.x * scale + place, text.y * scale), char)
