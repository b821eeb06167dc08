"""Runs the rules. ``check`` looks once; a ``Checker`` remembers, so that an edit costs only what it touches.

A look can be taken in steps, so that who cannot wait for all of it does other things in between.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from models.dossier import Budget, Dossier, Unit
from models.forms import DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.python import collector_paused
from models.rules.catalogue import all_rules
from models.rules.chosen import Bound, Plan, bind, merged_choices, plan
from models.rules.finding import Finding, Remark, Report
from models.rules.merging import joined, once
from models.rules.places import Trails, goal_name, place, row_name, trails_of
from models.rules.registry import Rule
from models.rules.view import DossierView, FormView, GoalView, Row
from models.sheets import Stage, template_at, template_id
from models.templates.printed import Labels
from models.templates.template import FormTemplate

T = TypeVar("T")
Steps = Generator[None, None, T]
"""Work that pauses after every small step, and what comes of it in the end."""


def check(dossier: Dossier, templates: Mapping[str, FormTemplate]) -> list[Finding]:
    """Every finding of the dossier that is not silenced, in the order of the paper."""
    return list(report(dossier, templates).findings)


def report(dossier: Dossier, templates: Mapping[str, FormTemplate]) -> Report:
    """Every finding of the dossier, the silenced ones apart."""
    checker = Checker(templates, again=False)
    with collector_paused():  # until what is not kept is gone, so that it need not be walked through
        found = checker.report(dossier, lambda _: 0)
        checker.forget()
    return found


class _RowMemo:
    """What was found in one row, and the row as it was then."""

    __slots__ = ("findings", "history", "names", "row", "values")

    def __init__(self, names: tuple[str, ...], row: Row, findings: list[Finding], *, again: bool) -> None:
        self.names, self.row, self.findings = names, row, tuple(findings)
        self.values = row.indicator.__dict__.copy() if again else {}
        self.history = tuple(row.indicator.history.items()) if again else ()

    def fits(self, names: tuple[str, ...], indicator: Indicator) -> bool:
        same = self.names == names and self.values == indicator.__dict__
        return same and self.history == tuple(indicator.history.items())


class _GoalMemo:
    """What was found in one goal as a whole, and the goal as it was then: its head and the memos of its rows."""

    __slots__ = ("findings", "head", "rows")

    def __init__(self, head: tuple[Any, ...], rows: list[_RowMemo], findings: list[Finding]) -> None:
        self.head, self.rows, self.findings = head, rows, findings


class _FormMemo:
    """What is known of one form at one revision."""

    def __init__(self, head: dict[str, Any]) -> None:
        self.revision: int | None = None
        self.head = head
        self.run: _Run | None = None
        self.rows: dict[str, _RowMemo] = {}
        self.goals: dict[str, _GoalMemo] = {}
        self.facts: dict[Callable[[FormView], Any], Any] = {}
        self.ids: tuple[str, ...] = ()
        self.findings: list[Finding] = []


class Checker:
    """The rules over a dossier that is being edited.

    ``revision_of`` says for a form's id a number that changes whenever anything in that form changes; year, unit and
    budget are compared by value, templates are taken as fixed. ``again`` False: there will be no second look, so that
    nothing need be kept to compare with.
    """

    def __init__(
        self, templates: Mapping[str, FormTemplate], rules: Mapping[str, Rule] | None = None, *, again: bool = True
    ) -> None:
        self._again = again
        self._templates = templates
        self._rules = all_rules() if rules is None else rules
        self._plans: dict[str, tuple[Plan, Labels]] = {}
        self._forms: dict[str, _FormMemo] = {}
        self._around: tuple[int, Unit, int] | None = None
        self._whole: tuple[Any, Budget, list[Finding]] | None = None

    def findings(self, dossier: Dossier, revision_of: Callable[[str], int]) -> list[Finding]:
        """Every finding that is not silenced: first those of the dossier as a whole, then form by form."""
        return list(self.report(dossier, revision_of).findings)

    def report(self, dossier: Dossier, revision_of: Callable[[str], int]) -> Report:
        """Every finding, the silenced ones apart."""
        with collector_paused():
            return _done(self.steps(dossier, revision_of))

    def steps(self, dossier: Dossier, revision_of: Callable[[str], int]) -> Steps[Report]:
        """The same report, found in steps of one row, of one rule or of one of its remarks.

        When the dossier changes in between, these steps are void: leave them and begin anew. What they have found of
        rows and goals until then is remembered.
        """
        self._forget(dossier)
        revisions = tuple((form.id, revision_of(form.id)) for form in dossier.forms)
        found: list[Finding] = []
        for form, (_, revision) in zip(dossier.forms, revisions, strict=True):
            found.extend((yield from self._form(dossier, form, revision)))
        whole = yield from self._dossier(dossier, revisions)
        return _silenced(dossier, joined([*whole, *found]))

    def forget(self) -> None:
        """Gives up what was found, at once: a form and its goals hold each other, which only the collector undoes."""
        for memo in self._forms.values():
            if memo.run:
                memo.run.view.let_go()
        self._forms.clear()
        self._whole = None

    def _forget(self, dossier: Dossier) -> None:
        """Drops forms that are gone, and everything when year or unit changed or this is another dossier."""
        if self._around != (dossier.year, dossier.unit, id(dossier)):
            self._forms.clear()
            self._around, self._whole = (dossier.year, dossier.unit.model_copy(), id(dossier)), None
        for gone in self._forms.keys() - {form.id for form in dossier.forms}:
            del self._forms[gone]

    def _plan(self, template_id: str) -> tuple[Plan, Labels]:
        if template_id not in self._plans:
            template = self._templates.get(template_id)
            self._plans[template_id] = plan(self._rules, template), Labels(template)
        return self._plans[template_id]

    def _form(self, dossier: Dossier, form: DepartmentForm | ProjectForm, revision: int) -> Steps[list[Finding]]:
        memo = self._forms.get(form.id)
        if memo is not None and memo.revision == revision and memo.run is not None and memo.run.view.form is form:
            return memo.findings
        head = {key: value for key, value in form.__dict__.items() if key != "goals"}
        if memo is None or memo.head != head:
            memo = self._forms[form.id] = _FormMemo(copy.deepcopy(head) if self._again else head)
        memo.revision, memo.facts, memo.ids = None, {}, ()
        made, labels = self._plan(template_id(form))
        template = template_at(form, self._templates)
        view = FormView(form, template, dossier.year, dossier.unit, tuple(made.problems))
        memo.run = run = _Run(view, made, labels, again=self._again)
        below = yield from _goals(run, memo)  # first, so that the rules of the form find its rows made
        found = yield from run.steps(made.rules["form"], view, form.id)
        memo.findings, memo.revision = once([*found, *below]), revision
        return memo.findings

    def _dossier(self, dossier: Dossier, revisions: tuple[tuple[str, int], ...]) -> Steps[list[Finding]]:
        if self._whole is None or self._whole[0] != revisions or self._whole[1] != dossier.budget:
            found = yield from self._across(dossier)
            self._whole = revisions, dossier.budget.model_copy(deep=True), found
        return self._whole[2]

    def _across(self, dossier: Dossier) -> Steps[list[Finding]]:
        runs = [run for form in dossier.forms if (run := self._forms[form.id].run)]
        whole = DossierView(dossier, [run.view for run in runs], self._facts)
        templates = [run.view.template for run in runs if run.view.template]
        owners: dict[str, _Run] = {}
        found: list[Finding | None] = []
        for rule in self._rules.values():
            if "dossier" in rule.parts and not _off(templates, rule.code):
                bound = bind(rule, merged_choices(templates, rule.code), [])["dossier"]
                for remark in _remarks(bound, whole):
                    if not owners:
                        owners = {node: run for run in runs for node in self._ids(run.view)}
                    found.append(_placed(bound, remark, owners.get(remark.where.partition(".")[0])))
                yield
        return [finding for finding in found if finding is not None]

    def _ids(self, view: FormView) -> tuple[str, ...]:
        memo = self._forms[view.form.id]
        memo.ids = memo.ids or tuple(node_ids(view))
        return memo.ids

    def _facts(self, view: FormView, extract: Callable[[FormView], Any]) -> Any:
        facts = self._forms[view.form.id].facts
        if extract not in facts:
            facts[extract] = extract(view)
        return facts[extract]


def _placed(bound: Bound, remark: Remark, run: _Run | None) -> Finding | None:
    """A remark of a dossier rule as the form it lies in wants it; None where that form's template has it off."""
    if run is None:
        severity = remark.severity or bound.severity
        return Finding(bound.code, severity, remark.message, remark.where, remark.offer, places=remark.places)
    own = run.plan.find("dossier", bound.code)
    return run.finding(own, remark) if own else None


