"""Prices per unit among a goal's indicators, and the indicators that count those units: price × quantity = amount."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rapidfuzz.distance import LCSseq

from models.python import regex, remembered
from models.rules.money import FACTORS
from models.rules.view import GoalView, Row
from models.rules.wording.kinds import head_of, is_lowering
from models.rules.wording.promised import may_count_things
from models.rules.wording.quantities import EACH_UNIT, MEAN_UNIT, same_unit, scaled, stem

ROUNDING = Decimal("1.01")
"""A price times a quantity may be so many times the budget, since prices are rounded."""
_PERIODS = {"年": 1, "学年": 1, "年度": 1, "季度": 4, "季": 4, "学期": 2, "半年": 2, "月": 12}
_OPEN_PERIODS = {"天", "日", "小时", "次", "周", "期", "学时", "课时", "班"}
"""How often these come in a year an indicator must say; the price holds at least once."""
_ALIKE = {
    "生": "人",
    "学生": "人",
    "位": "人",
    "名": "人",
    "人次": "人",
    "头": "头",
    "头只": "头",
    "家次": "家",
    "台套": "台",
    "车": "辆",
}
_PER_IN_NAME = regex(
    rf"(?:平均)?(?:每|单)(?:个|一)?(?P<unit>{EACH_UNIT})|(?P<each>{MEAN_UNIT})均|单位(?P<measure>面积)"
)
_MEASURES = {"面积": "平方米", "校": "所"}
_NO_EXPENSE = regex(r"收入|增收|产值|产能|纯收益|利润|节约|节支|挽回|消费|税收|投入占|投资额")
_SPLIT = regex(r"[/／·每]|[.．](?!\d)")
_TOGETHER = regex(r"[/／]\(([^()]+)\)$")
_DAYS = frozenset({"天", "日"})
_DAY = "天"
_HOW_MANY_DAYS = regex(r"天数$")
_SURE, _APART, _PAIR = 0.3, 0.1, 2


@dataclass(frozen=True, slots=True)
class Price:
    """A row that says what one of something costs: in 万元, per which unit, how often a year (at the least).

    ``of_a_class``: only what is called so costs that.
    """

    row: Row
    amount: Decimal
    unit: str
    times: int
    clear: bool
    often: str = ""
    of_a_class: str = ""


@dataclass(frozen=True, slots=True)
class Costing:
    """A price with the row that counts its units (and ``others`` that do too), and what they come to in 万元."""

    price: Price
    count: Row
    quantity: Decimal
    days: Row | None = None
    others: tuple[Row, ...] = ()

    @property
    def amount(self) -> Decimal:
        """Price × quantity × times a year."""
        return self.price.amount * self.quantity * ((self.days and self.days.number) or self.price.times)

    @property
    def text(self) -> str:
        """``≤24万元/处 × 30处``."""
        times = f" × {self.price.times}次" if self.price.times > 1 and "月" not in self.price.row.unit else ""
        months = " × 12个月" if self.price.times == 12 and "月" in self.price.row.unit else times
        days = f" × {self.days.target.text.strip()}" if self.days else months
        counted = " + ".join(row.target.text.strip() for row in (self.count, *self.others))
        return f"{self.price.row.target.text.strip()} × {f'（{counted}）' if self.others else counted}{days}"


@remembered
def price_unit(unit: str, name: str) -> tuple[str, str, int, bool] | None:
    """What a price's unit says: (unit of money, what is counted, times a year, nothing left open), or None."""
    plain = _TOGETHER.sub(r"/\1", unit.replace("（", "(").replace("）", ")"))
    money, *below = [part.strip() for part in _SPLIT.split(plain) if part.strip()]
    if money.removeprefix("人民币") not in FACTORS:
        return None
    counted = [counted_unit(part) for part in below if part not in _PERIODS and part not in _OPEN_PERIODS]
    open_parts = [part for part in below if part in _OPEN_PERIODS]
    if not counted and len(open_parts) == 1 and open_parts[0] in ("次", "期", "班", "课时", "学时"):
        counted, open_parts = [same_unit(open_parts[0])], []
    if not counted and not below and (named := _PER_IN_NAME.search(head_of(name))):
        word = named["unit"] or named["each"] or named["measure"]
        counted = [counted_unit(_MEASURES.get(word, word))]
    if not counted and below and open_parts == below and below[0] in _DAYS:  # 元/天, of so many days
        counted, open_parts = [_DAY], []
    if len(counted) != 1:
        return None
    times = 1
    for part in below:
        times *= _PERIODS.get(part, 1)
    return money.removeprefix("人民币"), counted[0], times, not open_parts


@remembered
def counted_unit(unit: str) -> str:
    """One word for units that count the same: 人 for 生 and 人次, 台 for 台（套）."""
    bare = re.sub(r"[（(].*$", "", unit).strip()
    return _ALIKE.get(bare, same_unit(bare))


