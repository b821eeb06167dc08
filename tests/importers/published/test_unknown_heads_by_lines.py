"""Texts of one cell a line under heads that nobody knows: as many heads as a row has cells, or nothing is read."""

from __future__ import annotations

import pytest

from importers.readers.text import parse_text
from models.table import Table
from tests.importers.test_recognise import only_form, read, rows

ABOVE = "项目绩效申报\n项目名称\n桥梁检测\n工作目标\n检测桥梁52座。\n"
BELOW = ("产出", "数量", "检测桥梁", "52座", "质量", "合格率", "100%", "效益", "社会效益", "处置率", "≥95%", "满意度")
LAST = ("服务对象", "司机满意度", "≥85%")


def text_of(heads: str, *body: str) -> str:
    return ABOVE + "\n".join((*heads.split(), *body)) + "\n"


def test_a_head_of_unknown_words_has_as_many_cells_as_the_rows_below_it() -> None:
    form = only_form(text_of("类别 方面 要点 达到要求", *BELOW, *LAST))
    assert (form.name, form.goals[0].statement) == ("桥梁检测", "检测桥梁52座。")
    assert rows(form.goals[0]) == [
        "产出/数量/检测桥梁 52座",
        "产出/质量/合格率 100%",
        "效益/社会效益/处置率 ≥95%",
        "满意度/服务对象/司机满意度 ≥85%",
    ]


def test_what_was_decided_by_what_stands_below_is_told() -> None:
    ((form,), _) = read(text_of("类别 方面 要点 达到要求", *BELOW, *LAST))
    assert [one for one in form.notices if "没有见过的栏目“要点”" in one]


@pytest.mark.parametrize(
    ("heads", "body"),
    [
        ("类别 方面 要点", BELOW + LAST),  # a head less than the cells of a row
        ("类别 方面 要点 要求 来源 备注 其他", BELOW + LAST),  # more than any table has
        ("类别 方面 要点 达到要求", BELOW[:4]),  # one 一级指标 alone
        ("类别 方面 要点 达到要求", ("产出", "检测桥梁", "52座", "效益", "处置率", "≥95%")),  # no 二级指标
    ],
)
def test_what_is_no_such_table_stays_lines(heads: str, body: tuple[str, ...]) -> None:
    assert not any(isinstance(part, Table) for part in parse_text(text_of(heads, *body)))
