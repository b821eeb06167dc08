"""Tables of indicators made at random, pasted in every shape: each cell lands under its head or is listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from importers.readers.text import parse_text
from importers.recognise import recognise
from importers.words.listed import listed_words
from models.goals import Indicator
from models.templates.shelf import load_templates
from tests.effort import examples

TEMPLATES, _ = load_templates([Path(__file__).parents[2] / "resources" / "templates"])
LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标"),
    "效益指标": ("经济效益指标", "社会效益指标"),
    "满意度指标": ("服务对象满意度指标",),
}
HEADS = {
    "指标值": "target",
    "权重": "weight",
    "评分标准": "scoring",
    "指标解释": "description",
    "佐证资料": "evidence",
    "备注": "remark",
}
READABLE = {"10": "10", "12分": "12", "7.5": "7.5", "15%": "15", "２０": "20", "8 分": "8"}
UNREADABLE = ("十二", "1e5", "—", "/", "待定", "5-10", "由财政部门核定")
words = st.text(alphabet="河湖堤岸巡护养修测报库渠闸泵站林草苗", min_size=3, max_size=12)
targets = st.sampled_from(("≥30处", "=100%", "≤2小时", "3-5次", "12月底前", "持续改善", "不低于95%"))


@dataclass(frozen=True)
class Made:
    """A made-up table: heads, rows of texts, and how many cells of its weights nobody can read."""

    heads: list[str]
    rows: list[list[str]]

    @property
    def unreadable(self) -> list[tuple[str, int]]:
        """The unreadable weights with their column, from 1."""
        column = self.heads.index("权重") if "权重" in self.heads else -1
        return [(row[column], column + 1) for row in self.rows if column >= 0 and row[column] in UNREADABLE]


@st.composite
def tables(draw: st.DrawFn) -> Made:
    """Levels named once, as merged cells leave them; the other columns in any order, some of their cells blank."""
    chosen = draw(st.lists(st.sampled_from(list(HEADS)), unique=True, min_size=2))
    heads = ["一级指标", "二级指标", "三级指标", *dict.fromkeys(["指标值", *chosen] if draw(st.booleans()) else chosen)]
    rows = []
    for dimension, categories in LEVELS.items():
        for category in categories:
            for number in range(draw(st.integers(1, 2))):
                first = category == categories[0] and number == 0
                row = [dimension if first else "", "" if number else category, draw(words)]
                rows.append([*row, *(draw(_cell(head)) for head in heads[3:])])
    return Made(heads, rows)


def _cell(head: str) -> st.SearchStrategy[str]:
    if head == "指标值":
        return targets
    if head == "权重":
        return st.sampled_from((*READABLE, *UNREADABLE))
    return st.one_of(st.just(""), words)


def with_tabs(rows: list[list[str]]) -> str:
    """As Excel copies."""
    return "\n".join("\t".join(row) for row in rows)


def without_the_last_blanks(rows: list[list[str]]) -> str:
    """As an editor saves it that strips the ends of lines."""
    return "\n".join("\t".join(row).rstrip("\t") for row in rows)


def one_cell_a_line(rows: list[list[str]]) -> str:
    """As Word copies."""
    return "\n" + "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in rows)


def markdown(rows: list[list[str]]) -> str:
    """As a converter writes it."""
    head, *body = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(["", head, "|" + "---|" * len(rows[0]), *body])


SHAPES = [with_tabs, without_the_last_blanks, one_cell_a_line, markdown]


def text_of(made: Made, shape: Callable[[list[list[str]]], str]) -> str:
    blanks = [""] * (len(made.heads) - 2)
    rows = [["项目名称", "江堤养护", *blanks], ["年度目标", "堤防安全度汛。", *blanks], made.heads, *made.rows]
    return f"项目支出绩效目标表\n（2025年度）\n{shape(rows)}\n"


def fields_of(indicator: Indicator, heads: list[str]) -> list[str]:
    values = [getattr(indicator, HEADS[head]) for head in heads]
    return ["" if value is None else str(value) for value in values]


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(made=tables())
def test_every_cell_lands_under_its_head_or_is_listed(shape: Callable[[list[list[str]]], str], made: Made) -> None:
    (found,), unplaced = recognise(parse_text(text_of(made, shape)), TEMPLATES)
    expected = [[READABLE.get(text, "" if text in UNREADABLE else text) for text in row[2:]] for row in made.rows]
    got = [[one.name, *fields_of(one, made.heads[3:])] for one in found.form.indicators()]
    assert got == expected
    assert [(one.text, one.column) for one in unplaced] == made.unreadable
    assert [(d.name, [c.name for c in d.categories]) for d in found.form.goals[0].dimensions] == [
        (dimension, list(categories)) for dimension, categories in LEVELS.items()
    ]


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(made=tables())
def test_where_blank_cells_are_lost_no_text_is(made: Made) -> None:
    """Nobody can tell two texts of a kind apart then; but each is somewhere, and names and levels are right."""
    sentence = UNREADABLE[-1]  # where a weight should stand; without its place it could be any column's
    rows = [["待定" if text == sentence else text for text in row if text] for row in made.rows]
    assume(len(rows[-1]) > 1)  # a last line of one word could be anything
    text = text_of(Made(made.heads, rows), with_tabs)
    (found,), unplaced = recognise(parse_text(text), TEMPLATES)
    assert [one.name for one in found.form.indicators()] == [row[2] for row in made.rows]
    there = "\n".join([found.form.model_dump_json(), *(one.text for one in unplaced)])
    assert [cell for row in rows for cell in row if READABLE.get(cell, cell) not in there] == []


FULL = {
    "产出指标": "数量指标",
    "效益指标": "社会效益指标",
}


@pytest.mark.parametrize(
    ("heads", "short", "read"),
    [
        (("三级指标", "指标值", "评分标准", "权重"), ("修修修", "持续改善", "5-10"), ("修修修", "持续改善")),
        (("三级指标", "评分标准", "指标值", "权重"), ("修修修", "持续改善", "10"), ("修修修", "")),
        (("三级指标", "指标值", "指标解释", "权重"), ("修修修", "≥3处"), ("修修修", "≥3处")),
        (("三级指标", "权重", "指标值", "备注"), ("修修修", "10", "≥3处"), ("修修修", "≥3处")),
        (("权重", "三级指标", "指标值", "备注"), ("10", "修修修", "≥3处"), ("修修修", "≥3处")),
    ],
)
def test_the_words_of_a_short_row_tell_its_columns(
    heads: tuple[str, ...], short: tuple[str, ...], read: tuple[str, str]
) -> None:
    """In a table that lost its blank cells the first cell of a row is not the first column's, but what it says."""
    cells = {"三级指标": "巡护河段", "指标值": "≥30处", "权重": "10"}
    rows = [[*levels, *(cells[head] for head in heads if head in cells)] for levels in FULL.items()]
    text = f"项目支出绩效目标表\n{with_tabs([['一级指标', '二级指标', *heads], *rows, list(short)])}\n"
    (found,), unplaced = recognise(parse_text(text), TEMPLATES)
    last = list(found.form.indicators())[-1]
    assert last.name == read[0]
    assert str(last.target) == read[1] or not read[1]
    assert [c.name for d in found.form.goals[0].dimensions for c in d.categories] == list(FULL.values())
    there = "\n".join([last.model_dump_json(), *(one.text for one in unplaced)])
    assert [text for text in short if text not in there] == []


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("template", ["national-project-2021", "korla-project-2023"])
def test_a_value_named_twice_is_kept_once_and_listed_once(
    shape: Callable[[list[list[str]]], str], template: str
) -> None:
    """Pages copied twice, or two forms run together: nobody can tell which is right, so nothing gives way unseen."""
    head = ["一级指标", "二级指标", "三级指标", "指标值"]
    rows = [
        ["项目名称", "江堤养护", "项目负责人", "河清"],
        ["项目名称", "渠道清淤", "项目负责人", "林茂"],
        ["年度目标", "堤防安全度汛。", "", ""],
        head,
        ["产出指标", "数量指标", "巡护河段", "≥30处"],
    ]
    text = f"项目支出绩效目标表\n（2025年度）\n{shape(rows)}\n"
    (found,), unplaced = recognise(parse_text(text), TEMPLATES, template_id=template)
    assert (found.form.name, found.form.leader) == ("江堤养护", "河清")  # type: ignore[union-attr]
    assert [one.text for one in unplaced] == ["渠道清淤", "林茂"]


