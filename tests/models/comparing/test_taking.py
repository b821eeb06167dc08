"""What another dossier has is taken over difference by difference: all of them make the one what the other is."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.comparing.compare import Difference, compare, compared
from models.dossier import Attachment, Comment, Dossier
from models.edits import Editor, copied
from models.files.jxmb import dumps
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.paths import nodes
from models.target import Target
from tests import strategies
from tests.effort import examples

QUICK = settings(max_examples=examples(20), deadline=None, suppress_health_check=list(HealthCheck))


def category(name: str, *names: str) -> Category:
    return Category(name=name, indicators=[Indicator(name=one, target=Target.parse("≥95%")) for one in names])


def dossier_of(*categories: Category) -> Dossier:
    goal = Goal(label="年度目标1", dimensions=[Dimension(name="产出指标", categories=list(categories))])
    return Dossier(year=2026, forms=[ProjectForm(name="河道巡查", amount=Decimal(30), goals=[goal])])


def after(old: Dossier, new: Dossier, chosen: list[Difference] | None = None) -> Dossier:
    """The old dossier with the chosen differences (all of them) taken over."""
    found, taking = compared(old, new)
    steps = [one.step for one in found if one.step and (chosen is None or one in chosen)]
    editor = Editor(copied(old))
    editor.apply(taking.change(steps, "取回"))
    return editor.dossier


def shape(dossier: Dossier) -> list[tuple[str, list[str]]]:
    categories = dossier.forms[0].goals[0].dimensions[0].categories
    return [(one.name, [indicator.name for indicator in one.indicators]) for one in categories]


@QUICK
@given(st.data())
def test_taking_all_makes_the_one_what_the_other_is(data: st.DataObject) -> None:
    old = data.draw(strategies.dossiers)
    editor = Editor(copied(old))
    for change in data.draw(strategies.sequences(editor)):
        editor.apply(change)
    result = after(old, editor.dossier)
    assert compare(result, editor.dossier) == []


def stranger(dossier: Dossier) -> Dossier:
    """The same with ids of its own, by which what is said of its parts names them too."""
    made = copied(dossier, fresh_ids=True)
    ids = {one.id: other.id for one, other in zip(nodes(dossier), nodes(made), strict=True)}
    said: list[Comment | Attachment] = [*made.comments, *made.attachments]
    for one in said:
        node, dot, field = one.where.partition(".")
        one.where = ids.get(node, node) + dot + field
    return made


@QUICK
@given(strategies.dossiers, strategies.dossiers)
def test_dossiers_that_know_nothing_of_each_other_too(old: Dossier, new: Dossier) -> None:
    before, new = dumps(old), stranger(new)
    assert compare(after(old, new), new) == []
    assert dumps(old) == before


@QUICK
@given(st.data())
def test_any_choice_takes_what_was_chosen_and_can_be_undone(data: st.DataObject) -> None:
    old = data.draw(strategies.dossiers)
    changed = Editor(copied(old))
    for change in data.draw(strategies.sequences(changed)):
        changed.apply(change)
    found, taking = compared(old, changed.dossier)
    chosen = [one for one in found if data.draw(st.booleans())]
    editor = Editor(copied(old))
    undo = editor.apply(taking.change([one.step for one in chosen if one.step], "取回"))
    needed = {id(step) for step in taking.needed([one.step for one in chosen if one.step])}
    left = {(one.where, one.field) for one in compare(editor.dossier, changed.dossier)}
    for one in found:
        if id(one.step) in needed and one.field != "位置" and one.old is not None and one.new is not None:
            assert (one.where, one.field) not in left
    editor.apply(undo)
    assert dumps(editor.dossier) == dumps(old)


def test_an_indicator_brings_the_level_that_it_stands_in() -> None:
    old = dossier_of(category("数量指标", "巡查次数"))
    new = dossier_of(category("数量指标", "巡查次数"), category("质量指标", "处置率", "合格率"))
    found = compare(old, new)
    one = next(each for each in found if each.new == "合格率")
    assert shape(after(old, new, [one])) == [("数量指标", ["巡查次数"]), ("质量指标", ["合格率"])]


def test_a_level_that_goes_takes_its_indicators_along_but_not_what_moved_out() -> None:
    old = dossier_of(category("数量指标", "巡查次数"), category("质量指标", "处置率", "合格率"))
    new = copied(old)
    first, second = new.forms[0].goals[0].dimensions[0].categories
    first.indicators.append(second.indicators[1])
    new.forms[0].goals[0].dimensions[0].categories.remove(second)
    found = compare(old, new)
    level = next(each for each in found if each.field == "二级指标")
    assert shape(after(old, new, [level])) == [("数量指标", ["巡查次数", "合格率"])]


def test_what_comes_stands_where_it_stands_there() -> None:
    old = dossier_of(category("数量指标", "巡查次数", "清理面积"))
    new = dossier_of(category("数量指标", "会议次数", "巡查次数", "培训人数", "清理面积", "简报期数"))
    found = compare(old, new)
    for chosen, expected in (
        (found, ["会议次数", "巡查次数", "培训人数", "清理面积", "简报期数"]),
        ([one for one in found if one.new == "培训人数"], ["巡查次数", "培训人数", "清理面积"]),
        ([one for one in found if one.new == "简报期数"], ["巡查次数", "清理面积", "简报期数"]),
    ):
        assert shape(after(old, new, chosen)) == [("数量指标", expected)]


def test_a_form_of_another_file_comes_with_ids_of_its_own() -> None:
    old = dossier_of(category("数量指标", "巡查次数"))
    new = copied(old)
    new.forms.append(copied(old.forms[0]))
    new.forms[1].name = "另一个项目，名字完全不像"
    result = after(old, new)
    ids = [node.id for node in nodes(result)]
    assert len(ids) == len(set(ids))
    assert [form.name for form in result.forms] == ["河道巡查", "另一个项目，名字完全不像"]
