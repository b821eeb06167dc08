"""X008: what a statement promises, of which no indicator speaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from models.python import regex
from models.rules import examples as ex
from models.rules.finding import Remark
from models.rules.promises import (
    measure_of,
    measure_said,
    mentioned,
    promises_in,
    with_told,
)
from models.rules.registry import rule
from models.rules.view import GoalView, Row
from models.rules.wording.directions import less_is_better
from models.rules.wording.kinds import is_percent
from models.rules.wording.kinship import kinship
from models.rules.wording.promised import (
    Deed,
    absolutes,
    by_a_day,
    deeds,
    is_promised_rate,
    is_thing_alone,
    may_count,
    promised,
    to_be_done,
)
from models.rules.wording.quantities import Quantity, likeness, may_be_half_in, stem
from models.rules.wording.spoilt import spoilt_value

_SAME_THING, _OF_IT = 0.5, 0.65
_MOST_TOLD = 3


@rule(
    "X008",
    title="目标说明里的承诺没有指标",
    severity="info",
    why="目标说明承诺了要做的数量、要建成的东西、不发生的事，却没有指标去衡量它，年底无从评价。",
    basis="财预〔2015〕88号：绩效指标是绩效目标的细化和量化描述",
    good=ex.goal(statement="全年举办培训12场。"),
    bad=ex.goal(statement="全年举办培训12场，编印宣传手册3000册。"),
)
def promise_without_indicator(view: GoalView) -> Iterator[Remark]:
    """A quantity of the statement that no indicator of the goal has, neither by its number nor by its name.

    A warning where something is surely to be done (编印手册3000册); else a hint.
    """
    text = view.goal.statement
    rows = [row for row in with_told(view.rows) if row.name] if text else []
    if not rows:
        return
    found = promises_in(view, text)
    said = [one.quantity for one in found if one.row is None]
    loose = [one for one in said if promised(one) and not (by_a_day(one) and _part_of(rows, one))]
    loose = _without_indicator(rows, loose) if loose else []
    annual = view.goal.period == "annual"
    sure = any(
        to_be_done(one) or (annual and is_thing_alone(one, parts="其中" in text) and not _has_rate(rows, one))
        for one in loose
    )
    taken = {one.row.indicator.id for one in found if one.row is not None}
    free = [row for row in rows if row.indicator.id not in taken]
    rates = [one for one in said if annual and is_promised_rate(one) and not _has_rate(free, one)]
    if loose or rates:
        yield Remark(view.at("statement"), _missing([*loose, *rates]), None, "warning" if sure or rates else None)
    if (oath := _OATH.search(text)) and not any(row.number == 0 and row.name for row in rows):
        advice = f"“{oath[0]}”是口号，没有相应的指标；请写明是哪几件事，逐件设指标（=0起）来衡量"
        yield Remark(view.at("statement"), advice, None, "warning")
    for promise in absolutes(text):
        if promise.none and promise.firm and not any(_rules_out(row, promise.words) for row in rows):
            yield Remark(
                view.at("statement"),
                f"“{promise.text[-20:]}”没有相应的指标；请设指标（如某类事件 =0起）来衡量",
                None,
                "warning",
            )
    yield from _unmade(view, rows)


def _rules_out(row: Row, words: str) -> bool:
    """It counts what is not to happen: it ends alike; or is a share, or unwanted itself, and speaks of the same."""
    if words[-2:] in row.name or (row.indicator.target.blank and mentioned(row.name, words)):
        return True
    if is_percent(row.unit) and mentioned(row.name, words):
        return True
    unwanted = row.number == 0 or less_is_better(row.name, row.unit)
    return bool(unwanted) and (mentioned(row.name, words) or any(char in row.name for char in words[-2:]))


def _unmade(view: GoalView, rows: Sequence[Row]) -> Iterator[Remark]:
    """Things that the year is to bring (建成信息平台), of which no indicator speaks; a manner of working is a hint."""
    loose = [one for one in deeds(view.goal.statement) if not any(_measures(row, one) for row in rows)]
    if loose and view.goal.period == "annual":
        told = "、".join(f"“{one.text[:20]}”" for one in loose[:_MOST_TOLD])
        advice = f"{told}没有相应的指标；请设指标（如完成时间、验收合格率）来衡量"
        yield Remark(view.at("statement"), advice, None, "warning" if any(one.firm for one in loose) else "info")


def _measures(row: Row, one: Deed) -> bool:
    """The indicator speaks of that thing (平台上线时间), or of what it is about."""
    said = f"{row.name}{row.target.text}{row.indicator.description}"
    return one.thing in said or likeness(stem(row.name), one.name) >= _OF_IT


_OATH = regex(r"[两二三四五六七八九十]个(?:坚决|确保|严格|一律)?(?:不发生|不出现|不允许|不|零|严禁|杜绝)(?:发生)?")
"""So many things that are not to happen, counted and not named: 七个坚决不发生."""


def _missing(loose: Sequence[Quantity]) -> str:
    phrases = "、".join(
        f"“{one.before[-16:].lstrip('、，和及')}{one.text}{one.after[:8]}”" for one in loose[:_MOST_TOLD]
    )
    more = f"等 {len(loose)} 处" if len(loose) > _MOST_TOLD else ""
    return f"{phrases}{more}没有相应的指标；请设指标来衡量，或从目标说明里删去"


def _has_rate(rows: list[Row], one: Quantity) -> bool:
    """An indicator has that percentage, or is named with most of the words."""
    return any(
        (row.number == one.number and is_percent(row.unit))
        or kinship(row.name, one) >= _SAME_THING
        or likeness(stem(row.name), one.before) >= _SAME_THING
        for row in rows
    )


def _without_indicator(rows: list[Row], loose: list[Quantity]) -> list[Quantity]:
    """Those of which no indicator has the number, nor the name."""
    counted: dict[str, list[tuple[Row, Decimal | None]]] = {}
    for row in rows:
        readable = row.number is not None and not spoilt_value(row.target.text)
        number, unit = measure_of(row.number, row.unit, row.name) if readable and row.number is not None else (None, "")
        counted.setdefault(unit, []).append((row, number if unit else None))
        if unit and not row.unit:
            counted.setdefault("", []).append((row, None))
    return [one for one in loose if not _has_indicator(counted, one)]


def _has_indicator(counted: dict[str, list[tuple[Row, Decimal | None]]], one: Quantity) -> bool:
    """An indicator counts the same thing, by its number or in words for it; one without a unit only in words."""
    number, unit = measure_said(one)
    fitting = [rows for own, rows in counted.items() if not own or may_count(own, unit)]
    around = one.before + one.after
    if any(known == number for rows in fitting for _, known in rows):
        return True
    near = set(around)
    alike = (row.name for rows in fitting for row, _ in rows if may_be_half_in(row.name, near))
    return any(likeness(stem(name), around) >= _SAME_THING for name in alike)


def _part_of(rows: list[Row], one: Quantity) -> bool:
    """What is done by a day is a part of what an indicator has for the year: 5月汛前完成12条, of =18条."""
    measures = [measure_of(row.number, row.unit, row.name) for row in rows if row.number is not None and row.unit]
    number, unit = measure_said(one)
    return any(own == unit and number < whole for whole, own in measures)
