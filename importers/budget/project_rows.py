"""项目支出预算表: the projects with their money."""

from __future__ import annotations

from collections.abc import Mapping

from importers.budget.reading import Reading
from importers.budget.subjects import is_total
from importers.budget.tables import Heads, Sheet, is_word
from models.dossier import BudgetProject
from models.values import ExpenditureKind, FundingSource

CONTEXTS = ("budget_project", "budget_income")


def project_heads(sheet: Sheet) -> Heads:
    """The columns of a list of projects with their money; empty for any other table."""
    found = sheet.heads(*CONTEXTS)
    return found if {"name", "amount"} <= found.keys() and not is_other_list(sheet, found) else {}


def is_other_list(sheet: Sheet, heads: Heads) -> bool:
    """A list of what is bought, or of targets."""
    words = (word for row in sheet.rows[: heads["head"]] for word in row.values())
    return sheet.titled("other_list") or any(is_word("other_list", word) for word in words)


def read_projects(sheet: Sheet, heads: Heads, reading: Reading) -> None:
    """The projects with their money. Rows that only add up others (the unit, a kind of projects) are no projects."""
    rows = [row for row in range(heads["head"], len(sheet.rows)) if sheet.amount(row, heads["amount"]) is not None]
    own = _own_rows(sheet, heads, [row for row in rows if not is_total(sheet, row)])
    known = {project.name: project for project in reading.budget.projects}
    if not own:
        return
    reading.place_heads(sheet, heads["head"], *CONTEXTS)
    for row in own:
        _read_project(sheet, heads, reading, row, known)
    _read_totals(sheet, heads, reading, [row for row in rows if row not in own])
    sources = [heads[source.value] for source in FundingSource if source.value in heads]
    for row, column in ((row, column) for row in rows if is_total(sheet, row) for column in sources):
        reading.place_sum(sheet, row, column, [sheet.amount(one, column) for one in own])


def _read_project(sheet: Sheet, heads: Heads, reading: Reading, row: int, known: Mapping[str, BudgetProject]) -> None:
    """A project, or one that another table has named: then what says the same is placed and the rest is left."""
    name, code = sheet.word(row, heads["name"]).one_line, sheet.word(row, heads.get("code")).norm
    project = known.get(name)
    if project is None:
        project = BudgetProject(code=code, name=name, amount=sheet.amount(row, heads["amount"]))
        reading.budget.projects = [*reading.budget.projects, project]
    reading.place(sheet, row, heads["name"], f"{project.id}.name")
    if code == project.code:
        reading.place(sheet, row, heads.get("code"), f"{project.id}.code")
    reading.keep_text(sheet, row, heads.get("unit_name"), project, "unit_name")
    sources = {heads[source.value]: source for source in FundingSource if source.value in heads}
    for column in sheet.rows[row]:
        if column in sources:
            reading.keep(sheet, row, column, project, f"funding.{sources[column]}")
        else:
            reading.place_money(sheet, row, column, f"{project.id}.amount", project.amount)


def _read_totals(sheet: Sheet, heads: Heads, reading: Reading, rows: list[int]) -> None:
    """The sum of all projects, in as many columns and rows as say it: that of the only unit does as well."""
    summed = next((row for row in rows if is_total(sheet, row)), None)
    total = sheet.amount(summed, heads["amount"]) if summed is not None else None
    for row in rows:
        where = reading.spending(ExpenditureKind.PROJECT, total) if total is not None else ""
        for column in sheet.rows[row] if where else ():
            reading.place_money(sheet, row, column, where, total)
        reading.place_sum_words(sheet, row)


def _own_rows(sheet: Sheet, heads: Heads, rows: list[int]) -> list[int]:
    """The rows of single projects: those that name their unit where some do, else those not named like a unit."""
    named = [row for row in rows if sheet.word(row, heads["name"]).norm]
    if "unit_name" in heads and heads["unit_name"] != heads["name"]:
        with_unit = [row for row in named if sheet.word(row, heads["unit_name"]).norm]
        if with_unit and len(with_unit) < len(named):
            return with_unit
    return [row for row in named if not is_word("group", sheet.word(row, heads["name"]))]
