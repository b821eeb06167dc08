"""Which column of indicators a text may stand in, by what it says."""

from __future__ import annotations

import pytest

from importers.forms.columns.drawn_heads import Column
from importers.forms.columns.fits import Fits, stairs
from importers.forms.columns.heads import Head
from importers.forms.columns.known import Known
from importers.words.vocabulary import word_of

COLUMNS = (
    *("dimension.name", "category.name", "indicator.name", "indicator.weight", "indicator.target.comparison"),
    *("indicator.target.unit", "indicator.target", "indicator.basis", "indicator.scoring", "indicator.description"),
)
"""一级、二级、三级指标、权重、符号、单位、指标值、依据、评分标准、说明."""


@pytest.fixture(scope="module")
def fits() -> Fits:
    columns = tuple(Column(path, place, word_of("头")) for place, path in enumerate(COLUMNS))
    known = Known(
        frozenset({"产出指标", "满意度指标"}), frozenset({"数量指标"}), frozenset(), frozenset({"行业标准"}), {}
    )
    return Fits(Head(columns, word_of("绩效指标"), len(columns), trusted=True), known)


@pytest.mark.parametrize(
    ("text", "columns"),  # for each column: + it fits, . it may stand there, - rather not, x it does not
    [
        ("产出指标", "+x--------"),
        ("数量指标", "x+--------"),
        ("绿化指标", "++---x++.."),
        ("绿化", "--+--+++.."),
        ("巡查次数", "--+---++.."),
        ("≥", "--x-+x++.."),
        ("小于", "--x-+x++.."),
        ("定性", "--+-+xx+.."),
        ("≥5次", "xxxxx++---"),
        ("5", "xxx+x-+---"),
        ("10%", "xxx+x++---"),
        ("次", "--+--+++.."),
        ("元/人", "--+--+++.."),
        ("平方米", "--+--+++.."),
        ("公里每小时", "--+xx-++.."),
        ("行业标准", "--+----+.."),
        ("计划标准", "--+---++.."),
        ("完成得满分，未完成不得分", "--+xx-++.."),
        ("反映巡查情况", "--+xx-++.+"),
        ("十二", "--+.-+++.."),
        ("—", "--+.-+++.."),
        ("1.", "xxx+x-+---"),
        ("二级指标", "++---x++.."),
        ("某某地区自定的一级分类", "--+xx-++.."),
        ("指标1", "--+--+++.+"),
        ("目标1", "xxx--+++.."),
    ],
)
def test_a_text_fits_the_columns_that_it_may_stand_in(fits: Fits, text: str, columns: str) -> None:
    word = word_of(text)
    found = [fits._meaning(place, word) for place in range(len(COLUMNS))]
    assert "".join("+" if fit > 0 else "." if fit == 0 else "-" if fit > -7 else "x" for fit in found) == columns


@pytest.mark.parametrize(
    ("text", "better", "worse"),
    [
        ("产出指标", "dimension.name", "category.name"),
        ("数量指标", "category.name", "dimension.name"),
        ("行业标准", "indicator.basis", "indicator.name"),
        ("≥5次", "indicator.target", "indicator.target.unit"),
        ("5", "indicator.weight", "indicator.target"),
        ("次", "indicator.target.unit", "indicator.target"),
        ("定性", "indicator.target.comparison", "indicator.name"),
        ("反映巡查情况", "indicator.description", "indicator.scoring"),
        ("巡查次数", "indicator.name", "indicator.basis"),
        ("绿化指标", "dimension.name", "indicator.name"),
    ],
)
def test_of_two_columns_the_better(fits: Fits, text: str, better: str, worse: str) -> None:
    word = word_of(text)
    assert fits._meaning(COLUMNS.index(better), word) > fits._meaning(COLUMNS.index(worse), word)


ONE, TWO, LEAF = frozenset({"dimension.name"}), frozenset({"category.name"}), frozenset({"indicator"})


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([ONE, TWO, LEAF, LEAF], {0, 1}),
        ([ONE, TWO, LEAF, TWO, LEAF], {0, 1, 3}),
        ([ONE, LEAF, ONE | TWO, LEAF], set()),  # no row of a 一级指标 is followed by one of a 二级指标
        ([ONE, TWO, LEAF, ONE | TWO, LEAF], {0, 1, 3}),
        ([ONE, TWO, LEAF, ONE, LEAF], {0, 1}),
        ([ONE, TWO], {0}),
        ([ONE, TWO, ONE, TWO, LEAF], {0, 2, 3}),
        ([LEAF], set()),
        ([], set()),
    ],
)
def test_rows_that_open_a_level(rows: list[frozenset[str]], found: set[int]) -> None:
    assert stairs(rows) == found