class _Run:
    """Runs rules over the parts of one form."""

    def __init__(self, view: FormView, chosen: Plan, labels: Labels, *, again: bool) -> None:
        self.view, self.plan, self.labels, self.again = view, chosen, labels, again
        self.trails: Trails = {}
        self._columns: dict[str, str] = {}

    def steps(self, rules: Iterable[Bound], subject: FormView | GoalView, where: str) -> Steps[list[Finding]]:
        """What the rules say of a form or a goal, remark by remark."""
        found: list[Finding] = []
        for bound in rules:
            try:
                for remark in bound.run(subject):
                    found.append(self.finding(bound, remark))
                    yield
            except Exception as problem:  # noqa: BLE001  # one broken rule must not silence the others
                found.append(self.finding(bound, _broken(bound, problem, where))._replace(severity="warning"))
            yield
        return found

    def row(self, row: Row) -> list[Finding]:
        """What the rules of indicators say of a row, the way to which is known (``trails``)."""
        found: list[Finding] = []
        for bound in self.plan.for_row(row):
            try:
                for remark in bound.run(row):
                    found.append(self.finding(bound, remark))
            except Exception as problem:  # noqa: BLE001  # one broken rule must not silence the others
                broken = self.finding(bound, _broken(bound, problem, row.at("name")))
                found.append(broken._replace(severity="warning"))
        return found

    def finding(self, bound: Bound, remark: Remark) -> Finding:
        """A remark with its place in words and the severity that holds here."""
        where, message, offer, own, places, cause = remark
        severity = bound.severity if bound.fixed else own or bound.severity
        if where.partition(".")[0] not in self.trails:
            self.trails.update(trails_of(self.view, rows=False))  # those of the rows are known
        spot = place(self.labels, self.trails, where, self._columns)
        told = f"{spot}：{message}" if spot else message
        form = self.view.form.id
        return Finding(bound.code, severity, told, where, offer, form, Stage.DECLARATION, places, spot, cause)


