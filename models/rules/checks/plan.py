"""B 预算: the spending plan of the year, the whole period beside the year, a department's costs and what is priced
beside the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from models.dossier import Dossier
from models.forms import ProjectForm, ProjectLine, Task
from models.python import regex
from models.rules import examples as ex
from models.rules import fixes
from models.rules.cost_money import PAY, beside_budget, budget_of, budget_of_work, cost_money, factor_of
from models.rules.finding import Remark
from models.rules.money import AGREE, FACTORS, agree, in_ten_thousands, mixed_up, spending_of, written
from models.rules.registry import rule
from models.rules.unit_costs import ROUNDING, Costing, costings, is_apart, prices_of
from models.rules.view import FormView, GoalView
from models.rules.wording.kinds import is_lowering
from models.target import Target
from models.values import EXPENDITURE_WORDS, ExpenditureKind, FundingSource, plain

TOTAL = FundingSource.TOTAL
_NUMBER = regex(r"\d+")
_HUNDRED = Decimal(100)


@rule(
    "B010",
    title="资金支出计划不合理",
    severity="error",
    why="支出计划是累计进度，只能上升，在 0 到 100% 之间，年底应到 100%。",
    basis="填报实务：资金支出计划（%）按累计数填写",
    good=ex.project(spending_plan={"3": "25", "6": "50", "10": "75", "12": "100"}),
    bad=ex.project(spending_plan={"3": "25", "6": "50", "10": "40", "12": "100"}),
)
def spending_plan(view: FormView) -> Iterator[Remark]:
    """A spending plan that falls, leaves 0–100 or does not end at 100."""
    form = view.project
    steps = _steps(form) if form is not None else []
    if form is None or not any(share for _, share in steps):
        return
    before = Decimal(0)
    for key, share in steps:
        where = f"{form.id}.spending_plan.{key}"
        if not 0 <= share <= _HUNDRED:
            yield Remark(where, f"{plain(share)}% 超出 0～100%；请更正")
        elif share < before:
            yield Remark(where, f"{plain(share)}% 低于前一时点的 {plain(before)}%；累计进度只能上升，请更正")
        before = max(before, share)
    key, last = steps[-1]
    if last < _HUNDRED and (december := _month(key) in (12, None)):
        where = f"{form.id}.spending_plan.{key}"
        each = sum((share for _, share in steps), Decimal(0)) == _HUNDRED and december
        hint = "；各时点相加为 100%，是否按当期数填的，应填累计数" if each else "；请更正"
        rising = all(share <= _HUNDRED for _, share in steps) and last >= max(share for _, share in steps) and not each
        change = fixes.set_value(where, _HUNDRED) if rising else None
        yield Remark(where, f"到年底为 {plain(last)}%，应为 100%{hint}", change)


def _month(key: str) -> int | None:
    found = _NUMBER.search(key)
    return int(found[0]) if found else None


def _steps(form: ProjectForm) -> list[tuple[str, Decimal]]:
    """The filled steps of the plan in the order of their months (as typed where a step has no month)."""
    steps = [(key, share) for key, share in form.spending_plan.items() if share is not None]
    return sorted(steps, key=lambda step: _month(step[0]) or 0) if all(_month(key) for key, _ in steps) else steps


@rule(
    "B011",
    title="项目总预算小于当年预算",
    severity="error",
    why="项目总预算（实施期资金）包含当年预算，不会比当年的少。",
    basis="填报实务：实施期资金总额不小于年度资金总额",
    good=ex.project(amount="20", total_amount="60"),
    bad=ex.project(amount="20", total_amount="12"),
)
def whole_period(view: FormView) -> Iterator[Remark]:
    """Money for the whole period that is less than the year's."""
    form = view.project
    if form is not None:
        found = list(_less(f"{form.id}.total_amount", form.total_amount, form.amount))
        yield from found
        for source, whole in form.total_funding.items() if not found else ():
            if source is not TOTAL:
                yield from _less(f"{form.id}.total_funding.{source}", whole, form.funding.get(source))
    for line in view.department.projects if view.department else ():
        yield from _less(f"{line.id}.total", line.total, line.amount)


def _less(where: str, whole: Decimal | None, year: Decimal | None) -> Iterator[Remark]:
    if whole is not None and year is not None and whole < year and not agree(whole, year) and not mixed_up(whole, year):
        message = f"总预算 {written(whole)} 小于当年预算 {written(year)}；总预算包含当年预算，请核对"
        yield Remark(where, message)


