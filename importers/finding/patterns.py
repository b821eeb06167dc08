"""A template's drawing, read backwards: what each row of a form looks like, and where in it the values stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import partial, wraps
from itertools import takewhile
from typing import Literal, NamedTuple, TypeVar

from importers.amounts import counts_money
from importers.words.vocabulary import Word, word_of
from models.currency import POWERS
from models.paths import split_scope
from models.python import regex, regex_of
from models.templates.asked import TICKS
from models.templates.block import Block
from models.templates.grid import NUMBER, POINTS, YEARS_AGO, GridCell, Piece, Place, parse_text
from models.templates.template import FormTemplate

RowKind = Literal["fixed", "list_head", "list", "pair_head", "pair", "goal_fixed", "indicator_head"]
Look = Literal["words", "amount", "boxes", "count", "shape", "date", "any"]
MARKED = "☑√✓✔■●"
MARKS = MARKED + "□☐○☒"

_EQUAL = {
    "（": "[（(]",
    "）": "[）)]",
    "(": "[（(]",
    ")": "[）)]",
    "：": "[：:]?",
    ":": "[：:]?",
    "，": "[，,]",
    ",": "[，,]",
    "、": "[、,，.．]",
    ".": "[.．、]",
    "%": "[%％]",
    "％": "[%％]",
}
_CONTEXT = {
    **dict.fromkeys(("n", NUMBER), r"[\d一二三四五六七八九十]*"),
    POINTS: r"[\d.~—–-]*",
    "money_unit": r"(?:人民币)?[百千万亿]*元?",
}
_SEPARATED = r"(?:(?<=[：:\s）)])|(?=\s*$))"
"""A lost colon leaves a blank behind: words that run on without either, as in 项目成本, are the value's own."""
_LINE_ENDS, _BLANK = r"(?:[^\S\n]*\n|$)", r"(?:\s+|$)"
_UNIT = regex(rf"\s*[（(]?(?P<unit>{'|'.join(POWERS)})")
_PERSONS = frozenset({"leader", "filler", "head"})
_PHONE = r"(?=[+（(]?\d[\d （）()—-]{5,}\s*$)"
_CODE_FIELDS = frozenset({"code", "unit_code"})
_MOST_KEPT = 128  # sets of templates


