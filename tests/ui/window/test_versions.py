"""Earlier states of a file: listed with what is another now, opened, compared, restored; and two files compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QTreeWidget
from pytestqt.qtbot import QtBot

from models.dossier import Unit
from models.edits import SetValue
from models.files import versions
from models.files.jxmb import dumps, load, save
from models.folders import SAMPLES, recovery_folder
from models.making import new_dossier
from models.templates.template import FormTemplate
from tests.ui.answers import answer_with, button_of
from tests.ui.conftest import NATIONAL, click, come_back, dossier_of, every, field, wait_for, windows_beside, write
from ui.program.windows import ProgramWindows
from ui.session.discarded import discarded
from ui.session.recovery import left_behind
from ui.session.session import Session
from ui.versions.differences import DifferencesDialog
from ui.versions.earlier import SAME, EarlierDialog
from ui.window.window import MainWindow


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with forms, goals, indicators and money."""
    path = tmp_path / "示例局2026.jxmb"
    save(load(next(one for one in SAMPLES.glob("*.jxmb") if "江汉" in one.stem)), path)
    return path


@pytest.fixture
def window(make_program: Callable[..., ProgramWindows], file: Path, qtbot: QtBot) -> MainWindow:
    """The file in a window with the keyboard."""
    first = make_program(file).windows[0]
    come_back(first, qtbot)
    return first


@pytest.fixture
def unnamed(window: MainWindow, templates: dict[str, FormTemplate]) -> MainWindow:
    """The window with a dossier that has no file."""
    window.actions_by_id["close"].trigger()
    window.files.create(new_dossier(Unit(name="新局"), 2026, [templates[name] for name in NATIONAL]))
    return window


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def edited(window: MainWindow) -> bytes:
    """Three indicators and two sums become others, and are saved. Returns what it was before."""
    session = session_of(window)
    before = dumps(session.dossier)
    form = next(one for one in session.dossier.forms if len(list(one.indicators())) >= 3)
    for indicator in list(form.indicators())[:3]:
        assert session.apply(SetValue(f"{indicator.id}.name", f"{indicator.name}（改）"))
    for place, form in enumerate(session.dossier.forms[:2]):
        assert session.apply(SetValue(f"{form.id}.amount", f"{place + 1}"))
    assert window.files.save()
    return before


def earlier(window: MainWindow) -> EarlierDialog:
    """The list of versions, opened by its menu entry and filled to its end."""
    window.actions_by_id["versions"].trigger()
    dialog = every(window, EarlierDialog)[-1]
    last = dialog.list.topLevelItemCount() - 1
    wait_for(lambda: bool(dialog.list.topLevelItem(last).text(2)))
    return dialog


def column(view: QTreeWidget, number: int) -> list[str]:
    return [view.topLevelItem(row).text(number) for row in range(view.topLevelItemCount())]


def choose(view: QTreeWidget, row: int) -> QPoint:
    place = view.visualItemRect(view.topLevelItem(row)).center()
    click(view.viewport(), place)
    return place


def test_each_state_says_what_is_another_now(window: MainWindow) -> None:
    edited(window)
    dialog = earlier(window)
    assert column(dialog.list, 2) == [SAME, "3 个指标、2 处金额"]
    dialog.close()


def test_one_is_restored_as_a_step_that_can_be_undone(window: MainWindow, file: Path) -> None:
    before = edited(window)
    now, saved = dumps(dossier_of(window)), file.read_bytes()
    dialog = earlier(window)
    choose(dialog.list, 1)
    click(button_of(dialog, "恢复成这一份"))
    assert dumps(dossier_of(window)) == before
    assert window.isWindowModified()
    assert file.read_bytes() == saved, "the file is as it was until it is saved"
    window.actions_by_id["undo"].trigger()
    assert dumps(dossier_of(window)) == now
    window.actions_by_id["redo"].trigger()
    assert window.files.save()
    assert file.read_bytes() == before


def test_whatever_was_changed_comes_back(window: MainWindow) -> None:
    """Forms deleted, moved and added, the unit, the year, the budget."""
    session = session_of(window)
    before = dumps(session.dossier)
    for name in ("duplicate_form", "delete_form", "form_down", "duplicate_form"):
        window.show_page(session.dossier.forms[0].id)
        window.actions_by_id[name].trigger()
    assert session.apply(SetValue("dossier.year", 2031))
    assert session.apply(SetValue("unit.name", "别的局"))
    assert session.apply(SetValue("budget.income", {}))
    assert window.files.save()
    assert dumps(session.dossier) != before
    dialog = earlier(window)
    choose(dialog.list, dialog.list.topLevelItemCount() - 1)
    click(button_of(dialog, "恢复成这一份"))
    assert dumps(session.dossier) == before


def test_one_is_opened_as_a_copy_beside(window: MainWindow, file: Path) -> None:
    before = edited(window)
    saved = file.read_bytes()
    dialog = earlier(window)
    choose(dialog.list, 1)
    click(button_of(dialog, "作为副本打开"))
    dialog.close()
    copy = next(one for one in windows_beside(window) if one is not window)
    assert dumps(dossier_of(copy)) == before
    assert session_of(copy).path is None
    assert file.read_bytes() == saved


