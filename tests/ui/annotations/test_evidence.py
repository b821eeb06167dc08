"""Evidence in the window: added by dialog and by dropping, opened only as agreed, right after 另存为."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.dossier import Attachment, Dossier, Unit
from models.edits import Insert
from models.files.jxmb import load, save
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from tests.ui.answers import answer_with
from tests.ui.conftest import by_name, click, come_back, dossier_of, every, settle
from tests.ui.keys import CONTROL, Key, press, project_of
from ui.evidence import evidence_dialog as dialog_module
from ui.evidence.evidence_dialog import EvidenceDialog
from ui.indicators.tree import IndicatorTree
from ui.output.export import ExportDialog
from ui.window.window import MainWindow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files of evidence, and one beside it."""
    home = tmp_path / "套表"
    for name in ("佐证/清单.pdf", "程序.exe", "../公共.docx"):
        file = home / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.resolve().write_bytes(name.encode())
    return home


@pytest.fixture
def office(folder: Path, window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window with a saved project of one indicator."""
    levels = [
        Dimension(name="产出指标", categories=[Category(name="数量指标", indicators=[Indicator(name="植树面积")])])
    ]
    form = ProjectForm(template="national-project-2021", name="造林", goals=[Goal(dimensions=levels)])
    save(Dossier(year=2026, unit=Unit(name="示例局"), forms=[form]), folder / "甲.jxmb")
    window.files.open_path(folder / "甲.jxmb")
    press(window, Key.Key_2, CONTROL)
    come_back(window, qtbot)
    return window


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the desktop was asked to open."""
    asked: list[Path] = []

    def note(path: Path) -> bool:
        asked.append(path)
        return True

    monkeypatch.setattr(dialog_module, "open_path", note)
    return asked


def held(window: MainWindow) -> list[tuple[str, str]]:
    return [(one.where, one.path) for one in dossier_of(window).attachments]


def tree(window: MainWindow) -> IndicatorTree:
    return next(one for one in every(window, IndicatorTree) if one.isVisibleTo(window))


def row(window: MainWindow) -> str:
    return next(project_of(window).indicators()).id


def shown(window: MainWindow) -> EvidenceDialog:
    window.actions_by_id["evidence"].trigger()
    settle()
    return every(window, EvidenceDialog)[-1]


def drop(widget: QWidget, place: QPoint, *files: Path) -> None:
    """Files let fall there, as a file manager does it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    way, left, no_key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(place, way, data, left, no_key))
    QApplication.sendEvent(widget, QDropEvent(QPointF(place), way, data, left, no_key))
    settle()


def states(dialog: EvidenceDialog) -> list[tuple[str, str]]:
    items = [dialog.list.topLevelItem(n) for n in range(dialog.list.topLevelItemCount())]
    return [(item.text(2), item.text(3)) for item in items if item is not None]


def choose(dialog: EvidenceDialog, path: str) -> None:
    (item,) = dialog.list.findItems(path, Qt.MatchFlag.MatchExactly, 2)
    dialog.list.clearSelection()
    item.setSelected(True)


def put_in(window: MainWindow, *paths: str) -> None:
    assert window.session is not None
    for path in paths:
        window.session.apply(Insert("dossier", "attachments", 0, Attachment(where=row(window), path=path)))


def test_files_dropped_on_a_row_are_its_evidence(office: MainWindow, folder: Path) -> None:
    view = tree(office)
    model = view.model()
    index = model.index(0, 0, model.index(0, 0, model.index(0, 0)))
    drop(view.viewport(), view.visualRect(index).center(), folder / "佐证" / "清单.pdf")
    assert held(office) == [(row(office), "佐证/清单.pdf")]
    assert "佐证资料：清单.pdf" in str(index.data(Qt.ItemDataRole.ToolTipRole))
    press(office, Key.Key_Z, CONTROL)
    assert held(office) == []


def test_files_dropped_elsewhere_are_for_the_window(
    office: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    got: list[Path] = []
    monkeypatch.setattr(office.imports, "open_dropped", got.extend)
    view = tree(office)
    drop(view.viewport(), QPoint(5, view.viewport().height() - 5), folder / "佐证" / "清单.pdf")
    index = view.model().index(0, 0)
    drop(view.viewport(), view.visualRect(index).center(), folder / "甲.jxmb")
    assert got == [folder / "佐证" / "清单.pdf", folder / "甲.jxmb"]
    assert held(office) == []


def test_the_dialog_adds_lists_and_removes(office: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(office).select([row(office)])
    dialog = shown(office)
    assert dialog.owner.currentText().endswith("植树面积"), "it is for the row at hand"
    chosen = [str(folder / "佐证" / "清单.pdf"), str(folder.parent / "公共.docx")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    click(by_name(dialog, "添加文件…"))
    assert held(office) == [(row(office), "佐证/清单.pdf"), (row(office), "../公共.docx")]
    assert "一起带上" in dialog.note.text()
    assert states(dialog) == [("佐证/清单.pdf", "在"), ("../公共.docx", "在文件夹以外")]
    dialog.owner.setCurrentIndex(1)
    drop(dialog, QPoint(5, 5), folder / "佐证" / "清单.pdf")
    assert held(office)[-1] == (project_of(office).id, "佐证/清单.pdf")
    choose(dialog, "../公共.docx")
    click(by_name(dialog, "移除"))
    assert [path for _, path in held(office)] == ["佐证/清单.pdf"] * 2
    assert (folder.parent / "公共.docx").exists()
    dialog.close()


def test_what_is_missing_is_told(office: MainWindow, opened: list[Path]) -> None:
    put_in(office, "没有.pdf")
    dialog = shown(office)
    assert "有 1 个找不到" in dialog.note.text()
    choose(dialog, "没有.pdf")
    click(by_name(dialog, "打开"))
    assert opened == []
    assert "找不到" in dialog.note.text()
    dialog.close()


def test_a_file_is_opened_by_the_desktop_and_a_program_is_not(
    office: MainWindow, folder: Path, opened: list[Path]
) -> None:
    put_in(office, "佐证/清单.pdf", "程序.exe")
    dialog = shown(office)
    assert opened == [], "nothing by itself"
    choose(dialog, "佐证/清单.pdf")
    dialog.list.itemDoubleClicked.emit(dialog.list.selectedItems()[0], 2)
    assert opened == [folder / "佐证" / "清单.pdf"]
    choose(dialog, "程序.exe")
    click(by_name(dialog, "打开"))
    assert opened[1:] == [folder]
    assert "可能是程序" in dialog.note.text()
    dialog.close()


def test_one_outside_is_asked_about_first(office: MainWindow, folder: Path, opened: list[Path]) -> None:
    put_in(office, "../公共.docx")
    dialog = shown(office)
    choose(dialog, "../公共.docx")
    asked = answer_with("取消")
    click(by_name(dialog, "打开"))
    assert asked
    assert opened == []
    answer_with("打开")
    click(by_name(dialog, "打开"))
    assert opened == [folder.parent / "公共.docx"]
    dialog.close()


@pytest.mark.parametrize("path", ["//host/share/清单.pdf", "/etc/hostname", "..\\公共.docx", "http://host/", "NUL"])
def test_a_hostile_way_is_never_opened(
    office: MainWindow, opened: list[Path], monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    put_in(office, path)
    dialog = shown(office)
    assert states(dialog) == [(path, "不能用")]
    monkeypatch.setattr(QMessageBox, "exec", lambda _: pytest.fail("nothing is asked"))
    choose(dialog, path)
    click(by_name(dialog, "打开"))
    click(by_name(dialog, "所在文件夹"))
    assert opened == []
    assert "不打开" in dialog.note.text()
    dialog.close()


def test_saved_elsewhere_the_ways_stay_right(
    office: MainWindow, tmp_path: Path, save_as: Callable[[Path], None]
) -> None:
    put_in(office, "佐证/清单.pdf")
    other = tmp_path / "别处" / "乙.jxmb"
    other.parent.mkdir()
    save_as(other)
    press(office, Key.Key_S, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert [one.path for one in load(other).attachments] == ["../套表/佐证/清单.pdf"]
    assert "佐证资料" in office.messages.text
    dialog = shown(office)
    assert states(dialog) == [("../套表/佐证/清单.pdf", "在文件夹以外")]
    dialog.close()


def test_what_could_not_be_saved_elsewhere_is_as_before(
    office: MainWindow, tmp_path: Path, save_as: Callable[[Path], None]
) -> None:
    put_in(office, "佐证/清单.pdf")
    save_as(tmp_path / "没有的文件夹" / "乙.jxmb")
    press(office, Key.Key_S, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert [path for _, path in held(office)] == ["佐证/清单.pdf"]
    assert office.session is not None
    assert not office.session.history.stack.canRedo()


def test_without_a_file_it_says_to_save_first(office: MainWindow, folder: Path, qtbot: QtBot) -> None:
    office.show_session(None)
    made = ProjectForm(template="national-project-2021", name="乙")
    office.files.create(Dossier(year=2026, unit=Unit(name="示例局"), forms=[made]))
    come_back(office, qtbot)
    dialog = shown(office)
    assert "先保存套表" in dialog.note.text()
    drop(dialog, QPoint(5, 5), folder / "佐证" / "清单.pdf")
    assert held(office) == []
    dialog.close()


def test_it_is_copied_out_with_a_list(
    office: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in(office, "佐证/清单.pdf", "../公共.docx")
    (tmp_path / "出").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "出"))
    dialog = shown(office)
    click(by_name(dialog, "导出佐证资料…"))
    qtbot.waitUntil(lambda: "已复制" in dialog.note.text())
    names = {path.name for path in (tmp_path / "出").rglob("*.*")}
    assert names == {"清单.pdf", "佐证资料清单.xlsx"}
    click(by_name(dialog, "套表文件夹以外的也复制"))
    click(by_name(dialog, "导出佐证资料…"))
    qtbot.waitUntil((tmp_path / "出" / "佐证资料" / "造林" / "植树面积" / "公共.docx").exists)
    qtbot.waitUntil(lambda: "2 个" in dialog.note.text())
    dialog.close()


def test_the_export_takes_it_along(office: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    put_in(office, "佐证/清单.pdf")
    office.actions_by_id["export"].trigger()
    settle()
    dialog = every(office, ExportDialog)[-1]
    assert not dialog.comments.isVisible()
    dialog.folder.setText(str(tmp_path / "出"))
    dialog.evidence.click()
    click(by_name(dialog, "导出"))
    qtbot.waitUntil((tmp_path / "出" / "佐证资料" / "造林" / "植树面积" / "清单.pdf").exists)
    told = dialog.results
    qtbot.waitUntil(lambda: any("佐证资料 1 个" in told.item(n).text() for n in range(told.count())))
    dialog.close()


def test_a_folder_that_was_moved_is_found_again_with_all_that_was_in_it_as_one_step(
    office: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = folder / "佐证" / "照片" / "一.jpg"
    more.parent.mkdir()
    more.write_bytes(b"1")
    put_in(office, "佐证/清单.pdf", "佐证/照片/一.jpg", "佐证/没有.pdf", "程序.exe")
    (folder / "佐证").rename(folder / "附件")
    dialog = shown(office)
    again = by_name(dialog, "重新指定…")
    assert again.isVisible()
    choose(dialog, "程序.exe")
    assert not again.isEnabled(), "that one is there"
    choose(dialog, "佐证/清单.pdf")
    now = str(folder / "附件" / "清单.pdf")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (now, ""))
    click(again)
    found = {("附件/清单.pdf", "在"), ("附件/照片/一.jpg", "在"), ("佐证/没有.pdf", "找不到"), ("程序.exe", "在")}
    assert set(states(dialog)) == found
    assert "已改好 2 个" in dialog.note.text()
    dialog.close()
    office.actions_by_id["undo"].trigger()
    assert {path for _, path in held(office)} >= {"佐证/清单.pdf", "佐证/照片/一.jpg"}


def test_nothing_is_to_be_found_again_where_all_is_there(office: MainWindow) -> None:
    put_in(office, "佐证/清单.pdf")
    dialog = shown(office)
    assert "重新指定…" not in [one.text() for one in every(dialog, QPushButton) if one.isVisible()]
    dialog.close()


def test_one_file_in_the_list_is_chosen_by_tab(office: MainWindow, qtbot: QtBot) -> None:
    put_in(office, "佐证/清单.pdf")
    dialog = shown(office)
    qtbot.waitUntil(dialog.isActiveWindow)
    for _ in range(4):
        QTest.keyClick(dialog.windowHandle(), Key.Key_Tab)
        settle()
        if dialog.list.hasFocus():
            break
    assert by_name(dialog, "移除").isEnabled()
    dialog.close()


def test_what_was_just_added_is_chosen(office: MainWindow, folder: Path) -> None:
    put_in(office, "佐证/清单.pdf")
    dialog = shown(office)
    drop(dialog, QPoint(5, 5), folder / "程序.exe")
    assert [item.text(2) for item in dialog.list.selectedItems()] == ["程序.exe"]
    dialog.close()


def test_the_first_that_is_added_is_chosen_too(office: MainWindow, folder: Path) -> None:
    dialog = shown(office)
    drop(dialog, QPoint(5, 5), folder / "程序.exe")
    assert by_name(dialog, "移除").isEnabled()
    QTest.keyClick(dialog.list, Key.Key_Delete)
    assert held(office) == []
    dialog.close()


def test_any_indicator_of_the_form_at_hand_may_have_it(office: MainWindow, folder: Path) -> None:
    form = project_of(office)
    dialog = shown(office)
    owners = [dialog.owner.itemData(number) for number in range(dialog.owner.count())]
    assert [one.id for one in form.indicators() if not one.blank and one.id not in owners] == []
    assert len(set(owners)) == len(owners)
    dialog.owner.setCurrentIndex(len(owners) - 1)
    drop(dialog, QPoint(5, 5), folder / "程序.exe")
    assert held(office) == [(owners[-1], "程序.exe")]
    dialog.close()


def test_a_file_that_went_meanwhile_is_told_by_the_list_at_once(office: MainWindow, folder: Path) -> None:
    put_in(office, "佐证/清单.pdf")
    dialog = shown(office)
    assert states(dialog) == [("佐证/清单.pdf", "在")]
    (folder / "佐证" / "清单.pdf").rename(folder / "清单二.pdf")
    choose(dialog, "佐证/清单.pdf")
    click(by_name(dialog, "打开"))
    assert states(dialog) == [("佐证/清单.pdf", "找不到")]
    assert by_name(dialog, "重新指定…").isEnabled()
    (folder / "清单二.pdf").rename(folder / "佐证" / "清单.pdf")
    QApplication.sendEvent(dialog, QEvent(QEvent.Type.WindowActivate))
    assert states(dialog) == [("佐证/清单.pdf", "在")]
    dialog.close()


def test_evidence_that_is_missing_is_told_in_the_first_line_of_an_export(
    office: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    put_in(office, "佐证/清单.pdf", "佐证/没有.pdf")
    press(office, Key.Key_E, CONTROL)
    (dialog,) = every(office, ExportDialog)
    dialog.evidence.setChecked(True)
    dialog.folder.setText(str(tmp_path / "出"))
    click(dialog.go)
    qtbot.waitUntil(lambda: dialog.note.text().startswith("导出完成"), timeout=10_000)
    assert "有 1 个佐证资料没有复制" in dialog.note.text()
    assert "没有.pdf" in dialog.results.item(0).text()
    dialog.close()