class Slot(NamedTuple):
    """One cell of a pattern row.

    ``label`` is its normalised text when it is nothing but fixed words; otherwise ``places`` are the values in it and
    ``regex`` takes them apart. ``anchored`` means that enough fixed words stand in the cell to know it by them;
    ``look`` is by what else a text fits it.
    """

    column: int
    order: int
    places: tuple[Place, ...]
    regex: re.Pattern[str]
    labels: frozenset[str]
    anchored: bool
    amount: bool
    pieces: tuple[Piece, ...]
    years_before: int = 0  # the year it names is so many before the form's
    groups: tuple[str, ...] = ()  # of the regex: those of the values, in order
    rank: int = 0  # among the cells that begin in its row,
    beside: int = 1  # of which there are so many
    money: frozenset[str] = frozenset()  # the groups that hold amounts of money
    look: Look = "any"
    letter: str = ""  # one that stands in every text of the cell, where it has words of its own
    boxes: bool = False  # it holds boxes to tick, for one field

    def takes(self, text: str) -> bool:
        """The text, without blanks around it, is one of the cell."""
        return self.letter in text and self.regex.fullmatch(text) is not None

    @property
    def fixed(self) -> bool:
        """Nothing but words of the form."""
        return not self.places

    def values(self, found: re.Match[str]) -> list[str]:
        """The texts of its places; an amount with the unit that the form has behind it, whatever a caption says."""
        texts = [(name, (found[name] or "").strip()) for name in self.groups]
        return [text + (self._unit(name, found) if text[-1:].isdigit() else "") for name, text in texts]

    def said(self, found: re.Match[str]) -> list[tuple[Place, str]]:
        """Every field of the cell and what it says; of boxes for one field, those that are ticked."""
        if len(self.places) == 1 and not self.places[0].choice:
            return [(self.places[0], self.values(found)[0])]
        texts: dict[str, tuple[Place, list[str]]] = {}
        for place, text in zip(self.places, self.values(found), strict=True):
            own = texts.setdefault(place.path, (place, []))[1]
            own += ([place.choice] if text and text in MARKED else []) if place.choice else [text]
        return [(place, TICKS.join(own)) for place, own in texts.values()]

    def _unit(self, group: str, found: re.Match[str]) -> str:
        number = int(group[1:]) + 1
        behind = self.pieces[number] if group in self.money and number < len(self.pieces) else ""
        if isinstance(behind, Place):
            return (found[f"c{number}"] or "") if behind.path == "money_unit" else ""
        unit = _UNIT.match(behind)
        return unit["unit"] if unit else ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the form: its slots from left to right, and the block that it belongs to."""

    kind: RowKind
    block: Block
    slots: tuple[Slot, ...]
    position: int
    parent: Block | None = None
    first: bool = True  # of the rows of an entry
    anchors: int = field(init=False)
    repeats: bool = field(init=False)
    orders: tuple[int, ...] = field(init=False)
    columns: tuple[int, ...] = field(init=False)
    fixed: tuple[tuple[int, Slot], ...] = field(init=False)
    label_before: tuple[int | None, ...] = field(init=False)
    _labels: tuple[frozenset[str], ...] = field(init=False)
    _openings: tuple[Slot, ...] = field(init=False)

    def __post_init__(self) -> None:
        """``anchors`` is the number of slots known by their words; the words are collected once.

        ``repeats``: the same words stand in two places of the row, so that each tells something only with the other.
        ``orders`` and ``columns`` are those of the slots, ``fixed`` the slots of nothing but words, with their numbers;
        ``label_before`` which of them is next at the left of every slot.
        """
        fixed = tuple((number, slot) for number, slot in enumerate(self.slots) if slot.fixed)
        before = tuple(max((n for n, _ in fixed if n < number), default=None) for number in range(len(self.slots)))
        object.__setattr__(self, "orders", tuple(slot.order for slot in self.slots))
        object.__setattr__(self, "columns", tuple(slot.column for slot in self.slots))
        object.__setattr__(self, "fixed", fixed)
        object.__setattr__(self, "label_before", before)
        known = [slot for slot in self.slots if slot.anchored]
        labels = [label for slot in self.slots for label in slot.labels]
        object.__setattr__(self, "anchors", len(known))
        object.__setattr__(self, "repeats", len(set(labels)) < len(labels))
        object.__setattr__(self, "_labels", tuple(slot.labels for slot in known if slot.labels))
        object.__setattr__(self, "_openings", tuple(slot for slot in known if not slot.labels))

    def known_in(self, norms: Set[str], texts: Sequence[str]) -> int:
        """How many words of the row at most stand in a source's row (``norms`` are its texts as they compare)."""
        labels = sum(not own.isdisjoint(norms) for own in self._labels)
        return labels + sum(any(map(opening.takes, texts)) for opening in self._openings)


_Found = TypeVar("_Found")


def once(find: Callable[..., _Found]) -> Callable[..., _Found]:
    """What follows from templates alone (``find(*templates)``) is worked out once for the same ones."""
    kept: dict[tuple[int, ...], tuple[tuple[FormTemplate, ...], _Found]] = {}

    @wraps(find)
    def found(*templates: FormTemplate) -> _Found:
        key = tuple(map(id, templates))  # they hold dicts and cannot be hashed by value
        known = kept.get(key)
        if known is None:
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            known = kept[key] = templates, find(*templates)  # while they are kept their ids are nobody else's
        return known[1]

    return found


