"""Words offered while one is typed in the official table."""

from __future__ import annotations

from PySide6.QtCore import Qt

from models.forms import ProjectForm
from tests.ui.preview.office import Hand, rows_of

Key = Qt.Key


def offered(hand: Hand) -> list[str]:
    words = hand.table.caret.words
    return [words.item(row).text() for row in range(words.count())] if words.isVisible() else []


def test_names_are_offered_and_the_arrow_takes_one(hand: Hand, form: ProjectForm) -> None:
    last = rows_of(form)[-1]
    hand.click(f"{last.id}.name")
    hand.type("xfsx")
    assert offered(hand) == ["信访事项办理0", "信访事项办理1"]
    hand.key(Key.Key_Down)
    hand.key(Key.Key_Down)
    assert hand.value(f"{last.id}.name") == "信访事项办理1"
    assert offered(hand) == ["信访事项办理0", "信访事项办理1"]
    hand.key(Key.Key_Return)
    assert offered(hand) == []
    hand.session.undo()  # the row that Enter added behind the last one
    hand.session.undo()
    assert hand.value(f"{last.id}.name") == "信访事项办理2"


def test_nothing_is_offered_for_a_value_or_a_name_of_the_form(hand: Hand, form: ProjectForm) -> None:
    for path in (f"{form.id}.name", f"{rows_of(form)[0].id}.weight"):
        hand.click(path)
        hand.type("1")
        assert offered(hand) == []
        hand.key(Key.Key_Escape)
