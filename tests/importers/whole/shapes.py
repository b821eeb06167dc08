"""The same source as it comes to a person by other ways: copied as text of many shapes, torn by a page, drawn anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import NamedTuple

from importers.readers.source import SourceError
from importers.readers.text import parse_text
from models.table import Cell, Document, Paragraph, Table
from tests.importers.whole.damage import Rows, glued, nothing, row_gone, sign
from tests.importers.whole.notation import Given

TIMES = 8
"""How many shapes each source is brought into."""
HEADS = (
    *("序号", "绩效指标", "指标名称", "年度指标值", "实施期指标值", "符号", "数值", "度量单位", "指标分值", "评分标准"),
    *("2025年", "2024年完成值", "指标值设定依据", "数据来源", "项目编码", "项目属性", "起止时间", "项目负责人"),
    *(
        "年度资金总额",
        "财政拨款",
        "上级补助",
        "其中：上年结转",
        "一般公共预算",
        "省级资金",
        "项目总预算",
        "年度总体目标",
    ),
    *("中期目标", "产出数量指标", "产出指标数量指标", "社会效益", "（一）产出指标", "1.数量指标", "成本指标（10分）"),
    *("单位负责人：甲", "填表人：乙　　联系电话：0000", "单位名称：示例市档案馆", "12.5", "≥95", "100.00", "优", "5月"),
)
"""Words of forms that stand where they do not belong."""


class Shaped(NamedTuple):
    """A source after that: its name, in what shape, and what is given to the import; empty where it is refused."""

    name: str
    way: str
    given: Given


# --- as text ----------------------------------------------------------------------------------------------------------


def rows_of(document: Document) -> list[list[str]]:
    """A document's lines: paragraphs as rows of one cell, each place of a table where it stands, blank ones too."""
    rows: list[list[str]] = []
    for part in document:
        if isinstance(part, Paragraph):
            rows += [[line] for line in part.text.split("\n")]
            continue
        table = [[""] * part.column_count for _ in range(part.row_count)]
        for cell in part.cells:
            if cell.row < part.row_count and cell.column < part.column_count:
                table[cell.row][cell.column] = cell.text.replace("\n", "")
        rows += table
    return rows


def tabbed(rows: Rows) -> str:
    """Between tabs, blank cells too."""
    return "\n".join("\t".join(row) for row in rows)


def without_blanks(rows: Rows) -> str:
    """Between tabs, blank cells lost."""
    return "\n".join("\t".join(text for text in row if text) for row in rows)


def poured(rows: Rows) -> str:
    """A line a cell, a blank line for each blank one."""
    return "\n".join(text for row in rows for text in row)


def poured_without_blanks(rows: Rows) -> str:
    """A line a cell, blank ones lost."""
    return "\n".join(text for row in rows for text in row if text)


def gapped(rows: Rows) -> str:
    """Wide gaps between the cells."""
    return "\n".join("   ".join(text for text in row if text) for row in rows)


def spaced(rows: Rows) -> str:
    """A blank between the cells."""
    return "\n".join(" ".join(text for text in row if text) for row in rows)


def gapped_and_spaced(rows: Rows) -> str:
    """Wide gaps, and single blanks, in turn."""
    return "\n".join("".join(text + ("   ", " ")[n % 2] for n, text in enumerate(row) if text).rstrip() for row in rows)


def piped(rows: Rows) -> str:
    """Bars around the cells."""
    return "\n".join(f"| {' | '.join(row)} |" if len(row) > 1 else row[0] for row in rows)


def barred(rows: Rows) -> str:
    """Bars between the cells."""
    return "\n".join("|".join(row) for row in rows)


def commas(rows: Rows) -> str:
    """Commas between the cells, which stand in quotes where they hold one."""
    return "\n".join(",".join(f'"{text}"' if "," in text or '"' in text else text for text in row) for row in rows)


def stacked(rows: Rows) -> str:
    """A line a cell, an empty line between the rows."""
    return "\n\n".join("\n".join(text for text in row if text) for row in rows if any(row))


def labelled(rows: Rows) -> str:
    """Two cells a line with a colon between them."""
    pairs = (("：".join(row[n : n + 2]) for n in range(0, len(row), 2)) for row in rows)
    return "\n".join(text for pair in pairs for text in pair if text.strip("："))


