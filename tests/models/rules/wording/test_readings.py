"""What is read where it is easily overlooked: ranges, long numerals, names that hold their value, prose, history."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from models.dossier import Dossier, Prose
from models.forms import ProjectForm
from models.goals import Goal, Indicator
from models.rules import examples as ex
from models.rules.promises import told_in_name
from models.rules.view import FormView, GoalView
from models.rules.wording.quantities import quantities
from models.rules.wording.texts import unpaired
from models.target import Target
from tests.models.rules.spoken import found


def of_row(
    code: str, name: str, target: str, category: str = "数量指标", dimension: str = "产出指标", **fields: Any
) -> int:
    """How often a rule speaks of the first row."""
    return len(found(ex.row(name, target, category, dimension, **fields).build(), code))


def stated(statement: str, *rows: tuple[str, str], category: str = "质量指标") -> Dossier:
    """A project whose one goal says that, with these rows."""
    form = ex.good_project()
    goal = Goal(id="g", label="年度目标", statement=statement)
    for number, (name, target) in enumerate(rows):
        row = Indicator(id=f"r{number}", name=name, target=Target.parse(target), basis="计划标准")
        ex.category_of(goal, "产出指标", category).indicators.append(row)
    form.goals = [goal]
    return ex.good_dossier(form)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("著录条目八十五万条", 850_000, "条"),
        ("检查单位一百零八家", 108, "家"),
        ("造林三万二千亩", 32_000, "亩"),
        ("资助两万名学生", 20_000, "人"),
    ],
)
def test_a_long_numeral_is_one_number(text: str, number: int, unit: str) -> None:
    assert [(one.number, one.unit) for one in quantities(text)] == [(Decimal(number), unit)]


@pytest.mark.parametrize("text", ["惠及千万人民", "百家争鸣"])
def test_a_figure_of_speech_is_no_number(text: str) -> None:
    assert not quantities(text)


@pytest.mark.parametrize(
    ("text", "target", "told"),
    [
        ("聘用护林员220—240名。", "=260名", 1),
        ("聘用护林员250～280名。", "=260名", 0),
        ("造林1.2—1.5万亩。", "≥2万亩", 1),
        ("造林1.8至2.2万亩。", "≥2万亩", 0),
    ],
)
def test_a_range_that_leaves_the_indicator_out(text: str, target: str, told: int) -> None:
    name = "聘用护林员人数" if "护林员" in text else "造林面积"
    assert len(found(stated(text, (name, target), category="数量指标"), "X001")) == told


@pytest.mark.parametrize(
    ("text", "name"),
    [("单元工程全部评定合格。", "单元工程评定合格率"), ("参训人员全部取得合格证书。", "培训合格证书取得率")],
)
@pytest.mark.parametrize(("target", "told"), [("≥90%", 1), ("=100%", 0)])
def test_all_that_is_promised_is_asked(text: str, name: str, target: str, told: int) -> None:
    assert len(found(stated(text, (name, target)), "X001")) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("运转顺畅、成效显著", True),
        ("尽量减少", True),
        ("较高水平", True),
        ("长期、稳定", False),
        ("按季培训、长期服务", False),
        ("政府补贴、市场运营、社区参与", False),
    ],
)
def test_several_words_of_praise_say_no_more_than_one(value: str, told: bool) -> None:
    assert bool(of_row("V007", "助餐点运行", value, "可持续影响指标", "效益指标")) == told


@pytest.mark.parametrize(("value", "told"), [("建管并重、强化管护、确保安全", True), ("签约上墙并按月考评", False)])
def test_resolutions_in_a_row_are_no_value(value: str, told: bool) -> None:
    assert bool(of_row("V013", "工程管护", value, "可持续影响指标", "效益指标")) == told


def test_a_rate_in_words_is_told_whatever_the_scoring_says() -> None:
    scoring = {"scoring": "每低1个百分点扣1分"}
    assert of_row("V007", "风险消除率", "有所提升", "质量指标", **scoring) == 1
    assert of_row("V007", "风险消除情况", "有所提升", "质量指标", **scoring) == 0


@pytest.mark.parametrize(
    ("target", "direction", "told"),
    [("≥98%", "反向指标", 1), ("≥98%", "正向指标", 0), ("≤2小时", "正向指标", 1), ("≤2小时", "反向指标", 0)],
)
def test_the_column_of_the_direction_and_the_sign(target: str, direction: str, told: int) -> None:
    name = "系统恢复时间" if "小时" in target else "系统可用率"
    assert of_row("V006", name, target, "质量指标", extra={"指标方向性": direction}) == told


@pytest.mark.parametrize("name", ["包装废弃物回收率", "安全隐患消除率"])
def test_what_is_won_back_is_wanted(name: str) -> None:
    assert of_row("V006", name, "≤80%", "质量指标") == 1
    assert of_row("V006", name, "≥80%", "质量指标") == 0


@pytest.mark.parametrize(
    ("name", "target", "category", "told"),
    [
        ("环境整治村庄数", "≥35个", "质量指标", 1),
        ("用水利用系数", "≥35个", "质量指标", 0),
        ("追回违规基金", "≥500万元", "时效指标", 1),
        ("报销办结时限", "≤20天", "时效指标", 0),
    ],
)
def test_a_number_or_money_where_it_does_not_belong(name: str, target: str, category: str, told: int) -> None:
    assert of_row("S005", name, target, category) == told


@pytest.mark.parametrize(
    ("name", "before", "told"),
    [("市民满意度", "59.2%", 1), ("市民满意度", "86%", 0), ("调解成功率", "34.5%", 1), ("管网覆盖率", "34.5%", 0)],
)
def test_a_leap_in_one_year(name: str, before: str, told: int) -> None:
    assert of_row("H004", name, "≥95%", "质量指标", history={"2025": before}) == told


@pytest.mark.parametrize(
    ("name", "rest"), [("认定准确》率", "认定准确》"), ("认定《准确》率", ""), ("准确）率", "准确）")]
)
def test_a_bracket_that_was_never_opened(name: str, rest: str) -> None:
    assert unpaired(name) == rest
    assert of_row("C007", name, "≥95%", "质量指标") == bool(rest)


def test_a_sign_behind_a_sign_is_spoilt_whatever_it_is() -> None:
    assert of_row("V017", "改造管网长度", "≥》58公里") == 1


@pytest.mark.parametrize(("text", "told"), [("X", ["p.phone"]), ("××", ["p.phone"]), ("示例", []), ("", [])])
def test_a_lone_letter_in_the_head_of_a_form_is_a_placeholder(text: str, told: list[str]) -> None:
    assert [one.where for one in found(ex.good_dossier(ex.good_project("p", phone=text)), "C006")] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2024年18万元，2025年19万元，2026年20万元，比上年增加1万元。", 0),
        ("2024年18万元，2025年19万元，2026年29万元，比上年增加10万元。", 1),
        ("2026年预算20万元，其中2026年设备5万元。", 0),
    ],
)
def test_the_money_told_of_this_year_is_the_budget(text: str, told: int) -> None:
    assert len(found(ex.good_dossier(ex.good_project(budget_change=text)), "B014")) == told


def _with_prose(text: str) -> Dossier:
    spending = {"personnel": {"amount": "60"}, "specific": {"amount": "40"}, "total": {"amount": "100"}}
    income = {"fiscal": {"amount": "90"}, "unit": {"amount": "10"}, "total": {"amount": "100"}}
    department = ex.good_department(expenditure=spending, income=income)
    return ex.good_dossier(department, prose=[Prose(id="p1", text=text)])


@pytest.mark.parametrize(
    ("code", "text", "told"),
    [
        ("B023", "财政拨款收入90万元，占90%；单位资金10万元，占10%。", 0),
        ("B023", "财政拨款收入90万元，占80%；单位资金10万元，占10%。", 1),
        ("B023", "“三公”经费预算8.60万元，其中公务用车费6.40万元、公务接待费3.20万元。", 1),
        ("B023", "“三公”经费预算8.60万元，其中公务用车费6.40万元、公务接待费2.20万元。", 0),
        ("B023", "“三公”经费预算8.60万元，其中公务用车费3.40万元、公务接待费2.20万元。", 1),
        ("B023", "“三公”经费预算8.60万元，其中公务接待费2.20万元。", 0),
        ("B025", "其中：人员类项目支出60万元；特定目标类项目支出30万元。", 1),
        ("B025", "其中：人员类项目支出60万元；特定目标类项目支出40万元。", 0),
        ("B025", "上年人员类项目支出60万元；特定目标类项目支出30万元。", 0),
    ],
)
def test_lines_of_the_form_in_the_prose(code: str, text: str, told: int) -> None:
    assert len(found(_with_prose(text), code)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("帮扶若干名妇女就业。", 1),
        ("调解数百件纠纷。", 1),
        ("帮扶60名妇女就业。", 0),
        ("按若干规定办理，建设数字平台。", 0),
    ],
)
def test_a_statement_that_leaves_the_number_open(text: str, told: int) -> None:
    assert len(found(stated(text, ("帮扶就业人数", "≥60名"), category="数量指标"), "V007")) == told


@pytest.mark.parametrize(("cost", "told"), [("≤16万元", 1), ("≤4万元", 0)])
def test_a_work_beside_what_is_priced(cost: str, told: int) -> None:
    rows = [
        ("产出指标", "数量指标", "冬储化肥数量", "≥500吨"),
        ("成本指标", "经济成本指标", "化肥冬储补贴标准", "=300元/吨"),
        ("成本指标", "经济成本指标", "服务站建设费用", cost),
    ]
    assert len(found(ex.rows(*rows).build(), "B020")) == told


# --- names that hold their value, where the layout has no column for it ---------------------------------------------


def _named(*names: str, statement: str) -> ProjectForm:
    form = ex.good_project("p")
    goal = Goal(id="g", label="年度目标", statement=statement)
    for number, name in enumerate(names):
        ex.category_of(goal, "产出指标", "数量指标").indicators.append(Indicator(id=f"r{number}", name=name))
    form.goals = [goal]
    return form


def test_a_name_tells_its_value() -> None:
    form = _named("供水工程完好率保持在96%以上，更换水表3000只。", statement="")
    view = GoalView(FormView(form, None, 2026, ex.good_dossier().unit), form.goals[0], 0)
    told = [(row.name, str(row.target)) for row in told_in_name(view.rows[0])]
    assert told == [("供水工程完好率", "≥96%"), ("更换水表", "3000只")]


@pytest.mark.parametrize(("said", "told"), [("举办读书活动82场", 1), ("举办读书活动52场", 0)])
def test_a_statement_beside_a_name_with_its_value(said: str, told: int) -> None:
    form = _named("举办读书活动52场", "新增藏书1.2万册", statement=f"{said}，新增藏书1.2万册。")
    assert len(found(ex.good_dossier(form), "X001")) == told
    assert not found(ex.good_dossier(form), "X008")


def test_a_goal_without_indicators_is_held_against_those_of_the_others() -> None:
    form = _named("新增藏书1.2万册", statement="新增藏书1.2万册。")
    form.goals.insert(0, Goal(id="whole", label="总目标", statement="全年新增藏书2.1万册。"))
    assert [one.where for one in found(ex.good_dossier(form), "X013")] == ["whole.statement"]


@pytest.mark.parametrize(("name", "told"), [("图书上架时间≥15天", 1), ("图书上架时间≤15天", 0)])
def test_the_sign_in_a_name(name: str, told: int) -> None:
    form = _named(name, statement="加快图书上架。")
    assert [one.where for one in found(ex.good_dossier(form), "V006")] == ["r0.name"] * told


def test_one_of_several_days_is_not_held_against_one_indicator() -> None:
    text = "春秋两季集中免疫分别于4月底、10月底前完成。"
    assert not found(stated(text, ("秋季集中免疫完成时间", "2026年10月底前"), category="时效指标"), "X015")
