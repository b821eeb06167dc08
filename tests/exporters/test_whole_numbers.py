"""Numbers stay on one line in every format, smaller where they must be; what is too long even so is told."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from exporters.batch import write_all
from exporters.excel.write import excel_bytes
from exporters.export import ExportPlan
from exporters.fonts import load_fonts
from exporters.formats import FORMATS
from exporters.pages.paginate import paginate
from exporters.widths import broken_numbers
from exporters.word.write import word_bytes
from models.dossier import Dossier
from models.folders import RESOURCES
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.table import Cell, Role, Table
from models.templates.shelf import load_templates

NARROW, WIDE = 16.0, 164.0
SMALL, TOO_LONG = "≥12345.67元", "≥1234567890.12元"


def table(text: str, role: Role = Role.VALUE) -> Table:
    return Table((NARROW, WIDE), 1, (Cell(0, 0, text, role=role), Cell(0, 1, "说明", role=Role.TEXT)), "表")


def numbers_printed(text: str) -> list[str]:
    (page,) = paginate(table(text), load_fonts()).pages
    return [one.text for one in page.texts if one.x < 15 / 25.4 * 72 + NARROW / 25.4 * 72 and not one.repeated]


def test_a_number_is_set_smaller_in_every_format() -> None:
    assert numbers_printed(SMALL)[0] == SMALL.removesuffix("元")
    sheet = load_workbook(BytesIO(excel_bytes([table(SMALL)]))).worksheets[0]
    assert (sheet["A1"].font.size, sheet["B1"].font.size) == (7.5, 10)
    cells = Document(BytesIO(word_bytes([table(SMALL)]))).tables[0].rows[0].cells
    sizes = [cell.paragraphs[0].runs[0].font.size.pt for cell in cells]
    assert sizes[0] == pytest.approx(7.5, abs=0.5)
    assert sizes[1] == 10


@pytest.mark.parametrize("text", ["12", "≥95%", "一个很长的值，写了好几行，没有数", "3项，4项，5项，6项，7项"])
def test_what_fits_stays_as_it_is_and_is_not_told(text: str) -> None:
    sheet = load_workbook(BytesIO(excel_bytes([table(text)]))).worksheets[0]
    assert sheet["A1"].font.size == 10
    assert not list(broken_numbers(table(text)))


@pytest.mark.parametrize("role", [Role.VALUE, Role.NUMBER, Role.TEXT])
def test_a_number_too_long_even_so_is_told(role: Role) -> None:
    assert list(broken_numbers(table(TOO_LONG, role))) == [f"表第 1 行第 1 列的“{TOO_LONG}”"]
    assert paginate(table(TOO_LONG, role), load_fonts()).broken == (f"表第 1 行第 1 列的“{TOO_LONG}”",)


def test_what_is_told_is_what_is_broken_in_the_pdf() -> None:
    broken = {text for text in (SMALL, TOO_LONG) if not numbers_printed(text)[0].endswith(text[-4:-1])}
    assert broken == {TOO_LONG}
    assert not list(broken_numbers(table(SMALL)))


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_export_tells_the_form_and_the_place(suffix: str, tmp_path: Path) -> None:
    templates = load_templates([RESOURCES / "templates"])[0]
    row = Indicator(name="里程", weight=Decimal("123456789.25"))
    levels = [Dimension(name="产出指标", categories=[Category(name="数量指标", indicators=[row])])]
    form = ProjectForm(template="jingyan-project-2023", name="修路", goals=[Goal(dimensions=levels)])
    (written,) = write_all(Dossier(year=2026, forms=[form]), templates, ExportPlan(tmp_path, (suffix,))).written
    (told,) = written.broken
    assert "部门预算项目绩效目标申报表" in told
    assert "123456789.25" in told
