"""B 预算, what a project costs: details, cost indicators, calculations and changes told in texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from models.forms import CostItem, DepartmentForm, ProjectForm
from models.goals import Indicator
from models.python import regex
from models.rules.cost_money import (
    SUBTOTAL,
    CostMoney,
    beside_budget,
    cost_money,
    cost_parts,
    is_cost_level,
    lacks_money,
    money_of,
)
from models.rules.examples import Example, built, good_dossier, good_project, project, row
from models.rules.finding import Remark, Severity
from models.rules.money import (
    AGREE,
    agree,
    disagreement,
    filled,
    mixed_up,
    rounded,
    sum_text,
    total_of,
    written,
)
from models.rules.registry import also, rule
from models.rules.unit_costs import costings, prices_of
from models.rules.view import FormView, GoalView, Row
from models.rules.wording.arithmetic import NUMBER_PATTERN, calculations, normalised, product_alone
from models.rules.wording.changes import Shift, amounts_by_year, shifts
from models.rules.wording.kinds import is_cost, is_lowering, is_money_unit
from models.values import FundingSource, plain


def _costs(*amounts: str) -> Example:
    items = [CostItem(id=f"cost-{n}", content=f"明细{n}", own=Decimal(amount)) for n, amount in enumerate(amounts, 1)]
    words = f"项目当年预算 20，支出明细 {'、'.join(amounts)}"
    return built(words, lambda: good_dossier(good_project(costs=items)))


@rule(
    "B005",
    title="支出明细合计不等于项目预算",
    severity="error",
    why="支出明细是预算的来由，各项相加应等于项目当年预算。",
    basis="填报实务：项目支出明细及测算依据与项目预算一致",
    good=_costs("12", "8"),
    bad=_costs("12", "5"),
)
def cost_details(view: FormView) -> Iterator[Remark]:
    """The cost details do not add up to the project's money of the year (or of the whole period)."""
    form = view.project
    if form is None or form.amount is None:
        return
    parts, complete = cost_parts(form)
    total = total_of(parts)
    wholes = [amount for amount in (form.amount, form.total_amount) if amount is not None]
    if not parts or any(mixed_up(whole, total) for whole in wholes):
        return
    if any(agree(whole, total) for whole in wholes):
        yield from _columns(form)
        return
    severity = disagreement(form.amount, [amount for _, amount in parts])
    unsure = total < form.amount and not complete
    difference = written(abs(form.amount - total))
    message = f"支出明细 {sum_text(parts)}，项目当年预算 {written(form.amount)}，相差 {difference}；请核对明细和预算"
    amounts = tuple(f"{item.id}.own" for item in form.costs if money_of(item) is not None)
    yield Remark(f"{form.id}.costs", message, None, "warning" if unsure else severity, (f"{form.id}.amount", *amounts))


def _columns(form: ProjectForm) -> Iterator[Remark]:
    """The details are right together, and not by where the money comes from."""
    lines = filled(form.funding)
    for name, source, amounts in (
        ("本级财政拨款", FundingSource.FISCAL, [item.own for item in form.costs if not SUBTOTAL.match(item.content)]),
        (
            "上级转移支付",
            FundingSource.SUPERIOR,
            [item.superior for item in form.costs if not SUBTOTAL.match(item.content)],
        ),
    ):
        known = [amount for amount in amounts if amount is not None]
        given = lines.get(source)
        if given is not None and known and FundingSource.SUPERIOR in lines and not agree(given, sum(known, Decimal(0))):
            message = f"明细中{name}合计 {written(sum(known, Decimal(0)))}，资金来源中为 {written(given)}；请核对"
            yield Remark(f"{form.id}.funding.{source}", message, None, "warning")


# --- Cost indicators --------------------------------------------------------------------------------------------------


