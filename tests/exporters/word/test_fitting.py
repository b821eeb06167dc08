"""How words stand in the cells of Word: as close as in the PDF, lines about equally long, a line to sign on."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pytest

from exporters.pages.breaking import balance_text
from exporters.pages.styles import LOOKS
from exporters.pages.wrapping import breaks
from exporters.word.fitting import SIDE, fitted, indents
from exporters.word.write import word_bytes
from models.table import Cell, Role, Table
from tests.exporters.word.test_word import W, body, document

SIZE = 10.0


class _Square(dict[str, float]):
    def __missing__(self, char: str) -> float:
        return 0.5 if char < "\u0250" else 1.0


def shown(text: str, em: float, role: Role = Role.LABEL) -> list[str]:
    """The lines that Word makes of a text in a cell with room for so many em beside the usual padding."""
    width = em * SIZE + 2 * SIDE
    fit = fitted(text, LOOKS[role], width, SIZE)
    room = (width - 2 * fit.side - fit.inset) / SIZE
    edges = [0, *breaks(text, room), len(text)]
    return [text[start:stop] for start, stop in pairwise(edges)]


@pytest.mark.parametrize(
    ("text", "em", "lines"),
    [
        ("满意度指标", 4.2, ["满意度", "指标"]),
        ("预算支出标准", 5.1, ["预算支出", "标准"]),
        ("其中：财政拨款", 5.2, ["其中：财政", "拨款"]),
        ("产出指标", 3.8, ["产出指标"]),
        ("产出指标", 3.5, ["产出", "指标"]),
        ("≥2380.4平方米", 5.2, ["≥2380.4", "平方米"]),
        ("可持续发展能力", 2.8, ["可持续", "发展能", "力"]),
        ("项目", 1.0, ["项", "目"]),
    ],
)
def test_a_label_keeps_its_words_and_its_lines_are_about_equally_long(text: str, em: float, lines: list[str]) -> None:
    assert shown(text, em) == lines


@pytest.mark.parametrize(
    ("text", "em", "lines"),
    [
        ("信访事项按期办结率", 8.4, ["信访事项按期办", "结率"]),
        ("每月按期公布一次。", 7.6, ["每月按期公布", "一次。"]),
        ("反映按期办结情况", 6.5, ["反映按期办结", "情况"]),
        ("满意率", 2.5, ["满意", "率"]),
    ],
)
def test_no_character_of_a_short_text_is_left_alone(text: str, em: float, lines: list[str]) -> None:
    assert shown(text, em, Role.TEXT) == lines


LABELS = ["部门（单位）名称", "服务对象满意度指标", "指标值确定依据", "2024年预算申报项目资金来源", "≤57.60万元"]


@pytest.mark.parametrize("text", LABELS)
def test_a_label_takes_as_few_lines_as_in_the_pdf(text: str) -> None:
    for quarters in range(14, 60):
        room = quarters / 4
        assert len(shown(text, room)) <= len(balance_text(text, room, _Square())), room


@pytest.mark.parametrize("text", LABELS)
def test_room_taken_from_a_cell_costs_no_line(text: str) -> None:
    for role in (Role.LABEL, Role.TEXT):
        for quarters in range(4, 60):
            room = quarters / 4
            assert len(shown(text, room, role)) <= len(breaks(text, room)) + 1, (role, room)


def test_what_is_centred_is_set_in_on_both_sides_and_what_begins_at_the_left_at_the_right() -> None:
    assert indents(LOOKS[Role.LABEL], 6.0) == (3.0, 3.0)
    assert indents(LOOKS[Role.TEXT], 6.0) == (0.0, 6.0)


def test_numbers_that_libreoffice_spreads_have_the_room_for_it() -> None:
    """3 em wide in Word, a quarter more in LibreOffice, whatever the file says."""
    assert fitted("2024年", LOOKS[Role.HEADER], 3.1 * SIZE + 2 * SIDE, SIZE).side < SIDE
    assert fitted("2024年", LOOKS[Role.HEADER], 3.5 * SIZE + 2 * SIDE, SIZE).side == SIDE
    assert fitted("指标值", LOOKS[Role.HEADER], 3.1 * SIZE + 2 * SIDE, SIZE).side == SIDE


@pytest.mark.parametrize(("text", "em"), [("31万册次", 3.2), ("2025年1月至2027年12月", 8.4), ("43.6万人次", 3.4)])
def test_lines_with_numbers_hold_what_libreoffice_leaves_free(text: str, em: float) -> None:
    """A quarter of an em for every place where Chinese meets a number, in one line."""
    width = em * SIZE + 2 * SIDE
    fit = fitted(text, LOOKS[Role.VALUE], width, SIZE)
    room = (width - 2 * fit.side - fit.inset) / SIZE
    lines = len(breaks(text, room))
    assert len(breaks(text, room - 0.25)) == lines
    assert lines <= len(breaks(text, em))


def xml_of(*cells: Cell, widths: tuple[float, ...] = (60.0,)) -> str:
    table = Table(widths, max(cell.bottom for cell in cells), cells)
    return document_xml(word_bytes([table]))


def document_xml(made: bytes) -> str:
    with ZipFile(BytesIO(made)) as opened:
        return opened.read("word/document.xml").decode()


def test_the_cell_and_its_paragraph_are_as_reckoned() -> None:
    found = xml_of(Cell(0, 0, "满意度指标", role=Role.LABEL), Cell(0, 1, "甲"), widths=(16.4, 163.6))
    left, right = map(int, re.findall(r'<w:ind w:left="(\d+)" w:right="(\d+)"/>', found)[0])
    assert left == right > 0
    assert "<w:tcMar>" not in found
    close = xml_of(Cell(0, 0, "产出指标", role=Role.LABEL), Cell(0, 1, "甲"), widths=(15.6, 164.4))
    assert '<w:tcMar><w:left w:w="28" w:type="dxa"/><w:right w:w="28" w:type="dxa"/></w:tcMar>' in close


def test_chinese_fonts_are_chosen_for_chinese_and_no_room_is_put_beside_numbers() -> None:
    made = document(Table((60.0,), 1, (Cell(0, 0, "2026年"),)))
    (language,) = made.styles["Normal"].element.iter(f"{W}lang")
    assert language.get(f"{W}eastAsia") == "zh-CN"
    table = Table((60.0,), 2, (Cell(0, 0, "2026年"), Cell(1, 0, "2026年度", role=Role.SUBTITLE)))
    for kind in ("autoSpaceDE", "autoSpaceDN"):
        off = body(table).findall(f".//{W}{kind}")
        assert len(off) == 2
        assert {one.get(f"{W}val") for one in off} == {"0"}


@pytest.mark.parametrize(
    ("text", "role", "width", "paragraphs", "justified"),
    [
        ("甲" * 90 + "\n乙", Role.TEXT, 180.0, 2, "both"),
        ("甲" * 90 + "\n乙", Role.TEXT, 40.0, 1, "left"),
        ("甲\n乙", Role.LABEL, 180.0, 1, "center"),
        ("甲" * 90 + "\n乙", Role.PARAGRAPH, 180.0, 2, "both"),
        ("甲\n乙", Role.TITLE, 180.0, 1, "center"),
    ],
)
def test_full_lines_of_a_wide_text_reach_the_right_side(
    text: str, role: Role, width: float, paragraphs: int, justified: str
) -> None:
    """In a paragraph that is justified Word would draw a line before a line break out to the margin."""
    cells = (Cell(0, 0, text, role=role), *([Cell(0, 1, "丙")] if width < 180 else []))
    made = body(Table((width, 180 - width) if width < 180 else (width,), 1, cells))
    found = [one for one in made.iter(f"{W}p") if "甲" in "".join(one.itertext()) or "乙" in "".join(one.itertext())]
    assert len(found) == paragraphs
    assert {one.get(f"{W}val") for paragraph in found for one in paragraph.iter(f"{W}jc")} == {justified}


def test_every_paragraph_of_a_narrative_is_set_in() -> None:
    made = body(Table((180.0,), 1, (Cell(0, 0, "第一段\n第二段", role=Role.PARAGRAPH),)))
    firsts = [one.get(f"{W}firstLine") for one in made.iter(f"{W}ind")]
    assert len(firsts) == 2
    assert firsts[0] == firsts[1] != "0"


def ruled(text: str, width: float, role: Role = Role.SIGNATURE) -> list[float]:
    """Where the lines to write on end, in points."""
    table = Table((width, 180 - width), 1, (Cell(0, 0, text, role=role), Cell(0, 1, "丙", role=role)))
    made = body(table)
    underlined = [run for run in made.iter(f"{W}r") if run.find(f"{W}rPr/{W}u") is not None]
    assert [len(run.findall(f"{W}tab")) for run in underlined] == [1] * len(underlined)
    ends = [int(one.get(f"{W}pos", "0")) / 20 for one in made.findall(f".//{W}tabs/{W}tab")]
    assert len(ends) == len(underlined)
    return ends


def test_a_name_to_be_signed_has_a_line_to_write_on() -> None:
    em = 10.0
    (end,) = ruled("财务负责人：", 90)
    assert end == pytest.approx(6 * em + 110, abs=1)
    (short,) = ruled("财务负责人：", 40)
    assert 6 * em + 20 <= short < end
    assert ruled("财务负责人：", 30) == []
    assert ruled("财务负责人：甲", 90) == []
    assert ruled("财务负责人：", 90, Role.CAPTION) == []
