"""The Excel sheet of a table, read back: pages, long texts and files."""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from exporters.excel.heights import lines_height
from exporters.excel.write import write_excel
from models.files.whole import SaveError
from models.table import Band, Cell, PageSetup, Role, Table
from tests.exporters.excel.excel_tables import STATEMENT, department, narrative, project
from tests.exporters.excel.test_excel import (
    banded,
    check_pages,
    heights,
    merged,
    page_height,
    pages,
    sheet,
    sheets,
)


@pytest.mark.parametrize("repeat", [1, 2, 4, 9])
def test_page_breaks_fall_between_groups(tmp_path: Path, repeat: int) -> None:
    ws = sheet(tmp_path, department(repeat))
    assert len(pages(ws)) >= min(repeat, 3)
    check_pages(ws)
    ws = sheet(tmp_path, department(repeat, page=PageSetup(landscape=True)))
    check_pages(ws)


@pytest.mark.parametrize("before", range(4, 34, 3))
def test_no_page_is_left_half_empty_to_keep_a_group_whole(tmp_path: Path, before: int) -> None:
    cells = [Cell(row, 0, f"第{row}项", column_span=2) for row in range(before)]
    cells += [Cell(before, 0, "产出指标", 30), *(Cell(before + row, 1, f"产出{row}") for row in range(30))]
    ws = sheet(tmp_path, Table((20, 100), before + 30, tuple(cells)))
    check_pages(ws)


@pytest.mark.parametrize("before", range(14, 32))
def test_a_list_is_torn_rather_than_a_third_of_the_page_left_empty(tmp_path: Path, before: int) -> None:
    """Where a page is full a head may stand that is never torn: the edge goes right before it, not before the list."""
    head = before + 12
    cells = [Cell(row, 0, f"第{row}项", column_span=2) for row in range(before)]
    cells += [Cell(before, 0, "项目支出", 12), *(Cell(row, 1, f"项目{row}") for row in range(before, head))]
    cells += [Cell(head, 0, "绩效目标", column_span=2, role=Role.HEADER)]
    cells += [Cell(row, 0, STATEMENT, column_span=2) for row in range(head + 1, head + 9)]
    table = Table((20, 100), head + 9, tuple(cells), bands=(Band(head, head + 1, head + 1, head + 9),))
    ws = sheet(tmp_path, table)
    (start, stop), *_ = pages(ws)
    assert sum(heights(ws)[start:stop]) > page_height(ws) * 0.75


@pytest.mark.parametrize("rows", range(30, 40))
def test_signature_rows_stay_whole_and_with_the_table(tmp_path: Path, rows: int) -> None:
    cells = [Cell(row, 0, f"第{row}项") for row in range(rows)]
    cells += [Cell(rows, 0, "填报人：", role=Role.SIGNATURE), Cell(rows + 1, 0, "负责人：", role=Role.SIGNATURE)]
    ws = sheet(tmp_path, Table((100,), rows + 2, tuple(cells)))
    assert not {rows, rows + 1} & {start for start, _ in pages(ws)}
    check_pages(ws)


def test_what_fits_a_page_has_no_break(tmp_path: Path) -> None:
    assert pages(sheet(tmp_path, project())) == [(0, sheet(tmp_path, project()).max_row)]


def test_a_label_taller_than_a_page_is_one_cell_with_its_words_on_top(tmp_path: Path) -> None:
    cells = [Cell(0, 0, "产出指标", 120, 1, Role.LEVEL), *(Cell(row, 1, f"第{row}项") for row in range(120))]
    ws = sheet(tmp_path, Table((20, 100), 120, tuple(cells)))
    assert merged(ws)[0, 0] == (120, 1)
    assert [row[0].value for row in ws.iter_rows(max_col=1) if row[0].value] == ["产出指标"]
    assert ws["A1"].alignment.vertical == "top"
    assert {ws.cell(row, 1).border.left.style for row in range(1, 121)} == {"thin"}


@pytest.mark.parametrize("rows", range(20, 40))
def test_a_line_that_names_what_follows_is_never_the_last_of_a_page(tmp_path: Path, rows: int) -> None:
    texts = ["路灯每晚按时开启，巡查人员逐条道路记录故障。"] * rows + [
        "1、完善制度建设",
        "做好巡查记录，及时更换灯具。" * 40,
    ]
    cells = tuple(Cell(row, 0, text, role=Role.PARAGRAPH) for row, text in enumerate(texts))
    ws = sheet(tmp_path, Table((180,), len(texts), cells))
    assert rows + 1 not in {start for start, _ in pages(ws)}


def test_a_number_that_a_page_edge_cuts_stands_at_the_top(tmp_path: Path) -> None:
    cells = (Cell(0, 0, "做好巡查记录，及时更换灯具。" * 400, role=Role.TEXT), Cell(0, 1, "20", role=Role.NUMBER))
    ws = sheet(tmp_path, Table((60, 20), 1, cells))
    assert ws.max_row > 1
    assert (ws["B1"].value, ws["B1"].alignment.vertical) == (20, "top")