@rule(
    "B006",
    title="成本指标合计与预算不符",
    severity="error",
    why="成本指标是花钱的上限，合计超过预算，等于计划超支；比预算少，说明有的钱没有成本指标管着。",
    basis="财预〔2015〕88号：绩效目标要与预算确定的投资额或资金量相匹配",
    good=row("项目总成本", "≤20万元", "经济成本指标", "成本指标"),
    bad=built("成本指标 ≤15万元、≤8万元，预算 20", lambda: good_dossier(_two_costs("≤15万元", "≤8万元"))),
)
def cost_sum(goal: GoalView) -> Iterator[Remark]:
    """Cost indicators in money add up to more than the budget."""
    money = cost_money(goal)
    if money is None or not money.details or _wrong_by_itself(money):
        return
    total = _sum(money.details)
    if _over(total, money.budget):
        where = f"{money.details[0][0].id}.target"
        parts = [(one.name, amount) for one, amount in money.details]
        excess = written(total - money.budget)
        message = f"成本指标 {sum_text(parts)} 万元，超过预算 {written(money.budget)} 万元，多出 {excess}"
        yield Remark(
            where, f"{message}；请调整指标值或预算", places=beside_budget(goal, [one for one, _ in money.details])
        )


@also("B006")
def cost_short(view: FormView) -> Iterator[Remark]:
    """Those of all goals of the year, or of the whole period, come to less than the budget (worth a look)."""
    for period in ("annual", "long_term"):
        yield from _short([goal for goal in view.goals if goal.goal.period == period])


_NEARLY_ALL = Decimal("0.95")


def _short(goals: Sequence[GoalView]) -> Iterator[Remark]:
    """What stands under several goals is parts of one budget, and so is what is priced there."""
    known = [money for goal in goals if (money := cost_money(goal)) is not None and money.all]
    if not known or any(_wrong_by_itself(money) for money in known):
        return
    budget, wholes = known[0].budget, [one for money in known for one in money.wholes]
    sums = [_sum([one for money in known for one in money.details]), _sum(wholes)]
    sums.append(sums[0] + sums[1])
    if any(agree(amount, budget) for amount in sums) or max(sums) >= budget:
        return
    told = max((amount for _, amount in wholes), default=budget)
    if len(known) > 1:  # what one goal calls its whole is a part of all
        told = max(told, *sums)
    if any(prices_of(goal) for goal in goals):
        priced = sum((one.amount for goal in goals for one in costings(goal)), Decimal(0))
        if told == budget or max(sums) + priced >= budget * _NEARLY_ALL:
            return  # the rest is what is priced: B020
    message = f"成本指标合计 {written(max(sums))} 万元，比预算 {written(budget)} 万元少 {written(budget - max(sums))}"
    advice = f"{message}；请看是否还有成本没有设指标"
    open_price = any(len(prices_of(goal)) > len(costings(goal)) for goal in goals)  # nobody knows what that comes to
    severity: Severity = "warning" if told * 2 < budget and not open_price else "info"
    yield Remark(f"{known[0].all[0][0].id}.target", advice, None, severity)


def _wrong_by_itself(money: CostMoney) -> bool:
    """One of them is more than all there is: B007, B012."""
    return any(_over(amount, money.budget) or mixed_up(amount, money.budget) for _, amount in money.all)


def _two_costs(first: str, second: str) -> ProjectForm:
    form = good_project()
    category = next(entry for entry in form.goals[0].dimensions if entry.name == "成本指标").categories[0]
    one = category.indicators[0].model_copy(update={"name": "场地租赁费", "weight": Decimal(10)})
    two = one.model_copy(update={"id": f"{one.id}-2", "name": "教材印刷费"})
    category.indicators = [one, two]
    for indicator, text in ((one, first), (two, second)):
        indicator.target = type(indicator.target).parse(text)
    return form


def _sum(rows: list[tuple[Indicator, Decimal]]) -> Decimal:
    return sum((amount for _, amount in rows), Decimal(0))


def _over(amount: Decimal, budget: Decimal) -> bool:
    return amount - budget >= AGREE


