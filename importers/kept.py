"""Corrections kept for files of one layout: known by the heads and the number of columns of its table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from importers.corrections import WHOLE_TABLE, Corrections, Scope, Spoken
from importers.placed import HEAD, Place
from importers.readers.source import Notice
from importers.understanding import Source
from importers.words.indicator_heads import is_indicator_head
from importers.words.vocabulary import word_of
from models.files.reasons import reading_refusal
from models.files.whole import write_whole
from models.python import regex
from models.table import Cell, Table

_YEAR = regex(r"(?:19|20)\d\d")


class KeptError(ValueError):
    """The kept corrections cannot be read; a Chinese sentence says why and what to do."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KeptCorrection(_Part):
    """One correction; ``words`` are those by which its row, or its cell, is known again, ``column`` where it stands.

    Where a form begins is known by the number of its ``row`` as well: the same words begin each of them.
    """

    scope: Scope
    means: str
    column: int = 0
    row: int | None = None
    words: tuple[str, ...] = ()


class KeptLayout(_Part):
    """What was said of the tables with these heads; ``name`` is the source it was said of."""

    columns: int
    heads: tuple[str, ...]
    name: str
    corrections: tuple[KeptCorrection, ...]

    def same_table(self, other: KeptLayout) -> bool:
        """Speaks of tables of the same layout."""
        return (self.columns, self.heads) == (other.columns, other.heads)

    def fits(self, table: Table) -> bool:
        """The table has that many columns, and a row with these heads."""
        return _width(table) == self.columns and any(_words(row) == self.heads for row in _rows(table))


# --- keeping ----------------------------------------------------------------------------------------------------------


def layouts_of(source: Source, said: Corrections) -> list[KeptLayout]:
    """What was said of a source's tables, so that it can be applied to others of their layouts."""
    parts = dict.fromkeys(spoken.place.part for spoken, _ in said.said)
    found = (_layout(source, number, said, said.said) for number in parts)
    return [one for one in found if one is not None]


def _layout(source: Source, part: int, said: Corrections, chosen: Iterable[tuple[Spoken, str]]) -> KeptLayout | None:
    """The layout of a table with the chosen ones of what was said of it; None where it is no table."""
    table = source.document[part]
    if not isinstance(table, Table):
        return None
    rows = _rows(table)
    heads = (place.row for place, means in said.of(Scope.ROW).items() if place.part == part and means == HEAD)
    told = next(heads, None)
    head = rows[told] if told is not None else _head(rows)
    kept = (_kept(rows, spoken, means) for spoken, means in chosen if spoken.place.part == part)
    return KeptLayout(
        columns=_width(table), heads=_words(head), name=source.name, corrections=tuple(dict.fromkeys(kept))
    )


def alike(
    sources: Sequence[Source], index: int, said: Corrections, spoken: Spoken, means: str
) -> Iterator[tuple[int, Spoken]]:
    """Where the same can be said in tables of one layout: number of the source, and of what. Not of forms' beginnings;
    another template only in other tables."""
    layout = _layout(sources[index], spoken.place.part, said, [(spoken, means)])
    if layout is None or spoken.scope == Scope.BEGINS:
        return
    for number, source in enumerate(sources):
        for one, _ in said_before([layout], source)[0].said:
            own = number == index and one.place.part == spoken.place.part
            if not (own and spoken.scope == Scope.TEMPLATE):
                yield number, one


def _kept(rows: Sequence[Sequence[Cell]], spoken: Spoken, means: str) -> KeptCorrection:
    row, column = spoken.place.row, spoken.place.column
    words: tuple[str, ...] = ()
    if spoken.scope == Scope.CELL:
        words = (_label(rows, row, column),)
    elif spoken.scope in (Scope.ROW, Scope.BEGINS):
        words = _words(rows[row]) if means == HEAD else _words(rows[row])[:1]
    begins = row if spoken.scope == Scope.BEGINS else None
    return KeptCorrection(scope=spoken.scope, means=means, column=column, row=begins, words=words)


def _label(rows: Sequence[Sequence[Cell]], row: int, column: int) -> str:
    """The words beside a cell at its left, else over it."""
    left = [cell for cell in rows[row] if cell.column < column]
    over = [cell for above in rows[:row] for cell in above if cell.column == column]
    return next((_norm(cells[-1]) for cells in (left, over) if cells), "")


# --- applying ---------------------------------------------------------------------------------------------------------


