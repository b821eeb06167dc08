"""The sheets on the screen: where they lie, what is under the mouse, how they scroll and zoom, what is kept of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QMouseEvent, QPainter, QWheelEvent
from pytestqt.qtbot import QtBot

from exporters.pages.paginate import Box, Page, Rule
from tests.ui.painting import settle
from tests.ui.preview.office import FONTS
from ui.preview import canvas as module
from ui.preview.canvas import GAP, LEAST, MOST, STEPS, PageCanvas
from ui.preview.paint import Faces

CORNER, MIDDLE, FOOT = Box(10, 10, 40, 20, 0, 0), Box(100, 200, 60, 20, 1, 0), Box(100, 360, 60, 30, 2, 0)
RULES = (Rule(0, 0, 300, 0, 1), Rule(10, 10, 200, 300, 1), Rule(0, 399, 300, 399, 1))
LEVEL = tuple(Rule(x, 0, x, 400, 1) for x in (10, 77, 130, 201)) + tuple(Rule(0, y, 300, y, 1) for y in (50, 120, 190))
SHEET = Page(300, 400, (), RULES, (CORNER, MIDDLE, FOOT))
SMALL = Page(200, 100, (), (), (Box(0, 0, 20, 20, 5, 0), Box(0, 0, 20, 20, 0, 0, repeated=True)))
Make = Callable[..., PageCanvas]
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    def made(*pages: Page, width: int = 640, height: int = 480, zoom: float = 0.75) -> PageCanvas:
        canvas = PageCanvas(Faces(FONTS))
        qtbot.addWidget(canvas)
        canvas.resize(width, height)
        canvas.set_pages(pages)
        canvas.show()
        canvas.set_zoom(zoom)
        settle()
        return canvas

    return made


@pytest.fixture
def canvas(make: Make) -> PageCanvas:
    """Three sheets, a point a pixel."""
    made = make(SHEET, SHEET, SMALL)
    assert made.scale == 1
    return made


def test_sheets_lie_one_under_the_other_in_the_middle(canvas: PageCanvas) -> None:
    left = (canvas.viewport().width() - 300) / 2
    wanted = [(left, GAP, 300, 400), (left, 400 + 2 * GAP, 300, 400), (left + 50, 800 + 3 * GAP, 200, 100)]
    for number, area in enumerate(wanted):
        assert canvas.sheet(number).getRect() == pytest.approx(area, abs=1)
    assert canvas.area(0, CORNER).getRect() == pytest.approx((left + 10, GAP + 10, 40, 20), abs=1)


def test_the_last_sheet_ends_a_gap_above_the_foot(canvas: PageCanvas) -> None:
    bar = canvas.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert canvas.sheet(2).bottom() == canvas.viewport().height() - GAP
    assert bar.pageStep() == canvas.viewport().height()
    assert canvas.horizontalScrollBar().maximum() == 0
    for one in (bar, canvas.horizontalScrollBar()):
        assert 20 <= one.singleStep() <= 80


def test_what_is_wider_than_the_window_is_scrolled_to_its_very_edges(make: Make) -> None:
    canvas = make(SHEET, width=200, zoom=1.5)
    bar = canvas.horizontalScrollBar()
    bar.setValue(0)
    assert canvas.sheet(0).left() == GAP
    assert bar.pageStep() == canvas.viewport().width()
    bar.setValue(bar.maximum())
    assert canvas.sheet(0).right() == pytest.approx(canvas.viewport().width() - GAP, abs=1)


@pytest.mark.parametrize(("place", "found"), [((10, 10), CORNER), ((49, 29), CORNER), ((50, 30), None), ((9, 9), None)])
def test_the_cell_under_the_mouse(canvas: PageCanvas, place: tuple[int, int], found: Box | None) -> None:
    for number in (0, 1):
        at = canvas.sheet(number).topLeft() + QPointF(*place)
        if canvas.viewport().rect().contains(at.toPoint()):
            assert canvas.at(at) == (number, *place)
            assert canvas.box_at(at) == found
    assert canvas.at(QPointF(2, 2)) is None
    assert canvas.box_at(QPointF(2, 2)) is None


def test_the_sheet_at_hand_is_the_one_that_fills_the_upper_part(canvas: PageCanvas) -> None:
    told: list[int] = []
    canvas.page_changed.connect(told.append)
    third = canvas.viewport().height() // 3
    bar = canvas.verticalScrollBar()
    for value, page in ((0, 0), (400 + 2 * GAP - third - 2, 0), (400 + 2 * GAP - third + 1, 1)):
        bar.setValue(value)
        assert canvas.page == page
    assert told[-1] == 1
    for number, page in ((0, 0), (1, 1), (-1, 0), (9, 2)):
        bar.setValue(0 if number else 50)
        canvas.show_page(number)
        assert canvas.sheet(page).top() == GAP or bar.value() == bar.maximum()


def test_zooming_keeps_the_place_under_the_mouse(make: Make) -> None:
    canvas = make(SHEET, width=200, height=160, zoom=1.5)
    heard: list[float] = []
    canvas.zoom_changed.connect(lambda: heard.append(canvas.zoom))
    place = QPointF(110, 60)
    for zoom in (3.0, 2.0, 1.0):
        before = canvas.at(place)
        canvas.set_zoom(zoom, place)
        after = canvas.at(place)
        assert before
        assert after
        assert after[1] == pytest.approx(before[1], abs=1)
        assert after[2] == pytest.approx(before[2], abs=GAP)
    assert heard == [3.0, 2.0, 1.0]
    canvas.set_zoom(1.0)
    assert len(heard) == 3, "nothing becomes another"


def test_zooming_goes_by_the_usual_steps_and_stops_at_the_ends(canvas: PageCanvas) -> None:
    canvas.set_zoom(99)
    assert canvas.zoom == MOST
    for step in reversed(STEPS[:-1]):
        canvas.step_zoom(-1)
        assert canvas.zoom == step
    canvas.step_zoom(-1)
    assert canvas.zoom == LEAST
    for step in STEPS[1:]:
        canvas.step_zoom(1)
        assert canvas.zoom == step
    canvas.step_zoom(1)
    assert canvas.zoom == MOST
    canvas.set_zoom(0.7)
    canvas.step_zoom(1)
    assert canvas.zoom == 0.75


def test_as_wide_as_the_window_from_then_on(canvas: PageCanvas) -> None:
    assert not canvas.fits_width
    canvas.fit_width()
    assert canvas.fits_width
    for width in (500, 800):
        canvas.resize(width, 480)
        settle()
        free = canvas.viewport().width() - canvas.sheet(0).width() - 2 * GAP
        assert -1 <= free <= canvas.verticalScrollBar().sizeHint().width()
    canvas.set_zoom(0.5)
    canvas.resize(700, 480)
    settle()
    assert canvas.zoom == 0.5
    canvas.set_pages(())
    canvas.fit_width()
    assert canvas.zoom == 0.5, "nothing to fit"


@pytest.mark.parametrize("box", [CORNER, MIDDLE, FOOT])
@pytest.mark.parametrize("from_foot", [False, True])
def test_a_cell_is_brought_into_sight_and_no_further(make: Make, box: Box, *, from_foot: bool) -> None:
    canvas = make(SHEET, SHEET, width=200, height=160)
    bars = (canvas.verticalScrollBar(), canvas.horizontalScrollBar())
    for bar in bars:
        bar.setValue(bar.maximum() if from_foot else 0)
    canvas.reveal(0, box)
    view = QRectF(canvas.viewport().rect())
    assert view.contains(canvas.area(0, box))
    before = [bar.value() for bar in bars]
    canvas.reveal(0, box)
    assert [bar.value() for bar in bars] == before
    assert canvas.area(0, box).top() == GAP or not from_foot


def test_a_cell_larger_than_the_window_is_shown_from_its_beginning(make: Make) -> None:
    large = Box(0, 0, 300, 400, 3, 0)
    canvas = make(replace(SHEET, boxes=(large,)), width=150, height=120)
    canvas.verticalScrollBar().setValue(90)
    canvas.horizontalScrollBar().setValue(40)
    canvas.reveal(0, large)
    assert canvas.area(0, large).topLeft() == QPointF(GAP, GAP)


def test_the_pieces_of_a_cell_without_what_is_repeated(canvas: PageCanvas) -> None:
    assert list(canvas.boxes(0, 0)) == [(0, CORNER), (1, CORNER)]
    assert list(canvas.boxes(5, 0)) == [(2, SMALL.boxes[0])]
    assert not list(canvas.boxes(8, 8))
    canvas.set_pages((SMALL,))
    assert not list(canvas.boxes(0, 0))
    assert list(canvas.boxes(5, 0)) == [(0, SMALL.boxes[0])]


# --- painting ---------------------------------------------------------------------------------------------------------


def picture(canvas: PageCanvas) -> QImage:
    return canvas.viewport().grab().toImage()


def test_sheets_are_white_on_a_darker_ground(canvas: PageCanvas) -> None:
    image, sheet = picture(canvas), canvas.sheet(0).toRect()
    assert image.pixelColor(sheet.topLeft() + QPoint(5, 5)).name() == "#ffffff"
    assert image.pixelColor(sheet.topLeft()).name() == "#000000", "the rule at the head"
    for beside in (QPoint(-2, 5), QPoint(301, 5), QPoint(5, -2), QPoint(5, 402)):
        assert image.pixelColor(sheet.topLeft() + beside).lightness() < 245


def test_signs_are_painted_on_their_own_sheet_only(canvas: PageCanvas) -> None:
    def overlay(painter: QPainter, number: int) -> None:
        painter.fillRect(QRect(0, 0, 2000, 2000), Qt.GlobalColor.red if number == 0 else Qt.GlobalColor.blue)

    canvas.overlay = overlay
    image = picture(canvas)
    for number, name in ((0, "#ff0000"), (1, "#0000ff")):
        assert (
            image.pixelColor(canvas.sheet(number).center().toPoint() if not number else QPoint(320, 450)).name() == name
        )
    assert image.pixelColor(2, 2).name() not in ("#ff0000", "#0000ff")


def test_a_sheet_too_large_to_be_kept_is_painted_alike(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    canvas = make(replace(SHEET, rules=LEVEL), width=220, height=180, zoom=1.5)
    canvas.verticalScrollBar().setValue(130)
    canvas.horizontalScrollBar().setValue(77)
    whole = picture(canvas)
    assert canvas._images
    canvas._images.clear()
    monkeypatch.setattr(module, "_KEPT_PIXELS", 1)
    assert picture(canvas) == whole
    assert not canvas._images


def test_a_part_is_painted_as_it_is_in_the_whole(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    canvas = make(replace(SHEET, rules=LEVEL), width=220, height=180, zoom=1.5)
    part = QRect(70, 40, 90, 70)
    whole = picture(canvas).copy(part)
    monkeypatch.setattr(module, "_KEPT_PIXELS", 1)
    assert canvas.viewport().grab(part).toImage() == whole


def test_on_a_dense_screen_sheets_are_as_large_and_twice_as_sharp(
    canvas: PageCanvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = picture(canvas)
    canvas._images.clear()
    monkeypatch.setattr(PageCanvas, "devicePixelRatioF", lambda _: 2.0)
    image = picture(canvas)
    assert [(kept.width(), kept.height()) for _, kept in canvas._images.values()] == [(600, 800)] * 2
    for place in (QPoint(5, 5), QPoint(250, 200), QPoint(297, 390), QPoint(302, 200), QPoint(150, 402)):
        at = canvas.sheet(0).topLeft().toPoint() + place
        assert image.pixelColor(at) == before.pixelColor(at), place
    canvas._images.clear()
    monkeypatch.setattr(module, "_KEPT_PIXELS", 1)
    beside = canvas.sheet(0).topLeft().toPoint() + QPoint(302, 200)
    assert picture(canvas).pixelColor(beside) == before.pixelColor(beside)


def test_of_the_pictures_the_one_seen_last_stays(canvas: PageCanvas, monkeypatch: pytest.MonkeyPatch) -> None:
    picture(canvas)
    canvas._image(0, SHEET, 1.0, 1.0)
    monkeypatch.setattr(module, "_KEPT_PIXELS", 2 * 300 * 400)
    canvas._image(2, SMALL, 1.0, 1.0)
    assert [number for number, _ in canvas._images] == [0, 2]


def test_what_is_the_same_is_not_painted_again(canvas: PageCanvas) -> None:
    picture(canvas)
    kept = {key: image.cacheKey() for key, (_, image) in canvas._images.items()}
    assert [number for number, _ in kept] == [0, 1]
    canvas.set_pages((SHEET, replace(SHEET, rules=()), SMALL))
    assert [number for number, _ in canvas._images] == [0]
    picture(canvas)
    assert canvas._images[0, 1.0][1].cacheKey() == kept[0, 1.0]
    canvas.set_pages((SHEET,))
    assert [number for number, _ in canvas._images] == [0]


def test_no_more_pictures_are_kept_than_there_is_room(canvas: PageCanvas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_KEPT_PIXELS", 2 * 300 * 400)
    for zoom in (0.75, 0.5, 0.25):
        canvas.set_zoom(zoom)
        picture(canvas)
        assert canvas._kept() <= 2 * 300 * 400
    assert (0, 0.25 * 96 / 72) in canvas._images


# --- mouse ------------------------------------------------------------------------------------------------------------


def mouse(canvas: PageCanvas, kind: QEvent.Type, button: Qt.MouseButton) -> None:
    """What the system tells of a mouse at the first cell of the first sheet."""
    place = canvas.sheet(0).topLeft() + QPointF(20, 20)
    pushed = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else button
    QCoreApplication.sendEvent(canvas.viewport(), QMouseEvent(kind, place, place, pushed, button, NONE))


def test_only_the_left_button_presses_drags_and_clicks_twice(canvas: PageCanvas) -> None:
    heard: list[object] = []
    canvas.pressed.connect(lambda box, at, _event: heard.append((box, at)))
    canvas.double_clicked.connect(lambda box, at: heard.append((box, at)))
    canvas.dragged.connect(heard.append)
    kinds = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonDblClick)
    for kind in kinds:
        mouse(canvas, kind, Qt.MouseButton.RightButton)
        assert not heard
    for kind, told in zip(kinds, [(CORNER, (0, 20, 20)), CORNER, (CORNER, (0, 20, 20))], strict=True):
        mouse(canvas, kind, Qt.MouseButton.LeftButton)
        assert heard.pop() == told
        assert not heard


def test_the_menu_is_that_of_the_cell(canvas: PageCanvas) -> None:
    heard: list[tuple[object, QPoint]] = []
    canvas.menu_wanted.connect(lambda box, place: heard.append((box, place)))
    place = canvas.sheet(0).topLeft().toPoint() + QPoint(20, 20)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, QPoint(7, 8))
    QCoreApplication.sendEvent(canvas.viewport(), event)
    assert heard == [(CORNER, QPoint(7, 8))]


def wheel(canvas: PageCanvas, turn: QPoint, modifier: Qt.KeyboardModifier) -> None:
    place = QPointF(100, 100)
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(place, place, QPoint(), turn, Qt.MouseButton.NoButton, modifier, phase, False)
    QCoreApplication.sendEvent(canvas.viewport(), event)


def test_the_wheel_scrolls_and_with_ctrl_zooms(canvas: PageCanvas) -> None:
    wheel(canvas, QPoint(0, -120), NONE)
    assert canvas.zoom == 0.75
    assert canvas.verticalScrollBar().value() > 0
    wheel(canvas, QPoint(0, 120), CONTROL)
    assert canvas.zoom == 0.9
    wheel(canvas, QPoint(120, 0), CONTROL)
    assert canvas.zoom == 0.9
    wheel(canvas, QPoint(0, -120), CONTROL)
    assert canvas.zoom == 0.75


def test_who_scrolls_or_zooms_moves_what_lies_over_the_sheets(canvas: PageCanvas) -> None:
    moved: list[int] = []
    canvas.moved.connect(lambda: moved.append(1))
    acts: list[Callable[[], object]] = [
        lambda: canvas.verticalScrollBar().setValue(30),
        lambda: canvas.set_zoom(2.0),
        lambda: canvas.set_pages((SHEET,)),
    ]
    for act in acts:
        moved.clear()
        act()
        assert moved
