"""The five real units' texts: every form, row, value and amount comes in. Skipped where the texts are not at hand."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from importers.assemble import Assembled, assemble
from models.forms import DepartmentForm, ProjectForm
from models.goals import Goal
from models.templates.shelf import load_templates
from models.values import ExpenditureKind, FundingSource

TEMPLATES, _ = load_templates([Path(__file__).parents[2] / "resources" / "templates"])

# indicators per form, as printed, empty rows included
ROWS = {
    "ezhou-2026": [79, 14, 12, 12],
    "jianghan-2024": [48, 14, 20, 26],
    "lukou-2026": [17, 12, 13],
    "julu": [4, 6, 6, 6, 6, 7],
    "korla-2023": [9, 7, 8],
}
EMPTY = {"ezhou-2026": [1, 0, 0, 0], "lukou-2026": [3, 2, 3]}
TEMPLATE_IDS = {
    "ezhou-2026": ["ezhou-department-2026"] + ["ezhou-project-2026"] * 3,
    "jianghan-2024": ["jianghan-department-2024"] + ["jianghan-project-2024"] * 3,
    "lukou-2026": ["lukou-department-2026"] + ["lukou-project-2026"] * 2,
    "julu": ["julu-department-2024"] + ["julu-project-2024"] * 5,
    "korla-2023": ["korla-project-2023"] * 3,
}


def read(folder: Path, name: str) -> Assembled:
    return assemble([folder / f"{name}.txt"], TEMPLATES)


def forms_of(folder: Path, name: str) -> list[Any]:
    return list(read(folder, name).dossier.forms)


@pytest.mark.parametrize("name", ROWS)
def test_every_form_and_row_comes_in(shared_forms: Path, name: str) -> None:
    forms = forms_of(shared_forms, name)
    assert [form.template for form in forms] == TEMPLATE_IDS[name]
    assert [sum(1 for _ in form.indicators()) for form in forms] == ROWS[name]
    if name in EMPTY:
        assert [sum(i.blank for i in form.indicators()) for form in forms] == EMPTY[name]


@pytest.mark.parametrize("name", ROWS)
def test_every_indicator_has_name_and_value(shared_forms: Path, name: str) -> None:
    for form in forms_of(shared_forms, name):
        for indicator in form.indicators():
            assert indicator.blank or indicator.name
            assert indicator.blank or indicator.target or form.template == "julu-department-2024"


@pytest.mark.parametrize("name", [name for name in ROWS if name != "jianghan-2024"])
def test_no_cell_is_left_over(shared_forms: Path, name: str) -> None:
    assert read(shared_forms, name).unplaced == []


def test_only_budget_tables_are_left_over(shared_forms: Path) -> None:
    """江汉's document holds thirteen budget tables before its forms; of the forms nothing is left."""
    lines = (shared_forms / "jianghan-2024.txt").read_text(encoding="utf-8").splitlines()
    first_form = next(n for n, line in enumerate(lines, 1) if line.startswith("# 2024年江汉区部门整体"))
    assert all(left.row < first_form for left in read(shared_forms, "jianghan-2024").unplaced)


def rows(goal: Goal) -> list[dict[str, Any]]:
    found = []
    for dimension, category, indicator in goal.rows():
        row = {
            "dimension": dimension.name,
            "category": category.name,
            "name": indicator.name,
            "target": str(indicator.target),
            "history": dict(indicator.history),
            "weight": "" if indicator.weight is None else str(indicator.weight),
        }
        row |= {
            key: getattr(indicator, key)
            for key in ("basis", "description", "scoring", "evidence", "classification", "remark")
        }
        found.append(
            {key: value for key, value in row.items() if value or key in ("dimension", "category", "name", "target")}
        )
    return found


