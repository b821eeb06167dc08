"""Words that only say more than one that is listed, or are put together of listed parts."""

from __future__ import annotations

import re
from functools import cache

from importers.words.built_heads import column_of_parts, field_of_parts
from importers.words.listed import either, listed_words, meanings, words

_OF_INDICATORS = "indicator."
_NOT_KIN = tuple(
    f"{_OF_INDICATORS}{field}" for field in ("name", "history", "remark", "description", "target.long_term")
)
_LONGEST_HEAD = 12  # characters of a head
_LONGEST = 14  # characters of such a label
_OF_PROJECT = "项目名称"
_JOINTS = "[()/、及和与]"


def column_of_kin(bare: str) -> str | None:
    """The path of a head of a column that has a listed word at its end (本年权重, 指标运算符号), or is put together of
    well-known ones; None for others."""
    return _behind_usual(bare) or column_of_parts(bare)


def _behind_usual(bare: str) -> str | None:
    if len(bare) > _LONGEST_HEAD or not bare.startswith(_parts("begins", "head")):
        return None
    for begin in _parts("begins", "head"):
        path = meanings("column").get(bare.removeprefix(begin), "") if bare.startswith(begin) else ""
        if path.startswith(_OF_INDICATORS) and not path.startswith(_NOT_KIN):
            return path
    return None


def change_of(bare: str) -> str:
    """``before`` or ``after`` for a word beside a value of a form that changes it (调整前); nothing for others."""
    return "before" if bare in words("before_change") else "after" if bare in words("after_change") else ""


def is_name_of_project(bare: str) -> bool:
    """Words for the name of what the money is for: 政策任务名称, 购买项目名称."""
    if bare.endswith(_OF_PROJECT) and len(bare) <= _LONGEST and bare.isalpha():
        return True
    end = next((end for end in _parts("joined", "end") if bare.endswith(end)), "")
    return bool(end) and bool(_names().fullmatch(bare.removesuffix(end)))


def field_of_kin(bare: str) -> str:
    """The field of the form that words put together of listed parts name; nothing for others."""
    return (_goal_of_kin(bare) or _amount_of_kin(bare) or field_of_parts(bare)) if len(bare) <= _LONGEST else ""


def _goal_of_kin(bare: str) -> str:
    """The statement that words put together of those for goals ask for: 政策期总目标, 目标概述; nothing for others."""
    if not any(word in bare for word in _parts("joined_goal", "goal")) or not _goals().fullmatch(bare):
        return ""
    whole = any(word in bare for word in _parts("joined_goal", "whole"))
    return "long_goal.statement" if whole else "annual_goal.statement"


def _amount_of_kin(bare: str) -> str:
    """The amount that words put together of those for money name: 计划投入资金; nothing for others."""
    if not any(word in bare for word in _parts("joined_money", "money", "alone")) or not _amounts().fullmatch(bare):
        return ""
    yearly = any(word in bare for word in _parts("joined_money", "yearly"))
    ends = [end for end in _parts("joined_money", "end", "alone") if bare.endswith(end)]
    whole = any(word in bare.removesuffix(max(ends, key=len, default="")) for word in _parts("joined_money", "whole"))
    return "total_amount" if whole and not yearly else "amount"


@cache
def _goals() -> re.Pattern[str]:
    before, goal, said = _any("goal", "whole", "yearly", "aim"), _any("goal", "goal"), _any("goal", "said")
    return re.compile(f"(?:{before})*(?:{goal})(?:{said})?")


@cache
def _amounts() -> re.Pattern[str]:
    before, money = _any("money", "yearly", "before", "use", "money", "whole"), _any("money", "money")
    return re.compile(
        f"(?:{before})+(?:(?:{money})(?:{_any('money', 'end', 'use', 'alone')})?|{_any('money', 'alone')})"
    )


def _any(context: str, *names: str) -> str:
    """One of the parts of those entries."""
    return either(_parts(f"joined_{context}", *names))


def parts_of_money() -> tuple[str, ...]:
    """Words that speak of money: 资金, 预算, 经费."""
    return _parts("joined_money", "money")


@cache
def _names() -> re.Pattern[str]:
    return re.compile(f"(?:{either(_parts('joined', 'name'))}|{_JOINTS})+")


@cache
def _parts(context: str, *names: str) -> tuple[str, ...]:
    return tuple(word for name in names for word in listed_words()[context][name])
