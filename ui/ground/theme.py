"""Colours and fonts: the system's own quiet style, one accent colour, fonts that show every Chinese character."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from exporters.fonts import FOLDER, HEI, RARE, SONG

PREFERRED: tuple[str, ...] = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
)
"""Faces for an interface that systems bring along, the best first."""

DEFAULT_POINTS = 10


class Colours(NamedTuple):
    """Colours that a palette has no role for.

    ``line`` parts things, ``muted`` is for words of less weight, ``said`` for comments.
    """

    error: QColor
    warning: QColor
    info: QColor
    good: QColor
    muted: QColor
    line: QColor
    accent: QColor
    selected: QColor
    said: QColor


_LIGHT = Colours(
    *map(QColor, ("#c62828", "#a15c00", "#2f6db5", "#1f7a3d", "#5f6773", "#d5d9df", "#2b63c6", "#d6e3f8", "#7a3fb0"))
)
_DARK = Colours(
    *map(QColor, ("#ff8a80", "#f0b455", "#82b4f2", "#7fcf97", "#a3abb8", "#42464d", "#7ba6f0", "#34486b", "#c9a0f5"))
)

ON_PAPER, INK, PAPER = _LIGHT, QColor("#000000"), QColor("#ffffff")
"""The official table is paper: white in every theme, and so are its signs those of light."""
TINTS = {
    "field": ("#cfe3fb", "#23456e"),
    "goal": ("#e3d7f7", "#47336f"),
    "level": ("#cdeedd", "#1f5440"),
    "indicator": ("#e2f3c4", "#43561c"),
    "budget": ("#fbe6c2", "#5d4417"),
    "words": ("#e6e8eb", "#4b5058"),
    "aside": ("#f3f3f3", "#2c2e32"),
    "unplaced": ("#fbc9c4", "#7c2b26"),
}
"""Grounds by which kinds are told apart, where the word stands beside them: in light and in dark."""
TITLE, HEADING = 1.7, 1.15
"""How much larger than the rest a window's and a page's title are."""

_ROLES = QPalette.ColorRole
_PALETTES: dict[bool, dict[QPalette.ColorRole, str]] = {
    False: {
        _ROLES.Window: "#f5f6f8",
        _ROLES.WindowText: "#1d2127",
        _ROLES.Base: "#ffffff",
        _ROLES.AlternateBase: "#f7f9fb",
        _ROLES.Text: "#1d2127",
        _ROLES.Button: "#f5f6f8",
        _ROLES.ButtonText: "#1d2127",
        _ROLES.BrightText: "#ffffff",
        _ROLES.PlaceholderText: "#68707c",
        _ROLES.ToolTipBase: "#ffffff",
        _ROLES.ToolTipText: "#1d2127",
        _ROLES.Highlight: "#2b63c6",
        _ROLES.HighlightedText: "#ffffff",
        _ROLES.Accent: "#2b63c6",
        _ROLES.Link: "#2b63c6",
        _ROLES.Light: "#ffffff",
        _ROLES.Midlight: "#eceef1",
        _ROLES.Mid: "#c3c8d0",
        _ROLES.Dark: "#a2a9b3",
        _ROLES.Shadow: "#6b7280",
    },
    True: {
        _ROLES.Window: "#1f2125",
        _ROLES.WindowText: "#e4e6ea",
        _ROLES.Base: "#343840",
        _ROLES.AlternateBase: "#292c31",
        _ROLES.Text: "#e4e6ea",
        _ROLES.Button: "#2d3036",
        _ROLES.ButtonText: "#e4e6ea",
        _ROLES.BrightText: "#ffffff",
        _ROLES.PlaceholderText: "#a0a8b5",
        _ROLES.ToolTipBase: "#2d3036",
        _ROLES.ToolTipText: "#e4e6ea",
        _ROLES.Highlight: "#3d6fc4",
        _ROLES.HighlightedText: "#ffffff",
        _ROLES.Accent: "#7ba6f0",
        _ROLES.Link: "#7ba6f0",
        _ROLES.Light: "#3a3e45",
        _ROLES.Midlight: "#33363c",
        _ROLES.Mid: "#4a4f57",
        _ROLES.Dark: "#16181b",
        _ROLES.Shadow: "#0c0d0f",
    },
}


_OTHER_ROWS = {False: "#f7f9fb", True: "#30343a"}
"""Every other row: as faint a step in dark as in light, where that of labels on a page has to be larger."""


def colours() -> Colours:
    """The colours of the theme in use."""
    return _DARK if is_dark() else _LIGHT


def is_dark() -> bool:
    """True when the windows are dark now."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def tint(name: str) -> QColor:
    """One of ``TINTS`` in the theme in use."""
    return QColor(TINTS[name][is_dark()])


