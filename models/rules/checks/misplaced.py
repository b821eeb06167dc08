"""S 结构, in the wrong place: what is no output, no benefit, no cost, and stands there all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from models.edits import Change
from models.goals import Category, Goal
from models.python import regex
from models.rules import examples as ex
from models.rules import fixes
from models.rules.finding import Remark, Severity
from models.rules.registry import rule
from models.rules.view import GoalView, Row
from models.rules.wording.days import days
from models.rules.wording.directions import less_is_better
from models.rules.wording.done_work import has_effect, is_way_of_work, is_work, is_work_done
from models.rules.wording.kinds import (
    head_of,
    is_cost,
    is_count,
    is_count_unit,
    is_lowering,
    is_money_unit,
    is_percent,
    is_rate,
    is_satisfaction,
    level_name,
)
from models.rules.wording.lexicon import begins_with_work
from models.rules.wording.nature import is_of_nature
from models.rules.wording.words import any_of, words


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of rate, by the words in its name, and the 二级指标 it belongs under."""

    words: tuple[str, ...]
    level: str
    severity: Severity = "warning"


_MATES = 2
_RATES = (
    _Kind(("及时", "按时", "按期", "准时", "时效", "进度", "限时"), "时效"),
    _Kind(
        (
            *("合格", "达标", "准确", "正确", "优良", "规范", "合规", "成功", "有效", "完好"),
            *("质量", "公开", "错误", "差错"),
        ),
        "质量",
    ),
    _Kind(("完成", "覆盖", "达成", "实现", "入户", "普及"), "", "info"),
)
_PAYMENT = regex(
    r"(?:资金|经费|预算|专项|补助资金|项目资金|款项|工程款)(?:拨付|支付|下达|拨款|支出|执行|到位|使用|完成)(?:及时"
    r"|进度|到位|完成)?(?:率|性|进度)$"
    r"|(?:资金|款|经费|补助|补贴|奖金|待遇|费用)(?:兑付|兑现|发放|结算|划拨|拨转|清算|报销|使用|拨付|支付|支出|执行)(?:完成)?(?:进度|进度率|执行率)$"
    r"|(?:[款金费贴]|补助|资助)(?:的)?(?:拨付|支付|下达|下拨|划拨|拨款|到位|兑付|清算|结算)(?:及时|进度|到位|完成)*(?:率|性|度)$"
    r"|(?:资金|经费|款项)(?:兑付|兑现|发放|结算|划拨|报销)(?:及时|到位|完成)?率$"
    r"|(?:资金|经费|款项|工程款)(?:拨付|支付|下达|拨款)(?:完成|到位)?(?:时间|时限|日期|期限)$"
    r"|^(?:拨付|支付|支出|执行)(?:及时|进度|完成)?(?:率|进度)$|支付及时率$|拨付及时率$|(?:拨付|支付|支出"
    r"|执行)(?:进度|率)$|资金到位率$"
)
_PAYMENT_ENDS = ("率", "性", "度", "间", "限", "期")
_EARNING = regex(
    r"收入|征收|税|筹|引进|争取|招商|外资|征缴|清欠|拖欠|欠|诉讼|赔偿|执行款|案款"
    r"|(?:计划|方案|制度|标准|任务|规程|政策|处罚|判决|案件|合同|纪律)执行"
)
_RUNNING = regex(r"预算|财务|管理|运行成本|投入|过程|决策")
"""Levels that are about money by themselves."""
_OF_MONEY = regex(r"成本|预算|财务|投入|资金|经费|支出|管理|运行|过程|决策|满意")
_WORK_RATE = regex(
    rf"(?:{any_of(words('work', 'rates'))})率$|(?:{any_of(words('work', 'verbs'))})(?:任务|工作|计划)?完成率$"
)
"""Whether the work is done and done well, which is output wherever it stands."""
_ALL_DONE, _AN_AIM = (
    regex(r"完成率$"),
    regex(r"保护|收入|整改|化解|治理|修复|销号|目标|约束|减排|减碳|招商|引资|增收|脱贫|税|产值|投资|销售|清欠|化债"),
)
"""How much of it is done; what is aimed at may be a change (减排目标完成率)."""
_SAYS_WHEN = regex(
    r"时|期|[当按每][日天年月周季场约]|[日周月季年前内]|准点|正点|计划|完成|办结|审结|开工|完工|竣工|到位|接通|响应|兑[现付]|发放|交付|投用"
    r"|速|快|到达|到场|出动|上报|报送|更新|清零|滞后|迟|晚"
)
"""A rate that is of time: when it is done, how fast, whether it has come."""
_WORKED_WELL = regex(
    r"(?:合格|准确|正确|差错|完成|执行|到位|及时|按时|按期|回复|答复|办结|通过|参与|知晓|签约|登记|入库|建档|更新|公开|采纳|出勤|在岗|开放)率$"
)
"""How well work is done, which is nature's only where a word says so (垃圾分类准确率)."""
_IN_TIME = regex(r"(?:及时|准时)(?:率|性)$")
"""A rate of what was done by its day (按期办结率) is counted as quality by many."""
_DONE_IN_TIME = regex(r"(?:及时|(?:按时|按期|准时|限时|如期)(?:完成|完工|办结|交付|投用|竣工|开展))(?:率|性)$")
"""Whether it is done in time, which is output wherever it stands."""
_SOCIAL = regex(
    r"人数|人次|用户|社会|社保|保障卡|参保|人口|就医|养老|救助|住房|图书|阅读|文物|演出|体育|健身|旅游|游客|科普|课程|教师|师生"
    r"|入学|资助|补贴|贷款|信用|调解|诉讼|审判|矫正|执法|退役|残疾|妇女|儿童|老年|老人|档案|数据|网络|平台|信息|培训|教育|讲座|就业|信访|上访|法治|秩序|维稳|服务|企业|居民|群众|学生|案|办理|宣传|文化|经济"
    r"|收入"
    r"|产值|设备|系统|医疗|健康|犯罪|治安|交通|消费|营商|知晓|参与|次数|场次"
)
_OTHERS = regex(any_of(words("nature", "others")))
_TRUST = regex(
    r"满意|认可|好评|投诉|评价|支持|信任|安全感|幸福感|获得感|表扬|信访|口碑|美誉|点赞|接受度|差评|回访|评议|测评"
)
_GOOD = regex(
    r"合格|达标|优良|优秀|验收|获奖|获|示范|标准|认证|等级|专利|完好|通过|精品|成果|品牌|差错|事故|缺陷|故障|投诉"
    r"|整改|问题|成活|学时|指数|系数|职称|高级|骨干|名师|专家|证书|论文|奖|以上|寿命|年限|精度|强度|厚度|厘米|误差|浓度|水质|规格|版本|质量"
)
_TIMES = regex(r"(?:次数|场次|人次|期数|场数)$")
_TIMES_UNITS = frozenset({"次", "人次", "场", "场次", "份", "户次", "期"})
_CALLED = regex(r"(?:回访|调查|测评|评议|问卷)[\u4e00-\u9fff]{0,6}(?:次数|人次|场次|份数|数|量)$")
"""How often people were asked says nothing of what they answered."""
_RANKED = regex(r"以上|标准|示范|骨干|名师|专家|高级|品牌")
"""Of what rank something is says nothing of how well it is done, where only its times are counted."""
_MEASURED_BY = frozenset({"方", "立方米", "立方", "土方", "平方米", "公里", "千米", "米", "亩", "公顷", "吨"})
_MUCH = regex(r"(?:土方量|方量|工程量|面积|长度|里程|总量)$")
_LONG = regex(r"(?:长度|(?<!通车)(?<!达标)里程|公里数)$")
_PLAIN_THINGS = frozenset(words("work", "things"))
_MADE_THINGS = frozenset(words("work", "made"))
_DATED = regex(r"(?:时间|日期|时限|期限|节点)$")
_AT_MOST, _SPANS = frozenset("≤<"), frozenset({"分钟", "小时", "天", "日", "工作日", "个工作日", "月", "个月", "秒"})
_SPAN = regex(r"(?:时间|时限|用时|耗时|时长|期限|周期)$")
_OF_WORKS = regex(
    r"工期|(?:施工|建设|供货|交货|交付|安装|改造|采购|制作)[\u4e00-\u9fff]{0,3}(?:时间|周期|天数|期限|时长)$"
)
_FUNDS = regex(rf"(?:{any_of(words('work', 'funds'))})(?:率|性|度)?$")
"""How the money is kept says nothing of what it brings."""
_PROMPT = regex(r"次数|频|延误|逾期|超时|时间|时限|时长|周期|工期|进度|及时|按时|按期|天数|提前|缩短|超期|限时")


