"""Columns under heads that nobody knows, or that hold something else than their heads say. All texts are invented."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.importers.test_recognise import left, only_form, read, rows

ROWS = (
    ("数量指标", "修缮校舍", "≥12栋", "30", "按竣工验收单数统计", "每少一栋扣3分"),
    ("质量指标", "验收合格率", "100%", "20", "反映修缮工程质量", "每低一个点扣2分"),
    ("时效指标", "完工时间", "8月底前", "20", "反映工程进度", "每迟一天扣1分"),
    ("成本指标", "每平方米造价", "≤1600元", "20", "造价与面积之比", "每超十元扣1分"),
)


def table(heads: str, picked: str) -> str:
    """A table with such heads behind 三级指标; ``picked`` are the numbers of the cells below them."""
    cells = [
        "→".join(["产出指标" if not n else "", *(row[int(one)] for one in "01" + picked)]) for n, row in enumerate(ROWS)
    ]
    return "\n".join(
        ["项目支出绩效目标表（2026年度）", "项目名称→校舍修缮", f"一级指标→二级指标→三级指标→{heads}", *cells]
    )


def notices(text: str) -> list[str]:
    return [one for form in read(text)[0] for one in form.notices]


def told(head: str, meaning: str) -> str:
    return f"没有见过的栏目“{head}”，按栏里的内容认作“{meaning}”，请核对"


VALUES = ["≥12栋", "100%", "8月底前", "≤1600元"]


@pytest.mark.parametrize("order", ["23", "32"])
def test_values_and_weights_are_known_by_what_they_are(order: str) -> None:
    heads = {"2": "力争做到", "3": "打几分"}
    text = table("→".join(heads[one] for one in order), order)
    indicators = list(only_form(text.replace("→30", "→40")).indicators())
    assert [str(one.target) for one in indicators] == VALUES
    assert [str(one.weight) for one in indicators] == ["40", "20", "20", "20"] or order == "32"
    assert told("力争做到", "指标值") in notices(text)


def test_numbers_that_are_all_weights_together_are_weights_and_others_are_not() -> None:
    whole, part = table("指标值→打几分", "23"), table("指标值→打几分", "23").replace("→30", "→31")
    assert sum(one.weight for one in only_form(whole).indicators()) == 90
    assert notices(whole) == [told("打几分", "分值权重")]
    assert [one.weight for one in only_form(part).indicators()] == [None] * 4
    assert left(part) == ["打几分", "31", "20", "20", "20"]
    assert notices(part) == []


def test_sentences_are_known_by_their_words() -> None:
    text = table("指标值→怎么算→怎么打", "245")
    first = next(only_form(text).indicators())
    assert (first.description, first.scoring) == ("按竣工验收单数统计", "每少一栋扣3分")
    assert notices(text) == [told("怎么打", "指标赋分规则"), told("怎么算", "指标解释")]


def test_signs_numbers_and_units_of_unknown_heads() -> None:
    text = """项目绩效目标表（2026年度）
项目名称→河道清漂
一级指标→二级指标→三级指标→怎么比→多少→几个什么
产出指标→数量指标→清漂河道→≥→42→公里
→时效指标→清漂频次→≥→3→次
效益指标→生态效益指标→水面洁净率→≥→95→%
"""
    assert [str(one.target) for one in only_form(text).indicators()] == ["≥42公里", "≥3次", "≥95%"]
    assert notices(text) == [told("怎么比", "指标值类型"), told("几个什么", "度量单位"), told("多少", "指标值")]


@pytest.mark.parametrize("head", ["全年实际做到", "上年做到", "自评打分", "偏差原因"])
def test_what_was_reached_is_no_value_and_that_no_value_was_found_is_told(head: str) -> None:
    text = table(head, "2")
    assert [str(one.target) for one in only_form(text).indicators()] == [""] * 4
    assert set(VALUES) <= set(left(text))
    assert notices(text) == ["没有认出哪一栏是指标值，请核对；没有放进去的格已经列出"]


def test_a_column_of_values_that_holds_mere_texts_gives_way_to_the_one_with_signs_and_numbers() -> None:
    text = """项目绩效目标表（2026年度）
