"""Whether a quantity of a statement is a promise to do so many things, and which units may count the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.python import regex, remembered
from models.rules.wording.kinship import told_apart
from models.rules.wording.quantities import Quantity
from models.rules.wording.words import any_of, words

_NO_PROMISE = regex(
    r"^(?:方面|坚决|维护|确保|不发生|必须|百分|月|小时|工作日|重点|阶段|层面|领域|维度|环节|一批|方向|步骤|严禁"
    r"|到位|中心|机构|单位|部门|科室)"
)
_COUNTED = frozenset(
    {"人", "场", "次", "件", "份", "篇", "户", "家", "期", "批", "人次", "台", "套", "辆", "种", "项", "亩", "平方米"}
    | {"公里", "册", "部", "本", "间", "栋", "幅", "条", "所", "座", "处", "个", "班", "课时"}
    | set("块盏株棵头门床顶眼口支张枚艘架具吨米例组副页箱")
    | {"公顷", "立方米", "剂"}
)
_THINGS = frozenset(
    {
        "个",
        "项",
        "处",
        "座",
        "所",
        "家",
        "台",
        "套",
        "件",
        "部",
        "栋",
        "辆",
        "种",
        "类",
        "份",
        "册",
        "本",
        "批",
        "期",
        "班",
        "场",
        "次",
        "间",
        "条",
    }
)
_PEOPLE = frozenset({"人", "人次", "户", "人天"})
_DOING = regex(
    r"编写|撰写|创作|拍摄|制定|培育|推广|栽植|放流|引进|搭建|打造|设立|添置|租赁|审计|核查|抽查|监测|排查|化解|调解"
    r"|审结|开设|开发|研发|培训|编印|印制|印发|购置|采购|新建|建设|改造|举办|开展|发放|安装|更新|新增|种植|修缮"
    r"|维修|维护|聘用|聘请|选聘|疗休养|疗养"
    r"|招聘|制作|编制|组织|走访|慰问|检查|抽检|巡查|清运|铺设|建成|救助|资助|扶持|创建|完成|办理|配备|检测|整治"
    r"|清理|更换|配置|配发|添置|增设|增配|添购|投放|储备|征集|评选|选树|表彰|认定|扩建|翻建|加装|粉刷|硬化|亮化|疏通|清掏|清洗|消毒|防治|普查"
    r"|测绘|登记|发布|发表|出版|刊发|推送|接待|接诊|诊治|巡诊|义诊|体检|筛查|接种|随访|签约|帮扶|结对|看望|调研|督查"
    r"|督导|暗访|督办|审理|执结|起诉|抓获|破获|侦办|查处|查办|查获|收缴|追缴|回访|演出|放映|巡演|展览|展出|录制|直播"
    r"|形成|编纂|修订|修复|修补|加固|架设|敷设|埋设|施划|布设|悬挂|张贴|发送|配送|转运|派发|租用|承办|参加|孵化|申报|获得"
    r"|取得|招录|遴选|选派|轮训|演练|评审|评估|鉴定|检验|检定|抽样|采样|补植|造林|绿化|灭火|植树|收购|收储|收治"
)
_FOR_WHOM = regex(r"[为对向]|覆盖|涉及|服务|惠及|辖")
_PAID_OUT = regex(r"(?:发放|兑付|给予|提供)[^，。；]{0,8}(?:补贴|补助|津贴|救助|资助|奖励|慰问|补偿|待遇)")
_DUTY = regex(r"编制|下设|内设|现有|共有|在职|退休|离休|成立|设有|辖|总面积|总人口|常住")
_BY_WHEN = regex(r"\d+[月日][^，。；]{0,6}?前|年中|汛前|开学前|节前|入冬前")


def may_count(own: str, unit: str) -> bool:
    """Both units may count the same: 24座 may be 24处, and is not 24公里."""
    return own.partition("/")[0] == unit or may_count_things(own, unit) or {own, unit} <= _PEOPLE


def may_count_things(own: str, unit: str) -> bool:
    """Both units are words for things or times, one for another: 8场 may be 8个."""
    return own in _THINGS and unit in _THINGS


def promised(one: Quantity) -> bool:
    """A number of things to be done, not a share, a step, a duty or a figure of speech."""
    counted = one.unit in _COUNTED and not one.spelled and not one.delta and not told_apart(one)
    return counted and not _NO_PROMISE.search(one.after) and not _DUTY.search(one.before + one.after)


def to_be_done(one: Quantity) -> bool:
    """The number stands with a verb of doing (编印, 培训), not with those for whom it is done (为12个村)."""
    if _PAID_OUT.search(one.after) and one.before.endswith(("向", "为", "给")):
        return True
    return bool(_DOING.search(one.before)) and not _FOR_WHOM.search(one.before[-2:])


_LIST_GOES_ON = regex(r"^[、和及与]|其中")
_OF_A_KIND = regex(r"[类型]$")
_SHORTEST_THING = 3


def is_thing_alone(one: Quantity, *, parts: bool) -> bool:
    """What is counted stands whole before its number (迁移无主坟60座), and for nobody.

    ``parts``: the text lists parts of a whole (其中), so that what goes on a list may be one of them.
    """
    before = one.before.lstrip("、和及与")
    if len(before) < _SHORTEST_THING or one.after or _OF_A_KIND.search(before) or _FOR_WHOM.search(before):
        return False
    return not (parts and _LIST_GOES_ON.search(one.before))


_RATE = regex(r"[\u4e00-\u9fff]{3,}(?:[^效频]率|比例|占比|满意度|比重)$")
_OF_A_CHANGE = regex(r"增长|提高|提升|下降|降低|减少|增加|缩短")


def is_promised_rate(one: Quantity) -> bool:
    """A rate with its whole name (种子质量合格率达到98%), and no step of one."""
    return one.unit == "%" and not one.delta and bool(_RATE.search(one.before)) and not _OF_A_CHANGE.search(one.before)


def by_a_day(one: Quantity) -> bool:
    """It is to be done by a day within the year, which may be a part of what the year brings."""
    return bool(_BY_WHEN.search(one.before))


@dataclass(frozen=True, slots=True)
class Deed:
    """What a statement says will be made, without a number: its words, and the thing at their end.

    ``firm``: that is there or not at the end of the year (平台, 规划), and is no manner of working (机制).
    """

    text: str
    name: str
    thing: str

    @property
    def firm(self) -> bool:
        return self.thing not in _SOFTER


_DEED_CLAUSES = regex(r"[，。；、！\n,;!:：]|并(?=[\u4e00-\u9fff]{2})")
_LEAD = regex(
    r"^(?:\d+[.．])?(?:[（(]\d+[)）])?(?:(?:全面|基本|年内|全年|年底前?|按期|如期|力争|争取|确保|组织|继续|积极|推进|同时|本年度?|当年)+)?"
)
_SOFTER = frozenset(words("deeds", "softer"))
_THING = any_of((*words("deeds", "things"), *_SOFTER))
_DEED = regex(
    rf"^(?:{any_of(words('deeds', 'verbs'))})+(?P<name>[\u4e00-\u9fff（）()“”]{{2,18}}?(?P<thing>{_THING}))"
    rf"(?:的)?(?:{any_of(words('deeds', 'tails'))})*(?:并?(?:投入使用|投入运行|上线运行|上线|印发实施|印发|投用|启用"
    r"|完成))?$"
)
_COUNTED_IN_WORDS = regex(r"[\d一二两三四五六七八九十百千]|若干|各类|相关|等$")


@remembered
def deeds(text: str) -> tuple[Deed, ...]:
    """The things that a text promises to make (建成信息平台, 完成规划编制) and does not count."""
    return tuple(_deeds(text))


def _deeds(text: str) -> Iterator[Deed]:
    for clause in _DEED_CLAUSES.split("".join(text.split())):
        bare = _LEAD.sub("", clause)
        found = _DEED.match(bare)
        if found and not _COUNTED_IN_WORDS.search(bare):
            yield Deed(bare, found["name"], found["thing"])


# --- promises without a number ----------------------------------------------------------------------------------------

_LEAST_TOLD = 2
_CLAUSE = regex(r"[，。；、！\n,;!]|确保|实现|做到|力争|保持")
_NONE = regex(
    r"^(?P<what>[^，。；]{2,24}?)(?:保持|实现|控制)?(?:为|在)?(?:零(?:发生|报告|病例|感染|新增|登记|出现)|(?:动态|全部)?清零|归零|为零|为0(?!\.)|零(?:起|件|例|次|宗|人)?$)"
)
_NONE_FIRST = regex(
    rf"(?:零(?P<noun>{any_of(words('none', 'nouns'))})"
    r"|(?:不发生|未发生|杜绝)(?P<whole>[^，。；、”“]{2,20})|无(?P<what>[^，。；、]{2,16}?(?:事故|事件"
    r"|案件|投诉|上访|非访|问题"
    r"|伤亡|死亡|差错|火灾|现象))(?:发生)?)"
)
_ALL = regex(
    r"(?P<what>[^，。；、]{0,20}?)(?:均|全部|全都|件件|个个|百分之百|应\S尽\S?)(?:能够|得到|实现|已"
    r"|予以)?(?P<how>按期|按时|及时|准时|依法|如期|规范)?(?P<verb>结案|办结|审结|完成|合格|达标|验收合格|验收|整改"
    r"|到位|兑付|兑现|发放|处置|处理|回复|受理|化解|通过|入库|完工|建成|覆盖|投入使用|提交|上报|报送|公示|发布|开工"
    r"|(?:竣工|完工|交工)验收|竣工|投产|到账|落实|归档|录入|登记|更新|办理|签订|取得|获得|持有)(?P<object>(?<=[取获持][得有])[\u4e00-\u9fff]{2,6})?"
)
_ALL_AT_END = regex(
    r"(?P<what>[^，。；、]{0,20}?)(?:均|全部|全都|件件|个个|百分之百)(?:能够|得到|实现|已|予以|做到)?(?P<how>按期"
    r"|按时|及时|如期|一次性?|评定|检测|检验|抽检|鉴定|考核|评审|测试|(?:开展|进行|实行)[\u4e00-\u9fff]{2,10})?(?P<verb>[\u4e00-\u9fff]{2})$"
)
_EVERY_ONE = regex(r"^应(\S)尽\1$")
"""All there are, of what was just told: 病死畜禽无害化处理做到应收尽收."""
_COUNTABLE = regex(
    r"(?:事故|事件|案件|投诉|上访|非访|登记|伤亡|死亡|差错|违规|违纪|违法|火灾|疫情|泄密|失误|问题|现象|损毁|丢失|遗失)(?:发生)?$"
)


@dataclass(frozen=True, slots=True)
class Absolute:
    """A promise without a number: that nothing of a kind happens (``none``), or that all of a kind is done.

    ``firm``: what is not to happen can surely be counted (事故, 投诉).
    """

    text: str
    words: str
    none: bool
    firm: bool = True


def absolutes(text: str) -> Iterator[Absolute]:
    """The promises of a text that all is done, or that nothing happens."""
    if not re.search(r"零|为0|不发生|未发生|杜绝|无|均|全部|全都|件件|个个|百分之百|应", text):
        return
    before_it = ""
    for clause in filter(None, _CLAUSE.split(text)):
        said, before_it = before_it, clause
        if found := _NONE.match(clause):
            yield Absolute(clause, found["what"], none=True)
        elif (found := _NONE_FIRST.search(clause)) and not clause[found.end() : found.end() + 1].isdigit():
            before = clause[: found.start()]
            words = found["whole"] or found["what"] or f"{before}{found['noun']}"
            yield Absolute(clause, words, none=True, firm=bool(_COUNTABLE.search(words)))
        elif found := _ALL.search(clause) or _ALL_AT_END.search(clause):
            told = (
                found["what"] if len(found["what"]) >= _LEAST_TOLD else f"{said}{found['what']}"
            )  # 污泥处置，全部达标
            what = f"{told}{found.groupdict().get('object') or ''}"
            yield Absolute(clause, f"{what}{found['how'] or ''}{found['verb']}", none=False)
        elif said and _EVERY_ONE.match(clause):
            yield Absolute(f"{said}{clause}", said, none=False)