@rule(
    "B007",
    title="单个成本指标超过预算",
    severity="error",
    why="一个成本指标就超过了项目的全部预算，等于计划超支。",
    basis="财预〔2015〕88号：绩效目标要与预算确定的投资额或资金量相匹配",
    good=row("项目总成本", "≤20万元", "经济成本指标", "成本指标"),
    bad=row("项目总成本", "≤25万元", "经济成本指标", "成本指标"),
)
def cost_over_budget(goal: GoalView) -> Iterator[Remark]:
    """A single cost indicator that is more than the whole budget."""
    money = cost_money(goal)
    for one, amount in money.all if money else ():
        if money is not None and _over(amount, money.budget) and not mixed_up(amount, money.budget):
            excess = written(amount - money.budget)
            message = f"“{one.target}”超过预算 {written(money.budget)} 万元，多出 {excess} 万元；请调整指标值或预算"
            yield Remark(f"{one.id}.target", message, places=beside_budget(goal, [one]))


@rule(
    "B015",
    title="成本指标没有金额",
    severity="warning",
    why="经济成本指标要管住花多少钱，用次数、百分比或一句话表示，管不住。",
    basis="财预〔2021〕101号：经济成本指标反映实施相关项目所产生的直接经济成本",
    good=row("项目总成本", "≤20万元", "经济成本指标", "成本指标"),
    bad=row("财政投入水平", "≤100%", "经济成本指标", "成本指标"),
)
def cost_without_money(row: Row) -> Iterator[Remark]:
    """A cost indicator whose value is no money. Rates of control and the like are left alone."""
    if not is_cost_level(row.dimension, row.category):
        return
    if _free_of_charge(row):
        message = f"成本指标“{row.name}”的金额是 0；请核对，不花钱的不必设成本指标"
        yield Remark(row.at("target"), message)
    if not lacks_money(row):
        return
    if row.number is None:
        message = f"成本指标“{row.name}”的指标值“{row.target}”没有金额；能算出金额的，请写成 ≤……万元"
        yield Remark(row.at("target"), message, None, "warning" if is_cost(row.name) else "info")
    else:
        unit = row.unit or "没有单位"
        yield Remark(
            row.at("target"), f"成本指标“{row.name}”以“{unit}”计，没有金额；请写成 ≤……万元，或改放到合适的二级指标下"
        )


def _free_of_charge(row: Row) -> bool:
    """A cost indicator with a price or a cost of nothing."""
    if row.number is None or row.number or not is_money_unit(row.unit):
        return False
    return not (_MAY_BE_NOTHING.search(row.name) or is_lowering(row.name))


_MAY_BE_NOTHING = regex(r"增|超|新|接待|出国|三公|违规|债务|结余|结转|浪费|损失|收费|自筹|自付|购置费")


# --- Calculations and changes in texts --------------------------------------------------------------------------------


def texts_of(form: ProjectForm | DepartmentForm) -> Iterator[tuple[str, str]]:
    """The texts of a form in which money is worked out: (path, text)."""
    if isinstance(form, ProjectForm):
        for item in form.costs:
            yield f"{item.id}.basis", item.basis
            yield f"{item.id}.content", item.content
        for name in ("purpose", "basis", "plan", "last_evaluation", "budget_change"):
            yield f"{form.id}.{name}", getattr(form, name)
    else:
        for line in form.projects:
            yield f"{line.id}.use", line.use
        for task in form.tasks:
            yield f"{task.id}.content", task.content
        for name in ("duties", "annual_work"):
            yield f"{form.id}.{name}", getattr(form, name)
    for key, text in form.extra.items():
        yield f"{form.id}.extra.{key}", text


def _costing(text: str) -> Example:
    item = CostItem(id="cost-1", content="培训费", basis=text, own=Decimal(20))
    return built(f"测算依据“{text}”，金额 20", lambda: good_dossier(good_project(costs=[item])))


