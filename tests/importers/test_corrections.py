"""What a person says of a source is how it is understood; what does not fit stays listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers.corrections import APART, JOINED, NONE, Corrections, Scope
from importers.placed import HEAD, SET_ASIDE, Place
from importers.readers.text import parse_text
from importers.understanding import Source, Taken, Wanted, take
from models.dossier import Budget
from models.goals import Goal
from models.table import Cell, Table
from models.templates.shelf import load_templates

TEMPLATES, _ = load_templates([Path(__file__).parents[2] / "resources" / "templates"])
STRANGE = """项目支出绩效目标表
项目名称\t河道保洁\t\t\t
经手处室\t水务科\t钱款\t36\t
要做成什么\t河面清洁，岸线整齐。\t\t\t
甲栏\t乙栏\t丙栏\t丁栏\t戊栏
产出指标\t数量指标\t保洁河段\t≥12段\t30
产出指标\t质量指标\t垃圾清运率\t≥97%\t30
效益指标\t社会效益指标\t沿岸居民受益\t有所改善\t30
"""
"""A layout in which nobody knows the heads."""
STEPS = """项目支出绩效目标表
项目名称\t行道树补植\t\t
指标名称\t指标值\t分值
产出方面\t\t
数量方面\t\t
补植棵数\t≥300棵\t50
成效方面\t\t
绿化覆盖率\t≥38%\t40
"""
PLAIN = """项目名称\t{name}\t\t\t
一级指标\t二级指标\t三级指标\t指标值\t权重
产出指标\t数量指标\t{thing}\t≥9处\t50
"""


def understood(text: str, said: Corrections = NONE) -> Taken:
    return take(Source("来源.txt", parse_text(text)), Wanted(TEMPLATES), Budget(), said)


def place_of(text: str, words: str) -> Place:
    for number, part in enumerate(parse_text(text)):
        cells = [(cell.row, cell.column, cell.text) for cell in part.cells] if isinstance(part, Table) else []
        for row, column, held in cells or [(0, 0, getattr(part, "text", ""))]:
            if held == words:
                return Place(number, row, column)
    raise AssertionError(words)


def saying(text: str, *said: tuple[Scope, str, str]) -> Corrections:
    """Corrections of the parts that the cells with these words stand in."""
    made = NONE
    for scope, words, meaning in said:
        made = made.also(scope, place_of(text, words), meaning)
    return made


def rows_of(goal: Goal) -> list[tuple[str, str, str, str, str]]:
    return [
        (level.name, category.name, one.name, str(one.target), str(one.weight or ""))
        for level in goal.dimensions
        for category in level.categories
        for one in category.indicators
    ]


COLUMNS = [
    (Scope.COLUMN, head, path)
    for head, path in (
        ("甲栏", "dimension.name"),
        ("乙栏", "category.name"),
        ("丙栏", "indicator.name"),
        ("丁栏", "indicator.target"),
        ("戊栏", "indicator.weight"),
    )
]


def test_columns_that_nobody_knows_are_what_a_person_says() -> None:
    [guessed] = understood(STRANGE).forms
    assert any("按栏里的内容" in notice for notice in guessed.notices)
    [one] = understood(STRANGE, saying(STRANGE, *COLUMNS)).forms
    assert not any("按栏里的内容" in notice or "没有见过" in notice for notice in one.notices)
    assert rows_of(one.form.goals[-1]) == [
        ("产出指标", "数量指标", "保洁河段", "≥12段", "30"),
        ("产出指标", "质量指标", "垃圾清运率", "≥97%", "30"),
        ("效益指标", "社会效益指标", "沿岸居民受益", "有所改善", "30"),
    ]
    assert one.placed[place_of(STRANGE, "丁栏")] == HEAD


def test_a_row_that_a_person_calls_an_indicator_heads_no_columns() -> None:
    said = saying(STRANGE, *COLUMNS, (Scope.ROW, "甲栏", "indicator.name"))
    [one] = understood(STRANGE, said).forms
    assert one.placed.get(place_of(STRANGE, "丙栏")) != HEAD


def test_cells_are_the_fields_that_a_person_says() -> None:
    said = saying(
        STRANGE,
        *COLUMNS,
        (Scope.CELL, "水务科", "supervising_unit"),
        (Scope.CELL, "36", "amount"),
        (Scope.CELL, "河面清洁，岸线整齐。", "annual_goal.statement"),
    )
    taken = understood(STRANGE, said)
    form = taken.forms[0].form
    assert form.supervising_unit == "水务科"  # type: ignore[union-attr]
    assert str(form.amount) == "36"
    assert form.goals[-1].statement == "河面清洁，岸线整齐。"
    assert taken.placed[place_of(STRANGE, "36")] == f"{form.id}.amount"
    assert {one.text for one in taken.unplaced} == {"经手处室", "钱款", "要做成什么"}


def test_a_cell_that_its_field_cannot_hold_stays_listed() -> None:
    taken = understood(STRANGE, saying(STRANGE, *COLUMNS, (Scope.CELL, "水务科", "amount")))
    assert "水务科" in {one.text for one in taken.unplaced}
    assert taken.forms[0].form.amount is None


def test_rows_are_the_levels_that_a_person_says() -> None:
    said = saying(
        STEPS,
        (Scope.ROW, "产出方面", "dimension.name"),
        (Scope.ROW, "数量方面", "category.name"),
        (Scope.ROW, "成效方面", "dimension.name"),
    )
    [one] = understood(STEPS, said).forms
    assert rows_of(one.form.goals[-1]) == [
        ("产出方面", "数量方面", "补植棵数", "≥300棵", "50"),
        ("成效方面", "", "绿化覆盖率", "≥38%", "40"),
    ]


def test_what_is_no_content_is_neither_taken_nor_listed() -> None:
    said = saying(STRANGE, *COLUMNS, (Scope.ROW, "经手处室", SET_ASIDE), (Scope.CELL, "要做成什么", SET_ASIDE))
    taken = understood(STRANGE, said)
    assert {one.text for one in taken.unplaced} == {"河面清洁，岸线整齐。"}
    assert {taken.placed[place_of(STRANGE, words)] for words in ("水务科", "36", "要做成什么")} == {SET_ASIDE}


def test_a_cell_of_a_row_of_indicators_is_what_a_person_says() -> None:
    text = STEPS.replace("≥300棵\t50", "50\t≥300棵")
    said = saying(
        text,
        (Scope.ROW, "补植棵数", "indicator.name"),
        (Scope.CELL, "50", "indicator.weight"),
        (Scope.CELL, "≥300棵", "indicator.target"),
    )
    [one] = understood(text, said).forms
    assert ("≥300棵", "50") in {row[3:] for row in rows_of(one.form.goals[-1])}


def test_one_form_or_two_is_what_a_person_says() -> None:
    text = PLAIN.format(name="修渠", thing="渠道") + "\n" + PLAIN.format(name="补路", thing="路面")
    assert [one.form.name for one in understood(text).forms] == ["修渠", "补路"]
    second = understood(text).forms[1].start
    joined = understood(text, NONE.also(Scope.BEGINS, second, JOINED)).forms
    assert [one.form.name for one in joined] == ["修渠"]
    whole = PLAIN.format(name="修渠", thing="渠道") + PLAIN.format(name="", thing="路面").partition("\n")[2]
    [alone] = understood(whole).forms
    assert alone.indicators == 2
    head = Place(0, 3, 0)
    assert len(understood(whole, NONE.also(Scope.BEGINS, head, APART)).forms) == 2


@pytest.mark.parametrize("chosen", ["korla-project-2023", "national-project-2021"])
def test_the_template_is_the_one_that_a_person_chose(chosen: str) -> None:
    text = PLAIN.format(name="修渠", thing="渠道")
    start = understood(text).forms[0].start
    [one] = understood(text, NONE.also(Scope.TEMPLATE, start, chosen)).forms
    assert one.template.id == chosen
    assert one.sure


def test_what_was_said_last_counts_and_can_be_taken_back() -> None:
    place = Place(0, 4, 2)
    said = NONE.also(Scope.COLUMN, place, "indicator.name").also(
        Scope.COLUMN, place._replace(row=7), "indicator.target"
    )
    assert said.meaning(Scope.COLUMN, place) == "indicator.target"
    assert not said.also(Scope.COLUMN, place, "")


def sheet(*rows: str, merges: dict[tuple[int, int], int] | None = None) -> Table:
    """A table of a workbook, a string a row, cells parted by bars; ``merges``: cell → rows that it covers."""
    tall = merges or {}
    covered = {(row + below, column) for (row, column), count in tall.items() for below in range(1, count)}
    texts = [row.split("|") for row in rows]
    cells = [
        Cell(row, column, text.strip(), row_span=tall.get((row, column), 1))
        for row, line in enumerate(texts)
        for column, text in enumerate(line)
        if (row, column) not in covered
    ]
    width = max(map(len, texts))
    return Table((1.0,) * width, len(rows), tuple(cells), source_rows=tuple(range(1, len(rows) + 1)))


def of_sheet(table: Table, *said: tuple[Scope, tuple[int, int], str]) -> Taken:
    made = NONE
    for scope, at, meaning in said:
        made = made.also(scope, Place(0, *at), meaning)
    return take(Source("表.xlsx", (table,)), Wanted(TEMPLATES), Budget(), made)


def test_a_column_without_a_head_is_what_a_person_says() -> None:
    table = sheet(
        "项目名称|河道保洁|||",
        "一级指标|二级指标|三级指标||分值",
        "产出指标|数量指标|保洁河段|≥12段|50",
        "        |        |清运车次|≥30次|40",
        merges={(2, 0): 2, (2, 1): 2},
    )
    assert {one.text for one in of_sheet(table).unplaced} >= {"≥12段", "≥30次"}
    taken = of_sheet(table, (Scope.COLUMN, (1, 3), "indicator.target"))
    assert taken.unplaced == []
    assert rows_of(taken.forms[0].form.goals[-1]) == [
        ("产出指标", "数量指标", "保洁河段", "≥12段", "50"),
        ("产出指标", "数量指标", "清运车次", "≥30次", "40"),
    ]


def test_of_two_columns_of_values_the_one_that_a_person_named_counts() -> None:
    table = sheet(
        "项目名称|河道保洁|||",
        "一级指标|二级指标|三级指标|指标值|调整后",
        "产出指标|数量指标|保洁河段|≥12段|≥15段",
    )
    taken = of_sheet(table, (Scope.COLUMN, (2, 4), "indicator.target"))
    assert rows_of(taken.forms[0].form.goals[-1])[0][3] == "≥15段"
    assert [one.text for one in taken.unplaced] == ["≥12段"]


def test_levels_on_rows_of_their_own_beside_blank_cells() -> None:
    table = sheet(
        "项目名称|行道树补植|||",
        "一级指标|二级指标|三级指标|指标值|分值",
        "        |        |产出方面|      |",
        "        |        |补植棵数|≥300棵|50",
        "        |        |成效方面|      |",
        "        |        |绿化覆盖率|≥38%|40",
    )
    rows = [(Scope.ROW, (row, 0), "dimension.name") for row in (2, 4)]
    assert rows_of(of_sheet(table, *rows).forms[0].form.goals[-1]) == [
        ("产出方面", "", "补植棵数", "≥300棵", "50"),
        ("成效方面", "", "绿化覆盖率", "≥38%", "40"),
    ]


def test_a_head_of_two_rows_and_a_row_that_is_no_head() -> None:
    table = sheet(
        "项目名称|河道保洁|||",
        "甲|乙|丙|丁|戊",
        "（层级）|（层级）|（叫什么）|（多少）|（几分）",
        "产出指标|数量指标|保洁河段|≥12段|50",
    )
    paths = ("dimension.name", "category.name", "indicator.name", "indicator.target", "indicator.weight")
    columns = [(Scope.COLUMN, (1, column), path) for column, path in enumerate(paths)]
    heads = [(Scope.ROW, (row, 0), HEAD) for row in (1, 2)]
    taken = of_sheet(table, *columns, *heads)
    assert rows_of(taken.forms[0].form.goals[-1]) == [("产出指标", "数量指标", "保洁河段", "≥12段", "50")]
    assert taken.unplaced == []


def test_an_indicator_that_looks_like_a_sum_is_one_when_a_person_says_so() -> None:
    table = sheet(
        "项目名称|河道保洁|||", "一级指标|二级指标|三级指标|指标值|分值", "产出指标|数量指标|保洁|1|5", "合计|||≥9|5"
    )
    goal = of_sheet(table, (Scope.ROW, (3, 0), "indicator.name")).forms[0].form.goals[-1]
    assert rows_of(goal)[-1][3:] == ("≥9", "5")


def test_a_paragraph_is_a_field_or_nothing() -> None:
    text = "要紧的话：河面要清洁\n附注说明\n" + PLAIN.format(name="修渠", thing="渠道")
    said = saying(
        text,
        (Scope.CELL, "要紧的话：河面要清洁", "annual_goal.statement"),
        (Scope.ROW, "附注说明", SET_ASIDE),
    )
    taken = understood(text, said)
    assert taken.forms[0].form.goals[-1].statement == "要紧的话：河面要清洁"
    assert taken.placed[place_of(text, "附注说明")] == SET_ASIDE
