"""All forms of a unit as one book."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from exporters.batch import write_all
from exporters.export import ExportPlan
from exporters.on_paper import PaperChoice
from models import folders
from models.dossier import Dossier
from models.files.jxmb import load
from tests.papers import TEMPLATES


def starts_of(reader: Any) -> list[int]:
    """The page on which each bookmark lies, the first being 0."""
    return [reader.get_destination_page_number(entry) for entry in reader.outline]


NUMBER = re.compile(r"第\s*(\d+)\s*页\s*共\s*(\d+)\s*页")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> tuple[Dossier, PdfReader, int]:
    dossier = load(folders.SAMPLES / "江汉版式（多个目标、支出明细、勾选框）.jxmb")
    plan = ExportPlan(
        tmp_path_factory.mktemp("book"), ("pdf",), together=True, paper=PaperChoice(book=True, font_size=14.0)
    )
    (written,) = write_all(dossier, TEMPLATES, plan).written
    return dossier, PdfReader(written.path), written.pages


def test_the_cover_names_unit_and_year(book: tuple[Dossier, PdfReader, int]) -> None:
    dossier, reader, pages = book
    assert len(reader.pages) == pages
    cover = re.sub(r"\s", "", reader.pages[0].extract_text())
    assert f"{dossier.year}年度绩效目标表" in cover
    assert f"编报单位：{dossier.unit.name}" in cover
    assert "编报日期：" in cover
    assert reader.pages[1].extract_text() == ""


def test_every_form_begins_on_a_right_hand_page_as_the_contents_say(
    book: tuple[Dossier, PdfReader, int],
) -> None:
    dossier, reader, _ = book
    starts = starts_of(reader)
    names = [str(entry["/Title"]) for entry in reader.outline]  # type: ignore[call-overload]
    assert names[:2] == ["封面", "目录"]
    assert len(names) == 2 + len(dossier.forms)
    assert all(start % 2 == 0 for start in starts), "0 is the first, a right-hand page"
    contents = re.sub(r"[\s…]", "", reader.pages[starts[1]].extract_text())
    for name, start in zip(names[2:], starts[2:], strict=True):
        found = NUMBER.search(reader.pages[start].extract_text())
        assert found
        assert int(found[1]) == start - starts[2] + 1
        assert re.sub(r"\s", "", name) + found[1] in contents


def test_the_pages_are_numbered_through(book: tuple[Dossier, PdfReader, int]) -> None:
    _, reader, _ = book
    found = [NUMBER.search(page.extract_text()) for page in reader.pages]
    first = starts_of(reader)[2]
    numbers = [int(one[1]) for one in found if one]
    assert numbers == [place - first + 1 for place, one in enumerate(found) if one], "blank pages count too"
    assert any(one and other for one, other in zip(found[first:], found[first + 1 :], strict=False)), (
        "a form of several"
    )
    assert {int(one[2]) for one in found if one} == {numbers[-1]}


def test_many_forms_have_contents_of_several_pages(tmp_path: Path) -> None:
    dossier = load(folders.SAMPLES / "库尔勒版式（赋分规则、佐证资料）.jxmb")
    dossier.forms = [
        dossier.forms[0].model_copy(update={"id": f"f{number}", "name": f"第{number}个项目" + "很长的名字" * 9})
        for number in range(30)
    ]
    plan = ExportPlan(tmp_path, ("pdf",), together=True, paper=PaperChoice(book=True))
    (written,) = write_all(dossier, TEMPLATES, plan).written
    reader = PdfReader(written.path)
    starts = starts_of(reader)
    assert starts[2] - starts[1] == 2
    assert "第29个项目" in re.sub(r"\s", "", reader.pages[starts[1] + 1].extract_text())
    text = "".join(re.sub(r"\s", "", page.extract_text()) for page in reader.pages[starts[1] : starts[2]])
    assert all(f"第{number}个项目" in text for number in range(30))
