"""A clerk's work without a mouse: from the start page to the files by keys alone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from models.files.jxmb import dumps, load
from models.forms import ProjectForm
from tests.ui.conftest import come_back, dossier_of, every
from tests.ui.keys import (
    ALT,
    CONTROL,
    SHIFT,
    Key,
    annual,
    codes,
    focus,
    press,
    project_of,
    put,
    replay,
    tab_to,
    tree_of,
)
from ui.controls.focus import focus_in
from ui.output.export import ExportDialog
from ui.window.window import MainWindow


def answer_with_keys(path: Path) -> None:
    """Types a file name into the dialog that comes up, and Enter."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            QTimer.singleShot(20, answer)
            return
        QTest.keyClick(dialog.windowHandle(), Key.Key_A, CONTROL)
        QTest.keyClicks(dialog.focusWidget(), str(path))
        QTest.keyClick(dialog.windowHandle(), Key.Key_Return)

    QTimer.singleShot(0, answer)


def begin(window: MainWindow, qtbot: QtBot) -> ProjectForm:
    tab_to(window, "单位名称")
    put("示例市信访局")
    press(window, Key.Key_Return)
    come_back(window, qtbot)
    window.set_docks(outline=True, findings=True)
    return project_of(window)


def fill_unit_and_department(window: MainWindow, qtbot: QtBot) -> None:
    press(window, Key.Key_F6, SHIFT)
    assert focus_in(window.outline)
    press(window, Key.Key_Home)
    press(window, Key.Key_F6)
    tab_to(window, "填报人")
    put("陈建")
    press(window, Key.Key_F6, SHIFT)
    press(window, Key.Key_Down)
    press(window, Key.Key_Down)
    press(window, Key.Key_F6)
    come_back(window, qtbot)
    tab_to(window, "部门职能概述")
    put("办理群众来信来访，协调处理重要信访问题。")
    assert dossier_of(window).unit.filler == "陈建"


def fill_project(window: MainWindow, qtbot: QtBot, project: ProjectForm) -> None:
    press(window, Key.Key_F6, SHIFT)
    press(window, Key.Key_End)
    press(window, Key.Key_F6)
    come_back(window, qtbot)
    press(window, Key.Key_1, CONTROL)
    for name, text in (
        ("项目名称", "信访专项"),
        ("项目负责人", "陈建"),
        ("年度资金总额", "126.50"),
        ("年度资金总额 项目资金（万元） 其中：财政拨款", "100"),
    ):
        tab_to(window, name)
        put(text)
    assert (project.name, project.leader, str(project.amount)) == ("信访专项", "陈建", "126.50")


def fill_indicators(window: MainWindow, project: ProjectForm) -> None:
    tree = tree_of(window)
    tab_to(window, "绩效目标", SHIFT)
    press(window, Key.Key_Right)
    tab_to(window, "绩效指标")
    while tree.currentIndex().data() != "数量指标":
        press(window, Key.Key_Down)
    for name, target in (("接待来访群众", ">=2000人次"), ("赴省进京专班", "≥120人次"), ("信访宣传活动", "≥6次")):
        press(window, Key.Key_Return, CONTROL)
        put(name)
        press(window, Key.Key_Tab)
        put(target)
    press(window, Key.Key_Return)
    press(window, Key.Key_Escape)
    press(window, Key.Key_Equal, ALT)
    assert [one.name for one in annual(project)] == ["接待来访群众", "赴省进京专班", "信访宣传活动"]
    assert sum(one.weight or 0 for one in annual(project)) == 90


def fix_by_the_findings(window: MainWindow, qtbot: QtBot, project: ProjectForm) -> None:
    qtbot.waitUntil(lambda: "B001" in codes(window))
    press(window, Key.Key_F6)
    assert focus() is window.findings.list
    for _ in range(60):
        finding = window.findings.current()
        if finding is not None and finding.code == "B001":
            break
        press(window, Key.Key_Down)
    press(window, Key.Key_Return)
    assert focus().property("path") == f"{project.id}.amount"
    press(window, Key.Key_A, CONTROL)
    put("100")
    qtbot.waitUntil(lambda: "B001" not in codes(window))


def export(window: MainWindow, qtbot: QtBot) -> None:
    press(window, Key.Key_E, CONTROL)
    dialog = every(window, ExportDialog)[0]
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    QTest.keyClick(dialog.windowHandle(), Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.note.text().startswith("导出完成"), timeout=10_000)
    QTest.keyClick(dialog.windowHandle(), Key.Key_Return)
    qtbot.waitUntil(lambda: not every(window, ExportDialog))


def test_a_clerk_without_a_mouse(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    project = begin(window, qtbot)
    blank = dumps(dossier_of(window))
    fill_unit_and_department(window, qtbot)
    fill_project(window, qtbot, project)
    fill_indicators(window, project)
    fix_by_the_findings(window, qtbot, project)
    replay(window, blank)
    path = tmp_path / "dossier.jxmb"
    answer_with_keys(path)
    press(window, Key.Key_S, CONTROL)
    assert dumps(load(path)) == dumps(dossier_of(window))
    come_back(window, qtbot)
    export(window, qtbot)
    assert len(list(tmp_path.glob("*.xlsx"))) == 2
    assert len(list(tmp_path.glob("*.pdf"))) == 2
    come_back(window, qtbot)
    press(window, Key.Key_F, ALT)
    press(window, Key.Key_C)
    assert window.session is None
    assert focus().accessibleName() == "地区"
