"""Which way is better, by what a name measures and in which unit."""

from __future__ import annotations

from decimal import Decimal

from models.python import regex, remembered
from models.rules.wording.kinds import (
    head_of,
    is_count_unit,
    is_lowering,
    is_money_unit,
    is_percent,
    is_rate,
)
from models.rules.wording.lexicon import (
    UNWANTED,
    begins_with_work,
    is_unwanted_thing,
    may_be_unwanted,
    tells_unwanted,
    thing_of,
)
from models.rules.wording.words import any_of, marks_of, words

_TIME_UNIT = regex(r"^(?:个)?(?:工作日|自然日|交易日|小时|分钟|秒钟?|毫秒|天|日|周|个?月|h|min|s|ms)$")
_WAITING = any_of(words("waiting", "words"))
_SPAN = regex(rf"(?:{_WAITING})[^，。、]{{0,4}}(?:时间|时限|时长|天数|日数|工作日数?|周期|期限|用时|耗时|间隔)$")
_LIMIT = regex(r"(?:时限|耗时|响应时间|延误时间|等待时间)$|平均[^，。、]{0,8}(?:时间|时长|用时|天数|周期)$")
_ENDURING = regex(
    r"质保|保修|保质|阅读|观看|在线|服务时|工作时|运行|供[水电气热]|播|使用|服务期|保存|保管|保留|租赁|合同|寿命|续航|无故障|连续|延长|提前|缩短|压缩|公示"
)
_STAY = regex(r"(?:住院|卧床|羁押|滞留|停工|停产|误工|在途)(?:日|天数|日数|时间)$|(?:架空|空窗|空档|停业|停工|滞留)期$")
_POLLUTED = regex(r"(?:重?污染|超标|雾霾|沙尘|酸雨)[^率]{0,4}天数$")
_LEVEL = regex(rf"(?:{any_of(words('less', 'levels'))})(?:值|级|均值|年均值|平均值|水平)?$")
_WANTED_MATTER = regex(r"溶解氧|负氧离子|负离子|氧气|有机质|养分|余氯")
_GROWTH = r"(?:涨幅|增幅|增速|(?:增长|上涨|上升|增加)(?:率|幅度|比例|比率|百分比)?)$"
_GROWING = regex(rf"(?:{any_of(words('less', 'growth'))})(?:同比|比上年|较上年|年均|年度|总额|总量)?{_GROWTH}")
"""What is not to grow does so: 化肥价格涨幅."""
_BUT = regex(any_of(words("less", "unless")))
_WITHOUT = regex(
    r"(?:[未无零]|不(?=再|复|出现|发生))(?:再|被|有|出现|发生|重大|较大|重复|责任|安全|质量|生产|医疗|食品|交通|规模性)*"
    r"(?P<thing>[\u4e00-\u9fff]{2,3})[^率]{0,4}(?:率|比例|占比)$"
)
_AGAINST_THE_LAW = regex(
    r"^(?:违法|违规|违章|非法|擅自|超范围|破坏|损毁|盗|偷)[\u4e00-\u9fff]{2,8}(?:率|比例|占比|面积|数|数量|件|次|起|量)$"
)
_PUT_RIGHT = regex(r"查处|整改|整治|拆除|处置|处理|清理|下降|纠正|取缔|消除|办结|立案|复绿|治理")
"""How much of something is against the law, and not how much of that was put right."""
_INTENSITY = regex(
    r"(?:拥堵(?:延时)?|噪声|恶臭|污染|综合污染)指数$|(?:单位(?!.*(?:产出|产值|产量|效益))|每万元|万元|人均|户均|亩均|吨|次均|例均).{0,12}(?:能耗|电耗|水耗|煤耗|药耗|油耗"
    r"|耗[电水能气油材]量|用[电水能]量|碳排放量?|排放量)$|(?:能耗|电耗|水耗|煤耗|药耗|油耗|排放强度|碳强度|能源消费强度|碳排放强度)$"
    r"|(?:二氧化硫|氮氧化物|污染物|温室气体|化学需氧量|氨氮|颗粒物|碳|废气|废水|污水)排放(?:总)?量$"
    r"|(?:化肥|农药|抗生素|一次性塑料)(?:施用|使用)(?:总)?量$|(?:次均|例均|门诊次均|住院次均)[^率]{0,8}费用$"
)
"""Energy, water and what is let out, by what is made with it: less is better in whatever unit."""
_INTENSE = ("指数", "强度", "耗", "用电", "用水", "用能", "碳排放", "排放", "施用", "使用", "费用", "发生率", "控制率")
_HAPPENING = regex(r"^[^未零无]*发生(?:率|比例)$")
"""What is told to happen, and not to be done, is nothing good: 跌倒发生率."""
_HAPPENED = regex(r"^[^未零无]*[病害故灾案件情]发生(?:面积|起数|次数|件数|数量|数)$")
_KEPT_DOWN = regex(r"(?:经费|费用|[务待车议]费|支出|成本|预算|编制|在职人员|财政供养人员)(?:总额|总量|规模|数)?控制率$")
"""How much is spent of what there is to spend."""
_ANY_UNWANTED = regex(marks_of((*UNWANTED, *words("less", "levels"), *words("less", "growth"), *_INTENSE)))
"""A character of each word that makes more of a thing unwanted: most names have none of them."""
_WANTED_RATE = regex(
    r"(?:合格|达标|优良|优秀|覆盖|完好|及时|按时|按期|准时|完成|办结|审结|结案|参保|接种|建档|入学|巩固|升学|就业"
    r"|签约|知晓|普及|参与|到位|准确|正确|成活|保存|开工|完工"
    r"|验收|通过|达成|实现|有效|治愈|好转|处理|处置|整改|回复|回访|响应|随访|早诊|早治|亮灯|绿化|可用|在线|公开"
    r"|净化|回收|资源化|无害化处理|日产日清|采纳|侦破|破案|兑现|兑付"
    r"|资助|救助|保障|履约|调解成功|化解|结对|成功|规范管理|签到|到岗|出勤|巡查|监管|达产|利用|稳定|留存|开机|巩固"
    r"|网办|办成|好评|满意|认可"
    r"|管控|在控|稳控|帮教|转化|见警|满足|供给|接通|开放|巡护|播出|更新|抽检|受理|入户|登记|安置|落实|落地|参加锻炼|锻炼|供水保证|用水保证)"
    r"(?:任务|对象|人员|人数|人口|面积|问题|管理|工作|服务)?(?:率|比例)$"
)
_TAKEN_AWAY = regex(
    r"^(?:每?年|累计|全年)?(?:减少|削减|压减|消减|替代)[\u4e00-\u9fff]{0,8}"
    r"(?:消耗|用|耗|排放|施用|使用|损失|垃圾|采伐|砍伐|燃煤|散煤|薪柴|流失|污染物)(?:总)?(?:数?量|面积|金额|额)$"
)
"""So much less of what is used up or lost: 减少薪柴消耗量."""
_LASTING_THING = regex(
    r"(?:(?:使用|保存|保管|存放|储存|贮存|可用|耐用|服役|维持)(?:年限|寿命)|使用寿命|设计年限|质保期限?|质保年限|保修期限?|缺陷责任期|有效利用系数|利用系数)$"
)
_WANTED_DAYS = regex(r"(?:优良|蓝天|达标|免费开放|开放|优质)[^率]{0,3}天数$")
_HANDLING = regex(
    r"处理|查处|查办|办理|办结|受理|供养|保障|改造|整治|封堵|拆除|修缮|修补|安置|化解|调处|处置|整改|侦破|打击|防范|预防|演练|排查|救助|救援|赔付|修复|控制|治理"
    r"|检测|监测|查结|回复|劝返|稳控|追回|审结|挽救|覆盖|保险|转化|调解"
)
_OF_WHAT_WAS_HANDLED = regex(
    r"(?:改造|整治|演练|排查|检测|监测|救助|救援|保险|覆盖|修缮|安置|修复|治理)"
    r"(?=家庭|户|人员|对象|工程|项目|期间|过程|作业|现场|单位|企业|小区|设施|区域|居民|路段|后)"
)
"""Among whom or where it is: 改造家庭跌倒事故数 tells of no accident that was handled."""
_MORE_TIME = regex(r"开放|值守|值班|巡|学|训|锻炼")


