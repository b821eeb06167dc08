"""并排: wherever the person goes in the fields, lists and trees, the official table frames that value."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import come_back, dossier_of, every, sample_of, settle
from tests.ui.keys import CONTROL, VIEWS, Key, focus, press
from ui.controls.editors import ChoiceField
from ui.form.table_view import ValueView
from ui.preview.cells import Stop
from ui.preview.panel import OfficialTable
from ui.window.window import MainWindow


def beside(window: MainWindow, qtbot: QtBot, sample: str, form: int) -> OfficialTable:
    """A form of a sample in 并排."""
    window.resize(1366, 768)
    window.files.open_sample(sample_of(sample))
    window.show_page(dossier_of(window).forms[form].id)
    come_back(window, qtbot)
    for view in ("both", "side"):
        press(window, VIEWS[view], CONTROL)
    settle()
    (table,) = (one for one in every(window, OfficialTable) if one.isVisible())
    qtbot.waitUntil(lambda: table.caret.cells is not None)
    return table


def framed(table: OfficialTable) -> str:
    return table.caret.current.slot.path if table.caret.current else ""


def values(table: OfficialTable) -> list[Stop]:
    """The places of what is in the dossier."""
    cells = table.caret.cells
    assert cells is not None
    return [stop for stop in cells.stops if stop.slot.node not in cells.blanks]


def first_and_last(paths: Iterable[str]) -> list[str]:
    """Of each kind of value (the name of an indicator, its weight) two: the rows between are made as these are."""
    kinds: dict[str, list[str]] = {}
    for path in paths:
        kinds.setdefault(path.partition(".")[2], []).append(path)
    return [path for found in kinds.values() for path in (found[0], found[-1])]


@pytest.mark.parametrize(
    ("sample", "form"), [("江汉", 0), ("江汉", 1), ("巨鹿", 0), ("部门整体和项目", 0), ("渌口", 0)]
)
def test_every_value_that_is_gone_to_is_framed_also_when_it_was_the_last_there(
    window: MainWindow, qtbot: QtBot, sample: str, form: int
) -> None:
    table = beside(window, qtbot, sample, form)
    paths = first_and_last(stop.slot.path for stop in values(table))
    elsewhere = f"{dossier_of(window).forms[form].id}.unit_name"
    wrong = []
    for path in dict.fromkeys(paths):
        for there in (path, elsewhere, path):
            window.go_to(there)
            settle()
        if framed(table) != path:
            wrong.append((path, framed(table)))
    assert wrong == []


@pytest.mark.parametrize("kind", [ChoiceField, ValueView])
def test_the_keyboard_that_comes_by_tab_takes_the_frame_along(
    window: MainWindow, qtbot: QtBot, kind: type[QWidget]
) -> None:
    table = beside(window, qtbot, "江汉", 1)
    field = next(one for one in every(window.pages.currentWidget(), kind) if one.isVisible())
    window.go_to(f"{dossier_of(window).forms[1].id}.unit_name")
    settle()
    for _ in range(80):
        if field.isAncestorOf(focus()) or field is focus():
            break
        QTest.keyClick(focus(), Key.Key_Tab)
    settle()
    assert window.session is not None
    assert framed(table) == window.session.focus_path != f"{dossier_of(window).forms[1].id}.unit_name"


def test_who_clicks_on_the_paper_while_it_is_made_anew_stays_there(window: MainWindow, qtbot: QtBot) -> None:
    table = beside(window, qtbot, "江汉", 1)
    first, last = values(table)[0], values(table)[-1]
    assert window.session is not None
    window.session.set_value(f"{dossier_of(window).forms[1].id}.leader", "陈建")
    assert table._composer.busy
    window.session.focus(first.slot.path)
    table.caret.select(table.caret.find(last.slot.path))
    qtbot.waitUntil(lambda: not table._composer.busy)
    settle()
    assert framed(table) == last.slot.path


def test_the_next_finding_is_framed(window: MainWindow, qtbot: QtBot) -> None:
    """One is about boxes of which none is ticked."""
    table = beside(window, qtbot, "江汉", 1)
    form = dossier_of(window).forms[1]
    assert window.session is not None
    window.session.set_value(f"{form.id}.frequency", "")
    window.session.set_value(f"{form.id}.amount", None)
    window.session.check()
    settle()
    seen = set()
    for _ in range(12):
        press(window, Key.Key_F4)
        settle()
        if window.page != form.id:  # those of the other pages come after
            break
        seen.add(window.session.focus_path)
        stop = table.caret.find(window.session.focus_path)
        assert stop is not None
        assert framed(table) == stop.slot.path
    assert f"{form.id}.frequency" in seen
