"""Values and names that were spoilt on the way: doubled signs, a word for a number, a date as a bare number."""

from __future__ import annotations

import re
from decimal import Decimal

from models.python import regex, remembered
from models.rules.wording.kinds import PERCENT, head_of, is_rate, may_end
from models.rules.wording.words import words

_TWO_SIGNS = regex(r"^\s*(?P<sign>[≥≤=＝>＞<＜≧≦])\s*(?:[≥≤=＝>＞<＜≧≦》《〉〈»«›‹])")
_SPELLED_TOGETHER = regex(r"^\s*(?:[<>＜＞]\s*[=＝]|[=＝]\s*[<>＜＞]|[=＝]{2}(?![=＝]))")
_BRACKET_SIGN = regex(r"^\s*[》《〉〈»«›‹]\s*[=＝]?\s*(?=\d)")
_SPELLED_AS = {"<": "≤", "＜": "≤", ">": "≥", "＞": "≥", "=": "=", "＝": "="}
_BRACKETS = {"》": "≥", "〉": "≥", "»": "≥", "›": "≥", "《": "≤", "〈": "≤", "«": "≤", "‹": "≤"}
_WORD_IN_VALUE = regex(r"^\s*(?:≥|≤|>=|<=|=|＝|>|<|≧|≦)\s*[^\d\s≥≤=<>＝%％]{2,}.*?(?:[%％]|[人次个件场万元天项])?\s*$")
_SPELLED_TWICE = regex(r"^\s*(?P<sign>[<>＜＞]\s*[=＝]|[=＝]{2})\s*[≥≤=＝>＞<＜≧≦]")
_HOW_AND_NUMBER = regex(
    r"^\s*[≥≤=＝>＞<＜≧≦]\s*(?P<how>(?:有效|显著|明显|不断|持续|逐步|稳步|大幅|进一步|基本|全面|切实|较|约为)(?:提升|提高|增长|增加|下降|降低|减少|达到|完成)?|提升|提高|增长|下降|降低|减少|达到|完成)(?:至|到)?\s*\d"
)
_DOUBLE_PERCENT = regex(r"[%％]\s*[%％]\s*$")
_SERIAL_DAY = regex(r"^\s*4[3-9][,，]?\d{3}(?:\.0+)?\s*$")
_WHEN = regex(r"(?:时间|日期|时限|期限|节点)$")
_EXPONENT = regex(r"^[≥≤=＝>＞<＜\s]*\d(?:\.\d+)?[eE][+＋]?\d{1,3}\s*(?:[%％]|[\u4e00-\u9fff]{0,3})$")
_LETTER_FOR_DIGIT = regex(r"^[^\da-zA-Z]*(?:\d+[OoIl]|[OoIl]\d)[\dOoIl.]*\s*(?:[%％]|[\u4e00-\u9fff]{1,4})$")
_DIGITS = str.maketrans("OoIl", "0011")
_SIGN_AND_RANGE = regex(
    r"^\s*[≥≤>＞<＜≧≦]\s*[=＝]?\s*\d+(?:\.\d+)?\s*(?:[%％]|[\u4e00-\u9fff]{0,2})\s*[-—~～至]+\s*\d+(?:\.\d+)?\s*(?:[%％]|(?![年月日])[\u4e00-\u9fff]{0,4})$"
)
_SIGN_BEHIND = regex(r"^(?P<rest>\d[\d.,]*\s*(?:[%％‰]|[\u4e00-\u9fff/（）()]{1,8})?)\s*(?P<sign>[≥≤=＝>＞<＜])$")
_SIGN_IN_WORDS = regex(
    r"^(?:[≥>＞]\s*[=＝]?\s*\d.*(?:及?以上|以下|以内|之内)|[≤<＜]\s*[=＝]?\s*\d.*(?:及?以上|以下|以内|之内)"
    r"|(?:大于等于|小于等于|不低于|不少于|不超过|不高于|不大于|不小于|至少|最多)\s*[≥≤=＝>＞<＜].*|[=＝]{2}\d.*|＝=.*|=＝.*)$"
)
_CLOCK = regex(r"^(?:00?:00(?::00)?|1900[-/年].*|\d{1,2}:\d{2}:\d{2})$")
_TWO_POINTS = regex(r"^[≥≤=＝>＞<＜\s]*\d+\.(?:\d+\.\d*|\d*\.|(?=[%％\u4e00-\u9fff]))")
_MARK_BEHIND = regex(r"^(?P<rest>[≥≤=＝>＞<＜\s]*\d.*?)[，,；;、：:]+$")
_SIGN_AND_ABOUT = regex(
    r"^\s*[≥≤=＝>＞<＜≧≦]\s*[=＝]?\s*(?:(?:约|大约|近|大概)\s*\d|\d[\d.,]*\s*[\u4e00-\u9fff%％（）()/]{0,6}?(?:左右|上下)\s*$)"
)
_UNIT_AFTER_UNIT = regex(
    r"^(?P<rest>[^\u4e00-\u9fff]*\d[^\u4e00-\u9fff]*(?:个?工作日|天|小时|分钟|公里|万元|元|人次|场次|批次|平方米|立方米|户次))[个名位件]$"
)
_NO_WHOLE = regex(r"^[≥≤=＝>＞<＜\s]*[.．。]\d")
_BAD_PERCENT = regex(r"^(?P<rest>[≥≤=＝>＞<＜\s]*\d+(?:\.\d+)?)\s*(?:百分|百分号|[oO0]/[oO0]|℅|／|/|百分之|[%％]分)$")
_WELL_WRITTEN = regex(
    r"^[≥≤=>＞<＜]?\d+(?:\.\d+)?(?:[%％‰]|[\u4e00-\u9fff]|(?!以|左|百分)[\u4e00-\u9fff][^\W\d_a-zA-Z以左上下内待个名位件])?$"
)
"""A sign, a number and a unit of one or two characters, as most values are: nothing to look for in it."""
_BADLY_WRITTEN = (
    (_SIGN_BEHIND, "比较符号写在了数值后面", "{sign}{rest}"),
    (_SIGN_IN_WORDS, "比较符号和文字（以上、不超过）只用一个", ""),
    (_CLOCK, "是时间格式的残留，读不出是多少", ""),
    (_TWO_POINTS, "数值里的小数点写错了", ""),
    (_MARK_BEHIND, "末尾多了标点", "{rest}"),
    (_SIGN_AND_ABOUT, "写了比较符号，又写“约”“左右”", ""),
    (_UNIT_AFTER_UNIT, "单位写乱了", "{rest}"),
    (_NO_WHOLE, "小数点前面没有数", ""),
    (_BAD_PERCENT, "百分号写错了", "{rest}%"),
    (_SIGN_AND_RANGE, "比较符号和范围只能用一个", ""),
    (_EXPONENT, "是科学计数法，原来的数字已经丢失", ""),
)
"""How a number may be written badly, what is said of it, and what was meant (nothing where that is not sure)."""
_ONE = Decimal(1)


