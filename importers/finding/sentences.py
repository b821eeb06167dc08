"""Projects told in sentences, without any table: 项目名称：…；年度目标：…；数量指标：整治行政村≥30个；… They become
rows of labels and values, and rows of indicators under a head, as tables have them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from importers.amounts import is_amount
from importers.finding.level_names import LevelNames
from importers.finding.lines import Line, Spot
from importers.finding.poured_cells import entries
from importers.finding.sideways import made_up
from importers.placed import Place
from importers.words.heads_and_labels import GROUP, KINDS
from importers.words.listed import field_called, words
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word, word_of
from models.currency import POWERS
from models.python import regex
from models.target import COMPARISONS

_COLUMNS = (*LEVEL_PATHS, NAME_PATH, "indicator.target")
_PIECE = regex(r"[^；;。\n]+[；;。\n]*")
_LABELLED = regex(r"^(?P<label>[^:：；;。，,]{1,24})[:：]\s*(?P<rest>.*)$", re.DOTALL)
_ALONE = regex(r"^(?P<label>[^:：；;。，,\d]{2,24})(?P<rest>)$")
_PROJECT = regex(r"^项目[一二三四五六七八九十\d]{1,3}[:：、.]\s*(?P<rest>.*)$", re.DOTALL)
_HEADING = regex(
    r"^\s*(?P<mark>[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十\d]{1,3}[、.．](?!\d))\s*(?P<name>[^:：；;。，,]{3,40})$"
)
_COUNT = regex(r"\w+")
_LEVEL = regex(r"^(?P<label>[^:：；;。，,]{2,24})[:：，,。；;]*\s*(?P<rest>.*)$", re.DOTALL)
_PART = regex(r"[，,、；;。]+(?!\d)")
_MONEY = regex(rf"^(?P<label>(?:20\d\d年度?)?\D.*?)(?P<amount>\d[\d,.]*\s*(?:{'|'.join(POWERS)}))$")
_LETTER = regex(r"[^\W\d_]")
_END = " \t\n；;。，,"
_VALUES = ("indicator.target", "indicator.history")
_LEAST = 2  # levels, and values, of what is surely a project
_IS_VALUE = regex(rf"^(?:{'|'.join(COMPARISONS)})|\d\D{{0,4}}$|^\D+$")
_TABLES = 10_000_000  # no document has so many parts


@dataclass(slots=True)
class _Item:
    """What a piece of the text says: a field of the form (``path``) or a level, or an indicator (neither)."""

    line: Line
    at: int  # the number of the piece in its paragraph
    label: Word
    path: str = ""
    text: str = ""

    @property
    def is_entry(self) -> bool:
        return not self.path


@dataclass(slots=True)
class _Told:
    """A run of paragraphs, piece by piece."""

    levels: LevelNames
    headings: Mapping[int, str] = field(default_factory=dict)  # part → the project that its paragraph names
    items: list[_Item] = field(default_factory=list)
    _open: str = ""  # the 一级指标 that is open
    _bare: bool = False  # it stands on a line of its own

    def add(self, line: Line) -> None:
        """One more paragraph."""
        name = self.headings.get(line.part)
        if name is not None:
            self._name(line, 0, name)
            return
        last = self.items[-1] if self.items else None
        for number, found in enumerate(_PIECE.finditer(line.paragraph)):
            self._piece(line, 4 * number, found[0], last if number == 0 else None)

    def _piece(self, line: Line, at: int, text: str, before: _Item | None) -> None:
        project = _PROJECT.match(text.strip())
        if project is not None:
            self._name(line, at, project["rest"])
            return
        opened = self._level(text, goes_on=bool(self.items) and self.items[-1].line is line)
        if opened is not None:
            label, path, rest = opened
            self.items.append(_Item(line, at, label, path))
            if rest.strip(_END):
                self._piece(line, at + 1, rest, None)
            return
        found = _LABELLED.match(text.strip()) or _ALONE.match(text.strip())
        label = word_of(found["label"]) if found else word_of("")
        path = next(filter(None, (label.field(kind) for kind in KINDS)), "") if found else ""
        if found and path == GROUP and found["rest"].strip(_END):
            self._piece(line, at, found["rest"], None)
        elif found and path and path != GROUP:
            self._open = ""
            self.items.append(_Item(line, at, label, path, found["rest"]))
        else:
            self._go_on(line, at, text, before)

    def _name(self, line: Line, at: int, name: str) -> None:
        """A project begins, whose name no label says."""
        self._open = ""
        self.items.append(_Item(line, at, word_of(field_called("project", "name")), "name", name))

    def _go_on(self, line: Line, at: int, text: str, before: _Item | None) -> None:
        """An indicator below its level, or more of what a label asks for, in its own paragraph or right below it."""
        last = self.items[-1] if self.items else None
        if last is not None and (last.is_entry or last.path in LEVEL_PATHS):
            if last.line is line or last.path in LEVEL_PATHS or _valued(text):
                self.items.append(_Item(line, at, word_of(""), text=text))
        elif last is not None and (last.line is line or (before is last and not last.text.strip())):
            last.text += text
            last.line = line

    def _level(self, text: str, *, goes_on: bool) -> tuple[Word, str, str] | None:
        """The level that a piece names at its beginning, its path, and the rest of the piece. One that may be either is
        a 二级指标 where it ``goes_on`` in the paragraph of another."""
        found = _LEVEL.match(text.strip())
        name = word_of(found["label"]).level_norm if found else ""
        own, lower = name in self.levels.dimensions, name in self.levels.categories
        if found is None or not (own or lower):
            return None
        bare = not found["rest"].strip(_END)
        goes_on = (goes_on or (self._bare and not bare)) and name not in words("also_dimension")
        within = lower and (not own or (self._open not in ("", name) and (goes_on or name.endswith(self._open))))
        self._open, self._bare = (self._open, self._bare) if within else (name, bare)
        return word_of(found["label"].strip()), LEVEL_PATHS[1 if within else 0], found["rest"]

    @property
    def holds_project(self) -> bool:
        """Several levels, with several values below them."""
        named = {item.label.level_norm for item in self.items if item.path in LEVEL_PATHS}
        valued = [item for item in self.items if item.is_entry and _valued(item.text)]
        return len(named) >= _LEAST and len(valued) >= _LEAST

    @property
    def names_project(self) -> bool:
        """A label says what it is called."""
        return any(item.path == "name" for item in self.items)

    def rows(self, table: int) -> Iterator[Line]:
        """Labels with their values, and indicators under a head."""
        headed = False
        levels: list[Spot] = []
        for item in self.items:
            if item.path in LEVEL_PATHS:
                levels = [spot for spot in levels if item.path == LEVEL_PATHS[1] and spot.column == 0]
                levels.append(_spot(item, 0, item.label, LEVEL_PATHS.index(item.path)))
            elif not item.is_entry:
                headed, levels = False, []
                yield from (_row(item, table, pair) for pair in _labelled(item))
            else:
                if not headed:
                    yield _row(item, table, [made_up(path, number) for number, path in enumerate(_COLUMNS)])
                headed = True
                for number, (_, name, value) in enumerate(_entries(item.text)):
                    own = [_spot(item, 2 * number, name, 2)]
                    own += [_spot(item, 2 * number + 1, value, 3)] if value else []
                    yield _row(item, table, [*levels, *own])
                    levels = []


def _entries(text: str) -> list[tuple[Word | None, Word, Word | None]]:
    """The indicators of a piece; a comma parts two where there is a value before each and behind the last."""
    text = text.strip(_END)
    parts = [one for part in _PART.split(text) for one in _listed(part.strip(_END))]
    return parts if all(value for _, _, value in parts) else _listed(text)


def _listed(text: str) -> list[tuple[Word | None, Word, Word | None]]:
    """The indicators in a piece; what goes on behind its number is no value: 每月15日前发放到位."""
    found = [*entries(word_of(text), frozenset())]
    if any(value and not _LETTER.search(name.text) for _, name, value in found):
        return [(None, word_of(text), None)]  # a value alone
    goes_on = any(value and not _IS_VALUE.search(value.norm) for _, _, value in found)
    return [(None, word_of(text), None)] if goes_on and len(found) == 1 else found


def _valued(text: str) -> bool:
    return any(value for _, _, value in _entries(text))


def _labelled(item: _Item) -> Iterator[list[Spot]]:
    """Label and value; a sentence of money is one of every amount in it: 安排资金560万元，其中县级财政资金360万元."""
    whole = item.path.endswith(".statement")
    text = item.text.strip() if whole else item.text.strip(_END)
    found = [_MONEY.match(part) for part in _PART.split(text)] if item.path == "amount" and not is_amount(text) else []
    first = next((part for part in found[:1] if part), None)
    if first is None:
        yield [_spot(item, 0, item.label, 0), _spot(item, 1, word_of(text), 1)]
        return
    for number, part in enumerate(found):
        if part is not None:
            label = item.label if number == 0 else word_of(part["label"])
            yield [_spot(item, 2 * number, label, 0), _spot(item, 2 * number + 1, word_of(part["amount"]), 1)]


def _spot(item: _Item, beside: int, word: Word, column: int) -> Spot:
    return Spot(Place(item.line.part, 0, item.at + beside), word, column)


def _row(item: _Item, table: int, spots: Sequence[Spot]) -> Line:
    line = item.line
    at = frozenset(spot.column for spot in spots)
    return Line(
        line.place, line.part, len(_COLUMNS), tuple(spots), at, spans_known=True, table=table, sheet=line.sheet,
        page=line.page,
    )  # fmt: skip


def told_in_prose(lines: list[Line], levels: LevelNames) -> list[Line]:
    """The lines, projects told in sentences as rows of tables. Beside tables of indicators only what is named so."""
    tabled = any(line.heads_indicators for line in lines)
    runs = [(is_row, [*group]) for is_row, group in groupby(lines, key=lambda line: line.is_row)]
    told = [None if is_row else _told(run, levels) for is_row, run in runs]
    told = [one if one and (one.names_project or not tabled) else None for one in told]
    if not any(told):
        return lines
    pairs = zip(runs, told, strict=True)
    return [line for (_, run), one in pairs for line in (_with_rows(run, one) if one else run)]


def _told(run: Sequence[Line], levels: LevelNames) -> _Told | None:
    heads = {line.alone.column or "" for line in run if line.alone}
    if len(heads & {*LEVEL_PATHS, NAME_PATH}) >= _LEAST and any(one.startswith(_VALUES) for one in heads):
        return None  # a table whose cells came one a line: no sentences
    told = _Told(levels, _projects_headed(run, levels))
    for line in run:
        if not line.alone or not line.words[0].is_title:
            told.add(line)
    return told if told.holds_project else None


def _projects_headed(run: Sequence[Line], levels: LevelNames) -> dict[int, str]:
    """Headings that are names of projects, by the part of the document: several are numbered alike, and below each
    stands the same label, of money or a goal: （一）电梯检查经费, 预算金额：…"""
    found: dict[tuple[str, str], dict[int, str]] = {}
    for line, below in pairwise(run):
        heading, said = _HEADING.match(line.paragraph), _LABELLED.match(below.paragraph.strip())
        path = word_of(said["label"]).field("project") if said else None
        if heading and path and path.endswith(("amount", "statement")) and _may_name(word_of(heading["name"]), levels):
            alike = found.setdefault((_COUNT.sub("", heading["mark"]), path), {})
            alike[line.part] = heading["name"].strip()
    return {part: name for alike in found.values() if len(alike) >= _LEAST for part, name in alike.items()}


def _may_name(word: Word, levels: LevelNames) -> bool:
    said = word.column is not None or any(word.field(kind) for kind in KINDS)
    return not said and word.level_norm not in levels.either


def _with_rows(run: Sequence[Line], told: _Told) -> Iterator[Line]:
    """Every row at the place of its paragraph; paragraphs that say nothing known stay."""
    rows = {number: [*group] for number, group in groupby(told.rows(_TABLES + run[0].part), key=lambda row: row.part)}
    others = {line.part for line in run} - {item.line.part for item in told.items}
    for line in run:
        yield from rows.get(line.part, [line] if line.part in others else [])
