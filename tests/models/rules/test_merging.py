"""Findings of one cause are one finding with all its places."""

from __future__ import annotations

import pytest

from models.dossier import Dossier
from models.edits import Editor
from models.goals import Category
from models.rules import examples as ex
from models.rules import merging
from models.rules.engine import check
from models.rules.finding import Finding, at_every_place
from models.rules.fix_words import finder, fix_words
from models.rules.review import worst_first
from tests.models.rules.spoken import templates

RATES = ("窗口办结率", "业务办理及时率", "业务办理准确率")


def with_rates() -> Dossier:
    rows = [("产出指标", "数量指标", name, "≥95%") for name in RATES]
    return ex.rows(("产出指标", "数量指标", "业务办理件数", "≥95件"), *rows).build()


def test_rates_under_quantity_are_one_finding_a_remedy() -> None:
    found = [one for one in check(with_rates(), templates()) if one.code == "S005"]
    assert len(found) == 3, "three homes, three remedies"
    twice = ex.rows(
        ("产出指标", "数量指标", "业务办理件数", "≥95件"),
        ("产出指标", "数量指标", "业务办理准确率", "≥95%"),
        ("产出指标", "数量指标", "资料登记准确率", "≥96%"),
    ).build()
    (one,) = [one for one in check(twice, templates()) if one.code == "S005"]
    assert "业务办理准确率" in one.message
    assert "资料登记准确率" in one.message
    assert len(one.places) == 1
    assert {two.where for two in at_every_place([one])} == {one.where, *one.places}


def test_a_merged_fix_mends_every_place() -> None:
    whole = ex.rows(
        ("产出指标", "数量指标", "业务办理件数", "≥95件"),
        ("产出指标", "数量指标", "业务办理准确率", "≥95%"),
        ("产出指标", "数量指标", "资料登记准确率", "≥96%"),
    ).build()
    (one,) = [one for one in check(whole, templates()) if one.code == "S005"]
    words = fix_words(one.fix, finder(whole))
    assert "业务办理准确率" in words
    assert "质量指标" in words
    assert one.fix is not None
    Editor(whole).apply(one.fix)
    assert not [one for one in check(whole, templates()) if one.code == "S005"]


def test_empty_levels_are_told_once_a_form() -> None:
    form = ex.good_project()
    for number in range(8):
        form.goals[0].dimensions[0].categories.append(Category(id=f"empty-{number}", name=f"其他{number}指标"))
    (one,) = [one for one in check(ex.good_dossier(form), templates()) if one.code == "S002"]
    assert len(one.places) == 7


def test_worst_first_and_the_form_at_hand_before_all() -> None:
    bad = ex.good_project("second", name="设备更新专项", code="P-002", leader="")
    bad.goals[0].statement = "做好设备更新，服务窗口办事群众。"
    first = ex.good_project()
    first.goals[0].statement = "全年举办业务培训XX场，提高办事人员业务水平。"
    found = check(ex.good_dossier(first, bad), templates())
    assert worst_first(found)[0].severity == "error"
    assert worst_first(found, "project")[0].form == "project"


def codes_at(field: str, name: str, value: str, category: str = "质量指标") -> list[str]:
    """What is told at one field of an indicator with that value."""
    found = check(ex.row(name, value, category).build(), templates())
    return [one.code for one in found if one.where.endswith(f".{field}") and one.code[0] in "VC"]


def test_what_follows_from_a_spoilt_value_is_not_said_as_well() -> None:
    assert codes_at("target", "培训考核合格率", "0.96") == ["V017"], "no unit, too, but only because it is spoilt"
    assert codes_at("target", "举办培训场次", "≥**场", "数量指标") == ["V017"]
    assert codes_at("target", "培训考核合格率", "X%") == ["C006"]
    assert codes_at("target", "文明理念", "深入人心", "社会效益指标") == ["V013"]
    assert codes_at("target", "培训完成时间", "2025年全年", "时效指标") == ["V016"]
    assert codes_at("target", "举办培训场次", "≥12", "数量指标") == ["V002"], "nothing else is wrong with it"


def test_a_statement_of_another_year_is_said_once() -> None:
    whole = ex.goal(statement="2024年举办培训12场。").build()
    found = [one for one in check(whole, templates()) if one.code in ("V016", "X007")]
    assert [one.code for one in found] == ["X007"]


def test_what_follows_is_looked_for_only_where_it_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a thousand findings of both kinds each is held against those at its own place, not against all."""
    heads = [Finding("V005", "warning", "话", f"n{number}.target") for number in range(500)]
    others = [Finding("X001", "warning", "话", f"n{number}.target") for number in range(500)]
    asked: list[Finding] = []
    explains = merging._explains

    def noted(head: Finding, other: Finding) -> bool:
        asked.append(other)
        return explains(head, other)

    monkeypatch.setattr(merging, "_explains", noted)
    assert len(merging.joined([*heads, *others])) == 500
    assert len(asked) == 500
