"""The small values a form is made of: ids, amounts of money, kinds of money."""

from __future__ import annotations

import os
import unicodedata
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from models.python import regex

MONEY_DIGITS = 18  # no public budget needs more; keeps a slip of the key from printing a page of zeros


def new_id() -> str:
    """A fresh id for a node: short, random, never reused, without a dot (a dot separates the parts of a path)."""
    return os.urandom(5).hex()


def plain(number: Decimal) -> str:
    """A Decimal as a person writes it: no exponent, the zeros that were typed kept."""
    return format(number, "f")


_TYPED_NUMBER = regex(r"[-+]?(?:[0-9]+(?:,[0-9]{3,4})*(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")


def read_decimal(text: str) -> Decimal | None:
    """The number a person typed (``1,234.50``, ``１２``, ``－3``) or a program wrote (``1E+2``), None for blank.

    Raises ValueError when it is not a plain finite number of at most 18 digits.
    """
    clean = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    if not clean:
        return None
    if not _TYPED_NUMBER.fullmatch(clean):
        raise ValueError(f"“{_short(text)}”不是数字")
    return _usable(Decimal(clean.replace(",", "")), text)


def _usable(number: Decimal, text: str) -> Decimal:
    """A finite number without exponent. Raises ValueError for one of more than 18 digits."""
    exponent = int(number.as_tuple().exponent)
    if number.adjusted() >= MONEY_DIGITS or -exponent > MONEY_DIGITS:
        raise ValueError(f"“{_short(text)}”不是可用的数字")
    return number if exponent <= 0 else Decimal(plain(number))


_KEYED = {0xFF01 + n: chr(0x21 + n) for n in range(94)} | dict.fromkeys((0x200B, 0xFEFF), "")
_KEYED |= {ord("\u3000"): " ", ord("。"): ".", ord("｡"): ".", ord("−"): "-"}
"""What an input method or a web page puts in the place of a sign on the keyboard."""
_UNIT_BEHIND = regex(r"\s*(?:万元?|%)$")
_AROUND_MARK = regex(r"\s*([.,])\s*")
_IN_GROUPS = regex(r"[-+]?\s*[0-9]{1,3}(?:\s[0-9]{3})*(?:\.[0-9]*)?|[-+]\s*[0-9.,]+")


def typed_number(text: str) -> Decimal | None:
    """The number that is meant by what a person types or pastes: ``126。50``, ``１，２００``, ``1 200``, ``15万元``.

    Raises ValueError where it is no number; of half a number nothing is taken.
    """
    clean = text.translate(_KEYED).strip()
    bare = _AROUND_MARK.sub(r"\1", _UNIT_BEHIND.sub("", clean))
    if _IN_GROUPS.fullmatch(bare):
        bare = "".join(bare.split())
    if (clean and not bare) or not bare.isascii():
        raise ValueError(f"“{_short(text)}”不是数字")
    return read_decimal(bare)


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"


def _to_decimal(value: Any) -> Any:
    if isinstance(value, float):
        raise ValueError("金额要写成带引号的文本，不能写成小数")
    if isinstance(value, Decimal) and value.is_finite():
        return _usable(value, str(value))
    return read_decimal(str(value)) if isinstance(value, str | int | Decimal) else value


Amount = Annotated[
    Decimal | None,
    BeforeValidator(_to_decimal),
    PlainSerializer(lambda value: None if value is None else plain(value), return_type=str | None, when_used="json"),
]
"""A number that may be blank; a JSON string in the file, so that no digit is lost."""


def _to_text(value: Any) -> Any:
    return plain(value) if isinstance(value, Decimal) else value


OwnText = Annotated[str, BeforeValidator(_to_text)]
"""What stands in a field that only one template has: a text, also where the template says that it is a number."""


