"""Calculations in running text: ``4888.33*12*5人=29.33万元``, ``(300+200)元×12个月=6000元``.

Only what is clear is judged: numbers with their units, + × / and brackets, one number behind the equals sign. A
calculation is right when some reading of it is: 元 or 万元 left out, rounded or cut off at the last decimal printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation
from itertools import product

from models.currency import POWERS
from models.python import regex, remembered

MONEY = {unit: Decimal(10**power) for unit, power in POWERS.items()}
"""Units of money → 元."""
MONEY_PATTERN = "|".join(sorted(MONEY, key=len, reverse=True))
NUMBER_PATTERN = r"(?:\d{1,18}(?:,\d{3}){1,6}(?:\.\d{1,18})?|\d{1,18}(?:\.\d{1,18})?)"
"""No amount has more digits; without an end, a text of digits alone would be walked again from each of them."""
_SHIFTS = (Decimal(1), Decimal(10_000), Decimal("0.0001"), Decimal(1000), Decimal("0.001"))
"""A result in 元, in 万元 or in 千元, though nobody wrote so."""
_CLOSE_ENOUGH = Decimal("0.02")
"""A result without decimals is rounded when it is as near as this; else it is wrong."""
_MOST_MIXED = 4
"""In a sum of more terms than this, none or all of the terms are in 万元."""

_WORD = r"[^\W\d_xX]"
_UNIT = rf"{_WORD}*(?:\s*[/每·]{_WORD}+)*"
_TOKEN = regex(
    rf"\s*(?:(?P<number>{NUMBER_PATTERN})\s*(?P<percent>%)?\s*(?P<unit>{_UNIT})"
    rf"|(?P<close>\))\s*(?P<of>{_UNIT})"
    rf"|(?P<sign>[-+*×xX✕/÷(])\s*(?:{_WORD}{{1,12}}(?=\d))?)"
)
_RESULT = regex(
    rf"\s*(?:约为?|人民币)?\s*(?P<number>{NUMBER_PATTERN})\s*(?P<unit>{MONEY_PATTERN})?\s*(?P<next>.?)", re.DOTALL
)
_SAME_SIGN = {"×": "*", "x": "*", "X": "*", "✕": "*", "÷": "/"}
_GLUED = regex(rf"\d{_WORD}{{1,6}}\s*$")
_YEAR = regex(rf"(?:19|20)\d\d\s*年度?{_WORD}*\s*$")
_BEGIN = regex(r"(?<![\d.])[(\d]|(?<=\D[.])\d")
_LONGEST = 200
"""Characters that a calculation may have before its equals sign."""
_JOINED = frozenset("+-*×xX✕÷/~—%)")
_ABOUT = regex(r"[约近]|左右|以内|上下|不超过|以上")
_AREA = regex(r"㎡|m²|m2(?!\d)")


@dataclass(frozen=True, slots=True)
class Factor:
    """A number with its unit, or what stands in brackets with the unit behind them."""

    number: Decimal
    unit: str

    @property
    def money(self) -> Decimal | None:
        """What one of its unit is in 元; None when the unit is not money (元/人 is)."""
        return MONEY.get(re.split(r"[/每·]", self.unit, maxsplit=1)[0].strip())


@dataclass(frozen=True, slots=True)
class Close:
    """A closing bracket and the unit behind it."""

    unit: str


Token = Factor | Close | str


@dataclass(frozen=True, slots=True)
class Calculation:
    """A calculation as the text has it; ``values`` are what its left side may come to, ``unit`` that of the result."""

    text: str
    result: Decimal
    unit: str
    values: tuple[Decimal, ...]

    @property
    def right(self) -> bool:
        """Some reading of the left side gives the result, to the last decimal printed."""
        shifts = _SHIFTS[:3] if self.unit == "万元" else _SHIFTS  # who writes 万元 does not mean 千元
        return any(self._near(value * shift) for value in self.values for shift in shifts)

    @property
    def expected(self) -> Decimal:
        """The result as it should be, in the unit of the one that is there, with two decimals at most."""
        shifted = [value * shift for value in self.values for shift in _SHIFTS[:3]]
        best = min(shifted, key=lambda value: abs(value - self.result))
        rounded = best.quantize(Decimal("0.01"))
        return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded

    def _near(self, value: Decimal) -> bool:
        difference, places = abs(value - self.result), max(0, -int(self.result.as_tuple().exponent))
        if places:
            return difference < Decimal(1).scaleb(-places)
        return difference < Decimal("0.5") and difference <= abs(value) * _CLOSE_ENOUGH


@remembered
def normalised(text: str) -> str:
    """One width and one spelling of signs; a full-width comma never parts thousands."""
    return unicodedata.normalize("NFKC", _AREA.sub("平方米", text.replace("，", "；")))


def calculations(text: str) -> Iterator[Calculation]:
    """Every calculation of a text that can be read without doubt."""
    if "=" not in text and "＝" not in text:
        return
    plain = normalised(text)
    start = 0
    for match in re.finditer("=", plain):
        found = _calculation(plain, start, match.start())
        start = match.end()
        if found is not None:
            yield found


_EACH_OF = regex(
    rf"^\D{{0,20}}?(?P<many>{NUMBER_PATTERN})(?P<scale>万?)(?P<unit>[\u4e00-\u9fff]{{1,2}}?)[\u4e00-\u9fff]{{0,6}}?[;,、×]?(?:按)?(?:平均)?每(?:个|一)?(?P=unit)"
    rf"[\u4e00-\u9fff]{{0,4}}?(?P<price>{NUMBER_PATTERN})(?P<money>{MONEY_PATTERN})[。;.]?$"
)
"""So many, and what each costs: ``650人，每人200元``."""


def product_alone(text: str) -> tuple[Decimal, ...]:
    """What a text comes to that is one calculation without its result (``10次×1.5万元/次``), in plain numbers or 元;
    nothing where it says more than that, or its result."""
    plain = normalised(text).strip().rstrip("。;")
    if "=" in plain or _ABOUT.search(plain) or not any(unit in plain for unit in MONEY):
        return ()
    if each := _EACH_OF.match(plain):
        many, price = (Decimal(each[part].replace(",", "")) for part in ("many", "price"))
        return (many * (10_000 if each["scale"] else 1) * price * MONEY[each["money"]],)
    tokens, begin = _tokens_before(plain, 0, len(plain))
    alone = tokens and not any(char.isdigit() for char in plain[:begin]) and not _unclear(plain[:begin], tokens)
    return _values(tokens) if alone else ()


def _calculation(plain: str, start: int, equals: int) -> Calculation | None:
    """The calculation whose equals sign stands at ``equals``; nothing before ``start`` belongs to it."""
    result = _RESULT.match(plain, equals + 1)
    if result is None or (result["next"] and result["next"] in _JOINED - {")"}):
        return None
    tokens, begin = _tokens_before(plain, start, equals)
    around = plain[max(start, begin - 2) : result.end() + 1]
    if _unclear(plain[start:begin], tokens) or _ABOUT.search(around):
        return None
    values = _values(tokens)
    if not values:
        return None
    text = plain[begin : result.end("unit" if result["unit"] else "number")].strip()
    return Calculation(text, Decimal(result["number"].replace(",", "")), result["unit"] or "", values)


def _tokens_before(plain: str, start: int, equals: int) -> tuple[list[Token], int]:
    """The longest run of tokens that ends at the equals sign, and where it begins."""
    for match in _BEGIN.finditer(plain, max(start, equals - _LONGEST), equals):
        tokens = _tokens(plain, match.start(), equals)
        if tokens is not None:
            return tokens, match.start()
    return [], equals


def _tokens(plain: str, begin: int, end: int) -> list[Token] | None:
    """The text between as tokens; None when it is no calculation: signs and numbers must alternate."""
    tokens: list[Token] = []
    place, wants_number, depth = begin, True, 0
    while plain[place:end].strip():
        match = _TOKEN.match(plain, place, end)
        if match is None or wants_number != bool(match["number"] or match["sign"] == "("):
            return None
        if match["number"]:
            number = Decimal(match["number"].replace(",", ""))
            tokens.append(Factor(number / 100 if match["percent"] else number, match["unit"].strip()))
            wants_number = False
        elif match["close"]:
            tokens.append(Close(match["of"].strip()))
            depth -= 1
        else:
            tokens.append(_SAME_SIGN.get(match["sign"], match["sign"]))
            wants_number = True
            depth += match["sign"] == "("
        if depth < 0:
            return None
        place = match.end()
    return None if wants_number or depth else tokens


def _unclear(before: str, tokens: list[Token]) -> bool:
    """Something before the calculation belongs to it, nothing is calculated, or a minus may be a dash."""
    if not any(token in ("+", "*", "/") for token in tokens) or "-" in tokens:
        return True
    tail = before.rstrip()
    if tail and (tail[-1] in _JOINED or (tail[-1].isascii() and tail[-1].isalpha())):
        return not re.search(r"(?:^|[\s；;:：。、])\(?\d{1,2}\)$", tail)
    return bool(_GLUED.search(tail)) and not _YEAR.search(tail)


def _values(tokens: list[Token]) -> tuple[Decimal, ...]:
    """What the calculation may come to: in plain numbers, and in 元 where units say so or are left out."""
    terms = tokens.count("+") + 1
    scales = (Decimal(1), Decimal(10_000))
    mixed = product(scales, repeat=terms) if terms <= _MOST_MIXED else ((scale,) * terms for scale in scales)
    try:
        readings = [_Reader(tokens, None).value(), *(_Reader(tokens, others).value() for others in mixed)]
    except (InvalidOperation, DivisionByZero):
        return ()
    return tuple(dict.fromkeys(readings))


class _Reader:
    """Reads sums of products of well-formed tokens.

    ``others`` None: units do not count. Else all is taken in 元, and ``others`` says for each term of the outer sum
    what one of it is in 元 when no unit says so.
    """

    def __init__(self, tokens: list[Token], others: tuple[Decimal, ...] | None) -> None:
        self._tokens = tokens
        self._place = 0
        self._others = others

    def value(self) -> Decimal:
        """The whole."""
        terms = self._terms()
        if self._others is None:
            return sum((value for value, _ in terms), Decimal(0))
        return sum(
            (value * (money or other) for (value, money), other in zip(terms, self._others, strict=False)), Decimal(0)
        )

    def _next(self) -> Token | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _terms(self) -> list[tuple[Decimal, Decimal | None]]:
        terms = [self._product()]
        while self._next() == "+":
            self._place += 1
            terms.append(self._product())
        return terms

    def _sum(self) -> tuple[Decimal, Decimal | None]:
        """What stands in brackets: in 元 as soon as one of its terms is money."""
        terms = self._terms()
        if self._others is None or not any(money for _, money in terms):
            return sum((value for value, _ in terms), Decimal(0)), None
        return sum((value * (money or Decimal(1)) for value, money in terms), Decimal(0)), Decimal(1)

    def _product(self) -> tuple[Decimal, Decimal | None]:
        value, money = self._factor()
        while (sign := self._next()) in ("*", "/"):
            self._place += 1
            other, unit = self._factor()
            value = value * other if sign == "*" else value / other
            money = money or unit
        return value, money

    def _factor(self) -> tuple[Decimal, Decimal | None]:
        token = self._next()
        self._place += 1
        if isinstance(token, Factor):
            return token.number, token.money
        value, money = self._sum()
        close = self._next()
        self._place += 1
        outer = Factor(value, close.unit).money if isinstance(close, Close) else None
        return value, money or outer
