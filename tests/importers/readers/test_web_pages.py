"""What a browser would show of a page: paragraphs, tables within tables, spans, what is hidden, what is left open."""

from __future__ import annotations

import pytest

from importers.readers.html import read_html, tables_in
from models.table import Paragraph, Table

Said = str | list[list[str]]


def page(html: str) -> list[Said]:
    return [part.text if isinstance(part, Paragraph) else part.texts() for part in read_html(html).document]


def told(html: str) -> list[str]:
    return [str(notice) for notice in read_html(html).notices]


def spans(html: str) -> dict[str, tuple[int, int]]:
    (table,) = tables_in(html)
    return {cell.text: (cell.row_span, cell.column_span) for cell in table.cells if cell.text}


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("甲<br>乙", ["甲", "乙"]),
        ("<p>× 甲 ×<br> × </p>", ["× 甲 ×", "×"]),
        ("<p>甲</p>乙<p>丙</p>", ["甲", "乙", "丙"]),
        ("<div>甲<div>乙</div>丙</div>", ["甲", "乙", "丙"]),
        ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
        ("<h2>甲</h2><section>乙</section>", ["甲", "乙"]),
        ("<span>甲</span><b>乙</b>", ["甲乙"]),
        ("<p>甲  \n\t 乙</p>", ["甲 乙"]),
        ("<p>甲&nbsp;&lt;乙&gt;</p>", ["甲 <乙>"]),
        ("<tr><td>甲</td></tr><tr><td>乙</td></tr>", ["甲", "乙"]),  # rows of no table
        ("<table><tr><td>甲</td></tr><td>乙</td><td>丙</td></table>", [[["甲", ""], ["乙", "丙"]]]),
        ("<head><title>题</title></head><body>甲</body>", ["甲"]),
        ("<head><title>题<body>甲</body>", ["甲"]),  # a head that nobody closed
        ("<style>p{}</style>甲<script>x</script><noscript>y</noscript><template>z</template>", ["甲"]),
        ("<select><option>一<option>二</select>甲", ["一甲"]),
        ("<select><option>一</option><option selected>二</option></select>甲", ["二甲"]),
        ("<select multiple><option selected>一<option>二<option selected>三</select>", ["一、三"]),
        ("<select multiple><option>一</select>甲", ["甲"]),
        ("<table><tr><td><select><option>一</td><td>乙</td></tr></table>", [[["一", "乙"]]]),
        ("<select><option>一", ["一"]),
        ("<datalist><option>一</datalist>甲", ["甲"]),
        ("<input value='12.5'>万元<input type=hidden value=藏><input type=submit value=提交>", ["12.5万元"]),
        ("<input type=checkbox checked>是<input type=RADIO>否", ["☑是□否"]),
        ("<textarea>甲\n乙</textarea>", ["甲", "乙"]),
        ("<table><tr><td><textarea>\n甲\n 乙</td><td>丙\n丁</td></tr></table>", [[["甲\n乙", "丙 丁"]]]),
        ("<ruby>甲<rp>(</rp><rt>jia</rt><rp>)</rp></ruby>", ["甲"]),
        ("<p hidden>藏</p>甲", ["甲"]),
        ("<div style='display : none'><div>藏</div>藏</div>甲", ["甲"]),
        ("<div style='display:none'><p>藏<img><br></p>藏</div>甲", ["甲"]),
        ("<b style='display:none'>藏</i></b>甲", ["甲"]),
        ("<div hidden><span hidden>藏</div>甲", ["甲"]),  # what is not closed ends with what is around it
        ("<div hidden>藏<div>藏</div><span hidden>藏</span></div>甲", ["甲"]),
        ("<input hidden>甲", ["甲"]),  # what has no end hides nothing after it
        ("<body hidden>甲</body>", ["甲"]),
        ("<p>m<sup>2</sup>、m<sup> 3 </sup>、m<sup>4</sup></p>", ["m²、m³、m⁴"]),
        ("<p>m<sup><b>2</b></sup></p>", ["m²"]),
        ("<p>10<sup>-12</sup>、1<sup>st</sup>5</p>", ["10⁻¹²、1st5"]),
        ("<p>m<sup>2<p>3</p>", ["m²", "3"]),
        ("<p><sup></sup>2</p>", ["2"]),
        ("", []),
        ("<table></table>甲", ["甲"]),
        ("<table><tr><td></td></tr></table>甲", ["甲"]),
    ],
)
def test_a_page_says(html: str, said: list[Said]) -> None:
    assert page(html) == said


@pytest.mark.parametrize(
    ("html", "rows"),
    [
        ("<table><tr><td>甲<td>乙<tr><td>丙", [["甲", "乙"], ["丙", ""]]),  # nothing is closed
        ("<table><td>甲</td><td>乙</td></table>", [["甲", "乙"]]),  # no row is opened
        ("<table><tr></tr><tr><td>甲</td></tr></table>", [[""], ["甲"]]),
        ("<table><tr><th>甲</th><td>乙</td></tr></table>", [["甲", "乙"]]),
        ("<table><tbody><tr><td>甲</td></tr></tbody></table>", [["甲"]]),
        ("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>", [["甲\n乙"]]),
        ("<table><tr><td>甲<br>乙</td></tr></table>", [["甲\n乙"]]),
        ("<table><tr><td>x<sup>2</sup></td></tr></table>", [["x²"]]),
        ("<table><tr><td>甲</td></tr></table></table></tr></td>", [["甲"]]),
    ],
)
def test_a_table_says(html: str, rows: list[list[str]]) -> None:
    assert page(html) == [rows]


