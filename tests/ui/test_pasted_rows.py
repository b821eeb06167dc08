"""Rows of Excel and WPS with their levels, pasted in the official table and in the tree of every layout."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.dossier import Unit
from models.files.jxmb import dumps
from models.goals import Goal
from models.making import new_dossier
from models.sheets import Sheet
from tests.ui.preview.office import TEMPLATES
from ui.form.page import OFFICIAL, FormPage
from ui.ground.settings import Settings
from ui.indicators.tree import IndicatorTree
from ui.preview.panel import OfficialTable
from ui.session.session import Session

WITH_A_TABLE = sorted(name for name, one in TEMPLATES.items() if name != "julu-department-2024")
ROWS = """<table><tr><td rowspan=2>产出指标</td><td rowspan=2>数量指标</td><td>培训窗口人员</td></tr>
<tr><td>走访企业</td></tr><tr><td>效益指标</td><td>社会效益指标</td><td>带动就业</td></tr></table>"""
FOUND = [("产出指标", "数量", "培训窗口人员"), ("产出指标", "数量", "走访企业"), ("效益指标", "社会效益", "带动就业")]


def copied(rows: str) -> None:
    data = QMimeData()
    data.setHtml(rows)
    QGuiApplication.clipboard().setMimeData(data)


def found(goal: Goal) -> list[tuple[str, str, str]]:
    return [
        (dimension.name, category.name.removesuffix("指标"), one.name)
        for dimension in goal.dimensions
        for category in dimension.categories
        for one in category.indicators
        if not one.blank
    ]


@pytest.fixture(params=WITH_A_TABLE)
def page(qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[FormPage]:
    dossier = new_dossier(Unit(name="示例局"), 2026, [TEMPLATES[request.param]])
    session = Session(dossier, TEMPLATES, Settings(tmp_path / "settings.ini"))
    made = FormPage(session, Sheet(dossier.forms[0].id))
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    session.close()


def official(page: FormPage, qtbot: QtBot) -> OfficialTable:
    page.show_view(OFFICIAL)
    table = page.findChild(OfficialTable)
    assert table is not None
    qtbot.waitUntil(lambda: bool(table.canvas.pages) and not table._composer.busy, timeout=5000)
    return table


def session_of(page: FormPage) -> Session:
    return page._session


@pytest.mark.parametrize("scope", ["dimension", "indicator"], ids=["at the level", "at the name"])
def test_in_the_official_table(page: FormPage, qtbot: QtBot, scope: str) -> None:
    """Pasted over a level, or over the first name, where there is only room for names."""
    session, table = session_of(page), official(page, qtbot)
    before = dumps(session.dossier)
    assert table.caret.cells is not None
    table.caret.select(next(one for one in table.caret.cells.stops if one.slot.scope == scope))
    goal = goal_at(session, table)
    copied(ROWS)
    QTest.keyClick(table.caret.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert found(goal) == FOUND
    assert "已放入 3 个三级指标" in table.messages.text
    session.undo()
    assert dumps(session.dossier) == before


def goal_at(session: Session, table: OfficialTable) -> Goal:
    cells, current = table.caret.cells, table.caret.current
    assert cells is not None
    assert current is not None
    at = cells.blanks.over(current.slot.node)
    while not isinstance(node := session.editor.node(at), Goal):
        at = session.editor.parent(at)[0]
    return node


def test_in_the_tree(page: FormPage) -> None:
    session, tree = session_of(page), page.findChild(IndicatorTree)
    assert tree is not None
    before = dumps(session.dossier)
    tree.setFocus()
    copied(ROWS)
    QTest.keyClick(tree, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert found(session.dossier.forms[0].goals[0]) == FOUND
    session.undo()
    assert dumps(session.dossier) == before