_GRID = 120
"""How much darker, in per cent, Fusion draws the lines of a grid than its ground."""


def mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    """So much of a colour on a ground."""
    pairs = (colour.red(), ground.red()), (colour.green(), ground.green()), (colour.blue(), ground.blue())
    return QColor(*(round(under + (over - under) * share) for over, under in pairs))


def title_font(font: QFont, times: float = HEADING) -> QFont:
    """The same, bold and so much larger."""
    made = QFont(font)
    made.setBold(True)
    made.setPointSizeF(font.pointSizeF() * times)
    return made


def softened(palette: QPalette) -> QPalette:
    """What is chosen in a list or a menu is told by a soft ground, so that signs and badges on it stay readable."""
    made = QPalette(palette)
    for role in (_ROLES.Highlight, _ROLES.Accent):
        made.setColor(role, colours().selected)
    made.setColor(_ROLES.HighlightedText, palette.color(_ROLES.Text))
    return made


def hairlined(palette: QPalette) -> QPalette:
    """For tables: Qt draws the lines between cells a shade darker than this ground, which in dark is all but black."""
    made = QPalette(palette)
    made.setColor(_ROLES.Window, colours().line.lighter(_GRID))
    return made


def page_role() -> QPalette.ColorRole:
    """The ground of pages: white in light; in dark a shade below the fields, which would be lost in it otherwise."""
    return QPalette.ColorRole.Window if is_dark() else QPalette.ColorRole.Base


def apply_theme(application: QApplication, theme: str) -> None:
    """Gives all windows the theme: ``light``, ``dark`` or ``system``."""
    dark = theme == "dark" or (theme == "system" and _system_is_dark())
    palette = _palette(dark)
    application.setPalette(palette)
    rows = softened(palette)
    rows.setColor(_ROLES.AlternateBase, QColor(_OTHER_ROWS[dark]))
    application.setPalette(rows, "QAbstractItemView")  # type: ignore[arg-type]
    for written in ("QLineEdit", "QPlainTextEdit"):  # also where they lie over a list, whose softer one they would get
        application.setPalette(_palette(dark), written)  # type: ignore[arg-type]


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _palette(dark: bool) -> QPalette:
    palette = QPalette()
    for role, colour in _PALETTES[dark].items():
        palette.setColor(role, QColor(colour))
    muted = (_DARK if dark else _LIGHT).muted
    grey = QColor(muted)
    grey.setAlpha(150)
    for role in (_ROLES.WindowText, _ROLES.Text, _ROLES.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, grey)
    palette.setColor(QPalette.ColorGroup.Disabled, _ROLES.Base, palette.color(_ROLES.Window))
    return palette


@cache
def load_fonts() -> list[str]:
    """Makes the bundled faces known to Qt, once a process; returns their families, the Song first."""
    families: list[str] = []
    for name in (SONG, HEI, RARE):
        number = QFontDatabase.addApplicationFont(str(FOLDER / f"{name}.ttf"))
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families


def interface_font(bundled: list[str], points: int) -> QFont:
    """The font of the interface: a face of the system that has Chinese, else the bundled one; never boxes."""
    known = set(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
    system = [name for name in PREFERRED if name in known]
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)  # the application's own may have been set
    font.setFamilies([*system[:1], *bundled])
    font.setPointSize(points or max(DEFAULT_POINTS, font.pointSize()))
    return font
