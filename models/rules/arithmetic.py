"""Calculations in running text: ``4888.33*12*5人=29.33万元``, ``(300+200)元×12个月=6000元``.

Only what is clear is judged: numbers with their units, + × / and brackets, one number behind the equals sign. A calculation
is right when some reading of it is: 元 or 万元 left out, rounded or cut off at the last decimal printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation

MONEY = {
    "元": Decimal(1),
    "百元": Decimal(100),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "万": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "千万元": Decimal(10_000_000),
    "亿元": Decimal(100_000_000),
    "亿": Decimal(100_000_000),
}
"""Units of money → 元."""
_MONEY_PATTERN = "|".join(sorted(MONEY, key=len, reverse=True))
_SHIFTS = (Decimal(1), Decimal(10_000), Decimal("0.0001"), Decimal(1000), Decimal("0.001"))
"""A result in 元, in 万元 or in 千元, though nobody wrote so."""

_UNIT = r"(?:[^\W\d_xX]|㎡|[²³])*(?:\s*[/每·](?:[^\W\d_xX]|㎡)+)*"
_NUMBER = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_TOKEN = re.compile(
    rf"\s*(?:(?P<number>{_NUMBER})\s*(?P<percent>%)?\s*(?P<unit>{_UNIT})|(?P<sign>[-+*×xX✕/÷()])\s*(?P<word>(?:每|共|按|约)?(?:[^\W\d_xX]{{0,3}}(?=\d)))?)"
)
_RESULT = re.compile(rf"\s*(?:约|约为|人民币)?\s*(?P<number>{_NUMBER})\s*(?P<unit>{_MONEY_PATTERN})?(?P<rest>\s*.?)", re.DOTALL)
_GLUED = re.compile(r"\d[^\W\d_]{1,6}\s*$")
_YEAR = re.compile(r"(?:19|20)\d\d\s*年度?[^\W\d_]*\s*$")
_SIGNS_AFTER = frozenset("+-*×xX✕÷/=~—-%")
_ABOUT = re.compile(r"[约近]|左右|以内|上下|不超过|以上")


@dataclass(frozen=True, slots=True)
class Factor:
    """A number with its unit."""

    number: Decimal
    unit: str

    @property
    def money(self) -> Decimal | None:
        """What one of its unit is in 元; None when the unit is not money (元/人 is)."""
        head = re.split(r"[/每·]", self.unit, maxsplit=1)[0].strip()
        return MONEY.get(head)


@dataclass(frozen=True, slots=True)
class Calculation:
    """A calculation as the text has it: what stands before the equals sign, the number behind it, its unit."""

    text: str
    result: Decimal
    unit: str
    values: tuple[Decimal, ...]
    end: int

    @property
    def right(self) -> bool:
        """Some reading of the left side gives the result, to the last decimal printed."""
        return any(self._near(value * shift) for value in self.values for shift in _SHIFTS)

    @property
    def expected(self) -> Decimal:
        """The result as it should be, in the unit and with the decimals of the one that is there."""
        shifted = [value * shift for value in self.values for shift in _SHIFTS[:3]]
        best = min(shifted, key=lambda value: abs(value - self.result))
        return best.quantize(Decimal(1).scaleb(-max(2, self.places)))

    @property
    def places(self) -> int:
        """Decimals of the result."""
        return max(0, -int(self.result.as_tuple().exponent))

    def _near(self, value: Decimal) -> bool:
        step = Decimal(1).scaleb(-self.places)
        return abs(value - self.result) < step if self.places else abs(value - self.result) <= step / 2


def calculations(text: str) -> Iterator[Calculation]:
    """Every calculation of a text that can be read without doubt."""
    if "=" not in text and "＝" not in text:
        return
    plain = unicodedata.normalize("NFKC", text).replace("，", ",").replace("＊", "*")
    start = 0
    for match in re.finditer("=", plain):
        found = _calculation(plain, start, match.start())
        start = match.end()
        if found is not None:
            yield found


def _calculation(plain: str, start: int, equals: int) -> Calculation | None:
    """The calculation whose equals sign stands at ``equals``; nothing before ``start`` belongs to it."""
    result = _RESULT.match(plain, equals + 1)
    if result is None or result["rest"].strip() in _SIGNS_AFTER - {""} and result["rest"].strip():
        return None
    tokens, begin = _tokens_before(plain, start, equals)
    if _unclear(plain[start:begin], tokens) or _ABOUT.search(plain[begin : result.end() + 2]):
        return None
    values = _values(tokens)
    if not values:
        return None
    number = Decimal(result["number"].replace(",", ""))
    return Calculation(plain[begin : result.end("unit") if result["unit"] else result.end("number")].strip(), number, result["unit"] or "", values, result.end())


_Token = Factor | str


def _tokens_before(plain: str, start: int, equals: int) -> tuple[list[_Token], int]:
    """The longest run of tokens that ends at the equals sign, and where it begins."""
    for match in re.finditer(r"[(\d]", plain[start:equals]):
        begin = start + match.start()
        if begin and plain[begin] != "(" and (plain[begin - 1].isdigit() or plain[begin - 1] in ".,") and begin > start:
            continue
        tokens = _tokens(plain, begin, equals)
        if tokens is not None:
            return tokens, begin
    return [], equals


def _tokens(plain: str, begin: int, end: int) -> list[_Token] | None:
    """The text between as tokens; None when some of it is no number, unit, sign or bracket."""
    tokens: list[_Token] = []
    place = begin
    while plain[place:end].strip():
        match = _TOKEN.match(plain, place, end)
        if match is None or match.end() == place:
            return None
        if match["number"]:
            number = Decimal(match["number"].replace(",", ""))
            tokens.append(Factor(number / 100 if match["percent"] else number, match["unit"].strip()))
        else:
            tokens.append({"×": "*", "x": "*", "X": "*", "✕": "*", "÷": "/"}.get(match["sign"], match["sign"]))
        place = match.end()
    return tokens


def _unclear(before: str, tokens: list[_Token]) -> bool:
    """Something before the calculation belongs to it, or a sign in it may mean two things."""
    signs = {token for token in tokens if isinstance(token, str)}
    if not signs & {"+", "*", "/"} or "-" in signs:
        return True
    tail = before.rstrip()
    if tail[-1:] in _SIGNS_AFTER or tail[-1:] == ")" or tail[-1:].isascii() and tail[-1:].isalpha():
        return bool(tail)
    return bool(_GLUED.search(tail)) and not _YEAR.search(tail)


def _values(tokens: list[_Token]) -> tuple[Decimal, ...]:
    """What the calculation may come to, in 元 where units say so and in plain numbers; empty when it cannot be read."""
    readings = []
    for money in (None, Decimal(1), Decimal(10_000)):
        try:
            readings.append(_Reader(tokens, money).value())
        except (ValueError, InvalidOperation, DivisionByZero):
            return ()
    return tuple(dict.fromkeys(readings))


class _Reader:
    """Reads sums of products. ``plain_money`` None: units do not count; else what a term without money is in 元."""

    def __init__(self, tokens: list[_Token], plain_money: Decimal | None) -> None:
        self._tokens = tokens
        self._place = 0
        self._plain_money = plain_money
        self._depth = 0

    def value(self) -> Decimal:
        """The whole. Raises ValueError when signs and numbers do not alternate."""
        total = self._sum()
        if self._place != len(self._tokens):
            raise ValueError("unread tokens")
        return total

    def _next(self) -> _Token | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _sum(self) -> Decimal:
        total = self._product()
        while self._next() == "+":
            self._place += 1
            total += self._product()
        return total

    def _product(self) -> Decimal:
        value, money = self._factor()
        while (sign := self._next()) in ("*", "/"):
            self._place += 1
            other, unit = self._factor()
            value = value * other if sign == "*" else value / other
            money = money or unit
        if self._plain_money is None:
            return value
        return value * (money or (self._plain_money if not self._depth else Decimal(1)))

    def _factor(self) -> tuple[Decimal, Decimal | None]:
        token = self._next()
        self._place += 1
        if isinstance(token, Factor):
            return token.number, token.money
        if token != "(":
            raise ValueError("a number is missing")
        self._depth += 1
        value = self._sum()
        self._depth -= 1
        if self._next() != ")":
            raise ValueError("a bracket is not closed")
        self._place += 1
        money = Decimal(1) if self._plain_money is not None and value else None
        return value, money
