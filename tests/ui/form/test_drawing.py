"""What the page of a form has of every template: headings, labels and fields where they lie, columns of tables.

Where it is meant to have something else: ``WRITE_READ=1 pytest tests/ui/form/test_drawing.py``, and read ``git diff``.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from models.folders import RESOURCES
from models.forms import CostItem
from models.templates.grid import GridCell, Place
from models.templates.shelf import load_templates
from tests.known import is_known
from ui.form.drawing import Cells, Column, Rows, Words, goal_fields, items_of, unprinted_columns

TEMPLATES, _ = load_templates([RESOURCES / "templates"])
KNOWN = Path(__file__).parent / "drawn"
WORDS = {"year": "2026", "next_year": "2027", "money_unit": "万元"}


def drawn(name: str) -> Iterator[str]:
    """The lines of a template's page."""
    template = TEMPLATES[name]
    for item in items_of(template, WORDS):
        match item:
            case Words(text, kind):
                yield f"{kind} {text}".replace("\n", "⏎")
            case Cells(cells, count):
                yield f"cells in {count} rows"
                yield from (f"  {_where(cell)} {_said(cell)}" for cell in cells)
            case Rows(of, title, columns):
                yield f"rows of {of} {title}".rstrip()
                yield from (f"  {_column(column)}" for column in columns)
    goals = goal_fields(template)
    asked = [word for word in ("label", "summary") if getattr(goals, word)]
    yield " ".join(["goals", *asked, *(f"weight:{period}" for period in sorted(goals.weighed)), *goals.around])


def _where(cell: GridCell) -> str:
    return f"{cell.row}.{cell.column}+{cell.row_span}×{cell.column_span}"


def _said(cell: GridCell) -> str:
    said = (f"{{{piece.path}}}" if isinstance(piece, Place) else str(piece) for piece in cell.pieces)
    return "".join(said).replace("\n", "⏎")


def _column(column: Column) -> str:
    how = [word for word in ("long", "day") if getattr(column, word)]
    return " ".join([column.title.replace("\n", "⏎"), column.field, column.kind, f"{column.width:g}", *how])


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_page_of_a_template_is_as_it_is_known(name: str) -> None:
    is_known(KNOWN / f"{name}.txt", drawn(name))


def test_no_page_is_known_of_a_template_that_is_gone() -> None:
    assert sorted(path.stem for path in KNOWN.iterdir()) == sorted(TEMPLATES)


def test_columns_are_added_for_what_rows_hold_and_a_template_does_not_print() -> None:
    first, second = CostItem(content="巡堤", own=Decimal(3)), CostItem(basis="每次一百元", other=Decimal(2))
    shown = (Column("内容", "content", "text", 1.0),)
    added = [(one.title, one.field, one.kind, one.width, one.long) for one in unprinted_columns([first, second], shown)]
    assert added == [
        ("本级财政拨款金额", "own", "amount", 1.0, False),
        ("测算依据及说明", "basis", "text", 3.0, True),
        ("其他资金", "other", "amount", 1.0, False),
    ]
    assert unprinted_columns([], shown) == ()
    assert [column.field for column in unprinted_columns([CostItem(content="巡堤")], shown)] == []