@remembered
def spoilt_value(text: str) -> tuple[str, str] | None:
    """What is wrong with a value as it is written, and the value that was meant (nothing where that is not sure)."""
    plain = text.strip()
    if not plain or _WELL_WRITTEN.match(plain):
        return None
    if (found := _TWO_SIGNS.match(plain)) and not _SPELLED_TOGETHER.match(plain):
        rest = plain[found.end() :].strip()
        percent = _DOUBLE_PERCENT.sub("%", rest)
        return "比较符号写了两遍", f"{found['sign']}{percent}" if percent[:1].isdigit() else ""
    if found := _SPELLED_TWICE.match(plain):
        rest = plain[found.end() :].strip()
        return "比较符号写了两遍", f"{_SPELLED_AS[found['sign'][0]]}{rest}" if rest[:1].isdigit() else ""
    if found := _HOW_AND_NUMBER.match(plain):
        return f"符号和数之间夹着“{found['how']}”", ""
    if found := _BRACKET_SIGN.match(plain):
        return "用书名号代替了比较符号", f"{_BRACKETS[plain[0]]}{plain[found.end() :]}"
    return _spoilt_number(plain)


def _spoilt_number(text: str) -> tuple[str, str] | None:
    """What is wrong with the number itself, or with what stands around it."""
    if _DOUBLE_PERCENT.search(text):
        return "百分号写了两遍", _DOUBLE_PERCENT.sub("%", text)
    if _LETTER_FOR_DIGIT.match(text):
        return "把数字写成了字母", text.translate(_DIGITS)
    for pattern, said, meant in _BADLY_WRITTEN:
        if found := pattern.match(text):
            return said, meant.format(**found.groupdict()).strip()
    return None


@remembered
def word_in_value(text: str) -> bool:
    """A sign or a unit around a word that is no number: ``≥有效提升%``."""
    return bool(_WORD_IN_VALUE.match(text)) and not re.search(r"[\d一二三四五六七八九十百千万两几上去]", text)


def is_serial_day(text: str) -> bool:
    """A date that came over as a spreadsheet's number of days: ``44,561``."""
    return bool(_SERIAL_DAY.match(text))


@remembered
def serial_day(name: str, text: str) -> bool:
    """The same as the value of a time."""
    return is_serial_day(text) and bool(_WHEN.search(head_of(name)))


def share_as_fraction(name: str, number: Decimal, unit: str) -> bool:
    """A rate of 0.96 without %, where 96% is meant."""
    return unit == "" and 0 < number < _ONE and is_rate(name)


