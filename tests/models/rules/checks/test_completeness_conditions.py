"""C: blanks, leftovers and broken-off texts, condition by condition: what is told, and where."""

from __future__ import annotations

from typing import Any

import pytest

from models.dossier import Dossier
from models.forms import Measure
from models.goals import Category, Dimension, Goal, Indicator
from models.rules import examples as ex
from models.rules.engine import check
from models.rules.finding import at_every_place
from models.templates.template import FormTemplate
from tests.models.rules.spoken import found, only, required


@pytest.mark.parametrize(
    ("fields", "asked", "expected"),
    [
        ({"leader": ""}, required("leader"), ["project.leader"]),
        ({"leader": "  "}, required("leader"), ["project.leader"]),
        ({"leader": "张三"}, required("leader"), []),
        ({"leader": ""}, {"leader": {"limit": 20}}, []),
        ({"total_amount": None}, required("total_amount"), ["project.total_amount"]),
        ({"total_amount": "0"}, required("total_amount"), []),
        ({"unit_name": ""}, required("unit_name"), []),  # the dossier's own unit is printed
        ({"date": ""}, required("date"), []),  # C009
    ],
)
def test_a_required_field_of_the_form(fields: dict[str, Any], asked: Any, expected: list[str]) -> None:
    assert [one.where for one in found(ex.project(**fields).build(), "C001", fields=asked)] == expected


def test_a_unit_without_any_name_is_asked_for() -> None:
    dossier = ex.project(unit_name="").build()
    dossier.unit.name = ""
    assert [one.where for one in found(dossier, "C001", fields=required("unit_name"))] == ["project.unit_name"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"statement": ""}, ["project-goal.statement"]),
        ({"statement": " \n"}, ["project-goal.statement"]),
        ({"statement": "", "summary": "全年做好培训。"}, []),
        ({"statement": "", "summary": " "}, ["project-goal.statement"]),
    ],
)
def test_a_goal_without_a_statement(fields: dict[str, Any], expected: list[str]) -> None:
    assert [one.where for one in found(ex.goal(**fields).build(), "C002")] == expected


def block(kind: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, **more}


def drawn(*rows: str, goals: bool = True) -> list[dict[str, Any]]:
    """Blocks of a project's template: the name, these rows of fields, and the indicators of each goal."""
    table = block(
        "indicators",
        head="| 一级指标 | 二级指标 | 三级指标 | < | < | < | < | < |",
        row="| {dimension.name} | {category.name} | {indicator.name} | < | < | < | < | < |",
    )
    fields = [block("fields", rows=f"| {row} |" + " < |" * 7) for row in ("{name}", *rows)]
    return [*fields, block("goals", block=[table])] if goals else fields


def pairs(side: str) -> dict[str, Any]:
    return block("goal_pairs", row=f"| {{{side}.statement}} |" + " < |" * 7)


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (drawn(), 0),
        ([*drawn(goals=False), pairs("annual_goal")], 1),
        ([*drawn(goals=False), pairs("long_goal")], 1),
    ],
)
def test_a_statement_is_asked_for_where_the_form_prints_one(blocks: Any, expected: int) -> None:
    assert len(found(ex.goal(statement="").build(), "C002", block=blocks)) == expected


def test_a_value_is_asked_for_where_the_form_prints_one() -> None:
    dossier = ex.row("举办培训场次", "").build()
    assert [one.where for one in found(dossier, "C003")] == ["project-goal-1.target"]
    assert [one.code for one in check(dossier, {}) if one.code == "C003"] == ["C003"]
    assert found(dossier, "C003", block=drawn()) == []
    assert found(ex.row("", "").build(), "C003") == []


def test_a_required_column_is_told_at_its_cell() -> None:
    dossier = ex.row("举办培训场次", "≥12场", evidence="").build()
    rows = [row.id for row in dossier.forms[0].indicators()]
    told = found(dossier, "C001", fields=required("indicator.evidence"))
    assert [one.where for one in told] == [f"{row}.evidence" for row in rows]


