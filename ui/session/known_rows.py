"""Whole rows of indicators that this user has typed before, by their names: offered again in dossiers without them.

Kept is what a row says in words. No weight, no amount of money, no number of a 指标值 (it is another every year), and
no text in which somebody's telephone or identity number may stand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from models.currency import POWERS
from models.dossier import Dossier
from models.files.bounded import NotRegularError, TooLargeError, read_bounded
from models.files.whole import write_whole
from models.goals import Indicator
from models.python import regex
from models.target import Target, TargetParts
from ui.session.known_words import LONGEST

TEXTS = ("basis", "description", "scoring", "evidence", "classification")
"""The columns that are kept as they stand; of the 指标值 its sign and unit, or its words."""
_SIGN, _UNIT, _WORDS, _NATURE = "comparison", "unit", "target", "nature"
_COLUMNS = (*TEXTS, _SIGN, _UNIT, _WORDS, _NATURE)
MOST = 500  # rows; the oldest go first
_LARGEST = MOST * LONGEST * (len(_COLUMNS) + 1) * 6  # bytes, were each character written as \uXXXX
_NOT_KEPT = regex(rf"[0-9０-９]{{7,}}|[0-9０-９]\s*(?:{'|'.join(POWERS)})")
_DIGIT = regex(r"[0-9０-９]")
Row = dict[str, str]
Rows = dict[str, Row]
"""Name → column → text, the last used last."""


def load_rows(file: Path) -> Rows:
    """What is kept there; nothing where there is no such file or it holds something else. Raises OSError."""
    try:
        kept = json.loads(read_bounded(file, _LARGEST))
    except (FileNotFoundError, NotRegularError, TooLargeError, ValueError, RecursionError):
        return {}
    rows = kept.items() if isinstance(kept, dict) else ()
    return {name: _read(row) for name, row in rows if isinstance(row, dict)}


def _read(row: dict[str, object]) -> Row:
    return {column: text for column, text in row.items() if column in _COLUMNS and isinstance(text, str)}


def learn_rows(file: Path, dossier: Dossier) -> None:
    """Keeps the rows of a dossier as well, of one name the last that says something. Raises OSError."""
    known = load_rows(file)
    said = ((one.name.strip(), _kept(one)) for form in dossier.forms for one in form.indicators())
    new = {name: row for name, row in said if name and row and len(name) <= LONGEST}
    rows = {name: row for name, row in known.items() if name not in new} | new
    learnt = dict([*rows.items()][-MOST:])
    if [*learnt.items()] != [*known.items()]:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, json.dumps(learnt, ensure_ascii=False).encode())


def _kept(one: Indicator) -> Row:
    texts = {column: getattr(one, column).strip() for column in TEXTS} | _of_target(one.target)
    if one.nature:
        texts[_NATURE] = one.nature
    return {column: text for column, text in texts.items() if text and _may_be_kept(text)}


def _of_target(target: Target) -> Row:
    if target.kind == "quantitative":
        return {} if target.unit in POWERS else {_SIGN: target.comparison_text.strip(), _UNIT: target.unit_text.strip()}
    return {} if target.kind == "period" or _DIGIT.search(target.text) else {_WORDS: target.text.strip()}


def _may_be_kept(text: str) -> bool:
    return len(text) <= LONGEST and not _NOT_KEPT.search(text)


def row_of(kept: Mapping[str, str], parts: TargetParts) -> Indicator:
    """An indicator that says what is kept; sign and unit where a form has columns for them."""
    nature = kept.get(_NATURE, "")
    one = Indicator(**{column: kept.get(column, "") for column in TEXTS})
    if nature in ("quantitative", "qualitative"):
        one.nature = nature  # type: ignore[assignment]  # mypy does not narrow a text by a tuple of words
    one.target = Target.parse(kept.get(_WORDS, "")) or _half(kept.get(_SIGN, ""), kept.get(_UNIT, ""), parts)
    return one


def _half(sign: str, unit: str, parts: TargetParts) -> Target:
    """A value whose number is still to come, as much of it as a form can show beside the empty number."""
    for pieces in ((sign, unit), ("", unit), (sign, "")):
        half = Target.join(pieces[0], "", pieces[1])
        shown = parts.split(half)
        if half and not shown["number"] and (shown["comparison"], shown["unit"]) == pieces:
            return half
    return Target()
