"""The neutral table in the middle: what every form becomes on its way out, and every source on its way in.

A cell says what it *is* (its role), never how it looks, and which value of the dossier it shows (its binding).
Excel, PDF, screen and printer only place such cells; importers only produce them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Final, NamedTuple

from models.paths import FieldKind


class Role(StrEnum):
    """What a cell is. Writers choose font, alignment and border by it."""

    TITLE = "title"  # the form's heading, above the table, no border
    SUBTITLE = "subtitle"  # a line under the heading, such as （2026年度）, no border, centred
    CAPTION = "caption"  # 填报单位（盖章）：…, at the left above the table, no border
    UNIT = "unit"  # 单位：万元, at the right above the table, no border
    LABEL = "label"  # fixed words of the form
    HEADER = "header"  # head of a column
    LEVEL = "level"  # name of a 一级 or 二级指标
    TEXT = "text"  # running text, left
    VALUE = "value"  # a short value (target, basis, name of a person), centred
    NUMBER = "number"  # an amount, a share, a weight
    CHOICE = "choice"  # □ and ☑ with their words
    HEADING = "heading"  # a heading inside a narrative form, no border
    PARAGRAPH = "paragraph"  # a paragraph of a narrative form, no border, first line indented
    SIGNATURE = "signature"  # names, phones and seals under the table, no border
    NOTE = "note"  # remarks under the table, no border, small

    @property
    def bordered(self) -> bool:
        """True for the cells of the table proper, False for what stands around it."""
        return self not in _UNBORDERED


_UNBORDERED = frozenset(
    {Role.TITLE, Role.SUBTITLE, Role.CAPTION, Role.UNIT, Role.HEADING, Role.PARAGRAPH, Role.SIGNATURE, Role.NOTE}
)


class Slot(NamedTuple):
    """One value in a cell. ``path`` is its stable path, ``field`` its name in the drawing, of that scope and kind.

    ``choice`` is the value that a check box stands for, ``lead`` the words before it in the cell; ``rows`` says what
    kind of rows it stands in (costs, indicators, …), empty where it is no row that can be added.
    """

    path: str
    field: str
    scope: str
    kind: FieldKind
    choice: str = ""
    lead: str = ""
    rows: str = ""

    @property
    def node(self) -> str:
        """Id of the node whose value it is."""
        return self.path.partition(".")[0]

    @property
    def name(self) -> str:
        """The field in the node."""
        return self.path.partition(".")[2]


@dataclass(slots=True, unsafe_hash=True)
class Cell:
    """One cell: its anchor (0-based), its span, its printed text, what it is and what it shows.

    ``slots`` are all values in it, ``binding`` the path of the first (``<node id>.<field>``), empty for fixed words.
    Nothing of it changes, which mypy sees to; a frozen one takes five times as long to make, and a sheet has thousands.
    """

    row: Final[int]
    column: Final[int]
    text: Final[str] = ""
    row_span: Final[int] = 1
    column_span: Final[int] = 1
    role: Final[Role] = Role.TEXT
    binding: Final[str] = ""
    slots: Final[tuple[Slot, ...]] = ()

    @property
    def bottom(self) -> int:
        """First row below the cell."""
        return self.row + self.row_span

    @property
    def right(self) -> int:
        """First column to the right of the cell."""
        return self.column + self.column_span


class Band(NamedTuple):
    """Rows ``start``..``stop`` whose head (rows ``head_start``..``head_stop``) is repeated on every page they reach."""

    head_start: int
    head_stop: int
    start: int
    stop: int


PAPERS: dict[str, tuple[float, float]] = {"A3": (297.0, 420.0), "A4": (210.0, 297.0), "B5": (182.0, 257.0)}
"""Sheets of paper that every writer knows → width and height in mm, upright."""


class PageSetup(NamedTuple):
    """The sheet of paper. Lengths in mm, font size in points.

    ``least_font_size``: as small as the letters may become where that saves a page of a few rows.
    """

    paper: str = "A4"
    landscape: bool = False
    margin_top: float = 18
    margin_right: float = 15
    margin_bottom: float = 18
    margin_left: float = 15
    font_size: float = 10
    least_font_size: float = 9

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the sheet as it lies, in mm; an unknown paper counts as A4."""
        short, long = PAPERS.get(self.paper.upper(), PAPERS["A4"])
        return (long, short) if self.landscape else (short, long)


class Table(NamedTuple):
    """One form (or one table of a source) as cells.

    ``widths`` are the column widths in mm; a writer scales them to the printable width. ``cells`` are in reading order
    and do not overlap. ``together`` are row ranges (start, stop) that no page edge may cut, ``least_heights`` rows
    that have so many mm at least. ``rows`` of an imported
    table may be ragged: a place without a cell is blank. ``source_rows`` says, for an imported table, where each row
    stood in the source (1-based), to name a place to a person, ``source_sheet`` and ``source_page`` on which sheet or
    page. ``spans_known`` is False where merged cells were lost (pasted text), so that positions cannot be trusted.
    ``depth`` says in how many tables of the source it stood, ``outer_row`` in which row of the last of them, which
    comes before it in the document. ``whole_texts`` are (row, column, text) of cells with tables in them, where their
    own text is without those: all that is seen there.
    """

    widths: tuple[float, ...]
    row_count: int
    cells: tuple[Cell, ...]
    title: str = ""
    bands: tuple[Band, ...] = ()
    together: tuple[tuple[int, int], ...] = ()
    page: PageSetup = PageSetup()
    source_rows: tuple[int, ...] = ()
    spans_known: bool = True
    source_sheet: str = ""
    source_page: int = 0
    least_heights: tuple[tuple[int, float], ...] = ()
    depth: int = 0
    outer_row: int = 0
    whole_texts: tuple[tuple[int, int, str], ...] = ()

    @property
    def column_count(self) -> int:
        """Number of grid columns."""
        return len(self.widths)

    def rows(self) -> list[list[Cell]]:
        """The cells by the row of their anchor, left to right."""
        rows: list[list[Cell]] = [[] for _ in range(self.row_count)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        for row in rows:
            row.sort(key=attrgetter("column"))
        return rows

    def texts(self) -> list[list[str]]:
        """The texts by row, as wide in every row; blank where no cell stands or a merged one covers the place."""
        texts = [[""] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            texts[cell.row][cell.column] = cell.text
        return texts

    def place(self, row: int) -> int:
        """Row of the source (1-based) that row ``row`` came from."""
        return self.source_rows[row] if row < len(self.source_rows) else row + 1


def covered(cell: Cell) -> Iterator[tuple[int, int]]:
    """Every (row, column) a cell lies on, its anchor first."""
    for row in range(cell.row, cell.bottom):
        for column in range(cell.column, cell.right):
            yield row, column


class Paragraph(NamedTuple):
    """A line of running text between the tables of a source, with its place in the source (1-based line)."""

    text: str
    source_row: int = 0
    source_sheet: str = ""
    source_page: int = 0


Document = tuple[Paragraph | Table, ...]
"""A whole source in reading order: paragraphs and tables."""
