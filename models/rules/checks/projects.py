"""B 预算, between forms: the department's project money and the project forms, and both against the unit's budget."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from models.dossier import Budget, Dossier
from models.forms import DepartmentForm, ProjectLine
from models.rules.cost_money import cost_money, cost_parts
from models.rules.examples import built, good_department, good_dossier, good_project
from models.rules.finding import Remark
from models.rules.listed_projects import (
    Match,
    ProjectFact,
    lines_of,
    matches,
    project_facts,
)
from models.rules.money import (
    Parts,
    agree,
    amounts_of,
    filled,
    funding_parts,
    mixed_up,
    numbers_text,
    own_funds_once,
    project_money,
    spending_of,
    spending_parts,
    spending_total,
    spending_total_path,
    total_of,
    written,
)
from models.rules.registry import rule
from models.rules.view import DossierView, FormView
from models.rules.wording.similar import key_of, slip
from models.values import EXPENDITURE_WORDS, FUNDING_WORDS, ExpenditureKind, FundingSource, MoneyLine

_MOST_SUBSETS = 16
_NEARLY_ALL = Decimal("0.8")


# --- The department's project money -----------------------------------------------------------------------------------


def _with_projects(*amounts: str, **fields: Any) -> Callable[[], Dossier]:
    """The good department form (特定目标类 20) with a list of projects and project forms of these amounts."""

    def build() -> Dossier:
        forms = [
            good_project(f"project-{n}", name=f"专项业务{'甲乙丙丁'[n]}", code=f"P-{n}", **_money(amount))
            for n, amount in enumerate(amounts)
        ]
        return good_dossier(good_department(**fields), *forms)

    return build


def _money(amount: str) -> dict[str, Any]:
    form = good_project()
    cost = next(entry for entry in form.goals[0].indicators() if "成本" in entry.name)
    cost.target = type(cost.target).parse(f"≤{amount}万元")
    return {"amount": amount, "funding": {"fiscal": amount}, "goals": []}


@rule(
    "B008",
    title="项目表合计与部门表的项目支出不符",
    severity="warning",
    why="部门整体表里的特定目标类（项目支出）就是各个项目的合计，两边应当一致；属运转类的项目除外。",
    basis="填报实务：部门整体绩效目标与项目绩效目标的资金相互衔接",
    good=built("特定目标类 20，两个项目 12、8", _with_projects("12", "8")),
    bad=built("特定目标类 20，两个项目 12、9", _with_projects("12", "9")),
)
def project_sum(view: DossierView) -> Iterator[Remark]:
    """The project forms, or the lines of the department's list, do not add up to its money for projects."""
    form = view.department.department if view.department else None
    facts = [fact for fact in project_facts(view) if fact.amount is not None]
    wanted = project_money(form) if form is not None else []
    if form is None or not wanted:
        return
    if not facts or _comes_to(wanted, lambda name: _expected(facts, name)):
        yield from _listed_sum(view, form, wanted)
        return
    path, name, amount = wanted[0]
    total = _expected(facts, name)
    severity = _sum_severity(facts, form, amount, total)
    amounts = tuple(f"{fact.form_id}.amount" for fact in _counted(facts, name))
    yield Remark(path, _sum_message(facts, name, amount, total), None, severity, amounts)


def _comes_to(wanted: Sequence[tuple[str, str, Decimal]], total: Callable[[str], Decimal]) -> bool:
    """One of the department's amounts is that sum, or would be it in another unit."""
    pairs = [(amount, total(name)) for _, name, amount in wanted]
    return any(agree(*pair) for pair in pairs) or any(mixed_up(*pair) for pair in pairs)


