"""H 历年: earlier years are the right ones, add up, and this year does not fall behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from models.rules.examples import built, good_department, good_dossier, row
from models.rules.finding import Remark
from models.rules.money import agree, disagreement, earlier_totals, sum_text, total_of, written
from models.rules.registry import rule
from models.rules.view import FormView, Row
from models.rules.wording.kinds import (
    is_cost,
    is_harm,
    is_lowering,
    is_money_unit,
    is_percent,
    is_rate,
    is_satisfaction,
)
from models.values import MoneyLine

_YEAR = re.compile(r"^(?:19|20)\d\d$")
_LESS_IS_BETTER = re.compile(
    r"调整率|变动率|偏差率|结转|结余率|控制率|负债率|信访量|非访|发案率|下降幅度|空置率|流失率|超支|能耗|排放|处理时间|办理时限|时长|天数"
)


@rule(
    "H001",
    title="指标值比上年倒退",
    severity="warning",
    why="今年的目标明显低于上年已达到的水平，等于安排退步；确有原因的要说明。",
    basis="财预〔2015〕88号：绩效目标设定的依据包括相关历史数据、行业标准、计划标准等",
    good=row("培训考核合格率", "≥95%", "质量指标", history={"2025": "≥95%"}),
    bad=row("培训考核合格率", "≥70%", "质量指标", history={"2025": "≥95%"}),
    when="history",
)
def behind_last_year(row: Row) -> Iterator[Remark]:
    """A target behind last year's value; which way is better is understood."""
    last = _last_year(row)
    if last is not None and _behind(row, last):
        text = row.indicator.history[str(row.form.year - 1)]
        message = f"今年“{row.target}”，上年“{text}”，比上年倒退；请核对，确有原因的请说明"
        yield Remark(row.at("target"), message, places=(row.at(f"history.{row.form.year - 1}"),))


def _last_year(row: Row) -> Decimal | None:
    """Last year's number, where there is one in the same unit."""
    if row.number is None or row.unit not in row.indicator.history.get(str(row.form.year - 1), ""):
        return None  # seen without reading the value: its unit stands in it as it is
    last = row.last_year
    return last.number if last.number and last.number > 0 and last.unit == row.unit else None


def _behind(row: Row, last: Decimal) -> bool:
    """The target does not keep up; False too when nobody can say which way is better."""
    better, now = _more_is_better(row), row.number
    return better is not None and now is not None and (now < last if better else now > last)


def _more_is_better(row: Row) -> bool | None:
    """By the sign, and where there is none by what is measured. Staff, money and costs say nothing."""
    name = row.name
    if is_money_unit(row.unit) or is_cost(name):
        return None
    less = is_harm(name) or bool(_LESS_IS_BETTER.search(name))
    if row.comparison in ("≥", ">"):
        return None if less and not is_lowering(name) else True
    if row.comparison in ("≤", "<"):
        return False if is_percent(row.unit) or is_harm(name) else None
    if less or is_lowering(name):
        return None
    return True if is_percent(row.unit) and (is_rate(name) or is_satisfaction(name)) else None


_FEW = 3
"""Of so few things, three times as many are no sign of a slip."""


@rule(
    "H004",
    title="指标值与上年实际相差悬殊",
    severity="warning",
    why="今年的目标是上年实际的几倍或几分之一，要么数填错了一位，要么目标定得没有依据。",
    basis="财预〔2015〕88号：绩效目标要经过调查研究和科学论证，符合客观实际，参考历史数据",
    good=row("举办培训场次", "≥12场", history={"2025": "11场"}),
    bad=row("举办培训场次", "≥120场", history={"2025": "12场"}),
    when="history",
)
def far_from_last_year(row: Row, *, times: int = 3) -> Iterator[Remark]:
    """A count that is ``times`` last year's, or less than that part of it."""
    last, now = _last_year(row), row.number
    if last is None or now is None or now <= 0 or row.unit in ("%", "％"):
        return
    small, large = (now, last) if now < last else (last, now)
    if large >= small * times and large > _FEW and not is_money_unit(row.unit) and not _behind(row, last):
        text = row.indicator.history[str(row.form.year - 1)]
        message = f"今年“{row.target}”，上年“{text}”，相差悬殊；请核对是否填错，确有原因的请说明"
        yield Remark(row.at("target"), message, places=(row.at(f"history.{row.form.year - 1}"),))


