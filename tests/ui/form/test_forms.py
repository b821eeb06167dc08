"""The page of a form: what its template prints can be filled in, in its words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.dossier import Unit
from models.edits import Insert
from models.folders import RESOURCES
from models.forms import CostItem, DepartmentForm, ProjectForm
from models.making import new_dossier, new_form
from models.paths import split_scope
from models.templates.asked import FieldRule
from models.templates.grid import CONTEXT
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate
from tests.ui.conftest import by_name, click, come_back, dossier_of, every, field, settle, write
from ui.form.page import FormPage
from ui.form.table_cells import CellText
from ui.form.table_view import ValueView
from ui.window.window import MainWindow

TEMPLATES = load_templates([RESOURCES / "templates"])[0]


def open_form(window: MainWindow, template: FormTemplate) -> FormPage:
    """A window with one blank form of that template, its fields in sight."""
    window.files.create(new_dossier(Unit(name="示例局"), 2026, [template]))
    window.actions_by_id["fields"].trigger()
    page = window.pages.form_page()
    assert page is not None
    return page


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=list(TEMPLATES))
def test_every_printed_field_can_be_reached(window: MainWindow, template: FormTemplate) -> None:
    page = open_form(window, template)
    for path in template.printed:
        scope, rest = split_scope(path)
        if scope == "form" and path not in CONTEXT:
            rest = rest.replace(".year-1", ".2025").replace(".year-2", ".2024")
            assert page.go_to(f"{page.sheet.form}.{rest}"), path
        elif scope == "goal" and rest in ("statement", "label", "weight", "summary"):
            goal = dossier_of(window).forms[0].goals[0]
            assert page.go_to(f"{goal.id}.{rest}"), path


def test_labels_are_the_papers_own(window: MainWindow) -> None:
    page = open_form(window, TEMPLATES["korla-project-2023"])
    words = {label.text() for label in every(page, QLabel)}
    assert {"预算单位", "项目名称", "项目负责人", "项目资金（万元）", "年度预算总额："} <= words


def test_sums_stand_beside_what_was_typed(window: MainWindow) -> None:
    page = open_form(window, TEMPLATES["korla-project-2023"])
    for name, text in (("amount", "126.50"), ("funding.fiscal", "120"), ("funding.other", "6")):
        write(field(window, f"{page.sheet.form}.{name}"), text)
    sums = [label.toolTip() for label in every(page, QLabel) if "资金来源合计" in label.text()]
    assert sums == ["资金来源合计 126，差 0.50"]
    write(field(window, f"{page.sheet.form}.funding.other"), ".5")
    assert "资金来源合计 126.5 ✓" in [label.toolTip() for label in every(page, QLabel)]


def test_money_for_projects_is_a_part_of_the_expenditure_where_no_other_line_says_it(window: MainWindow) -> None:
    page = open_form(window, TEMPLATES["fuliang-department-2026"])
    for name, text in (("amount", "100"), ("expenditure.personnel.amount", "50"), ("expenditure.project.amount", "20")):
        write(field(window, f"{page.sheet.form}.{name}"), text)
    sums = [label.toolTip() for label in every(page, QLabel) if "支出合计" in label.text()]
    assert sums == ["支出合计 70，差 30"]


def test_amounts_stand_at_the_right(window: MainWindow) -> None:
    page = open_form(window, TEMPLATES["korla-project-2023"])
    amount, name = (field(window, f"{page.sheet.form}.{key}") for key in ("amount", "name"))
    assert isinstance(amount, QLineEdit) and isinstance(name, QLineEdit)  # noqa: PT018
    assert amount.alignment() & Qt.AlignmentFlag.AlignRight
    assert not name.alignment() & Qt.AlignmentFlag.AlignRight


def foot(text: QWidget) -> QImage:
    """The line under a long text, where its length is told."""
    high = text.fontMetrics().height()
    return text.grab().toImage().copy(text.width() // 2, text.height() - high - 2, text.width() // 2 - 4, high)


def test_a_long_text_grows_and_tells_how_much_of_its_limit_is_used(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = TEMPLATES["korla-project-2023"]
    rule = FieldRule(limit=30)
    limited = template.model_copy(update={"id": "limited", "fields": {**template.fields, "goal.statement": rule}})
    monkeypatch.setattr(window.program, "templates", {"limited": limited})
    monkeypatch.setattr(window.program, "tell_problems", lambda: None)
    window.files.create(new_dossier(Unit(name="示例局"), 2026, [limited]))
    goal = dossier_of(window).forms[0].goals[0]
    text = field(window, f"{goal.id}.statement")
    low, used = text.height(), foot(text)
    write(text, "做好信访工作。" * 40)
    settle()
    assert text.height() > low
    assert foot(text) != used


def test_check_boxes_choose_one_and_clear(window: MainWindow) -> None:
    page = open_form(window, TEMPLATES["jianghan-project-2024"])
    form = dossier_of(window).forms[0]
    assert isinstance(form, ProjectForm)
    boxes = [box for box in every(page, QCheckBox) if box.property("path") == f"{form.id}.category"]
    boxes[1].click()
    assert form.category == "特定目标类本级支出"
    boxes[0].click()
    assert [box.isChecked() for box in boxes] == [True, False, False]
    boxes[0].click()
    assert form.category == ""


def table_of(page: FormPage, title: str) -> ValueView:
    """A table of the page by its name."""
    return next(view for view in every(page, ValueView) if title in view.accessibleName())


def test_rows_are_pasted_from_excel(window: MainWindow) -> None:
    page = open_form(window, TEMPLATES["jianghan-project-2024"])
    form = dossier_of(window).forms[0]
    assert isinstance(form, ProjectForm)
    view = table_of(page, "支出明细")
    copied = '办公费\t"0.5*2=1万元\n按定额"\t1.00\t0\t\n印刷费\t按合同\t2,500\t\t\n'
    QGuiApplication.clipboard().setText(copied)
    view.setCurrentIndex(view.table.index(0, 0))
    view.paste()
    assert [(cost.content, cost.own) for cost in form.costs] == [
        ("办公费", Decimal("1.00")),
        ("印刷费", Decimal("2500")),
    ]
    assert form.costs[0].basis == "0.5*2=1万元\n按定额"
    assert window.actions_by_id["undo"].text() == "撤销 粘贴 2 行(&U)"
    window.actions_by_id["undo"].trigger()
    assert form.costs == []


def test_lines_with_names_find_their_rows_in_the_budget(office: MainWindow) -> None:
    office.show_page("budget")
    view = next(one for one in every(office, ValueView) if one.accessibleName() == "收入")
    QGuiApplication.clipboard().setText(
        "项目\t预算数\n合计\t628.80\n一、财政拨款\t600\n（一）一般公共预算\t600\n其中：单位资金\t28.80\n"
    )
    view.setCurrentIndex(view.table.index(0, 0))
    view.paste()
    income = {str(key.value): str(line.amount) for key, line in dossier_of(office).budget.income.items()}
    assert income == {"total": "628.80", "fiscal": "600", "general": "600", "unit": "28.80"}
    assert "没有“项目”这一行" in office.messages.text
    office.actions_by_id["undo"].trigger()
    assert not dossier_of(office).budget.income


def test_who_signs_is_written_once(office: MainWindow) -> None:
    office.show_page("unit")
    session = office.session
    assert session is not None
    for name, text in (("head", "林一"), ("filler", "王二"), ("phone", "0000-1")):
        session.set_value(f"unit.{name}", text)
    department, project = dossier_of(office).forms
    session.set_value(f"{project.id}.filler", "赵三")
    click(by_name(office, "填进各张表的空白处"))
    assert [(form.head, form.filler, form.phone) for form in dossier_of(office).forms] == [
        ("林一", "王二", "0000-1"),
        ("林一", "赵三", "0000-1"),
    ]
    assert office.messages.text == "填好了 5 处空白，可以撤销。"
    click(by_name(office, "填进各张表的空白处"))
    assert "没有要填的" in office.messages.text
    office.actions_by_id["undo"].trigger()
    assert (department.head, project.filler) == ("", "赵三")
    office.actions_by_id["add_project"].trigger()
    assert dossier_of(office).forms[-1].filler == "王二"


@pytest.mark.parametrize(
    ("template", "filler", "why"),
    [
        ("korla-project-2023", "王二", "这些表上没有"),
        ("national-project-2021", "", "请先在上面写"),
    ],
)
def test_why_there_was_no_blank_to_fill(window: MainWindow, template: str, filler: str, why: str) -> None:
    open_form(window, TEMPLATES[template])
    window.show_page("unit")
    session = window.session
    assert session is not None
    session.set_value("unit.filler", filler)
    click(by_name(window, "填进各张表的空白处"))
    assert why in window.messages.text
    window.messages._fresh.stop()  # the moment in which what happens is still the reason
    window.show_page(dossier_of(window).forms[0].id)
    assert not window.messages.text, "on another page it says nothing any more"


def test_chinese_committed_at_once_is_not_lost(window: MainWindow) -> None:
    """Some input methods commit without composing first."""
    page = open_form(window, TEMPLATES["jianghan-project-2024"])
    form = dossier_of(window).forms[0]
    assert isinstance(form, ProjectForm)
    view = table_of(page, "支出明细")
    view.setFocus()
    view.setCurrentIndex(view.table.index(0, 0))
    typed = QInputMethodEvent()
    typed.setCommitString("差旅费")
    QApplication.sendEvent(view, typed)
    editor = view.findChild(CellText)
    assert editor is not None
    assert editor.toPlainText() == "差旅费"
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert [cost.content for cost in form.costs] == ["差旅费"]


def test_typing_in_the_last_row_adds_one(window: MainWindow) -> None:
    page = open_form(window, TEMPLATES["national-department-2021"])
    view = table_of(page, "主要任务")
    view.setFocus()
    view.setCurrentIndex(view.table.index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_A)
    editor = view.viewport().findChild(CellText)
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_Return)
    form = dossier_of(window).forms[0]
    assert isinstance(form, DepartmentForm)
    assert [task.name for task in form.tasks] == ["a"]


def test_rows_are_moved_and_removed_by_buttons(window: MainWindow) -> None:
    form = new_form(TEMPLATES["jianghan-project-2024"])
    assert isinstance(form, ProjectForm)
    form.costs = [CostItem(content=name) for name in "甲乙丙"]
    dossier = new_dossier(Unit(), 2026, [])
    dossier.forms = [form]
    window.files.create(dossier)
    window.actions_by_id["fields"].trigger()
    page = window.pages.form_page()
    assert page is not None
    view = table_of(page, "支出明细")
    view.setCurrentIndex(view.table.index(2, 0))
    title = view.accessibleName()
    click(by_name(window, f"{title}：上移"))
    held = dossier_of(window).forms[0]
    assert isinstance(held, ProjectForm)
    assert [cost.content for cost in held.costs] == ["甲", "丙", "乙"]
    click(by_name(window, f"{title}：删除行"))
    assert [cost.content for cost in held.costs] == ["甲", "乙"]


def test_goals_are_added_duplicated_and_removed(office: MainWindow) -> None:
    form = dossier_of(office).forms[1]
    office.show_page(form.id)
    office.actions_by_id["indicators"].trigger()
    count = len(form.goals)
    click(by_name(office, "复制目标"))
    assert len(form.goals) == count + 1
    click(by_name(office, "删除目标"))
    assert len(form.goals) == count
    office.actions_by_id["undo"].trigger()
    assert len(form.goals) == count + 1


SAYS_UNIT = {name: one for name, one in TEMPLATES.items() if "单位：{money_unit}" in one.model_dump_json()}


@pytest.mark.parametrize("template", SAYS_UNIT.values(), ids=list(SAYS_UNIT))
def test_the_unit_of_money_stands_on_the_page_as_on_paper(window: MainWindow, template: FormTemplate) -> None:
    page = open_form(window, template)
    assert any(f"单位：{template.money_unit}" in label.text() for label in every(page, QLabel))


def test_a_new_project_begins_with_its_fields_whatever_was_in_sight(office: MainWindow, qtbot: QtBot) -> None:
    office.show_page(dossier_of(office).forms[-1].id)
    before = office.pages.form_page()
    assert before is not None
    click(next(one for one in every(before, QAbstractButton) if one.text() == "目标和指标"))
    office.actions_by_id["add_project"].trigger()
    made = dossier_of(office).forms[-1]
    come_back(office, qtbot)
    assert field(office, f"{made.id}.name").isVisible()
    office.show_page(before.sheet.form)
    old = f"{before.sheet.form}.name"
    seen = [one for one in every(office, QWidget) if one.property("path") == old and one.isVisible()]
    assert not seen, "the others stay as they were"


def test_a_new_department_form_begins_with_its_fields_too(office: MainWindow, qtbot: QtBot) -> None:
    office.show_page(dossier_of(office).forms[-1].id)
    before = office.pages.form_page()
    assert before is not None
    click(next(one for one in every(before, QAbstractButton) if one.text() == "目标和指标"))
    template = next(form.template for form in dossier_of(office).forms if form.kind == "department")
    made = new_form(load_templates([RESOURCES / "templates"])[0][template])
    assert office.session is not None
    office.session.apply(Insert("dossier", "forms", 0, made))
    office.show_page(made.id)
    come_back(office, qtbot)
    seen = [one for one in every(office, QWidget) if one.property("path") == f"{made.id}.duties" and one.isVisible()]
    assert seen
