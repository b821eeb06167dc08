"""Pages are made step by step between the events of the window; who is in a hurry gets them at once."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from models.forms import ProjectForm
from tests.ui.preview.office import Hand, project, rows_of, session_of
from ui.preview.composer import BIG, Composed


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