@rule(
    "S005",
    title="指标放错了二级指标",
    severity="warning",
    why="数量指标反映做了多少，比率反映做得怎样；满意度应放在满意度指标下；资金拨付率、预算执行率只说明花钱，"
    "不是产出、效益或成本；做了多少事是产出，不是效益；不该发生的事不是做了多少。",
    basis="填报实务：数量指标写绝对数，比率归质量或时效指标；完成率、覆盖率有的地方允许放在数量指标下，只作提示。"
    "财预〔2015〕88号：产出指标反映提供的公共产品和服务，效益指标反映其带来的影响，满意度指标反映服务对象的认可程度",
    good=ex.rows(("产出指标", "质量指标", "培训考核合格率", "≥95%")),
    bad=ex.rows(("产出指标", "数量指标", "培训考核合格率", "≥95%")),
)
def indicator_misplaced(view: GoalView) -> Iterator[Remark]:
    """A rate under 数量指标, a satisfaction rate outside 满意度指标, paying as a result, an output as a benefit."""
    for row in view.rows:
        if row.name and (remark := _judged(view, row)):
            to = _MOVE_TO.search(remark.message)
            if to and _is_empty(view.goal, to[0][2:]):
                remark = remark._replace(places=(view.at("dimensions"),))
            yield remark


