"""The command line, further on: export, refusals, links and streams."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

import main
from commands.parser import COMMANDS
from exporters.formats import FORMATS
from models.folders import samples
from models.program import VERSION
from tests.commands.calling import ROOT, SOURCE, Said, run, run_apart
from tests.commands.test_commands import (
    assert_refused,
    broken_excel,
    cut_pdf,
    empty_excel,
    short_pdf,
)


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
    assert words <= {*COMMANDS, *FORMATS}


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
    assert_refused(run_apart(folder=tmp_path), "没有图形界面", "--help")


def test_a_library_that_the_window_lacks_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "lib" / "PySide6"
    broken.mkdir(parents=True)
    lacking = "libEGL.so.1: cannot open shared object file"
    (broken / "__init__.py").write_text(f"raise ImportError({lacking!r})", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(broken.parent))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert_refused(run_apart(folder=tmp_path), "libEGL.so.1", "README")


@pytest.mark.parametrize(
    ("kind", "writer"), [("xlsx", broken_excel), ("xlsx", empty_excel), ("pdf", cut_pdf), ("pdf", short_pdf)]
)
def test_the_self_test_fails_when_a_writer_is_broken(
    kind: str, writer: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(FORMATS, kind, FORMATS[kind]._replace(write=writer))
    monkeypatch.setattr("commands.selftest.samples", lambda: samples()[:2])
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


def test_half_a_table_has_no_indicators_in_the_count_either(said: Said) -> None:
    Path("半张.txt").write_text("一级指标\t二级指标\t三级指标\n产出指标\t数量\n", encoding="utf-8")
    code, answer, _ = said("import", "半张.txt", "-o", "a.jxmb")
    assert code == 0
    assert "：0 个指标，" in answer
    assert "没有读到指标" in answer
