"""What is painted by hand: marks of findings, the picture of the weights, badges: where it is, in which shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem, QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from exporters.fonts import SONG
from exporters.pages.paginate import Box, Page, Text
from models.rules.balance import FREE, Bounds
from models.rules.finding import SEVERITIES, Severity
from models.table import Slot
from tests.ui.painting import settle
from tests.ui.preview.office import FONTS
from ui.ground.corners import PIECES, paint_bar
from ui.ground.icons import icon, severity_icon
from ui.ground.style import row_height
from ui.ground.theme import apply_theme, colours
from ui.indicators.bar import WeightBar, _Picture
from ui.indicators.weight_state import Share, Standing
from ui.preview.hits import slot_at, words_before
from ui.preview.marks import ACCENT, COLOURS, paint_frame, paint_mark, paint_shade
from ui.window.outline import BESIDE_NAME, COUNTS_ROLE, UNSEEN, Outline

WHITE = "#ffffff"


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    """Whatever theme another file has left."""
    before = qapp.palette()
    apply_theme(qapp, "light")
    yield
    qapp.setPalette(before)


Paint = Callable[[QPainter], object]


def painted(paint: Paint, width: int = 100, height: int = 60, ground: str = WHITE) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image


def name_at(image: QImage, x: float, y: float) -> str:
    return image.pixelColor(int(x), int(y)).name()


def inked(image: QImage, ground: str = WHITE) -> QRect:
    """What is not ground."""
    pairs = [(x, y) for x in range(image.width()) for y in range(image.height()) if name_at(image, x, y) != ground]
    left, right = min(x for x, _ in pairs), max(x for x, _ in pairs)
    top, bottom = min(y for _, y in pairs), max(y for _, y in pairs)
    return QRect(left, top, right - left + 1, bottom - top + 1)


# --- bars at fields and cells -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("severity", SEVERITIES)
def test_a_bar_fills_the_left_edge_of_its_place(severity: str) -> None:
    area = QRect(10, 5, 60, 45)
    image = painted(lambda painter: paint_bar(painter, area, severity))
    assert inked(image) == QRect(10, 5, 3, 45)
    column = [name_at(image, 11, y) for y in range(5, 50)]
    gaps = sum(one == WHITE for one in column)
    assert gaps == 3 * (PIECES[severity] - 1)
    assert getattr(colours(), severity).name() in column


# --- signs on the paper -----------------------------------------------------------------------------------------------


def on_paper(severity: Severity, scale: float = 2.0, cell: QRectF | None = None) -> QImage:
    place = cell or QRectF(20, 10, 70, 40)
    return painted(lambda painter: paint_mark(painter, place, severity, scale), ground="#000000")


@pytest.mark.parametrize(("scale", "side"), [(0.5, 5), (1.0, 7), (1.5, 10.5), (1.857, 13), (4.0, 13)])
@pytest.mark.parametrize("severity", SEVERITIES)
def test_a_sign_stands_in_the_upper_right_corner_of_its_cell(severity: Severity, scale: float, side: float) -> None:
    place = inked(on_paper(severity, scale), "#000000")
    assert place.right() + 1 == pytest.approx(89, abs=1)
    assert place.top() == pytest.approx(11, abs=1)
    assert place.width() == pytest.approx(side + 1, abs=1.5)
    assert place.height() == pytest.approx(side + 1, abs=1.5)


@pytest.mark.parametrize("severity", SEVERITIES)
def test_a_sign_is_smaller_in_a_small_cell(severity: Severity) -> None:
    low, narrow = QRectF(20, 10, 70, 10), QRectF(20, 10, 14, 40)
    assert inked(on_paper(severity, 2.0, low), "#000000").height() <= 9
    assert inked(on_paper(severity, 2.0, narrow), "#000000").width() <= 9


def test_each_level_has_a_shape_of_its_own() -> None:
    area = QRectF(75.5, 11.5, 13, 13)  # of the sign
    places = {"head": (82, 13), "middle": (82, 18), "left foot": (77.5, 23), "right foot": (87.5, 23), "left": (77, 18)}
    filled = {
        severity: {
            word for word, (x, y) in places.items() if name_at(on_paper(severity), x, y) == COLOURS[severity].name()
        }
        for severity in COLOURS
    }
    assert filled["error"] == {"head", "left"}
    assert filled["warning"] == {"head", "middle", "left foot", "right foot"}
    assert filled["info"] >= {"middle", "left"}
    assert not filled["info"] & {"left foot", "right foot"}
    stroke = on_paper("error")
    middle = [name_at(stroke, x, 18) for x in range(int(area.left()), int(area.right()))]
    assert 5 <= middle.count(WHITE) <= 9, "a stroke across the disc"


def test_the_cell_at_hand_is_framed_inside_and_one_of_a_range_is_shaded() -> None:
    cell = QRectF(20, 10, 50, 30)
    frame = painted(lambda painter: paint_frame(painter, cell))
    assert inked(frame) == QRect(20, 10, 50, 30)
    assert Counter(name_at(frame, x, 25) for x in range(20, 70))[ACCENT.name()] == 4
    assert name_at(frame, 45, 25) == WHITE
    shade = painted(lambda painter: paint_shade(painter, cell))
    assert inked(shade) == QRect(20, 10, 50, 30)
    assert QColor(name_at(shade, 45, 25)).lightness() > 200, "the text is read through it"

    def mark_and_box(painter: QPainter) -> None:
        paint_mark(painter, cell, "error", 1)
        painter.drawRect(QRectF(2, 2, 10, 10))

    after = painted(mark_and_box)
    assert name_at(after, 7, 7) == WHITE, "what is drawn next is not filled"


# --- the picture of the weights ---------------------------------------------------------------------------------------


def share(has: int, wants: Bounds = FREE) -> Share:
    return Share("产出", Decimal(has), wants)


def exactly(weight: int) -> Bounds:
    return Bounds(Decimal(weight), Decimal(weight))


@pytest.fixture
def picture(qtbot: QtBot) -> Callable[..., list[str]]:
    """Shows shares of a hundred pixels a hundred points; gives the colours from left to right."""

    def shown(*shares: Share, wants: int = 100) -> list[str]:
        bar = WeightBar()
        qtbot.addWidget(bar)
        made = _Picture(bar)
        made.resize(101, 20)
        made.show_standing(Standing(sum((one.has for one in shares), Decimal(0)), Decimal(wants), shares))
        image = made.grab().toImage()
        edge = colours().line.name()
        assert [name_at(image, x, 10) for x in (0, 100)] == [edge, edge], "framed"
        assert [name_at(image, 97, y) for y in (2, 17)] == [edge, edge]
        assert name_at(image, 50, 0) == bar.palette().color(bar.backgroundRole()).name()
        return [name_at(image, x, 10) for x in range(101)]

    return shown


def test_a_piece_is_as_wide_as_its_weight(picture: Callable[..., list[str]]) -> None:
    seen = picture(share(40), share(30))
    base = WHITE
    assert seen[5] == seen[35] == colours().accent.name()
    assert seen[45] == seen[65] != seen[35]
    assert seen[45] != base
    assert seen[75] == seen[95] == base


def test_what_lacks_of_a_fixed_share_is_left_open(picture: Callable[..., list[str]]) -> None:
    seen = picture(share(10, exactly(30)), share(50, exactly(50)))
    assert seen[5] == colours().warning.name()
    assert seen[15] == seen[25] == WHITE
    assert seen[35] == seen[75] != WHITE
    assert seen[85] == seen[95] == WHITE


def test_where_the_whole_ends_is_marked_when_there_is_too_much(picture: Callable[..., list[str]]) -> None:
    seen = picture(share(80), share(120))
    assert colours().error.name() in seen[48:53]
    assert colours().error.name() not in picture(share(80), share(20))
    assert colours().error.name() not in picture(share(10))


def test_the_bar_says_with_its_sign_whether_it_fits(qtbot: QtBot) -> None:
    bar = WeightBar()
    qtbot.addWidget(bar)
    signs = []
    for has in (100, 90):
        bar.show_standing(Standing(Decimal(has), Decimal(100), (share(has),)))
        signs.append(bar._sign.pixmap().toImage())
        assert not bar.isHidden()
    assert signs[0] != signs[1]
    assert bar._shares.isHidden()
    bar.show_standing(Standing(Decimal(90), Decimal(100), (share(90, exactly(100)),)))
    assert not bar._shares.isHidden()
    assert bar.text == "权重合计 90 / 100，还差 10；产出 90 / 100，还差 10"
    two = (share(90, exactly(100)), share(5))
    bar.show_standing(Standing(Decimal(95), Decimal(100), two))
    assert bar._picture.toolTip() == "产出 90 / 100，还差 10\n产出 5"
    bar.show_standing(None)
    assert bar.isHidden()


# --- badges of the outline --------------------------------------------------------------------------------------------


@pytest.fixture
def outline(qtbot: QtBot) -> Outline:
    made = Outline()
    qtbot.addWidget(made)
    made.resize(300, 200)
    item = QTreeWidgetItem(made, ["一个名字很长很长很长的项目，写不下"])
    item.setData(0, COUNTS_ROLE, {"error": 2, "warning": 13, "info": 1})
    made.show()
    settle()
    return made


def row(outline: QTreeWidget, counts: dict[str, int], *, chosen: bool = False, width: int = 260) -> QImage:
    """The first line as its delegate paints it."""
    index = outline.model().index(0, 0)
    outline.topLevelItem(0).setData(0, COUNTS_ROLE, counts)
    option = QStyleOptionViewItem()
    outline.initViewItemOption(option)
    option.rect = QRect(0, 0, width, 30)  # type: ignore[attr-defined]
    option.state |= QStyle.StateFlag.State_Enabled  # type: ignore[attr-defined]
    if chosen:
        option.state |= QStyle.StateFlag.State_Selected  # type: ignore[attr-defined]
    return painted(lambda painter: outline.itemDelegate().paint(painter, option, index), width, 30)


def shades(image: QImage) -> dict[str, list[int]]:
    """Where from left to right a level's colour is seen."""
    found: dict[str, list[int]] = {severity: [] for severity in SEVERITIES}
    for x in range(image.width()):
        for y in range(image.height()):
            pixel = image.pixelColor(x, y)
            if pixel.hsvSaturation() > 90:
                found[min(found, key=lambda one: _apart(pixel, getattr(colours(), one)))].append(x)
    return found