def _off(templates: list[FormTemplate], code: str) -> bool:
    """Every template of the dossier has switched the rule off."""
    return bool(templates) and all(template.rules.get(code, {}).get("off") is True for template in templates)


def _remarks(bound: Bound, subject: DossierView) -> list[Remark]:
    try:
        return list(bound.run(subject))
    except Exception as problem:  # noqa: BLE001  # one broken rule must not silence the others
        return [_broken(bound, problem, "dossier.forms")]


def _broken(bound: Bound, problem: Exception, where: str) -> Remark:
    reason = f"{type(problem).__name__}：{problem}"
    return Remark(where, f"规则 {bound.code} 在这里没能运行（{reason}），这一条请人工核对", severity="warning")


def _goals(run: _Run, memo: _FormMemo) -> Steps[list[Finding]]:
    """Rows and goals of a form: what has not changed is taken from the memo, what has is put there at once."""
    kept_rows: dict[str, _RowMemo] = {}
    found: list[Finding] = []
    for view in run.view.goals:
        rows = yield from _rows(run, memo, view.goal)
        view.take_rows([known.row for known in rows])
        goal = yield from _goal(run, memo, view, rows)
        found.extend(goal.findings)
        found.extend(finding for known in rows for finding in known.findings)
        kept_rows.update((known.row.indicator.id, known) for known in rows)
    memo.rows = kept_rows
    memo.goals = {view.goal.id: memo.goals[view.goal.id] for view in run.view.goals}
    return found


