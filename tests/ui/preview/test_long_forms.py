"""A long form costs what changed in it: copies, pages and marks that still hold are the ones that were there."""

from __future__ import annotations

from exporters.layout import Around
from models.dossier import Dossier, Unit
from models.edits import Change, Editor, Move, Remove, SetValue
from models.forms import ProjectForm
from models.rules.finding import Finding
from models.sheets import Sheet
from models.target import Target
from models.touched import touched
from tests.ui.preview.office import FONTS, KORLA, TEMPLATES, project, rows_of
from ui.preview.cell_marks import CellMarks
from ui.preview.cells import FormCells, Stop, lay_out
from ui.preview.composer import Composed, Source, compose
from ui.preview.snapshot import Snapshots

TEMPLATE = TEMPLATES[KORLA]


def listening(form: ProjectForm) -> tuple[Editor, Snapshots]:
    """An open dossier of the form, and copies that hear of its changes."""
    editor, snapshots = Editor(Dossier(year=2026, unit=Unit(name="示例局"), forms=[form])), Snapshots()
    editor.listen(lambda change, inverse: snapshots.hear(touched(change, inverse, editor)))
    return editor, snapshots


def test_a_copy_is_as_the_form_is_now_and_stays_so() -> None:
    form = project(count=4)
    editor, snapshots = listening(form)
    _, second, third, fourth = rows_of(form)
    changes: list[Change] = [
        SetValue(f"{second.id}.name", "改了的"),
        SetValue(f"{second.id}.target", Target.parse("≥3件")),
        SetValue(f"{form.goals[0].id}.statement", "另一句"),
        Move(fourth.id, form.goals[0].dimensions[0].categories[0].id, "indicators", 0),
        Remove(third.id),
        SetValue(f"{form.id}.name", "另一个项目"),
    ]
    before, undo = snapshots.of(form), []
    known = before.model_dump_json()
    for change in changes:
        undo.append(editor.apply(change))
        assert snapshots.of(form) == form
    for inverse in reversed(undo):
        editor.apply(inverse)
        assert snapshots.of(form) == form
    assert before.model_dump_json() == known
    assert not {id(one) for one in form.indicators()} & {id(one) for one in before.indicators()}


def test_only_what_changed_is_copied_anew() -> None:
    form = project(count=4)
    editor, snapshots = listening(form)
    before = rows_of(snapshots.of(form))
    editor.apply(SetValue(f"{rows_of(form)[2].id}.name", "改了的"))
    after = rows_of(snapshots.of(form))
    assert [old is new for old, new in zip(before, after, strict=True)] == [True, True, False, True]


def test_what_is_removed_and_comes_back_as_another_is_copied_as_it_is() -> None:
    form = project(count=2)
    editor, snapshots = listening(form)
    snapshots.of(form)
    back = editor.apply(Remove(rows_of(form)[1].id))
    editor.apply(back)
    rows_of(form)[1].name = "换了一个"
    assert snapshots.of(form) == form


def composed(form: ProjectForm, before: Composed | None = None) -> Composed:
    return compose(Source((form,), TEMPLATE, Around(2026, "示例局")), {}, FONTS, before.pages.pages if before else ())


def test_pages_that_are_as_before_are_the_same_ones() -> None:
    """Such a page is neither painted nor compared again."""
    form = project(count=60)
    before = composed(form)
    rows_of(form)[-1].name = "信访事项办理甲"
    after = composed(form, before)
    assert len(after.pages) == len(before.pages) > 2
    same = [old is new for old, new in zip(before.pages.pages, after.pages.pages, strict=True)]
    assert same[0]
    assert not all(same)
    assert after.pages == composed(form).pages


class Asked(FormCells):
    """Cells that know which places were looked for."""

    def find(self, path: str, near: tuple[int, int] = (0, 0)) -> Stop | None:
        self.__dict__.setdefault("asked", []).append(path)
        return super().find(path, near)


def test_the_places_of_findings_out_of_sight_are_not_looked_for() -> None:
    form = project(count=50)
    found = lay_out([form], TEMPLATE, Around(2026, "示例局"), {})
    cells = Asked(found.table, found.blanks)
    rows = rows_of(form)
    findings = tuple(Finding("K01", "warning", "话", f"{one.id}.name", form=form.id) for one in rows)
    findings += (Finding("K02", "error", "更重的话", f"{rows[7].id}.name", form=form.id),)
    marks = CellMarks()
    marks.take(findings, [Sheet(form.id)], cells)
    place = cells.by_path[f"{rows[7].id}.name"][0].anchor
    mark = marks.get(place)
    assert mark is not None
    assert [one.code for one in mark.findings] == ["K02", "K01"]
    assert set(cells.__dict__["asked"]) == {f"{rows[7].id}.name"}
    marks.take((), [Sheet(form.id)], cells)
    assert marks.get(place) is None


def test_findings_of_other_forms_leave_no_mark() -> None:
    form = project(count=2)
    cells = lay_out([form], TEMPLATE, Around(2026, "示例局"), {})
    marks, where = CellMarks(), f"{rows_of(form)[0].id}.name"
    marks.take((Finding("K01", "warning", "话", where, form="别的"),), [Sheet(form.id)], cells)
    assert marks.get(cells.by_path[where][0].anchor) is None
    marks.take((Finding("K01", "warning", "话", where),), [Sheet(form.id)], cells)
    assert marks.get(cells.by_path[where][0].anchor) is not None
