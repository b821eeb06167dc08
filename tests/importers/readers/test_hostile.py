"""Files that were damaged at random: each is read or refused with a sentence; never a traceback."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress

import pytest

from importers.readers.any_file import read_bytes
from importers.readers.source import SourceError
from tests.importers.readers.drawn_paper import HEAD, Paper
from tests.importers.readers.office import cell, document, paragraph, row, table, text_cell, workbook

COUNT = 60


def a_workbook() -> bytes:
    rows = "".join(
        f'<row r="{at}">{text_cell(f"A{at}", "指标")}<c r="B{at}"><v>{at}</v></c></row>' for at in range(1, 9)
    )
    return workbook(f'<sheetData>{rows}</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>')


def a_document() -> bytes:
    return document(paragraph("附件") + table(*(row(cell("指标"), cell("值")) for _ in range(8))))


def a_pdf() -> bytes:
    paper = Paper()
    paper.rows([HEAD, ["产出指标", "数量指标", "巡查次数", "≥4期", ""]])
    return paper.data()


def a_page() -> bytes:
    return ("<p>附件</p><table>" + "<tr><td colspan=2>指标</td><td>值</td></tr>" * 8 + "</table>").encode()


def a_sheet_xml() -> bytes:
    rows = '<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">指标</Data></Cell></Row>' * 8
    names = (
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    )
    sheet = f'<Worksheet ss:Name="表"><Table>{rows}</Table></Worksheet>'
    return f'<?xml version="1.0"?><Workbook {names}>{sheet}</Workbook>'.encode()


MAKERS: dict[str, Callable[[], bytes]] = {
    "表.xlsx": a_workbook,
    "文.docx": a_document,
    "页.pdf": a_pdf,
    "网.html": a_page,
    "旧.xls": a_sheet_xml,
}


def damaged(data: bytes, luck: random.Random) -> bytes:
    """The same file with bytes changed, cut out, doubled, or its end lost."""
    content = bytearray(data)
    for _ in range(luck.randint(1, 8)):
        at = luck.randrange(len(content))
        kind = luck.randrange(4)
        if kind == 0:
            content[at] = luck.randrange(256)
        elif kind == 1:
            del content[at : at + luck.randint(1, 40)]
        elif kind == 2:
            content[at:at] = content[at : at + luck.randint(1, 40)]
        else:
            del content[max(at, 20) :]
        if not content:
            break
    return bytes(content)


@pytest.mark.parametrize("name", MAKERS)
def test_a_damaged_file_is_read_or_refused_in_words(name: str) -> None:
    whole = MAKERS[name]()
    assert read_bytes(whole, name).document
    luck = random.Random(name)
    for _ in range(COUNT):
        with suppress(SourceError):
            read_bytes(damaged(whole, luck), name)
