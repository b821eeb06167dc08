"""Words that only say more than one that is listed, or are put together of listed parts."""

from __future__ import annotations

import re
from functools import cache

from importers.words.listed import listed_words, meanings

_OF_INDICATORS = "indicator."
_NOT_KIN = tuple(
    f"{_OF_INDICATORS}{field}" for field in ("name", "history", "remark", "description", "target.long_term")
)
_JOINTS = "[()/、及和与]"


def column_of_kin(bare: str) -> str | None:
    """The path of a head of a column that has a listed word at its end: 本年权重, 指标运算符号; None for others."""
    if not bare.startswith(_parts("begins", "head")):
        return None
    for begin in _parts("begins", "head"):
        path = meanings("column").get(bare.removeprefix(begin), "") if bare.startswith(begin) else ""
        if path.startswith(_OF_INDICATORS) and not path.startswith(_NOT_KIN):
            return path
    return None


def is_name_of_project(bare: str) -> bool:
    """Words for the name of what the money is for: 政策任务名称."""
    end = next((end for end in _parts("joined", "end") if bare.endswith(end)), "")
    return bool(end) and bool(_names().fullmatch(bare.removesuffix(end)))


@cache
def _names() -> re.Pattern[str]:
    names = sorted(_parts("joined", "name"), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(names)}|{_JOINTS})+")


@cache
def _parts(context: str, name: str) -> tuple[str, ...]:
    return tuple(listed_words()[context][name])
