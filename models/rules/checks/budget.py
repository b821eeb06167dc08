"""B 预算, the form's own money: funding, totals, shares. (Costs: ``costs``; plan: ``plan``; projects: ``projects``.)"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from models.dossier import Dossier
from models.forms import DepartmentForm, ProjectForm
from models.python import regex
from models.rules import fixes
from models.rules.examples import Example, built, good_department, good_dossier, project
from models.rules.finding import Remark
from models.rules.money import (
    FISCAL_PARTS,
    Parts,
    agree,
    amounts_of,
    disagreement,
    earlier_totals,
    filled,
    funding_parts,
    half_unit,
    lines_at,
    mixed_up,
    own_funds_once,
    places,
    rounded,
    spending_of,
    spending_parts,
    spending_total,
    spending_total_path,
    sum_text,
    total_of,
    written,
)
from models.rules.registry import rule
from models.rules.view import FormView
from models.templates.block import walk
from models.templates.printed import Labels
from models.templates.template import block_places
from models.values import EXPENDITURE_WORDS, FUNDING_WORDS, ExpenditureKind, FundingSource, MoneyLine, plain

TOTAL = FundingSource.TOTAL
_NUMBER = regex(r"\d+")
_HUNDRED = Decimal(100)


def _differ(total: Decimal, parts: Parts) -> str:
    return f"相差 {written(abs(total - total_of(parts)))}"


def _alternatives(parts: Parts) -> list[Parts]:
    """The ways in which lines may add up: 事业收入 beside 单位资金, or within it."""
    once = own_funds_once(parts)
    return [parts] if once == parts else [parts, once]


def _fits(total: Decimal, parts: Parts) -> bool:
    return any(agree(total, total_of(way)) for way in _alternatives(parts))


def _whole_structure(view: FormView, path: str, count: int) -> bool:
    """Two lines of the structure or more are printed (or filled in), so that together they are the whole."""
    printed = view.template.printed if view.template is not None else frozenset()
    lines = {line.split(".")[1] for line in printed if line.startswith(f"{path}.")} - {"total"}
    return (len(lines) or count) > 1


def _nested(view: FormView, path: str) -> frozenset[FundingSource]:
    """Lines that the form prints as part of 财政拨款: 其中：上级资金 under 财政拨款."""
    superior, fiscal = (f"{path}.{line}" + (".amount" if path == "income" else "") for line in ("superior", "fiscal"))
    if view.template is None or not view.prints(superior):
        return frozenset()
    labels = Labels(view.template)
    inner = "其中" in labels.of(superior) and "其中" not in labels.of(fiscal)
    order = [place.path for block in walk(view.template.block) for place in block_places(view.template, block)]
    below = fiscal not in order or order.index(fiscal) < order.index(superior)  # else it is the first part of the whole
    return frozenset({FundingSource.SUPERIOR}) if inner and below else frozenset()


# --- Funding of a project ---------------------------------------------------------------------------------------------


@rule(
    "B001",
    title="资金来源合计不等于预算金额",
    severity="error",
    why="各项资金来源相加应等于项目的预算金额，对不上就不知道哪个数是真的。",
    basis="填报实务：资金总额等于财政拨款、其他资金等各项来源之和",
    good=project(amount="20", funding={"fiscal": "15", "other": "5"}),
    bad=project(amount="20", funding={"fiscal": "15", "other": "2"}),
)
def funding_sum(view: FormView) -> Iterator[Remark]:
    """The funding lines of the year, or of the whole period, do not add up to the money they are the sources of."""
    form = view.project
    if form is None:
        return
    ways = (
        ("amount", form.amount, "funding", form.funding),
        ("total_amount", form.total_amount, "total_funding", form.total_funding),
    )
    for field, amount, path, lines in ways:
        if amount is not None:
            yield from _funding(view, f"{form.id}.{field}", amount, path, filled(lines))


def _funding(
    view: FormView, where: str, amount: Decimal, path: str, lines: dict[FundingSource, Decimal]
) -> Iterator[Remark]:
    parts = funding_parts(lines, _nested(view, path))
    printed = lines.get(TOTAL)
    if not parts:
        parts = [(FUNDING_WORDS[TOTAL], printed)] if printed is not None else []
    if not parts or _fits(amount, parts) or mixed_up(amount, total_of(parts)):
        return  # where only the line 合计 is wrong: B002
    if total_of(parts) < amount and len(parts) == 1 and not _whole_structure(view, path, len(parts)):
        return  # 其中：财政拨款 alone is no whole
    severity = disagreement(amount, [part for _, part in parts])
    if total_of(parts) < amount and len(parts) == 1 and printed is None:
        severity = "warning"  # the other lines are blank, not 0: perhaps only part of the sources is told
    message = f"金额 {written(amount)}，资金来源 {sum_text(parts)}，{_differ(amount, parts)}；请核对是哪个数填错"
    yield Remark(where, message, None, severity, lines_at(f"{view.form.id}.{path}", lines))


def _good() -> Dossier:
    return good_dossier(good_department())


# --- Totals and their parts -------------------------------------------------------------------------------------------


@rule(
    "B002",
    title="合计不等于各项之和，或合计空着",
    severity="error",
    why="表中的合计应等于它上面各项之和；各项填了，合计也要填。",
    basis="填报实务：表内勾稽关系",
    good=built("人员类 60（60%）、运转类 20（20%）、特定目标类 20（20%），合计 100", _good),
    bad=built(
        "人员类 60、运转类 20、特定目标类 20，合计 110",
        lambda: good_dossier(good_department(amount="110", expenditure=_expenditure("110"))),
    ),
)
def totals(view: FormView) -> Iterator[Remark]:
    """A printed total that is not the sum of its parts, or is blank beside them."""
    if view.department is not None:
        yield from _spending(view, view.department)
        yield from _income(view, view.department)
        yield from _blank_earlier_totals(view, view.department)
        yield from _task_totals(view.department)
    elif view.project is not None:
        yield from _funding_total(view, view.project)


def _expenditure(total: str) -> dict[str, Any]:
    lines: dict[str, Any] = {"personnel": "60", "operation": "20", "specific": "20", "total": total}
    return {kind: {"amount": amount} for kind, amount in lines.items()}


def _spending(view: FormView, form: DepartmentForm) -> Iterator[Remark]:
    total, lines = spending_total(form), spending_of(form.expenditure)
    parts = spending_parts(lines)
    if len(parts) < 2:
        return
    if total is None:
        path = next((path for path in ("expenditure.total.amount", "amount") if view.prints(path)), "")
        yield from _blank_total(form, path, parts)
    elif not agree(total, total_of(parts)) and not mixed_up(total, total_of(parts)):
        yield _wrong_total(spending_total_path(form), total, parts, _spent_at(form, lines))
    yield from _basic(form, lines)


def _spent_at(form: DepartmentForm, lines: Mapping[ExpenditureKind, Decimal]) -> tuple[str, ...]:
    return lines_at(f"{form.id}.expenditure", lines, ".amount")


def _basic(form: DepartmentForm, lines: Mapping[ExpenditureKind, Decimal]) -> Iterator[Remark]:
    """基本支出 is 人员经费 and 公用经费, where a form prints all three (and 运转类 is no project money there)."""
    basic = lines.get(ExpenditureKind.BASIC)
    if basic is None or ExpenditureKind.SPECIFIC in lines:
        return
    kinds = (ExpenditureKind.PERSONNEL, ExpenditureKind.OPERATION)
    parts = [(EXPENDITURE_WORDS[kind], lines[kind]) for kind in kinds if kind in lines]
    if len(parts) == 2 and not agree(basic, total_of(parts)):
        places = lines_at(f"{form.id}.expenditure", dict.fromkeys(kinds, basic), ".amount")
        yield _wrong_total(f"{form.id}.expenditure.basic.amount", basic, parts, places)


def _income(view: FormView, form: DepartmentForm) -> Iterator[Remark]:
    lines = amounts_of(form.income)
    parts = funding_parts(lines, _nested(view, "income"))
    if not parts:
        return
    printed = view.prints("income.total.amount")
    total = lines.get(TOTAL) if printed or TOTAL in lines else form.amount
    if total is None:
        yield from _blank_total(form, "income.total.amount" if printed else "", parts)
    elif not _fits(total, parts) and not mixed_up(total, total_of(parts)):
        path = "income.total.amount" if TOTAL in lines else "amount"
        whole = total_of(parts) > total or _whole_structure(view, "income", len(parts))
        places = lines_at(f"{form.id}.income", lines, ".amount")
        yield from [_wrong_total(f"{form.id}.{path}", total, parts, places)] if whole else []
    yield from _fiscal(form, lines)


def _fiscal(form: DepartmentForm, lines: Mapping[FundingSource, Decimal]) -> Iterator[Remark]:
    """财政拨款 is 一般公共预算, 政府性基金 and 国有资本经营, where a form prints them."""
    fiscal = lines.get(FundingSource.FISCAL)
    parts = [(FUNDING_WORDS[source], lines[source]) for source in FISCAL_PARTS if source in lines]
    if fiscal is not None and FundingSource.GENERAL in lines and not agree(fiscal, total_of(parts)):
        places = tuple(f"{form.id}.income.{source}.amount" for source in FISCAL_PARTS if source in lines)
        yield _wrong_total(f"{form.id}.income.fiscal.amount", fiscal, parts, places)


def _blank_total(form: DepartmentForm | ProjectForm, path: str, parts: Parts) -> Iterator[Remark]:
    """A total that the form prints and nobody has filled in; the sum is offered."""
    if path:
        total = total_of(parts)
        where = f"{form.id}.{path}"
        yield Remark(
            where,
            f"各项已填，合计空着；{sum_text(parts)}，请填 {written(total)}",
            fixes.set_value(where, total),
            "warning",
        )


def _wrong_total(where: str, total: Decimal, parts: Parts, places: tuple[str, ...]) -> Remark:
    message = f"合计 {written(total)}，{sum_text(parts)}，{_differ(total, parts)}；请核对各项和合计"
    return Remark(where, message, None, disagreement(total, [part for _, part in parts]), places)


def _blank_earlier_totals(view: FormView, form: DepartmentForm) -> Iterator[Remark]:
    """The total of an earlier year is blank beside its parts."""
    for path, year, parts, total in earlier_totals(form):
        printed = view.prints(f"{path}.total.history.year-{view.year - int(year)}") if year.isdigit() else False
        if total is None and parts and printed:
            yield from _blank_total(form, f"{path}.total.history.{year}", parts)


def _funding_total(view: FormView, form: ProjectForm) -> Iterator[Remark]:
    """The line 合计 of a project's funding is blank, or is not the sum of the others while the amount is."""
    for path, lines, amount in (
        ("funding", form.funding, form.amount),
        ("total_funding", form.total_funding, form.total_amount),
    ):
        parts, total = funding_parts(filled(lines), _nested(view, path)), lines.get(TOTAL)
        if not parts:
            continue
        if total is None and view.prints(f"{path}.total"):
            yield from _blank_total(form, f"{path}.total", parts)
        elif total is not None and not _fits(total, parts) and (amount is None or not agree(total, amount)):
            places = lines_at(f"{form.id}.{path}", filled(lines))
            yield _wrong_total(f"{form.id}.{path}.total", total, parts, places)


