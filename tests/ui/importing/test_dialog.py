"""Tables of other programs are shown as they came, and come in when a person agrees; what is stopped does not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QThreadPool, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

import importers.understanding
import ui.importing.work
from importers.forms.rows import FormReader
from importers.readers.source import SourceError
from models.dossier import Unit
from models.files.jxmb import dumps
from models.making import new_dossier
from models.templates.template import FormTemplate
from tests.ui.answers import button_of
from tests.ui.conftest import click, come_back, dossier_of, every, settle, wait_for, windows_beside
from tests.ui.importing.conftest import PASTED, Import, agree, choose_cell, dialog_of
from ui.importing.dialog import ImportDialog
from ui.importing.outcome import Outcome
from ui.window.window import MainWindow

ODD = """项目支出绩效目标表
项目名称\t档案整理\t\t\t
存放楼层\t三楼\t\t\t
一级指标\t二级指标\t三级指标\t指标值\t分值权重
产出指标\t数量指标\t编印档案目录\t≥3册\t很多
"""


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    made = tmp_path / "去年.txt"
    made.write_text(ODD, encoding="utf-8")
    return made


def ids(window: MainWindow) -> list[str]:
    return [form.id for form in dossier_of(window).forms]


def test_what_is_imported_stands_behind_what_is_there_as_one_step(office: MainWindow, opened: Import) -> None:
    before = ids(office)
    agree(opened(office, PASTED))
    assert ids(office)[: len(before)] == before
    assert office.pages.page == ids(office)[len(before)]
    assert len(ids(office)) == len(before) + 2
    office.actions_by_id["undo"].trigger()
    assert ids(office) == before
    assert not office.actions_by_id["undo"].isEnabled()


def test_each_cell_has_the_colour_and_the_words_of_what_became_of_it(
    office: MainWindow, opened: Import, odd: Path
) -> None:
    dialog = opened(office, odd)
    meant = {
        "项目支出绩效目标表": (Outcome.WORDS, "表的标题"),
        "档案整理": (Outcome.FIELD, "项目名称"),
        "产出指标": (Outcome.LEVEL, "一级指标"),
        "编印档案目录": (Outcome.INDICATOR, "三级指标"),
        "≥3册": (Outcome.INDICATOR, "编印档案目录"),
        "分值权重": (Outcome.WORDS, "表头"),
        "三楼": (Outcome.UNPLACED, "没有认出"),
        "很多": (Outcome.UNPLACED, "没有认出"),
    }
    for text, (outcome, words) in meant.items():
        choose_cell(dialog, text)
        index = dialog.table.currentIndex()
        assert index.data(Qt.ItemDataRole.BackgroundRole) == outcome.ground, text
        for told in (
            dialog.status.text(),
            *map(index.data, (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)),
        ):
            assert words in told, text
    dialog.reject()


def test_a_text_without_a_place_is_listed_and_leads_to_its_cell(office: MainWindow, opened: Import, odd: Path) -> None:
    dialog = opened(office, odd)
    dialog.tabs.setCurrentWidget(dialog.unplaced)
    listed = [dialog.unplaced.item(row).text() for row in range(dialog.unplaced.count())]
    assert [text.partition("（")[0] for text in listed] == ["存放楼层", "三楼", "很多"]
    click(dialog.unplaced.viewport(), dialog.unplaced.visualItemRect(dialog.unplaced.item(2)).center())
    assert dialog.table.currentIndex().data() == "很多"
    assert "第 5 行第 5 列" in dialog.status.text()
    dialog.reject()


def test_what_is_not_certain_is_said_first(office: MainWindow, opened: Import, odd: Path, tmp_path: Path) -> None:
    scan = tmp_path / "扫描.doc"
    scan.write_bytes(b"\xd0\xcf\x11\xe0")
    dialog = opened(office, odd, scan)
    assert dialog.tabs.currentWidget() is dialog.sentences
    said = [dialog.sentences.item(row).text() for row in range(dialog.sentences.count())]
    assert "扫描.doc" in said[0]
    assert any("版式没有把握" in one for one in said)
    assert [one.form.name for one in dialog.forms.chosen()] == ["档案整理"]
    dialog.reject()


def test_forms_that_are_not_ticked_stay_out(office: MainWindow, opened: Import) -> None:
    known = ids(office)
    dialog = opened(office, PASTED)
    dialog.tabs.setCurrentWidget(dialog.forms)
    first = dialog.forms.tree.topLevelItem(0)
    assert first is not None
    dialog.forms.tree.setFocus()
    QTest.keyClick(dialog.forms.tree, Qt.Key.Key_Space)
    assert first.checkState(0) == Qt.CheckState.Unchecked
    agree(dialog)
    assert len(ids(office)) == len(known) + 1


def test_what_was_copied_elsewhere_is_pasted(office: MainWindow, opened: Import) -> None:
    """With the merged cells of its HTML; files copied in a folder are read; nothing copied is told."""
    dialog = opened(office)
    assert [dialog.tabs.tabText(number) for number in range(3)] == ["请先核对 0", "认出的表 0", "没有放的 0"]
    QApplication.clipboard().clear()
    click(dialog.paste)
    assert "剪贴板里没有" in dialog.status.text()
    rows = ODD.splitlines()
    cells = ["".join(f"<td>{text}</td>" for text in row.split("\t")) for row in rows]
    data = QMimeData()
    data.setHtml('<meta charset="gb2312"><table>' + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
    data.setText("别的")
    QApplication.clipboard().setMimeData(data)
    QTest.keyClick(dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait_for(lambda: not dialog.work.is_busy and bool(dialog.forms.chosen()))
    QApplication.clipboard().setText(ODD)
    click(dialog.paste)
    wait_for(lambda: not dialog.work.is_busy and len(dialog.forms.chosen()) == 2)
    assert [dialog.shown.itemText(number) for number in range(2)] == ["粘贴的内容", "粘贴的内容2"]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(PASTED))])
    QApplication.clipboard().setMimeData(data)
    click(dialog.paste)
    wait_for(lambda: not dialog.work.is_busy and len(dialog.forms.chosen()) == 4)
    assert {one.file for one in dialog.work.state.result.unplaced} >= {"粘贴的内容", "粘贴的内容2"}
    click(dialog.drop)
    wait_for(lambda: not dialog.work.is_busy and len(dialog.forms.chosen()) == 3)
    dialog.reject()


def test_into_a_new_dossier_and_that_is_remembered(office: MainWindow, opened: Import) -> None:
    before = dumps(dossier_of(office))
    for _ in range(2):
        dialog = opened(office, PASTED)
        if not dialog.destination.ways["new"].isChecked():  # type: ignore[index]
            click(dialog.destination.ways["new"])  # type: ignore[index]
            wait_for(lambda dialog=dialog: not dialog.work.is_busy)  # type: ignore[misc]
        assert dialog.destination.where == "new"
        agree(dialog)
    assert dumps(dossier_of(office)) == before
    assert len(windows_beside(office)) == 3
    assert str(office.settings.state("import_folder")) == str(PASTED.parent)


def test_files_dropped_on_the_window_come_into_the_dialog(office: MainWindow, odd: Path) -> None:
    office.imports.open_dropped([odd])
    dialog = dialog_of(office)
    wait_for(lambda: len(dialog.forms.chosen()) == 1)
    dialog.reject()


def test_a_file_with_the_budget_alone_fills_the_budget(office: MainWindow, opened: Import, tmp_path: Path) -> None:
    rows = ("2026年收支预算总表", "单位：万元", "", "收入\t\t支出\t", "项目\t预算数\t项目\t预算数")
    sums = ("一、一般公共预算拨款收入\t88.5\t一、一般公共服务支出\t88.5", "收入总计\t88.5\t支出总计\t88.5")
    made = tmp_path / "预算.txt"
    made.write_text("\n".join([*rows, *sums]) + "\n", encoding="utf-8")
    known = ids(office)
    dialog = opened(office, made)
    choose_cell(dialog, "一、一般公共预算拨款收入")
    QTest.keyClick(dialog.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert ids(office) == known
    assert {str(line.amount) for line in dossier_of(office).budget.income.values()} == {"88.5"}
    assert "部门预算" in office.messages.text


def test_a_dossier_is_a_source_like_others(office: MainWindow, opened: Import, tmp_path: Path) -> None:
    known = ids(office)
    whole, damaged = tmp_path / "去年.jxmb", tmp_path / "坏的.jxmb"
    whole.write_bytes(dumps(dossier_of(office)))
    damaged.write_bytes(dumps(dossier_of(office))[:-40])
    dialog = opened(office, whole, damaged)
    assert "坏的.jxmb" in dialog.sentences.item(0).text()
    agree(dialog)
    assert len(ids(office)) == 2 * len(known) == len(set(ids(office)))


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Exception | None], None]]:
    """Reading takes until the test lets it go on, or fail."""
    gate, real = threading.Event(), importers.understanding.read_source
    problem: list[Exception] = []

    def slow(*arguments: Any) -> Any:
        gate.wait(20)
        if problem:
            raise problem[0]
        return real(*arguments)

    def let_go(wrong: Exception | None) -> None:
        problem.extend([wrong] if wrong else [])
        gate.set()
        assert QThreadPool.globalInstance().waitForDone(10_000)
        settle()

    monkeypatch.setattr(ui.importing.work, "read_source", slow)
    yield let_go
    gate.set()


def begun(window: MainWindow, choose: Callable[..., None]) -> ImportDialog:
    choose(PASTED)
    window.actions_by_id["import"].trigger()
    dialog = dialog_of(window)
    wait_for(dialog.progress.isVisible)
    assert not dialog.go.isEnabled()
    return dialog


@pytest.mark.parametrize("wrong", [None, SourceError("读不出来"), KeyError("程序出错")], ids=["read", "told", "slip"])
def test_what_is_stopped_brings_nothing(
    office: MainWindow,
    choose: Callable[..., None],
    held: Callable[[Exception | None], None],
    wrong: Exception | None,
) -> None:
    dialog = begun(office, choose)
    click(dialog.halt)
    assert not dialog.progress.isVisible()
    held(wrong)
    assert not dialog.work.state.sources
    assert not dialog.sentences.count()
    dialog.reject()


@pytest.mark.parametrize(
    ("wrong", "words"), [(SourceError("读不出来"), "读不出来"), (KeyError("格"), "程序在这里出了错")]
)
def test_what_fails_is_told(
    office: MainWindow,
    choose: Callable[..., None],
    held: Callable[[Exception | None], None],
    wrong: Exception,
    words: str,
) -> None:
    dialog = begun(office, choose)
    held(wrong)
    said = [dialog.sentences.item(row).text() for row in range(dialog.sentences.count())]
    assert any(words in one for one in (*said, dialog.status.text()))
    assert not dialog.go.isEnabled()
    dialog.reject()


def test_a_dialog_that_is_closed_leaves_nothing_behind_it(
    office: MainWindow, choose: Callable[..., None], held: Callable[[Exception | None], None]
) -> None:
    before = dumps(dossier_of(office))
    begun(office, choose).reject()
    settle()
    held(None)
    assert dumps(dossier_of(office)) == before
    assert not every(office, ImportDialog)


def test_a_large_file_is_stopped_inside(
    office: MainWindow, choose: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows of one form further on than the one in hand are not read."""
    rows = "".join(f"\t\t做事{number}\t≥{number}件\t1\n" for number in range(1, 400))
    large = tmp_path / "很大.txt"
    large.write_text(ODD + rows, encoding="utf-8")
    gate, seen = threading.Event(), []
    real = FormReader._read

    def slow(*arguments: Any) -> Any:
        seen.append(arguments)
        gate.wait(20)
        return real(*arguments)

    monkeypatch.setattr(FormReader, "_read", slow)
    choose(large, PASTED)
    office.actions_by_id["import"].trigger()
    dialog = dialog_of(office)
    wait_for(lambda: bool(seen))
    click(dialog.halt)
    gate.set()
    assert QThreadPool.globalInstance().waitForDone(10_000)
    settle()
    assert len(seen) == 1
    assert not dialog.work.state.sources
    dialog.reject()


