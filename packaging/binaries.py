"""What a library or program needs, read from its own bytes: ELF (Linux) and PE (Windows). Needs no tool of a system."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path

_GLIBC = re.compile(rb"\0GLIBC_(\d+)\.(\d+)(?:\.\d+)?(?=\0)")
_DYNAMIC, _NEEDED, _STRINGS, _LOAD = 2, 1, 5, 1


def needed(path: Path) -> list[str]:
    """Names of the libraries that a binary is linked to; none for a file that is no binary."""
    data = path.read_bytes()
    if data.startswith(b"\x7fELF\x02\x01"):
        return list(_elf_needed(data))
    if data.startswith(b"MZ"):
        return list(_pe_needed(data))
    return []


def glibc(path: Path) -> tuple[int, int]:
    """The lowest glibc that has all that a binary calls of it."""
    found = _GLIBC.findall(path.read_bytes())
    return max(((int(major), int(minor)) for major, minor in found), default=(2, 0))


def _text(data: bytes, at: int) -> str:
    return data[at : data.index(b"\0", at)].decode("ascii", "replace")


# --- ELF --------------------------------------------------------------------------------------------------------------


def _elf_needed(data: bytes) -> Iterator[str]:
    segments = list(_elf_segments(data))
    entries = [entry for kind, at, _, size in segments if kind == _DYNAMIC for entry in _elf_entries(data, at, size)]
    strings = next((_elf_offset(segments, value) for tag, value in entries if tag == _STRINGS), 0)
    return (_text(data, strings + value) for tag, value in entries if tag == _NEEDED)


def _elf_segments(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Kind, place in the file, address and size of each segment."""
    (start,) = struct.unpack_from("<Q", data, 32)
    size, count = struct.unpack_from("<HH", data, 54)
    for number in range(count):
        kind, _, place, address, _, length = struct.unpack_from("<IIQQQQ", data, start + number * size)
        yield kind, place, address, length


def _elf_entries(data: bytes, at: int, size: int) -> Iterator[tuple[int, int]]:
    return (struct.unpack_from("<QQ", data, at + place) for place in range(0, size, 16))


def _elf_offset(segments: list[tuple[int, int, int, int]], address: int) -> int:
    return next(
        place + address - start
        for kind, place, start, size in segments
        if kind == _LOAD and start <= address < start + size
    )


# --- PE ---------------------------------------------------------------------------------------------------------------


def _pe_needed(data: bytes) -> Iterator[str]:
    sections, table = _pe_sections(data)
    at = _pe_offset(sections, table) if table else None
    while at is not None:
        (name,) = struct.unpack_from("<I", data, at + 12)
        if not name:
            return
        yield _text(data, _pe_offset(sections, name))
        at += 20


def _pe_sections(data: bytes) -> tuple[list[tuple[int, int, int]], int]:
    """Address, size and place in the file of each section; the address of the list of imports."""
    (head,) = struct.unpack_from("<I", data, 60)
    (count,) = struct.unpack_from("<H", data, head + 6)
    (optional,) = struct.unpack_from("<H", data, head + 20)
    wide = struct.unpack_from("<H", data, head + 24)[0] == 0x20B
    (imports,) = struct.unpack_from("<I", data, head + 24 + (120 if wide else 104))
    rows = (struct.unpack_from("<IIII", data, head + 24 + optional + number * 40 + 8) for number in range(count))
    return [(address, max(virtual, size), place) for virtual, address, size, place in rows], imports


def _pe_offset(sections: list[tuple[int, int, int]], address: int) -> int:
    return next(place + address - start for start, size, place in sections if start <= address < start + size)
