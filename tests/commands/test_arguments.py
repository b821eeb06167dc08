"""What the command line may say and what is made of it; where the answers go."""

from __future__ import annotations

import os
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import main
from commands.console import UnusableError, show, tell
from commands.parser import COMMANDS, parse
from models.program import NAME, VERSION
from tests.commands.calling import Said, project, saved

# --- what may be written ----------------------------------------------------------------------------------------------

EXPORT: dict[str, Any] = {
    "command": "export", "json": False, "files": [Path("a.jxmb")], "output": Path("x"), "jobs": None, "formats": None,
    "forms": None, "together": False, "no_attachment": False, "comments": False, "evidence": False,
    "blank_rows": 0,
    "official_margins": False, "paper": "", "landscape": None,
    "font_size": None, "binding": None, "book": False, "budget": False, "no_tighten": False, "no_draft": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("", {}),
        ("--json", {"json": True}),
        ("--jobs 1", {"jobs": 1}),
        ("--jobs 64", {"jobs": 64}),
        ("--format pdf --format docx", {"formats": ["pdf", "docx"]}),
        ("--form 2 --form 1", {"forms": [2, 1]}),
        ("--together", {"together": True}),
        ("--no-attachment", {"no_attachment": True}),
        ("--comments", {"comments": True}),
        ("--blank-rows 5", {"blank_rows": 5}),
        ("--evidence", {"evidence": True}),
        ("--official-margins", {"official_margins": True}),
        ("--paper A3", {"paper": "A3"}),
        ("--landscape", {"landscape": True}),
        ("--upright", {"landscape": False}),
        ("--font-size 7", {"font_size": 7.0}),
        ("--font-size 16", {"font_size": 16.0}),
        ("--binding 上", {"binding": "上"}),
        ("--book", {"book": True}),
        ("--budget", {"budget": True}),
        ("--no-tighten", {"no_tighten": True}),
        ("--no-draft", {"no_draft": True}),
    ],
)
def test_an_export_as_it_is_meant(words: str, changed: dict[str, Any]) -> None:
    assert vars(parse(["export", "a.jxmb", "-o", "x", *words.split()])) == {**EXPORT, **changed}


IMPORT: dict[str, Any] = {
    "command": "import", "json": False, "sources": [Path("a.txt"), Path("b.txt")], "output": Path("x.jxmb"),
    "template": "", "year": None, "by_table": False, "uncorrected": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("", {}),
        ("--json", {"json": True}),
        ("--template t", {"template": "t"}),
        ("--year 2027", {"year": 2027}),
        ("--by-table", {"by_table": True}),
        ("--uncorrected", {"uncorrected": True}),
    ],
)
def test_an_import_as_it_is_meant(words: str, changed: dict[str, Any]) -> None:
    assert vars(parse(["import", "a.txt", "b.txt", "-o", "x.jxmb", *words.split()])) == {**IMPORT, **changed}


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("check a b", {"files": [Path("a"), Path("b")], "jobs": None, "report": None}),
        ("check a --report 意见.pdf", {"files": [Path("a")], "jobs": None, "report": Path("意见.pdf")}),
        ("tables a.txt", {"source": Path("a.txt")}),
        ("compare a b", {"old": Path("a"), "new": Path("b")}),
        ("templates", {"file": None}),
        ("templates --try t.toml", {"file": Path("t.toml")}),
        ("rules", {}),
        ("self-test", {}),
    ],
)
def test_the_other_commands_as_they_are_meant(words: str, meant: dict[str, Any]) -> None:
    assert vars(parse(words.split())) == {"command": words.split()[0], "json": False, **meant}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--jobs 65", "“65”要是 1 到 64 的整数"),
        ("--jobs ²", "“²”要是 1 到 64 的整数"),
        ("--font-size 6.9", "字号要在 7 到 16 磅之间，写的是“6.9”"),
        ("--font-size 16.1", "字号要在 7 到 16 磅之间，写的是“16.1”"),
        ("--font-size 大", "字号要在 7 到 16 磅之间，写的是“大”"),
        ("--font-size nan", "字号要在 7 到 16 磅之间，写的是“nan”"),
        ("--paper B9", "不能写 'B9'"),
        ("--binding 下", "不能写 '下'"),
        ("--jobs", "后面要跟一个值"),
        ("--json=1", "后面不能带值，却写了 '1'"),
        ("--book --bok", "不认识的参数：--bok"),
        ("--format xlsx pdf docx", "每个格式前面都要写 --format，这里少了：--format pdf --format docx"),
        ("--format xlsx pdf other", "不认识的参数：pdf other"),
    ],
)
def test_a_value_that_cannot_be_is_told(words: str, told: str) -> None:
    with pytest.raises(UnusableError, match="命令写得不对") as refused:
        parse(["export", "a.jxmb", "-o", "x", *words.split()])
    assert told in str(refused.value)
    assert "--help 看用法" in str(refused.value)