def test_the_transcription_comes_out_equal(shared_forms: Path) -> None:
    """Row by row what a person transcribed."""
    reference = json.loads((shared_forms / "reference.json").read_text(encoding="utf-8"))
    dossiers = {name: read(shared_forms, name).dossier for name in {entry["file"] for entry in reference}}
    positions = dict.fromkeys(dossiers, 0)
    for entry in reference:
        dossier = dossiers[entry["file"]]
        form = dossier.forms[positions[entry["file"]]]
        positions[entry["file"]] += 1
        assert (form.kind, form.name, str(form.amount)) == (entry["kind"], entry["name"], entry["amount"])
        assert dossier.unit_name_of(form) == entry["unit"]
        assert [(g.period, g.label, g.statement) for g in form.goals] == [
            (g["period"], g["label"], g["statement"]) for g in entry["goals"]
        ]
        for goal, expected in zip(form.goals, entry["goals"], strict=True):
            assert rows(goal) == expected["indicators"]


def test_amounts_of_the_department_form(shared_forms: Path) -> None:
    form = forms_of(shared_forms, "ezhou-2026")[0]
    assert isinstance(form, DepartmentForm)
    income, spending = form.income[FundingSource.FISCAL], form.expenditure[ExpenditureKind.SPECIFIC]
    assert (income.amount, income.share, income.history) == (
        Decimal("512.06"),
        Decimal("100.0"),
        {"2024": Decimal("422.62"), "2025": Decimal("440.51")},
    )
    assert form.income[FundingSource.TOTAL].history == {}
    assert (spending.amount, spending.share) == (Decimal("128.50"), Decimal("25.1"))
    assert form.expenditure[ExpenditureKind.TOTAL].history["2025"] == Decimal("440.51")


def test_lists_and_choices_of_a_project_form(shared_forms: Path) -> None:
    form = forms_of(shared_forms, "jianghan-2024")[3]
    assert isinstance(form, ProjectForm)
    assert [cost.own for cost in form.costs] == [Decimal(text) for text in ("230", "20.4", "12", "47.29", "1.27")]
    assert [purchase.amount for purchase in form.purchases] == [Decimal(5), Decimal(4)]
    assert (form.category, form.frequency, form.total_amount) == ("特定目标类本级支出", "常年项目", None)
    assert form.funding == {"total": Decimal("310.96"), "fiscal": Decimal("310.96")}
    assert form.goals[1].weight == 100


def test_rows_that_slid_find_their_columns(shared_forms: Path) -> None:
    """A 三级 that slid to the first column, values that slid with it, a description one column too early."""
    department, _, _, project = forms_of(shared_forms, "jianghan-2024")
    slid = [i for i in department.indicators() if str(i.target) == "0次" and i.history]
    assert [i.history for i in slid] == [{"2022": "0次", "2023": "0次"}]
    rate = next(i for i in project.goals[1].indicators() if str(i.target) == "0%")
    assert (rate.history, rate.weight) == ({"2022": "0%", "2023": "0%"}, Decimal(10))
    described = [i for i in forms_of(shared_forms, "lukou-2026")[0].indicators() if str(i.target) == "=80%"]
    assert described[0].description
    assert not described[0].remark


def test_the_narrative_form(shared_forms: Path) -> None:
    form = forms_of(shared_forms, "julu")[0]
    assert [bool(goal.statement) for goal in form.goals] == [True] * 5
    assert [sum(1 for _ in goal.indicators()) for goal in form.goals] == [0, 1, 1, 1, 1]
    assert [bool(measure.text) for measure in form.measures] == [True] * 3


def test_spending_plan_and_code(shared_forms: Path) -> None:
    for form in forms_of(shared_forms, "julu")[1:]:
        assert form.spending_plan == {"3": 25, "6": 50, "10": 75, "12": 100}
        assert len(form.code) == 21
        assert form.unit_code == "202001"


@pytest.mark.parametrize("name", ROWS)
def test_gb18030_reads_the_same(shared_forms: Path, tmp_path: Path, name: str) -> None:
    text = (shared_forms / f"{name}.txt").read_text(encoding="utf-8")
    copy = tmp_path / f"{name}.txt"
    copy.write_bytes(text.encode("gb18030"))
    again = assemble([copy], TEMPLATES)
    counts = [sum(1 for _ in form.indicators()) for form in again.dossier.forms]
    assert counts == ROWS[name]