_MOVE_TO = regex(r"(?:移到|放在|放到)(?:数量|质量|时效|成本|满意度|产出|效益)")


def _is_empty(goal: Goal, level: str) -> bool:
    """No indicator stands at the level where this one belongs, which is told as missing (C004) for that."""
    levels = [(one, below) for one in goal.dimensions for below in one.categories]
    return not any(level in one.name + below.name and below.indicators for one, below in levels)


def _judged(view: GoalView, row: Row) -> Remark | None:
    """What is said of a row at its place: the gravest thing."""
    head, level = head_of(row.name), level_name(row.category)
    if is_satisfaction(row.name):
        return _satisfaction_elsewhere(view, row)
    if remark := _spent_or_timed(view, row, head, level):
        return remark
    if level == "数量":
        is_share = is_rate(row.name) and (is_percent(row.unit) or not row.unit)
        return _misplaced_rate(view, row, head) if is_share else _misplaced_count(view, row, head)
    told = row.number is not None and row.unit
    advice = _stranger(row, head, level) if told else _stranger_in_words(row, head)
    return Remark(row.at("name"), advice) if advice else None


def _satisfaction_elsewhere(view: GoalView, row: Row) -> Remark | None:
    if "满意" in row.category or "满意" in row.dimension:
        return None
    to = _category(view.goal, lambda name: "满意" in name)
    return Remark(row.at("name"), "满意度要放在满意度指标下；请移过去", _to(view, row, to))


def _spent_or_timed(view: GoalView, row: Row, head: str, level: str) -> Remark | None:
    """Paying as a result, a price as an output, a time as a quality."""
    if _is_payment(head) and not _RUNNING.search(row.category + row.dimension):
        advice = "只说明花钱的进度，不是产出、效益或成本；请换成反映工作成果的指标"
        return Remark(row.at("name"), f"“{row.name}”{advice}", cause=f"这些比率{advice}")
    if row.number and _is_price(row, level):
        return Remark(row.at("name"), f"“{row.name}”说的是花多少钱，不是产出和效益；请移到成本指标")
    late = is_percent(row.unit) and _IN_TIME.search(head)
    long = row.unit in _SPANS and row.comparison in _AT_MOST and _SPAN.search(head)
    dated = row.number is None and _DATED.search(head) and days(row.target.text)
    if (level == "质量" and (late or long or dated)) or (dated and "效益" in row.dimension + level):
        what = "质量" if level == "质量" else "效益"
        to = _category(view.goal, lambda name: level_name(name) == "时效")
        return Remark(row.at("name"), f"“{row.name}”说的是时间，不是{what}；请移到时效指标", _to(view, row, to))
    return None


