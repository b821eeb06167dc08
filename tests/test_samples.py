"""The samples that come with the program open, are clean, show what the program can do, and go out whole."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

import main
from commands.console import OK
from commands.parser import COMMANDS
from exporters.cell_texts import CHECKED
from exporters.export import ExportPlan, export, tables_of
from exporters.layout import layout
from importers.readers.any_file import SUFFIXES
from importers.readers.text import parse_text
from importers.recognise import recognise, recognise_table
from models import folders
from models.dossier import Dossier
from models.files.jxmb import dumps, load, loads
from models.forms import DepartmentForm
from models.rules.engine import check
from models.templates.shelf import load_templates
from tests.printable import is_narrative, table_to_tsv

FILES = sorted(folders.SAMPLES.glob("*.jxmb"))
TEXT = folders.SAMPLES / "项目支出（粘贴文本）.txt"
TEMPLATES, _ = load_templates([folders.ROOT / "resources" / "templates"])
every_sample = pytest.mark.parametrize("sample", FILES, ids=[file.stem for file in FILES])


def dossiers() -> list[Dossier]:
    """Every sample."""
    return [load(file) for file in FILES]


def squeezed(text: str) -> str:
    """Without blanks and line breaks, which a page sets as it needs them."""
    return re.sub(r"\s", "", text)


# --- each of them -----------------------------------------------------------------------------------------------------


@every_sample
def test_a_sample_opens_and_saves_as_it_is(sample: Path) -> None:
    data = sample.read_bytes()
    assert dumps(loads(data, sample.name)) == data, "written by this version of the program"


@every_sample
def test_a_sample_has_a_name_that_every_system_takes(sample: Path) -> None:
    assert not re.search(r'[<>:"/\\|?*]', sample.name)
    assert len(sample.name.encode()) < 200


@every_sample
def test_a_sample_has_no_fault(sample: Path) -> None:
    """Somebody who opens a sample to learn from it is shown a good one."""
    found = check(load(sample), TEMPLATES)
    assert not [finding.message for finding in found if finding.severity != "info"]
    assert len(found) <= 3


@every_sample
def test_a_sample_goes_out_whole(sample: Path, tmp_path: Path) -> None:
    """Every indicator is in the Excel and in the PDF, and no character lacks a glyph."""
    dossier = load(sample)
    written = list(export(dossier, TEMPLATES, ExportPlan(tmp_path)))
    tables = tables_of(dossier, TEMPLATES)
    assert [one.format for one in written] == ["xlsx", "pdf"] * len(tables)
    for printed, excel, pdf in zip(tables, written[::2], written[1::2], strict=True):
        rows = load_workbook(excel.path).worksheets[0].iter_rows(values_only=True)
        in_excel = squeezed("".join(str(value) for row in rows for value in row if value is not None))
        in_pdf = squeezed("".join(page.extract_text() for page in PdfReader(pdf.path).pages))
        for indicator in (one for form in printed.forms for one in form.indicators()):
            assert squeezed(indicator.name) in in_excel
            assert squeezed(indicator.name) in in_pdf
        assert pdf.missing == ()


@every_sample
def test_a_sample_comes_back_from_its_own_table(sample: Path) -> None:
    dossier = load(sample)
    for form in dossier.forms:
        template = TEMPLATES[form.template]
        back = recognise_table(layout(form, template, dossier.year, dossier.unit.name), template)
        assert [goal.statement for goal in back.goals] == [goal.statement for goal in form.goals]
        assert [(one.name, str(one.target)) for one in back.indicators()] == [
            (one.name, str(one.target)) for one in form.indicators()
        ]


@every_sample
def test_a_sample_is_known_by_its_words_where_spans_are_lost(sample: Path) -> None:
    """Pasted as text, with no template named: each form is taken for one of the layout that it is printed in."""
    dossier = load(sample)
    for printed in tables_of(dossier, TEMPLATES):
        chapters = is_narrative(TEMPLATES[printed.forms[0].template])
        text = "\n".join(cell.text for cell in printed.table.cells) if chapters else table_to_tsv(printed.table)
        found, _ = recognise(parse_text(text), TEMPLATES)
        assert [one.template.id for one in found] == [form.template for form in printed.forms]


# --- all of them together ---------------------------------------------------------------------------------------------


def test_every_template_has_a_sample() -> None:
    assert {form.template for dossier in dossiers() for form in dossier.forms} == set(TEMPLATES)


def test_the_samples_show_what_forms_can_hold() -> None:
    """Empty rows, words for values, several goals, costs, purchases, measures, earlier years, a silenced finding."""
    forms = [form for dossier in dossiers() for form in dossier.forms]
    indicators = [indicator for form in forms for indicator in form.indicators()]
    assert any(indicator.blank for indicator in indicators)
    assert {indicator.target.kind for indicator in indicators} == {"quantitative", "qualitative", "period"}
    assert any(len(form.goals_of("annual")) > 1 and form.goals_of("long_term") for form in forms)
    assert any(goal.weight is not None for form in forms for goal in form.goals)
    assert any(indicator.history for indicator in indicators)
    for name in ("costs", "purchases", "spending_plan", "tasks", "projects", "measures", "income", "total_funding"):
        assert any(getattr(form, name, None) for form in forms), name
    for name in ("scoring", "evidence", "classification", "description", "remark", "basis"):
        assert any(getattr(indicator, name) for indicator in indicators), name
    assert any(dossier.silenced for dossier in dossiers())
    assert any(dossier.budget.functions and dossier.budget.projects for dossier in dossiers())
    assert sum(isinstance(form, DepartmentForm) for form in forms) >= 5


def test_the_samples_show_boxes_and_rare_characters() -> None:
    """☑ in a check box and in a text, a name beyond the common characters, one beyond the basic plane."""
    text = "".join(file.read_text(encoding="utf-8") for file in FILES)
    assert "龑" in text
    assert any(ord(char) > 0xFFFF for char in text)
    assert CHECKED in text
    tables = [
        layout(form, TEMPLATES[form.template], dossier.year, dossier.unit.name)
        for dossier in dossiers()
        for form in dossier.forms
    ]
    assert any(f"项目{CHECKED}" in cell.text for table in tables for cell in table.cells)


def test_a_sample_has_a_text_that_runs_over_a_page(tmp_path: Path) -> None:
    dossier = next(
        dossier for dossier in dossiers() if any(form.template.startswith("jianghan") for form in dossier.forms)
    )
    form = next(form for form in dossier.forms if len(getattr(form, "plan", "")) > 1500)
    number = dossier.forms.index(form) + 1
    pdf = next(export(dossier, TEMPLATES, ExportPlan(tmp_path, ("pdf",), (number,))))
    pages = [squeezed(page.extract_text()) for page in PdfReader(pdf.path).pages]
    first, *_, last = getattr(form, "plan", "").splitlines()
    assert first[:12] in pages[0]
    assert last[-12:] in pages[1]
    assert "（续）" in pages[1]


def test_the_units_are_invented() -> None:
    assert all(dossier.unit.name.startswith("示例") for dossier in dossiers())


# --- the pasted text --------------------------------------------------------------------------------------------------


def test_the_pasted_text_comes_in_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """README's first line: two forms of the national layout, nothing left over."""
    made = tmp_path / "示例.jxmb"
    assert main.main(["import", str(TEXT), "-o", str(made), "--json"]) == OK
    report = json.loads(capsys.readouterr().out)
    assert [(form["kind"], form["template"], form["indicators"]) for form in report["forms"]] == [
        ("project", "national-project-2021", 9),
        ("project", "national-project-2021", 8),
    ]
    assert report["unplaced"] == []
    dossier = load(made)
    assert dossier.year == 2026
    assert dossier.unit.name == "示例市文化馆"
    first, second = dossier.forms
    assert [goal.period for goal in first.goals] == ["long_term", "annual"]
    assert [goal.period for goal in second.goals] == ["annual"]
    assert sum(indicator.weight or 0 for indicator in second.indicators()) == 90
    assert [(d.name, c.name, i.name) for d, c, i in second.goals[0].rows()][2:4] == [
        ("产出指标", "数量指标", "培训文化骨干"),
        ("产出指标", "质量指标", "考核合格率"),
    ], "rows whose merged cells were lost find their levels"


