"""Many projects in one table: how it is drawn, which file it is, and that the projects come apart again."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.batch import write_all
from exporters.export import ExportPlan, tables_of
from exporters.layout import layout_many
from importers.assemble import assemble
from importers.readers.any_file import read_file
from importers.readers.text import parse_text
from importers.recognise import recognise
from models import folders
from models.dossier import Dossier, Unit
from models.files.jxmb import load
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.templates.shelf import load_templates, read_template
from tests.printable import YEAR, printable_forms, table_to_tsv, without_ids

TEMPLATES, _ = load_templates([folders.RESOURCES / "templates"])
FLAT = TEMPLATES["jingyan-project-2023"]
SAMPLE = next(folders.SAMPLES.glob("井研*.jxmb"))


def project(name: str, amount: str, *indicators: str) -> ProjectForm:
    rows = [Indicator(name=one) for one in indicators]
    levels = [Dimension(name="产出指标", categories=[Category(name="数量指标", indicators=rows)])] if rows else []
    goals = [Goal(statement=f"完成{name}", dimensions=levels)]
    return ProjectForm(template=FLAT.id, name=name, amount=Decimal(amount), goals=goals)


ROADS, LAMPS, BARE = (
    project("修路", "1200000", "里程", "桥梁"),
    project("路灯", "85000.5", "盏数"),
    project("绿化", "9"),
)


def test_every_project_has_its_rows_under_one_head() -> None:
    table = layout_many([ROADS, LAMPS, BARE], FLAT, 2026, "示例局")
    rows = [(cell.row, cell.row_span, cell.text) for cell in table.cells if cell.column in (1, 2)]
    head = table.bands[0].head_start
    assert rows == [
        (head, 1, "项目名称"),
        (head, 1, "预算数"),
        (head + 1, 2, "修路"),
        (head + 1, 2, "1,200,000"),
        (head + 3, 1, "路灯"),
        (head + 3, 1, "85,000.5"),
        (head + 4, 1, "绿化"),
        (head + 4, 1, "9"),
    ]
    assert len(table.bands) == 1
    assert {cell.binding for cell in table.cells if cell.text in ("修路", "路灯", "绿化")} == {
        f"{form.id}.name" for form in (ROADS, LAMPS, BARE)
    }


def test_the_projects_of_a_dossier_are_one_file_and_chosen_ones_stand_in_it_alone(tmp_path: Path) -> None:
    other = ProjectForm(template="putuo-project-2026", name="另一种表")
    dossier = Dossier(year=2026, unit=Unit(name="示例局"), forms=[ROADS, other, LAMPS, BARE])
    written = write_all(dossier, TEMPLATES, ExportPlan(tmp_path / "all", ("html",))).written
    assert [one.path.stem for one in written] == [FLAT.name, "财政项目支出绩效目标申报表-另一种表"]
    (alone,) = write_all(dossier, TEMPLATES, ExportPlan(tmp_path / "one", ("html",), (3,))).written
    assert alone.path.stem == f"{FLAT.name}-路灯"
    assert "修路" not in alone.path.read_text("utf-8")
    assert [[form.name for form in one.forms] for one in tables_of(dossier, TEMPLATES, (1, 4))] == [["修路", "绿化"]]


def test_an_excel_file_says_of_each_project_which_it_was(tmp_path: Path) -> None:
    dossier = load(SAMPLE)
    (written,) = write_all(dossier, TEMPLATES, ExportPlan(tmp_path, ("xlsx",))).written
    back = assemble([written.path], TEMPLATES)
    assert [one.origin.form if one.origin else "" for one in back.forms] == [form.id for form in dossier.forms]
    assert not back.unplaced


@pytest.mark.parametrize(
    "second", [project("修路", "2", "盏数"), project("修路", "1", "盏数", "灯杆")], ids=["another amount", "named anew"]
)
def test_two_projects_of_one_name_stay_two(second: ProjectForm) -> None:
    first = project("修路", "1", "里程", "桥梁")
    table = layout_many([first, second], FLAT, YEAR)
    for document in ((table,), parse_text(table_to_tsv(table))):
        found, unplaced = recognise(document, TEMPLATES, template_id=FLAT.id)
        rows = [(one.form.amount, [row.name for row in one.form.indicators()]) for one in found]
        assert rows == [(form.amount, [row.name for row in form.indicators()]) for form in (first, second)]
        assert not unplaced
        assert not any(one.notices for one in found)


def test_two_projects_that_nothing_tells_apart_are_told() -> None:
    """The rows of the first may as well be the first row of both."""
    table = layout_many([project("修路", "1", "盏数"), project("修路", "1", "里程", "桥梁")], FLAT, YEAR)
    ((found,), _) = recognise((table,), TEMPLATES, template_id=FLAT.id)
    assert [one.name for one in found.form.indicators()] == ["盏数", "里程", "桥梁"]
    assert any("同一个项目名称" in notice for notice in found.notices)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(printable_forms(FLAT), min_size=2, max_size=4, unique_by=lambda form: form.name))
def test_projects_come_apart_again(forms: list[ProjectForm]) -> None:
    """Also where merged cells, or all blank places, were lost."""
    for number, form in enumerate(forms):
        form.name = f"第{'一二三四'[number]}个{form.name}"
    table = layout_many(forms, FLAT, YEAR)
    for source in ((table,), parse_text(table_to_tsv(table))):
        found, unplaced = recognise(source, TEMPLATES, template_id=FLAT.id, year=YEAR)
        assert [without_ids(one.form.model_dump()) for one in found] == [without_ids(one.model_dump()) for one in forms]
        assert not unplaced


def test_a_goal_beside_rows_of_two_pages_is_one(tmp_path: Path) -> None:
    """Dashes close the cells that a page's edge cuts: what stands there once more, and what goes on, is no project."""
    forms = [project(f"第{number}个", str(number), *map(str, range(9))) for number in range(1, 8)]
    for form in forms:
        form.goals[0].statement = "巡护河道，清淤疏浚，" * 20
    dossier = Dossier(year=YEAR, unit=Unit(name="示例局"), forms=[*forms])
    (written,) = write_all(dossier, TEMPLATES, ExportPlan(tmp_path, ("pdf",), attached=False)).written
    assert written.pages > 2
    found, unplaced = recognise(read_file(written.path).document, TEMPLATES, template_id=FLAT.id, year=YEAR)
    assert [(one.form.name, one.form.goals[0].statement) for one in found] == [
        (form.name, form.goals[0].statement) for form in forms
    ]
    assert [len([*one.form.indicators()]) for one in found] == [9] * 7
    assert not unplaced


