"""A table of the budget before it is read: the words over it, the unit of its money, what its heads mean."""

from __future__ import annotations

from decimal import Decimal

import pytest

from importers.budget.read import read_budget
from importers.budget.tables import Sheet, is_no_number, is_word, number_in, sheets_of
from importers.placed import Place
from importers.readers.text import parse_text
from importers.words.vocabulary import word_of
from models.dossier import Budget


def sheet(text: str) -> Sheet:
    """The last table of a text."""
    return list(sheets_of(parse_text(text)))[-1]


ROWS = "项目名称\t金额\n甲\t1\n"


@pytest.mark.parametrize(
    ("over", "caption"),
    [
        ("支出表\n单位：万元\n", "支出表单位:万元"),
        ("一\n二\n三\n四\n五\n", "二三四五"),  # no further than four paragraphs
        ("支出表\n这是一句话。\n单位：万元\n", "单位:万元"),
        ("支出表\n有的话；没有句号\n单位：万元\n", "单位:万元"),
        (f"支出表\n{'长' * 41}\n单位：万元\n", "单位:万元"),
        (f"{'长' * 40}\n单位：万元\n", f"{'长' * 40}单位:万元"),
        ("支出表\n注：另有说明\n单位：万元\n", "单位:万元"),
        ("", ""),
    ],
)
def test_the_words_over_a_table(over: str, caption: str) -> None:
    assert sheet(over + ROWS).caption == caption


def test_paragraphs_are_over_the_next_table_only() -> None:
    first, second = sheets_of(parse_text("收入表\n甲\t乙\n丙\t丁\n\n戊\t己\n庚\t辛\n"))
    assert (first.caption, second.caption) == ("收入表", "")
    assert (first.number, second.number) == (1, 2)
    assert second.place(1, 0) == (2, 1, 0)


@pytest.mark.parametrize(
    ("rows", "caption"),
    [
        ("支出预算表\t\n项目名称\t金额\n", "支出预算表"),  # a title within the table
        ("支出预算表\t\n单位：万元\t\n项目名称\t金额\n", "支出预算表单位:万元"),
        ("项目名称\t金额\n甲\t1\n乙\t2\n丙\t\n", "丙"),
        ("项目名称\t金额\n甲\t1\n乙\t2\n丙\t3\n丁\t\n", ""),  # the fifth row is none of its head
    ],
)
def test_a_row_of_one_cell_at_the_top_is_a_title(rows: str, caption: str) -> None:
    assert sheet(rows).caption == caption


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        (f"单位：元\n{ROWS}", "0.0001"),
        (f"单位：万元\n{ROWS}", "1"),
        (ROWS, "1"),
        ("项目名称\t金额（元）\n甲\t1\n", "0.0001"),
        ("项目名称\t金额（元）\n甲\t1\n单位：亿元\t\n", "0.0001"),  # the first that is named
    ],
)
def test_the_unit_of_money_makes_ten_thousands(text: str, amount: str) -> None:
    found = sheet(text)
    assert found.amount(1, 1) == Decimal(amount)
    assert found.amount(1, 0) is None
    assert found.amount(1, None) is None
    assert found.amount(1, 7) is None
    assert found.word(1, 7).norm == ""


@pytest.mark.parametrize(
    ("text", "number"), [("12.5", "12.5"), ("1,200", "1200"), ("12%", None), ("—", None), ("", None), ("十", None)]
)
def test_a_number_is_money_and_a_share_is_none(text: str, number: str | None) -> None:
    assert number_in(word_of(text)) == (None if number is None else Decimal(number))


@pytest.mark.parametrize("dash", ["-", "－", "—", "--", "——", "/"])
def test_a_dash_stands_for_no_number(dash: str) -> None:
    assert is_no_number(word_of(dash))
    assert not is_no_number(word_of(f"{dash}1"))


@pytest.mark.parametrize(
    ("word", "name", "matches"),
    [("合计", "sum", True), ("合计数", "sum", False), ("三级指标", "form", True), ("绩效目标", "other_list", True)],
)
def test_words_that_say_what_a_table_is(word: str, name: str, matches: bool) -> None:
    assert is_word(name, word_of(word)) is matches
    assert sheet(f"项目名称\t金额\n甲\t1\n乙\t{word}\n").holds(name) is matches
    assert sheet(f"{word}\n{ROWS}").titled(name) is matches
    assert not sheet(ROWS).holds(name)
    assert not sheet(ROWS).titled(name)


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        ("项目名称\t合计\n甲\t1\n", {"head": 1, "name": 0, "amount": 1}),
        ("单位：万元\t\n项目名称\t合计\n甲\t1\n", {"head": 2, "name": 0, "amount": 1}),
        ("甲\t1\n项目名称\t合计\n", {"head": 0}),  # what stands below the first number is no head
        ("项目名称\t合计\n甲\t\n", {"head": 2, "name": 0, "amount": 1}),  # without a number every row is a head
        ("一\t二\n" * 5 + "项目名称\t合计\n甲\t1\n", {"head": 6, "name": 0, "amount": 1}),
        ("一\t二\n" * 6 + "项目名称\t合计\n甲\t1\n", {"head": 7}),  # heads are no deeper than six rows
        ("项目名称\t合计\t合计\n甲\t1\t2\n", {"head": 1, "name": 0, "amount": 1}),  # the first of its kind
    ],
)
def test_heads_are_the_rows_over_the_first_number(rows: str, heads: dict[str, int]) -> None:
    assert sheet(rows).heads("budget_project") == heads


CODES = """2026年支出预算总表
科目编码\t科目名称\t合计\t基本支出\t项目支出
201\t一般公共服务支出\t80.50\t60.50\t20.00
221\t住房保障支出\t15.00\t15.00\t
221\t住房保障支出\t15.00\t15.00\t
"""


def test_a_code_that_is_listed_again_is_the_same_line() -> None:
    budget = Budget()
    placed = read_budget(parse_text(CODES), budget)
    assert [line.code for line in budget.functions] == ["201", "221"]
    assert {path.removesuffix(".code") for path in placed.values() if path.endswith(".code")} == {
        line.id for line in budget.functions
    }


WHOLE = """收支预算总表
单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t100\t一、一般公共服务支出\t150
二、事业收入\t50\t\t
收入合计\t150\t支出合计\t150
"""


@pytest.mark.parametrize(
    ("amount", "went"),
    [
        ("100", "budget.income.general.amount"),  # what is paid of a source is what was received of it
        ("150", "budget.expenditure.total.amount"),
        ("120", "sum"),  # it only adds up the row above
    ],
)
def test_the_total_of_a_part_is_the_amount_that_it_repeats(amount: str, went: str) -> None:
    part = (
        f"一般公共预算支出表\n单位：万元\n科目编码\t科目名称\t合计\n201\t一般公共服务支出\t{amount}\n合计\t\t{amount}\n"
    )
    placed = read_budget(parse_text(f"{WHOLE}\n{part}"), Budget())
    last = max(place.part for place in placed)
    assert placed[Place(last, 2, 2)] == went
    assert placed[Place(last, 1, 2)].endswith(".funding.general")