def test_the_head_of_the_longest_band_is_repeated(tmp_path: Path) -> None:
    cells = tuple(Cell(row, 0, "行", role=Role.HEADER if row in (0, 5) else Role.TEXT) for row in range(30))
    table = Table((100,), 30, cells, bands=(Band(0, 1, 1, 5), Band(5, 6, 6, 30)))
    assert sheet(tmp_path, table).print_title_rows == "$6:$6"


@pytest.mark.parametrize("repeat", [4, 9])
@pytest.mark.parametrize("size", [10, 14])
def test_a_text_that_a_page_edge_cuts_begins_at_the_top(tmp_path: Path, repeat: int, size: float) -> None:
    """Else its middle line would lie on the edge."""
    ws = sheet(tmp_path, department(repeat, STATEMENT * 8, PageSetup(landscape=True, font_size=size)))
    edges = {start for start, _ in pages(ws)}
    for (row, column), (count, _) in merged(ws).items():
        if edges & set(range(row + 1, row + count)):
            assert ws.cell(row + 1, column + 1).alignment.vertical == "top"


def test_a_head_is_never_repeated_over_the_columns_of_another_band(tmp_path: Path) -> None:
    """A long first band followed by a shorter one with other columns: the second head is right to the end."""
    ws = sheet(tmp_path, banded(("长期指标值", 60), ("近两年指标值", 50)))
    assert ws.print_title_rows == "$61:$61"
    ws = sheet(tmp_path, banded(("长期指标值", 120), ("近两年指标值", 5)))
    assert ws.print_title_rows == "$1:$1"


def test_the_first_of_equal_heads_serves_all_their_bands(tmp_path: Path) -> None:
    assert sheet(tmp_path, banded(("指标值", 60), ("指标值", 70))).print_title_rows == "$1:$1"


def test_a_goal_stays_with_its_indicators(tmp_path: Path) -> None:
    for before in range(28, 40):
        cells = [Cell(row, 0, "行") for row in range(before)]
        cells += [Cell(before, 0, "年度绩效目标表", role=Role.LABEL), Cell(before + 1, 0, "指标值", role=Role.HEADER)]
        cells += [Cell(row, 0, "行") for row in range(before + 2, before + 20)]
        table = Table((100,), len(cells), tuple(cells), bands=(Band(before + 1, before + 2, before + 2, before + 20),))
        assert not {before + 1, before + 2} & {start for start, _ in pages(sheet(tmp_path, table))}


def test_a_head_is_not_left_at_the_foot_of_a_page(tmp_path: Path) -> None:
    for before in range(28, 40):
        cells = [Cell(row, 0, "行") for row in range(before + 20)]
        cells[before] = Cell(before, 0, "三级指标", role=Role.HEADER)
        table = Table((100,), len(cells), tuple(cells), bands=(Band(before, before + 1, before + 1, len(cells)),))
        assert before + 1 not in {start for start, _ in pages(sheet(tmp_path, table))}


def test_the_page_is_set_up_to_print(tmp_path: Path) -> None:
    first, second = sheets(tmp_path, department(page=PageSetup(font_size=8)), project())
    assert (first.page_setup.paperSize, first.page_setup.orientation) == (9, "portrait")
    assert second.page_setup.orientation == "landscape"
    assert first.page_setup.fitToWidth == 1
    assert first.page_setup.fitToHeight == 0
    assert first.sheet_properties.pageSetUpPr.fitToPage
    assert first.print_options.horizontalCentered
    assert first.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert first.page_margins.left * 25.4 == pytest.approx(15)
    assert first.page_margins.top * 25.4 == pytest.approx(18)
    assert first.print_area == f"'{first.title}'!$A$1:$H${first.max_row}"


def test_the_columns_fill_the_width_of_the_paper_in_excel(tmp_path: Path) -> None:
    for table, millimetres in ((project(), 267), (department(page=PageSetup(font_size=8)), 180)):
        ws = sheet(tmp_path, table)
        pixels = sum(ws.column_dimensions[letter].width * 8 for letter in "ABCDEFGHI"[: table.column_count])
        assert millimetres - 4 < pixels / 96 * 25.4 <= millimetres


def test_many_narrow_columns_stay_wide_enough_for_a_character(tmp_path: Path) -> None:
    ws = sheet(tmp_path, Table((1,) * 40, 1, tuple(Cell(0, column, "表") for column in range(40))))
    assert ws.column_dimensions["A"].width * 8 - 6 >= 10 * 96 / 72


@pytest.mark.parametrize("page", [PageSetup(paper="a3", landscape=True), PageSetup(paper="未知")])
def test_other_papers(tmp_path: Path, page: PageSetup) -> None:
    ws = sheet(tmp_path, Table((100,), 1, (Cell(0, 0, "表"),), page=page))
    assert ws.page_setup.paperSize == (8 if page.paper == "a3" else 9)


