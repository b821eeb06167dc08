"""Builds the program's own typefaces into resources/fonts/ from the CFF collections of Debian's fonts-noto-cjk.

Usage: python packaging/fonts/build.py [FOLDER]      (FOLDER holds the .ttc files; default: where Debian puts them)

reportlab draws neither CFF outlines nor variable faces, so each face becomes a small static TrueType font without
hinting and without layout tables: screen and PDF then measure with the very same advance widths. The same source
gives the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph

HERE = Path(__file__).resolve().parent
STANDARD_LIST = HERE / "tongyong-guifan-8105.txt"
TARGET = HERE.parent.parent / "resources" / "fonts"
DEBIAN_FOLDER = Path("/usr/share/fonts/opentype/noto")

SIMPLIFIED_CHINESE = 2  # index in the collection; each index carries one region's letter shapes
MAX_ERROR = 1.0  # of 1000 units per em, when cubic curves become quadratic
GB2312_CODE_PAGE = 1 << 18  # OS/2 ulCodePageRange1

# Blocks taken whole, as far as the source has them.
MARK_BLOCKS = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1
    (0x0370, 0x03FF),  # Greek
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x214F),  # letter-like: ℃ № ℓ
    (0x2150, 0x218F),  # number forms: Ⅰ to Ⅻ, ½
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics: ≥ ≤ ≠ ≈ √
    (0x2300, 0x23FF),  # technical
    (0x2460, 0x24FF),  # ① ⑴ ⒈
    (0x2500, 0x257F),  # box drawing
    (0x25A0, 0x25FF),  # geometric: ○ ● □ ■ ◇ ◆ △ ▲
    (0x2600, 0x26FF),  # ☆ ★
    (0x2700, 0x27BF),  # dingbats: ✓ and ❶
    (0x3000, 0x303F),  # CJK punctuation
    (0x3040, 0x30FF),  # kana, part of GB 2312
    (0x3100, 0x312F),  # bopomofo, part of GB 2312
    (0x3220, 0x325F),  # ㈠ to ㉟
    (0x3280, 0x32BF),  # ㊀ to ㊿
    (0x3380, 0x33DF),  # squared units: ㎡ ㎏ ㏄
    (0xFE30, 0xFE4F),  # vertical forms
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE0, 0xFFE6),  # ￥ ￠ ￡
)
HAN_BLOCKS = (
    (0x2E80, 0x2FDF),  # radicals: text pasted from PDF files is full of them
    (0x31C0, 0x31EF),  # strokes
    (0x3400, 0x4DBF),  # extension A
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0x20000, 0x323AF),  # extensions B to H and the compatibility supplement
)

# Name records: what is replaced, what must stay (copyright, people, licence), all the rest goes.
FAMILY, STYLE, UNIQUE_ID, FULL_NAME, VERSION, POSTSCRIPT = 1, 2, 3, 4, 5, 6
KEPT_NAMES = frozenset({0, VERSION, 9, 10, 12, 13, 14})
ENGLISH, CHINESE = 0x409, 0x804

UNUSED_TABLES = ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx", "DSIG", "kern"]


class SourceMissingError(Exception):
    """The typefaces to build from are not where they were looked for, or are not the ones expected."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font to build: its file and names, and which face of which collection it comes from."""

    file: str
    source: str
    family: str
    chinese_family: str
    style: str
    rare: bool = False


FACES = (
    Face("JxSong.ttf", "NotoSerifCJK-Regular.ttc", "Jx Song", "绩效宋体", "Regular"),
    Face("JxHei.ttf", "NotoSansCJK-Bold.ttc", "Jx Hei", "绩效黑体", "Bold"),
    Face("JxSongRare.ttf", "NotoSerifCJK-Regular.ttc", "Jx Song Rare", "绩效宋体生僻字", "Regular", rare=True),
)


def main() -> int:
    """Build every face; exit code 1 with a message when the source is not there."""
    parser = argparse.ArgumentParser(description="Build the bundled fonts.")
    parser.add_argument("folder", nargs="?", type=Path, default=DEBIAN_FOLDER, help="where the .ttc files are")
    folder = parser.parse_args().folder
    TARGET.mkdir(parents=True, exist_ok=True)
    try:
        for face in FACES:
            characters = build(face, folder, TARGET / face.file)
            size = (TARGET / face.file).stat().st_size
            print(f"{face.file}: {characters} characters, {size:,} bytes")
    except SourceMissingError as missing:
        print(f"error: {missing}", file=sys.stderr)
        return 1
    return 0


def build(face: Face, folder: Path, target: Path) -> int:
    """Write one face to ``target``; returns its number of characters. Raises SourceMissingError."""
    with open_source(folder / face.source) as font:
        wanted = characters_of(face, set(font.getBestCmap()))
        subset(font, wanted)
        to_truetype(font)
        rename(font, face)
        font.save(target, reorderTables=True)
    return len(wanted)


def characters_of(face: Face, available: set[int]) -> set[int]:
    """What the face is to carry of what its source has. Raises SourceMissingError."""
    core = core_repertoire() & available
    if not standard_characters() <= core:
        raise SourceMissingError(f"{face.source} lacks characters of the standard list; is it another version?")
    return (span(HAN_BLOCKS) & available) - core if face.rare else core