_ADJECTIVES = (
    "合格|达标|及时|准确|覆盖|完成|知晓|满意|完好|正确|到位|达成|办结|优良|规范|按时|按期|普及|参与|整改"
    "|防治|参会|出勤|成活|接通|响应|入学|巩固|办复|采纳|录取|在线|抢修|持证|上岗|签约|建档|参保|接种|公开|公示|入住|验收|通过|处置|回复|受理|反馈"
    "|销号|核销|核查|审核|归档|转化|救治|治愈|录入|核实|兑付|投运|巡查|回访|随访|清运|收集|治理|结案|审结|执结|破案|抽检|检定|安置|履约"
    "|网办|通车|供水|回收|利用|开放|应用"
)
_WHOLE_WORDS = words("cut", "whole")
_HANGING_WORDS = (
    "并|和|及|与|的|对|为|在|等|将|使|让|或|以|向|从|由|按|被|以及|并且|进一步|各类|相关|有关|主要|我市|我县"
    "|我区|我局|全市|全县|全区"
)
_MODIFIERS = (
    "法律|法治|政治|经济|公共|基础|专业|农村|城市|基层|干部|职工|群众|居民|企业|学生|教师|上访|信访|办事"
    "|工作人|服务对|满意|生活|技术|安全生"
)
_ADJECTIVE, _HANGING, _MODIFIER = (
    re.compile(rf"(?:{listed})$") for listed in (_ADJECTIVES, _HANGING_WORDS, _MODIFIERS)
)
_HALVES = frozenset("家场批台辆班造")
_LAST = (
    _HALVES
    | frozenset("面长")
    | frozenset(word[-1] for listed in (_ADJECTIVES, _HANGING_WORDS, _MODIFIERS) for word in listed.split("|"))
)
"""How names end that may be cut off: looked at first, since most do not."""
_WHOLE_SENTENCE = regex(r"按(?:计划|时|期|要求|进度)[^，]{0,4}完成$|(?:全部|如期|提前|圆满|顺利)完成$")


def is_whole_sentence(head: str) -> bool:
    """The name says that all is done: 各项工作按计划完成."""
    return bool(_WHOLE_SENTENCE.search(head))


_NO_TIME = regex(r"(?:完成|建成|竣工|开工|完工|办结|到位|上线|投用|交付|验收|开放|启动)时$")
"""The time of what is done, without its last character."""
_HALF_WORDS = words("cut", "halves")
_NO_HALVES = words("cut", "no_halves")
_COUNTED_HALF = regex(
    r"(?P<half>[家场批台辆班])(?<!专家)(?<!国家)(?<!商家)(?<!厂家)(?<!农家)(?<!市场)(?<!现场)(?<!农场)(?<!会场)(?<!广场)(?<!平台)(?<!电台)(?<!舞台)$"
)
"""Half of 家次, 场次, 批次 at the end of a name that is counted so."""


_UNITS_OF = {"面": ("亩", "公顷", "平方公里"), "长": ("公里", "千米")}
_HALF_OF_LAND = regex(r"面$|(?<![总全延里河])长$")
"""Half of 面积 and 长度 in a name that is measured so: no road is measured by 亩."""


def _is_half(head: str, unit: str) -> bool:
    """The last word is there by its first character alone: 单位造, 检查家 counted in 家次."""
    counted = _COUNTED_HALF.search(head) if len(unit) > 1 or unit == "台" else None
    if counted and unit.startswith(counted["half"]):
        return True
    if (half := _HALF_OF_LAND.search(head)) and unit.lstrip("万") in _UNITS_OF[half[0]]:
        return True
    return head.endswith(_HALF_WORDS) and not head.endswith(_NO_HALVES)


_STARTS = regex(
    r"^(?:有效|切实|持续|不断|进一步)?(?:提高|促进|推动|增强|提升|改善|减少|降低|保障|维护|加强|优化|确保|带动|规范"
    r"|强化|推进)"
)
_WHOLE = regex(r"(?:权益|利益|需求|出行|就业|增收|稳定|和谐|发展|安全|便利|服务|诉求)$")


def cut_name(name: str, unit: str) -> bool:
    """A name that breaks off: 合格 where a rate is meant, a verb without its noun, a word that must go on."""
    if not may_end(name, _LAST):
        return False
    head = head_of(name)
    if len(head) < 4 or head[-1] not in _LAST:
        return False
    if _ADJECTIVE.search(head) and unit in PERCENT:
        return not _WHOLE_SENTENCE.search(head)
    if _NO_TIME.search(head) or _is_half(head, unit):
        return True
    if _HANGING.search(head) and not head.endswith(_WHOLE_WORDS):
        return True
    counts_people = unit.removeprefix("万") in ("人", "名", "户", "家", "人次", "户次")
    return (
        not counts_people
        and bool(_STARTS.match(head))
        and len(head) > 5
        and bool(_MODIFIER.search(head))
        and not _WHOLE.search(head)
    )
