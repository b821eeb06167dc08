"""Tables with a project a row, and its indicators one after the other in columns that come again and again."""

from __future__ import annotations

import pytest

from importers.readers.html import read_html
from importers.recognise import recognise
from tests.importers.test_recognise import TEMPLATES, left, read, rows

TWICE = """
项目绩效目标汇总表
序号→项目名称→预算金额（万元）→绩效目标→指标1→→指标2→
→→→→指标名称→指标值→指标名称→指标值
1→渡口看护→18.5→渡运平安→看护渡口→≥6处→群众满意度→≥90%
2→码头清扫→24→码头整洁→清扫码头→≥9座→按期完成率→100%
"""
PROJECTS = [
    ("渡口看护", "18.5", ["//看护渡口 ≥6处", "//群众满意度 ≥90%"]),
    ("码头清扫", "24", ["//清扫码头 ≥9座", "//按期完成率 100%"]),
]


def projects(text: str) -> list[tuple[str, str, list[str]]]:
    return [(one.form.name, str(one.form.amount), rows(one.form.goals[0])) for one in read(text)[0]]


def lost(text: str) -> str:
    """The text without its blank cells."""
    return "\n".join("→".join(filter(None, line.split("→"))) for line in text.splitlines())


@pytest.mark.parametrize("source", [TWICE, lost(TWICE)], ids=["kept", "lost"])
def test_numbered_indicators_in_columns_become_rows(source: str) -> None:
    assert projects(source) == PROJECTS
    assert left(source) == ["序号", "1", "2"]


@pytest.mark.parametrize(
    "heads", ["指标名称1→指标值1→指标名称2→指标值2", "三级指标（一）→目标值（一）→三级指标（二）→目标值（二）"]
)
def test_the_heads_themselves_may_be_numbered(heads: str) -> None:
    _, _, _, _, *body = TWICE.splitlines()
    head = f"序号→项目名称→预算金额（万元）→绩效目标→{heads}"
    assert projects("\n".join(["项目绩效目标汇总表", head, *body])) == PROJECTS


def test_each_may_have_a_level_and_points() -> None:
    text = """
项目绩效目标一览表
单位→项目名称→预算→第一项指标→→→→第二项指标→→→→备注
→→→一级指标→三级指标→指标值→分值→一级指标→三级指标→指标值→分值→
团委→夜间巡护→12→产出指标→巡护次数→≥60次→50→效益指标→报警下降率→≥5%→40→新增
"""
    (found,) = read(text)[0]
    said = [(one.name, str(one.target), one.weight) for one in found.form.indicators()]
    assert said == [("巡护次数", "≥60次", 50), ("报警下降率", "≥5%", 40)]
    assert [one.name for one in found.form.goals[0].dimensions] == ["产出指标", "效益指标"]


def test_an_indicator_with_its_value_may_be_one_cell() -> None:
    text = """
专项资金绩效目标汇总表
专项名称→资金额度（万元）→指标1→指标2
大棚改造→230→改造大棚≥150座→亩均增产≥8%
果树更新→96→更新面积≥800亩→成活率≥92%
"""
    assert projects(text) == [
        ("大棚改造", "230", ["//改造大棚 ≥150座", "//亩均增产 ≥8%"]),
        ("果树更新", "96", ["//更新面积 ≥800亩", "//成活率 ≥92%"]),
    ]


UNITS = """<table>
<tr><td>单位名称<td>项目名称<td>预算数<td>一级指标<td>二级指标<td>三级指标<td>指标值</tr>
<tr><td>柳溪镇部门<td><td>42<td><td><td><td></tr>
<tr><td rowspan=2>柳溪镇人民政府<td>河道保洁<td>12<td>产出指标<td>数量指标<td>保洁长度<td>≥46公里</tr>
<tr><td>老年食堂<td>30<td>产出指标<td>数量指标<td>开办食堂<td>9个</tr>
</table>"""


def test_a_unit_merged_over_two_projects_is_that_of_both() -> None:
    found, unplaced = recognise(read_html(UNITS).document, TEMPLATES)
    assert [(one.form.name, one.form.unit_name) for one in found] == [
        ("河道保洁", "柳溪镇人民政府"),
        ("老年食堂", "柳溪镇人民政府"),
    ]
    assert [one.text for one in unplaced] == ["柳溪镇部门", "42"]
