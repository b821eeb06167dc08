"""In a narrow window the columns share the room: what an indicator is and how much of it is read without scrolling."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem

from models.dossier import Dossier
from tests.ui.indicators.conftest import ROWS, dossier_of, goal_of, templates
from ui.indicators.column_room import least_width, shares
from ui.indicators.columns import Column
from ui.indicators.model import SUBTOTAL
from ui.indicators.panel import IndicatorPanel
from ui.indicators.tree import IndicatorTree
from ui.session.session import Session

Make = Callable[[Dossier], tuple[Session, IndicatorPanel]]
AT_150 = 640
"""What a window of 1366 pixels leaves to the tree beside the outline, where all is shown half as large again."""
KEY = {"target": "≥16.80万元", "number": "1234", "unit": "万元", "weight": "12.5", "nature": "定量"}


def head(tree: IndicatorTree, number: int) -> str:
    return str(tree.model().headerData(number, Qt.Orientation.Horizontal))


@pytest.mark.parametrize("template", sorted(templates()))
def test_no_tree_scrolls_sideways_where_all_is_large(make_panel: Make, template: str) -> None:
    _, panel = make_panel(dossier_of(goal_of(), template=template))
    panel.resize(AT_150, 300)
    tree, columns, metrics = panel.tree, panel.model.columns, panel.fontMetrics()
    QTest.qWait(0)
    assert tree.horizontalScrollBar().maximum() == 0
    indent = 3 * tree.indentation()
    assert tree.columnWidth(0) - indent >= metrics.horizontalAdvance("信访事项办")
    for number, column in enumerate(columns):
        text = KEY.get(column.kind, "按照正")
        assert tree.columnWidth(number) >= metrics.horizontalAdvance(text) + 6, head(tree, number)


def test_heads_take_two_lines_before_anything_is_scrolled_for(make_panel: Make) -> None:
    _, panel = make_panel(dossier_of(goal_of()))
    panel.resize(1100, 300)
    QTest.qWait(0)
    flat = panel.tree.header().height()
    panel.resize(AT_150, 300)
    QTest.qWait(0)
    tree, metrics = panel.tree, panel.fontMetrics()
    assert tree.header().height() >= flat + metrics.lineSpacing() - 4
    for number in range(len(panel.model.columns)):
        room = tree.columnWidth(number) - 6
        text = metrics.boundingRect(0, 0, room, 200, Qt.TextFlag.TextWordWrap, head(tree, number))
        assert text.height() <= tree.header().height(), head(tree, number)
    panel.resize(1100, 300)
    QTest.qWait(0)
    assert tree.header().height() == flat, "a line again with the room"


def test_a_column_that_a_hand_makes_narrow_wraps_its_head_too(make_panel: Make) -> None:
    _, panel = make_panel(dossier_of(goal_of()))
    panel.resize(1100, 300)
    QTest.qWait(0)
    flat = panel.tree.header().height()
    panel.tree.setColumnWidth(4, panel.fontMetrics().horizontalAdvance("指标分值"))
    QTest.qWait(0)
    assert head(panel.tree, 4) == "指标分值权重"
    assert panel.tree.header().height() > flat


def test_what_is_over_goes_to_free_text(make_panel: Make) -> None:
    _, panel = make_panel(dossier_of(goal_of(ROWS), template="national-project-2021"))
    panel.resize(1100, 300)
    QTest.qWait(0)
    heads = [column.head for column in panel.model.columns]
    explained, remark, weight = (panel.tree.columnWidth(heads.index(one)) for one in ("指标解释", "备注", "分值权重"))
    assert abs(explained - remark) < 40
    assert explained > 1.5 * weight
    assert panel.tree.header().length() <= panel.tree.viewport().width()


def test_more_goes_to_the_column_with_more_text() -> None:
    columns = [Column("指标", "name", "name"), Column("解释", "note", "text"), Column("备注", "remark", "text")]
    equal, uneven = (shares(columns, 1000, 80, lambda text: 13 * len(text), signs) for signs in ((), (5, 20, 0)))
    assert equal[1] == equal[2]
    assert uneven[1] > 2 * uneven[2]
    assert sum(uneven) <= 1000
    assert least_width(columns, 80, lambda text: 13 * len(text)) == 80 + 13 * (4 + 3 + 3)


def test_a_subtotal_without_room_keeps_its_number(make_panel: Make) -> None:
    _, panel = make_panel(dossier_of(goal_of()))
    panel.resize(1100, 300)
    QTest.qWait(0)
    tree, weight = panel.tree, [column.kind for column in panel.model.columns].index("weight")
    top = panel.model.index(0, weight)
    whole = str(top.data())
    option = QStyleOptionViewItem()
    tree.initViewItemOption(option)
    words = []
    for room in (300, tree.fontMetrics().horizontalAdvance(whole) - 4):
        option.rect = QRect(0, 0, room, 28)  # type: ignore[attr-defined]
        tree.itemDelegate().initStyleOption(option, top)  # type: ignore[attr-defined]
        words.append(option.text)  # type: ignore[attr-defined]
    assert whole.startswith(SUBTOTAL)
    assert words == [whole, whole.removeprefix(SUBTOTAL)]
