"""Ways to files of evidence: what leads out of the dossier's folder, or is no way at all, is told and never touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from models.annotations.evidence import (
    Standing,
    attaching,
    link,
    located,
    path_problem,
    relinking,
    told_missing,
)
from models.dossier import Attachment, Dossier
from models.edits import Editor
from models.forms import ProjectForm

REFUSED = [
    "",
    "/etc/passwd",
    "//host/share/清单.pdf",
    "\\\\host\\share\\清单.pdf",
    "..\\..\\清单.pdf",
    "佐证\\清单.pdf",
    "C:/Windows/win.ini",
    "c:清单.pdf",
    "file:///etc/passwd",
    "http://host/清单.pdf",
    "佐证/清单.pdf:流",
    "~/清单.pdf",
    "NUL",
    "佐证/con.pdf",
    "佐证/COM1 .txt",
    "佐证/lpt¹",
    "佐证//清单.pdf",
    "佐证/清单.pdf ",
    "佐证/...",
    "..",
    "佐证/..",
    "./",
    "清单\0.pdf",
    "清单\n.pdf",
    "清单\u202efdp.exe",
    "长" * 1001,
]


@pytest.mark.parametrize("path", REFUSED)
def test_what_is_no_plain_way_from_the_folder_is_refused_without_a_look_at_the_disk(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if path == "佐证/..":
        assert not path_problem(path), "a way to a folder; that is no file"
        assert located(path, tmp_path).standing is Standing.MISSING
        return
    assert path_problem(path)
    for name in ("stat", "lstat", "open"):
        monkeypatch.setattr(os, name, lambda *_, **__: pytest.fail("the disk was asked"))
    found = located(path, tmp_path)
    assert (found.standing, found.file) == (Standing.REFUSED, None)
    assert found.why
    assert not found.is_there
    assert not found.opens


@pytest.mark.parametrize(
    "path", ["清单.pdf", "佐证资料/二 季度/清单.pdf", "../公共/制度.docx", "./清单.pdf", "console.txt"]
)
def test_a_plain_way_is_taken(path: str) -> None:
    assert not path_problem(path)


def test_how_a_file_is_found(tmp_path: Path) -> None:
    home, other = tmp_path / "套表", tmp_path / "公共"
    for folder in (home / "佐证", other):
        folder.mkdir(parents=True)
    for file in (home / "佐证" / "清单.pdf", other / "制度.docx", home / "装.exe"):
        file.write_bytes(b"x")
    (home / "链.pdf").symlink_to(other / "制度.docx")
    (home / "圈.pdf").symlink_to(home / "圈.pdf")
    standing = {
        path: located(path, home).standing
        for path in ("佐证/清单.pdf", "../公共/制度.docx", "链.pdf", "圈.pdf", "没有.pdf", "佐证", "装.exe")
    }
    assert standing == {
        "佐证/清单.pdf": Standing.THERE,
        "../公共/制度.docx": Standing.OUTSIDE,
        "链.pdf": Standing.OUTSIDE,
        "圈.pdf": Standing.MISSING,
        "没有.pdf": Standing.MISSING,
        "佐证": Standing.MISSING,
        "装.exe": Standing.THERE,
    }
    assert located("佐证/清单.pdf", home).opens
    assert not located("装.exe", home).opens, "it may be a program"
    assert located("佐证/清单.pdf", None).standing is Standing.MISSING


def test_a_link_goes_from_the_folder_with_strokes_that_every_system_knows(tmp_path: Path) -> None:
    home = tmp_path / "套表"
    home.mkdir()
    assert link(home / "佐证" / "清单.pdf", home) == "佐证/清单.pdf"
    assert link(tmp_path / "公共" / "a.pdf", home) == "../公共/a.pdf"
    with pytest.raises(ValueError, match="设备"):
        link(home / "con.txt", home)


def test_a_file_on_another_disk_has_no_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def apart(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", apart)
    with pytest.raises(ValueError, match="不在同一个盘上"):
        link(tmp_path / "清单.pdf", tmp_path)


def dossier(*paths: str) -> Dossier:
    form = ProjectForm(id="f", name="造林")
    return Dossier(
        year=2026, forms=[form], attachments=[Attachment(id=f"a{n}", where="f", path=p) for n, p in enumerate(paths)]
    )


def test_the_same_file_is_added_once() -> None:
    held = dossier("a.pdf")
    change = attaching(held, "f", ["a.pdf", "b.pdf", "b.pdf"])
    assert change is not None
    editor = Editor(held)
    back = editor.apply(change)
    assert [one.path for one in editor.dossier.attachments] == ["a.pdf", "b.pdf"]
    assert attaching(editor.dossier, "f", ["b.pdf"]) is None
    editor.apply(back)
    assert [one.path for one in editor.dossier.attachments] == ["a.pdf"]


def test_in_another_folder_the_ways_are_others(tmp_path: Path) -> None:
    old, new = tmp_path / "旧", tmp_path / "新" / "二"
    new.mkdir(parents=True)
    (old / "佐证").mkdir(parents=True)
    (old / "佐证" / "清单.pdf").write_bytes(b"x")
    held = dossier("佐证/清单.pdf", "没有.pdf", "C:/x.pdf", "../新/二/到了.pdf")
    change = relinking(held, old, new)
    assert change is not None
    editor = Editor(held)
    editor.apply(change)
    paths = [one.path for one in held.attachments]
    assert paths == ["../../旧/佐证/清单.pdf", "../../旧/没有.pdf", "C:/x.pdf", "到了.pdf"]
    assert located(paths[0], new).file == old / "佐证" / "清单.pdf"
    assert relinking(held, new, new) is None


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    (tmp_path / "有.pdf").write_bytes(b"x")
    assert told_missing(dossier("有.pdf"), tmp_path) == []
    assert told_missing(dossier("没有.pdf", "//host/x.pdf"), tmp_path) == [
        "“造林”的佐证资料找不到：没有.pdf",
        "“造林”的佐证资料不能用：//host/x.pdf（不是相对于套表的路径，也可能是网址或别的电脑）",
    ]
    lost = dossier("没有.pdf")
    lost.attachments[0].where = "gone"
    assert told_missing(lost, tmp_path) == ["“（已经不在了）”的佐证资料找不到：没有.pdf"]
