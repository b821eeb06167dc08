"""The web page of a form: valid, bare, one table, and nothing but its words."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from random import Random

import pytest

from exporters.html.write import html_text
from models.table import Cell, Role, Table
from tests.exporters.excel.excel_tables import department, narrative, project, random_table

PLAIN = {"html", "head", "meta", "title", "body", "section", "h1", "p", "table", "tbody", "tr", "th", "td", "br"}
VOID = {"meta", "br"}


class Page(HTMLParser):
    """What a strict reader sees: tags that close in order, attributes, texts of the cells."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.cells: list[str] = []
        self.places: list[tuple[int, int]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag in ("td", "th"):
            spans = {name: int(value or 1) for name, value in attrs}
            self.cells.append("")
            self.places.append((spans.get("rowspan", 1), spans.get("colspan", 1)))
        elif tag == "br" and self.cells:
            self.cells[-1] += "\n"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("td", "th"):
            self.cells[-1] += data


@pytest.mark.parametrize("seed", range(10))
def test_a_page_is_bare_and_has_every_cell(seed: int) -> None:
    made = random_table(Random(seed))
    cells = tuple(replace(cell, text=f"{cell.text}·{number}") for number, cell in enumerate(made.cells))
    page = Page(html_text([made._replace(cells=cells)]))
    assert set(page.tags) <= PLAIN
    assert page.attributes <= {"lang", "charset", "rowspan", "colspan", "border"}
    assert page.tags.count("table") <= 1
    framed = [cell.text for cell in cells if cell.role.bordered]
    assert [text for text in page.cells if text in framed] == framed
    assert sum(rows * columns for rows, columns in page.places) % made.column_count == 0


def test_one_table_a_form_with_its_heading_before_it() -> None:
    page = html_text([department(), project(), narrative()], "绩效目标表")
    assert page.count("<table") == 3
    assert page.count("<h1>") == 3
    assert "<title>绩效目标表</title>" in page
    assert page.index("<h1>2026年部门") < page.index("<table")
    assert '<th rowspan="' not in page
    assert '<td rowspan="5">产出指标</td>' in page or 'rowspan="6">产出指标' in page


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "</title><b>", '"><img src=x onerror=y>', "&lt;", "a&b"])
@pytest.mark.parametrize("role", [Role.TITLE, Role.LABEL, Role.TEXT, Role.NOTE])
def test_no_text_is_markup(text: str, role: Role) -> None:
    cells = (Cell(0, 0, text, column_span=2, role=role), Cell(1, 0, "甲"), Cell(1, 1, text))
    page = Page(html_text([Table((10, 10), 2, cells, title=text)], text))
    assert set(page.tags) <= PLAIN
    assert page.cells[-1] == text


def test_no_table_is_refused() -> None:
    with pytest.raises(ValueError, match="没有"):
        html_text([])
