"""目标与指标对照 and 审核意见, by the menu."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QTreeWidget

from models.dossier import Dossier, Unit
from models.goals import Indicator
from models.rules.set_against import EXCEEDED, MEASURED, MISSING, OTHER, SILENT
from tests.models.rules.judged import forms
from tests.ui.conftest import every, settle
from ui.output.overview_dialog import OverviewDialog
from ui.window.window import MainWindow


@pytest.fixture
def whole(window: MainWindow) -> MainWindow:
    """A form whose statement promises more than its indicators measure."""
    dossier: Dossier = forms.dossier("水利站")
    project = next(form for form in dossier.forms if form.id == "水利站泵站")
    project.goals[0].statement = "维护排涝泵站15座，每座维护费用不超过8万元，培训操作人员30名，泵站设备完好率达到98%。"
    price: Indicator = next(row for row in project.indicators() if "成本" in row.name)
    price.target = type(price.target).parse("≤9万元/座")
    dossier.forms = [project]
    dossier.unit = Unit(name="渔洋区水利站")
    window.files.create(dossier)
    settle()
    return window


def opened(window: MainWindow) -> OverviewDialog:
    window.actions_by_id["overview"].trigger()
    (found,) = every(window, OverviewDialog)
    return found


def lines(tree: QTreeWidget) -> list[list[str]]:
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return [[item.text(column) for column in range(tree.columnCount())] for item in items if item]


def test_each_promise_stands_beside_its_indicator(whole: MainWindow) -> None:
    listed = lines(opened(whole).promises)
    told = {line[1]: line[2:] for line in listed if line[1]}
    by_words = {
        words: next(entry for promise, entry in told.items() if words in promise) for words in ("15座", "30名", "98%")
    }
    assert by_words["15座"] == ["维护排涝泵站数量", "=12座", OTHER]
    assert by_words["30名"] == ["", "", MISSING]
    assert by_words["98%"][2] == MEASURED
    unsaid = [line for line in listed if line[4] == SILENT]
    assert {line[2] for line in unsaid} >= {"受益排涝面积", "沿河群众满意度"}


def test_a_price_times_its_quantity_stands_beside_the_budget(whole: MainWindow) -> None:
    costs = opened(whole).costs
    (line,) = [one for one in lines(costs) if one[0] == "每座泵站维护成本"]
    assert line[1:] == ["≤9万元/座 × =12座", "108", "96", EXCEEDED]
    sides = [costs.model().index(0, column).data(Qt.ItemDataRole.TextAlignmentRole) for column in range(5)]
    assert [bool(side and side & Qt.AlignmentFlag.AlignRight) for side in sides] == [False, False, True, True, False]


def test_both_places_of_a_line_are_gone_to(whole: MainWindow) -> None:
    dialog, gone = opened(whole), list[str]()
    dialog.go_to.connect(gone.append)
    first = dialog.promises.topLevelItem(0)
    assert first is not None
    dialog.promises.setCurrentItem(first)
    for _ in range(2):
        QTest.keyClick(dialog.promises, Qt.Key.Key_Return)
    assert gone == ["水利站泵站-goal.statement", "水利站泵站-goal-1.target"]


def test_the_opinion_is_written_where_the_person_says(
    whole: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "意见"
    asked: list[str] = []

    def answer(*words: object) -> tuple[str, str]:
        asked.extend(str(word) for word in words[3:])
        return str(target), "PDF (*.pdf)"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    whole.actions_by_id["opinion"].trigger()
    assert (tmp_path / "意见.pdf").read_bytes().startswith(b"%PDF")
    kinds, usual = asked
    assert usual in kinds.split(";;"), "else the first kind is shown"
    assert "*.pdf" in usual
