"""Columns of levels and names that their heads do not say, or say otherwise: by what stands in all the rows."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from importers.finding.lines import Line
from importers.forms.columns.drawn_heads import Column
from importers.forms.columns.heads import Head, packed
from importers.forms.columns.known import Known
from importers.forms.columns.spread import spread
from importers.words.vocabulary import LEVEL_PATHS, NAME_PATH, Word, word_of
from models.target import USUAL_UNITS

_LEVEL_CELLS = 3  # at most, at the beginning of a row
_BESIDE = ("goal.label", "indicator.nature", "?")  # what may label the rows, or hold their levels
_BY_KIND = ("indicator.nature", "indicator.classification")
_MAY_HOLD_BOTH = ("?", *_BY_KIND, "goal.label", LEVEL_PATHS[1])
_FEW = 2  # cells that can say nothing else
_ENOUGH = 3  # cells that say what a column holds
_MOST = 2  # more than one of so many
_LEVELS = frozenset({*LEVEL_PATHS, NAME_PATH})


def with_content(head: Head, body: Sequence[Line], known: Known) -> Head:
    """The head, with columns of other or unknown words that hold nothing but 历史标准 and its like as what values rest
    on, and nothing but names of 二级指标 as those."""
    head = head._replace(columns=tuple(spread(head.columns, body, known)))
    if all(column.path != LEVEL_PATHS[0] for column in head.columns):
        head = _by_content(head, body, LEVEL_PATHS[0], known.dimensions, _BY_KIND)
    if all(column.path != LEVEL_PATHS[0] for column in head.columns):
        head = _with_both_levels(head, body, known)
        head = _with_first_level(head, body, known)
    head = _with_names_behind(_with_kind_behind(head, body, known), body, known)
    head = _with_names(_with_second_level(_with_level_before(head, body, known), body, known), body, known)
    for path, names, among in (
        ("indicator.basis", known.dictionary.difference(USUAL_UNITS), ("?",)),
        (LEVEL_PATHS[1], known.categories, _BY_KIND),
    ):
        if all(column.path != path for column in head.columns):
            head = _by_content(head, body, path, names, among)
    return head


def _with_first_level(head: Head, body: Sequence[Line], known: Known) -> Head:
    """The head, with what seems to label the rows at the left as 一级指标, where several of those stand first in them
    (绩效指标 | 二级指标 | 指标内容)."""
    first = head.columns[0] if head.columns else None
    paths = [column.path for column in head.columns]
    if first is None or first.told or first.path not in _BESIDE or NAME_PATH not in paths or LEVEL_PATHS[0] in paths:
        return head
    begun = [line.words[0] for line in body if line.filled and line.filled[0].column == first.position]
    norms = [word.level_norm for word in begun]
    few = len(known.dimensions.intersection(norms)) >= _FEW
    sure = known.dimensions.issuperset(norms) and first.path == "goal.label"
    firsts = bool(norms) and (sure or (few and norms[0] in known.dimensions))
    if not firsts and not _mostly_levels(begun, known):
        return head
    return head._replace(columns=(first._replace(path=LEVEL_PATHS[0]), *head.columns[1:]))


def _mostly_levels(begun: Sequence[Word], known: Known) -> bool:
    """Most of what rows begin with, each counted once, are names of levels: 数量, 质量, 进度, 满意度."""
    if any(word.quantity or word.like_number for word in begun):
        return False  # rows, or projects, are numbered
    levels = {word.norm: known.is_level(word) or known.is_second(word) for word in begun}
    return sum(levels.values()) >= _ENOUGH and _MOST * sum(levels.values()) > len(levels)


def _with_both_levels(head: Head, body: Sequence[Line], known: Known) -> Head:
    """The head, with the column before the names that holds both levels (产出指标-数量指标), or one of them."""
    for number, column in enumerate(head.columns):
        held = [spot.word for line in body for spot in line.filled if spot.column == column.position]
        free = column.path in _MAY_HOLD_BOTH and not column.told
        both = sum(known.both_levels(word) is not None for word in held)
        if free and both >= _FEW and all(known.both_levels(word) or known.is_level(word) for word in held):
            columns = list(head.columns)
            columns[number] = column._replace(path=LEVEL_PATHS[0])
            return head._replace(columns=tuple(columns))
    return head


def _with_kind_behind(head: Head, body: Sequence[Line], known: Known) -> Head:
    """The head, with 指标类型 right behind 指标类别 as the column of 二级指标, where it holds nothing but those."""
    paths = [column.path for column in head.columns]
    number = paths.index(LEVEL_PATHS[0]) + 1 if LEVEL_PATHS[0] in paths and LEVEL_PATHS[1] not in paths else 0
    column = head.columns[number] if 0 < number < len(paths) else None
    if column is None or column.told or column.path not in _BY_KIND:
        return head
    held = [spot.word for line in body for spot in line.filled if spot.column == column.position]
    if len(held) < _FEW or not all(known.is_second(word) for word in held):
        return head
    columns = (*head.columns[:number], column._replace(path=LEVEL_PATHS[1]), *head.columns[number + 1 :])
    return head._replace(columns=columns)


def _with_level_before(head: Head, body: Sequence[Line], known: Known) -> Head:
    """The head, with a column of 一级指标 before that of 二级指标, where several rows begin with one of each under no
    other head (指标 over two columns of levels)."""
    paths = [column.path for column in head.columns]
    if paths[:1] != [LEVEL_PATHS[1]] or LEVEL_PATHS[0] in paths:
        return head
    begun = [line.words[:2] for line in body if len(line.filled) > len(LEVEL_PATHS)]
    both = sum(first.level_norm in known.dimensions and known.is_second(second) for first, second in begun)
    if both < _FEW or _is_headed(head, head.columns[0].position + 1, body):
        return head
    columns = [Column(LEVEL_PATHS[0], head.columns[0].position, word_of(""))]
    for one in head.columns:  # they make room, as far as they stand in the way
        columns.append(one._replace(position=max(one.position, columns[-1].position + 1)))
    return head._replace(columns=tuple(columns))


def _with_second_level(head: Head, body: Sequence[Line], known: Known) -> Head:
    """The head, with a column of 二级指标 behind that of the levels, where most rows have one that no head stands over
    (指标 over two columns)."""
    paths = [column.path for column in head.columns]
    if LEVEL_PATHS[1] in paths or LEVEL_PATHS[0] not in paths:
        return head
    first = paths.index(LEVEL_PATHS[0])
    rows = [line.words[:_LEVEL_CELLS] for line in body if line.filled]
    held = sum(any(_is_second(word, known) for word in row) for row in rows)
    both = sum(sum(map(known.is_level, row)) > 1 for row in rows)  # else the one column holds 二级指标 alone
    if not both or (held < _ENOUGH and both < _FEW) or 2 * held < len(rows):
        return head
    place = head.columns[first].position + 1
    if _is_headed(head, place, body):
        return _with_unsure_level(head, first + 1, body, known)
    columns = [*head.columns[: first + 1], Column(LEVEL_PATHS[1], place, word_of(""))]
    for one in head.columns[first + 1 :]:  # those behind make room, as far as they stand in the way
        columns.append(one._replace(position=max(one.position, columns[-1].position + 1)))
    return head._replace(columns=tuple(columns))


def _with_unsure_level(head: Head, number: int, body: Sequence[Line], known: Known) -> Head:
    """The head, with the column right behind the 一级指标 as that of the 二级, where its words say but a kind and no
    cell that is known to stand in it."""
    column = head.columns[number]
    placed = [line for line in body if line.spans_known or not packed(line)]
    held = [spot.word for line in placed for spot in line.filled if spot.column == column.position]
    if column.path not in _BY_KIND or column.told or not all(map(known.is_second, held)):
        return head
    level = column._replace(path=LEVEL_PATHS[1])
    return head._replace(columns=(*head.columns[:number], level, *head.columns[number + 1 :]))


def _is_headed(head: Head, place: int, body: Sequence[Line]) -> bool:
    """A head of its own stands over that column: the places of cells are known, or no row has more cells than heads
    nor its value one column behind that of values."""
    last = head.columns[-1].position
    values = next((column.position for column in head.columns if column.path == "indicator.target"), last)

    def fits(line: Line) -> bool:
        cells = {spot.column: spot.word for spot in line.filled}
        slid = values in cells and not cells[values].quantity and values + 1 in cells and cells[values + 1].quantity
        return line.spans_known or not (slid or max(cells, default=0) > last)

    return any(column.position == place for column in head.columns) and all(map(fits, body))


def _with_names_behind(head: Head, body: Sequence[Line], known: Known) -> Head:
    """The head, with a column of names behind what is headed so and holds nothing but both levels, where most rows have
    a text that no head stands over (指标 over two columns)."""
    paths = [column.path for column in head.columns]
    if NAME_PATH not in paths or not {*LEVEL_PATHS}.isdisjoint(paths):
        return head
    number = paths.index(NAME_PATH)
    place = head.columns[number].position
    held = [spot.word for line in body for spot in line.filled if spot.column == place]
    behind = sum(any(spot.column == place + 1 for spot in line.filled) for line in body)
    free = all(column.position != place + 1 for column in head.columns)
    if not free or len(held) < _FEW or behind < len(held) or not all(map(known.both_levels, held)):
        return head
    level = head.columns[number]._replace(path=LEVEL_PATHS[0])
    named = Column(NAME_PATH, place + 1, word_of(""))
    return head._replace(columns=(*head.columns[:number], level, named, *head.columns[number + 1 :]))


def _with_names(head: Head, body: Sequence[Line], known: Known) -> Head:
    """The head, with the names under 二级指标 where no column holds them and hardly a 二级指标 is there."""
    paths = [column.path for column in head.columns]
    if NAME_PATH in paths or LEVEL_PATHS[1] not in paths or not body:
        return head
    held = sum(any(_is_second(word, known) for word in line.words) for line in body)
    meant = {LEVEL_PATHS[1]: NAME_PATH} if 2 * held < len(body) else {}
    return head._replace(columns=tuple(one._replace(path=meant.get(one.path, one.path)) for one in head.columns))


def _is_second(word: Word, known: Known) -> bool:
    return word.level_norm in known.categories and word.level_norm not in known.dimensions


def _by_content(head: Head, body: Sequence[Line], path: str, names: AbstractSet[str], among: Sequence[str]) -> Head:
    """The head, with the first of the columns among those that holds nothing but such names as one of ``path``."""
    for number, column in enumerate(head.columns):
        if column.path not in among or column.told:
            continue
        held = [spot.word.level_norm for line in body for spot in line.filled if spot.column == column.position]
        if (len(held) >= _ENOUGH and names >= set(held)) or (path in _LEVELS and _in_every_row(body, names)):
            columns = list(head.columns)
            columns[number] = column._replace(path=path)
            return head._replace(columns=tuple(columns))
    return head


def _in_every_row(body: Sequence[Line], names: AbstractSet[str]) -> bool:
    """True where blank cells are lost, and every row has one such name wherever it stands."""
    rows = [[word.level_norm in names for word in line.words] for line in body if line.filled]
    return len(rows) >= _ENOUGH and all(map(packed, body)) and all(sum(row) == 1 for row in rows)
