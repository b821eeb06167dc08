"""The two kinds of form: 部门（单位）整体绩效目标表 and 项目支出绩效目标表."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from models.goals import Goal, Indicator
from models.values import Amount, ExpenditureKind, FundingSource, MoneyLine, Node, OwnText


class Task(Node):
    """年度主要任务."""

    name: str = Field(default="", description="任务名称")
    content: str = Field(default="", description="主要内容")
    amount: Amount = Field(default=None, description="预算金额")
    fiscal: Amount = Field(default=None, description="其中：财政拨款")
    other: Amount = Field(default=None, description="其中：其他资金")


class ProjectLine(Node):
    """One project in the department form's list (项目支出情况)."""

    name: str = Field(default="", description="项目名称")
    category: str = Field(default="", description="支出项目类别")
    total: Amount = Field(default=None, description="项目总预算")
    amount: Amount = Field(default=None, description="项目本年度预算")
    use: str = Field(default="", description="主要支出方向和用途")


class CostItem(Node):
    """项目支出明细及测算依据."""

    content: str = Field(default="", description="项目内容")
    basis: str = Field(default="", description="测算依据及说明")
    own: Amount = Field(default=None, description="本级财政拨款金额")
    superior: Amount = Field(default=None, description="上级转移支付金额")
    other: Amount = Field(default=None, description="其他资金")


class Purchase(Node):
    """项目资产配置计划及采购计划."""

    name: str = Field(default="", description="品名")
    quantity: str = Field(default="", description="数量，原样文本")
    amount: Amount = Field(default=None, description="金额")


class Measure(Node):
    """工作保障措施."""

    title: str = Field(default="", description="措施名称")
    text: str = Field(default="", description="措施内容")


class OwnRow(Node):
    """An entry of a list that only one template has."""

    of: str = Field(default="", description="清单的名称")
    extra: dict[str, OwnText] = Field(default_factory=dict, description="栏目名 → 文本")


class BaseForm(Node):
    """What both kinds of form have."""

    template: str = Field(default="", description="版式的 id")
    name: str = Field(default="", description="项目名称；部门整体表为表名")
    amount: Amount = Field(default=None, description="当年预算金额")
    unit_name: str = Field(default="", description="本表所印的单位名称；空为套表的单位")
    unit_code: str = Field(default="", description="本表所印的单位编码")
    filler: str = Field(default="", description="填报人")
    phone: str = Field(default="", description="联系电话")
    head: str = Field(default="", description="单位负责人")
    date: str = Field(default="", description="填报日期，原样文本")
    goals: list[Goal] = Field(default_factory=list, description="绩效目标，按表中顺序")
    extra: dict[str, OwnText] = Field(default_factory=dict, description="只有某一版式才有的栏目：栏目名 → 文本")
    own_rows: list[OwnRow] = Field(default_factory=list, description="只有某一版式才有的清单，逐条")
    last_year: dict[str, dict[str, str]] = Field(
        default_factory=dict, description="以上年套表新建时各栏目写的是什么：编号 → 栏目 → 文本；只供对照，不印"
    )
    looked_at: dict[str, str] = Field(
        default_factory=dict, description="与上年相同而已经核对过的栏目：编号 → 栏目，一行一个"
    )

    unnamed: ClassVar[str]
    """What people call a form of this kind that has no name."""

    @property
    def spoken_name(self) -> str:
        """What people call this form."""
        return self.name or self.unnamed

    def indicators(self) -> Iterator[Indicator]:
        """Every 三级指标 of every goal."""
        return (indicator for goal in self.goals for indicator in goal.indicators())

    def goals_of(self, period: str) -> list[Goal]:
        """The goals of one period, in order."""
        return [goal for goal in self.goals if goal.period == period]


class DepartmentForm(BaseForm):
    """部门（单位）整体绩效目标表."""

    unnamed: ClassVar[str] = "部门整体"

    kind: Literal["department"] = Field(default="department", description="表的种类")
    income: dict[FundingSource, MoneyLine] = Field(default_factory=dict, description="收入构成")
    expenditure: dict[ExpenditureKind, MoneyLine] = Field(default_factory=dict, description="支出构成")
    duties: str = Field(default="", description="部门职能概述")
    annual_work: str = Field(default="", description="年度工作任务，文字")
    tasks: list[Task] = Field(default_factory=list, description="年度主要任务，逐项")
    projects: list[ProjectLine] = Field(default_factory=list, description="项目支出情况")
    long_term_until: str = Field(default="", description="长期目标截止年度")
    measures: list[Measure] = Field(default_factory=list, description="工作保障措施")


class ProjectForm(BaseForm):
    """项目支出绩效目标表."""

    unnamed: ClassVar[str] = "未命名项目"

    kind: Literal["project"] = Field(default="project", description="表的种类")
    code: str = Field(default="", description="项目编码、项目代码")
    category: str = Field(default="", description="项目类别：运转类、特定目标类本级支出、特定目标类上级转移支出")
    frequency: str = Field(default="", description="项目安排频度：一次性、常年、延续性")
    attribute: str = Field(default="", description="项目属性：新增项目、延续项目")
    period: str = Field(default="", description="项目支出实施期、项目起止时间")
    project_year: str = Field(default="", description="表中的项目年度")
    supervising_unit: str = Field(default="", description="项目主管部门")
    executing_unit: str = Field(default="", description="项目执行单位、实施单位")
    leader: str = Field(default="", description="项目负责人")
    total_amount: Amount = Field(default=None, description="项目总预算、实施期资金总额")
    funding: dict[FundingSource, Amount] = Field(default_factory=dict, description="当年资金来源")
    total_funding: dict[FundingSource, Amount] = Field(default_factory=dict, description="实施期资金来源")
    yearly: dict[FundingSource, MoneyLine] = Field(default_factory=dict, description="各年度资金")
    purpose: str = Field(default="", description="资金用途")
    basis: str = Field(default="", description="立项依据")
    plan: str = Field(default="", description="项目实施方案")
    last_evaluation: str = Field(default="", description="上年绩效评价结果、整改及应用")
    budget_change: str = Field(default="", description="项目前两年预算及当年预算变动情况")
    costs: list[CostItem] = Field(default_factory=list, description="项目支出明细及依据")
    purchases: list[Purchase] = Field(default_factory=list, description="资产配置计划及采购计划")
    spending_plan: dict[str, Amount] = Field(default_factory=dict, description="资金支出计划：月份 → 累计 %")


AnyForm = DepartmentForm | ProjectForm
Form = Annotated[AnyForm, Field(discriminator="kind")]
