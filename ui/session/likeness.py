"""The other columns of a row whose name was chosen from the suggestions: as they are where that name stands already.

In this dossier, else in those that this user has saved before (``known_rows.py``). They are offered until they are
accepted, and are no values before. No widgets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from models.edits import Batch, Change, Editor, SetValue
from models.fields import field_word
from models.goals import Indicator
from models.sheets import Sheet
from models.target import Target
from models.templates.template import FormTemplate
from models.touched import Touched
from ui.session.known_rows import row_of

WORD, NOT_YET = "填入灰字", "（灰字，还没有填）"
_FIELDS = ("nature", "target", "basis", "description", "scoring", "evidence", "classification", "remark")
"""What is offered: neither weights, which must add up, nor earlier years, which are the other's own."""
_SHOWN = 12  # characters of a value in a sentence
_HERE, _BEFORE = "在这份套表里已经有过", "在以前的套表里有过"


class _Owner(Protocol):
    """What it is asked of: the session, whose part it is."""

    editor: Editor

    def template_of(self, sheet: Sheet) -> FormTemplate | None: ...


class Likeness(QObject):
    """What is offered for one row; ``changed`` (its id) when that is more, less or another.

    ``touched`` tells of changes of the dossier, ``left`` where the person is now.
    """

    changed = Signal(str)

    def __init__(self, owner: _Owner, touched: SignalInstance, left: SignalInstance) -> None:
        super().__init__()
        self._owner = owner
        self._row = ""
        self._like = Indicator()
        self._source = _HERE
        touched.connect(self._hear)
        left.connect(self._leave)

    @property
    def _editor(self) -> Editor:
        return self._owner.editor

    @property
    def row(self) -> str:
        """The id of the row that something is offered for; empty for none."""
        return self._row

    def of(self, node_id: str) -> Indicator | None:
        """What is offered for a row: an indicator that holds nothing else."""
        return self._like if node_id and node_id == self._row else None

    def words(self) -> str:
        """What is offered, in a sentence."""
        said = (f"{field_word(Indicator, name)} {_short(str(value))}" for name, value in _filled(self._like))
        return f"“{self._node().name}”{self._source}，其余各栏用灰字列在这一行：{'，'.join(said)}。"

    def choose(self, node_id: str, name: str, before: Mapping[str, str]) -> None:
        """This name was chosen for the row: what its namesake says is offered where the row says nothing.

        ``before``: what is kept of a row of that name in earlier dossiers; one in this dossier goes before it.
        """
        own, template = self._editor.node(node_id), self._template(node_id)
        self.forget()
        if template is None or not isinstance(own, Indicator):
            return
        asked = {path.split(".")[1] for path in template.printed if path.startswith("indicator.")}
        asked -= {field for field, _ in _filled(own)}
        namesakes = ((self._namesake(node_id, name), _HERE), (row_of(before, template.target_parts), _BEFORE))
        for other, source in namesakes:
            offered = {key: value for key, value in _filled(other) if key in asked}
            if offered:
                self._source = source
                self._offer(node_id, Indicator(id=node_id, **offered))
                return

    def _template(self, node_id: str) -> FormTemplate | None:
        """The template of the form in which the row stands."""
        own, forms = self._editor.node(node_id), self._editor.dossier.forms
        form = next((form for form in forms if any(one is own for one in form.indicators())), None)
        return self._owner.template_of(Sheet(form.id)) if form else None

    def accept(self) -> Change | None:
        """The change that makes values of what is offered; None where nothing is."""
        if not self._row:
            return None
        changes = tuple(SetValue(f"{self._row}.{name}", value) for name, value in _filled(self._like))
        return Batch(changes, f"{WORD}（{self._node().name}）")

    def forget(self) -> None:
        """Nothing is offered any more."""
        if self._row:
            self._offer("", Indicator())

    def _leave(self, path: str) -> None:
        """The person is at this value now: at another row what was offered is gone."""
        if path and path.partition(".")[0] != self._row:
            self.forget()

    def _hear(self, touched: Touched) -> None:
        """Where the row went, has another name or says something itself, nothing is offered any more."""
        own = {path for path in touched.paths if path.startswith(f"{self._row}.")}
        if self._row and (self._row not in self._editor or own):
            self.forget()

    def _offer(self, row: str, like: Indicator) -> None:
        before, self._row, self._like = self._row, row, like
        for one in dict.fromkeys(filter(None, (before, row))):
            self.changed.emit(one)

    def _node(self) -> Indicator:
        node = self._editor.node(self._row)
        assert isinstance(node, Indicator)
        return node

    def _namesake(self, node_id: str, name: str) -> Indicator:
        """The last indicator of that name that says more than that; one that says nothing where there is none."""
        everywhere = (one for form in reversed(self._editor.dossier.forms) for one in form.indicators())
        namesakes = (one for one in everywhere if one.name == name and one.id != node_id and [*_filled(one)])
        return next(namesakes, Indicator())


def _filled(indicator: Indicator) -> Iterator[tuple[str, str | Target]]:
    values = ((field, getattr(indicator, field)) for field in _FIELDS)
    return ((field, value) for field, value in values if value)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
