"""Two dossiers side by side: what a clerk changed is told where it was changed, and nothing else is."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapidfuzz import process

from exporters.layout import layout
from importers.assemble import assemble
from models.comparing.carried import Paper
from models.comparing.compare import PLACE, Difference, compare, summary
from models.comparing.pairing import out_of_order
from models.dossier import Dossier
from models.edits import Editor, Insert, Move, Remove, copied
from models.files.jxmb import dumps, load, loads
from models.folders import RESOURCES, samples
from models.forms import OwnRow, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.paths import nodes
from models.target import Target
from models.templates.shelf import load_templates
from tests import strategies
from tests.effort import examples
from tests.printable import is_narrative, table_to_tsv

TEMPLATES, _ = load_templates([RESOURCES / "templates"])
SAMPLES = {path.stem: load(path) for path in samples()}
every_sample = pytest.mark.parametrize("dossier", SAMPLES.values(), ids=SAMPLES.keys())
QUICK = settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))


def project(*names: str, name: str = "河道巡查", label: str = "年度目标1") -> ProjectForm:
    indicators = [Indicator(name=one, target=Target.parse("≥95%"), weight=Decimal(10)) for one in names]
    category = Category(name="数量指标", indicators=indicators)
    other = Category(name="质量指标", indicators=[Indicator(name="问题处置率")])
    goal = Goal(label=label, dimensions=[Dimension(name="产出指标", categories=[category, other])])
    return ProjectForm(name=name, amount=Decimal(30), goals=[goal])


def dossier_of(*forms: ProjectForm) -> Dossier:
    return Dossier(year=2026, forms=list(forms))


def rows(dossier: Dossier, form: int = 0, category: int = 0) -> list[Indicator]:
    return dossier.forms[form].goals[0].dimensions[0].categories[category].indicators


def told(found: list[Difference]) -> list[tuple[str, str | None, str | None]]:
    return [(one.field, one.old, one.new) for one in found]


def test_a_row_of_a_forms_own_list_is_called_by_its_first_text() -> None:
    row = OwnRow(of="进度计划", extra={"时间": "", "内容": "完成勘察", "备注": "甲"})
    old, new = dossier_of(ProjectForm(own_rows=[row])), dossier_of(ProjectForm())
    assert [(one.old, one.new) for one in compare(old, new)] == [("完成勘察", None)]
    anew = OwnRow(of="进度计划", extra=dict(reversed(row.extra.items())))
    assert compare(old, dossier_of(ProjectForm(own_rows=[anew]))) == []


@every_sample
def test_saved_and_opened_again_nothing_differs(dossier: Dossier) -> None:
    assert compare(dossier, loads(dumps(dossier), "套表.jxmb")) == []


@every_sample
def test_ids_alone_are_no_difference(dossier: Dossier) -> None:
    twin = copied(dossier, fresh_ids=True)
    twin.silenced = dossier.silenced
    assert compare(dossier, twin) == []


@every_sample
def test_printed_and_read_again_nothing_differs(dossier: Dossier, tmp_path: Path) -> None:
    for form in dossier.forms:
        alone = dossier.model_copy(update={"forms": [form]})
        assert compare(alone, *read_from_paper(alone, tmp_path)) == []


def read_from_paper(dossier: Dossier, folder: Path) -> tuple[Dossier, Paper]:
    (form,) = dossier.forms
    template = TEMPLATES[form.template]
    table = layout(form, template, dossier.year, dossier.unit.name)
    source = folder / "打印.txt"
    lines = "\n".join(cell.text for cell in table.cells)
    source.write_text(lines if is_narrative(template) else table_to_tsv(table), encoding="utf-8")
    result = assemble([source], TEMPLATES, template_id=template.id)
    return result.dossier, Paper(TEMPLATES, dated=any(one.year for one in result.forms))


def test_what_was_changed_on_paper_is_told_and_what_paper_lacks_is_not(tmp_path: Path) -> None:
    dossier = copied(SAMPLES[next(name for name in SAMPLES if name.startswith("库尔勒"))])
    dossier.forms, dossier.unit.phone = dossier.forms[:1], "0000-1"
    printed = copied(dossier)
    first = next(printed.forms[0].indicators())
    first.target = Target.parse("≥77次")
    (found,) = compare(dossier, *read_from_paper(printed, tmp_path))
    assert (found.where, found.field, found.new) == (f"{first.id}.target", "指标值", "≥77次")


# --- one change, one line ---------------------------------------------------------------------------------------------


@QUICK
@given(strategies.dossiers, st.data())
def test_a_value_that_was_set_is_the_only_difference(dossier: Dossier, data: st.DataObject) -> None:
    editor = Editor(copied(dossier))
    change = data.draw(strategies.settings_of_value(editor))
    editor.apply(change)
    found = compare(dossier, editor.dossier)
    assert all(one.where == change.path or one.where.startswith(f"{change.path}.") for one in found)
    same = str(editor.value(change.path)) == str(Editor(copied(dossier)).value(change.path))
    assert same or found or isinstance(change.value, dict | Decimal) or change.value in (None, "")


@QUICK
@given(strategies.dossiers, st.data())
def test_a_node_that_came_went_or_moved_is_the_only_difference(dossier: Dossier, data: st.DataObject) -> None:
    editor = Editor(copied(dossier))
    made: list[st.SearchStrategy[Any]] = [strategies.insertions(editor)]
    if list(nodes(dossier)):
        made += [strategies.moves(editor), st.sampled_from([node.id for node in nodes(dossier)]).map(Remove)]
    change: Any = data.draw(st.one_of(made))
    editor.apply(change)
    found = compare(dossier, editor.dossier)
    if isinstance(change, Insert):
        under = {node.id for node in nodes(change.node)}
        assert found
        assert all(one.where in under and one.old is None for one in found)
    elif isinstance(change, Remove):
        under = {node.id for node in nodes(Editor(copied(dossier)).node(change.node))}
        assert found
        assert all(one.where in under and one.new is None for one in found)
    elif isinstance(change, Move):
        assert all(one.field == PLACE for one in found)


def test_one_side_only_is_null() -> None:
    old = dossier_of(project("巡查次数", "清理次数"))
    new = copied(old)
    del rows(new)[1]
    new.forms.append(project("检测次数", name="水质检测"))
    assert told(compare(old, new)) == [("三级指标", "清理次数", None), ("项目", None, "水质检测")]
    (gone, _) = compare(old, new)
    assert gone.where == rows(old)[1].id
    assert (gone.form, gone.line) == ("河道巡查", "河道巡查 · 年度目标1 · 数量指标 · 三级指标：删去“清理次数”")


# --- other ids --------------------------------------------------------------------------------------------------------


def test_without_ids_forms_goals_and_indicators_are_found_by_their_names() -> None:
    old = dossier_of(project("巡查次数", "清理次数"), project("检测次数", name="水质检测"))
    new = copied(old, fresh_ids=True)
    new.forms.reverse()
    rows(new, 1)[0].target = Target.parse("≥120次")
    rows(new, 1)[1].name = "清理河道次数"
    changed, renamed = (one for one in compare(old, new) if one.field != PLACE)
    assert changed.where == f"{rows(old)[0].id}.target"
    assert (renamed.field, renamed.old, renamed.new) == ("三级指标名称", "清理次数", "清理河道次数")


def test_a_wholly_other_name_at_the_same_place_is_a_new_name() -> None:
    old = dossier_of(project("巡查次数", "甲乙丙", "清理次数"))
    new = copied(old, fresh_ids=True)
    rows(new)[1].name = "丁戊"
    assert told(compare(old, new)) == [("三级指标名称", "甲乙丙", "丁戊")]


def test_other_projects_are_others_whatever_their_place() -> None:
    old = dossier_of(project("巡查次数"), project("检测次数", name="水质检测"))
    found = compare(old, copied(dossier_of(project("检测次数", name="水质检测")), fresh_ids=True))
    assert told(found) == [("项目", "河道巡查", None)]


def test_numbers_given_anew_by_another_program_do_not_matter() -> None:
    old = dossier_of(project("巡查次数", "清理次数", "检测次数"))
    for number, one in enumerate(rows(old)):
        one.id = f"n{number}"
    new = copied(old)
    rows(new).insert(0, Indicator(id="n0", name="走访次数"))
    for number, one in enumerate(rows(new)):
        one.id = f"n{number}"
    assert told(compare(old, new)) == [("三级指标", None, "走访次数")]


# --- moved ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fresh", [False, True])
def test_an_indicator_under_another_level_is_told_as_moved(fresh: bool) -> None:
    old = dossier_of(project("巡查次数", "清理次数"))
    new = copied(old, fresh_ids=fresh)
    rows(new, category=1).append(rows(new).pop())
    (found,) = compare(old, new)
    assert (found.where, found.field) == (rows(old)[1].id, PLACE)
    assert (found.old, found.new) == ("数量指标，第 2 个", "质量指标，第 2 个")


def test_of_two_rows_of_one_name_neither_is_told_as_moved() -> None:
    old = dossier_of(project("巡查次数", "投诉件数", "投诉件数"))
    new = dossier_of(project("巡查次数"))
    rows(new, category=1).append(Indicator(name="投诉件数", target=Target.parse("≤3件")))
    found = compare(old, copied(new, fresh_ids=True))
    assert told(found) == [
        ("三级指标", "投诉件数", None),
        ("三级指标", "投诉件数", None),
        ("三级指标", None, "投诉件数"),
    ]


def test_one_row_moved_up_is_one_difference() -> None:
    old = dossier_of(project(*(f"指标{number}" for number in range(20))))
    new = copied(old)
    rows(new).insert(2, rows(new).pop(15))
    (found,) = compare(old, new)
    assert (found.old, found.new) == ("第 16 个", "第 3 个")


@given(st.permutations(range(12)))
def test_the_fewest_are_told_as_moved(places: list[int]) -> None:
    moved = set(out_of_order(places))
    kept = [place for position, place in enumerate(places) if position not in moved]
    assert kept == sorted(kept)


# --- words ------------------------------------------------------------------------------------------------------------


def test_money_counts_by_its_worth_and_text_by_its_letters() -> None:
    old = dossier_of(project("巡查次数"))
    new = copied(old)
    new.forms[0].amount = Decimal("30.00")
    rows(new)[0].remark = "见附件"
    assert told(compare(old, new)) == [("备注", "", "见附件")]


def test_the_summary_counts_what_a_clerk_counts() -> None:
    old = dossier_of(project("巡查次数", "清理次数", "检测次数"))
    new = copied(old)
    one, two, _ = rows(new)
    one.name, one.target = "巡河次数", Target.parse("≥1次")
    two.weight = Decimal(9)
    del rows(new)[2]
    new.forms[0].amount = Decimal(31)
    assert isinstance(new.forms[0], ProjectForm)
    new.forms[0].total_amount = Decimal(31)
    new.forms[0].goals[0].statement = "新的说明"
    assert summary(compare(old, new)) == "3 个指标、2 处金额、1 处文字"
    assert summary([]) == ""


def test_a_line_stays_a_line_whatever_is_in_it() -> None:
    old = dossier_of(project("长" * 30_000))
    new = copied(old)
    rows(new)[0].name += "\n尾"
    rows(new)[0].remark = "一\n二\t三" * 10_000
    for one in compare(old, new):
        assert "\n" not in one.line
        assert len(one.line) < 300
        assert "尾" in one.line or "一" in one.line


# --- much -------------------------------------------------------------------------------------------------------------


def test_a_renamed_indicator_is_looked_for_among_its_neighbours_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names compared with names are what could grow out of bounds."""
    compared = []
    alike = process.extract

    def counting(name: str, choices: dict[int, str], **options: Any) -> Any:
        compared.append(len(choices))
        return alike(name, choices, **options)

    monkeypatch.setattr(process, "extract", counting)
    old = dossier_of(project(*(f"指标{number}" for number in range(1000))))
    new = copied(old, fresh_ids=True)
    for one in rows(new):
        one.name = f"改{one.name[::-1]}"
    assert len(compare(old, new)) >= 1000
    assert 0 < sum(compared) <= 100 * 1000
