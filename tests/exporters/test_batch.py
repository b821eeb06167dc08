"""Many files at once: what can be written is written, what cannot or is not printed is told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from exporters.batch import write_all
from exporters.excel.read import read_excel
from exporters.excel.write import write_excel
from exporters.export import ExportPlan, table_of, unprinted
from models.dossier import Dossier, Unit
from models.folders import RESOURCES
from models.forms import DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator, Period
from models.rules.engine import check
from models.table import Cell, Role, Table
from models.target import Target
from models.templates.template import FormTemplate, load_templates
from tests.printable import is_narrative

TEMPLATES, _ = load_templates([RESOURCES / "templates"])
PROJECT = "national-project-2021"


def a_goal(period: Period, number: int) -> Goal:
    indicator = Indicator(name="开放天数", target=Target.parse("≥300天"), weight=Decimal(10))
    tree = [Dimension(name="产出指标", categories=[Category(name="数量指标", indicators=[indicator])])]
    return Goal(id=f"{period}{number}", period=period, statement=f"第{number}个目标", dimensions=tree)


def a_form(template: FormTemplate, goals: list[Goal]) -> DepartmentForm | ProjectForm:
    make = DepartmentForm if template.kind == "department" else ProjectForm
    return make(template=template.id, name="流动服务", goals=goals)


def a_dossier(*forms: DepartmentForm | ProjectForm) -> Dossier:
    return Dossier(year=2026, unit=Unit(name="示例市图书馆"), forms=list(forms))


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_the_rule_and_the_export_agree_on_what_is_not_printed(template: FormTemplate) -> None:
    periods: tuple[Period, ...] = ("annual", "long_term")
    form = a_form(template, [a_goal(period, number) for period in periods for number in (1, 2, 3)])
    dossier = a_dossier(form)
    found = {
        one.where.partition(".")[0]
        for one in check(dossier, TEMPLATES)
        if one.code == "T003" and "不会印出" in one.message
    }
    told = unprinted(form, table_of(form, dossier, TEMPLATES))
    lost = {goal.id for goal in form.goals if any(goal.statement in words and _period(goal) in words for words in told)}
    assert len(told) == len(lost)
    assert found <= lost
    if not is_narrative(template):  # there a text alone may stand for the goal
        assert found == lost


def _period(goal: Goal) -> str:
    return "年度目标" if goal.period == "annual" else "长期目标"


def test_a_blank_goal_is_not_missed() -> None:
    form = a_form(TEMPLATES[PROJECT], [a_goal("annual", 1), Goal(), Goal()])
    assert unprinted(form, table_of(form, a_dossier(form), TEMPLATES)) == []


def test_one_form_that_cannot_be_written_stops_no_other(tmp_path: Path) -> None:
    good, lost = a_form(TEMPLATES[PROJECT], []), ProjectForm(template="没有的版式", name="缺版式")
    outcome = write_all(a_dossier(lost, good), TEMPLATES, ExportPlan(tmp_path))
    assert [one.format for one in outcome.written] == ["xlsx", "pdf"]
    assert len(outcome.problems) == 1, "told once, not once a format"
    assert "缺版式" in outcome.problems[0]


def test_files_of_several_dossiers_do_not_take_each_others_names(tmp_path: Path) -> None:
    taken: set[str] = set()
    plan = ExportPlan(tmp_path, ("pdf",))
    for _ in range(2):
        outcome = write_all(a_dossier(a_form(TEMPLATES[PROJECT], [])), TEMPLATES, plan, taken=taken)
        assert outcome.problems == ()
    assert len(list(tmp_path.iterdir())) == 2


def test_forms_in_one_file_are_told_apart_by_their_projects(tmp_path: Path) -> None:
    forms = [a_form(TEMPLATES[PROJECT], []) for _ in range(2)]
    forms[1].name = "文化骨干培训"
    outcome = write_all(a_dossier(*forms), TEMPLATES, ExportPlan(tmp_path, together=True))
    excel, pdf = (one.path for one in outcome.written)
    bookmarks = [str(entry["/Title"]) for entry in PdfReader(pdf).outline]  # type: ignore[call-overload]
    for names in (bookmarks, load_workbook(excel).sheetnames):
        assert ["流动服务" in names[0], "文化骨干培训" in names[1]] == [True, True]


def test_an_empty_dossier_is_told(tmp_path: Path) -> None:
    outcome = write_all(a_dossier(), TEMPLATES, ExportPlan(tmp_path))
    assert outcome.written == ()
    assert "还没有表" in outcome.problems[0]


def test_what_excel_shows_is_read_back(tmp_path: Path) -> None:
    shown = ["1,131.50", "97.46%", "0", "120.00", "0.00", "=100%", "<=1万元", "_x0041_", "跨两行的字"]
    cells = [Cell(row, 0, text, role=Role.NUMBER) for row, text in enumerate(shown[:5])]
    cells += [Cell(row, 0, text, role=Role.VALUE) for row, text in enumerate(shown[5:8], 5)]
    cells.append(Cell(8, 0, shown[8], row_span=2, column_span=2))
    table = Table((60.0, 60.0), 10, tuple(cells), title="读回")
    write_excel([table], tmp_path / "读回.xlsx")
    (back,) = read_excel(tmp_path / "读回.xlsx")
    assert [cell.text for cell in back.cells if cell.text] == shown
    assert [(cell.row_span, cell.column_span) for cell in back.cells if cell.text == shown[8]] == [(2, 2)]
