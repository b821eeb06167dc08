"""The last touches to a form that has been read: years, labels of goals, and the paths that change with them."""

from __future__ import annotations

from importers.placed import Placed
from importers.years import RELATIVE, dated_key, resolve_years
from models.forms import AnyForm
from models.goals import Goal, Period
from models.templates.grid import parse_text
from models.templates.template import FormTemplate

_PERIODS: tuple[Period, Period] = ("long_term", "annual")


def finish(form: AnyForm, template: FormTemplate, year: int, placed: Placed) -> Placed:
    """Years become numbers, goals get the labels the form gives them without printing them as values.

    Returns where the cells went after that; those of a goal that holds nothing are placed no more.
    """
    resolve_years(form, year)
    years = (path for path in placed.values() if ".year" in path)
    moved = {path: _dated(path, year) for path in years if path.rpartition(".")[2] in RELATIVE}
    for period in _PERIODS:
        for number, goal in enumerate(form.goals_of(period), 1):
            _label(goal, template, number)
            moved |= _without_repeated_summary(goal)
    gone = {goal.id for goal in form.goals if not (goal.statement or goal.summary or goal.dimensions)}
    form.goals = [goal for goal in form.goals if goal.id not in gone]
    if not any(block.of == "goals" for block in template.block):
        form.goals.sort(key=lambda goal: _PERIODS.index(goal.period))
    if gone:
        placed = {place: path for place, path in placed.items() if path.partition(".")[0] not in gone}
    return {place: moved.get(path, path) for place, path in placed.items()} if moved else placed


def _dated(path: str, year: int) -> str:
    holder, _, key = path.rpartition(".")
    return f"{holder}.{dated_key(key, year)}"


def _label(goal: Goal, template: FormTemplate, number: int) -> None:
    spec = template.goals.get(goal.period)
    if not goal.label and spec is not None:
        pieces = parse_text(spec.label)
        goal.label = "".join(piece if isinstance(piece, str) else str(number) for piece in pieces)


def _without_repeated_summary(goal: Goal) -> dict[str, str]:
    """A summary that is the statement again, in other lines perhaps, says nothing; where it went then."""
    if not goal.summary or "".join(goal.summary.split()) != "".join(goal.statement.split()):
        return {}
    goal.summary = ""
    return {f"{goal.id}.summary": f"{goal.id}.statement"}
