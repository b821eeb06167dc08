"""What must hold where a form goes on over the edge of a page."""

from __future__ import annotations

import pytest

from exporters.pages.paginate import Pages
from exporters.pages.styles import FRAME, THIN
from models.table import Band, Cell, Role, Table
from tests.exporters.made_up import HEADERS, department_form, project_form
from tests.exporters.paper import CONTINUED, MM, body_rows, bound, inked, on_paper, page_text, said, texts_in

SEEDS = range(25)


@pytest.fixture(scope="module", name="forms")
def _forms() -> list[tuple[Table, Pages]]:
    """Department forms of all lengths."""
    tables = [department_form(seed, seed % 9 + 1, landscape=seed % 3 == 0, signed=seed % 4 > 0) for seed in SEEDS]
    return [(table, on_paper(table)) for table in tables]


Forms = list[tuple[Table, Pages]]


def test_the_title_stands_on_the_first_page_only(forms: Forms) -> None:
    for _, pages in forms:
        assert [page_text(page).count("整体绩效目标表") for page in pages.pages] == [1] + [0] * (len(pages) - 1)


def test_the_head_of_the_indicators_stands_on_every_page_they_reach(forms: Forms) -> None:
    for table, pages in forms:
        band = table.bands[0]
        for page in pages.pages:
            reached = any(band.start <= row < band.stop for row in body_rows(page))
            heads = [text for text in page.texts if text.binding == f"{band.head_start}.2"]
            assert bool(heads) == reached


def test_no_page_ends_with_a_head_or_a_label_alone(forms: Forms) -> None:
    for table, pages in forms:
        for page in pages.pages[:-1]:
            assert max(body_rows(page), default=99) not in (0, 1, table.bands[0].head_start)


def test_a_level_is_readable_on_every_page_and_marked_as_continued(forms: Forms) -> None:
    levels = 0
    for table, pages in forms:
        names = {cell.binding: cell.text for cell in table.cells if cell.role in (Role.LEVEL, Role.LABEL)}
        for page in pages.pages:
            for box in page.boxes:
                if box.binding in names:
                    shown = inked(said(texts_in(page, box)))
                    assert shown == names[box.binding] + (CONTINUED if box.repeated else "")
                    levels += box.repeated
    assert levels > 30


def test_pages_are_full_up_to_the_last(forms: Forms) -> None:
    for table, pages in forms:
        for page in pages.pages[:-1]:
            used = max(box.y + box.height for box in page.boxes)
            body = page.height - (table.page.margin_top + table.page.margin_bottom) * MM
            assert page.height - table.page.margin_bottom * MM - used < body / 3


def test_signatures_are_never_alone_on_a_page(forms: Forms) -> None:
    for table, pages in forms:
        new_rows = body_rows(pages.pages[-1])
        signature = table.row_count - 1
        assert len(new_rows) > 1
        if table.cells[-1].role is Role.SIGNATURE:
            assert signature in new_rows
            assert signature - 1 in new_rows


def test_rows_of_signatures_stay_on_one_page() -> None:
    for filler in range(30, 45):
        cells = [Cell(row, 0, f"第{row}行") for row in range(filler)]
        cells += [Cell(filler + step, 0, f"签字{step}", role=Role.SIGNATURE) for step in range(3)]
        pages = on_paper(Table((100.0,), filler + 3, tuple(cells)))
        assert {filler - 1, filler, filler + 1, filler + 2} <= body_rows(pages.pages[-1])


def test_rows_of_signatures_stay_on_one_page_in_the_middle_of_a_table_too() -> None:
    for filler in range(30, 45):
        roles = [Role.TEXT] * filler + [Role.SIGNATURE] * 3 + [Role.TEXT] * 60
        cells = tuple(Cell(row, 0, f"第{row}行", role=role) for row, role in enumerate(roles))
        pages = on_paper(Table((100.0,), len(cells), cells))
        assert any({filler, filler + 1, filler + 2} <= body_rows(page) for page in pages.pages)


