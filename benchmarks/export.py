"""How long one form takes on its way out, each beside the least that the library under it needs."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.forms import YEAR, project, table, templates
from benchmarks.timing import Result, beside
from exporters.excel.content import number_of
from exporters.excel.write import excel_bytes, write_excel
from exporters.fonts import FOLDER, load_fonts
from exporters.layout import layout
from exporters.pages.paginate import Pages, paginate
from exporters.pdf.write import write_pdf
from models.dossier import Dossier, Unit
from models.files.jxmb import save
from models.forms import ProjectForm
from models.table import Role, Table

ROOT = Path(__file__).resolve().parents[1]


def results() -> Iterator[Result]:
    """Every measurement, one after the other."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield _excel()
        yield _pdf()
        yield _linear("排版与分页：10,000 行 ÷ 1,000 行", 10_000, 1_000)
        if shutil.which("soffice"):
            yield _process(folder)


def _excel() -> Result:
    form = table()
    return beside(
        "一张表 → Excel ÷ openpyxl 写同样的值、合并、列宽（无样式），都写到内存",
        lambda: excel_bytes([form]),
        lambda: _bare_excel(form, io.BytesIO()),
        "≤ 1.5",
        rounds=21,
    )


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


def _pdf() -> Result:
    form, fonts = table(), load_fonts()
    for face in ("JxSong", "JxHei"):
        pdfmetrics.registerFont(TTFont(f"floor-{face}", FOLDER / f"{face}.ttf"))
    ready = paginate(form, fonts)
    return beside(
        "一张表 → PDF ÷ reportlab 画布画同样的字和线（现成的清单）",
        lambda: write_pdf([layout(project(), templates()["korla-project-2023"], YEAR)], io.BytesIO(), fonts),
        lambda: _bare_pdf(ready),
        "≤ 2",
    )


def _bare_pdf(pages: Pages) -> None:
    """A plain canvas, strings and lines straight from the list."""
    canvas = Canvas(io.BytesIO(), invariant=1)
    for page in pages.pages:
        for text in page.texts:
            canvas.setFont("floor-JxHei" if "Hei" in text.face else "floor-JxSong", text.size)
            canvas.drawString(text.x, page.height - text.y, text.text, charSpace=text.spacing)
        for rule in page.rules:
            canvas.setLineWidth(rule.thickness)
            canvas.line(rule.x1, page.height - rule.y1, rule.x2, page.height - rule.y2)
        canvas.showPage()
    canvas.getpdfdata()  # type: ignore[no-untyped-call]


def _linear(name: str, many: int, few: int) -> Result:
    fonts, template = load_fonts(), templates()["korla-project-2023"]
    large, small = project(many), project(few)

    def laid_out(form: ProjectForm) -> Pages:
        return paginate(layout(form, template, YEAR), fonts)

    return beside(name, lambda: laid_out(large), lambda: laid_out(small), "≈ 10", rounds=5)


def _process(folder: Path) -> Result:
    dossier = folder / "一张表.jxmb"
    save(Dossier(year=YEAR, unit=Unit(name="示例市河道管理中心"), forms=[project()]), dossier)
    write_excel([table()], folder / "one.xlsx")
    ours = [sys.executable, str(ROOT / "main.py"), "export", str(dossier), "-o", str(folder), "--format", "pdf"]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "one.xlsx"),
    ]
    return beside(
        "LibreOffice 转 PDF（整个进程）÷ 本程序导出 PDF（整个进程）",
        lambda: _call(office),
        lambda: _call(ours),
        "≥ 4",
        rounds=9,
    )


def _call(command: list[str]) -> None:
    """A process as a user starts it: with Python's compiled files, as every installed program has them."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, capture_output=True, env=environment)


def sizes() -> dict[str, float]:
    """Kilobytes of a one-form Excel and PDF; peak memory in MB of a process that writes 100 forms into one PDF."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_excel([table()], folder / "a.xlsx")
        write_pdf([table()], folder / "a.pdf")
        kilobytes = {kind: (folder / f"a.{kind}").stat().st_size / 1024 for kind in ("xlsx", "pdf")}
    command = [sys.executable, "-m", "benchmarks.hundred"]
    peak = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    return {**kilobytes, "hundred": float(peak)}
