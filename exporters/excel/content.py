"""Text on its way into an Excel cell: made clean, kept text, or recognised as the number it shows."""

from __future__ import annotations

import re
from decimal import Decimal

MAX_CELL_CHARACTERS = 32_767  # UTF-16 units, Excel's limit for one cell
MAX_TEXT_FORMAT = 255  # some Excel versions show #### for longer text in a cell of format "@"

_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
_SUSPECT = re.compile("[^\n -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd]")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]+))?%?")
_OF_ONE_NUMBER = re.compile(r"\[=([0-9.]+)\](.*);.*;(.*)")
MOST_DECIMALS = 10  # that a number typed into a cell may have; more digits than money or a share ever has
GENERAL_DIGITS = 10  # of a whole number that the format General shows as they are
_ESCAPED_UNIT = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SENTENCE_ENDS = "\n。；！？;!?，,"


def clean_text(text: str) -> str:
    """The text with every line break as ``\\n``, tabs as spaces, and nothing in it that makes a file unreadable.

    Control characters and noncharacters go; a lone surrogate becomes U+FFFD, a pair of them the character it means.
    """
    if not _SUSPECT.search(text):
        return text
    text = _LINE_BREAKS.sub("\n", text).replace("\t", " ")
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _UNWRITABLE.sub("", text)


def escaped(text: str) -> str:
    """The text with what Excel would read as an escape (``_x0041_``) protected."""
    return _ESCAPED_UNIT.sub("_x005F_", text) if "_x" in text else text


def looks_like_formula(text: str) -> bool:
    """True for text that Excel would take for a formula if a person typed it."""
    return text[:1] in ("=", "+", "-", "@")


def text_format(text: str) -> str:
    """The number format that keeps ``text`` text when its cell is edited."""
    return "@" if len(text) <= MAX_TEXT_FORMAT else "General"


def number_of(text: str) -> tuple[Decimal, str] | None:
    """The number that ``text`` shows and the number format that shows it just so, or None where Excel cannot.

    Another number that a person writes into the cell is shown with all its digits: no format rounds.
    Excel keeps 15 digits and knows no negative zero, so such texts stay texts.
    """
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    value = Decimal(text.rstrip("%").replace(",", ""))
    if len(value.as_tuple().digits) > 15 or (value.is_zero() and text[0] == "-"):
        return None
    value = value.scaleb(-2) if text[-1] == "%" else value
    shown = _format(text, value, len(match[1] or ""))
    return (value, shown) if shown else None


def _format(text: str, value: Decimal, decimals: int) -> str:
    """The format of a number with so many decimals; blank where there is none that would not round another number."""
    whole, percent = "#,##0" if "," in text else "0", "%" if text[-1] == "%" else ""
    if decimals:
        return f"{whole}.{'0' * decimals}{'#' * (MOST_DECIMALS - decimals)}{percent}" if decimals <= 15 else ""
    if len(text.lstrip("-")) <= GENERAL_DIGITS and text.lstrip("-").isdigit():
        return "General"
    other = f"0.0{'#' * (MOST_DECIMALS - 1)}%" if percent else "General"  # "0.#" would show a bare point
    return f"[={value.normalize():f}]{whole}{percent};[<0]-{other};{other}" if value >= 0 else ""


def shown_as(value: Decimal, number_format: str) -> str:
    """What a cell of one of these formats shows of a number."""
    own = _OF_ONE_NUMBER.fullmatch(number_format)
    shown = (own[2] if Decimal(own[1]) == value else own[3]) if own else number_format
    if shown == "General":
        return f"{value:f}"
    percent = "%" if shown[-1] == "%" else ""
    value = (value.scaleb(2) if percent else value).normalize()
    behind = shown.removesuffix("%").partition(".")[2]
    decimals = max(behind.count("0"), min(len(behind), -int(value.as_tuple().exponent)))
    return f"{value:{',' if ',' in shown else ''}.{decimals}f}{percent}"


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
