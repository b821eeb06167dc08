"""Whether a written file is whole and holds what it should."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

from exporters.excel.read import read_excel
from exporters.layout import layout
from exporters.written import Written
from importers.recognise import recognise_table
from models.dossier import Dossier
from models.forms import AnyForm
from models.table import Cell, Role
from models.templates.template import FormTemplate


def fault(written: Written, form: AnyForm, dossier: Dossier, template: FormTemplate) -> str:
    """What is wrong with a file that was written; empty when nothing is."""
    try:
        if written.format == "pdf":
            return _pdf_fault(written.path.read_bytes(), written.pages)
        return _excel_fault(written.path, form, dossier, template)
    except Exception as slip:  # noqa: BLE001  (a file that cannot even be read is what is looked for)
        return f"读不出来（{type(slip).__name__}：{slip}）"


def _excel_fault(path: Path, form: AnyForm, dossier: Dossier, template: FormTemplate) -> str:
    """How the form that an Excel file holds differs from the one that was written; empty when it does not."""
    (table,) = read_excel(path)
    back = recognise_table(table, template)
    wanted, found = (
        [_by_value(cell) for cell in layout(one, template, dossier.year, dossier.unit.name).cells]
        for one in (form, back)
    )
    if wanted == found:
        return ""
    lost = next((text for text in wanted if wanted.count(text) > found.count(text)), wanted[0])
    return f"从 Excel 读回的表与原表不同，例如“{lost[:40]}”"


def _by_value(cell: Cell) -> str:
    """What a cell says; the numbers of a column have other noughts at their end in Excel."""
    is_decimal = cell.role is Role.NUMBER and re.fullmatch(r"-?[\d,]+\.\d+%?", cell.text)
    if not is_decimal:
        return cell.text
    percent = "%" if cell.text.endswith("%") else ""
    return cell.text.removesuffix("%").rstrip("0").rstrip(".") + percent


def _pdf_fault(data: bytes, pages: int) -> str:
    """What is wrong with a PDF that should have so many pages; empty when nothing is."""
    start = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", data)
    if not data.startswith(b"%PDF-") or not start or not data.startswith(b"xref", int(start[1])):
        return "PDF 不完整"
    count = len(re.findall(rb"/Type\s*/Page\b", data))
    if count != pages:
        return f"PDF 应有 {pages} 页，读到 {count} 页"
    try:
        streams = [zlib.decompress(found) for found in re.findall(rb"\bstream\r?\n(.*?)endstream", data, re.DOTALL)]
    except zlib.error:
        return "PDF 里有坏的内容"
    return "" if sum(b" Tj" in stream for stream in streams) == pages else "PDF 里有没有文字的页"
