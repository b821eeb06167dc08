"""What holds for everything in sight, in both themes and with letters of every size."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QSplitterHandle, QWidget

from tests.ui.conftest import dossier_of, every
from tests.ui.painting import contrast
from tests.ui.program.test_layout import at_rest
from ui.controls.messages import MessageBar
from ui.ground.theme import apply_theme, colours, softened
from ui.window.window import MainWindow

READABLE, SEEN, FAINT = 4.5, 3.0, 1.1  # contrast of letters, of what is no letter, of rows with each other
THEMES = ("light", "dark")
_Role = QPalette.ColorRole
GROUNDS = (_Role.Window, _Role.Base, _Role.AlternateBase, _Role.Button)
LETTERS = (_Role.Text, _Role.WindowText, _Role.ButtonText, _Role.PlaceholderText)
OVER = ((_Role.HighlightedText, _Role.Highlight), (_Role.ToolTipText, _Role.ToolTipBase), (_Role.Link, _Role.Base))
OVERLAYS = (MessageBar, QSplitterHandle)


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    before = qapp.palette()
    apply_theme(qapp, request.param)
    yield request.param
    qapp.setPalette(before)


@pytest.mark.usefixtures("theme")
def test_letters_can_be_read_on_every_ground(qapp: QApplication) -> None:
    palette, own = qapp.palette(), colours()
    soft = softened(palette)
    letters = [*map(palette.color, LETTERS), own.error, own.warning, own.info, own.good, own.muted]
    pairs = [(letter, palette.color(ground)) for letter in letters for ground in GROUNDS]
    pairs += [(palette.color(letter), palette.color(ground)) for letter, ground in OVER]
    pairs += [(soft.color(letter), soft.color(ground)) for letter, ground in OVER[:1]]
    assert not {(a.name(), b.name()) for a, b in pairs if contrast(a, b) < READABLE}


@pytest.mark.usefixtures("theme")
def test_signs_and_lines_can_be_seen(qapp: QApplication) -> None:
    palette, own = qapp.palette(), colours()
    signs = [own.error, own.warning, own.info, own.good, own.muted, own.accent]
    assert not {a.name() for a in signs for b in (palette.color(_Role.Base), own.selected) if contrast(a, b) < SEEN}
    assert len({sign.name() for sign in signs}) == len(signs)
    for quiet in (own.line, own.selected):
        assert quiet not in [palette.color(ground) for ground in GROUNDS]


def too_small(window: QWidget) -> list[str]:
    """Labels and buttons in sight that have less room than their words take."""
    written: list[QLabel | QAbstractButton] = [*every(window, QLabel), *every(window, QAbstractButton)]
    return [
        f"{one.text()[:30]}: {one.size().toTuple()}, wants {wanted}"
        for one in written
        if one.isVisible() and one.text() and not _holds(one, wanted := _wanted(one))
    ]


def _wanted(one: QLabel | QAbstractButton) -> tuple[int, int]:
    if isinstance(one, QLabel) and one.wordWrap():
        return 0, one.heightForWidth(one.width())
    return one.sizeHint().width(), one.sizeHint().height()


def _holds(one: QWidget, wanted: tuple[int, int]) -> bool:
    return one.width() >= wanted[0] and one.height() >= wanted[1]


def misplaced(window: QWidget) -> list[str]:
    """Neighbours that lie over each other, and parts that reach out of what they lie in."""
    found = []
    for around in (window, *every(window, QWidget)):
        inside = [one for one in around.children() if isinstance(one, QWidget) and _is_ours(one)]
        found += [
            f"{told(one)} lies over {told(other)}"
            for one, other in combinations(inside, 2)
            if one.geometry().intersects(other.geometry())
        ]
        if around.layout() is not None:
            found += [f"{told(one)} reaches out" for one in inside if not around.rect().contains(one.geometry())]
    return found


def _is_ours(widget: QWidget) -> bool:
    """Neither hidden nor of Qt's making, nor meant to lie over others."""
    aside = not widget.isVisible() or widget.isWindow() or widget.height() <= 0
    return not (aside or widget.objectName().startswith(("qt_", "Scroll")) or isinstance(widget, OVERLAYS))


def told(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName()}” {widget.geometry().getRect()}"


@pytest.mark.parametrize("points", [10, 15])
def test_words_have_room_and_parts_a_place_of_their_own(sample: MainWindow, points: int) -> None:
    sample.settings["font_size"] = points
    found: list[str] = []
    for page in ("unit", "budget", *(form.id for form in dossier_of(sample).forms[:2])):
        sample.show_page(page)
        at_rest(sample)
        found += [f"{page}: {line}" for line in (*too_small(sample), *misplaced(sample))]
    assert not found, "\n".join(found)


@pytest.mark.usefixtures("theme")
def test_every_other_row_is_as_faint_in_dark_as_in_light() -> None:
    rows = QApplication.palette("QAbstractItemView")  # type: ignore[call-overload]
    assert 1 < contrast(rows.color(_Role.Base), rows.color(_Role.AlternateBase)) < FAINT
