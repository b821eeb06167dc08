"""What makes an exported sheet pleasant to work in."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from exporters.excel.write import excel_bytes, write_excel
from exporters.export import ExportPlan, export
from models import folders
from models.files.jxmb import load
from models.table import Band, Cell, Role, Slot, Table
from tests.papers import TEMPLATES


def lists_of(sheet: Any) -> dict[str, str]:
    """Cell → what it offers."""
    return {place: one.formula1 for one in sheet.data_validations.dataValidation for place in str(one.sqref).split()}


def test_the_words_of_the_template_are_offered_where_they_belong(tmp_path: Path) -> None:
    dossier = load(folders.SAMPLES / "库尔勒版式（赋分规则、佐证资料）.jxmb")
    (written,) = export(dossier, TEMPLATES, ExportPlan(tmp_path, ("xlsx",), (1,)))
    sheet: Any = load_workbook(written.path).worksheets[0]
    offered = lists_of(sheet)
    template = TEMPLATES[dossier.forms[0].template]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "指标值\n设置依据")
    below = f"{head.column_letter}{head.row + 1}"
    assert offered[below].strip('"').split(",") == list(template.choices("indicator.basis"))
    assert not any(one.showErrorMessage for one in sheet.data_validations.dataValidation), "other words may be typed"


def test_words_that_excel_could_not_list_are_not_offered(tmp_path: Path) -> None:
    slot = Slot("i.basis", "indicator.basis", "indicator", "text")
    table = Table((50.0,), 1, (Cell(0, 0, "字", slots=(slot,)),))
    offers: list[tuple[str, ...]] = [("甲,乙", "丙"), ('他说"好"',), ("长" * 256,), ()]
    for words in offers:
        known = {"indicator.basis": words}
        (tmp_path / "表.xlsx").write_bytes(excel_bytes([table], choices=[known.__getitem__]))
        assert lists_of(load_workbook(tmp_path / "表.xlsx").worksheets[0]) == {}


def test_nothing_is_offered_for_a_cell_that_holds_more_than_the_one_value() -> None:
    """What is chosen takes the whole cell: words before the value, a tick, another value would be gone."""
    slot = Slot("i.basis", "indicator.basis", "indicator", "text")
    held = ((slot,), (slot._replace(lead="依据："),), (slot._replace(choice="甲"),), (slot, slot), ())
    cells = tuple(Cell(row, 0, "字", slots=slots) for row, slots in enumerate(held))
    made = excel_bytes([Table((50.0,), len(held), cells)], choices=[{"indicator.basis": ("甲", "乙")}.__getitem__])
    assert set(lists_of(load_workbook(BytesIO(made)).worksheets[0])) == {"A1"}


def test_a_head_near_the_top_stays_in_sight(tmp_path: Path) -> None:
    def frozen(above: int) -> str | None:
        cells = [Cell(row, 0, "行") for row in range(above + 30)]
        cells[above] = Cell(above, 0, "三级指标", role=Role.HEADER)
        write_excel(
            [Table((90.0,), above + 30, tuple(cells), bands=(Band(above, above + 1, above + 1, above + 30),))],
            tmp_path / "表.xlsx",
        )
        found: str | None = load_workbook(tmp_path / "表.xlsx").worksheets[0].freeze_panes
        return found

    assert frozen(0) == "A2"
    assert frozen(9) == "A11"
    assert frozen(20) is None, "of a small screen nothing would be left"
