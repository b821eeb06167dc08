"""What the words of a name are, by their place in it: ``resources/lexicon.toml``.

A name says at its end how it is measured (率, 次数), before that what is measured, and often at its beginning what is
done. So a word is asked for where it must stand, and one that nobody has listed is known by its characters (漏, 误).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import tomli

from models.folders import RESOURCES
from models.python import regex, remembered

FILE = RESOURCES / "lexicon.toml"


@lru_cache(maxsize=1)
def lexicon() -> dict[str, Any]:
    """The lists as they are written."""
    return tomli.loads(FILE.read_text(encoding="utf-8"))


_UNWANTED = lexicon()["unwanted"]
_MARKS, _AGAINST = frozenset(_UNWANTED["marks"]), frozenset(_UNWANTED["against"])
_BUT = frozenset(_UNWANTED["but"])
_OF_A_RATE, _OF_A_COUNT = (frozenset((*_UNWANTED["words"], *_UNWANTED[key])) for key in ("rates", "counts"))
_WORK, _SURELY_WORK = (frozenset(lexicon()["work"][key]) for key in ("verbs", "sure"))
_PAIR, _LONGEST = 2, 6
UNWANTED = (*_MARKS, *_OF_A_RATE, *_OF_A_COUNT)
"""What makes a thing unwanted: a name without any character of these holds none."""
_MEASURED = regex(
    r"(?:发生|报告|出现)?(?:率|比例|占比|数量?|[次起人处户宗例条批]数|(?<![事案文])件数|人次|频次|批次|面积|天数|时长|存量|总量|量)?$"
)
_LONGEST_MEASURE = 5
_OF = ("案件", "事件", "事故", "现象", "问题", "情况", "人员", "点位", "人数", "对象", "学生")
"""Words that say no more than what stands before them."""
_ALSO_BEHIND = 4


def _ends(text: str, listed: frozenset[str]) -> bool:
    return any(text[-length:] in listed for length in range(1, _LONGEST + 1))


@remembered
def thing_of(head: str) -> str:
    """What is measured, without the words of measuring at the end: 路面破损 of 路面破损率."""
    found = _MEASURED.search(head, max(0, len(head) - _LONGEST_MEASURE))
    return head[: found.start()] if found else head


def _has_mark(thing: str) -> bool:
    """One of the last two characters is a mark, and not as a part of a word that means something else (诊断仪)."""
    last = thing[-_PAIR - 1 :]
    pair = last[-_PAIR:]
    if len(pair) < _PAIR or pair in _BUT or pair[0] in _AGAINST or last[:-_PAIR] == "防":
        return False
    return pair[1] in _MARKS or (pair[0] in _MARKS and last[:_PAIR] not in _BUT)


@remembered
def is_unwanted_thing(thing: str, *, rate: bool = False) -> bool:
    """Nobody wants it, by the word at its end, of which there are so many; ``rate``: or so high a rate."""
    bare = next((thing[: -len(word)] for word in _OF if thing.endswith(word)), thing)
    listed = _OF_A_RATE if rate else _OF_A_COUNT
    return any(_ends(one, listed) or _has_mark(one) for one in {thing, bare})


def may_be_unwanted(head: str) -> bool:
    """One of its characters is such a mark, wherever it stands: it may be wanted or not."""
    return not _MARKS.isdisjoint(head)


def tells_unwanted(thing: str) -> bool:
    """The same of a thing that says a little more behind the word: 投诉举报来电."""
    return is_unwanted_thing(thing) or any(_ends(thing[:-more], _OF_A_COUNT) for more in range(1, _ALSO_BEHIND + 1))


_BEGINNING = regex(r"^(?:其中[:：]?|全年|年度|累计|完成|计划)+")


@remembered
def begins_with_work(head: str) -> bool:
    """It begins with a verb of doing: 浇筑防浪墙长度."""
    bare = _BEGINNING.sub("", head)
    return bare[:2] in _WORK or bare[:3] in _WORK or (bare[:1] == "新" and bare[1:3] in _WORK)


def is_surely_work(head: str) -> bool:
    """The same of a verb behind which no word tells of an effect: 查处违法建设."""
    return _BEGINNING.sub("", head)[:2] in _SURELY_WORK


@remembered
def ends_with_work(head: str) -> bool:
    """What is measured is something done: 桥梁检测, 管道清淤."""
    return thing_of(head)[-2:] in _WORK
