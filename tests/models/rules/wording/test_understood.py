"""What a name measures, what a number is told of, when things are to be: one that is told, one that is not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from models.dossier import Dossier, Prose
from models.forms import ProjectForm, Task
from models.goals import Goal, Indicator
from models.rules import examples as ex
from models.target import Target
from tests.models.rules.checks.test_statements import form
from tests.models.rules.spoken import found, places

COST = ("生态环境成本指标", "成本指标")
BENEFIT = ("社会效益指标", "效益指标")


def codes(code: str, *args: Any, **fields: Any) -> int:
    """How many findings of a rule a row has."""
    return len(found(ex.row(*args, **fields).build(), code))


@pytest.mark.parametrize(
    ("name", "target", "level", "told"),
    [
        ("病死松树数量下降比例", "≤20%", BENEFIT, 1),
        ("病死松树数量下降比例", "≥20%", BENEFIT, 0),
        ("老人跌倒发生率", "≥3%", BENEFIT, 1),
        ("老人跌倒发生率降低", "≤30%", BENEFIT, 1),
        ("老人未跌倒发生率", "≥97%", BENEFIT, 0),
        ("通行时间缩短率", "≤10%", BENEFIT, 1),
        ("公用经费控制率", "≥100%", ("公用经费控制", "运行成本"), 1),
        ("公用经费控制率", "≤100%", ("公用经费控制", "运行成本"), 0),
        ("高血压控制率", "≥60%", BENEFIT, 0),
        ("为受援人挽回经济损失", "≤900万元", BENEFIT, 1),
        ("为受援人挽回经济损失", "≥900万元", BENEFIT, 0),
        ("加工场所耗电量", "≥2.4万千瓦时", COST, 1),
        ("加工场所耗电量", "≤2.4万千瓦时", COST, 0),
        ("办公用纸消耗量", "≥200箱", COST, 1),
        ("节约用纸数量", "≥20箱", COST, 0),
        ("扬尘治理达标率", "≥95%", COST, 0),
        ("社会消费品零售总额增长率", "≤6%", BENEFIT, 1),
        ("轮换架空期", "≥4个月", BENEFIT, 1),
        ("学生体质不及格率", "≥5%", BENEFIT, 1),
        ("网络平均时延", "≥20毫秒", BENEFIT, 1),
        ("松材线虫病发生面积", "≥200亩", BENEFIT, 1),
        ("整治入河排污口数量", "≥20个", ("数量指标",), 0),
        ("生猪出栏量", "≤50万头", BENEFIT, 1),
    ],
)
def test_which_way_is_better(name: str, target: str, level: tuple[str, str], told: int) -> None:
    assert codes("V006", name, target, *level) == told


@pytest.mark.parametrize(
    ("name", "target", "level", "told"),
    [
        ("卫生服务中心更新设备数量", "≥36台", BENEFIT, 1),
        ("更新设备受益人数", "≥36人", BENEFIT, 0),
        ("筹集保障性租赁住房套数", "≥800套", BENEFIT, 1),
        ("补助资金发放率", "≥95%", ("质量指标",), 1),
        ("补助对象识别准确率", "≥95%", ("质量指标",), 0),
        ("市民投诉件数", "≤60件", ("数量指标",), 1),
        ("办理市民投诉件数", "≥60件", ("数量指标",), 0),
        ("播发信息条数", "≥1200条", BENEFIT, 1),
        ("完成河道清淤长度", "≥12公里", BENEFIT, 1),
        ("改造危房户数", "=30户", ("数量指标",), 0),
        ("线上课程替代纸质教材比例", "≥60%", ("生态效益指标", "效益指标"), 0),
        ("减少纸质材料份数", "≥300份", ("生态效益指标", "效益指标"), 0),
    ],
)
def test_where_it_belongs(name: str, target: str, level: tuple[str, ...], told: int) -> None:
    assert codes("S005", name, target, *level) == told


@pytest.mark.parametrize(
    ("statement", "rows", "told"),
    [
        ("惠及居民9600户。", [("老旧小区改造惠及户数", "≥960户")], 1),
        ("产值死亡率控制在0.8以下。", [("产值死亡率", "≤1.2人/百亿元")], 1),
        ("产值死亡率控制在1.2以下。", [("产值死亡率", "≤1.2人/百亿元")], 0),
        ("病死树数量同比减少30%。", [("病死松树数量下降比例", "≥20%")], 1),
        ("接报突发事件后30分钟内到达现场。", [("突发事件到场处置时间", "≤3小时")], 1),
        ("事故起数和死亡人数分别下降8%和10%。", [("事故起数下降率", "≥8%"), ("事故死亡人数下降率", "≥5%")], 1),
        ("事故起数和死亡人数分别下降8%和5%。", [("事故起数下降率", "≥8%"), ("事故死亡人数下降率", "≥5%")], 0),
        ("一次性化解率提高到95%。", [("信访事项一次性化解率", "≥90%")], 1),
        ("年均浓度控制在30微克/立方米以内。", [("细颗粒物年均浓度", "≤33微克/立方米")], 1),
        ("季后10日内上报数据。", [("季度数据上报时间", "季后12日内")], 1),
        ("季后12日内上报数据。", [("季度数据上报时间", "季后12日内")], 0),
        ("发射火箭弹四百四十枚。", [("发射火箭弹数量", "≥400枚")], 1),
        ("为54万常住居民提供服务。", [("公共卫生服务常住居民人数", "≥45万人")], 1),
        ("为1.8万名65岁以上老年人免费体检。", [("65岁以上老年人体检人数", "≥15000人")], 1),
        ("组织研学实践30批次、8000人次。", [("研学实践批次", "≥30批次"), ("研学实践参与人次", "≥6000人次")], 1),
        ("食品抽检量达到5批次/千人。", [("食品抽检量", "≥4批次/千人")], 1),
        ("巡查全覆盖，全年巡查840次。", [("文物保护单位巡查次数", "≥480次")], 1),
        ("在40所学校开展课后服务。", [("开展课后服务学校数量", "=36所")], 1),
    ],
)
def test_what_a_number_is_told_of(statement: str, rows: list[tuple[str, str]], told: int) -> None:
    assert len(places("X001", form(statement, *rows))) == told


def _bare_price(price: str) -> ProjectForm:
    goal = Goal(id="project-goal", label="年度目标1", statement="为1860名对象发放补助，人均每年3600元。")
    for level, name, target in (
        (("产出指标", "数量指标"), "补助对象人数", "=1860人"),
        (("效益指标", "经济效益指标"), "家庭年增收", "≥4000元/人"),
        (("成本指标", "经济成本指标"), "人均补助标准", price),
    ):
        ex.category_of(goal, *level).indicators = [Indicator(name=name, target=Target.parse(target))]
    return ex.good_project(amount="800", goals=[goal])


def test_a_bare_price_is_that_of_the_costs() -> None:
    assert len(places("X001", _bare_price("=4000元/人"))) == 1
    assert places("X001", _bare_price("=3600元/人")) == []


def _long(statement: str, target: str, **fields: Any) -> Dossier:
    goal = Goal(id="long", period="long_term", label="长期目标1", statement=statement)
    ex.category_of(goal, "产出指标", "数量指标").indicators = [
        Indicator(id="r", name="建成文化站数量", target=Target.parse(target))
    ]
    whole = ex.good_department(long_term_until="2028", **fields)
    whole.goals = [*(one for one in whole.goals if one.period != "long_term"), goal]
    return ex.good_dossier(whole)


@pytest.mark.parametrize(
    ("code", "statement", "target", "told"),
    [
        ("X001", "到2028年建成文化站24个。", "≥14个", 1),
        ("X001", "到2028年建成文化站24个。", "≥24个", 0),
        ("V016", "到2027年建成文化站24个。", "≥24个", 1),
        ("V016", "到2028年建成文化站24个。", "≥24个", 0),
        ("V016", "2027年建成一半，到2028年建成文化站24个。", "≥24个", 0),
    ],
)
def test_a_long_term_goal_speaks_of_its_year(code: str, statement: str, target: str, told: int) -> None:
    assert len(found(_long(statement, target), code)) == told


@pytest.mark.parametrize(
    ("fields", "statement", "told"),
    [
        ({"period": "2026年1月—2026年12月"}, "", 0),
        ({"attribute": "一次性项目"}, "", 0),
        ({"period": "2026年—2028年"}, "", 1),
        ({"period": "2026年—2028年"}, "。", 1),
        ({"period": "2026年—2028年"}, "三年建成。", 0),
    ],
)
def test_a_project_of_one_year_has_no_longer_term(fields: dict[str, str], statement: str, told: int) -> None:
    project = ex.good_project(**fields)
    goal = Goal(id="long", period="long_term", label="长期目标1", statement=statement)
    project.goals.append(goal)
    assert sum(where == "long.statement" for where, _ in places("C002", project)) == told
    ex.category_of(goal, "产出指标", "数量指标").indicators = [Indicator(id="row", name="三年培训场次")]
    unsaid = not statement.strip("。")
    assert ("long.statement" in {where for where, _ in places("C002", project)}) == unsaid  # it has an indicator


@pytest.mark.parametrize(
    ("statement", "fields", "told"),
    [
        ("总投资120万元，建设管网。", {}, 1),
        ("总投资120万元，本年安排20万元。", {}, 0),
        ("总投资120万元，分三年实施。", {}, 0),
        ("总投资120万元，建设管网。", {"period": "2026年—2028年"}, 0),
        ("总投资20万元，建设管网。", {}, 0),
    ],
)
def test_a_whole_above_the_year_needs_a_period(statement: str, fields: dict[str, str], told: int) -> None:
    project = ex.good_project(**fields)
    project.goals[0].statement = statement
    assert len(places("B026", project)) == told


def test_twins_that_differ_in_one_value() -> None:
    def told(change: bool) -> int:
        names = ("培训场次", "培训人次", "教材合格率", "考核合格率", "结业率", "满意度")
        forms = []
        for number, project in enumerate(
            (ex.good_project(), ex.good_project("two", code="P-002", name="设备更新专项"))
        ):
            rows = [(name, f"≥{90 + place}%") for place, name in enumerate(names)]
            if number:
                rows[0] = ("更新台数" if change else rows[0][0], "≥50%")
            project.goals = form(f"做好第{number}项工作。", *rows).goals
            project.goals[0].id = f"g{number}"
            for place, one in enumerate(project.indicators()):
                one.id = f"r{number}{place}"
            forms.append(project)
        return len(places("X010", *forms))

    assert told(change=False) == 1
    assert told(change=True) == 0


def test_a_task_of_the_department_has_its_own_money() -> None:
    def told(amount: str) -> int:
        whole = _work_of_department("10")
        whole.forms[0].tasks = [Task(name="业务培训人次补助", amount=Decimal(amount))]  # type: ignore[union-attr]
        return len(found(whole, "B020"))

    assert told("85") == 0
    assert told("50") == 1


@pytest.mark.parametrize(
    ("date", "told"), [("2026年1月9日", 0), ("2025年11月9日", 0), ("2024年1月9日", 1), ("44,561", 1), ("", 0)]
)
def test_the_day_of_signing(date: str, told: int) -> None:
    assert len(places("V016", ex.good_project(date=date))) == told


@pytest.mark.parametrize(
    ("code", "name", "target", "told"),
    [
        ("V007", "培训考核合格率", "优秀", 1),
        ("V007", "数据发布次数", "定期", 1),
        ("V007", "管理制度", "完善", 1),
        ("V014", "居民幸福指数", "≥90%", 1),
        ("V014", "档案利用价值", "≥90%", 1),
        ("V014", "物价指数", "≤103%", 0),
        ("C006", "参审数量X", "≥9件", 1),
        ("C006", "拍摄胸片X光数量", "≥9件", 0),
    ],
)
def test_what_nobody_can_judge(code: str, name: str, target: str, told: int) -> None:
    assert codes(code, name, target, *BENEFIT) == told


def _priced(price: str, **fields: Any) -> ProjectForm:
    goal = Goal(id="g", label="年度目标1", statement="养护绿地。")
    for level, name, target in (
        (("产出指标", "数量指标"), "养护公园绿地面积", "≥120万平方米"),
        (("成本指标", "经济成本指标"), price, "≤8元/平方米"),
    ):
        ex.category_of(goal, *level).indicators = [Indicator(name=name, target=Target.parse(target))]
    return ex.good_project(amount="768", goals=[goal], **fields)


def test_the_price_of_a_class_is_not_that_of_all() -> None:
    details = [{"content": "一级绿地", "basis": "8元/平方米×60万平方米=480万元", "own": "480"}]
    assert len(places("B020", _priced("绿地养护单价", costs=details))) == 1
    assert places("B020", _priced("一级绿地养护单价", costs=details)) == []
    assert len(places("B020", _priced("一级绿地养护单价"))) == 1  # nothing says that there are others


def _work_of_department(personnel: str, price: str = "培训人均费用") -> Dossier:
    lines = {"personnel": {"amount": personnel}, "total": {"amount": "100"}}
    whole = ex.good_department(amount="100", expenditure=lines, income={"total": {"amount": "100"}})
    goal = whole.goals[0]
    for (dimension, category), name, target in (
        (("产出指标", "数量指标"), "培训人次", "≥1000人次"),
        (("成本指标", "经济成本指标"), price, "≤800元/人次"),
    ):
        ex.category_of(goal, dimension, category).indicators = [Indicator(name=name, target=Target.parse(target))]
    return ex.good_dossier(whole)


def test_work_is_not_paid_with_the_peoples_pay() -> None:
    assert found(_work_of_department("10"), "B020") == []
    said = found(_work_of_department("40"), "B020")
    assert ["扣除人员类支出后的预算 60" in one.message for one in said] == [True]
    assert found(_work_of_department("40", "聘用人员人均工资"), "B020") == []


def test_the_income_of_the_prose_beside_last_years() -> None:
    def told(text: str) -> int:
        income = {"total": {"amount": "100", "history": {"2025": "90"}}}
        whole = ex.good_department(income=income)
        return len(found(ex.good_dossier(whole, prose=[Prose(id="p", text=text)]), "B022"))

    assert told("2026年收入预算100万元，比上年增加10万元。") == 0
    assert told("2026年收入预算100万元，比上年增加25万元。") == 1
    assert told("其中项目收入预算100万元，比上年增加25万元。") == 0


def _three_years(statement: str, *names: tuple[str, str]) -> ProjectForm:
    project = form("养护公路。", *names)
    project.goals.append(Goal(id="long", period="long_term", label="长期目标1", statement=statement))
    return project


@pytest.mark.parametrize(
    ("statement", "rows", "told"),
    [
        ("三年养护工程100公里。", [("县道养护里程", "≥45公里"), ("乡道养护里程", "≥75公里")], 1),
        ("三年养护工程360公里。", [("县道养护里程", "≥45公里"), ("乡道养护里程", "≥75公里")], 0),
        ("培训公共卫生人员900人。", [("公共卫生服务居民人数", "≥45万人"), ("妇女筛查人数", "≥15000人")], 0),
    ],
)
def test_a_longer_term_has_more_than_the_parts_of_a_year(
    statement: str, rows: list[tuple[str, str]], told: int
) -> None:
    assert len(places("X004", _three_years(statement, *rows))) == told