def open_source(path: Path) -> TTFont:
    """The Simplified Chinese face of a collection. Raises SourceMissingError."""
    if not path.is_file():
        raise SourceMissingError(f"{path} not found: install fonts-noto-cjk, or give the folder that holds it")
    font = TTFont(path, fontNumber=SIMPLIFIED_CHINESE, recalcTimestamp=False)
    family = font["name"].getDebugName(FAMILY) or ""
    if not family.endswith("CJK SC") or "CFF " not in font:
        raise SourceMissingError(f"{path}: face {SIMPLIFIED_CHINESE} is {family!r}, not the Simplified Chinese one")
    return font


def core_repertoire() -> set[int]:
    """What both core faces carry: the standard list, GB 2312 and the marks that forms use."""
    return standard_characters() | gb2312_characters() | span(MARK_BLOCKS)


def standard_characters() -> set[int]:
    """The 8105 characters of 通用规范汉字表 (State Council, 2013)."""
    return set(map(ord, STANDARD_LIST.read_text(encoding="utf-8").strip()))


def gb2312_characters() -> set[int]:
    """GB 2312; read as GBK too, whose — and · differ from Python's table for GB 2312."""
    return set(map(ord, chain(decode_plane("gb2312"), decode_plane("gbk"))))


def decode_plane(codec: str) -> Iterator[str]:
    """The characters that ``codec`` gives to the code points which GB 2312 assigns."""
    for lead in range(0xA1, 0xF8):
        for trail in range(0xA1, 0xFF):
            pair = bytes((lead, trail))
            if pair.decode("gb2312", errors="ignore"):
                yield from pair.decode(codec)


def span(blocks: Iterable[tuple[int, int]]) -> set[int]:
    """Every code point of the blocks, ends included."""
    return set(chain.from_iterable(range(first, last + 1) for first, last in blocks))


def subset(font: TTFont, characters: set[int]) -> None:
    """Keep only these characters, without hinting and layout."""
    options = Options(layout_features=[], hinting=False, notdef_outline=True, glyph_names=False, name_IDs=["*"])
    options.name_languages = ["*"]
    options.drop_tables += UNUSED_TABLES
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    cmap = font["cmap"]
    cmap.tables = [table for table in cmap.tables if table.format in (4, 12)]
    font["OS/2"].ulCodePageRange1 |= GB2312_CODE_PAGE


def to_truetype(font: TTFont) -> None:
    """Replace the CFF outlines by quadratic ones, with the tables that belong to them."""
    outlines = font.getGlyphSet()
    order = font.getGlyphOrder()
    glyf = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = {name: quadratic(outlines, name) for name in order}
    font["glyf"], font["loca"] = glyf, newTable("loca")
    del font["CFF "]
    reset_maxp(font)
    post = font["post"]
    post.formatType, post.extraNames, post.mapping, post.glyphOrder = 3.0, [], {}, None
    align_left_bearings(font)
    font.sfntVersion = "\x00\x01\x00\x00"


def quadratic(outlines: Any, name: str) -> Glyph:
    """One glyph with TrueType curves and TrueType direction."""
    pen = TTGlyphPen(None)
    outlines[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
    return pen.glyph(dropImpliedOnCurves=True)


def reset_maxp(font: TTFont) -> None:
    """A TrueType maxp without instructions; the counts of points are filled in on saving."""
    maxp = newTable("maxp")
    maxp.tableVersion = 0x00010000
    maxp.numGlyphs = len(font.getGlyphOrder())
    maxp.maxZones = 1
    for field in ("Points", "Contours", "CompositePoints", "CompositeContours", "ComponentElements", "ComponentDepth"):
        setattr(maxp, f"max{field}", 0)
    for field in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements"):
        setattr(maxp, f"max{field}", 0)
    maxp.maxSizeOfInstructions = 0
    font["maxp"] = maxp


def align_left_bearings(font: TTFont) -> None:
    """TrueType readers place a glyph by its left side bearing: make it the outline's own left edge."""
    metrics, glyf = font["hmtx"].metrics, font["glyf"]
    for name, glyph in glyf.glyphs.items():
        glyph.recalcBounds(glyf)
        metrics[name] = (metrics[name][0], getattr(glyph, "xMin", 0))


def rename(font: TTFont, face: Face) -> None:
    """Our own names (the source's is a trademark), their copyright and licence."""
    table = font["name"]
    version = table.getDebugName(VERSION).split(";")[0]
    table.names = [r for r in table.names if r.nameID in KEPT_NAMES and r.langID == ENGLISH]
    postscript = f"{face.family.replace(' ', '')}-{face.style}"
    write_names(table, ENGLISH, face.family, face.style)
    write_names(table, CHINESE, face.chinese_family, face.style)
    table.setName(version, VERSION, 3, 1, ENGLISH)
    table.setName(f"{version};{postscript}", UNIQUE_ID, 3, 1, ENGLISH)
    table.setName(postscript, POSTSCRIPT, 3, 1, ENGLISH)
    table.names.sort()
    font["OS/2"].achVendID = "NONE"


def write_names(table: Any, language: int, family: str, style: str) -> None:
    """Family, style and full name in one language."""
    full = family if style == "Regular" else f"{family} {style}"
    for number, text in ((FAMILY, family), (STYLE, style), (FULL_NAME, full)):
        table.setName(text, number, 3, 1, language)


if __name__ == "__main__":
    raise SystemExit(main())
