"""Thins the data of ICU, which holds every language on earth, to those that the program speaks.

The library stays as long as it was and nothing in it moves: what is left out goes from the table of contents and
becomes zeros, which the compression of a package takes to nothing. Without an item of a language ICU falls back to the
root.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from itertools import pairwise

MAGIC = b"\xda\x27"  # third byte of the head of a piece of ICU's data
PACKAGE = b"CmnD"


def thinned(library: bytes, kept: Callable[[str], bool]) -> bytes:
    """The library with only those items whose names (``coll/zh.res``) are ``kept``. ValueError: it has no table."""
    start = _table(library)
    items = _items(library, start)
    data = bytearray(library)
    stays = [item for item in items if kept(item[0].partition("/")[2])]
    struct.pack_into("<I", data, start, len(stays))
    for number, (_, name_at, data_at) in enumerate(stays):
        struct.pack_into("<II", data, start + 4 + 8 * number, name_at, data_at)
    left = {item[2] for item in items} - {item[2] for item in stays}
    for place, following in pairwise(sorted(item[2] for item in items)):
        if place in left:
            data[start + place : start + following] = bytes(following - place)
    return bytes(data)


def _table(library: bytes) -> int:
    """Where the table of contents begins: behind the head of the package."""
    at = library.index(PACKAGE) - 12
    if library[at + 2 : at + 4] != MAGIC:
        raise ValueError("no package of ICU's data")
    (length,) = struct.unpack_from("<H", library, at)
    return at + int(length)


def _items(library: bytes, start: int) -> list[tuple[str, int, int]]:
    """Name, place of the name and place of the data of each item, as they follow each other."""
    (count,) = struct.unpack_from("<I", library, start)
    rows = struct.iter_unpack("<II", library[start + 4 : start + 4 + 8 * count])
    return [(_name(library, start + name_at), name_at, data_at) for name_at, data_at in rows]


def _name(library: bytes, at: int) -> str:
    return library[at : library.index(b"\0", at)].decode("ascii")
