"""The bundled fonts print every character a form can hold, and may be given away with the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from reportlab.pdfbase.ttfonts import TTFont as PdfFont

PROJECT = Path(__file__).resolve().parent.parent
FONTS = PROJECT / "resources" / "fonts"
STANDARD_LIST = PROJECT / "packaging" / "fonts" / "tongyong-guifan-8105.txt"

CORE = ("JxSong.ttf", "JxHei.ttf")
RARE = "JxSongRare.ttf"
ALL = (*CORE, RARE)

FORM_MARKS = (
    "≥≤＝＞＜±×÷≠≈％‰℃㎡²³№①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
    "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ○●□■◇◆△▲☆★√✓→←↑↓…—–·•‘’“”《》〈〉「」『』【】〔〕〖〗￥¥€£§°′″々〇〆"
)


def drawable(name: str) -> set[str]:
    """The characters for which reportlab finds a glyph."""
    return set(map(chr, PdfFont(name, FONTS / name).face.charToGlyph))


@pytest.fixture(scope="module", params=ALL)
def font(request: pytest.FixtureRequest) -> Iterator[TTFont]:
    """Each bundled font in turn."""
    with TTFont(FONTS / request.param, lazy=True) as opened:
        yield opened


def gb2312() -> Iterator[str]:
    """Every character of GB 2312."""
    for lead in range(0xA1, 0xF8):
        for trail in range(0xA1, 0xFF):
            yield from bytes((lead, trail)).decode("gb2312", errors="ignore")


@pytest.mark.parametrize("name", CORE)
def test_core_face_prints_the_8105_standard_characters(name: str) -> None:
    standard = STANDARD_LIST.read_text(encoding="utf-8").strip()
    assert len(set(standard)) == 8105
    assert sorted(set(standard) - drawable(name)) == []


@pytest.mark.parametrize("name", CORE)
def test_core_face_prints_gb2312(name: str) -> None:
    characters = set(gb2312())
    assert len(characters) == 7445
    assert sorted(characters - drawable(name)) == []


@pytest.mark.parametrize("name", CORE)
def test_core_face_prints_ascii_latin_and_the_marks_of_forms(name: str) -> None:
    latin = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA1, 0x100)) if code != 0xAD}
    assert sorted((latin | set(FORM_MARKS)) - drawable(name)) == []


def test_both_core_faces_have_the_same_characters() -> None:
    assert drawable(CORE[0]) == drawable(CORE[1])


def test_rare_face_has_names_that_the_core_lacks_and_repeats_nothing() -> None:
    rare = drawable(RARE)
    assert {"龑", "龘"} <= rare
    assert any("\U00020000" <= character <= "\U0002a6df" for character in rare), "nothing of extension B"
    assert not rare & drawable(CORE[0])


def test_no_drawn_character_is_blank(font: TTFont) -> None:
    """Every character but the spaces has an outline, and none borrows the box for missing characters."""
    starts, order = font["loca"].locations, font.getReverseGlyphMap()
    glyphs = {chr(code): order[name] for code, name in font.getBestCmap().items()}
    blank = [character for character, glyph in glyphs.items() if starts[glyph] == starts[glyph + 1]]
    assert [character for character in blank if character.isprintable() and not character.isspace()] == []
    assert 0 not in glyphs.values()


def test_outlines_are_static_truetype_of_a_thousand_units(font: TTFont) -> None:
    tables = set(font.keys())
    assert {"glyf", "loca"} <= tables
    assert not tables & {"CFF ", "CFF2", "fvar", "gvar", "GSUB", "GPOS"}
    assert font["head"].unitsPerEm == 1000


def test_names_are_ours_and_the_licence_is_kept(font: TTFont) -> None:
    records = font["name"].names
    english = {record.nameID: record.toUnicode() for record in records if record.langID == 0x409}
    chinese = {record.nameID: record.toUnicode() for record in records if record.langID == 0x804}
    assert not [record.toUnicode() for record in records if "noto" in record.toUnicode().lower()]
    assert english[1].startswith("Jx ")
    assert english[6].startswith("Jx")
    assert chinese[1].startswith("绩效")
    assert "Adobe" in english[0]
    assert "SIL Open Font License" in english[13]
    assert "OFL" in english[14]


def test_the_licence_travels_with_the_fonts() -> None:
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert all(notice in licence for notice in ("2017-2022 Adobe", "2014-2021 Adobe"))
