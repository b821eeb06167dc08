"""Columns of a list are as wide as what stands in them; where there is less room the widest give way."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from tests.ui.conftest import settle
from ui.ground.list_columns import ListColumns, shared


@pytest.mark.parametrize(
    ("wanted", "room", "free", "widths"),
    [
        ([50, 30], 100, -1, [50, 50]),
        ([50, 30], 100, 0, [70, 30]),
        ([200, 30, 120], 230, -1, [100, 30, 100]),
        ([200, 30, 60], 230, -1, [140, 30, 60]),
        ([90, 90], 90, -1, [45, 45]),
        ([], 90, -1, []),
    ],
)
def test_the_widest_give_way_first(wanted: list[int], room: int, free: int, widths: list[int]) -> None:
    assert shared(wanted, room, free) == widths


def test_a_list_shares_its_width_by_what_stands_in_it(qtbot: QtBot) -> None:
    view = QTreeWidget()
    qtbot.addWidget(view)
    view.setHeaderLabels(["位置", "栏目"])
    ListColumns(view)
    letter = view.fontMetrics().horizontalAdvance("国")  # another test may have made it larger
    view.resize(40 * letter, 200)
    view.show()
    settle()
    header = view.header()
    assert header.length() == view.viewport().width()
    before = header.sectionSize(0)
    view.addTopLevelItem(QTreeWidgetItem(["政务大厅运行维护 · 成本指标 · 项目总成本", "权重"]))
    settle()
    assert header.sectionSize(0) >= view.sizeHintForColumn(0) > before
    assert header.length() == view.viewport().width()
    view.resize(15 * letter, 200)
    settle()
    assert header.length() == view.viewport().width(), "nothing is scrolled for"
    assert header.sectionSize(1) >= view.sizeHintForColumn(1)
