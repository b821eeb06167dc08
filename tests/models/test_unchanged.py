"""What a form made from last year's still says as it did then, and what of it a person has looked at."""

from __future__ import annotations

import json
from decimal import Decimal

from models.comparing.compare import compare
from models.dossier import Dossier
from models.edits import Batch, Editor, SetValue, duplicate
from models.files.enclosed import enclosed
from models.files.jxmb import dumps, loads
from models.forms import OwnRow, ProjectForm, Task
from models.goals import Category, Dimension, Goal, Indicator
from models.making import from_last_year
from models.target import Target
from models.unchanged import looking_at, texts_of, unseen


def last() -> Dossier:
    rows = [
        Indicator(id="i1", name="植树", target=Target.parse("≥30亩"), weight=Decimal("10.0"), nature="quantitative"),
        Indicator(id="i2"),
    ]
    dimension = Dimension(name="产出指标", categories=[Category(name="数量指标", indicators=rows)])
    goal = Goal(period="annual", label="年度目标1", statement="造林", dimensions=[dimension])
    form = ProjectForm(id="f", template="t", name="造林项目", amount=Decimal(15), date="1月5日", goals=[goal])
    form.own_rows = [OwnRow(id="o", of="进度", extra={"内容": "整地"})]
    return Dossier(year=2026, forms=[form])


def carried() -> tuple[Editor, ProjectForm, Indicator]:
    """The form of the year after, and its first indicator, behind a gate."""
    editor = Editor(from_last_year(last()))
    form = editor.dossier.forms[0]
    assert isinstance(form, ProjectForm)
    return editor, form, next(form.indicators())


def test_what_a_form_says_of_the_year_is_kept_and_its_frame_is_not() -> None:
    form = last().forms[0]
    form.goals[0].id = "g"
    assert texts_of(form) == {
        "f": {"name": "造林项目", "amount": "15"},
        "g": {"statement": "造林"},
        "i1": {"name": "植树", "target": "≥30亩", "weight": "10.0"},
        "o": {"extra.内容": "整地"},
    }


def test_a_value_is_to_be_looked_at_until_it_is_another_and_again_when_that_is_undone() -> None:
    editor, form, row = carried()
    assert unseen(form, row) == ["name", "target", "weight"]
    back = editor.apply(SetValue(f"{row.id}.target", Target.parse("≥40亩")))
    assert unseen(form, row) == ["name", "weight"]
    editor.apply(back)
    assert unseen(form, row) == ["name", "target", "weight"]


def test_history_is_no_value_to_look_at() -> None:
    _, form, row = carried()
    assert row.history == {"2026": "≥30亩"}
    assert all("history" not in field for texts in form.last_year.values() for field in texts)


def test_what_a_person_has_looked_at_is_said_by_a_change_that_can_be_undone_to_the_byte() -> None:
    editor, form, row = carried()
    before = dumps(editor.dossier)
    first = editor.apply(Batch(looking_at(form, {row.id: ["target"]}), "核对"))
    assert unseen(form, row) == ["name", "weight"]
    second = editor.apply(Batch(looking_at(form, {row.id: ["name", "weight"]}), "核对"))
    assert unseen(form, row) == []
    editor.apply(second)
    assert unseen(form, row) == ["name", "weight"]
    editor.apply(first)
    assert dumps(editor.dossier) == before


def test_it_is_in_the_file_and_files_without_it_open() -> None:
    editor, form, row = carried()
    editor.apply(Batch(looking_at(form, {row.id: ["target"]}), "核对"))
    read = loads(dumps(editor.dossier), "x.jxmb").forms[0]
    assert (read.last_year, read.looked_at) == (form.last_year, {row.id: "target"})
    before = last()
    old = json.loads(dumps(before))
    old["version"] = 3
    for name in ("last_year", "looked_at"):
        del old["forms"][0][name]
    opened = loads(json.dumps(old).encode(), "x.jxmb")
    assert opened == before


def test_the_year_after_begins_anew() -> None:
    editor, form, row = carried()
    editor.apply(Batch(looking_at(form, {row.id: ["target"]}), "核对"))
    editor.apply(SetValue(f"{row.id}.name", "植树造林"))
    after = from_last_year(editor.dossier).forms[0]
    (again, _) = after.indicators()
    assert after.looked_at == {}
    assert after.last_year[again.id]["name"] == "植树造林"
    assert form.last_year[row.id]["name"] == "植树", "what was made before keeps its own"


def test_a_copy_of_the_form_and_a_file_handed_out_know_nothing_of_last_year() -> None:
    editor, form, _ = carried()
    assert duplicate(form).last_year == {}
    assert form.last_year
    handed = json.loads(enclosed(editor.dossier, [form.id]))
    assert handed["forms"][0]["last_year"] == {}


def test_two_dossiers_do_not_differ_by_it() -> None:
    editor, form, row = carried()
    other = loads(dumps(editor.dossier), "x.jxmb")
    editor.apply(Batch(looking_at(form, {row.id: ["target"]}), "核对"))
    assert compare(editor.dossier, other) == []


def test_a_field_that_is_gone_is_nothing_to_look_at() -> None:
    _, form, row = carried()
    form.last_year[row.id]["nonsense"] = "1"
    assert unseen(form, row) == ["name", "target", "weight"]
    assert unseen(form, Task(name="植树")) == []
