"""Tables of indicators whose heads nobody knows. All texts are invented."""

from __future__ import annotations

import pytest

from importers.understanding import Wanted, read_copied, understand
from tests.importers.test_recognise import TEMPLATES, left, only_form, read, rows

LEVELLED = """项目绩效目标表（2026年度）
项目名称→渡口改造
总体目标→改造渡口，方便过河。
甲等→乙等→抓什么→做到哪→打几分→咋核实
产出指标→数量指标→改造渡口→≥6处→40→验收单
→质量指标→验收合格率→100%→20→验收单
→时效指标→完工时间→10月底前→10→日志
满意度指标→服务对象满意度指标→乘客满意度→≥90%→20→问卷
"""
LISTED = """部门整体支出绩效目标表（2026年度）
部门名称→安平县档案馆
抓什么→做到哪→打几分
接收档案→≥4.5万卷→40
查档用时→≤20分钟→30
读者满意度→≥96%→20
"""
HEAD = "行的表头没有见过，按下面各行的内容认出是指标，请核对各栏"


def test_rows_with_levels_below_a_head_that_nobody_knows_are_indicators() -> None:
    form = only_form(LEVELLED)
    assert rows(form.goals[0]) == [
        "产出指标/数量指标/改造渡口 ≥6处",
        "产出指标/质量指标/验收合格率 100%",
        "产出指标/时效指标/完工时间 10月底前",
        "满意度指标/服务对象满意度指标/乘客满意度 ≥90%",
    ]
    assert form.goals[0].statement == "改造渡口，方便过河。"
    assert [str(one.weight) for one in form.indicators()] == ["40", "20", "10", "20"]
    assert {"验收单", "日志", "问卷"} <= set(left(LEVELLED))
    assert any(HEAD in one for one in read(LEVELLED)[0][0].notices)


def test_signs_and_numbers_in_every_row_tell_a_table_without_levels() -> None:
    form = only_form(LISTED)
    assert rows(form.goals[0]) == ["//接收档案 ≥4.5万卷", "//查档用时 ≤20分钟", "//读者满意度 ≥96%"]
    assert sum(one.weight for one in form.indicators()) == 90


@pytest.mark.parametrize(("sign", "other"), [("≥", ""), ("≤", ""), (">", "")])
def test_without_signs_nothing_tells_that_a_table_is_of_indicators(sign: str, other: str) -> None:
    text = LISTED.replace(sign, other) if sign != ">" else LISTED.replace("≥", "").replace("≤", "")
    source = read_copied(text.replace("→", "\t"), "贴", html=False)
    assert understand(source, Wanted(TEMPLATES), {}).problem is not None


def test_signs_in_a_column_of_their_own_tell_it_too_beside_a_cell_merged_over_rows() -> None:
    cells = [("抓什么活", "怎么抓", "怎么比", "多少", "几个什么", "分"), ("送书下乡", "送书", "≥", "900", "册", "40")]
    cells += [("", "下乡次数", "≥", "36", "次", "30"), ("办好展览", "办展", "≥", "12", "场", "20")]
    page = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    page = page.replace("<td>送书下乡</td>", "<td rowspan=2>送书下乡</td>").replace("<tr><td></td>", "<tr>")
    source = read_copied(f"<p>部门整体支出绩效目标表（2026年度）</p><table>{page}</table>", "页", html=True)
    (found,) = understand(source, Wanted(TEMPLATES), {}).forms
    assert [str(one.target) for one in found.form.indicators()] == ["≥900册", "≥36次", "≥12场"]
    assert [one.name for one in found.form.indicators()] == ["送书", "下乡次数", "办展"]
