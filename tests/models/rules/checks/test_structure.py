"""S: what stands at the wrong place is told, with the way back where there is one."""

from __future__ import annotations

from typing import Any

import pytest

from models.dossier import Dossier
from models.edits import Editor
from models.goals import Category, Dimension, Indicator
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
    (once,) = told
    assert {where.partition(".")[2] for where in (once.where, *once.places)} == {"basis", "classification"}
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
        dossier = ex.rows(
            ("产出指标", "数量指标", name, "≥95%"), ("产出指标", "数量指标", "业务办理件数", "≥95件")
        ).build()
        goal = fixed(dossier, found(dossier, "S005")[0]).forms[0].goals[0]
        category = next(entry for entry in goal.dimensions[0].categories if entry.name == home)
        assert category.indicators[-1].name == name


def test_the_last_row_of_a_level_is_not_moved_out_of_it() -> None:
    dossier = ex.rows(("产出指标", "数量指标", "业务办理及时率", "≥95%")).build()
    assert [one.fix for one in found(dossier, "S005")] == [None]


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
    rows = (("效益指标", "社会效益指标", "受益群众满意率", "≥95%"), ("效益指标", "社会效益指标", "受益户数", "≥9户"))
    dossier = ex.rows(*rows).build()
    goal = fixed(dossier, found(dossier, "S005")[0]).forms[0].goals[0]
    home: Category = goal.dimensions[3].categories[0]
    assert home.indicators[-1].name == "受益群众满意率"


# --- where it is told, condition by condition -------------------------------------------------------------------------


def spots(dossier: Dossier, code: str, **template: Any) -> list[tuple[str, str, bool]]:
    """Where a rule finds something, how grave it is, and whether a fix is offered."""
    used = ex.Example("", ex.good_dossier, template).templates()
    return [(one.where, one.severity, one.fix is not None) for one in check(dossier, used) if one.code == code]


def leveled(*levels: tuple[str, str, str]) -> Dossier:
    """A project of one row at each level: (一级, 二级, name)."""
    form = ex.good_project()
    goal = form.goals[0] = form.goals[0].model_copy(update={"dimensions": []})
    for number, (dimension, category, name) in enumerate(levels):
        place = ex.category_of(goal, dimension, category)
        place.indicators.append(Indicator(id=f"r{number}", name=name, target=Target.parse("≥5件")))
    return ex.good_dossier(form)


COST = ("成本指标", "经济成本指标", "丙")
HOME = [
    ("效益指标", "社会效益指标", "甲"),
    ("满意度指标", "服务对象满意度指标", "乙"),
    ("成本指标", "经济成本指标", "丙"),
]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (("产出指标", "数量指标"), []),
        (("产出指标", "生态效益指标"), [("warning", True)]),
        (("产出指标", "生态效益"), [("warning", True)]),
        (("产出指标", ""), []),
        (("产出指标", "满意程度指标"), [("info", False)]),
        (("满意度指标", "群众满意度指标"), []),  # 满意 under 满意
        (("满意度", "生态效益指标"), [("warning", True)]),  # the 一级 by another name
        (("其他指标", "数量指标"), []),  # the template knows no such 一级
    ],
)
def test_a_level_is_told_at_itself(level: tuple[str, str], expected: list[tuple[str, bool]]) -> None:
    stays = (level[0], "服务对象满意度指标" if "满意" in level[0] else "质量指标", "己")
    found_at = spots(leveled((*level, "丁"), stays, *HOME), "S001")
    where = f"project-goal-{level[0]}-{level[1]}.name"
    assert found_at == [(where, severity, fix) for severity, fix in expected]


def test_a_level_whose_home_is_not_there_cannot_be_moved() -> None:
    where = "project-goal-产出指标-生态效益指标.name"
    assert spots(leveled(("产出指标", "生态效益指标", "丁"), *HOME[1:]), "S001") == [(where, "warning", False)]
    (told,) = found(leveled(("产出指标", "工作量指标", "丁"), *HOME), "S001")
    assert "数量指标、质量指标、时效指标" in told.message


def test_the_last_level_of_a_required_one_is_not_moved_out_of_it() -> None:
    assert [one.fix for one in found(leveled(("产出指标", "生态效益指标", "丁"), *HOME), "S001")] == [None]


def test_a_home_may_go_by_another_name() -> None:
    levels = [
        ("产出指标", "服务对象满意度指标", "丁"),
        ("产出指标", "质量指标", "己"),
        *HOME[:1],
        ("满意度", "对象满意度指标", "戊"),
        HOME[2],
    ]
    dossier = leveled(*levels)
    goal = fixed(dossier, found(dossier, "S001")[0]).forms[0].goals[0]
    assert [entry.name for entry in goal.dimensions[2].categories][-1] == "服务对象满意度指标"