@pytest.mark.parametrize("kept", ["项目成本总额", "项目去年完工，今年转入养护。", "项目一次办结", "项目3个均已验收"])
def test_words_that_a_label_begins_with_too_stay_whole(kept: str) -> None:
    """Two forms run together: the first one's 项目1：… does not take the beginning of what the second says."""
    rows = [
        ["部门（单位）名称", "江堤管理站"],
        ["项目支出情况", "项目支出名称", "项目类型"],
        ["", "项目1：江堤养护", "经常性"],
        ["去年情况", kept],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "巡护河段", "≥30处"],
    ]
    text = f"部门整体绩效目标表\n{with_tabs(rows)}\n"
    (found,), unplaced = recognise(parse_text(text), TEMPLATES, template_id="jianghan-department-2024")
    assert kept in "\n".join([found.form.model_dump_json(), *(one.text for one in unplaced)])


@pytest.mark.parametrize(
    ("heads", "values", "target", "left"),
    [
        (
            ["二级指标", "三级指标", "指标值", "二级"],
            ["数量指标", "巡护河段", "≥30处", "质量指标"],
            "≥30处",
            ["质量指标"],
        ),
        (
            ["二级指标", "三级指标", "指标值", "符号", "数值"],
            ["数量指标", "巡护河段", "全年不断", "≥", "30"],
            "≥30",
            ["全年不断"],
        ),
        (["二级指标", "三级指标", "指标值", "符号", "数值"], ["数量指标", "巡护河段", "≥30", "≥", "30"], "≥30", []),
        (["二级指标", "三级指标", "符号", "指标值", "运算符"], ["数量指标", "巡护河段", "≥", "30", "≤"], "≥30", ["≤"]),
    ],
)
def test_of_two_columns_that_say_the_same_the_second_is_listed(
    heads: list[str], values: list[str], target: str, left: list[str]
) -> None:
    rows = [["项目名称", "江堤养护"], ["一级指标", *heads], ["产出指标", *values], ["产出指标", *values]]
    text = f"项目支出绩效目标表\n{with_tabs(rows)}\n"
    (found,), unplaced = recognise(parse_text(text), TEMPLATES)
    read = [(one.name, str(one.target)) for one in found.form.indicators()]
    assert (read, [one.text for one in unplaced]) == ([("巡护河段", target)] * 2, left * 2)


