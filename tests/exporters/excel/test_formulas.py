"""Sums and shares in an exported sheet: formulas that come to what the form holds, and follow what is changed."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import load_workbook

from exporters.excel.write import excel_bytes
from exporters.layout import layout
from models.files.jxmb import load
from models.folders import RESOURCES, samples
from models.forms import DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate
from models.values import FundingSource, MoneyLine

TEMPLATES, _ = load_templates([RESOURCES / "templates"])
SOFFICE = shutil.which("soffice")
NATIONAL, JIANGHAN = "national-project-2021", "jianghan-department-2024"


def sheet(form: Any, template: FormTemplate | str, *, results: bool = False) -> Any:
    """The sheet of a form: its formulas, or what they come to."""
    known = TEMPLATES[template] if isinstance(template, str) else template
    written = excel_bytes([layout(form, known, 2026)])
    return load_workbook(BytesIO(written), data_only=results).worksheets[0]


def reckoned(form: Any, template: FormTemplate | str) -> dict[str, str]:
    """Place → formula."""
    found = sheet(form, template)
    return {cell.coordinate: cell.value for row in found.iter_rows() for cell in row if cell.data_type == "f"}


def a_project(amount: str, **funding: str | None) -> ProjectForm:
    money = {FundingSource(name): None if value is None else Decimal(value) for name, value in funding.items()}
    return ProjectForm(template=NATIONAL, name="河道巡查", amount=Decimal(amount), funding=money)


def test_the_amount_of_a_project_is_reckoned_from_where_its_money_comes() -> None:
    form = a_project("12.50", fiscal="10.00", other="2.50")
    assert reckoned(form, NATIONAL) == {"G8": "=SUM(G9:G10)"}
    assert sheet(form, NATIONAL, results=True)["G8"].value == 12.5


def test_a_source_that_is_blank_counts_when_it_is_filled_in_later() -> None:
    assert reckoned(a_project("10.00", fiscal="10.00"), NATIONAL) == {"G8": "=SUM(G9:G10)"}


@pytest.mark.parametrize(("fiscal", "other"), [("10.00", "2.49"), ("10.00", "2.500001"), (None, None)])
def test_a_total_that_is_not_the_sum_stands_as_it_was_written(fiscal: str | None, other: str | None) -> None:
    form = a_project("12.50", fiscal=fiscal, other=other)
    assert reckoned(form, NATIONAL) == {}
    assert sheet(form, NATIONAL)["G8"].value == 12.5


def a_department(**lines: tuple[str, str]) -> DepartmentForm:
    income = {
        FundingSource(name): MoneyLine(amount=Decimal(amount), share=Decimal(share))
        for name, (amount, share) in lines.items()
    }
    return DepartmentForm(template=JIANGHAN, income=income)


def test_shares_are_reckoned_from_the_amounts_as_exactly_as_the_column_shows_them() -> None:
    form = a_department(fiscal=("2", "66.67"), unit=("1", "33.33"), special_account=("0", "0"), total=("3", "100"))
    assert reckoned(form, JIANGHAN) == {
        "F7": '=IF(E10=0,"",ROUND(E7/E10,4))',
        "F8": '=IF(E10=0,"",ROUND(E8/E10,4))',
        "F9": '=IF(E10=0,"",ROUND(E9/E10,4))',
        "E10": "=SUM(E7:E9)",
        "F10": "=SUM(F7:F9)",
    }


def test_a_share_that_is_another_stands_as_it_was_written() -> None:
    form = a_department(fiscal=("2", "66.66"), unit=("1", "33.33"), total=("3", "100"))
    assert set(reckoned(form, JIANGHAN)) == {"F9", "E10"}


def test_what_is_part_of_another_line_is_not_counted_twice() -> None:
    parts = {"fiscal": ("80", "80"), "general": ("60", "60"), "government_fund": ("20", "20"), "other": ("20", "20")}
    rows = "| 财政拨款 | {income.fiscal.amount} |\n| 其中：一般 | {income.general.amount} |\n"
    rows += "| 其中：基金 | {income.government_fund.amount} |\n| 其他 | {income.other.amount} |\n"
    drawn = own(rows + "| 合计 | {income.total.amount} |", kind="department")
    assert reckoned(a_department(**parts, total=("100", "100")), drawn) == {"B5": "=SUM(B1,B4)"}
    assert reckoned(a_department(**parts, total=("180", "100")), drawn) == {"B5": "=SUM(B1:B4)"}


def own(rows: str, *more: dict[str, Any], kind: str = "project") -> FormTemplate:
    """A template with a column of words and one of values."""
    block = [{"kind": "fields", "rows": rows}, *more]
    return FormTemplate.model_validate(
        {"id": "own", "name": "表", "kind": kind, "region": "示例", "year": 2026, "columns": [40, 40], "block": block}
    )


INDICATORS = {"kind": "indicators", "head": "| 指标 | 权重 |", "row": "| {indicator.name} | {indicator.weight} |"}
SUM = {"kind": "fields", "rows": "| 合计 | {sum.weight} |"}


def weighed(*weights: Decimal | None) -> ProjectForm:
    indicators = [Indicator(name=f"指标{number}", weight=weight) for number, weight in enumerate(weights)]
    tree = [Dimension(name="产出指标", categories=[Category(name="数量指标", indicators=indicators)])]
    return ProjectForm(template="own", name="巡查", goals=[Goal(statement="巡查。", dimensions=tree)])


def test_the_sum_of_a_column_is_reckoned_above_and_below_it() -> None:
    form = weighed(Decimal("30"), None, Decimal("60.5"))
    below = own("| 项目 | {name} |", INDICATORS, SUM)
    assert reckoned(form, below) == {"B6": "=SUM(B3:B5)"}
    assert sheet(form, below, results=True)["B6"].value == 90.5
    above = own("| 项目 | {name} |", SUM, INDICATORS)
    assert reckoned(form, above) == {"B2": "=SUM(B4:B6)"}


@given(some.lists(some.none() | some.decimals("0", "100", places=2), min_size=1, max_size=8))
def test_what_is_reckoned_is_what_the_form_shows(weights: list[Decimal | None]) -> None:
    form, template = weighed(*weights), own("| 项目 | {name} |", INDICATORS, SUM)
    (place,) = reckoned(form, template) or (None,)
    known = [weight for weight in weights if weight is not None]
    assert (place is None) == (not known)
    if place:
        assert Decimal(str(sheet(form, template, results=True)[place].value)) == sum(known)


def test_words_are_no_formulas_whatever_they_begin_with() -> None:
    assert reckoned(ProjectForm(template=NATIONAL, name="=1+1", leader="=SUM(A1:A2)"), NATIONAL) == {}


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_comes_to_the_same_where_it_has_to_reckon_itself(tmp_path: Path) -> None:
    forms = [form for path in samples() for form in load(path).forms][:40]
    path = tmp_path / "表.xlsx"
    path.write_bytes(excel_bytes([layout(form, TEMPLATES[form.template], 2026) for form in forms]))
    book, kept = load_workbook(path), load_workbook(path, data_only=True)
    places = [
        (one.title, cell.coordinate) for one in book for row in one.iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert len(places) > 30
    book.save(path)  # openpyxl leaves out what the formulas come to
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        str(SOFFICE),
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "anew"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    anew = load_workbook(tmp_path / "anew" / path.name, data_only=True)
    for title, place in places:
        assert anew[title][place].value == pytest.approx(kept[title][place].value, abs=1e-9), (title, place)