def prices_of(goal: GoalView) -> list[Price]:
    """The rows of a goal that are prices."""
    prices = [price for row in goal.rows if row.number is not None and "元" in row.unit and (price := _price(row))]
    return [replace(one, of_a_class=named) if (named := _class_of(one, goal, prices)) else one for one in prices]


def _price(row: Row) -> Price | None:
    found = price_unit(row.unit, row.name)
    if (
        found is None
        or row.number is None
        or row.number <= 0
        or (row.comparison in ("≥", ">") and "成本" not in row.dimension)
    ):
        return None
    if _NO_EXPENSE.search(row.name) or is_lowering(row.name) or "满意" in row.dimension:
        return None
    money, unit, times, clear = found
    often = "" if clear else next((part for part in _SPLIT.split(row.unit) if part in _DAYS), "")
    return Price(row, row.number * FACTORS[money], unit, times, clear, often)


def costings(goal: GoalView) -> list[Costing]:
    """Every price of a goal with the row that counts its units, where it is clear which that is."""
    prices = prices_of(goal)
    counts = list(_counts(goal)) if prices else []
    parts = _parts_told(goal) if prices else frozenset[str]()
    return [found for price in prices if (found := _costing(price, counts, _days_of(price, goal), parts))]


_PART_TOLD = regex(r"其中[^。；;，,]{0,12}?(?P<number>\d[\d.]*)")


def _parts_told(goal: GoalView) -> frozenset[str]:
    """The numbers that the statement tells as parts of others (作业8万亩，其中无人机作业5万亩)."""
    text = goal.goal.statement
    return frozenset(found["number"] for found in _PART_TOLD.finditer(text)) if "其中" in text else frozenset()


def _days_of(price: Price, goal: GoalView) -> Row | None:
    """The one indicator that says on how many days a price by the day holds: 训练天数 =150天."""
    rows = [row for row in goal.rows if row.number and row.unit in _DAYS and _HOW_MANY_DAYS.search(head_of(row.name))]
    return rows[0] if price.often and len(rows) == 1 else None


def _counts(goal: GoalView) -> Iterator[tuple[Row, Decimal, str]]:
    for row in goal.rows:
        if row.number is not None and row.unit and "满意" not in row.dimension:
            number, unit = scaled(row.number, row.unit)
            if unit not in _DAYS:
                yield row, number, counted_unit(unit)
            elif _HOW_MANY_DAYS.search(head_of(row.name)):
                yield row, number, _DAY


def _costing(
    price: Price, counts: Sequence[tuple[Row, Decimal, str]], days: Row | None, parts: frozenset[str]
) -> Costing | None:
    """The count most alike by name; among several that are alike to none of them, their sum or the smallest."""
    same = [(row, number) for row, number, unit in counts if unit == price.unit and number > 0]
    if _OF_STAFF.search(price.row.name):
        same = [(row, number) for row, number in same if _STAFF.search(row.name)]
    if price.of_a_class:
        same = [(row, number) for row, number in same if price.of_a_class in row.name]
    if not same:
        return None if _OF_STAFF.search(price.row.name) else _counted_otherwise(price, counts, days)
    outputs = [(row, number) for row, number in same if "效益" not in row.dimension]
    same = outputs or same
    alike = {name: _likeness(price.row.name, name) for name in {row.name for row, _ in same}}
    scored = sorted(((alike[row.name], -number, row, number) for row, number in same), key=lambda one: one[:2])
    if len(scored) > 1 and (together := _all_priced(price, scored)):
        first, *others = (row for _, _, row, _ in together)
        return Costing(price, first, sum((one[3] for one in together), Decimal(0)), days, tuple(others))
    best = scored[-1]
    if len(scored) > 1 and (best[0] < _SURE or best[0] - scored[-2][0] < _APART):
        wholes = [one for one in scored if one[2].target.number_text.strip() not in parts]
        _, _, row, number = _whole_of(scored) or max(wholes or scored, key=lambda one: one[1])
        return Costing(price, row, number, days)
    return Costing(price, best[2], best[3], days)


_OF_STAFF = regex(r"机关|公用经费|办公|编制|在职|人员经费|日常公用")
"""A price for each of those who work in the unit is of no one whom it serves."""
_STAFF = regex(r"机关|编制|在职|在编|职工|干部|工作人员|人员数|人员人数")


_CLASS = regex(r"[特一二三四五甲乙丙ⅠⅡⅢA-E][级类等](?!学校|医院|以上)|主干|次干|[县乡村]道")
"""Of what class a thing is that has a price of its own: 一级绿地, 县道."""


