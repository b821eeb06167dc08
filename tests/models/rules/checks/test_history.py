"""H: earlier years."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules import examples as ex
from models.rules.examples import row
from tests.models.rules.spoken import findings, of, places, said, told


@pytest.mark.parametrize(
    ("name", "target", "last", "expected"),
    [
        ("考核合格率", "≥95%", "≥95%", []),
        ("考核合格率", "≥95%", "100%", [("H001", "warning")]),
        ("考核合格率", "≥70%", "≥95%", [("H001", "warning")]),
        ("考核合格率", "≥70%", "无", []),
        ("考核合格率", "≥70%", "", []),
        ("举办培训场次", "≥12场", "15场", [("H001", "warning")]),
        ("举办培训场次", "≥5场", "15场", [("H001", "warning")]),
        ("举办培训场次", "≥5场", "15次", []),  # another unit
        ("在岗人员数", "5人", "8人", []),  # fewer staff is no falling behind
        ("安全事故发生率", "≤3%", "≤2%", [("H001", "warning")]),
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


# --- where it is told, condition by condition -------------------------------------------------------------------------

HERE = "project-goal-1.target"


@pytest.mark.parametrize(
    ("name", "target", "history", "expected"),
    [
        ("考核合格率", "≥79.9%", {"2025": "≥100%"}, "warning"),
        ("考核合格率", "≥80%", {"2025": "≥100%"}, "warning"),
        ("考核合格率", "≥100%", {"2025": "≥99%"}, ""),
        ("考核合格率", "≥70%", {"2024": "≥95%"}, ""),  # not last year's
        ("考核合格率", "≥70%", {"2025": "≥0%"}, ""),
        ("考核合格率", "≥70%", {"2025": "95人"}, ""),
        ("考核合格率", "较好", {"2025": "≥95%"}, ""),
        ("考核合格率", ">70%", {"2025": "≥95%"}, "warning"),
        ("考核合格率", "70%", {"2025": "≥95%"}, "warning"),  # by its name more is better
        ("群众满意度", "70%", {"2025": "≥95%"}, "warning"),
        ("举办培训场次", "5场", {"2025": "15场"}, ""),  # nobody says which way is better
        ("普惠水平", "70%", {"2025": "95%"}, ""),
        ("事故发生率", "3%", {"2025": "2%"}, ""),
        ("投诉处理下降率", "3%", {"2025": "5%"}, ""),
        ("事故发生率", "≤3%", {"2025": "2%"}, "warning"),
        ("事故发生次数", "≤3次", {"2025": "2次"}, "warning"),
        ("事故发生次数", "<3次", {"2025": "2次"}, "warning"),
        ("事故发生次数", "≤2次", {"2025": "3次"}, ""),
        ("举办培训场次", "≤3场", {"2025": "2场"}, ""),
        ("能耗比例", "≤3%", {"2025": "2%"}, "warning"),
        ("能耗总量", "≥3吨", {"2025": "5吨"}, ""),  # less of it may be meant
        ("能耗下降率", "≥3%", {"2025": "5%"}, "warning"),
        ("水电费", "≥3万元", {"2025": "5万元"}, ""),
        ("项目经费", "≥3个", {"2025": "5个"}, ""),
        ("房屋资产", "≥3万元", {"2025": "5万元"}, ""),
    ],
)
def test_falling_behind_is_told_at_the_target(name: str, target: str, history: dict[str, str], expected: str) -> None:
    found = of("H001", row(name, target, history=history))
    assert found == ([(HERE, expected)] if expected else [])


def test_both_values_are_told() -> None:
    example = row("考核合格率", "≥70%", history={"2025": "≥95%"})
    (found,) = [one for one in findings(example.build(), letters="H") if one.code == "H001"]
    assert "“≥70%”" in found.message
    assert "“≥95%”" in found.message


@pytest.mark.parametrize(
    ("year", "expected"),
    [("2025", False), ("2024", False), ("2023", True), ("2026", True), ("2027", True), ("上年", False), ("1999", True)],
)
def test_the_years_before(year: str, expected: bool) -> None:
    income = {"fiscal": {"amount": "100", "history": {year: "90"}}}
    where = f"department.income.fiscal.history.{year}"
    assert places("H002", ex.good_department(income=income)) == ([(where, "warning")] if expected else [])
    example = row("考核合格率", "≥95%", history={year: "≥90%"})
    assert of("H002", example) == ([(f"project-goal-1.history.{year}", "warning")] if expected else [])


def test_money_is_looked_at_before_indicators() -> None:
    form = ex.good_department(expenditure={"personnel": {"amount": "60", "history": {"2020": "5", "2025": "5"}}})
    next(form.indicators()).history = {"2019": "5"}
    (found,) = said("H002", form)
    assert found.where == "department.expenditure.personnel.history.2020"
    assert all(word in found.message for word in ("2020 年的数", "2026 年度", "2024、2025"))


def past(kind: str, total: str | None, **amounts: str | None) -> dict[str, Any]:
    """Lines of last year in one structure of the department."""
    lines: dict[str, Any] = {line: {"history": {"2025": amount}} for line, amount in amounts.items()}
    return {kind: lines | {"total": {"history": {} if total is None else {"2025": total}}}}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (past("expenditure", "95", personnel="55", operation="20", specific="20"), ""),
        (past("expenditure", "95.004", personnel="55", operation="20", specific="20"), ""),
        (past("expenditure", "95.005", personnel="55", operation="20", specific="20"), "error"),
        (past("expenditure", "90", personnel="55", operation="20", specific="20"), "error"),
        (past("expenditure", "100", personnel="55", operation="20"), ""),  # a part was not told
        (past("expenditure", "70", personnel="55", operation="20"), "error"),  # and yet more than the whole
        (past("expenditure", None, personnel="55", operation="20", specific="20"), ""),
        (past("expenditure", "90"), ""),
        (past("income", "95", fiscal="90"), "error"),
        (past("income", "90", fiscal="90"), ""),
        (past("income", "90", fiscal="90", general="60", government_fund="30"), ""),
    ],
)
def test_the_sums_of_an_earlier_year(fields: dict[str, Any], expected: str) -> None:
    form = ex.good_department(**({"expenditure": {}} | fields))
    (kind,) = fields
    assert places("H003", form) == ([(f"department.{kind}.total.history.2025", expected)] if expected else [])


def test_the_message_of_an_earlier_year_gives_the_numbers() -> None:
    lines = past("expenditure", "90", personnel="55", operation="20", specific="20")
    (found,) = said("H003", ex.good_department(**lines))
    assert all(word in found.message for word in ("2025 年合计 90", "= 95", "相差 5；"))
