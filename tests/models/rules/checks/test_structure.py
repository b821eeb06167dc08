"""S: what stands at the wrong place is told, with the way back where there is one."""

from __future__ import annotations

from models.dossier import Dossier
from models.edits import Editor
from models.goals import Category
from models.rules import examples as ex
from models.rules.engine import check
from models.rules.finding import Finding
from models.target import Target

TEMPLATES = ex.good_form().templates()


def found(dossier: Dossier, code: str) -> list[Finding]:
    return [finding for finding in check(dossier, TEMPLATES) if finding.code == code]


def fixed(dossier: Dossier, finding: Finding) -> Dossier:
    assert finding.fix is not None
    Editor(dossier).apply(finding.fix)
    return dossier


def test_a_level_of_another_level_goes_home() -> None:
    dossier = ex.rows(("产出指标", "社会效益指标", "新增就业岗位数量", "≥80个")).build()
    told = found(dossier, "S001")
    assert [one.severity for one in told] == ["warning"]
    goal = fixed(dossier, told[0]).forms[0].goals[0]
    assert [category.name for category in goal.dimensions[2].categories] == ["社会效益指标", "社会效益指标"]


def test_a_level_nobody_knows_is_only_a_hint() -> None:
    form = ex.good_project()
    form.goals[0].dimensions[0].categories[0].name = "工作量指标"
    assert [one.severity for one in found(ex.good_dossier(form), "S001")] == ["info"]


def test_the_word_for_indicator_may_be_left_out() -> None:
    form = ex.good_project()
    for dimension in form.goals[0].dimensions:
        for category in dimension.categories:
            category.name = category.name.removesuffix("指标")
    assert found(ex.good_dossier(form), "S001") == []


def test_one_name_under_two_levels_with_two_targets_is_only_a_hint() -> None:
    dossier = ex.rows(
        ("产出指标", "数量指标", "业务办理", "≥12件"), ("产出指标", "质量指标", "业务办理", "≥95%")
    ).build()
    assert [one.severity for one in found(dossier, "S003")] == ["info"]


def test_only_a_true_copy_is_taken_out() -> None:
    twice = (("产出指标", "数量指标", "举办培训场次", "≥12场"), ("产出指标", "数量指标", "举办培训场次", "≥12场"))
    dossier = ex.rows(*twice).build()
    assert found(dossier, "S003")[0].fix is None, "their weights differ"
    rows = dossier.forms[0].goals[0].dimensions[0].categories[0].indicators
    rows[1].weight = rows[0].weight
    fixed(dossier, found(dossier, "S003")[0])
    assert len(dossier.forms[0].goals[0].dimensions[0].categories[0].indicators) == 1


def test_a_row_that_slid_one_column_is_put_back_whole() -> None:
    slid = ex.row("体制改革成效", "体制改革成效", "社会效益指标", "效益指标", basis="完成", classification="计划标准")
    dossier = slid.build()
    told = found(dossier, "S004")
    assert {one.where.partition(".")[2] for one in told} == {"basis", "classification"}
    fixed(dossier, told[0])
    row = next(row for row in dossier.forms[0].indicators() if row.name == "体制改革成效")
    assert (row.target, row.basis, row.classification) == (Target.parse("完成"), "计划标准", "")
    assert found(dossier, "S004") == found(dossier, "V010") == []


def test_words_of_a_unit_s_own_are_no_foreign_words() -> None:
    for basis in ("工作需要", "文件规定", "调查问卷", "计划标准：某管理办法", "三年行动方案"):
        assert found(ex.row("举办培训场次", "≥12场", basis=basis).build(), "S004") == []


def test_a_template_s_dictionary_counts() -> None:
    dossier = ex.row("举办培训场次", "≥12场", classification="行业标准").build()
    assert [one.where for one in found(dossier, "S004")] == ["project-goal-1.classification"]


def test_rates_go_where_they_belong() -> None:
    for name, home in (("业务办理及时率", "时效指标"), ("业务办理准确率", "质量指标")):
        dossier = ex.rows(("产出指标", "数量指标", name, "≥95%")).build()
        goal = fixed(dossier, found(dossier, "S005")[0]).forms[0].goals[0]
        category = next(entry for entry in goal.dimensions[0].categories if entry.name == home)
        assert category.indicators[-1].name == name


def test_a_completion_rate_under_quantity_is_only_a_hint() -> None:
    dossier = ex.rows(("产出指标", "数量指标", "任务完成率", "=100%")).build()
    assert [(one.severity, one.fix) for one in found(dossier, "S005")] == [("info", None)]


def test_a_payment_rate_is_no_output() -> None:
    dossier = ex.rows(("产出指标", "数量指标", "资金拨付率", "=100%")).build()
    assert "资金" in found(dossier, "S005")[0].message


def test_rates_under_quality_or_timeliness_are_left_in_peace() -> None:
    for category in ("质量指标", "时效指标"):
        assert found(ex.rows(("产出指标", category, "案件按期办结率", "=100%")).build(), "S005") == []


def test_satisfaction_goes_to_satisfaction() -> None:
    dossier = ex.rows(("效益指标", "社会效益指标", "受益群众满意率", "≥95%")).build()
    goal = fixed(dossier, found(dossier, "S005")[0]).forms[0].goals[0]
    home: Category = goal.dimensions[3].categories[0]
    assert home.indicators[-1].name == "受益群众满意率"
