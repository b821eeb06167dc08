"""Steps of the undo history in words, with row and value; and where to look when one is taken back or done again."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.dossier import Dossier, Silence
from models.edits import Batch, Change, Editor, Insert, Move, Remove, SetValue
from models.forms import CostItem, DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.step_words import place_of, word_of
from models.target import Target


def small() -> Editor:
    """A department form and a project with three indicators; ids say what they are."""
    rows = [Indicator(id=f"row{n}", name=f"指标{n}", target=Target.parse("≥95%")) for n in range(3)]
    other = Category(id="quality", name="质量指标")
    outputs = Dimension(id="output", categories=[Category(id="count", name="数量指标", indicators=rows), other])
    goal = Goal(id="goal", dimensions=[outputs, Dimension(id="effect")])
    costs = [CostItem(id="cost", content="购置费")]
    project = ProjectForm(id="project", name="信访专项", goals=[goal], costs=costs)
    return Editor(Dossier(year=2026, forms=[DepartmentForm(id="department"), project]))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (SetValue("row0.target", Target.parse("≥40亩")), "修改“指标0”的指标值：≥40亩"),
        (SetValue("row0.target", Target()), "修改“指标0”的指标值：空"),
        (SetValue("row0.nature", "qualitative"), "修改“指标0”的指标性质：定性"),
        (SetValue("row1.history.2025", "5"), "修改“指标1”的以前年度指标值·2025年：5"),
        (SetValue("row1.history", {}), "修改“指标1”的以前年度指标值"),
        (SetValue("cost.own", Decimal("12.50")), "修改“购置费”的本级财政拨款金额：12.50"),
        (SetValue("project.amount", Decimal(30)), "修改“信访专项”的当年预算金额：30"),
        (
            SetValue("project.purpose", "一\n二" * 20),
            "修改“信访专项”的资金用途：一 二一 二一 二一 二一 二一 二一 二一 …",
        ),
        (SetValue("department.income.fiscal.amount", None), "修改收入构成·财政拨款：空"),
        (SetValue("unit.name", "示例局"), "修改单位名称：示例局"),
        (Remove("row0"), "删除三级指标“指标0”"),
        (Remove("effect"), "删除一级指标"),
        (Move("count", "effect", "categories", 0), "移动二级指标“数量指标”"),
        (Insert("dossier", "forms", 0, ProjectForm()), "添加项目"),
        (Insert("count", "indicators", 0, Indicator(name="名" * 30)), f"添加三级指标“{'名' * 13}…”"),
        (Insert("project", "goals", 0, Goal(period="long_term")), "添加长期目标"),
        (Batch((), "平衡权重"), "平衡权重"),
        (Remove("gone"), "删除内容"),
        (SetValue("gone.name", "甲"), "修改内容：甲"),
    ],
)
def test_the_undo_menu_speaks_the_forms_words(change: Change, word: str) -> None:
    assert word_of(change, small()) == word


@pytest.mark.parametrize(
    ("change", "there", "back"),
    [
        (SetValue("row1.name", "甲"), "row1.name", "row1.name"),
        (Insert("count", "indicators", 1, Indicator(id="new")), "new", "row0"),
        (Insert("count", "indicators", 0, Indicator(id="new")), "new", "row0"),
        (Insert("quality", "indicators", 0, Indicator(id="new")), "new", "quality"),
        (Remove("row2"), "row1", "row2"),
        (Remove("cost"), "project", "cost"),
        (Move("count", "effect", "categories", 0), "count", "count"),
        (Insert("dossier", "forms", 2, ProjectForm(id="third")), "third", "project"),
        (Insert("dossier", "silenced", 0, Silence(code="W001", where="row1.weight")), "row1.weight", "row1.weight"),
        (SetValue("project.looked_at.row1", "name"), "row1", "row1"),
        (SetValue("unit.name", "甲"), "unit.name", "unit.name"),
        (Batch((SetValue("row2.name", "乙"), SetValue("row1.name", "甲")), ""), "row1.name", "row1.name"),
        (Batch((Remove("row0"), SetValue("row2.name", "乙")), ""), "row1", "row0"),
        (Batch((), ""), "", ""),
    ],
    ids=lambda one: repr(one)[:40],
)
def test_where_to_look_after_a_change_and_after_it_is_taken_back(change: Change, there: str, back: str) -> None:
    editor = small()
    inverse = editor.apply(change)
    assert place_of(change, inverse, editor) == there
    again = editor.apply(inverse)
    assert place_of(inverse, again, editor) == back
