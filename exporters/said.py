"""Comments of a dossier on their way out, where they are asked for: notes on cells, and a page of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.annotations.naming import form_words, names_of, place_words
from models.dossier import Dossier
from models.fields import STATE_WORDS
from models.forms import AnyForm
from models.paths import nodes
from models.table import Band, Cell, PageSetup, Role, Table

TITLE = "批注"
_WIDTHS = (10.0, 52.0, 74.0, 30.0, 18.0)
_HEADS = ("序号", "位置", "批注", "谁、何时", "处理情况")
_ROLES = (Role.VALUE, Role.TEXT, Role.TEXT, Role.VALUE, Role.VALUE)


@dataclass(frozen=True, slots=True)
class Note:
    """One comment: where it is about (as a path, and in words), what it says, of whom, and whether it is settled."""

    where: str
    place: str
    text: str
    author: str
    signed: str
    state: str

    @property
    def words(self) -> str:
        """All of it, for a note on its cell."""
        head = "，".join(
            part for part in (self.signed, self.state if self.state == STATE_WORDS["done"] else "") if part
        )
        return f"{head}：\n{self.text}" if head else self.text


def notes_about(dossier: Dossier, forms: Sequence[AnyForm]) -> tuple[Note, ...]:
    """What is said of these forms, in the paper's order; what is said of unit and budget goes with the first."""
    if not dossier.comments:
        return ()
    names = names_of(dossier)
    own = {node.id for form in forms for node in nodes(form)}
    if forms and forms[0] is dossier.forms[0]:
        own |= {"dossier", "unit", "budget", *(node.id for node in nodes(dossier.budget))}
    order = {node: number for number, node in enumerate(names)}
    found = [one for one in dossier.comments if one.where.partition(".")[0] in own]
    found.sort(key=lambda one: order.get(one.where.partition(".")[0], len(order)))
    return tuple(
        Note(
            one.where,
            " · ".join(dict.fromkeys((form_words(one.where, names), place_words(one.where, names)))),
            one.text,
            one.author,
            " ".join(part for part in (one.author, one.written) if part),
            STATE_WORDS[one.state],
        )
        for one in found
    )


def notes_page(notes: Sequence[Note]) -> Table:
    """The comments as a table of their own, to stand behind the forms."""
    rows = [tuple(zip(_HEADS, [Role.HEADER] * len(_HEADS), strict=True))]
    for number, note in enumerate(notes, 1):
        texts = (str(number), note.place, note.text, note.signed, note.state)
        rows.append(tuple(zip(texts, _ROLES, strict=True)))
    cells = [Cell(0, 0, TITLE, 1, len(_WIDTHS), Role.TITLE)]
    cells += [
        Cell(row, column, text, role=role)
        for row, line in enumerate(rows, 1)
        for column, (text, role) in enumerate(line)
    ]
    count = len(rows) + 1
    return Table(_WIDTHS, count, tuple(cells), TITLE, (Band(1, 2, 2, count),), page=PageSetup(font_size=9))
