"""Quantities that a statement promises, and the words they stand with: ``宣传形式不低于2种``, ``聘用临时人员5人``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from models.python import regex, remembered
from models.rules.wording.arithmetic import NUMBER_PATTERN, normalised
from models.rules.wording.kinds import head_of
from models.rules.wording.words import any_of, words

_UNIT = (
    r"个百分点|平方公里|平方千米|个工作日|立方米|千瓦时|百分点|万人次|平方米|工作日|万单位|万元|亿元|人次|万人|万户|户次|家次"
    r"|场次|批次|台件|台套|辆次|台次|车次|点次|站次|条次|村次|校次|企次|只次|单次|标段|车公里|吨公里|剂次|航次|架次|班次|例次|人份|件次|亩次|头次|台班|工时|机时|公顷|公里|公斤|千克|千瓦|兆瓦|千米|海里|人天|课时|学时|小时"
    r"|分钟|社区|单位|%|‰|元|人|名|位|户|家|场|批|次|件|宗|起|例|期|份|篇|条|项|个|台|套|辆|间|所|座|处|亩|米|吨|种|类|册|本"
    r"|部|张|幅|块|天|班|村|只|头|株|棵|盏|眼|站|栋|幢|页|顶|床|艘|架|枚|支|口|剂|尾|羽|门(?!户|类)|笔|趟|列|卷|盒|箱|袋"
    r"|瓶|桶|副|根|扇|轮(?!流)|节(?!约|能|水|日|点|支|省)|集(?!中|体|团|镇|聚)|组(?!织|成|建)|队(?!伍)|首(?!批|次|届|先)"
    r"|版(?!面|块|本)|斤"
)
_OF_PEOPLE = (
    r"(?<=[万亿])(?=[\u4e00-\u9fff]{0,4}"
    r"(?:居民|人口|群众|市民|村民|学生|师生|老年人|老人|妇女|儿童|职工|农民|游客|患者))"
)
"""People are counted without a word for it: 45万常住居民."""
_CHINESE_DIGITS = dict(zip("一二两三四五六七八九", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_CHINESE_TENS = {"十": 10, "百": 100, "千": 1000}
_CHINESE_UNIT = (
    "个工作日|名|人次|人|场次|场|次|期|件|份|篇|家|户|个|座|处|台|所|条|栋|辆|套|批次|部|间|公里|亩|吨|册|幅|眼|盏|株|块|张|只|天|小时|枚|棵|艘|公顷|平方米|万元"
    "|分钟|工作日|(?:(?<=十)|(?<=十[一二三四五六七八九]))(?:项|种|宗|起|门|本)"
)
_LONG_NUMERAL = (
    "[一二两三四五六七八九][十百千][一二两三四五六七八九十百千零]{0,6}(?:万[一二两三四五六七八九十百千零]{0,8})?"
    "|[一二两三四五六七八九十]{1,3}万[一二两三四五六七八九十百千零]{0,8}"
)
"""八十五万, 一百零八, 三万二千."""
_PER = (
    r"(?:\s*/\s*(?:人次|人|生|户|亩|公里|平方米|立方米|台|套|件|处|座|批次|批|场次|场|次|项|个|所|村|吨|辆|盏|期"
    r"|班|份|册|栋|年|月|天|日|学期|千人|万人))*"
)
_QUANTITY = (
    rf"(?:(?<![\d.A-Za-z第〔\[(/\-—~至])|(?<=[短高升加长低降少减缩制大增]至))(?P<number>{NUMBER_PATTERN})\s*(?P<scale>[万亿](?!元))?(?P<unit>{_UNIT}|{_OF_PEOPLE})"
    rf"(?P<per>{_PER})(?!\d(?!\d{{0,2}}周?岁)|[年月日])"
    r"|(?<![一二三四五六七八九十百千万零第每同这逐跑数几])(?=[一二两三四五六七八九十百千])"
    rf"(?!{any_of(words('numerals', 'words'))})"
    rf"(?P<chinese>[一二两三四五六七八九十百千]{{1,7}}|{_LONG_NUMERAL})(?P<counted>{_CHINESE_UNIT})"
    r"(?!性|般|致|起|线|体|人(?:心|民)|维护|确立|意识|自信|全面|月|方面|层面|大|坚决|不|必须|严禁|确保|百分|领域"
    r"|维度|环节|阶段|步骤|供水|加压|装修|污染|污水|分配|报告|灾害|扬尘|招标|创业|就业|元)"
)
EACH_UNIT = (
    "人次|人|生|户|亩|公里|千米|平方米|立方米|米|台|套|件|处|座|批次|批|场次|场|次|项|个|所|校|村|吨|辆|盏|期|班|份|册|栋|部|家|例"
    "|名|车(?!次)|艘|根|口|间|条|块|株|棵|顶|床|篇|页|剂次|剂|头|只|羽|公顷|门|幅|盘|支|张|眼|口|艘|架|组|队|节|课时|学时|标段|枚|杆|尾|盒"
)
MEAN_UNIT = "人|户|亩|吨|校|村|生|台|套|公里|床|件|场|例|座|株|站"
"""What a price may be for: 每处, 单台, 户均."""
_ANY_NUMBER = regex(r"[\d一二两三四五六七八九十百千]")
_TENTHS = regex(
    r"(?<![一二三四五六七八九十百])(?P<tens>[一二三四五六七八九])成(?P<ones>[一二三四五六七八九])?(?=(?:及)?以[上内下]|左右|[;。!?\n,、)]|$)"
)
_PER_CENT = regex(r"百分之(?P<number>[一二三四五六七八九十百]{1,5})(?![点分几多])")
_WITHIN_DAYS = regex(r"(?<![月\d.~\-—至到])(?P<days>\d{1,3}|[一二两三四五七十])个?日(?=[以之]?内)")
_HALF_HOUR = regex(r"(?<![个一两二三四五\d])半(?:个)?小时")
_CLAUSES = regex(r"[;。!?\n:]|,(?!\d{3})")
_LEAD_WORD = regex(
    r"(?:不低于|不少于|不小于|不高于|不超过|不多于|不大于|大于等于|小于等于|大于|小于|等于|高于|低于|超过|达到了?"
    r"|达成|达|控制在|(?:提高|提升|上升|增加|扩大|降低|下降|降|压减|压降|压缩|缩短|减少)[到至]"
    r"|保持在|保持|稳定在|维持在|至少|力争|争取|确保|实现|完成|约|均|为|至|到|在|是|有|≥|≤|>|<|=|\s)$"
)
_LONGEST_LEAD_WORD = 4
_TRAIL = regex(r"^(?:\s|以上|以下|以内|左右|及以上|及以下|的)+")
_BASELINE = regex(r"(?:由|从|上年的?|去年的?|往年的?|目前的?|现有|原有)$")
_DELTA = regex(r"(?:提高|提升|增加|增长|上升|下降|降低|减少|压减|压降|缩短)了?$")
_MOST_BEHIND = regex(r"^\s*(?:\([^()]{0,6}\))?(?:及|之)?(?:以内|以下|内)")
_LEAST_BEHIND = regex(r"^\s*(?:\([^()]{0,6}\))?及?以上")
_MOST_BEFORE = regex(
    r"(?:不高于|不超过|不多于|不大于|小于等于|(?<!不)小于|(?<!不)低于|控制在|(?:降|压缩|缩短|压减|减少|下降|降低)[到至]|≤|<)\s*$"
)
_LEAST_BEFORE = regex(
    r"(?:不低于|不少于|不小于|大于等于|(?<!不)大于|(?<!不)高于|至少|达到|(?:提高|提升|上升|增加|扩大)[到至]|突破|≥|>)\s*$"
)
_BOUND_ENDS = frozenset("过于多大在到至≤<低少小等高破≥> \t\n\u3000")
_BOUND_BEGINS = frozenset("(及之以内 \t\n\u3000")
"""The characters by which such words end and begin: most leads and trails have none of them there."""
_EACH_ALONE = regex(r"^(?:平均)?每(?:个|一)?[\u4e00-\u9fff]{1,2}(?:补助|补贴|奖励|资助)?$")
_WHOLE_OF_IT = regex(r"^[，,、]?(?:共计|总计|合计|累计|总?长度?|全长|总?面积|共|计|约|总)+$")
_AND_SO_MANY = frozenset("、和及")
_TOGETHER = regex(r"分别|各[占为]|依次")
_LISTS = regex(r"^(?P<things>[^\d]*?)(?:均|要|将|应|需)?(?:分别|依次)(?P<how>[^\d]{0,12})(?P<numbers>\d.*)$")
_AND = regex(r"[、和及与]|以及")
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_SAME_UNITS = {
    "名": "人",
    "日": "天",
    "千米": "公里",
    "平方千米": "平方公里",
    "千克": "公斤",
    "㎡": "平方米",
    "位": "人",
    "场次": "场",
    "个百分点": "%",
    "百分点": "%",
    "％": "%",
    "批次": "批",
    "户次": "户",
    "家次": "家",
    "幢": "栋",
    "宗": "件",
    "件次": "件",
    "台件": "台",
    "台套": "台",
    "辆次": "辆",
    "个工作日": "工作日",
}
_ENDING = regex(r"(?:占比率|数量|人数|次数|件数|场次|比率|比例|程度|情况|率|数|量|度)$")
_LONGEST_ENDING = 3


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit (人 for 名; 万 multiplied out) and the words of its clause before and after it.

    ``bound`` is ≤ or ≥ where the words say that it is the most or the least (不超过, 以上).
    """

    text: str
    number: Decimal
    unit: str
    before: str
    after: str
    delta: bool
    spelled: bool
    bound: str = ""

    @property
    def words(self) -> str:
        """The words that say what is counted: those before, or those after where nothing stands before."""
        return self.before if len(self.before) > 2 else self.after


