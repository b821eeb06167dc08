"""The commands as a script or a clerk calls them: real processes, their output and exit codes."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

import main
from commands.parser import COMMANDS
from exporters.formats import FORMATS
from exporters.written import Job, Written
from models.program import VERSION

write_excel, write_pdf = FORMATS["xlsx"].write, FORMATS["pdf"].write
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


@pytest.mark.skipif(sys.platform == "win32", reason="Windows allows no such names")
def test_no_name_steers_the_console(dossier: Path, tmp_path: Path) -> None:
    named = dossier.rename(tmp_path / "红\x1b[31m\x9b0m\r字.jxmb")
    for done in (run("check", named, folder=tmp_path), run("check", f"{named}.jxmb", folder=tmp_path)):
        assert "红�[31m�0m�字.jxmb" in done.stdout + done.stderr


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


# --- several files, some of them bad ----------------------------------------------------------------------------------


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "坏的.jxmb"
    path.write_text("不是套表", encoding="utf-8")
    return path


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


@pytest.fixture
def loop(tmp_path: Path) -> Path:
    path = tmp_path / "绕圈.jxmb"
    try:
        path.symlink_to(path)
    except OSError:
        pytest.skip("this system lets nobody make links")
    return path


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


def test_an_output_folder_that_is_a_file(dossier: Path, source: Path, tmp_path: Path) -> None:
    for folder in (source, source / "里面"):
        assert_refused(run("export", dossier, "-o", folder, folder=tmp_path), "不是文件夹", "请")
    assert source.read_text(encoding="utf-8") == SOURCE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("command", ["rules", "templates --json", "--help", "--version", "check 套表.jxmb"])
def test_a_full_disk_where_the_answer_goes(command: str, dossier: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, ROOT / "main.py", *command.split()],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=dossier.parent,
            timeout=120,
            check=False,
        )
    assert_refused(done, "没有全部输出", "磁盘空间不足")


@pytest.mark.skipif(os.name == "nt", reason="a closed pipe is another error there")
def test_a_reader_that_has_left(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, ROOT / "main.py", "rules"],
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            timeout=120,
            check=False,
        )
    finally:
        os.close(writing)
    assert_refused(done, "没有全部输出")


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal there")
def test_ctrl_c_during_export_leaves_whole_files(dossier: Path, tmp_path: Path) -> None:
    data = json.loads(dossier.read_text(encoding="utf-8"))
    form = json.dumps(data["forms"][0])
    data["forms"] = [json.loads(form.replace('"id": "', f'"id": "n{number}')) for number in range(300)]
    dossier.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, str(ROOT / "main.py"), "export", str(dossier), "-o", "出表", "--format", "pdf"]
    started = subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  (it is ignored in a job)
    )
    while started.poll() is None and not list(tmp_path.glob("出表/*.pdf")):
        time.sleep(0.01)
    started.send_signal(signal.SIGINT)
    _, told = started.communicate(timeout=120)
    assert started.returncode == 130
    assert "已中止" in told
    assert "Traceback" not in told
    files = list((tmp_path / "出表").iterdir())
    assert 0 < len(files) < 300
    assert all(file.suffix == ".pdf" and file.read_bytes().rstrip().endswith(b"%%EOF") for file in files)


# --- words of the command line ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["exprot", "x"],
        ["-x"],
        ["--hepl"],
        ["export"],
        ["export", "a.jxmb", "-o"],
        ["export", "a.jxmb", "-o", "x", "--formt", "pdf"],
        ["export", "a.jxmb", "-o", "x", "--format", "doc"],
        ["export", "a.jxmb", "-o", "x", "--form", "一"],
        ["check", "a.jxmb", "--json=1"],
        ["import", "a.txt", "-o", "a.jxmb", "--year", "x"],
        ["rules", "W001"],
        ["check", "--js", "a.jxmb"],
    ],
    ids=" ".join,
)
def test_a_slip_of_the_pen_is_answered_in_chinese(arguments: list[str], tmp_path: Path) -> None:
    assert_refused(run(*arguments, folder=tmp_path))


def test_an_unknown_word_lists_the_commands_and_opens_no_window(tmp_path: Path) -> None:
    done = run("exprot", "x", folder=tmp_path)
    assert_refused(done, "exprot", *COMMANDS)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_in_chinese(command: str, tmp_path: Path) -> None:
    done = run(*[command][: bool(command)], "--help", folder=tmp_path)
    assert done.returncode == 0
    assert "用法：" in done.stdout
    words = set(re.findall(r"(?<![\w.-])[a-z]{3,}(?:-[a-z]+)*(?![\w.])", done.stdout))
    assert words <= {*COMMANDS, "xlsx", "pdf"}


def test_the_version_is_that_of_the_project(tmp_path: Path) -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert tools["setuptools"]["dynamic"]["version"]["attr"] == "models.program.VERSION"
    done = run("--version", folder=tmp_path)
    assert done.returncode == 0
    assert done.stdout.split()[-1] == VERSION


def test_existing_files_and_dossiers_are_for_the_window(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[list[str]] = []

    def window(files: list[str]) -> int:
        opened.append(files)
        return 0

    monkeypatch.setattr(main, "_window", window)
    for given in ([], [str(source)], [str(tmp_path / "搬走了.jxmb")]):
        assert main.main(given) == 0
        assert opened[-1] == given


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_the_window_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert_refused(run(folder=tmp_path), "没有图形界面", "--help")


def test_a_library_that_the_window_lacks_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "lib" / "PySide6"
    broken.mkdir(parents=True)
    lacking = "libEGL.so.1: cannot open shared object file"
    (broken / "__init__.py").write_text(f"raise ImportError({lacking!r})", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(broken.parent))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert_refused(run(folder=tmp_path), "libEGL.so.1", "README")


# --- the self-test ----------------------------------------------------------------------------------------------------


def broken_excel(job: Job, path: Path) -> Written:
    """A writer that loses one text on its way."""
    table = job.tables[0]
    last = max(range(len(table.cells)), key=lambda number: len(table.cells[number].text))
    cells = [replace(cell, text="") if number == last else cell for number, cell in enumerate(table.cells)]
    return write_excel(replace(job, tables=(replace(table, cells=tuple(cells)),)), path)


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


@pytest.mark.parametrize(
    ("kind", "writer"), [("xlsx", broken_excel), ("xlsx", empty_excel), ("pdf", cut_pdf), ("pdf", short_pdf)]
)
def test_the_self_test_fails_when_a_writer_is_broken(
    kind: str, writer: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(FORMATS, kind, FORMATS[kind]._replace(write=writer))
    assert main.main(["self-test", "--json"]) == 2
    report = json.loads(capsys.readouterr().out)
    assert not report["ok"]
    failed = [step for step in report["steps"] if not step["ok"]]
    assert failed
    assert all(step["what"].endswith(kind) for step in failed), "the other format is right"


def test_the_self_test_fails_when_a_sample_or_a_template_is_missing(
    bad: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("commands.selftest.samples", lambda: [bad])
        assert main.main(["self-test"]) == 2
        patch.setattr("commands.selftest.samples", list)
        assert main.main(["self-test"]) == 2
        patch.undo()
        patch.setattr("commands.loading.template_folders", list)
        assert main.main(["self-test"]) == 2
    assert "坏的.jxmb" in capsys.readouterr().out
