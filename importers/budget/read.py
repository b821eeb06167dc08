"""The unit's budget out of its disclosed tables: 收支预算总表, 支出预算总表, 项目支出预算表. By what heads say.

What is read is told cell by cell, so that the rest can be listed as having found no place: amounts, codes and names
that are in the budget now, the heads and labels that gave them their meaning, and cells that repeat what has been read.
"""

from __future__ import annotations

from importers.budget.functions import function_heads, read_functions, read_repeated
from importers.budget.overview import is_overview, read_overview
from importers.budget.project_rows import project_heads, read_projects
from importers.budget.reading import Reading
from importers.budget.tables import sheets_of
from importers.placed import Placed
from models.dossier import Budget
from models.table import Document


def read_budget(document: Document, budget: Budget) -> Placed:
    """Adds what a document's tables say to a budget (in 万元); which value took which cell.

    What contradicts what is there already is left, and so is everything in a document without such tables.
    """
    reading = Reading(budget)
    sheets = list(sheets_of(document))
    by_function = [(sheet, heads) for sheet in sheets if (heads := function_heads(sheet))]
    for sheet, heads in by_function:
        if not sheet.titled("part_only"):
            read_functions(sheet, heads, reading)
    for sheet in sheets:
        if is_overview(sheet):
            read_overview(sheet, reading)
    for sheet, heads in by_function:
        if sheet.titled("part_only"):
            read_repeated(sheet, heads, reading)
    for sheet in sheets:
        if columns := project_heads(sheet):
            read_projects(sheet, columns, reading)
    return reading.placed if budget != Budget() else {}