def _listed_sum(
    view: DossierView, form: DepartmentForm, wanted: Sequence[tuple[str, str, Decimal]]
) -> Iterator[Remark]:
    """The department's list is not what it spends on projects, and no project form says which line is wrong (B009)."""
    lines = lines_of(form)
    amounts = [line.amount for line in lines if line.amount is not None]
    found, total = matches(view), sum(amounts, Decimal(0))
    if not amounts or len(amounts) < len(lines) or len(found) < len(project_facts(view)):
        return
    told = any(
        one.fact.amount is not None and not agree(one.line.amount or Decimal(0), one.fact.amount) for one in found
    )
    if told or _comes_to(wanted, lambda _: total):
        return
    path, name, amount = wanted[0]
    off = written(abs(total - amount))
    listed = f"项目支出情况列了 {len(lines)} 个项目，合计 {written(total)}（{numbers_text(amounts)}）"
    places = tuple(f"{line.id}.amount" for line in lines)
    yield Remark(path, f"{name} {written(amount)}，{listed}，相差 {off}；请核对金额，看是否漏列了项目", places=places)


def _expected(facts: Sequence[ProjectFact], name: str) -> Decimal:
    """What the projects come to: those of 运转类 are no part of 特定目标类."""
    return sum((fact.amount or Decimal(0) for fact in _counted(facts, name)), Decimal(0))


def _counted(facts: Sequence[ProjectFact], name: str) -> list[ProjectFact]:
    specific = name == EXPENDITURE_WORDS[ExpenditureKind.SPECIFIC]
    return [fact for fact in facts if not (specific and fact.running)]


def _sum_severity(facts: Sequence[ProjectFact], form: DepartmentForm, amount: Decimal, total: Decimal) -> Any:
    """An error only where every form says its category; less money may mean that not all forms are here."""
    if total < amount:
        names = {key_of(fact.name) for fact in facts}
        listed = lines_of(form)
        complete = bool(listed) and all(key_of(line.name) in names for line in listed)
        return "warning" if complete or total >= amount * _NEARLY_ALL else "info"
    return "error" if all("特定目标" in fact.category for fact in facts) else "warning"


def _sum_message(facts: Sequence[ProjectFact], name: str, amount: Decimal, total: Decimal) -> str:
    difference = written(abs(total - amount))
    counted = [fact.amount or Decimal(0) for fact in _counted(facts, name)]
    working = f"（{numbers_text(counted)}）" if len(counted) > 1 else ""
    head = f"{name} {written(amount)}，{len(facts)} 个项目表合计 {written(total)}{working}，相差 {difference}"
    if total < amount:
        return f"{head}；请核对金额，看是否有项目表没有录入"
    extra = _subset(facts, total - amount)
    if extra:
        names = "、".join(f"“{fact.name}”（{written(fact.amount or Decimal(0))}）" for fact in extra)
        return f"{head}；如果{names}属运转类，请在部门表运转类中核对，否则请更正"
    return f"{head}；请核对"


def _subset(facts: Sequence[ProjectFact], difference: Decimal) -> list[ProjectFact]:
    """Projects that together make up the difference (the fewest found first)."""
    reached: dict[Decimal, list[ProjectFact]] = {Decimal(0): []}
    for fact in facts[:_MOST_SUBSETS]:
        if fact.amount and "特定目标" not in fact.category:
            for total, chosen in list(reached.items()):
                more = total + fact.amount
                if more <= difference and (more not in reached or len(reached[more]) > len(chosen) + 1):
                    reached[more] = [*chosen, fact]
    return next((chosen for total, chosen in reached.items() if chosen and agree(total, difference)), [])


# --- The department's list of projects --------------------------------------------------------------------------------


def _listed(line_name: str, amount: str = "20") -> Callable[[], Dossier]:
    def build() -> Dossier:
        line = ProjectLine(id="line-1", name=line_name, amount=Decimal(amount))
        return good_dossier(good_department(projects=[line]), good_project())

    return build