def test_levels_that_a_template_leaves_open_are_not_judged() -> None:
    open_levels = [{"name": name} for name in ("产出指标", "效益指标", "满意度指标", "成本指标")]
    assert spots(leveled(("产出指标", "生态效益指标", "丁"), *HOME), "S001", dimension=open_levels) == []
    assert [one for one in check(leveled(("产出指标", "生态效益指标", "丁")), {}) if one.code == "S001"] == []


def test_an_empty_level_is_told_while_the_goal_has_others() -> None:
    form = ex.good_project()
    goal = form.goals[0]
    goal.dimensions.append(Dimension(id="bare", name="其他指标"))
    goal.dimensions[0].categories.append(Category(id="blank", name="其他", indicators=[Indicator(), Indicator()]))
    assert spots(ex.good_dossier(form), "S002") == [("blank.name", "info", False), ("bare.name", "info", False)]
    goal.dimensions[0].categories[-1].indicators[1].name = "培训"
    assert spots(ex.good_dossier(form), "S002") == [("bare.name", "info", False)]
    for row in form.indicators():
        row.name = row.basis = row.classification = ""
        row.target, row.weight = Target(), None
    assert spots(ex.good_dossier(form), "S002") == []


def twice(first: dict[str, Any], second: dict[str, Any], *levels: tuple[str, str]) -> Dossier:
    form = ex.good_project()
    goal = form.goals[0]
    goal.dimensions = []
    for number, (level, fields) in enumerate(zip(levels, (first, second), strict=True)):
        row = Indicator.model_validate({"id": f"r{number}", "name": "举办培训", "target": "≥5场"} | fields)
        ex.category_of(goal, *level).indicators.append(row)
    return ex.good_dossier(form)


QUANTITY, OTHER, BENEFIT = ("产出指标", "数量指标"), ("产出指标", "其他指标"), ("效益指标", "数量指标")


@pytest.mark.parametrize(
    ("first", "second", "levels", "expected"),
    [
        ({}, {}, (QUANTITY, QUANTITY), [("r1.name", "warning", True)]),
        ({}, {"name": "举办培训："}, (QUANTITY, QUANTITY), [("r1.name", "warning", False)]),
        ({}, {"remark": "补"}, (QUANTITY, QUANTITY), [("r1.name", "warning", False)]),
        ({}, {"name": "举办讲座"}, (QUANTITY, QUANTITY), []),
        ({"name": ""}, {"name": ""}, (QUANTITY, QUANTITY), []),
        ({}, {"target": "≥6场"}, (QUANTITY, QUANTITY), [("r1.name", "warning", False)]),
        ({}, {"target": "≥6场"}, (QUANTITY, OTHER), [("r1.name", "info", False)]),
        ({}, {"target": "≥6场"}, (QUANTITY, BENEFIT), [("r1.name", "info", False)]),
        ({}, {}, (QUANTITY, OTHER), [("r1.name", "warning", False)]),
    ],
)
def test_the_second_of_two_is_told(first: Any, second: Any, levels: Any, expected: Any) -> None:
    assert spots(twice(first, second, *levels), "S003") == expected


def test_the_level_of_the_first_is_named() -> None:
    (told,) = found(twice({}, {}, QUANTITY, OTHER), "S003")
    assert "“数量指标”" in told.message
    (bare,) = found(twice({}, {}, ("产出指标", ""), OTHER), "S003")
    assert "“产出指标”" in bare.message


def test_the_second_that_is_a_stranger_at_its_place_too_is_told_once() -> None:
    whole = twice({}, {}, QUANTITY, ("产出指标", "质量指标"))
    (told,) = found(whole, "S005")
    assert "请移到数量指标" in told.message
    assert "“数量指标”下已经有了" in told.message
    assert found(whole, "S003") == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"basis": "完成"}, ["basis"]),
        ({"basis": "绩效基本型"}, ["basis"]),
        ({"basis": "历史标准"}, []),
        ({"basis": "历史标准：某办法"}, []),
        ({"basis": "工作需要"}, []),
        ({"classification": "计划标准"}, ["classification"]),
        ({"classification": "明显"}, ["classification"]),
        ({"classification": "绩效提升型"}, []),
        ({"scoring": "计划标准"}, ["scoring"]),
        ({"scoring": "绩效基本型"}, ["scoring"]),
        ({"scoring": "完成"}, []),  # a rule of scoring may say so
        ({"scoring": "按比例赋分"}, []),
        (
            {"basis": "计划标准", "target": "绩效基本型"},
            [],
        ),  # the basis is right: the value is looked at by hand
        ({"basis": "", "target": "绩效基本型"}, ["target"]),
        ({"basis": "", "target": "计划标准"}, ["target"]),
        ({"basis": "", "target": "完成"}, []),
    ],
)
def test_words_of_another_column_are_told_at_their_cell(fields: dict[str, Any], expected: list[str]) -> None:
    dossier = ex.row(
        "举办培训场次", fields.get("target", "≥12场"), **{key: text for key, text in fields.items() if key != "target"}
    ).build()
    assert [where.partition(".")[2] for where, _, _ in spots(dossier, "S004")] == expected
    assert {severity for where, severity, _ in spots(dossier, "S004") if where.endswith(".target")} <= {"warning"}


