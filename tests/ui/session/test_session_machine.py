"""Whatever a person does, in whatever order: undoing all of it gives the first dossier back byte for byte."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PySide6.QtWidgets import QApplication

from models.dossier import Dossier
from models.files.jxmb import dumps, load
from models.folders import RESOURCES
from models.templates.shelf import load_templates
from tests.effort import examples
from tests.strategies import amounts, changes, dossiers, texts
from ui.ground.settings import Settings
from ui.session.recovery import Recovery, _read
from ui.session.session import Session
from ui.session.writing import take_in

TEMPLATES = load_templates([RESOURCES / "templates"])[0]


class Editing(RuleBasedStateMachine):
    """One open dossier under random hands."""

    def __init__(self) -> None:
        super().__init__()
        self.home = tempfile.TemporaryDirectory()
        self.session: Session | None = None

    @initialize(dossier=dossiers)
    def open(self, dossier: Dossier) -> None:
        folder = Path(self.home.name)
        self.session = Session(dossier, TEMPLATES, Settings(folder / "settings.ini"), recovery=self.recovery())
        self.first = dumps(self.session.dossier)
        self.saved = b""

    def recovery(self) -> Recovery:
        """The backup of one session."""
        return Recovery(Path(self.home.name) / "recovery")

    @rule(data=st.data())
    def change(self, data: Any) -> None:
        assert self.session
        self.session.apply(data.draw(changes(self.session.editor)))

    @rule(data=st.data(), text=texts)
    def paste(self, data: Any, text: str) -> None:
        """A block of cells, one of which is no value."""
        assert self.session
        self.session.paste(data.draw(changes(self.session.editor)), {"budget.income.fiscal.amount": (f"o{text}", "")})

    @rule(text=texts, place=st.sampled_from(["unit.phone", "budget+functions+name", "budget.income.fiscal.amount"]))
    def put_back(self, text: str, place: str) -> None:
        """What stood in an open cell, or in a row that was not there yet, before the computer died."""
        assert self.session
        take_in(self.session, {place: text})

    @rule(field=st.sampled_from(["unit.name", "unit.phone"]), typed=st.lists(texts, min_size=1, max_size=4))
    def type(self, field: str, typed: list[str]) -> None:
        assert self.session
        for text in typed:
            self.session.set_value(field, text)
        self.session.seal()

    @rule(
        field=st.sampled_from(
            ["budget.income.fiscal.amount", "budget.income.unit.history.2025", "budget.income.unit.share"]
        ),
        typed=st.lists(amounts, min_size=1, max_size=4),
        kept=st.booleans(),
    )
    def type_an_amount(self, field: str, typed: list[Decimal | None], *, kept: bool) -> None:
        """Typed into a line that is not there yet or that is: given up it is as if it had never been."""
        assert self.session
        self.session.seal()
        before, steps = dumps(self.session.dossier), self.session.history.stack.index()
        for amount in typed:
            self.session.set_value(field, amount)
        if not kept:
            self.session.history.take_back([field])
            assert dumps(self.session.dossier) == before
            assert self.session.history.stack.index() == steps
        self.session.seal()

    @rule()
    def undo(self) -> None:
        assert self.session
        self.session.undo()

    @rule()
    def redo(self) -> None:
        assert self.session
        self.session.redo()

    @rule()
    def save(self) -> None:
        assert self.session
        path = Path(self.home.name) / "套表.jxmb"
        self.session.save(path)
        self.saved = dumps(self.session.dossier)
        assert load(path) == self.session.dossier

    @precondition(lambda self: self.saved)
    @rule()
    def open_again(self) -> None:
        """Closed without saving: what the file holds is the first state of a new history."""
        assert self.session
        path, settings = self.session.path, self.session.settings
        self.session.close()
        self.session.deleteLater()
        assert path
        self.session = Session.open(path, TEMPLATES, settings, self.recovery())
        assert dumps(self.session.dossier) == self.saved
        assert not self.session.history.stack.canUndo()
        assert not self.session.dirty
        self.first = self.saved

    @precondition(lambda self: self.session and self.session.dirty)
    @rule()
    def crash(self) -> None:
        """What is found again is what there was; undone, it is what the file has, where there is a file."""
        assert self.session
        now, backup = dumps(self.session.dossier), self.session._recovery
        assert backup
        self.session.keep()
        backup.wait()
        left = _read(backup.path)
        settings = self.session.settings
        self.session.close()
        self.session.deleteLater()
        self.session = Session.recovered(left, TEMPLATES, settings, self.recovery())
        assert dumps(self.session.dossier) == now
        assert self.session.dirty
        self.first = self.saved or now

    @rule()
    def undo_all_and_redo_all(self) -> None:
        assert self.session
        now = dumps(self.session.dossier)
        stack = self.session.history.stack
        place = stack.index()
        while stack.canUndo():
            self.session.undo()
        assert dumps(self.session.dossier) == self.first
        while stack.index() < place:
            self.session.redo()
        assert dumps(self.session.dossier) == now

    @precondition(lambda self: self.session is not None)
    @invariant()
    def the_mark_is_true(self) -> None:
        """Without the mark for unsaved changes the file holds what is seen."""
        assert self.session
        if self.saved and not self.session.dirty:
            assert dumps(self.session.dossier) == self.saved

    def teardown(self) -> None:
        if self.session:
            self.session.close()
            self.session.deleteLater()
        self.home.cleanup()


@pytest.mark.hypothesis  # the run by hand is not recognised as one
@pytest.mark.usefixtures("qapp")
def test_any_work_can_be_undone() -> None:
    from hypothesis.stateful import run_state_machine_as_test

    assert QApplication.instance()
    run_state_machine_as_test(Editing, settings=settings(max_examples=examples(30), stateful_step_count=25))
