"""The words of heads of columns and of labels, in the lists that are asked of every word."""

from __future__ import annotations

from functools import cache
from typing import Literal

from importers.words.listed import meanings, words

FormKind = Literal["department", "project"]
KINDS: tuple[FormKind, ...] = ("project", "department")
GROUP = "-"
"""A label that only heads others and holds no value itself."""


@cache
def columns() -> dict[str, str]:
    """Words over columns of indicators → the path of each; "" for a mere group."""
    return {word: "" if meaning == "group" else meaning for word, meaning in meanings("column").items()}


@cache
def fields_of(kind: FormKind) -> dict[str, str]:
    """Labels of such forms → the field of each; ``fund.fiscal`` is a source of money."""
    funds = {word: f"fund.{source}" for word, source in meanings("fund").items()}
    return meanings("both") | meanings(kind) | dict.fromkeys(words("group"), GROUP) | funds


@cache
def letters_of_names() -> frozenset[str]:
    """Letters that no label for a project's name lacks."""
    return frozenset.intersection(*(frozenset(word) for word, path in fields_of("project").items() if path == "name"))
