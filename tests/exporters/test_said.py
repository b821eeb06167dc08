"""Comments go along as notes on the very cells and as a last page, where they are asked for, and never else."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pypdf
import pytest

from exporters.export import ExportPlan, export
from main import main
from models.dossier import Comment, Dossier
from models.files.jxmb import load, save
from models.folders import RESOURCES, samples
from models.templates.shelf import load_templates

TEMPLATES, _ = load_templates([RESOURCES / "templates"])


@pytest.fixture
def dossier() -> Dossier:
    """The national sample, with things said of an indicator, a whole row, a column that is not printed, the unit."""
    found = load(next(path for path in samples() if "全国通用版式（部门" in path.stem))
    form = found.forms[1]
    row = next(form.indicators())
    found.comments = [
        Comment(where=f"{row.id}.target", text="去年才 180，\n请说明理由", author="王芳", written="2026-11-29 14:05"),
        Comment(where=f"{row.id}.target", text="已说明", author="李明", state="done"),
        Comment(where=row.id, text="整行再看"),
        Comment(where=f"{form.goals[0].id}.label", text="这一栏不印"),
        Comment(where="unit.phone", text="电话换了"),
    ]
    return found


def notes_of(path: Path) -> dict[str, str]:
    """The texts of the cells with notes → the notes."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return {str(cell.value): cell.comment.text for line in sheet.iter_rows() for cell in line if cell.comment}


def pages_of(path: Path) -> list[str]:
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages]


def written(dossier: Dossier, folder: Path, *, comments: bool, form: int = 2) -> dict[str, Path]:
    plan = ExportPlan(folder, forms=(form,), comments=comments)
    return {one.format: one.path for one in export(dossier, TEMPLATES, plan)}


def test_each_is_a_note_on_the_cell_of_its_value(dossier: Dossier, tmp_path: Path) -> None:
    row = next(dossier.forms[1].indicators())
    found = notes_of(written(dossier, tmp_path, comments=True)["xlsx"])
    assert found[row.target.text] == "王芳 2026-11-29 14:05：\n去年才 180，\n请说明理由\n\n李明，已处理：\n已说明"
    assert found[row.name] == "整行再看"
    assert found["项目支出绩效目标表"].endswith("目标名称\n这一栏不印"), "what is not printed is told on the title"
    assert len(found) == 3


def test_what_is_said_of_the_unit_goes_with_the_first_form(dossier: Dossier, tmp_path: Path) -> None:
    assert list(notes_of(written(dossier, tmp_path, comments=True, form=1)["xlsx"]).values()) == [
        "单位 · 联系电话\n电话换了"
    ]


def test_the_last_page_lists_them(dossier: Dossier, tmp_path: Path) -> None:
    plain = pages_of(written(dossier, tmp_path / "a", comments=False)["pdf"])
    pages = pages_of(written(dossier, tmp_path / "b", comments=True)["pdf"])
    assert pages[:-1] == plain, "the official table is as without them"
    assert pages[-1].startswith("批注序号位置")
    for words in ("请说明理由", "王芳2026-11-2914:05", "已处理", "整行再看", "这一栏不印"):
        assert words in pages[-1]


def test_unasked_nothing_of_them_leaves_the_house(dossier: Dossier, tmp_path: Path) -> None:
    plain = dossier.model_copy(update={"comments": []})
    with_them, without = (written(one, tmp_path / name, comments=False) for one, name in ((dossier, "a"), (plain, "b")))
    for kind, path in with_them.items():
        assert path.read_bytes() == without[kind].read_bytes()


def test_equal_comments_give_equal_bytes(dossier: Dossier, tmp_path: Path) -> None:
    one, other = (written(dossier, tmp_path / name, comments=True) for name in "ab")
    assert all(path.read_bytes() == other[kind].read_bytes() for kind, path in one.items())


def test_without_any_there_is_no_page(dossier: Dossier, tmp_path: Path) -> None:
    dossier.comments = []
    path = written(dossier, tmp_path / "a", comments=True)["pdf"]
    assert path.read_bytes() == written(dossier, tmp_path / "b", comments=False)["pdf"].read_bytes()


def test_the_command_takes_them_along_when_told(dossier: Dossier, tmp_path: Path) -> None:
    save(dossier, tmp_path / "套表.jxmb")
    told = ["export", str(tmp_path / "套表.jxmb"), "-o", str(tmp_path), "--form", "2", "--format", "pdf"]
    assert main([*told, "--comments", "--together"]) == 0
    (path,) = tmp_path.glob("*.pdf")
    assert pages_of(path)[-1].startswith("批注")


@pytest.mark.parametrize(
    ("words", "height"),
    [("整行再看", 40), ("看" * 16, 40), ("看" * 17, 60), ("看" * 34, 80), ("两行\n两行", 60), ("再看" * 500, 400)],
)
def test_a_note_is_as_high_as_its_words(dossier: Dossier, tmp_path: Path, words: str, height: int) -> None:
    dossier.comments = [Comment(where=next(dossier.forms[1].indicators()).id, text=words)]
    with zipfile.ZipFile(written(dossier, tmp_path, comments=True)["xlsx"]) as book:
        drawing = next(book.read(name).decode() for name in book.namelist() if name.endswith(".vml"))
    assert re.findall(r"width:(\d+)px;height:(\d+)px", drawing) == [("260", str(height))]
