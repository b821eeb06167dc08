"""The words of an entry in a menu."""

from __future__ import annotations


def menu_words(text: str, letter: str) -> str:
    """打开… with O: 打开(&O)…; a & of the words themselves is doubled, else it would be taken for a mark."""
    words = text.replace("&", "&&")
    return f"{words.removesuffix('…')}(&{letter}){'…' if text.endswith('…') else ''}" if letter else words