# --- what the README says of them -------------------------------------------------------------------------------------

README = (folders.ROOT / "README.md").read_text(encoding="utf-8")


def lines_to_copy() -> list[str]:
    """The README's two commands."""
    part = README.split("## 两行命令")[1].split("\n## ")[0]
    return re.findall(r"```bash\n(.*)\n```", part)


def commands_of_the_first_line() -> list[list[str]]:
    """The program's commands in README's first line to copy, word by word."""
    parts = [shlex.split(part) for part in lines_to_copy()[0].split(" && ")]
    return [part[2:] for part in parts if part[:2] == [".venv/bin/python", "main.py"]]


def test_the_first_line_of_the_readme_does_the_main_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Import, check, export on the sample: each ends well, the files are there and are named on the screen."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out").mkdir()
    commands = commands_of_the_first_line()
    assert [command[0] for command in commands] == ["import", "check", "export"]
    for command in commands:
        words = [str(folders.ROOT / word) if word.startswith("resources/") else word for word in command]
        assert main.main(words) == OK
    told = capsys.readouterr().out
    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert len(written) == 5
    assert all(name in told for name in written)
    assert "错误 0、提醒 0" in told


def test_the_readme_names_every_sample_and_every_command() -> None:
    named = set(re.findall(r"^\| `([^`/]*\.(?:jxmb|txt))` \|", README, re.MULTILINE))
    assert named == {file.name for file in folders.SAMPLES.iterdir() if not file.name.startswith(".")}
    assert set(re.findall(r"`python main\.py ([a-z-]+) ?[^`]*`", README)) == set(COMMANDS)
    assert set(re.findall(r"网页和文本（([^）]*)）", README)[0].split()) == set(SUFFIXES)


def test_the_two_lines_set_up_what_they_need() -> None:
    """Each begins with the script that installs, from the one list of packages; no second list is anywhere."""
    assert [line.split(" && ")[0] for line in lines_to_copy()] == [
        "packaging/linux/setup",
        "packaging/linux/setup --tests",
    ]
    listed = (folders.ROOT / "packaging/linux/packages.txt").read_text(encoding="utf-8").splitlines()
    packages = [line.split() for line in listed if not line.startswith("#")]
    assert {purpose for purpose, _ in packages} == {"window", "tests", "build"}
    texts = [README, *((folders.ROOT / script).read_text("utf-8") for script in (".ci/run", "packaging/linux/setup"))]
    assert not [name for _, name in packages for text in texts if name in text]


def test_the_links_of_the_readme_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    assert not [link for link in links if not (folders.ROOT / link).exists()]
