"""Pages whose cells came as paragraphs with an empty line between them, blank ones too. All texts are invented."""

from __future__ import annotations

from typing import Any

import pytest

from importers.readers.text import parse_text
from importers.recognise import recognise
from models.table import Table
from tests.importers.test_recognise import TEMPLATES, rows

ABOVE = ["项目支出绩效目标表", "（2027年度）", "项目名称", "操场翻新", "主管部门", "及编码", "某区教育局"]
MONEY = ["项目资金", "资金总额", "860万元", "当年资金总额：", "320万元"]
MONEY += ["其中：财政拨款", "800万元", "其中：当年财政拨款", "300万元"]
GOALS = ["总体目标", "中期目标", "年度目标", "翻新全区操场", "翻新四所学校操场", "绩效项目指标表"]
HEAD = [
    "一级指标",
    *(f"{head}（{period}）" for period in ("长期", "年度") for head in ("二级指标", "三级指标", "指标值")),
]
BODY = [
    *("产出指标", "数量指标", "操场", "12", "数量指标", "操场", "4"),
    *("产出指标", "质量指标", "", "", "质量指标", "合格率", "100%"),
    *("满意度指标", "服务对象满意度指标", "", "", "服务对象满意度指标", "师生满意度", "≥92%"),
]


def text(*cells: str, blank: str = " ") -> str:
    return "\n\n".join(cell or blank for cell in cells)


@pytest.mark.parametrize("blank", [" ", "\u00a0", ""], ids=["blank", "hard blank", "nothing"])
def test_two_trees_side_by_side_keep_their_blank_cells(blank: str) -> None:
    source = text(*ABOVE, *MONEY, *GOALS, *HEAD, *BODY, "附件：", blank=blank)
    (found,), left = recognise(parse_text(source), TEMPLATES)
    form: Any = found.form
    goals = {goal.period: goal for goal in form.goals}
    assert (form.name, form.supervising_unit, found.year) == ("操场翻新", "某区教育局", 2027)
    assert (form.amount, form.total_amount) == (320, 860)
    assert (form.funding, form.total_funding) == ({"fiscal": 300}, {"fiscal": 800})
    assert goals["annual"].statement == "翻新四所学校操场"
    assert rows(goals["annual"]) == [
        "产出指标/数量指标/操场 4",
        "产出指标/质量指标/合格率 100%",
        "满意度指标/服务对象满意度指标/师生满意度 ≥92%",
    ]
    assert rows(goals["long_term"])[0] == "产出指标/数量指标/操场 12"
    assert not left


@pytest.mark.parametrize(
    "cells",
    [
        [*HEAD, *BODY[:5], "多出的一格", *BODY[5:]],  # a cell of two paragraphs
        [*HEAD[:3], *BODY],  # no values
        [*HEAD, *BODY[:7]],  # a single row
    ],
    ids=["more cells", "no values", "one row"],
)
def test_what_does_not_come_out_even_is_no_such_table(cells: list[str]) -> None:
    assert not any(isinstance(part, Table) and part.column_count == 7 for part in parse_text(text(*ABOVE, *cells)))


def test_lines_without_gaps_are_none() -> None:
    source = "\n".join(cell or " " for cell in [*ABOVE, *HEAD, *BODY])
    assert not any(isinstance(part, Table) and part.column_count == 7 for part in parse_text(source))
