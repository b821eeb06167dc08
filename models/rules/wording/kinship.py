"""How surely the words by a number mean an indicator: by its name without verbs and words of counting."""

from __future__ import annotations

from collections.abc import Iterable
from operator import add

from rapidfuzz.distance import LCSseq

from models.python import regex, remembered
from models.rules.wording.kinds import head_of
from models.rules.wording.quantities import EACH_UNIT, MEAN_UNIT, Quantity, likeness, stem
from models.rules.wording.words import one_way

_COUNTING = regex(
    r"(?:占比率|数量|(?<![老病工军客疾盲聋商农])人数|人次|户数|家数|[户家车班台件亩剂航架例头]次|次数|件数|场次|场数|期数|批次|面积|里程|长度"
    r"|座数|个数|台数|套数|份数|册数"
    r"|篇数|页数|[间盏棵株辆栋幢支块门条笔例起宗头只羽尾张幅部班所村镇]数|(?<!学)校数|总量|总数|规模|时间|时限|标准|额度|金额|总额|比率|比例|程度|情况|时长|耗时|用时|天数|率|数|量|度|额)$"
)
_LONGEST_COUNTING = 3
_VERB = regex(
    r"^(?:全年|年度|本年|累计|新增|共|组织|举办|开展|完成|实施|购置|采购|新建|建设|改造|维修|维护|修缮|发放|印制"
    r"|编印|培训|享受|惠及|受益|安装|更新|铺设|配备|选聘|聘用|聘请|招聘|监管|保洁|养护|检查|巡查|办理|审结|处置"
    r"|救助|资助|覆盖|涉及|运行|运营|管护|布设|治理|整治|接种|校测|检测|监测|支持|扶持|补贴|清运|处置|运维|服务|升级|平均|人均)+"
)
_CONNECTING = regex(
    r"^(?:[、，,和及与]|以及|其中|全年|年内|今年|本年|计划|共|共计|总计|合计|累计|并|同时|还|另|对|为|向|将|把|在"
    r"|全部|约|近)+|(?:共计|共|约|近|达|各|的|了|不超过|控制)+$"
)
_BARE_VERBS = regex(
    r"^(?:完成|实现|达到|举办|开展|组织|办理|提供|安排|落实|推进|做好|加强|保障|确保|支持|培训|发放|服务|实施|检查"
    r"|开展了|建成|覆盖|惠及|聘用|聘请|印发|印制|编制|制作)*$"
)
_STOP = regex(r"[、，,；;。（(]|以及|并")
_EACH = regex(rf"(?:每|平均每|单)(?:个|一)?(?P<unit>{EACH_UNIT})|(?P<mean>{MEAN_UNIT})均")
_OTHER_UNIT = regex(r"^[（(][^（()）]{1,3}[）)]")
_LATER = regex(r"内|以内|之内|后|前")
_LEAST_CORE, _HEAD, _LONG_TAIL = 2, 2, 4
_WHOLE_CORE, _TOLD_BY_PART, _NEAR, _TOLD_BEHIND = 0.95, 0.9, 0.85, 0.5


@remembered
def core_of(name: str) -> str:
    """What a name counts, without verbs in front and words of counting behind: 购置显微镜数量 → 显微镜."""
    head = head_of(name)
    found = _COUNTING.search(head, max(0, len(head) - _LONGEST_COUNTING))
    bare = head[: found.start()] if found else head
    core = _VERB.sub("", bare)
    return core if len(core) >= _LEAST_CORE else bare


@remembered
def words_of(one: Quantity) -> tuple[str, str, str]:
    """The words by a number that may say what it counts: those before it, and those behind up to the next thing.

    Each thing is said in one way; the third are the words as they stand.
    """
    before = _CONNECTING.sub("", one.before)
    behind = _OTHER_UNIT.sub("", one.after)
    after = _STOP.split(_LATER.sub("", behind, count=1) if behind[:1] in "内以之后前" else behind)[0]
    return before if _BARE_VERBS.match(before) else one_way(before), one_way(after), one_way(one.words)


def kinship(name: str, one: Quantity) -> float:
    """From 0 (of something else) to 1 (the whole name stands there)."""
    return kinships((name,), one)[0]


