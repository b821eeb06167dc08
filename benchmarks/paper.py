"""From a form to paper, beside the least that the library under it needs, and beside other programs."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from docx import Document
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.forms import TEMPLATE, YEAR, dossier, project, table, templates
from benchmarks.measured import Result, Rounds, Work, beside
from benchmarks.processes import call, peak, program
from exporters.excel.content import number_of
from exporters.excel.write import excel_bytes
from exporters.fonts import FOLDER, load_fonts
from exporters.layout import layout
from exporters.pages.paginate import Pages, paginate
from exporters.pdf.write import write_pdf
from exporters.word.write import word_bytes
from models.files.jxmb import save
from models.forms import ProjectForm
from models.table import Role, Table

_HUNDRED = 100


def results(rounds: Rounds) -> Iterator[Result]:
    """Every measurement, one after the other."""
    yield _excel(rounds)
    yield _word(rounds)
    yield _pdf(rounds)
    yield _growth(rounds)
    with tempfile.TemporaryDirectory() as name:
        yield from _processes(rounds, Path(name))


def _excel(rounds: Rounds) -> Result:
    forms = iter(project(14, number) for number in range(10_000))
    return beside(
        "一张表排版并写成 Excel ÷ openpyxl 写同样的值、合并、列宽（无样式），都写到内存",
        lambda: excel_bytes([_laid_out(next(forms))]),
        lambda: _bare_excel(_laid_out(next(forms)), io.BytesIO()),
        "≤ 1.3",
        rounds.of(51),
    )


def _laid_out(form: ProjectForm) -> Table:
    return layout(form, templates()[TEMPLATE], YEAR)


def _bare_excel(form: Table, target: io.BytesIO) -> None:
    """The same values, merges and widths, no style at all."""
    book = Workbook()
    sheet = book.worksheets[0]
    for cell in form.cells:
        number = number_of(cell.text) if cell.role is Role.NUMBER else None
        sheet.cell(cell.row + 1, cell.column + 1, cell.text or None if number is None else number)
        if cell.row_span * cell.column_span > 1:
            sheet.merge_cells(
                start_row=cell.row + 1, start_column=cell.column + 1, end_row=cell.bottom, end_column=cell.right
            )
    for index, width in enumerate(form.widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width / 2
    book.save(target)


def _word(rounds: Rounds) -> Result:
    forms = iter(project(14, number) for number in range(10_000))
    return beside(
        "一张表排版并写成 Word ÷ python-docx 写同样的字、合并（无样式），都写到内存",
        lambda: word_bytes([_laid_out(next(forms))]),
        lambda: _bare_word(_laid_out(next(forms)), io.BytesIO()),
        "≤ 2",
        rounds.of(51),
    )


def _bare_word(form: Table, target: io.BytesIO) -> None:
    """The same words and merges in one table, no style at all."""
    document = Document()
    made = document.add_table(form.row_count, form.column_count)
    rows = [row.cells for row in made.rows]
    for cell in form.cells:
        place = rows[cell.row][cell.column]
        if cell.row_span * cell.column_span > 1:
            place = place.merge(rows[cell.bottom - 1][cell.right - 1])
        place.text = cell.text
    document.save(target)


def _pdf(rounds: Rounds) -> Result:
    fonts = load_fonts()
    for face in ("JxSong", "JxHei"):
        pdfmetrics.registerFont(TTFont(f"floor-{face}", FOLDER / f"{face}.ttf"))
    forms = iter(project(14, number) for number in range(10_000))
    ready = iter([paginate(table(14, number), fonts) for number in range(20_000, 20_000 + rounds.of(51) + 1)])
    return beside(
        "一张表排版、分页并写成 PDF ÷ reportlab 画布画同样的字和线（现成的清单）",
        lambda: write_pdf([_laid_out(next(forms))], io.BytesIO(), fonts),
        lambda: _bare_pdf(next(ready)),
        "≤ 1.0",
        rounds.of(51),
    )


def _bare_pdf(pages: Pages) -> None:
    """A plain canvas without ASCII85, strings straight from the list, the lines of a page in one path."""
    canvas = Canvas(io.BytesIO(), invariant=1, pageCompression=1)
    for page in pages.pages:
        for text in page.texts:
            canvas.setFont("floor-JxHei" if "Hei" in text.face else "floor-JxSong", text.size)
            canvas.drawString(text.x, page.height - text.y, text.text, charSpace=text.spacing)
        for thickness in {rule.thickness for rule in page.rules}:
            canvas.setLineWidth(thickness)
            canvas.lines(
                (rule.x1, page.height - rule.y1, rule.x2, page.height - rule.y2)
                for rule in page.rules
                if rule.thickness == thickness
            )
        canvas.showPage()
    canvas.getpdfdata()  # type: ignore[no-untyped-call]


def _growth(rounds: Rounds) -> Result:
    fonts = load_fonts()
    large, small = project(10_000, 1), project(1_000, 20)
    return beside(
        "排版与分页：10,000 行 ÷ 1,000 行",
        lambda: paginate(_laid_out(large), fonts),
        lambda: paginate(_laid_out(small), fonts),
        "≈ 10",
        rounds.of(5),
    )


# --- whole processes --------------------------------------------------------------------------------------------------


def _processes(rounds: Rounds, folder: Path) -> Iterator[Result]:
    one, hundred = folder / "one.jxmb", folder / "hundred.jxmb"
    save(dossier(1, 14), one)
    save(dossier(_HUNDRED, 14), hundred)
    for file, count in ((one, 1), (hundred, _HUNDRED)):
        file.with_suffix(".xlsx").write_bytes(excel_bytes([table(14, number) for number in range(count)]))
    if shutil.which("soffice"):
        yield _beside_office(
            "一张表写成 PDF（整个进程）：LibreOffice 转同一张 ÷ 本程序", folder, one, "≥ 5.5", rounds.of(9)
        )
        yield _beside_office(
            "100 张表的一个 PDF（整个进程）：LibreOffice 转同一工作簿 ÷ 本程序", folder, hundred, "≥ 15", rounds.of(5)
        )
    yield from _peers(rounds, folder, one)
    command = _export(folder, hundred, "pdf")
    yield Result("100 张表写成一个 PDF 时的内存峰值", peak(command, folder), "≤ 60 MB", unit="MB")
    for kind, goal in (("xlsx", "≤ 15 KB"), ("pdf", "≤ 130 KB")):
        call(_export(folder, one, kind), folder)
        (written,) = (folder / one.stem).glob(f"*.{kind}")
        yield Result(f"一张表的 {kind} 文件", written.stat().st_size / 1024, goal, unit="KB")


def _export(folder: Path, file: Path, kind: str) -> list[str | Path]:
    return program("export", file, "-o", folder / file.stem, "--format", kind, "--together")


def _beside_office(what: str, folder: Path, file: Path, goal: str, rounds: int) -> Result:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    source = file.with_suffix(".xlsx")
    office: list[str | Path] = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, source]
    ours = _export(folder, file, "pdf")
    return beside(what, lambda: call(ours, folder), lambda: call(office, folder), goal, rounds, peer=True)


XLSXWRITER = """
import sys, xlsxwriter
book = xlsxwriter.Workbook(sys.argv[1]); sheet = book.add_worksheet()
for row in range(30):
    for column in range(9):
        sheet.write(row, column, f"第{row}行第{column}格的内容")
book.close()
"""
TYPST = """
import sys, typst
cells = ", ".join(f"[第{row}行第{column}格的内容]" for row in range(30) for column in range(9))
open(sys.argv[1] + ".typ", "w", encoding="utf-8").write(f"#table(columns: 9, {cells})")
typst.compile(sys.argv[1] + ".typ", output=sys.argv[1])
"""


def _peers(rounds: Rounds, folder: Path, one: Path) -> Iterator[Result]:
    """Other libraries in a process of their own that write a plain table of the same size."""
    for library, kind, code in (("xlsxwriter", "xlsx", XLSXWRITER), ("typst", "pdf", TYPST)):
        if find_spec(library):
            ours = _export(folder, one, kind)
            peer: list[str | Path] = [ours[0], "-c", code, folder / f"peer.{kind}"]
            what = f"一张表写成 {kind}（整个进程）÷ {library} 写一张同样大的光表格（整个进程）"
            yield beside(what, _caller(ours, folder), _caller(peer, folder), "—", rounds.of(9))


def _caller(command: list[str | Path], folder: Path) -> Work:
    return lambda: call(command, folder)
