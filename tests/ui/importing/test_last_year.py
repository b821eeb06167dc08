"""Last year's form becomes the values of that year for the forms here: one step, near names after a yes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.files.jxmb import dumps
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.target import Target
from tests.ui.answers import button_of
from tests.ui.conftest import click, dossier_of, every, settle, wait_for
from tests.ui.importing.conftest import Import, agree
from ui.importing.asking import LastYearDialog
from ui.importing.destination import Where
from ui.window.window import MainWindow

LAST = """项目支出绩效目标表
（2024年度）
项目名称\t造林\t\t\t
一级指标\t二级指标\t三级指标\t指标值\t分值权重
产出指标\t数量指标\t植树面积\t≥30亩\t30
产出指标\t数量指标\t{near}\t≥4场\t30
产出指标\t质量指标\t苗木成活率\t≥80%\t30
"""


def with_project(window: MainWindow) -> list[Indicator]:
    names = ("植树面积", "培训场次", "苗木成活率")
    indicators = [Indicator(name=name, target=Target.parse("≥50")) for name in names]
    goal = Goal(period="annual", dimensions=[Dimension(categories=[Category(indicators=indicators)])])
    dossier_of(window).forms.append(ProjectForm(name="造林", template="national-project-2021", goals=[goal]))
    session = window.session
    assert session is not None
    window.show_session(None)
    window.files.create(session.dossier)
    settle()
    return list(dossier_of(window).forms[-1].indicators())


def test_values_of_last_year_come_in_as_one_step(office: MainWindow, opened: Import, tmp_path: Path) -> None:
    with_project(office)
    last = tmp_path / "去年.txt"
    last.write_text(LAST.format(near="培训场次"), encoding="utf-8")
    before = dumps(dossier_of(office))
    dialog = opened(office, last)
    click(dialog.destination.ways[Where.LAST_YEAR])
    wait_for(lambda: not dialog.work.is_busy)
    assert dialog.destination.year.value() == 2024
    agree(dialog)
    values = [one.history for one in dossier_of(office).forms[-1].indicators()]
    assert values == [{"2024": "≥30亩"}, {"2024": "≥4场"}, {"2024": "≥80%"}]
    assert "3 个指标" in office.messages.text
    office.actions_by_id["undo"].trigger()
    assert dumps(dossier_of(office)) == before


def test_a_near_name_is_filled_in_only_after_a_yes(office: MainWindow, opened: Import, tmp_path: Path) -> None:
    with_project(office)
    last = tmp_path / "去年.txt"
    last.write_text(LAST.format(near="组织培训场次"), encoding="utf-8")
    for yes in (False, True):
        dialog = opened(office, last)
        click(dialog.destination.ways[Where.LAST_YEAR])
        wait_for(lambda dialog=dialog: not dialog.work.is_busy)  # type: ignore[misc]
        agree(dialog)
        asked = next(one for one in every(office, LastYearDialog) if one.isVisible())
        assert "组织培训场次" in asked.list.item(0).text()
        asked.list.setFocus()
        if yes:
            QTest.keyClick(asked.list, Qt.Key.Key_Space)
        click(button_of(asked, "填入")) if yes else QTest.keyClick(asked.list, Qt.Key.Key_Return)
        values = [one.history for one in dossier_of(office).forms[-1].indicators()]
        assert values[0] == {"2024": "≥30亩"}
        assert values[1] == ({"2024": "≥4场"} if yes else {})
