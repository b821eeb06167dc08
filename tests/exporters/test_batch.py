"""Many files at once: what can be written is written, what cannot or is not printed is told."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from exporters.batch import folder_problem, write_all
from exporters.excel.read import read_excel
from exporters.excel.write import write_excel
from exporters.export import ExportPlan, export, table_of, unprinted
from exporters.written import Written
from models.dossier import Dossier, Unit
from models.folders import RESOURCES
from models.forms import DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator, Period
from models.rules.engine import check
from models.table import Cell, Role, Table
from models.target import Target
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate
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


def test_a_form_without_its_template_is_told_in_words_where_all_go_into_one_file(tmp_path: Path) -> None:
    lost = ProjectForm(template="gone-2020", name="植树")
    dossier = a_dossier(a_form(TEMPLATES[PROJECT], [a_goal("annual", 1)]), lost)
    outcome = write_all(dossier, TEMPLATES, ExportPlan(tmp_path, together=True))
    assert outcome.written == ()
    assert [problem[:26] for problem in outcome.problems] == ["“植树”用的版式 gone-2020 不在本机，请把"]
    assert not list(tmp_path.iterdir())


def test_files_of_several_dossiers_do_not_take_each_others_names(tmp_path: Path) -> None:
    for prefix in ("甲局-", "乙局-"):
        plan = ExportPlan(tmp_path, ("pdf",), prefix=prefix)
        outcome = write_all(a_dossier(a_form(TEMPLATES[PROJECT], [])), TEMPLATES, plan)
        assert outcome.problems == ()
    assert sorted(path.name.partition("-")[0] for path in tmp_path.iterdir()) == ["乙局", "甲局"]


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
    shown = ["1,131.50", "97.46%", "0.10", "120.00", "0.00", "=100%", "<=1万元", "_x0041_", "跨两行的字"]
    cells = [Cell(row, 0, text, role=Role.NUMBER) for row, text in enumerate(shown[:5])]
    cells += [Cell(row, 0, text, role=Role.VALUE) for row, text in enumerate(shown[5:8], 5)]
    cells.append(Cell(8, 0, shown[8], row_span=2, column_span=2))
    table = Table((60.0, 60.0), 10, tuple(cells), title="读回")
    write_excel([table], tmp_path / "读回.xlsx")
    (back,) = read_excel(tmp_path / "读回.xlsx")
    assert [cell.text for cell in back.cells if cell.text] == shown
    assert [(cell.row_span, cell.column_span) for cell in back.cells if cell.text == shown[8]] == [(2, 2)]
    assert [(cell.row, cell.column) for cell in back.cells if cell.text] == [(row, 0) for row in range(9)]
    assert (back.column_count, back.row_count, back.title) == (2, 10, "读回")


def three_forms() -> Dossier:
    forms = [a_form(TEMPLATES[PROJECT], []) for _ in range(3)]
    forms[1].name, forms[2].name = "文化骨干培训", ""
    return a_dossier(*forms)


def test_progress_names_what_is_being_written(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    write_all(three_forms(), TEMPLATES, ExportPlan(tmp_path), lambda done, of, what: told.append((done, of, what)))
    names = ["流动服务", "流动服务", "文化骨干培训", "文化骨干培训", "未命名项目", "未命名项目"]
    assert told == [(number, 6, name) for number, name in enumerate(names)]
    told.clear()
    plan = ExportPlan(tmp_path, ("pdf",), together=True)
    write_all(three_forms(), TEMPLATES, plan, lambda done, of, what: told.append((done, of, what)))
    assert told == [(0, 1, "3 张表")]
    told.clear()
    for number in (0, 4):
        outcome = write_all(
            three_forms(),
            TEMPLATES,
            ExportPlan(tmp_path, ("pdf",), forms=(number,)),
            lambda done, of, what: told.append((done, of, what)),
        )
        assert outcome.problems == (f"没有第 {number} 张表，这份套表共有 3 张",)
    assert told == [(0, 1, "1 张表")] * 2
    last = write_all(three_forms(), TEMPLATES, ExportPlan(tmp_path, ("pdf",), forms=(3,)))
    assert len(last.written) == 1


def test_whoever_stops_keeps_what_is_written(tmp_path: Path) -> None:
    written: list[int] = []

    def stopped() -> bool:
        written.append(len(list(tmp_path.iterdir())))
        return len(written) == 3

    outcome = write_all(three_forms(), TEMPLATES, ExportPlan(tmp_path, ("pdf",)), stopped=stopped)
    assert outcome.stopped
    assert len(outcome.written) == len(list(tmp_path.iterdir())) == 2
    assert written == [0, 1, 2], "asked between two files"
    assert not write_all(three_forms(), TEMPLATES, ExportPlan(tmp_path, ("pdf",))).stopped


def test_both_formats_of_a_form_have_one_name_and_the_next_form_another(tmp_path: Path) -> None:
    same = a_dossier(*[a_form(TEMPLATES[PROJECT], []) for _ in range(2)])
    outcome = write_all(same, TEMPLATES, ExportPlan(tmp_path))
    stems = [one.path.stem for one in outcome.written]
    assert stems[0] == stems[1] != stems[2] == stems[3]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EDQUOT, "磁盘空间不足"),
        (errno.EACCES, "没有权限"),
        (errno.EPERM, "没有权限"),
        (errno.EROFS, "只读"),
        (errno.ENOTDIR, "不是文件夹"),
        (errno.EEXIST, "不是文件夹"),
        (errno.ENOENT, "不存在"),
        (errno.EIO, "磁盘读写出错"),
    ],
)
def test_what_a_folder_refuses_is_said_with_what_to_do(
    number: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> Iterator[Written]:
        raise OSError(number, "no")

    monkeypatch.setattr("exporters.batch.export", refused)
    (problem,) = write_all(three_forms(), TEMPLATES, ExportPlan(tmp_path)).problems
    assert words in problem
    assert str(tmp_path) in problem
    assert "请" in problem


def test_a_sentence_of_the_writer_is_passed_on_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> Iterator[Written]:
        raise OSError("文件正在别处打开，请关闭它。")

    monkeypatch.setattr("exporters.batch.export", refused)
    assert write_all(three_forms(), TEMPLATES, ExportPlan(tmp_path)).problems == ("文件正在别处打开，请关闭它。",)


def test_a_folder_is_made_and_nothing_is_left_in_it_by_the_trial(tmp_path: Path) -> None:
    assert folder_problem(tmp_path / "深" / "处") == ""
    assert list((tmp_path / "深" / "处").iterdir()) == []
    (tmp_path / "文件").touch()
    for place in ("文件", "文件/里面"):
        assert "不是文件夹" in folder_problem(tmp_path / place)
        outcome = write_all(three_forms(), TEMPLATES, ExportPlan(tmp_path / place))
        assert outcome.written == ()
        assert "不是文件夹" in outcome.problems[0]


def test_a_file_is_called_by_its_heading_project_unit_and_year(tmp_path: Path) -> None:
    (one,) = export(a_dossier(a_form(TEMPLATES[PROJECT], [])), TEMPLATES, ExportPlan(tmp_path, ("xlsx",)))
    assert one.path.name == f"{one.form}.xlsx"
    assert one.form.endswith("绩效目标表-流动服务")
    (together,) = export(three_forms(), TEMPLATES, ExportPlan(tmp_path, ("xlsx",), together=True))
    assert (together.path.name, together.pages) == ("示例市图书馆2026年绩效目标表.xlsx", 3)
    department = next(one for one in TEMPLATES.values() if one.kind == "department")
    (other,) = export(a_dossier(a_form(department, [])), TEMPLATES, ExportPlan(tmp_path, ("xlsx",)))
    assert "流动服务" not in other.form, "only projects have a name of their own"


def test_the_author_is_the_unit_that_the_form_prints(tmp_path: Path) -> None:
    form = a_form(TEMPLATES[PROJECT], [])
    form.unit_name = "示例市少儿馆"
    for one in export(a_dossier(form), TEMPLATES, ExportPlan(tmp_path)):
        if one.format == "xlsx":
            assert load_workbook(one.path).properties.creator == "示例市少儿馆"
        else:
            assert PdfReader(one.path).metadata.author == "示例市少儿馆"  # type: ignore[union-attr]


def test_a_goal_is_missed_for_its_statement_or_for_one_indicator() -> None:
    form = a_form(TEMPLATES[PROJECT], [a_goal("annual", 1)])
    dossier = a_dossier(form)
    table = table_of(form, dossier, TEMPLATES)
    assert unprinted(form, table) == []
    form.goals[0].dimensions[0].categories[0].indicators.append(Indicator(id="later", name="后加的"))
    assert unprinted(form, table) == [f"{table.title}的“年度目标”（第1个目标）"]
    form.goals[0].dimensions[0].categories[0].indicators[1:] = [Indicator(id="blank")]
    assert unprinted(form, table) == [], "an empty row is not missed"
    form.goals.append(Goal(id="other", period="long_term", label="长期目标1", statement="很长的说明" * 9))
    assert unprinted(form, table) == [f"{table.title}的“长期目标1”（{'很长的说明' * 4}）"]
    form.goals[1].statement = ""
    assert unprinted(form, table) == []
    form.goals[1].dimensions = [Dimension(categories=[Category(indicators=[Indicator(name="没有印")])])]
    assert unprinted(form, table) == [f"{table.title}的“长期目标1”（无说明）"]
