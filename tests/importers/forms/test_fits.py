"""Which column a cell is meant for: judged by its words, and by its place as far as the table kept its columns."""

from __future__ import annotations

import pytest

from importers.finding.lines import Line, lines_of
from importers.forms.fits import Fits, stairs
from importers.forms.heads import read_head
from importers.forms.known import known_of
from importers.readers.text import parse_text
from models.folders import RESOURCES
from models.templates.template import load_templates

TEMPLATES, _ = load_templates([RESOURCES / "templates"])
KNOWN = known_of(TEMPLATES, TEMPLATES["national-project-2021"])


def fits_of(heads: str, *rows: str) -> tuple[Fits, list[Line]]:
    """A table pasted as text, in which blanks part the cells and · is a blank cell."""
    text = "\n".join("\t".join("" if cell == "·" else cell for cell in row.split()) for row in (heads, *rows))
    head, *body = lines_of(parse_text(f"\t\n{text}\n"))[-len(rows) - 1 :]
    fits = Fits(read_head([head], KNOWN)[0], KNOWN)
    fits.learn(body)
    return fits, body


def assigned(heads: str, *rows: str) -> list[str]:
    """The last row as head=cell."""
    fits, body = fits_of(heads, *rows)
    found = fits.assign(body[-1])
    return [f"{fits.head.columns[slot].head.text}={body[-1].filled[cell].text}" for cell, slot in sorted(found.items())]


LOST = "质量指标 巡护河段 ≥30处 含支渠"  # a row that lost its blanks, beside which places tell nothing


@pytest.mark.parametrize(
    ("heads", "row", "expected"),
    [
        # what a sign, a number and a unit are
        ("三级指标 指标性质 指标值 度量单位 权重", "巡护河段 ≥ 30 处 10", "巡护河段 ≥ 30 处 10"),
        ("三级指标 指标性质 指标值 度量单位 权重", "巡护河段 定性 持续改善 10", "巡护河段 定性 持续改善 · 10"),
        ("三级指标 指标性质 指标值 度量单位 权重", "巡护河段 ≥ 30 元/人/天", "巡护河段 ≥ 30 元/人/天 ·"),
        ("三级指标 指标值 度量单位 备注", "巡护河段 30 处", "巡护河段 30 处 ·"),
        ("三级指标 符号 数值 度量单位 备注", "巡护河段 不低于 30 万人次", "巡护河段 不低于 30 万人次 ·"),
        # a weight is a number, or what was meant as one
        ("三级指标 指标值 备注 权重", "巡护河段 ≥30处 10分", "巡护河段 ≥30处 · 10分"),
        ("三级指标 指标值 备注 权重", "巡护河段 ≥30处 十二", "巡护河段 ≥30处 · 十二"),
        ("三级指标 指标值 权重 备注", "巡护河段 ≥30处 含支渠和排水沟", "巡护河段 ≥30处 · 含支渠和排水沟"),
        ("三级指标 权重 指标值", "巡护河段 20 ≥30处", "巡护河段 20 ≥30处"),
        ("权重 三级指标 指标值 备注", "巡护河段 ≥30处", "· 巡护河段 ≥30处 ·"),
        # a basis is a word of the dictionaries
        ("三级指标 指标值 指标值确定依据 备注", "巡护河段 ≥30处 计划数据", "巡护河段 ≥30处 计划数据 ·"),
        ("三级指标 备注 指标值 指标值确定依据", "巡护河段 ≥30处 历史水平", "巡护河段 · ≥30处 历史水平"),
        ("三级指标 指标值确定依据 指标值", "巡护河段 行业规范 全年不断", "巡护河段 行业规范 全年不断"),
        # an explanation says so
        ("三级指标 指标值 评分标准 指标解释", "巡护河段 ≥30处 反映巡护的数量", "巡护河段 ≥30处 · 反映巡护的数量"),
        # a quantity is a value, not a sentence
        ("三级指标 指标解释 指标值 备注", "巡护河段 ≥30处", "巡护河段 · ≥30处 ·"),
        ("三级指标 评分标准 上年完成值", "巡护河段 28处", "巡护河段 · 28处"),
        ("三级指标 备注 指标值", "巡护河段 12月底前", "巡护河段 · 12月底前"),
    ],
)
def test_in_a_table_that_lost_its_blanks_words_tell(heads: str, row: str, expected: str) -> None:
    found = assigned(f"一级指标 二级指标 {heads} 佐证资料", LOST, LOST, row)
    wanted = [f"{head}={cell}" for head, cell in zip(heads.split(), expected.split(), strict=True) if cell != "·"]
    assert found == wanted


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("质量指标 合格率 ≥95%", "· 质量指标 合格率 ≥95%"),
        ("效益指标 社会效益指标 受益村庄 ≥9个", "效益指标 社会效益指标 受益村庄 ≥9个"),
        ("运维效益 受益村庄 ≥9个", "· 运维效益 受益村庄 ≥9个"),
        ("特色指标 受益村庄 ≥9个", "· 特色指标 受益村庄 ≥9个"),
        ("受益村庄 ≥9个", "· · 受益村庄 ≥9个"),
        ("受益村庄 持续增加", "· · 受益村庄 持续增加"),
    ],
)
def test_levels_are_known_by_their_words(row: str, expected: str) -> None:
    heads = "一级指标 二级指标 三级指标 指标值"
    found = assigned(f"{heads} 权重 备注", LOST, LOST, row)
    wanted = [f"{head}={cell}" for head, cell in zip(heads.split(), expected.split(), strict=True) if cell != "·"]
    assert found == wanted


