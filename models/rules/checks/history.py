"""H 历年: earlier years are right and add up; this year is not behind them, nor the long term behind it (X004)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from models.dossier import Dossier
from models.forms import DepartmentForm
from models.python import regex
from models.rules.cost_money import is_cost_level
from models.rules.examples import Example, built, category_of, good_department, good_dossier, good_project, row
from models.rules.finding import Remark, Severity
from models.rules.listed_projects import ProjectFact, project_fact
from models.rules.money import (
    agree,
    disagreement,
    earlier_totals,
    lines_at,
    numbers_text,
    project_money,
    sum_text,
    total_of,
    written,
)
from models.rules.registry import rule
from models.rules.view import DossierView, FormView, GoalView, Row
from models.rules.wording.changes import amounts_by_year
from models.rules.wording.kinds import (
    is_cost,
    is_harm,
    is_lowering,
    is_money_unit,
    is_percent,
    is_rate,
    is_satisfaction,
)
from models.values import ExpenditureKind, MoneyLine, plain

_YEAR = regex(r"^(?:19|20)\d\d$")
_LESS_IS_BETTER = regex(
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
    last = row.last_number
    if last is not None and _behind(row, last):
        text = row.indicator.history[row.form.last_year]
        message = f"今年“{row.target}”，上年“{text}”，比上年倒退；请核对，确有原因的请说明"
        severity: Severity | None = "info" if row.number is not None and _next_to(row.number, last) else None
        yield Remark(row.at("target"), message, None, severity, (row.at(f"history.{row.form.last_year}"),))


_SLIGHT = Decimal("0.03")
"""A floor so little below what was reached last year is no step back: ≥90% after 91%."""


def _next_to(now: Decimal, last: Decimal) -> bool:
    return abs(now - last) <= last * _SLIGHT


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
        return False if is_harm(name) or (is_percent(row.unit) and row.number != _ALL_OF_IT) else None
    if less or is_lowering(name):
        return None
    return True if is_percent(row.unit) and (is_rate(name) or is_satisfaction(name)) else None


_ALL_OF_IT = 100
"""A ceiling (在职人员控制率 ≤100%) that stays where it is, however far below it one was."""
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
def far_from_last_year(row: Row, *, times: Decimal = Decimal("2.5")) -> Iterator[Remark]:
    """A count that is ``times`` last year's, or less than that part of it; a rate that is to leap."""
    if is_percent(row.unit):
        yield from _leap(row)
        return
    last, now = row.last_number, row.number
    if last is None or now is None or now <= 0:
        return
    small, large = (now, last) if now < last else (last, now)
    if large >= small * times and large > _FEW and not is_money_unit(row.unit) and not _behind(row, last):
        text = row.indicator.history[row.form.last_year]
        message = f"今年“{row.target}”，上年“{text}”，相差悬殊；请核对是否填错，确有原因的请说明"
        yield Remark(row.at("target"), message, places=(row.at(f"history.{row.form.last_year}"),))


_LEAP = 25
"""So many points in one year no satisfaction gains, and no rate of work done well."""
_BY_STEPS = regex(r"覆盖|普及|完成|进度|增长|建成|开工|投入|占比|比例|比重|增幅|下降|降低")
"""What is built up from year to year may leap."""


def _leap(row: Row) -> Iterator[Remark]:
    """Satisfaction, or a rate of what is done well, that is to be far above what was reached last year."""
    if row.comparison not in ("≥", ">", "") or not (is_satisfaction(row.name) or is_rate(row.name)):
        return
    last, now = row.last_number, row.number
    if (
        last is None
        or now is None
        or not _LEAP <= now - last <= 100 - last
        or _BY_STEPS.search(row.name)
        or is_harm(row.name)
    ):
        return
    text = row.indicator.history[row.form.last_year]
    message = (
        f"今年“{row.target}”，上年“{text}”，一年相差 {plain(now - last)} 个百分点；请核对是否填错，确有原因的请说明"
    )
    yield Remark(row.at("target"), message, places=(row.at(f"history.{row.form.last_year}"),))


def _spent_before(amount: str) -> Example:
    def build() -> Dossier:
        form = good_project()
        counted, cost = (category_of(form.goals[0], *level).indicators[0] for level in _SPENT_LEVELS)
        counted.history, cost.history = {"2025": "12场"}, {"2025": amount}
        return good_dossier(form)

    return built(f"上年举办培训 12场，项目总成本上年完成值 {amount}", build)


_SPENT_LEVELS = (("产出指标", "数量指标"), ("成本指标", "经济成本指标"))


