"""The heads of templates, as lists show them, and where templates are looked for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from models.folders import RESOURCES, recovery_folder, samples, template_folders, user_folder
from models.templates.shelf import load_templates
from models.templates.summaries import TemplateHead, head_of, regions, template_heads, templates_of

HEAD = 'id = "{id}"\nname = "{name}"\nkind = "project"\nregion = "示例市"\nyear = 2026\n'


def write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_the_heads_are_those_of_the_whole_templates() -> None:
    folders = [RESOURCES / "templates"]
    templates, problems = load_templates(folders)
    assert not problems
    assert template_heads(folders) == {name: head_of(template) for name, template in templates.items()}


def test_a_later_folder_wins_and_within_one_the_first_file_does(tmp_path: Path) -> None:
    own, theirs = tmp_path / "own", tmp_path / "theirs"
    write(own, "a.toml", HEAD.format(id="one", name="自带"))
    write(own, "b.toml", HEAD.format(id="one", name="同号"))
    write(own, "c.toml", HEAD.format(id="two", name="另一"))
    write(theirs, "z.toml", HEAD.format(id="one", name="自己的"))
    assert {name: head.name for name, head in template_heads([own]).items()} == {"one": "自带", "two": "另一"}
    assert {name: head.name for name, head in template_heads([own, theirs]).items()} == {"one": "自己的", "two": "另一"}
    assert template_heads([tmp_path / "没有"]) == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "不是 TOML",
        HEAD.format(id="one", name="x").replace("2026", '"2026"'),
        HEAD.format(id="one", name="x").replace('"示例市"', "3"),
        HEAD.format(id="one", name="x").replace("kind", "kinds"),
    ],
)
def test_a_file_without_a_usable_head_is_left_out(text: str, tmp_path: Path) -> None:
    write(tmp_path, "a.toml", text)
    write(tmp_path, "b.toml", "\ufeff" + HEAD.format(id="two", name="好的") + "\n[page]\npaper = 3")
    assert template_heads([tmp_path]) == {"two": TemplateHead("two", "好的", "project", "示例市", 2026)}


def test_a_head_is_found_where_a_text_in_it_looks_like_a_table(tmp_path: Path) -> None:
    text = 'id = "one"\nname = """甲\n[乙"""\nkind = "project"\nregion = "示例市"\nyear = 2026\n'
    write(tmp_path, "a.toml", text)
    assert template_heads([tmp_path])["one"].name == "甲\n[乙"


def test_a_head_says_what_its_template_was_drawn_from(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", HEAD.format(id="one", name="x") + '\nsource = "照示例县的表画"\n')
    write(tmp_path, "b.toml", HEAD.format(id="two", name="x") + "\nsource = 3\n")
    assert {head.id: head.source for head in template_heads([tmp_path]).values()} == {
        "one": "照示例县的表画",
        "two": "",
    }


def test_regions_begin_with_the_one_for_all_and_their_templates_with_the_newest_of_departments() -> None:
    made = [
        TemplateHead("d", "", "project", "乙市", 2024),
        TemplateHead("c", "", "project", "乙市", 2026),
        TemplateHead("b", "", "department", "乙市", 2023),
        TemplateHead("a", "", "project", "乙市", 2024),
        TemplateHead("e", "", "project", "全国通用", 2021),
        TemplateHead("f", "", "project", "丙市", 2021),
    ]
    heads = {head.id: head for head in made}
    assert regions(heads) == ["全国通用", "丙市", "乙市"]
    assert [head.id for head in templates_of(heads, "乙市")] == ["b", "c", "a", "d"]


@pytest.mark.skipif(sys.platform == "win32", reason="there the folder is named by another variable")
def test_the_persons_own_folder_follows_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert user_folder() == tmp_path / "jixiao-editor"
    assert template_folders() == [RESOURCES / "templates", tmp_path / "jixiao-editor" / "templates"]
    assert recovery_folder() == tmp_path / "jixiao-editor" / "recovery"
    monkeypatch.setenv("XDG_DATA_HOME", "")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert user_folder() == tmp_path / ".local" / "share" / "jixiao-editor"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("APPDATA", str(tmp_path / "Roaming"))
    assert user_folder() == tmp_path / "Roaming" / "JixiaoEditor"
    monkeypatch.delenv("APPDATA")
    assert user_folder() == tmp_path / "JixiaoEditor"


def test_the_samples_are_dossiers_in_the_order_of_their_names() -> None:
    assert samples() == sorted(samples())
    assert {path.suffix for path in samples()} == {".jxmb"}
