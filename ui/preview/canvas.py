"""The sheets on the screen: scrolled, zoomed, painted only where they are seen. Knows pages and boxes, no dossier."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from itertools import accumulate

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from exporters.pages.paginate import Box, Page, Pieces, pieces_of
from ui.controls.focus_frame import paint_frame
from ui.controls.plain import plain_tip
from ui.ground.theme import PAPER
from ui.preview.paint import Faces, paint_page

GAP = 14  # between the sheets and around them
LEAST, MOST = 0.25, 4.0
STEPS = (0.25, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
_KEPT_PIXELS = 24_000_000  # about 100 MB of painted sheets
_POINTS = 72

Overlay = Callable[[QPainter, int], None]
"""Paints signs over one sheet."""


class PageCanvas(QAbstractScrollArea):
    """Sheets one under the other. ``tip`` is asked for the words at a box when the mouse rests there.

    ``held`` is asked for the cell (row, column) that stays in sight when the window becomes another size.
    """

    pressed = Signal(object, object, object)  # box or None, (page, x, y) in points, the mouse event
    double_clicked = Signal(object, object)
    released = Signal()
    dragged = Signal(object)  # the box under the mouse while its left button is held
    menu_wanted = Signal(object, QPoint)
    zoom_changed = Signal()
    page_changed = Signal(int)
    moved = Signal()

    def __init__(self, faces: Faces, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faces = faces
        self._pages: tuple[Page, ...] = ()
        self._tops: list[float] = []
        self._widest = 0.0
        self._pieces: Pieces = {}
        self._zoom, self._fit, self._shown = 1.0, True, 0
        self._least_fit = LEAST  # what fits the width is no smaller, and scrolled sideways instead
        self._images: OrderedDict[tuple[int, float], tuple[Page, QImage]] = OrderedDict()
        self.overlay: Overlay = lambda _painter, _page: None
        self.held: Callable[[], tuple[int, int] | None] = lambda: None
        self.tip: Callable[[Box], str] = lambda _box: ""
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().setAccessibleName("上下滚动")
        self.horizontalScrollBar().setAccessibleName("左右滚动")
        self.verticalScrollBar().valueChanged.connect(self._tell_page)

    # --- what is shown ------------------------------------------------------------------------------------------------

    @property
    def pages(self) -> tuple[Page, ...]:
        """The sheets."""
        return self._pages

    @property
    def zoom(self) -> float:
        """1.0 is the paper's own size on a screen of 96 dots an inch."""
        return self._zoom

    @property
    def fits_width(self) -> bool:
        """The zoom follows the width of the window."""
        return self._fit

    @property
    def scale(self) -> float:
        """Logical pixels a point."""
        return self._zoom * self.logicalDpiX() / _POINTS

    @property
    def page(self) -> int:
        """The sheet that fills most of the window, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 3
        return max(0, sum(top <= middle for top in self._tops) - 1)

    def set_pages(self, pages: tuple[Page, ...], pieces: Pieces | None = None) -> None:
        """Shows other sheets; those that are as before are not painted again. ``pieces``: see ``pieces_of``."""
        self._pages = pages
        self._pieces = pieces if pieces is not None else pieces_of(pages)
        self._widest = max((page.width for page in pages), default=0.0)
        for key in [key for key, (page, _) in self._images.items() if key[0] >= len(pages) or pages[key[0]] != page]:
            del self._images[key]
        self._arrange()
        self._tell_page()

    def set_zoom(self, zoom: float, about: QPointF | None = None) -> None:
        """Zooms, keeping the place under ``about`` (or the middle of the window) where it is."""
        self._fit = False
        self._zoom_to(zoom, about or QPointF(self.viewport().rect().center()))

    def fit_width(self) -> None:
        """As wide as the window, from now on."""
        self._fit = True
        self._fit_now()

    def keep_letters(self, least: float) -> None:
        """From now on the width is fitted down to this zoom, and what is wider then is scrolled to."""
        self._least_fit, held = least, self._held_within(self.viewport().size())
        if self._fit and self._zoom < least:
            self._fit_now()
            if held:
                self.reveal(*held)

    def step_zoom(self, by: int, about: QPointF | None = None) -> None:
        """The next larger or smaller of the usual steps."""
        further = [step for step in STEPS if (step > self._zoom + 0.005 if by > 0 else step < self._zoom - 0.005)]
        if further:
            self.set_zoom(min(further) if by > 0 else max(further), about)

    def show_page(self, number: int) -> None:
        """Scrolls to a sheet, from 0."""
        if self._tops:
            number = min(max(number, 0), len(self._tops) - 1)
            self.verticalScrollBar().setValue(round(self._tops[number]) - GAP)

    def _zoom_to(self, zoom: float, about: QPointF) -> None:
        zoom = min(max(zoom, LEAST), MOST)
        if abs(zoom - self._zoom) < 0.0005:
            return
        left, top = self._origin_x(), self.verticalScrollBar().value()
        share_x, share_y = (about.x() - left) / self._zoom, (about.y() + top) / self._zoom
        self._zoom = zoom
        self._arrange()
        self.horizontalScrollBar().setValue(round(share_x * zoom - about.x() + max(0.0, self._free_x()) + GAP))
        self.verticalScrollBar().setValue(round(share_y * zoom - about.y()))
        self.zoom_changed.emit()

    def _fit_now(self) -> None:
        if self._widest:
            room = self.maximumViewportSize().width() - self.verticalScrollBar().sizeHint().width() - 2 * GAP
            zoom = room / self._widest / (self.logicalDpiX() / _POINTS)
            self._zoom_to(min(max(zoom, self._least_fit), MOST), QPointF(0, 0))
            if zoom < self._least_fit:
                self._leave_out_margin()
        self.zoom_changed.emit()

    def _leave_out_margin(self) -> None:
        """A sheet that is wider than the window begins at its table, or has that in the middle."""
        boxes = [box for page in self._pages[:1] for box in page.boxes]
        if boxes:
            left = min(box.x for box in boxes) * self.scale
            right = max(box.x + box.width for box in boxes) * self.scale
            spare = max(0.0, (self.viewport().width() - (right - left)) / 2)
            self.horizontalScrollBar().setValue(round(left - spare))

    # --- where things are ---------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        scale = self.scale
        heights = [page.height * scale + GAP for page in self._pages]
        self._tops = [float(GAP), *(GAP + done for done in accumulate(heights))][: len(heights)]
        width = self._widest * scale + 2 * GAP
        size = self.viewport().size()
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(0, round(GAP + sum(heights)) - size.height()))
        vertical.setPageStep(size.height())
        vertical.setSingleStep(40)
        horizontal.setRange(0, max(0, round(width) - size.width()))
        horizontal.setPageStep(size.width())
        horizontal.setSingleStep(40)
        self.viewport().update()
        self.moved.emit()

    def _free_x(self) -> float:
        """Room at the left of the sheets where they are narrower than the window."""
        return (self.viewport().width() - self._widest * self.scale - 2 * GAP) / 2

    def _origin_x(self) -> float:
        return max(0.0, self._free_x()) + GAP - self.horizontalScrollBar().value()

    def sheet(self, number: int) -> QRectF:
        """A sheet's place in the viewport, on whole pixels."""
        page, scale = self._pages[number], self.scale
        x = round(self._origin_x() + (self._widest - page.width) * scale / 2)
        y = round(self._tops[number]) - self.verticalScrollBar().value()
        return QRectF(x, y, page.width * scale, page.height * scale)

    def area(self, number: int, box: Box) -> QRectF:
        """A cell's place in the viewport."""
        sheet, scale = self.sheet(number), self.scale
        return QRectF(sheet.x() + box.x * scale, sheet.y() + box.y * scale, box.width * scale, box.height * scale)

    def at(self, place: QPointF) -> tuple[int, float, float] | None:
        """The sheet under a place of the viewport, and the point on it."""
        for number in self._seen():
            sheet = self.sheet(number)
            if sheet.contains(place):
                return number, (place.x() - sheet.x()) / self.scale, (place.y() - sheet.y()) / self.scale
        return None

    def box_at(self, place: QPointF) -> Box | None:
        """The cell under a place of the viewport."""
        found = self.at(place)
        return self._pages[found[0]].box_at(found[1], found[2]) if found else None

    def boxes(self, row: int, column: int) -> Iterator[tuple[int, Box]]:
        """The pieces of a cell, sheet by sheet; what is repeated on a later sheet is left out."""
        return iter(self._pieces.get((row, column), ()))

    def reveal(self, number: int, box: Box) -> None:
        """Scrolls just so far that the cell is seen."""
        area, view = self.area(number, box), self.viewport().rect()
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        if area.top() < 0 or area.height() > view.height():
            vertical.setValue(vertical.value() + round(area.top()) - GAP)
        elif area.bottom() > view.height():
            vertical.setValue(vertical.value() + round(area.bottom()) - view.height() + GAP)
        wide = area.width() > view.width()
        if area.left() < 0 or (
            wide and area.left() > view.width() / 2
        ):  # else what names it stays beside its beginning
            horizontal.setValue(horizontal.value() + round(area.left()) - GAP)
        elif area.right() > view.width() and not wide:
            horizontal.setValue(horizontal.value() + round(area.right()) - view.width() + GAP)

    def _seen(self) -> Iterator[int]:
        height = self.viewport().height()
        for number in range(len(self._tops)):
            sheet = self.sheet(number)
            if sheet.bottom() >= 0 and sheet.top() <= height:
                yield number

    def _tell_page(self) -> None:
        if self.page != self._shown or not self._pages:
            self._shown = self.page
        self.page_changed.emit(self._shown)

    # --- painting -----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._ground())
        for number in self._seen():
            sheet = self.sheet(number)
            if sheet.intersects(QRectF(event.rect())):
                self._paint_sheet(painter, number, sheet, event.rect())
        painter.end()
        if self.hasFocus():
            paint_frame(self.viewport())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _ground(self) -> QColor:
        """The table on which the paper lies."""
        window = self.palette().color(QPalette.ColorRole.Window)
        return window.darker(112) if window.lightness() > 128 else window.darker(130)

    def _paint_sheet(self, painter: QPainter, number: int, sheet: QRectF, exposed: QRect) -> None:
        ratio = self.devicePixelRatioF()
        page, scale = self._pages[number], self.scale * ratio
        pixels = page.width * page.height * scale * scale
        painter.save()
        painter.setClipRect(sheet.toAlignedRect().intersected(exposed))
        if pixels > _KEPT_PIXELS / 2:
            self._paint_part(painter, page, sheet, exposed)
        else:
            painter.drawImage(sheet.topLeft(), self._image(number, page, scale, ratio))
        self.overlay(painter, number)
        painter.restore()

    def _paint_part(self, painter: QPainter, page: Page, sheet: QRectF, exposed: QRect) -> None:
        """A sheet too large to be kept as a picture: what is seen of it, at the device's own pixels."""
        ratio, scale = self.devicePixelRatioF(), self.scale
        seen = QRectF(sheet.toAlignedRect().intersected(exposed))
        size = QSize(max(1, round(seen.width() * ratio)), max(1, round(seen.height() * ratio)))
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(PAPER)
        inner = QPainter(image)
        inner.translate(round((sheet.x() - seen.x()) * ratio), round((sheet.y() - seen.y()) * ratio))
        part = seen.translated(-sheet.topLeft())
        clip = QRectF(part.x() / scale, part.y() / scale, part.width() / scale, part.height() / scale)
        paint_page(inner, page, self._faces, scale * ratio, clip)
        inner.end()
        image.setDevicePixelRatio(ratio)
        painter.drawImage(seen.topLeft(), image)

    def _image(self, number: int, page: Page, scale: float, ratio: float) -> QImage:
        key = (number, scale)
        if key not in self._images:
            image = QImage(round(page.width * scale), round(page.height * scale), QImage.Format.Format_RGB32)
            image.fill(PAPER)
            inner = QPainter(image)
            paint_page(inner, page, self._faces, scale)
            inner.end()
            image.setDevicePixelRatio(ratio)
            self._images[key] = (page, image)
            while len(self._images) > 1 and self._kept() > _KEPT_PIXELS:
                self._images.popitem(last=False)
        self._images.move_to_end(key)
        return self._images[key][1]

    def _kept(self) -> int:
        return sum(image.width() * image.height() for _, image in self._images.values())

    # --- mouse and keys -----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        held = self._held_within(event.oldSize())
        super().resizeEvent(event)
        if self._fit:
            self._fit_now()
        self._arrange()
        if held:
            self.reveal(*held)

    def _held_within(self, size: QSize) -> tuple[int, Box] | None:
        """The piece of the cell that is held, if it was seen in a viewport of that size; of no size: before any.

        By its height only: the sheets lie in the middle of the new width by now.
        """
        cell, height = self.held(), size.height()
        pieces = list(self.boxes(*cell)) if cell else []
        if height <= 0:
            return next(iter(pieces), None)
        areas = ((one, self.area(*one)) for one in pieces)
        return next((one for one, area in areas if area.bottom() > 0 and area.top() < height), None)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()
        self.moved.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.step_zoom(1 if event.angleDelta().y() > 0 else -1, event.position())
            event.accept()
            return
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(self.box_at(event.position()), self.at(event.position()), event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(self.box_at(event.position()))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.released.emit()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.double_clicked.emit(self.box_at(event.position()), self.at(event.position()))
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            box = self.box_at(QPointF(event.pos()))
            words = self.tip(box) if box else ""
            if words:
                QToolTip.showText(event.globalPos(), plain_tip(words), self.viewport())
            else:
                QToolTip.hideText()
            return True
        if event.type() == QEvent.Type.ContextMenu:
            place = event.pos()  # type: ignore[attr-defined]
            self.menu_wanted.emit(self.box_at(QPointF(place)), event.globalPos())  # type: ignore[attr-defined]
            return True
        return super().viewportEvent(event)