def levels(**named: list[str]) -> list[dict[str, Any]]:
    """一级指标 with the 二级指标 that are required in each."""
    return [
        {"name": name, "categories": [{"name": below, "required": True} for below in categories]}
        for name, categories in named.items()
    ]


@pytest.mark.parametrize(
    ("dimension", "expected"),
    [
        ([{"name": "产出指标", "required": True, "categories": ["数量指标"]}], []),
        ([{"name": "产出", "required": True, "categories": ["数量"]}], []),  # the word 指标 does not count
        ([{"name": "成果指标", "aliases": ["产出指标"], "required": True, "categories": ["数量指标"]}], []),
        ([{"name": "管理指标", "required": True, "categories": ["数量指标"]}], ["管理指标"]),
        ([{"name": "管理指标", "required": False, "categories": ["数量指标"]}], []),
        (levels(产出指标=["数量指标", "成本指标"]), ["成本指标"]),
        (levels(管理指标=["数量指标"]), []),  # the 一级 is not there, and need not be
        ([{"name": "管理指标", "required": True, "categories": [{"name": "制度", "required": True}]}], ["管理指标"]),
    ],
)
def test_levels_that_must_be_there(dimension: list[dict[str, Any]], expected: list[str]) -> None:
    others = ["产出指标", "成本指标", "效益指标", "满意度指标"]
    known = [entry["name"] for entry in dimension]
    whole = [*dimension, *({"name": name, "categories": []} for name in others if name not in known)]
    told = found(ex.good_dossier(), "C004", dimension=whole)
    assert [one.where for one in told] == ["project-goal.dimensions"] * len(expected)
    assert all(f"“{name}”" in one.message for name, one in zip(expected, told, strict=True))


def test_an_empty_row_fills_no_level_and_an_empty_goal_misses_none() -> None:
    form = ex.good_project()
    form.goals[0].dimensions[3].categories[0].indicators = [Indicator(id="blank")]
    assert [one.severity for one in found(ex.good_dossier(form), "C004")] == ["error"]
    form.goals = [Goal(id="empty", label="年度目标2", statement="提高服务水平。"), *form.goals]
    assert [one.where for one in found(ex.good_dossier(form), "C004")] == ["project-goal.dimensions"]
    form.goals = [Goal(id="empty", label="年度目标2", statement="提高服务水平。")]
    assert found(ex.good_dossier(form), "C004") == []


def test_a_form_half_of_whose_levels_are_the_templates_is_of_another_make() -> None:
    form = ex.good_project()
    form.goals[0].dimensions[0].name, form.goals[0].dimensions[1].name = "甲类", "乙类"
    assert found(ex.good_dossier(form), "C004") == []
    form.goals[0].dimensions[1].name = "成本指标"
    assert [one.message.count("产出指标") for one in found(ex.good_dossier(form), "C004")] == [1]


TABLE = drawn()[-1]["block"][0]


@pytest.mark.parametrize(
    ("blocks", "period", "number", "expected"),
    [
        ([block("goals", block=[TABLE])], "annual", 1, True),
        ([block("goals", block=[TABLE])], "long_term", 1, True),
        ([block("goals", block=[TABLE], period="annual")], "long_term", 1, False),
        ([block("goals", block=[TABLE], period="long_term")], "long_term", 1, True),
        ([block("goals", block=[TABLE], skip=1)], "annual", 1, False),
        ([block("goals", block=[TABLE], skip=1)], "annual", 2, True),
        ([block("goals", block=[block("fields", rows="| {goal.label} |" + " < |" * 7)])], "annual", 1, False),
        ([TABLE], "annual", 1, True),
        ([TABLE | {"period": "annual"}], "long_term", 1, False),
    ],
)
def test_indicators_are_asked_for_where_the_form_has_a_table(
    blocks: list[dict[str, Any]], period: Any, number: int, expected: bool
) -> None:
    form = ex.good_project()
    form.goals = [
        Goal(id=f"g{n}", label=f"目标{n}", statement="全年做好培训。", period=period) for n in range(1, number + 1)
    ]
    form.goals[-1].dimensions = [Dimension(categories=[Category(indicators=[Indicator()])])]  # only an empty row
    told = found(ex.good_dossier(form), "C005", block=[*drawn(goals=False), *blocks])
    assert [one.where for one in told if one.where.startswith(f"g{number}.")] == [f"g{number}.dimensions"] * expected


