"""Damaged sources by the thousand: ``python -m tests.importers.damaged_sources [--count N] [--seed S]``, N a format.

Each is a good file with something done to its bytes, or to a part inside its zip. Each format is read and
recognised in a process of its own. Nothing may raise but a sentence for a person, take over ten seconds, or bring that
process over 500 MB.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from multiprocessing import get_context
from random import Random

from importers.readers.any_file import read_bytes
from importers.readers.source import SourceError
from importers.recognise import recognise
from models.folders import RESOURCES
from models.templates.shelf import load_templates
from tests.importers.readers.office import cell, document, paragraph, row, table, text_cell, workbook, zipped
from tests.importers.readers.old_office import old_workbook
from tests.importers.readers.pdf.drawn_paper import HEAD, Paper
from tests.trials.memory import peak

SECONDS, MEGABYTES = 10.0, 500
TEMPLATES, _ = load_templates([RESOURCES / "templates"])
TITLE = "项目支出绩效目标表（2026年度）"
ROWS = [
    ["项目名称", "河道巡查", "", "项目金额", "30.00"],
    HEAD,
    ["产出指标", "数量指标", "巡查次数", "≥4期", ""],
    ["", "质量指标", "合格率", "=100%", "注"],
    ["效益指标", "社会效益指标", "受益户数", "≥300户", ""],
]

# --- good files -------------------------------------------------------------------------------------------------------


def a_workbook() -> bytes:
    rows = ""
    for at, texts in enumerate([[TITLE, "", "", "", ""], *ROWS], 1):
        cells = (text_cell(f"{column}{at}", text) for column, text in zip("ABCDE", texts, strict=True))
        rows += f'<row r="{at}">{"".join(cells)}</row>'
    return workbook(f'<sheetData>{rows}</sheetData><mergeCells><mergeCell ref="A1:E1"/></mergeCells>')


def a_document() -> bytes:
    return document(paragraph(TITLE) + table(*(row(*map(cell, texts)) for texts in ROWS)))


def a_pdf() -> bytes:
    paper = Paper()
    paper.text(200, 40, TITLE)
    paper.rows(ROWS)
    return paper.data()


def a_page() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in texts) + "</tr>" for texts in ROWS)
    return f"<html><p>{TITLE}</p><table>{rows}</table></html>".encode()


def a_text() -> bytes:
    return "\n".join([TITLE, *("\t".join(texts) for texts in ROWS)]).encode()


def a_sheet_xml() -> bytes:
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in texts) + "</Row>"
        for texts in ROWS
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    sheet = f'<Worksheet ss:Name="表"><Table>{rows}</Table></Worksheet>'
    return f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">{sheet}</Workbook>'.encode()


def an_open_document() -> bytes:
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)
        + "</table:table-row>"
        for texts in ROWS
    )
    space = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{space}:{name}:1.0"' for name in ("office", "table", "text"))
    sheet = f'<office:spreadsheet><table:table table:name="表">{rows}</table:table></office:spreadsheet>'
    content = f"<office:document-content {names}><office:body>{sheet}</office:body></office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def an_old_workbook() -> bytes:
    return old_workbook([[TITLE], *ROWS], [(0, 0, 0, 4)])


MAKERS: Mapping[str, Callable[[], bytes]] = {
    "表.xlsx": a_workbook,
    "文.docx": a_document,
    "页.pdf": a_pdf,
    "网.html": a_page,
    "旧.xls": a_sheet_xml,
    "老.et": an_old_workbook,
    "开.ods": an_open_document,
    "贴.txt": a_text,
}

# --- what is done to them ---------------------------------------------------------------------------------------------

_ODD = (b"<", b">", b"&", b'"', b"\0", b"\xff\xfe", b"999999999", b"-1", b"1048576", b"A1:XFD1048576", b"&x;", b"]]>")


def damaged(data: bytes, luck: Random) -> bytes:
    """The same file with bytes changed, cut out or doubled, odd ones put in, or its end lost; half of the time inside
    a part of its zip, which is whole then."""
    if data.startswith(b"PK") and luck.random() < 0.7:
        return _inside(data, luck)
    return _bytes_damaged(data, luck)


def _inside(data: bytes, luck: Random) -> bytes:
    parts: dict[str, str | bytes] = {}
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = package.namelist()
        for name in names:
            parts[name] = package.read(name)
    hit = luck.choice(names)
    held = parts[hit]
    parts[hit] = _bytes_damaged(held if isinstance(held, bytes) else held.encode(), luck)
    if luck.random() < 0.1:
        del parts[luck.choice(names)]
    return zipped(parts)


def _bytes_damaged(data: bytes, luck: Random) -> bytes:
    content = bytearray(data)
    for _ in range(luck.randint(1, 6)):
        if not content:
            break
        at = luck.randrange(len(content))
        kind = luck.randrange(5)
        if kind == 0:
            content[at] = luck.randrange(256)
        elif kind == 1:
            del content[at : at + luck.randint(1, 40)]
        elif kind == 2:
            content[at:at] = content[at : at + luck.randint(1, 400)]
        elif kind == 3:
            content[at:at] = luck.choice(_ODD)
        elif luck.random() < 0.3:
            del content[max(at, 20) :]
    return bytes(content)


# --- the run ----------------------------------------------------------------------------------------------------------


@dataclass
class Outcome:
    """What became of the files: how many were read, and every fault with the seed that makes the file again."""

    count: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def run(name: str, count: int, seed: int = 1) -> Outcome:
    """Damages one format so many times."""
    whole, outcome = MAKERS[name](), Outcome()
    for number in range(count):
        data = damaged(whole, Random(f"{seed} {name} {number}"))
        start = time.perf_counter()
        try:
            outcome.count["refused"] += 1
            with suppress(SourceError):
                recognise(read_bytes(data, name).document, TEMPLATES)
                outcome.count.update(refused=-1, read=1)
        except Exception:  # noqa: BLE001 (every kind is a fault)
            outcome.faults.append(f"{name} {seed} {number}: {traceback.format_exc()}")
        if time.perf_counter() - start > SECONDS:
            outcome.faults.append(f"{name} {seed} {number}: {time.perf_counter() - start:.1f} s")
    return outcome


def run_apart(name: str, count: int, seed: int = 1) -> Outcome:
    """The same in a process of its own, whose memory is looked at too: it has never held anything else."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as one:
        outcome = one.submit(run, name, count, seed).result()
        most = one.submit(peak).result()
    if most > MEGABYTES:
        outcome.faults.append(f"{name} {seed}: {most} MB")
    return outcome


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    faults = []
    for name in MAKERS:
        outcome = run_apart(name, options.count, options.seed)
        faults += outcome.faults
        print(name, dict(outcome.count), f"{len(outcome.faults)} faults")
    print(*faults[:20], sep="\n")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