@rule(
    "B013",
    title="测算式算错",
    severity="error",
    why="测算依据里的算式和得数对不上，预算就没有依据。",
    basis="填报实务：测算依据的单价、数量与金额一致",
    good=_costing("2000元/人×100人=20万元"),
    bad=_costing("2000元/人×90人=20万元"),
)
def arithmetic(view: FormView) -> Iterator[Remark]:
    """A calculation in a text whose result is wrong beyond rounding, and not for 元 and 万元 left out."""
    for where, text in texts_of(view.form):
        yield from _wrong_results(where, text)


@also("B013")
def indicator_arithmetic(row: Row) -> Iterator[Remark]:
    """A calculation in an indicator's basis, description or remark."""
    one = row.indicator
    said = f"{one.basis}{one.description}{one.remark}"
    if "=" in said or "＝" in said:
        for name, text in (("basis", one.basis), ("description", one.description), ("remark", one.remark)):
            yield from _wrong_results(row.at(name), text)


def _wrong_results(where: str, text: str) -> Iterator[Remark]:
    for found in calculations(text):
        if not found.right:
            yield Remark(
                where, f"“{found.text}”算错了，应为 {plain(found.expected)}{found.unit}；请核对单价、数量和得数"
            )


@rule(
    "B014",
    title="增减变动与前后两个数不符",
    severity="warning",
    why="文字里写的增减数额、增减比例，应与前后两个年度的数算得上。",
    basis="填报实务：文字说明与表中数字一致",
    good=project(amount="20", budget_change="2025年年初预算22万元；2026年较上年压减预算2万元。"),
    bad=project(amount="20", budget_change="2025年年初预算22万元；2026年较上年压减预算5万元。"),
)
def told_changes(view: FormView) -> Iterator[Remark]:
    """A change told in a text does not agree with the two amounts, or its percentage with its amount."""
    for where, text in texts_of(view.form):
        if "%" in text or "％" in text or where.endswith(".budget_change"):
            found = shifts(text)
            for shift in found:
                yield from _wrong_percentage(where, shift, view)
            if view.project is not None and where.endswith(".budget_change"):
                yield from _wrong_change(where, text, found, view.project, view.year)
                yield from _change_alone(where, text, view.year)
                yield from _other_amount(where, text, view.project, view.year)


def _wrong_percentage(where: str, shift: Shift, view: FormView) -> Iterator[Remark]:
    """``比上年增加43.82万元，增加9.36%`` against the amounts in the same text and the form's own."""
    if not shift.fits(view.form.amount):
        right = rounded(shift.percentages(view.form.amount)[0], 2)
        yield Remark(where, f"“{shift.text}”：按前后两个数算应为 {plain(right)}%；请核对")


def _wrong_change(where: str, text: str, found: list[Shift], form: ProjectForm, year: int) -> Iterator[Remark]:
    """``2023年35.71万元…2024年较上年压减6.14万元`` against the project's money of the year."""
    known = amounts_by_year(text)
    before = known.get(year - 1, [])
    told = [shift for shift in found if shift.year in (None, year) and shift.since_last_year]
    if len(told) != 1 or not before or form.amount is None:
        return
    shift = told[0]
    now = [form.amount, *(amount for amount in known.get(year, []) if amount != shift.change)]
    if any(agree(old + shift.signed, new) for old in before for new in now):
        return
    old = before[0]
    change = form.amount - old
    word = "持平" if not change else f"{'增加' if change > 0 else '减少'} {written(abs(change))} 万元"
    years = f"{year - 1} 年为 {written(old)} 万元、{year} 年预算为 {written(form.amount)} 万元"
    yield Remark(where, f"“{shift.text}”，而 {years}，应是{word}；请核对")


_CHANGE_ALONE = regex(
    rf"[;,。](?P<word>增加|增长|减少|压减|下降)了?(?:预算|资金|经费)?(?P<number>{NUMBER_PATTERN})\s*万元(?=[;,。(]|$)"
)