def _class_of(price: Price, goal: GoalView, prices: Sequence[Price]) -> str:
    """The class that a price is for, where others may have a price too: not all of 公园绿地 is 一级绿地."""
    named = _CLASS.search(price.row.name)
    others = any(other is not price and other.unit == price.unit for other in prices)
    return named[0] if named and (others or (goal.form.project and goal.form.project.costs)) else ""


_SURELY = 0.6


def _counted_otherwise(price: Price, counts: Sequence[tuple[Row, Decimal, str]], days: Row | None) -> Costing | None:
    """The one count of what is priced in another word for it (9万元/个, of 8场), where the names leave no doubt."""
    known = [
        (row, number)
        for row, number, unit in counts
        if number > 0 and may_count_things(unit, price.unit) and "效益" not in row.dimension
    ]
    named = [(row, number) for row, number in known if _likeness(price.row.name, row.name) >= _SURELY]
    return Costing(price, *named[0], days) if len(named) == 1 else None


_Scored = tuple[float, Decimal, Row, Decimal]


def _whole_of(scored: Sequence[_Scored]) -> _Scored | None:
    """The count that the others add up to: 初筛8000人次, 其中3500 and 4500."""
    total = sum((one[3] for one in scored), Decimal(0))
    return next((one for one in scored if len(scored) > _PAIR and one[3] * 2 == total), None)


_A_PART = regex(
    r"其中|合格|结业|毕业|就业|达标|取证|通过|满意|新增|优秀|骨干|重点|累计|女|困难|贫困|免费|在线|线上|每|月均|日均|计划|按期|及时"
)
"""What is counted so may be a part of what another indicator counts."""
_PRICED_AS = regex(r"每|单|[人户亩台场件]均|平均|(?:次|个|处|座|场|件|人|户|台|套)(?=[\u4e00-\u9fff]{2})")


def _all_priced(price: Price, scored: Sequence[_Scored]) -> Sequence[_Scored]:
    """The counts that are all of the thing priced (增雨作业60次 and 防雹作业40次, of 单次作业成本).

    None where one may be a part of another.
    """
    thing = _COSTLY.sub("", _PRICED_AS.sub("", head_of(price.row.name)))
    stems = [stem(row.name) for _, _, row, _ in scored]
    if len(thing) < _PAIR or not all(one.endswith(thing) and len(one) > len(thing) for one in stems):
        return ()
    nested = any(one != other and one in other for one in stems for other in stems)
    if len({number for _, _, _, number in scored}) == 1:  # as many of each: the same ones, looked at twice
        return ()
    return () if nested or any(_A_PART.search(one) for one in stems) or _whole_of(scored) else scored


def _likeness(price: str, count: str) -> float:
    one, other = stem(price), stem(count)
    if set(one).isdisjoint(other):
        return 0.0
    shared = (Counter(one) & Counter(other)).total()  # 店招检测 and 检测店招店牌 are of one thing
    return (LCSseq.similarity(one, other) + shared) / 2 / max(1, min(len(one), len(other)))


_OF_THE_WHOLE = regex(r"项目|主体|专项|综合|全年|年度")
"""Costs of which what is priced may be a part, whatever else they are called."""
_OF_A_WORK = regex(r"工程|建设|施工|建安|业务")
"""Costs of which it may be a part where one character is in both names."""
_GENERAL = regex(
    r"采购|购置|购买|配备|更新|改造|安装|设备|器材|物资|材料|服务|其他|等|及|和|与|的|工程|建设|施工|建安|项目|主体|专项|业务|综合|全年|年度"
)
"""What costs of many things are called by."""
_COSTLY = regex(r"(?:经费|费用|费|成本|支出|投入|资金|金额|补助|补贴|总额|控制数?)+$")


def is_apart(name: str, found: Sequence[Costing], topic: str) -> bool:
    """The cost of that name is surely none that is made up of what is priced: it speaks of another thing.

    One word in common does not tie them where it is what the whole project (``topic``) is about (反诈 in 反诈中心);
    where the cost is that of a whole work, one character does.
    """
    if _OF_THE_WHOLE.search(name):
        return False
    of_a_work = bool(_OF_A_WORK.search(name))
    said = _COSTLY.sub("", head_of(name))
    core = _GENERAL.sub("", said)
    if len(core) < _PAIR and not of_a_work:
        core = said
    size = 1 if of_a_work else _PAIR
    pieces = [core[place : place + size] for place in range(len(core) - size + 1)]
    words = [word for one in found for word in (one.price.row.name, one.count.name)]
    shared = {piece for piece in pieces if any(piece in word for word in words)}
    return bool(pieces) and (not shared or (not of_a_work and len(shared) == 1 and shared.pop() in topic))


__all__ = ["ROUNDING", "Costing", "Price", "costings", "counted_unit", "is_apart", "price_unit", "prices_of"]
