"""Tables that share out money: one row a place, the indicators in the head; the row of the whole is the form's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from importers.assemble import assemble
from importers.readers.source import SourceError
from tests.importers.test_recognise import TEMPLATES, left, only_form, read

KEPT = """2026年村道养护资金分配及绩效目标表
序号→地区→资金额度（万元）→产出指标→→效益指标
→→→数量指标→质量指标→社会效益指标
→→→养护村道（公里）→验收合格率→受益村组（个）
合计→→90→12→≥95%→≥30
1→东河县→50→7→≥96%→≥20
2→西山县→40→5→≥95%→≥10
"""
GROUPED = """村道养护资金绩效目标分解表
地区→资金（万元）→绩效指标
→→养护村道（公里）→验收合格率→村民满意度
东河县→50→7→≥96%→≥90%
西山县→40→5→≥95%→≥90%
全省合计→90→12→≥95%→≥90%
"""
PREFIXED = """2026年村道养护资金绩效目标分配表
序号→市县→下达金额（万元）→数量指标：养护村道→质量：验收合格率
合计→→90→12公里→≥95%
1→东河县→50→7公里→≥96%
2→西山县→40→5公里→≥95%
填报人：
"""
ROWS = {
    KEPT: [
        ("产出指标", "数量指标", "养护村道（公里）", "12"),
        ("产出指标", "质量指标", "验收合格率", "≥95%"),
        ("效益指标", "社会效益指标", "受益村组（个）", "≥30"),
    ],
    GROUPED: [
        ("", "", "养护村道（公里）", "12"),
        ("", "", "验收合格率", "≥95%"),
        ("", "", "村民满意度", "≥90%"),
    ],
    PREFIXED: [("", "数量指标", "养护村道", "12公里"), ("", "质量", "验收合格率", "≥95%")],
}


def without_blanks(text: str) -> str:
    return re.sub("→+", "→", re.sub("(?m)^→+|→+$", "", text))


def rows(text: str) -> list[tuple[str, str, str, str]]:
    return [
        (dimension.name, category.name, one.name, one.target.text)
        for goal in only_form(text).goals
        for dimension in goal.dimensions
        for category in dimension.categories
        for one in category.indicators
    ]


@pytest.mark.parametrize("text", ROWS, ids=["levels", "one head over all", "levels before the names"])
def test_the_row_of_the_whole_is_the_forms(text: str) -> None:
    assert rows(text) == ROWS[text]
    assert only_form(text).amount == 90


@pytest.mark.parametrize("text", ROWS, ids=["levels", "one head over all", "levels before the names"])
def test_blank_cells_may_be_lost(text: str) -> None:
    """The lowest row of the head is that of the names; which 一级 stands over which is not to be known."""
    assert [row[1:] for row in rows(without_blanks(text))] == [row[1:] for row in ROWS[text]]
    assert only_form(without_blanks(text)).amount == 90


@pytest.mark.parametrize("text", ROWS, ids=["levels", "one head over all", "levels before the names"])
def test_every_place_is_listed_and_told(text: str) -> None:
    rest = left(text)
    assert {"东河县", "50", "西山县", "40"} <= set(rest)
    assert not {"90", "12", "12公里"} & set(rest)
    told = [one for found in read(text)[0] for one in found.notices]
    assert any("分地区" in one and "没有放进去" in one for one in told)


def test_what_stands_below_the_places_goes_on() -> None:
    assert "备注：按里程分配" in left(f"{KEPT}备注：按里程分配→→→→→\n")


def test_without_a_row_of_the_whole_no_places_values_are_the_forms() -> None:
    text = "".join(line for line in KEPT.splitlines(keepends=True) if not line.startswith("合计"))
    try:
        found, _ = read(text)
    except SourceError:
        return
    assert not [one for form in found for one in form.form.indicators() if one.target]


def test_a_table_of_indicators_with_a_sum_below_is_no_such_table() -> None:
    text = """项目支出绩效目标表
项目名称→村道养护→→→
一级指标→二级指标→三级指标→指标值→权重
产出指标→数量指标→养护村道→≥12公里→50
效益指标→社会效益指标→受益村组→≥30个→50
合计→→→→100
"""
    assert [row[2:] for row in rows(text)] == [("养护村道", "≥12公里"), ("受益村组", "≥30个")]


SHORT = """2026年村道养护资金绩效目标分解表
地区→资金（万元）→绩效指标
养护村道（公里）→验收合格率→村民满意度
东河县→50→7→≥96%→≥90%
西山县→40→5→≥95%→≥88%
合计→90→{}
"""


@pytest.mark.parametrize(
    ("sums", "found"),
    [
        ("12→≥89%", [("养护村道（公里）", "12"), ("村民满意度", "≥89%")]),
        ("≥95%→≥90%", [("验收合格率", "≥95%"), ("村民满意度", "≥90%")]),
        ("12", [("养护村道（公里）", "12")]),
    ],
)
def test_a_row_of_the_whole_with_fewer_values_than_names(sums: str, found: list[tuple[str, str]]) -> None:
    """Each is the sum of those of the places, or stands among them: what fits in one way alone is read."""
    assert [row[2:] for row in rows(SHORT.format(sums))] == found
    assert only_form(SHORT.format(sums)).amount == 90


@pytest.mark.parametrize("sums", ["13→≥89%", "12→≥60%", "12→合格", "≥90.5%"])
def test_values_of_the_whole_that_may_be_of_any_name_are_refused_in_words(sums: str, tmp_path: Path) -> None:
    source = tmp_path / "分解表.txt"
    source.write_text(SHORT.format(sums).replace("→", "\t"), encoding="utf-8")
    with pytest.raises(SourceError, match=r"合计的数比各地区的少") as refused:
        assemble([source], TEMPLATES)
    assert refused.value.line == 6
