"""Which face a character is set in, what stands in for it, and how wide it is."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.sfnt import calcChecksum

from exporters.fonts import FOLDER, HEI, RARE, SONG, FontError, Fonts, Glyph, Mark, Run, load_fonts
from exporters.pdf.font import subset

FONTS = load_fonts()
NAME = "\U00020bb7"  # 𠮷: only in the rare face


@pytest.mark.parametrize(
    ("char", "face", "glyph"),
    [
        ("绩", SONG, Glyph(SONG, "绩", 1.0)),
        ("绩", HEI, Glyph(HEI, "绩", 1.0)),
        (NAME, SONG, Glyph(RARE, NAME, 1.0)),
        (NAME, HEI, Glyph(RARE, NAME, 1.0)),
        (NAME, RARE, Glyph(RARE, NAME, 1.0)),
        ("绩", RARE, Glyph(SONG, "绩", 1.0)),
        ("☐", SONG, Glyph(SONG, "□", 1.0)),
        ("☑", HEI, Glyph(SONG, "□", 1.0, Mark.TICK)),
        ("☒", SONG, Glyph(SONG, "□", 1.0, Mark.CROSS)),
        ("\U0001f600", HEI, Glyph(SONG, "□", 1.0, Mark.SLASH, missing=True)),
        ("\n", SONG, Glyph(SONG, "", 0.0)),
        ("\u200b", HEI, Glyph(HEI, "", 0.0)),
        ("\ufe0f", SONG, Glyph(SONG, "", 0.0)),
        ("\ufe00", SONG, Glyph(SONG, "", 0.0)),
        ("\U000e0100", SONG, Glyph(SONG, "", 0.0)),
        ("\U000e01ef", SONG, Glyph(SONG, "", 0.0)),
    ],
)
def test_a_character_has_its_face_or_a_stand_in(char: str, face: str, glyph: Glyph) -> None:
    assert FONTS.glyph(char, face) == glyph


def test_a_tab_and_strange_spaces_are_as_wide_as_a_space() -> None:
    for face in (SONG, HEI):
        space = FONTS.widths(face)[" "]
        assert 0.1 < space < 0.5
        for char in ("\t", "\u2007"):
            assert FONTS.glyph(char, face) in (Glyph(face, " ", space), Glyph(face, char, FONTS.widths(face)[char]))
    assert FONTS.glyph("\t", HEI) == Glyph(HEI, " ", FONTS.widths(HEI)[" "])


def test_a_text_is_cut_where_the_face_or_what_stands_in_changes() -> None:
    width = FONTS.widths(HEI)["a"]
    assert FONTS.runs("绩效a", HEI) == [Run(HEI, "绩效a", "绩效a", 2 + width)]
    assert FONTS.runs("", HEI) == []
    assert FONTS.runs(f"甲{NAME}{NAME}\u200b乙☑☑\U0001f600", HEI) == [
        Run(HEI, "甲", "甲", 1.0),
        Run(RARE, NAME * 2, NAME * 2, 2.0),
        Run(HEI, "乙", "乙", 1.0),
        Run(SONG, "□", "☑", 1.0, Mark.TICK),
        Run(SONG, "□", "☑", 1.0, Mark.TICK),
        Run(SONG, "□", "\U0001f600", 1.0, Mark.SLASH, missing=True),
    ]
    assert FONTS.widths(HEI).of(f"甲{NAME}☑\u200b") == 3


def test_what_no_face_has_is_listed_in_its_order_each_time() -> None:
    assert FONTS.missing("甲\U0001f600乙\U0001f601\U0001f600", SONG) == ["\U0001f600", "\U0001f601", "\U0001f600"]
    assert FONTS.missing("绩效☑\n", SONG) == []


def test_faces_are_read_when_they_are_needed() -> None:
    fonts = load_fonts()
    assert list(fonts.loaded) == []
    fonts.runs("绩效", SONG)
    assert list(fonts.loaded) == [SONG]
    fonts.runs("☑\t\u200b", SONG)
    assert list(fonts.loaded) == [SONG]
    fonts.runs(NAME, SONG)
    assert list(fonts.loaded) == [SONG, RARE]
    assert fonts.path(HEI) == FOLDER / f"{HEI}.ttf"


def test_an_absent_or_broken_face_is_said_with_what_to_do(tmp_path: Path) -> None:
    for content, words in ((None, "缺少字体文件"), (b"", "缺少字体文件"), (b"\0" * 200, "已损坏")):
        if content is not None:
            (tmp_path / f"{SONG}.ttf").write_bytes(content)
        with pytest.raises(FontError, match=rf"{words}.*{SONG}|{SONG}.*{words}") as told:
            Fonts(tmp_path).glyph("绩", SONG)
        assert "请重新安装" in str(told.value)


# --- the part of a face that goes into a PDF --------------------------------------------------------------------------


@pytest.mark.parametrize("name", [SONG, HEI, RARE])
def test_a_subset_has_the_outlines_widths_and_measures_of_its_face(name: str) -> None:
    face = FONTS.face(name)
    chars = "⺁⺄⺆𠮷" if name == RARE else " 绩效目标≥a□é“”ㄧ"
    glyphs = [0, *(face.glyph(char) for char in chars)]
    data = subset(face, glyphs)
    with TTFont(FOLDER / f"{name}.ttf", lazy=True) as whole, TTFont(BytesIO(data)) as part:
        order, names = whole.getGlyphOrder(), part.getGlyphOrder()
        assert part["maxp"].numGlyphs == len(names) >= len(glyphs)
        assert part["head"].indexToLocFormat == 1
        assert part["hhea"].numberOfHMetrics == len(names)
        for place, glyph in enumerate(glyphs):
            assert part["hmtx"][names[place]] == whole["hmtx"][order[glyph]]
            drawn = [
                font["glyf"][key].getCoordinates(font["glyf"]) for font, key in outlines(whole, part, glyph, place)
            ]
            assert list(drawn[0][0]) == list(drawn[1][0])
            assert list(drawn[0][1]) == list(drawn[1][1])
        assert list(part.reader.tables) == sorted(part.reader.tables)
        for tag, entry in part.reader.tables.items():
            if tag != "head":  # its own counts the sum of the whole face
                assert entry.checkSum == calcChecksum(part.reader[tag])
    assert len(data) % 4 == 0
    assert len(data) < 40_000


def outlines(whole: Any, part: Any, glyph: int, place: int) -> list[tuple[Any, str]]:
    """The glyph of the face and the one of the part, each with its font."""
    return [(whole, whole.getGlyphOrder()[glyph]), (part, part.getGlyphOrder()[place])]
