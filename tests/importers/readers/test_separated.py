"""Texts whose cells are parted by commas: which sign parts, what stands before the table, what is no such text."""

from __future__ import annotations

import pytest

from importers.readers.any_file import read_bytes
from importers.readers.separated import parts_of
from importers.readers.source import SourceError
from models.table import Paragraph, Table


def parts(text: str) -> list[str | list[list[str]]]:
    found = read_bytes(text.encode(), "表.csv").document
    return [part.text if isinstance(part, Paragraph) else part.texts() for part in found]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("甲,乙\n1,2", [["甲", "乙"], ["1", "2"]]),
        ("甲;乙\n1,5;2,5\n3;4", [["甲", "乙"], ["1,5", "2,5"], ["3", "4"]]),
        ("甲，乙\n一，二", [["甲", "乙"], ["一", "二"]]),
        ("甲\t乙\n一\t二", [["甲", "乙"], ["一", "二"]]),
        ('甲;乙\n"a,b,c,d,e";2', [["甲", "乙"], ["a,b,c,d,e", "2"]]),  # what is quoted parts nothing
        ('"甲\n子",乙\n1,2', [["甲\n子", "乙"], ["1", "2"]]),
        ('"他说""好""",乙\n1,2', [['他说"好"', "乙"], ["1", "2"]]),
        ("甲,乙\n\n1,2\n,\n", [["甲", "乙"], ["", ""], ["1", "2"]]),
        ("\ufeff甲,乙\r\n1,2\r\n", [["甲", "乙"], ["1", "2"]]),
    ],
)
def test_the_sign_that_parts_most_cells_parts_all(text: str, rows: list[list[str]]) -> None:
    assert parts(text) == [rows]


def test_lines_of_one_cell_before_the_table_are_text() -> None:
    found = read_bytes("示例表,,\n,单位：万元,\n\n甲,乙,丙\n1,2,3\n说明,,\n".encode(), "表.csv").document
    said = [(part.text, part.source_row) for part in found if isinstance(part, Paragraph)]
    assert said == [("示例表", 1), ("单位：万元", 2)]
    (table,) = [part for part in found if isinstance(part, Table)]
    assert table.texts() == [["甲", "乙", "丙"], ["1", "2", "3"], ["说明", "", ""]]
    assert not table.spans_known
    assert table.source_rows == (4, 5, 6)


def test_a_file_of_single_cells_is_text_and_a_blank_one_is_told() -> None:
    assert parts("甲\n乙\n") == ["甲", "乙"]
    with pytest.raises(SourceError, match="没有内容"):
        parts(",,\n,\n")


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("指标,名称,值\n甲,乙,1\n丙,丁,2", True),
        ("标题\n指标,名称,值\n甲,乙,1", True),
        ("标题\n说明\n指标,名称,值\n甲,乙,1", False),  # half of the lines only
        ("指标\t名称,值\n甲,乙,1", False),
        ("指标,值\n甲,1\n乙,2", False),  # too few cells to be sure
        ("指标,名称,值\n甲,1\n乙,2\n丙,3", False),  # too few in most lines
        ("甲,乙,丙\n1,2,3", False),  # no head
        ("指标 名称 值", False),
    ],
)
def test_a_pasted_text_is_parted_only_where_it_is_sure(text: str, taken: bool) -> None:
    assert bool(parts_of(text, lambda cells: "指标" in cells)) is taken
