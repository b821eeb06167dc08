"""Whole folders of dossiers through ``check`` and ``export``: a reviewer's three hundred files."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import pytest
from pypdf import PdfReader

from commands.loading import available_templates
from commands.many import Batch, Stopped
from models.files.jxmb import load
from models.rules.engine import check
from models.rules.wording.kinds import head_of
from models.rules.wording.quantities import quantities
from models.rules.wording.similar import key_of
from tests.commands.calling import ROOT, run

MANY = 300


@pytest.fixture
def many(dossier: Path, tmp_path: Path) -> Path:
    """Dossiers in a folder and one below it, one that cannot be used among them, and what is no dossier."""
    folder = tmp_path / "收到的套表"
    (folder / "乡镇").mkdir(parents=True)
    text = dossier.read_text(encoding="utf-8")
    for name in ("甲局", "乙局", "乡镇/甲局"):
        (folder / f"{name}.jxmb").write_text(text.replace("河道巡查专项", f"{name[-2:]}专项"), encoding="utf-8")
    (folder / "坏的.JXMB").write_text("{", encoding="utf-8")
    (folder / "说明.txt").write_text("不是套表", encoding="utf-8")
    (folder / ".甲局.jxmb").write_text("{", encoding="utf-8")
    return folder


def test_a_folder_is_checked_and_the_bad_file_listed_at_the_end(many: Path, tmp_path: Path) -> None:
    done = run("check", many, "--json", folder=tmp_path)
    assert done.returncode == 2
    checked = {Path(entry["file"]).relative_to(many).as_posix() for entry in json.loads(done.stdout)}
    assert checked == {"甲局.jxmb", "乙局.jxmb", "乡镇/甲局.jxmb"}
    *_, named, total = done.stderr.splitlines()
    assert "坏的.JXMB" in named
    assert total == "共 4 份套表，其中 1 份不能用，见上面所列"


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_a_file_named_besides_its_folder_is_checked_once(many: Path, tmp_path: Path, jobs: str) -> None:
    (many / "坏的.JXMB").unlink()
    done = run("check", many / "乙局.jxmb", many, "--jobs", jobs, folder=tmp_path)
    totals = [line.partition("：")[0] for line in done.stdout.splitlines() if "：错误 " in line]
    listed = [Path(total).relative_to(many).as_posix() for total in totals]
    assert listed == [
        "乙局.jxmb",
        "乡镇/甲局.jxmb",
        "甲局.jxmb",
    ]


def test_side_by_side_or_one_after_the_other_the_same_is_written(many: Path, tmp_path: Path) -> None:
    outcomes = []
    for jobs in ("1", "2"):
        target = tmp_path / f"出表{jobs}"
        done = run("export", many, "-o", target, "--jobs", jobs, "--json", folder=tmp_path)
        assert done.returncode == 2
        assert "坏的.JXMB" in done.stderr
        report = [entry | {"path": Path(entry["path"]).name} for entry in json.loads(done.stdout)]
        outcomes.append((report, {path.name: path.read_bytes() for path in target.glob("*.pdf")}))
    assert outcomes[0] == outcomes[1]
    names = {name.partition("-2026年")[0] for name in outcomes[0][1]}
    assert names == {"甲局", "乙局", "甲局（2）"}, "each unit's files begin with the name of its dossier"


def test_a_folder_without_dossiers_is_told(tmp_path: Path) -> None:
    (tmp_path / "空的").mkdir()
    for words in (["check", "空的"], ["export", "空的", "-o", "出表"]):
        done = run(*words, folder=tmp_path)
        assert done.returncode == 2
        assert "空的" in done.stderr
        assert "没有套表" in done.stderr


@pytest.mark.parametrize("jobs", ["0", "-1", "两个", "1000"])
def test_a_number_of_processes_that_makes_no_sense_is_refused(dossier: Path, tmp_path: Path, jobs: str) -> None:
    done = run("check", dossier, "--jobs", jobs, folder=tmp_path)
    assert done.returncode == 2
    assert f"“{jobs}”要是 1 到 64 的整数" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such terminal")
def test_a_terminal_shows_how_far_it_is(many: Path, tmp_path: Path) -> None:
    ours, its = pty.openpty()
    command = [sys.executable, str(ROOT / "main.py"), "check", str(many), "--jobs", "1"]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=its, cwd=tmp_path, timeout=60, check=False)
    shown = os.read(ours, 65536).decode()
    os.close(its)
    os.close(ours)
    assert "第 2/4 份：" in shown
    assert "第 4/4 份：" in shown


def test_of_one_dossier_nothing_stays_while_the_next_is_judged(dossier: Path, tmp_path: Path) -> None:
    templates = available_templates()
    remembering: tuple[Any, ...] = (head_of, quantities, key_of)

    def judged(file: Path, _stopped: Stopped) -> tuple[int, int]:
        before = sum(function.cache_info().currsize for function in remembering)
        assert check(load(file), templates)
        return before, sum(function.cache_info().currsize for function in remembering)

    files = sorted(copies(dossier, tmp_path).iterdir())[:3]
    kept = [counts for _, counts in Batch(files, 1).each(judged)]
    assert all(before == 0 for before, _ in kept[1:])
    assert all(after > 0 for _, after in kept)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another signal there")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_a_whole_list(dossier: Path, tmp_path: Path, jobs: str) -> None:
    said = tmp_path / "审核.json"
    with said.open("wb") as output:
        process = begun("check", copies(dossier, tmp_path), "--json", "--jobs", jobs, output=output)
        while said.stat().st_size < len("[\n {"):
            assert process.poll() is None
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told.decode()
    judged = {entry["file"] for entry in json.loads(said.read_bytes())}
    assert 0 < len(judged) < MANY


def copies(dossier: Path, folder: Path) -> Path:
    """A folder of so many dossiers that one can be stopped in the middle of them."""
    sources = folder / "来源"
    sources.mkdir()
    for number in range(MANY):
        (sources / f"{number:03}局.jxmb").write_bytes(dossier.read_bytes())
    return sources


def begun(*arguments: str | Path, output: IO[bytes] | int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    """A command in a process of its own that can be stopped as with Ctrl-C."""
    return subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), *map(str, arguments)],
        stdout=output,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  (it is ignored in a job)
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another signal there")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_whole_files_only(dossier: Path, tmp_path: Path, jobs: str) -> None:
    target = tmp_path / "出表"
    process = begun("export", copies(dossier, tmp_path), "-o", target, "--jobs", jobs)
    assert process.stdout is not None
    select.select([process.stdout], [], [], 60)  # until the first of them is written
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told.decode()
    assert "已中止" in told.decode()
    written = list(target.iterdir())
    assert 0 < len(written) < 600
    assert {path.suffix for path in written} == {".xlsx", ".pdf"}, "nothing half is left"
    assert all(PdfReader(path).pages for path in written if path.suffix == ".pdf")