@remembered
def less_is_better(name: str, unit: str) -> str:
    """Why less is better of what is measured: it is a ``time``, ``rate``, ``level`` or ``count`` nobody wants, or is
    to be ``kept`` down."""
    head = head_of(name)
    if _TIME_UNIT.match(unit):
        return "time" if not is_lowering(head) and (_is_wait(head) or _LEVEL.search(head)) else ""
    if not _ANY_UNWANTED.search(head) or is_lowering(head):
        return ""
    if _LEVEL.search(head):
        return "" if _WANTED_MATTER.search(head) else "level"
    if _INTENSITY.search(head):
        return "level"
    if is_percent(unit) or unit == "‰" or "/" in unit:
        return "rate" if _is_unwanted_rate(head) else "kept" if _KEPT_DOWN.search(head) else ""
    return "count" if _is_unwanted_count(head) and not _is_handled(head) else ""


def _is_handled(head: str) -> bool:
    return bool(_HANDLING.search(_OF_WHAT_WAS_HANDLED.sub("", head)))


def _is_unwanted_count(head: str) -> bool:
    against_the_law = _AGAINST_THE_LAW.match(head) and not _PUT_RIGHT.search(head)
    return tells_unwanted(thing_of(head)) or bool(_HAPPENED.search(head) or against_the_law)