def _task_totals(form: DepartmentForm) -> Iterator[Remark]:
    """年度主要任务 do not add up to the line 金额合计 under them, or a task's money is not the sum of its sources."""
    if not form.tasks:
        return
    for task in form.tasks:
        parts = [
            (name, part) for name, part in (("财政拨款", task.fiscal), ("其他资金", task.other)) if part is not None
        ]
        if task.amount is not None and len(parts) == 2 and not agree(task.amount, total_of(parts)):
            places = (f"{task.id}.fiscal", f"{task.id}.other")
            yield _wrong_total(f"{task.id}.amount", task.amount, parts, places)
    columns = (
        ("amount", form.amount, [(task.name, task.amount) for task in form.tasks]),
        ("income.fiscal.amount", _line(form, FundingSource.FISCAL), [(task.name, task.fiscal) for task in form.tasks]),
        ("income.other.amount", _line(form, FundingSource.OTHER), [(task.name, task.other) for task in form.tasks]),
    )
    for path, total, column in columns:
        column_name = path.removeprefix("income.").removesuffix(".amount")
        known = [(name, amount) for name, amount in column if amount is not None]
        complete = len(known) == len(column)
        if total is not None and known and (complete or total_of(known) > total) and not agree(total, total_of(known)):
            spots = tuple(f"{task.id}.{column_name}" for task in form.tasks)
            yield _wrong_total(f"{form.id}.{path}", total, known, spots)


