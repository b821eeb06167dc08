"""How much the streams of a PDF hold, found out bit by bit before PDFium unpacks one of them as a whole."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

MOST_UNPACKED = 24_000_000
"""Bytes of one stream that is no picture and no font; the drawing of a page of a form has some hundred thousand."""

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OTHER = re.compile(rb"/(?:Image|Length1|CIDFontType0C|Type1C|OpenType)\b")
_DICTIONARY = 500  # bytes before a stream that say what it is
_CHUNK = 1 << 16
_DEFLATED = 0x78  # how nearly every compressed stream begins


def holds_too_much(data: bytes) -> bool:
    """True where a stream would fill the memory."""
    return any(_is_larger(data, start) for start in _contents(data))


def _contents(data: bytes) -> Iterator[int]:
    """Where compressed streams begin that may be what a page draws."""
    for found in _STREAM.finditer(data):
        about = data[max(found.start() - _DICTIONARY, 0) : found.start()].rpartition(b" obj")[2]
        if data[found.end() : found.end() + 1] == bytes([_DEFLATED]) and not _OTHER.search(about):
            yield found.end()


def _is_larger(data: bytes, start: int) -> bool:
    unpacker = zlib.decompressobj()
    size, position, packed = 0, start + _CHUNK, data[start : start + _CHUNK]
    try:
        while packed and not unpacker.eof and size <= MOST_UNPACKED:
            size += len(unpacker.decompress(packed, 1 << 20))
            packed = unpacker.unconsumed_tail
            if not packed:
                packed, position = data[position : position + _CHUNK], position + _CHUNK
    except zlib.error:
        return False
    return size > MOST_UNPACKED
