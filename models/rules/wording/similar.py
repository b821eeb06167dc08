"""Names that mean the same thing and are not written the same: 临时人员工作经费 / 临时工作人员经费."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from models.python import regex, remembered
from models.rules.wording.kinds import head_of, plain_name

_NUMBERED = regex(r"^(?:项目\s*\d+\s*[:：、.]|\d+\s*[:：、.](?!\d)|[(（]?[一二三四五六七八九十]+[)）、.])\s*")
_MARKS = regex(r"[\s\"'“”‘’《》<>【】\[\]（）()、，,。．.·\-—_/:：;；]+")
_ENDINGS = regex(r"(?:专项)?(?:工作)?(?:经费|资金|费用|项目|支出|专项|补助|费)$")
_PREFIX = regex(r"^(?:部门专项|项目支出|专项)[-—－]")
_TELLING = regex(
    r"[0-9A-Za-z一二三四五六七八九十百甲乙丙丁上下左右前后东西南北中内外大小新旧老少男女省市县区镇乡村街京沪津渝乌汉"
    r"年季月日期批不无非未免减增首末初终高低长短城农工商公私党政军民进出收支人车路水电气暖房]"
)
_SHORTEST = 4
_LONGEST = 200  # characters; what is longer is no name, and its traces would fill the memory
_ALIKE = 60
_PAIR_LIMIT = 40


@remembered
def key_of(name: str) -> str:
    """A name as it compares: no numbering, no marks, one width. Two names with the same key are the same name."""
    return _MARKS.sub("", _PREFIX.sub("", _NUMBERED.sub("", plain_name(name))))


@remembered
def core_of(name: str) -> str:
    """The key without a bracketed note, 经费, 专项 and the like at its end."""
    key = key_of(head_of(name))
    core = _ENDINGS.sub("", key)
    return core if len(core) >= _SHORTEST else key


def moved(one: str, other: str) -> bool:
    """The same characters in another order, in names long enough for that to be no chance."""
    first, second = key_of(one), key_of(other)
    return first != second and len(first) > _SHORTEST and sorted(first) == sorted(second)


def slip(one: str, other: str) -> bool:
    """Not the same name, but surely meant to be: characters moved, one too many, one wrong, another ending.

    A character that tells one thing from another (numbers, places, 上/下, 期) is no slip.
    """
    first, second = key_of(one), key_of(other)
    if first == second or min(len(first), len(second)) < _SHORTEST:
        return False
    if moved(one, other) or core_of(one) == core_of(other):
        return True
    if max(len(first), len(second)) <= _SHORTEST or Levenshtein.distance(first, second, score_cutoff=1) > 1:
        return False
    return not any(
        _TELLING.search(first[edit.src_pos : edit.src_pos + 1] if edit.tag != "insert" else "")
        or _TELLING.search(second[edit.dest_pos : edit.dest_pos + 1] if edit.tag != "delete" else "")
        for edit in Levenshtein.editops(first, second)
    )


def _traces(name: str) -> Iterator[str]:
    """Keys that two names share whenever one is a slip of the other."""
    key = key_of(name)
    yield "".join(sorted(key))
    yield f"={core_of(name)}"
    for place in range(len(key) if len(key) <= _LONGEST else 0):
        yield f"-{key[:place]}{key[place + 1 :]}"
    yield f"-{key}"


def slips(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs (index in ``left``, index in ``right``) of names that differ by a slip, each name in one pair at most."""
    if not left or not right:
        return []
    traces: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(right):
        for trace in set(_traces(name)):
            traces[trace].append(number)
    found: list[tuple[int, int]] = []
    taken: set[int] = set()
    for number, name in enumerate(left):
        near = dict.fromkeys(other for trace in _traces(name) for other in traces.get(trace, ())[:_PAIR_LIMIT])
        match = next((other for other in near if other not in taken and slip(name, right[other])), None)
        if match is not None:
            taken.add(match)
            found.append((number, match))
    return found


def alike(one: str, other: str) -> bool:
    """The names have most of their characters in common: enough only where something else speaks for it as well."""
    return fuzz.ratio(core_of(one), core_of(other), score_cutoff=_ALIKE) > 0