项目名称→河道清漂
一级指标→二级指标→三级指标→指标值→评价标准
产出指标→数量指标→清漂河道→台账记录→≥42公里
→时效指标→清漂频次→巡查日志→≥3次
效益指标→生态效益指标→水面洁净率→抽样监测→≥95%
"""
    assert [str(one.target) for one in only_form(text).indicators()] == ["≥42公里", "≥3次", "≥95%"]
    assert left(text) == ["台账记录", "巡查日志", "抽样监测"]
    assert notices(text)[0] == "“指标值”一栏里写的不像“指标值”，没有按栏目名称取，请核对"


def test_weights_that_are_no_numbers_are_told_and_listed() -> None:
    text = table("指标值→权重", "24")
    assert [one.weight for one in only_form(text).indicators()] == [None] * 4
    assert "“权重”一栏里写的不像“分值权重”，没有按栏目名称取，请核对" in notices(text)


def test_levels_and_names_under_unknown_heads() -> None:
    text = table("指标值", "2").replace("一级指标→二级指标→三级指标", "甲项→乙项→三级指标")
    assert rows(only_form(text).goals[0])[0] == "产出指标/数量指标/修缮校舍 ≥12栋"


def test_a_heading_repeated_within_the_sheet_leaves_no_row() -> None:
    text = table("指标值", "2").split("\n")
    text[5:5] = ["项目支出绩效目标表（续）", text[2]]
    assert len(rows(only_form("\n".join(text)).goals[0])) == 4


ALLOCATED = """{title}
项目名称→塘坝修复
{above}一级指标→二级指标→三级指标→全县→东坪镇→西塘镇
{below}产出指标→数量指标→修复塘坝→≥30座→≥18座→≥12座
→质量指标→验收合格率→100%→100%→100%
效益指标→生态效益指标→新增库容→≥6万方→≥4万方→≥2万方
"""


@pytest.mark.parametrize("where", ["above", "below"])
@pytest.mark.parametrize(("label", "amount"), [("资金（万元）", "900"), ("资金额度（元）", "0.09")])
def test_money_of_places_side_by_side_is_the_forms_amount_and_no_indicator(where: str, label: str, amount: str) -> None:
    row = f"{label}→→→900→500→400\n"
    parts = {"above": "", "below": "", where: row}
    text = ALLOCATED.format(title="项目绩效目标表（2026年度）", **parts)
    form = only_form(text)
    assert form.amount == Decimal(amount)
    assert len(list(form.indicators())) == 3
    assert {"500", "400"} <= set(left(text))


def test_money_over_the_indicators_whose_parts_are_not_the_whole_stays_listed() -> None:
    text = ALLOCATED.format(title="项目绩效目标表（2026年度）", above="资金（万元）→→→900→500→300\n", below="")
    assert only_form(text).amount is None
    assert {"900", "500", "300"} <= set(left(text))


def test_a_level_called_as_the_one_above_it_stands_below_it_where_blank_cells_are_lost() -> None:
    text = """项目绩效目标表（2026年度）
单位名称→项目名称→一级指标→二级指标→三级指标→指标值→权重
安平县图书馆→送书下乡
产出指标
数量指标
送书→≥900册→50
满意度指标
满意度
读者满意度→≥95%→10
"""
    assert rows(only_form(text).goals[0]) == ["产出指标/数量指标/送书 ≥900册", "满意度指标/满意度/读者满意度 ≥95%"]


def test_indicators_without_a_value_beside_others_are_told() -> None:
    text = table("指标值", "2").replace("→100%", "→").replace("→8月底前", "→")
    assert notices(text) == ["指标“验收合格率”等 2 个没有指标值，请核对"]
    assert notices(table("指标值", "2").replace("→100%", "→")) == ["指标“验收合格率”没有指标值，请核对"]


@pytest.mark.parametrize(
    ("title", "row"), [("项目绩效目标表（2027）", "主管部门→水务局"), ("项目绩效目标表", "预算年度→2027")]
)
def test_a_year_without_its_word_is_the_forms(title: str, row: str) -> None:
    text = table("指标值", "2").replace("项目支出绩效目标表（2026年度）", f"{title}\n{row}")
    assert [one.year for one in read(text)[0]] == [2027]


FEW = """项目绩效目标表（2026年度）
项目名称→普法宣传
绩效指标→一级指标→二级指标→三级指标→说是多少
绩效指标→产出指标→数量指标→开展讲座→≥44场
质量指标→课件质量→通过评审
效益指标→社会效益指标→法治意识→明显提高
"""


def test_the_only_unknown_column_behind_the_names_holds_the_values_where_some_are_numbers() -> None:
    form = only_form(FEW)
    assert [str(one.target) for one in form.indicators()] == ["≥44场", "通过评审", "明显提高"]
    assert notices(FEW) == [told("说是多少", "指标值")]
    assert [str(one.target) for one in only_form(FEW.replace("≥44场", "开了就行")).indicators()] == [""] * 3


def test_where_blank_cells_are_lost_the_cells_behind_the_levels_tell() -> None:
    text = "\n".join(line.lstrip("→") for line in table("力争做到→打几分", "23").split("\n"))
    assert [str(one.target) for one in only_form(text).indicators()] == VALUES
    assert [str(one.weight) for one in only_form(text).indicators()] == ["30", "20", "20", "20"]


def test_what_would_explain_names_holds_them_where_no_column_does() -> None:
    text = table("指标值", "2").replace("三级指标", "指标描述")
    assert [one.name for one in only_form(text).indicators()] == ["修缮校舍", "验收合格率", "完工时间", "每平方米造价"]


def test_two_rows_tell_by_signs_and_by_the_sum_of_their_weights() -> None:
    text = "\n".join(table("力争做到→打几分", "23").split("\n")[:5]).replace("100%", "≥99%").replace("→30", "→70")
    assert [(str(one.target), str(one.weight)) for one in only_form(text).indicators()] == [
        ("≥12栋", "70"),
        ("≥99%", "20"),
    ]


def test_names_that_are_all_levels_are_levels_and_the_names_stand_behind_them() -> None:
    text = """项目绩效目标表（2026年度）
项目名称→普法宣传
指标→名称→值→权重%→依据
产出指标→开展讲座→≥44场→50→普法规划
产出指标→发放手册→≥3千册→20→普法规划
效益指标→知晓率→≥85%→20→抽样调查
"""
    assert rows(only_form(text).goals[0]) == [
        "产出指标//开展讲座 ≥44场",
        "产出指标//发放手册 ≥3千册",
        "效益指标//知晓率 ≥85%",
    ]
    assert told("名称", "三级指标") in notices(text)
    assert left(text) == ["名称"]


def test_of_columns_that_look_alike_none_is_taken_for_the_values() -> None:
    text = table("东坪镇→西塘镇", "22")
    assert [str(one.target) for one in only_form(text).indicators()] == [""] * 4
    assert notices(text) == ["没有认出哪一栏是指标值，请核对；没有放进去的格已经列出"]
