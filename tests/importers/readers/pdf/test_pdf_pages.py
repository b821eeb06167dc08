"""Tables over pages: what is repeated goes, what a page cut is whole, running titles and page numbers are no text."""

from __future__ import annotations

import pytest

from importers.readers.pdf.joined import PageParts, joined_pages, without_furniture
from importers.readers.pdf.lines_of_text import TextLine
from importers.readers.pdf.ruled import PageTable, Piece
from tests.importers.readers.pdf.sheet_of_paper import line, spans, table, texts

HEAD = ("指标", "说明", "值")


def pages(*parts: list[TextLine | PageTable]) -> list[TextLine | PageTable]:
    return joined_pages([PageParts(number, 842, list(one)) for number, one in enumerate(parts, 1)])


def seen(parts: list[TextLine | PageTable]) -> list[str | list[list[str]]]:
    return [part.text if isinstance(part, TextLine) else texts(part) for part in parts]


@pytest.mark.parametrize(
    ("y", "text", "stays"),
    [
        (20, "第 3 页 共 12 页", False),
        (20, "- 3 -", False),
        (820, "3", False),
        (820, "Page 3 of 12", False),
        (820, "三", False),
        (20, "示例单位", True),  # it stands on one page only
        (820, "3 张表", True),
        (400, "3", True),  # not in the margin
        (65, "3", False),
        (66, "3", True),  # its foot reaches below a tenth of the page or so
        (766, "3", True),
        (767, "3", False),
    ],
)
def test_page_numbers_stand_in_the_margins(y: float, text: str, stays: bool) -> None:
    (only,) = sheets = [PageParts(1, 842, [line(text.replace(" ", ""), 50, y)])]
    without_furniture(sheets)
    assert bool(only.parts) is stays


def test_running_titles_go_where_they_return() -> None:
    sheets = [
        PageParts(number, 842, [line(f"示例{number}号文件", 50, 20), line("示例说明", 50, 300), table([HEAD])])
        for number in (1, 2)
    ]
    without_furniture(sheets)
    assert [seen(one.parts) for one in sheets] == [["示例说明", [list(HEAD)]]] * 2


def test_the_same_words_twice_on_one_page_stay() -> None:
    (only,) = sheets = [PageParts(1, 842, [line("示例", 50, 20), line("示例", 200, 800)])]
    without_furniture(sheets)
    assert seen(only.parts) == ["示例", "示例"]


def test_a_table_goes_on_below_its_repeated_head() -> None:
    above, below = table([HEAD, ("甲", "子", "1")]), table([HEAD, ("乙", "丑", "2"), ("丙", "寅", "3")])
    found = pages([line("示例表", 50, 40), above], [line("示例表（续）", 50, 40), below])
    assert seen(found) == ["示例表", [list(HEAD), ["甲", "子", "1"], ["乙", "丑", "2"], ["丙", "寅", "3"]]]


@pytest.mark.parametrize(
    "title", ["续表", "（续表）", "接上页", "【续上表】", "接上表", "续上页", "示例表(续)", "示例 表"]
)
def test_what_only_says_that_it_goes_on_is_left_out(title: str) -> None:
    above, below = table([HEAD, ("甲", "子", "1")]), table([("乙", "丑", "2")])
    assert len(pages([line("示例表", 50, 40), above], [line(title, 50, 40), below])) == 2


def test_other_words_between_part_two_tables() -> None:
    found = pages([table([HEAD])], [line("另一张表", 50, 40), table([("乙", "丑", "2")])])
    assert len(found) == 3
    assert len(pages([table([HEAD]), line("完", 50, 400)], [table([("乙", "丑", "2")])])) == 3


@pytest.mark.parametrize(
    ("xs", "guessed", "together"),
    [
        ((50, 140, 230, 320), False, True),
        ((53, 143, 233, 323), False, True),
        ((50, 143.1, 230, 320), False, False),
        ((50, 140, 230), False, False),
        ((50, 140, 230, 320), True, False),  # one has lines, the other none
    ],
)
def test_tables_of_the_same_columns_go_together(xs: tuple[float, ...], guessed: bool, together: bool) -> None:
    below = table([("乙", "丑", "2")[: len(xs) - 1]], xs)
    below.guessed = guessed
    assert (len(pages([table([HEAD])], [below])) == 1) is together


