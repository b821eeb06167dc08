"""Drawings of layouts: what is one cell, how far it reaches, and what it shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from models.templates.block import walk
from models.templates.grid import GridCell, Place, parse_grid, parse_text
from models.templates.problems import validation_problem
from models.templates.shelf import Shelf, load_templates, read_template
from models.templates.template import FormTemplate


def spans(drawing: str, columns: int) -> list[tuple[int, int, int, int, tuple[Any, ...]]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.pieces) for c in parse_grid(drawing, columns).cells]


def test_cells_reach_to_the_right_and_down() -> None:
    drawing = "\n| 甲 | < | 乙 |\n\n | ^ | ^ | 丙 | \n| 丁 | 戊 | < |\n"
    assert spans(drawing, 3) == [
        (0, 0, 2, 2, ("甲",)),
        (0, 2, 1, 1, ("乙",)),
        (1, 2, 1, 1, ("丙",)),
        (2, 0, 1, 1, ("丁",)),
        (2, 1, 1, 2, ("戊",)),
    ]
    rows = parse_grid(drawing, 3).rows()
    assert [[cell.column for cell in row] for row in rows] == [[0, 2], [2], [0, 1]]


def test_a_sign_at_the_top_goes_on_from_above_and_blank_places_are_cells() -> None:
    cells = parse_grid("| ^ | < |  | 甲 |", 4).cells
    assert [(cell.column_span, cell.above, cell.pieces) for cell in cells] == [
        (2, True, ()),
        (1, False, ()),
        (1, False, ("甲",)),
    ]
    assert parse_grid("", 3).cells == ()


def test_bars_and_line_ends_can_be_written() -> None:
    assert spans(r"| 甲\|乙 | 丙\n丁 |", 2) == [(0, 0, 1, 1, ("甲|乙",)), (0, 1, 1, 1, ("丙\n丁",))]
    assert spans(r"| 甲 | 乙\|", 2)[1][4] == ("乙|",)


@pytest.mark.parametrize(
    ("drawing", "words"),
    [
        ("| 甲 | 乙 |\n| 丙 |", "第 2 行有 1 格，版式是 2 列：| 丙 |"),
        ("| 甲 |", "第 1 行有 1 格"),
        ("| < | 甲 |", "第 1 行的第一格不能写 <"),
        ("| 甲 | < |\n| ^ | 乙 |", "第 1 行第 1 格“甲”合并的区域不是长方形"),
        ("| {x | 甲 |", "花括号不成对"),
        ("| x} | 甲 |", "花括号不成对"),
        ("| {1x} | 甲 |", "不认识的栏目写法：{1x}"),
        ("| {} | 甲 |", "不认识的栏目写法"),
        ("| {amount:} | 甲 |", "不认识的栏目写法：{amount:}，冒号后面只能写 % 或 ,"),
    ],
)
def test_a_slip_in_a_drawing_is_named_with_its_place(drawing: str, words: str) -> None:
    with pytest.raises(ValueError, match=words.replace("|", r"\|").replace("{", r"\{")):
        parse_grid(drawing, 2)


def test_words_and_places_stand_in_their_order() -> None:
    assert parse_text("目标{n}：{ goal.statement }，占{income.general.share:%}。") == (
        "目标",
        Place("n"),
        "：",
        Place("goal.statement"),
        "，占",
        Place("income.general.share", percent=True),
        "。",
    )
    assert parse_text("{frequency= 常年 }常年") == (Place("frequency", choice="常年"), "常年")
    assert parse_text("") == ()


def test_only_values_count_as_shown_not_year_number_and_unit_of_money() -> None:
    for words in ("year", "year-1", "year-2", "n", "money_unit"):
        assert Place(words).from_context
        assert GridCell(0, 0, 1, 1, (Place(words),)).fixed
    assert not Place("name").from_context
    cell = GridCell(0, 0, 1, 1, ("甲", Place("n"), Place("name"), Place("leader")))
    assert not cell.fixed
    assert [place.path for place in cell.places] == ["name", "leader"]


# --- what a template may say ------------------------------------------------------------------------------------------

GOOD: dict[str, Any] = {
    "id": "made-up",
    "name": "绩效目标表",
    "kind": "project",
    "region": "示例市",
    "year": 2026,
    "columns": [40, 40],
    "block": [{"kind": "fields", "rows": "| 名 | {name} |"}],
}


def faults(**parts: Any) -> str:
    """What is wrong with a good template of which something was changed; empty when nothing is."""
    try:
        FormTemplate.model_validate(GOOD | parts)
    except ValidationError as problem:
        return "；".join(f"{'.'.join(map(str, one['loc']))} {one['msg']}" for one in problem.errors())
    return ""


def page(**parts: Any) -> str:
    return faults(page=parts)


def test_the_paper_leaves_room_for_the_table() -> None:
    assert faults() == page(font_size=5) == page(font_size=30) == page(paper="b5") == ""
    assert "font_size" in page(font_size=4.9)
    assert "font_size" in page(font_size=30.1)
    assert "paper" in page(paper="A5")
    assert page(margin_left=80, margin_right=80) == "", "exactly as much as must be left"
    assert "只剩 49 毫米" in page(margin_left=80, margin_right=81)
    assert page(margin_left=80, margin_right=160, landscape=True) == ""
    assert page(margin_top=0, margin_bottom=0, margin_left=0, margin_right=0) == ""
    for side, most in (("margin_left", 210), ("margin_right", 210), ("margin_top", 297), ("margin_bottom", 297)):
        assert f"page.{side} 页边距要在 0 到 {most} 毫米之间" in page(**{side: -1})
        told = page(**{side: most + 1})
        assert f"page.{side} 页边距要在 0 到 {most} 毫米之间" in told
        assert "；" not in told, "one slip is told once"


def test_a_column_holds_at_least_one_character() -> None:
    def narrow(first: float) -> str:
        return faults(columns=[first, 180 - first])

    assert narrow(10 * 25.4 / 72 + 0.01) == ""
    assert "columns.0 按纸宽折算后这一列放不下一个字" in narrow(10 * 25.4 / 72 - 0.01)


def test_a_list_is_of_the_kind_of_form_and_its_columns_are_its_own() -> None:
    def rows(row: str, of: str = "costs") -> str:
        return faults(block=[{"kind": "list", "of": of, "row": row}])

    assert rows("| {n} | {item.content} |") == ""
    assert "costs 的一行里没有“item.use”" in rows("| {n} | {item.use} |")
    assert '整张清单改成 of = "extra.名称"' in rows("| {n} | {item.extra.完成时限} |")
    assert "没有 tasks" in rows("| {n} | {item.name} |", "tasks")
    assert "“item.content”只能写在 list 块的 row 里" in faults(
        block=[{"kind": "fields", "rows": "| x | {item.content} |"}]
    )
    assert "只能写在 indicators、indicator_pairs 块的 row 里" in rows("| x | {indicator.name} |")
    head = {"kind": "indicators", "head": "| x | {indicator.name} |", "row": "| x | {indicator.name} |"}
    assert "block.0.head" in faults(block=[head])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("| {item.年度} |", "没有“item.年度”这个栏目，版式自己的栏目写 {item.extra.年度}"),
        ("| {item.extra.年度}{indicator.目标值} |", "是不是 {indicator.target}"),
        ("| {item.extra.年度}{amount.year-1} |", "是不是 {yearly.total.history.year-1}"),
        ("| {item.extra.年度}{funding.superior.year+1} |", "是不是 {yearly.superior.history.year+1}"),
        ("| {item.extra.年度}{amount.year-7} |", "年度只能写前后各五年"),
        ("| {item.extra.年度}{sum.总投资} |", "清单的合计要写哪个清单的哪一栏"),
    ],
)
def test_a_field_that_is_not_there_is_told_with_the_one_that_is_meant(row: str, words: str) -> None:
    """What people who know a form by its words write first."""
    assert words in faults(columns=[10], block=[{"kind": "list", "of": "extra.计划", "head": "| 甲 |", "row": row}])


def test_what_a_list_may_be_of_and_how_ticks_are_written_is_told() -> None:
    for wrong, words in (
        ({"block": [{"kind": "list", "of": "实施计划", "row": "| {n} |"}]}, "自设的清单写 extra.名称"),
        ({"ticks": "√×□"}, "☑□、√□"),
    ):
        with pytest.raises(ValidationError) as problem:
            FormTemplate.model_validate(GOOD | wrong)
        errors = [one for one in problem.value.errors() if one["type"] == "string_pattern_mismatch"]
        assert words in validation_problem(errors, "")


def test_a_cell_that_goes_on_stands_under_one_as_wide() -> None:
    def joint(head: str, row: str) -> str:
        return faults(columns=[40] * 3, block=[{"kind": "list", "of": "costs", "head": head, "row": row}])

    assert joint("| 甲 | 乙 | 丙 |", "| ^ | {item.content} | < |") == ""
    assert joint("| 甲 | 乙 | 丙 |\n| ^ | 丁 | 戊 |", "| ^ | {item.content} | < |") == ""
    assert "第 1 列的 ^" in joint("| 甲 | < | 丙 |", "| ^ | {item.content} | < |")
    assert "第 1 列的 ^" in joint("| 甲 | < | 丙 |\n| 丁 | 戊 | < |", "| ^ | < | {item.content} |")
    assert joint("", "| ^ | {item.content} | < |") == "", "without a head it goes on from the block above"


def test_a_cell_that_goes_on_from_the_block_before_stands_under_one_that_is_always_there() -> None:
    def told(**before: object) -> str:
        first, behind = ({"kind": "fields", "rows": rows} for rows in ("| 甲 | {name} | < |", "| ^ | 合计 | < |"))
        return faults(columns=[40] * 3, block=[first, before, behind])

    costs = {"kind": "list", "of": "costs", "head": "| 支出 | 内容 | < |", "row": "| ^ | {item.content} | < |"}
    assert told(**costs) == ""
    assert "可是那一块是 optional" in told(**costs, optional=True)
    assert "可是那一块是 first" in told(kind="fields", rows="| 丙 | {leader} | < |", first=True)


def test_what_a_block_does_not_heed_or_lacks_is_told() -> None:
    for block, words in (
        ({"kind": "fields", "rows": "| x | y |", "of": "costs"}, "fields 块里不用这一项"),
        ({"kind": "list", "row": "| x | y |"}, "缺少 of"),
        ({"kind": "list", "of": "costs"}, "缺少 row"),
        ({"kind": "indicators"}, "缺少 row"),
        ({"kind": "goals"}, "缺少 block"),
        ({"kind": "title"}, "要写 text 或 rows"),
        ({"kind": "goals", "block": [{"kind": "goals", "block": GOOD["block"]}]}, "不能再放 goals 块"),
    ):
        assert words in faults(block=[block])


def test_names_outside_the_drawings_are_known_too() -> None:
    assert faults(fields={"name": {"required": True}, "indicator.basis": {"limit": 10}}) == ""
    assert "没有“nothing”" in faults(fields={"nothing": {}})
    assert faults(dictionaries={"basis": ["历史标准"], "unit": ["次"]}) == ""
    for word in ("weight", "target", "id", "history", "nature", "x"):
        assert f"dictionaries.{word}" in faults(dictionaries={word: ["x"]})
    assert faults(goals={"annual": {"label": "目标{n}"}}) == ""
    assert "goals.annual.label 这里只能用 {n}" in faults(goals={"annual": {"label": "{year}目标"}})


def test_a_template_knows_what_it_prints() -> None:
    made = FormTemplate.model_validate(
        GOOD
        | {
            "block": [
                {"kind": "caption", "text": "{date}"},
                {
                    "kind": "goals",
                    "period": "annual",
                    "block": [
                        {"kind": "indicators", "head": "| {year} | 值 |", "row": "| {n} | {indicator.target} |"},
                    ],
                },
            ],
            "dimension": [{"name": "产出指标", "aliases": ["产出"]}, {"name": "效益指标"}],
        }
    )
    assert made.printed == {"date", "indicator.target"}
    assert made.prints("date")
    assert not made.prints("name")
    assert [block.kind for block in walk(made.block)] == ["caption", "goals", "indicators"]
    assert [made.repeats_goals(period) for period in ("annual", "long_term")] == [True, False]
    assert [getattr(made.dimension_spec(name), "name", None) for name in ("产出", "效益指标", "成本")] == [
        "产出指标",
        "效益指标",
        None,
    ]
    assert made.title == "绩效目标表"


@pytest.mark.parametrize(
    ("block", "repeats"),
    [
        ({"kind": "goal_pairs", "row": "| x | {annual_goal.statement} |"}, [True, True]),
        ({"kind": "list", "of": "goals", "row": "| x | {goal.statement} |"}, [True, True]),
        ({"kind": "list", "of": "goals", "period": "long_term", "row": "| x | {goal.statement} |"}, [False, True]),
        ({"kind": "list", "of": "costs", "row": "| x | {item.content} |"}, [False, False]),
        ({"kind": "fields", "rows": "| x | {goal.statement} |"}, [False, False]),
    ],
)
def test_whether_every_goal_is_printed(block: dict[str, Any], repeats: list[bool]) -> None:
    made = FormTemplate.model_validate(GOOD | {"block": [block]})
    assert [made.repeats_goals(period) for period in ("annual", "long_term")] == repeats


# --- files ------------------------------------------------------------------------------------------------------------

TEXT = """id = "{id}"
name = "{name}"
kind = "project"
region = "示例市"
year = 2026
columns = [40, 40]
[[block]]
kind = "fields"
rows = '''
| 名 | {{name}} |
'''
"""


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_later_folder_wins_and_a_number_used_twice_in_one_is_told(tmp_path: Path) -> None:
    ours = write(tmp_path / "a", "1.toml", TEXT.format(id="one", name="自带"))
    write(ours, "2.toml", TEXT.format(id="one", name="同号"))
    write(ours, "3.toml", TEXT.format(id="two", name="另一"))
    own = write(tmp_path / "b", "1.toml", TEXT.format(id="one", name="自己的"))
    templates, problems = load_templates([ours, own])
    assert {name: one.name for name, one in templates.items()} == {"one": "自己的", "two": "另一"}
    assert [problem.file for problem in problems] == ["2.toml"]
    assert "与 1.toml 的相同" in problems[0].message
    assert set(load_templates([ours, own], {"two"})[0]) == {"two"}
    assert load_templates([ours, own], {"two"})[1] == [], "of what is not wanted nothing is told"


def test_a_file_beyond_a_megabyte_is_no_template(tmp_path: Path) -> None:
    text = TEXT.format(id="one", name="大")
    for more, usable in ((1_000_000 - len(text.encode()), True), (1024 * 1024, False)):
        path = write(tmp_path, "大.toml", text + "#" * more) / "大.toml"
        if usable:
            assert read_template(path).name == "大"
        else:
            with pytest.raises(ValueError, match="超过 1 MB"):
                read_template(path)


def test_the_first_slip_is_told_with_its_place_and_how_many_more_there_are(tmp_path: Path) -> None:
    text = TEXT.format(id="one", name="x")
    for before, after, words in (
        ("2026", '"x"', "不能用，year：要写整数。请改正"),
        ("region", "regions", "regions：没有这一项，请核对拼写，是不是 region（另有 1 处）。"),
        ("{name}", "{names}", "不能用，第 1 块（第 7 行起）的 rows：没有“names”这个栏目，是不是 {name}。"),
        ("columns = [40, 40]", "columns = [40, 0]", "不能用，columns 第 2 个：要大于 0。"),
        ('kind = "project"', 'kind = "x"', "只能写 department、project。"),
    ):
        path = write(tmp_path, "1.toml", text.replace(before, after, 1)) / "1.toml"
        with pytest.raises(ValueError, match=r"1\.toml") as told:
            read_template(path)
        assert words in str(told.value)


def test_a_shelf_reads_what_is_wanted_and_keeps_what_is_in_use(tmp_path: Path) -> None:
    folder = write(tmp_path / "a", "1.toml", TEXT.format(id="one", name="自带"))
    write(folder, "2.toml", TEXT.format(id="two", name="另一"))
    write(folder, "3.toml", "坏的")
    shelf = Shelf([folder])
    first = shelf["one"]
    with pytest.raises(KeyError):
        shelf["three"]
    write(folder, "1.toml", TEXT.format(id="one", name="改过"))
    assert list(shelf) == ["one", "two"]
    assert len(shelf) == 2
    assert shelf["one"] is first, "what a form uses does not change under it"
    assert shelf["two"].name == "另一"
    assert [problem.file for problem in shelf.problems] == ["3.toml"]


def test_signs_of_an_input_method_are_told_as_such() -> None:
    with pytest.raises(ValueError, match="“｛”是全角的"):
        parse_grid("| 项目名称 | ｛name｝ |", 2)
    with pytest.raises(ValueError, match="“｜”是全角的"):
        parse_grid("｜ 项目名称 ｜ {name} ｜", 2)


def test_words_around_a_value_are_printed_only_with_it() -> None:
    (place,) = [piece for piece in parse_text("[{unit_code}-]单位") if isinstance(piece, Place)]
    assert (place.path, place.before, place.after) == ("unit_code", "", "-")
    assert parse_text("{amount:,}")[0] == Place("amount", thousands=True)
    assert parse_text("[说明]") == ("[说明]",)


def test_a_template_whose_name_windows_spoilt_is_told(tmp_path: Path) -> None:
    write(tmp_path, "示例.toml.txt", TEXT.format(id="one", name="x"))
    templates, problems = load_templates([tmp_path])
    assert not templates
    assert "改成以 .toml 结尾" in problems[0].message
