"""A bundled face inside a PDF: one subset a face, every character addressed by its own code.

reportlab's TTFont cuts a face into pieces of 256 characters and writes a wrong ToUnicode entry beyond U+FFFF, so rare
names print but cannot be searched. This writes one Type 0 font a face instead, with UTF-16 entries throughout, and lets
a code show one character and mean another: ☑ is searchable though □ is drawn. This file and pdf.py are the only ones
that know reportlab.
"""

from __future__ import annotations

import struct
from itertools import accumulate
from typing import Any

from reportlab.pdfbase import pdfdoc

from exporters.fonts import Face

_COPIED = ("cvt ", "fpgm", "prep", "name", "OS/2")
_SHORT_TABLES = {"name": b"\0\0\0\0\0\x06"}
_BLOCK = 100  # entries of one bfchar block, as the PDF specification wants it
_READ = 16  # outlines after which what was read of a face is given back: each lies in 64 KB that are read with it

_ARGS_ARE_WORDS, _HAS_SCALE, _MORE, _HAS_XY_SCALE, _HAS_MATRIX = 0x01, 0x08, 0x20, 0x40, 0x80


class PdfFont:
    """The characters of one face that a document shows; ``name`` is the font's resource name in it."""

    def __init__(self, face: Face, name: str) -> None:
        self.name = name
        self._face = face
        self._glyphs = [0]
        self._meanings = [""]
        self._codes: dict[tuple[str, str], str] = {}
        self._plain: dict[str, str] = _Codes(self)

    def encode(self, text: str, actual: str) -> str:
        """A PDF hex string that draws ``text`` and says ``actual``."""
        if text == actual:
            return f"<{''.join(map(self._plain.__getitem__, text))}>"
        return f"<{''.join(self.code(char, actual) for char in text)}>"

    def code(self, char: str, actual: str) -> str:
        """The four hex digits that draw ``char`` and say ``actual``."""
        key = (char, actual)
        if key not in self._codes:
            self._codes[key] = f"{len(self._glyphs):04X}"
            self._glyphs.append(self._face.glyph(char))
            self._meanings.append(actual)
        return self._codes[key]

    def add_to(self, document: Any) -> Any:
        """Write the font into a reportlab document; returns the reference to it."""
        face, base = self._face, f"{_tag(self.name)}+{self._face.name}"
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(base),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": document.Reference(_descriptor(face, base, self._subset(document)), f"fd{base}"),
                "CIDToGIDMap": pdfdoc.PDFName("Identity"),
                "DW": 1000,
                "W": self._widths(),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(base),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"df{base}")]),
                "ToUnicode": document.Reference(_stream(to_unicode(self._meanings)), f"tu{base}"),
            }
        )
        return document.Reference(font, f"font{base}")

    def _subset(self, document: Any) -> Any:
        data = subset(self._face, self._glyphs)
        stream = _stream(data)
        stream.dictionary["Length1"] = len(data)
        return document.Reference(stream, f"ff{self.name}")

    def _widths(self) -> str:
        """Only the codes that are not a full square wide, as they stand in the file: reportlab takes long for them."""
        face = self._face
        widths = ((code, round(face.advance(glyph) * 1000 / face.units)) for code, glyph in enumerate(self._glyphs))
        said = [f"{code} [{width}]" for code, width in widths if width != 1000]
        return "[\n" + "\n".join(said) + "\n]"


class _Codes(dict[str, str]):
    """Codes of the characters that say what they show; fills itself."""

    def __init__(self, font: PdfFont) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, char: str) -> str:
        code = self[char] = self._font.code(char, char)
        return code


def _tag(name: str) -> str:
    """The six capitals that mark a subset."""
    return "".join(chr(ord("A") + ord(char) % 26) for char in name.ljust(6)[:6])


def _stream(content: str | bytes) -> Any:
    data = content.encode("ascii") if isinstance(content, str) else content
    return pdfdoc.PDFStream(content=data, filters=[pdfdoc.PDFZCompress])


def _descriptor(face: Face, base: str, file: Any) -> Any:
    """What a reader must know of a face without opening it."""
    x_min, y_min, x_max, y_max = struct.unpack_from(">4h", face.data, face.tables["head"][0] + 36)
    ascent, descent = struct.unpack_from(">2h", face.data, face.tables["hhea"][0] + 4)
    scale = 1000 / face.units
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("FontDescriptor"),
            "FontName": pdfdoc.PDFName(base),
            "Flags": 4,
            "FontBBox": pdfdoc.PDFArray([round(edge * scale) for edge in (x_min, y_min, x_max, y_max)]),
            "ItalicAngle": 0,
            "Ascent": round(ascent * scale),
            "Descent": round(descent * scale),
            "CapHeight": round(0.73 * 1000),
            "StemV": 80,
            "FontFile2": file,
        }
    )


