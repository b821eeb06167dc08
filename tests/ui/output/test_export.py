"""The export dialog, from the ticks to the files."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import exporters.export
from exporters import batch
from exporters.export import ExportPlan
from models.files.reasons import folder_refusal
from models.forms import DepartmentForm
from models.sheets import Sheet
from tests.ui.conftest import dossier_of, every, settle
from tests.ui.preview.office import TEMPLATES, project, session_of
from ui.controls.background import Job
from ui.ground.theme import colours
from ui.output import export as dialogs
from ui.output.export import ExportDialog, export_forms
from ui.output.form_list import not_taken
from ui.session.session import Session
from ui.window.window import MainWindow


@pytest.fixture
def session(tmp_path: Path) -> Session:
    department = DepartmentForm(template="jianghan-department-2024", name="部门整体")
    return session_of(tmp_path, department, project(name="信访专项"), project(name="法律顾问"))


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, tmp_path: Path) -> Iterator[ExportDialog]:
    dialog = export_forms(session, Sheet(session.dossier.forms[1].id), None)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    qtbot.waitExposed(dialog)
    type_folder(dialog, tmp_path / "输出")
    yield dialog
    qtbot.waitUntil(lambda: dialog._job is None)
    dialog.close()


def type_folder(dialog: ExportDialog, folder: Path) -> None:
    dialog.folder.setText(str(folder))


def form_buttons(dialog: ExportDialog) -> dict[str, QPushButton]:
    found: list[QPushButton] = []
    found += dialog.forms.findChildren(QPushButton)
    return {button.text(): button for button in found}


def click(button: QAbstractButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def finish(qtbot: QtBot, dialog: ExportDialog) -> None:
    click(dialog.go)
    qtbot.waitUntil(lambda: dialog._job is None, timeout=10_000)


def results(dialog: ExportDialog) -> list[str]:
    return [dialog.results.item(row).text() for row in range(dialog.results.count())]


def test_each_form_in_both_formats(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    assert "6 个文件" in dialog.note.text()
    finish(qtbot, dialog)
    assert "导出完成，共 6 个文件" in dialog.note.text()
    files = sorted(path.name for path in (tmp_path / "输出").iterdir())
    assert len(files) == 6
    assert sum(name.endswith(".xlsx") for name in files) == 3
    pdf = next(path for path in (tmp_path / "输出").iterdir() if "信访专项" in path.name and path.suffix == ".pdf")
    assert "信访专项" in pypdf.PdfReader(pdf).pages[0].extract_text()
    book = openpyxl.load_workbook(pdf.with_suffix(".xlsx"))
    assert any(cell.value == "信访专项" for row in book.worksheets[0].iter_rows() for cell in row)
    book.close()
    assert len(results(dialog)) == 6


def test_all_in_one_file(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    click(dialog.together)
    click(dialog.formats["xlsx"])
    assert not dialog.formats["xlsx"].isChecked()
    finish(qtbot, dialog)
    (path,) = (tmp_path / "输出").iterdir()
    assert path.suffix == ".pdf"
    assert len(pypdf.PdfReader(path).pages) >= 3


def test_only_the_forms_that_are_ticked(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    buttons = form_buttons(dialog)
    click(buttons["全不选"])
    assert not dialog.go.isEnabled()
    assert "勾选要导出的表" in dialog.note.text()
    click(buttons["只选当前这张"])
    finish(qtbot, dialog)
    assert {path.suffix for path in (tmp_path / "输出").iterdir()} == {".xlsx", ".pdf"}
    assert all("信访专项" in path.name for path in (tmp_path / "输出").iterdir())


def test_files_that_are_there_are_named_before(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    finish(qtbot, dialog)
    type_folder(dialog, tmp_path / "另一处")
    type_folder(dialog, tmp_path / "输出")
    assert "6 个已经存在，会被替换" in dialog.note.text()
    finish(qtbot, dialog)
    assert len(list((tmp_path / "输出").iterdir())) == 6


def test_the_folder_is_remembered(qtbot: QtBot, dialog: ExportDialog, session: Session, tmp_path: Path) -> None:
    finish(qtbot, dialog)
    again = ExportDialog(session, None)
    qtbot.addWidget(again)
    assert again.folder.text() == str(tmp_path / "输出")


def test_a_file_in_the_way_stops_only_itself(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    finish(qtbot, dialog)
    victim = next(path for path in (tmp_path / "输出").iterdir() if "法律顾问" in path.name and path.suffix == ".xlsx")
    victim.unlink()
    victim.mkdir()
    finish(qtbot, dialog)
    assert "写好 5 个文件，有 1 处没有写成" in dialog.note.text()
    assert "同名的是一个文件夹" in results(dialog)[0]


def test_a_folder_that_cannot_be_written(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    blocker = tmp_path / "其实是文件"
    blocker.write_text("x", encoding="utf-8")
    type_folder(dialog, blocker / "里面")
    finish(qtbot, dialog)
    assert "没有导出" in dialog.note.text()
    assert "请换一个文件夹" in dialog.note.text()
    assert dialog.go.isEnabled()


@pytest.mark.parametrize(
    ("number", "words"), [(13, "没有权限"), (28, "磁盘空间不足"), (30, "只读"), (20, "不是文件夹"), (5, "用不了")]
)
def test_every_refusal_of_the_system_is_a_sentence(number: int, words: str) -> None:
    sentence = folder_refusal(OSError(number, os.strerror(number)), Path("输出"))
    assert words in sentence
    assert "请" in sentence


def test_stopping_leaves_what_is_written(qtbot: QtBot, dialog: ExportDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, real = threading.Event(), exporters.export.export

    def slow(*arguments: object) -> Iterator[object]:
        yield from real(*arguments)  # type: ignore[arg-type]
        gate.wait(5)

    monkeypatch.setattr(batch, "export", slow)
    click(dialog.go)
    qtbot.waitUntil(lambda: dialog.progress.maximum() == 6)
    assert dialog.leave.text() == "停止"
    assert not dialog.go.isEnabled()
    click(dialog.leave)
    gate.set()
    qtbot.waitUntil(lambda: dialog._job is None)
    assert "已停止" in dialog.note.text()
    assert "停止前写好 1 个文件" in dialog.note.text()
    assert dialog.leave.text() == "关闭"


def test_escape_while_exporting_stops_and_does_not_close(
    qtbot: QtBot, dialog: ExportDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, real = threading.Event(), exporters.export.export

    def slow(*arguments: object) -> Iterator[object]:
        yield from real(*arguments)  # type: ignore[arg-type]
        gate.wait(5)

    monkeypatch.setattr(batch, "export", slow)
    click(dialog.go)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    gate.set()
    qtbot.waitUntil(lambda: dialog._job is None)
    assert dialog.isVisible()


def test_characters_without_glyph_are_reported(qtbot: QtBot, dialog: ExportDialog, session: Session) -> None:
    session.set_value(f"{session.dossier.forms[1].id}.name", "专项\u1b80")
    finish(qtbot, dialog)
    assert any("U+1B80" in line and "请换一个字" in line for line in results(dialog))


def test_a_form_without_template_is_said_and_the_others_go_on(
    qtbot: QtBot, dialog: ExportDialog, session: Session
) -> None:
    session.set_value(f"{session.dossier.forms[2].id}.template", "没有的版式")
    finish(qtbot, dialog)
    assert "写好 4 个文件，有 1 处没有写成" in dialog.note.text()
    assert "没有的版式" in results(dialog)[0]


def test_the_dossier_may_change_while_it_is_exported(session: Session, tmp_path: Path) -> None:
    work = dialogs.writing(session.dossier, TEMPLATES, ExportPlan(tmp_path, ("pdf",), (2,)))
    session.set_value(f"{session.dossier.forms[1].id}.name", "后来改的")
    outcome = work(Job(work, session))
    assert "信访专项" in outcome.written[0].path.name


def test_the_folder_is_opened_when_wished(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(dialogs, "open_path", opened.append)
    dialog.open_after.setChecked(True)
    finish(qtbot, dialog)
    assert opened == [tmp_path / "输出"]
    dialog.results.itemActivated.emit(dialog.results.item(0))
    assert opened[1].exists()


def test_every_control_has_a_name_and_the_keyboard_reaches_it(dialog: ExportDialog) -> None:
    controls: list[QWidget] = [*dialog.findChildren(QAbstractButton), *dialog.findChildren(QLineEdit)]
    assert [one for one in controls if not one.accessibleName()] == []
    dialog.forms.list.setFocus()
    reached = set()
    for _ in range(20):
        reached.add(dialog.focusWidget())
        dialog.focusNextChild()
    assert {dialog.folder, dialog.browse, dialog.go, dialog.leave, *dialog.formats.values()} <= reached


def test_space_ticks_a_form(dialog: ExportDialog) -> None:
    dialog.forms.list.setFocus()
    dialog.forms.list.setCurrentRow(0)
    told: list[bool] = []
    dialog.forms.changed.connect(lambda: told.append(True))
    QTest.keyClick(dialog.forms.list, Qt.Key.Key_Space)
    assert dialog.forms.numbers() == (2, 3)
    assert told == [True], "once, not for every word of a screen reader"
    spoken = [dialog.forms.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert [words.rpartition("，")[2] for words in spoken] == ["未勾选", "已勾选", "已勾选"]
    assert [words.rpartition("，")[0] for words in spoken] == [dialog.forms.list.item(row).text() for row in range(3)]


def test_the_cover_is_offered_where_the_forms_become_one_file(dialog: ExportDialog) -> None:
    """And not behind a button about the paper."""
    book, budget = dialog.paper.ticks["book"], dialog.paper.ticks["budget"]
    assert "封面" in dialog.together.text()
    click(dialog.single)
    assert not book.isVisible()
    click(dialog.together)
    assert book.isVisible()
    assert budget.isVisible()
    assert not dialog.paper.choices.isVisible()
    QTest.keyClick(book, Qt.Key.Key_Space)
    assert dialog.plan().paper.book
    click(dialog.formats["pdf"])
    assert not book.isVisible(), "it is of the PDF"


def exported(qtbot: QtBot, window: MainWindow, folder: Path, choice: str) -> ExportDialog:
    """The dialog after it has written the forms that a button chooses."""
    window.actions_by_id["export"].trigger()
    (dialog,) = every(window, ExportDialog)
    type_folder(dialog, folder)
    click(form_buttons(dialog)[choice])
    click(dialog.go)
    qtbot.waitUntil(lambda: dialog.results.count() > 0)
    return dialog


def greens(dialog: ExportDialog) -> int:
    """The lines that a green tick stands before."""
    icons = [dialog.results.item(row).icon().pixmap(64, 64).toImage() for row in range(dialog.results.count())]
    good = colours().good.name()
    places = [(x, y) for x in range(64) for y in range(64)]
    return sum(any(icon.pixelColor(*place).name() == good for place in places) for icon in icons)


def test_what_is_still_wrong_is_counted_at_the_end_and_nothing_is_ticked_in_green(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    assert sample.session is not None
    form = next(one for one in dossier_of(sample).forms if one.kind == "project")
    for row in list(form.indicators())[:5]:
        sample.session.set_value(f"{row.id}.name", "", typing=False)
    sample.show_page(form.id)
    dialog = exported(qtbot, sample, tmp_path, "只选当前这张")
    assert "5 处错误" in dialog.note.text()
    assert "草稿" in dialog.note.text()
    assert greens(dialog) == 0
    dialog.close()


def test_files_of_forms_that_are_right_are_ticked_in_green(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    dialog = exported(qtbot, sample, tmp_path, "全选")
    assert "错误" not in dialog.note.text()
    assert greens(dialog) == dialog.results.count()
    dialog.close()


def test_what_was_typed_and_is_no_number_is_told_since_no_paper_shows_it(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    """Of the chosen forms; at the end of an export, and before anything is printed."""
    session = sample.session
    assert session is not None
    form, other = [one for one in dossier_of(sample).forms if one.kind == "project"][:2]
    session.drafts.keep(f"{form.id}.amount", "12o", "这里要写数字。")
    sample.show_page(form.id)
    dialog = exported(qtbot, sample, tmp_path, "只选当前这张")
    assert "“12o”没有存进去" in dialog.note.text()
    assert greens(dialog) == 0
    dialog.close()
    assert "“12o”没有存进去" in not_taken(session, [dossier_of(sample).forms.index(form) + 1])
    assert not not_taken(session, [dossier_of(sample).forms.index(other) + 1])


def test_blank_rows_are_offered_for_excel_and_come(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    assert dialog.blank_rows.isVisibleTo(dialog)
    assert dialog.blank_rows.value() == 0
    dialog.formats["pdf"].setChecked(False)
    rows = []
    for number, count in enumerate((0, 4)):
        dialog.blank_rows.setValue(count)
        type_folder(dialog, tmp_path / f"空{number}")
        finish(qtbot, dialog)
        books = sorted((tmp_path / f"空{number}").iterdir())
        rows.append([openpyxl.load_workbook(path).worksheets[0].max_row for path in books])
    assert all(more >= plain + 4 for plain, more in zip(*rows, strict=True))
    dialog.formats["xlsx"].setChecked(False)
    dialog.formats["pdf"].setChecked(True)
    assert not dialog.blank_rows.isVisibleTo(dialog)


def test_the_list_of_forms_is_as_high_as_they_are(dialog: ExportDialog) -> None:
    lines = dialog.forms.list
    last = lines.visualItemRect(lines.item(lines.count() - 1))
    assert lines.viewport().height() - last.bottom() <= 2
    dialog.resize(dialog.width(), 260)
    settle()
    assert lines.verticalScrollBar().maximum() == 0, "one bar for all that is chosen"
    assert dialog.go.visibleRegion().boundingRect() == dialog.go.rect()


def test_the_dialog_grows_with_what_it_shows(qtbot: QtBot, dialog: ExportDialog) -> None:
    before = dialog.height()
    click(dialog.paper.more)
    settle()
    opened = dialog.height()
    assert opened > before
    finish(qtbot, dialog)
    assert dialog.results.height() >= 2 * dialog.results.sizeHintForRow(0)
