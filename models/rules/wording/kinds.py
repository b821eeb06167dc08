"""How these forms speak: rates, counts, money, cost, satisfaction, placeholders. One judgement for all rules.

Names are judged by how they end (培训人数占比 is a share, not a number of people); a bracketed note at the end does not
count. Words that may lower or raise a quantity turn a polarity round (事故下降率, 成本节约额).
"""

from __future__ import annotations

import unicodedata

from models.python import regex, remembered
from models.rules.wording.lexicon import is_unwanted_thing, thing_of

PERCENT = frozenset({"%", "％", "﹪", "百分比", "百分点", "个百分点"})

_NOTE = regex(r"[（(\[【][^（()）\[\]【】]*[）)\]】]$")
_CLOSERS = "）)]】"
_RATES = ("率", "比例", "比重", "占比", "百分比", "满意度", "知晓度", "达标度")
_RATE_ENDS = frozenset(word[-1] for word in _RATES)
_NO_RATE = regex(
    r"(?:频率|(?<!有)效率|分辨率|周转率|速率|(?<!成)功率|容积率|倍率|心率|汇率|生产率|曝光率|流动比率|速动比率)$"
)
_COUNT = regex(
    r"(?:数量|次数|人数|人次|人次数|户数|户次|件数|场次|场数|个数|份数|篇数|条数|天数|台数|套数|批次|期数|项数|家数"
    r"|[例间辆册本所部幅盏门眼株棵栋幢块顶床页支艘架张只头]数|批数|班次|车次|家次|面积|里程|长度|亩数|名额|编制数|车辆数|案件数|座数|处数)$"
)
_LONGEST_COUNT = 3
"""Characters of its longest word; it stands at the end."""
_COUNT_UNIT = regex(
    r"^[百千万亿]?(?:次|[站点处座栋栏]次|人|人次|人天|个|件|户|户次|家|家次|份|场|场次|批|批次|天|日|项|台|套|条|名|篇|期|班|班次|只|头|株|亩"
    r"|公里|千米|米|平方米|㎡|m2|m²|立方米|吨|座|处|所|间|辆|起|例|宗|册|本|张|枚|幅|部|块|盏|眼|站|村|社区|单位"
    r"|车次|剂次|剂|台件|台套|辆次|台次|亩次|件次|例次|点次|例|航次|架次|班次|尾|门|栋|幢|顶|床|页|艘|架|支|笔|卷|箱|具|把|口|组|队|课时|学时|小时|万人|万人次|万件"
    r"|万份|万户|万亩|(?:千|百|万|亿)?元)$"
)
_MONEY_UNIT = regex(r"^(?:人民币)?(?:十|百|千|万|十万|百万|千万|亿|美)?元")
_SATISFACTION = ("满意度", "满意率", "满意程度")
_LESS = regex(
    r"下降|降低|减少|降幅|压减|压降|节约|节省|节支|节能|缩减|缩短|减排|消除|挽回|回收|结余|盘活|减负|下浮|核减|审减"
)
_MORE = regex(
    r"增长|增加|增幅|增速|提高|提升|上升|增量|超额|超计划|同比|环比|较上年|比上年|较去年|比去年|以前年度|往年|倍"
    r"|保值|增值|回报|收益率|利润率"
)
_HANDLED = regex(r"处理|查处|查办|办理|办结|受理|化解|调处|处置|整改|侦破|打击|防范|预防|演练|排查|救助|救援|赔付|修复")
_ALLOWED_OVER = regex(
    r"完成率|完成比例|达成率|实现率|执行率|到位率|使用率|利用率|入学率|参保率|覆盖率|产销率|覆盖倍数|自给率"
    r"|负荷|变动率|偏差率|流动比例|杠杆率|负债率|增长|控制率|拨备"
)
_COST_NAME = regex(r"成本|经费|费用|支出|开支|总额|费$|金额|造价|价格|单价|投资额?$|预算数?$")
_STANDARD = regex(
    r"标准|补助|补贴|救助|奖励|待遇|工资|津贴|收入|产值|税收|销售|零售|成交|进出口|增速|增幅|增长|投入|节约|效益|筹集|募集|拉动|带动|撬动|争取|引进"
)


@remembered
def plain_name(text: str) -> str:
    """A name without blanks, width variants and a bracketed note at its end; two names that read alike are equal."""
    if text.isalnum() and unicodedata.is_normalized("NFKC", text):
        return text
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip("。；;，,、:：")


@remembered
def head_of(name: str) -> str:
    """A name without the bracketed note at its end."""
    plain = plain_name(name)
    return (_NOTE.sub("", plain) or plain) if plain[-1:] in _CLOSERS else plain


def may_end(name: str, ends: frozenset[str]) -> bool:
    """The last character of a name's head may be one of these: no other Chinese one ends the name itself."""
    last = name[-1:]
    return last in ends or not "\u4e00" <= last <= "\u9fff"


def is_rate(name: str) -> bool:
    """The name is that of a rate or share, measured in %."""
    if not may_end(name, _RATE_ENDS):
        return False
    head = head_of(name)
    return head.endswith(_RATES) and not _NO_RATE.search(head)


@remembered
def is_count(name: str) -> bool:
    """The name is that of a number of things (数量, 次数, 人数, 面积)."""
    head = head_of(name)
    return bool(_COUNT.search(head, max(0, len(head) - _LONGEST_COUNT)))


def is_satisfaction(name: str) -> bool:
    """The name is that of a satisfaction rate (not 满意度调查次数)."""
    if "满" not in name:
        return False
    return head_of(name).endswith(_SATISFACTION) and "不满意" not in name


@remembered
def may_exceed_hundred(name: str) -> bool:
    """A rate that can be over 100 %: growth, completion of a plan, coverage and the like."""
    return bool(_ALLOWED_OVER.search(name) or _MORE.search(name))


@remembered
def is_lowering(name: str) -> bool:
    """The name speaks of less of something: 下降率, 节约额."""
    return bool(_LESS.search(name))


@remembered
def is_harm(name: str) -> bool:
    """The name counts something nobody wants (投诉次数, 事故发生率), and not its handling or its decrease."""
    head = head_of(name)
    thing = thing_of(head)
    return thing != head and is_unwanted_thing(thing) and not (_LESS.search(name) or _HANDLED.search(name))


@remembered
def is_cost(name: str) -> bool:
    """The name is that of money spent, so that less is better (no standard of benefits, no money saved or earned)."""
    return bool(_COST_NAME.search(head_of(name))) and not (_LESS.search(name) or _STANDARD.search(name))


def is_percent(unit: str) -> bool:
    """The unit is %."""
    return unit in PERCENT


@remembered
def is_count_unit(unit: str) -> bool:
    """A unit by which things, people, times or money are counted, so that it cannot measure a rate."""
    return bool(_COUNT_UNIT.match(unit.partition("（")[0].partition("(")[0]))


@remembered
def is_money_unit(unit: str) -> bool:
    """元, 万元, 元/人/天."""
    return bool(_MONEY_UNIT.match(unit))


@remembered
def level_name(name: str) -> str:
    """A 一级 or 二级指标's name without blanks and without the word 指标: 社会效益 and 社会效益指标 are one."""
    return plain_name(name).removesuffix("指标").removesuffix("影响")
