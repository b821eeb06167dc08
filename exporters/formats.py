"""The formats of files that forms are written as. A new one is an entry here and a module with ``write_job``."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the command line asks for the names of the formats before anything else is loaded
    from pathlib import Path

    from exporters.written import Job, Written


class Format(NamedTuple):
    """A format by its suffix: its short name, what a person ticks, whether its pages are those of the paper.

    A ``usual`` one is written where nobody says which; one that ``carries`` can hold the dossier that it was made of,
    and one that is ``written_in`` may have blank rows for it.
    """

    suffix: str
    name: str
    label: str
    paged: bool
    usual: bool
    write: Callable[[Job, Path], Written]
    carries: bool = False
    written_in: bool = False


def _when_used(module: str) -> Callable[[Job, Path], Written]:
    """The module's ``write_job``; the module is loaded when first used, since openpyxl costs 120 ms of a start."""

    def write(job: Job, path: Path) -> Written:
        written: Written = import_module(module).write_job(job, path)
        return written

    return write


FORMATS = {
    one.suffix: one
    for one in (
        Format("xlsx", "Excel", "Excel（.xlsx）", False, True, _when_used("exporters.excel.write"), written_in=True),
        Format("pdf", "PDF", "PDF", True, True, _when_used("exporters.pdf.write"), carries=True),
        Format("docx", "Word", "Word（.docx）", False, False, _when_used("exporters.word.write")),
        Format("html", "网页", "网页（.html）", False, False, _when_used("exporters.html.write")),
    )
}
MOST_BLANK_ROWS = 50
"""Blank rows that may be asked for below each list."""
USUAL = tuple(one.suffix for one in FORMATS.values() if one.usual)


def format_names(between: str) -> str:
    """The formats in words: Excel、PDF、Word、网页."""
    return between.join(one.name for one in FORMATS.values())