def test_of_two_columns_for_the_same_year_both_texts_stay() -> None:
    heads = ["一级指标", "二级指标", "三级指标", "指标值", "上年完成值", "2024年"]
    values = ["产出指标", "数量指标", "巡护河段", "≥30处", "28处", "27处（含支渠）"]
    text = f"项目支出绩效目标表\n（2025年度）\n{with_tabs([['项目名称', '江堤养护'], heads, values, values])}\n"
    (found,), unplaced = recognise(parse_text(text), TEMPLATES)
    there = "\n".join([found.form.model_dump_json(), *(one.text for one in unplaced)])
    assert "28处" in there
    assert "27处（含支渠）" in there


def test_in_a_row_of_levels_alone_a_second_column_of_levels_is_listed() -> None:
    heads = ["一级指标", "二级指标", "三级指标", "实施期指标值", "指标值", "一级", "备注"]
    rows = [
        ["产出指标", "数量指标", "巡护河段", "≥90处", "≥30处", "产出指标", "逐月记录"],
        ["效益指标", "社会效益指标", "", "", "", "养护指标", ""],
        ["效益指标", "社会效益指标", "受益村庄", "≥9个", "≥3个", "巡查指标", "按季统计"],
    ]
    text = f"项目支出绩效目标表\n{with_tabs([['项目名称', '江堤养护'], heads, *rows])}\n"
    (found,), unplaced = recognise(parse_text(text), TEMPLATES)
    there = "\n".join([found.form.model_dump_json(), *(one.text for one in unplaced)])
    assert [text for row in rows for text in row if text not in there] == []


HEADS_OF_ALL = [word for words in listed_words()["column"].values() for word in words]


@settings(max_examples=examples(80), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), heads=st.lists(st.sampled_from(HEADS_OF_ALL), min_size=8, max_size=26, unique=True))
def test_no_table_is_so_wide_or_odd_that_a_text_is_lost(data: st.DataObject, heads: list[str]) -> None:
    heads = ["一级指标", "二级指标", "三级指标", "指标值", *heads]
    full = data.draw(
        st.lists(st.lists(st.booleans(), min_size=len(heads), max_size=len(heads)), min_size=1, max_size=4)
    )
    rows = [[f"渠段{r}号{c}闸" if there else "" for c, there in enumerate(row)] for r, row in enumerate(full)]
    above = [["项目名称", "江堤养护"], ["年度目标", "堤防安全度汛。"]]
    text = f"项目支出绩效目标表\n（2025年度）\n{with_tabs([*above, heads, *rows])}\n"
    (found,), unplaced = recognise(parse_text(text), TEMPLATES)
    there = "\n".join([found.form.model_dump_json(), *(one.text for one in unplaced)])
    assert [text for row in rows for text in row if text not in there] == []
