"""The text of a template file and the data in it, whatever lies under that name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomli

from models.files.bounded import read_bounded
from models.python import regex

LARGEST = 1024 * 1024  # bytes; the largest real template is 10 KB
_DEEPEST = 25_000_000
"""tomli's time and memory grow with the square of a key's parts; this is their sum. Real keys have three parts."""
_PART = r"(?:[A-Za-z0-9_-]++|\"[^\"\n]*+\"|'[^'\n]*+')"
_DOTTED = regex(rf"(?<![A-Za-z0-9_-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART})++")


def text_of(path: Path) -> str:
    """The text of a template file. Raises OSError (see ``read_bounded``) and UnicodeDecodeError."""
    return read_bounded(path, LARGEST).decode("utf-8-sig")


def parsed(text: str) -> dict[str, Any]:
    """The data in a template's text. Raises ValueError (TOMLDecodeError) and RecursionError."""
    if text.count(".") ** 2 > _DEEPEST and sum(key[0].count(".") ** 2 for key in _DOTTED.finditer(text)) > _DEEPEST:
        raise RecursionError("dotted keys without end")
    return tomli.loads(text)
