"""A whole piece of a clerk's work by clicks and keys: from the start page to the files."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdf
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from models.dossier import Dossier
from models.forms import DepartmentForm, ProjectForm
from models.goals import Indicator
from models.storage import dumps, load
from models.values import plain
from tests.ui.conftest import by_name, click, dossier_of, every, field
from ui.budget import BudgetPage
from ui.indicators.bar import WeightBar
from ui.indicators.tree import IndicatorTree
from ui.output.export import ExportDialog
from ui.tableview import ValueView
from ui.window import MainWindow

Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier
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


def press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Strikes a key as the system hands it to the window."""
    QTest.keyClick(window.windowHandle(), key, modifier)


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def put(text: str) -> None:
    """Types where the cursor is: key by key what has keys, the rest as an input method commits it."""
    if text.isascii():
        for sign in text:  # each where the cursor is by then
            QTest.keyClicks(focus(), sign)
        return
    composed, committed = QInputMethodEvent("pin yin", []), QInputMethodEvent()
    committed.setCommitString(text)
    for event in (composed, committed):
        QApplication.sendEvent(focus(), event)


def fill(window: MainWindow, path: str, text: str) -> None:
    """Clicks into a field, and types over what is there."""
    click(field(window, path))
    press(window, Key.Key_A, Control)
    put(text)


def come_back(window: MainWindow, qtbot: QtBot) -> None:
    """The window has the keyboard, and its page its parts."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.qWait(1)


def at(view: QAbstractItemView, index: QModelIndex) -> QPoint:
    """Where a person clicks for that cell."""
    view.scrollTo(index)
    return view.visualRect(index).center()


def find(view: QAbstractItemView, text: str, column: int = 0) -> QModelIndex:
    """The cell with that text."""
    model = view.model()
    flags = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    return model.match(model.index(0, column), Qt.ItemDataRole.DisplayRole, text, 1, flags)[0]


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


def annual(form: ProjectForm) -> list[Indicator]:
    return list(form.goals_of("annual")[0].indicators())


def fill_forms(window: MainWindow, qtbot: QtBot, project: ProjectForm) -> None:
    department = dossier_of(window).forms[0]
    press(window, Key.Key_1, Control)
    fill(window, f"{department.id}.duties", "办理群众来信来访，协调处理重要信访问题。")
    fill(window, f"{department.id}.amount", "200")
    fill(window, f"{department.id}.income.fiscal.amount", "200")
    turn(window, qtbot, "未命名项目")
    press(window, Key.Key_1, Control)
    texts = {"name": "信访专项", "code": "P2026-01", "leader": "陈建", "amount": "126.50", "funding.fiscal": "126.50"}
    for name, text in texts.items():
        fill(window, f"{project.id}.{name}", text)
    assert (project.name, project.leader, project.amount) == ("信访专项", "陈建", Decimal("126.50"))


def fill_tree(window: MainWindow, project: ProjectForm) -> None:
    """Three rows by hand, nine as copied from Excel."""
    press(window, Key.Key_2, Control)
    tabs = by_name(window, "绩效目标")
    assert isinstance(tabs, QTabBar)
    click(tabs, tabs.tabRect(1).center())
    tree = next(one for one in every(window, IndicatorTree) if one.isVisible())
    click(tree.viewport(), at(tree, find(tree, "数量指标")))
    for row in TYPED:
        press(window, Key.Key_Return, Control)
        for text in row:
            put(text)
            if text is not row[-1]:
                press(window, Key.Key_Tab)
    press(window, Key.Key_Return)
    assert [(one.name, one.target.text) for one in annual(project)] == [(name, target) for name, target, _ in TYPED]
    QGuiApplication.clipboard().setText("".join("\t".join(row) + "\r\n" for row in COPIED))
    press(window, Key.Key_Escape)
    press(window, Key.Key_V, Control)
    assert (len(annual(project)), sum(one.weight or 0 for one in annual(project))) == (12, 90)


def codes(window: MainWindow) -> set[str]:
    """The rules that have something to say now."""
    assert window.session is not None
    return {finding.code for finding in window.session.findings}


def disagree_and_mend(window: MainWindow, qtbot: QtBot, project: ProjectForm) -> None:
    """The unit's budget says another amount; the finding leads to the field, typing mends it."""
    turn(window, qtbot, "部门预算")
    page = window.pages.currentWidget()
    assert isinstance(page, BudgetPage)
    table = next(view for view in every(page, ValueView) if view.accessibleName() == "项目支出预算")
    page.ensureWidgetVisible(table)
    click(table.viewport(), at(table, table.model().index(0, 1)))
    put("信访专项")
    press(window, Key.Key_Return)  # goes on to the amount
    put("130")
    click(by_name(window, "筛选审核发现"))
    qtbot.waitUntil(lambda: "B018" in codes(window))
    found = window.findings.list
    line = find(found, "B018", 1)
    click(found.viewport(), at(found, line))
    QTest.qWait(1)  # its words come up below the list
    twice = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QTest.mouseDClick(found.viewport(), *twice, at(found, line))
    assert window.pages.page == project.id
    assert focus().property("path") == f"{project.id}.amount"
    press(window, Key.Key_A, Control)
    put("130")
    qtbot.waitUntil(lambda: "B001" in codes(window) and "B018" not in codes(window))
    find(found, "B001", 1)
    fill(window, f"{project.id}.funding.fiscal", "130")
    qtbot.waitUntil(lambda: not {"B001", "B018"} & codes(window))


