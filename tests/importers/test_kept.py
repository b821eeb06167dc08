"""Corrections kept for a layout speak of the next file with its heads, wherever the rows stand, and of no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from importers.assemble import assemble
from importers.corrections import APART, NONE, Corrections, Scope
from importers.kept import KeptError, KeptLayout, layouts_of, load_kept, save_kept, with_kept
from importers.placed import HEAD, SET_ASIDE
from importers.readers.text import parse_text
from importers.understanding import Source
from models.folders import corrections_file
from tests.commands.calling import run
from tests.importers.test_corrections import TEMPLATES, place_of

TEXT = """项目支出绩效目标表
项目名称\t{name}\t\t\t
{more}经手处室\t{office}\t资金去向\t随便写的\t
一级指标\t二级指标\t三级指标\t{year}年实际做到多少\t分值权重
产出指标\t数量指标\t保洁河段\t{value}\t50
产出指标\t质量指标\t垃圾清运率\t≥97%\t40
"""
FIRST = TEXT.format(name="河道保洁", more="", office="水务科", year=2025, value="≥12段")
NEXT = TEXT.format(name="闸门养护", more="项目负责人\t闸平\t\t\t\n", office="工程科", year=2026, value="≥5段")


def kept() -> list[KeptLayout]:
    said = NONE
    for scope, words, meaning in (
        (Scope.COLUMN, "2025年实际做到多少", "indicator.target"),
        (Scope.CELL, "水务科", "supervising_unit"),
        (Scope.CELL, "随便写的", SET_ASIDE),
        (Scope.TEMPLATE, "项目名称", "korla-project-2023"),
    ):
        said = said.also(scope, place_of(FIRST, words), meaning)
    return layouts_of(Source("河道.txt", parse_text(FIRST)), said)


def written(folder: Path, text: str) -> Path:
    made = folder / "下一份.txt"
    made.write_text(text, encoding="utf-8")
    return made


def test_the_next_file_of_the_layout_is_read_as_was_said(tmp_path: Path) -> None:
    made = assemble([written(tmp_path, NEXT)], TEMPLATES, kept=kept())
    [form] = made.dossier.forms
    assert [str(one.target) for one in form.indicators()] == ["≥5段", "≥97%"]
    assert form.supervising_unit == "工程科"  # type: ignore[union-attr]
    assert form.template == "korla-project-2023"
    assert "随便写的" not in {one.text for one in made.unplaced}
    assert any("河道.txt" in notice and "记住的更正" in notice for notice in made.notices)


def test_only_the_row_that_is_said_to_be_the_head_gives_the_heads() -> None:
    """What is said of another row before it makes no head of that row."""
    said = Corrections().also(Scope.ROW, place_of(FIRST, "垃圾清运率"), SET_ASIDE)
    said = said.also(Scope.ROW, place_of(FIRST, "三级指标"), HEAD)
    [layout] = layouts_of(Source("河道.txt", parse_text(FIRST)), said)
    assert layout.heads[2] == "三级指标"


@pytest.mark.parametrize(
    "other",
    [
        NEXT.replace("三级指标", "具体指标"),
        "\n".join(line + "\t多一列" if "\t" in line else line for line in NEXT.splitlines()),
    ],
    ids=["heads", "columns"],
)
def test_a_file_of_another_layout_is_read_as_ever(tmp_path: Path, other: str) -> None:
    made = assemble([written(tmp_path, other)], TEMPLATES, kept=kept())
    assert [str(one.target) for form in made.dossier.forms for one in form.indicators()] == ["", ""]
    assert not any("记住的更正" in notice for notice in made.notices)


def test_the_beginning_of_a_form_is_known_by_its_row_too() -> None:
    said = Corrections().also(Scope.BEGINS, place_of(FIRST, "经手处室"), APART)
    said = said.also(Scope.ROW, place_of(FIRST, "三级指标"), HEAD)
    begins, head = layouts_of(Source("河道.txt", parse_text(FIRST)), said)[0].corrections
    assert (begins.row, begins.words) == (1, ("经手处室",))
    assert (head.row, head.words[3]) == (None, "#年实际做到多少")


def test_what_is_kept_is_written_read_and_said_anew(tmp_path: Path) -> None:
    file = tmp_path / "下面" / "corrections.json"
    assert load_kept(file) == []
    save_kept(file, kept())
    assert load_kept(file) == kept()
    assert with_kept(kept(), kept()) == kept()
    other = kept()[0].model_copy(update={"columns": 9})
    assert with_kept(kept(), [other]) == [*kept(), other]


@pytest.mark.parametrize("damaged", ["[", "{}x", '[{"columns": "x"}]', "5"])
def test_what_is_damaged_is_told(tmp_path: Path, damaged: str) -> None:
    file = tmp_path / "corrections.json"
    file.write_text(damaged, encoding="utf-8")
    with pytest.raises(KeptError, match=r"已损坏"):
        load_kept(file)


def test_the_command_uses_what_is_kept_unless_told_not_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    save_kept(corrections_file(), kept())
    written(tmp_path, NEXT)
    for options, expected in (([], "≥5段"), (["--uncorrected"], "")):
        done = run("import", "下一份.txt", "-o", "a.jxmb", "--json", *options, folder=tmp_path)
        assert done.returncode == 0, done.stderr
        form = json.loads((tmp_path / "a.jxmb").read_text(encoding="utf-8"))["forms"][0]
        goal = form["goals"][-1]["dimensions"][0]["categories"][0]
        assert goal["indicators"][0]["target"] == expected
        assert ("记住的更正" in done.stdout) is not bool(options)
