"""Numbers of absurd length: what a form can hold comes out with every digit, longer ones are refused with words."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from exporters.excel.content import shown_as
from exporters.excel.write import excel_bytes
from exporters.fonts import load_fonts
from exporters.layout import layout
from exporters.pages.paginate import paginate
from models.folders import RESOURCES
from models.forms import DepartmentForm, ProjectForm
from models.table import Table
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate
from models.values import read_decimal

TEMPLATES, _ = load_templates([RESOURCES / "templates"])
LONGEST = Decimal("123456789012345678.12")
FORMS = {"project": ProjectForm, "department": DepartmentForm}
HELD = [one for one in TEMPLATES.values() if one.prints("amount")]


def drawn(template: FormTemplate) -> tuple[Table, str]:
    """The form with the longest amount, and that amount as its cell says it."""
    table = layout(FORMS[template.kind](template=template.id, name="一", amount=LONGEST), template, 2026)
    return table, next(cell.text for cell in table.cells if cell.binding.endswith(".amount") and cell.text)


@pytest.mark.parametrize("template", HELD, ids=lambda one: one.id)
def test_every_digit_is_on_paper(template: FormTemplate) -> None:
    table, amount = drawn(template)
    printed = [
        text.actual
        for page in paginate(table, load_fonts()).pages
        for text in page.texts
        if text.binding.endswith(".amount") and not text.repeated
    ]
    assert amount in "".join(printed)


@pytest.mark.parametrize("template", HELD, ids=lambda one: one.id)
def test_every_digit_is_in_the_excel(template: FormTemplate) -> None:
    table, amount = drawn(template)
    cells = [cell for row in load_workbook(BytesIO(excel_bytes([table]))).worksheets[0] for cell in row]
    found = [
        shown_as(Decimal(str(cell.value)), cell.number_format) if cell.data_type == "n" else cell.value
        for cell in cells
        if cell.value is not None
    ]
    assert amount in found


def test_a_longer_one_is_refused_with_words() -> None:
    assert read_decimal(str(LONGEST)) == LONGEST
    with pytest.raises(ValueError, match="不是可用的数字"):
        read_decimal(f"1{LONGEST}")
