"""A small workbook as Excel 97 saves it (BIFF8 in a compound file), made by hand. All contents are invented."""

from __future__ import annotations

from collections.abc import Sequence
from struct import pack

_SECTOR = 512
_LEAST = 4096  # bytes of a stream that has sectors of its own
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def old_workbook(
    rows: Sequence[Sequence[str]], merges: Sequence[tuple[int, int, int, int]] = (), colour: int = 8
) -> bytes:
    """One sheet of texts; ``merges`` are first and last row, first and last column; ``colour`` that of the letters."""
    sheet = _record(0x809, pack("<HHHHII", 0x600, 0x10, 0, 1996, 0, 0))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            sheet += _record(0x204, pack("<HHH", row, column, 1) + _text(text)) if text else b""
    sheet += _record(0xE5, pack("<H", len(merges)) + b"".join(pack("<HHHH", *one) for one in merges))
    sheet += _record(0x0A, b"")
    font = pack("<HHHHHBBBB", 220, 0, colour, 400, 0, 0, 0, 134, 0) + pack("<BB", 2, 1) + "宋体".encode("utf-16-le")
    styles = [_record(0xE0, pack("<HHHBBBBIIH", 0, 0, parent, 0x20, 0, 0, 0, 0, 0, 0x20C0)) for parent in (0xFFF4, 0)]
    book = _record(0x809, pack("<HHHHII", 0x600, 5, 0, 1996, 0, 0)) + _record(0x42, pack("<H", 1200))
    book += _record(0x31, font) + b"".join(styles)
    name = pack("<BBBB", 0, 0, 1, 1) + "表".encode("utf-16-le")
    start = len(book) + 8 + len(name) + 4
    book += _record(0x85, pack("<I", start) + name) + _record(0x0A, b"")
    return _compound(book + sheet)


def _record(number: int, data: bytes) -> bytes:
    return pack("<HH", number, len(data)) + data


def _text(text: str) -> bytes:
    return pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _compound(stream: bytes) -> bytes:
    """A compound file with one stream: its table of sectors, its directory, then what it holds."""
    stream = stream.ljust(max(_LEAST, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(stream) // _SECTOR
    table = [_FAT, _END, *range(3, count + 2), _END]
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += pack("<IIIIIIIII", 0, 1, 1, 0, _LEAST, _END, 0, _END, 0) + pack("<I", 0) + b"\xff" * (108 * 4)
    sectors = pack(f"<{len(table)}I", *table).ljust(_SECTOR, b"\xff")
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    return header + sectors + directory.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    spelt = name.encode("utf-16-le") + b"\0\0"
    head = spelt.ljust(64, b"\0") + pack("<HBB", len(spelt), kind, 1) + pack("<III", _FREE, _FREE, child)
    return head + bytes(36) + pack("<IQ", start, size)
