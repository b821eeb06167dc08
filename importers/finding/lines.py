"""A document as the lines that recognition reads: rows of filled cells, and paragraphs; a cell is understood once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from importers.amounts import is_amount
from importers.finding.nested import once
from importers.finding.repeats import without_repeats
from importers.placed import Place
from importers.words.heads_and_labels import KINDS
from importers.words.indicator_heads import is_indicator_head
from importers.words.vocabulary import Word, word_of
from models.python import regex
from models.table import Cell, Document, Paragraph, Table

_PAGE_NUMBER = regex(
    r"^(?:[-—–~]{0,2}\d{1,4}[-—–~]{0,2}|第\d{1,4}页.{0,12}|\d{1,4}/\d{1,4}|共\d{1,4}页|\(?[续接]上?[表页]\)?)$"
)
_LONGEST_PAGE_NUMBER = 30  # characters
_COUNTED = ("栏次", "行次", "列次")
_PAIR = 2  # a label and its value
_SHORTEST = 3  # characters of a unit's name
_PLAIN = ("amount", "project_year")  # what can be nothing else
_YEAR = regex(r"^(?:19|20)\d\d年?度?$")
_LEAST_COUNTED = 4  # fewer may be values
FIELDS_ONLY = "fields"
"""Kind of a row all of whose cells are fields of the form, as a person said."""


class Spot(NamedTuple):
    """A filled cell of a line: where it stood in its part of the document, its text, understood, and the column (from
    0) that it is read in, mostly its own.

    ``again`` is where a new page repeats it, or a merged cell was copied once more.
    """

    place: Place
    word: Word
    column: int
    again: tuple[Place, ...] = ()

    def moved(self, column: int) -> Spot:
        """The same, read in another column."""
        return self._replace(column=column)

    @property
    def text(self) -> str:
        """The text as it stands in the source."""
        return self.word.text


def said_plainly(label: Word, said: Word) -> str:
    """The field of a label that means it only before what can be nothing else: 资金 | 86000, 年度 | 2026年."""
    path = label.field_alone or ""
    fits = is_amount(said.text) if path == "amount" else path == "project_year" and bool(_YEAR.match(said.norm))
    return path if fits else ""


def _labels(label: Word, said: Word) -> bool:
    """A label, or what is one before what can be nothing else: 经费 | 28.8万."""
    return any(label.field(kind) for kind in KINDS) or bool(said_plainly(label, said))


@dataclass(slots=True)
class Line:
    """One row of a table (``filled``), or one paragraph (``paragraph``).

    ``filled`` are the cells with text; ``placed`` says for their indices which value took them. ``anchors`` are all
    anchor columns, blank cells too: where spans are known they tell a new blank cell from one that merely goes on.
    ``turned``: the number of a page stood before it; ``content``: a paragraph that is a form's own text; ``inner``: of
    a table in a cell of another, below the row of which it comes; ``told``: what is to be said of a head that was made.
    What a person said (importers/corrections): ``kind`` of the row, ``begins`` another form or none, meanings of the
    ``columns`` of its table, ``fields`` of the form that were cells of it, and where they went, and what its other
    cells were ``meant`` to be.
    """

    place: int
    part: int = -1
    width: int = 0
    filled: tuple[Spot, ...] = ()
    anchors: frozenset[int] = frozenset()
    spans_known: bool = False
    paragraph: str = ""
    last_of_table: bool = False
    table: int = -1
    sheet: str = ""
    page: int = 0
    placed: dict[int, str] = field(default_factory=dict)
    turned: bool = False
    content: bool = False
    inner: bool = False
    told: str = ""
    kind: str = ""
    begins: bool | None = None
    columns: dict[int, str] = field(default_factory=dict)
    fields: list[tuple[Place, Word, str]] = field(default_factory=list)
    answered: dict[Place, str] = field(default_factory=dict)
    meant: dict[Place, str] = field(default_factory=dict)
    words: list[Word] = field(init=False)
    is_row: bool = field(init=False)
    heads_indicators: bool = field(init=False)

    def __post_init__(self) -> None:
        """``words`` are the filled cells from left to right, or the paragraph, understood; ``is_row``: of a table."""
        self._understand()
        self.heads_indicators = self.is_row and is_indicator_head(self.words)

    @property
    def texts(self) -> list[str]:
        """The filled texts from left to right, or the paragraph."""
        return [word.text for word in self.words]

    @property
    def alone(self) -> Word | None:
        """What a line says that holds just one text."""
        return self.words[0] if len(self.words) == 1 else None

    @property
    def said_alone(self) -> str:
        """The field of which a row holds the label and the value, and nothing else: 项目 and its name; nothing for
        other rows."""
        beside = len(self.filled) == 2 * _PAIR and _labels(self.words[_PAIR], self.words[_PAIR + 1])
        alone = (len(self.filled) == _PAIR or beside) and not self.heads_indicators
        path = self.words[0].field_alone if alone else None
        if not path:
            return ""
        said = self.words[1]
        if path in _PLAIN:
            return said_plainly(self.words[0], said)
        known = said.column is not None or said.in_list or any(said.field(kind) for kind in KINDS)
        money = path == "unit_name" and (len(said.norm) < _SHORTEST or said.norm.endswith("元"))
        number = said.quantity or said.like_number or said.money_year is not None
        return "" if known or money or number else path

    @property
    def tells_goal(self) -> bool:
        """目标2 and its text, and nothing else."""
        counted = len(self.filled) == _PAIR and not self.filled[0].column and self.words[0].counts_only
        return counted and not (self.words[1].quantity or self.words[1].column)

    @property
    def parts_forms(self) -> bool:
        """A row in which every cell is blank, and none is merged over it."""
        return self.is_row and not self.filled and len(self.anchors) == self.width

    @property
    def counts_columns(self) -> bool:
        """A row of nothing but 1, 2, 3 …, as official tables print below a head to number its columns."""
        if not self.words or self.words[0].norm not in ("1", *_COUNTED):
            return False
        words = [word.norm for word in self.words if word.norm not in _COUNTED]
        return len(words) >= _LEAST_COUNTED and words == [str(number) for number in range(1, len(words) + 1)]

    @property
    def free(self) -> list[int]:
        """The cells that found no place yet."""
        return [index for index in range(len(self.filled)) if index not in self.placed]

    def at(self, index: int) -> Place:
        """Where a text of the line stands in the document."""
        return self.filled[index].place if self.is_row else Place(self.part, 0, 0)

    def extend(self, rest: Line) -> None:
        """Every cell goes on with what a row below has in its column."""
        below = {spot.column: spot.text for spot in rest.filled}
        self.filled = tuple(spot._replace(word=word_of(spot.text + below.get(spot.column, ""))) for spot in self.filled)
        self._understand()

    def lengthen(self, text: str) -> None:
        """The last cell goes on with a text that stood below the row."""
        last = self.filled[-1]
        self.filled = (*self.filled[:-1], last._replace(word=word_of(last.text + text)))
        self._understand()

    def become_row(self, beside: Line) -> None:
        """A paragraph is a row of one cell after all: the other cells were blank and are lost."""
        self.filled, self.paragraph = (Spot(Place(self.part, 0, 0), word_of(self.paragraph), 0),), ""
        self.width, self.table = beside.width, beside.table
        self._understand()

    def become_paragraph(self) -> None:
        """Undoes ``become_row``."""
        self.paragraph = self.filled[0].text
        self.filled, self.width, self.table = (), 0, -1
        self._understand()

    def without(self, gone: Collection[int]) -> None:
        """Cells that are read otherwise stand in the line no more."""
        if self.is_row:
            self.filled = tuple(spot for index, spot in enumerate(self.filled) if index not in gone)
        else:
            self.paragraph = ""
        self._understand()

    def _understand(self) -> None:
        self.is_row = self.table >= 0
        self.words = [spot.word for spot in self.filled] if self.is_row else [word_of(self.paragraph)]

    def place_all(self, path: str) -> None:
        """Every text of the line went to one place."""
        self.placed.update(dict.fromkeys(range(len(self.texts)), path))


def lines_of(document: Document) -> list[Line]:
    """The lines of a document in reading order."""
    turned = False
    otherwise = once(document)
    within = _Within()
    for number, stands in enumerate(document):
        part = otherwise.get(number, stands)
        if part is None:
            continue
        if isinstance(part, Paragraph) and _is_page_number(part.text):
            turned = True
            continue
        found = [_paragraph_line(part, number)] if isinstance(part, Paragraph) else _table_lines(part, number)
        if not found:
            continue
        found[0].turned = turned
        turned = isinstance(part, Paragraph) and _is_continued(part.text)
        within.take(found, part)
    return within.lines()


@dataclass(slots=True)
class _Rows:
    """The lines of a part, and what stands in the cells of each."""

    own: list[Line]
    within: dict[int, list[_Rows]] = field(default_factory=dict)

    def in_order(self) -> Iterator[Line]:
        """Its lines, those of the tables in a cell below the row of that cell."""
        for number, line in enumerate(self.own):
            yield line
            for inner in self.within.get(number, ()):
                yield from inner.in_order()


class _Within:
    """Where the tables that others hold come: below the row in a cell of which they stand."""

    def __init__(self) -> None:
        self._parts: list[_Rows] = []
        self._around: list[_Rows] = []  # the last table of every depth

    def take(self, found: list[Line], part: Paragraph | Table) -> None:
        """Puts what was found of a part where it belongs."""
        depth = min(part.depth, len(self._around)) if isinstance(part, Table) else 0
        del self._around[depth:]
        rows = _Rows(found)
        self._around.append(rows)
        if not depth or not isinstance(part, Table):
            self._parts.append(rows)
            return
        for line in found:
            line.inner = True
        around = self._around[depth - 1]
        around.within.setdefault(min(part.outer_row, len(around.own) - 1), []).append(rows)

    def lines(self) -> list[Line]:
        """All lines, in reading order."""
        return [line for part in self._parts for line in part.in_order()]


def _is_continued(text: str) -> bool:
    """True for a heading with （续）, which says that a page ended above it."""
    word = word_of(text)
    return word.uncontinued is not word


def _is_page_number(text: str) -> bool:
    return len(text) <= _LONGEST_PAGE_NUMBER and bool(_PAGE_NUMBER.match(word_of(text).norm))


def _paragraph_line(part: Paragraph, number: int) -> Line:
    return Line(part.source_row, number, paragraph=part.text, sheet=part.source_sheet, page=part.source_page)


def _rejoined(table: Table) -> tuple[Table, dict[tuple[int, int], list[int]]]:
    """The table without the labels that a new page repeats with （续）, and the rows where each of them was repeated.

    Where spans are known the label over it goes on, else a blank takes its place, as below every label.
    """
    again: dict[tuple[int, int], list[int]] = {}
    if not any("续" in cell.text and _label(cell) != cell.text for cell in table.cells):
        return table, again
    cells: list[Cell] = []
    latest: dict[tuple[int, str], int] = {}
    for cell in table.cells:
        label = _label(cell)
        label = cell.text if word_of(label).is_title else label  # a heading within the sheet labels no rows
        above = latest.get((cell.column, word_of(label).norm)) if label != cell.text else None
        if above is None:
            latest[cell.column, word_of(cell.text).norm] = len(cells)
            cells.append(cell)
            continue
        again.setdefault((cells[above].row, cell.column), []).append(cell.row)
        if table.spans_known:
            cells[above] = replace(cells[above], row_span=cell.bottom - cells[above].row)
        else:
            cells.append(replace(cell, text=""))
    return table._replace(cells=tuple(cells)), again


def _label(cell: Cell) -> str:
    return word_of(cell.text).uncontinued.text


def _table_lines(table: Table, number: int) -> list[Line]:
    table, merged = without_repeats(table)
    table, again = _rejoined(table)
    others = merged | {place: [(row, place[1]) for row in rows] for place, rows in again.items()}
    rows = table.rows()
    filled = [tuple(_spot(number, cell, others) for cell in row if cell.text.strip()) for row in rows]
    last = max((index for index, row in enumerate(filled) if row), default=-1)
    return [
        Line(
            table.place(index),
            number,
            table.column_count,
            filled[index],
            frozenset(cell.column for cell in row),
            table.spans_known,
            last_of_table=index >= last,
            table=number,
            sheet=table.source_sheet,
            page=table.source_page,
        )
        for index, row in enumerate(rows)
    ]


def _spot(number: int, cell: Cell, others: Mapping[tuple[int, int], Sequence[tuple[int, int]]]) -> Spot:
    if not others:
        return Spot(Place(number, cell.row, cell.column), word_of(cell.text), cell.column)
    again = others.get((cell.row, cell.column), ())
    repeated = tuple(Place(number, *place) for place in again) if again else ()
    return Spot(Place(number, cell.row, cell.column), word_of(cell.text), cell.column, repeated)
