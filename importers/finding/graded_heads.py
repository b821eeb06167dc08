"""Heads over grades, 评价标准 over 优 | 良 | 中 | 差: one row, in which every grade has a column of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from importers.finding.lines import Line, Spot
from importers.placed import HEAD, MADE_UP, Place
from importers.words.vocabulary import NAME_PATH

_LEAST = 2  # grades
_LEAST_BESIDE = 2  # heads beside what stands over them
_OVER = ("indicator.scoring", "indicator.target", "")  # what grades are of, the likeliest first


def with_grades(lines: Sequence[Line]) -> list[Line]:
    """The lines, such heads in one row."""
    found: list[Line] = []
    for line in lines:
        over = _over(found[-1], line) if found and found[-1].table == line.table else None
        if over is None:
            found.append(line)
        else:
            found[-1] = _joined(found[-1], line, over)
    return found


def _over(head: Line, line: Line) -> Spot | None:
    """What stands over the grades of a line, in the row above it; None where that is no head, or they are none."""
    graded = len(line.filled) >= _LEAST and all(word.divided_value for word in line.words)
    if not graded or not line.words[0].is_best_grade or len(head.filled) <= _LEAST_BESIDE:
        return None
    if not any(word.any_level or word.column == NAME_PATH for word in head.words):
        return None
    left = [spot for spot in head.filled if spot.column <= line.filled[0].column]
    meant = [spot for path in _OVER for spot in head.filled if spot.word.column == path]
    return left[-1] if line.filled[0].column else next(iter(meant), None)


def _joined(head: Line, line: Line, over: Spot) -> Line:
    lost = over.column - line.filled[0].column
    best, *others = [spot.moved(spot.column + lost) for spot in line.filled]
    grades = [best, *(spot._replace(place=Place(MADE_UP, 0, spot.column)) for spot in others)]  # they stay in their row
    last = grades[-1].column
    behind = [spot for spot in head.filled if spot.column > over.column]
    beside = [spot.moved(max(spot.column, last + 1 + number)) for number, spot in enumerate(behind)]
    spots = (*(spot for spot in head.filled if spot.column < over.column), *grades, *beside)
    joined = replace(head, filled=spots, anchors=head.anchors | line.anchors, placed={})
    joined.heads_indicators = True
    joined.answered = {**head.answered, over.place: HEAD}
    return joined
