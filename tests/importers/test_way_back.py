"""What was exported and edited elsewhere comes back as what was edited, and as nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from exporters.batch import write_all
from exporters.export import ExportPlan
from importers.assemble import Assembled, assemble
from models.comparing.compare import PLACE, Difference, compare
from models.dossier import Dossier
from models.edits import copied
from models.files.jxmb import load
from models.folders import RESOURCES, SAMPLES, samples
from models.forms import DepartmentForm
from models.goals import Category, Dimension, Goal, Indicator
from models.target import Target
from models.templates.shelf import load_templates

TEMPLATES, _ = load_templates([RESOURCES / "templates"])
NAMES = [path.stem for path in samples()]


def sample(name: str) -> Dossier:
    return load(next(path for path in SAMPLES.glob("*.jxmb") if name in path.stem))


def exported(dossier: Dossier, folder: Path, *, kind: str = "xlsx", together: bool = True) -> list[Path]:
    outcome = write_all(dossier, TEMPLATES, ExportPlan(folder, (kind,), together=together))
    assert not outcome.problems
    return [one.path for one in outcome.written]


def read(path: Path, *, by_table: bool = False) -> Assembled:
    return assemble([path], TEMPLATES, by_table=by_table)


def differences(dossier: Dossier, path: Path) -> list[Difference]:
    result = read(path)
    return compare(dossier, result.dossier, result.paper(TEMPLATES))


def edit(path: Path, change: Callable[[Workbook], object]) -> Path:
    book = load_workbook(path, data_only=True)
    change(book)
    book.save(path)
    return path


def replace_text(old: str, new: str) -> Callable[[Workbook], object]:
    """Changes every cell with that text."""

    def change(book: Workbook) -> None:
        cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value == old]
        assert cells, old
        for cell in cells:
            cell.value = new

    return change


@pytest.fixture(scope="module")
def library() -> Dossier:
    return sample("江汉")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_was_edited(name: str, tmp_path: Path) -> None:
    dossier = sample(name)
    (path,) = exported(dossier, tmp_path)
    assert [one.line for one in differences(dossier, path)] == []


def test_a_name_a_value_and_a_goal_were_edited(library: Dossier, tmp_path: Path) -> None:
    (path,) = exported(library, tmp_path)
    form = library.forms[1]
    first, second = [one for one in form.indicators() if not one.blank][:2]
    edit(path, replace_text(first.name, f"{first.name}（场次）"))
    edit(path, replace_text(str(second.target), "≥987654"))
    told = {(one.where, one.new) for one in differences(library, path)}
    assert (f"{first.id}.name", f"{first.name}（场次）") in told
    assert (f"{second.id}.target", "≥987654") in told
    assert all(one.new is not None and one.old is not None for one in differences(library, path))


@pytest.mark.parametrize("name", NAMES)
def test_sums_that_another_program_saved_without_results_stay(name: str, tmp_path: Path) -> None:
    dossier = sample(name)
    (path,) = exported(dossier, tmp_path)
    load_workbook(path).save(path)
    assert [one.line for one in differences(dossier, path)] == []


def test_beside_sums_without_results_other_edits_are_told(library: Dossier, tmp_path: Path) -> None:
    (path,) = exported(library, tmp_path)
    book = load_workbook(path)
    form = library.forms[1]
    replace_text(form.name, "读者服务")(book)
    book.save(path)
    assert [one.new for one in differences(library, path)] == ["读者服务"]
    assert any("没算出结果的公式" in notice for notice in read(path).notices)


def test_an_amount_that_somebody_emptied_is_told(library: Dossier, tmp_path: Path) -> None:
    (path,) = exported(library, tmp_path)
    amount = library.forms[1].amount
    assert amount is not None
    sheet = load_workbook(path, data_only=True).worksheets[1]
    places = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.value == amount]

    def change(book: Workbook) -> None:
        for place in places:
            book.worksheets[1][place] = None

    edit(path, change)
    assert (f"{library.forms[1].id}.amount", None) in [
        (one.where, one.new or None) for one in differences(library, path)
    ]


def test_sheets_may_be_renamed_moved_and_taken_out(library: Dossier, tmp_path: Path) -> None:
    (path,) = exported(library, tmp_path)

    def change(book: Workbook) -> None:
        book.move_sheet(book.worksheets[1], 1)
        book.worksheets[0].title = "部门的"

    edit(path, change)
    assert {one.field for one in differences(library, path)} == {PLACE}, "their order is all that differs"
    edit(path, lambda book: book.remove(book.worksheets[0]))
    left = [(one.where, one.old is not None, one.new) for one in differences(library, path) if one.field != PLACE]
    assert left == [(library.forms[0].id, True, None)]


def test_a_form_is_known_whatever_its_name_is_now(library: Dossier, tmp_path: Path) -> None:
    paths = exported(library, tmp_path, together=False)
    form = library.forms[1]
    edit(paths[1], replace_text(form.name, "改得完全不一样"))
    result = read(paths[1])
    assert [one.origin.form for one in result.forms if one.origin] == [form.id]
    changed = [one for one in compare(library, result.dossier, result.paper(TEMPLATES)) if one.form == form.name]
    assert [(one.where, one.new) for one in changed] == [(f"{form.id}.name", "改得完全不一样")]


def test_its_state_tells_whether_the_form_was_edited_here_since(library: Dossier, tmp_path: Path) -> None:
    changed = copied(library)
    (path,) = exported(library, tmp_path)
    changed.forms[1].filler = "别人"
    origins = [one.origin for one in read(path).forms]
    assert [origin.is_as_it_was(changed) for origin in origins if origin] == [True, False, True]


# --- the dossier in a PDF ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_pdf_brings_its_dossier(name: str, tmp_path: Path) -> None:
    dossier = sample(name)
    dossier.silenced.clear()
    (path,) = exported(dossier, tmp_path, kind="pdf")
    result = read(path)
    assert result.dossier == dossier
    assert result.carried
    assert any("附带的套表" in notice for notice in result.notices)


def test_a_pdf_of_one_form_brings_no_other_and_no_budget(library: Dossier, tmp_path: Path) -> None:
    paths = exported(library, tmp_path, kind="pdf", together=False)
    for form, path in zip(library.forms, paths, strict=True):
        found = read(path).dossier
        assert found.forms == [form]
        assert found.unit == library.unit
        assert found.budget.income == {}
    both = assemble(paths, TEMPLATES)
    assert [one.id for one in both.dossier.forms] == [one.id for one in library.forms]


def test_the_same_pdf_twice_gives_two_forms(library: Dossier, tmp_path: Path) -> None:
    path = exported(library, tmp_path, kind="pdf", together=False)[0]
    forms = assemble([path, path], TEMPLATES).dossier.forms
    assert forms[0].id != forms[1].id
    assert forms[0].name == forms[1].name


def test_its_table_is_read_where_that_is_wanted(library: Dossier, tmp_path: Path) -> None:
    path = exported(library, tmp_path, kind="pdf", together=False)[1]
    result = read(path, by_table=True)
    assert not result.carried
    assert result.dossier.forms[0].id != library.forms[1].id
    assert result.dossier.forms[0].name == library.forms[1].name


def test_what_is_no_use_in_it_is_read_by_its_table(library: Dossier, tmp_path: Path) -> None:
    path = exported(library, tmp_path, kind="pdf", together=False)[1]
    data = path.read_bytes()
    start = data.index(b"stream", data.index(b"/Type /EmbeddedFile")) + 20
    path.write_bytes(data[:start] + bytes(byte ^ 0x55 for byte in data[start : start + 40]) + data[start + 40 :])
    assert not read(path).carried


def test_what_no_column_of_its_goal_prints_is_not_missed(tmp_path: Path) -> None:
    """The second goal has no column for the years before."""
    goals = [Goal(label=f"年度目标{number}", statement=f"第{number}段河堤加固。") for number in (1, 2)]
    for goal in goals:
        row = Indicator(name=f"{goal.label}的河堤", target=Target.parse("≥3公里"), history={"2025": "2公里"})
        goal.dimensions = [Dimension(name="产出指标", categories=[Category(name="数量指标", indicators=[row])])]
    form = DepartmentForm(template="jianghan-department-2024", name="部门整体绩效目标申报表", goals=goals)
    dossier = Dossier(year=2026, forms=[form])
    (path,) = exported(dossier, tmp_path)
    assert not differences(dossier, path)
    goals[0].dimensions[0].categories[0].indicators[0].history["2025"] = "5公里"
    assert differences(dossier, path)
