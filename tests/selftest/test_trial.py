"""Trying a template: every place of every template holds a marker of its own, goes out and comes back; none moves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.folders import ROOT
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate
from selftest.markers import marked_form
from selftest.trial import Shift, Trial, told, try_template, values_of
from tests.commands.calling import run

FOLDER = ROOT / "resources" / "templates"
TEMPLATES, _ = load_templates([FOLDER])
every_template = pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES.keys())

SLIDING = '''
id = "sliding-2026"
name = "项目支出绩效目标表"
kind = "project"
region = "示例市"
year = 2026
columns = [30, 60, 30, 60]

[[block]]
kind = "fields"
rows = """
| 项目名称 | {name}   | 项目编码 | {code}   |
| 填报人   | {leader} | 负责人   | {filler} |
"""

[[block]]
kind = "indicators"
head = """
| 一级指标 | 二级指标 | 三级指标 | 指标值 |
"""
row = """
| {dimension.name} | {category.name} | {indicator.name} | {indicator.target} |
"""
'''


@every_template
def test_no_marker_moves(template: FormTemplate) -> None:
    told = [line for trial in try_template(template) if not trial.passed for line in trial.lines]
    assert not told


@every_template
def test_every_marker_is_one_of_a_kind(template: FormTemplate) -> None:
    """Two places with the same content could change places without anybody seeing it."""
    values = values_of(marked_form(template, template.year), template)
    texts = [value.text for value in values.values() if value.text.startswith(("样例", "≥", "X"))]
    assert len(texts) == len(set(texts)) > 5


def test_a_value_that_stands_elsewhere_is_told(tmp_path: Path) -> None:
    """The drawing says 填报人 where the leader stands: text that lost its template's drawing cannot tell."""
    file = tmp_path / "滑动.toml"
    file.write_text(
        SLIDING.replace("{leader} | 负责人   | {filler}", "{extra.备注}{leader} | 负责人   | {filler}"), "utf-8"
    )
    answered = run("templates", "--try", file, folder=tmp_path)
    assert answered.returncode == 1
    assert "“备注”的“" in answered.stdout
    assert "没有读回原处" in answered.stdout


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("[rules.w001]\noff = true", ("没有规则“w001”", "是不是 W001")),
        ("[rules.C008]\nshares = 90", ("“shares”", "是不是 share")),
        ('[rules.V007]\nseverity = "warnings"', ("“severity”", "是不是 warning")),
        ('[rules.C009]\noff = "true"', ("“off”", "要写 true 或 false")),
    ],
)
def test_slips_in_the_settings_of_the_rules_are_told(tmp_path: Path, rules: str, said: tuple[str, str]) -> None:
    """They change nothing on paper, so all comes back; yet the office means them to do something."""
    file = tmp_path / "示例.toml"
    file.write_text(f"{SLIDING}\n{rules}\n", encoding="utf-8")
    answered = run("templates", "--try", file, folder=tmp_path)
    assert answered.returncode == 1
    assert all(words in answered.stdout for words in ("失败 审核设置", *said))
    assert "没有读回原处" not in answered.stdout


def test_a_field_that_is_asked_for_and_printed_nowhere_is_told(tmp_path: Path) -> None:
    file = tmp_path / "示例.toml"
    file.write_text(
        f"{SLIDING}\n[fields.period]\nrequired = true\n\n[fields.code]\nrequired = true\n", encoding="utf-8"
    )
    answered = run("templates", "--try", file, folder=tmp_path)
    assert answered.returncode == 1
    assert "失败 必填的栏目：{period} 必填，表上却没有地方填" in answered.stdout
    assert "{code}" not in answered.stdout


LONG_TERM = """
[[block]]
kind = "goals"
period = "long_term"

[[block.block]]
kind = "fields"
rows = "| 实施期目标 | {goal.statement} | < | < |"
"""


def test_goals_that_are_drawn_and_of_no_form_are_told_before_what_comes_of_it(tmp_path: Path) -> None:
    file = tmp_path / "示例.toml"
    file.write_text(SLIDING + LONG_TERM, encoding="utf-8")
    answered = run("templates", "--try", file, folder=tmp_path)
    assert answered.returncode == 1
    assert answered.stdout.startswith("失败 目标：画了 long_term 的目标，却没有写 [goals.long_term]")


def test_a_goal_alone_in_a_row_is_refused_with_the_way_to_draw_it(tmp_path: Path) -> None:
    file = tmp_path / "示例.toml"
    file.write_text(SLIDING.replace("{leader}", "{long_goal.statement}"), encoding="utf-8")
    answered = run("templates", "--try", file, folder=tmp_path)
    assert "不成对的，写在 goals 块里：{goal.statement}" in answered.stderr


def test_indicators_below_the_goal_of_the_long_term_are_the_years_where_they_are_drawn_so() -> None:
    goals = {"annual": {"label": "年度目标", "most": 1}, "long_term": {"label": "实施期目标", "most": 1}}
    statement = {"kind": "fields", "rows": "| 年度目标 | {goal.statement} | < | < |"}
    long = {"kind": "fields", "rows": "| 实施期目标 | {goal.statement} | < | < |"}
    head, row = (
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 |",
        "| {dimension.name} | {category.name} | {indicator.name} | ",
    )
    made = {
        "id": "own",
        "name": "项目支出绩效目标表",
        "kind": "project",
        "region": "示例市",
        "year": 2026,
        "columns": [40, 40, 40, 40],
        "goals": goals,
        "block": [
            {"kind": "title", "text": "项目支出绩效目标表"},
            {"kind": "fields", "rows": "| 项目名称 | {name} | < | < |"},
            statement,
            {"kind": "goals", "period": "long_term", "block": [long]},
            {"kind": "indicators", "head": head, "row": row + "{indicator.target} |"},
        ],
    }
    trials = list(try_template(FormTemplate.model_validate(made)))
    assert [line for trial in trials for line in trial.lines if not line.startswith("通过")] == []


def test_what_moved_to_another_goal_is_told_as_that() -> None:
    assert (
        Shift("三级指标", "样例001", "三级指标", "样例001").words
        == "“三级指标”的“样例001”读到了另一处（如另一个目标里）"
    )


def test_what_every_way_gets_wrong_is_told_once() -> None:
    shift = Shift("备注", "样例001")
    trials = [Trial("表格", "", (shift,)), Trial("Excel"), Trial("PDF", "", (shift,)), Trial("Word", "没有认出这张表")]
    assert list(told(trials)) == [
        "失败 表格",
        "  “备注”的“样例001”没有读回来",
        "通过 Excel",
        "失败 PDF：与“表格”一样",
        "失败 Word：没有认出这张表",
    ]


def test_the_command_tells_what_it_tried(tmp_path: Path) -> None:
    good = FOLDER / "korla-project-2023.toml"
    answered = run("templates", "--try", good, "--json", folder=tmp_path)
    report = json.loads(answered.stdout)
    assert (answered.returncode, report["template"], report["ok"]) == (0, "korla-project-2023", True)
    assert {way["way"] for way in report["ways"]} >= {"表格", "粘贴的文字", "Excel", "PDF"}


def test_the_command_refuses_what_is_no_template(tmp_path: Path) -> None:
    bad = tmp_path / "坏.toml"
    bad.write_text("id = 坏", encoding="utf-8")
    answered = run("templates", "--try", bad, folder=tmp_path)
    assert answered.returncode == 2
    assert "坏.toml" in answered.stderr
