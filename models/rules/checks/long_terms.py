"""X004: the goals of the long term beside those of the year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from models.forms import ProjectForm
from models.goals import Goal
from models.python import regex, remembered
from models.rules.examples import built, good_dossier, good_project
from models.rules.finding import Remark
from models.rules.promises import Promise, counted_rows, measure_said, promises, said_in
from models.rules.registry import rule
from models.rules.view import FormView, Row
from models.rules.wording.directions import is_done_much
from models.rules.wording.kinds import (
    is_count,
    is_percent,
    plain_name,
)
from models.rules.wording.kinship import kinship, told_apart
from models.rules.wording.quantities import stem
from models.target import Target


@rule(
    "X004",
    title="长期目标不如年度目标",
    severity="warning",
    why="长期目标是几年要达到的水平，不应低于当年的；说明照抄年度目标，看不出长期要达到什么。",
    basis="财预〔2015〕88号：绩效目标按时效性分为中长期绩效目标和年度绩效目标",
    good=built(
        "长期目标另有说明",
        lambda: good_dossier(_with_long("三年内全面提高办事人员业务水平。")),
    ),
    bad=built(
        "长期目标的说明与年度目标一字不差",
        lambda: good_dossier(_with_long("全年举办业务培训，提高办事人员业务水平。")),
    ),
)
def long_term_weaker(view: FormView) -> Iterator[Remark]:
    """A long-term target weaker than the annual one of the same name, or a long-term statement copied."""
    yearly = {plain_name(goal.statement) for goal in view.form.goals_of("annual") if len(goal.statement) > 10}
    for goal in view.form.goals_of("long_term"):
        if plain_name(goal.statement) in yearly:
            message = "目标说明与年度目标一字不差；请写明到期末要达到什么"
            yield Remark(f"{goal.id}.statement", message)
    longs = view.form.goals_of("long_term")
    if longs:
        yield from _smaller_than_the_year(view)
        rows = [one for goal in view.form.goals_of("annual") for one in goal.indicators() if one.name]
        annual = {_counted_as(one.name): one for one in rows}
        for one in (one for goal in longs for one in goal.indicators() if one.name):
            same = annual.get(_counted_as(one.name))
            if same is not None and _weaker(one.name, one.target, same.target):
                message = f"长期为“{one.target}”，年度为“{same.target}”，长期反而低；请核对"
                yield Remark(f"{one.id}.target", message)


_IN_ALL = regex(r"^(?:累计|总共|共计)|(?<=[\u4e00-\u9fff])累计")


@remembered
def _counted_as(name: str) -> str:
    """The name of one thing counted over the years and in this one: 累计轮换储备粮, 储备粮轮换数量."""
    plain = plain_name(name)
    return "".join(sorted(stem(_IN_ALL.sub("", plain)))) if _IN_ALL.search(plain) or is_count(plain) else plain


def _smaller_than_the_year(view: FormView) -> Iterator[Remark]:
    """A number of a long-term statement that is less than what annual indicators ask of a year."""
    rows = counted_rows(row for goal in view.goals if goal.goal.period == "annual" for row in goal.rows)
    for goal in view.goals:
        if goal.goal.period == "long_term" and goal.goal.statement:
            said = said_in(goal.goal.statement, view.year, later=True)
            for promise in promises(said, rows):
                number, unit = measure_said(promise.quantity)
                same = [one for one in rows.get(unit, ()) if _of_that(promise, one.row)]
                if unit == "%" or promise.agrees or not same or not _more_in_the_year(promise, number, same):
                    continue
                parts = " + ".join(str(one.row.target) for one in same[:4])
                message = f"长期写“{promise.phrase}”，年度指标就有 {parts}，长期反而少；请核对"
                yield Remark(goal.at("statement"), message, places=tuple(one.row.at("target") for one in same))


_MOSTLY = 0.5


def _of_that(promise: Promise, row: Row) -> bool:
    """The indicator is the one that is meant; or, where none surely is, its name has most of what is said."""
    if promise.row is not None:
        return promise.row is row or _parts_of_one(promise.row.name, row.name)
    return kinship(row.name, promise.quantity) >= _MOSTLY


def _parts_of_one(name: str, other: str) -> bool:
    """The names differ only in where or of what rank it is: 县道养护里程, 乡道养护里程."""
    return name != other and len(name) == len(other) > _SHORTEST_PART and name[_DIFFERENT:] == other[_DIFFERENT:]


_DIFFERENT, _SHORTEST_PART = 2, 5


def _more_in_the_year(promise: Promise, number: Decimal, same: Sequence[Any]) -> bool:
    """The year's numbers are all more, or are parts that come to more."""
    if told_apart(promise.quantity) or not all(one.row.comparison in ("≥", ">", "=") for one in same):
        return False
    first = same[0].row.name
    if len(same) > 1 and all(_parts_of_one(first, one.row.name) for one in same[1:]):
        return bool(sum(one.number for one in same) > number)
    return all(one.number > number and one.row.comparison in ("≥", ">") for one in same)


def _weaker(name: str, long: Target, annual: Target) -> bool:
    """More is better and the long-term number is less. Where less is better, only rates compare: money adds up."""
    if long.number is None or annual.number is None or long.unit != annual.unit:
        return False
    counted = is_done_much(name, long.unit)
    if counted and "=" in (long.comparison, annual.comparison) and {long.comparison, annual.comparison} <= set("≥>="):
        return long.number < annual.number
    if long.comparison != annual.comparison:
        return False
    if long.comparison in ("≥", ">"):
        return long.number < annual.number
    return long.comparison in ("≤", "<") and is_percent(long.unit) and long.number > annual.number


def _with_long(statement: str) -> ProjectForm:
    form = good_project()
    form.goals = [_copied(statement), *form.goals]
    return form


def _copied(statement: str) -> Goal:
    first = good_project().goals[0]
    return first.model_copy(
        deep=True, update={"id": "long", "period": "long_term", "statement": statement, "dimensions": []}
    )