def test_a_templates_own_words_are_its_columns() -> None:
    own = {"basis": ["绩效文件"], "classification": ["甲类"]}
    wrong = ex.row("举办培训场次", "≥12场", basis="甲类", classification="绩效文件").build()
    told = spots(wrong, "S004", dictionaries=own)
    assert [where for where, _, _ in told] == ["project-goal-1.basis", "project-goal-1.classification"]
    right = ex.row("举办培训场次", "≥12场", basis="绩效文件", classification="甲类").build()
    assert spots(right, "S004", dictionaries=own) == []
    longer = ex.row("举办培训场次", "≥12场", basis="有效").build()
    assert spots(longer, "S004", dictionaries={"basis": ["有"]}) == []


@pytest.mark.parametrize(
    ("target", "basis", "classification", "fix"),
    [
        ("举办培训场次", "完成", "计划标准", True),
        ("≥12场", "完成", "计划标准", False),
        ("举办培训场次", "绩效基本型", "计划标准", False),
        ("举办培训场次", "完成", "绩效基本型", False),
    ],
)
def test_only_a_row_that_slid_whole_is_put_back(target: str, basis: str, classification: str, fix: bool) -> None:
    dossier = ex.row("举办培训场次", target, basis=basis, classification=classification).build()
    told = spots(dossier, "S004")
    assert told
    assert {offered for _, _, offered in told} == {fix}
    assert ("移回" in found(dossier, "S004")[0].message) == fix


@pytest.mark.parametrize(
    ("level", "name", "target", "expected"),
    [
        (("效益指标", "社会效益指标"), "群众满意度", "≥90%", [("warning", True)]),
        (("满意度指标", "社会效益指标"), "群众满意度", "≥90%", []),
        (("效益指标", "满意度指标"), "群众满意度", "≥90%", []),
        (("效益指标", "社会效益指标"), "满意度调查次数", "≥2次", []),
        (QUANTITY, "业务办理准确率", "≥95%", [("warning", True)]),
        (QUANTITY, "业务办理准确率", "≥95", [("warning", True)]),
        (QUANTITY, "业务办理准确率", "≥95次", []),  # V005
        (QUANTITY, "业务办理及时率", "≥95%", [("warning", True)]),
        (QUANTITY, "高层次人才占比", "≥95%", [("warning", False)]),  # 质量 or 时效: who knows
        (QUANTITY, "服务覆盖率", "≥95%", [("info", False)]),
        (QUANTITY, "补助发放率", "≥95%", [("warning", False)]),
        (QUANTITY, "办理业务件数", "≥95件", []),
        (("产出指标", "质量指标"), "业务办理准确率", "≥95%", []),
    ],
)
def test_an_indicator_out_of_place(level: tuple[str, str], name: str, target: str, expected: Any) -> None:
    form = ex.good_project()
    place = ex.category_of(form.goals[0], *level)
    place.indicators.append(Indicator(id="one", name=name, target=Target.parse(target)))
    told = [one for one in spots(ex.good_dossier(form), "S005") if one[0] == "one.name"]
    assert told == [("one.name", *rest) for rest in expected]


def test_there_is_no_way_to_a_level_the_goal_has_not() -> None:
    alone = leveled(("产出指标", "数量指标", "业务办理准确率"), ("效益指标", "社会效益指标", "群众满意度"))
    for row in alone.forms[0].indicators():
        row.target = Target.parse("≥95%")
    assert spots(alone, "S005") == [
        ("r0.name", "warning", False),
        ("r1.name", "error", False),
    ]  # with C004: none is there
    assert "质量或时效指标" in found(alone, "S005")[0].message
    ex.category_of(alone.forms[0].goals[0], "产出指标", "质量指标")
    assert "移到质量指标" in found(alone, "S005")[0].message
