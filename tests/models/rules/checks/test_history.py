"""H: earlier years."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules import examples as ex
from models.rules.examples import row
from tests.models.rules.spoken import findings, told


@pytest.mark.parametrize(
    ("name", "target", "last", "expected"),
    [
        ("考核合格率", "≥95%", "≥95%", []),
        ("考核合格率", "≥95%", "100%", [("H001", "info")]),
        ("考核合格率", "≥70%", "≥95%", [("H001", "warning")]),
        ("考核合格率", "≥70%", "无", []),
        ("考核合格率", "≥70%", "", []),
        ("举办培训场次", "≥12场", "15场", [("H001", "info")]),
        ("举办培训场次", "≥5场", "15场", [("H001", "warning")]),
        ("举办培训场次", "≥5场", "15次", []),  # another unit
        ("在岗人员数", "5人", "8人", []),  # fewer staff is no falling behind
        ("安全事故发生率", "≤3%", "≤2%", [("H001", "info")]),
        ("安全事故发生率", "≤2%", "≤3%", []),
        ("预算调整率", "3%", "0%", []),
        ("信访量下降率", "≥5%", "≥10%", [("H001", "warning")]),
        ("大楼水电费", "≤6万元", "4万元", []),
        ("维修面积", "≥20平方米", "0平方米", []),
    ],
)
def test_falling_behind_last_year(name: str, target: str, last: str, expected: list[tuple[str, str]]) -> None:
    whole = row(name, target, history={"2025": last} if last else {}).build()
    assert [(one.code, one.severity) for one in findings(whole, letters="H")] == expected


def earlier(total: str, *parts: str, year: str = "2025") -> dict[str, Any]:
    kinds = ("personnel", "operation", "specific")
    now = ("60", "20", "20")
    lines: dict[str, Any] = {
        kind: {"amount": amount, "history": {year: part} if part else {}}
        for kind, amount, part in zip(kinds, now, parts, strict=True)
    }
    return lines | {"total": {"amount": "100", "history": {year: total}}}


@pytest.mark.parametrize(
    ("expenditure", "expected"),
    [
        (earlier("95", "55", "20", "20"), []),
        (earlier("90", "55", "20", "20"), [("H003", "error")]),
        (earlier("90.01", "50.00", "20.00", "20.00"), [("H003", "warning")]),
        (earlier("95", "55", "20", ""), []),  # a part was not told
        (earlier("95", "55", "20", "20", year="2023"), [("H002", "warning")]),
    ],
)
def test_earlier_years_of_the_departments_money(expenditure: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert told(ex.good_department(expenditure=expenditure)) == expected


def test_a_wrong_year_is_said_once_a_form() -> None:
    form = ex.good_project()
    for indicator in form.indicators():
        indicator.history = {"2020": "", "2019": "≥95%"}
    assert [one for one in told(form) if one[0] == "H002"] == [("H002", "warning")]
