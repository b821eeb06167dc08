"""项目支出预算表: the projects with their money."""

from __future__ import annotations

from collections.abc import Mapping

from importers.budget.functions import is_total, place_sum_words
from importers.budget.reading import Reading
from importers.budget.tables import Heads, Sheet, is_word
from models.dossier import BudgetProject
from models.values import ExpenditureKind

_CONTEXT = "budget_project"


def project_heads(sheet: Sheet) -> Heads:
    """The columns of a list of projects with their money; empty for any other table."""
    found = sheet.heads(_CONTEXT)
    heads = (word for row in sheet.rows[: found["head"]] for word in row.values())
    other = sheet.holds("form") or sheet.titled("other_list") or any(is_word("other_list", word) for word in heads)
    return found if {"name", "amount"} <= found.keys() and not other else {}


def read_projects(sheet: Sheet, heads: Heads, reading: Reading) -> None:
    """The projects with their money. Rows that only add up others (the unit, a kind of projects) are no projects."""
    rows = [row for row in range(heads["head"], len(sheet.rows)) if sheet.amount(row, heads["amount"]) is not None]
    own = _own_rows(sheet, heads, [row for row in rows if not is_total(sheet, row)])
    known = {project.name: project for project in reading.budget.projects}
    if not own:
        return
    reading.place_heads(sheet, heads["head"], _CONTEXT)
    for row in own:
        _read_project(sheet, heads, reading, row, known)
    _read_totals(sheet, heads, reading, [row for row in rows if is_total(sheet, row)])


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
    for column in sheet.rows[row]:
        reading.place_money(sheet, row, column, f"{project.id}.amount", project.amount)


def _read_totals(sheet: Sheet, heads: Heads, reading: Reading, rows: list[int]) -> None:
    """The sum of all projects, in as many columns and rows as say it."""
    for row in rows:
        total = sheet.amount(rows[0], heads["amount"])
        where = reading.spending(ExpenditureKind.PROJECT, total) if total is not None else ""
        for column in sheet.rows[row] if where else ():
            reading.place_money(sheet, row, column, where, total)
        if where:
            place_sum_words(sheet, reading, row)


def _own_rows(sheet: Sheet, heads: Heads, rows: list[int]) -> list[int]:
    """The rows of single projects: those that name their unit where some do, else those not named like a unit."""
    named = [row for row in rows if sheet.word(row, heads["name"]).norm]
    if "unit" in heads and heads["unit"] != heads["name"]:
        with_unit = [row for row in named if sheet.word(row, heads["unit"]).norm]
        if with_unit and len(with_unit) < len(named):
            return with_unit
    return [row for row in named if not is_word("group", sheet.word(row, heads["name"]))]
