"""Blocks of cells from Excel and WPS, pasted into the official table."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models.files.jxmb import dumps
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal
from tests.ui.preview.office import JIANGHAN, Hand, indicators, project, rows_of, session_of


def paste(hand: Hand, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    hand.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    hand.settle()


def test_rows_from_excel_fill_rows_and_add_what_is_missing(hand: Hand, form: ProjectForm) -> None:
    before = dumps(hand.session.dossier)
    second = rows_of(form)[1]
    hand.click(f"{second.id}.name")
    paste(hand, "甲\t≥1次\t计划标准\t0次\t5\n乙\t≤2%\t历史标准\t\t6.50\n丙\t完成\t其他标准\t\t7\n")
    rows = rows_of(form)
    assert [row.name for row in rows] == ["信访事项办理0", "甲", "乙", "丙"]
    assert [str(row.target) for row in rows[1:]] == ["≥1次", "≤2%", "完成"]
    assert [row.weight for row in rows[1:]] == [Decimal(5), Decimal("6.50"), Decimal(7)]
    assert rows[1].history == {"2025": "0次"}
    assert rows[1].evidence == "工作资料", "what is at the right of the block stays"
    assert hand.session.history.stack.count() == 1
    hand.session.undo()
    assert dumps(hand.session.dossier) == before


def test_rows_pasted_into_a_blank_list(qtbot: QtBot, tmp_path: Path) -> None:
    form = ProjectForm(template=JIANGHAN)
    session = session_of(tmp_path, form)
    before = dumps(session.dossier)
    hand = Hand(qtbot, session, form)
    cells = hand.table._composed.cells  # type: ignore[union-attr]
    hand.click(next(stop.slot.path for stop in cells.stops if stop.slot.field == "item.content"))
    paste(hand, "差旅费\t按标准\t3\n会议费\t按次\t1.5")
    assert [(cost.content, cost.basis, cost.own) for cost in form.costs] == [
        ("差旅费", "按标准", Decimal(3)),
        ("会议费", "按次", Decimal("1.5")),
    ]
    session.undo()
    assert dumps(session.dossier) == before


def test_a_block_that_does_not_fit_changes_nothing(hand: Hand, form: ProjectForm) -> None:
    before = dumps(hand.session.dossier)
    hand.click(f"{rows_of(form)[0].id}.name")
    paste(hand, "甲\t1\t2\t3\t4\t5\t6\t7\t8\t9")
    assert "列" in hand.table.messages.text
    assert dumps(hand.session.dossier) == before


def test_a_column_of_values_goes_down_over_the_levels(qtbot: QtBot, tmp_path: Path) -> None:
    form = project(count=2)
    form.goals[0].dimensions.append(
        Dimension(name="效益指标", categories=[Category(name="社会效益指标", indicators=indicators(2))])
    )
    form.goals.append(Goal(dimensions=[Dimension(categories=[Category(indicators=indicators(1))])]))
    hand = Hand(qtbot, session_of(tmp_path, form), form)
    before = dumps(hand.session.dossier)
    hand.click(f"{rows_of(form)[1].id}.target")
    paste(hand, ">=1次\t计划标准\n>=2次\t历史标准\n>=3次\t历史标准\n>=4次\t其他标准\n")
    assert [str(row.target) for row in form.goals[0].indicators()] == ["≥95%", "≥1次", "≥2次", "≥3次", "≥4次"]
    assert [row.basis for row in form.goals[0].indicators()][-2:] == ["历史标准", "其他标准"]
    assert [str(row.target) for row in form.goals[1].indicators()] == ["≥95%"], "another goal is another table"
    hand.session.undo()
    assert dumps(hand.session.dossier) == before
