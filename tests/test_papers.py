"""The paper that comes out: every form of the samples, and the real forms where they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exporters.budget import budget_table
from exporters.excel.breaks import Pages
from exporters.excel.content import decimals, shown_as
from exporters.excel.heights import room
from exporters.excel.placing import Layout
from exporters.excel.setting import set_out
from exporters.excel.sizes import scale_in
from exporters.excel.styles import size_of
from exporters.excel.write import excel_bytes
from exporters.export import tables_of
from exporters.fonts import Fonts, load_fonts
from exporters.pages.measure import Block, measure
from exporters.pages.paginate import paginate
from exporters.pages.styles import less_margin
from exporters.pages.wrapping import ends_alone
from models.table import Role, Table
from tests.papers import TEMPLATES, dossiers, with_long_texts


@cache
def fonts() -> Fonts:
    return load_fonts()


@cache
def samples() -> dict[str, Table]:
    return dict(tables(None))


@lru_cache(maxsize=128)  # not all that long texts are tried with
def laid(table: Table) -> tuple[Layout, Pages]:
    """Rows and pages of its sheet in Excel; several tests look at them."""
    return set_out(table, table.cells)


@cache
def blocks(table: Table) -> Sequence[Block]:
    """Its cells as they are broken on paper."""
    return measure(table, fonts()).blocks


@cache
def sheet_of(table: Table) -> Worksheet:
    """Its sheet, written and read again."""
    return load_workbook(BytesIO(excel_bytes([table])), data_only=True).worksheets[0]


@pytest.fixture(scope="module")
def real(shared_forms: Path) -> dict[str, Table]:
    return {name: table for name, table in tables(shared_forms) if name not in samples()}


def tables(sources: Path | None) -> Iterator[tuple[str, Table]]:
    """The official table of every form, by the name of its dossier and its number."""
    for name, dossier in dossiers(sources):
        for number, (_, table) in enumerate(tables_of(dossier, TEMPLATES), 1):
            yield f"{name}-{number}", table


def more_in_excel(forms: dict[str, Table]) -> list[str]:
    """The forms that take more pages in Excel than in the PDF."""
    in_excel = {name: len(laid(table)[1].edges) + 1 for name, table in forms.items()}
    return [name for name, table in forms.items() if in_excel[name] > len(paginate(table, fonts(), tighten=True))]


def test_a_sheet_of_excel_takes_no_more_pages_than_the_pdf() -> None:
    assert len(samples()) > 15
    assert len(more_in_excel(samples())) <= 2


def test_nor_does_one_of_a_real_form(real: dict[str, Table]) -> None:
    assert len(real) == 20
    assert not more_in_excel(real)


def bare_pages(table: Table) -> int:
    """The pages of a sheet that begin with rows of a band whose head they do not show."""
    layout, pages = laid(table)
    bands = [(layout.first[band.head_start], layout.first[band.start], layout.first[band.stop]) for band in table.bands]
    torn = [head for edge in pages.edges for head, _, stop in bands if head < edge < stop]
    return sum(pages.repeated is None or not _same_head(table, layout, head, pages.repeated[0]) for head in torn)


def _same_head(table: Table, layout: Layout, head: int, repeated: int) -> bool:
    """Does the head say what the one says that is repeated from above it?"""
    said = [
        [(cell.row - row, cell.column, cell.text) for cell in table.cells if row <= cell.row < band.head_stop]
        for start in (head, repeated)
        for band in table.bands
        for row in [band.head_start]
        if layout.first[row] == start
    ]
    return repeated <= head and said[0] == said[-1]


def test_no_page_of_a_sheet_begins_without_its_head(real: dict[str, Table]) -> None:
    """Excel repeats one head: where two long bands have different ones, the pages end so that one needs none."""
    assert not [name for name, table in {**samples(), **real}.items() if bare_pages(table)]
    assert sum(len(laid(table)[1].edges) for table in {**samples(), **real}.values()) >= 14


def foreign_heads(table: Table) -> int:
    """The pages of a sheet that begin with the repeated head, but not with rows that it is the head of."""
    layout, pages = laid(table)
    if pages.repeated is None:
        return 0
    bands = [(layout.first[band.head_start], layout.first[band.stop]) for band in table.bands]
    own = {
        edge
        for edge in pages.edges
        for head, stop in bands
        if head < edge < stop and _same_head(table, layout, head, pages.repeated[0])
    }
    return sum(edge >= pages.repeated[1] and edge not in own for edge in pages.edges)


def test_no_page_of_a_sheet_begins_with_the_head_of_others(real: dict[str, Table]) -> None:
    assert not [name for name, table in {**samples(), **real}.items() if foreign_heads(table)]


@pytest.mark.parametrize("characters", [1000, 3000])
def test_nor_does_one_where_texts_are_long(characters: int, shared_forms: Path) -> None:
    """Only a form of several goals of thousands of characters each has two bands of which none fits a page."""
    unheaded = Counter[str]()
    pages = 0
    for name, dossier in dossiers(shared_forms):
        for _, table in tables_of(with_long_texts(dossier, characters), TEMPLATES):
            unheaded[name] += bare_pages(table) + foreign_heads(table)
            pages += len(laid(table)[1].edges)
    assert [name for name in unheaded if unheaded[name]] == ["jianghan-2024"]
    assert unheaded.total() <= 0.05 * pages


_MARKS = "，。；：、！？）》】”’.,;:!?)"


def lone_characters(table: Table) -> list[str]:
    """The cells that leave one character over, which stands alone on their last line, or with closing marks."""
    lines = {block.cell.text: block.text.lines for block in blocks(table)}
    return [
        text
        for text, (*above, last) in lines.items()
        if above and above[-1].broken and len(last.text.strip().rstrip(_MARKS)) <= 1
    ]


def test_no_character_stands_alone_on_a_last_line(real: dict[str, Table]) -> None:
    assert not [text for table in (*samples().values(), *real.values()) for text in lone_characters(table)]


MOST_LINES = {"部门（单位）名称": 2, "长期目标：（截止": 3, "长期目标（截止": 2}
"""Label, or its beginning → lines in which a person would write it."""


def test_labels_are_broken_as_a_person_would(real: dict[str, Table]) -> None:
    seen = set()
    for name, table in {**samples(), **real}.items():
        for block in blocks(table):
            said = block.cell.text.replace("\n", "")
            for label, most in MOST_LINES.items():
                if said.startswith(label):
                    assert len(block.text.lines) <= most, (name, said)
                    seen.add(label)
    assert seen == set(MOST_LINES)


WHOLE = ("开始日期", "目标和成果", "设置依据", "财政拨款", "指标解释")
"""Words of heads and labels that stand on one line."""


def test_words_of_heads_and_labels_stand_on_one_line(real: dict[str, Table]) -> None:
    seen = set()
    for name, table in {**samples(), **real}.items():
        for block in blocks(table):
            if block.cell.role in (Role.HEADER, Role.LABEL):
                said = block.cell.text.replace("\n", "")
                words = {word for word in WHOLE if word in said}
                torn = {word for word in words if not any(word in line.text for line in block.text.lines)}
                assert not torn, (name, said)
                seen |= words
    assert seen == set(WHOLE)


def lone_in_excel(table: Table) -> set[str]:
    """The heads and labels whose last line in Excel is a single character, broken where the cell ends."""
    layout, body = laid(table)[0], table.page.font_size
    sized = [(cell, layout.width(cell)) for cell in table.cells if cell.role in (Role.HEADER, Role.LABEL)]
    scaled = [(cell.text, units, size_of(cell.role, body) * scale_in(cell, units, body)) for cell, units in sized]
    return {text for text, units, size in scaled if ends_alone(text, room(units, size))}


def test_few_heads_leave_one_character_over_in_excel(real: dict[str, Table]) -> None:
    lone = set[str]().union(*map(lone_in_excel, (*samples().values(), *real.values())))
    assert lone <= {"预计当年实现", "指标性质", "项目总体概况", "项目实施周期"}


def needless_page(table: Table) -> bool:
    """The last page has fewer than five rows, though as small as its template allows the form would do without it."""
    pages = paginate(table, fonts(), tighten=True).pages
    before = {box.row for page in pages[:-1] for box in page.boxes}
    if len(pages) == 1 or len({box.row for box in pages[-1].boxes} - before) >= 5:
        return False
    setup = less_margin(table.page)._replace(font_size=min(table.page.font_size, table.page.least_font_size))
    return len(paginate(table._replace(page=setup), fonts())) < len(pages)


def test_no_last_page_is_begun_for_a_few_rows(real: dict[str, Table]) -> None:
    assert not [name for name, table in {**samples(), **real}.items() if needless_page(table)]


def test_every_cell_of_a_form_is_one_cell_of_the_sheet(real: dict[str, Table]) -> None:
    """Whole merges, and no text that is not the form's."""
    for name, table in {**samples(), **real}.items():
        sheet = sheet_of(table)
        places = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert len(places) == sum(cell.text != "" for cell in table.cells), name
        assert not [cell.value for cell in places if "（续）" in str(cell.value)]
        assert len(sheet.merged_cells.ranges) >= sum(cell.row_span * cell.column_span > 1 for cell in table.cells)


