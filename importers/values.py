"""Putting a text from a source into a field of a form: conversion by the field's kind, nothing guessed."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from importers.words import one_line
from models.paths import field_kind, from_text, read, write
from models.target import Target
from models.values import Part, read_decimal

_MONEY_WORDS = re.compile(r"^(?P<number>[-+]?[\d,，]+(?:\.\d+)?)\s*(?P<unit>亿元|万元|元|%|％|分)?$")
_SCALE = {"亿元": 4, "元": -4}  # amounts are kept in 万元
_KEEPS_LINES = frozenset(
    {"statement", "summary", "duties", "annual_work", "purpose", "basis", "plan", "last_evaluation", "budget_change"}
    | {"content", "use", "text", "description", "scoring", "evidence", "remark"}
)


def is_amount(text: str) -> bool:
    """True when a number field can hold the text."""
    return _money(text) is not None


def _money(text: str) -> re.Match[str] | None:
    """The text as a number with its unit; full-width figures and signs count as well."""
    return _MONEY_WORDS.match(unicodedata.normalize("NFKC", text).strip())


def to_value(model: type[Part], path: str, text: str) -> Any:
    """A source's text as the value of a field. Raises ValueError when it cannot hold it, KeyError without field."""
    kind = field_kind(model, path)
    if kind is None:
        raise KeyError(path)
    if kind == "amount":
        match = _money(text)
        if match is None:
            raise ValueError(text)
        number = read_decimal(match["number"].replace("，", ","))
        scale = _SCALE.get(match["unit"] or "", 0)
        return number.scaleb(scale) if number is not None and scale else number
    keeps = path.split(".")[0] in _KEEPS_LINES
    return from_text(kind, text.strip() if keeps else one_line(text))


def put(part: Part, path: str, text: str) -> bool:
    """Puts the text into the field; False (and nothing changed) when the field cannot hold it."""
    try:
        write(part, path, to_value(type(part), path, text))
    except (ValueError, KeyError):
        return False
    return True


def put_once(part: Part, path: str, text: str) -> bool:
    """Puts the text into a blank field; one that holds it already is content, one that holds another is left alone."""
    try:
        value = to_value(type(part), path, text)
    except (ValueError, KeyError):
        return False
    held = read(part, path)
    if held is None or held == "" or (isinstance(held, Target) and held.blank):
        return put(part, path, text)
    return bool(held == value)