def kinships(names: Iterable[str], one: Quantity) -> list[float]:
    """The same of several names; one that shares no two characters in a row with the words is of something else."""
    spoken = words_of(one)
    text = "\n".join(spoken)
    pairs = set(map(add, text, text[1:]))
    ways = map(one_way, names)
    return [0.0 if pairs.isdisjoint(map(add, way, way[1:])) else _kinship(way, one.unit, *spoken) for way in ways]


def _kinship(name: str, unit: str, before: str, after: str, said: str) -> float:
    score = likeness(stem(name), said)
    if score >= _WHOLE_CORE:
        return score
    core = core_of(_without_unit(name, unit))
    if score < _NEAR and core[-_HEAD:] not in f"{before}{after}":
        score = 0.0
    return max(score, _told(name, core, before, after))


def _without_unit(name: str, unit: str) -> str:
    """抽查加油机枪数 counted in 枪 is 抽查加油机; the 人 of 老人数 is part of the word."""
    return name.removesuffix(f"{unit}数" if unit != "人" and name.endswith(f"{unit}数") else unit)


def _told(name: str, core: str, before: str, after: str) -> float:
    """How surely the words before and behind the number are those of the name."""
    shortest = _LONG_TAIL if before.endswith("率") else _LONG_TAIL - 1  # 办结率 may be that of anything
    if len(before) >= shortest and (name.endswith(before) or stem(name).endswith(before)):
        return _WHOLE_CORE
    if core in before[-len(core) - 8 :] or core in after[: len(core) + 12]:
        return _WHOLE_CORE
    if len(core) > _LONG_TAIL and (_turned(core, after) or _turned(core, before)):
        return _WHOLE_CORE
    begun = len(before) >= _LEAST_CORE and not _BARE_VERBS.match(before) and name.startswith(before)
    if begun or (len(after) > _LONG_TAIL and not before and core.startswith(after)):
        return _TOLD_BY_PART
    if not before and after.startswith(core[-_HEAD:]) and len(core) > _HEAD:
        return _TOLD_BEHIND
    return _spread(core, before, after)


def _turned(core: str, words: str) -> bool:
    """Both halves of the core stand there, the last one first: 学校开展课后服务, of 课后服务学校."""
    if core[-_HEAD:] not in words or core[:_HEAD] not in words:
        return False
    return any(core[:place] in words and core[place:] in words for place in range(_HEAD, len(core) - _HEAD + 1))


def _spread(core: str, before: str, after: str) -> float:
    """How much of the core stands around the number, where its last word does."""
    around = f"{before[-16:]}{after[:16]}"
    if core[-_HEAD:] not in around:
        return 0.0
    return min(0.84, LCSseq.similarity(core, around) / len(core))


def per_unit(one: Quantity) -> str:
    """What a price of the statement is for (每人每年87元, 人均, 单处); nothing where it is no price."""
    found = _EACH.search(one.before)
    return (found["unit"] or found["mean"]) if found else ""


_APART = regex(
    r"每(?:个|一)?\S|各(?=[配设建购派聘种开办])|^[^、和及与，；。]{1,6}各$|平均|[人户生亩]均|季度|上半年|下半年|首批|第[一二三四]批"
    r"|分[两二三四]批|(?<!1[0-2])月底前|阶段"
)
"""Said of a part, or of each: not the whole. 讲座、展览各6场 is each thing's own whole, 12个乡镇各1辆 is not."""


def told_apart(one: Quantity) -> str:
    """What says that a number is for each of many (每场50人), or for a part of the year; or nothing."""
    found = None if "元" in one.unit else _APART.search(one.before)
    return found[0] if found else ""


_PART_OF_YEAR = regex(r"季度|上半年|下半年|首批|第[一二三四]批|(?<!1[0-2])月底前|阶段")


def is_part_of_year(one: Quantity) -> bool:
    """The number is told of a quarter, half a year or the first of several lots."""
    return bool(_PART_OF_YEAR.search(one.before))


__all__ = ["core_of", "is_part_of_year", "kinship", "kinships", "per_unit", "told_apart", "words_of"]
