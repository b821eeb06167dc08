"""Names that nobody has listed are judged by their unit, their sign and their place; prose by its sums."""

from __future__ import annotations

import pytest

from models.dossier import Prose
from models.rules import examples as ex
from models.rules.engine import check
from models.rules.wording.texts import cut_off
from tests.models.rules.judged.forms import templates

_BENEFIT = ("社会效益指标", "效益指标")
_QUALITY = ("质量指标", "产出指标")
_TIME = ("时效指标", "产出指标")
_COST = ("经济成本指标", "成本指标")


def _told(example: ex.Example) -> set[str]:
    return {one.code for one in check(example.build(), templates()) if one.severity != "info"}


@pytest.mark.parametrize(
    ("name", "target", "place", "code"),
    [
        ("闸门锈蚀率", "≥4%", _QUALITY, "V006"),
        ("线缆裸露起数", "≥3起", _BENEFIT, "V006"),
        ("编钟复原演示家庭数", "≤30户", _BENEFIT, "V006"),
        ("展柜恒湿系统", "≥18万元", _COST, "V006"),
        ("展柜恒湿系统费用", "≤18万元", _QUALITY, "S005"),
        ("展柜恒湿系统费用", "≤18万元", _BENEFIT, "S005"),
        ("展柜调试日期", "2026年8月底前", _BENEFIT, "S005"),
        ("展柜调试日期", "2026年8月底前", _QUALITY, "S005"),
        ("藏品定级率", "≥95%", _TIME, "S005"),
        ("浇筑防浪墙段数", "≥12段", _BENEFIT, "S005"),
        ("铣刨路面块数", "≥12处", _QUALITY, "S005"),
        ("雏鸡出栏时间", "≥12万羽", _TIME, "V012"),
        ("修复林地面", "≥300亩", _BENEFIT, "C011"),
    ],
)
def test_a_stranger_is_known_by_unit_sign_and_place(name: str, target: str, place: tuple[str, str], code: str) -> None:
    assert code in _told(ex.row(name, target, *place))


@pytest.mark.parametrize(
    ("name", "target", "place"),
    [
        ("困难家庭脱困率", "≥60%", _BENEFIT),
        ("非遗进校园占比", "≥30%", _BENEFIT),
        ("次均门诊费用", "≤210元/人次", _BENEFIT),
        ("违规占用绿地面积", "≤40平方米", _BENEFIT),
        ("热线按约到达率", "≥95%", _TIME),
        ("采石场植被恢复面积", "≥80亩", ("生态效益指标", "效益指标")),
        ("抚恤补助标准", "≥500元/人/月", _COST),
        ("出台管理文件数", "≥3个", ("数量指标", "产出指标")),
    ],
)
def test_what_may_stand_there_is_left_in_peace(name: str, target: str, place: tuple[str, str]) -> None:
    assert _told(ex.row(name, target, *place)).isdisjoint({"V006", "S005", "V005"})


_SPENT = {
    "personnel": {"amount": "60"},
    "operation": {"amount": "20"},
    "specific": {"amount": "20"},
    "total": {"amount": "100"},
}


def _of_prose(text: str) -> set[str]:
    dossier = ex.good_dossier(
        ex.good_department(expenditure=_SPENT), ex.good_project(), prose=[Prose(id="p1", text=text)]
    )
    return {one.code for one in check(dossier, templates()) if one.severity != "info" and one.where == "p1.text"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("机关运行经费33万元，较上年的30万元增长10%。", ""),
        ("机关运行经费33万元，较上年的30万元增长1%。", "B022"),
        ("机关运行经费33万元，较上年增加3万元，增长10%。", ""),
        ("政府购买服务预算30万元，包括入户核查18万元、助餐运营12万元。", ""),
        ("政府购买服务预算30万元，包括入户核查13万元、助餐运营12万元。", "B023"),
        ("政府购买服务预算30万元，包括入户核查13万元、助餐运营12万元等。", ""),
        ("政府采购预算30万元，其中：货物类18万元，服务类12万元。", ""),
        ("政府采购预算30万元，其中：货物类13万元，服务类12万元。", "B023"),
        ("“三公”经费预算18万元。其中：公务用车购置费9万元，公务用车运行维护费5万元，公务接待费4万元。", ""),
        ("“三公”经费预算18万元。其中：公务用车购置费6万元，公务用车运行维护费5万元，公务接待费4万元。", "B023"),
        ("按功能科目划分：教育支出70万元，住房保障支出30万元。", ""),
        ("按功能科目划分：教育支出76万元，住房保障支出30万元。", "B023"),
        ("按经济科目分：工资福利支出60万元，商品和服务支出20万元。", ""),
    ],
)
def test_what_the_prose_adds_up_is_added_up(text: str, code: str) -> None:
    assert _of_prose(text) == ({code} if code else set())


@pytest.mark.parametrize("text", ["举办培训12场，群众满意度不", "举办培训12场，参训人数不少于"])
def test_a_sentence_that_ends_in_not_is_cut_off(text: str) -> None:
    assert cut_off(text)


@pytest.mark.parametrize(
    ("statement", "target", "codes"),
    [
        ("给12个乡镇各配备巡护车1辆。", "=12辆", set()),
        ("给12个乡镇各1辆巡护车。", "=12辆", set()),
        ("购置巡护车12辆，举办讲座、展览各6场。", "=12辆", {"X008"}),
    ],
)
def test_so_many_for_each_is_not_the_whole_and_so_many_of_each_is(statement: str, target: str, codes: set[str]) -> None:
    goal = ex.rows(("产出指标", "数量指标", "配备巡护车数量", target)).build().forms[0].goals[0]
    form = ex.good_project(goals=[goal.model_copy(update={"statement": statement})])
    found = {one.code for one in check(ex.good_dossier(form), templates()) if "statement" in one.where}
    assert found & {"X001", "X008"} == codes
