"""A file that is to be written, and the same when it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from exporters.said import Note
from models.origin import Origin
from models.table import Table


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the cover of a book of forms."""

    unit: str
    year: int
    date: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """Tables that go into one file; they may be laid out only when they are asked for.

    ``unprinted`` are the goals that the tables laid out so far have no room for, ``broken`` their cells whose number is
    broken over lines; ``origins`` say which form each is, or
    which several; ``dossier`` are the bytes of what a file may carry of the dossier, if it can.
    ``drafts`` says which tables have open errors and are to be marked, ``tighten`` whether they may be set smaller;
    ``cover`` is that of a book; ``choices`` what the template of each offers for a field; ``notes`` are the comments on
    each, where they are to go along; ``budget`` is the unit's budget where it is to stand before them.
    """

    title: str
    tables: Sequence[Table]
    author: str = ""
    unprinted: Sequence[str] = ()
    origins: tuple[tuple[Origin, ...], ...] = ()
    dossier: bytes = b""
    drafts: tuple[bool, ...] = ()
    tighten: bool = True
    cover: Cover | None = None
    choices: tuple[Callable[[str], tuple[str, ...]], ...] = ()
    notes: tuple[tuple[Note, ...], ...] = ()
    budget: Table | None = None
    broken: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """One file that was written: the form's title (the dossier's for all together), format, path, pages.

    ``missing`` are the characters that no bundled face has, each with the form and its place; ``unprinted`` the goals
    that the form's template has no room for, each with its form, ``broken`` the cells whose number is broken over
    lines; ``unkept`` says why what was there before could not
    be kept among the versions.
    """

    form: str
    format: str
    path: Path
    pages: int
    missing: tuple[str, ...] = ()
    unprinted: Sequence[str] = ()
    unkept: str = ""
    broken: Sequence[str] = ()