@once
def patterns_of(template: FormTemplate) -> tuple[Pattern, ...]:
    """Every row that the template can print, in order (the body rows of indicators apart)."""
    rows = [
        (kind, block, tuple(slot_of(template, *cell) for cell in cells), parent)
        for block in template.block
        for kind, block, cells, parent in _rows(template, block, None)
    ]
    begins = [number == 0 or row[:2] != rows[number - 1][:2] for number, row in enumerate(rows)]
    return tuple(
        Pattern(kind, block, slots, number, parent, begins[number] or kind not in ("list", "pair"))
        for number, (kind, block, slots, parent) in enumerate(rows)
    )


_Drawn = tuple[GridCell, int, int, int]
"""A cell as ``slot_of`` asks for it: which one of its row, among those that begin there, of how many."""
_Row = tuple[RowKind, Block, tuple[_Drawn, ...], Block | None]


def _rows(template: FormTemplate, block: Block, parent: Block | None) -> Iterator[_Row]:
    if block.text:
        yield "goal_fixed" if parent else "fixed", block, ((_line(template, block.text), 0, 0, 1),), parent
    kinds: dict[str, tuple[RowKind, RowKind]] = {"list": ("list_head", "list"), "goal_pairs": ("pair_head", "pair")}
    head, body = kinds.get(block.kind, ("indicator_head", "indicator_head"))
    for cells in _drawn(template, block.rows):
        yield "goal_fixed" if parent else "fixed", block, cells, parent
    for cells in _drawn(template, block.head):
        yield head, block, cells, parent
    if block.kind in kinds:
        for cells in _drawn(template, block.row):
            yield body, block, cells, parent
    for inner in block.block:
        yield from _rows(template, inner, block)


def _line(template: FormTemplate, text: str) -> GridCell:
    return GridCell(0, 0, 1, len(template.columns), parse_text(text))


def _drawn(template: FormTemplate, drawing: str) -> Iterator[tuple[_Drawn, ...]]:
    grid = template.grid(drawing)
    covered = {(row, cell.column): cell for cell in grid.cells for row in range(cell.row, cell.row + cell.row_span)}
    for row in range(grid.row_count):
        elements = sorted(column for r, column in covered if r == row)
        begins = sorted(cell.column for cell in grid.cells if cell.row == row and not cell.above)
        yield tuple(
            (cell, elements.index(cell.column), begins.index(cell.column), len(begins))
            for cell in grid.cells
            if cell.row == row and not cell.above and cell.pieces
        )


def slot_of(template: FormTemplate, cell: GridCell, order: int = 0, rank: int = 0, beside: int = 1) -> Slot:
    """A cell of a drawing, the ``order``-th of its row, as it is looked for in a source."""
    words = "".join(piece for piece in cell.pieces if isinstance(piece, str))
    dressed = (piece.before + piece.after for piece in cell.pieces if isinstance(piece, Place))
    letters = re.sub(r"[\W\d_]", "", words + "".join(dressed))
    places = tuple(cell.places)
    choice = any(place.choice for place in places)
    known = _labels(template, cell)
    amount = bool(places) and not choice and all(template.field_kind(place.path) == "amount" for place in places)
    counts = not words and any(isinstance(piece, Place) and (piece.sums or piece.path == "n") for piece in cell.pieces)
    anchored = (not places and not counts) or (len(letters) >= 2 and not choice)
    before = max((_years_before(piece.path) for piece in cell.pieces if isinstance(piece, Place)), default=0)
    groups = tuple(f"p{number}" for number, piece in enumerate(cell.pieces) if _taken(piece))
    taken = regex_of(partial(_pattern, cell.pieces), re.DOTALL)
    look: Look = "words" if anchored else "amount" if amount else _look(cell.pieces, places)
    money = frozenset(group for group in groups if _is_money(template, cell.pieces[int(group[1:])]))
    letter = "" if known else _sure_letter(cell.pieces)
    boxes = choice and len({place.path for place in places}) == 1
    return Slot(
        cell.column, order, places, taken, known, anchored, amount, cell.pieces, before, groups, rank, beside, money,
        look, letter, boxes,
    )  # fmt: skip


