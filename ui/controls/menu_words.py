"""The words of an entry in a menu."""

from __future__ import annotations

import re


def menu_words(text: str, letter: str) -> str:
    """打开… with O: 打开(&O)…; a & of the words themselves is doubled, else it would be taken for a mark."""
    words = text.replace("&", "&&")
    return f"{words.removesuffix('…')}(&{letter}){'…' if text.endswith('…') else ''}" if letter else words


def without_letter(text: str) -> str:
    """打开(&O)… and 打开 (&O)…: 打开…; the words as a person reads them."""
    return re.sub(r"\s*\(&.\)", "", text).replace("&&", "\0").replace("&", "").replace("\0", "&")