def _apart(one: QColor, other: QColor) -> int:
    turn = abs(one.hsvHue() - other.hsvHue())
    return min(turn, 360 - turn)


def test_badges_stand_at_the_right_each_with_its_sign(outline: Outline) -> None:
    outline.topLevelItem(0).setText(0, "甲项目")
    image = row(outline, {"error": 2, "info": 1})
    seen = shades(image)
    assert not seen["warning"]
    assert 180 < min(seen["error"]) <= max(seen["error"]) < min(seen["info"]), "the graver first"
    assert 10 <= max(seen["info"]) - min(seen["info"]) <= 14
    assert inked(image).right() >= 245


def test_a_name_ends_before_the_badges(outline: Outline) -> None:
    plain, badged = (row(outline, counts, width=160) for counts in ({}, {"error": 2, "warning": 13, "info": 1}))
    assert plain.copy(0, 0, 60, 30) == badged.copy(0, 0, 60, 30)
    left = min(map(min, filter(None, shades(badged).values())))
    assert left < inked(plain).right(), "without badges the name takes their room"
    assert all(name_at(badged, x, y) == WHITE for x in range(left - 5, left - 1) for y in range(30))


def test_the_chosen_line_is_shaded_under_its_badges_too(outline: Outline) -> None:
    image = row(outline, {"error": 2}, chosen=True)
    assert name_at(image, 258, 2) == outline.palette().highlight().color().name()


