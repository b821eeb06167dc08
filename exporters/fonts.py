"""The bundled faces: which of them draws a character, how wide it is, and what stands in when none has it.

Widths are in em. Nothing here needs Qt or a PDF library: preview, printer and PDF measure with the same numbers.
"""

from __future__ import annotations

import struct
import sys
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from enum import StrEnum
from itertools import groupby
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import NamedTuple, TypeVar, cast

if sys.platform == "linux":
    from mmap import MADV_DONTNEED

SONG = "JxSong"
HEI = "JxHei"
RARE = "JxSongRare"

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "fonts"

_FALLBACK = {SONG: (SONG, RARE), HEI: (HEI, SONG, RARE), RARE: (RARE, SONG)}
_BOX = "□"
_KeptT = TypeVar("_KeptT")


class FontError(Exception):
    """A bundled face is absent or cannot be read; the message is for a person."""


class Mark(StrEnum):
    """What is drawn over a glyph to make a character that no face has."""

    NONE = ""
    TICK = "tick"
    CROSS = "cross"
    SLASH = "slash"


_COMPOSED = {"☐": (_BOX, Mark.NONE), "☑": (_BOX, Mark.TICK), "☒": (_BOX, Mark.CROSS), "✔": ("✓", Mark.NONE)}

STROKES: dict[Mark, tuple[tuple[float, float, float, float], ...]] = {
    Mark.NONE: (),
    Mark.TICK: ((0.22, 0.38, 0.43, 0.14), (0.43, 0.14, 0.82, 0.66)),
    Mark.CROSS: ((0.24, 0.12, 0.76, 0.64), (0.24, 0.64, 0.76, 0.12)),
    Mark.SLASH: ((0.1, -0.02, 0.9, 0.78),),
}
"""The strokes of a mark: x1, y1, x2, y2 in em from the glyph's origin, y upwards."""

STROKE_WIDTH = 0.08
"""Width of those strokes in em."""


class Glyph(NamedTuple):
    """How one character is drawn: ``drawn`` is the character of ``face`` whose glyph is used, empty for nothing."""

    face: str
    drawn: str
    width: float
    mark: Mark = Mark.NONE
    missing: bool = False


class Run(NamedTuple):
    """A piece of text in one face. ``actual`` is what it says, ``text`` what is drawn for it; they seldom differ."""

    face: str
    text: str
    actual: str
    width: float
    mark: Mark = Mark.NONE
    missing: bool = False


class Face:
    """One static TrueType face: the glyph of every character and the advance of every glyph."""

    def __init__(self, name: str, data: bytes | mmap) -> None:
        self.name = name
        self.data = data
        try:
            self.tables = _table_directory(data)
            self.units: int = struct.unpack_from(">H", data, self.tables["head"][0] + 18)[0]
            self._glyphs = _character_map(data, self.tables["cmap"][0])
            self.advances = self._read_advances()
        except (KeyError, struct.error) as error:
            raise FontError(f"字体 {name} 已损坏，请重新安装本程序。") from error

    def _read_advances(self) -> array[int]:
        (full,) = struct.unpack_from(">H", self.data, self.tables["hhea"][0] + 34)
        return _numbers("H", self.data, self.tables["hmtx"][0], 2 * full)[::2]

    def let_go(self) -> None:
        """Gives back what was read of the file: its pages count as the program's for as long as they are mapped."""
        if sys.platform == "linux" and isinstance(self.data, mmap):
            self.data.madvise(MADV_DONTNEED)

    def __contains__(self, char: str) -> bool:
        return self._glyphs[ord(char)] != 0

    def glyph(self, char: str) -> int:
        """The glyph of a character, 0 where the face has none."""
        return self._glyphs[ord(char)]

    def advance(self, glyph: int) -> int:
        """Advance of a glyph in font units."""
        return self.advances[min(glyph, len(self.advances) - 1)]

    def width(self, char: str) -> float:
        """Width of a character in em; the character must be in the face."""
        return self.advance(self.glyph(char)) / self.units


def _table_directory(data: bytes | mmap) -> dict[str, tuple[int, int]]:
    """Offset and length of every table of a TrueType file."""
    (tables,) = struct.unpack_from(">H", data, 4)
    records = struct.iter_unpack(">4sIII", data[12 : 12 + 16 * tables])
    return {tag.decode("latin-1"): (offset, length) for tag, _sum, offset, length in records}


def _numbers(kind: str, data: bytes | mmap, start: int, count: int) -> array[int]:
    """So many unsigned numbers of a file, most significant byte first. Raises struct.error where it ends before."""
    found = array(kind)
    found.frombytes(data[start : start + count * found.itemsize])
    if len(found) < count:
        raise struct.error
    if sys.byteorder == "little":
        found.byteswap()
    return found


def _character_map(data: bytes | mmap, cmap: int) -> _CharacterMap:
    """The character map of a face that has one for the whole of Unicode (format 12)."""
    (subtables,) = struct.unpack_from(">H", data, cmap + 2)
    for _platform, _encoding, offset in struct.iter_unpack(">HHI", data[cmap + 4 : cmap + 4 + 8 * subtables]):
        form, _, _, _, groups = struct.unpack_from(">HHIII", data, cmap + offset)
        if form == 12:
            return _CharacterMap(_numbers("I", data, cmap + offset + 16, 3 * groups))
    raise KeyError("cmap")


