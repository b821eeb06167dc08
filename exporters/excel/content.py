"""Text on its way into an Excel cell: kept text, or recognised as the number it shows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from models.python import regex

MAX_CELL_CHARACTERS = 32_767  # UTF-16 units, Excel's limit for one cell
MAX_TEXT_FORMAT = 255  # some Excel versions show #### for longer text in a cell of format "@"

_NUMBER = regex(r"-?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]+))?%?")
_CONDITION = regex(r"\[(=|>=|<=)(-?[0-9.]+)\](.*)")
MOST_DECIMALS = 10  # that a number typed into a cell may have; more digits than money or a share ever has
MOST_DIGITS = 15  # of a number, that Excel keeps
GENERAL = "General"
GENERAL_DIGITS = 10  # of a whole number that the format General shows as they are
_TOO_LONG = 10**GENERAL_DIGITS
_ESCAPED_UNIT = regex(r"_(?=x[0-9A-Fa-f]{4}_)")
_SENTENCE_ENDS = "\n。；！？;!?，,"


def escaped(text: str) -> str:
    """The text with what Excel would read as an escape (``_x0041_``) protected."""
    return _ESCAPED_UNIT.sub("_x005F_", text) if "_x" in text else text


def looks_like_formula(text: str) -> bool:
    """True for text that Excel would take for a formula if a person typed it."""
    return text[:1] in ("=", "+", "-", "@")


def text_format(text: str) -> str:
    """The number format that keeps ``text`` text when its cell is edited."""
    return "@" if len(text) <= MAX_TEXT_FORMAT else GENERAL


def number_of(text: str) -> Decimal | None:
    """The number that ``text`` shows, or None where Excel cannot show it.

    Excel keeps 15 digits and knows no negative zero, so such texts stay texts.
    """
    match = _NUMBER.fullmatch(text)
    if match is None or len(match[1] or "") > MOST_DIGITS:
        return None
    value = Decimal(text.rstrip("%").replace(",", ""))
    if len(value.as_tuple().digits) > MOST_DIGITS or (value.is_zero() and text[0] == "-"):
        return None
    return value.scaleb(-2) if text[-1] == "%" else value


def common_format(texts: Sequence[str]) -> str:
    """The one format for numbers that stand in a column: all with as many decimals as the longest has on paper.

    Another number that a person types there is shown with all its digits: no format rounds. All the texts are
    percentages, or none is.
    """
    whole = "#,##0" if any("," in text for text in texts) else "0"
    percent = "%" if texts[0][-1] == "%" else ""
    most = max(map(decimals, texts))
    if most:
        return f"{whole}.{'0' * most}{'#' * (MOST_DECIMALS - most)}{percent}"
    if not percent and whole == "0":
        long = any(len(text.lstrip("-").partition(".")[0]) > GENERAL_DIGITS for text in texts)
        return f"[>={_TOO_LONG}]0;[<=-{_TOO_LONG}]-0;{GENERAL}" if long else GENERAL
    return _of_few(sorted({number_of(text) or Decimal() for text in texts}), whole, percent)


def decimals(text: str) -> int:
    """How many digits stand behind the point."""
    return len(text.rstrip("%").partition(".")[2])


def _of_few(values: Sequence[Decimal], whole: str, percent: str) -> str:
    """Whole numbers with commas or percentages: only "0.0#" shows a decimal of others, so two at most are named."""
    other = f"{whole}.0{'#' * (MOST_DECIMALS - 1)}{percent}"
    if len(values) > 2 or values[0] < 0:
        return other
    return "".join(f"[={value.normalize():f}]{whole}{percent};" for value in values) + other


def shown_as(value: Decimal, number_format: str) -> str:
    """What a cell of one of these formats shows of a number."""
    shown = next(found for part in number_format.split(";") if (found := _of_section(value, part)))
    if shown == GENERAL:
        return f"{value.normalize():f}"
    percent = "%" if shown[-1] == "%" else ""
    value = (value.scaleb(2) if percent else value).normalize()
    behind = shown.removesuffix("%").partition(".")[2]
    decimals = max(behind.count("0"), min(len(behind), -int(value.as_tuple().exponent)))
    return f"{value:{',' if ',' in shown else ''}.{decimals}f}{percent}"


def _of_section(value: Decimal, section: str) -> str:
    """The format of a section where it is meant for the number, else nothing."""
    condition = _CONDITION.fullmatch(section)
    if condition is None:
        return section
    limit = Decimal(condition[2])
    meant = {"=": value == limit, ">=": value >= limit, "<=": value <= limit}[condition[1]]
    return condition[3].lstrip("-") if meant else ""


def pieces(text: str, limit: int = MAX_CELL_CHARACTERS) -> list[str]:
    """The text cut into pieces that a cell can hold, after a sentence where one ends near. Joined they are the text."""
    found: list[str] = []
    while _units(text) > limit:
        end = _fitting(text, limit)
        better = max(text.rfind(mark, end - limit // 8, end) for mark in _SENTENCE_ENDS) + 1
        end = better or end
        found.append(text[:end])
        text = text[end:]
    return [*found, text]


def _units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text) if len(text) * 2 > MAX_CELL_CHARACTERS else len(text)


def _fitting(text: str, limit: int) -> int:
    """How many characters from the start fit into ``limit`` UTF-16 units."""
    used = 0
    for index, char in enumerate(text):
        used += 2 if char > "\uffff" else 1
        if used > limit:
            return max(index, 1)
    return len(text)