@rule(
    "H006",
    title="上年做了事却没有花钱",
    severity="warning",
    why="数量指标有上年完成值，成本指标的上年完成值却都是 0，多半是没有填。",
    basis="填报实务：上年完成值按决算和自评结果填写，成本与产出是同一年的",
    good=_spent_before("19万元"),
    bad=_spent_before("0万元"),
)
def nothing_spent_before(view: GoalView) -> Iterator[Remark]:
    """Every cost indicator had 0 last year, and what is counted had more."""
    year = view.form.last_year
    spent = [row for row in view.rows if is_cost_level(row.dimension, row.category) and is_money_unit(row.unit)]
    spent = [row for row in spent if row.indicator.history.get(year, "").strip()]
    if not spent or not all(_NOTHING.match(row.indicator.history[year]) and row.number for row in spent):
        return
    counted = (row for row in view.rows if row.indicator.history.get(year) and row.number is not None)
    done = next((row for row in counted if row not in spent and row.last_year.number), None)
    if done is not None:
        message = f"上年“{done.name}”是“{done.last_year}”，成本指标的上年完成值却都是 0；请按上年实际填写"
        places = (*(row.at(f"history.{year}") for row in spent[1:]), done.at(f"history.{year}"))
        yield Remark(spent[0].at(f"history.{year}"), message, places=places)


_NOTHING = regex(r"^\D{0,3}0+(?:\.0*)?(?![\d.])")


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
        lines = {kind: line.history.get(year) for kind, line in getattr(form, path).items()}
        places = lines_at(f"{form.id}.{path}", lines, f".history.{year}")
        yield Remark(f"{form.id}.{path}.total.history.{year}", message, None, severity, places)


# --- the projects' money of earlier years --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What a project tells of its money of earlier years."""

    fact: ProjectFact
    told: Mapping[int, list[Decimal]]


def _earlier(view: FormView) -> _Earlier | None:
    fact = project_fact(view)
    return _Earlier(fact, amounts_by_year(view.project.budget_change)) if fact and view.project else None


def _told_before(spent: str) -> Any:
    def build() -> Any:
        lines = _spending({"2025": ("55", "20", spent, str(75 + int(spent)))})
        told = "2025年年初预算18万元；2026年较上年增加2万元。"
        return good_dossier(good_department(expenditure=lines), good_project(budget_change=told))

    return built(f"部门表 2025 年特定目标类 {spent}，项目表写 2025 年预算 18", build)


@rule(
    "H005",
    title="项目往年的钱与部门表不符",
    severity="warning",
    why="部门表近两年的项目支出，就是各项目前两年预算之和；两边不同，必有一处不对，或有的项目没有说到。",
    basis="填报实务：部门整体表的近两年支出与项目表的前两年预算相互衔接",
    good=_told_before("18"),
    bad=_told_before("40"),
)
def earlier_project_money(view: DossierView) -> Iterator[Remark]:
    """What all projects tell of an earlier year does not come to the department's money for projects of that year.

    Silent where the projects of this year are not all there, or one of them tells nothing of that year.
    """
    form = view.department.department if view.department else None
    told = [one for _, one in view.facts(_earlier) if one is not None]
    for path, name, amount in project_money(form) if form is not None and told else ():
        own = [one for one in told if not (one.fact.running and "特定" in name)]
        if not own or not agree(amount, sum((one.fact.amount or Decimal(0) for one in own), Decimal(0))):
            continue
        for year in (view.dossier.year - 1, view.dossier.year - 2):
            yield from _against_department(form, path, name, year, own)


def _against_department(
    form: DepartmentForm | None, path: str, name: str, year: int, own: Sequence[_Earlier]
) -> Iterator[Remark]:
    kind = path.split(".")[2]
    line = form.expenditure.get(ExpenditureKind(kind)) if form is not None else None
    known = line.history.get(str(year)) if line is not None else None
    amounts = [one.told.get(year) or [] for one in own]
    if form is None or known is None or not all(amounts):
        return
    sums = [sum((one[place] for one in amounts), Decimal(0)) for place in (0, -1)]  # the budget first, then spent
    if not any(agree(known, total) for total in sums):
        working = (
            f"{numbers_text([one[0] for one in amounts])} = {written(sums[0])}" if len(own) > 1 else written(sums[0])
        )
        message = f"{year} 年{name} {written(known)}，{len(own)} 个项目表里写的是 {working}"
        places = tuple(f"{one.fact.form_id}.budget_change" for one in own)
        advice = "请核对；有已经结束的项目的，请说明"
        where = f"{form.id}.expenditure.{kind}.history.{year}"
        yield Remark(where, f"{message}，相差 {written(abs(known - sums[0]))}；{advice}", places=places)