def test_a_double_click_lists_the_differences_and_another_goes_there(window: MainWindow) -> None:
    edited(window)
    window.show_page("unit")
    dialog = earlier(window)
    place = choose(dialog.list, 1)
    QTest.mouseDClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    listed = every(window, DifferencesDialog)[0]
    assert listed.list.topLevelItemCount() == 5
    place = choose(listed.list, 0)
    QTest.mouseDClick(listed.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.page in {form.id for form in dossier_of(window).forms}
    listed.close()
    dialog.close()


def test_a_damaged_state_is_said_in_its_row_and_hides_no_other(window: MainWindow, file: Path) -> None:
    edited(window)
    oldest = versions.versions(file)[-1].source
    oldest.write_bytes(oldest.read_bytes()[:-20])
    dialog = earlier(window)
    assert column(dialog.list, 2)[0] == SAME
    assert "坏了" in column(dialog.list, 2)[1]
    dialog.close()


def test_what_is_not_to_be_saved_lies_among_the_versions(
    window: MainWindow, file: Path, make_program: Callable[..., ProgramWindows]
) -> None:
    window.show_page("unit")
    write(field(window, "unit.phone"), "5")
    lost = dossier_of(window).unit.phone
    answer_with("不保存")
    window.actions_by_id["close"].trigger()
    assert window.session is None
    assert left_behind(recovery_folder()).left == [], "it is offered at no start"
    again = make_program(file).windows[0]
    assert dossier_of(again).unit.phone != lost
    dialog = earlier(again)
    row = column(dialog.list, 1).index("没有保存的")
    choose(dialog.list, row)
    click(button_of(dialog, "恢复成这一份"))
    assert dossier_of(again).unit.phone == lost


def test_what_was_typed_and_is_no_number_is_kept_with_it(
    window: MainWindow, file: Path, make_program: Callable[..., ProgramWindows]
) -> None:
    form = dossier_of(window).forms[0].id
    window.show_page(form)
    write(field(window, f"{form}.amount"), "o12")
    answer_with("不保存")
    window.actions_by_id["close"].trigger()
    again = make_program(file).windows[0]
    dialog = earlier(again)
    choose(dialog.list, column(dialog.list, 1).index("没有保存的"))
    click(button_of(dialog, "恢复成这一份"))
    (draft,) = session_of(again).drafts.all
    assert draft.path == f"{form}.amount"
    assert "o12" in draft.text
    again.show_page(form)
    assert field(again, f"{form}.amount").property("text") == draft.text


def test_it_stays_there_however_often_the_file_is_saved(window: MainWindow, file: Path) -> None:
    window.show_page("unit")
    write(field(window, "unit.phone"), "5")
    assert session_of(window).keep_discarded() == ""
    for number in range(60):
        session_of(window).set_value("unit.phone", str(number))
        assert window.files.save()
    assert len(discarded(file)) == 1


def test_what_never_had_a_file_is_found_from_the_start_page(unnamed: MainWindow) -> None:
    unnamed.show_page("unit")
    write(field(unnamed, "unit.phone"), "5")
    answer_with("不保存")
    unnamed.actions_by_id["close"].trigger()
    dialog = earlier(unnamed)
    click(button_of(dialog, "作为副本打开"))
    dialog.close()
    assert dossier_of(unnamed).unit.phone == "5"


def test_where_it_cannot_be_kept_nothing_is_closed_unasked(window: MainWindow, home: Path) -> None:
    window.show_page("unit")
    write(field(window, "unit.phone"), "5")
    place = home / "jixiao-editor" / "versions"
    place.rename(place.with_name("away")) if place.exists() else None
    place.write_text("一个文件占了文件夹的名字", encoding="utf-8")
    answer_with("不保存")
    window.actions_by_id["close"].trigger()
    assert window.session is not None
    assert "没有关闭" in window.messages.text
    click(button_of(window.messages, "仍然关闭"))
    assert window.session is None


def test_another_dossier_is_compared_line_by_line(
    window: MainWindow, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = load(file)
    other.unit.phone = "13"
    path = tmp_path / "别处<b>.jxmb"
    save(other, path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    window.actions_by_id["compare"].trigger()
    wait_for(lambda: bool(every(window, DifferencesDialog)))
    dialog = every(window, DifferencesDialog)[0]
    assert column(dialog.list, 1) == ["联系电话"]
    assert column(dialog.list, 3) == ["13"]
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert window.page == "unit"
    dialog.close()


def test_a_paper_that_was_edited_is_compared_by_what_it_prints(
    unnamed: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "改过.txt"
    rows = ("一级指标\t二级指标\t三级指标\t指标值\t分值权重", "产出指标\t数量指标\t编印档案目录\t≥3册\t10")
    paper.write_text("项目支出绩效目标表\n项目名称\t档案整理\n" + "\n".join(rows) + "\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(paper), ""))
    unnamed.actions_by_id["compare"].trigger()
    wait_for(lambda: bool(every(unnamed, DifferencesDialog)))
    dialog = every(unnamed, DifferencesDialog)[0]
    assert "档案整理" in column(dialog.list, 3), "a form that only the paper has"
    dialog.close()


def test_what_cannot_be_read_is_said(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "坏.jxmb"
    broken.write_text("{", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(broken), ""))
    window.actions_by_id["compare"].trigger()
    wait_for(lambda: "坏.jxmb" in window.messages.text)


def test_a_damaged_file_leads_to_its_earlier_states(window: MainWindow, file: Path) -> None:
    before = dossier_of(window)
    edited(window)
    window.actions_by_id["close"].trigger()
    file.write_bytes(file.read_bytes()[:100])
    window.program.open(file, window)
    assert "不是完整的套表文件" in window.messages.text
    click(button_of(window, "以前的版本…"))
    dialog = every(window, EarlierDialog)[-1]
    dialog.list.setCurrentItem(dialog.list.topLevelItem(dialog.list.topLevelItemCount() - 1))
    click(button_of(dialog, "作为副本打开"))
    (copy,) = [one for one in windows_beside(window) if one.session is not None]
    assert [form.name for form in dossier_of(copy).forms] == [form.name for form in before.forms]
    assert session_of(copy).path is None
    dialog.close()