def test_an_import_that_ends_late_lands_in_no_other_dossier(
    office: MainWindow, opened: Import, templates: dict[str, FormTemplate]
) -> None:
    """The dossier it began in was closed meanwhile, and another one is open in its window."""
    dialog = opened(office, PASTED)
    office.show_session(None)
    office.files.create(new_dossier(Unit(name="另一个局"), 2026, [templates["korla-project-2023"]]))
    before = dumps(dossier_of(office))
    agree(dialog)
    assert "已经关闭" in office.messages.text
    assert dumps(dossier_of(office)) == before
    click(button_of(office.messages, "导入成新的套表"))
    others = [one for one in windows_beside(office) if one is not office]
    assert len(others) == 1
    assert len(dossier_of(others[0]).forms) > 0


def test_on_the_start_page_there_is_only_the_new_dossier(window: MainWindow, opened: Import) -> None:
    dialog = opened(window, PASTED)
    assert [where for where, way in dialog.destination.ways.items() if way.isEnabled()] == ["new"]
    agree(dialog)
    assert len(dossier_of(window).forms) == 2


def test_every_control_has_a_name_and_can_be_reached_by_tab(office: MainWindow, opened: Import, odd: Path) -> None:
    dialog = opened(office, odd)
    dialog.resize(647, 336)
    dialog.add_files.setFocus()
    reached = set()
    for _ in range(40):
        focus = dialog.focusWidget()
        assert focus is not None
        assert focus.accessibleName(), (type(focus), focus.parentWidget())
        reached.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert {dialog.add_files, dialog.paste, dialog.shown, dialog.table, dialog.correct, dialog.go} <= reached
    assert dialog.width() <= 667
    assert dialog.height() <= 336
    dialog.reject()
    assert not [one for one in every(office, ImportDialog) if one.isVisible()]


