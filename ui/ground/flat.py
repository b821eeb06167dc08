"""Paints the parts of controls flat: no shades, hairlines, the accent for what is on or has the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QStyle,
    QStyleOptionButton,
    QStyleOptionHeader,
    QTabBar,
    QWidget,
)

from ui.ground.icons import icon_size, tinted
from ui.ground.theme import colours, mixed

_State: TypeAlias = QStyle.StateFlag
_Role: TypeAlias = QPalette.ColorRole
_S: TypeAlias = QStyle.SubControl
SQUARISH, ROUND, ROUNDER = 2, 4, 6  # pixels of the corners of a list, of a control and of a group
THIN = 8  # pixels of the moving part of a scroll bar
SHORTEST = 26  # pixels of its length
HOVERED, PRESSED = 0.06, 0.13  # how much of the letters' colour is mixed into a ground
ARROW, CHECK = 14, 16  # pixels beside letters of the usual size

Option = Any
"""Qt hands over the option of the element's own kind."""


def _is(option: Option, flag: _State) -> bool:
    return bool(option.state & flag)


def _ground(option: Option, base: QColor) -> QColor:
    """A ground, and what the mouse makes of it."""
    ink = option.palette.color(_Role.ButtonText)
    if not _is(option, _State.State_Enabled):
        return base
    if _is(option, _State.State_Sunken):
        return mixed(ink, base, PRESSED)
    return mixed(ink, base, HOVERED) if _is(option, _State.State_MouseOver) else base


def _box(painter: QPainter, area: QRect, ground: QColor | None, edge: QColor | None, corner: float = ROUND) -> None:
    """A rounded area on whole pixels, with an edge of one pixel."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(ground if ground else Qt.BrushStyle.NoBrush)
    inset = 0.5 if edge else 0
    painter.drawRoundedRect(QRectF(area).adjusted(inset, inset, -inset, -inset), corner, corner)
    painter.restore()


def _edge(option: Option) -> QColor:
    palette = option.palette
    return palette.color(_Role.Mid) if _is(option, _State.State_Enabled) else colours().line


# --- buttons ----------------------------------------------------------------------------------------------------------


def is_default(option: Option) -> bool:
    """The button that Enter presses."""
    if not isinstance(option, QStyleOptionButton):
        return False
    features = option.features  # type: ignore[attr-defined]
    return bool(features & QStyleOptionButton.ButtonFeature.DefaultButton) and _is(option, _State.State_Enabled)


def default_ink(palette: QPalette) -> QColor:
    """The letters on the accent."""
    return palette.color(_Role.HighlightedText)


def default_palette(palette: QPalette) -> QPalette:
    """A button's palette where it is filled with the accent."""
    made = QPalette(palette)
    made.setColor(_Role.ButtonText, default_ink(palette))
    return made


def paint_button(option: Option, painter: QPainter) -> None:
    """A button with words: filled where it is the first to press, else with a hairline around it."""
    palette = option.palette
    if is_default(option):
        accent = palette.color(_Role.Highlight)
        share = 2 * HOVERED if _is(option, _State.State_MouseOver) else 0
        share = PRESSED if _is(option, _State.State_Sunken) else share
        _box(painter, option.rect, mixed(palette.color(_Role.Shadow), accent, share), None)
        return
    on = _is(option, _State.State_On)
    ground = colours().selected if on else _ground(option, palette.color(_Role.Base))
    _box(painter, option.rect, ground, _edge(option))


def paint_tool_button(option: Option, painter: QPainter) -> None:
    """A button without a ground until the mouse is on it, or it is on."""
    if _is(option, _State.State_On):
        _box(painter, option.rect, colours().selected, None)
    elif not _is(option, _State.State_AutoRaise):
        paint_button(option, painter)
    elif _is(option, _State.State_Enabled) and (
        _is(option, _State.State_MouseOver) or _is(option, _State.State_Sunken)
    ):
        _box(painter, option.rect, _ground(option, option.palette.color(_Role.Window)), None)


def paint_check(option: Option, painter: QPainter) -> None:
    """A box to tick; filled with the accent where it is on."""
    area, on = _square(option.rect), _is(option, _State.State_On)
    partly = _is(option, _State.State_NoChange)
    _box(painter, area, *_switch(option, on=on or partly), corner=3)
    if not (on or partly):
        return
    x, y, side = area.x(), area.y(), area.width()
    tick = ((0.24, 0.52), (0.43, 0.70), (0.77, 0.31)) if on else ((0.25, 0.5), (0.75, 0.5))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(_on()[1], max(1.6, side / 8)))
    painter.drawPolyline([QPointF(x + share * side, y + down * side) for share, down in tick])
    painter.restore()


