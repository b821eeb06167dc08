"""Projects told in sentences, without any table."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.importers.test_recognise import forms_in, left, only_form, read, rows

CHAPTERS = """
2026年项目支出绩效目标
一、项目名称：人居环境整治
二、预算安排：2026年安排资金560万元，其中县级财政资金360万元，上级补助200万元。
三、年度绩效目标：完成30个村整治。卫生厕所普及率达到92%以上。
四、绩效指标
（一）产出指标
1.数量指标：整治村数≥30个；新建收集点≥45处。
2.质量指标：验收合格率100%。
3.时效指标：完成时间2026年11月底前。
（二）效益指标
1.生态效益指标：污水治理率≥55%，面貌明显改善。
（三）满意度指标
1.服务对象满意度指标：村民满意度≥90%。
"""


def test_chapters_of_sentences_are_fields_levels_and_indicators() -> None:
    form = only_form(CHAPTERS)
    assert (form.name, form.amount) == ("人居环境整治", 560)
    assert form.funding == {"fiscal": Decimal(360), "superior": Decimal(200)}
    assert form.goals[0].statement == "完成30个村整治。卫生厕所普及率达到92%以上。"
    assert rows(form.goals[0]) == [
        "产出指标/数量指标/整治村数 ≥30个",
        "产出指标/数量指标/新建收集点 ≥45处",
        "产出指标/质量指标/验收合格率 100%",
        "产出指标/时效指标/完成时间 2026年11月底前",
        "效益指标/生态效益指标/污水治理率 ≥55%，面貌明显改善",
        "满意度指标/服务对象满意度指标/村民满意度 ≥90%",
    ]
    assert left(CHAPTERS) == []
    assert read(CHAPTERS)[0][0].year == 2026


RUNS = """
1.项目名称：公路养护；实施单位：县公路站；资金总额：86.5万元；年度目标：养护公路120公里。数量指标：养护里程≥120公里，设警示牌45块；质量指标：优良率≥90%。
2.项目名称：河道清淤；实施单位：县水利站；资金总额：40万元；年度目标：清淤8公里。数量指标：清淤长度≥8公里；质量指标：合格率≥95%
"""


def test_a_project_a_paragraph_is_a_form_a_paragraph() -> None:
    first, second = forms_in(RUNS)
    assert (first.name, first.executing_unit, first.amount) == ("公路养护", "县公路站", Decimal("86.5"))
    assert rows(first.goals[0]) == [
        "/数量指标/养护里程 ≥120公里",
        "/数量指标/设警示牌 45块",
        "/质量指标/优良率 ≥90%",
    ]
    assert (second.name, second.amount, second.goals[0].statement) == ("河道清淤", 40, "清淤8公里。")


NOTICE = """
项目绩效目标公示
一、产出指标
数量指标：★种植数量>=17600株；成活率>=85。时效指标：完成及时率≥100%。成本指标：补助成本≤28.4元/株。
二、效益指标
效益指标：经济效益指标：产值≥80万元；生态效益指标：生态功能提高。
三、满意度指标
服务对象满意度指标，农户满意度≥95%。
石岭镇人民政府
2023年3月27日
"""


def test_a_level_behind_another_in_a_paragraph_is_the_lower_one_and_signatures_are_no_indicators() -> None:
    assert rows(only_form(NOTICE).goals[0]) == [
        "产出指标/数量指标/种植数量 >=17600株",
        "产出指标/数量指标/成活率 >=85",
        "产出指标/时效指标/完成及时率 ≥100%",
        "产出指标/成本指标/补助成本 ≤28.4元/株",
        "效益指标/经济效益指标/产值 ≥80万元",
        "效益指标/生态效益指标/生态功能提高",
        "满意度指标/服务对象满意度指标/农户满意度 ≥95%",
    ]
    assert any("生态功能提高" in one for one in read(NOTICE)[0][0].notices)


def test_a_report_that_mentions_levels_is_no_project() -> None:
    text = """
绩效评价报告
数量指标：完成情况较好。
质量指标：各项工作按期推进。
"""
    assert read(text)[0] == []


def test_a_report_beside_a_table_is_a_project_only_where_it_names_one() -> None:
    table = """
项目支出绩效目标表
项目名称→路灯养护
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→检修路灯→≥320盏

数量指标：检修320盏；质量指标：亮灯率98%。
"""
    assert [one.name for one in forms_in(table)] == ["路灯养护"]
    named = table.replace("数量指标：检修", "项目名称：绿地养护；数量指标：检修")
    assert [one.name for one in forms_in(named)] == ["路灯养护", "绿地养护"]


@pytest.mark.parametrize("head", ["三级指标及指标值", "三级指标"])
def test_names_and_values_in_one_cell_a_line(head: str) -> None:
    text = f"""
项目支出绩效目标表
项目名称
管网普查
资金总额（元）
865000
年度目标
完成普查。
绩效指标
一级指标
二级指标
{head}
产出指标
数量指标
普查长度≥260公里
检查井≥300座
质量指标
合格率：≥98%
满意度指标
服务对象满意度指标
居民满意度≥90%
"""
    form = only_form(text)
    assert (form.name, form.amount, form.goals[0].statement) == ("管网普查", Decimal("86.5"), "完成普查。")
    assert rows(form.goals[0]) == [
        "产出指标/数量指标/普查长度 ≥260公里",
        "产出指标/数量指标/检查井 ≥300座",
        "产出指标/质量指标/合格率 ≥98%",
        "满意度指标/服务对象满意度指标/居民满意度 ≥90%",
    ]


COUNTED = """
2026年重点项目绩效目标
项目一：津贴发放
预算资金：420万元
绩效目标：足额发放津贴。
产出指标：
数量指标：发放人数≥6800人；
时效指标：每月15日前发放到位。
效益指标：
社会效益指标：保障水平逐步提高。
满意度指标：老人满意度≥95%。
项目二：公墓建设
预算资金：300万元
产出指标：
数量指标：新建公墓≥5处，新增墓穴≥1500个；
成本指标：单处成本≤60万元；
"""


def test_projects_with_a_number_are_forms_and_levels_on_lines_of_their_own_hold_the_next_ones() -> None:
    first, second = forms_in(COUNTED)
    assert (first.name, first.amount, second.name, second.amount) == ("津贴发放", 420, "公墓建设", 300)
    assert rows(first.goals[0]) == [
        "产出指标/数量指标/发放人数 ≥6800人",
        "产出指标/时效指标/每月15日前发放到位",
        "效益指标/社会效益指标/保障水平逐步提高",
        "满意度指标//老人满意度 ≥95%",
    ]
    assert rows(second.goals[0]) == [
        "产出指标/数量指标/新建公墓 ≥5处",
        "产出指标/数量指标/新增墓穴 ≥1500个",
        "产出指标/成本指标/单处成本 ≤60万元",
    ]
    assert left(COUNTED) == []
