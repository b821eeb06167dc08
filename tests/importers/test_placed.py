"""Where every cell of a source went: the value that took it can be read there, and everything else is listed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.amounts import is_amount
from importers.assemble import Assembled, assemble
from importers.placed import MARKERS, TITLE, Place
from importers.readers.source import SourceError
from importers.readers.text import parse_text
from importers.words.vocabulary import word_of
from models.dossier import Dossier
from models.paths import nodes, printed, read
from models.table import Cell, Table
from models.target import NATURES
from models.templates.shelf import load_templates
from models.values import Part
from tests.effort import examples

TEMPLATES, _ = load_templates([Path(__file__).parents[2] / "resources" / "templates"])

PROJECT = """项目支出绩效目标表
（2025年度）　　单位：元
项目名称\t江堤养护\t\t项目负责人\t河清\t
主管部门\t水务局\t\t实施单位\t江堤管理站\t
资金总额\t305000\t\t其中：财政拨款\t300000\t
\t\t\t其他资金\t5000\t
年度目标\t堤防安全度汛。\t\t\t\t
一级指标\t二级指标\t三级指标\t指标值\t权重\t备注
产出指标\t数量指标\t巡护河段\t≥30处\t20\t含支渠
\t质量指标\t修补合格率\t≥95%\t20\t
\t时效指标\t完工时间\t12月底前\t10\t
效益指标\t社会效益指标\t受益村庄\t≥9个\t20\t
满意度指标\t服务对象满意度指标\t村民满意度\t≥90%\t10\t问卷
填报人：林茂\t\t\t联系电话：5551234\t\t
"""
SIGNED = """项目支出绩效目标申报表
（2026年度）
项目名称\t档案数字化\t\t\t\t\t\t
项目资金（万元）\t年度资金总额：\t80\t\t\t\t\t
\t其中：财政拨款\t80\t\t\t\t\t
一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t上年完成值\t分值权重
产出指标\t数量指标\t数字化页数\t≥\t40\t万页\t38万页\t30
\t质量指标\t抽检合格率\t≥\t98\t%\t97%\t30
效益指标\t可持续影响指标\t服务能力\t定性\t持续提升\t\t提升\t30
"""
DEPARTMENT = """部门整体支出绩效目标表
（2025年度）
部门名称\t云原县城管局\t\t\t
年度主要任务\t养护道路，清扫街巷。\t\t\t
资金总额\t500\t\t\t
基本支出\t300\t\t项目支出\t200
年度目标\t街巷整洁，道路通畅。\t\t\t
一级指标\t二级指标\t三级指标\t指标值\t权重
产出指标\t数量指标\t养护路段\t≥30条\t50
\t质量指标\t路面完好率\t≥96%\t40
"""
LISTED = """项目支出绩效目标表
政策名称\t项目资金总额\t项目负责人\t一级指标\t二级指标\t三级指标\t指标值
湿地保护\t120\t苗青\t产出指标\t数量指标\t修复面积\t≥30亩
\t\t\t\t质量指标\t成活率\t≥85%
渠道清淤\t60\t闸平\t产出指标\t数量指标\t清淤长度\t≥9公里
\t\t\t\t质量指标\t验收合格率\t100%
"""
BUDGET = """2025年收支预算总表
单位：亿元

收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t90.5\t一、一般公共服务支出\t80.5
二、事业收入\t5\t二、住房保障支出\t15
本年收入合计\t95.5\t本年支出合计\t95.5
收入总计\t95.5\t支出总计\t95.5

2025年支出预算总表
单位：亿元

科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t95.5\t75.5\t20
201\t一般公共服务支出\t80.5\t60.5\t20
221\t住房保障支出\t15\t15\t-

2025年项目支出预算表
单位：亿元

项目编码\t项目名称\t项目单位\t合计\t一般公共预算
\t合计\t\t20\t20
\t江堤养护\t云原县城管局\t20\t20