def paint_radio(option: Option, painter: QPainter) -> None:
    """One of several; with a dot where it is on."""
    area, on = _square(option.rect), _is(option, _State.State_On)
    _box(painter, area, *_switch(option, on=on), corner=area.width() / 2)
    if on:
        inset = round(area.width() * 0.31)
        dot = area.adjusted(inset, inset, -inset, -inset)
        _box(painter, dot, _on()[1], None, dot.width() / 2)


def switched_on(icon: QIcon) -> QIcon:
    """An icon that says that something is on, as a ticked box does: on the accent."""
    side, (ground, shade) = icon_size(CHECK).width() * 4, _on()  # sharp at every scale
    ink, made = icon.pixmap(side, side), QPixmap(side, side)
    painter = QPainter(ink)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(ink.rect(), shade)
    painter.end()
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    _box(painter, made.rect(), ground, None, side / 6)
    painter.drawPixmap(made.rect().adjusted(side // 8, side // 8, -side // 8, -side // 8), ink)
    painter.end()
    return QIcon(made)


def _on() -> tuple[QColor, QColor]:
    """The accent as a ground, and what is seen on it; the palette of a list has a softer one."""
    palette = QGuiApplication.palette()
    return palette.color(_Role.Highlight), palette.color(_Role.HighlightedText)


def _square(area: QRect) -> QRect:
    side = min(area.width(), area.height())
    square = QRect(0, 0, side, side)
    square.moveCenter(area.center())
    return square


def _switch(option: Option, *, on: bool) -> tuple[QColor, QColor]:
    """Ground and edge of a box to tick."""
    enabled = _is(option, _State.State_Enabled)
    if on:
        ground = _on()[0] if enabled else colours().muted
        return ground, ground
    return _ground(option, option.palette.color(_Role.Base)), colours().muted if enabled else colours().line


# --- fields -----------------------------------------------------------------------------------------------------------


def paint_field(option: Option, painter: QPainter) -> None:
    """The edge of what is typed into."""
    _box(painter, option.rect, None, _field_edge(option))


def paint_text_field(option: Option, painter: QPainter) -> None:
    """The edge of several lines, and the ground that they leave free below them, where half a line would be."""
    _box(painter, option.rect, option.palette.color(_Role.Base), _field_edge(option))


def _field_edge(option: Option) -> QColor:
    return colours().accent if _is(option, _State.State_HasFocus) else _edge(option)


def paint_list(option: Option, painter: QPainter, arrow_area: QRect) -> None:
    """A list to choose from."""
    if option.frame:
        base = option.palette.color(_Role.Base)
        ground = base if option.editable else _ground(option, base)
        _box(painter, option.rect, ground, _field_edge(option))
    _sign(painter, "chevron-down", arrow_area, option)


def paint_steps(option: Option, painter: QPainter, steps: Sequence[QRect]) -> None:
    """A number with arrows to step it."""
    if option.frame:
        _box(painter, option.rect, option.palette.color(_Role.Base), _field_edge(option))
    for name, area in zip(("chevron-up", "chevron-down"), steps, strict=True):
        _sign(painter, name, area, option)


# --- signs ------------------------------------------------------------------------------------------------------------


def arrow(name: str) -> Callable[[Option, QPainter], None]:
    """Paints an arrow in the middle of its area."""

    def paint(option: Option, painter: QPainter) -> None:
        _sign(painter, name, option.rect, option)

    return paint


def _sign(painter: QPainter, name: str, area: QRect, option: Option) -> None:
    ink = option.palette.color(_Role.WindowText) if _is(option, _State.State_Enabled) else colours().muted
    side = min(icon_size(ARROW).width(), max(area.width(), 8), max(area.height(), 8))
    place = QRect(0, 0, side, side)
    place.moveCenter(area.center())
    tinted(name, mixed(ink, option.palette.color(_Role.Base), 0.75)).paint(painter, place)


def paint_branch(option: Option, painter: QPainter) -> None:
    """What opens and folds a row of a tree."""
    if _is(option, _State.State_Children):
        _sign(painter, "chevron-down" if _is(option, _State.State_Open) else "chevron-right", option.rect, option)


def paint_sort(option: Option, painter: QPainter) -> None:
    """Which way a column is sorted."""
    if option.sortIndicator:
        up = option.sortIndicator.name == "SortUp"
        _sign(painter, "chevron-up" if up else "chevron-down", option.rect, option)


# --- what parts things ------------------------------------------------------------------------------------------------


def paint_frame(option: Option, painter: QPainter) -> None:
    """A hairline around a page."""
    _box(painter, option.rect, None, colours().line)


def paint_menu_frame(option: Option, painter: QPainter) -> None:
    """A hairline around a menu, whose window has square corners."""
    _box(painter, option.rect, None, colours().line, 0)


def paint_part(option: Option, painter: QPainter) -> None:
    """The line between two groups of a menu."""
    area = option.rect
    _line(painter, area.left() + ROUND, area.center().y(), area.width() - 2 * ROUND, 1)


def paint_list_frame(option: Option, painter: QPainter) -> None:
    """A hairline around a list: what lies in it has square corners, which would cut rounder ones."""
    _box(painter, option.rect, None, colours().line, SQUARISH)


def paint_group(option: Option, painter: QPainter) -> None:
    """What belongs together, on a ground of its own."""
    _box(painter, option.rect, None, colours().line, ROUNDER)


def paint_bar(option: Option, painter: QPainter) -> None:
    """The ground of a tool bar."""
    painter.fillRect(option.rect, option.palette.color(_Role.Window))
    _line(painter, option.rect.left(), option.rect.bottom(), option.rect.width(), 1)


def paint_ground(option: Option, painter: QPainter) -> None:
    """What stands beside the menus."""
    painter.fillRect(option.rect, option.palette.color(_Role.Window))


def hide_under(option: Option, painter: QPainter) -> None:
    """No line of Fusion's under a menu of the menu bar: the tool bar below it has one."""
    if not _is(option, _State.State_Selected):
        area = option.rect
        painter.fillRect(QRect(area.left(), area.bottom() - 1, area.width(), 2), option.palette.color(_Role.Window))


def paint_current(option: Option, painter: QPainter) -> None:
    """Where the keyboard is in a list, once keys were used there."""
    if _is(option, _State.State_KeyboardFocusChange):
        _box(painter, option.rect, None, colours().accent, 2)


def paint_under(option: Option, painter: QPainter) -> None:
    """The line under tabs."""
    _line(painter, option.rect.left(), option.rect.bottom(), option.rect.width(), 1)


def paint_between(option: Option, painter: QPainter) -> None:
    """The line between tool buttons."""
    area = option.rect
    if _is(option, _State.State_Horizontal):
        _line(painter, area.center().x(), area.top() + area.height() // 4, 1, area.height() // 2)
    else:
        _line(painter, area.left() + area.width() // 4, area.center().y(), area.width() // 2, 1)


def paint_handle(option: Option, painter: QPainter) -> None:
    """Where two parts can be moved against each other: a short line, in the accent under the mouse."""
    area, long = option.rect, 28
    bar = QRect(0, 0, 2, long) if area.height() > area.width() else QRect(0, 0, long, 2)
    bar.moveCenter(area.center())
    hovered = _is(option, _State.State_MouseOver) and _is(option, _State.State_Enabled)
    painter.fillRect(bar, colours().accent if hovered else option.palette.color(_Role.Mid))


def paint_head(option: Option, painter: QPainter) -> None:
    """A head of columns or rows."""
    area = option.rect
    painter.fillRect(area, _ground(option, QGuiApplication.palette().color(_Role.AlternateBase)))
    _line(painter, area.left(), area.bottom(), area.width(), 1)
    if not _is_last(option):
        _line(painter, area.right(), area.top(), 1, area.height())


def _is_last(option: Option) -> bool:
    """The last head stands at the edge of its table, which has a line of its own."""
    if not isinstance(option, QStyleOptionHeader):
        return True
    place = option.position  # type: ignore[attr-defined]
    kinds = QStyleOptionHeader.SectionPosition
    return option.orientation == Qt.Orientation.Horizontal and place in (kinds.End, kinds.OnlyOneSection)  # type: ignore[attr-defined]


def _line(painter: QPainter, x: int, y: int, width: int, height: int) -> None:
    painter.fillRect(QRect(x, y, width, height), colours().line)


# --- tabs -------------------------------------------------------------------------------------------------------------


def is_upright(option: Option) -> bool:
    """Tabs that stand over their page."""
    return option.shape in (QTabBar.Shape.RoundedNorth, QTabBar.Shape.TriangularNorth)


def paint_tab(option: Option, painter: QPainter) -> None:
    """A tab: underlined in the accent where its page is in sight."""
    area, selected = option.rect, _is(option, _State.State_Selected)
    if not selected and _is(option, _State.State_MouseOver) and _is(option, _State.State_Enabled):
        _box(painter, area.adjusted(1, 2, -1, -3), _ground(option, option.palette.color(_Role.Window)), None)
    if selected:
        painter.fillRect(QRect(area.left() + 4, area.bottom() - 1, area.width() - 8, 2), colours().accent)


def tab_palette(option: Option) -> QPalette:
    """The words of tabs that are not in sight are quieter."""
    made = QPalette(option.palette)
    if not _is(option, _State.State_Selected):
        for role in (_Role.WindowText, _Role.Text):  # on a page the letters are those of a page
            made.setColor(QPalette.ColorGroup.Active, role, colours().muted)
            made.setColor(QPalette.ColorGroup.Inactive, role, colours().muted)
    return made


# --- scroll bars and progress -----------------------------------------------------------------------------------------


def scroll_part(option: Option, part: _S) -> QRect:
    """A scroll bar is all groove, without arrows at its ends; what moves in it is as long as what is seen."""
    upright = option.orientation == Qt.Orientation.Vertical
    length = option.rect.height() if upright else option.rect.width()
    hidden = option.maximum - option.minimum
    span = length if hidden <= 0 else max(SHORTEST, length * option.pageStep // (hidden + option.pageStep))
    span = min(span, length)
    start = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - span, option.upsideDown
    )
    place = {
        _S.SC_ScrollBarGroove: (0, length),
        _S.SC_ScrollBarSlider: (start, span),
        _S.SC_ScrollBarSubPage: (0, start),
        _S.SC_ScrollBarAddPage: (start + span, length - start - span),
    }.get(part, (0, 0))
    if not place[1]:
        return QRect()
    if upright:
        return QRect(option.rect.x(), option.rect.y() + place[0], option.rect.width(), place[1])
    return QRect(option.rect.x() + place[0], option.rect.y(), place[1], option.rect.height())


def _scrolled(bar: QWidget | None) -> QAbstractScrollArea | None:
    """What a bar scrolls, where both lie in one frame."""
    area = bar
    while area is not None and not isinstance(area, QAbstractScrollArea):
        area = area.parentWidget()
    return None if area is None or area.frameShape() == QFrame.Shape.NoFrame else area


def _scrolled_ground(bar: QWidget | None) -> QColor:
    area = _scrolled(bar)
    if area is None:
        return QGuiApplication.palette().color(_Role.Window)
    under = area.viewport()
    return under.palette().color(under.backgroundRole())


def paint_scroll(option: Option, painter: QPainter, slider: QRect, bar: QWidget | None) -> None:
    """A bar without arrows, darker under the mouse."""
    area, ground = _scrolled(bar), _scrolled_ground(bar)
    if area is None or area.viewport().autoFillBackground():  # else its ground is there already, with round corners
        painter.fillRect(option.rect, ground)
    if option.maximum <= option.minimum:
        return
    across = slider.width() if option.orientation == Qt.Orientation.Vertical else slider.height()
    inset = max(1, (across - THIN) // 2)
    if option.orientation == Qt.Orientation.Vertical:
        slider = slider.adjusted(inset, 2, -inset, -2)
    else:
        slider = slider.adjusted(2, inset, -2, -inset)
    at_hand = _is(option, _State.State_MouseOver) or _is(option, _State.State_Sunken)
    ink = option.palette.color(_Role.WindowText)
    _box(painter, slider, mixed(ink, ground, 0.5 if at_hand else 0.28), None, THIN / 2)


def paint_corner(option: Option, painter: QPainter, area: QWidget | None) -> None:
    """Between two scroll bars."""
    painter.fillRect(option.rect, _scrolled_ground(area))


def paint_groove(option: Option, painter: QPainter) -> None:
    """What a progress bar fills."""
    _box(painter, option.rect, colours().line, None)


def paint_progress(option: Option, painter: QPainter) -> None:
    """How far a work has come; a bar of no known length is filled."""
    whole, done = option.maximum - option.minimum, option.progress - option.minimum
    area = QRect(option.rect)
    if whole > 0:
        area.setWidth(round(area.width() * max(0, done) / whole))
    _box(painter, area, option.palette.color(_Role.Highlight), None)
