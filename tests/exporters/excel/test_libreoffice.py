"""The Excel sheet in another program's hands: LibreOffice opens it, prints it, measures it and saves it again.

Every case goes through in two worlds: as this machine is, where some face stands in for 宋体 (the bundled one where the
machine has no Chinese face), and with a face that has the half-em digits of 宋体, so that columns are narrower.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from csv import reader
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pypdfium2 as pdfium
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font

from exporters.excel.package import workbook_bytes
from exporters.excel.placing import Layout
from exporters.excel.setting import set_out
from exporters.excel.styles import LOOKS, StyleBook, size_of
from exporters.excel.write import SheetWriter, build_workbook, write_excel
from exporters.fonts import load_fonts
from exporters.pages.paginate import paginate
from models.table import Cell, PageSetup, Role, Table
from tests.exporters.excel.excel_tables import STATEMENT, department, giant, narrative, project, random_table
from tests.exporters.excel.printed import cut_texts, is_closed

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")

LIKE_SONG = "Noto Sans Mono CJK SC"
BUNDLED = Path(__file__).parents[3] / "resources" / "fonts"
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{folder}</dir>{rule}</fontconfig>
"""
SONG_RULE = f"""<match target="pattern"><test name="family"><string>宋体</string></test>
<edit name="family" mode="assign" binding="same"><string>{LIKE_SONG}</string></edit></match>"""

KEPT = [
    "=100%",
    "+3",
    "-5%",
    "@某某",
    "=1+1",
    "#N/A",
    "0012",
    "1/2",
    "2026-01-28",
    "1E5",
    "☑是 □否",
    "甲\n乙",
    "_x0041_",
    " 前后 ",
]
CASES = {
    "department": department(),
    "long": department(4, statement=STATEMENT * 3),
    "longer": department(statement=STATEMENT * 18),
    "longest": department(statement=STATEMENT * 36),
    "told": narrative(20)._replace(page=PageSetup(font_size=12)),
    "landscape": department(2, page=PageSetup(landscape=True)),
    "large": department(page=PageSetup(font_size=12)),
    "project": project(),
    "narrative": narrative(),
    "giant": giant(),
    "kept": Table(
        (60,) * 2, len(KEPT), tuple(Cell(row, 0, text, role=Role.VALUE) for row, text in enumerate(KEPT)), "文"
    ),
    **{f"random{seed}": random_table(Random(seed)) for seed in range(8)},
}
LONG = {"giant", "longer", "longest", "told"}
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
HALVED = "halved"  # the department form with rows half as high as they should be


@dataclass(frozen=True)
class World:
    """What LibreOffice made of the cases, with one set of fonts."""

    folder: Path
    like_song: bool

    def convert(self, suffix: str, *sources: Path) -> Path:
        """Converts the sources; returns the folder with the results."""
        target = self.folder / f"{sources[0].parent.name}-{suffix.partition(':')[0]}"
        fonts = self.folder / "fonts.conf"
        fonts.write_text(FONTS.format(folder=BUNDLED, rule=SONG_RULE if self.like_song else ""), encoding="utf-8")
        environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        command = [str(SOFFICE), profile, "--headless", "--convert-to", suffix, "--outdir", str(target)]
        subprocess.run([*command, *map(str, sources)], check=True, capture_output=True, timeout=300, env=environment)
        return target

    def pdf(self, name: str) -> pdfium.PdfDocument:
        return pdfium.PdfDocument(self.folder / "made-pdf" / f"{name}.pdf")


def has_face_like_song() -> bool:
    command = shutil.which("fc-list")
    return (
        command is not None
        and LIKE_SONG in subprocess.run([command], capture_output=True, text=True, check=True).stdout
    )