@remembered
def quantities(
    text: str, units: frozenset[str] = frozenset(), named: frozenset[str] = frozenset()
) -> tuple[Quantity, ...]:
    """Every quantity of a text that stands for itself: no date, no baseline, none of a list told together (分别).

    ``units``: further units to look for, which the table has (``unknown_units``); ``named``: numerals in words that
    belong to a name of the table (``numerals_of``).
    """
    clauses = _CLAUSES.split(_in_digits(normalised(text)))
    pattern = _pattern(units, named)
    told = (one for clause in clauses if _ANY_NUMBER.search(clause) for one in _told_apart(clause))
    return tuple(one for clause in told for one in _in_clause(clause, pattern))


def _told_apart(clause: str) -> Iterator[str]:
    """The clause; or one for each thing of a list told together (A和B分别下降8%和5%), where each has its number."""
    if not _TOGETHER.search(clause):
        yield clause
    elif (found := _LISTS.match(clause)) and (things := _AND.split(found["things"])):
        numbers = _AND.split(found["numbers"])
        if len(things) == len(numbers) and all(map(_ANY_NUMBER.search, numbers)):
            yield from (f"{thing}{found['how']}{number}" for thing, number in zip(things, numbers, strict=True))


def _in_digits(text: str) -> str:
    """Shares and half hours told in words, in digits: 九成 and 百分之九十 are 90%."""
    plain = _HALF_HOUR.sub("0.5小时", text)
    if "日" in plain:
        plain = _WITHIN_DAYS.sub(r"\g<days>天", plain)
    if "成" in plain:
        plain = _TENTHS.sub(lambda found: f"{chinese_number(found['tens'])}{_ones(found)}%", plain)
    if "百分之" in plain:
        plain = _PER_CENT.sub(lambda found: f"{chinese_number(found['number'])}%", plain)
    return plain


