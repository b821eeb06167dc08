"""What the templates at hand know: names of levels, words of their dictionaries, heads of the chosen one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from importers.finding.level_names import names_of_levels
from importers.finding.patterns import once
from importers.words.listed import words
from importers.words.vocabulary import Word, word_of
from models.python import regex
from models.templates.block import INDICATOR_TABLES, walk
from models.templates.printed import leaf_heads
from models.templates.template import FormTemplate

_BOTH = regex(r"^([^-—–－/／\\\\>＞→:：·、]+)[-—–－/／\\\\>＞→:：·、]+([^-—–－/／\\\\>＞→:：·、]+)$")
_LONGEST_BOTH = 30  # characters
_SHORTEST = 2  # characters of a 一级指标


class Known(NamedTuple):
    """Names of 一级 and 二级指标 that templates know, the words of their dictionaries, the heads of the chosen one and
    what is a 二级指标 in it and nothing else (``lower``)."""

    dimensions: frozenset[str]
    categories: frozenset[str]
    lower: frozenset[str]
    dictionary: frozenset[str]
    heads: dict[str, str]  # words of a column head in the chosen template → path

    def head(self, word: Word) -> str | None:
        """The path a column head stands for: the template's own words before everybody's."""
        known = self.heads.get(word.norm)
        return known if known is not None else word.column

    def is_level(self, word: Word) -> bool:
        """The name of a 一级 or 二级指标, with or without its points."""
        return word.level_norm in self.dimensions or word.level_norm in self.categories

    def is_second(self, word: Word) -> bool:
        """The name of a 二级指标, with its usual end or without."""
        return self._is_short_category(word.level_norm)

    def both_levels(self, word: Word) -> tuple[Word, Word] | None:
        """A 一级 and its 二级指标 in one cell: 产出指标-数量指标, 产出数量; None for other words."""
        found = _BOTH.match(word.one_line) if len(word.norm) <= _LONGEST_BOTH else None
        if found is None:
            return self.run_together(word.level_norm) if len(word.norm) <= _LONGEST_BOTH else None
        first, second = word_of(found[1]), word_of(found[2])
        known = first.level_norm in self.dimensions and self._is_short_category(second.level_norm)
        return (first, second) if known else None

    def _is_short_category(self, name: str) -> bool:
        """The name of a 二级指标, or what is left of one without its usual end: 社会 of 社会效益."""
        return name in self.categories or any(f"{name}{end}" in self.categories for end in words("level_end"))

    def run_together(self, name: str) -> tuple[Word, Word] | None:
        """产出数量: the name of a 一级 and that of a 二级指标 without anything between them; None for other words."""
        if name in self.dimensions or name in self.categories:
            return None
        cuts = (number for number in range(_SHORTEST, len(name)) if name[number:] in self.categories)
        cut = next((number for number in cuts if name[:number] in self.dimensions), 0)
        return (word_of(name[:cut]), word_of(name[cut:])) if cut else None

    def lower_level(self, word: Word) -> tuple[Word, Word] | None:
        """A 二级指标 where the 一级指标 stand, without any: the level without a name, and its own."""
        name = word.level_norm
        return (word_of(""), word) if name in self.categories and name not in self.dimensions else None


def known_of(templates: Mapping[str, FormTemplate], chosen: FormTemplate) -> Known:
    """The words all templates know, with the heads of the chosen one."""
    return _known_of(chosen, *templates.values())


@once
def _known_of(chosen: FormTemplate, *templates: FormTemplate) -> Known:
    named = names_of_levels(*templates)
    entries = (entry for template in templates for own in template.dictionaries.values() for entry in own)
    heads = dict(_heads(chosen))
    return Known(
        named.dimensions,
        named.categories,
        names_of_levels(chosen).lower,
        _norms(entries) | words("basis"),
        heads,
    )


def _norms(texts: Iterator[str]) -> frozenset[str]:
    return frozenset(word_of(text).norm for text in texts)


def _heads(template: FormTemplate) -> Iterator[tuple[str, str]]:
    """Words of the template's column heads, and their aliases, with the path of the column under them."""
    aliases = {word_of(word).norm: others for word, others in template.aliases.items()}
    for block in walk(template.block):
        for head, path in leaf_heads(template, block) if block.kind in INDICATOR_TABLES and block.head else ():
            if path.startswith("goal."):
                continue
            yield from ((word_of(text).norm, path) for text in (head, *aliases.get(word_of(head).norm, ())))
    for path in template.printed:
        if path.startswith("indicator.extra."):
            own = path.removeprefix("indicator.extra."), template.rule_of(path).label
            yield from ((word_of(text).norm, path) for text in own if text)
