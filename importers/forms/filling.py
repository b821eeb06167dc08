"""Putting a text from a source into a field: conversion by the field's kind, nothing guessed; the answer is where."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from importers.amounts import MONEY, Money
from importers.words.vocabulary import word_of
from models.fields import LONG_TEXTS
from models.paths import field_kind, from_text, read, write
from models.target import Target
from models.values import Node, Part


def to_value(model: type[Part], path: str, text: str, money: Money = MONEY) -> Any:
    """A source's text as the value of a field. Raises ValueError when it cannot hold it, KeyError without field."""
    kind = field_kind(model, path)
    if kind == "text":
        return text.strip() if _keeps_lines(path) else word_of(text).one_line
    if kind is None:
        raise KeyError(path)
    if kind == "amount":
        amount = money.amount(text, path)
        if amount is None:
            raise ValueError(text)
        return amount
    return from_text(kind, word_of(text).one_line)


@lru_cache(maxsize=1024)
def _keeps_lines(path: str) -> bool:
    """A text of several lines; a template's own field says itself whether it has lines."""
    return path.split(".")[0] in (*LONG_TEXTS, "extra")


def put(part: Node, path: str, text: str, money: Money = MONEY) -> str:
    """Puts the text into the field; the stable path, empty (and nothing changed) when the field cannot hold it."""
    try:
        write(part, path, to_value(type(part), path, text, money))
    except (ValueError, KeyError):
        return ""
    return f"{part.id}.{path}"


def put_once(part: Node, path: str, text: str, money: Money = MONEY) -> str:
    """Puts the text into a blank field; one that holds it already is content, one that holds another is left alone."""
    try:
        value = to_value(type(part), path, text, money)
        held = read(part, path) if "." in path else part.__dict__[path]  # pydantic keeps nothing but the fields there
        if held is None or (held == "" if isinstance(held, str) else isinstance(held, Target) and held.blank):
            write(part, path, value)
            held = value
    except (ValueError, KeyError):
        return ""
    return f"{part.id}.{path}" if held == value else ""
