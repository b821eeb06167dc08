"""套表: everything one unit hands in for one year. One ``.jxmb`` file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from pydantic import Field

from models.forms import DepartmentForm, Form, ProjectForm
from models.goals import Indicator
from models.values import Amount, ExpenditureKind, FundingSource, MoneyLine, Node, OfficialExpense, Part

VERSION: Final = 5
"""Version of the file format; ``models/files/jxmb.py`` holds the history."""


class Unit(Part):
    """The unit that fills in."""

    name: str = Field(default="", description="单位名称")
    code: str = Field(default="", description="单位编码")
    region: str = Field(default="", description="地区")
    head: str = Field(default="", description="单位负责人")
    filler: str = Field(default="", description="填报人")
    phone: str = Field(default="", description="联系电话")


class FunctionLine(Node):
    """One line of 支出预算总表: a functional classification code (类／款／项) with its money."""

    code: str = Field(default="", description="科目编码：功能分类 3 位类、5 位款、7 位项；经济分类 3 位类、5 位款")
    name: str = Field(default="", description="科目名称")
    amount: Amount = Field(default=None, description="合计")
    basic: Amount = Field(default=None, description="基本支出")
    project: Amount = Field(default=None, description="项目支出")
    personnel: Amount = Field(default=None, description="人员经费（在基本支出内）")
    operation: Amount = Field(default=None, description="公用经费（在基本支出内）")
    funding: dict[FundingSource, Amount] = Field(default_factory=dict, description="资金来源，各是多少")


class EconomyLine(FunctionLine):
    """One line of 基本支出表: an economic classification code (类／款) with its money."""


class BudgetProject(Node):
    """One line of 项目支出预算表."""

    code: str = Field(default="", description="项目编码")
    name: str = Field(default="", description="项目名称")
    amount: Amount = Field(default=None, description="金额")
    unit_name: str = Field(default="", description="项目单位")
    funding: dict[FundingSource, Amount] = Field(default_factory=dict, description="资金来源，各是多少")


class BudgetPurchase(Node):
    """One line of 政府采购预算表 or 政府购买服务预算表."""

    unit_name: str = Field(default="", description="单位名称")
    project: str = Field(default="", description="项目名称")
    item: str = Field(default="", description="品目：采购品目，或购买服务的内容")
    function: str = Field(default="", description="功能科目")
    economy: str = Field(default="", description="经济科目")
    source: str = Field(default="", description="资金来源")
    quantity: str = Field(default="", description="数量")
    measure: str = Field(default="", description="计量单位")
    price: Amount = Field(default=None, description="单价")
    amount: Amount = Field(default=None, description="金额")
    smaller: Amount = Field(default=None, description="面向中小企业的金额")
    smallest: Amount = Field(default=None, description="面向小微企业的金额")


class Budget(Part):
    """The unit's budget of the year, in 万元: what the forms are checked against."""

    income: dict[FundingSource, MoneyLine] = Field(default_factory=dict, description="收入，按来源")
    expenditure: dict[ExpenditureKind, MoneyLine] = Field(default_factory=dict, description="支出，按类别")
    functions: list[FunctionLine] = Field(default_factory=list, description="支出，按功能分类科目")
    economy: list[EconomyLine] = Field(default_factory=list, description="支出，按经济分类科目")
    official: dict[OfficialExpense, MoneyLine] = Field(default_factory=dict, description="“三公”经费")
    projects: list[BudgetProject] = Field(default_factory=list, description="项目支出预算")
    purchases: list[BudgetPurchase] = Field(default_factory=list, description="政府采购预算")
    services: list[BudgetPurchase] = Field(default_factory=list, description="政府购买服务预算")


class Prose(Node):
    """A paragraph of the source around the forms (the disclosure's own words): what the rules read, no form prints."""

    text: str = Field(default="", description="文字")
    source: str = Field(default="", description="来源文件和行")


class Silence(Node):
    """A finding that a person has decided to leave, with the reason."""

    code: str = Field(description="规则编号")
    where: str = Field(description="位置")
    reason: str = Field(default="", description="理由")


class Comment(Node):
    """批注: what somebody says of a value or a row, for the colleague or the reviewer. No form prints it."""

    where: str = Field(description="位置：编号.栏目，或一行的编号")
    text: str = Field(default="", description="写了什么")
    author: str = Field(default="", description="谁写的")
    written: str = Field(default="", description="什么时候写的：2026-11-29 14:05")
    state: Literal["open", "done"] = Field(default="open", description="open 未处理；done 已处理")


class Attachment(Node):
    """佐证资料: a file that proves what a form or an indicator says. The dossier holds the way to it, not the file."""

    where: str = Field(description="属于哪里：表或指标的编号")
    path: str = Field(description="文件，相对于套表所在的文件夹，用 / 分隔")


class Dossier(Part):
    """套表：一个单位一个年度的全部绩效表."""

    format: Literal["jxmb"] = Field(default="jxmb", description="文件格式的名称")
    version: Literal[5] = Field(default=VERSION, description="文件格式的版本号")
    year: int = Field(ge=1990, le=2100, description="年度")
    unit: Unit = Field(default_factory=Unit, description="单位")
    budget: Budget = Field(default_factory=Budget, description="单位预算")
    forms: list[Form] = Field(default_factory=list, description="绩效表，按打印顺序")
    silenced: list[Silence] = Field(default_factory=list, description="已说明理由、不再提示的审核发现")
    prose: list[Prose] = Field(default_factory=list, description="来源里表外的文字，供审核对照")
    comments: list[Comment] = Field(default_factory=list, description="批注，先写的在前；不印")
    attachments: list[Attachment] = Field(default_factory=list, description="佐证资料")

    def unit_name_of(self, form: DepartmentForm | ProjectForm) -> str:
        """The unit's name as this form prints it."""
        return form.unit_name or self.unit.name

    def indicators(self) -> Iterator[Indicator]:
        """Every 三级指标 of the dossier."""
        return (indicator for form in self.forms for indicator in form.indicators())
