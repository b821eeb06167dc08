"""Last year's values beside this year's, and which of them nobody has looked at yet. No widgets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from models.edits import Batch, Editor
from models.fields import SINCE
from models.forms import BaseForm
from models.paths import nodes
from models.touched import Touched
from models.unchanged import looking_at, unseen
from models.values import Node

WORD = "标为已核对"


class SinceLastYear(QObject):
    """Knows for every value what it was last year; ``counted`` (ids of forms) when fewer or more are to be looked at.

    Forms that were not made from last year's have nothing to tell.
    """

    counted = Signal(object)

    def __init__(self, editor: Editor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._counts: dict[str, Counter[str]] = {}
        self._sums: Counter[str] = Counter()
        self._told: set[str] = set()  # forms that were made from last year's
        for form in editor.dossier.forms:
            self._count_form(form.id)

    # --- asking -------------------------------------------------------------------------------------------------------

    def known(self, form: str) -> bool:
        """True for a form that was made from last year's."""
        return form in self._told

    def count(self, form: str) -> int:
        """How many values of a form are as last year and not looked at."""
        return self._sums[form]

    def text(self, path: str) -> str | None:
        """What stood at a value's place last year; None where nothing is known of it."""
        node, _, field = path.partition(".")
        form = self._form_of(node)
        return form.last_year.get(node, {}).get(_whole(field)) if form is not None else None

    def unseen(self, path: str) -> bool:
        """True where a value is as last year, and nobody has looked at it; of a node: where it has such a value."""
        node, _, field = path.partition(".")
        form = self._form_of(node)
        if form is None:
            return False
        found = unseen(form, self._node(node))
        return _whole(field) in found if field else bool(found)

    def words(self, path: str) -> str:
        """What there is to say of last year at a value; empty where there is nothing."""
        text = self.text(path)
        if text is None:
            return ""
        return f"上年：{text}" + ("（与上年相同，还没有核对）" if self.unseen(path) else "")

    def line(self, path: str) -> str:
        """The same in few words, for the line under a value."""
        text = self.text(path)
        if text is None:
            return ""
        return "同上年" if self.unseen(path) else f"上年 {' '.join(text.split())}"

    # --- looking ------------------------------------------------------------------------------------------------------

    def looking_at(self, places: Iterable[str]) -> Batch | None:
        """The change that says that these values (or all of a node, and under it) are right; None where all are."""
        wanted: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for place in places:
            node, _, field = place.partition(".")
            if (form := self._form_of(node)) is not None:
                under = [self._node(node)] if field else nodes(self._node(node))
                for one in under:
                    wanted[form.id][one.id] += [
                        name for name in unseen(form, one) if not field or name == _whole(field)
                    ]
        changes = [
            change
            for form_id, fields in wanted.items()
            if (form := self._form(form_id)) is not None
            for change in looking_at(form, {node: names for node, names in fields.items() if names})
        ]
        return Batch(tuple(changes), WORD) if changes else None

    # --- counting -----------------------------------------------------------------------------------------------------

    def hear(self, touched: Touched) -> None:
        """Counts anew what a change touched. To be told before anybody who asks."""
        if not self._told and not self._may_tell(touched):
            return
        before = dict(self._sums)
        again = {self._editor.form_of(parent) for parent, _ in touched.lists if parent in self._editor}
        again |= touched.forms if ("dossier", "forms") in touched.lists else set()
        for path in touched.paths:
            node, _, field = path.partition(".")
            name, _, about = field.partition(".")
            if name in SINCE and not about:
                again.add(node)
            else:
                self._count_node(about if name in SINCE else node)
        for form in again - {"dossier"}:
            self._count_form(form)
        others = {form for form in {*before, *self._sums} if before.get(form, 0) != self._sums[form]}
        if others:
            self.counted.emit(others)

    def _may_tell(self, touched: Touched) -> bool:
        """Forms came in, or something was said of the year before."""
        return ("dossier", "forms") in touched.lists or any(path.split(".")[1] in SINCE for path in touched.paths)

    def _count_form(self, form: str) -> None:
        found = self._form(form)
        counts: Counter[str] = Counter()
        if found is not None and found.last_year:
            self._told.add(form)
            counts.update({node.id: len(unseen(found, node)) for node in nodes(found) if node.id in found.last_year})
        self._counts[form], self._sums[form] = counts, counts.total()

    def _count_node(self, node: str) -> None:
        form = self._form_of(node)
        if form is None or node not in form.last_year:
            return
        count = len(unseen(form, self._node(node)))
        self._sums[form.id] += count - self._counts[form.id][node]
        self._counts[form.id][node] = count

    # --- finding ------------------------------------------------------------------------------------------------------

    def _form(self, form: str) -> BaseForm | None:
        found = self._editor.node(form) if form in self._editor else None
        return found if isinstance(found, BaseForm) else None

    def _form_of(self, node: str) -> BaseForm | None:
        """The form that a node is in, where it was made from last year's."""
        form = self._editor.form_of(node) if self._told and node in self._editor else ""
        return self._form(form) if form in self._told else None

    def _node(self, node: str) -> Node:
        found = self._editor.node(node)
        assert isinstance(found, Node)
        return found


def _whole(field: str) -> str:
    """Sign, number and unit are parts of one value."""
    name = field.partition(".")[0]
    return name if name == "target" else field
