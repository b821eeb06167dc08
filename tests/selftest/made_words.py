"""The words that made-up templates are drawn with: labels as forms have them, and the places beside or below them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Column = tuple[str, str]
"""A label or a head, and the place it is for."""

FIELDS: tuple[Column, ...] = (
    ("项目编码", "{code}"),
    ("主管部门", "{supervising_unit}"),
    ("实施单位", "{executing_unit}"),
    ("项目负责人", "{leader}"),
    ("项目起止时间", "{period}"),
    ("项目年度", "{project_year}"),
    ("项目类别", "运转类{category=运转类} 特定目标类{category=特定目标类}"),
    ("项目安排频度", "{frequency}"),
    ("项目属性", "新增项目{attribute=新增项目} 延续项目{attribute=延续项目}"),
    ("资金用途", "{purpose}"),
    ("立项依据", "{basis}"),
    ("项目实施方案", "{plan}"),
    ("上年绩效评价结果及应用", "{last_evaluation}"),
    ("前两年预算及当年变动情况", "{budget_change}"),
    ("单位", "[{unit_code}-]{unit_name}"),
    ("单位负责人", "{head}"),
)
MONEY: tuple[Column, ...] = (
    ("年度预算总额", "{amount:,}"),
    ("其中：财政拨款", "{funding.fiscal}"),
    ("其他资金", "{funding.other:,}"),
    ("项目总预算", "{total_amount}"),
    ("上级补助", "{funding.superior}{money_unit}"),
)
OWN: tuple[tuple[str, str, str], ...] = (
    ("经办科室", "text", "{extra.经办科室}"),
    ("巡查路线说明", "long", "{extra.巡查路线}"),
    ("设备购置费", "money", "{extra.设备购置费:,}"),
    ("受训人数", "number", "{extra.受训人数}"),
    ("计划开工日期", "date", "{extra.开工}"),
    ("{year+1}年安排", "money", "{extra.下年安排}"),
    ("资金性质", "choice", "经常性{extra.性质=经常性} 一次性{extra.性质=一次性}"),
    ("保障措施种类", "ticks", "人员{extra.措施=人员} 制度{extra.措施=制度} 硬件{extra.措施=硬件}"),
    ("主管意见", "text", "{extra.主管意见}（盖章）"),
    (
        "财政意见",
        "choice",
        "同意{extra.财政意见=同意} 不同意{extra.财政意见=不同意}\\n审核人：{extra.审核人}　　日期：{extra.审核日期}",
    ),
    ("必要性\\|可行性", "long", "{extra.论证}"),
)
CHOICES = {
    "extra.性质": ["经常性", "一次性"],
    "extra.措施": ["人员", "制度", "硬件"],
    "extra.财政意见": ["同意", "不同意"],
    "item.extra.方式": ["自行", "委托"],
    "item.extra.保障": ["人员", "经费"],
    "indicator.extra.方向": ["正向", "反向"],
    "indicator.extra.把握": ["确定能", "有可能", "不可能"],
    "indicator.extra.依托": ["人员", "制度"],
}
OF_A_DEPARTMENT: tuple[Column, ...] = (
    ("部门职能", "{duties}"),
    ("年度工作任务", "{annual_work}"),
    ("资金总额", "{amount:,}"),
    ("编制人数", "{extra.编制人数}"),
    ("长期目标截止年度", "{long_term_until}"),
    ("单位编码", "{unit_code}"),
)
OWN_LIST: tuple[Column, ...] = (
    ("工作内容", "{item.extra.内容}"),
    ("完成时间", "{item.extra.完成}"),
    ("安排资金", "{item.extra.资金}"),
    ("实施方式", "自行{item.extra.方式=自行} 委托{item.extra.方式=委托}"),
    ("保障种类", "人员{item.extra.保障=人员} 经费{item.extra.保障=经费}"),
    ("参加人数", "{item.extra.人数}"),
)
LISTS: dict[str, tuple[Column, ...]] = {
    "costs": (
        ("支出内容", "{item.content}"),
        ("测算依据", "{item.basis}"),
        ("财政拨款", "{item.own}"),
        ("上级转移支付", "{item.superior}"),
        ("其他资金", "{item.other}"),
    ),
    "purchases": (("品名", "{item.name}"), ("数量", "{item.quantity}"), ("金额", "{item.amount:,}")),
    "extra.进度计划": OWN_LIST,
}
DEPARTMENT_LISTS: dict[str, tuple[Column, ...]] = {
    "tasks": (
        ("任务名称", "{item.name}"),
        ("主要内容", "{item.content}"),
        ("预算金额", "{item.amount:,}"),
        ("其中：财政拨款", "{item.fiscal}"),
        ("其中：其他资金", "{item.other}"),
    ),
    "projects": (
        ("项目名称", "{item.name}"),
        ("支出方向和用途", "{item.use}"),
        ("项目总预算", "{item.total}"),
        ("本年度预算", "{item.amount}"),
        ("项目类别", "{item.category}"),
    ),
    "measures": (("措施名称", "{item.title}"), ("措施内容", "{item.text}")),
    "extra.进度计划": OWN_LIST,
}
LISTED_AS = {
    "costs": "支出明细",
    "purchases": "采购计划",
    "extra.进度计划": "进度计划",
    "tasks": "主要任务",
    "projects": "项目支出情况",
    "measures": "保障措施",
}
SUMS = {
    "costs": "{sum.costs.own}",
    "purchases": "{sum.purchases.amount:,}",
    "extra.进度计划": "{sum.extra.进度计划.资金}",
}
ITEM_FIELDS = {
    "item.extra.完成": {"type": "date"},
    "item.extra.资金": {"type": "money"},
    "item.extra.人数": {"type": "number"},
    "item.extra.方式": {"type": "choice", "choices": CHOICES["item.extra.方式"]},
    "item.extra.保障": {"type": "ticks", "choices": CHOICES["item.extra.保障"]},
}
SOURCES = {
    "财政拨款": "fiscal",
    "一般公共预算": "general",
    "政府性基金预算": "government_fund",
    "国有资本经营预算": "state_capital",
    "财政专户管理资金": "special_account",
    "单位资金": "unit",
    "事业收入": "business",
    "事业单位经营收入": "operating",
    "上级补助收入": "superior",
    "附属单位上缴收入": "affiliated",
    "上年结转结余": "carryover",
    "其他资金": "other",
}
KINDS = {
    "人员经费": "personnel",
    "公用经费": "operation",
    "特定目标类": "specific",
    "基本支出": "basic",
    "项目支出": "project",
}
TARGETS: tuple[tuple[Column, ...], ...] = (
    (("指标值", "{indicator.target}"),),
    (
        ("符号", "{indicator.target.comparison}"),
        ("指标值", "{indicator.target.number}"),
        ("度量单位", "{indicator.target.unit}"),
    ),
    (("指标值", "{indicator.target.value}"), ("计量单位", "{indicator.target.unit}")),
    (("指标性质", "{indicator.nature}"), ("指标值", "{indicator.target}")),
)
MORE: tuple[Column, ...] = (
    ("分值权重", "{indicator.weight}"),
    ("指标值确定依据", "{indicator.basis}"),
    ("指标解释", "{indicator.description}"),
    ("评分细则", "{indicator.scoring}"),
    ("佐证资料", "{indicator.evidence}"),
    ("指标分类", "{indicator.classification}"),
    ("备注", "{indicator.remark}"),
    ("上年完成值", "{indicator.history.year-1}"),
    ("指标方向性", "{indicator.extra.方向}"),
    ("责任科室", "{indicator.extra.科室}"),
    ("所需资金", "{indicator.extra.资金}"),
    ("完成目标可能性", "{indicator.extra.把握}"),
    ("保障措施", "人员{indicator.extra.依托=人员} 制度{indicator.extra.依托=制度}"),
)
INDICATOR_FIELDS: dict[str, dict[str, Any]] = {
    "indicator.extra.方向": {"type": "choice", "choices": CHOICES["indicator.extra.方向"], "label": "指标方向性"},
    "indicator.extra.科室": {"type": "text", "label": "责任科室"},
    "indicator.extra.资金": {"type": "money", "label": "所需资金"},
    "indicator.extra.把握": {"type": "choice", "choices": CHOICES["indicator.extra.把握"]},
    "indicator.extra.依托": {"type": "ticks", "choices": CHOICES["indicator.extra.依托"]},
}
OF_ONE: tuple[Column, ...] = (
    ("项目编码", "{code}"),
    ("预算数", "{amount:,}{money_unit}"),
    ("年度目标", "{goal.statement}"),
    ("经办科室", "{extra.经办科室}"),
)
CHAPTERS = ("项目负责人：{leader}", "预算金额：{amount}", "经办科室：{extra.经办科室}", "主管部门：{supervising_unit}")
COST_PARAGRAPHS = (
    "{n}、{item.content}：{item.own}",
    "| {n}、{item.content} |\n| 测算依据：{item.basis} |",
    "支出内容：{item.content}",
)
INDICATOR_PARAGRAPHS = (
    "绩效指标：{indicator.name}",
    "指标：{indicator.name}，{indicator.target}",
    "{dimension.name}—{category.name}：{indicator.name}，{indicator.target}",
)
_BOXED = OWN_LIST[3:5]
_BOX_BY_BOX: tuple[Column, ...] = (
    ("人员", "{item.extra.保障=人员}"),
    ("经费", "{item.extra.保障=经费}"),
    ("自行", "{item.extra.方式=自行}"),
    ("委托", "{item.extra.方式=委托}"),
)


def box_by_box(columns: Sequence[Column]) -> list[Column]:
    """The same with a column for each box."""
    return [*[one for one in columns if one not in _BOXED][:2], *_BOX_BY_BOX]


def likely(kind: str) -> dict[str, Any]:
    """The rule of how likely an indicator is reached, of which one box or several may be ticked."""
    return {**INDICATOR_FIELDS["indicator.extra.把握"], "type": kind}