@pytest.mark.parametrize("word", ["-h", "--help"])
def test_the_help_lists_every_command(word: str, said: Said, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        said(word)
    assert ended.value.code == 0
    helped = capsys.readouterr().out
    assert f"{NAME}。不带命令时打开窗口。" in helped
    assert all(name in helped for name in COMMANDS)


def test_a_word_that_is_no_command_lists_those_that_are(said: Said) -> None:
    code, answer, told = said("chekc")
    first, *rest = told.splitlines()
    assert (code, answer, first) == (2, "", "“chekc”不是命令，也没有这个文件。请核对拼写。可用的命令：")
    assert [line.split() for line in rest] == [[name, *command.words.split()] for name, command in COMMANDS.items()]


def test_the_version_stands_behind_the_name(said: Said, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        said("--version")
    assert capsys.readouterr().out == f"{NAME} {VERSION}\n"


# --- the console ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("said")
def test_without_a_console_a_command_still_works(monkeypatch: pytest.MonkeyPatch) -> None:
    saved("a.jxmb", project())
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main.main(["export", "a.jxmb", "-o", "出表", "--format", "xlsx"]) == 0
    assert main.main(["check", "没有.jxmb"]) == 2
    assert [path.suffix for path in Path("出表").iterdir()] == [".xlsx"]


class Closed(StringIO):
    """A stream behind which nobody listens any more."""

    def __init__(self, problem: OSError, place: int = -1) -> None:
        super().__init__()
        self.problem, self.place = problem, place

    def write(self, _text: str, /) -> int:
        raise self.problem

    def fileno(self) -> int:
        return self.place


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (BrokenPipeError(), "结果没有全部输出：接收结果的程序已经关闭"),
        (OSError(28, "full"), "请换一个地方存放结果"),
    ],
)
def test_an_answer_that_cannot_be_written(
    problem: OSError, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = os.open(tmp_path / "answer", os.O_CREAT | os.O_WRONLY)
    monkeypatch.setattr(sys, "stdout", Closed(problem, place))
    with pytest.raises(UnusableError, match=words):
        show("结果")
    os.write(place, b"more")
    os.close(place)
    assert (tmp_path / "answer").read_bytes() == b"", "what Python writes at its end goes nowhere"


def test_what_cannot_even_be_told_is_left_to_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Closed(BrokenPipeError()))
    tell("这句话没有人听")


def test_json_is_chinese_and_one_entry_a_line(said: Said) -> None:
    _, answer, _ = said("rules", "--json")
    assert answer.startswith('[\n {\n  "code": "')
    assert answer.endswith("}\n]\n")
    assert "\\u" not in answer


def test_what_would_steer_the_console_is_shown_as_one_sign(capsys: pytest.CaptureFixture[str]) -> None:
    tell("甲\x1b[0m\r乙\x9b丙\t丁")
    show("甲\x1b[0m\r乙\x9b丙\t丁\n")
    assert capsys.readouterr() == ("甲�[0m�乙�丙\t丁\n",) * 2
