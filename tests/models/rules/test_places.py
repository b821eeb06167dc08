"""Places are told in the paper's own words."""

from __future__ import annotations

from typing import Any

import pytest

from models.goals import Goal, Indicator
from models.rules import examples as ex
from models.rules.places import place, trails_of
from models.rules.view import FormView
from models.templates.printed import Labels
from models.templates.template import FormTemplate

TEMPLATES = ex.good_form().templates()


def spot(where: str) -> str:
    form = ex.good_department() if where.startswith("department") else ex.good_project()
    template = TEMPLATES[form.template]
    return place(Labels(template), trails_of(FormView(form, template, 2026, ex.good_dossier().unit)), where)


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("project.leader", "项目负责人"),
        ("project.funding.fiscal", "财政拨款"),
        ("project.basis", "立项依据"),
        ("project-goal.statement", "年度目标1 · 目标说明"),
        ("project-goal.dimensions", "年度目标1"),
        ("project-goal-1.basis", "年度目标1 · 数量指标 · 举办培训场次 · 指标值确定依据"),
        ("project-goal-1.name", "年度目标1 · 数量指标 · 举办培训场次"),
        ("project-goal-1.history.2025", "年度目标1 · 数量指标 · 举办培训场次 · 2025 年的以前年度指标值"),
        ("department.expenditure.total.amount", "支出 · 合计"),
        ("department.expenditure.personnel.share", "支出 · 人员类 · 占比"),
        ("department.income.fiscal.history.2025", "收入 · 财政拨款 · 2025 年"),
    ],
)
def test_a_path_is_told_in_the_words_of_the_form(where: str, words: str) -> None:
    assert spot(where) == words


# --- every kind of node, and what it is called ---


def drawn(*rows: str, kind: str = "project", head: str = "", row: str = "") -> FormTemplate:
    """A template of these rows of fields (two columns), and of one indicator table."""
    table = [{"kind": "indicators", "head": head, "row": row}] if row else []
    blocks = [{"kind": "fields", "rows": "\n".join(rows)}] if rows else []
    data = {"id": "drawn", "name": "画", "kind": kind, "region": "例", "year": 2026, "columns": [1.0, 1.0, 1.0]}
    return FormTemplate.model_validate(data | {"block": [*blocks, *table]})


@pytest.mark.parametrize(
    ("rows", "path", "name"),
    [
        (["| 负责人 | {leader} | |"], "leader", "负责人"),
        (["| 负 责 人： | {leader} | |"], "leader", "负责人"),
        (["| | 负责人 | {leader} |"], "leader", "负责人"),
        (["| 甲 | 乙 | {leader} |"], "leader", "乙"),  # the nearest at its left
        (["| 甲 | {code} | {leader} |"], "leader", "甲"),  # a field is no label
        (["| 负责人 | 甲 | 乙 |", "| {leader} | {code} | {name} |"], "code", "甲"),  # over it
        (
            ["| 甲 | 乙 | 丙 |", "| 丁 | 戊 | 己 |", "| {leader} | {code} | {name} |"],
            "code",
            "戊",
        ),  # the lowest over it
        (["| 甲 | < | 乙 |", "| {code} | {leader} | {name} |"], "leader", "甲"),  # it covers two columns
        (["| 甲 | 乙 | 丙 |", "| ^ | {leader} | |"], "leader", "甲"),  # it covers two rows
        (["| 甲 | 负责人：{leader} | |"], "leader", "负责人"),  # its own words
        (["| {leader} | | |"], "leader", "项目负责人"),  # nothing is near: the model's word
        (["| 甲 | {code} | |"], "leader", "项目负责人"),
        (["| 甲 | {code} | |"], "template", "版式"),
        (["| 甲 | {code} | |"], "no_such_field", "no_such_field"),
        (["| 甲 | {code} | |"], "indicator.basis", "指标值确定依据"),
        (["| 甲 | {code} | |"], "goal.statement", "目标说明"),
    ],
)
def test_a_field_is_called_as_the_form_prints_it(rows: list[str], path: str, name: str) -> None:
    labels = Labels(drawn(*rows))
    assert labels.of(path) == name
    assert labels.of(path) == name, "asked again"


@pytest.mark.parametrize(
    ("head", "path", "name"),
    [
        ("| 一级 | 名称 | 依据 |", "indicator.basis", "依据"),
        ("| 一级 | 名称 | 依据 |", "indicator.name", "名称"),
        ("| 一级 | 指标 | < |\n| ^ | 名称 | 依据 |", "indicator.basis", "依据"),  # the lowest head
        ("| 一级 | 指标 | < |\n| ^ | 名称 | |", "indicator.basis", "指标"),
    ],
)
def test_a_column_is_called_by_its_head(head: str, path: str, name: str) -> None:
    row = "| {dimension.name} | {indicator.name} | {indicator.basis} |"
    assert Labels(drawn(head=head, row=row)).of(path) == name


@pytest.mark.parametrize(
    ("items", "name"), [("tasks", "总额"), ("projects", "项目金额"), ("purchases", "金额"), ("", "总额")]
)
def test_a_column_of_a_list_is_called_by_the_head_of_that_list(items: str, name: str) -> None:
    lists = [
        {"kind": "list", "of": of, "head": f"| 甲 | 乙 | {head} |", "row": "| {item.name} | | {item.amount} |"}
        for of, head in (("tasks", "总额"), ("projects", "项目金额"))
    ]
    data = drawn("| 单位 | {unit_name} | |", kind="department").model_dump(exclude_unset=True)
    data["block"] = [*data["block"], *lists]
    assert Labels(FormTemplate.model_validate(data)).of("item.amount", items) == name