def test_a_goal_with_an_indicator_or_of_an_unknown_form_is_left_in_peace() -> None:
    assert found(ex.good_dossier(), "C005") == []
    form = ex.good_project()
    form.goals[0].dimensions = []
    assert [one.code for one in check(ex.good_dossier(form), {}) if one.code == "C005"] == []
    assert [one.where for one in found(ex.good_dossier(form), "C005")] == ["project-goal.dimensions"]


@pytest.mark.parametrize(
    "field", ["name", "purpose", "basis", "plan", "last_evaluation", "budget_change", "period", "category"]
)
def test_a_placeholder_in_a_text_of_a_project(field: str) -> None:
    told = found(ex.project(**only(field, "举办**场培训")).build(), "C006")
    assert [one.where for one in told] == [f"project.{field}"]


@pytest.mark.parametrize("field", ["duties", "annual_work"])
def test_a_placeholder_in_a_text_of_a_department(field: str) -> None:
    told = found(ex.department(**only(field, "负责XX工作")).build(), "C006")
    assert [one.where for one in told] == [f"department.{field}"]
    assert "“XX”" in told[0].message


@pytest.mark.parametrize("field", ["label", "statement", "summary"])
def test_a_placeholder_in_a_goal(field: str) -> None:
    told = found(ex.goal(**only(field, "举办**场培训")).build(), "C006")
    assert [one.where for one in told] == [f"project-goal.{field}"]


@pytest.mark.parametrize(
    "field", ["name", "basis", "description", "scoring", "evidence", "classification", "remark", "target"]
)
def test_a_placeholder_in_a_row(field: str) -> None:
    texts: dict[str, Any] = {"name": "举办培训场次", "target": "≥12场"} | {field: "**件"}
    told = found(ex.row(texts.pop("name"), texts.pop("target"), **texts).build(), "C006")
    assert [one.where for one in told] == [f"project-goal-1.{field}"]


def test_a_placeholder_in_a_line_of_a_list() -> None:
    form = ex.good_department(measures=[Measure(id="measure-1", title="巡护", text="全年巡护XX公里。")])
    assert [one.where for one in found(ex.good_dossier(form), "C006")] == ["measure-1.text"]


def test_a_placeholder_in_a_field_of_the_office() -> None:
    told = found(ex.project(extra={"note": "XX说明", "other": "说明"}).build(), "C006")
    assert [one.where for one in told] == ["project.extra.note"]


@pytest.mark.parametrize(
    ("fields", "template", "expected"),
    [
        ({"long_term_until": ""}, {}, "warning"),
        ({"long_term_until": " "}, {}, "warning"),
        ({"long_term_until": ""}, {"fields": required("long_term_until")}, "error"),
        ({"long_term_until": "2028"}, {"fields": required("long_term_until")}, ""),
        ({"long_term_until": ""}, {"block": drawn()}, ""),  # not printed
    ],
)
def test_the_year_left_open(fields: dict[str, Any], template: dict[str, Any], expected: str) -> None:
    form = ex.good_department(**fields)
    form.goals[0].period = "long_term"
    only = template if "fields" not in template else {"fields": template["fields"]}
    both = ex.good_form().templates()
    data = both[ex.DEPARTMENT_TEMPLATE].model_dump(exclude_unset=True) | only
    both[ex.DEPARTMENT_TEMPLATE] = FormTemplate.model_validate(data)
    told = [one for one in check(ex.good_dossier(form), both) if one.code == "C006"]
    assert [(one.where, one.severity) for one in told] == (
        [("department.long_term_until", expected)] if expected else []
    )


CUT = "做好培训，"


@pytest.mark.parametrize("field", ["purpose", "basis", "plan", "last_evaluation", "budget_change"])
def test_a_text_of_a_project_that_breaks_off(field: str) -> None:
    assert [one.where for one in found(ex.project(**only(field, CUT)).build(), "C007")] == [f"project.{field}"]
    assert found(ex.project(**only(field, "做好培训。")).build(), "C007") == []