def _ones(found: re.Match[str]) -> int:
    return chinese_number(found["ones"]) if found["ones"] else 0


@lru_cache(maxsize=256)
def _pattern(units: frozenset[str], named: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(units, key=len, reverse=True)
    more = "".join(f"{re.escape(unit)}(?![A-Za-z])|" if unit.isascii() else f"{unit}|" for unit in longest_first)
    pattern = _QUANTITY.replace("(?P<unit>", f"(?P<unit>{more}", 1)
    return re.compile(pattern.replace("(?P<chinese>", f"(?!{any_of(named)})(?P<chinese>", 1) if named else pattern)


_SPELLED = regex(rf"[一二两三四五六七八九十百千]{{1,7}}(?:{_CHINESE_UNIT})[\u4e00-\u9fff]{{2}}")


def has_numerals(text: str) -> bool:
    """A number told in words stands in the text, with a unit: 三场, 一次办成."""
    return _SPELLED.search(text) is not None


def numerals_of(name: str) -> list[str]:
    """The numerals in a name with what follows them (一次办成): in it they count nothing."""
    return _SPELLED.findall(name)


_HOME_MONEY = 2
"""万元 and 亿元 have two characters, 美元 and 亿美元 stand for what they are."""
_KNOWN_UNIT = regex(rf"[万亿]?(?:{_UNIT}|个?月|年)$")
_NEW_UNIT = regex(
    r"[\u4e00-\u9fff]{1,4}$|[\u4e00-\u9fff]克/[\u4e00-\u9fff]{1,3}$|[A-Za-zμ]{1,5}(?:/[A-Za-z]{1,3}3?)?$|[万亿]?(?:美|欧|港|日)元$"
)


@remembered
def unknown_unit(unit: str) -> str:
    """A unit that only this table has (叶, 拍, NTU, 美元), without 万 before it; nothing where it is a common one."""
    if _KNOWN_UNIT.match(unit) or not _NEW_UNIT.match(unit) or (unit.endswith("元") and len(unit) == _HOME_MONEY):
        return ""
    return unit.lstrip("万亿")


def _in_clause(clause: str, pattern: re.Pattern[str]) -> Iterator[Quantity]:
    start, earlier, from_there = 0, "", False
    matches = list(pattern.finditer(clause))
    for number, match in enumerate(matches):
        stop = matches[number + 1].start() if number + 1 < len(matches) else len(clause)
        lead = clause[start : match.start()].strip()
        before = _without_lead(lead)
        start = match.end()
        if _BASELINE.search(lead) or _BASELINE.search(before):  # 现有: its 有 is a word of the lead as well
            earlier, from_there = _BASELINE.sub("", before), True
            continue
        if from_there and not before:  # 疫点乡镇由9个压减到3个
            before = earlier
        elif (
            number and lead in _AND_SO_MANY and matches[number - 1]["unit"] != match["unit"]
        ):  # 研学实践30批次、6000人次
            before = earlier
        elif number and (_EACH_ALONE.match(before) or _WHOLE_OF_IT.match(lead)):  # 扶持30人每人2万元; 18条共计46公里
            before = earlier + before
        earlier, from_there = before, False
        amount, unit = _amount(match)
        behind = clause[match.end() : stop]
        delta = bool(_DELTA.search(before)) and before == lead
        bound = _bound(lead, behind)
        spelled = bool(match["chinese"])
        yield Quantity(match[0].strip(), amount, unit, before, _TRAIL.sub("", behind), delta, spelled, bound)


def _bound(lead: str, behind: str) -> str:
    """The most, the least, or neither, by the words around a number."""
    led, followed = lead[-1:] in _BOUND_ENDS, behind[:1] in _BOUND_BEGINS
    if (followed and _MOST_BEHIND.match(behind)) or (led and _MOST_BEFORE.search(lead)):
        return "≤"
    return "≥" if (followed and _LEAST_BEHIND.match(behind)) or (led and _LEAST_BEFORE.search(lead)) else ""


def _without_lead(text: str) -> str:
    """A text without the words at its end that only lead to a number: 不低于, 达到, ≥."""
    end = len(text)
    while found := _LEAD_WORD.search(text, max(0, end - _LONGEST_LEAD_WORD), end):
        end = found.start()
    return text[:end]


def _amount(match: re.Match[str]) -> tuple[Decimal, str]:
    if match["chinese"]:
        return Decimal(chinese_number(match["chinese"])), same_unit(match["counted"])
    number = Decimal(match["number"].replace(",", ""))
    number, unit = scaled(number * _SCALES.get(match["scale"] or "", Decimal(1)), match["unit"] or "人")
    return number, unit + "".join(match["per"].split())


def chinese_number(text: str) -> int:
    """The number that 十二, 二十, 一百二十, 八十五万 say."""
    if "万" in text:
        above, below = text.split("万", 1)
        return chinese_number(above) * 10_000 + chinese_number(below)
    total = digit = 0
    for char in text:
        if char in _CHINESE_TENS:
            total += (digit or 1) * _CHINESE_TENS[char]
            digit = 0
        elif char != "零":
            digit = _CHINESE_DIGITS[char]
    return total + digit


def scaled(number: Decimal, unit: str) -> tuple[Decimal, str]:
    """A number in a unit that compares: 2万人次 is 20000 人次; money stays as it is."""
    if unit[:1] in _SCALES and (not unit.endswith("元") or len(unit) > _HOME_MONEY):
        return number * _SCALES[unit[0]], same_unit(unit[1:])
    return number, same_unit(unit)


@remembered
def same_unit(unit: str) -> str:
    """One word for units that mean the same: 人 for 名 and 位; a unit written twice (处处) is told by V011."""
    if "/" in unit and "元" not in unit:
        counted, _, of = unit.partition("/")
        return f"{same_unit(counted)}/{of}"
    half = len(unit) // 2
    if half and unit[:half] == unit[half:]:
        unit = unit[:half]
    return _SAME_UNITS.get(unit, unit)


@remembered
def stem(name: str) -> str:
    """An indicator's name as a statement would say it, without 率, 数量 and the like: 网上信访占比率 → 网上信访占比."""
    head = head_of(name)
    if head.endswith("占比率"):
        return head[:-1]
    found = _ENDING.search(head, max(0, len(head) - _LONGEST_ENDING))
    return head[: found.start()] or head if found else head


def may_be_half_in(name: str, chars: Set[str]) -> bool:
    """So many of a name's characters are among some that half of its stem may be in them: a quick look."""
    head = head_of(name)
    return 2 * sum(map(chars.__contains__, head)) >= len(head) - _LONGEST_ENDING


def likeness(name_stem: str, words: str) -> float:
    """How much of a name stands, in order, in the words by a number: 1 when all of it does, in one piece."""
    if not name_stem or not words:
        return 0.0
    if name_stem in words:
        return 1.0
    near = words[-max(12, 2 * len(name_stem)) :]
    return min(0.99, LCSseq.similarity(name_stem, near) / len(name_stem))
