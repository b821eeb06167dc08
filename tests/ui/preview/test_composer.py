"""Pages are made step by step between the events of the window; who is in a hurry gets them at once."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from exporters.layout import Around
from models.edits import Remove
from models.forms import ProjectForm
from tests.ui.preview.office import FONTS, KORLA, TEMPLATES, Hand, project, rows_of, session_of
from ui.preview import composer
from ui.preview.composer import BIG, QUIET, Composed, Source, composing


def begun(hand: Hand, text: str) -> list[Composed]:
    """A name was changed, and its pages are begun and not done; whatever pages come from now on."""
    came: list[Composed] = []
    composer = hand.table._composer
    composer.composed.connect(came.append)
    assert hand.session.set_value(f"{hand.form.id}.name", text)
    composer._timer.stop()
    composer._timer.timeout.emit()  # the quiet is over
    assert composer._steps is not None
    assert not came
    return came


def texts(composed: Composed) -> str:
    return "".join(cell.text for cell in composed.cells.table.cells)


def test_a_form_of_many_rows_is_not_made_in_one_turn(qtbot: QtBot, tmp_path: Path) -> None:
    form = project(count=BIG - 20)
    hand = Hand(qtbot, session_of(tmp_path, form), form)
    came = begun(hand, "第二次")
    assert hand.table._composer.busy
    assert not hand.table._composer._running, "beside the thread painting would have to wait for Python"
    hand.settle()
    assert ["第二次" in texts(one) for one in came] == [True]


def test_a_change_between_two_steps_begins_anew(hand: Hand) -> None:
    came = begun(hand, "第二次")
    hand.session.set_value(f"{hand.form.id}.name", "第三次")
    hand.settle()
    assert ["第三次" in texts(one) for one in came] == [True]


def test_who_cannot_wait_has_the_pages_at_once(hand: Hand, form: ProjectForm) -> None:
    came = begun(hand, "第二次")
    hand.click(f"{rows_of(form)[0].id}.name")
    hand.table._composer.now()
    assert ["第二次" in texts(one) for one in came] == [True]
    hand.settle()
    assert len(came) == 1, "the steps that were under way are given up"


def test_a_form_that_loses_its_template_between_two_steps_says_so(hand: Hand, form: ProjectForm) -> None:
    began = begun(hand, "第二次")
    hand.session.set_value(f"{form.id}.template", "没有这个版式")
    hand.bot.waitUntil(lambda: not hand.table._composer.busy)
    assert "不在本机" in hand.table.messages.text
    assert not began


def typing(hand: Hand) -> QTimer:
    """Signs that come faster than there is a quiet moment, until it is stopped."""
    number, keys = count(), QTimer(hand.table)
    keys.timeout.connect(lambda: hand.session.set_value(f"{hand.form.id}.name", f"打着字{next(number)}"))
    keys.start(QUIET // 6)
    return keys


@pytest.mark.parametrize("rows", [3, BIG + 20])
def test_who_types_without_a_rest_sees_pages_all_the_same(qtbot: QtBot, tmp_path: Path, rows: int) -> None:
    form = project(count=rows)
    hand = Hand(qtbot, session_of(tmp_path, form), form)
    came: list[Composed] = []
    hand.table._composer.composed.connect(came.append)
    keys = typing(hand)
    hand.bot.waitUntil(lambda: len(came) > 1, timeout=10_000)
    assert all("打着字" in texts(one) for one in came)
    keys.stop()
    hand.settle()
    assert form.name in texts(came[-1]), "and in the end those of the last sign"


def test_pages_that_were_long_waited_for_are_not_given_up_for_the_next_sign(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a slow machine a sign comes between any two steps: who types on would never see a page."""
    monkeypatch.setattr(composer, "MOST", 0)
    hand.session.set_value(f"{hand.form.id}.name", "第一次")
    came = begun(hand, "第二次")
    hand.session.set_value(f"{hand.form.id}.name", "第三次")
    hand.settle()
    assert [("第二次" in texts(one), "第三次" in texts(one)) for one in came] == [(True, False), (False, True)]


def test_pages_that_were_long_waited_for_are_given_up_when_a_row_goes(
    hand: Hand, form: ProjectForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composer, "MOST", 0)
    hand.session.set_value(f"{hand.form.id}.name", "第一次")
    came = begun(hand, "第二次")
    gone = rows_of(form)[0]
    assert hand.session.apply(Remove(gone.id))
    hand.settle()
    assert [gone.name in texts(one) for one in came] == [False]


def late(qtbot: QtBot, folder: Path) -> tuple[Hand, list[str]]:
    """The pages of a long form are under way, with 第二次 for a name; and the names on the pages that come."""
    form = project(count=BIG + 20)
    hand = Hand(qtbot, session_of(folder, form), form)
    names: list[str] = []
    hand.table._composer.composed.connect(
        lambda one: names.append(next(name for name in ("第三次", "第二次", "信访专项") if name in texts(one)))
    )
    hand.session.set_value(f"{form.id}.name", "第二次")
    hand.table._composer.start()
    assert hand.table._composer._running
    return hand, names


def test_pages_that_come_late_are_shown_until_the_next_ones(qtbot: QtBot, tmp_path: Path) -> None:
    hand, names = late(qtbot, tmp_path)
    hand.session.set_value(f"{hand.form.id}.name", "第三次")
    hand.settle()
    assert names == ["第二次", "第三次"]


def test_pages_of_other_rows_than_there_are_now_are_dropped(qtbot: QtBot, tmp_path: Path) -> None:
    """A new row would not be found on them, nor the hand that is in it."""
    hand, names = late(qtbot, tmp_path)
    hand.session.apply(Remove(rows_of(hand.form)[5].id))
    hand.session.set_value(f"{hand.form.id}.name", "第三次")
    hand.settle()
    assert names == ["第三次"]


def test_each_page_is_a_step_of_its_own() -> None:
    """So that a key waits for one of them, and not for all."""
    source = Source((project(count=BIG - 20),), TEMPLATES[KORLA], Around(2026, "示例局"))
    *steps, composed = composing(source, {}, FONTS)
    assert composed is not None
    assert len(composed.pages) > 2
    assert steps == [None] * (3 + len(composed.pages))
