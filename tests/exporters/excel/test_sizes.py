"""How large letters are in Excel: a little smaller rather than with a single one on the last line."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from exporters.excel.heights import CELL_PADDING, EXCEL_UNIT, PIXELS_PER_POINT, lines_height
from exporters.excel.placing import arrange, height_in
from exporters.excel.sizes import scale_in
from exporters.excel.write import excel_bytes
from models.table import Cell, Role, Table

BODY = 10.0


def units(em: float, size: float = BODY) -> float:
    """Width of a column in which so many em of these letters stand side by side."""
    return (em * size * PIXELS_PER_POINT + CELL_PADDING) / EXCEL_UNIT


def size(text: str, em: float, role: Role = Role.LEVEL) -> float:
    return round(scale_in(Cell(0, 0, text, role=role), units(em), BODY) * BODY, 3)


@pytest.mark.parametrize(
    ("text", "em", "points"),
    [
        ("满意度指标", 5.0, 10.0),
        ("满意度指标", 4.8, 9.5),
        ("满意度指标", 4.6, 9.0),
        ("满意度指标", 4.4, 10.0),
        ("满意度指标", 3.9, 10.0),
        ("满意度。", 3.7, 9.0),
        ("每年一次，\n每次一天", 4.6, 9.0),
        ("信访事项按期办结率反映情况", 4.2, 10.0),
        ("信访事项按期办结率反映情况", 4.1, 10.0),
        ("信访事项按期办结率反映情", 10.9, 10.0),
        ("信访事项按期办结率反映情", 11.5, 9.5),
    ],
)
def test_letters_shrink_by_a_tenth_at_most_where_that_saves_a_line_of_one(text: str, em: float, points: float) -> None:
    assert size(text, em) == points


def test_running_text_and_lines_without_a_frame_keep_their_size() -> None:
    assert size("满意度指标" * 9, 44.5) == BODY
    assert size("满意度指标", 4.6, Role.CAPTION) == BODY
    assert size("满意度指标", 4.6, Role.TEXT) == 9.0


def test_a_number_shrinks_further_to_stay_whole() -> None:
    assert size("≥123456", 3.0, Role.VALUE) < 9.0


def test_the_row_is_as_high_as_the_smaller_letters_want() -> None:
    label = Cell(0, 0, "满意度指标", role=Role.LEVEL)
    assert height_in(label, label.text, units(4.6), BODY) < height_in(label, label.text, units(4.4), BODY) / 1.5


def test_the_sheet_has_the_letters_as_reckoned() -> None:
    table = Table((17.6, 162.4), 1, (Cell(0, 0, "满意度指标", role=Role.LEVEL), Cell(0, 1, "甲", role=Role.LEVEL)))
    sheet = load_workbook(BytesIO(excel_bytes([table]))).worksheets[0]
    whole = sheet.cell(1, 2).font.size
    assert sheet.cell(1, 1).font.size in (whole - 0.5, whole - 1)
    assert sheet.row_dimensions[1].height < 2 * 1.45 * whole


def test_every_paragraph_of_a_narrative_is_set_in_once() -> None:
    text = "第一段\n　　第二段\n\n第三段"
    table = Table((180.0,), 2, (Cell(0, 0, text, role=Role.PARAGRAPH), Cell(1, 0, text, role=Role.TEXT)))
    sheet = load_workbook(BytesIO(excel_bytes([table]))).worksheets[0]
    assert sheet.cell(1, 1).value == "　　第一段\n　　第二段\n\n　　第三段"
    assert sheet.cell(2, 1).value == text


@pytest.mark.parametrize(("text", "lines"), [("1234567890.12", 1), ("尚未核定，待批复后补报", 3)])
def test_a_number_has_one_line_and_words_in_its_place_as_many_as_they_need(text: str, lines: int) -> None:
    """Excel shrinks a number to its column; what it cannot keep as one is a text that breaks."""
    cells = (Cell(0, 0, text, role=Role.NUMBER), Cell(0, 1, "甲"))
    (height,) = arrange(Table((17.0, 163.0), 1, cells), cells).heights
    least = lines_height(lines, BODY)
    assert least <= height < least + lines_height(1, BODY) - 5
