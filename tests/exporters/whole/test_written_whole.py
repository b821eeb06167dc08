"""What is drawn of a made-up form in every template, in every format: whatever is otherwise than before is seen.

Nobody has written down what is right there; a line tells that something changed, and of which form. All of it:
``python -m tests.exporters.whole.test_written_whole NAME pages`` (table, pages, excel, html; word with the template's
name), here and in a checkout of the commit before. Where something else is meant to be drawn: ``WRITE_READ=1 pytest
tests/exporters/whole``, and look at some of those that ``git diff`` names.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl.cell.cell import MergedCell

from exporters.excel.write import build_workbook
from exporters.export import table_of, unprinted
from exporters.fonts import load_fonts
from exporters.html.write import html_text
from exporters.on_paper import on_paper
from exporters.pages.paginate import paginate
from exporters.word.write import word_bytes
from models.table import Table
from tests.exporters.whole.made import Made, made_of, templates
from tests.known import is_known

KNOWN = Path(__file__).parent / "seen"


def number(value: Any) -> Any:
    """Lengths as near as a person can see; all else as it is."""
    return f"{value:.2f}" if isinstance(value, float) else value


def in_words(parts: Any) -> str:
    """What a small frozen object holds."""
    return " ".join(str(number(getattr(parts, field.name))) for field in fields(parts))


def table_lines(table: Table) -> Iterator[str]:
    """The table that a form becomes."""
    yield f"{table.title} {table.page} {table.row_count} {table.widths} {table.bands} {table.together}"
    yield from (repr(cell) for cell in table.cells)


def page_lines(table: Table) -> Iterator[str]:
    """Every text, rule and frame on every page."""
    pages = paginate(table, load_fonts(), tighten=True)
    yield f"{pages.title} {pages.missing} {pages.tightened} {pages.broken}"
    for page in pages.pages:
        yield f"page {page.width:.2f} {page.height:.2f}"
        yield from (in_words(part) for kind in (page.texts, page.rules, page.boxes) for part in kind)


def excel_lines(table: Table) -> Iterator[str]:
    """Every cell of the sheet with its look, and how it is printed."""
    for sheet in build_workbook([table]).worksheets:
        yield f"{sheet.title} {sheet.print_title_rows} {sheet.print_area} {[one.coord for one in sheet.merged_cells]}"
        yield f"{sheet.freeze_panes} {[one.id for one in sheet.row_breaks.brk]} {sheet.page_setup.scale}"
        margins = [number(getattr(sheet.page_margins, side)) for side in ("left", "right", "top", "bottom")]
        yield f"{sheet.page_setup.orientation} {sheet.page_setup.paperSize} {margins}"
        yield from (f"{one.sqref} {one.formula1} {one.prompt}" for one in sheet.data_validations.dataValidation)
        yield from (f"{key} {number(held.width)}" for key, held in sheet.column_dimensions.items())
        yield from (f"{key} {number(held.height)}" for key, held in sheet.row_dimensions.items())
        yield from (_cell(cell) for _, cell in sorted(sheet._cells.items()))


def _cell(cell: Any) -> str:
    box = cell.border
    sides = "/".join(str(side.style) for side in (box.left, box.right, box.top, box.bottom))
    if isinstance(cell, MergedCell):
        return f"{cell.coordinate} {sides}"
    font, lie = cell.font, cell.alignment
    lies = f"{lie.horizontal} {lie.vertical} {lie.wrap_text} {lie.indent} {lie.shrink_to_fit}"
    look = f"{font.name} {font.sz} {font.b} {lies} {sides} {cell.number_format}"
    return f"{cell.coordinate} {cell.data_type} {cell.value!r} {look}"


def word_lines(*tables: Table) -> Iterator[str]:
    """The document's own text with all that is said of it."""
    with ZipFile(BytesIO(word_bytes(tables))) as held:
        yield from held.read("word/document.xml").decode().split("><")


def html_lines(table: Table) -> Iterator[str]:
    """The page."""
    return iter(html_text([table]).splitlines())


WAYS: dict[str, Callable[[Table], Iterator[str]]] = {
    "table": table_lines,
    "pages": page_lines,
    "excel": excel_lines,
    "html": html_lines,
}


def table(one: Made) -> Table:
    """The form on the paper that is asked for."""
    return on_paper(table_of(one.dossier.forms[0], one.dossier, templates()), one.paper)


def summed(way: str, lines: Iterator[str]) -> str:
    """A sum over all lines, and how many characters they have."""
    found = "\n".join(lines)
    return f"{way} {sha256(found.encode()).hexdigest()[:8]} {len(found)}"


def in_short(template: str) -> Iterator[str]:
    """A line for each form of a template, and one for the Word document that has them all."""
    forms = made_of(template)
    drawn = [table(one) for one in forms]
    for one, its in zip(forms, drawn, strict=True):
        sums = ", ".join(summed(way, lines(its)) for way, lines in WAYS.items())
        yield f"{one.name} {sums}, {len(unprinted(one.dossier.forms[0], its))} goals unprinted"
    yield f"{template} {summed('word', word_lines(*drawn))}"


@pytest.mark.parametrize("template", sorted(templates()))
def test_made_up_forms_are_drawn_and_written_as_ever(template: str) -> None:
    now = [*in_short(template)]
    is_known(KNOWN / f"{template}.txt", now)


def main(name: str, way: str) -> None:
    """Prints all that is drawn of the form of that name, in one way; in Word of all of a template."""
    forms = {one.name: one for template in templates() for one in made_of(template)}
    words = word_lines(*(table(one) for one in made_of(name))) if way == "word" else WAYS[way](table(forms[name]))
    sys.stdout.write("\n".join([*words, ""]))


if __name__ == "__main__":
    main(*sys.argv[1:])
