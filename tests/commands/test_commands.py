"""The commands as a script or a clerk calls them: real processes, their output and exit codes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from exporters.formats import FORMATS
from exporters.written import Job, Written
from models.dossier import VERSION
from models.folders import samples
from tests.commands.calling import ROOT, SOURCE, run, run_apart

write_excel, write_pdf = FORMATS["xlsx"].write, FORMATS["pdf"].write


def test_import_reports_what_it_found(source: Path, tmp_path: Path) -> None:
    done = run_apart("import", source, "-o", "套表.jxmb", "--json", folder=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout) == {
        "forms": [
            {"kind": "project", "template": "lukou-project-2026", "title": "2026年项目支出绩效目标表", "indicators": 5}
        ],
        "unplaced": [],
    }
    saved = json.loads((tmp_path / "套表.jxmb").read_text(encoding="utf-8"))
    assert (saved["format"], saved["version"], saved["year"]) == ("jxmb", VERSION, 2026)
    form = saved["forms"][0]
    assert (form["kind"], form["name"], form["amount"]) == ("project", "河道巡查专项", "30")
    first = form["goals"][0]["dimensions"][0]["categories"][0]["indicators"][0]
    assert (first["name"], first["target"]) == ("巡查河道次数", "≥120次")


def test_a_cell_without_a_place_is_listed(source: Path, tmp_path: Path) -> None:
    source.write_text(SOURCE.replace("\t次\t≥\t\n", "\t次\t≥\t已核\t多出来的一格\n"), encoding="utf-8")
    done = run("import", source, "-o", "套表.jxmb", "--json", folder=tmp_path)
    assert json.loads(done.stdout)["unplaced"] == [{"text": "多出来的一格", "row": 8, "column": 9}]


def test_template_and_year_can_be_given(source: Path, tmp_path: Path) -> None:
    done = run(
        "import", source, "-o", "a.jxmb", "--template", "national-project-2021", "--year", "2027", folder=tmp_path
    )
    assert done.returncode == 0
    saved = json.loads((tmp_path / "a.jxmb").read_text(encoding="utf-8"))
    assert (saved["year"], saved["forms"][0]["template"]) == (2027, "national-project-2021")


def test_export_writes_the_official_table(dossier: Path, tmp_path: Path) -> None:
    done = run_apart("export", dossier, "-o", "出表", "--json", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    written = json.loads(done.stdout)
    assert [(entry["format"], entry["pages"]) for entry in written] == [("xlsx", 1), ("pdf", 1)]
    assert {Path(entry["path"]).stem for entry in written} == {"2026年项目支出绩效目标表-河道巡查专项"}
    pdf = PdfReader(tmp_path / written[1]["path"])
    assert "沿岸居民满意度" in pdf.pages[0].extract_text()
    sheet = load_workbook(tmp_path / written[0]["path"]).active
    assert sheet is not None
    assert any(cell.value == "巡查河道次数" for row in sheet.iter_rows() for cell in row)


def test_one_format_and_one_form(dossier: Path, tmp_path: Path) -> None:
    done = run("export", dossier, "-o", "出表", "--format", "pdf", "--form", "1", "--json", folder=tmp_path)
    assert [entry["format"] for entry in json.loads(done.stdout)] == ["pdf"]
    missing = run("export", dossier, "-o", "出表", "--form", "9", folder=tmp_path)
    assert missing.returncode == 2
    assert "共有 1 张" in missing.stderr


def test_a_name_that_windows_refuses(dossier: Path, tmp_path: Path) -> None:
    text = dossier.read_text(encoding="utf-8").replace("河道巡查专项", "河道/巡查:专项?")
    dossier.write_text(text, encoding="utf-8")
    done = run("export", dossier, "-o", "出表", "--json", folder=tmp_path)
    names = [Path(entry["path"]).name for entry in json.loads(done.stdout)]
    assert not any(sign in name for name in names for sign in '\\/:*?"<>|')


def test_a_character_without_glyph_is_told_with_its_place(dossier: Path, tmp_path: Path) -> None:
    strange = "\U0001f600"
    dossier.write_text(
        dossier.read_text(encoding="utf-8").replace("水质改善情况", f"水质{strange}情况"), encoding="utf-8"
    )
    done = run("export", dossier, "-o", "出表", "--format", "pdf", folder=tmp_path)
    assert done.returncode == 0
    assert "U+1F600" in done.stdout
    assert "2026年项目支出绩效目标表" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows allows no such names")
def test_no_name_steers_the_console(dossier: Path, tmp_path: Path) -> None:
    named = dossier.rename(tmp_path / "红\x1b[31m\x9b0m\r字.jxmb")
    for done in (run("check", named, folder=tmp_path), run("check", f"{named}.jxmb", folder=tmp_path)):
        assert "红�[31m�0m�字.jxmb" in done.stdout + done.stderr


def test_check_tells_by_its_exit_code(dossier: Path, tmp_path: Path) -> None:
    done = run("check", dossier, "--json", folder=tmp_path)
    found = json.loads(done.stdout)
    assert done.returncode == (1 if any(entry["severity"] == "error" for entry in found) else 0)
    keys = {"file", "code", "severity", "message", "form", "where", "place", "places", "basis", "fix"}
    assert all(set(entry) == keys for entry in found)


def test_templates_and_rules_are_listed(tmp_path: Path) -> None:
    templates = json.loads(run("templates", "--json", folder=tmp_path).stdout)
    assert {"id", "name", "kind", "region", "year", "source"} == set(templates[0])
    assert {"korla-project-2023", "national-department-2021"} <= {entry["id"] for entry in templates}
    said = run("templates", folder=tmp_path).stdout.splitlines()
    assert "没有与印出来的原件核对" in said[next(n for n, line in enumerate(said) if "浮梁" in line) + 1]
    rules = json.loads(run("rules", "--json", folder=tmp_path).stdout)
    assert {"code", "severity", "title", "basis"} == set(rules[0])


def test_self_test_passes(tmp_path: Path) -> None:
    done = run_apart("self-test", "--json", folder=tmp_path)
    assert done.returncode == 0, done.stdout
    report = json.loads(done.stdout)
    assert report["ok"] is True
    told = "\n".join(step["what"] for step in report["steps"])
    assert all(file.name in told for file in samples())


BAD: dict[str, tuple[str, bytes]] = {
    "empty": ("空.txt", b""),
    "blank": ("空白.txt", b" \n\t\n"),
    "binary": ("程序.txt", bytes(range(256)) * 40),
    "no table": ("说明.txt", "今天开会，没有表。".encode()),
    "other table": ("工资.txt", "姓名\t工资\n甲\t5000\n乙\t6000\n".encode()),
    "unknown kind": ("照片.jpg", b"\xff\xd8\xff"),
    "wide": ("宽.txt", ("\t".join(f"列{n}" for n in range(200)) + "\n").encode() * 3),
    "huge": ("大.txt", b"1" * 52_000_000),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_source_is_refused_clearly(case: str, tmp_path: Path) -> None:
    name, data = BAD[case]
    (tmp_path / name).write_bytes(data)
    done = run("import", name, "-o", "套表.jxmb", folder=tmp_path)
    assert done.returncode == 2
    assert name in done.stderr
    assert "请" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "套表.jxmb").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["import", "没有.txt", "-o", "a.jxmb"], "没有.txt"),
        (["import", ".", "-o", "a.jxmb"], "请"),
        (["import", "去年的表.txt", "-o", "没有/这个/a.jxmb"], "请"),
        (["import", "去年的表.txt", "-o", "去年的表.txt"], ".jxmb"),
        (["import", "去年的表.txt", "-o", "a.jxmb", "--template", "没有"], "没有版式"),
        (["import", "去年的表.txt", "-o", "a.jxmb", "--year", "26"], "年度"),
        (["import", "去年的表.txt"], "缺少参数"),
        (["check", "没有.jxmb"], "没有.jxmb"),
        (["export", "去年的表.txt", "-o", "x"], "去年的表.txt"),
        (["export", "没有.jxmb", "-o", "x"], "没有.jxmb"),
    ],
)
def test_a_wrong_call_says_what_to_do(source: Path, tmp_path: Path, arguments: list[str], words: str) -> None:
    done = run(*arguments, folder=source.parent)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert source.read_text(encoding="utf-8") == SOURCE
    assert not (tmp_path / "a.jxmb").exists()


def test_half_a_table_gives_what_is_there(source: Path, tmp_path: Path) -> None:
    half = "\n".join(SOURCE.splitlines()[:9]) + "\n"
    source.write_text(half, encoding="utf-8")
    done = run("import", source, "-o", "套表.jxmb", "--json", folder=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["forms"][0]["indicators"] == 2


def test_output_is_utf8_whatever_the_console(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "main.py"), "templates"]
    environment: dict[str, Any] = {"PYTHONIOENCODING": "ascii", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, env=environment, cwd=tmp_path, timeout=120, check=False)
    assert "渌口" in done.stdout.decode("utf-8")


# --- several files, some of them bad ----------------------------------------------------------------------------------


def with_template(dossier: Path, template: str, name: str = "别的版式.jxmb") -> Path:
    """The same dossier, its form in another template."""
    data = json.loads(dossier.read_text(encoding="utf-8"))
    data["forms"][0]["template"] = template
    path = dossier.with_name(name)
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_bad_file_does_not_keep_the_others_from_export(dossier: Path, bad: Path, tmp_path: Path) -> None:
    lost = with_template(dossier, "no-such-template")
    done = run("export", bad, lost, dossier, "没有.jxmb", "-o", "出表", "--json", folder=tmp_path)
    assert done.returncode == 2
    written = json.loads(done.stdout)
    assert [entry["format"] for entry in written] == ["xlsx", "pdf"]
    assert all((tmp_path / entry["path"]).is_file() for entry in written)
    for name in ("坏的.jxmb", "别的版式.jxmb", "没有.jxmb"):
        assert name in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("broken", [False, True])
def test_a_form_whose_template_is_gone_or_broken_is_an_error(
    dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: bool
) -> None:
    """Nothing of it was checked: that is no success, and why is told."""
    folder = tmp_path / "own" / "jixiao-editor" / "templates"
    folder.mkdir(parents=True)
    for variable in ("XDG_DATA_HOME", "APPDATA"):
        monkeypatch.setenv(variable, str(folder.parents[1]))
    if broken:
        (folder / "坏的.toml").write_text('id = "mine-2026"\nname = 坏', encoding="utf-8")
    done = run("check", with_template(dossier, "mine-2026"), "--json", folder=tmp_path)
    assert done.returncode == 1
    found = [entry for entry in json.loads(done.stdout) if entry["code"] == "T001"]
    assert [entry["severity"] for entry in found] == ["error"]
    assert ("坏的.toml" in done.stderr) is broken


def test_a_bad_form_does_not_keep_the_others_from_export(dossier: Path, tmp_path: Path) -> None:
    data = json.loads(dossier.read_text(encoding="utf-8"))
    second = json.loads(json.dumps(data["forms"][0]).replace('"id": "', '"id": "x'))
    data["forms"].insert(0, second | {"template": "no-such-template", "name": "缺版式的项目"})
    dossier.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    done = run("export", dossier, "-o", "出表", "--format", "pdf", "--json", folder=tmp_path)
    assert done.returncode == 2
    assert ["河道巡查专项" in entry["path"] for entry in json.loads(done.stdout)] == [True]
    assert "缺版式的项目" in done.stderr


def test_nothing_that_can_be_exported_is_still_json(bad: Path, tmp_path: Path) -> None:
    export: list[str | Path] = ["export", bad, "-o", "出表"]
    for command in (export, ["check", bad]):
        done = run(*command, "--json", folder=tmp_path)
        assert done.returncode == 2
        assert json.loads(done.stdout) == []


def test_a_bad_file_does_not_hide_the_findings_of_the_others(dossier: Path, bad: Path, tmp_path: Path) -> None:
    faulty = with_template(dossier, "korla-project-2023", "权重不对.jxmb")
    alone = json.loads(run("check", faulty, "--json", folder=tmp_path).stdout)
    assert alone
    done = run("check", bad, faulty, "--json", folder=tmp_path)
    assert done.returncode == 2
    assert json.loads(done.stdout) == alone
    assert "坏的.jxmb" in done.stderr


def test_a_form_in_a_template_of_the_other_kind_is_found(dossier: Path, tmp_path: Path) -> None:
    wrong = with_template(dossier, "national-department-2021")
    found = json.loads(run("check", wrong, "--json", folder=tmp_path).stdout)
    assert [entry["severity"] for entry in found if entry["code"] == "T004"] == ["error"]
    exported = run("export", wrong, "-o", "出表", folder=tmp_path)
    assert exported.returncode == 2
    assert "种类不符" in exported.stderr


def test_a_goal_that_the_template_does_not_print_is_told(dossier: Path, tmp_path: Path) -> None:
    data = json.loads(dossier.read_text(encoding="utf-8"))
    data["forms"][0]["goals"].append({"id": "long", "period": "long_term", "statement": "五年内完成全部河道整治。"})
    dossier.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    done = run("export", dossier, "-o", "出表", "--json", folder=tmp_path)
    assert done.returncode == 0
    assert len(json.loads(done.stdout)) == 2
    assert done.stderr.count("五年内完成全部河道整治") == 1, "told once, not once a format"


# --- odd places -------------------------------------------------------------------------------------------------------


def assert_refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """Refused with a Chinese sentence, as something that cannot be used."""
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert not re.search(r"(?<![\w-])[a-z]{3,} [a-z]{3,}", done.stderr), f"no English sentence: {done.stderr}"
    for word in words:
        assert word in done.stderr


def test_a_link_that_leads_to_itself(loop: Path, dossier: Path, source: Path, tmp_path: Path) -> None:
    assert_refused(run("check", loop, folder=tmp_path), "绕圈.jxmb", "链接")
    assert_refused(run("import", loop, "-o", "a.jxmb", folder=tmp_path), "绕圈.jxmb", "链接")
    assert_refused(run("import", source, "-o", loop, folder=tmp_path), "绕圈.jxmb", "链接")
    assert_refused(run("export", dossier, "-o", loop, folder=tmp_path), "绕圈.jxmb", "链接")
    (tmp_path / "出表").mkdir()
    target = tmp_path / "出表" / "2026年项目支出绩效目标表-河道巡查专项.pdf"
    target.symlink_to(target)
    assert_refused(run("export", dossier, "-o", "出表", "--format", "pdf", folder=tmp_path), target.name, "链接")
    assert target.is_symlink()


# --- words of the command line ----------------------------------------------------------------------------------------


# --- the self-test ----------------------------------------------------------------------------------------------------


def broken_excel(job: Job, path: Path) -> Written:
    """A writer that loses one text on its way."""
    table = job.tables[0]
    last = max(range(len(table.cells)), key=lambda number: len(table.cells[number].text))
    cells = [replace(cell, text="") if number == last else cell for number, cell in enumerate(table.cells)]
    return write_excel(replace(job, tables=(table._replace(cells=tuple(cells)),)), path)


def cut_pdf(job: Job, path: Path) -> Written:
    """A writer whose disk was full."""
    written = write_pdf(job, path)
    path.write_bytes(path.read_bytes()[:-2000])
    return written


def short_pdf(job: Job, path: Path) -> Written:
    """A writer that loses a page."""
    written = write_pdf(job, path)
    return replace(written, pages=written.pages + 1)


def empty_excel(job: Job, path: Path) -> Written:
    """A writer that writes nothing."""
    path.touch()
    return Written(job.title, "xlsx", path, 1)
