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