def test_the_accent_is_on_what_comes_next(office: MainWindow, opened: Import) -> None:
    """To import where there is something, wherever the keyboard is; Enter is for the button that has the keyboard."""
    dialog = opened(office, PASTED)
    assert dialog.go.isDefault()
    for button in (dialog.add_files, dialog.paste, dialog.drop):
        button.setFocus()
        assert [one for one in every(dialog, QPushButton) if one.isDefault()] == [dialog.go]
    QTest.keyClick(dialog.drop, Qt.Key.Key_Return)
    settle()
    assert dialog.isVisible()
    assert dialog.add_files.isDefault()


def test_ctrl_enter_imports_whatever_button_has_the_keyboard(office: MainWindow, opened: Import) -> None:
    before = ids(office)
    dialog = opened(office, PASTED)
    dialog.add_files.setFocus()
    QTest.keyClick(dialog.add_files, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert not every(office, ImportDialog)
    assert len(ids(office)) == len(before) + 2


def test_the_keyboard_goes_on_from_the_files_to_what_is_to_be_looked_at_then_into_the_form(
    office: MainWindow, choose: Callable[..., None], qtbot: QtBot
) -> None:
    come_back(office, qtbot)
    choose()
    office.actions_by_id["import"].trigger()
    dialog = dialog_of(office)
    choose(PASTED)
    dialog.add_files.setFocus()
    QTest.keyClick(dialog.add_files, Qt.Key.Key_Space)
    wait_for(lambda: not dialog.work.is_busy)
    settle()
    assert dialog.sentences.hasFocus()
    QTest.keyClick(dialog.sentences, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    come_back(office, qtbot)
    page = office.pages.form_page()
    focus = QApplication.focusWidget()
    assert page is not None
    assert focus is not None
    assert page.isAncestorOf(focus)
    assert focus.parentWidget() is not page, "it is in the form, not at the views above it"


def test_what_is_said_of_an_import_goes_when_it_is_undone(office: MainWindow, opened: Import, odd: Path) -> None:
    agree(opened(office, odd))
    settle()
    assert office.messages.text.startswith("导入了 1 张表")
    office.actions_by_id["undo"].trigger()
    assert not office.messages.text
