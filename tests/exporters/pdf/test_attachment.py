"""The dossier in a PDF: a file that any reader shows among the attachments."""

from __future__ import annotations

import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest

from exporters.batch import write_all
from exporters.export import ExportPlan
from exporters.pdf.write import PdfInfo, write_pdf
from main import main
from models.dossier import Dossier
from models.files.enclosed import carried_by, dossier_in, enclosed
from models.files.jxmb import LARGEST, FileProblem, dumps, load
from models.folders import RESOURCES, SAMPLES
from models.forms import ProjectForm
from models.templates.shelf import load_templates
from models.values import FundingSource, MoneyLine
from tests.exporters.excel.excel_tables import project

TEMPLATES, _ = load_templates([RESOURCES / "templates"])


@pytest.fixture(scope="module")
def sample() -> Path:
    return next(path for path in SAMPLES.glob("*.jxmb") if "库尔勒" in path.stem)


def pdf_of(dossier: Dossier, folder: Path, *, attached: bool = True) -> bytes:
    plan = ExportPlan(folder, ("pdf",), together=True, attached=attached)
    (written,) = write_all(dossier, TEMPLATES, plan).written
    return written.path.read_bytes()


def test_every_reader_finds_it(sample: Path, tmp_path: Path) -> None:
    dossier = load(sample)
    data = pdf_of(dossier, tmp_path)
    reader = pypdf.PdfReader(BytesIO(data), strict=True)
    assert list(reader.attachments) == ["绩效套表.jxmb"]
    held = reader.attachments["绩效套表.jxmb"][0]
    assert json.loads(held)["unit"]["name"] == dossier.unit.name
    files: Any = reader.root_object["/AF"]
    assert files[0].get_object()["/AFRelationship"] == "/Source"
    document = pypdfium2.PdfDocument(data)
    assert document.count_attachments() == 1
    assert bytes(document.get_attachment(0).get_data()) == held
    document.close()


def test_equal_dossiers_give_equal_bytes(sample: Path, tmp_path: Path) -> None:
    assert pdf_of(load(sample), tmp_path / "a") == pdf_of(load(sample), tmp_path / "b")


def test_it_can_be_left_out(sample: Path, tmp_path: Path) -> None:
    data = pdf_of(load(sample), tmp_path, attached=False)
    assert not pypdf.PdfReader(BytesIO(data)).attachments
    assert dossier_in(data, "a.pdf") is None
    assert main(["export", str(sample), "-o", str(tmp_path / "out"), "--format", "pdf", "--no-attachment"]) == 0
    assert all(dossier_in(path.read_bytes(), path.name) is None for path in (tmp_path / "out").glob("*.pdf"))


def test_what_was_silenced_stays_at_home(tmp_path: Path) -> None:
    dossier = load(next(path for path in SAMPLES.glob("*.jxmb") if "渌口" in path.stem))
    assert dossier.silenced
    found = dossier_in(pdf_of(dossier, tmp_path), "a.pdf")
    assert found is not None
    assert found.silenced == []
    assert found == dossier.model_copy(update={"silenced": []})


def test_it_carries_no_other_form_and_the_budget_with_all_of_them_only(tmp_path: Path) -> None:
    dossier = Dossier(year=2026, forms=[ProjectForm(id="a", name="甲"), ProjectForm(id="b", name="乙")])
    dossier.budget.income = {FundingSource.TOTAL: MoneyLine(amount=Decimal(30))}
    path = tmp_path / "一.PDF"
    path.write_bytes(embedded(enclosed(dossier, {"a", "b"})))
    assert carried_by(path) == dossier
    path.write_bytes(embedded(enclosed(dossier, {"b"})))
    assert carried_by(path) == Dossier(year=2026, forms=dossier.forms[1:])
    assert carried_by(path.rename(tmp_path / "一.xlsx")) is None


def test_another_program_may_have_written_it_anew(sample: Path, tmp_path: Path) -> None:
    dossier = load(sample)
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf_of(dossier, tmp_path)))
    writer.compress_identical_objects()
    again = BytesIO()
    writer.write(again)
    assert dossier_in(again.getvalue(), "a.pdf") == dossier


def test_other_attachments_are_none_of_ours() -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("说明.txt", b"{}")
    data = BytesIO()
    writer.write(data)
    assert dossier_in(data.getvalue(), "a.pdf") is None
    assert dossier_in(b"%PDF-1.4 /EmbeddedFile", "a.pdf") is None
    assert dossier_in(b"PK\3\4 /EmbeddedFile stream\n{", "a.xlsx") is None


def embedded(content: bytes) -> bytes:
    """A PDF that carries these bytes."""
    buffer = BytesIO()
    write_pdf([project()], buffer, info=PdfInfo(dossier=content))
    return buffer.getvalue()


def test_a_bomb_is_unpacked_no_further_than_a_dossier_may_be() -> None:
    head = b'{"format": "jxmb", "x": "'
    with pytest.raises(FileProblem, match="50 MB"):
        dossier_in(embedded(head + b"a" * (LARGEST + 1000)), "弹.pdf")


def test_one_of_a_newer_program_is_refused_in_words(sample: Path) -> None:
    data = json.loads(dumps(load(sample)))
    data["version"] = 99
    with pytest.raises(FileProblem, match="更新版本"):
        dossier_in(embedded(json.dumps(data).encode()), "新.pdf")
