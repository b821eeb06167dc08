"""What is no standard: values that ask for nothing, descriptions and bases of another thing, a total as a price."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from models.dossier import Dossier, Prose
from models.forms import Purchase
from models.goals import Indicator
from models.rules import examples as ex
from models.rules.engine import check
from models.target import Target

LEVELS = {
    "数量": ("产出指标", "数量指标"),
    "质量": ("产出指标", "质量指标"),
    "时效": ("产出指标", "时效指标"),
    "成本": ("成本指标", "经济成本指标"),
    "效益": ("效益指标", "社会效益指标"),
    "满意": ("满意度指标", "服务对象满意度指标"),
}


def said(example: ex.Example, code: str) -> list[str]:
    """How grave what the rule says is."""
    return [one.severity for one in check(example.build(), example.templates()) if one.code == code]


def row(line: str, **fields: Any) -> ex.Example:
    level, name, target = line.split()
    dimension, category = LEVELS[level]
    return ex.row(name, target, category, dimension, **fields)


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        ("数量 举办培训场次 ≥0场", "warning"),
        ("效益 重复信访下降率 >0%", "warning"),
        ("效益 企业净利润 ≥0万元", ""),
        ("质量 冷藏库温度 ≥0℃", ""),
        ("效益 重复信访下降率 ≥5%", ""),
        ("效益 税收收入增长率 ≥0%", ""),
        ("效益 安全责任事故 =0起", ""),
        ("效益 安全责任事故 ≤0起", ""),
        ("效益 投诉量较上年下降率 =100%", "warning"),
        ("效益 投诉量较上年下降率 ≤100%", ""),
        ("效益 投诉量较上年下降率 ≥99%", ""),
        ("质量 绩效目标合理性 =100%", "warning"),
        ("质量 绩效目标合理性 =100分", ""),
    ],
)
def test_a_value_that_asks_for_nothing(line: str, severity: str) -> None:
    assert said(row(line), "V018") == ([severity] if severity else [])


def test_its_own_verdict_is_only_a_hint_among_the_levels_of_management() -> None:
    department = ex.good_department()
    place = ex.category_of(department.goals[0], "管理效率", "绩效管理")
    place.indicators.append(Indicator(name="绩效目标合理性", target=Target.parse("=100%"), weight=Decimal(0)))
    told = [one for one in check(ex.good_dossier(department), ex.good_form().templates()) if one.code == "V018"]
    assert [one.severity for one in told] == ["info"]


TEXT_ONLY = {
    "block": [
        {
            "kind": "goals",
            "block": [
                {"kind": "fields", "rows": "| {goal.label} | {goal.statement} | < | < | < | < | < | < |"},
                {
                    "kind": "indicators",
                    "head": "| 绩效指标 | < | < | < | < | < | < | < |",
                    "row": "| {indicator.name} | < | < | < | < | < | < | < |",
                },
            ],
        }
    ]
}


@pytest.mark.parametrize(
    ("name", "target", "template", "told"),
    [
        ("通过各种渠道宣传法律法规", "", TEXT_ONLY, True),
        ("宣传法律法规12场，覆盖全部街道", "", TEXT_ONLY, False),
        ("宣传到位", "", TEXT_ONLY, False),
        ("通过各种渠道宣传法律法规", "做好", TEXT_ONLY, False),
        ("通过各种渠道宣传法律法规", "", {}, False),
    ],
)
def test_an_indicator_in_words_alone(name: str, target: str, template: dict[str, Any], told: bool) -> None:
    example = ex.row(name, target, template=template)
    assert bool(said(example, "V018")) is told


@pytest.mark.parametrize(
    ("line", "description", "severity"),
    [
        ("时效 信访件及时受理率 ≥95%", "受理的信访件占全部信访件的比例", "warning"),
        ("时效 信访件及时受理率 ≥95%", "15日内受理的信访件占全部信访件的比例", ""),
        ("时效 信访件受理率 ≥95%", "受理的信访件占全部信访件的比例", ""),
        ("时效 接待信访群众及时性 =100%", "来访群众接待在所有来访群众中的比例", "warning"),
        ("质量 接待群众完成情况 ≥95%", "满意的来访群众占来访群众总数的比例", "warning"),
        ("满意 受助家庭评议结果 ≥95%", "满意的家庭占受助家庭总数的比例", ""),
        ("质量 符合条件申报对象覆盖率 ≥95%", "开展宣传的行政村占总数的比例", "warning"),
        ("效益 义务教育巩固率 ≥95%", "毕业人数占入学人数的比重", "info"),
        ("质量 危险废物处置率 =100%", "无害化处理量占产生量的比例", ""),  # in other words
        ("时效 贷款发放及时率 ≥95%", "5个工作日内放款笔数占总笔数的比例", ""),
        ("时效 证照送达及时率 ≥95%", "按规定送达的件数占应送达件数的比例", ""),
        ("质量 家长投诉率 ≤1%", "对服务不满意的家长占家长总数的比例", ""),
        ("质量 村覆盖率 ≥95%", "开展宣传的社区占总数的比例", ""),
        ("质量 行政村宣传覆盖率 ≥95%", "开展宣传的行政村占总数的比例", ""),
        ("质量 受训人员素质提高率 ≥95%", "按学校统计", ""),
        ("数量 举办培训场次 ≥12场", "举办培训场次", "info"),
        ("数量 举办培训场次 ≥12场", "反映举办培训场次情况", "info"),
        ("数量 举办培训场次 ≥12场", "全年举办的业务培训场次", ""),
    ],
)
def test_a_description_of_another_thing(line: str, description: str, severity: str) -> None:
    assert said(row(line, description=description), "V019") == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("line", "basis", "severity"),
    [
        ("数量 举办培训场次 ≥12场", "预算支出标准", "info"),
        ("成本 项目总成本 ≤20万元", "预算支出标准", ""),
        ("质量 会议费控制率 ≤100%", "预算支出标准", ""),
        ("数量 发放金额 ≥12万元", "预算支出标准", ""),
        ("数量 举办培训场次 ≥12场", "计划标准", ""),
        ("数量 举办培训场次 ≥12场", "历史标准", ""),  # this form has no column for last year
    ],
)
def test_a_basis_that_is_none_of_this(line: str, basis: str, severity: str) -> None:
    assert said(row(line, basis=basis), "V020") == ([severity] if severity else [])


def _with_last_year() -> dict[str, Any]:
    head = "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值权重 | 指标值确定依据 | 上年完成值 | 备注 |"
    cells = (
        "| {dimension.name} | {category.name} | {indicator.name} | {indicator.target} | {indicator.weight} "
        "| {indicator.basis} | {indicator.history.year-1} | {indicator.remark} |"
    )
    statement = {"kind": "fields", "rows": "| {goal.label} | {goal.statement} | < | < | < | < | < | < |"}
    table = {"kind": "indicators", "head": head, "row": cells}
    return {"block": [{"kind": "goals", "block": [statement, table]}]}


@pytest.mark.parametrize(
    ("history", "told"),
    [({}, ["warning"]), ({"2025": " "}, ["warning"]), ({"2025": "11场"}, []), ({"2024": "9场"}, [])],
)
def test_by_history_without_any(history: dict[str, str], told: list[str]) -> None:
    example = row("数量 举办培训场次 ≥12场", basis="历史标准", history=history, template=_with_last_year())
    assert said(example, "V020") == told


def test_a_table_without_last_year_asks_for_none() -> None:
    layout = _with_last_year()
    layout["block"][0]["block"][1]["of_goals"] = "2-"
    used = ex.Example("", ex.good_dossier, layout).templates()
    form = ex.good_project()
    next(form.indicators()).basis = "历史标准"
    assert not [one for one in check(ex.good_dossier(form), used) if one.code == "V020"]


@pytest.mark.parametrize(("frequency", "told"), [("常年项目", 1), ("", 1), ("一次性项目", 0)])
def test_a_project_of_one_year_has_no_year_before(frequency: str, told: int) -> None:
    form = ex.good_project(frequency=frequency)
    next(form.indicators()).basis = "历史标准"
    used = ex.Example("", ex.good_dossier, _with_last_year()).templates()
    assert [one.code for one in check(ex.good_dossier(form), used) if one.code == "V020"] == ["V020"] * told


@pytest.mark.parametrize(
    ("name", "target", "told"),
    [
        ("人均培训成本", "≤20万元", True),
        ("人均培训成本", "≤200000元", True),
        ("人均培训成本", "≤2万元", False),
        ("人均培训成本", "≤20万元/人", False),
        ("项目总成本", "≤20万元", False),
        ("人均成本下降额", "≤20万元", False),
        ("每期培训费用", "≤20万元", True),
        ("每年维护费用", "≤20万元", False),
    ],
)
def test_a_total_as_the_price_for_one(name: str, target: str, told: bool) -> None:
    assert bool(said(ex.row(name, target, "经济成本指标", "成本指标"), "B027")) is told


def test_the_price_of_the_only_one_may_be_the_whole_budget() -> None:
    form = ex.good_project()
    bought = ex.category_of(form.goals[0], "产出指标", "数量指标").indicators[0]
    cost = ex.category_of(form.goals[0], "成本指标", "经济成本指标").indicators[0]
    cost.name, told = "每台设备成本", []
    for target in ("=2台", "=1台"):
        bought.name, bought.target = "购置移动检测车", Target.parse(target)
        told += ["B027" in {one.code for one in check(ex.good_dossier(form), ex.good_form().templates())}]
    assert told == [True, False]


def test_without_a_budget_no_price_is_all_of_it() -> None:
    form = ex.good_project(amount=None, funding={})
    cost = ex.category_of(form.goals[0], "成本指标", "经济成本指标").indicators[0]
    cost.name = "人均培训成本"
    assert "B027" not in {one.code for one in check(ex.good_dossier(form), ex.good_form().templates())}


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("做好业务培训工作。", True),
        ("确保业务培训工作正常开展，完成全年培训任务。", True),
        ("全年举办业务培训12场。", False),
        ("做好业务培训工作，全部参训人员考核合格。", False),
        ("做好业务培训工作，提高办事人员的业务水平和服务能力。", False),
        ("做好业务培训工作。" * 8, False),
    ],
)
def test_a_statement_that_is_the_name_again(statement: str, told: bool) -> None:
    assert bool(said(ex.goal(statement=statement), "C016")) is told


def test_a_department_has_no_project_name_to_say_again() -> None:
    department = ex.good_department(name="业务培训")
    department.goals[0].statement = "做好业务培训工作。"
    assert "C016" not in {one.code for one in check(ex.good_dossier(department), ex.good_form().templates())}


@pytest.mark.parametrize(
    ("quantity", "told"), [("打印机等若干", True), ("一批", True), ("桌椅等", True), ("4台", False), ("", False)]
)
def test_a_quantity_to_be_bought(quantity: str, told: bool) -> None:
    form = ex.good_project(purchases=[Purchase(name="办公设备", quantity=quantity, amount=Decimal(5))])
    found = [one for one in check(ex.good_dossier(form), ex.good_form().templates()) if one.code == "C017"]
    assert [one.severity for one in found] == ["warning"] * told


@pytest.mark.parametrize(
    ("basis", "told"),
    [
        ("一是推进培训工作。二是保障日常办公和人员伙食。", True),
        ("根据上级关于培训的部署开展。", False),
        ("市政府〔2025〕8号文，开展业务培训工作。", False),
        ("推进业务培训", False),
        ("全县教育大会精神和年度教育工作要点", False),
    ],
)
def test_grounds_without_a_document(basis: str, told: bool) -> None:
    form = ex.good_project(basis=basis)
    found = [one for one in check(ex.good_dossier(form), ex.good_form().templates()) if one.code == "C017"]
    assert [one.severity for one in found] == ["info"] * told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("数量 接待来访群众批次 ≥200次", True),
        ("数量 接待来访群众批次 ≥2万次", True),
        ("数量 接待来访群众批次 ≥200批", False),
        ("数量 培训人次 ≥200人", True),
        ("数量 培训人次数 ≥200人次", False),
        ("数量 扫码停车次数 ≥200次", False),
        ("数量 印发批次数 ≥4批", False),
        ("数量 举办活动场次 ≥12次", False),
        ("数量 接警次数 ≥300起", False),
        ("数量 注册用户数 ≥200人", False),
        ("数量 受益户数 ≥200户", False),
        ("数量 受益户数 ≥200亩", True),
        ("数量 受益户数 ≥200组", False),
    ],
)
def test_the_word_of_counting_in_the_name(line: str, told: bool) -> None:
    assert bool(said(row(line), "V005")) is told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("时效 法律服务及时性 及时", True),
        ("质量 服务规范性 较为规范", True),
        ("质量 服务规范性 按规程操作", False),
        ("质量 采购合规性 合规", False),
        ("质量 服务质量 及时", False),
    ],
)
def test_the_quality_of_the_name_again(line: str, told: bool) -> None:
    assert said(row(line), "V010") == ["warning"] * told


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("质量 纠纷调处及时率 ≥95%", "S005", True),
        ("质量 案件按期办结率 =100%", "S005", False),
        ("效益 采购按期完成率 =100%", "S005", True),
        ("效益 宣传形式 ≥2种", "S005", True),
        ("效益 服务品种 ≥2种", "S005", False),
        ("质量 稳控率 ≥95%", "C011", True),
        ("质量 协调处理率 ≥95%", "C011", True),
        ("质量 重点人员稳控率 ≥95%", "C011", False),
        ("质量 抽查合格率 符合要求", "V007", True),
        ("质量 抽查合格率 不低于上年", "V007", False),
        ("效益 改革成效 完成", "V007", True),
        ("质量 调研质量 达标", "V007", True),
        ("质量 工程质量 达标", "V007", False),
        ("效益 全市信访量 平稳可控", "V007", True),
        ("效益 投诉量下降 对经济工作产生良好的社会影响", "V007", True),
        ("时效 办结时限 ≤5个工作曰", "C015", True),
        ("效益 公示牌更换完成率 =100%", "S005", True),
        ("效益 耕地保护完成率 =100%", "S005", False),
        ("效益 新签合作意向 ≥4个", "C011", False),
        ("时效 设备更换时间 适时更换", "V012", True),
    ],
)
def test_what_stands_wrong_and_what_stands_right(line: str, code: str, told: bool) -> None:
    assert bool(said(row(line), code)) is told


@pytest.mark.parametrize(
    ("statement", "target", "told"),
    [
        ("实现“七个坚决不发生”，举办培训12场。", "≥12场", True),
        ("实现“七个坚决不发生”，举办培训。", "=0场", False),
        ("举办培训12场。", "≥12场", False),
    ],
)
def test_so_many_things_that_are_not_to_happen(statement: str, target: str, told: bool) -> None:
    form = ex.good_project()
    form.goals[0].statement = statement
    ex.category_of(form.goals[0], "产出指标", "数量指标").indicators[0].target = Target.parse(target)
    found = check(ex.good_dossier(form), ex.good_form().templates())
    assert any(one.code == "X008" and "坚决不发生" in one.message for one in found) is told


def _disclosed(*texts: str) -> Dossier:
    lines = {"personnel": "60", "operation": "20", "specific": "20", "total": "100"}
    spending = {kind: {"amount": amount, "share": amount} for kind, amount in lines.items()}
    prose = [Prose(id=f"p{number}", text=text) for number, text in enumerate(texts)]
    return ex.good_dossier(ex.good_department(expenditure=spending), prose=prose)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026年支出100万元。其中：基本支出80万元；项目支出20万元。", 0),
        ("2026年支出100万元。其中：基本支出77万元；项目支出20万元。", 1),
        ("2026年支出100万元。其中：基本支出77万元；项目支出23万元。", 2),
        ("支出100万元，其中：人员类50万元。", 1),
        ("2025年支出100万元。其中：基本支出77万元。", 0),
        ("2026年支出90万元。其中：基本支出77万元。", 0),
        ("2026年支出100万元。上年基本支出77万元。", 0),
        ("2026年支出100万元，其中教育基本支出50万元。", 0),
        ("2026年支出100万元。一般公共预算基本支出70万元，项目支出15万元。", 0),
        ("2026年支出100万元。全年安排基本支出77万元。", 1),
    ],
)
def test_the_lines_of_the_year_in_the_prose(text: str, told: int) -> None:
    found = check(_disclosed(text), ex.good_form().templates())
    assert [one.code for one in found if "部门表是" in one.message] == ["B025"] * told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026年项目支出比减少3万元。", True),
        ("2026年项目支出比上年减少3万元。", False),
        ("2026年项目支出同比减少3万元。", False),
        ("2026年项目支出与上年相比减少3万元。", False),
        ("2026年项目支出占比增加3个百分点。", False),
    ],
)
def test_a_change_against_no_year(text: str, told: bool) -> None:
    found = check(_disclosed(text), ex.good_form().templates())
    assert any(one.code == "B022" and "没有写与哪一年比" in one.message for one in found) is told


def _two(first: str, second: str) -> Dossier:
    one, other = ex.good_project(), ex.good_project("project-2", code="P-002", name="设备更新专项")
    one.goals[0].statement, other.goals[0].statement = first, second
    return ex.good_dossier(one, other)


FORTY = "组织全市各窗口人员参加业务培训并考核上岗。协调解决办事群众反映的各类突出问题和难题"
ONE_LONG = "组织全市各窗口人员参加业务培训并考核上岗，协调解决办事群众反映的各类突出问题和难题，推动事项进驻大厅"
SENTENCES = ("组织全市窗口人员参加业务培训并考核上岗", "协调解决办事群众反映的各类突出问题和难题")


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("。".join(SENTENCES), "。".join((*SENTENCES, "更新窗口设备，提高运行效率，方便群众办事")), False),
        (
            "。".join((*SENTENCES, "推动全市政务服务事项进驻大厅集中办理")),
            "。".join((*SENTENCES, "推动全市政务服务事项进驻大厅集中办理", "更新窗口设备，提高运行效率，方便群众办事")),
            True,
        ),
        ("。".join(SENTENCES), "更新窗口设备，提高运行效率，方便群众办事", False),
        (f"{FORTY}。", f"{FORTY}。更新窗口设备，提高运行效率，方便群众办事", True),
        (f"{ONE_LONG}。", f"{ONE_LONG}。更新窗口设备，提高运行效率，方便群众办事", False),
    ],
)
def test_whole_sentences_of_another_project(first: str, second: str, told: bool) -> None:
    found = check(_two(first, second), ex.good_form().templates())
    assert any(one.code == "X011" and "句与" in one.message for one in found) is told


@pytest.mark.parametrize(
    ("cost", "count", "told"),
    [
        ("0万元", "12场", True),
        ("19万元", "12场", False),
        ("", "12场", False),
        ("0万元", "0场", False),
        ("0万元", "", False),
    ],
)
def test_what_was_done_for_nothing(cost: str, count: str, told: bool) -> None:
    form = ex.good_project()
    ex.category_of(form.goals[0], "产出指标", "数量指标").indicators[0].history = {"2025": count}
    ex.category_of(form.goals[0], "成本指标", "经济成本指标").indicators[0].history = {"2025": cost}
    found = check(ex.good_dossier(form), ex.good_form().templates())
    assert ("H006" in {one.code for one in found}) is told


@pytest.mark.parametrize(
    ("said", "told"),
    [("260万，", False), ("620万，", True), ("620万以上。", True), ("620人次，", False), ("260亿，", False)],
)
def test_a_number_of_which_only_the_scale_is_said(said: str, told: bool) -> None:
    form = ex.good_project()
    form.goals[0].statement = f"节目收听人次达到{said}提高办事人员业务水平。"
    row = ex.category_of(form.goals[0], "产出指标", "数量指标").indicators[0]
    row.name, row.target = "节目收听人次", Target.parse("≥260万人次")
    found = check(ex.good_dossier(form), ex.good_form().templates())
    assert any(one.code == "X001" and "620万" in one.message for one in found) is told


@pytest.mark.parametrize(("end", "told"), [("，同时", True), ("，进一步", True), ("，提高水平", False), ("。", False)])
def test_a_statement_that_ends_with_a_word_for_how(end: str, told: bool) -> None:
    assert bool(said(ex.goal(statement=f"全年举办培训12场{end}"), "C007")) is told
