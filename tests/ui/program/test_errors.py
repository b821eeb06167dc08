"""What nobody foresaw: the window lives on and says it once, what is typed is safe, the log tells no secrets."""

from __future__ import annotations

import gc
import re
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer, QtMsgType, qWarning
from PySide6.QtWidgets import QApplication

from models.dossier import Dossier, Unit
from models.files.jxmb import loads, save
from models.folders import recovery_folder, user_folder
from models.templates.template import FormTemplate
from selftest.markers import marked_form
from tests.ui.conftest import NATIONAL, dossier_of, field, settle, wait_for, write
from ui.program.errors import Errors, diagnosis
from ui.program.windows import ProgramWindows
from ui.session.recovery import SUFFIX
from ui.window.window import MainWindow

PROJECT = Path(__file__).resolve().parents[3]
SECRET = "张三的工资"


@pytest.fixture
def errors(office: MainWindow) -> Iterator[Errors]:
    """The windows are watched over, as after a start."""
    made = Errors(user_folder() / "log")
    assert made.begin() == []
    made.serve(office.program)
    yield made
    made.end()


def logged() -> str:
    file = user_folder() / "log" / "program.log"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def break_action(window: MainWindow, monkeypatch: pytest.MonkeyPatch, slip: BaseException) -> None:
    """The action 重新审核 has a slip from now on."""

    def fail() -> None:
        raise slip

    monkeypatch.setattr(window.checks, "check", fail)


