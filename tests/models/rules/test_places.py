"""Places are told in the paper's own words."""

from __future__ import annotations

import pytest

from models.rules import examples as ex
from models.rules.places import place, trails_of
from models.rules.view import FormView
from models.templates.printed import Labels

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