def _rows(run: _Run, memo: _FormMemo, goal: Goal) -> Steps[list[_RowMemo]]:
    rows, label = [], goal_name(goal)
    for levels in _levels(goal):
        node_id = levels[2].id
        known = memo.rows[node_id] = _row(run, goal, label, levels, memo.rows.get(node_id))
        rows.append(known)
        yield
    return rows


def _goal(run: _Run, memo: _FormMemo, view: GoalView, rows: list[_RowMemo]) -> Steps[_GoalMemo]:
    head = (view.number, *_head(view.goal))
    known = memo.goals.get(view.goal.id)
    if known is None or known.head != head or known.rows != rows:
        found = yield from run.steps(run.plan.rules["goal"], view, view.at("statement"))
        known = memo.goals[view.goal.id] = _GoalMemo(head, rows, found)
    return known


_Levels = tuple[Dimension, Category, Indicator, int]


def _levels(goal: Goal) -> Iterator[_Levels]:
    """Every row with its levels and its number within its 二级指标."""
    for dimension in goal.dimensions:
        for category in dimension.categories:
            for number, indicator in enumerate(category.indicators, 1):
                yield dimension, category, indicator, number


def _row(run: _Run, goal: Goal, label: str, levels: _Levels, memo: _RowMemo | None) -> _RowMemo:
    dimension, category, indicator, number = levels
    name = row_name(indicator.name, number)
    names = (goal.label, goal.period, dimension.name, category.name, name)
    run.trails[indicator.id] = ((label, category.name or dimension.name, name), "indicator")
    if memo is None or not memo.fits(names, indicator):
        row = Row(run.view, goal, dimension, category, indicator)
        memo = _RowMemo(names, row, run.row(row), again=run.again)
    memo.row.form = run.view  # else every row would keep the view of the look that found it, and what that has kept
    return memo


def _head(goal: Goal) -> tuple[Any, ...]:
    """What a goal is besides its rows: its texts and the levels, the empty ones too."""
    levels = tuple(
        (
            dimension.id,
            dimension.name,
            tuple((entry.id, entry.name, len(entry.indicators)) for entry in dimension.categories),
        )
        for dimension in goal.dimensions
    )
    return goal.period, goal.label, goal.statement, goal.summary, goal.weight, levels


def node_ids(view: FormView) -> Iterable[str]:
    """The ids of every node of a form."""
    form = view.form
    yield form.id
    for name in type(form).model_fields:
        value = form.__dict__[name]
        if isinstance(value, list) and name != "goals":
            yield from (node.id for node in value)
    for goal in form.goals:
        yield goal.id
        for dimension in goal.dimensions:
            yield dimension.id
            for category in dimension.categories:
                yield category.id
                yield from (indicator.id for indicator in category.indicators)


def _silenced(dossier: Dossier, found: list[Finding]) -> Report:
    decisions = {(silence.code, silence.where): silence for silence in dossier.silenced}
    if not decisions:
        return Report(tuple(found))
    kept = tuple(finding for finding in found if finding.key not in decisions)
    return Report(kept, tuple((finding, decisions[finding.key]) for finding in found if finding.key in decisions))


def _done(steps: Steps[T]) -> T:
    """All steps one after the other; what comes of them."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


__all__ = ["Checker", "Steps", "check", "report"]
