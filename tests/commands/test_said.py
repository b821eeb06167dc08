"""What each command answers and tells, to the letter; called in this process."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from commands import apart
from commands.console import UnusableError
from commands.many import Batch
from exporters.batch import Outcome
from exporters.export import ExportPlan
from exporters.on_paper import PaperChoice
from exporters.written import Written
from models.dossier import Dossier
from models.edits import SetValue
from models.files.jxmb import FileProblem
from models.folders import RESOURCES
from models.rules.catalogue import all_rules
from models.rules.finding import Finding
from selftest.steps import Step
from selftest.trial import Trial
from tests.commands.calling import Said, project, saved

# --- check ------------------------------------------------------------------------------------------------------------


FOUND = [
    Finding("C001", "error", "没有负责人", "f.leader", SetValue("f.leader", "甲"), "f"),
    Finding("X999", "info", "可以更细", "i.name", form="f"),
    Finding("C002", "warning", "没有联系电话", "unit.phone"),
    Finding("V001", "info", "值得再看", "i.target", form="f"),
]


def test_findings_in_words_and_as_data(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commands.checking.check", lambda *_: FOUND)
    saved("a.jxmb", project(id="f", leader="乙"))
    rules = all_rules()
    code, answer, told = said("check", "a.jxmb")
    assert (code, told) == (1, "")
    assert answer.splitlines() == [
        "错误 C001 河道巡查：没有负责人",
        f"    依据：{rules['C001'].basis}",
        "    可修复：把“河道巡查”的项目负责人由“乙”改为“甲”",
        "提醒 C002 示例水务局：没有联系电话",
        f"    依据：{rules['C002'].basis}",
        "提示 X999 河道巡查：可以更细",
        "提示 V001 河道巡查：值得再看",
        "a.jxmb：错误 1、提醒 1、提示 2",
        "    完整性 2、相关性 0、适当性 0、可行性 0",
    ]
    entries = json.loads(said("check", "a.jxmb", "--json")[1])
    assert [(one["code"], one["form"], one["where"]) for one in entries] == [
        ("C001", "河道巡查", "f.leader"),
        ("C002", "", "unit.phone"),
        ("X999", "河道巡查", "i.name"),
        ("V001", "河道巡查", "i.target"),
    ]
    assert [one["basis"] for one in entries] == [rules["C001"].basis, rules["C002"].basis, "", rules["V001"].basis]
    assert [one["fix"] for one in entries] == ["把“河道巡查”的项目负责人由“乙”改为“甲”", None, None, None]


@pytest.mark.parametrize(("found", "code"), [(FOUND, 1), (FOUND[1:], 0), ([], 0)])
def test_only_errors_are_found(found: list[Finding], code: int, said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commands.checking.check", lambda *_: found)
    saved("a.jxmb", project())
    assert said("check", "a.jxmb")[0] == said("check", "a.jxmb", "--json")[0] == code


@pytest.mark.parametrize(
    ("name", "code", "written"), [("意见.XLSX", 1, True), ("意见.xls", 2, False), ("意见", 2, False)]
)
def test_the_ending_of_the_opinion(name: str, code: int, written: bool, said: Said) -> None:
    saved("错.jxmb", project(template="korla-project-2023"))
    ended, _, told = said("check", "错.jxmb", "--report", name)
    assert (ended, told == f"审核意见已写入 {name}\n", Path(name).exists()) == (code, written, written)


def test_the_opinion_that_cannot_be_written_is_told(said: Said) -> None:
    saved("错.jxmb", project())
    code, _, told = said("check", "错.jxmb", "--report", "没有这个/意见.pdf")
    assert code == 2
    assert told.startswith("审核意见没有写成“没有这个")


def test_of_nothing_there_is_no_opinion(said: Said) -> None:
    code, answer, told = said("check", "没有.jxmb", "--report", "意见.pdf")
    assert (code, answer) == (2, "")
    assert "审核意见" not in told
    assert not Path("意见.pdf").exists()


# --- export -----------------------------------------------------------------------------------------------------------

AS_USUAL = ExportPlan(Path("出表"))


@pytest.mark.parametrize(
    ("words", "plan"),
    [
        ("", AS_USUAL),
        ("--format docx --format docx", ExportPlan(Path("出表"), ("docx",))),
        ("--form 2 --form 1 --form 2", ExportPlan(Path("出表"), forms=(2, 1))),
        ("--together", ExportPlan(Path("出表"), together=True)),
        ("--no-attachment", ExportPlan(Path("出表"), attached=False)),
        ("--book", ExportPlan(Path("出表"), together=True, paper=PaperChoice(book=True))),
        ("--budget", ExportPlan(Path("出表"), together=True, paper=PaperChoice(budget=True))),
        ("--official-margins", ExportPlan(Path("出表"), paper=PaperChoice(official=True))),
        ("--paper A3 --landscape", ExportPlan(Path("出表"), paper=PaperChoice(paper="A3", landscape=True))),
        ("--upright --font-size 9", ExportPlan(Path("出表"), paper=PaperChoice(landscape=False, font_size=9))),
        ("--binding 右", ExportPlan(Path("出表"), paper=PaperChoice(binding="right"))),
        ("--no-tighten", ExportPlan(Path("出表"), paper=PaperChoice(tighten=False))),
        ("--no-draft", ExportPlan(Path("出表"), paper=PaperChoice(drafts=False))),
    ],
)
def test_the_plan_of_an_export(words: str, plan: ExportPlan, said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    plans: list[ExportPlan] = []

    def write_all(_dossier: Dossier, _templates: object, plan: ExportPlan, **_: object) -> Outcome:
        plans.append(plan)
        return Outcome((), ())

    monkeypatch.setattr("commands.exporting.write_all", write_all)
    saved("a.jxmb", project())
    assert said("export", "a.jxmb", "-o", "出表", *words.split()) == (0, "", "")
    assert plans == [plan]


def test_of_several_dossiers_each_file_begins_with_its_own_name(said: Said) -> None:
    for folder in ("甲", "乙"):
        Path(folder).mkdir()
        saved(f"{folder}/套表.jxmb", project())
    assert said("export", "甲/套表.jxmb", "-o", "一", "--format", "xlsx", "--together")[0] == 0
    assert said("export", "甲", "乙", "-o", "二", "--format", "xlsx", "--together")[0] == 0
    alone = next(Path("一").iterdir()).name
    assert sorted(path.name for path in Path("二").iterdir()) == [f"套表-{alone}", f"套表（2）-{alone}"]


def test_a_folder_that_nothing_can_be_written_into(said: Said) -> None:
    saved("a.jxmb", project())
    code, answer, told = said("export", "a.jxmb", "-o", "a.jxmb")
    assert (code, answer) == (2, "")
    assert "不是文件夹" in told
    assert len(told.splitlines()) == 1


def test_what_was_written_is_listed_with_what_did_not_come_out(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = Written("河道巡查", "pdf", Path("一.pdf"), 3, ("“😀”（项目名称）",), ("“目标二”",), "没有留旧版本")
    sheet = Written("河道巡查", "xlsx", Path("一.xlsx"), 3, (), ("“目标二”",), "没有留旧版本")
    outcome = Outcome((pdf, sheet), ("二.pdf 写不成",), standing=("还有 2 处没有处理",))
    monkeypatch.setattr("commands.exporting.write_all", lambda *_, **__: outcome)
    saved("a.jxmb", project())
    notice = "注意：“😀”（项目名称） 没有字形，印成了方框\n"
    others = (
        "a.jxmb：二.pdf 写不成\n注意：还有 2 处没有处理\n"
        "注意：“目标二”没有印全，这一版式没有它的位置；请合并到印得出的目标里，或换一个版式\n注意：没有留旧版本\n"
    )
    listed = f"已写 一.pdf（3 页）\n  {notice}已写 一.xlsx\n"
    assert said("export", "a.jxmb", "-o", "出表") == (2, listed, others), "one could not be written"
    code, answer, told = said("export", "a.jxmb", "-o", "出表", "--json")
    assert (code, told) == (2, others + notice)
    assert json.loads(answer) == [
        {"form": "河道巡查", "format": "pdf", "path": "一.pdf", "pages": 3},
        {"form": "河道巡查", "format": "xlsx", "path": "一.xlsx", "pages": 3},
    ]


# --- import and compare -----------------------------------------------------------------------------------------------

TABLE = """2026年项目支出绩效目标表
项目名称\t河道巡查
一级指标\t二级指标\t三级指标\t指标值\t度量单位\t指标值类型\t备注
产出指标\t数量指标\t巡查河道次数\t120\t次\t≥\t
"""
EXTRA = "多" * 70


def test_an_import_in_words(said: Said) -> None:
    text = TABLE.replace("\t次\t≥\t\n", f"\t次\t≥\t已核\t{EXTRA}\n")
    Path("表.txt").write_text(text, encoding="utf-8")
    code, answer, told = said("import", "表.txt", "-o", "a.jxmb", "--template", "lukou-project-2026")
    assert (code, told) == (0, "")
    assert answer.splitlines() == [
        "2026年项目支出绩效目标表（河道巡查）：1 个指标，版式 lukou-project-2026",
        "有 1 处文字没有认出放在哪一栏，请核对：",
        f"  第 4 行第 8 列：{EXTRA[:60]}",
        "已存为 a.jxmb",
    ]


def test_a_title_that_names_the_project_is_not_followed_by_its_name(said: Said) -> None:
    Path("表.txt").write_text(TABLE.replace("2026年项目", "河道巡查项目"), encoding="utf-8")
    _, answer, _ = said("import", "表.txt", "-o", "a.jxmb", "--year", "2026", "--template", "lukou-project-2026")
    assert answer.splitlines()[0] == "河道巡查项目支出绩效目标表：1 个指标，版式 lukou-project-2026"


def test_what_an_import_replaces_is_kept_or_it_is_told(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("表.txt").write_text(TABLE, encoding="utf-8")
    assert said("import", "表.txt", "-o", "a.jxmb")[2] == ""
    monkeypatch.setattr("commands.importing.keep_replaced", lambda path: f"{path} 没有留旧版本")
    assert said("import", "表.txt", "-o", "a.jxmb")[2] == "注意：a.jxmb 没有留旧版本\n"


def test_what_is_compared_with_and_what_was_not_understood(said: Said) -> None:
    saved("旧.jxmb", project())
    Path("新.JXMB").write_bytes(Path("旧.jxmb").read_bytes())
    assert said("compare", "旧.jxmb", "新.JXMB") == (0, "没有不同\n", "")
    Path("表.txt").write_text(TABLE.replace("\t次\t≥\t\n", f"\t次\t≥\t已核\t{EXTRA}\n"), encoding="utf-8")
    code, answer, told = said("compare", "旧.jxmb", "表.txt")
    assert code == 0
    assert told == f"注意：表.txt 里有一处没有认出放在哪一栏，没有比较：{EXTRA[:60]}\n"
    assert answer.splitlines()[-1].startswith("共 ")


# --- tables -----------------------------------------------------------------------------------------------------------


def workbook() -> bytes:
    book, data = openpyxl.Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.title = "目标表"
    for row in (["甲", "乙", "丙"], ["丁", None, "戊\n己"], [None, None, "庚"]):
        sheet.append(row)
    sheet.merge_cells("A2:B3")
    sheet.row_dimensions[4].hidden = True
    sheet["A4"] = "藏"
    book.save(data)
    return data.getvalue()


def test_the_tables_of_a_source(said: Said) -> None:
    Path("表.xlsx").write_bytes(workbook())
    code, answer, told = said("tables", "表.xlsx", "--json")
    notice = json.loads(answer)["told"]
    assert (code, told, len(notice)) == (0, "", 1)
    assert json.loads(answer) == {
        "file": "表.xlsx",
        "opens": "ok",
        "tables": [
            {
                "place": {"sheet": "目标表"},
                "columns": 3,
                "rows": [["甲", "乙", "丙"], [{"t": "丁", "cs": 2, "rs": 2}, "戊\n己"], ["庚"]],
            }
        ],
        "outside": [],
        "warn": ["hidden-rows:4"],
        "told": notice,
    }
    assert said("tables", "表.xlsx")[1].splitlines() == [
        "表 1（工作表 目标表，3 行 3 列）", "甲\t乙\t丙", "丁\t戊 己", "庚", f"注意：{notice[0]}",
    ]  # fmt: skip


def test_the_tables_of_a_text(said: Said) -> None:
    Path("表.txt").write_text("标题\n甲\t\t乙\n丙\t丁\t\n", encoding="utf-8")
    _, answer, _ = said("tables", "表.txt", "--json")
    seen = json.loads(answer)
    assert seen["tables"] == [{"place": {}, "columns": 3, "rows": [["甲", "", "乙"], ["丙", "丁", ""]]}]
    assert seen["outside"] == ["标题"]
    lines = ["表 1（2 行 3 列）", "甲\t\t乙", "丙\t丁\t", "表外：标题"]
    assert said("tables", "表.txt") == (0, "\n".join(lines) + "\n", "")


def test_a_source_that_is_refused_says_why_in_its_answer_too(said: Said) -> None:
    Path("照片.jpg").write_bytes(b"\xff\xd8\xff\0")
    code, answer, told = said("tables", "照片.jpg", "--json")
    words = told.removesuffix("\n")
    assert code == 2
    assert json.loads(answer) == {
        "file": "照片.jpg", "opens": "no-text", "tables": [], "outside": [], "warn": [words], "told": [words],
    }  # fmt: skip
    assert said("tables", "照片.jpg") == (2, "", told)


# --- many -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "jobs", "used"),
    [(0, None, 1), (0, 4, 1), (1, 4, 1), (3, 4, 3), (5, 4, 4), (8, None, 1), (9, None, 3), (2, None, 1)],
)
def test_how_many_processes_there_are(files: int, jobs: int | None, used: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    given = [Path(f"{number}.jxmb") for number in range(files)]
    assert Batch(given, jobs).jobs == used
    monkeypatch.setattr(sys, "platform", "darwin")
    assert Batch(given, jobs).jobs == used
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert Batch(given, jobs).jobs == (used if jobs else 1)


def test_what_cannot_be_used_is_counted_where_there_are_several(capsys: pytest.CaptureFixture[str]) -> None:
    def work(file: Path, _stopped: object) -> int:
        if file.stem == "坏":
            raise FileProblem(file.name, "不能用")
        return len(file.stem)

    for names, told in (
        (["坏"], ["“坏.jxmb”不能用。"]),
        (["好", "坏"], ["“坏.jxmb”不能用。", "共 2 份套表，其中 1 份不能用，见上面所列"]),
        (["好", "好二"], []),
    ):
        batch = Batch([Path(f"{name}.jxmb") for name in names], 1)
        done = [made for _, made in batch.each(work)]
        batch.tell_problems()
        assert done == [len(name) for name in names if name != "坏"]
        assert capsys.readouterr().err.splitlines() == told


class Terminal(StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_hears_which_of_several_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for names, shown in ((["一"], ""), (["一", "二"], "第 1/2 份：一.jxmb\r\x1b[K第 2/2 份：二.jxmb\r\x1b[K")):
        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        assert len(list(Batch([Path(f"{name}.jxmb") for name in names], 1).each(lambda *_: 0))) == len(names)
        assert terminal.getvalue() == shown


def test_a_process_that_the_system_ends_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    stops: list[Any] = []

    class Broken:
        def __init__(self, jobs: int, _context: object, _begin: object, given: tuple[Any, Any]) -> None:
            assert jobs == 2
            stops.append(given[0])

        def submit(self, *_: object) -> Broken:
            return self

        def result(self) -> None:
            raise BrokenProcessPool

        def shutdown(self, **how: bool) -> None:
            assert how == {"wait": True, "cancel_futures": True}

    monkeypatch.setattr(apart, "ProcessPoolExecutor", Broken)
    with pytest.raises(UnusableError, match="--jobs 1"):
        list(Batch([Path("一.jxmb"), Path("二.jxmb")], 2).each(lambda *_: 0))
    assert stops[0].is_set(), "nothing new is begun"


def test_who_stops_a_command_is_told_what_is_left(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("commands.rules.run", stopped)
    assert said("rules") == (130, "", "已中止。中止前写好的文件都是完整的，留在原处\n")


@pytest.mark.usefixtures("ctrl_c")
def test_ctrl_c_of_which_a_library_makes_another_error_stops_too(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_options: object) -> int:
        try:
            signal.raise_signal(signal.SIGINT)
        except BaseException as slip:
            raise ValueError("Error calling function") from slip
        return 0

    monkeypatch.setattr("commands.rules.run", stopped)
    assert said("rules") == (130, "", "已中止。中止前写好的文件都是完整的，留在原处\n")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_hidden_files_and_folders_are_nobodys_dossiers(said: Said) -> None:
    for name in ("套表/甲.jxmb", "套表/.藏/乙.jxmb", "套表/.丙.jxmb", "套表/丁.JXMB", "套表/下/甲.jxmb"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        saved(name, project())
    _, answer, told = said("check", "套表", "套表/甲.jxmb", "--json")
    assert told == ""
    files = list(dict.fromkeys(entry["file"] for entry in json.loads(answer)))
    assert files == ["套表/丁.JXMB", "套表/下/甲.jxmb", "套表/甲.jxmb"]


def test_a_folder_that_cannot_be_opened_is_told(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    def walk(place: Path, onerror: Callable[[OSError], None]) -> Iterator[Any]:
        onerror(PermissionError(13, "denied", str(place / "锁")))
        yield str(place), [], ["甲.jxmb"]

    Path("套表").mkdir()
    saved("套表/甲.jxmb", project())
    monkeypatch.setattr(os, "walk", walk)
    told = said("check", "套表")[2]
    assert told.startswith("文件夹“套表/锁”打不开：")
    assert told.endswith("里面的套表没有算进来\n")


# --- templates and the self-test ------------------------------------------------------------------------------------


def test_a_template_that_is_tried(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = Trial("表格"), Trial("PDF", "没有字")
    for trials, code, last in (([good], 0, "每一栏都读回了原处"), ([good, bad], 1, "版式还有要改正的地方")):
        monkeypatch.setattr("commands.templates.try_template", lambda _, tried=trials: tried)
        file = str(RESOURCES / "templates" / "korla-project-2023.toml")
        ended, answer, told = said("templates", "--try", file)
        assert (ended, told) == (code, "")
        assert answer.splitlines()[-1].startswith(last)
        report = json.loads(said("templates", "--try", file, "--json")[1])
        ways = [{"way": "表格", "ok": True, "shifts": []}, {"way": "PDF", "ok": False, "shifts": [], "fault": "没有字"}]
        assert report == {"template": "korla-project-2023", "ok": code == 0, "ways": ways[: len(trials)]}


@pytest.mark.parametrize("broken", [None, "computer", "samples"])
def test_the_self_test_needs_both_the_computer_and_the_samples(
    broken: str | None, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part, name in (("computer", "computer_steps"), ("samples", "steps")):
        step = Step(part, "甲", "坏了" if part == broken else "")
        monkeypatch.setattr(f"commands.selftest.{name}", lambda *_, step=step: [step])
    code, answer, _ = said("self-test")
    assert code == (2 if broken else 0)
    assert answer.splitlines()[-1] == ("自检没有通过" if broken else "自检通过")
    report = json.loads(said("self-test", "--json")[1])
    assert report["ok"] is (broken is None)
    assert report["steps"] == [
        {"step": part, "what": "甲", "ok": part != broken} | ({"fault": "坏了"} if part == broken else {})
        for part in ("computer", "samples")
    ]


def test_the_computer_alone_is_no_self_test(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commands.selftest.computer_steps", lambda _: [Step("字体", "甲")])
    monkeypatch.setattr("commands.selftest.samples", list)
    assert said("self-test")[0] == 2