def test_the_lighter_badges_give_way_to_the_whole_name(outline: Outline) -> None:
    option = QStyleOptionViewItem()
    outline.initViewItemOption(option)
    delegate, counts, name = outline._lines, {"error": 2, "warning": 3, "info": 4}, "农村供水管网改造项目"
    whole = BESIDE_NAME + outline.fontMetrics().horizontalAdvance(name)
    badge = 26 + outline.fontMetrics().horizontalAdvance("2")
    for number in (3, 2, 1):
        for less, wanted in ((0, number), (1, max(1, number - 1))):
            option.rect = QRect(0, 0, whole + number * badge - less, 30)  # type: ignore[attr-defined]
            assert [severity for severity, _ in delegate.badges(option, name, counts)] == list(counts)[:wanted]
    option.rect = QRect(0, 0, 900, 30)  # type: ignore[attr-defined]
    assert delegate.badges(option, name, {"info": 4, "error": 0}) == [("info", 4)]
    option.rect = QRect(0, 0, whole, 30)  # type: ignore[attr-defined]
    shown = delegate.badges(option, name, {**counts, UNSEEN: 5})
    assert shown == [("error", 2)], "a name is read whole; the tip tells the rest"
    assert delegate.badges(option, name, {UNSEEN: 5}) == [(UNSEEN, 5)]
    assert delegate.sizeHint(option, outline.model().index(0, 0)).height() == row_height(outline.fontMetrics())