@rule(
    "B009",
    title="部门表的项目与项目表对不上",
    severity="warning",
    why="部门整体表列出的每个项目都要有自己的项目绩效目标表，名称、金额一致。",
    basis="填报实务：部门整体绩效目标表与项目支出绩效目标表逐项对应",
    good=built("部门表列“业务培训专项” 20，项目表同", _listed("业务培训专项")),
    bad=built("部门表列“业务培训专项” 18，项目表为 20", _listed("业务培训专项", "18")),
)
def projects_and_forms(view: DossierView) -> Iterator[Remark]:
    """A project of the department's list has no form, or its form another amount."""
    form = view.department.department if view.department else None
    lines, facts = (lines_of(form) if form else []), project_facts(view)
    if form is None or not lines or not facts:
        return
    found = matches(view)
    for match in found:
        yield from _match_remarks(match)
    if not found and len(facts) < len(lines):
        return
    done = {match.line.id for match in found} | {match.fact.form_id for match in found}
    yield from _without_form([line for line in lines if line.id not in done], len(found))
    for fact in facts:
        if fact.form_id not in done and found:
            message = f"部门整体表的项目支出情况里没有“{fact.name}”；请补列，或核对项目名称"
            yield Remark(f"{fact.form_id}.name", message)


def _without_form(lines: Sequence[ProjectLine], found: int) -> Iterator[Remark]:
    """Projects without a form; where most have none, the forms are perhaps only those of the main projects."""
    if len(lines) > max(found, 2):
        names = f"“{lines[0].name}”等 {len(lines)} 个项目"
        yield Remark(f"{lines[0].id}.name", f"{names}没有对应的项目绩效目标表；请看是否还没有录入", None, "info")
        return
    for line in lines:
        yield Remark(f"{line.id}.name", f"项目“{line.name}”没有对应的项目绩效目标表；请补录，或核对项目名称")


def _match_remarks(match: Match) -> Iterator[Remark]:
    line, fact = match.line, match.fact  # a name with a slip: X002
    if (
        line.amount is None
        or fact.amount is None
        or agree(line.amount, fact.amount)
        or mixed_up(line.amount, fact.amount)
    ):
        return
    difference = written(abs(line.amount - fact.amount))
    message = (
        f"“{line.name}”部门表为 {written(line.amount)}，项目表为 {written(fact.amount)}，相差 {difference}；请核对"
    )
    places = (f"{fact.form_id}.amount",)
    yield Remark(f"{line.id}.amount", message, None, "warning" if match.near else "error", places)


# --- 元 and 万元 ------------------------------------------------------------------------------------------------------

Pair = tuple[str, str, Decimal, str, Decimal]
"""A place, what two amounts there are called, and the amounts."""


def _pairs(view: FormView) -> list[Pair]:
    """Amounts of a form that ought to be of one size, and are 10,000 times apart."""
    form = view.form
    found = list(_department_pairs(form)) if isinstance(form, DepartmentForm) else list(_project_pairs(view))
    for goal in view.goals:
        money = cost_money(goal)
        if money is not None:
            found += [
                (f"{one.id}.target", f"成本指标“{one.name}”", amount, "预算", money.budget) for one, amount in money.all
            ]
    return [pair for pair in found if mixed_up(pair[2], pair[4])]


def _department_pairs(form: DepartmentForm) -> Iterator[Pair]:
    total = spending_total(form)
    if total is not None:
        where = spending_total_path(form)
        for name, parts in (
            ("支出各项合计", spending_parts(spending_of(form.expenditure))),
            ("收入各项合计", own_funds_once(funding_parts(amounts_of(form.income)))),
        ):
            yield where, "支出合计", total, name, total_of(parts)
    for line in form.projects:
        if line.total is not None and line.amount is not None:
            yield f"{line.id}.total", "项目总预算", line.total, "本年度预算", line.amount


def _project_pairs(view: FormView) -> Iterator[Pair]:
    form = view.project
    if form is None or form.amount is None:
        return
    where = f"{form.id}.amount"
    lines = filled(form.funding)
    yield where, "项目预算", form.amount, "资金来源合计", total_of(funding_parts(lines))
    yield where, "项目预算", form.amount, "资金来源的合计栏", lines.get(FundingSource.TOTAL, Decimal(0))
    yield where, "项目预算", form.amount, "支出明细合计", total_of(cost_parts(form)[0])
    if form.total_amount is not None:
        yield f"{form.id}.total_amount", "项目总预算", form.total_amount, "当年预算", form.amount


