"""Where the program keeps things, on each system; what an exported file says of its origin."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from models import folders
from models.dossier import Dossier
from models.forms import ProjectForm
from models.origin import PROPERTY, Origin, Property, origin_of, origins_by_sheet, properties

HOME = Path("/home/clerk")


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("XDG_DATA_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", lambda: HOME)
    return monkeypatch


@pytest.mark.parametrize(
    ("system", "name", "value", "folder"),
    [
        ("linux", "", "", HOME / ".local/share/jixiao-editor"),
        ("linux", "XDG_DATA_HOME", "/data", Path("/data/jixiao-editor")),
        ("linux", "XDG_DATA_HOME", "", HOME / ".local/share/jixiao-editor"),
        ("linux", "APPDATA", "/roaming", HOME / ".local/share/jixiao-editor"),
        ("win32", "APPDATA", "/roaming", Path("/roaming/JixiaoEditor")),
        ("win32", "XDG_DATA_HOME", "/data", HOME / "JixiaoEditor"),
    ],
)
def test_the_users_folder(system: str, name: str, value: str, folder: Path, at_home: pytest.MonkeyPatch) -> None:
    at_home.setattr(sys, "platform", system)
    if name:
        at_home.setenv(name, value)
    assert folders.user_folder() == folder
    assert folders.template_folders() == [folders.RESOURCES / "templates", folder / "templates"]
    assert folders.recovery_folder() == folder / "recovery"
    assert folders.corrections_file() == folder / "corrections.json"


def test_a_portable_program_keeps_all_beside_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "PORTABLE", tmp_path / "portable.txt")
    monkeypatch.setattr(folders, "ROOT", tmp_path / "program")
    usual = folders.user_folder()
    monkeypatch.setattr(folders, "PORTABLE", tmp_path / "portable too.txt")
    (tmp_path / "portable too.txt").touch()
    assert folders.user_folder() == tmp_path / "数据" != usual


def test_a_disk_that_fails_marks_nothing_portable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_path: Path) -> bool:
        raise OSError

    mark = tmp_path / "mark"
    mark.touch()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "is_file", failing)
        assert not folders._stands(mark)
    assert not folders._stands(mark), "asked once"


def test_samples_are_dossiers_in_the_order_of_their_names() -> None:
    found = folders.samples()
    assert len(found) > 1
    assert found == sorted(found)
    assert {path.suffix for path in found} == {".jxmb"}


# --- origins ----------------------------------------------------------------------------------------------------------


def test_a_form_is_known_again_as_long_as_nothing_in_it_changed() -> None:
    form = ProjectForm(id="f", template="korla-project-2023", name="河道巡查")
    origin = origin_of(form)
    assert (origin.form, origin.template, len(origin.state)) == ("f", "korla-project-2023", 16)
    other = ProjectForm(id="g", template="korla-project-2023", name="河道巡查")
    assert origin.is_as_it_was(Dossier(year=2026, forms=[other, form]))
    assert not origin.is_as_it_was(Dossier(year=2026, forms=[other]))
    form.name = "河道清淤"
    assert not origin.is_as_it_was(Dossier(year=2026, forms=[form]))


ONE, TWO = Origin("一", "t", "s1"), Origin("二", "t", "s2")


def test_what_a_file_says_of_its_sheets_is_read_again() -> None:
    held = properties([[ONE], [TWO]], ["表一", "表二"])
    assert [one.name for one in held] == [f"{PROPERTY}1", f"{PROPERTY}2"]
    assert json.loads(held[0].text) == ["一", "t", "s1", "表一"]
    found = origins_by_sheet([*held, Property("Company", held[0].text)], ["说明", "表二", "表一"])
    assert {sheet: origin.form for sheet, (origin,) in found.items()} == {"表二": "二", "表一": "一"}


def test_a_sheet_of_several_forms_says_all_of_them() -> None:
    held = properties([[ONE, TWO]], ["总表"])
    assert [origin.form for origin in origins_by_sheet(held, ["总表"])["总表"]] == ["一", "二"]
    assert list(origins_by_sheet(held, ["改名"])) == ["改名"]


@pytest.mark.parametrize(
    ("sheets", "found"),
    [
        (["甲", "乙"], {"甲": "一", "乙": "二"}),  # both were renamed
        (["甲"], {}),  # one is missing: nobody knows which
        (["甲", "乙", "丙"], {}),
        (["甲", "表一"], {"表一": "一"}),  # one kept its name: the other is new
    ],
)
def test_sheets_with_other_names_are_known_by_their_order(sheets: list[str], found: dict[str, str]) -> None:
    held = properties([[ONE], [TWO]], ["表一", "表二"])
    assert {sheet: origin.form for sheet, (origin,) in origins_by_sheet(held, sheets).items()} == found


@pytest.mark.parametrize(
    "text", ["", "{", "[1, 2, 3, 4]", '["一", "t", "s"]', '["一", "t", "s", "表", "多"]', '"abcd"', "[" * 100_000]
)
def test_a_property_that_somebody_else_wrote_says_nothing(text: str) -> None:
    assert origins_by_sheet([Property(f"{PROPERTY}1", text)], ["表"]) == {}
