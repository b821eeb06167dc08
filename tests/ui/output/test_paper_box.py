"""The paper that is chosen in the dialogs: it reaches the files and the printer, and is remembered for each form."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from exporters.on_paper import PaperChoice
from models.sheets import Sheet
from tests.ui.preview.office import project, session_of
from ui.output.export import ExportDialog
from ui.output.printing import PrintDialog


def choose(listed: QComboBox, words: str) -> None:
    """As a hand would: with the keys of the list."""
    while listed.currentText() != words:
        before = listed.currentIndex()
        QTest.keyClick(listed, Qt.Key.Key_Down)
        assert listed.currentIndex() != before


def test_the_chosen_paper_reaches_the_file_and_is_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    session = session_of(tmp_path, project(name="信访专项"))
    form = session.dossier.forms[0]
    dialog = ExportDialog(session, Sheet(form.id))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.plan().paper == PaperChoice()
    assert not dialog.paper.choices.isVisible()
    QTest.mouseClick(dialog.paper.more, Qt.MouseButton.LeftButton)
    choose(dialog.paper.lists["paper"], "A3")
    choose(dialog.paper.lists["landscape"], "横放")
    choose(dialog.paper.lists["official"], "公文（天头 37、订口 28 毫米）")
    QTest.keyClick(dialog.paper.ticks["drafts"], Qt.Key.Key_Space)
    chosen = PaperChoice(official=True, paper="A3", landscape=True, drafts=False)
    assert dialog.plan().paper == chosen
    dialog.folder.setText(str(tmp_path))
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.results.count() > 0)
    page = pypdf.PdfReader(next(tmp_path.glob("*.pdf"))).pages[0]
    assert float(page.mediabox.width) == pytest.approx(420 * 72 / 25.4, abs=0.1)
    assert "草稿" not in page.extract_text()
    again = PrintDialog(session, Sheet(form.id))
    qtbot.addWidget(again)
    assert again.paper.choice() == chosen


def test_another_paper_sets_the_printed_pages_anew(qtbot: QtBot, tmp_path: Path) -> None:
    session = session_of(tmp_path, project(name="信访专项"))
    dialog = PrintDialog(session, Sheet(session.dossier.forms[0].id))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.pages()))
    assert dialog.pages()[0].height > dialog.pages()[0].width
    QTest.mouseClick(dialog.paper.more, Qt.MouseButton.LeftButton)
    choose(dialog.paper.lists["landscape"], "横放")
    qtbot.waitUntil(lambda: bool(dialog.pages()))
    assert dialog.pages()[0].height < dialog.pages()[0].width
    assert dialog.pages()[0].mark == "草稿"
    assert "印有“草稿”" in dialog.note.text()
    QTest.keyClick(dialog.paper.ticks["drafts"], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(dialog.pages()))
    assert dialog.pages()[0].mark == ""


def test_a_character_without_a_glyph_is_told_with_its_place_before_printing(qtbot: QtBot, tmp_path: Path) -> None:
    session = session_of(tmp_path, project(name="信访专项"))
    form = session.dossier.forms[0]
    form.goals[0].statement = "办理𪚥字一件"
    dialog = PrintDialog(session, Sheet(form.id))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.pages()))
    assert "字库里没有“𪚥”" in dialog.note.text()
    assert "行第" in dialog.note.text()
