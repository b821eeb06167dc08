"""Spoiled sources by the thousand, and how it is told in a line what is read of each: a net of small meshes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from random import Random
from typing import NamedTuple

WORDS = (
    *("一级指标", "二级指标", "三级指标", "指标值", "权重", "分值", "备注", "计量单位", "指标性质", "年度目标", "/"),
    *(
        "产出指标",
        "效益指标",
        "满意度指标",
        "成本指标",
        "数量指标",
        "质量指标",
        "时效指标",
        "社会效益指标",
        "实施期目标",
    ),
    *("项目名称", "主管部门", "实施单位", "资金总额", "其中：财政拨款", "其他资金", "合计", "小计", "基本支出", "……"),
    *("≥30处", "≤12万元", "95%", "30", "10", "定量", "处", "≥", "2026年", "2026年6月底前", "历史标准", "是", "优良"),
    *("单位：万元", "（续）", "目标1：完成巡查三十次", "1、巡查30处", "无", "☑是 □否", "巡查次数", "群众满意度"),
)
"""What is put where something else stood: words that mean something, in a place where they do not."""
TIMES = 12
"""How often each source is spoiled, each time in another way."""

Rows = list[list[str]]
Damage = Callable[[Random, Rows], None]
_SPAN = re.compile(r"⟪\d+×\d+⟫")


class Spoiled(NamedTuple):
    """A source after that: which, in what way, and its lines."""

    name: str
    way: str
    lines: list[str]


def _row(random: Random, rows: Rows) -> list[str]:
    return random.choice([row for row in rows if len(row) > 1] or [row for row in rows if row] or [[""]])


def another_word(random: Random, rows: Rows) -> None:
    """A cell says something else; as large as it was."""
    row = _row(random, rows)
    at = random.randrange(len(row))
    row[at] = random.choice(WORDS) + "".join(_SPAN.findall(row[at]))


def nothing(random: Random, rows: Rows) -> None:
    """A cell is empty."""
    row = _row(random, rows)
    at = random.randrange(len(row))
    row[at] = "·" + "".join(_SPAN.findall(row[at]))


def exchanged(random: Random, rows: Rows) -> None:
    """Two cells of a row have changed places."""
    row = _row(random, rows)
    one, other = random.randrange(len(row)), random.randrange(len(row))
    if not _SPAN.search(row[one] + row[other]):
        row[one], row[other] = row[other], row[one]


def sign(random: Random, rows: Rows) -> None:
    """One sign of a cell is another, or gone."""
    row = _row(random, rows)
    at = random.randrange(len(row))
    text, span = _SPAN.sub("", row[at]), "".join(_SPAN.findall(row[at]))
    if text:
        place = random.randrange(len(text))
        row[at] = text[:place] + random.choice("口.，、%元≥ ：:（）1") * random.randrange(2) + text[place + 1 :] + span


def blank_lost(random: Random, rows: Rows) -> None:
    """A blank cell, or another, is left out; what stands behind it moves up."""
    row = _row(random, rows)
    blank = [at for at, text in enumerate(row) if text in ("", "·")]
    del row[random.choice(blank or [random.randrange(len(row))])]


def blanks_lost(random: Random, rows: Rows) -> None:  # noqa: ARG001 (all of them)
    """No blank cell is left."""
    for row in rows:
        row[:] = [text for text in row if text not in ("", "·")] or row[:1]


def twice(random: Random, rows: Rows) -> None:
    """A cell stands there twice."""
    row = _row(random, rows)
    at = random.randrange(len(row))
    row.insert(at, row[at])


def glued(random: Random, rows: Rows) -> None:
    """Two cells are one."""
    row = _row(random, rows)
    at = random.randrange(len(row))
    row[at : at + 2] = ["".join(row[at : at + 2])]


def row_gone(random: Random, rows: Rows) -> None:
    """A row is missing."""
    del rows[random.randrange(len(rows))]


def row_twice(random: Random, rows: Rows) -> None:
    """A row comes again."""
    at = random.randrange(len(rows))
    rows.insert(random.randrange(len(rows)), list(rows[at]))


def row_torn(random: Random, rows: Rows) -> None:
    """The end of a row stands in a row of its own."""
    number = random.randrange(len(rows))
    at = random.randrange(len(rows[number]) + 1)
    rows[number : number + 1] = [rows[number][:at] or [""], rows[number][at:] or [""]]


def column_gone(random: Random, rows: Rows) -> None:
    """A column is missing."""
    at = random.randrange(max(map(len, rows)))
    for row in rows:
        del row[at : at + 1]


def column_moved(random: Random, rows: Rows) -> None:
    """A column stands elsewhere."""
    width = max(map(len, rows))
    at, to = random.randrange(width), random.randrange(width)
    for row in rows:
        if at < len(row):
            row.insert(to, row.pop(at))


SAME_SHAPE: tuple[Damage, ...] = (another_word, another_word, another_word, nothing, exchanged, sign)
ANY_SHAPE: tuple[Damage, ...] = (
    *SAME_SHAPE,
    *(blank_lost, blanks_lost, twice, glued, row_gone, row_twice, row_torn, column_gone, column_moved),
)
"""Where cells reach over several places, only what leaves them as large as they are."""


def spoiled_tables(name: str, lines: Sequence[str]) -> Iterator[Spoiled]:
    """A source so many times, one or two things done to the cells of one of its tables."""
    starts = [
        number
        for number, line in enumerate(lines)
        if line[0] == "▦" and lines[number + 1 : number + 2] and "│" in lines[number + 1]
    ]
    for number in range(TIMES if starts else 0):
        random = Random(f"{name}-{number}")
        start = random.choice(starts)
        stop = next((at for at in range(start + 1, len(lines)) if lines[at][0] in "¶▦"), len(lines))
        first = int(lines[start + 1].partition("│")[0])
        rows = [line.partition("│")[2].split("→") for line in lines[start + 1 : stop]]
        whole = any(_SPAN.search(text) for row in rows for text in row)
        way = _spoil(random, rows, SAME_SHAPE if whole else ANY_SHAPE)
        page, sheet, columns = lines[start].split("│")
        wide = max(int(columns.rstrip("?")), *map(len, rows), 1)
        head = f"{page}│{sheet}│{wide}{columns[len(columns.rstrip('?')) :]}"
        made = [f"{first + at}│{'→'.join(row)}" for at, row in enumerate(rows)]
        yield Spoiled(f"{name}-{number}", way, [*lines[:start], head, *made, *lines[stop:]])


def spoiled_text(name: str, lines: Sequence[str]) -> Iterator[Spoiled]:
    """A text or a page so many times, one or two things done to its lines."""
    for number in range(TIMES):
        random = Random(f"{name}-{number}")
        rows = [line[1:].split("→") for line in lines]
        way = _spoil(random, rows, ANY_SHAPE)
        yield Spoiled(f"{name}-{number}", way, ["│" + "→".join(row) for row in rows])


def _spoil(random: Random, rows: Rows, shapes: Sequence[Damage]) -> str:
    ways = [random.choice(shapes) for _ in range(random.choice((1, 1, 2)))]
    for way in ways:
        if rows:
            way(random, rows)
            rows[:] = [row or [""] for row in rows]
    return "+".join(way.__name__ for way in ways)


def in_short(one: Spoiled, read: Sequence[str]) -> str:
    """One line of what is read: in which way it was spoiled, a sum over all of it, its lines, and the cells left."""
    whole = sha256("\n".join(read).encode()).hexdigest()[:12]
    left = sum(line.startswith("left ") for line in read)
    return f"{one.name} {one.way} {whole} {len(read)} {left}"