def _is_unwanted_rate(head: str) -> bool:
    """The rate of what nobody wants, or the growth of what is not to grow."""
    bare = _BUT.sub("", head)
    if _is_without(bare):
        return False
    if _AGAINST_THE_LAW.match(bare) and not (_PUT_RIGHT.search(bare) or _WANTED_RATE.search(bare)):
        return True
    unwanted = is_unwanted_thing(thing_of(bare), rate=True) or _HAPPENING.search(bare)
    return bool(unwanted or _GROWING.search(head))


def _is_without(head: str) -> bool:
    """What nobody wants does not happen: 三年未复吸率, 无事故率."""
    found = _WITHOUT.search(head)
    thing = found["thing"] if found else ""
    return any(is_unwanted_thing(thing[:length], rate=True) for length in range(2, len(thing) + 1))


_LASTS = regex(r"(?:时间|时限|周期|用时|耗时|间隔|工期|期限)$")
_MEANT_LONG = regex(r"公示|公告|活动|展|演|驻|考察|营业|开馆|游|赛|实习|见习|跟班|挂职|监护|留观")


@remembered
def is_span(name: str, unit: str) -> bool:
    """Among the 时效指标 so long a time is one that things take, which nobody wants longer: 出证时间, 检修用时."""
    head = head_of(name)
    meant = _ENDURING.search(head) or _MORE_TIME.search(head) or _MEANT_LONG.search(head)
    return bool(_TIME_UNIT.match(unit) and _LASTS.search(head)) and not (meant or is_lowering(head))


def _is_wait(head: str) -> bool:
    if _POLLUTED.search(head) or _STAY.search(head):
        return True
    wait = _LIMIT.search(head) or _SPAN.search(head)
    return bool(wait) and not _ENDURING.search(head) and not _MORE_TIME.search(head)


