"""What a script that calls the commands relies on: the exit code, what stands in the answer, what goes where."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.commands.calling import ROOT, Done, run, run_apart

DONE, FOUND, UNUSABLE = 0, 1, 2
INDICATOR = {"id": "i", "name": "巡查河道次数", "target": "≥120次", "weight": "90"}
FORM = {
    "id": "f",
    "kind": "project",
    "template": "lukou-project-2026",
    "name": "河道巡查专项",
    "goals": [
        {
            "id": "g",
            "period": "annual",
            "statement": "全年巡查河道120次。",
            "dimensions": [
                {
                    "id": "d",
                    "name": "产出指标",
                    "categories": [{"id": "c", "name": "数量指标", "indicators": [INDICATOR]}],
                }
            ],
        }
    ],
}
ORDER = ["error", "warning", "info"]


def dossier(folder: Path, name: str, *forms: dict[str, Any]) -> str:
    """A file with these forms; the path as a person in that folder types it."""
    data = {"format": "jxmb", "version": 1, "year": 2026, "unit": {"name": "示例市水务局"}, "forms": list(forms)}
    (folder / name).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return name


def call(folder: Path, *arguments: str, how: Callable[..., Done] = run) -> Done:
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"), "APPDATA": str(folder / "data")}
    return how(*arguments, folder=folder, **home)


@pytest.fixture
def good(tmp_path: Path) -> str:
    """A file in which only the hints of the small sample are found."""
    sample = ROOT / "resources" / "samples" / "全国通用版式（部门整体和项目）.jxmb"
    (tmp_path / "好的.jxmb").write_bytes(sample.read_bytes())
    return "好的.jxmb"


@pytest.fixture
def faulty(tmp_path: Path) -> str:
    """A file with an error: its form lacks most of what its template wants."""
    return dossier(tmp_path, "有错.jxmb", {**FORM, "template": "korla-project-2023"})


@pytest.fixture
def broken(tmp_path: Path) -> str:
    """A file that is no dossier."""
    (tmp_path / "坏的.jxmb").write_text("不是套表", encoding="utf-8")
    return "坏的.jxmb"


def test_check_ends_with_what_it_found(good: str, faulty: str, broken: str, tmp_path: Path) -> None:
    for files, code in (
        ([good], DONE),
        ([good, faulty], FOUND),
        ([faulty, good], FOUND),
        ([broken], UNUSABLE),
        ([broken, good], UNUSABLE),
        ([faulty, broken], UNUSABLE),
        (["没有.jxmb", good], UNUSABLE),
    ):
        assert call(tmp_path, "check", *files).returncode == code, files
    for file, code in ((good, DONE), (faulty, FOUND), (broken, UNUSABLE)):
        assert call(tmp_path, "check", file, "--json").returncode == code, file
        assert call(tmp_path, "check", file, how=run_apart).returncode == code, file


def test_check_lists_each_finding_with_its_file_form_and_basis(good: str, faulty: str, tmp_path: Path) -> None:
    found = json.loads(call(tmp_path, "check", good, faulty, "--json").stdout)
    listed = {rule["code"]: rule for rule in json.loads(call(tmp_path, "rules", "--json").stdout)}
    assert {entry["file"] for entry in found if entry["severity"] == "error"} == {faulty}
    files = [entry["file"] for entry in found]
    assert files == sorted(files, key=[good, faulty].index), "in the order in which they were named"
    for entry in found:
        assert entry["basis"] == listed[entry["code"]]["basis"] != ""
        assert entry["message"]
    (leader,) = (entry for entry in found if entry["file"] == faulty and "项目负责人" in entry["message"])
    assert (leader["code"], leader["form"], leader["where"]) == ("C001", "河道巡查专项", "f.leader")


def test_check_says_in_words_how_many_of_each_a_file_has(good: str, faulty: str, tmp_path: Path) -> None:
    told = call(tmp_path, "check", faulty, good).stdout.splitlines()
    found = json.loads(call(tmp_path, "check", faulty, good, "--json").stdout)
    for file in (faulty, good):
        (line,) = (line for line in told if line.startswith(f"{file}："))
        counts = [sum(f["file"] == file and f["severity"] == level for f in found) for level in ORDER]
        assert line.removeprefix(f"{file}：") == "错误 {}、提醒 {}、提示 {}".format(*counts)
    words = {"error": "错误", "warning": "提醒", "info": "提示"}
    for entry in found:
        name = entry["form"] or "示例"
        assert any(
            line.startswith(f"{words[entry['severity']]} {entry['code']} {name}") and entry["message"] in line
            for line in told
        )


def test_export_ends_with_whether_all_was_written(good: str, broken: str, tmp_path: Path) -> None:
    lost = dossier(tmp_path, "缺版式.jxmb", {**FORM, "template": "no-such-template"}, {**FORM, "id": "f2"})
    for files, code in (([good], DONE), ([good, broken], UNUSABLE), ([lost, good], UNUSABLE), ([broken], UNUSABLE)):
        assert call(tmp_path, "export", *files, "-o", "出表", "--format", "xlsx").returncode == code, files


def test_export_writes_what_is_asked_for_once(tmp_path: Path) -> None:
    two = dossier(tmp_path, "两张.jxmb", FORM, {**FORM, "id": "f2", "name": "清淤专项", "goals": []})

    def written(*wish: str) -> list[tuple[str, str, int]]:
        done = call(tmp_path, "export", two, "-o", f"出表{'-'.join(wish)}", "--json", *wish)
        assert done.returncode == DONE
        entries = json.loads(done.stdout)
        assert all((tmp_path / entry["path"]).stat().st_size > 0 for entry in entries)
        return [(entry["form"].rpartition("-")[2], entry["format"], entry["pages"]) for entry in entries]

    both = [("河道巡查专项", "xlsx", 1), ("河道巡查专项", "pdf", 1), ("清淤专项", "xlsx", 1), ("清淤专项", "pdf", 1)]
    assert sorted(written()) == sorted(both)
    assert written("--format", "pdf", "--form", "2", "--form", "2", "--format", "pdf") == [("清淤专项", "pdf", 1)]
    together = written("--together", "--format", "pdf")
    assert [(kind, pages) for _, kind, pages in together] == [("pdf", 2)]


def test_export_says_in_words_what_it_wrote(tmp_path: Path) -> None:
    one = dossier(tmp_path, "一张.jxmb", FORM)
    told = call(tmp_path, "export", one, "-o", "出表").stdout.splitlines()
    assert [line.endswith("（1 页）") for line in told] == [line.endswith(".pdf（1 页）") for line in told]
    assert sorted(line.split("（1 页）")[0].rpartition(".")[2] for line in told) == ["pdf", "xlsx"]
    for line in told:
        assert (tmp_path / line.removeprefix("已写 ").removesuffix("（1 页）")).is_file()


def test_a_character_without_glyph_goes_to_stderr_beside_json(tmp_path: Path) -> None:
    strange = dossier(tmp_path, "怪字.jxmb", {**FORM, "amount": "30", "name": "河道\U0001f600巡查"})
    spoken = call(tmp_path, "export", strange, "-o", "出表", "--format", "pdf")
    assert "U+1F600" in spoken.stdout
    assert "U+1F600" not in spoken.stderr
    assert "没有处理" in spoken.stderr, "what is open in the form is told"
    listed = call(tmp_path, "export", strange, "-o", "出表", "--format", "pdf", "--json")
    assert "U+1F600" in listed.stderr
    assert "U+1F600" not in listed.stdout


def test_a_broken_template_of_the_person_is_told_and_the_others_are_listed(tmp_path: Path) -> None:
    rows = json.loads(call(tmp_path, "templates", "--json").stdout)
    own = tmp_path / "data" / ("jixiao-editor" if sys.platform != "win32" else "JixiaoEditor") / "templates"
    own.mkdir(parents=True)
    (own / "自己的.toml").write_text('id = "own"\n[[', encoding="utf-8")
    done = call(tmp_path, "templates", "--json")
    assert done.returncode == UNUSABLE
    assert "自己的.toml" in done.stderr
    assert json.loads(done.stdout) == rows
    assert call(tmp_path, "export", dossier(tmp_path, "一张.jxmb", FORM), "-o", "出表").returncode == DONE


def test_templates_and_rules_are_listed_in_words_too(tmp_path: Path) -> None:
    for command, words in (("templates", ("id", "region", "name")), ("rules", ("code", "title", "basis"))):
        rows = json.loads(call(tmp_path, command, "--json").stdout)
        done = call(tmp_path, command)
        assert (done.returncode, done.stderr) == (DONE, "")
        lines = [line for line in done.stdout.splitlines() if not line.startswith(" ")]  # but remarks on the one above
        assert len(lines) == len(rows) > 0
        for line, row in zip(lines, rows, strict=True):
            assert all(row[word] in line for word in words)
    codes = [row["code"] for row in rows]
    assert codes == sorted(codes)


PASTED = "项目名称\t河道巡查专项\n项目金额\t30\n" + (
    "本年度绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t度量单位\t指标值类型\t备注\n"
    "\t产出指标\t数量指标\t巡查河道次数\t120\t次\t≥\t\n"
)


@pytest.mark.parametrize(("year", "code"), [("1989", UNUSABLE), ("1990", DONE), ("2100", DONE), ("2101", UNUSABLE)])
def test_a_year_is_one_that_a_form_can_have(year: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "来源.txt").write_text(f"2026年项目支出绩效目标表\n{PASTED}", encoding="utf-8")
    done = call(tmp_path, "import", "来源.txt", "-o", "套表.JXMB", "--year", year)
    assert done.returncode == code
    assert (tmp_path / "套表.JXMB").exists() == (code == DONE)


def test_import_says_in_words_what_it_made_and_what_is_left(tmp_path: Path) -> None:
    source = f"2026年项目支出绩效目标表\n{PASTED}\t\t质量指标\t处置率\t95\t%\t≥\t已核\t多出来的一格\n"
    (tmp_path / "来源.txt").write_text(source, encoding="utf-8")
    done = call(tmp_path, "import", "来源.txt", "-o", "套表.jxmb")
    assert done.returncode == DONE
    assert "2 个指标" in done.stdout
    assert "河道巡查专项" in done.stdout
    assert "有 1 处" in done.stdout
    assert "第 6 行第 9 列：多出来的一格" in done.stdout
    assert "已存为 套表.jxmb" in done.stdout


def test_import_never_writes_over_its_source(tmp_path: Path) -> None:
    (tmp_path / "来源.jxmb").write_text("旧表", encoding="utf-8")
    done = call(tmp_path, "import", "来源.jxmb", "-o", "./来源.jxmb")
    assert done.returncode == UNUSABLE
    assert "来源文件" in done.stderr
    assert (tmp_path / "来源.jxmb").read_text(encoding="utf-8") == "旧表"