TEXTS: tuple[Callable[[Rows], str], ...] = (
    *(tabbed, without_blanks, poured, poured_without_blanks, gapped, spaced, gapped_and_spaced),
    *(piped, barred, commas, stacked, labelled),
)

# --- as another document ----------------------------------------------------------------------------------------------

Redrawn = Callable[[Random, Table], list[Paragraph | Table]]


def _made(table: Table, cells: Sequence[Cell], rows: int) -> Table:
    return table._replace(cells=tuple(cells), row_count=rows, source_rows=())


def torn(random: Random, table: Table) -> list[Paragraph | Table]:
    """In two tables, as a page leaves them; some with the first row again."""
    at = random.randrange(table.row_count + 1)
    above = [replace(one, row_span=min(one.row_span, at - one.row)) for one in table.cells if one.row < at]
    again = [one for one in table.cells if one.row == 0 and one.row_span == 1] if random.random() < 0.4 else []
    down = bool(again)
    below = [replace(one, row=one.row - at + down) for one in table.cells if one.row >= at]
    return [_made(table, above, at), _made(table, [*again, *below], table.row_count - at + down)]


def rows_exchanged(random: Random, table: Table) -> list[Paragraph | Table]:
    """Two rows have changed places."""
    one, other = random.randrange(max(table.row_count, 1)), random.randrange(max(table.row_count, 1))
    places = {one: other, other: one}
    cells = [replace(cell, row=places.get(cell.row, cell.row), row_span=1) for cell in table.cells]
    return [_made(table, sorted(cells, key=lambda cell: (cell.row, cell.column)), table.row_count)]


def head_again(random: Random, table: Table) -> list[Paragraph | Table]:
    """One of its rows comes again further below."""
    at, to = random.randrange(max(table.row_count, 1)), random.randrange(table.row_count + 1)
    row = [replace(one, row=to, row_span=1) for one in table.cells if one.row == at]
    moved = [replace(one, row=one.row + (one.row >= to)) for one in table.cells]
    cells = sorted([*moved, *row], key=lambda cell: (cell.row, cell.column))
    return [_made(table, cells, table.row_count + 1)]


def spans_lost(random: Random, table: Table) -> list[Paragraph | Table]:  # noqa: ARG001 (all of them)
    """Every cell has one place, the others are blank."""
    cells = [replace(one, row_span=1, column_span=1) for one in table.cells]
    return [_made(table, cells, table.row_count)]


def words_of_forms(random: Random, table: Table) -> list[Paragraph | Table]:
    """Some cells say something else that forms say."""
    cells = list(table.cells)
    for _ in range(random.choice((1, 1, 2, 4)) if cells else 0):
        at = random.randrange(len(cells))
        cells[at] = replace(cells[at], text=random.choice(HEADS))
    return [table._replace(cells=tuple(cells))]


def paragraph_between(random: Random, table: Table) -> list[Paragraph | Table]:
    """A text stands before it or behind it."""
    text = Paragraph(random.choice((*HEADS, "（续表）", "附件2", "填报说明：1.本表一式两份。", "二、项目绩效目标")), 0)
    return [text, table] if random.random() < 0.5 else [table, text]


REDRAWN: tuple[Redrawn, ...] = (
    *(torn, rows_exchanged, head_again, spans_lost, words_of_forms, words_of_forms, paragraph_between),
)


def shaped(name: str, given: Given) -> Iterator[Shaped]:
    """A source so many times: as text in several shapes, some with a slip in it, and drawn anew."""
    for number in range(TIMES):
        random = Random(f"{name}~{number}")
        if number % 2:
            tables = [at for at, part in enumerate(given.document) if isinstance(part, Table) and part.row_count]
            if tables:
                at, way = random.choice(tables), random.choice(REDRAWN)
                parts = list(given.document)
                table = parts[at]
                assert isinstance(table, Table)
                parts[at : at + 1] = way(random, table)
                yield Shaped(f"{name}~{number}", way.__name__, replace(given, document=tuple(parts)))
            continue
        shape, rows = random.choice(TEXTS), rows_of(given.document)
        for slip in random.choice(((), (), (sign,), (nothing,), (glued,), (row_gone,))):
            slip(random, rows)
        try:
            document = parse_text(shape([row or [""] for row in rows]))
        except SourceError:
            document = ()
        yield Shaped(f"{name}~{number}", shape.__name__, replace(given, document=document))