def test_a_table_over_three_pages_and_what_is_within_it() -> None:
    last = table([HEAD, ("丙", "寅", "3")])
    last.inner = [table([("内", "里", "0")])]
    (whole,) = pages([table([HEAD, ("甲", "子", "1")])], [table([("乙", "丑", "2")])], [last])
    assert isinstance(whole, PageTable)
    assert [row[0] for row in texts(whole)] == ["指标", "甲", "乙", "丙"]
    assert whole.row_count == 4
    assert [texts(one) for one in whole.inner] == [[["内", "里", "0"]]]


def test_a_page_that_only_repeats_the_head_adds_nothing() -> None:
    (whole,) = pages([table([HEAD, ("甲", "子", "1")])], [table([HEAD])])
    assert isinstance(whole, PageTable)
    assert whole.row_count == 2


def test_a_row_below_the_repeated_head_may_say_what_another_said() -> None:
    again, rest = ("金额：", "", ""), ("乙", "丑", "2")
    (whole,) = pages([table([HEAD, ("甲", "子", "1"), again, rest])], [table([HEAD, again])])
    assert isinstance(whole, PageTable)
    assert texts(whole)[3:] == [[*rest], [*again]]


def test_blank_rows_are_no_repeated_head() -> None:
    blank = ("", "", "")
    (whole,) = pages([table([HEAD, blank])], [table([blank, ("甲", "子", "1")])])
    assert isinstance(whole, PageTable)
    assert [row[0] for row in texts(whole)] == ["指标", "", "", "甲"]


# --- rows that a page cut ---


def cut(last: tuple[str, ...], first: tuple[str, ...], *full: str) -> list[list[str]]:
    (whole,) = pages([table([HEAD, last], full=full)], [table([first, ("丁", "卯", "4")])])
    assert isinstance(whole, PageTable)
    return texts(whole)[1:-1]


@pytest.mark.parametrize(
    ("first", "full", "rows"),
    [
        (("", "会议", ""), ("组织",), [["甲", "组织会议", "1"]]),
        (("", "会议", ""), (), [["甲", "组织", "1"], ["", "会议", ""]]),  # the line was ended: it is a row of its own
        (("乙", "会议", ""), ("组织", "甲"), [["甲乙", "组织会议", "1"]]),
        (("乙", "会议", ""), ("组织",), [["甲", "组织", "1"], ["乙", "会议", ""]]),
        (("乙", "会议", "2"), ("组织", "甲", "1"), [["甲", "组织", "1"], ["乙", "会议", "2"]]),  # nothing is blank
    ],
)
def test_a_row_that_a_page_cut_is_one_row(first: tuple[str, ...], full: tuple[str, ...], rows: list[list[str]]) -> None:
    found = cut(("甲", "组织", "1"), first, *full)
    shown = [row for row in found if any(row)]
    assert [[text for text in row if text] for row in shown] == [[text for text in row if text] for row in rows]


def test_the_rule_below_a_row_says_whether_it_goes_on() -> None:
    """Dashes, though the line was ended; a label beside it is there once more, and none of it is said twice."""
    row, rest = ("甲", "组织", "1"), ("甲", "会议", "")
    found = []
    for ends in (frozenset(range(3)), frozenset[int]()):
        above, below = table([HEAD, row]), table([rest, ("丁", "卯", "4")])
        above.cut = ends
        (whole,) = pages([above], [below])
        assert isinstance(whole, PageTable)
        found.append(texts(whole)[1:-1])
    assert found == [[["甲", "组织\n会议", "1"]], [[*row], [*rest]]]