_LINES: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"^(?:基本支出|人员(?:经费)?(?:及|和|与|、)?(?:日常)?公用)"), frozenset({"personnel", "operation"})),
    (re.compile(r"^(?:人员(?:类)?(?:经费|支出|费用|成本|项目)|工资福利)"), frozenset({"personnel"})),
    (re.compile(r"^(?:日常)?(?:公用|运转类?)(?:经费|支出|费用|成本|项目)"), frozenset({"operation"})),
    (re.compile(r"^(?:项目|特定目标类?)(?:经费|支出|费用|成本|项目)"), frozenset({"specific"})),
)
_SAME_LINE = {"basic": ("personnel", "operation"), "project": ("specific",)}


def _running_cost(target: str) -> ex.Example:
    def build() -> Dossier:
        lines = {"personnel": {"amount": "60"}, "operation": {"amount": "40"}, "total": {"amount": "100"}}
        form = ex.good_department(amount="100", expenditure=lines, income={"total": {"amount": "100"}})
        row = next(form.indicators())
        row.name, row.target = "公用经费支出", Target.parse(target)
        return ex.good_dossier(form)

    return ex.built(f"运转类支出 40 万元，指标“公用经费支出”{target}", build)


@rule(
    "B024",
    title="成本指标超过部门的这一类支出",
    severity="error",
    why="公用经费、人员经费、项目支出的上限写得比部门支出预算里的这一类还多，两处必有一处不对。",
    basis="财预〔2015〕88号：绩效目标要与预算确定的投资额或资金量相匹配",
    good=_running_cost("≤40万元"),
    bad=_running_cost("≤60万元"),
)
def department_cost(view: FormView) -> Iterator[Remark]:
    """A department's cost indicator named as a line of its expenditure, with more money than that line."""
    form = view.department
    spent = spending_of(form.expenditure) if form is not None else {}
    lines = {kind: amount for kind, amount in spent.items() if kind != "total"}
    if not lines:
        return
    for row in (row for one in view.goals if one.goal.period == "annual" for row in one.rows):
        money = in_ten_thousands(row.target) if "元" in row.unit and not is_lowering(row.name) else None
        line = _line_of(row.name, lines) if money is not None else None
        if money is not None and line is not None and money - line[1] >= AGREE and row.comparison not in ("≥", ">"):
            message = f"“{row.target}”超过部门支出里的{line[0]} {written(line[1])} 万元；请核对"
            yield Remark(
                row.at("target"), message, places=tuple(f"{view.form.id}.expenditure.{kind}.amount" for kind in line[2])
            )


def _line_of(name: str, lines: Mapping[ExpenditureKind, Decimal]) -> tuple[str, Decimal, list[str]] | None:
    """The line (or the two) of the expenditure that a cost is named after: its words, its money, its kinds."""
    meant = next((kinds for pattern, kinds in _LINES if pattern.match(name)), frozenset())
    for kinds in ([one for one, parts in _SAME_LINE.items() if set(parts) == meant], sorted(meant)):
        found = [(EXPENDITURE_WORDS[kind], amount, kind) for kind, amount in lines.items() if kind in kinds]
        if found and len(found) == len(kinds):
            words, amounts, own = zip(*found, strict=True)
            return "、".join(words), sum(amounts, Decimal(0)), list(own)
    return None


_MONEY_SAID = (
    r"(?:额|额度|总额)?(?:为|共|约|达到?|计|共计|总计|合计)?"
    r"(?P<number>\d+(?:[,，]\d{3})*(?:\.\d+)?)(?P<unit>亿元|万元|元)"
)
_WHOLE_SAID = regex(rf"(?:总投资|投资总额|项目总资金|总预算|总经费){_MONEY_SAID}")
_YEAR_SAID = regex(
    rf"(?:(?<!总)预算(?:资金|金额)?|预算总额|资金总额|(?:年度|本年)(?:预算|资金|投资)|安排(?:财政)?(?:资金|预算|经费)|投入(?:财政)?资金|所需资金){_MONEY_SAID}"
)
_NEARLY_SAME = Decimal("0.005")


