"""Tables of other programs come behind what is there; what a person stops does not come at all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication, QFileDialog, QProgressDialog
from pytestqt.qtbot import QtBot

import importers.assemble
from importers.readers.source import SourceError
from models.files.jxmb import dumps
from models.folders import SAMPLES
from tests.ui.answers import button_of
from tests.ui.conftest import click, dossier_of, every
from ui.window.window import MainWindow

PASTED = SAMPLES / "项目支出（粘贴文本）.txt"


@pytest.fixture(autouse=True)
def chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file that a person chooses to import."""
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(PASTED)], ""))


def ids(window: MainWindow) -> list[str]:
    return [form.id for form in dossier_of(window).forms]


def test_what_is_imported_stands_behind_what_is_there(office: MainWindow, qtbot: QtBot) -> None:
    before = ids(office)
    assert len(before) > 1
    for times in (1, 2):
        known = ids(office)
        office.actions_by_id["import"].trigger()
        qtbot.waitUntil(lambda known=known: len(ids(office)) > len(known), timeout=10_000)
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
    gate, problem, real = threading.Event(), [], importers.assemble.assemble

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
