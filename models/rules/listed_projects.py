"""What the project forms say of themselves, and which line of the department's list each of them belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from models.forms import DepartmentForm, ProjectLine
from models.rules.money import is_running_cost
from models.rules.view import DossierView, FormView
from models.rules.wording.kinds import plain_name
from models.rules.wording.similar import alike, key_of, slips

Named = TypeVar("Named", ProjectLine, "ProjectFact")


@dataclass(frozen=True, slots=True)
class ProjectFact:
    """What a project form says of itself."""

    form_id: str
    name: str
    code: str
    amount: Decimal | None
    running: bool
    category: str


def project_fact(view: FormView) -> ProjectFact | None:
    """The project of a form; None for a department's."""
    form = view.project
    if form is None:
        return None
    code = plain_name(form.code)
    return ProjectFact(form.id, form.name, code, form.amount, is_running_cost(form), form.category.strip())


def project_facts(view: DossierView) -> list[ProjectFact]:
    """Every project form of the dossier."""
    return view.kept(_project_facts)


def _project_facts(view: DossierView) -> list[ProjectFact]:
    return [fact for _, fact in view.facts(project_fact) if fact is not None]


def lines_of(form: DepartmentForm) -> list[ProjectLine]:
    """The department's list of projects, without blank lines and totals."""
    return [line for line in form.projects if key_of(line.name) not in ("", "合计", "小计", "总计")]


@dataclass(frozen=True, slots=True)
class Match:
    """A line of the department's list and the project form it belongs to; ``near``: under a slightly different name."""

    line: ProjectLine
    fact: ProjectFact
    near: bool


def matches(view: DossierView) -> list[Match]:
    """The lines of the department's list with the project forms they belong to."""
    return view.kept(_matches)


def _matches(view: DossierView) -> list[Match]:
    form = view.department.department if view.department else None
    return _matched(lines_of(form), project_facts(view)) if form is not None else []


def _matched(lines: Sequence[ProjectLine], facts: Sequence[ProjectFact]) -> list[Match]:
    """Lines and forms that belong together: by name, by a name with a slip, by amount and a name that is alike."""
    found = _by_name(lines, facts)
    done = {match.line.id for match in found} | {match.fact.form_id for match in found}
    lines = [line for line in lines if line.id not in done]
    rest = [fact for fact in facts if fact.form_id not in done]
    found += _by_slip(lines, rest)
    done.update(node for match in found for node in (match.line.id, match.fact.form_id))
    lines = [line for line in lines if line.id not in done]
    return found + _by_amount(lines, [fact for fact in rest if fact.form_id not in done])


def _by_name(lines: Sequence[ProjectLine], facts: Sequence[ProjectFact]) -> list[Match]:
    by_key: dict[str, list[ProjectFact]] = {}
    for fact in facts:
        by_key.setdefault(key_of(fact.name), []).append(fact)
    pairs = ((line, by_key.get(key_of(line.name))) for line in lines)
    return [Match(line, same.pop(0), False) for line, same in pairs if same]


def _by_slip(lines: Sequence[ProjectLine], facts: Sequence[ProjectFact]) -> list[Match]:
    """Names that stand twice on one side are left out: nobody knows which of them is meant."""
    lines, facts = _once(lines, lambda line: line.name), _once(facts, lambda fact: fact.name)
    pairs = slips([line.name for line in lines], [fact.name for fact in facts])
    return [Match(lines[one], facts[other], True) for one, other in pairs]


def _once(entries: Sequence[Named], name: Callable[[Named], str]) -> list[Named]:
    counts = Counter(key_of(name(entry)) for entry in entries)
    return [entry for entry in entries if counts[key_of(name(entry))] == 1]


def _by_amount(lines: Sequence[ProjectLine], facts: Sequence[ProjectFact]) -> list[Match]:
    facts, lines = _once(facts, lambda fact: fact.name), _once(lines, lambda line: line.name)
    by_amount = {fact.amount: fact for fact in facts if fact.amount}
    pairs = ((line, by_amount.pop(line.amount, None)) for line in lines if line.amount)
    return [
        Match(line, fact, key_of(line.name) != key_of(fact.name))
        for line, fact in pairs
        if fact is not None and alike(line.name, fact.name)
    ]


def settled_name(view: DossierView, listed: str, own: str) -> str:
    """Which of two names of a project holds: the one that the unit's budget has, else the project form's own."""
    budgeted = {key_of(project.name) for project in view.dossier.budget.projects}
    return listed if key_of(listed) in budgeted and key_of(own) not in budgeted else own
