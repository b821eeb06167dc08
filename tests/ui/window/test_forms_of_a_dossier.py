"""Forms that are added, copied and moved: of the right kind, at the right place, and the person is there."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtTest import QTest

from models.dossier import Dossier, Unit
from models.making import new_dossier
from models.templates.template import FormTemplate
from tests.ui.answers import button_of, choose_in_menu
from tests.ui.conftest import click, dossier_of
from tests.ui.keys import ALT, Key
from ui.window.window import MainWindow

DEPARTMENT, PROJECT = "national-department-2021", "national-project-2021"


def opened(window: MainWindow, templates: dict[str, FormTemplate], names: Sequence[str]) -> MainWindow:
    made = new_dossier(Unit(name="示例局", phone="0991"), 2026, [templates[name] for name in names])
    window.files.create(made)
    return window


def kinds(window: MainWindow) -> list[str]:
    return [form.kind for form in dossier_of(window).forms]


def test_what_is_done_to_a_form_can_be_done_only_where_one_is_in_sight(
    window: MainWindow, templates: dict[str, FormTemplate]
) -> None:
    names = ("duplicate_form", "rename_form", "form_up", "delete_form", "indicators", "official")
    opened(window, templates, [PROJECT])
    for page, able in ((dossier_of(window).forms[0].id, True), ("unit", False), ("budget", False)) * 2:
        window.show_page(page)
        assert {window.actions_by_id[name].isEnabled() for name in names} == {able}, page


def test_a_department_form_comes_before_the_projects(window: MainWindow, templates: dict[str, FormTemplate]) -> None:
    opened(window, templates, [PROJECT, PROJECT])
    before = [form.id for form in dossier_of(window).forms]
    window.actions_by_id["add_department"].trigger()
    forms = dossier_of(window).forms
    assert kinds(window) == ["department", "project", "project"]
    assert [form.id for form in forms[1:]] == before
    assert forms[0].template == DEPARTMENT, "the region's own"
    assert forms[0].phone == "0991"
    assert window.pages.page == forms[0].id
    window.actions_by_id["undo"].trigger()
    assert [form.id for form in dossier_of(window).forms] == before


def test_a_second_department_form_comes_before_the_projects_too(
    window: MainWindow, templates: dict[str, FormTemplate]
) -> None:
    opened(window, templates, [DEPARTMENT, PROJECT])
    window.actions_by_id["add_department"].trigger()
    assert kinds(window) == ["department", "department", "project"]


def test_a_project_comes_behind_all(window: MainWindow, templates: dict[str, FormTemplate]) -> None:
    opened(window, templates, [DEPARTMENT, PROJECT])
    before = [form.id for form in dossier_of(window).forms]
    window.actions_by_id["add_project"].trigger()
    assert kinds(window) == ["department", "project", "project"]
    assert [form.id for form in dossier_of(window).forms[:2]] == before
    assert window.pages.page == dossier_of(window).forms[2].id
    focused = window.focusWidget()
    assert focused is not None
    assert focused.property("path") == f"{window.pages.page}.name", "its name is written first"


def test_the_template_is_that_of_the_last_of_its_kind(window: MainWindow, templates: dict[str, FormTemplate]) -> None:
    opened(window, templates, ["jianghan-project-2024", "korla-project-2023"])
    window.actions_by_id["add_project"].trigger()
    assert dossier_of(window).forms[-1].template == "korla-project-2023"


def test_where_several_fit_it_is_asked(window: MainWindow, templates: dict[str, FormTemplate]) -> None:
    window.files.create(Dossier(year=2026, unit=Unit(name="示例局")))
    offered = choose_in_menu("江汉")
    window.actions_by_id["add_project"].trigger()
    assert len(offered) == sum(one.kind == "project" for one in templates.values())
    assert [form.template for form in dossier_of(window).forms] == ["jianghan-project-2024"]
    assert window.pages.page == dossier_of(window).forms[0].id


def test_a_copy_stands_behind_its_form_and_is_called_one(
    window: MainWindow, templates: dict[str, FormTemplate]
) -> None:
    opened(window, templates, [DEPARTMENT, PROJECT, PROJECT])
    first = dossier_of(window).forms[1]
    assert window.session is not None
    window.session.set_value(f"{first.id}.name", "甲项目")
    window.show_page(first.id)
    window.actions_by_id["duplicate_form"].trigger()
    assert [form.name for form in dossier_of(window).forms] == [
        dossier_of(window).forms[0].name,
        "甲项目",
        "甲项目（副本）",
        "",
    ]
    assert window.pages.page == dossier_of(window).forms[2].id


def test_forms_move_among_their_kind_and_stop_at_its_ends(
    window: MainWindow, templates: dict[str, FormTemplate]
) -> None:
    opened(window, templates, [DEPARTMENT, PROJECT, PROJECT, PROJECT])
    department, one, two, three = (form.id for form in dossier_of(window).forms)
    window.show_page(two)
    for name, order in (
        ("form_up", [department, two, one, three]),
        ("form_up", [department, two, one, three]),
        ("form_down", [department, one, two, three]),
        ("form_down", [department, one, three, two]),
        ("form_down", [department, one, three, two]),
    ):
        window.actions_by_id[name].trigger()
        assert [form.id for form in dossier_of(window).forms] == order
        assert window.pages.page == two
    window.show_page(department)
    for name in ("form_up", "form_down"):
        window.actions_by_id[name].trigger()
        assert dossier_of(window).forms[0].id == department


def test_keys_of_the_outline_move_copy_and_delete(window: MainWindow, templates: dict[str, FormTemplate]) -> None:
    opened(window, templates, [PROJECT, PROJECT])
    one, two = (form.id for form in dossier_of(window).forms)
    window.set_docks(outline=True, findings=False)
    window.show_page(two)
    tree = window.outline.tree
    tree.setFocus()
    QTest.keyClick(tree, Key.Key_Up, ALT)
    assert [form.id for form in dossier_of(window).forms] == [two, one]
    QTest.keyClick(tree, Key.Key_Down, ALT)
    assert [form.id for form in dossier_of(window).forms] == [one, two]
    QTest.keyClick(tree, Key.Key_Delete)
    assert [form.id for form in dossier_of(window).forms] == [one]
    assert window.pages.page == one


@pytest.mark.parametrize(("gone", "shown"), [(0, 1), (1, 2), (2, 1)])
def test_where_a_form_was_deleted_its_neighbour_is_shown(
    window: MainWindow, templates: dict[str, FormTemplate], gone: int, shown: int
) -> None:
    opened(window, templates, [PROJECT, PROJECT, PROJECT])
    ids = [form.id for form in dossier_of(window).forms]
    window.show_page(ids[gone])
    window.actions_by_id["delete_form"].trigger()
    assert [form.id for form in dossier_of(window).forms] == [one for one in ids if one != ids[gone]]
    assert window.pages.page == ids[shown]
    assert "已删除“未命名项目”" in window.messages.text
    click(button_of(window.messages, "撤销"))
    assert [form.id for form in dossier_of(window).forms] == ids
    assert window.pages.page == ids[gone]


def test_the_last_form_gone_the_unit_is_shown(window: MainWindow, templates: dict[str, FormTemplate]) -> None:
    opened(window, templates, [PROJECT])
    window.actions_by_id["delete_form"].trigger()
    assert dossier_of(window).forms == []
    assert window.pages.page == "unit"


def test_the_view_is_one_choice_for_all_forms_and_stays_in_another_theme(office: MainWindow) -> None:
    first, second = (form.id for form in dossier_of(office).forms)
    office.show_page(first)
    office.pages.form_page().show_view("官方表格")  # type: ignore[union-attr]
    office.show_page(second)
    assert office.pages.form_page().view == "官方表格"  # type: ignore[union-attr]
    office.restyle()
    page = office.pages.form_page()
    assert page is not None
    assert page.view == "官方表格"
    page.show_view("填写")
    office.show_page(first)
    assert office.pages.form_page().view == "填写"  # type: ignore[union-attr]
