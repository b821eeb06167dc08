"""V 指标值, which way is better: the sign asks for more of what is wanted and for less of what is not."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from models.edits import Change
from models.python import regex
from models.rules import examples as ex
from models.rules import fixes
from models.rules.finding import Remark, Severity
from models.rules.promises import told_in_name
from models.rules.registry import rule
from models.rules.view import Row
from models.rules.wording.directions import (
    is_brought_much,
    is_done_much,
    is_hardly_any,
    is_span,
    is_wanted,
    less_is_better,
    more_is_better,
)
from models.rules.wording.kinds import head_of, is_cost, is_lowering, is_money_unit, is_percent, is_satisfaction

_HUNDRED = Decimal(100)
_UPWARD, _DOWNWARD = frozenset("≥>"), frozenset("≤<")
_LESS: dict[str, tuple[str, Severity]] = {
    "time": ("用时越短越好", "warning"),
    "rate": ("越低越好", "error"),
    "level": ("越低越好", "error"),
    "count": ("越少越好", "warning"),
    "kept": ("说的是花了多少，不超过为好", "warning"),
}
"""What is said of a kind of thing nobody wants more of, and how grave a wrong sign is."""


@rule(
    "V006",
    title="比较方向反了",
    severity="error",
    why="成本写“≥”等于花得越多越好，满意度写“≤”等于越不满意越好；时限、失业率、浓度、投诉量写“≥”，等于要求越差越好；"
    "成本指标下的用量、次数是付出的代价，也用“≤”。",
    basis="填报实务：成本、时限和不希望发生的用 ≤ 或 =，满意度、合格率、覆盖率用 ≥；审核人逐条核对方向",
    good=ex.row("项目总成本", "≤20万元", "经济成本指标", "成本指标"),
    bad=ex.row("项目总成本", "≥20万元", "经济成本指标", "成本指标"),
)
def polarity(row: Row) -> Iterator[Remark]:
    """Cost and what is unwanted with ≥, satisfaction and rates of good work with ≤."""
    if row.number is None:
        yield from _too_many_of_many(row)
        yield from _told_in_its_name(row)
        return
    if not row.comparison:
        return
    if row.indicator.extra:
        yield from _other_direction(row)
    if is_satisfaction(row.name):
        yield from _satisfaction_sign(row)
    elif row.comparison in _UPWARD:
        if remark := _too_much(row):
            yield remark
    elif row.comparison in _DOWNWARD and row.number > 0 and is_wanted(row.name, row.unit, row.number):
        yield Remark(row.at("target"), f"“{row.target}”：“{row.name}”越高越好，应当用 ≥", _signed(row, "≥"), "warning")
    elif row.comparison in _DOWNWARD and row.number and "数量" in row.category and is_done_much(row.name, row.unit):
        advice = f"“{row.target}”：数量指标写至少做多少，应当用 ≥ 或 =；确实要限制的，名称里写明“控制”"
        yield Remark(row.at("target"), advice, _signed(row, "≥"), "warning")
    elif row.comparison in _DOWNWARD and row.number and _is_a_gain(row):
        advice = f"“{row.target}”：效益写至少带来多少，应当用 ≥；确实要限制的，名称里写明“控制”"
        yield Remark(row.at("target"), advice, _signed(row, "≥"), "warning")


def _is_a_gain(row: Row) -> bool:
    return "效益" in row.dimension + row.category and is_brought_much(row.name, row.unit)


_OF_MANY = regex(r"^\s*[≥>＞]\s*=?\s*\d+(?:\.\d+)?\s*/\s*(?:10万|十万|万|千|1000|100000)")


def _too_many_of_many(row: Row) -> Iterator[Remark]:
    """A rate told per 100,000 (≥12/10万), which is no plain quantity."""
    text = row.target.text
    if "/" in text and _OF_MANY.match(text) and less_is_better(row.name, "%"):
        meant = fixes.set_target(row, f"≤{text.strip().lstrip('≥>＞= ')}")
        yield Remark(row.at("target"), f"“{text}”：“{row.name}”越低越好，应当用 ≤", meant)


def _told_in_its_name(row: Row) -> Iterator[Remark]:
    """The same where the layout has no column for the value, which stands in the name (图书上架时间≥15天)."""
    if row.target.blank and _ANY_SIGN.search(row.name):
        for told in told_in_name(row):
            yield from (Remark(row.at("name"), one.message, None, one.severity) for one in polarity(told))


_ANY_SIGN = regex(r"[≥≤<>]")
_SAID_DIRECTION = regex(r"^(?:(?P<more>正向|越高越好|越大越好)|反向|负向|逆向|越低越好|越小越好)")


def _other_direction(row: Row) -> Iterator[Remark]:
    """A column of the layout says which way is better, and the sign asks for the other: ≥98% with 反向指标."""
    for key, text in row.indicator.extra.items():
        found = _SAID_DIRECTION.match(text.strip())
        if found and row.comparison in (_DOWNWARD if found["more"] else _UPWARD):
            advice = f"“{row.target}”与这里写的“{text.strip()}”方向相反；请核对符号和方向"
            yield Remark(row.at(f"extra.{key}"), advice, None, "warning", (row.at("target"),))


_PRICE = regex(
    r"(?:课酬|酬金|酬劳|报酬|劳务|租[金赁]|采购|购置|印[制刷]|养护|维护|检测)[^补奖助收]{0,4}(?:标准|价|费)$"
)
"""What is paid for work or a thing, though its name calls it a standard."""


def _too_much(row: Row) -> Remark | None:
    if remark := _too_dear(row):
        return remark
    taken = "时效" in row.category and is_span(row.name, row.unit)
    if why := less_is_better(row.name, row.unit) or ("time" if taken else ""):
        words, severity = _LESS[why]
        counted = why == "count"
        if counted and "数量" in row.category:  # what is handled may be counted
            return None
        advice = "应当用 ≤，不应发生的写 =0" if counted else "应当用 ≤"
        change = None if counted else _signed(row, "≤")  # where the goal promises none at all, ≤ would be wrong too
        where = row.at("target")
        return Remark(where, f"“{row.target}”：“{row.name}”{words}，{advice}", change, severity)
    if "质量" in row.category and row.number and is_hardly_any(row.name, row.unit, row.number):
        advice = f"“{row.target}”：质量指标只要求这么低，要么“{row.name}”越低越好，应当用 ≤，要么数写错了；请核对"
        return Remark(row.at("target"), advice, None, "warning")
    return None


def _too_dear(row: Row) -> Remark | None:
    """A cost of at least so much."""
    if "成本" not in row.dimension + row.category:
        return None
    where, money = row.at("target"), is_money_unit(row.unit)
    if money and (is_cost(row.name) or _PRICE.search(row.name)):
        return Remark(where, f"“{row.target}”：成本越低越好，应当用 ≤", _signed(row, "≤"))
    if money and row.number and not (is_lowering(row.name) or _EARNED.search(row.name) or _is_paid_to_people(row)):
        advice = f"“{row.target}”：成本指标说的是花多少钱，不超过为好，应当用 ≤ 或 ="
        return Remark(where, advice, _signed(row, "≤"), "warning")
    if "成本" in row.dimension and _is_price_paid(row):
        advice = f"“{row.target}”：成本指标说的是付出的代价，越少越好，应当用 ≤；不是代价的请移到别的指标下"
        return Remark(where, advice, None, "warning")
    return None


_EARNED = regex(r"收入|产值|税收|销售|零售|成交|进出口|效益|利润|节|筹|募|拉动|带动|撬动|争取|引进|引资|招商|回收|追")
"""Money that comes in, which stands under costs by another mistake."""
_TO_PEOPLE = regex(
    r"(?:救助|抚恤|低保|保障金|养老|津贴|工资|待遇|生活)|(?:补助|补贴|奖补|补偿|资助|保障|供养)(?:金)?标准$"
)


def _is_paid_to_people(row: Row) -> bool:
    """What people are to get at the least: 人均抚恤补助标准 ≥500元/人/月."""
    found = _TO_PEOPLE.search(head_of(row.name))
    return bool(found) and ("/" in row.unit or found[0].endswith("标准"))  # type: ignore[index]


def _is_price_paid(row: Row) -> bool:
    """So much of something is used up or borne (耗电量, 停水次数), which is neither money nor a saving."""
    counted = row.name and row.unit and not (is_percent(row.unit) or is_money_unit(row.unit))
    return bool(counted) and not (is_cost(row.name) or is_lowering(row.name) or more_is_better(row.name, row.unit))


def _satisfaction_sign(row: Row) -> Iterator[Remark]:
    sign, where = row.comparison, row.at("target")
    if sign in _UPWARD or sign == "±":
        return
    advice = f"“{row.target}”：满意度越高越好，应当用 ≥"
    if sign in _DOWNWARD:
        yield Remark(where, advice, _signed(row, "≥"))
    elif row.number == _HUNDRED:
        yield Remark(where, f"“{row.target}”：满意度定为 100% 很难达到；请核对", severity="info")
    else:
        yield Remark(where, advice, _signed(row, "≥"), "warning")


def _signed(row: Row, sign: str) -> Change | None:
    """The target with another sign, when its sign stands in front of the number."""
    target = row.target
    if target.suffix or not target.comparison_text:
        return None
    settled = fixes.settled(row.name, f"{sign}{target.number_text}{target.unit_text}")
    return fixes.set_target(row, settled.text)


@rule(
    "V015",
    title="满意度定得过低",
    severity="warning",
    why="满意度只定到一半左右，等于允许一半的人不满意，起不到约束作用。",
    basis="填报实务：满意度目标一般不低于 80%，明显偏低的要说明理由",
    good=ex.row("参训人员满意度", "≥90%", "服务对象满意度指标", "满意度指标"),
    bad=ex.row("参训人员满意度", "≥50%", "服务对象满意度指标", "满意度指标"),
    when="percent",
)
def low_satisfaction(row: Row, *, least: int = 70) -> Iterator[Remark]:
    """A satisfaction rate below ``least`` per cent."""
    if row.number is None or row.comparison in _DOWNWARD or not is_satisfaction(row.name):
        return
    if is_percent(row.unit) and 1 < row.number < least:
        yield Remark(row.at("target"), f"“{row.target}”：满意度定得过低；一般不低于 80%，确有原因的请说明")
