"""Cells that lines broke, in texts as a PDF gives them: put together by what they are."""

from __future__ import annotations

import pytest

from importers.readers.poured_heads import PouredCell
from importers.readers.poured_pieces import pieces
from importers.readers.spaced import with_tabs
from importers.readers.text import parse_text
from models.table import Table
from tests.importers.test_recognise import left, only_form, rows


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ("≥6820公 里", ["≥6820公里"]),
        ("10000 元/公里", ["10000元/公里"]),
        ("不超过3.5万 元", ["不超过3.5万元"]),
        ("2023年11月 底", ["2023年11月底"]),
        ("90% 以上", ["90%以上"]),
        ("≥9处 社会效益", ["≥9处", "社会效益"]),
        ("≥9 巡查堤段", ["≥9", "巡查堤段"]),
        ("指标值（包含 数字及文字描述）", ["指标值（包含数字及文字描述）"]),
        ("度量单位 120 次", ["度量单位", "120", "次"]),  # units have a column of their own
        ("分值权重 （90）", ["分值权重（90）"]),
        ("河堤（东段 数字）", ["河堤（东段", "数字）"]),  # no head
    ],
)
def test_what_lines_broke(lines: str, whole: list[str]) -> None:
    assert [cell.word.text for cell in pieces(lines.split())] == whole


def test_a_cell_is_at_the_line_in_which_it_begins() -> None:
    assert pieces(["河堤", "≥6820公", "里", "闸门"])[1:] == [
        PouredCell(1, pieces(["≥6820公里"])[0].word),
        PouredCell(3, pieces(["闸门"])[0].word),
    ]


COPIED = """农村公路补助资金区域绩效目标表
（2026 年度）
转移支付项目名称 公路养护补助
资金情况
（万元）
年度金额 3150
年度目标 列养率百分之百，路况稳步提高
绩效指标 一级指标 二级指标 三级指标 区域指标值
产出指标 数量指标 养护里程 ≥6820 公
里
质量指标 优良路率 ≥83%
时效指标 分配时限 30 日内
效益指标 社会效益指
标
提供岗位 不少于 400 个
满意度指标 服务对象满
意度指标
群众满意度 ≥85%
"""


def test_lines_of_several_cells_with_some_that_are_broken() -> None:
    form = only_form(COPIED)
    assert (form.name, str(form.amount)) == ("公路养护补助", "3150")
    assert rows(form.goals[0]) == [
        "产出指标/数量指标/养护里程 ≥6820公里",
        "产出指标/质量指标/优良路率 ≥83%",
        "产出指标/时效指标/分配时限 30日内",
        "效益指标/社会效益指标/提供岗位 不少于400个",
        "满意度指标/服务对象满意度指标/群众满意度 ≥85%",
    ]


def test_lines_whose_cells_are_whole_are_rows_as_they_stand() -> None:
    text = (
        COPIED.replace(" ≥6820 公\n里", " ≥6820公里")
        .replace("指\n标\n", "指标 ")
        .replace("满\n意度指标\n", "满意度指标 ")
    )
    assert with_tabs(text).split("\n")[8] == "产出指标\t数量指标\t养护里程\t≥6820公里"


def test_words_alone_on_a_line_below_the_head_are_cells_and_listed() -> None:
    text = "项目支出绩效目标表\n项目名称 清淤\n"
    text += "一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 清淤河道\n质量指标 合格率 100%\n"
    text += "（2025年度）\n≥9公里以上各段\n"
    assert left(text) == ["≥9公里以上各段"]


