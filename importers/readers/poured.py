"""Tables whose cells came one a line with nothing between them, as the text of a PDF is copied: by the words known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import takewhile

from importers.readers.poured_heads import (
    MOST_LINES,
    PouredCell,
    PouredHead,
    Rows,
    heads_in,
    is_level,
    is_number,
    is_usual,
    joined_cells,
    no_head,
    unknown_head,
)
from importers.readers.poured_lists import project_rows
from importers.readers.poured_pieces import REMARK, pieces
from importers.readers.poured_table import dealt_out
from importers.words.heads_and_labels import KINDS
from importers.words.listed import words
from importers.words.vocabulary import Word, word_of
from models.python import regex

_PAIR = 2  # a name and its value
_LONGEST_UNIT = 5
_LONGEST_BESIDE = 12
_SHORTEST_CELL = 2
_MOST_COLUMNS = 16
_LEAST_AGAIN = 4  # cells of a head that stands there once more
_LEAST_REMARK = 4  # letters of what is no head of a column
_SHORT = 6  # letters of a value in words, such as 合理 or 逐步提高
_AMOUNT = regex(r"\d[\d,]*(?:\.\d+)?(?:[万亿]?元)?")
_ENDS = ("。", "；", ";")
_AND = ("及", "和", "与")
_ITEM = regex(r"[(]?(\d{1,2})[)、.](?!\d)")
_DATE = regex(r"(?:19|20)\d\d[-./年]")
Row = tuple[int, str]
"""The number of the line in which a row begins, from 0, and its cells with tabs between."""


def poured_rows(lines: Sequence[str]) -> list[Row]:
    """The rows put together; none for a text that is no such table, or whose rows cannot be told for sure."""
    if any("\t" in line or "|" in line for line in lines):
        return []
    cells = _without_repeats(pieces(lines))
    heads = [*heads_in(cells)] or [*unknown_head(cells)] or [*no_head(cells)]
    if not heads:
        return []
    rows: list[list[PouredCell]] = []
    done = 0
    for number, head in enumerate(heads):
        stop = _body_stop(cells, head.stop, heads[number + 1].start if number + 1 < len(heads) else len(cells))
        fitting = _fitting(cells[head.stop : stop], head)
        if fitting is None:
            return []
        rows_of_head, body = fitting
        done, above = _sum_stop(cells, stop), cells[done : head.start]
        rows += (*labelled(above), *rows_of_head, *body, cells[stop:done])
    rows = [row for row in (*rows, *labelled(cells[done:])) if row]
    first = next(number for number, row in enumerate(rows) if len(row) > 1)
    return [
        (row[0].line, "\t".join(cell.word.text for cell in row) + "\t" * (len(row) == 1 and number > first))
        for number, row in enumerate(rows)
    ]


def _without_repeats(cells: list[PouredCell]) -> list[PouredCell]:
    """The cells without the heads that a page repeats: those of the first head again, right behind rows."""
    kept: list[PouredCell] = []
    first: list[PouredCell] = []  # of the head
    label, done = "", 0
    for found in heads_in(cells):
        start = found.start + _is_beside(cells[found.start].word)
        own = cells[found.start].word.norm if start > found.start else label
        again = _alike(first, cells[start : start + _MOST_COLUMNS]) if own == label else 0
        kept += cells[done : found.start]
        if again < _LEAST_AGAIN or _is_other_form(cells[done : found.start]):
            kept += cells[found.start : found.stop]
            first, label, done = cells[start : start + _MOST_COLUMNS], own, found.stop
        else:
            done = start + again
    return [*kept, *cells[done:]]


def _alike(first: Sequence[PouredCell], other: Sequence[PouredCell]) -> int:
    """How many cells of both say the same."""
    return sum(
        1 for _ in takewhile(lambda pair: pair[0].word.norm == pair[1].word.norm, zip(first, other, strict=False))
    )


def _is_other_form(between: Sequence[PouredCell]) -> bool:
    """Whether something is said of another form before the next head: a title, or labels."""
    words = [cell.word for cell in between if cell.is_label]
    labels = {word.norm for word in words if not (is_level(word) or word.tells_result)}
    return len(labels) > 1 or any(cell.word.is_title or cell.word.names_project for cell in between)


def _body_stop(cells: Sequence[PouredCell], start: int, limit: int) -> int:
    """Where the rows below a head end: at what stands below a table, or at what is above the next one."""
    last = limit == len(cells)
    level = max((at for at in range(start, limit) if is_usual(cells[at].word)), default=start)
    for at in range(start, limit):
        word = cells[at].word
        if word.begins_sum or word.is_title or word.is_other_title or word.uncontinued.norm != word.norm:
            return at
        if (
            _ends_table(word)
            or (word.column is not None and not is_level(word) and (at > level or _is_head_too(cells[at + 1 : at + 2])))
            or (not last and cells[at].is_label and not is_level(word))
        ):
            return at
    return limit


def _is_head_too(cells: Sequence[PouredCell]) -> bool:
    """Whether what follows is said over a table as well; a single word may be what a row says."""
    return all(cell.word.column is not None or cell.is_label for cell in cells)


def _sum_stop(cells: Sequence[PouredCell], start: int) -> int:
    """Where the row of sums ends that begins there; ``start`` where none does."""
    stop = start
    if start < len(cells) and cells[start].word.begins_sum:
        stop = next((n for n in range(start + 1, len(cells)) if not is_number(cells[n].word)), len(cells))
    return stop


def _ends_table(word: Word) -> bool:
    """Notes, opinions, and who filled in: 注：…, 审核结论, 填表人：…"""
    whole = word.norm in words("remark") and len(word.norm) >= _LEAST_REMARK
    return whole or (word.begins_remark and (":" in word.norm or word.norm.endswith("人")))


# --- below the head ---------------------------------------------------------------------------------------------------


def _fitting(cells: Sequence[PouredCell], head: PouredHead) -> tuple[Rows, Rows] | None:
    """The rows of a head, and those below it; None where it cannot be told which cells are which."""
    heads = (head, *([head.undivided] if head.rows[1] else []))
    if head.left:
        found = ((own, project_rows(cells, own, partial(_body, head=own))) for own in heads)
        return next(((own.rows, body) for own, body in found if body), None)
    joined = _levels_joined([*_lists_joined(cells)])
    dealt = [one for own in heads if (one := dealt_out(joined, own))]
    _, own, body = max(dealt, key=lambda one: one[0], default=(0.0, head, []))
    return (own.rows, body) if body else None


def _body(cells: Sequence[PouredCell], head: PouredHead) -> Rows:
    """Levels and the cells behind them as rows; none where it cannot be told which is which."""
    found = dealt_out(_levels_joined([*_lists_joined(cells)]), head)
    return found[2] if found else []


def _lists_joined(cells: Sequence[PouredCell]) -> Iterator[PouredCell]:
    """The cells, with a list of several lines (1.… 2.… 3.…) as one of them."""
    at = 0
    while at < len(cells):
        stop = at
        while stop < len(cells) and _listed(cells[stop].word, stop - at + 1):
            stop += 1
        yield joined_cells(*cells[at:stop]) if stop > at + 1 else cells[at]
        at = max(stop, at + 1) if stop > at + 1 else at + 1


def _listed(word: Word, number: int) -> bool:
    found = _ITEM.match(word.norm)
    return found is not None and int(found[1]) == number and not is_level(word)


def _levels_joined(cells: Sequence[PouredCell]) -> list[PouredCell]:
    """The cells with levels that were broken over lines whole again, and without the label beside the table."""
    found: list[PouredCell] = []
    at = 0
    while at < len(cells):
        count = next((n for n in range(MOST_LINES, 1, -1) if _joins_to_level(cells[at : at + n + 1], n)), 1)
        joined = joined_cells(*cells[at : at + count])
        if not _is_beside(joined.word):
            found.append(joined)
        at += count
    return found


def _joins_to_level(cells: Sequence[PouredCell], count: int) -> bool:
    """The first of these cells are one level; where they may be two (服务对象 | 满意度指标) none comes behind."""
    words = [cell.word for cell in cells[:count]]
    joined = word_of("".join(word.text for word in words))
    if len(words) == count and _is_beside(joined) and _is_broken_beside(words):
        return True
    broken = any(is_level(word) for word in words[1:] if not word.is_level_tail)
    if len(words) < count or (broken and not is_usual(joined)):
        return False
    if broken and is_level(words[0]):
        return not is_level(cells[count].word) if len(cells) > count else False
    whole = not is_usual(words[0]) or (count == 2 and words[1].is_level_tail)
    return is_usual(joined) and whole


def _is_broken_beside(words: Sequence[Word]) -> bool:
    """None but the first says it alone, and that only with a letter or two behind it: 绩效指标完成情 | 况."""
    first, *others = words
    rest = len(others) == 1 and len(others[0].norm) < _SHORTEST_CELL
    if _is_beside(word_of("".join(word.text for word in words[:-1]))) and not rest:
        return False
    return not any(word.speaks_of_indicators for word in others) and (rest or not first.speaks_of_indicators)


def _is_beside(word: Word) -> bool:
    """What stands beside all rows: 绩效指标, 部门整体支出绩效指标."""
    return word.stands_beside or (word.speaks_of_indicators and len(word.norm) <= _LONGEST_BESIDE)


# --- above the head ---------------------------------------------------------------------------------------------------


def labelled(cells: Sequence[PouredCell]) -> Iterator[list[PouredCell]]:
    """Labels with their values; labels that follow each other have their values behind the last one, in their order."""
    labels: list[PouredCell] = []
    values: list[PouredCell] = []
    for cell in _labels_joined(cells):
        if cell.is_label or (labels and not values and cell.word.begins_sum):
            if values:
                yield from _paired(labels, values)
                labels, values = [], []
            labels.append(cell)
        elif labels and not values and REMARK.match(cell.word.text):
            labels[-1] = joined_cells(labels[-1], cell)
        elif labels:
            values.append(cell)
        else:
            yield [cell]
    yield from _paired(labels, values)


def _labels_joined(cells: Sequence[PouredCell]) -> Iterator[PouredCell]:
    at = 0
    while at < len(cells):
        count = next((n for n in range(MOST_LINES, 1, -1) if _joins_to_label(cells[at : at + n], n)), 1)
        yield joined_cells(*cells[at : at + count])
        at += count


def _joins_to_label(cells: Sequence[PouredCell], count: int) -> bool:
    if len(cells) < count or any(is_number(cell.word) or (cell.is_label and n) for n, cell in enumerate(cells)):
        return False
    if cells[0].is_label and not cells[1].word.norm.startswith(_AND):  # 主管部门 | 及编码 is one
        return False
    joined = word_of("".join(cell.word.text for cell in cells))
    return any(joined.field(kind) for kind in KINDS)


def _paired(labels: list[PouredCell], values: list[PouredCell]) -> Iterator[list[PouredCell]]:
    """Every label with its value; the first one may be a label beside all the others."""
    if not labels:
        return
    if len(labels) > 1 and len(values) > 1 and all(map(_is_amount, values)):
        beside = labels[: len(labels) - len(values)][:1]  # 项目资金 beside 合计, 财政拨款 …
        if len(labels) - len(beside) == len(values):
            pairs = zip(labels[len(beside) :], values, strict=True)
            yield [*beside, *(cell for pair in pairs for cell in pair)]
        else:
            yield from (labels, values)
        return
    own, groups, rest = labels, list(_sentences(values)), []
    asked = [*takewhile(lambda one: one.word.names_goals or one.word.tells_result, reversed(labels))]
    if 1 < len(groups) == len(asked) < len(labels) - 1:  # those before them were left blank
        yield labels[: -len(asked)]
        yield from _paired(labels[-len(asked) :], values)
        return
    if len(groups) != len(own) or own[0].word.stands_beside:
        own = labels[1:] if len(labels) > 1 else labels
    if len(own) == 1:
        count = _of_goal(values) if own[0].word.names_goals else _wrapped(values)
        groups, rest = _whole(values[:count]), values[count:]
    beside = labels[: len(labels) - len(own)]
    if len(groups) == len(own):
        for number, (label, group) in enumerate(zip(own, groups, strict=True)):
            yield [*(() if number else beside), label, group]
        yield rest
    else:
        yield labels
        yield values


def _is_amount(cell: PouredCell) -> bool:
    return cell.word.like_number or bool(_AMOUNT.fullmatch(cell.word.norm))


def _of_goal(values: Sequence[PouredCell]) -> int:
    """How many lines are the text of a goal: up to the heading of the next section, or what stands beside a table."""
    ends = (n for n, cell in enumerate(values) if n and (_heads_part(cell.word) or cell.word.norm.isdigit()))
    count = next(ends, len(values))
    return count - (count > 1 and _is_astray(values[count - 2].word, values[count - 1].word))


def _is_astray(above: Word, word: Word) -> bool:
    """True for a few words behind a whole sentence, which head a column rather than end a text: 指标编码."""
    return above.text.endswith(_ENDS) and not word.text.endswith(_ENDS) and len(word.norm) <= _SHORT


def _heads_part(word: Word) -> bool:
    own = word_of(word.unnumbered)
    section = word.heads_section and (own.stands_beside or own.is_title or own.speaks_of_indicators)
    return section or word.stands_beside or word.column is not None


def _wrapped(values: Sequence[PouredCell]) -> int:
    """How many lines are one value: all but the last are full. What is left behind must be labels with their values."""
    count = min(1, len(values))
    while count < len(values) and _goes_on_below(values[0].word, values[count - 1].word, values[count].word):
        count += 1
    return count - (count > 1 and (len(values) - count) % _PAIR)


def _goes_on_below(first: Word, above: Word, word: Word) -> bool:
    """True for a line that is the rest of the one above: no number or date, nor longer than a full line."""
    if any(one.like_number or one.quantity or _DATE.match(one.norm) for one in (above, word)):
        return False
    full = len(above.text) + 1 >= len(first.text) >= len(word.text)
    return full and not word.ends_as_label and ":" not in word.norm


def _whole(values: Sequence[PouredCell]) -> list[PouredCell]:
    """A value that was broken over lines."""
    return [joined_cells(*values)] if values else []


def _sentences(values: Sequence[PouredCell]) -> Iterator[PouredCell]:
    begun: list[PouredCell] = []
    for cell in values:
        begun.append(cell)
        if cell.word.text.endswith(_ENDS):
            yield from _whole(begun)
            begun = []
    yield from _whole(begun)