@remembered
def more_is_better(name: str, unit: str) -> bool:
    """A rate of good work, or days of good air: a target with ≤ would call for less of it."""
    head = head_of(name)
    if is_wanted_change(head) or (not is_percent(unit) and _is_gain(head)):
        return True
    if is_percent(unit) and (_WON_BACK.search(head) or _is_without(head)):
        return True
    if _TAKEN_AWAY.search(head) and not is_percent(unit):
        return True
    if is_lowering(head):
        return False
    if is_percent(unit):
        return is_rate(name) and bool(_WANTED_RATE.search(head)) and not _is_unwanted_rate(head)
    return bool(_WANTED_DAYS.search(head) or _LASTING_THING.search(head)) or is_wanted_yield(head)


_WON = regex(r"挽回|追回|追讨|讨回|追缴|追偿|执行到位|清偿|受偿")
_WON_BACK = regex(r"(?:回收|挽回|追回|盘活|消除)(?:利用|处置|处理)?率$")
"""What goes down or comes back here is what is wanted: 废弃物回收率, 隐患消除率."""
_CHANGE_UP = regex(r"(?:增长|提高|提升|增加|增产|上升|增收|增值)(?:率|幅度|比例|百分比|幅)?$|(?:增长率|增速|增幅)$")
_CHANGE_DOWN = regex(
    r"(?:下降|降低|减少|减量|压减|压降|缩短|减轻)(?:率|幅度|比例|百分比|幅|量|数|次数|起数|件数)?$|(?:降幅|减幅)$"
)
_GAINED = regex(
    r"^(?:每?年|累计|全年|每[亩户人吨头家]|[亩户人社村]均|(?:为|帮助|协助|替)[\u4e00-\u9fff]{2,6}?)?(?:节约|节省|挽回|追回|追讨|讨回|收回|盘活|增加|增收|带动|撬动|吸引|拉动|恢复|改善|追缴|追偿)"
    r"|(?:追回|挽回|追缴|到位|清偿|受偿|兑现)(?:金额|资金|款项?|总?额)$"
)
_BAD_TO_GROW = regex(
    r"(?<!消)费|支出|成本|债|能耗|电耗|水耗|排放|事故|投诉|案|发病|患病|死亡|失业|物价|价格|房价|控制|病|污染|浓度|垃圾|开支|接待(?!游客|旅客|观众|读者|人次|能力)"
    r"|编制|用水|用电|化肥|农药|赤字|负荷|拥堵|人口自然|收费|负担|CPI|火灾|信访|上访|库存|差错|损|占用|建设用地|超|税负|人员编制|工作量"
)
_GOOD_TO_SHRINK = regex(
    r"越级访|重复访|非访|集体访|事故|发案|案件|投诉|能耗|电耗|水耗|煤耗|排放|浓度|发病|死亡|火灾|信访|上访|化肥|农药|差错|隐患|违法|违章|违规|犯罪|拥堵"
    r"|用水|用电|污染|受灾|伤亡|返贫|失业|辍学|近视|纠纷|警情|诈骗|病死|枯死|跌倒|虫害|蚊|鼠|成本|负担|等待|等候|办理时间|办理时限|审理|流失|漏损|超限"
)


def is_wanted_change(head: str) -> bool:
    """A growth of what is good, or a fall of what is bad: 产值增长率, 事故起数下降率."""
    if _CHANGE_UP.search(head):
        return not _BAD_TO_GROW.search(head) and not _EITHER.search(_CHANGE_UP.sub("", head))
    if "控制" in head or not (down := _CHANGE_DOWN.search(head)):
        return False
    return bool(_GOOD_TO_SHRINK.search(head)) or any(less_is_better(head[: down.start()], unit) for unit in _KINDS)


_KINDS = ("%", "件", "天")
"""A unit of each kind that a thing nobody wants is measured in."""


def _is_gain(head: str) -> bool:
    """Money saved, won back or brought in: 盘活资产金额, 为受援人挽回损失."""
    found = _GAINED.search(head)
    return bool(found) and (bool(_WON.search(head)) or not _BAD_TO_GROW.search(head))


