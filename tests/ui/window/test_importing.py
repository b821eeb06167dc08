"""Tables of other programs come behind what is there; what a person stops does not come at all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication, QFileDialog, QProgressDialog
from pytestqt.qtbot import QtBot

import importers.assemble
import importers.recognise
from importers.readers.source import SourceError
from models.dossier import Unit
from models.files.jxmb import dumps
from models.folders import SAMPLES
from models.making import new_dossier
from models.templates.template import FormTemplate
from tests.ui.answers import button_of
from tests.ui.conftest import click, dossier_of, every, wait_for, windows_beside
from ui.window.window import MainWindow

PASTED = SAMPLES / "项目支出（粘贴文本）.txt"


@pytest.fixture(autouse=True)
def chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file that a person chooses to import."""
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(PASTED)], ""))


def ids(window: MainWindow) -> list[str]:
    return [form.id for form in dossier_of(window).forms]


def has_more(window: MainWindow, forms: int) -> bool:
    return len(ids(window)) > forms


def test_what_is_imported_stands_behind_what_is_there(office: MainWindow) -> None:
    before = ids(office)
    assert len(before) > 1
    for times in (1, 2):
        known = ids(office)
        office.actions_by_id["import"].trigger()
        wait_for(partial(has_more, office, len(known)))
        assert ids(office)[: len(known)] == known, f"import {times}"
        assert office.pages.page == ids(office)[len(known)]
    while office.actions_by_id["undo"].isEnabled():
        office.actions_by_id["undo"].trigger()
    assert ids(office) == before


def test_several_forms_of_a_source_come_in_its_order(office: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    lines = PASTED.read_text(encoding="utf-8")
    made = tmp_path / "几张.txt"
    made.write_text("\n\n".join(lines for _ in range(3)), encoding="utf-8")
    known = ids(office)
    office.files.open_dropped([made])
    click(button_of(office.messages, "导入到这份套表"))
    qtbot.waitUntil(lambda: len(ids(office)) > len(known), timeout=10_000)
    assert ids(office)[: len(known)] == known


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Exception | None], None]]:
    """Reading takes until the test lets it go on, or fail."""
    gate, real = threading.Event(), importers.assemble.assemble
    problem: list[Exception] = []

    def slow(*arguments: Any, **named: Any) -> Any:
        gate.wait(20)
        if problem:
            raise problem[0]
        return real(*arguments, **named)

    def let_go(wrong: Exception | None) -> None:
        problem.extend([wrong] if wrong else [])
        gate.set()
        assert QThreadPool.globalInstance().waitForDone(10_000)
        for _ in range(5):
            QApplication.processEvents()

    monkeypatch.setattr(importers.assemble, "assemble", slow)
    yield let_go
    gate.set()


def progress(window: MainWindow, qtbot: QtBot) -> QProgressDialog:
    """The box that shows that something is under way: after a moment, not after many."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in every(window, QProgressDialog)), timeout=2500)
    return next(one for one in every(window, QProgressDialog) if one.isVisible())


@pytest.mark.parametrize("wrong", [None, SourceError("读不出来"), KeyError("程序出错")], ids=["read", "told", "slip"])
def test_a_cancelled_import_brings_nothing_and_says_nothing(
    office: MainWindow, qtbot: QtBot, held: Callable[[Exception | None], None], wrong: Exception | None
) -> None:
    before = dumps(dossier_of(office))
    office.actions_by_id["import"].trigger()
    box = progress(office, qtbot)
    assert "正在导入" in box.labelText()
    click(button_of(box, "取消"))
    assert not box.isVisible()
    held(wrong)
    assert dumps(dossier_of(office)) == before
    assert not office.actions_by_id["undo"].isEnabled()
    assert office.messages.text == ""


@pytest.mark.parametrize(
    ("wrong", "words"), [(SourceError("读不出来"), "读不出来"), (KeyError("格"), "程序在这里出了错")]
)
def test_an_import_that_fails_is_told_and_changes_nothing(
    office: MainWindow, qtbot: QtBot, held: Callable[[Exception | None], None], wrong: Exception, words: str
) -> None:
    before = dumps(dossier_of(office))
    office.actions_by_id["import"].trigger()
    progress(office, qtbot)
    held(wrong)
    assert words in office.messages.text
    assert dumps(dossier_of(office)) == before
    assert not [one for one in every(office, QProgressDialog) if one.isVisible()]


def test_an_import_that_is_waited_for_comes(
    office: MainWindow, qtbot: QtBot, held: Callable[[Exception | None], None]
) -> None:
    known = ids(office)
    office.actions_by_id["import"].trigger()
    progress(office, qtbot)
    held(None)
    assert len(ids(office)) > len(known)
    assert not [one for one in every(office, QProgressDialog) if one.isVisible()]


def test_a_stopped_import_reads_no_further(
    office: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the next form of the source in hand nor the next source."""
    several = tmp_path / "几张.txt"
    several.write_text("\n\n".join([PASTED.read_text(encoding="utf-8")] * 3), encoding="utf-8")
    gate, begun = threading.Event(), []
    real = importers.recognise._forms_of

    def slow(*arguments: Any) -> Any:
        begun.append(arguments)
        gate.wait(20)
        return real(*arguments)

    monkeypatch.setattr(importers.recognise, "_forms_of", slow)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(several), str(PASTED)], ""))
    before = dumps(dossier_of(office))
    office.actions_by_id["import"].trigger()
    click(button_of(progress(office, qtbot), "取消"))
    gate.set()
    assert QThreadPool.globalInstance().waitForDone(10_000)
    QApplication.processEvents()
    assert len(begun) == 1
    assert dumps(dossier_of(office)) == before


def test_an_import_that_ends_late_lands_in_no_other_dossier(
    office: MainWindow, held: Callable[[Exception | None], None], templates: dict[str, FormTemplate]
) -> None:
    """The dossier it began in was closed meanwhile, and another one is open in its window."""
    office.actions_by_id["import"].trigger()
    office.show_session(None)
    office.files.create(new_dossier(Unit(name="另一个局"), 2026, [templates["korla-project-2023"]]))
    before = dumps(dossier_of(office))
    held(None)
    wait_for(lambda: "已经关闭" in office.messages.text)
    assert dumps(dossier_of(office)) == before
    assert not office.actions_by_id["undo"].isEnabled()
    click(button_of(office.messages, "导入成新的套表"))
    assert dumps(dossier_of(office)) == before
    others = [one for one in windows_beside(office) if one is not office]
    assert len(others) == 1
    assert len(dossier_of(others[0]).forms) > 0


def test_an_import_begun_on_the_start_page_takes_no_dossier_opened_meanwhile(
    window: MainWindow, held: Callable[[Exception | None], None], templates: dict[str, FormTemplate]
) -> None:
    window.actions_by_id["import"].trigger()
    window.files.create(new_dossier(Unit(name="另一个局"), 2026, [templates["korla-project-2023"]]))
    before = dumps(dossier_of(window))
    held(None)
    wait_for(lambda: len(windows_beside(window)) == 2)
    assert dumps(dossier_of(window)) == before