def _look(pieces: Sequence[Piece], places: Sequence[Place]) -> Look:
    """By what a text fits a cell that is known neither by words nor as an amount."""
    if not places:
        return "count"  # a running number, or a sum
    if any(place.choice for place in places):
        return "boxes"
    if len(pieces) > 1:
        return "shape"
    return "date" if places[:1] and places[0].path == "date" else "any"


def _is_money(template: FormTemplate, piece: Piece) -> bool:
    """True for a place whose amounts are counted in a unit of money."""
    if isinstance(piece, str) or piece.choice or template.field_kind(piece.path) != "amount":
        return False
    return template.rule_of(piece.path).type != "number" and counts_money(piece.path)


def _years_before(path: str) -> int:
    """2 for ``year-2``, 0 for what is no earlier year."""
    return YEARS_AGO.get(path, 0)


def _labels(template: FormTemplate, cell: GridCell) -> frozenset[str]:
    """The words of a cell of nothing else, and others that the template has for them."""
    if len(cell.pieces) != 1 or not isinstance(cell.pieces[0], str):
        return frozenset()
    label = word_of(cell.pieces[0]).norm
    return frozenset((label, *_aliases(template, label)))


def _aliases(template: FormTemplate, label: str) -> Iterator[str]:
    """Other words that the template has for one of its labels."""
    for known, aliases in template.aliases.items():
        if word_of(known).norm == label:
            yield from (word_of(alias).norm for alias in aliases)


def _pattern(pieces: tuple[Piece, ...]) -> str:
    last = max((number for number, piece in enumerate(pieces) if isinstance(piece, Place)), default=-1)
    parts = [
        _words(pieces, number) if isinstance(piece, str) else _place(piece, number, number == last == len(pieces) - 1)
        for number, piece in enumerate(pieces)
    ]
    return r"\s*" + r"\s*".join(parts) + r"\s*"


def _taken(piece: Piece) -> bool:
    """True for a place whose value is taken out of the cell (``_place`` gives it a group)."""
    return isinstance(piece, Place) and bool(piece.choice or not piece.from_context)


def _words(pieces: tuple[Piece, ...], number: int) -> str:
    words = str(pieces[number])
    if not words.strip() and _is_value(pieces[number - 1 : number]) and _is_value(pieces[number + 1 : number + 2]):
        ends = _LINE_ENDS if "\n" in words else _BLANK  # nothing else tells two values apart,
        return f"(?:{ends}|{_PHONE})" if _are_of_a_person(pieces, number) else ends  # save that names are no numbers
    if words.strip() in ("：", ":") and _is_value(pieces[number - 1 : number]):
        return "[：:]"  # nor does anything but the colon
    return _literal(words) + _SEPARATED * _announces(pieces, number)


def _are_of_a_person(pieces: tuple[Piece, ...], number: int) -> bool:
    """A name stands before, and the telephone behind."""
    before, behind = pieces[number - 1], pieces[number + 1]
    return getattr(before, "path", "") in _PERSONS and getattr(behind, "path", "") == "phone"


def _is_value(pieces: tuple[Piece, ...]) -> bool:
    return any(isinstance(piece, Place) and not (piece.from_context or piece.choice) for piece in pieces)


def _announces(pieces: tuple[Piece, ...], number: int) -> bool:
    """True for words with a colon right before a value."""
    return str(pieces[number]).rstrip().endswith(("：", ":")) and _is_value(pieces[number + 1 : number + 2])


def _literal(text: str) -> str:
    """Fixed words as a regex: blanks and width do not matter, a remark in brackets such as （盖章） may be missing."""
    return r"\s*".join(f"(?:{_signs(part)})?" if may_lack else _signs(part) for part, may_lack in _parts(text))


