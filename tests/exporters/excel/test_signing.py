"""Room to sign in a sheet."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText

from exporters.excel.write import excel_bytes
from models.table import Cell, Role, Table


def value(text: str, role: Role = Role.SIGNATURE, width: float = 60) -> Any:
    """What the first cell of a sheet with one such cell holds."""
    table = Table((width, 150 - width), 1, (Cell(0, 0, text, role=role), Cell(0, 1, "甲", role=Role.VALUE)), title="表")
    return load_workbook(BytesIO(excel_bytes([table])), rich_text=True).worksheets[0]["A1"].value


@pytest.mark.parametrize("text", ["填报人：", "单位（盖章）：", "_x0041_："])
def test_where_somebody_is_to_sign_there_is_a_line(text: str) -> None:
    words, line = value(text)
    assert words == text
    assert line.font.u == "single"
    assert set(line.text) == {"\u3000"}


def test_the_line_is_as_long_as_on_paper_where_there_is_room() -> None:
    long, longer, short = (
        len(value("填报人：", width=width)[1].text) * value("填报人：", width=width)[1].font.sz
        for width in (90, 140, 30)
    )
    assert long == longer
    assert 100 <= long <= 110
    assert 20 <= short < 60


@pytest.mark.parametrize(
    ("text", "role", "width"),
    [
        ("填报人：某某", Role.SIGNATURE, 60),
        ("年　　月　　日", Role.SIGNATURE, 60),
        ("填报人：", Role.LABEL, 60),
        ("单位主要负责人（签字）：", Role.SIGNATURE, 45),
    ],
    ids=["signed", "date", "label", "narrow"],
)
def test_no_line_where_nothing_is_to_sign_or_there_is_no_room(text: str, role: Role, width: float) -> None:
    assert value(text, role, width) == text
    assert not isinstance(value(text, role, width), CellRichText)
