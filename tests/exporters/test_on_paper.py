"""Forms on the paper that a person asks for, and marked as drafts while errors are open."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from exporters.batch import write_all
from exporters.export import ExportPlan
from exporters.on_paper import PaperChoice, on_paper
from models import folders
from models.files.jxmb import load
from models.table import Cell, PageSetup, Table
from tests.papers import TEMPLATES

SAMPLE = load(folders.SAMPLES / "库尔勒版式（赋分规则、佐证资料）.jxmb")
MM = 72 / 25.4


def table(**page: object) -> Table:
    return Table((100.0,), 1, (Cell(0, 0, "字"),), page=PageSetup(**page))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("choice", "page"),
    [
        (PaperChoice(), PageSetup()),
        (PaperChoice(official=True), PageSetup("A4", False, 37, 26, 35, 28)),
        (PaperChoice(official=True, landscape=True), PageSetup("A4", True, 28, 37, 26, 35)),
        (PaperChoice(official=True, binding="right"), PageSetup("A4", False, 37, 28, 35, 26)),
        (PaperChoice(binding="left"), PageSetup(margin_left=28)),
        (PaperChoice(binding="top", paper="A3"), PageSetup("A3", margin_top=28)),
        (PaperChoice(font_size=8), PageSetup(font_size=8, least_font_size=8)),
        (PaperChoice(font_size=99, paper="信纸", binding="底"), PageSetup(font_size=16)),
    ],
)
def test_a_choice_changes_what_it_names_and_nothing_else(choice: PaperChoice, page: PageSetup) -> None:
    assert on_paper(table(), choice).page == page


def test_every_format_has_the_paper_that_was_asked_for(tmp_path: Path) -> None:
    plan = ExportPlan(tmp_path, ("xlsx", "pdf"), (1,), paper=PaperChoice(official=True, paper="A3", landscape=True))
    excel, pdf = (one.path for one in write_all(SAMPLE, TEMPLATES, plan).written)
    box = PdfReader(pdf).pages[0].mediabox
    assert (round(float(box.width) / MM), round(float(box.height) / MM)) == (420, 297)
    sheet = load_workbook(excel).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert round(sheet.page_margins.right * 25.4) == 37


def test_a_form_with_open_errors_is_marked_and_told(tmp_path: Path) -> None:
    dossier = SAMPLE.model_copy(deep=True)
    for indicator in dossier.forms[0].indicators():
        indicator.weight = Decimal(1)
    outcome = write_all(dossier, TEMPLATES, ExportPlan(tmp_path, ("pdf",)))
    marked = ["草稿" in (PdfReader(one.path).pages[0].extract_text()) for one in outcome.written]
    assert marked == [True] + [False] * (len(dossier.forms) - 1)
    (told,) = [words for words in outcome.standing if "草稿" in words]
    assert dossier.forms[0].name in told
    assert "处错误" in told
    plan = ExportPlan(tmp_path / "无", ("pdf",), (1,), paper=PaperChoice(drafts=False))
    outcome = write_all(dossier, TEMPLATES, plan)
    assert "草稿" not in PdfReader(outcome.written[0].path).pages[0].extract_text()
    assert "草稿" not in "".join(outcome.standing)
    assert "处错误" in outcome.standing[0]


def test_a_clean_form_is_told_nothing_of(tmp_path: Path) -> None:
    outcome = write_all(SAMPLE, TEMPLATES, ExportPlan(tmp_path, ("pdf",), (1,)))
    assert outcome.standing == ()
    assert "草稿" not in PdfReader(outcome.written[0].path).pages[0].extract_text()


def test_the_mark_stands_across_the_page_and_the_words_are_all_there(tmp_path: Path) -> None:
    dossier = SAMPLE.model_copy(deep=True)
    for indicator in dossier.forms[0].indicators():
        indicator.weight = Decimal(1)
    texts = []
    for drafts in (True, False):
        plan = ExportPlan(tmp_path / str(drafts), ("pdf",), (1,), paper=replace(PaperChoice(), drafts=drafts))
        (written,) = write_all(dossier, TEMPLATES, plan).written
        texts.append(PdfReader(written.path).pages[0].extract_text().replace("草稿", "").split())
    assert texts[0] == texts[1]