def _change_alone(where: str, text: str, year: int) -> Iterator[Remark]:
    """A change told behind the amounts of both years, against nothing else: ``…190万元，…200万元，增加20万元``."""
    plain = normalised(text)
    found, known = list(_CHANGE_ALONE.finditer(plain)), amounts_by_year(_CHANGE_ALONE.sub(";", plain))
    before, now = known.get(year - 1, []), known.get(year, [])
    if len(found) != 1 or len(before) != 1 or len(now) != 1 or shifts(text):
        return
    told = Decimal(found[0]["number"].replace(",", "")) * (1 if found[0]["word"] in ("增加", "增长") else -1)
    if not agree(before[0] + told, now[0]):
        years = f"{year - 1} 年 {written(before[0])} 万元、{year} 年 {written(now[0])} 万元"
        yield Remark(
            where, f"“{found[0][0].strip(';,。')}”，而 {years}，相差 {written(now[0] - before[0])} 万元；请核对"
        )


_TOLD_OF_YEAR = regex(
    r"(?P<year>20\d\d)\s*年(?:度)?(?:本?项目|本?级|当年|年初|部门|申报|安排|预计|拟)*(?:预算|安排|申报)?(?:资金|金额|数|额|总额)?(?:为|是|:)?"
    rf"(?P<number>{NUMBER_PATTERN})\s*万元"
)


def _other_amount(where: str, text: str, form: ProjectForm, year: int) -> Iterator[Remark]:
    """The money told of this year, and of no part of it, is not the project's budget."""
    found = [one for one in _TOLD_OF_YEAR.finditer(normalised(text)) if int(one["year"]) == year]
    told = [Decimal(one["number"].replace(",", "")) for one in found]
    own = [amount for amount in (form.amount, form.total_amount) if amount is not None]
    if form.amount is None or not told or any(agree(one, amount) for one in told for amount in own):
        return
    if not any(mixed_up(one, form.amount) for one in told):
        yield Remark(where, f"写 {year} 年 {written(told[0])} 万元，项目当年预算是 {written(form.amount)} 万元；请核对")


@rule(
    "B019",
    title="测算结果与金额不符",
    severity="warning",
    why="测算式得出的数就是这一行的金额，两处应当一致。",
    basis="填报实务：测算依据的单价、数量与金额一致",
    good=_costing("2000元/人×100人=20万元"),
    bad=_costing("2000元/人×50人=10万元"),
)
def costing_and_amount(view: FormView) -> Iterator[Remark]:
    """The one calculation in a costing text comes to another amount than the line's."""
    for item in view.project.costs if view.project else ():
        amount = money_of(item)
        found = _costing_of(item.basis) if amount is not None else None
        if amount is None or found is None or _comes_to(found[0], amount):
            continue
        message = f"测算为 {found[1]}，本行金额为 {written(amount)} 万元；请核对"
        yield Remark(f"{item.id}.basis", message, places=(f"{item.id}.own",))


def _costing_of(text: str) -> tuple[tuple[Decimal, ...], str] | None:
    """What the one calculation of a text comes to, as numbers and in words; None where there is not just one."""
    found = list(calculations(text))
    if len(found) == 1 and found[0].right and text.count("元") <= found[0].text.count("元"):
        return (found[0].result,), f"{plain(found[0].result)}{found[0].unit}"
    values = () if found else product_alone(text)
    return (values, f"{plain((values[-1] / _IN_YUAN).normalize())} 万元") if values else None


_IN_YUAN = Decimal(10_000)


def _comes_to(values: Sequence[Decimal], amount: Decimal) -> bool:
    """Some reading is the amount, in 万元, 元 or 千元."""
    return any(agree(value * shift, amount) for value in values for shift in (_ONE, _ONE / _IN_YUAN, _ONE / 10))


_ONE = Decimal(1)