@rule(
    "B026",
    title="目标说明里的总额与预算不符",
    severity="warning",
    why="目标说明写了总投资、预算资金多少，就应与表中的金额一致；多半是预算调整后忘了改说明。"
    "总投资多于当年预算的，要写明分几年。",
    basis="填报实务：同一笔资金全表一致",
    good=ex.goal(statement="安排财政资金20万元，全年举办培训12场。"),
    bad=ex.goal(statement="安排财政资金26万元，全年举办培训12场。"),
)
def money_of_the_statement(view: GoalView) -> Iterator[Remark]:
    """The money that a statement calls the whole, or the year's, is not the form's. A part of it may be named alone."""
    text = view.goal.statement
    year, whole = (budget_of(view.form, period) for period in ("annual", "long_term")) if "元" in text else (None, None)
    if year is None:
        return
    if whole is None and view.form.within_the_year:
        whole = year
    if whole is None and (found := _more_than_the_year(view, year)):
        yield found
    for pattern, known in ((_WHOLE_SAID, whole), (_YEAR_SAID, year)):
        said = list(pattern.finditer(text))
        amount = _money_said(said[0]) if len(said) == 1 else None
        if amount is None or known is None or any(_same(amount, one) for one in (year, whole) if one is not None):
            continue
        if pattern is _WHOLE_SAID or amount > known:
            message = f"写“{said[0][0]}”，表中的金额是 {written(known)} 万元；请统一"
            field = "amount" if known == year else "total_amount"
            yield Remark(view.at("statement"), message, places=(f"{view.form.form.id}.{field}",))


_SEVERAL_YEARS = regex(
    r"[两二三四五六七八九十\d]\s*年(?:内|间|期|建成|完成|实施)|20\d\d\s*年?\s*[-—－~～至到]+\s*20\d\d|分\S{0,3}[年期]|跨年|续建|上年|往年|累计"
)
_ANY_MONEY = regex(r"(?P<number>\d+(?:[,，]\d{3})*(?:\.\d+)?)(?P<unit>亿元|万元|元)")


def _more_than_the_year(view: GoalView, year: Decimal) -> Remark | None:
    """The whole of a project is more than its year's money, and neither a period nor the statement tells why."""
    text, project = view.goal.statement, view.form.project
    said = list(_WHOLE_SAID.finditer(text))
    if project is None or len(said) != 1 or project.period.strip() or _SEVERAL_YEARS.search(text):
        return None
    amount = _money_said(said[0])
    if amount <= year or _same(amount, year) or any(_same(_money_said(one), year) for one in _ANY_MONEY.finditer(text)):
        return None
    message = (
        f"写“{said[0][0]}”，当年预算只有 {written(year)} 万元，表中和说明都没有写实施期；请写明哪几年、本年多少，或更正"
    )
    return Remark(view.at("statement"), message, places=(f"{project.id}.amount",))


def _money_said(found: re.Match[str]) -> Decimal:
    return Decimal(found["number"].replace(",", "").replace("，", "")) * FACTORS[found["unit"]]


