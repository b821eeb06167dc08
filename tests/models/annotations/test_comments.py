"""What is said of a value follows it, goes with it, and stays at home unless it is asked for."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from models.annotations.following import whole, with_what_is_said
from models.annotations.naming import form_words, names_of, place_words
from models.comparing.compare import compare
from models.dossier import Attachment, BudgetProject, Comment, Dossier
from models.edits import Batch, Change, Editor, Insert, Move, Remove, SetValue, copied
from models.files.enclosed import enclosed
from models.files.jxmb import dumps, loads
from models.forms import CostItem, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.making import from_last_year
from models.step_words import place_of, word_of


def dossier() -> Dossier:
    rows = [Indicator(id="i1", name="植树"), Indicator(id="i2")]
    levels = [
        Category(id="c1", name="数量指标", indicators=rows),
        Category(id="c2", name="质量指标"),
    ]
    goal = Goal(id="g", label="年度目标1", dimensions=[Dimension(id="d", name="产出指标", categories=levels)])
    form = ProjectForm(id="f", name="造林", amount=Decimal(15), goals=[goal], costs=[CostItem(id="k", content="苗木")])
    made = Dossier(year=2026, forms=[form])
    made.budget.projects = [BudgetProject(id="b", name="造林")]
    made.comments = [
        Comment(id="x1", where="i1.target", text="偏高", author="王芳", written="2026-11-29 14:05"),
        Comment(id="x2", where="f.amount", text="与批复一致？"),
        Comment(id="x3", where="i1", text="整行再看"),
    ]
    made.attachments = [Attachment(id="a1", where="i1", path="佐证/清单.pdf")]
    return made


def said(editor: Editor) -> list[str]:
    return [one.text for one in editor.dossier.comments]


def test_a_comment_follows_a_row_that_is_moved() -> None:
    editor = Editor(dossier())
    editor.apply(with_what_is_said(Move("i1", "c2", "indicators", 0), editor))
    assert said(editor) == ["偏高", "与批复一致？", "整行再看"]
    assert place_words("i1.target", names_of(editor.dossier)) == "年度目标1 · 质量指标 · 植树 · 指标值"


@pytest.mark.parametrize("gone", ["i1", "c1", "d", "g"])
def test_it_goes_with_what_it_is_about_in_one_step_and_comes_back(gone: str) -> None:
    editor = Editor(dossier())
    before = dumps(editor.dossier)
    change = with_what_is_said(Remove(gone), editor)
    assert word_of(change, editor) == word_of(Remove(gone), editor)
    back = editor.apply(change)
    assert said(editor) == ["与批复一致？"]
    assert editor.dossier.attachments == []
    editor.apply(back)
    assert dumps(editor.dossier) == before


@pytest.mark.parametrize(
    "change",
    [
        Remove("i2"),
        SetValue("i1.target", "≥3亩"),
        Batch((Remove("i1"), Insert("c2", "indicators", 0, Indicator(id="i1", name="植树"))), "移动"),
        Batch((Remove("i1"), Remove("x1"), Remove("x3"), Remove("a1")), "删去"),
    ],
)
def test_nothing_else_takes_it_along(change: Change) -> None:
    assert with_what_is_said(change, Editor(dossier())) is change


def test_sign_number_and_unit_are_one_value() -> None:
    assert (whole("i1.target.unit"), whole("i1.weight"), whole("f.income.fiscal")) == (
        "i1.target",
        "i1.weight",
        "f.income.fiscal",
    )


@pytest.mark.parametrize(
    ("where", "form", "place"),
    [
        ("f", "造林", "造林"),
        ("f.amount", "造林", "当年预算金额"),
        ("i1", "造林", "年度目标1 · 数量指标 · 植树"),
        ("i1.name", "造林", "年度目标1 · 数量指标 · 植树"),
        ("i2.weight", "造林", "年度目标1 · 数量指标 · 第 2 个三级指标 · 分值权重"),
        ("d.name", "造林", "年度目标1 · 产出指标"),
        ("g.statement", "造林", "年度目标1 · 目标说明"),
        ("k.own", "造林", "第 1 个支出明细 · 本级财政拨款金额"),
        ("unit.phone", "单位", "联系电话"),
        ("b.amount", "预算", "造林 · 金额"),
        ("budget.income.fiscal.amount", "预算", "收入·财政拨款"),
        ("gone.amount", "", ""),
    ],
)
def test_a_place_is_told_in_words(where: str, form: str, place: str) -> None:
    names = names_of(dossier())
    assert (form_words(where, names), place_words(where, names)) == (form, place)


def test_a_step_is_looked_at_where_it_is_about() -> None:
    editor = Editor(dossier())
    for change in (
        Remove("x1"),
        Insert("dossier", "comments", 0, Comment(id="x9", where="i1.target", text="新的")),
        SetValue("x9.text", "改过"),
    ):
        inverse = editor.apply(change)
        assert place_of(change, inverse, editor) == "i1.target"
    assert word_of(Remove("x2"), editor) == "删除批注“与批复一致？”"


def test_files_of_before_have_none() -> None:
    old = json.loads(dumps(dossier()))
    old["version"] = 4
    del old["comments"], old["attachments"]
    read = loads(json.dumps(old).encode(), "旧.jxmb")
    assert (read.comments, read.attachments) == ([], [])
    assert loads(dumps(dossier()), "新.jxmb") == dossier()


def test_it_stays_at_home_and_with_its_year() -> None:
    carried = loads(enclosed(dossier(), {"f"}), "a.jxmb")
    assert (carried.comments, carried.attachments) == ([], [])
    assert carried.forms
    made = from_last_year(dossier())
    assert (made.comments, made.attachments) == ([], [])


def test_two_dossiers_are_told_apart_by_what_is_said_in_them() -> None:
    old, new = dossier(), copied(dossier())
    new.comments[0].state, new.comments[2].text = "done", "看过了"
    new.comments.append(Comment(where="i2", text="缺名称"))
    new.comments.pop(1)
    lines = [one.line for one in compare(old, new)]
    assert "偏高 · 处理情况：未处理 → 已处理" in lines
    assert "整行再看 · 批注：整行再看 → 看过了" in lines
    assert "造林 · 当年预算金额 · 批注：删去“与批复一致？”" in lines
    assert "造林 · 年度目标1 · 数量指标 · 第 2 个三级指标 · 批注：增加“缺名称”" in lines
    assert len(lines) == 4


def test_other_ids_alone_are_no_difference() -> None:
    old, new = dossier(), copied(dossier(), fresh_ids=True)
    ids = {one.where.partition(".")[0]: other for one, other in zip(old.comments, new.comments, strict=True)}
    indicator = next(new.forms[0].indicators()).id
    for name, comment in ids.items():
        head = {"i1": indicator, "f": new.forms[0].id}[name]
        assert comment.where.startswith(name)
        comment.where = comment.where.replace(name, head, 1)
    new.comments[0].where = f"{indicator}.target"
    new.attachments[0].where = indicator
    assert compare(old, new) == []