def said_before(layouts: Iterable[KeptLayout], source: Source) -> tuple[Corrections, list[KeptLayout]]:
    """What the layouts say of the source's tables, and which of them do."""
    found: dict[Spoken, str] = {}
    used: list[KeptLayout] = []
    for layout in layouts:
        parts = [(n, part) for n, part in enumerate(source.document) if isinstance(part, Table) and layout.fits(part)]
        for number, table in parts:
            rows = _rows(table)
            found.update((spoken, one.means) for one in layout.corrections for spoken in _spoken(one, number, rows))
        used += [layout] if parts else []
    return Corrections(tuple(found.items())), used


def _spoken(kept: KeptCorrection, part: int, rows: Sequence[Sequence[Cell]]) -> Iterator[Spoken]:
    """The parts of a table that a correction speaks of."""
    if kept.scope == Scope.COLUMN:
        yield Spoken(kept.scope, Place(part, 0, kept.column))
        return
    if kept.scope == Scope.TEMPLATE:
        yield Spoken(kept.scope, Place(part, WHOLE_TABLE, 0))
        return
    for number, row in enumerate(rows):
        if row and _speaks_of(kept, rows, number):
            column = kept.column if kept.scope == Scope.CELL else 0
            yield Spoken(kept.scope, Place(part, number, column))


def _speaks_of(kept: KeptCorrection, rows: Sequence[Sequence[Cell]], number: int) -> bool:
    row = rows[number]
    if kept.row not in (None, number):
        return False
    if kept.scope == Scope.CELL:
        there = any(cell.column == kept.column for cell in row)
        return there and (_label(rows, number, kept.column),) == kept.words
    return _words(row)[: len(kept.words)] == kept.words and (kept.means != HEAD or len(row) == len(kept.words))


def corrected_before(layouts: Sequence[KeptLayout], source: Source) -> tuple[Source, Corrections]:
    """What was kept for the source's layouts; the source tells that it is applied."""
    said, used = said_before(layouts, source)
    if not used:
        return source, said
    names = "、".join(dict.fromkeys(f"“{one.name}”" for one in used))
    notice = Notice("kept-corrections", f"按导入{names}时记住的更正读入")
    return source._replace(notices=(*source.notices, notice)), said


# --- tables as they compare -------------------------------------------------------------------------------------------


def _rows(table: Table) -> list[list[Cell]]:
    """The filled cells by row."""
    return [[cell for cell in row if cell.text.strip()] for row in table.rows()]


def _head(rows: Sequence[Sequence[Cell]]) -> Sequence[Cell]:
    """The row that heads indicators, else the first of the fullest."""
    heads = (row for row in rows if is_indicator_head([word_of(cell.text) for cell in row]))
    return next(heads, max(rows, key=len, default=()))


def _width(table: Table) -> int:
    """Columns up to the last one with a text."""
    return max((cell.right for cell in table.cells if cell.text.strip()), default=0)


def _norm(cell: Cell) -> str:
    """The words of a cell; years are another every year."""
    return _YEAR.sub("#", word_of(cell.text).norm)


def _words(row: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(_norm(cell) for cell in row)


# --- the file ---------------------------------------------------------------------------------------------------------


def load_kept(file: Path) -> list[KeptLayout]:
    """What is kept; nothing where there is no such file. Raises KeptError."""
    try:
        entries = json.loads(file.read_text(encoding="utf-8"))
        return [KeptLayout.model_validate(entry) for entry in entries]
    except FileNotFoundError:
        return []
    except OSError as problem:
        refusal = reading_refusal(problem)
        raise KeptError(f"记住的更正读不出来，{refusal.why}。{refusal.todo}。") from problem
    except (ValueError, TypeError, ValidationError) as problem:
        raise KeptError(f"记住的更正读不出来：{file.name} 已损坏。把它改名或删除后，可以重新更正。") from problem


def save_kept(file: Path, layouts: Sequence[KeptLayout]) -> None:
    """Writes all that is kept. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    entries = [one.model_dump(mode="json") for one in layouts]
    write_whole(file, json.dumps(entries, ensure_ascii=False, indent=2).encode())


def with_kept(layouts: Sequence[KeptLayout], new: Sequence[KeptLayout]) -> list[KeptLayout]:
    """With what is new; of the same layout what was said last counts."""
    others = [one for one in layouts if not any(one.same_table(other) for other in new)]
    return [*others, *new]
