"""How much the streams of a PDF hold, found out bit by bit before PDFium unpacks one of them as a whole."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from models.python import regex

MOST_UNPACKED = 24_000_000
"""Bytes of one stream that is no picture and no font; the drawing of a page of a form has some hundred thousand."""

_STREAM = regex(rb"(?<!end)stream\r?\n")
_OTHER = regex(rb"/(?:Image|Length1|CIDFontType0C|Type1C|OpenType)\b")
_DICTIONARY = 500  # bytes before a stream that say what it is
_CHUNK = 1 << 16
_MEGABYTE = 1 << 20
_DEFLATED = 0x78  # how nearly every compressed stream begins


MOST_DRAWN = 1_000_000
"""Drawings inside drawings of one page; PDFium unfolds each, and a few lines of PDF can ask for billions."""
_NUMBER = regex(rb"(\d+)\s+\d+\s+obj\b[^\0]*\Z")
_REFERENCE = regex(rb"(\d+)\s+\d+\s+R\b")
_CALL = regex(rb"/[^\s/<>\[\]()]+\s+Do\b")
_FORM = regex(rb"/Subtype\s*/Form\b")
_DEEPEST = 30  # drawings inside one another that PDFium follows


def holds_too_much(data: bytes) -> bool:
    """True where a stream, or what drawings call of one another, would fill the memory."""
    return any(_is_larger(data, start) for start in _contents(data)) or _draws_too_much(data)


def _draws_too_much(data: bytes) -> bool:
    """True where a drawing (a form XObject) calls others so often that PDFium would not come to an end."""
    calls = dict(_drawings(data))
    drawn = dict.fromkeys(calls, 1)
    for _ in range(_DEEPEST):
        inside = {
            one: 1 + times * max((drawn.get(other, 0) for other in others), default=0)
            for one, (times, others) in calls.items()
        }
        if inside == drawn:
            return False
        if max(inside.values()) > MOST_DRAWN:
            return True
        drawn = inside
    return False


def _drawings(data: bytes) -> Iterator[tuple[int, tuple[int, frozenset[int]]]]:
    """The number of every drawing, how often it calls others, and which those may be."""
    for found in _STREAM.finditer(data):
        about = data[max(found.start() - 4 * _DICTIONARY, 0) : found.start()].rpartition(b"endobj")[2]
        named = _NUMBER.search(about)
        if named and _FORM.search(about):
            others = frozenset(int(one) for one in _REFERENCE.findall(about))
            yield int(named[1]), (len(_CALL.findall(_beginning(data, found.end()))), others)


def _beginning(data: bytes, start: int) -> bytes:
    """The first megabyte that a stream holds."""
    if data[start : start + 1] != bytes([_DEFLATED]):
        return data[start : start + _MEGABYTE].partition(b"endstream")[0]
    try:
        return zlib.decompressobj().decompress(data[start : start + _MEGABYTE], _MEGABYTE)
    except zlib.error:
        return b""


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
