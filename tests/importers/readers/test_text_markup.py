"""Pasted text: markup, quotes, encodings and what is none of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.readers import text
from importers.readers.source import MAX_BYTES, SourceError, clean_text, decode_text
from importers.readers.text import MAX_COLUMNS, MAX_LINES, parse_text
from models.table import Cell, Table
from tests.importers.readers.test_text import (
    PLAIN,
    REAL_FORMS,
    _split_by_hand,
    _squeezed,
    chinese,
    form_tables,
    only_table,
    paragraphs,
    tables,
)
from tests.printable import table_to_tsv


@given(form_tables())
def test_what_is_copied_out_comes_back_at_its_place(table: Table) -> None:
    back = only_table(table_to_tsv(table))
    assert {(cell.row, cell.column): cell.text for cell in back.cells} == {
        (cell.row, cell.column): cell.text for cell in table.cells if cell.text
    }
    assert (back.row_count, back.column_count) == (table.row_count, table.column_count)
    assert not back.spans_known


def test_copied_rows_look_as_excel_writes_them() -> None:
    cells = (Cell(0, 0, "目标", column_span=2), Cell(0, 2, '甲\n"乙"'), Cell(1, 0, "丙", row_span=2), Cell(2, 2, "丁"))
    assert table_to_tsv(Table((1, 1, 1), 3, cells)) == '目标\t\t"甲\n""乙"""\n丙\t\t\n\t\t丁\n'


@given(st.text(st.sampled_from('甲乙\t\n"|-#*<b>/ \r\x0b&;1'), max_size=60))
def test_any_text_is_read_without_losing_a_word(text: str) -> None:
    document = parse_text(text)
    read = "".join(paragraphs(document)) + "".join(cell.text for table in tables(document) for cell in table.cells)
    assert read.count("甲") == text.count("甲")
    assert read.count("乙") == text.count("乙")
    for table in tables(document):
        assert len(table.source_rows) == table.row_count
        assert all(0 <= cell.row < table.row_count and 0 <= cell.column < table.column_count for cell in table.cells)
        assert all(cell.text for cell in table.cells)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_usual_encodings_and_line_ends_are_read(encoding: str, line_end: str) -> None:
    document = text.read(PLAIN.replace("\n", line_end).encode(encoding), "目标表.txt").document
    assert [table.texts() for table in tables(document)] == [[["项目名称", "园区巡检"], ["产出指标", "巡检次数"]]]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "没有内容"),
        (b"\xef\xbb\xbf", "没有内容"),
        (" \n\u3000\n\t\t\n \t \n".encode(), "没有内容"),
        (b"\x00\x01\x02" * 100, "二进制"),
        (b"\xff\xff\xff\xff", "编码"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04abc", "Excel"),
        (b"\xd0\xcf\x11\xe0abc", "旧版"),
        (b"{\\rtf1 abc}", "RTF"),
        (b"\xff\xfea", "编码"),
    ],
)
def test_what_is_no_text_is_refused_with_the_files_name(data: bytes, why: str) -> None:
    with pytest.raises(SourceError, match=why) as refused:
        text.read(data, "某表.txt")
    assert "某表.txt" in str(refused.value)
    assert refused.value.name == "某表.txt"


def test_damaged_text_is_refused_with_its_line_and_never_read_as_nonsense() -> None:
    lines = [f"产出指标\t数量指标\t巡检次数{number}\n".encode() for number in range(200)]
    lines[120] = lines[120][:4] + b"\xff" + lines[120][4:]
    with pytest.raises(SourceError, match="第 121 行"):
        text.read(b"".join(lines), "某表.txt")


def test_a_huge_file_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(SourceError, match="10 MB"):
        text.read(b"\xff" * (MAX_BYTES + 1), "某表.txt")
    with pytest.raises(SourceError, match="太大"):
        decode_text("某表".encode(), "某表.txt", limit=5)