@rule(
    "B012",
    title="元和万元混用",
    severity="error",
    why="两个应当一致的金额正好差一万倍，是把元填成了万元，或反过来。",
    basis="填报实务：全表金额单位一致，一般为万元",
    good=built("预算 20，资金来源 20", lambda: good_dossier(good_project(amount="20", funding={"fiscal": "20"}))),
    bad=built(
        "预算 20，资金来源 200000", lambda: good_dossier(good_project(amount="20", funding={"fiscal": "200000"}))
    ),
)
def ten_thousand_times(view: DossierView) -> Iterator[Remark]:
    """Two amounts of the same money, one of them 10,000 times the other."""
    found = [pair for _, pairs in view.facts(_pairs) for pair in pairs]
    for where, name, amount, other, second in [*found, *_cross_pairs(view)]:
        if mixed_up(amount, second):
            message = f"{name} {written(amount)} 与{other} {written(second)} 正好差一万倍；请核对是元还是万元"
            yield Remark(where, message)


def _cross_pairs(view: DossierView) -> Iterator[Pair]:
    form = view.department.department if view.department else None
    facts = [fact for fact in project_facts(view) if fact.amount]
    if form is not None and facts:
        for match in matches(view):
            if match.line.amount and match.fact.amount:
                yield f"{match.line.id}.amount", "项目金额", match.line.amount, "项目表的预算", match.fact.amount
        for path, name, amount in project_money(form):
            yield path, name, amount, "项目表合计", _expected(facts, name)
    for where, name, amount, budgeted in _budgeted(view):
        yield where, name, amount, "单位预算", budgeted


# --- The unit's budget ------------------------------------------------------------------------------------------------


def _budget(**fields: Any) -> Budget:
    lines: dict[str, Any] = {"basic": {"amount": "80"}, "project": {"amount": "20"}, "total": {"amount": "100"}}
    return Budget.model_validate({"expenditure": lines} | fields)


@rule(
    "B017",
    title="单位预算自身不平",
    severity="warning",
    why="各表要与单位预算核对，单位预算自己的合计先要对。",
    basis="填报实务：预算表内勾稽关系",
    good=built("基本支出 80、项目支出 20、合计 100", lambda: good_dossier(budget=_budget())),
    bad=built(
        "基本支出 80、项目支出 20、合计 110",
        lambda: good_dossier(
            budget=_budget(
                expenditure={"basic": {"amount": "80"}, "project": {"amount": "20"}, "total": {"amount": "110"}}
            )
        ),
    ),
)
def budget_sums(view: DossierView) -> Iterator[Remark]:
    """The unit's budget: a total that is not the sum of its parts, a code that is not the sum of those under it."""
    budget = view.dossier.budget
    income, spending = amounts_of(budget.income), spending_of(budget.expenditure)
    received = income.get(FundingSource.TOTAL)
    parts = own_funds_once(funding_parts(income))
    yield from _unequal("budget.income.total.amount", "收入合计", received, parts, "各项收入相加")
    total = spending.get(ExpenditureKind.TOTAL)
    kinds = [kind for kind in (ExpenditureKind.BASIC, ExpenditureKind.PROJECT) if kind in spending]
    if len(kinds) == 2:
        parts = [(EXPENDITURE_WORDS[kind], spending[kind]) for kind in kinds]
        yield from _unequal("budget.expenditure.total.amount", "支出合计", total, parts, "基本支出加项目支出")
    yield from _function_sums(budget, total)
    planned = [(project.name, project.amount) for project in budget.projects if project.amount is not None]
    where = "budget.expenditure.project.amount"
    yield from _unequal(where, "项目支出", spending.get(ExpenditureKind.PROJECT), planned, "项目支出预算表各项目相加")
    if received is not None and total is not None:
        yield from _unequal("budget.income.total.amount", "收入合计", received, [("支出合计", total)], "支出合计")


def _unequal(where: str, name: str, total: Decimal | None, parts: Parts, what: str) -> Iterator[Remark]:
    if total is not None and parts and not agree(total, total_of(parts)):
        difference = written(abs(total - total_of(parts)))
        yield Remark(
            where, f"单位预算{name} {written(total)}，{what}为 {written(total_of(parts))}，相差 {difference}；请核对"
        )


