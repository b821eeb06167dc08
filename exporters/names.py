"""Names that Windows and Excel accept, made from titles that people wrote."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from models.python import regex

MAX_FILE_NAME_BYTES = 200  # UTF-8; leaves room for a suffix below the 255 of common file systems
MAX_SHEET_NAME = 31  # UTF-16 units

_FALLBACK = "未命名"
_WIDE = str.maketrans('\\/:*?"<>|', "＼／：＊？＂＜＞｜")
_INVISIBLE = regex(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\ufffb\ufffe\uffff]+"
)
_RESERVED = regex(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
_SHEET_RESERVED = frozenset({"history"})


def safe_file_name(title: str, taken: Iterable[str] = ()) -> str:
    """A file name without suffix made from ``title``: any system takes it, and no name in ``taken`` is like it.

    Characters that Windows refuses become their full-width forms; names that differ only in case count as the same.
    At most 200 bytes in UTF-8. The caller adds the name to ``taken``.
    """
    name = _plain(title).strip(" .") or _FALLBACK
    if _RESERVED.match(name):
        name = "_" + name
    return _distinct(name, taken, MAX_FILE_NAME_BYTES, _utf8_size)


def safe_sheet_name(title: str, taken: Iterable[str] = ()) -> str:
    """A sheet name that Excel takes, made from ``title``: at most 31 characters and like no name in ``taken``.

    A long title keeps its beginning and its end, which is where titles differ. The caller adds the name to ``taken``.
    """
    name = _plain(title).translate({ord("["): "［", ord("]"): "］"}).strip(" '") or _FALLBACK
    if name.casefold() in _SHEET_RESERVED:
        name += "_"
    return _distinct(name, taken, MAX_SHEET_NAME, _utf16_size)


def _plain(title: str) -> str:
    """One line without invisible or refused characters."""
    return " ".join(_INVISIBLE.sub(" ", title).translate(_WIDE).split())


def _distinct(name: str, taken: Iterable[str], limit: int, size: Callable[[str], int]) -> str:
    """The name, shortened to ``limit``, with a running number where it is taken already."""
    used = {other.casefold() for other in taken}
    candidate = _shortened(name, limit, size)
    number = 2
    while candidate.casefold() in used:
        suffix = f"（{number}）"
        candidate = _shortened(name, limit - size(suffix), size) + suffix
        number += 1
    return candidate


def _shortened(name: str, limit: int, size: Callable[[str], int]) -> str:
    """The name with its middle left out where it is too long."""
    if size(name) <= limit:
        return name
    tail = name[len(name) - _fitting(name[::-1], limit // 3, size) :].lstrip(" .'")
    head = name[: _fitting(name, limit - size("…" + tail), size)]
    return f"{head.rstrip(' .')}…{tail}"


def _fitting(text: str, limit: int, size: Callable[[str], int]) -> int:
    """How many characters from the start fit into ``limit``."""
    used = 0
    for index, char in enumerate(text):
        used += size(char)
        if used > limit:
            return index
    return len(text)


def _utf8_size(text: str) -> int:
    return len(text.encode())


def _utf16_size(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)