@pytest.mark.parametrize("between", ["\t", "  "])
def test_projects_come_apart_where_blanks_were_lost(between: str) -> None:
    dossier = load(SAMPLE)
    rows = layout_many(dossier.forms, FLAT, dossier.year, dossier.unit.name).texts()
    text = "\n".join(between.join(cell for cell in row if cell) for row in rows)
    found, unplaced = recognise(parse_text(text), TEMPLATES, year=dossier.year)
    for one in found:
        one.form.unit_name = ""
    assert [without_ids(one.form.model_dump()) for one in found] == [
        without_ids(one.model_dump()) for one in dossier.forms
    ]
    assert not unplaced


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('[[block]]\nkind = "fields"\nrows = "| {name} |"\n', "只画一个 indicators 块"),
        ('[[block]]\nkind = "note"\ntext = "项目：{name}"\n', "“name”各项目不同"),
    ],
)
def test_a_table_of_many_says_of_a_project_only_what_its_rows_say(more: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "many.toml"
    head = 'id = "m"\nname = "项目表"\nkind = "project"\nregion = "示例"\nyear = 2026\ncolumns = [90]\nmany = true\n'
    rows = '[[block]]\nkind = "indicators"\nrow = "| {indicator.name} |"\n'
    file.write_text(head + rows, "utf-8")
    assert read_template(file).many
    file.write_text(head + rows + more, "utf-8")
    with pytest.raises(ValueError, match=told):
        read_template(file)