@pytest.mark.parametrize("field", ["duties", "annual_work"])
def test_a_text_of_a_department_that_breaks_off(field: str) -> None:
    assert [one.where for one in found(ex.department(**only(field, CUT)).build(), "C007")] == [f"department.{field}"]


@pytest.mark.parametrize("field", ["statement", "summary"])
def test_a_goal_that_breaks_off(field: str) -> None:
    told = found(ex.goal(**only(field, CUT)).build(), "C007")
    assert [one.where for one in told] == [f"project-goal.{field}"]
    assert "“做好培训，”" in told[0].message


def test_a_name_with_an_open_bracket() -> None:
    assert [one.where for one in found(ex.project(name="维修（含改造").build(), "C007")] == ["project.name"]
    assert found(ex.project(name="维修（含改造）").build(), "C007") == []
    told = found(ex.row("维修（含改造", "≥12场").build(), "C007")
    assert [one.where for one in told] == ["project-goal-1.name"]


@pytest.mark.parametrize(
    ("path", "limit", "expected"),
    [
        ("name", 6, []),  # 业务培训专项
        ("name", 5, ["project.name"]),
        ("goal.label", 5, []),  # 年度目标1
        ("goal.label", 4, ["project-goal.label"]),
        ("indicator.remark", 1, []),
        ("indicator.name", 5, [f"project-goal-{n}.name" for n in (1, 2, 3, 5, 6)]),  # 项目总成本 has five
    ],
)
def test_a_limit_is_what_may_still_be_written(path: str, limit: int, expected: list[str]) -> None:
    told = found(ex.good_dossier(), "C007", fields={path: {"limit": limit}})
    assert [one.where for one in told] == expected
    assert all(f"最多 {limit} 字" in one.message for one in told)


def gaps(filled: int, blank: int, column: str = "basis") -> Dossier:
    """A goal with so many rows that fill a column, and so many that do not."""
    rows = [Indicator(id=f"r{n}", name=f"第{n}项工作", **{column: "计划标准"}) for n in range(filled)]
    rows += [Indicator(id=f"r{n}", name=f"第{n}项工作") for n in range(filled, filled + blank)]
    form = ex.good_project()
    form.goals[0].dimensions[0].categories[0].indicators = rows
    form.goals[0].dimensions = form.goals[0].dimensions[:1]
    form.goals[0].dimensions[0].categories = form.goals[0].dimensions[0].categories[:1]
    return ex.good_dossier(form)


@pytest.mark.parametrize(
    ("dossier", "template", "expected"),
    [
        (gaps(3, 1), {}, ["r3.basis"]),
        (gaps(2, 0), {}, []),
        (gaps(3, 2), {}, []),  # 60 % of the rows
        (gaps(6, 2), {}, ["r6.basis", "r7.basis"]),  # 75 %
        (gaps(5, 2), {}, []),  # 71 %
        (gaps(2, 1), {"rules": {"C008": {"share": 50}}}, []),  # two are too few
        (gaps(2, 1), {"rules": {"C008": {"share": 50, "least": 2}}}, ["r2.basis"]),
        (gaps(3, 1), {"fields": required("indicator.basis")}, []),  # C001
        (gaps(3, 1, "evidence"), {}, []),  # not printed
        (gaps(3, 1, "classification"), {}, ["r3.classification"]),
    ],
)
def test_a_gap_in_a_column(dossier: Dossier, template: dict[str, Any], expected: list[str]) -> None:
    assert [(one.where, one.severity) for one in at_every_place(found(dossier, "C008", **template))] == [
        (where, "warning") for where in expected
    ]


def test_gaps_where_no_template_says_what_is_printed() -> None:
    assert [one.where for one in check(gaps(3, 1, "evidence"), {}) if one.code == "C008"] == ["r3.evidence"]


