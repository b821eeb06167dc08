"""Workbooks as a person sees them: what shows in a cell comes in, what is hidden is told, the bytes say the kind."""

from __future__ import annotations

import csv
import subprocess
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from importers.readers.any_file import read_bytes, read_file
from importers.readers.source import SourceError
from importers.readers.workbook.shown import shown
from models.table import Table
from tests.importers.readers.office import text_cell, workbook, zipped


def tables(data: bytes, name: str = "表.xlsx") -> list[Table]:
    return [part for part in read_bytes(data, name).document if isinstance(part, Table)]


def told(data: bytes, name: str = "表.xlsx") -> list[str]:
    return [str(notice) for notice in read_bytes(data, name).notices]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (Decimal("0.285"), "0%", "29%"),
        (Decimal("4"), '"≥"0"期"', "≥4期"),
        (Decimal("350481"), "000000", "350481"),
        (Decimal("15"), "[DBNum1][$-804]General", "一十五"),
        (Decimal("1005"), "[DBNum1]General", "一千〇五"),
        (Decimal("10500"), "[DBNum2]General", "壹万零伍佰"),
        (Decimal("45658"), "yyyy/m/d", "2025/1/1"),
        (Decimal("45658"), "aaaa", "星期三"),
        (Decimal("45658"), "[DBNum1]yyyy年", "二〇二五年"),
        (Decimal("0.25"), '上午/下午h"时"mm"分"', "上午6时00分"),
        (Decimal("12"), 'G/通用格式"人"', "12人"),
        ("甲", '@"级"', "甲级"),
        (True, "General", "TRUE"),
        (Decimal("5"), "0.00[", "5.00"),
    ],
)
def test_a_value_shows_as_excel_shows_it(value: Decimal | str, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_a_sheet_is_what_is_seen_of_it() -> None:
    sheet = (
        '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>'
        f'<row r="1">{text_cell("A1", "指标")}{text_cell("B1", "内码")}{text_cell("C1", "指标值")}</row>'
        f'<row r="2" hidden="1">{text_cell("A2", "作废")}{text_cell("C2", "0")}</row>'
        f'<row r="4">{text_cell("A4", "巡查")}<c r="C4"><v>0.96</v></c></row>'
        '</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    )
    hidden = f"<sheetData><row>{text_cell('A1', '藏')}</row></sheetData>"
    data = workbook(sheet, hidden, names=("申报", "底稿"), states=("", "veryHidden"))
    (table,) = tables(data)
    assert table.texts() == [["指标", "指标值"], ["", ""], ["巡查", "0.96"]]
    assert (table.source_sheet, table.source_rows) == ("申报", (1, 3, 4))
    assert set(told(data)) == {"hidden-sheets:底稿", "hidden-rows:2", "hidden-columns:B"}


def test_formulas_give_their_results_and_those_without_are_told() -> None:
    cells = '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+2</f></c><c r="C1" t="str"><f>x</f><v>≥3次</v></c>'
    blank = '<c r="D1"><f>1+3</f><v></v></c><c r="E1" t="str"><f>""</f><v></v></c><c r="F1"><v>6</v></c>'
    data = workbook(f"<sheetData><row>{cells}{blank}</row></sheetData>")
    assert tables(data)[0].texts() == [["2", "", "≥3次", "", "", "6"]]
    assert told(data) == ["no-result:B1,D1"]


def test_dates_of_the_mac_are_the_same_days() -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    sheet = '<sheetData><row><c r="A1" s="1"><v>44196</v></c></row></sheetData>'
    data = workbook(sheet, styles=styles, book='<workbookPr date1904="1"/>')
    assert tables(data)[0].texts() == [["2025/1/1"]]


def test_cells_without_places_stand_one_after_the_other() -> None:
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in "甲乙丙")
    assert tables(workbook(f"<sheetData><row>{cells}</row></sheetData>"))[0].texts() == [["甲", "乙", "丙"]]


def test_a_merge_over_the_whole_sheet_ends_with_the_texts() -> None:
    data = workbook(
        f"<sheetData><row>{text_cell('A1', '题')}</row><row>{text_cell('C3', '末')}</row></sheetData>"
        '<mergeCells><mergeCell ref="A1:XFD2"/></mergeCells>'
    )
    (table,) = tables(data)
    assert [(cell.text, cell.row_span, cell.column_span) for cell in table.cells if cell.text] == [
        ("题", 2, 3),
        ("末", 1, 1),
    ]


def test_what_openpyxl_writes_comes_back() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows: list[list[str | float]] = [["项目名称", "示例巡查经费"], ["金额", 126.5], ["=甲", "≥95%"]]
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column, value)
            cell.data_type = "n" if isinstance(value, float) else "s"
    data = BytesIO()
    book.save(data)
    assert tables(data.getvalue())[0].texts() == [["项目名称", "示例巡查经费"], ["金额", "126.5"], ["=甲", "≥95%"]]