def test_rows_that_belong_together_are_on_one_page() -> None:
    for start in range(20, 40):
        cells = tuple(Cell(row, 0, f"第{row}行") for row in range(60))
        pages = on_paper(Table((100.0,), 60, cells, together=((start, start + 6),)))
        assert any(set(range(start, start + 6)) <= body_rows(page) for page in pages.pages)
        assert len(pages) == 2


def test_a_long_row_is_not_cut_where_it_belongs_together_with_another() -> None:
    for filler in range(20, 36):
        cells = [Cell(row, 0, "甲") for row in range(filler)]
        cells += [Cell(filler, 0, "总体目标"), Cell(filler + 1, 0, "目标\n" * 12, binding="text")]
        pages = on_paper(Table((100.0,), filler + 2, tuple(cells), together=((filler, filler + 2),)))
        assert [len(bound(page, "text")) for page in pages.pages if bound(page, "text")] == [12]


def test_a_heading_stays_with_its_paragraph() -> None:
    for filler in range(30, 60):
        roles = [Role.NOTE] * filler + [Role.HEADING, Role.PARAGRAPH] + [Role.NOTE] * 20
        cells = tuple(Cell(row, 0, f"第{row}行", role=role) for row, role in enumerate(roles))
        pages = on_paper(Table((100.0,), len(cells), cells))
        for page in pages.pages:
            assert (filler in body_rows(page)) == (filler + 1 in body_rows(page))


def _statement_after(filler: int, lines: int) -> Pages:
    """A table whose last row is a labelled text of that many lines."""
    cells = [Cell(row, 0, "", 1, 2) for row in range(filler)]
    text = "\n".join(f"任务{line}" for line in range(lines))
    cells += [Cell(filler, 0, "年度工作任务", role=Role.LABEL, binding="label"), Cell(filler, 1, text, binding="text")]
    cells += [Cell(filler + 1, 0, "", 1, 2), Cell(filler + 2, 0, "", 1, 2)]
    return on_paper(Table((30.0, 150.0), filler + 3, tuple(cells)))


def test_a_long_row_goes_on_over_the_edge_and_a_short_one_moves() -> None:
    pages = _statement_after(30, 20)
    parts = [bound(page, "text") for page in pages.pages]
    assert [bool(part) for part in parts] == [True, True]
    assert all(len(part) >= 2 for part in parts)
    assert said(bound(pages.pages[0], "label")) == "年度工作任务"
    assert said(bound(pages.pages[1], "label")) == "年度工作任务（续）"
    assert [text.text for part in parts for text in part] == [f"任务{line}" for line in range(20)]

    parts = [bound(page, "text") for page in _statement_after(36, 4).pages]
    assert [len(part) for part in parts] == [0, 4]


def test_no_single_line_of_a_long_text_is_left_on_a_page() -> None:
    for lines in range(8, 40):
        counts = [len(bound(page, "text")) for page in _statement_after(30, lines).pages]
        assert sum(counts) == lines
        assert 1 not in counts


def test_the_label_of_a_long_row_is_whole_above_the_edge_or_the_row_moves() -> None:
    for filler in range(24, 37):
        cells = [Cell(row, 0, "", 1, 2) for row in range(filler)]
        cells += [Cell(filler, 0, "部门职能概述说明", role=Role.LABEL, binding="label")]
        cells += [Cell(filler, 1, "任务\n" * 30, binding="text")]
        pages = on_paper(Table((5.0, 175.0), filler + 1, tuple(cells)))
        labels = [said(bound(page, "label")) for page in pages.pages if bound(page, "text")]
        assert labels[0] == "部门职能概述说明"
        assert set(labels[1:]) <= {"部门职能概述说明（续）"}


def test_a_cell_taller_than_a_page_goes_on_over_as_many_as_it_needs() -> None:
    pages = _statement_after(0, 200)
    parts = [bound(page, "text") for page in pages.pages]
    assert len(pages) == 4
    assert [text.text for part in parts for text in part] == [f"任务{line}" for line in range(200)]
    assert all(len(part) > 45 for part in parts[:-1])
    tops = [part[0].y - page.boxes[0].y for part, page in zip(parts, pages.pages, strict=True)]
    assert max(tops) < 20