def test_more_lines_or_columns_than_any_form_has_are_refused() -> None:
    with pytest.raises(SourceError, match="行数太多"):
        parse_text("\n" * (MAX_LINES + 1))
    with pytest.raises(SourceError, match="第 2 行"):
        text.read(("甲\t乙\n" + "丙\t" * (MAX_COLUMNS + 1)).encode(), "某表.txt")


def test_a_blank_paste_is_an_empty_document() -> None:
    assert parse_text("") == parse_text(" \n\t\n") == ()


def test_clean_text_is_what_a_form_may_hold() -> None:
    assert clean_text("\u3000甲\r\n乙\x0b丙\x07\udc00\t丁 ") == "甲\n乙\n丙\t丁"


@pytest.mark.parametrize(
    "text",
    [
        "产出指标\t数量指标\t巡检次数\t≥12次\t历史标准\t10\t按照正常比例赋分\t工作资料\n" * 8_000,
        "\t产出指标\n\t数量指标\n\t巡检次数\n\t≥12次\n\n" * 10_000,
        "\t甲\n" + "接着写下去\n" * 50_000,
        '甲\t"乙丙丁\t戊\n' * 40_000,
        '甲\t"""乙丙丁\t戊\n' * 40_000,
        '"甲\t乙\n丙\t丁"\n' * 40_000,
        "甲\t" + "<b " * 300_000,
        "# " + " #" * 500_000 + "x",
        "甲\t<p>" + " " * 1_000_000 + "x</p>",
        "|" + "-" * 1_000_000 + "x\n|-|\n",
        "甲\t" + "**a" * 300_000,
    ],
    ids=range(11),
)
def test_long_texts_are_read_to_their_end(text: str) -> None:
    """A reader that needs the square of their length would need hours."""
    document = parse_text(text)
    cells = [cell.text for table in tables(document) for cell in table.cells]
    assert chinese("".join([*cells, *paragraphs(document)])) == chinese(text)


@pytest.mark.parametrize("name", REAL_FORMS)
def test_every_cell_of_the_real_forms_is_read_once_and_in_order(shared_forms: Path, name: str) -> None:
    data = (shared_forms / f"{name}.txt").read_bytes()
    document = text.read(data, name).document
    cells, others = _split_by_hand(data.decode())
    read = [cell.text for table in tables(document) for cell in table.cells]
    assert "".join(map(_squeezed, read)) == "".join(map(_squeezed, cells))
    signs = re.compile(r"[#*\-\s]")
    assert signs.sub("", "".join(paragraphs(document))) == signs.sub("", "".join(map(_squeezed, others)))


@pytest.mark.parametrize("name", REAL_FORMS)
def test_the_lines_of_the_real_forms_are_known(shared_forms: Path, name: str) -> None:
    data = (shared_forms / f"{name}.txt").read_bytes()
    lines = data.decode().split("\n")
    for table in tables(text.read(data, name).document):
        for row in table.rows():
            if row:
                place = "\n".join(lines[table.place(row[0].row) - 1 :][:40])
                assert _squeezed(row[0].text)[:8] in _squeezed(place)


@pytest.mark.parametrize(
    ("name", "shapes"),
    [
        ("korla-2023", [(14, 9), (12, 9), (13, 9)]),
        ("lukou-2026", [(25, 8), (17, 8), (18, 8)]),
        ("ezhou-2026", [(98, 9), (25, 6), (23, 6), (23, 6)]),
        ("julu", [(7, 7), (7, 6)] * 4 + [(7, 7), (8, 6)]),
    ],
)
def test_the_tables_of_the_real_forms_have_their_rows(
    shared_forms: Path, name: str, shapes: list[tuple[int, int]]
) -> None:
    document = text.read((shared_forms / f"{name}.txt").read_bytes(), name).document
    assert [(table.row_count, table.column_count) for table in tables(document)] == shapes