def test_a_table_within_a_cell_comes_after_the_one_around_it() -> None:
    html = "<p>前</p><table><tr><td>外<table><tr><td>内</td></tr></table>外</td><td>右</td></tr></table><p>后</p>"
    assert page(html) == ["前", [["外外", "右"]], [["内"]], "后"]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("<td rowspan=2>甲</td><td>乙</td></tr><tr><td>丙</td>", {"甲": (2, 1), "乙": (1, 1), "丙": (1, 1)}),
        ("<td colspan=2>甲</td></tr><tr><td>乙</td><td>丙</td>", {"甲": (1, 2), "乙": (1, 1), "丙": (1, 1)}),
        ("<td rowspan=0>甲</td><td>乙</td></tr><tr><td>丙</td>", {"甲": (2, 1), "乙": (1, 1), "丙": (1, 1)}),
        ("<td colspan=0>甲</td><td>乙</td>", {"甲": (1, 1), "乙": (1, 1)}),
        ("<td colspan='2格'>甲</td></tr><tr><td>乙</td><td>丙</td>", {"甲": (1, 2), "乙": (1, 1), "丙": (1, 1)}),
        ("<td colspan=x>甲</td><td>乙</td>", {"甲": (1, 1), "乙": (1, 1)}),
        ("<td colspan=9>甲</td></tr><tr><td colspan=9>乙</td>", {"甲": (1, 9), "乙": (1, 9)}),  # two rows reach so far
        ("<td colspan=9>甲</td></tr><tr><td colspan=3>乙</td>", {"甲": (1, 3), "乙": (1, 3)}),
        ("<td colspan=9>甲</td><td>乙</td>", {"甲": (1, 9), "乙": (1, 1)}),
    ],
)
def test_spans(rows: str, found: dict[str, tuple[int, int]]) -> None:
    assert spans(f"<table><tr>{rows}</tr></table>") == found


def test_a_cell_goes_beside_those_that_reach_down() -> None:
    html = (
        "<table><tr><td rowspan=3>甲</td><td>乙</td><td rowspan=2>丙</td></tr>"
        "<tr><td>丁</td></tr><tr><td>戊</td><td>己</td></tr></table>"
    )
    assert page(html) == [[["甲", "乙", "丙"], ["", "丁", ""], ["", "戊", "己"]]]


def test_a_cell_goes_beside_one_that_reaches_down_behind_a_wide_one() -> None:
    html = "<table><tr><td colspan=2>甲<td rowspan=2>乙<td>丙<tr><td>丁<td>戊<td>己</table>"
    assert page(html) == [[["甲", "", "乙", "丙"], ["丁", "戊", "", "己"]]]


def test_a_text_that_spills_over_its_neighbours_is_no_merged_cell() -> None:
    row = "<tr><td>乙</td><td>丙</td><td>丁</td></tr>"
    html = f"<table><tr><td colspan=3 style='mso-ignore: colspan'>甲</td></tr>{row}</table>"
    assert page(html) == [[["甲", "", ""], ["乙", "丙", "丁"]]]
    assert spans(html)["甲"] == (1, 1)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<td x:num='12.5'>###</td>", "12.5"),
        ("<td x:num='' sdval='3'>###</td>", "3"),
        ("<td>###</td>", "###"),
        ("<td x:num='12.5'>12.50</td>", "12.50"),
        ("<td x:num='12.5'>#1</td>", "#1"),
    ],
)
def test_a_number_that_has_no_room(cell: str, text: str) -> None:
    assert page(f"<table><tr>{cell}</tr></table>") == [[[text]]]


def test_hidden_rows_and_columns_are_left_out_and_told() -> None:
    html = (
        "<table><col><col style='display:none' span=2><col style='visibility: collapse'><col>"
        "<tr><td>甲</td><td>藏</td><td>藏</td><td>藏</td><td>乙</td></tr>"
        "<tr hidden><td>藏</td></tr><tr><td>丙</td></tr></table>"
    )
    assert page(html) == [[["甲", "乙"], ["丙", ""]]]
    assert told(html) == ["hidden-rows:2", "hidden-columns:B,C,D"]


@pytest.mark.parametrize("around", ["{}", "<tr><td>甲</td><td>乙</td></tr>{}"], ids=["lays out the page", "holds data"])
def test_what_stands_in_hidden_rows_is_left_out_with_its_tables_and_told(around: str) -> None:
    inner = "<table><tr><td>{}</td></tr></table>"
    rows = f"<tr><td>明{inner.format('表')}</td></tr><tr style='display:none'><td>藏{inner.format('藏')}</td></tr>"
    html = f"<table>{around.format(rows)}</table>"
    assert "藏" not in str(page(html))
    assert "表" in str(page(html))
    assert "hidden-tables:1" in told(html)
    assert "藏" in str(tables_in(html))