def test_a_long_text_beside_many_rows_is_shared_out_among_the_pages() -> None:
    text = "\n".join(f"任务{line}" for line in range(60))
    rows = [Cell(row, 1, f"第{row}行", binding=f"{row}") for row in range(60)]
    pages = on_paper(Table((90.0, 90.0), 60, (Cell(0, 0, text, 60, 1, binding="text"), *rows)))
    assert len(pages) == 2
    assert [line.text for page in pages.pages for line in bound(page, "text")] == text.split("\n")
    rest = pages.pages[1]
    frame = next(box for box in rest.boxes if box.binding == "text")
    assert frame.height > 300
    assert bound(rest, "text")[0].y - frame.y < 20


def test_a_slice_too_short_for_its_label_is_grown_or_handed_to_the_next_page() -> None:
    name = "服务对象满意度指标"
    for filler in range(28, 42):
        cells = [Cell(row, 0, "", 1, 2) for row in range(filler)]
        cells.append(Cell(filler, 0, name, 20, 1, Role.LEVEL, "level"))
        cells += [Cell(filler + step, 1, "甲", binding=f"{step}") for step in range(20)]
        pages = on_paper(Table((12.0, 168.0), filler + 20, tuple(cells)))
        labels = [said(bound(page, "level")) for page in pages.pages if any(box.column == 1 for box in page.boxes)]
        assert labels[0] == name
        assert set(labels[1:]) <= {name + CONTINUED}


def test_a_continued_label_before_a_row_that_moves_has_its_room_too() -> None:
    cells = [Cell(row, 0, "", 1, 2) for row in range(33)]
    cells.append(Cell(33, 0, "服务对象满意度指标", 3, 1, Role.LEVEL, "level"))
    texts = ["甲\n" * 5, "乙", "丙\n" * 53]
    cells += [Cell(33 + step, 1, text, role=Role.CHOICE, binding=text[0]) for step, text in enumerate(texts)]
    pages = on_paper(Table((12.0, 168.0), 36, tuple(cells)))
    assert [page_text(page)[0] for page in pages.pages[1:]] == ["服", "服"]
    labels = [said(bound(page, "level")) for page in pages.pages]
    assert labels == ["服务对象满意度指标", "服务对象满意度指标（续）", "服务对象满意度指标（续）"]


def test_a_label_is_never_cut_in_two() -> None:
    name = "服务对象满意度指标"
    for filler in range(34, 40):
        cells = [Cell(row, 0, "", 1, 2) for row in range(filler)]
        cells.append(Cell(filler, 0, name, 5, 1, Role.LEVEL, "level"))
        cells += [Cell(filler + step, 1, "甲") for step in range(5)]
        pages = on_paper(Table((5.0, 175.0), filler + 5, tuple(cells), together=((0, filler + 1),)))
        labels = [said(bound(page, "level")) for page in pages.pages]
        assert labels.count(name) == 1
        assert set(labels) <= {"", name, name + CONTINUED}


def test_a_label_that_spans_head_and_body_joins_the_repeated_head() -> None:
    cells = [Cell(0, 0, "本年度绩效指标", 80, 1, Role.LABEL, "label")]
    cells += [Cell(0, column, HEADERS[column], role=Role.HEADER, binding=f"h{column}") for column in (1, 2)]
    cells += [Cell(row, column, "甲") for row in range(1, 80) for column in (1, 2)]
    pages = on_paper(Table((20.0, 80.0, 80.0), 80, tuple(cells), bands=(Band(0, 1, 1, 80),)))
    assert len(pages) > 1
    for page in pages.pages[1:]:
        label = next(box for box in page.boxes if box.binding == "label")
        head = next(box for box in page.boxes if box.binding == "h1")
        assert label.y == head.y
        assert said(texts_in(page, label)) == "本年度绩效指标（续）"
        assert said(texts_in(page, head)) == HEADERS[1]