def _line(form: DepartmentForm, source: FundingSource) -> Decimal | None:
    line = form.income.get(source)
    return line.amount if line is not None else None


# --- Shares -----------------------------------------------------------------------------------------------------------


@rule(
    "B003",
    title="占比算错",
    severity="error",
    why="占比应等于该项金额除以合计；金额改了，占比要跟着改。",
    basis="填报实务：表内勾稽关系；占比按四舍五入，允许末位相差 1",
    good=built("人员类 60（60%）、运转类 20（20%）、特定目标类 20（20%），合计 100", _good),
    bad=built(
        "人员类 60、合计 100，占比写 65%",
        lambda: good_dossier(
            good_department(
                expenditure={
                    "personnel": {"amount": "60", "share": "65"},
                    "operation": {"amount": "20", "share": "20"},
                    "specific": {"amount": "20", "share": "20"},
                    "total": {"amount": "100", "share": "100"},
                }
            )
        ),
    ),
)
def shares(view: FormView) -> Iterator[Remark]:
    """A share that is not amount / total, or shares that do not add up to 100 %; rounding is understood."""
    form = view.department
    if form is None:
        return
    income, spending = amounts_of(form.income), spending_of(form.expenditure)
    bases = [income.get(TOTAL), form.amount, total_of(funding_parts(income))]
    yield from _shares(form, "income", form.income, bases)
    bases = [spending_total(form), total_of(spending_parts(spending))]
    yield from _shares(form, "expenditure", form.expenditure, bases)


