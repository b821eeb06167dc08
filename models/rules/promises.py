"""What a statement promises, each promise beside the indicator that measures it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from models.python import regex, remembered
from models.rules.money import FACTORS
from models.rules.unit_costs import counted_unit, price_unit
from models.rules.view import GoalView, Row
from models.rules.wording.kinds import is_lowering, is_percent, is_rate, may_exceed_hundred
from models.rules.wording.kinship import core_of, is_part_of_year, kinship, kinships, per_unit, told_apart, words_of
from models.rules.wording.promised import Absolute
from models.rules.wording.quantities import (
    EACH_UNIT,
    Quantity,
    has_numerals,
    likeness,
    numerals_of,
    quantities,
    scaled,
    stem,
    unknown_unit,
)
from models.rules.wording.spoilt import share_as_fraction
from models.rules.wording.words import any_of, one_way, words
from models.target import Target

Measure = tuple[Decimal, str]
"""A number and a unit that compare: money in 万元, people as 人."""

_YEARLY = frozenset({"年", "月", "学年", "年度"})
_YEAR = regex(r"(20\d\d)年")
_MONTHLY = regex(r"每月|按月|月[人户生]?均")
_ENOUGH, _PRICE_ENOUGH, _CLEAR, _MARGIN, _ROUGH, _HALF = 0.34, 0.2, 0.85, 0.15, 0.6, 0.5
_PRICE_ALONE = regex(
    rf"^(?:每年|每月|平均|按)*(?:每(?:个|一)?(?:{EACH_UNIT})|[户人亩生]均)(?:每[年月次天期])?"
    r"(?:只|仅|给予|补助|补贴|补偿|奖补|奖励|资助|发放|投资|标准)*$"
)
"""Nothing but a price is said (每户每年1.5万元): it is that of the one price there is."""
_PAID_AS = "费用|费|成本|造价|单价|投资|支出|补助|补贴"
_PRICE_NAMED = regex(
    rf"^(?:每年|每月|平均)*(?:每(?:个|一)?(?:{EACH_UNIT})|[户人亩生]均)(?:每[年月次天期])?"
    rf"(?P<what>[\u4e00-\u9fff]{{1,6}})(?:{_PAID_AS})$"
    rf"|^(?P<first>[\u4e00-\u9fff]{{2,8}}?)(?:{_PAID_AS})(?:标准|平均)*每(?:个|一)?(?:{EACH_UNIT})$"
)
"""A price with a word for what it is paid for (每座维护费用8万元): that of the one price whose name has the word."""
_WHOLE = 1.0
_TAIL = 2
_TELLING_UNITS = frozenset("枚台套辆座间栋张块盏艘架株棵眼顶床只头册本幅亩吨支箱篇家户村所") | {"公里"}
"""Units that tell what is counted better than 个, 件 and 人 do."""
_SPANS = frozenset({"分钟", "小时", "天", "工作日"})
"""How long it may take at the most: where text and table have one such limit each, they are of one thing."""
_SHORTEST_NAME = 3
_QUALITY = regex(rf"(?:{any_of(words('judged', 'qualities'))})$")
"""A rate with that before it is another one."""
_LONGEST_PHRASE, _CUT_NUMBER = 16, regex(r"^\d+年?")
"""Where a phrase is cut, no half of a number stands at its beginning."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A quantity that a statement promises; ``row`` the indicator that measures it, ``agrees`` by the same number."""

    quantity: Quantity
    row: Row | None
    agrees: bool
    score: float = 0.0

    @property
    def phrase(self) -> str:
        """``网上信访占比……50%``."""
        one = self.quantity
        before = _CUT_NUMBER.sub("", one.before[-_LONGEST_PHRASE:]) if len(one.before) > _LONGEST_PHRASE else one.before
        return f"{before.lstrip('、，和及')}……{one.text}" if before else f"{one.text}{one.after[:12]}"


class _Counted(NamedTuple):
    """A row with its number in a unit that compares."""

    row: Row
    number: Decimal
    unit: str


def measure_of(number: Decimal, unit: str, name: str = "") -> Measure:
    """A number with its unit as it compares: 12.6亿元 and 126000万元 are one, 元/人/年 is 元/人."""
    factor, plain = _scale(unit, name if "元" in unit else "")
    return (number if factor == 1 else number * factor), plain


