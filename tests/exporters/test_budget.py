"""The unit's budget before the forms of a set."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from pypdf import PdfReader

from exporters.budget import budget_table
from exporters.export import ExportPlan, export
from exporters.on_paper import PaperChoice
from models.dossier import Budget, BudgetProject, BudgetPurchase, Dossier, FunctionLine, Unit
from models.folders import template_folders
from models.forms import ProjectForm
from models.templates.shelf import load_templates
from models.values import ExpenditureKind, FundingSource, MoneyLine, OfficialExpense

TEMPLATES, _ = load_templates(template_folders())


def money(amount: str, before: str = "") -> MoneyLine:
    """An amount of this year, and last year's."""
    return MoneyLine(amount=Decimal(amount), history={"2025": Decimal(before)} if before else {})


def dossier() -> Dossier:
    """A unit with every part of a budget but one, and one project."""
    budget = Budget(
        income={FundingSource.TOTAL: money("1250.50", "1100"), FundingSource.GENERAL: money("1150.50", "1100")},
        expenditure={
            ExpenditureKind.TOTAL: money("1250.50"),
            ExpenditureKind.BASIC: money("800.50"),
            ExpenditureKind.PROJECT: money("450"),
        },
        functions=[FunctionLine(code="2010301", name="行政运行", amount=Decimal("800.50"), basic=Decimal("800.50"))],
        official={OfficialExpense.RECEPTION: money("2", "3")},
        projects=[BudgetProject(code="0042", name="河道保洁", amount=Decimal(450), unit_name="示例局本级")],
        purchases=[BudgetPurchase(project="河道保洁", item="清淤船", quantity="2", measure="艘", amount=Decimal(90))],
    )
    form = ProjectForm(template="korla-project-2023", name="河道保洁", amount=Decimal(450))
    return Dossier(year=2026, unit=Unit(name="示例局"), budget=budget, forms=[form])


def test_every_amount_stands_once_in_its_section() -> None:
    table = budget_table(dossier())
    assert table is not None
    rows = [[cell.text for cell in row] for row in table.rows()]
    assert rows[0] == ["2026年部门预算"]
    assert rows[1] == ["编报单位：示例局", "单位：万元"]
    assert ["收入项目", "2026年", "2025年", "支出项目", "2026年", "2025年"] in rows
    assert ["一般公共预算", "1150.50", "1100", "基本支出", "800.50", ""] in rows
    assert ["", "", "", "项目支出", "450", ""] in rows
    assert ["合计", "1250.50", "1100", "合计", "1250.50", ""] in rows
    assert ["2010301", "行政运行", "800.50", "800.50", "", "", ""] in rows
    assert ["公务接待费", "2", "3"] in rows
    assert ["0042", "河道保洁", "示例局本级", "450", ""] in rows
    assert ["河道保洁", "清淤船", "2", "艘", "", "90"] in rows


def test_a_part_that_is_blank_takes_no_room_and_the_numbers_go_on() -> None:
    table = budget_table(dossier())
    assert table is not None
    titles = [row[0].text for row in table.rows() if len(row) == 1][1:]
    assert titles == [
        "一、收支总体情况",
        "二、支出，按功能分类科目",
        "三、“三公”经费",
        "四、项目支出预算",
        "五、政府采购预算",
    ]


def test_without_a_budget_there_is_no_page() -> None:
    assert budget_table(Dossier(year=2026)) is None


def test_in_the_set_it_stands_after_the_contents_and_is_listed(tmp_path: Path) -> None:
    plan = ExportPlan(tmp_path, ("pdf",), together=True, paper=PaperChoice(book=True, budget=True))
    (written,) = export(dossier(), TEMPLATES, plan)
    pages = [page.extract_text() for page in PdfReader(written.path).pages]
    contents = next(text for text in pages if "目　录" in text)
    assert contents.index("2026年部门预算") < contents.index("河道保洁")
    first = next(number for number, text in enumerate(pages) if "一、收支总体情况" in text)
    assert "1250.50" in pages[first]
    assert first == 4  # cover, contents, each with its back
    assert "河道保洁" in pages[first + 2]


def test_files_of_their_own_have_none(tmp_path: Path) -> None:
    plan = ExportPlan(tmp_path, ("pdf",), paper=PaperChoice(budget=True))
    (written,) = export(dossier(), TEMPLATES, plan)
    assert "收支总体情况" not in "".join(page.extract_text() for page in PdfReader(written.path).pages)
