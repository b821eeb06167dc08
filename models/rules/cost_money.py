"""What a project's costs say in money: its cost details, and the cost indicators of a goal beside their budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from models.forms import CostItem, DepartmentForm, ProjectForm
from models.goals import Indicator
from models.python import regex, remembered
from models.rules.money import FACTORS, Parts, agree, in_ten_thousands, spending_of, spending_total
from models.rules.view import FormView, GoalView, Row
from models.rules.wording.kinds import is_lowering, is_money_unit, is_rate, level_name
from models.values import ExpenditureKind

SUBTOTAL = regex(r"^(?:合\s*计|小\s*计|总\s*计|合计金额)[：:]?$")
_PER_HEAD = regex(
    r"人均|户均|亩均|均价|单价|单位成本|每|单(?:台|处|件|场|个|座|套|辆|次|项)|标准|/|价格|提高|增加|增长|收益|收入|产值"
)
_WHOLE = regex(r"总|合计|全部|整体|项目成本|项目投入|预算")
_CLASS = regex(r"(?:基本|项目|人员|公用|运转|三公|业务)(?:经费|支出)")
"""One kind of a department's spending: its total is no total of all."""
_OF_A_THING = regex(r"^(?!.*(?:部门|单位|项目|成本|支出|预算|经费|运行))[\u4e00-\u9fff]{3,}总(?:额|量|费用|金额)$")
"""The total of one thing that a department pays for: 消费券发放总额."""
_NOT_MONEY = ("社会成本", "生态环境成本", "环境成本", "生态成本")


def cost_parts(form: ProjectForm) -> tuple[Parts, bool]:
    """The cost details with their money, and whether every line has some."""
    items = [item for item in form.costs if not SUBTOTAL.match(item.content.strip())]
    items = [item for item in items if item.content.strip() or item.basis.strip() or money_of(item) is not None]
    parts = [(item.content, amount) for item in items if (amount := money_of(item)) is not None]
    return parts, len(parts) == len(items)


def money_of(item: CostItem) -> Decimal | None:
    amounts = [amount for amount in (item.own, item.superior, item.other) if amount is not None]
    return sum(amounts, Decimal(0)) if amounts else None


@dataclass(slots=True)
class CostMoney:
    """The money of one goal's cost indicators in 万元, beside the budget it is to keep to."""

    budget: Decimal
    wholes: list[tuple[Indicator, Decimal]] = field(default_factory=list)
    details: list[tuple[Indicator, Decimal]] = field(default_factory=list)

    @property
    def all(self) -> list[tuple[Indicator, Decimal]]:
        """Every cost indicator with money."""
        return self.wholes + self.details


@remembered
def is_cost_level(dimension: str, category: str) -> bool:
    """What stands there means money spent: 成本指标, and not a cost to society or nature."""
    below = level_name(category)
    return (level_name(dimension) == "成本" or below in ("成本", "经济成本")) and below not in _NOT_MONEY


_CONTROL = regex(r"控制|执行|节约|偏差|超支|超预算|变动|占比|比例|下降|降低|减少|比率|程度|合规|合理")


def lacks_money(row: Row) -> bool:
    """A cost indicator whose value is no money. Rates of control and the like may do without."""
    if not is_cost_level(row.dimension, row.category) or not row.name or row.target.blank:
        return False
    if is_money_unit(row.unit) or "元" in row.target.text:
        return False
    return not (is_rate(row.name) or _CONTROL.search(row.name) or is_lowering(row.name))


def budget_of(view: FormView, period: str) -> Decimal | None:
    """The money a goal's cost indicators are to keep to, in 万元: the year's, or the whole period's."""
    form = view.form
    amount = spending_total(form) if isinstance(form, DepartmentForm) else form.amount
    if period == "long_term":
        amount = form.total_amount if isinstance(form, ProjectForm) else None
    return None if amount is None else amount * factor_of(view)


def factor_of(view: FormView) -> Decimal:
    """What one of the form's money is in 万元."""
    return FACTORS.get(view.template.money_unit if view.template else "万元", Decimal(1))


PAY = regex(r"人员经费|工资|薪|津贴|报酬|抚恤|退休|在职|编制|职工|聘用|社保")


def budget_of_work(view: FormView, period: str) -> Decimal | None:
    """The money that is there for work to be done: of a department's, what is not the pay of its people."""
    whole = budget_of(view, period)
    form = view.department
    pay = spending_of(form.expenditure).get(ExpenditureKind.PERSONNEL) if form is not None else None
    return whole if whole is None or not pay else whole - pay * factor_of(view)


def cost_money(goal: GoalView) -> CostMoney | None:
    """The cost indicators of a goal that are plain money; None without a budget to compare with."""
    indicators = [
        indicator
        for dimension in goal.goal.dimensions
        for category in dimension.categories
        if is_cost_level(dimension.name, category.name)
        for indicator in category.indicators
    ]
    budget = budget_of(goal.form, goal.goal.period) if indicators else None
    if not budget:
        return None
    found, of_department = CostMoney(budget), goal.form.department is not None
    for one in indicators:
        money, name = in_ten_thousands(one.target), one.name
        if money is None or one.target.comparison in (">", "≥") or _PER_HEAD.search(name) or is_lowering(name):
            continue
        part = of_department and (_CLASS.search(name) or _OF_A_THING.search(name))
        whole = bool(_WHOLE.search(name) and not part) or agree(money, budget)
        (found.wholes if whole else found.details).append((one, money))
    return found


def beside_budget(goal: GoalView, rows: Sequence[Indicator]) -> tuple[str, ...]:
    """The further numbers of a sum that begins with the first of the rows, and the budget it is held against."""
    budget = "total_amount" if goal.goal.period == "long_term" else "amount"
    return (*(f"{one.id}.target" for one in rows[1:]), f"{goal.form.form.id}.{budget}")