_YIELD = regex(rf"(?:{any_of(words('more', 'names'))})(?:数量|总数|总量|总额|金额|规模|数|量|额)?$")
_NO_YIELD = regex(any_of(words("more", "unless")))
_SERVED = regex(
    r"(?:服务(?!人员|中心|站|点|窗口|队|岗)|惠及|受益|带动|覆盖|接待(?!人员|窗口)|救助|资助|帮扶|吸引|辐射)[\u4e00-\u9fff]{1,8}(?:人次|人数|户数|户次|家数)$"
    r"|(?:恢复|修复|改良|绿化|复绿|复垦)(?:[\u4e00-\u9fff]{0,6})(?:面积|长度)$"
)
"""For so many it is done, so much land or water is made good: 服务老人人次, 植被恢复面积."""


def is_wanted_yield(head: str) -> bool:
    """What is earned, grown, or done for people: nobody sets an upper limit to it."""
    wanted = _YIELD.search(head) or _SERVED.search(head)
    return bool(wanted) and not (_NO_YIELD.search(head) or _AGAINST_THE_LAW.match(head))


_EITHER = regex(
    r"控制|执行|变动|支出|预算|成本|占比|比重|负荷|负债|使用率|占用|床位|入住|饱和|容积|供养|经费|人员|编制|三公"
    r"|投资|压缩|偏离"
    r"|波动|库存|周转|增幅|增速|费率|税率|利率|杠杆|补贴|自付|自负|分担|抵押|收费|毛利"
)


@remembered
def is_meant_high(name: str) -> bool:
    """A rate of no known bad thing, so that a high percentage of it is what is wanted."""
    head = head_of(name)
    return is_rate(name) and not (is_lowering(head) or _is_unwanted_rate(head) or _EITHER.search(head))


_HIGH = Decimal(60)
"""Nobody allows so much of what is unwanted."""


def is_wanted(name: str, unit: str, number: Decimal) -> bool:
    """More of it is better, by its name; or by the height of a percentage of nothing bad."""
    return more_is_better(name, unit) or (is_percent(unit) and number >= _HIGH and is_meant_high(name))


_LIMITED, _ARISING = (regex(any_of(words("less", key))) for key in ("limited", "arising"))
_THINGS_UNIT = regex(r"^[百千万亿]?(?!小?时|[天日年月周级度倍分秒成折元]$|分钟|工作)[\u4e00-\u9fff㎡²/·]{1,5}$")
"""A unit in which things, places or people may be counted or measured."""


@remembered
def is_done_much(name: str, unit: str) -> bool:
    """So much is done, counted in things or people, of which there need be no more than so many of nothing."""
    head = head_of(name)
    if is_money_unit(unit) or _TIME_UNIT.match(unit) or is_lowering(name) or _LIMITED.search(name):
        return False
    if begins_with_work(head) and _THINGS_UNIT.match(unit):
        return True
    return is_count_unit(unit) and not (_ARISING.search(name) or less_is_better(name, unit))


@remembered
def is_brought_much(name: str, unit: str) -> bool:
    """So many gain by it; nothing in the name says that there may be too many."""
    counted = _THINGS_UNIT.match(unit) and not is_money_unit(unit) and not _TIME_UNIT.match(unit)
    if not counted or is_lowering(name) or may_be_unwanted(name):
        return False
    return not (_LIMITED.search(name) or _ARISING.search(name) or _EITHER.search(name) or less_is_better(name, unit))


_FEW = Decimal(10)
_SMALL_SHARE = regex(any_of(words("less", "small_shares")))


def is_hardly_any(name: str, unit: str, number: Decimal) -> bool:
    """A rate asked of the quality of work that is next to nothing: either it is unwanted, or the number is wrong."""
    return (
        is_percent(unit) and number <= _FEW and is_rate(name) and not (is_lowering(name) or _SMALL_SHARE.search(name))
    )


__all__ = [
    "is_brought_much",
    "is_done_much",
    "is_hardly_any",
    "is_meant_high",
    "is_span",
    "is_wanted",
    "less_is_better",
    "more_is_better",
]