def test_what_was_copied_comes_whole_but_for_the_row_of_widths() -> None:
    html = (
        "<table><col style='display:none'><tr><td>甲</td><td>乙</td></tr>"
        "<tr style='display:none'><td>丙</td><td>丁</td></tr>"
        "<tr style='display:none'><td></td><td></td></tr></table>"
    )
    assert [table.texts() for table in tables_in(html)] == [[["甲", "乙"], ["丙", "丁"]]]


def test_a_text_around_the_tables_of_the_clipboard_is_none_of_them() -> None:
    assert [table.texts() for table in tables_in("前<TABLE><tr><td>甲</td></tr></TABLE>后")] == [[["甲"]]]
    assert tables_in("甲\t乙") == ()


def test_tables_within_tables_without_end_are_read() -> None:
    deep = "<table><tr><td>甲<td>乙" * 300
    found = [part for part in read_html(deep).document if isinstance(part, Table)]
    assert len(found) == 200
    assert sum(cell.text.count("甲") for table in found for cell in table.cells) >= 200


def test_paragraphs_know_their_place_on_the_page() -> None:
    parts = read_html("<p>甲</p><table><tr><td>乙</td></tr></table><p>丙</p>").document
    assert [part.source_row for part in parts if isinstance(part, Paragraph)] == [1, 3]


# --- style sheets, signs, lists ---

STYLES = "<style>.a{display:none} .b , p.c{ display : none } .box .d{display:none} .tick{font-family:'Wingdings 2'}"
STYLES += "@media print{.e{display:none} .f{display:none}}</style>"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p class=a>藏</p>甲", ["甲"]),
        ("<p class='x b'>藏</p><p class=c>藏</p>甲", ["甲"]),
        ("<p class=d>甲</p><p class=e>乙</p><p class=f>丙</p>", ["甲", "乙", "丙"]),  # not here, and on paper only
        ("<span class=tick>R</span>甲<span class=tick>£<span style='font-family:宋体'>R</span></span>", ["☑甲□R"]),
        ("<span style='mso-symbol-font-family:Wingdings'>þ</span>甲<font face=Wingdings>¨</font>乙", ["☑甲□乙"]),
        ("<table><tr><td class=tick>R</td><td>R</td></tr></table>", [[["☑", "R"]]]),
        ("<ol start=3><li>甲<li>乙<li value=9>丙</ol><ul><li>丁</ul>", ["3.甲", "4.乙", "9.丙", "丁"]),
        ("<ol style='list-style:none'><li>甲</ol>", ["甲"]),
        ("<ol><li>甲<ul><li>乙</ul><li>丙</ol>", ["1.甲", "乙", "2.丙"]),
    ],
)
def test_style_sheets_fonts_of_signs_and_numbers_of_lists(html: str, said: list[Said]) -> None:
    assert page(STYLES + html) == said


def test_deleted_text_and_comments_are_left_out_and_told() -> None:
    html = "<table><tr><td><comment>核实</comment>3<del>旧</del><ins>新</ins></td></tr></table>"
    assert page(html) == [[["3新"]]]
    assert told(html) == ["comments", "tracked-changes"]
    assert told("<p>甲<del> </del></p>") == []


def test_a_row_without_height_is_there_for_the_widths_as_long_as_it_is_blank() -> None:
    rows = "<tr><td>甲</td><td>乙</td></tr>{}<tr><td>丙</td><td>丁</td></tr>"
    assert page(f"<table>{rows.format('<tr height=0><td></td><td></td></tr>')}</table>") == [
        [["甲", "乙"], ["丙", "丁"]]
    ]
    assert page(f"<table>{rows.format('<tr height=0><td>戊</td><td></td></tr>')}</table>") == [
        [["甲", "乙"], ["戊", ""], ["丙", "丁"]]
    ]


def test_what_is_hidden_makes_no_column() -> None:
    html = "<table><tr><td>甲</td></tr><tr hidden><td>藏</td><td>藏</td><td>藏</td></tr><tr><td>乙</td></tr></table>"
    assert page(html) == [[["甲"], ["乙"]]]


def test_a_cell_with_a_table_in_it_shows_all_of_it() -> None:
    inner = "<table><tr><td>数量</td><td>3台</td></tr><tr><td>质量</td></tr></table>"
    html = f"<table><tr hidden><td>藏</td></tr><tr><td>明细</td><td>前{inner}后</td></tr></table>"
    outer, within = (part for part in read_html(html).document if isinstance(part, Table))
    assert outer.texts() == [["明细", "前后"]], "for the recognition each text is there once"
    assert outer.whole_texts == ((0, 1, "前\n数量 3台\n质量\n后"),)
    assert (within.texts(), within.depth) == ([["数量", "3台"], ["质量", ""]], 1)