def test_a_row_without_a_name_or_with_blanks_fills_no_column() -> None:
    dossier = gaps(3, 1)
    dossier.forms[0].goals[0].dimensions[0].categories[0].indicators.append(Indicator(id="x"))
    assert [one.where for one in found(dossier, "C008")] == ["r3.basis"]
    rows = dossier.forms[0].goals[0].dimensions[0].categories[0].indicators
    rows[0].basis = "  "
    assert found(dossier, "C008") == []
    rows[0].basis = "计划标准"
    rows[0].history = {"2025": " "}
    rows[1].history = rows[2].history = rows[3].history = {"2025": "5"}
    assert ("r0.history.2025", "info") in {(one.where, one.severity) for one in found(dossier, "C008")}
    assert "其他 3 个指标" in found(dossier, "C008")[0].message


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"filler": ""}, ["project.filler"]),
        ({"phone": " "}, ["project.phone"]),
        ({"date": ""}, ["project.date"]),
        ({"head": ""}, []),  # not printed
    ],
)
def test_the_signature_line(fields: dict[str, Any], expected: list[str]) -> None:
    told = found(ex.project(**fields).build(), "C009")
    assert [(one.where, one.severity) for one in told] == [(where, "info") for where in expected]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{"id": "a"}], []),
        ([{"id": "a", "name": "培训"}, {"id": "b"}], [("b.name", "warning")]),
        ([{"id": "a", "target": "≥5场"}], [("a.name", "error")]),
        ([{"id": "a", "name": " ", "target": "≥5场"}, {"id": "b"}], [("a.name", "error")]),
        ([{"id": "a", "name": "培训"}, {"id": "b", "remark": "说明"}], [("b.name", "error")]),
    ],
)
def test_a_row_without_a_name(rows: list[dict[str, str]], expected: list[tuple[str, str]]) -> None:
    form = ex.good_project()
    form.goals[0].dimensions[0].categories[0].indicators = [Indicator.model_validate(row) for row in rows]
    told = found(ex.good_dossier(form), "C010")
    assert [(one.where, one.severity) for one in told] == expected
    assert [one.fix is not None for one in told] == [severity == "warning" for _, severity in expected]


def costless(*, cost: str = "", amount: str | None = "20", department: bool = False) -> Dossier:
    """A good form without 成本指标; ``cost``: the name of one that is set all the same, ``-`` for a blank row."""
    form = ex.good_department(amount=amount) if department else ex.good_project(amount=amount)
    goal = form.goals[0]
    goal.dimensions = [one for one in goal.dimensions if "成本" not in one.name]
    if cost:
        below = ex.category_of(goal, "成本指标", "经济成本指标")
        below.indicators.append(Indicator(id="cost", name="" if cost == "-" else cost))
    return ex.good_dossier(form)


@pytest.mark.parametrize(
    ("dossier", "told"),
    [
        (costless(), True),
        (costless(cost="-"), True),  # a blank row is no indicator
        (costless(cost="培训费"), False),
        (costless(amount=None), False),
        (costless(amount="0"), False),
        (costless(department=True), False),
        (ex.good_dossier(), False),
    ],
)
def test_money_without_a_cost_is_told_at_the_levels(dossier: Dossier, told: bool) -> None:
    said = [(one.where, one.severity) for one in found(dossier, "C004") if "成本" in one.message]
    assert said == ([("project-goal.dimensions", "warning")] if told else [])


def test_which_level_of_costs_is_missing_and_only_once() -> None:
    words = "项目有预算 20 万元，却没有“{}”；请设成本指标，写明各项支出控制在多少"
    (one,) = found(costless(), "C004")
    assert one.message.endswith(words.format("成本指标"))
    own: list[dict[str, Any]] = [{"name": name, "categories": []} for name in ("效益指标", "满意度指标")]
    beside = [{"name": "产出指标", "categories": ["数量指标", "经济成本指标"]}, *own]
    (one,) = found(costless(), "C004", dimension=beside)
    assert one.message.endswith(words.format("经济成本指标"))
    assert found(costless(), "C004", dimension=[{"name": "产出指标", "categories": ["数量指标"]}, *own]) == []
    required_cost = [{"name": "成本指标", "required": True, "categories": ["经济成本指标"]}, *beside]
    assert [one.severity for one in found(costless(), "C004", dimension=required_cost)] == ["error"]