"""
TEXTS = {
    "labels": PROJECT,
    "signs": SIGNED,
    "department": DEPARTMENT,
    "list": LISTED,
    "budget": BUDGET + DEPARTMENT,
}


def taken(text: str, folder: Path) -> Assembled:
    source = folder / "来源.txt"
    source.write_text(text, encoding="utf-8")
    return assemble([source], TEMPLATES)


def cells_of(text: str) -> Iterator[tuple[Table, Place, Cell]]:
    for number, part in enumerate(parse_text(text)):
        if isinstance(part, Table):
            yield from ((part, Place(number, cell.row, cell.column), cell) for cell in part.cells)


def parts_of(dossier: Dossier) -> dict[str, Part]:
    return {"unit": dossier.unit, "budget": dossier.budget, **{node.id: node for node in nodes(dossier)}}


def is_readable(text: str, path: str, parts: dict[str, Part]) -> bool:
    """The text, or the value that stands in it beside words of the form, is what the path holds."""
    node, _, field = path.partition(".")
    value: Any = read(parts[node], field)
    if field == "nature":
        return word_of(text).norm[:2] in (NATURES.get(value, ""), "定性")
    held, said = word_of(printed(value)).norm, word_of(text).norm
    if held and (said in held or held in said):
        return True
    return is_amount(printed(value)) and _digits(held) in _digits(said)


def _digits(text: str) -> str:
    """The figures of an amount, whatever its unit."""
    return "".join(sign for sign in text if sign.isdigit()).strip("0") or "0"


def faults(text: str, result: Assembled) -> list[str]:
    """Cells that are neither readable where they are said to be nor listed, or both."""
    parts = parts_of(result.dossier)
    listed = [(one.text, one.row, one.column) for one in result.unplaced]
    found = []
    for table, place, cell in cells_of(text):
        path = result.placed[0].get(place, "")
        told = (cell.text, table.place(cell.row), cell.column + 1) in listed
        if bool(path) == told:
            found.append(f"{cell.text}: {path or 'lost'}")
        elif path and path not in MARKERS and not is_readable(cell.text, path, parts):
            found.append(f"{cell.text} is not at {path}")
    return found


@pytest.mark.parametrize("name", TEXTS)
def test_of_a_whole_form_every_cell_is_readable_where_it_went(name: str, tmp_path: Path) -> None:
    result = taken(TEXTS[name], tmp_path)
    assert faults(TEXTS[name], result) == []
    left = {one.text for one in result.unplaced}
    assert left <= {"项目单位", "云原县城管局", "一般公共预算"}


STRANGE = ("批复文号7788", "37,09O", "另行通知", "见附页三", "渠渠", "1；2；3", "合订本")
"""Texts that are no words of a form and no values that only one column could hold."""


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, set[str]]:
    """A text some of whose cells were replaced, dropped, swapped or glued, some rows torn; and the strange texts."""
    lines = draw(st.sampled_from(list(TEXTS.values()))).split("\n")
    strange: set[str] = set()
    rows = [number for number, line in enumerate(lines) if "\t" in line]
    for number in draw(st.lists(st.sampled_from(rows), min_size=1, max_size=4, unique=True)):
        cells = lines[number].split("\t")
        at = draw(st.integers(0, len(cells) - 1))
        match draw(st.sampled_from(("replace", "drop", "swap", "glue", "tear", "empty"))):
            case "replace":
                cells[at] = draw(st.sampled_from(STRANGE))
                strange.add(cells[at])
            case "drop":
                del cells[at]
            case "swap":
                cells[at], cells[0] = cells[0], cells[at]
            case "glue":
                cells[at : at + 2] = ["".join(cells[at : at + 2])]
            case "tear":
                cells[at] = f"{cells[at]}\n"
            case "empty":
                cells = ["", ""]
        lines[number] = "\t".join(cells)
    return "\n".join(lines), strange


@settings(max_examples=examples(300), deadline=None, suppress_health_check=list(HealthCheck))
@given(made=damaged())
def test_of_a_damaged_text_no_cell_is_lost_or_said_to_be_where_it_is_not(
    made: tuple[str, set[str]], tmp_path: Path
) -> None:
    text, strange = made
    try:
        result = taken(text, tmp_path)
    except SourceError:
        return  # so damaged that no form is left: refused, nothing taken
    assert faults(text, result) == []
    marked = {place for place, path in result.placed[0].items() if path in MARKERS and path != TITLE}
    assert [cell.text for _, place, cell in cells_of(text) if place in marked and cell.text in strange] == []


def test_a_value_in_a_row_that_stands_for_more_of_its_kind_is_listed(tmp_path: Path) -> None:
    text = PROJECT.replace("\t质量指标\t修补合格率", "\t\t……\t\t7\t\n\t质量指标\t修补合格率")
    result = taken(text, tmp_path)
    assert faults(text, result) == []
    assert [one.text for one in result.unplaced] == ["7"]


@pytest.mark.parametrize("label", ["项目名称", "预算数"])
def test_a_merged_cell_that_was_copied_twice_is_listed_twice_or_not_at_all(label: str, tmp_path: Path) -> None:
    text = PROJECT.replace("主管部门\t水务局", f"{label}\t{label}\t{label}\n主管部门\t水务局")
    result = taken(text, tmp_path)
    assert faults(text, result) == []
