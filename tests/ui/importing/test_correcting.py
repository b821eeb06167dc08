"""Corrections by hand in the dialog: understood anew at once, taken back, spread over tables of a layout, and kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from importers.kept import load_kept
from models.folders import corrections_file
from tests.ui.answers import when_asked
from tests.ui.conftest import click, dossier_of, settle, wait_for
from tests.ui.importing.conftest import PASTED, Import, agree, choose_cell, say
from ui.importing.dialog import ImportDialog
from ui.importing.kept_list import KeptDialog
from ui.importing.outcome import Outcome
from ui.window.window import MainWindow

HEADS = ("一级指标", "二级指标", "三级指标", "实际做到多少", "分值权重")
TEXT = """项目支出绩效目标表
项目名称\t{name}\t\t\t
经手处室\t水务科\t\t\t
{heads}
产出指标\t数量指标\t保洁河段\t{value}\t50
产出指标\t质量指标\t垃圾清运率\t≥97%\t40
"""


def source(folder: Path, name: str, value: str = "≥12段") -> Path:
    """A file whose head over the values nobody knows."""
    made = folder / f"{name}.txt"
    made.write_text(TEXT.format(name=name, heads="\t".join(HEADS), value=value), encoding="utf-8")
    return made


def targets(dialog: ImportDialog) -> list[str]:
    return [str(one.target) for form in dialog.work.state.result.forms for one in form.form.indicators()]


def test_this_column_is_the_value(office: MainWindow, opened: Import, tmp_path: Path) -> None:
    """By key from the cell; taken back by Ctrl+Z; the colour follows."""
    dialog = opened(office, source(tmp_path, "河道保洁"))
    assert targets(dialog) == ["", ""]
    say(dialog, "实际做到多少", "这一列是", "指标值")
    assert targets(dialog) == ["≥12段", "≥97%"]
    choose_cell(dialog, "≥12段")
    assert dialog.table.currentIndex().data(Qt.ItemDataRole.BackgroundRole) == Outcome.INDICATOR.ground
    assert dialog.model.headerData(3, Qt.Orientation.Horizontal) == "4：指标值"
    dialog.activateWindow()
    wait_for(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_for(lambda: not dialog.work.is_busy)
    assert targets(dialog) == ["", ""]
    say(dialog, "实际做到多少", "这一列是", "指标值")
    say(dialog, "水务科", "这一格是", "表的栏目", "项目主管部门")
    agree(dialog)
    form = dossier_of(office).forms[-1]
    assert [str(one.target) for one in form.indicators()] == ["≥12段", "≥97%"]
    assert form.supervising_unit == "水务科"  # type: ignore[union-attr]


def test_a_row_that_is_wanted_by_nobody_and_what_is_said_twice(
    office: MainWindow, opened: Import, tmp_path: Path
) -> None:
    dialog = opened(office, source(tmp_path, "河道保洁"))
    left = dialog.unplaced.count()
    say(dialog, "经手处室", "这一行是", "不要")
    assert dialog.unplaced.count() == left - 2
    assert "不要" in dialog.status.text()
    say(dialog, "经手处室", "这一行是", "不要")
    assert dialog.unplaced.count() == left
    dialog.reject()


def test_two_forms_are_one_and_apart_again(office: MainWindow, opened: Import, tmp_path: Path) -> None:
    two = tmp_path / "两张.txt"
    texts = [TEXT.format(name=name, heads="\t".join(HEADS), value="≥1段") for name in ("河道保洁", "闸门养护")]
    two.write_text("\n".join(texts), encoding="utf-8")
    dialog = opened(office, two)
    assert len(dialog.forms.chosen()) == 2
    dialog.tabs.setCurrentWidget(dialog.forms)
    dialog.forms.tree.setFocus()
    QTest.keyClick(dialog.forms.tree, Qt.Key.Key_Down)
    click(dialog.forms.join)
    wait_for(lambda: not dialog.work.is_busy)
    assert len(dialog.forms.chosen()) == 1
    click(dialog.unsay)
    wait_for(lambda: not dialog.work.is_busy)
    assert len(dialog.forms.chosen()) == 2
    dialog.reject()


def test_another_template(office: MainWindow, opened: Import, tmp_path: Path) -> None:
    dialog = opened(office, source(tmp_path, "河道保洁"))
    dialog.tabs.setCurrentWidget(dialog.forms)
    box = dialog.forms.template
    number = box.findData("korla-project-2023")
    box.setCurrentIndex(number)
    box.activated.emit(number)
    wait_for(lambda: not dialog.work.is_busy)
    [one] = dialog.work.state.result.forms
    assert (one.template.id, one.sure) == ("korla-project-2023", True)
    agree(dialog)
    assert dossier_of(office).forms[-1].template == "korla-project-2023"


def test_all_tables_of_the_layout_follow_unless_told_otherwise(
    office: MainWindow, opened: Import, tmp_path: Path
) -> None:
    files = [source(tmp_path, "河道保洁"), source(tmp_path, "闸门养护", "≥5座")]
    dialog = opened(office, *files)
    say(dialog, "实际做到多少", "这一列是", "指标值")
    assert targets(dialog) == ["≥12段", "≥97%", "≥5座", "≥97%"]
    say(dialog, "实际做到多少", "这一列是", "指标值")
    assert targets(dialog) == [""] * 4
    click(dialog.everywhere)
    say(dialog, "实际做到多少", "这一列是", "指标值")
    assert targets(dialog) == ["≥12段", "≥97%", "", ""]
    dialog.reject()


def test_a_kept_correction_is_applied_to_the_next_file_and_told_and_can_be_removed(
    office: MainWindow, opened: Import, tmp_path: Path
) -> None:
    dialog = opened(office, source(tmp_path, "河道保洁"))
    say(dialog, "实际做到多少", "这一列是", "指标值")
    click(dialog.keep)
    agree(dialog)
    assert len(load_kept(corrections_file())) == 1
    again = opened(office, source(tmp_path, "闸门养护", "≥5座"))
    assert targets(again) == ["≥5座", "≥97%"]
    said = [again.sentences.item(row).text() for row in range(again.sentences.count())]
    assert any("记住的更正" in one and "河道保洁" in one for one in said)
    asked = when_asked(KeptDialog, remove_all)
    click(again.manage)
    assert asked == ["记住的更正"]
    again.reject()
    assert load_kept(corrections_file()) == []
    last = opened(office, source(tmp_path, "排水管网", "≥8公里"))
    assert targets(last) == ["", ""]
    last.reject()


def remove_all(dialog: KeptDialog) -> None:
    assert dialog.list.count() == 1
    click(dialog.remove)
    assert dialog.list.count() == 0
    dialog.accept()


def test_what_is_kept_and_cannot_be_read_is_told(office: MainWindow, opened: Import, tmp_path: Path) -> None:
    corrections_file().parent.mkdir(parents=True, exist_ok=True)
    corrections_file().write_text("[{", encoding="utf-8")
    dialog = opened(office)
    assert "已损坏" in dialog.status.text()
    dialog.take([source(tmp_path, "河道保洁")])
    wait_for(lambda: bool(dialog.forms.chosen()))
    settle()
    dialog.reject()


def test_a_cell_of_the_source_can_be_copied(office: MainWindow, opened: Import) -> None:
    dialog = opened(office, PASTED)
    choose_cell(dialog, "项目名称")
    QApplication.clipboard().setText("别的")
    QTest.keyClick(dialog.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "项目名称"