_PRICED = regex(r"(?:单价|均价|造价|价格|单位成本)$")
_BORNE = regex(r"负担|自[付负费]|次均|例均|个人|群众|患者|农[民户]|居民|学生|家庭|物价|收费|税|损失|债|价格|房价|收入")
"""What people pay, owe or lose, which is to be little."""


def _is_price(row: Row, level: str) -> bool:
    """What something costs, at the most, and no burden that is to become less."""
    if not is_money_unit(row.unit) or row.comparison not in (*_AT_MOST, "=") or is_lowering(row.name):
        return False
    told_otherwise = is_count(row.name) or is_rate(row.name) or _DATED.search(head_of(row.name))
    if told_otherwise or _OF_MONEY.search(row.dimension + row.category):
        return False
    if level in ("数量", "质量", "时效"):
        return row.comparison in _AT_MOST or bool(_PRICED.search(row.name))
    return row.comparison in _AT_MOST and is_cost(row.name) and not _BORNE.search(row.name)


def _is_payment(head: str) -> bool:
    return head[-1:] in _PAYMENT_ENDS and bool(_PAYMENT.search(head)) and not _EARNING.search(head)


def _stranger(row: Row, head: str, level: str) -> str:
    """Why a quantity is a stranger at its place; nothing where it may stand there."""
    harm = less_is_better(row.name, row.unit)
    if "满意" in row.category + row.dimension:
        told = _TRUST.search(head) and not (row.unit.lstrip("万") in _TIMES_UNITS and _CALLED.search(head))
        return "" if told else f"“{row.name}”不是满意度；请放到产出或效益指标下"
    if "生态" in level and "成本" not in level and _no_matter_of_nature(row, head):
        return f"“{row.name}”与生态环境无关，不是生态效益；请放到相应的二级指标下"
    if level == "时效" and (advice := _no_time(row, head, harm)):
        return advice
    if "效益" in row.dimension + level and (advice := _no_benefit(row, head, level)):
        return advice
    return "" if harm or not row.number else _stray(row, head, level)


def _stray(row: Row, head: str, level: str) -> str:
    """Why so much of something is a stranger at its place."""
    if _stray_measure(row, head, level):
        return f"“{row.name}”是数量，说的是做了多少；请移到数量指标"
    counted = is_count_unit(row.unit) or (row.unit == "种" and is_way_of_work(head))
    counted = counted or row.unit in _MADE_THINGS or (bool(_A_MEASURE.match(row.unit)) and begins_with_work(head))
    counted = counted and not is_money_unit(row.unit) and not is_lowering(head)
    return _stray_count(row, head, level) if counted else ""


_A_MEASURE = regex(r"^(?!小?时|[天日年月周级度倍分秒成折]$|分钟|工作)[\u4e00-\u9fff]{1,3}$")
"""A word by which things may be counted."""


def _no_time(row: Row, head: str, harm: str) -> str:
    """Why a rate, a sum of money or what is not to happen tells nothing of time."""
    if harm == "count" and is_count_unit(row.unit) and not _PROMPT.search(head):
        return f"“{row.name}”说的是不该发生的事，不说明时效；请移到质量或效益指标，时效写完成时间、及时率"
    if is_percent(row.unit) and is_rate(row.name) and not (_PROMPT.search(head) or _SAYS_WHEN.search(head)):
        return f"“{row.name}”说的是做得怎样，不说明时效；请移到质量指标，或改为完成时间、及时率"
    money = is_money_unit(row.unit) and "/" not in row.unit
    return f"“{row.name}”是金额，不说明时效；请移到效益或成本指标，时效写完成时间、及时率" if money else ""


