"""The clipboard between this program and Excel, WPS, Word and LibreOffice: copied there it lands here, and back."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from exporters.excel.package import workbook_bytes
from exporters.excel.write import build_workbook
from exporters.layout import layout
from importers.readers.html import tables_in
from importers.recognise import recognise
from models.dossier import Dossier
from models.files.jxmb import load
from models.folders import samples
from models.forms import AnyForm
from models.goals import Goal
from models.templates.template import FormTemplate
from tests.ui.conftest import click, dossier_of, every, settle
from tests.ui.indicators.conftest import dossier_of as dossier_with
from tests.ui.indicators.conftest import goal_of, make_panel, make_session
from tests.ui.indicators.test_commands import answer
from ui.controls.clipboard import block_mime, block_text, read_block, split_block
from ui.controls.clipboard_html import block_html, equal_runs
from ui.form.table_view import ValueView
from ui.indicators.panel import IndicatorPanel
from ui.session.session import Session
from ui.window.window import MainWindow

__all__ = ["make_panel", "make_session"]

SOFFICE = shutil.which("soffice")
Make = Callable[[Dossier], tuple[Session, IndicatorPanel]]

EXCEL = r"""<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Excel 15">
<!--[if !mso]><style>v\:* {behavior:url(#default#VML);}</style><![endif]-->
<style><!--table {mso-displayed-decimal-separator:"\.";} .xl65 {mso-number-format:"\@"; border:.5pt solid;}
ruby {ruby-align:left;} --></style></head>
<body link="#0563C1"><table border=0 cellpadding=0 cellspacing=0 width=576 style='border-collapse:collapse;width:432pt'>
<!--StartFragment-->
 <col width=72 span=4 style='width:54pt'>
 <tr height=19 style='height:14.25pt'>
  <td rowspan=3 height=38 class=xl65 width=72 style='width:54pt'>一级指标</td><td rowspan=3>二级<br>
    指标</td><td rowspan=3>三级指标</td><td colspan=3 class=xl66>指标值</td><td rowspan=3>指标值确定依据</td></tr>
 <tr height=19><td colspan=2>近两年指标值</td><td rowspan=2>预期当年实现值</td></tr>
 <tr height=19><td align=right x:num>2024</td><td align=right x:num>2025</td></tr>
 <tr height=19><td rowspan=3 class=xl65>产出指标</td><td rowspan=2>数量指标</td>
  <td class=xl65>回访群众<ruby><font class="font5"><rt class=font5>huifang</rt></font></ruby></td><td align=right
  x:num="1234567">###</td><td>45人次</td>
  <td>≥50<span style='mso-spacerun:yes'>&nbsp;</span>人次</td><td>历史标准</td></tr>
 <tr height=19><td>新建&lt;暖心&gt;驿站 &amp; 站点</td><td></td><td>&nbsp;</td>
  <td>≥3<sup>2</sup></td><td>计划标准</td></tr>
 <tr height=19><td>质量指标</td><td style='mso-ignore:colspan'>办结率</td><td></td><td></td><td>=100%</td><td>行业<br>
   标准</td></tr>
 <tr height=0 style='display:none'><td>效益指标</td><td>社会效益</td><td>藏起来的行</td><td></td>
  <td></td><td>≥1件</td></tr>
 <![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td><td width=72></td></tr><![endif]>
<!--EndFragment--></table></body></html>"""

WPS = """<html xmlns:et="http://www.wps.cn/officeDocument/2008/et"><head><meta name=Generator content="WPS"/><style>
.et2{mso-number-format:"General";}</style></head><body><!--StartFragment--><table width="300" border="0">
<colgroup><col/></colgroup><tr height="18"><td class="et2" height="36" rowspan="2" x:str>产出指标</td>
<td class="et2" rowspan="2" x:str>数量指标
</td><td class="et2" x:str>接待来访<br/>群众</td><td x:str>≥80人次</td></tr><tr><td class="et2" x:str>走访企业</td>
<td x:str>≥12家</td></tr></table><!--EndFragment--></body></html>"""


def put_html(html: str, text: str = "") -> None:
    data = QMimeData()
    data.setHtml(html)
    if text:
        data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def told(session: Session) -> list[tuple[str, str, str, str, Decimal | None, str]]:
    """The rows of the first goal."""
    rows = session.dossier.forms[0].goals[0].rows()
    return [(a.name, b.name, c.name, str(c.target), c.weight, c.evidence) for a, b, c in rows]


def empty(make_panel: Make) -> tuple[Session, IndicatorPanel]:
    return make_panel(dossier_with(Goal(id="g")))


def test_rows_of_excel_with_merged_cells_land_under_their_levels(make_panel: Make) -> None:
    """The head is of three rows, as in a region where earlier years are printed."""
    session, panel = make_panel(dossier_with(Goal(id="g"), template="jianghan-project-2024"))
    put_html(EXCEL, "这里的文字不看")
    panel.do("paste")
    rows = session.dossier.forms[0].goals[0].rows()
    assert [(a.name, b.name, c.name, str(c.target), c.basis, c.history) for a, b, c in rows] == [
        ("产出指标", "数量指标", "回访群众", "≥50 人次", "历史标准", {"2024": "1234567", "2025": "45人次"}),
        ("产出指标", "数量指标", "新建<暖心>驿站 & 站点", "≥3²", "计划标准", {}),
        ("产出指标", "质量指标", "办结率", "=100%", "行业\n标准", {}),
        ("效益指标", "社会效益", "藏起来的行", "≥1件", "", {}),
    ]
    assert session.history.stack.count() == 1


def test_rows_of_wps_without_heads_land_under_their_levels(make_panel: Make) -> None:
    session, panel = make_panel(dossier_with(goal_of()))
    put_html(WPS)
    panel.do("paste")
    rows = [(one.name, str(one.target)) for one in session.value("c1.indicators")]
    assert rows[2:] == [("接待来访群众", "≥80人次"), ("走访企业", "≥12家")]


def test_of_a_whole_sheet_each_goal_gets_its_own(make_panel: Make, templates: dict[str, FormTemplate]) -> None:
    """The official sheet prints the goals of both periods; what belongs to the other is told, not mixed in."""
    sheet = next(form for path in samples() for form in load(path).forms if form.template == "national-project-2021")
    annual, long_term = sheet.goals_of("annual")[0], sheet.goals_of("long_term")[0]
    session, panel = make_panel(
        dossier_with(Goal(id="g"), Goal(id="l", period="long_term"), template="national-project-2021")
    )
    copied = (layout(sheet, templates[sheet.template], 2026),)
    for number, goal, other in ((0, annual, long_term), (1, long_term, annual)):
        panel.show_goal("gl"[number])
        panel.commands.paste_text(copied)
        got = session.dossier.forms[0].goals[number]
        assert [one.name for one in got.indicators()] == [one.name for one in goal.indicators()]
        settle()  # the choices of the message before go
        answer(panel, "复制这些内容")
        kept = QGuiApplication.clipboard().text()
        assert all(one.name in kept for one in other.indicators())


def test_what_windows_puts_before_the_page_is_no_part_of_it() -> None:
    before = "Version:1.0\r\nStartHTML:0000000105\r\nEndHTML:0000009999\r\nSourceURL:file:///C:/表.xlsx\r\n"
    assert tables_in(before + EXCEL.replace("\n", "\r\n")) == tables_in(EXCEL)


def test_several_tables_and_a_table_in_a_cell() -> None:
    inner = "<td>甲<table><tr><td>内</td></tr></table>乙</td>"
    html = f"<table><tr>{inner}<td>丁</td></tr></table><p>间</p><table><tr><td>丙</table>"
    assert [one.texts() for one in tables_in(html)] == [[["甲乙", "丁"]], [["内"]], [["丙"]]]
    layout = f"<table><tr>{inner}</tr></table>"  # holds nothing beside another: it is how the page is laid out
    assert [one.texts() for one in tables_in(layout)] == [[["内"]]]


def test_a_page_without_a_table_is_read_as_text() -> None:
    data = QMimeData()
    data.setHtml("<p>甲<b>乙</b></p>")
    data.setText("甲乙")
    assert read_block(data) == [["甲乙"]]


def test_broken_and_hostile_tables_are_read_as_far_as_they_go() -> None:
    html = "<table><tr><td rowspan=99999999 colspan='x'>甲<td>乙<tr><td colspan=-3>丙<tr><td rowspan=0>丁"
    table = tables_in(html)[0]
    assert table.texts() == [["甲", "乙"], ["", "丙"], ["", "丁"]]
    assert table.cells[0].row_span == 3
    assert tables_in("<table><tr><td> &nbsp; </td></tr></table>") == ()


@pytest.mark.parametrize("nested", [200])
def test_deep_nesting_is_no_danger(nested: int) -> None:
    html = "<table><tr><td>" * nested + "底" + "</td></tr></table>" * nested
    assert tables_in(html)[-1].texts() == [["底"]]


texts = st.text(st.sampled_from("信访人次，。\"'<>&=≥%+-@#.:/\\0123 \n甲&nbsp;"), max_size=12).map(
    lambda text: "\n".join(line.strip() for line in text.strip().split("\n"))
)
blocks = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(texts, min_size=width, max_size=width), min_size=1, max_size=5)
)


@given(blocks)
def test_cells_come_back_through_html(block: list[list[str]]) -> None:
    """Also blank ones, which blank the cells they are pasted on."""
    found = [row for table in tables_in(block_html(block)) for row in table.texts()]
    assert found == (block if any(any(row) for row in block) else [])


@given(blocks.filter(lambda block: any(any(row) for row in block)))
def test_cells_come_back_through_text(block: list[list[str]]) -> None:
    if block[-1] == [""]:
        block = [*block, ["末"]]  # a last blank line of one cell is the end of the text
    assert split_block(block_text(block)) == block
    assert split_block(block_text(block).replace("\n", "\r\n") + "\r\n") == block


rows = st.lists(
    st.tuples(
        st.sampled_from(["产出指标", "效益指标", "满意度指标"]),
        st.sampled_from(["数量指标", "质量指标", "社会效益指标"]),
        st.sampled_from(["接待来访群众", "办结率", "化解“老大难”积案", "A&B<C", "窗口 开放 天数"]),
        st.sampled_from(["≥120人次", "=100%", "≤1万元/人", "2023.07-2024.01", "完全相符", "±3%以内", "1-2", "0012"]),
        st.sampled_from(["", "5", "12.5"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=rows, by=st.sampled_from(["html", "text"]))
def test_indicators_come_back_by_way_of_another_program(
    make_panel: Make, rows: list[tuple[str, str, str, str, str]], by: str
) -> None:
    goal = goal_of(tuple(rows))
    for number, indicator in enumerate(goal.indicators()):
        indicator.evidence = f'台账“{number}”\n"照片"，各\\一份'
    session, panel = make_panel(dossier_with(goal))
    panel.tree.selectAll()
    panel.do("copy")
    copied = QGuiApplication.clipboard().mimeData()
    text, html = copied.text(), copied.html()
    other, there = empty(make_panel)
    if by == "html":
        put_html(html)
    else:
        QGuiApplication.clipboard().setText(text)
    there.do("paste")
    assert told(other) == told(session)


def test_levels_are_merged_in_what_is_copied(make_panel: Make) -> None:
    _, panel = make_panel(dossier_with(goal_of()))
    panel.tree.selectAll()
    panel.do("copy")
    data = QGuiApplication.clipboard().mimeData()
    table = tables_in(data.html())[0]
    tall = {cell.text: cell.row_span for cell in table.cells if cell.row_span > 1}
    assert tall == {"产出指标": 3, "数量指标": 2}
    assert "mso-number-format:'\\@'" in data.html()
    assert data.text().splitlines()[3].startswith("产出指标\t质量指标\t"), "in plain text every row names its levels"


def test_a_level_is_not_merged_over_the_end_of_the_one_above() -> None:
    block = [["甲", "数"], ["甲", "数"], ["乙", "数"], ["乙", "质"], ["", "质"]]
    assert equal_runs(block, 2) == {(0, 0): 2, (0, 1): 2, (2, 0): 2}


def test_the_budget_goes_to_excel_and_comes_back(office: MainWindow) -> None:
    office.show_page("budget")
    view = next(one for one in every(office.pages, ValueView) if one.accessibleName() == "收入")
    view.setFocus()
    view.setCurrentIndex(view.table.index(0, 0))
    put_html("<table><tr><td>1,234.50</td></tr><tr><td x:num='40'>##</td></tr></table>")
    QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    income = dossier_of(office).budget.income
    assert sorted(str(line.amount) for line in income.values()) == ["1234.50", "40"]
    head = view.horizontalHeader()
    click(head.viewport(), QPoint(head.sectionViewportPosition(0) + head.sectionSize(0) // 2, head.height() // 2))
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert tables_in(data.html())[0].texts()[:2] == split_block(data.text())[:2] == [["1234.50"], ["40"]]


# --- with LibreOffice itself ------------------------------------------------------------------------------------------

needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")


def convert(folder: Path, source: Path, suffix: str, *more: Path) -> Path:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    filters = {"xlsx": ["--infilter=HTML (StarCalc)"], "html": []}[suffix]
    command = [str(SOFFICE), profile, "--headless", *filters, "--convert-to", suffix, "--outdir", str(folder / "made")]
    subprocess.run([*command, *map(str, (source, *more))], check=True, capture_output=True, timeout=300)
    return folder / "made" / f"{source.stem}.{suffix}"


@needs_office
def test_a_sheet_of_libreoffice_is_pasted_under_its_levels(make_panel: Make, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("一级指标", "二级指标", "三级指标", "指标值", "分值"),
        ("产出指标", "数量指标", "回访群众\n（含电话）", "≥50人次", 5),
        (None, None, "走访企业", "≥12家", 6.5),
        (None, "质量指标", "办结率", "100%以上", 7),
        ("效益指标", "社会效益指标", "“一站式”办理 < 3 次", "是 & 否", 8),
    ):
        sheet.append(row)
    for area in ("A2:A4", "B2:B3"):
        sheet.merge_cells(area)
    book.save(tmp_path / "表.xlsx")
    html = convert(tmp_path, tmp_path / "表.xlsx", "html").read_text(encoding="utf-8")
    session, panel = empty(make_panel)
    put_html(html)
    panel.do("paste")
    assert told(session) == [
        ("产出指标", "数量指标", "回访群众（含电话）", "≥50人次", Decimal(5), ""),
        ("产出指标", "数量指标", "走访企业", "≥12家", Decimal("6.5"), ""),
        ("产出指标", "质量指标", "办结率", "100%以上", Decimal(7), ""),
        ("效益指标", "社会效益指标", "“一站式”办理 < 3 次", "是 & 否", Decimal(8), ""),
    ]


@needs_office
def test_whole_official_sheets_are_read_from_what_libreoffice_copies(
    templates: dict[str, FormTemplate], tmp_path: Path
) -> None:
    """Every form of every sample: titles, fields and heads around the indicators are told from them."""
    forms = [form for path in samples() for form in load(path).forms]
    for number, form in enumerate(forms):
        table = layout(form, templates[form.template], 2026)
        (tmp_path / f"{number}.xlsx").write_bytes(workbook_bytes(build_workbook([table])))
    convert(tmp_path, tmp_path / "0.xlsx", "html", *(tmp_path / f"{number}.xlsx" for number in range(1, len(forms))))
    for number, form in enumerate(forms):
        copied = tables_in((tmp_path / "made" / f"{number}.html").read_text(encoding="utf-8"))
        found, _ = recognise(copied, {form.template: templates[form.template]}, template_id=form.template)
        assert [values_of(one.form) for one in found] == [values_of(form)]


def values_of(form: AnyForm) -> list[tuple[str, ...]]:
    """What the rows of a form's goals say; empty rows are nothing."""
    rows = [row for goal in form.goals for row in goal.rows() if not row[2].blank]
    return [(a.name, b.name, c.name, str(c.target), str(c.weight), c.basis, c.evidence) for a, b, c in rows]


@needs_office
def test_what_is_copied_here_stays_text_in_libreoffice(tmp_path: Path) -> None:
    block = [["=100%", "1-2"], ["=100%", "2026.07"], ["0012", "甲\n乙"]]
    source = tmp_path / "复制.html"
    source.write_text(block_mime(block, equal_runs(block, 1)).html(), encoding="utf-8")
    sheet = load_workbook(convert(tmp_path, source, "xlsx")).active
    assert sheet is not None
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert values == [["=100%", "1-2"], [None, "2026.07"], ["0012", "甲\n乙"]]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:A2"]
