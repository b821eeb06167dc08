"""Styles of cells (Excel, OpenDocument) whose text has the colour of what is behind it, so that nobody sees it."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from importers.readers.office.zipped import attribute

_WHITE = frozenset({"FFFFFFFF", "00FFFFFF", "FFFFFF"})
_THEME = "0"  # the first colour of a theme: the paper
_INDEXES = frozenset({"1", "9"})
_BARE = frozenset({"", "none"})
_PAPER = "#ffffff"


def unseen_styles(styles: Element | None) -> frozenset[str]:
    """The numbers of the styles that write white on white, or on nothing; ``styles`` is the root of styles.xml."""
    if styles is None:
        return frozenset()
    fonts = [_is_white(font.find("color")) for font in _all(styles, "fonts")]
    fills = [_is_paper(fill.find("patternFill")) for fill in _all(styles, "fills")]
    own = enumerate(_all(styles, "cellXfs"))
    return frozenset(str(n) for n, one in own if _at(fonts, one, "fontId") and _at(fills, one, "fillId", other=True))


def _all(styles: Element, tag: str) -> list[Element]:
    found = styles.find(tag)
    return [*found] if found is not None else []


def _at(flags: list[bool], style: Element, key: str, *, other: bool = False) -> bool:
    number = attribute(style, key, "0")
    return flags[int(number)] if number.isdecimal() and int(number) < len(flags) else other


def _is_white(colour: Element | None) -> bool:
    if colour is None or attribute(colour, "tint", "0") not in ("0", "0.0"):
        return False
    said = attribute(colour, "rgb").upper()
    return said in _WHITE or attribute(colour, "theme") == _THEME or attribute(colour, "indexed") in _INDEXES


def _is_paper(fill: Element | None) -> bool:
    """Nothing behind the text, or plain white."""
    if fill is None or attribute(fill, "patternType") in _BARE:
        return True
    return attribute(fill, "patternType") == "solid" and _is_white(fill.find("fgColor"))


def unseen_open_styles(*roots: Element | None) -> frozenset[str]:
    """The names of the styles of OpenDocument cells that write white on white, or on nothing."""
    own = {attribute(one, "name"): one for root in roots if root is not None for one in root.iter("style")}
    cells = (name for name, one in own.items() if attribute(one, "family") == "table-cell")
    return frozenset(name for name in cells if _writes_unseen(name, own))


def _writes_unseen(name: str, styles: Mapping[str, Element]) -> bool:
    behind = _said(name, styles, "table-cell-properties", "background-color")
    return _said(name, styles, "text-properties", "color") == _PAPER and behind in ("", "transparent", _PAPER)


def _said(name: str, styles: Mapping[str, Element], properties: str, key: str) -> str:
    """What a style says, or the one that it goes back to."""
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        found = styles[name].find(properties)
        if found is not None and attribute(found, key):
            return attribute(found, key).lower()
        name = attribute(styles[name], "parent-style-name")
    return ""
