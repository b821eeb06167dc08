"""Parts and wholes that a sentence tells in things or people: 车辆4辆，其中……2辆、其他1辆; all of it, and its share."""

from __future__ import annotations

import re
from decimal import Decimal

from models.python import regex
from models.rules.wording.arithmetic import NUMBER_PATTERN
from models.rules.wording.words import words
from models.values import plain

_WHOLE = regex(
    r"(?P<whole>\d+(?:\.\d+)?)\s*(?P<unit>辆|台套|台|套|人|名|个|批次|处|场次|场|件|户|平方米)[^。；;\d]{0,12}其中[:：,，]?(?P<parts>[^。；;]*)"
)
_COMPLETE = regex(r"其他|其它|其余")
_CLOSED = [entry.split() for entry in words("parts", "all")]
_ALL_OF_IT = regex(r"全部(?:为|是|来自|来源于)[^，。；;]*[，,]\s*占[^\d。；;]{0,12}(?P<percent>\d+(?:\.\d+)?)\s*[%％]")
_FULL = Decimal(100)


def faults_of_parts(sentence: str) -> str:
    """What is wrong with what the sentence tells as a whole and its parts; nothing where it agrees."""
    if (found := _ALL_OF_IT.search(sentence)) and Decimal(found["percent"]) != _FULL:
        return f"说“全部”，占比却写 {found['percent']}%；请核对"
    told = _WHOLE.search(sentence) if sentence.count("其中") == 1 else None
    if told is None:
        return ""
    numbers = regex(rf"(\d+(?:\.\d+)?)\s*{told['unit']}").findall(told["parts"])
    total, whole = sum(map(Decimal, numbers), Decimal(0)), Decimal(told["whole"])
    closed = any(len(kinds) == len(numbers) and all(kind in told["parts"] for kind in kinds) for kinds in _CLOSED)
    if len(numbers) < 2 or total == whole or (total < whole and not (closed or _COMPLETE.search(told["parts"]))):
        return ""
    terms, unit = " + ".join(numbers), told["unit"]
    return f"其中各项 {terms} = {plain(total)}{unit}，合计写 {plain(whole)}{unit}；请核对"


_TOTAL_TOLD = regex(r"(?:总额|总计|合计|总预算|总支出|总收入|支出|收入|预算)(?:预算|数|为|是|共|:)*$")
_LISTED = regex(
    rf"(?P<whole>{NUMBER_PATTERN})\s*万元(?:[^。;]{{0,24}}?其中[:,]?|[,:;](?:包括|包含|分别为|分为|即)?[:,]?"
    r"(?=[^,;。\d]{2,16}\d[\d.,]*\s*万元[^。]*[、,;][^,;。\d]{2,12}\d[\d.,]*\s*万元))(?P<parts>[^。]*)"
)
NAMED_WHOLE = regex(r"(?:包括|包含|分别为|分为)[:,]?$")


def list_of_parts(text: str) -> re.Match[str] | None:
    """A whole and what it consists of: behind 其中; else where words say that these are all (总额……：, 包括)."""
    found = _LISTED.search(text) if text.count("其中") < 2 else None
    if found is None or "其中" in text[found.start() : found.start("parts")]:
        return found
    all_told = NAMED_WHOLE.search(text, 0, found.start("parts")) or _TOTAL_TOLD.search(text, 0, found.start("whole"))
    return found if all_told and "其中" not in text else None