def _stranger_in_words(row: Row, head: str) -> str:
    """What is told in words of people alone, as what nature gains (方便群众出行)."""
    level = level_name(row.category)
    of_nature = "生态" not in level or "成本" in level or is_of_nature(head) or is_of_nature(row.target.text)
    if of_nature or row.number is not None or not (_OTHERS.search(head) or _SOCIAL.search(head)):
        return ""
    return f"“{row.name}”与生态环境无关，不是生态效益；请放到相应的二级指标下"


_SURELY_NATURE = regex(any_of(words("nature", "surely")))
_ECONOMY = regex(any_of(words("nature", "of_money")))


def _no_benefit(row: Row, head: str, level: str) -> str:
    """Why a rate among the benefits tells of none: whether the work is done, how the money is kept."""
    done = _ALL_DONE.search(head) and not _AN_AIM.search(head)
    if is_percent(row.unit) and (done or _WORK_RATE.search(head) or _DONE_IN_TIME.search(head)):
        return f"“{row.name}”说的是工作做完了没有，属于产出；效益要写这些工作带来的变化"
    if row.unit in _SPANS and _OF_WORKS.search(head):
        return f"“{row.name}”说的是工作用多少时间，属于时效；效益要写这些工作带来的变化"
    if level == "经济效益" and _SURELY_NATURE.search(head) and not _ECONOMY.search(head):
        return f"“{row.name}”说的是生态环境，不是经济效益；请移到生态效益指标"
    return f"“{row.name}”只说明钱管得怎样，不是效益；请换成工作带来的变化" if _FUNDS.search(head) else ""


def _stray_measure(row: Row, head: str, level: str) -> bool:
    """So much earth, road or pipe that was worked on, as a quality or as what the work brings people."""
    if row.unit.lstrip("千万亿") not in _MEASURED_BY:
        return False
    if level == "质量":
        return bool(_MUCH.search(head) or begins_with_work(head)) and not _GOOD.search(head)
    if level not in ("社会效益", "经济效益"):
        return False
    return is_work(head) or (bool(_LONG.search(head)) and not has_effect(head) and not is_lowering(head))


def _no_matter_of_nature(row: Row, head: str) -> bool:
    """It speaks of people, or counts things, and says no word of nature."""
    counted = is_count_unit(row.unit) and not is_money_unit(row.unit) and not is_lowering(head)
    worked = is_percent(row.unit) and _WORKED_WELL.search(head)
    strange = counted or worked or _SOCIAL.search(head) or _OTHERS.search(head)
    return bool(row.number and strange) and not is_of_nature(head)


def _is_good(head: str) -> bool:
    """It speaks of how well a thing is done; of how often, only where no rank is counted (高级职称人次)."""
    return bool(_GOOD.search(_RANKED.sub("", head) if _TIMES.search(head) else head))


_RESTORED = regex(r"(?:生态|植被|湿地|草原|岸线|生境|栖息地|土壤|地貌).*(?:修复|恢复)面积$")
"""Nature that is there again is what came of the work (矿山生态修复面积), where benefits to nature stand."""


def _stray_count(row: Row, head: str, level: str) -> str:
    """Why a number of things is a stranger at its place."""
    if level == "质量" and _is_counted(row, head) and not _is_good(head):
        return f"“{row.name}”是数量，不说明质量；请移到数量指标，或改为合格率一类的指标"
    if level == "时效" and _is_untimed(row, head):
        return f"“{row.name}”是数量，不说明时效；请移到数量指标，或改为完成时间、及时率"
    if "生态" in level and _RESTORED.search(head):
        return ""
    if "效益" in row.dimension + level and (is_work_done(head, row.unit) or _is_thing_made(row, head)):
        return f"“{row.name}”是做了多少事，属于产出；效益要写这些工作带来的变化"
    return ""


def _is_counted(row: Row, head: str) -> bool:
    return row.unit in _PLAIN_THINGS or _is_number(row, head) or begins_with_work(head)


_OFTEN = regex(r"[每月周季日年]|频|延误|逾期|超|提前|及时|按时|按期")


def _is_untimed(row: Row, head: str) -> bool:
    """So many of something, and nothing of when; how often it is done tells of time only by a span (每月巡查次数)."""
    if row.unit in _SPANS or row.unit in ("小时", "天", "日"):
        return False
    return not _PROMPT.search(head) or (not _OFTEN.search(head) and is_work_done(head, row.unit))


