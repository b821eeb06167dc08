"""The law of the parts: what is typed is shown as typed, or is a value of its own, or is refused; never glued."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exporters.layout import layout
from models.dossier import Dossier
from models.edits import Batch, Editor
from models.entry import part_of_target, put, shown, typed, typed_where_it_fits
from models.folders import template_folders
from models.forms import DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.paths import field_kind
from models.target import COMPARISONS, PARTS, QUALITATIVE, SIGNS, USUAL_UNITS, Nature, Target, TargetParts
from models.templates.block import walk
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate, places
from tests.effort import examples

TEMPLATES, _ = load_templates(template_folders())
APART = [template for template in TEMPLATES.values() if template.target_parts.apart]

NUMBERS = st.sampled_from(["90", "0", "-5", "1,000", "2.50", "２", "2026", "12", "1", ""])
UNITS = st.sampled_from([*USUAL_UNITS, "人年", "元/人/天", "月", "年", "%以上", "m2", ""])
ALONE = st.sampled_from(
    ["有效提升", "高于市平均值", "≥市平均值", "2026年12月", "12月底前", "3-5次", "定性", "定量", "完成", "≥"]
)
VALUES = st.one_of(
    st.tuples(st.sampled_from(["", *COMPARISONS]), NUMBERS, UNITS).map("".join),
    ALONE,
    st.text("≥≤=％%0189年月次人有效 .,，", max_size=6),
)
NATURES: st.SearchStrategy[Nature] = st.sampled_from(["", "quantitative", "qualitative"])


def columns_of(template: FormTemplate) -> list[str]:
    """Every field of an indicator that the template prints."""
    paths = (place.path for block in walk(template.block) for place in places(template.grid(block.row)))
    return sorted({path.removeprefix("indicator.") for path in paths if path.startswith("indicator.")})


COLUMNS = [(template, field) for template in TEMPLATES.values() for field in columns_of(template)]


@settings(max_examples=examples(400))
@given(st.sampled_from(COLUMNS), VALUES, NATURES, VALUES)
@example((TEMPLATES["lukou-project-2026"], "target.number"), "≥90%", "", "≥96%")
@example((TEMPLATES["lukou-project-2026"], "target.number"), "≥90%", "", "85%")
@example((TEMPLATES["lukou-project-2026"], "target.number"), "≥90%", "", "有效提升")
@example((TEMPLATES["lukou-project-2026"], "target.unit"), "有效提升", "", "%")
@example((TEMPLATES["lukou-department-2026"], "target.comparison"), "高于市平均值", "", "≥")
@example((TEMPLATES["lukou-department-2026"], "target.number"), "5年", "", "2026")
def test_in_every_column_of_every_form(
    column: tuple[FormTemplate, str], before: str, nature: Nature, text: str
) -> None:
    template, field = column
    node = Indicator(target=Target.parse(before), nature=nature)
    parts = template.target_parts
    try:
        changes = typed(node, {field: text}, parts)
    except ValueError as problem:
        refused = str(problem)
    else:
        refused = ""
        put(node, changes)
    as_typed = shown(node, field, parts) in (text, text.strip())
    if refused:
        assert re.search("[一-鿿]", refused)
    elif part_of_target(field):
        assert as_typed or node.target.text == text.strip()
    else:
        assert as_typed or field_kind(Indicator, field) == "amount"


@pytest.mark.parametrize("apart", [PARTS, PARTS[1:], PARTS[:2], ("number",), ("unit",), ("comparison", "unit")])
@given(st.data())
def test_in_forms_that_print_only_some_of_the_parts(apart: tuple[str, ...], data: st.DataObject) -> None:
    parts = TargetParts(frozenset(apart), natured=data.draw(st.booleans()))
    target, nature = Target.parse(data.draw(VALUES)), data.draw(NATURES)
    part, text = data.draw(st.sampled_from(apart)), data.draw(VALUES).strip()
    before = parts.split(target, nature)
    others = {one: before[one] for one in apart if one != part}
    try:
        found, declared = parts.typed(target, nature, part, text)
    except ValueError:
        return
    after = parts.split(found, declared)
    assert after[part] == text or found.text == text
    if QUALITATIVE not in (*before.values(), *after.values()) and found.text != text:
        assert {one: after[one] for one in others} == others, "the other columns stay as they are"


@given(VALUES, NATURES, st.sampled_from(PARTS))
def test_typing_what_stands_there_changes_nothing(before: str, nature: Nature, part: str) -> None:
    parts, target = TargetParts(), Target.parse(before)
    assert parts.typed(target, nature, part, parts.split(target, nature)[part]) == (target, nature)


ROW: list[tuple[str, Nature, str, str, str, str]] = [
    ("≥90%", "", "number", "96", "≥|96|%", ""),
    ("≥90%", "", "number", "≥96%", "≥|96|%", ""),
    ("≥90%", "", "number", "85%", "|85|%", ""),
    ("≥90%", "", "number", "有效提升", "定性|有效提升|", ""),
    ("≥90%", "", "number", "", "≥||%", ""),
    ("≥90人年", "", "number", "", "||", ""),
    ("≥90%", "quantitative", "comparison", "≤", "≤|90|%", "quantitative"),
    ("≥90%", "", "comparison", "定性", "定性|90%|", "qualitative"),
    ("90%", "qualitative", "comparison", "≥", "≥|90|%", ""),
    ("90%", "qualitative", "comparison", "", "|90|%", ""),
    ("", "", "comparison", "定性", "定性||", "qualitative"),
    ("", "", "comparison", "≥", "≥||", ""),
    ("", "", "unit", "人次", "||人次", ""),
    ("≥", "", "unit", "%", "≥||%", ""),
    ("≥90%", "", "unit", "人年", "≥|90|人年", ""),
    ("≥90%", "", "unit", "", "≥|90|", ""),
    ("有效提升", "", "number", "96", "|96|", ""),
    ("高于市平均值", "", "number", "高于省平均值", "定性|高于省平均值|", ""),
    ("90%", "qualitative", "number", "95", "定性|95|", "qualitative"),
]


@pytest.mark.parametrize("row", ROW, ids="-".join)
def test_what_a_person_does_in_a_row(row: tuple[str, Nature, str, str, str, str]) -> None:
    before, nature, part, text, after, declared = row
    parts = TEMPLATES["lukou-department-2026"].target_parts
    target, found = parts.typed(Target.parse(before), nature, part, text)
    assert ("|".join(parts.split(target, found).values()), found) == (after, declared)


@pytest.mark.parametrize(
    ("before", "part", "text", "said"),
    [
        ("有效提升", "comparison", "≥", "有效提升"),
        ("有效提升", "unit", "%", "整个写在指标值"),
        ("", "unit", "人年", "先写指标值"),
        ("≥90%", "comparison", "大约", "≥ ≤ = > < ± 或 定性"),
        ("5年", "number", "2026", "2026年"),
        ("≥90", "unit", "5%", "≥905%"),
    ],
)
def test_what_fits_nowhere_is_refused_with_a_sentence(before: str, part: str, text: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        TargetParts().typed(Target.parse(before), "", part, text)


@pytest.mark.parametrize(
    ("before", "texts", "after"),
    [
        ("有效提升", {"comparison": "≥", "number": "95", "unit": "%"}, "≥|95|%"),
        ("≥90%", {"comparison": "定性", "number": "有效提升", "unit": ""}, "定性|有效提升|"),
        ("≥12月", {"comparison": "", "number": "12", "unit": "个月"}, "|12|个月"),
        ("≥90%", {"number": "15", "unit": "人年"}, "≥|15|人年"),
        ("≥90%", {"comparison": "≤", "unit": "次"}, "≤|90|次"),
        ("≥90%", {"number": "≤96%", "unit": "%"}, "≤|96|%"),
    ],
)
def test_a_pasted_row_is_taken_as_one(before: str, texts: dict[str, str], after: str) -> None:
    parts = TargetParts()
    target, nature = parts.filled(Target.parse(before), "", texts)
    assert "|".join(parts.split(target, nature).values()) == after


def test_what_of_a_row_does_not_fit_is_told_and_the_rest_is_taken() -> None:
    node = Indicator(target=Target.parse("≥90%"))
    texts = {"target.comparison": "大约", "target.number": "95", "weight": "很多", "remark": "备注"}
    changes, refused = typed_where_it_fits(node, texts, TargetParts())
    put(node, changes)
    assert (node.target.text, node.remark, node.weight) == ("≥95%", "备注", None)
    assert refused.keys() == {"target.comparison", "weight"}


@pytest.mark.parametrize("template", APART, ids=lambda template: template.id)
@given(VALUES, NATURES)
def test_the_paper_prints_what_the_columns_show(template: FormTemplate, value: str, nature: Nature) -> None:
    row = Indicator(name="甲", target=Target.parse(value), nature=nature)
    goal = Goal(dimensions=[Dimension(categories=[Category(indicators=[row])])])
    form = (ProjectForm if template.kind == "project" else DepartmentForm)(template=template.id, goals=[goal])
    table = layout(form, template, 2026)
    printed = {cell.binding: cell.text for cell in table.cells}
    split = template.target_parts.split(row.target, row.nature)
    wanted = {part: split[part] for part in template.target_parts.apart}
    assert {part: printed[f"{row.id}.target.{part}"] for part in wanted} == wanted


def test_a_choice_is_a_change_that_undo_knows() -> None:
    row = Indicator(target=Target.parse("≥90%"))
    goal = Goal(dimensions=[Dimension(categories=[Category(indicators=[row])])])
    editor = Editor(Dossier(year=2026, forms=[ProjectForm(goals=[goal])]))
    inverse = editor.apply(Batch(typed(row, {"target.comparison": QUALITATIVE}, TargetParts()), "修改"))
    assert (str(editor.value(f"{row.id}.target")), editor.value(f"{row.id}.nature")) == ("90%", "qualitative")
    editor.apply(inverse)
    assert (str(editor.value(f"{row.id}.target")), editor.value(f"{row.id}.nature")) == ("≥90%", "")


def test_the_nature_is_one_of_two_words() -> None:
    with pytest.raises(ValueError, match="定量 或 定性"):
        typed(Indicator(), {"nature": "定"}, TargetParts())


def test_a_whole_value_is_offered_with_every_sign_and_unit_it_can_have() -> None:
    parts = TEMPLATES["korla-project-2023"].target_parts
    assert parts.variants("")[: len(SIGNS)] == SIGNS
    offered = parts.variants("≥95%")
    assert {"≥95%", "≤95%", "±95%", "≥95人次"} <= set(offered)
    assert parts.variants("有效提升") == ("有效提升",)
