"""“去看” takes one to the very words a finding speaks of: they are selected in their text."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from models.dossier import Dossier, Prose, Unit
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.target import Target
from tests.ui.conftest import by_name, click, settle
from ui.controls.marking import quoted_span
from ui.window.window import MainWindow

STATEMENT = "做好全年工作。全年举办培训3场，编印手册2000册。"
PROSE = [
    Prose(id="prose-1", text="示例局2026年预算公开说明，共两部分内容。"),
    Prose(id="prose-2", text="本年支出100万元。比上年增加或减少0万元，主要原因是没有安排。"),
]


def dossier() -> Dossier:
    rows = [Indicator(name="举办培训场次", target=Target.parse("≥12场"))]
    levels = [Dimension(name="产出指标", categories=[Category(name="数量指标", indicators=rows)])]
    goal = Goal(id="goal", label="项目总体目标", statement=STATEMENT, dimensions=levels)
    form = ProjectForm(id="form", template="korla-project-2023", name="甲项目", goals=[goal])
    return Dossier(year=2026, unit=Unit(name="示例局"), forms=[form], prose=PROSE)


@pytest.mark.parametrize(("code", "marked"), [("X001", "全年举办培训3场"), ("C006", "增加或减少")])
def test_the_words_are_selected_where_they_stand(window: MainWindow, qtbot: QtBot, code: str, marked: str) -> None:
    window.files.create(dossier())
    assert window.session is not None
    window.session.check()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    settle()
    panel = window.workplace.findings
    model = panel.list.model()
    heads = [model.index(row, 0) for row in range(model.rowCount())]
    lines = [model.index(row, 0, head) for head in heads for row in range(model.rowCount(head))]
    panel.list.setCurrentIndex(next(line for line in lines if line.siblingAtColumn(1).data() == code))
    click(by_name(window, "去看"))
    field = QApplication.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    assert marked in field.textCursor().selectedText()
    assert "。" not in field.textCursor().selectedText().strip("。")


def test_a_short_value_is_selected_so_that_typing_replaces_it(window: MainWindow) -> None:
    window.files.create(dossier())
    assert window.session is not None
    window.session.set_value("form.amount", "260")
    window.go_to("form.amount")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "250")
    assert field.text() == "250"


@pytest.mark.parametrize(
    ("text", "sentence", "found"),
    [
        ("目标：举办培训３场，印手册。", "写“举办培训……3场”，指标是“≥12场”", "举办培训３场"),
        ("一\n二 举办 培训", "“举办培训”没有相应的指标", "举办 培训"),
        ("没有那几个字", "“举办培训”没有相应的指标", None),
        ("没有引用", "请填写", None),
    ],
)
def test_quoted_words_are_found_in_the_text(text: str, sentence: str, found: str | None) -> None:
    span = quoted_span(text, sentence)
    assert (text[slice(*span)] if span else None) == found
