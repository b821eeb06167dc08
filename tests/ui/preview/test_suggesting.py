"""Words offered while one is typed in the official table."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt

from models.forms import ProjectForm
from models.goals import Indicator
from models.target import Target
from tests.ui.preview.office import Hand, rows_of
from ui.ground.theme import ON_PAPER

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


def only_named(hand: Hand, row: Indicator) -> None:
    """The row says nothing any more, and then bears the name that another bears, from the list."""
    for field in ("target", "basis", "scoring", "evidence"):
        hand.session.set_value(f"{row.id}.{field}", Target() if field == "target" else "")
    hand.settle()
    hand.click(f"{row.id}.name")
    hand.type("xfsx")
    hand.key(Key.Key_Down)
    hand.settle()


def is_grey(hand: Hand, path: str) -> bool:
    """Something stands in the cell, and nothing of it is black."""
    stop = hand.table.caret.find(path)
    assert stop is not None
    number, box = next(hand.table.canvas.boxes(*stop.anchor))
    area: QRect = hand.table.canvas.area(number, box).toAlignedRect().adjusted(4, 4, -4, -4)
    image = hand.table.canvas.viewport().grab(area).toImage()
    found = {image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height())}
    return ON_PAPER.muted.lightness() - 8 < min(found) < 200


def test_what_a_chosen_name_brings_is_grey_over_the_paper_and_on_no_page(hand: Hand, form: ProjectForm) -> None:
    last = rows_of(form)[-1]
    only_named(hand, last)
    texts = "".join(text.actual for page in hand.table.canvas.pages for text in page.texts)
    assert texts.count("历史标准") == 2
    assert is_grey(hand, f"{last.id}.basis")
    box = hand.table.canvas.box_at(hand.place(f"{last.id}.basis"))
    assert box is not None
    assert hand.table._tip(box) == "历史标准（灰字，还没有填）"
    hand.key(Key.Key_Tab)
    while hand.table.caret.current and hand.table.caret.current.slot.name != "basis":
        hand.key(Key.Key_Tab)
    assert hand.editor.accessibleDescription().startswith("历史标准（灰字，还没有填）")


def test_accepted_it_is_written_there_in_one_step(hand: Hand, form: ProjectForm) -> None:
    last = rows_of(form)[-1]
    only_named(hand, last)
    change = hand.session.likeness.accept()
    assert change is not None
    assert hand.session.apply(change)
    hand.settle()
    assert (last.basis, last.target.text, last.evidence) == ("历史标准", "≥95%", "工作资料")
    assert not is_grey(hand, f"{last.id}.basis")
    hand.session.undo()
    assert (last.basis, last.target.text, last.evidence) == ("", "", "")


def test_away_from_the_row_nothing_is_grey_there(hand: Hand, form: ProjectForm) -> None:
    first, last = rows_of(form)[0], rows_of(form)[-1]
    only_named(hand, last)
    hand.click(f"{first.id}.basis")
    assert not is_grey(hand, f"{last.id}.basis")