def test_a_frame_closes_a_row_whose_lines_are_full() -> None:
    above, below = table([HEAD, ("甲", "组织", "1")], full=("组织",)), table([("", "会议", "")])
    above.cut = frozenset()
    (whole,) = pages([above], [below])
    assert isinstance(whole, PageTable)
    assert texts(whole)[1:] == [["甲", "组织", "1"], ["会议", ""]]


def test_a_row_with_the_same_boxes_again_is_another_row() -> None:
    found = cut(("甲", "人员√ 经费", "1"), ("", "人员 经费", ""), "人员√ 经费")
    assert [[text for text in row if text] for row in found] == [["甲", "人员√ 经费", "1"], ["人员 经费"]]


def test_a_row_cut_twice_is_one_row() -> None:
    above = table([HEAD, ("甲", "组织", "1")], full=("组织",))
    middle = table([("", "会议", "")], full=("会议",))
    (whole,) = pages([above], [middle], [table([("", "三次", ""), ("乙", "丑", "2")])])
    assert isinstance(whole, PageTable)
    assert texts(whole) == [list(HEAD), ["甲", "组织会议三次", "1"], ["乙", "丑", "2"]]


def test_a_cut_row_whose_cells_are_merged_on_the_next_page_goes_on_where_it_can() -> None:
    above = table([HEAD, ("甲", "组织", "1")], full=("组织", "甲"))
    below = table([("乙", "", ""), ("丁", "卯", "4")])
    below.cells[0, 0] = Piece("乙", columns=2)
    del below.cells[0, 1]
    (whole,) = pages([above], [below])
    assert isinstance(whole, PageTable)
    assert texts(whole) == [list(HEAD), ["甲乙", "组织", "1"], ["丁", "卯", "4"]]


def test_merged_cells_that_a_page_cut_are_longer() -> None:
    above = table([HEAD, ("甲", "子", "1"), ("", "丑", "2")])
    above.cells[1, 0] = Piece("甲", rows=2)
    del above.cells[2, 0]
    (whole,) = pages([above], [table([("", "寅", "3"), ("乙", "卯", "4")])])
    assert isinstance(whole, PageTable)
    assert spans(whole)["甲"] == (3, 1)
    assert spans(whole)["丑"] == (1, 1)
    assert texts(whole)[3:] == [["寅", "3"], ["乙", "卯", "4"]]


def test_a_row_of_blanks_lengthens_nothing_but_blanks_in_front() -> None:
    (whole,) = pages([table([HEAD, ("甲", "子", "1")])], [table([("乙", "", "3")])])
    assert isinstance(whole, PageTable)
    assert spans(whole)["子"] == (1, 1), "the blank does not stand in front"
    (single,) = pages([table([("甲",)], (50, 300))], [table([("",), ("乙",)], (50, 300))])
    assert isinstance(single, PageTable)
    assert spans(single)["甲"] == (1, 1), "a row's only cell stays its own"


# --- pages with edges of their own ---


def laid(table: PageTable, *cells: tuple[int, int, int, int, str]) -> PageTable:
    """The table with other cells: row, column, rows, columns, text."""
    table.cells = {(row, column): Piece(text, rows, columns) for row, column, rows, columns, text in cells}
    table.row_count = max(row + rows for row, _, rows, _, _ in cells)
    return table


