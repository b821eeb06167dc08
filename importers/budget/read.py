"""The unit's budget out of its disclosed tables, whichever of them there are. By what heads say.

What is read is told cell by cell, so that the rest can be listed as having found no place: amounts, codes and names
that are in the budget now, the heads and labels that gave them their meaning, and cells that repeat what has been read.
"""

from __future__ import annotations

from importers.budget.official import is_official, read_official
from importers.budget.overview import is_fiscal, is_overview, read_fiscal, read_overview
from importers.budget.project_rows import project_heads, read_projects
from importers.budget.purchases import purchase_heads, read_purchases
from importers.budget.reading import Reading
from importers.budget.subjects import Subjects, read_subjects, subjects_of
from importers.budget.tables import Sheet, sheets_of
from importers.budget.units import read_units, unit_heads
from importers.placed import Placed
from models.dossier import Budget
from models.table import Document


def read_budget(document: Document, budget: Budget) -> Placed:
    """Adds what a document's tables say to a budget (in 万元); which value took which cell.

    What contradicts what is there already is left, and so is everything in a document without such tables.
    """
    reading = Reading(budget)
    sheets = [sheet for sheet in sheets_of(document) if not sheet.holds("form")]
    by_code = [(sheet, subjects_of(sheet)) for sheet in sheets]
    subjects = sorted((table for _, table in by_code if table), key=lambda table: table.place_in_line)
    others = [sheet for sheet, table in by_code if table is None]
    overviews = [sheet for sheet in others if is_overview(sheet)]
    _whole(reading, subjects, overviews)
    for sheet in overviews:
        if is_fiscal(sheet):
            read_fiscal(sheet, reading)
    for table in subjects:
        if table.place_in_line:
            read_subjects(table, reading)
    for sheet in others:
        if sheet not in overviews:
            _read_list(sheet, reading)
    return reading.placed if budget != Budget() else {}


def _whole(reading: Reading, subjects: list[Subjects], overviews: list[Sheet]) -> None:
    """First what speaks of all the money."""
    for table in subjects:
        if not table.place_in_line:
            read_subjects(table, reading)
    for sheet in overviews:
        if not is_fiscal(sheet):
            read_overview(sheet, reading)


def _read_list(sheet: Sheet, reading: Reading) -> None:
    """A table with a row for each project, unit, purchase or expense."""
    if columns := project_heads(sheet):
        read_projects(sheet, columns, reading)
    elif columns := purchase_heads(sheet):
        read_purchases(sheet, columns, reading)
    elif is_official(sheet):
        read_official(sheet, reading)
    elif columns := unit_heads(sheet):
        read_units(sheet, columns, reading)
