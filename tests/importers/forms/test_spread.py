"""One head over several columns: which of them hold the levels, and which the names, their cells tell."""

from __future__ import annotations

import pytest

from importers.recognise import recognise
from models.table import Cell, Table
from tests.importers.test_recognise import TEMPLATES, only_form, rows

ABOVE = "项目绩效目标申报表\n项目名称→广播运维→→→\n"
BODY = """成本指标→经济成本指标→终端维护费→≤260元→超标不得分
产出指标→数量指标→维护终端→≥3100套→按比例
→质量指标→在线率→≥95%→按比例
效益指标→社会效益指标→覆盖率→≥98%→按比例
"""
WANTED = [
    "成本指标/经济成本指标/终端维护费 ≤260元",
    "产出指标/数量指标/维护终端 ≥3100套",
    "产出指标/质量指标/在线率 ≥95%",
    "效益指标/社会效益指标/覆盖率 ≥98%",
]


@pytest.mark.parametrize(
    "head", ["指标→→→目标值→评分办法", "指标名称→→绩效指标→目标值→评分办法", "绩效指标→→→目标值→评分办法"]
)
def test_heads_over_levels_and_names(head: str) -> None:
    form = only_form(f"{ABOVE}{head}\n{BODY}")
    assert rows(form.goals[0]) == WANTED
    assert next(form.indicators()).scoring == "超标不得分"


@pytest.mark.parametrize("head", ["指标→目标值→评分办法", "指标名称→绩效指标→目标值→评分办法"])
def test_blank_cells_may_be_lost(head: str) -> None:
    text = "\n".join("→".join(filter(None, line.split("→"))) for line in f"{ABOVE}{head}\n{BODY}".split("\n"))
    assert rows(only_form(text).goals[0]) == WANTED


def test_merged_cells_keep_their_places() -> None:
    grid = [line.split("→") for line in f"指标→→→目标值→评分办法\n{BODY}".strip().split("\n")]
    cells = [
        Cell(r, c, text, column_span=3 if text == "指标" else 1)
        for r, row in enumerate(grid)
        for c, text in enumerate(row)
    ]
    cells = [cell for cell in cells if cell.row or cell.column not in (1, 2)]
    table = Table((1.0,) * 5, len(grid), tuple(cells), spans_known=True)
    ((found,), unplaced) = recognise((table,), TEMPLATES)
    assert rows(found.form.goals[0]) == WANTED
    assert unplaced == []


def test_a_column_of_running_labels_is_none_of_names() -> None:
    text = f"{ABOVE}指标→→→→目标值\n产出指标→数量指标→目标1→维护终端→≥3100套\n效益指标→社会效益指标→目标1→覆盖率→≥98%\n"
    assert "目标1" not in {one.name for one in only_form(text).indicators()}