def replay(window: MainWindow, blank: bytes) -> None:
    """All undone is as it was at first, all redone as it is now."""
    full = dumps(dossier_of(window))
    for name, key, wanted in (("undo", Key.Key_Z, blank), ("redo", Key.Key_Y, full)):
        while window.actions_by_id[name].isEnabled():
            press(window, key, Control)
        assert dumps(dossier_of(window)) == wanted


def save_and_reopen(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    """Saved by key, closed, and opened again from the list of recent files."""
    full = dossier_of(window).model_copy(deep=True)
    press(window, Key.Key_S, Control)
    assert not window.isWindowModified()
    assert load(path) == full
    press(window, Key.Key_W, Control)
    by_name(window, "最近打开").setFocus()
    press(window, Key.Key_Down)
    press(window, Key.Key_Return)
    come_back(window, qtbot)
    assert dumps(dossier_of(window)) == dumps(full)


def export_all(window: MainWindow, qtbot: QtBot) -> None:
    """By the dialog, as it offers it: every form, both formats, beside the dossier."""
    press(window, Key.Key_E, Control)
    dialog = every(window, ExportDialog)[0]
    click(dialog.go)
    qtbot.waitUntil(lambda: dialog.note.text().startswith("导出完成"), timeout=10_000)
    click(dialog.leave)
    qtbot.waitUntil(lambda: not every(window, ExportDialog))


def printed(path: Path) -> str:
    """All words of an Excel or PDF file, without the breaks that a page puts into them."""
    if path.suffix == ".pdf":
        with pypdf.PdfReader(path) as reader:
            return "".join("".join(page.extract_text() for page in reader.pages).split())
    book = openpyxl.load_workbook(path)
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    book.close()
    return "".join("|".join(cells).split())


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
    disagree_and_mend(window, qtbot, project)
    replay(window, blank)
    path = tmp_path / "示例市信访局.jxmb"
    save_as(path)
    save_and_reopen(window, qtbot, path)
    export_all(window, qtbot)
    for kind in ("xlsx", "pdf"):
        written = sorted(tmp_path.glob(f"*.{kind}"), key=lambda one: "信访专项" in one.stem)
        for file, texts in zip(written, texts_of(dossier_of(window)), strict=True):
            assert not [text for text in texts if text not in printed(file)], file.name


def tab_to(window: MainWindow, there: Callable[[QWidget], bool]) -> None:
    """Strikes Tab until the keyboard is there."""
    for _ in range(40):
        if there(focus()):
            return
        press(window, Key.Key_Tab)
    raise AssertionError("Tab never comes there")


def test_without_a_mouse(window: MainWindow, qtbot: QtBot) -> None:
    QTest.qWait(1)
    press(window, Key.Key_Tab)
    tab_to(window, lambda one: one.accessibleName() == "单位名称")
    put("示例局")
    tab_to(window, lambda one: one.accessibleName() == "新建套表")
    press(window, Key.Key_Space)
    come_back(window, qtbot)
    project = dossier_of(window).forms[1]
    assert isinstance(project, ProjectForm)
    tab_to(window, lambda one: one is window.outline.tree)
    while window.pages.page != project.id:
        assert focus() is window.outline.tree
        press(window, Key.Key_Down)
        come_back(window, qtbot)
    press(window, Key.Key_3, Control)
    tab_to(window, lambda one: one.property("path") == f"{project.id}.unit_name")
    press(window, Key.Key_Tab)
    put("信访专项")
    assert project.name == "信访专项"
    tab_to(window, lambda one: isinstance(one, IndicatorTree))
    press(window, Key.Key_Down)
    press(window, Key.Key_Return, Control)
    put("人均成本")
    press(window, Key.Key_Tab)
    put("<=1000")
    press(window, Key.Key_Return)
    assert [(one.name, one.target.text) for one in project.goals[0].indicators()] == [("人均成本", "<=1000")]