_BROUGHT = regex(any_of(words("work", "brought")))


def _is_thing_made(row: Row, head: str) -> bool:
    """So many books, machines or sheets were handed out or put up: what is made, and no change that it brings."""
    if (
        row.comparison in _AT_MOST
        or row.unit.lstrip("千万亿") not in _MADE_THINGS
        or less_is_better(row.name, row.unit)
    ):
        return False
    return not (has_effect(head) or _BROUGHT.search(head) or is_lowering(head))


_NUMBER_OF = regex(r"(?<![系指分倍点负岁读小参函])数$|课时$|课次$")


_ANY_THINGS = frozenset({"个", "项", "种", "类", "课时", "课次"})


def _is_number(row: Row, head: str) -> bool:
    """By its name it is a number of things, whatever they are (整治村庄数, in 个)."""
    return is_count(row.name) or (
        row.unit in ("个", "项", "种", "类", "课时", "课次") and bool(_NUMBER_OF.search(head))
    )


def _misplaced_count(view: GoalView, row: Row, head: str) -> Remark | None:
    """A time, or what is not to happen, as a number of things done."""
    if row.comparison in (*_AT_MOST, "=") and less_is_better(row.name, row.unit) == "count":
        return Remark(row.at("name"), f"“{row.name}”说的是不该发生的事，不是做了多少；请移到质量或效益指标")
    return _misplaced_time(view, row, head)


def _misplaced_time(view: GoalView, row: Row, head: str) -> Remark | None:
    """A day or a limit of time as a number of things."""
    dated = row.number is None and _DATED.search(head) and days(row.target.text)
    limited = row.comparison in _AT_MOST and row.unit in _SPANS and _SPAN.search(head)
    if not (dated or limited or (row.number is not None and less_is_better(row.name, row.unit) == "time")):
        return None
    to = _category(view.goal, lambda name: level_name(name) == "时效")
    return Remark(row.at("name"), f"“{row.name}”说的是时间，不是数量；请移到时效指标", _to(view, row, to))


def _misplaced_rate(view: GoalView, row: Row, head: str) -> Remark:
    kind = next((kind for kind in _RATES if any(word in head for word in kind.words)), _Kind((), ""))
    to = _category(view.goal, lambda name: bool(kind.level) and level_name(name) == kind.level)
    where = f"请移到{to.name}" if to else "请移到质量或时效指标"
    if kind.severity == "info":
        advice = "数量指标一般写绝对数；能写出数量的请改用数量"
        severity: Severity = "warning" if _alone_among_counts(view, row) else "info"
        return Remark(row.at("name"), advice, severity=severity, cause=advice)
    advice = f"比率不是数量；{where}，或改用绝对数"
    return Remark(row.at("name"), advice, _to(view, row, to), cause=advice)


def _alone_among_counts(view: GoalView, row: Row) -> bool:
    """The one rate where all others are numbers of things, and rates have a 二级指标 of their own."""
    mates = [one for one in view.rows if (one.dimension, one.category) == (row.dimension, row.category) and one.name]
    counts = [one for one in mates if one.number is not None and is_count_unit(one.unit.lstrip("万亿"))]
    rates = any(level_name(one.category) == "质量" and is_percent(one.unit) for one in view.rows)
    return rates and len(counts) == len(mates) - 1 >= _MATES


def _category(goal: Goal, fits: Callable[[str], bool]) -> Category | None:
    return next((entry for dimension in goal.dimensions for entry in dimension.categories if fits(entry.name)), None)


def _to(view: GoalView, row: Row, category: Category | None) -> Change | None:
    """Moves the row there; not where its old place would be left empty, which may be a fault of its own."""
    if category is None or any(one.name.strip() == row.name for one in category.indicators):
        return None
    mates = [one for one in view.rows if (one.dimension, one.category) == (row.dimension, row.category) and one.name]
    staying = [one for one in mates if one is not row and not is_rate(one.name)]
    return fixes.move(row.indicator.id, category) if staying else None