def _same(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= max(AGREE, other * _NEARLY_SAME)


# --- Price × quantity ------------------------------------------------------------------------------------------------

_UNIT_SLIP = Decimal(100)


@rule(
    "B020",
    title="单价乘数量超过预算",
    severity="error",
    why="单价（补助标准）乘以数量就是要花的钱，超过预算，说明单价、数量、预算三者至少有一个不对；"
    "部门的预算先扣除人员类支出，做的是列出的哪一项任务（项目），就不超过那一项的钱。",
    basis="财预〔2015〕88号：绩效目标要与预算确定的投资额或资金量相匹配",
    good=ex.rows(
        ("产出指标", "数量指标", "培训教师人数", "≥200人"), ("成本指标", "经济成本指标", "人均培训成本", "≤1000元/人")
    ),
    bad=ex.rows(
        ("产出指标", "数量指标", "培训教师人数", "≥200人"), ("成本指标", "经济成本指标", "人均培训成本", "≤1500元/人")
    ),
)
def price_times_quantity(goal: GoalView) -> Iterator[Remark]:
    """A price times the quantity that another indicator counts is over the budget, or all of them together."""
    found = costings(goal)
    whole = budget_of(goal.form, goal.goal.period) if found else None
    paid = any(PAY.search(one.price.row.name) for one in found)
    budget = whole if paid else budget_of_work(goal.form, goal.goal.period)
    if not whole or not budget:
        return
    told = f"{'预算' if budget == whole else '扣除人员类支出后的预算'} {written(budget)} 万元"
    limit = budget * ROUNDING
    fair = [one for one in found if one.price.amount <= limit]  # a price over the whole budget: B021
    over = [one for one in fair if one.amount > limit]
    for one in over:
        yield _dear(one, budget, told)
    yield from _dear_for_its_line(goal, [one for one in fair if one not in over])
    apart = {one.count.indicator.id: one for one in fair}
    total = sum((one.amount for one in apart.values()), Decimal(0))
    if not over and len(apart) > 1 and total > limit:
        yield _dear_together(list(apart.values()), total, told)
    elif not over and apart:
        yield from _dear_with_the_rest(goal, list(apart.values()), total, (budget, told))


_SHORTEST_LINE = 4
_LINE_WORDS = regex(r"[“”\"（）()、，]|专项|项目|经费|资金|补助|工作|建设|工程")


def _dear_for_its_line(goal: GoalView, found: Sequence[Costing]) -> Iterator[Remark]:
    """A price times its quantity is over the money of the one task or project of the department that it is for."""
    form = goal.form.department
    listed: list[Task | ProjectLine] = [*form.projects, *form.tasks] if form is not None and found else []
    lines = [(one, _LINE_WORDS.sub("", one.name)) for one in listed]
    for one in found:
        words = _LINE_WORDS.sub("", f"{one.price.row.name}，{one.count.name}")
        named = [line for line, name in lines if len(name) >= _SHORTEST_LINE and _is_part(name, words)]
        money = named[0].amount if len(named) == 1 else None
        limit = (money or Decimal(0)) * factor_of(goal.form)
        if limit and one.amount > limit * ROUNDING:
            dear = _dear(one, limit, f"“{named[0].name}”的 {written(limit)} 万元")
            yield dear._replace(severity="warning", places=(*dear.places[:-1], f"{named[0].id}.amount"))


def _is_part(name: str, words: str) -> bool:
    """The thing of a line is in the words: its first or its last four characters, or all of it."""
    return name[:_SHORTEST_LINE] in words or name[-_SHORTEST_LINE:] in words


def _dear(one: Costing, budget: Decimal, told: str) -> Remark:
    amount, row = one.amount, one.price.row
    hint = "，看单位是不是把元写成了万元" if amount > budget * _UNIT_SLIP else ""
    message = (
        f"{one.text} = {written(amount)} 万元，超过{told}，多出 {written(amount - budget)} 万元；"
        f"请核对单价、数量（“{one.count.name}”）和预算{hint}"
    )
    places = (*(other.at("target") for other in (one.count, *one.others)), f"{row.form.form.id}.amount")
    return Remark(row.at("target"), message, None, "warning" if one.others else None, places)


def _dear_together(found: Sequence[Costing], total: Decimal, told: str) -> Remark:
    words = " + ".join(f"{one.text} = {written(one.amount)}" for one in found)
    message = f"{words}，合计 {written(total)} 万元，超过{told}；请核对各项单价、数量和预算"
    rows = [row for one in found for row in (one.price.row, one.count)]
    places = (*(row.at("target") for row in rows[1:]), f"{rows[0].form.form.id}.amount")
    return Remark(rows[0].at("target"), message, places=places)


def _dear_with_the_rest(
    goal: GoalView, found: Sequence[Costing], priced: Decimal, limit: tuple[Decimal, str]
) -> Iterator[Remark]:
    """What is priced and what stands beside it as a plain sum come to more than the budget."""
    money = cost_money(goal)
    topic, (budget, told) = goal.form.form.name, limit
    beside = [(one, amount) for one, amount in money.details if is_apart(one.name, found, topic)] if money else []
    plain_sum = sum((amount for _, amount in beside), Decimal(0))
    total = priced + plain_sum
    if plain_sum and plain_sum <= budget and total > budget * ROUNDING:
        words = [f"{one.text} = {written(one.amount)}" for one in found]
        words += [f"{one.name} {written(amount)}" for one, amount in beside]
        message = f"{' + '.join(words)}，合计 {written(total)} 万元，超过{told}；请核对各项成本和预算"
        rows = [row.indicator for one in found for row in (one.price.row, one.count)]
        where = f"{rows[0].id}.target"
        yield Remark(where, message, None, "warning", beside_budget(goal, [*rows, *(one for one, _ in beside)]))


@rule(
    "B021",
    title="单价比全部预算还高",
    severity="error",
    why="一个单位的价格或一个人的补助标准比项目的全部预算还高，多半是把元写成了万元。",
    basis="填报实务：单价与预算的金额单位要核对，一般单价用元、预算用万元",
    good=ex.row("人均培训成本", "≤1000元/人", "经济成本指标", "成本指标"),
    bad=ex.row("人均培训成本", "≤1000万元/人", "经济成本指标", "成本指标"),
)
def price_over_budget(goal: GoalView) -> Iterator[Remark]:
    """A price for one that is more than the whole budget."""
    prices = prices_of(goal)
    budget = budget_of(goal.form, goal.goal.period) if prices else None
    for price in prices if budget else ():
        if budget and price.amount > budget * ROUNDING:
            text = price.row.target.text.strip()
            message = f"“{text}”一个单位就超过全部预算 {written(budget)} 万元；请核对金额单位，是不是把元写成了万元"
            yield Remark(price.row.at("target"), message, places=(f"{goal.form.form.id}.amount",))
