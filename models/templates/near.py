"""A field that a drawing names, or the field that may have been meant where there is none of that name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache

from models.fields import field_word
from models.paths import FORMS, SCOPES, SIDES, FieldKind, check_field, field_kind
from models.python import regex
from models.target import PARTS
from models.templates.grid import YEARS_AGO
from models.values import ExpenditureKind, FundingSource, Part

_YEAR = regex(r"(?:^|\.)(year[+-]\d+)$")
_WITH_OWN = ("item", "indicator")
_KEYS = ("", *PARTS, *FundingSource, *ExpenditureKind)
_ENDS = ("", "amount", "share")


def known_field(form_kind: str, path: str) -> FieldKind:
    """What kind of value a drawing's path names. Raises ValueError (Chinese), with what may be meant, for no field."""
    try:
        return check_field(form_kind, path)
    except ValueError as problem:
        raise ValueError(f"{problem}{_field_meant(form_kind, path)}") from None


def meant(word: str, known: Iterable[str]) -> str:
    """The end of a sentence on an unknown word: the known one that may have been meant, where there is one."""
    near = _nearest(word, known)
    return f"，是不是 {near}" if near else ""


def _nearest(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # only where something is wrong: it begins with a costly pattern

    return next(iter(get_close_matches(word, list(known), 1)), "")


def _field_meant(form_kind: str, path: str) -> str:
    if year := _YEAR.search(path):
        return _year_meant(form_kind, path[: year.start()], year[1])
    fields = _fields(form_kind)
    words = {word: place for place, word in fields}
    scope, dot, tail = path.rpartition(".")
    if dot and not tail.isascii():
        own = f"版式自己的栏目写 {{{scope}.extra.{tail}}}" if scope in _WITH_OWN else ""
        same = {word: place for word, place in words.items() if place.startswith(f"{scope}.")}
        near = words.get(_nearest(tail, same) or _nearest(tail, words), "") if scope != "item" else ""
        return f"，是不是 {{{near}}}" if near else f"，{own}" if own else ""
    near = _nearest(path, [*(place for place, _ in fields), *words])
    return f"，是不是 {{{words.get(near, near)}}}" if near else ""


def _year_meant(form_kind: str, base: str, year: str) -> str:
    """The place of another year's value of a field, where it has one."""
    if year not in YEARS_AGO:
        return "，年度只能写前后各五年：year-5 到 year+5"
    base = base.removesuffix(".history")
    field = "yearly.total" if base == "amount" else base.replace("funding.", "yearly.", 1)
    for place in (f"{field}.history.{year}", f"{base}.history.{year}"):
        with suppress(ValueError):
            check_field(form_kind, place)
            return f"，是不是 {{{place}}}"
    return "，这一栏没有别的年度"


@lru_cache(maxsize=2)
def _fields(form_kind: str) -> list[tuple[str, str]]:
    """Every field that a drawing may name, and what it is called."""
    scopes = {"": (FORMS[form_kind],), **SCOPES}
    return [
        (f"{scope}.{path}".removeprefix("."), field_word(model, path).removesuffix("名称") if scope in _NAMED else "")
        for scope, models in scopes.items()
        for model in models
        for path in _paths(model)
    ]


_NAMED = frozenset(scope for scope in ("", *SCOPES) if scope != "item" and scope.partition("_")[0] not in SIDES)
"""Scopes whose fields are found by what people call them; the others have the same words again."""


def _paths(model: type[Part]) -> Iterator[str]:
    for name in model.model_fields:
        for key in _KEYS:
            for end in _ENDS:
                path = ".".join(part for part in (name, key, end) if part)
                if field_kind(model, path):
                    yield path