@remembered
def _scale(unit: str, name: str) -> Measure:
    """What one of a unit is in the unit that compares."""
    if "元" in unit:
        price = price_unit(unit, name)
        if price is not None:
            money, counted, times, _ = price
            return FACTORS[money], f"万元/{counted}" + (f"×{times}" if times > 1 else "")
        factor = FACTORS.get(unit.removeprefix("人民币"))
        return (factor, "万元") if factor is not None else scaled(Decimal(1), unit)
    if unit == "小时":
        return Decimal(60), "分钟"
    factor, plain = scaled(Decimal(1), unit)
    return factor, counted_unit(plain) if plain != "人次" else plain


def measure_said(one: Quantity) -> Measure:
    """The same of a quantity in a text; 每项补助30万元 is a price."""
    money, *below = one.unit.split("/")
    if "元" in money and set(below) <= _YEARLY and (unit := per_unit(one)):
        number, _ = measure_of(one.number, money)
        monthly = "×12" if "月" in below or _MONTHLY.search(one.before) else ""
        return number, f"万元/{counted_unit(unit)}{monthly}"
    return measure_of(one.number, one.unit)


_EVERY = regex(r"每(?P<span>月|周|季度|年|天|日|学期)[^，。；\d]{0,6}$")


def _as_counted(one: Quantity, rows: Mapping[str, Sequence[_Counted]]) -> Measure:
    """What is told of every month (每月送教4次) or of each (每亩450公斤) as the table counts it: 次/月, 公斤/亩."""
    number, unit = measure_said(one)
    every = _EVERY.search(one.before)
    often = f"{unit}/{every['span'] if every else per_unit(one)}"
    return (number, often) if often in rows else (number, unit)


_CLAUSE_OF_NAME = regex(r"[，。；！,;]")
_ANY_DIGIT = regex(r"\d")
_SIGNED_NAME = regex(r"^(?P<name>[^\d≥≤=<>＝＞＜]{2,}?)(?P<value>[≥≤=<>＝＞＜]=?\s*\d.*)$")