def test_sheets_are_named_after_the_forms(tmp_path: Path) -> None:
    table = project()
    names = [ws.title for ws in sheets(tmp_path, table, table, department())]
    assert names == ["项目支出绩效目标表", "项目支出绩效目标表（2）", "2026年部门（单位）整体支出绩效目标申报表"]


def test_title_and_author_are_recorded(tmp_path: Path) -> None:
    write_excel([project()], tmp_path / "a.xlsx", author="示例市综合服务中心")
    properties = load_workbook(tmp_path / "a.xlsx").properties
    assert (properties.title, properties.creator) == ("项目支出绩效目标表", "示例市综合服务中心")


def test_equal_tables_give_equal_bytes_whatever_the_process(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from exporters.excel.write import write_excel;"
        "from tests.exporters.excel.excel_tables import department, project;"
        "write_excel([department(2), project()], Path(sys.argv[1]))"
    )
    digests = set()
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.xlsx"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run([sys.executable, "-c", code, str(target)], check=True, env=environment)
        digests.add(hashlib.sha256(target.read_bytes()).digest())
    assert len(digests) == 1


@pytest.mark.parametrize("table", [department(), project(), narrative()])
def test_one_form_is_a_small_file(tmp_path: Path, table: Table) -> None:
    write_excel([table], tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").stat().st_size <= 15_000


def test_styles_are_shared(tmp_path: Path) -> None:
    write_excel([department(8)] * 3, tmp_path / "a.xlsx")
    styles = ZipFile(tmp_path / "a.xlsx").read("xl/styles.xml").decode()
    assert styles.partition("<cellXfs")[2].partition("</cellXfs>")[0].count("<xf ") < 40


def test_fonts_are_those_of_offices(tmp_path: Path) -> None:
    ws = sheet(tmp_path, department())
    faces = {cell.font.name for row in ws.iter_rows() for cell in row if cell.value}
    assert faces == {"宋体", "黑体"}


def test_paragraphs_are_indented(tmp_path: Path) -> None:
    ws = sheet(tmp_path, narrative())
    assert ws["A3"].value == "\u3000\u3000" + STATEMENT


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "表.xlsx"
    target.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="磁盘空间不足"):
        write_excel([project()], target)
    assert target.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_missing_folder_and_a_folder_in_the_way_are_named(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="文件夹不存在"):
        write_excel([project()], tmp_path / "无" / "表.xlsx")
    (tmp_path / "表.xlsx").mkdir()
    with pytest.raises(SaveError, match="同名的是一个文件夹"):
        write_excel([project()], tmp_path / "表.xlsx")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_the_permissions_of_the_file_stay(tmp_path: Path) -> None:
    target = tmp_path / "表.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_excel([project()], target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_keeps_pointing_at_its_file(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(b"old")
    (tmp_path / "链接.xlsx").symlink_to(tmp_path / "表.xlsx")
    write_excel([project()], tmp_path / "链接.xlsx")
    assert (tmp_path / "链接.xlsx").is_symlink()
    assert load_workbook(tmp_path / "表.xlsx").worksheets


@pytest.mark.parametrize(
    ("text", "higher"), [("绩效", False), ("年度绩效指标和分值", True), ("年度绩效指标" * 9, False)]
)
def test_a_head_that_is_repeated_is_high_enough_for_the_label_beside_it(
    text: str, higher: bool, tmp_path: Path
) -> None:
    """Within reason: of a long label only its first words stand there."""
    label = Cell(0, 0, text, 121, 1, Role.LEVEL)
    cells = [label, Cell(0, 1, "指标", role=Role.HEADER), *(Cell(row, 1, f"第{row}项") for row in range(1, 121))]
    ws = sheet(tmp_path, Table((20, 160), 121, tuple(cells), bands=(Band(0, 1, 1, 121),)))
    first, second = (ws.row_dimensions[row].height for row in (1, 2))
    assert (first > second) == higher
    assert (first >= lines_height(2, ws["A1"].font.size)) == higher


def test_a_label_beside_a_repeated_head_is_one_cell_with_its_words_on_top(tmp_path: Path) -> None:
    """A clerk goes on working in it: nothing is parted, said twice or said to go on."""
    label = Cell(0, 0, "绩效指标", 121, 1, Role.LEVEL)
    cells = [label, Cell(0, 1, "指标", role=Role.HEADER), *(Cell(row, 1, f"第{row}项") for row in range(1, 121))]
    ws = sheet(tmp_path, Table((20, 100), 121, tuple(cells), bands=(Band(0, 1, 1, 121),)))
    assert ws.print_title_rows == "$1:$1"
    assert merged(ws)[0, 0] == (121, 1)
    assert [row[0].value for row in ws.iter_rows(max_col=1) if row[0].value] == ["绩效指标"]
    assert ws["A1"].alignment.vertical == "top"
    assert {ws.cell(row, 1).border.left.style for row in range(1, 122)} == {"thin"}
    low = Table((20, 100), 5, (Cell(0, 0, "绩效指标", 5, 1, Role.LEVEL), *cells[1:6]), bands=(Band(0, 1, 1, 5),))
    assert sheet(tmp_path, low)["A1"].alignment.vertical == "center"
