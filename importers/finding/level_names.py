"""The names of 一级 and 二级指标: those that templates have, and those that are in use everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from importers.finding.patterns import once
from importers.words.listed import words
from importers.words.vocabulary import word_of
from models.templates.template import FormTemplate


class LevelNames(NamedTuple):
    """Names as they compare; some are of both. ``drawn`` are those of templates, ``lower`` those of their 二级指标
    alone, ``either`` all of them."""

    dimensions: frozenset[str]
    categories: frozenset[str]
    drawn: frozenset[str]
    lower: frozenset[str]
    either: frozenset[str]


@once
def names_of_levels(*templates: FormTemplate) -> LevelNames:
    """The names that these templates have, and everybody's."""
    specs = [spec for template in templates for spec in template.dimension]
    first = _norms(name for spec in specs for name in (spec.name, *spec.aliases))
    second = _norms(category.name for spec in specs for category in spec.categories)
    tails = frozenset(f"{name}{tail}" for name in words("dimension") for tail in words("level_tail"))
    dimensions = first | words("dimension") | words("also_dimension") | (tails - second - words("category"))
    categories = second | words("category")
    return LevelNames(dimensions, categories, first | second, second - first, dimensions | categories)


def _norms(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word_of(name).norm for name in names)
