"""Fonts that have signs in place of letters: what is seen of a letter in one of them."""

from __future__ import annotations

SIGNS = {
    "wingdings": {0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0x71: "□", 0xFC: "✓", 0xFB: "✗", 0x78: "☒", 0x72: "□"},
    "wingdings2": {0x52: "☑", 0x53: "☒", 0x54: "☒", 0x51: "☒", 0xA3: "□", 0x2A: "□", 0x50: "✓", 0x4F: "✗", 0x30: "□"},
    "wingdings3": {},
    "symbol": {0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠"},
}
"""Font of signs → code of a character → what is seen there (boxes and ticks, signs of comparison)."""


def font_of_signs(name: str) -> str:
    """The font as it is listed here; empty for one of letters."""
    plain = name.lower().replace(" ", "")
    return plain if plain in SIGNS else ""


def in_font(text: str, font: str) -> str:
    """The text as such a font shows it."""
    return "".join(SIGNS[font].get(ord(one) & 0xFF, one) for one in text) if font else text


def sign(code: int, font: str) -> str:
    """A sign by its code, a box where nobody knows it."""
    found = SIGNS.get(font, {}).get(code & 0xFF)
    return found or (chr(code) if code and not 0xF000 <= code <= 0xF0FF else "□" if code else "")