def test_a_slip_in_an_action_is_told_and_the_window_lives_on(
    office: MainWindow, errors: Errors, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert errors is not None
    office.show_page("unit")
    write(field(office, "unit.phone"), "0991")
    break_action(office, monkeypatch, ValueError(SECRET))
    office.actions_by_id["add_project"].setEnabled(True)
    office.actions_by_id["check"].trigger()
    assert "没有料到的错误" in office.messages.text
    assert SECRET not in office.messages.text
    write(field(office, "unit.phone"), "1")
    assert dossier_of(office).unit.phone == "09911"


def phones_kept() -> list[str]:
    """The telephone of the unit in every recovery file."""
    kept = (file.read_bytes().partition(b"\n")[2] for file in recovery_folder().glob(f"*{SUFFIX}"))
    return [loads(one, "").unit.phone for one in kept]


def test_what_is_typed_is_in_the_recovery_file_then(
    office: MainWindow, errors: Errors, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert errors is not None
    office.show_page("unit")
    write(field(office, "unit.phone"), "0991")
    assert "0991" not in phones_kept(), "it would have been written later"
    break_action(office, monkeypatch, KeyError(SECRET))
    office.actions_by_id["check"].trigger()
    assert office.session is not None
    assert office.session._recovery is not None
    assert office.session._recovery.holds()
    assert phones_kept() == ["0991"]


def test_the_log_tells_place_version_and_steps_and_nothing_of_the_form(
    office: MainWindow, errors: Errors, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert errors is not None
    office.actions_by_id["findings"].trigger()
    break_action(office, monkeypatch, ValueError(SECRET))
    office.actions_by_id["check"].trigger()
    text = logged()
    assert "ValueError" in text
    assert "test_errors.py" in text
    assert "view.findings checks.check" in text
    assert "start 0." in text
    assert SECRET not in text
    assert str(Path.home()) not in text


def test_the_same_slip_is_told_once_and_another_again(
    office: MainWindow, errors: Errors, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert errors is not None
    break_action(office, monkeypatch, ValueError("x"))
    office.actions_by_id["check"].trigger()
    office.messages.clear()
    office.actions_by_id["check"].trigger()
    assert office.messages.text == ""
    assert logged().count("ValueError") == 2, "the log has both"
    break_action(office, monkeypatch, MemoryError())
    office.actions_by_id["check"].trigger()
    assert "没有料到的错误" in office.messages.text


def test_slips_in_timers_threads_and_dying_objects_are_told_too(office: MainWindow, errors: Errors) -> None:
    assert errors is not None

    class Dying:
        def __del__(self) -> None:
            raise LookupError(SECRET)

    def slip() -> None:
        raise ArithmeticError(SECRET)

    def slip_apart() -> None:
        raise IndexError(SECRET)

    def told() -> bool:
        return "没有料到的错误" in office.messages.text

    loop = QEventLoop()  # as in the running program: the small waits of a test would raise it themselves
    QTimer.singleShot(0, slip)
    QTimer.singleShot(1, loop.quit)
    loop.exec()
    assert told()
    office.messages.clear()
    thread = threading.Thread(target=slip_apart)
    thread.start()
    thread.join()
    wait_for(told)
    office.messages.clear()
    gone = weakref.ref(Dying())
    gc.collect()
    assert gone() is None
    wait_for(told)
    assert [kind in logged() for kind in ("ArithmeticError", "thread IndexError", "unraisable LookupError")] == [
        True
    ] * 3
    assert SECRET not in logged()


def test_what_qt_complains_of_is_logged_without_names(errors: Errors) -> None:
    errors._hear_qt(QtMsgType.QtWarningMsg, None, f'cannot open "/home/x/{SECRET}": {SECRET}')  # type: ignore[arg-type]
    qWarning("a plain complaint")
    assert "cannot open" in logged()
    assert "a plain complaint" in logged()
    assert SECRET not in logged()
    assert "/home" not in logged()


def test_where_nothing_can_be_written_it_is_told_all_the_same(
    office: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = user_folder() / "log"
    place.write_text("一个文件占了文件夹的名字", encoding="utf-8")
    errors = Errors(place)
    try:
        errors.begin()
        errors.serve(office.program)
        break_action(office, monkeypatch, ValueError(SECRET))
        office.actions_by_id["check"].trigger()
        assert "没有料到的错误" in office.messages.text
    finally:
        errors.end()


def test_a_crash_of_the_machine_code_is_told_at_the_next_start(
    home: Path, make_program: Callable[..., ProgramWindows]
) -> None:
    folder = user_folder() / "log"
    code = (
        "import sys, ctypes; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from ui.program.errors import Errors; application = QCoreApplication([]);"
        "Errors(Path(sys.argv[1])).begin(); ctypes.string_at(0)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder)], cwd=PROJECT, check=False, capture_output=True)
    assert done.returncode != 0
    errors = Errors(folder)
    news = errors.begin()
    errors.end()
    assert len(news) == 1
    assert "意外中断" in news[0]
    assert "Fatal Python error" in logged() or "Segmentation fault" in logged()
    program = make_program()
    program.news.extend(news)
    window = program.windows[0]
    wait_for(lambda: "意外中断" in window.messages.text)
    again = Errors(folder)
    assert again.begin() == [], "it is told once"
    again.end()
    assert home.is_dir()


def test_the_log_does_not_grow_without_end(errors: Errors) -> None:
    for _ in range(12_000):
        errors._log.warning(
            "a line of a hundred signs and a little more, again and again and again and again %s", "x" * 40
        )
    files = list((user_folder() / "log").glob("program.log*"))
    assert 2 <= len(files) <= 3
    assert sum(one.stat().st_size for one in files) < 2_000_000


def test_the_diagnosis_is_on_the_clipboard_and_tells_no_contents(
    office: MainWindow, errors: Errors, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert errors is not None
    office.show_page("unit")
    write(field(office, "unit.phone"), "0991")
    break_action(office, monkeypatch, ValueError(SECRET))
    office.actions_by_id["check"].trigger()
    office.actions_by_id["diagnostics"].trigger()
    text = QApplication.clipboard().text()
    for word in ("绩效目标表编辑器 0.", "Qt 6", "korla-project-2023", "ValueError"):
        assert word in text
    assert SECRET not in text
    assert "0991" not in text
    assert "示例局" not in text
    assert "已复制" in office.messages.text
    assert diagnosis(user_folder() / "none", []).startswith("绩效目标表编辑器")
    settle()


def test_the_diagnosis_holds_nothing_of_a_form_full_of_markers(
    window: MainWindow, templates: dict[str, FormTemplate], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A content of its own in every place of every field, in the unit and in the name of the file."""
    watch = Errors(user_folder() / "log")
    watch.begin()
    watch.serve(window.program)
    forms = [marked_form(templates[name], 2026) for name in NATIONAL]
    dossier = Dossier(year=2026, unit=Unit(name="样例单位", phone="样例电话"), forms=forms)
    path = tmp_path / "样例文件名.jxmb"
    save(dossier, path)
    window.program.open(path, window)
    settle()
    for form in forms:
        window.show_page(form.id)
        settle()
    break_action(window, monkeypatch, ValueError(dossier.model_dump_json()))
    window.actions_by_id["check"].trigger()
    qWarning(f"cannot paint '{path}' \"{forms[0].name}\"")
    window.actions_by_id["diagnostics"].trigger()
    watch.end()
    text = QApplication.clipboard().text()
    assert "ValueError" in text
    assert dossier.model_dump_json().count("样例") > 60
    assert "样例" not in text
    assert not re.search(r"\b2\d\d\.\d\d\b", text), "an amount of the markers"