def with_told(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows; of one without a value, whose name has numbers in it, what it tells (举办读书活动52场)."""
    for row in rows:
        if row.number is None and row.target.blank and _ANY_DIGIT.search(row.name):
            yield from told_in_name(row)
        else:
            yield row


def told_in_name(row: Row) -> Iterator[Row]:
    """A row for each number that stands in the name of one: its words, its sign and its value."""
    for clause in _CLAUSE_OF_NAME.split(row.name):
        if signed := _SIGNED_NAME.match(clause):
            yield row.told_as(signed["name"], Target.parse(signed["value"]))
            continue
        for one in quantities(clause):
            if one.before and not one.delta:
                yield row.told_as(one.before, Target.parse(f"{one.bound}{one.text}"))


def counted_rows(rows: Iterable[Row]) -> dict[str, list[_Counted]]:
    """The rows with a number, by the unit that compares."""
    found: dict[str, list[_Counted]] = {}
    for row in with_told(rows):
        if row.number is not None and row.name:
            number, unit = measure_of(row.number, row.unit, row.name)
            if share_as_fraction(row.name, number, unit):  # 0.96 for 96%: V017
                number, unit = number * 100, "%"
            found.setdefault(unit, []).append(_Counted(row, number, unit))
    return found


def said_in(
    text: str,
    year: int,
    units: frozenset[str] = frozenset(),
    named: frozenset[str] = frozenset(),
    *,
    later: bool = False,
) -> list[Quantity]:
    """The quantities of a text that are told of this year; ``units`` and ``named`` are those of the table.

    ``later``: of a year to come as well, which is what a long-term goal speaks of.
    """
    said = quantities(text, units, named) if text else ()
    return [one for one in said if (one.before or one.after) and _of_this_year(one, year, later=later)]


def _of_this_year(one: Quantity, year: int, *, later: bool) -> bool:
    """No other year is named right where the number stands."""
    named = _YEAR.findall(one.before)
    return not named or str(year) in named or (later and int(max(named)) > year)


def promises(said: Sequence[Quantity], rows: dict[str, list[_Counted]]) -> list[Promise]:
    """Each quantity with its indicator. First those that agree; an indicator told right is no other number's."""
    measures = [_as_counted(one, rows) for one in said]
    found: list[Promise | None] = [
        _agreeing(one, number, rows.get(unit, ())) for one, (number, unit) in zip(said, measures, strict=True)
    ]
    taken = {id(promise.row) for promise in found if promise is not None and promise.row is not None}
    unknown = Counter(unit for promise, (_, unit) in zip(found, measures, strict=True) if promise is None)
    for place, promise in enumerate(found):
        if promise is None:
            one, (_, unit) = said[place], measures[place]
            free = [row for row in rows.get(unit, ()) if id(row.row) not in taken]
            free = free if "/" in unit else _told_of_as_many(one, free)
            found[place] = _best(one, free, rows.get(unit, ()), alone=unknown[unit] == 1)
            unknown[unit] -= 1
    return [promise for promise in found if promise is not None]


def _agreeing(one: Quantity, number: Decimal, rows: Sequence[_Counted]) -> Promise | None:
    """The indicator with that number; where only the number speaks for it, none of another name may do so better."""
    same = [row for row in rows if row.number == number]
    if not same:
        return None
    scores = kinships([row.row.name for row in same], one)
    score = max(scores)
    found = same[scores.index(score)]
    if score < _ENOUGH and (
        one.unit == "%" or len(same) > 1 or max(kinships([row.row.name for row in rows], one)) >= _CLEAR
    ):
        return None
    return Promise(one, found.row, True, score)


def _best(one: Quantity, free: Sequence[_Counted], rows: Sequence[_Counted], *, alone: bool) -> Promise:
    """The indicator that is surely meant, which as a rule has another number; or none."""
    if one.delta and not any(_changing(row.row) for row in free):
        return Promise(one, None, False)
    free = [row for row in free if _costs(row.row)] if _PRICE_ALONE.match(one.before) else free
    rated = zip(kinships([row.row.name for row in free], one), [row.row for row in free], strict=True)
    scored = sorted(rated, key=_by_score) if free else []
    if not scored or not _convincing(scored, one, alone=alone and len(rows) >= len(free)):
        ended = [row for row in free if _ends_as_said(row.row.name, one)]
        if len(ended) != 1:
            return Promise(one, None, False)
        return Promise(one, ended[0].row, ended[0].number == one.number, _CLEAR)
    score, row = scored[0]
    agrees = any(known.row is row and known.number == measure_said(one)[0] for known in free)
    return Promise(one, row, agrees, score)


def _by_score(entry: tuple[float, Row]) -> float:
    return -entry[0]


def _ends_as_said(name: str, one: Quantity) -> bool:
    """The statement has left out of what it is, since that was just told (案件420件，结案率90%: 仲裁案件结案率)."""
    said = one.before
    told = one.unit == "%" and not one.delta and len(said) >= _SHORTEST_NAME and is_rate(said)
    if (
        told
        and len(said) > _TAIL + _SHORTEST_NAME
        and (name[:_TAIL], name[-_SHORTEST_NAME:])
        == (
            said[:_TAIL],
            said[-_SHORTEST_NAME:],
        )
    ):
        rest = iter(name)
        return all(char in rest for char in said)  # 孕产妇建册率, of 孕产妇早孕建册率
    return told and name.endswith(said) and not _QUALITY.search(name.removesuffix(said))


def _told_of_as_many(one: Quantity, free: list[_Counted]) -> list[_Counted]:
    """Of a number for each of many, or for a part of the year, the rows that are so as well: 每亩 and 亩均 are one."""
    apart, unit = told_apart(one), per_unit(one)
    if not apart:
        return free
    each = (apart, f"{unit}均", f"每{unit}", f"单{unit}") if unit else (apart,)
    return [row for row in free if any(word in row.row.name for word in each) or _more_than_all(one, row)]


def _more_than_all(one: Quantity, row: _Counted) -> bool:
    """What is told of a part of the year is more than the indicator has for all of it."""
    return is_part_of_year(one) and one.number > row.number and kinship(row.row.name, one) >= _CLEAR


def _changing(row: Row) -> bool:
    return is_lowering(row.name) or may_exceed_hundred(row.name)


def _convincing(scored: Sequence[tuple[float, Row]], one: Quantity, *, alone: bool) -> bool:
    """The name is surely the one meant, and no other comes near it; or it is the one that is left."""
    score, row = scored[0]
    short = len(stem(row.name)) < _SHORTEST_NAME and len(core_of(row.name)) < _SHORTEST_NAME
    if short and not one.before.endswith(row.name):
        return False
    if one.delta and not _changing(row):
        return False
    second = next((other for other, known in scored[1:] if known.name != row.name), 0.0)
    if alone and len(scored) == 1 and _one_of_its_kind(one, row):
        return True
    if score >= _CLEAR:
        return score - second >= (0.01 if score == _WHOLE else _MARGIN if second >= _CLEAR - _MARGIN else 0)
    left = alone and len(scored) == 1
    if one.unit == "%":
        return False
    enough = _PRICE_ENOUGH if "元" in one.unit else _ENOUGH
    return (score >= (enough if left else _ROUGH) and score - second >= _MARGIN) or (left and _all_in(row.name, one))


def _costs(row: Row) -> bool:
    return "成本" in row.dimension + row.category


def _all_in(name: str, one: Quantity) -> bool:
    """What stands before the number is for the most part in the name, which says more (惠及居民 in 改造惠及户数)."""
    said = words_of(one)[0]
    way = one_way(name)
    thing = _WHO_OR_WHEN.sub("", said)
    told = len(said) >= _SHORTEST_NAME and len(thing) >= _TAIL and thing[-_TAIL:] in way
    told = told or (len(said) >= _TAIL and core_of(way).endswith(said))
    return told and "元" not in one.unit and likeness(said, way) >= _HALF


_WHO_OR_WHEN = regex(r"(?:居民|群众|农户|企业|学生|老人|家庭|人员|对象|单位|后|时|起)+$")
"""For whom, or after what, which a name may leave out."""


def _one_of_its_kind(one: Quantity, row: Row) -> bool:
    """Nothing else is counted so (枚, 台), and the words at the number end as the name does; or it is a bare price."""
    if "元" in one.unit and _costs(row):
        named = _PRICE_NAMED.match(one.before)
        return bool(_PRICE_ALONE.match(one.before) or (named and mentioned(row.name, named["what"] or named["first"])))
    if one.unit in _SPANS and one.bound == "≤" and row.comparison in ("≤", "<") and not told_apart(one):
        return True
    tail = core_of(row.name)[-_TAIL:]
    return one.unit in _TELLING_UNITS and one.before.endswith(tail) and len(tail) == _TAIL


def promises_in(goal: GoalView, text: str) -> list[Promise]:
    """The quantities of a goal's text beside its indicators."""
    known = goal.kept(_none_yet)
    if text not in known:
        named = goal.kept(_numerals) if has_numerals(text) else frozenset[str]()
        later = goal.goal.period == "long_term"
        said = said_in(text, goal.form.year, goal.kept(_own_units), named, later=later)
        known[text] = promises(said, counted_rows(goal.rows)) if said else []
    return known[text]


def _own_units(goal: GoalView) -> frozenset[str]:
    return frozenset(filter(None, (unknown_unit(row.unit) for row in goal.rows if row.unit)))


def _numerals(goal: GoalView) -> frozenset[str]:
    return frozenset(one for row in goal.rows for one in numerals_of(row.name))


def _none_yet(_: GoalView) -> dict[str, list[Promise]]:
    """The promises of a goal by its texts: several rules ask for those of the statement."""
    return {}


def mentioned(name: str, words: str) -> bool:
    """The name and the words share two characters in a row."""
    return any(words[place : place + 2] in name for place in range(len(words) - 1))


# --- promises without a number ----------------------------------------------------------------------------------------

_ALMOST = Decimal(95)
_SAME_VERBS = (
    ("结案", "审结", "办结"),
    ("处置", "处理"),
    ("兑付", "兑现", "发放"),
    ("合格", "达标", "通过"),
    ("完工", "建成", "竣工"),
)


def broken_by(one: Absolute, rows: Iterable[Row]) -> Row | None:
    """The indicator that allows what the statement rules out: ≤2起 where none is to happen, ≥70% where all is done."""
    for row in rows:
        if row.number is None or not row.name:
            continue
        if one.none:
            if row.number > 0 and row.comparison not in ("≥", ">") and _about(row.name, one.words):
                return row
        elif (
            is_percent(row.unit)
            and row.comparison not in ("≤", "<")
            and row.number < _ALMOST
            and _done(row.name, one.words)
        ):
            return row
    return None


def _about(name: str, words: str) -> bool:
    """The name counts what the words rule out: it ends with the same thing, and nothing else is said of it."""
    core, thing = core_of(name), core_of(words)
    if len(core) < 2:
        return False
    return (
        (core in words and (len(core) > _SHORTEST_NAME or words.endswith(core)))
        or (len(thing) > 1 and thing in core)
        or (core[-2:] in words[-4:] and _shared(core, words) >= _ROUGH)
    )


def _shared(core: str, words: str) -> float:
    return sum(char in words for char in core) / len(core)


def _done(name: str, words: str) -> bool:
    """The rate is that of what is to be done: the verb is in its name, and so is most of the rest."""
    verbs = next((group for group in _SAME_VERBS if words[-2:] in group), (words[-2:],))
    whole = core_of(name)
    return any(
        any(verb in core for verb in verbs) and _shared(core, words + "".join(verbs)) >= _ROUGH
        for core in dict.fromkeys((whole, _VERDICT.sub("", whole)))
        if core
    )


_VERDICT = regex(r"(?<=验收)(?:一次)?(?:通过|合格)$")