def _shares(
    form: DepartmentForm, path: str, lines: Mapping[Any, MoneyLine], bases: list[Decimal | None]
) -> Iterator[Remark]:
    usable = [base for base in bases if base]
    given = {kind: line.share for kind, line in lines.items() if line.share is not None and kind != "total"}
    if not usable or not given or sum(given.values()) <= Decimal("1.01"):  # 0.53 for 53 %: another way to write it
        return
    wrong = False
    for kind, share in given.items():
        amount = lines[kind].amount
        if amount is None or any(_is_share(share, amount, base) for base in usable):
            continue
        wrong = True
        right = rounded(amount / usable[0] * _HUNDRED, max(places(share), 1))
        where = f"{form.id}.{path}.{kind}.share"
        message = f"占比 {plain(share)}%，按 {written(amount)} ÷ {written(usable[0])} 应为 {plain(right)}%；请更正"
        yield Remark(where, message, fixes.set_value(where, right), places=(f"{form.id}.{path}.{kind}.amount",))
    complete = all(line.share is not None for kind, line in lines.items() if line.amount)
    if complete and not wrong and path == "expenditure":
        yield from _share_sum(form, path, list(given.values()))


def _is_share(share: Decimal, amount: Decimal, base: Decimal) -> bool:
    """Right to the last decimal that was typed; a step of it is left for rounding all shares to 100."""
    return abs(amount / base * _HUNDRED - share) < max(2 * half_unit(share), Decimal("0.01")) or (
        not places(share) and abs(amount / base * _HUNDRED - share) < 1
    )


def _share_sum(form: DepartmentForm, path: str, given: list[Decimal]) -> Iterator[Remark]:
    total = sum(given, Decimal(0))
    step = max(Decimal(1).scaleb(-places(share)) for share in given)
    if abs(total - _HUNDRED) > step * len(given):
        kind = "total" if path in ("income", "expenditure") else ""
        yield Remark(f"{form.id}.{path}.{kind}.share", f"各项占比相加为 {plain(total)}%，应为 100%；请核对")


# --- 基本支出 and 项目支出, income and expenditure --------------------------------------------------------------


def _basic_project(total: str, basic: str, spent: str) -> Example:
    def build() -> Any:
        lines = {"basic": {"amount": basic}, "project": {"amount": spent}}
        return good_dossier(good_department(amount=total, expenditure=lines))

    return built(f"基本支出 {basic}、项目支出 {spent}，合计 {total}", build)


@rule(
    "B004",
    title="基本支出加项目支出不等于合计",
    severity="error",
    why="支出按性质只分基本支出和项目支出，两项相加应等于总额。",
    basis="填报实务：部门支出由基本支出和项目支出组成",
    good=_basic_project("100", "80", "20"),
    bad=_basic_project("100", "80", "30"),
)
def basic_and_project(view: FormView) -> Iterator[Remark]:
    """基本支出 and 项目支出 do not add up to the whole."""
    form = view.department
    total = spending_total(form) if form is not None else None
    if form is None or total is None:
        return
    lines = spending_of(form.expenditure)
    kinds = (ExpenditureKind.BASIC, ExpenditureKind.PROJECT)
    parts = [(EXPENDITURE_WORDS[kind], lines[kind]) for kind in kinds if kind in lines]
    if len(parts) == 2 and not agree(total, total_of(parts)) and not mixed_up(total, total_of(parts)):
        yield _wrong_total(spending_total_path(form), total, parts, _spent_at(form, lines))


@rule(
    "B016",
    title="收入合计与支出合计不等",
    severity="warning",
    why="部门预算收支平衡，收入合计、支出合计和资金总额应是同一个数。",
    basis="填报实务：部门预算收支平衡",
    good=built("收入合计 100，支出合计 100", lambda: good_dossier(good_department(income=_incomes("100")))),
    bad=built("收入合计 90，支出合计 100", lambda: good_dossier(good_department(income=_incomes("90")))),
)
def income_and_spending(view: FormView) -> Iterator[Remark]:
    """The income's total differs from the expenditure's, though each is the sum of its own parts."""
    form = view.department
    if form is None:
        return
    income, total = amounts_of(form.income), spending_total(form)
    received, parts = income.get(TOTAL), spending_parts(spending_of(form.expenditure))
    if received is None or total is None or agree(received, total) or mixed_up(received, total):
        return
    if _fits(received, funding_parts(income)) and (not parts or agree(total, total_of(parts))):
        gap = written(abs(received - total))
        message = f"收入合计 {written(received)}，支出合计 {written(total)}，相差 {gap}；收支应当平衡，请核对"
        yield Remark(f"{form.id}.income.total.amount", message, places=(spending_total_path(form),))


def _incomes(total: str) -> dict[str, Any]:
    return {"fiscal": {"amount": total}, "total": {"amount": total}}