class _CharacterMap(dict[int, int]):
    """The glyph of every character code, 0 where there is none; a code is looked up when it is first asked for."""

    def __init__(self, groups: array[int]) -> None:
        super().__init__()
        self._first, self._last, self._start = groups[::3], groups[1::3], groups[2::3]

    def __missing__(self, code: int) -> int:
        group = bisect_right(self._first, code) - 1
        inside = group >= 0 and code <= self._last[group]
        glyph = self[code] = self._start[group] + code - self._first[group] if inside else 0
        return glyph


class Widths(dict[str, float]):
    """Width in em of every character as set in one face (with its stand-ins); fills itself as it is asked."""

    def __init__(self, fonts: Fonts, face: str) -> None:
        super().__init__()
        self._fonts = fonts
        self._face = face

    def __missing__(self, char: str) -> float:
        width = self[char] = self._fonts.glyph(char, self._face).width
        return width

    def of(self, text: str) -> float:
        """Width of a text in em."""
        return sum(map(self.__getitem__, text))


class Fonts:
    """The faces of a folder, read when first needed."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._faces: dict[str, Face] = {}
        self._glyphs: dict[str, dict[str, Glyph]] = {name: {} for name in _FALLBACK}
        self._plain: dict[str, set[str]] = {name: set() for name in _FALLBACK}
        self._kept: dict[Callable[[], object], object] = {}
        self._widths = {name: Widths(self, name) for name in _FALLBACK}

    def kept(self, make: Callable[[], _KeptT]) -> _KeptT:
        """What somebody has measured with these faces, made once and kept for as long as they are."""
        if make not in self._kept:
            self._kept[make] = make()
        return cast(_KeptT, self._kept[make])

    @property
    def loaded(self) -> tuple[str, ...]:
        """Names of the faces read so far."""
        return tuple(self._faces)

    def face(self, name: str) -> Face:
        """The face of that name; raises FontError when its file is absent or broken."""
        if name not in self._faces:
            path = self.path(name)
            try:
                with path.open("rb") as file:
                    data = mmap(file.fileno(), 0, access=ACCESS_READ)  # of some megabytes a form needs a few pages
            except (OSError, ValueError) as error:
                raise FontError(f"缺少字体文件 {path.name}，请重新安装本程序。") from error
            self._faces[name] = Face(name, data)
        return self._faces[name]

    def path(self, name: str) -> Path:
        """File of a face, for a window that draws with the same glyphs."""
        return self._folder / f"{name}.ttf"

    def widths(self, face: str) -> Widths:
        """Widths of all characters set in ``face``."""
        return self._widths[face]

    def glyph(self, char: str, face: str) -> Glyph:
        """How ``char`` is drawn where ``face`` is asked for."""
        known = self._glyphs[face]
        if char not in known:
            glyph = known[char] = self._find(char, face)
            if glyph.face == face and glyph.drawn == char and not glyph.mark:
                self._plain[face].add(char)
        return known[char]

    def runs(self, text: str, face: str) -> list[Run]:
        """The text cut into runs of one face each; what is invisible is left out."""
        if self._is_plain(text, face):
            return [Run(face, text, text, self._widths[face].of(text))] if text else []
        glyphs = ((self.glyph(char, face), char) for char in text)
        return [run for same, group in groupby(glyphs, key=_alike) for run in _joined(same, list(group))]

    def missing(self, text: str, face: str) -> list[str]:
        """The characters of a text that no face has, in order."""
        if self._is_plain(text, face):
            return []
        return [char for char in text if self.glyph(char, face).missing]

    def _is_plain(self, text: str, face: str) -> bool:
        plain = self._plain[face]
        if plain.issuperset(text):
            return True
        for char in text:
            self.glyph(char, face)
        return plain.issuperset(text)

    def _find(self, char: str, face: str) -> Glyph:
        if _invisible(char):
            return Glyph(face, "", 0.0)
        found = self._look_up(char, face)
        if found:
            return found
        if char in _COMPOSED:
            base, mark = _COMPOSED[char]
            return Glyph(SONG, base, self.face(SONG).width(base), mark)
        if char == "\t" or unicodedata.category(char) == "Zs":
            return Glyph(face, " ", self.face(face).width(" "))
        return Glyph(SONG, _BOX, self.face(SONG).width(_BOX), Mark.SLASH, missing=True)

    def _look_up(self, char: str, face: str) -> Glyph | None:
        for name in _FALLBACK[face]:
            if name == RARE != face and (char in _COMPOSED or not char.isprintable()):
                continue
            candidate = self.face(name)
            if char in candidate:
                return Glyph(name, char, candidate.width(char))
        return None


def _invisible(char: str) -> bool:
    """True for what asks for no ink and no room: controls, joiners, variation selectors."""
    if "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return True
    return char != "\t" and unicodedata.category(char) in ("Cc", "Cf")


def _alike(item: tuple[Glyph, str]) -> tuple[str, bool, Mark, bool, bool]:
    """Characters with the same answer stand in one run."""
    glyph, char = item
    return glyph.face, glyph.drawn == char, glyph.mark, glyph.missing, not glyph.drawn


def _joined(kind: tuple[str, bool, Mark, bool, bool], group: list[tuple[Glyph, str]]) -> Iterator[Run]:
    """One run for plain characters of a face, one run each for characters that something stands in for."""
    face, plain, mark, missing, nothing = kind
    if nothing:
        return
    if plain:
        text = "".join(char for _, char in group)
        yield Run(face, text, text, sum(glyph.width for glyph, _ in group))
        return
    for glyph, char in group:
        yield Run(face, glyph.drawn, char, glyph.width, mark, missing)


def load_fonts(folder: Path = FOLDER) -> Fonts:
    """The bundled faces. Cheap: files are read at the first character that needs them."""
    return Fonts(folder)
