"""Several indicators in one row, whose names and values are lists within their cells (1.… 2.… 3.…)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from importers.words.vocabulary import NAME_PATH, Word, word_of
from models.python import regex

_TARGET = "indicator.target"
_MARK = regex(r"(?<![\d.])[(（]?(\d{1,2})[)）、.．](?!\d)\s*")
_FIRST = regex(r"\s*[(（]?1[)）、.．]")
_LISTED = regex(r"\n|^\s*[(（]?1[)）、.．]")
_SIGNED = regex(r"^\s*[≥≤＝=＞＜><]")
_SHORTEST = 2  # letters of a name


def itemised(said: Mapping[str, Word]) -> list[dict[str, Word]]:
    """What every indicator of the row says in the columns that are lists; nothing where the row is one indicator.

    ``said`` is what the row says: path of a column → its text. Names and values must be lists of the same length.
    """
    if NAME_PATH not in said or _TARGET not in said or not _LISTED.search(said[_TARGET].text):
        return []
    count = len(_values(said[NAME_PATH].text, said[_TARGET].text))
    if count < 2:
        return []
    lists = {path: _items(word.text) or word.text.split("\n") for path, word in said.items()}
    own = {path: items for path, items in lists.items() if len(items) == count}
    return [{path: word_of(items[number].strip(" ;；")) for path, items in own.items()} for number in range(count)]


def _values(names: str, values: str) -> list[str]:
    """The values of a list of names; none where they are no list, or one of another length."""
    named, valued = _items(names), _items(values)
    if named or valued:
        return valued if len(named) == len(valued) else []
    named, valued = names.strip().split("\n"), values.strip().split("\n")
    alike = len(named) == len(valued) and all(map(_SIGNED.match, valued))
    return valued if alike and all(len(name.strip()) >= _SHORTEST for name in named) else []


def _items(text: str) -> list[str]:
    """The items of a list that counts from 1, without their numbers; nothing for other texts."""
    cuts = [*_marks(text)] if _FIRST.match(text) else []
    stops = [*(start for start, _ in cuts[1:]), len(text)]
    items = [text[begin:stop].strip() for (_, begin), stop in zip(cuts, stops, strict=False)]
    return items if len(items) > 1 and all(items) else []


def _marks(text: str) -> Iterator[tuple[int, int]]:
    """Where 1. 2. 3. stand, one behind the other, from the beginning on."""
    wanted = 1
    for found in _MARK.finditer(text):
        if int(found[1]) == wanted:
            wanted += 1
            yield found.span()