def test_signs_of_levels_differ_in_shape_and_colour() -> None:
    images = [severity_icon(severity).pixmap(QSize(16, 16)).toImage() for severity in SEVERITIES]
    masks = {bytes(image.convertToFormat(QImage.Format.Format_Alpha8).constBits()) for image in images}
    assert len(masks) == len(images)
    assert icon("").isNull()


# --- what lies under the mouse ----------------------------------------------------------------------------------------

CELL = Box(10, 10, 200, 40, 0, 0, "p")


def run(x: float, y: float, text: str, actual: str = "") -> Text:
    width = sum(FONTS.widths(SONG)[char] for char in text) * 10
    return Text(x, y, SONG, 10, text, actual or text, width, binding="p")


OF_ANOTHER = Text(20, 32, SONG, 10, "别的值", "别的值", 30, binding="q")
TWO_LINES = Page(
    300,
    100,
    (run(20, 8, "上一格"), run(20, 22, "甲：一"), OF_ANOTHER, run(20, 40, "乙：二"), run(20, 70, "下一格")),
    (),
    (CELL,),
)


@pytest.mark.parametrize(
    ("x", "y", "found"),
    [
        (15, 20, ("", "")),
        (21, 20, ("", "甲")),
        (31, 20, ("甲", "：")),
        (45, 20, ("甲：", "一")),
        (90, 20, ("甲：一", "")),
        (21, 38, ("甲：一", "乙")),
        (31, 38, ("甲：一乙", "：")),
        (90, 38, ("甲：一乙：二", "")),
        (90, 48, ("甲：一乙：二", "")),
        (21, 11, ("", "甲")),
        (21, 25.5, ("", "甲")),
        (21, 27, ("甲：一", "")),
        (21, 10.5, ("", "")),
    ],
)
def test_the_words_before_the_mouse(x: float, y: float, found: tuple[str, str]) -> None:
    assert words_before(TWO_LINES, CELL, x, y, FONTS) == found


def test_what_is_drawn_as_another_sign_counts_as_what_it_says() -> None:
    page = Page(300, 100, (run(20, 22, "□", "☑"), run(30, 22, "是")), (), (CELL,))
    assert words_before(page, CELL, 24, 20, FONTS) == ("", "☑")
    assert words_before(page, CELL, 34, 20, FONTS) == ("☑", "是")


def slot(path: str, choice: str = "", lead: str = "") -> Slot:
    return Slot(path, path, "form", "text", choice, lead)


def test_a_click_means_the_value_behind_the_last_words() -> None:
    slots = [slot("a"), slot("b", lead="电 话："), slot("c", lead="电话：")]
    for before, under, path in (("", "", "a"), ("甲", "电", "a"), ("甲电话：", "", "b"), ("电话：1电话", "：", "c")):
        assert slot_at(slots, before, under).path == path


def test_a_click_means_the_box_before_or_behind_its_words() -> None:
    signs_first = [slot("a", "是"), slot("b", "否", "是"), slot("c", "无", "否")]
    for before, under, path in (
        ("", "□", "a"),
        ("☑", "是", "a"),
        ("☑是", "□", "b"),
        ("☑是□否", "", "b"),
        ("□□□", "无", "c"),
    ):
        assert slot_at(signs_first, before, under).path == path
    words_first = [slot("a", "是", "是"), slot("b", "否", "否")]
    for before, under, path in (("", "是", "a"), ("是", "□", "a"), ("是□", "否", "b"), ("是□否□", "", "b")):
        assert slot_at(words_first, before, under).path == path
    mixed = [slot("a", "是"), slot("b")]
    assert slot_at(mixed, "□", "").path == "a"