def test_a_table_without_a_head_of_which_every_cell_is_a_line() -> None:
    text = "衔接资金项目绩效目标表\n项目名称\n冷库建设\n绩效目标\n新建冷库三百立方米\n"
    text += "产出指标\n数量\n冷库容积\n300立方米\n分拣设备\n2台\n"
    text += "质量\n合格率\n100%\n效益指标\n经济效益\n年增收\n≥6万元\n满意度指标\n服务对象\n农户满意度\n≥90%\n"
    assert rows(only_form(text).goals[0]) == [
        "产出指标/数量/冷库容积 300立方米",
        "产出指标/数量/分拣设备 2台",
        "产出指标/质量/合格率 100%",
        "效益指标/经济效益/年增收 ≥6万元",
        "满意度指标/服务对象/农户满意度 ≥90%",
    ]
    headed = text.replace("新建冷库三百立方米\n", "新建冷库三百立方米。\n甲方\n乙方\n丙方\n")
    assert not any(isinstance(part, Table) for part in parse_text(headed)), "words that may head columns: not guessed"


@pytest.mark.parametrize("over", ["指标类型", "指标"])
def test_one_head_over_both_levels(over: str) -> None:
    text = f"项目绩效目标表\n项目名称\n学科培育\n{over}\n具体指标\n目标值\n评分标准\n分值\n"
    text += "产出指标\n数量指标\n论文\n≥45篇\n按比例得分\n15\n"
    text += "引进博士\n≥8人\n按比例得分\n15\n效益指标\n社会效益指标\n就业率\n≥90%\n按比例得分\n20\n"
    assert rows(only_form(text).goals[0]) == [
        "产出指标/数量指标/论文 ≥45篇",
        "产出指标/数量指标/引进博士 ≥8人",
        "效益指标/社会效益指标/就业率 ≥90%",
    ]


SCORED = """体育局预算项目绩效目标公开表
2025 年度
项目名称 健身路径维护
一级指标 二级指标 三级指标 指标值 分值 评分标准
产出指标 数量指标 维护健身路
径
≥410 条 20 每少十条扣
一分
质量指标 器材完好率 ≥96% 20 每低一个百
分点扣两分
效益指标 社会效益指
标
新增健身人
口
≥2 万人 20 按比例得分
"""


def test_names_and_sentences_that_are_broken_go_on_below() -> None:
    form = only_form(SCORED)
    assert rows(form.goals[0]) == [
        "产出指标/数量指标/维护健身路径 ≥410条",
        "产出指标/质量指标/器材完好率 ≥96%",
        "效益指标/社会效益指标/新增健身人口 ≥2万人",
    ]
    assert [one.scoring for one in form.indicators()] == ["每少十条扣一分", "每低一个百分点扣两分", "按比例得分"]


def test_where_nobody_can_tell_what_goes_on_nothing_is_put_together() -> None:
    text = SCORED.replace("20 按比例得分\n", "20 按比例得分\n清理器\n材\n更换件\n").replace("≥410 条 20 ", "")
    assert not any(isinstance(part, Table) for part in parse_text(text))


def test_running_labels_beside_the_names_are_no_cells() -> None:
    text = "项目绩效目标审核表\n项目名称\n水库监测\n绩效目标\n在线监测全县小型水库\n"
    text += "产出指标\n数量指标\n指标一\n监测点\n≥186处\n"
    text += "指标二\n巡检次数\n≥12次\n效果指标\n社会效益\n指标一\n受益人口\n≥9万人\n"
    assert rows(only_form(text).goals[0]) == [
        "产出指标/数量指标/监测点 ≥186处",
        "产出指标/数量指标/巡检次数 ≥12次",
        "效果指标/社会效益/受益人口 ≥9万人",
    ]


@pytest.mark.parametrize("over", ["类别\n二级指标\n指标名称", "考核内容\n考核指标"])
def test_levels_below_words_that_nobody_knows_or_that_head_names(over: str) -> None:
    text = f"项目绩效目标表\n项目名称\n古籍修复\n{over}\n目标值\n说明\n产出指标\n数量指标\n扫描善本\n1600册\n"
    text += "建立条目\n≥21000条\n含地方志\n质量指标\n合格率\n≥99%\n效益指标\n社会效益指标\n访问量\n≥8万次\n"
    assert rows(only_form(text).goals[0])[::3] == [
        "产出指标/数量指标/扫描善本 1600册",
        "效益指标/社会效益指标/访问量 ≥8万次",
    ]