def test_each_goal_repeats_its_own_head() -> None:
    cells: list[Cell] = []
    for start in (0, 70):
        cells.append(Cell(start, 0, f"指标{start}", role=Role.HEADER, binding=f"h{start}"))
        cells += [Cell(row, 0, "甲") for row in range(start + 1, start + 70)]
    bands = (Band(0, 1, 1, 70), Band(70, 71, 71, 140))
    pages = on_paper(Table((100.0,), 140, tuple(cells), bands=bands))
    for page in pages.pages:
        for start in (0, 70):
            reached = any(start < row < start + 70 for row in body_rows(page))
            assert bool(bound(page, f"h{start}")) == reached


def test_a_head_that_would_fill_the_page_is_not_repeated() -> None:
    head = Cell(0, 0, "指标\n" * 40, role=Role.HEADER, binding="head")
    cells = (head, *(Cell(row, 0, "甲") for row in range(1, 60)))
    pages = on_paper(Table((100.0,), 60, cells, bands=(Band(0, 1, 1, 60),)))
    assert [bool(bound(page, "head")) for page in pages.pages][1:] == [False] * (len(pages) - 1)


def test_a_form_that_just_fits_has_one_page() -> None:
    assert len(on_paper(project_form())) == 1


def test_a_number_is_set_smaller_rather_than_torn() -> None:
    """≤120. on one line and 00万元 on the next would be read as 120."""
    value = Cell(0, 0, "≤120.00万元", role=Role.VALUE, binding="a")
    pages = on_paper(Table((14.0, 166.0), 1, (value, Cell(0, 1, "文献购置总成本"))))
    assert [text.text for text in bound(pages.pages[0], "a")] == ["≤120.00", "万元"]


def test_the_mark_of_a_continued_label_breaks_none_of_its_words() -> None:
    label = Cell(0, 0, "管理效率", row_span=90, role=Role.LEVEL, binding="a")
    rows = [Cell(row, 1, f"第{row + 1}行") for row in range(90)]
    pages = on_paper(Table((12.0, 168.0), 90, (label, *rows)))
    assert len(pages) > 1
    for page in pages.pages[1:]:
        assert [text.text for text in bound(page, "a")] == ["管理", "效率", CONTINUED]


def test_dashes_close_a_row_that_goes_on_and_the_frame_one_that_ends() -> None:
    texts = ("说明", "一行。" * 900, "短", "完")
    pages = on_paper(Table((40.0, 40.0), 2, tuple(Cell(n // 2, n % 2, text) for n, text in enumerate(texts)))).pages
    for page in pages:
        foot = max(rule.y2 for rule in page.rules)
        closing = [rule for rule in page.rules if rule.y1 == rule.y2 == foot]
        if page is pages[-1]:
            assert [(rule.thickness, rule.x2 - rule.x1) for rule in closing] == [
                (FRAME, page.rules[0].x2 - page.rules[0].x1)
            ]
        else:
            assert {rule.thickness for rule in closing} == {THIN}
            assert max(rule.x2 - rule.x1 for rule in closing) < 5 < len(closing)


def test_dashes_close_only_the_cells_that_go_on() -> None:
    label = Cell(0, 0, "产出指标", row_span=90, role=Role.LEVEL)
    first, *_, last = on_paper(
        Table((40.0, 140.0), 130, (label, *(Cell(row, 1, f"第{row + 1}行") for row in range(130))))
    ).pages
    for page, dashed in ((first, True), (last, False)):
        foot = max(rule.y2 for rule in page.rules)
        closing = [rule for rule in page.rules if rule.y1 == rule.y2 == foot]
        whole = max(closing, key=lambda rule: rule.x2 - rule.x1)
        others = [rule for rule in closing if rule is not whole]
        assert whole.thickness == FRAME
        assert bool(others) is dashed
        assert all(rule.thickness == THIN and rule.x1 < whole.x1 for rule in others)