def _department(**lines: Any) -> Any:
    return lambda: good_dossier(good_department(**lines))


def _spending(years: Mapping[str, tuple[str, str, str, str]]) -> dict[str, Any]:
    kinds = ("personnel", "operation", "specific", "total")
    now = ("60", "20", "20", "100")
    return {
        kind: {"amount": now[place], "history": {year: amounts[place] for year, amounts in years.items()}}
        for place, kind in enumerate(kinds)
    }


@rule(
    "H002",
    title="近两年的年度不对",
    severity="warning",
    why="“近两年”应是本年度之前的两年；年度没有改，填的多半是旧数。",
    basis="填报实务：近两年收支金额、近两年指标值填本年度的前两年",
    good=built(
        "2026 年的表，近两年为 2024、2025",
        _department(expenditure=_spending({"2024": ("50", "20", "20", "90"), "2025": ("55", "20", "20", "95")})),
    ),
    bad=built(
        "2026 年的表，近两年为 2023、2024",
        _department(expenditure=_spending({"2023": ("50", "20", "20", "90"), "2024": ("55", "20", "20", "95")})),
    ),
)
def years_before(view: FormView) -> Iterator[Remark]:
    """A year of the columns for earlier years that is not one of the two before the form's; said once a form."""
    wanted = {str(view.year - 1), str(view.year - 2)}
    found = next((place for place in _year_labels(view) if place[1] not in wanted and _YEAR.match(place[1])), None)
    if found is not None:
        years = f"{view.year - 2}、{view.year - 1}"
        yield Remark(
            f"{found[0]}.history.{found[1]}",
            f"填的是 {found[1]} 年的数，{view.year} 年度的近两年应为 {years}；请核对年度和数字",
        )


def _year_labels(view: FormView) -> Iterator[tuple[str, str]]:
    """Every year that the form has values of, with what has them: money first, then indicators."""
    department = view.department
    if department is not None:
        for path, lines in (("income", department.income), ("expenditure", department.expenditure)):
            for kind, line in dict[Any, MoneyLine](lines).items():
                yield from ((f"{department.id}.{path}.{kind}", year) for year in line.history)
    for indicator in view.form.indicators():
        for year in indicator.history:
            yield indicator.id, year


@rule(
    "H003",
    title="以前年度合计不等于各项之和",
    severity="error",
    why="以前年度的收支合计也应等于各项之和。",
    basis="填报实务：表内勾稽关系",
    good=built("2025 年 55 + 20 + 20 = 95", _department(expenditure=_spending({"2025": ("55", "20", "20", "95")}))),
    bad=built(
        "2025 年 55 + 20 + 20，合计写 90", _department(expenditure=_spending({"2025": ("55", "20", "20", "90")}))
    ),
)
def earlier_sums(view: FormView) -> Iterator[Remark]:
    """The total of an earlier year is not the sum of its parts."""
    form = view.department
    for path, year, parts, total in earlier_totals(form) if form is not None else ():
        complete = path == "income" or len(parts) > 2
        if form is None or total is None or not parts or agree(total, total_of(parts)):
            continue
        if not complete and total_of(parts) < total:
            continue
        difference = written(abs(total - total_of(parts)))
        message = f"{year} 年合计 {written(total)}，{sum_text(parts)}，相差 {difference}；请核对"
        severity = disagreement(total, [amount for _, amount in parts])
        yield Remark(f"{form.id}.{path}.total.history.{year}", message, None, severity)