def _function_sums(budget: Budget, total: Decimal | None) -> Iterator[Remark]:
    """类 add up to the total, 款 to their 类, 项 to their 款."""
    lines = {line.code: line for line in budget.functions}
    top = [(line.name, line.amount) for code, line in lines.items() if len(code) == 3 and line.amount is not None]
    yield from _unequal("budget.functions", "支出合计", total, top, "各类功能科目相加")
    under: dict[str, Parts] = {}
    for code, line in lines.items():
        if len(code) > 3 and line.amount is not None:
            under.setdefault(code[:-2], []).append((line.name, line.amount))
    for code, parts in under.items():
        if code in lines:
            line = lines[code]
            yield from _unequal(f"{line.id}.amount", f"科目 {code} {line.name}", line.amount, parts, "下级科目相加")


@rule(
    "B018",
    title="绩效表金额与单位预算不符",
    severity="warning",
    why="绩效目标表的金额来自单位预算，两边应当一致。",
    basis="财预〔2015〕88号：绩效目标要与预算确定的投资额或资金量相匹配",
    good=built("部门表合计 100，单位预算 100", lambda: good_dossier(good_department(), budget=_budget())),
    bad=built(
        "部门表合计 100，单位预算 90",
        lambda: good_dossier(good_department(), budget=_budget(expenditure={"total": {"amount": "90"}})),
    ),
)
def forms_and_budget(view: DossierView) -> Iterator[Remark]:
    """An amount of a form that is not the one of the unit's budget. Silent where the budget is empty."""
    for where, name, amount, budgeted in _budgeted(view):
        if not agree(amount, budgeted) and not mixed_up(amount, budgeted):
            difference = written(abs(amount - budgeted))
            yield Remark(where, f"{name} {written(amount)}，单位预算为 {written(budgeted)}，相差 {difference}；请核对")


def _budgeted(view: DossierView) -> Iterator[tuple[str, str, Decimal, Decimal]]:
    """Amounts of the forms that the unit's budget has as well: (path, name, amount, the budget's)."""
    budget = view.dossier.budget
    form = view.department.department if view.department else None
    if form is not None:
        yield from _department_budgeted(form, budget)
    planned = {key_of(project.name): project.amount for project in budget.projects if project.amount is not None}
    for fact in project_facts(view) if planned else ():
        known = planned.get(key_of(fact.name))
        if known is None:
            known = next((amount for name, amount in planned.items() if slip(name, fact.name)), None)
        if known is not None and fact.amount is not None:
            yield f"{fact.form_id}.amount", f"项目“{fact.name}”预算", fact.amount, known


def _department_budgeted(form: DepartmentForm, budget: Budget) -> Iterator[tuple[str, str, Decimal, Decimal]]:
    income, spending = amounts_of(budget.income), spending_of(budget.expenditure)
    total, whole = spending_total(form), spending.get(ExpenditureKind.TOTAL, income.get(FundingSource.TOTAL))
    if total is not None and whole is not None:
        yield spending_total_path(form), "支出合计", total, whole
    lines: dict[Any, MoneyLine] = {**form.expenditure}
    for kind, amount in spending.items():
        line = lines.get(kind)
        if kind is not ExpenditureKind.TOTAL and line is not None and line.amount is not None:
            yield f"{form.id}.expenditure.{kind}.amount", EXPENDITURE_WORDS[kind], line.amount, amount
    fiscal = [
        income[source]
        for source in (FundingSource.GENERAL, FundingSource.GOVERNMENT_FUND, FundingSource.STATE_CAPITAL)
        if source in income
    ]
    own = form.income.get(FundingSource.FISCAL)
    if own is not None and own.amount is not None and (fiscal or FundingSource.FISCAL in income):
        amount = income.get(FundingSource.FISCAL, sum(fiscal, Decimal(0)))
        yield f"{form.id}.income.fiscal.amount", FUNDING_WORDS[FundingSource.FISCAL], own.amount, amount