def _parts(text: str) -> list[tuple[str, bool]]:
    """The words and the remarks in brackets between them, and which of them may be missing."""
    parts = [part for part in re.split(r"([（(][^（）()]*[）)])", text) if part.strip()]
    return [(part, part[0] in "（(" and len(parts) > 1) for part in parts]


def _sure_letter(pieces: Sequence[Piece]) -> str:
    """A letter that no text of the cell lacks; nothing where its words have none."""
    words = (part for piece in pieces if isinstance(piece, str) for part, may_lack in _parts(piece) if not may_lack)
    return next((sign for part in words for sign in part if sign.isalpha()), "")


def _beside(words: str) -> str:
    """Words that stand with a value alone; a mere blank parts it from the next."""
    return _signs(words) if words.strip() or not words else r"\s+"


def _signs(text: str) -> str:
    signs = (sign for sign in text if not sign.isspace())
    return r"\s*".join(sign if sign.isalnum() else _EQUAL.get(sign) or re.escape(sign) for sign in signs)


def _place(place: Place, number: int, last: bool) -> str:
    if place.before or place.after:
        own = _place(place._replace(before="", after=""), number, False).replace("*", "+")
        if place.after.isspace():
            own = r"(?!\d)" + own  # a mere blank parts it from the next value: what begins with a figure is that one
        return f"(?:{_beside(place.before)}{own}{_beside(place.after)})?"
    if place.choice:
        return f"(?P<p{number}>[{MARKS}]?)"
    if place.from_context:
        if place.sums:
            return r"[-−－\d.,，%％]*"
        return f"(?P<c{number}>{_CONTEXT.get(place.path, '[0-9]{4}')})"
    if split_scope(place.path)[1] in _CODE_FIELDS and not last:
        return f"(?P<p{number}>[0-9A-Za-z-]*)"
    return f"(?P<p{number}>.*)" if last else f"(?P<p{number}>.*?)"


def matches_label(slot: Slot, word: Word) -> bool:
    """True when the word is the slot's own."""
    return word.norm in slot.labels if slot.labels else slot.takes(word.text.strip())


@once
def labels_of(*templates: FormTemplate) -> frozenset[str]:
    """The fixed words of every cell of the templates, by which a form is known to be of them."""
    return frozenset[str]().union(*map(_labels_of, templates))


@once
def _labels_of(template: FormTemplate) -> frozenset[str]:
    """Those of one, without what else ``patterns_of`` makes of it."""
    rows = (row for block in template.block for row in _rows(template, block, None))
    cells = (cell for _, block, drawn, _ in rows if block.kind != "title" for cell, *_ in drawn)
    return frozenset[str]().union(*(_labels(template, cell) for cell in cells))


@once
def over_titles(*templates: FormTemplate) -> tuple[Slot, ...]:
    """What the templates draw above their title with words of its own, such as 附件3-1."""
    found: list[Slot] = []
    for template in templates:
        above = takewhile(lambda block: block.kind != "title", template.block)
        blocks = list(above) if any(one.kind == "title" for one in template.block) else []
        rows = (row for block in blocks for row in _rows(template, block, None) if row[1] is block)
        slots = (slot_of(template, *cell) for _, _, cells, _ in rows for cell in cells)
        found += [slot for slot in slots if slot.anchored]
    return tuple(found)


def body_rows(template: FormTemplate) -> list[Pattern]:
    """The body rows of the template's indicator blocks, with the block they are nested in, at the position of the last
    row drawn above them."""
    last = {id(pattern.block): pattern.position for pattern in patterns_of(template)}
    found, position = [], -1
    for block in template.block:
        for inner in (block, *block.block):
            position = max(position, last.get(id(inner), -1))
            drawn = _drawn(template, inner.row) if inner.kind == "indicators" else ()
            rows = (tuple(slot_of(template, *cell) for cell in cells) for cells in drawn)
            found += [Pattern("indicator_head", inner, slots, position, block) for slots in rows]
    return found
