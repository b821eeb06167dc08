"""The opinion: four headings, grades by stated rules, what to change."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters.opinion import opinions
from models.edits import SetValue
from models.rules import examples as ex
from models.rules.catalogue import all_rules
from models.rules.engine import check
from models.rules.finding import Finding
from models.rules.fix_words import finder, fix_words
from models.rules.review import review, standard, standard_problem
from models.table import Role
from tests.models.rules.spoken import templates

HEADINGS = ["完整性", "相关性", "适当性", "可行性"]


def test_every_rule_belongs_to_one_of_the_four_headings() -> None:
    by = standard()
    assert [heading.name for heading in by.heading] == HEADINGS
    assert {by.heading_of(code) for code in all_rules()} == set(HEADINGS)
    named = [code for heading in by.heading for code in heading.rules]
    assert len(named) == len(set(named))
    assert set(named) <= set(all_rules())


@pytest.mark.parametrize(
    ("severities", "grade"),
    [
        ([], "优"),
        (["info"] * 5, "优"),
        (["warning"] * 2, "良"),
        (["warning"] * 3, "中"),
        (["error"], "中"),
        (["error", "error"], "差"),
        (["warning"] * 6, "差"),
    ],
)
def test_grades_by_what_is_found(severities: list[str], grade: str) -> None:
    found = [Finding("X001", severity, "写错了；请改", f"n{n}.name") for n, severity in enumerate(severities)]  # type: ignore[arg-type]
    judged = {one.heading.name: one.grade for one in review(found, standard())}
    assert judged == dict.fromkeys(HEADINGS, "优") | {"相关性": grade}


def test_an_office_may_have_a_standard_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "review.toml"
    own.write_text(
        '[[heading]]\nname = "规范性"\nletters = ["X"]\n'
        '[[grade]]\nname = "通过"\nerrors = 0\n[[grade]]\nname = "不通过"\n',
        encoding="utf-8",
    )
    (judged,) = review([Finding("X001", "error", "写错了", "n.name")], standard(own))
    assert (judged.heading.name, judged.grade) == ("规范性", "不通过")


@pytest.mark.parametrize(
    ("text", "names"), [('[[heading]]\nname = "规范性"\n[[grade]]\nname = "通过"\n', ["规范性"]), ("坏的", HEADINGS)]
)
def test_the_office_keeps_its_standard_beside_its_templates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, names: list[str]
) -> None:
    monkeypatch.setattr("models.rules.review.user_folder", lambda: tmp_path)
    (tmp_path / "review.toml").write_text(text, encoding="utf-8")
    assert [heading.name for heading in standard().heading] == names
    told = standard_problem()
    assert bool(told) == (names == HEADINGS)
    assert not told or told.endswith("第 1 行第 1 个字符：这一行不是“项 = 值”，也不是 [小节]")


def test_the_opinion_is_a_table_to_answer_and_to_sign() -> None:
    whole = ex.good_dossier(ex.good_project(leader=""), ex.good_department())
    tables = opinions(whole, check(whole, templates()), standard())
    assert [table.title for table in tables] == ["审核意见 业务培训专项", "审核意见 部门整体绩效目标表"]
    texts = [cell.text for cell in tables[0].cells]
    assert any(text.startswith("退回修改") for text in texts)
    assert any("项目负责人" in text for text in texts)
    assert "单位答复" in texts
    assert sum(cell.role is Role.SIGNATURE for cell in tables[0].cells) == 2
    assert any(text.startswith("可以报送") for text in (cell.text for cell in tables[1].cells))


def test_the_name_of_a_heading_stays_with_its_first_finding() -> None:
    dossier = ex.good_dossier(ex.good_project(leader="", purpose=""))
    table = opinions(dossier, check(dossier, templates()), standard())[0]
    named = [one.row for one in table.cells if one.role is Role.LEVEL]
    heads = sorted({one.row for one in table.cells if one.role is Role.HEADER})
    assert heads
    assert {row - 1 for row in heads} <= set(named)
    assert {(row - 1, row + 2) for row in heads} <= set(table.together)


def test_what_is_said_once_of_many_places_lists_them_by_level() -> None:
    spots = "；".join(
        f"{goal} · 数量指标 · {name}"
        for goal, name in (("年度目标", "受理率"), ("年度目标", "办结率"), ("长期目标", "受理率"))
    )
    many = Finding(
        "S005",
        "warning",
        f"{spots}：比率不是数量；请移到质量指标",
        "n.name",
        form="project",
        spot=spots,
        cause="比率不是数量；请移到质量指标",
    )
    money = Finding("H005", "warning", "相差 3；请核对；有已经结束的项目的，请说明", "m.name", form="project")
    (table,) = opinions(ex.good_dossier(ex.good_project()), [many, money], standard())
    texts = [cell.text for cell in table.cells]
    assert "比率不是数量：\n年度目标 · 数量指标：受理率、办结率\n长期目标 · 数量指标：受理率" in texts
    assert "请核对；有已经结束的项目的，请说明" in texts


def test_a_mend_of_a_long_text_is_told_from_where_it_changes() -> None:
    whole = ex.good_dossier(ex.good_project())
    goal = whole.forms[0].goals[0]
    goal.statement = "满足办公场所日常水电暖正常运转，保障各项业务工作顺利开展， 目标二：通过考核。"
    change = SetValue(f"{goal.id}.statement", goal.statement.replace(" ", ""))
    words = fix_words(change, finder(whole))
    assert "顺利开展， 目标二" in words
    assert "顺利开展，目标二" in words
