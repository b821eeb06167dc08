"""Slips of the hand: every key acts on what is marked, as in Excel; what a key removes is seen and told."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtGui import QGuiApplication

from models.files.jxmb import dumps
from tests.ui.indicators.conftest import ROWS
from tests.ui.indicators.test_editing import Key, Korla, place, press, stand, strike
from tests.ui.indicators.test_tree_keys import CONTROL, columns


@pytest.mark.parametrize("field", ["weight", "basis", "target"])
def test_delete_on_a_cell_empties_the_cell(korla: Korla, field: str) -> None:
    session, panel = korla
    if field == "basis":
        session.set_value(f"i1.{field}", "历史标准", typing=False)
    before = dumps(session.dossier)
    stand(panel, "i1", field)
    press(Key.Key_Delete)
    assert "i1" in session.editor
    assert not session.value(f"i1.{field}") or not session.value(f"i1.{field}").text
    assert "已清空" in panel.messages.text
    assert place(panel) == ("i1", field)
    session.undo()
    assert dumps(session.dossier) == before


def test_delete_on_an_empty_cell_does_nothing(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i1", "basis")
    before = dumps(session.dossier)
    press(Key.Key_Delete)
    assert dumps(session.dossier) == before
    assert not session.history.stack.canUndo()


def test_delete_on_a_name_takes_the_row_and_says_so(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i1")
    press(Key.Key_Delete)
    assert "i1" not in session.editor
    assert "赴省进京专班" in panel.messages.text
    stand(panel, "d1")
    press(Key.Key_Delete)
    assert "2 个指标" in panel.messages.text


def test_tab_behind_the_last_cell_goes_to_the_next_indicator(korla: Korla) -> None:
    """The name of the level between is not opened: the next word would take its place."""
    session, panel = korla
    stand(panel, "i2", columns(panel)[-1])
    strike("x")
    press(Key.Key_Tab)
    assert place(panel) == ("i3", "name")
    press(Key.Key_Escape)
    names = [session.value(f"{one}.name") for one in ("d1", "c1", "c2", "d2")]
    stand(panel, "i1", columns(panel)[-1])
    for _ in range(60):
        press(Key.Key_Tab)
        if place(panel)[1] == columns(panel)[-2]:
            strike("5")
    assert [session.value(f"{one}.name") for one in ("d1", "c1", "c2", "d2")] == names


def test_what_is_copied_of_a_cell_is_its_text(korla: Korla) -> None:
    session, panel = korla
    stand(panel, "i3", "weight")
    press(Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "20"
    stand(panel, "i1", "weight")
    press(Key.Key_V, CONTROL)
    assert session.value("i1.weight") == Decimal("20")
    assert len(session.value("c1.indicators")) == 2
    press(Key.Key_X, CONTROL)
    assert session.value("i1.weight") is None
    assert "i1" in session.editor
    assert QGuiApplication.clipboard().text() == "20"


def test_rows_are_copied_where_rows_are_marked(korla: Korla) -> None:
    session, panel = korla
    panel.tree.select(["i1", "i2"])
    press(Key.Key_C, CONTROL)
    stand(panel, "i3")
    press(Key.Key_V, CONTROL)
    names = [one.name for one in session.dossier.forms[0].goals[0].indicators()]
    assert sorted(names) == sorted([*(row[2] for row in ROWS), ROWS[0][2], ROWS[1][2]])


@pytest.mark.parametrize("first", ["", "产出指标"])
def test_a_block_without_names_belongs_where_it_is_pasted(korla: Korla, first: str) -> None:
    session, panel = korla
    heads = "一级指标\t二级指标\t三级指标\t指标值\n"
    QGuiApplication.clipboard().setText(
        f"{heads}{first}\t\t新指标\t≥1件\n效益指标\t社会效益指标\t再一个\t≥2件\n\t\t\t\n"
    )
    stand(panel, "c2")
    press(Key.Key_V, CONTROL)
    goal = session.dossier.forms[0].goals[0]
    assert [one.name for one in goal.dimensions] == ["产出指标", "成本指标", "效益指标", "满意度指标"]
    assert all(one.name for dimension in goal.dimensions for one in dimension.categories)
    assert "新指标" in [one.name for one in goal.dimensions[0].categories[-1].indicators]
    assert len([one for one in goal.indicators() if not one.blank]) == 8
    assert "已放入 2 个三级指标" in panel.messages.text


def test_a_block_that_names_only_the_second_level_goes_to_the_first_that_has_it(korla: Korla) -> None:
    session, panel = korla
    QGuiApplication.clipboard().setText("经济成本指标\t预算控制\t≤9万元\n\t节约\t≥1%\n质量指标\t达标\t≥9%\n")
    stand(panel, "c1")
    press(Key.Key_V, CONTROL)
    goal = session.dossier.forms[0].goals[0]
    assert [(one.name, [under.name for under in one.categories]) for one in goal.dimensions] == [
        ("产出指标", ["数量指标", "质量指标"]),
        ("成本指标", ["经济成本指标"]),
        ("效益指标", ["社会效益指标"]),
        ("满意度指标", ["服务对象满意度指标"]),
    ]
    assert [one.name for one in goal.dimensions[1].categories[0].indicators] == ["人均成本", "预算控制", "节约"]
    assert [one.name for one in goal.dimensions[0].categories[1].indicators][-1] == "达标"
    assert "已放入 3 个三级指标" in panel.messages.text
