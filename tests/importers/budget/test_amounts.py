"""Money in a source: its number, its unit, the unit that a caption or a label names; the words around the forms."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from importers.amounts import MONEY, Money, is_amount, is_unit_caption, unit_in
from importers.around_forms import prose_of
from importers.assemble import assemble
from importers.finding.lines import Line
from importers.words.vocabulary import word_of
from importers.years import dated_key, headline_year, resolve_years
from models.folders import RESOURCES
from models.forms import DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.table import Paragraph, Table
from models.templates.shelf import load_templates
from models.values import FundingSource, MoneyLine

TEMPLATES, _ = load_templates([RESOURCES / "templates"])


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12", "12"),
        ("12.50", "12.50"),
        ("12.", "12"),
        (".5", "0.5"),
        ("-12.5", "-12.5"),
        ("+3", "3"),
        ("−3", "-3"),
        ("1,200.5", "1200.5"),
        ("1,2000", "12000"),
        ("１２万元", "12"),
        ("12万元", "12"),
        ("人民币12万元", "12"),
        ("¥12", "12"),
        ("￥12", "12"),
        ("120000元", "12"),
        ("120000 元", "12"),
        ("0.12亿元", "1200"),
        ("12亿", "120000"),
        ("12万", "12"),
        ("120千元", "12"),
        ("12%", "12"),
        ("12分", None),
        ("1,20", None),
        ("十二", None),
        ("12万元左右", None),
        ("约12", None),
        ("12 13", None),
        ("", None),
        ("9" * 18, "9" * 18),
        ("9" * 19, None),  # the number of an account, or a code
        ("0." + "1" * 18, "0." + "1" * 18),
        ("0." + "1" * 19, None),
        ("0" * 39 + "1", "1"),
        ("0" * 40 + "1", None),  # longer than any amount
    ],
)
def test_an_amount(text: str, amount: str | None) -> None:
    assert MONEY.amount(text) == (None if amount is None else Decimal(amount))
    assert is_amount(text) is (amount is not None)


@pytest.mark.parametrize(
    ("text", "path", "number"),
    [
        ("12", "i.weight", "12"),
        ("12分", "i.weight", "12"),
        ("12%", "i.weight", "12"),
        ("12万元", "i.weight", None),
        ("12%", "income.fiscal.share", "12"),
        ("12元", "income.fiscal.share", None),
        ("12", "f.spending_plan", "12"),
        ("12", "amount", "0.0012"),
        ("12%", "amount", "12"),
        ("12万元", "amount", "12"),
    ],
)
def test_a_number_that_counts_no_money_has_no_unit_of_money(text: str, path: str, number: str | None) -> None:
    assert Money("元").amount(text, path) == (None if number is None else Decimal(number))


def test_an_amount_is_kept_in_the_unit_of_its_form() -> None:
    assert Money("万元", "元").amount("12.5") == 125000
    assert Money("元", "元").amount("12.50") == Decimal("12.50")


@pytest.mark.parametrize(
    ("text", "unit", "behind_a_label"),
    [
        ("单位：万元", "万元", "万元"),
        ("单位:元", "元", "元"),
        ("（单位：元）", "元", "元"),
        ("金额单位：万元", "万元", "万元"),
        ("货币单位：人民币元", "元", "元"),
        ("单位万元", "万元", "万元"),
        ("项目资金 单位：元", "元", "元"),
        ("项目资金（元）", "", "元"),
        ("项目资金(万元)", "", "万元"),
        ("项目资金（亿）", "", ""),
        ("计量单位：元", "", ""),
        ("度量单位：元", "", ""),
        ("单位：元/人", "", ""),
        ("单位：某局", "", ""),
        ("万元", "", ""),
        ("项目资金", "", ""),
    ],
)
def test_the_unit_that_words_name(text: str, unit: str, behind_a_label: str) -> None:
    assert unit_in(word_of(text), label=False) == unit
    assert unit_in(word_of(text), label=True) == behind_a_label


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("单位：万元", True),
        ("（金额单位：元）", True),
        ("项目资金（元）", False),
        ("单位：元" + " " * 37, False),
        ("万元", False),
    ],
)
def test_words_that_say_the_unit_and_nothing_else(text: str, says: bool) -> None:
    assert is_unit_caption(word_of(text)) is says


# --- years ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "year"),
    [
        (["某局2026年部门预算"], 2026),
        (["2026年度某局整体支出绩效目标"], 2026),
        (["某局部门预算（2026年）"], 2026),
        (["说明", "某局2026年部门预算", "某局2025年部门预算"], 2026),  # the first that names one
        (["2026年工作要点"], None),
        (["某局部门预算"], None),
        (["某局2026年" + "长" * 30 + "预算"], 2026),
        (["某局2026年" + "长" * 31 + "预算"], None),
        (["绩效" + "长" * 30 + "2026年"], None),
        (["绩效" + "长" * 26 + "2026年"], 2026),
        (["2026年的事。预算"], None),
        (["2026年预算" + "长" * 53], 2026),  # 60 letters
        (["2026年预算" + "长" * 54], None),  # prose
        ([], None),
    ],
)
def test_a_line_around_the_tables_names_the_year(texts: list[str], year: int | None) -> None:
    assert headline_year([Line(0, paragraph=text) for text in texts]) == year


@pytest.mark.parametrize(
    ("history", "dated"),
    [
        ({"year-1": "甲"}, {"2025": "甲"}),
        ({"year-2": "甲", "year-1": "乙"}, {"2024": "甲", "2025": "乙"}),
        ({"year-1": "甲", "2025": "乙"}, {"2025": "甲；乙"}),
        ({"year-1": "甲", "2025": "甲"}, {"2025": "甲"}),
        ({"2023": "甲"}, {"2023": "甲"}),
        ({"2025": "乙", "2023": "甲"}, {"2025": "乙", "2023": "甲"}),
    ],
)
def test_values_of_earlier_years_stand_under_their_years(history: dict[str, str], dated: dict[str, str]) -> None:
    indicator = Indicator(history=history)
    goal = Goal(dimensions=[Dimension(categories=[Category(indicators=[indicator])])])
    resolve_years(ProjectForm(goals=[goal]), 2026)
    assert indicator.history == dated
    assert dated_key("year-1", 2026) == "2025"
    assert dated_key("2020", 2026) == "2020"


def test_amounts_of_earlier_years_too() -> None:
    form = DepartmentForm(income={FundingSource.FISCAL: MoneyLine(history={"year-1": Decimal(5)})})
    resolve_years(form, 2026)
    assert form.income[FundingSource.FISCAL].history == {"2025": Decimal(5)}


# --- words around the forms -------------------------------------------------------------------------------------------

LONG = "全年开展河道巡查一百二十次。"


def test_paragraphs_that_went_into_no_form_are_kept_with_their_place() -> None:
    taken, short = "保障沿岸居民用水安全，及时处置。", "单位：万元附表一二三四"
    form = ProjectForm(name="河道巡查", goals=[Goal(statement=f"一、{taken}")])
    paragraphs = Paragraph(f" {LONG} ", 3), Paragraph(taken, 4), Paragraph(short, 5), Paragraph(LONG + "另一段")
    document = (*paragraphs, Table((1.0,), 1, ()))
    kept = prose_of("说明.docx", document, [form])
    assert [(one.text, one.source) for one in kept] == [(LONG, "说明.docx 第 3 行"), (LONG + "另一段", "说明.docx")]
    again = prose_of("说明.docx", document, [form])
    assert [one.id for one in again] == [one.id for one in kept]
    assert len({one.id for one in kept}) == 2
    assert {len(one.id) for one in kept} == {12}
    assert prose_of("说明.docx", (Paragraph("保障沿岸 居民用水\n安全，及时处置。"),), [form]) == [], (
        "blanks do not count"
    )


def test_short_ones_are_left_out_and_there_are_no_more_than_four_hundred() -> None:
    def lengths(*counts: int) -> list[int]:
        return [len(one.text) for one in prose_of("甲", tuple(Paragraph("字" * count) for count in counts), [])]

    assert lengths(11, 12, 13) == [12, 13]
    assert len(prose_of("甲", tuple(Paragraph(f"{LONG}{number}") for number in range(401)), [])) == 400


@pytest.mark.parametrize("digits", ["6" * 19, "5" * 30])
@pytest.mark.parametrize("label", ["项目金额", "项目编码", "备注"])
def test_digits_without_end_anywhere_in_a_table_do_not_stop_the_import(digits: str, label: str, tmp_path: Path) -> None:
    source = tmp_path / "表.txt"
    head = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t巡查河道次数\t≥120次\n"
    source.write_text(f"2026年项目支出绩效目标表\n项目名称\t河道巡查\n{label}\t{digits}\n{head}", encoding="utf-8")
    made = assemble([source], TEMPLATES)
    (form,) = made.dossier.forms
    assert form.amount is None
    assert [one.name for one in form.indicators()] == ["巡查河道次数"]
    assert digits in form.model_dump_json() or digits in [one.text for one in made.unplaced]
