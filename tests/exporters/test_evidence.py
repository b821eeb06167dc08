"""Evidence beside the exported set: a folder for each form and indicator, a list of all, nothing from elsewhere."""

from __future__ import annotations

import errno
from pathlib import Path

import openpyxl
import pytest

from exporters.evidence import LIST, gather
from main import main
from models.dossier import Attachment, Dossier
from models.files.jxmb import save
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with evidence, and some beside it."""
    folder = tmp_path / "套表"
    for name in ("清单.pdf", "二/清单.pdf", "../外面.docx"):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.resolve().write_bytes(name.encode())
    return folder


def dossier(*paths: str) -> Dossier:
    levels = [Category(name="数量指标", indicators=[Indicator(id="i", name="植树：面积")])]
    goal = Goal(dimensions=[Dimension(name="产出指标", categories=levels)])
    form = ProjectForm(id="f", name="造林", template="national-project-2021", goals=[goal])
    found = [Attachment(where="f" if number == 0 else "i", path=path) for number, path in enumerate(paths)]
    return Dossier(year=2026, forms=[form], attachments=found)


def files_in(folder: Path) -> dict[str, bytes]:
    found = sorted(one for one in folder.rglob("*") if one.is_file() and one.name != LIST)
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in found}


def listed(folder: Path) -> list[tuple[str, ...]]:
    sheet = openpyxl.load_workbook(folder / "佐证资料" / LIST).worksheets[0]
    rows = sheet.iter_rows(min_row=3, values_only=True)
    return [tuple(str(value or "") for value in row) for row in rows]


def test_each_goes_into_the_folder_of_its_form_or_indicator(home: Path, tmp_path: Path) -> None:
    gathered = gather(dossier("清单.pdf", "清单.pdf", "二/清单.pdf"), home, tmp_path / "出")
    assert files_in(tmp_path / "出" / "佐证资料") == {
        "造林/清单.pdf": "清单.pdf".encode(),
        "造林/植树：面积/清单.pdf": "清单.pdf".encode(),
        "造林/植树：面积/清单（2）.pdf": "二/清单.pdf".encode(),
    }
    assert (gathered.copied, gathered.problems) == (3, ())
    assert listed(tmp_path / "出")[0] == ("1", "造林", "", "清单.pdf", "已复制")
    assert listed(tmp_path / "出")[1][2].endswith("植树：面积")


def test_a_copy_that_fails_leaves_nothing_behind(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(_source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("exporters.evidence.shutil.copyfile", half)
    gathered = gather(dossier("清单.pdf"), home, tmp_path / "出")
    assert (gathered.copied, len(gathered.problems)) == (0, 1)
    assert files_in(tmp_path / "出") == {}


@pytest.mark.parametrize("outside", [False, True])
def test_what_lies_outside_comes_only_when_a_person_says_so_and_what_is_refused_never(
    home: Path, tmp_path: Path, *, outside: bool
) -> None:
    paths = ["../外面.docx", "/etc/hostname", "..\\外面.docx", "//host/x.pdf", "NUL", "没有.pdf"]
    gathered = gather(dossier(*paths), home, tmp_path / "出", outside=outside)
    kept = {"造林/外面.docx": b"../\xe5\xa4\x96\xe9\x9d\xa2.docx"} if outside else {}
    assert files_in(tmp_path / "出") == {f"佐证资料/{name}": data for name, data in kept.items()}
    assert len(gathered.problems) == 6 - outside
    states = [row[4].partition("（")[0] for row in listed(tmp_path / "出")]
    assert states == ["已复制" if outside else "在文件夹以外", *["不能用"] * 4, "找不到"]


def test_the_command_copies_when_told_and_check_says_what_is_missing(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(dossier("清单.pdf", "没有.pdf"), home / "甲.jxmb")
    told = ["export", str(home / "甲.jxmb"), "-o", str(tmp_path / "出"), "--format", "html"]
    assert main(told) == 0
    assert not (tmp_path / "出" / "佐证资料").exists()
    assert main([*told, "--evidence"]) == 0
    assert list(files_in(tmp_path / "出" / "佐证资料")) == ["造林/清单.pdf"]
    assert "没有.pdf”没有复制：找不到" in capsys.readouterr().err
    main(["check", str(home / "甲.jxmb"), "--json"])
    said = capsys.readouterr()
    assert "佐证资料找不到：没有.pdf" in said.err
    assert "没有.pdf" not in said.out, "it is no finding of the rules"