KEPT = "· · 巡护河段 · 含支渠"  # blank cells inside, and what stands there fits its head


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        ((KEPT, KEPT, KEPT), "三级指标"),
        ((KEPT, KEPT, LOST), "三级指标"),
        ((LOST, LOST, KEPT), "三级指标"),
    ],
)
def test_a_name_stays_a_name_whatever_the_table_kept(rows: tuple[str, ...], column: str) -> None:
    found = assigned("一级指标 二级指标 三级指标 指标值 备注", *rows, "· · 清淤长度 ≥9公里 ·")
    assert found == [f"{column}=清淤长度", "指标值=≥9公里"]


def test_where_columns_were_kept_an_odd_cell_stays_in_its_own() -> None:
    heads = "一级指标 二级指标 三级指标 指标值 权重 备注"
    kept = "· · 巡护河段 ≥30处 · 含支渠"
    assert assigned(heads, kept, kept, "· · 清淤长度 ≥9公里 待财政部门核定 ·")[-1] == "权重=待财政部门核定"
    assert assigned(heads, LOST, LOST, LOST, "清淤长度 ≥9公里 待财政部门核定")[-1] == "备注=待财政部门核定"


def test_a_whole_row_may_have_slid() -> None:
    heads = "绩效指标 一级指标 二级指标 三级指标 指标值 权重"
    row = "· 产出指标 数量指标 巡护河段 ≥30处 10"
    slid = "时效指标 完工率 100% 10"
    assert assigned(heads, row, row, slid) == ["二级指标=时效指标", "三级指标=完工率", "指标值=100%", "权重=10"]


def test_a_row_of_as_many_cells_as_heads_is_taken_as_it_stands() -> None:
    found = assigned("一级指标 二级指标 三级指标 指标值", "甲 乙 丙 丁")
    assert found == ["一级指标=甲", "二级指标=乙", "三级指标=丙", "指标值=丁"]


def test_a_sign_is_left_over_rather_than_be_a_name() -> None:
    found = assigned("一级指标 二级指标 三级指标 指标值 权重", LOST, "产出指标 数量指标 巡护河段 ≥ 30 10")
    assert found == ["一级指标=产出指标", "二级指标=数量指标", "三级指标=巡护河段", "指标值=30", "权重=10"]


DIMENSION, CATEGORY = frozenset({"dimension.name"}), frozenset({"category.name"})
INDICATOR = frozenset({"indicator"})


@pytest.mark.parametrize(
    ("rows", "steps"),
    [
        ([DIMENSION, CATEGORY, INDICATOR, INDICATOR], {0, 1}),
        ([DIMENSION, CATEGORY, INDICATOR, CATEGORY, INDICATOR], {0, 1, 3}),
        ([DIMENSION, CATEGORY, INDICATOR, DIMENSION | CATEGORY, INDICATOR], {0, 1, 3}),
        ([CATEGORY, INDICATOR], set()),  # no such table: a level without indicator is an empty row
        ([DIMENSION | CATEGORY, INDICATOR], set()),
        ([DIMENSION, CATEGORY], {0}),  # what ends the table opens nothing
        ([DIMENSION, CATEGORY, DIMENSION, INDICATOR], {0}),
        ([frozenset(), DIMENSION, CATEGORY, INDICATOR], {1, 2}),
    ],
)
def test_levels_on_rows_of_their_own_open_what_follows(rows: list[frozenset[str]], steps: set[int]) -> None:
    assert stairs(rows) == steps