def to_unicode(meanings: list[str]) -> str:
    """The map from codes to what they say, in UTF-16; code 0 and what has no meaning are left out."""
    said = [(code, _utf16(meaning)) for code, meaning in enumerate(meanings) if meaning]
    blocks = [said[start : start + _BLOCK] for start in range(0, len(said), _BLOCK)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
            *(_bfchar(block) for block in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )


def _bfchar(block: list[tuple[int, str]]) -> str:
    lines = "\n".join(f"<{code:04X}> <{meaning}>" for code, meaning in block)
    return f"{len(block)} beginbfchar\n{lines}\nendbfchar"


def _utf16(text: str) -> str:
    return text.encode("utf-16-be", "replace").hex().upper()


def subset(face: Face, glyphs: list[int]) -> bytes:
    """A TrueType file whose glyph ``i`` is ``glyphs[i]`` of the face; parts of composed glyphs follow at the end."""
    wanted = list(glyphs)
    position = {glyph: place for place, glyph in reversed(list(enumerate(wanted)))}
    outlines = []
    for number, glyph in enumerate(wanted, 1):  # grows while it is read: parts of composed glyphs may be composed again
        outlines.append(_outline(face, glyph, wanted, position))
        if number % _READ == 0:
            face.let_go()
    offsets = list(accumulate((len(outline) for outline in outlines), initial=0))
    advances = [part for glyph in wanted for part in (face.advance(glyph), _bearing(face, glyph))]
    tables = {tag: _table(face, tag) for tag in _COPIED if tag in face.tables}
    tables |= {
        "head": _patched(_table(face, "head"), 50, 1),
        "hhea": _patched(_table(face, "hhea"), 34, len(wanted)),
        "maxp": _patched(_table(face, "maxp"), 4, len(wanted)),
        "hmtx": struct.pack(">" + "Hh" * len(wanted), *advances),
        "loca": struct.pack(f">{len(offsets)}I", *offsets),
        "glyf": b"".join(outlines),
        "post": struct.pack(">I28x", 0x00030000),
    }
    face.let_go()
    return _font_file(tables | {tag: data for tag, data in _SHORT_TABLES.items() if tag in tables})


def _table(face: Face, tag: str) -> bytes:
    start, length = face.tables[tag]
    return face.data[start : start + length]


def _patched(table: bytes, offset: int, value: int) -> bytes:
    return table[:offset] + struct.pack(">H", value) + table[offset + 2 :]


def _bearing(face: Face, glyph: int) -> int:
    """Left side bearing of a glyph."""
    start, full = face.tables["hmtx"][0], len(face.advances)
    place = start + 4 * glyph + 2 if glyph < full else start + 4 * full + 2 * (glyph - full)
    bearing: int = struct.unpack_from(">h", face.data, place)[0]
    return bearing


def _outline(face: Face, glyph: int, wanted: list[int], position: dict[int, int]) -> bytes:
    """The outline of a glyph, filled up to four bytes; parts it is composed of join ``wanted`` and are renumbered."""
    loca, glyf = face.tables["loca"][0], face.tables["glyf"][0]
    if struct.unpack_from(">h", face.data, face.tables["head"][0] + 50)[0]:
        start, stop = struct.unpack_from(">2I", face.data, loca + 4 * glyph)
    else:
        start, stop = (2 * half for half in struct.unpack_from(">2H", face.data, loca + 2 * glyph))
    data = face.data[glyf + start : glyf + stop]
    if len(data) > 10 and data[0] & 0x80:
        data = _with_parts(bytearray(data), wanted, position)
    return data + b"\0" * (-len(data) % 4)


def _with_parts(data: bytearray, wanted: list[int], position: dict[int, int]) -> bytes:
    """A composed glyph with its parts renumbered."""
    place, flags = 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">2H", data, place)
        if part not in position:
            position[part] = len(wanted)
            wanted.append(part)
        struct.pack_into(">H", data, place + 2, position[part])
        place += 8 if flags & _ARGS_ARE_WORDS else 6
        place += 2 * bool(flags & _HAS_SCALE) + 4 * bool(flags & _HAS_XY_SCALE) + 8 * bool(flags & _HAS_MATRIX)
    return bytes(data)


def _font_file(tables: dict[str, bytes]) -> bytes:
    """A TrueType file of the tables, with their checksums."""
    count = len(tables)
    power = count.bit_length() - 1
    header = struct.pack(">IHHHH", 0x00010000, count, 16 << power, power, 16 * (count - (1 << power)))
    offset, records, bodies = 12 + 16 * count, [], []
    for tag, data in sorted(tables.items()):
        body = data + b"\0" * (-len(data) % 4)
        records.append(struct.pack(">4sIII", tag.encode("latin-1"), _checksum(body), offset, len(data)))
        bodies.append(body)
        offset += len(body)
    return b"".join([header, *records, *bodies])


def _checksum(body: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(body) // 4}I", body)
    return sum(words) & 0xFFFFFFFF