def test_without_a_template_the_models_words_are_used() -> None:
    labels = Labels(None)
    assert [labels.of(path) for path in ("leader", "duties", "indicator.target")] == [
        "项目负责人",
        "部门职能概述",
        "指标值",
    ]


def whole_place(form: Any, where: str) -> str:
    template = TEMPLATES[form.template]
    return place(Labels(template), trails_of(FormView(form, template, 2026, ex.good_dossier().unit)), where)


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("project-goal-产出指标.name", "年度目标1 · 产出指标"),
        ("project-goal-产出指标-质量指标.name", "年度目标1 · 产出指标 · 质量指标"),
        ("project-goal-2.target", "年度目标1 · 质量指标 · 培训考核合格率 · 指标值"),
        ("project-goal-2", "年度目标1 · 质量指标 · 培训考核合格率"),
        ("project.name", "项目名称"),
        ("project", ""),
        ("nobody.leader", "项目负责人"),
        ("c1.basis", "支出明细“场地” · 测算依据及说明"),
        ("c1.content", "支出明细“场地” · 项目内容"),
        ("b1.quantity", "采购“电脑” · 数量"),
        ("b1.amount", "采购“电脑” · 金额"),
        ("second.statement", "长期目标 · 目标说明"),
        ("third.statement", "年度目标 · 目标说明"),
        ("r1.weight", "年度目标 · 甲类 · 第 1 行 · 分值权重"),
        ("r2.weight", "年度目标 · 乙类 · 第 2 行 · 分值权重"),
    ],
)
def test_every_node_of_a_project_has_its_name(where: str, words: str) -> None:
    form = ex.good_project(
        costs=[{"id": "c1", "content": "场地"}], purchases=[{"id": "b1", "name": "电脑", "quantity": "2"}]
    )
    form.goals += [Goal(id="second", period="long_term"), Goal(id="third", label=" ")]
    bare, filled = ex.category_of(form.goals[2], "甲类", ""), ex.category_of(form.goals[2], "甲类", "乙类")
    bare.indicators = [Indicator(id="r1")]
    filled.indicators = [Indicator(id="r0", name="办件"), Indicator(id="r2", name=" ")]
    assert whole_place(form, where) == words


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("t1.amount", "任务“监管” · 预算金额"),
        ("l1.amount", "项目“设备更新” · 项目本年度预算"),
        ("m1.title", "措施“组织” · 措施名称"),
        ("l1.use", "项目“设备更新” · 支出方向和用途"),
        ("m1.text", "措施“组织” · 措施内容"),
        ("department.expenditure.specific.amount", "支出 · 特定目标类"),
        ("department.expenditure.basic.amount", "支出 · 基本支出"),
        ("department.expenditure.total.share", "支出 · 合计 · 占比"),
        ("department.expenditure.total.history.2024", "支出 · 合计 · 2024 年"),
        ("department.expenditure.total.history", "支出 · 合计"),
        ("department.income.other.amount", "收入 · 其他资金"),
        ("department.amount", "年度预算"),
        ("department.expenditure", "支出构成"),
        ("department-goal.weight", "年度目标 · 目标权重比例"),
    ],
)
def test_every_node_of_a_department_has_its_name(where: str, words: str) -> None:
    form = ex.good_department(
        tasks=[{"id": "t1", "name": "监管"}],
        projects=[{"id": "l1", "name": "设备更新"}],
        measures=[{"id": "m1", "title": "组织"}],
    )
    assert whole_place(form, where) == words


@pytest.mark.parametrize(
    ("printed", "label", "words"),
    [
        ("年度绩效目标", "目标1", "目标1"),  # the column is but the name of all such goals
        ("长期目标", "目标1", "目标1"),
        ("年度目标说明", "目标1", "目标1 · 年度目标说明"),
        ("目标说明", "目标说明", "目标说明"),  # said once
    ],
)
def test_a_statement_under_the_name_of_its_goal(printed: str, label: str, words: str) -> None:
    form = ex.good_project()
    form.goals[0].label = label
    rows = f"| {printed} | {{goal.statement}} | |"
    data = drawn("| 项目 | {name} | |").model_dump(exclude_unset=True)
    data["block"] = [*data["block"], {"kind": "goals", "block": [{"kind": "fields", "rows": rows}]}]
    template = FormTemplate.model_validate(data)
    view = FormView(form, template, 2026, ex.good_dossier().unit)
    assert place(Labels(template), trails_of(view), "project-goal.statement") == words


TWO_TOTALS = [
    "| 收入构成 | 合计 | {income.total.amount} |",
    "| 支出构成 | 人员类 | {expenditure.personnel.amount} |",
    "| ^ | 合计 | {amount} |",
    "| 职责 | < | {duties} |",
]


@pytest.mark.parametrize(("path", "name"), [("amount", "支出构成 · 合计"), ("duties", "职责")])
def test_a_name_that_the_paper_has_twice_says_which(path: str, name: str) -> None:
    assert place(Labels(drawn(*TWO_TOTALS, kind="department")), {}, f"department.{path}") == name


def test_two_rows_that_nothing_tells_apart_keep_their_plain_name() -> None:
    template = drawn("| 资金 | 其他 | {funding.other} |", "| ^ | 其他 | {total_funding.other} |")
    assert place(Labels(template), {}, "project.total_funding.other") == "其他"