def test_a_page_that_needs_fewer_edges_goes_on_below_its_repeated_head() -> None:
    xs = (50.0, 110.0, 170.0, 290.0)
    above = laid(
        table([("", "", "")], xs),
        (0, 0, 1, 1, "项目名称"),
        (0, 1, 1, 2, "河道巡护"),
        *((1, n, 1, 1, text) for n, text in enumerate(HEAD)),
        *((2, n, 1, 1, text) for n, text in enumerate(("甲", "子", "1"))),
    )
    wide = table([("", "", "", "")], (50.0, 110.0, 170.0, 230.0, 290.0))
    below = laid(
        wide,
        *((0, n, 1, 1 + n // 2, text) for n, text in enumerate(HEAD)),
        *((1, n, 1, 1 + n // 2, text) for n, text in enumerate(("乙", "丑", "2"))),
        (2, 0, 1, 3, "合计"),
        (2, 3, 1, 1, "3"),
    )
    (found,) = pages([above], [below])
    assert isinstance(found, PageTable)
    assert texts(found)[2:] == [["甲", "子", "1"], ["乙", "丑", "2"], ["合计", "3"]]
    assert spans(found)["2"] == (1, 2)


def test_a_page_with_edges_of_its_own_goes_on_where_a_label_is_there_once_more() -> None:
    above = laid(table([("", "", "")]), (0, 0, 1, 1, "资金"), (0, 1, 1, 1, "拨款"), (0, 2, 1, 1, "8"))
    below = table([("资金（续）", "合计"), ("目标", "清淤")], (50.0, 140.0, 320.0))
    (found,) = pages([above], [below])
    assert isinstance(found, PageTable)
    assert texts(found) == [["资金", "拨款", "8"], ["合计"], ["目标", "清淤"]]
    assert spans(found)["资金"] == (2, 1)
    assert len(pages([above], [table([("工期", "合计")], (50.0, 140.0, 320.0))])) == 2


def test_the_same_head_over_other_rows_stays() -> None:
    """The goal that is said in the last row has a table of its own, and the page begins with its head."""
    rows = [("总目标", "一", ""), ("名", "二", ""), ("号", "三", ""), HEAD, ("甲", "子", "1"), ("乙", "丑", "2")]
    above = table(rows)
    above.cells.update({(6, 0): Piece("目标二"), (6, 1): Piece("渠道清淤。", 1, 2)})
    above.row_count = 7
    (found,) = pages([above], [table([HEAD, ("丙", "寅", "3")])])
    assert isinstance(found, PageTable)
    assert texts(found)[6:] == [["目标二", "渠道清淤。"], list(HEAD), ["丙", "寅", "3"]]


@pytest.mark.parametrize(
    ("label", "last", "rows"),
    [("绩效", "绩效", 3), ("绩效（续）", "绩效", 3), ("绩效", "目标二", 4), ("绩效", "绩效一", 4)],
)
def test_a_head_beside_a_label_of_other_rows_stays(label: str, last: str, rows: int) -> None:
    cells = (0, 0, 1, 1, "说明"), (0, 1, 1, 1, "值")
    above = laid(table([("", "", "")]), *((r, c + 1, 1, 1, text) for r, c, _, _, text in cells), (0, 0, 2, 1, last))
    above.cells.update({(1, 1): Piece("子"), (1, 2): Piece("1")})
    below = laid(table([("", "", "")]), *((r, c + 1, 1, 1, text) for r, c, _, _, text in cells), (0, 0, 2, 1, label))
    below.cells.update({(1, 1): Piece("丑"), (1, 2): Piece("2")})
    (found,) = pages([above], [below])
    assert isinstance(found, PageTable)
    assert found.row_count == rows


def test_marked_labels_go_on_in_both_halves() -> None:
    head = ("类", "名", "类", "名")
    above, below = table([head, ("甲", "子", "乙", "丑")]), table([head, ("甲（续）", "寅", "乙（续）", "卯")])
    (found,) = pages([above], [below])
    assert isinstance(found, PageTable)
    assert texts(found) == [list(head), ["甲", "子", "乙", "丑"], ["寅", "卯"]]
    assert [spans(found)[text] for text in "甲乙"] == [(2, 1), (2, 1)]


def test_a_label_goes_on_only_in_a_cell_as_wide() -> None:
    above = table([HEAD, ("年度指标", "子", "1"), ("", "丑", "2")], full=("年度指标",))
    above.cells[1, 0].rows = 2
    del above.cells[2, 0]
    below = laid(table([("", "", "")]), (0, 0, 1, 2, "合计"), (0, 2, 1, 1, ""))
    (found,) = pages([above], [below])
    assert isinstance(found, PageTable)
    assert texts(found)[-1] == ["合计", ""]
