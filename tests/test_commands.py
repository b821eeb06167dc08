"""The commands as a script or a clerk calls them: real processes, their output and exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[1]
SOURCE = """2026年项目支出绩效目标表

项目名称\t河道巡查专项\t\t\t\t\t\t
项目金额\t30\t\t项目类别\t特定目标类\t\t\t
项目支出实施期\t2026年\t\t\t\t\t\t
本年度绩效目标\t全年巡查河道120次，及时处置问题。\t\t\t\t\t\t
本年度绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t度量单位\t指标值类型\t备注
\t产出指标\t数量指标\t巡查河道次数\t120\t次\t≥\t
\t\t质量指标\t问题处置率\t95\t%\t≥\t
\t效益指标\t生态效益\t水质改善情况\t有所改善\t\t定性\t
\t满意度\t服务对象满意度\t沿岸居民满意度\t90\t%\t≥\t
\t成本指标\t经济成本指标\t巡查经费\t30\t万元\t≤\t
"""


def run(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "main.py", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", cwd=folder, timeout=120, check=False
    )


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "去年的表.txt"
    path.write_text(SOURCE, encoding="utf-8")
    return path


@pytest.fixture
def dossier(source: Path, tmp_path: Path) -> Path:
    made = run("import", source, "-o", tmp_path / "套表.jxmb", folder=tmp_path)
    assert made.returncode == 0, made.stderr
    return tmp_path / "套表.jxmb"


def test_import_reports_what_it_found(source: Path, tmp_path: Path) -> None:
    done = run("import", source, "-o", "套表.jxmb", "--json", folder=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout) == {
        "forms": [
            {"kind": "project", "template": "lukou-project-2026", "title": "2026年项目支出绩效目标表", "indicators": 5}
        ],
        "unplaced": [],
    }
    saved = json.loads((tmp_path / "套表.jxmb").read_text(encoding="utf-8"))
    assert (saved["format"], saved["version"], saved["year"]) == ("jxmb", 1, 2026)
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
    done = run("export", dossier, "-o", "出表", "--json", folder=tmp_path)
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


def test_check_tells_by_its_exit_code(dossier: Path, tmp_path: Path) -> None:
    done = run("check", dossier, "--json", folder=tmp_path)
    found = json.loads(done.stdout)
    assert done.returncode == (1 if any(entry["severity"] == "error" for entry in found) else 0)
    keys = {"file", "code", "severity", "message", "form", "where", "basis"}
    assert all(set(entry) == keys for entry in found)


def test_templates_and_rules_are_listed(tmp_path: Path) -> None:
    templates = json.loads(run("templates", "--json", folder=tmp_path).stdout)
    assert {"id", "name", "kind", "region", "year"} == set(templates[0])
    assert {"korla-project-2023", "national-department-2021"} <= {entry["id"] for entry in templates}
    rules = json.loads(run("rules", "--json", folder=tmp_path).stdout)
    assert {"code", "severity", "title", "basis"} == set(rules[0])


def test_self_test_passes(tmp_path: Path) -> None:
    done = run("self-test", "--json", folder=tmp_path)
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["ok"] is True


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
        (["check", "去年的表.txt"], "去年的表.txt"),
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
