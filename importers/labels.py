"""What the labels of a form mean in any region: words → the field of the form that stands beside or under them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from importers.words import column_meaning, norm, without_number, without_remarks

FormKind = Literal["department", "project"]

_COMMON: dict[str, tuple[str, ...]] = {
    "unit_name": (
        *("预算单位", "申报单位", "填报单位", "单位名称", "部门(单位)名称", "预算单位名称", "部门名称", "部门单位名称"),
        *("编报单位", "报送单位", "部门(单位)", "填报部门", "单位(部门)名称"),
    ),
    "unit_code": ("单位编码", "单位代码", "预算单位编码", "预算单位代码", "部门编码", "部门代码"),
    "filler": ("填报人", "填表人", "经办人", "填报人姓名", "制表人"),
    "phone": ("联系电话", "电话", "联系方式", "办公电话", "负责人电话", "填报人电话", "项目负责人电话", "联系人电话"),
    "head": ("单位负责人", "部门负责人", "单位负责人签字", "主要负责人"),
    "date": ("填报日期", "填报时间", "填表日期", "填表时间", "编报日期"),
    "annual_goal.statement": (
        *("年度总体目标", "年度绩效目标", "年度目标", "绩效目标", "总体目标", "项目总体目标", "本年度绩效目标"),
        *("年度履职目标", "整体绩效目标", "当年整体绩效目标", "年度总体绩效目标", "总体绩效目标", "项目绩效目标"),
        *("当年绩效目标", "部门整体绩效目标", "年度整体绩效目标", "项目年度绩效目标", "年度绩效总目标", "绩效总目标"),
        *(
            "项目绩效总目标",
            "本年绩效目标",
            "项目年度目标",
            "项目目标",
            "预期目标",
            "项目年度总体目标",
            "单位整体绩效目标",
        ),
        *("部门年度绩效目标", "年度整体目标", "部门年度目标", "当年目标", "当年度绩效目标", "部门(单位)整体绩效目标"),
        *("部门绩效目标", "单位年度目标", "本年度目标", "年度总目标", "绩效目标描述", "绩效目标内容"),
    ),
    "long_goal.statement": (
        *("长期目标", "中期目标", "实施期目标", "长期绩效目标", "中期绩效目标", "实施期绩效目标", "中长期目标"),
        *("实施期总目标", "中期总体目标", "实施期总体目标", "中长期绩效目标", "长期总体目标", "项目实施期目标"),
        *("项目中期目标", "三年目标", "规划期目标", "总体中期目标", "项目期绩效目标", "项目期目标"),
    ),
}
GROUP = "-"
"""A label that only heads others and holds no value itself."""
_GROUPS = (
    *("预算情况", "部门预算情况", "项目资金情况", "预算安排情况", "部门总体资金情况", "总体资金情况", "预算资金情况"),
    *("执行率分值", "年度预算情况", "资金情况", "预算执行率分值", "项目基本情况", "部门基本信息", "基本信息"),
    *("基本情况", "部门基本情况", "单位基本情况", "单位基本信息", "绩效目标情况", "项目绩效目标情况", "项目资金安排"),
    *(
        "部门(单位)基本情况",
        "项目基本信息",
        "年度预算申请",
        "按收入性质分",
        "按支出性质分",
        "按资金来源分",
        "年度绩效指标",
    ),
    *("实际完成情况", "全年实际完成情况", "全年完成情况"),
)
_PROJECT: dict[str, tuple[str, ...]] = {
    "name": (
        *("项目名称", "专项名称", "项目(专项)名称", "专项资金名称", "专项(项目)名称", "政策名称", "政策(项目)名称"),
        *("预算项目名称", "支出项目名称", "项目支出名称", "二级项目名称", "项目(政策)名称"),
    ),
    "code": ("项目编码", "项目代码", "项目编号"),
    "supervising_unit": (
        *("主管部门", "主管部门及代码", "项目主管部门", "主管单位", "主管部门名称", "主管部门(单位)", "一级预算单位"),
        *("主管预算单位", "主管部门(单位)名称", "主管部门及编码", "业务主管部门", "项目主管单位"),
    ),
    "executing_unit": (
        *("实施单位", "项目实施单位", "项目执行单位", "项目单位", "执行单位", "具体实施单位", "资金使用单位"),
        *("实施单位及代码", "项目承担单位", "项目实施部门", "预算执行单位", "项目单位名称", "实施单位名称", "使用单位"),
    ),
    "leader": ("项目负责人", "负责人", "项目负责人姓名", "项目负责人及职务", "项目责任人"),
    "attribute": ("项目属性", "项目性质"),
    "category": ("项目类别", "项目类型", "支出项目类别", "支出类别", "项目分类"),
    "frequency": ("项目安排频度",),
    "period": (
        *("项目期", "项目期限", "项目实施期", "实施期限", "项目起止时间", "项目起止年限", "项目实施周期", "实施周期"),
        *("项目周期", "项目支出实施期", "起止时间", "项目实施期限", "实施期", "项目实施时间", "项目执行期", "起止年限"),
        *("项目起止日期", "项目实施起止时间", "实施时间", "执行期限"),
    ),
    "project_year": ("项目年度", "预算年度"),
    "total_amount": (
        *("实施期资金总额", "中期资金总额", "项目总预算", "项目资金总额", "项目总投资", "总投资额", "实施期总额"),
        *("项目期资金总额", "总预算", "项目总资金", "实施期金额", "实施期总预算", "实施期预算总额", "中期预算总额"),
    ),
    "amount": (
        *("年度资金总额", "资金总额", "年度预算总额", "年度预算资金总额", "年度金额", "项目金额", "项目预算"),
        *("项目当年预算", "当年预算", "预算数", "年度预算数", "全年预算数", "预算金额", "预算资金总额", "年初预算数"),
        *(
            "当年预算金额",
            "本年度预算",
            "项目预算金额",
            "预算总额",
            "年度总额",
            "本年预算数",
            "当年资金总额",
            "项目预算数",
        ),
        *("当年预算数", "本年资金总额", "年度资金", "本年度预算数", "年度预算", "年度预算金额", "预算资金", "本年预算"),
        *("项目资金", "当年金额", "年度项目资金总额", "当年预算总额", "申请资金总额", "本年度资金总额", "项目资金申请"),
        *("年度项目预算", "本年预算金额", "项目年度预算", "预算安排金额", "年初预算", "项目总额", "全年预算"),
    ),
    "purpose": ("资金用途", "资金使用方向"),
    "basis": ("立项依据", "项目立项依据", "项目设立依据", "政策依据", "设立依据"),
    "plan": ("项目实施方案", "实施方案", "实施计划", "项目实施计划"),
    "last_evaluation": ("上年绩效评价结果、整改及应用", "上年绩效评价结果"),
    "budget_change": ("项目前两年预算及当年预算变动情况",),
}
_DEPARTMENT: dict[str, tuple[str, ...]] = {
    "duties": (
        *(
            "部门职能概述",
            "部门职能职责描述",
            "主要职责",
            "部门职能",
            "部门主要职责",
            "单位职能",
            "部门职责",
            "职能职责",
            "主要职能",
        ),
        *(
            "部门(单位)职能",
            "部门职能职责",
            "单位职责",
            "单位主要职能",
            "部门主要职能",
            "部门(单位)主要职责",
            "部门概况",
        ),
        *("部门(单位)职能概述", "单位职能概述", "部门职责概述", "单位主要职责", "部门(单位)职责"),
    ),
    "annual_work": (
        *("年度工作任务", "年度重点工作", "年度重点工作任务", "年度工作重点", "本年度工作任务", "当年工作任务"),
        *("年度主要工作", "年度主要任务", "年度主要工作任务", "本年度主要工作任务", "年度工作计划", "本年度重点工作"),
    ),
    "long_term_until": ("长期目标截止年度",),
    "amount": (
        *("资金总额", "部门预算总额", "预算总额", "年度预算总额", "部门支出预算", "支出预算总量", "年度资金总额"),
        *(
            "支出预算总额",
            "部门整体支出",
            "整体支出总额",
            "部门预算资金总额",
            "预算资金总额",
            "年度预算金额",
            "资金合计",
        ),
        *("部门支出预算总额", "年度部门预算总额", "年度预算资金总额", "部门整体支出总额", "金额合计", "年度支出预算"),
        *("部门整体预算", "年度预算", "支出总额", "部门预算", "年初预算数", "整体支出预算", "年度预算数", "预算金额"),
        *("部门年度预算", "部门整体支出预算", "预算数", "部门(单位)预算总额", "当年预算总额", "部门总预算"),
    ),
    "expenditure.basic.amount": ("基本支出", "基本支出预算", "基本支出总额"),
    "expenditure.project.amount": ("项目支出", "项目支出预算", "项目支出总额"),
    "expenditure.personnel.amount": ("人员类项目支出", "人员类项目", "人员经费", "人员支出", "人员类", "工资福利支出"),
    "expenditure.operation.amount": ("运转类项目支出", "运转类项目", "公用经费", "公用支出", "运转类", "日常公用经费"),
    "expenditure.specific.amount": ("特定目标类项目支出", "特定目标类项目", "特定目标类"),
}
FUNDS: dict[str, tuple[str, ...]] = {
    "fiscal": (
        *("财政拨款", "财政资金", "当年财政拨款", "本级财政拨款", "财政拨款收入", "年度财政拨款", "财政拨款资金"),
        *("本年财政拨款", "财政拨款预算", "政府预算资金", "财政性资金", "本级财政资金", "本级财政安排", "区级财政资金"),
        *("县级财政资金", "市级财政资金", "省级财政资金", "地方财政资金", "本级资金", "财政预算资金", "财政预算拨款"),
    ),
    "general": ("一般公共预算", "一般公共预算拨款", "一般公共预算财政拨款", "一般公共预算资金", "一般公共预算收入"),
    "government_fund": (
        *("政府性基金", "政府性基金拨款", "政府性基金预算", "政府性基金预算拨款", "政府性基金预算资金"),
        *("政府性基金预算财政拨款", "政府性基金收入"),
    ),
    "state_capital": ("国有资本经营预算", "国有资本经营预算拨款", "国有资本经营预算资金", "国有资本经营收入"),
    "special_account": (
        *("财政专户管理资金", "财政专户资金", "财政专户", "专户资金", "财政专户管理资金收入", "教育收费"),
        *("财政专户核拨资金", "专户管理资金", "纳入专户管理的非税收入拨款", "纳入专户管理的非税收入"),
    ),
    "unit": ("单位资金", "单位资金收入", "单位自有资金", "自有资金", "单位自筹资金", "自筹资金", "单位自筹"),
    "business": ("事业收入", "事业收入资金"),
    "operating": ("事业单位经营收入", "经营收入"),
    "superior": (
        *("上级资金", "上级补助", "上级补助收入", "上级转移支付", "上级财政资金", "中央补助", "中央资金", "上级拨款"),
        *("上级转移支付资金", "上级补助资金", "中央财政资金", "中央转移支付", "上级专项资金"),
    ),
    "affiliated": ("附属单位上缴收入",),
    "carryover": (
        "上年结转",
        "上年结转资金",
        "结转资金",
        "上年结转结余",
        "结转结余资金",
        "上年结转和结余",
        "结余结转资金",
    ),
    "other": ("其他资金", "其他", "其他收入", "其他来源资金", "其他来源", "其它资金", "其它"),
}
"""Where money comes from: the words beside an amount, the same for both kinds of form."""

_COLON = re.compile("[:：]")
_LONGEST_LABEL = 24
_NEXT_LABEL = 12
_PREFIX = re.compile(r"^(?:其中|其中包括|包括|按.{1,4}分)[:、,]?(?=.)")
_WORDS = re.compile(r"^[\u4e00-\u9fff（）():、/“”\"《》0-9A-Za-z—-]{2,18}$")
_NO_LABEL = re.compile(r"^[\d\W]*$|[。；，！？]|^(?:无|是|否|暂无|见附件)$")


def _table(kind: FormKind) -> dict[str, str]:
    own = _PROJECT if kind == "project" else _DEPARTMENT
    table = {word: path for words in (_COMMON, own) for path, entries in words.items() for word in entries}
    table |= dict.fromkeys(_GROUPS, GROUP)
    return table | {word: f"fund.{source}" for source, entries in FUNDS.items() for word in entries}


_FIELDS: Mapping[str, dict[str, str]] = {"project": _table("project"), "department": _table("department")}


@lru_cache(maxsize=16384)
def field_of(text: str, kind: FormKind) -> str | None:
    """The field a label names in a form of that kind, None for other words. ``fund.fiscal`` is a source of money."""
    table = _FIELDS[kind]
    words = norm(text)
    if len(words) > 40:
        return None
    tail = words.rpartition(":")[2]
    for form in (words, without_number(words), tail, without_number(tail)):
        for bare in (form, _PREFIX.sub("", form)):
            path = table.get(bare) or table.get(without_remarks(bare))
            if path:
                return path
    return None


def begins_row(text: str) -> bool:
    """True for words that stand at the beginning of a form's row: a label, a head, the name of a level."""
    return bool(
        field_of(text, "project") or field_of(text, "department") or column_meaning(text) or norm(text).endswith("指标")
    )


def with_value(text: str, kind: FormKind) -> tuple[str, str] | None:
    """The field and the value of a cell that holds both (``填报人：某某``), None for other cells."""
    for colon in _COLON.finditer(text, 0, _LONGEST_LABEL):
        head, value = text[: colon.start()], text[colon.end() :].strip()
        path = field_of(head, kind)
        if path and path != GROUP and value and not field_of(value, kind) and not _COLON.search(value[:_NEXT_LABEL]):
            return path, value
    return None


def looks_like_label(text: str) -> bool:
    """True for short words that could name a field nobody foresaw."""
    words = norm(text)
    return bool(_WORDS.match(words)) and not _NO_LABEL.search(words)
