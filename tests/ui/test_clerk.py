"""A whole piece of a clerk's work by clicks and keys: from the start page to the files."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar
from pytestqt.qtbot import QtBot

from models.dossier import Dossier
from models.files.jxmb import dumps
from models.forms import DepartmentForm, ProjectForm
from models.values import plain
from tests.ui.conftest import by_name, click, come_back, dossier_of, every, field, settle
from tests.ui.keys import (
    CONTROL,
    Key,
    annual,
    at,
    codes,
    export_all,
    find,
    focus,
    press,
    printed,
    put,
    replay,
    save_and_reopen,
)
from ui.form.budget import BudgetPage
from ui.form.table_view import ValueView
from ui.indicators.bar import WeightBar
from ui.indicators.tree import IndicatorTree
from ui.window.window import MainWindow

TYPED = (("接待来访群众", ">=2000人次", "10"), ("赴省进京专班", "≥120人次", "8"), ("信访宣传活动", "≥6次", "7"))
COPIED = (
    ("一级指标", "二级指标", "三级指标", "指标值", "分值权重"),
    ("成本指标", "经济成本指标", "人均接待成本", "≤1000元/人", "10"),
    ("成本指标", "经济成本指标", "专项经费总额", "≤126.50万元", "10"),
    ("产出指标", "质量指标", "信访事项办结率", "≥95%", "8"),
    ("产出指标", "时效指标", "来信按期答复率", "≥98%", "7"),
    ("效益指标", "社会效益指标", "化解信访积案", "≥30件", "8"),
    ("效益指标", "社会效益指标", "重复信访下降率", "≥10%", "6"),
    ("效益指标", "可持续影响指标", "信访联席会议制度", "持续完善", "6"),
    ("满意度指标", "服务对象满意度指标", "来访群众满意度", "≥90%", "5"),
    ("满意度指标", "服务对象满意度指标", "基层信访干部满意度", "≥90%", "5"),
)


def fill(window: MainWindow, path: str, text: str) -> None:
    """Clicks into a field, and types over what is there."""
    click(field(window, path))
    press(window, Key.Key_A, CONTROL)
    put(text)


def turn(window: MainWindow, qtbot: QtBot, line: str) -> None:
    """Clicks a line of the outline."""
    tree = window.outline.tree
    click(tree.viewport(), at(tree, find(tree, line)))
    come_back(window, qtbot)


def begin(window: MainWindow, qtbot: QtBot) -> ProjectForm:
    """A new dossier from the start page."""
    click(by_name(window, "单位名称"))
    put("示例市信访局")
    click(by_name(window, "新建套表"))
    come_back(window, qtbot)
    project = dossier_of(window).forms[1]
    assert isinstance(project, ProjectForm)
    return project


def fill_forms(window: MainWindow, qtbot: QtBot, project: ProjectForm) -> None:
    department = dossier_of(window).forms[0]
    press(window, Key.Key_1, CONTROL)
    fill(window, f"{department.id}.duties", "办理群众来信来访，协调处理重要信访问题。")
    fill(window, f"{department.id}.amount", "200")
    fill(window, f"{department.id}.income.fiscal.amount", "200")
    turn(window, qtbot, "未命名项目")
    press(window, Key.Key_1, CONTROL)
    texts = {"name": "信访专项", "code": "P2026-01", "leader": "陈建", "amount": "126.50", "funding.fiscal": "126.50"}
    for name, text in texts.items():
        fill(window, f"{project.id}.{name}", text)
    assert (project.name, project.leader, project.amount) == ("信访专项", "陈建", Decimal("126.50"))


def fill_tree(window: MainWindow, project: ProjectForm) -> None:
    """Three rows by hand, nine as copied from Excel."""
    press(window, Key.Key_2, CONTROL)
    tabs = by_name(window, "绩效目标")
    assert isinstance(tabs, QTabBar)
    click(tabs, tabs.tabRect(1).center())
    tree = next(one for one in every(window, IndicatorTree) if one.isVisible())
    click(tree.viewport(), at(tree, find(tree, "数量指标")))
    for row in TYPED:
        press(window, Key.Key_Return, CONTROL)
        for text in row:
            put(text)
            if text is not row[-1]:
                press(window, Key.Key_Tab)
    press(window, Key.Key_Return)
    assert [(one.name, one.target.text) for one in annual(project)] == [
        (name, target.replace(">=", "≥")) for name, target, _ in TYPED
    ]
    QGuiApplication.clipboard().setText("".join("\t".join(row) + "\r\n" for row in COPIED))
    press(window, Key.Key_Escape)
    press(window, Key.Key_V, CONTROL)
    assert (len(annual(project)), sum(one.weight or 0 for one in annual(project))) == (12, 90)


def disagree_and_fix(window: MainWindow, qtbot: QtBot, project: ProjectForm) -> None:
    """The unit's budget says another amount; the finding leads to the field, typing fixes it."""
    turn(window, qtbot, "部门预算")
    page = window.pages.currentWidget()
    assert isinstance(page, BudgetPage)
    table = next(view for view in every(page, ValueView) if view.accessibleName() == "项目支出预算")
    page.ensureWidgetVisible(table)
    click(table.viewport(), at(table, table.model().index(0, 1)))
    put("信访专项")
    press(window, Key.Key_Tab)  # goes on to the amount
    put("130")
    click(by_name(window, "筛选审核发现"))
    qtbot.waitUntil(lambda: "B018" in codes(window))
    found = window.findings.list
    line = find(found, "B018", 1)
    click(found.viewport(), at(found, line))
    settle()  # its words come up below the list
    twice = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QTest.mouseDClick(found.viewport(), *twice, at(found, line))
    assert window.pages.page == project.id
    assert focus().property("path") == f"{project.id}.amount"
    press(window, Key.Key_A, CONTROL)
    put("130")
    qtbot.waitUntil(lambda: "B001" in codes(window) and "B018" not in codes(window))
    find(found, "B001", 1)
    fill(window, f"{project.id}.funding.fiscal", "130")
    qtbot.waitUntil(lambda: not {"B001", "B018"} & codes(window))


def texts_of(dossier: Dossier) -> tuple[list[str], list[str]]:
    """What must stand on the department's table and on the project's."""
    department, project = dossier.forms
    assert isinstance(department, DepartmentForm) and isinstance(project, ProjectForm)  # noqa: PT018
    rows = [text for one in annual(project) for text in (one.name, one.target.text, plain(one.weight or Decimal(0)))]
    own = [dossier.unit.name, project.name, project.code, project.leader, plain(project.amount or Decimal(0))]
    return [dossier.unit.name, department.duties, plain(department.amount or Decimal(0))], own + rows


def test_from_the_start_page_to_the_files(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, save_as: Callable[[Path], None]
) -> None:
    project = begin(window, qtbot)
    blank = dumps(dossier_of(window))
    fill_forms(window, qtbot, project)
    fill_tree(window, project)
    qtbot.waitUntil(lambda: any("90 / 90，正好" in one.text for one in every(window, WeightBar) if one.isVisible()))
    disagree_and_fix(window, qtbot, project)
    replay(window, blank)
    path = tmp_path / "示例市信访局.jxmb"
    save_as(path)
    save_and_reopen(window, qtbot, path)
    export_all(window, qtbot)
    for kind in ("xlsx", "pdf"):
        written = sorted(tmp_path.glob(f"*.{kind}"), key=lambda one: "信访专项" in one.stem)
        for file, texts in zip(written, texts_of(dossier_of(window)), strict=True):
            assert not [text for text in texts if text not in printed(file)], file.name