class FundingSource(StrEnum):
    """Where money comes from (收入构成、资金来源). ``FUNDING_WORDS`` holds the words for people."""

    TOTAL = "total"  # 合计
    FISCAL = "fiscal"  # 财政拨款
    GENERAL = "general"  # 一般公共预算
    GOVERNMENT_FUND = "government_fund"  # 政府性基金预算
    STATE_CAPITAL = "state_capital"  # 国有资本经营预算
    SPECIAL_ACCOUNT = "special_account"  # 财政专户管理资金
    UNIT = "unit"  # 单位资金
    BUSINESS = "business"  # 事业收入
    OPERATING = "operating"  # 事业单位经营收入
    SUPERIOR = "superior"  # 上级资金：上级补助、上级转移支付
    AFFILIATED = "affiliated"  # 附属单位上缴收入
    CARRYOVER = "carryover"  # 上年结转结余
    OTHER = "other"  # 其他资金


class ExpenditureKind(StrEnum):
    """What money is spent on (支出构成). ``EXPENDITURE_WORDS`` holds the words for people."""

    TOTAL = "total"  # 合计
    PERSONNEL = "personnel"  # 人员类项目支出、人员经费
    OPERATION = "operation"  # 运转类项目支出、公用经费
    SPECIFIC = "specific"  # 特定目标类项目支出
    BASIC = "basic"  # 基本支出
    PROJECT = "project"  # 项目支出


class OfficialExpense(StrEnum):
    """What the state's servants spend on themselves (“三公”经费) and what is disclosed beside it."""

    TOTAL = "total"  # 合计
    ABROAD = "abroad"  # 因公出国（境）费
    VEHICLES = "vehicles"  # 公务用车购置及运行费
    VEHICLE_PURCHASE = "vehicle_purchase"  # 公务用车购置费
    VEHICLE_RUNNING = "vehicle_running"  # 公务用车运行维护费
    RECEPTION = "reception"  # 公务接待费
    MEETINGS = "meetings"  # 会议费
    TRAINING = "training"  # 培训费


FUNDING_WORDS: dict[FundingSource, str] = {
    FundingSource.TOTAL: "合计",
    FundingSource.FISCAL: "财政拨款",
    FundingSource.GENERAL: "一般公共预算",
    FundingSource.GOVERNMENT_FUND: "政府性基金预算",
    FundingSource.STATE_CAPITAL: "国有资本经营预算",
    FundingSource.SPECIAL_ACCOUNT: "财政专户管理资金",
    FundingSource.UNIT: "单位资金",
    FundingSource.BUSINESS: "事业收入",
    FundingSource.OPERATING: "事业单位经营收入",
    FundingSource.SUPERIOR: "上级资金",
    FundingSource.AFFILIATED: "附属单位上缴收入",
    FundingSource.CARRYOVER: "上年结转结余",
    FundingSource.OTHER: "其他资金",
}
EXPENDITURE_WORDS: dict[ExpenditureKind, str] = {
    ExpenditureKind.TOTAL: "合计",
    ExpenditureKind.PERSONNEL: "人员类",
    ExpenditureKind.OPERATION: "运转类",
    ExpenditureKind.SPECIFIC: "特定目标类",
    ExpenditureKind.BASIC: "基本支出",
    ExpenditureKind.PROJECT: "项目支出",
}
OFFICIAL_WORDS: dict[OfficialExpense, str] = {
    OfficialExpense.TOTAL: "合计",
    OfficialExpense.ABROAD: "因公出国（境）费",
    OfficialExpense.VEHICLES: "公务用车购置及运行费",
    OfficialExpense.VEHICLE_PURCHASE: "公务用车购置费",
    OfficialExpense.VEHICLE_RUNNING: "公务用车运行维护费",
    OfficialExpense.RECEPTION: "公务接待费",
    OfficialExpense.MEETINGS: "会议费",
    OfficialExpense.TRAINING: "培训费",
}


class Part(BaseModel):
    """Base of everything in a dossier. Unknown keys are refused, so that nothing a file holds is lost unseen."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True, defer_build=True)


class Node(Part):
    """A part with an id of its own, by which changes, findings and table cells name it."""

    id: str = Field(
        default_factory=new_id, min_length=1, pattern=r"^[^.\s]+$", description="编号，全文件不重复，不含点和空白"
    )


class MoneyLine(Part):
    """One line of a budget structure."""

    amount: Amount = Field(default=None, description="金额，以表的金额单位计（一般为万元）")
    share: Amount = Field(default=None, description="占比，%")
    history: dict[str, Amount] = Field(default_factory=dict, description="以前年度金额：年度 → 金额")