@pytest.fixture(scope="module", params=[False, True], ids=["stand-in", "like-song"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> World:
    """All cases printed, in one run of LibreOffice."""
    like_song: bool = request.param
    if like_song and not has_face_like_song():
        pytest.skip(f"{LIKE_SONG} is not installed")
    folder = tmp_path_factory.mktemp("office")
    made = folder / "made"
    made.mkdir()
    for name, table in CASES.items():
        write_excel([table], made / f"{name}.xlsx")
    (made / f"{HALVED}.xlsx").write_bytes(halved(department()))
    made_world = World(folder, like_song)
    made_world.convert("pdf", *sorted(made.iterdir()))
    return made_world


def halved(table: Table) -> bytes:
    workbook = build_workbook([table])
    for row in workbook.worksheets[0].row_dimensions.values():
        row.height = (row.height or 0) / 2
    return workbook_bytes(workbook)


def sheet_of(table: Table) -> SheetWriter:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    return SheetWriter(sheet, table, StyleBook(workbook, sheet))


def bare(text: str) -> str:
    """The text without blanks, and without ☑, which comes from another face and so is drawn at another time."""
    return re.sub(r"[\s☑]", "", text)


def printed(document: pdfium.PdfDocument) -> str:
    return "".join(bare(page.get_textpage().get_text_range()) for page in document)


# --- print ---


@pytest.mark.parametrize("name", CASES)
def test_every_text_is_printed(world: World, name: str) -> None:
    text = printed(world.pdf(name))
    missing = [cell.text for cell in CASES[name].cells if bare(cell.text) not in text]
    assert name in LONG or not missing
    assert all(len(part) > 2000 for part in missing)  # a text over several pages is interrupted by their feet


def test_ticks_are_printed(world: World) -> None:
    text = "".join(page.get_textpage().get_text_range() for page in world.pdf("department"))
    assert text.count("☑") == 1
    assert text.count("□") == 2


def test_a_giant_text_is_printed_to_its_end(world: World) -> None:
    """At the edge of a page the line that lies on it is drawn on both pages."""
    lines = re.findall(r"第\d+条", printed(world.pdf("giant")))
    wanted = re.findall(r"第\d+条", giant().cells[2].text)
    assert sorted(set(lines)) == sorted(set(wanted))


@pytest.mark.parametrize("name", [name for name in CASES if name != "giant"])
def test_no_line_is_cut_by_its_cell_or_by_a_page(world: World, name: str) -> None:
    assert cut_texts(world.pdf(name)) == []


@pytest.mark.parametrize("name", ["giant", "longest"])
def test_a_frame_that_goes_over_pages_is_closed_on_each(world: World, name: str) -> None:
    document = world.pdf(name)
    assert len(document) > 1
    assert all(is_closed(page) for page in document)


def test_the_test_sees_cut_lines(world: World) -> None:
    assert len(cut_texts(world.pdf(HALVED))) > 20


def test_pages_carry_their_number_and_the_repeated_head(world: World) -> None:
    document = world.pdf("long")
    assert len(document) >= 3
    for number, page in enumerate(document, 1):
        text = bare(page.get_textpage().get_text_range())
        assert f"第{number}页共{len(document)}页" in text
        assert "指标值确定依据" in text or number == 1


def test_a_sheet_has_as_many_pages_as_it_was_set_out_for(world: World) -> None:
    """No page is overfull, so that LibreOffice begins none of its own beside them."""
    for name, table in CASES.items():
        if bare("".join(cell.text for cell in table.cells)):
            pages = sheet_of(table).pages
            assert len(world.pdf(name)) <= len(pages.edges) + 1, name


def test_a_sheet_takes_no_more_pages_than_the_pdf(world: World) -> None:
    fonts = load_fonts()
    more = {name for name, table in CASES.items() if len(world.pdf(name)) > len(paginate(table, fonts))}
    assert not more - {"giant"} or not world.like_song


def test_the_paper_is_as_the_form_says(world: World) -> None:
    for name, table in CASES.items():
        for page in world.pdf(name):
            assert (page.get_width() > page.get_height()) == table.page.landscape


# --- measure ---


def test_no_row_is_lower_than_its_text_wants(world: World) -> None:
    """LibreOffice's own optimal heights are the truth: merged cells have none, so each text is measured alone."""
    probe = world.folder / "probe"
    again = world.folder / "again"
    probe.mkdir()
    again.mkdir()
    wanted = list(_needs(world.folder / "made"))
    _write_probe([(cell, width, body) for cell, width, body, _ in wanted], probe / "probe.xlsx")
    flat = world.convert("fods", probe / "probe.xlsx") / "probe.fods"
    without_heights = re.sub(r' style:row-height="[^"]*"', "", flat.read_text(encoding="utf-8"))
    (again / "probe.fods").write_text(without_heights, encoding="utf-8")
    truth = _row_heights((world.convert("fods", again / "probe.fods") / "probe.fods").read_text(encoding="utf-8"))
    too_low = [
        (cell.text[:20], have, need)
        for (cell, _, _, have), need in zip(wanted, truth, strict=False)
        if have < need - 0.5 and have < 1600  # LibreOffice's rows end at 32,767 twips
    ]
    assert too_low == []
    assert len(truth) >= len(wanted) > 300
    assert max(truth) > 200


def _needs(made: Path) -> Iterator[tuple[Cell, float, float, float]]:
    """Every cell with text that wraps: the cell, its width, the form's font size, the height it was given."""
    for name, table in CASES.items():
        ws = load_workbook(made / f"{name}.xlsx").worksheets[0]
        layout: Layout = set_out(table, table.cells)[0]
        for cell in table.cells:
            top, stop = layout.rows_of(cell)
            value = ws.cell(top + 1, cell.column + 1).value
            if isinstance(value, str):
                have = sum(ws.row_dimensions[row].height or 0 for row in range(top + 1, stop + 1))
                yield replace(cell, text=value), layout.width(cell), table.page.font_size, have


def _write_probe(wanted: list[tuple[Cell, float, float]], target: Path) -> None:
    """A sheet where every cell stands alone in a row without height, in a column of its own width."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    StyleBook(workbook, sheet)  # sets the font that column widths count in
    columns: dict[float, int] = {}
    for row, (cell, width, body) in enumerate(wanted, 1):
        column = columns.setdefault(width, len(columns) + 1)
        place = sheet.cell(row, column)
        assert isinstance(place, SheetCell)
        sheet.column_dimensions[place.column_letter].width = width
        place.value, place.data_type = cell.text, "s"
        place.font = Font(name=LOOKS[cell.role].face, size=size_of(cell.role, body), charset=134)
        place.alignment = Alignment(wrap_text=True)
    workbook.save(target)


def _row_heights(flat: str) -> list[float]:
    """Heights of the rows of a flat OpenDocument sheet in points."""
    pattern = (
        r'style:name="(ro\d+)" style:family="table-row">\s*<style:table-row-properties style:row-height="([\d.]+)in'
    )
    heights = dict(re.findall(pattern, flat))
    found: list[float] = []
    for row in re.findall(r"<table:table-row ([^>]*)>", flat):
        repeat = re.search(r'number-rows-repeated="(\d+)"', row)
        style = re.search(r'style-name="(ro\d+)"', row)
        assert style
        found += [float(heights[style[1]]) * 72] * min(int(repeat[1]) if repeat else 1, 10)
    return found


# --- save again ---


def test_text_stays_text_when_libreoffice_saves_it_again(world: World) -> None:
    folder = world.folder / "made"
    again = world.convert("xlsx", folder / "kept.xlsx", folder / "project.xlsx", folder / "department.xlsx")
    ws = load_workbook(again / "kept.xlsx").worksheets[0]
    cells = [ws.cell(row, 1) for row in range(1, len(KEPT) + 1)]
    assert [str(cell.value).replace("_x005F_x", "_x") for cell in cells] == KEPT
    assert {cell.data_type for cell in cells} == {"s"}
    for name in ("project", "department"):
        table = CASES[name]
        ws = load_workbook(again / f"{name}.xlsx").worksheets[0]
        for cell in table.cells:
            found = ws.cell(cell.row + 1, cell.column + 1)
            if cell.role is not Role.NUMBER:
                assert str(found.value or "").rstrip("\u3000") == cell.text
            elif cell.text:
                assert found.data_type == "n"
        spans = {(c.row + 1, c.column + 1, c.bottom, c.right) for c in table.cells if c.row_span * c.column_span > 1}
        assert {(m.min_row, m.min_col, m.max_row, m.max_col) for m in ws.merged_cells.ranges} == spans


NUMBERS = ("15", "0.50", "512.06", "1,131", "-3", "123456789012")
TYPED = (15.5, 12.125, 1234.5678, 16, 0.123456, -7.25)


@pytest.fixture(scope="module")
def typed_over(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of what LibreOffice shows of sheets in whose first column something was typed, in one run."""
    folder = tmp_path_factory.mktemp("typed")
    made = folder / "made"
    made.mkdir()
    places = [(row, column, text) for column in range(2) for row, text in enumerate(NUMBERS)]
    cells = tuple(Cell(row, column, text, role=Role.NUMBER) for row, column, text in places)
    for number, typed in enumerate(TYPED):
        file = made / f"{number}.xlsx"
        write_excel([Table((120,) * 2, len(NUMBERS), cells, "数")], file)
        book = load_workbook(file)
        for row in range(1, len(NUMBERS) + 1):
            book.worksheets[0].cell(row, 1).value = typed
        book.save(file)
    return World(folder, like_song=False).convert(AS_SHOWN, *sorted(made.iterdir()))


@pytest.mark.parametrize("number", range(len(TYPED)), ids=map(str, TYPED))
def test_no_format_hides_digits_of_what_is_typed_over_a_number(typed_over: Path, number: int) -> None:
    """A number written over an exported one is shown as it was written; an exported one as on paper."""
    with (typed_over / f"{number}.csv").open(encoding="utf-8", newline="") as source:
        rows = list(reader(source))
    assert [float(row[0].replace(",", "")) for row in rows] == [TYPED[number]] * len(NUMBERS)
    assert [Decimal(row[1].replace(",", "")) for row in rows] == [Decimal(text.replace(",", "")) for text in NUMBERS]
    assert (rows[0][1], rows[2][1]) == ("15.00", "512.06"), "all with as many decimals as the longest of the column"