def shown_decimals(table: Table) -> Iterator[set[int]]:
    """Of every column under every head: how many decimals its amounts show in Excel, percentages apart."""
    sheet = sheet_of(table)
    layout = laid(table)[0]
    found: dict[tuple[int, bool], set[int]] = {}
    for cell in sorted(table.cells, key=lambda one: one.row):
        if cell.role is Role.HEADER and cell.text:
            for column in range(cell.column, cell.right):
                for percent in (False, True):
                    yield found.pop((column, percent), set())
        if cell.role is Role.NUMBER and cell.text and not any("extra" in slot.field for slot in cell.slots):
            place = sheet.cell(layout.first[cell.row] + 1, cell.column + 1)
            shown = shown_as(Decimal(str(place.value)), place.number_format) if place.data_type == "n" else cell.text
            assert shown.rstrip("%").startswith(cell.text.rstrip("%")), "no digit of the paper is missing"
            found.setdefault((cell.column, shown[-1] == "%"), set()).add(decimals(shown))
    yield from found.values()


def test_the_amounts_of_a_column_show_as_many_decimals(real: dict[str, Table]) -> None:
    budgets = {name: budget_table(dossier) for name, dossier in dossiers(None)}
    columns = 0
    for name, table in {**samples(), **real, **budgets}.items():
        for shown in shown_decimals(table) if table else ():
            assert len(shown) <= 1, name
            columns += len(shown)
    assert columns > 100


_SIGNS = str.maketrans("()", "（）", " \n\t　|:：□☑")


def test_a_layout_says_nothing_that_the_published_form_does_not(real: dict[str, Table], shared_forms: Path) -> None:
    """Captions, years, heads and labels; what stands behind the colon of a caption is the unit's."""
    strange = []
    for name, table in real.items():
        source = (shared_forms / f"{name.rpartition('-')[0]}.txt").read_text(encoding="utf-8").translate(_SIGNS)
        fixed = [cell.text for cell in table.cells if not cell.slots]
        opened = [cell.text.partition("：")[0] for cell in table.cells if cell.slots and cell.role in _AROUND]
        strange += [(name, text) for text in (*fixed, *opened) if text.translate(_SIGNS) not in source]
    assert not strange


_AROUND = (Role.CAPTION, Role.UNIT, Role.SUBTITLE, Role.SIGNATURE)