@pytest.mark.parametrize(
    ("data", "name", "opens"),
    [
        (b"", "空.xlsx", "damaged"),
        (b"PK\x03\x04" + b"x" * 50, "断.xlsx", "damaged"),
        (zipped({"a.txt": "甲"}), "包.zip", "other"),
        (zipped({"xl/workbook.bin": b"0"}), "二.xlsb", "other"),
        (b"{\\rtf1 abc}", "富.doc", "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧.xls", "damaged"),
        (workbook("<sheetData/>"), "无.xlsx", "damaged"),
        (workbook("<sheetData><row>").replace(b"</worksheet>", b""), "坏.xlsx", "damaged"),
        (zipped({"xl/workbook.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><workbook/>"}), "实体.xlsx", "damaged"),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_do(data: bytes, name: str, opens: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_bytes(data, name)
    assert refused.value.opens == opens
    assert name in str(refused.value)
    assert str(refused.value).endswith("。")


def test_a_bomb_of_zeros_is_refused_before_it_fills_the_memory() -> None:
    sheet = "<sheetData>" + " " * 220_000_000 + "</sheetData>"
    with pytest.raises(SourceError, match="太大"):
        read_bytes(workbook(sheet), "弹.xlsx")


def test_a_csv_comes_in_whatever_it_is_written_in() -> None:
    text = '示例表\n指标,指标值\n"巡查,次数",≥3次\n'
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        reading = read_bytes(text.encode(encoding), "表.csv")
        assert [part.text for part in reading.document if not isinstance(part, Table)] == ["示例表"]
        assert tables(text.encode(encoding), "表.csv")[0].texts() == [["指标", "指标值"], ["巡查,次数", "≥3次"]]


SEEN = [
    ["项目支出绩效目标表", "", ""],
    ["指标", "指标值", "完成日期"],
    ["巡查次数", "≥4期", "2025/1/1"],
    ["合格率", "95%", ""],
]


def a_real_workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows: list[list[str | float | date]] = [[*SEEN[0]], [*SEEN[1]], ["巡查次数", 4, date(2025, 1, 1)], ["合格率", 0.95]]
    for row in rows:
        sheet.append(row)
    for place, code in (("B3", '"≥"0"期"'), ("C3", "yyyy/m/d"), ("B4", "0%")):
        sheet[place].number_format = code
    sheet.merge_cells("A1:C1")
    book.save(path)


@pytest.mark.parametrize("suffix", ["xls", "ods", "xlsx", "html"])
def test_what_libreoffice_saves_in_any_format_is_the_same_table(tmp_path: Path, suffix: str, libreoffice: str) -> None:
    """Excel 97, OpenDocument and HTML as a real office program writes them."""
    a_real_workbook(tmp_path / "源.xlsx")
    target = "html:HTML (StarCalc)" if suffix == "html" else suffix
    command = [libreoffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", target]
    command += ["--outdir", str(tmp_path / "out"), str(tmp_path / "源.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (made,) = (tmp_path / "out").iterdir()
    (table,) = [part for part in read_file(made).document if isinstance(part, Table)]
    assert [row[:3] for row in table.texts()] == SEEN
    assert table.cells[0].column_span == 3


def test_a_short_csv_leaves_room_for_long_ones() -> None:
    """Python has one limit for all who read such files."""
    before = csv.field_size_limit()
    read_bytes("甲,乙\n1,2\n".encode(), "表.csv")
    assert csv.field_size_limit() == before
    long = "长" * 200_000
    assert tables(f"甲,乙\n{long},2\n".encode(), "表.csv")[0].texts()[1] == [long, "2"]
